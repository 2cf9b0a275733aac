//! From (seed, today, size) to a school.

use crate::date::{next_start, study_year, years};
use crate::person::{self, Frame};
use crate::school::{School, Size};
use crate::staff::{Layout, layout};
use time::Date;

impl School {
    /// The school of a seed and a day. The same arguments give the same school on every machine.
    pub fn plan(seed: u64, today: Date, size: Size) -> Self {
        Self::build(seed, today, size, "ROC Zilverdam (voorbeeld)", "99ZX")
    }

    /// As [`School::plan`], with a name and an institution code of its own, and addresses of its own: accounts are
    /// global, so that one address in two schools would be one person.
    pub(crate) fn named(seed: u64, today: Date, size: Size, name: &str, brin: &str) -> Self {
        let mut school = Self::build(seed, today, size, name, brin);
        let at = format!("@{}.", brin.to_lowercase());
        for email in school.emails() {
            *email = email.replace('@', &at);
        }
        school
    }

    fn emails(&mut self) -> impl Iterator<Item = &mut String> {
        let people = self.people.iter_mut().flat_map(|person| {
            std::iter::once(&mut person.email).chain(person.guardians.iter_mut().map(|g| &mut g.email))
        });
        people.chain(self.staff.iter_mut().map(|staff| &mut staff.email))
    }

    fn build(seed: u64, today: Date, size: Size, name: &str, brin: &str) -> Self {
        let school = Skeleton::new(seed, today, size);
        let people = (0..school.students)
            .map(|at| person::student(&school.frame(), at))
            .chain((0..size.applicants.max(12)).map(|at| person::applicant(&school.frame(), at)))
            .collect();
        let Skeleton { next_start, students, layout: Layout { teams, staff, .. }, .. } = school;
        Self {
            seed,
            today,
            name: name.to_owned(),
            brin: brin.to_owned(),
            provider: "999A101".to_owned(),
            since: years(study_year(today), -5),
            next_start,
            teams,
            staff,
            people,
            applicants: students as usize,
        }
    }
}

/// A school without its people: enough to make each of them.
pub(crate) struct Skeleton {
    seed: u64,
    today: Date,
    next_start: Date,
    layout: Layout,
    students: u32,
}

impl Skeleton {
    pub(crate) fn new(seed: u64, today: Date, size: Size) -> Self {
        let students = size.students.max(40);
        let layout = layout(seed, students, size.teams.clamp(3, students / 8));
        Self { seed, today, next_start: next_start(today), layout, students }
    }

    pub(crate) fn frame(&self) -> Frame<'_> {
        Frame {
            seed: self.seed,
            today: self.today,
            next_start: self.next_start,
            layout: &self.layout,
            students: self.students,
        }
    }

    pub(crate) fn location(&self, team: usize) -> &str {
        &self.layout.teams[team].location
    }
}
