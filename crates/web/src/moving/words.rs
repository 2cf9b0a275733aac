//! What was arranged, in words.

use crate::say::words::T;
use register::moving::{Reason, What};
use store::moving::Made;

/// Why they went.
pub(super) fn reason(t: T, reason: Reason) -> String {
    t.get(&format!("move-reason-{}", reason.code()))
}

/// To whom somebody goes: a coach by name, or a team.
pub(super) fn other(t: T, what: What, name: &str) -> String {
    match what {
        What::Coach => name.to_owned(),
        What::Team => t.say("move-team").arg("team", name).to_string(),
    }
}

/// How many went, from whom to whom and since when; then why, and who arranged it.
pub(super) fn made(t: T, one: &Made) -> (String, String) {
    let (from, to) = (other(t, one.what, one.from.reveal()), other(t, one.what, one.to.reveal()));
    let went = t.say("move-made").arg("many", one.students).arg("from", from).arg("to", to).arg("on", one.since);
    let by = one.by.as_ref().map_or_else(|| t.get("staff-unknown"), |name| name.reveal().clone());
    let why = t.say("move-why").arg("why", reason(t, one.reason)).to_string();
    let noted = t.say("move-noted").arg("on", one.on).arg("by", by).to_string();
    (went.to_string(), format!("{why} {noted}"))
}

/// Something that was arranged, for samples.
pub(super) fn sample(n: u128, what: What, reason: Reason, undone: bool) -> Made {
    use time::macros::date;
    let (from, to) = match what {
        What::Coach => ("Sanne van der Meer", "Wilhelmina van Oldenbarnevelt-Schimmelpenninck"),
        What::Team => ("Verpleging en Maatschappelijke Zorg", "Bouw"),
    };
    Made {
        id: register::HandoverId(uuid::Uuid::from_u128(n)),
        what,
        from: from.to_owned().into(),
        to: to.to_owned().into(),
        since: date!(2026 - 06 - 01),
        reason,
        students: 3,
        mailed: 2,
        on: date!(2026 - 05 - 11),
        by: Some("Noor de Wit".to_owned().into()),
        undone: undone.then_some(date!(2026 - 05 - 12)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    #[test]
    fn every_reason_has_words_and_what_went_is_said_whole() {
        for lang in Lang::ALL {
            let t = T::new(lang);
            for one in Reason::ALL {
                assert!(t.has(&format!("move-reason-{}", one.code())), "{one:?}");
            }
        }
        let (went, why) = made(T::default(), &sample(1, What::Team, Reason::Asked, false));
        assert_eq!(went, "3 studenten van team Verpleging en Maatschappelijke Zorg naar team Bouw, vanaf 1 juni 2026.");
        assert_eq!(why, "Waarom: daar is om gevraagd. Noor de Wit regelde dit op 11 mei 2026.");
    }
}
