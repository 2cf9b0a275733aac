//! The draft of the yearly letter, as somebody at a ministry asks for it.

use super::{copy, measurement, run};
use crate::commands::Folder;
use std::path::Path;

/// What the letters of 2020 and 2022 and the note of 2023 say of these actions was read from them by hand.
#[test]
fn a_letter_tells_what_was_told_since_and_nothing_else() {
    let folder = Folder::new();
    let letter = |of: &str, since: &str| {
        let (code, out, errors) = run(&folder, &["monitor", "letter", of, "--since", since]);
        assert_eq!((code, errors.as_str()), (0, ""));
        out
    };
    let later = letter("2024", "2020-10-05");
    for said in [
        "De agenda heeft 27 acties. Na 5 oktober 2020 is over 18 daarvan iets verteld. Over 8 acties die nog open stonden niet.",
        "**Inclusieve leerbedrijven vindbaar maken** (SBB): eerst beloofd, nu gedaan (Kamerbrief over de voortgang van de \
         verbeteragenda)",
        "**Een netwerk van ouders in het mbo** (Ouders en Onderwijs): eerder niets verteld, nu loopt",
        "(OCW, ECIO, MBO Raad): eerder niets verteld, nu beloofd (Nota over de publicatie van de Monitor van 2022).",
        "**Onderzoek of het geld genoeg is** (OCW): beloofd, voor wanneer: begin van 2021.",
        "**Extra ondersteuning op school**: 93% in 2024",
    ] {
        assert!(later.contains(said), "{said}: {later}");
    }
    // Dedicon was refused in 2020: nothing is new about it.
    assert!(!later.contains("Dedicon"), "{later}");
    // Of what was told by then nothing is told again, and the measurement is older.
    let none = letter("2024", "2025-01-01");
    assert!(none.contains("is over 0 daarvan iets verteld") && none.contains("geen meting openbaar gemaakt"), "{none}");
    // What is told later is told of, once it stands in the folder.
    let there = folder.path().join("2024");
    copy(Path::new(&measurement()), &there);
    let add = |file: &str, from: &str, to: &str| {
        let path = there.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
    };
    add(
        "quantities.toml",
        "[[documents]]\nid = \"letter-2017\"",
        "[[documents]]\nid = \"letter-2025\"\nname = { nl = \"Brief van 2025\", en = \"Letter of 2025\" }\nyear = 2025\nday = 2025-06-01\n\n\
         [[documents]]\nid = \"letter-2017\"",
    );
    add(
        "agenda.toml",
        "[\"letter-2020\", \"refused\"]",
        "[\"letter-2020\", \"refused\"], [\"letter-2025\", \"agreed\"]",
    );
    let told = letter(&there.display().to_string(), "2025-01-01");
    assert!(told.contains("Dedicon betalen** (OCW): eerst gebeurt niet, nu afgesproken (Brief van 2025)."), "{told}");
    assert_eq!(run(&folder, &["monitor", "letter", "2024", "--since", "5 oktober"]).0, 2);
}
