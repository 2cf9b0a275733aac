//! Deciding, telling, correcting and taking back; and where somebody went who was refused.

use super::load::{add, changed, new_id, of_file};
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::file::reach::{Reached, own_file, reach};
use crate::file::save::SaveError;
use crate::file::view::{PersonView, clearances};
use crate::{Store, StoreError, advice, calendar, mail, programme};
use access::{Action, Actor};
use register::admission::{
    self, Admission, Decided, Draft, Kind, Known, Outcome, Refusal, Setting, Stand, Telling, Where,
};
use register::advice::Advice;
use register::agreement::Subject;
use register::application::Application;
use register::clearance::Clearance;
use register::intake::talk::{self, Means, Told};
use register::intake::timely::Timely;
use register::law::calendar::{Counting, Length};
use register::law::{Because, Provider};
use register::programme::{MboLevel, Programmes};
use register::{AccountId, ApplicationId, FileId, Moment, TeamId, TenantId};
use std::collections::BTreeSet;
use time::Date;

sql! {
    SET_STATUS = "UPDATE application SET status = $3 WHERE tenant_id = $1 AND application_id = $2";
    /// The moment of the decision: the law counts from it.
    SET_DECIDED = "UPDATE application SET decided_on = $3, decided_at = $4 WHERE tenant_id = $1 AND application_id = $2 \
                   AND decided_on IS NULL";
    /// What this decision had set, and nothing that the student system says.
    FORGET_DECIDED = "UPDATE application SET decided_on = NULL, decided_at = NULL WHERE tenant_id = $1 AND application_id = $2 \
                      AND decided_at = $3";
    SCHOOL = "SELECT name FROM tenant WHERE tenant_id = $1";
}

/// How an application ended, as who decides reads it.
#[derive(Debug, Clone)]
pub struct AdmissionView {
    /// On which file.
    pub file: FileId,
    /// The school.
    pub school: String,
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
    /// Whether enrolling may follow, and why; none while the application is closed.
    pub clearance: Option<(Clearance, Vec<Because>)>,
    /// What was decided or chosen, the first first.
    pub all: Vec<Admission>,
    /// Which other programmes were advised, the first first.
    pub advice: Vec<Advice>,
    /// The teams that it names.
    pub teams: Vec<(TeamId, String)>,
    /// Those who did something, by name.
    pub names: Names,
    /// The applicant is told by mail.
    pub by_mail: bool,
    /// Whether the applicant was younger than 18 on the day of the decision: then the parents are told as well. `None`: nobody knows
    /// when they were born.
    pub minor: Option<bool>,
    /// Until when one can object to what holds, counted from the day it was told.
    pub object_until: Option<Date>,
}

impl AdmissionView {
    /// What holds.
    pub fn standing(&self) -> Option<&Admission> {
        admission::standing(&self.all, self.application.id)
    }

    /// What the applicant was told of and holds no more, while nobody told them so.
    pub fn unrecalled(&self) -> Option<&Admission> {
        admission::unrecalled(&self.all, self.application.id)
    }

    /// How it stands: what is done to it names this.
    pub fn stand(&self) -> Stand {
        Stand::of(&self.all, &self.application)
    }
}

/// Until when one can object to a decision that was told: six weeks (Awb 6:7, WEB 7.5.1), of which an end on a day of rest moves.
pub(crate) async fn until(
    tx: &mut crate::db::Tx,
    tenant: TenantId,
    one: Option<&Admission>,
) -> Result<Option<Date>, StoreError> {
    let Some(told) = one.filter(|one| one.outcome.is_decision()).and_then(|one| one.told) else { return Ok(None) };
    let calendar = calendar::load(tx, tenant).await?;
    Ok(Some(calendar.days.end(told.at.day, Length::Weeks(6), Counting::TermsAct)))
}

/// Whether enrolling may follow on an application that is open, or would be when what ended it is undone.
fn clearance(reached: &Reached, id: ApplicationId, today: Date) -> Option<(Clearance, Vec<Because>)> {
    let all = clearances(reached, today);
    all.into_iter().find(|(subject, ..)| *subject == Subject::Application(id)).map(|(_, found, why)| (found, why))
}

fn provider(reached: &Reached, today: Date) -> Option<Provider> {
    reached.policy.kind_of_school.on(today).copied()
}

impl Store {
    /// How an application ended, or can. The look is in the audit.
    pub async fn admission(&self, actor: &Actor, id: ApplicationId, now: Moment) -> Result<AdmissionView, StoreError> {
        let (tenant, action) = (actor.tenant(), Action::HoldIntake);
        let file = self.file_of_application(actor, id).await?;
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let application = reached.application(id)?.clone();
        let mut all = of_file(&mut tx, tenant, file).await?;
        all.retain(|one| one.application == id);
        let standing = admission::standing(&all, id);
        let decided = standing.or(admission::unrecalled(&all, id)).map_or(now.day, |one| one.at.day);
        let people: BTreeSet<AccountId> = all.iter().flat_map(Admission::people).collect();
        let (school,) = row!(tx, (String,), SCHOOL, tenant.0)?.ok_or(StoreError::NotFound)?;
        let mut advice = advice::load::of_file(&mut tx, tenant, file).await?;
        advice.retain(|one| one.application == id);
        let crebos: Vec<_> = application.programme.into_iter().chain(advice.iter().map(|one| one.programme)).collect();
        let view = AdmissionView {
            file,
            school,
            person: PersonView::of(&reached.file, now.day)?,
            programmes: programme::of_codes(&mut tx, tenant, crebos).await?,
            teams: advice::named(&mut tx, tenant, &advice).await?,
            advice,
            level: programme::level(&mut tx, tenant, application.programme).await?,
            timely: Timely::of(&application, provider(&reached, now.day)),
            clearance: clearance(&reached, id, now.day),
            names: names(&mut tx, people).await?,
            by_mail: mail::reaches(&mut tx, tenant, reached.file.person(), now).await?,
            minor: admission::tells_parents(reached.file.birth, decided),
            object_until: until(&mut tx, tenant, standing).await?,
            all,
            application,
        };
        let deed = Deed::new(actor, action, reached.decision).to([view.person.person]).about(id);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Whether something is decided that an actor can read as a letter: who decides at once, whom it is about once it was told.
    /// Shows nothing of it, and so is no look.
    pub async fn admission_is_decided(
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
        let all = of_file(&mut tx, tenant, file).await?;
        let reads = |one: &Admission| one.outcome.is_decision() && (action == Action::HoldIntake || one.told.is_some());
        // Who decides writes too that what was told holds no more.
        let gone = action == Action::HoldIntake && admission::unrecalled(&all, id).is_some();
        Ok(gone || admission::standing(&all, id).is_some_and(reads))
    }

    /// Decides on an application, or corrects what was decided. `seen`: how it stood when they looked.
    pub async fn admission_decide(
        &self,
        actor: &Actor,
        (id, seen): (ApplicationId, Stand),
        given: &Draft,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let decide = |all: &[Admission], reached: &Reached, level, by| {
            let application = reached.application(id)?;
            let known = Known {
                application,
                birth: reached.file.birth,
                qualification_duty: None,
                provider: provider(reached, now.day),
                level,
            };
            let clearance = clearance(reached, id, now.day).map(|(found, _)| found);
            let setting = Setting { known, clearance };
            Ok(admission::decide(all, new_id(), setting, given, by, now))
        };
        self.admission_write(actor, (id, seen), decide, now).await
    }

    /// Takes back what holds: the application is open again.
    pub async fn admission_back(
        &self,
        actor: &Actor,
        (id, seen): (ApplicationId, Stand),
        why: &str,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let back = |all: &[Admission], reached: &Reached, _, by| {
            let application = reached.application(id)?;
            Ok(admission::take_back(all, application, why, by, now))
        };
        self.admission_write(actor, (id, seen), back, now).await
    }

    async fn admission_write(
        &self,
        actor: &Actor,
        (id, seen): (ApplicationId, Stand),
        decide: impl FnOnce(
            &[Admission],
            &Reached,
            Option<MboLevel>,
            AccountId,
        ) -> Result<Result<Decided, Refusal>, StoreError>,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let tenant = actor.tenant();
        let file = self.file_of_application(actor, id).await?;
        let mut saving = self.saving(actor, Action::HoldIntake, file, None, now).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let all = of_file(&mut saving.tx, tenant, file).await?;
        let was = saving.reached.application(id)?.clone();
        let level = programme::level(&mut saving.tx, tenant, was.programme).await?;
        let decided = decide(&all, &saving.reached, level, by)?;
        let decided = Stand::met(seen, Stand::of(&all, &was), decided).map_err(SaveError::Refused)?;
        let tx = &mut saving.tx;
        if let Some(after) = &decided.replaced {
            let before = all.iter().find(|one| one.id == after.id).ok_or(StoreError::NotFound)?;
            changed(tx, (tenant, file), before, after).await?;
            if before.outcome == Outcome::Enrol {
                run!(tx, FORGET_DECIDED, tenant.0, id.0, before.at.at)?;
            }
        }
        if let Some(new) = &decided.new {
            add(tx, tenant, file, new).await?;
            if new.outcome == Outcome::Enrol {
                run!(tx, SET_DECIDED, tenant.0, id.0, new.at.day, new.at.at)?;
            }
        }
        // It is open again as it was; its talk may be written down since.
        let talks = crate::intake::load::of_file(tx, tenant, file).await?;
        let stands = talk::by_talk(decided.application, talk::newest(&talks, id).map(|talk| talk.status));
        if stands != was.status {
            run!(tx, SET_STATUS, tenant.0, id.0, stands.code())?;
        }
        let about = decided
            .new
            .as_ref()
            .map_or_else(|| format!("{id} back"), |new| format!("{id} {}", new.outcome.kind().code()));
        saving.written().await?.commit(about).await?;
        Ok(())
    }

    /// One change to what holds, or to what the applicant was told of and holds no more.
    async fn admission_change(
        &self,
        actor: &Actor,
        (id, seen): (ApplicationId, Stand),
        change: impl FnOnce(&[Admission], &Reached, AccountId) -> Result<Admission, Refusal>,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let tenant = actor.tenant();
        let (file, by, mut saving) = self.beside_application(actor, id, now).await?;
        let all = of_file(&mut saving.tx, tenant, file).await?;
        let stands = Stand::of(&all, saving.reached.application(id)?);
        let after = Stand::met(seen, stands, change(&all, &saving.reached, by)).map_err(SaveError::Refused)?;
        let before = all.iter().find(|one| one.id == after.id).ok_or(StoreError::NotFound)?;
        // By mail goes that there is news; what it is stands on their own page.
        let told = after.told.filter(|_| before.told.is_none());
        let told = told.or(after.recalled.filter(|_| before.recalled.is_none()));
        if let Some(Told { means: Means::Mail, .. }) = told {
            let person = saving.reached.file.person();
            if !mail::news(&mut saving.tx, tenant, person, now).await? {
                let part = (admission::Part::Means, register::field::Problem::DoesNotApply);
                return Err(SaveError::Refused(Refusal::Parts(vec![part])));
            }
        }
        changed(&mut saving.tx, (tenant, file), before, &after).await?;
        saving.written().await?.commit(format!("{id} {}", after.status.code())).await?;
        Ok(())
    }

    /// Notes that the applicant was told of what holds, or that what they were told of does not any more; or tells them by mail.
    pub async fn admission_told(
        &self,
        actor: &Actor,
        (id, seen): (ApplicationId, Stand),
        given: Telling,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let tell =
            |all: &[Admission], reached: &Reached, by| admission::tell(all, id, given, reached.file.birth, by, now);
        self.admission_change(actor, (id, seen), tell, now).await
    }

    /// Notes where somebody went who was refused.
    pub async fn admission_onward(
        &self,
        actor: &Actor,
        (id, seen): (ApplicationId, Stand),
        (to, declined, words): (Option<Where>, bool, &str),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let onward = |all: &[Admission], _: &Reached, by| {
            let one = admission::standing(all, id).ok_or(Refusal::Meanwhile)?;
            admission::onward(one, (to, declined, words), by, now)
        };
        self.admission_change(actor, (id, seen), onward, now).await
    }

    /// A decision that holds, for who reads one's own, as a letter: none where nothing was decided and told.
    pub async fn own_admission(
        &self,
        actor: &Actor,
        id: ApplicationId,
        now: Moment,
    ) -> Result<Option<AdmissionView>, StoreError> {
        let (tenant, action) = (actor.tenant(), Action::SeeOwnFile);
        let mut tx = self.begin_snapshot().await?;
        let file = own_file(&mut tx, actor, action).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let application = reached.application(id)?.clone();
        let mut all = of_file(&mut tx, tenant, file).await?;
        all.retain(|one| one.application == id && one.told.is_some());
        let Some(one) = admission::standing(&all, id).filter(|one| one.outcome.kind() != Kind::Chose) else {
            return Ok(None);
        };
        let people: BTreeSet<AccountId> = one.people().collect();
        let (school,) = row!(tx, (String,), SCHOOL, tenant.0)?.ok_or(StoreError::NotFound)?;
        let mut advice = advice::load::of_file(&mut tx, tenant, file).await?;
        advice.retain(|one| one.application == id);
        let crebos: Vec<_> = application.programme.into_iter().chain(advice.iter().map(|one| one.programme)).collect();
        let view = AdmissionView {
            file,
            school,
            person: PersonView::of(&reached.file, now.day)?,
            programmes: programme::of_codes(&mut tx, tenant, crebos).await?,
            teams: advice::named(&mut tx, tenant, &advice).await?,
            advice,
            level: programme::level(&mut tx, tenant, application.programme).await?,
            timely: Timely::of(&application, provider(&reached, now.day)),
            clearance: None,
            names: names(&mut tx, people).await?,
            by_mail: false,
            minor: None,
            object_until: until(&mut tx, tenant, Some(one)).await?,
            all,
            application,
        };
        let deed = Deed::new(actor, action, reached.decision).to([view.person.person]).about(id);
        self.looked(tx, deed, now).await?;
        Ok(Some(view))
    }
}
