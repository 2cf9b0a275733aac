//! Tables of worked cases: what a file holds, on which day, and where it stands; and what comes.

use super::*;
use crate::{
    Moment,
    agreement::{Answer, Answerer, Channel, Status, Waiting, answer},
    application,
    duty::{AgreementFacts, Due, EnrolmentFacts, FileFacts, due},
    fixtures::*,
    policy::Policy,
    statutory::{Ground, History},
};
use Step::{Ask, Guardian, Lapsing, Offer, Refuse, Reply, TakeBack, Yes};

/// A file: who applied, who is enrolled, what was found, what was agreed.
struct Case {
    status: application::Status,
    enrolled: Option<(&'static str, Option<&'static str>, bool)>,
    assessed: Vec<Assessed>,
    agreement: Option<Agreement>,
    who: WhoMustAnswer,
}

/// Somebody who applied on 1 February for 24 August.
fn applicant(assessed: Vec<Assessed>, steps: &[Step]) -> Case {
    let agreement = (!steps.is_empty()).then(|| walk(steps, &WhoMustAnswer::Student));
    Case { status: application::Status::IntakeHeld, enrolled: None, assessed, agreement, who: WhoMustAnswer::Student }
}

fn enrolled(case: Case, from: &'static str, until: Option<&'static str>, withdrawn: bool) -> Case {
    Case { status: application::Status::Enrolled, enrolled: Some((from, until, withdrawn)), ..case }
}

fn closed(case: Case, status: application::Status) -> Case {
    Case { status, ..case }
}

impl Case {
    fn look<R>(&self, today: &str, look: impl Fn(&Facts<'_>) -> R) -> R {
        let (today, person) = (day(today), crate::PersonId(uuid::Uuid::from_u128(9)));
        let became = self.enrolled.map(|_| enrolment_id());
        let application = Application {
            id: application_id(),
            person,
            programme: None,
            team: None,
            applied_on: day("2026-02-01"),
            starts_on: Some(day("2026-08-24")),
            status: self.status,
            decided: None,
            participant: None,
            became,
            kept: None,
        };
        let enrolment = self.enrolled.map(|(from, until, withdrawn)| Enrolment {
            id: enrolment_id(),
            person,
            number: "1".into(),
            from: day(from),
            planned_until: Some(day("2028-07-31")),
            until: until.map(day),
            reason: None,
            withdrawn,
        });
        let thin = FileFacts {
            birth: None,
            applications: vec![(&application).into()],
            enrolments: enrolment
                .iter()
                .map(|e| EnrolmentFacts {
                    id: e.id,
                    from: e.from,
                    until: e.until,
                    withdrawn: e.withdrawn,
                    applications: vec![application_id()],
                })
                .collect(),
            statutory: History::new(self.assessed.clone()),
            agreement: self.agreement.as_ref().map(|a| AgreementFacts::of(a, &self.who)).unwrap_or_default(),
            ..FileFacts::default()
        };
        let policy = Policy::default();
        look(&Facts {
            applications: &[application],
            enrolments: enrolment.as_slice(),
            assessed: self.assessed.last(),
            agreement: self.agreement.as_ref(),
            who: &self.who,
            duties: &due(&thin, &policy, today),
            today,
        })
    }

    fn on(&self, today: &str) -> State {
        self.look(today, state)
    }
}

fn yes() -> Vec<Assessed> {
    vec![needs(Ground::Yes, "2026-03-01")]
}

fn waits(whose: Waiting, spoken: bool) -> State {
    State::Waits { version: version_id(1), on: day("2026-06-01"), whose, spoken }
}

fn asked(no: bool, who: Who) -> State {
    State::Asked { version: version_id(1), no, by: Some(Answerer::Student), on: day("2026-06-02"), who }
}

fn holds(until: Option<&str>, judged: Option<&str>) -> State {
    State::Holds { version: version_id(1), since: day("2026-06-02"), until: until.map(day), judged: judged.map(day) }
}

fn to_agree(before: Option<(Status, &str)>, due: Due, who: Who) -> State {
    let before = before.map(|(status, since)| Before { version: version_id(1), status, since: day(since) });
    State::ToAgree { before, due, who }
}

#[test]
fn where_a_file_stands() {
    let by = |on: &str| Due::By(day(on));
    let start = "2026-08-24";
    let nobody_looked = State::ToAssess {
        subject: Subject::Application(application_id()),
        applied: Some(day("2026-02-01")),
        who: Who::Intaker,
    };
    let never = |who| State::ToAssess { subject: Subject::Enrolment(enrolment_id()), applied: None, who };
    let over = |why, on: Option<&str>| State::Over { why, on: on.map(day) };
    let received = closed(applicant(vec![], &[]), application::Status::Received);
    let judged = |on| vec![needs(Ground::Yes, "2026-03-01"), needs(Ground::Yes, on)];
    for (at, (case, today, expected)) in [
        // Nothing is known, nothing is asked, nothing goes on.
        (received, "2026-03-01", nobody_looked),
        (enrolled(applicant(vec![], &[]), start, None, false), "2026-09-01", never(Who::Coach)),
        (enrolled(applicant(vec![], &[]), "2022-08-01", None, false), "2026-09-01", State::NotAssessed),
        (closed(applicant(vec![], &[]), application::Status::Withdrawn), "2026-03-01", over(Over::Withdrawn, None)),
        (closed(applicant(yes(), &[]), application::Status::NotAdmitted), "2026-03-01", over(Over::NotAdmitted, None)),
        // What was found, and no agreement is asked.
        (
            applicant(vec![needs_nothing(Ground::No, "2026-03-01")], &[]),
            "2026-03-02",
            State::NotNeeded { on: day("2026-03-01") },
        ),
        (applicant(vec![declines("2026-03-01")], &[]), "2026-03-02", State::Declined { on: day("2026-03-01") }),
        (applicant(vec![needs(Ground::No, "2026-03-01")], &[]), "2026-03-02", State::Free { on: day("2026-03-01") }),
        // Asked, and none on its way: before the first day, after it, and what became of the last one.
        (applicant(yes(), &[]), "2026-06-01", to_agree(None, by(start), Who::Intaker)),
        (enrolled(applicant(yes(), &[]), start, None, false), "2026-09-01", to_agree(None, by(start), Who::Coach)),
        (
            applicant(yes(), &[Offer, TakeBack]),
            "2026-06-03",
            to_agree(Some((Status::Withdrawn, "2026-06-02")), by(start), Who::Intaker),
        ),
        (
            applicant(yes(), &[Offer, Refuse, Reply]),
            "2026-06-04",
            to_agree(Some((Status::NotAgreed, "2026-06-02")), by(start), Who::Intaker),
        ),
        (
            enrolled(applicant(yes(), &[Lapsing, Yes]), start, None, false),
            "2026-09-01",
            to_agree(Some((Status::Lapsed, "2026-06-15")), by(start), Who::Coach),
        ),
        // A proposal waits: also beside what holds, also where nothing asks it; not when nothing goes on.
        (applicant(yes(), &[Offer]), "2026-06-02", waits(Waiting::Student, false)),
        (applicant(vec![needs(Ground::No, "2026-03-01")], &[Offer]), "2026-06-02", waits(Waiting::Student, false)),
        (enrolled(applicant(yes(), &[Offer]), start, None, false), "2026-09-01", waits(Waiting::Student, false)),
        (
            enrolled(applicant(yes(), &[Offer]), start, Some("2026-10-01"), false),
            "2026-10-02",
            over(Over::Enrolment, Some("2026-10-01")),
        ),
        (
            enrolled(applicant(yes(), &[Offer]), start, Some("2026-10-01"), false),
            "2026-10-01",
            waits(Waiting::Student, false),
        ),
        // A wish, a no, and the school's reply.
        (applicant(yes(), &[Offer, Ask]), "2026-06-03", asked(false, Who::Intaker)),
        (applicant(yes(), &[Offer, Refuse]), "2026-06-03", asked(true, Who::Intaker)),
        (enrolled(applicant(yes(), &[Offer, Ask]), start, None, false), "2026-09-01", asked(false, Who::Coach)),
        // Agreed; looked at again since; past its last day; the enrolment is no more.
        (applicant(yes(), &[Offer, Yes]), "2026-06-03", holds(None, None)),
        (applicant(yes(), &[Lapsing, Yes]), "2026-06-15", holds(Some("2026-06-15"), None)),
        (applicant(judged("2026-06-02"), &[Offer, Yes]), "2026-06-03", holds(None, None)),
        (applicant(judged("2026-06-03"), &[Offer, Yes]), "2026-06-03", holds(None, Some("2026-06-03"))),
        (enrolled(applicant(yes(), &[Offer, Yes]), start, None, true), "2026-09-01", over(Over::Gone, None)),
        // What lapsed, and nobody asks it again.
        (
            applicant(vec![needs(Ground::No, "2026-03-01")], &[Lapsing, Yes]),
            "2026-06-16",
            State::Past(Before { version: version_id(1), status: Status::Lapsed, since: day("2026-06-15") }),
        ),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(case.on(today), expected, "case {at}, on {today}");
    }
}

#[test]
fn nothing_at_all_is_a_state_too() {
    let facts = Facts {
        applications: &[],
        enrolments: &[],
        assessed: None,
        agreement: None,
        who: &WhoMustAnswer::Student,
        duties: &[],
        today: day("2026-09-01"),
    };
    assert_eq!(state(&facts), State::Over { why: Over::Nothing, on: None });
    assert_eq!(coming(&facts), []);
}

#[test]
fn under_16_the_parent_is_waited_for_after_the_student() {
    let case = |steps: &[Step]| Case { agreement: Some(walk(steps, &young())), who: young(), ..applicant(yes(), &[]) };
    assert_eq!(case(&[Offer]).on("2026-06-02"), waits(Waiting::Student, false));
    assert_eq!(case(&[Offer, Yes]).on("2026-06-03"), waits(Waiting::Guardian, false));
    assert_eq!(
        case(&[Offer, Yes, Guardian]).on("2026-06-04"),
        State::Holds { version: version_id(1), since: day("2026-06-03"), until: None, judged: None }
    );
    assert_eq!(case(&[Offer, Yes]).on("2026-06-03").acts(), Some(Who::Guardian));
}

#[test]
fn a_spoken_yes_waits_to_be_confirmed() {
    let offered = walk(&[Offer], &WhoMustAnswer::Student);
    let said = noted(version_id(1), Answerer::Student, Answer::Agreed, Channel::Spoken, "2026-06-02");
    let after = answer(&offered, said, &WhoMustAnswer::Student, at("2026-06-02")).unwrap().after;
    let case = Case { agreement: Some(after), ..applicant(yes(), &[]) };
    assert_eq!(case.on("2026-06-03"), waits(Waiting::Student, true));
}

#[test]
fn a_correction_within_the_day_goes_by_the_hour() {
    let mut later = needs(Ground::Yes, "2026-06-02");
    later.on = Moment { at: later.on.at + time::Duration::hours(1), ..later.on };
    let case = applicant(vec![needs(Ground::Yes, "2026-03-01"), later], &[Offer, Yes]);
    assert_eq!(case.on("2026-06-02"), holds(None, Some("2026-06-02")));
}

#[test]
fn what_comes() {
    use Milestone::{AgreementsEnd, EnrolmentEnds, Evaluate, SchoolYearEnds, Starts};
    let start = "2026-08-24";
    let of = |case: Case, from| enrolled(case, from, None, false);
    let student = || applicant(yes(), &[Offer, Yes]);
    for (at, (case, today, expected)) in [
        (applicant(yes(), &[]), "2026-06-01", vec![(start, Starts)]),
        // The day itself still comes; the day after it does not.
        (applicant(yes(), &[]), start, vec![(start, Starts)]),
        (applicant(yes(), &[]), "2026-08-25", vec![]),
        (
            of(student(), start),
            "2026-09-01",
            vec![("2027-07-31", Evaluate), ("2027-07-31", SchoolYearEnds), ("2028-07-31", EnrolmentEnds)],
        ),
        // Only the law asks an evaluation: not of what was agreed without the ground, nor of who leaves before.
        (
            of(applicant(vec![needs(Ground::No, "2026-03-01")], &[Offer, Yes]), start),
            "2026-09-01",
            vec![("2027-07-31", SchoolYearEnds), ("2028-07-31", EnrolmentEnds)],
        ),
        (
            enrolled(student(), start, Some("2027-02-01"), false),
            "2026-09-01",
            vec![("2027-02-01", EnrolmentEnds), ("2027-07-31", SchoolYearEnds)],
        ),
        (applicant(yes(), &[Lapsing, Yes]), "2026-06-10", vec![("2026-06-15", AgreementsEnd), (start, Starts)]),
        (closed(student(), application::Status::Withdrawn), "2026-09-01", vec![]),
    ]
    .into_iter()
    .enumerate()
    {
        let expected: Vec<Coming> = expected.into_iter().map(|(on, what)| Coming { day: day(on), what }).collect();
        assert_eq!(case.look(today, coming), expected, "case {at}, on {today}");
    }
}
