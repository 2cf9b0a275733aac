//! `/beleid/aanbod/{offer}/nieuw` and `/beleid/aanbod/{offer}/{line}`: one line of a version that is being made.

use super::{
    place::{DESK, TEAM_DESK, WAS},
    samples, step, view,
};
use crate::{
    say::{
        form::{Choice, Errors, Field, Input, Opt, Summary, day},
        format,
        words::T,
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
use register::catalogue::Measure;
use register::field::Problem as Wrong;
use register::offer::{Level, LineDraft, LineField, LineProblem, MAX_LINE, MAX_NAME, Status, WhatIsWrong};
use register::{MeasureId, OfferId, TeamId};
use std::str::FromStr;
use store::SaveError;
use store::offer::{OfferDesk, OfferRefusal};

const MEASURE: &str = "maatregel";
const LEVEL: &str = "niveau";
const SITE: &str = "locatie";
const TOWN: &str = "plaats";
pub(super) const TEAM: &str = "team";
const CAPACITY: &str = "aantal";
const WHO: &str = "wie";
const WHO_EN: &str = "wie-engels";
const ADDRESS: &str = "adres";
const REACHABLE: &str = "bereikbaar";
const REACHABLE_EN: &str = "bereikbaar-engels";
const HOW: &str = "hoe";
const HOW_EN: &str = "hoe-engels";
const UNTIL: &str = "tot";
/// Which version, and which line of it, for a line of a team.
pub(super) const VERSION: &str = "versie";
pub(super) const LINE: &str = "regel";
/// Takes it out.
pub(super) const AWAY: &str = "weg";
/// Every team.
const EVERY: &str = "alle";

const ORDER: [&str; 14] =
    [MEASURE, LEVEL, SITE, TOWN, TEAM, CAPACITY, WHO, WHO_EN, ADDRESS, REACHABLE, REACHABLE_EN, HOW, HOW_EN, UNTIL];

/// A version, and the measures that can be chosen.
pub(super) struct Stand {
    pub(super) desk: OfferDesk,
    pub(super) measures: Vec<Measure>,
}

async fn stand(app: &App, actor: &access::Actor) -> Result<Stand, Problem> {
    let today = app.clock.now().day;
    let desk = app.store.offer_desk(actor, today).await?;
    Ok(Stand { desk, measures: app.store.catalogue(actor.tenant(), today).await?.measures })
}

pub(super) async fn begin(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(offer): Path<String>,
) -> Result<Response, Problem> {
    let (offer, stand) = (id(&offer)?, stand(&app, &actor).await?);
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let page = LinePage::new(shell, &stand, (offer, None), &draft.unwrap_or_default(), &Errors::none());
    Ok(show(&page.ok_or(Problem::NotFound)?))
}

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path((offer, line)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (offer, line, stand) = (id(&offer)?, place(&line)?, stand(&app, &actor).await?);
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let stands = stands(&stand.desk, offer, line).ok_or(Problem::NotFound)?;
    let page = LinePage::new(shell, &stand, (offer, Some(line)), &draft.unwrap_or(stands), &Errors::none());
    Ok(show(&page.ok_or(Problem::NotFound)?))
}

/// Which line: a number, written in one way.
pub(super) fn place(text: &str) -> Result<u32, Problem> {
    text.parse().ok().filter(|place: &u32| place.to_string() == text).ok_or(Problem::NotFound)
}

pub(super) async fn add(
    state: State<App>,
    acting: Acting,
    shell: Shell,
    Path(offer): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    write(state, acting, shell, (id(&offer)?, None), input).await
}

pub(super) async fn save(
    state: State<App>,
    acting: Acting,
    shell: Shell,
    Path((offer, line)): Path<(String, String)>,
    input: Input,
) -> Result<Response, Problem> {
    write(state, acting, shell, (id(&offer)?, Some(place(&line)?)), input).await
}

async fn write(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    (offer, line): (OfferId, Option<u32>),
    input: Input,
) -> Result<Response, Problem> {
    let (now, was) = (app.clock.now(), input.text(WAS).parse().unwrap_or(-1));
    let back = format!("{DESK}/{offer}");
    let saved = match line {
        Some(place) if input.has(AWAY) => {
            let dropped = app.store.offer_line_drop(&actor, (offer, was), place, now).await;
            dropped.map(|()| "notice-offer-line-away").map_err(|refused| (refused, Errors::none()))
        }
        Some(_) | None => {
            let mut errors = Errors::none();
            let given = draft(&input, &mut errors);
            if !errors.is_empty() {
                // A day that is none: what else is wrong is said when it is sent again.
                let page = LinePage::new(shell, &stand(&app, &actor).await?, (offer, line), &input, &errors);
                return Ok(show_refused(&page.ok_or(Problem::NotFound)?));
            }
            let saved = app.store.offer_line_save(&actor, (offer, was), line, &given, now).await;
            saved.map(|_| "notice-offer-line-saved").map_err(|refused| (refused, errors))
        }
    };
    let (refused, errors) = match saved {
        Ok(notice) => return Ok(done(&app, &back, notice)),
        Err(refused) => refused,
    };
    let stand = stand(&app, &actor).await?;
    match refused {
        SaveError::Store(error) => Err(error.into()),
        SaveError::Refused(OfferRefusal::Line(wrong)) => {
            let errors = said(&wrong);
            let page = LinePage::new(shell, &stand, (offer, line), &input, &errors);
            Ok(show_refused(&page.ok_or(Problem::NotFound)?))
        }
        SaveError::Refused(
            other @ (OfferRefusal::Changed | OfferRefusal::Rules(_) | OfferRefusal::Mark(_) | OfferRefusal::Reason(_)),
        ) => {
            let words = step::above(shell.t, &other);
            let page = LinePage::new(step::said(shell, words), &stand, (offer, line), &input, &errors);
            Ok(show_as(StatusCode::CONFLICT, &page.ok_or(Problem::NotFound)?))
        }
    }
}

/// Which line of a team: of which version, and the line that becomes another or is said otherwise.
pub(super) struct OfTeam {
    pub(super) team: TeamId,
    pub(super) offer: OfferId,
    /// A line of the team.
    pub(super) line: Option<u32>,
}

/// Reads the form.
pub(super) fn draft(input: &Input, errors: &mut Errors) -> LineDraft {
    let words = |name| input.raw(name).to_owned();
    LineDraft {
        measure: MeasureId::from_str(input.text(MEASURE)).ok(),
        level: Level::from_code(input.text(LEVEL)),
        site: words(SITE),
        town: words(TOWN),
        team: TeamId::from_str(input.text(TEAM)).ok(),
        capacity: words(CAPACITY),
        who: words(WHO),
        who_en: words(WHO_EN),
        address: words(ADDRESS),
        reachable: words(REACHABLE),
        reachable_en: words(REACHABLE_EN),
        how: words(HOW),
        how_en: words(HOW_EN),
        until: day(input, UNTIL, errors),
    }
}

/// The field of the form, what is said when it is empty, and how much fits.
const fn of_field(field: LineField) -> (&'static str, &'static str, usize) {
    match field {
        LineField::Measure => (MEASURE, "error-offer-measure", 0),
        LineField::Level => (LEVEL, "error-offer-level", 0),
        LineField::Site => (SITE, "error-offer-site", MAX_NAME),
        LineField::Town => (TOWN, "error-offer-town", MAX_NAME),
        LineField::Team => (TEAM, "error-offer-team", 0),
        LineField::Capacity => (CAPACITY, "error-offer-capacity", MAX_NAME),
        LineField::Who => (WHO, "error-offer-who", MAX_NAME),
        LineField::WhoEn => (WHO_EN, "error-offer-english", MAX_NAME),
        LineField::Address => (ADDRESS, "error-offer-address", 0),
        LineField::Reachable => (REACHABLE, "error-offer-reachable", MAX_LINE),
        LineField::ReachableEn => (REACHABLE_EN, "error-offer-english", MAX_LINE),
        LineField::How => (HOW, "error-offer-how", MAX_LINE),
        LineField::HowEn => (HOW_EN, "error-offer-english", MAX_LINE),
        LineField::Until => (UNTIL, "error-offer-until", 0),
    }
}

/// What is wrong, beside each field; a field is told once.
pub(super) fn said(wrong: &[LineProblem]) -> Errors {
    let mut errors = Errors::none();
    for (field, what) in wrong {
        let (name, missing, max) = of_field(*field);
        if errors.fields().any(|known| known == name) {
            continue;
        }
        match what {
            WhatIsWrong::Text(problem @ (Wrong::TooLong { .. } | Wrong::NotText)) => {
                errors.extend(Errors::text(name, *problem, missing, max));
            }
            WhatIsWrong::Text(Wrong::Missing | Wrong::DoesNotApply | Wrong::EndsBeforeItBegins { .. }) => {
                errors.add(name, missing);
            }
            WhatIsWrong::NotInCatalogue => errors.add(name, "error-offer-not-in-catalogue"),
            WhatIsWrong::NoTeam => errors.add(name, "error-offer-team"),
            WhatIsWrong::NoNumber => errors.add(name, "error-offer-capacity"),
            WhatIsWrong::NoAddress => errors.add(name, "error-offer-address"),
            WhatIsWrong::Private => errors.add(name, "error-offer-private"),
            WhatIsWrong::Twice => errors.add(name, "error-offer-twice"),
            WhatIsWrong::Past => errors.add(name, "error-offer-until"),
        }
    }
    errors.in_order(&ORDER)
}

/// A line as if it had been typed.
pub(super) fn stands(desk: &OfferDesk, offer: OfferId, line: u32) -> Option<Input> {
    let kept = desk.one(offer)?;
    let draft = kept.lines.iter().find(|one| one.place == line)?.line.to_draft();
    let id = |id: Option<String>| id.unwrap_or_default();
    let team = draft.team.map_or_else(|| EVERY.to_owned(), |team| team.to_string());
    Some(Input::of(&[
        (MEASURE, &id(draft.measure.map(|id| id.to_string()))),
        (LEVEL, draft.level.map_or("", Level::code)),
        (SITE, &draft.site),
        (TOWN, &draft.town),
        (TEAM, &team),
        (CAPACITY, &draft.capacity),
        (WHO, &draft.who),
        (WHO_EN, &draft.who_en),
        (ADDRESS, &draft.address),
        (REACHABLE, &draft.reachable),
        (REACHABLE_EN, &draft.reachable_en),
        (HOW, &draft.how),
        (HOW_EN, &draft.how_en),
        (UNTIL, &draft.until.map(format::date_typed).unwrap_or_default()),
        (WAS, &kept.changes.to_string()),
    ]))
}

/// The page.
#[derive(Template)]
#[template(path = "offer/line.html")]
pub struct LinePage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    was: String,
    /// It can be taken out.
    there: bool,
    measure: Choice,
    level: Choice,
    /// Absent where it is of one team: what goes with the form instead.
    team: Option<Choice>,
    hidden: Vec<(&'static str, String)>,
    /// Name and town of the location, and how many.
    place: Vec<Field>,
    /// The other fields, in order.
    fields: Vec<Field>,
    until: Field,
}

impl LinePage {
    fn new(
        shell: Shell,
        stand: &Stand,
        (offer, line): (OfferId, Option<u32>),
        input: &Input,
        errors: &Errors,
    ) -> Option<Self> {
        let t = shell.t;
        let kept = stand.desk.one(offer)?;
        // Of a version that was asked about or decided no line is changed.
        if kept.offer.status() != Status::Draft {
            return None;
        }
        let name = t.say("offer-version").arg("number", i64::from(kept.offer.number)).to_string();
        let shell = shell.crumb(t.get("offer-desk-title"), DESK).crumb(name, format!("{DESK}/{offer}")).keeping();
        let field = |name: &str, label: &str, hint: &str| {
            Field::text(name, t.get(label)).hint(t.get(hint)).filled(t, input, errors)
        };
        let plain = |name: &str, label: &str| Field::text(name, t.get(label)).filled(t, input, errors);
        let mut measures: Vec<Opt> = stand.measures.iter().map(|one| Opt::new(one.id.to_string(), &one.text)).collect();
        // What it offers is shown, also where the catalogue has it no more; saving says so.
        let old = line.and_then(|place| kept.lines.iter().find(|one| one.place == place)).map(|one| &one.line);
        if let Some(old) = old.filter(|old| !stand.measures.iter().any(|one| one.id == old.measure)) {
            measures.push(Opt::new(old.measure.to_string(), &old.text));
        }
        let mut teams = vec![Opt::new(EVERY, t.get("offer-every-team"))];
        teams.extend(stand.desk.teams.iter().map(|(id, name)| Opt::new(id.to_string(), name)));
        let levels = Level::ALL.iter().map(|level| Opt::new(level.code(), view::level(t, *level))).collect();
        let choice = |name: &str, label: &str, all| Choice::new(name, t.get(label), all);
        let was = if input.has(WAS) { input.text(WAS).to_owned() } else { kept.changes.to_string() };
        Some(Self {
            t,
            summary: errors.summary(t),
            title: t.get(if line.is_some() { "offer-line-title" } else { "offer-line-new" }),
            here: line.map_or_else(|| format!("{DESK}/{offer}/nieuw"), |place| format!("{DESK}/{offer}/{place}")),
            was,
            there: line.is_some(),
            measure: choice(MEASURE, "offer-measure", measures).filled(t, input, errors),
            level: choice(LEVEL, "offer-level", levels).filled(t, input, errors),
            team: Some(choice(TEAM, "offer-team", teams).filled_or(t, input, errors, EVERY)),
            hidden: Vec::new(),
            place: vec![
                field(SITE, "offer-site", "offer-site-hint").optional(),
                plain(TOWN, "offer-town").optional(),
                field(CAPACITY, "offer-capacity-field", "offer-capacity-hint").optional(),
            ],
            fields: vec![
                field(WHO, "offer-who-field", "offer-who-hint"),
                plain(WHO_EN, "offer-who-en"),
                field(ADDRESS, "offer-address", "offer-address-hint"),
                field(REACHABLE, "offer-reachable", "offer-reachable-hint"),
                plain(REACHABLE_EN, "offer-reachable-en"),
                field(HOW, "offer-how", "offer-how-hint"),
                plain(HOW_EN, "offer-how-en"),
            ],
            until: field(UNTIL, "offer-until", "offer-until-hint").optional(),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        })
    }
}

impl LinePage {
    /// The same for a line of one team. `None` where the version takes no lines now, or it is no line of theirs.
    pub(super) fn of_team(shell: Shell, stand: &Stand, of: &OfTeam, input: &Input, errors: &Errors) -> Option<Self> {
        let t = shell.t;
        let (_, name) = stand.desk.teams.iter().find(|(team, _)| *team == of.team)?;
        let kept = stand.desk.one(of.offer)?;
        if let Some(place) = of.line {
            kept.lines.iter().find(|one| one.place == place && one.line.team == Some(of.team))?;
        }
        let back = format!("{TEAM_DESK}?{TEAM}={}", of.team);
        let plain = Self::new(shell.clone(), stand, (of.offer, of.line), input, errors)?;
        let shell = shell.crumb(t.get("offer-team-title"), TEAM_DESK).crumb(name, back).keeping();
        let line = of.line.map(|place| place.to_string()).unwrap_or_default();
        let (team, offer) = (of.team.to_string(), of.offer.to_string());
        Some(Self {
            title: t.say("offer-team-line").arg("team", name.as_str()).to_string(),
            here: format!("{TEAM_DESK}/regel"),
            team: None,
            hidden: vec![(TEAM, team), (VERSION, offer), (LINE, line)],
            shell: if errors.is_empty() { shell } else { shell.failed() },
            ..plain
        })
    }
}

impl Page for LinePage {
    const NAME: &'static str = "offer/line";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let (mut desk, kept) = (samples::desk(), samples::kept(Status::Draft));
        let id = kept.offer.id;
        desk.all.insert(0, kept);
        let stand = Stand { measures: samples::measures(), desk };
        let page = |line, input: Option<Input>, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::PolicyOfficer, "/beleid/aanbod/018e/1");
            Self::new(shell, &stand, (id, line), &input.unwrap_or_default(), errors)
        };
        let of_team = |line: Option<u32>| {
            let team = stand.desk.teams[0].0;
            let shell = Shell::sample_as(t, Role::TeamManager, "/team/aanbod/regel");
            let input = stands(&stand.desk, id, line.unwrap_or(1)).unwrap_or_default();
            Self::of_team(shell, &stand, &OfTeam { team, offer: id, line }, &input, &Errors::none())
        };
        let draft = draft(&Input::of(&[(ADDRESS, "jan@gmail.com"), (CAPACITY, "veel")]), &mut Errors::none());
        let wrong = draft.check(&stand.measures, &[], &[], samples::today()).err().unwrap_or_default();
        [
            ("new", page(None, None, &Errors::none())),
            ("stands", page(Some(1), stands(&stand.desk, id, 1), &Errors::none())),
            ("errors", page(None, None, &said(&wrong))),
            ("team-new", of_team(None)),
            ("team", of_team(Some(4))),
        ]
        .into_iter()
        .filter_map(|(name, page)| Some((name, page?)))
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_as_it_stands_is_read_as_it_stands() {
        let desk = samples::desk();
        for kept in &desk.all {
            for one in &kept.lines {
                let input = stands(&desk, kept.offer.id, one.place).unwrap();
                assert_eq!(draft(&input, &mut Errors::none()), one.line.to_draft());
            }
        }
    }

    #[test]
    fn every_field_says_what_is_wrong_with_it() {
        let wrong = LineDraft::default().check(&[], &[], &[], samples::today()).unwrap_err();
        let errors = said(&wrong);
        assert_eq!(errors.fields().count(), wrong.len());
        for field in LineField::ALL {
            assert!(ORDER.contains(&of_field(*field).0));
        }
    }
}
