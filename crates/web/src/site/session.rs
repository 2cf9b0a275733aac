//! Who is visiting: what the session cookie stands for.
//!
//! How sessions are kept is the store's business; pages see this trait, and [`Acting`] for whoever acts.

pub use super::acting::Acting;

use crate::{say::form::Input, site::problem::Problem};
use register::{Moment, Personal};
use std::{future::Future, pin::Pin};

/// A future that a trait object can return.
pub type Soon<'a, V> = Pin<Box<dyn Future<Output = Result<V, Problem>> + Send + 'a>>;

/// A session that cannot be looked up is nobody's doing: whoever comes sees that something broke, and nothing more.
fn broken(error: store::StoreError) -> Problem {
    Problem::Broken(error.to_string())
}

/// Someone who is signed in, in one membership at a time.
#[derive(Debug, Clone)]
pub struct Signed {
    /// Their name, for the header.
    pub name: Personal<String>,
    /// In which membership: the actor of everything they do.
    pub member: access::Member,
    /// At which school.
    pub school: String,
    /// Whether there is another role to switch to.
    pub more_roles: bool,
    /// When the session ends if nothing more is asked.
    pub until: time::OffsetDateTime,
}

impl Signed {
    /// The actor, for the store.
    pub fn actor(&self) -> access::Actor {
        access::Actor::Member(self.member.clone())
    }
}

/// Finds sessions by the value of their cookie.
pub trait Sessions: Send + Sync + 'static {
    /// Who a cookie stands for, unless its session has ended.
    fn find<'a>(&'a self, cookie: &'a str, now: Moment) -> Soon<'a, Option<Signed>>;

    /// Keeps what was typed in a form whose session ended meanwhile, for the owner of that session only.
    /// Whether it was kept: not when the cookie never stood for anyone, nor when the form shows what was erased since.
    fn keep_draft<'a>(&'a self, cookie: &'a str, path: &'a str, input: &'a Input, now: Moment) -> Soon<'a, bool> {
        let _ = (cookie, path, input, now);
        Box::pin(async { Ok(false) })
    }
}

/// Sessions as the store keeps them.
pub struct Kept(pub store::Store);

impl Sessions for Kept {
    fn find<'a>(&'a self, cookie: &'a str, now: Moment) -> Soon<'a, Option<Signed>> {
        Box::pin(async move {
            let signed = self.0.signed_in(cookie, now).await.map_err(broken)?;
            Ok(signed.map(|found| Signed {
                name: found.name,
                member: found.member,
                school: found.school,
                more_roles: found.more_roles,
                until: found.ends_at,
            }))
        })
    }

    fn keep_draft<'a>(&'a self, cookie: &'a str, path: &'a str, input: &'a Input, now: Moment) -> Soon<'a, bool> {
        Box::pin(async move {
            let Some(session) = self.0.session(cookie, now).await.map_err(broken)? else { return Ok(false) };
            let kept = self.0.draft_keep(session.account, path, &input.to_keep(), input.sealed_with(), now).await;
            kept.map_err(broken)
        })
    }
}

/// Nobody is ever signed in: for public pages in tests.
pub struct Nobody;

impl Sessions for Nobody {
    fn find<'a>(&'a self, _: &'a str, _: Moment) -> Soon<'a, Option<Signed>> {
        Box::pin(async { Ok(None) })
    }
}
