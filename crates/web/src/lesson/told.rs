//! `/dossiers/{file}/lessen`: how the measures go in the lessons, for who works with the file; and one press for having looked
//! into one that fails.

use crate::{
    say::{agreement, form::Input, words::T},
    site::{
        app::App,
        page::{Page, done, show},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
    },
};
use access::Role;
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use register::{FileId, VersionId, lesson::Mark};
use store::lesson::{LessonsView, MeasureTold, Told};

use super::place::{LINE, VERSION};

pub(super) async fn show_file(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let view = app.store.lessons_of_file(&actor, id(&file)?, app.clock.now()).await?;
    Ok(show(&ToldPage::new(shell, &view)))
}

pub(super) async fn looked(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let said = (input.text(VERSION).parse::<VersionId>().ok(), input.text(LINE).parse::<usize>().ok());
    let (Some(version), Some(line)) = said else {
        // No button of ours sends this; of a file out of reach it is not even there.
        app.store.file_is_there(&actor, access::Action::MendMeasure, file, now).await?;
        return Err(Problem::BadRequest);
    };
    app.store.lesson_looked(&actor, file, (version, line), now).await?;
    Ok(done(&app, &format!("/dossiers/{file}/lessen"), "notice-lesson-looked"))
}

/// A measure, and how it goes.
struct Row {
    text: String,
    /// How often it worked and did not.
    count: String,
    /// Since when it fails.
    failing: Option<String>,
    /// Who last looked into it, and when.
    looked: Option<String>,
    /// The latest lessons: when, in which group and by whom; whether it worked, and that in words.
    latest: Vec<(String, bool, String)>,
    position: usize,
}

/// The page.
#[derive(Template)]
#[template(path = "lesson/told.html")]
pub struct ToldPage {
    t: T,
    shell: Shell,
    title: String,
    here: String,
    version: Option<String>,
    rows: Vec<Row>,
    may_mend: bool,
    fields: [&'static str; 2],
    /// To a new proposal.
    propose: String,
}

impl ToldPage {
    fn new(shell: Shell, view: &LessonsView) -> Self {
        let t = shell.t;
        let name = view.name.as_ref().map_or_else(|| t.get("name-unknown"), |name| name.reveal().clone());
        let file = format!("/dossiers/{}", view.file);
        let lesson = |told: &Told| {
            let by = agreement::staff(t, &view.names, told.by);
            let when = t.say("told-lesson").arg("day", told.day).arg("group", &told.group).arg("by", by).to_string();
            let worked = told.mark == Mark::Worked;
            (when, worked, t.get(if worked { "mark-worked" } else { "mark-not-worked" }))
        };
        let row = |one: &MeasureTold| Row {
            text: t.stored(&one.text),
            count: match one.tally.worked.saturating_add(one.tally.failed) {
                0 => t.get("told-nothing"),
                _ => t.say("told-count").arg("worked", one.tally.worked).arg("failed", one.tally.failed).to_string(),
            },
            failing: one.tally.failing_since.map(|day| t.say("told-failing").arg("day", day).to_string()),
            looked: one.looked.map(|(day, by)| {
                t.say("told-looked").arg("by", agreement::staff(t, &view.names, by)).arg("day", day).to_string()
            }),
            latest: one.latest.iter().map(lesson).collect(),
            position: one.position,
        };
        Self {
            t,
            title: t.say("told-title").arg("name", &name).to_string(),
            here: format!("{file}/lessen"),
            version: view.version.map(|version| version.to_string()),
            rows: view.measures.iter().map(row).collect(),
            may_mend: view.may_mend,
            fields: [VERSION, LINE],
            propose: format!("{file}/afspraken/nieuw"),
            shell: shell.crumb(t.get("assess-crumb-files"), "/dossiers").crumb(name, file),
        }
    }
}

impl Page for ToldPage {
    const NAME: &'static str = "lesson/told";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use register::{AccountId, Personal, lesson::Tally};
        use time::macros::date;
        let shell = |role| Shell::sample_as(t, role, "/dossiers/018f/lessen");
        let (teacher, coach) = (AccountId(uuid::Uuid::from_u128(1)), AccountId(uuid::Uuid::from_u128(2)));
        let told = |day, mark| Told { day, group: "ZW1A".to_owned(), by: teacher, mark };
        let (first, last) = (date!(2026 - 05 - 04), date!(2026 - 05 - 11));
        let fails = MeasureTold {
            position: 0,
            text: "Je krijgt de les vooraf op papier.".to_owned(),
            tally: Tally { worked: 1, failed: 3, last: Some(last), failing_since: Some(last) },
            latest: vec![told(last, Mark::NotWorked), told(first, Mark::Worked)],
            looked: None,
        };
        let looked = MeasureTold { tally: Tally::default(), looked: Some((last, coach)), ..fails.clone() };
        let quiet = MeasureTold { position: 1, tally: Tally::default(), latest: Vec::new(), ..fails.clone() };
        let names =
            [(teacher, "Bea Docent"), (coach, "Sander Kuipers")].map(|(id, name)| (id, Personal::new(name.to_owned())));
        let view = LessonsView {
            file: FileId(uuid::Uuid::from_u128(4)),
            name: Some(Personal::new("Annemarie-Louise van der Schoot-Wijnbergen".to_owned())),
            version: Some(VersionId(uuid::Uuid::from_u128(5))),
            measures: vec![fails, quiet.clone()],
            names: names.into_iter().collect(),
            may_mend: true,
        };
        let none = LessonsView { version: None, measures: Vec::new(), name: None, ..view.clone() };
        let other = LessonsView { measures: vec![looked, quiet], may_mend: false, ..view.clone() };
        vec![
            ("fails", Self::new(shell(Role::Coach), &view)),
            ("looked-into", Self::new(shell(Role::Coach), &other)),
            ("none", Self::new(shell(Role::CareCoordinator), &none)),
        ]
    }
}
