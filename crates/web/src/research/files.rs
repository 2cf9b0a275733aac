//! What a measurement gives as files; and the rows of who answered, which are for researchers only.

use super::at::{answers, made, report};
use crate::site::{app::App, press, problem::Problem, session::Acting};
use ::monitor::research::Research;
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use publish::files::{File, Micro};
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// The report on paper, which the press makes.
pub(super) const PAPER: &str = "report.pdf";

/// A file to save.
fn saved(year: u16, (name, kind): (&str, &'static str), bytes: Vec<u8>) -> Response {
    let named = format!("attachment; filename=\"{year}-{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, named)], bytes).into_response()
}

/// Makes bytes where nobody waits for the thread.
async fn make<F>(how: F) -> Result<Vec<u8>, Problem>
where
    F: FnOnce() -> Result<Vec<u8>, String> + Send + 'static,
{
    let made = spawn_blocking(how).await;
    made.map_err(|_| Problem::Broken("a file of a measurement: it fell over".to_owned()))?.map_err(Problem::Broken)
}

/// A file without a row of anybody.
pub(super) async fn file(
    State(app): State<App>,
    Acting(actor): Acting,
    Path((year, name)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (year, research) = match made(&app, &actor, &year).await? {
        Ok(made) => made,
        Err(led) => return Ok(led),
    };
    let file = File::find(&name);
    let text = name == PAPER || file == Some(File::Page);
    // A report of which the text does not hold is not given out, nor one without tables.
    let there = research.book.done().is_some() && (!text || research.report.done().is_some());
    if !there || (file.is_none() && name != PAPER) {
        return Err(Problem::NotFound);
    }
    app.store.research_look(&actor, &format!("measurement {year} file {name}"), app.clock.now()).await?;
    let Some(file) = file else {
        let pdf = app.press.make(move |press| with_report(&research, |it| press.report(it))).await?;
        return Ok(press::file(pdf, &format!("{year}-report")));
    };
    let bytes = make(move || with_report(&research, |it| file.make(it))).await?;
    Ok(saved(year, (file.name(), file.kind()), bytes))
}

/// Does something with the report of a measurement that has a table book.
fn with_report<E: From<Missing>>(
    research: &Arc<Research>,
    how: impl FnOnce(&publish::report::Report<'_>) -> Result<Vec<u8>, E>,
) -> Result<Vec<u8>, E> {
    report(research).map_or_else(|| Err(Missing.into()), |it| how(&it))
}

/// There is no table book, which was asked before.
struct Missing;

impl From<Missing> for String {
    fn from(_: Missing) -> Self {
        "there is no table book".to_owned()
    }
}

impl From<Missing> for press::Unmade {
    fn from(missing: Missing) -> Self {
        Self::Broken(missing.into())
    }
}

/// A file with a row for each person of a group who answered.
pub(super) async fn microdata(
    State(app): State<App>,
    Acting(actor): Acting,
    Path((year, name)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (year, research) = match made(&app, &actor, &year).await? {
        Ok(made) => made,
        Err(led) => return Ok(led),
    };
    let (group, file) = split(&name).ok_or(Problem::NotFound)?;
    let there = research.folder.is_some() && answers(&research).iter().any(|one| one.of == group);
    if !there {
        return Err(Problem::NotFound);
    }
    let about = format!("measurement {year} microdata {name} of {}", research.digest);
    app.store.microdata_take(&actor, &about, app.clock.now()).await?;
    let group = group.to_owned();
    let name = file.name(&group, research.synthetic);
    let bytes = make(move || {
        let one = answers(&research).iter().find(|one| one.of == group);
        let found = research.folder.as_ref().zip(one).ok_or_else(|| "the answers are gone".to_owned())?;
        file.make(found.0, found.1, (research.synthetic, (&research.digest, env!("CARGO_PKG_VERSION"))))
    })
    .await?;
    Ok(saved(year, (&name, file.kind()), bytes))
}

/// A name is a group and a kind of file: `student.csv`.
fn split(name: &str) -> Option<(&str, Micro)> {
    Micro::ALL.into_iter().find_map(|file| Some((name.strip_suffix(file.tail())?, file)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_gave_is_saved_under_a_name_that_says_so() {
        for (synthetic, expected) in [(true, "2026-student.synthetic.csv"), (false, "2026-student.csv")] {
            let name = Micro::Csv.name("student", synthetic);
            let answer = saved(2026, (&name, Micro::Csv.kind()), Vec::new());
            let named = answer.headers().get(header::CONTENT_DISPOSITION).unwrap().to_str().unwrap();
            assert_eq!(named, format!("attachment; filename=\"{expected}\""));
        }
    }

    #[test]
    fn a_name_of_microdata_is_a_group_and_a_kind() {
        for (name, expected) in [
            ("student.csv", Some(("student", Micro::Csv))),
            ("student.sav", Some(("student", Micro::Sav))),
            ("student.xml", Some(("student", Micro::Codebook))),
            ("student", None),
            ("student.exe", None),
            (".csv", Some(("", Micro::Csv))),
        ] {
            assert_eq!(split(name), expected, "{name}");
        }
    }
}
