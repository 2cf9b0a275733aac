//! People in words: how they are called, and the box in which they are searched.

use super::{
    form::{Errors, Field, Input},
    format,
    words::T,
};
use register::{BirthDate, Personal};
use store::file::view::PersonView;

/// How someone is called in a list: by name, or else by what tells them apart from others without one.
pub fn listed(
    t: T,
    name: Option<&Personal<String>>,
    number: Option<&Personal<String>>,
    born: Option<BirthDate>,
) -> String {
    match (name, number, born) {
        (Some(name), ..) => name.reveal().clone(),
        (None, Some(number), _) => t.say("nameless-number").arg("number", number.reveal()).to_string(),
        (None, None, Some(born)) => t.say("nameless-born").arg("on", format::birth(t.lang(), born)).to_string(),
        (None, None, None) => t.get("name-unknown"),
    }
}

/// How someone is called here.
pub fn name(t: T, person: &PersonView) -> String {
    person.name.as_ref().map_or_else(|| t.get("assess-no-name"), |name| name.reveal().clone())
}

/// How someone is addressed: the call name, or else the whole name.
pub fn call_name(t: T, person: &PersonView) -> String {
    person.call_name.as_ref().map_or_else(|| name(t, person), |name| name.reveal().clone())
}

/// The box to search in.
pub(crate) fn search_field(t: T, input: &Input, errors: &Errors) -> Field {
    let field = Field { kind: "search", ..Field::text("zoek", t.get("search-field")) };
    field.hint(t.get("search-hint")).filled(t, input, errors)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    #[test]
    fn who_has_no_name_is_told_apart_by_what_is_known() {
        let t = T::new(Lang::Nl);
        let text = |text: &str| Personal::new(text.to_owned());
        let (name, number, born) = (text("Bo Li"), text("2026001"), BirthDate::from_parts(2008, 9, 3));
        let said = |name, number, born| listed(t, name, number, born).replace(['\u{2068}', '\u{2069}'], "");
        assert_eq!(said(Some(&name), Some(&number), born), "Bo Li");
        assert_eq!(said(None, Some(&number), born), "naam onbekend, studentnummer 2026001");
        assert_eq!(said(None, None, born), "naam onbekend, geboren 3 september 2008");
        assert_eq!(said(None, None, BirthDate::from_parts(2008, 0, 0)), "naam onbekend, geboren 2008");
        assert_eq!(said(None, None, None), "naam onbekend");
    }
}
