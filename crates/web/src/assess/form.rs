//! The form of an intake: the need in the student's own words, and the statutory facts. No field for a diagnosis.

use crate::say::{
    form::{Check, Choice, Errors, Field, Input, Opt},
    law,
    words::T,
};
use register::{
    field::{FieldProblem, Problem},
    intake::{self, HoldIntake},
    law::Article,
    statutory::{Assessed, Ground, Outcome},
};
use store::file::view::FileView;

const WORDS: &str = "woorden";
const GROUND: &str = "grond";
const NEEDED: &str = "nodig";
/// What stood there was wrong.
const CORRECTS: &str = "verbetert";
const DECLINED: &str = "wil-niet";
const DECLINED_WORDS: &str = "wil-niet-woorden";
/// The version of the file that the form was made from.
pub(super) const VERSION: &str = "versie";

/// The fields of the form, as shown.
pub(super) struct AssessForm {
    /// The need.
    pub words: Field,
    /// Disability or chronic illness.
    pub ground: Choice,
    /// Whether extra support is needed.
    pub needed: Choice,
    /// Whether the student does not want it.
    pub declined: Check,
    /// What the student says about that.
    pub declined_words: Field,
    /// Whether it corrects what stood there; asked only where something did.
    pub corrects: Option<Check>,
    /// The version of the file.
    pub version: i64,
}

impl AssessForm {
    /// The form, with what was typed and what is wrong with it. `name` is how the student is called.
    pub(super) fn new(t: T, name: &str, view: &FileView, input: &Input, errors: &Errors) -> Self {
        let stood = view.statutory.iter().flatten().next();
        let corrects = |stood: &Assessed| {
            let hint = t.say("assess-corrects-hint").arg("on", stood.on.day);
            Check::new(CORRECTS, t.get("assess-corrects")).hint(hint).filled(t, input, errors)
        };
        let yes_no = || vec![Opt::new("ja", t.get("assess-yes")), Opt::new("nee", t.get("assess-no"))];
        let ground = Ground::ALL.iter().map(|g| Opt::new(g.code(), t.get(&format!("ground-{}", g.code())))).collect();
        Self {
            words: Field::text(WORDS, t.say("assess-words").arg("name", name))
                .hint(t.get("assess-words-hint"))
                .not_here(t.get("assess-words-not-here"))
                .rows(6)
                .filled(t, input, errors),
            ground: Choice::new(GROUND, t.get("assess-ground"), ground)
                .hint(t.say("assess-ground-hint").arg("article", law::article(t, Article::Agree)))
                .filled(t, input, errors),
            needed: Choice::new(NEEDED, t.get("assess-needed"), yes_no())
                .hint(t.say("assess-needed-hint").arg("article", law::article(t, Article::Assess)))
                .filled(t, input, errors),
            declined: Check::new(DECLINED, t.say("assess-declined").arg("name", name))
                .hint(t.get("assess-declined-hint"))
                .filled(t, input, errors),
            declined_words: Field::text(DECLINED_WORDS, t.say("assess-declined-words").arg("name", name))
                .hint(t.get("assess-declined-words-hint"))
                .optional()
                .rows(3)
                .filled(t, input, errors),
            corrects: stood.map(corrects),
            version: view.version,
        }
    }
}

/// What was sent, with the version of the file it was based on; `None` when no version came along.
pub(super) fn read(input: &Input) -> Option<(i64, HoldIntake)> {
    let needed = match input.text(NEEDED) {
        "ja" => Some(true),
        "nee" => Some(false),
        _ => None,
    };
    let form = HoldIntake {
        corrects: input.has(CORRECTS),
        words: input.raw(WORDS).to_owned(),
        ground: Ground::from_code(input.text(GROUND)),
        needed,
        declined: input.has(DECLINED),
        declined_words: input.raw(DECLINED_WORDS).to_owned(),
    };
    Some((input.text(VERSION).parse().ok()?, form))
}

/// What holds now, as if it had been typed: where a change begins.
pub(super) fn of_file(view: &FileView) -> Input {
    let need = view.need.as_ref().and_then(Option::as_ref).map_or("", |need| need.words.reveal().as_str());
    let mut pairs = vec![(WORDS, need)];
    if let Some(Some(Assessed { ground, outcome, .. })) = &view.statutory {
        pairs.push((GROUND, ground.code()));
        pairs.push((NEEDED, if matches!(outcome, Outcome::NoExtraSupport) { "nee" } else { "ja" }));
        if let Outcome::ExtraSupport { declined: Some(declined) } = outcome {
            pairs.extend([(DECLINED, "ja"), (DECLINED_WORDS, declined.words.reveal().as_str())]);
        }
    }
    Input::of(&pairs)
}

/// What is wrong, in words beside the fields.
pub(super) fn errors(problems: &[FieldProblem<intake::Field>]) -> Errors {
    let mut errors = Errors::none();
    for FieldProblem { field, problem } in problems {
        let (name, missing) = match field {
            intake::Field::Words => (WORDS, "error-need-missing"),
            intake::Field::Ground => (GROUND, "error-ground-missing"),
            intake::Field::Needed => (NEEDED, "error-needed-missing"),
            intake::Field::Declined => (DECLINED, "error-declined-does-not-apply"),
            intake::Field::DeclinedWords => (DECLINED_WORDS, "error-declined-words-missing"),
        };
        match problem {
            Problem::TooLong { max, got } => {
                let args = vec![("max", max.to_string()), ("got", got.to_string())];
                errors.add_with(name, "error-text-too-long", args);
            }
            Problem::NotText => errors.add(name, "error-text-not-text"),
            Problem::Missing | Problem::DoesNotApply | Problem::EndsBeforeItBegins { .. } => errors.add(name, missing),
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;
    use register::intake::Field as Asked;

    #[test]
    fn what_is_sent_is_what_was_filled_in() {
        let input = Input::of(&[
            ("versie", "4"),
            ("woorden", "Ik heb rust nodig."),
            ("grond", "yes"),
            ("nodig", "ja"),
            ("wil-niet", "ja"),
            ("wil-niet-woorden", "Nu niet."),
        ]);
        let (version, form) = read(&input).unwrap();
        assert_eq!((version, form.ground, form.needed, form.declined), (4, Some(Ground::Yes), Some(true), true));
        assert_eq!((form.words.as_str(), form.declined_words.as_str()), ("Ik heb rust nodig.", "Nu niet."));
        for broken in [vec![], vec![("versie", "vier")]] {
            assert!(read(&Input::of(&broken)).is_none());
        }
        let strange = Input::of(&[("versie", "1"), ("grond", "misschien"), ("nodig", "x")]);
        assert_eq!(read(&strange).map(|(_, f)| (f.ground, f.needed)), Some((None, None)));
    }

    #[test]
    fn every_problem_stands_beside_its_field_in_both_languages() {
        let cases = [
            (Asked::Words, Problem::Missing, WORDS),
            (Asked::Words, Problem::TooLong { max: 4000, got: 4001 }, WORDS),
            (Asked::Words, Problem::NotText, WORDS),
            (Asked::Ground, Problem::Missing, GROUND),
            (Asked::Needed, Problem::Missing, NEEDED),
            (Asked::Declined, Problem::DoesNotApply, DECLINED),
            (Asked::DeclinedWords, Problem::Missing, DECLINED_WORDS),
        ];
        for (field, problem, name) in cases {
            for t in crate::say::words::Lang::ALL.map(T::new) {
                let said = errors(&[FieldProblem::new(field, problem)]).for_field(t, name).unwrap();
                assert!(!said.contains(crate::say::words::MISSING), "{said}");
            }
        }
    }
}
