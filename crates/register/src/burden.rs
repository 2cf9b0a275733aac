//! Disproportionate burden (Wgbh/cz 2): whether the school may leave out an adjustment that works. Two steps, in their order:
//! first which adjustment works and at what price, then the five elements that the burden is weighed by. The second cannot be
//! taken without the first, and somebody else looks at it before it is a decision. Drawn in `docs/states/burden.md`.
//!
//! It is about one adjustment, never about a student: an outcome for each, with its reason. It can come up after the admission
//! too (the Monitor asks how often, B2.7).

use crate::{
    AccountId, BurdenId, Moment, Personal, codes,
    field::{self, Problem},
};

/// The most characters of each text.
pub const MAX_WORDS: usize = 2000;

/// The most euros that are believed.
pub const MAX_PRICE: u32 = 10_000_000;

codes! {
    /// Whether an adjustment works for this student.
    pub enum Works {
        /// It takes away what stands in the way.
        Yes = "yes",
        /// It takes away a part of it.
        Partly = "partly",
        /// It does not: then there is nothing to weigh.
        No = "no",
    }
}

codes! {
    /// What the burden is weighed by (Kamerstukken II 2001/02, 28169, 3).
    pub enum Element {
        /// How large the institution is.
        Size = "size",
        /// What it costs, and which contributions there are.
        Cost = "cost",
        /// Whether it can be done, technically and in daily work.
        Feasibility = "feasibility",
        /// What the institution can pay.
        Finances = "finances",
        /// Whether there is a comparable alternative in the region.
        Alternative = "alternative",
    }
}

codes! {
    /// What comes of it.
    pub enum Outcome {
        /// The burden is not disproportionate: the adjustment is made.
        Make = "make",
        /// Another adjustment that works as well is made instead.
        Other = "other",
        /// The burden is disproportionate: this adjustment is not made.
        Refuse = "refuse",
    }
}

codes! {
    /// Where it stands.
    pub enum Status {
        /// It is known what works and what it costs; the burden is to be weighed.
        Weighing = "weighing",
        /// It was weighed, and somebody else has to look at it.
        Proposed = "proposed",
        /// It was decided.
        Decided = "decided",
        /// It is not asked any more.
        Withdrawn = "withdrawn",
    }
}

codes! {
    /// What can happen to it.
    pub enum Event {
        /// The burden is weighed.
        Weigh = "weigh",
        /// Somebody else agrees: it is decided.
        Confirm = "confirm",
        /// Somebody else does not: it is weighed again.
        SendBack = "send_back",
        /// A decision is looked at again.
        Revise = "revise",
        /// It is not asked any more.
        Withdraw = "withdraw",
    }
}

impl Status {
    /// The only transitions.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Weighing, Event::Weigh) => Some(Self::Proposed),
            (Self::Proposed, Event::Confirm) => Some(Self::Decided),
            (Self::Proposed, Event::SendBack) | (Self::Decided, Event::Revise) => Some(Self::Weighing),
            (Self::Weighing | Self::Proposed | Self::Decided, Event::Withdraw) => Some(Self::Withdrawn),
            (Self::Weighing, Event::Confirm | Event::SendBack | Event::Revise)
            | (Self::Proposed, Event::Weigh | Event::Revise)
            | (Self::Decided, Event::Weigh | Event::Confirm | Event::SendBack)
            | (Self::Withdrawn, _) => None,
        }
    }
}

/// An adjustment whose burden is weighed. There is none before the first step is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Burden {
    /// Its identifier.
    pub id: BurdenId,
    /// 1 for the first of its file.
    pub number: u32,
    /// Which adjustment.
    pub adjustment: Personal<String>,
    /// Whether it works.
    pub works: Works,
    /// On what that rests.
    pub evidence: Personal<String>,
    /// What it costs, in euros.
    pub price: u32,
    /// The student was enrolled when it came up.
    pub admitted: bool,
    /// Who established that.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// Where it stands.
    pub status: Status,
    /// Each time it was weighed, the first first.
    pub rounds: Vec<Round>,
    /// Why it was looked at again, or taken back, with the number of rounds there were.
    pub turns: Vec<Turn>,
}

/// A time that the burden was weighed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// What was found of each element, in their order.
    pub findings: Vec<Finding>,
    /// What comes of it.
    pub outcome: Outcome,
    /// Why.
    pub reason: Personal<String>,
    /// Who weighed.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// What somebody else found.
    pub second: Option<Second>,
}

/// What was found of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Of which.
    pub element: Element,
    /// Whether it weighs against the adjustment.
    pub heavy: bool,
    /// What was found.
    pub words: Personal<String>,
}

/// The second pair of eyes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Second {
    /// Whether they agree.
    pub agrees: bool,
    /// What they said.
    pub words: Option<Personal<String>>,
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Moment,
}

/// A decision that was looked at again, or something that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Which of both.
    pub event: Event,
    /// Why.
    pub why: Personal<String>,
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Moment,
}

impl Burden {
    /// What was decided, while it stands.
    pub fn decision(&self) -> Option<&Round> {
        self.rounds.last().filter(|_| self.status == Status::Decided)
    }

    /// Everybody of the school who did something.
    pub fn people(&self) -> impl Iterator<Item = AccountId> {
        let rounds = self.rounds.iter().flat_map(|one| [Some(one.by), one.second.as_ref().map(|second| second.by)]);
        std::iter::once(self.by).chain(rounds.flatten()).chain(self.turns.iter().map(|turn| turn.by))
    }
}

/// The first step, as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Establish {
    /// Which adjustment.
    pub adjustment: String,
    /// Whether it works.
    pub works: Option<Works>,
    /// On what that rests.
    pub evidence: String,
    /// What it costs, in whole euros.
    pub price: Option<u32>,
}

/// The second step, as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Weighing {
    /// Of each element, in their order: whether it is heavy, and what was found.
    pub findings: Vec<(Option<bool>, String)>,
    /// What comes of it.
    pub outcome: Option<Outcome>,
    /// Why.
    pub reason: String,
}

/// A part of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Which adjustment.
    Adjustment,
    /// Whether it works.
    Works,
    /// On what that rests.
    Evidence,
    /// What it costs.
    Price,
    /// Whether an element is heavy.
    Heavy(Element),
    /// What was found of it.
    Found(Element),
    /// What comes of it.
    Outcome,
    /// Why.
    Reason,
    /// What the second found.
    Second,
}

/// Why something is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is missing or wrong.
    #[error("{0:?}")]
    Parts(Vec<(Part, Problem)>),
    /// An adjustment that does not work is not weighed: first one that does is found.
    #[error("what does not work is not weighed")]
    DoesNotWork,
    /// Nothing weighs against it, so it is not refused.
    #[error("nothing weighs against it")]
    NothingHeavy,
    /// Whoever weighed does not look at it a second time.
    #[error("somebody else looks at it")]
    Yourself,
    /// It was sent twice: they did just this, and nothing happened since.
    #[error("they did this already")]
    Twice,
    /// It stands elsewhere: somebody did something else meanwhile.
    #[error("it is {} already", .0.code())]
    Stands(Status),
    /// This adjustment is being weighed, or was decided.
    #[error("this adjustment was asked already")]
    Already(BurdenId),
}

/// The first step: which adjustment works, and at what price. `known` are those of the file.
///
/// # Errors
/// See [`Refusal`].
pub fn establish(
    known: &[Burden],
    id: BurdenId,
    given: &Establish,
    admitted: bool,
    by: AccountId,
    now: Moment,
) -> Result<Burden, Refusal> {
    let (adjustment, evidence) = (field::text(&given.adjustment, MAX_WORDS), field::text(&given.evidence, MAX_WORDS));
    let mut wrong = Vec::new();
    wrong.extend(adjustment.as_ref().err().map(|problem| (Part::Adjustment, *problem)));
    wrong.extend(given.works.is_none().then_some((Part::Works, Problem::Missing)));
    wrong.extend(evidence.as_ref().err().map(|problem| (Part::Evidence, *problem)));
    let price = given.price.filter(|price| *price <= MAX_PRICE);
    wrong.extend(price.is_none().then_some((Part::Price, Problem::Missing)));
    let (Ok(adjustment), Some(works), Ok(evidence), Some(price)) = (adjustment, given.works, evidence, price) else {
        return Err(Refusal::Parts(wrong));
    };
    if works == Works::No {
        return Err(Refusal::DoesNotWork);
    }
    let same = |one: &&Burden| *one.adjustment.reveal() == adjustment && one.status != Status::Withdrawn;
    if let Some(there) = known.iter().find(same) {
        return Err(Refusal::Already(there.id));
    }
    Ok(Burden {
        id,
        number: known.iter().map(|one| one.number).max().unwrap_or(0).saturating_add(1),
        adjustment: Personal::new(adjustment),
        works,
        evidence: Personal::new(evidence),
        price,
        admitted,
        by,
        at: now,
        status: Status::Weighing,
        rounds: Vec::new(),
        turns: Vec::new(),
    })
}

fn moved(burden: &Burden, event: Event, by: AccountId) -> Result<Burden, Refusal> {
    let stands = || if twice(burden, event, by) { Refusal::Twice } else { Refusal::Stands(burden.status) };
    let status = burden.status.on(event).ok_or_else(stands)?;
    Ok(Burden { status, ..burden.clone() })
}

/// Whether they did just this, and nothing happened since.
fn twice(burden: &Burden, event: Event, by: AccountId) -> bool {
    let round = burden.rounds.last();
    let seconded = |agrees| {
        let second = round.and_then(|round| round.second.as_ref());
        second.is_some_and(|second| second.agrees == agrees && second.by == by)
    };
    match (event, burden.status) {
        (Event::Weigh, Status::Proposed) => round.is_some_and(|round| round.by == by),
        (Event::Confirm, Status::Decided) => seconded(true),
        (Event::SendBack, Status::Weighing) => seconded(false),
        (Event::Revise, Status::Weighing) | (Event::Withdraw, Status::Withdrawn) => {
            burden.turns.last().is_some_and(|turn| turn.event == event && turn.by == by)
        }
        _ => false,
    }
}

/// The second step: weighs the burden by its elements.
///
/// # Errors
/// See [`Refusal`].
pub fn weigh(burden: &Burden, given: &Weighing, by: AccountId, now: Moment) -> Result<Burden, Refusal> {
    let mut after = moved(burden, Event::Weigh, by)?;
    let (mut wrong, mut findings) = (Vec::new(), Vec::new());
    for (at, element) in Element::ALL.iter().copied().enumerate() {
        let (heavy, typed) = given.findings.get(at).map_or((None, ""), |(heavy, words)| (*heavy, words.as_str()));
        let words = field::text(typed, MAX_WORDS);
        wrong.extend(heavy.is_none().then_some((Part::Heavy(element), Problem::Missing)));
        wrong.extend(words.as_ref().err().map(|problem| (Part::Found(element), *problem)));
        let found = heavy.zip(words.ok());
        findings.extend(found.map(|(heavy, words)| Finding { element, heavy, words: Personal::new(words) }));
    }
    wrong.extend(given.outcome.is_none().then_some((Part::Outcome, Problem::Missing)));
    let reason = field::text(&given.reason, MAX_WORDS);
    wrong.extend(reason.as_ref().err().map(|problem| (Part::Reason, *problem)));
    let (Some(outcome), Ok(reason), true) = (given.outcome, reason, wrong.is_empty()) else {
        return Err(Refusal::Parts(wrong));
    };
    if outcome == Outcome::Refuse && findings.iter().all(|finding| !finding.heavy) {
        return Err(Refusal::NothingHeavy);
    }
    after.rounds.push(Round { findings, outcome, reason: Personal::new(reason), by, at: now, second: None });
    Ok(after)
}

/// The second pair of eyes: agrees, and it is decided; or says why not, and it is weighed again.
///
/// # Errors
/// See [`Refusal`].
pub fn second(burden: &Burden, agrees: bool, words: &str, by: AccountId, now: Moment) -> Result<Burden, Refusal> {
    let mut after = moved(burden, if agrees { Event::Confirm } else { Event::SendBack }, by)?;
    let Some(round) = after.rounds.last_mut() else { return Err(Refusal::Stands(burden.status)) };
    if round.by == by {
        return Err(Refusal::Yourself);
    }
    let wrong = |problem| Refusal::Parts(vec![(Part::Second, problem)]);
    let words = field::optional_text(words, MAX_WORDS).map_err(wrong)?;
    if !agrees && words.is_none() {
        return Err(wrong(Problem::Missing));
    }
    round.second = Some(Second { agrees, words: words.map(Personal::new), by, at: now });
    Ok(after)
}

/// Looks at a decision again ([`Event::Revise`]), or takes it all back ([`Event::Withdraw`]), with why.
///
/// # Errors
/// See [`Refusal`].
pub fn turn(burden: &Burden, revise: bool, why: &str, by: AccountId, now: Moment) -> Result<Burden, Refusal> {
    let event = if revise { Event::Revise } else { Event::Withdraw };
    let mut after = moved(burden, event, by)?;
    let why = field::text(why, MAX_WORDS).map_err(|problem| Refusal::Parts(vec![(Part::Reason, problem)]))?;
    after.turns.push(Turn { event, why: Personal::new(why), by, at: now });
    Ok(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{account_id, at};
    use uuid::Uuid;

    const OTHER: AccountId = AccountId(Uuid::from_u128(83));

    fn id(n: u128) -> BurdenId {
        BurdenId(Uuid::from_u128(n))
    }

    fn given(works: Works) -> Establish {
        Establish {
            adjustment: " Een tolk bij elke les. ".to_owned(),
            works: Some(works),
            evidence: "Drie weken geprobeerd.".to_owned(),
            price: Some(24_000),
        }
    }

    fn established() -> Burden {
        establish(&[], id(1), &given(Works::Yes), true, account_id(), at("2026-09-01")).unwrap()
    }

    fn weighs(heavy: bool, outcome: Outcome) -> Weighing {
        let found = (Some(heavy), "Dat is nagevraagd.".to_owned());
        Weighing { findings: vec![found; 5], outcome: Some(outcome), reason: "Daarom.".to_owned() }
    }

    fn weighed() -> Burden {
        weigh(&established(), &weighs(true, Outcome::Refuse), account_id(), at("2026-09-02")).unwrap()
    }

    #[test]
    fn first_it_is_known_what_works_and_what_it_costs() {
        let missing = |parts: &[Part]| Refusal::Parts(parts.iter().map(|part| (*part, Problem::Missing)).collect());
        let there = [established()];
        let gone = [turn(&established(), false, "Niet meer nodig.", OTHER, at("2026-09-02")).unwrap()];
        let dear = Establish { price: Some(MAX_PRICE + 1), ..given(Works::Yes) };
        for (what, known, given, expected) in [
            ("it works", &[][..], given(Works::Yes), Ok(1)),
            ("a part of it", &[], given(Works::Partly), Ok(1)),
            ("it does not", &[], given(Works::No), Err(Refusal::DoesNotWork)),
            (
                "nothing filled in",
                &[],
                Establish::default(),
                Err(missing(&[Part::Adjustment, Part::Works, Part::Evidence, Part::Price])),
            ),
            ("it costs nothing", &[], Establish { price: Some(0), ..given(Works::Yes) }, Ok(1)),
            ("a price that cannot be", &[], dear, Err(missing(&[Part::Price]))),
            ("twice", &there, given(Works::Yes), Err(Refusal::Already(id(1)))),
            ("again after it was taken back", &gone, given(Works::Yes), Ok(2)),
        ] {
            let found = establish(known, id(9), &given, true, account_id(), at("2026-09-01"));
            assert_eq!(found.map(|new| new.number), expected, "{what}");
        }
    }

    #[test]
    fn then_it_is_weighed_by_all_five_elements() {
        let from = established();
        let now = at("2026-09-02");
        let found = |given: &Weighing| weigh(&from, given, account_id(), now);
        assert_eq!(found(&weighs(true, Outcome::Refuse)).unwrap().status, Status::Proposed);
        assert_eq!(found(&weighs(false, Outcome::Make)).unwrap().rounds[0].findings.len(), 5);
        assert_eq!(found(&weighs(false, Outcome::Refuse)), Err(Refusal::NothingHeavy));
        let mut one = weighs(false, Outcome::Refuse);
        one.findings[1].0 = Some(true);
        assert!(found(&one).is_ok(), "one is enough, with a reason that somebody else looks at");
        let mut four = weighs(true, Outcome::Refuse);
        four.findings.pop();
        let last = Element::Alternative;
        let parts = vec![(Part::Heavy(last), Problem::Missing), (Part::Found(last), Problem::Missing)];
        assert_eq!(found(&four), Err(Refusal::Parts(parts)));
        let Err(Refusal::Parts(parts)) = found(&Weighing::default()) else { panic!("nothing filled in") };
        assert_eq!(parts.len(), 12);
        let again = weigh(&weighed(), &weighs(true, Outcome::Refuse), account_id(), now);
        assert_eq!(again, Err(Refusal::Twice), "two clicks");
        let late = weigh(&weighed(), &weighs(true, Outcome::Refuse), OTHER, now);
        assert_eq!(late, Err(Refusal::Stands(Status::Proposed)), "somebody else was first");
    }

    #[test]
    fn somebody_else_looks_at_it_before_it_is_decided() {
        let (from, now) = (weighed(), at("2026-09-03"));
        assert_eq!(from.decision(), None);
        assert_eq!(second(&from, true, "", account_id(), now), Err(Refusal::Yourself));
        let missing = Refusal::Parts(vec![(Part::Second, Problem::Missing)]);
        assert_eq!(second(&from, false, " ", OTHER, now), Err(missing));
        let decided = second(&from, true, "", OTHER, now).unwrap();
        assert_eq!(decided.decision().map(|round| round.outcome), Some(Outcome::Refuse));
        assert_eq!(second(&decided, true, "", OTHER, now), Err(Refusal::Twice), "twice");
        let back = second(&from, false, "Vraag de prijs na.", OTHER, now).unwrap();
        assert_eq!((back.status, back.rounds.len()), (Status::Weighing, 1));
        let again = weigh(&back, &weighs(false, Outcome::Make), account_id(), now).unwrap();
        assert_eq!(
            (again.rounds.len(), again.rounds[0].outcome),
            (2, Outcome::Refuse),
            "what was weighed before stays"
        );
        // Whoever looked the first time may weigh, and then somebody else looks.
        let other = weigh(&back, &weighs(false, Outcome::Make), OTHER, now).unwrap();
        assert_eq!(second(&other, true, "", OTHER, now), Err(Refusal::Yourself));
        assert!(second(&other, true, "", account_id(), now).is_ok());
    }

    #[test]
    fn what_was_decided_is_looked_at_again_or_taken_back_with_a_reason() {
        let now = at("2026-10-01");
        let decided = second(&weighed(), true, "", OTHER, now).unwrap();
        let revised = turn(&decided, true, "Er is subsidie.", account_id(), now).unwrap();
        assert_eq!((revised.status, revised.decision(), revised.rounds.len()), (Status::Weighing, None, 1));
        assert_eq!(turn(&revised, true, "Nog eens.", account_id(), now), Err(Refusal::Twice));
        let missing = Refusal::Parts(vec![(Part::Reason, Problem::Missing)]);
        assert_eq!(turn(&decided, true, "", account_id(), now), Err(missing));
        for from in [established(), weighed(), decided] {
            let back = turn(&from, false, "De student volgt iets anders.", account_id(), now).unwrap();
            assert_eq!((back.status, back.decision()), (Status::Withdrawn, None));
            let twice = turn(&back, false, "Nog eens.", account_id(), now);
            assert_eq!(twice, Err(Refusal::Twice));
        }
    }
}
