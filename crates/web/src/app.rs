//! What every page can reach.

use crate::{
    clock::{Chance, Clock},
    guard::csrf,
    session::Sessions,
};
use std::{ops::Deref, sync::Arc};

/// The state of the web server; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What [`App`] holds.
pub struct Parts {
    /// What time it is.
    pub clock: Box<dyn Clock>,
    /// Where randomness comes from.
    pub chance: Box<dyn Chance>,
    /// Who a cookie stands for.
    pub sessions: Box<dyn Sessions>,
    /// Signs the tokens in forms; the same on every server of an installation.
    pub csrf: csrf::Key,
    /// How this installation is set.
    pub settings: Settings,
}

/// How an installation is set, as far as pages need to know.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings {
    /// A database with made-up people: every page says so.
    pub demo: bool,
    /// Served over HTTPS, so cookies must be too. Only a demo on loopback is not.
    pub secure: bool,
}

impl App {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
