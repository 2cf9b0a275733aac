//! How whoever has a link reads a card. Looking at the door shows nobody and counts for nothing: mail programs and telephones look
//! at links too. Opening it is a look, and is written down before anything leaves.

use super::load::{card, hold, holding, links};
use crate::agreement::view::opened;
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::key;
use crate::file::reach::reach;
use crate::file::view::PersonView;
use crate::{SaveError, Store, StoreError};
use access::{Action, Actor, Bearer};
use register::agreement::Line;
use register::card::{Link, Stands, State, stands};
use register::{AccountId, FileId, Moment, PersonId, Personal, TenantId};
use time::OffsetDateTime;
use uuid::Uuid;

sql! {
    BY_TOKEN = "SELECT l.tenant_id, l.file_id, l.number, f.person_id FROM card_link l JOIN support_file f \
                ON f.tenant_id = l.tenant_id AND f.file_id = l.file_id WHERE l.token_hash = $1";
    SCHOOL = "SELECT name FROM tenant WHERE tenant_id = $1";
    LOOK = "INSERT INTO card_look (tenant_id, file_id, number, place, looked_at, looked_on, looked_by) \
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

/// A card as whoever holds its link reads it, and nothing else of the file.
#[derive(Debug, Clone)]
pub struct CardReading {
    /// Whose it is.
    pub person: PersonView,
    /// Their school.
    pub school: String,
    /// What helps, in their words.
    pub words: Option<Personal<String>>,
    /// The measures that stand on it and hold today.
    pub lines: Vec<Line>,
    /// Until when the link opens.
    pub ends: OffsetDateTime,
}

/// To whose card a link leads.
struct Leads {
    tenant: TenantId,
    file: FileId,
    person: PersonId,
    number: i64,
}

async fn by_token(tx: &mut Tx, token: &str) -> Result<Leads, StoreError> {
    let found = row!(tx, (Uuid, Uuid, i64, Uuid), BY_TOKEN, crate::invitation::hash(token))?;
    let (tenant, file, number, person) = found.ok_or(StoreError::NotFound)?;
    Ok(Leads { tenant: TenantId(tenant), file: FileId(file), person: PersonId(person), number })
}

/// The link itself. One that is long over is not read any more: `None`.
async fn link(tx: &mut Tx, leads: &Leads, now: Moment) -> Result<Option<Link>, StoreError> {
    let all = links(tx, leads.tenant, leads.file, now).await?;
    Ok(all.into_iter().map(|(link, _)| link).find(|link| i64::from(link.number) == leads.number))
}

impl Store {
    /// Where a link stands. Looking uses nothing up, and shows nobody.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a link that was never made.
    pub async fn card_door(&self, token: &str, now: Moment) -> Result<State, StoreError> {
        let mut tx = self.begin_reading().await?;
        let leads = by_token(&mut tx, token).await?;
        Ok(link(&mut tx, &leads, now).await?.map_or(State::Over, |link| link.state(now.at)))
    }

    /// Opens a card: counted, and written down with the account of whoever is signed in.
    ///
    /// # Errors
    /// Where the link stands when it does not open; [`StoreError::NotFound`] for a link that was never made.
    pub async fn card_open(
        &self,
        token: &str,
        account: Option<AccountId>,
        now: Moment,
    ) -> Result<CardReading, SaveError<State>> {
        let mut tx = self.begin().await?;
        let leads = by_token(&mut tx, token).await?;
        let (tenant, file) = (leads.tenant, leads.file);
        hold(&mut tx, tenant, file).await?;
        let Some(link) = link(&mut tx, &leads, now).await? else { return Err(SaveError::Refused(State::Over)) };
        match link.state(now.at) {
            State::Open => {}
            closed @ (State::Over | State::Full | State::Ended) => return Err(SaveError::Refused(closed)),
        }
        let actor = Actor::Bearer(Bearer { tenant, person: leads.person, account });
        let reached = reach(&mut tx, &actor, Action::SeeCard, file, now.day).await?;
        let keys = key::open(&mut tx, tenant, file).await?;
        // Without a card there is nothing that a link shows.
        let Some(card) = card(&mut tx, tenant, file, &keys).await? else {
            return Err(SaveError::Refused(State::Ended));
        };
        let agreement = holding(opened(&mut tx, &actor, &reached).await?, &reached, now.day);
        let shown = card.chosen.iter().filter_map(|one| match stands(*one, agreement.as_ref(), now.day) {
            Stands::Shown(line) => Some(line.clone()),
            Stands::Changed(_) | Stands::Gone => None,
        });
        let reading = CardReading {
            person: PersonView::of(&reached.file, now.day)?,
            school: row!(tx, (String,), SCHOOL, tenant.0)?.map(|(name,)| name).ok_or(StoreError::NotFound)?,
            lines: shown.collect(),
            words: card.words,
            ends: link.ends,
        };
        let place = i64::try_from(link.looks.len()).unwrap_or(i64::MAX).saturating_add(1);
        let by = account.map(|account| account.0);
        run!(tx, LOOK, tenant.0, file.0, leads.number, place, now.at, now.day, by)?;
        let about = format!("card link {}", link.id);
        let deed = Deed::new(&actor, Action::SeeCard, reached.decision).to([leads.person]).about(about);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(reading)
    }
}
