//! Who is visiting: what the session cookie stands for.
//!
//! How sessions are kept is the store's business; pages see this trait.

use crate::form::Input;
use register::{Moment, Personal};
use std::{future::Future, pin::Pin};

/// A future that a trait object can return.
pub type Soon<'a, V> = Pin<Box<dyn Future<Output = Result<V, Failure>> + Send + 'a>>;

/// Something outside this room failed. The text is for the log and holds nothing personal.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub String);

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
    /// Whether it was kept: not when the cookie never stood for anyone.
    fn keep_draft<'a>(&'a self, cookie: &'a str, path: &'a str, input: &'a Input, now: Moment) -> Soon<'a, bool> {
        let _ = (cookie, path, input, now);
        Box::pin(async { Ok(false) })
    }
}

/// Nobody is ever signed in: for public pages in tests.
pub struct Nobody;

impl Sessions for Nobody {
    fn find<'a>(&'a self, _: &'a str, _: Moment) -> Soon<'a, Option<Signed>> {
        Box::pin(async { Ok(None) })
    }
}
