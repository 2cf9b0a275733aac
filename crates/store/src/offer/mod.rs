//! What a school offers: versions, kept by who works on its policy, and read by everybody.

mod act;
mod coverage;
mod load;
mod promised;
mod public;
mod team;

pub use act::{OfferRefusal, Step};
pub use coverage::{Coverage, Part};
pub use load::{Kept, Noted, OfferDesk, Placed};
pub use promised::{Looked, Place as PromisePlace, PromisePage, PromiseRefusal, PromiseRow, PromisedTo};
pub use public::{Findable, OfferingSchool, PublicOffer};

/// Every SQL text of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [load::SQL, act::SQL, coverage::SQL, public::SQL, &promised::sql()].concat()
}

pub(crate) use load::teams as teams_of;

/// The version that is being made, and the one that holds: for tests.
#[cfg(any(test, feature = "testing"))]
pub(crate) async fn versions(
    tx: &mut crate::db::Tx,
    tenant: register::TenantId,
    day: time::Date,
) -> Result<(Option<Kept>, Option<Kept>), crate::StoreError> {
    let all = load::all(tx, tenant).await?;
    let holds = load::in_force(&all, day).0.cloned();
    Ok((all.into_iter().find(|kept| kept.offer.open()), holds))
}
