//! A card as people read it: the same on the page of whose it is, for who opens it, and on paper.

use crate::say::{
    agreement::{self, PlaceView},
    format,
    words::T,
};
use register::{
    Personal,
    agreement::Line,
    card::{Chosen, Stands, State, Term, measure::choices, stands},
};
use store::card::OwnCard;
use time::{Date, OffsetDateTime};

/// What stands on a card.
pub(super) struct Face {
    /// In the student's words.
    pub(super) words: Option<String>,
    /// The measures that hold.
    pub(super) places: Vec<PlaceView>,
}

/// What stands on it, in words.
pub(super) fn face(t: T, words: Option<&Personal<String>>, lines: &[Line]) -> Face {
    Face { words: words.map(|words| t.stored(words.reveal())), places: agreement::by_place(t, lines) }
}

/// A card today: the measures that it shows, and what left it.
pub(super) fn today(t: T, own: &OwnCard, day: Date) -> (Vec<Line>, Vec<String>) {
    let (mut shown, mut left, mut nameless) = (Vec::new(), Vec::new(), 0);
    for one in own.card.iter().flat_map(|card| &card.chosen) {
        match stands(*one, own.agreement.as_ref(), day) {
            Stands::Shown(line) => shown.push(line.clone()),
            Stands::Changed(line) => {
                left.push(t.say("card-left-changed").arg("what", t.stored(&line.text)).to_string());
            }
            Stands::Gone => {
                let version = own.agreement.as_ref().and_then(|all| all.version(one.version));
                match version.and_then(|version| version.lines.get(one.position)) {
                    Some(line) => left.push(t.say("card-left-gone").arg("what", t.stored(&line.text)).to_string()),
                    None => nameless += 1,
                }
            }
        }
    }
    if nameless > 0 {
        left.push(t.say("card-left-count").arg("count", nameless).to_string());
    }
    (shown, left)
}

/// For how long.
pub(super) fn term(t: T, term: Term) -> String {
    t.get(match term {
        Term::Lesson => "card-term-lesson",
        Term::Day => "card-term-day",
        Term::Week => "card-term-week",
    })
}

/// Where a link stands.
pub(super) fn state(t: T, state: State) -> String {
    t.get(match state {
        State::Open => "card-open",
        State::Over => "card-over",
        State::Full => "card-full",
        State::Ended => "card-ended",
    })
}

/// An instant, by the clock of the Netherlands.
pub(super) fn moment(t: T, at: OffsetDateTime) -> String {
    format::date_time(t.lang(), format::dutch_clock(at))
}

/// Where a measure of an older version stands in the one that holds, while it reads the same.
pub(super) fn moved(one: Chosen, own: &OwnCard, today: Date) -> Option<Chosen> {
    let Stands::Shown(line) = stands(one, own.agreement.as_ref(), today) else { return None };
    let all = choices(own.agreement.as_ref(), today);
    all.into_iter().find(|(_, other)| *other == line).map(|(found, _)| found)
}
