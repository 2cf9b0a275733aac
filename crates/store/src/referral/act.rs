//! Asking the next line, and everything that happens to a referral until it is done.

use super::load::{add, file_of, new_id, of_file, stepped};
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::burden::load::of_file as burdens_of;
use crate::db::Tx;
use crate::file::reach::{Reached, own_file, reach};
use crate::file::save::SaveError;
use crate::file::view::PersonView;
use crate::meeting::act::of_student;
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::burden::Burden;
use register::meeting::{Consenter, Meeting, consenter};
use register::policy::Policy;
use register::referral::{self, Ask, AskRefusal, Event, Places, Referral, StepRefusal, Tier};
use register::{FileId, Moment, ReferralId, TenantId};
use time::Date;

sql! {
    TAKEN = "SELECT COUNT(*) FROM referral WHERE tenant_id = $1 AND status = 'accepted' AND tier = $2";
    AHEAD = "SELECT COUNT(*) FROM referral WHERE tenant_id = $1 AND status = 'waiting' AND tier = $2 \
             AND (asked_on, referral_id) < ($3, $4)";
    /// Two who accept at once do so one after the other, so that the last place is given once.
    HOLD = "INSERT INTO counter (tenant_id, name, scope_id, value) VALUES ($1, 'places', $1, 0) \
            ON CONFLICT (tenant_id, name, scope_id) DO UPDATE SET value = EXCLUDED.value";
}

/// A referral, as who works with the student reads it.
#[derive(Debug, Clone)]
pub struct ReferralView {
    /// On which file.
    pub file: FileId,
    /// Who it is about.
    pub person: PersonView,
    /// The referral.
    pub referral: Referral,
    /// How full the line is.
    pub places: Places,
    /// Those who did something, by name.
    pub names: Names,
    /// Whether the reader works with the student: they can take it back.
    pub may_ask: bool,
    /// Whether the reader answers for the next line.
    pub may_answer: bool,
    /// Whether the reader sees the file: the support team does from its yes on.
    pub may_see_file: bool,
}

/// What a student, or a parent of one below 16, reads of the referrals of the file.
#[derive(Debug, Clone)]
pub struct OwnReferrals {
    /// Who it is about.
    pub person: PersonView,
    /// The referrals, the first first.
    pub referrals: Vec<Referral>,
    /// The meetings about them, the first first, without notes.
    pub meetings: Vec<Meeting>,
    /// What was decided about adjustments that may be too heavy for the school, the first first.
    pub burdens: Vec<Burden>,
    /// Whose yes a meeting needs today; `None` where nobody knows how old the student is.
    pub needed: Option<Consenter>,
    /// Those who did something or have to, by name.
    pub names: Names,
}

async fn many(tx: &mut Tx, tenant: TenantId, tier: Tier) -> Result<u32, StoreError> {
    let (count,) = row!(tx, (i64,), TAKEN, tenant.0, tier.code())?.unwrap_or((0,));
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// How full the line of a referral is, and who waits longer.
async fn places(
    tx: &mut Tx,
    tenant: TenantId,
    policy: &Policy,
    one: &Referral,
    today: Date,
) -> Result<Places, StoreError> {
    let taken = many(tx, tenant, one.tier).await?;
    let (ahead,) = row!(tx, (i64,), AHEAD, tenant.0, one.tier.code(), one.at.day, one.id.0)?.unwrap_or((0,));
    let ahead = if one.status.waits() { u32::try_from(ahead).unwrap_or(u32::MAX) } else { 0 };
    Ok(Places { all: policy.places(one.tier, today), taken, ahead })
}

async fn one(tx: &mut Tx, tenant: TenantId, file: FileId, id: ReferralId) -> Result<Referral, StoreError> {
    let all = of_file(tx, tenant, file).await?;
    all.into_iter().find(|one| one.id == id).ok_or(StoreError::NotFound)
}

/// Whether somebody reads this referral: who reaches the file reads all of its, and who is of the support team for other teams reads
/// what is asked of that, while it waits.
fn reads(reached: &Reached, actor: &Actor, one: &Referral) -> bool {
    reached.allows(actor, Action::ViewFile) || (one.tier == Tier::Second && one.status.waits())
}

/// Which right something asks.
const fn action(event: Event) -> Action {
    if event.answers() { Action::AnswerReferral } else { Action::AskReferral }
}

impl Store {
    /// How full each line is, for who asks one: how many it can have, and has.
    pub async fn referral_form(
        &self,
        actor: &Actor,
        file: FileId,
        now: Moment,
    ) -> Result<(PersonView, Vec<(Tier, Places)>), StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, Action::AskReferral, file, now.day).await?;
        let mut lines = Vec::new();
        for tier in Tier::ALL.iter().copied() {
            let taken = many(&mut tx, actor.tenant(), tier).await?;
            lines.push((tier, Places { all: reached.policy.places(tier, now.day), taken, ahead: 0 }));
        }
        let person = PersonView::of(&reached.file, now.day)?;
        let deed = Deed::new(actor, Action::AskReferral, reached.decision).to([person.person]).about(file);
        self.looked(tx, deed, now).await?;
        Ok((person, lines))
    }

    /// Asks the next line to take a student over.
    pub async fn referral_ask(
        &self,
        actor: &Actor,
        file: FileId,
        given: &Ask,
        now: Moment,
    ) -> Result<ReferralId, SaveError<AskRefusal>> {
        let tenant = actor.tenant();
        let mut saving = self.saving(actor, Action::AskReferral, file, None, now).await?;
        let known = of_file(&mut saving.tx, tenant, file).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let new = referral::ask(&known, new_id(), given, by, now).map_err(SaveError::Refused)?;
        add(&mut saving.tx, tenant, file, &new).await?;
        for one in referral::asked_again(&known, &new) {
            stepped(&mut saving.tx, tenant, file, &one).await?;
        }
        saving.written().await?.commit(new.id.to_string()).await?;
        Ok(new.id)
    }

    /// One referral. The look is in the audit.
    pub async fn referral(&self, actor: &Actor, id: ReferralId, now: Moment) -> Result<ReferralView, StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let file = file_of(&mut tx, tenant, id).await?;
        let reached = reach(&mut tx, actor, Action::SeeReferrals, file, now.day).await?;
        let referral = one(&mut tx, tenant, file, id).await?;
        if !reads(&reached, actor, &referral) {
            return Err(StoreError::NotFound);
        }
        let view = ReferralView {
            file,
            person: PersonView::of(&reached.file, now.day)?,
            places: places(&mut tx, tenant, &reached.policy, &referral, now.day).await?,
            names: names(&mut tx, referral.people()).await?,
            may_ask: reached.allows(actor, Action::AskReferral),
            may_answer: reached.allows(actor, Action::AnswerReferral),
            may_see_file: reached.allows(actor, Action::ViewFile),
            referral,
        };
        let deed = Deed::new(actor, Action::SeeReferrals, reached.decision).to([view.person.person]).about(id);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Whether somebody still reads a referral. Shows nothing of it, and so is no look.
    pub async fn referral_is_there(&self, actor: &Actor, id: ReferralId, now: Moment) -> Result<bool, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let file = file_of(&mut tx, actor.tenant(), id).await?;
        match reach(&mut tx, actor, Action::SeeReferrals, file, now.day).await {
            Ok(reached) => Ok(reads(&reached, actor, &one(&mut tx, actor.tenant(), file, id).await?)),
            Err(StoreError::NotFound) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// The referrals of one's own file, or one's child's: what was asked, and everything that was said about it.
    pub async fn own_referrals(&self, actor: &Actor, now: Moment) -> Result<OwnReferrals, StoreError> {
        let action = Action::SeeOwnFile;
        let mut tx = self.begin_snapshot().await?;
        let file = own_file(&mut tx, actor, action).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let referrals = of_file(&mut tx, actor.tenant(), file).await?;
        let meetings = of_student(&mut tx, actor.tenant(), file).await?;
        let burdens: Vec<Burden> = burdens_of(&mut tx, actor.tenant(), file).await?;
        let burdens: Vec<Burden> = burdens.into_iter().filter(|one| one.decision().is_some()).collect();
        let people = referrals.iter().flat_map(Referral::people).chain(meetings.iter().flat_map(Meeting::staff));
        let people = people.chain(burdens.iter().flat_map(Burden::people));
        let names = names(&mut tx, people.collect::<std::collections::BTreeSet<_>>()).await?;
        let person = PersonView::of(&reached.file, now.day)?;
        self.looked(tx, Deed::new(actor, action, reached.decision).to([person.person]), now).await?;
        let needed = consenter(reached.file.birth, now.day);
        Ok(OwnReferrals { person, referrals, meetings, burdens, needed, names })
    }

    /// Lets something happen to a referral: the next line answers, or whoever works with the student takes it back.
    pub async fn referral_step(
        &self,
        actor: &Actor,
        id: ReferralId,
        event: Event,
        words: &str,
        now: Moment,
    ) -> Result<(), SaveError<StepRefusal>> {
        let tenant = actor.tenant();
        let mut reading = self.begin_reading().await?;
        let file = file_of(&mut reading, tenant, id).await?;
        drop(reading);
        let mut saving = self.saving(actor, action(event), file, None, now).await?;
        if event == Event::Accept {
            run!(saving.tx, HOLD, tenant.0)?;
        }
        let known = one(&mut saving.tx, tenant, file, id).await?;
        if !reads(&saving.reached, actor, &known) {
            return Err(StoreError::NotFound.into());
        }
        let places = places(&mut saving.tx, tenant, &saving.reached.policy, &known, now.day).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let after = referral::step(&known, event, words, places, by, now).map_err(SaveError::Refused)?;
        stepped(&mut saving.tx, tenant, file, &after).await?;
        saving.written().await?.commit(format!("{id} {}", event.code())).await?;
        Ok(())
    }
}
