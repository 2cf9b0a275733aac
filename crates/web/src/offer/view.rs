//! A line of an offer as people read it.

use crate::say::{
    agreement,
    law::article,
    words::{Lang, T},
};
use register::{
    TeamId,
    law::Article,
    offer::{Level, Mark, Outcome, Told},
};
use store::offer::{Kept, Placed};

/// A line in words.
#[derive(Debug, Clone, Default)]
pub(super) struct LineView {
    /// Which line of the version.
    pub(super) place: String,
    /// What it is.
    pub(super) what: String,
    /// Its kind.
    pub(super) kind: String,
    /// Basic, extra or both.
    pub(super) level: String,
    /// For whom.
    pub(super) at: String,
    /// To how many.
    pub(super) capacity: String,
    /// Whom to ask.
    pub(super) who: String,
    /// Their address.
    pub(super) address: String,
    /// When.
    pub(super) reachable: String,
    /// How.
    pub(super) how: String,
    /// Until when, where that is known.
    pub(super) until: Option<String>,
    /// There is no place, since when.
    pub(super) full: Option<String>,
    /// It is not offered any more, and why.
    pub(super) stopped: Option<String>,
}

/// Basic, extra or both, in words.
pub(super) fn level(t: T, level: Level) -> String {
    t.get(match level {
        Level::Basic => "offer-level-basic",
        Level::Extra => "offer-level-extra",
        Level::Both => "offer-level-both",
    })
}

/// What the council said, in words.
pub(super) fn outcome(t: T, outcome: Outcome) -> String {
    t.get(match outcome {
        Outcome::Positive => "offer-advice-positive",
        Outcome::Conditions => "offer-advice-conditions",
        Outcome::Negative => "offer-advice-negative",
        Outcome::None => "offer-advice-none",
    })
}

/// Whether it is told in time, in words; nothing where all is well.
pub(super) fn told(t: T, told: Option<Told>) -> Option<(bool, String)> {
    match told? {
        Told::BeforeApplying => None,
        Told::BeforeStart { apply } => Some((false, t.say("offer-told-after-april").arg("on", apply).to_string())),
        Told::TooLate { start } => {
            let by = article(t, Article::Inform);
            Some((true, t.say("offer-told-late").arg("on", start).arg("article", by).to_string()))
        }
    }
}

/// That it stands in the OER, and since when; or that it belongs there, while nobody noted it.
pub(super) fn included(t: T, kept: &Kept) -> String {
    match kept.offer.included() {
        Some(on) => t.say("offer-included").arg("on", on).to_string(),
        None => t.get("offer-belongs"),
    }
}

/// For whom a line is: where, and which team.
pub(super) fn at(t: T, line: &register::offer::Line, teams: &[(TeamId, String)]) -> String {
    let site = line.site.as_ref().map(|site| format!("{}, {}", site.name, site.town));
    let team = line.team.map(|id| {
        let name = teams.iter().find(|(team, _)| *team == id).map(|(_, name)| name.clone());
        name.unwrap_or_else(|| t.get("offer-team-gone"))
    });
    match (site, team) {
        (None, None) => t.get("offer-at-school"),
        (Some(site), None) => site,
        (None, Some(team)) => t.say("offer-at-team").arg("team", team).to_string(),
        (Some(site), Some(team)) => t.say("offer-at-both").arg("team", team).arg("site", site).to_string(),
    }
}

/// What a line offers, in the language of the reader.
pub(super) fn text(t: T, line: &register::offer::Line) -> &str {
    match t.lang() {
        Lang::Nl => &line.text,
        Lang::En => &line.text_en,
    }
}

/// That there is no place, and that it is not offered any more: since when, and why.
pub(super) fn marked(t: T, placed: &Placed) -> (Option<String>, Option<String>) {
    let since = placed.noted.last();
    match placed.mark() {
        Mark::Open => (None, None),
        Mark::Full => (since.map(|noted| t.say("offer-full-since").arg("on", noted.on).to_string()), None),
        Mark::Stopped => {
            let said = since.map(|noted| {
                let why = noted.reason.clone().unwrap_or_default();
                t.say("offer-stopped-since").arg("on", noted.on).arg("why", why).to_string()
            });
            (None, said)
        }
    }
}

/// A line in words.
pub(super) fn line(t: T, placed: &Placed, teams: &[(TeamId, String)]) -> LineView {
    let line = &placed.line;
    let own = |nl: &String, en: &String| match t.lang() {
        Lang::Nl => nl.clone(),
        Lang::En => en.clone(),
    };
    let (full, stopped) = marked(t, placed);
    LineView {
        place: placed.place.to_string(),
        what: own(&line.text, &line.text_en),
        kind: agreement::kind(t, line.kind),
        level: level(t, line.level),
        at: at(t, line, teams),
        capacity: match line.capacity {
            None => t.get("offer-no-limit"),
            Some(many) => t.say("offer-at-a-time").arg("many", i64::from(many)).to_string(),
        },
        who: own(&line.who, &line.who_en),
        address: line.address.clone(),
        reachable: own(&line.reachable, &line.reachable_en),
        how: own(&line.how, &line.how_en),
        until: line.until.map(|day| t.date(day)),
        full,
        stopped,
    }
}

/// From when a version holds, in a sentence.
pub(super) fn since(t: T, kept: &Kept) -> String {
    kept.offer
        .decided()
        .map_or_else(String::new, |(from, on)| t.say("offer-since").arg("from", from).arg("on", on).to_string())
}
