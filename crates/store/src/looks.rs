//! Who looked: the log that a student reads about themselves.

use crate::audit::Payload;
use crate::file::reach::{own_file, reach};
use crate::{Store, StoreError};
use access::{Action, Actor, Event, Role};
use register::{Moment, Personal};
use time::OffsetDateTime;

sql! {
    OF_PERSON = "SELECT e.seq, e.at, e.payload FROM audit_subject s \
                 JOIN audit_event e ON e.tenant_id = s.tenant_id AND e.seq = s.seq \
                 WHERE s.tenant_id = $1 AND s.person_id = $2 AND s.seq < $3 ORDER BY s.seq DESC LIMIT $4";
}

/// How many looks a page shows.
pub const PAGE_SIZE: usize = 50;

/// One look at a file, or one change to it.
#[derive(Debug, Clone)]
pub struct Look {
    /// The event's number in the school's chain: pages go on from it.
    pub seq: i64,
    /// When.
    pub at: OffsetDateTime,
    /// Who; `None` for the system, or when retention has erased it.
    pub name: Option<Personal<String>>,
    /// In which role; `None` for the system, or when erased.
    pub role: Option<Role>,
    /// What was done; `None` when erased.
    pub action: Option<Event>,
    /// The reader's own act.
    pub own: bool,
}

/// A page of looks, newest first.
#[derive(Debug, Clone)]
pub struct Looks {
    /// The looks.
    pub rows: Vec<Look>,
    /// Where older ones begin, if there are any.
    pub older: Option<i64>,
}

impl Store {
    /// Who looked at the own file of a student (or of the child of a guardian who answers for them).
    pub async fn looks(&self, actor: &Actor, before: Option<i64>, now: Moment) -> Result<Looks, StoreError> {
        let action = Action::SeeOwnLookLog;
        let mut tx = self.begin().await?;
        let file = own_file(&mut tx, actor, action).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let person = reached.file.person();
        let size = PAGE_SIZE as i64 + 1;
        let found = rows!(
            tx,
            (i64, OffsetDateTime, Option<String>),
            OF_PERSON,
            actor.tenant().0,
            person.0,
            before.unwrap_or(i64::MAX),
            size
        )?;
        let mut rows = Vec::with_capacity(found.len());
        for (seq, at, payload) in found {
            let payload = payload.map(|text| serde_json::from_str::<Payload>(&text)).transpose()?;
            rows.push(Look {
                seq,
                at,
                own: payload.as_ref().is_some_and(|p| p.account.is_some() && p.account == actor.account().map(|a| a.0)),
                role: payload.as_ref().and_then(|p| Role::from_code(&p.role)),
                action: payload.as_ref().and_then(|p| Event::from_code(&p.action)),
                name: payload.map(|p| p.name).filter(|name| !name.is_empty()).map(Personal::new),
            });
        }
        let more = rows.len() > PAGE_SIZE;
        rows.truncate(PAGE_SIZE);
        let older = more.then(|| rows.last().map(|look| look.seq)).flatten();
        tx.audit(actor, action, reached.decision, &[person], None, now).await?;
        tx.commit().await?;
        Ok(Looks { rows, older })
    }
}
