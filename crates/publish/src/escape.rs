//! Text inside XML and HTML.

/// A text in which nothing is markup; characters that XML 1.0 cannot hold are left out.
pub fn xml(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '&' => made.push_str("&amp;"),
            '<' => made.push_str("&lt;"),
            '>' => made.push_str("&gt;"),
            '"' => made.push_str("&quot;"),
            '\t' | '\n' | '\r' => made.push(it),
            it if it < ' ' || matches!(it, '\u{fffe}' | '\u{ffff}') => {}
            it => made.push(it),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_is_markup() {
        assert_eq!(super::xml("a < b & \"c\"\u{0}> d"), "a &lt; b &amp; &quot;c&quot;&gt; d");
    }
}
