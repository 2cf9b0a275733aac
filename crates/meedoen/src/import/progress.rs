//! Progress on standard error: one line a step.

use crate::outcome::note;
use store::import::Step;

/// Tells of each step once, with the records done so far.
pub(super) fn told(name: String) -> impl FnMut(Step, usize, usize) + Send {
    let mut last = None;
    move |step, done, total| {
        if last.replace(step) != Some(step) {
            let share = if total > 0 { format!(" ({done} van {total})") } else { String::new() };
            note(format_args!("{name}: {}{share}", words(step)));
        }
    }
}

/// What a step is called.
const fn words(step: Step) -> &'static str {
    match step {
        Step::Load => "lezen wat er al is",
        Step::Persons => "personen",
        Step::Enrolments => "inschrijvingen",
        Step::Periods => "inschrijvingsperiodes",
        Step::Support => "periodes van extra ondersteuning",
        Step::Placements => "bpv",
        Step::Teams => "teams, lesgroepen en coaches",
        Step::Guardians => "ouders en verzorgers",
        Step::Applications => "aanmeldingen",
        Step::Rights => "wie welk dossier mag zien en wat er te doen is",
    }
}
