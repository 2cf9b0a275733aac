//! `/partners/nieuw` and `/partners/{partner}/wijzigen`: what an entry says.

use super::place::{PATH, WAS};
use crate::{
    say::{
        form::{Choice, Errors, Field, Input, Opt, Summary, day},
        format, partner as words,
        words::T,
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
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::field::Problem as Text;
use register::partner::{
    Domain, Draft, Field as Of, Form, Kind, MAX_LINE, MAX_NAME, Partner, Payer, Problems, Under, Vision, Weekday, Wrong,
};
use register::{AccountId, PartnerId};
use std::str::FromStr;
use store::SaveError;
use store::partner::{Map, PartnerRefusal, Put};
use time::Date;

/// The name of a field in the form.
const fn name(of: Of) -> &'static str {
    match of {
        Of::Name => "naam",
        Of::Kind => "soort",
        Of::What => "wat",
        Of::Domains => "leefgebied",
        Of::Under => "wet",
        Of::FromAge => "vanaf",
        Of::BelowAge => "onder",
        Of::Places => "gemeenten",
        Of::Region => "regio",
        Of::Sites => "locaties",
        Of::Payers => "betaalt",
        Of::Forms => "vorm",
        Of::Days => "dagen",
        Of::Address => "adres",
        Of::Phone => "telefoon",
        Of::Reachable => "bereikbaar",
        Of::Reach => "bereik",
        Of::AgreedOn => "afgesproken",
        Of::Vision => "visie",
        Of::Oogo => "oogo",
        Of::Plan => "jeugdplan",
        Of::Owner => "eigenaar",
    }
}

pub(super) async fn begin(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
) -> Result<Response, Problem> {
    let today = app.clock.now().day;
    let map = app.store.partners(&actor, None, today).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    // Whoever puts it on the map looks after it, unless they choose somebody else.
    let me = actor.account().map(|account| account.to_string()).unwrap_or_default();
    let input = draft.unwrap_or_else(|| Input::of(&[(name(Of::Owner), &me)]));
    Ok(show(&PartnerFormPage::new(shell, &map, &input, &Errors::none())))
}

pub(super) async fn change(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(partner): Path<String>,
) -> Result<Response, Problem> {
    let today = app.clock.now().day;
    let map = app.store.partners(&actor, Some(id(&partner)?), today).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let stands = map.one.as_ref().map(|kept| stands(&kept.partner, &map, today)).unwrap_or_default();
    Ok(show(&PartnerFormPage::new(shell, &map, &draft.unwrap_or(stands), &Errors::none())))
}

pub(super) async fn add(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    input: Input,
) -> Result<Response, Problem> {
    write(&app, &actor, shell, Put::New, &input).await
}

pub(super) async fn save(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(partner): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let put = Put::There(id(&partner)?, input.text(WAS).parse().unwrap_or(-1));
    write(&app, &actor, shell, put, &input).await
}

async fn write(app: &App, actor: &Actor, shell: Shell, put: Put, input: &Input) -> Result<Response, Problem> {
    let now = app.clock.now();
    let mut errors = Errors::none();
    let given = read(input, &mut errors);
    let which: Option<PartnerId> = match put {
        Put::New => None,
        Put::There(id, _) => Some(id),
    };
    let refusal = if errors.is_empty() {
        match app.store.partner_save(actor, put, &given, now).await {
            Ok(id) => return Ok(done(app, &format!("{PATH}/{id}"), "notice-partner-saved")),
            Err(SaveError::Store(error)) => return Err(error.into()),
            Err(SaveError::Refused(refusal)) => Some(refusal),
        }
    } else {
        None
    };
    let map = app.store.partners(actor, which, now.day).await?;
    match refusal {
        // A day that is none: what else is wrong is said when it is sent again.
        None => Ok(show_refused(&PartnerFormPage::new(shell, &map, input, &errors))),
        Some(PartnerRefusal::Fields(wrong)) => {
            Ok(show_refused(&PartnerFormPage::new(shell, &map, input, &said(&wrong))))
        }
        Some(PartnerRefusal::Changed | PartnerRefusal::Stands(_) | PartnerRefusal::Words(_)) => {
            let words = shell.t.get("partner-meanwhile");
            let shell = shell.message(MessageKind::Error, words);
            Ok(show_as(StatusCode::CONFLICT, &PartnerFormPage::new(shell, &map, input, &errors)))
        }
    }
}

/// Reads the form.
fn read(input: &Input, errors: &mut Errors) -> Draft {
    let words = |of| input.raw(name(of)).to_owned();
    Draft {
        name: words(Of::Name),
        kind: Kind::from_code(input.text(name(Of::Kind))),
        what: words(Of::What),
        domains: input.all(name(Of::Domains)).filter_map(Domain::from_code).collect(),
        under: Under::from_code(input.text(name(Of::Under))),
        from_age: words(Of::FromAge),
        below_age: words(Of::BelowAge),
        places: words(Of::Places),
        region: words(Of::Region),
        sites: words(Of::Sites),
        payers: input.all(name(Of::Payers)).filter_map(Payer::from_code).collect(),
        forms: input.all(name(Of::Forms)).filter_map(Form::from_code).collect(),
        days: input.all(name(Of::Days)).filter_map(Weekday::from_code).collect(),
        address: words(Of::Address),
        phone: words(Of::Phone),
        reachable: words(Of::Reachable),
        reach: words(Of::Reach),
        agreed_on: day(input, name(Of::AgreedOn), errors),
        vision: Vision::from_code(input.text(name(Of::Vision))),
        oogo: day(input, name(Of::Oogo), errors),
        plan: day(input, name(Of::Plan), errors),
        owner: AccountId::from_str(input.text(name(Of::Owner))).ok(),
    }
}

/// What is said of a field that is empty, and how much fits.
const fn missing(of: Of) -> (&'static str, usize) {
    match of {
        Of::Name => ("error-partner-name", MAX_NAME),
        Of::Kind => ("error-partner-kind", 0),
        Of::What => ("error-partner-what", MAX_LINE),
        Of::Domains => ("error-partner-domains", 0),
        Of::Under => ("error-partner-under", 0),
        Of::FromAge | Of::BelowAge => ("error-partner-age", MAX_NAME),
        Of::Places => ("error-partner-places", MAX_LINE),
        Of::Region => ("error-partner-region", MAX_NAME),
        Of::Sites => ("error-partner-sites", MAX_LINE),
        Of::Address => ("error-partner-address", 0),
        Of::Phone => ("error-partner-phone", MAX_NAME),
        Of::Reachable => ("error-partner-reachable", MAX_LINE),
        Of::Reach => ("error-partner-reach", MAX_NAME),
        Of::Owner => ("error-partner-owner", 0),
        Of::Payers | Of::Forms | Of::Days | Of::AgreedOn | Of::Vision | Of::Oogo | Of::Plan => {
            ("error-partner-choice", 0)
        }
    }
}

/// What is wrong, beside each field.
fn said(wrong: &Problems) -> Errors {
    let mut errors = Errors::none();
    for (of, what) in wrong {
        let (field, (key, max)) = (name(*of), missing(*of));
        match what {
            Wrong::Text(problem @ (Text::TooLong { .. } | Text::NotText)) => {
                errors.extend(Errors::text(field, *problem, key, max));
            }
            Wrong::Text(Text::Missing | Text::DoesNotApply | Text::EndsBeforeItBegins { .. }) | Wrong::NoNumber => {
                errors.add(field, key);
            }
            Wrong::NoAges => errors.add(field, "error-partner-no-ages"),
            Wrong::UnknownPlace(at) => {
                errors.add_with(field, "error-partner-unknown-place", vec![("at", at.to_string())]);
            }
            Wrong::NoList => errors.add(field, "error-partner-no-list"),
            Wrong::UnknownRegion => errors.add(field, "error-partner-unknown-region"),
            Wrong::NoAddress => errors.add(field, "error-partner-address"),
            Wrong::Private => errors.add(field, "error-partner-private"),
            Wrong::ToCome => errors.add(field, "error-partner-to-come"),
            Wrong::NoOwner => errors.add(field, "error-partner-owner"),
            Wrong::Twice => errors.add(field, "error-partner-twice"),
        }
    }
    errors
}

/// An entry as if it had been typed.
fn stands(one: &Partner, map: &Map, today: Date) -> Input {
    let draft = one.entry.to_draft(one.owner, &words::places(&one.entry.places, &map.list, today));
    let date = |day: Option<Date>| day.map(format::date_typed).unwrap_or_default();
    let owner = draft.owner.map(|owner| owner.to_string()).unwrap_or_default();
    let (agreed, oogo, plan, was) =
        (date(draft.agreed_on), date(draft.oogo), date(draft.plan), one.changes.to_string());
    let mut pairs: Vec<(&str, &str)> = vec![
        (name(Of::Name), draft.name.as_str()),
        (name(Of::Kind), draft.kind.map_or("", Kind::code)),
        (name(Of::What), draft.what.as_str()),
        (name(Of::Under), draft.under.map_or("", Under::code)),
        (name(Of::FromAge), draft.from_age.as_str()),
        (name(Of::BelowAge), draft.below_age.as_str()),
        (name(Of::Places), draft.places.as_str()),
        (name(Of::Region), draft.region.as_str()),
        (name(Of::Sites), draft.sites.as_str()),
        (name(Of::Address), draft.address.as_str()),
        (name(Of::Phone), draft.phone.as_str()),
        (name(Of::Reachable), draft.reachable.as_str()),
        (name(Of::Reach), draft.reach.as_str()),
        (name(Of::AgreedOn), agreed.as_str()),
        (name(Of::Vision), draft.vision.map_or("", Vision::code)),
        (name(Of::Oogo), oogo.as_str()),
        (name(Of::Plan), plan.as_str()),
        (name(Of::Owner), owner.as_str()),
        (WAS, was.as_str()),
    ];
    pairs.extend(draft.domains.iter().map(|one| (name(Of::Domains), one.code())));
    pairs.extend(draft.payers.iter().map(|one| (name(Of::Payers), one.code())));
    pairs.extend(draft.forms.iter().map(|one| (name(Of::Forms), one.code())));
    pairs.extend(draft.days.iter().map(|one| (name(Of::Days), one.code())));
    Input::of(&pairs)
}

/// The page.
#[derive(Template)]
#[template(path = "partner/form.html")]
pub struct PartnerFormPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    was: String,
    about: Vec<Field>,
    kind: Choice,
    domains: Choice,
    under: Choice,
    whom: Vec<Field>,
    lists: Vec<Field>,
    payers: Choice,
    forms: Choice,
    days: Choice,
    contact: Vec<Field>,
    agreed: Vec<Field>,
    vision: Choice,
    owner: Choice,
}

impl PartnerFormPage {
    fn new(shell: Shell, map: &Map, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let one = map.one.as_ref().map(|kept| &kept.partner);
        let shell = shell.crumb(t.get("partners-title"), PATH);
        let shell = match one {
            Some(one) => shell.crumb(&one.entry.name, format!("{PATH}/{}", one.id)),
            None => shell,
        };
        let shell = shell.keeping();
        let field = |of: Of, label: &str| Field::text(name(of), t.get(label)).filled(t, input, errors);
        let hinted = |of: Of, label: &str, hint: &str| {
            Field::text(name(of), t.get(label)).hint(t.get(hint)).filled(t, input, errors)
        };
        let choice =
            |of: Of, label: &str, all: Vec<Opt>| Choice::new(name(of), t.get(label), all).filled(t, input, errors);
        macro_rules! options {
            ($of:ty, $say:path) => {
                <$of>::ALL.iter().map(|one| Opt::new(one.code(), $say(t, *one))).collect::<Vec<Opt>>()
            };
        }
        let mut owners: Vec<Opt> = map.keepers.iter().map(|(id, who)| Opt::new(id.to_string(), who)).collect();
        // Who looked after it until now is shown, also where they cannot any more; saving says so.
        if let Some(one) = one.filter(|one| map.owner(one).is_none()) {
            owners.push(Opt::new(one.owner.to_string(), t.get("partner-no-owner")));
        }
        let was =
            if input.has(WAS) { input.text(WAS).to_owned() } else { one.map_or(0, |one| one.changes).to_string() };
        Self {
            summary: errors.summary(t),
            title: t.get(if one.is_some() { "partner-change-title" } else { "partner-new-title" }),
            here: one.map_or_else(|| format!("{PATH}/nieuw"), |one| format!("{PATH}/{}/wijzigen", one.id)),
            was,
            about: vec![field(Of::Name, "partner-name"), hinted(Of::What, "partner-what", "partner-what-hint")],
            kind: choice(Of::Kind, "partner-kind", options!(Kind, words::kind)),
            domains: choice(Of::Domains, "partner-domains", options!(Domain, words::domain)),
            under: choice(Of::Under, "partner-under", options!(Under, words::under)),
            whom: vec![
                hinted(Of::FromAge, "partner-from", "partner-from-hint").optional(),
                hinted(Of::BelowAge, "partner-below", "partner-below-hint").optional(),
                hinted(Of::Region, "partner-region", "partner-region-hint").optional(),
            ],
            lists: vec![
                hinted(Of::Places, "partner-places", "partner-places-hint").optional().rows(3),
                hinted(Of::Sites, "partner-sites-field", "partner-sites-hint").optional().rows(3),
            ],
            payers: choice(Of::Payers, "partner-payers", options!(Payer, words::payer)).optional(),
            forms: choice(Of::Forms, "partner-forms", options!(Form, words::form)).optional(),
            days: choice(Of::Days, "partner-days", options!(Weekday, words::weekday)).optional(),
            contact: vec![
                hinted(Of::Address, "partner-address", "partner-address-hint"),
                field(Of::Phone, "partner-phone").optional(),
                field(Of::Reachable, "partner-reachable"),
                hinted(Of::Reach, "partner-reach", "partner-reach-hint").optional(),
            ],
            agreed: vec![
                hinted(Of::AgreedOn, "partner-agreed-on", "partner-day-hint").optional(),
                hinted(Of::Oogo, "partner-oogo", "partner-day-hint").optional(),
                hinted(Of::Plan, "partner-plan", "partner-day-hint").optional(),
            ],
            vision: choice(Of::Vision, "partner-vision", options!(Vision, words::vision)).optional(),
            owner: choice(Of::Owner, "partner-owner", owners)
                .hint(t.say("partner-owner-hint").arg("months", i64::from(map.months)).to_string()),
            shell: if errors.is_empty() { shell } else { shell.failed() },
            t,
        }
    }
}

impl Page for PartnerFormPage {
    const NAME: &'static str = "partner/form";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let (new, there) = (super::map::sample(false), super::map::sample(true));
        let shell = || Shell::sample_as(t, Role::CareCoordinator, "/partners/nieuw");
        let draft = read(&Input::of(&[(name(Of::Address), "jan@gmail.com")]), &mut Errors::none());
        let wrong = draft.check(&register::municipality::Municipalities::default(), &[], [], today).err();
        let typed = stands(&words::sample(), &there, today);
        vec![
            ("new", Self::new(shell(), &new, &Input::default(), &Errors::none())),
            ("stands", Self::new(shell(), &there, &typed, &Errors::none())),
            ("errors", Self::new(shell(), &new, &Input::default(), &said(&wrong.unwrap_or_default()))),
        ]
    }
}
