//! The rules of the forms: whose each is, which parts it asks, how a day has to lie, and what it has to be about.

use super::{
    Closed, Consenter, Contact, Doer, End, Entry, FURTHEST, Flat, Given, How, Kind, Means, Offer, On, Outcome, Part,
    Receiver, Refusal, Reply, Route, Said, Side, Step, What, Wrong, ask,
};
use crate::{AccountId, field::Problem};
use time::{Date, Duration};

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
pub(super) const fn theirs(kind: Kind, side: Side) -> bool {
    match kind {
        Kind::Wish | Kind::Reach => matches!(side, Side::Student),
        Kind::Consent | Kind::Allow => true,
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
        | Kind::Ask
        | Kind::Mistaken
        | Kind::End => matches!(side, Side::School),
    }
}

/// Whether it must be said in words.
pub(super) fn asks_words(given: &Given) -> bool {
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
        | Kind::Ask
        | Kind::Allow
        | Kind::Mistaken
        | Kind::End => false,
    }
}

/// What was filled in, if it may stand in this route that day.
///
/// # Errors
/// See [`Refusal`].
pub(super) fn read(
    route: &Route,
    given: &Given,
    (by, side): (AccountId, Side),
    on: On,
    today: Date,
) -> Result<What, Refusal> {
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
        Kind::Consent | Kind::Allow => {
            if said.and_then(Said::from_code).is_none() {
                wrong.push((Part::Said, missing));
            }
            // On their own page somebody speaks for nobody else.
            side == Side::Student || code.is_some_and(|code| Consenter::from_code(code).is_some())
        }
        Kind::Given => code.and_then(Receiver::from_code).is_some_and(|to| Receiver::BY_LAW.contains(&to)),
        Kind::Ask => code.and_then(Receiver::from_code).is_some_and(|to| Receiver::OUTSIDE.contains(&to)),
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
        Kind::Consent | Kind::Allow if side == Side::School => Some(Lies::Past),
        Kind::Step | Kind::Plan | Kind::Stretch | Kind::Ask => Some(Lies::Ahead),
        Kind::Guide
        | Kind::Close
        | Kind::Wish
        | Kind::Reach
        | Kind::Consent
        | Kind::Allow
        | Kind::Mistaken
        | Kind::End => None,
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
        Kind::Ask => ask::may(route, code.and_then(Receiver::from_code), on)?,
        Kind::Allow => {
            let asked = about.and_then(|place| route.asked(place)).ok_or(Refusal::NotThere)?;
            if asked.refused() {
                return Err(Refusal::NotThere);
            }
            // The yes of the student is the student's own: they say it on their page. A no by telephone is written down at once.
            let theirs = code == Some(Consenter::Graduate.code()) && said == Some(Said::Yes.code());
            if side == Side::School && theirs {
                wrong.push((Part::Said, Wrong::Field(Problem::DoesNotApply)));
            }
            // Somebody of the school writes down what was said after it was asked.
            if side == Side::School {
                before(asked.at.day, &mut wrong);
            }
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
        (Kind::Consent | Kind::Allow, Side::Student) => {
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
        fixtures::{account_id, at, day},
        transition::{
            fixtures::{NONE, OTHER, TODAY, about, begun, by_school, given, graduate, with},
            note,
        },
    };

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
}
