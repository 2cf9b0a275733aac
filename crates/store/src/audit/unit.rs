//! Units: the pieces of the register that the chain vouches for. Every row of every table belongs to one, or is declared
//! to be no fact, with the reason. A write's event carries the digest of each unit it wrote.

use crate::StoreError;
use crate::db::Tx;
use crate::table::{Table, Type, Value, order, select, tables};
use register::TenantId;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use uuid::Uuid;

register::codes! {
    /// What kind of thing a unit is.
    pub enum UnitKind {
        /// A person: names, numbers, guardians, teams, groups, coaches and applications.
        Person = "person",
        /// Everything about the enrolments of a person, by the person.
        Enrolment = "enrolment",
        /// A support file: statutory facts, needs, intakes, agreements, and the wrapped key of its texts.
        File = "file",
        /// A role that somebody was given.
        Membership = "membership",
        /// A team.
        Team = "team",
        /// A lesson group.
        Group = "group",
        /// The measures and templates of a school.
        Catalogue = "catalogue",
        /// The settings of a school.
        Policy = "policy",
        /// How a school's columns are called in its files.
        Mapping = "mapping",
        /// An invitation.
        Invitation = "invitation",
        /// A run of an import.
        Import = "import",
        /// A school, in the installation's chain.
        Institution = "institution",
        /// An account, in the installation's chain.
        Account = "account",
        /// What the installation knows of itself, in its own chain.
        Installation = "installation",
    }
}

impl UnitKind {
    /// Of these a school has few: an event names them all when one was written.
    pub(crate) const FEW: &[Self] =
        &[Self::Team, Self::Group, Self::Catalogue, Self::Policy, Self::Mapping, Self::Import];

    /// Whether it belongs to no school: its events are in the installation's own chain.
    pub const fn is_global(self) -> bool {
        matches!(self, Self::Institution | Self::Account | Self::Installation)
    }
}

/// One unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// What kind of thing.
    pub kind: UnitKind,
    /// Which: opaque.
    pub id: Uuid,
}

/// Where the rows of a table belong.
#[derive(Debug, Clone, Copy)]
pub(super) enum Belongs {
    /// To the unit that a column of the row names.
    To(UnitKind, &'static str),
    /// To the unit that a column names of a row it leads to, over these tables by these columns, which both have.
    Through(UnitKind, &'static [(&'static str, &'static str)], &'static str),
    /// All rows together are one unit, but for those of [`HOUSEKEEPING`].
    Whole(UnitKind),
    /// No fact, because.
    Not(#[allow(dead_code, reason = "people read it")] &'static str),
}

use Belongs::{Not, Through, To, Whole};
use UnitKind::{
    Account, Catalogue, Enrolment, File, Group, Import, Installation, Institution, Invitation, Mapping, Membership,
    Person, Policy, Team,
};

const AGREEMENT: &[(&str, &str)] = &[("agreement", "agreement_id")];
const VERSION: &[(&str, &str)] = &[("agreement_version", "version_id"), ("agreement", "agreement_id")];
const ENROLMENT: &[(&str, &str)] = &[("enrolment", "enrolment_id")];

/// The tables that do not follow the row that they lead to ([`follows`]). One that is neither here nor follows fails
/// `every_table_says_where_its_rows_belong`; one that follows and is no fact must be here, or what writes it does not commit.
pub(super) const TABLES: &[(&str, Belongs)] = &[
    ("meta", Whole(Installation)),
    ("master_key", Not("held against the key file itself, whenever the program starts")),
    ("tenant", To(Institution, "tenant_id")),
    ("account", To(Account, "account_id")),
    ("session", Not("who is signed in now; gone tomorrow, and signing in is an event of its own")),
    ("throttle", Not("counts attempts for minutes")),
    ("team", To(Team, "team_id")),
    ("lesson_group", To(Group, "group_id")),
    ("import_run", To(Import, "import_id")),
    ("import_mapping", To(Mapping, "tenant_id")),
    ("person", To(Person, "person_id")),
    (
        "search_key",
        Not("computed from names, number and birth date of the person, in the transaction that writes those"),
    ),
    ("membership", To(Membership, "membership_id")),
    ("invitation", To(Invitation, "invitation_id")),
    ("enrolment", To(Enrolment, "person_id")),
    ("enrolment_period", Through(Enrolment, ENROLMENT, "person_id")),
    ("support_period", Through(Enrolment, ENROLMENT, "person_id")),
    ("placement", Through(Enrolment, ENROLMENT, "person_id")),
    ("support_file", To(File, "file_id")),
    ("file_scope", Not("computed from the facts of the file, and again in the writing transaction")),
    ("file_duty", Not("computed from the facts of the file, and again in the writing transaction")),
    ("lesson_tally", Not("computed from what is said of lessons, in the transaction that writes that")),
    ("intake_timely", Not("computed from the facts of the file, and again in the writing transaction")),
    ("intake_owed", Not("computed from the facts of the file, and again in the writing transaction")),
    ("file_evaluation", Not("computed from the facts of the file, and again in the writing transaction")),
    ("counter", Not("counts what stands in other tables")),
    ("measure", To(Catalogue, "tenant_id")),
    ("template", To(Catalogue, "tenant_id")),
    ("agreement_version", Through(File, AGREEMENT, "file_id")),
    ("agreement_subject", Through(File, VERSION, "file_id")),
    ("agreement_line", Through(File, VERSION, "file_id")),
    ("agreement_answer", Through(File, VERSION, "file_id")),
    ("agreement_taken_back", Through(File, VERSION, "file_id")),
    ("agreement_reply", Through(File, VERSION, "file_id")),
    ("agreement_on_paper", Through(File, VERSION, "file_id")),
    ("agreement_closed", Through(File, VERSION, "file_id")),
    ("agreement_evaluation", Through(File, VERSION, "file_id")),
    ("agreement_evaluation_back", Through(File, VERSION, "file_id")),
    ("policy_setting", To(Policy, "tenant_id")),
    ("policy_change", To(Policy, "tenant_id")),
    ("calendar_entry", To(Policy, "tenant_id")),
    ("exam_period", To(Policy, "tenant_id")),
    ("offer", To(Policy, "tenant_id")),
    ("offer_withdrawn", Not("computed from the versions of the offer, in the transaction that writes those")),
    ("partner", To(Policy, "tenant_id")),
    ("knowledge", To(Policy, "tenant_id")),
    ("practice", To(Policy, "tenant_id")),
    ("workload_norm", To(Policy, "tenant_id")),
    ("offer_sought", Not("counts of what was sought in public, by month: of nobody")),
    ("municipality", To(Policy, "tenant_id")),
    ("programme_name", To(Policy, "tenant_id")),
    (
        "company",
        Not(
            "a list of the outside world, read again with the next file; what a placement rests on stands with the placement",
        ),
    ),
    ("company_recognition", Not("the same list: for what its companies are recognised")),
    ("share_code", Not("opens a link for an hour; who read what is shared is an event of its own")),
    ("audit_event", Not("the chain itself")),
    ("audit_subject", Not("in the digest of its event")),
    ("audit_head", Not("the end of the chain itself")),
    ("audit_wrote", Not("in the hash of its event")),
    ("draft", Not("what someone was typing, for themselves: nothing follows from it")),
    ("name_search", Not("what someone looked for, for a day; the looking is an event")),
    ("outbox", Not("what is on its way; that somebody is written to stands in the event of what caused it")),
];

/// Columns that are computed from facts and written outside the events of their unit.
const COMPUTED: &[(&str, &str)] = &[
    ("support_file", "recheck_on"),
    // On which list they stand: filled in by the migration that brought it, without an event.
    ("exam_request", "stand"),
    ("exam_request", "to_tell"),
    ("dispute", "stand"),
    ("dispute", "to_tell"),
    ("dispute", "back"),
    ("dispute", "back_on"),
    ("dispute", "todo"),
    ("dispute", "todo_on"),
    ("burden", "stand"),
];

/// Rows of `meta` that say what is still to be done, and no facts.
const HOUSEKEEPING: &[&str] = &["seals", "scrub", "backup", "keys noticed", "search keys", "mail pass"];

/// The columns of a table that are no facts.
pub(super) fn computed(table: &str) -> Vec<&'static str> {
    COMPUTED.iter().filter(|(of, _)| *of == table).map(|(_, column)| *column).collect()
}

/// Where the rows of a table belong; `None` for a table that is not of the house.
pub(super) fn belongs(table: &str) -> Option<Belongs> {
    static ALL: LazyLock<BTreeMap<&str, Belongs>> = LazyLock::new(|| {
        let of = |table: &'static Table| Some((table.name.as_str(), listed(&table.name).or_else(|| follows(table))?));
        tables().iter().filter_map(of).collect()
    });
    ALL.get(table).copied()
}

fn listed(table: &str) -> Option<Belongs> {
    TABLES.iter().find(|(name, _)| *name == table).map(|(_, belongs)| *belongs)
}

/// The unit of a row that a table leads to, where it names that unit itself: an answer on a file is of that file.
fn follows(table: &Table) -> Option<Belongs> {
    table.parents.iter().filter(|parent| **parent != table.name).find_map(|parent| {
        let of = listed(parent).or_else(|| crate::table::find(parent).and_then(follows));
        match of {
            // Every table is of a school: that is no unit of its rows.
            Some(To(kind, column)) if !kind.is_global() && table.place(column).is_some() => Some(To(kind, column)),
            Some(To(..) | Through(..) | Whole(_) | Not(_)) | None => None,
        }
    })
}

/// The kind of unit that a statement writes facts of, from its first words. `None` when it writes none.
pub(crate) fn written(sql: &str) -> Option<UnitKind> {
    let mut words = sql.split_ascii_whitespace();
    let (table, column) = match words.next()? {
        "INSERT" | "DELETE" => (words.nth(1)?, None),
        "UPDATE" => {
            let (table, column) = (words.next()?, words.nth(1)?);
            // Set to itself: that holds the row, and writes nothing.
            if words.next() == Some("=") && words.next() == Some(column) && words.next() == Some("WHERE") {
                return None;
            }
            (table, Some(column))
        }
        _ => return None,
    };
    let only_computed = column.is_some_and(|column| COMPUTED.contains(&(table, column)));
    // The housekeeper's statements name their row in the text.
    if table == "meta" && HOUSEKEEPING.iter().any(|name| sql.contains(&format!("'{name}'"))) {
        return None;
    }
    match belongs(table)? {
        To(kind, _) | Through(kind, ..) | Whole(kind) if !only_computed => Some(kind),
        _ => None,
    }
}

/// How the rows of one table are found by the units they belong to.
pub(super) struct Found {
    pub(super) table: &'static Table,
    pub(super) kind: UnitKind,
    /// The places of the columns that are in the digest.
    pub(super) order: Vec<usize>,
    /// Selects the unit's identifier (not for a whole table) and then the row, for one, a page, and many units.
    texts: Vec<(usize, String, String)>,
    /// Counts all rows of the chain.
    pub(super) count: (String, String),
    /// Selects the identifiers of all units that have rows.
    pub(super) all: (String, String),
}

/// How many units are read with one statement.
pub(super) const SIZES: [usize; 3] = [1, 25, 250];

impl Found {
    /// The text for a number of units, and how many parameters for units it has.
    pub(super) fn text(&self, units: usize) -> (usize, &str) {
        let fits = self.texts.iter().find(|(size, ..)| *size >= units).or(self.texts.last());
        fits.map_or((0, ""), |(size, _, text)| (*size, text))
    }

    /// Whether all rows are one unit.
    pub(super) fn is_whole(&self) -> bool {
        self.all.1.is_empty()
    }
}

/// How the rows of every fact are found, newest schema.
pub(super) fn found() -> &'static [Found] {
    static FOUND: LazyLock<Vec<Found>> = LazyLock::new(|| found_in(tables()));
    &FOUND
}

/// As [`found`], in the tables of some schema.
pub(super) fn found_in(tables: &'static [Table]) -> Vec<Found> {
    // A table that had not the column of its unit yet was never written in: nothing is lost by not asking it.
    let has = |table: &Table, belongs: Belongs| match belongs {
        To(_, column) => table.place(column).is_some(),
        Through(..) | Whole(_) | Not(_) => true,
    };
    let of = |table: &'static Table| {
        belongs(&table.name).filter(|belongs| has(table, *belongs)).and_then(|belongs| one(table, belongs))
    };
    tables.iter().filter_map(of).collect()
}

fn one(table: &'static Table, belongs: Belongs) -> Option<Found> {
    let (kind, path, column) = match belongs {
        To(kind, column) => (kind, &[][..], Some(column)),
        Through(kind, path, column) => (kind, path, Some(column)),
        Whole(kind) => (kind, &[][..], None),
        Not(_) => return None,
    };
    let columns: Vec<String> = table.columns.iter().map(|c| format!("t.{}", c.name)).collect();
    // From the unit to the row: `CROSS JOIN` keeps SQLite to this order. u is the table that names the unit.
    let unit = path.last().map_or("t", |_| "u");
    let (mut from, mut on) = (String::new(), Vec::new());
    for (place, (name, key)) in path.iter().enumerate().rev() {
        let (alias, child) = (alias(path, place), place.checked_sub(1).map_or("t".to_owned(), |p| alias(path, p)));
        from.push_str(&format!("{name} {alias} CROSS JOIN "));
        on.push(format!("{child}.tenant_id = {alias}.tenant_id AND {child}.{key} = {alias}.{key}"));
    }
    let from = format!("{from}{} t", table.name);
    let mut all_of = on.clone();
    if !kind.is_global() {
        all_of.insert(0, format!("{unit}.tenant_id = $1"));
    }
    let filter = |conditions: &[String]| {
        if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) }
    };
    let names: Vec<String> = HOUSEKEEPING.iter().map(|name| format!("'{name}'")).collect();
    let whole = match belongs {
        Whole(_) => format!(" WHERE name NOT IN ({})", names.join(", ")),
        _ => String::new(),
    };
    let name = |what: &str| format!("audit::unit::{}::{what}", table.name);
    let texts = match column {
        None => vec![(0, name("rows"), format!("SELECT {} FROM {from}{whole}", columns.join(", ")))],
        Some(column) => {
            let first = 1 + usize::from(!kind.is_global());
            let text = |size: usize| {
                let marks: Vec<String> = (first..first + size).map(|n| format!("${n}")).collect();
                let mut conditions = all_of.clone();
                conditions.push(format!("{unit}.{column} IN ({})", marks.join(", ")));
                let sql = format!("SELECT {unit}.{column}, {} FROM {from}{}", columns.join(", "), filter(&conditions));
                (size, name(&format!("rows_{size}")), sql)
            };
            SIZES.map(text).to_vec()
        }
    };
    let of_tenant = if kind.is_global() { whole.as_str() } else { " WHERE tenant_id = $1" };
    let count = (name("count"), format!("SELECT COUNT(*) FROM {}{of_tenant}", table.name));
    // Rows that lead nowhere have no unit: those are found by counting.
    let all = column.map(|column| format!("SELECT DISTINCT {unit}.{column} FROM {from}{}", filter(&all_of)));
    Some(Found {
        table,
        kind,
        order: order(table, &computed(&table.name)),
        texts,
        count,
        all: (name("units"), all.unwrap_or_default()),
    })
}

/// The table that names the unit is `u`; those between are numbered.
fn alias(path: &[(&str, &str)], place: usize) -> String {
    if place + 1 == path.len() { "u".to_owned() } else { format!("x{place}") }
}

/// The files of some persons, in statements of [`SIZES`].
pub(super) async fn files(tx: &mut Tx, tenant: TenantId, persons: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    let mut out = Vec::with_capacity(persons.len());
    for chunk in persons.chunks(SIZES[SIZES.len() - 1]) {
        let Some((size, _, sql)) = FILES.iter().find(|(size, ..)| *size >= chunk.len()) else { continue };
        let mut parameters = vec![Value::Uuid(tenant.0)];
        parameters.extend(chunk.iter().map(|person| Value::Uuid(*person)));
        parameters.resize(size + 1, Value::Uuid(chunk[0]));
        out.extend(select(tx, &[Type::Uuid], sql, &parameters).await?.iter().filter_map(|row| row[0].uuid()));
    }
    Ok(out)
}

static FILES: LazyLock<Vec<(usize, String, String)>> = LazyLock::new(|| {
    let text = |size: usize| {
        let marks: Vec<String> = (2..size + 2).map(|n| format!("${n}")).collect();
        let sql =
            format!("SELECT file_id FROM support_file WHERE tenant_id = $1 AND person_id IN ({})", marks.join(", "));
        (size, format!("audit::unit::files::rows_{size}"), sql)
    };
    SIZES.map(text).to_vec()
});

/// Every text, by name.
pub(super) fn sql() -> Vec<(&'static str, &'static str)> {
    let mut out: Vec<_> = FILES.iter().map(|(_, name, text)| (name.as_str(), text.as_str())).collect();
    for found in found() {
        out.extend(found.texts.iter().map(|(_, name, text)| (name.as_str(), text.as_str())));
        out.push((found.count.0.as_str(), found.count.1.as_str()));
        if !found.is_whole() {
            out.push((found.all.0.as_str(), found.all.1.as_str()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_says_where_its_rows_belong() {
        for table in tables() {
            let belongs = belongs(&table.name)
                .unwrap_or_else(|| panic!("{} does not say which unit its rows are of", table.name));
            let names = |table: &str, column: &str| {
                let table = crate::table::find(table).unwrap_or_else(|| panic!("{table}"));
                assert!(table.place(column).is_some(), "{}.{column}", table.name);
            };
            match belongs {
                To(_, column) => names(&table.name, column),
                Through(_, path, column) => {
                    let mut child = table.name.as_str();
                    for (parent, key) in path {
                        names(child, key);
                        names(parent, key);
                        child = parent;
                    }
                    names(child, column);
                }
                Whole(_) => {}
                Not(reason) => assert!(reason.len() > 10),
            }
        }
        for (name, belongs) in TABLES {
            let table = crate::table::find(name).unwrap_or_else(|| panic!("{name} is declared and not there"));
            assert_ne!(
                follows(table).map(|of| format!("{of:?}")),
                Some(format!("{belongs:?}")),
                "{name} is said twice"
            );
        }
    }

    /// Who relies on the proof reads what it does not hold.
    #[test]
    fn what_is_no_fact_is_said_to_whoever_relies_on_the_proof() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../SECURITY.md");
        let text = std::fs::read_to_string(path).unwrap();
        let tables = TABLES.iter().filter(|(_, belongs)| matches!(belongs, Not(_))).map(|(name, _)| (*name).to_owned());
        let columns = COMPUTED.iter().map(|(table, column)| format!("{table}.{column}"));
        let silent: Vec<String> = tables.chain(columns).filter(|one| !text.contains(&format!("`{one}`"))).collect();
        assert!(silent.is_empty(), "SECURITY.md does not say that these are held against nothing: {silent:?}");
    }

    #[test]
    fn what_a_statement_writes_is_seen_in_its_first_words() {
        for (sql, expected) in [
            ("INSERT INTO need (tenant_id) VALUES ($1)", Some(File)),
            ("UPDATE application SET status = $3", Some(Person)),
            ("UPDATE  support_file\n SET version = version + 1", Some(File)),
            ("UPDATE support_file SET recheck_on = $3", None),
            ("UPDATE account SET password_hash = password_hash WHERE account_id = $1", None),
            ("UPDATE account SET password_hash = $2 WHERE account_id = $1", Some(Account)),
            ("DELETE FROM file_key WHERE tenant_id = $1", Some(File)),
            ("DELETE FROM session WHERE token_hash = $1", None),
            ("SELECT * FROM need", None),
            ("INSERT INTO meta (name) VALUES ($1)", Some(Installation)),
            ("DELETE FROM meta WHERE name = 'scrub'", None),
            ("", None),
        ] {
            assert_eq!(written(sql), expected, "{sql}");
        }
    }

    #[test]
    fn rows_are_found_from_the_unit_down() {
        let line = found().iter().find(|f| f.table.name == "agreement_line").unwrap();
        let (size, text) = line.text(1);
        assert_eq!(size, 1);
        assert!(text.starts_with("SELECT u.file_id, t.tenant_id, t.version_id, "), "{text}");
        assert!(
            text.ends_with(
                "FROM agreement u CROSS JOIN agreement_version x0 CROSS JOIN agreement_line t WHERE u.tenant_id = $1 \
                 AND x0.tenant_id = u.tenant_id AND x0.agreement_id = u.agreement_id \
                 AND t.tenant_id = x0.tenant_id AND t.version_id = x0.version_id AND u.file_id IN ($2)"
            ),
            "{text}"
        );
        assert_eq!(line.text(2).0, 25);
        assert_eq!(line.text(9999).0, 250);
    }
}
