//! Worked cases, a line of file each.

use super::*;
use crate::Completeness;
use crate::ro::report::FileReport;
use time::macros::date;

const TODAY: Date = date!(2026 - 11 - 28);

const HEAD: &str = "VLP|27DV|2024-07-31|2026-03-24|2026-03-25\n";
const PERSON: &str = "PER|BSN1||1987-11-23|V\n";
const ENROLMENT: &str = "ISG|BSN1||C3|2023-01-30|2025-01-29|2025-01-16|08\n";

/// `line record field code` of each problem.
fn problems(bytes: &[u8]) -> Vec<String> {
    check(bytes, TODAY).problems.iter().map(short).collect()
}

fn warnings(bytes: &[u8]) -> Vec<String> {
    check(bytes, TODAY).warnings.iter().map(short).collect()
}

fn short(problem: &Problem) -> String {
    let dash = |part: &Option<std::borrow::Cow<'static, str>>| part.as_deref().unwrap_or("-").to_owned();
    format!("{} {} {} {}", problem.line, dash(&problem.record), dash(&problem.field), problem.kind.code())
}

/// A file with header, person and enrolment, and one line more (line 4).
fn with(line: &str) -> Vec<u8> {
    format!("{HEAD}{PERSON}{ENROLMENT}{line}\n").into_bytes()
}

const ZA: &[u8] = include_bytes!("../../samples/RO_99ZA_20250101_20251231.csv");
const ZB: &[u8] = include_bytes!("../../samples/RO_99ZB_20240731_20260324.csv");
const ZC: &[u8] = include_bytes!("../../samples/RO_99ZC_20240801_20250731.csv");

/// The expectations were counted in the files by hand.
#[test]
fn the_samples_read_without_a_problem() {
    let cases = [
        (
            ZA,
            0,
            r#"{"institution":"99ZA","period":{"from":"2025-01-01","to":"2025-12-31"},"created":"2026-03-23","records":{"PER":3,"ISG":3,"ISP":3,"ISE":2,"BPV":2,"DIP":1,"AMO":1,"GEO":2,"KZD":1},"trailer":{"PER":3,"ISG":3,"ISP":3,"ISE":2,"BPV":2,"DIP":1,"AMO":1,"GEO":2,"KZD":1},"completeness":"proven","persons":3,"enrolments":3,"enrolmentPeriods":3,"supportPeriods":2,"placements":2,"problems":[],"warnings":[]}"#,
        ),
        (
            ZB,
            9,
            r#"{"institution":"99ZB","period":{"from":"2024-07-31","to":"2026-03-24"},"created":"2026-03-25","records":{"PER":4,"ISG":5,"ISP":8,"ISE":2,"BPV":5,"DIP":1,"AMO":0,"GEO":2,"KZD":2},"trailer":{"PER":1204,"ISG":1411,"ISP":2210,"ISE":96,"BPV":1730,"DIP":310,"AMO":12,"GEO":840,"KZD":795},"completeness":"doubted","persons":4,"enrolments":5,"enrolmentPeriods":8,"supportPeriods":2,"placements":5,"problems":[],"warnings":[{"line":31,"record":"SLR","field":"PER","message":"Volgens het sluitrecord zijn er 1204 records. In het bestand staan er 4."},"#,
        ),
        (
            ZC,
            0,
            r#"{"institution":"99ZC","period":{"from":"2024-08-01","to":"2025-07-31"},"created":"2025-09-01","records":{"PER":2,"ISG":2,"ISP":2,"ISE":1,"BPV":0,"DIP":0,"AMO":0,"GEO":0,"KZD":0},"trailer":{"PER":2,"ISG":2,"ISP":2,"ISE":1,"BPV":0,"DIP":0,"AMO":0,"GEO":0,"KZD":0},"completeness":"proven","persons":2,"enrolments":2,"enrolmentPeriods":2,"supportPeriods":1,"placements":0,"problems":[],"warnings":[]}"#,
        ),
    ];
    for (bytes, warnings, expected) in cases {
        let file = parse(bytes, TODAY);
        let report = FileReport::new(&file.summary);
        assert_eq!(report.warnings.len(), warnings);
        let json = serde_json::to_string(&report).unwrap();
        assert!(json.starts_with(expected), "{json}");
        assert_eq!(file.persons.len() as u64, report.persons);
        assert_eq!(file.placements.len() as u64, report.placements);
    }
}

#[test]
fn fields_arrive_typed() {
    let file = parse(ZA, TODAY);
    let (line, enrolment) = file.enrolments[1];
    assert_eq!((line, enrolment.key.sequence.as_str()), (6, "1"));
    assert_eq!((enrolment.key.person.kind, enrolment.key.person.number.reveal()), (NumberKind::Bsn, "5"));
    assert_eq!(enrolment.begin.to_string(), "2023-08-01");
    assert_eq!(enrolment.planned_end.unwrap().to_string(), "2026-07-31");
    assert_eq!(enrolment.end.unwrap().to_string(), "2025-01-30");
    assert_eq!(enrolment.reason, Some(codes::RedenUitschrijving::Administrative));
    let (_, support) = file.support[0];
    assert_eq!(
        (support.begin.to_string(), support.end.unwrap().to_string()),
        ("2024-10-11".into(), "2025-01-30".into())
    );
    assert_eq!(file.support[1].1.end, None);
    let (_, placement) = file.placements[1];
    assert_eq!((placement.hours, placement.company.unwrap().as_str()), (Some(150), "900000025"));
    let (_, period) = file.periods[2];
    assert_eq!((period.leertraject, period.niveau, period.fundable), (codes::Leertraject::Odt, None, Some(false)));
    assert_eq!((period.provider.unwrap().as_str(), period.location.unwrap().as_str()), ("999A001", "999X102"));
    assert_eq!(file.persons[0].1.birth_date.parts(), (1987, 11, 14));
    assert_eq!(file.persons[1].1.birth_date.parts(), (1989, 0, 0));
    let third = file.persons[2].1;
    assert_eq!((third.key.kind, third.key.number.reveal()), (NumberKind::Onr, "999999998"));

    let file = parse(ZB, TODAY);
    let periods: Vec<_> =
        file.periods.iter().map(|(_, one)| (one.leertraject.code(), one.niveau.map(codes::Niveau::code))).collect();
    assert_eq!(periods[1], ("BOL_DT", None));
    assert_eq!(periods[5], ("BOL", Some("MBO-2")));
    assert_eq!(file.placements[4].1.optional_part.unwrap().as_str(), "K0067");
    assert_eq!(file.persons[3].1.birth_date.parts(), (2007, 5, 0));

    let file = parse(ZC, TODAY);
    assert_eq!(file.persons.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [6, 9]);
    assert_eq!(file.periods[0].1.begin.to_string(), "2024-08-01");
}

/// Cut at the end of every line in turn: none of it is a fault of a line, and none of it may pass for whole.
#[test]
fn a_file_cut_at_a_line_end_is_not_whole() {
    assert_eq!(check(ZA, TODAY).completeness(), Completeness::Proven);
    let ends: Vec<usize> = (0..ZA.len() - 1).filter(|at| ZA[*at] == b'\n').map(|at| at + 1).collect();
    assert_eq!(ends.len(), 19);
    for end in ends {
        let summary = check(&ZA[..end], TODAY);
        assert!(summary.problems.is_empty(), "{end}: {:?}", summary.problems);
        assert_eq!(summary.completeness(), Completeness::Untold, "{end}");
    }
    // The trailer stands first: then its counts tell. (The last line is the header, which stands in front here.)
    let mark = "\u{feff}".len();
    let ends: Vec<usize> = (mark..ZC.len()).filter(|at| ZC[*at] == b'\n').collect();
    for (line, end) in ends.iter().enumerate() {
        let cut = [HEAD.as_bytes(), &ZC[mark..=*end]].concat();
        assert_eq!(check(&cut, TODAY).completeness().is_proven(), line + 1 == ends.len(), "{end}");
    }
    let cases = [
        ("no trailer", String::new(), Completeness::Untold),
        ("fits", "SLR|1|1|0|0|0|0|0|0|0".into(), Completeness::Proven),
        ("one less", "SLR|1|0|0|0|0|0|0|0|0".into(), Completeness::Doubted),
        ("one more", "SLR|1|1|1|0|0|0|0|0|0".into(), Completeness::Doubted),
        ("a trailer cut short", "SLR|1|1|0".into(), Completeness::Doubted),
        ("cut within a number", "SLR|1|1|0|0|0|0|0|0|".into(), Completeness::Doubted),
        ("two trailers", "SLR|1|1|0|0|0|0|0|0|0\nSLR|1|1|0|0|0|0|0|0|0".into(), Completeness::Doubted),
    ];
    for (what, trailer, expected) in cases {
        assert_eq!(check(&with(&trailer), TODAY).completeness(), expected, "{what}");
    }
    // What the trailer counts is lines; a faulty line is there too.
    let faulty = with("SLR|1|1|1|0|0|0|0|0|0\nISP|BSN1||C3|2024-13-01|25655|BBL");
    assert_eq!(check(&faulty, TODAY).completeness(), Completeness::Proven);
}

#[test]
fn what_files_do_and_we_accept() {
    let cases: &[(&str, &str)] = &[
        ("trailing empty fields", "ISE|BSN1||C3|2024-01-01||||||"),
        ("trailing empty fields cut", "ISE|BSN1||C3|2024-01-01"),
        ("another separator and date order on one line", "ISE;BSN1;;C3;1-1-2024;31-12-2024;;;"),
        ("ends on its first day", "ISE|BSN1||C3|2024-01-01|2024-01-01"),
        ("spaces around a field", "ISE|BSN1 || C3|2024-01-01|"),
        ("a line of only separators", ";;;;;;"),
        ("a line of only a carriage return", "\r"),
        ("the child of a later enrolment", "ISP|BSN1||9|2024-01-01|25655|BBL\nISG|BSN1||9|2024-01-01"),
        ("the child of a later person", "ISG||7|1|2024-01-01\nPER||7|1990-00-00|O"),
        ("twelve today", "PER|2||2014-11-28|M"),
        ("birth day unknown", "PER|2||1990-05-00|M"),
        ("birth day and month unknown", "PER;2;;00-00-1990;M"),
        ("a real number", "PER|012345678||1990-05-06|M"),
        ("no gender", "PER|2||1990-05-06"),
        ("a reason without its zero", "ISG|BSN1||4|2023-01-30|2025-01-29|2025-01-16|8"),
        ("the enrolment of a BSN, the same text as ONR", "PER||BSN1|1990-05-06|M"),
    ];
    for (what, line) in cases {
        assert_eq!(problems(&with(line)), [""; 0], "{what}");
        assert_eq!(problems(&[b"\xEF\xBB\xBF", &with(line)[..]].concat()), [""; 0], "{what}, with a byte order mark");
    }
}

#[test]
fn what_is_wrong_is_named_with_line_record_and_field() {
    let cases: &[(&str, &[&str])] = &[
        // The type of the record.
        ("XYZ|BSN1|", &["4 XYZ Recordsoort unknown-record"]),
        ("per|BSN1|", &["4 - Recordsoort unknown-record"]),
        ("123456782|x", &["4 - Recordsoort unknown-record"]),
        ("PERX|2||1990-01-01|M", &["4 - Recordsoort unknown-record"]),
        ("PER,2,,1990-01-01,M", &["4 PER Recordsoort separator"]),
        // Numbers and parents.
        ("PER|2|3|1990-01-01|M", &["4 PER Burgerservicenummer not-exactly-one-number"]),
        ("PER|||1990-01-01|M", &["4 PER Burgerservicenummer not-exactly-one-number"]),
        ("PER|1234567890||1990-01-01|M", &["4 PER Burgerservicenummer format"]),
        ("ISG|2||1|2024-01-01", &["4 ISG Burgerservicenummer no-person"]),
        ("ISG||BSN1|1|2024-01-01", &["4 ISG Onderwijsnummer no-person"]),
        ("DIP|2||8286771|25655|2025-01-16", &["4 DIP Burgerservicenummer no-person"]),
        ("ISE|BSN1||C4|2024-01-01", &["4 ISE Inschrijvingvolgnummer no-enrolment"]),
        ("ISE|2||C4|2024-01-01", &["4 ISE Burgerservicenummer no-person"]),
        ("BPV|BSN1||C9|1||2024-01-01", &["4 BPV Inschrijvingvolgnummer no-enrolment"]),
        ("PER|BSN1||1987-11-23|V", &["4 PER - duplicate"]),
        ("ISG|BSN1||C3|2023-01-30", &["4 ISG - duplicate"]),
        ("ISE|BSN1||C3|2024-01-01\nISE;BSN1;;C3;1-1-2024;2-1-2024", &["5 ISE - duplicate"]),
        ("VLP|27DV|2024-07-31|2026-03-24|2026-03-25", &["4 VLP - duplicate"]),
        // Dates.
        ("ISE|BSN1||C3|2024-02-30|", &["4 ISE DatumBegin impossible-date"]),
        ("ISE|BSN1||C3|2024-00-00|", &["4 ISE DatumBegin impossible-date"]),
        ("ISE|BSN1||C3|", &["4 ISE DatumBegin missing"]),
        ("ISE|BSN1||C3|2024-01-02|2024-01-01", &["4 ISE DatumEind end-before-begin"]),
        ("PER|2||1990-02-30|M", &["4 PER Geboortedatum impossible-birth-date"]),
        ("PER|2||1990-00-05|M", &["4 PER Geboortedatum impossible-birth-date"]),
        ("PER|2||2108-02-03|M", &["4 PER Geboortedatum impossible-age"]),
        ("PER|2||1850-02-03|M", &["4 PER Geboortedatum impossible-age"]),
        ("PER|2||2026-11-28|M", &["4 PER Geboortedatum impossible-age"]),
        ("PER|2||2014-11-29|M", &["4 PER Geboortedatum impossible-age"]),
        (
            "ISG|BSN1||5|2024-01-02|2024-01-01|2023-01-01|02",
            &["4 ISG DatumUitschrijvingGepland end-before-begin", "4 ISG DatumUitschrijvingWerkelijk end-before-begin"],
        ),
        // Codes.
        ("PER|2||1990-02-03|X", &["4 PER Geslacht unknown-code"]),
        ("ISG|BSN1||5|2024-01-02|||11", &["4 ISG RedenUitschrijving unknown-code"]),
        (
            "ISP|BSN1||C3|2023-01-30|2565|BOB|MBO-5|X||100X501|101A591||",
            &[
                "4 ISP Opleidingcode format",
                "4 ISP Leertraject unknown-code",
                "4 ISP Niveau unknown-code",
                "4 ISP IndicatieBekostigbaar unknown-code",
                "4 ISP Onderwijsaanbieder format",
                "4 ISP Onderwijslocatie format",
            ],
        ),
        (
            "BPV|BSN1||C3|1|x|2024-01-01|2024-06-01||+5|12345|2565|0067",
            &[
                "4 BPV Afsluitdatum impossible-date",
                "4 BPV Omvang format",
                "4 BPV LeerbedrijfID format",
                "4 BPV Opleidingcode format",
                "4 BPV CodeKeuzedeel format",
            ],
        ),
        (
            "SLR|1|1|0",
            &[
                "4 SLR ISE missing",
                "4 SLR BPV missing",
                "4 SLR DIP missing",
                "4 SLR AMO missing",
                "4 SLR GEO missing",
                "4 SLR KZD missing",
            ],
        ),
        ("SLR|1|1|-1|0|0|0|0|0|0", &["4 SLR ISP format"]),
        // Shape of the line.
        ("PER|2||1990-02-03|M|||x", &["4 PER - too-many-fields"]),
        ("PER", &["4 PER Burgerservicenummer not-exactly-one-number", "4 PER Geboortedatum missing"]),
    ];
    for (line, expected) in cases {
        assert_eq!(problems(&with(line)), *expected, "{line}");
        let crlf = String::from_utf8(with(line)).unwrap().replace('\n', "\r\n");
        assert_eq!(problems(crlf.as_bytes()), *expected, "{line} with CRLF");
    }
}

#[test]
fn a_fault_in_a_parent_makes_no_orphans() {
    let file = format!("{HEAD}PER|BSN1||1987-13-23|V\n{ENROLMENT}ISE|BSN1||C3|2024-01-01\n");
    assert_eq!(problems(file.as_bytes()), ["2 PER Geboortedatum impossible-birth-date"]);
    let broken = [HEAD.as_bytes(), b"PER|BSN1||1987-11-23|\xE9\n", ENROLMENT.as_bytes()].concat();
    assert_eq!(problems(&broken), ["2 PER Geslacht invalid-utf8"]);
}

#[test]
fn the_file_as_a_whole() {
    let trailer = "SLR|1|1|0|0|0|0|0|0|0";
    let whole = format!("{HEAD}{PERSON}{ENROLMENT}{trailer}");
    assert_eq!((problems(whole.as_bytes()), warnings(whole.as_bytes())), (vec![], vec![]));

    let turned = format!("{trailer}\n\n{PERSON}\n{HEAD}{ENROLMENT}");
    assert_eq!(
        (problems(turned.as_bytes()), warnings(turned.as_bytes())),
        (vec![], vec![]),
        "header and trailer anywhere"
    );

    for empty in ["", "\n\r\n", "\u{feff}", " \n;;;\n"] {
        assert_eq!(problems(empty.as_bytes()), ["1 - - empty-file"]);
        assert_eq!(warnings(empty.as_bytes()), [""; 0]);
    }
    assert_eq!(problems(PERSON.as_bytes()), ["1 VLP - no-header"]);
    assert_eq!(problems(format!("{PERSON}VLP|27D|x||\n").as_bytes()).len(), 4, "a bad header is there, but bad");
    assert_eq!(warnings(HEAD.as_bytes()), ["1 SLR - no-trailer"]);
    for (created, expected) in [("2026-11-28", &[][..]), ("2026-11-29", &["1 VLP DatumAanmaak future-date"])] {
        assert_eq!(problems(HEAD.replace("2026-03-25", created).as_bytes()), expected, "{created}");
    }
    let mac = whole.replace('\n', "\r");
    assert_eq!((problems(mac.as_bytes()), warnings(mac.as_bytes())), (vec![], vec![]), "lines that end in CR only");
    let less = format!("{HEAD}{PERSON}SLR|2|0|0|0|0|0|0|0|0");
    assert_eq!(warnings(less.as_bytes()), ["3 SLR PER trailer-differs"]);
    assert_eq!(
        warnings(format!("{whole}\nPER|12345678||1990-05-06|M").as_bytes())[1],
        "5 PER Burgerservicenummer short-number"
    );
    assert_eq!(problems(b"\xFF\xFEV\0L\0P\0"), ["1 - - invalid-utf8", "1 VLP - no-header"]);
}

#[test]
fn messages_hold_no_value_of_the_file() {
    let secret = "123456782";
    for line in [
        format!("{secret}|1987-11-23"),
        format!("PER|{secret}|{secret}|1987-13-23|{secret}|{secret}"),
        format!("ISG|{secret}||C3|{secret}|{secret}|{secret}|{secret}"),
        format!("ISP|BSN1||C3|{secret}|{secret}0|{secret}|{secret}|{secret}||{secret}|{secret}"),
        format!("SLR|x{secret}"),
    ] {
        let bytes = with(&line);
        let summary = check(&bytes, TODAY);
        assert!(!summary.problems.is_empty());
        let shown = format!("{:?}{}", summary.problems, serde_json::to_string(&FileReport::new(&summary)).unwrap());
        assert!(!shown.contains(secret) && !shown.contains("1987"), "{line}: {shown}");
        let debug = format!("{:?}", parse(&with(&format!("PER|{secret}||1987-11-23|V")), TODAY));
        assert!(!debug.contains(secret) && !debug.contains("1987"), "{debug}");
    }
}
