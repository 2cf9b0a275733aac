//! Persons: how rows become names.

use crate::StoreError;
use register::person::Names;
use register::{BirthDate, PersonId, Personal};
use sqlx_macros::FromRow;
use time::Date;

/// The columns of a person that pages show.
#[derive(Clone, FromRow)]
pub(crate) struct NameRow {
    pub(crate) given_names: Option<String>,
    pub(crate) initials: Option<String>,
    pub(crate) call_name: Option<String>,
    pub(crate) infix: Option<String>,
    pub(crate) family_name: Option<String>,
    pub(crate) birth_year: Option<i64>,
    pub(crate) birth_month: Option<i64>,
    pub(crate) birth_day: Option<i64>,
}

/// No name in a log, whatever holds it.
impl std::fmt::Debug for NameRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[name]")
    }
}

impl NameRow {
    pub(crate) fn names(&self) -> Names {
        let personal = |text: &Option<String>| text.clone().map(Personal::new);
        Names {
            given: personal(&self.given_names),
            initials: personal(&self.initials),
            call: personal(&self.call_name),
            infix: personal(&self.infix),
            family: personal(&self.family_name),
        }
    }

    /// The birth date of somebody for whom no name is known, so that a list can tell them apart. Of others a list shows none.
    pub(crate) fn born_nameless(&self) -> Option<BirthDate> {
        self.names().display().is_none().then(|| birth(self.birth_year, self.birth_month, self.birth_day)).flatten()
    }

    /// The birth date, to show. One that nobody can have was not written by a door of this house: an impossible row.
    pub(crate) fn birth(&self, person: PersonId, today: Date) -> Result<Option<BirthDate>, StoreError> {
        let impossible = || StoreError::Inconsistent {
            table: "person",
            key: person.0.simple().to_string(),
            what: "a birth date that nobody can have",
        };
        match (self.birth_year, birth(self.birth_year, self.birth_month, self.birth_day)) {
            (None, _) => Ok(None),
            (Some(_), Some(birth)) => birth.check_on(today).map(Some).map_err(|_| impossible()),
            (Some(_), None) => Err(impossible()),
        }
    }
}

/// A birth date from its columns.
pub(crate) fn birth(year: Option<i64>, month: Option<i64>, day: Option<i64>) -> Option<BirthDate> {
    let small = |n: Option<i64>| u8::try_from(n.unwrap_or(0)).ok();
    BirthDate::from_parts(i32::try_from(year?).ok()?, small(month)?, small(day)?)
}
