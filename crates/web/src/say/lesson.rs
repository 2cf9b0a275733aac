//! A class in words: what is done at which moment, for each student. The page and the paper say the same.

use super::{person::listed, words::T};
use register::lesson::When;
use store::lesson::{Class, ClassLine};

/// A student with what is done for them at one moment.
pub struct Pupil<'a> {
    /// How they are called.
    pub name: String,
    /// What is done.
    pub lines: Vec<&'a ClassLine>,
}

/// What is done at each moment at which something is, in the order of the class.
pub fn moments(t: T, class: &Class) -> Vec<(When, Vec<Pupil<'_>>)> {
    let of = |when: When| {
        let lines: Vec<&ClassLine> = class.lines.iter().filter(|line| line.when == when).collect();
        let pupils = lines.chunk_by(|a, b| a.person == b.person).filter_map(|lines| {
            let first = lines.first()?;
            let name = listed(t, first.name.as_ref(), first.student_number.as_ref(), first.born);
            Some(Pupil { name, lines: lines.to_vec() })
        });
        (when, pupils.collect::<Vec<_>>())
    };
    When::ALL.iter().map(|when| of(*when)).filter(|(_, pupils)| !pupils.is_empty()).collect()
}

/// A made-up class.
pub mod samples {
    use register::lesson::{Mark, When};
    use register::{GroupId, PersonId, Personal, VersionId};
    use store::lesson::{Class, ClassLine, TaughtGroup};
    use time::macros::{date, datetime};
    use uuid::Uuid;

    /// Students with one measure and with more, somebody without a name, and what was said of some.
    pub fn class() -> Class {
        let text = |text: &str| Personal::new(text.to_owned());
        let line = |n: u128, name: Option<&str>, position: i64, when: When, what: &str| ClassLine {
            person: PersonId(Uuid::from_u128(n)),
            name: name.map(text),
            born: None,
            student_number: Some(text("2026001")),
            version: VersionId(Uuid::from_u128(n)),
            position,
            when,
            text: what.to_owned(),
            details: None,
            from: date!(2025 - 08 - 25),
            mark: None,
        };
        let (worked, not) =
            ((Mark::Worked, datetime!(2026-05-12 08:15 UTC)), (Mark::NotWorked, datetime!(2026-05-12 08:16 UTC)));
        let long = "Annemarie-Louise van der Schoot-Wijnbergen";
        let (each, test) = (When::EachLesson, When::AtTest);
        let lines = vec![
            ClassLine { mark: Some(worked), ..line(1, Some("Bo Li"), 0, each, "Je krijgt de les vooraf op papier.") },
            ClassLine {
                details: Some(text("Bij praktijkles in de werkplaats: koptelefoon.")),
                mark: Some(not),
                ..line(2, Some(long), 0, each, "Je mag een koptelefoon dragen als het druk is.")
            },
            ClassLine {
                from: date!(2026 - 05 - 11),
                ..line(2, Some(long), 1, each, "Je mag na een uur even de klas uit.")
            },
            line(3, None, 0, each, "De docent zegt aan het begin wat er in de les gebeurt."),
            ClassLine {
                details: Some(text("Een kwart meer.")),
                ..line(1, Some("Bo Li"), 1, test, "Je krijgt meer tijd bij toetsen en examens.")
            },
        ];
        let group = TaughtGroup { group: GroupId(Uuid::from_u128(7)), name: "ZW1A".to_owned() };
        Class { group, school: "Voorbeeld College".to_owned(), day: date!(2026 - 05 - 12), lines }
    }
}
