//! Planning a talk, telling the applicant, holding it and writing it down.

use super::load::{add, changed, new_id, of_file};
use super::upon::Upon;
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::reach::{guardian_of, own_file, reach};
use crate::file::save::SaveError;
use crate::file::view::PersonView;
use crate::{Store, StoreError, admission, advice, mail, programme, transfer};
use access::{Action, Actor};
use register::admission::Admission;
use register::advice::Advice;
use register::application::Application;
use register::intake::talk::{self, Event, Means, Plan, Refusal, Setting, Talk, Told, Written};
use register::intake::timely::Timely;
use register::meeting::Consenter;
use register::programme::{MboLevel, Programmes};
use register::transfer::{Transfer, takes_back};
use register::{
    AccountId, AdmissionId, ApplicationId, FileId, Moment, PersonId, Personal, TeamId, TenantId, TransferId,
};
use std::collections::BTreeSet;
use time::Date;
use uuid::Uuid;

sql! {
    SCHOOL = "SELECT name FROM tenant WHERE tenant_id = $1";
    SET_STATUS = "UPDATE application SET status = $3 WHERE tenant_id = $1 AND application_id = $2";
    /// Who holds intakes for a team, or for the whole school.
    HOLDERS = "SELECT DISTINCT a.account_id, a.name FROM membership m CROSS JOIN account a WHERE m.tenant_id = $1 AND m.role = 'intaker' \
               AND m.begins <= $3 AND (m.ends IS NULL OR m.ends >= $3) AND m.ended_at IS NULL \
               AND (m.scope = 'school' OR EXISTS (SELECT 1 FROM membership_team x WHERE x.tenant_id = $1 \
               AND x.membership_id = m.membership_id AND x.team_id = $2)) \
               AND a.account_id = m.account_id AND a.disabled_at IS NULL ORDER BY a.name, a.account_id";
}

/// The talks of an application, as who holds intakes reads them.
#[derive(Debug, Clone)]
pub struct TalkView {
    /// On which file.
    pub file: FileId,
    /// Who applied.
    pub person: PersonView,
    /// What for.
    pub application: Application,
    /// What the school's list says of that programme.
    pub programmes: Programmes,
    /// Its level; `None` where nobody knows it.
    pub level: Option<MboLevel>,
    /// Whether it came in time.
    pub timely: Timely,
    /// The talks, the first first.
    pub talks: Vec<Talk>,
    /// The school.
    pub school: String,
    /// Those who did something or have to, by name.
    pub names: Names,
    /// Who can hold it.
    pub holders: Vec<(AccountId, Personal<String>)>,
    /// The applicant is told by mail: they can sign in, want such mail, and mail goes.
    pub by_mail: bool,
}

impl TalkView {
    /// The talk that something is done to.
    pub fn newest(&self) -> Option<&Talk> {
        talk::newest(&self.talks, self.application.id)
    }
}

/// One's own applications, with their talks.
#[derive(Debug, Clone)]
pub struct OwnIntake {
    /// Whose they are.
    pub person: PersonView,
    /// The applications, the newest first.
    pub applications: Vec<Application>,
    /// What the school's list says of their programmes.
    pub programmes: Programmes,
    /// The talks, the first first.
    pub talks: Vec<Talk>,
    /// What was decided and told, or chosen, the first first.
    pub admissions: Vec<Admission>,
    /// What previous schools handed over, the first first: one reads it before it is in the file.
    pub transfers: Vec<Transfer>,
    /// Which other programmes were advised, the first first.
    pub advice: Vec<Advice>,
    /// The teams that it names.
    pub teams: Vec<(TeamId, String)>,
    /// Which of them one can take back the yes to.
    pub takes_back: Vec<TransferId>,
    /// Until when one can object to what holds.
    pub object_until: Vec<(AdmissionId, Date)>,
    /// Those of the school, by name.
    pub names: Names,
}

async fn holders(
    tx: &mut Tx,
    tenant: TenantId,
    team: Option<TeamId>,
    actor: &Actor,
    today: Date,
) -> Result<Vec<(AccountId, Personal<String>)>, StoreError> {
    // The tenant's own identifier is no team.
    let found = rows!(tx, (Uuid, String), HOLDERS, tenant.0, team.map_or(tenant.0, |team| team.0), today)?;
    let mut out: Vec<(AccountId, Personal<String>)> =
        found.into_iter().map(|(account, name)| (AccountId(account), Personal::new(name))).collect();
    // Whoever has the applicant in hand can hold the talk, by whatever team that is.
    if let Some(own) = actor.account().filter(|own| out.iter().all(|(account, _)| account != own)) {
        out.extend(names(tx, [own]).await?);
    }
    Ok(out)
}

/// Tells somebody that there is news about their application, where mail does that; whether it does.
async fn told(
    tx: &mut Tx,
    tenant: TenantId,
    person: PersonId,
    by: AccountId,
    now: Moment,
) -> Result<Option<Told>, StoreError> {
    let sent = mail::news(tx, tenant, person, now).await?;
    Ok(sent.then_some(Told { means: Means::Mail, at: now, by }))
}

/// What came of something that was done to the talks of an application, where what was shown of them stands.
fn met<V>(upon: Upon, known: &[Talk], came: Result<V, Refusal>) -> Result<V, Refusal> {
    let now = talk::seen_so_far(known, upon.application);
    upon.met(now, came, |one| *one == Refusal::Twice, Refusal::Meanwhile)
}

impl Store {
    /// The talks of an application. The look is in the audit.
    pub async fn intake_talks(&self, actor: &Actor, id: ApplicationId, now: Moment) -> Result<TalkView, StoreError> {
        self.talk_letter(actor, Action::HoldIntake, id, now).await
    }

    /// Whether a talk to come is planned, of which an actor can have the letter. Shows nothing of it, and so is no look.
    pub async fn talk_is_planned(
        &self,
        actor: &Actor,
        action: Action,
        id: ApplicationId,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let tenant = actor.tenant();
        let file = self.file_of_application(actor, id).await?;
        let mut tx = self.begin_snapshot().await?;
        reach(&mut tx, actor, action, file, now.day).await?;
        let talks = of_file(&mut tx, tenant, file).await?;
        Ok(talk::newest(&talks, id).is_some_and(|talk| talk.status == talk::Status::Planned))
    }

    /// The talks of an application, for who holds intakes or for whom it is about (`action`). The look is in the audit.
    pub async fn talk_letter(
        &self,
        actor: &Actor,
        action: Action,
        id: ApplicationId,
        now: Moment,
    ) -> Result<TalkView, StoreError> {
        let tenant = actor.tenant();
        let file = self.file_of_application(actor, id).await?;
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let application = reached.application(id)?.clone();
        let mut talks = of_file(&mut tx, tenant, file).await?;
        talks.retain(|one| one.application == id);
        let people: BTreeSet<AccountId> = talks.iter().flat_map(Talk::people).collect();
        let (school,) = row!(tx, (String,), SCHOOL, tenant.0)?.ok_or(StoreError::NotFound)?;
        let view = TalkView {
            school,
            file,
            person: PersonView::of(&reached.file, now.day)?,
            programmes: programme::of_codes(&mut tx, tenant, application.programme.into_iter().collect::<Vec<_>>())
                .await?,
            level: programme::level(&mut tx, tenant, application.programme).await?,
            timely: Timely::of(&application, reached.policy.kind_of_school.on(now.day).copied()),
            names: names(&mut tx, people).await?,
            holders: holders(&mut tx, tenant, application.team, actor, now.day).await?,
            by_mail: mail::reaches(&mut tx, tenant, reached.file.person(), now).await?,
            talks,
            application,
        };
        let deed = Deed::new(actor, action, reached.decision).to([view.person.person]).about(id);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Plans a talk, or moves the one that stands, and tells the applicant where mail does that.
    pub async fn intake_plan(
        &self,
        actor: &Actor,
        upon: impl Into<Upon>,
        given: &Plan,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let upon = upon.into();
        let (tenant, id) = (actor.tenant(), upon.application);
        let (file, by, mut saving) = self.beside_application(actor, id, now).await?;
        let known = of_file(&mut saving.tx, tenant, file).await?;
        let application = saving.reached.application(id)?.clone();
        let people = holders(&mut saving.tx, tenant, application.team, actor, now.day).await?;
        let people: Vec<AccountId> = people.into_iter().map(|(account, _)| account).collect();
        let setting = Setting { application: &application, holders: &people };
        let planned = talk::plan(&known, new_id(), setting, given, by, now);
        let (moved, mut new) = met(upon, &known, planned).map_err(SaveError::Refused)?;
        if let Some((before, after)) =
            moved.as_ref().and_then(|after| Some((known.iter().find(|one| one.id == after.id)?, after)))
        {
            changed(&mut saving.tx, (tenant, file), before, after, now).await?;
        }
        if new.untold(now.day) {
            new.told = told(&mut saving.tx, tenant, saving.reached.file.person(), by, now).await?;
        }
        add(&mut saving.tx, tenant, file, &new).await?;
        saving.written().await?.commit(format!("{} {}", new.id, new.status.code())).await?;
        Ok(())
    }

    /// One change to the newest talk of an application: its file is held.
    async fn talk_change(
        &self,
        actor: &Actor,
        upon: Upon,
        change: impl FnOnce(&Talk, &Application, AccountId) -> Result<Talk, Refusal>,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let (tenant, id) = (actor.tenant(), upon.application);
        let (file, by, mut saving) = self.beside_application(actor, id, now).await?;
        let known = of_file(&mut saving.tx, tenant, file).await?;
        let of = saving.reached.application(id)?;
        let before = talk::newest(&known, id).ok_or(SaveError::Refused(Refusal::None))?;
        let mut after = met(upon, &known, change(before, of, by)).map_err(SaveError::Refused)?;
        // That it does not go on is news.
        if after.status != before.status && after.untold(now.day) {
            let person = saving.reached.file.person();
            after.told = told(&mut saving.tx, tenant, person, by, now).await?;
        }
        changed(&mut saving.tx, (tenant, file), before, &after, now).await?;
        let stands = talk::by_talk(of.status, Some(after.status));
        if stands != of.status {
            run!(saving.tx, SET_STATUS, tenant.0, id.0, stands.code())?;
        }
        saving.written().await?.commit(format!("{} {}", after.id, after.status.code())).await?;
        Ok(())
    }

    /// Says that the talk was held, that nobody came, that it does not go on, or that one of the first two was wrong.
    pub async fn intake_turn(
        &self,
        actor: &Actor,
        upon: impl Into<Upon>,
        (event, why): (Event, &str),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        self.talk_change(actor, upon.into(), |talk, _, by| talk::turn(talk, event, why, by, now), now).await
    }

    /// Writes the talk down.
    pub async fn intake_report(
        &self,
        actor: &Actor,
        upon: impl Into<Upon>,
        given: &Written,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let write = |talk: &Talk, of: &Application, by| talk::report(talk, given, of.applied_on, by, now);
        self.talk_change(actor, upon.into(), write, now).await
    }

    /// Notes that the applicant was told how the talk stands.
    pub async fn intake_told(
        &self,
        actor: &Actor,
        upon: impl Into<Upon>,
        means: Option<Means>,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        self.talk_change(actor, upon.into(), |talk, _, by| talk::tell(talk, means, by, now), now).await
    }

    /// One's own applications, or one's child's, with their talks.
    pub async fn own_intake(&self, actor: &Actor, now: Moment) -> Result<OwnIntake, StoreError> {
        let (tenant, action) = (actor.tenant(), Action::SeeOwnFile);
        let mut tx = self.begin_snapshot().await?;
        let file = own_file(&mut tx, actor, action).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let talks = of_file(&mut tx, tenant, file).await?;
        // A decision is read once it was told; what was chosen is one's own.
        let mut admissions = admission::load::of_file(&mut tx, tenant, file).await?;
        let told = |one: &Admission| one.told.is_some() || !one.outcome.is_decision();
        let untold: Vec<_> = admissions
            .iter()
            .filter(|one| one.status == register::admission::Status::Standing && !told(one))
            .map(|one| (one.application, one.before, one.at.at))
            .collect();
        // What was advised with a decision that was not told would give that away.
        let mut advice = advice::load::of_file(&mut tx, tenant, file).await?;
        advice.retain(|one| untold.iter().all(|(of, _, at)| *of != one.application || one.at.at < *at));
        let teams = advice::named(&mut tx, tenant, &advice).await?;
        admissions.retain(told);
        let mut object_until = Vec::new();
        for one in admissions.iter().filter(|one| one.status == register::admission::Status::Standing) {
            let until = admission::until(&mut tx, tenant, Some(one)).await?;
            object_until.extend(until.map(|until| (one.id, until)));
        }
        let transfers = transfer::load::shown(&mut tx, tenant, file).await?;
        let me = guardian_of(actor).map_or(Consenter::Student, |_| Consenter::Guardian);
        let birth = reached.file.birth;
        let stands = |one: &&Transfer| one.status.on(register::transfer::Event::Withdraw).is_some();
        let theirs = |one: &&Transfer| takes_back(one.consent, me, birth, now.day);
        let takes_back = transfers.iter().filter(stands).filter(theirs).map(|one| one.id).collect();
        let people = talks.iter().flat_map(Talk::people).chain(transfers.iter().flat_map(Transfer::people));
        let people = people.chain(admissions.iter().flat_map(Admission::people));
        let people = people.chain(advice.iter().flat_map(Advice::people));
        let people: BTreeSet<AccountId> = people.collect();
        let mut applications = reached.file.applications.clone();
        applications.reverse();
        // Decided is not told: until then it stands where it stood.
        for one in &mut applications {
            let before = untold.iter().find(|(id, ..)| *id == one.id).map(|(_, before, _)| *before);
            one.status = before.unwrap_or(one.status);
        }
        let view = OwnIntake {
            person: PersonView::of(&reached.file, now.day)?,
            programmes: programme::of_codes(
                &mut tx,
                tenant,
                applications
                    .iter()
                    .filter_map(|one| one.programme)
                    .chain(advice.iter().map(|one| one.programme))
                    .collect::<Vec<_>>(),
            )
            .await?,
            names: names(&mut tx, people).await?,
            applications,
            talks,
            admissions,
            transfers,
            takes_back,
            advice,
            teams,
            object_until,
        };
        let deed = Deed::new(actor, action, reached.decision).to([view.person.person]);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }
}
