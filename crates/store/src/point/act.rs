//! Seeing points, noting one, and looking at it again.

use super::load::{add, add_look, of_file};
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::file::reach::reach;
use crate::file::save::{SaveError, Saving};
use crate::file::view::PersonView;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::point::{self, LookRefusal, NoteRefusal, Point, Said, Turn};
use register::{FileId, Moment};
use time::Date;

/// The points of a file, for who works with the student.
#[derive(Debug, Clone)]
pub struct PointsView {
    /// Of which file.
    pub file: FileId,
    /// Whose it is.
    pub person: PersonView,
    /// The points, the first first.
    pub points: Vec<Point>,
    /// Who noted them and looked, by name.
    pub names: Names,
}

impl Store {
    /// The points of a file.
    pub async fn points(&self, actor: &Actor, file: FileId, now: Moment) -> Result<PointsView, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, Action::KeepPoints, file, now.day).await?;
        let points = of_file(&mut tx, actor.tenant(), file).await?;
        let looked = points.iter().flat_map(|point| point.looks.iter().map(|look| look.by).chain([point.noted.1]));
        let names = names(&mut tx, looked.collect::<Vec<_>>()).await?;
        let view = PointsView { file, person: PersonView::of(&reached.file, now.day)?, points, names };
        let deed = Deed::new(actor, Action::KeepPoints, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Notes one. Two clicks are one: the second finds the first.
    pub async fn point_note(
        &self,
        actor: &Actor,
        file: FileId,
        (words, look_on): (&str, Option<Date>),
        now: Moment,
    ) -> Result<(), SaveError<NoteRefusal>> {
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let mut saving = self.saving(actor, Action::KeepPoints, file, None, now).await?;
        let (tenant, tx) = (actor.tenant(), &mut saving.tx);
        let known = of_file(tx, tenant, file).await?;
        let new = point::note(&known, words, look_on, by, now).map_err(SaveError::Refused)?;
        let number = i64::from(new.number);
        add(tx, tenant, file, &new).await?;
        stay(saving, format!("{file} {number}")).await
    }

    /// Looks at one again: it stays until another day, or ends.
    pub async fn point_look(
        &self,
        actor: &Actor,
        file: FileId,
        (number, said): (u32, Said),
        now: Moment,
    ) -> Result<(), SaveError<LookRefusal>> {
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let mut saving = self.saving(actor, Action::KeepPoints, file, None, now).await?;
        let (tenant, tx) = (actor.tenant(), &mut saving.tx);
        let known = of_file(tx, tenant, file).await?;
        let of = known.iter().find(|point| point.number == number).ok_or(StoreError::NotFound)?;
        let look = point::look(of, said, by, now).map_err(SaveError::Refused)?;
        add_look(tx, tenant, file, of, &look).await?;
        let outcome = match look.turn {
            Turn::Again(_) => "again",
            Turn::Ended(outcome) => outcome.code(),
        };
        let about = format!("{file} {number} {outcome}");
        stay(saving, about).await
    }
}

/// What was written stays, with what it changes on lists.
async fn stay<R>(saving: Saving<'_>, about: String) -> Result<(), SaveError<R>> {
    Ok(saving.written().await?.commit(about).await?)
}
