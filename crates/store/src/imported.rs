//! Tables that imports write, each declared once: its columns and their types. The declaration gives the row, the query
//! that loads rows, and the one statement that writes them: a new row is inserted, a known one is set as it should be,
//! which is also how it ends, is withdrawn or goes on. Both are prepared with every other text of the house.

/// Whose rows are loaded.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Whose<'a> {
    /// Everybody's of the school.
    All,
    /// Those of these owners: persons, or what the table says.
    These(&'a [uuid::Uuid]),
}

/// How many owners are asked about in one statement. A shorter list is filled up, so that the text stays the same and is
/// prepared once.
pub(crate) const AMONG: [usize; 2] = [25, 200];

/// The owners of one statement, filled up with one who is nobody.
pub(crate) fn filled(owners: &[uuid::Uuid]) -> Vec<uuid::Uuid> {
    let size = AMONG.into_iter().find(|size| owners.len() <= *size).unwrap_or(owners.len());
    let mut all = owners.to_vec();
    all.resize(size, uuid::Uuid::nil());
    all
}

/// Rows of a query that ends where the tenant's identifier would stand, and whose `$owner` is among a few.
macro_rules! among {
    ($tx:expr, $row:ty, $select:expr, $owner:expr, $tenant:expr, $owners:expr) => {{
        let owners = $crate::imported::filled($owners);
        macro_rules! ask {
            ($database:ty, $module:ident, $conn:ident) => {{
                let mut query = sqlx::QueryBuilder::<$database>::new($select);
                query.push_bind($tenant.0);
                query.push(" AND ");
                query.push($owner);
                for (at, owner) in owners.iter().enumerate() {
                    query.push(if at == 0 { " IN (" } else { ", " });
                    query.push_bind(*owner);
                }
                query.push(")");
                let rows = $crate::db::run::$module::rows(query.build().persistent(true), &mut **$conn).await;
                rows.and_then(|rows| {
                    rows.iter().map(<$row as sqlx::FromRow<'_, _>>::from_row).collect::<Result<Vec<$row>, _>>()
                })
            }};
        }
        match &mut $tx.conn {
            $crate::db::Conn::Sqlite(conn) => ask!(sqlx::Sqlite, sqlite, conn),
            $crate::db::Conn::Postgres(conn) => ask!(sqlx::Postgres, postgres, conn),
        }
        .map_err($crate::StoreError::from)
    }};
}

/// Declares a table: the name of its row, the table, the column that says whose a row is, its key, and what may change.
macro_rules! imported {
    (
        $(#[$doc:meta])*
        $row:ident: $table:ident of $owner:ident
        key { $key:ident: $key_type:ty $(, $keys:ident: $key_types:ty)* $(,)? }
        value { $value:ident: $value_type:ty $(, $values:ident: $value_types:ty)* $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, sqlx_macros::FromRow)]
        pub(crate) struct $row {
            pub(crate) $key: $key_type,
            $(pub(crate) $keys: $key_types,)*
            pub(crate) $value: $value_type,
            $(pub(crate) $values: $value_types,)*
        }

        #[allow(dead_code, reason = "not every table is loaded, inserted and set")]
        impl $row {
            const SELECT: &'static str = concat!(
                "SELECT ", stringify!($key) $(, ", ", stringify!($keys))*,
                ", ", stringify!($value) $(, ", ", stringify!($values))*,
                "\nFROM ", stringify!($table),
                "\nWHERE tenant_id = "
            );
            const ALL: &'static str = concat!(
                "SELECT ", stringify!($key) $(, ", ", stringify!($keys))*,
                ", ", stringify!($value) $(, ", ", stringify!($values))*,
                "\nFROM ", stringify!($table),
                "\nWHERE tenant_id = $1"
            );
            const INSERT: &'static str = concat!(
                "INSERT INTO ", stringify!($table), " (tenant_id",
                ", ", stringify!($key) $(, ", ", stringify!($keys))*,
                ", ", stringify!($value) $(, ", ", stringify!($values))*,
                ")\n"
            );
            const OR_SET: &'static str = concat!(
                "\nON CONFLICT (tenant_id, ", stringify!($key) $(, ", ", stringify!($keys))*, ") DO UPDATE SET",
                "\n    ", stringify!($value), " = EXCLUDED.", stringify!($value)
                $(, ",\n    ", stringify!($values), " = EXCLUDED.", stringify!($values))*
            );
            /// As [`Self::INSERT`] and [`Self::OR_SET`], with rows of its own, so that it can be prepared.
            const WRITE: &'static str = concat!(
                "INSERT INTO ", stringify!($table), " (tenant_id",
                ", ", stringify!($key) $(, ", ", stringify!($keys))*,
                ", ", stringify!($value) $(, ", ", stringify!($values))*,
                ")\nSELECT tenant_id",
                ", ", stringify!($key) $(, ", ", stringify!($keys))*,
                ", ", stringify!($value) $(, ", ", stringify!($values))*,
                "\nFROM ", stringify!($table), "\nWHERE tenant_id = $1",
                "\nON CONFLICT (tenant_id, ", stringify!($key) $(, ", ", stringify!($keys))*, ") DO UPDATE SET",
                "\n    ", stringify!($value), " = EXCLUDED.", stringify!($value)
                $(, ",\n    ", stringify!($values), " = EXCLUDED.", stringify!($values))*
            );

            /// Its SQL texts, by name.
            pub(crate) const SQL: &'static [(&'static str, &'static str)] = &[
                (concat!(module_path!(), "::", stringify!($row), "::ALL"), Self::ALL),
                (concat!(module_path!(), "::", stringify!($row), "::WRITE"), Self::WRITE),
            ];

            /// The text in the column of a name; `None` when there is no such column, or it holds no text that may be absent.
            pub(crate) fn text_mut(&mut self, column: &str) -> Option<&mut Option<String>> {
                if column == stringify!($value) {
                    return (&mut self.$value as &mut dyn std::any::Any).downcast_mut();
                }
                $(if column == stringify!($values) {
                    return (&mut self.$values as &mut dyn std::any::Any).downcast_mut();
                })*
                None
            }

            /// Loads rows.
            pub(crate) async fn load(
                tx: &mut $crate::db::Tx,
                tenant: register::TenantId,
                whose: $crate::imported::Whose<'_>,
            ) -> Result<Vec<Self>, $crate::StoreError> {
                let owners = match whose {
                    $crate::imported::Whose::All => return rows!(tx, Self, Self::ALL, tenant.0),
                    $crate::imported::Whose::These(owners) => owners,
                };
                let mut rows = Vec::new();
                for few in owners.chunks($crate::imported::AMONG[1]) {
                    rows.extend(among!(tx, Self, Self::SELECT, stringify!($owner), tenant, few)?);
                }
                Ok(rows)
            }

            /// Adds rows that are not there; one that is, is an error.
            pub(crate) async fn insert(
                tx: &mut $crate::db::Tx,
                tenant: register::TenantId,
                rows: &[Self],
            ) -> Result<(), $crate::StoreError> {
                insert_many!(tx, Self::INSERT, rows, |row, one| {
                    row.push_bind(tenant.0).push_bind(&one.$key);
                    $(row.push_bind(&one.$keys);)*
                    row.push_bind(&one.$value);
                    $(row.push_bind(&one.$values);)*
                })
            }

            /// Makes these rows be as they are given, whether they are there or not.
            pub(crate) async fn write(
                tx: &mut $crate::db::Tx,
                tenant: register::TenantId,
                rows: &[Self],
            ) -> Result<(), $crate::StoreError> {
                insert_many!(
                    tx,
                    Self::INSERT,
                    rows,
                    |row, one| {
                        row.push_bind(tenant.0).push_bind(&one.$key);
                        $(row.push_bind(&one.$keys);)*
                        row.push_bind(&one.$value);
                        $(row.push_bind(&one.$values);)*
                    },
                    Self::OR_SET
                )
            }
        }
    };
}
