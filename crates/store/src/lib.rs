//! SQLite and PostgreSQL behind one set of functions, one module per subject.
//!
//! How to add a function: write its SQL once with `sql!` (`$1` parameters work on both databases), run it with
//! `row!`, `rows!` or `run!` inside a `db::Tx`, and name the audit event with `tx.audit(..)` before `tx.commit()`. What
//! the persons of the event do not say was written is named with `tx.wrote(..)`: else the commit is refused.
//! A function that only shows people reads in a snapshot and ends in `Store::looked`: its event is on disk before anyone is
//! shown. Whatever reads personal data takes the actor first, and its row scope is part of the query.
//! What the actor may not see is [`StoreError::NotFound`].

#[macro_use]
pub mod db;
#[macro_use]
mod which;
#[macro_use]
mod imported;
#[macro_use]
mod application;
pub mod absence;
pub mod account;
pub mod admission;
pub mod advice;
mod agenda;
pub mod agreement;
pub mod audit;
pub mod burden;
mod by;
pub mod calendar;
pub mod card;
pub mod catalogue;
mod coach;
pub mod company;
pub mod concern;
pub mod correction;
pub mod ddl;
pub mod dispute;
pub mod draft;
pub mod error;
pub mod evaluation;
pub mod everything;
pub mod exam;
pub mod file;
pub mod fresh;
pub mod guardian;
pub mod handoff;
pub mod handover;
pub mod happens;
pub mod import;
pub mod imports;
pub mod intake;
pub mod invitation;
pub mod ise;
pub mod keeping;
mod kept;
pub mod keys;
pub mod knowledge;
pub mod lesson;
pub mod listed;
pub mod looks;
pub mod mail;
pub mod meeting;
pub mod membership;
pub mod moving;
pub mod municipality;
mod noticed;
pub mod offer;
pub mod partner;
mod person;
pub mod point;
pub mod policy;
pub mod programme;
pub mod referral;
pub mod research;
mod schema;
pub mod seal;
pub mod sealed_with;
mod search_key;
pub mod secrecy;
pub mod session;
pub mod share;
pub mod showcase;

#[allow(dead_code, unused_imports, reason = "backup is to use it")]
pub(crate) mod table;
pub mod tenant;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod throttle;
mod together;
pub(crate) mod told;
pub mod transfer;
pub mod transition;
pub mod unlisted;
pub mod voice;
pub mod workbench;
pub mod workload;
pub mod workplace;

pub use db::Store;
pub use error::{SaveError, StoreError};
pub use keys::Keys;

/// Every SQL text of the house with its name, so that a test and `doctor` can prepare them all on both databases.
pub fn statements() -> Vec<(&'static str, &'static str)> {
    [
        &absence::sql(),
        account::SQL,
        &admission::sql(),
        &advice::sql(),
        &agreement::sql(),
        &audit::sql(),
        &burden::sql(),
        &card::sql(),
        calendar::SQL,
        &catalogue::sql(),
        coach::SQL,
        &company::sql(),
        &concern::sql(),
        correction::SQL,
        draft::SQL,
        &dispute::sql(),
        &evaluation::sql(),
        &exam::sql(),
        everything::SQL,
        &everything::sql(),
        &file::sql(),
        guardian::SQL,
        handover::SQL,
        happens::SQL,
        &import::sql(),
        imports::SQL,
        &intake::sql(),
        &listed::sql(),
        &invitation::sql(),
        &ise::sql(),
        looks::SQL,
        &keeping::sql(),
        &knowledge::sql(),
        &lesson::sql(),
        &mail::sql(),
        &meeting::sql(),
        &membership::sql(),
        &moving::sql(),
        municipality::SQL,
        noticed::SQL,
        point::SQL,
        &offer::sql(),
        &partner::sql(),
        &handoff::sql(),
        policy::SQL,
        &referral::sql(),
        programme::SQL,
        research::SQL,
        schema::SQL,
        search_key::SQL,
        seal::renew::SQL,
        session::SQL,
        secrecy::SQL,
        &share::sql(),
        showcase::SQL,
        tenant::SQL,
        throttle::SQL,
        &unlisted::sql(),
        &transfer::sql(),
        &transition::sql(),
        &voice::sql(),
        &workbench::sql(),
        &workplace::sql(),
        workload::SQL,
    ]
    .concat()
}

#[cfg(test)]
mod tests;
