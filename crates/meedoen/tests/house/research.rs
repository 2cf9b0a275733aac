//! `/onderzoek`: a researcher sees what their own research body measures, and nothing of a file; nobody of a school sees it.

use crate::fixture::{House, Page, Visitor, house, house_on_postgres};
use ::monitor::folder::Texts;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use store::testing::audited;

const MEASUREMENT: &str = r#"year = 2026
study_year = "2025-2026"
name = { nl = "Proefmeting", en = "Trial" }
state = { is = "draft" }
[[respondents]]
id = "school"
name = { nl = "scholen", en = "schools" }
how = "all"
[[respondents]]
id = "student"
name = { nl = "studenten", en = "students" }
how = "sample"
weighted = true
"#;

const ASKED: &str = r#"of = ["school", "student"]
name = { nl = "Vragen", en = "Questions" }
[[items]]
id = "track"
text = { nl = "Leerweg?", en = "Route?" }
levels = [["bol", "bol", "BOL"], ["bbl", "bbl", "BBL"]]
breaks = true
[[items]]
id = "help"
text = { nl = "Krijg je hulp?", en = "Do you get help?" }
levels = [["1", "Nooit", "Never"], ["2", "Vaak", "Often"]]
"#;

const WEIGHTS: &str = r#"[[weights]]
of = "student"
population = 1000
[[weights.margins]]
item = "track"
shares = [["bol", "70"], ["bbl", "30"]]
"#;

const TABLES: &str = r#"[[tables]]
id = "T1"
title = { nl = "Hulp", en = "Help" }
base = { nl = "wie antwoordde", en = "who answered" }
item = "help"
columns = [{ label = { nl = "{year}", en = "{year}" }, of = "student" }]
"#;

fn texts() -> Texts {
    [
        ("measurement.toml", MEASUREMENT),
        ("questionnaires/all.toml", ASKED),
        ("weights.toml", WEIGHTS),
        ("tables.toml", TABLES),
        ("report/1.md", "# Hulp\n\nVaak: {T1 : Vaak : 2026}%.\n"),
    ]
    .map(|(file, text)| (file.to_owned(), text.to_owned()))
    .into()
}

/// 40 students: 20 of each route, of whom 6 (bol) and 10 (bbl) get help.
fn answers() -> String {
    let rows = (0..40).map(|at| {
        let (track, help) = if at < 20 { ("bol", at < 6) } else { ("bbl", at < 30) };
        format!("p{at},{track},{}\n", if help { 2 } else { 1 })
    });
    "id,track,help\n".to_owned() + &rows.collect::<String>()
}

/// The folder of research bodies: that of the demo has 2026, another has 2023. Written once for all tests of this version.
pub(crate) fn folder() -> PathBuf {
    let (texts, answers) = (texts(), answers());
    let digest = ::monitor::folder::digest(&texts, [("student", answers.as_bytes())]);
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("research-{digest}"));
    if root.is_dir() {
        return root;
    }
    let making = root.with_extension(std::process::id().to_string());
    let put = |file: &str, text: &str| {
        let path = making.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    for (file, text) in &texts {
        put(&format!("{}/2026/{file}", meedoen::demo_school::BODY), text);
        put(&format!("ANDER/2023/{file}"), &text.replace("year = 2026", "year = 2023"));
    }
    put(&format!("{}/2026/answers/student.csv", meedoen::demo_school::BODY), &answers);
    put("ANDER/2023/answers/student.csv", &answers);
    // Another test of this version may have been first.
    if std::fs::rename(&making, &root).is_err() {
        let _ = std::fs::remove_dir_all(&making);
    }
    root
}

/// A page once the measurement is made.
async fn made(visitor: &Visitor<'_>, path: &str) -> Page {
    let until = Instant::now() + Duration::from_secs(120);
    loop {
        let page = visitor.get(path).await;
        if page.status != 303 && !page.has("doorgerekend") {
            return page;
        }
        assert!(Instant::now() < until, "{path} is never made");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn seen(house: &'static House) {
    house.run(async {
        let researcher = house.sign_in("researcher").await;
        let first = researcher.get("/").await;
        assert_eq!(first.location.as_deref(), Some("/onderzoek"));
        let before = audited(&house.store, house.body, 0).await.last().map_or(0, |event| event.seq);
        let list = made(&researcher, "/onderzoek").await;
        assert!(list.has("/onderzoek/2026") && !list.has("2023"), "another body's is not there: {}", list.body);
        let page = made(&researcher, "/onderzoek/2026").await;
        // By hand: half of who answered does bol and 70% should; weights of 1,4 and 0,6, (1,96 + 0,36) / 2 = 1,16; 40 / 1,16.
        for words in ["40 antwoorden gelezen", "1 groep gewogen", "1 tabel gemaakt", ">1,16<", ">34<", "Niets gevonden"]
        {
            assert!(page.has(words), "{words}: {}", page.body);
        }
        // 0,7 x 6/20 + 0,3 x 10/20 = 36%.
        let table = made(&researcher, "/onderzoek/2026/tabel/T1").await;
        assert!(table.status == 200 && table.has("36<br>") && table.has(">40<"), "{}", table.body);
        assert!(table.has("Vaak: 36%."), "what the report says about it: {}", table.body);
        let chosen = researcher.get("/onderzoek/2026/kiezen/student?vraag=help&naar=track").await;
        assert!(chosen.status == 200 && chosen.has("30<br>") && chosen.has("50<br>"), "{}", chosen.body);
        let wrong = researcher.get("/onderzoek/2026/kiezen/student?vraag=help&naar=help").await;
        assert!(wrong.status == 422 && wrong.has("naar-error"), "{}", wrong.body);
        for path in ["/onderzoek/2026/kiezen/school", "/onderzoek/2023", "/onderzoek/2026/tabel/T9", "/onderzoek/02026"]
        {
            assert_eq!(researcher.get(path).await.status, 404, "{path}");
        }
        files(&researcher).await;
        let after = audited(&house.store, house.body, before).await;
        let told: Vec<(&str, &str)> = after
            .iter()
            .map(|it| (it.payload.action.as_str(), it.payload.about.as_deref().unwrap_or_default()))
            .collect();
        for expected in [
            ("see_research", "measurements"),
            ("see_research", "measurement 2026"),
            ("see_research", "measurement 2026 table T1"),
            ("see_research", "measurement 2026 group student question help by track"),
            ("see_research", "measurement 2026 file tables.json"),
        ] {
            assert!(told.contains(&expected), "{expected:?}: {told:?}");
        }
        let taken: Vec<_> = told.iter().filter(|(action, _)| *action == "take_microdata").collect();
        assert_eq!(taken.len(), 2, "each file of rows once: {told:?}");
        assert!(taken[0].1.starts_with("measurement 2026 microdata student.csv of "), "{taken:?}");
        assert!(after.iter().all(|event| event.subjects.is_empty()), "no student is looked at");
        // Of a file of a school nothing is there.
        for path in ["/dossiers", "/werk", "/beheer", &format!("/dossiers/{}", house.file(0).await)] {
            assert_eq!(researcher.get(path).await.status, 404, "{path}");
        }
    });
}

/// Each file that a measurement offers is there, and says what it was made of.
async fn files(researcher: &Visitor<'_>) {
    let page = researcher.get("/onderzoek/2026").await;
    let links = |kind: &str| -> Vec<String> {
        let of = format!("href=\"/onderzoek/2026/{kind}/");
        page.body.split(&of).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    let offered = links("bestanden");
    assert_eq!(offered.len(), publish_files(), "{offered:?}");
    for file in offered.iter().filter(|file| *file != "report.pdf") {
        let bytes = researcher.get_bytes(&format!("/onderzoek/2026/bestanden/{file}")).await;
        assert!(!bytes.is_empty(), "{file}");
    }
    let tables = researcher.get("/onderzoek/2026/bestanden/tables.json").await;
    let tables: serde_json::Value = serde_json::from_str(&tables.body).unwrap();
    assert_eq!(tables[0]["rows"][1]["values"][0], 36);
    assert!(page.has(tables[0]["measurement"].as_str().unwrap()), "page and file name the same measurement");
    let report = researcher.get("/onderzoek/2026/bestanden/index.html").await;
    assert!(report.has("Vaak: <a href=\"#T1\">36</a>%."), "{}", report.body);
    let rows = researcher.get("/onderzoek/2026/microdata/student.csv").await;
    assert_eq!(rows.body.lines().count(), 41);
    assert!(!rows.has("p0,"), "rows have numbers of their own: {}", rows.body);
    assert!(researcher.get_bytes("/onderzoek/2026/microdata/student.sav").await.starts_with(b"$FL2"));
    for path in
        ["bestanden/student.csv", "microdata/tables.csv", "microdata/school.csv", "bestanden/..%2fx", "microdata/x"]
    {
        assert_eq!(researcher.get(&format!("/onderzoek/2026/{path}")).await.status, 404, "{path}");
    }
}

/// The files without rows, and the report on paper.
const fn publish_files() -> usize {
    8
}

#[test]
fn a_researcher_sees_what_their_body_measures() {
    seen(house());
}

#[test]
fn a_researcher_sees_the_same_on_postgres() {
    seen(house_on_postgres());
}

#[test]
fn the_report_comes_on_paper() {
    let house = house();
    house.run(async {
        let researcher = house.sign_in("researcher").await;
        made(&researcher, "/onderzoek/2026").await;
        let pdf = researcher.get_bytes("/onderzoek/2026/bestanden/report.pdf").await;
        assert!(pdf.starts_with(b"%PDF-"), "{} bytes", pdf.len());
    });
}
