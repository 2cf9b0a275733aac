//! Who and what occurs in the file: finds doubles at once, and children without a parent at the end.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use time::Date;

use super::codes::Sequence;
use super::problem::{Problem, ProblemKind};
use super::record::{EnrolmentKey, NumberKind, PersonKey, RecordType};
use super::row::place;

/// What tells a child of an enrolment from its siblings.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ChildKey<'a> {
    Period(Date),
    Support(Date),
    Placement(Sequence<'a>),
}

/// A place in `lines`; the line is 0 while only children were seen.
type Slot = u32;

/// Persons, enrolments and children by number. Holds slices of the file, no text of its own.
#[derive(Default)]
pub(super) struct Index<'a> {
    persons: HashMap<PersonKey<'a>, Slot>,
    enrolments: HashMap<(Slot, Sequence<'a>), Slot>,
    children: HashMap<(Slot, ChildKey<'a>), u32>,
    lines: Vec<u32>,
    orphans: Vec<Orphan>,
    // Records of one person stand together in nearly every file, so most look-ups are the one just done.
    last_person: Option<(PersonKey<'a>, Slot)>,
    last_enrolment: Option<((Slot, Sequence<'a>), Slot)>,
}

/// A child that came before its parent, or has none: known at the end.
struct Orphan {
    line: u32,
    kind: RecordType,
    number: NumberKind,
    person: Slot,
    enrolment: Option<Slot>,
}

impl<'a> Index<'a> {
    fn person(&mut self, key: PersonKey<'a>) -> Slot {
        if let Some((last, slot)) = self.last_person
            && last == key
        {
            return slot;
        }
        let slot = *self.persons.entry(key).or_insert_with(|| fresh(&mut self.lines));
        self.last_person = Some((key, slot));
        slot
    }

    fn enrolment(&mut self, key: EnrolmentKey<'a>) -> (Slot, Slot) {
        let person = self.person(key.person);
        let key = (person, key.sequence);
        if let Some((last, slot)) = self.last_enrolment
            && last == key
        {
            return (person, slot);
        }
        let slot = *self.enrolments.entry(key).or_insert_with(|| fresh(&mut self.lines));
        self.last_enrolment = Some((key, slot));
        (person, slot)
    }

    /// A PER. `Err` when it is there already.
    pub(super) fn add_person(&mut self, line: u32, key: PersonKey<'a>) -> Result<(), ProblemKind> {
        let slot = self.person(key);
        self.claim(slot, line)
    }

    /// An ISG. `Err` when it is there already.
    pub(super) fn add_enrolment(&mut self, line: u32, key: EnrolmentKey<'a>) -> Result<(), ProblemKind> {
        let (person, slot) = self.enrolment(key);
        self.needs(line, RecordType::Isg, key.person, person, None);
        self.claim(slot, line)
    }

    /// An ISP, ISE or BPV. `Err` when it is there already.
    pub(super) fn add_child(
        &mut self,
        line: u32,
        kind: RecordType,
        key: EnrolmentKey<'a>,
        child: Option<ChildKey<'a>>,
    ) -> Result<(), ProblemKind> {
        let (person, enrolment) = self.enrolment(key);
        self.needs(line, kind, key.person, person, Some(enrolment));
        let Some(child) = child else { return Ok(()) };
        match self.children.entry((enrolment, child)) {
            Entry::Vacant(free) => {
                free.insert(line);
                Ok(())
            }
            Entry::Occupied(taken) => Err(ProblemKind::Duplicate { first: *taken.get() }),
        }
    }

    /// A record that is only counted: it needs its person.
    pub(super) fn add_counted(&mut self, line: u32, kind: RecordType, key: PersonKey<'a>) {
        let person = self.person(key);
        self.needs(line, kind, key, person, None);
    }

    fn claim(&mut self, slot: Slot, line: u32) -> Result<(), ProblemKind> {
        match self.lines[slot as usize] {
            0 => {
                self.lines[slot as usize] = line;
                Ok(())
            }
            first => Err(ProblemKind::Duplicate { first }),
        }
    }

    fn seen(&self, slot: Slot) -> bool {
        self.lines[slot as usize] != 0
    }

    fn needs(&mut self, line: u32, kind: RecordType, key: PersonKey<'a>, person: Slot, enrolment: Option<Slot>) {
        if !self.seen(person) || enrolment.is_some_and(|slot| !self.seen(slot)) {
            self.orphans.push(Orphan { line, kind, number: key.kind, person, enrolment });
        }
    }

    /// Children whose parent came nowhere. Without a person there is no use in naming the enrolment too.
    pub(super) fn orphans(&self) -> impl Iterator<Item = Problem> {
        self.orphans.iter().filter_map(|orphan| {
            let number = if orphan.number == NumberKind::Bsn { 1 } else { 2 };
            if !self.seen(orphan.person) {
                Some(place(orphan.line, orphan.kind, Some(number), ProblemKind::NoPerson))
            } else if orphan.enrolment.is_some_and(|slot| !self.seen(slot)) {
                Some(place(orphan.line, orphan.kind, Some(3), ProblemKind::NoEnrolment))
            } else {
                None
            }
        })
    }
}

/// A new slot. A file of four billion parents is no file; then the last slot is shared.
fn fresh(lines: &mut Vec<u32>) -> Slot {
    lines.push(0);
    Slot::try_from(lines.len() - 1).unwrap_or(Slot::MAX)
}
