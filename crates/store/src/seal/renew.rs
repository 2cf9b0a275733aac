//! Seals of before version 3 of the tables, made anew once: in one transaction, so that a kill leaves all or nothing.
//!
//! Those were bound to table and column only, their keys to the file; what and who of a line stood in clear; and whether
//! a key had been purged was told from a text that did not open. Here each text is opened by what it was bound to then and
//! sealed for its whole place; a text that does not open is a purged one only where the audit has that purge.

use super::{FileKey, Place, Spot, named, seal_loose, unlock};
use crate::db::Tx;
use crate::keys::{Purpose, mac_with};
use crate::{Store, StoreError};
use register::{AccountId, FileId, TenantId, VersionId};
use std::collections::HashMap;
use time::OffsetDateTime;
use uuid::Uuid;

sql! {
    DONE = "SELECT value FROM meta WHERE name = 'seals'";
    SET_DONE = "INSERT INTO meta (name, value) VALUES ('seals', '2') ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value";
    FILES = "SELECT tenant_id, file_id FROM support_file";
    KEYS = "SELECT number, master_key_id, wrapped FROM file_key WHERE tenant_id = $1 AND file_id = $2 ORDER BY number";
    SET_KEY = "UPDATE file_key SET master_key_id = $4, wrapped = $5 WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    ADD_KEY = "INSERT INTO file_key (tenant_id, file_id, number, master_key_id, wrapped) VALUES ($1, $2, $3, $4, $5)";
    PURGES = "SELECT tenant_id, at, payload FROM audit_event WHERE payload LIKE '%\"purge_free_text\"%'";
    ADD_PURGE = "INSERT INTO purge (tenant_id, file_id, number, purged_at, account_id, reason) VALUES ($1, $2, 0, $3, $4, $5)";
    NEEDS = "SELECT number, words FROM need WHERE tenant_id = $1 AND file_id = $2";
    SET_NEED = "UPDATE need SET words = $4 WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    DECLINED = "SELECT number, declined_words FROM statutory WHERE tenant_id = $1 AND file_id = $2 AND declined_words IS NOT NULL";
    SET_DECLINED = "UPDATE statutory SET declined_words = $4 WHERE tenant_id = $1 AND file_id = $2 AND number = $3";
    LINES = "SELECT l.version_id, l.position, l.details, l.text, l.who, m.text_nl, m.who \
             FROM agreement a CROSS JOIN agreement_version v CROSS JOIN agreement_line l \
             LEFT JOIN measure m ON m.tenant_id = l.tenant_id AND m.measure_id = l.measure_id \
             WHERE a.tenant_id = $1 AND a.file_id = $2 AND v.tenant_id = a.tenant_id AND v.agreement_id = a.agreement_id \
             AND l.tenant_id = v.tenant_id AND l.version_id = v.version_id";
    SET_DETAILS = "UPDATE agreement_line SET details = $4 WHERE tenant_id = $1 AND version_id = $2 AND position = $3";
    SET_TEXT = "UPDATE agreement_line SET text = NULL, text_typed = $4 WHERE tenant_id = $1 AND version_id = $2 AND position = $3";
    SET_WHO = "UPDATE agreement_line SET who = NULL, who_typed = $4 WHERE tenant_id = $1 AND version_id = $2 AND position = $3";
    ANSWERS = "SELECT n.version_id, n.number, n.words \
               FROM agreement a CROSS JOIN agreement_version v CROSS JOIN agreement_answer n \
               WHERE a.tenant_id = $1 AND a.file_id = $2 AND v.tenant_id = a.tenant_id AND v.agreement_id = a.agreement_id \
               AND n.tenant_id = v.tenant_id AND n.version_id = v.version_id AND n.words IS NOT NULL";
    SET_ANSWER = "UPDATE agreement_answer SET words = $4 WHERE tenant_id = $1 AND version_id = $2 AND number = $3";
    DRAFTS = "SELECT account_id, route, body FROM draft";
    CHAINED = "SELECT DISTINCT key_id FROM audit_event";
    EVENTS = "SELECT tenant_id, seq, at, digest, hash FROM audit_event WHERE key_id = $1 ORDER BY tenant_id, seq LIMIT 20";
    BEFORE = "SELECT hash FROM audit_event WHERE tenant_id = $1 AND seq = $2";
    SET_DRAFT = "UPDATE draft SET body = $3 WHERE account_id = $1 AND route = $2";
}

/// What the audit says of a purge of before.
struct Purged {
    at: OffsetDateTime,
    account: Option<Uuid>,
    reason: String,
}

/// The keys of one file while its texts are renewed.
struct Renewal {
    tenant: TenantId,
    file: FileId,
    /// Number and bytes, oldest first.
    keys: Vec<(i64, [u8; 32])>,
    /// Texts that no key at hand opened.
    lost: usize,
}

impl Renewal {
    fn key(&self, number: i64, key: [u8; 32]) -> FileKey {
        FileKey { key, place: Place { tenant: self.tenant, file: self.file, number } }
    }

    /// A text of before, sealed for its place; one that does not open keeps its bytes, under the number 0.
    fn renewed(&mut self, column: &str, spot: Spot, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        for (number, key) in self.keys.iter().rev() {
            if let Ok(text) = unlock(key, column.as_bytes(), sealed) {
                let text = String::from_utf8(text).map_err(|_| StoreError::SealBroken)?;
                return self.key(*number, *key).seal(spot, &text);
            }
        }
        self.lost += 1;
        Ok([&[super::FORMAT], 0_i64.to_be_bytes().as_slice(), sealed].concat())
    }

    /// The newest key; made where a file has none.
    async fn newest(&mut self, tx: &mut Tx) -> Result<FileKey, StoreError> {
        if let Some((number, key)) = self.keys.last() {
            return Ok(self.key(*number, *key));
        }
        let place = Place { tenant: self.tenant, file: self.file, number: 1 };
        let (key, name, wrapped) = FileKey::fresh(&tx.keys, place)?;
        run!(tx, ADD_KEY, self.tenant.0, self.file.0, 1_i64, name, wrapped)?;
        self.keys.push((1, key.key));
        Ok(key)
    }
}

impl Store {
    /// Whether every seal is of this version's making.
    pub async fn seals_are_new(&self) -> Result<bool, StoreError> {
        let mut tx = self.begin_reading().await?;
        Ok(row!(tx, (String,), DONE)?.is_some_and(|(value,)| value == "2"))
    }

    /// Renews every seal, once; whether there was anything to do.
    pub(crate) async fn seals_renew(&self) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        if row!(tx, (String,), DONE)?.is_some_and(|(value,)| value == "2") {
            return Ok(false);
        }
        chained_with_these(&mut tx).await?;
        let purges = purges(&mut tx).await?;
        let files = rows!(tx, (Uuid, Uuid), FILES)?;
        for (tenant, file) in &files {
            renew(&mut tx, TenantId(*tenant), FileId(*file), &purges).await?;
        }
        for (account, route, body) in rows!(tx, (Uuid, String, Vec<u8>), DRAFTS)? {
            let (name, sealed) = named(&body)?;
            let before = [b"draft ", account.as_bytes().as_slice(), route.as_bytes()].concat();
            let Ok(text) = unlock(&tx.keys.derive(name, Purpose::Seal)?, &before, sealed) else { continue };
            let sealed = seal_loose(&tx.keys, &crate::draft::place(&AccountId(account), &route), &text)?;
            run!(tx, SET_DRAFT, account, route.as_str(), sealed)?;
        }
        run!(tx, SET_DONE)?;
        // Part of a migration: vouched for at its end.
        tx.told.forget();
        tx.commit().await?;
        Ok(!files.is_empty())
    }
}

/// Refuses a key that none of the first events under its name was chained with: another key of the same name, in a
/// database that remembered no digests yet and may hold no sealed text to try it on.
async fn chained_with_these(tx: &mut Tx) -> Result<(), StoreError> {
    type Event = (Uuid, i64, OffsetDateTime, Vec<u8>, Vec<u8>);
    for (name,) in rows!(tx, (String,), CHAINED)? {
        let key = tx.keys.derive(&name, Purpose::Audit)?;
        let mut fits = false;
        for (tenant, seq, at, digest, hash) in rows!(tx, Event, EVENTS, name.as_str())? {
            let before = row!(tx, (Vec<u8>,), BEFORE, tenant, seq - 1)?.map_or_else(|| vec![0; 32], |(hash,)| hash);
            let micros = at.unix_timestamp_nanos() / 1000;
            let parts: [&[u8]; 5] = [&before, tenant.as_bytes(), &seq.to_be_bytes(), &micros.to_be_bytes(), &digest];
            fits |= mac_with(&key, &parts).as_slice() == hash;
        }
        if !fits {
            return Err(StoreError::WrongKey(name));
        }
    }
    Ok(())
}

async fn purges(tx: &mut Tx) -> Result<HashMap<(Uuid, String), Purged>, StoreError> {
    let mut found = HashMap::new();
    for (tenant, at, payload) in rows!(tx, (Uuid, OffsetDateTime, String), PURGES)? {
        let Ok(event) = serde_json::from_str::<crate::audit::Payload>(&payload) else { continue };
        // `FILE REASON`.
        let about = event.about.filter(|_| event.action == access::Action::PurgeFreeText.code()).unwrap_or_default();
        if let Some((file, reason)) = about.split_once(' ') {
            let purged = Purged { at, account: event.account, reason: reason.to_owned() };
            found.insert((tenant, file.to_owned()), purged);
        }
    }
    Ok(found)
}

async fn renew(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    purges: &HashMap<(Uuid, String), Purged>,
) -> Result<(), StoreError> {
    let mut all = Renewal { tenant, file, keys: Vec::new(), lost: 0 };
    let before = [tenant.0.as_bytes().as_slice(), file.0.as_bytes()].concat();
    for (number, name, wrapped) in rows!(tx, (i64, String, Vec<u8>), KEYS, tenant.0, file.0)? {
        let opened = unlock(&tx.keys.derive(&name, Purpose::Seal)?, &before, &wrapped);
        // The first thing that a key file of the same name, but not the same key, fails on.
        let opened = opened.map_err(|_| StoreError::WrongKey(name))?;
        let key: [u8; 32] = opened.try_into().map_err(|_| StoreError::SealBroken)?;
        let (name, wrapped) = all.key(number, key).wrap(&tx.keys)?;
        run!(tx, SET_KEY, tenant.0, file.0, number, name, wrapped)?;
        all.keys.push((number, key));
    }
    for (number, words) in rows!(tx, (i64, Vec<u8>), NEEDS, tenant.0, file.0)? {
        let sealed = all.renewed("need.words", Spot::need(number), &words)?;
        run!(tx, SET_NEED, tenant.0, file.0, number, sealed)?;
    }
    for (number, words) in rows!(tx, (i64, Vec<u8>), DECLINED, tenant.0, file.0)? {
        let sealed = all.renewed("statutory.declined_words", Spot::declined(number), &words)?;
        run!(tx, SET_DECLINED, tenant.0, file.0, number, sealed)?;
    }
    for (version, number, words) in rows!(tx, (Uuid, i64, Vec<u8>), ANSWERS, tenant.0, file.0)? {
        let sealed = all.renewed("agreement_answer.words", Spot::answer(VersionId(version), number), &words)?;
        run!(tx, SET_ANSWER, tenant.0, version, number, sealed)?;
    }
    lines(tx, &mut all).await?;
    match purges.get(&(tenant.0, file.to_string())) {
        Some(purged) if all.lost > 0 => {
            run!(tx, ADD_PURGE, tenant.0, file.0, purged.at, purged.account, purged.reason.as_str())?;
        }
        _ => {}
    }
    Ok(())
}

async fn lines(tx: &mut Tx, all: &mut Renewal) -> Result<(), StoreError> {
    type Found = (Uuid, i64, Option<Vec<u8>>, Option<String>, Option<String>, Option<String>, Option<String>);
    for (id, position, details, text, who, its_text, its_who) in rows!(tx, Found, LINES, all.tenant.0, all.file.0)? {
        let (tenant, version) = (all.tenant.0, VersionId(id));
        if let Some(details) = details {
            let sealed = all.renewed("agreement_line.details", Spot::line_details(version, position), &details)?;
            run!(tx, SET_DETAILS, tenant, id, position, sealed)?;
        }
        if let Some(text) = text.filter(|text| its_text.as_ref() != Some(text)) {
            let sealed = all.newest(tx).await?.seal(Spot::line_text(version, position), &text)?;
            run!(tx, SET_TEXT, tenant, id, position, sealed)?;
        }
        if let Some(who) = who.filter(|who| its_who.as_ref() != Some(who)) {
            let sealed = all.newest(tx).await?.seal(Spot::line_who(version, position), &who)?;
            run!(tx, SET_WHO, tenant, id, position, sealed)?;
        }
    }
    Ok(())
}
