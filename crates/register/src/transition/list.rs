//! What lists of routes go by: whose begins, with whom somebody is to speak, who left and was not reached, and of which route something
//! is to be decided. A list asks for each until it is done.

use super::{End, Leaving, Left, Route, Status};
use crate::{codes, law::r25_guidance};
use time::{Date, Duration};

codes! {
    /// The lists.
    pub enum List {
        /// Who is to be offered guidance, and was not.
        Begin = "begin",
        /// With whom a contact is planned, or a step is to be done, that is due or soon.
        Contact = "contact",
        /// Who left school and was not spoken with since, while nobody knows where they came.
        Lost = "lost",
        /// Of which route something is to be decided.
        Decide = "decide",
    }
}

codes! {
    /// What is to be decided of a route.
    pub enum Decide {
        /// What was done rests on a diploma that is not there any more: it was withdrawn, or corrected.
        DiplomaGone = "diploma_gone",
        /// It ended because there was no diploma, and there is one.
        DiplomaBack = "diploma_back",
        /// The student system holds the enrolment no more.
        Withdrawn = "enrolment_gone",
        /// They left without a diploma.
        Without = "left_without",
        /// They left, and nobody said how.
        NotKnown = "how_not_known",
        /// They got a diploma and are enrolled again.
        Onwards = "enrolled_again",
        /// The last day of it went by.
        Over = "time_over",
        /// The student has not answered for two weeks whether somebody may have the document. That is no "no".
        NoAnswer = "no_answer",
    }
}

/// How far ahead a planned contact stands on the list.
pub const AHEAD: Duration = Duration::days(14);

/// How long a question waits before somebody asks again.
pub const ANSWERED_WITHIN: Duration = Duration::days(14);

/// What is known of a route and its enrolment, as far as something is to be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watch {
    /// Where the route stands.
    pub status: Status,
    /// Why it ended, when it did.
    pub end: Option<End>,
    /// How the enrolment ended, when it did.
    pub left: Option<Left>,
    /// The student system holds the enrolment no more.
    pub withdrawn: bool,
    /// They are enrolled again.
    pub onwards: bool,
    /// Until when the route was stretched.
    pub stretched: Option<Date>,
    /// Something was noted that needs a diploma: that the municipality goes on, that it got the document, or that it takes longer.
    pub relied: bool,
    /// Since when the student is asked for a yes and has not answered.
    pub asked: Option<Date>,
}

impl Route {
    /// What is to be known of it; `asked`: since when the student has not answered a question.
    pub fn watch(&self, leaving: Option<&Leaving>, asked: Option<Date>, today: Date) -> Watch {
        Watch {
            status: self.status().0,
            end: self.ended().map(|(why, _)| why),
            left: leaving.and_then(|one| one.left),
            withdrawn: leaving.is_none_or(|one| one.withdrawn),
            onwards: leaving.and_then(|one| one.follow_on).is_some_and(|from| from <= today),
            stretched: self.stretched(),
            relied: self.municipality().or(self.given_on()).or(self.stretched()).is_some(),
            asked,
        }
    }
}

/// The last day on which somebody can have got a diploma whose year after it is over.
pub fn over(today: Date) -> Date {
    let mut day = today.saturating_sub(Duration::days(364));
    while r25_guidance::year_after(day) >= today {
        let Some(before) = day.previous_day() else { return day };
        day = before;
    }
    day
}

/// What is to be decided of a route on a day.
pub fn decide(watch: &Watch, today: Date) -> Vec<Decide> {
    let diploma = match watch.left {
        Some(Left::Diploma(on)) if !watch.withdrawn => Some(on),
        Some(Left::Diploma(_) | Left::Without(_) | Left::NotKnown(_)) | None => None,
    };
    let went_by = |on: Date| on <= over(today) && watch.stretched.is_none_or(|until| until < today);
    if watch.status == Status::Ended {
        let back = watch.end == Some(End::NoDiploma) && diploma.is_some_and(|on| on <= today && !went_by(on));
        return if back { vec![Decide::DiplomaBack] } else { Vec::new() };
    }
    let gone = !watch.withdrawn && watch.relied && diploma.is_none();
    let held = !watch.withdrawn && !gone;
    let left = |of: fn(Left) -> Option<Date>| held && watch.left.and_then(of).is_some_and(|on| on < today);
    let without = |left: Left| if let Left::Without(on) = left { Some(on) } else { None };
    let not_known = |left: Left| if let Left::NotKnown(on) = left { Some(on) } else { None };
    let asks = [
        (watch.withdrawn, Decide::Withdrawn),
        (gone, Decide::DiplomaGone),
        (left(without), Decide::Without),
        (left(not_known), Decide::NotKnown),
        (diploma.is_some() && watch.onwards, Decide::Onwards),
        (diploma.is_some_and(went_by), Decide::Over),
        (watch.asked.is_some_and(|since| since <= today.saturating_sub(ANSWERED_WITHIN)), Decide::NoAnswer),
    ];
    asks.into_iter().filter_map(|(asks, what)| asks.then_some(what)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TransitionId;
    use crate::fixtures::{account_id, at, day, enrolment_id};
    use crate::transition::{Closed, Doer, Entry, How, Outcome, Receiver, What};
    use uuid::Uuid;

    const TODAY: &str = "2026-09-15";

    #[test]
    fn the_year_is_over_the_day_after_the_same_day() {
        for (today, expected) in [
            ("2027-07-03", "2026-07-02"),
            ("2027-07-04", "2026-07-03"),
            // A diploma of a leap day has its year through 28 February.
            ("2029-02-28", "2028-02-27"),
            ("2029-03-01", "2028-02-29"),
            ("2028-02-29", "2027-02-28"),
            ("2028-03-01", "2027-02-28"),
        ] {
            assert_eq!(over(day(today)), day(expected), "{today}");
        }
    }

    #[test]
    fn what_is_to_be_decided() {
        use Decide::{DiplomaBack, DiplomaGone, NoAnswer, NotKnown, Onwards, Over, Withdrawn, Without};
        let diploma = |on: &str| Some(Left::Diploma(day(on)));
        let open = Watch {
            status: Status::Open,
            end: None,
            left: diploma("2026-07-03"),
            withdrawn: false,
            onwards: false,
            stretched: None,
            relied: false,
            asked: None,
        };
        let here = Watch { left: None, ..open };
        let relied = Watch { relied: true, ..open };
        let ended = |end| Watch { status: Status::Ended, end: Some(end), ..open };
        let gone = Some(Left::Without(day("2026-07-03")));
        let not_known = Some(Left::NotKnown(day("2026-07-03")));
        let late = Watch { left: diploma("2025-09-14"), ..open };
        for (what, watch, expected) in [
            ("a graduate in their year", open, vec![]),
            ("at school", here, vec![]),
            ("the last day of the year", Watch { left: diploma("2025-09-15"), ..open }, vec![]),
            ("a day more", late, vec![Over]),
            ("which was stretched through today", Watch { stretched: Some(day(TODAY)), ..late }, vec![]),
            ("or to yesterday", Watch { stretched: Some(day("2026-09-14")), ..late }, vec![Over]),
            ("enrolled again", Watch { onwards: true, ..open }, vec![Onwards]),
            ("left without one", Watch { left: gone, ..open }, vec![Without]),
            ("on this very day: they are still there", Watch { left: Some(Left::Without(day(TODAY))), ..open }, vec![]),
            ("and nobody said how", Watch { left: not_known, ..open }, vec![NotKnown]),
            (
                "the municipality went on, and the diploma is withdrawn",
                Watch { left: gone, ..relied },
                vec![DiplomaGone],
            ),
            ("it was corrected to nothing", Watch { left: not_known, ..relied }, vec![DiplomaGone]),
            ("and they are at school again", Watch { left: None, ..relied }, vec![DiplomaGone]),
            ("it was corrected to another day", Watch { left: diploma("2026-06-30"), ..relied }, vec![]),
            ("to a day of which the year is over", Watch { left: diploma("2025-06-30"), ..relied }, vec![Over]),
            ("the enrolment is withdrawn, and that is said once", Watch { withdrawn: true, ..relied }, vec![Withdrawn]),
            ("it ended for want of a diploma, which is there", ended(End::NoDiploma), vec![DiplomaBack]),
            ("which is not", Watch { left: gone, ..ended(End::NoDiploma) }, vec![]),
            ("which is to come", Watch { left: diploma("2026-12-01"), ..ended(End::NoDiploma) }, vec![]),
            ("which is too long ago", Watch { left: diploma("2025-06-30"), ..ended(End::NoDiploma) }, vec![]),
            ("of an enrolment that is withdrawn", Watch { withdrawn: true, ..ended(End::NoDiploma) }, vec![]),
            ("it ended because the student wanted no more", ended(End::Wish), vec![]),
            ("asked two weeks ago", Watch { asked: Some(day("2026-09-01")), ..here }, vec![NoAnswer]),
            ("asked since", Watch { asked: Some(day("2026-09-02")), ..here }, vec![]),
        ] {
            assert_eq!(decide(&watch, day(TODAY)), expected, "{what}");
        }
    }

    fn route(all: &[What]) -> Route {
        let entry = |(place, what): (usize, &What)| Entry {
            place: u32::try_from(place + 1).unwrap(),
            what: *what,
            words: None,
            at: at("2026-09-01"),
            by: account_id(),
        };
        Route {
            id: TransitionId(Uuid::from_u128(7)),
            number: 1,
            enrolment: enrolment_id(),
            at: at("2026-09-01"),
            by: account_id(),
            entries: all.iter().enumerate().map(entry).collect(),
        }
    }

    /// What waits is the first that nobody closed; what was noted by mistake counts for nothing.
    #[test]
    fn what_a_list_reads_of_a_route() {
        let (first, second, met) = (day("2026-10-01"), day("2026-11-01"), day("2026-09-10"));
        let plans = [What::Plan(second), What::Plan(first)];
        let held = What::Contact(Some(2), How::Held, met);
        let steps = [What::Step(Doer::Guide, first), What::Step(Doer::Student, second)];
        for (what, entries, contact, step, spoken) in [
            ("nothing", vec![], None, None, None),
            ("two plans", plans.to_vec(), Some(first), None, None),
            ("of one it is known", [&plans[..], &[held]].concat(), Some(second), None, Some(met)),
            ("by mistake", [&plans[..], &[held, What::Mistaken(3)]].concat(), Some(first), None, None),
            (
                "not reached: that one does not wait, and nobody spoke",
                [&plans[..], &[What::Contact(Some(2), How::NotReached, met)]].concat(),
                Some(second),
                None,
                None,
            ),
            ("not planned", vec![What::Contact(None, How::Held, met)], None, None, Some(met)),
            ("two steps", steps.to_vec(), None, Some(first), None),
            ("one is done", [&steps[..], &[What::Close(1, Closed::Done)]].concat(), None, Some(second), None),
            (
                "and one not needed",
                [&steps[..], &[What::Close(1, Closed::Done), What::Close(2, Closed::Dropped)]].concat(),
                None,
                None,
                None,
            ),
        ] {
            let one = route(&entries);
            assert_eq!((one.next_contact(), one.next_step(), one.met_on()), (contact, step, spoken), "{what}");
        }
        let today = day(TODAY);
        for (what, entries, relied) in [
            ("an outcome", vec![What::Outcome(Outcome::Work, met)], false),
            ("the municipality goes on", vec![What::Municipality(met)], true),
            ("by mistake", vec![What::Municipality(met), What::Mistaken(1)], false),
            ("it has the document", vec![What::Given(Receiver::Municipality, met)], true),
            ("it takes longer", vec![What::Stretch(second)], true),
        ] {
            let watch = route(&entries).watch(None, None, today);
            assert_eq!((watch.relied, watch.withdrawn), (relied, true), "{what}: of no enrolment that is known");
        }
    }
}
