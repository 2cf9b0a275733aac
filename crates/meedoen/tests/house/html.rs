//! Just enough of HTML to fill in our own forms, which are well formed: every attribute quoted, text escaped.

use web::say::form::Input;

/// A form that a page holds.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    /// Where it is sent.
    pub(crate) action: String,
    /// What can be filled in, and the buttons.
    pub(crate) fields: Vec<Entry>,
}

/// One thing in a form.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Name; empty for a button without one.
    pub(crate) name: String,
    /// `text`, `hidden`, `radio`, `textarea`, `select`, `button` ...
    pub(crate) kind: String,
    /// What stands in it, or what it stands for.
    pub(crate) value: String,
    /// Whether a browser would send it now.
    pub(crate) on: bool,
}

impl Entry {
    /// Whether somebody types in it. A file is chosen, and no page can choose it again for whoever did.
    pub(crate) fn is_typed(&self) -> bool {
        !["hidden", "radio", "checkbox", "select", "button", "submit", "file"].contains(&self.kind.as_str())
    }
}

impl Form {
    /// What a browser sends when nothing is changed and the form is sent: by the button that stands for nothing else, or
    /// by the first.
    pub(crate) fn sent(&self) -> Vec<(String, String)> {
        let plain = self.fields.iter().any(|field| field.kind == "button" && field.name.is_empty());
        let button = self.fields.iter().position(|field| field.kind == "button" && !field.name.is_empty() && !plain);
        let sent = self.fields.iter().enumerate().filter(|(at, field)| {
            !field.name.is_empty() && if field.kind == "button" { Some(*at) == button } else { field.on }
        });
        sent.map(|(_, field)| (field.name.clone(), field.value.clone())).collect()
    }

    /// Filled in as somebody would: this text in every box for words, the first thing there is to choose.
    pub(crate) fn completed(&self, words: &str) -> Vec<(String, String)> {
        let mut sent = self.sent();
        for field in &self.fields {
            let chosen = sent.iter().any(|(name, value)| *name == field.name && !value.is_empty());
            match field.kind.as_str() {
                "textarea" => {
                    sent.iter_mut().filter(|(name, _)| *name == field.name).for_each(|(_, v)| *v = words.into())
                }
                // A day that only this line would have: the days of all lines stand once.
                "text" if field.name.ends_with("-van") || field.name.ends_with("-tot") => {}
                "text" if !chosen => {
                    sent.iter_mut().filter(|(name, _)| *name == field.name).for_each(|(_, v)| *v = words.into());
                }
                "radio" | "select" if !chosen && !field.value.is_empty() => {
                    sent.retain(|(name, _)| *name != field.name);
                    sent.push((field.name.clone(), field.value.clone()));
                }
                _ => {}
            }
        }
        sent
    }

    /// What stands in a field that is typed in.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.name == name && field.is_typed()).map(|field| field.value.as_str())
    }
}

/// A form as bytes.
pub(crate) fn encode(fields: &[(String, String)]) -> Vec<u8> {
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let token = fields.iter().find(|(name, _)| name == "csrf").map(|(_, token)| format!("&csrf={token}"));
    (Input::of(&pairs).to_keep() + &token.unwrap_or_default()).into_bytes()
}

/// Text as it was before it was escaped.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (entity, rest) = part.split_once(';').unwrap_or((part, ""));
        let number = entity.strip_prefix("#x").map(|hex| u32::from_str_radix(hex, 16));
        let number = number.or_else(|| entity.strip_prefix('#').map(str::parse)).and_then(Result::ok);
        out.push(match (entity, number) {
            (_, Some(code)) => char::from_u32(code).unwrap_or('?'),
            ("amp", _) => '&',
            ("lt", _) => '<',
            ("gt", _) => '>',
            ("quot", _) => '"',
            ("nbsp", _) => '\u{a0}',
            _ => '\'',
        });
        out.push_str(rest);
    }
    out
}

/// The value of an attribute of a tag.
pub(crate) fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    after.split('"').next().map(plain)
}

fn has(tag: &str, name: &str) -> bool {
    let outside: String = tag.split('"').step_by(2).collect();
    outside.split_whitespace().any(|word| word == name)
}

/// The tags of a page with the text after each.
pub(crate) fn tags(html: &str) -> Vec<(&str, &str)> {
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
        let text = &rest[end + 1..];
        found.push((&rest[..end], &text[..text.find('<').unwrap_or(text.len())]));
        rest = text;
    }
    found
}

/// The forms of a page that are posted.
pub(crate) fn forms(html: &str) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let (mut open, mut select) = (false, None);
    for (tag, text) in tags(html) {
        let kind = tag.split_whitespace().next().unwrap_or_default();
        if kind == "form" {
            open = attribute(tag, "method").as_deref() == Some("post");
            if open {
                let action = attribute(tag, "action").unwrap_or_default();
                forms.push(Form { action, fields: Vec::new() });
            }
        }
        let Some(form) = forms.last_mut().filter(|_| open) else { continue };
        let name = attribute(tag, "name").unwrap_or_default();
        let value = attribute(tag, "value");
        let mut add = |name: String, kind: &str, value: String, on| {
            form.fields.push(Entry { name, kind: kind.to_owned(), value, on });
        };
        match kind {
            "/form" => open = false,
            "input" => {
                let kind = attribute(tag, "type").unwrap_or_else(|| "text".into());
                let box_like = ["radio", "checkbox"].contains(&kind.as_str());
                let value = value.unwrap_or_else(|| if box_like { "on".into() } else { String::new() });
                add(name, &kind, value, !box_like || has(tag, "checked"));
            }
            // The first line break after the tag is not part of the text.
            "textarea" => add(name, kind, plain(text.strip_prefix('\n').unwrap_or(text)), true),
            "select" => select = Some(name),
            "/select" => select = None,
            "option" => {
                let name = select.clone().unwrap_or_default();
                add(name, "select", value.unwrap_or_else(|| plain(text)), has(tag, "selected"));
            }
            "button" => add(name, kind, value.unwrap_or_default(), false),
            _ => {}
        }
    }
    forms
}

#[test]
fn a_form_is_read_as_a_browser_would() {
    let html = "<form method=\"get\"><input name=\"q\"></form><form class=\"a b\" method=\"post\" action=\"/x?a=1&#38;b=2\">\
        <input type=\"hidden\" name=\"csrf\" value=\"t\"><input type=\"radio\" name=\"r\" value=\"1\">\
        <input type=\"radio\" name=\"r\" value=\"2\" checked><textarea name=\"w\">\nZo &#60;b&#62; &amp;</textarea>\
        <select name=\"s\"><option value=\"\">Kies</option><option value=\"7\" selected>Zeven</option></select>\
        <button name=\"doe\" value=\"nu\">Nu</button></form>";
    let found = forms(html);
    assert_eq!((found.len(), found[0].action.as_str()), (1, "/x?a=1&b=2"));
    let sent = found[0].sent();
    let sent: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert_eq!(sent, [("csrf", "t"), ("r", "2"), ("w", "Zo <b> &"), ("s", "7"), ("doe", "nu")]);
    assert_eq!(found[0].value("w"), Some("Zo <b> &"));
}
