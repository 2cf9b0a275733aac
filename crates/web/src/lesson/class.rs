//! A class on a telephone, between two lessons.

use super::place::{LANGUAGE, LINE, MARK, PATH, VERSION, address, anchor};
use crate::{
    say::{
        format,
        lesson::{Pupil, moments},
        words::{Lang, T},
    },
    site::{page::Page, shell::Shell},
};
use access::Role;
use askama::Template;
use register::lesson::{Mark, When};
use store::lesson::{Class, ClassLine};
use time::Duration;

/// A measure that began less than this ago is new to the teacher.
const NEW: Duration = Duration::days(14);

/// A measure for a student.
struct Line {
    text: String,
    details: Option<String>,
    /// Since when, where that is lately.
    new: Option<String>,
    /// What was said of it today, and whether that is good.
    said: Option<(bool, String)>,
    anchor: String,
    version: String,
    position: i64,
    /// What can be said of it now: the code, and the words.
    taps: Vec<(&'static str, String)>,
}

/// What is done at one moment: for each student.
struct Part {
    title: String,
    pupils: Vec<(String, Vec<Line>)>,
}

/// The page.
#[derive(Template)]
#[template(path = "lesson/class.html")]
pub struct ClassPage {
    t: T,
    shell: Shell,
    name: String,
    lead: String,
    here: String,
    parts: Vec<Part>,
    /// Names of the fields.
    fields: [&'static str; 3],
    /// The list on paper: words and address.
    papers: Vec<(String, String)>,
    print: String,
}

fn line(t: T, class: &Class, line: &ClassLine) -> Line {
    let words = |mark: Mark| match mark {
        Mark::Worked => t.get("mark-worked"),
        Mark::NotWorked => t.get("mark-not-worked"),
        Mark::TakenBack => t.get("mark-take-back"),
    };
    let standing = line.mark.map(|(mark, _)| mark);
    let taps = Mark::ALL.iter().filter(|mark| mark.changes(standing));
    let said = line.mark.map(|(mark, at)| {
        let at = format::time(format::dutch_clock(at));
        (mark == Mark::Worked, t.say("mark-said").arg("what", words(mark)).arg("at", at).to_string())
    });
    Line {
        text: t.stored(&line.text),
        details: line.details.as_ref().map(|details| t.stored(details.reveal())),
        new: (class.day - line.from < NEW).then(|| t.say("class-new").arg("from", line.from).to_string()),
        said,
        anchor: anchor(line.version, line.position),
        version: line.version.to_string(),
        position: line.position,
        taps: taps.map(|mark| (mark.code(), words(*mark))).collect(),
    }
}

impl ClassPage {
    pub(super) fn new(shell: Shell, class: &Class) -> Self {
        let t = shell.t;
        let here = address(class.group.group);
        let part = |(when, pupils): (When, Vec<Pupil<'_>>)| Part {
            title: t.get(&format!("class-{}", when.code())),
            pupils: pupils
                .into_iter()
                .map(|pupil| (pupil.name, pupil.lines.into_iter().map(|one| line(t, class, one)).collect()))
                .collect(),
        };
        let parts: Vec<Part> = moments(t, class).into_iter().map(part).collect();
        let mut people: Vec<_> = class.lines.iter().map(|line| line.person).collect();
        people.sort_unstable();
        people.dedup();
        let paper = |lang: Lang| {
            let words = match lang {
                Lang::Nl => t.get("class-paper-nl"),
                Lang::En => t.get("class-paper-en"),
            };
            (words, format!("{here}/lijst?{LANGUAGE}={}", lang.code()))
        };
        Self {
            t,
            name: class.group.name.clone(),
            lead: t.say("class-lead").arg("day", t.date_with_day(class.day)).arg("count", people.len()).to_string(),
            papers: [t.lang(), t.lang().other()].map(paper).into(),
            print: t.say("class-print").arg("school", &class.school).to_string(),
            fields: [VERSION, LINE, MARK],
            parts,
            shell: shell.crumb(t.get("groups-title"), PATH),
            here,
        }
    }
}

impl Page for ClassPage {
    const NAME: &'static str = "lesson/class";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::lesson::samples::class;
        let full = class();
        let none = Class { lines: Vec::new(), ..full.clone() };
        let path = address(full.group.group);
        let shell = || Shell::sample_as(t, Role::Teacher, &path);
        let changed = shell().message(crate::site::shell::MessageKind::Warning, t.get("lesson-changed"));
        vec![
            ("full", Self::new(shell(), &full)),
            ("none", Self::new(shell(), &none)),
            ("changed", Self::new(changed, &full)),
        ]
    }
}
