//! Lists of the outside world that were read, by school, with what they were stamped with: some hundreds of names, which are read
//! once and not for every page. One that was stamped otherwise is read again.

use register::TenantId;
use register::municipality::Municipalities;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use time::OffsetDateTime;

/// What changed last of a list: its highest number, and when a row of it was ended last.
pub(crate) type Stamp = (i64, Option<OffsetDateTime>);

type BySchool = HashMap<TenantId, (Stamp, Arc<Municipalities>)>;

/// The lists.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<BySchool>>);

impl Kept {
    /// The list of a school, if it is still stamped so.
    pub(crate) fn get(&self, tenant: TenantId, stamp: Stamp) -> Option<Arc<Municipalities>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&tenant).filter(|(of, _)| *of == stamp).map(|(_, list)| Arc::clone(list))
    }

    /// Keeps it.
    pub(crate) fn put(&self, tenant: TenantId, stamp: Stamp, list: &Arc<Municipalities>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(tenant, (stamp, Arc::clone(list)));
    }
}
