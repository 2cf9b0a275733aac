//! The page of one file: what the actor may see of it, and nothing else.

use super::facts::{self, Loaded};
use super::key::{self, FileKeys};
use super::reach::{Reached, reach};
use crate::agreement::load::Texts;
use crate::agreement::names::{self as versions, Names, coaches};
use crate::audit::Deed;
use crate::correction::{self, Correction};
use crate::db::Tx;
use crate::looks::{self, Look};
use crate::municipality::{self, Home};
use crate::seal::Spot;
use crate::{Store, StoreError, guardian, point, programme, transfer, voice};
use access::{Action, Actor};
use register::agreement::{Agreement, Subject, WhoMustAnswer};
use register::application::Application;
use register::clearance::{self, Clearance};
use register::duty::{Duty, because, breaches, due_of, findings};
use register::enrolment::Enrolment;
use register::file::{self, Coming, State, coming};
use register::guardian::Reach;
use register::law::{Because, Finding};
use register::point::Point;
use register::programme::Programmes;
use register::statutory::{Assessed, Declined, Outcome};
use register::transfer::{Status, Transfer};
use register::voice::Voice;
use register::{AccountId, BirthDate, EnrolmentId, FileId, GuardianId, Moment, PersonId, Personal, TenantId};
use time::{Date, OffsetDateTime};

sql! {
    NEEDS = "SELECT number, words, recorded_on, recorded_at, account_id FROM need WHERE tenant_id = $1 AND file_id = $2 ORDER BY number DESC LIMIT 1";
    DECLINED = "SELECT number, declined_words FROM statutory WHERE tenant_id = $1 AND file_id = $2 ORDER BY number DESC LIMIT 1";
}

/// Who a file is about.
#[derive(Debug, Clone)]
pub struct PersonView {
    /// Which person.
    pub person: PersonId,
    /// Their name; `None` when no names were imported yet.
    pub name: Option<Personal<String>>,
    /// How to address them: the call name, or else the whole name.
    pub call_name: Option<Personal<String>>,
    /// Birth date, possibly incomplete.
    pub birth: Option<BirthDate>,
    /// The school's own number.
    pub student_number: Option<Personal<String>>,
    /// E-mail address.
    pub email: Option<Personal<String>>,
    /// Teams of today.
    pub teams: Vec<String>,
    /// Guardians of today: name, and whether they have authority.
    pub guardians: Vec<(register::GuardianId, Personal<String>, bool)>,
}

/// What the student needs, in their own words.
#[derive(Debug, Clone)]
pub struct NeedView {
    /// The words.
    pub words: Personal<String>,
    /// When they were recorded.
    pub on: Moment,
    /// By whom; an import or a demo has no account.
    pub by: Option<AccountId>,
}

/// A file as one actor sees it. What they may not see is absent.
#[derive(Debug, Clone)]
pub struct FileView {
    /// Which file.
    pub file: FileId,
    /// The version a save on this file must name.
    pub version: i64,
    /// Who it is about.
    pub person: PersonView,
    /// Applications, oldest first.
    pub applications: Vec<Application>,
    /// Enrolments, oldest first, with the programme code of the newest period.
    pub enrolments: Vec<(Enrolment, Option<String>)>,
    /// What the school's list says of these programmes.
    pub programmes: Programmes,
    /// Where the student lives, where the student system says so.
    pub home: Option<Home>,
    /// The need, if the actor may read it: the outer `None` means they may not.
    pub need: Option<Option<NeedView>>,
    /// The statutory facts, if the actor may see them; the outer `None` means they may not.
    pub statutory: Option<Option<Assessed>>,
    /// The agreement with its texts, if the actor may read it and there is one.
    pub agreement: Option<Agreement>,
    /// Who must answer a version today.
    pub who: WhoMustAnswer,
    /// The people of the school who did something on the agreement, by name.
    pub names: Names,
    /// The coaches of today, by name.
    pub coaches: Vec<Personal<String>>,
    /// Where it stands, if the actor sees everything that this hangs on.
    pub state: Option<State>,
    /// What comes, the first first, for whoever sees where it stands.
    pub coming: Vec<Coming>,
    /// Of each enrolment, whether agreements came before it where the law asked them, for the same.
    pub before: Vec<(EnrolmentId, Finding)>,
    /// Dates that turned out to be otherwise and what was found until then, the last first, for the same.
    pub corrections: Vec<Correction>,
    /// Clearance for each open application, if the actor may see it; why, if they see the facts that it hangs on.
    pub clearances: Vec<(Subject, Clearance, Vec<Because>)>,
    /// What is due on this file and why, most pressing first, for those with a work list.
    pub duties: Vec<(Duty, Vec<Because>)>,
    /// Parents who read the measures because the student lets them.
    pub allowed: Vec<GuardianId>,
    /// What the student said themselves, the last first, for who answers it.
    pub voices: Vec<Voice>,
    /// What is kept an eye on and has not ended, for who does that.
    pub points: Vec<Point>,
    /// What previous schools handed over and is in the file, for who reads the need.
    pub handed: Vec<Transfer>,
    /// When the yes to one that came was taken back, for the same: nobody reads it any more.
    pub handed_back: Vec<Date>,
    /// Which actions the actor has on this file: decides which buttons a page shows.
    pub may: Vec<Action>,
}

impl FileView {
    /// Whether the actor may do this with the file.
    pub fn may(&self, action: Action) -> bool {
        self.may.contains(&action)
    }
}

impl PersonView {
    /// Who a file is about, on a day. A birth date that nobody can have is an error here and not an unknown one.
    pub(crate) fn of(file: &Loaded, today: Date) -> Result<Self, StoreError> {
        let name = file.names.names().display();
        let call_name = file.names.call_name.clone().or_else(|| name.clone());
        Ok(Self {
            person: file.person(),
            birth: file.names.birth(file.person(), today)?,
            name: name.map(Personal::new),
            call_name: call_name.map(Personal::new),
            student_number: file.student_number.clone(),
            email: file.email.clone(),
            teams: file.team_names(today),
            guardians: file.guardians(today),
        })
    }
}

/// What the student needs, as it was last recorded.
pub(crate) async fn need(
    tx: &mut Tx,
    tenant: TenantId,
    file: FileId,
    keys: &FileKeys,
) -> Result<Option<NeedView>, StoreError> {
    type Row = (i64, Vec<u8>, Date, OffsetDateTime, Option<uuid::Uuid>);
    let found = row!(tx, Row, NEEDS, tenant.0, file.0)?;
    Ok(found.map(|(number, words, day, at, by)| {
        let words = keys.read(Spot::need(number), &words).shown().into();
        NeedView { words, on: Moment { at, day }, by: by.map(AccountId) }
    }))
}

/// What was last assessed, with the words of a decline.
pub(crate) async fn assessed(
    tx: &mut Tx,
    tenant: TenantId,
    loaded: &Loaded,
    keys: &FileKeys,
) -> Result<Option<Assessed>, StoreError> {
    let mut assessed = loaded.statutory.last().cloned();
    if let Some(Assessed { outcome: Outcome::ExtraSupport { declined: Some(declined) }, .. }) = &mut assessed {
        let newest = row!(tx, (i64, Option<Vec<u8>>), DECLINED, tenant.0, loaded.file.0)?;
        let words = newest.and_then(|(number, sealed)| Some(keys.read(Spot::declined(number), &sealed?).shown()));
        *declined = Declined { words: words.unwrap_or_default().into(), on: declined.on };
    }
    Ok(assessed)
}

/// The file as the actor sees it, from facts that were loaded and decided on.
pub(crate) async fn show(tx: &mut Tx, actor: &Actor, reached: &Reached, now: Moment) -> Result<FileView, StoreError> {
    let loaded = &reached.file;
    let (tenant, file_id) = (actor.tenant(), loaded.file);
    let may: Vec<Action> = Action::ALL.iter().copied().filter(|action| reached.allows(actor, *action)).collect();
    let sees = |action| may.contains(&action);
    let file_keys = key::open(tx, tenant, file_id).await?;
    let need = if sees(Action::ReadNeed) { Some(need(tx, tenant, file_id, &file_keys).await?) } else { None };
    let statutory =
        if sees(Action::SeeStatutoryFacts) { Some(assessed(tx, tenant, loaded, &file_keys).await?) } else { None };
    let agreement = if sees(Action::ViewAgreement) || sees(Action::SeeOwnAgreement) {
        let texts = Texts::Open(&file_keys);
        loaded.stored.agreements(texts)?.remove(&file_id)
    } else {
        None
    };
    let mut clearances = if sees(Action::SeeClearance) { clearances(reached, now.day) } else { Vec::new() };
    if !sees(Action::SeeStatutoryFacts) {
        clearances.iter_mut().for_each(|(.., why)| why.clear());
    }
    let facts = loaded.duty_facts();
    let found = if sees(Action::SeeWorkbench) { findings(&facts, &reached.policy) } else { Vec::new() };
    let duties = due_of(&found, now.day);
    // Each part of the sentence is one that the actor may read by itself.
    let whole = [Action::SeeStatutoryFacts, Action::ViewAgreement, Action::SeeWorkbench].into_iter().all(sees);
    let standing = file::Facts {
        applications: &loaded.applications,
        enrolments: &loaded.enrolments,
        assessed: loaded.statutory.last(),
        agreement: loaded.agreement.as_ref(),
        who: &loaded.who,
        duties: &duties,
        today: now.day,
    };
    let corrections = if whole { correction::load(tx, tenant, loaded.person()).await? } else { Vec::new() };
    let why = |duty: &Duty| (*duty, because(&found, duty, now.day));
    let told = duties.iter().map(why).collect();
    let names = versions::names(tx, versions::people(agreement.iter().flat_map(|a| &a.versions))).await?;
    let mut voices = if sees(Action::AnswerVoice) { voice::of_file(tx, tenant, file_id).await? } else { Vec::new() };
    voices.reverse();
    let points = if sees(Action::KeepPoints) { point::load::open(tx, tenant, loaded).await? } else { Vec::new() };
    let handed = if sees(Action::ReadNeed) { transfer::load::of_file(tx, tenant, file_id).await? } else { Vec::new() };
    let gone = |one: &&Transfer| one.status == Status::Withdrawn && one.content.is_some();
    let handed_back = handed.iter().filter(gone).filter_map(|one| Some(one.ended.as_ref()?.2.day)).collect();
    Ok(FileView {
        file: file_id,
        points,
        handed_back,
        handed: handed.into_iter().filter(|one| one.status == Status::Accepted).collect(),
        voices,
        allowed: guardian::lines(reached, now.day)
            .into_iter()
            .filter(|line| line.right.is_the_students() && line.reach != Reach::Nothing)
            .map(|line| line.id)
            .collect(),
        names,
        coaches: coaches(tx, loaded.coaches_on(now.day)).await?,
        state: whole.then(|| file::state(&standing)),
        coming: if whole { coming(&standing) } else { Vec::new() },
        corrections,
        before: if whole { breaches(&facts, &reached.policy) } else { Vec::new() },
        version: loaded.version,
        person: PersonView::of(loaded, now.day)?,
        applications: loaded.applications.clone(),
        enrolments: loaded.enrolments.iter().map(|e| (e.clone(), loaded.programme_of(e.id))).collect(),
        programmes: programme::of_codes(tx, tenant, loaded.crebos()).await?,
        home: municipality::home(tx, tenant, loaded.person(), now.day).await?,
        need,
        statutory,
        agreement,
        who: loaded.who.clone(),
        clearances,
        duties: told,
        may,
    })
}

/// Clearance for each open application, and why.
pub(crate) fn clearances(reached: &Reached, today: Date) -> Vec<(Subject, Clearance, Vec<Because>)> {
    let loaded = &reached.file;
    let open = loaded.applications.iter().filter(|a| a.status.is_open());
    open.map(|application| {
        let facts = clearance::Facts {
            application: &application.into(),
            statutory: &loaded.statutory,
            agreement: loaded.agreement.as_ref(),
            who: &loaded.who,
            birth: loaded.birth,
            policy: &reached.policy,
            today,
        };
        let why = clearance::verdict(&facts).because;
        (Subject::Application(application.id), clearance::clearance(&facts), why)
    })
    .collect()
}

impl Store {
    /// Opens a file. The look is in the audit, whatever it shows.
    pub async fn file_view(&self, actor: &Actor, file: FileId, now: Moment) -> Result<FileView, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, Action::ViewFile, file, now.day).await?;
        let view = show(&mut tx, actor, &reached, now).await?;
        let deed = Deed::new(actor, Action::ViewFile, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Opens the page of a file: as [`Store::file_view`], with the newest looks of colleagues for whom may see those. One
    /// look: who looked is part of the page.
    pub async fn file_page(
        &self,
        actor: &Actor,
        file: FileId,
        now: Moment,
    ) -> Result<(FileView, Option<Vec<Look>>), StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, Action::ViewFile, file, now.day).await?;
        let view = show(&mut tx, actor, &reached, now).await?;
        let person = reached.file.person();
        let looks =
            if view.may(Action::SeeLookLog) { Some(looks::of_colleagues(&mut tx, actor, person).await?) } else { None };
        let deed = Deed::new(actor, Action::ViewFile, reached.decision).to([person]).about(file);
        self.looked(tx, deed, now).await?;
        Ok((view, looks))
    }

    /// Whether a file is there for an actor to do this to. Shows nothing of it, and so is no look.
    pub async fn file_is_there(
        &self,
        actor: &Actor,
        action: Action,
        file: FileId,
        now: Moment,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin_snapshot().await?;
        reach(&mut tx, actor, action, file, now.day).await.map(drop)
    }

    /// The file of an application, for a page whose address names the application.
    pub async fn file_of_application(
        &self,
        actor: &Actor,
        application: register::ApplicationId,
    ) -> Result<FileId, StoreError> {
        let mut tx = self.begin_reading().await?;
        facts::file_of_application(&mut tx, actor.tenant(), application).await
    }
}
