//! The catalogue a new school begins with: data, to be changed by the school.

use super::{Level, MeasureKind, Place};

/// A measure of the starter catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StarterMeasure {
    /// A stable code, unique in the catalogue.
    pub code: &'static str,
    /// Its kind.
    pub kind: MeasureKind,
    /// What it is, in plain Dutch.
    pub text: &'static str,
    /// The same in English.
    pub text_en: &'static str,
    /// Who usually does it, in Dutch.
    pub who: &'static str,
    /// Where it usually is done.
    pub place: Place,
    /// Basic or extra.
    pub level: Level,
}

/// A template of the starter catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StarterTemplate {
    /// A stable code, unique among the templates.
    pub code: &'static str,
    /// Its name in Dutch.
    pub name: &'static str,
    /// Its name in English.
    pub name_en: &'static str,
    /// The codes of its measures, in order.
    pub measures: &'static [&'static str],
}

/// A row of the table below.
const fn measure(
    code: &'static str,
    kind: MeasureKind,
    place: Place,
    level: Level,
    who: &'static str,
    text: &'static str,
    text_en: &'static str,
) -> StarterMeasure {
    StarterMeasure { code, kind, text, text_en, who, place, level }
}

use Level::{Basic, Extra};
use MeasureKind::{AdaptedBuilding, AdaptedExam, AdaptedLessons, Aids, ExternalHelp, ExtraGuidance, Other};

/// Measures that most schools know, in the order of [`MeasureKind`].
pub const STARTER_MEASURES: &[StarterMeasure] = &[
    measure(
        "weekly_talk",
        ExtraGuidance,
        Place::OutsideClass,
        Extra,
        "je coach",
        "Elke week een gesprek met je coach over hoe het gaat.",
        "A talk with your coach every week about how things are going.",
    ),
    measure(
        "planning_help",
        ExtraGuidance,
        Place::OutsideClass,
        Extra,
        "je coach",
        "Hulp bij het plannen van je schoolwerk.",
        "Help with planning your school work.",
    ),
    measure(
        "trajectory_counsellor",
        ExtraGuidance,
        Place::OutsideClass,
        Extra,
        "de trajectbegeleider",
        "Begeleiding door de trajectbegeleider.",
        "Guidance by the trajectory counsellor.",
    ),
    measure(
        "extra_explanation",
        ExtraGuidance,
        Place::Class,
        Basic,
        "de docent",
        "Extra uitleg in de les.",
        "Extra explanation in class.",
    ),
    measure(
        "extra_time",
        AdaptedExam,
        Place::Exam,
        Extra,
        "het examenbureau",
        "Extra tijd bij toetsen en examens.",
        "Extra time for tests and exams.",
    ),
    measure(
        "quiet_exam_room",
        AdaptedExam,
        Place::Exam,
        Extra,
        "het examenbureau",
        "Toetsen en examens maken in een rustige ruimte.",
        "Taking tests and exams in a quiet room.",
    ),
    measure(
        "read_aloud_exam",
        AdaptedExam,
        Place::Exam,
        Extra,
        "het examenbureau",
        "Voorleessoftware bij toetsen en examens.",
        "Reading software for tests and exams.",
    ),
    measure(
        "large_print",
        AdaptedExam,
        Place::Exam,
        Extra,
        "het examenbureau",
        "Toetsen en examens in grote letters.",
        "Tests and exams in large print.",
    ),
    measure(
        "adapted_timetable",
        AdaptedLessons,
        Place::Class,
        Extra,
        "de teammanager",
        "Een aangepast rooster.",
        "An adapted timetable.",
    ),
    measure(
        "online_lessons",
        AdaptedLessons,
        Place::Online,
        Extra,
        "de docent",
        "Lessen online volgen als naar school komen niet lukt.",
        "Following lessons online when coming to school is not possible.",
    ),
    measure(
        "notes_beforehand",
        AdaptedLessons,
        Place::Class,
        Basic,
        "de docent",
        "De stof van de les vooraf krijgen.",
        "Receiving the material of the lesson beforehand.",
    ),
    measure(
        "time_out",
        AdaptedLessons,
        Place::Class,
        Basic,
        "de docent",
        "Even de les uit mogen voor een pauze.",
        "Being allowed to leave class for a short break.",
    ),
    measure(
        "read_aloud",
        Aids,
        Place::Class,
        Extra,
        "de docent",
        "Voorleessoftware gebruiken in de les.",
        "Using reading software in class.",
    ),
    measure(
        "laptop",
        Aids,
        Place::Class,
        Basic,
        "de docent",
        "Een laptop gebruiken waar anderen schrijven.",
        "Using a laptop where others write.",
    ),
    measure(
        "accessible_room",
        AdaptedBuilding,
        Place::Class,
        Extra,
        "de roostermaker",
        "Les in lokalen die je zonder trap kunt bereiken.",
        "Lessons in rooms that can be reached without stairs.",
    ),
    measure(
        "quiet_place",
        AdaptedBuilding,
        Place::OutsideClass,
        Extra,
        "de zorgcoördinator",
        "Een rustige plek om te werken.",
        "A quiet place to work.",
    ),
    measure(
        "workplace_guidance",
        MeasureKind::Workplace,
        Place::Workplace,
        Extra,
        "de bpv-begeleider",
        "Extra begeleiding op je stageplek.",
        "Extra guidance at your placement.",
    ),
    measure(
        "workplace_hours",
        MeasureKind::Workplace,
        Place::Workplace,
        Extra,
        "de bpv-begeleider",
        "Aangepaste uren of taken op je stageplek.",
        "Adapted hours or tasks at your placement.",
    ),
    measure(
        "workplace_search",
        MeasureKind::Workplace,
        Place::OutsideClass,
        Extra,
        "de bpv-begeleider",
        "Hulp bij het zoeken van een stageplek.",
        "Help with finding a placement.",
    ),
    measure(
        "social_worker",
        ExternalHelp,
        Place::OutsideClass,
        Extra,
        "de zorgcoördinator",
        "Gesprekken op school met de maatschappelijk werker.",
        "Talks at school with the social worker.",
    ),
    measure("other", Other, Place::Class, Extra, "je coach", "Een andere afspraak.", "Another arrangement."),
];

/// Templates: what often goes together. Named after what they do, never after a condition.
pub const STARTER_TEMPLATES: &[StarterTemplate] = &[
    StarterTemplate {
        code: "reading_and_exams",
        name: "Lezen en toetsen",
        name_en: "Reading and tests",
        measures: &["extra_time", "read_aloud_exam", "read_aloud"],
    },
    StarterTemplate {
        code: "rest_and_overview",
        name: "Rust en overzicht",
        name_en: "Quiet and overview",
        measures: &["weekly_talk", "planning_help", "quiet_exam_room", "time_out"],
    },
    StarterTemplate {
        code: "energy",
        name: "Minder belasting",
        name_en: "A lighter load",
        measures: &["adapted_timetable", "online_lessons", "extra_time", "quiet_place"],
    },
    StarterTemplate {
        code: "workplace",
        name: "Steun op de stageplek",
        name_en: "Support at the placement",
        measures: &["workplace_guidance", "workplace_hours"],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::{Line, LineDraft};
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_has_a_measure_and_every_measure_makes_a_line() {
        let codes: BTreeSet<_> = STARTER_MEASURES.iter().map(|measure| measure.code).collect();
        assert_eq!(codes.len(), STARTER_MEASURES.len(), "codes are unique");
        let kinds: BTreeSet<_> = STARTER_MEASURES.iter().map(|measure| measure.kind).collect();
        assert_eq!(kinds.len(), MeasureKind::ALL.len());
        for measure in STARTER_MEASURES {
            let draft = LineDraft {
                kind: Some(measure.kind),
                text: measure.text.to_owned(),
                who: measure.who.to_owned(),
                place: Some(measure.place),
                from: Some(crate::fixtures::day("2026-08-01")),
                level: Some(measure.level),
                ..LineDraft::default()
            };
            assert!(Line::new(draft).is_ok(), "{}", measure.code);
            assert!(!measure.text_en.is_empty(), "{}", measure.code);
        }
    }

    #[test]
    fn templates_name_measures_that_exist_and_one_has_exactly_three() {
        for template in STARTER_TEMPLATES {
            for code in template.measures {
                assert!(STARTER_MEASURES.iter().any(|measure| measure.code == *code), "{}: {code}", template.code);
            }
        }
        assert!(STARTER_TEMPLATES.iter().any(|template| template.measures.len() == 3));
    }
}
