//! `/beheer/lijsten/bedrijven`: the list of companies where students learn. How many there are and from which source, and what the list
//! says of one. A list is brought at `/beheer/inlezen`, as every other.

use super::words::PATH;
use crate::{
    say::{
        agreement::period,
        application::programme,
        by::by,
        form::{Errors, Field, Input, Summary},
        words::T,
    },
    site::{
        app::App,
        page::{Page, show, show_refused},
        problem::Problem,
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::Role;
use askama::Template;
use axum::{extract::State, response::Response};
use register::company::{CompanyId, Known, Recognition};
use store::{company::CompaniesHeld, listed::ListSource};
use time::Date;

/// Where the list stands.
pub(super) const COMPANIES: &str = "/beheer/lijsten/bedrijven";
const NUMBER: &str = "nummer";

pub(super) async fn look(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
) -> Result<Response, Problem> {
    let held = app.store.companies_held(&actor, None).await?;
    let (shell, typed) = visit.with_draft(&app, shell).await?;
    let (typed, today) = (typed.unwrap_or_default(), app.clock.now().day);
    Ok(show(&CompaniesPage::new(shell, &held, (&typed, false), &Errors::none(), today)))
}

/// What was asked about: the answer is the page itself.
pub(super) async fn search(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    input: Input,
) -> Result<Response, Problem> {
    let asked = CompanyId::parse(input.text(NUMBER));
    let held = app.store.companies_held(&actor, asked).await?;
    let today = app.clock.now().day;
    Ok(match asked {
        Some(_) => show(&CompaniesPage::new(shell, &held, (&input, true), &Errors::none(), today)),
        None => {
            let errors = Errors::one(NUMBER, "error-workplace-company");
            show_refused(&CompaniesPage::new(shell, &held, (&input, false), &errors, today))
        }
    })
}

/// A company that was asked about.
struct Named {
    name: String,
    facts: Vec<(String, String)>,
    /// For what it is recognised, and from when until when.
    recognised: Vec<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "listed/companies.html")]
pub struct CompaniesPage {
    t: T,
    shell: Shell,
    summary: Summary,
    here: &'static str,
    total: String,
    /// No list was read yet.
    empty: bool,
    sources: Vec<(String, String)>,
    number: Field,
    /// Somebody asked about a company.
    asked: bool,
    found: Option<Named>,
}

impl CompaniesPage {
    fn new(shell: Shell, held: &CompaniesHeld, (input, asked): (&Input, bool), errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let source = |one: &ListSource| {
            let rows = t.say("listed-companies-total").arg("count", one.rows).to_string();
            (one.source.clone(), format!("{rows} {}", by(t, &one.read.0, one.read.1)))
        };
        let known = |known: Known| t.get(&format!("own-known-{}", known.code()));
        let recognised = |one: &Recognition| {
            let called = programme(t, &held.programmes, Some(one.crebo), today);
            format!("{called}, {}", period(t, one.period.from, one.period.until))
        };
        let found = held.one.as_ref().map(|(company, recognitions)| Named {
            name: company.name.clone(),
            facts: vec![
                (t.get("workplace-company-number"), company.id.to_string()),
                (
                    t.get("listed-companies-where"),
                    [company.street.as_deref(), Some(company.postcode.as_str()), Some(company.town.as_str())]
                        .into_iter()
                        .flatten()
                        .collect::<Vec<_>>()
                        .join(", "),
                ),
                (t.get("workplace-criterion-guidance"), known(company.guidance)),
                (t.get("workplace-criterion-access"), known(company.access)),
                (t.get("workplace-criterion-experience"), known(company.experience)),
                (
                    t.get("listed-companies-places"),
                    company.places.map_or_else(|| known(Known::Unknown), |many| many.to_string()),
                ),
            ],
            recognised: recognitions.iter().map(recognised).collect(),
        });
        let shell = shell.crumb(t.get("manage-title"), "/beheer").crumb(t.get("listed-title"), PATH);
        Self {
            t,
            summary: errors.summary(t),
            here: COMPANIES,
            total: t.say("listed-companies-total").arg("count", held.total).to_string(),
            empty: held.total == 0,
            sources: held.sources.iter().map(source).collect(),
            number: Field::text(NUMBER, t.get("workplace-company"))
                .hint(t.get("workplace-company-hint"))
                .filled(t, input, errors),
            asked,
            found,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for CompaniesPage {
    const NAME: &'static str = "listed/companies";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        use register::{
            Period,
            company::{Company, Postcode},
            programme::{Crebo, Programmes},
        };
        use store::policy::SetBy;
        let company = || {
            Some(Company {
                id: CompanyId::parse("100018965")?,
                name: "Bakkerij en Lunchroom De Voorbeeldige Korenmolen".to_owned(),
                street: Some("Voorbeeldstraat 12".to_owned()),
                postcode: Postcode::parse("6811 AB")?,
                town: "Arnhem".to_owned(),
                guidance: Known::Yes,
                access: Known::Unknown,
                experience: Known::No,
                places: None,
            })
        };
        let today = people::now().day;
        let recognised = |code: &str| Some(Recognition { crebo: Crebo::parse(code)?, period: Period::since(today) });
        let for_what = || ["25180", "10001"].into_iter().filter_map(recognised).collect();
        let noor = SetBy::Account(people::staff(), register::Personal::new("Noor van der Wetering-Bakker".to_owned()));
        let source = |text: &str, by, rows| ListSource { source: text.to_owned(), read: (by, today), rows };
        let full = |one| CompaniesHeld {
            total: 248_120,
            sources: vec![
                source("SBB, leerbedrijven in Gelderland, november 2026", noor.clone(), 248_000),
                source("Voorbeeldlijst van leerbedrijven", SetBy::Command, 120),
            ],
            one,
            programmes: Programmes::default(),
        };
        let none = CompaniesHeld { total: 0, sources: Vec::new(), one: None, programmes: Programmes::default() };
        let page = |held: &CompaniesHeld, typed: &str, asked, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Administrator, COMPANIES);
            Self::new(shell, held, (&Input::of(&[(NUMBER, typed)]), asked), errors, today)
        };
        let (fine, wrong) = (Errors::none(), Errors::one(NUMBER, "error-workplace-company"));
        vec![
            ("empty", page(&none, "", false, &fine)),
            ("full", page(&full(None), "", false, &fine)),
            ("found", page(&full(company().map(|one| (one, for_what()))), "100018965", true, &fine)),
            ("found-bare", page(&full(company().map(|one| (one, Vec::new()))), "100018965", true, &fine)),
            ("not-found", page(&full(None), "100000009", true, &fine)),
            ("errors", page(&full(None), "12", false, &wrong)),
        ]
    }
}
