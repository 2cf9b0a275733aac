//! A link that was just made: shown once, to hand over. Nobody can look it up again; a new one can be made.

use crate::{
    say::{format, words::T},
    site::{app::App, page::Page, shell::Shell},
};
use askama::Template;
use axum::http::HeaderMap;
use register::invitation::Language;
use store::invitation::{Issued, path};

/// The page.
#[derive(Template)]
#[template(path = "invitation/issued.html")]
pub struct IssuedPage {
    t: T,
    shell: Shell,
    name: String,
    email: String,
    what: String,
    link: String,
    /// What makes the link, for the letter.
    token: String,
    ends: String,
    /// Where one came from.
    back: String,
}

impl IssuedPage {
    /// The page of a link, for the browser that asked for it.
    pub(super) fn of(shell: Shell, app: &App, headers: &HeaderMap, issued: &Issued, back: String) -> Self {
        Self::new(shell, &super::address::of(app, headers), issued, back)
    }

    fn new(shell: Shell, site: &str, issued: &Issued, back: String) -> Self {
        let t = shell.t;
        Self {
            t,
            name: issued.name.reveal().clone(),
            email: issued.email.reveal().clone(),
            what: issued.role.map_or_else(|| t.get("issued-password"), |role| t.role(role)),
            link: format!("{site}{}", path(issued.token.reveal(), issued.language)),
            token: issued.token.reveal().clone(),
            ends: format::date_time(t.lang(), format::dutch_clock(issued.ends)),
            back,
            shell,
        }
    }
}

impl Page for IssuedPage {
    const NAME: &'static str = "invitation/issued";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use register::invitation::{Kind, Way};
        let issued = |kind, role| Issued {
            invitation: register::InvitationId(uuid::Uuid::nil()),
            kind,
            way: Way::Paper,
            token: "x1".repeat(21).into(),
            email: "noor.van.der.wetering-bakker@voorbeeldcollege.example".to_owned().into(),
            name: "Noor van der Wetering-Bakker".to_owned().into(),
            role,
            school: "Voorbeeld College".into(),
            ends: time::macros::datetime!(2026-12-22 16:30 UTC),
            language: Language::English,
        };
        let shell = || Shell::sample_as(t, access::Role::Administrator, "/beheer/uitnodigen");
        let new = |issued: &Issued| {
            Self::new(shell(), "https://meedoen.voorbeeld.example", issued, "/beheer/uitnodigingen".into())
        };
        vec![
            ("role", new(&issued(Kind::Role, Some(access::Role::CareCoordinator)))),
            ("password", new(&issued(Kind::Password, None))),
        ]
    }
}
