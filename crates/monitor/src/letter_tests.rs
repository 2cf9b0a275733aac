use super::*;
use crate::folder::{Reading, Texts};

const MEASUREMENT: &str = "year = 2024\nstudy_year = \"2023-2024\"\nname = { nl = \"Proef\", en = \"Trial\" }\n\
    [state]\nis = \"public\"\nday = 2024-12-20\nby = \"Iemand\"\n\
    [[respondents]]\nid = \"s\"\nname = { nl = \"scholen\", en = \"schools\" }\nhow = \"all\"\nnamed = [\"scholen\"]\n";
const TABLE: &str = "id = \"B1\"\nkind = \"table\"\npage = 1\ntitle = \"T\"\nunit = \"percent\"\nsums = \"no\"\n\
    source = \"Bron: scholen\"\ncolumns = [{ label = \"2022\", base = \"50\" }, { label = \"2024\", base = \"50\" }]\n\
    rows = [[\"vaak\", \"20\", \"60\"], [\"soms\", \"40\", \"42\"]]\n";
const QUANTITIES: &str = "[[documents]]\nid = \"early\"\nname = { nl = \"Eerste brief\", en = \"First\" }\nyear = 2020\n\
    day = 2020-10-05\n[[documents]]\nid = \"late\"\nname = { nl = \"Tweede brief\", en = \"Second\" }\nyear = 2022\n\
    day = 2022-06-30\n";
const INDICATORS: &str = "[[indicators]]\nid = \"i\"\nname = { nl = \"Doel\", en = \"Aim\" }\n\
    definition = { nl = \"a\", en = \"a\" }\nversion = 1\noptimum = 100\nvalues = [\n";

fn shown(values: &str) -> Shown {
    let action = |name: &str, told: &str| {
        format!(
            "[[actions]]\nline = \"a\"\nwhat = {{ nl = \"{name}\", en = \"{name}\" }}\nwho = [\"x\"]\ntold = [{told}]\n"
        )
    };
    let (early, late) =
        (|word: &str| format!("[\"early\", \"{word}\"]"), |word: &str| format!("[\"late\", \"{word}\"]"));
    let agenda = "[[lines]]\nid = \"a\"\nname = { nl = \"A\", en = \"A\" }\n".to_owned()
        + &action("went on", &(early("planned") + "," + &late("done")))
        + &action("is new", &late("running"))
        + &action("is silent", &early("agreed"))
        + &action("was refused", &early("refused"));
    let texts: Texts = [
        ("measurement.toml", MEASUREMENT.to_owned()),
        ("published/B1.toml", TABLE.to_owned()),
        ("quantities.toml", QUANTITIES.to_owned()),
        ("indicators.toml", format!("{INDICATORS}{values}]\n")),
        ("agenda.toml", agenda),
    ]
    .map(|(file, text)| (file.to_owned(), text))
    .into();
    let reading = Reading::of(&texts);
    assert_eq!(reading.problems, []);
    Shown::drafted(reading.folder.unwrap())
}

fn names<'a>(actions: impl IntoIterator<Item = &'a Action>) -> Vec<&'a str> {
    actions.into_iter().map(|action| action.what.nl.as_str()).collect()
}

/// Each action stands in one place, whatever the day: what a letter leaves out nobody would miss.
#[test]
fn what_was_told_since_a_day_is_what_documents_of_later_days_say() {
    let shown = shown("");
    for (since, told, silent, closed) in [
        ("2020-01-01", vec!["went on", "is new", "is silent", "was refused"], vec![], vec![]),
        // What is of the day itself was known by then.
        ("2020-10-05", vec!["went on", "is new"], vec!["is silent"], vec!["was refused"]),
        ("2022-06-29", vec!["went on", "is new"], vec!["is silent"], vec!["was refused"]),
        ("2022-06-30", vec![], vec!["is new", "is silent"], vec!["went on", "was refused"]),
    ] {
        let letter = Letter::of(&shown, since);
        let section = &letter.lines[0];
        assert_eq!(names(section.told.iter().map(|it| it.action)), told, "{since}");
        assert_eq!(names(section.silent.iter().copied()), silent, "{since}");
        assert_eq!(names(section.closed.iter().copied()), closed, "{since}");
    }
    let letter = Letter::of(&shown, "2021-01-01");
    let moved = |at: usize| (letter.lines[0].told[at].before, letter.lines[0].told[at].since[0].status);
    assert_eq!(moved(0), (Some(Status::Planned), Status::Done));
    assert_eq!(moved(1), (None, Status::Running));
}

#[test]
fn a_measurement_counts_from_the_day_that_it_was_made_public() {
    let shown = shown("");
    assert!(Letter::of(&shown, "2024-12-19").measured.is_some());
    assert!(Letter::of(&shown, "2024-12-20").measured.is_none());
}

/// 10 of 50 to 30 of 50: pooled 0,4, standard error 0,098, z = 4,08. 20 to 21 of 50 is z = 0,20.
#[test]
fn what_changed_is_what_the_test_calls_a_change() {
    let shown = shown("");
    let letter = Letter::of(&shown, "2022-06-30");
    let measured = letter.measured.unwrap();
    assert_eq!((measured.tested, measured.changes.len()), (2, 1));
    let found = measured.changes[0];
    assert_eq!((found.place.row, found.change.from, found.change.to), (Some(0), (10, 50), (30, 50)));
    assert!((found.change.z - 4.082).abs() < 0.001, "{}", found.change.z);
    // One in twenty by chance, rounded.
    for (tested, expected) in [(2, 0), (9, 0), (10, 1), (29, 1), (30, 2), (100, 5)] {
        let measured = Measured { flags: Vec::new(), tested, changes: Vec::new() };
        assert_eq!(measured.by_chance(), expected, "{tested}");
    }
}

#[test]
fn a_flag_says_what_can_be_said_of_it() {
    let cell =
        |year: u32, column: u32, more: &str| format!("{{ year = {year}, cell = \"B1 : vaak : {column}\"{more} }},\n");
    for (values, expected) in [
        (cell(2022, 2022, "") + &cell(2024, 2024, ""), "tested 10 of 50 and 30 of 50, z = 4,08"),
        (
            cell(2022, 2022, ", rest = true") + &cell(2024, 2024, ", rest = true"),
            "tested 40 of 50 and 20 of 50, z = -4,08",
        ),
        // What one counts and what the other leaves are not the same.
        (cell(2022, 2022, "") + &cell(2024, 2024, ", rest = true"), "untested"),
        (
            cell(2022, 2022, "") + &cell(2024, 2024, ", broken = { nl = \"Anders.\", en = \"Other.\" }"),
            "broken Anders.",
        ),
        ("{ year = 2022 },\n".to_owned() + &cell(2024, 2024, ""), "alone"),
        (cell(2024, 2024, ""), "alone"),
        (cell(2022, 2022, ""), "alone"),
    ] {
        let shown = shown(&values);
        let measured = Letter::of(&shown, "2022-06-30").measured.unwrap();
        let said = match measured.flags[0].verdict {
            Verdict::Alone => "alone".to_owned(),
            Verdict::Untested => "untested".to_owned(),
            Verdict::Broken(why) => format!("broken {}", why.nl),
            Verdict::Tested(change) => format!("tested {change}"),
        };
        assert_eq!(said, expected, "{values}");
    }
}
