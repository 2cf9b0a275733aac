//! What an import does, in words; and the number with which more may end than goes by itself.

use crate::say::words::T;
use store::import::{Counts, Ending, StaffStep};

/// Where files are brought, and where one is looked at: nothing of it stands in an address.
pub(super) const PATH: &str = "/beheer/inlezen";
pub(super) const MORE: &str = "/beheer/inlezen/bestand";

/// Fields.
pub(super) const KIND: &str = "soort";
pub(super) const FILE: &str = "bestand";
pub(super) const WHICH: &str = "welk";
pub(super) const MOST: &str = "hoeveel";
pub(super) const SOURCE: &str = "bron";
pub(super) const BY_MAIL: &str = "mail";
/// Before the code of a field: under which heading it stands.
pub(super) const COLUMN: &str = "kolom-";

/// More than this is more than anyone reads; the shell gives all.
pub(super) const SHOWN: usize = 100;
/// More lines than this are not named after each other.
const LINES: usize = 20;

/// How many rows of a kind may end. Nothing has to be said where no more end than goes by itself.
///
/// # Errors
/// The key of what is wrong with the number.
pub(super) fn most(typed: &str, needed: Option<usize>) -> Result<Option<usize>, &'static str> {
    match (typed, needed) {
        (_, None) => Ok(None),
        ("", Some(_)) => Err("error-import-most"),
        (typed, Some(needed)) => match typed.parse::<usize>() {
            Ok(most) if most >= needed => Ok(Some(most)),
            Ok(_) => Err("error-import-most-less"),
            Err(_) => Err("error-import-most-number"),
        },
    }
}

/// What happens to the rows of one kind.
pub(super) fn counts(t: T, counts: &Counts) -> String {
    let Counts { inserted, updated, unchanged, withdrawn } = counts;
    t.say("import-counts")
        .arg("new", inserted.to_string())
        .arg("changed", updated.to_string())
        .arg("same", unchanged.to_string())
        .arg("ended", withdrawn.to_string())
        .to_string()
}

/// What would end of a kind, with its lines.
pub(super) fn ending(t: T, one: &Ending) -> String {
    let words = t
        .say("import-ends")
        .arg("what", t.get(&format!("ending-{}", one.kind.code())))
        .arg("ending", one.ending.to_string())
        .arg("open", one.open.to_string())
        .to_string();
    if one.lines.is_empty() {
        return words;
    }
    let shown: Vec<String> = one.lines.iter().take(LINES).map(u32::to_string).collect();
    let lines = t.say("import-lines").arg("lines", shown.join(", ")).to_string();
    let more = one.lines.len().saturating_sub(LINES);
    let more = if more > 0 { t.say("import-more").arg("count", more.to_string()).to_string() } else { String::new() };
    format!("{words} {lines} {more}").trim_end().to_owned()
}

/// What the lines of a list of staff come to.
pub(super) fn step(t: T, step: StaffStep, count: usize) -> (String, String) {
    (t.get(&format!("import-step-{}", step.code())), count.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::importer::Plan;
    use store::import::{Kind, StaffSummary};
    use store::listed::ListChanges;

    #[test]
    fn more_ends_only_when_somebody_says_how_many() {
        let of = |ending: usize| {
            let ends = vec![Ending { kind: Kind::Taught, open: 40, ending, lines: vec![2] }];
            Plan::Staff(StaffSummary { ends, ..StaffSummary::default() }).needed()
        };
        let (much, little) = (of(3), of(2));
        assert_eq!((much, little), (Some(3), None), "5% goes by itself");
        let list = |missing: &[&str]| {
            let missing = missing.iter().map(|code| (*code).to_owned()).collect();
            Plan::List(ListChanges { missing, ..ListChanges::default() }).needed()
        };
        assert_eq!(
            (list(&[]), list(&["25655"])),
            (None, Some(1)),
            "of a list of the outside world nothing goes by itself"
        );
        for (typed, ends, expected) in [
            ("", little, Ok(None)),
            ("9", little, Ok(None)),
            ("", much, Err("error-import-most")),
            ("2", much, Err("error-import-most-less")),
            ("3", much, Ok(Some(3))),
            ("40", much, Ok(Some(40))),
            ("drie", much, Err("error-import-most-number")),
            ("-3", much, Err("error-import-most-number")),
            ("3,0", much, Err("error-import-most-number")),
        ] {
            assert_eq!(most(typed, ends), expected, "{typed}");
        }
    }
}
