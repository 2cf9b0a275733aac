//! Documents to print or keep: `/dossiers/{file}/afspraken/{version}/document` for staff,
//! `/mijn/afspraken/{version}/document` for the student and parents, the same of an evaluation, and `/papier/{version}`, which paper leads back to.
//!
//! Without `in` (a language) each shows the page on which one asks; with it, the document. Either is a look at the version,
//! and is written down before anything leaves.

mod evaluation;
mod page;
mod record;

pub use page::DocumentPage;
use page::{DAY, LANGUAGE};

use crate::{
    say::{
        document::AgreementSheet,
        form::{DateError, Errors, Input, parse_date},
        words::{Lang, T},
    },
    site::{
        app::App,
        page::{show, show_as, show_refused},
        press::{Unmade, file},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::{MessageKind, Shell},
    },
};
use access::{Action, Actor};
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
};
use register::{FileId, VersionId};
use store::agreement::view::VersionView;
use time::Date;

/// Their routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/dossiers/{file}/afspraken/{version}/document", Gate::Needs(Action::ViewAgreement), of_file)
        .get("/mijn/afspraken/{version}/document", Gate::Needs(Action::SeeOwnAgreement), own)
        .get(
            "/dossiers/{file}/afspraken/{version}/evaluatie/document",
            Gate::Needs(Action::ViewAgreement),
            evaluation::of_file,
        )
        .get("/mijn/afspraken/{version}/evaluatie/document", Gate::Needs(Action::SeeOwnAgreement), evaluation::own)
        .get("/papier/{version}", Gate::SignedIn, record::record)
}

async fn of_file(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(path): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (of, version): (FileId, VersionId) = (id(&path.0)?, id(&path.1)?);
    // A version belongs to one file: at any other address it is not there.
    if app.store.file_of_version(&actor, version).await? != of {
        return Err(Problem::NotFound);
    }
    answer(&app, &actor, Action::ViewAgreement, shell, version, query).await
}

async fn own(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(version): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    answer(&app, &actor, Action::SeeOwnAgreement, shell, id(&version)?, query).await
}

async fn answer(
    app: &App,
    actor: &Actor,
    action: Action,
    shell: Shell,
    version: VersionId,
    query: Option<String>,
) -> Result<Response, Problem> {
    let input = Input::parse(query.unwrap_or_default().as_bytes()).ok_or(Problem::BadRequest)?;
    let today = app.clock.now().day;
    let view = app.store.agreement_version(actor, action, version, app.clock.now()).await?;
    let page = |shell, errors: &Errors| DocumentPage::new(shell, &view, action, &input, errors);
    let Some(lang) = Lang::from_code(input.text(LANGUAGE)) else {
        return Ok(show(&page(shell, &Errors::none())));
    };
    let t = shell.t;
    let day = match parse(t, &input, &view, today) {
        Ok(day) => day,
        Err(errors) => return Ok(show_refused(&page(shell, &errors))),
    };
    let record = app.address.as_ref().map(|address| address.of(&format!("/papier/{version}")));
    let sheet = AgreementSheet::new(T::new(lang), &view, day, today, record).ok_or(Problem::NotFound)?;
    let name = T::new(lang).say("document-file").arg("number", view.version.number).to_string();
    match app.press.make(move |press| press.agreement(&sheet)).await {
        Ok(pdf) => Ok(file(pdf, &name)),
        Err(Unmade::Letters(letters)) => {
            let letters: Vec<String> = letters.iter().map(char::to_string).collect();
            let words = t.say("document-letters").arg("letters", letters.join(" ")).to_string();
            Ok(show_refused(&page(shell.message(MessageKind::Error, words), &Errors::none())))
        }
        Err(Unmade::Away(reason)) => {
            tracing::error!(%reason, "no document was made");
            let shell = shell.message(MessageKind::Error, t.get("document-away"));
            Ok(show_as(StatusCode::SERVICE_UNAVAILABLE, &page(shell, &Errors::none())))
        }
        Err(unmade) => Err(unmade.into()),
    }
}

/// The day that was asked: today where none was.
fn parse(t: T, input: &Input, view: &VersionView, today: Date) -> Result<Date, Errors> {
    let proposed = view.version.proposed.day;
    match parse_date(input.raw(DAY)) {
        Err(DateError::Missing) => Ok(today),
        Err(error) => Err(Errors::one(DAY, error.key())),
        Ok(day) if day > today => Err(Errors::one(DAY, "error-document-day-to-come")),
        Ok(day) if day < proposed => {
            let mut errors = Errors::none();
            errors.add_with(DAY, "error-document-day-before", vec![("on", t.date(proposed))]);
            Err(errors)
        }
        Ok(day) => Ok(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::people::{self, Step};
    use time::macros::date;

    #[test]
    fn a_day_is_read_or_says_what_is_wrong() {
        let (t, view) = (T::default(), people::version(&[Step::Offer], false, 1)); // proposed on 12 May
        let today = date!(2026 - 05 - 20);
        for (typed, expected) in [
            ("", Ok(today)),
            ("20-5-2026", Ok(today)),
            ("12 mei 2026", Ok(date!(2026 - 05 - 12))),
            ("11-5-2026", Err("12 mei 2026")),
            ("21-5-2026", Err("moet nog komen")),
            ("31-4-2026", Err("bestaat niet")),
            ("gisteren", Err("dag, maand en jaar")),
        ] {
            let found = parse(t, &Input::of(&[(DAY, typed)]), &view, today);
            let said = found.map_err(|errors| errors.for_field(t, DAY).unwrap_or_default());
            match (said, expected) {
                (Ok(day), Ok(expected)) => assert_eq!(day, expected, "{typed}"),
                (Err(said), Err(part)) => assert!(said.contains(part), "{typed}: {said}"),
                (said, _) => panic!("{typed}: {said:?}"),
            }
        }
    }
}
