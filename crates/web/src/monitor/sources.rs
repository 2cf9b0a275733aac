//! `/monitor/2024/bronnen`: every number that the documents state in their texts, with its document, year, people and base.

use super::{
    claims::{Claimed, claims},
    label::words,
};
use crate::{
    say::{measured::made_of, words::T},
    site::{page::Page, shell::Shell},
};
use ::monitor::shown::Shown;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "monitor/sources.html")]
pub struct SourcesPage {
    t: T,
    shell: Shell,
    documents: Vec<Document>,
    /// What the text of the report says, and its tables do not bear out.
    claims: Vec<Claimed>,
    made: String,
}

struct Document {
    name: String,
    id: String,
    stated: Vec<Stated>,
}

struct Stated {
    id: String,
    /// As it is written: Dutch, where it is in words.
    value: String,
    dutch: bool,
    of: String,
    base: String,
    counts: String,
    year: String,
    place: String,
}

impl SourcesPage {
    pub(super) fn new(shell: Shell, shown: &Shown) -> Self {
        let t = shell.t;
        let year = shown.folder.measurement.year.to_string();
        let shell = shell.crumb("Monitor", "/monitor").crumb(&year, format!("/monitor/{year}"));
        let all = &shown.folder.quantities;
        let stated = |document: usize| {
            let of = all.all.iter().filter(move |quantity| quantity.document == document);
            of.map(|it| Stated {
                id: format!("q-{}", it.id),
                value: it.value.clone(),
                dutch: it.value.chars().any(char::is_alphabetic),
                of: words(t, &it.of).to_owned(),
                base: it.base.clone().unwrap_or_default(),
                counts: words(t, &it.counts).to_owned(),
                year: it.year.to_string(),
                place: it.place.clone(),
            })
        };
        let documents = all.documents.iter().enumerate().map(|(at, document)| Document {
            name: words(t, &document.name).to_owned(),
            id: document.id.clone(),
            stated: stated(at).collect(),
        });
        // A document that only tells how far an action is states no number.
        let documents = documents.filter(|document| !document.stated.is_empty()).collect();
        Self { made: made_of(t, &shown.folder.digest), claims: claims(t, shown, None), t, shell, documents }
    }
}

impl Page for SourcesPage {
    const NAME: &'static str = "monitor/sources";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let library = super::samples::library();
        library.newest().map(|shown| ("usual", Self::new(Shell::sample(t), shown))).into_iter().collect()
    }
}
