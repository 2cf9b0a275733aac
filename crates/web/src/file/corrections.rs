//! Dates that turned out to be otherwise, in words: what was known, what is known since, and what stood on the page until
//! then.

use crate::say::{duty::kind_key, format, words::T};
use register::{
    correction::{About, Dated, Known, Said},
    law::State,
};
use store::correction::{CorrectedDate, Correction};

/// What one file corrected.
pub(super) struct CorrectionView {
    /// When, and which kind of file said so.
    pub(super) on: String,
    /// Each date: what it was and is.
    pub(super) dates: Vec<String>,
    /// What stood on the page until then, where something else stands there now.
    pub(super) found: Vec<String>,
}

/// Everything that was corrected, the last first.
pub(super) fn corrections(t: T, all: &[Correction]) -> Vec<CorrectionView> {
    let one = |correction: &Correction| {
        let by = if correction.file == "ro" { "correction-by-ro" } else { "correction-by-students" };
        CorrectionView {
            on: t.say(by).arg("day", correction.on).to_string(),
            dates: correction.dates.iter().map(|one| date(t, one)).collect(),
            found: correction.found.iter().map(|said| found(t, said)).collect(),
        }
    };
    all.iter().map(one).collect()
}

fn known(t: T, known: Option<Known>) -> String {
    match known {
        None => t.get("correction-nothing"),
        Some(Known::Birth(birth)) => format::birth(t.lang(), birth),
        Some(Known::On(when)) => match when.at {
            Some(at) => format::date_time(t.lang(), format::dutch_clock(at)),
            None => t.date(when.day),
        },
    }
}

fn date(t: T, one: &CorrectedDate) -> String {
    let key = match one.dated {
        Dated::Birth => "correction-birth",
        Dated::EnrolledFrom => "correction-enrolled-from",
        Dated::EnrolledUntil => "correction-enrolled-until",
        Dated::Decided => "correction-decided",
        Dated::StartsOn => "correction-starts-on",
    };
    let what = t.say("correction-was").arg("what", t.get(key)).arg("was", known(t, one.was));
    let what = what.arg("is", known(t, one.became)).to_string();
    match one.said_at {
        Some(at) => {
            let since = t.say("correction-since").arg("day", format::dutch_clock(at).date());
            format!("{what} {since}")
        }
        None => what,
    }
}

fn found(t: T, said: &Said) -> String {
    match (said.about, said.state) {
        (About::Before, State::Met) => said.done.map_or_else(
            || t.get("correction-before-met"),
            |on| t.say("correction-before-on").arg("on", on).to_string(),
        ),
        (About::Before, State::MetLate) => match (said.done, said.due) {
            (Some(agreed), Some(enrolled)) => {
                let no = t.say("file-before-no").arg("agreed", agreed).arg("enrolled", enrolled).to_string();
                t.say("correction-before-no").arg("why", no).to_string()
            }
            _ => t.get("correction-before-none"),
        },
        (About::Before, State::Overdue) => match said.due {
            Some(enrolled) => {
                let none = t.say("file-before-none").arg("enrolled", enrolled).to_string();
                t.say("correction-before-no").arg("why", none).to_string()
            }
            None => t.get("correction-before-none"),
        },
        (About::Before, State::Due | State::Blocked | State::NotYet | State::NotApplicable) => {
            t.get("correction-before-open")
        }
        (About::Duty(kind), state) => {
            let kind = t.get(kind_key(kind));
            match (said.due, state) {
                (Some(day), State::Overdue) => {
                    t.say("correction-work-late").arg("kind", kind).arg("day", day).to_string()
                }
                (Some(day), _) => t.say("correction-work-by").arg("kind", kind).arg("day", day).to_string(),
                (None, _) => t.say("correction-work").arg("kind", kind).to_string(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::{Lang, MISSING};
    use register::{EnrolmentId, agreement::Subject, duty::DutyKind};
    use time::macros::date;

    #[test]
    fn whatever_was_corrected_and_found_has_words() {
        let day = Some(date!(2026 - 08 - 01));
        for t in Lang::ALL.map(T::new) {
            for dated in Dated::ALL {
                let said =
                    date(t, &CorrectedDate { dated: *dated, was: None, became: day.map(Known::day), said_at: None });
                assert!(!said.contains(MISSING) && said.contains("2026"), "{said}");
            }
            for about in DutyKind::ALL.iter().map(|kind| About::Duty(*kind)).chain([About::Before]) {
                for state in State::ALL {
                    for (due, done) in [(None, None), (day, None), (day, day)] {
                        let subject = Subject::Enrolment(EnrolmentId(uuid::Uuid::nil()));
                        let said = found(t, &Said { about, subject, state: *state, due, done });
                        assert!(!said.contains(MISSING) && !said.is_empty(), "{said}");
                    }
                }
            }
        }
    }
}
