//! Learning at a workplace (*bpv*), as the school arranges it: where, when, with whose guidance, for which part of the qualification
//! (WEB 7.2.8, 7.2.9), how it ends early, and what takes its place.
//!
//! DUO's file tells of placements too: their days, hours and company. It does not tell of guidance, and nothing of what was agreed.

pub mod desk;
pub mod look;
pub mod provision;
pub mod report;
pub mod told;

use crate::company::{CompanyId, Known, Recognition, recognised};
use crate::enrolment::Enrolment;
use crate::field::{self, FieldProblem, Problem};
use crate::law::PlacementAgreement;
use crate::programme::Crebo;
use crate::{AccountId, EnrolmentId, Moment, Period, Personal, codes};
use time::Date;

/// The most characters of who guides, and of what is learned there.
pub const MAX_WORDS: usize = 500;
/// The longest name of a company.
pub const MAX_NAME: usize = 120;
/// The most hours of one placement: three years of full weeks.
pub const MOST_HOURS: u32 = 6_000;

codes! {
    /// Why a placement ended before its day.
    pub enum Reason {
        /// Everybody agreed on it.
        Together = "together",
        /// The company has no place any more.
        PlaceGone = "place_gone",
        /// The guidance failed.
        GuidanceGone = "guidance_gone",
        /// The company is not recognised any more.
        NotRecognised = "not_recognised",
        /// What was agreed about support was not kept.
        SupportNotKept = "support_not_kept",
        /// It was not safe there.
        Unsafe = "unsafe",
        /// The student stops with the programme, or changes it.
        Stops = "stops",
        /// The part of the qualification was finished early.
        Finished = "finished",
        /// It was written down by mistake.
        Mistaken = "mistaken",
    }
}

impl Reason {
    /// Whether the school sees to another place (WEB 7.2.9): the place, the guidance or the recognition failed, and not the student.
    pub const fn needs_another(self) -> bool {
        match self {
            Self::PlaceGone | Self::GuidanceGone | Self::NotRecognised | Self::SupportNotKept | Self::Unsafe => true,
            Self::Together | Self::Stops | Self::Finished | Self::Mistaken => false,
        }
    }
}

codes! {
    /// Where a placement stands on a day.
    pub enum Status {
        /// It is yet to begin.
        Planned = "planned",
        /// It runs.
        Running = "running",
        /// Its last day went by.
        Over = "over",
        /// It ended before its day.
        Ended = "ended",
    }
}

codes! {
    /// What the school has to do about a placement.
    pub enum Owed {
        /// Tell SBB of a report of discrimination, or say what came of it.
        Report = "report",
        /// Find another place.
        Another = "another",
        /// See to another place: the company is not recognised any more.
        Lost = "lost",
        /// See to what lies outside the enrolment since that was ended, shortened or withdrawn.
        Outside = "outside",
        /// See to it that school, student and company sign.
        Sign = "sign",
        /// Look back at it together.
        Look = "look",
        /// Ask UWV how it stands with what was asked long ago.
        Answer = "answer",
    }
}

codes! {
    /// Who concludes the agreement on a placement (WEB 7.2.9(1)).
    pub enum Party {
        /// The school.
        School = "school",
        /// The student.
        Student = "student",
        /// The company.
        Company = "company",
    }
}

/// That it ended before its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// The last day.
    pub on: Date,
    /// Why.
    pub reason: Reason,
    /// When that was written down, and by whom.
    pub noted: (Moment, AccountId),
}

/// A placement as the school arranges it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workplace {
    /// 1 for the first of its file.
    pub number: u32,
    /// Of which enrolment.
    pub enrolment: EnrolmentId,
    /// For which programme.
    pub crebo: Crebo,
    /// At which company.
    pub company: CompanyId,
    /// What it was called when this was written down.
    pub name: String,
    /// The first and the last day.
    pub from: Date,
    /// The last day, as planned.
    pub until: Date,
    /// Days a week.
    pub days: u32,
    /// Hours in all.
    pub hours: u32,
    /// Who guides, at the company and of the school.
    pub guidance: Personal<String>,
    /// Which part of the qualification, and how it is judged.
    pub part: Personal<String>,
    /// It is agreed how it ends early.
    pub early_ending: bool,
    /// What was known of the recognition on its first day: of the list, or, where no list named the company, looked up at SBB.
    pub recognised: Known,
    /// On which day each party signed.
    pub signed: Vec<(Party, Date)>,
    /// In the place of which other one.
    pub instead: Option<u32>,
    /// That it ended before its day.
    pub ended: Option<Ended>,
    /// When it was written down, and by whom.
    pub noted: (Moment, AccountId),
}

impl Workplace {
    /// The last day, as it is known.
    pub fn last(&self) -> Date {
        self.ended.map_or(self.until, |ended| ended.on)
    }

    /// Where it stands on a day.
    pub fn status(&self, today: Date) -> Status {
        match self.ended {
            Some(_) => Status::Ended,
            None if today < self.from => Status::Planned,
            None if today > self.until => Status::Over,
            None => Status::Running,
        }
    }

    /// Whether it is still to come or runs.
    pub fn open(&self, today: Date) -> bool {
        matches!(self.status(today), Status::Planned | Status::Running)
    }

    /// What the law asks of its agreement.
    pub fn agreement(&self) -> PlacementAgreement {
        let signed = |party| self.signed.iter().any(|(by, _)| *by == party);
        PlacementAgreement {
            by_institution: signed(Party::School),
            by_student: signed(Party::Student),
            by_company: signed(Party::Company),
            dates_and_hours: true,
            guidance: !self.guidance.reveal().is_empty(),
            part_and_assessment: !self.part.reveal().is_empty(),
            early_ending: self.early_ending,
            recognised: match self.recognised {
                Known::Yes => Some(true),
                Known::No => Some(false),
                Known::Unknown => None,
            },
        }
    }
}

codes! {
    /// Fields of the form.
    pub enum Field {
        /// Which enrolment.
        Enrolment = "enrolment",
        /// The number of the company.
        Company = "company",
        /// What it is called.
        Name = "name",
        /// The first day.
        From = "from",
        /// The last day.
        Until = "until",
        /// Days a week.
        Days = "days",
        /// Hours in all.
        Hours = "hours",
        /// Who guides.
        Guidance = "guidance",
        /// Which part, and how it is judged.
        Part = "part",
        /// Somebody looked it up at SBB.
        Checked = "checked",
    }
}

/// What was filled in.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Which enrolment; `None` when none was chosen.
    pub enrolment: Option<EnrolmentId>,
    /// The number of the company; `None` when it is none.
    pub company: Option<CompanyId>,
    /// What it is called, for one that no list names.
    pub name: String,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// Days a week.
    pub days: Option<u32>,
    /// Hours in all.
    pub hours: Option<u32>,
    /// Who guides.
    pub guidance: String,
    /// Which part, and how it is judged.
    pub part: String,
    /// It is agreed how it ends early.
    pub early_ending: bool,
    /// Somebody looked at SBB whether the company is recognised.
    pub checked: bool,
    /// In the place of which other one.
    pub instead: Option<u32>,
}

/// What a list says of the company that was chosen.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    /// What it is called; `None`: no list names it.
    pub name: Option<&'a str>,
    /// For what it is recognised.
    pub recognitions: &'a [Recognition],
}

/// Why a placement is not written down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is wrong with the form: at least one.
    #[error("it is not whole")]
    Fields(Vec<FieldProblem<Field>>),
    /// The student is not enrolled there, or in nothing whose programme is known.
    #[error("no such enrolment")]
    NotEnrolled,
    /// It begins before the enrolment, or ends after it.
    #[error("outside the enrolment")]
    Outside(Period),
    /// The list names the company, and not as recognised for this programme on the first day.
    #[error("not recognised")]
    NotRecognised,
    /// No list names the company, and nobody looked it up.
    #[error("not known whether recognised")]
    NotChecked,
    /// The same stands there: it was sent twice.
    #[error("number {0} is the same")]
    Already(u32),
    /// One at that company from that day stands there, and says something else.
    #[error("number {0} says something else")]
    Other(u32),
    /// What it would take the place of is not there, or needs no other.
    #[error("nothing to take the place of")]
    Instead,
}

/// Puts a placement together.
///
/// # Errors
/// The first [`Refusal`] that applies.
pub fn arrange(
    known: &[Workplace],
    enrolments: &[(Enrolment, Option<Crebo>)],
    draft: &Draft,
    listed: Listed<'_>,
    by: AccountId,
    now: Moment,
) -> Result<Workplace, Refusal> {
    let mut problems = Vec::new();
    let mut wrong = |field, problem| problems.push(FieldProblem::new(field, problem));
    if draft.enrolment.is_none() {
        wrong(Field::Enrolment, Problem::Missing);
    }
    if draft.company.is_none() {
        wrong(Field::Company, Problem::Missing);
    }
    let name = match listed.name {
        Some(name) => Some(name.to_owned()),
        // Of no company no name is asked.
        None if draft.company.is_none() => None,
        None => field::text(&draft.name, MAX_NAME).map_err(|why| wrong(Field::Name, why)).ok(),
    };
    for (field, day) in [(Field::From, draft.from), (Field::Until, draft.until)] {
        if day.is_none() {
            wrong(field, Problem::Missing);
        }
    }
    if let (Some(from), Some(until)) = (draft.from, draft.until)
        && until < from
    {
        wrong(Field::Until, Problem::EndsBeforeItBegins { from });
    }
    if !draft.days.is_some_and(|days| (1..=7).contains(&days)) {
        wrong(Field::Days, Problem::Missing);
    }
    if !draft.hours.is_some_and(|hours| (1..=MOST_HOURS).contains(&hours)) {
        wrong(Field::Hours, Problem::Missing);
    }
    let guidance = field::text(&draft.guidance, MAX_WORDS).map_err(|why| wrong(Field::Guidance, why)).ok();
    let part = field::text(&draft.part, MAX_WORDS).map_err(|why| wrong(Field::Part, why)).ok();
    let (Some(enrolment), Some(company), Some(name), Some(from), Some(until), Some(days), Some(hours)) =
        (draft.enrolment, draft.company, name, draft.from, draft.until, draft.days, draft.hours)
    else {
        return Err(Refusal::Fields(problems));
    };
    let (Some(guidance), Some(part), true) = (guidance, part, problems.is_empty()) else {
        return Err(Refusal::Fields(problems));
    };
    let (of, crebo) = enrolments
        .iter()
        .find(|(one, _)| one.id == enrolment && !one.withdrawn)
        .and_then(|(one, crebo)| Some((one, (*crebo)?)))
        .ok_or(Refusal::NotEnrolled)?;
    let stretch = Period { from: of.from, until: of.until.or(of.planned_until) };
    if !stretch.contains(from) || !stretch.contains(until) {
        return Err(Refusal::Outside(stretch));
    }
    let same = |one: &&Workplace| one.company == company && one.from == from && one.ended.is_none();
    if let Some(one) = known.iter().find(same) {
        let said = (enrolment, until, days, hours, &guidance, &part, draft.early_ending);
        let stands =
            (one.enrolment, one.until, one.days, one.hours, one.guidance.reveal(), one.part.reveal(), one.early_ending);
        return Err(if said == stands { Refusal::Already(one.number) } else { Refusal::Other(one.number) });
    }
    let recognised = match recognised(listed.name.is_some(), listed.recognitions, crebo, from) {
        Known::Yes => Known::Yes,
        Known::No => return Err(Refusal::NotRecognised),
        Known::Unknown if draft.checked => Known::Yes,
        Known::Unknown => return Err(Refusal::NotChecked),
    };
    if draft.instead.is_some_and(|number| !open_place(known).any(|one| one.number == number)) {
        return Err(Refusal::Instead);
    }
    let number = known.iter().map(|one| one.number).max().unwrap_or_default().saturating_add(1);
    Ok(Workplace {
        number,
        enrolment,
        crebo,
        company,
        name,
        from,
        until,
        days,
        hours,
        guidance: guidance.into(),
        part: part.into(),
        early_ending: draft.early_ending,
        recognised,
        signed: Vec::new(),
        instead: draft.instead,
        ended: None,
        noted: (now, by),
    })
}

/// Placements that ended so that the school sees to another, and none took their place.
pub fn open_place(all: &[Workplace]) -> impl Iterator<Item = &Workplace> {
    all.iter().filter(|one| {
        one.ended.is_some_and(|ended| ended.reason.needs_another())
            && !all.iter().any(|other| other.instead == Some(one.number) && !mistaken(other))
    })
}

fn mistaken(one: &Workplace) -> bool {
    one.ended.is_some_and(|ended| ended.reason == Reason::Mistaken)
}

/// Why a placement does not end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EndRefusal {
    /// No day, or none of the days on which it runs, from the first to the last.
    #[error("a day from {0} to {1}")]
    Day(Date, Date),
    /// No reason was chosen.
    #[error("no reason")]
    Reason,
    /// It ended already.
    #[error("it ended on {}", .0.on)]
    Ended(Ended),
}

/// Ends a placement before its day. The last day may lie ahead: it is known beforehand then.
///
/// # Errors
/// The first [`EndRefusal`] that applies.
pub fn end(
    one: &Workplace,
    on: Option<Date>,
    reason: Option<Reason>,
    by: AccountId,
    now: Moment,
) -> Result<Ended, EndRefusal> {
    if let Some(ended) = one.ended {
        return Err(EndRefusal::Ended(ended));
    }
    let reason = reason.ok_or(EndRefusal::Reason)?;
    match on {
        Some(on) if one.from <= on && on <= one.until => Ok(Ended { on, reason, noted: (now, by) }),
        Some(_) | None => Err(EndRefusal::Day(one.from, one.until)),
    }
}

/// The signatures without one that was written down by mistake.
///
/// # Errors
/// [`Problem::Missing`] when it is not there.
pub fn unsign(one: &Workplace, party: Party) -> Result<Vec<(Party, Date)>, Problem> {
    let others: Vec<(Party, Date)> = one.signed.iter().filter(|(by, _)| *by != party).copied().collect();
    if others.len() == one.signed.len() { Err(Problem::Missing) } else { Ok(others) }
}

/// Who signs today: each once, on no later day than today.
///
/// # Errors
/// [`Problem::Missing`] when nobody was chosen, or the day is none or lies ahead; [`Problem::DoesNotApply`] when somebody else wrote down
/// another day of one of them.
pub fn sign(one: &Workplace, parties: &[Party], on: Option<Date>, today: Date) -> Result<Vec<(Party, Date)>, Problem> {
    let on = on.filter(|day| *day <= today).ok_or(Problem::Missing)?;
    if one.signed.iter().any(|(by, day)| parties.contains(by) && *day != on) {
        return Err(Problem::DoesNotApply);
    }
    let new = |party: &&Party| !one.signed.iter().any(|(by, _)| by == *party);
    let signed: Vec<(Party, Date)> = parties.iter().filter(new).map(|party| (*party, on)).collect();
    if parties.is_empty() { Err(Problem::Missing) } else { Ok(signed) }
}

/// A placement for tests of what is drawn.
#[cfg(test)]
pub(crate) fn fixture(from: &str, until: &str) -> Workplace {
    Workplace { from: crate::fixtures::day(from), until: crate::fixtures::day(until), ..tests::whole() }
}

#[cfg(test)]
mod tests;
