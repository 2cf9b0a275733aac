//! A measure on a card: one that was agreed, for as long as it holds. The student chose what they had read; what a newer version
//! says otherwise is not shown before they choose it again.

use crate::VersionId;
use crate::agreement::{Agreement, Difference, Line, compare};
use time::Date;

/// A measure that the student chose: where it stood when they did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chosen {
    /// In which version.
    pub version: VersionId,
    /// At which place in it, from 0.
    pub position: usize,
}

/// Where a chosen measure stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands<'a> {
    /// It holds, and reads as the student chose it.
    Shown(&'a Line),
    /// A newer version says it otherwise: it left the card.
    Changed(&'a Line),
    /// It holds no more, or not yet: it left the card.
    Gone,
}

/// Where a chosen measure stands on a day. A newer version in which it reads the same changes nothing.
pub fn stands(chosen: Chosen, agreement: Option<&Agreement>, today: Date) -> Stands<'_> {
    let found = agreement.and_then(|all| Some((all.in_force(today)?, all.version(chosen.version)?)));
    let Some((holds, version)) = found else { return Stands::Gone };
    let Some(line) = version.lines.get(chosen.position) else { return Stands::Gone };
    let runs = |line: &Line| line.from <= today && line.until.is_none_or(|until| today <= until);
    if holds.id == version.id {
        return if runs(line) { Stands::Shown(line) } else { Stands::Gone };
    }
    let same = compare(std::slice::from_ref(line), &holds.lines).into_iter().find_map(|one| match one {
        Difference::Stays(line) => Some(Stands::Shown(line)),
        Difference::Changed { new, .. } => Some(Stands::Changed(new)),
        Difference::Gone(_) => Some(Stands::Gone),
        Difference::New(_) => None,
    });
    match same {
        Some(Stands::Shown(line) | Stands::Changed(line)) if !runs(line) => Stands::Gone,
        Some(found) => found,
        None => Stands::Gone,
    }
}

/// The measures that a student can choose today: those of the version in force that run, with where they stand.
pub fn choices(agreement: Option<&Agreement>, today: Date) -> Vec<(Chosen, &Line)> {
    let holds = agreement.and_then(|all| all.in_force(today));
    let of = |version| move |(position, line)| (Chosen { version, position }, line);
    let all = holds.into_iter().flat_map(|version| version.lines.iter().enumerate().map(of(version.id)));
    all.filter(|(one, _)| matches!(stands(*one, agreement, today), Stands::Shown(_))).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::agreement::{LineDraft, Status, Version};
    use crate::fixtures::{account_id, at, day, line_draft};
    use crate::{AgreementId, FileId};
    use uuid::Uuid;

    pub(in crate::card) fn today() -> Date {
        day("2026-09-15")
    }

    fn version(number: u32, status: Status, lines: Vec<Line>) -> Version {
        Version {
            id: VersionId(Uuid::from_u128(400 + u128::from(number))),
            number,
            subjects: Vec::new(),
            proposed: at("2026-09-01"),
            proposed_by: account_id(),
            lines,
            status,
            status_since: at("2026-09-02"),
            answers: Vec::new(),
            replies: Vec::new(),
            evaluations: Vec::new(),
            closed: None,
        }
    }

    fn line(text: &str, change: impl FnOnce(&mut LineDraft)) -> Line {
        let mut draft = LineDraft {
            measure: None,
            text: text.into(),
            details: String::new(),
            from: Some(day("2026-09-01")),
            until: None,
            ..line_draft()
        };
        change(&mut draft);
        Line::new(draft).unwrap()
    }

    fn of(versions: Vec<Version>) -> Agreement {
        Agreement { id: AgreementId(Uuid::from_u128(399)), file: FileId(Uuid::from_u128(398)), versions }
    }

    /// An agreement in force with these measures.
    pub(in crate::card) fn agreed(texts: &[&str]) -> Agreement {
        of(vec![version(1, Status::InForce, texts.iter().map(|text| line(text, |_| {})).collect())])
    }

    /// Its first measure.
    pub(in crate::card) fn only(agreement: &Agreement) -> Chosen {
        Chosen { version: agreement.versions[0].id, position: 0 }
    }

    fn named(found: Stands<'_>) -> String {
        match found {
            Stands::Shown(line) => format!("shown {} {}", line.text, line.details.reveal()),
            Stands::Changed(line) => format!("changed {} {}", line.text, line.details.reveal()),
            Stands::Gone => "gone".into(),
        }
    }

    #[test]
    fn a_measure_leaves_the_card_when_it_ends_or_reads_otherwise() {
        let time = || line("Extra tijd", |_| {});
        let more = line("Extra tijd", |draft| draft.details = "50%".into());
        let ends = line("Extra tijd", |draft| draft.until = Some(day("2026-09-14")));
        let last = line("Extra tijd", |draft| draft.until = Some(day("2026-09-15")));
        let later = line("Extra tijd", |draft| draft.from = Some(day("2026-09-16")));
        let old = |lines| version(1, Status::Replaced, lines);
        let new = |lines| version(2, Status::InForce, lines);
        for (what, versions, expected) in [
            ("it holds", vec![version(1, Status::InForce, vec![time()])], "shown Extra tijd "),
            ("its last day", vec![version(1, Status::InForce, vec![last])], "shown Extra tijd "),
            ("its last day went by", vec![version(1, Status::InForce, vec![ends, time()])], "gone"),
            ("it begins tomorrow", vec![version(1, Status::InForce, vec![later.clone()])], "gone"),
            ("the agreement ended", vec![version(1, Status::Ended, vec![time()])], "gone"),
            ("it was not agreed", vec![version(1, Status::Offered, vec![time()])], "gone"),
            ("a newer one, the same", vec![old(vec![time()]), new(vec![time()])], "shown Extra tijd "),
            ("a newer one, otherwise", vec![old(vec![time()]), new(vec![more])], "changed Extra tijd 50%"),
            ("a newer one without it", vec![old(vec![time()]), new(vec![line("Rust", |_| {})])], "gone"),
            ("a newer one that begins", vec![old(vec![time()]), new(vec![later, line("Rust", |_| {})])], "gone"),
            (
                "a newer one that waits",
                vec![
                    version(1, Status::InForce, vec![time()]),
                    version(2, Status::Offered, vec![line("Rust", |_| {})]),
                ],
                "shown Extra tijd ",
            ),
        ] {
            let agreement = of(versions);
            assert_eq!(named(stands(only(&agreement), Some(&agreement), today())), expected, "{what}");
        }
        assert_eq!(stands(only(&agreed(&["x"])), None, today()), Stands::Gone, "nothing was ever agreed");
        let past = Chosen { position: 9, ..only(&agreed(&["x"])) };
        assert_eq!(stands(past, Some(&agreed(&["x"])), today()), Stands::Gone);
    }

    #[test]
    fn only_what_runs_today_can_be_chosen() {
        let over = line("Voorbij", |draft| draft.until = Some(day("2026-09-14")));
        let agreement = of(vec![version(1, Status::InForce, vec![over, line("Rust", |_| {})])]);
        let found: Vec<_> = choices(Some(&agreement), today())
            .into_iter()
            .map(|(one, line)| (one.position, line.text.clone()))
            .collect();
        assert_eq!(found, [(1, "Rust".to_owned())]);
        assert!(choices(None, today()).is_empty());
    }
}
