//! What research bodies measure. Their folders and answers lie on a disk; who reads them and makes their tables is handed in by
//! the program, with the code of `meedoen monitor`, so that a page and the shell cannot differ.

use crate::site::problem::Problem;
use monitor::research::Research;
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// A measurement of a research body.
#[derive(Debug, Clone)]
pub struct Held {
    /// Its year, as its folder is called.
    pub year: u16,
    /// How far the program is with it.
    pub stands: Stands,
}

/// How far the program is with a measurement.
#[derive(Debug, Clone)]
pub enum Stands {
    /// It is being read and counted: that takes seconds, and starts again when a file of it changes.
    Making,
    /// Its folder cannot be read: why, for who put it there.
    Unreadable(String),
    /// It is made, as far as its texts and answers allow.
    Made(Arc<Research>),
}

/// Keeps what research bodies measure.
pub trait Measuring: Send + Sync + 'static {
    /// The measurements of the research body with this code, the newest first. It looks at a disk: it is asked where nobody waits
    /// for the thread.
    fn of(&self, body: &str) -> Vec<Held>;
}

/// Nothing is measured here: for installations and tests without.
#[derive(Debug, Clone, Copy)]
pub struct NothingMeasured;

impl Measuring for NothingMeasured {
    fn of(&self, _: &str) -> Vec<Held> {
        Vec::new()
    }
}

/// Where pages ask for it.
pub struct MeasuredRoom(Arc<dyn Measuring>);

impl Default for MeasuredRoom {
    fn default() -> Self {
        Self::new(Arc::new(NothingMeasured))
    }
}

impl MeasuredRoom {
    /// A room around who keeps it.
    pub fn new(measuring: Arc<dyn Measuring>) -> Self {
        Self(measuring)
    }

    /// The measurements of a research body, the newest first.
    ///
    /// # Errors
    /// Whoever keeps them fell over.
    pub async fn of(&self, body: String) -> Result<Vec<Held>, Problem> {
        let measuring = Arc::clone(&self.0);
        let found = spawn_blocking(move || measuring.of(&body)).await;
        found.map_err(|_| Problem::Broken("measurements: it fell over".to_owned()))
    }
}
