//! Bringing a dispute, with what of the file is attached to it.

use super::{Attached, Dispute, MAX_OPEN, MAX_WORDS, Part, Refusal, Status, Subject, Thing};
use crate::{
    AccountId, DisputeId, Moment, Personal,
    agreement::Answerer,
    field::{self, Problem},
    law::Urgency,
};
use time::Date;

/// A dispute, as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lodge {
    /// What it is about.
    pub subject: Option<Subject>,
    /// What happened.
    pub words: String,
    /// What should come of it.
    pub wish: String,
    /// When the decision was made known.
    pub known_on: Option<Date>,
    /// Whether it is asked to be handled at once.
    pub urgent: bool,
    /// Why it cannot wait.
    pub urgent_words: String,
}

/// Brings a dispute. `known` are those of the file. That it comes late is no reason not to take it: whether it is handled is
/// the committee's to say.
///
/// # Errors
/// See [`Refusal`].
pub fn lodge(
    known: &[Dispute],
    id: DisputeId,
    given: &Lodge,
    (by, account): (Answerer, AccountId),
    now: Moment,
) -> Result<Dispute, Refusal> {
    let (words, wish) = (field::text(&given.words, MAX_WORDS), field::optional_text(&given.wish, MAX_WORDS));
    let urgent = if given.urgent { field::text(&given.urgent_words, MAX_WORDS).map(Some) } else { Ok(None) };
    let mut wrong = Vec::new();
    wrong.extend(given.subject.is_none().then_some((Part::Subject, Problem::Missing)));
    wrong.extend(words.as_ref().err().map(|problem| (Part::Words, *problem)));
    wrong.extend(wish.as_ref().err().map(|problem| (Part::Wish, *problem)));
    // Against a decision there is a term, so its day is asked.
    let decision = given.subject.is_some_and(Subject::has_term);
    wrong.extend((decision && given.known_on.is_none()).then_some((Part::KnownOn, Problem::Missing)));
    wrong.extend(urgent.as_ref().err().map(|problem| (Part::Urgent, *problem)));
    let (Some(subject), Ok(words), Ok(wish), Ok(urgent), true) = (given.subject, words, wish, urgent, wrong.is_empty())
    else {
        return Err(Refusal::Parts(wrong));
    };
    if given.known_on.is_some_and(|on| on > now.day) {
        return Err(Refusal::Future);
    }
    let words = Personal::new(words);
    let open = || known.iter().filter(|one| one.status == Status::Open);
    if let Some(there) = open().find(|one| (one.subject, &one.words) == (subject, &words)) {
        return Err(Refusal::Already(there.id));
    }
    if open().count() >= MAX_OPEN {
        return Err(Refusal::TooMany);
    }
    Ok(Dispute {
        id,
        number: known.iter().map(|one| one.number).max().unwrap_or(0).saturating_add(1),
        subject,
        words,
        wish: wish.map(Personal::new),
        known_on: given.known_on,
        urgency: if given.urgent { Urgency::Asked } else { Urgency::No },
        urgent_words: urgent.map(Personal::new),
        by,
        account,
        at: now,
        status: Status::Open,
        steps: Vec::new(),
        attached: Vec::new(),
    })
}

/// Changes what is attached to these things, of those that there are (`offered`); what was attached and is not named is taken
/// away. What nobody changed stays as it was.
///
/// # Errors
/// [`Refusal::Stands`] when it is not handled any more: what was attached stays in the record of it.
pub fn attach(dispute: &Dispute, things: &[Thing], offered: &[Thing], now: Moment) -> Result<Dispute, Refusal> {
    if dispute.status != Status::Open {
        return Err(Refusal::Stands(dispute.status));
    }
    let mut after = dispute.clone();
    for one in after.attached.iter_mut().filter(|one| one.taken.is_none()) {
        if !things.contains(&one.thing) {
            one.taken = Some(now);
        }
    }
    let known: Vec<Thing> = after.things().collect();
    let mut new: Vec<Thing> =
        things.iter().copied().filter(|one| offered.contains(one) && !known.contains(one)).collect();
    new.sort_unstable();
    new.dedup();
    after.attached.extend(new.into_iter().map(|thing| Attached { thing, at: now, taken: None }));
    Ok(after)
}
