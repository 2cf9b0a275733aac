//! The way of a file as a dated line: years, now, versions as bars, and what comes; with its list twin, in which all of it
//! stands in words. The drawing is for who looks; a list needs no style sheet.
//!
//! Places are percentages of the width, so that a narrow screen draws the same line and no letter becomes small.

use super::parts::answerer;
use crate::say::{agreement::Tone, law, words::T};
use register::{
    agreement::{Answer, Status, Version},
    file::{Coming, Milestone},
    law::Article,
};
use store::file::view::FileView;
use time::{Date, Month};

/// From the edge to the first and the last day, in percent.
const EDGE: f64 = 2.0;
/// The least distance between the marks of two years, in percent: a year is four digits, on a small phone too.
const YEAR: f64 = 14.0;
/// The most versions that are drawn: the newest.
const MOST: usize = 5;
/// The height of the row of a version, in pixels.
const ROW: usize = 24;
/// Above the rows stands what is now.
const TOP: usize = 24;
/// How many of what happened stand in sight; what came before is folded.
const SHOWN: usize = 6;

/// Something on its day.
pub(super) struct Event {
    day: Date,
    pub(super) date: String,
    pub(super) what: String,
    pub(super) tone: Tone,
}

/// A mark on the line.
pub(super) struct Dot {
    pub(super) x: String,
    pub(super) class: &'static str,
    /// Still to come: drawn hollow.
    pub(super) hollow: bool,
}

/// A version: from its proposal, or from the day it was agreed.
pub(super) struct Bar {
    pub(super) number: u32,
    pub(super) y: usize,
    pub(super) x: String,
    pub(super) width: String,
    /// What is still to come of it.
    pub(super) rest: Option<(String, String)>,
    pub(super) class: &'static str,
    /// Where its number stands, and on which side of that.
    pub(super) at: (String, &'static str),
}

/// The drawing.
pub(super) struct Drawing {
    pub(super) height: usize,
    /// Where the line is.
    pub(super) rail: usize,
    pub(super) now: String,
    pub(super) now_side: &'static str,
    pub(super) years: Vec<(String, i32)>,
    pub(super) bars: Vec<Bar>,
    pub(super) dots: Vec<Dot>,
}

/// The line and its list.
pub(super) struct Timeline {
    pub(super) drawing: Option<Drawing>,
    /// What happened long ago.
    pub(super) earlier: Vec<Event>,
    /// What happened last, oldest first.
    pub(super) past: Vec<Event>,
    pub(super) today: String,
    /// What comes.
    pub(super) coming: Vec<Event>,
}

impl Timeline {
    /// Whether there is anything to tell.
    pub(super) fn is_empty(&self) -> bool {
        self.past.is_empty() && self.coming.is_empty()
    }
}

/// The line of a file on a day.
pub(super) fn timeline(t: T, view: &FileView, called: &str, today: Date) -> Timeline {
    let mut past = events(t, view, called, today);
    past.retain(|event| event.day <= today);
    let coming: Vec<Event> = view.coming.iter().map(|one| of_coming(t, one)).collect();
    let bars: Vec<Life> =
        view.agreement.iter().flat_map(|a| &a.versions).rev().take(MOST).map(|v| Life::of(v, today)).collect();
    let drawing = (past.len() + coming.len() > 1).then(|| draw(&past, &coming, bars, today));
    let recent = past.split_off(past.len().saturating_sub(SHOWN));
    Timeline { drawing, earlier: past, past: recent, today: t.date(today), coming }
}

fn of_coming(t: T, one: &Coming) -> Event {
    let key = match one.what {
        Milestone::Starts => "coming-starts",
        Milestone::Evaluate => "coming-evaluate",
        Milestone::AgreementsEnd => "coming-agreements-end",
        Milestone::EnrolmentEnds => "coming-enrolment-ends",
        Milestone::SchoolYearEnds => "coming-school-year-ends",
    };
    let tone = if one.what == Milestone::Evaluate { Tone::Due } else { Tone::Plain };
    let what = match one.what {
        Milestone::Evaluate => t.say(key).arg("article", law::article(t, Article::Evaluate)).to_string(),
        Milestone::Starts | Milestone::AgreementsEnd | Milestone::EnrolmentEnds | Milestone::SchoolYearEnds => {
            t.get(key)
        }
    };
    Event { day: one.day, date: t.date(one.day), what, tone }
}

/// What happened, oldest first.
fn events(t: T, view: &FileView, called: &str, today: Date) -> Vec<Event> {
    let mut all = Vec::new();
    let mut add = |day: Date, tone, what: String| all.push(Event { day, date: t.date(day), what, tone });
    for application in &view.applications {
        add(application.applied_on, Tone::Plain, t.get("event-applied"));
    }
    for (enrolment, _) in view.enrolments.iter().filter(|(e, _)| !e.withdrawn) {
        add(enrolment.from, Tone::Plain, t.get("event-enrolled"));
        // A last day that is today still comes.
        if let Some(until) = enrolment.until.filter(|until| *until < today) {
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
            let who = answerer(t, &view.person, called, given.by);
            add(given.when().day, tone, t.say(key).arg("name", who).arg("number", number).to_string());
        }
        for talk in version.evaluations.iter().filter(|talk| talk.counts()) {
            add(talk.held_on, Tone::Ok, t.say("event-evaluated").arg("number", number).to_string());
        }
        for reply in &version.replies {
            add(reply.at.day, Tone::Plain, t.say("event-replied").arg("number", number).to_string());
        }
        let over = match version.status {
            Status::Ended => Some(("event-ended", version.status_since.day)),
            Status::Withdrawn => Some(("event-withdrawn", version.status_since.day)),
            Status::InForce | Status::Lapsed => {
                version.last_day().filter(|last| *last < today).map(|last| ("event-lapsed", last))
            }
            Status::Offered | Status::NotAgreed | Status::ChangeAsked | Status::Superseded | Status::Replaced => None,
        };
        if let Some((key, day)) = over {
            add(day, Tone::Plain, t.say(key).arg("number", number).to_string());
        }
    }
    // Stable: what happened on one day stays in the order above.
    all.sort_by_key(|event| event.day);
    all
}

/// The life of a version: its days, and whether it holds or waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Life {
    number: u32,
    from: Date,
    /// The last day; `None` while it goes on.
    until: Option<Date>,
    class: &'static str,
}

impl Life {
    fn of(version: &Version, today: Date) -> Self {
        let agreed = version.agreed_on().map(|agreed| agreed.day);
        let moved = version.status_since.day;
        let status = version.status_on(today);
        let (until, class) = match status {
            Status::InForce => (version.last_day(), "mee-time__bar mee-time__bar--ok"),
            Status::Lapsed => (version.last_day().or(Some(moved)), "mee-time__bar mee-time__bar--past"),
            Status::Replaced | Status::Ended => (Some(moved), "mee-time__bar mee-time__bar--past"),
            // It waits until now, and from now on as long as it takes.
            Status::Offered => (Some(today), "mee-time__bar mee-time__bar--due"),
            Status::NotAgreed | Status::ChangeAsked => (Some(today), "mee-time__bar mee-time__bar--asks"),
            Status::Superseded | Status::Withdrawn => (Some(moved), "mee-time__bar"),
        };
        Self { number: version.number, from: agreed.unwrap_or(version.proposed.day), until, class }
    }
}

/// Days to percentages of the width.
struct Scale {
    first: Date,
    days: f64,
}

impl Scale {
    fn of(days: impl Iterator<Item = Date> + Clone) -> Option<Self> {
        let (first, last) = (days.clone().min()?, days.max()?);
        Some(Self { first, days: (last - first).whole_days().max(1) as f64 })
    }

    fn at(&self, day: Date) -> f64 {
        let part = (day - self.first).whole_days() as f64 / self.days;
        EDGE + part.clamp(0.0, 1.0) * (100.0 - 2.0 * EDGE)
    }

    /// The years: that of the first day at the edge, then each as it begins, where there is room.
    fn years(&self) -> Vec<(f64, i32)> {
        let mut years = vec![(EDGE, self.first.year())];
        let mut year = self.first.year();
        while let Some(begins) = year.checked_add(1).and_then(|y| Date::from_calendar_date(y, Month::January, 1).ok()) {
            if (begins - self.first).whole_days() as f64 > self.days {
                break;
            }
            year += 1;
            let x = self.at(begins);
            // The mark of the first year is no first of January: it gives way.
            match years.last() {
                Some((before, _)) if x - before < YEAR && years == [(EDGE, self.first.year())] => years[0] = (x, year),
                Some((before, _)) if x - before < YEAR => {}
                _ => years.push((x, year)),
            }
        }
        // What would stick out at the right stays away.
        years.retain(|(x, _)| *x <= 100.0 - YEAR);
        years
    }
}

fn percent(x: f64) -> String {
    format!("{x:.1}%")
}

/// On which side of a place words stand, so that they stay within the drawing.
const fn side(x: f64) -> &'static str {
    if x > 50.0 { "end" } else { "start" }
}

fn draw(past: &[Event], coming: &[Event], lives: Vec<Life>, today: Date) -> Drawing {
    let days = past.iter().chain(coming).map(|event| event.day).chain([today]);
    let scale = Scale::of(days).unwrap_or(Scale { first: today, days: 1.0 });
    let now = scale.at(today);
    let rows = lives.len();
    let bars = lives.into_iter().rev().enumerate().map(|(row, life)| {
        let (from, end) = (scale.at(life.from), life.until.map_or(100.0 - EDGE, |until| scale.at(until)));
        let solid = end.min(now).max(from);
        let width = |from: f64, until: f64| percent((until - from).max(0.8));
        Bar {
            number: life.number,
            y: TOP + row * ROW,
            x: percent(from),
            width: width(from, solid),
            rest: (end > solid + 0.5).then(|| (percent(solid), width(solid, end))),
            class: life.class,
            // A number that does not fit in its bar stands before it.
            at: if end - from < 4.0 && from > 8.0 {
                (percent(from - 0.6), "end")
            } else {
                (percent(from + 1.0), "start")
            },
        }
    });
    let dot = |event: &Event, hollow| Dot {
        x: percent(scale.at(event.day)),
        hollow,
        class: match event.tone {
            Tone::Ok => "mee-time__dot mee-time__dot--ok",
            Tone::Due => "mee-time__dot mee-time__dot--due",
            Tone::Late => "mee-time__dot mee-time__dot--late",
            Tone::Asks => "mee-time__dot mee-time__dot--asks",
            Tone::Plain => "mee-time__dot",
        },
    };
    let rail = TOP + rows * ROW + 12;
    Drawing {
        height: rail + 40,
        rail,
        now: percent(now),
        now_side: side(now),
        years: scale.years().into_iter().map(|(x, year)| (percent(x), year)).collect(),
        bars: bars.collect(),
        dots: past.iter().map(|e| dot(e, false)).chain(coming.iter().map(|e| dot(e, true))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{people, words::Lang};
    use time::macros::date;

    #[test]
    fn years_are_marked_where_they_begin_and_never_over_each_other() {
        let scale = |from, until| Scale::of([from, until].into_iter()).unwrap();
        for (from, until, years) in [
            (date!(2026 - 02 - 01), date!(2026 - 11 - 01), &[2026][..]),
            (date!(2026 - 02 - 01), date!(2028 - 07 - 31), &[2026, 2027, 2028]),
            // Weeks before a new year: the year that begins has the room.
            (date!(2025 - 12 - 01), date!(2027 - 07 - 31), &[2026, 2027]),
            // Ten years: every second.
            (date!(2016 - 02 - 01), date!(2026 - 11 - 01), &[2017, 2019, 2021, 2023, 2025]),
            (date!(2026 - 02 - 01), date!(2026 - 02 - 01), &[2026]),
        ] {
            let found = scale(from, until).years();
            assert_eq!(found.iter().map(|(_, year)| *year).collect::<Vec<_>>(), years, "{from} to {until}");
            assert!(found.windows(2).all(|pair| pair[1].0 - pair[0].0 >= YEAR), "{found:?}");
            assert!(found.iter().all(|(x, _)| (EDGE..=100.0 - YEAR).contains(x)), "{found:?}");
        }
    }

    #[test]
    fn a_day_stands_where_it_is_and_within_the_drawing() {
        let scale = Scale::of([date!(2026 - 01 - 01), date!(2026 - 04 - 11)].into_iter()).unwrap();
        for (day, x) in [
            (date!(2026 - 01 - 01), 2.0),
            (date!(2026 - 02 - 20), 50.0),
            (date!(2026 - 04 - 11), 98.0),
            (date!(2027 - 04 - 11), 98.0),
            (date!(2025 - 04 - 11), 2.0),
        ] {
            assert!((scale.at(day) - x).abs() < 1e-9, "{day}: {}", scale.at(day));
        }
    }

    #[test]
    fn what_holds_goes_on_hollow_and_what_waits_ends_now() {
        let today = people::now().day;
        let line = timeline(T::new(Lang::Nl), &people::beside(), "Annemarie", today);
        let drawing = line.drawing.unwrap();
        let [held, offered] = drawing.bars.as_slice() else { panic!("two versions are two bars") };
        assert_eq!((held.number, held.class, held.rest.is_some()), (1, "mee-time__bar mee-time__bar--ok", true));
        assert_eq!(
            (offered.number, offered.class, offered.rest.is_some()),
            (2, "mee-time__bar mee-time__bar--due", false)
        );
        assert!(held.y < offered.y && offered.y < drawing.rail);
        // Every dot has its line in the list, and what comes is after today.
        assert_eq!(drawing.dots.len(), line.earlier.len() + line.past.len() + line.coming.len());
        assert!(line.past.iter().all(|event| event.day <= today) && line.coming.iter().all(|event| event.day >= today));
    }

    #[test]
    fn everything_that_comes_has_words() {
        for t in Lang::ALL.map(T::new) {
            for what in Milestone::ALL {
                let said = of_coming(t, &Coming { day: date!(2026 - 11 - 01), what: *what }).what;
                assert!(!said.contains(crate::say::words::MISSING), "{said}");
            }
        }
    }
}
