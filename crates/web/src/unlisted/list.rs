//! The page.

use crate::{
    say::{
        by::by,
        form::Opt,
        narrow::{Narrow, Tab, address, place_of},
        words::T,
    },
    site::{page::Page, shell::Shell},
};
use access::Role;
use askama::Template;
use store::unlisted::{Unlisted, UnlistedAsked, UnlistedPage};

/// The path.
pub(super) const PATH: &str = "/beheer/niet-op-de-lijst";

/// `?stand=kept`: those that keep their role.
pub(super) const KEPT: &str = "kept";
/// What the form does.
pub(super) const KEEP: &str = "houdt";
pub(super) const RECONSIDER: &str = "toch";

/// The address of a list.
pub(super) fn href(asked: &UnlistedAsked) -> String {
    let after = asked.after.map(|after| after.to_string()).unwrap_or_default();
    let stand = if asked.kept { KEPT } else { "" };
    address(PATH, &[("stand", stand), ("rol", asked.role.map_or("", Role::code)), ("na", &after)])
}

/// A role.
struct Row {
    id: String,
    name: String,
    email: String,
    role: String,
    /// Since when they are not on the list, and what was decided.
    says: Vec<String>,
    disabled: bool,
    account: String,
    end: String,
    /// To hand over the students that they coach.
    hand_over: Option<(String, String)>,
}

/// The page.
#[derive(Template)]
#[template(path = "unlisted/list.html")]
pub struct UnlistedListPage {
    t: T,
    shell: Shell,
    tabs: [Tab; 2],
    narrow: Narrow,
    kept: bool,
    role: &'static str,
    rows: Vec<Row>,
    place: Option<String>,
    none: String,
    first: Option<String>,
    next: Option<String>,
}

impl UnlistedListPage {
    /// The page.
    pub(super) fn new(shell: Shell, asked: &UnlistedAsked, found: &UnlistedPage) -> Self {
        let t = shell.t;
        let first = UnlistedAsked { after: None, ..*asked };
        let tab = |kept: bool, label: &str, count: i64| Tab {
            label: t.get(label),
            count: Some(count),
            href: href(&UnlistedAsked { kept, ..first }),
            current: asked.kept == kept,
        };
        let roles = Role::ALL.iter().filter(|role| role.reaches_by_itself().is_some());
        let roles = roles.map(|role| Opt::new(role.code(), t.role(*role))).collect();
        let stand = if asked.kept { KEPT } else { "" };
        let narrow = Narrow::new(PATH, vec![("stand", stand.to_owned())]).choice(
            t,
            "rol",
            ["account-role", "manage-every-role"],
            roles,
            asked.role.map_or("", Role::code),
        );
        let total = if asked.kept { found.kept } else { found.open };
        Self {
            tabs: [tab(false, "unlisted-open", found.open), tab(true, "unlisted-kept", found.kept)],
            kept: asked.kept,
            role: asked.role.map_or("", Role::code),
            rows: found.rows.iter().map(|one| row(t, one)).collect(),
            place: place_of(t, found.before, found.rows.len(), total),
            none: if total > 0 {
                t.get("list-past-the-end")
            } else if !narrow.chosen.is_empty() {
                t.say("files-none-chosen").arg("chosen", narrow.chosen.join(", ")).to_string()
            } else {
                t.get(if asked.kept { "unlisted-none-kept" } else { "unlisted-none" })
            },
            narrow,
            first: asked.after.map(|_| href(&first)),
            next: found.next.map(|after| href(&UnlistedAsked { after: Some(after), ..*asked })),
            shell: Shell { path: href(asked), ..shell }.crumb(t.get("manage-title"), "/beheer"),
            t,
        }
    }
}

fn row(t: T, one: &Unlisted) -> Row {
    let mut says = vec![t.say("unlisted-since").arg("on", one.since).to_string()];
    says.extend(one.until.map(|day| t.say("unlisted-until").arg("on", day).to_string()));
    says.extend(one.decided.as_ref().map(|(who, on)| t.say("unlisted-decided").arg("by", by(t, who, *on)).to_string()));
    let account = format!("/beheer/accounts/{}", one.account);
    let students = t.say("unlisted-hand-over").arg("count", one.students).to_string();
    Row {
        id: one.membership.to_string(),
        name: one.name.reveal().clone(),
        email: one.email.reveal().clone(),
        role: t.role(one.role),
        says,
        disabled: one.disabled,
        end: format!("/beheer/rollen/{}", one.membership),
        hand_over: (one.students > 0).then(|| (format!("{account}/overdragen"), students)),
        account,
    }
}

impl Page for UnlistedListPage {
    const NAME: &'static str = "unlisted/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use register::{AccountId, MembershipId, Personal};
        use store::policy::SetBy;
        use time::macros::date;
        use uuid::Uuid;
        let noor = SetBy::Account(crate::say::people::staff(), Personal::new("Noor Bos".to_owned()));
        let one = |n: u128, name: &str, role, students| Unlisted {
            membership: MembershipId(Uuid::from_u128(n)),
            account: AccountId(Uuid::from_u128(n)),
            name: name.to_owned().into(),
            email: format!("{n}.wilhelmina.van.der.wetering@voorbeeldcollege.example").into(),
            role,
            disabled: n == 2,
            since: date!(2026 - 08 - 24),
            until: (n == 3).then_some(date!(2027 - 07 - 31)),
            students,
            decided: (n > 1).then(|| (noor.clone(), date!(2026 - 09 - 01))),
        };
        let rows = vec![
            one(1, "Wilhelmina van der Wetering-Bakker", Role::Coach, 31),
            one(2, "Bo Li", Role::CareCoordinator, 0),
            one(3, "Sem de Wit", Role::Coach, 1),
        ];
        let next = rows.last().map(|row| row.membership);
        let full = UnlistedPage { rows, open: 61, kept: 28, before: 25, next };
        let page = |kept, role, after, found: &UnlistedPage| {
            let asked = UnlistedAsked { kept, role, after };
            Self::new(Shell::sample_as(t, Role::Administrator, PATH), &asked, found)
        };
        let none = UnlistedPage::default();
        vec![
            ("full", page(false, None, next, &full)),
            ("kept", page(true, Some(Role::Coach), None, &full)),
            ("none", page(false, None, None, &none)),
            ("none-kept", page(true, None, None, &none)),
            ("none-chosen", page(false, Some(Role::Coach), None, &none)),
        ]
    }
}
