//! The school's catalogue: measures that can be agreed, and templates of measures that often go together.
//!
//! An agreement copies the text of a measure; changing the catalogue changes nothing that was agreed.

mod change;
mod starter;

pub use change::{
    CatalogueRefusal, MAX_BY, MAX_MEASURE, MAX_NAME, MeasureContent, MeasureDraft, MeasureField, Revision,
    TemplateContent, TemplateDraft, TemplateField, placed, revise,
};
pub use starter::{STARTER_MEASURES, STARTER_TEMPLATES, StarterMeasure, StarterTemplate};

use crate::{MeasureId, Period, TemplateId, codes};

codes! {
    /// The kinds of measure: the eight of table B3.7 of the Monitor Passend Onderwijs MBO 2024 (N = 257,
    /// several answers possible), so that what schools agree can be laid beside what students report.
    pub enum MeasureKind {
        /// *Extra begeleiding op school* (48%).
        ExtraGuidance = "extra_guidance",
        /// *Aangepaste toetsing en examinering* (53%).
        AdaptedExam = "adapted_exam",
        /// *Aanpassingen in het volgen van onderwijs* (24%).
        AdaptedLessons = "adapted_lessons",
        /// *Hulpmiddelen* (15%).
        Aids = "aids",
        /// *Aanpassing lokalen/gebouwen* (4%).
        AdaptedBuilding = "adapted_building",
        /// *Begeleiding/aanpassing tijdens stage/bpv* (13%).
        Workplace = "workplace",
        /// *Externe hulpverlening of zorg op school* (8%).
        ExternalHelp = "external_help",
        /// *Anders* (1%).
        Other = "other",
    }
}

codes! {
    /// Where a measure is carried out.
    pub enum Place {
        /// In class.
        Class = "class",
        /// At school, outside class.
        OutsideClass = "outside_class",
        /// In the exam.
        Exam = "exam",
        /// At the workplace (*bpv*).
        Workplace = "workplace",
        /// Online.
        Online = "online",
    }
}

codes! {
    /// Whether a measure is part of what every student can get, or more. Each school draws its own line.
    pub enum Level {
        /// *Basisondersteuning*.
        Basic = "basic",
        /// *Extra ondersteuning*.
        Extra = "extra",
    }
}

/// A measure in the catalogue of a school. It changes in time: a change ends one row and begins another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Its identifier.
    pub id: MeasureId,
    /// Its kind.
    pub kind: MeasureKind,
    /// What it is, in plain Dutch (B1), as it will stand in an agreement.
    pub text: String,
    /// The same in English.
    pub text_en: String,
    /// Who usually does it.
    pub who: String,
    /// Where it usually is done.
    pub place: Place,
    /// Whether it is basic or extra at this school.
    pub level: Level,
    /// From when till when it can be chosen.
    pub period: Period,
}

/// Measures that often go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its identifier.
    pub id: TemplateId,
    /// Its name in Dutch.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
    /// The measures, in order.
    pub measures: Vec<MeasureId>,
    /// From when till when it can be chosen.
    pub period: Period,
}
