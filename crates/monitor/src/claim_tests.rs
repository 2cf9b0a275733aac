use super::*;
use crate::folder::{Reading, Texts};

const MEASUREMENT: &str = "year = 2024\nstudy_year = \"2023-2024\"\nname = { nl = \"Proef\", en = \"Trial\" }\n\
    state = { is = \"draft\" }\n[[respondents]]\nid = \"s\"\nname = { nl = \"scholen\", en = \"schools\" }\nhow = \"all\"\n";
const TABLE: &str = "id = \"B1\"\nkind = \"table\"\npage = 1\ntitle = \"T\"\nunit = \"percent\"\nsums = \"no\"\n\
    source = \"Bron: scholen\"\ncolumns = [{ label = \"2022\", base = \"50\" }, { label = \"2024\", base = \"40\" }]\n\
    rows = [[\"vaak\", \"20\", \"60\"], [\"soms\", \"40\", \"42\"]]\n";
const QUANTITIES: &str = "[[documents]]\nid = \"d\"\nname = { nl = \"d\", en = \"d\" }\nyear = 2024\n\
    [[quantities]]\nid = \"first\"\ndocument = \"d\"\nplace = \"p\"\nyear = 2022\nvalue = \"35%\"\n\
    of = { nl = \"a\", en = \"a\" }\ncounts = { nl = \"a\", en = \"a\" }\n\
    [[quantities]]\nid = \"second\"\ndocument = \"d\"\nplace = \"p\"\nyear = 2024\nvalue = \"50%\"\n\
    of = { nl = \"a\", en = \"a\" }\ncounts = { nl = \"a\", en = \"a\" }\n";

fn read(kind: &str, says: &str, rest: &str) -> (Vec<Claim>, Vec<String>) {
    let finding = format!(
        "[[findings]]\nkind = \"{kind}\"\nplace = \"p. 1\"\nsays = \"{says}\"\nabout = {{ nl = \"Hulp\", en = \"Help\" }}\n{rest}\n"
    );
    let texts: Texts = [
        ("measurement.toml", MEASUREMENT),
        ("published/B1.toml", TABLE),
        ("quantities.toml", QUANTITIES),
        ("findings.toml", &finding),
    ]
    .map(|(file, text)| (file.to_owned(), text.to_owned()))
    .into();
    let reading = Reading::of(&texts);
    let said = reading.problems.iter().map(|it| format!("{} {}: {}", it.file, it.item, it.message)).collect();
    (reading.folder.unwrap().claims, said)
}

/// 20 of 50 and 17 of 40 is z = 0,24; 10 of 50 and 24 of 40 is z = 3,9. 35% of 50 is 18 and 50% of 40 is 20: z = 1,34.
#[test]
fn a_finding_stands_as_long_as_its_cells_bear_it_out() {
    const SOMS: &str = "cells = [\"B1 : soms : 2022\", \"B1 : soms : 2024\"]";
    const VAAK: &str = "cells = [\"B1 : vaak : 2022\", \"B1 : vaak : 2024\"]";
    const BASES: &str = "cells = [\"B1 : N : 2022\", \"B1 : N : 2024\"]\nshares = [\"first\", \"second\"]";
    let words = |cells: &str| format!("{cells}\nholds = {{ nl = \"vier\", en = \"four\" }}");
    for (kind, says, rest) in [
        ("not_significant", "gestegen", SOMS.to_owned()),
        ("not_significant", "gestegen", BASES.to_owned()),
        ("text_table", "gedaald", SOMS.to_owned()),
        ("text_table", "een even groot deel", VAAK.to_owned()),
        ("text_table", "ruim de helft", "cells = [\"B1 : soms : 2024\"]".to_owned()),
        ("text_table", "45 procent", "cells = [\"B1 : soms : 2024\"]".to_owned()),
        ("text_table", "78 procent", "ratio = true\ncells = [\"B1 : N : 2024\", \"B1 : N : 2022\"]".to_owned()),
        ("text_table", "55", words("cells = [\"B1 : N : 2022\"]")),
        ("text_text", "vijf", words("")),
    ] {
        let (claims, problems) = read(kind, says, &rest);
        assert_eq!(problems, [""; 0], "{says} {rest}");
        assert_eq!((claims.len(), claims[0].kind.name()), (1, kind));
    }
}

#[test]
fn a_finding_that_its_cells_contradict_is_refused() {
    const SOMS: &str = "cells = [\"B1 : soms : 2022\", \"B1 : soms : 2024\"]";
    for (kind, says, rest, expected) in [
        (
            "not_significant",
            "gestegen",
            "cells = [\"B1 : vaak : 2022\", \"B1 : vaak : 2024\"]",
            "findings.toml findings[1].says: that is no claim within its margin: 10 of 50 and 24 of 40, z = 3,89",
        ),
        ("not_significant", "gedaald", SOMS, "findings.toml findings[1].says: that is no claim within its margin"),
        ("not_significant", "ruim de helft", SOMS, "findings.toml findings[1].says: \"ruim de helft\" cannot be held"),
        (
            "not_significant",
            "gestegen",
            "cells = [\"B1 : N : 2022\", \"B1 : N : 2024\"]",
            "findings.toml findings[1].says: there are no two percentages of a base",
        ),
        ("text_table", "gestegen", SOMS, "findings.toml findings[1].says: the cells bear it out: 40 and 42"),
        ("text_table", "een even groot deel", SOMS, "findings.toml findings[1].says: the cells bear it out: 40 and 42"),
        (
            "text_table",
            "ruim 40 procent",
            "cells = [\"B1 : soms : 2024\"]",
            "findings.toml findings[1].says: the cell bears it out: 42",
        ),
        (
            "text_table",
            "80 procent",
            "ratio = true\ncells = [\"B1 : N : 2024\", \"B1 : N : 2022\"]",
            "findings.toml findings[1].says: the cell bears it out: 80",
        ),
        ("text_table", "veel", SOMS, "findings.toml findings[1].says: \"veel\" is no number or word"),
        ("text_table", "gestegen", "", "findings.toml findings[1].cells: it is held against nothing"),
        ("text_text", "vijf", "", "findings.toml findings[1].holds: nothing says what it clashes with"),
        ("text_table", "gestegen", "cells = [\"B1 : nooit : 2022\"]", "findings.toml findings[1].cells: B1 has no row"),
        ("text_table", "gestegen", "shares = [\"third\"]", "findings.toml findings[1].shares: there is no quantity"),
        ("sum", "gestegen", SOMS, "findings.toml findings[1].kind: "),
    ] {
        let (_, problems) = read(kind, says, rest);
        assert!(problems.iter().any(|it| it.starts_with(expected)), "{says} {rest}: {problems:#?}");
    }
}
