//! Whether what was agreed happens (`register::happens`), as the student answers measure by measure. What falls short becomes
//! something that the student said, on the list of the coach; when the answer is changed, that is withdrawn.

use crate::agreement::load::Texts;
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::key;
use crate::file::reach::{Reached, guardian_of, reach};
use crate::file::save::SaveError;
use crate::file::view::PersonView;
use crate::{Store, StoreError, calendar, fresh, voice};
use access::{Action, Actor};
use register::agreement::{Answerer, Kept, Version};
use register::happens::{self, Happening, HappensRefusal, asked_from, falls_short, standing};
use register::voice::{Kind, Status};
use register::{AccountId, FileId, Moment, TenantId, VersionId, VoiceId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_VERSION = "SELECT position, number, kept, voice_id, said_by, said_at, said_on FROM happening \
                  WHERE tenant_id = $1 AND file_id = $2 AND version_id = $3 ORDER BY position, number";
    ADD = "INSERT INTO happening (tenant_id, file_id, version_id, position, number, kept, voice_id, said_by, said_at, said_on) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
}

#[derive(FromRow)]
struct Row {
    position: i64,
    number: i64,
    kept: String,
    voice_id: Option<Uuid>,
    said_by: Uuid,
    said_at: OffsetDateTime,
    said_on: Date,
}

/// A version with what was answered of it.
#[derive(Debug, Clone)]
pub struct HappensView {
    /// Which file.
    pub file: FileId,
    /// Whose.
    pub person: PersonView,
    /// The version, its measures opened.
    pub version: Version,
    /// From when on it is asked, while it holds.
    pub from: Option<Date>,
    /// Of each measure the answer that stands.
    pub answers: Vec<Option<Happening>>,
    /// Whether the reader is a guardian.
    pub guardian: bool,
}

/// What was answered of a version.
pub(crate) async fn of_version(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    version: VersionId,
) -> Result<Vec<Happening>, StoreError> {
    let wrong = |what| StoreError::Inconsistent { table: "happening", key: version.to_string(), what };
    let one = |row: Row| {
        Ok(Happening {
            position: usize::try_from(row.position).map_err(|_| wrong("position out of range"))?,
            number: u32::try_from(row.number).map_err(|_| wrong("number out of range"))?,
            kept: Kept::from_code(&row.kept).ok_or_else(|| wrong("unknown word for kept"))?,
            voice: row.voice_id.map(VoiceId),
            at: Moment { at: row.said_at, day: row.said_on },
            by: AccountId(row.said_by),
        })
    };
    rows!(tx, Row, OF_VERSION, tenant.0, file.0, version.0)?.into_iter().map(one).collect()
}

/// Of the version that holds: since when it is asked, where it is today, and of how many measures nobody answered it.
pub(crate) async fn open(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    version: &Version,
    today: Date,
) -> Result<Option<(Date, usize)>, StoreError> {
    let calendar = calendar::load(tx, tenant).await?;
    let Some(from) = asked_from(version, &calendar).filter(|from| *from <= today) else { return Ok(None) };
    let all = of_version(tx, tenant, file, version.id).await?;
    Ok(Some((from, standing(version, &all).iter().filter(|one| one.is_none()).count())))
}

/// The version with its measures, for who may say of each whether it happens: the student, or who answers for them.
async fn opened(tx: &mut Tx, tenant: TenantId, reached: &Reached, version: VersionId) -> Result<Version, StoreError> {
    let file = reached.file.file;
    let keys = key::open(tx, tenant, file).await?;
    let agreement = reached.file.stored.agreements(Texts::Open(&keys))?.remove(&file).ok_or(StoreError::NotFound)?;
    agreement.version(version).cloned().ok_or(StoreError::NotFound)
}

impl Store {
    /// The page on which a student says of each measure whether it happens.
    pub async fn happens_view(
        &self,
        actor: &Actor,
        version: VersionId,
        now: Moment,
    ) -> Result<HappensView, StoreError> {
        let (tenant, file) = (actor.tenant(), self.file_of_version(actor, version).await?);
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, Action::SayYourself, file, now.day).await?;
        let chosen = opened(&mut tx, tenant, &reached, version).await?;
        let calendar = calendar::load(&mut tx, tenant).await?;
        let all = of_version(&mut tx, tenant, file, version).await?;
        let view = HappensView {
            file,
            person: PersonView::of(&reached.file, now.day)?,
            from: asked_from(&chosen, &calendar).filter(|_| chosen.in_force(now.day)),
            answers: standing(&chosen, &all),
            guardian: guardian_of(actor).is_some(),
            version: chosen,
        };
        let deed = Deed::new(actor, Action::SayYourself, reached.decision).to([reached.file.person()]).about(version);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Answers of a measure whether it happens; `level` says the answer in words, for the coach.
    pub async fn happens_answer(
        &self,
        actor: &Actor,
        version: VersionId,
        (position, kept): (usize, Kept),
        level: &str,
        now: Moment,
    ) -> Result<(), SaveError<HappensRefusal>> {
        let (tenant, file) = (actor.tenant(), self.file_of_version(actor, version).await?);
        let mut tx = self.begin().await?;
        voice::hold(&mut tx, tenant, file).await?;
        let reached = reach(&mut tx, actor, Action::SayYourself, file, now.day).await?;
        let account = actor.account().ok_or(StoreError::NotFound)?;
        let by = guardian_of(actor).map_or(Answerer::Student, Answerer::Guardian);
        let chosen = &opened(&mut tx, tenant, &reached, version).await?;
        let calendar = calendar::load(&mut tx, tenant).await?;
        let known = of_version(&mut tx, tenant, file, version).await?;
        let answered = happens::answer(chosen, &known, &calendar, (position, kept), account, now);
        let mut new = answered.map_err(SaveError::Refused)?;

        let mut voices = voice::of_file(&mut tx, tenant, file).await?;
        let last = standing(chosen, &known).get(position).copied().flatten().and_then(|one| one.voice);
        if let Some(before) = voices.iter_mut().find(|one| Some(one.id) == last && one.status == Status::Open)
            && let Ok(after) = register::voice::withdraw(before, account, now)
        {
            voice::close(&mut tx, tenant, file, &after).await?;
            *before = after;
        }
        if falls_short(kept) {
            let measure = chosen.lines.get(position).map(|line| line.text.as_str()).unwrap_or_default();
            let words = format!("{measure}: {level}");
            let within = reached.policy.answers_within(now.day);
            let (id, said) = (VoiceId(fresh::id()), (Some(Kind::NotKept), words.as_str()));
            // As many as can wait do: the answer stands on the version all the same.
            if let Ok(voice) = register::voice::say(&voices, id, said, (by, account), within, now) {
                voice::add(&mut tx, tenant, file, &voice).await?;
                voice::waits(&mut tx, &reached.file, id, (tenant, account), now).await?;
                new.voice = Some(id);
            }
        }
        let (place, number, at) = (new.position as i64, i64::from(new.number), new.at);
        let voice = new.voice.map(|id| id.0);
        run!(tx, ADD, tenant.0, file.0, version.0, place, number, kept.code(), voice, account.0, at.at, at.day)?;
        let deed = Deed::new(actor, Action::SayYourself, reached.decision).to([reached.file.person()]);
        tx.audit(deed.about(format!("{version} {}", kept.code())), now).await?;
        tx.commit().await?;
        Ok(())
    }
}
