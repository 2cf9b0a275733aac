//! How a route stands, read from what was noted of it.

use super::{Closed, Consenter, Doer, End, Entry, How, Kind, Means, Noted, Outcome, Reply, Said, Status, What};
use crate::{AccountId, BirthDate, EnrolmentId, Moment, Personal, TransitionId, guardian::ADULT_FROM, seen::Seen};
use std::collections::BTreeSet;
use time::Date;

/// A route of one student, for one enrolment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Its identifier.
    pub id: TransitionId,
    /// 1 for the first of its file.
    pub number: u32,
    /// For which enrolment.
    pub enrolment: EnrolmentId,
    /// When it began.
    pub at: Moment,
    /// Who began it.
    pub by: AccountId,
    /// What was noted, the first first: who guides comes first of all.
    pub entries: Vec<Entry>,
}

/// What was offered and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// Nothing was offered.
    None,
    /// It was offered on this day, and there is no answer. That is no "no".
    Open(Date),
    /// It was answered.
    Answered(Date, Reply, Date),
}

/// Who does what by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<'a> {
    /// Where it was noted.
    pub place: u32,
    /// What.
    pub words: Option<&'a Personal<String>>,
    /// Who.
    pub doer: Doer,
    /// By when.
    pub by: Date,
    /// How it ended, when it did.
    pub closed: Option<Closed>,
}

/// A contact: planned, or what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact {
    /// Where it was noted.
    pub place: u32,
    /// On which day.
    pub on: Date,
    /// What came of it; `None` while it is planned.
    pub met: Option<Met>,
}

/// What came of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Met {
    /// They spoke, or not.
    pub how: How,
    /// When.
    pub on: Date,
}

/// Whether the municipality may be asked to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Yes {
    /// It may, since this day.
    Given(Date),
    /// Somebody who must say yes said no, or took it back.
    No,
    /// These have yet to be asked: nobody said no.
    Waits(Vec<Consenter>),
}

/// Whose yes is needed on a day: of an adult their own; of 16 and 17 their own and that of the parents; of who is younger that of
/// the parents. (A reading: the law speaks of the graduate, and gives the document of a minor to the parents.) Whose age nobody
/// knows is asked for both.
pub fn gives(birth: Option<BirthDate>, today: Date) -> &'static [Consenter] {
    match birth.map(|birth| birth.age_on(today)) {
        Some(age) if age >= ADULT_FROM => &[Consenter::Graduate],
        Some(age) if age < 16 => &[Consenter::Parents],
        Some(_) | None => &[Consenter::Graduate, Consenter::Parents],
    }
}

impl Status {
    /// The only transitions: it ends, and goes on again where that was a mistake.
    pub const fn on(self, kind: Kind) -> Option<Self> {
        match (self, kind) {
            (Self::Open, Kind::End) => Some(Self::Ended),
            (Self::Ended, Kind::Mistaken) => Some(Self::Open),
            (Self::Open | Self::Ended, _) => None,
        }
    }
}

impl Route {
    /// What was noted and not said to be a mistake.
    pub fn counts(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        let mistaken: BTreeSet<u32> = self.mistaken().collect();
        self.entries
            .iter()
            .filter(move |entry| !mistaken.contains(&entry.place) && !matches!(entry.what, What::Mistaken(_)))
    }

    /// Where what was noted by mistake stands.
    pub fn mistaken(&self) -> impl Iterator<Item = u32> {
        self.entries.iter().filter_map(|entry| match entry.what {
            What::Mistaken(place) => Some(place),
            What::Guide(_)
            | What::Offer(_)
            | What::Answer(..)
            | What::Step(..)
            | What::Close(..)
            | What::Plan(_)
            | What::Contact(..)
            | What::Outcome(..)
            | What::Stretch(_)
            | What::Wish
            | What::Reach(_)
            | What::Consent(..)
            | What::Municipality(_)
            | What::Given(..)
            | What::Ask(..)
            | What::Allow(..)
            | What::End(_) => None,
        })
    }

    /// The last that says something of this kind.
    pub(super) fn last<T>(&self, of: impl Fn(&Entry) -> Option<T>) -> Option<T> {
        self.counts().rev().find_map(of)
    }

    /// Who guides.
    pub fn guide(&self) -> AccountId {
        let guide = |entry: &Entry| if let What::Guide(account) = entry.what { Some(account) } else { None };
        self.last(guide).unwrap_or(self.by)
    }

    /// What was offered last, and what came of it.
    pub fn offer(&self) -> Offer {
        self.counts().fold(Offer::None, |offer, entry| match (entry.what, offer) {
            (What::Offer(on), _) => Offer::Open(on),
            (What::Answer(reply, on), Offer::Open(offered) | Offer::Answered(offered, ..)) => {
                Offer::Answered(offered, reply, on)
            }
            // An answer to an offer that was a mistake says nothing.
            (_, offer) => offer,
        })
    }

    /// On which day it was offered first: what the law asks.
    pub fn offered_on(&self) -> Option<Date> {
        self.counts().filter_map(|entry| if let What::Offer(on) = entry.what { Some(on) } else { None }).min()
    }

    /// The steps, the first first.
    pub fn steps(&self) -> Vec<Step<'_>> {
        let closed = |place: u32| {
            self.last(|entry| match entry.what {
                What::Close(of, how) if of == place => Some(how),
                _ => None,
            })
        };
        let step = |entry: &'_ Entry| match entry.what {
            What::Step(doer, by) => Some((entry.place, doer, by)),
            _ => None,
        };
        self.counts()
            .filter_map(|entry| step(entry).map(|found| (entry, found)))
            .map(|(entry, (place, doer, by))| Step {
                place,
                words: entry.words.as_ref(),
                doer,
                by,
                closed: closed(place),
            })
            .collect()
    }

    /// The contacts, the first first: those that were planned, with what came of them, and those that were not.
    pub fn contacts(&self) -> Vec<Contact> {
        let met = |place: u32| {
            self.last(|entry| match entry.what {
                What::Contact(Some(of), how, on) if of == place => Some(Met { how, on }),
                _ => None,
            })
        };
        let contact = |entry: &Entry| match entry.what {
            What::Plan(on) => Some(Contact { place: entry.place, on, met: met(entry.place) }),
            What::Contact(None, how, on) => Some(Contact { place: entry.place, on, met: Some(Met { how, on }) }),
            _ => None,
        };
        self.counts().filter_map(contact).collect()
    }

    /// Where the student came, as far as was noted last; nobody looked, or this. The words belong to it.
    pub fn outcome(&self) -> Option<(Outcome, Date, Option<&Personal<String>>)> {
        self.counts().rev().find_map(|entry| match entry.what {
            What::Outcome(outcome, on) => Some((outcome, on, entry.words.as_ref())),
            _ => None,
        })
    }

    /// Until when it goes on, where that was stretched.
    pub fn stretched(&self) -> Option<Date> {
        self.last(|entry| if let What::Stretch(until) = entry.what { Some(until) } else { None })
    }

    /// What the student wants, as they said last.
    pub fn wish(&self) -> Option<&Entry> {
        self.counts().rev().find(|entry| matches!(entry.what, What::Wish))
    }

    /// How the student wants to be reached, as they said last. Nobody said: nobody may guess.
    pub fn reach(&self) -> Option<(Means, Option<&Personal<String>>)> {
        self.counts().rev().find_map(|entry| match entry.what {
            What::Reach(means) => Some((means, entry.words.as_ref())),
            _ => None,
        })
    }

    /// What somebody said last of the municipality, and on which day.
    pub(super) fn said(&self, of: Consenter) -> Option<(Said, Date)> {
        self.last(|entry| match entry.what {
            What::Consent(who, said, on) if who == of => Some((said, on)),
            _ => None,
        })
    }

    /// The next day on which they are to speak: of the first plan of which nobody noted what came of it.
    pub fn next_contact(&self) -> Option<Date> {
        self.contacts().iter().filter(|one| one.met.is_none()).map(|one| one.on).min()
    }

    /// The first day by which a step is to be done that nobody closed.
    pub fn next_step(&self) -> Option<Date> {
        self.steps().iter().filter(|one| one.closed.is_none()).map(|one| one.by).min()
    }

    /// The last day on which they spoke.
    pub fn met_on(&self) -> Option<Date> {
        let held = |one: &Contact| one.met.filter(|met| met.how == How::Held).map(|met| met.on);
        self.contacts().iter().filter_map(held).max()
    }

    /// How much was noted, as it goes with a form.
    pub fn seen_so_far(&self) -> Seen {
        Seen::of(self.entries.len(), 0)
    }

    /// The last day on which somebody said no to it.
    pub(super) fn no(&self, of: Consenter) -> Option<Date> {
        let no = |entry: &Entry| match entry.what {
            What::Consent(who, Said::No, on) if who == of => Some(on),
            _ => None,
        };
        self.counts().filter_map(no).max()
    }

    /// Whether the municipality may be asked on a day, by those whose yes is needed then.
    pub fn yes(&self, birth: Option<BirthDate>, today: Date) -> Yes {
        let needed = gives(birth, today);
        let all: Vec<(Consenter, Option<(Said, Date)>)> = needed.iter().map(|who| (*who, self.said(*who))).collect();
        // The no of a parent ends with the age at which they had a say; that of the student never does.
        let refused = all.iter().any(|(_, said)| matches!(said, Some((Said::No, _))))
            || matches!(self.said(Consenter::Graduate), Some((Said::No, _)));
        if refused {
            return Yes::No;
        }
        let waits: Vec<Consenter> = all.iter().filter(|(_, said)| said.is_none()).map(|(who, _)| *who).collect();
        match all.iter().filter_map(|(_, said)| said.map(|(_, on)| on)).max() {
            Some(on) if waits.is_empty() => Yes::Given(on),
            Some(_) | None => Yes::Waits(waits),
        }
    }

    /// Since when the municipality goes on.
    pub fn municipality(&self) -> Option<Date> {
        self.last(|entry| if let What::Municipality(on) = entry.what { Some(on) } else { None })
    }

    /// On which day the municipality first got the *overgangsdocument*.
    pub fn given_on(&self) -> Option<Date> {
        let given = |entry: &Entry| match entry.what {
            What::Given(super::Receiver::Municipality, on) => Some(on),
            _ => None,
        };
        self.counts().filter_map(given).min()
    }

    /// Why and when it ended.
    pub fn ended(&self) -> Option<(End, Moment)> {
        self.last(|entry| if let What::End(why) = entry.what { Some((why, entry.at)) } else { None })
    }

    /// Where it stands, and since when.
    pub fn status(&self) -> (Status, Date) {
        let reopened = |entry: &&Entry| matches!(entry.what, What::Mistaken(_));
        match self.ended() {
            Some((_, at)) => (Status::Ended, at.day),
            None => {
                let ends = self.entries.iter().any(|entry| matches!(entry.what, What::End(_)));
                let again = self.entries.iter().rev().find(reopened).filter(|_| ends);
                (Status::Open, again.map_or(self.at.day, |entry| entry.at.day))
            }
        }
    }

    /// What duties, lists and rights go by.
    pub fn noted(&self) -> Noted {
        let no = |entry: &Entry| match entry.what {
            What::Consent(who, said, _) => Some((who, said)),
            _ => None,
        };
        let last = |of: Consenter| self.last(|entry| no(entry).filter(|(who, _)| *who == of).map(|(_, said)| said));
        Noted {
            offered_on: self.offered_on(),
            refused: Consenter::ALL.iter().any(|who| last(*who) == Some(Said::No)),
            municipality: self.municipality(),
            given_on: self.given_on(),
            stretched: self.stretched(),
        }
    }

    /// What the student said to the last offer.
    pub fn reply(&self) -> Option<Reply> {
        match self.offer() {
            Offer::Answered(_, reply, _) => Some(reply),
            Offer::None | Offer::Open(_) => None,
        }
    }

    /// Everybody who noted something, and everybody who guided.
    pub fn people(&self) -> impl Iterator<Item = AccountId> {
        let guides = self.entries.iter().filter_map(|entry| entry.what.flat().account);
        std::iter::once(self.by).chain(self.entries.iter().map(|entry| entry.by)).chain(guides)
    }
}
