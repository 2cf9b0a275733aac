//! How school and student looked back at agreements, on paper.

use crate::say::{
    agreement,
    person::{call_name, name},
    words::T,
};
use store::agreement::view::VersionView;

/// An evaluation, in words.
pub struct EvaluationSheet {
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
    /// What it is, and who wrote it down: sentences.
    pub what: Vec<String>,
    /// Above the measures.
    pub kept: String,
    /// Above the columns: the measure, how it went.
    pub columns: [String; 2],
    /// Each measure, and whether it was kept. What the school wrote is Dutch, whatever the document is.
    pub rows: Vec<(String, String)>,
    /// What the student said about it, with what stands above it.
    pub words: Option<(String, String)>,
    /// Above how it goes on.
    pub next: String,
    /// How it goes on, and whom to tell that it is wrong.
    pub closing: Vec<String>,
}

impl EvaluationSheet {
    /// The sheet of an evaluation of a version, by its number. `None` where the reader sees none, and where it was taken back:
    /// what was never held like this leaves on no paper.
    pub fn new(t: T, view: &VersionView, number: u32) -> Option<Self> {
        let version = &view.version;
        let one = version.evaluations.iter().find(|one| one.number == number && one.counts())?;
        let said = agreement::evaluations(t, version, &view.names).into_iter().find(|said| said.number == number)?;
        let by = agreement::staff(t, &view.names, one.by);
        let what = t.say("evaluated-what").arg("on", one.held_on).arg("number", version.number).to_string();
        Some(Self {
            t,
            heading: t.say("evaluated-heading").arg("what", &said.title).arg("name", name(t, &view.person)).to_string(),
            title: said.title,
            school: view.school.clone(),
            from: t.say("letter-from").arg("school", &view.school).arg("on", one.at.day).to_string(),
            opening: t.say("letter-opening").arg("name", call_name(t, &view.person)).to_string(),
            what: vec![what, said.by],
            kept: t.get("evaluated-kept"),
            columns: ["document-what", "evaluated-went"].map(|key| t.get(key)),
            rows: said.kept,
            words: said.words.map(|words| (t.get("evaluated-words"), words)),
            next: t.get("evaluated-next"),
            closing: vec![said.outcome, t.say("evaluated-wrong").arg("by", by).to_string()],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{
        people::{self, Step},
        words::{Lang, MISSING},
    };

    #[test]
    fn a_sheet_is_of_a_talk_that_was_held_and_its_title_names_nobody() {
        let held = [Step::Offer, Step::Yes, Step::Evaluate];
        for t in Lang::ALL.map(T::new) {
            let view = people::version(&held, false, 1);
            let sheet = EvaluationSheet::new(t, &view, 1).unwrap();
            assert!(!sheet.title.contains("Annemarie") && sheet.heading.contains("Annemarie"));
            assert_eq!(sheet.rows.len(), view.version.lines.len(), "each measure");
            assert_eq!(sheet.words.as_ref().map(|(_, words)| words.as_str()), Some(people::ASKED));
            let rows = sheet.rows.iter().flat_map(|(what, went)| [what, went]);
            let more = [&sheet.from, &sheet.opening, &sheet.kept, &sheet.next].into_iter().chain(&sheet.columns);
            let all: Vec<&String> = more.chain(&sheet.what).chain(&sheet.closing).chain(rows).collect();
            assert!(all.iter().all(|text| !text.contains(MISSING)), "{all:?}");
            assert!(EvaluationSheet::new(t, &view, 2).is_none(), "there is no second one");
            let back = people::version(&[&held[..], &[Step::EvaluationBack]].concat(), false, 1);
            assert!(EvaluationSheet::new(t, &back, 1).is_none(), "it was never held like this");
        }
    }
}
