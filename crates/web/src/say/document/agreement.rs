//! A version of an agreement on paper, as it stood on a day.

use super::Way;
use crate::say::{
    agreement::{self, AnswerView, PlaceView, ReplyView, answerer},
    person::{call_name, name},
    words::T,
};
use register::{
    agreement::{Status, Version, WhoMustAnswer},
    law::Article,
};
use store::agreement::view::VersionView;
use time::Date;

/// A version of an agreement, in words.
pub struct AgreementSheet {
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
    /// What it is, and what may be done: sentences.
    pub what: Vec<String>,
    /// What is done for the student.
    pub measures: Measures,
    /// Above what was answered.
    pub answered: String,
    /// What was answered.
    pub answers: Vec<AnswerView>,
    /// What the school replied.
    pub replies: Vec<ReplyView>,
    /// What is asked of who reads it, while it can be answered.
    pub asked: Option<Asked>,
    /// Whom to ask.
    pub closing: String,
    /// Where its signed answer is recorded; unknown where nobody said where the site is.
    pub record: Option<Way>,
}

/// The measures of a version.
pub struct Measures {
    /// Above them.
    pub heading: String,
    /// Above the columns: what, who, when.
    pub columns: [String; 3],
    /// By place. What the school wrote is Dutch, whatever the document is.
    pub places: Vec<PlaceView>,
}

/// Room to answer with a pen.
pub struct Asked {
    /// Above it.
    pub heading: String,
    /// How.
    pub how: String,
    /// What can be ticked, and whether words belong to it.
    pub choices: Vec<(String, bool)>,
    /// Who signs.
    pub signs: Vec<Signs>,
}

/// A line to sign on.
pub struct Signs {
    /// What stands before the name.
    pub label: String,
    /// Whose line it is.
    pub who: String,
}

impl AgreementSheet {
    /// The sheet of a version as it stood on a day, today or earlier. `None` before it was proposed. `record` is the
    /// address at which its signed answer is recorded.
    pub fn new(t: T, view: &VersionView, day: Date, today: Date, record: Option<String>) -> Option<Self> {
        let version = view.version.as_on(day)?;
        let (whole, called) = (name(t, &view.person), call_name(t, &view.person));
        let by = agreement::staff(t, &view.names, version.proposed_by);
        // Asked of nobody any more, whatever could be answered on that day.
        let open = view.version.status_on(today) == Status::Offered;
        let titled = |proposal, agreed| {
            let said = t.say(agreement::called(&version, proposal, agreed)).arg("number", version.number);
            said.arg("name", &whole).to_string()
        };
        Some(Self {
            t,
            title: titled("mine-version-title", "mine-version-title-agreed"),
            heading: titled("version-title", "version-title-agreed"),
            school: view.school.clone(),
            from: t.say("letter-from").arg("school", &view.school).arg("on", day).to_string(),
            opening: t.say("letter-opening").arg("name", &called).to_string(),
            what: what(t, &version, &by, open, day),
            measures: Measures {
                heading: t.get("version-measures"),
                columns: ["document-what", "document-who", "document-when"].map(|key| t.get(key)),
                places: agreement::by_place(t, &version.lines),
            },
            answered: t.get("version-answers"),
            answers: version
                .answers
                .iter()
                .map(|given| agreement::answer(t, given, &view.names, |by| answerer(t, &view.person, by)))
                .collect(),
            replies: agreement::replies(t, &version, &view.names),
            asked: open.then(|| asked(t, view, whole.clone())),
            closing: t.say("letter-closing").arg("by", &by).to_string(),
            record: record.map(|address| Way {
                what: t.get(if open { "document-record" } else { "document-recorded" }),
                alt: t.get("document-code"),
                address,
            }),
        })
    }
}

fn what(t: T, version: &Version, by: &str, open: bool, day: Date) -> Vec<String> {
    let key = match (open, version.status.was_agreed()) {
        (true, _) => "letter-what",
        (false, true) => "document-agreed",
        (false, false) => "document-proposal",
    };
    let status = agreement::status(t, version.status);
    let mut all = vec![
        t.say(key).arg("by", by).arg("on", version.proposed.day).to_string(),
        t.say("document-standing").arg("on", day).arg("status", status).to_string(),
    ];
    // Wherever a version was not agreed the way on is told.
    if version.status == Status::NotAgreed {
        all.push(t.say("mine-route").arg("article", Article::Dispute.code()).to_string());
    }
    all
}

fn asked(t: T, view: &VersionView, whole: String) -> Asked {
    let sign = |who| Signs { label: t.get("letter-sign"), who };
    let mut signs = vec![sign(whole)];
    if matches!(view.who, WhoMustAnswer::StudentAndGuardian { .. }) {
        signs.push(sign(t.get("letter-parent")));
    }
    let choices = [("mine-agree", false), ("letter-change", true), ("letter-refuse", true)];
    Asked {
        heading: t.get("letter-answer"),
        how: t.get("letter-tick"),
        choices: choices.map(|(key, room)| (t.get(key), room)).to_vec(),
        signs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{
        people::{self, Step},
        words::{Lang, MISSING},
    };
    use time::macros::date;

    fn sheet(lang: Lang, steps: &[Step], young: bool, day: Date) -> Option<AgreementSheet> {
        let view = people::version(steps, young, 1);
        let way = Some("https://school.example/papier/1".to_owned());
        AgreementSheet::new(T::new(lang), &view, day, people::now().day, way)
    }

    #[test]
    fn a_sheet_says_what_the_version_was_on_its_day() {
        let today = people::now().day;
        for (steps, young, says, signs) in [
            (vec![Step::Offer], false, "Stand op 12 mei 2026: Wacht op antwoord", 1),
            (vec![Step::Offer], true, "Stand op 12 mei 2026: Wacht op antwoord", 2),
            (vec![Step::Offer, Step::Yes], false, "Stand op 12 mei 2026: Geldt nu", 0),
            (vec![Step::Offer, Step::Refuse], false, "Stand op 12 mei 2026: Niet mee eens", 0),
        ] {
            let sheet = sheet(Lang::Nl, &steps, young, today).unwrap();
            assert!(sheet.what.iter().any(|sentence| sentence.starts_with(says)), "{:?}", sheet.what);
            assert_eq!(sheet.asked.map_or(0, |asked| asked.signs.len()), signs, "{steps:?}");
            assert_eq!(sheet.answers.len(), steps.len() - 1);
        }
        assert!(sheet(Lang::Nl, &[Step::Offer], false, date!(2026 - 05 - 11)).is_none(), "it was not there yet");
        let refused = sheet(Lang::Nl, &[Step::Offer, Step::Refuse], false, today).unwrap();
        assert!(refused.what.iter().any(|sentence| sentence.contains("WEB 7.5.1")), "the way on: {:?}", refused.what);
    }

    #[test]
    fn its_title_names_nobody_and_its_words_are_there_in_both_languages() {
        for lang in Lang::ALL {
            let sheet = sheet(lang, &[Step::Offer, Step::Yes], false, people::now().day).unwrap();
            assert!(!sheet.title.contains("Annemarie") && sheet.heading.contains("Annemarie"));
            let way = sheet.record.unwrap();
            let mut all = vec![sheet.title, sheet.heading, sheet.from, sheet.opening, sheet.closing, way.what, way.alt];
            all.extend(sheet.what.into_iter().chain(sheet.measures.columns));
            assert!(all.iter().all(|text| !text.contains(MISSING)), "{all:?}");
        }
    }
}
