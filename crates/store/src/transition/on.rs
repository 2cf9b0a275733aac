//! How a route stands on a day, by the law and by what the file says of who leaves.

use crate::file::facts::Loaded;
use register::transition::{Leaving, On, Route, Yes};
use time::Date;

/// What the law and the file say of a route on a day.
pub(super) fn on(file: &Loaded, route: &Route, today: Date) -> On {
    let leaving = file.leaving();
    let of = leaving.iter().find(|one| one.enrolment == route.enrolment && !one.withdrawn);
    On {
        diploma: of.and_then(Leaving::diploma_on).filter(|on| *on <= today),
        last: of.and_then(Leaving::year_after),
        yes: matches!(route.yes(file.birth, today), Yes::Given(_)),
    }
}
