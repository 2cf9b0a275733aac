//! Who each line is about: known by student number, else by person number, else new. Lines that agree on the person are
//! one student; lines that are about one person and say different things are a problem, with both lines.

use super::{Student, StudentsIncoming};
use crate::db::Tx;
use crate::import::error::{Line, LineProblem, LineWarning};
use crate::import::number::Numbers;
use crate::import::run::Run;
use crate::import::tables::{Identifier, Person};
use crate::{StoreError, fresh};
use register::import::absence::Kind;
use register::person::{Names, StudentNumber, likely};
use register::{BirthDate, Personal};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

sql! {
    STUDENT_NUMBERS = "
        SELECT value, person_id
        FROM identifier
        WHERE tenant_id = $1 AND kind = 'student_number' AND key_id = ''";
}

/// The numbers by which a school knows its students.
pub(super) struct Known {
    numbers: Numbers,
    student_numbers: HashMap<String, Uuid>,
}

/// What two spellings of a student number have in common.
pub(super) fn number_key(number: &str) -> String {
    StudentNumber::new(number).map_or_else(|_| number.to_owned(), |number| number.key().to_owned())
}

impl Known {
    pub(super) async fn load(tx: &mut Tx, run: &Run) -> Result<Self, StoreError> {
        let rows = rows!(tx, (Vec<u8>, Uuid), STUDENT_NUMBERS, run.tenant.0)?;
        let key = |value: Vec<u8>| number_key(&String::from_utf8_lossy(&value));
        Ok(Self {
            numbers: Numbers::load(tx, run.tenant).await?,
            student_numbers: rows.into_iter().map(|(value, person)| (key(value), person)).collect(),
        })
    }

    /// Nobody: for a file that is read without a database.
    pub(super) fn nobody() -> Self {
        Self { numbers: Numbers::none(), student_numbers: HashMap::new() }
    }
}

/// A student whom the file is about.
pub(super) struct Unit {
    pub(super) person: Uuid,
    /// Nobody knew them.
    pub(super) new: bool,
    /// Their lines, as places in the file's rows; one at least.
    pub(super) rows: Vec<usize>,
    /// Numbers to store.
    pub(super) identifiers: Vec<Identifier>,
    /// Whom DUO's file brought as someone else.
    pub(super) join: Option<Uuid>,
}

/// Whether two lines say the same of who it is. What they are in or apply for may differ.
fn agree(one: &Student<'_>, other: &Student<'_>) -> bool {
    let person = |student: &Student<'_>| {
        let coach = student.coach.map(str::to_owned);
        (number_key(student.student_number), student.birth, student.family_name.to_owned(), coach)
    };
    let guardians = |student: &Student<'_>| {
        let all =
            student.guardians.iter().map(|one| (one.name.to_owned(), one.email.map(str::to_owned), one.authority));
        let mut all: Vec<_> = all.collect();
        all.sort();
        all
    };
    person(one) == person(other)
        && one.texts == other.texts
        && one.numbers == other.numbers
        && guardians(one) == guardians(other)
}

/// The students of a file, in the order of their first lines; or the lines that cannot be.
pub(super) fn units(file: &StudentsIncoming<'_>, known: &mut Known) -> Result<Vec<Unit>, Vec<Line<LineProblem>>> {
    let (mut units, mut problems) = (Vec::<Unit>::with_capacity(file.rows.len()), Vec::new());
    let mut at: HashMap<Uuid, usize> = HashMap::with_capacity(file.rows.len());
    for (row, student) in file.rows.iter().enumerate() {
        let key = number_key(student.student_number);
        let by_number = known.student_numbers.get(&key).copied();
        let mut found = student.numbers.iter().map(|number| (number, known.numbers.find(*number)));
        let hit = found.clone().find(|(_, found)| found.person.is_some()).or_else(|| found.next());
        let by_hash = hit.as_ref().and_then(|(_, found)| found.person);
        let mut join = None;
        if let (Some(one), Some(other)) = (by_number, by_hash)
            && one != other
        {
            if let Some(place) = at.get(&other) {
                let first = units[*place].rows.first().map(|first| file.rows[*first].line);
                problems.push(Line { line: student.line, other: first, what: LineProblem::TwoPersons });
                continue;
            }
            known.numbers.moved(other, one);
            join = Some(other);
        }
        let person = by_number.or(by_hash).unwrap_or_else(fresh::id);
        if let Some(place) = at.get(&person) {
            let unit = &mut units[*place];
            let first = &file.rows[unit.rows[0]];
            if join.is_none() && agree(first, student) {
                unit.rows.push(row);
            } else {
                problems.push(Line { line: student.line, other: Some(first.line), what: LineProblem::SamePerson });
            }
            continue;
        }
        let mut identifiers = Vec::new();
        if by_number.is_none() {
            known.student_numbers.insert(key.clone(), person);
            identifiers.push(Identifier {
                kind: "student_number".to_owned(),
                key_id: String::new(),
                value: key.into_bytes(),
                person_id: person,
            });
        }
        if let Some((number, found)) = hit
            && let Some(hash) = found.store
        {
            known.numbers.learn(hash, person);
            identifiers.push(Identifier {
                kind: number.kind.code().to_owned(),
                key_id: known.numbers.key_id().to_owned(),
                value: hash.to_vec(),
                person_id: person,
            });
        }
        at.insert(person, units.len());
        let new = by_number.or(by_hash).is_none();
        units.push(Unit { person, new, rows: vec![row], identifiers, join });
    }
    if problems.is_empty() { Ok(units) } else { Err(problems) }
}

/// The parts of a name, of texts.
pub(super) fn names(parts: [Option<&str>; 5]) -> Names {
    let [given, initials, call, infix, family] = parts.map(|text| text.map(|text| Personal::new(text.to_owned())));
    Names { given, initials, call, infix, family }
}

/// Students who are probably one under two numbers: lines with one another, and new students with who is there already.
pub(super) fn probably_same(
    file: &StudentsIncoming<'_>,
    units: &[Unit],
    persons: &HashMap<Uuid, Person>,
) -> Vec<Line<LineWarning>> {
    let in_file: HashSet<Uuid> = units.iter().flat_map(|unit| [Some(unit.person), unit.join]).flatten().collect();
    let traits = |parts: [Option<&str>; 5], birth: Option<BirthDate>, email: Option<&str>| {
        likely::traits(&names(parts), birth, email)
    };
    let there: HashSet<String> = persons
        .values()
        .filter(|row| row.names_import_id.is_some() && !in_file.contains(&row.person_id))
        .flat_map(|row| {
            let parts = [&row.given_names, &row.initials, &row.call_name, &row.infix, &row.family_name];
            traits(parts.map(Option::as_deref), row.birth(), row.email.as_deref())
        })
        .collect();
    let mut earlier: HashMap<String, u32> = HashMap::new();
    let mut found = Vec::new();
    for unit in units {
        let one = &file.rows[unit.rows[0]];
        let [given, initials, call, infix] =
            [Kind::GivenNames, Kind::Initials, Kind::CallName, Kind::Infix].map(|kind| one.texts.get(kind));
        let parts = [given, initials, call, infix, Some(one.family_name)];
        let traits = traits(parts, Some(one.birth), one.texts.get(Kind::Email));
        let other = traits.iter().find_map(|shared| earlier.get(shared).copied());
        if other.is_some() || unit.new && traits.iter().any(|shared| there.contains(shared)) {
            found.push(Line { line: one.line, other, what: LineWarning::ProbablySame });
        }
        for shared in traits {
            earlier.entry(shared).or_insert(one.line);
        }
    }
    found
}
