//! Just enough of HTML to check our own pages, which are well formed: every element closed, every attribute quoted.

/// An opening tag.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Element {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == Some(value)
    }
}

/// Elements that hold nothing.
const VOID: [&str; 6] = ["meta", "link", "input", "br", "hr", "img"];

/// What stands between `<` and `>`, in order.
fn tags(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        rest = &rest[open + 1..];
        let mut quoted = false;
        let end = rest.char_indices().find(|(_, c)| {
            quoted ^= *c == '"';
            *c == '>' && !quoted
        });
        let Some((end, _)) = end else { break };
        found.push(&rest[..end]);
        rest = &rest[end + 1..];
    }
    found
}

/// Every opening tag.
pub(crate) fn elements(html: &str) -> Vec<Element> {
    tags(html).into_iter().filter(|tag| !tag.starts_with(['/', '!'])).map(element).collect()
}

fn element(tag: &str) -> Element {
    let end = tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len());
    let mut attributes = Vec::new();
    let mut rest = tag[end..].trim_start();
    while !rest.is_empty() && rest != "/" {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let close = quoted.find('"').expect("a quote that closes");
            value = quoted[..close].to_owned();
            rest = &quoted[close + 1..];
        }
        assert!(!rest.starts_with('='), "an attribute without quotes: {tag}");
        attributes.push((name, value));
        rest = rest.trim_start();
    }
    Element { name: tag[..end].to_owned(), attributes }
}

/// What is closed in the wrong order, or not at all; what may not hold what it holds.
pub(crate) fn check_nesting(html: &str) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    let mut problems = Vec::new();
    for tag in tags(html) {
        if let Some(name) = tag.strip_prefix('/') {
            match open.pop() {
                Some(last) if last == name => {}
                last => problems.push(format!("</{name}> closes {last:?}")),
            }
        } else if !tag.starts_with('!') && !tag.ends_with('/') {
            let element = element(tag);
            let inside = |name: &str| open.iter().any(|o| o == name);
            if element
                .attributes
                .iter()
                .enumerate()
                .any(|(n, (a, _))| element.attributes[..n].iter().any(|(b, _)| a == b))
            {
                problems.push(format!("an attribute twice: {tag}"));
            }
            match element.name.as_str() {
                "form" if inside("form") => problems.push("a form in a form".into()),
                "a" | "button" if inside("a") || inside("button") => problems.push("a control in a control".into()),
                "div" | "p" | "ul" | "ol" | "h2" | "form" if inside("p") => {
                    problems.push(format!("{} in a p", element.name))
                }
                "li" if !matches!(open.last().map(String::as_str), Some("ul" | "ol")) => {
                    problems.push("li outside a list".into())
                }
                _ => {}
            }
            if !VOID.contains(&element.name.as_str()) {
                open.push(element.name);
            }
        }
    }
    problems.extend(open.iter().map(|name| format!("{name} is not closed")));
    problems
}

/// The text in the first element of a name.
pub(crate) fn text_of<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    html.split(&format!("<{name}>")).nth(1)?.split(&format!("</{name}>")).next()
}
