//! The letter that invites somebody who gets no mail: a link that opens once, until a day.

use super::Way;
use crate::say::{format, words::T};
use access::Role;
use time::{Date, PrimitiveDateTime};

/// The letter, in words.
pub struct InvitationLetter {
    /// The words of its language.
    pub t: T,
    /// What it is called. Names nobody.
    pub title: String,
    /// What stands above it.
    pub heading: String,
    /// The school.
    pub school: String,
    /// School and day.
    pub from: String,
    /// To whom.
    pub opening: String,
    /// What Meedoen is, and what the link is for: sentences.
    pub what: Vec<String>,
    /// Above what to do.
    pub how: String,
    /// What to do, step by step.
    pub steps: Vec<String>,
    /// The link.
    pub way: Way,
    /// Until when, and that it is for one person: sentences.
    pub until: Vec<String>,
    /// Whom to ask.
    pub closing: String,
}

/// Who is invited, and how.
#[derive(Debug, Clone, Copy)]
pub struct Invited<'a> {
    /// The school.
    pub school: &'a str,
    /// Who is invited, as they are called.
    pub who: &'a str,
    /// The whole link. It opens somebody's pages: it stands in the letter and nowhere else.
    pub link: &'a str,
    /// In which role; none for a new password.
    pub role: Option<Role>,
    /// Until when it opens, by the clock of the Netherlands.
    pub until: PrimitiveDateTime,
    /// The day of the letter.
    pub today: Date,
}

impl InvitationLetter {
    /// The letter.
    pub fn new(t: T, invited: Invited<'_>) -> Self {
        let Invited { school, who, link, role, until, today } = invited;
        let account = match role {
            None => t.get("invited-again"),
            Some(Role::Student) => t.get("invited-own"),
            Some(Role::Guardian) => t.get("invited-child"),
            Some(role) => t.say("invited-work").arg("role", t.role(role)).to_string(),
        };
        Self {
            t,
            title: t.get("invited-title"),
            heading: t.get("invited-title"),
            school: school.to_owned(),
            from: t.say("letter-from").arg("school", school).arg("on", today).to_string(),
            opening: t.say("invited-opening").arg("name", who).to_string(),
            what: vec![t.say("invited-what").arg("school", school).to_string(), account],
            how: t.get("invited-how"),
            steps: ["invited-scan", "invited-password", "invited-read"].map(|key| t.get(key)).to_vec(),
            way: Way { what: t.get("invited-link"), alt: t.get("invited-code"), address: link.to_owned() },
            until: vec![
                t.say("invited-until").arg("until", format::date_time(t.lang(), until)).to_string(),
                t.get("invited-yours"),
            ],
            closing: t.say("invited-closing").arg("school", school).to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::{Lang, MISSING};
    use time::macros::{date, datetime};

    #[test]
    fn a_letter_says_who_until_when_and_where_in_both_languages() {
        for (lang, until) in [(Lang::Nl, "29 mei 2026"), (Lang::En, "29 May 2026")] {
            let link = "https://school.example/welkom/abc";
            let (ends, today) = (datetime!(2026-05-29 16:30), date!(2026 - 05 - 15));
            let roles = [None, Some(Role::Student), Some(Role::Guardian), Some(Role::Coach)];
            let letter = |role| {
                let invited = Invited { school: "Voorbeeld College", who: "Sam", link, role, until: ends, today };
                InvitationLetter::new(T::new(lang), invited)
            };
            let said: std::collections::BTreeSet<String> = roles.map(|role| letter(role).what.join(" ")).into();
            assert_eq!(said.len(), roles.len(), "each is told what the link is for");
            let letter = letter(Some(Role::Student));
            assert!(letter.opening.contains("Sam") && letter.until[0].contains(until), "{:?}", letter.until);
            assert_eq!(letter.way.address, link);
            let sentences = [letter.what, letter.steps, letter.until].concat();
            assert!(sentences.iter().all(|text| !text.contains(MISSING) && !text.contains(link)), "{sentences:?}");
        }
    }
}
