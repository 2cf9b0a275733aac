//! Reports for people: a few lines a file, in Dutch. A dry run and an import say the same, because they say it here.

use crate::outcome::say;
use serde_json::{Value, json};
use std::fmt::Display;
use store::import::{Counts, Ending, Kind, Line, LineProblem, LineWarning};

/// More than this is more than anyone reads; `--json` gives all.
const SHOWN: usize = 100;
/// More lines than this are not named after each other.
const LINES: usize = 20;

/// A list of problems or warnings under its heading; nothing when there are none.
pub(crate) fn list<P: Display>(one: &str, many: &str, all: &[P]) {
    match all.len() {
        0 => return,
        1 => say(format_args!("  1 {one}:")),
        n => say(format_args!("  {n} {many}:")),
    }
    for problem in all.iter().take(SHOWN) {
        say(format_args!("    {problem}"));
    }
    if all.len() > SHOWN {
        say(format_args!("    en nog {} (--json geeft ze allemaal)", all.len() - SHOWN));
    }
}

/// What happens to the rows of one kind.
pub(super) fn counts(what: &str, gone: &str, counts: &Counts) {
    let Counts { inserted, updated, unchanged, withdrawn } = counts;
    say(format_args!("  {what}: {inserted} nieuw, {updated} gewijzigd, {unchanged} gelijk, {withdrawn} {gone}"));
}

/// What ends of each kind, and whether that is more than may.
pub(super) fn ends(ends: &[Ending], up_to: Option<usize>) {
    for one in ends.iter().filter(|one| one.ending > 0) {
        let refused = if one.is_allowed(up_to) { "" } else { " — te veel" };
        say(format_args!(
            "  eindigt: {} {} van {}{}{refused}",
            kind(one.kind),
            one.ending,
            one.open,
            lines(&one.lines)
        ));
    }
    let most = ends.iter().filter(|one| !one.is_allowed(up_to)).map(|one| one.ending).max();
    if let Some(most) = most {
        say(format_args!(
            "  Het hele bestand is geweigerd: meer dan 5% van een soort zou eindigen omdat het bestand erover zwijgt. \
             Klopt dat, sta het dan toe met --withdraw-up-to {most}."
        ));
    }
}

fn lines(lines: &[u32]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let shown: Vec<String> = lines.iter().take(LINES).map(u32::to_string).collect();
    let more = if lines.len() > LINES { format!(" en nog {}", lines.len() - LINES) } else { String::new() };
    format!(" (regel {}{more})", shown.join(", "))
}

/// What a kind of row is called.
const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Enrolment => "inschrijvingen",
        Kind::EnrolmentPeriod => "inschrijvingsperiodes",
        Kind::SupportPeriod => "periodes van extra ondersteuning",
        Kind::Placement => "bpv",
        Kind::GivenNames => "voornamen",
        Kind::Initials => "voorletters",
        Kind::CallName => "roepnamen",
        Kind::Infix => "tussenvoegsels",
        Kind::Email => "e-mailadressen",
        Kind::Municipality => "woongemeenten",
        Kind::Team => "teams",
        Kind::Group => "lesgroepen",
        Kind::Coach => "coaches",
        Kind::Guardian => "ouders en verzorgers",
        Kind::GuardianEmail => "e-mailadressen van ouders en verzorgers",
        Kind::StartsOn => "startdata van aanmeldingen",
        Kind::Taught => "lesgroepen van docenten",
    }
}

/// What is wrong with a line, for who reads English.
pub(super) fn problem_in_english(line: &Line<LineProblem>) -> String {
    let what = match (line.what, line.other) {
        (LineProblem::TwoPersons, Some(other)) => {
            format!("The student number is somebody else's than the person number, which belongs to line {other}.")
        }
        (LineProblem::TwoPersons, None) => {
            "The student number and the person number belong to two different people in Meedoen.".to_owned()
        }
        (LineProblem::SamePerson, other) => format!(
            "{} is about the same person, and says something else of who that is.",
            other.map_or_else(|| "An earlier line".to_owned(), |other| format!("Line {other}"))
        ),
        (LineProblem::SeveralOfOneName, _) => {
            "More than one team or lesson group has this name in Meedoen. Write it just as it stands there.".to_owned()
        }
    };
    format!("line {}: {what}", line.line)
}

/// What is strange about a line, for who reads English.
pub(super) fn warning_in_english(line: &Line<LineWarning>) -> String {
    let what = match (line.what, line.other) {
        (LineWarning::ProbablySame, Some(other)) => {
            format!("Probably the same person as line {other}, under another number.")
        }
        (LineWarning::ProbablySame, None) => {
            "Probably somebody who is in Meedoen already, under another number.".to_owned()
        }
        (LineWarning::StudentsOwnAddress, _) => {
            "A parent has the student's own e-mail address. With that address nobody can answer for the parent."
                .to_owned()
        }
        (LineWarning::AnotherAtAddress, _) => {
            "Somebody else is at a parent's e-mail address now. They do not get the same rights by themselves."
                .to_owned()
        }
    };
    format!("line {}: {what}", line.line)
}

/// What is wrong with a line.
pub(super) fn problem(line: &Line<LineProblem>) -> String {
    let what = match (line.what, line.other) {
        (LineProblem::TwoPersons, Some(other)) => {
            format!("Het studentnummer is van iemand anders dan het persoonsnummer, dat bij regel {other} hoort.")
        }
        (LineProblem::TwoPersons, None) => {
            "Het studentnummer en het persoonsnummer horen in Meedoen bij twee verschillende mensen.".to_owned()
        }
        (LineProblem::SamePerson, other) => format!(
            "Regel {} gaat over dezelfde persoon, en zegt iets anders over wie dat is.",
            other.map_or_else(|| "eerder".to_owned(), |other| other.to_string())
        ),
        (LineProblem::SeveralOfOneName, _) => {
            "Meer dan één team of lesgroep heeft in Meedoen deze naam. Schrijf hem precies zoals hij daar staat."
                .to_owned()
        }
    };
    format!("regel {}: {what}", line.line)
}

/// What is strange about a line.
pub(super) fn warning(line: &Line<LineWarning>) -> String {
    let what = match (line.what, line.other) {
        (LineWarning::ProbablySame, Some(other)) => {
            format!("Waarschijnlijk dezelfde persoon als regel {other}, onder een ander nummer.")
        }
        (LineWarning::ProbablySame, None) => {
            "Waarschijnlijk iemand die al in Meedoen staat, onder een ander nummer.".to_owned()
        }
        (LineWarning::StudentsOwnAddress, _) => {
            "Een ouder of verzorger heeft het e-mailadres van de student. Met dat adres kan niemand voor de ouder antwoorden."
                .to_owned()
        }
        (LineWarning::AnotherAtAddress, _) => {
            "Op het e-mailadres van een ouder of verzorger staat nu iemand anders. Die krijgt niet vanzelf dezelfde rechten."
                .to_owned()
        }
    };
    format!("regel {}: {what}", line.line)
}

/// A problem or warning of a line as JSON, in the shape of the others.
pub(super) fn line_json(line: u32, message: &str) -> Value {
    let message = message.split_once(": ").map_or(message, |(_, message)| message);
    json!({"line": line, "record": null, "field": null, "message": message})
}

/// What ends, as JSON.
pub(super) fn ends_json(ends: &[Ending], up_to: Option<usize>) -> Value {
    ends.iter()
        .map(|one| {
            json!({
                "kind": one.kind.code(),
                "open": one.open,
                "ending": one.ending,
                "lines": one.lines,
                "allowed": one.is_allowed(up_to),
            })
        })
        .collect()
}
