//! Reading a file of companies into a school's list. It is written some companies at a time, while people work; killed half way, the
//! same file again finishes it. The one exception to `docs/decisions/0010-imports.md`: lines that are wrong are left out and named, the
//! others are taken, and nothing is withdrawn because of them.

use super::row::{RecognitionRow, Row};
use crate::audit::{Deed, allowed};
use crate::db::Tx;
use crate::{Store, StoreError};
use access::{Action, Actor, Change};
use register::company::{Company, Recognition};
use register::{Moment, TenantId};
use std::collections::BTreeMap;
use time::Date;

sql! {
    /// Companies from one number to another, both included.
    BETWEEN = "SELECT company_code, name, street, postcode, town, guidance, accessible, experience, places FROM company \
               WHERE tenant_id = $1 AND company_code >= $2 AND company_code <= $3";
    FOR_WHAT = "SELECT company_code, crebo, begins, ends FROM company_recognition \
                WHERE tenant_id = $1 AND company_code >= $2 AND company_code <= $3 AND withdrawn_on IS NULL";
    WITHDRAW = "UPDATE company_recognition SET withdrawn_on = $5 WHERE tenant_id = $1 AND company_code = $2 AND crebo = $3 AND begins = $4";
    /// A company that moved is found where it is now.
    MOVE = "UPDATE company_recognition SET area = $3 WHERE tenant_id = $1 AND company_code = $2";
}

/// So many companies are written at once: about a tenth of a second.
const AT_ONCE: usize = 200;

const PUT: &str = "INSERT INTO company (tenant_id, company_code, name, street, postcode, town, guidance, accessible, experience, places, \
                   source, read_by, read_on) ";
const PUT_OVER: &str = " ON CONFLICT (tenant_id, company_code) DO UPDATE SET name = EXCLUDED.name, street = EXCLUDED.street, \
                        postcode = EXCLUDED.postcode, town = EXCLUDED.town, guidance = EXCLUDED.guidance, \
                        accessible = EXCLUDED.accessible, experience = EXCLUDED.experience, places = EXCLUDED.places, \
                        source = EXCLUDED.source, read_by = EXCLUDED.read_by, read_on = EXCLUDED.read_on";
const RECOGNISE: &str = "INSERT INTO company_recognition (tenant_id, company_code, crebo, begins, ends, area) ";
const RECOGNISE_OVER: &str = " ON CONFLICT (tenant_id, company_code, crebo, begins) DO UPDATE SET ends = EXCLUDED.ends, \
                              area = EXCLUDED.area, withdrawn_on = NULL";

/// What a file changes of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CompanyChanges {
    /// Companies that come.
    pub add: usize,
    /// Companies of which something is said otherwise, their recognitions among it.
    pub change: usize,
    /// Companies that stay as they are.
    pub same: usize,
    /// Recognitions of companies in the file that the file does not name: they end. None, where a line of it is wrong.
    pub withdrawn: usize,
    /// Lines that are wrong: nothing is taken of them.
    pub left_out: usize,
}

type Listed = (Company, Vec<Recognition>);

/// What is different of some companies.
#[derive(Default)]
struct Difference<'a> {
    put: Vec<&'a Company>,
    moved: Vec<&'a Company>,
    recognise: Vec<(&'a Company, Recognition)>,
    withdraw: Vec<(&'a Company, Recognition)>,
}

async fn held(tx: &mut Tx, tenant: TenantId, some: &[Listed]) -> Result<BTreeMap<String, Listed>, StoreError> {
    let (Some((first, _)), Some((last, _))) = (some.first(), some.last()) else { return Ok(BTreeMap::new()) };
    let (first, last) = (first.id.to_string(), last.id.to_string());
    let mut all = BTreeMap::new();
    for row in rows!(tx, Row, BETWEEN, tenant.0, first.as_str(), last.as_str())? {
        all.insert(row.company_code.clone(), (Company::try_from(row)?, Vec::new()));
    }
    for row in rows!(tx, RecognitionRow, FOR_WHAT, tenant.0, first.as_str(), last.as_str())? {
        let one = Recognition::try_from(&row)?;
        if let Some((_, recognitions)) = all.get_mut(&row.company_code) {
            recognitions.push(one);
        }
    }
    Ok(all)
}

/// Compares some companies of a file with those that are there. Only a file without a wrong line is silent about a recognition.
fn compare<'a>(
    held: &BTreeMap<String, Listed>,
    some: &'a [Listed],
    whole: bool,
    changes: &mut CompanyChanges,
) -> Difference<'a> {
    let mut all = Difference::default();
    for (company, recognitions) in some {
        let Some((was, before)) = held.get(&company.id.to_string()) else {
            changes.add += 1;
            all.put.push(company);
            all.recognise.extend(recognitions.iter().map(|one| (company, *one)));
            continue;
        };
        let new: Vec<Recognition> = recognitions.iter().filter(|one| !before.contains(one)).copied().collect();
        // The same first day with another last one is the same recognition, said otherwise.
        let gone = |one: &&Recognition| {
            whole && !recognitions.iter().any(|new| (new.crebo, new.period.from) == (one.crebo, one.period.from))
        };
        let gone: Vec<Recognition> = before.iter().filter(gone).copied().collect();
        if was == company && new.is_empty() && gone.is_empty() {
            changes.same += 1;
            continue;
        }
        changes.change += 1;
        changes.withdrawn += gone.len();
        if was != company {
            all.put.push(company);
        }
        if was.postcode.area() != company.postcode.area() {
            all.moved.push(company);
        }
        all.recognise.extend(new.into_iter().map(|one| (company, one)));
        all.withdraw.extend(gone.into_iter().map(|one| (company, one)));
    }
    all
}

async fn write(
    tx: &mut Tx,
    tenant: TenantId,
    all: &Difference<'_>,
    (source, who, today): (&str, &str, Date),
) -> Result<(), StoreError> {
    let put = &all.put;
    insert_many!(
        tx,
        PUT,
        put,
        |row, one| row
            .push_bind(tenant.0)
            .push_bind(one.id.to_string())
            .push_bind(one.name.as_str())
            .push_bind(one.street.as_deref())
            .push_bind(one.postcode.as_str())
            .push_bind(one.town.as_str())
            .push_bind(one.guidance.code())
            .push_bind(one.access.code())
            .push_bind(one.experience.code())
            .push_bind(one.places.map(i64::from))
            .push_bind(source)
            .push_bind(who)
            .push_bind(today),
        PUT_OVER
    )?;
    for one in &all.moved {
        run!(tx, MOVE, tenant.0, one.id.to_string(), one.postcode.area().to_string())?;
    }
    let recognise = &all.recognise;
    insert_many!(
        tx,
        RECOGNISE,
        recognise,
        |row, (one, of)| row
            .push_bind(tenant.0)
            .push_bind(one.id.to_string())
            .push_bind(of.crebo.to_string())
            .push_bind(of.period.from)
            .push_bind(of.period.until)
            .push_bind(one.postcode.area().to_string()),
        RECOGNISE_OVER
    )?;
    for (one, of) in &all.withdraw {
        run!(tx, WITHDRAW, tenant.0, one.id.to_string(), of.crebo.to_string(), of.period.from, today)?;
    }
    Ok(())
}

impl Store {
    /// What a file would change of the list of companies, which stand in it by number, each once. `left_out`: how many of its lines
    /// are wrong.
    pub async fn companies_changes(
        &self,
        by: &Actor,
        read: &[(Company, Vec<Recognition>)],
        left_out: usize,
    ) -> Result<CompanyChanges, StoreError> {
        allowed(by, Action::RunImport)?;
        let mut changes = CompanyChanges { left_out, ..CompanyChanges::default() };
        let mut tx = self.begin_reading().await?;
        for some in read.chunks(AT_ONCE) {
            let held = held(&mut tx, by.tenant(), some).await?;
            compare(&held, some, left_out == 0, &mut changes);
        }
        Ok(changes)
    }

    /// Reads a file into the list of companies. The same file twice is read once.
    pub async fn companies_read(
        &self,
        by: &Actor,
        (read, source): (&[(Company, Vec<Recognition>)], &str),
        left_out: usize,
        now: Moment,
        progress: &mut (dyn FnMut(usize, usize) + Send),
    ) -> Result<CompanyChanges, StoreError> {
        let decision = allowed(by, Action::RunImport)?;
        let tenant = by.tenant();
        let who = by.account().map_or_else(|| "command".to_owned(), |account| account.0.simple().to_string());
        let mut changes = CompanyChanges { left_out, ..CompanyChanges::default() };
        let mut done = 0;
        for some in read.chunks(AT_ONCE) {
            let mut tx = self.begin().await?;
            let held = held(&mut tx, tenant, some).await?;
            let (add, change) = (changes.add, changes.change);
            let all = compare(&held, some, left_out == 0, &mut changes);
            done += some.len();
            if (changes.add, changes.change) != (add, change) {
                write(&mut tx, tenant, &all, (source, &who, now.day)).await?;
                let about = format!("company +{} ~{}", changes.add - add, changes.change - change);
                tx.audit(Deed::new(by, Change::SetPolicy, decision).about(about), now).await?;
                tx.commit().await?;
            }
            progress(done, read.len());
        }
        Ok(changes)
    }
}
