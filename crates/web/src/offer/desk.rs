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
use store::offer::{Coverage, Kept, OfferDesk, OfferRefusal, Part, PromisedTo};
use time::Date;

type Vain = Vec<(Option<Concept>, i64)>;

async fn page(app: &App, actor: &access::Actor, shell: Shell) -> Result<DeskPage, Problem> {
    let today = app.clock.now().day;
    let desk = app.store.offer_desk(actor, today).await?;
    let catalogue = app.store.catalogue(actor.tenant(), today).await?;
    let vain = app.store.offer_in_vain(actor, today).await?;
    let coverage = app.store.offer_coverage(actor, today).await?;
    let promised = app.store.promised_numbers(actor, today).await?;
    Ok(DeskPage::new(shell, &desk, &catalogue.measures, (&coverage, &vain, &promised), today))
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
    /// Whether it stands in the OER, of what holds or is announced: `true` while nobody noted it.
    included: Option<(bool, String)>,
    lines: String,
}

/// What is offered of a kind, and to how many it was agreed.
struct Covered {
    kind: String,
    offered: String,
    school: String,
    workplace: String,
    /// Measures at which school and student looked back, and those of them that were kept: at school.
    looked: (String, String),
    /// The same on a placement.
    there: (String, String),
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
    /// What is promised and offered no more: what, since when, to how many, and how many of them keep it.
    promised: Vec<[String; 4]>,
    /// Of how many it is known what they need.
    seen: String,
    /// How many are guided on the way to work.
    to_work: String,
    /// What is offered, held against what was agreed and kept.
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
        (coverage, vain, promised): (&Coverage, &Vain, &[PromisedTo]),
        today: Date,
    ) -> Self {
        let t = shell.t;
        let holds: Vec<_> = desk.to_follow().into_iter().map(|kept| kept.offer.id).collect();
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
                included: holds.contains(&offer.id).then(|| match offer.included() {
                    Some(on) => (false, t.say("offer-did-include").arg("on", on).to_string()),
                    None => (true, t.get("offer-not-included")),
                }),
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
            promised: promised.iter().filter_map(|one| promised_to(t, one, desk)).collect(),
            wrong: now.map_or_else(Vec::new, |kept| wrong(t, kept, desk, measures, today)),
            seen: seen(t, coverage.seen),
            to_work: to_work(t, coverage.to_work),
            covered: MeasureKind::ALL.iter().map(|kind| covered(t, *kind, now, coverage, today)).collect(),
            gaps: (MeasureKind::ALL.iter())
                .filter(|kind| **kind != MeasureKind::Other)
                .filter(gap)
                .map(|kind| crate::say::agreement::kind(t, *kind))
                .collect(),
            moved: now.map_or_else(Vec::new, |kept| moved(t, kept, desk, today)),
            vain: vain.iter().map(|(concept, times)| (sought(t, *concept), times_of(t, *times))).collect(),
            t,
            shell,
        }
    }
}

/// What is offered of a kind, to how many it was agreed, and whether that was kept: few are no number.
fn covered(t: T, kind: MeasureKind, now: Option<&Kept>, coverage: &Coverage, today: Date) -> Covered {
    let lines =
        now.map_or(0, |kept| kept.lines.iter().filter(|one| one.offered(today) && one.line.kind == kind).count());
    let many =
        |at: &[(MeasureKind, i64)]| times_of(t, at.iter().find(|(of, _)| *of == kind).map_or(0, |(_, many)| *many));
    // Of nothing that was looked at it is not so that nothing was kept.
    let looked = |at: &[(MeasureKind, Part)]| match at.iter().find(|(of, part)| *of == kind && part.all > 0) {
        None => (t.get("offer-covered-none"), t.get("offer-covered-unknown")),
        Some((_, part)) => (times_of(t, part.all), part_of(t, *part)),
    };
    Covered {
        kind: crate::say::agreement::kind(t, kind),
        offered: t.say("offer-many-lines").arg("many", lines).to_string(),
        school: many(&coverage.school),
        workplace: many(&coverage.workplace),
        looked: looked(&coverage.looked),
        there: looked(&coverage.looked_there),
    }
}

/// How many are guided on the way to work, and for how many of them something was done: of few no number.
fn to_work(t: T, part: Part) -> String {
    match how_many(part.all) {
        Many::Nobody => t.get("offer-to-work-nobody"),
        Many::Few => t.say("offer-to-work-few").arg("least", FEWEST).to_string(),
        Many::Of(many) => t.say("offer-to-work").arg("many", many).arg("done", part_of(t, part)).to_string(),
    }
}

/// Of how many of some something is so. Neither those few nor the few of whom it is not so are a number.
fn part_of(t: T, part: Part) -> String {
    let few = |many| matches!(how_many(many), Many::Few);
    if few(part.all) || few(part.all - part.of_them) { t.get("offer-few-hidden") } else { times_of(t, part.of_them) }
}

/// Of how many it is known what they need, and how many of them have an agreement.
fn seen(t: T, part: Part) -> String {
    let seen = match how_many(part.all) {
        Many::Nobody => return t.get("offer-seen-nobody"),
        Many::Few => return t.say("offer-seen-few").arg("least", FEWEST).to_string(),
        Many::Of(many) => t.say("offer-seen").arg("many", many).to_string(),
    };
    let agreed = match (how_many(part.of_them), how_many(part.all - part.of_them)) {
        (Many::Nobody, _) => t.get("offer-seen-none-agreed"),
        (_, Many::Nobody) => t.get("offer-seen-all-agreed"),
        (Many::Few, _) => t.say("offer-seen-few-agreed").arg("least", FEWEST).to_string(),
        (_, Many::Few) => t.say("offer-seen-few-not").arg("least", FEWEST).to_string(),
        (Many::Of(many), Many::Of(_)) => t.say("offer-seen-agreed").arg("many", many).to_string(),
    };
    format!("{seen} {agreed}")
}

/// To how many something is promised that is offered no more. Of few, no number says how many of them keep it either.
fn promised_to(t: T, one: &PromisedTo, desk: &OfferDesk) -> Option<[String; 4]> {
    let line = &desk.one(one.offer)?.lines.iter().find(|placed| placed.place == one.line)?.line;
    let again = one.again.map(|on| format!(", {}", t.say("offer-promises-again").arg("on", on))).unwrap_or_default();
    Some([
        t.say("offer-what-at").arg("what", view::text(t, line)).arg("at", view::at(t, line, &desk.teams)).to_string(),
        format!("{}{again}", t.date(one.since)),
        times_of(t, one.all),
        part_of(t, Part { all: one.all, of_them: one.kept }),
    ])
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
            let words =
                t.say(key).arg("what", view::text(t, line)).arg("at", view::at(t, line, &desk.teams)).to_string();
            (words, format!("{DESK}/{}/{}", kept.offer.id, one.place))
        }));
    }
    all
}

/// What was extra in the version before and is basic, wholly or in part, in the one that holds. What stopped, or is past its last day, did
/// not move: it is gone.
fn moved(t: T, kept: &Kept, desk: &OfferDesk, today: Date) -> Vec<String> {
    use register::offer::Level;
    let Some((now, _)) = kept.offer.decided() else { return Vec::new() };
    let before = (desk.all.iter())
        .filter(|other| other.offer.number != kept.offer.number)
        .filter_map(|other| Some((other.offer.decided()?.0, other)))
        .filter(|(from, _)| *from < now)
        .max_by_key(|(from, _)| *from);
    let (Some((_, before)), Some(last)) = (before, now.previous_day()) else { return Vec::new() };
    let extra = |old: &store::offer::Placed| old.line.level == Level::Extra && old.offered(last);
    let was_extra = |one: &&store::offer::Placed| {
        matches!(one.line.level, Level::Basic | Level::Both)
            && one.offered(today)
            && before.lines.iter().any(|old| old.line.same(&one.line) && extra(old))
    };
    kept.lines.iter().filter(was_extra).map(|one| view::text(t, &one.line).to_owned()).collect()
}

impl Page for DeskPage {
    const NAME: &'static str = "offer/desk";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = || Shell::sample_as(t, Role::PolicyOfficer, DESK);
        let (full, today) = (samples::desk(), samples::today());
        let empty = OfferDesk { all: Vec::new(), now: None, ..full.clone() };
        let vain = vec![(Some(Concept::Online), 12), (Some(Concept::Quiet), 2), (None, 40)];
        let measures = samples::measures();
        let agreed = Coverage {
            seen: Part { all: 112, of_them: 80 },
            school: vec![(MeasureKind::AdaptedExam, 41), (MeasureKind::Aids, 3)],
            workplace: vec![(MeasureKind::Workplace, 9)],
            looked: vec![(MeasureKind::AdaptedExam, Part { all: 30, of_them: 21 })],
            looked_there: vec![(MeasureKind::Workplace, Part { all: 9, of_them: 4 })],
            to_work: Part { all: 23, of_them: 14 },
        };
        let none = Coverage::default();
        vec![
            ("empty", Self::new(shell(), &empty, &measures, (&none, &Vec::new(), &[]), today)),
            ("full", Self::new(shell(), &full, &measures, (&agreed, &vain, &samples::promised_to()), today)),
            (
                "wrong",
                Self::new(
                    shell(),
                    &OfferDesk { teams: Vec::new(), ..full },
                    &[],
                    (&agreed, &vain, &samples::promised_to()),
                    today,
                ),
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    #[test]
    fn no_number_gives_few_away() {
        let t = T::default();
        let part = |all, of_them| Part { all, of_them };
        let hidden = t.get("offer-few-hidden");
        for (given, expected) in [
            (part(4, 2), hidden.clone()),
            (part(20, 17), hidden.clone()),
            (part(20, 3), times_of(t, 3)),
            (part(20, 20), "20".to_owned()),
            (part(20, 0), times_of(t, 0)),
            (part(20, 10), "10".to_owned()),
        ] {
            assert_eq!(part_of(t, given), expected, "{given:?}");
        }
        for given in [part(3, 1), part(33, 31), part(33, 2)] {
            let said = seen(t, given);
            assert!(!said.contains("31") && !said.contains(" 2 ") && !said.contains(" 1 "), "{said}");
        }
        assert!(seen(t, part(33, 20)).contains("33") && seen(t, part(33, 20)).contains("20"));
        let unseen = covered(t, MeasureKind::Aids, None, &Coverage::default(), samples::today());
        for (_, kept) in [unseen.looked, unseen.there] {
            assert_ne!(kept, times_of(t, 0), "nobody looked back: that is not that nothing was kept");
        }
        // At school and on a placement each have their own number, and few are none.
        let both = Coverage {
            looked: vec![(MeasureKind::Aids, part(31, 21))],
            looked_there: vec![(MeasureKind::Aids, part(4, 4))],
            ..Coverage::default()
        };
        let both = covered(t, MeasureKind::Aids, None, &both, samples::today());
        assert_eq!(both.looked, ("31".to_owned(), "21".to_owned()));
        assert_eq!(both.there, (times_of(t, 4), hidden.clone()));
        for (given, told) in [(part(4, 4), false), (part(5, 5), true), (part(5, 0), true)] {
            assert_eq!(to_work(t, given).contains('5'), told || given.all < 5, "{given:?}");
        }
        assert!(!to_work(t, part(4, 4)).contains('4') && to_work(t, part(23, 20)).contains(hidden.as_str()));
    }

    #[test]
    fn what_moved_from_extra_to_basic_is_offered_before_and_now() {
        use register::offer::{Level, Mark};
        use store::offer::Noted;
        let today = samples::today();
        type Stand = (Level, Option<Mark>, Option<Date>);
        let desk = |old: Stand, new: Stand| {
            let mut desk = samples::desk();
            for (kept, (level, mark, until)) in desk.all.iter_mut().zip([new, old]) {
                kept.lines.truncate(1);
                for one in &mut kept.lines {
                    (one.line.level, one.line.until) = (level, until);
                    one.noted = mark.map(|mark| Noted { mark, on: today, reason: None }).into_iter().collect();
                }
            }
            desk
        };
        let (yesterday, long_ago) = (today.previous_day(), today.checked_sub(time::Duration::days(300)));
        let (stopped, full) = (Some(Mark::Stopped), Some(Mark::Full));
        for (what, old, new, expected) in [
            ("extra, and basic", (Level::Extra, None, None), (Level::Basic, None, None), true),
            ("extra, and both", (Level::Extra, None, None), (Level::Both, None, None), true),
            ("full, and basic", (Level::Extra, full, None), (Level::Basic, full, None), true),
            ("extra, as it was", (Level::Extra, None, None), (Level::Extra, None, None), false),
            ("basic, as it was", (Level::Basic, None, None), (Level::Basic, None, None), false),
            ("basic, and stopped since", (Level::Extra, None, None), (Level::Basic, stopped, None), false),
            ("basic, past its last day", (Level::Extra, None, None), (Level::Basic, None, yesterday), false),
            ("stopped before it was basic", (Level::Extra, stopped, None), (Level::Basic, None, None), false),
            ("over long before it was basic", (Level::Extra, None, long_ago), (Level::Basic, None, None), false),
        ] {
            let desk = desk(old, new);
            let kept = desk.in_force().unwrap();
            assert_eq!(!moved(T::default(), kept, &desk, today).is_empty(), expected, "{what}");
        }
    }

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
