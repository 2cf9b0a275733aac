//! Placements of which something is owed: another place is to be found, or SBB to be told. Of those whom an actor reaches, the longest owed first.

use crate::audit::Deed;
use crate::file::facts;
use crate::file::list::PAGE_SIZE;
use crate::file::scope::turn_of_day;
use crate::file::within::{self, Choices, Chosen, Texts, Within};
use crate::table::{Type, Value};
use crate::which::Which;
use crate::{Store, StoreError, audit, policy};
use access::{Action, Actor};
use register::workplace::Owed;
use register::{BirthDate, FileId, Moment, PersonId, Personal};
use std::collections::HashMap;
use std::sync::LazyLock;
use time::Date;

fn texts(name: &str, own: usize, make: impl Fn(&str) -> String) -> Texts {
    // Of a file that is reached for nothing but what is asked of the next line nothing is told.
    Texts::of_asked(name, own, |rows| {
        make(&format!("{rows} CROSS JOIN workplace w WHERE w.file_id = r.file_id AND r.asked = 0 AND"))
    })
}

/// `$6` and `$7`: what is owed.
static COUNT: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::workplace::list::COUNT", 2, |from| {
        format!("SELECT COUNT(*) FROM {from} w.tenant_id = $1 AND w.owed IN ($6, $7)")
    })
});

/// `$6` and `$7`: what is owed; `$8`: how many.
static PAGES: LazyLock<Texts> = LazyLock::new(|| {
    texts("store::workplace::list::PAGE", 3, |from| {
        format!(
            "SELECT q.file_id, f.person_id, q.number, q.company_name, q.last_on, q.owed \
             FROM (SELECT w.* FROM {from} w.tenant_id = $1 AND w.owed IN ($6, $7) ORDER BY w.last_on, w.file_id, w.number LIMIT $8) q \
             CROSS JOIN support_file f WHERE f.tenant_id = $1 AND f.file_id = q.file_id ORDER BY q.last_on, q.file_id, q.number"
        )
    })
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    COUNT.sql().chain(PAGES.sql()).collect()
}

/// What a reader chose of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Listed {
    /// Of a team, of a coach.
    pub files: Chosen,
}

/// A placement in the list.
#[derive(Debug, Clone)]
pub struct WorkplaceRow {
    /// On which file.
    pub file: FileId,
    /// Whose.
    pub person: PersonId,
    /// Which of the file.
    pub number: u32,
    /// At which company.
    pub company: String,
    /// Its last day.
    pub last: Date,
    /// What is owed.
    pub owed: Owed,
    /// Their name; `None` when no names were imported yet.
    pub name: Option<Personal<String>>,
    /// Their birth date, where no name is known.
    pub born: Option<BirthDate>,
    /// The school's own number.
    pub student_number: Option<Personal<String>>,
    /// Teams of today.
    pub teams: Vec<String>,
}

/// The first page of them: as each is done, the next one comes.
#[derive(Debug, Clone)]
pub struct WorkplacePage {
    /// Some of them, the longest owed first.
    pub rows: Vec<WorkplaceRow>,
    /// How many there are.
    pub total: i64,
    /// What there is to choose from.
    pub choices: Choices,
}

fn owed() -> [Value; 2] {
    [Owed::Report, Owed::Another].map(|one| Value::Text(one.code().to_owned()))
}

impl Store {
    /// Of how many placements something is owed. A number, and nobody's.
    pub async fn workplaces_owed_count(&self, actor: &Actor, now: Moment) -> Result<i64, StoreError> {
        let action = Action::ArrangePlacement;
        audit::allowed(actor, action)?;
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        let mut tx = self.begin_reading().await?;
        within.count(&mut tx, &COUNT, &owed()).await
    }

    /// Placements of which something is owed. Who is shown is looked at.
    pub async fn workplaces_owed(
        &self,
        actor: &Actor,
        asked: Listed,
        now: Moment,
    ) -> Result<WorkplacePage, StoreError> {
        let action = Action::ArrangePlacement;
        let decision = audit::allowed(actor, action)?;
        let tenant = actor.tenant();
        let within = Within::new(actor, action, asked.files, now.day)?;
        turn_of_day(self, tenant, now.day).await?;
        let mut tx = self.begin_snapshot().await?;
        let total = within.count(&mut tx, &COUNT, &owed()).await?;
        let types = [Type::Uuid, Type::Uuid, Type::BigInt, Type::Text, Type::Date, Type::Text];
        let [report, another] = owed();
        let own = [report, another, Value::Int(PAGE_SIZE as i64)];
        let found = within.read(&mut tx, &PAGES, &types, &own).await?;
        let mut rows: Vec<WorkplaceRow> = found.iter().filter_map(|row| read(row)).collect();
        let mut persons: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
        persons.sort_unstable();
        persons.dedup();
        let policy = policy::load(&mut tx, tenant).await?;
        let loaded = facts::load(&mut tx, tenant, Which::Page(&persons), &policy, now.day).await?;
        let of_file: HashMap<FileId, &facts::Loaded> = loaded.iter().map(|file| (file.file, file)).collect();
        for row in &mut rows {
            let Some(file) = of_file.get(&row.file) else { continue };
            row.name = file.names.names().display().map(Personal::new);
            row.born = file.names.born_nameless();
            row.student_number = file.student_number.clone();
            row.teams = file.team_names(now.day);
        }
        let choices = within::choices(&mut tx, actor, action, now.day).await?;
        self.looked(tx, Deed::new(actor, action, decision).to(persons), now).await?;
        Ok(WorkplacePage { rows, total, choices })
    }
}

fn read(row: &[Value]) -> Option<WorkplaceRow> {
    let Value::Date(last) = &row[4] else { return None };
    Some(WorkplaceRow {
        file: FileId(row[0].uuid()?),
        person: PersonId(row[1].uuid()?),
        number: u32::try_from(row[2].int()?).ok()?,
        company: row[3].text()?.to_owned(),
        last: *last,
        owed: Owed::from_code(row[5].text()?)?,
        name: None,
        born: None,
        student_number: None,
        teams: Vec::new(),
    })
}
