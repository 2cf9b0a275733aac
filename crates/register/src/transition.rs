//! Door: from school to work. Career guidance to one year after the diploma (WEB 9.2.12, rule R25), and the
//! *overgangsdocument* when the municipality goes on (WEB 9.2.13, rule R26).
//!
//! To be built here: the route from one year before the end to one year after it.

use crate::codes;

codes! {
    /// How firmly the law asks career guidance.
    pub enum Guidance {
        /// Must be offered: entree, and level 2 at school.
        Must = "must",
        /// May be offered: level 2 at work, levels 3 and 4.
        May = "may",
    }
}
