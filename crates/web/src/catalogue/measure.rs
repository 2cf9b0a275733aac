//! `/beheer/maatregelen/{measure}` and `/beheer/maatregelen/nieuw`: one measure, and how a student reads it.

use super::fields::{DO, LIST, LOOK, WAS, day, days, place, places, say, typed};
use crate::{
    say::{
        agreement::{self, PlaceView},
        form::{Choice, Errors, Field, Input, Opt, Summary},
        format,
        words::{Lang, T},
    },
    site::{
        app::App,
        page::{Page, done, show, show_as, show_refused},
        problem::{Problem, id},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::Role;
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::{
    MeasureId, Period,
    agreement::{Line, LineDraft},
    catalogue::{CatalogueRefusal, Level, MeasureContent, MeasureDraft, MeasureField, MeasureKind, Place},
    field::FieldProblem,
};
use store::{
    SaveError,
    catalogue::{Stamp, Whole},
};
use time::Date;

const KIND: &str = "soort";
const TEXT: &str = "wat";
const TEXT_EN: &str = "engels";
const WHO: &str = "wie";
const WHERE: &str = "waar";
const LEVEL: &str = "niveau";

pub(super) async fn begin(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
) -> Result<Response, Problem> {
    let whole = app.store.catalogue_whole(&actor).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let today = app.clock.now().day;
    let input = draft.unwrap_or_else(|| Input::of(&[(super::fields::FROM, &format::date_typed(today))]));
    Ok(show(&MeasurePage::new(shell, &whole, None, &input, &Errors::none(), today)))
}

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(measure): Path<String>,
) -> Result<Response, Problem> {
    let (whole, which) = (app.store.catalogue_whole(&actor).await?, id(&measure)?);
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let stands = stands(&whole, which).ok_or(Problem::NotFound)?;
    let today = app.clock.now().day;
    Ok(show(&MeasurePage::new(shell, &whole, Some(which), &draft.unwrap_or(stands), &Errors::none(), today)))
}

pub(super) async fn add(state: State<App>, acting: Acting, shell: Shell, input: Input) -> Result<Response, Problem> {
    write(state, acting, shell, None, input).await
}

pub(super) async fn save(
    state: State<App>,
    acting: Acting,
    shell: Shell,
    Path(measure): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    write(state, acting, shell, Some(id(&measure)?), input).await
}

async fn write(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    which: Option<MeasureId>,
    input: Input,
) -> Result<Response, Problem> {
    let (whole, now) = (app.store.catalogue_whole(&actor).await?, app.clock.now());
    if which.is_some_and(|id| whole.measure(id).is_none()) {
        return Err(Problem::NotFound);
    }
    let content = match parse(&input) {
        Ok(content) if input.text(DO) != LOOK => content,
        Ok(_) => return Ok(show(&MeasurePage::new(shell, &whole, which, &input, &Errors::none(), now.day))),
        Err(errors) => return Ok(show_refused(&MeasurePage::new(shell, &whole, which, &input, &errors, now.day))),
    };
    let base = which.map(|id| (id, Stamp::of(input.text(WAS))));
    match app.store.measure_save(&actor, base, content, place(&input), now).await {
        Ok(_) => Ok(done(&app, LIST, "notice-measure-saved")),
        Err(SaveError::Store(error)) => Err(error.into()),
        Err(SaveError::Refused(refusal)) => {
            let shell = refused(shell, refusal);
            Ok(show_as(StatusCode::CONFLICT, &MeasurePage::new(shell, &whole, which, &input, &Errors::none(), now.day)))
        }
    }
}

/// Says why a change was not taken.
pub(super) fn refused(shell: Shell, refusal: CatalogueRefusal) -> Shell {
    let words = shell.t.get(match refusal {
        CatalogueRefusal::Changed => "catalogue-changed",
        CatalogueRefusal::Ended => "catalogue-is-past",
    });
    shell.message(MessageKind::Error, words)
}

fn draft(input: &Input, errors: &mut Errors) -> MeasureDraft {
    MeasureDraft {
        kind: MeasureKind::from_code(input.text(KIND)),
        text: input.raw(TEXT).to_owned(),
        text_en: input.raw(TEXT_EN).to_owned(),
        who: input.raw(WHO).to_owned(),
        place: Place::from_code(input.text(WHERE)),
        level: Level::from_code(input.text(LEVEL)),
        from: day(input, super::fields::FROM, errors),
        until: day(input, super::fields::UNTIL, errors),
    }
}

/// Reads the form.
///
/// # Errors
/// What is wrong, per field.
pub(super) fn parse(input: &Input) -> Result<(MeasureContent, Period), Errors> {
    let mut errors = Errors::none();
    let checked = draft(input, &mut errors).check();
    for FieldProblem { field, problem } in checked.as_ref().err().into_iter().flatten() {
        let (name, missing) = of_field(*field);
        say(&mut errors, name, missing, *problem);
    }
    match checked {
        Ok(content) if errors.is_empty() => Ok(content),
        _ => Err(errors.in_order(&[TEXT, TEXT_EN, WHO, KIND, WHERE, LEVEL, super::fields::FROM, super::fields::UNTIL])),
    }
}

const fn of_field(field: MeasureField) -> (&'static str, &'static str) {
    match field {
        MeasureField::Kind => (KIND, "error-measure-kind"),
        MeasureField::Text => (TEXT, "error-measure-text"),
        MeasureField::TextEn => (TEXT_EN, "error-measure-text-en"),
        MeasureField::Who => (WHO, "error-measure-who"),
        MeasureField::Place => (WHERE, "error-measure-place"),
        MeasureField::Level => (LEVEL, "error-measure-level"),
        MeasureField::From => (super::fields::FROM, "error-from-missing"),
        MeasureField::Until => (super::fields::UNTIL, "error-ends-before-it-begins"),
    }
}

/// A measure as if it had been typed.
fn stands(whole: &Whole, which: MeasureId) -> Option<Input> {
    let draft = whole.measure(which)?.to_draft();
    let was = whole.stamp_of_measure(which)?;
    let code = |code: Option<&'static str>| code.unwrap_or_default();
    Some(Input::of(&[
        (KIND, code(draft.kind.map(MeasureKind::code))),
        (TEXT, &draft.text),
        (TEXT_EN, &draft.text_en),
        (WHO, &draft.who),
        (WHERE, code(draft.place.map(Place::code))),
        (LEVEL, code(draft.level.map(Level::code))),
        (super::fields::FROM, &typed(draft.from)),
        (super::fields::UNTIL, &typed(draft.until)),
        (WAS, was.as_str()),
    ]))
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/measure.html")]
pub struct MeasurePage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    was: String,
    /// It ended: it is read, and not changed.
    past: bool,
    kind: Choice,
    text: Field,
    text_en: Field,
    who: Field,
    place: Choice,
    level: Choice,
    from: Field,
    until: Field,
    order: Choice,
    /// As a student reads it, in Dutch, and what it says in English; when it can be read.
    preview: Option<(Vec<PlaceView>, String)>,
}

impl MeasurePage {
    /// The page, with what was typed and what is wrong with it.
    pub fn new(
        shell: Shell,
        whole: &Whole,
        which: Option<MeasureId>,
        input: &Input,
        errors: &Errors,
        today: Date,
    ) -> Self {
        let t = shell.t;
        let shell = shell.crumb(t.get("manage-title"), "/beheer").crumb(t.get("catalogue-title"), LIST);
        let past = which.and_then(|id| whole.measure(id)).and_then(|m| m.period.until).is_some_and(|last| last < today);
        let others: Vec<String> =
            whole.measures.iter().filter(|m| Some(m.id) != which).map(|m| m.text.clone()).collect();
        let at = which.and_then(|id| whole.measures.iter().position(|m| m.id == id));
        let choice =
            |name: &str, label: &str, all: Vec<Opt>| Choice::new(name, t.get(label), all).filled(t, input, errors);
        let kinds = MeasureKind::ALL.iter().map(|kind| Opt::new(kind.code(), agreement::kind(t, *kind))).collect();
        let places_of = Place::ALL.iter().map(|place| Opt::new(place.code(), agreement::place(t, *place))).collect();
        let levels = Level::ALL.iter().map(|level| Opt::new(level.code(), agreement::level(t, *level))).collect();
        let field = |name: &str, label: &str, hint: &str, rows| {
            Field::text(name, t.get(label)).hint(t.get(hint)).rows(rows).filled(t, input, errors)
        };
        let (from, until) = days(t, input, errors);
        Self {
            t,
            shell: if errors.is_empty() { shell.keeping() } else { shell.failed().keeping() },
            summary: errors.summary(t),
            title: t.get(if which.is_some() { "measure-title" } else { "measure-title-new" }),
            here: which.map_or_else(|| format!("{LIST}/nieuw"), |id| format!("{LIST}/{id}")),
            was: input.text(WAS).to_owned(),
            past,
            kind: choice(KIND, "measure-kind", kinds),
            text: field(TEXT, "measure-text", "measure-text-hint", 3),
            text_en: field(TEXT_EN, "measure-text-en", "measure-text-en-hint", 3),
            who: field(WHO, "measure-who", "measure-who-hint", 1),
            place: choice(WHERE, "measure-place", places_of),
            level: choice(LEVEL, "measure-level", levels),
            from,
            until,
            order: places(t, &others, at.unwrap_or(others.len()) + 1, input, errors),
            preview: preview(input),
        }
    }
}

/// The measure as it will stand in an agreement, read by a student.
fn preview(input: &Input) -> Option<(Vec<PlaceView>, String)> {
    let (content, period) = parse(input).ok()?;
    let line = Line::new(LineDraft {
        kind: Some(content.kind),
        text: content.text,
        who: content.who,
        place: Some(content.place),
        from: Some(period.from),
        until: period.until,
        level: Some(content.level),
        ..LineDraft::default()
    });
    Some((agreement::by_place(T::new(Lang::Nl), &[line.ok()?]), content.text_en))
}

impl Page for MeasurePage {
    const NAME: &'static str = "catalogue/measure";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let (whole, today) = (super::list::sample(), crate::say::people::now().day);
        let page = |which: Option<usize>, input: Option<Input>| {
            let shell = Shell::sample_as(t, Role::Administrator, "/beheer/maatregelen/018e");
            let which = which.map(|at| whole.measures[at].id);
            let input = input.or_else(|| which.and_then(|id| stands(&whole, id))).unwrap_or_default();
            let errors = if input.has(TEXT) { parse(&input).err().unwrap_or_default() } else { Errors::none() };
            Self::new(shell, &whole, which, &input, &errors, today)
        };
        let wrong = Input::of(&[(TEXT, ""), (WHO, &"lang ".repeat(80)), (super::fields::FROM, "31-4-2026")]);
        vec![
            ("new", page(None, None)),
            ("stands", page(Some(2), None)),
            ("to-come", page(Some(1), None)),
            ("past", page(Some(0), None)),
            ("errors", page(None, Some(wrong))),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_as_it_stands_is_read_as_it_stands() {
        let whole = super::super::list::sample();
        for measure in &whole.measures {
            let found = parse(&stands(&whole, measure.id).unwrap()).unwrap_or_else(|_| panic!("{measure:?}"));
            assert_eq!(found, (measure.content(), measure.period));
        }
        let fields = parse(&Input::of(&[(super::super::fields::FROM, "31-4-2026")])).unwrap_err();
        let t = T::default();
        for name in [KIND, TEXT, TEXT_EN, WHO, WHERE, LEVEL] {
            assert!(fields.for_field(t, name).is_some(), "{name}");
        }
        assert!(
            fields.for_field(t, super::super::fields::FROM).unwrap().contains("bestaat niet"),
            "said once, and what"
        );
    }
}
