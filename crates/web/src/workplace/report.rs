//! A report of discrimination: written down by the school, with what happens to it at SBB; or by the student, who decides about the
//! College voor de Rechten van de Mens and about the police.

use super::words;
use crate::say::{
    agreement::staff,
    form::{Check, Choice, Errors, Field, Input, Opt},
    words::T,
};
use register::workplace::report::{Event, MAX_WORDS, MakeRefusal, Report, Side, Status};
use store::workplace::WorkplacesView;

pub(super) const WORDS: &str = "gebeurd";
pub(super) const WHICH: &str = "melding";
pub(super) const EVENT: &str = "stap";
pub(super) const ON: &str = "op";
pub(super) const DID: &str = "deed";
pub(super) const COLLEGE: &str = "college";
pub(super) const POLICE: &str = "politie";

/// A report, as everybody reads it.
pub(super) struct Told {
    pub(super) number: u32,
    pub(super) stands: String,
    pub(super) words: String,
    /// What happened, the first first.
    pub(super) steps: Vec<(String, Option<String>)>,
    /// What the student decided.
    pub(super) decided: String,
    /// Whether the student goes to the College, and to the police.
    pub(super) college: Check,
    pub(super) police: Check,
    /// Which choice stood when this was shown: it goes with the form.
    pub(super) stand: String,
    /// What can happen next: the choices, the day, and what SBB did or why the school takes it back.
    pub(super) next: Option<(Choice, Field, Option<Field>)>,
}

/// A report in words; with what can happen next where the school reads it.
pub(super) fn told(t: T, view: &WorkplacesView, one: &Report, form: Option<(&Input, &Errors)>) -> Told {
    let status = one.status();
    let line = |step: &register::workplace::report::Step| {
        let said = t.say("sbb-step").arg("what", event(t, step.event)).arg("on", step.on);
        let said = said.arg("by", staff(t, &view.names, step.noted.1)).to_string();
        (said, step.words.as_ref().map(|words| t.stored(words.reveal())))
    };
    let made = words::by(t, view, "workplace-noted-by", one.noted);
    let next = form.and_then(|(input, errors)| {
        let options: Vec<Opt> = Event::ALL
            .iter()
            .filter(|event| one.may(Side::School, **event))
            .map(|one| Opt::new(one.code(), event(t, *one)))
            .collect();
        // What was typed and what is wrong with it belong to one report.
        let mine = input.text(WHICH) == one.number.to_string();
        let (nothing, none) = (Input::default(), Errors::none());
        let (input, errors) = if mine { (input, errors) } else { (&nothing, &none) };
        let name = |field: &str| format!("{field}-{}", one.number);
        let choice = Choice::new(name(EVENT), t.get("sbb-what"), options);
        let day = Field::text(name(ON), t.get("sbb-on"));
        // Which words belong to what can happen next: why it is taken back, or what SBB did.
        let asks = |event| one.may(Side::School, event);
        let asked = match (asks(Event::Withdraw), asks(Event::Answer)) {
            (true, _) => Some(("sbb-why", "sbb-why-hint")),
            (false, true) => Some(("sbb-did", "sbb-did-hint")),
            (false, false) => None,
        };
        let words = asked.map(|(label, hint)| {
            Field::text(name(DID), t.get(label)).optional().hint(t.get(hint)).rows(3).filled(t, input, errors)
        });
        let filled = (choice.filled(t, input, errors), day.filled(t, input, errors), words);
        status.is_owed().then_some(filled)
    });
    let ticked = |field: &str, key: &str, ticked: bool| Check {
        ticked,
        ..Check::new(format!("{field}-{}", one.number), t.get(key))
    };
    let (college, police) = one.decided.map_or((false, false), |decided| (decided.college, decided.police));
    Told {
        number: one.number,
        stands: t.get(match status {
            Status::Made => "sbb-made",
            Status::Sent => "sbb-sent",
            Status::Received => "sbb-received",
            Status::Answered => "sbb-answered",
            Status::Withdrawn => "sbb-withdrawn",
        }),
        words: t.stored(one.words.reveal()),
        stand: one.decided_so_far().code(),
        college: ticked(COLLEGE, "sbb-college", college),
        police: ticked(POLICE, "sbb-police", police),
        steps: std::iter::once((made, None)).chain(one.steps.iter().map(line)).collect(),
        decided: match one.decided {
            None => t.get("sbb-undecided"),
            Some(decided) => {
                let key = match (decided.college, decided.police) {
                    (true, true) => "sbb-decided-both",
                    (true, false) => "sbb-decided-college",
                    (false, true) => "sbb-decided-police",
                    (false, false) => "sbb-decided-neither",
                };
                t.say(key).arg("on", decided.noted.0.day).to_string()
            }
        },
        next,
    }
}

fn event(t: T, event: Event) -> String {
    t.get(&format!("sbb-event-{}", event.code()))
}

/// The field in which it is said what happened.
pub(super) fn words_field(t: T, input: &Input, errors: &Errors) -> Field {
    Field::text(WORDS, t.get("sbb-words")).hint(t.get("sbb-words-hint")).rows(4).filled(t, input, errors)
}

pub(super) fn wrong(refusal: MakeRefusal) -> Errors {
    match refusal {
        MakeRefusal::Words(problem) => Errors::text(WORDS, problem, "error-sbb-words", MAX_WORDS),
        MakeRefusal::TooMany => Errors::one(WORDS, "error-sbb-too-many"),
    }
}
