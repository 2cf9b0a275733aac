//! Beginning a route, and noting something of it.

use super::{
    Entry, Given, Kind, MAX_ENTRIES, MAX_SAID, MAX_WORDS, On, Part, Phase, Refusal, Route, Said, Side, What, Wrong,
    form,
};
use crate::{
    AccountId, EnrolmentId, Moment, Personal, TransitionId,
    field::{self, Problem},
};

/// Begins a route. `known` are those of the file; `phase`: where the student is with that enrolment.
///
/// # Errors
/// [`Refusal::Already`] where one goes on for this enrolment; [`Refusal::Twice`] where they began it just now; [`Refusal::Early`]
/// more than a year before the planned end.
pub fn start(
    known: &[Route],
    id: TransitionId,
    (enrolment, phase): (EnrolmentId, Phase),
    (guide, by): (AccountId, AccountId),
    now: Moment,
) -> Result<Route, Refusal> {
    if let Some(open) = known.iter().find(|one| one.enrolment == enrolment && one.ended().is_none()) {
        let twice = open.by == by && open.guide() == guide && open.at.day == now.day;
        return Err(if twice { Refusal::Twice } else { Refusal::Already });
    }
    if let Phase::Early(opens) = phase {
        return Err(Refusal::Early(opens));
    }
    let number = known.iter().map(|one| one.number).max().unwrap_or(0).saturating_add(1);
    let first = Entry { place: 1, what: What::Guide(guide), words: None, at: now, by };
    Ok(Route { id, number, enrolment, at: now, by, entries: vec![first] })
}

/// Notes something of a route.
///
/// # Errors
/// See [`Refusal`].
pub fn note(
    route: &Route,
    given: &Given,
    (by, side): (AccountId, Side),
    on: On,
    now: Moment,
) -> Result<Entry, Refusal> {
    if !form::theirs(given.kind, side) {
        return Err(Refusal::NotTheirs);
    }
    let words = field::optional_text(&given.words, MAX_WORDS);
    let (what, mut wrong) = match form::read(route, given, (by, side), on, now.day) {
        Ok(what) => (Some(what), Vec::new()),
        Err(Refusal::Parts(parts)) => (None, parts),
        Err(other) => return Err(other),
    };
    match &words {
        Err(problem) => wrong.push((Part::Words, Wrong::Field(*problem))),
        Ok(None) if form::asks_words(given) => wrong.push((Part::Words, Wrong::Field(Problem::Missing))),
        Ok(_) => {}
    }
    let (Some(what), Ok(words), true) = (what, words, wrong.is_empty()) else { return Err(Refusal::Parts(wrong)) };
    let words = words.map(Personal::new);
    let last = route.entries.iter().rev().find(|entry| entry.what.kind() == given.kind);
    let same = |entry: &Entry| entry.what == what && entry.words == words && entry.at.day == now.day;
    let mistaken = route.mistaken().any(|place| last.is_some_and(|entry| entry.place == place));
    if last.is_some_and(same) && !mistaken {
        return Err(Refusal::Twice);
    }
    if let (Some((why, _)), false) = (route.ended(), matches!(given.kind, Kind::Mistaken)) {
        return Err(Refusal::Ended(why));
    }
    if full(route, what, side) {
        return Err(Refusal::TooMany);
    }
    let place = route.entries.iter().map(|entry| entry.place).max().unwrap_or(0).saturating_add(1);
    Ok(Entry { place, what, words, at: now, by })
}

/// Whether no more of it is noted. A no where there is none can always be said, and a route can always end.
fn full(route: &Route, what: What, side: Side) -> bool {
    let said = || route.entries.iter().filter(|entry| entry.what.kind() == what.kind()).count() >= MAX_SAID;
    match what {
        What::End(_) => false,
        What::Consent(who, Said::No, _) if route.said(who).is_none_or(|(said, _)| said != Said::No) => false,
        What::Allow(_, _, Said::No, _) => false,
        What::Wish | What::Reach(_) => said(),
        What::Allow(..) | What::Consent(..) if side == Side::Student => said(),
        What::Guide(_)
        | What::Offer(_)
        | What::Answer(..)
        | What::Step(..)
        | What::Close(..)
        | What::Plan(_)
        | What::Contact(..)
        | What::Outcome(..)
        | What::Stretch(_)
        | What::Consent(..)
        | What::Municipality(_)
        | What::Given(..)
        | What::Ask(..)
        | What::Allow(..)
        | What::Mistaken(_) => route.entries.len() >= MAX_ENTRIES,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        BirthDate,
        fixtures::{account_id, at, day, enrolment_id},
        transition::{
            Closed, Consenter, End, How, Offer, Reply, Status, Yes,
            fixtures::{NONE, OTHER, TODAY, about, begun, by_school, given, graduate, with},
        },
    };
    use uuid::Uuid;

    #[test]
    fn a_route_begins_once_for_an_enrolment() {
        let id = TransitionId(Uuid::from_u128(8));
        let other = EnrolmentId(Uuid::from_u128(99));
        let ended = with(&begun(), &[given(Kind::End, "over", None, "")]);
        for (what, known, of, by, on, expected) in [
            ("the first", vec![], enrolment_id(), account_id(), TODAY, Ok(1)),
            ("two clicks", vec![begun()], enrolment_id(), account_id(), "2026-06-01", Err(Refusal::Twice)),
            ("a colleague", vec![begun()], enrolment_id(), OTHER, "2026-06-01", Err(Refusal::Already)),
            ("the next day", vec![begun()], enrolment_id(), account_id(), TODAY, Err(Refusal::Already)),
            ("for another enrolment", vec![begun()], other, account_id(), TODAY, Ok(2)),
            ("after the first ended", vec![ended], enrolment_id(), account_id(), TODAY, Ok(2)),
        ] {
            let found = start(&known, id, (of, Phase::During(None)), (by, by), at(on));
            assert_eq!(found.map(|route| route.number), expected, "{what}");
        }
        let early = Phase::Early(day("2026-09-16"));
        let found = start(&[], id, (enrolment_id(), early), (OTHER, OTHER), at(TODAY));
        assert_eq!(found, Err(Refusal::Early(day("2026-09-16"))), "more than a year before the end");
        assert_eq!(begun().guide(), account_id());
    }

    #[test]
    fn no_answer_is_no_no_and_what_was_a_mistake_stays_readable() {
        let offer = given(Kind::Offer, "", Some("2026-09-01"), "");
        let route = with(&begun(), &[offer.clone(), given(Kind::Contact, "not_reached", Some(TODAY), "")]);
        assert_eq!((route.offer(), route.reply()), (Offer::Open(day("2026-09-01")), None), "not reached said nothing");
        assert_eq!(by_school(&with(&begun(), std::slice::from_ref(&offer)), &offer, NONE), Err(Refusal::Twice));
        let taken = with(&route, &[given(Kind::Answer, "taken", Some(TODAY), "")]);
        assert_eq!(taken.reply(), Some(Reply::Taken));
        let back = with(&taken, &[about(Given::of(Kind::Mistaken), 4)]);
        assert_eq!((back.offer(), back.entries.len()), (Offer::Open(day("2026-09-01")), 5));
        let none = with(&back, &[about(Given::of(Kind::Mistaken), 2)]);
        assert_eq!((none.offer(), none.offered_on()), (Offer::None, None), "the offer itself was one");
        let again = with(&none, &[offer]);
        assert_eq!(again.offered_on(), Some(day("2026-09-01")), "what was a mistake can be noted again");
        assert_eq!(
            by_school(&begun(), &about(Given::of(Kind::Mistaken), 1), NONE),
            Err(Refusal::NotThere),
            "somebody guides"
        );
    }

    #[test]
    fn steps_and_contacts_are_closed_once() {
        let route = with(
            &begun(),
            &[
                given(Kind::Step, "student", Some("2026-10-01"), "Schrijft een brief."),
                given(Kind::Plan, "", Some("2026-09-20"), ""),
            ],
        );
        let done = with(&route, &[about(given(Kind::Close, "done", None, ""), 2)]);
        assert_eq!(done.steps()[0].closed, Some(Closed::Done));
        assert_eq!(by_school(&done, &about(given(Kind::Close, "done", None, ""), 2), NONE), Err(Refusal::Twice));
        assert_eq!(by_school(&done, &about(given(Kind::Close, "dropped", None, ""), 2), NONE), Err(Refusal::NotThere));
        let held = with(&done, &[about(given(Kind::Contact, "held", Some(TODAY), ""), 3)]);
        assert_eq!(held.contacts().len(), 1);
        assert_eq!(held.contacts()[0].met.map(|met| met.how), Some(How::Held));
    }

    #[test]
    fn it_ends_and_goes_on_where_that_was_a_mistake() {
        let ended = with(&begun(), &[given(Kind::End, "wish", None, "")]);
        assert_eq!(ended.status(), (Status::Ended, day(TODAY)));
        let late = by_school(&ended, &given(Kind::Offer, "", Some(TODAY), ""), NONE);
        assert_eq!(late, Err(Refusal::Ended(End::Wish)));
        assert_eq!(by_school(&ended, &given(Kind::End, "wish", None, ""), NONE), Err(Refusal::Twice));
        let open = with(&ended, &[about(Given::of(Kind::Mistaken), 2)]);
        assert_eq!(open.status(), (Status::Open, day(TODAY)));
        assert!(by_school(&open, &given(Kind::Offer, "", Some(TODAY), ""), NONE).is_ok());
    }

    /// WEB 9.2.13(2) and WEC 14e: by whom the yes is given.
    #[test]
    fn the_yes_is_of_the_graduate_and_of_the_parents_of_a_minor() {
        let said = |who: &str, said: &str, on: &str| Given {
            said: said.to_owned(),
            ..given(Kind::Consent, who, Some(on), "")
        };
        let born = |text: &str| {
            let born = day(text);
            BirthDate::from_parts(born.year(), u8::from(born.month()), born.day())
        };
        let (adult, minor, child) = (born("2008-09-15"), born("2008-09-16"), born("2010-09-16"));
        let graduate_yes = said("graduate", "yes", "2026-09-01");
        let parents_yes = said("parents", "yes", "2026-09-02");
        let waits = |who: &[Consenter]| Yes::Waits(who.to_vec());
        for (what, notes, birth, expected) in [
            ("nobody was asked", vec![], adult, waits(&[Consenter::Graduate])),
            ("an adult", vec![graduate_yes.clone()], adult, Yes::Given(day("2026-09-01"))),
            ("17 alone", vec![graduate_yes.clone()], minor, waits(&[Consenter::Parents])),
            (
                "17 and the parents",
                vec![graduate_yes.clone(), parents_yes.clone()],
                minor,
                Yes::Given(day("2026-09-02")),
            ),
            ("15: the parents", vec![parents_yes.clone()], child, Yes::Given(day("2026-09-02"))),
            ("nobody knows how old", vec![graduate_yes.clone()], None, waits(&[Consenter::Parents])),
            ("taken back", vec![graduate_yes.clone(), said("graduate", "no", TODAY)], adult, Yes::No),
            (
                "and given again",
                vec![said("graduate", "no", "2026-08-31"), graduate_yes.clone()],
                adult,
                Yes::Given(day("2026-09-01")),
            ),
            (
                "the parents of an adult say no",
                vec![graduate_yes, said("parents", "no", TODAY)],
                adult,
                Yes::Given(day("2026-09-01")),
            ),
            ("15, who says no", vec![parents_yes, said("graduate", "no", TODAY)], child, Yes::No),
        ] {
            assert_eq!(with(&begun(), &notes).yes(birth, day(TODAY)), expected, "{what}");
        }
    }

    #[test]
    fn so_much_is_noted_and_a_no_and_the_end_always() {
        let many = |what: What, many: usize| {
            let mut route = begun();
            let first = route.entries[0].clone();
            let more = |at: usize| Entry { place: u32::try_from(at + 2).unwrap(), what, ..first.clone() };
            route.entries.extend((0..many).map(more));
            route
        };
        let by_student = |route: &Route, given: &Given| {
            note(route, given, (OTHER, Side::Student), graduate(true), at(TODAY)).map(|_| ())
        };
        let (on, wish) = (day(TODAY), given(Kind::Wish, "", None, "Werken."));
        assert_eq!(by_student(&many(What::Wish, MAX_SAID - 1), &wish), Ok(()));
        let wishes = many(What::Wish, MAX_SAID);
        assert_eq!(by_student(&wishes, &wish), Err(Refusal::TooMany));
        let plan = given(Kind::Plan, "", Some("2026-09-20"), "");
        assert!(by_school(&wishes, &plan, NONE).is_ok(), "the student keeps nobody from noting");
        let said = |said: &str| Given { said: said.to_owned(), ..given(Kind::Consent, "graduate", Some(TODAY), "") };
        let yes = many(What::Consent(Consenter::Graduate, Said::Yes, on), MAX_SAID);
        let (other, no) = (Given { words: "Toch.".to_owned(), ..said("yes") }, said("no"));
        assert_eq!((by_student(&yes, &other), by_student(&yes, &no)), (Err(Refusal::TooMany), Ok(())));
        let full = many(What::Plan(on), MAX_ENTRIES - 1);
        assert_eq!(by_school(&full, &plan, NONE), Err(Refusal::TooMany));
        assert!(by_school(&full, &given(Kind::End, "over", None, ""), NONE).is_ok());
        assert!(by_school(&full, &said("no"), graduate(true)).is_ok());
    }
}
