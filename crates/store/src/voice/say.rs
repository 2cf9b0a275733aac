//! Saying something, and withdrawing it: the side of the student, or of a guardian who answers for them.

use super::load::{add, close, hold, of_file, one};
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::facts::Loaded;
use crate::file::reach::{Reached, guardian_of, own_file, reach};
use crate::file::save::SaveError;
use crate::file::view::PersonView;
use crate::mail::{News, tell};
use crate::{Store, StoreError, fresh};
use access::{Action, Actor};
use register::agreement::Answerer;
use register::voice::{self, Kind, SayRefusal, Voice, WithdrawRefusal};
use register::{AccountId, FileId, Moment, TenantId, VoiceId};

/// What somebody said themselves, for their own page.
#[derive(Debug, Clone)]
pub struct OwnVoices {
    /// Which file.
    pub file: FileId,
    /// Whose it is.
    pub person: PersonView,
    /// What they said, the last first.
    pub voices: Vec<Voice>,
    /// Who answered, by name.
    pub names: Names,
    /// Within how many days there is an answer.
    pub within: u16,
    /// Whether the reader is a guardian.
    pub guardian: bool,
}

/// One's own file, by the address of a page: any other is not there.
async fn own(tx: &mut Tx, actor: &Actor, file: FileId, now: Moment) -> Result<Reached, StoreError> {
    let action = Action::SayYourself;
    if own_file(tx, actor, action).await? != file {
        return Err(StoreError::NotFound);
    }
    reach(tx, actor, action, file, now.day).await
}

fn speaker(actor: &Actor) -> Answerer {
    guardian_of(actor).map_or(Answerer::Student, Answerer::Guardian)
}

/// Their coaches hear that an answer is owed.
pub(crate) async fn waits(
    tx: &mut Tx,
    file: &Loaded,
    id: VoiceId,
    (tenant, by): (TenantId, AccountId),
    now: Moment,
) -> Result<(), StoreError> {
    let news = News { student: false, coaches: true, by };
    let paths = (String::new(), format!("/dossiers/{}/gezegd/{id}", file.file));
    tell(tx, tenant, file, news, &paths, now).await?;
    Ok(())
}

impl Store {
    /// What the actor said themselves. A parent and a child each have their own.
    pub async fn voices_own(&self, actor: &Actor, file: FileId, now: Moment) -> Result<OwnVoices, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let reached = own(&mut tx, actor, file, now).await?;
        let me = speaker(actor);
        let mut voices = of_file(&mut tx, actor.tenant(), file).await?;
        voices.retain(|one| one.by == me);
        voices.reverse();
        let by: Vec<AccountId> = voices.iter().filter_map(|one| one.closed).map(|(_, by)| by).collect();
        let names = names(&mut tx, by).await?;
        let view = OwnVoices {
            file,
            person: PersonView::of(&reached.file, now.day)?,
            voices,
            names,
            within: reached.policy.answers_within(now.day),
            guardian: guardian_of(actor).is_some(),
        };
        let deed = Deed::new(actor, Action::SayYourself, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Says something. Two clicks are one: the second finds the first.
    pub async fn voice_say(
        &self,
        actor: &Actor,
        file: FileId,
        said: (Option<Kind>, &str),
        now: Moment,
    ) -> Result<VoiceId, SaveError<SayRefusal>> {
        let tenant = actor.tenant();
        let mut tx = self.begin().await?;
        hold(&mut tx, tenant, file).await?;
        let reached = own(&mut tx, actor, file, now).await?;
        let known = of_file(&mut tx, tenant, file).await?;
        let account = actor.account().ok_or(StoreError::NotFound)?;
        let within = reached.policy.answers_within(now.day);
        let new = voice::say(&known, VoiceId(fresh::id()), said, (speaker(actor), account), within, now);
        let new = new.map_err(SaveError::Refused)?;
        add(&mut tx, tenant, file, &new).await?;
        waits(&mut tx, &reached.file, new.id, (tenant, account), now).await?;
        let deed = Deed::new(actor, Action::SayYourself, reached.decision).to([reached.file.person()]).about(new.id);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(new.id)
    }

    /// Withdraws what the actor said.
    pub async fn voice_withdraw(
        &self,
        actor: &Actor,
        file: FileId,
        id: VoiceId,
        now: Moment,
    ) -> Result<(), SaveError<WithdrawRefusal>> {
        let tenant = actor.tenant();
        let mut tx = self.begin().await?;
        hold(&mut tx, tenant, file).await?;
        let reached = own(&mut tx, actor, file, now).await?;
        let (of, known) = one(&mut tx, tenant, id).await?;
        let account = actor.account().ok_or(StoreError::NotFound)?;
        if of != file || known.by != speaker(actor) {
            return Err(StoreError::NotFound.into());
        }
        let after = voice::withdraw(&known, account, now).map_err(SaveError::Refused)?;
        close(&mut tx, tenant, file, &after).await?;
        let about = format!("{id} {}", after.status.code());
        let deed = Deed::new(actor, Action::SayYourself, reached.decision).to([reached.file.person()]).about(about);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(())
    }
}
