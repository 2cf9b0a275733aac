//! Person numbers: kept only as keyed hashes, and recognised under every key of the key file.

use crate::db::Tx;
use crate::keys::{Purpose, mac_with};
use crate::{Keys, StoreError};
use register::TenantId;
use std::collections::HashMap;
use uuid::Uuid;

sql! {
    OF_TENANT = "
        SELECT key_id, value, person_id
        FROM identifier
        WHERE tenant_id = $1 AND kind IN ('bsn', 'onr', 'masked_bsn', 'masked_onr')";
}

register::codes! {
    /// Which number it is.
    pub enum NumberKind {
        /// Burgerservicenummer.
        Bsn = "bsn",
        /// Onderwijsnummer.
        Onr = "onr",
        /// A mask in place of a BSN: means something within one school only.
        MaskedBsn = "masked_bsn",
        /// A mask in place of an onderwijsnummer.
        MaskedOnr = "masked_onr",
    }
}

/// A person number. `Debug` hides it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PersonNumber<'a> {
    /// Which number.
    pub kind: NumberKind,
    /// The number itself: hashed here, and stored nowhere.
    pub number: &'a str,
}

impl std::fmt::Debug for PersonNumber<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PersonNumber({}, [personal])", self.kind.code())
    }
}

/// A hash under the current key, ready to be stored.
pub(super) type Hash = [u8; 32];

/// The numbers a school knows, by hash.
pub(super) struct Numbers {
    tenant: TenantId,
    /// Keys that have hashes here, and the current one first. The names are those of the key file.
    keys: Vec<(String, [u8; 32])>,
    known: HashMap<Vec<u8>, Uuid>,
}

/// What looking up a number gave.
pub(super) struct Found {
    /// Whose it is, if known.
    pub(super) person: Option<Uuid>,
    /// The hash to store, if none under the current key is there yet.
    pub(super) store: Option<Hash>,
}

impl Numbers {
    /// Loads what is known. Refuses when a number was hashed with a key that is not at hand: everyone would seem new.
    pub(super) async fn load(tx: &mut Tx, tenant: TenantId) -> Result<Self, StoreError> {
        let mut names = vec![tx.keys.current().to_owned()];
        let mut known = HashMap::new();
        for (key, value, person) in rows!(tx, (String, Vec<u8>, Uuid), OF_TENANT, tenant.0)? {
            if !names.contains(&key) {
                names.push(key);
            }
            known.insert(value, person);
        }
        let derive = |keys: &Keys, name: String| Ok((name.clone(), keys.derive(&name, Purpose::Identifier)?));
        let keys = names.into_iter().map(|name| derive(&tx.keys, name)).collect::<Result<_, StoreError>>()?;
        Ok(Self { tenant, keys, known })
    }

    /// No numbers, of no school: for a file that is read without a database. Nothing of it is stored.
    pub(super) fn none() -> Self {
        Self { tenant: TenantId(Uuid::nil()), keys: vec![(String::new(), [0; 32])], known: HashMap::new() }
    }

    /// The name of the key that new hashes are made with.
    pub(super) fn key_id(&self) -> &str {
        self.keys.first().map_or("", |(name, _)| name)
    }

    /// Looks a number up under the current key, then under older ones.
    pub(super) fn find(&self, number: PersonNumber<'_>) -> Found {
        let mut store = None;
        for (_, key) in &self.keys {
            let hash = hash(key, self.tenant, number);
            if let Some(person) = self.known.get(hash.as_slice()) {
                return Found { person: Some(*person), store };
            }
            store.get_or_insert(hash);
        }
        Found { person: None, store }
    }

    /// What was known of one person is another's from now on.
    pub(super) fn moved(&mut self, from: Uuid, to: Uuid) {
        self.known.values_mut().filter(|person| **person == from).for_each(|person| *person = to);
    }

    /// Remembers a number that was just given to a person.
    pub(super) fn learn(&mut self, hash: Hash, person: Uuid) {
        self.known.insert(hash.to_vec(), person);
    }
}

/// A real number is the same everywhere, and no BSN is an onderwijsnummer (their check digits differ), so which of the
/// two it is does not count: a students file does not say. A mask counts within its school and kind.
fn hash(key: &[u8; 32], tenant: TenantId, number: PersonNumber<'_>) -> Hash {
    match number.kind {
        NumberKind::Bsn | NumberKind::Onr => mac_with(key, &[b"number", number.number.as_bytes()]),
        NumberKind::MaskedBsn | NumberKind::MaskedOnr => {
            let parts =
                [b"mask".as_slice(), tenant.0.as_bytes(), number.kind.code().as_bytes(), number.number.as_bytes()];
            mac_with(key, &parts)
        }
    }
}
