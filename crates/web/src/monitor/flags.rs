//! The flags of the main aims: a value a measurement, where it comes from, and where the series breaks.

use super::label::words;
use crate::say::words::T;
use ::monitor::indicator::{Indicator, Stands, Value};
use ::monitor::shown::Shown;

/// A flag as it is read.
pub(super) struct Flag {
    pub(super) name: String,
    pub(super) definition: String,
    /// Its values are not printed as such, but put together from what is.
    pub(super) reconstructed: bool,
    /// A value a year, in the order of the years of all flags; none where the flag was not measured.
    pub(super) values: Vec<Option<Said>>,
    /// Why a value cannot be compared with the one before it.
    pub(super) broken: Vec<String>,
    pub(super) notes: Vec<String>,
}

/// A value, and the address of where it stands.
pub(super) struct Said {
    /// None when it did not come down to us.
    pub(super) value: Option<String>,
    /// It is in words, which are Dutch: for who listens to the page.
    pub(super) dutch: bool,
    pub(super) href: Option<String>,
    pub(super) broken: bool,
}

/// The years of all flags, newest first: on a phone what was measured last is in sight.
pub(super) fn years(shown: &Shown) -> Vec<u32> {
    let values = shown.folder.indicators.iter().flat_map(|it| &it.values);
    let years: std::collections::BTreeSet<u32> = values.map(|value| value.year).collect();
    years.into_iter().rev().collect()
}

/// All flags.
pub(super) fn flags(t: T, shown: &Shown) -> Vec<Flag> {
    let years = years(shown);
    shown.folder.indicators.iter().map(|it| flag(t, shown, it, &years)).collect()
}

fn flag(t: T, shown: &Shown, it: &Indicator, years: &[u32]) -> Flag {
    let of = |year: &u32| it.values.iter().find(|value| value.year == *year).map(|value| said(shown, value));
    let notes = it.values.iter().filter_map(|value| {
        let note = words(t, value.note.as_ref()?);
        Some(format!("{}: {note}", value.year))
    });
    Flag {
        name: words(t, &it.name).to_owned(),
        definition: words(t, &it.definition).to_owned(),
        reconstructed: it.reconstructed,
        values: years.iter().map(of).collect(),
        broken: it
            .values
            .iter()
            .filter_map(|value| value.broken.as_ref())
            .map(|why| words(t, why).to_owned())
            .collect(),
        notes: notes.collect(),
    }
}

fn said(shown: &Shown, value: &Value) -> Said {
    let year = shown.folder.measurement.year;
    let href = value.from.and_then(|from| match from {
        Stands::Cell(place) => shown.table(place.table).map(|table| format!("/monitor/{year}/{}", table.id)),
        Stands::Quantity(at) => {
            shown.folder.quantities.all.get(at).map(|quantity| format!("/monitor/{year}/bronnen#q-{}", quantity.id))
        }
    });
    let said = value.say(&shown.folder.published, &shown.folder.quantities);
    let dutch = said.as_ref().is_some_and(|text| text.chars().any(char::is_alphabetic));
    Said { value: said, dutch, href, broken: value.broken.is_some() }
}
