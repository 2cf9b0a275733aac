//! `/beleid/aanbod`: the versions of what a school offers, which holds, what is wrong with its lines today, and what was sought in vain.

use super::{
    place::{COUNCIL, DESK, PUBLIC},
    samples, step, view,
};
use crate::{
    say::{
        law::{article, cite},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_as},
        problem::Problem,
        session::Acting,
        shell::Shell,
    },
};
use access::Role;
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use register::catalogue::{Measure, MeasureKind};
use register::law::Article;
use register::offer::{Concept, FEWEST, Many, Refusal, how_many};
use store::SaveError;
use store::offer::{Kept, OfferDesk, OfferRefusal};
use time::Date;

type Vain = Vec<(Option<Concept>, i64)>;
/// What was agreed, at school and on a placement.
type Agreed = [Vec<(MeasureKind, i64)>; 2];

async fn page(app: &App, actor: &access::Actor, shell: Shell) -> Result<DeskPage, Problem> {
    let today = app.clock.now().day;
    let desk = app.store.offer_desk(actor, today).await?;
    let catalogue = app.store.catalogue(actor.tenant(), today).await?;
    let vain = app.store.offer_in_vain(actor, today).await?;
    let agreed = app.store.offer_agreed(actor, today).await?;
    Ok(DeskPage::new(shell, &desk, &catalogue.measures, (&agreed, &vain), today))
}

pub(super) async fn desk(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    Ok(show(&page(&app, &actor, shell).await?))
}

pub(super) async fn begin(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    match app.store.offer_begin(&actor, app.clock.now()).await {
        Ok(id) => Ok(done(&app, &format!("{DESK}/{id}"), "notice-offer-begun")),
        // Twice, or somebody else did: it is there.
        Err(SaveError::Refused(OfferRefusal::Rules(Refusal::Another(id)))) => {
            Ok(Redirect::to(&format!("{DESK}/{id}")).into_response())
        }
        Err(SaveError::Refused(refusal)) => {
            let words = step::above(shell.t, &refusal);
            Ok(show_as(StatusCode::CONFLICT, &page(&app, &actor, step::said(shell, words)).await?))
        }
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

/// A version.
struct Row {
    name: String,
    href: String,
    status: String,
    said: String,
    told: Option<(bool, String)>,
    lines: String,
}

/// What is offered of a kind, and to how many it was agreed.
struct Covered {
    kind: String,
    offered: String,
    school: String,
    workplace: String,
}

/// The page.
#[derive(Template)]
#[template(path = "offer/desk.html")]
pub struct DeskPage {
    t: T,
    shell: Shell,
    here: &'static str,
    /// Where everybody reads it, once there is something to read.
    public: Option<String>,
    /// When it must be told, and who advises, with the articles.
    law: String,
    /// Where the version is that is being made.
    open: Option<String>,
    rows: Vec<Row>,
    /// What is wrong with what holds.
    wrong: Vec<(String, String)>,
    /// What is offered, held against what was agreed.
    covered: Vec<Covered>,
    /// Kinds of measure of which nothing is offered.
    gaps: Vec<String>,
    /// What moved from extra to basic with the version that holds.
    moved: Vec<String>,
    vain: Vec<(String, String)>,
}

impl DeskPage {
    fn new(
        shell: Shell,
        desk: &OfferDesk,
        measures: &[Measure],
        (agreed, vain): (&Agreed, &Vain),
        today: Date,
    ) -> Self {
        let t = shell.t;
        let row = |kept: &Kept| {
            let offer = &kept.offer;
            let said = match offer.decided() {
                Some((from, on)) => t.say("offer-since").arg("from", from).arg("on", on).to_string(),
                None => t.say("offer-begun").arg("on", offer.begun).to_string(),
            };
            Row {
                name: t.say("offer-version").arg("number", i64::from(offer.number)).to_string(),
                href: format!("{DESK}/{}", offer.id),
                status: if desk.now == Some(offer.id) {
                    t.get("offer-status-holds")
                } else {
                    step::status(t, offer.status())
                },
                said,
                told: view::told(t, desk.told(offer)),
                lines: t.say("offer-many-lines").arg("many", kept.lines.len()).to_string(),
            }
        };
        let now = desk.in_force();
        let gap = |kind: &&MeasureKind| {
            !now.is_some_and(|kept| kept.lines.iter().any(|one| one.offered(today) && one.line.kind == **kind))
        };
        Self {
            here: DESK,
            public: (desk.all.iter().any(|kept| kept.offer.decided().is_some()))
                .then(|| format!("{PUBLIC}/{}", desk.code)),
            law: (t.say("offer-desk-law").arg("article", article(t, Article::Inform)))
                .arg("council", cite(t, COUNCIL))
                .to_string(),
            open: desk.all.iter().find(|kept| kept.offer.open()).map(|kept| format!("{DESK}/{}", kept.offer.id)),
            rows: desk.all.iter().map(row).collect(),
            wrong: now.map_or_else(Vec::new, |kept| wrong(t, kept, desk, measures, today)),
            covered: MeasureKind::ALL.iter().map(|kind| covered(t, *kind, now, agreed, today)).collect(),
            gaps: (MeasureKind::ALL.iter())
                .filter(|kind| **kind != MeasureKind::Other)
                .filter(gap)
                .map(|kind| crate::say::agreement::kind(t, *kind))
                .collect(),
            moved: now.map_or_else(Vec::new, |kept| moved(kept, desk)),
            vain: vain.iter().map(|(concept, times)| (sought(t, *concept), times_of(t, *times))).collect(),
            t,
            shell,
        }
    }
}

/// What is offered of a kind, and to how many it was agreed: few are no number.
fn covered(t: T, kind: MeasureKind, now: Option<&Kept>, agreed: &Agreed, today: Date) -> Covered {
    let lines =
        now.map_or(0, |kept| kept.lines.iter().filter(|one| one.offered(today) && one.line.kind == kind).count());
    let many =
        |at: &[(MeasureKind, i64)]| times_of(t, at.iter().find(|(of, _)| *of == kind).map_or(0, |(_, many)| *many));
    Covered {
        kind: crate::say::agreement::kind(t, kind),
        offered: t.say("offer-many-lines").arg("many", lines).to_string(),
        school: many(&agreed[0]),
        workplace: many(&agreed[1]),
    }
}

fn times_of(t: T, times: i64) -> String {
    match how_many(times) {
        Many::Nobody => t.get("offer-agreed-nobody"),
        Many::Few => t.say("offer-vain-few").arg("least", FEWEST).to_string(),
        Many::Of(many) => t.number(many as f64, 0),
    }
}

/// What was sought, in words: each concept has its own, and all other words are one.
fn sought(t: T, concept: Option<Concept>) -> String {
    match concept {
        Some(concept) => t.get(&format!("sought-{}", concept.code())),
        None => t.get("offer-vain-other"),
    }
}

/// What is wrong with lines that hold: a team that ended, a measure that left the catalogue, a last day that is past.
fn wrong(t: T, kept: &Kept, desk: &OfferDesk, measures: &[Measure], today: Date) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for one in kept.lines.iter().filter(|one| one.mark() != register::offer::Mark::Stopped) {
        let line = &one.line;
        let gone = line.team.is_some_and(|team| !desk.teams.iter().any(|(id, _)| *id == team));
        let said = [
            gone.then_some("offer-wrong-team"),
            (!measures.iter().any(|measure| measure.id == line.measure)).then_some("offer-wrong-measure"),
            (!line.runs(today)).then_some("offer-wrong-past"),
        ];
        all.extend(said.into_iter().flatten().map(|key| {
            let words = t.say(key).arg("what", &line.text).arg("at", view::at(t, line, &desk.teams)).to_string();
            (words, format!("{DESK}/{}/{}", kept.offer.id, one.place))
        }));
    }
    all
}

/// What was extra in the version before and is basic, wholly or in part, in the one that holds.
fn moved(kept: &Kept, desk: &OfferDesk) -> Vec<String> {
    use register::offer::Level;
    let before = (desk.all.iter())
        .filter(|other| other.offer.number != kept.offer.number)
        .filter_map(|other| Some((other.offer.decided()?.0, other)))
        .filter(|(from, _)| kept.offer.decided().is_some_and(|(now, _)| *from < now))
        .max_by_key(|(from, _)| *from);
    let Some((_, before)) = before else { return Vec::new() };
    let was_extra = |one: &&store::offer::Placed| {
        matches!(one.line.level, Level::Basic | Level::Both)
            && before.lines.iter().any(|old| old.line.same(&one.line) && old.line.level == Level::Extra)
    };
    kept.lines.iter().filter(was_extra).map(|one| one.line.text.clone()).collect()
}

impl Page for DeskPage {
    const NAME: &'static str = "offer/desk";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = || Shell::sample_as(t, Role::PolicyOfficer, DESK);
        let (full, today) = (samples::desk(), samples::today());
        let empty = OfferDesk { all: Vec::new(), now: None, ..full.clone() };
        let vain = vec![(Some(Concept::Online), 12), (Some(Concept::Quiet), 2), (None, 40)];
        let measures = samples::measures();
        let agreed: Agreed =
            [vec![(MeasureKind::AdaptedExam, 41), (MeasureKind::Aids, 3)], vec![(MeasureKind::Workplace, 9)]];
        let none: Agreed = [Vec::new(), Vec::new()];
        vec![
            ("empty", Self::new(shell(), &empty, &measures, (&none, &Vec::new()), today)),
            ("full", Self::new(shell(), &full, &measures, (&agreed, &vain), today)),
            ("wrong", Self::new(shell(), &OfferDesk { teams: Vec::new(), ..full }, &[], (&agreed, &vain), today)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    #[test]
    fn every_concept_has_words_and_few_are_no_number() {
        for t in Lang::ALL.map(T::new) {
            for concept in Concept::ALL {
                assert!(t.has(&format!("sought-{}", concept.code())), "{concept:?}");
            }
            let few = times_of(t, 4);
            assert!(few != "4" && times_of(t, 1) == few, "{few}");
            assert_eq!((times_of(t, 5), times_of(t, 0)), ("5".to_owned(), t.get("offer-agreed-nobody")));
        }
    }
}
