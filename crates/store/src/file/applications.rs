//! The list of applications: the files in hand of who applied, with what for.

use super::list::{self, FileRow};
use super::reach::ranges;
use super::scope::{self, kind};
use crate::application::Row;
use crate::db::Tx;
use crate::which::Which;
use crate::{Store, StoreError, audit};
use access::{Action, Actor};
use register::application::Application;
use register::{FileId, Moment, PersonId, TenantId};
use std::collections::HashMap;

by_person! {
    of_person = concat!("SELECT ", application_columns!(), " FROM application WHERE tenant_id = $1"),
        "person_id", " ORDER BY applied_on DESC, application_id";
}

/// Someone who applied, with what they applied for.
#[derive(Debug, Clone)]
pub struct ApplicationRow {
    /// Who.
    pub row: FileRow,
    /// What for, newest first.
    pub applications: Vec<Application>,
}

/// One page of the list.
#[derive(Debug, Clone)]
pub struct ApplicationPage {
    /// The rows.
    pub rows: Vec<ApplicationRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<FileId>,
}

impl Store {
    /// One page of who applied, for those who list applications. People without any are left out.
    pub async fn application_list(
        &self,
        actor: &Actor,
        after: Option<FileId>,
        now: Moment,
    ) -> Result<ApplicationPage, StoreError> {
        let action = Action::ListApplications;
        let decision = audit::allowed(actor, action)?;
        let ranges = ranges(actor, action).ok_or(StoreError::NotFound)?;
        let ranges: Vec<_> = ranges.iter().filter_map(|(kind, scope)| Some((kind::applied(kind)?, *scope))).collect();
        scope::turn_of_day(self, actor.tenant(), now.day).await?;
        let mut tx = self.begin_snapshot().await?;
        let page = list::page(&mut tx, actor, &ranges, after, now.day).await?;
        let shown: Vec<PersonId> = page.rows.iter().map(|row| row.person).collect();
        let mut applied: HashMap<PersonId, Vec<Application>> = HashMap::new();
        for (person, found) in applications(&mut tx, actor.tenant(), &shown).await? {
            applied.entry(person).or_default().push(found);
        }
        self.looked(tx, actor, action, decision, &shown, None, now).await?;
        let with = |row: FileRow| ApplicationRow { applications: applied.remove(&row.person).unwrap_or_default(), row };
        Ok(ApplicationPage { rows: page.rows.into_iter().map(with).collect(), next: page.next })
    }
}

/// The applications of the persons of a page, newest first.
async fn applications(
    tx: &mut Tx,
    tenant: TenantId,
    persons: &[PersonId],
) -> Result<Vec<(PersonId, Application)>, StoreError> {
    let found = fetch!(tx, Row, of_person, tenant, Which::Page(persons))?;
    found.iter().map(|row| Ok((PersonId(row.person_id), row.application()?))).collect()
}
