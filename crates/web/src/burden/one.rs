//! `/zorg/belasting/{burden}`: one adjustment: what works and what it costs, how it was weighed, and what the reader can do.

use super::place::PATH;
use crate::{
    say::{
        burden::{self as words, State as Stand},
        form::{Choice, DateError, Errors, Field, Input, Opt, Summary, kept, parse_date},
        person::name,
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
use access::Role;
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::{
    AccountId, BurdenId,
    burden::{Element, Event, MAX_WORDS, Outcome, Part, Refusal, Round, Stand as List, Status, Turn, Weighing},
};
use store::{SaveError, burden::BurdenView};

/// Which button it was: `weeg`, `tweede`, `geregeld`, `ongeregeld`, `opnieuw` or `terug`.
const DO: &str = "doe";
const OUTCOME: &str = "uitkomst";
const REASON: &str = "reden";
const AGREES: &str = "eens";
const SECOND: &str = "opmerking";
const WHY: &str = "waarom";
const SINCE: &str = "sinds";
const HOW: &str = "hoe";

fn heavy(element: Element) -> String {
    format!("zwaar-{}", element.code())
}

fn found(element: Element) -> String {
    format!("bevinding-{}", element.code())
}

pub(super) async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(burden): Path<String>,
) -> Result<Response, Problem> {
    let view = app.store.burden(&actor, id(&burden)?, app.clock.now()).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&BurdenPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none())))
}

pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(burden): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (burden, now): (BurdenId, _) = (id(&burden)?, app.clock.now());
    let mut errors = Errors::none();
    let (saved, event, notice) = match input.text(DO) {
        "tweede" => match input.text(AGREES) {
            agrees @ ("ja" | "nee") => {
                let given = (agrees == "ja", input.raw(SECOND));
                let (event, notice) = if given.0 {
                    (Event::Confirm, "notice-burden-decided")
                } else {
                    (Event::SendBack, "notice-burden-sent-back")
                };
                (app.store.burden_second(&actor, burden, given, now).await, event, notice)
            }
            _ => {
                let view = app.store.burden(&actor, burden, now).await?;
                let errors = Errors::one(AGREES, "error-burden-agrees");
                return Ok(show_refused(&BurdenPage::new(shell, &view, &input, &errors)));
            }
        },
        "opnieuw" => {
            let given = (true, input.raw(WHY));
            (app.store.burden_turn(&actor, burden, given, now).await, Event::Revise, "notice-burden-revised")
        }
        "terug" => {
            let given = (false, input.raw(WHY));
            (app.store.burden_turn(&actor, burden, given, now).await, Event::Withdraw, "notice-burden-withdrawn")
        }
        "geregeld" => {
            let since = match parse_date(input.raw(SINCE)) {
                Ok(day) => Some(day),
                Err(DateError::Missing) => None,
                Err(unread) => {
                    errors.add(SINCE, unread.key());
                    None
                }
            };
            let given = (since, input.raw(HOW));
            (app.store.burden_arrange(&actor, burden, given, now).await, Event::Arrange, "notice-burden-arranged")
        }
        "ongeregeld" => {
            let why = input.raw(WHY);
            (app.store.burden_unarrange(&actor, burden, why, now).await, Event::Unarrange, "notice-burden-unarranged")
        }
        _ => (app.store.burden_weigh(&actor, burden, &parse(&input), now).await, Event::Weigh, "notice-burden-weighed"),
    };
    let refusal = match saved {
        // Sent twice: it is so.
        Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => {
            return Ok(done(&app, &format!("{PATH}/{burden}"), notice));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = app.store.burden(&actor, burden, now).await?;
    match refusal {
        Refusal::Parts(parts) => {
            for (part, problem) in parts {
                match part {
                    Part::Heavy(element) => errors.add(heavy(element), "error-burden-heavy"),
                    Part::Found(element) => {
                        errors.extend(Errors::text(found(element), problem, "error-burden-found", MAX_WORDS));
                    }
                    Part::Outcome => errors.add(OUTCOME, "error-burden-outcome"),
                    Part::Second => errors.extend(Errors::text(SECOND, problem, "error-burden-second", MAX_WORDS)),
                    // What was typed is no day: that is said already.
                    Part::Done if !errors.is_empty() => {}
                    Part::Done => errors.add_with(SINCE, "error-burden-since", first(shell.t, &view)),
                    _ if event == Event::Arrange => {
                        errors.extend(Errors::text(HOW, problem, "error-burden-how", MAX_WORDS));
                    }
                    _ if event == Event::Weigh => {
                        errors.extend(Errors::text(REASON, problem, "error-burden-reason", MAX_WORDS));
                    }
                    _ => errors.extend(Errors::text(WHY, problem, "error-burden-reason", MAX_WORDS)),
                }
            }
        }
        Refusal::NothingHeavy => errors.add(OUTCOME, "error-burden-nothing-heavy"),
        Refusal::Yourself => errors.add(AGREES, "error-burden-yourself"),
        _ => {
            let said = shell.t.get("referral-meanwhile-other");
            let shell = shell.message(MessageKind::Error, said);
            let mut page = BurdenPage::new(shell, &view, &input, &Errors::none());
            page.kept = page.typed(event, &input);
            return Ok(show_as(StatusCode::CONFLICT, &page));
        }
    }
    let names: Vec<String> = Element::ALL.iter().flat_map(|one| [heavy(*one), found(*one)]).collect();
    let order: Vec<&str> =
        names.iter().map(String::as_str).chain([OUTCOME, REASON, AGREES, SECOND, SINCE, HOW, WHY]).collect();
    Ok(show_refused(&BurdenPage::new(shell, &view, &input, &errors.in_order(&order))))
}

/// The first day since which something can be there.
fn first(t: T, view: &BurdenView) -> Vec<(&'static str, String)> {
    vec![("first", t.date(view.burden.at.day))]
}

/// What happened to it.
fn happened(t: T, turn: &Turn, by: &str) -> String {
    let key = match turn.event {
        Event::Revise => "burden-revised",
        Event::Arrange => "burden-arranged",
        Event::Unarrange => "burden-unarranged",
        Event::Withdraw | Event::Weigh | Event::Confirm | Event::SendBack => "burden-withdrew",
    };
    let since = turn.done.unwrap_or(turn.at.day);
    t.say(key).arg("by", by).arg("on", turn.at.day).arg("since", since).to_string()
}

/// Reads the second step.
fn parse(input: &Input) -> Weighing {
    let findings = Element::ALL.iter().map(|element| {
        let heavy = match input.text(&heavy(*element)) {
            "ja" => Some(true),
            "nee" => Some(false),
            _ => None,
        };
        (heavy, input.raw(&found(*element)).to_owned())
    });
    Weighing {
        findings: findings.collect(),
        outcome: Outcome::from_code(input.text(OUTCOME)),
        reason: input.raw(REASON).to_owned(),
    }
}

/// A time that it was weighed.
struct Weighed {
    title: String,
    outcome: String,
    reason: String,
    /// What it was weighed by, whether it is heavy, and what was found.
    findings: Vec<(String, String, String)>,
    second: Option<(String, Option<String>)>,
}

/// The second step, as it is asked.
struct Asked {
    /// Of each element.
    elements: Vec<(Choice, Field)>,
    outcome: Choice,
    reason: Field,
}

/// The page.
#[derive(Template)]
#[template(path = "burden/one.html")]
pub struct BurdenPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    file: String,
    status: String,
    decided: bool,
    /// What it is, and where it stands.
    facts: Vec<(String, String)>,
    rounds: Vec<Weighed>,
    turns: Vec<(String, String)>,
    /// To the decision on paper, in both languages.
    papers: Vec<(String, String)>,
    weigh: Option<Asked>,
    /// Somebody else has to look: with the form for who may, and with a sentence for who weighed it.
    look: Option<(Choice, Field)>,
    waits: bool,
    /// Since when it is there, or that it is to be arranged.
    arranged: Option<String>,
    /// What is to be arranged: since when it is there, and who did it how.
    arrange: Option<(Field, Field)>,
    /// That it is there can be taken back.
    unarrange: bool,
    /// A decision can be looked at again.
    revise: bool,
    /// It can be taken back.
    open: bool,
    why: Field,
    /// What was typed into a form that is not there any more.
    kept: Option<String>,
}

impl BurdenPage {
    /// What somebody typed, where the page does not ask it any more.
    fn typed(&self, event: Event, input: &Input) -> Option<String> {
        let found = Element::ALL.iter().map(|element| input.raw(&found(*element)));
        let (typed, gone): (Vec<&str>, bool) = match event {
            Event::Weigh => (found.chain([input.raw(REASON)]).collect(), self.weigh.is_none()),
            Event::Confirm | Event::SendBack => (vec![input.raw(SECOND)], self.look.is_none()),
            Event::Arrange => (vec![input.raw(SINCE), input.raw(HOW)], self.arrange.is_none()),
            Event::Revise | Event::Withdraw | Event::Unarrange => (vec![input.raw(WHY)], !self.open),
        };
        kept(&typed, gone)
    }

    fn new(shell: Shell, view: &BurdenView, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let burden = &view.burden;
        let by = |account: AccountId| view.names.get(&account).map_or("", |name| name.reveal().as_str());
        let yes_no = |yes: &str, no: &str| vec![Opt::new("ja", t.get(yes)), Opt::new("nee", t.get(no))];
        let round = |round: &Round| Weighed {
            title: t.say("burden-weighed").arg("by", by(round.by)).arg("on", round.at.day).to_string(),
            outcome: words::outcome(t, round.outcome),
            reason: t.stored(round.reason.reveal()),
            findings: (round.findings.iter())
                .map(|one| (words::element(t, one.element), words::heavy(t, one.heavy), t.stored(one.words.reveal())))
                .collect(),
            second: round.second.as_ref().map(|second| {
                let key = if second.agrees { "burden-agreed" } else { "burden-disagreed" };
                let said = t.say(key).arg("by", by(second.by)).arg("on", second.at.day).to_string();
                (said, second.words.as_ref().map(|words| t.stored(words.reveal())))
            }),
        };
        let element = |element: &Element| {
            let name = words::element(t, *element);
            let heavy = Choice::new(heavy(*element), &name, yes_no("burden-heavy", "burden-light"));
            let found = Field::text(found(*element), t.say("burden-found").arg("what", &name)).rows(2);
            (heavy.filled(t, input, errors), found.filled(t, input, errors))
        };
        let outcomes = Outcome::ALL.iter().map(|one| Opt::new(one.code(), words::outcome(t, *one))).collect();
        let weigh = (burden.status == Status::Weighing).then(|| Asked {
            elements: Element::ALL.iter().map(element).collect(),
            outcome: Choice::new(OUTCOME, t.get("burden-ask-outcome"), outcomes).filled(t, input, errors),
            reason: Field::text(REASON, t.get("burden-ask-reason"))
                .hint(t.get("meeting-student-reads"))
                .not_here(t.get("assess-words-not-here"))
                .filled(t, input, errors),
        });
        let waits = burden.status == Status::Proposed;
        let look = (waits && !view.own).then(|| {
            let agrees = Choice::new(AGREES, t.get("burden-ask-agrees"), yes_no("burden-agrees", "burden-disagrees"));
            let words = Field::text(SECOND, t.get("burden-ask-second")).hint(t.get("burden-ask-second-hint")).rows(3);
            (agrees.filled(t, input, errors), words.filled(t, input, errors))
        });
        let arrange = (burden.stand() == List::Owed).then(|| {
            let since = Field::text(SINCE, t.get("burden-ask-since")).filled(t, input, errors);
            let how = Field::text(HOW, t.get("burden-ask-how")).hint(t.get("burden-ask-how-hint")).rows(2);
            (since, how.filled(t, input, errors))
        });
        let here = format!("{PATH}/{}", burden.id);
        let when = if burden.admitted { "burden-admitted" } else { "burden-applied" };
        let price = t.say("burden-euros").arg("price", burden.price).to_string();
        let established = t.say("burden-established").arg("by", by(burden.by)).arg("on", burden.at.day).to_string();
        let papers = [("nl", "burden-paper-nl"), ("en", "burden-paper-en")];
        let papers = papers.map(|(lang, said)| (format!("{here}/besluit?in={lang}"), t.get(said)));
        let shell = shell.crumb(t.get("burdens-title"), PATH).keeping();
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("burden-title").arg("name", name(t, &view.person)).to_string(),
            file: format!("/dossiers/{}", view.file),
            status: words::stand(t, burden.stand()),
            decided: burden.stand() == List::Decided,
            arranged: words::arranged(t, burden),
            arrange,
            unarrange: burden.arranged().is_some(),
            facts: vec![
                (t.get("burden-adjustment"), t.stored(burden.adjustment.reveal())),
                (t.get("burden-works"), words::works(t, burden.works)),
                (t.get("burden-evidence"), t.stored(burden.evidence.reveal())),
                (t.get("burden-price"), price),
                (t.get("burden-when"), t.get(when)),
                (t.get("burden-by"), established),
            ],
            rounds: burden.rounds.iter().rev().map(round).collect(),
            turns: (burden.turns.iter())
                .map(|turn| (happened(t, turn, by(turn.by)), t.stored(turn.why.reveal())))
                .collect(),
            papers: if burden.decision().is_some() { papers.to_vec() } else { Vec::new() },
            weigh,
            look,
            waits,
            revise: burden.status == Status::Decided,
            open: burden.status != Status::Withdrawn,
            why: Field::text(WHY, t.get("burden-why")).rows(2).filled(t, input, errors),
            kept: None,
            here,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for BurdenPage {
    const NAME: &'static str = "burden/one";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |state: Stand, own: bool, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::CareCoordinator, "/zorg/belasting/018f");
            Some(Self::new(shell, &words::view(state, own)?, &Input::default(), errors))
        };
        let mut errors = Errors::one(heavy(Element::Size), "error-burden-heavy");
        errors.add(found(Element::Size), "error-burden-found");
        errors.add(OUTCOME, "error-burden-nothing-heavy");
        errors.add(REASON, "error-burden-reason");
        let mut looked = Errors::one(AGREES, "error-burden-agrees");
        looked.add(SECOND, "error-burden-second");
        let first = vec![("first", t.date(crate::say::people::now().day))];
        let mut unsaid = Errors::none();
        unsaid.add_with(SINCE, "error-burden-since", first);
        unsaid.add(HOW, "error-burden-how");
        let none = Errors::none();
        let all = [
            ("established", page(Stand::Established, false, &none)),
            ("errors", page(Stand::Established, false, &errors)),
            ("proposed", page(Stand::Proposed, false, &none)),
            ("look-errors", page(Stand::Proposed, false, &looked)),
            ("own", page(Stand::Proposed, true, &none)),
            ("sent-back", page(Stand::SentBack, true, &none)),
            ("decided", page(Stand::Decided, true, &none)),
            ("owed", page(Stand::Owed, true, &none)),
            ("owed-errors", page(Stand::Owed, true, &unsaid)),
            ("arranged", page(Stand::Arranged, true, &none)),
            ("withdrawn", page(Stand::Withdrawn, false, &none)),
        ];
        all.into_iter().filter_map(|(name, page)| Some((name, page?))).collect()
    }
}
