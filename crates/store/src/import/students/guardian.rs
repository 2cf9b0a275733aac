//! Guardians: who is the same, who is new, who is no longer named. Nobody is deleted; who is named again is who they were.

use super::Tally;
use super::{Student, StudentGuardian, StudentsIncoming};
use crate::fresh;
use crate::import::Counts;
use crate::import::error::{Line, LineWarning};
use crate::import::run::Run;
use crate::import::tables::Guardian;
use register::guardian::same::{self, Named};
use register::import::absence::Kind;
use uuid::Uuid;

/// What a line means for the guardians of a student: all who ever were.
pub(super) fn changes(
    run: &Run,
    file: &StudentsIncoming<'_>,
    person: Uuid,
    student: &Student<'_>,
    mut known: Vec<Guardian>,
    tally: &mut Tally,
) -> Vec<Guardian> {
    let open = |row: &Guardian| row.ends.is_none_or(|ends| ends >= run.today);
    // Who is guardian now before who was, and who was last before who was long ago.
    known.sort_by_key(|row| (!open(row), std::cmp::Reverse(row.ends), row.begins, row.guardian_id));
    let mut named: Vec<StudentGuardian<'_>> = Vec::new();
    for one in &student.guardians {
        // Twice the same in one line is one.
        let twice = |other: &&mut StudentGuardian<'_>| (other.name, other.email) == (one.name, one.email);
        match named.iter_mut().find(twice) {
            Some(other) if other.authority != one.authority => other.authority = None,
            Some(_) => {}
            None => named.push(*one),
        }
    }
    let of = |row: &Guardian| (row.name.clone(), row.email.clone());
    let texts: Vec<_> = known.iter().map(of).collect();
    let before: Vec<Named<'_>> = texts.iter().map(|(name, email)| Named { name, email: email.as_deref() }).collect();
    let new: Vec<Named<'_>> = named.iter().map(|one| Named { name: one.name, email: one.email }).collect();
    let who = same::who(&before, &new);
    let (mut write, mut counts) = (Vec::new(), Counts::default());
    let mut begun: Vec<&StudentGuardian<'_>> = Vec::new();
    for (one, place) in named.iter().zip(&who) {
        let row = match place.and_then(|place| known.get(place)) {
            Some(old) => {
                let emptied = file.columns.guardian_emails && old.email.is_some() && one.email.is_none();
                if open(old) {
                    let (had, gone) = (usize::from(old.email.is_some()), usize::from(emptied));
                    tally.ending(Kind::GuardianEmail, had, gone, student.line);
                }
                let email = one.email.map(str::to_owned).or_else(|| old.email.clone().filter(|_| !emptied));
                let row = Guardian {
                    name: one.name.to_owned(),
                    email,
                    // A file that is silent about authority neither gives it nor takes it away.
                    authority: one.authority.unwrap_or(old.authority),
                    ends: if open(old) { old.ends } else { None },
                    ..old.clone()
                };
                if row == *old {
                    counts.unchanged += 1;
                    continue;
                }
                counts.updated += 1;
                row
            }
            None => {
                counts.inserted += 1;
                begun.push(one);
                Guardian {
                    guardian_id: fresh::id(),
                    person_id: person,
                    name: one.name.to_owned(),
                    email: one.email.map(str::to_owned),
                    // Not said is not yes.
                    authority: one.authority.unwrap_or(false),
                    begins: run.today,
                    ends: None,
                    import_id: None,
                }
            }
        };
        write.push(Guardian { import_id: Some(run.import), ..row });
    }
    let now: Vec<usize> = (0..known.len()).filter(|place| open(&known[*place])).collect();
    let gone: Vec<&Guardian> = now
        .iter()
        .filter(|place| file.columns.both_guardians && !who.contains(&Some(**place)))
        .map(|place| &known[*place])
        .collect();
    tally.ending(Kind::Guardian, now.len(), gone.len(), student.line);
    counts.withdrawn = gone.len();
    for old in gone {
        let at = |one: &StudentGuardian<'_>| matches!((&old.email, one.email), (Some(old), Some(new)) if same::same_address(old, new));
        if begun.iter().any(|one| at(one)) {
            tally.warn(Line { line: student.line, other: None, what: LineWarning::AnotherAtAddress });
        }
        write.push(Guardian { ends: run.today.previous_day(), import_id: Some(run.import), ..old.clone() });
    }
    if named.iter().any(|one| same::is_the_students(student.texts.get(Kind::Email), one.email)) {
        tally.warn(Line { line: student.line, other: None, what: LineWarning::StudentsOwnAddress });
    }
    tally.counts.guardians.add(counts);
    write
}
