//! What stands on the reader's agenda, in words: each with its day and the one link that leads to where it is done or read.

use crate::say::words::T;
use register::agenda::{Handed, Item, What};
use store::agreement::view::Mine;

/// One line of it.
pub(super) struct Line {
    /// What, and its day.
    pub sentence: String,
    /// The words of the link.
    pub label: String,
    /// Where it is done or read.
    pub href: String,
}

/// In words: to a student, to a parent, and the link.
const fn words(what: What) -> (&'static str, &'static str, &'static str) {
    match what {
        What::Proposal(_) => ("mine-task", "mine-task-guardian", "mine-read"),
        What::Meeting => ("agenda-meeting", "agenda-meeting-guardian", "agenda-meeting-link"),
        What::HandedOver => ("agenda-handed-over", "agenda-handed-over-guardian", "agenda-handed-over-link"),
        What::Evidence => ("agenda-evidence", "agenda-evidence-guardian", "agenda-evidence-link"),
        What::Evaluation(_) => ("agenda-evaluation", "agenda-evaluation-guardian", "mine-prepare"),
        What::Happens(_) => ("agenda-happens", "agenda-happens", "mine-happens-link"),
        What::Intake => ("agenda-intake", "agenda-intake-guardian", "agenda-intake-link"),
        What::Telling => ("agenda-telling", "agenda-telling-guardian", "agenda-telling-link"),
        What::Document => ("agenda-document", "agenda-document-guardian", "agenda-document-link"),
        What::Handoff(Handed::Sent) => ("agenda-handoff", "agenda-handoff-guardian", "agenda-handoff-link"),
        What::Handoff(Handed::SentByParent) => {
            ("agenda-handoff-parent", "agenda-handoff-parent-guardian", "agenda-handoff-link")
        }
        What::Handoff(Handed::Accepted) => {
            ("agenda-handoff-accepted", "agenda-handoff-accepted-guardian", "agenda-handoff-link")
        }
        What::Handoff(Handed::Refused) => {
            ("agenda-handoff-refused", "agenda-handoff-refused-guardian", "agenda-handoff-link")
        }
        What::Choice => ("agenda-choice", "agenda-choice-guardian", "agenda-choice-link"),
        What::Reported => ("agenda-reported", "agenda-reported-guardian", "agenda-reported-link"),
        What::Answered => ("agenda-answered", "agenda-answered", "agenda-answered-link"),
        What::ExamDecided => ("agenda-exam", "agenda-exam-guardian", "agenda-exam-link"),
        What::Dispute => ("agenda-dispute", "agenda-dispute-guardian", "agenda-dispute-link"),
        What::Concern => ("agenda-concern", "agenda-concern", "agenda-concern-link"),
        What::Admission => ("agenda-admission", "agenda-admission-guardian", "agenda-admission-link"),
        What::Burden => ("agenda-burden", "agenda-burden-guardian", "agenda-burden-link"),
    }
}

/// A line of it; `called` is how the student is called.
pub(super) fn line(t: T, mine: &Mine, called: &str, item: &Item) -> Line {
    let (student, guardian, label) = words(item.what);
    let key = if mine.as_guardian.is_some() { guardian } else { student };
    let file = mine.file;
    Line {
        sentence: t.say(key).arg("on", item.on).arg("name", called).to_string(),
        label: t.get(label),
        href: match item.what {
            What::Proposal(version) => format!("/mijn/afspraken/{version}"),
            What::Evaluation(version) => super::prepare::address(version),
            What::Happens(version) => format!("/mijn/gebeurt/{version}"),
            What::Meeting | What::Burden => "/mijn/zorg".to_owned(),
            What::HandedOver | What::Intake | What::Admission => "/mijn/aanmelding".to_owned(),
            What::Evidence | What::ExamDecided => format!("/mijn/examens/{file}"),
            What::Telling | What::Choice | What::Reported => "/mijn/stage".to_owned(),
            What::Document => format!("/mijn/naar-werk/{file}"),
            What::Handoff(_) => "/mijn/gedeeld".to_owned(),
            What::Answered => format!("/mijn/zeggen/{file}"),
            What::Dispute => format!("/mijn/geschil/{file}"),
            What::Concern => super::looks::PATH.to_owned(),
        },
    }
}
