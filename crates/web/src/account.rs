//! `/account` and `/rol`: who you are here, and in which role you act.

use crate::{
    page::Page,
    shell::{MessageKind, Shell},
    words::T,
};
use access::Role;
use askama::Template;
use register::{MembershipId, Personal};

/// What the account page shows.
pub struct Account {
    /// Name.
    pub name: Personal<String>,
    /// Address.
    pub email: Personal<String>,
    /// The role of now.
    pub role: Role,
    /// The school of now.
    pub school: String,
    /// When the session ends, in words.
    pub session_ends: String,
    /// Whether there is another role.
    pub more_roles: bool,
}

/// The account page.
#[derive(Template)]
#[template(path = "account/account.html")]
pub struct AccountPage {
    t: T,
    shell: Shell,
    account: Account,
}

impl AccountPage {
    /// The page.
    pub fn new(shell: Shell, account: Account) -> Self {
        Self { t: shell.t, shell, account }
    }
}

/// A role that someone has at a school.
pub struct Membership {
    /// What is sent to switch to it.
    pub id: MembershipId,
    /// The role.
    pub role: Role,
    /// The school.
    pub school: String,
    /// Whether it is the one of now.
    pub current: bool,
}

/// The page to switch role.
#[derive(Template)]
#[template(path = "account/role.html")]
pub struct RolePage {
    t: T,
    shell: Shell,
    memberships: Vec<Membership>,
}

impl RolePage {
    /// The page.
    pub fn new(shell: Shell, memberships: Vec<Membership>) -> Self {
        let t = shell.t;
        let shell = shell.crumb(t.get("account-title"), "/account");
        Self { t, shell, memberships }
    }
}

impl Page for AccountPage {
    const NAME: &'static str = "account/account";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let account = Account {
            name: Personal::new("Noor van der Wetering-Bakker".into()),
            email: Personal::new("noor.van.der.wetering-bakker@voorbeeldcollege.example".into()),
            role: Role::Coach,
            school: "Voorbeeld College".into(),
            session_ends: crate::format::date_time(t.lang(), time::macros::datetime!(2026-11-22 17:30)),
            more_roles: true,
        };
        let shell = Shell::sample_as(t, Role::Coach, "/account");
        vec![("usual", Self::new(shell.message(MessageKind::Ok, t.get("notice-role-switched")), account))]
    }
}

impl Page for RolePage {
    const NAME: &'static str = "account/role";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let membership = |n, role, current| Membership {
            id: MembershipId(uuid::Uuid::from_u128(n)),
            role,
            school: "Christelijk Vakcollege voor Arbeidsmarktgekwalificeerde Assistenten".into(),
            current,
        };
        let memberships = vec![membership(1, Role::Coach, true), membership(2, Role::Intaker, false)];
        vec![("two", Self::new(Shell::sample_as(t, Role::Coach, "/rol"), memberships))]
    }
}
