//! `/aanbod/{school}/vergelijk`: two or three teams side by side, measure by measure.

use super::{
    place::{PUBLIC, kept},
    samples, view,
};
use crate::{
    say::{
        form::{Choice, Errors, Input, Opt, Summary},
        words::{Lang, T},
    },
    site::{
        app::App,
        page::{Page, show, show_refused},
        problem::Problem,
        shell::Shell,
        visit::Visit,
    },
};
use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use register::TeamId;
use std::{
    collections::{BTreeSet, HashMap},
    str::FromStr,
};
use store::offer::{Placed, PublicOffer};
use time::Date;

const TEAM: &str = "team";
/// How many stand beside each other.
const MOST: usize = 3;

pub(super) async fn teams(
    State(app): State<App>,
    visit: Visit,
    shell: Shell,
    Path(code): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let input = Input::parse(query.unwrap_or_default().as_bytes()).ok_or(Problem::BadRequest)?;
    let today = app.clock.now().day;
    let found = app.store.offer_public(&super::school::code_of(&code)?, today).await?;
    let page = ComparePage::new(shell, &found, &input, today);
    let refused = page.wrong;
    Ok(if refused { show_refused(&page) } else { kept(show(&page), visit.signed.is_some()) })
}

/// A measure, and how each team offers it.
struct Row {
    what: String,
    cells: Vec<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "offer/compare.html")]
pub struct ComparePage {
    t: T,
    shell: Shell,
    summary: Summary,
    here: String,
    choice: Choice,
    names: Vec<String>,
    rows: Vec<Row>,
    wrong: bool,
}

impl ComparePage {
    fn new(shell: Shell, found: &PublicOffer, input: &Input, today: Date) -> Self {
        let t = shell.t;
        let school = format!("{PUBLIC}/{}", found.school.code);
        let shell = shell.crumb(t.get("offer-title"), PUBLIC).crumb(&found.school.name, school.clone());
        let mut chosen: Vec<TeamId> = Vec::new();
        for team in input.all(TEAM).filter_map(|text| TeamId::from_str(text).ok()) {
            if found.teams.iter().any(|(id, _)| *id == team) && !chosen.contains(&team) {
                chosen.push(team);
            }
        }
        let errors = match chosen.len() {
            0 if !input.has(TEAM) => Errors::none(),
            2..=MOST => Errors::none(),
            _ => Errors::one(TEAM, "error-offer-compare"),
        };
        let options = found.teams.iter().map(|(id, name)| Opt::new(id.to_string(), name)).collect();
        let right = errors.is_empty() && !chosen.is_empty();
        Self {
            t,
            summary: errors.summary(t),
            wrong: !errors.is_empty(),
            here: format!("{school}/vergelijk"),
            choice: Choice::new(TEAM, t.get("offer-compare-teams"), options)
                .hint(t.get("offer-compare-hint"))
                .filled(t, input, &errors),
            names: chosen
                .iter()
                .filter_map(|id| found.teams.iter().find(|(team, _)| team == id))
                .map(|(_, name)| name.clone())
                .collect(),
            rows: if right { rows(t, found, &chosen, today) } else { Vec::new() },
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

/// Each measure that one of the teams offers, in the order of the school.
fn rows(t: T, found: &PublicOffer, teams: &[TeamId], today: Date) -> Vec<Row> {
    // A measure is what is written the same: each line is read once.
    let mut measures: Vec<Vec<&Placed>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for one in found.now.iter().flat_map(|kept| &kept.lines).filter(|one| one.offered(today)) {
        let at = *places.entry(register::text::key(&one.line.text)).or_insert(measures.len());
        if at == measures.len() {
            measures.push(Vec::new());
        }
        measures[at].push(one);
    }
    // What a team says otherwise than the whole school is read in the team's own words alone.
    let read = |team: &TeamId| -> BTreeSet<u32> {
        let of = found.now.iter().flat_map(|kept| kept.read_by_team(*team, today));
        of.map(|one| one.place).collect()
    };
    let read: Vec<BTreeSet<u32>> = teams.iter().map(read).collect();
    let said = |one: &&Placed| {
        let level = view::level(t, one.line.level);
        let site = one.line.site.as_ref();
        site.map_or(level.clone(), |site| format!("{level} ({}, {})", site.name, site.town))
    };
    let no = t.get("offer-compare-no");
    let mut rows = Vec::new();
    for same in measures {
        let cell = |read: &BTreeSet<u32>| {
            let here = same.iter().filter(|one| read.contains(&one.place));
            let words: Vec<String> = here.map(said).collect();
            if words.is_empty() { no.clone() } else { words.join("; ") }
        };
        let cells: Vec<String> = read.iter().map(cell).collect();
        if cells.iter().any(|cell| *cell != no) {
            let line = &same[0].line;
            let what = match t.lang() {
                Lang::Nl => line.text.clone(),
                Lang::En => line.text_en.clone(),
            };
            rows.push(Row { what, cells });
        }
    }
    rows
}

impl Page for ComparePage {
    const NAME: &'static str = "offer/compare";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let found = samples::public();
        let teams: Vec<String> = found.teams.iter().map(|(id, _)| id.to_string()).collect();
        let page = |many: usize| {
            let pairs: Vec<(&str, &str)> = teams.iter().take(many).map(|id| (TEAM, id.as_str())).collect();
            Self::new(Shell::sample(t), &found, &Input::of(&pairs), samples::today())
        };
        vec![("choose", page(0)), ("one", page(1)), ("two", page(2))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use register::offer::{Level, Mark};
    use store::offer::Noted;

    /// What is said of one measure for two teams: the whole school offers it as basic, and the first team, where it does, as extra.
    fn cells(own: Option<Option<Mark>>, site: bool) -> Vec<String> {
        let mut found = samples::public();
        let teams: Vec<TeamId> = found.teams.iter().map(|(id, _)| *id).collect();
        let kept = found.now.as_mut().unwrap();
        let mut wide = kept.lines.iter().find(|one| one.line.site.is_some()).unwrap().clone();
        let place = wide.line.site.take();
        (wide.line.team, wide.line.until, wide.noted) = (None, None, Vec::new());
        wide.line.level = Level::Basic;
        let mut lines = vec![wide.clone()];
        if let Some(mark) = own {
            let mut one = wide;
            (one.place, one.line.team, one.line.level) = (900, Some(teams[0]), Level::Extra);
            one.line.site = place.filter(|_| site);
            one.noted.extend(mark.map(|mark| Noted { mark, on: samples::today(), reason: None }));
            lines.push(one);
        }
        kept.lines = lines;
        let rows = rows(T::default(), &found, &teams, samples::today());
        assert_eq!(rows.len(), 1, "one measure");
        rows.into_iter().flat_map(|row| row.cells).collect()
    }

    #[test]
    fn what_a_team_says_otherwise_stands_alone() {
        for (own, site, expected, what) in [
            (None, false, ["basis", "basis"], "of the whole school"),
            (Some(None), false, ["extra", "basis"], "the team says it otherwise"),
            (Some(Some(Mark::Full)), false, ["extra", "basis"], "also where it is full"),
            (Some(Some(Mark::Stopped)), false, ["basis", "basis"], "what stopped says nothing otherwise"),
            (Some(None), true, ["basis; extra (Velperweg, Arnhem)", "basis"], "one location says nothing of another"),
        ] {
            assert_eq!(cells(own, site), expected, "{what}");
        }
    }
}
