//! The same query for one person, for a page of persons, or for all persons of a tenant.
//!
//! A list shows at most [`PAGE`] persons. Asking for each apart would be hundreds of queries a page; asking for all
//! would read the school. So every query about persons stands here for each number of them, from one text.

use register::PersonId;

/// How many persons a page of a list shows.
pub(crate) const PAGE: usize = 25;

/// How many persons are asked about at once by whoever changes many.
pub(crate) const MANY: usize = 200;

/// About whom.
#[derive(Clone, Copy)]
pub(crate) enum Which<'a> {
    /// Everyone of the tenant: after an import.
    All,
    /// One person.
    One(PersonId),
    /// At most [`PAGE`] persons.
    Page(&'a [PersonId]),
    /// At most [`MANY`] persons.
    Many(&'a [PersonId]),
}

impl<'a> Which<'a> {
    /// These persons, at most [`MANY`], with the shorter text that fits.
    pub(crate) const fn these(persons: &'a [PersonId]) -> Self {
        if persons.len() <= PAGE { Self::Page(persons) } else { Self::Many(persons) }
    }
}

/// Marks for so many parameters, from a number on: `$2, $3, $4`.
pub(crate) fn marks(first: usize, count: usize) -> String {
    (first..first + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

/// A text with many marks as SQLite is asked it: `?` for each of them. sqlx asks SQLite for the name of every mark, and
/// SQLite walks along all names before it: in a text of hundreds that takes longer than the statement. `None` when the
/// marks are few, or when one stands twice or out of its order.
pub(crate) fn unnumbered(sql: &str) -> Option<String> {
    let mut out = String::with_capacity(sql.len());
    let (mut left, mut marks) = (sql, 0_usize);
    while let Some((before, after)) = left.split_once('$') {
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = after.split_at(digits);
        marks += 1;
        if number.parse() != Ok(marks) {
            return None;
        }
        out.push_str(before);
        out.push('?');
        left = rest;
    }
    out.push_str(left);
    (marks > PAGE + 1).then_some(out)
}

/// Many identifiers, filled up with one that is nobody's: the text stays the same, and is prepared once.
pub(crate) fn filled_many(ids: impl Iterator<Item = uuid::Uuid>) -> Vec<uuid::Uuid> {
    let mut out: Vec<uuid::Uuid> = ids.collect();
    out.resize(MANY.max(out.len()), uuid::Uuid::nil());
    out
}

/// The persons of a page, filled up with an identifier that is nobody's.
pub(crate) fn filled(persons: &[PersonId]) -> [uuid::Uuid; PAGE] {
    let mut out = [uuid::Uuid::nil(); PAGE];
    for (place, person) in out.iter_mut().zip(persons) {
        *place = person.0;
    }
    out
}

/// Declares, for each query, a module with its texts. The text ends in a condition on `$1`, the tenant.
macro_rules! by_person {
    ($($name:ident = $text:expr, $column:literal, $order:literal;)*) => {
        $(mod $name {
            pub(super) const ALL: &str = concat!($text, $order);
            pub(super) const ONE: &str = concat!($text, " AND ", $column, " = $2", $order);
            pub(super) const PAGE: &str = concat!(
                $text, " AND ", $column, " IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, \
                $19, $20, $21, $22, $23, $24, $25, $26)", $order
            );
            /// As `PAGE`, with more of them.
            pub(super) static MANY: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
                format!("{} AND {} IN ({}){}", $text, $column, $crate::which::marks(2, $crate::which::MANY), $order)
            });
        })*
        /// The texts for one person and those for a page, to be asked together ([`crate::together`]).
        #[allow(dead_code, reason = "only what a file is loaded from is asked together")]
        pub(crate) const TOGETHER: (&[&str], &[&str]) = (&[$($name::ONE),*], &[$($name::PAGE),*]);
        /// The SQL texts of this module, by name.
        pub(crate) const BY_PERSON: &[(&str, &str)] = &[$(
            (concat!(module_path!(), "::", stringify!($name), "::ALL"), $name::ALL),
            (concat!(module_path!(), "::", stringify!($name), "::ONE"), $name::ONE),
            (concat!(module_path!(), "::", stringify!($name), "::PAGE"), $name::PAGE),
        )*];
    };
}

/// Runs a query of `by_person!`, or takes its rows where they were asked together with others.
macro_rules! fetch {
    ($tx:expr, $row:ty, $name:ident, $tenant:expr, $which:expr) => {
        match $which {
            $crate::which::Which::All => rows!($tx, $row, $name::ALL, $tenant.0),
            $crate::which::Which::One(person) => match $tx.ahead.take($name::ONE) {
                Some(rows) => $crate::db::ahead::decoded::<$row>(&rows),
                None => rows!($tx, $row, $name::ONE, $tenant.0, person.0),
            },
            $crate::which::Which::Many(persons) => {
                let persons = $crate::which::filled_many(persons.iter().map(|person| person.0));
                rows_of!($tx, $row, $name::MANY.as_str(), $tenant.0, persons)
            }
            $crate::which::Which::Page(persons) => {
                if let Some(rows) = $tx.ahead.take($name::PAGE) {
                    $crate::db::ahead::decoded::<$row>(&rows)
                } else {
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
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_lose_their_numbers_only_where_each_stands_once_and_in_order() {
        let many = |first: &str| format!("SELECT a FROM b WHERE c = {first} AND d IN ({}) ORDER BY e", marks(2, 40));
        let as_asked = format!("SELECT a FROM b WHERE c = ? AND d IN ({}) ORDER BY e", vec!["?"; 40].join(", "));
        assert_eq!(unnumbered(&many("$1")), Some(as_asked));
        for (what, text) in [
            ("few", "SELECT a FROM b WHERE c = $1 AND d = $2".to_owned()),
            ("none", "SELECT a FROM b".to_owned()),
            ("twice", many("$1 AND x = $1")),
            ("out of order", many("$3")),
            ("no number", many("$x")),
        ] {
            assert_eq!(unnumbered(&text), None, "{what}");
        }
    }
}
