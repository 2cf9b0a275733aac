//! Made-up people for samples, in the states that pages show. The rules themselves bring them there.

use access::Action;
use register::{
    AccountId, AgreementId, ApplicationId, BirthDate, FileId, GuardianId, MeasureId, Moment, PersonId, Personal,
    VersionId, VoiceId,
    agenda::{Handed, Item, What},
    agreement::{
        Agreement, Answer, AnswerCommand, Answerer, Change, Channel, Kept, Line, LineDraft, Noted, Outcome as Follows,
        Plan, Preparation, Proposal, Received, Subject, Talk, WhoMustAnswer, answer, evaluate, propose, reply,
        take_back, take_back_evaluation,
    },
    application::{Application, Status},
    catalogue::{Measure, STARTER_MEASURES, STARTER_TEMPLATES, Template},
    clearance::{self, clearance},
    duty::{AgreementFacts, ApplicationFacts, Duty, EnrolmentFacts, FileFacts, because, breaches, due_of, findings},
    enrolment::Enrolment,
    file as stand,
    policy::Policy,
    statutory::{Assessed, Declined, Ground, History, Outcome},
    voice::Voice,
};
use store::{
    agreement::{
        names::Names,
        view::{Mine, VersionView},
    },
    catalogue::Catalogue,
    file::{
        list::FileRow,
        view::{FileView, NeedView, PersonView},
    },
};
use time::macros::{date, datetime};
use uuid::Uuid;

/// What a student said, with a word that is hard to fit.
pub const WORDS: &str = "Ik heb meer tijd nodig bij toetsen en een rustige plek.\n\
    Het Arbeidsmarktkwalificatiebegeleidingstraject was te druk voor mij; daar kon ik niet nadenken.";
/// What a student answered.
pub const ASKED: &str = "Ik wil de voorleessoftware ook thuis gebruiken, en liever niet elke week een gesprek.";

const STAFF: AccountId = AccountId(Uuid::from_u128(5));
const GUARDIAN: GuardianId = GuardianId(Uuid::from_u128(9));

/// The day of the samples.
pub fn now() -> Moment {
    Moment { at: datetime!(2026-05-12 10:00 UTC), day: date!(2026 - 05 - 12) }
}

/// When school and student of the samples look back: after the measures began.
fn looked_back() -> Moment {
    Moment { at: datetime!(2026-11-03 10:00 UTC), day: date!(2026 - 11 - 03) }
}

/// A version's identifier.
pub const fn version_id(number: u128) -> VersionId {
    VersionId(Uuid::from_u128(number))
}

/// Somebody in a list.
pub fn row(n: u128, name: Option<&str>) -> FileRow {
    FileRow {
        file: FileId(Uuid::from_u128(n)),
        person: PersonId(Uuid::from_u128(n)),
        name: name.map(|name| Personal::new(name.to_owned())),
        born: None,
        student_number: Some(Personal::new(format!("20260{n:02}"))),
        teams: person(None).teams,
        attention: false,
    }
}

/// Someone with a long name.
pub fn person(birth: Option<BirthDate>) -> PersonView {
    PersonView {
        person: PersonId(Uuid::from_u128(1)),
        name: Some(Personal::new("Annemarie-Louise van der Schoot-Wijnbergen".into())),
        call_name: Some(Personal::new("Annemarie".into())),
        birth,
        student_number: Some(Personal::new("2026001".into())),
        email: Some(Personal::new("annemarie@voorbeeld.example".into())),
        teams: vec!["Verpleging en Maatschappelijke Zorg".into()],
        guardians: vec![(GUARDIAN, Personal::new("Wilhelmina Wijnbergen".into()), true)],
    }
}

/// Someone of 17, or of 15.
pub fn born(young: bool) -> Option<BirthDate> {
    BirthDate::from_parts(if young { 2011 } else { 2008 }, 9, 3)
}

/// Who must answer for someone of 17, or of 15.
pub fn who(young: bool) -> WhoMustAnswer {
    WhoMustAnswer::on(now().day, born(young), register::guardian::AGREES_ALONE_FROM, vec![GUARDIAN])
}

/// Somebody who works at the school of the samples.
pub const fn staff() -> AccountId {
    STAFF
}

/// The guardian of the samples.
pub const fn guardian() -> GuardianId {
    GUARDIAN
}

/// An application.
pub fn application() -> Application {
    Application {
        id: ApplicationId(Uuid::from_u128(2)),
        person: PersonId(Uuid::from_u128(1)),
        programme: register::programme::Crebo::parse("25655"),
        team: None,
        applied_on: date!(2026 - 02 - 01),
        starts_on: Some(date!(2026 - 08 - 24)),
        status: Status::Received,
        decided: None,
        participant: None,
        became: None,
        kept: None,
    }
}

/// The starter catalogue.
pub fn catalogue() -> Catalogue {
    let id = |code: &str| STARTER_MEASURES.iter().position(|m| m.code == code).unwrap_or_default() as u128 + 1;
    let period = register::Period { from: date!(2026 - 01 - 01), until: None };
    let measures = STARTER_MEASURES.iter().map(|m| Measure {
        id: MeasureId(Uuid::from_u128(id(m.code))),
        kind: m.kind,
        text: m.text.into(),
        text_en: m.text_en.into(),
        who: m.who.into(),
        place: m.place,
        level: m.level,
        period,
    });
    let templates = STARTER_TEMPLATES.iter().enumerate().map(|(at, template)| Template {
        id: register::TemplateId(Uuid::from_u128(at as u128 + 1)),
        name: template.name.into(),
        name_en: template.name_en.into(),
        measures: template.measures.iter().map(|code| MeasureId(Uuid::from_u128(id(code)))).collect(),
        period,
    });
    Catalogue { measures: measures.collect(), templates: templates.collect() }
}

/// Lines for three measures, one with details.
pub fn lines() -> Vec<Line> {
    let catalogue = catalogue();
    let of = |measure: &Measure| LineDraft {
        measure: Some(measure.id),
        kind: Some(measure.kind),
        text: measure.text.clone(),
        details: String::new(),
        who: measure.who.clone(),
        place: Some(measure.place),
        from: Some(date!(2026 - 08 - 24)),
        until: Some(date!(2027 - 07 - 31)),
        level: Some(measure.level),
    };
    let mut drafts: Vec<LineDraft> = catalogue.measures.iter().step_by(3).take(4).map(of).collect();
    if let Some(first) = drafts.first_mut() {
        first.details = "Op dinsdag na de les, in lokaal B1.04. Niet in toetsweken.".into();
    }
    drafts.into_iter().filter_map(|draft| Line::new(draft).ok()).collect()
}

/// Of [`lines`] one stays, one is different, the others go, and one is new.
fn other_lines() -> Vec<Line> {
    let drafts: Vec<LineDraft> = lines().iter().map(Line::to_draft).collect();
    let new =
        LineDraft { measure: None, text: "Een vaste plek in het lokaal, bij de deur.".into(), ..drafts[1].clone() };
    let other = LineDraft { details: "Op donderdag na de les. Ook in toetsweken.".into(), ..drafts[0].clone() };
    [other, drafts[1].clone(), new].into_iter().filter_map(|draft| Line::new(draft).ok()).collect()
}

/// A step of an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The school proposes.
    Offer,
    /// The school proposes something that is partly new, partly different.
    OfferOther,
    /// The student agrees.
    Yes,
    /// The guardian agrees.
    GuardianYes,
    /// The student asks a change.
    Ask,
    /// The student does not agree.
    Refuse,
    /// The student agreed on paper, and somebody wrote that down.
    Paper,
    /// The student said yes, and somebody wrote that down.
    Spoken,
    /// The last answer was never given.
    TakeBack,
    /// The school says why nothing changes.
    Reply,
    /// School and student looked back at it.
    Evaluate,
    /// The last evaluation was never held like this.
    EvaluationBack,
}

/// An agreement after these steps.
pub fn agreement(steps: &[Step], who: &WhoMustAnswer) -> Agreement {
    let mut agreement = Agreement::new(AgreementId(Uuid::from_u128(3)), FileId(Uuid::from_u128(4)));
    for step in steps {
        let latest = agreement.latest();
        let said = |by, what, received| {
            let version = latest.map_or(version_id(0), |v| v.id);
            let command = AnswerCommand { version, by, answer: what, received };
            answer(&agreement, command, who, now()).ok()
        };
        let answered = |by, what| said(by, what, Received::Online(None));
        let noted = |channel| {
            let received = Received::Noted(Noted { channel, on: now().day, by: STAFF });
            said(Answerer::Student, Answer::Agreed, received)
        };
        let change: Option<Change> = match step {
            Step::Offer | Step::OfferOther => {
                let proposal = Proposal {
                    id: version_id(agreement.versions.len() as u128 + 1),
                    based_on: agreement.latest().map(|v| v.id),
                    subjects: vec![Subject::Application(application().id)],
                    open: vec![Subject::Application(application().id)],
                    lines: if *step == Step::OfferOther { other_lines() } else { lines() },
                    by: STAFF,
                };
                propose(&agreement, proposal, now()).ok()
            }
            Step::Yes => answered(Answerer::Student, Answer::Agreed),
            Step::GuardianYes => answered(Answerer::Guardian(GUARDIAN), Answer::Agreed),
            Step::Ask => answered(Answerer::Student, Answer::ChangeAsked { words: Personal::new(ASKED.into()) }),
            Step::Refuse => answered(Answerer::Student, Answer::NotAgreed { words: None }),
            Step::Paper => noted(Channel::Paper),
            Step::Spoken => noted(Channel::Spoken),
            Step::TakeBack => latest.and_then(|version| {
                let number = version.answers.last()?.number;
                take_back(&agreement, version.id, number, "Het was van een andere student.", STAFF, now()).ok()
            }),
            Step::Evaluate => latest.and_then(|version| {
                let kept = [Kept::Mostly, Kept::Little, Kept::Entirely].into_iter().cycle();
                let talk = Talk {
                    held_on: Some(looked_back().day),
                    with_student: Some(true),
                    kept: kept.map(Some).take(version.lines.len()).collect(),
                    words: ASKED.to_owned(),
                    outcome: Some(Follows::Changes),
                };
                evaluate(&agreement, version.id, &talk, STAFF, looked_back()).ok()
            }),
            Step::EvaluationBack => latest.and_then(|version| {
                let why = "Dit was het gesprek van een andere student.";
                take_back_evaluation(&agreement, version.id, 1, why, STAFF, looked_back()).ok()
            }),
            Step::Reply => latest.and_then(|version| {
                let why = "Thuis mag de software niet van de maker. De gesprekken blijven elke week, tot de stage.";
                reply(&agreement, version.id, why, STAFF, now()).ok()
            }),
        };
        if let Some(change) = change {
            agreement = change.after;
        }
    }
    agreement
}

/// A file with what was assessed and agreed.
pub fn file(assessed: Option<Assessed>, steps: &[Step]) -> FileView {
    let who = who(false);
    let agreement = (!steps.is_empty()).then(|| agreement(steps, &who));
    let subject = Subject::Application(application().id);
    let statutory = History::new(assessed.clone().into_iter().collect());
    let applied = &(&application()).into();
    let agreed = agreement.as_ref();
    let facts = clearance::Facts {
        application: applied,
        statutory: &statutory,
        agreement: agreed,
        who: &who,
        birth: born(false),
        policy: &Policy::default(),
        today: now().day,
    };
    let clearances = vec![(subject, clearance(&facts), clearance::verdict(&facts).because)];
    let status = if assessed.is_some() { Status::IntakeHeld } else { Status::Received };
    standing(FileView {
        file: FileId(Uuid::from_u128(4)),
        version: 3,
        person: person(born(false)),
        applications: vec![Application { status, ..application() }],
        enrolments: Vec::new(),
        programmes: register::programme::Programmes::default(),
        home: Some(store::municipality::Home {
            written: Personal::new("West aan de Grote Rivier".into()),
            now: Some(("Land van Voorbeeldstad".into(), true)),
            region: Some("Noord- en Midden-Voorbeeld".into()),
            unknown: false,
        }),
        need: Some(assessed.as_ref().map(|_| NeedView {
            words: Personal::new(WORDS.into()),
            on: now(),
            by: Some(STAFF),
        })),
        statutory: Some(assessed),
        agreement,
        who,
        names: names(),
        clearances,
        coaches: vec![Personal::new("Sander Kuipers".into())],
        state: None,
        coming: Vec::new(),
        before: Vec::new(),
        corrections: Vec::new(),
        duties: Vec::new(),
        voices: Vec::new(),
        points: Vec::new(),
        handed: Vec::new(),
        handed_back: Vec::new(),
        allowed: Vec::new(),
        may: Action::ALL.to_vec(),
    })
}

/// The same file, with what the rules say of it: what is due, where it stands, what comes.
pub fn standing(view: FileView) -> FileView {
    let (policy, today) = (Policy::default(), now().day);
    let assessed = view.statutory.clone().flatten();
    let became = |id| view.applications.iter().filter(move |a| a.became == Some(id)).map(|a| a.id);
    let enrolments: Vec<Enrolment> = view.enrolments.iter().map(|(enrolment, _)| enrolment.clone()).collect();
    let facts = FileFacts {
        applications: view.applications.iter().map(ApplicationFacts::from).collect(),
        enrolments: enrolments
            .iter()
            .map(|e| EnrolmentFacts {
                id: e.id,
                from: e.from,
                until: e.until,
                withdrawn: e.withdrawn,
                applications: became(e.id).collect(),
            })
            .collect(),
        statutory: History::new(assessed.iter().cloned().collect()),
        agreement: view.agreement.as_ref().map(|a| AgreementFacts::of(a, &view.who)).unwrap_or_default(),
        ..FileFacts::default()
    };
    let found = findings(&facts, &policy);
    let duties = due_of(&found, today);
    let stands = stand::Facts {
        applications: &view.applications,
        enrolments: &enrolments,
        assessed: assessed.as_ref(),
        agreement: view.agreement.as_ref(),
        who: &view.who,
        duties: &duties,
        today,
    };
    let (state, coming) = (Some(stand::state(&stands)), stand::coming(&stands));
    let told = |duty: &Duty| (*duty, because(&found, duty, today));
    let duties = duties.iter().map(told).collect();
    FileView { state, coming, before: breaches(&facts, &policy), duties, ..view }
}

fn needs(ground: Ground) -> Option<Assessed> {
    Some(Assessed { on: now(), corrects: false, ground, outcome: Outcome::ExtraSupport { declined: None } })
}

/// An applicant of whom nothing is known yet.
pub fn applicant() -> FileView {
    file(None, &[])
}

/// After the intake.
pub fn assessed(ground: Ground) -> FileView {
    file(needs(ground), &[])
}

/// The student wants no support.
pub fn declined() -> FileView {
    let words = Personal::new("Ik wil het eerst zelf proberen.".to_owned());
    let outcome = Outcome::ExtraSupport { declined: Some(Declined { words, on: now().day }) };
    file(Some(Assessed { on: now(), corrects: false, ground: Ground::Yes, outcome }), &[])
}

/// A proposal waits for the student.
pub fn offered() -> FileView {
    file(needs(Ground::Yes), &[Step::Offer])
}

/// A change was asked.
pub fn change_asked() -> FileView {
    file(needs(Ground::Yes), &[Step::Offer, Step::Ask])
}

/// The student does not agree.
pub fn not_agreed() -> FileView {
    file(needs(Ground::Yes), &[Step::Offer, Step::Refuse])
}

/// The student agreed.
pub fn agreed() -> FileView {
    file(needs(Ground::Yes), &[Step::Offer, Step::Yes])
}

/// A newer proposal beside what is in force.
pub fn beside() -> FileView {
    file(needs(Ground::Yes), &[Step::Offer, Step::Yes, Step::Offer])
}

/// Who of the school did something.
pub fn names() -> Names {
    Names::from([(STAFF, Personal::new("Noor van der Wetering-Bakker".to_owned()))])
}

/// What the student prepared for the talk about a version.
pub fn prepared(version: &register::agreement::Version) -> Preparation {
    let went = [Some(Kept::Little), None, Some(Kept::Entirely)].into_iter().cycle();
    Preparation {
        number: 1,
        by: Answerer::Student,
        went: went.take(version.lines.len()).collect(),
        words: Some(Personal::new(ASKED.into())),
        wish: Some(Personal::new(WORDS.into())),
        at: now(),
        account: STAFF,
    }
}

/// Something that the student said, and where it stands.
pub fn voice(status: register::voice::Status) -> Voice {
    use register::voice::Status;
    let (open, answered) = (status == Status::Open, status == Status::Answered);
    let answer = "Vanaf maandag is lokaal B1.12 vrij. Je coach wijst je de plek.".to_owned();
    Voice {
        id: VoiceId(Uuid::from_u128(9)),
        number: 1,
        kind: register::voice::Kind::Missing,
        words: Personal::new(ASKED.into()),
        by: Answerer::Student,
        account: AccountId(Uuid::from_u128(1)),
        at: now(),
        due: now().day.saturating_add(time::Duration::days(14)),
        status,
        closed: (!open).then(|| (now(), STAFF)),
        answer: answered.then(|| Personal::new(answer)),
    }
}

/// A talk that is planned.
pub fn planned() -> Plan {
    let day = now().day.saturating_add(time::Duration::days(9));
    let place = Some(Personal::new("Lokaal B1.12".to_owned()));
    Plan { number: 1, day, hour: Some(time::macros::time!(9:30)), place, at: now(), by: STAFF, ended: None }
}

/// A version of someone of 17, or of 15, after these steps.
pub fn version(steps: &[Step], young: bool, number: u128) -> VersionView {
    let who = who(young);
    let agreement = agreement(steps, &who);
    let version = agreement.version(version_id(number)).or(agreement.latest()).cloned();
    let version = version.unwrap_or_else(|| unreachable!("samples begin with an offer"));
    let other = |v: &&register::agreement::Version| v.id != version.id;
    let open = version.status == register::agreement::Status::Offered;
    let in_force = agreement.in_force(now().day).filter(other);
    let earlier = agreement.versions.iter().rev().find(|v| v.number < version.number);
    let before = in_force.filter(|v| v.number < version.number).or(earlier);
    VersionView {
        told: Vec::new(),
        planned: None,
        prepared: Vec::new(),
        happens: Vec::new(),
        file: FileId(Uuid::from_u128(4)),
        person: person(born(young)),
        in_force: agreement.in_force(now().day).filter(other).cloned(),
        offered: agreement.offered().filter(other).map(|v| v.id),
        waits_for: if open { version.waits_for(&who) } else { None },
        who,
        below: register::guardian::AGREES_ALONE_FROM,
        before: before.cloned(),
        newest: agreement.latest().is_some_and(|latest| latest.id == version.id),
        names: names(),
        coaches: vec![Personal::new("Sander Kuipers".into())],
        school: "Voorbeeld College".into(),
        may_note: true,
        may_reply: true,
        may_evaluate: true,
        may_share: true,
        on_paper: Vec::new(),
        may_propose: true,
        may_answer: open,
        as_guardian: None,
        version,
    }
}

/// The own page of someone of 17, or of 15, or of their guardian, after these steps.
pub fn mine(steps: &[Step], young: bool, as_guardian: Option<GuardianId>) -> Mine {
    let who = who(young);
    let answers = as_guardian.is_none() || young;
    let agreement = (!steps.is_empty()).then(|| agreement(steps, &who));
    let me = as_guardian.map_or(Answerer::Student, Answerer::Guardian);
    let agrees = |version: &&register::agreement::Version| {
        version.answer_of(me).is_none_or(|given| given.answer != Answer::Agreed)
    };
    let offered = agreement.as_ref().and_then(Agreement::offered).filter(agrees);
    let proposal = offered.map(|version| Item { what: What::Proposal(version.id), on: version.proposed.day });
    Mine {
        file: FileId(Uuid::from_u128(4)),
        person: person(born(young)),
        agreement,
        who,
        names: names(),
        coaches: vec![Personal::new("Sander Kuipers".into())],
        need: answers.then(|| Some(NeedView { words: Personal::new(WORDS.into()), on: now(), by: Some(STAFF) })),
        assessed: answers.then(|| needs(Ground::Yes)),
        school: "Voorbeeld College".into(),
        planned: None,
        called_off: None,
        prepared: None,
        may_prepare: answers,
        points: Vec::new(),
        may_say: answers,
        happens: None,
        agenda: proposal.filter(|_| answers).into_iter().collect(),
        may_allow: as_guardian.is_none(),
        may_answer: answers,
        may_see_looks: answers,
        may_see_shares: answers,
        as_guardian,
    }
}

/// The own page with one of everything that can stand on an agenda, of someone of 17 or of a parent of one of 15.
pub fn mine_busy(as_guardian: Option<GuardianId>) -> Mine {
    let young = as_guardian.is_some();
    let steps: &[Step] = if young { &[Step::Offer, Step::Yes] } else { &[Step::Offer, Step::Yes, Step::Offer] };
    let mut mine = mine(steps, young, as_guardian);
    let version = VersionId(Uuid::from_u128(8));
    let on = now().day;
    let all = [
        What::Proposal(version),
        What::Meeting,
        What::HandedOver,
        What::Evidence,
        What::Evaluation(version),
        What::Happens(version),
        What::Intake,
        What::Telling,
        What::Document,
        What::Choice,
        What::Reported,
        What::Handoff(Handed::Sent),
        What::Handoff(Handed::SentByParent),
        What::Handoff(Handed::Accepted),
        What::Handoff(Handed::Refused),
        What::Answered,
        What::ExamDecided,
        What::Dispute,
        What::Concern,
        What::Admission,
        What::Burden,
    ];
    mine.agenda = all.map(|what| Item { what, on }).into();
    mine
}

/// Rows of a list of files.
pub fn rows() -> Vec<FileRow> {
    let row = |n: u128, name: Option<&str>, teams: &[&str], attention| FileRow {
        file: FileId(Uuid::from_u128(n)),
        person: PersonId(Uuid::from_u128(n)),
        name: name.map(|name| Personal::new(name.to_owned())),
        born: name.is_none().then(|| BirthDate::from_parts(2008, 9, 3)).flatten(),
        student_number: (n < 5).then(|| Personal::new(format!("20260{n:02}"))),
        teams: teams.iter().map(|team| (*team).to_owned()).collect(),
        attention,
    };
    vec![
        row(1, Some("Bo Li"), &["Autotechniek"], false),
        row(2, Some("Noor Özdemir"), &["Verpleging", "Doorstroom naar het hoger beroepsonderwijs"], true),
        row(3, Some("Annemarie-Louise van der Schoot-Wijnbergen"), &[], true),
        row(4, None, &["Arbeidsmarktgekwalificeerd Assistent Horeca, Voeding of Voedingsindustrie"], false),
        row(5, None, &["Autotechniek"], false),
    ]
}
