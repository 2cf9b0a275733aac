//! Imports on both databases: what two files after each other leave behind.

mod beside;
mod coach;
mod corrected;
mod ro;
mod staff;
mod students;

use super::*;
use crate::{Keys, Store, StoreError};
use access::{Actor, Reason};
use register::{BirthDate, Moment, TenantId};
use time::macros::datetime;
use time::{Date, Month};

/// A day, written as people do.
fn day(text: &str) -> Date {
    let parts: Vec<i32> = text.split('-').map(|part| part.parse().unwrap()).collect();
    let month = Month::try_from(u8::try_from(parts[1]).unwrap()).unwrap();
    Date::from_calendar_date(parts[0], month, u8::try_from(parts[2]).unwrap()).unwrap()
}

fn now(on: &str) -> Moment {
    Moment { at: datetime!(2026-09-01 10:00 UTC), day: day(on) }
}

fn birth(year: i32) -> BirthDate {
    BirthDate::from_parts(year, 5, 17).unwrap()
}

async fn school(store: &Store, code: &str) -> (TenantId, Actor) {
    let tenant = store.tenant_add(code, code, now("2026-01-01")).await.unwrap();
    (tenant, Actor::System { tenant, reason: Reason::Import })
}

/// The single number that a query gives.
async fn number(store: &Store, sql: &'static str, tenant: TenantId) -> i64 {
    let mut tx = store.begin_reading().await.unwrap();
    row!(tx, (i64,), sql, tenant.0).unwrap().unwrap().0
}

/// The texts that a query gives.
async fn texts(store: &Store, sql: &'static str, tenant: TenantId) -> Vec<String> {
    let mut tx = store.begin_reading().await.unwrap();
    rows!(tx, (String,), sql, tenant.0).unwrap().into_iter().map(|(text,)| text).collect()
}

const fn counts(inserted: usize, updated: usize, unchanged: usize, withdrawn: usize) -> Counts {
    Counts { inserted, updated, unchanged, withdrawn }
}
