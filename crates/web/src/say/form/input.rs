//! What a form posted.

use store::sealed_with::SealedWith;

/// The name of the hidden field that proves that a form is ours. What is kept of a form is kept without it.
pub const TOKEN: &str = "csrf";

/// The name of the hidden field that says with which key the text was sealed that a form shows: see [`store::sealed_with`]. Kept
/// with what was typed.
pub const SEALED_WITH: &str = "verzegeld";

/// The fields of a posted form, in order: as typed, and in the one form that text has in here. Its `Debug` shows names
/// only: values are personal.
#[derive(Clone, Default)]
pub struct Input(Vec<Field>);

#[derive(Clone)]
struct Field {
    name: String,
    typed: String,
    text: String,
}

impl Field {
    fn new(name: String, typed: String) -> Self {
        Self { text: register::text::lines(&typed), name, typed }
    }
}

impl Input {
    /// Reads `application/x-www-form-urlencoded`; `None` when it is not that, or not UTF-8.
    pub fn parse(body: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(body).ok()?;
        let mut pairs = Vec::new();
        for pair in text.split('&').filter(|p| !p.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            pairs.push(Field::new(decode(name)?, decode(value)?));
        }
        Some(Self(pairs))
    }

    /// Every field with its text, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|field| (field.name.as_str(), field.text.as_str()))
    }

    /// A form with these values: for tests, samples and drafts.
    pub fn of(pairs: &[(&str, &str)]) -> Self {
        Self(pairs.iter().map(|(n, v)| Field::new((*n).to_owned(), (*v).to_owned())).collect())
    }

    /// What was typed in a field, as [`register::text::lines`] makes it; empty when the field was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.field(name).map_or("", |field| &field.text)
    }

    fn field(&self, name: &str) -> Option<&Field> {
        self.0.iter().find(|field| field.name == name)
    }

    /// What was typed, byte for byte (passwords).
    pub fn raw(&self, name: &str) -> &str {
        self.field(name).map_or("", |field| &field.typed)
    }

    /// Every value sent under a name: a group of check boxes.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |field| field.name == name).map(|field| field.typed.as_str())
    }

    /// With which key the text was sealed that the form showed, where it showed any.
    pub fn sealed_with(&self) -> Option<SealedWith> {
        self.raw(SEALED_WITH).parse().ok()
    }

    /// Whether a name was sent at all: a check box, a button.
    pub fn has(&self, name: &str) -> bool {
        self.field(name).is_some()
    }

    /// These fields and those, for a form that grows.
    #[must_use]
    pub fn with(&self, more: &Self) -> Self {
        Self(self.0.iter().chain(&more.0).cloned().collect())
    }

    /// These fields without one value of a name, for a form that shrinks.
    #[must_use]
    pub fn without(&self, name: &str, value: &str) -> Self {
        Self(self.0.iter().filter(|field| field.name != name || field.typed != value).cloned().collect())
    }

    /// Every field but the token, as a form posts them, to keep as a draft. [`Input::parse`] reads it back.
    pub fn to_keep(&self) -> String {
        let kept = self.0.iter().filter(|field| field.name != TOKEN);
        kept.map(|field| format!("{}={}", encode(&field.name), encode(&field.typed))).collect::<Vec<_>>().join("&")
    }
}

impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|field| &field.name)).finish()
    }
}

fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let high = char::from(rest.next()?).to_digit(16)?;
                let low = char::from(rest.next()?).to_digit(16)?;
                u8::try_from(high * 16 + low).ok()?
            }
            other => other,
        });
    }
    // A text area sends CRLF; a null byte is refused because PostgreSQL cannot keep it.
    let text = String::from_utf8(bytes).ok()?.replace("\r\n", "\n");
    (!text.contains('\0')).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_posted_form_is_read_as_typed() {
        let input = Input::parse(b"naam=Zo%C3%AB+de+Boer&dag=ma&dag=wo&leeg=&tekst=a%0D%0Ab").unwrap();
        assert_eq!(input.text("naam"), "Zoë de Boer");
        assert_eq!(input.all("dag").collect::<Vec<_>>(), ["ma", "wo"]);
        assert_eq!(input.text("tekst"), "a\nb");
        assert!(input.has("leeg") && input.text("leeg").is_empty());
        assert!(!input.has("weg") && input.text("weg").is_empty());
        assert_eq!(format!("{input:?}"), r#"["naam", "dag", "dag", "leeg", "tekst"]"#);
    }

    #[test]
    fn text_has_one_form_and_a_password_keeps_its_own() {
        let input = Input::of(&[
            ("naam", "  Zoe\u{308}\u{a0} de\u{200b} Boer "),
            ("leeg", "\u{200b}\u{a0}"),
            ("w", " e\u{301}\u{a0} "),
        ]);
        assert_eq!(input.text("naam"), "Zoë de Boer");
        assert_eq!(input.text("leeg"), "");
        assert_eq!(input.raw("w"), " e\u{301}\u{a0} ");
    }

    #[test]
    fn a_draft_reads_back_without_its_token() {
        let typed = Input::of(&[("csrf", "x"), ("woorden", "50% & méér\n+ = rust"), ("dag", "ma"), ("dag", "wo")]);
        let back = Input::parse(typed.to_keep().as_bytes()).unwrap();
        assert_eq!(back.text("woorden"), typed.text("woorden"));
        assert_eq!(back.all("dag").collect::<Vec<_>>(), ["ma", "wo"]);
        assert!(!back.has("csrf"));
    }

    #[test]
    fn what_is_not_a_form_is_refused() {
        for body in [&b"a=%"[..], b"a=%4", b"a=%zz", b"a=%ff", b"a=%00", b"\xff"] {
            assert!(Input::parse(body).is_none(), "{body:?}");
        }
    }
}
