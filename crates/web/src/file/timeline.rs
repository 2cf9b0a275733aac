//! The way of a file as a drawn line, with its list twin: numbers on the line are those of the list.

use super::parts::answerer;
use crate::{say::agreement::Tone, say::words::T};
use register::agreement::Answer;
use store::file::view::FileView;
use time::Date;

/// The width of the drawing, in its own units.
const WIDTH: i64 = 360;
/// From the edge to the first and the last dot.
const EDGE: i64 = 16;
/// The least distance between two dots.
const GAP: i64 = 30;
/// The most dots that fit.
const MOST: usize = 11;

/// Something that happened.
pub(super) struct Event {
    pub(super) day: Date,
    pub(super) date: String,
    pub(super) what: String,
    pub(super) tone: Tone,
    /// Where its dot stands.
    pub(super) x: i64,
}

impl Event {
    /// The class of its dot.
    pub(super) fn class(&self) -> &'static str {
        match self.tone {
            Tone::Ok => "mee-line__dot mee-line__dot--ok",
            Tone::Due => "mee-line__dot mee-line__dot--due",
            Tone::Late => "mee-line__dot mee-line__dot--late",
            Tone::Asks => "mee-line__dot mee-line__dot--asks",
            Tone::Plain => "mee-line__dot",
        }
    }
}

/// What happened, oldest first; the last [`MOST`] of it.
pub(super) fn events(t: T, view: &FileView, name: &str) -> Vec<Event> {
    let mut all = Vec::new();
    let mut add = |day: Date, tone, what: String| all.push(Event { day, date: t.date(day), what, tone, x: 0 });
    for application in &view.applications {
        add(application.applied_on, Tone::Plain, t.get("event-applied"));
    }
    for (enrolment, _) in view.enrolments.iter().filter(|(e, _)| !e.withdrawn) {
        add(enrolment.from, Tone::Plain, t.get("event-enrolled"));
        if let Some(until) = enrolment.until {
            add(until, Tone::Plain, t.get("event-left"));
        }
    }
    if let Some(Some(need)) = &view.need {
        add(need.on.day, Tone::Plain, t.get("event-need"));
    }
    for version in view.agreement.iter().flat_map(|a| &a.versions) {
        let number = version.number;
        add(version.proposed.day, Tone::Due, t.say("event-proposed").arg("number", number).to_string());
        for given in version.answers.iter().filter(|given| given.taken_back.is_none()) {
            let (key, tone) = match given.answer {
                Answer::Agreed => ("event-agreed", Tone::Ok),
                Answer::NotAgreed { .. } => ("event-not-agreed", Tone::Asks),
                Answer::ChangeAsked { .. } => ("event-change-asked", Tone::Asks),
            };
            let who = answerer(t, &view.person, name, given.by);
            add(given.when().day, tone, t.say(key).arg("name", who).arg("number", number).to_string());
        }
    }
    // Stable: what happened on one day stays in the order above.
    all.sort_by_key(|event| event.day);
    let mut shown = all.split_off(all.len().saturating_sub(MOST));
    let days: Vec<Date> = shown.iter().map(|event| event.day).collect();
    for (event, x) in shown.iter_mut().zip(places(&days)) {
        event.x = x;
    }
    shown
}

/// Where dots stand: by their date, but never over each other and never off the line.
fn places(days: &[Date]) -> Vec<i64> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Vec::new() };
    let whole = (*last - *first).whole_days().max(1);
    let at = |day: &Date| EDGE + (*day - *first).whole_days() * (WIDTH - 2 * EDGE) / whole;
    let mut x: Vec<i64> = days.iter().map(at).collect();
    for i in 1..x.len() {
        x[i] = x[i].max(x[i - 1] + GAP);
    }
    let mut right = WIDTH - EDGE;
    for place in x.iter_mut().rev() {
        *place = (*place).min(right);
        right = *place - GAP;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::{Duration, macros::date};

    #[test]
    fn dots_stand_by_date_and_never_over_each_other() {
        let start = date!(2026 - 02 - 01);
        let days = |after: &[i64]| after.iter().map(|d| start + Duration::days(*d)).collect::<Vec<_>>();
        assert_eq!(places(&days(&[])), Vec::<i64>::new());
        assert_eq!(places(&days(&[0])), [16]);
        assert_eq!(places(&days(&[0, 50, 100])), [16, 180, 344]);
        assert_eq!(places(&days(&[0, 0, 100])), [16, 46, 344]);
        assert_eq!(places(&days(&[0, 100, 100])), [16, 314, 344]);
        let crowded = places(&days(&[0, 0, 0, 1, 1, 1, 2, 2, 900, 900, 900]));
        assert!(crowded.windows(2).all(|pair| pair[1] - pair[0] >= GAP), "{crowded:?}");
        assert!(crowded[0] >= EDGE && crowded[MOST - 1] <= WIDTH - EDGE, "{crowded:?}");
    }
}
