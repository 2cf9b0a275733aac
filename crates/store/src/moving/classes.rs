//! How many students of a team who begin now or soon stand in which class, and how many of them with which measure. Numbers, counted by the
//! database: no student is named, and no reason.

use super::act::divides;
use crate::file::scope::turn_of_day;
use crate::{Store, StoreError};
use access::Actor;
use register::moving::EARLY;
use register::{GroupId, MeasureId, TeamId};
use time::Date;
use uuid::Uuid;

/// The students of a team who began less than some months ago or begin soon, with what is joined to them. Who begins soon is not in the team
/// yet: the team is of a day or later.
macro_rules! beginning {
    ($what:literal, $join:literal, $and:literal, $end:literal) => {
        concat!(
            "SELECT ",
            $what,
            " FROM file_scope s CROSS JOIN support_file f CROSS JOIN enrolment e ",
            $join,
            " WHERE s.tenant_id = $1 AND s.kind = 'team' AND s.scope_id = $3 AND s.ends >= $2 \
             AND f.tenant_id = $1 AND f.file_id = s.file_id AND e.tenant_id = $1 AND e.person_id = f.person_id \
             AND e.withdrawn_by IS NULL AND e.begins >= $4 AND (e.ended IS NULL OR e.ended >= $2) ",
            $and,
            $end
        )
    };
}

sql! {
    NAME = "SELECT name FROM team WHERE tenant_id = $1 AND team_id = $3 AND begins <= $2 AND (ends IS NULL OR ends >= $2)";
    ALL = beginning!("COUNT(DISTINCT s.file_id)", "", "", "");
    CLASSES = beginning!(
        "x.group_id, g.name, COUNT(DISTINCT s.file_id)",
        "CROSS JOIN person_group x CROSS JOIN lesson_group g",
        "AND x.tenant_id = $1 AND x.person_id = f.person_id AND (x.ends IS NULL OR x.ends >= $2) \
         AND g.tenant_id = $1 AND g.group_id = x.group_id ",
        "GROUP BY x.group_id, g.name ORDER BY g.name"
    );
    /// Of each measure of the catalogue that is agreed and goes on: how many have it.
    MEASURES = beginning!(
        "l.measure_id, m.text_nl, m.text_en, COUNT(DISTINCT s.file_id)",
        "CROSS JOIN agreement a CROSS JOIN agreement_version v CROSS JOIN agreement_line l CROSS JOIN measure m",
        "AND a.tenant_id = $1 AND a.file_id = s.file_id AND v.tenant_id = $1 AND v.agreement_id = a.agreement_id \
         AND v.status = 'in_force' AND l.tenant_id = $1 AND l.version_id = v.version_id AND (l.ends IS NULL OR l.ends >= $2) \
         AND m.tenant_id = $1 AND m.measure_id = l.measure_id ",
        "GROUP BY l.measure_id, m.text_nl, m.text_en ORDER BY 4 DESC, m.text_nl"
    );
    /// The same of one, by class.
    WITH = beginning!(
        "x.group_id, COUNT(DISTINCT s.file_id)",
        "CROSS JOIN person_group x CROSS JOIN agreement a CROSS JOIN agreement_version v CROSS JOIN agreement_line l",
        "AND x.tenant_id = $1 AND x.person_id = f.person_id AND (x.ends IS NULL OR x.ends >= $2) \
         AND a.tenant_id = $1 AND a.file_id = s.file_id AND v.tenant_id = $1 AND v.agreement_id = a.agreement_id \
         AND v.status = 'in_force' AND l.tenant_id = $1 AND l.version_id = v.version_id AND (l.ends IS NULL OR l.ends >= $2) \
         AND l.measure_id = $5 ",
        "GROUP BY x.group_id"
    );
}

/// A class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassRow {
    /// Which.
    pub group: GroupId,
    /// Its name.
    pub name: String,
    /// How many students of the team who begin.
    pub students: i64,
    /// How many of them have the measure that was chosen.
    pub with: i64,
}

/// A measure that is agreed with somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// Which.
    pub measure: MeasureId,
    /// What it is.
    pub text: String,
    /// In English.
    pub text_en: String,
    /// With how many.
    pub students: i64,
}

/// The classes of a team that begin.
#[derive(Debug, Clone)]
pub struct Classes {
    /// The team.
    pub team: TeamId,
    /// Its name.
    pub name: String,
    /// How many students begin.
    pub students: i64,
    /// What is agreed with them, the most first.
    pub measures: Vec<Agreed>,
    /// The measure that was chosen.
    pub chosen: Option<MeasureId>,
    /// Their classes, by name.
    pub classes: Vec<ClassRow>,
}

impl Store {
    /// The classes of a team whose students begin now or soon, and how many of them have a measure.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever does not divide the work of the team by name.
    pub async fn classes_of_team(
        &self,
        actor: &Actor,
        (team, chosen): (TeamId, Option<MeasureId>),
        today: Date,
    ) -> Result<Classes, StoreError> {
        divides(actor, team)?;
        let tenant = actor.tenant();
        turn_of_day(self, tenant, today).await?;
        let mut tx = self.begin_snapshot().await?;
        let (name,) = row!(tx, (String,), NAME, tenant.0, today, team.0)?.ok_or(StoreError::NotFound)?;
        let since = today - EARLY;
        let (students,) = row!(tx, (i64,), ALL, tenant.0, today, team.0, since)?.unwrap_or_default();
        let found = rows!(tx, (Uuid, String, String, i64), MEASURES, tenant.0, today, team.0, since)?;
        let agreed = |(id, text, text_en, students): (Uuid, String, String, i64)| Agreed {
            measure: MeasureId(id),
            text,
            text_en,
            students,
        };
        let measures: Vec<Agreed> = found.into_iter().map(agreed).collect();
        // One that nobody has is no choice: nothing would be said of it.
        let chosen = chosen.filter(|id| measures.iter().any(|one| one.measure == *id));
        let with = match chosen {
            Some(measure) => rows!(tx, (Uuid, i64), WITH, tenant.0, today, team.0, since, measure.0)?,
            None => Vec::new(),
        };
        let classes = rows!(tx, (Uuid, String, i64), CLASSES, tenant.0, today, team.0, since)?;
        let class = |(id, name, students): (Uuid, String, i64)| ClassRow {
            group: GroupId(id),
            name,
            students,
            with: with.iter().find(|(group, _)| *group == id).map_or(0, |(_, many)| *many),
        };
        let classes = classes.into_iter().map(class).collect();
        Ok(Classes { team, name, students, measures, chosen, classes })
    }
}
