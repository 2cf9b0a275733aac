//! The page: what is kept an eye on, one form to note something, and what came of each look.

use crate::{
    say::{
        agreement::staff,
        form::{Errors, Field, Input, Summary},
        person::{call_name, name},
        point::turn,
        words::T,
    },
    site::{page::Page, shell::Shell},
};
use access::Role;
use askama::Template;
use register::point::Point;
use store::point::PointsView;

/// What is kept an eye on.
pub(super) const WORDS: &str = "woorden";
/// On which day somebody looks again.
pub(super) const DAY: &str = "dag";

/// Which point was looked at.
pub(super) const POINT: &str = "punt";

/// The day of a point that stands open, by its number.
pub(super) fn again(number: u32) -> String {
    format!("dag-{number}")
}

/// One of them.
struct Row {
    number: u32,
    words: String,
    /// Who noted it, and what came of each look, the first first.
    told: Vec<String>,
    /// How it stands.
    stands: String,
    /// Until which day it stays, for what stands open.
    day: Option<Field>,
}

/// The page.
#[derive(Template)]
#[template(path = "point/points.html")]
pub struct PointsPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    lead: String,
    here: String,
    open: Vec<Row>,
    ended: Vec<Row>,
    words: Field,
    day: Field,
}

impl PointsPage {
    /// The page, with what was typed and what is wrong with it.
    pub fn new(shell: Shell, view: &PointsView, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let row = |point: &Point| {
            let told = |key, at: register::Moment, by| {
                let line = t.say(key).arg("by", staff(t, &view.names, by)).arg("on", at.day);
                line.to_string()
            };
            let noted = told("point-noted", point.noted.0, point.noted.1);
            let looks = point
                .looks
                .iter()
                .map(|look| format!("{} {}", told("point-looked", look.at, look.by), turn(t, look.turn)));
            let field = || Field::text(again(point.number), t.get("point-again-day")).filled(t, input, errors);
            Row {
                number: point.number,
                words: t.stored(point.words.reveal()),
                told: std::iter::once(noted).chain(looks).collect(),
                stands: turn(t, point.turn()),
                day: point.look_on().map(|_| field()),
            }
        };
        let (open, ended): (Vec<Row>, Vec<Row>) = view.points.iter().rev().map(row).partition(|row| row.day.is_some());
        let called = call_name(t, &view.person);
        let shell = shell
            .crumb(t.get("assess-crumb-files"), "/dossiers")
            .crumb(name(t, &view.person), format!("/dossiers/{}", view.file))
            .keeping();
        Self {
            t,
            shell: if errors.is_empty() { shell } else { shell.failed() },
            summary: errors.summary(t),
            title: t.say("point-title").arg("name", &called).to_string(),
            lead: t.say("point-lead").arg("name", &called).to_string(),
            here: format!("/dossiers/{}/aandacht", view.file),
            open,
            ended,
            words: Field::text(WORDS, t.get("point-words"))
                .hint(t.get("point-words-hint"))
                .not_here(t.get("point-words-not-here"))
                .rows(3)
                .filled(t, input, errors),
            day: Field::text(DAY, t.get("point-day")).hint(t.get("point-day-hint")).filled(t, input, errors),
        }
    }
}

impl Page for PointsPage {
    const NAME: &'static str = "point/points";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        use register::{
            Personal,
            point::{Look, Outcome, Turn},
        };
        let point = |number, looks: &[Turn]| Point {
            number,
            words: Personal::new("Vraag elke maandag hoe de week begint.".to_owned()),
            noted: (people::now(), people::staff()),
            first: time::macros::date!(2026 - 11 - 02),
            looks: looks.iter().map(|turn| Look { at: people::now(), by: people::staff(), turn: *turn }).collect(),
        };
        let page = |points: Vec<Point>, input: &Input, errors: &Errors| {
            let view = PointsView {
                file: people::mine(&[], false, None).file,
                person: people::person(people::born(false)),
                points,
                names: people::names(),
            };
            Self::new(Shell::sample_as(t, Role::Coach, "/dossiers/018f/aandacht"), &view, input, errors)
        };
        let later = Turn::Again(time::macros::date!(2027 - 01 - 11));
        let several = || vec![point(1, &[]), point(2, &[later]), point(3, &[later, Turn::Ended(Outcome::Agreed)])];
        let mut wrong = Errors::one(WORDS, "error-point-words");
        wrong.add(DAY, "error-point-day");
        vec![
            ("none", page(Vec::new(), &Input::default(), &Errors::none())),
            ("several", page(several(), &Input::default(), &Errors::none())),
            ("errors", page(several(), &Input::of(&[(DAY, "ooit")]), &wrong)),
            ("look-error", page(several(), &Input::default(), &Errors::one(again(2), "error-point-day-ahead"))),
        ]
    }
}
