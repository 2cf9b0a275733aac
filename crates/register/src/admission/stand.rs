//! How an application stood when somebody looked: every act on how it ends names it. Two people who decide at once do not undo one
//! another unseen, and nobody takes back what they never read.

use super::{Admission, Refusal, Status, unrecalled};
use crate::application::{self, Application};

/// How an application stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    /// The number of the newest end; 0 where there is none.
    number: u32,
    /// Where that one stands.
    status: Option<Status>,
    /// The applicant was told how it stands.
    told: bool,
    /// How often it was noted where they went.
    onward: usize,
    /// Where the application stands.
    application: application::Status,
}

impl Stand {
    /// How it stands now. `all` are those of the file.
    pub fn of(all: &[Admission], application: &Application) -> Self {
        let newest = all.iter().rev().find(|one| one.application == application.id);
        Self {
            number: newest.map_or(0, |one| one.number),
            status: newest.map(|one| one.status),
            told: newest.is_some_and(|one| match one.status {
                Status::Standing => one.told.is_some(),
                // They know that it holds no more, or never heard of it.
                Status::TakenBack | Status::Replaced => unrecalled(all, application.id).is_none(),
            }),
            onward: newest.map_or(0, |one| one.onward.len()),
            application: application.status,
        }
    }

    /// The same, as it goes with a form.
    pub fn code(self) -> String {
        let status = self.status.map_or("none", Status::code);
        format!("{}.{status}.{}.{}.{}", self.number, u8::from(self.told), self.onward, self.application.code())
    }

    /// The same, read back. `None`: nobody was shown that.
    pub fn read(code: &str) -> Option<Self> {
        let mut parts = code.split('.');
        let number = parts.next()?.parse().ok()?;
        let status = match parts.next()? {
            "none" => None,
            code => Some(Status::from_code(code)?),
        };
        let told = match parts.next()? {
            "0" => false,
            "1" => true,
            _ => return None,
        };
        let onward = parts.next()?.parse().ok()?;
        let application = application::Status::from_code(parts.next()?)?;
        parts.next().is_none().then_some(Self { number, status, told, onward, application })
    }

    /// Lets an act through, or what came of it, where `seen` is what stands `now`. What was sent twice was based on what stood just
    /// before, and is said to be so; anything else that changed meanwhile is shown first, whatever else is wrong with it.
    ///
    /// # Errors
    /// [`Refusal::Meanwhile`], or what the act itself was refused for.
    pub fn met<T>(seen: Self, now: Self, came: Result<T, Refusal>) -> Result<T, Refusal> {
        match came {
            Err(Refusal::Twice) if now.number.saturating_sub(seen.number) <= 1 => Err(Refusal::Twice),
            came if seen == now => came,
            Ok(_) | Err(_) => Err(Refusal::Meanwhile),
        }
    }
}
