//! Everything about a file that decisions hang on: row rights, clearance, duties. No free text is opened for it.
//!
//! One function loads one file, a page of files, or all files of a tenant (after an import), with the same queries.

use crate::StoreError;
use crate::agreement::load::{self as agreements, Texts};
use crate::db::Tx;
use crate::person::NameRow;
use crate::referral::load::Line;
use crate::together::{self, Together};
use crate::transition::load::Thin;
use crate::which::Which;
use register::agreement::{Agreement, Subject, WhoMustAnswer};
use register::application::Application;
use register::duty::{self, AgreementFacts, ApplicationFacts, Duty, DutyKind, EnrolmentFacts, FailingFact, FileFacts};
use register::enrolment::Enrolment;
use register::guardian;
use register::intake::{
    self,
    owed::{Course, Ending, Handed, kept},
};
use register::policy::Policy;
use register::programme::{Crebo, LeavingReason, MboLevel, Pathway};
use register::statutory::{Assessed, Declined, Ground, History, Outcome};
use register::transition::{Leaving, leavers};
use register::{
    AccountId, ApplicationId, BirthDate, EnrolmentId, FileId, GuardianId, Moment, Period, PersonId, Personal, TeamId,
    TenantId, VersionId,
};
use sqlx_macros::FromRow;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;
use time::{Date, OffsetDateTime};

macro_rules! base {
    () => {
        "SELECT f.file_id, f.person_id, f.version, p.sort_key, p.student_number, p.email, p.given_names, p.initials, p.call_name, \
         p.infix, p.family_name, p.birth_year, p.birth_month, p.birth_day, \
         (SELECT MIN(o.look_on) FROM point o WHERE o.tenant_id = f.tenant_id AND o.file_id = f.file_id) AS look_again \
         FROM support_file f JOIN person p ON p.tenant_id = f.tenant_id AND p.person_id = f.person_id WHERE f.tenant_id = $1"
    };
}
macro_rules! teams {
    () => {
        "SELECT x.person_id, x.team_id, t.name, x.begins, x.ends FROM person_team x \
         JOIN team t ON t.tenant_id = x.tenant_id AND t.team_id = x.team_id WHERE x.tenant_id = $1"
    };
}
macro_rules! coaches {
    () => {
        "SELECT person_id, account_id, begins, ends, handed_account FROM person_coach WHERE tenant_id = $1 AND account_id IS NOT NULL"
    };
}
macro_rules! guardians {
    () => {
        "SELECT person_id, guardian_id, name, authority, granted_on, grant_ended_on, begins, ends FROM guardian WHERE tenant_id = $1"
    };
}
macro_rules! applications {
    () => {
        concat!("SELECT ", application_columns!(), " FROM application WHERE tenant_id = $1")
    };
}
macro_rules! enrolments {
    () => {
        "SELECT e.person_id, e.enrolment_id, e.number, e.begins, e.planned_end, e.ended, e.leaving_reason, e.withdrawn_by, \
         (SELECT x.crebo FROM enrolment_period x WHERE x.tenant_id = e.tenant_id AND x.enrolment_id = e.enrolment_id \
         AND x.withdrawn_by IS NULL ORDER BY x.begins DESC LIMIT 1) AS crebo, \
         (SELECT x.level FROM enrolment_period x WHERE x.tenant_id = e.tenant_id AND x.enrolment_id = e.enrolment_id \
         AND x.withdrawn_by IS NULL ORDER BY x.begins DESC LIMIT 1) AS level, \
         (SELECT x.pathway FROM enrolment_period x WHERE x.tenant_id = e.tenant_id AND x.enrolment_id = e.enrolment_id \
         AND x.withdrawn_by IS NULL ORDER BY x.begins DESC LIMIT 1) AS pathway \
         FROM enrolment e WHERE e.tenant_id = $1"
    };
}
macro_rules! failing {
    () => {
        "SELECT f.person_id, y.version_id, y.position, y.failing_since FROM support_file f CROSS JOIN lesson_tally y \
         WHERE f.tenant_id = $1 AND y.tenant_id = f.tenant_id AND y.file_id = f.file_id AND y.failing_since IS NOT NULL"
    };
}
macro_rules! statutory {
    () => {
        "SELECT f.person_id, s.ground, s.extra_support, s.declined_on, s.assessed_at, s.assessed_on, s.corrects \
         FROM support_file f CROSS JOIN statutory s WHERE f.tenant_id = $1 AND s.tenant_id = f.tenant_id AND s.file_id = f.file_id"
    };
}

by_person! {
    base_rows = base!(), "f.person_id", "";
    team_rows = teams!(), "x.person_id", " ORDER BY t.name";
    coach_rows = coaches!(), "person_id", "";
    guardian_rows = guardians!(), "person_id", " ORDER BY name";
    application_rows = applications!(), "person_id", " ORDER BY applied_on, application_id";
    enrolment_rows = enrolments!(), "e.person_id", " ORDER BY e.begins, e.number";
    failing_rows = failing!(), "f.person_id", "";
    statutory_rows = statutory!(), "f.person_id", " ORDER BY s.number";
}

sql! {
    OF_APPLICATION = "SELECT f.file_id FROM application a JOIN support_file f ON f.tenant_id = a.tenant_id AND f.person_id = a.person_id \
                      WHERE a.tenant_id = $1 AND a.application_id = $2";
}

/// One file with the facts that decisions hang on.
#[derive(Debug, Clone)]
pub(crate) struct Loaded {
    pub(crate) file: FileId,
    /// Rises with every save; a save names the one it was based on.
    pub(crate) version: i64,
    pub(crate) sort_key: String,
    pub(crate) birth: Option<BirthDate>,
    /// What `access::decide` needs.
    pub(crate) rights: access::File,
    pub(crate) applications: Vec<Application>,
    pub(crate) enrolments: Vec<Enrolment>,
    pub(crate) statutory: History,
    pub(crate) agreement: Option<Agreement>,
    /// Who must answer a version today.
    pub(crate) who: WhoMustAnswer,
    /// The agreement as it is stored, to be opened for who may read it.
    pub(crate) stored: agreements::Stored,
    /// Whose it is.
    pub(crate) names: NameRow,
    pub(crate) student_number: Option<Personal<String>>,
    pub(crate) email: Option<Personal<String>>,
    /// The programme of the newest period of each enrolment.
    programmes: Vec<(EnrolmentId, Option<String>)>,
    /// Its level and its way of learning, likewise.
    levels: Vec<(EnrolmentId, Option<MboLevel>, Option<Pathway>)>,
    /// The routes to work, the first first.
    routes: Vec<Thin>,
    /// Absences without a valid reason, the first first.
    absences: Vec<register::absence::Fact>,
    /// Its teams, guardians and coaches of any day; teams and guardians in the order of their names.
    teams: Vec<(TeamId, String, Period)>,
    guardians: Vec<(GuardianId, Personal<String>, bool, Period)>,
    coaches: Vec<(AccountId, Period)>,
    /// Coaches who handed it over to another, each with the first day on which that holds.
    handed_over: Vec<(AccountId, Date)>,
    /// How the newest talk of each application stands.
    pub(crate) talks: Vec<(ApplicationId, Course)>,
    /// Where hand-overs of previous schools stand.
    pub(crate) handed: Vec<(ApplicationId, Handed)>,
    /// How each application ended that did.
    pub(crate) endings: Vec<(ApplicationId, Ending)>,
    /// Where advice for another programme stands.
    pub(crate) advised: Vec<(ApplicationId, register::advice::Status, Date)>,
    /// Since when what was told of one holds no more, while nobody said so.
    pub(crate) recalled: Vec<(ApplicationId, Date)>,
    /// Measures that fail in the lessons: of which version, at which place, since when.
    failing: Vec<(VersionId, usize, Date)>,
    /// The first day on which somebody looks again at a point of attention.
    pub(crate) look_again: Option<Date>,
}

impl Loaded {
    pub(crate) fn person(&self) -> PersonId {
        self.rights.person
    }

    /// What `access::decide` needs on a day, as far as is known now: who reaches the file then. Guardians are those of
    /// the day it was loaded for; no list goes by them.
    pub(crate) fn rights_on(&self, day: Date) -> access::File {
        let teams: Vec<TeamId> = self.teams.iter().filter(|(.., p)| p.contains(day)).map(|(team, ..)| *team).collect();
        let coaches = self.coaches.iter().filter(|(_, p)| p.contains(day)).map(|(coach, _)| *coach).collect();
        let in_hand = intake::in_hand(&self.applications, &self.enrolments, &teams, day);
        access::File { teams, coaches, in_hand, ..self.rights.clone() }
    }

    /// The names of its teams on a day.
    pub(crate) fn team_names(&self, day: Date) -> Vec<String> {
        self.teams.iter().filter(|(.., p)| p.contains(day)).map(|(_, name, _)| name.clone()).collect()
    }

    /// Its guardians on a day: name, and whether they have authority.
    pub(crate) fn guardians(&self, day: Date) -> Vec<(GuardianId, Personal<String>, bool)> {
        let on = self.guardians.iter().filter(|(.., p)| p.contains(day));
        on.map(|(id, name, authority, _)| (*id, name.clone(), *authority)).collect()
    }

    /// Who had to answer a version on a day.
    pub(crate) fn who_on(&self, policy: &Policy, day: Date) -> WhoMustAnswer {
        let with_authority = self.guardians.iter().filter(|(.., authority, during)| *authority && during.contains(day));
        let below = policy.terms.parent_answers_below(day);
        WhoMustAnswer::on(day, self.birth, below, with_authority.map(|(id, ..)| *id).collect())
    }

    /// Its coaches on a day, by account.
    pub(crate) fn coaches_on(&self, day: Date) -> impl Iterator<Item = AccountId> {
        self.coaches.iter().filter(move |(_, during)| during.contains(day)).map(|(coach, _)| *coach)
    }

    /// The programme of an enrolment, as its newest period says.
    pub(crate) fn programme_of(&self, enrolment: EnrolmentId) -> Option<String> {
        self.programmes.iter().find(|(id, _)| *id == enrolment).and_then(|(_, crebo)| crebo.clone())
    }

    /// How each enrolment is left, with what was noted of the newest route for it.
    pub(crate) fn leaving(&self) -> Vec<Leaving> {
        leavers(&self.enrolments, |id| {
            let found = self.levels.iter().find(|(of, ..)| *of == id);
            let route = self.routes.iter().rev().find(|route| route.enrolment == id);
            let (level, pathway) = found.map_or((None, None), |(_, level, pathway)| (*level, *pathway));
            (level, pathway, route.map(|route| route.noted).unwrap_or_default())
        })
    }

    /// Who guides somebody to work is a coach of theirs from the end of the enrolment, for as long as the route goes on, and at
    /// most through its last day: so that a graduate is not lost because no team has them any more. While they are enrolled a
    /// route gives nothing, and an enrolment that is withdrawn gives nothing. Who coached them and did no more when they left, or
    /// handed them over since, guides no longer.
    fn guided(&mut self) {
        let leaving = self.leaving();
        let coached = self.coaches.clone();
        for route in &self.routes {
            let of = leaving.iter().find(|one| one.enrolment == route.enrolment && !one.withdrawn);
            let Some((left, last)) = of.and_then(|one| one.left_on().zip(one.last_day())) else { continue };
            let holds = |period: &Period| period.until.is_none_or(|until| until >= period.from);
            let theirs: Vec<Period> =
                coached.iter().filter(|(coach, _)| *coach == route.guide).map(|(_, period)| *period).collect();
            let did =
                |period: &Period| period.from <= left && period.until.is_none_or(|until| until >= route.during.from);
            if theirs.iter().any(did) && !theirs.iter().any(|period| period.contains(left)) {
                continue;
            }
            let back = |from: Date| theirs.iter().any(|period| period.from > from && holds(period));
            let over = self
                .handed_over
                .iter()
                .filter(|(coach, from)| *coach == route.guide && *from >= route.during.from && !back(*from));
            let handed = over.filter_map(|(_, from)| from.previous_day()).min();
            let ends = [Some(last), route.during.until, handed];
            let until = ends.into_iter().flatten().min();
            let from = left.next_day().map_or(route.during.from, |after| after.max(route.during.from));
            let during = Period { from, until };
            let covers = |period: &Period| {
                period.from <= during.from && (period.until.is_none() || (until.is_some() && period.until >= until))
            };
            let known = self.coaches.iter().any(|(coach, period)| *coach == route.guide && covers(period));
            if !known && until.is_none_or(|until| until >= during.from) {
                self.coaches.push((route.guide, during));
            }
        }
    }

    /// The programmes that it names.
    pub(crate) fn crebos(&self) -> impl Iterator<Item = Crebo> {
        let enrolled = self.programmes.iter().filter_map(|(_, crebo)| crebo.as_deref().and_then(Crebo::parse));
        self.applications.iter().filter_map(|one| one.programme).chain(enrolled)
    }

    /// Every day, past ones too, on which time alone changes who reaches the file in a list, or what is due on it.
    pub(crate) fn turning_days(&self, policy: &Policy) -> BTreeSet<Date> {
        let periods = self.teams.iter().map(|(.., p)| *p).chain(self.coaches.iter().map(|(_, p)| *p));
        let mut days = duty::turning_days(&self.duty_facts(), policy);
        days.extend(periods.flat_map(|period| period.turning_days()));
        days.extend(self.enrolments.iter().filter_map(intake::lets_go));
        days.extend(self.applications.iter().filter_map(|one| one.kept?.next_day()));
        days
    }

    /// Since when a duty is there to be done, as far as the facts say: since somebody waits, else since what asked for it.
    pub(crate) fn since(&self, duty: &Duty) -> Option<Date> {
        if let Some(waits) = duty.waits {
            return Some(waits.since);
        }
        match duty.kind {
            DutyKind::Assess => match duty.subject {
                Subject::Application(id) => self.applications.iter().find(|a| a.id == id).map(|a| a.applied_on),
                Subject::Enrolment(id) => self.enrolments.iter().find(|e| e.id == id).map(|e| e.from),
            },
            DutyKind::Agree | DutyKind::AgreeLater => self.statutory.last().map(|assessed| assessed.on.day),
            DutyKind::OfferGuidance => {
                let leaving = self.leaving();
                let of = leaving.iter().find(|one| duty.subject == Subject::Enrolment(one.enrolment));
                of.and_then(Leaving::opens)
            }
            DutyKind::ReportAbsence => {
                self.absences.iter().filter(|one| one.reported_on.is_none()).map(|one| one.since).min()
            }
            DutyKind::HandOver => self.routes.iter().filter_map(|route| route.noted.municipality).max(),
            DutyKind::Reply | DutyKind::Await | DutyKind::Mend | DutyKind::LookAgain => None,
        }
    }

    fn agreement_facts(&self, agreement: &Agreement) -> AgreementFacts {
        let failing = FailingFact::of(agreement, &self.failing);
        AgreementFacts { failing, ..AgreementFacts::of(agreement, &self.who) }
    }

    /// The thin facts that duties are computed from.
    pub(crate) fn duty_facts(&self) -> FileFacts {
        let became = |id| self.applications.iter().filter(move |a| a.became == Some(id)).map(|a| a.id);
        FileFacts {
            birth: self.birth,
            applications: self.applications.iter().map(ApplicationFacts::from).collect(),
            enrolments: self
                .enrolments
                .iter()
                .map(|e| EnrolmentFacts {
                    id: e.id,
                    from: e.from,
                    until: e.until,
                    withdrawn: e.withdrawn,
                    applications: became(e.id).collect(),
                })
                .collect(),
            statutory: self.statutory.clone(),
            agreement: self.agreement.as_ref().map(|a| self.agreement_facts(a)).unwrap_or_default(),
            look_again: self.look_again,
            leaving: self.leaving(),
            absences: self.absences.clone(),
        }
    }
}

#[derive(FromRow)]
struct BaseRow {
    file_id: uuid::Uuid,
    person_id: uuid::Uuid,
    version: i64,
    sort_key: String,
    student_number: Option<String>,
    email: Option<String>,
    look_again: Option<Date>,
    #[sqlx(flatten)]
    names: NameRow,
}

#[derive(FromRow)]
struct GuardianRow {
    person_id: uuid::Uuid,
    guardian_id: uuid::Uuid,
    name: String,
    authority: bool,
    granted_on: Option<Date>,
    grant_ended_on: Option<Date>,
    begins: Date,
    ends: Option<Date>,
}

#[derive(FromRow)]
struct EnrolmentRow {
    person_id: uuid::Uuid,
    enrolment_id: uuid::Uuid,
    number: String,
    begins: Date,
    planned_end: Option<Date>,
    ended: Option<Date>,
    leaving_reason: Option<String>,
    withdrawn_by: Option<uuid::Uuid>,
    crebo: Option<String>,
    level: Option<String>,
    pathway: Option<String>,
}

#[derive(FromRow)]
struct StatutoryRow {
    person_id: uuid::Uuid,
    ground: String,
    extra_support: bool,
    declined_on: Option<Date>,
    assessed_at: OffsetDateTime,
    assessed_on: Date,
    corrects: Option<bool>,
}

fn impossible(table: &'static str, id: uuid::Uuid, what: &'static str) -> StoreError {
    StoreError::Inconsistent { table, key: id.simple().to_string(), what }
}

/// The file that an application belongs to. Opaque to opaque: who may open it is decided when it is opened.
pub(crate) async fn file_of_application(
    tx: &mut Tx,
    tenant: TenantId,
    application: ApplicationId,
) -> Result<FileId, StoreError> {
    let found = row!(tx, (uuid::Uuid,), OF_APPLICATION, tenant.0, application.0)?;
    found.map(|(id,)| FileId(id)).ok_or(StoreError::NotFound)
}

/// One file's facts.
pub(crate) async fn one(
    tx: &mut Tx,
    tenant: TenantId,
    person: PersonId,
    policy: &Policy,
    today: Date,
) -> Result<Loaded, StoreError> {
    load(tx, tenant, Which::One(person), policy, today).await?.pop().ok_or(StoreError::NotFound)
}

/// The facts of the files of these persons.
pub(crate) async fn load(
    tx: &mut Tx,
    tenant: TenantId,
    which: Which<'_>,
    policy: &Policy,
    today: Date,
) -> Result<Vec<Loaded>, StoreError> {
    together::ask(tx, &FACTS, tenant, which).await?;
    let loaded = loaded(tx, tenant, which, policy, today).await;
    tx.ahead.forget();
    loaded
}

/// All that a file is loaded from. What a file has no agreement or absence for is asked all the same: less than asking twice.
pub(crate) static FACTS: LazyLock<Together> = LazyLock::new(|| {
    Together::of(&[
        TOGETHER,
        crate::intake::load::TOGETHER,
        crate::transfer::load::TOGETHER,
        crate::admission::load::TOGETHER,
        crate::advice::load::TOGETHER,
        crate::referral::load::TOGETHER,
        crate::transition::load::TOGETHER,
        crate::absence::load::TOGETHER,
        crate::agreement::load::TOGETHER,
    ])
});

async fn loaded(
    tx: &mut Tx,
    tenant: TenantId,
    which: Which<'_>,
    policy: &Policy,
    today: Date,
) -> Result<Vec<Loaded>, StoreError> {
    let mut files: HashMap<uuid::Uuid, Loaded> = HashMap::new();
    for row in fetch!(tx, BaseRow, base_rows, tenant, which)? {
        files.insert(row.person_id, empty(tenant, row, today));
    }
    type Coached = (uuid::Uuid, uuid::Uuid, Date, Option<Date>, Option<uuid::Uuid>);
    type Team = (uuid::Uuid, uuid::Uuid, String, Date, Option<Date>);
    for (owner, team, name, from, until) in fetch!(tx, Team, team_rows, tenant, which)? {
        let Some(file) = files.get_mut(&owner) else { continue };
        file.teams.push((TeamId(team), name, Period { from, until }));
    }
    for (owner, coach, from, until, before) in fetch!(tx, Coached, coach_rows, tenant, which)? {
        let Some(file) = files.get_mut(&owner) else { continue };
        file.coaches.push((AccountId(coach), Period { from, until }));
        // What was taken back before it began holds on no day.
        let holds = until.is_none_or(|until| until >= from);
        file.handed_over.extend(before.filter(|_| holds).map(|before| (AccountId(before), from)));
    }
    for row in fetch!(tx, crate::application::Row, application_rows, tenant, which)? {
        let Some(file) = files.get_mut(&row.person_id) else { continue };
        file.applications.push(row.application()?);
    }
    for (owner, application, course) in crate::intake::load::courses(tx, tenant, which).await? {
        let Some(file) = files.get_mut(&owner.0) else { continue };
        file.talks.push((application, course));
    }
    for (owner, application, handed) in crate::transfer::load::handed(tx, tenant, which).await? {
        let Some(file) = files.get_mut(&owner.0) else { continue };
        file.handed.push((application, handed));
    }
    for (owner, application, ending, recalled) in crate::admission::load::endings(tx, tenant, which).await? {
        let Some(file) = files.get_mut(&owner.0) else { continue };
        file.endings.extend(ending.map(|ending| (application, ending)));
        file.recalled.extend(recalled.map(|since| (application, since)));
    }
    for (owner, application, status, since) in crate::advice::load::advised(tx, tenant, which).await? {
        let Some(file) = files.get_mut(&owner.0) else { continue };
        file.advised.push((application, status, since));
    }
    for (owner, line) in crate::referral::load::lines(tx, tenant, which).await? {
        let Some(file) = files.get_mut(&owner.0) else { continue };
        match line {
            Line::Asked => file.rights.asked = true,
            Line::TakenBy(account) => file.rights.taken_by.push(account),
        }
    }
    for row in fetch!(tx, EnrolmentRow, enrolment_rows, tenant, which)? {
        let Some(file) = files.get_mut(&row.person_id) else { continue };
        file.programmes.push((EnrolmentId(row.enrolment_id), row.crebo.clone()));
        // Where the file gives no level, the code itself may say it.
        let coded = || row.crebo.as_deref().and_then(Crebo::parse).and_then(Crebo::level);
        let level = row.level.as_deref().and_then(MboLevel::from_code).or_else(coded);
        let pathway = row.pathway.as_deref().and_then(Pathway::from_code);
        file.levels.push((EnrolmentId(row.enrolment_id), level, pathway));
        file.enrolments.push(enrolment_of(row));
    }
    for (owner, route) in crate::transition::load::thin(tx, tenant, which).await? {
        let Some(file) = files.get_mut(&owner.0) else { continue };
        file.routes.push(route);
    }
    for (owner, absence) in crate::absence::load::of_persons(tx, tenant, which).await? {
        let Some(file) = files.get_mut(&owner.0) else { continue };
        file.absences.extend(absence.fact());
    }
    let mut assessed: HashMap<uuid::Uuid, Vec<Assessed>> = HashMap::new();
    for row in fetch!(tx, StatutoryRow, statutory_rows, tenant, which)? {
        assessed.entry(row.person_id).or_default().push(assessed_of(&row)?);
    }
    let below = policy.terms.parent_answers_below(today);
    let mut authority: HashMap<uuid::Uuid, Vec<GuardianId>> = HashMap::new();
    for row in fetch!(tx, GuardianRow, guardian_rows, tenant, which)? {
        let Some(file) = files.get_mut(&row.person_id) else { continue };
        let (id, during) = (GuardianId(row.guardian_id), Period { from: row.begins, until: row.ends });
        file.guardians.push((id, row.name.into(), row.authority, during));
        if !during.contains(today) {
            continue;
        }
        let granted = row.granted_on.is_some_and(|from| Period { from, until: row.grant_ended_on }.contains(today));
        let right = guardian::right(file.birth, row.authority, policy.informs_guardians_at_16(today), below, today);
        file.rights.guardians.push((id, right.reach(granted)));
        if row.authority {
            authority.entry(row.person_id).or_default().push(id);
        }
    }
    let stored = agreements::read(tx, tenant, which).await?;
    if !stored.is_empty() {
        type Failing = (uuid::Uuid, uuid::Uuid, i64, Date);
        for (owner, version, position, since) in fetch!(tx, Failing, failing_rows, tenant, which)? {
            let Some(file) = files.get_mut(&owner) else { continue };
            let position =
                usize::try_from(position).map_err(|_| impossible("lesson_tally", version, "a negative place"))?;
            file.failing.push((VersionId(version), position, since));
        }
    }
    let mut agreed = stored.agreements(Texts::Closed)?;
    let mut out: Vec<Loaded> = Vec::with_capacity(files.len());
    for (id, mut file) in files {
        let course = |all: &[(ApplicationId, Course)], id: ApplicationId| {
            all.iter().find(|(of, _)| *of == id).map(|(_, one)| *one)
        };
        let ending = |all: &[(ApplicationId, Ending)], id: ApplicationId| {
            all.iter().find(|(of, _)| *of == id).map(|(_, one)| *one)
        };
        for application in &mut file.applications {
            let (talk, ended) = (course(&file.talks, application.id), ending(&file.endings, application.id));
            let recalled = file.recalled.iter().find(|(of, _)| *of == application.id).map(|(_, since)| *since);
            let sought = sought(&file.advised, application, ended);
            application.kept = kept(application, talk, ended, (recalled, sought));
        }
        file.statutory = History::new(assessed.remove(&id).unwrap_or_default());
        file.who = WhoMustAnswer::on(today, file.birth, below, authority.remove(&id).unwrap_or_default());
        file.agreement = agreed.remove(&file.file);
        file.guided();
        file.rights = file.rights_on(today);
        out.push(file);
    }
    if let (Which::One(_), [file]) = (which, out.as_mut_slice()) {
        file.stored = stored;
    }
    Ok(out)
}

/// Since when a place elsewhere is sought for an application.
pub(crate) fn sought(
    all: &[(ApplicationId, register::advice::Status, Date)],
    of: &register::application::Application,
    ended: Option<Ending>,
) -> Option<Date> {
    let of_it = all.iter().filter(|(id, ..)| *id == of.id).map(|(_, status, since)| (*status, *since));
    register::advice::seeks(of.status, ended.and_then(|ending| ending.chose), of_it)
}

fn empty(tenant: TenantId, row: BaseRow, today: Date) -> Loaded {
    Loaded {
        file: FileId(row.file_id),
        version: row.version,
        sort_key: row.sort_key,
        // An impossible birth date gives nobody a right, as an unknown one; the page of the file says that it is impossible.
        birth: row.names.birth(PersonId(row.person_id), today).ok().flatten(),
        stored: agreements::Stored::default(),
        names: row.names,
        student_number: row.student_number.map(Personal::new),
        email: row.email.map(Personal::new),
        programmes: Vec::new(),
        levels: Vec::new(),
        routes: Vec::new(),
        absences: Vec::new(),
        guardians: Vec::new(),
        rights: access::File {
            tenant,
            person: PersonId(row.person_id),
            teams: Vec::new(),
            coaches: Vec::new(),
            taken_by: Vec::new(),
            asked: false,
            in_hand: Vec::new(),
            guardians: Vec::new(),
        },
        applications: Vec::new(),
        talks: Vec::new(),
        endings: Vec::new(),
        recalled: Vec::new(),
        advised: Vec::new(),
        handed: Vec::new(),
        enrolments: Vec::new(),
        statutory: History::default(),
        agreement: None,
        who: WhoMustAnswer::Student,
        teams: Vec::new(),
        coaches: Vec::new(),
        handed_over: Vec::new(),
        failing: Vec::new(),
        look_again: row.look_again,
    }
}

fn enrolment_of(row: EnrolmentRow) -> Enrolment {
    Enrolment {
        id: EnrolmentId(row.enrolment_id),
        person: PersonId(row.person_id),
        number: row.number,
        from: row.begins,
        planned_until: row.planned_end,
        until: row.ended,
        reason: row.leaving_reason.as_deref().and_then(LeavingReason::parse),
        withdrawn: row.withdrawn_by.is_some(),
    }
}

/// The words of a decline stay sealed here: duties need only that, and when.
fn assessed_of(row: &StatutoryRow) -> Result<Assessed, StoreError> {
    let wrong = |what| impossible("statutory", row.person_id, what);
    let declined = row.declined_on.map(|on| Declined { words: String::new().into(), on });
    let outcome = match (row.extra_support, declined) {
        (true, declined) => Outcome::ExtraSupport { declined },
        (false, None) => Outcome::NoExtraSupport,
        (false, Some(_)) => return Err(wrong("declined what was not needed")),
    };
    let ground = Ground::from_code(&row.ground).ok_or_else(|| wrong("unknown ground"))?;
    let corrects = row.corrects == Some(true);
    Ok(Assessed { on: Moment { at: row.assessed_at, day: row.assessed_on }, corrects, ground, outcome })
}
