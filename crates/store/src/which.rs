//! The same query for one person, for a page of persons, or for all persons of a tenant.
//!
//! A list shows at most [`PAGE`] persons. Asking for each apart would be hundreds of queries a page; asking for all
//! would read the school. So every query about persons stands here three times, from one text.

use register::PersonId;

/// How many persons a page of a list shows.
pub(crate) const PAGE: usize = 25;

/// About whom.
#[derive(Clone, Copy)]
pub(crate) enum Which<'a> {
    /// Everyone of the tenant: after an import.
    All,
    /// One person.
    One(PersonId),
    /// At most [`PAGE`] persons.
    Page(&'a [PersonId]),
}

/// The persons of a page, filled up with an identifier that is nobody's.
pub(crate) fn filled(persons: &[PersonId]) -> [uuid::Uuid; PAGE] {
    let mut out = [uuid::Uuid::nil(); PAGE];
    for (place, person) in out.iter_mut().zip(persons) {
        *place = person.0;
    }
    out
}

/// Declares, for each query, a module with its three texts. The text ends in a condition on `$1`, the tenant.
macro_rules! by_person {
    ($($name:ident = $text:expr, $column:literal, $order:literal;)*) => {
        $(mod $name {
            pub(super) const ALL: &str = concat!($text, $order);
            pub(super) const ONE: &str = concat!($text, " AND ", $column, " = $2", $order);
            pub(super) const PAGE: &str = concat!(
                $text, " AND ", $column, " IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, \
                $19, $20, $21, $22, $23, $24, $25, $26)", $order
            );
        })*
        /// The SQL texts of this module, by name.
        pub(crate) const BY_PERSON: &[(&str, &str)] = &[$(
            (concat!(module_path!(), "::", stringify!($name), "::ALL"), $name::ALL),
            (concat!(module_path!(), "::", stringify!($name), "::ONE"), $name::ONE),
            (concat!(module_path!(), "::", stringify!($name), "::PAGE"), $name::PAGE),
        )*];
    };
}

/// Runs a query of `by_person!`.
macro_rules! fetch {
    ($tx:expr, $row:ty, $name:ident, $tenant:expr, $which:expr) => {
        match $which {
            $crate::which::Which::All => rows!($tx, $row, $name::ALL, $tenant.0),
            $crate::which::Which::One(person) => rows!($tx, $row, $name::ONE, $tenant.0, person.0),
            $crate::which::Which::Page(persons) => {
                let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y] =
                    $crate::which::filled(persons);
                rows!(
                    $tx,
                    $row,
                    $name::PAGE,
                    $tenant.0,
                    a,
                    b,
                    c,
                    d,
                    e,
                    f,
                    g,
                    h,
                    i,
                    j,
                    k,
                    l,
                    m,
                    n,
                    o,
                    p,
                    q,
                    r,
                    s,
                    t,
                    u,
                    v,
                    w,
                    x,
                    y
                )
            }
        }
    };
}
