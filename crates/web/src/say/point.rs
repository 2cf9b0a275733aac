//! A point of attention in words.

use super::words::T;
use register::point::{Outcome, Point, Turn};

/// How it stands, or what came of a look.
pub fn turn(t: T, turn: Turn) -> String {
    match turn {
        Turn::Again(day) => t.say("point-again").arg("day", day).to_string(),
        Turn::Ended(Outcome::Done) => t.get("point-done"),
        Turn::Ended(Outcome::Agreed) => t.get("point-agreed"),
        Turn::Ended(Outcome::Mistaken) => t.get("point-mistaken"),
    }
}

/// What is kept an eye on, and how it stands.
pub fn open(t: T, point: &Point) -> (String, String) {
    (t.stored(point.words.reveal()), turn(t, point.turn()))
}
