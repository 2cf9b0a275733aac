//! Rules of the Monitor: what is asked, of whom, when, and what the answers may say. No I/O.
//!
//! A door: the rooms behind it are named with their purpose and the types that are certain; they are furnished by
//! later issues. The numbers come from `survey`, which knows nothing of schools.

/// Questionnaires as reviewable text: items with a stable identity across waves, scales, routing, both languages.
pub mod questionnaire {
    /// Who answers a questionnaire of the Monitor (report 2024, chapter 1).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Respondent {
        /// Policy officers of institutions: all are asked.
        Institution,
        /// Managers of teams: a stratified sample.
        Manager,
        /// First-year students: a sample drawn by DUO.
        FirstYear,
        /// Second-year students: a sample drawn by DUO.
        SecondYear,
        /// Municipalities with an mbo.
        Municipality,
    }
}

/// One measurement: its year, its study year, its questionnaires.
pub mod wave {
    /// The year of a measurement. Measurements are every two years: 2022, 2024, 2026.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Wave(pub u16);
}

/// Fieldwork: personal codes, letters, reminders, response; an answer can never be joined to who was invited.
pub mod fieldwork {}

/// What each variable and value means, and since when.
pub mod codebook {}

/// Tables with bases, margins and breaks in a series.
pub mod table {}

/// The flags: fixed indicators with an optimum of 100%, each with the history of its definition.
pub mod indicator {}

/// The improvement agenda: lines, actions, partners, motions, due dates, progress.
pub mod agenda {}

/// Focus groups: promoting and hindering factors on five levels.
pub mod focus_group {
    /// The levels on which a factor promotes or hinders (report 2024, annex 2).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Level {
        /// Policy.
        Policy,
        /// Team.
        Team,
        /// Individual professional.
        Individual,
        /// The students it is about.
        TargetGroup,
        /// Society.
        Society,
    }
}
