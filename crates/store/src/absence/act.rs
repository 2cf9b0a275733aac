//! Seeing absences, writing one down, and what happened since.

use super::load::{add, add_turn, of_file};
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::file::reach::reach;
use crate::file::save::SaveError;
use crate::file::view::PersonView;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::absence::{self, Absence, Event, Refusal};
use register::seen::Seen;
use register::{AccountId, FileId, Moment};
use std::collections::BTreeSet;
use time::Date;

/// The absences of a file.
#[derive(Debug, Clone)]
pub struct AbsenceView {
    /// Of which file.
    pub file: FileId,
    /// Whose it is.
    pub person: PersonView,
    /// The absences, the first first.
    pub absences: Vec<Absence>,
    /// Who wrote them down, by name.
    pub names: Names,
}

impl Store {
    /// The absences of a file.
    pub async fn absences(&self, actor: &Actor, file: FileId, now: Moment) -> Result<AbsenceView, StoreError> {
        let action = Action::NoteAbsence;
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let absences = of_file(&mut tx, actor.tenant(), file).await?;
        let people: BTreeSet<AccountId> =
            absences.iter().flat_map(|one| one.turns.iter().map(|turn| turn.by).chain([one.noted.1])).collect();
        let names = names(&mut tx, people).await?;
        let view = AbsenceView { file, person: PersonView::of(&reached.file, now.day)?, absences, names };
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Writes one down. Two clicks are one: the second finds the first.
    pub async fn absence_note(
        &self,
        actor: &Actor,
        file: FileId,
        given: (Option<Date>, Option<bool>),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let mut saving = self.saving(actor, Action::NoteAbsence, file, None, now).await?;
        let known = of_file(&mut saving.tx, actor.tenant(), file).await?;
        let new = absence::note(&known, given, by, now).map_err(SaveError::Refused)?;
        add(&mut saving.tx, actor.tenant(), file, &new).await?;
        saving.written().await?.commit(format!("{file} {}", new.number)).await?;
        Ok(())
    }

    /// Writes down what happened to one. What they were shown goes with it.
    pub async fn absence_turn(
        &self,
        actor: &Actor,
        file: FileId,
        (number, event, on, seen): (u32, Event, Option<Date>, Option<Seen>),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let mut saving = self.saving(actor, Action::NoteAbsence, file, None, now).await?;
        let known = of_file(&mut saving.tx, actor.tenant(), file).await?;
        let of = known.iter().find(|one| one.number == number).ok_or(StoreError::NotFound)?;
        let came = absence::turn(of, event, on, by, now);
        // Sent twice, or of what does not count any more: that is said as it is.
        let twice = |refusal: &Refusal| matches!(refusal, Refusal::Twice | Refusal::Over);
        let met = Seen::met(seen, of.seen_so_far(), came, twice, Refusal::Meanwhile);
        let turn = met.map_err(SaveError::Refused)?;
        add_turn(&mut saving.tx, actor.tenant(), file, of, &turn).await?;
        saving.written().await?.commit(format!("{file} {number} {}", event.code())).await?;
        Ok(())
    }
}
