//! What is done with placements: written down, signed, ended; and each step of what UWV provides.

use super::load::{add, end, of_file, sign, step, steps, take_step};
use super::owed::owe;
use super::tell::ends;
use crate::company::one as company;
use crate::db::Tx;
use crate::file::save::SaveError;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::enrolment::Enrolment;
use register::field::Problem;
use register::programme::Crebo;
use register::workplace::provision::{self, Kind, Status, Step};
use register::workplace::{self, Draft, EndRefusal, Listed, Party, Reason, Refusal};
use register::{FileId, Moment, TenantId};
use time::Date;

/// Something that is done with a placement that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doing {
    /// Parties signed on a day.
    Sign(Vec<Party>, Option<Date>),
    /// That a party signed was written down by mistake.
    Unsign(Party),
    /// It ends on a day, for a reason.
    End(Option<Date>, Option<Reason>),
    /// A provision takes a step.
    Provide(Option<Kind>, Option<Status>, Option<Date>),
    /// That a provision took a step, by its place from 0, was written down by mistake.
    Unprovide(usize),
}

/// Why it is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DoneRefusal {
    /// Nobody, or no day until today.
    #[error("signed: {0:?}")]
    Sign(Problem),
    /// It does not end.
    #[error("ended: {0}")]
    End(EndRefusal),
    /// The provision takes no step.
    #[error("provided: {0}")]
    Provide(provision::Refusal),
}

/// The steps of the provisions of a placement, the first first.
async fn steps_of(tx: &mut Tx, tenant: TenantId, file: FileId, number: u32) -> Result<Vec<Step>, StoreError> {
    let all = steps(tx, tenant, file).await?;
    Ok(all.into_iter().filter(|(of, _)| *of == number).map(|(_, step)| step).collect())
}

impl Store {
    /// Writes a placement down; its number.
    pub async fn workplace_arrange(
        &self,
        actor: &Actor,
        file: FileId,
        draft: &Draft,
        now: Moment,
    ) -> Result<u32, SaveError<Refusal>> {
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let tenant = actor.tenant();
        let mut saving = self.saving(actor, Action::ArrangePlacement, file, None, now).await?;
        let loaded = &saving.reached.file;
        let enrolments: Vec<(Enrolment, Option<Crebo>)> = loaded
            .enrolments
            .iter()
            .map(|one| (one.clone(), loaded.programme_of(one.id).as_deref().and_then(Crebo::parse)))
            .collect();
        let known = of_file(&mut saving.tx, tenant, file).await?;
        let found = match draft.company {
            Some(id) => company(&mut saving.tx, tenant, id).await?,
            None => None,
        };
        let listed = match &found {
            Some((company, recognitions)) => Listed { name: Some(&company.name), recognitions },
            None => Listed { name: None, recognitions: &[] },
        };
        let new = workplace::arrange(&known, &enrolments, draft, listed, by, now).map_err(SaveError::Refused)?;
        add(&mut saving.tx, tenant, file, &new).await?;
        owe(&mut saving.tx, tenant, file).await?;
        saving.written().await?.commit(format!("{file} workplace {}", new.number)).await?;
        Ok(new.number)
    }

    /// Does something with a placement that stands.
    pub async fn workplace_do(
        &self,
        actor: &Actor,
        file: FileId,
        (number, doing): (u32, Doing),
        now: Moment,
    ) -> Result<(), SaveError<DoneRefusal>> {
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let tenant = actor.tenant();
        let mut saving = self.saving(actor, Action::ArrangePlacement, file, None, now).await?;
        let tx = &mut saving.tx;
        let known = of_file(tx, tenant, file).await?;
        let mut one = known.into_iter().find(|one| one.number == number).ok_or(StoreError::NotFound)?;
        let refused = |why| SaveError::Refused(why);
        let done = match doing {
            Doing::Sign(parties, on) => {
                let signed =
                    workplace::sign(&one, &parties, on, now.day).map_err(DoneRefusal::Sign).map_err(refused)?;
                one.signed.extend(signed);
                sign(tx, tenant, file, &one).await?;
                "signed"
            }
            Doing::Unsign(party) => {
                one.signed = workplace::unsign(&one, party).map_err(DoneRefusal::Sign).map_err(refused)?;
                sign(tx, tenant, file, &one).await?;
                "not signed"
            }
            Doing::End(on, reason) => {
                let ended = workplace::end(&one, on, reason, by, now).map_err(DoneRefusal::End).map_err(refused)?;
                end(tx, tenant, file, (number, ended)).await?;
                one.ended = Some(ended);
                ends(tx, tenant, file, &one).await?;
                owe(tx, tenant, file).await?;
                ended.reason.code()
            }
            Doing::Provide(kind, status, on) => {
                let of = steps_of(tx, tenant, file, number).await?;
                let next = provision::step(&of, (kind, status), on, by, now).map_err(DoneRefusal::Provide);
                let next = next.map_err(refused)?;
                step(tx, tenant, file, (number, of.len(), next)).await?;
                next.status.code()
            }
            Doing::Unprovide(at) => {
                let of = steps_of(tx, tenant, file, number).await?;
                let back = provision::take_back(&of, at, by, now).map_err(DoneRefusal::Provide).map_err(refused)?;
                if let Some(taken) = back.taken {
                    take_step(tx, tenant, file, (number, at, taken)).await?;
                }
                "not provided"
            }
        };
        saving.written().await?.commit(format!("{file} workplace {number} {done}")).await?;
        Ok(())
    }
}
