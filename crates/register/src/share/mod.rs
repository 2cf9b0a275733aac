//! Sharing an agreement with somebody outside the school: one person, for a purpose, until a day, because the student said
//! yes. They get no account. Their link opens with a code that goes to the address the school entered ([`code`]).
//!
//! What is shared is what holds on the day they look: the measures, and nothing that the student said.

pub mod code;

use crate::codes;
use crate::email::EmailAddress;
use crate::field::{self, FieldProblem, Problem};
use crate::invitation::Language;
use crate::meeting::own_from;
use crate::{AccountId, BirthDate, Moment, Personal, ShareId};
use time::{Date, Duration};

codes! {
    /// What somebody outside the school is to do with it. One purpose for each share: what it is for is what it may be used for.
    pub enum Purpose {
        /// To carry out what was agreed where the student learns to work.
        Placement = "placement",
        /// To arrange what the municipality, or youth care, provides.
        Municipality = "municipality",
        /// To go on with it at the next school.
        NextSchool = "next_school",
        /// To say whether they help, and to help: a handoff. What is read is what was asked there, and nothing that was agreed.
        Help = "help",
        /// To go on with a student on the way to work: the *overgangsdocument* is read, and the agreement is not.
        Handover = "handover",
    }
}

impl Purpose {
    /// Whether the measures are read.
    pub const fn reads_measures(self) -> bool {
        match self {
            Self::Placement | Self::Municipality | Self::NextSchool => true,
            Self::Help | Self::Handover => false,
        }
    }
}

/// The longest that something is shared at a time: after that it is asked again.
pub const LONGEST: Duration = Duration::days(366);
/// The longest name of a person or an organisation, in characters.
pub const LONGEST_NAME: usize = 120;

codes! {
    /// Fields of the form.
    pub enum Field {
        /// Who.
        Name = "name",
        /// Where they work.
        Organisation = "organisation",
        /// Their address.
        Email = "email",
        /// What for.
        Purpose = "purpose",
        /// The last day.
        Until = "until",
        /// That the student said yes.
        Agreed = "agreed",
    }
}

/// What is filled in.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Who.
    pub name: String,
    /// Where they work.
    pub organisation: String,
    /// Their address, as it was typed.
    pub email: String,
    /// What for; `None` when nothing was chosen.
    pub purpose: Option<Purpose>,
    /// The last day; `None` when it is no date.
    pub until: Option<Date>,
    /// The student said yes to this.
    pub agreed: bool,
    /// In English, otherwise in Dutch.
    pub english: bool,
}

/// With whom, for what and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Who.
    pub name: Personal<String>,
    /// Where they work.
    pub organisation: Personal<String>,
    /// The address that the code goes to.
    pub email: Personal<String>,
    /// What for.
    pub purpose: Purpose,
    /// The last day.
    pub until: Date,
    /// In which language they are written to.
    pub language: Language,
}

/// A share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Which.
    pub id: ShareId,
    /// With whom, for what and until when.
    pub terms: Terms,
    /// When it began.
    pub made: Moment,
    /// By whom of the school.
    pub by: AccountId,
    /// When it was stopped, and by whom: the school, or the student.
    pub stopped: Option<(Moment, AccountId)>,
    /// On which day what it was for was over.
    pub closed: Option<Date>,
    /// The student has yet to say yes to it: until then there is no link.
    pub waits: bool,
    /// From which day it is asked of the student anew, of what was allowed before they were 16; that day it opens nothing any more.
    pub anew_on: Option<Date>,
}

/// From which day what was shared on a day is asked of the student anew: it was allowed by a parent, because they were not 16. `None`
/// where it was the student's own to allow, and where nobody knows how old they are.
pub fn anew_on(birth: Option<BirthDate>, made: Date) -> Option<Date> {
    birth.map(own_from).filter(|on| made < *on)
}

codes! {
    /// Where a share stands.
    pub enum State {
        /// The student is asked, and has not answered: that is no yes.
        Waits = "waits",
        /// It opens, with a code.
        Open = "open",
        /// Its last day is past.
        Over = "over",
        /// Somebody stopped it.
        Stopped = "stopped",
    }
}

impl Share {
    /// Whether it is over because it is asked of the student anew, and for nothing else.
    pub fn is_asked_anew(&self, today: Date) -> bool {
        let ended = self.stopped.is_some() || self.closed.is_some() || today > self.terms.until;
        !ended && self.anew_on.is_some_and(|on| on <= today)
    }

    /// Where it stands on a day. Its last day is one on which it opens.
    pub fn state(&self, today: Date) -> State {
        match self.stopped {
            Some(_) => State::Stopped,
            None if today > self.terms.until || self.closed.is_some() => State::Over,
            None if self.is_asked_anew(today) => State::Over,
            None if self.waits => State::Waits,
            None => State::Open,
        }
    }
}

/// Why nothing is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// What is wrong with the form: at least one.
    Fields(Vec<FieldProblem<Field>>),
    /// The address is none.
    NoAddress,
    /// The address is the student's own, or a parent's: they read it with their account.
    OwnAddress,
    /// The last day is before today, or later than this one.
    Until(Date),
    /// It is shared with that address already.
    Twice,
    /// Nothing is in force, so there is nothing to share.
    NothingHolds,
    /// Mail is not set up: no code could be sent.
    NoMail,
}

/// What is known when something is to be shared.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// What is shared of the file already, or was.
    pub shares: &'a [Share],
    /// Addresses of the student and of their parents.
    pub own: &'a [EmailAddress],
    /// A version is in force.
    pub holds: bool,
    /// Mail is set up.
    pub mail: bool,
}

/// Reads the form, and says why nothing is shared where that is so.
///
/// # Errors
/// The first [`Refusal`] that applies.
pub fn offer(draft: &Draft, known: Known<'_>, today: Date) -> Result<Terms, Refusal> {
    if !known.holds {
        return Err(Refusal::NothingHolds);
    }
    // What a handoff is for is said by the handoff, and what goes with the way to work by the route.
    let purpose = draft.purpose.filter(|purpose| purpose.reads_measures());
    terms(draft, known, (purpose, draft.agreed), today)
}

/// The same, for what the student is asked about themselves before anything is sent: the document of the way to work. Nothing has to
/// be in force for it.
///
/// # Errors
/// The first [`Refusal`] that applies.
pub fn ask(draft: &Draft, known: Known<'_>, today: Date) -> Result<Terms, Refusal> {
    terms(draft, known, (Some(Purpose::Handover), true), today)
}

fn terms(
    draft: &Draft,
    known: Known<'_>,
    (purpose, agreed): (Option<Purpose>, bool),
    today: Date,
) -> Result<Terms, Refusal> {
    if !known.mail {
        return Err(Refusal::NoMail);
    }
    let mut problems = Vec::new();
    let mut missing = |field, problem| problems.push(FieldProblem::new(field, problem));
    let name = field::text(&draft.name, LONGEST_NAME).map_err(|why| missing(Field::Name, why)).ok();
    let organisation =
        field::text(&draft.organisation, LONGEST_NAME).map_err(|why| missing(Field::Organisation, why)).ok();
    if draft.email.trim().is_empty() {
        missing(Field::Email, Problem::Missing);
    }
    if purpose.is_none() {
        missing(Field::Purpose, Problem::Missing);
    }
    if draft.until.is_none() {
        missing(Field::Until, Problem::Missing);
    }
    if !agreed {
        missing(Field::Agreed, Problem::Missing);
    }
    let (Some(name), Some(organisation), Some(purpose), Some(until), true) =
        (name, organisation, purpose, draft.until, problems.is_empty())
    else {
        return Err(Refusal::Fields(problems));
    };
    let email = EmailAddress::new(&draft.email).map_err(|_| Refusal::NoAddress)?;
    let last = today.saturating_add(LONGEST);
    if until < today || until > last {
        return Err(Refusal::Until(last));
    }
    if known.own.contains(&email) {
        return Err(Refusal::OwnAddress);
    }
    let same = |share: &&Share| EmailAddress::new(share.terms.email.reveal()).is_ok_and(|other| other == email);
    // The agreement is shared once with an address, and so is the document; what is asked of a partner stands by itself.
    let alike = |share: &&Share| {
        let of = share.terms.purpose;
        of != Purpose::Help && of.reads_measures() == purpose.reads_measures()
    };
    let goes_on = |share: &&Share| matches!(share.state(today), State::Open | State::Waits);
    if known.shares.iter().filter(alike).filter(goes_on).any(|share| same(&share)) {
        return Err(Refusal::Twice);
    }
    Ok(Terms {
        name: name.into(),
        organisation: organisation.into(),
        email: email.as_str().to_owned().into(),
        purpose,
        until,
        language: if draft.english { Language::English } else { Language::Dutch },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;
    use time::macros::{date, datetime};

    const TODAY: Date = date!(2026 - 11 - 29);

    fn draft() -> Draft {
        Draft {
            name: "Fatima el Idrissi".into(),
            organisation: "Gemeente Voorbeeld".into(),
            email: "f.elidrissi@gemeente.example".into(),
            purpose: Some(Purpose::Municipality),
            until: Some(day("2027-02-01")),
            agreed: true,
            english: false,
        }
    }

    fn shared(email: &str, until: Date, stopped: bool) -> Share {
        let now = Moment { at: datetime!(2026-10-01 10:00 UTC), day: date!(2026 - 10 - 01) };
        let by = AccountId(uuid::Uuid::nil());
        let terms = Terms {
            name: "Fatima".to_owned().into(),
            organisation: "Gemeente".to_owned().into(),
            email: email.to_owned().into(),
            purpose: Purpose::Municipality,
            until,
            language: Language::Dutch,
        };
        Share {
            id: ShareId(uuid::Uuid::nil()),
            terms,
            made: now,
            by,
            stopped: stopped.then_some((now, by)),
            closed: None,
            waits: false,
            anew_on: None,
        }
    }

    /// The document of the way to work: nobody ticks the yes of the student for them, and nothing has to be in force.
    #[test]
    fn what_is_asked_of_the_student_first() {
        let own = [EmailAddress::new("sem@thuis.example").unwrap()];
        let address = "f.elidrissi@gemeente.example";
        let agreement = shared(address, TODAY, false);
        let mut waits = shared(address, TODAY, false);
        (waits.terms.purpose, waits.waits) = (Purpose::Handover, true);
        let mut open = waits.clone();
        open.waits = false;
        let mut help = open.clone();
        help.terms.purpose = Purpose::Help;
        let stopped = Share { stopped: Some((open.made, open.by)), ..open.clone() };
        for (what, share, mail, expected) in [
            ("nothing is in force, and nothing is ticked", None, true, Ok(Purpose::Handover)),
            ("the agreement is shared with them", Some(&agreement), true, Ok(Purpose::Handover)),
            ("a question was put to them", Some(&help), true, Ok(Purpose::Handover)),
            ("the student was asked already", Some(&waits), true, Err(Refusal::Twice)),
            ("and said yes", Some(&open), true, Err(Refusal::Twice)),
            ("and stopped it", Some(&stopped), true, Ok(Purpose::Handover)),
            ("no mail goes", None, false, Err(Refusal::NoMail)),
        ] {
            let shares: Vec<Share> = share.into_iter().cloned().collect();
            let draft = Draft { agreed: false, purpose: None, ..draft() };
            let found = ask(&draft, Known { shares: &shares, own: &own, holds: false, mail }, TODAY);
            assert_eq!(found.map(|terms| terms.purpose), expected, "{what}");
        }
        let mine = Draft { email: "Sem@THUIS.example".into(), ..draft() };
        let known = Known { shares: &[], own: &own, holds: false, mail: true };
        assert_eq!(ask(&mine, known, TODAY).map(|_| ()), Err(Refusal::OwnAddress));
        // And the form of the agreement does not make one.
        let sly = Draft { purpose: Some(Purpose::Handover), ..draft() };
        let missing = Refusal::Fields(vec![FieldProblem::new(Field::Purpose, Problem::Missing)]);
        assert_eq!(offer(&sly, Known { holds: true, ..known }, TODAY).map(|_| ()), Err(missing));
    }

    #[test]
    fn what_is_shared_with_whom_and_what_is_not() {
        let own = [EmailAddress::new("sem@thuis.example").unwrap()];
        let address = "f.elidrissi@gemeente.example";
        let (open, over) =
            (shared("F.ELIDRISSI@gemeente.example", TODAY, false), shared(address, date!(2026 - 11 - 28), false));
        let stopped = shared(address, date!(2027 - 06 - 01), true);
        let missing = |field| Refusal::Fields(vec![FieldProblem::new(field, Problem::Missing)]);
        let last = date!(2027 - 11 - 30);
        type Change = fn(&mut Draft);
        type Case<'a> = (&'static str, Change, &'a [Share], bool, bool, Result<(), Refusal>);
        let cases: [Case<'_>; 19] = [
            ("as it should be", |_| {}, &[], true, true, Ok(())),
            ("today only", |d| d.until = Some(TODAY), &[], true, true, Ok(())),
            ("yesterday", |d| d.until = TODAY.previous_day(), &[], true, true, Err(Refusal::Until(last))),
            ("a year and a day", |d| d.until = Some(day("2027-11-30")), &[], true, true, Ok(())),
            ("too long", |d| d.until = Some(day("2027-12-01")), &[], true, true, Err(Refusal::Until(last))),
            ("no date", |d| d.until = None, &[], true, true, Err(missing(Field::Until))),
            ("nobody", |d| d.name = " ".into(), &[], true, true, Err(missing(Field::Name))),
            ("from nowhere", |d| d.organisation.clear(), &[], true, true, Err(missing(Field::Organisation))),
            ("no address", |d| d.email.clear(), &[], true, true, Err(missing(Field::Email))),
            ("half an address", |d| d.email = "f@gemeente".into(), &[], true, true, Err(Refusal::NoAddress)),
            ("for nothing", |d| d.purpose = None, &[], true, true, Err(missing(Field::Purpose))),
            ("the student was not asked", |d| d.agreed = false, &[], true, true, Err(missing(Field::Agreed))),
            ("the student's own", |d| d.email = "Sem@THUIS.example".into(), &[], true, true, Err(Refusal::OwnAddress)),
            ("twice, in capitals", |_| {}, std::slice::from_ref(&open), true, true, Err(Refusal::Twice)),
            ("again, after its last day", |_| {}, std::slice::from_ref(&over), true, true, Ok(())),
            ("again, after it was stopped", |_| {}, std::slice::from_ref(&stopped), true, true, Ok(())),
            ("nothing was agreed", |_| {}, &[], false, true, Err(Refusal::NothingHolds)),
            ("no mail goes", |_| {}, &[], true, false, Err(Refusal::NoMail)),
            (
                "a name that does not fit",
                |d| d.name = "x".repeat(121),
                &[],
                true,
                true,
                Err(Refusal::Fields(vec![FieldProblem::new(Field::Name, Problem::TooLong { max: 120, got: 121 })])),
            ),
        ];
        for (what, change, shares, holds, mail, expected) in cases {
            let mut draft = draft();
            change(&mut draft);
            let found = offer(&draft, Known { shares, own: &own, holds, mail }, TODAY);
            assert_eq!(found.map(|_| ()), expected, "{what}");
        }
    }

    #[test]
    fn a_share_opens_until_its_last_day_or_until_it_is_stopped() {
        let share = shared("f@gemeente.example", TODAY, false);
        for (today, expected) in [("2026-11-28", State::Open), ("2026-11-29", State::Open), ("2026-11-30", State::Over)]
        {
            assert_eq!(share.state(day(today)), expected, "{today}");
        }
        assert_eq!(shared("f@gemeente.example", TODAY, true).state(TODAY), State::Stopped);
        // Who did not answer said no yes; and a question is over with its last day.
        let asked = Share { waits: true, ..share };
        for (today, expected) in [("2026-11-29", State::Waits), ("2026-11-30", State::Over)] {
            assert_eq!(asked.state(day(today)), expected, "{today}");
        }
        let refused = Share { waits: true, ..shared("f@gemeente.example", TODAY, true) };
        assert_eq!(refused.state(TODAY), State::Stopped);
    }

    /// What a parent allowed is asked of the student from the 16th birthday on, and that day counts.
    #[test]
    fn what_was_allowed_before_16_opens_nothing_from_the_16th_birthday_on() {
        let born = BirthDate::from_parts(2010, 11, 29);
        let made = date!(2026 - 10 - 01);
        for (what, birth, made, expected) in [
            ("made before 16", born, made, Some(TODAY)),
            ("made on the 16th birthday", born, TODAY, None),
            ("made after it", BirthDate::from_parts(2009, 3, 5), made, None),
            ("only the year is known", BirthDate::from_parts(2010, 0, 0), made, Some(day("2026-12-31"))),
            ("nobody knows the age", None, made, None),
        ] {
            assert_eq!(anew_on(birth, made), expected, "{what}");
        }
        let goes_on = date!(2027 - 01 - 01);
        let share = Share { anew_on: Some(TODAY), ..shared("f@gemeente.example", goes_on, false) };
        for (today, state, anew) in [
            ("2026-11-28", State::Open, false),
            ("2026-11-29", State::Over, true),
            ("2027-01-01", State::Over, true),
            ("2027-01-02", State::Over, false),
        ] {
            assert_eq!((share.state(day(today)), share.is_asked_anew(day(today))), (state, anew), "{today}");
        }
        let stopped = Share { anew_on: Some(TODAY), ..shared("f@gemeente.example", goes_on, true) };
        assert_eq!((stopped.state(TODAY), stopped.is_asked_anew(TODAY)), (State::Stopped, false));
        // It can be shared anew with whoever read it.
        let known = Known { shares: &[share], own: &[], holds: true, mail: true };
        assert!(offer(&Draft { email: "f@gemeente.example".into(), ..draft() }, known, TODAY).is_ok());
    }
}
