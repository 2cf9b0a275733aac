//! What surrounds the content of every page: header, navigation, breadcrumb, message, footer.

use crate::{
    say::{
        form::SEALED_WITH,
        words::{Lang, T},
    },
    site::{app::App, guard::csrf, problem::Problem, session::Signed, visit::Visit},
};
use access::{Action, Role, may_ever};
use axum::{
    extract::{FromRef, FromRequestParts},
    http::request::Parts,
};

/// What the navigation leads to, in order; each is shown to roles that can ever do its action.
const NAVIGATION: &[(&str, &str, Action)] = &[
    ("nav-work", "/werk", Action::SeeWorkbench),
    ("nav-intake", "/intake", Action::ListApplications),
    ("nav-files", "/dossiers", Action::ListFiles),
    ("nav-evaluations", "/evaluaties", Action::SeeWorkbench),
    ("nav-care", "/zorg", Action::SeeReferrals),
    ("nav-lessons", "/klas", Action::SeeClass),
    (NAV_WORKPLACES, "/stages", Action::ArrangePlacement),
    ("nav-exams", "/examens", Action::DecideExam),
    ("nav-disputes", "/geschillen", Action::HandleDisputes),
    ("nav-voices", "/gezegd", Action::SeeWorkbench),
    ("nav-policy", "/beleid/ise", Action::CountIse),
    ("nav-offer", "/beleid/aanbod", Action::KeepOffer),
    ("nav-team-offer", "/team/aanbod", Action::KeepTeamOffer),
    ("nav-knowledge", "/kennis", Action::ShareKnowledge),
    ("nav-workload", "/verdeling", Action::SeeWorkload),
    ("nav-research", "/onderzoek", Action::SeeResearch),
    ("nav-mine", "/mijn", Action::SeeOwnAgreement),
    ("nav-manage", "/beheer", Action::ManageAccounts),
    ("nav-privacy", "/privacy", Action::PurgeFreeText),
];

/// The list of placements: the first room of who has no desk. From a desk that list is reached by what is owed on it.
const NAV_WORKPLACES: &str = "nav-workplaces";

/// Where a role begins: the first of its rooms, or one's own account while its rooms are not built.
pub const fn first_page(role: Role) -> &'static str {
    if may_ever(role, Action::SeeWorkbench) {
        "/werk"
    } else if may_ever(role, Action::SeeOwnAgreement) {
        "/mijn"
    } else if may_ever(role, Action::ManageAccounts) {
        "/beheer"
    } else if may_ever(role, Action::PurgeFreeText) {
        "/privacy"
    } else if may_ever(role, Action::SeeClass) {
        "/klas"
    } else if may_ever(role, Action::ArrangePlacement) {
        "/stages"
    } else if may_ever(role, Action::DecideExam) {
        "/examens"
    } else if may_ever(role, Action::HandleDisputes) {
        "/geschillen"
    } else if may_ever(role, Action::CountIse) {
        "/beleid/ise"
    } else if may_ever(role, Action::SeeResearch) {
        "/onderzoek"
    } else if may_ever(role, Action::SeeWorkload) {
        "/verdeling"
    } else if may_ever(role, Action::ShareKnowledge) {
        "/kennis"
    } else {
        "/account"
    }
}

/// The frame of a page. Handlers take it as an argument and put it in the context of their page.
#[derive(Clone)]
pub struct Shell {
    /// The words.
    pub t: T,
    /// Who is signed in.
    pub signed: Option<Signed>,
    /// Where this page is, to come back to after switching language.
    pub path: String,
    /// The token of the forms on this page; empty for a visitor without a cookie (see [`Shell::with_token`]).
    pub csrf: String,
    /// Links of the navigation.
    pub nav: Vec<NavItem>,
    /// The way to this page, home first; empty at depth 1.
    pub crumbs: Vec<Crumb>,
    /// What has just been done.
    pub message: Option<Message>,
    /// Made-up people only.
    pub demo: bool,
    /// The form on this page was not accepted: the title says so first.
    pub failed: bool,
    /// There is a form on this page whose fields the language switch takes along.
    pub keeps: bool,
    /// The form came back because it shows what was erased: nothing of it is kept anywhere.
    pub erased: bool,
    /// What stands in the form was typed before, on this path: it can be thrown away.
    pub discard: Option<String>,
    /// Whose parent acts, on a page that shows that child: stands in the header in place of the role.
    pub parent_of: Option<String>,
}

/// The `id` of the form that the language switch takes along.
pub const FORM: &str = "formulier";

/// A link in the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub href: &'static str,
    /// Whether this page is there or below.
    pub current: bool,
}

/// A step on the way to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// What has just been done, at the top of the page, with the focus on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// How it is meant.
    pub kind: MessageKind,
    /// What it says.
    pub text: String,
}

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageKind {
    /// Done.
    Ok,
    /// Good to know.
    Info,
    /// Look out.
    Warning,
    /// Not done.
    Error,
}

impl Shell {
    /// The frame for a visit.
    pub fn of(app: &App, visit: &Visit) -> Self {
        let t = visit.t();
        Self {
            t,
            signed: visit.signed.clone(),
            path: visit.path().to_owned(),
            csrf: visit.form_token(app),
            nav: visit.signed.as_ref().map(|s| navigation(t, s.member.role, visit.path())).unwrap_or_default(),
            crumbs: Vec::new(),
            message: match visit.refused() {
                Some(_) => Some(Message { kind: MessageKind::Error, text: t.get("form-purged") }),
                None => visit.notice.as_ref().map(|key| Message { kind: notice_kind(key), text: t.get(key) }),
            },
            demo: app.settings.demo,
            failed: visit.refused().is_some(),
            keeps: false,
            erased: visit.refused().is_some(),
            discard: None,
            parent_of: None,
        }
    }

    /// Makes the forms of this page work for a visitor who is not signed in, by giving them a cookie.
    #[must_use]
    pub fn with_token(mut self, app: &App, visit: &Visit) -> Self {
        self.csrf = app.csrf.token(visit.binding_or_new(app));
        self
    }

    /// Adds a step to the breadcrumb; home is put before the first.
    #[must_use]
    pub fn crumb(mut self, label: impl ToString, href: impl Into<String>) -> Self {
        if self.crumbs.is_empty() {
            self.crumbs.push(Crumb { label: self.t.get("nav-home"), href: "/".into() });
        }
        self.crumbs.push(Crumb { label: label.to_string(), href: href.into() });
        self
    }

    /// Says what has just been done.
    #[must_use]
    pub fn message(mut self, kind: MessageKind, text: impl ToString) -> Self {
        self.message = Some(Message { kind, text: text.to_string() });
        self
    }

    /// Marks the page as one whose form was not accepted.
    #[must_use]
    pub fn failed(mut self) -> Self {
        self.failed = true;
        self
    }

    /// Lets the language switch take along what is typed in the form of this page, which has [`FORM`] as its `id`; not where it shows
    /// what was erased.
    #[must_use]
    pub fn keeping(mut self) -> Self {
        self.keeps = self.signed.is_some() && !self.erased;
        self
    }

    /// Says that the form holds what was typed before, and how to be rid of it.
    #[must_use]
    pub fn with_draft(self, path: &str) -> Self {
        let words = self.t.get("notice-draft");
        Self { discard: Some(path.to_owned()), ..self.message(MessageKind::Warning, words) }
    }

    /// Says in the header whose parent acts.
    #[must_use]
    pub fn for_child(mut self, called: &str) -> Self {
        self.parent_of = Some(self.t.say("role-parent-of").arg("name", called).to_string());
        self
    }

    /// The language of the page.
    pub fn lang(&self) -> Lang {
        self.t.lang()
    }

    /// The language that the switch leads to.
    pub fn other_lang(&self) -> Lang {
        self.lang().other()
    }

    /// The hidden field that proves that a form is ours.
    pub fn csrf_field(&self) -> &'static str {
        csrf::FIELD
    }

    /// The hidden field that says with which key the text was sealed that a form of this page shows, where there is such text.
    pub fn sealed_with(&self) -> Option<(&'static str, String)> {
        store::sealed_with::of_page().map(|with| (SEALED_WITH, with.to_string()))
    }

    /// The version of this program.
    pub fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// The address of an embedded file.
    pub fn asset(&self, name: &str) -> &'static str {
        crate::site::asset::address(name)
    }

    /// The frame around a sample page, for a visitor.
    pub fn sample(t: T) -> Self {
        Self {
            t,
            signed: None,
            path: "/".into(),
            csrf: "sample".into(),
            nav: Vec::new(),
            crumbs: Vec::new(),
            message: None,
            demo: false,
            failed: false,
            keeps: false,
            erased: false,
            discard: None,
            parent_of: None,
        }
    }

    /// The frame around a sample page at a path, for someone in a role.
    pub fn sample_as(t: T, role: Role, path: &str) -> Self {
        let signed = Signed {
            name: register::Personal::new("Noor van der Wetering-Bakker".to_owned()),
            member: access::Member {
                account: register::AccountId(uuid::Uuid::nil()),
                membership: register::MembershipId(uuid::Uuid::nil()),
                tenant: register::TenantId(uuid::Uuid::nil()),
                role,
                scope: access::Scope::School,
            },
            school: "Voorbeeld College".into(),
            more_roles: true,
            until: time::macros::datetime!(2026-11-22 16:30 UTC),
        };
        Self { nav: navigation(t, role, path), signed: Some(signed), path: path.into(), ..Self::sample(t) }
    }
}

fn navigation(t: T, role: Role, path: &str) -> Vec<NavItem> {
    let item = |(key, href, _): &(&str, &'static str, Action)| NavItem {
        label: t.get(key),
        href,
        current: path == *href || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')),
    };
    let has = |(key, _, action): &&(&str, &'static str, Action)| {
        may_ever(role, *action) && (*key != NAV_WORKPLACES || !may_ever(role, Action::SeeWorkbench))
    };
    NAVIGATION.iter().filter(has).map(item).collect()
}

fn notice_kind(key: &str) -> MessageKind {
    if key.starts_with("notice-signed-out") { MessageKind::Warning } else { MessageKind::Ok }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Problem::Broken("no visit".into()))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Shell
where
    App: FromRef<S>,
{
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let visit = Visit::from_request_parts(parts, state).await?;
        Ok(Self::of(&App::from_ref(state), &visit))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for crate::say::form::Input {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        // `guard::enter` has read and checked the form.
        parts.extensions.remove::<Self>().ok_or(Problem::BadRequest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of where each role begins; the test that tries every route holds that the page exists for it.
    #[test]
    fn every_role_begins_where_it_can_do_something() {
        for (role, page) in [
            (Role::Student, "/mijn"),
            (Role::Guardian, "/mijn"),
            (Role::Coach, "/werk"),
            (Role::Intaker, "/werk"),
            (Role::CareCoordinator, "/werk"),
            (Role::TrajectoryCounsellor, "/werk"),
            (Role::Administrator, "/beheer"),
            (Role::PrivacyOfficer, "/privacy"),
            (Role::PolicyOfficer, "/beleid/ise"),
            (Role::Teacher, "/klas"),
            (Role::ExamOffice, "/examens"),
            (Role::Researcher, "/onderzoek"),
            (Role::Trainer, "/account"),
            (Role::TeamManager, "/verdeling"),
            (Role::WorkplaceCoach, "/stages"),
            (Role::DisputeDesk, "/geschillen"),
        ] {
            assert_eq!(first_page(role), page, "{}", role.code());
        }
    }
}
