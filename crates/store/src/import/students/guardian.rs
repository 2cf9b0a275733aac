//! Guardians: the same by e-mail address, else by name. Who is no longer named ends; nobody is deleted.

use super::{Student, StudentGuardian};
use crate::account::email_key;
use crate::db::Tx;
use crate::import::Counts;
use crate::import::run::Run;
use crate::{StoreError, fresh};
use register::person::fold;
use sqlx::FromRow;
use std::collections::HashMap;
use time::Date;
use uuid::Uuid;

sql! {
    NOW = "SELECT guardian_id, person_id, name, email, authority FROM guardian WHERE tenant_id = $1 AND (ends IS NULL OR ends >= $2) \
           ORDER BY begins, guardian_id";
    UPDATE = "UPDATE guardian SET name = $3, email = $4, authority = $5, import_id = $6 WHERE tenant_id = $1 AND guardian_id = $2";
    END = "UPDATE guardian SET ends = $3, import_id = $4 WHERE tenant_id = $1 AND guardian_id = $2";
}

#[derive(FromRow)]
struct Row {
    guardian_id: Uuid,
    person_id: Uuid,
    name: String,
    email: Option<String>,
    authority: bool,
}

impl Row {
    fn same_address(&self, new: &StudentGuardian<'_>) -> bool {
        matches!((&self.email, new.email), (Some(old), Some(new)) if email_key(old) == email_key(new))
    }

    fn same_name(&self, new: &StudentGuardian<'_>) -> bool {
        fold(&self.name) == fold(new.name)
    }
}

/// Writes what differs, for the students in the file.
pub(super) async fn write(
    tx: &mut Tx,
    run: &Run,
    persons: &[Uuid],
    rows: &[Student<'_>],
) -> Result<Counts, StoreError> {
    let mut now: HashMap<Uuid, Vec<Row>> = HashMap::new();
    for row in rows!(tx, Row, NOW, run.tenant.0, run.today)? {
        now.entry(row.person_id).or_default().push(row);
    }
    let (mut counts, mut added) = (Counts::default(), Vec::new());
    for (person, student) in persons.iter().zip(rows) {
        let mut held = now.remove(person).unwrap_or_default();
        // By address first, for all: two parents may have one name, and one may have changed.
        let mut pairs: Vec<(&StudentGuardian<'_>, Option<Row>)> = student
            .guardians
            .iter()
            .map(|new| (new, held.iter().position(|old| old.same_address(new)).map(|at| held.remove(at))))
            .collect();
        for (new, found) in &mut pairs {
            if found.is_none() {
                *found = held.iter().position(|old| old.same_name(new)).map(|at| held.remove(at));
            }
        }
        for (new, found) in pairs {
            let Some(old) = found else {
                added.push((fresh::id(), *person, *new));
                continue;
            };
            // A file that is silent about authority neither gives it nor takes it away.
            let authority = new.authority.unwrap_or(old.authority);
            if (old.name.as_str(), old.email.as_deref(), old.authority) == (new.name, new.email, authority) {
                counts.unchanged += 1;
            } else {
                run!(tx, UPDATE, run.tenant.0, old.guardian_id, new.name, new.email, authority, run.import)?;
                counts.updated += 1;
            }
        }
        for gone in held {
            let yesterday = run.today.previous_day().unwrap_or(Date::MIN);
            run!(tx, END, run.tenant.0, gone.guardian_id, yesterday, run.import)?;
            counts.withdrawn += 1;
        }
    }
    counts.inserted = added.len();
    insert_many!(
        tx,
        "INSERT INTO guardian (tenant_id, guardian_id, person_id, name, email, authority, begins, import_id) ",
        added,
        |row, (id, person, new)| row
            .push_bind(run.tenant.0)
            .push_bind(*id)
            .push_bind(*person)
            .push_bind(new.name)
            .push_bind(new.email)
            // Not said is not yes.
            .push_bind(new.authority.unwrap_or(false))
            .push_bind(run.today)
            .push_bind(run.import)
    )?;
    Ok(counts)
}
