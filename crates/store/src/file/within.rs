//! The files that a list is about: those that an actor reaches, narrowed by what was chosen. All lists and their numbers
//! read them in one way, so that a number is that of its list.

use super::reach::ranges;
use super::scope::kind;
use crate::StoreError;
use crate::db::Tx;
use crate::table::{Row, Type, Value, select};
use access::{Action, Actor};
use register::{AccountId, TeamId, TenantId};
use time::Date;
use uuid::Uuid;

sql! {
    /// The teams of the students of a coach. Asked of each student: among the scopes SQLite would read all teams of a school
    /// for each of their files.
    TEAMS_OF_COACH = "SELECT DISTINCT t.team_id, t.name FROM file_scope s CROSS JOIN support_file f CROSS JOIN person_team x CROSS JOIN team t \
        WHERE s.tenant_id = $1 AND s.kind = 'coach' AND s.scope_id = $2 AND s.begins <= $3 AND s.ends >= $3 \
        AND f.tenant_id = $1 AND f.file_id = s.file_id \
        AND x.tenant_id = $1 AND x.person_id = f.person_id AND x.begins <= $3 AND (x.ends IS NULL OR x.ends >= $3) \
        AND t.tenant_id = $1 AND t.team_id = x.team_id ORDER BY t.name";
    /// All teams of a school that are there on a day.
    TEAMS = "SELECT team_id, name FROM team WHERE tenant_id = $1 AND begins <= $2 AND (ends IS NULL OR ends >= $2) ORDER BY name";
    COACHES = "SELECT DISTINCT a.account_id, a.name FROM membership m CROSS JOIN account a \
        WHERE m.tenant_id = $1 AND m.role = 'coach' AND m.begins <= $2 AND (m.ends IS NULL OR m.ends >= $2) \
        AND m.ended_at IS NULL AND a.account_id = m.account_id ORDER BY a.name, a.account_id";
}

/// What a reader chose of a list. Nothing chosen: all that they reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Chosen {
    /// Files of this team today: of who is in it, or whom its intake has in hand.
    pub team: Option<TeamId>,
    /// Files of the students of this coach today.
    pub coach: Option<AccountId>,
}

/// What there is to choose from.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Teams, by name.
    pub teams: Vec<(TeamId, String)>,
    /// Coaches, by name. Empty for a coach: they have their own students only.
    pub coaches: Vec<(AccountId, String)>,
}

/// What makes a file one of a team.
const OF_TEAM: [&str; 2] = [kind::TEAM, kind::INTAKE];

/// A row that holds on the day that is asked about.
const HOLDS: &str = " AND s.begins <= $3 AND s.ends >= $3";

/// How many scopes a text takes; fewer are filled up.
const SIZES: [usize; 3] = [1, 16, 256];

/// The files of a list.
pub(crate) struct Within {
    tenant: TenantId,
    /// One twice, or two. Each identifier is read in both: no team is an account, and neither is a school.
    kinds: [&'static str; 2],
    scopes: Vec<Uuid>,
    team: Option<TeamId>,
    coach: Option<AccountId>,
    today: Date,
}

impl Within {
    /// What an actor reaches with an action on a day, narrowed to what was chosen.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where an actor's rights do not go by scope.
    pub(crate) fn new(actor: &Actor, action: Action, chosen: Chosen, today: Date) -> Result<Self, StoreError> {
        let ranges = ranges(actor, action).ok_or(StoreError::NotFound)?;
        let kind = ranges.first().map_or(kind::SCHOOL, |(kind, _)| *kind);
        let other = ranges.iter().map(|(kind, _)| *kind).find(|other| *other != kind);
        let kinds = [kind, other.unwrap_or(kind)];
        // A third kind would not be read: a role that reaches three is one that this has to be taught first.
        if ranges.iter().any(|(kind, _)| !kinds.contains(kind)) {
            let (table, key) = ("file_scope", actor.tenant().to_string());
            return Err(StoreError::Inconsistent { table, key, what: "more kinds of scope than a list reads" });
        }
        let mut scopes: Vec<Uuid> = ranges.into_iter().map(|(_, scope)| scope).collect();
        scopes.dedup();
        let all = Self { tenant: actor.tenant(), kinds, scopes, team: chosen.team, coach: chosen.coach, today };
        Ok(all.narrowed())
    }

    /// A smaller scope instead of a condition, where all of a school is reached: the database reads that much less.
    fn narrowed(mut self) -> Self {
        if self.kinds == [kind::SCHOOL; 2] && !self.scopes.is_empty() {
            if let Some(team) = self.team.take() {
                (self.kinds, self.scopes) = (OF_TEAM, vec![team.0]);
            } else if let Some(coach) = self.coach.take() {
                (self.kinds, self.scopes) = ([kind::COACH; 2], vec![coach.0]);
            }
        }
        self
    }

    /// How many kinds of scope these are.
    fn of_kinds(&self) -> usize {
        if self.kinds[0] == self.kinds[1] { 1 } else { 2 }
    }

    /// Whether these are all files of a school.
    pub(crate) fn is_school(&self) -> bool {
        self.kinds == [kind::SCHOOL; 2]
    }

    /// What a text of [`Texts`] finds, with parameters of its own.
    pub(crate) async fn read(
        &self,
        tx: &mut Tx,
        texts: &Texts,
        types: &[Type],
        own: &[Value],
    ) -> Result<Vec<Row>, StoreError> {
        let fits = |(size, ..): &&(usize, String, String)| *size >= self.scopes.len() * self.of_kinds();
        let whole = texts.whole.as_ref().filter(|_| self.is_school());
        let Some((size, _, sql)) = whole.or_else(|| texts.scoped.iter().find(fits)) else {
            return Err(StoreError::Inconsistent {
                table: "membership_team",
                key: self.tenant.0.simple().to_string(),
                what: "more teams than a role can have",
            });
        };
        // The tenant's own identifier is no team and nobody's account: nothing was chosen.
        let tenant = self.tenant.0;
        let mut parameters = vec![
            Value::Uuid(tenant),
            Value::Text(self.kinds[0].to_owned()),
            Value::Date(self.today),
            Value::Uuid(self.team.map_or(tenant, |team| team.0)),
            Value::Uuid(self.coach.map_or(tenant, |coach| coach.0)),
        ];
        parameters.extend_from_slice(own);
        let scopes = self.scopes.iter().copied().chain(std::iter::repeat(Uuid::nil()));
        parameters.extend(scopes.take(*size).map(Value::Uuid));
        if *size > 1 {
            parameters.push(Value::Text(self.kinds[1].to_owned()));
        }
        select(tx, types, sql, &parameters).await
    }

    /// The one number that a text of [`Texts`] finds.
    pub(crate) async fn count(&self, tx: &mut Tx, texts: &Texts, own: &[Value]) -> Result<i64, StoreError> {
        let found = self.read(tx, texts, &[Type::BigInt], own).await?;
        Ok(found.first().and_then(|row| row[0].int()).unwrap_or_default())
    }
}

/// How often a file is among the files of a list.
#[derive(Clone, Copy)]
enum Each {
    /// Once for each scope that holds it.
    Scope,
    /// Once.
    Once,
    /// Once, with what it is reached for.
    Asked,
}

/// Whether a scope gives of a file what is asked of the next line, and nothing else.
fn asked() -> String {
    format!("CASE WHEN s.kind = '{}' AND s.scope_id = $1 THEN 1 ELSE 0 END", kind::NEXT_LINE)
}

/// A statement over the files of a list, for some numbers of scopes.
pub(crate) struct Texts {
    scoped: Vec<(usize, String, String)>,
    /// For who reaches all of a school: there is nothing to look up of which files these are.
    whole: Option<(usize, String, String)>,
}

impl Texts {
    /// `make` is given what stands for the files, to read from: `(...) r` with `file_id`, `sort_key` and `attention` of the day,
    /// each file once. Its own parameters are `$6` and on.
    pub(crate) fn new(name: &str, own: usize, make: impl Fn(&str) -> String) -> Self {
        Self::made(name, own, ("s.file_id, s.sort_key, s.attention", HOLDS), Each::Once, make)
    }

    /// As [`Texts::new`], where `r` also says whether a file is reached for nothing but what is asked of the next line: `asked` is
    /// then 1, else 0.
    pub(crate) fn of_asked(name: &str, own: usize, make: impl Fn(&str) -> String) -> Self {
        Self::made(name, own, ("s.file_id, s.sort_key, s.attention", HOLDS), Each::Asked, make)
    }

    /// With a text of its own for who reaches all of a school. It reads by the school alone: `$1`.
    pub(crate) fn or_whole(self, text: String) -> Self {
        let name = self.scoped.first().map_or_else(String::new, |(_, name, _)| name.trim_end_matches("_1").to_owned());
        Self { whole: Some((0, format!("{name}_WHOLE"), text)), ..self }
    }

    /// As [`Texts::new`], for a text that asks of one file after another whether it is there: nothing is gathered first.
    pub(crate) fn of_each(name: &str, own: usize, make: impl Fn(&str) -> String) -> Self {
        Self::made(name, own, ("s.file_id", HOLDS), Each::Scope, make)
    }

    /// As [`Texts::new`], with rows of every day: `begins` and `ends`.
    pub(crate) fn of_any_day(name: &str, make: impl Fn(&str) -> String) -> Self {
        Self::made(name, 0, ("s.file_id, s.begins, s.ends", ""), Each::Once, make)
    }

    fn made(name: &str, own: usize, (columns, days): (&str, &str), each: Each, make: impl Fn(&str) -> String) -> Self {
        let text = |size: usize| {
            let scopes: Vec<String> = (6 + own..6 + own + size).map(|n| format!("${n}")).collect();
            // A file can be in two teams, and in one scope once.
            let (distinct, asked, grouped) = match (each, size > 1) {
                (Each::Asked, true) => ("", format!(", MIN({}) AS asked", asked()), format!(" GROUP BY {columns}")),
                (Each::Asked, false) => ("", format!(", {} AS asked", asked()), String::new()),
                (Each::Once, true) => ("DISTINCT ", String::new(), String::new()),
                (Each::Once, false) | (Each::Scope, _) => ("", String::new(), String::new()),
            };
            let kinds = if size > 1 { format!("IN ($2, ${})", 6 + own + size) } else { "= $2".to_owned() };
            let also = |kinds: [&str; 2], chosen: &str| {
                let [one, other] = kinds;
                // Read once, as a list: asked of each file, SQLite read all files of the team for each of them.
                format!(
                    " AND ({chosen} = $1 OR s.file_id IN (SELECT x.file_id FROM file_scope x WHERE x.tenant_id = $1 \
                     AND x.kind IN ('{one}', '{other}') AND x.scope_id = {chosen} AND x.begins <= $3 AND x.ends >= $3))"
                )
            };
            let rows = format!(
                "(SELECT {distinct}{columns}{asked} FROM file_scope s \
                 WHERE s.tenant_id = $1 AND s.kind {kinds} AND s.scope_id IN ({}){days}{}{}{grouped}) r",
                scopes.join(", "),
                also(OF_TEAM, "$4"),
                also([kind::COACH; 2], "$5"),
            );
            (size, format!("{name}_{size}"), make(&rows))
        };
        Self { scoped: SIZES.map(text).to_vec(), whole: None }
    }

    /// Its texts, by name.
    pub(crate) fn sql(&self) -> impl Iterator<Item = (&str, &str)> {
        self.scoped.iter().chain(&self.whole).map(|(_, name, text)| (name.as_str(), text.as_str()))
    }
}

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    SQL.to_vec()
}

/// What an actor can choose from.
pub(crate) async fn choices(tx: &mut Tx, actor: &Actor, action: Action, today: Date) -> Result<Choices, StoreError> {
    let tenant = actor.tenant().0;
    let ranges = ranges(actor, action).ok_or(StoreError::NotFound)?;
    let own = |kind: &str| ranges.iter().find(|(of, _)| *of == kind).map(|(_, scope)| *scope);
    if let Some(coach) = own(kind::COACH) {
        let teams = rows!(tx, (Uuid, String), TEAMS_OF_COACH, tenant, coach, today)?;
        return Ok(Choices { teams: named(teams, TeamId), coaches: Vec::new() });
    }
    let mut teams = rows!(tx, (Uuid, String), TEAMS, tenant, today)?;
    if own(kind::TEAM).or(own(kind::INTAKE)).is_some() {
        teams.retain(|(team, _)| ranges.iter().any(|(_, scope)| scope == team));
    }
    let coaches = rows!(tx, (Uuid, String), COACHES, tenant, today)?;
    Ok(Choices { teams: named(teams, TeamId), coaches: named(coaches, AccountId) })
}

fn named<I>(rows: Vec<(Uuid, String)>, id: impl Fn(Uuid) -> I) -> Vec<(I, String)> {
    rows.into_iter().map(|(one, name)| (id(one), name)).collect()
}
