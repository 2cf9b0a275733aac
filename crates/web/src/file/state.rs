//! Where a file stands, in one sentence, whose turn it is, and the one button that answers it.

use super::parts::answerer;
use crate::say::{duty::DutyView, words::T};
use access::{Action, Role, may_ever};
use register::{
    agreement::{Status, Subject, Waiting},
    duty::{Due, Duty, Who},
    file::{Before, State},
    law::Because,
};
use store::file::view::FileView;
use time::Date;

/// The beginning of a file's page.
pub(super) struct StateView {
    /// Where it stands.
    pub(super) sentence: String,
    /// What else is to be known of it.
    pub(super) more: Vec<String>,
    /// Whose turn it is.
    pub(super) turn: Option<String>,
    /// What answers it, for who may do it: the words, and where.
    pub(super) button: Option<(String, String)>,
    /// What is due, with its term and its law.
    pub(super) duties: Vec<DutyView>,
}

/// Who looks at a file.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    /// In which role.
    pub(super) role: Role,
    /// They have a proposal that they did not send.
    pub(super) draft: bool,
}

/// Where it stands. `None` when the reader does not see what that hangs on.
pub(super) fn begin(t: T, view: &FileView, called: &str, reader: Reader, today: Date) -> Option<StateView> {
    let state = view.state.as_ref()?;
    let mut more = Vec::new();
    more.extend(holds_meanwhile(t, view, state, today));
    more.extend(judged(t, state));
    let draft = reader.draft && view.may(Action::ProposeAgreement);
    if draft {
        more.push(t.get("state-draft"));
    }
    let button = match button(t, view, state, reader.role) {
        _ if draft => Some((t.get("state-do-draft"), format!("/dossiers/{}/afspraken/nieuw", view.file))),
        other => other,
    };
    let told =
        |(duty, why): &(Duty, Vec<Because>)| DutyView::new(t, reader.role, view.file, called, duty, today).told(t, why);
    Some(StateView {
        sentence: sentence(t, view, state, called, today),
        more,
        turn: state.acts().map(|who| t.say("state-turn").arg("who", turn(t, view, who, called)).to_string()),
        button,
        duties: view.duties.iter().map(told).collect(),
    })
}

fn sentence(t: T, view: &FileView, state: &State, called: &str, today: Date) -> String {
    let say = |key: &'static str| t.say(key).arg("name", called);
    match state {
        State::Over { why, on } => {
            let key = format!("state-over-{}", why.code());
            let said = t.say(&key).arg("name", called);
            on.iter().fold(said, |said, on| said.arg("on", on)).to_string()
        }
        State::Waits { on, whose, spoken, .. } => {
            let key = match (whose, spoken) {
                (Waiting::Student, false) => "state-waits-student",
                (Waiting::Student, true) => "state-waits-student-spoken",
                (Waiting::Guardian, false) => "state-waits-guardian",
                (Waiting::Guardian, true) => "state-waits-guardian-spoken",
            };
            say(key).arg("on", on).arg("guardian", guardians(t, view)).to_string()
        }
        State::Asked { no, by, on, .. } => {
            let who = by.map_or_else(|| called.to_owned(), |by| answerer(t, &view.person, called, by));
            t.say(if *no { "state-asked-no" } else { "state-asked-change" }).arg("name", who).arg("on", on).to_string()
        }
        State::ToAssess { applied: Some(on), .. } => say("state-assess-applied").arg("on", on).to_string(),
        State::ToAssess { applied: None, .. } => say("state-assess").to_string(),
        State::ToAgree { before, due, .. } => {
            let first = before.map_or_else(|| t.get("state-agree"), |before| past(t, before));
            let ask = match due {
                Due::By(day) if *day < today => t.say("state-agree-late").arg("on", day).to_string(),
                Due::By(day) => t.say("state-agree-by").arg("on", day).to_string(),
                Due::NoTerm => say("state-agree-no-term").to_string(),
            };
            format!("{first} {ask}")
        }
        State::Holds { since, until: Some(until), .. } => {
            t.say("state-holds-until").arg("since", since).arg("until", until).to_string()
        }
        State::Holds { since, until: None, .. } => t.say("state-holds").arg("since", since).to_string(),
        State::NotNeeded { on } => say("state-not-needed").arg("on", on).to_string(),
        State::Declined { on } => say("state-declined").arg("on", on).to_string(),
        State::Past(before) => past(t, *before),
        State::Free { on } => say("state-free").arg("on", on).to_string(),
        State::NotAssessed => say("state-not-assessed").to_string(),
    }
}

/// What became of the newest version.
fn past(t: T, before: Before) -> String {
    let key = match before.status {
        Status::Offered => "state-past-offered",
        Status::InForce => "state-past-other",
        Status::NotAgreed => "state-past-not-agreed",
        Status::ChangeAsked => "state-past-change-asked",
        Status::Superseded | Status::Replaced => "state-past-replaced",
        Status::Ended => "state-past-ended",
        Status::Lapsed => "state-past-lapsed",
        Status::Withdrawn => "state-past-withdrawn",
    };
    t.say(key).arg("on", before.since).to_string()
}

/// What holds while something newer waits.
fn holds_meanwhile(t: T, view: &FileView, state: &State, today: Date) -> Option<String> {
    let newer = match state {
        State::Waits { version, .. } | State::Asked { version, .. } => *version,
        State::Over { .. }
        | State::ToAssess { .. }
        | State::ToAgree { .. }
        | State::Holds { .. }
        | State::NotNeeded { .. }
        | State::Declined { .. }
        | State::Past(_)
        | State::Free { .. }
        | State::NotAssessed => return None,
    };
    let held = view.agreement.as_ref()?.in_force(today).filter(|version| version.id != newer)?;
    let since = held.agreed_on().map_or(held.status_since.day, |agreed| agreed.day);
    Some(t.say("state-meanwhile").arg("since", since).to_string())
}

fn judged(t: T, state: &State) -> Option<String> {
    let State::Holds { judged: Some(on), .. } = state else { return None };
    Some(t.say("state-judged").arg("on", on).to_string())
}

fn guardians(t: T, view: &FileView) -> String {
    let with_authority = view.person.guardians.iter().filter(|(.., authority)| *authority);
    let names: Vec<&str> = with_authority.map(|(_, name, _)| name.reveal().as_str()).collect();
    if names.is_empty() { t.get("file-a-guardian") } else { or(t, &names) }
}

/// "Sanne of Bram".
fn or(t: T, names: &[&str]) -> String {
    names.join(&format!(" {} ", t.get("state-or")))
}

fn turn(t: T, view: &FileView, who: Who, called: &str) -> String {
    match who {
        Who::Student => called.to_owned(),
        Who::Guardian => guardians(t, view),
        Who::Intaker => t.get("state-turn-intake"),
        Who::Coach if view.coaches.is_empty() => t.get("state-turn-no-coach"),
        Who::Coach => {
            let names: Vec<&str> = view.coaches.iter().map(|name| name.reveal().as_str()).collect();
            t.say("state-turn-coach").arg("names", or(t, &names)).to_string()
        }
    }
}

/// What answers the state, for who may do it.
fn button(t: T, view: &FileView, state: &State, role: Role) -> Option<(String, String)> {
    let file = view.file;
    let may = |actions: &[Action]| actions.iter().all(|action| view.may(*action));
    let propose = |key: &'static str| {
        may(&[Action::ProposeAgreement]).then(|| (t.get(key), format!("/dossiers/{file}/afspraken/nieuw")))
    };
    match state {
        State::Waits { version, .. } => {
            let href = format!("/dossiers/{file}/afspraken/{version}/antwoord");
            may(&[Action::NoteAnswer]).then(|| (t.get("state-do-note"), href))
        }
        // The page of the version has both ways: another proposal, or why nothing changes.
        State::Asked { version, .. } => {
            let href = format!("/dossiers/{file}/afspraken/{version}");
            may(&[Action::ReplyToAnswer]).then(|| (t.get("state-do-reply"), href))
        }
        State::ToAssess { subject: Subject::Application(id), .. }
            if may_ever(role, Action::HoldIntake) && may(&[Action::HoldIntake]) =>
        {
            Some((t.get("state-do-intake"), format!("/intake/{id}")))
        }
        State::ToAssess { .. } | State::NotAssessed => {
            let href = format!("/dossiers/{file}/behoefte");
            may(&[Action::RecordNeed, Action::RecordStatutoryFacts]).then(|| (t.get("file-record"), href))
        }
        State::ToAgree { before: None, .. } | State::Free { .. } => propose("file-propose"),
        State::ToAgree { before: Some(_), .. } | State::Past(_) | State::Holds { judged: Some(_), .. } => {
            propose("state-do-propose-again")
        }
        // Nothing is asked.
        State::Over { .. } | State::Holds { judged: None, .. } | State::NotNeeded { .. } | State::Declined { .. } => {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{
        people,
        words::{Lang, MISSING},
    };
    use register::{ApplicationId, VersionId, agreement::Answerer, file::Over};
    use time::macros::date;
    use uuid::Uuid;

    const READER: Reader = Reader { role: Role::Intaker, draft: false };

    fn view(state: State) -> FileView {
        FileView { state: Some(state), ..people::applicant() }
    }

    fn plain(text: &str) -> String {
        text.replace(['\u{2068}', '\u{2069}'], "")
    }

    /// The table of the sentences: each state as a reader reads it, whose turn it is, and where the button leads.
    #[test]
    fn each_state_has_one_sentence_and_one_button() {
        let version = VersionId(Uuid::from_u128(1));
        let on = date!(2026 - 10 - 03);
        let application = Subject::Application(ApplicationId(Uuid::from_u128(2)));
        let before = |status| Before { version, status, since: on };
        let waits = |whose, spoken| State::Waits { version, on, whose, spoken };
        let agree = |before, due| State::ToAgree { before, due, who: Who::Coach };
        let holds = |until, judged| State::Holds { version, since: on, until, judged };
        let by = Due::By(date!(2026 - 12 - 01));
        let ended = before(Status::Ended);
        let coach = "Aan zet: de coach (Sander Kuipers)";
        let (note, propose) = ("Antwoord opschrijven", "Voorstel voor afspraken maken");
        for (state, sentence, turn, button) in [
            (
                waits(Waiting::Student, false),
                "Het voorstel van 3 oktober 2026 wacht op antwoord van Annemarie.",
                "Aan zet: Annemarie",
                note,
            ),
            (
                waits(Waiting::Student, true),
                "Annemarie heeft gezegd het eens te zijn met het voorstel van 3 oktober 2026. Dat moet nog worden bevestigd.",
                "Aan zet: Annemarie",
                note,
            ),
            (
                waits(Waiting::Guardian, false),
                "Annemarie is het eens met het voorstel van 3 oktober 2026. Het wacht nog op antwoord van Wilhelmina Wijnbergen.",
                "Aan zet: Wilhelmina Wijnbergen",
                note,
            ),
            (
                waits(Waiting::Guardian, true),
                "Wilhelmina Wijnbergen heeft gezegd het eens te zijn met het voorstel van 3 oktober 2026. Dat moet nog worden bevestigd.",
                "Aan zet: Wilhelmina Wijnbergen",
                note,
            ),
            (
                State::Asked { version, no: false, by: Some(Answerer::Student), on, who: Who::Intaker },
                "Annemarie vroeg op 3 oktober 2026 om een verandering van het voorstel.",
                "Aan zet: de intake",
                "Een antwoord geven",
            ),
            (
                State::Asked {
                    version,
                    no: true,
                    by: Some(Answerer::Guardian(people::guardian())),
                    on,
                    who: Who::Coach,
                },
                "Wilhelmina Wijnbergen is het sinds 3 oktober 2026 niet eens met het voorstel.",
                coach,
                "Een antwoord geven",
            ),
            (
                State::ToAssess { subject: application, applied: Some(on), who: Who::Intaker },
                "Annemarie heeft zich aangemeld op 3 oktober 2026. Er is nog niet bekeken wat er nodig is.",
                "Aan zet: de intake",
                "Intake houden",
            ),
            (
                State::ToAssess { subject: application, applied: None, who: Who::Coach },
                "Er is nog niet bekeken wat Annemarie nodig heeft.",
                coach,
                "Intake houden",
            ),
            (agree(None, by), "Er zijn nog geen afspraken. Maak ze uiterlijk op 1 december 2026.", coach, propose),
            (
                agree(None, Due::By(date!(2026 - 10 - 02))),
                "Er zijn nog geen afspraken. Ze hadden er op 2 oktober 2026 moeten zijn.",
                coach,
                propose,
            ),
            (agree(None, Due::NoTerm), "Er zijn nog geen afspraken. Maak ze samen met Annemarie.", coach, propose),
            (
                agree(Some(ended), Due::NoTerm),
                "De afspraken zijn beëindigd op 3 oktober 2026. Maak ze samen met Annemarie.",
                coach,
                "Nieuw voorstel maken",
            ),
            (holds(None, None), "De afspraken van 3 oktober 2026 gelden.", "", ""),
            (
                holds(Some(date!(2027 - 07 - 31)), None),
                "De afspraken van 3 oktober 2026 gelden tot en met 31 juli 2027.",
                "",
                "",
            ),
            (
                holds(None, Some(date!(2026 - 11 - 01))),
                "De afspraken van 3 oktober 2026 gelden.",
                "",
                "Nieuw voorstel maken",
            ),
            (
                State::NotNeeded { on },
                "Op 3 oktober 2026 is bekeken wat Annemarie nodig heeft: geen extra ondersteuning.",
                "",
                "",
            ),
            (
                State::Declined { on },
                "Annemarie wil geen extra ondersteuning. Dat is gezegd op 3 oktober 2026.",
                "",
                "",
            ),
            (
                State::Past(before(Status::Lapsed)),
                "De afspraken golden tot en met 3 oktober 2026.",
                "",
                "Nieuw voorstel maken",
            ),
            (
                State::Past(before(Status::Withdrawn)),
                "Het voorstel is teruggenomen op 3 oktober 2026.",
                "",
                "Nieuw voorstel maken",
            ),
            (
                State::Free { on },
                "Annemarie heeft extra ondersteuning nodig, zag de school op 3 oktober 2026. Afspraken opschrijven moet hier niet, en mag wel.",
                "",
                propose,
            ),
            (State::NotAssessed, "Er is niet opgeschreven wat Annemarie nodig heeft.", "", "Opschrijven wat nodig is"),
            (
                State::Over { why: Over::Enrolment, on: Some(on) },
                "De inschrijving is gestopt op 3 oktober 2026.",
                "",
                "",
            ),
            (State::Over { why: Over::Withdrawn, on: None }, "Annemarie heeft de aanmelding teruggetrokken.", "", ""),
        ] {
            let begin = begin(T::new(Lang::Nl), &view(state), "Annemarie", READER, on).unwrap();
            assert_eq!(plain(&begin.sentence), sentence);
            assert_eq!(plain(begin.turn.as_deref().unwrap_or_default()), turn, "{sentence}");
            assert_eq!(begin.button.map(|(words, _)| words).unwrap_or_default(), button, "{sentence}");
            let english = super::begin(T::new(Lang::En), &view(state), "Annemarie", READER, on).unwrap();
            let all = [english.sentence, english.turn.unwrap_or_default(), english.more.join(" ")].concat();
            assert!(!all.contains(MISSING), "{all}");
        }
    }

    #[test]
    fn every_status_and_every_end_has_words() {
        for t in Lang::ALL.map(T::new) {
            for status in Status::ALL {
                let before = Before { version: VersionId(Uuid::nil()), status: *status, since: date!(2026 - 10 - 03) };
                assert!(!past(t, before).contains(MISSING), "{}", status.code());
            }
            for why in Over::ALL {
                for on in [None, Some(date!(2026 - 10 - 03))]
                    .into_iter()
                    .filter(|on| (*why == Over::Enrolment) == on.is_some())
                {
                    let state = State::Over { why: *why, on };
                    assert!(
                        !sentence(t, &view(state), &state, "Noor", people::now().day).contains(MISSING),
                        "{}",
                        why.code()
                    );
                }
            }
        }
    }

    #[test]
    fn who_may_not_answer_it_sees_whose_turn_it_is_and_no_button() {
        let t = T::new(Lang::Nl);
        let reads = FileView { may: vec![Action::ViewFile, Action::ViewAgreement], ..people::offered() };
        let begun = begin(t, &reads, "Annemarie", READER, people::now().day).unwrap();
        assert!(begun.button.is_none() && begun.turn.is_some());
        // A role that holds no intakes records on the page of the file.
        let coach = Reader { role: Role::Coach, ..READER };
        let begun = begin(t, &people::applicant(), "Annemarie", coach, people::now().day).unwrap();
        assert!(begun.button.is_some_and(|(_, href)| href.ends_with("/behoefte")));
        let hidden = FileView { state: None, ..people::offered() };
        assert!(begin(t, &hidden, "Annemarie", READER, people::now().day).is_none());
    }

    #[test]
    fn a_draft_and_what_holds_meanwhile_are_said() {
        let t = T::new(Lang::Nl);
        let begun = begin(t, &people::beside(), "Annemarie", READER, people::now().day).unwrap();
        assert_eq!(begun.more.len(), 1, "{:?}", begun.more);
        let drafted = Reader { draft: true, ..READER };
        let begun =
            begin(t, &people::assessed(register::statutory::Ground::Yes), "Annemarie", drafted, people::now().day)
                .unwrap();
        assert!(begun.button.is_some_and(|(words, href)| words.contains("Verder") && href.ends_with("/nieuw")));
    }
}
