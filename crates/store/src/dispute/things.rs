//! What a student can attach to a dispute: their agreements, the decisions on their exams, and those on adjustments that were too
//! heavy; and what of it is shown.

use crate::StoreError;
use crate::agreement::load::Texts;
use crate::db::Tx;
use crate::file::key;
use crate::file::reach::Reached;
use crate::{burden, exam};
use register::agreement::Version;
use register::burden::Burden;
use register::dispute::Thing;
use register::exam::Request;
use register::{FileId, TenantId};

/// What there is of a file to attach.
#[derive(Debug, Clone, Default)]
pub struct Offered {
    /// Versions of the agreement, with their measures.
    pub versions: Vec<Version>,
    /// Requests for an adapted exam on which something was decided, or which the school took back itself.
    pub exams: Vec<Request>,
    /// Decisions on an adjustment that may be too heavy.
    pub burdens: Vec<Burden>,
}

/// One thing, as it is shown.
#[derive(Debug, Clone)]
pub enum Shown {
    /// A version of the agreement: its measures.
    Version(Version),
    /// A request for an adapted exam, with what was decided.
    Exam(Request),
    /// A decision on an adjustment.
    Burden(Burden),
}

impl Offered {
    /// What each of it is called by.
    pub fn things(&self) -> Vec<Thing> {
        let versions = self.versions.iter().map(|one| Thing::Version(one.id));
        let exams = self.exams.iter().map(|one| Thing::Exam(one.id));
        versions.chain(exams).chain(self.burdens.iter().map(|one| Thing::Burden(one.id))).collect()
    }

    /// Of all there is, only these; in the order in which they were attached.
    pub(super) fn only(self, things: &[Thing]) -> Vec<Shown> {
        let one = |thing: &Thing| match thing {
            Thing::Version(id) => self.versions.iter().find(|one| one.id == *id).cloned().map(Shown::Version),
            Thing::Exam(id) => self.exams.iter().find(|one| one.id == *id).cloned().map(Shown::Exam),
            Thing::Burden(id) => self.burdens.iter().find(|one| one.id == *id).cloned().map(Shown::Burden),
        };
        things.iter().filter_map(one).collect()
    }
}

/// What there is of a file. Nothing that anybody answered is opened.
pub(super) async fn offered(
    tx: &mut Tx,
    tenant: TenantId,
    reached: &Reached,
    file: FileId,
) -> Result<Offered, StoreError> {
    let stored = &reached.file.stored;
    let versions = if stored.is_empty() {
        Vec::new()
    } else {
        let keys = key::open(tx, tenant, file).await?;
        let agreement = stored.agreements(Texts::Measures(&keys))?.remove(&file);
        agreement.map(|one| one.versions).unwrap_or_default()
    };
    let mut exams = exam::load::of_file(tx, tenant, file).await?;
    exams.retain(|one| one.letter().is_some());
    let mut burdens = burden::load::of_file(tx, tenant, file).await?;
    burdens.retain(|one| one.decision().is_some());
    Ok(Offered { versions, exams, burdens })
}
