//! Rows of the list of companies, as they are stored.

use crate::StoreError;
use register::Period;
use register::company::{Company, CompanyId, Known, Postcode, Recognition};
use register::programme::Crebo;
use sqlx_macros::FromRow;
use time::Date;

#[derive(FromRow)]
pub(super) struct Row {
    pub(super) company_code: String,
    name: String,
    street: Option<String>,
    postcode: String,
    town: String,
    guidance: String,
    accessible: String,
    experience: String,
    places: Option<i64>,
}

impl TryFrom<Row> for Company {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |what| StoreError::Inconsistent { table: "company", key: row.company_code.clone(), what };
        let known = |code: &str| Known::from_code(code).ok_or_else(|| wrong("neither yes, no nor unknown"));
        Ok(Self {
            id: CompanyId::parse(&row.company_code).ok_or_else(|| wrong("its number"))?,
            guidance: known(&row.guidance)?,
            access: known(&row.accessible)?,
            experience: known(&row.experience)?,
            postcode: Postcode::parse(&row.postcode).ok_or_else(|| wrong("its postcode"))?,
            places: row.places.and_then(|many| u32::try_from(many).ok()),
            name: row.name,
            street: row.street,
            town: row.town,
        })
    }
}

#[derive(FromRow)]
pub(super) struct RecognitionRow {
    pub(super) company_code: String,
    crebo: String,
    begins: Date,
    ends: Option<Date>,
}

impl TryFrom<&RecognitionRow> for Recognition {
    type Error = StoreError;

    fn try_from(row: &RecognitionRow) -> Result<Self, StoreError> {
        let key = row.company_code.clone();
        let wrong = StoreError::Inconsistent { table: "company_recognition", key, what: "its programme" };
        let crebo = Crebo::parse(&row.crebo).ok_or(wrong)?;
        Ok(Self { crebo, period: Period { from: row.begins, until: row.ends } })
    }
}
