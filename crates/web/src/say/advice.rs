//! Advice for another programme in words, and made-up ones; the rules bring those where they stand.

use super::{application::programme, people, words::T};
use register::{
    AccountId, AdviceId, Personal, TeamId,
    advice::{Advice, Draft, Status, advise, answer, withdraw},
    programme::{Crebo, Programmes},
};
use std::collections::HashMap;
use store::advice::{AdviceView, AskedAdvice, AskedList};
use time::Date;
use uuid::Uuid;

/// Where a team reads about whom it is asked.
pub const PATH: &str = "/intake/gevraagd";

/// Where it stands.
pub fn status(t: T, status: Status) -> String {
    t.get(match status {
        Status::Given => "advice-status-given",
        Status::Asked => "advice-status-asked",
        Status::Taken => "advice-status-taken",
        Status::Declined => "advice-status-declined",
        Status::Withdrawn => "advice-status-withdrawn",
    })
}

/// Where it stands, as a page says it. `goes_on`: a team that is asked is asked still (`register::advice::goes_on`).
pub fn stands(t: T, of: Status, goes_on: bool) -> String {
    if of == Status::Asked && !goes_on { t.get("advice-over") } else { status(t, of) }
}

/// A team by its name.
pub fn team(t: T, teams: &[(TeamId, String)], team: TeamId) -> String {
    let name = teams.iter().find(|(one, _)| *one == team).map(|(_, name)| name.clone());
    name.unwrap_or_else(|| t.get("narrow-gone"))
}

/// What is advised, in a sentence: which programme, why, and what the team that is asked says. `goes_on`: it is asked still.
pub fn said(
    t: T,
    one: &Advice,
    (list, teams): (&Programmes, &[(TeamId, String)]),
    goes_on: bool,
    today: Date,
) -> String {
    let what = programme(t, list, Some(one.programme), today);
    let words = t.stored(one.words.reveal());
    match (one.team, one.status) {
        (Some(of), Status::Taken) => t.say("advice-said-taken").arg("team", team(t, teams, of)),
        (Some(of), Status::Asked) if goes_on => t.say("advice-said-asked").arg("team", team(t, teams, of)),
        (Some(_) | None, _) => t.say("advice-said"),
    }
    .arg("programme", what)
    .arg("words", words)
    .to_string()
}

const INTAKER: AccountId = AccountId(Uuid::from_u128(5));
const TEAM: TeamId = TeamId(Uuid::from_u128(8));

/// How far it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// An advice alone.
    Given,
    /// A team is asked.
    Asked,
    /// It takes the applicant in.
    Taken,
    /// It does not.
    Declined,
    /// It was taken back.
    Withdrawn,
}

/// The teams of the samples.
pub fn teams() -> Vec<(TeamId, String)> {
    vec![(TeamId(Uuid::from_u128(7)), "Autotechniek".to_owned()), (TEAM, "Zorg en welzijn".to_owned())]
}

/// One that came so far.
pub fn advice(state: State) -> Option<Advice> {
    let now = people::now();
    let team = (state != State::Given).then_some(TEAM);
    let given = Draft { programme: Crebo::parse("25180"), team, words: people::ASKED.to_owned() };
    let id = AdviceId(Uuid::from_u128(1));
    let one = advise(&[], id, (&people::application(), None, &[TEAM]), &given, INTAKER, now).ok()?;
    let open = (people::application().status, None);
    match state {
        State::Given | State::Asked => Some(one),
        State::Taken => answer(&one, open, (Some(true), ""), INTAKER, now).ok(),
        State::Declined => answer(&one, open, (Some(false), people::ASKED), INTAKER, now).ok(),
        State::Withdrawn => withdraw(&one, people::ASKED, INTAKER, now).ok(),
    }
}

/// Their names.
pub fn names() -> HashMap<AccountId, Personal<String>> {
    [(INTAKER, Personal::new("Noor van der Wetering-Bakker".to_owned()))].into()
}

/// The same, as who holds intakes reads it.
pub fn view(state: Option<State>) -> AdviceView {
    AdviceView {
        file: register::FileId(Uuid::from_u128(1)),
        person: people::person(None),
        application: people::application(),
        goes_on: true,
        programmes: Programmes::default(),
        all: state.and_then(advice).into_iter().collect(),
        can_ask: teams().into_iter().map(|(team, _)| team).collect(),
        teams: teams(),
        names: names(),
    }
}

/// What a team is asked.
pub fn asked(row: store::file::list::FileRow) -> AskedList {
    let one = advice(State::Asked).map(|advice| AskedAdvice {
        row,
        applied_for: people::application().programme,
        team: "Zorg en welzijn".to_owned(),
        advice,
    });
    let rows: Vec<AskedAdvice> = one.into_iter().collect();
    AskedList { total: rows.len() as i64, rows, programmes: Programmes::default() }
}
