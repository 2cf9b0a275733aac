//! Texts of our own that use each construction: all fits and all is tied; and each number, word and cell that is replaced
//! by one that does not hold is found.

use crate::check::{Kind, Report, check};
use crate::folder::{Reading, Texts};

const MEASUREMENT: &str = r#"
year = 2024
study_year = "2023-2024"
name = { nl = "Proef", en = "Trial" }
state = { is = "draft" }
[[respondents]]
id = "institution"
name = { nl = "instellingen", en = "institutions" }
answered = 46
how = "all"
named = ["instellingen"]
[[respondents]]
id = "municipality"
name = { nl = "gemeenten", en = "municipalities" }
how = "all"
named = ["gemeenten"]
"#;
const TABLE: &str = r#"
id = "T1"
kind = "table"
page = 1
title = "Bekend"
unit = "percent"
source = "Bron: vragenlijst instellingen"
sums = "down"
columns = [{ label = "2022", base = "40" }, { label = "2024", base = "44" }]
rows = [["Ja", "30", "70"], ["Deels wel, deels niet", "40", "25"], ["Nee", "30", "5"]]
"#;
const GROUPED: &str = r#"
id = "T2"
kind = "table"
page = 2
title = "Hoe het gaat"
unit = "percent"
source = "Bron: vragenlijst instellingen"
sums = "no"
columns = [{ group = "Instellingen", label = "BOL", base = "44" }, { group = "Managers", label = "BOL", base = "142" }]
rows = [["Goed", "84", "79"]]
"#;
const TIES: &str = r#"
[[tie]]
text = "Volgens # van de instellingen gaat"
cells = ["T2 : Goed : Instellingen | BOL"]
[[tie]]
text = "Bij # is het bekend"
cells = ["T1 : Ja : 2024"]
[[tie]]
text = "bij # half"
cells = ["T1 : Deels… : 2024"]
"#;

fn checked(text: &str, table: &str) -> Report {
    let files = [
        ("measurement.toml", MEASUREMENT),
        ("published/T1.toml", table),
        ("published/T2.toml", GROUPED),
        ("ties.toml", TIES),
    ];
    let texts: Texts = files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
    check(&Reading::of(&texts), Some(("r.txt", text)))
}

/// A text in which all fits, then what is replaced in it by what, and what that is found as.
type Case = (&'static str, &'static [(&'static str, &'static str, Kind)]);

const CASES: &[Case] = &[
    // A table named in the sentence before, and an elided subject behind `en`.
    (
        "Tabel T1 laat zien hoe bekend het is.\nVan de instellingen zegt 70 procent ja en 5 procent nee.",
        &[("70", "71", Kind::TextTable), (" 5 ", " 6 ", Kind::TextTable)],
    ),
    // Named in the same sentence, with the year of another column; the label before brackets.
    ("In 2022 was het volgens tabel T1 deels (40%) bekend.", &[("40", "25", Kind::TextTable)]),
    // Labels after a number that a tie is about.
    (
        "Bij ruim 70 procent is het bekend, een kwart zegt deels en 5 procent van de instellingen nee.",
        &[("een kwart", "een derde", Kind::TextTable), (" 5 ", " 7 ", Kind::TextTable)],
    ),
    // The same of another year: over two sentences, in brackets, in a phrase.
    ("Bij ruim 70 procent is het bekend. In 2022 was dat nog 30 procent.", &[(" 30", " 33", Kind::TextTable)]),
    ("Bij ruim 70 procent is het bekend. In 2022 lag het percentage op 30 procent.", &[(" 30", " 3", Kind::TextTable)]),
    ("Bij ruim 70 procent is het bekend (2022: 30%).", &[(" 30", " 31", Kind::TextTable)]),
    (
        "Bij ruim 70 procent is het bekend, tegen bijna een derde in 2022.",
        &[("een derde", "de helft", Kind::TextTable)],
    ),
    // Lists in one order.
    (
        "Bij ruim 70 procent is het bekend, bij een kwart half. In 2022 was dat respectievelijk 30 en 40 procent.",
        &[("30 en 40", "40 en 40", Kind::TextTable), ("30 en 40", "30 en 30", Kind::TextTable)],
    ),
    (
        "Volgens tabel T1 zeiden ja, deels en nee respectievelijk 70, 25 en 5 procent.",
        &[("70,", "25,", Kind::TextTable), ("25 en", "70 en", Kind::TextTable), ("en 5 ", "en 8 ", Kind::TextTable)],
    ),
    // What is left.
    (
        "Bij ruim 70 procent is het bekend, bij een kwart half. De overige 5 procent weet van niets.",
        &[("overige 5", "overige 6", Kind::TextTable)],
    ),
    ("Van de ouders zegt 61 procent van wel. De andere 39 procent hoort niets.", &[("39", "38", Kind::TextText)]),
    ("Van de ouders zegt driekwart van wel. De rest (25%) hoort niets.", &[("25", "35", Kind::TextText)]),
    // Part of a part: 70% of 44 is 31; of 31 or 44 people nobody gets 28%.
    ("Bij ruim 70 procent is het bekend. Van hen vindt 26 procent dat goed.", &[("26", "28", Kind::TextTable)]),
    ("Bij ruim 70 procent is het bekend, waarvan 26 procent het goed vindt.", &[("26", "28", Kind::TextTable)]),
    // Change that the text spells out.
    ("Het aandeel steeg van 30 naar 70 procent.", &[("steeg", "daalde", Kind::TextText), ("70", "20", Kind::TextText)]),
    (
        "Bij ruim 70 procent is het bekend. In 2022 was dat 30 procent. Dat is een stijging.",
        &[("stijging", "daling", Kind::TextTable)],
    ),
    // Of whom, between a word and its number.
    ("Een klein deel van de teams (16%) weet het.", &[("16", "46", Kind::TextText)]),
    // A subject that is left out in the next sentence; and another group behind `en`.
    (
        "Bij ruim 70 procent is het bekend. Nog eens een kwart zegt deels.",
        &[("een kwart", "een derde", Kind::TextTable)],
    ),
    (
        "Volgens 84 procent van de instellingen gaat het goed en volgens 79 procent van de managers.",
        &[("79", "84", Kind::TextTable), ("84 procent", "79 procent", Kind::TextTable)],
    ),
    // What stands in brackets of another year, or behind `tegen`, does not take what follows with it.
    (
        "Bij ruim 70 procent is het bekend (2022: 30%), en 5 procent zegt nee.",
        &[(" 5 ", " 30 ", Kind::TextTable), ("30%", "31%", Kind::TextTable)],
    ),
    (
        "Bij ruim 70 procent is het bekend, tegen 30 procent in 2022. Een kwart zegt deels.",
        &[("Een kwart", "Een derde", Kind::TextTable)],
    ),
    (
        "Bij ruim 70 procent is het bekend (2022: 30%), bij een kwart half. De overige 5 procent weet van niets.",
        &[("overige 5", "overige 6", Kind::TextTable)],
    ),
    (
        "Bij ruim 70 procent is het bekend (30% in 2022), en 5 procent zegt nee.",
        &[("30%", "31%", Kind::TextTable), (" 5 ", " 6 ", Kind::TextTable)],
    ),
    // Of some of them, whatever label follows; and all that is left, whatever it says.
    ("Bij ruim 70 procent is het bekend, en van hen 26 procent deels.", &[("26", "28", Kind::TextTable)]),
    (
        "Bij ruim 70 procent is het bekend. De overige 30 procent zegt deels of nee.",
        &[("overige 30", "overige 25", Kind::TextTable)],
    ),
];

#[test]
fn each_construction_is_tied_and_a_text_in_which_all_fits_gives_no_finding() {
    for (text, _) in CASES {
        let report = checked(text, TABLE);
        assert_eq!(report.findings, [], "{text}");
        assert_eq!(report.statements.untied, [], "{text}");
    }
}

#[test]
fn each_number_and_word_that_does_not_hold_is_found_at_its_line() {
    for (text, replaced) in CASES {
        for (from, to, kind) in *replaced {
            let wrong = text.replacen(from, to, 1);
            assert_ne!(wrong, *text, "{from}");
            let line = u32::try_from(text.lines().count()).unwrap();
            let found = checked(&wrong, TABLE).findings;
            assert!(found.len() == 1 && found[0].kind == *kind && found[0].at.line == Some(line), "{wrong}: {found:?}");
        }
    }
}

#[test]
fn each_cell_that_does_not_hold_is_found() {
    let rows = |from: &str, to: &str| TABLE.replace(from, to);
    for (text, table, kind) in [
        (0, rows("\"30\", \"70\"", "\"30\", \"68\""), Kind::TextTable),
        (0, rows("\"30\", \"5\"", "\"30\", \"7\""), Kind::TextTable),
        (1, rows("\"40\", \"25\"", "\"38\", \"25\""), Kind::TextTable),
        (2, rows("\"40\", \"25\"", "\"40\", \"32\""), Kind::TextTable),
        (3, rows("\"30\", \"70\"", "\"33\", \"70\""), Kind::TextTable),
        (5, rows("\"30\", \"70\"", "\"32\", \"70\""), Kind::TextTable),
        (7, rows("\"40\", \"25\"", "\"45\", \"25\""), Kind::TextTable),
        (8, rows("\"30\", \"5\"", "\"30\", \"2\""), Kind::TextTable),
        (9, rows("\"40\", \"25\"", "\"40\", \"27\""), Kind::TextTable),
        (15, rows("\"30\", \"70\"", "\"65\", \"70\""), Kind::NotSignificant),
    ] {
        let found = checked(CASES[text].0, &table).findings;
        assert!(found.iter().any(|it| it.kind == kind && it.at.file == "r.txt"), "{}: {found:?}", CASES[text].0);
    }
}

/// What leaves another reading is listed, and not called wrong.
#[test]
fn what_is_not_certain_stays_untied() {
    for text in [
        // Another question.
        "Bij ruim 70 procent is het bekend. In 2022 vond 33 procent dat ouders mee mogen.",
        "Bij ruim 70 procent is het bekend. Daarnaast heeft 33 procent een zorgteam.",
        // Which of two is meant.
        "Bij ruim 70 procent is het bekend, bij een kwart half. In 2022 was dat 33 procent.",
        "Bij ruim 70 procent is het bekend, bij een kwart half. Van hen zegt 33 procent iets.",
        // A year that the table has not, and more numbers than there are labels.
        "Bij ruim 70 procent is het bekend. In 2018 was dat 33 procent.",
        "Volgens tabel T1 zeiden ja en nee respectievelijk 33, 33 en 33 procent.",
        // Who is named, and then something else of them.
        "Volgens 84 procent van de instellingen gaat het goed en volgens 33 procent van de managers duurt het lang.",
        // Which year a sentence goes on about, behind one that is about another.
        "Bij ruim 70 procent is het bekend. In 2022 was dat 30 procent. Nog eens 33 procent zegt deels.",
        "Bij ruim 70 procent is het bekend. In 2022 was dat 30 procent, 33 procent zei deels.",
        // Of others, who are named before the number or behind it.
        "Bij ruim 70 procent is het bekend. Van de gemeenten zegt 33 procent deels.",
        "Bij ruim 70 procent is het bekend, en 33 procent van de gemeenten zegt nee.",
        // Of another time, place or group than the sentence before: whatever stands before the number and is no word that says nothing.
        "Bij ruim 70 procent is het bekend. In 2022 zei 33 procent deels.",
        "Bij ruim 70 procent is het bekend. Van de instellingen in 2022 zei 33 procent deels.",
        "Bij ruim 70 procent is het bekend. Bij de vorige meting zei 33 procent deels.",
        "Bij ruim 70 procent is het bekend. Destijds zei 33 procent deels.",
        "Bij ruim 70 procent is het bekend. Van de docenten zegt 33 procent deels.",
        "Bij ruim 70 procent is het bekend. Op kleine locaties zegt 33 procent deels.",
        "Bij ruim 70 procent is het bekend. Een andere vraag gaat over tijd: 33 procent zegt deels.",
        "Bij ruim 70 procent is het bekend, terwijl op kleine locaties 33 procent deels zegt.",
        // A difference, and two labels together.
        "Bij ruim 70 procent is het bekend, deels (33 procentpunt) minder dan het was.",
        "Bij ruim 70 procent is het bekend, en 33 procent zegt deels of nee.",
        // A table that is not there.
        "Tabel T9 laat het zien. Het is 33 procent nee.",
        "Van de ouders zegt 61 procent ja, en 12 procent nee. De andere 33 procent zwijgt.",
    ] {
        let report = checked(text, TABLE);
        assert_eq!(report.findings, [], "{text}");
        assert!(!report.statements.untied.is_empty(), "{text}");
        assert!(report.statements.untied.iter().all(|it| !it.quote.contains("ruim 70 procent is")), "{text}");
    }
}
