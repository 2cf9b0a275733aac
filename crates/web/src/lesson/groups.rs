//! The groups that a teacher teaches.

use super::place::{PATH, address};
use crate::{
    say::words::T,
    site::{page::Page, shell::Shell},
};
use access::Role;
use askama::Template;
use store::lesson::TaughtGroup;

/// The page.
#[derive(Template)]
#[template(path = "lesson/groups.html")]
pub struct GroupsPage {
    t: T,
    shell: Shell,
    /// Name, and where it is.
    groups: Vec<(String, String)>,
}

impl GroupsPage {
    pub(super) fn new(shell: Shell, found: &[TaughtGroup]) -> Self {
        let groups = found.iter().map(|one| (one.name.clone(), address(one.group))).collect();
        Self { t: shell.t, groups, shell }
    }
}

impl Page for GroupsPage {
    const NAME: &'static str = "lesson/groups";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = || Shell::sample_as(t, Role::Teacher, PATH);
        let group = |n: u128, name: &str| TaughtGroup {
            group: register::GroupId(uuid::Uuid::from_u128(n)),
            name: name.to_owned(),
        };
        let some = [group(1, "ZW1A"), group(2, "ZW1B"), group(3, "Verzorgende-IG-avondgroep-najaar-2026")];
        vec![("some", Self::new(shell(), &some)), ("none", Self::new(shell(), &[]))]
    }
}
