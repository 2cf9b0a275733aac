//! A whole table book in one call: every item by every break, with estimate, standard error, interval, unweighted and
//! effective n.
//!
//! A [`Book`] lays a design out once, by stratum and cluster. [`Book::tabulate`] then reads each item once for each
//! break: sums by cluster, domain and category, from which `moments` has the variance without a second pass. There is
//! no matrix of rows by categories, and nothing grows with the number of rows. Of weights that were
//! post-stratified or raked, `adjusted` reads the rows twice. Designs that need the general kernel get it: the answers
//! are the same.

mod adjusted;
mod alpha;
mod base;
mod book;
mod bootstrap;
mod cell;
mod clustered;
mod codes;
mod columns;
mod counted;
mod general;
mod heading;
mod layout;
mod letters;
mod moments;
mod number;
mod pass;
mod planes;
mod set;
mod summed;
mod tabulate;
mod tally;

pub use alpha::Reliability;
pub use book::Book;
pub use cell::{Cell, Group, Table};

pub use codes::{Codes, Labels};
pub use columns::Summary;
pub use heading::Heading;
pub use set::response_set;

#[cfg(test)]
mod letters_tests;
#[cfg(test)]
mod tests;
