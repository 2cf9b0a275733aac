//! Looking back at a workplace: read and written.

use super::load::of_file as workplaces;
use crate::agreement::view::opened;
use crate::db::Tx;
use crate::file::key;
use crate::file::save::SaveError;
use crate::seal::Spot;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::agreement::{LineContent, Version};
use register::catalogue::{MeasureKind, Place};
use register::workplace::look::{self, Draft, Kept, Look, Refusal, Voice};
use register::{AccountId, FileId, Moment, Personal, TenantId, VersionId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = "SELECT number, workplace, look_on, version_id, student, trainer_there, trainer, school_there, school, noted_at, noted_on, \
               noted_by, taken_at, taken_on, taken_by FROM workplace_look WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    KEPT = "SELECT number, position, kept FROM workplace_look_kept WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, position";
    ADD = "INSERT INTO workplace_look (tenant_id, file_id, number, workplace, look_on, version_id, student, trainer_there, trainer, \
           school_there, school, noted_at, noted_on, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    TAKE_BACK = "UPDATE workplace_look SET taken_at = $4, taken_on = $5, taken_by = $6 WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    ADD_KEPT = "INSERT INTO workplace_look_kept (tenant_id, file_id, number, position, kept) VALUES ($1, $2, $3, $4, $5)";
}

#[derive(FromRow)]
struct Row {
    number: i64,
    workplace: i64,
    look_on: Date,
    version_id: Uuid,
    student: Option<Vec<u8>>,
    trainer_there: bool,
    trainer: Option<Vec<u8>>,
    school_there: bool,
    school: Option<Vec<u8>>,
    noted_at: OffsetDateTime,
    noted_on: Date,
    noted_by: Uuid,
    taken_at: Option<OffsetDateTime>,
    taken_on: Option<Date>,
    taken_by: Option<Uuid>,
}

fn spot(voice: Voice, number: i64) -> Spot {
    match voice {
        Voice::Student => Spot::look_student(number),
        Voice::Trainer => Spot::look_trainer(number),
        Voice::School => Spot::look_school(number),
    }
}

/// All of a file, the first first.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Look>, StoreError> {
    let rows = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let wrong = |what| StoreError::Inconsistent { table: "workplace_look", key: file.to_string(), what };
    let small = |value: i64| u32::try_from(value).map_err(|_| wrong("a number"));
    let keys = key::open(tx, tenant, file).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let voices = [
            (Voice::Student, true, &row.student),
            (Voice::Trainer, row.trainer_there, &row.trainer),
            (Voice::School, row.school_there, &row.school),
        ];
        let said = voices.into_iter().filter(|(_, there, _)| *there).map(|(voice, _, sealed)| {
            let words = sealed.as_deref().map(|sealed| keys.read(spot(voice, row.number), sealed).shown());
            (voice, Personal::new(words.unwrap_or_default()))
        });
        all.push(Look {
            number: small(row.number)?,
            of: small(row.workplace)?,
            on: row.look_on,
            version: VersionId(row.version_id),
            kept: Vec::new(),
            said: said.collect(),
            noted: (Moment { at: row.noted_at, day: row.noted_on }, AccountId(row.noted_by)),
            taken: (row.taken_at.zip(row.taken_on).zip(row.taken_by))
                .map(|((at, day), by)| (Moment { at, day }, AccountId(by))),
        });
    }
    for (number, position, kept) in rows!(tx, (i64, i64, String), KEPT, tenant.0, file.0)? {
        let kept = Kept::from_code(&kept).ok_or_else(|| wrong("unknown kept"))?;
        let position = usize::try_from(position).map_err(|_| wrong("its place"))?;
        let of = all.iter_mut().find(|one| i64::from(one.number) == number);
        of.ok_or_else(|| wrong("a measure of what is not there"))?.kept.push((position, kept));
    }
    Ok(all)
}

/// Whether a measure is for the workplace.
pub(super) fn at_work(line: &LineContent) -> bool {
    line.kind == MeasureKind::Workplace || line.place == Place::Workplace
}

/// The lines of a version that are looked back at: those for the workplace.
pub(crate) fn asked(version: &Version) -> Vec<usize> {
    (0..version.lines.len()).filter(|at| at_work(&version.lines[*at])).collect()
}

impl Store {
    /// Takes back how they looked back at a workplace: it was a mistake. Taken back twice it is taken back once.
    pub async fn workplace_look_take_back(
        &self,
        actor: &Actor,
        file: FileId,
        number: u32,
        now: Moment,
    ) -> Result<(), StoreError> {
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let tenant = actor.tenant();
        let mut saving = self.saving(actor, Action::ArrangePlacement, file, None, now).await?;
        let known = of_file(&mut saving.tx, tenant, file).await?;
        let one = known.iter().find(|one| one.number == number).ok_or(StoreError::NotFound)?;
        if one.taken.is_some() {
            return Ok(());
        }
        run!(saving.tx, TAKE_BACK, tenant.0, file.0, i64::from(number), now.at, now.day, by.0)?;
        saving.written().await?.commit(format!("{file} looked back {number} taken back")).await
    }

    /// Writes down how they looked back at a workplace.
    pub async fn workplace_look(
        &self,
        actor: &Actor,
        file: FileId,
        (number, draft): (u32, &Draft),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let tenant = actor.tenant();
        let mut saving = self.saving(actor, Action::ArrangePlacement, file, None, now).await?;
        let all = workplaces(&mut saving.tx, tenant, file).await?;
        let of = all.iter().find(|one| one.number == number).ok_or(StoreError::NotFound)?;
        let agreement = opened(&mut saving.tx, actor, &saving.reached).await?;
        let Some(version) = agreement.as_ref().and_then(|all| all.in_force(now.day)) else {
            return Err(SaveError::Refused(Refusal::Meanwhile));
        };
        let known = of_file(&mut saving.tx, tenant, file).await?;
        let new = look::look(&known, of, (version.id, &asked(version)), draft, by, now).map_err(SaveError::Refused)?;
        let tx = &mut saving.tx;
        let at = i64::from(new.number);
        let key = key::open_or_make(tx, tenant, file).await?;
        let there = |voice| new.said.iter().any(|(who, _)| *who == voice);
        let seal = |voice| match new.said.iter().find(|(who, _)| *who == voice) {
            Some((_, words)) if !words.reveal().is_empty() => key.seal(spot(voice, at), words.reveal()).map(Some),
            Some(_) | None => Ok(None),
        };
        let (student, trainer, school) = (seal(Voice::Student)?, seal(Voice::Trainer)?, seal(Voice::School)?);
        run!(
            tx,
            ADD,
            tenant.0,
            file.0,
            at,
            i64::from(new.of),
            new.on,
            new.version.0,
            student,
            there(Voice::Trainer),
            trainer,
            there(Voice::School),
            school,
            now.at,
            now.day,
            by.0
        )?;
        for (position, kept) in &new.kept {
            run!(tx, ADD_KEPT, tenant.0, file.0, at, i64::try_from(*position).unwrap_or(i64::MAX), kept.code())?;
        }
        saving.written().await?.commit(format!("{file} looked back {}", new.number)).await?;
        Ok(())
    }
}
