//! What is offered, by place, and in each place by whom to ask: what lines share is said once, above them.

use super::view::{self, LineView};
use crate::say::words::T;
use register::{TeamId, offer::same_place, text::key};
use store::offer::Placed;
use time::Date;

/// A place: the whole school, a location, a team, or a team at a location.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Where it is on the page.
    pub(super) id: String,
    /// What it is called.
    pub(super) title: String,
    /// What is offered there, by whom to ask.
    pub(super) desks: Vec<Desk>,
}

/// Whom to ask, and for what.
#[derive(Debug, Clone)]
pub(super) struct Desk {
    /// A function.
    pub(super) who: String,
    /// Their address.
    pub(super) address: String,
    /// When they can be reached.
    pub(super) reachable: String,
    /// How one gets it, where that is the same for all of it; else each line says its own.
    pub(super) how: Option<String>,
    /// What it is asked for, in the order of the kinds.
    pub(super) lines: Vec<LineView>,
}

/// What is offered on a day, the whole school first. A line for a team that ended is not: nobody can give it.
pub(super) fn places<'a>(
    t: T,
    lines: impl Iterator<Item = &'a Placed>,
    teams: &[(TeamId, String)],
    day: Date,
) -> Vec<Place> {
    let there = |team: &Option<TeamId>| team.is_none_or(|team| teams.iter().any(|(id, _)| *id == team));
    let mut lines: Vec<&Placed> = lines.filter(|one| one.offered(day) && there(&one.line.team)).collect();
    lines.sort_by_key(|one| (one.line.kind, one.place));
    let alike = |one: &Placed, other: &Placed| {
        one.line.team == other.line.team && same_place(one.line.site.as_ref(), other.line.site.as_ref())
    };
    let mut found = gather(lines, alike);
    found.sort_by_cached_key(|of| {
        let line = &of[0].line;
        (line.team.is_some(), line.site.is_some(), key(&view::at(t, line, teams)))
    });
    let place = |(number, of): (usize, Vec<&Placed>)| Place {
        id: format!("plek-{number}"),
        title: headed(&view::at(t, &of[0].line, teams)),
        desks: gather(of, asks_the_same).into_iter().map(|of| desk(t, &of, teams)).collect(),
    };
    (1..).zip(found).map(place).collect()
}

/// Whether one asks the same people in the same way, however that is written.
fn asks_the_same(one: &Placed, other: &Placed) -> bool {
    let said = |one: &Placed| {
        let line = &one.line;
        [&line.who, &line.who_en, &line.address, &line.reachable, &line.reachable_en].map(|text| key(text))
    };
    said(one) == said(other)
}

fn desk(t: T, of: &[&Placed], teams: &[(TeamId, String)]) -> Desk {
    let mut lines: Vec<LineView> = of.iter().map(|one| view::line(t, one, teams)).collect();
    let first = &of[0].line;
    let one_how =
        of.iter().all(|one| key(&one.line.how) == key(&first.how) && key(&one.line.how_en) == key(&first.how_en));
    let (who, address, reachable) = (lines[0].who.clone(), lines[0].address.clone(), lines[0].reachable.clone());
    let how = one_how.then(|| lines[0].how.clone());
    if how.is_some() {
        lines.iter_mut().for_each(|line| line.how.clear());
    }
    Desk { who, address, reachable, how, lines }
}

/// Puts together what is alike, each where its first one was.
fn gather(all: Vec<&Placed>, alike: impl Fn(&Placed, &Placed) -> bool) -> Vec<Vec<&Placed>> {
    let mut found: Vec<Vec<&Placed>> = Vec::new();
    for one in all {
        match found.iter_mut().find(|of| alike(of[0], one)) {
            Some(of) => of.push(one),
            None => found.push(vec![one]),
        }
    }
    found
}

/// As it stands above something: it begins with a capital.
fn headed(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offer::samples;
    use register::offer::Site;

    /// A place by its name, and at each address whether how to get it is said, and of how many lines.
    type Drawn = Vec<(String, Vec<(String, bool, usize)>)>;

    /// What is said of places.
    fn drawn(lines: &[Placed]) -> Drawn {
        let found = places(T::default(), lines.iter(), &samples::desk().teams, samples::today());
        let desks = |place: &Place| {
            place.desks.iter().map(|desk| (desk.address.clone(), desk.how.is_some(), desk.lines.len())).collect()
        };
        found.iter().map(|place| (place.title.clone(), desks(place))).collect()
    }

    #[test]
    fn what_lines_share_is_said_once_in_each_place() {
        let all = samples::public().now.unwrap().lines;
        let mut lines: Vec<Placed> = all.into_iter().filter(|one| one.offered(samples::today())).take(6).collect();
        let team = samples::desk().teams[1].0;
        let at = |name: &str, town: &str| Some(Site { name: name.into(), town: town.into() });
        let places = [
            (None, None, "a@school.example", "Vraag het."),
            (at("Velperweg", "Arnhem"), None, "a@school.example", "Vraag het."),
            (at("VELPERWEG", "Arnhem"), None, "A@school.example", "Bel ons."),
            (None, Some(team), "b@school.example", "Vraag het."),
            (None, None, "b@school.example", "Vraag het."),
            (None, None, "a@school.example", "vraag het."),
        ];
        for (one, (site, team, address, how)) in lines.iter_mut().zip(places) {
            one.line.site = site;
            one.line.team = team;
            one.line.address = address.into();
            one.line.how = how.into();
        }
        let one = |address: &str, how, many| (address.to_owned(), how, many);
        assert_eq!(
            drawn(&lines),
            [
                ("Hele school".to_owned(), vec![one("a@school.example", true, 2), one("b@school.example", true, 1)]),
                ("Velperweg, Arnhem".to_owned(), vec![one("a@school.example", false, 2)]),
                ("Team Zorg en welzijn".to_owned(), vec![one("b@school.example", true, 1)]),
            ]
        );
        assert!(drawn(&[]).is_empty());
    }

    #[test]
    fn nothing_that_is_offered_is_lost() {
        let (found, today) = (samples::public(), samples::today());
        let now = found.now.unwrap();
        let shown = places(T::default(), now.lines.iter(), &found.teams, today);
        let mut told: Vec<String> = shown
            .iter()
            .flat_map(|place| &place.desks)
            .flat_map(|desk| &desk.lines)
            .map(|line| line.place.clone())
            .collect();
        let mut offered: Vec<String> =
            now.lines.iter().filter(|one| one.offered(today)).map(|one| one.place.to_string()).collect();
        told.sort();
        offered.sort();
        assert_eq!(told, offered);
        assert!(told.len() > 15);
        let gone = places(T::default(), now.lines.iter(), &[], today);
        assert!(gone.iter().all(|place| !place.title.starts_with("Team")), "a line of a team that ended");
    }
}
