//! What a text of a report may and may not say, on a book of schools: 30 of 40 never, 10 of 40 often.

use super::*;
use crate::answers::Answers;
use crate::folder::Reading;
use crate::questionnaire::tests::texts;

fn said(text: &str) -> Result<Vec<Block>, Vec<String>> {
    let mut texts = texts();
    let table = texts.get_mut("tables.toml").unwrap();
    *table = table[table.find("[[tables]]\nid = \"T2\"").unwrap()..].to_owned();
    let folder = Reading::of(&texts).folder.unwrap();
    let mut schools = Answers::made("school", 42);
    schools.put("track", vec![1; 42]);
    schools.put("help", [vec![1; 30], vec![2; 10], vec![3; 2]].concat());
    let made = crate::book::make(&folder, None, &[schools], text.contains("SHOWN"), 1).unwrap();
    let source = Source { file: "report/a.md", text };
    read(source, &folder, &made, |_| 0).map_err(|found| found.iter().map(ToString::to_string).collect())
}

/// The text without its markup.
fn plain(blocks: &[Block]) -> String {
    let runs = |spans: &[Span]| {
        spans
            .iter()
            .map(|span| match span {
                Span::Text(text) | Span::Cell(text, _) => text.as_str(),
            })
            .collect::<String>()
    };
    let block = |block: &Block| match block {
        Block::Heading(level, spans) => format!("{level}: {}", runs(spans)),
        Block::Paragraph(spans) => runs(spans),
        Block::Item(spans) => format!("* {}", runs(spans)),
        Block::Table(at) => format!("table {at}"),
    };
    blocks.iter().map(block).collect::<Vec<_>>().join("\n")
}

#[test]
fn numbers_come_from_cells() {
    let text = "# Hulp SHOWN\n\nVan de scholen zegt {T2 : Hulp : Nooit}% nooit,\nen {bijna een kwart = T2 : Hulp :\nVaak} vaak.\n\n- {T2 : N : Nooit} scholen\n\n{table T2}\n";
    let blocks = said(text).unwrap();
    assert_eq!(
        plain(&blocks),
        "1: Hulp SHOWN\nVan de scholen zegt 71% nooit, en bijna een kwart vaak.\n* 42 scholen\ntable 0"
    );
    assert!(matches!(&blocks[1], Block::Paragraph(spans) if spans.contains(&Span::Cell("71".to_owned(), 0))));
}

#[test]
fn what_does_not_hold_ends_with_file_and_line() {
    for (text, expected) in [
        ("SHOWN {T9 : Hulp : Nooit}", "report/a.md:1: T9 : Hulp : Nooit: there is no table T9"),
        ("SHOWN\n\n{T2 : Hulp : Soms}", "report/a.md:3: T2 : Hulp : Soms: T2 has no column \"Soms\""),
        (
            "SHOWN\n{ruim een derde = T2 : Hulp : Vaak}",
            "report/a.md:2: ruim een derde = T2 : Hulp : Vaak: \"ruim een derde\" does not fit: it means",
        ),
        (
            "SHOWN\n{30 procent = T2 : Hulp : Vaak}",
            "report/a.md:2: 30 procent = T2 : Hulp : Vaak: \"30 procent\" does not fit: the cell is 23,8",
        ),
        ("SHOWN {veel = T2 : Hulp : Vaak}", "report/a.md:1: veel = T2 : Hulp : Vaak: \"veel\" is no number or word"),
        ("SHOWN {gestegen = T2 : Hulp : Nooit -> T2 : Hulp : Vaak}", "it went from 71 to 24"),
        ("SHOWN Van hen zegt 24 procent ja.", "report/a.md:1: \"24 procent\" comes from no cell"),
        ("SHOWN De meeste scholen\nzeggen ja, en een derde nee.", "report/a.md:2: \"een derde\" comes from no cell"),
        ("SHOWN {T2 : Hulp", "report/a.md:1: T2 : Hulp: a brace that is not closed"),
        ("SHOWN\n{table T7}", "report/a.md:2: T7: there is no table T7"),
        // Not synthetic: two schools do not know, and may not be told of.
        ("{T2 : Hulp : Weet niet}", "report/a.md:1: T2 : Hulp : Weet niet: this cell is withheld"),
    ] {
        let found = said(text).unwrap_err();
        assert!(found.iter().any(|it| it.contains(expected)), "{text}: {found:#?}");
    }
}

/// What is wrong with a text on a book that was made already.
fn on(folder: &Folder, made: &Made, text: &str) -> Result<(), Vec<String>> {
    let found = read(Source { file: "report/a.md", text }, folder, made, |_| 0);
    found.map(|_| ()).map_err(|found| found.iter().map(ToString::to_string).collect())
}

/// The small folder with other tables, after some changes.
fn folder(tables: &str, changes: &[(&str, &str, &str)]) -> Folder {
    let mut texts = texts();
    texts.insert("tables.toml".to_owned(), tables.to_owned());
    for (file, from, to) in changes {
        let text = texts.entry((*file).to_owned()).or_default();
        assert!(text.contains(from), "{file}: {from}");
        *text = text.replacen(from, to, 1);
    }
    texts.retain(|_, text| !text.is_empty());
    let reading = Reading::of(&texts);
    assert_eq!(reading.problems, []);
    reading.folder.unwrap()
}

/// So many of each: route, and what they answered to help.
fn people(of: &str, groups: &[(u8, u8, usize)]) -> Answers {
    let mut made = Answers::made(of, groups.iter().map(|(.., many)| many).sum());
    let column = |of: fn(&(u8, u8, usize)) -> u8| groups.iter().flat_map(|group| vec![of(group); group.2]).collect();
    made.put("track", column(|group| group.0));
    made.put("help", column(|group| group.1));
    made
}

const HELP: &str = "[[tables]]\nid = \"T3\"\ntitle = { nl = \"Hulp\", en = \"Help\" }\nbase = { nl = \"a\", en = \"a\" }\n\
    item = \"help\"\nwithout = [\"8\"]\n";
const GATE: (&str, &str, &str) = ("questionnaires/all.toml", "asked = [{ item = \"track\", in = [\"bol\"] }]\n", "");

/// Of 200 schools the same 46 answered twice; 20 of them said often, and now 26. From print that is z = 0,130 / 0,104 = 1,25; from the
/// answers, with who was in both as one unit, it is more than chance (`book::earlier_tests`). The text says what the table says.
#[test]
fn a_change_is_what_its_table_says_of_it() {
    let column = |compare: &str| {
        format!(
            "{HELP}columns = [{{ label = {{ nl = \"{{year}}\", en = \"{{year}}\" }}, of = \"school\"{compare} }}]\n"
        )
    };
    const COUNTED: (&str, &str, &str) =
        ("measurement.toml", "how = \"all\"", "how = \"all\"\npopulation = 200\nfpc = true");
    const PRINTED: &str = "id = \"T3\"\nkind = \"table\"\npage = 3\ntitle = \"Hulp\"\nunit = \"percent\"\nsums = \"no\"\n\
        columns = [{ label = \"2024\", base = \"46\" }]\nrows = [[\"Nooit\", \"57\"], [\"Vaak\", \"43\"]]\n";
    let old = folder(
        &column(""),
        &[COUNTED, ("measurement.toml", "year = 2026", "year = 2024"), ("published/T3.toml", "", PRINTED)],
    );
    let later = ("measurement.toml", "year = 2026", "year = 2026\nfrom = 2024");
    let new = folder(&column(", compare = \"{from}\""), &[COUNTED, later]);
    let why = "scale = \"often\"\nbroken = { nl = \"Anders gevraagd.\", en = \"Asked in another way.\" }";
    let other = folder(
        &column(", compare = \"{from}\""),
        &[COUNTED, later, ("questionnaires/all.toml", "scale = \"often\"", why)],
    );
    let schools = |often: usize| {
        let mut schools = people("school", &[(1, 2, often), (1, 1, 46 - often)]);
        let keys: Vec<String> = (0..46).map(|at| format!("s{at}")).collect();
        schools.put_keys(&keys.iter().map(String::as_str).collect::<Vec<_>>());
        schools
    };
    let (first, second) = ([schools(20)], [schools(26)]);
    let printed = crate::book::Earlier::printed(&old);
    let answered = crate::book::Earlier { answers: &first, ..printed };
    let said = |folder: &Folder, from, word: &str| {
        let made = crate::book::make(folder, Some(from), &second, false, 1).unwrap();
        on(folder, &made, &format!("Hulp.\n\nHet is {{{word} = T3 : Vaak : 2024 -> T3 : Vaak : 2026}}."))
    };
    assert_eq!(said(&new, &answered, "gestegen"), Ok(()));
    assert_eq!(said(&new, &printed, "stabiel"), Ok(()));
    let place =
        |word: &str| format!("report/a.md:3: {word} = T3 : Vaak : 2024 -> T3 : Vaak : 2026: \"{word}\" does not fit: ");
    for (folder, from, word, why) in [
        (&new, &printed, "gestegen", "it is within its margin: 20 of 46 and 26 of 46, z = 1,25"),
        (&new, &answered, "stabiel", "43 and 57 differ significantly"),
        (&new, &answered, "gedaald", "it went from 43 to 57"),
        (&other, &answered, "gestegen", "the two cannot be compared: Asked in another way."),
        (&other, &printed, "stabiel", "the two cannot be compared: Asked in another way."),
    ] {
        let found = said(folder, from, word).unwrap_err();
        assert!(found.len() == 1 && found[0].starts_with(&(place(word) + why)), "{word}: {found:#?}");
    }
}

/// By route: 60 of 80 and 50 of 100 often is more than chance, 60 of 80 and 70 of 100 is not; the table has letters for it.
#[test]
fn groups_differ_where_their_table_says_so() {
    let table =
        format!("{HELP}columns = [{{ label = {{ nl = \"a\", en = \"a\" }}, of = \"student\" }}]\nby = \"track\"\n");
    let folder = folder(&table, &[GATE]);
    let text = |word: &str| format!("{{{word} = T3 : Vaak : Leerweg? | bbl -> T3 : Vaak : Leerweg? | bol}}");
    for (often, holds, fails, why) in [
        (50, "vaker", "vergelijkbaar", "50 and 75 differ significantly"),
        (70, "vergelijkbaar", "vaker", "it is within its margin: the groups of the table, by Holm"),
    ] {
        let students = people("student", &[(1, 1, 20), (1, 2, 60), (2, 1, 100 - often), (2, 2, often)]);
        let made = crate::book::make(&folder, None, &[students], false, 1).unwrap();
        assert_eq!(on(&folder, &made, &text(holds)), Ok(()), "{often}");
        let found = on(&folder, &made, &text(fails)).unwrap_err();
        assert!(found.len() == 1 && found[0].contains(why), "{often}: {found:#?}");
    }
}

/// Half of 200 students said often, and 28 of 80 schools. As simple random samples that is z = 2,28. But 20 students stand for 700 and
/// 180 for 300, which is as sure as 40: z is 1,6 or so.
#[test]
fn different_people_are_tested_and_who_is_weighted_counts_for_less() {
    let column = |of: &str| format!("{{ label = {{ nl = \"{of}\", en = \"{of}\" }}, of = \"{of}\" }}");
    let table = format!("{HELP}columns = [{}, {}]\n", column("student"), column("school"));
    let weights = texts().remove("weights.toml").unwrap();
    let plain = [GATE, ("measurement.toml", "weighted = true\n", ""), ("weights.toml", weights.as_str(), "")];
    let answers = [
        people("student", &[(1, 1, 10), (1, 2, 10), (2, 1, 90), (2, 2, 90)]),
        people("school", &[(1, 1, 52), (1, 2, 28)]),
    ];
    let said = |changes: &[(&str, &str, &str)], text: &str| {
        let folder = folder(&table, changes);
        on(&folder, &crate::book::make(&folder, None, &answers, false, 1).unwrap(), text)
    };
    let less = "{minder = T3 : Vaak : student -> T3 : Vaak : school}";
    assert_eq!(said(&plain, less), Ok(()));
    let found = said(&[GATE], less).unwrap_err();
    assert!(found.len() == 1 && found[0].contains("it is within its margin: "), "{found:#?}");
    // Two answers of the same schools are no samples of each other: 52 is more than 28, and no test is made of it.
    assert_eq!(said(&[GATE], "{meer = T3 : Vaak : school -> T3 : Nooit : school}"), Ok(()));
}

/// 50% of 40 schools in 2022, and now 26 of 46: z = 0,6. But a column whose base counts answers is tested by nobody.
#[test]
fn a_column_that_no_table_holds_against_is_tested_unless_it_counts_answers() {
    let table = format!("{HELP}columns = [{{ label = {{ nl = \"a\", en = \"a\" }}, of = \"school\" }}]\n");
    let named = ("measurement.toml", "how = \"all\"", "how = \"all\"\nnamed = [\"scholen\"]");
    let said = |pooled: &str| {
        let printed = format!(
            "id = \"T3\"\nkind = \"table\"\npage = 3\ntitle = \"Hulp\"\nunit = \"percent\"\nsums = \"no\"\nsource = \"Bron: scholen\"\n\
             columns = [{{ label = \"2022\", base = \"40\"{pooled} }}]\nrows = [[\"Vaak\", \"50\"]]\n"
        );
        let folder = folder(&table, &[named, ("published/T3.toml", "", &printed)]);
        let schools = [people("school", &[(1, 1, 20), (1, 2, 26)])];
        let made = crate::book::make(&folder, None, &schools, false, 1).unwrap();
        on(&folder, &made, "{gestegen = T3 : Vaak : 2022 -> T3 : Vaak : a}")
    };
    let found = said("").unwrap_err();
    assert!(
        found.len() == 1 && found[0].contains("it is within its margin: 20 of 40 and 26 of 46, z = 0,6"),
        "{found:#?}"
    );
    assert_eq!(said(", pooled = true"), Ok(()));
}
