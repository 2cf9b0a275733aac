//! Beginning a route, and noting something of it.

use super::{
    Closed, Consenter, Contact, Doer, End, Entry, FURTHEST, Flat, How, Kind, MAX_ENTRIES, MAX_SAID, MAX_WORDS, Means,
    Offer, Outcome, Phase, Receiver, Reply, Route, Said, Step, What,
};
use crate::{
    AccountId, EnrolmentId, Moment, Personal, TransitionId,
    field::{self, Problem},
};
use time::{Date, Duration};

/// Who notes: somebody of the school, or the student.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Who guides, or somebody else of the school who works with the student.
    School,
    /// The student, on their own page.
    Student,
}

/// What somebody filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// What is noted.
    pub kind: Kind,
    /// About which other thing that was noted.
    pub about: Option<u32>,
    /// A day.
    pub day: Option<Date>,
    /// A code of the list of its kind, as it was chosen.
    pub code: String,
    /// Yes or no.
    pub said: String,
    /// What was typed.
    pub words: String,
    /// Somebody of the school.
    pub account: Option<AccountId>,
}

impl Given {
    /// Nothing is filled in yet.
    pub const fn of(kind: Kind) -> Self {
        Self {
            kind,
            about: None,
            day: None,
            code: String::new(),
            said: String::new(),
            words: String::new(),
            account: None,
        }
    }
}

/// A part of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What was chosen.
    Code,
    /// Yes or no.
    Said,
    /// The day.
    Day,
    /// The words.
    Words,
    /// Somebody of the school.
    Account,
}

/// What is wrong with a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// As of any field.
    Field(Problem),
    /// The day is to come, and should not be.
    ToCome,
    /// The day went by, and should not have.
    GoneBy,
    /// The day is too far ahead.
    Far,
    /// The day comes before this one.
    Before(Date),
}

/// Why something is not noted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is missing or wrong.
    #[error("{0:?}")]
    Parts(Vec<(Part, Wrong)>),
    /// A route for this enrolment goes on.
    #[error("a route goes on already")]
    Already,
    /// It ended, for this.
    #[error("it ended: {}", .0.code())]
    Ended(End),
    /// It was sent twice: they noted just this.
    #[error("they noted this already")]
    Twice,
    /// What it is about is not there, or was closed by somebody else meanwhile.
    #[error("what it is about does not wait for it")]
    NotThere,
    /// The student notes this alone, or the school does.
    #[error("this is not theirs to note")]
    NotTheirs,
    /// There is no diploma, so no year after it that could be longer, and nobody to go on for.
    #[error("there is no diploma")]
    NoDiploma,
    /// There is no yes for it.
    #[error("there is no yes")]
    NoYes,
    /// The way to work begins on this day: a year before the planned end.
    #[error("it begins on {0}")]
    Early(Date),
    /// So much was noted that it has to end.
    #[error("{MAX_ENTRIES} were noted, or {MAX_SAID} of the student")]
    TooMany,
}

/// Begins a route. `known` are those of the file; `phase`: where the student is with that enrolment.
///
/// # Errors
/// [`Refusal::Already`] where one goes on for this enrolment; [`Refusal::Twice`] where they began it just now; [`Refusal::Early`]
/// more than a year before the planned end.
pub fn start(
    known: &[Route],
    id: TransitionId,
    (enrolment, phase): (EnrolmentId, Phase),
    (guide, by): (AccountId, AccountId),
    now: Moment,
) -> Result<Route, Refusal> {
    if let Some(open) = known.iter().find(|one| one.enrolment == enrolment && one.ended().is_none()) {
        let twice = open.by == by && open.guide() == guide && open.at.day == now.day;
        return Err(if twice { Refusal::Twice } else { Refusal::Already });
    }
    if let Phase::Early(opens) = phase {
        return Err(Refusal::Early(opens));
    }
    let number = known.iter().map(|one| one.number).max().unwrap_or(0).saturating_add(1);
    let first = Entry { place: 1, what: What::Guide(guide), words: None, at: now, by };
    Ok(Route { id, number, enrolment, at: now, by, entries: vec![first] })
}

/// How a day has to lie.
enum Lies {
    Past,
    Ahead,
}

fn day(given: Option<Date>, lies: &Lies, today: Date) -> Result<Date, Wrong> {
    let furthest = today.saturating_add(Duration::days(FURTHEST));
    match (given, lies) {
        (None, _) => Err(Wrong::Field(Problem::Missing)),
        (Some(day), Lies::Past) if day > today => Err(Wrong::ToCome),
        (Some(day), Lies::Ahead) if day < today => Err(Wrong::GoneBy),
        (Some(day), Lies::Ahead) if day > furthest => Err(Wrong::Far),
        (Some(day), Lies::Past | Lies::Ahead) => Ok(day),
    }
}

/// Whose it is to note this.
const fn theirs(kind: Kind, side: Side) -> bool {
    match kind {
        Kind::Wish | Kind::Reach => matches!(side, Side::Student),
        Kind::Consent => true,
        Kind::Guide
        | Kind::Offer
        | Kind::Answer
        | Kind::Step
        | Kind::Close
        | Kind::Plan
        | Kind::Contact
        | Kind::Outcome
        | Kind::Stretch
        | Kind::Municipality
        | Kind::Given
        | Kind::Mistaken
        | Kind::End => matches!(side, Side::School),
    }
}

/// What the law and the file say on the day something is noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct On {
    /// The diploma, where there is one.
    pub diploma: Option<Date>,
    /// The last day on which guidance goes on by itself: a year after the diploma.
    pub last: Option<Date>,
    /// Those whose yes is needed gave it.
    pub yes: bool,
}

/// Notes something of a route.
///
/// # Errors
/// See [`Refusal`].
pub fn note(
    route: &Route,
    given: &Given,
    (by, side): (AccountId, Side),
    on: On,
    now: Moment,
) -> Result<Entry, Refusal> {
    if !theirs(given.kind, side) {
        return Err(Refusal::NotTheirs);
    }
    let words = field::optional_text(&given.words, MAX_WORDS);
    let (what, mut wrong) = match read(route, given, (by, side), on, now.day) {
        Ok(what) => (Some(what), Vec::new()),
        Err(Refusal::Parts(parts)) => (None, parts),
        Err(other) => return Err(other),
    };
    match &words {
        Err(problem) => wrong.push((Part::Words, Wrong::Field(*problem))),
        Ok(None) if asks_words(given) => wrong.push((Part::Words, Wrong::Field(Problem::Missing))),
        Ok(_) => {}
    }
    let (Some(what), Ok(words), true) = (what, words, wrong.is_empty()) else { return Err(Refusal::Parts(wrong)) };
    let words = words.map(Personal::new);
    let last = route.entries.iter().rev().find(|entry| entry.what.kind() == given.kind);
    let same = |entry: &Entry| entry.what == what && entry.words == words && entry.at.day == now.day;
    let mistaken = route.mistaken().any(|place| last.is_some_and(|entry| entry.place == place));
    if last.is_some_and(same) && !mistaken {
        return Err(Refusal::Twice);
    }
    if let (Some((why, _)), false) = (route.ended(), matches!(given.kind, Kind::Mistaken)) {
        return Err(Refusal::Ended(why));
    }
    if full(route, what, side) {
        return Err(Refusal::TooMany);
    }
    let place = route.entries.iter().map(|entry| entry.place).max().unwrap_or(0).saturating_add(1);
    Ok(Entry { place, what, words, at: now, by })
}

/// Whether no more of it is noted. A no where there is none can always be said, and a route can always end.
fn full(route: &Route, what: What, side: Side) -> bool {
    let said = || route.entries.iter().filter(|entry| entry.what.kind() == what.kind()).count() >= MAX_SAID;
    match what {
        What::End(_) => false,
        What::Consent(who, Said::No, _) if route.said(who).is_none_or(|(said, _)| said != Said::No) => false,
        What::Wish | What::Reach(_) => said(),
        What::Consent(..) if side == Side::Student => said(),
        What::Guide(_)
        | What::Offer(_)
        | What::Answer(..)
        | What::Step(..)
        | What::Close(..)
        | What::Plan(_)
        | What::Contact(..)
        | What::Outcome(..)
        | What::Stretch(_)
        | What::Consent(..)
        | What::Municipality(_)
        | What::Given(..)
        | What::Mistaken(_) => route.entries.len() >= MAX_ENTRIES,
    }
}

/// Whether it must be said in words.
fn asks_words(given: &Given) -> bool {
    match given.kind {
        Kind::Step | Kind::Stretch | Kind::Wish => true,
        // Who wants to be called says at which number.
        Kind::Reach => !matches!(Means::from_code(&given.code), Some(Means::Never | Means::Page) | None),
        Kind::Outcome => given.code == Outcome::Other.code(),
        Kind::Guide
        | Kind::Offer
        | Kind::Answer
        | Kind::Close
        | Kind::Plan
        | Kind::Contact
        | Kind::Consent
        | Kind::Municipality
        | Kind::Given
        | Kind::Mistaken
        | Kind::End => false,
    }
}

fn read(route: &Route, given: &Given, (by, side): (AccountId, Side), on: On, today: Date) -> Result<What, Refusal> {
    let mut wrong: Vec<(Part, Wrong)> = Vec::new();
    let missing = Wrong::Field(Problem::Missing);
    let code = Some(given.code.as_str()).filter(|code| !code.is_empty());
    let said = Some(given.said.as_str()).filter(|code| !code.is_empty());
    let about = given.about;
    let known = match given.kind {
        Kind::Answer => code.is_some_and(|code| Reply::from_code(code).is_some()),
        Kind::Step => code.is_some_and(|code| Doer::from_code(code).is_some()),
        Kind::Close => code.is_some_and(|code| Closed::from_code(code).is_some()),
        Kind::Contact => code.is_some_and(|code| How::from_code(code).is_some()),
        Kind::Outcome => code.is_some_and(|code| Outcome::from_code(code).is_some()),
        Kind::Reach => code.is_some_and(|code| Means::from_code(code).is_some()),
        Kind::Consent => {
            if said.and_then(Said::from_code).is_none() {
                wrong.push((Part::Said, missing));
            }
            // On their own page somebody speaks for nobody else.
            side == Side::Student || code.is_some_and(|code| Consenter::from_code(code).is_some())
        }
        Kind::Given => code.is_some_and(|code| Receiver::from_code(code).is_some()),
        Kind::End => code.is_some_and(|code| End::from_code(code).is_some()),
        Kind::Guide | Kind::Offer | Kind::Plan | Kind::Stretch | Kind::Wish | Kind::Municipality | Kind::Mistaken => {
            true
        }
    };
    if !known {
        wrong.push((Part::Code, missing));
    }
    if given.kind == Kind::Guide && given.account.is_none() {
        wrong.push((Part::Account, missing));
    }
    let lies = match given.kind {
        Kind::Offer | Kind::Answer | Kind::Contact | Kind::Outcome | Kind::Municipality | Kind::Given => {
            Some(Lies::Past)
        }
        Kind::Consent if side == Side::School => Some(Lies::Past),
        Kind::Step | Kind::Plan | Kind::Stretch => Some(Lies::Ahead),
        Kind::Guide | Kind::Close | Kind::Wish | Kind::Reach | Kind::Consent | Kind::Mistaken | Kind::End => None,
    };
    let mut day = match lies.map(|lies| day(given.day, &lies, today)).transpose() {
        Ok(day) => day,
        Err(problem) => {
            wrong.push((Part::Day, problem));
            None
        }
    };
    let before = |first: Date, wrong: &mut Vec<(Part, Wrong)>| {
        if day.is_some_and(|day| day < first) {
            wrong.push((Part::Day, Wrong::Before(first)));
        }
    };
    match given.kind {
        Kind::Answer => match route.offer() {
            Offer::None => return Err(Refusal::NotThere),
            Offer::Open(offered) | Offer::Answered(offered, ..) => before(offered, &mut wrong),
        },
        Kind::Close => {
            let open = |step: &Step<'_>| Some(step.place) == about && step.closed.is_none();
            let same = |step: &Step<'_>| Some(step.place) == about && step.closed.map(Closed::code) == code;
            let steps = route.steps();
            if !steps.iter().any(|step| open(step) || same(step)) {
                return Err(Refusal::NotThere);
            }
        }
        Kind::Contact => {
            let planned = |one: &Contact| Some(one.place) == about;
            if about.is_some() && !route.contacts().iter().any(planned) {
                return Err(Refusal::NotThere);
            }
        }
        Kind::Stretch => {
            let last = on.last.ok_or(Refusal::NoDiploma)?;
            before(last.next_day().unwrap_or(last), &mut wrong);
        }
        Kind::Municipality | Kind::Given => {
            let diploma = on.diploma.ok_or(Refusal::NoDiploma)?;
            if !on.yes {
                return Err(Refusal::NoYes);
            }
            before(diploma, &mut wrong);
        }
        Kind::Mistaken => {
            let is = |entry: &Entry| Some(entry.place) == about && entry.taken_back_by(by);
            if !route.entries.iter().any(is) {
                return Err(Refusal::NotThere);
            }
        }
        // A yes on paper comes after the no that it replaces: the school cannot undo one with a yes of before.
        Kind::Consent => {
            let paper = side == Side::School && said == Some(Said::Yes.code());
            let no = code.and_then(Consenter::from_code).and_then(|who| route.no(who));
            if let (true, Some(no)) = (paper, no) {
                before(no.next_day().unwrap_or(no), &mut wrong);
            }
        }
        Kind::Guide | Kind::Offer | Kind::Step | Kind::Plan | Kind::Outcome | Kind::Wish | Kind::Reach | Kind::End => {}
    }
    if !wrong.is_empty() {
        return Err(Refusal::Parts(wrong));
    }
    let code = match (given.kind, side) {
        (Kind::Consent, Side::Student) => {
            day = Some(today);
            Some(Consenter::Graduate.code())
        }
        _ => code,
    };
    let flat = Flat { kind: given.kind, about, day, code, said, account: given.account };
    What::of(flat).ok_or_else(|| Refusal::Parts(vec![(Part::Code, missing)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        BirthDate,
        fixtures::{account_id, at, day, enrolment_id},
        transition::{Status, Yes},
    };
    use uuid::Uuid;

    const TODAY: &str = "2026-09-15";
    const OTHER: AccountId = AccountId(Uuid::from_u128(83));
    const NONE: On = On { diploma: None, last: None, yes: false };

    fn graduate(yes: bool) -> On {
        On { diploma: Some(day("2026-07-03")), last: Some(day("2027-07-03")), yes }
    }

    fn begun() -> Route {
        let (of, by) = ((enrolment_id(), Phase::During(None)), account_id());
        start(&[], TransitionId(Uuid::from_u128(7)), of, (by, by), at("2026-06-01")).unwrap()
    }

    fn given(kind: Kind, code: &str, on: Option<&str>, words: &str) -> Given {
        Given { code: code.to_owned(), day: on.map(day), words: words.to_owned(), ..Given::of(kind) }
    }

    fn about(mut given: Given, place: u32) -> Given {
        given.about = Some(place);
        given
    }

    fn by_school(route: &Route, given: &Given, on: On) -> Result<Route, Refusal> {
        let entry = note(route, given, (account_id(), Side::School), on, at(TODAY))?;
        let mut after = route.clone();
        after.entries.push(entry);
        Ok(after)
    }

    fn with(from: &Route, all: &[Given]) -> Route {
        all.iter().fold(from.clone(), |route, given| by_school(&route, given, graduate(true)).unwrap())
    }

    #[test]
    fn a_route_begins_once_for_an_enrolment() {
        let id = TransitionId(Uuid::from_u128(8));
        let other = EnrolmentId(Uuid::from_u128(99));
        let ended = with(&begun(), &[given(Kind::End, "over", None, "")]);
        for (what, known, of, by, on, expected) in [
            ("the first", vec![], enrolment_id(), account_id(), TODAY, Ok(1)),
            ("two clicks", vec![begun()], enrolment_id(), account_id(), "2026-06-01", Err(Refusal::Twice)),
            ("a colleague", vec![begun()], enrolment_id(), OTHER, "2026-06-01", Err(Refusal::Already)),
            ("the next day", vec![begun()], enrolment_id(), account_id(), TODAY, Err(Refusal::Already)),
            ("for another enrolment", vec![begun()], other, account_id(), TODAY, Ok(2)),
            ("after the first ended", vec![ended], enrolment_id(), account_id(), TODAY, Ok(2)),
        ] {
            let found = start(&known, id, (of, Phase::During(None)), (by, by), at(on));
            assert_eq!(found.map(|route| route.number), expected, "{what}");
        }
        let early = Phase::Early(day("2026-09-16"));
        let found = start(&[], id, (enrolment_id(), early), (OTHER, OTHER), at(TODAY));
        assert_eq!(found, Err(Refusal::Early(day("2026-09-16"))), "more than a year before the end");
        assert_eq!(begun().guide(), account_id());
    }

    #[test]
    fn what_is_noted_is_whole() {
        let parts = |parts: &[(Part, Wrong)]| Err(Refusal::Parts(parts.to_vec()));
        let missing = Wrong::Field(Problem::Missing);
        let offered = with(&begun(), &[given(Kind::Offer, "", Some("2026-09-01"), "")]);
        for (what, from, given, on, expected) in [
            ("an offer", begun(), given(Kind::Offer, "", Some(TODAY), ""), NONE, Ok(())),
            (
                "an offer of tomorrow",
                begun(),
                given(Kind::Offer, "", Some("2026-09-16"), ""),
                NONE,
                parts(&[(Part::Day, Wrong::ToCome)]),
            ),
            ("without a day", begun(), given(Kind::Offer, "", None, ""), NONE, parts(&[(Part::Day, missing)])),
            (
                "an answer to nothing",
                begun(),
                given(Kind::Answer, "taken", Some(TODAY), ""),
                NONE,
                Err(Refusal::NotThere),
            ),
            ("an answer", offered.clone(), given(Kind::Answer, "declined", Some(TODAY), ""), NONE, Ok(())),
            (
                "an answer before the offer",
                offered.clone(),
                given(Kind::Answer, "taken", Some("2026-08-31"), ""),
                NONE,
                parts(&[(Part::Day, Wrong::Before(day("2026-09-01")))]),
            ),
            (
                "an answer that says nothing",
                offered,
                given(Kind::Answer, "", Some(TODAY), ""),
                NONE,
                parts(&[(Part::Code, missing)]),
            ),
            (
                "a step without anything",
                begun(),
                given(Kind::Step, "", None, " "),
                NONE,
                parts(&[(Part::Code, missing), (Part::Day, missing), (Part::Words, missing)]),
            ),
            ("a step", begun(), given(Kind::Step, "guide", Some("2026-10-01"), "Belt het UWV."), NONE, Ok(())),
            (
                "a step for yesterday",
                begun(),
                given(Kind::Step, "guide", Some("2026-09-14"), "Belt."),
                NONE,
                parts(&[(Part::Day, Wrong::GoneBy)]),
            ),
            (
                "a step in ten years",
                begun(),
                given(Kind::Step, "guide", Some("2036-09-14"), "Belt."),
                NONE,
                parts(&[(Part::Day, Wrong::Far)]),
            ),
            (
                "a step that is not there is closed",
                begun(),
                about(given(Kind::Close, "done", None, ""), 9),
                NONE,
                Err(Refusal::NotThere),
            ),
            (
                "somewhere else, without words",
                begun(),
                given(Kind::Outcome, "elsewhere", Some(TODAY), ""),
                NONE,
                parts(&[(Part::Words, missing)]),
            ),
            ("a fitting place", begun(), given(Kind::Outcome, "fitting", Some(TODAY), ""), NONE, Ok(())),
            (
                "longer, without a diploma",
                begun(),
                given(Kind::Stretch, "", Some("2027-12-31"), "Het duurt."),
                NONE,
                Err(Refusal::NoDiploma),
            ),
            ("longer", begun(), given(Kind::Stretch, "", Some("2027-12-31"), "Het duurt."), graduate(false), Ok(())),
            (
                "longer, without why",
                begun(),
                given(Kind::Stretch, "", Some("2027-12-31"), ""),
                graduate(false),
                parts(&[(Part::Words, missing)]),
            ),
            (
                "longer, and shorter than the year",
                begun(),
                given(Kind::Stretch, "", Some("2027-07-03"), "Zo."),
                graduate(false),
                parts(&[(Part::Day, Wrong::Before(day("2027-07-04")))]),
            ),
            (
                "the municipality, without a yes",
                begun(),
                given(Kind::Municipality, "", Some(TODAY), ""),
                graduate(false),
                Err(Refusal::NoYes),
            ),
            (
                "the municipality, without a diploma",
                begun(),
                given(Kind::Municipality, "", Some(TODAY), ""),
                NONE,
                Err(Refusal::NoDiploma),
            ),
            ("the municipality", begun(), given(Kind::Municipality, "", Some(TODAY), ""), graduate(true), Ok(())),
            (
                "what the student wants, by the school",
                begun(),
                given(Kind::Wish, "", None, "Werken."),
                NONE,
                Err(Refusal::NotTheirs),
            ),
        ] {
            assert_eq!(by_school(&from, &given, on).map(|_| ()), expected, "{what}");
        }
        let says = |given: &Given| {
            note(&begun(), given, (OTHER, Side::Student), graduate(false), at(TODAY)).map(|one| one.what)
        };
        assert_eq!(says(&given(Kind::Wish, "", None, "Werken in een kas.")), Ok(What::Wish));
        assert_eq!(says(&given(Kind::Offer, "", Some(TODAY), "")), Err(Refusal::NotTheirs));
        assert_eq!(says(&given(Kind::Reach, "never", None, "")), Ok(What::Reach(Means::Never)));
        assert_eq!(says(&given(Kind::Reach, "telephone", None, "")), Err(Refusal::Parts(vec![(Part::Words, missing)])));
        let yes = Given { said: "yes".to_owned(), code: "parents".to_owned(), ..Given::of(Kind::Consent) };
        assert_eq!(
            says(&yes),
            Ok(What::Consent(Consenter::Graduate, Said::Yes, day(TODAY))),
            "nobody speaks for a parent"
        );
    }

    #[test]
    fn no_answer_is_no_no_and_what_was_a_mistake_stays_readable() {
        let offer = given(Kind::Offer, "", Some("2026-09-01"), "");
        let route = with(&begun(), &[offer.clone(), given(Kind::Contact, "not_reached", Some(TODAY), "")]);
        assert_eq!((route.offer(), route.reply()), (Offer::Open(day("2026-09-01")), None), "not reached said nothing");
        assert_eq!(by_school(&with(&begun(), std::slice::from_ref(&offer)), &offer, NONE), Err(Refusal::Twice));
        let taken = with(&route, &[given(Kind::Answer, "taken", Some(TODAY), "")]);
        assert_eq!(taken.reply(), Some(Reply::Taken));
        let back = with(&taken, &[about(Given::of(Kind::Mistaken), 4)]);
        assert_eq!((back.offer(), back.entries.len()), (Offer::Open(day("2026-09-01")), 5));
        let none = with(&back, &[about(Given::of(Kind::Mistaken), 2)]);
        assert_eq!((none.offer(), none.offered_on()), (Offer::None, None), "the offer itself was one");
        let again = with(&none, &[offer]);
        assert_eq!(again.offered_on(), Some(day("2026-09-01")), "what was a mistake can be noted again");
        assert_eq!(
            by_school(&begun(), &about(Given::of(Kind::Mistaken), 1), NONE),
            Err(Refusal::NotThere),
            "somebody guides"
        );
    }

    #[test]
    fn steps_and_contacts_are_closed_once() {
        let route = with(
            &begun(),
            &[
                given(Kind::Step, "student", Some("2026-10-01"), "Schrijft een brief."),
                given(Kind::Plan, "", Some("2026-09-20"), ""),
            ],
        );
        let done = with(&route, &[about(given(Kind::Close, "done", None, ""), 2)]);
        assert_eq!(done.steps()[0].closed, Some(Closed::Done));
        assert_eq!(by_school(&done, &about(given(Kind::Close, "done", None, ""), 2), NONE), Err(Refusal::Twice));
        assert_eq!(by_school(&done, &about(given(Kind::Close, "dropped", None, ""), 2), NONE), Err(Refusal::NotThere));
        let held = with(&done, &[about(given(Kind::Contact, "held", Some(TODAY), ""), 3)]);
        assert_eq!(held.contacts().len(), 1);
        assert_eq!(held.contacts()[0].met.map(|met| met.how), Some(How::Held));
    }

    #[test]
    fn it_ends_and_goes_on_where_that_was_a_mistake() {
        let ended = with(&begun(), &[given(Kind::End, "wish", None, "")]);
        assert_eq!(ended.status(), (Status::Ended, day(TODAY)));
        let late = by_school(&ended, &given(Kind::Offer, "", Some(TODAY), ""), NONE);
        assert_eq!(late, Err(Refusal::Ended(End::Wish)));
        assert_eq!(by_school(&ended, &given(Kind::End, "wish", None, ""), NONE), Err(Refusal::Twice));
        let open = with(&ended, &[about(Given::of(Kind::Mistaken), 2)]);
        assert_eq!(open.status(), (Status::Open, day(TODAY)));
        assert!(by_school(&open, &given(Kind::Offer, "", Some(TODAY), ""), NONE).is_ok());
    }

    /// WEB 9.2.13(2) and WEC 14e: by whom the yes is given.
    #[test]
    fn the_yes_is_of_the_graduate_and_of_the_parents_of_a_minor() {
        let said = |who: &str, said: &str, on: &str| Given {
            said: said.to_owned(),
            ..given(Kind::Consent, who, Some(on), "")
        };
        let born = |text: &str| {
            let born = day(text);
            BirthDate::from_parts(born.year(), u8::from(born.month()), born.day())
        };
        let (adult, minor, child) = (born("2008-09-15"), born("2008-09-16"), born("2010-09-16"));
        let graduate_yes = said("graduate", "yes", "2026-09-01");
        let parents_yes = said("parents", "yes", "2026-09-02");
        let waits = |who: &[Consenter]| Yes::Waits(who.to_vec());
        for (what, notes, birth, expected) in [
            ("nobody was asked", vec![], adult, waits(&[Consenter::Graduate])),
            ("an adult", vec![graduate_yes.clone()], adult, Yes::Given(day("2026-09-01"))),
            ("17 alone", vec![graduate_yes.clone()], minor, waits(&[Consenter::Parents])),
            (
                "17 and the parents",
                vec![graduate_yes.clone(), parents_yes.clone()],
                minor,
                Yes::Given(day("2026-09-02")),
            ),
            ("15: the parents", vec![parents_yes.clone()], child, Yes::Given(day("2026-09-02"))),
            ("nobody knows how old", vec![graduate_yes.clone()], None, waits(&[Consenter::Parents])),
            ("taken back", vec![graduate_yes.clone(), said("graduate", "no", TODAY)], adult, Yes::No),
            (
                "and given again",
                vec![said("graduate", "no", "2026-08-31"), graduate_yes.clone()],
                adult,
                Yes::Given(day("2026-09-01")),
            ),
            (
                "the parents of an adult say no",
                vec![graduate_yes, said("parents", "no", TODAY)],
                adult,
                Yes::Given(day("2026-09-01")),
            ),
            ("15, who says no", vec![parents_yes, said("graduate", "no", TODAY)], child, Yes::No),
        ] {
            assert_eq!(with(&begun(), &notes).yes(birth, day(TODAY)), expected, "{what}");
        }
    }

    #[test]
    fn a_no_of_the_student_is_undone_by_nobody_else() {
        let own = |route: &Route, given: &Given| {
            let entry = note(route, given, (OTHER, Side::Student), graduate(false), at(TODAY)).unwrap();
            let mut after = route.clone();
            after.entries.push(entry);
            after
        };
        let said =
            |said: &str, on: &str| Given { said: said.to_owned(), ..given(Kind::Consent, "graduate", Some(on), "") };
        let asked = with(&begun(), &[said("yes", "2026-09-01")]);
        let no = own(&own(&asked, &said("no", TODAY)), &given(Kind::Reach, "never", None, ""));
        for place in [3, 4] {
            let taken = by_school(&no, &about(Given::of(Kind::Mistaken), place), NONE);
            assert_eq!(taken, Err(Refusal::NotThere), "what the student said at {place}");
        }
        let wrote = |entry: &Entry| entry.taken_back_by(account_id());
        assert_eq!(
            no.entries.iter().map(wrote).collect::<Vec<_>>(),
            [false, true, false, false],
            "the button says so too"
        );
        let by_another = note(&no, &about(Given::of(Kind::Mistaken), 2), (OTHER, Side::School), NONE, at(TODAY));
        assert_eq!(by_another, Err(Refusal::NotThere), "a colleague wrote it");
        assert!(by_school(&no, &about(Given::of(Kind::Mistaken), 2), NONE).is_ok(), "they wrote it themselves");
        for on in ["2026-09-02", TODAY] {
            let paper = by_school(&no, &said("yes", on), graduate(false));
            let wrong = Wrong::Before(day("2026-09-16"));
            assert_eq!(paper, Err(Refusal::Parts(vec![(Part::Day, wrong)])), "a paper of {on}");
        }
        let later = note(&no, &said("yes", "2026-09-16"), (account_id(), Side::School), NONE, at("2026-09-16"));
        assert!(later.is_ok(), "a paper of after it");
        let again = own(&no, &said("yes", TODAY));
        assert_eq!(again.said(Consenter::Graduate), Some((Said::Yes, day(TODAY))), "the student changes their mind");
    }

    #[test]
    fn so_much_is_noted_and_a_no_and_the_end_always() {
        let many = |what: What, many: usize| {
            let mut route = begun();
            let first = route.entries[0].clone();
            let more = |at: usize| Entry { place: u32::try_from(at + 2).unwrap(), what, ..first.clone() };
            route.entries.extend((0..many).map(more));
            route
        };
        let by_student = |route: &Route, given: &Given| {
            note(route, given, (OTHER, Side::Student), graduate(true), at(TODAY)).map(|_| ())
        };
        let (on, wish) = (day(TODAY), given(Kind::Wish, "", None, "Werken."));
        assert_eq!(by_student(&many(What::Wish, MAX_SAID - 1), &wish), Ok(()));
        let wishes = many(What::Wish, MAX_SAID);
        assert_eq!(by_student(&wishes, &wish), Err(Refusal::TooMany));
        let plan = given(Kind::Plan, "", Some("2026-09-20"), "");
        assert!(by_school(&wishes, &plan, NONE).is_ok(), "the student keeps nobody from noting");
        let said = |said: &str| Given { said: said.to_owned(), ..given(Kind::Consent, "graduate", Some(TODAY), "") };
        let yes = many(What::Consent(Consenter::Graduate, Said::Yes, on), MAX_SAID);
        let (other, no) = (Given { words: "Toch.".to_owned(), ..said("yes") }, said("no"));
        assert_eq!((by_student(&yes, &other), by_student(&yes, &no)), (Err(Refusal::TooMany), Ok(())));
        let full = many(What::Plan(on), MAX_ENTRIES - 1);
        assert_eq!(by_school(&full, &plan, NONE), Err(Refusal::TooMany));
        assert!(by_school(&full, &given(Kind::End, "over", None, ""), NONE).is_ok());
        assert!(by_school(&full, &said("no"), graduate(true)).is_ok());
    }

    #[test]
    fn what_is_kept_in_parts_reads_back() {
        let on = day(TODAY);
        for what in [
            What::Guide(account_id()),
            What::Offer(on),
            What::Answer(Reply::Taken, on),
            What::Step(Doer::Other, on),
            What::Close(3, Closed::Dropped),
            What::Plan(on),
            What::Contact(None, How::NotReached, on),
            What::Contact(Some(2), How::Held, on),
            What::Outcome(Outcome::LowerLevel, on),
            What::Stretch(on),
            What::Wish,
            What::Reach(Means::Never),
            What::Consent(Consenter::Parents, Said::No, on),
            What::Municipality(on),
            What::Given(Receiver::Municipality, on),
            What::Mistaken(2),
            What::End(End::Onwards),
        ] {
            assert_eq!(What::of(what.flat()), Some(what));
            assert_eq!(
                What::of(Flat { code: Some("?"), day: None, about: None, account: None, ..what.flat() }).is_some(),
                what == What::Wish
            );
        }
        let codes = crate::transition::codes();
        let different: std::collections::BTreeSet<_> = codes.iter().collect();
        // Whose yes it is, and who gets the document, are the same people.
        assert_eq!(codes.len(), different.len(), "a code means one thing");
    }
}
