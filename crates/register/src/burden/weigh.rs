//! The two steps: what works at what price, and then the five elements.

use super::{
    Burden, Element, Event, Finding, MAX_PRICE, MAX_WORDS, Outcome, Part, Refusal, Round, Status, Works, moved,
};
use crate::{
    AccountId, BurdenId, Moment, Personal,
    field::{self, Problem},
};

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
