//! A card and its links as they are stored: reading and writing their rows.

use crate::StoreError;
use crate::db::Tx;
use crate::file::key::{self, FileKeys};
use crate::file::reach::Reached;
use crate::seal::Spot;
use register::agreement::{Agreement, open_subjects};
use register::card::{Card, Chosen, Link, Look, Term};
use register::{AccountId, CardLinkId, FileId, Moment, Personal, TenantId, VersionId};
use sqlx_macros::FromRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    /// Holds the file, and takes no next version of it: nobody's form clashes because a student wrote on their card.
    HOLD = "UPDATE support_file SET version = version WHERE tenant_id = $1 AND file_id = $2";
    CARD = "SELECT number, words, written_at, written_on, written_by FROM card WHERE tenant_id = $1 AND file_id = $2";
    MEASURES = "SELECT version_id, position FROM card_measure WHERE tenant_id = $1 AND file_id = $2 ORDER BY version_id, position";
    /// Those that can still open, and the newest of the others.
    LINKS = "SELECT link_id, number, key_name, term, made_at, made_on, made_by, ends_at, ended_at, ended_on, ended_by FROM card_link \
             WHERE tenant_id = $1 AND file_id = $2 AND ((ended_at IS NULL AND ends_at > $3) OR number > \
             (SELECT COALESCE(MAX(x.number), 0) FROM card_link x WHERE x.tenant_id = $1 AND x.file_id = $2) - 20) ORDER BY number";
    LOOKS = "SELECT number, looked_at, looked_on, looked_by FROM card_look \
             WHERE tenant_id = $1 AND file_id = $2 AND number >= $3 ORDER BY number, place";
    ADD = "INSERT INTO card (tenant_id, file_id, number, words, written_at, written_on, written_by) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    CHOOSE = "INSERT INTO card_measure (tenant_id, file_id, version_id, position) VALUES ($1, $2, $3, $4)";
    ERASE = "DELETE FROM card WHERE tenant_id = $1 AND file_id = $2";
    CLEAR = "DELETE FROM card_measure WHERE tenant_id = $1 AND file_id = $2";
    END_ALL = "UPDATE card_link SET ended_at = $3, ended_on = $4, ended_by = $5 \
               WHERE tenant_id = $1 AND file_id = $2 AND ended_at IS NULL AND ends_at > $3";
}

/// Holds the file until the transaction ends: a second click waits here, and finds what the first one wrote.
pub(super) async fn hold(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<(), StoreError> {
    run!(tx, HOLD, tenant.0, file.0)?;
    Ok(())
}

/// The card of a file, opened with its keys.
pub(super) async fn card(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    keys: &FileKeys,
) -> Result<Option<Card>, StoreError> {
    type Row = (i64, Option<Vec<u8>>, OffsetDateTime, Date, Uuid);
    let Some((number, words, at, day, by)) = row!(tx, Row, CARD, tenant.0, file.0)? else { return Ok(None) };
    let wrong = |what| StoreError::Inconsistent { table: "card", key: file.to_string(), what };
    let mut chosen = Vec::new();
    for (version, position) in rows!(tx, (Uuid, i64), MEASURES, tenant.0, file.0)? {
        let position = usize::try_from(position).map_err(|_| wrong("a place"))?;
        chosen.push(Chosen { version: VersionId(version), position });
    }
    Ok(Some(Card {
        number: u32::try_from(number).map_err(|_| wrong("its number"))?,
        words: words.map(|sealed| Personal::new(keys.read(Spot::card(number), &sealed).shown())),
        chosen,
        written: Moment { at, day },
        by: AccountId(by),
    }))
}

/// Writes a card in the place of the one that stands.
pub(super) async fn write(tx: &mut Tx, tenant: TenantId, file: FileId, card: &Card) -> Result<(), StoreError> {
    erase_card(tx, tenant, file).await?;
    let number = i64::from(card.number);
    let words = match &card.words {
        Some(words) => Some(key::open_or_make(tx, tenant, file).await?.seal(Spot::card(number), words.reveal())?),
        None => None,
    };
    run!(tx, ADD, tenant.0, file.0, number, words, card.written.at, card.written.day, card.by.0)?;
    for one in &card.chosen {
        let position = i64::try_from(one.position).unwrap_or(i64::MAX);
        run!(tx, CHOOSE, tenant.0, file.0, one.version.0, position)?;
    }
    Ok(())
}

async fn erase_card(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<(), StoreError> {
    run!(tx, CLEAR, tenant.0, file.0)?;
    run!(tx, ERASE, tenant.0, file.0)?;
    Ok(())
}

/// Takes a card away and ends every link to it: nothing opens any more.
pub(crate) async fn erase(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    by: Option<AccountId>,
    now: Moment,
) -> Result<(), StoreError> {
    erase_card(tx, tenant, file).await?;
    end_all(tx, tenant, file, by, now).await
}

/// Ends every link to a card that could still open.
pub(super) async fn end_all(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    by: Option<AccountId>,
    now: Moment,
) -> Result<(), StoreError> {
    run!(tx, END_ALL, tenant.0, file.0, now.at, now.day, by.map(|by| by.0))?;
    Ok(())
}

#[derive(FromRow)]
struct LinkRow {
    link_id: Uuid,
    number: i64,
    key_name: String,
    term: String,
    made_at: OffsetDateTime,
    made_on: Date,
    made_by: Uuid,
    ends_at: OffsetDateTime,
    ended_at: Option<OffsetDateTime>,
    ended_on: Option<Date>,
    ended_by: Option<Uuid>,
}

/// Links to a card: those that can still open and the newest of the others, the first made first; each with the name of the key
/// that its secret comes from.
pub(super) async fn links(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    now: Moment,
) -> Result<Vec<(Link, String)>, StoreError> {
    let wrong = |what| StoreError::Inconsistent { table: "card_link", key: file.to_string(), what };
    let mut links = Vec::new();
    for row in rows!(tx, LinkRow, LINKS, tenant.0, file.0, now.at)? {
        let link = Link {
            id: CardLinkId(row.link_id),
            number: u32::try_from(row.number).map_err(|_| wrong("its number"))?,
            term: Term::from_code(&row.term).ok_or_else(|| wrong("unknown term"))?,
            made: Moment { at: row.made_at, day: row.made_on },
            by: AccountId(row.made_by),
            ends: row.ends_at,
            // Ended by a command, no account did it: whoever made it stands for it.
            ended: row
                .ended_at
                .zip(row.ended_on)
                .map(|(at, day)| (Moment { at, day }, AccountId(row.ended_by.unwrap_or(row.made_by)))),
            looks: Vec::new(),
        };
        links.push((link, row.key_name));
    }
    let Some(first) = links.first().map(|(link, _)| i64::from(link.number)) else { return Ok(links) };
    type Looked = (i64, OffsetDateTime, Date, Option<Uuid>);
    for (number, at, day, by) in rows!(tx, Looked, LOOKS, tenant.0, file.0, first)? {
        if let Some((link, _)) = links.iter_mut().find(|(link, _)| i64::from(link.number) == number) {
            link.looks.push(Look { at: Moment { at, day }, by: by.map(AccountId) });
        }
    }
    Ok(links)
}

/// The agreement that measures on a card come from, and what a workplace is told: while something runs that the version in force is for. After the end of an
/// enrolment nothing of it holds, whether somebody marked that or not.
pub(crate) fn holding(agreement: Option<Agreement>, reached: &Reached, today: Date) -> Option<Agreement> {
    let open = open_subjects(&reached.file.applications, &reached.file.enrolments, today);
    agreement.filter(|all| all.in_force(today).is_some_and(|version| open.iter().any(|one| version.is_for(*one))))
}
