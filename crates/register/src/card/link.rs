//! The link that shows a card: for a lesson, a day or a week, and no longer. Whoever has it reads the card, without an account;
//! so it is short, it is ended by one button, and the student sees when it was opened.

use super::Card;
use crate::agreement::Answerer;
use crate::guardian::AGREES_ALONE_FROM;
use crate::{AccountId, BirthDate, CardLinkId, Moment, codes};
use time::{Date, Duration, OffsetDateTime};

/// How many can be open at once: one for each of the readers of a busy day. More are forgotten about.
pub const MAX_OPEN: usize = 5;
/// How often one opens: a link that went round a whole school shows nothing any more.
pub const MAX_LOOKS: usize = 100;
/// Within which a second link for as long is the same click.
pub const A_CLICK: Duration = Duration::seconds(10);

codes! {
    /// For how long.
    pub enum Term {
        /// A lesson or an exam: three hours.
        Lesson = "lesson",
        /// Until this time tomorrow.
        Day = "day",
        /// A week: the longest that there is.
        Week = "week",
    }
}

impl Term {
    /// How long it is.
    pub const fn lasts(self) -> Duration {
        match self {
            Self::Lesson => Duration::hours(3),
            Self::Day => Duration::DAY,
            Self::Week => Duration::WEEK,
        }
    }
}

codes! {
    /// Where a link stands.
    pub enum State {
        /// It opens.
        Open = "open",
        /// Its time is over.
        Over = "over",
        /// It was opened as often as it may.
        Full = "full",
        /// The student, or who answers for them, ended it; or the card was erased.
        Ended = "ended",
    }
}

/// A look at a card by a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// When.
    pub at: Moment,
    /// With which account; `None` when nobody was signed in.
    pub by: Option<AccountId>,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Which.
    pub id: CardLinkId,
    /// 1 for the first of a file.
    pub number: u32,
    /// For how long.
    pub term: Term,
    /// When it was made.
    pub made: Moment,
    /// From which account.
    pub by: AccountId,
    /// From when it shows nothing any more.
    pub ends: OffsetDateTime,
    /// When it was ended, and from which account.
    pub ended: Option<(Moment, AccountId)>,
    /// When it was opened, the first time first.
    pub looks: Vec<Look>,
}

impl Link {
    /// Where it stands at an instant.
    pub fn state(&self, at: OffsetDateTime) -> State {
        if self.ended.is_some() {
            State::Ended
        } else if at >= self.ends {
            State::Over
        } else if self.looks.len() >= MAX_LOOKS {
            State::Full
        } else {
            State::Open
        }
    }
}

/// Why no link is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenRefusal {
    /// For how long was not chosen.
    #[error("for how long?")]
    NoTerm,
    /// There is no card to show.
    #[error("there is no card")]
    NoCard,
    /// [`MAX_OPEN`] are open.
    #[error("{MAX_OPEN} are open")]
    TooMany,
    /// It is for somebody else to decide: see [`opens`].
    #[error("somebody else decides this")]
    NotYours,
    /// Just now one was made for as long: it was sent twice, and this is the one.
    #[error("one was made just now")]
    Twice(CardLinkId),
}

/// Whether a link is for this one to make: from 16 the student alone, below that the parent who answers for them (UAVG 5(1)).
/// Without a known birth date it is the student, as where they answer an agreement.
pub fn opens(birth: Option<BirthDate>, by: Answerer, today: Date) -> bool {
    let young = birth.is_some_and(|birth| birth.age_on(today) < AGREES_ALONE_FROM);
    match by {
        Answerer::Student => !young,
        Answerer::Guardian(_) => young,
    }
}

/// Makes a link. `links` are those of the file.
///
/// # Errors
/// See [`OpenRefusal`].
pub fn open(
    id: CardLinkId,
    term: Option<Term>,
    (card, links): (Option<&Card>, &[Link]),
    may: bool,
    by: AccountId,
    now: Moment,
) -> Result<Link, OpenRefusal> {
    if !may {
        return Err(OpenRefusal::NotYours);
    }
    if card.is_none() {
        return Err(OpenRefusal::NoCard);
    }
    let term = term.ok_or(OpenRefusal::NoTerm)?;
    let open = || links.iter().filter(|link| link.state(now.at) == State::Open);
    if let Some(same) = open().find(|link| link.term == term && link.by == by && now.at - link.made.at < A_CLICK) {
        return Err(OpenRefusal::Twice(same.id));
    }
    if open().count() >= MAX_OPEN {
        return Err(OpenRefusal::TooMany);
    }
    let last = links.iter().map(|link| link.number).max().unwrap_or(0);
    let ends = now.at.saturating_add(term.lasts());
    Ok(Link { id, number: last.saturating_add(1), term, made: now, by, ends, ended: None, looks: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{account_id, at, day, guardian_id};
    use crate::{Personal, VersionId};
    use uuid::Uuid;

    fn id(n: u128) -> CardLinkId {
        CardLinkId(Uuid::from_u128(n))
    }

    fn card() -> Card {
        let chosen = vec![super::super::Chosen { version: VersionId(Uuid::nil()), position: 0 }];
        let words = Some(Personal::new("Rust.".to_owned()));
        Card { number: 1, words, chosen, written: at("2026-09-15"), by: account_id() }
    }

    fn link(term: Term) -> Link {
        open(id(1), Some(term), (Some(&card()), &[]), true, account_id(), at("2026-09-15")).unwrap()
    }

    /// Three hours, a day, a week: from the words of the form, not from `lasts`.
    #[test]
    fn it_shows_the_card_until_its_time_is_over_or_it_is_ended() {
        let made = at("2026-09-15").at;
        for (term, seconds) in [(Term::Lesson, 10_800), (Term::Day, 86_400), (Term::Week, 604_800)] {
            let one = link(term);
            let after = |seconds| one.state(made + Duration::seconds(seconds));
            assert_eq!(
                (after(0), after(seconds - 1), after(seconds)),
                (State::Open, State::Open, State::Over),
                "{term:?}"
            );
            let ended = Link { ended: Some((at("2026-09-15"), account_id())), ..one };
            assert_eq!(ended.state(made), State::Ended, "at once");
        }
        let looked = |times| Link { looks: vec![Look { at: at("2026-09-15"), by: None }; times], ..link(Term::Day) };
        assert_eq!((looked(99).state(made), looked(100).state(made)), (State::Open, State::Full));
    }

    #[test]
    fn few_are_open_at_once_and_two_clicks_are_one() {
        let now = at("2026-09-15");
        let minute = Moment { at: now.at + Duration::MINUTE, day: now.day };
        let many = |count: u128, change: fn(&mut Link)| -> Vec<Link> {
            let one = |n| {
                let mut one = Link { id: id(n), number: n as u32, ..link(Term::Day) };
                change(&mut one);
                one
            };
            (1..=count).map(one).collect()
        };
        let ended = many(9, |link| link.ended = Some((link.made, link.by)));
        let card = card();
        let day = Some(Term::Day);
        for (what, card, term, links, may, when, expected) in [
            ("the first", Some(&card), day, vec![], true, now, Ok(1)),
            ("without a card", None, day, vec![], true, now, Err(OpenRefusal::NoCard)),
            ("for how long?", Some(&card), None, vec![], true, now, Err(OpenRefusal::NoTerm)),
            ("somebody else decides", Some(&card), day, vec![], false, now, Err(OpenRefusal::NotYours)),
            ("two clicks", Some(&card), day, many(1, |_| {}), true, now, Err(OpenRefusal::Twice(id(1)))),
            ("for longer", Some(&card), Some(Term::Week), many(1, |_| {}), true, now, Ok(2)),
            ("a minute later", Some(&card), day, many(1, |_| {}), true, minute, Ok(2)),
            ("five are open", Some(&card), day, many(5, |_| {}), true, minute, Err(OpenRefusal::TooMany)),
            ("they were ended", Some(&card), day, ended, true, now, Ok(10)),
            ("they are over", Some(&card), day, many(5, |_| {}), true, now.later(1), Ok(6)),
        ] {
            let found = open(id(99), term, (card, &links), may, account_id(), when);
            assert_eq!(found.map(|link| link.number), expected, "{what}");
        }
    }

    /// UAVG 5(1): below sixteen the permission is that of the legal representative.
    #[test]
    fn from_sixteen_it_is_for_the_student_and_below_for_the_parent() {
        let born = BirthDate::from_parts(2010, 9, 15);
        let parent = Answerer::Guardian(guardian_id());
        for (what, birth, on, student, by_parent) in [
            ("fifteen", born, "2026-09-14", false, true),
            ("sixteen today", born, "2026-09-15", true, false),
            ("eighteen", born, "2028-09-15", true, false),
            ("not known", None, "2026-09-15", true, false),
        ] {
            let may = |by| opens(birth, by, day(on));
            assert_eq!((may(Answerer::Student), may(parent)), (student, by_parent), "{what}");
        }
    }
}
