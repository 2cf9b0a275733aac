//! Placements as they are stored.

use crate::StoreError;
use crate::db::Tx;
use crate::file::key;
use crate::seal::Spot;
use register::company::{CompanyId, Known};
use register::programme::Crebo;
use register::workplace::provision::{Kind, Status, Step};
use register::workplace::{Ended, Party, Reason, Workplace};
use register::{AccountId, EnrolmentId, FileId, Moment, TenantId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = "SELECT number, enrolment_id, crebo, company_code, company_name, begins, until_on, days, hours, guidance, part, early_ending, \
               recognised, signed_school, signed_student, signed_company, instead, ended, ended_reason, ended_at, ended_on, ended_by, \
               noted_at, noted_on, noted_by FROM workplace WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    STEPS = "SELECT number, kind, status, since_on, noted_at, noted_on, noted_by, taken_at, taken_on, taken_by FROM workplace_provision \
             WHERE tenant_id = $1 AND file_id = $2 ORDER BY number, place";
    ADD = "INSERT INTO workplace (tenant_id, file_id, number, enrolment_id, crebo, company_code, company_name, begins, until_on, days, \
           hours, guidance, part, early_ending, recognised, instead, last_on, noted_at, noted_on, noted_by) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    SIGN = "UPDATE workplace SET signed_school = $4, signed_student = $5, signed_company = $6 \
            WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    END = "UPDATE workplace SET ended = $4, ended_reason = $5, ended_at = $6, ended_on = $7, ended_by = $8, last_on = $4 \
           WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    STEP = "INSERT INTO workplace_provision (tenant_id, file_id, number, place, kind, status, since_on, noted_at, noted_on, noted_by) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    TAKE_STEP = "UPDATE workplace_provision SET taken_at = $5, taken_on = $6, taken_by = $7 \
                 WHERE tenant_id = $1 AND file_id = $2 AND number = $3 AND place = $4";
}

#[derive(FromRow)]
struct Row {
    number: i64,
    enrolment_id: Uuid,
    crebo: String,
    company_code: String,
    company_name: String,
    begins: Date,
    until_on: Date,
    days: i64,
    hours: i64,
    guidance: Vec<u8>,
    part: Vec<u8>,
    early_ending: bool,
    recognised: String,
    signed_school: Option<Date>,
    signed_student: Option<Date>,
    signed_company: Option<Date>,
    instead: Option<i64>,
    ended: Option<Date>,
    ended_reason: Option<String>,
    ended_at: Option<OffsetDateTime>,
    ended_on: Option<Date>,
    ended_by: Option<Uuid>,
    noted_at: OffsetDateTime,
    noted_on: Date,
    noted_by: Uuid,
}

impl Row {
    fn workplace(self, keys: &key::FileKeys) -> Result<Workplace, StoreError> {
        let number = self.number;
        let wrong = move |what| StoreError::Inconsistent { table: "workplace", key: number.to_string(), what };
        let small = |value: i64| u32::try_from(value).map_err(|_| wrong("a number"));
        let ended = match (self.ended, self.ended_reason, self.ended_at, self.ended_on, self.ended_by) {
            (None, None, None, None, None) => None,
            (Some(on), Some(reason), Some(at), Some(day), Some(by)) => {
                let reason = Reason::from_code(&reason).ok_or_else(|| wrong("unknown reason"))?;
                Some(Ended { on, reason, noted: (Moment { at, day }, AccountId(by)) })
            }
            _ => return Err(wrong("ended in part")),
        };
        let signed = [
            (Party::School, self.signed_school),
            (Party::Student, self.signed_student),
            (Party::Company, self.signed_company),
        ];
        let text = |spot, sealed: &[u8]| keys.read(spot, sealed).shown().into();
        Ok(Workplace {
            number: small(number)?,
            enrolment: EnrolmentId(self.enrolment_id),
            crebo: Crebo::parse(&self.crebo).ok_or_else(|| wrong("its programme"))?,
            company: CompanyId::parse(&self.company_code).ok_or_else(|| wrong("its company"))?,
            name: self.company_name,
            from: self.begins,
            until: self.until_on,
            days: small(self.days)?,
            hours: small(self.hours)?,
            guidance: text(Spot::workplace_guidance(number), &self.guidance),
            part: text(Spot::workplace_part(number), &self.part),
            early_ending: self.early_ending,
            recognised: Known::from_code(&self.recognised).ok_or_else(|| wrong("unknown recognition"))?,
            signed: signed.into_iter().filter_map(|(party, on)| Some((party, on?))).collect(),
            instead: self.instead.map(small).transpose()?,
            ended,
            noted: (Moment { at: self.noted_at, day: self.noted_on }, AccountId(self.noted_by)),
        })
    }
}

/// All of a file, the first first.
pub(crate) async fn of_file(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Workplace>, StoreError> {
    let rows = rows!(tx, Row, OF_FILE, tenant.0, file.0)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let keys = key::open(tx, tenant, file).await?;
    rows.into_iter().map(|row| row.workplace(&keys)).collect()
}

#[derive(FromRow)]
struct StepRow {
    number: i64,
    kind: String,
    status: String,
    since_on: Date,
    noted_at: OffsetDateTime,
    noted_on: Date,
    noted_by: Uuid,
    taken_at: Option<OffsetDateTime>,
    taken_on: Option<Date>,
    taken_by: Option<Uuid>,
}

/// The steps of every provision of a file, with the number of the placement, the first first.
pub(crate) async fn steps(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<(u32, Step)>, StoreError> {
    let wrong = |what| StoreError::Inconsistent { table: "workplace_provision", key: file.to_string(), what };
    let found = rows!(tx, StepRow, STEPS, tenant.0, file.0)?;
    found
        .into_iter()
        .map(|row| {
            let taken = row.taken_at.zip(row.taken_on).zip(row.taken_by);
            let step = Step {
                kind: Kind::from_code(&row.kind).ok_or_else(|| wrong("unknown kind"))?,
                status: Status::from_code(&row.status).ok_or_else(|| wrong("unknown status"))?,
                on: row.since_on,
                noted: (Moment { at: row.noted_at, day: row.noted_on }, AccountId(row.noted_by)),
                taken: taken.map(|((at, day), by)| (Moment { at, day }, AccountId(by))),
            };
            Ok((u32::try_from(row.number).map_err(|_| wrong("its number"))?, step))
        })
        .collect()
}

/// Writes a new one.
pub(super) async fn add(tx: &mut Tx, tenant: TenantId, file: FileId, new: &Workplace) -> Result<(), StoreError> {
    let number = i64::from(new.number);
    let key = key::open_or_make(tx, tenant, file).await?;
    let guidance = key.seal(Spot::workplace_guidance(number), new.guidance.reveal())?;
    let part = key.seal(Spot::workplace_part(number), new.part.reveal())?;
    let (at, by) = new.noted;
    run!(
        tx,
        ADD,
        tenant.0,
        file.0,
        number,
        new.enrolment.0,
        new.crebo.to_string(),
        new.company.to_string(),
        new.name.as_str(),
        new.from,
        new.until,
        i64::from(new.days),
        i64::from(new.hours),
        guidance,
        part,
        new.early_ending,
        new.recognised.code(),
        new.instead.map(i64::from),
        new.until,
        at.at,
        at.day,
        by.0
    )?;
    Ok(())
}

/// Writes who signed, and when.
pub(super) async fn sign(tx: &mut Tx, tenant: TenantId, file: FileId, one: &Workplace) -> Result<(), StoreError> {
    let on = |party| one.signed.iter().find(|(by, _)| *by == party).map(|(_, on)| *on);
    let (school, student, company) = (on(Party::School), on(Party::Student), on(Party::Company));
    run!(tx, SIGN, tenant.0, file.0, i64::from(one.number), school, student, company)?;
    Ok(())
}

/// Writes that one ended.
pub(super) async fn end(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    (number, ended): (u32, Ended),
) -> Result<(), StoreError> {
    let (at, by) = ended.noted;
    run!(tx, END, tenant.0, file.0, i64::from(number), ended.on, ended.reason.code(), at.at, at.day, by.0)?;
    Ok(())
}

/// Writes a step of a provision.
pub(super) async fn step(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    (number, place, step): (u32, usize, Step),
) -> Result<(), StoreError> {
    let place = i64::try_from(place).unwrap_or(i64::MAX).saturating_add(1);
    let (at, by) = step.noted;
    let (kind, status) = (step.kind.code(), step.status.code());
    run!(tx, STEP, tenant.0, file.0, i64::from(number), place, kind, status, step.on, at.at, at.day, by.0)?;
    Ok(())
}

/// Writes that a step of a provision was taken back, by its place from 0.
pub(super) async fn take_step(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    (number, at, (now, by)): (u32, usize, (Moment, AccountId)),
) -> Result<(), StoreError> {
    let place = i64::try_from(at).unwrap_or(i64::MAX).saturating_add(1);
    run!(tx, TAKE_STEP, tenant.0, file.0, i64::from(number), place, now.at, now.day, by.0)?;
    Ok(())
}
