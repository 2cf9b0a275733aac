//! Comparing several estimates at once: p-values for all pairs, adjusted for being many, as letters, and how many
//! independent answers an estimate is worth.

mod adjust;
mod effective;
mod letters;
mod pairs;

pub use adjust::{Adjust, benjamini_hochberg, bonferroni, holm};
pub use effective::{effective_size, kish_effective_size};
pub use letters::{compact_letters, higher_than};
pub use pairs::{Pair, pairs};
