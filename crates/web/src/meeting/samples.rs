//! Made-up meetings; the rules bring them there.

use crate::say::people;
use register::{
    AccountId, BirthDate, DecisionId, FileId, MeetingId, PersonId, Personal,
    meeting::{Consenter, Draft, Meeting, Minutes, Plan, Status, agree, cancel, consenter, disagree, hold, plan},
};
use store::{
    file::within::Choices,
    meeting::{DecisionPage, DecisionRow, MeetingPage, MeetingRow, MeetingView},
};
use time::{Date, Duration};
use uuid::Uuid;

const COACH: AccountId = AccountId(Uuid::from_u128(5));
const CARE: AccountId = AccountId(Uuid::from_u128(6));

/// How far a meeting came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Planned,
    Agreed,
    Disagreed,
    Held,
    Cancelled,
}

pub(super) const fn file() -> FileId {
    FileId(Uuid::from_u128(1))
}

/// The day on which the samples are looked at: after what was to be done by then.
pub(super) fn today() -> Date {
    people::now().day + Duration::days(9)
}

fn birth() -> Option<BirthDate> {
    people::born(false)
}

fn meeting(state: State) -> Option<Meeting> {
    let now = people::now();
    let given = Plan {
        on: Some(now.day),
        question: people::ASKED.to_owned(),
        people: "De student, een ouder, de slb’er en het wijkteam".to_owned(),
    };
    let planned = plan(&[], MeetingId(Uuid::from_u128(1)), &given, CARE, now).ok()?;
    if state == State::Planned {
        return Some(planned);
    }
    if state == State::Cancelled {
        return cancel(&planned, people::ASKED, CARE, now).ok();
    }
    let agreed = agree(&planned, (Some(Consenter::Student), Some(now.day)), birth(), COACH, now).ok()?;
    match state {
        State::Disagreed => disagree(&agreed, COACH, now).ok(),
        State::Held => {
            let decided = |words: &str, owner, days| Draft {
                words: words.to_owned(),
                owner: Some(owner),
                due: Some(now.day + Duration::days(days)),
            };
            let minutes = Minutes {
                on: Some(now.day),
                people: given.people,
                notes: people::WORDS.to_owned(),
                decisions: vec![
                    decided("Belt het leerbedrijf over kortere dagen.", COACH, 7),
                    decided(people::ASKED, CARE, 30),
                ],
            };
            let id = || DecisionId(Uuid::from_u128(1));
            hold(&agreed, &minutes, (birth(), &[COACH, CARE]), id, CARE, now).ok()
        }
        _ => Some(agreed),
    }
}

pub(super) fn view(state: State, may_hold: bool) -> Option<MeetingView> {
    let meeting = meeting(state)?;
    let names = [(COACH, "Noor van der Wetering-Bakker"), (CARE, "Fatima Bouali")];
    let names = names.map(|(account, name)| (account, Personal::new(name.to_owned())));
    Some(MeetingView {
        file: file(),
        person: people::person(birth()),
        names: names.clone().into(),
        needed: consenter(birth(), today()),
        agreed: meeting.consent(birth(), today()).is_some(),
        owners: names.to_vec(),
        may_hold,
        meeting,
    })
}

/// A page of meetings.
pub(super) fn meetings() -> MeetingPage {
    let row = |n: u128, name: Option<&str>, days| MeetingRow {
        id: MeetingId(Uuid::from_u128(n)),
        file: FileId(Uuid::from_u128(n)),
        person: PersonId(Uuid::from_u128(n)),
        name: name.map(|name| Personal::new(name.to_owned())),
        born: None,
        student_number: Some(Personal::new(format!("20260{n:02}"))),
        teams: people::person(None).teams,
        on: today() + Duration::days(days),
        lost_its_yes: n == 3,
    };
    let long = Some("Annemarie-Louise van der Schoot-Wijnbergen");
    let rows = vec![row(1, Some("Bo Li"), -3), row(2, long, 0), row(3, None, 30)];
    MeetingPage {
        next: rows.last().map(|row| row.id),
        rows,
        before: 25,
        counts: vec![(Status::Planned, 61), (Status::Held, 340), (Status::Cancelled, 1)],
        choices: Choices::default(),
    }
}

/// A page of what is still to be done.
pub(super) fn decisions() -> DecisionPage {
    let row = |n: u128, name: Option<&str>, words: &str, days| DecisionRow {
        id: DecisionId(Uuid::from_u128(n)),
        meeting: MeetingId(Uuid::from_u128(n)),
        met_on: today(),
        file: FileId(Uuid::from_u128(n)),
        person: PersonId(Uuid::from_u128(n)),
        name: name.map(|name| Personal::new(name.to_owned())),
        born: None,
        student_number: Some(Personal::new(format!("20260{n:02}"))),
        words: Personal::new(words.to_owned()),
        owner: COACH,
        due: today() + Duration::days(days),
    };
    let long = Some("Annemarie-Louise van der Schoot-Wijnbergen");
    let rows = vec![row(1, Some("Bo Li"), "Belt het leerbedrijf.", -3), row(2, long, people::ASKED, 0)];
    let next = rows.last().map(|row| row.id);
    let names = [(COACH, Personal::new("Noor van der Wetering-Bakker".to_owned()))].into();
    DecisionPage { rows, before: 0, total: 31, next, names }
}
