//! Support files: one per person and tenant. Loading, row rights, lists, search, and the page of one file.

pub mod applications;
pub(crate) mod drafts;
pub(crate) mod duties;
pub(crate) mod evaluating;
pub mod facts;
pub(crate) mod find;
pub mod key;
pub mod list;
pub(crate) mod lock;
pub mod projected;
pub mod purge;
pub mod reach;
pub mod save;
pub mod scope;
pub mod search;
pub(crate) mod side;
pub mod standing;
pub mod view;
pub mod within;
pub(crate) mod works;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [
        &applications::sql(),
        drafts::SQL,
        duties::SQL,
        evaluating::SQL,
        facts::BY_PERSON,
        facts::SQL,
        &find::sql(),
        key::SQL,
        &list::sql(),
        projected::SQL,
        reach::SQL,
        save::SQL,
        scope::SQL,
        search::SQL,
        view::SQL,
        &within::sql(),
    ]
    .concat()
}
