//! Which lesson groups somebody teaches: what a list changes of it.

use crate::audit::UnitKind;
use crate::db::Tx;
use crate::import::run::Run;
use crate::import::{Counts, Ending};
use crate::imported::Whose;
use crate::{StoreError, import::Kind};
use register::Period;
use register::import::belonging::{Held, moves};
use std::collections::{BTreeMap, BTreeSet};
use time::Date;
use uuid::Uuid;

sql! {
    /// Somebody else's import, at the same moment, waits for this row.
    HOLD = "UPDATE tenant SET name = name WHERE tenant_id = $1";
}

imported! {
    /// Teaching a lesson group: by address, so that it stands before there is an account.
    Taught: staff_group of email_key
    key { email_key: String, group_id: Uuid, begins: Date }
    value { ends: Option<Date>, import_id: Uuid }
}

/// What the lines of a list say of one address: the first line, and the groups of all of them.
pub(super) type Wanted = BTreeMap<String, (u32, BTreeSet<Uuid>)>;

/// What changes: the rows to write, how many of each, and what would end.
pub(super) fn changes(run: &Run, known: &[Taught], wanted: &Wanted) -> (Vec<Taught>, Counts, Ending) {
    let (mut rows, mut counts, mut ending) = (Vec::new(), Counts::default(), Ending::none(Kind::Taught));
    let mut of: BTreeMap<&str, Vec<&Taught>> = BTreeMap::new();
    for row in known {
        of.entry(&row.email_key).or_default().push(row);
    }
    // Who is not on the list teaches none of the groups that it names; a list of nobody says nothing.
    let (none, absent) = ((0, BTreeSet::new()), wanted.is_empty());
    let silent: Vec<&str> = of.keys().copied().filter(|email| !absent && !wanted.contains_key(*email)).collect();
    let silent = silent.into_iter().map(|email| (email, &none));
    for (email, (line, groups)) in wanted.iter().map(|(email, said)| (email.as_str(), said)).chain(silent) {
        let theirs = of.remove(email).unwrap_or_default();
        let moves = moves(&held(&theirs), groups, run.today);
        ending.count(moves.end.len() + moves.stays, moves.lost(), *line);
        counts.inserted += moves.begin.len() + moves.again.len();
        counts.unchanged += moves.stays;
        counts.withdrawn += moves.end.len();
        for (places, ends) in [(&moves.end, run.today.previous_day()), (&moves.again, None)] {
            rows.extend(places.iter().map(|at| Taught { ends, import_id: run.import, ..theirs[*at].clone() }));
        }
        let begin = |group_id| Taught {
            email_key: email.to_owned(),
            group_id,
            begins: run.today,
            ends: None,
            import_id: run.import,
        };
        rows.extend(moves.begin.into_iter().map(begin));
    }
    ending.lines.retain(|line| *line > 0);
    (rows, counts, ending)
}

fn held(theirs: &[&Taught]) -> Vec<Held<Uuid>> {
    let one = |row: &&Taught| Held { what: row.group_id, period: Period { from: row.begins, until: row.ends } };
    theirs.iter().map(one).collect()
}

/// Of whom no line of a list says anything, the groups that end with that: by address. A list of nobody says nothing.
pub(super) fn silent(run: &Run, known: &[Taught], wanted: &Wanted) -> BTreeMap<String, Vec<Uuid>> {
    let mut of: BTreeMap<&str, Vec<&Taught>> = BTreeMap::new();
    if !wanted.is_empty() {
        for row in known.iter().filter(|row| !wanted.contains_key(&row.email_key)) {
            of.entry(&row.email_key).or_default().push(row);
        }
    }
    let ending = |(email, theirs): (&str, Vec<&Taught>)| {
        let ends = moves(&held(&theirs), &BTreeSet::new(), run.today).end;
        (email.to_owned(), ends.iter().map(|at| theirs[*at].group_id).collect::<Vec<_>>())
    };
    of.into_iter().map(ending).filter(|(_, groups)| !groups.is_empty()).collect()
}

/// Compares again with what is there now, and writes the difference.
pub(super) async fn write(tx: &mut Tx, run: &Run, wanted: &Wanted) -> Result<(), StoreError> {
    run!(tx, HOLD, run.tenant.0)?;
    let known = Taught::load(tx, run.tenant, Whose::All).await?;
    let (rows, ..) = changes(run, &known, wanted);
    tx.wrote(run.tenant, UnitKind::Group, rows.iter().map(|row| row.group_id));
    Taught::write(tx, run.tenant, &rows).await
}
