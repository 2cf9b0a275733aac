//! Imports in the browser: what the commands beside this do, for the pages. One path: a file is read, held against what is
//! there and checked as in the shell; what the page was shown is compared with what would happen now, and only then carried out.

use super::{ro, show, staff, students};
use access::Actor;
use exchange::Problem;
use exchange::problem::InEnglish;
use exchange::staff::Staff;
use exchange::students::{Field, Mapping};
use register::Moment;
use register::invitation::Way;
use std::fmt::Display;
use std::sync::Arc;
use store::import::{ImportError, Step};
use store::{Store, StoreError};
use web::site::importer::{Allowed, Done, Found, Given, Importer, Plan, StaffDone, What, Words, Work};

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
        What::Programmes => programmes(given, allowed).await,
        What::Municipalities => municipalities(given, allowed).await,
        What::Calendar => calendar(given, allowed).await,
        What::Companies => companies(given, allowed).await,
    }
}

/// What is known of a file before it is held against what is there.
async fn begun(store: &Store, actor: &Actor) -> Result<Found, StoreError> {
    let before = store.imports(actor).await?;
    let after = before.into_iter().next().map(|newest| (newest.imported_at, newest.state));
    Ok(Found { after, ..Found::default() })
}

/// A plan, or what its lines clash with.
fn clash<P>(plan: Result<P, ImportError>, problems: &mut Vec<Words>) -> Result<Option<P>, StoreError> {
    match plan {
        Ok(plan) => Ok(Some(plan)),
        Err(ImportError::Lines(lines)) => {
            let both = |line: &_| Words { nl: show::problem(line), en: show::problem_in_english(line) };
            problems.extend(lines.iter().map(both));
            Ok(None)
        }
        Err(ImportError::OtherInstitution { file, institution }) => {
            problems.push(Words {
                nl: format!("Dit bestand is van instelling {file}, en niet van {institution}."),
                en: format!("This file is of institution {file}, and not of {institution}."),
            });
            Ok(None)
        }
        Err(other) => Err(store(other)),
    }
}

/// A problem in both languages.
fn words<K: Display + InEnglish>(problem: &Problem<K>) -> Words {
    Words { nl: problem.to_string(), en: problem.english() }
}

/// The lines of a list of staff, in both languages.
fn both(read: &Staff, by_itself: &[exchange::staff::Problem], more: &[staff::Said]) -> Vec<Words> {
    let (nl, en) = (staff::lines(read, by_itself, more), staff::lines_in_english(read, by_itself, more));
    nl.into_iter().zip(en).map(|(nl, en)| Words { nl, en }).collect()
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
    found.problems.extend(summary.problems.iter().map(words));
    found.warnings.extend(summary.warnings.iter().map(words));
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
    let mut mapping: Mapping = match at.import_mapping(actor).await? {
        Some(json) => serde_json::from_str(&json)?,
        None => students::known_by_itself(bytes),
    };
    for (code, heading) in &given.beside.columns {
        match Field::from_code(code) {
            Some(field) if heading.is_empty() => mapping.remove(field),
            Some(field) => mapping.set(field, heading.as_str()),
            None => {}
        }
    }
    let read = exchange::students::read(bytes, &mapping, now.day);
    // The first row is shown only where it holds a heading that is known: it may be a student.
    let headings = exchange::students::headings(bytes).unwrap_or_default();
    if Mapping::from_headings(&headings).iter().next().is_some() {
        let heading = |field: &Field| mapping.heading(*field).filter(|one| headings.iter().any(|other| other == one));
        let column = |field: &Field| (field.code().to_owned(), heading(field).unwrap_or_default().to_owned());
        found.columns = Field::ALL.iter().map(column).collect();
        found.headings = headings;
    }
    found.problems.extend(read.problems.iter().map(words));
    found.warnings.extend(read.warnings.iter().map(words));
    if !found.problems.is_empty() {
        return Ok(Answer::Found(Box::new(found)));
    }
    let json = serde_json::to_string(&mapping)?;
    let incoming = students::incoming(&read, bytes, &json);
    let plan = at.plan_students(actor, &incoming, now.day).await;
    let Some(plan) = clash(plan, &mut found.problems)? else { return Ok(Answer::Found(Box::new(found))) };
    let both = |line: &_| Words { nl: show::warning(line), en: show::warning_in_english(line) };
    found.warnings.extend(plan.summary.warnings.iter().map(both));
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
    found.problems = both(&read, &read.problems, &wrong);
    found.warnings = both(&read, &read.warnings, &[]);
    if !found.problems.is_empty() {
        return Ok(Answer::Found(Box::new(found)));
    }
    let now = Moment { ..*now };
    let plan = at.plan_staff(actor, &incoming, now).await.map_err(store)?;
    let against: Vec<staff::Said> = plan.summary.problems.iter().map(|one| staff::problem(*one)).collect();
    found.problems = both(&read, &[], &against);
    if !found.problems.is_empty() {
        return Ok(Answer::Found(Box::new(found)));
    }
    found.warnings = both(&read, &read.warnings, &staff::warnings(&plan.summary));
    found.plan = Some(Plan::Staff(plan.summary.clone()));
    let Some(allowed) = allowed else { return Ok(Answer::Found(Box::new(found))) };
    if let Some(done) = may(&found, &allowed, |up_to| plan.check(up_to))? {
        return Ok(Answer::Done(done));
    }
    // Nobody is shown a link here: each is made anew where invitations stand.
    let way = if allowed.by_mail { Way::Mail } else { Way::Paper };
    let done = at.apply_staff(actor, &plan, allowed.up_to, way, now).await.map_err(store)?;
    let mailed = done.invited.iter().filter(|one| one.way == Way::Mail).count();
    let paper = done.invited.len() - mailed;
    Ok(Answer::Done(Done::Carried(Some(StaffDone { mailed, paper, given: done.given }))))
}

async fn programmes(given: &Given<'_>, allowed: Option<Allowed<'_>>) -> Result<Answer, StoreError> {
    let (mut found, rows) = outside(given, exchange::programmes::read(given.bytes)).await?;
    if !found.problems.is_empty() {
        return Ok(Answer::Found(Box::new(found)));
    }
    let changes = given.store.programmes_changes(given.actor, &rows).await?;
    let missing = changes.missing.len();
    found.plan = Some(Plan::List(changes));
    match going(&found, allowed, missing) {
        Going::Shown => Ok(Answer::Found(Box::new(found))),
        Going::Changed => Ok(Answer::Done(Done::Changed(Arc::new(found)))),
        Going::TooMuch => Ok(Answer::Done(Done::TooMuch)),
        Going::On => {
            let file = (rows.as_slice(), given.beside.source.as_str());
            given.store.programmes_read(given.actor, file, missing, given.now).await?;
            Ok(Answer::Done(Done::Carried(None)))
        }
    }
}

async fn municipalities(given: &Given<'_>, allowed: Option<Allowed<'_>>) -> Result<Answer, StoreError> {
    let (mut found, rows) = outside(given, exchange::municipalities::read(given.bytes)).await?;
    if !found.problems.is_empty() {
        return Ok(Answer::Found(Box::new(found)));
    }
    let changes = given.store.municipalities_changes(given.actor, &rows).await?;
    let missing = changes.missing.len();
    found.plan = Some(Plan::List(changes));
    match going(&found, allowed, missing) {
        Going::Shown => Ok(Answer::Found(Box::new(found))),
        Going::Changed => Ok(Answer::Done(Done::Changed(Arc::new(found)))),
        Going::TooMuch => Ok(Answer::Done(Done::TooMuch)),
        Going::On => {
            let file = (rows.as_slice(), given.beside.source.as_str());
            given.store.municipalities_read(given.actor, file, missing, given.now).await?;
            Ok(Answer::Done(Done::Carried(None)))
        }
    }
}

async fn calendar(given: &Given<'_>, allowed: Option<Allowed<'_>>) -> Result<Answer, StoreError> {
    let mut found = begun(given.store, given.actor).await?;
    let read = match crate::calendar::read(given.bytes) {
        Ok(read) => read,
        Err(None) => {
            found.problems.push(Words {
                nl: "Dit bestand is geen platte tekst in UTF-8. Bewaar het als CSV in UTF-8.".into(),
                en: "This file is no plain text in UTF-8. Save it as CSV in UTF-8.".into(),
            });
            return Ok(Answer::Found(Box::new(found)));
        }
        Err(Some(wrong)) => {
            found.problems = wrong.iter().map(|one| Words { nl: one.to_string(), en: one.english() }).collect();
            return Ok(Answer::Found(Box::new(found)));
        }
    };
    found.plan = Some(Plan::Calendar(given.store.calendar_changes(given.actor, &read).await?));
    match going(&found, allowed, 0) {
        Going::Shown => Ok(Answer::Found(Box::new(found))),
        Going::Changed => Ok(Answer::Done(Done::Changed(Arc::new(found)))),
        Going::TooMuch => Ok(Answer::Done(Done::TooMuch)),
        Going::On => {
            given.store.calendar_read(given.actor, &read, given.now).await?;
            Ok(Answer::Done(Done::Carried(None)))
        }
    }
}

/// Lines that are wrong are named and left out, and the others are taken: the one exception.
async fn companies(given: &Given<'_>, allowed: Option<Allowed<'_>>) -> Result<Answer, StoreError> {
    let mut found = begun(given.store, given.actor).await?;
    let read = exchange::companies::read(given.bytes);
    found.problems.extend(read.problems.iter().map(words));
    found.warnings.extend(read.wrong.iter().chain(&read.warnings).map(words));
    if !found.problems.is_empty() {
        return Ok(Answer::Found(Box::new(found)));
    }
    let left_out = super::companies::left_out(&read);
    let changes = given.store.companies_changes(given.actor, &read.companies, left_out).await?;
    found.plan = Some(Plan::Companies(changes));
    let Some(allowed) = allowed else { return Ok(Answer::Found(Box::new(found))) };
    if &found != allowed.shown {
        return Ok(Answer::Done(Done::Changed(Arc::new(found))));
    }
    let file = (read.companies.as_slice(), given.beside.source.as_str());
    given.store.companies_read(given.actor, file, left_out, given.now, allowed.progress).await?;
    Ok(Answer::Done(Done::Carried(None)))
}

/// The rows of a list of the outside world, and what is wrong with it.
async fn outside<R>(given: &Given<'_>, read: exchange::dated::Found<R>) -> Result<(Found, Vec<R>), StoreError> {
    let mut found = begun(given.store, given.actor).await?;
    found.problems.extend(read.problems.iter().map(words));
    found.warnings.extend(read.warnings.iter().map(words));
    Ok((found, read.rows.into_iter().map(|(_, row)| row).collect()))
}

/// Whether a list is carried out.
enum Going {
    Shown,
    Changed,
    TooMuch,
    On,
}

/// Whether it goes on: it would do what was shown, and no more codes are missing than may be.
fn going(found: &Found, allowed: Option<Allowed<'_>>, missing: usize) -> Going {
    match allowed {
        None => Going::Shown,
        Some(allowed) if found != allowed.shown => Going::Changed,
        Some(allowed) if missing > allowed.up_to.unwrap_or_default() => Going::TooMuch,
        Some(_) => Going::On,
    }
}
