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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::Adjust;
    use crate::design::{Design, Spec};
    use crate::disclosure::{Rule, of_book};
    use crate::table::Codes;

    #[test]
    fn a_number_is_what_a_scale_of_these_scores_is() {
        let rows = 60;
        let answer: Vec<u8> = (0..rows).map(|row: usize| (row * row + row / 7) as u8 % 5).collect();
        let group: Vec<u8> = (0..rows).map(|row| [1, 1, 2, 2, 3][row % 5]).collect();
        let hours = Numeric::new(
            "hours",
            answer.iter().map(|code| if *code == 0 { f64::NAN } else { f64::from(*code) * 1.5 - 4.0 }).collect(),
        );
        let ticked = Numeric::new("ticked", answer.iter().map(|code| f64::from(u8::from(*code > 3))).collect());
        let yes: Vec<u8> = answer.iter().map(|code| 1 + u8::from(*code > 3)).collect();
        let design = Design::new(Spec {
            rows,
            weights: Some(Numeric::new("w", (0..rows).map(|row| 1.0 + (row % 3) as f64).collect())),
            ..Spec::default()
        })
        .unwrap();
        let scale = Summary { name: "mean".into(), scores: [1.0, 2.0, 3.0, 4.0].map(|score| score * 1.5 - 4.0).into() };
        let item = Codes::packed("item", &["1", "2", "3", "4"], &answer).unwrap();
        let yes = Codes::packed("yes", &["no", "yes"], &yes).unwrap();
        let group = Codes::packed("group", &["a", "b", "c"], &group).unwrap();
        let mut book = Book::new(&design, &Domain::all(rows));
        let by = book.break_by(&group).unwrap();
        let of_scale = book.ask(&item, &[scale]).unwrap();
        let of_number = book.ask_number(&hours, &Labels::default()).unwrap();
        let of_share = book.ask(&yes, &[]).unwrap();
        let of_ticks = book.ask_number(&ticked, &Labels::default()).unwrap();
        let tables = book.tabulate(0.95, 2).unwrap();
        let of = |question: usize, by: Option<usize>| {
            &tables.iter().find(|table| table.item == question && table.by == by).unwrap().groups
        };
        for by in [None, Some(by)] {
            for (number, scale, place) in [(of_number, of_scale, 4), (of_ticks, of_share, 1)] {
                for (number, scale) in of(number, by).iter().zip(of(scale, by)) {
                    assert_eq!((number.n, number.df, number.weight), (scale.n, scale.df, scale.weight));
                    let (number, scale) = (number.cells[0], scale.cells[place]);
                    for (found, expected) in [
                        (number.estimate, scale.estimate),
                        (number.se, scale.se),
                        (number.low, scale.low),
                        (number.high, scale.high),
                    ] {
                        assert!((found - expected).abs() < 1e-9, "{number:?}, not {scale:?}");
                    }
                }
            }
        }
        let higher = |question: usize| book.higher(question, by, 0.5, Adjust::None).unwrap().pop();
        assert_eq!(higher(of_number), higher(of_scale));
        let change = |question: usize| book.change(question, by, 0, 1).unwrap().pop().flatten().map(|change| change.p);
        assert!((change(of_number).unwrap() - change(of_scale).unwrap()).abs() < 1e-9);
        // Draws are not made again for a number, and that is said.
        assert_eq!(book.bootstrap(0.95, 5, 1, 1).unwrap_err().reason, Reason::NotDefined);
        let endless = Numeric::new("endless", vec![f64::INFINITY; rows]);
        assert_eq!(
            Book::new(&design, &Domain::all(rows)).ask_number(&endless, &Labels::default()).unwrap_err().reason,
            Reason::Value
        );
    }

    #[test]
    fn a_mean_of_few_is_withheld_and_another_with_it() {
        let design = Design::new(Spec { rows: 30, ..Spec::default() }).unwrap();
        let hours = Numeric::new("hours", (0..30).map(f64::from).collect());
        let group: Vec<u8> = (0..30).map(|row| if row < 3 { 1 } else { 2 + u8::from(row > 14) }).collect();
        let group = Codes::packed("group", &["a", "b", "c"], &group).unwrap();
        let mut book = Book::new(&design, &Domain::all(30));
        book.break_by(&group).unwrap();
        book.ask_number(&hours, &Labels::default()).unwrap();
        let (publication, entries) = of_book(&book, &book.tabulate(0.95, 1).unwrap()).unwrap();
        let pattern = publication.protect(&Rule::default()).unwrap();
        let withheld: Vec<bool> = entries.last().unwrap().iter().map(|row| pattern.withholds(row.cells[0])).collect();
        assert!(withheld[0] && (withheld[1] || withheld[2] || pattern.withholds(entries[0][0].base)), "{withheld:?}");
    }
}
