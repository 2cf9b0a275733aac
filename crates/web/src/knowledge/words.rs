//! What several of these pages say: subjects, teams, and what is wrong with a field.

use crate::say::{
    form::{Choice, Errors, Opt},
    words::T,
};
use register::TeamId;
use register::field::Problem;
use register::knowledge::{Branch, Field, MAX_LINE, MAX_WORDS, Refusal, Status, Telling, Wrong, subjects};
use register::offer::Concept;

pub(super) const SUBJECT: &str = "onderwerp";
pub(super) const TEAM: &str = "team";
pub(super) const WORDS: &str = "woorden";
pub(super) const REACHABLE: &str = "bereikbaar";
pub(super) const COLLEAGUE: &str = "collega";
pub(super) const WHO: &str = "functie";
pub(super) const WHO_EN: &str = "functie-engels";
/// Every team.
pub(super) const EVERY: &str = "alle";

/// A subject.
pub(super) fn subject(t: T, of: Concept) -> String {
    t.get(&format!("sought-{}", of.code()))
}

/// A branch.
pub(super) fn branch(t: T, of: Branch) -> String {
    t.get(&format!("knowledge-branch-{}", of.code()))
}

/// Every subject, in the order of the tree.
pub(super) fn subject_choice(t: T) -> Choice {
    let all = Branch::ALL.iter().flat_map(|of| subjects(*of));
    let options = all.map(|of| Opt::new(of.code(), subject(t, of))).collect();
    Choice::new(SUBJECT, t.get("knowledge-subject"), options)
}

/// Every team of today, and the whole school.
pub(super) fn team_choice(t: T, label: &str, teams: &[(TeamId, String)]) -> Choice {
    let mut options = vec![Opt::new(EVERY, t.get("knowledge-every-team"))];
    options.extend(teams.iter().map(|(id, name)| Opt::new(id.to_string(), name)));
    Choice::new(TEAM, t.get(label), options)
}

/// Which team was chosen; what is none is no team of today.
pub(super) fn team(typed: &str) -> Option<TeamId> {
    match typed {
        "" | EVERY => None,
        other => Some(other.parse().unwrap_or(TeamId(uuid::Uuid::max()))),
    }
}

/// What may lead to one student.
pub(super) const fn telling(found: Telling) -> &'static str {
    match found {
        Telling::Number => "error-knowledge-number",
        Telling::Address => "error-knowledge-address",
    }
}

/// What is wrong, beside each field.
pub(super) fn errors(wrong: &[(Field, Wrong)]) -> Errors {
    let mut errors = Errors::none();
    for (field, what) in wrong {
        let (name, missing, max) = match field {
            Field::Subject => (SUBJECT, "error-knowledge-subject", 0),
            Field::Team => (TEAM, "error-knowledge-team", 0),
            Field::Words => (WORDS, "error-knowledge-words", MAX_WORDS),
            Field::Reachable => (REACHABLE, "error-knowledge-reachable", MAX_LINE),
            Field::Colleague => (COLLEAGUE, "error-knowledge-colleague", 0),
            Field::Who => (WHO, "error-knowledge-who", MAX_LINE),
            Field::WhoEn => (WHO_EN, "error-knowledge-who-en", MAX_LINE),
        };
        match what {
            Wrong::Text(problem @ (Problem::TooLong { .. } | Problem::NotText)) => {
                errors.extend(Errors::text(name, *problem, missing, max));
            }
            Wrong::Text(Problem::Missing | Problem::DoesNotApply | Problem::EndsBeforeItBegins { .. }) => {
                errors.add(name, missing);
            }
            Wrong::Telling(found) => errors.add(name, telling(*found)),
            Wrong::NoTeam => errors.add(name, "error-knowledge-team"),
            Wrong::NoColleague => errors.add(name, "error-knowledge-colleague"),
        }
    }
    errors.in_order(&[COLLEAGUE, WHO, WHO_EN, SUBJECT, TEAM, WORDS, REACHABLE])
}

/// What is said above a page of what is refused and of no field.
pub(super) fn above(t: T, refusal: &Refusal) -> String {
    t.get(match refusal {
        Refusal::Changed | Refusal::Fields(_) => "knowledge-changed",
        Refusal::There(_) => "knowledge-there",
        Refusal::Own => "knowledge-own",
        Refusal::Not(Status::Out) => "knowledge-gone",
        Refusal::Not(Status::Asked | Status::Shown | Status::Confirmed) => "knowledge-changed",
    })
}
