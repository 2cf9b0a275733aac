//! What every page can reach.

use crate::site::{
    clock::{Chance, Clock},
    guard::csrf,
    session::{Kept, Sessions},
};
use monitor::shown::Library;
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
    /// Where everything is kept.
    pub store: store::Store,
    /// Who a cookie stands for.
    pub sessions: Box<dyn Sessions>,
    /// Signs the tokens in forms; the same on every server of an installation.
    pub csrf: csrf::Key,
    /// How this installation is set.
    pub settings: Settings,
    /// The measurements of the Monitor that everybody may see.
    pub monitor: Arc<Library>,
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

    /// The site over a store: sessions are kept in it, and its key file signs the forms.
    ///
    /// # Errors
    /// When the key file gives no key for forms.
    pub fn over(
        store: store::Store,
        settings: Settings,
        clock: impl Clock,
        chance: impl Chance,
        monitor: Arc<Library>,
    ) -> Result<Self, store::StoreError> {
        let csrf = csrf::Key::of(store.keys().form_keys()?);
        let sessions = Box::new(Kept(store.clone()));
        let (clock, chance) = (Box::new(clock), Box::new(chance));
        Ok(Self::new(Parts { clock, chance, sessions, store, csrf, settings, monitor }))
    }
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
