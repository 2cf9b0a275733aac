//! `/aanbod`: which schools say what they offer, and searching all of them by need, in one's own words. What is typed comes in the body
//! of a form and goes out with the page: it may hold words about health, so it stands in no address and is kept nowhere.

use super::{
    place::{PUBLIC, kept},
    samples,
};
use crate::{
    say::{
        form::{Errors, Field, Input, Summary},
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
use axum::{extract::State, response::Response};
use register::offer::{Asked, Concept, Hit, Sought, concepts, read, search, town};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use store::offer::{Findable, OfferingSchool};
use tokio::{sync::Semaphore, time::timeout};

/// What is sought.
const SEEK: &str = "zoek";
/// The most characters that are read.
const MOST: usize = 300;
/// Anybody may seek, and each search reads the lines of all schools and writes what was sought in vain: a few at a time.
static AT_ONCE: Semaphore = Semaphore::const_new(2);
/// How long somebody waits for a turn, and then before trying again: in seconds.
const WAIT: u32 = 5;
/// How many places of one measure are shown at once.
const PLACES: usize = 6;

pub(super) async fn show_all(State(app): State<App>, visit: Visit, shell: Shell) -> Result<Response, Problem> {
    let schools = app.store.offering_schools().await?;
    let page = SchoolsPage::new(shell, &schools, &[], &Input::default(), &Errors::none(), None);
    Ok(kept(show(&page), visit.signed.is_some()))
}

pub(super) async fn find(State(app): State<App>, shell: Shell, input: Input) -> Result<Response, Problem> {
    let turn = timeout(Duration::from_secs(WAIT.into()), AT_ONCE.acquire()).await;
    let _turn = turn.map_err(|_| Problem::Busy(WAIT))?;
    let now = app.clock.now();
    let (schools, lines) = app.store.offer_findable(now.day).await?;
    let phrase = input.text(SEEK);
    let wrong = match phrase.chars().count() {
        0 => Some("error-offer-seek-empty"),
        many if many > MOST => Some("error-offer-seek-long"),
        _ => None,
    };
    if let Some(key) = wrong {
        let errors = Errors::one(SEEK, key);
        return Ok(show_refused(&SchoolsPage::new(shell, &schools, &lines, &input, &errors, None)));
    }
    let sought: Vec<Sought<'_>> = lines.iter().map(Findable::sought).collect();
    let asked = read(phrase, &sought);
    let said = concepts(&sought);
    let hits = search(&asked, &sought, &said);
    app.store.offer_sought(&in_vain(&asked, &schools, &sought, &said), now).await?;
    Ok(show(&SchoolsPage::new(shell, &schools, &lines, &input, &Errors::none(), Some((&asked, &hits)))))
}

/// What each school does not offer of what was sought: of the schools in the towns that were named, or of all. `said`: the concepts of
/// the lines.
fn in_vain(
    asked: &Asked,
    schools: &[OfferingSchool],
    sought: &[Sought<'_>],
    said: &[BTreeSet<Concept>],
) -> Vec<(register::TenantId, Vec<Concept>, usize)> {
    let mut offered: Vec<BTreeSet<Concept>> = vec![BTreeSet::new(); schools.len()];
    let mut there = vec![asked.towns.is_empty(); schools.len()];
    for (line, said) in sought.iter().zip(said) {
        offered[line.school].extend(said);
        // A town narrows as the search does.
        there[line.school] = there[line.school] || line.town.is_some_and(|it| asked.towns.contains(&town(it)));
    }
    let mut counted = Vec::new();
    for ((school, offered), _) in schools.iter().zip(&offered).zip(there).filter(|(_, there)| *there) {
        let vain: Vec<Concept> = asked.in_vain(offered).into_iter().collect();
        if !vain.is_empty() || asked.unknown > 0 {
            counted.push((school.tenant, vain, asked.unknown));
        }
    }
    counted
}

/// Where a measure is offered.
struct There {
    name: String,
    at: String,
    href: String,
}

/// A measure that was found.
struct Found {
    what: String,
    places: Vec<There>,
    more: Option<String>,
}

/// Whom to ask at a school of which nothing was found.
struct Ask {
    name: String,
    href: String,
    who: String,
    address: String,
}

/// Whom to ask at each school: who most of its lines name.
fn asks(t: T, schools: &[OfferingSchool], lines: &[Findable], asked: &Asked) -> Vec<Ask> {
    let mut named: BTreeMap<usize, BTreeMap<&str, (usize, &Findable)>> = BTreeMap::new();
    let mut there: BTreeSet<usize> = BTreeSet::new();
    for line in lines {
        named.entry(line.school).or_default().entry(line.address.as_str()).or_insert((0, line)).0 += 1;
        let in_town = line.town.as_deref().is_some_and(|it| asked.towns.contains(&town(it)));
        there.extend((asked.towns.is_empty() || in_town).then_some(line.school));
    }
    let ask = |(at, of): (usize, BTreeMap<&str, (usize, &Findable)>)| {
        let school = schools.get(at).filter(|_| there.contains(&at))?;
        let (_, line) = of.into_values().max_by_key(|(many, line)| (*many, std::cmp::Reverse(line.place)))?;
        let who = match t.lang() {
            Lang::Nl => line.who.clone(),
            Lang::En => line.who_en.clone(),
        };
        let (name, href) = (school.name.clone(), format!("{PUBLIC}/{}", school.code));
        Some(Ask { name, href, who, address: line.address.clone() })
    };
    named.into_iter().filter_map(ask).take(PLACES).collect()
}

/// The page.
#[derive(Template)]
#[template(path = "offer/schools.html")]
pub struct SchoolsPage {
    t: T,
    shell: Shell,
    summary: Summary,
    seek: Field,
    /// None while nothing was sought.
    found: Option<Vec<Found>>,
    /// Whom to ask, where nothing was found.
    ask: Vec<Ask>,
    /// Words that are not known.
    unknown: Option<String>,
    schools: Vec<(String, String)>,
}

impl SchoolsPage {
    fn new(
        shell: Shell,
        schools: &[OfferingSchool],
        lines: &[Findable],
        input: &Input,
        errors: &Errors,
        sought: Option<(&Asked, &[Hit])>,
    ) -> Self {
        let t = shell.t;
        let there = |at: &usize| {
            let line = lines.get(*at)?;
            let school = schools.get(line.school)?;
            let site = line.site.as_ref().zip(line.town.as_ref()).map(|(site, town)| format!("{site}, {town}"));
            Some(There {
                name: school.name.clone(),
                at: site.unwrap_or_else(|| t.get("offer-at-school")),
                href: format!("{PUBLIC}/{}#regel-{}", school.code, line.place),
            })
        };
        let one = |hit: &Hit| {
            let line = lines.get(*hit.lines.first()?)?;
            let left = hit.lines.len().saturating_sub(PLACES);
            Some(Found {
                what: match t.lang() {
                    Lang::Nl => line.text.clone(),
                    Lang::En => line.text_en.clone(),
                },
                places: hit.lines.iter().take(PLACES).filter_map(there).collect(),
                more: (left > 0).then(|| t.say("offer-more-places").arg("many", left).to_string()),
            })
        };
        let unknown = sought.map(|(asked, _)| asked.unknown).filter(|many| *many > 0);
        let nothing = sought.filter(|(_, hits)| hits.is_empty());
        Self {
            t,
            summary: errors.summary(t),
            ask: nothing.map_or_else(Vec::new, |(asked, _)| asks(t, schools, lines, asked)),
            seek: Field::text(SEEK, t.get("offer-seek")).hint(t.get("offer-seek-hint")).filled(t, input, errors),
            found: sought.map(|(_, hits)| hits.iter().filter_map(one).collect()),
            unknown: unknown.map(|many| t.say("offer-seek-unknown").arg("many", many).to_string()),
            schools: schools.iter().map(|one| (one.name.clone(), format!("{PUBLIC}/{}", one.code))).collect(),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for SchoolsPage {
    const NAME: &'static str = "offer/schools";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let (schools, lines) = samples::findable();
        let sought: Vec<Sought<'_>> = lines.iter().map(Findable::sought).collect();
        let page = |phrase: &str| {
            let asked = read(phrase, &sought);
            let hits = search(&asked, &sought, &concepts(&sought));
            let input = Input::of(&[(SEEK, phrase)]);
            Self::new(Shell::sample(t), &schools, &lines, &input, &Errors::none(), Some((&asked, &hits)))
        };
        let plain = |schools: &[OfferingSchool], errors: &Errors| {
            Self::new(Shell::sample(t), schools, &lines, &Input::default(), errors, None)
        };
        vec![
            ("nothing", plain(&[], &Errors::none())),
            ("schools", plain(&schools, &Errors::none())),
            ("found", page("rustige toetsruimte Arnhem")),
            ("found-nothing", page("zwembad")),
            ("error", plain(&schools, &Errors::one(SEEK, "error-offer-seek-empty"))),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nothing_is_found_it_says_whom_to_ask_in_that_town() {
        let (schools, mut lines) = samples::findable();
        lines[2].address = "een@school.example".to_owned();
        lines[3].address = "twee@school.example".to_owned();
        lines[3].place = 2;
        let sought: Vec<Sought<'_>> = lines.iter().map(Findable::sought).collect();
        let t = T::default();
        let of = |phrase| asks(t, &schools, &lines, &read(phrase, &sought));
        let everywhere = of("zwembad");
        assert_eq!(
            everywhere.iter().map(|ask| ask.name.as_str()).collect::<Vec<_>>(),
            [&schools[0].name, &schools[1].name]
        );
        assert_eq!(everywhere[1].address, "een@school.example", "of two that are named as often, the first line's");
        let there: Vec<_> = of("zwembad Zwolle").into_iter().map(|ask| ask.href).collect();
        assert_eq!(there, [format!("{PUBLIC}/{}", schools[1].code)]);
    }

    #[test]
    fn what_a_school_does_not_offer_is_counted_there_and_no_word_is_kept() {
        let (schools, lines) = samples::findable();
        let sought: Vec<Sought<'_>> = lines.iter().map(Findable::sought).collect();
        let asked = read("rustige toets met een rooster en iets raars Arnhem", &sought);
        let counted = in_vain(&asked, &schools, &sought, &concepts(&sought));
        assert_eq!(counted.len(), 1, "only the school in the town that was named");
        assert_eq!(counted[0].0, schools[0].tenant);
        assert_eq!(counted[0].1, [Concept::Timetable], "what it does offer is not in vain");
        assert_eq!(counted[0].2, 1);
        let everywhere = Asked { towns: BTreeSet::new(), ..asked };
        let counted = in_vain(&everywhere, &schools, &sought, &concepts(&sought));
        let tenants: Vec<_> = counted.iter().map(|(tenant, _, _)| *tenant).collect();
        assert_eq!(tenants, [schools[0].tenant, schools[1].tenant], "without a town: at each school");
        assert!(!counted[1].1.contains(&Concept::Timetable), "the other school has a timetable");
        assert!(in_vain(&Asked::default(), &schools, &sought, &concepts(&sought)).is_empty(), "nothing is counted");
    }
}
