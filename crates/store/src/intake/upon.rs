//! On which application something is done, and what was shown of it when a page asked for it.

use register::ApplicationId;
use register::seen::Seen;

/// On which application something is done.
#[derive(Debug, Clone, Copy)]
pub struct Upon {
    pub(crate) application: ApplicationId,
    basis: Basis,
}

#[derive(Debug, Clone, Copy)]
enum Basis {
    /// A page showed this; nothing where it did not say what.
    Shown(Option<Seen>),
    /// No page was shown: what stands is what it is done to.
    Stands,
}

impl From<ApplicationId> for Upon {
    fn from(application: ApplicationId) -> Self {
        Self { application, basis: Basis::Stands }
    }
}

impl Upon {
    /// From a page, with what it showed.
    pub const fn shown(application: ApplicationId, seen: Option<Seen>) -> Self {
        Self { application, basis: Basis::Shown(seen) }
    }

    /// What came of it, where what was shown stands `now` ([`Seen::met`]).
    pub(crate) fn met<V, R>(
        self,
        now: Seen,
        came: Result<V, R>,
        twice: impl FnOnce(&R) -> bool,
        meanwhile: R,
    ) -> Result<V, R> {
        match self.basis {
            Basis::Shown(seen) => Seen::met(seen, now, came, twice, meanwhile),
            Basis::Stands => came,
        }
    }
}
