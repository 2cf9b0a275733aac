//! `/beheer/sjablonen/{template}` and `/beheer/sjablonen/nieuw`: measures that often go together, under a name.

use super::{
    fields::{DO, LIST, LOOK, WAS, day, days, place, places, say, typed},
    measure::refused,
};
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
        shell::Shell,
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
    MeasureId, TemplateId,
    agreement::{Line, LineDraft},
    catalogue::{Measure, TemplateContent, TemplateDraft, TemplateField},
    field::FieldProblem,
};
use store::{
    SaveError,
    catalogue::{Stamp, Whole},
};
use time::Date;

const NAME: &str = "naam";
const NAME_EN: &str = "engels";
const MEASURES: &str = "maatregel";

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
    Ok(show(&TemplatePage::new(shell, &whole, None, &input, &Errors::none(), today)))
}

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(template): Path<String>,
) -> Result<Response, Problem> {
    let (whole, which) = (app.store.catalogue_whole(&actor).await?, id(&template)?);
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let stands = stands(&whole, which).ok_or(Problem::NotFound)?;
    let today = app.clock.now().day;
    Ok(show(&TemplatePage::new(shell, &whole, Some(which), &draft.unwrap_or(stands), &Errors::none(), today)))
}

pub(super) async fn add(state: State<App>, acting: Acting, shell: Shell, input: Input) -> Result<Response, Problem> {
    write(state, acting, shell, None, input).await
}

pub(super) async fn save(
    state: State<App>,
    acting: Acting,
    shell: Shell,
    Path(template): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    write(state, acting, shell, Some(id(&template)?), input).await
}

async fn write(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    which: Option<TemplateId>,
    input: Input,
) -> Result<Response, Problem> {
    let (whole, now) = (app.store.catalogue_whole(&actor).await?, app.clock.now());
    if which.is_some_and(|id| whole.template(id).is_none()) {
        return Err(Problem::NotFound);
    }
    let content = match parse(&input, &whole) {
        Ok(content) if input.text(DO) != LOOK => content,
        Ok(_) => return Ok(show(&TemplatePage::new(shell, &whole, which, &input, &Errors::none(), now.day))),
        Err(errors) => return Ok(show_refused(&TemplatePage::new(shell, &whole, which, &input, &errors, now.day))),
    };
    let base = which.map(|id| (id, Stamp::of(input.text(WAS))));
    match app.store.template_save(&actor, base, content, place(&input), now).await {
        Ok(_) => Ok(done(&app, LIST, "notice-template-saved")),
        Err(SaveError::Store(error)) => Err(error.into()),
        Err(SaveError::Refused(refusal)) => {
            let shell = refused(shell, refusal);
            Ok(show_as(
                StatusCode::CONFLICT,
                &TemplatePage::new(shell, &whole, which, &input, &Errors::none(), now.day),
            ))
        }
    }
}

/// Reads the form.
///
/// # Errors
/// What is wrong, per field.
pub(super) fn parse(input: &Input, whole: &Whole) -> Result<TemplateContent, Errors> {
    let mut errors = Errors::none();
    let draft = TemplateDraft {
        name: input.raw(NAME).to_owned(),
        name_en: input.raw(NAME_EN).to_owned(),
        measures: chosen(input),
        from: day(input, super::fields::FROM, &mut errors),
        until: day(input, super::fields::UNTIL, &mut errors),
    };
    let checked = draft.check(|id| whole.measure(id).is_some());
    for FieldProblem { field, problem } in checked.as_ref().err().into_iter().flatten() {
        let (name, missing) = match field {
            TemplateField::Name => (NAME, "error-template-name"),
            TemplateField::NameEn => (NAME_EN, "error-template-name-en"),
            TemplateField::Measures => (MEASURES, "error-template-measures"),
            TemplateField::From => (super::fields::FROM, "error-from-missing"),
            TemplateField::Until => (super::fields::UNTIL, "error-ends-before-it-begins"),
        };
        say(&mut errors, name, missing, *problem);
    }
    match checked {
        Ok(content) if errors.is_empty() => Ok(content),
        _ => Err(errors.in_order(&[NAME, NAME_EN, MEASURES, super::fields::FROM, super::fields::UNTIL])),
    }
}

/// The measures that were ticked, each once, in the order of the list.
fn chosen(input: &Input) -> Vec<MeasureId> {
    let mut all: Vec<MeasureId> = Vec::new();
    for id in input.all(MEASURES).filter_map(|id| id.parse().ok()) {
        if !all.contains(&id) {
            all.push(id);
        }
    }
    all
}

/// A template as if it had been typed.
fn stands(whole: &Whole, which: TemplateId) -> Option<Input> {
    let template = whole.template(which)?;
    let was = whole.stamp_of_template(which)?;
    let (from, until) = (typed(Some(template.period.from)), typed(template.period.until));
    let ids: Vec<String> = template.measures.iter().map(ToString::to_string).collect();
    let mut pairs = vec![
        (NAME, template.name.as_str()),
        (NAME_EN, template.name_en.as_str()),
        (super::fields::FROM, from.as_str()),
        (super::fields::UNTIL, until.as_str()),
        (WAS, was.as_str()),
    ];
    pairs.extend(ids.iter().map(|id| (MEASURES, id.as_str())));
    Some(Input::of(&pairs))
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/template.html")]
pub struct TemplatePage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    was: String,
    name: Field,
    name_en: Field,
    measures: Choice,
    from: Field,
    until: Field,
    order: Choice,
    /// As a student reads what is proposed with it; when it can be read.
    preview: Option<Vec<PlaceView>>,
}

impl TemplatePage {
    /// The page, with what was typed and what is wrong with it.
    pub fn new(
        shell: Shell,
        whole: &Whole,
        which: Option<TemplateId>,
        input: &Input,
        errors: &Errors,
        today: Date,
    ) -> Self {
        let t = shell.t;
        let shell = shell.crumb(t.get("manage-title"), "/beheer").crumb(t.get("catalogue-title"), LIST);
        let others: Vec<String> =
            whole.templates.iter().filter(|one| Some(one.id) != which).map(|one| one.name.clone()).collect();
        let at = which.and_then(|id| whole.templates.iter().position(|one| one.id == id));
        let held = chosen(input);
        // What ended can stay in it, and is not offered anew.
        let offered = |m: &&Measure| m.period.until.is_none_or(|last| last >= today) || held.contains(&m.id);
        let options = whole.measures.iter().filter(offered).map(|m| Opt::new(m.id.to_string(), &m.text)).collect();
        let (from, until) = days(t, input, errors);
        let read = parse(input, whole).ok();
        Self {
            t,
            shell: if errors.is_empty() { shell.keeping() } else { shell.failed().keeping() },
            summary: errors.summary(t),
            title: t.get(if which.is_some() { "template-title" } else { "template-title-new" }),
            here: which.map_or_else(|| "/beheer/sjablonen/nieuw".to_owned(), |id| format!("/beheer/sjablonen/{id}")),
            was: input.text(WAS).to_owned(),
            name: Field::text(NAME, t.get("template-name")).filled(t, input, errors),
            name_en: Field::text(NAME_EN, t.get("template-name-en")).filled(t, input, errors),
            measures: Choice::new(MEASURES, t.get("template-measures"), options).filled(t, input, errors),
            from,
            until,
            order: places(t, &others, at.unwrap_or(others.len()) + 1, input, errors),
            preview: read.map(|content| preview(&content, whole, today)),
        }
    }
}

/// The measures as they will stand in an agreement, read by a student.
fn preview(content: &TemplateContent, whole: &Whole, today: Date) -> Vec<PlaceView> {
    let on = content.period.from.max(today);
    let holds = content.measures.iter().filter_map(|id| whole.measure(*id)).filter(|m| m.period.contains(on));
    let line = |m: &Measure| {
        let draft = LineDraft {
            kind: Some(m.kind),
            text: m.text.clone(),
            who: m.who.clone(),
            place: Some(m.place),
            from: Some(on),
            level: Some(m.level),
            ..LineDraft::default()
        };
        Line::new(draft).ok()
    };
    let lines: Vec<Line> = holds.filter_map(line).collect();
    agreement::by_place(T::new(Lang::Nl), &lines)
}

impl Page for TemplatePage {
    const NAME: &'static str = "catalogue/template";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let (whole, today) = (super::list::sample(), crate::say::people::now().day);
        let page = |which: Option<usize>, input: Option<Input>| {
            let shell = Shell::sample_as(t, Role::Administrator, "/beheer/sjablonen/018e");
            let which = which.map(|at| whole.templates[at].id);
            let input = input.or_else(|| which.and_then(|id| stands(&whole, id))).unwrap_or_default();
            let errors = if input.has(NAME) { parse(&input, &whole).err().unwrap_or_default() } else { Errors::none() };
            Self::new(shell, &whole, which, &input, &errors, today)
        };
        let wrong = Input::of(&[(NAME, ""), (NAME_EN, &"long ".repeat(40))]);
        vec![("new", page(None, None)), ("stands", page(Some(0), None)), ("errors", page(None, Some(wrong)))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_as_it_stands_is_read_as_it_stands() {
        let whole = super::super::list::sample();
        for template in &whole.templates {
            let found = parse(&stands(&whole, template.id).unwrap(), &whole).unwrap_or_else(|_| panic!("{template:?}"));
            assert_eq!(
                (found.name, found.measures, found.period),
                (template.name.clone(), template.measures.clone(), template.period)
            );
        }
        let twice =
            Input::of(&[(MEASURES, &whole.measures[0].id.to_string()), (MEASURES, &whole.measures[0].id.to_string())]);
        assert_eq!(chosen(&twice).len(), 1, "ticked twice is in it once");
    }
}
