//! Imports in the browser: what the commands beside this do, for the pages. One path: a file is read, held against what is
//! there and checked as in the shell; what the page was shown is compared with what would happen now, and only then carried out.

use super::{ro, show, staff, students};
use access::Actor;
use register::Moment;
use register::invitation::Way;
use std::sync::Arc;
use store::import::{ImportError, Step};
use store::{Store, StoreError};
use web::site::importer::{Allowed, Done, Found, Given, Importer, Plan, What, Work};

/// Reads files as the commands do.
#[derive(Debug, Clone, Copy)]
pub struct Browser;

impl Importer for Browser {
    fn look<'a>(&'a self, given: Given<'a>) -> Work<'a, Found> {
        Box::pin(async move {
            match one(&given, None).await? {
                Answer::Found(found) => Ok(*found),
                Answer::Done(_) => Err(StoreError::Refused("a look carried something out".into())),
            }
        })
    }

    fn carry_out<'a>(&'a self, given: Given<'a>, allowed: Allowed<'a>) -> Work<'a, Done> {
        Box::pin(async move {
            match one(&given, Some(allowed)).await? {
                Answer::Done(done) => Ok(done),
                // With a problem that was not there before.
                Answer::Found(found) => Ok(Done::Changed(Arc::new(*found))),
            }
        })
    }
}

/// What became of a file.
enum Answer {
    Found(Box<Found>),
    Done(Done),
}

/// Looks at a file, and carries it out where that is allowed and it would do what was shown.
async fn one(given: &Given<'_>, allowed: Option<Allowed<'_>>) -> Result<Answer, StoreError> {
    match given.what {
        What::Ro => duo(given, allowed).await,
        What::Students => list(given, allowed).await,
        What::Staff => people(given, allowed).await,
    }
}

/// What is known of a file before it is held against what is there.
async fn begun(store: &Store, actor: &Actor) -> Result<Found, StoreError> {
    let before = store.imports(actor).await?;
    let after = before.into_iter().next().map(|newest| (newest.imported_at, newest.state));
    Ok(Found { after, ..Found::default() })
}

/// A plan, or what its lines clash with.
fn clash<P>(plan: Result<P, ImportError>, problems: &mut Vec<String>) -> Result<Option<P>, StoreError> {
    match plan {
        Ok(plan) => Ok(Some(plan)),
        Err(ImportError::Lines(lines)) => {
            problems.extend(lines.iter().map(show::problem));
            Ok(None)
        }
        Err(ImportError::OtherInstitution { file, institution }) => {
            problems.push(format!("Dit bestand is van instelling {file}, en niet van {institution}."));
            Ok(None)
        }
        Err(other) => Err(store(other)),
    }
}

/// Whether it may go on: it would do what was shown, and no more ends than was allowed.
fn may(
    found: &Found,
    allowed: &Allowed<'_>,
    check: impl FnOnce(Option<usize>) -> Result<(), ImportError>,
) -> Result<Option<Done>, StoreError> {
    if found != allowed.shown {
        return Ok(Some(Done::Changed(Arc::new(found.clone()))));
    }
    match check(allowed.up_to) {
        Ok(()) => Ok(None),
        Err(ImportError::TooMuchEnds(_)) => Ok(Some(Done::TooMuch)),
        Err(other) => Err(store(other)),
    }
}

fn store(error: ImportError) -> StoreError {
    match error {
        ImportError::Store(error) => error,
        other => StoreError::Refused(other.to_string()),
    }
}

/// What is told of how far it is.
fn told<'t>(allowed: Allowed<'t>) -> impl FnMut(Step, usize, usize) + Send + 't {
    let progress = allowed.progress;
    move |step, done, all| {
        if step == Step::Write {
            progress(done, all);
        }
    }
}

async fn duo(given: &Given<'_>, allowed: Option<Allowed<'_>>) -> Result<Answer, StoreError> {
    let Given { store: at, actor, bytes, now, .. } = given;
    let mut found = begun(at, actor).await?;
    let file = exchange::ro::parse(bytes, now.day);
    let summary = &file.summary;
    found.covers = summary.header.map(|header| (header.from, header.to, header.created));
    found.problems.extend(summary.problems.iter().map(ToString::to_string));
    found.warnings.extend(summary.warnings.iter().map(ToString::to_string));
    if !found.problems.is_empty() {
        return Ok(Answer::Found(Box::new(found)));
    }
    let incoming = ro::incoming(&file, ::store::import::sha256(bytes));
    let incoming = incoming.ok_or_else(|| StoreError::Refused("a file without header has a problem".into()))?;
    let plan = at.plan_ro(actor, &incoming, now.day).await;
    let Some(plan) = clash(plan, &mut found.problems)? else { return Ok(Answer::Found(Box::new(found))) };
    found.plan = Some(Plan::Ro(plan.summary.clone()));
    let Some(allowed) = allowed else { return Ok(Answer::Found(Box::new(found))) };
    if let Some(done) = may(&found, &allowed, |up_to| plan.check(up_to))? {
        return Ok(Answer::Done(done));
    }
    let up_to = allowed.up_to;
    at.apply_ro(actor, plan, up_to, *now, &mut told(allowed)).await.map_err(store)?;
    Ok(Answer::Done(Done::Carried(None)))
}

async fn list(given: &Given<'_>, allowed: Option<Allowed<'_>>) -> Result<Answer, StoreError> {
    let Given { store: at, actor, bytes, now, .. } = given;
    let mut found = begun(at, actor).await?;
    let mapping = match at.import_mapping(actor).await? {
        Some(json) => serde_json::from_str(&json)?,
        None => students::known_by_itself(bytes),
    };
    let read = exchange::students::read(bytes, &mapping, now.day);
    found.problems.extend(read.problems.iter().map(ToString::to_string));
    found.warnings.extend(read.warnings.iter().map(ToString::to_string));
    if !found.problems.is_empty() {
        return Ok(Answer::Found(Box::new(found)));
    }
    let json = serde_json::to_string(&mapping)?;
    let incoming = students::incoming(&read, bytes, &json);
    let plan = at.plan_students(actor, &incoming, now.day).await;
    let Some(plan) = clash(plan, &mut found.problems)? else { return Ok(Answer::Found(Box::new(found))) };
    found.warnings.extend(plan.summary.warnings.iter().map(show::warning));
    found.plan = Some(Plan::Students(plan.summary.clone()));
    let Some(allowed) = allowed else { return Ok(Answer::Found(Box::new(found))) };
    if let Some(done) = may(&found, &allowed, |up_to| plan.check(up_to))? {
        return Ok(Answer::Done(done));
    }
    let up_to = allowed.up_to;
    at.apply_students(actor, plan, up_to, *now, &mut told(allowed)).await.map_err(store)?;
    Ok(Answer::Done(Done::Carried(None)))
}

async fn people(given: &Given<'_>, allowed: Option<Allowed<'_>>) -> Result<Answer, StoreError> {
    let Given { store: at, actor, bytes, now, .. } = given;
    let mut found = begun(at, actor).await?;
    let read = exchange::staff::read(bytes);
    let (incoming, wrong) = staff::incoming(&read, bytes);
    found.problems = staff::lines(&read, &read.problems, &wrong);
    found.warnings = staff::lines(&read, &read.warnings, &[]);
    if !found.problems.is_empty() {
        return Ok(Answer::Found(Box::new(found)));
    }
    let now = Moment { ..*now };
    let plan = at.plan_staff(actor, &incoming, now).await.map_err(store)?;
    let against: Vec<staff::Said> = plan.summary.problems.iter().map(|one| staff::problem(*one)).collect();
    found.problems = staff::lines(&read, &[], &against);
    if !found.problems.is_empty() {
        return Ok(Answer::Found(Box::new(found)));
    }
    found.warnings = staff::lines(&read, &read.warnings, &staff::warnings(&plan.summary));
    found.plan = Some(Plan::Staff(plan.summary.clone()));
    let Some(allowed) = allowed else { return Ok(Answer::Found(Box::new(found))) };
    if let Some(done) = may(&found, &allowed, |up_to| plan.check(up_to))? {
        return Ok(Answer::Done(done));
    }
    // Nobody is shown a link here: each is made anew where invitations stand.
    let done = at.apply_staff(actor, &plan, allowed.up_to, Way::Paper, now).await.map_err(store)?;
    Ok(Answer::Done(Done::Carried(Some((done.invited.len(), done.given)))))
}
