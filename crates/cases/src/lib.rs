//! Survey cases: what to estimate, from which data, under which design. Read here, answered here.
//!
//! - [`read`]: cases as JSON beside CSV, typed, with every mistake named by case and key.
//! - [`codebook`]: what the columns of a survey may hold, as JSON.
//! - [`answer`]: what was read meets the engine (`survey`), and an answer becomes JSON.
//! - [`book`]: a whole questionnaire, tabulated and printed.
//!
//! The formats are this project's own. Nothing here computes an estimate (`survey` does), touches a disk or knows a school:
//! bytes come in, and texts go out. Messages are in English, because an analyst at the shell reads them.

pub mod answer;
pub mod book;
pub mod codebook;
pub mod read;
