//! What this room promises about its pages, as one program: each one more that links the house takes seconds to build.

#![expect(clippy::unwrap_used, reason = "a helper of tests may fail them")]

mod css;
mod doors;
mod html;
mod pages;
mod readable;
mod routes;
mod theme;
mod words;
