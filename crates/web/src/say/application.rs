//! An application in words.

use super::words::T;
use register::{
    application,
    programme::{Called, Crebo, Programmes},
};
use time::Date;

/// A programme: by its name with its code; that it ended, where it did; by its code alone where no list knows it, or that it is not
/// known which.
pub fn programme(t: T, list: &Programmes, crebo: Option<Crebo>, today: Date) -> String {
    let Some(crebo) = crebo else { return t.get("programme-unknown") };
    let say = |key: &'static str| t.say(key).arg("crebo", crebo.to_string());
    match list.called(crebo, today) {
        Called::Now(name) => say("programme-named").arg("name", name).to_string(),
        Called::Ended(name, until, None) => say("programme-ended").arg("name", name).arg("until", until).to_string(),
        Called::Ended(name, until, Some(into)) => {
            let next = match list.called(into, today) {
                Called::Now(name) | Called::Ended(name, ..) => name.to_owned(),
                Called::Unknown => into.to_string(),
            };
            say("programme-replaced").arg("name", name).arg("until", until).arg("next", next).to_string()
        }
        Called::Unknown => say("programme-code").to_string(),
    }
}

/// For which programme, since when, from when.
pub fn what(t: T, list: &Programmes, application: &application::Application, today: Date) -> String {
    let programme = programme(t, list, application.programme, today);
    let applied = t.say("applied-on").arg("day", application.applied_on).to_string();
    match application.starts_on {
        Some(day) => format!("{programme}. {applied}. {}.", t.say("starts-on").arg("day", day)),
        None => format!("{programme}. {applied}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;
    use register::{Period, programme::Programme};
    use time::macros::date;

    #[test]
    fn a_code_that_ended_or_is_unknown_is_said_to_be_so() {
        let t = T::new(Lang::Nl);
        let row = |code: &str, name: &str, until, into: Option<&str>| Programme {
            crebo: Crebo::parse(code).unwrap(),
            name: name.to_owned(),
            period: Period { from: date!(2010 - 08 - 01), until },
            into: into.and_then(Crebo::parse),
        };
        let past = Some(date!(2020 - 07 - 31));
        let list = Programmes::new(vec![
            row("10001", "Bakker", past, Some("10002")),
            row("10002", "Brood en banket", None, None),
            row("10003", "Klompenmaker", past, None),
            row("10004", "Kuiper", past, Some("99999")),
        ]);
        let said = |code: &str| {
            let said = programme(t, &list, Crebo::parse(code), date!(2026 - 09 - 01));
            said.replace(['\u{2068}', '\u{2069}'], "")
        };
        assert_eq!(said("10002"), "Brood en banket (10002)");
        assert_eq!(said("10001"), "Bakker (10001, liep tot en met 31 juli 2020, nu Brood en banket)");
        assert_eq!(said("10003"), "Klompenmaker (10003, liep tot en met 31 juli 2020)");
        assert_eq!(said("10004"), "Kuiper (10004, liep tot en met 31 juli 2020, nu 99999)");
        assert_eq!(said("99999"), "Opleiding 99999 (de naam is niet bekend)");
        assert_eq!(said(""), "Opleiding nog niet bekend");
    }
}
