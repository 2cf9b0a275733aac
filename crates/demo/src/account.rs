//! Accounts to sign in with: one for each role, and the ordinary staff.

use crate::data::ROLES;
use crate::school::School;

/// An account with what its role works on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Code of the role.
    pub role: &'static str,
    /// Address to sign in with.
    pub email: String,
    /// `Sanne van der Meer`.
    pub name: String,
    /// Teams, as positions in [`School::teams`].
    pub teams: Vec<usize>,
    /// Own person (a student) or the child (a guardian), as a position in [`School::people`].
    pub person: Option<usize>,
    /// Which guardian of that person, as a position in its guardians.
    pub guardian: Option<usize>,
    /// Shown on the start page of a demo: one for each role.
    pub demo: bool,
}

/// One demo account for each of [`ROLES`], in that order; then a second coach in another team; then the ordinary
/// staff (position `n` of [`School::staff`] is position `n + 2` here).
pub fn accounts(school: &School) -> Vec<Account> {
    let student = &school.people[0];
    let child = &school.people[1];
    let own = |role, email: &str, name, person, guardian| Account {
        role,
        email: email.to_owned(),
        name,
        teams: Vec::new(),
        person: Some(person),
        guardian,
        demo: true,
    };
    let parent = child.guardians.first();
    let parent = (parent.map_or("", |g| g.email.as_str()), parent.map(|g| g.name.full()).unwrap_or_default());
    let mut all = vec![
        own(ROLES[0], &student.email, student.name.full(), 0, None),
        own(ROLES[1], parent.0, parent.1, 1, Some(0)),
    ];
    all.extend(school.staff.iter().enumerate().map(|(at, staff)| Account {
        role: staff.role,
        email: staff.email.clone(),
        name: staff.name.full(),
        teams: staff.teams.clone(),
        person: None,
        guardian: None,
        demo: at + 2 < ROLES.len(),
    }));
    all
}
