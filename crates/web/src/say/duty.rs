//! A duty in words: what to do, for whom, why, by when. Shared by the work list and the page of a file.

use crate::say::{because::because, law, words::T};
use access::{Action, Role, may_ever};
use register::{
    FileId,
    agreement::Subject,
    duty::{Due, Duty, DutyKind, Who},
    law::Because,
};
use time::Date;

/// A duty, in words.
pub struct DutyView {
    /// What to do.
    pub task: String,
    /// Where it is done.
    pub href: String,
    /// Why: one sentence with its article.
    pub why: String,
    /// The facts that it rests on; `None` until [`DutyView::told`].
    pub because: Option<String>,
    /// By when.
    pub when: String,
    /// How long it is overdue, when it is.
    pub late: Option<String>,
    /// Since when somebody waits for it.
    pub since: Option<String>,
    /// Why, in a few words: for a line.
    pub short: String,
    /// What the button says.
    pub button: String,
    /// Whose it is; empty until [`DutyView::owned_by`].
    pub owner: String,
}

impl DutyView {
    /// The words for someone in a role, about someone called `name`.
    pub fn new(t: T, role: Role, file: FileId, name: &str, duty: &Duty, today: Date) -> Self {
        let key = match (duty.kind, duty.who) {
            (DutyKind::Assess, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => "duty-assess",
            (DutyKind::ReportAbsence, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => {
                "duty-report-absence"
            }
            (DutyKind::OfferGuidance, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => {
                "duty-offer-guidance"
            }
            (DutyKind::HandOver, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => "duty-hand-over",
            (DutyKind::Agree | DutyKind::AgreeLater | DutyKind::Await, Who::Student) => "duty-ask-student",
            (DutyKind::Agree | DutyKind::AgreeLater | DutyKind::Await, Who::Guardian) => "duty-ask-guardian",
            (DutyKind::Agree | DutyKind::AgreeLater, Who::Intaker | Who::Coach) if duty.waits.is_some() => {
                "duty-agree-again"
            }
            (DutyKind::Agree | DutyKind::AgreeLater | DutyKind::Await, Who::Intaker | Who::Coach) => "duty-agree",
            (DutyKind::Reply, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => "duty-reply",
            (DutyKind::Mend, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => "duty-mend",
            (DutyKind::LookAgain, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => "duty-look-again",
        };
        let (short, button) = match (duty.kind, duty.who) {
            (DutyKind::Assess, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => {
                ("duty-short-assess", "duty-button-assess")
            }
            (DutyKind::Agree | DutyKind::AgreeLater | DutyKind::Await, Who::Student | Who::Guardian)
            | (DutyKind::Await, Who::Intaker | Who::Coach) => ("duty-short-ask", "duty-button-ask"),
            (DutyKind::Agree | DutyKind::AgreeLater, Who::Intaker | Who::Coach) if duty.waits.is_some() => {
                ("duty-short-reply", "duty-button-agree-again")
            }
            (DutyKind::Agree, Who::Intaker | Who::Coach) => ("duty-short-agree", "duty-button-agree"),
            (DutyKind::AgreeLater, Who::Intaker | Who::Coach) => ("duty-short-agree-later", "duty-button-agree"),
            (DutyKind::Reply, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => {
                ("duty-short-reply", "duty-button-reply")
            }
            (DutyKind::ReportAbsence, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => {
                ("duty-short-report-absence", "duty-button-report-absence")
            }
            (DutyKind::OfferGuidance, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => {
                ("duty-short-offer-guidance", "duty-button-offer-guidance")
            }
            (DutyKind::HandOver, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => {
                ("duty-short-hand-over", "duty-button-hand-over")
            }
            (DutyKind::Mend, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => {
                ("duty-short-mend", "duty-button-mend")
            }
            (DutyKind::LookAgain, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => {
                ("duty-short-look-again", "duty-button-look-again")
            }
        };
        Self {
            short: t.get(short),
            button: t.get(button),
            owner: String::new(),
            because: None,
            task: t.say(key).arg("name", name).to_string(),
            href: place(role, file, duty),
            why: law::why(t, duty),
            when: match duty.due {
                Due::By(day) => t.say("duty-by").arg("day", day).to_string(),
                Due::NoTerm => t.get("duty-no-term"),
            },
            late: match duty.due {
                Due::By(day) if duty.is_overdue(today) => {
                    Some(t.say("duty-late").arg("days", (today - day).whole_days()).to_string())
                }
                Due::By(_) | Due::NoTerm => None,
            },
            since: duty.waits.map(|waits| t.say("duty-since").arg("day", waits.since).to_string()),
        }
    }
}

impl DutyView {
    /// Says why, by the facts that its rule used.
    #[must_use]
    pub fn told(mut self, t: T, reasons: &[Because]) -> Self {
        self.because = because(t, reasons);
        self
    }

    /// Says whose it is: the reader's own, a coach's by name, the intake's, the student's, a parent's.
    #[must_use]
    pub fn owned_by(mut self, t: T, role: Role, duty: &Duty, coaches: &[String]) -> Self {
        self.owner = match duty.who {
            Who::Coach if coaches.is_empty() => t.get("owner-no-coach"),
            // A coach sees the files of their own students: one name is theirs.
            Who::Coach if role == Role::Coach && coaches.len() == 1 => t.get("owner-you"),
            Who::Coach => coaches.join(", "),
            Who::Intaker => t.get("owner-intake"),
            Who::Student => t.get("owner-student"),
            Who::Guardian => t.get("owner-guardian"),
        };
        self
    }
}

/// The name of a kind of work.
pub const fn kind_key(kind: DutyKind) -> &'static str {
    match kind {
        DutyKind::Assess => "work-kind-assess",
        DutyKind::Agree => "work-kind-agree",
        DutyKind::AgreeLater => "work-kind-agree-later",
        DutyKind::ReportAbsence => "work-kind-report-absence",
        DutyKind::OfferGuidance => "work-kind-offer-guidance",
        DutyKind::HandOver => "work-kind-hand-over",
        DutyKind::Reply => "work-kind-reply",
        DutyKind::Await => "work-kind-await",
        DutyKind::Mend => "work-kind-mend",
        DutyKind::LookAgain => "work-kind-look-again",
    }
}

/// The page where it is done: the intake for who holds intakes, else the page of the file that records the same.
fn place(role: Role, file: FileId, duty: &Duty) -> String {
    match (duty.kind, duty.who) {
        (DutyKind::Assess, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => match duty.subject {
            Subject::Application(application) if may_ever(role, Action::HoldIntake) => format!("/intake/{application}"),
            Subject::Application(_) | Subject::Enrolment(_) => format!("/dossiers/{file}/behoefte"),
        },
        (DutyKind::Agree | DutyKind::AgreeLater, Who::Intaker | Who::Coach) => {
            format!("/dossiers/{file}/afspraken/nieuw")
        }
        (DutyKind::ReportAbsence, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => {
            format!("/dossiers/{file}/verzuim")
        }
        (DutyKind::OfferGuidance | DutyKind::HandOver, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => {
            format!("/dossiers/{file}/naar-werk")
        }
        (DutyKind::Mend, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => {
            format!("/dossiers/{file}/lessen")
        }
        (DutyKind::LookAgain, Who::Intaker | Who::Coach | Who::Student | Who::Guardian) => {
            format!("/dossiers/{file}/aandacht")
        }
        // The page of the version has what is needed: the letter to print, an answer to write down, a reply.
        (DutyKind::Agree | DutyKind::AgreeLater | DutyKind::Await, Who::Student | Who::Guardian)
        | (DutyKind::Reply, Who::Intaker | Who::Coach | Who::Student | Who::Guardian)
        | (DutyKind::Await, Who::Intaker | Who::Coach) => match duty.waits {
            Some(waits) => format!("/dossiers/{file}/afspraken/{}", waits.version),
            None => format!("/dossiers/{file}"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::{Lang, MISSING};
    use register::{
        ApplicationId, VersionId,
        duty::{Basis, Waits},
        law::Article,
    };
    use time::macros::date;
    use uuid::Uuid;

    fn duty(kind: DutyKind, who: Who, due: Due) -> Duty {
        let subject = Subject::Application(ApplicationId(Uuid::from_u128(7)));
        let waits = Some(Waits { version: VersionId(Uuid::from_u128(8)), since: date!(2026 - 09 - 01) });
        Duty { kind, subject, basis: Basis::Law(Article::Agree), due, who, waits }
    }

    #[test]
    fn every_duty_has_words_and_a_place_where_it_is_done() {
        let file = FileId(Uuid::from_u128(4));
        for t in Lang::ALL.map(T::new) {
            for kind in DutyKind::ALL {
                for who in Who::ALL {
                    let view = DutyView::new(
                        t,
                        Role::Coach,
                        file,
                        "Noor",
                        &duty(*kind, *who, Due::NoTerm),
                        date!(2026 - 09 - 15),
                    );
                    assert!(view.task.contains("Noor") && !view.task.contains(MISSING), "{}", view.task);
                    for words in [&view.short, &view.button] {
                        assert!(!words.is_empty() && !words.contains(MISSING), "{words}");
                    }
                    assert!(view.short.split(' ').count() <= 6, "a few words: {}", view.short);
                    assert!(view.href.starts_with("/dossiers/"), "a coach holds no intake: {}", view.href);
                    assert!(view.late.is_none());
                }
            }
        }
    }

    #[test]
    fn the_last_day_is_not_late_yet() {
        let (t, file, today) = (T::new(Lang::Nl), FileId(Uuid::from_u128(4)), date!(2026 - 09 - 15));
        for (by, late) in [
            (date!(2026 - 09 - 16), None),
            (date!(2026 - 09 - 15), None),
            (date!(2026 - 09 - 14), Some("1 dag te laat")),
            (date!(2026 - 08 - 15), Some("31 dagen te laat")),
        ] {
            let duty = duty(DutyKind::Assess, Who::Intaker, Due::By(by));
            let view = DutyView::new(t, Role::Intaker, file, "Noor", &duty, today);
            assert_eq!(view.late.as_deref(), late, "{by}");
            assert!(view.href.starts_with("/intake/"));
        }
    }
}
