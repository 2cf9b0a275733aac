//! The report on paper: what a reader of PDF finds in it, and who judges it.

use super::{measurement, run};
use crate::commands::Folder;
use std::process::Command;

#[test]
fn the_report_is_a_document_that_everybody_can_read() {
    let folder = Folder::new();
    let from = measurement();
    assert_eq!(run(&folder, &["monitor", "synthetic", &from, "--out", "a"]).0, 0);
    // Where the press is not, that is said, and nothing is written.
    let away = ["monitor", "report", &from, "--answers", "a", "--out", "none", "--press", "/nowhere/press"];
    let (code, _, errors) = run(&folder, &away);
    assert!(code == 1 && errors.contains("/nowhere/press") && errors.contains("--no-pdf"), "{errors}");
    assert!(!folder.path().join("none").exists());
    for out in ["one", "two"] {
        let (code, out, errors) = run(&folder, &["monitor", "report", &from, "--answers", "a", "--out", out]);
        assert_eq!(code, 0, "{out}{errors}");
    }
    let file = folder.path().join("one/report.pdf");
    if let Some(kept) = std::env::var_os("MEEDOEN_KEEP_DOCUMENTS") {
        std::fs::copy(&file, std::path::Path::new(&kept).join("report.pdf")).unwrap();
    }
    assert!(
        std::fs::read(&file).unwrap() == std::fs::read(folder.path().join("two/report.pdf")).unwrap(),
        "other bytes"
    );
    let judge = std::env::var("MEEDOEN_PDFUA").expect("MEEDOEN_PDFUA names the program; scripts/rust.sh installs it");
    let judged = Command::new(judge).arg("check").arg(&file).output().unwrap();
    assert_eq!(judged.status.code(), Some(0), "{}", String::from_utf8_lossy(&judged.stdout));
    let words = Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output().expect("pdftotext").stdout;
    let words = String::from_utf8(words).unwrap();
    let pages: Vec<&str> = words.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    assert!(pages.len() > 10, "{} pages", pages.len());
    for page in &pages {
        assert!(page.contains("Synthetisch: niemand gaf deze antwoorden"), "a page that does not say so: {page}");
    }
    for said in ["Tabel B2.1.", "Afwijzen", "Hoe dit is gemaakt", "vingerafdruk", "N "] {
        assert!(words.contains(said), "{said}");
    }
}
