//! Persons with their numbers and support files: what both imports write.

use super::number::{Hash, NumberKind};
use super::run::Run;
use crate::db::Tx;
use crate::person::birth;
use crate::{StoreError, fresh};
use register::BirthDate;
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

sql! {
    ALL = "SELECT person_id, given_names, initials, call_name, infix, family_name, birth_year, birth_month, birth_day, email, \
           municipality, student_number, sort_key FROM person WHERE tenant_id = $1";
}

/// Everything that is kept of a person.
#[derive(Debug, Clone, FromRow)]
pub(super) struct PersonRow {
    pub(super) person_id: Uuid,
    pub(super) given_names: Option<String>,
    pub(super) initials: Option<String>,
    pub(super) call_name: Option<String>,
    pub(super) infix: Option<String>,
    pub(super) family_name: Option<String>,
    birth_year: Option<i64>,
    birth_month: Option<i64>,
    birth_day: Option<i64>,
    pub(super) email: Option<String>,
    pub(super) municipality: Option<String>,
    pub(super) student_number: Option<String>,
    pub(super) sort_key: String,
}

impl PersonRow {
    pub(super) fn birth(&self) -> Option<BirthDate> {
        birth(self.birth_year, self.birth_month, self.birth_day)
    }
}

/// All persons of a school.
pub(super) async fn load(tx: &mut Tx, run: &Run) -> Result<HashMap<Uuid, PersonRow>, StoreError> {
    let rows = rows!(tx, PersonRow, ALL, run.tenant.0)?;
    Ok(rows.into_iter().map(|row| (row.person_id, row)).collect())
}

/// A birth date as its three columns.
pub(super) fn columns(birth: Option<BirthDate>) -> (Option<i64>, Option<i64>, Option<i64>) {
    birth.map_or((None, None, None), |birth| {
        let (year, month, day) = birth.parts();
        (Some(year.into()), Some(month.into()), Some(day.into()))
    })
}

/// Adds persons, each with an empty support file. Names come in an update, where there are any.
pub(super) async fn add(tx: &mut Tx, run: &Run, persons: &[(Uuid, Option<BirthDate>)]) -> Result<(), StoreError> {
    // Without a name: the empty key sorts first, and the list says that the name is not known.
    insert_many!(
        tx,
        "INSERT INTO person (tenant_id, person_id, birth_year, birth_month, birth_day, sort_key, import_id) ",
        persons,
        |row, (person, birth)| {
            let (year, month, day) = columns(*birth);
            row.push_bind(run.tenant.0).push_bind(*person);
            row.push_bind(year).push_bind(month).push_bind(day).push_bind("").push_bind(run.import)
        }
    )?;
    let files: Vec<(Uuid, Uuid)> = persons.iter().map(|(person, _)| (fresh::id(), *person)).collect();
    insert_many!(
        tx,
        "INSERT INTO support_file (tenant_id, file_id, person_id, version) ",
        files,
        |row, (file, person)| row.push_bind(run.tenant.0).push_bind(*file).push_bind(*person).push_bind(1_i64)
    )
}

/// Corrects birth dates.
pub(super) async fn set_births(tx: &mut Tx, run: &Run, births: &[(Uuid, BirthDate)]) -> Result<(), StoreError> {
    insert_many!(
        tx,
        "UPDATE person SET birth_year = v.column3, birth_month = v.column4, birth_day = v.column5, import_id = v.column6 FROM (",
        births,
        |row, (person, birth)| {
            let (year, month, day) = columns(Some(*birth));
            row.push_bind(run.tenant.0).push_bind(*person);
            row.push_bind(year).push_bind(month).push_bind(day).push_bind(run.import)
        },
        ") AS v WHERE person.tenant_id = v.column1 AND person.person_id = v.column2"
    )
}

/// Adds hashes of person numbers, under the current key.
pub(super) async fn add_numbers(
    tx: &mut Tx,
    run: &Run,
    key_id: &str,
    numbers: &[(NumberKind, Hash, Uuid)],
) -> Result<(), StoreError> {
    insert_many!(tx, "INSERT INTO identifier (tenant_id, kind, key_id, value, person_id) ", numbers, |row,
                                                                                                      (
        kind,
        hash,
        person,
    )| row
        .push_bind(run.tenant.0)
        .push_bind(kind.code())
        .push_bind(key_id)
        .push_bind(hash.as_slice())
        .push_bind(*person))
}
