//! One form for each thing that can be noted of a route: the same on the page of who guides and on that of the student.

use crate::say::{
    form::{Choice, DateError, Errors, Field, Input, Opt, parse_date},
    transition::code,
    words::T,
};
use register::transition::{
    Closed, Consenter, Doer, End, Given, How, Kind, MAX_WORDS, Means, Outcome, Part, Receiver, Reply, Said, Wrong,
};

/// What is noted.
pub(super) const WHAT: &str = "doe";
/// Of which route.
pub(super) const ROUTE: &str = "route";
/// How much was noted when it was shown.
pub(super) const STAND: &str = "stand";
/// About which other thing that was noted.
pub(super) const ABOUT: &str = "over";

/// The name of a field of a form: each kind, and each thing that it is about, has names of its own.
pub(super) fn name(kind: Kind, about: Option<u32>, part: Part) -> String {
    let part = match part {
        Part::Code => "keuze",
        Part::Said => "ja",
        Part::Day => "dag",
        Part::Words => "woorden",
        Part::Account => "wie",
    };
    match about {
        Some(about) => format!("{}-{about}-{part}", kind.code()),
        None => format!("{}-{part}", kind.code()),
    }
}

/// Reads a form; what was typed and is no day is said beside it.
pub(super) fn read(kind: Kind, input: &Input) -> (Given, Errors) {
    let about = input.text(ABOUT).parse().ok();
    let field = |part| name(kind, about, part);
    let mut errors = Errors::none();
    let day = match parse_date(input.raw(&field(Part::Day))) {
        Ok(day) => Some(day),
        // Whether it is needed is said by the rules.
        Err(DateError::Missing) => None,
        Err(unread) => {
            errors.add(field(Part::Day), unread.key());
            None
        }
    };
    let given = Given {
        about,
        day,
        code: input.text(&field(Part::Code)).to_owned(),
        said: input.text(&field(Part::Said)).to_owned(),
        words: input.raw(&field(Part::Words)).to_owned(),
        ..Given::of(kind)
    };
    (given, errors)
}

/// Says what is wrong beside each field. What was typed and is no day is said already.
pub(super) fn wrong(errors: &mut Errors, given: &Given, parts: Vec<(Part, Wrong)>) {
    for (part, problem) in parts {
        let field = name(given.kind, given.about, part);
        if errors.fields().any(|said| said == field) {
            continue;
        }
        match (part, problem) {
            (Part::Words, Wrong::Field(problem)) => {
                errors.extend(Errors::text(field, problem, "error-transition-words", MAX_WORDS));
            }
            (Part::Day, Wrong::Field(_)) => errors.add(field, "error-transition-day"),
            (Part::Code | Part::Said | Part::Account, _) => errors.add(field, "error-transition-choice"),
            (_, Wrong::ToCome) => errors.add(field, "error-transition-to-come"),
            (_, Wrong::GoneBy) => errors.add(field, "error-transition-gone-by"),
            (_, Wrong::Far) => errors.add(field, "error-transition-far"),
            (_, Wrong::Before(_)) => errors.add(field, "error-transition-before"),
        }
    }
}

/// A form: its fields, and what its button says.
pub(super) struct NoteForm {
    pub(super) kind: &'static str,
    pub(super) about: Option<u32>,
    pub(super) title: String,
    /// Something in it is wrong, or it came back with what was typed.
    pub(super) open: bool,
    pub(super) choice: Option<Choice>,
    pub(super) said: Option<Choice>,
    pub(super) day: Option<Field>,
    pub(super) words: Option<Field>,
    pub(super) button: String,
}

impl NoteForm {
    /// The form for a kind, about something or not, with what was typed.
    pub(super) fn new(t: T, kind: Kind, about: Option<u32>, (input, errors): (&Input, &Errors)) -> Self {
        let field = |part| name(kind, about, part);
        let of = kind.code().replace('_', "-");
        let choice = |codes: Vec<&'static str>| {
            let options = codes.into_iter().map(|one| Opt::new(one, code(t, one))).collect();
            Choice::new(field(Part::Code), t.get(&format!("transition-ask-{}", of)), options).filled(t, input, errors)
        };
        let day = || Field::text(field(Part::Day), t.get(&format!("transition-day-{}", of))).filled(t, input, errors);
        let words = |optional: bool| {
            let box_ = Field::text(field(Part::Words), t.get(&format!("transition-words-{}", of))).rows(3);
            let box_ = box_.not_here(t.get("transition-not-here"));
            let box_ = if optional { box_.optional() } else { box_ };
            box_.filled(t, input, errors)
        };
        let (choice, said, day, words) = match kind {
            // A question has a form of its own.
            Kind::Guide | Kind::Mistaken | Kind::Ask => (None, None, None, None),
            Kind::Offer => (None, None, Some(day()), Some(words(true))),
            Kind::Answer => (Some(choice(codes(Reply::ALL, |one| one.code()))), None, Some(day()), Some(words(true))),
            Kind::Step => (Some(choice(codes(Doer::ALL, |one| one.code()))), None, Some(day()), Some(words(false))),
            Kind::Close => (Some(choice(codes(Closed::ALL, |one| one.code()))), None, None, None),
            Kind::Plan => (None, None, Some(day()), Some(words(true))),
            Kind::Contact => (Some(choice(codes(How::ALL, |one| one.code()))), None, Some(day()), Some(words(true))),
            Kind::Outcome => {
                (Some(choice(codes(Outcome::ALL, |one| one.code()))), None, Some(day()), Some(words(true)))
            }
            Kind::Stretch => (None, None, Some(day()), Some(words(false))),
            Kind::Wish => (None, None, None, Some(words(false))),
            Kind::Reach => (Some(choice(codes(Means::ALL, |one| one.code()))), None, None, Some(words(true))),
            Kind::Consent | Kind::Allow => {
                let said = Said::ALL.iter().map(|one| Opt::new(one.code(), t.get(said_key(*one)))).collect();
                let said = Choice::new(field(Part::Said), t.get("transition-said"), said).filled(t, input, errors);
                (Some(choice(codes(Consenter::ALL, |one| one.code()))), Some(said), Some(day()), None)
            }
            Kind::Municipality => (None, None, Some(day()), Some(words(true))),
            Kind::Given => {
                (Some(choice(codes(&Receiver::BY_LAW, |one| one.code()))), None, Some(day()), Some(words(true)))
            }
            Kind::End => (Some(choice(codes(End::ALL, |one| one.code()))), None, None, Some(words(true))),
        };
        let parts = [Part::Code, Part::Said, Part::Day, Part::Words, Part::Account];
        let names: Vec<String> = parts.iter().map(|part| field(*part)).collect();
        let typed = names.iter().any(|name| !input.raw(name).trim().is_empty());
        let failed = errors.fields().any(|said| names.iter().any(|name| name == said));
        Self {
            kind: kind.code(),
            about,
            title: t.get(&format!("transition-do-{}", of)),
            open: typed || failed,
            choice,
            said,
            day,
            words,
            button: t.get(&format!("transition-save-{}", of)),
        }
    }

    /// Without the question who it is: on their own page somebody speaks for nobody else, and today.
    #[must_use]
    pub(super) fn of_student(mut self) -> Self {
        if self.said.is_some() {
            (self.choice, self.day) = (None, None);
        }
        self
    }
}

fn codes<C: Copy>(all: &[C], code: impl Fn(C) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|one| code(*one)).collect()
}

/// Yes or no.
pub(super) const fn said_key(said: Said) -> &'static str {
    match said {
        Said::Yes => "transition-said-yes",
        Said::No => "transition-said-no",
    }
}
