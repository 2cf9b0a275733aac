//! Passwords: argon2id, in one place for signing in and for `meedoen user add`.
//!
//! Costs are a value that is handed in. [`Cost::PRODUCTION`] is what the program uses; a cheaper one exists in tests
//! only. Nothing outside the program's code (no flag, no environment variable) chooses it.

mod common;

pub use common::is_common;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};

/// What one hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Cost {
    /// OWASP's first choice of minimum for argon2id: 19 MiB, two passes, one lane.
    pub const PRODUCTION: Self = Self { memory_kib: 19_456, passes: 2, lanes: 1 };
    /// For tests, which sign in a thousand times. The program that schools run does not have it.
    #[cfg(any(test, feature = "testing"))]
    pub const TESTS: Self = Self { memory_kib: 8, passes: 1, lanes: 1 };

    fn hasher(self) -> Result<Argon2<'static>, HashFailed> {
        let params = Params::new(self.memory_kib, self.passes, self.lanes, None).map_err(|_| HashFailed)?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }
}

/// A password could not be hashed; says nothing about the password.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the password could not be hashed")]
pub struct HashFailed;

/// The shortest password that is taken, in characters.
pub const SHORTEST: usize = 12;
/// The longest: hashing a longer one is somebody else's work for us.
pub const LONGEST: usize = 1000;

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weak {
    /// Fewer characters than [`SHORTEST`].
    Short,
    /// More than [`LONGEST`].
    Long,
    /// Too many people would think of it.
    Common,
}

/// Whether a password may be chosen. `about`: the names that stand around it, of which it may not be made.
///
/// # Errors
/// Says why not.
pub fn chosen(password: &str, about: &[&str]) -> Result<(), Weak> {
    match password.chars().count() {
        length if length < SHORTEST => Err(Weak::Short),
        length if length > LONGEST => Err(Weak::Long),
        _ if is_common(password, about) => Err(Weak::Common),
        _ => Ok(()),
    }
}

/// The form in which passwords are hashed: the same keys on another machine give the same bytes.
fn normal(password: &str) -> String {
    register::text::password(password)
}

/// The text to store.
pub fn hash(password: &str, cost: &Cost) -> Result<String, HashFailed> {
    let salt = store::fresh::bytes::<16>().map_err(|_| HashFailed)?;
    let hashed = cost.hasher()?.hash_password_with_salt(normal(password).as_bytes(), &salt).map_err(|_| HashFailed)?;
    Ok(hashed.to_string())
}

/// Whether a password is the stored one. Without a stored one it takes as long, so that the time does not tell whether
/// an account exists.
pub fn verify(password: &str, stored: Option<&str>, cost: &Cost) -> bool {
    let parsed = stored.and_then(|text| PasswordHash::new(text).ok());
    let Ok(hasher) = cost.hasher() else { return false };
    match parsed {
        // The costs are those in the stored text, so that they can be raised later.
        Some(parsed) => hasher.verify_password(normal(password).as_bytes(), &parsed).is_ok(),
        None => {
            let _ = hash(password, cost);
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_opens_with_itself_only() {
        let stored = hash("correct horse battery", &Cost::TESTS).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{stored}");
        assert!(verify("correct horse battery", Some(&stored), &Cost::TESTS));
        assert!(!verify("correct horse batterij", Some(&stored), &Cost::TESTS));
        assert!(!verify("correct horse battery", None, &Cost::TESTS));
        assert!(!verify("correct horse battery", Some("no hash"), &Cost::TESTS));
        let composed = hash("één tweé dríe", &Cost::TESTS).unwrap();
        let apart = "e\u{301}e\u{301}n\u{a0}twee\u{301} dri\u{301}e";
        assert!(verify(apart, Some(&composed), &Cost::TESTS), "written otherwise by another keyboard");
        assert_ne!(stored, hash("correct horse battery", &Cost::TESTS).unwrap(), "each hash has its own salt");
    }

    #[test]
    fn production_costs_are_those_of_owasp_and_are_read_from_the_hash() {
        let stored = hash("correct horse battery", &Cost::PRODUCTION).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(verify("correct horse battery", Some(&stored), &Cost::TESTS));
    }
}
