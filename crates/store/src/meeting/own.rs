//! What whoever the data are of says of a meeting themselves: yes, or no more.

use super::load::{agreed, disagreed, file_of, one};
use crate::file::reach::guardian_of;
use crate::file::save::SaveError;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::meeting::{self, Consenter, Refusal};
use register::{MeetingId, Moment};

impl Store {
    /// The student, or a parent of a child, says yes to a meeting, or takes back every yes that stands.
    pub async fn meeting_answer(
        &self,
        actor: &Actor,
        id: MeetingId,
        yes: bool,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let tenant = actor.tenant();
        let mut reading = self.begin_reading().await?;
        let file = file_of(&mut reading, tenant, id).await?;
        drop(reading);
        let mut saving = self.saving(actor, Action::AnswerMeeting, file, None, now).await?;
        let known = one(&mut saving.tx, tenant, file, id).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let me = guardian_of(actor).map_or(Consenter::Student, |_| Consenter::Guardian);
        let birth = saving.reached.file.birth;
        let after = meeting::answer(&known, (me, yes), birth, by, now).map_err(SaveError::Refused)?;
        if yes {
            agreed(&mut saving.tx, tenant, file, &after).await?;
        } else {
            disagreed(&mut saving.tx, (tenant, file), &after, (by, now)).await?;
        }
        let about = if yes { "agree" } else { "disagree" };
        Ok(saving.written().await?.commit(format!("{id} {about}")).await?)
    }
}
