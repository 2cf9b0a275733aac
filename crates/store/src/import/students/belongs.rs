//! In which team and groups a student is, and who coaches them.

use super::Tally;
use crate::import::Counts;
use crate::import::run::Run;
use crate::import::tables::{Coached, InGroup, InTeam};
use register::Period;
use register::import::absence::Kind;
use register::import::belonging::{Held, moves};
use std::collections::BTreeSet;
use time::Date;
use uuid::Uuid;

/// A row that says to what a student belongs, from a day until a day.
pub(super) trait Belonging: Clone {
    /// To what: a team, a group, a coach by address.
    type What: Ord + Clone;
    const KIND: Kind;
    fn what(&self) -> Self::What;
    fn begins(&self) -> Date;
    /// The last day, and the import that set it.
    fn ends(&mut self) -> (&mut Option<Date>, &mut Option<Uuid>);
    fn begin(person: Uuid, what: Self::What, begins: Date) -> Self;
}

macro_rules! belonging {
    ($row:ident, $kind:ident, $what:ident: $type:ty $(, $rest:ident = $nothing:expr)*) => {
        impl Belonging for $row {
            type What = $type;
            const KIND: Kind = Kind::$kind;
            fn what(&self) -> $type {
                self.$what.clone()
            }
            fn begins(&self) -> Date {
                self.begins
            }
            fn ends(&mut self) -> (&mut Option<Date>, &mut Option<Uuid>) {
                (&mut self.ends, &mut self.import_id)
            }
            fn begin(person: Uuid, $what: $type, begins: Date) -> Self {
                Self { person_id: person, $what, begins, ends: None, import_id: None $(, $rest: $nothing)* }
            }
        }
    };
}

belonging!(InTeam, Team, team_id: Uuid, handed_team_id = None);
belonging!(InGroup, Group, group_id: Uuid);
belonging!(Coached, Coach, email_key: String, account_id = None, handed_from = None);

/// What a line means for what a student belongs to: all that ever held of one kind.
pub(super) fn changes<B: Belonging>(
    run: &Run,
    person: Uuid,
    mut known: Vec<B>,
    wanted: &BTreeSet<B::What>,
    line: u32,
    tally: &mut Tally,
) -> (Vec<B>, Counts) {
    let held: Vec<Held<B::What>> = known
        .iter_mut()
        .map(|row| Held { what: row.what(), period: Period { from: row.begins(), until: *row.ends().0 } })
        .collect();
    let moves = moves(&held, wanted, run.today);
    tally.ending(B::KIND, moves.end.len() + moves.stays, moves.lost(), line);
    let mut write = Vec::with_capacity(moves.end.len() + moves.again.len() + moves.begin.len());
    for (places, ends) in [(&moves.end, run.today.previous_day()), (&moves.again, None)] {
        for place in places {
            let mut row = known[*place].clone();
            (*row.ends().0, *row.ends().1) = (ends, Some(run.import));
            write.push(row);
        }
    }
    let counts = Counts {
        inserted: moves.begin.len() + moves.again.len(),
        updated: 0,
        unchanged: moves.stays,
        withdrawn: moves.end.len(),
    };
    for what in moves.begin {
        let mut row = B::begin(person, what, run.today);
        *row.ends().1 = Some(run.import);
        write.push(row);
    }
    (write, counts)
}
