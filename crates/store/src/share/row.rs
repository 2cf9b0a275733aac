//! A share as it is stored, and how one is found.

macro_rules! columns {
    () => {
        "s.tenant_id, s.file_id, s.number, s.share_id, s.name, s.organisation, s.email, s.purpose, s.language, s.until_on, s.made_at, \
         s.made_on, s.made_by, s.stopped_at, s.stopped_on, s.stopped_by, s.closed_on, s.waits, p.birth_year, p.birth_month, p.birth_day, \
         (SELECT MAX(h.consenter) FROM handoff h WHERE h.tenant_id = s.tenant_id AND h.share_id = s.share_id) AS consenter \
         FROM share s LEFT JOIN support_file f ON f.tenant_id = s.tenant_id AND f.file_id = s.file_id \
         LEFT JOIN person p ON p.tenant_id = f.tenant_id AND p.person_id = f.person_id"
    };
}

use crate::StoreError;
use crate::db::Tx;
use crate::file::key::FileKeys;
use crate::person::birth;
use crate::seal::Spot;
use register::handoff;
use register::invitation::Language;
use register::meeting::Consenter;
use register::share::{self, Purpose, Share, Terms};
use register::{AccountId, FileId, Moment, ShareId, TenantId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    OF_FILE = concat!("SELECT ", columns!(), " WHERE s.tenant_id = $1 AND s.file_id = $2 ORDER BY s.number");
    NUMBERED = concat!("SELECT ", columns!(), " WHERE s.tenant_id = $1 AND s.file_id = $2 AND s.number = $3");
    ONE = concat!("SELECT ", columns!(), " WHERE s.tenant_id = $1 AND s.share_id = $2");
    BY_TOKEN = concat!("SELECT ", columns!(), " WHERE s.token_hash = $1");
    SCHOOL = "SELECT name FROM tenant WHERE tenant_id = $1";
}

/// The address of a share on the site: opaque, and in the language of whom it is for.
pub fn path(token: &str, language: Language) -> String {
    match language {
        Language::Dutch => format!("/gedeeld/{token}"),
        Language::English => format!("/gedeeld/{token}?taal=en"),
    }
}

#[derive(FromRow)]
pub(crate) struct Row {
    pub(super) tenant_id: Uuid,
    pub(super) file_id: Uuid,
    number: i64,
    pub(super) share_id: Uuid,
    name: Vec<u8>,
    organisation: Vec<u8>,
    email: Vec<u8>,
    purpose: String,
    language: String,
    until_on: Date,
    made_at: OffsetDateTime,
    made_on: Date,
    made_by: Uuid,
    stopped_at: Option<OffsetDateTime>,
    stopped_on: Option<Date>,
    stopped_by: Option<Uuid>,
    closed_on: Option<Date>,
    waits: bool,
    birth_year: Option<i64>,
    birth_month: Option<i64>,
    birth_day: Option<i64>,
    /// Of a handoff: whose yes.
    consenter: Option<String>,
}

impl Row {
    pub(crate) const fn tenant(&self) -> TenantId {
        TenantId(self.tenant_id)
    }

    pub(crate) const fn file(&self) -> FileId {
        FileId(self.file_id)
    }

    /// From which day it is asked of the student anew.
    fn anew_on(&self, purpose: Purpose) -> Option<Date> {
        let birth = birth(self.birth_year, self.birth_month, self.birth_day);
        match (purpose, self.consenter.as_deref().and_then(Consenter::from_code)) {
            // The document of the way to work asks that itself.
            (Purpose::Handover, _) => None,
            (Purpose::Help, Some(by)) => handoff::anew_on(by, birth),
            (Purpose::Placement | Purpose::Municipality | Purpose::NextSchool | Purpose::Help, _) => {
                share::anew_on(birth, self.made_on)
            }
        }
    }

    /// The share, its texts opened with the keys of its file.
    pub(super) fn share(self, keys: &FileKeys) -> Result<Share, StoreError> {
        let wrong = |what| StoreError::Inconsistent { table: "share", key: self.share_id.simple().to_string(), what };
        let text = |spot, sealed: &[u8]| keys.read(spot, sealed).shown().into();
        let stopped = self.stopped_at.zip(self.stopped_on).zip(self.stopped_by);
        let purpose = Purpose::from_code(&self.purpose).ok_or_else(|| wrong("unknown purpose"))?;
        let anew_on = self.anew_on(purpose);
        Ok(Share {
            id: ShareId(self.share_id),
            terms: Terms {
                name: text(Spot::share_name(self.number), &self.name),
                organisation: text(Spot::share_organisation(self.number), &self.organisation),
                email: text(Spot::share_email(self.number), &self.email),
                purpose,
                until: self.until_on,
                language: Language::from_code(&self.language).ok_or_else(|| wrong("unknown language"))?,
            },
            made: Moment { at: self.made_at, day: self.made_on },
            by: AccountId(self.made_by),
            stopped: stopped.map(|((at, day), by)| (Moment { at, day }, AccountId(by))),
            closed: self.closed_on,
            waits: self.waits,
            anew_on,
        })
    }
}

/// What is shared of a file, or was, the oldest first.
pub(crate) async fn of_file(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    keys: &FileKeys,
) -> Result<Vec<Share>, StoreError> {
    rows!(tx, Row, OF_FILE, tenant.0, file.0)?.into_iter().map(|row| row.share(keys)).collect()
}

/// One of a file, by its number.
pub(crate) async fn numbered(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    number: u32,
    keys: &FileKeys,
) -> Result<Share, StoreError> {
    let row = row!(tx, Row, NUMBERED, tenant.0, file.0, i64::from(number))?.ok_or(StoreError::NotFound)?;
    row.share(keys)
}

pub(super) async fn one(tx: &mut Tx, tenant: TenantId, share: ShareId) -> Result<Row, StoreError> {
    row!(tx, Row, ONE, tenant.0, share.0)?.ok_or(StoreError::NotFound)
}

pub(crate) async fn by_token(tx: &mut Tx, token: &str) -> Result<Row, StoreError> {
    row!(tx, Row, BY_TOKEN, crate::invitation::hash(token))?.ok_or(StoreError::NotFound)
}

pub(crate) async fn school(tx: &mut Tx, tenant: TenantId) -> Result<String, StoreError> {
    row!(tx, (String,), SCHOOL, tenant.0)?.map(|(name,)| name).ok_or(StoreError::NotFound)
}
