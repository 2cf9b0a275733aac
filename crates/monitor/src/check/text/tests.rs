use super::quantity::{Quantity, Says};
use super::*;
use crate::check::{Kind, Report, check as whole};
use crate::folder::{Reading, Texts};

/// The quantities of a text as `line words`, statements only.
fn stated(text: &str) -> Vec<String> {
    let tokens = token::tokens(&layout::lines(text));
    let found = quantity::find(&tokens);
    let words =
        |it: &Quantity| tokens[it.from..it.to].iter().map(|token| token.word.as_str()).collect::<Vec<_>>().join(" ");
    found.iter().filter(|it| it.states).map(|it| format!("{} {}", it.line, words(it))).collect()
}

#[test]
fn statements_are_found_and_nothing_else() {
    for (text, expected) in [
        ("In 57% van de gevallen, bij 12,5 procent niet.", vec!["1 57%", "1 12,5 procent"]),
        (
            "Ruim een kwart, bijna 80 procent, circa twee\nderde.",
            vec!["1 ruim een kwart", "1 bijna 80 procent", "1 circa twee derde"],
        ),
        (
            "De meeste instellingen; 1 op de 5; vrijwel\nniemand.",
            vec!["1 de meeste", "1 1 op de 5", "1 vrijwel niemand"],
        ),
        ("Eén op de drie, 1/4 en veertig procent.", vec!["1 eén op de drie", "1 1/4", "1 veertig procent"]),
        ("Respectievelijk 26, 30 en 35 procent.", vec!["1 26", "1 30", "1 35 procent"]),
        ("Het gaat om 50-60 procent (15-20%).", vec!["1 50-60 procent", "1 15-20%"]),
        ("Er zijn 2.996 eerstejaars studenten en vijf teams.", vec!["1 2.996", "1 vijf"]),
        ("Het aandeel is gestegen; het is een even groot deel.", vec!["1 gestegen", "1 een even groot deel"]),
        // Over a line end, with the hyphen of the printer; the line is that of its first word.
        ("Dat is in\nmeer-\n\nderheid zo, bij 40\nprocent.", vec!["2 meerderheid", "4 40 procent"]),
        // The mark of a footnote is no number.
        ("Zo was het in de meting van 202216: 41%.14 Daarna 12 keer.", vec!["1 41%"]),
        // Dates, notes, laws, scales, ages, classes, margins.
        ("Op 1 augustus 2023, artikel 2.5.5a, lid 9, figuur 4.1 en paragraaf 3.2.", vec![]),
        ("Tot 18 jaar; 18+ studenten; scholen (< 10.000 studenten); een score van 100%.", vec![]),
        ("Een marge van plus/min 6 procent bij een 90%-betrouwbaarheidsinterval.", vec![]),
        ("De derde lijn, een derde lijn, de wet verbetering rechtsbescherming van 2023.", vec![]),
        // A change is one where there is something to have changed from.
        ("Er is toename.", vec![]),
        ("Er is toename sinds de vorige meting.", vec!["1 toename"]),
        // Tables and labels of figures are no text.
        ("Tabel B9.1 – Iets (N = 44)\nJa 12%\nNee 88%\nBron: ons.\nWel 12%.", vec!["5 12%"]),
        ("Figuur 9.1 – Iets (%)\n\n33%\nBron: ons\n\n71% 5%\n\nHier 4%.", vec!["8 4%"]),
    ] {
        assert_eq!(stated(text), expected, "{text}");
    }
}

#[test]
fn dutch_numbers_in_words() {
    for (word, value) in [
        ("een", 1),
        ("één", 1),
        ("twaalf", 12),
        ("vijfenveertig", 45),
        ("negenennegentig", 99),
        ("honderd", 100),
        ("driehonderdvijf", 305),
    ] {
        assert_eq!(number::words(word), Some(value), "{word}");
    }
    for word in ["", "kwart", "veertien-", "enveertig", "tienentwintig", "honderden"] {
        assert_eq!(number::words(word), None, "{word}");
    }
}

/// What a phrase means, as its lowest and highest whole percentage.
fn meant(phrase: &str) -> (i32, i32) {
    let tokens = token::tokens(&layout::lines(phrase));
    let Says::Share { span, .. } = quantity::find(&tokens)[0].says else { panic!("{phrase} names no share") };
    let holds: Vec<i32> =
        (0..=100).filter(|it| span.meets(span::Span::closed(f64::from(*it), f64::from(*it)))).collect();
    (holds[0], holds[holds.len() - 1])
}

#[test]
fn each_word_has_its_range() {
    for (phrase, range) in [
        ("een kwart", (23, 27)),
        ("ruim een kwart", (26, 30)),
        ("bijna een kwart", (20, 24)),
        ("circa een kwart", (22, 28)),
        ("iets meer dan de helft", (51, 55)),
        ("iets minder dan de helft", (45, 49)),
        ("meer dan de helft", (51, 100)),
        ("minder dan de helft", (0, 49)),
        ("ten minste 59 procent", (59, 100)),
        ("hooguit 10 procent", (0, 10)),
        ("slechts een derde", (31, 35)),
        ("nog eens bijna de helft", (45, 49)),
        ("circa twee derde", (64, 69)),
        ("driekwart", (73, 77)),
        ("circa 1 op de 5", (17, 23)),
        ("zo’n 80 procent", (77, 83)),
        ("de meeste", (51, 100)),
        ("overgrote meerderheid", (65, 100)),
        ("vrijwel alle", (90, 100)),
        ("vrijwel niemand", (0, 5)),
        ("57 procent", (57, 57)),
        ("50-60 procent", (50, 60)),
    ] {
        assert_eq!(meant(phrase), range, "{phrase}");
    }
}

/// The definitions that people read are those of the code.
#[test]
fn the_document_says_what_each_word_means() {
    let document =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/monitor-check.md")).unwrap();
    let rows: Vec<(String, String)> = document
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("| `")?.trim_end_matches(" |").split("` | ");
            Some((cells.next()?.to_owned(), cells.next()?.to_owned()))
        })
        .collect();
    let before = word::BEFORE.iter().map(|(words, before)| ((*words).to_owned(), before.means().to_owned()));
    let fractions = word::FRACTIONS
        .iter()
        .map(|(words, value)| ((*words).to_owned(), format!("{}%", crate::check::finding::dutch(*value))));
    let shares = word::SHARES.iter().map(|share| (share.words.to_owned(), format!("{}%", share.span)));
    let compares = word::COMPARES.iter().map(|it| (it.words.to_owned(), it.way.means().to_owned()));
    let expected: Vec<(String, String)> = before.chain(fractions).chain(shares).chain(compares).collect();
    assert_eq!(rows, expected);
}

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
id = "manager"
name = { nl = "managers", en = "managers" }
answered = 149
how = "sample"
named = ["managers"]
"#;
const ONE: &str = r#"
id = "T1"
kind = "table"
page = 1
title = "Bekend"
unit = "percent"
source = "Bron: vragenlijst instellingen"
sums = "down"
columns = [{ label = "2022", base = "40" }, { label = "2024", base = "44" }]
rows = [["Ja", "30", "70"], ["Deels", "40", "25"], ["Nee", "30", "5"]]
"#;
const TWO: &str = r#"
id = "T2"
kind = "table"
page = 2
title = "Bekend in teams"
unit = "percent"
source = "Bron: vragenlijst managers"
sums = "down"
columns = [{ label = "%", base = "140" }]
rows = [["Ja", "72"], ["Deels", "22"], ["Nee", "6"]]
"#;
const TIES: &str = r#"
[[tie]]
text = "Bij # is het bekend"
cells = ["T1 : Ja : 2024"]
[[tie]]
text = "bij # deels"
cells = ["T1 : Deels : 2024"]
[[tie]]
text = "Samen is dat #"
cells = ["T1 : Ja : 2024", "T1 : Deels : 2024"]
[[tie]]
text = "Dat is sinds de vorige meting #"
from = "T1 : Ja : 2022"
to = "T1 : Ja : 2024"
[[tie]]
text = "en # van de teams"
from = "T1 : Ja : 2024"
to = "T2 : Ja"
[[tie]]
text = "antwoordden # instellingen van"
cells = ["T1 : N : 2024"]
name = "answered"
[[tie]]
text = "instellingen van de # instellingen"
name = "asked"
[[tie]]
text = "ofwel # hier"
ratio = ["@answered", "@asked"]
[[tie]]
text = "De andere # niet"
cells = ["T1 : Ja : 2024"]
rest = true
[[tie]]
text = "Zoals gezegd # van de"
cells = ["@answered"]
[[tie]]
text = "zegt # van hen"
share_of = "T1 : N : 2024"
[[tie]]
text = "was in 2018 #"
name = "once"
[[tie]]
text = "is nu #"
name = "now"
[[tie]]
text = "dus # dan toen"
from = "@once"
to = "@now"
"#;
const TEXT: &str = "Bij ruim 70 procent is het bekend, bij een kwart deels. Samen is dat 95 procent. Dat is sinds de vorige\n\
meting gestegen, en een even groot deel van de teams. Er antwoordden 44 instellingen van de 55 instellingen, ofwel\n\
80 procent hier. De andere 30 procent niet. De meeste ouders (52%) weten het. Zoals gezegd 44 van de instellingen.\n";

fn checked(text: &str, one: &str) -> Report {
    against(text, one, TWO)
}

fn against(text: &str, one: &str, two: &str) -> Report {
    let files = [
        ("measurement.toml", MEASUREMENT),
        ("published/T1.toml", one),
        ("published/T2.toml", two),
        ("ties.toml", TIES),
    ];
    let texts: Texts = files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
    whole(&Reading::of(&texts), Some(("r.txt", text)))
}

#[test]
fn a_text_in_which_all_fits_gives_no_finding() {
    let report = checked(TEXT, ONE);
    assert_eq!(report.findings, []);
    assert_eq!((report.statements.found, report.statements.tied, report.statements.hold), (12, 12, 12));
    let report = checked(&format!("{TEXT}Van wie 13 procent iets anders zegt."), ONE);
    assert_eq!((report.statements.found, report.statements.untied.len()), (13, 1));
    assert_eq!(report.statements.untied[0].line, 4);
    assert!(report.statements.untied[0].quote.contains("13 procent"));
}

/// A figure of which only the base came down, and what the text says of it: 39 of 44 is 88,6%, 38 is 86,4%.
#[test]
fn a_share_of_a_base_is_a_whole_count_of_it_and_the_text_fits_itself() {
    let say = |share: &str, once: &str, now: &str, way: &str| {
        let more = format!(
            "Daarvan zegt {share} van hen ja. Dat was in 2018 {once}. Het is nu {now}. Dat is dus {way} dan toen. "
        );
        checked(&(more + TEXT), ONE)
    };
    let fits = say("86 procent", "een derde", "circa twee derde", "fors meer");
    assert_eq!((&fits.findings, fits.statements.tied, fits.statements.untied.len()), (&vec![], 16, 0));
    for (share, once, now, way, kind) in [
        ("87 procent", "een derde", "circa twee derde", "fors meer", Kind::TextTable),
        ("86,5 procent", "een derde", "circa twee derde", "fors meer", Kind::TextTable),
        ("86 procent", "een derde", "circa twee derde", "lager", Kind::TextText),
        ("86 procent", "driekwart", "circa twee derde", "fors meer", Kind::TextText),
        ("86 procent", "een derde", "een vijfde", "fors meer", Kind::TextText),
    ] {
        let found = say(share, once, now, way).findings;
        assert!(found.len() == 1 && found[0].kind == kind, "{share} {once} {now} {way}: {found:?}");
    }
    // Words that leave room for either are not called wrong, and a word is not held against a base.
    assert_eq!(say("86 procent", "circa een derde", "een derde", "fors meer").findings, []);
    let loose = say("bijna 90 procent", "een derde", "circa twee derde", "fors meer");
    assert_eq!((loose.findings.len(), loose.statements.untied.len()), (0, 1));
}

#[test]
fn each_number_and_word_that_does_not_hold_is_found() {
    for (from, to, kind, line) in [
        ("ruim 70", "bijna 70", Kind::TextTable, 1),
        ("ruim 70 procent", "71 procent", Kind::TextTable, 1),
        ("ruim 70 procent", "een minderheid", Kind::TextTable, 1),
        ("een kwart deels", "een vijfde deels", Kind::TextTable, 1),
        ("een kwart deels", "ruim een kwart deels", Kind::TextTable, 1),
        ("95 procent", "96 procent", Kind::TextTable, 1),
        ("gestegen", "gedaald", Kind::TextTable, 2),
        ("dat 95", "dat bijna 95", Kind::TextTable, 1),
        ("44 instellingen van", "45 instellingen van", Kind::TextTable, 2),
        ("80 procent", "79 procent", Kind::TextText, 3),
        ("55 instellingen", "56 instellingen", Kind::TextText, 3),
        ("andere 30", "andere 31", Kind::TextTable, 3),
        ("(52%)", "(48%)", Kind::TextText, 3),
        ("gezegd 44", "gezegd 43", Kind::TextText, 3),
    ] {
        let report = checked(&TEXT.replace(from, to), ONE);
        let found: Vec<_> = report.findings.iter().map(|it| (it.kind, it.at.line, it.at.file.as_str())).collect();
        assert!(found.contains(&(kind, Some(line), "r.txt")), "{to}: {found:?}");
    }
}

#[test]
fn each_cell_that_does_not_hold_is_found() {
    for (from, to, kind, line) in [
        ("\"30\", \"70\"", "\"30\", \"68\"", Kind::TextTable, 1),
        ("\"40\", \"25\"", "\"40\", \"30\"", Kind::TextTable, 1),
        ("\"30\", \"70\"", "\"68\", \"70\"", Kind::NotSignificant, 2),
        ("\"30\", \"70\"", "\"75\", \"70\"", Kind::TextTable, 2),
        ("base = \"44\"", "base = \"43\"", Kind::TextTable, 2),
        ("\"30\", \"70\"", "\"30\", \"\"", Kind::TextTable, 1),
    ] {
        let report = checked(TEXT, &ONE.replace(from, to));
        let found: Vec<_> = report.findings.iter().map(|it| (it.kind, it.at.line)).collect();
        assert!(found.contains(&(kind, Some(line))), "{to}: {found:?}");
    }
    // 64 against 72: a cell of another table, more than 3 points away.
    let report = checked(&TEXT.replace("een even groot", "even groot"), &ONE.replace("\"70\"", "\"64\""));
    assert!(report.findings.iter().any(|it| it.says == "even groot deel"), "{:?}", report.findings);
}

/// Every quantity of the text, one at a time, by one of its kind that cannot hold: 3 procent, 13, nearly nobody, the other way.
#[test]
fn every_quantity_of_a_text_is_held() {
    let words: Vec<&str> = TEXT.split_whitespace().collect();
    let tokens = token::tokens(&layout::lines(TEXT));
    assert_eq!(tokens.len(), words.len(), "a token a word");
    // Also a number that is no statement by itself, and is tied.
    let all = quantity::find(&tokens);
    assert_eq!(all.len(), 12, "{all:?}");
    for quantity in all {
        let (first, last) = (words[quantity.from], words[quantity.to - 1]);
        let other = match quantity.says {
            Says::Share { number: Some(_), .. } if last.contains('%') => "3%",
            Says::Share { number: Some(_), .. } => "3 procent",
            Says::Share { number: None, .. } => "vrijwel niemand",
            Says::Count { .. } => "13",
            Says::Way(_) => "gedaald",
        };
        let open = if first.starts_with('(') { "(" } else { "" };
        let close = &last[last.trim_end_matches(|it: char| !it.is_alphanumeric() && it != '%').len()..];
        let instead = format!("{open}{other}{close}");
        let text = [&words[..quantity.from], &[instead.as_str()][..], &words[quantity.to..]].concat().join(" ");
        let report = checked(&text, ONE);
        let found = report.findings.iter().filter(|it| it.at.file == "r.txt");
        let told = found.clone().any(|it| it.says == other || it.holds.contains(other));
        assert!(told, "{} by {other}: {:#?}", words[quantity.from..quantity.to].join(" "), found.collect::<Vec<_>>());
    }
}

/// Every cell and base, one at a time, by 99: what the text is about is found, and what it is not about is no matter.
#[test]
fn every_cell_that_a_text_is_about_is_held() {
    const ABOUT: [&str; 5] = ["T1 Ja 2022", "T1 Ja 2024", "T1 Deels 2024", "T1 N 2024", "T2 Ja %"];
    let mut seen = Vec::new();
    for (id, whole) in [("T1", ONE), ("T2", TWO)] {
        let columns: &[&str] = if id == "T1" { &["2022", "2024"] } else { &["%"] };
        for row in ["Ja", "Deels", "Nee", "N"] {
            for (at, column) in columns.iter().enumerate() {
                // Its place in the text: behind the label of the row, or of the column.
                let (from, many) = match row {
                    "N" => (format!("label = \"{column}\", base = \""), 0),
                    row => (format!("[\"{row}\", \""), at),
                };
                let begins = whole.find(&from).unwrap() + from.len();
                let cell =
                    whole[begins..].split("\", \"").take(many).map(|text| text.len() + 4).sum::<usize>() + begins;
                let length = whole[cell..].find('"').unwrap();
                let changed = format!("{}99{}", &whole[..cell], &whole[cell + length..]);
                let (one, two) = if id == "T1" { (changed.as_str(), TWO) } else { (ONE, changed.as_str()) };
                let report = against(TEXT, one, two);
                let found = report.findings.iter().any(|it| it.at.file == "r.txt");
                let name = format!("{id} {row} {column}");
                assert_eq!(found, ABOUT.contains(&name.as_str()), "{name}: {:#?}", report.findings);
                seen.push(name);
            }
        }
    }
    assert_eq!(seen.len(), 12);
}

#[test]
fn any_text_is_read_to_its_end() {
    for text in [
        "",
        "de meeste (48%)",
        "een kwart een derde (",
        "%",
        "#",
        "-",
        "1/",
        "/2",
        "(",
        "1 op de",
        "een",
        "…",
        "0 op de 0",
        "1/0",
        "²%",
        "٣ procent",
        "a-\n\nb-\n\n",
        "9999999999999999999999 studenten",
    ] {
        checked(text, ONE);
        checked(&text.repeat(3), ONE);
    }
}
