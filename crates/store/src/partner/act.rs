//! Reading the map, and keeping it: an entry is put on it, changed, confirmed, doubted and ended.

use super::load::{self, Kept, Map};
use crate::audit::{Deed, UnitKind, allowed};
use crate::db::Tx;
use crate::{SaveError, Store, StoreError, fresh, municipality, policy};
use access::{Action, Actor, Resource, decide};
use register::field::{self, Problem};
use register::partner::{self, Draft, Entry, Event, MAX_LINE, Partner, Problems, Status, Wrong};
use register::{AccountId, Moment, PartnerId, TenantId};
use time::Date;
use uuid::Uuid;

sql! {
    /// One after another: the school's row is held meanwhile.
    HOLD = "UPDATE tenant SET name = name WHERE tenant_id = $1";
    ADD = "INSERT INTO partner (tenant_id, partner_id, status, changes, owner_id, confirmed_on, asks_on, name, kind, what, domains, under, \
           places, sites, payers, forms, days, address, reachable) \
           VALUES ($1, $2, 'open', 0, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    SAY = "UPDATE partner SET owner_id = $3, name = $4, kind = $5, what = $6, domains = $7, under = $8, places = $9, sites = $10, \
           payers = $11, forms = $12, days = $13, address = $14, reachable = $15 WHERE tenant_id = $1 AND partner_id = $2";
    SAY_MORE = "UPDATE partner SET from_age = $3, below_age = $4, region = $5, phone = $6, reach = $7, agreed_on = $8, vision = $9, \
                oogo_on = $10, plan_on = $11 WHERE tenant_id = $1 AND partner_id = $2";
    MOVE = "UPDATE partner SET status = $3, changes = changes + 1, confirmed_on = $4, asks_on = $5 WHERE tenant_id = $1 AND partner_id = $2";
    NOTE = "INSERT INTO partner_event (tenant_id, partner_id, place, event, words, noted_at, noted_on, noted_by) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// Whether it is the own address of staff of this school.
    OWN_ADDRESS = "SELECT m.membership_id FROM account a CROSS JOIN membership m WHERE a.email_key = $2 \
                   AND m.tenant_id = $1 AND m.account_id = a.account_id AND m.role NOT IN ('student', 'guardian') LIMIT 1";
    /// What asks to be looked at by somebody, or by nobody who still can: some dozens. `$4`: what was confirmed until then asks by itself;
    /// `$5` and `$6`: a talk until the one is long ago, and one until the other is soon.
    OWED = "SELECT COUNT(*) FROM partner p WHERE p.tenant_id = $1 AND p.status = 'open' \
            AND (p.asks_on <= $3 OR p.confirmed_on <= $4 OR p.oogo_on <= $5 OR p.plan_on <= $5 \
            OR (p.oogo_on >= $3 AND p.oogo_on <= $6) OR (p.plan_on >= $3 AND p.plan_on <= $6)) AND (p.owner_id = $2 \
            OR NOT EXISTS (SELECT 1 FROM membership m WHERE m.account_id = p.owner_id AND m.tenant_id = $1 \
            AND m.role IN ('care_coordinator', 'trajectory_counsellor', 'policy_officer') AND m.begins <= $3 \
            AND (m.ends IS NULL OR m.ends >= $3) AND m.ended_at IS NULL))";
}

/// Why a change is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartnerRefusal {
    /// Somebody changed it meanwhile.
    Changed,
    /// Something is wrong with the fields.
    Fields(Problems),
    /// It does not go with where it stands.
    Stands(Status),
    /// Words are missing or too long.
    Words(Problem),
}

/// Which entry is written: a new one, or one as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// A new one.
    New,
    /// One that is there, and how often it was changed then.
    There(PartnerId, i64),
}

type Saved<T> = Result<T, SaveError<PartnerRefusal>>;

fn joined<V>(all: &[V], code: impl Fn(&V) -> &str) -> String {
    all.iter().map(code).collect::<Vec<_>>().join(",")
}

/// Writes what an entry says.
async fn say(
    tx: &mut Tx,
    tenant: TenantId,
    (id, new): (PartnerId, bool),
    (entry, owner): (&Entry, AccountId),
    today: Date,
) -> Result<(), StoreError> {
    let (kind, under) = (entry.kind.code(), entry.under.code());
    let domains = joined(&entry.domains, |one| one.code());
    let places = joined(&entry.places, |one| one.as_str());
    let payers = joined(&entry.payers, |one| one.code());
    let forms = joined(&entry.forms, |one| one.code());
    let days = joined(&entry.days, |one| one.code());
    let sites = entry.sites.join("\n");
    let (name, what) = (entry.name.as_str(), entry.what.as_str());
    let (address, reachable) = (entry.address.as_str(), entry.reachable.as_str());
    if new {
        run!(
            tx, ADD, tenant.0, id.0, owner.0, today, today, name, kind, what, domains, under, places, sites, payers,
            forms, days, address, reachable
        )?;
    } else {
        run!(
            tx, SAY, tenant.0, id.0, owner.0, name, kind, what, domains, under, places, sites, payers, forms, days,
            address, reachable
        )?;
    }
    let (from, below) = (entry.from_age.map(i64::from), entry.below_age.map(i64::from));
    let (region, phone) = (entry.region.as_deref(), entry.phone.as_deref());
    let (reach, agreed) = (entry.reach.map(i64::from), &entry.agreed);
    let vision = agreed.vision.map(|vision| vision.code());
    run!(tx, SAY_MORE, tenant.0, id.0, from, below, region, phone, reach, agreed.on, vision, agreed.oogo, agreed.plan)?;
    Ok(())
}

/// Notes what happened, moves its days, and says so in the audit. Whoever reads the map may doubt; all else is for who keeps it.
async fn noted(
    tx: &mut Tx,
    (actor, action): (&Actor, Action),
    one: &Partner,
    (event, words): (Event, Option<&str>),
    now: Moment,
) -> Result<(), StoreError> {
    let decision = allowed(actor, action)?;
    let (tenant, by) = (actor.tenant(), actor.account().ok_or(StoreError::NotFound)?);
    let status = if event == Event::Add { Some(Status::Open) } else { one.status.on(event) };
    let status = status.ok_or(StoreError::NotFound)?.code();
    let place = load::happened(tx, tenant, one.id).await?.len() as i64 + 1;
    let (confirmed, asks) = partner::dates((one.confirmed, one.asks), event, now);
    run!(tx, NOTE, tenant.0, one.id.0, place, event.code(), words, now.at, now.day, by.0)?;
    run!(tx, MOVE, tenant.0, one.id.0, status, confirmed, asks)?;
    tx.wrote(tenant, UnitKind::Policy, [tenant.0]);
    tx.audit(Deed::new(actor, action, decision).about(one.id), now).await
}

impl Store {
    /// The map, and of one entry what happened. Nobody's personal data.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever does not read it, and for an entry that is not there.
    pub async fn partners(&self, actor: &Actor, which: Option<PartnerId>, today: Date) -> Result<Map, StoreError> {
        allowed(actor, Action::SeePartners)?;
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let months = policy::load(&mut tx, tenant).await?.confirms_partners_after(today);
        let all: Vec<Partner> = load::all(&mut tx, tenant).await?.into_iter().map(|one| one.asking(months)).collect();
        let one = match which {
            Some(id) => {
                let partner = all.iter().find(|one| one.id == id).cloned().ok_or(StoreError::NotFound)?;
                Some(Kept { happened: load::happened(&mut tx, tenant, id).await?, partner })
            }
            None => None,
        };
        let happened = one.as_ref().map(|one| one.happened.as_slice()).unwrap_or_default();
        let may_keep = decide(actor, Action::KeepPartners, &Resource::School { tenant }).allowed;
        Ok(Map {
            names: load::names(&mut tx, happened).await?,
            keepers: load::keepers(&mut tx, tenant, today).await?,
            list: municipality::list(&mut tx, tenant).await?,
            one,
            all,
            months,
            may_keep,
        })
    }

    /// How many entries an actor has to look at, to confirm them or because a talk comes or is long ago: their own, and those that nobody looks after. A number, and nobody's.
    pub async fn partners_owed(&self, actor: &Actor, today: Date) -> Result<i64, StoreError> {
        allowed(actor, Action::KeepPartners)?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let mut tx = self.begin_reading().await?;
        let months = policy::load(&mut tx, actor.tenant()).await?.confirms_partners_after(today);
        let confirmed = partner::confirmed_by(today, months);
        let (long, soon) = partner::talks_between(today);
        Ok(row!(tx, (i64,), OWED, actor.tenant().0, by.0, today, confirmed, long, soon)?.map_or(0, |(count,)| count))
    }

    /// Writes an entry: a new one, or what becomes of one.
    pub async fn partner_save(&self, actor: &Actor, put: Put, given: &Draft, now: Moment) -> Saved<PartnerId> {
        let action = Action::KeepPartners;
        allowed(actor, action)?;
        let tenant = actor.tenant();
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0)?;
        let all = load::all(&mut tx, tenant).await?;
        let before = match put {
            Put::New => None,
            Put::There(id, was) => {
                let one = all.iter().find(|one| one.id == id).ok_or(StoreError::NotFound)?;
                if one.changes != was {
                    return Err(SaveError::Refused(PartnerRefusal::Changed));
                }
                if one.status.on(Event::Change).is_none() {
                    return Err(SaveError::Refused(PartnerRefusal::Stands(one.status)));
                }
                Some(one)
            }
        };
        let list = municipality::list(&mut tx, tenant).await?;
        let owners: Vec<AccountId> =
            load::keepers(&mut tx, tenant, now.day).await?.into_iter().map(|(id, _)| id).collect();
        let others = (all.iter())
            .filter(|one| one.status == Status::Open && before.is_none_or(|before| before.id != one.id))
            .map(|one| &one.entry);
        let mut checked = given.check(&list, &owners, others, now.day);
        if let Ok(address) = register::email::EmailAddress::new(&given.address)
            && row!(tx, (Uuid,), OWN_ADDRESS, tenant.0, address.key())?.is_some()
        {
            let own = (partner::Field::Address, Wrong::Private);
            let mut wrong = checked.err().unwrap_or_default();
            wrong.retain(|(field, _)| *field != partner::Field::Address);
            wrong.push(own);
            wrong.sort_by_key(|(field, _)| *field);
            checked = Err(wrong);
        }
        let (entry, owner) = checked.map_err(|wrong| SaveError::Refused(PartnerRefusal::Fields(wrong)))?;
        let id = before.map_or_else(|| PartnerId(fresh::id()), |one| one.id);
        say(&mut tx, tenant, (id, before.is_none()), (&entry, owner), now.day).await?;
        let one = load::one(&mut tx, tenant, id).await?;
        let event = if before.is_some() { Event::Change } else { Event::Add };
        noted(&mut tx, (actor, action), &one, (event, None), now).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Confirms, doubts, ends or reopens an entry. Whoever reads the map may doubt; the rest is for who keeps it.
    pub async fn partner_step(
        &self,
        actor: &Actor,
        (id, was): (PartnerId, i64),
        event: Event,
        words: &str,
        now: Moment,
    ) -> Saved<()> {
        let action = match event {
            Event::Doubt => Action::SeePartners,
            Event::Add | Event::Change | Event::Confirm | Event::End | Event::Reopen => Action::KeepPartners,
        };
        allowed(actor, action)?;
        let mut tx = self.begin().await?;
        run!(tx, HOLD, actor.tenant().0)?;
        let one = load::one(&mut tx, actor.tenant(), id).await?;
        if one.changes != was {
            return Err(SaveError::Refused(PartnerRefusal::Changed));
        }
        if one.status.on(event).is_none() {
            return Err(SaveError::Refused(PartnerRefusal::Stands(one.status)));
        }
        let words = if event.needs_words() {
            field::text(words, MAX_LINE).map(Some)
        } else {
            field::optional_text(words, MAX_LINE)
        };
        let words = words.map_err(|problem| SaveError::Refused(PartnerRefusal::Words(problem)))?;
        noted(&mut tx, (actor, action), &one, (event, words.as_deref()), now).await?;
        tx.commit().await?;
        Ok(())
    }
}
