//! `/mijn/kaart/{file}`: what stands on one's own card; and erasing it.

use super::own;
use crate::{
    say::{
        agreement,
        form::{Choice, Errors, Field, Input, Opt, Summary},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_as, show_refused},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::card::{Chosen, Draft, MAX_WORDS, WriteRefusal, measure::choices};
use register::{FileId, Personal, VersionId, field};
use store::{
    SaveError,
    card::OwnCard,
    file::key::{BROKEN, PURGED},
};
use time::Date;

/// The path. The file stands in it, so that what was typed goes with the text of the file.
const PATH: &str = "/mijn/kaart/{file}";
const WORDS: &str = "woorden";
const MEASURES: &str = "afspraak";
/// The number of the card that the form was made of.
const BASED: &str = "versie";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::WriteCard);
    routes.get(PATH, gate, form).post(PATH, gate, write)
}

fn address(file: FileId) -> String {
    PATH.replace("{file}", &file.to_string())
}

/// A measure in a form: the version, and its place in it.
fn code(one: Chosen) -> String {
    format!("{}.{}", one.version, one.position)
}

fn read_code(text: &str) -> Option<Chosen> {
    let (version, position) = text.split_once('.')?;
    Some(Chosen { version: version.parse::<VersionId>().ok()?, position: position.parse().ok()? })
}

/// Reads the form. A measure that is none is not there: as one that ended meanwhile.
fn read(input: &Input) -> Result<Draft, WriteRefusal> {
    let chosen = input.all(MEASURES).filter(|text| !text.is_empty()).map(read_code).collect::<Option<Vec<_>>>();
    Ok(Draft {
        words: input.raw(WORDS).to_owned(),
        chosen: chosen.ok_or(WriteRefusal::NotInForce)?,
        based_on: input.text(BASED).parse().unwrap_or(0),
    })
}

async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let own = app.store.card_own(&actor, (Some(id(&file)?), None), now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let input = draft.unwrap_or_else(|| standing(&own));
    Ok(show(&WriteCardPage::new(shell, &own, &input, &Errors::none(), now.day, false)))
}

/// The form as the card stands.
fn standing(own: &OwnCard) -> Input {
    let Some(card) = &own.card else { return Input::default() };
    // What was erased is typed nowhere.
    let there = |words: &&Personal<String>| ![PURGED, BROKEN].contains(&words.reveal().as_str());
    let words = card.words.as_ref().filter(there).map(|words| words.reveal().clone()).unwrap_or_default();
    let chosen: Vec<String> = card.chosen.iter().map(|one| code(*one)).collect();
    let based = card.number.to_string();
    let mut pairs = vec![(WORDS, words.as_str()), (BASED, based.as_str())];
    pairs.extend(chosen.iter().map(|one| (MEASURES, one.as_str())));
    Input::of(&pairs)
}

async fn write(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    if input.text("doe") == "wis" {
        app.store.card_erase(&actor, file, now).await?;
        return Ok(done(&app, own::PATH, "notice-card-erased"));
    }
    let saved = match read(&input) {
        Ok(draft) => app.store.card_write(&actor, file, &draft, now).await,
        Err(refusal) => Err(SaveError::Refused(refusal)),
    };
    let refusal = match saved {
        // Sent twice: it stands there.
        Ok(_) => return Ok(done(&app, own::PATH, "notice-card-written")),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let own = app.store.card_own(&actor, (Some(file), None), now).await?;
    let nothing = choices(own.agreement.as_ref(), now.day).is_empty();
    let errors = wrong(refusal, nothing);
    let page = |changed| WriteCardPage::new(shell, &own, &input, &errors, now.day, changed);
    Ok(match refusal {
        WriteRefusal::Changed => show_as(StatusCode::CONFLICT, &page(true)),
        WriteRefusal::Words(_) | WriteRefusal::NotInForce => show_refused(&page(false)),
    })
}

/// What is wrong, beside its field. `nothing`: no measure is left to choose, and so there is no field for one.
fn wrong(refusal: WriteRefusal, nothing: bool) -> Errors {
    match refusal {
        WriteRefusal::Words(problem) => Errors::text(WORDS, problem, "error-card-words", MAX_WORDS),
        WriteRefusal::Changed => Errors::one(WORDS, "error-card-changed"),
        WriteRefusal::NotInForce if nothing => Errors::one(WORDS, "error-card-measure"),
        WriteRefusal::NotInForce => Errors::one(MEASURES, "error-card-measure"),
    }
}

/// The page.
#[derive(Template)]
#[template(path = "card/write.html")]
pub struct WriteCardPage {
    t: T,
    shell: Shell,
    summary: Summary,
    here: String,
    words: Field,
    /// The measures to choose from, where any holds.
    measures: Option<Choice>,
    based: String,
    /// What was saved meanwhile, in another window.
    meanwhile: Option<String>,
    /// There is a card to erase.
    there: bool,
}

impl WriteCardPage {
    fn new(shell: Shell, own: &OwnCard, input: &Input, errors: &Errors, today: Date, changed: bool) -> Self {
        let t = shell.t;
        let shell = shell.crumb(t.get("nav-mine"), "/mijn").crumb(t.get("card-title"), own::PATH).keeping();
        let shell = if errors.is_empty() { shell } else { shell.failed() };
        let options: Vec<Opt> = choices(own.agreement.as_ref(), today)
            .into_iter()
            .map(|(one, line)| {
                let view = agreement::line(t, line);
                let option = Opt::new(code(one), &view.text);
                match view.details {
                    Some(details) => option.hint(details),
                    None => option,
                }
            })
            .collect();
        let card = own.card.as_ref();
        let measures = || {
            let of_version =
                |text: &str| read_code(text).filter(|one| options.iter().any(|opt| opt.value == code(*one)));
            // What was chosen in an older version stands at its place in the one that holds.
            let kept = input.all(MEASURES).filter(|text| of_version(text).is_none()).filter_map(read_code);
            let moved: Vec<String> = kept.filter_map(|one| super::words::moved(one, own, today)).map(code).collect();
            let more: Vec<(&str, &str)> = moved.iter().map(|one| (MEASURES, one.as_str())).collect();
            let input = input.with(&Input::of(&more));
            Choice::new(MEASURES, t.get("card-measures"), options.clone())
                .hint(t.get("card-measures-hint"))
                .optional()
                .filled(t, &input, errors)
        };
        let measures = (!options.is_empty()).then(measures);
        Self {
            t,
            summary: errors.summary(t),
            here: address(own.file),
            words: Field::text(WORDS, t.get("card-words"))
                .hint(t.get("card-words-hint"))
                .not_here(t.get("card-words-not-here"))
                .rows(8)
                .filled(t, input, errors),
            measures,
            // Who read what stands there now saves over it, knowing that.
            based: match changed {
                true => card.map_or(0, |card| card.number).to_string(),
                false => input.text(BASED).to_owned(),
            },
            meanwhile: match (changed, card) {
                (false, _) => None,
                (true, None) => Some(t.get("card-meanwhile-erased")),
                (true, Some(card)) => {
                    Some(card.words.as_ref().map_or_else(|| t.get("card-no-words"), |words| t.stored(words.reveal())))
                }
            },
            there: card.is_some(),
            shell,
        }
    }
}

impl Page for WriteCardPage {
    const NAME: &'static str = "card/write";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::card::{Of, own};
        let today = crate::say::people::now().day;
        let page = |own: &OwnCard, input: &Input, errors: &Errors, changed| {
            Self::new(Shell::sample_as(t, Role::Student, "/mijn/kaart/4"), own, input, errors, today, changed)
        };
        let (empty, none, full) = (Input::default(), Errors::none(), own(Of::Card));
        let missing = wrong(WriteRefusal::Words(field::Problem::Missing), false);
        vec![
            ("empty", page(&own(Of::Nothing), &empty, &none, false)),
            ("full", page(&full, &standing(&full), &none, false)),
            ("nothing-holds", page(&own(Of::Left), &empty, &none, false)),
            ("errors", page(&own(Of::Nothing), &empty, &missing, false)),
            ("changed", page(&full, &Input::of(&[(WORDS, "Rust.")]), &wrong(WriteRefusal::Changed, false), true)),
            ("measure", page(&full, &standing(&full), &wrong(WriteRefusal::NotInForce, false), false)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_in_a_form_is_a_version_and_a_place() {
        let one = Chosen { version: VersionId(uuid::Uuid::from_u128(7)), position: 3 };
        assert_eq!(read_code(&code(one)), Some(one));
        for text in ["", "x", "7.3", "00000000-0000-0000-0000-000000000007", "00000000-0000-0000-0000-000000000007.-1"]
        {
            assert_eq!(read_code(text), None, "{text}");
        }
        let typed = Input::of(&[(WORDS, "Rust."), (MEASURES, "x")]);
        assert_eq!(read(&typed).unwrap_err(), WriteRefusal::NotInForce);
        let draft = read(&Input::of(&[(WORDS, "Rust."), (BASED, "4"), (MEASURES, &code(one))])).unwrap();
        assert_eq!((draft.words.as_str(), draft.based_on, draft.chosen), ("Rust.", 4, vec![one]));
    }
}
