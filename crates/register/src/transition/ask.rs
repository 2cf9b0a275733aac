//! Asking the student whether somebody outside the school may have the *overgangsdocument*: one person, who stands with a share of the
//! file, until a day. There is no link before everybody whose yes is needed gave it, and a no of any of them ends it.

use super::{Consenter, Entry, On, Receiver, Refusal, Route, Said, What, Yes, gives};
use crate::{BirthDate, Moment, share};
use time::Date;

/// A question whether somebody may have the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Where it was noted.
    pub place: u32,
    /// Who is to have it.
    pub to: Receiver,
    /// By which share of the file.
    pub share: u32,
    /// Until when.
    pub until: Date,
    /// When it was asked.
    pub at: Moment,
    /// What each said last; who did not answer is not there.
    pub said: Vec<(Consenter, Said, Date)>,
}

/// Why a student is not asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskRefusal {
    /// Who it is for, or until when.
    Terms(share::Refusal),
    /// The route.
    Route(Refusal),
}

impl Receiver {
    /// Who gets it as the law has it (WEB 9.2.13(3), WEC 14e): on paper too.
    pub const BY_LAW: [Self; 3] = [Self::Municipality, Self::Graduate, Self::Parents];

    /// Who outside the school can read it with a link, after a yes for that one.
    pub const OUTSIDE: [Self; 3] = [Self::Municipality, Self::Doorstroompunt, Self::NextSchool];

    /// Whether a no to the municipality is a no to this one.
    pub const fn is_municipal(self) -> bool {
        match self {
            Self::Municipality | Self::Doorstroompunt => true,
            Self::Graduate | Self::Parents | Self::NextSchool => false,
        }
    }

    /// Whether it is for a graduate alone: the municipality goes on with those (WEB 9.2.13(2)). Whoever else may have it, may because
    /// the student says yes.
    pub const fn needs_diploma(self) -> bool {
        match self {
            Self::Municipality | Self::Graduate | Self::Parents => true,
            Self::Doorstroompunt | Self::NextSchool => false,
        }
    }
}

impl Asked {
    /// What somebody said to it.
    pub fn of(&self, who: Consenter) -> Option<Said> {
        self.said.iter().find(|(one, ..)| *one == who).map(|(_, said, _)| *said)
    }

    /// Somebody said no. The question is over with that: whoever is to have it after all is asked for anew.
    pub fn refused(&self) -> bool {
        self.said.iter().any(|(_, said, _)| *said == Said::No)
    }

    /// Whether they may have it on a day, by those whose yes is needed then. Who turned 16 since is asked themselves.
    pub fn yes(&self, birth: Option<BirthDate>, today: Date) -> Yes {
        if self.refused() {
            return Yes::No;
        }
        let waits: Vec<Consenter> = gives(birth, today).iter().copied().filter(|who| self.of(*who).is_none()).collect();
        match self.said.iter().map(|(.., on)| *on).max() {
            Some(on) if waits.is_empty() => Yes::Given(on),
            Some(_) | None => Yes::Waits(waits),
        }
    }

    /// Whether whoever it is for reads it on a day: with every yes that is needed, and for a municipality while there is a diploma.
    pub fn reads(&self, birth: Option<BirthDate>, on: On, today: Date) -> bool {
        matches!(self.yes(birth, today), Yes::Given(_)) && (!self.to.needs_diploma() || on.diploma.is_some())
    }
}

impl Route {
    /// Who was to have the document, the first first.
    pub fn asks(&self) -> Vec<Asked> {
        let said = |place: u32, who: Consenter| {
            self.last(|entry| match entry.what {
                What::Allow(of, by, said, on) if of == place && by == who => Some((who, said, on)),
                _ => None,
            })
        };
        let asked = |entry: &Entry| match entry.what {
            What::Ask(to, share, until) => Some(Asked {
                place: entry.place,
                to,
                share,
                until,
                at: entry.at,
                said: Consenter::ALL.iter().filter_map(|who| said(entry.place, *who)).collect(),
            }),
            _ => None,
        };
        self.counts().filter_map(asked).collect()
    }

    /// One of them, by where it was noted.
    pub fn asked(&self, place: u32) -> Option<Asked> {
        self.asks().into_iter().find(|one| one.place == place)
    }

    /// One of them, by its share of the file.
    pub fn asked_of_share(&self, share: u32) -> Option<Asked> {
        self.asks().into_iter().find(|one| one.share == share)
    }
}

/// Whether the student can be asked for somebody.
pub(super) fn may(route: &Route, to: Option<Receiver>, on: On) -> Result<(), Refusal> {
    // That nobody was chosen is said at the field.
    let Some(to) = to else { return Ok(()) };
    if to.needs_diploma() && on.diploma.is_none() {
        return Err(Refusal::NoDiploma);
    }
    let no = |who: Consenter| matches!(route.said(who), Some((Said::No, _)));
    if to.is_municipal() && no(Consenter::Graduate) {
        return Err(Refusal::NoYes);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{account_id, at, day, enrolment_id};
    use crate::transition::{Given, Kind, Phase, Side, note, start};
    use crate::{AccountId, TransitionId};
    use uuid::Uuid;

    const TODAY: &str = "2026-09-15";
    const STUDENT: AccountId = AccountId(Uuid::from_u128(83));
    const NONE: On = On { diploma: None, last: None, yes: false };

    fn graduate() -> On {
        On { diploma: Some(day("2026-07-03")), last: Some(day("2027-07-03")), yes: false }
    }

    fn begun() -> Route {
        let of = (enrolment_id(), Phase::During(None));
        start(&[], TransitionId(Uuid::from_u128(7)), of, (account_id(), account_id()), at("2026-06-01")).unwrap()
    }

    fn asking(to: Receiver) -> Given {
        let until = Some(day("2026-12-31"));
        Given { about: Some(4), code: to.code().to_owned(), day: until, ..Given::of(Kind::Ask) }
    }

    fn saying(place: u32, who: Consenter, said: Said, on: Option<&str>) -> Given {
        let (code, said) = (who.code().to_owned(), said.code().to_owned());
        Given { about: Some(place), code, said, day: on.map(day), ..Given::of(Kind::Allow) }
    }

    /// A route with a question, and what was said to it.
    fn asked(to: Receiver, answers: &[(Side, Consenter, Said)]) -> Route {
        let mut route = begun();
        let first = note(&route, &asking(to), (account_id(), Side::School), graduate(), at("2026-09-14")).unwrap();
        route.entries.push(first);
        for (side, who, said) in answers {
            let by = if *side == Side::Student { STUDENT } else { account_id() };
            let given = saying(2, *who, *said, Some("2026-09-14"));
            let entry = note(&route, &given, (by, *side), graduate(), at(TODAY)).unwrap();
            route.entries.push(entry);
        }
        route
    }

    fn born(on: &str) -> Option<BirthDate> {
        let born = day(on);
        BirthDate::from_parts(born.year(), u8::from(born.month()), born.day())
    }

    #[test]
    fn who_can_be_asked_for() {
        let no = |on| {
            let mut route = begun();
            let given = Given { said: "no".to_owned(), ..Given::of(Kind::Consent) };
            route.entries.push(note(&route, &given, (STUDENT, Side::Student), on, at(TODAY)).unwrap());
            route
        };
        let school = (account_id(), Side::School);
        for (what, route, to, on, expected) in [
            ("the municipality, of a graduate", begun(), Receiver::Municipality, graduate(), Ok(())),
            ("and of who has no diploma", begun(), Receiver::Municipality, NONE, Err(Refusal::NoDiploma)),
            ("the doorstroompunt, of anybody", begun(), Receiver::Doorstroompunt, NONE, Ok(())),
            ("the next school, of anybody", begun(), Receiver::NextSchool, NONE, Ok(())),
            (
                "who said no to the municipality",
                no(graduate()),
                Receiver::Municipality,
                graduate(),
                Err(Refusal::NoYes),
            ),
            ("and so to the doorstroompunt", no(NONE), Receiver::Doorstroompunt, NONE, Err(Refusal::NoYes)),
            ("and not to a school", no(NONE), Receiver::NextSchool, NONE, Ok(())),
        ] {
            let found = note(&route, &asking(to), school, on, at(TODAY)).map(|_| ());
            assert_eq!(found, expected, "{what}");
        }
        // The graduate and the parents get it by law, and not with a link; the student asks for nobody.
        let by_law = note(&begun(), &asking(Receiver::Graduate), school, graduate(), at(TODAY));
        assert!(matches!(by_law, Err(Refusal::Parts(_))), "{by_law:?}");
        let theirs = note(&begun(), &asking(Receiver::NextSchool), (STUDENT, Side::Student), NONE, at(TODAY));
        assert_eq!(theirs, Err(Refusal::NotTheirs));
        let late = Given { day: Some(day("2026-09-14")), ..asking(Receiver::NextSchool) };
        assert!(matches!(note(&begun(), &late, school, NONE, at(TODAY)), Err(Refusal::Parts(_))));
    }

    /// 15, 16, 17 and 18: whose yes opens it, and that no answer is none.
    #[test]
    fn whose_yes_opens_it() {
        use Consenter::{Graduate, Parents};
        use Said::{No, Yes as Agrees};
        let student = |said| (Side::Student, Graduate, said);
        let parents = |said| (Side::School, Parents, said);
        let given = Yes::Given(day(TODAY));
        let noted = Yes::Given(day("2026-09-14"));
        for (what, birth, answers, expected) in [
            ("18 today, and nothing said", "2008-09-15", vec![], Yes::Waits(vec![Graduate])),
            ("18 today", "2008-09-15", vec![student(Agrees)], given.clone()),
            ("17 for a day more", "2008-09-16", vec![student(Agrees)], Yes::Waits(vec![Parents])),
            ("17, and the parents too", "2008-09-16", vec![student(Agrees), parents(Agrees)], given.clone()),
            ("16 today, the parents alone", "2010-09-15", vec![parents(Agrees)], Yes::Waits(vec![Graduate])),
            ("15 for a day more, the parents alone", "2010-09-16", vec![parents(Agrees)], noted),
            ("the parents say no", "2008-09-16", vec![student(Agrees), parents(No)], Yes::No),
            ("a no of the student is one at any age", "2010-09-16", vec![parents(Agrees), student(No)], Yes::No),
            ("taken back", "2008-09-15", vec![student(Agrees), student(No)], Yes::No),
        ] {
            let route = asked(Receiver::Municipality, &answers);
            let one = route.asked_of_share(4).unwrap();
            assert_eq!(one.yes(born(birth), day(TODAY)), expected, "{what}");
        }
        // Nobody knows how old they are: both.
        let route = asked(Receiver::Municipality, &[student(Agrees)]);
        assert_eq!(route.asks()[0].yes(None, day(TODAY)), Yes::Waits(vec![Parents]));
        // The diploma is withdrawn: the municipality reads no more, and the next school does.
        for (to, on, expected) in [
            (Receiver::Municipality, graduate(), true),
            (Receiver::Municipality, NONE, false),
            (Receiver::NextSchool, NONE, true),
        ] {
            let one = asked(to, &[student(Agrees)]).asks().remove(0);
            assert_eq!(one.reads(born("2008-09-15"), on, day(TODAY)), expected, "{to:?}");
        }
    }

    #[test]
    fn a_no_is_the_end_of_a_question() {
        let student = |said| (Side::Student, Consenter::Graduate, said);
        let route = asked(Receiver::NextSchool, &[student(Said::Yes), student(Said::No)]);
        let again = saying(2, Consenter::Graduate, Said::Yes, None);
        let found = note(&route, &again, (STUDENT, Side::Student), NONE, at("2026-09-16"));
        assert_eq!(found, Err(Refusal::NotThere), "whoever is to have it after all is asked for anew");
        // Of what was never asked nothing is said, nor of a day before it was.
        let other = saying(1, Consenter::Graduate, Said::Yes, None);
        let found = note(&route, &other, (STUDENT, Side::Student), NONE, at(TODAY));
        assert_eq!(found, Err(Refusal::NotThere));
        let open = asked(Receiver::NextSchool, &[]);
        let before = saying(2, Consenter::Parents, Said::Yes, Some("2026-09-13"));
        let found = note(&open, &before, (account_id(), Side::School), NONE, at(TODAY));
        assert!(matches!(found, Err(Refusal::Parts(_))), "{found:?}");
        // Another question is not touched by it.
        let mut two = route;
        let second = Given { about: Some(5), ..asking(Receiver::NextSchool) };
        two.entries.push(note(&two, &second, (account_id(), Side::School), NONE, at(TODAY)).unwrap());
        let waits: Vec<bool> = two.asks().iter().map(Asked::refused).collect();
        assert_eq!(waits, [true, false]);
    }
}
