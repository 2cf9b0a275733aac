//! What every page can reach.

use crate::site::{
    address::Address,
    clock::{Chance, Clock},
    guard::csrf,
    importer::{ImportRoom, Importer, NoImporter},
    measured::{MeasuredRoom, Measuring, NothingMeasured},
    press::{NoPress, Press, PressRoom},
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
    /// What research bodies measure, for their researchers.
    pub measured: MeasuredRoom,
    /// Where documents are made.
    pub press: PressRoom,
    /// Where files are brought in.
    pub imports: ImportRoom,
    /// Where the site is found from outside; unknown where nobody said it.
    pub address: Option<Address>,
}

/// What the program hands in beside the store.
pub struct Supplies {
    /// The measurements of the Monitor that everybody may see.
    pub monitor: Arc<Library>,
    /// Who keeps what research bodies measure.
    pub measured: Arc<dyn Measuring>,
    /// Who makes documents.
    pub press: Arc<dyn Press>,
    /// Who reads files that are brought in.
    pub importer: Arc<dyn Importer>,
    /// Where the site is found from outside.
    pub address: Option<Address>,
}

impl Default for Supplies {
    fn default() -> Self {
        Self {
            monitor: Arc::default(),
            measured: Arc::new(NothingMeasured),
            press: Arc::new(NoPress),
            importer: Arc::new(NoImporter),
            address: None,
        }
    }
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
        supplies: Supplies,
    ) -> Result<Self, store::StoreError> {
        let csrf = csrf::Key::of(store.keys().form_keys()?);
        let sessions = Box::new(Kept(store.clone()));
        let (clock, chance) = (Box::new(clock), Box::new(chance));
        let Supplies { monitor, measured, press, importer, address } = supplies;
        let (press, imports, measured) =
            (PressRoom::new(press), ImportRoom::new(importer), MeasuredRoom::new(measured));
        Ok(Self::new(Parts {
            clock,
            chance,
            sessions,
            store,
            csrf,
            settings,
            monitor,
            measured,
            press,
            imports,
            address,
        }))
    }
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
