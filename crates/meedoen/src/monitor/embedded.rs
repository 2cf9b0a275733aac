//! The published measurements, within the program.
//!
//! A list of files, so that nothing runs at build time; a test holds it against the folder.

use ::monitor::folder::Texts;

macro_rules! file {
    ($year:literal, $path:literal) => {
        ($year, $path, include_str!(concat!("../../../../measurements/", $year, "/", $path)))
    };
}

/// Year, path within the folder, text.
#[rustfmt::skip]
const FILES: &[(&str, &str, &str)] = &[
    file!("2024", "agenda.toml"),
    file!("2024", "english.toml"),
    file!("2024", "findings.toml"),
    file!("2024", "indicators.toml"),
    file!("2024", "measurement.toml"),
    file!("2024", "published/B1.1.toml"),
    file!("2024", "published/B1.2.toml"),
    file!("2024", "published/B1.3.toml"),
    file!("2024", "published/B2.1.toml"),
    file!("2024", "published/B2.2.toml"),
    file!("2024", "published/B2.3.toml"),
    file!("2024", "published/B2.4.toml"),
    file!("2024", "published/B2.5.toml"),
    file!("2024", "published/B2.6.toml"),
    file!("2024", "published/B2.7.toml"),
    file!("2024", "published/B3.1.toml"),
    file!("2024", "published/B3.2.toml"),
    file!("2024", "published/B3.3.toml"),
    file!("2024", "published/B3.4.toml"),
    file!("2024", "published/B3.5.toml"),
    file!("2024", "published/B3.6.toml"),
    file!("2024", "published/B3.7.toml"),
    file!("2024", "published/B3.8.toml"),
    file!("2024", "published/B4.1.toml"),
    file!("2024", "published/B4.2.toml"),
    file!("2024", "published/B4.3.toml"),
    file!("2024", "published/B4.4.toml"),
    file!("2024", "published/B4.5.toml"),
    file!("2024", "published/B4.6.toml"),
    file!("2024", "published/B5.1.toml"),
    file!("2024", "published/B5.2.toml"),
    file!("2024", "published/B5.3.toml"),
    file!("2024", "published/B5.4.toml"),
    file!("2024", "published/F2.1.toml"),
    file!("2024", "published/F3.1.toml"),
    file!("2024", "published/F3.2.toml"),
    file!("2024", "published/F3.3.toml"),
    file!("2024", "published/F3.4.toml"),
    file!("2024", "published/F3.5.toml"),
    file!("2024", "published/F3.6.toml"),
    file!("2024", "published/F3.7.toml"),
    file!("2024", "published/F3.8.toml"),
    file!("2024", "published/F4.1.toml"),
    file!("2024", "published/F4.2.toml"),
    file!("2024", "published/F4.3.toml"),
    file!("2024", "published/F4.4.toml"),
    file!("2024", "published/F4.5.toml"),
    file!("2024", "published/F4.6.toml"),
    file!("2024", "published/F5.1.toml"),
    file!("2024", "published/F5.2.toml"),
    file!("2024", "published/F5.3.toml"),
    file!("2024", "published/F5.4.toml"),
    file!("2024", "published/F5.5a.toml"),
    file!("2024", "published/F5.5b.toml"),
    file!("2024", "published/F5.6.toml"),
    file!("2024", "published/FB3.1.toml"),
    file!("2024", "quantities.toml"),
    file!("2024", "questionnaires/institution.toml"),
    file!("2024", "questionnaires/manager.toml"),
    file!("2024", "questionnaires/municipality.toml"),
    file!("2024", "questionnaires/student.toml"),
    file!("2024", "relations.toml"),
    file!("2024", "report/10-voorbeeld.md"),
    file!("2024", "scales.toml"),
    file!("2024", "tables.toml"),
    file!("2024", "ties.toml"),
    file!("2024", "weights.toml"),
];

/// The texts of an embedded measurement; none when there is no such year.
pub(super) fn texts(year: &str) -> Option<Texts> {
    let texts: Texts = FILES
        .iter()
        .filter(|(of, _, _)| *of == year)
        .map(|(_, path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    (!texts.is_empty()).then_some(texts)
}

/// The years that are embedded, each with its texts.
pub(super) fn years() -> impl Iterator<Item = (&'static str, Texts)> {
    let years: std::collections::BTreeSet<&str> = FILES.iter().map(|(year, _, _)| *year).collect();
    years.into_iter().filter_map(|year| Some((year, texts(year)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn what_is_embedded_is_what_stands_in_the_folder() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../measurements");
        for entry in std::fs::read_dir(root).unwrap() {
            let folder = entry.unwrap().path();
            let year = folder.file_name().unwrap().to_str().unwrap();
            let read = super::super::folder::texts(&folder).unwrap();
            assert_eq!(texts(year).unwrap_or_default(), read, "{year}: list its files in embedded.rs");
        }
    }

    #[test]
    fn every_embedded_measurement_is_whole_and_the_public_ones_are_shown() {
        for (year, texts) in years() {
            assert_eq!(::monitor::folder::Reading::of(&texts).problems, [], "{year}");
        }
        assert_eq!(super::super::library(None).unwrap().years().collect::<Vec<_>>(), [2024]);
    }
}
