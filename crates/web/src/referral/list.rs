//! `/zorg`: who was referred, how long they wait, and with whom they are.

use super::words::{self, PATH};
use crate::{
    say::{
        form::Opt,
        narrow::{Narrow, Tab, address, place_of},
        person::listed,
        words::T,
    },
    site::{
        app::App,
        page::{Page, show},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::{Action, Role, may_ever};
use askama::Template;
use axum::{extract::State, response::Response};
use register::{AccountId, ReferralId, referral::Tier};
use store::{
    file::within::Chosen,
    referral::{Listed, ReferralPage as Found, ReferralRow, Stand},
};
use time::Date;

pub(super) async fn list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let stand = visit.asked("stand").map(|code| Stand::from_code(code).ok_or(Problem::NotFound)).transpose()?;
    let tier = visit.asked("lijn").map(|code| Tier::from_code(code).ok_or(Problem::NotFound)).transpose()?;
    let files =
        Chosen { team: visit.asked("team").map(id).transpose()?, coach: visit.asked("coach").map(id).transpose()? };
    let asked = Listed {
        files,
        stand: stand.unwrap_or(Stand::Asked),
        tier,
        mine: visit.asked("van").is_some(),
        after: visit.asked("na").map(id).transpose()?,
    };
    let now = app.clock.now();
    let found = app.store.referrals(&actor, &asked, now).await?;
    Ok(show(&ReferralsPage::new(shell, &asked, &found, now.day)))
}

fn href(asked: &Listed, stand: Stand, after: Option<ReferralId>) -> String {
    let text = |value: Option<String>| value.unwrap_or_default();
    let (team, coach) = (asked.files.team.map(|one| one.to_string()), asked.files.coach.map(|one| one.to_string()));
    let stand = if stand == Stand::Asked { "" } else { stand.code() };
    let (lijn, van) = (asked.tier.map_or("", Tier::code), if asked.mine { "mij" } else { "" });
    let (team, coach, after) = (text(team), text(coach), text(after.map(|one| one.to_string())));
    address(PATH, &[("stand", stand), ("lijn", lijn), ("van", van), ("team", &team), ("coach", &coach), ("na", &after)])
}

/// A referral.
struct Row {
    name: String,
    href: String,
    number: Option<String>,
    what: String,
    with: String,
    /// How long it waits, while it does.
    waits: Option<String>,
    /// Where it stands, once it does not wait.
    status: Option<String>,
    /// Nothing was found for the time until then.
    unbridged: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "referral/list.html")]
pub struct ReferralsPage {
    t: T,
    shell: Shell,
    tabs: Vec<Tab>,
    /// The reader weighs burdens too; and does what the school does after disputes.
    weighs: bool,
    follows: bool,
    narrow: Narrow,
    /// To what the reader asked alone, or back to all.
    mine: (String, String),
    rows: Vec<Row>,
    total: i64,
    place: Option<String>,
    first: Option<String>,
    next: Option<String>,
}

impl ReferralsPage {
    fn new(shell: Shell, asked: &Listed, found: &Found, today: Date) -> Self {
        let t = shell.t;
        let tab = |stand: Stand| Tab {
            label: t.get(match stand {
                Stand::Asked => "referrals-asked",
                Stand::Waiting => "referrals-waiting",
                Stand::Accepted => "referrals-accepted",
                Stand::Refused => "referrals-refused",
                Stand::Closed => "referrals-closed",
            }),
            count: Some(found.count(stand)),
            href: href(asked, stand, None),
            current: stand == asked.stand,
        };
        let tiers = Tier::ALL.iter().map(|tier| Opt::new(tier.code(), words::tier(t, *tier))).collect();
        let kept = if asked.stand == Stand::Asked { "" } else { asked.stand.code() }.to_owned();
        let van = if asked.mine { "mij" } else { "" }.to_owned();
        let narrow = Narrow::new(PATH, vec![("stand", kept), ("van", van)])
            .choice(t, "lijn", ["referrals-line", "referrals-all-lines"], tiers, asked.tier.map_or("", Tier::code))
            .team(t, &found.choices, asked.files.team)
            .coach(t, &found.choices, asked.files.coach);
        let total = found.count(asked.stand);
        let may = |action| shell.signed.as_ref().is_some_and(|one| may_ever(one.member.role, action));
        Self {
            weighs: may(Action::WeighBurden),
            follows: may(Action::CarryOutRuling),
            tabs: Stand::ALL.iter().map(|stand| tab(*stand)).collect(),
            mine: (
                t.get(if asked.mine { "referrals-anybody" } else { "referrals-mine" }),
                href(&Listed { mine: !asked.mine, ..*asked }, asked.stand, None),
            ),
            narrow,
            rows: found.rows.iter().map(|one| row(t, found, one, today)).collect(),
            total,
            place: place_of(t, found.before, found.rows.len(), total),
            first: asked.after.map(|_| href(asked, asked.stand, None)),
            next: found.next.map(|next| href(asked, asked.stand, Some(next))),
            shell: Shell { path: href(asked, asked.stand, asked.after), ..shell },
            t,
        }
    }
}

fn row(t: T, found: &Found, row: &ReferralRow, today: Date) -> Row {
    let by = |account: AccountId| found.names.get(&account).map_or("", |name| name.reveal().as_str());
    let mut what = vec![words::tier(t, row.tier)];
    what.extend((!row.teams.is_empty()).then(|| row.teams.join(", ")));
    let with = match row.holder {
        Some(holder) => t.say("referrals-with").arg("name", by(holder)).arg("on", row.since).to_string(),
        None => t.say("referrals-asked-by").arg("name", by(row.by)).arg("on", row.asked_on).to_string(),
    };
    let waits = row.status.waits().then(|| {
        let waits = words::waits(t, row.asked_on, today);
        match row.status {
            register::referral::Status::Waiting => {
                format!("{} {waits}", t.say("referrals-place").arg("n", row.ahead.saturating_add(1)))
            }
            _ => waits,
        }
    });
    Row {
        name: listed(t, row.name.as_ref(), row.student_number.as_ref(), row.born),
        href: format!("{PATH}/{}", row.id),
        number: row.name.as_ref().and(row.student_number.as_ref()).map(|number| number.reveal().clone()),
        what: what.join(". "),
        with,
        status: (!row.status.waits()).then(|| words::status(t, row.status)),
        unbridged: row.status.waits() && !row.bridged,
        waits,
    }
}

impl Page for ReferralsPage {
    const NAME: &'static str = "referral/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        use register::{FileId, PersonId, Personal, TeamId, referral::Status};
        use store::file::within::Choices;
        use uuid::Uuid;
        let (coach, care) = (AccountId(Uuid::from_u128(5)), AccountId(Uuid::from_u128(6)));
        let today = people::now().day;
        let one = |n: u128, name: Option<&str>, tier, status, bridged| ReferralRow {
            id: ReferralId(Uuid::from_u128(n)),
            file: FileId(Uuid::from_u128(n)),
            person: PersonId(Uuid::from_u128(n)),
            name: name.map(|name| Personal::new(name.to_owned())),
            born: None,
            student_number: Some(Personal::new(format!("20260{n:02}"))),
            teams: people::person(None).teams,
            tier,
            status,
            by: coach,
            asked_on: today - time::Duration::days(20),
            since: today,
            holder: (status == Status::Accepted).then_some(care),
            bridged,
            ahead: 2,
        };
        let found = |rows: Vec<ReferralRow>, before| Found {
            next: rows.last().map(|row| row.id),
            rows,
            before,
            counts: Stand::ALL.iter().copied().zip([61, 34, 40, 5, 1203]).collect(),
            choices: Choices {
                teams: [(1, "Autotechniek"), (2, "Verpleging")]
                    .map(|(n, name)| (TeamId(Uuid::from_u128(n)), name.to_owned()))
                    .to_vec(),
                coaches: Vec::new(),
            },
            names: [
                (coach, "Noor van der Wetering-Bakker".to_owned().into()),
                (care, "Fatima Bouali".to_owned().into()),
            ]
            .into(),
        };
        let long = Some("Annemarie-Louise van der Schoot-Wijnbergen");
        let rows = |status| {
            vec![
                one(1, Some("Bo Li"), Tier::Second, status, true),
                one(2, long, Tier::Third, status, false),
                one(3, None, Tier::Second, status, false),
            ]
        };
        let asked = |stand| Listed { stand, ..Listed::default() };
        let shell = |role| Shell::sample_as(t, role, PATH);
        let after = Listed { after: Some(ReferralId(Uuid::from_u128(9))), ..asked(Stand::Waiting) };
        let nothing = Found { next: None, counts: Vec::new(), ..found(Vec::new(), 0) };
        let mine = Listed { mine: true, ..asked(Stand::Accepted) };
        let refused = Listed { stand: Stand::Refused, ..mine };
        vec![
            (
                "asked",
                Self::new(shell(Role::CareCoordinator), &asked(Stand::Asked), &found(rows(Status::Asked), 0), today),
            ),
            ("waiting", Self::new(shell(Role::CareCoordinator), &after, &found(rows(Status::Waiting), 25), today)),
            ("refused", Self::new(shell(Role::Coach), &refused, &found(rows(Status::Refused), 0), today)),
            ("accepted", Self::new(shell(Role::Coach), &mine, &found(rows(Status::Accepted), 0), today)),
            (
                "closed",
                Self::new(
                    shell(Role::TrajectoryCounsellor),
                    &asked(Stand::Closed),
                    &found(rows(Status::Followed), 0),
                    today,
                ),
            ),
            ("none", Self::new(shell(Role::Coach), &asked(Stand::Asked), &nothing, today)),
        ]
    }
}
