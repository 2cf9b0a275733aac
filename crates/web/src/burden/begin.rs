//! `/dossiers/{file}/belasting`: the first step: which adjustment works, and at what price; and those that there are.

use super::place::PATH;
use crate::{
    say::{
        burden::{self as words, State as Stand},
        form::{Choice, Errors, Field, Input, Opt, Summary},
        person::{call_name, name},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_refused},
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
    response::Response,
};
use register::{
    FileId,
    burden::{Burden, Establish, MAX_WORDS, Part, Refusal, Works},
};
use store::{SaveError, file::view::PersonView};

const ADJUSTMENT: &str = "wat";
const WORKS: &str = "werkt";
const EVIDENCE: &str = "hoe";
const PRICE: &str = "prijs";

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let file: FileId = id(&file)?;
    let (person, known) = app.store.burdens_of(&actor, file, app.clock.now()).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&BeginPage::new(shell, file, (&person, &known), &draft.unwrap_or_default(), &Errors::none())))
}

pub(super) async fn send(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let given = Establish {
        adjustment: input.raw(ADJUSTMENT).to_owned(),
        works: Works::from_code(input.text(WORKS)),
        evidence: input.raw(EVIDENCE).to_owned(),
        price: euros(input.text(PRICE)),
    };
    let mut errors = Errors::none();
    match app.store.burden_establish(&actor, file, &given, now).await {
        // The same adjustment twice is one: it is shown where it stands.
        Ok(there) | Err(SaveError::Refused(Refusal::Already(there))) => {
            return Ok(done(&app, &format!("{PATH}/{there}"), "notice-burden-established"));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(Refusal::Parts(parts))) => {
            for (part, problem) in parts {
                match part {
                    Part::Adjustment => {
                        errors.extend(Errors::text(ADJUSTMENT, problem, "error-burden-adjustment", MAX_WORDS));
                    }
                    Part::Works => errors.add(WORKS, "error-burden-works"),
                    Part::Price => errors.add(PRICE, "error-burden-price"),
                    _ => errors.extend(Errors::text(EVIDENCE, problem, "error-burden-evidence", MAX_WORDS)),
                }
            }
        }
        Err(SaveError::Refused(_)) => errors.add(WORKS, "error-burden-does-not-work"),
    }
    let (person, known) = app.store.burdens_of(&actor, file, now).await?;
    Ok(show_refused(&BeginPage::new(shell, file, (&person, &known), &input, &errors)))
}

/// Whole euros, as people write them: `24000`, `24.000`, `€ 24.000,-`. Cents are not asked: `24,50` is none.
fn euros(typed: &str) -> Option<u32> {
    let typed = typed.trim().trim_start_matches('€').trim();
    let typed = typed.strip_suffix(",-").or_else(|| typed.strip_suffix(",00")).unwrap_or(typed);
    let groups: Vec<&str> = typed.split(['.', ' ', '\u{a0}']).collect();
    let digits = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (first, rest) = groups.split_first()?;
    let grouped = rest.is_empty() || first.len() <= 3;
    let fits = digits(first) && grouped && rest.iter().all(|group| digits(group) && group.len() == 3);
    groups.concat().parse().ok().filter(|_| fits)
}

/// One that there is.
struct Known {
    what: String,
    href: String,
    status: String,
}

/// The page.
#[derive(Template)]
#[template(path = "burden/begin.html")]
pub struct BeginPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    known: Vec<Known>,
    adjustment: Field,
    works: Choice,
    evidence: Field,
    price: Field,
}

impl BeginPage {
    fn new(
        shell: Shell,
        file: FileId,
        (person, known): (&PersonView, &[Burden]),
        input: &Input,
        errors: &Errors,
    ) -> Self {
        let t = shell.t;
        let shell = shell
            .crumb(t.get("assess-crumb-files"), "/dossiers")
            .crumb(name(t, person), format!("/dossiers/{file}"))
            .keeping();
        let one = |one: &Burden| Known {
            what: t.stored(one.adjustment.reveal()),
            href: format!("{PATH}/{}", one.id),
            status: words::status(t, one.status),
        };
        let options = Works::ALL.iter().map(|works| Opt::new(works.code(), words::works(t, *works))).collect();
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("burden-begin-title").arg("name", call_name(t, person)).to_string(),
            here: format!("/dossiers/{file}/belasting"),
            known: known.iter().rev().map(one).collect(),
            adjustment: Field::text(ADJUSTMENT, t.get("burden-ask-adjustment"))
                .hint(t.get("meeting-student-reads"))
                .not_here(t.get("assess-words-not-here"))
                .rows(2)
                .filled(t, input, errors),
            works: Choice::new(WORKS, t.get("burden-ask-works"), options).filled(t, input, errors),
            evidence: Field::text(EVIDENCE, t.get("burden-ask-evidence")).rows(3).filled(t, input, errors),
            price: Field::text(PRICE, t.get("burden-ask-price"))
                .hint(t.get("burden-ask-price-hint"))
                .filled(t, input, errors),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for BeginPage {
    const NAME: &'static str = "burden/begin";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |known: &[Burden], errors: &Errors| {
            let shell = Shell::sample_as(t, Role::CareCoordinator, "/dossiers/018f/belasting");
            let person = crate::say::people::person(None);
            Self::new(shell, words::file(), (&person, known), &Input::default(), errors)
        };
        let mut errors = Errors::one(ADJUSTMENT, "error-burden-adjustment");
        errors.add(WORKS, "error-burden-does-not-work");
        errors.add(EVIDENCE, "error-burden-evidence");
        errors.add(PRICE, "error-burden-price");
        let known: Vec<Burden> = words::burden(Stand::Decided).into_iter().collect();
        vec![
            ("empty", page(&[], &Errors::none())),
            ("known", page(&known, &Errors::none())),
            ("errors", page(&[], &errors)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::euros;

    #[test]
    fn a_price_is_read_as_people_write_it() {
        for (typed, expected) in [
            ("24000", Some(24_000)),
            ("24.000", Some(24_000)),
            ("€ 24.000,-", Some(24_000)),
            ("1 200 000", Some(1_200_000)),
            ("0", Some(0)),
            ("150,00", Some(150)),
            ("24,50", None),
            ("24.50", None),
            ("2400.000", None),
            ("", None),
            ("-5", None),
            ("veel", None),
            ("99999999999", None),
        ] {
            assert_eq!(euros(typed), expected, "{typed}");
        }
    }
}
