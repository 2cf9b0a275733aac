//! What a file means for the rows of one kind that DUO's file gives: which to write, and how that counts.

use super::Counts;
use super::run::Run;
use super::tables::{Enrolment, Period as Stretch, Placement, Support};
use crate::{StoreError, fresh};
use register::Period;
use register::enrolment::reconcile::{Kept, reconcile};
use register::import::absence::{Ending, Kind};
use std::collections::BTreeMap;
use time::Date;
use uuid::Uuid;

/// A row that a file can give, correct, lack and give again.
pub(super) trait Record: Clone + PartialEq {
    /// What makes it the same row in another file.
    type Key: Ord + Clone;
    /// Which kind it is.
    const KIND: Kind;
    fn key(&self) -> Self::Key;
    /// Which import wrote it, and which withdrew it.
    fn book(&mut self) -> (&mut Uuid, &mut Option<Uuid>);
    /// Takes over from the row it replaces what no file gives.
    fn replaces(&mut self, _kept: Option<&Self>) {}

    fn is_withdrawn(&self) -> bool {
        self.clone().book().1.is_some()
    }

    /// The row as a file gives it, so that it can be compared with one.
    fn bare(&self) -> Self {
        let mut bare = self.clone();
        let (import, withdrawn) = bare.book();
        (*import, *withdrawn) = (Uuid::nil(), None);
        bare
    }
}

macro_rules! record {
    ($row:ident, $kind:ident, $key:ty, |$one:ident| $of:expr) => {
        impl Record for $row {
            type Key = $key;
            const KIND: Kind = Kind::$kind;
            fn key(&self) -> Self::Key {
                let $one = self;
                $of
            }
            fn book(&mut self) -> (&mut Uuid, &mut Option<Uuid>) {
                (&mut self.import_id, &mut self.withdrawn_by)
            }
        }
    };
}

record!(Stretch, EnrolmentPeriod, (Uuid, Date), |one| (one.enrolment_id, one.begins));
record!(Support, SupportPeriod, (Uuid, Date), |one| (one.enrolment_id, one.begins));
record!(Placement, Placement, (Uuid, String), |one| (one.enrolment_id, one.sequence.clone()));

impl Record for Enrolment {
    type Key = (Uuid, String);
    const KIND: Kind = Kind::Enrolment;

    fn key(&self) -> Self::Key {
        (self.person_id, self.number.clone())
    }

    fn book(&mut self) -> (&mut Uuid, &mut Option<Uuid>) {
        (&mut self.import_id, &mut self.withdrawn_by)
    }

    fn replaces(&mut self, kept: Option<&Self>) {
        self.enrolment_id = kept.map_or_else(fresh::id, |kept| kept.enrolment_id);
    }

    fn bare(&self) -> Self {
        Self { enrolment_id: Uuid::nil(), import_id: Uuid::nil(), withdrawn_by: None, ..self.clone() }
    }
}

/// What to do with the rows of one kind.
pub(super) struct Diff<R> {
    /// Rows as they should be.
    pub(super) write: Vec<R>,
    pub(super) counts: Counts,
    pub(super) ending: Ending,
    /// Rows that the file lacks and that stay all the same, because it was cut short.
    pub(super) kept_all_the_same: usize,
}

/// Compares rows that are kept, each with the days it is about, with those of a file (bare).
pub(super) fn diff<R: Record>(run: &Run, kept: Vec<(R, Period)>, file: Vec<R>) -> Result<Diff<R>, StoreError> {
    // A file without a period holds nothing that it could lack.
    let period = run.period.unwrap_or(Period::between(Date::MAX, Date::MIN));
    let open = kept.iter().filter(|(row, span)| !row.is_withdrawn() && span.overlaps(&period)).count();
    let compared = kept.iter().map(|(row, span)| Kept {
        key: row.key(),
        span: *span,
        content: row.bare(),
        withdrawn: row.is_withdrawn(),
    });
    let incoming = file.into_iter().map(|row| (row.key(), row)).collect();
    let mut plan = reconcile(compared.collect(), incoming, &period)
        .map_err(|_| StoreError::Refused("the file holds a record twice, under two person numbers".into()))?;
    let mut counts = Counts { unchanged: plan.unchanged.len(), ..Counts::default() };
    if run.adds_only {
        counts.unchanged += plan.update.len();
        plan.update.clear();
        plan.withdraw.clear();
    }
    let mut kept_all_the_same = 0;
    if !run.complete {
        kept_all_the_same = plan.withdraw.len();
        plan.withdraw.clear();
    }
    (counts.inserted, counts.updated, counts.withdrawn) = (plan.insert.len(), plan.update.len(), plan.withdraw.len());
    let rows: BTreeMap<R::Key, R> = kept.into_iter().map(|(row, _)| (row.key(), row)).collect();
    let mut write = Vec::with_capacity(plan.insert.len() + plan.update.len() + plan.withdraw.len());
    for (key, mut row) in plan.insert.into_iter().chain(plan.update) {
        row.replaces(rows.get(&key));
        *row.book().0 = run.import;
        write.push(row);
    }
    for mut row in plan.withdraw.iter().filter_map(|key| rows.get(key).cloned()) {
        *row.book().1 = Some(run.import);
        write.push(row);
    }
    let ending = Ending { open, ending: counts.withdrawn, ..Ending::none(R::KIND) };
    Ok(Diff { write, counts, ending, kept_all_the_same })
}
