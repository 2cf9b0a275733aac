//! Sealed text: XChaCha20-Poly1305 with its whole place as associated data (school, file, key, table, column, row), so
//! that it opens nowhere else, not even in the next row; and an own key per file, so that one file's text can be purged.
//!
//! A sealed text begins with the number of the key that sealed it. Whether that key was purged is a fact of its own
//! (`purge`): a text that does not open is never taken for an erased one ([`crate::file::key`]).

use crate::keys::{Keys, Purpose};
use crate::{StoreError, fresh};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use register::{FileId, TenantId};
use std::fmt;

pub(crate) mod renew;
pub(crate) mod spot;

pub use spot::{Row, Spot};

const NONCE: usize = 24;
/// The first byte of a sealed text. Texts of before had none; they are renewed when the tables are migrated.
const FORMAT: u8 = 2;
/// The format byte and the number of the key.
const HEAD: usize = 1 + 8;

/// A file of a school with the number of one of its keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The school.
    pub tenant: TenantId,
    /// The file.
    pub file: FileId,
    /// The number of the key within the file.
    pub number: i64,
}

impl Place {
    /// What the wrapping of the key itself is bound to.
    fn of_key(&self) -> Vec<u8> {
        joined(&[b"file key 2", self.tenant.0.as_bytes(), self.file.0.as_bytes(), &self.number.to_be_bytes()])
    }

    /// What a text under the key is bound to.
    fn of_text(&self, spot: Spot) -> Vec<u8> {
        let (of, number) = match spot.row {
            Row::Number(number) => (None, number),
            Row::OfVersion(version, number) => (Some(version.0), number),
            Row::OfConcern(concern, place) => (Some(concern.0), place),
            Row::OfReferral(referral, place) => (Some(referral.0), place),
            Row::OfHandoff(handoff, place) => (Some(handoff.0), place),
            Row::OfMeeting(meeting, place) => (Some(meeting.0), place),
            Row::OfBurden(burden, place) => (Some(burden.0), place),
            Row::OfExam(exam, place) => (Some(exam.0), place),
            Row::OfTalk(talk, place) => (Some(talk.0), place),
            Row::OfAdmission(admission, place) => (Some(admission.0), place),
            Row::OfDispute(dispute, place) => (Some(dispute.0), place),
            Row::OfTransition(route, place) => (Some(route.0), place),
        };
        joined(&[
            b"text 2",
            self.tenant.0.as_bytes(),
            self.file.0.as_bytes(),
            &self.number.to_be_bytes(),
            spot.column.as_bytes(),
            of.as_ref().map_or(&[], |of| of.as_bytes().as_slice()),
            &number.to_be_bytes(),
        ])
    }
}

/// Parts, each after its length, so that no two lists of parts are the same bytes.
fn joined(parts: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::new();
    for part in parts {
        out.extend((part.len() as u64).to_be_bytes());
        out.extend(*part);
    }
    out
}

/// A key of one file, opened. Never stored as such, never shown.
pub struct FileKey {
    key: [u8; 32],
    place: Place,
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[key]")
    }
}

fn lock(key: &[u8; 32], place: &[u8], text: &[u8]) -> Result<Vec<u8>, StoreError> {
    let nonce = fresh::bytes::<NONCE>()?;
    let cipher = XChaCha20Poly1305::new(key.into());
    let payload = Payload { msg: text, aad: place };
    let sealed = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| StoreError::SealBroken)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

fn unlock(key: &[u8; 32], place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE).ok_or(StoreError::SealBroken)?;
    let nonce = <[u8; NONCE]>::try_from(nonce).map_err(|_| StoreError::SealBroken)?;
    let payload = Payload { msg: sealed, aad: place };
    XChaCha20Poly1305::new(key.into()).decrypt(&XNonce::from(nonce), payload).map_err(|_| StoreError::SealBroken)
}

/// The number of the key that a text says it was sealed with.
///
/// # Errors
/// [`StoreError::SealBroken`] when it is no sealed text at all.
pub fn number_of(sealed: &[u8]) -> Result<i64, StoreError> {
    let (head, _) = sealed.split_at_checked(HEAD).ok_or(StoreError::SealBroken)?;
    match head.split_first() {
        Some((&FORMAT, number)) => Ok(i64::from_be_bytes(number.try_into().map_err(|_| StoreError::SealBroken)?)),
        _ => Err(StoreError::SealBroken),
    }
}

impl FileKey {
    /// A new key and its wrapping under the current master key, with that key's name.
    pub fn fresh(keys: &Keys, place: Place) -> Result<(Self, String, Vec<u8>), StoreError> {
        let key = Self { key: fresh::bytes()?, place };
        let (name, wrapped) = key.wrap(keys)?;
        Ok((key, name, wrapped))
    }

    /// The key wrapped under the current master key, with that key's name.
    fn wrap(&self, keys: &Keys) -> Result<(String, Vec<u8>), StoreError> {
        let name = keys.current().to_owned();
        let wrapped = lock(&keys.derive(&name, Purpose::Seal)?, &self.place.of_key(), &self.key)?;
        Ok((name, wrapped))
    }

    /// Opens a wrapped key.
    pub fn open(keys: &Keys, name: &str, place: Place, wrapped: &[u8]) -> Result<Self, StoreError> {
        let bytes = unlock(&keys.derive(name, Purpose::Seal)?, &place.of_key(), wrapped)?;
        Ok(Self { key: bytes.try_into().map_err(|_| StoreError::SealBroken)?, place })
    }

    /// Seals text for its spot.
    pub fn seal(&self, spot: Spot, text: &str) -> Result<Vec<u8>, StoreError> {
        let sealed = lock(&self.key, &self.place.of_text(spot), text.as_bytes())?;
        Ok([&[FORMAT], self.place.number.to_be_bytes().as_slice(), &sealed].concat())
    }

    /// Opens what [`FileKey::seal`] made for the same spot.
    pub fn unseal(&self, spot: Spot, sealed: &[u8]) -> Result<String, StoreError> {
        if number_of(sealed)? != self.place.number {
            return Err(StoreError::SealBroken);
        }
        let text = unlock(&self.key, &self.place.of_text(spot), sealed.get(HEAD..).unwrap_or_default())?;
        String::from_utf8(text).map_err(|_| StoreError::SealBroken)
    }
}

/// Seals what belongs to no file (drafts, searches) under the current master key, whose name goes in front.
pub fn seal_loose(keys: &Keys, place: &[&[u8]], text: &[u8]) -> Result<Vec<u8>, StoreError> {
    let name = keys.current();
    let sealed = lock(&keys.derive(name, Purpose::Seal)?, &joined(place), text)?;
    // A key's name is at most 40 bytes.
    Ok([&[name.len() as u8], name.as_bytes(), &sealed].concat())
}

/// Opens what [`seal_loose`] made for the same place.
pub fn unseal_loose(keys: &Keys, place: &[&[u8]], sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let (name, sealed) = named(sealed)?;
    unlock(&keys.derive(name, Purpose::Seal)?, &joined(place), sealed)
}

/// The name of the key in front, and the rest.
fn named(sealed: &[u8]) -> Result<(&str, &[u8]), StoreError> {
    let (length, rest) = sealed.split_first().ok_or(StoreError::SealBroken)?;
    let (name, sealed) = rest.split_at_checked(usize::from(*length)).ok_or(StoreError::SealBroken)?;
    Ok((std::str::from_utf8(name).map_err(|_| StoreError::SealBroken)?, sealed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use register::VersionId;
    use uuid::Uuid;

    fn keys() -> Keys {
        Keys::parse(&Keys::new_file("k1").unwrap()).unwrap()
    }

    fn place(tenant: u128, file: u128, number: i64) -> Place {
        Place { tenant: TenantId(Uuid::from_u128(tenant)), file: FileId(Uuid::from_u128(file)), number }
    }

    /// School, file, key, column, row: one of them another, and the text does not open.
    #[test]
    fn text_opens_in_its_own_place_only() {
        let keys = keys();
        let version = |n: u128| VersionId(Uuid::from_u128(n));
        let at = place(1, 2, 1);
        let (key, name, wrapped) = FileKey::fresh(&keys, at).unwrap();
        let opened = FileKey::open(&keys, &name, at, &wrapped).unwrap();
        let spots = [
            Spot::need(1),
            Spot::need(2),
            Spot::declined(1),
            Spot::line_text(version(1), 1),
            Spot::line_who(version(1), 1),
            Spot::line_details(version(1), 1),
            Spot::line_details(version(1), 2),
            Spot::line_details(version(2), 1),
            Spot::answer(version(1), 1),
        ];
        for sealed_for in spots {
            let sealed = key.seal(sealed_for, "Ik heb meer tijd nodig.").unwrap();
            assert_eq!(number_of(&sealed).unwrap(), 1);
            for tried in spots {
                let text = opened.unseal(tried, &sealed).ok();
                assert_eq!(text.is_some(), tried == sealed_for, "{sealed_for:?} in {tried:?}");
            }
            for other in [place(9, 2, 1), place(1, 9, 1), place(1, 2, 2)] {
                assert!(FileKey { key: key.key, place: other }.unseal(sealed_for, &sealed).is_err(), "{other:?}");
            }
        }
        for other in [place(9, 2, 1), place(1, 9, 1), place(1, 2, 2)] {
            assert!(FileKey::open(&keys, &name, other, &wrapped).is_err(), "{other:?}");
        }
    }

    #[test]
    fn loose_text_opens_after_rotation_and_not_without_its_key() {
        let first = Keys::new_file("k1").unwrap();
        let sealed = seal_loose(&Keys::parse(&first).unwrap(), &[b"draft"], b"getypt").unwrap();
        let rotated = Keys::parse(&(first + &Keys::new_line("k2").unwrap())).unwrap();
        assert_eq!(unseal_loose(&rotated, &[b"draft"], &sealed).unwrap(), b"getypt");
        assert!(unseal_loose(&rotated, &[b"dra", b"ft"], &sealed).is_err());
        let other = Keys::parse(&Keys::new_file("k2").unwrap()).unwrap();
        assert!(
            matches!(unseal_loose(&other, &[b"draft"], &sealed), Err(StoreError::KeyMissing(name)) if name == "k1")
        );
    }

    #[test]
    fn any_changed_byte_breaks_the_seal() {
        let (keys, spot) = (keys(), Spot::need(1));
        let (key, ..) = FileKey::fresh(&keys, place(1, 2, 1)).unwrap();
        let (sealed, loose) = (key.seal(spot, "text").unwrap(), seal_loose(&keys, &[b"x"], b"text").unwrap());
        for at in 0..sealed.len() {
            let mut bad = sealed.clone();
            bad[at] ^= 1;
            assert!(key.unseal(spot, &bad).is_err(), "byte {at}");
            assert!(key.unseal(spot, &sealed[..at]).is_err(), "cut at {at}");
        }
        for at in 3..loose.len() {
            let mut bad = loose.clone();
            bad[at] ^= 1;
            assert!(unseal_loose(&keys, &[b"x"], &bad).is_err());
        }
    }
}
