//! A hand-over from a previous school in words, and made-up ones; the rules bring those where they stand.

use super::{people, words::T};
use register::{
    AccountId, Personal, TransferId,
    meeting::Consenter,
    transfer::{Ask, Event, Status, Transfer, Typed, ask, end, receive, seen},
};
use std::collections::HashMap;
use store::transfer::TransferView;
use uuid::Uuid;

/// Where it stands.
pub fn status(t: T, status: Status) -> String {
    t.get(match status {
        Status::Asked => "transfer-status-asked",
        Status::Received => "transfer-status-received",
        Status::Accepted => "transfer-status-accepted",
        Status::Rejected => "transfer-status-rejected",
        Status::Withdrawn => "transfer-status-withdrawn",
    })
}

/// Whose yes.
pub fn consenter(t: T, who: Consenter) -> String {
    t.get(match who {
        Consenter::Student => "transfer-consent-student",
        Consenter::Guardian => "transfer-consent-guardian",
    })
}

const INTAKER: AccountId = AccountId(Uuid::from_u128(5));

/// How far it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// There is a yes.
    Asked,
    /// It came.
    Received,
    /// The applicant read it.
    Seen,
    /// It is in the file.
    Accepted,
    /// It is not.
    Rejected,
    /// The yes was taken back.
    Withdrawn,
}

/// One that came so far.
pub fn transfer(state: State) -> Option<Transfer> {
    let now = people::now();
    let given = Ask {
        school: "Het Groene Lyceum, mevrouw De Boer".to_owned(),
        consent: Some(Consenter::Student),
        given_on: Some(now.day),
    };
    let of = people::application().id;
    let asked = ask(&[], (TransferId(Uuid::from_u128(1)), of), &given, None, INTAKER, now).ok()?;
    let typed = Typed {
        helped: people::ASKED.to_owned(),
        not_helped: people::ASKED.to_owned(),
        needed: people::ASKED.to_owned(),
    };
    let received = receive(&asked, &typed, INTAKER, now).ok()?;
    let read = seen(&received, (Some(now.day), Some(false), people::ASKED), INTAKER, now).ok()?;
    match state {
        State::Asked => Some(asked),
        State::Received => Some(received),
        State::Seen => Some(read),
        State::Accepted => end(&read, Event::Accept, "", INTAKER, now).ok(),
        State::Rejected => end(&read, Event::Reject, people::ASKED, INTAKER, now).ok(),
        State::Withdrawn => {
            let gone = end(&read, Event::Withdraw, people::ASKED, INTAKER, now).ok()?;
            Some(Transfer { content: None, ..gone })
        }
    }
}

/// Their names.
pub fn names() -> HashMap<AccountId, Personal<String>> {
    [(INTAKER, Personal::new("Noor van der Wetering-Bakker".to_owned()))].into()
}

/// The same, as who holds intakes reads it.
pub fn view(state: Option<State>) -> TransferView {
    TransferView {
        file: register::FileId(Uuid::from_u128(1)),
        person: people::person(None),
        application: people::application(),
        all: state.and_then(transfer).into_iter().collect(),
        names: names(),
        needed: Some(Consenter::Student),
    }
}
