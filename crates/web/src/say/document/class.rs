//! What to do in the lessons of a group and for whom, on paper: for whoever takes a lesson over.

use crate::say::{lesson::moments, words::T};
use store::lesson::Class;

/// What is done for one student: the measure, and what is particular.
pub struct ClassRow {
    /// How the student is called.
    pub who: String,
    /// Each measure, with what is particular for this student.
    pub what: Vec<(String, Option<String>)>,
}

/// The list, in words.
pub struct ClassSheet {
    /// The words of its language.
    pub t: T,
    /// What it is called. Names nobody.
    pub title: String,
    /// What stands above it.
    pub heading: String,
    /// The school.
    pub school: String,
    /// School and day.
    pub from: String,
    /// For whom it is and what becomes of the paper: sentences.
    pub lead: Vec<String>,
    /// What the columns are called.
    pub columns: [String; 2],
    /// What is done at each moment.
    pub parts: Vec<(String, Vec<ClassRow>)>,
}

impl ClassSheet {
    /// The list of a class.
    pub fn new(t: T, class: &Class) -> Self {
        let group = class.group.name.as_str();
        let parts: Vec<(String, Vec<ClassRow>)> = moments(t, class)
            .into_iter()
            .map(|(when, pupils)| {
                let row = |pupil: crate::say::lesson::Pupil<'_>| ClassRow {
                    who: pupil.name,
                    what: pupil
                        .lines
                        .iter()
                        .map(|line| (t.stored(&line.text), line.details.as_ref().map(|text| t.stored(text.reveal()))))
                        .collect(),
                };
                (t.get(&format!("class-{}", when.code())), pupils.into_iter().map(row).collect())
            })
            .collect();
        let mut lead = vec![t.get("class-sheet-lead"), t.get("class-sheet-keep")];
        if parts.is_empty() {
            lead = vec![t.get("class-none")];
        }
        Self {
            t,
            title: t.say("class-sheet-title").arg("group", group).to_string(),
            heading: t.say("class-sheet-title").arg("group", group).to_string(),
            school: class.school.clone(),
            from: t.say("letter-from").arg("school", &class.school).arg("on", class.day).to_string(),
            lead,
            columns: [t.get("class-sheet-who"), t.get("class-sheet-what")],
            parts,
        }
    }
}
