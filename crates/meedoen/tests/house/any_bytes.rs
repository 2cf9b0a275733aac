//! What the fuzz targets hold of any bytes, held for some: samples with a few bytes changed, and tapes of chance.

#[path = "../../../../fuzz/any/mod.rs"]
mod any;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

const RO: &str = include_str!("../../../exchange/samples/RO_99ZA_20250101_20251231.csv");
const STAFF: &str = include_str!("../../../exchange/samples/staff.csv");
const STUDENTS: &str = "\
Studentnummer;Voornamen;Achternaam;Geboortedatum;E-mail;Lesgroepen;Ouder 1 naam;Start op
300001;Sem;de Vries;1-2-2008;sem@school.example;1A,1B;J. de Vries;1-8-2026
300002;\"Noor; Elin\";Bakker;31-12-2007;noor@school.example;;;2026-08-01
";
const CASES: &str = r#"{"cases": [{"id": "a", "data": "d.csv", "rel_tol": 1e-8,
"design": {"strata": ["s"], "ids": ["c"], "weights": "w", "domain": [{"var": "y", "op": ">", "value": 1}]},
"estimator": {"kind": "by", "stat": "mean", "vars": ["y"], "by": ["g"]}, "expected": {}}]}"#;
const LAW: &str = r#"[{"id": "a", "facts": {"question_code": "may_enrol", "today": "2026-08-01", "birth_date": "2011-01-10",
"statutory_ground": "yes", "needs_extra_support": "yes", "intake": [{"held_on": "2026-05-12", "support_need_assessed": true}],
"agreements": [{"version": 1, "kind": "statutory", "in_writing": true, "superseded_on": "2026-07-01", "superseded_by": 2,
"answers": [{"by": "student", "answer": "agreed", "at": "2026-06-20T10:05"}]}]}}, {"id": "b", "facts": {"question_code":
"absence_to_minister", "today": "2026-12-01", "covered_by_wsf_or_wtos": true, "absent_from": "2026-10-05",
"holiday_weeks": ["2026-10-19"], "programme": {"kind": "entree"}, "weeks": [{"week_starts": "2026-09-07"}]}}]"#;
const BOUNCE: &str = "From x Sun Nov 29 12:00:00 2026\nMIME-Version: 1.0\nContent-Type: multipart/report; boundary=b\n\n\
--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: failed\nStatus: 5.1.1\n\n--b\n\
Content-Type: text/rfc822-headers\n\n\
Message-ID: <0193aaaaaaaa7000800000000000000a.0193bbbbbbbb7000800000000000000b@x>\n\n--b--\n\nFrom y\n\nHoi\n";
const CODEBOOK: &str = r#"{"missing": ["NA", -9], "items": [{"name": "g", "levels": ["x", {"code": "y", "label": "why"}]},
{"name": "y", "scores": "codes", "top": 1, "asked": [{"item": "g", "in": "x"}], "strays": "drop",
"levels": [1, {"code": 2, "score": 5}, {"code": 8, "mean": false}, {"code": 9, "base": false}]}, {"name": "w", "number": {"low": 0}}],
"sets": [{"name": "m", "ticked": 1, "open": [0], "not_shown": -7, "options": ["a", {"column": "b", "shown": [{"item": "y", "from": 1}]}]}]}"#;
const CODED: &str = "g,y,w,a,b\nx,1,2.5,1,0\ny, ,1e3,,-7\nx,9,NA,0,1\nx,8,3,1,0\n,2,1,,\n";
const MEASUREMENT: &str = "year = 2026\nstudy_year = \"2025-2026\"\nname = { nl = \"P\", en = \"T\" }\nstate = { is = \"draft\" }\n\
[[respondents]]\nid = \"s\"\nname = { nl = \"s\", en = \"s\" }\nhow = \"all\"\nweighted = true\n\0\
[[scales]]\nid = \"o\"\nlevels = [[\"1\", \"a\", \"a\"], [\"2\", \"b\", \"b\"], [\"8\", \"w\", \"d\"]]\n\0\
of = [\"s\"]\nname = { nl = \"V\", en = \"Q\" }\n[[items]]\nid = \"t\"\ntext = { nl = \"t\", en = \"t\" }\n\
levels = [[\"bol\", \"bol\", \"BOL\"], [\"bbl\", \"bbl\", \"BBL\"]]\n[[items]]\nid = \"h\"\ntext = { nl = \"h\", en = \"h\" }\n\
scale = \"o\"\nasked = [{ item = \"t\", in = [\"bol\"] }]\n[[items]]\nid = \"w\"\ntext = { nl = \"w\", en = \"w\" }\n\
options = [[\"c\", \"c\", \"c\"], [\"d\", \"d\", \"d\"]]\n\0\
[[weights]]\nof = \"s\"\npopulation = 100\n[[weights.margins]]\nitem = \"t\"\nshares = [[\"bol\", \"70\"], [\"bbl\", \"30\"]]\n\0\
[[tables]]\nid = \"T1\"\ntitle = { nl = \"H\", en = \"H\" }\nbase = { nl = \"w\", en = \"w\" }\nitem = \"h\"\nwithout = [\"8\"]\n\
columns = [{ label = { nl = \"%\", en = \"%\" }, of = \"s\" }]\nby = \"t\"\n\0\
[[files]]\nof = \"s\"\nleast = 1\n\0id,t,h,w_c,w_d\n1,bol,1,1,0\n2,bbl,,,\n3,bol,8,0,0\n4,bbl,,0,1\n";
const SPS: &str = include_str!("../../../exchange/samples/limesurvey.sps");
const DAT: &str = include_str!("../../../exchange/samples/limesurvey.dat");
const SAV: [&[u8]; 3] = [
    include_bytes!("../../../exchange/src/sav/made/pspp.sav"),
    include_bytes!("../../../exchange/src/sav/made/packed.sav"),
    include_bytes!("../../../exchange/src/sav/made/pspp.zsav"),
];
const PARQUET: [&[u8]; 3] = [
    include_bytes!("../../../exchange/src/parquet/made/snappy.parquet"),
    include_bytes!("../../../exchange/src/parquet/made/plain.parquet"),
    include_bytes!("../../../exchange/src/parquet/made/v2.parquet"),
];
/// Two tables, what they have to do with each other, and a text about them.
const PRINTED: &str = "year = 2026\nstudy_year = \"2025-2026\"\nname = { nl = \"P\", en = \"T\" }\nstate = { is = \"draft\" }\n\
[[respondents]]\nid = \"s\"\nname = { nl = \"scholen\", en = \"schools\" }\nasked = 50\nanswered = 46\nhow = \"all\"\nnamed = [\"scholen\"]\n\0\
id = \"B1\"\nkind = \"table\"\npage = 1\nplace = 1\ntitle = \"Hulp\"\nunit = \"percent\"\nsource = \"Bron: scholen.\"\nsums = \"down\"\n\
columns = [{ label = \"2024\", base = \"23\" }, { label = \"2026\", base = \"44\" }]\n\
rows = [[\"Nooit\", \"26\", \"48\"], [\"Soms\", \"61\", \"41\"], [\"Weet niet\", \"13\", \"11\"]]\n\0\
id = \"B2\"\nkind = \"table\"\npage = 2\nplace = 1\ntitle = \"Tijd\"\nunit = \"percent\"\nsource = \"Bron: scholen.\"\nsums = \"down\"\n\
columns = [{ label = \"2026\", base = \"44\" }]\nrows = [[\"Ja\", \"70\"], [\"Nee\", \"30\"]]\n\0\
[[part]]\npart = \"B2 : Ja : 2026\"\nwhole = \"B1 : Nooit : 2026\"\nwhy = \"een proef\"\n\0\
[[tie]]\ntext = \"zegt # nooit\"\ncells = [\"B1 : Nooit : 2026\"]\n\
[[tie]]\ntext = \"Dat aandeel is #\"\nfrom = \"B1 : Nooit : 2024\"\nto = \"B1 : Nooit : 2026\"\n\0\0\0\0\0\
[[findings]]\nkind = \"not_significant\"\nplace = \"p. 1\"\nsays = \"gestegen\"\nabout = { nl = \"a\", en = \"a\" }\n\
cells = [\"B1 : Nooit : 2024\", \"B1 : Nooit : 2026\"]\n\0\
Hoofdstuk 1\n\nBijna de helft van de scholen zegt 48 procent nooit (2024: 26%), en 11 procent weet niet. Dat aandeel is gestegen\n\
van 26 naar 48 procent. In ruim een kwart van de 44 scho-\nlen (tabel B2) is dat 70 procent; de overige 30 procent niet.\n\n\
Tabel B2 \u{2013} Tijd\n70\nBron: scholen.\n\nEen even groot deel, 1 op de 5, zegt ja.\n";
/// What a report may say of a small book, and what it may not.
const REPORT: &str = "# Hulp\n\nVan de scholen zegt {T1 : Vaak : 2026}% vaak, en {een kwart = T1 : Nooit : 2026} nooit.\nDat is\n\
{gedaald = T1 : Nooit : 2024 -> T1 : Nooit : 2026}.\n\n- {T1 : N : 2026} scholen\n- {meer = T1 : Nooit : 2026 -> T1 : Vaak : 2026}\n\n\
{table T1}\n\n## Slot\n\nEen derde {T1 : Weet niet : 2026} {T9 : a\n";
const CODINGS: &str = "id,first,second,agreed\ns1,1,1,\ns2,1,2,8\ns3,2,2,\ns4,8,,\n";
const CODED_ANSWERS: &str = "id,type\ns1,1\ns2,2\ns3,1\n";
const DATA: &str = "y,s,c,w,g\n1,a,1,2.5,x\n2,a,2,1e3,\n-3.5,b,3,4,y\n";

/// Where a sample is changed, how, and to what.
type Change = (Index, u8, Vec<u8>);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    vec((any::<Index>(), 0..3u8, vec(any::<u8>(), 0..9)), 0..6)
}

/// Cut, doubled or overwritten at those places.
fn put(mut bytes: Vec<u8>, changes: Vec<Change>) -> Vec<u8> {
    for (place, how, with) in changes {
        let at = place.index(bytes.len().max(1)).min(bytes.len());
        let end = (at + with.len()).min(bytes.len());
        match how {
            0 => drop(bytes.drain(at..end)),
            1 => drop(bytes.splice(at..at, with)),
            _ => drop(bytes.splice(at..end, with)),
        }
    }
    bytes
}

/// A sample in which a few places were changed.
fn changed(sample: &'static str) -> impl Strategy<Value = Vec<u8>> {
    changes().prop_map(move |changes| put(sample.as_bytes().to_vec(), changes))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_registratieoverzicht(bytes in changed(RO)) {
        any::ro::any(&bytes);
    }

    #[test]
    fn mail_that_came_back(bytes in changed(BOUNCE)) {
        any::bounces::any(&bytes);
    }

    #[test]
    fn an_export_for_spss(syntax in changed(SPS), data in changed(DAT)) {
        any::limesurvey::any(&[syntax, data].join(&0));
    }

    #[test]
    fn a_list_of_staff(bytes in changed(STAFF)) {
        any::staff::any(&bytes);
    }

    #[test]
    fn a_students_file(bytes in changed(STUDENTS)) {
        any::students::any(&bytes);
    }

    #[test]
    fn a_file_of_cases_of_the_law(bytes in changed(LAW)) {
        any::law::any(&bytes);
    }

    #[test]
    fn a_file_of_cases(cases in changed(CASES), data in changed(DATA)) {
        any::cases::any(&[cases, data].join(&0));
    }

    #[test]
    fn a_codebook(codebook in changed(CODEBOOK), data in changed(CODED)) {
        any::codebooks::any(&[codebook, data].join(&0));
    }

    #[test]
    fn a_measurement_with_answers(bytes in changed(MEASUREMENT)) {
        any::measurements::any(&bytes);
    }

    #[test]
    fn printed_tables_and_a_text_about_them(bytes in changed(PRINTED)) {
        any::checks::any(&bytes);
    }

    #[test]
    fn the_text_of_a_report(bytes in changed(REPORT)) {
        any::reports::any(&bytes);
    }

    #[test]
    fn a_file_of_two_codings(codings in changed(CODINGS), answers in changed(CODED_ANSWERS)) {
        any::codings::any(&[codings, answers].join(&0));
    }

    #[test]
    fn a_file_of_spss(which in 0..3_usize, changes in changes()) {
        any::sav::any(&put(SAV[which].to_vec(), changes));
    }

    #[test]
    fn a_parquet_file(which in 0..3_usize, changes in changes()) {
        any::parquet::any(&put(PARQUET[which].to_vec(), changes));
    }

    #[test]
    fn a_design(tape in vec(any::<u8>(), 0..1500)) {
        any::designs::any(&tape);
    }
}
