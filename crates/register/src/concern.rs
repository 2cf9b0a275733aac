//! Concerns: somebody whose data were looked at says that this is not right, and the privacy officer finds out and answers.
//!
//! A concern is about one person of the school on one day, as the list of looks shows it. It stays open until it is
//! answered or taken back by who raised it. An answer that proves wrong is corrected by a next one, and what stood there
//! before stays readable beside it. Drawn in `docs/states/concern.md`.

use crate::{
    AccountId, ConcernId, Moment, Personal, codes,
    field::{self, Problem},
    law::calendar::months_after,
};
use std::collections::BTreeSet;
use time::Date;

/// The most characters of what somebody says about it, and of the answer.
pub const MAX_WORDS: usize = 2000;

codes! {
    /// Where a concern stands.
    pub enum Status {
        /// The privacy officer has it to find out.
        Open = "open",
        /// Who raised it took it back.
        TakenBack = "taken_back",
        /// The look was right.
        Right = "right",
        /// The look was not right.
        NotRight = "not_right",
    }
}

codes! {
    /// What can happen to a concern.
    pub enum Event {
        /// Who raised it takes it back.
        TakeBack = "take_back",
        /// The privacy officer finds that the look was right, also where it was found before that it was not.
        FindRight = "find_right",
        /// The privacy officer finds that it was not, also where it was found before that it was right.
        FindNotRight = "find_not_right",
    }
}

impl Status {
    /// The only transitions. Who raised it takes back what nobody answered yet; who is not content with an answer can turn
    /// to the Autoriteit Persoonsgegevens.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Open, Event::TakeBack) => Some(Self::TakenBack),
            (Self::Open | Self::Right | Self::NotRight, Event::FindRight) => Some(Self::Right),
            (Self::Open | Self::Right | Self::NotRight, Event::FindNotRight) => Some(Self::NotRight),
            (Self::TakenBack, _) | (Self::Right | Self::NotRight, Event::TakeBack) => None,
        }
    }
}

/// A concern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concern {
    /// Its identifier.
    pub id: ConcernId,
    /// 1 for the first of its file.
    pub number: u32,
    /// Who looked.
    pub looker: AccountId,
    /// On which day.
    pub looked_on: Date,
    /// Who raised it.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// What they said about it, if anything.
    pub words: Option<Personal<String>>,
    /// Where it stands.
    pub status: Status,
    /// When it was closed, and by whom.
    pub closed: Option<(Moment, AccountId)>,
    /// What the privacy officer answered: the last answer.
    pub answer: Option<Personal<String>>,
    /// The answers that it corrected, the first one first.
    pub earlier: Vec<Answered>,
}

/// An answer that was given, and corrected by a next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// What was found: right, or not.
    pub status: Status,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: AccountId,
    /// With which words.
    pub words: Option<Personal<String>>,
}

impl Concern {
    /// How often it was answered: once, and once more with each correction.
    pub fn answers(&self) -> usize {
        self.earlier.len() + usize::from(matches!(self.status, Status::Right | Status::NotRight))
    }

    /// Who closed it, and before them who gave an answer that was corrected.
    pub fn answered_by(&self) -> BTreeSet<AccountId> {
        self.earlier.iter().map(|one| one.by).chain(self.closed.map(|(_, by)| by)).collect()
    }

    /// The answer that stands.
    fn standing(&self) -> Option<Answered> {
        let (at, by) = self.closed?;
        let found = matches!(self.status, Status::Right | Status::NotRight);
        found.then(|| Answered { status: self.status, at, by, words: self.answer.clone() })
    }
}

/// Why a concern is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RaiseRefusal {
    /// They looked themselves.
    #[error("this was their own look")]
    Own,
    /// There is one about this person and this day already, which was not taken back.
    #[error("this was raised already")]
    Already,
    /// What is wrong with the words.
    #[error("the words of a concern: {0:?}")]
    Words(Problem),
}

/// Why it is not taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TakeBackRefusal {
    /// It was closed already.
    #[error("it is {} already", .0.code())]
    Closed(Status),
}

/// Why an answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerRefusal {
    /// It was taken back, or somebody else answered it meanwhile.
    #[error("it is {} already", .0.code())]
    Closed(Status),
    /// This is the answer that stands: it was sent twice, or nothing was changed.
    #[error("this answer stands already")]
    Same,
    /// It is about the one who would answer it.
    #[error("nobody finds out about themselves")]
    Yourself,
    /// Right or not right was not chosen, or the words are missing or wrong.
    #[error("the answer is not whole")]
    Form {
        /// Nothing was chosen.
        found: bool,
        /// What is wrong with the words.
        words: Option<Problem>,
    },
}

/// What the privacy officer fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Whether the look was right; `None`: not chosen.
    pub right: Option<bool>,
    /// What was found and done, for who raised it.
    pub words: String,
    /// How many answers there were when the form was shown: 0 for the first, 1 for the first correction. So nobody corrects
    /// an answer they have not read.
    pub after: usize,
}

/// Raises a concern about what `looker` did on a day. `known` are those of the file.
///
/// # Errors
/// See [`RaiseRefusal`].
pub fn raise(
    known: &[Concern],
    id: ConcernId,
    (looker, looked_on): (AccountId, Date),
    words: &str,
    by: AccountId,
    now: Moment,
) -> Result<Concern, RaiseRefusal> {
    if looker == by {
        return Err(RaiseRefusal::Own);
    }
    let same = |one: &&Concern| (one.looker, one.looked_on, one.by) == (looker, looked_on, by);
    if known.iter().filter(same).any(|one| one.status != Status::TakenBack) {
        return Err(RaiseRefusal::Already);
    }
    let words = field::optional_text(words, MAX_WORDS).map_err(RaiseRefusal::Words)?;
    let last = known.iter().map(|one| one.number).max().unwrap_or(0);
    Ok(Concern {
        id,
        number: last + 1,
        looker,
        looked_on,
        by,
        at: now,
        words: words.map(Personal::new),
        status: Status::Open,
        closed: None,
        answer: None,
        earlier: Vec::new(),
    })
}

/// Takes a concern back. That it is theirs is asked by who loads it.
///
/// # Errors
/// [`TakeBackRefusal::Closed`].
pub fn take_back(concern: &Concern, by: AccountId, now: Moment) -> Result<Concern, TakeBackRefusal> {
    let status = concern.status.on(Event::TakeBack).ok_or(TakeBackRefusal::Closed(concern.status))?;
    Ok(Concern { status, closed: Some((now, by)), ..concern.clone() })
}

/// Answers a concern, or corrects the answer that stands.
///
/// # Errors
/// See [`AnswerRefusal`].
pub fn answer(concern: &Concern, given: &Answer, by: AccountId, now: Moment) -> Result<Concern, AnswerRefusal> {
    if concern.looker == by {
        return Err(AnswerRefusal::Yourself);
    }
    let closed = || AnswerRefusal::Closed(concern.status);
    let words = field::text(&given.words, MAX_WORDS);
    match (given.right, words) {
        (Some(right), Ok(words)) => {
            let event = if right { Event::FindRight } else { Event::FindNotRight };
            let status = concern.status.on(event).ok_or_else(closed)?;
            let words = Some(Personal::new(words));
            if concern.answers() > 0 && (status, &words) == (concern.status, &concern.answer) {
                return Err(AnswerRefusal::Same);
            }
            if given.after != concern.answers() {
                return Err(closed());
            }
            let earlier = concern.earlier.iter().cloned().chain(concern.standing()).collect();
            Ok(Concern { status, closed: Some((now, by)), answer: words, earlier, ..concern.clone() })
        }
        // What was typed badly is not asked again where nothing can be sent any more.
        _ if concern.status == Status::TakenBack || given.after != concern.answers() => Err(closed()),
        (right, words) => Err(AnswerRefusal::Form { found: right.is_none(), words: words.err() }),
    }
}

/// The last day on which an answer is promised: a month, as the GDPR sets for what somebody asks about their data (article
/// 12(3)). Whether a concern is such a request is not certain: the page promises the term, whatever it is.
pub fn answer_by(raised: Date) -> Date {
    months_after(raised, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{account_id, at, day};
    use uuid::Uuid;

    const LOOKER: AccountId = AccountId(Uuid::from_u128(70));
    const OFFICER: AccountId = AccountId(Uuid::from_u128(71));
    const PARENT: AccountId = AccountId(Uuid::from_u128(72));

    fn id() -> ConcernId {
        ConcernId(Uuid::from_u128(73))
    }

    fn raised(
        known: &[Concern],
        looker: AccountId,
        on: &str,
        by: AccountId,
        words: &str,
    ) -> Result<Concern, RaiseRefusal> {
        raise(known, id(), (looker, day(on)), words, by, at("2026-09-15"))
    }

    fn one() -> Concern {
        raised(&[], LOOKER, "2026-09-14", account_id(), "Ik ken haar niet.").unwrap()
    }

    fn says(right: Option<bool>, words: &str) -> Answer {
        Answer { right, words: words.to_owned(), after: 0 }
    }

    /// A correction of an answer that was read.
    fn corrects(right: Option<bool>, words: &str, after: usize) -> Answer {
        Answer { after, ..says(right, words) }
    }

    #[test]
    fn one_concern_about_a_person_and_a_day() {
        let (open, now) = (one(), at("2026-09-16"));
        let back = take_back(&open, account_id(), now).unwrap();
        let answered = answer(&open, &says(Some(true), "Zij viel in."), OFFICER, now).unwrap();
        let same = |known: &[Concern], by| raised(known, LOOKER, "2026-09-14", by, "").map(|new| new.number);
        assert_eq!(same(&[], account_id()), Ok(1));
        // Twice, also after the answer; again once it was taken back; another person may say the same.
        assert_eq!(same(std::slice::from_ref(&open), account_id()), Err(RaiseRefusal::Already));
        assert_eq!(same(std::slice::from_ref(&answered), account_id()), Err(RaiseRefusal::Already));
        assert_eq!(same(std::slice::from_ref(&back), account_id()), Ok(2));
        assert_eq!(same(std::slice::from_ref(&open), PARENT), Ok(2));
        // Another day, another person, oneself.
        let known = [open];
        assert!(raised(&known, LOOKER, "2026-09-13", account_id(), "").is_ok());
        assert!(raised(&known, OFFICER, "2026-09-14", account_id(), "").is_ok());
        assert_eq!(raised(&[], LOOKER, "2026-09-14", LOOKER, ""), Err(RaiseRefusal::Own));
    }

    #[test]
    fn words_are_not_asked_and_have_a_bound() {
        let words = |text: &str| raised(&[], LOOKER, "2026-09-14", account_id(), text).map(|new| new.words);
        assert_eq!(words("  "), Ok(None));
        assert_eq!(words(" zo "), Ok(Some("zo".to_owned().into())));
        let long = "a".repeat(MAX_WORDS + 1);
        assert!(matches!(words(&long), Err(RaiseRefusal::Words(Problem::TooLong { .. }))));
    }

    #[test]
    fn an_answer_is_whole_and_by_somebody_else() {
        let (open, now) = (one(), at("2026-09-16"));
        let answered = |right, words: &str, by| answer(&open, &says(right, words), by, now).map(|after| after.status);
        assert_eq!(answered(Some(true), "Zij viel in.", OFFICER), Ok(Status::Right));
        assert_eq!(answered(Some(false), "Wij spraken haar aan.", OFFICER), Ok(Status::NotRight));
        let form = |found, words| Err(AnswerRefusal::Form { found, words });
        assert_eq!(answered(None, " ", OFFICER), form(true, Some(Problem::Missing)));
        assert_eq!(answered(None, "zo", OFFICER), form(true, None));
        assert_eq!(answered(Some(true), "", OFFICER), form(false, Some(Problem::Missing)));
        assert_eq!(answered(Some(true), "zo", LOOKER), Err(AnswerRefusal::Yourself));
        let closed = answer(&open, &says(Some(true), "zo"), OFFICER, now).unwrap();
        let again = answer(&closed, &says(Some(false), "anders"), OFFICER, now);
        assert_eq!(again, Err(AnswerRefusal::Closed(Status::Right)));
        assert_eq!(take_back(&closed, account_id(), now), Err(TakeBackRefusal::Closed(Status::Right)));
        let back = take_back(&open, account_id(), now).unwrap();
        for given in [says(Some(true), "zo"), says(None, "")] {
            assert_eq!(answer(&back, &given, OFFICER, now), Err(AnswerRefusal::Closed(Status::TakenBack)));
        }
    }

    #[test]
    fn an_answer_is_corrected_by_who_read_it_and_what_stood_there_stays() {
        let (open, now) = (one(), at("2026-09-16"));
        let first = answer(&open, &says(Some(true), "Zij viel in."), OFFICER, now).unwrap();
        assert_eq!((open.answers(), first.answers(), first.earlier.len()), (0, 1, 0));
        let second = AccountId(Uuid::from_u128(74));
        let later = at("2026-09-20");
        let next = answer(&first, &corrects(Some(false), "Zij viel niet in.", 1), second, later).unwrap();
        assert_eq!((next.status, next.closed, next.answers()), (Status::NotRight, Some((later, second)), 2));
        let said = |status, at, by, words: &str| Answered { status, at, by, words: Some(words.to_owned().into()) };
        assert_eq!(next.earlier, [said(Status::Right, now, OFFICER, "Zij viel in.")]);
        // Only the words, once more: each answer stands where it was given.
        let last = answer(&next, &corrects(Some(false), "Zij viel niet in. Sorry.", 2), OFFICER, later).unwrap();
        assert_eq!(last.earlier.len(), 2);
        assert_eq!(last.earlier[1], said(Status::NotRight, later, second, "Zij viel niet in."));
        // The same once more is no correction; who did not read the last answer corrects nothing; nor does the looker.
        let again = |given: &Answer, by| answer(&next, given, by, later).unwrap_err();
        assert_eq!(again(&corrects(Some(false), " Zij viel niet in. ", 1), second), AnswerRefusal::Same);
        assert_eq!(again(&corrects(Some(false), "Zij viel niet in.", 2), second), AnswerRefusal::Same);
        assert_eq!(again(&corrects(Some(true), "Toch wel.", 1), OFFICER), AnswerRefusal::Closed(Status::NotRight));
        assert_eq!(again(&corrects(None, "", 1), OFFICER), AnswerRefusal::Closed(Status::NotRight));
        assert_eq!(again(&corrects(Some(true), "Toch wel.", 2), LOOKER), AnswerRefusal::Yourself);
        let form = AnswerRefusal::Form { found: true, words: Some(Problem::Missing) };
        assert_eq!(again(&corrects(None, "", 2), OFFICER), form);
    }

    #[test]
    fn an_answer_is_promised_within_a_month() {
        for (raised, by) in [("2026-09-15", "2026-10-15"), ("2026-12-31", "2027-01-31"), ("2027-01-31", "2027-02-28")] {
            assert_eq!(answer_by(day(raised)), day(by));
        }
    }
}
