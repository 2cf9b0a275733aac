//! Who may do what to whom: the policy of the support register, without I/O.
//!
//! [`decide`] is total over closed lists: what no rule allows is denied, and what is denied does not exist for the
//! actor (404). [`rows`] is the same policy as a set of files, for queries: the row scope is part of the query, and a
//! property test of `store` holds its SQL to [`Rows::contains`]. The whole policy is one function, [`grant()`], printed
//! into `docs/access.md`.

mod action;
mod actor;
mod decide;
mod event;
mod grant;
mod print;
mod resource;
mod role;
pub mod secrecy;
#[cfg(test)]
mod tests;

pub use action::{Action, Kind};
pub use actor::{Actor, Bearer, Member, Outsider, Reason, Scope};
pub use decide::{Decision, Rows, Rule, Teams, decide, may_ever, rows, teams};
pub use event::{Change, Event};
pub use grant::{Grant, bearer_may, grant, has_rooms, outsider_may, system_may};
pub use print::policy;
pub use resource::{File, Resource};
pub use role::Role;
