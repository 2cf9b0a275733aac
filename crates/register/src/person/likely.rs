//! Whether two students in a list are probably one, under two numbers.

use super::{Names, fold};
use crate::BirthDate;
use crate::email::EmailAddress;

/// What two entries about one person have in common, as texts to compare: two of name, whole birth date and own address.
///
/// One alone says little: brothers share an address, twins a birthday, strangers a name. Two are a reason to ask.
pub fn traits(names: &Names, birth: Option<BirthDate>, email: Option<&str>) -> Vec<String> {
    let first = names.call.as_ref().or(names.given.as_ref()).map(|name| fold(name.reveal()));
    let family = names.family.as_ref().map(|name| fold(name.reveal()));
    let name = first.zip(family).filter(|(first, family)| !first.is_empty() && !family.is_empty());
    let name = name.map(|(first, family)| format!("{first} {family}"));
    let birth = birth.map(BirthDate::parts).filter(|(_, month, day)| *month > 0 && *day > 0);
    let birth = birth.map(|(year, month, day)| format!("{year}-{month}-{day}"));
    let email = email.and_then(|email| EmailAddress::new(email).ok()).map(|email| email.key().to_owned());
    let two = |kind: &str, one: &Option<String>, other: &Option<String>| {
        one.as_ref().zip(other.as_ref()).map(|(one, other)| format!("{kind}\u{1f}{one}\u{1f}{other}"))
    };
    [two("nb", &name, &birth), two("na", &name, &email), two("ba", &birth, &email)].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(call: &str, family: &str, birth: (i32, u8, u8), email: &str) -> Vec<String> {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned().into());
        let names = Names { call: some(call), family: some(family), ..Names::default() };
        traits(&names, BirthDate::from_parts(birth.0, birth.1, birth.2), Some(email).filter(|email| !email.is_empty()))
    }

    #[test]
    fn two_of_three_are_a_reason_to_ask() {
        let one = of("Zoë", "Dağ", (2010, 5, 17), "zoe@x.example");
        for (what, other, expected) in [
            ("the same name and birth date", of("ZOE", "Dag", (2010, 5, 17), ""), true),
            ("the same name and address", of("Zoë", "Dağ", (2010, 5, 18), "Zoe@x.example"), true),
            ("the same birth date and address", of("Zoey", "Dağ", (2010, 5, 17), "zoe@x.example"), true),
            ("a name alone", of("Zoë", "Dağ", (2009, 1, 2), ""), false),
            ("a birthday alone", of("Bo", "Dağ", (2010, 5, 17), "bo@x.example"), false),
            ("an address alone", of("Bo", "Dağ", (2008, 5, 17), "zoe@x.example"), false),
            ("a year is no birth date", of("Zoë", "Dağ", (2010, 0, 0), ""), false),
            ("nothing known", of("", "", (2010, 0, 0), ""), false),
        ] {
            assert_eq!(one.iter().any(|shared| other.contains(shared)), expected, "{what}");
        }
    }
}
