//! Comparing several estimates at once: p-values for all pairs, adjusted for being many, as letters, and how many
//! independent answers an estimate is worth.

mod adjust;
mod answers;
mod changers;
mod effective;
mod groups;
mod letters;
#[cfg(test)]
mod level_tests;
mod pairs;
pub mod shares;

pub use adjust::{Adjust, benjamini_hochberg, bonferroni, holm};
pub use answers::Answers;
pub use effective::{effective_size, kish_effective_size};
pub use groups::{Comparison, FEWEST, adjusted, compare, two_values};
pub use letters::{compact_letters, higher_than};
pub use pairs::{Pair, pairs};
