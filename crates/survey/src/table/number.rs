//! Numbers in a book: hours, grades, ages. They have no categories; a table of one has its mean, and who is higher and what
//! changed are asked of it as of any other question.

use super::book::Book;
use super::cell::{Cell, Group, Made, Table};
use super::codes::Labels;
use super::columns::Summary;
use super::heading::Heading;
use crate::column::{Domain, Numeric};
use crate::comparison::two_values;
use crate::estimation::{Means, nothing};
use crate::interval::{Interval, Proportion, critical};
use crate::refusal::{Reason, Refusal};
use crate::rules::Rules;

impl<'a> Book<'a> {
    /// Adds a number: its mean is made, over who has one; `NaN` is no answer. Returns its place among the questions.
    ///
    /// # Errors
    /// [`Reason::Shape`] if it or the domain has another number of rows than the design; [`Reason::Value`] for an infinite value.
    pub fn ask_number(&mut self, number: &'a Numeric, labels: &Labels) -> Result<usize, Refusal> {
        self.domain().fits(self.design().rows())?;
        if number.values.len() != self.design().rows() {
            let message = format!("it has {} rows, the design {}", number.values.len(), self.design().rows());
            return Err(Refusal::new(Reason::Shape, message, "Give one number a row.").about(&number.name));
        }
        if number.values.iter().any(|value| value.is_infinite()) {
            return Err(
                Refusal::new(Reason::Value, "a value is infinite", "Correct it, or leave it out.").about(&number.name)
            );
        }
        let heading = Heading {
            name: number.name.clone(),
            text: if labels.text.is_empty() { number.name.clone() } else { labels.text.clone() },
            summaries: vec![Summary::MEAN.to_owned()],
            base: if labels.base.is_empty() { "who answered".to_owned() } else { labels.base.clone() },
            ..Heading::default()
        };
        Ok(self.add_number(number, heading))
    }

    /// The tables of a number: over all rows, and by each break.
    pub(super) fn of_number(&self, at: usize, number: &Numeric, made: Made) -> Result<Vec<Table>, Refusal> {
        let mut tables = vec![Table::bare(at, None, vec![self.mean(number, self.domain(), made)?])];
        for by in 0..self.breaks.len() {
            let Some((codes, levels)) = self.groups(by) else { continue };
            let inside =
                |group: usize| self.domain().and(|row| codes.get(row).is_some_and(|code| usize::from(*code) == group));
            let groups = (1..=levels).map(|group| self.mean(number, &inside(group), made)).collect::<Result<_, _>>()?;
            tables.push(Table::bare(at, Some(by), groups));
        }
        Ok(tables)
    }

    /// The mean of a number in a group. Of 0 and 1 it is a share, and has the interval of one.
    fn mean(&self, number: &Numeric, inside: &Domain, made: Made) -> Result<Group, Refusal> {
        let design = self.design();
        let here = inside.and(|row| number.values.get(row).is_some_and(|value| !value.is_nan()));
        let weight: f64 = design.weights_in(&here).iter().sum();
        let n = design.sampled(&here) as u64;
        let unknown = f64::NAN;
        let cell =
            Cell { estimate: unknown, se: unknown, low: unknown, high: unknown, n: None, base: n, effective_n: None };
        if let Some(why) = nothing(design, inside, &here) {
            return Ok(Group { none: Some(why), n, weight, df: 0.0, cells: vec![cell] });
        }
        let found = design.estimate(&Means { columns: vec![number.values.clone()] }, &here)?;
        let (estimate, se) = (found.values.first().copied().unwrap_or(unknown), found.standard_error(0));
        let df = design.degrees_of_freedom(&here).min(made.most);
        let t = critical(df, made.level);
        let is_share = two_values(design, &number.values, &here)
            .is_some_and(|(low, high)| [low, high].iter().all(|value| *value == 0.0 || *value == 1.0));
        let share = if is_share {
            let share = Proportion::estimated(design, number, &here, Rules::Right)?;
            share.ok().and_then(|share| share.interval(made.method, made.level).ok())
        } else {
            None
        };
        let Interval { low, high } = share.unwrap_or(Interval { low: estimate - t * se, high: estimate + t * se });
        Ok(Group { none: None, n, weight, df, cells: vec![Cell { estimate, se, low, high, ..cell }] })
    }
}
