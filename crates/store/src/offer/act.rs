//! Keeping what a school offers: a version is begun, filled, advised on and decided; its lines are marked.

use super::load::{self, Kept, OfferDesk, Placed};
use crate::audit::{Deed, UnitKind, allowed};
use crate::db::Tx;
use crate::{SaveError, Store, StoreError, fresh};
use access::{Action, Actor, Decision};
use register::field::{self, Problem};
use register::offer::{
    ByTeam, Line, LineDraft, LineField, LineProblem, MAX_WORDS, Mark, Offer, Outcome, Refusal, Status, What,
    WhatIsWrong,
};
use register::{AccountId, MeasureId, Moment, OfferId, TeamId, TenantId};
use time::Date;
use uuid::Uuid;

sql! {
    /// One after another: the school's row is held meanwhile.
    HOLD = "UPDATE tenant SET name = name WHERE tenant_id = $1";
    BEGIN = "INSERT INTO offer (tenant_id, offer_id, number, status, changes, begun_at, begun_on, begun_by) \
             VALUES ($1, $2, $3, 'draft', 0, $4, $5, $6)";
    CHANGED = "UPDATE offer SET changes = changes + 1, status = $3, holds_from = $4 WHERE tenant_id = $1 AND offer_id = $2";
    ADD_EVENT = "INSERT INTO offer_event (tenant_id, offer_id, place, event, day, outcome, words, noted_at, noted_on, noted_by) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    PUT_LINE = "INSERT INTO offer_line (tenant_id, offer_id, place, measure_id, kind, text_nl, text_en, level, site, town, team_id, capacity, \
                who, who_en, address, reachable, reachable_en, how, how_en, ends) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    DROP_LINE = "DELETE FROM offer_line WHERE tenant_id = $1 AND offer_id = $2 AND place = $3";
    ADD_MARK = "INSERT INTO offer_mark (tenant_id, offer_id, place, number, mark, reason, noted_at, noted_on, noted_by) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// Whether it is the own address of staff of this school. Of students and of other schools nothing is said.
    OWN_ADDRESS = "SELECT m.membership_id FROM account a CROSS JOIN membership m WHERE a.email_key = $2 \
                   AND m.tenant_id = $1 AND m.account_id = a.account_id AND m.role NOT IN ('student', 'guardian') LIMIT 1";
    /// Of how many students a measure stands in what holds on a day.
    PROMISED = "SELECT COUNT(DISTINCT a.file_id) FROM agreement_line l CROSS JOIN agreement_version v CROSS JOIN agreement a \
                WHERE l.tenant_id = $1 AND l.measure_id = $2 AND l.begins <= $3 AND (l.ends IS NULL OR l.ends >= $3) \
                AND v.tenant_id = $1 AND v.version_id = l.version_id AND v.status = 'in_force' \
                AND a.tenant_id = $1 AND a.agreement_id = v.agreement_id";
}

/// What somebody does with a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The council is asked.
    Ask {
        /// On which day.
        on: Option<Date>,
    },
    /// What it said.
    Advise {
        /// On which day.
        on: Option<Date>,
        /// What.
        outcome: Option<Outcome>,
        /// In its words.
        words: String,
    },
    /// Back to the draft.
    Revise,
    /// From which day it holds.
    Decide {
        /// Its first day.
        from: Option<Date>,
        /// Why.
        reason: String,
    },
    /// It is dropped.
    Drop {
        /// Why.
        reason: String,
    },
    /// It was put in the OER.
    Include {
        /// On which day.
        on: Option<Date>,
    },
}

/// Why a change is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfferRefusal {
    /// Somebody changed it meanwhile.
    Changed,
    /// By the rules.
    Rules(Refusal),
    /// Something is wrong with the fields of a line.
    Line(Vec<LineProblem>),
    /// It is that already, or cannot become it.
    Mark(Mark),
    /// A reason is missing or too long.
    Reason(Problem),
}

impl From<Refusal> for SaveError<OfferRefusal> {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(OfferRefusal::Rules(refusal))
    }
}

pub(super) type Saved<T> = Result<T, SaveError<OfferRefusal>>;

async fn put(tx: &mut Tx, tenant: TenantId, offer: OfferId, place: u32, line: &Line) -> Result<(), StoreError> {
    let (site, town) =
        (line.site.as_ref().map(|site| site.name.as_str()), line.site.as_ref().map(|site| site.town.as_str()));
    let (kind, level, team) = (line.kind.code(), line.level.code(), line.team.map(|team| team.0));
    run!(
        tx,
        PUT_LINE,
        tenant.0,
        offer.0,
        i64::from(place),
        line.measure.0,
        kind,
        line.text.as_str(),
        line.text_en.as_str(),
        level,
        site,
        town,
        team,
        line.capacity.map(i64::from),
        line.who.as_str(),
        line.who_en.as_str(),
        line.address.as_str(),
        line.reachable.as_str(),
        line.reachable_en.as_str(),
        line.how.as_str(),
        line.how_en.as_str(),
        line.until
    )?;
    Ok(())
}

/// As what a version is changed: for the school, or the lines of one team.
#[derive(Clone, Copy)]
pub(super) struct Keeper {
    pub(super) action: Action,
    pub(super) team: Option<TeamId>,
}

impl Keeper {
    /// For the school.
    const SCHOOL: Self = Self { action: Action::KeepOffer, team: None };

    /// Whether a line is one of theirs.
    fn keeps(self, line: &Line) -> bool {
        self.team.is_none() || line.team == self.team
    }
}

/// A version that is being changed: the school's row is held, and it stands as it was read.
struct Held {
    action: Action,
    decision: Decision,
    by: AccountId,
    all: Vec<Kept>,
    at: usize,
}

impl Held {
    fn kept(&self) -> &Kept {
        &self.all[self.at]
    }

    /// Whether nobody changed it since it was read.
    fn as_read(&self, was: i64) -> Result<(), SaveError<OfferRefusal>> {
        if self.kept().changes == was { Ok(()) } else { Err(SaveError::Refused(OfferRefusal::Changed)) }
    }

    /// A line of it.
    fn line(&self, place: u32) -> Result<&Placed, StoreError> {
        self.kept().lines.iter().find(|one| one.place == place).ok_or(StoreError::NotFound)
    }

    /// Only the lines of the version in force are marked.
    fn in_force(&self, today: Date) -> Result<(), Refusal> {
        let kept = self.kept();
        let holds = load::in_force(&self.all, today).0.map(|kept| kept.offer.id);
        if holds == Some(kept.offer.id) { Ok(()) } else { Err(Refusal::Not(kept.offer.status())) }
    }
}

/// Holds the school's row, and reads a version as it stands.
async fn found(tx: &mut Tx, actor: &Actor, action: Action, id: OfferId) -> Saved<Held> {
    let decision = allowed(actor, action)?;
    let by = actor.account().ok_or(StoreError::NotFound)?;
    run!(tx, HOLD, actor.tenant().0)?;
    let all = load::all(tx, actor.tenant()).await?;
    let at = all.iter().position(|kept| kept.offer.id == id).ok_or(StoreError::NotFound)?;
    Ok(Held { action, decision, by, all, at })
}

/// The same, where it stands as whoever changes it read it.
async fn hold(tx: &mut Tx, actor: &Actor, action: Action, (id, was): (OfferId, i64)) -> Saved<Held> {
    let held = found(tx, actor, action, id).await?;
    held.as_read(was)?;
    Ok(held)
}

/// Says that a version changed, and how it stands now.
async fn done(tx: &mut Tx, actor: &Actor, (held, offer): (&Held, &Offer), now: Moment) -> Result<(), StoreError> {
    let tenant = actor.tenant();
    let from = offer.decided().map(|(from, _)| from);
    run!(tx, CHANGED, tenant.0, offer.id.0, offer.status().code(), from)?;
    tx.wrote(tenant, UnitKind::Policy, [tenant.0]);
    tx.audit(Deed::new(actor, held.action, held.decision).about(offer.id), now).await
}

/// Writes down what is so of a line from now on.
async fn note(
    tx: &mut Tx,
    actor: &Actor,
    (held, line): (&Held, &Placed),
    (mark, reason): (Mark, Option<&str>),
    now: Moment,
) -> Result<(), StoreError> {
    let (tenant, offer) = (actor.tenant(), &held.kept().offer);
    let (place, number) = (i64::from(line.place), line.noted.len() as i64 + 1);
    let (code, by) = (mark.code(), held.by.0);
    run!(tx, ADD_MARK, tenant.0, offer.id.0, place, number, code, reason, now.at, now.day, by)?;
    super::promised::project(tx, tenant).await?;
    done(tx, actor, (held, offer), now).await
}

/// Only a draft takes lines.
fn draft(kept: &Kept) -> Result<(), Refusal> {
    match kept.offer.status() {
        Status::Draft => Ok(()),
        other @ (Status::Asked | Status::Advised | Status::Decided | Status::Dropped) => Err(Refusal::Not(other)),
    }
}

impl Store {
    /// What the school keeps. Nobody's personal data.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever does not keep it.
    pub async fn offer_desk(&self, actor: &Actor, today: Date) -> Result<OfferDesk, StoreError> {
        allowed(actor, Action::KeepOffer)?;
        self.desk_of(actor, today).await
    }

    pub(super) async fn desk_of(&self, actor: &Actor, today: Date) -> Result<OfferDesk, StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let all = load::all(&mut tx, tenant).await?;
        let now = load::in_force(&all, today).0.map(|kept| kept.offer.id);
        let teams = load::teams(&mut tx, tenant, today).await?;
        let (code, school) = super::public::school(&mut tx, tenant).await?;
        Ok(OfferDesk { school, code, all, now, teams })
    }

    /// Begins a version, as a copy of what is in force and still runs.
    pub async fn offer_begin(&self, actor: &Actor, now: Moment) -> Saved<OfferId> {
        self.begin_version(actor, Action::KeepOffer, now).await
    }

    pub(super) async fn begin_version(&self, actor: &Actor, action: Action, now: Moment) -> Saved<OfferId> {
        let decision = allowed(actor, action)?;
        let (tenant, by) = (actor.tenant(), actor.account().ok_or(StoreError::NotFound)?);
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0)?;
        let all = load::all(&mut tx, tenant).await?;
        if let Some(open) = all.iter().find(|kept| kept.offer.open()) {
            return Err(Refusal::Another(open.offer.id).into());
        }
        let id = OfferId(fresh::id());
        let number = all.iter().map(|kept| kept.offer.number).max().unwrap_or(0) + 1;
        run!(tx, BEGIN, tenant.0, id.0, i64::from(number), now.at, now.day, by.0)?;
        let (holds, next) = load::in_force(&all, now.day);
        // What is announced already is what the next one changes.
        let from = next.last().copied().or(holds);
        let lines = from
            .map(|kept| kept.lines.iter().filter(|one| one.offered(now.day)).collect::<Vec<_>>())
            .unwrap_or_default();
        for (place, one) in (1..).zip(lines) {
            put(&mut tx, tenant, id, place, &one.line).await?;
        }
        tx.wrote(tenant, UnitKind::Policy, [tenant.0]);
        tx.audit(Deed::new(actor, action, decision).about(id), now).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Writes a line of a draft: a new one, or what becomes of one. `was`: how often the version was changed when it was read.
    pub async fn offer_line_save(
        &self,
        actor: &Actor,
        (id, was): (OfferId, i64),
        which: Option<u32>,
        given: &LineDraft,
        now: Moment,
    ) -> Saved<u32> {
        self.put_line((actor, Keeper::SCHOOL), (id, was), which, given, now).await
    }

    pub(super) async fn put_line(
        &self,
        (actor, keeper): (&Actor, Keeper),
        (id, was): (OfferId, i64),
        which: Option<u32>,
        given: &LineDraft,
        now: Moment,
    ) -> Saved<u32> {
        let tenant = actor.tenant();
        let catalogue = self.catalogue(tenant, now.day).await?;
        let mut tx = self.begin().await?;
        let held = hold(&mut tx, actor, keeper.action, (id, was)).await?;
        let kept = held.kept();
        draft(kept)?;
        if let Some(place) = which
            && !kept.lines.iter().any(|one| one.place == place && keeper.keeps(&one.line))
        {
            return Err(StoreError::NotFound.into());
        }
        let teams: Vec<TeamId> =
            load::teams(&mut tx, tenant, now.day).await?.into_iter().map(|(team, _)| team).collect();
        let others: Vec<Line> =
            kept.lines.iter().filter(|one| Some(one.place) != which).map(|one| one.line.clone()).collect();
        let mut checked = given.check(&catalogue.measures, &teams, &others, now.day);
        if let Ok(address) = register::email::EmailAddress::new(&given.address)
            && row!(tx, (Uuid,), OWN_ADDRESS, tenant.0, address.key())?.is_some()
        {
            let own = (LineField::Address, WhatIsWrong::Private);
            checked = Err(checked.err().unwrap_or_default().into_iter().chain([own]).collect());
        }
        let line = checked.map_err(|wrong| SaveError::Refused(OfferRefusal::Line(wrong)))?;
        let place = match which {
            Some(place) => {
                run!(tx, DROP_LINE, tenant.0, id.0, i64::from(place))?;
                place
            }
            None => kept.lines.iter().map(|one| one.place).max().unwrap_or(0) + 1,
        };
        put(&mut tx, tenant, id, place, &line).await?;
        done(&mut tx, actor, (&held, &kept.offer), now).await?;
        tx.commit().await?;
        Ok(place)
    }

    /// Takes a line out of a draft.
    pub async fn offer_line_drop(
        &self,
        actor: &Actor,
        (id, was): (OfferId, i64),
        place: u32,
        now: Moment,
    ) -> Saved<()> {
        self.drop_line((actor, Keeper::SCHOOL), (id, was), place, now).await
    }

    pub(super) async fn drop_line(
        &self,
        (actor, keeper): (&Actor, Keeper),
        (id, was): (OfferId, i64),
        place: u32,
        now: Moment,
    ) -> Saved<()> {
        let mut tx = self.begin().await?;
        let held = hold(&mut tx, actor, keeper.action, (id, was)).await?;
        draft(held.kept())?;
        if !held.kept().lines.iter().any(|one| one.place == place && keeper.keeps(&one.line)) {
            return Err(StoreError::NotFound.into());
        }
        if run!(tx, DROP_LINE, actor.tenant().0, id.0, i64::from(place))? == 0 {
            return Err(StoreError::NotFound.into());
        }
        done(&mut tx, actor, (&held, &held.kept().offer), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes a version a step further, or back.
    pub async fn offer_step(&self, actor: &Actor, (id, was): (OfferId, i64), step: &Step, now: Moment) -> Saved<()> {
        let tenant = actor.tenant();
        let mut tx = self.begin().await?;
        let held = hold(&mut tx, actor, Action::KeepOffer, (id, was)).await?;
        let mut offer = held.kept().offer.clone();
        let today = now.day;
        let what = match step {
            Step::Ask { on } => offer.ask(*on, today)?,
            Step::Advise { on, outcome, words } => offer.advise(*on, *outcome, words, today)?,
            Step::Revise => offer.revise()?,
            Step::Drop { reason } => offer.drop_it(reason, today)?,
            Step::Include { on } => offer.include(*on, today)?,
            Step::Decide { from, reason } => {
                let others: Vec<(u32, Date)> =
                    held.all.iter().filter_map(|kept| Some((kept.offer.number, kept.offer.decided()?.0))).collect();
                let holds = load::in_force(&held.all, from.unwrap_or(today)).0.map(|kept| &kept.offer);
                offer.decide(*from, reason, holds, &others, today)?
            }
        };
        let (day, outcome, words) = match &what {
            What::Ask { on } | What::Include { on } => (Some(*on), None, None),
            What::Advise { on, outcome, words } => (Some(*on), Some(outcome.code()), words.as_deref()),
            What::Revise => (None, None, None),
            What::Decide { from, reason } => (Some(*from), None, reason.as_deref()),
            What::Drop { reason } => (None, None, Some(reason.as_str())),
        };
        let (place, event) = (offer.happened.len() as i64 + 1, what.event().code());
        let (at, by) = (now.at, held.by.0);
        run!(tx, ADD_EVENT, tenant.0, id.0, place, event, day, outcome, words, at, today, by)?;
        offer.happened.push(register::offer::Happened { what, on: today, by: held.by });
        super::promised::project(&mut tx, tenant).await?;
        done(&mut tx, actor, (&held, &offer), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Marks a line of the version in force: full, open again, or stopped with a reason.
    pub async fn offer_mark(
        &self,
        actor: &Actor,
        (id, was): (OfferId, i64),
        place: u32,
        (mark, reason): (Mark, &str),
        now: Moment,
    ) -> Saved<()> {
        let mut tx = self.begin().await?;
        let held = hold(&mut tx, actor, Action::KeepOffer, (id, was)).await?;
        held.in_force(now.day)?;
        let line = held.line(place)?;
        if !line.mark().may_become(mark) {
            return Err(SaveError::Refused(OfferRefusal::Mark(line.mark())));
        }
        let reason = match mark {
            Mark::Stopped => field::text(reason, MAX_WORDS).map(Some),
            Mark::Open | Mark::Full => field::optional_text(reason, MAX_WORDS),
        };
        let reason = reason.map_err(|problem| SaveError::Refused(OfferRefusal::Reason(problem)))?;
        note(&mut tx, actor, (&held, line), (mark, reason.as_deref()), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Marks a line of one team in the version in force: full, or open again. What is so already stays as it was noted, however old the
    /// page is from which it is said.
    pub(super) async fn mark_of_team(
        &self,
        (actor, action, team): (&Actor, Action, TeamId),
        (id, was): (OfferId, i64),
        (place, says): (u32, Mark),
        now: Moment,
    ) -> Saved<()> {
        let mut tx = self.begin().await?;
        let held = found(&mut tx, actor, action, id).await?;
        let line = held.line(place)?;
        let comes = line.line.said_by_team(team, line.mark(), says);
        if comes != ByTeam::NotTheirs {
            held.in_force(now.day)?;
        }
        match comes {
            ByTeam::NotTheirs => return Err(StoreError::NotFound.into()),
            ByTeam::Already => return Ok(()),
            ByTeam::Stopped => return Err(SaveError::Refused(OfferRefusal::Mark(line.mark()))),
            ByTeam::Noted => held.as_read(was)?,
        }
        note(&mut tx, actor, (&held, line), (says, None), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// To how many students a measure is promised in what holds today: a number, and nobody's.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever does not keep the offer.
    pub async fn offer_promised(&self, actor: &Actor, measure: MeasureId, today: Date) -> Result<i64, StoreError> {
        allowed(actor, Action::KeepOffer)?;
        let mut tx = self.begin_reading().await?;
        let found = row!(tx, (i64,), PROMISED, actor.tenant().0, measure.0, today)?;
        Ok(found.map_or(0, |(many,)| many))
    }
}
