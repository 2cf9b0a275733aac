//! Reading what a student said, and answering it.

use super::load::{close, hold, one};
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::file::reach::reach;
use crate::file::save::SaveError;
use crate::file::view::PersonView;
use crate::mail::tell_speaker;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::voice::{self, AnswerRefusal, Voice};
use register::{AccountId, FileId, Moment, VoiceId};

/// Something that was said, for who answers it.
#[derive(Debug, Clone)]
pub struct VoiceView {
    /// On which file.
    pub file: FileId,
    /// Whose.
    pub person: PersonView,
    /// What was said.
    pub voice: Voice,
    /// Who answered, by name.
    pub names: Names,
}

impl Store {
    /// What a student said.
    pub async fn voice_view(
        &self,
        actor: &Actor,
        file: FileId,
        id: VoiceId,
        now: Moment,
    ) -> Result<VoiceView, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let (of, voice) = one(&mut tx, actor.tenant(), id).await?;
        if of != file {
            return Err(StoreError::NotFound);
        }
        let reached = reach(&mut tx, actor, Action::AnswerVoice, file, now.day).await?;
        let by: Vec<AccountId> = voice.closed.iter().map(|(_, by)| *by).collect();
        let names = names(&mut tx, by).await?;
        let view = VoiceView { file, person: PersonView::of(&reached.file, now.day)?, voice, names };
        let deed = Deed::new(actor, Action::AnswerVoice, reached.decision).to([reached.file.person()]).about(id);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Answers it.
    pub async fn voice_answer(
        &self,
        actor: &Actor,
        file: FileId,
        id: VoiceId,
        words: &str,
        now: Moment,
    ) -> Result<(), SaveError<AnswerRefusal>> {
        let tenant = actor.tenant();
        let mut tx = self.begin().await?;
        hold(&mut tx, tenant, file).await?;
        let reached = reach(&mut tx, actor, Action::AnswerVoice, file, now.day).await?;
        let (of, known) = one(&mut tx, tenant, id).await?;
        if of != file {
            return Err(StoreError::NotFound.into());
        }
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let after = voice::answer(&known, words, by, now).map_err(SaveError::Refused)?;
        close(&mut tx, tenant, file, &after).await?;
        let path = format!("/mijn/zeggen/{file}");
        tell_speaker(&mut tx, tenant, (&reached.file, known.by), (&path, by), now).await?;
        let about = format!("{id} {}", after.status.code());
        let deed = Deed::new(actor, Action::AnswerVoice, reached.decision).to([reached.file.person()]).about(about);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(())
    }
}
