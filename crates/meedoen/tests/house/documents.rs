//! Documents on paper: what a reader of PDF finds in them, who gets them, and where paper leads back to.
//!
//! `pdfinfo` and `pdftotext` (poppler) read them, and `pdfua` judges them: programs of others, which `scripts/rust.sh`
//! installs. `MEEDOEN_KEEP_DOCUMENTS=FOLDER` keeps what was made here, to look at.

use crate::fixture::{House, Page, Visitor, own_house, press};
use crate::path::{applicant, hold, propose, student};
use register::FileId;
use register::intake::timely::Timely;
use std::path::{Path, PathBuf};
use std::process::Command;
use time::macros::{date, datetime};
use web::say::document::{
    AdmissionLetter, AgreementSheet, CardSheet, ClassSheet, DecisionLetter, EvaluationSheet, EverythingSheet,
    InvitationLetter, Invited,
};
use web::say::people::{self, Step};
use web::say::words::{Lang, T};
use web::site::press::{Press, Unmade};

/// A document that everybody here makes: its name, and its bytes.
fn samples() -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for lang in Lang::ALL {
        let t = T::new(lang);
        let mut add = |name: &str, made: Result<Vec<u8>, Unmade>| {
            all.push((format!("{name}-{}", lang.code()), made.unwrap_or_else(|unmade| panic!("{name}: {unmade:?}"))));
        };
        for (name, steps, young) in [
            ("offered", vec![Step::Offer], true),
            ("agreed", vec![Step::Offer, Step::Spoken, Step::Paper], false),
            ("refused", vec![Step::Offer, Step::Refuse, Step::Reply], false),
        ] {
            let (view, today) = (people::version(&steps, young, 1), people::now().day);
            let way = format!("https://meedoen.school.example/papier/{}", view.version.id);
            let sheet = AgreementSheet::new(t, &view, today, today, Some(way)).unwrap();
            add(&format!("agreement-{name}"), press().agreement(&sheet));
        }
        add("class", press().class(&ClassSheet::new(t, &web::say::lesson::samples::class())));
        let (until, today) = (datetime!(2026-05-26 16:30), date!(2026 - 05 - 12));
        let link = "https://meedoen.school.example/uitnodiging/w7jPq2Lx0nKcVb4TtYh8Zgw7jPq2Lx0nKcVb4TtYh8Zg";
        let role = Some(access::Role::Student);
        let invited = Invited { school: "Voorbeeld College", who: "Annemarie", link, role, until, today };
        let decided = web::say::burden::view(web::say::burden::State::Decided, false).unwrap();
        let (handover, today) = web::say::transition::handover();
        add("handover", press().decision(&DecisionLetter::of_transition(t, &handover, today).unwrap()));
        add("burden", press().decision(&DecisionLetter::of_burden(t, &decided).unwrap()));
        let refused = web::say::admission::view(web::say::admission::State::Guided).unwrap();
        add("admission", press().admission(&AdmissionLetter::new(t, &refused).unwrap()));
        let planned = web::say::intake::view(web::say::intake::State::Planned, Timely::Unbound, true).unwrap();
        add("talk", press().decision(&DecisionLetter::of_talk(t, &planned).unwrap()));
        for (name, state) in [("partly", web::say::exam::State::Partly), ("stopped", web::say::exam::State::Stopped)] {
            let view = web::say::exam::view(state).unwrap();
            add(&format!("exam-{name}"), press().decision(&DecisionLetter::of_exam(t, &view).unwrap()));
        }
        let period = web::exam::period_sample().unwrap();
        add("exam-period", press().class(&ClassSheet::of_period(t, &period, people::now().day)));
        for (name, state) in [
            ("brought", web::say::dispute::State::Brought),
            ("decided", web::say::dispute::State::Decided),
            ("appeal", web::say::dispute::State::Appeal),
        ] {
            let view = web::say::dispute::view(state).unwrap();
            add(&format!("dispute-{name}"), press().decision(&DecisionLetter::of_dispute(t, &view)));
        }
        let all = store::everything::sample(people::now());
        add("everything", press().everything(&EverythingSheet::new(t, &all)));
        let held = people::version(&[Step::Offer, Step::Yes, Step::Evaluate], false, 1);
        add("evaluation", press().evaluation(&EvaluationSheet::new(t, &held, 1).unwrap()));
        let card = web::say::card::own(web::say::card::Of::Shown);
        let lines = people::lines();
        let way = Some("https://meedoen.school.example/kaart/q3Vb0kqj2YxTt8mWc1Zr5uHn7LdPs9AfEgKiOoBv4N0".to_owned());
        add("card", press().card(&CardSheet::new(t, &card, &lines, way, today).unwrap()));
        add("invitation", press().invitation(&InvitationLetter::new(t, invited)));
        add("offer", press().decision(&web::offer::paper_sample(t).unwrap()));
    }
    all
}

/// What makes a document of what the store shows, as its source has it: `AgreementSheet::new`.
fn makers() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src/say/document");
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let mut of = "";
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("impl ") {
                of = name.trim_end_matches(" {");
            } else if let Some(name) = line.strip_prefix("    pub fn ")
                && let Some((name, _)) = name.split_once("(t: T, ")
            {
                found.push(format!("{of}::{name}"));
            }
        }
    }
    found
}

#[test]
fn every_document_is_looked_at_here() {
    let (makers, here) = (makers(), include_str!("documents.rs"));
    assert!(makers.len() >= 13, "{makers:?}");
    let unseen: Vec<&String> = makers.iter().filter(|maker| !here.contains(&format!("{maker}(t, "))).collect();
    assert!(unseen.is_empty(), "these need a row in `samples`: {unseen:?}");
}

/// Writes documents where the programs of others can read them.
fn written(all: &[(String, Vec<u8>)]) -> (PathBuf, Vec<PathBuf>) {
    let kept = std::env::var_os("MEEDOEN_KEEP_DOCUMENTS").map(PathBuf::from);
    let folder = kept.unwrap_or_else(|| std::env::temp_dir().join(format!("meedoen-{}", store::fresh::id().simple())));
    std::fs::create_dir_all(&folder).unwrap();
    let files = all.iter().map(|(name, pdf)| {
        let file = folder.join(format!("{name}.pdf"));
        std::fs::write(&file, pdf).unwrap();
        file
    });
    let files = files.collect();
    (folder, files)
}

/// What a program says of a file.
fn said(program: &str, arguments: &[&str], file: &Path) -> String {
    let out = Command::new(program).args(arguments).arg(file).output();
    let out = out.unwrap_or_else(|error| panic!("{program}: {error}. scripts/rust.sh installs poppler-utils"));
    assert!(out.status.success(), "{program} {}: {}", file.display(), String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

/// The words of a file.
fn words_of(file: &Path) -> String {
    let out = Command::new("pdftotext").arg("-layout").arg(file).arg("-").output().expect("pdftotext");
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn a_document_reads_in_order_and_says_what_it_is() {
    let all = samples();
    let (_, files) = written(&all);
    for ((name, _), file) in all.iter().zip(&files) {
        let read = said("pdfinfo", &["-struct-text"], file);
        // Where a table stands and how its lines are drawn is no part of what is read.
        let drawn = |line: &&str| ["/BBox", "/Border"].iter().any(|how| line.trim_start().starts_with(how));
        let lines: Vec<&str> =
            read.lines().map(str::trim_end).filter(|line| !line.is_empty() && !drawn(line)).collect();
        insta::assert_snapshot!(format!("document_{name}"), lines.join("\n"));
        let about = said("pdfinfo", &[], file);
        let tells =
            |what: &str| about.lines().any(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") == what);
        assert!(tells("Tagged: yes") && tells("Author: Voorbeeld College"), "{name}: {about}");
        assert!(!about.contains("Annemarie"), "a list of files names nobody: {about}");
        let language = if name.ends_with("nl") { "(nl)" } else { "(en)" };
        let bytes = String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned();
        assert!(bytes.contains(&format!("/Lang{language}")) || bytes.contains(&format!("/Lang {language}")), "{name}");
        let words = words_of(file);
        assert!(words.contains("Voorbeeld College"), "{name}: {words}");
        assert!(!words.contains('\u{fffd}') && !words.contains('\u{0}'), "every letter is a letter: {name}");
    }
}

/// A PDF of one empty page, without a title, a language or a structure.
const BARE: &str = "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

#[test]
fn whoever_judges_documents_finds_nothing() {
    let judge = std::env::var("MEEDOEN_PDFUA").expect("MEEDOEN_PDFUA names the program; scripts/rust.sh installs it");
    let mut all = samples();
    all.push(("bare".to_owned(), BARE.as_bytes().to_vec()));
    for file in &written(&all).1 {
        let out = Command::new(&judge).arg("check").arg(file).output().unwrap();
        let found = String::from_utf8_lossy(&out.stdout);
        // 0 is nothing, 4 and 5 are that it did not judge; what is bare it must see.
        let bare = file.ends_with("bare.pdf");
        assert_eq!(out.status.code(), Some(if bare { 3 } else { 0 }), "{}: {found}", file.display());
    }
}

#[test]
fn the_same_sheet_is_the_same_bytes() {
    assert!(samples() == samples(), "made twice, and not the same");
}

/// A proposal to an applicant: their file, who they are, and its address for staff.
async fn proposed(house: &House, intaker: &Visitor<'_>, details: &str) -> (FileId, usize, String) {
    let (file, application, person) = applicant(house, 0).await;
    let at = format!("/intake/{application}");
    let form = intaker.get(&at).await;
    assert_eq!(hold(intaker, &at, "Ik heb rust nodig.", form.value("versie").unwrap()).await.status, 303);
    (file, person, propose(intaker, file, details).await.location.expect("a version"))
}

fn header<'a>(page: &'a Page, name: &str) -> &'a str {
    page.headers.get(name).map_or("", |value| value.to_str().unwrap())
}

#[test]
fn who_may_read_a_version_takes_it_along_and_nobody_unseen() {
    for postgres in [false, true] {
        let house = own_house(postgres);
        house.run(async {
            let intaker = house.sign_in("intaker").await;
            let (file, person, version) = proposed(house, &intaker, "30 minuten").await;
            let id = version.rsplit('/').next().unwrap();
            let own = student(house, file, person).await;
            let mine = format!("/mijn/afspraken/{id}");
            // The way there: from the version, the file, and the student's own page.
            for (visitor, page, to) in [
                (&intaker, version.clone(), format!("{version}/document")),
                (&intaker, format!("/dossiers/{file}"), format!("{version}/document")),
                (&own, mine.clone(), format!("{mine}/document")),
            ] {
                assert!(visitor.get(&page).await.has(&format!("href=\"{to}\"")), "{page} leads to {to}");
                let asks = visitor.get(&to).await;
                assert!(asks.has("name=\"in\" value=\"nl\"") && asks.has("name=\"in\" value=\"en\""), "{}", asks.body);
                for language in ["nl", "en"] {
                    let seen = store::testing::audited(&house.store, house.tenant, 0).await.len();
                    let pdf = visitor.get(&format!("{to}?in={language}&dag=")).await;
                    let events = store::testing::audited(&house.store, house.tenant, 0).await;
                    assert_eq!((pdf.status, header(&pdf, "content-type")), (200, "application/pdf"), "{}", pdf.body);
                    assert!(pdf.body.starts_with("%PDF-"));
                    let name = if language == "nl" { "afspraken-versie-1" } else { "agreement-version-1" };
                    assert_eq!(header(&pdf, "content-disposition"), format!("attachment; filename=\"{name}.pdf\""));
                    assert_eq!(header(&pdf, "cache-control"), "no-store");
                    assert_eq!(events.len(), seen + 1, "a document that leaves is a look");
                }
                for (day, says) in
                    [("31-4-2026", "bestaat niet"), ("14-9-2026", "15 september 2026"), ("16-9-2026", "moet nog komen")]
                {
                    let refused = visitor.get(&format!("{to}?in=nl&dag={day}")).await;
                    assert_eq!(refused.status, 422, "{day}");
                    assert!(
                        refused.has(says) && refused.has(day) && refused.has("id=\"dag-error\""),
                        "{}",
                        refused.body
                    );
                }
            }
            let other = house.sign_in("student").await;
            for path in [format!("{mine}/document?in=nl"), format!("{version}/document?in=nl"), format!("/papier/{id}")]
            {
                assert_eq!(other.get(&path).await.status, 404, "{path}");
            }
            let elsewhere = format!("/dossiers/{}/afspraken/{id}/document?in=nl", house.file(0).await);
            assert_eq!(intaker.get(&elsewhere).await.status, 404, "a version of another file");
        });
    }
}

#[test]
fn paper_leads_back_to_where_its_answer_is_written_down() {
    let house = own_house(false);
    house.run(async {
        let intaker = house.sign_in("intaker").await;
        let (file, person, version) = proposed(house, &intaker, "30 minuten").await;
        let id = version.rsplit('/').next().unwrap();
        let own = student(house, file, person).await;
        let pdf = own.get_bytes(&format!("/mijn/afspraken/{id}/document?in=nl")).await;
        let (_, files) = written(&[("back".to_owned(), pdf)]);
        let links = said("pdfinfo", &["-url"], &files[0]);
        let link = format!("{}/papier/{id}", house.base);
        assert!(links.lines().any(|line| line.ends_with(&link)), "{links}");
        let path = format!("/papier/{id}");
        let leads = |visitor: &'static str| format!("{visitor}{id}");
        let to = |page: Page| (page.status, page.location.unwrap_or_default());
        assert_eq!(to(intaker.get(&path).await), (303, format!("{version}/antwoord")));
        assert_eq!(to(own.get(&path).await), (303, leads("/mijn/afspraken/")));
        assert_eq!(to(house.visitor().get(&path).await), (303, format!("/inloggen?naar={path}")));
        let paper = [("wie", "student"), ("antwoord", "agreed"), ("hoe", "paper"), ("dag", "15-9-2026")];
        assert_eq!(intaker.post(&format!("{version}/antwoord"), &paper).await.status, 303);
        assert_eq!(to(intaker.get(&path).await), (303, version.clone()), "answered: where the answer stands");
    });
}

#[test]
fn what_stands_in_no_typeface_is_said_on_the_page_and_no_half_document_leaves() {
    let house = own_house(false);
    house.run(async {
        let intaker = house.sign_in("intaker").await;
        let (_, _, version) = proposed(house, &intaker, "30 minuten \u{1f986}").await;
        let page = intaker.get(&format!("{version}/document?in=nl")).await;
        assert_eq!((page.status, header(&page, "content-type")), (422, "text/html; charset=utf-8"));
        assert!(page.has("\u{1f986}") && page.has("De PDF is niet gemaakt"), "{}", page.body);
    });
}

#[test]
fn a_link_that_was_just_made_is_a_letter_for_who_holds_it_while_it_opens() {
    let house = own_house(false);
    house.run(async {
        let admin = house.sign_in("administrator").await;
        let sent = [("naam", "Noor de Wit"), ("email", "noor@brief.example"), ("rol", "coach"), ("in-taal", "en")];
        let issued = admin.post("/beheer/uitnodigen", &sent).await;
        let token = issued.value("link").unwrap_or_else(|| panic!("{}", issued.body)).to_owned();
        let made = admin.post_for_bytes("/uitnodiging-brief", &[("link", &token)]).await;
        let (_, files) = written(&[("letter".to_owned(), made)]);
        let words = words_of(&files[0]);
        assert!(
            words.contains("Hi Noor de Wit,") && words.contains("You are invited"),
            "its reader's language: {words}"
        );
        let links = said("pdfinfo", &["-url"], &files[0]);
        let link = format!("{}/uitnodiging/{token}?taal=en", house.base);
        assert!(links.lines().any(|line| line.ends_with(&link)), "{links}");
        for nonsense in ["", "x", "' OR 1=1"] {
            assert_eq!(admin.post("/uitnodiging-brief", &[("link", nonsense)]).await.status, 400, "{nonsense}");
        }
    });
}
