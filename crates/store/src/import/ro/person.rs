//! Persons of the file: recognised by number, or new. A person is never withdrawn: what is not in a file is an
//! enrolment, and the school may know someone whom DUO does not know yet.

use super::RoPerson;
use crate::db::Tx;
use crate::import::number::Numbers;
use crate::import::run::Run;
use crate::import::{Counts, person};
use crate::{StoreError, fresh};
use uuid::Uuid;

/// Writes what is new; the identifiers of all, in the order of the file.
pub(super) async fn write(
    tx: &mut Tx,
    run: &Run,
    incoming: &[RoPerson<'_>],
    counts: &mut Counts,
) -> Result<Vec<Uuid>, StoreError> {
    let mut numbers = Numbers::load(tx, run.tenant).await?;
    let kept = person::load(tx, run).await?;
    let (mut all, mut added) = (Vec::with_capacity(incoming.len()), Vec::new());
    let (mut hashes, mut births) = (Vec::new(), Vec::new());
    for one in incoming {
        let found = numbers.find(one.number);
        let id = found.person.unwrap_or_else(fresh::id);
        if let Some(hash) = found.store {
            hashes.push((one.number.kind, hash, id));
            numbers.learn(hash, id);
        }
        match found.person.map(|id| kept.get(&id).and_then(person::PersonRow::birth)) {
            None => added.push((id, Some(one.birth))),
            Some(birth) if birth == Some(one.birth) || run.adds_only => counts.unchanged += 1,
            Some(_) => births.push((id, one.birth)),
        }
        all.push(id);
    }
    (counts.inserted, counts.updated) = (added.len(), births.len());
    person::add(tx, run, &added).await?;
    person::set_births(tx, run, &births).await?;
    person::add_numbers(tx, run, numbers.key_id(), &hashes).await?;
    Ok(all)
}
