//! How SQLite means to read: no page may read a whole school, or a whole table, to show a little of it.
//!
//! SQLite has no statistics here, so a plan depends on the text and the indexes alone, and this test is certain.

use crate::db::Db;
use sqlx::{AssertSqlSafe, Row};

/// Statements that read all of a school, or of a small table, because that is what they are for.
const READS_ALL: &[&str] = &[
    // Once, when a coach gets an account.
    "store::coach::TENANTS",
    // When the facts are proven, or vouched for after a migration.
    "store::audit::baseline::SCHOOLS",
    "store::audit::facts::STRAY",
    // Each role of staff, held against a list of them: an import.
    "store::unlisted::lists::HELD",
    "store::unlisted::lists::KNOWN",
    // A school's own lists, of tens.
    "store::membership::TEAMS_BY_NAME",
    "store::membership::TEAMS_TODAY",
    "store::catalogue::read::MEASURES",
    "store::catalogue::read::TEMPLATES",
    "store::catalogue::read::TEMPLATE_MEASURES",
    "store::catalogue::change::ALL_MEASURES",
    "store::catalogue::change::ALL_TEMPLATES",
    "store::catalogue::change::CONTENTS",
    "store::imports::NEWEST",
    "store::imports::UNFINISHED",
    "store::policy::ALL",
    "store::file::within::TEAMS",
    "store::concern::handle::TEAMS",
    "store::membership::meant::NAMED",
    // What was kept for a day or a week.
    "store::draft::FORGET",
    "store::file::search::FORGET",
    // After an import; and at the shell.
    "store::file::scope::CLEAR_ALL",
    "store::file::duties::CLEAR_ALL",
    "store::file::evaluating::CLEAR_ALL",
    "store::intake::owed::CLEAR_ALL",
    "store::keeping::identity::USED",
    "store::keeping::identity::KNOWN",
    // A backup reads all there is.
    "store::keeping::archive::backup::KEYS",
    "store::keeping::archive::backup::SCHOOLS",
    // Purges: few, and their table is written anew.
    "store::keeping::again::KNOWN",
    "store::keeping::purges::KNOWN",
    "store::keeping::purges::KEEP",
    "store::keeping::purges::EMPTY",
    "store::file::drafts::DRAFTS",
    "store::file::drafts::OWN",
    "store::file::drafts::ANSWERS",
    "store::file::drafts::KEEP",
    "store::file::drafts::EMPTY",
    // Once, when the tables are brought up to date.
    "store::seal::renew::FILES",
    "store::seal::renew::PURGES",
    "store::seal::renew::DRAFTS",
    "store::seal::renew::CHAINED",
    "store::seal::renew::EVENTS",
    "store::membership::list::HOLDERS",
    "store::membership::list::TEAM_NAMES",
    "store::showcase::ACCOUNTS",
    // Sessions of two days.
    "store::session::FORGET",
    // Once, when the rules of searching changed.
    "store::search_key::FORGET_ALL",
    "store::search_key::TENANTS",
    // Schools, in a pass over their mail: each is asked what is due there.
    "store::mail::hand::SCHOOLS",
    // The administrator's list of staff, in the order of role and name.
    "store::membership::STAFF",
    // The newest invitations, read in that order up to a bound.
    "store::invitation::list::OF_SCHOOL",
    // What a school set itself, which is little.
    "store::policy::LAST",
    "store::policy::HISTORY",
    "store::calendar::ALL",
    "store::calendar::HELD",
    "store::calendar::LAST",
    // The map of a school has some dozens of entries, read as a whole.
    "store::partner::load::ALL",
    // What was asked of partners in a year, to count it.
    "store::handoff::numbers::COUNTS",
    "store::handoff::numbers::DAYS",
    // What a student asks of a week, as the school said it: the last of some.
    "store::workload::NORM",
    // A school has some exam periods a year.
    "store::exam::period::OPEN",
    // The versions of what a school offers, some a year; and of all schools what is in force, where everybody looks.
    "store::offer::load::OFFERS",
    "store::offer::load::EVENTS",
    "store::offer::load::LINES",
    "store::offer::load::MARKS",
    "store::offer::load::TEAMS",
    "store::offer::promised::CLEAR",
    "store::offer::promised::ANY",
    "store::offer::public::SCHOOLS",
    "store::offer::public::IN_FORCE",
    "store::offer::public::ANNOUNCED",
    // The lists of the outside world, some hundreds of rows: read once and kept, or where lists are read. The names in the
    // school's own files: there only.
    "store::programme::HELD",
    "store::programme::LAST",
    "store::municipality::STAMP",
    "store::municipality::HELD",
    "store::municipality::LAST",
    "store::municipality::NAMES",
    // The same lists, where an administrator reads them: a page of one, or what is looked for in it.
    "store::listed::show::PROGRAMMES_PAGE",
    "store::listed::show::PROGRAMMES_FOUND",
    "store::listed::show::PROGRAMMES_COUNTS",
    "store::listed::show::PROGRAMMES_SOURCES",
    "store::listed::show::MUNICIPALITIES_PAGE",
    "store::listed::show::MUNICIPALITIES_FOUND",
    "store::listed::show::MUNICIPALITIES_COUNTS",
    "store::listed::show::MUNICIPALITIES_SOURCES",
    "store::listed::show::HOLIDAYS_PAGE",
    "store::listed::show::HOLIDAYS_FOUND",
    "store::listed::show::HOLIDAYS_COUNTS",
    "store::listed::show::HOLIDAYS_SOURCES",
    // The list of companies where an administrator reads how many there are, and where they come from.
    "store::company::held::MANY",
    "store::company::held::SOURCES",
    // Schools of which files are owed a setting, when the program starts.
    "store::policy::OWED_BY",
];

/// Tables of which one unit of the audit is all that a school has, which is little.
const SMALL: &[&str] = &[
    "calendar_entry",
    "exam_period",
    "knowledge",
    "municipality",
    "offer",
    "offer_event",
    "offer_line",
    "offer_mark",
    "partner",
    "partner_event",
    "programme_name",
    "import_mapping",
    "measure",
    "meta",
    "policy_change",
    "policy_setting",
    "practice",
    "practice_too",
    "template",
    "workload_norm",
    "template_measure",
];

/// Proving the facts reads all of them. Digesting what one write wrote does not.
fn proves_all(name: &str) -> bool {
    let Some((table, what)) = name.strip_prefix("audit::unit::").and_then(|rest| rest.split_once("::")) else {
        return false;
    };
    !what.starts_with("rows") || SMALL.contains(&table)
}

/// Imports hold a file against the whole school; so does what is computed anew for all files after one. What imports write
/// is prepared with all rows of a table in the place of those it would write.
fn whole_school(name: &str) -> bool {
    name.starts_with("store::import::")
        || name.ends_with("::WRITE")
        || name.ends_with("::ALL")
        // The desk of who reaches all of a school, and what says by its name that it is of all of one.
        || name.ends_with("_WHOLE")
        || READS_ALL.contains(&name)
        || by_word(name)
        || proves_all(name)
}

/// A search reads the persons that one word leads to, which are few: those were counted first, up to a bound.
fn by_word(name: &str) -> bool {
    name.starts_with("store::file::find::Word_")
}

/// The steps of a plan that begin at no more than the tenant, in a table that has more than one row of it.
async fn wide(store: &crate::Store, sql: &str) -> Vec<String> {
    let Db::Sqlite(file) = &store.db else { return Vec::new() };
    let plan = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"))).fetch_all(&file.reading).await.unwrap();
    let steps: Vec<String> = plan.iter().map(|row| row.get::<String, _>("detail")).collect();
    // What was gathered by a part of the statement is read to its end; the steps of that part are judged themselves.
    let gathered: Vec<String> = steps
        .iter()
        .filter_map(|step| step.strip_prefix("CO-ROUTINE ").or(step.strip_prefix("MATERIALIZE ")))
        .map(|name| format!("SCAN {name}"))
        .collect();
    let steps = steps.into_iter().filter(|step| !gathered.contains(step));
    let one_row = |step: &str| ["_tenant_1 ", "_audit_head_1 "].iter().any(|index| step.contains(index));
    // Nearly every row began before today, and a school's files are of few kinds of scope.
    let of_scopes = |step: &str| step.contains(" file_scope_") && step.ends_with("(tenant_id=? AND kind=?)");
    let at_tenant = |step: &str| {
        ["(tenant_id=?)", "(tenant_id=? AND begins<?)"].iter().any(|end| step.ends_with(end)) || of_scopes(step)
    };
    let of_tenant = |step: &String| step.starts_with("SEARCH") && at_tenant(step) && !one_row(step);
    let of_all = |step: &String| step.starts_with("SCAN") && !step.contains("CONSTANT ROW");
    steps.filter(|step| of_tenant(step) || of_all(step)).collect()
}

#[tokio::test]
async fn no_statement_reads_more_than_it_is_for() {
    let store = crate::testing::sqlite().await;
    let mut found = Vec::new();
    for (name, sql) in crate::statements() {
        let steps = wide(&store, sql).await;
        let listed_in_vain = steps.is_empty() && READS_ALL.contains(&name);
        if listed_in_vain || !steps.is_empty() && !whole_school(name) {
            found.push(format!("{name}: {}", steps.join("; ")));
        }
    }
    assert!(found.is_empty(), "reads a whole school, or is listed and does not:\n{}", found.join("\n"));
}
