//! Where documents are made. Pages say what stands in them ([`crate::say::document`]); who sets them is handed in by the
//! program, so that nothing here waits for a typesetter to be built.

use crate::{
    say::document::{
        AdmissionLetter, AgreementSheet, CardSheet, ClassSheet, DecisionLetter, EvaluationSheet, EverythingSheet,
        InvitationLetter,
    },
    site::problem::Problem,
};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use std::sync::Arc;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
};

/// How many documents are made at once: each has a processor to itself.
const AT_ONCE: usize = 2;

/// Why a document was not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmade {
    /// These characters stand in no typeface. They are the document's: for the reader, and for no log.
    Letters(Vec<char>),
    /// The press is not there. The text is for the log.
    Away(String),
    /// A mistake of ours. The text is for the log and holds nothing personal.
    Broken(String),
}

/// Makes documents: a typed value in, the bytes of a PDF out. It may take long: it is called where nobody waits for the
/// thread.
pub trait Press: Send + Sync + 'static {
    /// A version of an agreement.
    ///
    /// # Errors
    /// [`Unmade`].
    fn agreement(&self, sheet: &AgreementSheet) -> Result<Vec<u8>, Unmade>;

    /// The letter that invites somebody.
    ///
    /// # Errors
    /// [`Unmade`].
    fn invitation(&self, letter: &InvitationLetter) -> Result<Vec<u8>, Unmade>;

    /// What to do in the lessons of a group.
    ///
    /// # Errors
    /// [`Unmade`].
    fn class(&self, sheet: &ClassSheet) -> Result<Vec<u8>, Unmade>;

    /// A decision, or a receipt.
    ///
    /// # Errors
    /// [`Unmade`].
    fn decision(&self, letter: &DecisionLetter) -> Result<Vec<u8>, Unmade>;

    /// A decision on an application.
    ///
    /// # Errors
    /// [`Unmade`].
    fn admission(&self, letter: &AdmissionLetter) -> Result<Vec<u8>, Unmade>;

    /// The report of a measurement.
    ///
    /// # Errors
    /// [`Unmade`].
    fn report(&self, report: &publish::report::Report<'_>) -> Result<Vec<u8>, Unmade>;

    /// How school and student looked back.
    ///
    /// # Errors
    /// [`Unmade`].
    fn evaluation(&self, sheet: &EvaluationSheet) -> Result<Vec<u8>, Unmade>;

    /// Everything that is held about a student and that they read.
    ///
    /// # Errors
    /// [`Unmade`].
    fn everything(&self, sheet: &EverythingSheet) -> Result<Vec<u8>, Unmade>;

    /// The card of a student.
    ///
    /// # Errors
    /// [`Unmade`].
    fn card(&self, sheet: &CardSheet) -> Result<Vec<u8>, Unmade>;
}

/// No press: for tests of what is no document.
#[derive(Debug, Clone, Copy)]
pub struct NoPress;

impl Press for NoPress {
    fn agreement(&self, _: &AgreementSheet) -> Result<Vec<u8>, Unmade> {
        Err(Unmade::Away("there is no press".into()))
    }

    fn invitation(&self, _: &InvitationLetter) -> Result<Vec<u8>, Unmade> {
        Err(Unmade::Away("there is no press".into()))
    }

    fn class(&self, _: &ClassSheet) -> Result<Vec<u8>, Unmade> {
        Err(Unmade::Away("there is no press".into()))
    }

    fn decision(&self, _: &DecisionLetter) -> Result<Vec<u8>, Unmade> {
        Err(Unmade::Away("there is no press".into()))
    }

    fn admission(&self, _: &AdmissionLetter) -> Result<Vec<u8>, Unmade> {
        Err(Unmade::Away("there is no press".into()))
    }

    fn report(&self, _: &publish::report::Report<'_>) -> Result<Vec<u8>, Unmade> {
        Err(Unmade::Away("there is no press".into()))
    }

    fn evaluation(&self, _: &EvaluationSheet) -> Result<Vec<u8>, Unmade> {
        Err(Unmade::Away("there is no press".into()))
    }

    fn everything(&self, _: &EverythingSheet) -> Result<Vec<u8>, Unmade> {
        Err(Unmade::Away("there is no press".into()))
    }

    fn card(&self, _: &CardSheet) -> Result<Vec<u8>, Unmade> {
        Err(Unmade::Away("there is no press".into()))
    }
}

/// The press, and the queue before it.
pub struct PressRoom {
    press: Arc<dyn Press>,
    places: Arc<Semaphore>,
}

impl Default for PressRoom {
    fn default() -> Self {
        Self::new(Arc::new(NoPress))
    }
}

impl PressRoom {
    /// A room around a press.
    pub fn new(press: Arc<dyn Press>) -> Self {
        Self { press, places: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Makes a document, when it is its turn: `room.make(move |press| press.agreement(&sheet))`.
    ///
    /// # Errors
    /// [`Unmade`], also where the press itself fell over: there is a whole document, or none.
    pub async fn make<F>(&self, how: F) -> Result<Vec<u8>, Unmade>
    where
        F: FnOnce(&dyn Press) -> Result<Vec<u8>, Unmade> + Send + 'static,
    {
        let place = Arc::clone(&self.places).acquire_owned().await;
        self.made(place.map_err(|error| broken(&error))?, how).await
    }

    /// Makes a document if there is a place for it now: for what anybody may ask for. `None`: there is
    /// none, and it did not wait.
    pub async fn make_if_free<F>(&self, how: F) -> Option<Result<Vec<u8>, Unmade>>
    where
        F: FnOnce(&dyn Press) -> Result<Vec<u8>, Unmade> + Send + 'static,
    {
        let place = Arc::clone(&self.places).try_acquire_owned().ok()?;
        Some(self.made(place, how).await)
    }

    async fn made<F>(&self, place: OwnedSemaphorePermit, how: F) -> Result<Vec<u8>, Unmade>
    where
        F: FnOnce(&dyn Press) -> Result<Vec<u8>, Unmade> + Send + 'static,
    {
        let press = Arc::clone(&self.press);
        let work = move || {
            // Held until it ends, also when nobody waits for it any more.
            let _place = place;
            how(&*press)
        };
        // What a panic says could be of the document.
        spawn_blocking(work).await.map_err(|_| broken(&"it fell over"))?
    }
}

fn broken(error: &dyn std::fmt::Display) -> Unmade {
    Unmade::Broken(format!("the press: {error}"))
}

impl From<Unmade> for Problem {
    /// Where a page does not say itself what is wrong.
    fn from(unmade: Unmade) -> Self {
        match unmade {
            // Which they are is the document's.
            Unmade::Letters(_) => Self::Letters,
            Unmade::Away(reason) => {
                tracing::error!(%reason, "no document was made");
                Self::NoPress
            }
            Unmade::Broken(reason) => Self::Broken(format!("a document: {reason}")),
        }
    }
}

/// What was made to save, or why there is none: for a page that has nothing to say of that itself.
///
/// # Errors
/// What [`Unmade`] is as a [`Problem`]: a press that is away is nobody's mistake, and can be tried again.
pub fn saved(made: Result<Vec<u8>, Unmade>, name: &str) -> Result<Response, Problem> {
    Ok(file(made?, name))
}

/// A document to save. Its name names nobody.
pub fn file(pdf: Vec<u8>, name: &str) -> Response {
    let named = format!("attachment; filename=\"{name}.pdf\"");
    ([(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, named)], pdf).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_press_that_falls_over_makes_nothing_and_says_nothing_of_what_it_had() {
        let room = PressRoom::default();
        let fell = room.make(|_| panic!("the name of a student")).await.unwrap_err();
        assert_eq!(fell, Unmade::Broken("the press: it fell over".into()));
        assert_eq!(room.make(|_| Ok(vec![1])).await, Ok(vec![1]), "the next one finds its place");
        let all = Arc::clone(&room.places).acquire_many_owned(u32::try_from(AT_ONCE).unwrap()).await.unwrap();
        assert_eq!(room.make_if_free(|_| Ok(vec![1])).await, None, "what anybody may ask for does not wait");
        drop(all);
        assert_eq!(room.make_if_free(|_| Ok(vec![1])).await, Some(Ok(vec![1])));
        assert_eq!(Problem::from(Unmade::Letters(vec!['\u{1f986}'])), Problem::Letters, "it says that, and not which");
        assert_eq!(Problem::from(Unmade::Away("there is no press".into())), Problem::NoPress);
    }
}
