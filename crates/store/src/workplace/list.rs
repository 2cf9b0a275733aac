//! Placements of those whom an actor reaches, in piles: of which something is owed, the longest owed first; which DUO tells of and nobody
//! wrote down; of which the student is asked what may be told; and those that run.

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
use register::workplace::desk::{Pile, looked_back, unanswered_before};
use register::{BirthDate, FileId, Moment, PersonId, Personal};
use std::collections::HashMap;
use std::sync::LazyLock;
use time::Date;

/// Of a file that is reached for nothing but what is asked of the next line nothing is told.
const OF_THE_FILE: &str = "r.asked = 0";

/// That all sign is owed of what begins until `$9`, or runs. It is `register::workplace::desk::owes_signatures` as a condition.
const SIGN: &str = "(w.ended IS NULL AND w.begins <= $9 AND w.last_on >= $3 \
     AND (w.signed_school IS NULL OR w.signed_student IS NULL OR w.signed_company IS NULL))";

/// That a list names the company, and no recognition that runs today, or on the first day where that is yet to come. It is
/// `register::workplace::desk::lost_recognition` as a condition.
const LOST: &str = "(w.ended IS NULL AND w.last_on >= $3 \
     AND EXISTS (SELECT 1 FROM company o WHERE o.tenant_id = $1 AND o.company_code = w.company_code) \
     AND NOT EXISTS (SELECT 1 FROM company_recognition g WHERE g.tenant_id = $1 AND g.company_code = w.company_code AND g.crebo = w.crebo \
     AND g.withdrawn_on IS NULL AND g.begins <= CASE WHEN w.begins > $3 THEN w.begins ELSE $3 END \
     AND (g.ends IS NULL OR g.ends >= CASE WHEN w.begins > $3 THEN w.begins ELSE $3 END)))";

/// That its enrolment does not hold it any more. It is `register::workplace::desk::outside_enrolment` as a condition.
const OUTSIDE: &str = "(w.ended IS NULL AND w.last_on >= $3 \
     AND NOT EXISTS (SELECT 1 FROM enrolment i WHERE i.tenant_id = $1 AND i.enrolment_id = w.enrolment_id AND i.withdrawn_by IS NULL \
     AND i.begins <= w.begins AND (COALESCE(i.ended, i.planned_end) IS NULL OR COALESCE(i.ended, i.planned_end) >= w.until_on)))";

/// That UWV was asked for something before `$10`, and nobody wrote down what it said. It is `register::workplace::desk::owes_an_answer`
/// as a condition.
const ANSWER: &str = "(w.ended IS NULL AND w.last_on >= $3 AND EXISTS (SELECT 1 FROM workplace_provision u WHERE u.tenant_id = $1 \
     AND u.file_id = w.file_id AND u.number = w.number AND u.taken_at IS NULL AND u.status = 'asked' AND u.since_on < $10 \
     AND NOT EXISTS (SELECT 1 FROM workplace_provision n WHERE n.tenant_id = $1 AND n.file_id = u.file_id AND n.number = u.number \
     AND n.kind = u.kind AND n.place > u.place AND n.taken_at IS NULL)))";

/// What stands with a placement.
const STANDS: &str = "w.owed IN ($6, $7)";

/// Looking back at one whose last day is from `$8` to `$9`, where something for work holds and nobody looked back yet. It is
/// `register::workplace::desk::owes_a_look` as a condition.
const LOOK: &str = "(w.last_on >= $8 AND w.last_on <= $9 AND w.begins <= $3 \
     AND (w.ended_reason IS NULL OR w.ended_reason <> 'mistaken') \
     AND NOT EXISTS (SELECT 1 FROM workplace_look k WHERE k.tenant_id = $1 AND k.file_id = w.file_id AND k.workplace = w.number \
     AND k.taken_at IS NULL) \
     AND EXISTS (SELECT 1 FROM agreement a CROSS JOIN agreement_version v CROSS JOIN agreement_line l \
     WHERE a.tenant_id = $1 AND a.file_id = w.file_id AND v.tenant_id = $1 AND v.agreement_id = a.agreement_id AND v.status = 'in_force' \
     AND l.tenant_id = $1 AND l.version_id = v.version_id AND (l.ends IS NULL OR l.ends >= $3) \
     AND (l.kind = 'workplace' OR l.place = 'workplace')))";

/// The rows of a pile: what is read from, and of each its file, number, company, day and code.
struct Rows {
    from: String,
    columns: String,
    /// By which they stand.
    order: &'static str,
}

/// What a company is called: as the list of companies has it, or its number.
const CALLED: &str = "COALESCE((SELECT c.name FROM company c WHERE c.tenant_id = $1 AND c.company_code = p.company_code), p.company_code)";

fn rows(pile: Pile, files: &str) -> Rows {
    let placed = |only: &str| {
        format!(
            "{files} CROSS JOIN workplace w WHERE w.tenant_id = $1 AND w.file_id = r.file_id AND {OF_THE_FILE} AND {only}"
        )
    };
    let of =
        |day: &str, code: &str| format!("w.file_id, w.number, w.company_name AS company, {day} AS day, {code} AS code");
    match pile {
        Pile::Owed => Rows {
            from: placed(&format!("({STANDS} OR {SIGN} OR {LOST} OR {OUTSIDE} OR {ANSWER} OR {LOOK})")),
            // Of a placement one thing stands on the list, and its page says all. What nobody can learn at comes before who signs for it.
            columns: of(
                "w.last_on",
                &format!(
                    "CASE WHEN {STANDS} THEN w.owed WHEN {LOST} THEN 'lost' WHEN {OUTSIDE} THEN 'outside' WHEN {SIGN} THEN 'sign' \
                     WHEN {LOOK} THEN 'look' ELSE 'answer' END"
                ),
            ),
            order: "w.last_on, w.file_id, w.number",
        },
        Pile::Running => Rows {
            from: placed("w.ended IS NULL AND w.last_on >= $3"),
            columns: of("w.last_on", "CASE WHEN w.begins > $3 THEN 'planned' ELSE 'running' END"),
            order: "w.last_on, w.file_id, w.number",
        },
        Pile::Asked => Rows {
            from: format!(
                "{files} CROSS JOIN workplace_told d CROSS JOIN workplace w WHERE d.tenant_id = $1 AND d.file_id = r.file_id \
                 AND {OF_THE_FILE} AND d.agreed_at IS NULL AND d.stopped_at IS NULL AND d.until_on >= $3 \
                 AND w.tenant_id = $1 AND w.file_id = d.file_id AND w.number = d.workplace AND w.last_on >= $3"
            ),
            columns: of("d.asked_on", "'asked'"),
            order: "d.asked_on, w.file_id, d.number",
        },
        // What the school wrote down, however it went on, is the same placement.
        Pile::Unwritten => Rows {
            from: format!(
                "{files} CROSS JOIN support_file f CROSS JOIN enrolment e CROSS JOIN placement p \
                 WHERE f.tenant_id = $1 AND f.file_id = r.file_id AND {OF_THE_FILE} \
                 AND e.tenant_id = $1 AND e.person_id = f.person_id AND e.withdrawn_by IS NULL \
                 AND p.tenant_id = $1 AND p.enrolment_id = e.enrolment_id AND p.withdrawn_by IS NULL \
                 AND (p.ended IS NULL OR p.ended >= $3) AND (p.planned_end IS NULL OR p.planned_end >= $3) \
                 AND NOT EXISTS (SELECT 1 FROM workplace w WHERE w.tenant_id = $1 AND w.file_id = f.file_id \
                 AND (p.company_code IS NULL OR w.company_code = p.company_code) AND w.begins = p.begins)"
            ),
            columns: format!(
                "f.file_id, CAST(0 AS BIGINT) AS number, {CALLED} AS company, p.begins AS day, 'unwritten' AS code"
            ),
            order: "p.begins, f.file_id, p.enrolment_id, p.sequence",
        },
    }
}

/// How many parameters of its own a pile has, before what pages it.
const fn own_of(pile: Pile) -> usize {
    match pile {
        Pile::Owed => 5,
        Pile::Unwritten | Pile::Asked | Pile::Running => 0,
    }
}

fn count_of(pile: Pile) -> Texts {
    let name = format!("store::workplace::list::COUNT_{}", pile.code().to_uppercase());
    Texts::of_asked(&name, own_of(pile), |files| format!("SELECT COUNT(*) FROM {}", rows(pile, files).from))
}

/// Its last two parameters: how many, and how many are before them.
fn page_of(pile: Pile) -> Texts {
    let (own, name) = (own_of(pile), format!("store::workplace::list::PAGE_{}", pile.code().to_uppercase()));
    let (many, before) = (6 + own, 7 + own);
    Texts::of_asked(&name, own + 2, |files| {
        let Rows { from, columns, order } = rows(pile, files);
        format!(
            "SELECT q.file_id, f.person_id, q.number, q.company, q.day, q.code \
             FROM (SELECT {columns} FROM {from} ORDER BY {order} LIMIT ${many} OFFSET ${before}) q \
             CROSS JOIN support_file f WHERE f.tenant_id = $1 AND f.file_id = q.file_id ORDER BY q.day, q.file_id, q.number"
        )
    })
}

type Piles = Vec<(Pile, Texts)>;

static COUNTS: LazyLock<Piles> = LazyLock::new(|| Pile::ALL.iter().map(|pile| (*pile, count_of(*pile))).collect());
static PAGES: LazyLock<Piles> = LazyLock::new(|| Pile::ALL.iter().map(|pile| (*pile, page_of(*pile))).collect());

fn text(all: &'static Piles, pile: Pile) -> Result<&'static Texts, StoreError> {
    all.iter().find(|(of, _)| *of == pile).map(|(_, texts)| texts).ok_or(StoreError::NotFound)
}

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    COUNTS.iter().chain(PAGES.iter()).flat_map(|(_, texts)| texts.sql()).collect()
}

/// What a reader chose of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Of a team, of a coach.
    pub files: Chosen,
    /// Which pile.
    pub pile: Pile,
    /// How many are before the first that is shown.
    pub from: u32,
}

impl Default for Listed {
    fn default() -> Self {
        Self { files: Chosen::default(), pile: Pile::Owed, from: 0 }
    }
}

/// A placement in the list.
#[derive(Debug, Clone)]
pub struct WorkplaceRow {
    /// On which file.
    pub file: FileId,
    /// Whose.
    pub person: PersonId,
    /// Which of the file; `None`: DUO tells of it, and nobody wrote it down.
    pub number: Option<u32>,
    /// At which company; `None` where DUO does not say.
    pub company: Option<String>,
    /// The day by which it stands here: its last one; its first, where nobody wrote it down; or on which the student was asked.
    pub day: Date,
    /// Why it stands here.
    pub why: Why,
    /// Their name; `None` when no names were imported yet.
    pub name: Option<Personal<String>>,
    /// Their birth date, where no name is known.
    pub born: Option<BirthDate>,
    /// The school's own number.
    pub student_number: Option<Personal<String>>,
    /// Teams of today.
    pub teams: Vec<String>,
}

/// Why a placement stands in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Something is owed.
    Owed(Owed),
    /// Nobody wrote it down.
    Unwritten,
    /// The student was asked.
    Asked,
    /// It runs.
    Running,
    /// It is yet to begin.
    Planned,
}

impl Why {
    fn from_code(code: &str) -> Option<Self> {
        match code {
            "unwritten" => Some(Self::Unwritten),
            "asked" => Some(Self::Asked),
            "running" => Some(Self::Running),
            "planned" => Some(Self::Planned),
            owed => Owed::from_code(owed).map(Self::Owed),
        }
    }
}

/// A page of them.
#[derive(Debug, Clone)]
pub struct WorkplacePage {
    /// Some of them, in the order of their days.
    pub rows: Vec<WorkplaceRow>,
    /// How many there are on each pile that was counted.
    pub totals: Vec<(Pile, i64)>,
    /// What there is to choose from.
    pub choices: Choices,
}

impl WorkplacePage {
    /// How many there are on a pile; `None` where that was not counted.
    pub fn total(&self, pile: Pile) -> Option<i64> {
        self.totals.iter().find(|(of, _)| *of == pile).map(|(_, count)| *count)
    }
}

/// What is asked of a pile, before what pages it.
fn own(pile: Pile, today: Date) -> Vec<Value> {
    match pile {
        Pile::Owed => {
            let (first, last) = looked_back(today);
            let [report, another] = [Owed::Report, Owed::Another].map(|one| Value::Text(one.code().to_owned()));
            vec![report, another, Value::Date(first), Value::Date(last), Value::Date(unanswered_before(today))]
        }
        Pile::Unwritten | Pile::Asked | Pile::Running => Vec::new(),
    }
}

impl Store {
    /// Of how many placements something is owed. A number, and nobody's.
    pub async fn workplaces_owed_count(&self, actor: &Actor, now: Moment) -> Result<i64, StoreError> {
        let action = Action::ArrangePlacement;
        audit::allowed(actor, action)?;
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        let mut tx = self.begin_reading().await?;
        within.count(&mut tx, text(&COUNTS, Pile::Owed)?, &own(Pile::Owed, now.day)).await
    }

    /// A page of a pile of placements, and how many are on each. Who is shown is looked at.
    pub async fn workplaces_listed(
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
        let mut totals = Vec::with_capacity(Pile::ALL.len());
        for pile in Pile::ALL {
            // Who reaches all of a school is told how many are owed, and how many they look at: counting the others reads the school.
            if within.is_school() && ![Pile::Owed, asked.pile].contains(pile) {
                continue;
            }
            totals.push((*pile, within.count(&mut tx, text(&COUNTS, *pile)?, &own(*pile, now.day)).await?));
        }
        let types = [Type::Uuid, Type::Uuid, Type::BigInt, Type::Text, Type::Date, Type::Text];
        let mut parameters = own(asked.pile, now.day);
        parameters.extend([Value::Int(PAGE_SIZE as i64), Value::Int(i64::from(asked.from))]);
        let found = within.read(&mut tx, text(&PAGES, asked.pile)?, &types, &parameters).await?;
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
        Ok(WorkplacePage { rows, totals, choices })
    }
}

fn read(row: &[Value]) -> Option<WorkplaceRow> {
    let Value::Date(day) = &row[4] else { return None };
    Some(WorkplaceRow {
        file: FileId(row[0].uuid()?),
        person: PersonId(row[1].uuid()?),
        number: u32::try_from(row[2].int()?).ok().filter(|number| *number > 0),
        company: row[3].text().map(str::to_owned),
        day: *day,
        why: Why::from_code(row[5].text()?)?,
        name: None,
        born: None,
        student_number: None,
        teams: Vec::new(),
    })
}
