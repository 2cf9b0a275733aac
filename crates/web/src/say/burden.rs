//! A burden in words, and made-up ones; the rules bring those where they stand.

use super::{people, words::T};
use register::{
    AccountId, BurdenId, FileId, Personal,
    burden::{
        Burden, Element, Establish, Outcome, Stand, Status, Weighing, Works, arrange, establish, second, turn, weigh,
    },
};
use store::burden::BurdenView;
use uuid::Uuid;

/// Where it stands.
pub fn status(t: T, status: Status) -> String {
    t.get(match status {
        Status::Weighing => "burden-status-weighing",
        Status::Proposed => "burden-status-proposed",
        Status::Decided => "burden-status-decided",
        Status::Withdrawn => "burden-status-withdrawn",
    })
}

/// On which list it stands.
pub fn stand(t: T, stand: Stand) -> String {
    match stand {
        Stand::Owed => t.get("burden-stand-owed"),
        Stand::Weighing => status(t, Status::Weighing),
        Stand::Proposed => status(t, Status::Proposed),
        Stand::Decided => status(t, Status::Decided),
        Stand::Withdrawn => status(t, Status::Withdrawn),
    }
}

/// Of a decision that an adjustment comes: since when it is there, or that school arranges it still.
pub fn arranged(t: T, burden: &Burden) -> Option<String> {
    match burden.arranged() {
        Some(since) => Some(t.say("burden-arranged-since").arg("on", since).to_string()),
        None => (burden.stand() == Stand::Owed).then(|| t.get("burden-owed")),
    }
}

/// Whether it works.
pub fn works(t: T, works: Works) -> String {
    t.get(match works {
        Works::Yes => "burden-works-yes",
        Works::Partly => "burden-works-partly",
        Works::No => "burden-works-no",
    })
}

/// What it is weighed by.
pub fn element(t: T, element: Element) -> String {
    t.get(match element {
        Element::Size => "burden-element-size",
        Element::Cost => "burden-element-cost",
        Element::Feasibility => "burden-element-feasibility",
        Element::Finances => "burden-element-finances",
        Element::Alternative => "burden-element-alternative",
    })
}

/// What comes of it.
pub fn outcome(t: T, outcome: Outcome) -> String {
    t.get(match outcome {
        Outcome::Make => "burden-outcome-make",
        Outcome::Other => "burden-outcome-other",
        Outcome::Refuse => "burden-outcome-refuse",
    })
}

/// Whether it weighs against the adjustment.
pub fn heavy(t: T, heavy: bool) -> String {
    t.get(if heavy { "burden-heavy" } else { "burden-light" })
}

const FIRST: AccountId = AccountId(Uuid::from_u128(5));
const SECOND: AccountId = AccountId(Uuid::from_u128(6));

/// How far it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is known what works and what it costs.
    Established,
    /// It was weighed.
    Proposed,
    /// Somebody else did not agree.
    SentBack,
    /// Somebody else agreed.
    Decided,
    /// The same, and the adjustment comes.
    Owed,
    /// That is there.
    Arranged,
    /// It is not asked any more.
    Withdrawn,
}

/// The file of the samples.
pub const fn file() -> FileId {
    FileId(Uuid::from_u128(1))
}

/// One that came so far.
pub fn burden(state: State) -> Option<Burden> {
    let now = people::now();
    let given = Establish {
        adjustment: "Een tolk bij elke les en bij de stage".to_owned(),
        works: Some(Works::Yes),
        evidence: people::ASKED.to_owned(),
        price: Some(24_000),
    };
    let new = establish(&[], BurdenId(Uuid::from_u128(1)), &given, true, FIRST, now).ok()?;
    if state == State::Established {
        return Some(new);
    }
    if state == State::Withdrawn {
        return turn(&new, false, people::ASKED, FIRST, now).ok();
    }
    let comes = matches!(state, State::Owed | State::Arranged);
    let weighing = Weighing {
        findings: vec![(Some(true), people::ASKED.to_owned()); 5],
        outcome: Some(if comes { Outcome::Make } else { Outcome::Refuse }),
        reason: people::ASKED.to_owned(),
    };
    let proposed = weigh(&new, &weighing, FIRST, now).ok()?;
    match state {
        State::SentBack => second(&proposed, false, people::ASKED, SECOND, now).ok(),
        State::Decided | State::Owed => second(&proposed, true, "", SECOND, now).ok(),
        State::Arranged => {
            let owed = second(&proposed, true, "", SECOND, now).ok()?;
            arrange(&owed, (Some(now.day), people::ASKED), FIRST, now).ok()
        }
        State::Established | State::Proposed | State::Withdrawn => Some(proposed),
    }
}

/// The same, as it is read.
pub fn view(state: State, own: bool) -> Option<BurdenView> {
    let names = [(FIRST, "Noor van der Wetering-Bakker"), (SECOND, "Fatima Bouali")];
    let names = names.map(|(account, name)| (account, Personal::new(name.to_owned())));
    Some(BurdenView {
        file: file(),
        person: people::person(None),
        school: "Voorbeeld College".to_owned(),
        burden: burden(state)?,
        names: names.into(),
        own,
    })
}
