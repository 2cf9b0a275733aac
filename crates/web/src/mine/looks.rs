//! `/mijn/inzage`: who looked, when, in which role, and at what; and what the reader said was not right.

use crate::{
    say::{
        agreement::staff,
        form::Input,
        looks::{Groups, groups},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show},
        problem::Problem,
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::Role;
use askama::Template;
use axum::{extract::State, response::Response};
use register::concern::{Answered, Concern, Status, TakeBackRefusal, answer_by};
use register::{Moment, Personal};
use store::{SaveError, agreement::names::Names, looks::OwnLooks};

/// The path.
pub(super) const PATH: &str = "/mijn/inzage";

/// Shows a page of looks.
pub(super) async fn looks(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
) -> Result<Response, Problem> {
    let before = visit.asked("voor").map(|seq| seq.parse().map_err(|_| Problem::NotFound)).transpose()?;
    let looks = app.store.looks(&actor, before, app.clock.now()).await?;
    Ok(show(&LooksPage::new(shell, looks, before.is_some())))
}

/// Takes one's own concern back.
pub(super) async fn take_back(
    State(app): State<App>,
    Acting(actor): Acting,
    input: Input,
) -> Result<Response, Problem> {
    let concern = input.text("terug").parse().map_err(|_| Problem::BadRequest)?;
    match app.store.concern_take_back(&actor, concern, app.clock.now()).await {
        // Twice: it is back already.
        Ok(()) | Err(SaveError::Refused(TakeBackRefusal::Closed(Status::TakenBack))) => {
            Ok(done(&app, PATH, "notice-concern-back"))
        }
        Err(SaveError::Refused(TakeBackRefusal::Closed(Status::Open | Status::Right | Status::NotRight))) => {
            Ok(done(&app, PATH, "notice-concern-answered"))
        }
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

/// A concern of the reader, in words.
pub(super) struct ConcernView {
    /// What it is about.
    about: String,
    /// What they said.
    words: Option<String>,
    /// Where it stands, with the answer that stands.
    stands: (String, Option<String>),
    /// The answers of before that were corrected, the first one first.
    earlier: Vec<(String, Option<String>)>,
    /// To take it back, while nobody answered.
    back: Option<String>,
}

fn concern(t: T, one: &Concern, names: &Names) -> ConcernView {
    let answered = |key: &str, at: Moment, by| t.say(key).arg("by", staff(t, names, by)).arg("on", at.day).to_string();
    let corrected = !one.earlier.is_empty();
    let stands = match (one.status, one.closed) {
        (Status::Open, _) | (_, None) => t.say("concern-open").arg("by", answer_by(one.at.day)).to_string(),
        (Status::TakenBack, Some((at, _))) => t.say("concern-taken-back").arg("on", at.day).to_string(),
        (Status::Right, Some((at, by))) if corrected => answered("concern-corrected-right", at, by),
        (Status::NotRight, Some((at, by))) if corrected => answered("concern-corrected-not-right", at, by),
        (Status::Right, Some((at, by))) => answered("concern-right", at, by),
        (Status::NotRight, Some((at, by))) => answered("concern-not-right", at, by),
    };
    let words = |words: &Option<Personal<String>>| words.as_ref().map(|words| t.stored(words.reveal()));
    let before = |one: &Answered| {
        let key = if one.status == Status::Right { "concern-right" } else { "concern-not-right" };
        (answered(key, one.at, one.by), words(&one.words))
    };
    ConcernView {
        about: t
            .say("concern-about")
            .arg("who", staff(t, names, one.looker))
            .arg("day", one.looked_on)
            .arg("on", one.at.day)
            .to_string(),
        words: words(&one.words),
        stands: (stands, words(&one.answer)),
        earlier: one.earlier.iter().map(before).collect(),
        back: (one.status == Status::Open).then(|| one.id.to_string()),
    }
}

/// The page.
#[derive(Template)]
#[template(path = "mine/looks.html")]
pub struct LooksPage {
    t: T,
    shell: Shell,
    lead: String,
    concerns: Vec<ConcernView>,
    found: Groups,
    /// That lines of this page do not prove, and are not shown.
    unproven: Option<String>,
    older: Option<String>,
    /// Not the first page.
    further: bool,
}

impl LooksPage {
    /// The page.
    pub fn new(shell: Shell, own: OwnLooks, further: bool) -> Self {
        let t = shell.t;
        let guardian = shell.signed.as_ref().is_some_and(|signed| signed.member.role == Role::Guardian);
        let OwnLooks { file, looks, concerns, names } = own;
        let mut found = groups(t, &looks.rows);
        for group in &mut found.others {
            let Some((by, day)) = group.key else { continue };
            group.reported =
                concerns.iter().any(|one| (one.looker, one.looked_on) == (by, day) && one.status != Status::TakenBack);
            group.report = Some(format!("{PATH}/{file}/{}", group.seq));
        }
        Self {
            t,
            lead: t.get(if guardian { "looks-lead-guardian" } else { "looks-lead" }),
            concerns: concerns.iter().map(|one| concern(t, one, &names)).collect(),
            found,
            older: looks.older.map(|seq| format!("{PATH}?voor={seq}")),
            unproven: (looks.unproven > 0).then(|| t.say("looks-unproven").arg("lines", looks.unproven).to_string()),
            further,
            shell: shell.crumb(t.get("nav-mine"), "/mijn"),
        }
    }
}

impl Page for LooksPage {
    const NAME: &'static str = "mine/looks";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use access::{Action, Event};
        use register::{AccountId, ConcernId, FileId};
        use store::looks::{Look, Looks};
        use time::{Duration, macros::datetime};
        use uuid::Uuid;
        let shell = || Shell::sample_as(t, Role::Student, PATH);
        let look = |seq: i64, who: Option<(u128, &str)>, role, action: Option<Action>, own| Look {
            seq,
            at: datetime!(2026-05-12 08:05 UTC) - Duration::hours(400 - seq),
            by: who.map(|(id, _)| AccountId(Uuid::from_u128(id))),
            name: who.map(|(_, name)| Personal::new(name.to_owned())),
            role,
            action: action.map(Event::Action),
            own,
        };
        let noor = Some((5, "Noor van der Wetering-Bakker"));
        let me = Some((1, "Annemarie"));
        let mut rows = vec![
            look(400, me, Some(Role::Student), Some(Action::SeeOwnAgreement), true),
            look(399, noor, Some(Role::Intaker), Some(Action::ProposeAgreement), false),
            look(390, noor, Some(Role::Intaker), Some(Action::HoldIntake), false),
            look(388, None, None, Some(Action::RunImport), false),
            look(2, None, None, None, false),
        ];
        let names = Names::from([
            (AccountId(Uuid::from_u128(5)), Personal::new("Noor van der Wetering-Bakker".to_owned())),
            (AccountId(Uuid::from_u128(8)), Personal::new("Fatima Bouali".to_owned())),
        ]);
        let concern = |number, status, answer: Option<&str>| Concern {
            id: ConcernId(Uuid::from_u128(number)),
            number: 1,
            looker: AccountId(Uuid::from_u128(5)),
            looked_on: crate::say::people::now().day - Duration::days(i64::try_from(number).unwrap_or(0)),
            by: AccountId(Uuid::from_u128(1)),
            at: crate::say::people::now(),
            words: (number == 1).then(|| crate::say::people::ASKED.to_owned().into()),
            status,
            closed: (status != Status::Open).then(|| (crate::say::people::now(), AccountId(Uuid::from_u128(8)))),
            answer: answer.map(|words| words.to_owned().into()),
            earlier: Vec::new(),
        };
        let corrected = Concern {
            earlier: vec![Answered {
                status: Status::Right,
                at: crate::say::people::now(),
                by: AccountId(Uuid::from_u128(8)),
                words: Some("Zij viel die dag in voor je coach.".to_owned().into()),
            }],
            ..concern(5, Status::NotRight, Some("Dat klopt bij nader inzien niet. Wij hebben met haar gesproken."))
        };
        let page = |rows, older, unproven, concerns| OwnLooks {
            file: FileId(Uuid::from_u128(4)),
            looks: Looks { rows, unproven, older },
            concerns,
            names: names.clone(),
        };
        let concerns = vec![
            concern(1, Status::Open, None),
            concern(2, Status::NotRight, Some("Zij had geen reden om te kijken. Wij hebben met haar gesproken.")),
            concern(3, Status::Right, Some("Zij viel die dag in voor je coach.")),
            concern(4, Status::TakenBack, None),
            corrected,
        ];
        let few = page(rows.clone(), None, 1, Vec::new());
        let raised = page(rows.clone(), None, 0, concerns);
        rows.extend((3..48).rev().map(|n| look(n, noor, Some(Role::CareCoordinator), Some(Action::ListFiles), false)));
        vec![
            ("empty", Self::new(shell(), page(Vec::new(), None, 0, Vec::new()), false)),
            ("few", Self::new(shell(), few, false)),
            ("raised", Self::new(shell(), raised, false)),
            ("full", Self::new(Shell::sample_as(t, Role::Guardian, PATH), page(rows, Some(3), 0, Vec::new()), true)),
        ]
    }
}
