//! Playing what happened at the demo school, act by act, through the commands that pages use: each at its own moment, by
//! who did it. Nothing is written past the rules.

use super::cast::Cast;
use crate::clock::civil;
use crate::outcome::Run;
use access::{Action, Actor};
use demo::{Act, Answer, Line, School, What};
use register::agreement::{self, LineDraft, Subject};
use register::catalogue::{Measure, STARTER_MEASURES};
use register::intake::HoldIntake;
use register::statutory::Ground;
use register::{FileId, Moment, VersionId};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use store::agreement::propose::NewVersion;
use store::file::view::FileView;
use store::{SaveError, Store, StoreError};

/// Somebody's file while it fills.
struct Life {
    file: FileId,
    words: String,
    versions: Vec<VersionId>,
}

/// What became of the acts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Played {
    /// Acts that were done.
    pub done: usize,
    /// Acts that the rules or the row rights refused.
    pub refused: usize,
}

/// Why an act was not done.
enum Refused {
    /// It does not fit: refused, or out of reach.
    DoesNotFit(String),
    /// The store failed.
    Store(StoreError),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound | StoreError::Clash { .. } => Self::DoesNotFit(error.to_string()),
            other => Self::Store(other),
        }
    }
}

impl<R: std::fmt::Debug> From<SaveError<R>> for Refused {
    fn from(error: SaveError<R>) -> Self {
        match error {
            SaveError::Store(error) => error.into(),
            SaveError::Refused(refusal) => Self::DoesNotFit(format!("{refusal:?}")),
        }
    }
}

/// Plays all of it.
pub(super) async fn play(
    store: &Store,
    school: &School,
    cast: &mut Cast<'_>,
    catalogue: &[Measure],
    progress: &dyn Fn(&str),
) -> Run<Played> {
    let mut lives: HashMap<usize, Life> = HashMap::new();
    let mut played = Played::default();
    let acts = demo::lived(school);
    for (at, act) in acts.iter().enumerate() {
        // The two files say of nobody that they are the same person here: one has a name and no enrolment, the other the
        // reverse. Such people are for the administrator to put together; nothing was done with them yet.
        if !school.people[act.person].number_known {
            continue;
        }
        if at > 0 && at % 500 == 0 {
            progress(&format!("{at} of {} acts", acts.len()));
        }
        let actor = cast.actor(act.by, act.person).await?;
        let tenant = actor.tenant();
        let life = match lives.entry(act.person) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let file = store.file_of_person(tenant, cast.person(act.person).await?).await?;
                place.insert(Life { file, words: String::new(), versions: Vec::new() })
            }
        };
        match one(store, &actor, act, life, catalogue).await {
            Ok(()) => played.done += 1,
            Err(Refused::DoesNotFit(why)) => {
                tracing::debug!(act = at, story = ?school.people[act.person].story, by = ?act.by, why, "an act does not fit");
                played.refused += 1;
            }
            Err(Refused::Store(error)) => return Err(error.into()),
        }
    }
    Ok(played)
}

async fn one(store: &Store, actor: &Actor, act: &Act, life: &mut Life, catalogue: &[Measure]) -> Result<(), Refused> {
    let now = civil(act.on, act.minute);
    match &act.what {
        // The words go into the same form as the facts, which follow at once.
        What::Need { words } => life.words.clone_from(words),
        What::Assess { ground, extra, declined } => {
            let form = HoldIntake {
                corrects: false,
                words: std::mem::take(&mut life.words),
                ground: Ground::from_code(ground),
                needed: Some(*extra),
                declined: declined.is_some(),
                declined_words: declined.unwrap_or_default().to_owned(),
            };
            let view = open(store, actor, life.file, now).await?;
            match view.applications.iter().find(|a| a.status.is_open()) {
                Some(open) => drop(store.intake_hold(actor, open.id, view.version, &form, now).await?),
                None => drop(store.assess(actor, life.file, view.version, &form, now).await?),
            }
        }
        What::Propose { lines, .. } => {
            let view = open(store, actor, life.file, now).await?;
            let lines = lines.iter().map(|line| draft(line, catalogue)).collect::<Result<_, _>>()?;
            let new = NewVersion { based_on: view.version, subjects: subjects(&view), lines };
            let (version, _) = store.agreement_propose(actor, life.file, new, now).await?;
            life.versions.push(version);
        }
        What::Answer { version, answer, words } => {
            let missing = || Refused::DoesNotFit("no such version".to_owned());
            let id = usize::from(*version).checked_sub(1).and_then(|at| life.versions.get(at)).ok_or_else(missing)?;
            // Read before it is answered.
            store.agreement_version(actor, Action::SeeOwnAgreement, *id, now).await?;
            let words = words.map(|words| words.to_owned().into());
            let answer = match answer {
                Answer::Agreed => agreement::Answer::Agreed,
                Answer::NotAgreed => agreement::Answer::NotAgreed { words },
                Answer::ChangeAsked => agreement::Answer::ChangeAsked { words: words.ok_or_else(missing)? },
            };
            store.agreement_answer(actor, *id, answer, now).await?;
        }
    }
    Ok(())
}

/// Opens a file as people do before they write in it.
async fn open(store: &Store, actor: &Actor, file: FileId, now: Moment) -> Result<FileView, StoreError> {
    store.file_view(actor, file, now).await
}

/// What a proposal is for: every open application, or else the last enrolment.
fn subjects(view: &FileView) -> Vec<Subject> {
    let open: Vec<_> =
        view.applications.iter().filter(|a| a.status.is_open()).map(|a| Subject::Application(a.id)).collect();
    if !open.is_empty() {
        return open;
    }
    view.enrolments
        .iter()
        .rev()
        .find(|(e, _)| !e.withdrawn)
        .map(|(e, _)| Subject::Enrolment(e.id))
        .into_iter()
        .collect()
}

/// A line of a proposal: a measure of the catalogue, with other words where it was made to fit.
fn draft(line: &Line, catalogue: &[Measure]) -> Result<agreement::Line, Refused> {
    let unknown = || Refused::DoesNotFit(format!("no measure {}", line.measure));
    let starter = STARTER_MEASURES.iter().find(|m| m.code == line.measure).ok_or_else(unknown)?;
    let id = catalogue.iter().find(|m| m.text == starter.text).map(|m| m.id);
    let draft = LineDraft {
        measure: id,
        kind: Some(starter.kind),
        text: line.text.unwrap_or(starter.text).to_owned(),
        details: String::new(),
        who: starter.who.to_owned(),
        place: Some(starter.place),
        from: Some(line.from),
        until: line.until,
        level: Some(starter.level),
    };
    agreement::Line::new(draft).map_err(|problems| Refused::DoesNotFit(format!("{problems:?}")))
}
