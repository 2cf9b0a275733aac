//! Persons with their support files: what both imports write.

use super::run::Run;
use super::tables::{Identifier, Person};
use crate::audit::UnitKind;
use crate::db::Tx;
use crate::{StoreError, fresh, person, search_key};
use register::person::Names;
use register::{BirthDate, Personal};
use uuid::Uuid;

sql! {
    COUNT = "
        INSERT INTO counter (tenant_id, name, scope_id, value)
        VALUES ($1, 'files', $1, $2)
        ON CONFLICT (tenant_id, name, scope_id) DO UPDATE SET value = counter.value + EXCLUDED.value";
}

impl Person {
    /// Somebody of whom nothing is known yet. The empty sort key comes first, and lists say that the name is not known.
    pub(super) fn new(person: Uuid, run: &Run) -> Self {
        Self { person_id: person, import_id: run.import, ..Self::default() }
    }

    /// The parts of the name.
    pub(crate) fn names(&self) -> Names {
        let part = |text: &Option<String>| text.clone().map(Personal::new);
        Names {
            given: part(&self.given_names),
            initials: part(&self.initials),
            call: part(&self.call_name),
            infix: part(&self.infix),
            family: part(&self.family_name),
        }
    }

    pub(crate) fn birth(&self) -> Option<BirthDate> {
        person::birth(self.birth_year, self.birth_month, self.birth_day)
    }

    pub(super) fn set_birth(&mut self, birth: BirthDate) {
        let (year, month, day) = birth.parts();
        self.birth_year = Some(year.into());
        (self.birth_month, self.birth_day) = (Some(month.into()), Some(day.into()));
    }
}

/// Writes persons, and by what they are found; those who are new get an empty support file.
pub(super) async fn write(
    tx: &mut Tx,
    run: &Run,
    persons: &[Person],
    new: &[Uuid],
    identifiers: &[Identifier],
) -> Result<(), StoreError> {
    Person::write(tx, run.tenant, persons).await?;
    search_key::write(tx, run.tenant, persons, new).await?;
    let files: Vec<(Uuid, Uuid)> = new.iter().map(|person| (fresh::id(), *person)).collect();
    insert_many!(
        tx,
        "INSERT INTO support_file (tenant_id, file_id, person_id, version) ",
        files,
        |row, (file, person)| row.push_bind(run.tenant.0).push_bind(*file).push_bind(*person).push_bind(1_i64)
    )?;
    tx.wrote(run.tenant, UnitKind::File, files.iter().map(|(file, _)| *file));
    // A number that somebody else gave away meanwhile must not lead elsewhere from now on: then the plan is made anew.
    Identifier::insert(tx, run.tenant, identifiers).await
}

/// Keeps count of the school's files. Called after the rows of files, and before the audit event: the order of locks.
pub(super) async fn count(tx: &mut Tx, run: &Run, more: i64) -> Result<(), StoreError> {
    if more != 0 {
        run!(tx, COUNT, run.tenant.0, more)?;
    }
    Ok(())
}
