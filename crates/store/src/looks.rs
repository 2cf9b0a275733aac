//! Who looked: the log that a student reads about themselves.

use crate::file::reach::{own_file, reach};
use crate::{Store, StoreError, audit};
use access::{Action, Actor, Event, Role};
use register::{Moment, Personal};
use time::OffsetDateTime;

sql! {
    /// Only what is in the chain: a row before its first event or beyond its head is nobody's look.
    OF_PERSON = "SELECT s.seq FROM audit_subject s JOIN audit_head h ON h.tenant_id = s.tenant_id \
                 WHERE s.tenant_id = $1 AND s.person_id = $2 AND s.seq < $3 AND s.seq >= 1 AND s.seq <= h.seq \
                 ORDER BY s.seq DESC LIMIT $4";
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
    /// How many lines of this page do not prove: of those nothing is shown, for anybody may have put it there.
    pub unproven: usize,
    /// Where older ones begin, if there are any.
    pub older: Option<i64>,
}

impl Store {
    /// Who looked at the own file of a student (or of the child of a guardian who answers for them).
    pub async fn looks(&self, actor: &Actor, before: Option<i64>, now: Moment) -> Result<Looks, StoreError> {
        let action = Action::SeeOwnLookLog;
        let mut tx = self.begin_snapshot().await?;
        let file = own_file(&mut tx, actor, action).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let person = reached.file.person();
        let size = PAGE_SIZE as i64 + 1;
        let found = rows!(tx, (i64,), OF_PERSON, actor.tenant().0, person.0, before.unwrap_or(i64::MAX), size)?;
        let mut seqs: Vec<i64> = found.into_iter().map(|(seq,)| seq).collect();
        let more = seqs.len() > PAGE_SIZE;
        seqs.truncate(PAGE_SIZE);
        let older = more.then(|| seqs.last().copied()).flatten();
        // What is shown is what the chain proves, and nothing beside it.
        let mut proven = audit::proven(&mut tx, actor.tenant(), &seqs).await?;
        let (mut rows, mut unproven) = (Vec::with_capacity(seqs.len()), Vec::new());
        for seq in seqs {
            let Some((at, payload)) = proven.remove(&seq) else {
                unproven.push(seq);
                continue;
            };
            rows.push(Look {
                seq,
                at,
                own: payload.account.is_some() && payload.account == actor.account().map(|a| a.0),
                role: Role::from_code(&payload.role),
                action: Event::from_code(&payload.action),
                name: Some(payload.name).filter(|name| !name.is_empty()).map(Personal::new),
            });
        }
        self.looked(tx, actor, action, reached.decision, &[person], None, now).await?;
        if let Some(first) = unproven.iter().min() {
            self.unproven_note(actor.tenant(), *first).await?;
        }
        Ok(Looks { rows, unproven: unproven.len(), older })
    }
}
