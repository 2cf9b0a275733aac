//! Looking back together, at the workplace: a part of the page of a placement. Of each measure for work whether it was kept, and who was
//! there, each in their own words.

use super::{tell::shown, words};
use crate::say::{
    form::{Check, Choice, DateError, Errors, Field, Input, Opt, parse_date},
    words::T,
};
use register::workplace::look::{Draft, Field as Of, Kept, MAX_WORDS, Refusal, Voice};
use store::workplace::{LookedBack, WorkplacesView};

/// Which look is taken back.
pub(super) const BACK: &str = "terug";
const ON: &str = "wanneer";
const KEPT: &str = "gelukt";
const THERE: &str = "erbij";
const SAID: &str = "zei";
/// The places of the measures that the form asks about.
const ASKED: &str = "gevraagd";

fn kept_name(at: usize) -> String {
    format!("{KEPT}-{at}")
}

fn there_name(voice: Voice) -> String {
    format!("{THERE}-{}", voice.code())
}

fn said_name(voice: Voice) -> String {
    format!("{SAID}-{}", voice.code())
}

fn kept(t: T, kept: Kept) -> String {
    t.get(&format!("look-kept-{}", kept.code()))
}

fn voice(t: T, voice: Voice) -> String {
    t.get(&format!("look-voice-{}", voice.code()))
}

/// How they looked back, as everybody reads it.
pub(super) struct Back {
    pub(super) number: u32,
    /// It was a mistake: nothing else of it is read.
    pub(super) taken: Option<String>,
    pub(super) title: String,
    /// Each measure, and whether it was kept.
    pub(super) kept: Vec<(String, String)>,
    /// Who was there, and what they said.
    pub(super) said: Vec<(String, Option<String>)>,
    pub(super) noted: String,
}

pub(super) fn back(t: T, view: &WorkplacesView, one: &LookedBack) -> Back {
    let words = |words: &register::Personal<String>| Some(t.stored(words.reveal())).filter(|said| !said.is_empty());
    Back {
        number: one.look.number,
        taken: one.look.taken.map(|taken| words::by(t, view, "look-taken", taken)),
        title: t.say("look-on").arg("on", one.look.on).to_string(),
        kept: one.kept.iter().map(|(line, how)| (words::measure(t, line), kept(t, *how))).collect(),
        said: one.look.said.iter().map(|(who, said)| (voice(t, *who), words(said))).collect(),
        noted: words::by(t, view, "workplace-noted-by", one.look.noted),
    }
}

/// The form.
pub(super) struct Form {
    pub(super) on: Field,
    /// Of each measure its place, and whether it was kept.
    pub(super) kept: Vec<(usize, Choice)>,
    /// Who was there, with their words.
    pub(super) who: Vec<(Check, Field)>,
}

impl Form {
    /// The form, with what was typed; of the measures for work each is asked.
    pub(super) fn new(t: T, view: &WorkplacesView, input: &Input, errors: &Errors) -> Self {
        // Of another version the places are other lines: those are answered anew.
        let nothing = Input::default();
        let answered = if shown(input) == view.version { input } else { &nothing };
        let choice = |at: &usize| {
            let options = Kept::ALL.iter().map(|one| Opt::new(one.code(), kept(t, *one))).collect();
            let line = view.lines.iter().find(|(place, _)| place == at);
            let label = line.map_or(String::new(), |(_, line)| words::measure(t, line));
            (*at, Choice::new(kept_name(*at), label, options).filled(t, answered, errors))
        };
        let who = |one: &Voice| {
            let there = Check::new(there_name(*one), voice(t, *one)).filled(t, input, errors);
            let label = t.say("look-said").arg("who", voice(t, *one)).to_string();
            (there, Field::text(said_name(*one), label).optional().rows(3).filled(t, input, errors))
        };
        Self {
            on: Field::text(ON, t.get("look-when")).filled(t, input, errors),
            kept: view.asked.iter().map(choice).collect(),
            who: Voice::ALL.iter().map(who).collect(),
        }
    }
}

/// The fields in which words are typed.
pub(super) fn said() -> Vec<String> {
    Voice::ALL.iter().map(|one| said_name(*one)).collect()
}

/// Reads the form; what was typed and is no day is said beside it.
pub(super) fn read(input: &Input) -> (Draft, Errors) {
    let mut errors = Errors::none();
    let on = match parse_date(input.raw(ON)) {
        Ok(day) => Some(day),
        Err(DateError::Missing) => None,
        Err(unread) => {
            errors.add(ON, unread.key());
            None
        }
    };
    let prefix = format!("{KEPT}-");
    let answer = |(name, value): (&str, &str)| {
        let at = name.strip_prefix(prefix.as_str())?.parse::<usize>().ok()?;
        Some((at, Kept::from_code(value)?))
    };
    let kept = input.pairs().filter_map(answer).collect();
    let there = Voice::ALL.iter().filter(|one| input.has(&there_name(**one)));
    let said = there.map(|one| (*one, input.raw(&said_name(*one)).to_owned())).collect();
    (Draft { on, version: shown(input), kept, said }, errors)
}

pub(super) fn wrong(t: T, errors: &mut Errors, input: &Input, refusal: Refusal) {
    match refusal {
        Refusal::Fields(problems) => {
            for one in problems {
                match one.field {
                    Of::On if errors.fields().any(|said| said == ON) => {}
                    Of::On => errors.add(ON, "error-look-on"),
                    // The first measure that was left out.
                    Of::Kept => {
                        let mut asked = input.all(ASKED).filter_map(|at| at.parse().ok()).map(kept_name);
                        let first = asked.find(|name| !input.has(name));
                        match first {
                            Some(name) => errors.add(name, "error-look-kept"),
                            // No form of ours sends none.
                            None if errors.fields().any(|said| said == ON) => {}
                            None => errors.add(ON, "error-look-kept"),
                        }
                    }
                    Of::Who => errors.add(there_name(Voice::Student), "error-look-who"),
                    Of::Words => {
                        let field = said_name(Voice::Student);
                        errors.extend(Errors::text(field, one.problem, "error-look-who", MAX_WORDS));
                    }
                }
            }
        }
        Refusal::Day(from, until) => {
            errors.add_with(ON, "error-look-day", vec![("from", t.date(from)), ("until", t.date(until))]);
        }
        // Both are answered before anything is said beside a field.
        Refusal::Already(_) | Refusal::Meanwhile => {}
    }
}
