//! Referrals: a student is handed over to the next line of support. Whoever works with the student asks, the line that is
//! asked accepts, refuses with a reason or puts it on its waiting list, and until it accepts the referral stays with whoever
//! asked. Drawn in `docs/states/referral.md`.
//!
//! The first line is the coach and the team, so nobody is referred to it. The second is the school's own support team, the
//! third is outside the school: what those answer is written down by the school, and nobody is referred to them before the
//! student, or below 16 a parent, said yes.

use crate::{
    AccountId, Moment, Personal, ReferralId, codes,
    field::{self, Problem},
};
use time::Date;

/// The most characters of what is asked, and of what is said about it.
pub const MAX_WORDS: usize = 2000;

codes! {
    /// To which line.
    pub enum Tier {
        /// The support team of the school.
        Second = "second",
        /// Outside the school.
        Third = "third",
    }
}

codes! {
    /// Where a referral stands.
    pub enum Status {
        /// The next line has not answered.
        Asked = "asked",
        /// The next line is full: it waits for its turn.
        Waiting = "waiting",
        /// The next line has the student.
        Accepted = "accepted",
        /// The next line does not take it: whoever asked sees what now.
        Refused = "refused",
        /// The next line does not take it, and what follows is written down, or it was asked again.
        Followed = "followed",
        /// It was not needed, or the student said no.
        Withdrawn = "withdrawn",
        /// The next line is done.
        Ended = "ended",
    }
}

codes! {
    /// What can happen to a referral.
    pub enum Event {
        /// The next line takes the student.
        Accept = "accept",
        /// The next line is full and puts it on its waiting list.
        Queue = "queue",
        /// The next line does not take it.
        Refuse = "refuse",
        /// Whoever asked found something for the time until then.
        Meanwhile = "meanwhile",
        /// Whoever asked takes it back.
        Withdraw = "withdraw",
        /// The next line is done.
        End = "end",
        /// After a no: whoever asked writes down what follows.
        Follow = "follow",
        /// After a no: the same line was asked again, which is a referral of its own.
        AskAgain = "ask_again",
        /// There is something to do about a no after all.
        Resume = "resume",
    }
}

impl Status {
    /// The only transitions.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Asked | Self::Waiting, Event::Accept) => Some(Self::Accepted),
            (Self::Asked, Event::Queue) => Some(Self::Waiting),
            (Self::Asked | Self::Waiting, Event::Refuse) => Some(Self::Refused),
            (Self::Asked | Self::Waiting, Event::Meanwhile) => Some(self),
            (Self::Asked | Self::Waiting, Event::Withdraw) => Some(Self::Withdrawn),
            (Self::Accepted, Event::End) => Some(Self::Ended),
            (Self::Refused, Event::Follow | Event::AskAgain) => Some(Self::Followed),
            (Self::Followed, Event::Resume) => Some(Self::Refused),
            (Self::Waiting, Event::Queue)
            | (Self::Accepted, Event::Accept | Event::Queue | Event::Refuse | Event::Meanwhile | Event::Withdraw)
            | (Self::Asked | Self::Waiting, Event::End)
            | (Self::Asked | Self::Waiting | Self::Accepted, Event::Follow | Event::AskAgain | Event::Resume)
            | (Self::Refused | Self::Followed | Self::Withdrawn | Self::Ended, _) => None,
        }
    }

    /// Whether it goes on with the line that was asked.
    pub const fn is_open(self) -> bool {
        match self {
            Self::Asked | Self::Waiting | Self::Accepted => true,
            Self::Refused | Self::Followed | Self::Withdrawn | Self::Ended => false,
        }
    }

    /// Whether it waits for the next line.
    pub const fn waits(self) -> bool {
        matches!(self, Self::Asked | Self::Waiting)
    }
}

impl Event {
    /// Whether the line that is asked does this, and not whoever asked.
    pub const fn answers(self) -> bool {
        match self {
            Self::Accept | Self::Queue | Self::Refuse | Self::End => true,
            Self::Meanwhile | Self::Withdraw | Self::Follow | Self::AskAgain | Self::Resume => false,
        }
    }

    /// Whether somebody chooses it, and it is not what comes of something else.
    pub const fn is_chosen(self) -> bool {
        !matches!(self, Self::AskAgain)
    }

    /// Whether it must be said why, or what.
    pub const fn asks_words(self) -> bool {
        match self {
            Self::Refuse | Self::Meanwhile | Self::Withdraw | Self::End | Self::Follow | Self::Resume => true,
            Self::Accept | Self::Queue | Self::AskAgain => false,
        }
    }
}

/// A referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// Its identifier.
    pub id: ReferralId,
    /// 1 for the first of its file.
    pub number: u32,
    /// To which line.
    pub tier: Tier,
    /// Who asked.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// What is asked.
    pub question: Personal<String>,
    /// On which day the student, or below 16 a parent, said yes to it.
    pub agreed_on: Option<Date>,
    /// Where it stands.
    pub status: Status,
    /// What happened to it, the first first.
    pub steps: Vec<Step>,
}

/// Something that happened to a referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub event: Event,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: AccountId,
    /// With which words.
    pub words: Option<Personal<String>>,
}

impl Referral {
    /// Who took the student over, once somebody did.
    pub fn holder(&self) -> Option<AccountId> {
        self.steps.iter().find(|step| step.event == Event::Accept).map(|step| step.by)
    }

    /// Whether something was found for the time until the next line begins.
    pub fn is_bridged(&self) -> bool {
        self.steps.iter().any(|step| step.event == Event::Meanwhile)
    }

    /// Since when it stands where it stands.
    pub fn since(&self) -> Date {
        let moves = self.steps.iter().rev().find(|step| step.event != Event::Meanwhile);
        moves.map_or(self.at.day, |step| step.at.day)
    }

    /// Everybody of the school who did something.
    pub fn people(&self) -> impl Iterator<Item = AccountId> {
        std::iter::once(self.by).chain(self.steps.iter().map(|step| step.by))
    }
}

/// What somebody asks; what was not filled in is missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ask {
    /// To which line.
    pub tier: Option<Tier>,
    /// What.
    pub question: String,
    /// On which day the student, or a parent, said yes.
    pub agreed_on: Option<Date>,
}

/// A part of what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The line.
    Tier,
    /// The question.
    Question,
    /// The day of the yes.
    AgreedOn,
}

/// Why a referral is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AskRefusal {
    /// What is missing or wrong.
    #[error("{0:?}")]
    Parts(Vec<(Part, Problem)>),
    /// The yes is of a day to come.
    #[error("the day of the yes is to come")]
    DayToCome,
    /// It was sent twice: they asked just this.
    #[error("they asked this already")]
    Twice(ReferralId),
    /// Another one to this line goes on.
    #[error("a referral to this line goes on")]
    Already(ReferralId),
}

/// How full a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Places {
    /// How many students it can have at once, where the school set that.
    pub all: Option<u32>,
    /// How many it has.
    pub taken: u32,
    /// How many wait longer than this one.
    pub ahead: u32,
}

impl Places {
    /// Whether there is no place left.
    pub fn is_full(self) -> bool {
        self.all.is_some_and(|all| self.taken >= all)
    }
}

/// Why something does not happen to a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StepRefusal {
    /// It was sent twice: they did just this, and nothing happened since.
    #[error("they did this already")]
    Twice,
    /// It stands elsewhere: somebody did something else meanwhile.
    #[error("it is {} already", .0.code())]
    Stands(Status),
    /// There is no place.
    #[error("the line is full")]
    Full,
    /// Others wait longer, and it was not said why this one goes first.
    #[error("{0} others wait longer")]
    Ahead(u32),
    /// What is wrong with the words.
    #[error("the words: {0:?}")]
    Words(Problem),
}

/// What is missing or wrong in what somebody asks, in the order of a form.
pub fn missing(given: &Ask) -> Vec<(Part, Problem)> {
    let mut wrong = Vec::new();
    if given.tier.is_none() {
        wrong.push((Part::Tier, Problem::Missing));
    }
    wrong.extend(field::text(&given.question, MAX_WORDS).err().map(|problem| (Part::Question, problem)));
    if given.tier == Some(Tier::Third) && given.agreed_on.is_none() {
        wrong.push((Part::AgreedOn, Problem::Missing));
    }
    wrong
}

/// Asks the next line to take a student over. `known` are the referrals of the file.
///
/// # Errors
/// See [`AskRefusal`].
pub fn ask(
    known: &[Referral],
    id: ReferralId,
    given: &Ask,
    by: AccountId,
    now: Moment,
) -> Result<Referral, AskRefusal> {
    let wrong = missing(given);
    let (Some(tier), Ok(question), true) = (given.tier, field::text(&given.question, MAX_WORDS), wrong.is_empty())
    else {
        return Err(AskRefusal::Parts(wrong));
    };
    if given.agreed_on.is_some_and(|day| day > now.day) {
        return Err(AskRefusal::DayToCome);
    }
    if let Some(open) = known.iter().find(|one| one.tier == tier && one.status.is_open()) {
        let twice = open.by == by && *open.question.reveal() == question;
        return Err(if twice { AskRefusal::Twice(open.id) } else { AskRefusal::Already(open.id) });
    }
    let last = known.iter().map(|one| one.number).max().unwrap_or(0);
    Ok(Referral {
        id,
        number: last.saturating_add(1),
        tier,
        by,
        at: now,
        question: Personal::new(question),
        agreed_on: given.agreed_on,
        status: Status::Asked,
        steps: Vec::new(),
    })
}

/// What was refused of the same line before something new is asked of it, as it stands since: it was asked again.
pub fn asked_again(known: &[Referral], new: &Referral) -> Vec<Referral> {
    let again = |one: &Referral| step(one, Event::AskAgain, "", Places::default(), new.by, new.at).ok();
    known.iter().filter(|one| one.tier == new.tier).filter_map(again).collect()
}

/// Lets something happen to a referral. Whether they may is asked by who loads it.
///
/// # Errors
/// See [`StepRefusal`].
pub fn step(
    referral: &Referral,
    event: Event,
    words: &str,
    places: Places,
    by: AccountId,
    now: Moment,
) -> Result<Referral, StepRefusal> {
    let twice = referral.steps.last().is_some_and(|last| (last.event, last.by) == (event, by));
    let refused = if twice { StepRefusal::Twice } else { StepRefusal::Stands(referral.status) };
    let status = referral.status.on(event).ok_or(refused)?;
    if event == Event::Accept && places.is_full() {
        return Err(StepRefusal::Full);
    }
    let words = field::optional_text(words, MAX_WORDS).map_err(StepRefusal::Words)?;
    match words {
        None if event == Event::Accept && places.ahead > 0 => return Err(StepRefusal::Ahead(places.ahead)),
        None if event.asks_words() => return Err(StepRefusal::Words(Problem::Missing)),
        _ => {}
    }
    let mut after = Referral { status, ..referral.clone() };
    after.steps.push(Step { event, at: now, by, words: words.map(Personal::new) });
    Ok(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{account_id, at, day};
    use uuid::Uuid;

    const TEAM: AccountId = AccountId(Uuid::from_u128(80));

    fn id(n: u128) -> ReferralId {
        ReferralId(Uuid::from_u128(n))
    }

    fn asks(tier: Tier, agreed: Option<&str>) -> Ask {
        Ask { tier: Some(tier), question: " Wie helpt met plannen? ".to_owned(), agreed_on: agreed.map(day) }
    }

    fn asked() -> Referral {
        ask(&[], id(1), &asks(Tier::Second, None), account_id(), at("2026-09-01")).unwrap()
    }

    fn walk(events: &[Event]) -> Referral {
        let next = |from: Referral, event: &Event| {
            step(&from, *event, "zo", Places::default(), TEAM, at("2026-09-05")).unwrap()
        };
        events.iter().fold(asked(), next)
    }

    #[test]
    fn what_is_asked_is_whole_and_once_a_line() {
        let parts = |parts: &[Part]| AskRefusal::Parts(parts.iter().map(|part| (*part, Problem::Missing)).collect());
        let open = [asked()];
        let other = Ask { question: "Wie helpt met reizen?".to_owned(), ..asks(Tier::Second, None) };
        let closed = [walk(&[Event::Refuse])];
        for (what, known, given, expected) in [
            ("the second line needs no yes", &[][..], asks(Tier::Second, None), Ok(1)),
            ("nothing filled in", &[], Ask::default(), Err(parts(&[Part::Tier, Part::Question]))),
            ("outside without a yes", &[], asks(Tier::Third, None), Err(parts(&[Part::AgreedOn]))),
            ("outside with a yes of today", &[], asks(Tier::Third, Some("2026-09-01")), Ok(1)),
            ("a yes of tomorrow", &[], asks(Tier::Third, Some("2026-09-02")), Err(AskRefusal::DayToCome)),
            ("twice", &open, asks(Tier::Second, None), Err(AskRefusal::Twice(id(1)))),
            ("something else", &open, other.clone(), Err(AskRefusal::Already(id(1)))),
            ("to another line beside it", &open, asks(Tier::Third, Some("2026-08-30")), Ok(2)),
            ("again after a refusal", &closed, asks(Tier::Second, None), Ok(2)),
        ] {
            let found = ask(known, id(9), &given, account_id(), at("2026-09-01"));
            assert_eq!(found.map(|new| new.number), expected, "{what}");
        }
        assert_eq!(asked().question.reveal(), "Wie helpt met plannen?");
        let long = Ask { question: "x".repeat(MAX_WORDS + 1), ..asks(Tier::Second, None) };
        let problem = Problem::TooLong { max: MAX_WORDS, got: MAX_WORDS + 1 };
        let refused = ask(&[], id(9), &long, account_id(), at("2026-09-01"));
        assert_eq!(refused, Err(AskRefusal::Parts(vec![(Part::Question, problem)])));
    }

    #[test]
    fn it_stays_with_who_asked_until_it_is_accepted() {
        for (events, status, holder, bridged) in [
            (&[][..], Status::Asked, None, false),
            (&[Event::Meanwhile], Status::Asked, None, true),
            (&[Event::Queue], Status::Waiting, None, false),
            (&[Event::Queue, Event::Meanwhile], Status::Waiting, None, true),
            (&[Event::Queue, Event::Accept], Status::Accepted, Some(TEAM), false),
            (&[Event::Accept, Event::End], Status::Ended, Some(TEAM), false),
            (&[Event::Queue, Event::Refuse], Status::Refused, None, false),
            (&[Event::Withdraw], Status::Withdrawn, None, false),
            (&[Event::Refuse, Event::Follow], Status::Followed, None, false),
            (&[Event::Refuse, Event::Follow, Event::Resume], Status::Refused, None, false),
        ] {
            let found = walk(events);
            assert_eq!((found.status, found.holder(), found.is_bridged()), (status, holder, bridged), "{events:?}");
        }
        // What was found for the time until then moves nothing: it waits since it was asked.
        assert_eq!(walk(&[Event::Meanwhile]).since(), day("2026-09-01"));
        assert_eq!(walk(&[Event::Queue]).since(), day("2026-09-05"));
    }

    #[test]
    fn a_no_is_followed_by_what_now_or_by_asking_the_same_line_again() {
        let no = walk(&[Event::Refuse]);
        let outside = Referral { tier: Tier::Third, number: 2, ..no.clone() };
        let known = [no, outside, walk(&[Event::Withdraw])];
        let new = ask(&known, id(9), &asks(Tier::Second, None), account_id(), at("2026-09-10")).unwrap();
        let again = asked_again(&known, &new);
        assert_eq!(again.iter().map(|one| (one.number, one.status)).collect::<Vec<_>>(), [(1, Status::Followed)]);
        assert_eq!((again[0].steps[1].by, again[0].since()), (account_id(), day("2026-09-10")));
        assert!(Event::ALL.iter().all(|event| event.is_chosen() != (*event == Event::AskAgain)));
    }

    #[test]
    fn what_happens_is_said_and_happens_once() {
        let (full, free) = (Places { all: Some(2), taken: 2, ahead: 0 }, Places { all: Some(2), taken: 1, ahead: 0 });
        let behind = Places { ahead: 3, ..free };
        let none = Places { all: Some(0), taken: 0, ahead: 0 };
        let missing = StepRefusal::Words(Problem::Missing);
        let followed = || walk(&[Event::Refuse, Event::Follow]);
        for (what, from, event, words, places, expected) in [
            ("a place", asked(), Event::Accept, "", free, None),
            ("no bound was set", asked(), Event::Accept, "", Places { taken: 99, ..Places::default() }, None),
            ("full", asked(), Event::Accept, "", full, Some(StepRefusal::Full)),
            ("full, whatever is said", asked(), Event::Accept, "Haast.", full, Some(StepRefusal::Full)),
            ("a line without places", asked(), Event::Accept, "", none, Some(StepRefusal::Full)),
            ("others wait longer", asked(), Event::Accept, " ", behind, Some(StepRefusal::Ahead(3))),
            ("others wait longer, and why", asked(), Event::Accept, "Gaat anders van school.", behind, None),
            ("full, on the list", asked(), Event::Queue, "", full, None),
            ("refused without a reason", asked(), Event::Refuse, "", free, Some(missing)),
            ("refused with one", asked(), Event::Refuse, "Dit doet het team zelf.", free, None),
            ("taken back without a reason", asked(), Event::Withdraw, "", free, Some(missing)),
            ("nothing found", asked(), Event::Meanwhile, "", free, Some(missing)),
            ("accepted twice", walk(&[Event::Accept]), Event::Accept, "", free, Some(StepRefusal::Twice)),
            (
                "refused once it was accepted",
                walk(&[Event::Accept]),
                Event::Refuse,
                "Toch niet.",
                free,
                Some(StepRefusal::Stands(Status::Accepted)),
            ),
            (
                "accepted once it was taken back",
                walk(&[Event::Withdraw]),
                Event::Accept,
                "",
                free,
                Some(StepRefusal::Stands(Status::Withdrawn)),
            ),
            ("what now, without words", walk(&[Event::Refuse]), Event::Follow, "", free, Some(missing)),
            ("what now, before a no", asked(), Event::Follow, "Zo.", free, Some(StepRefusal::Stands(Status::Asked))),
            ("what now, twice", followed(), Event::Follow, "Zo.", free, Some(StepRefusal::Twice)),
            ("to do after all, without why", followed(), Event::Resume, "", free, Some(missing)),
            ("done, and how", walk(&[Event::Accept]), Event::End, "Het lukt weer.", full, None),
        ] {
            let found = step(&from, event, words, places, TEAM, at("2026-09-06"));
            assert_eq!(found.err(), expected, "{what}");
        }
    }
}
