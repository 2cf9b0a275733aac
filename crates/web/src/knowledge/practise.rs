//! `/kennis/praktijk/schrijf`: a colleague writes what worked, writes it anew, or ends it with a reason. Who looks after a team's
//! knowledge can end what does not hold.

use super::{
    DO, LINE, PRACTICE, PRACTISE, TREE, WAS,
    practice::{MEASURE, above, level},
    samples,
    words::{self, SUBJECT, TEAM},
};
use crate::{
    say::{
        form::{Check, Choice, Errors, Field, Input, Opt, Summary},
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
use access::{Actor, Role};
use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use register::catalogue::Measure;
use register::field::Problem as Text;
use register::knowledge::{
    MAX_TEXT, MAX_WHERE, MAX_WORDS, PracticeDraft, PracticeField, PracticeRefusal, PracticeWrong, Tried,
};
use register::offer::Concept;
use register::{MeasureId, PracticeId, TeamId};
use store::SaveError;
use store::knowledge::Practised;
use uuid::Uuid;

const TEXT: &str = "tekst";
const TEXT_EN: &str = "tekst-engels";
const PROGRAMME: &str = "opleiding";
const LEVEL: &str = "niveau";
/// What looks like a name is none of a student.
const NOBODY: &str = "niemand";
/// Why it ends.
const WHY: &str = "waarom";
/// No measure in particular.
const NONE: &str = "geen";

/// What the form needs.
pub(super) struct Stand {
    teams: Vec<(TeamId, String)>,
    measures: Vec<Measure>,
    known: Option<Practised>,
}

async fn stand(app: &App, actor: &Actor, line: &str) -> Result<Stand, Problem> {
    let today = app.clock.now().day;
    let known = if line.is_empty() { None } else { Some(app.store.practice(actor, id(line)?).await?) };
    let teams = app.store.knowledge_teams(actor, today).await?;
    Ok(Stand { teams, measures: app.store.catalogue(actor.tenant(), today).await?.measures, known })
}

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
) -> Result<Response, Problem> {
    let draft = visit.draft(&app).await?;
    let line = visit.asked(LINE).or(draft.as_ref().map(|draft| draft.text(LINE))).unwrap_or_default();
    let stand = stand(&app, &actor, line).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let draft = draft.filter(|draft| draft.text(LINE) == line);
    let typed = draft.unwrap_or_else(|| stand.known.as_ref().map(as_typed).unwrap_or_default());
    Ok(show(&PractisePage::new(shell, &stand, line, &typed, &Errors::none())))
}

pub(super) async fn send(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    input: Input,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let line = input.text(LINE).to_owned();
    let which: Option<PracticeId> = if line.is_empty() { None } else { Some(id(&line)?) };
    let which = which.map(|which| (which, input.text(WAS).parse().unwrap_or(-1)));
    let (notice, saved) = match (input.text(DO), which) {
        ("einde", Some(which)) => {
            ("notice-practice-ended", app.store.practice_end(&actor, which, input.raw(WHY), now).await)
        }
        ("", _) => {
            let saved = app.store.practice_write(&actor, which, &draft(&input), now).await;
            ("notice-practice-written", saved.map(|_| ()))
        }
        _ => return Err(Problem::BadRequest),
    };
    let refusal = match saved {
        Ok(()) => return Ok(done(&app, PRACTICE, notice)),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let errors = match &refusal {
        PracticeRefusal::Fields(wrong) => errors(wrong),
        PracticeRefusal::Reason(problem) => Errors::text(WHY, *problem, "error-practice-why", MAX_WORDS),
        PracticeRefusal::Changed | PracticeRefusal::Ended | PracticeRefusal::Own => Errors::none(),
    };
    // What was ended meanwhile is not there to be shown; the form is, with what was typed.
    let line = if refusal == PracticeRefusal::Ended { String::new() } else { line };
    let stand = stand(&app, &actor, &line).await?;
    if errors.is_empty() {
        let said = above(shell.t, &refusal);
        let shell = shell.message(MessageKind::Error, said);
        return Ok(show_as(StatusCode::CONFLICT, &PractisePage::new(shell, &stand, &line, &input, &errors)));
    }
    Ok(show_refused(&PractisePage::new(shell, &stand, &line, &input, &errors)))
}

/// Reads the form.
fn draft(input: &Input) -> PracticeDraft {
    PracticeDraft {
        subject: Concept::from_code(input.text(SUBJECT)),
        measure: match input.text(MEASURE) {
            "" | NONE => None,
            other => Some(other.parse().unwrap_or(MeasureId(Uuid::max()))),
        },
        text: input.raw(TEXT).to_owned(),
        text_en: input.raw(TEXT_EN).to_owned(),
        team: words::team(input.text(TEAM)),
        programme: input.raw(PROGRAMME).to_owned(),
        level: Tried::from_code(input.text(LEVEL)),
        nobody: input.has(NOBODY),
    }
}

/// What is wrong, beside each field.
fn errors(wrong: &[(PracticeField, PracticeWrong)]) -> Errors {
    let mut errors = Errors::none();
    for (field, what) in wrong {
        let (name, missing, max) = match field {
            PracticeField::Subject => (SUBJECT, "error-knowledge-subject", 0),
            PracticeField::Measure => (MEASURE, "error-practice-measure", 0),
            PracticeField::Text => (TEXT, "error-practice-text", MAX_TEXT),
            PracticeField::TextEn => (TEXT_EN, "error-practice-text", MAX_TEXT),
            PracticeField::Team => (TEAM, "error-knowledge-team", 0),
            PracticeField::Programme => (PROGRAMME, "error-practice-text", MAX_WHERE),
            PracticeField::Level => (LEVEL, "error-practice-level", 0),
            PracticeField::Nobody => (NOBODY, "error-practice-names", 0),
        };
        match what {
            PracticeWrong::Text(problem @ (Text::TooLong { .. } | Text::NotText)) => {
                errors.extend(Errors::text(name, *problem, missing, max));
            }
            PracticeWrong::Text(Text::Missing | Text::DoesNotApply | Text::EndsBeforeItBegins { .. }) => {
                errors.add(name, missing);
            }
            PracticeWrong::Telling(found) => errors.add(name, words::telling(*found)),
            PracticeWrong::Names(names) => errors.add_with(name, missing, vec![("names", names.join(", "))]),
            PracticeWrong::NoTeam => errors.add(name, "error-knowledge-team"),
            PracticeWrong::NoMeasure => errors.add(name, "error-practice-measure"),
        }
    }
    errors
}

/// What stands, as if it had been typed.
fn as_typed(known: &Practised) -> Input {
    let one = &known.practice;
    let team = one.team.map_or_else(|| words::EVERY.to_owned(), |team| team.to_string());
    let measure = one.measure.map_or_else(|| NONE.to_owned(), |measure| measure.to_string());
    Input::of(&[
        (WAS, &known.changes.to_string()),
        (SUBJECT, one.subject.code()),
        (MEASURE, &measure),
        (TEXT, &one.text),
        (TEXT_EN, one.text_en.as_deref().unwrap_or_default()),
        (TEAM, &team),
        (PROGRAMME, one.programme.as_deref().unwrap_or_default()),
        (LEVEL, one.level.code()),
    ])
}

/// The page.
#[derive(Template)]
#[template(path = "knowledge/practise.html")]
pub struct PractisePage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    line: String,
    was: String,
    /// What can be written; nothing of what somebody else wrote.
    writes: Option<Fields>,
    /// What somebody else wrote, to end it.
    theirs: Option<String>,
    /// Why it ends, of what stands.
    why: Option<Field>,
}

struct Fields {
    subject: Choice,
    measure: Choice,
    text: Field,
    text_en: Field,
    nobody: Check,
    team: Choice,
    programme: Field,
    level: Choice,
}

impl PractisePage {
    fn new(shell: Shell, stand: &Stand, line: &str, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let shell = shell.crumb(t.get("nav-knowledge"), TREE).crumb(t.get("practice-title"), PRACTICE).keeping();
        let own = stand.known.as_ref().is_none_or(|known| known.own);
        let theirs = stand.known.as_ref().filter(|known| !known.own).map(|known| known.practice.text.clone());
        let was = match &stand.known {
            Some(known) if !input.has(WAS) => known.changes.to_string(),
            Some(_) | None => input.text(WAS).to_owned(),
        };
        let why = (stand.known.is_some() || input.has(WHY)).then(|| {
            let field = Field::text(WHY, t.get("practice-why")).hint(t.get("practice-why-hint"));
            field.filled(t, input, errors)
        });
        Self {
            t,
            summary: errors.summary(t),
            title: t.get(match (&stand.known, own) {
                (None, _) => "practice-write",
                (Some(_), true) => "practice-change",
                (Some(_), false) => "practice-end",
            }),
            line: line.to_owned(),
            was,
            writes: own.then(|| Fields::new(t, stand, input, errors)),
            theirs,
            why,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Fields {
    fn new(t: T, stand: &Stand, input: &Input, errors: &Errors) -> Self {
        let mut measures = vec![Opt::new(NONE, t.get("practice-no-measure"))];
        measures.extend(stand.measures.iter().map(|one| {
            let text = match t.lang() {
                Lang::Nl => &one.text,
                Lang::En => &one.text_en,
            };
            Opt::new(one.id.to_string(), text)
        }));
        let levels = Tried::ALL.iter().map(|of| Opt::new(of.code(), level(t, *of))).collect();
        let not_here = || t.get("knowledge-not-here");
        let area = |name: &str, label: &str| Field::text(name, t.get(label)).rows(6).not_here(not_here());
        Self {
            subject: words::subject_choice(t).filled(t, input, errors),
            measure: Choice::new(MEASURE, t.get("practice-measure"), measures).filled_or(t, input, errors, NONE),
            text: area(TEXT, "practice-text").hint(t.get("practice-text-hint")).filled(t, input, errors),
            text_en: area(TEXT_EN, "practice-text-en").optional().filled(t, input, errors),
            nobody: Check::new(NOBODY, t.get("practice-nobody"))
                .hint(t.get("practice-nobody-hint"))
                .filled(t, input, errors),
            team: words::team_choice(t, "practice-team", &stand.teams).filled_or(t, input, errors, words::EVERY),
            programme: Field::text(PROGRAMME, t.get("practice-programme")).optional().filled(t, input, errors),
            level: Choice::new(LEVEL, t.get("practice-level"), levels).filled(t, input, errors),
        }
    }
}

impl Page for PractisePage {
    const NAME: &'static str = "knowledge/practise";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = |role| Shell::sample_as(t, role, PRACTISE);
        let stand = |known| Stand { teams: samples::teams(), measures: samples::measures(), known };
        let found = samples::practices(2).rows;
        let own = found.first().cloned();
        let theirs = found.get(1).cloned();
        let typed = Input::of(&[(TEXT, "Wij gaven Daan de stof vooraf.")]);
        let wrong = [
            (PracticeField::Subject, PracticeWrong::Text(Text::Missing)),
            (PracticeField::Nobody, PracticeWrong::Names(vec!["Daan".into()])),
        ];
        let line = own.as_ref().map(|own| own.practice.id.to_string()).unwrap_or_default();
        let none = Errors::none();
        let of = own.as_ref().map(as_typed).unwrap_or_default();
        let page = |role, stand: &Stand, line: &str, input: &Input, errors: &Errors| {
            Self::new(shell(role), stand, line, input, errors)
        };
        vec![
            ("new", page(Role::Teacher, &stand(None), "", &Input::default(), &none)),
            ("own", page(Role::Teacher, &stand(own), &line, &of, &none)),
            ("theirs", page(Role::TeamManager, &stand(theirs), &line, &Input::default(), &none)),
            ("errors", page(Role::Teacher, &stand(None), "", &typed, &errors(&wrong))),
        ]
    }
}
