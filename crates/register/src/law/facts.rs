//! The facts that rules look at: what is known of a person, a school and days.
//!
//! Everything may be unknown, and unknown is never read as "no": a rule that needs what nobody said answers [`Missing`].
//! Rooms that come (evaluation, exams, disputes, absence, leaving) fill in their part; nobody fills in all.

use super::SchoolYear;
use crate::{BirthDate, codes, statutory::Ground};
use time::{Date, OffsetDateTime};

/// A fact that a rule needs and nobody said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not known: {0}")]
pub struct Missing(pub &'static str);

/// A day, and the moment where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct When {
    /// The civil day in the Netherlands.
    pub day: Date,
    /// The instant, where the hour is known.
    pub at: Option<OffsetDateTime>,
}

impl When {
    /// A day of which the hour is not known.
    pub const fn day(day: Date) -> Self {
        Self { day, at: None }
    }

    /// Whether this came before that. On one day the hours decide where both are known; otherwise the same day counts as
    /// before: the law says "before", asks no hour, and schools enrol and agree in one sitting.
    pub fn is_before(&self, other: &Self) -> bool {
        match (self.at, other.at) {
            (Some(this), Some(that)) if self.day == other.day => this < that,
            _ => self.day <= other.day,
        }
    }
}

impl From<crate::Moment> for When {
    fn from(moment: crate::Moment) -> Self {
        Self { day: moment.day, at: Some(moment.at) }
    }
}

codes! {
    /// As what someone is, or would be, enrolled.
    pub enum Participant {
        /// *Student*: vocational education.
        Student = "student",
        /// *Vavo-student*: general secondary education for adults.
        Vavo = "vavo_student",
        /// *Deelnemer* in other *educatie*.
        Educatie = "educatie_deelnemer",
    }
}

codes! {
    /// What kind of school.
    pub enum Provider {
        /// *Regionaal opleidingencentrum*.
        Roc = "roc",
        /// *Beroepscollege*.
        Beroepscollege = "beroepscollege",
        /// Not funded by the state: of the law only what WEB 11.1.2(1) lists.
        NonFunded = "non_funded_provider",
    }
}

codes! {
    /// What kind of programme.
    pub enum Kind {
        /// *Entreeopleiding*, level 1.
        Entree = "entree",
        /// *Basisberoepsopleiding*, level 2.
        Basisberoeps = "basisberoeps",
        /// *Vakopleiding*, level 3.
        Vak = "vak",
        /// *Middenkaderopleiding*, level 4.
        Middenkader = "middenkader",
        /// *Specialistenopleiding*, level 4.
        Specialisten = "specialisten",
        /// *Nederlands als tweede taal*.
        Nt2 = "nt2",
        /// *Voortgezet algemeen volwassenenonderwijs*.
        Vavo = "vavo",
    }
}

impl Kind {
    /// Whether it is vocational education.
    pub const fn is_vocational(self) -> bool {
        !matches!(self, Self::Nt2 | Self::Vavo)
    }
}

codes! {
    /// The way of learning.
    pub enum Leerweg {
        /// Mostly at school.
        Bol = "BOL",
        /// Mostly at work.
        Bbl = "BBL",
    }
}

codes! {
    /// The highest diploma someone has.
    pub enum Diploma {
        /// None.
        None = "none",
        /// Vmbo.
        Vmbo = "vmbo",
        /// Mbo level 1.
        Entree = "mbo-1 (entree)",
        /// Mbo level 2, 3 or 4.
        Mbo = "mbo-2 or higher",
        /// Havo or vwo.
        HavoVwo = "havo or vwo",
    }
}

impl Diploma {
    /// Whether it is a *startkwalificatie* (Leerplichtwet 1(f)).
    pub const fn is_basic_qualification(self) -> bool {
        matches!(self, Self::Mbo | Self::HavoVwo)
    }
}

codes! {
    /// A circumstance in someone's life, as far as rules ask for it. No diagnosis.
    pub enum Circumstance {
        /// Illness (WEB 8.1.5(3)(a)).
        Illness = "illness",
        /// Pregnancy and childbirth (b).
        Pregnancy = "pregnancy",
        /// A disability or chronic illness (c). Which one, nobody asks.
        HandicapOrChronicIllness = "handicap_or_chronic_illness",
        /// Looking after someone at home (d).
        InformalCare = "mantelzorg",
        /// A young mother (b, d).
        YoungMother = "jonge moeder",
        /// Other family circumstances (d).
        Family = "family",
        /// A programme that cannot well be studied (e).
        Programme = "programme",
        /// What the school itself has set (f).
        SetBySchool = "set_by_school",
    }
}

codes! {
    /// Whether extra support is needed.
    pub enum Needs {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// Not known.
        Unknown = "unknown",
    }
}

/// A programme.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Programme {
    /// Which kind.
    pub kind: Option<Kind>,
    /// The way of learning.
    pub leerweg: Option<Leerweg>,
    /// Its first day.
    pub starts_on: Option<Date>,
    /// How many school years it takes.
    pub years: Option<f64>,
    /// It is part of a *doorlopende leerroute vmbo-mbo* (WEB 9.1.16).
    pub continuous_route: bool,
    /// It may set demands of its own (WEB 8.2.2a).
    pub sets_demands: bool,
}

/// Who it is about.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Person {
    /// When born.
    pub birth: Option<BirthDate>,
    /// Enrolled as what.
    pub participant: Option<Participant>,
    /// The highest diploma.
    pub diploma: Option<Diploma>,
    /// Full school years behind them.
    pub school_years: Option<i32>,
    /// Whether paragraph 2a of the Leerplichtwet holds for them, where somebody looked that up.
    pub qualification_duty: Option<bool>,
    /// Whether there is a disability or chronic illness.
    pub ground: Option<Ground>,
    /// Whether extra support is needed.
    pub needs: Option<Needs>,
    /// A circumstance.
    pub circumstance: Option<Circumstance>,
}

/// Which school, and what it set itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct School {
    /// Which kind.
    pub provider: Option<Provider>,
    /// A *bijzondere instelling*; a public one decides under the Awb.
    pub private: Option<bool>,
    /// The first days of its holiday weeks.
    pub holiday_weeks: Vec<Date>,
    /// Its own terms.
    pub terms: super::OwnTerms,
}

/// Asking for admission.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Application {
    /// When applied.
    pub applied_on: Option<Date>,
    /// When an enrolment elsewhere was ended by study advice (WEB 8.0.1(3)).
    pub terminated_on: Option<Date>,
    /// The school takes so many and no more (WEB 8.1.1c(2)).
    pub limited: Option<bool>,
    /// Years enrolled in vocational programmes.
    pub years_enrolled: Option<f64>,
    /// Diplomas of such programmes.
    pub diplomas: Option<i32>,
    /// The last day of the last enrolment.
    pub last_day: Option<Date>,
    /// Entree enrolments in the past two school years.
    pub entree_lately: Option<i32>,
    /// When the other one applied who would get the place.
    pub other_applied_on: Option<Date>,
    /// The question whether the application stands.
    pub confirmation: Option<Confirmation>,
    /// That it was refused.
    pub refused_on: Option<Date>,
    /// Why.
    pub refused_for: Option<RefusedFor>,
    /// When another programme was offered.
    pub offered_on: Option<Date>,
    /// Whether the burden was tested.
    pub burden_tested: Option<bool>,
}

codes! {
    /// Why admission was refused, as far as an offer hangs on it.
    pub enum RefusedFor {
        /// Too late.
        Late = "late application",
        /// No study choice advice after compulsory intake activities.
        NoAdvice = "no advice after compulsory intake",
        /// No reply.
        NotConfirmed = "no reply before 1 July",
    }
}

/// The question whether an application stands (WEB 8.1.1c(3)(d)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Confirmation {
    /// When asked.
    pub asked_on: Option<Date>,
    /// Whether it was said in writing that a reply is a condition.
    pub told_in_writing: Option<bool>,
    /// When replied.
    pub replied_on: Option<Date>,
}

/// An intake talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Intake {
    /// When.
    pub held_on: Option<Date>,
    /// Whether the need for support was assessed.
    pub assessed: Option<bool>,
    /// What it gave, where only that is known.
    pub found_no_need: bool,
    /// Whether the school obliged people to come.
    pub compulsory: Option<bool>,
    /// Whether the applicant came.
    pub took_part: Option<bool>,
    /// Whether a study choice advice was given.
    pub advised: bool,
}

/// A version of agreements.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Version {
    /// Its number.
    pub number: Option<i32>,
    /// Statutory, or by the school's policy only.
    pub statutory: Option<bool>,
    /// When it was offered.
    pub offered_on: Option<Date>,
    /// Whether it is in writing.
    pub in_writing: Option<bool>,
    /// When the student agreed, each time.
    pub student: Vec<When>,
    /// When a parent agreed, each time.
    pub parent: Vec<When>,
    /// From when its measures hold.
    pub in_force_from: Option<Date>,
    /// The last day on which it held: its measures' last day, or the day on which it was ended.
    pub until: Option<Date>,
    /// From when another took its place.
    pub superseded_on: Option<Date>,
    /// Which.
    pub superseded_by: Option<i32>,
    /// For which enrolments; nobody said, or these.
    pub covers: Option<Vec<String>>,
    /// With which school.
    pub institution: Option<String>,
    /// It was not kept at all.
    pub not_kept: bool,
    /// Whose answer is missing, where somebody looked that up.
    pub waits_for: Option<super::Actor>,
}

/// An enrolment, or one that is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Enrolment {
    /// Its name among others.
    pub id: Option<String>,
    /// At which school.
    pub institution: Option<String>,
    /// When the decision fell; where only that is known, its first day.
    pub enrolled: Option<When>,
    /// Its last day.
    pub last_day: Option<Date>,
}

/// An evaluation of agreements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evaluation {
    /// When.
    pub held_on: Date,
    /// Whether the student took part.
    pub with_student: Option<bool>,
    /// Whether it was about whether they work (*doeltreffendheid*).
    pub on_effectiveness: Option<bool>,
}

/// When a need arose and became known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Need {
    /// When it arose.
    pub arose_on: Option<Date>,
    /// Since when it has been there.
    pub existed_since: Option<Date>,
    /// When the school heard of it.
    pub disclosed_on: Option<Date>,
    /// When the student said, in their own written words, that they do not want the support.
    pub waived_on: Option<Date>,
}

/// A decision and how it was made known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Decision {
    /// When it fell.
    pub on: Option<Date>,
    /// In writing.
    pub in_writing: Option<bool>,
    /// With reasons.
    pub with_reasons: Option<bool>,
    /// The student was told.
    pub to_student: bool,
    /// The parents were told.
    pub to_parents: bool,
}

codes! {
    /// What an objection, an appeal or a dispute is about.
    pub enum About {
        /// Making support agreements.
        Making = "dispute about making support agreements",
        /// Changing them.
        Changing = "dispute about changing support agreements",
        /// Carrying them out.
        CarryingOut = "dispute about carrying out support agreements",
        /// A written decision.
        Decision = "objection against a written decision",
        /// A refusal of admission.
        Refusal = "objection against a refusal of admission",
        /// The study advice.
        Advice = "appeal against the advice of 8.1.7a",
        /// A decision about an exam.
        Exam = "appeal against a decision about an exam",
    }
}

impl About {
    /// Whether it is an appeal, to the committee of appeal for exams: that has terms of its own.
    pub const fn is_appeal(self) -> bool {
        match self {
            Self::Advice | Self::Exam => true,
            Self::Making | Self::Changing | Self::CarryingOut | Self::Decision | Self::Refusal => false,
        }
    }
}

codes! {
    /// Whether there is *onverwijlde spoed*.
    pub enum Urgency {
        /// The chair said yes.
        Yes = "yes",
        /// No, or nobody asked.
        No = "no",
        /// Asked; the chair has yet to say.
        Asked = "asked",
    }
}

/// An objection, an appeal or a dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dispute {
    /// About what.
    pub about: Option<About>,
    /// When the decision was made known against which it goes.
    pub decision_known_on: Option<Date>,
    /// When the *faciliteit* received it.
    pub received_on: Option<Date>,
    /// Whether it is urgent.
    pub urgency: Option<Urgency>,
    /// The committee of appeal extended its term, in time and with a reason.
    pub extended: Option<bool>,
}

/// The study advice and what goes before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StudyAdvice {
    /// When it was given.
    pub given_on: Option<Date>,
    /// Too little progress.
    pub too_little_progress: Option<bool>,
    /// Personal circumstances were weighed.
    pub circumstances_weighed: Option<bool>,
    /// Facilities were provided.
    pub facilities_provided: Option<bool>,
    /// The warning.
    pub warning: Option<Warning>,
}

/// A warning that results must improve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Warning {
    /// When.
    pub given_on: Option<Date>,
    /// In writing.
    pub in_writing: Option<bool>,
    /// Until when.
    pub term_until: Option<Date>,
}

/// Suspending and removing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Removal {
    /// Suspended from.
    pub suspended_from: Option<Date>,
    /// Suspended through.
    pub suspended_through: Option<Date>,
    /// The school is deciding on removal.
    pub removal_pending: Option<bool>,
    /// Since when another school has been sought.
    pub sought_since: Option<Date>,
    /// One was found.
    pub found: Option<bool>,
    /// The search can be shown.
    pub can_be_shown: Option<bool>,
}

/// An adjustment that was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Adjustment {
    /// It was established which adjustment works, and what it costs.
    pub established: Option<bool>,
    /// The burden was weighed.
    pub weighed: Option<bool>,
    /// A reason was given.
    pub reason_given: Option<bool>,
}

/// A request for an adapted exam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ExamRequest {
    /// When.
    pub made_on: Option<Date>,
    /// When decided.
    pub decided_on: Option<Date>,
}

/// An agreement on a placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlacementAgreement {
    /// The school concluded it.
    pub by_institution: bool,
    /// The student did.
    pub by_student: bool,
    /// The company did.
    pub by_company: bool,
    /// Days and hours.
    pub dates_and_hours: bool,
    /// Guidance.
    pub guidance: bool,
    /// Which part, and how it is judged.
    pub part_and_assessment: bool,
    /// How it may end early.
    pub early_ending: bool,
    /// The company is recognised.
    pub recognised: Option<bool>,
}

/// A week of school.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Week {
    /// Its first day.
    pub starts: Date,
    /// There were lessons.
    pub lessons: bool,
    /// Hours of unauthorised absence.
    pub hours: f64,
}

/// Absence.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Absence {
    /// Unauthorised hours by week; nobody said, or these.
    pub weeks: Option<Vec<Week>>,
    /// The day of the sixteenth hour.
    pub sixteenth_hour_on: Option<Date>,
    /// Absent without a valid reason since.
    pub without_reason_since: Option<Date>,
    /// It was said that there is no such day: the absence has a valid reason.
    pub reasoned: bool,
    /// Absent since, whatever the reason.
    pub since: Option<Date>,
    /// Still absent.
    pub still: Option<bool>,
    /// Back since.
    pub returned_on: Option<Date>,
    /// Ill.
    pub ill: bool,
    /// With a dated statement of a doctor.
    pub doctor_statement: Option<bool>,
    /// Student finance or the allowance for school costs holds for them.
    pub funded_by_state: Option<bool>,
}

/// Leaving, with or without a diploma, and what comes after.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Leaving {
    /// The day of the diploma.
    pub diploma_on: Option<Date>,
    /// The last day of the enrolment.
    pub left_on: Option<Date>,
    /// The first day of the enrolment that follows.
    pub follow_on_from: Option<Date>,
    /// When career guidance was offered.
    pub offered_on: Option<Date>,
    /// The graduate agrees that the municipality goes on.
    pub agrees: Option<bool>,
    /// Since when the municipality goes on.
    pub municipality_since: Option<Date>,
    /// When the *overgangsdocument* was made.
    pub document_on: Option<Date>,
}

/// A request of access to one's own data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AccessRequest {
    /// When received.
    pub received_on: Option<Date>,
    /// The school said within a month that it takes longer.
    pub extended: Option<bool>,
}

codes! {
    /// Kinds of youth help (Jeugdwet 1.1).
    pub enum YouthHelpKind {
        /// Help with psychosocial and like problems.
        Psychosocial = "1 (psychosocial)",
        /// Taking part and managing on one's own.
        Participation = "2 (participation)",
        /// Personal care.
        PersonalCare = "3 (personal care)",
    }
}

/// Youth help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct YouthHelp {
    /// Which kind.
    pub kind: Option<YouthHelpKind>,
    /// When it began.
    pub began_on: Option<Date>,
    /// When it ended.
    pub ended_on: Option<Date>,
    /// It never stopped.
    pub uninterrupted: Option<bool>,
    /// That it must go on was determined.
    pub must_go_on: Option<bool>,
    /// That it is needed was determined before 18.
    pub decided_before_18: Option<bool>,
    /// When it was determined that it must begin again.
    pub must_resume_on: Option<Date>,
}

/// Everything that is known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// Who.
    pub person: Person,
    /// Which school.
    pub school: School,
    /// Which programme.
    pub programme: Programme,
    /// Asking for admission.
    pub application: Application,
    /// Intake talks; nobody said, or these.
    pub intake: Option<Vec<Intake>>,
    /// Versions of agreements.
    pub agreements: Vec<Version>,
    /// Enrolments.
    pub enrolments: Vec<Enrolment>,
    /// The enrolment that is wanted.
    pub wanted: Option<Enrolment>,
    /// Evaluations.
    pub evaluations: Vec<Evaluation>,
    /// The school year that is asked about.
    pub school_year: Option<SchoolYear>,
    /// When a need arose.
    pub need: Need,
    /// A decision.
    pub decision: Option<Decision>,
    /// A dispute.
    pub dispute: Dispute,
    /// The study advice.
    pub advice: StudyAdvice,
    /// Suspending and removing.
    pub removal: Removal,
    /// An adjustment.
    pub adjustment: Adjustment,
    /// An exam request.
    pub exam: ExamRequest,
    /// A placement.
    pub placement: Option<PlacementAgreement>,
    /// Absence.
    pub absence: Absence,
    /// Leaving.
    pub leaving: Leaving,
    /// A request of access.
    pub access: AccessRequest,
    /// Youth help.
    pub youth_help: YouthHelp,
    /// Not the law is asked but the school's policy, which asks agreements for every need and since always: the same rules
    /// with another ground, and without a term.
    pub by_policy: bool,
}

impl Facts {
    /// Whether the school is funded. Nobody said: it is, because this register is for schools that are.
    pub fn is_funded(&self) -> bool {
        self.school.provider != Some(Provider::NonFunded)
    }

    /// As what someone is enrolled; where nobody said, it follows from the programme.
    pub fn participant(&self) -> Participant {
        self.person.participant.unwrap_or(match self.programme.kind {
            Some(Kind::Vavo) => Participant::Vavo,
            Some(Kind::Nt2) => Participant::Educatie,
            _ => Participant::Student,
        })
    }

    /// Whether it is, or would be, vocational education.
    pub fn is_vocational(&self) -> bool {
        self.participant() == Participant::Student && self.programme.kind.is_none_or(Kind::is_vocational)
    }

    /// The birth date.
    ///
    /// # Errors
    /// Nobody said it.
    pub fn birth(&self) -> Result<BirthDate, Missing> {
        self.person.birth.ok_or(Missing("birth_date"))
    }
}
