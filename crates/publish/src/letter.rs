//! The draft of the yearly letter on the improvement agenda, in Dutch, as Markdown: [`monitor::letter`] says what is in it.
//!
//! Each sentence is made of what was told or measured, with the document or table that it stands in. Whoever writes the
//! letter adds what it means; that a number is more than chance is as far as this goes.

use monitor::agenda::{Action, Status};
use monitor::check::finding::dutch;
use monitor::folder::Folder;
use monitor::indicator::{Stands, Value};
use monitor::letter::{Changed, Flag, Letter, Measured, Moved, Verdict};
use monitor::measurement::Step;
use monitor::published::Place;
use std::fmt::Write;

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// A day as it is read: `5 oktober 2020`; what is no day stays as it stands.
fn day(iso: &str) -> String {
    let mut parts = iso.split('-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return iso.to_owned();
    };
    let name = month.parse::<usize>().ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    name.map_or_else(|| iso.to_owned(), |name| format!("{} {name} {year}", day.trim_start_matches('0')))
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Planned => "beloofd",
        Status::Agreed => "afgesproken",
        Status::Running => "loopt",
        Status::Done => "gedaan",
        Status::Refused => "gebeurt niet",
    }
}

/// The draft: the same letter is the same text.
pub fn markdown(folder: &Folder, letter: &Letter<'_>) -> String {
    let since = day(letter.since);
    let mut text = format!(
        "# Verbeteragenda passend onderwijs mbo: wat veranderde na {since}\n\n> Concept. Elke zin hieronder komt uit de gegevens \
         bij \"{}\". Wat hier niet staat, staat daar niet in.\n\n## De afspraken\n\n",
        folder.measurement.name.nl
    );
    let count = |of: &dyn Fn(&monitor::letter::Section<'_>) -> usize| letter.lines.iter().map(of).sum::<usize>();
    let (told, silent, closed) =
        (count(&|it| it.told.len()), count(&|it| it.silent.len()), count(&|it| it.closed.len()));
    let _ = writeln!(
        text,
        "De agenda heeft {} acties. Na {since} is over {told} daarvan iets verteld. Over {silent} acties die nog open stonden \
         niet. Toen al gedaan of afgewezen: {closed}.\n",
        told + silent + closed
    );
    for section in &letter.lines {
        let _ = writeln!(text, "### {}\n", section.line.name.nl);
        for moved in &section.told {
            text += &self::moved(folder, moved);
        }
        if !section.silent.is_empty() {
            let _ =
                writeln!(text, "{}Na {since} niets over verteld:\n", if section.told.is_empty() { "" } else { "\n" });
            for action in &section.silent {
                let _ = writeln!(text, "- {}: {}{}.", named(action), status(action.status()), due(action));
            }
        }
        if section.told.is_empty() && section.silent.is_empty() {
            text += "Alles was toen al gedaan of afgewezen.\n";
        }
        text.push('\n');
    }
    text += "## De Monitor\n\n";
    match &letter.measured {
        None => {
            let _ = writeln!(text, "Na {since} is in deze gegevens geen meting openbaar gemaakt.");
        }
        Some(measured) => text += &self::measured(folder, measured),
    }
    text
}

fn named(action: &Action) -> String {
    format!("**{}** ({})", action.what.nl, action.who.join(", "))
}

fn due(action: &Action) -> String {
    action.due.as_ref().map_or_else(String::new, |due| format!(", voor wanneer: {}", due.nl))
}

fn moved(folder: &Folder, moved: &Moved<'_>) -> String {
    let document = |at: usize| folder.quantities.documents.get(at).map_or("", |it| it.name.nl.as_str());
    let steps: Vec<String> =
        moved.since.iter().map(|told| format!("{} ({})", status(told.status), document(told.document))).collect();
    let before = moved.before.map_or_else(|| "eerder niets verteld".to_owned(), |it| format!("eerst {}", status(it)));
    let mut text = format!("- {}: {before}, nu {}{}.", named(moved.action), steps.join(", daarna "), due(moved.action));
    if !moved.action.motions.is_empty() {
        let _ = write!(text, " Gevraagd door de Tweede Kamer: {}.", moved.action.motions.join("; "));
    }
    text + "\n"
}

fn measured(folder: &Folder, measured: &Measured<'_>) -> String {
    let state = &folder.measurement.state;
    let mut text = match (state.is, &state.day) {
        (Step::Public, Some(public)) => {
            let by = state.by.as_deref().unwrap_or_default();
            format!("{}, openbaar gemaakt op {} door {by}.\n\n", folder.measurement.name.nl, day(public))
        }
        _ => format!("{}. Deze meting is nog niet openbaar.\n\n", folder.measurement.name.nl),
    };
    text += "### De vlaggen van de hoofddoelen\n\n";
    for flag in &measured.flags {
        text += &self::flag(folder, flag);
    }
    text += "\n### Wat veranderde in de tabellen\n\n";
    let _ = writeln!(
        text,
        "{} cellen zijn te vergelijken met de meting ervoor. Bij {} daarvan is het verschil groter dan toeval (5%). Ook als er \
         niets veranderde, zou dat bij ongeveer {} zo zijn. Getoetst is uit gedrukte percentages en hun N, alsof het aselecte \
         steekproeven zijn. Cellen van een vraag hangen samen.\n",
        measured.tested,
        measured.changes.len(),
        measured.by_chance()
    );
    for changed in &measured.changes {
        text += &self::changed(folder, *changed);
    }
    text
}

/// Where a value stands, in words.
fn stands(folder: &Folder, value: &Value) -> String {
    match value.from {
        Some(Stands::Cell(place)) => {
            folder.published.get(place.table).map_or_else(String::new, |table| format!(" (tabel {})", table.id))
        }
        Some(Stands::Quantity(at)) => folder.quantities.all.get(at).map_or_else(String::new, |quantity| {
            let document = folder.quantities.documents.get(quantity.document);
            format!(" ({}, {})", document.map_or("", |it| it.name.nl.as_str()), quantity.place)
        }),
        None => String::new(),
    }
}

fn flag(folder: &Folder, flag: &Flag<'_>) -> String {
    let say = |value: &Value| match value.say(&folder.published, &folder.quantities) {
        Some(said) => format!("{said} in {}{}", value.year, stands(folder, value)),
        None => format!("waarde van {} niet overgeleverd", value.year),
    };
    let name = &flag.indicator.name.nl;
    let now = flag.now.map_or_else(|| format!("niet gemeten in {}", folder.measurement.year), say);
    let before = flag.before.map_or_else(|| "niet eerder gemeten".to_owned(), say);
    let verdict = match flag.verdict {
        Verdict::Alone => String::new(),
        Verdict::Broken(why) => format!(" Niet te vergelijken: {}", why.nl),
        Verdict::Untested => " Of dit meer is dan toeval, is uit deze gegevens niet te zeggen.".to_owned(),
        Verdict::Tested(change) if change.significant() => {
            format!(" Het verschil is groter dan toeval (z = {}).", dutch(change.z))
        }
        Verdict::Tested(change) => format!(" Het verschil kan toeval zijn (z = {}).", dutch(change.z)),
    };
    format!("- **{name}**: {now}; {before}.{verdict}\n")
}

fn changed(folder: &Folder, changed: Changed) -> String {
    let Some(table) = folder.published.get(changed.place.table) else { return String::new() };
    let label = |place: Place| table.columns.get(place.column).map_or_else(String::new, |column| column.name());
    let row = changed.place.row.and_then(|row| table.rows.get(row)).map_or_else(String::new, |row| row.name());
    let said = |place: Place, (k, n): (u32, u32)| {
        let printed = place.row.and_then(|row| table.cell(row, place.column)).map_or("", |cell| cell.printed.as_str());
        format!("{}% ({k} van {n}, {})", printed.trim_end_matches('%'), label(place))
    };
    let doubt =
        if changed.doubtful { " Let op: in deze tabel klopt iets niet, zie de pagina van de tabel." } else { "" };
    format!(
        "- Tabel {}, {}, \"{row}\": van {} naar {}; z = {}.{doubt}\n",
        table.id,
        table.title,
        said(changed.before, changed.change.from),
        said(changed.place, changed.change.to),
        dutch(changed.change.z)
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_day_is_read_in_words() {
        for (iso, said) in [
            ("2020-10-05", "5 oktober 2020"),
            ("2024-12-20", "20 december 2024"),
            ("2024-13-01", "2024-13-01"),
            ("2024", "2024"),
        ] {
            assert_eq!(super::day(iso), said);
        }
    }
}
