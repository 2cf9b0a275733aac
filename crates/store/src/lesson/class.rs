//! The view of a class: which measures are for the lessons of a group today, and for whom. Of each student it shows what is to
//! be done and nothing else: no cause, no word of theirs, nobody's note.

use crate::audit::Deed;
use crate::db::Tx;
use crate::file::key::{self, FileKeys};
use crate::person::NameRow;
use crate::seal::Spot;
use crate::{Store, StoreError, audit};
use access::{Action, Actor, Decision, Resource, decide};
use register::catalogue::Place;
use register::lesson::{Mark, When};
use register::{AccountId, BirthDate, FileId, GroupId, Moment, PersonId, Personal, TenantId, VersionId};
use sqlx_macros::FromRow;
use std::collections::HashMap;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

// From the one who teaches to the group: `CROSS JOIN` keeps SQLite to this order.
macro_rules! taught {
    ($more:literal) => {
        concat!(
            "SELECT g.group_id, g.name, a.account_id FROM account a CROSS JOIN staff_group x CROSS JOIN lesson_group g \
             WHERE a.account_id = $2 AND x.tenant_id = $1 AND x.email_key = a.email_key AND x.begins <= $3 \
             AND (x.ends IS NULL OR x.ends >= $3) AND g.tenant_id = $1 AND g.group_id = x.group_id",
            $more
        )
    };
}
// From the group to its students, and to what is in force for them.
macro_rules! lines {
    ($more:literal) => {
        concat!(
            "SELECT f.file_id, f.person_id, v.version_id, l.position, l.text, l.text_typed, l.details, l.place, l.begins, \
             p.student_number, p.given_names, p.initials, p.call_name, p.infix, p.family_name, p.birth_year, p.birth_month, p.birth_day \
             FROM person_group x CROSS JOIN support_file f CROSS JOIN agreement a CROSS JOIN agreement_version v \
             CROSS JOIN agreement_line l CROSS JOIN person p \
             WHERE x.tenant_id = $1 AND x.group_id = $2 AND x.begins <= $3 AND (x.ends IS NULL OR x.ends >= $3) \
             AND f.tenant_id = $1 AND f.person_id = x.person_id AND a.tenant_id = $1 AND a.file_id = f.file_id \
             AND v.tenant_id = $1 AND v.agreement_id = a.agreement_id AND v.status = 'in_force' \
             AND l.tenant_id = $1 AND l.version_id = v.version_id AND l.begins <= $3 AND (l.ends IS NULL OR l.ends >= $3) \
             AND l.place IN ('class', 'online', 'exam') AND p.tenant_id = $1 AND p.person_id = x.person_id",
            $more
        )
    };
}

sql! {
    /// The lesson groups that somebody teaches on a day.
    TAUGHT = taught!(" ORDER BY g.name, g.group_id");
    ONE = taught!(" AND g.group_id = $4");
    LINES = lines!(" ORDER BY p.sort_key, f.file_id, l.position");
    LINE = lines!(" AND v.version_id = $4 AND l.position = $5");
    /// What one said in the lesson of a day: the last of each measure counts.
    SAID = "SELECT version_id, position, mark, marked_at FROM lesson_mark WHERE tenant_id = $1 AND group_id = $2 AND account_id = $3 \
            AND day = $4 ORDER BY version_id, position, number";
    SCHOOL = "SELECT name FROM tenant WHERE tenant_id = $1";
}

/// A lesson group that somebody teaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaughtGroup {
    /// Which.
    pub group: GroupId,
    /// Its name.
    pub name: String,
}

/// What to do for one student.
#[derive(Debug, Clone)]
pub struct ClassLine {
    /// Whose.
    pub person: PersonId,
    /// Their name; `None` when no names were imported yet.
    pub name: Option<Personal<String>>,
    /// Their birth date, where no name is known.
    pub born: Option<BirthDate>,
    /// The school's own number.
    pub student_number: Option<Personal<String>>,
    /// The version in force that says it.
    pub version: VersionId,
    /// Its place in that version.
    pub position: i64,
    /// In every lesson, or at a test.
    pub when: When,
    /// What is done.
    pub text: String,
    /// What is particular for this student.
    pub details: Option<Personal<String>>,
    /// Since when.
    pub from: Date,
    /// What the reader said of it in today's lesson, and when.
    pub mark: Option<(Mark, OffsetDateTime)>,
}

/// A class on a day.
#[derive(Debug, Clone)]
pub struct Class {
    /// Which group.
    pub group: TaughtGroup,
    /// The school.
    pub school: String,
    /// The day.
    pub day: Date,
    /// What to do, for every lesson first, then by the students' names.
    pub lines: Vec<ClassLine>,
}

#[derive(FromRow)]
pub(super) struct LineRow {
    pub(super) file_id: Uuid,
    pub(super) person_id: Uuid,
    version_id: Uuid,
    position: i64,
    text: Option<String>,
    text_typed: Option<Vec<u8>>,
    details: Option<Vec<u8>>,
    place: String,
    begins: Date,
    student_number: Option<String>,
    #[sqlx(flatten)]
    names: NameRow,
}

impl LineRow {
    /// The line as it is read, with what was sealed opened.
    fn opened(self, keys: Option<&FileKeys>) -> Result<ClassLine, StoreError> {
        let wrong = |what| StoreError::Inconsistent { table: "agreement_line", key: self.version_id.to_string(), what };
        let version = VersionId(self.version_id);
        let read = |spot, sealed: &[u8]| keys.map(|keys| keys.read(spot, sealed).shown());
        let place = Place::from_code(&self.place).ok_or_else(|| wrong("unknown place"))?;
        let typed = self.text_typed.as_deref().and_then(|sealed| read(Spot::line_text(version, self.position), sealed));
        let details =
            self.details.as_deref().and_then(|sealed| read(Spot::line_details(version, self.position), sealed));
        Ok(ClassLine {
            person: PersonId(self.person_id),
            born: self.names.born_nameless(),
            name: self.names.names().display().map(Personal::new),
            version,
            position: self.position,
            when: When::of(place).ok_or_else(|| wrong("not a teacher's"))?,
            text: self.text.clone().or(typed).ok_or_else(|| wrong("a text that stands twice, or not at all"))?,
            details: details.map(Personal::new),
            from: self.begins,
            mark: None,
            student_number: self.student_number.map(Personal::new),
        })
    }

    const fn is_sealed(&self) -> bool {
        self.text_typed.is_some() || self.details.is_some()
    }
}

/// The group, where the actor may do this in it today.
pub(super) async fn taught(
    tx: &mut Tx,
    actor: &Actor,
    action: Action,
    group: GroupId,
    today: Date,
) -> Result<(TaughtGroup, Decision), StoreError> {
    let tenant = actor.tenant();
    let account = actor.account().ok_or(StoreError::NotFound)?;
    let found = row!(tx, (Uuid, String, Uuid), ONE, tenant.0, account.0, today, group.0)?;
    let (_, name, by) = found.ok_or(StoreError::NotFound)?;
    let decision = decide(actor, action, &Resource::Group { tenant, group, taught_by: vec![AccountId(by)] });
    if !decision.allowed {
        return Err(StoreError::NotFound);
    }
    Ok((TaughtGroup { group, name }, decision))
}

/// A measure that is to be done in a group on a day, if it is there.
pub(super) async fn line(
    tx: &mut Tx,
    tenant: TenantId,
    group: GroupId,
    (version, position): (VersionId, i64),
    today: Date,
) -> Result<Option<LineRow>, StoreError> {
    row!(tx, LineRow, LINE, tenant.0, group.0, today, version.0, position)
}

/// What one said in the lesson of a day, of each measure that was said something of.
async fn said(
    tx: &mut Tx,
    tenant: TenantId,
    (group, by): (GroupId, AccountId),
    day: Date,
) -> Result<HashMap<(VersionId, i64), (Mark, OffsetDateTime)>, StoreError> {
    let mut said = HashMap::new();
    for (version, position, mark, at) in
        rows!(tx, (Uuid, i64, String, OffsetDateTime), SAID, tenant.0, group.0, by.0, day)?
    {
        let wrong =
            || StoreError::Inconsistent { table: "lesson_mark", key: version.to_string(), what: "unknown mark" };
        said.insert((VersionId(version), position), (Mark::from_code(&mark).ok_or_else(wrong)?, at));
    }
    said.retain(|_, (mark, _)| mark.standing().is_some());
    Ok(said)
}

impl Store {
    /// The lesson groups that the actor teaches today, by name. Shows nobody.
    pub async fn taught_groups(&self, actor: &Actor, today: Date) -> Result<Vec<TaughtGroup>, StoreError> {
        audit::allowed(actor, Action::SeeClass)?;
        let account = actor.account().ok_or(StoreError::NotFound)?;
        let mut tx = self.begin_reading().await?;
        let found = rows!(tx, (Uuid, String, Uuid), TAUGHT, actor.tenant().0, account.0, today)?;
        Ok(found.into_iter().map(|(group, name, _)| TaughtGroup { group: GroupId(group), name }).collect())
    }

    /// Whether the actor teaches a group today. Shows nobody.
    pub async fn teaches(&self, actor: &Actor, group: GroupId, today: Date) -> Result<(), StoreError> {
        let mut tx = self.begin_reading().await?;
        taught(&mut tx, actor, Action::MarkLesson, group, today).await.map(drop)
    }

    /// What to do in the lessons of a group today, and for whom: a look at everybody whom it shows.
    pub async fn class(&self, actor: &Actor, group: GroupId, now: Moment) -> Result<Class, StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let (group, decision) = taught(&mut tx, actor, Action::SeeClass, group, now.day).await?;
        let mut keys: HashMap<Uuid, FileKeys> = HashMap::new();
        let mut lines = Vec::new();
        for row in rows!(tx, LineRow, LINES, tenant.0, group.group.0, now.day)? {
            let file = row.file_id;
            if row.is_sealed() && !keys.contains_key(&file) {
                keys.insert(file, key::open(&mut tx, tenant, FileId(file)).await?);
            }
            lines.push(row.opened(keys.get(&file))?);
        }
        if let (false, Some(by)) = (lines.is_empty(), actor.account()) {
            let said = said(&mut tx, tenant, (group.group, by), now.day).await?;
            lines.iter_mut().for_each(|line| line.mark = said.get(&(line.version, line.position)).copied());
        }
        // Within it they stay by name.
        lines.sort_by_key(|line| line.when);
        let (school,) = row!(tx, (String,), SCHOOL, tenant.0)?.ok_or(StoreError::NotFound)?;
        let mut shown: Vec<PersonId> = lines.iter().map(|line| line.person).collect();
        shown.sort_unstable();
        shown.dedup();
        let deed = Deed::new(actor, Action::SeeClass, decision).to(shown).about(group.group);
        self.looked(tx, deed, now).await?;
        Ok(Class { group, school, day: now.day, lines })
    }
}
