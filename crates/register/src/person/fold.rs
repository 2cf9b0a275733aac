//! Letters without their marks, so that *Şahin* is found by *sahin* and sorts beside it, equal on both databases.

/// Lower case, without diacritics; hyphens are spaces, other punctuation goes, white space is single.
///
/// Latin letters fold by the table below; letters of other scripts stay as they are.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => folded.push(letter),
            // Combining marks: what a decomposed é leaves behind, and the dot of a lower-cased İ.
            '\u{300}'..='\u{36f}' => {}
            c if c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '/' | '_') => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => match LATIN.iter().find(|(marked, _)| marked.contains(c)) {
                Some((_, plain)) => folded.push_str(plain),
                None if c.is_alphanumeric() => folded.push(c),
                None => {}
            },
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Marked letters and what they fold to.
const LATIN: &[(&str, &str)] = &[
    ("àáâãäåāăąǎǟǡǻȁȃȧạảấầẩẫậắằẳẵặ", "a"),
    ("æǣǽ", "ae"),
    ("ḃḅḇƀɓ", "b"),
    ("çćĉċčḉ", "c"),
    ("ðďđḋḍḏḑḓɖ", "d"),
    ("èéêëēĕėęěȅȇȩẹẻẽếềểễệəǝ", "e"),
    ("ḟƒ", "f"),
    ("ĝğġģǧǥǵḡ", "g"),
    ("ĥħȟḣḥḧḩḫẖ", "h"),
    ("ìíîïĩīĭįıǐȉȋḭḯỉị", "i"),
    ("ĳ", "ij"),
    ("ĵǰ", "j"),
    ("ķĸǩḱḳḵ", "k"),
    ("ĺļľŀłḷḹḻḽ", "l"),
    ("ḿṁṃ", "m"),
    ("ñńņňŉŋǹṅṇṉṋ", "n"),
    ("òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱọỏốồổỗộớờởỡợ", "o"),
    ("œ", "oe"),
    ("ṕṗ", "p"),
    ("ŕŗřȑȓṙṛṝṟ", "r"),
    ("śŝşšșſṡṣṥṧṩ", "s"),
    ("ß", "ss"),
    ("ţťŧțṫṭṯṱẗ", "t"),
    ("þ", "th"),
    ("ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷụủứừửữự", "u"),
    ("ṽṿ", "v"),
    ("ŵẁẃẅẇẉẘ", "w"),
    ("ẋẍ", "x"),
    ("ýÿŷȳẏẙỳỵỷỹ", "y"),
    ("źżžƶẑẓẕ", "z"),
];
