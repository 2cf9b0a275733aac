//! The letter that invites somebody who gets no mail: a link that opens once, until a day.

use super::Way;
use crate::say::words::T;
use time::Date;

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
    /// The last day on which it opens.
    pub until: Date,
    /// The day of the letter.
    pub today: Date,
}

impl InvitationLetter {
    /// The letter.
    pub fn new(t: T, invited: Invited<'_>) -> Self {
        let Invited { school, who, link, until, today } = invited;
        Self {
            t,
            title: t.get("invitation-title"),
            heading: t.get("invitation-title"),
            school: school.to_owned(),
            from: t.say("letter-from").arg("school", school).arg("on", today).to_string(),
            opening: t.say("invitation-opening").arg("name", who).to_string(),
            what: vec![t.say("invitation-what").arg("school", school).to_string(), t.get("invitation-account")],
            how: t.get("invitation-how"),
            steps: ["invitation-scan", "invitation-password", "invitation-read"].map(|key| t.get(key)).to_vec(),
            way: Way { what: t.get("invitation-link"), alt: t.get("invitation-code"), address: link.to_owned() },
            until: vec![t.say("invitation-until").arg("until", until).to_string(), t.get("invitation-yours")],
            closing: t.say("invitation-closing").arg("school", school).to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::{Lang, MISSING};
    use time::macros::date;

    #[test]
    fn a_letter_says_who_until_when_and_where_in_both_languages() {
        for (lang, until) in [(Lang::Nl, "29 mei 2026"), (Lang::En, "29 May 2026")] {
            let link = "https://school.example/welkom/abc";
            let (until_day, today) = (date!(2026 - 05 - 29), date!(2026 - 05 - 15));
            let invited = Invited { school: "Voorbeeld College", who: "Sam", link, until: until_day, today };
            let letter = InvitationLetter::new(T::new(lang), invited);
            assert!(letter.opening.contains("Sam") && letter.until[0].contains(until), "{:?}", letter.until);
            assert_eq!(letter.way.address, link);
            let sentences = [letter.what, letter.steps, letter.until].concat();
            assert!(sentences.iter().all(|text| !text.contains(MISSING) && !text.contains(link)), "{sentences:?}");
        }
    }
}
