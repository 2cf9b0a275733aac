//! Progress on standard error: a line a step, and one for each tenth of what is written.

use crate::outcome::note;
use store::import::Step;

/// Tells of each step, with the students done so far.
pub(super) fn told(name: String) -> impl FnMut(Step, usize, usize) + Send {
    let mut last = None;
    move |step, done, total| {
        let tenth = (done * 10).checked_div(total).unwrap_or_default();
        if last.replace((step, tenth)) != Some((step, tenth)) {
            let share = if total > 0 { format!(" ({done} van {total})") } else { String::new() };
            note(format_args!("{name}: {}{share}", words(step)));
        }
    }
}

/// What a step is called.
const fn words(step: Step) -> &'static str {
    match step {
        Step::Plan => "vergelijken met wat er al is",
        Step::Write => "studenten bijwerken",
    }
}
