//! Looks for thousands of texts in one at once: asked one by one, the visits of all roles took minutes of searching.

use std::collections::HashMap;

/// With as many bytes a text is looked for. None is shorter.
const START: usize = 4;

/// Texts that are looked for: a number as a whole word, any other text anywhere. Digits inside a longer word (a session, an
/// identifier, a reference) are no number of anybody.
pub(crate) struct Needles {
    all: Vec<String>,
    numbers: HashMap<String, Vec<usize>>,
    /// By how they start.
    starts: HashMap<[u8; START], Vec<usize>>,
    /// Which two bytes any of them starts with: most places of a text are passed by this.
    first: Vec<bool>,
}

impl Needles {
    pub(crate) fn new(all: Vec<String>) -> Self {
        let mut needles = Self {
            all,
            numbers: HashMap::new(),
            starts: HashMap::new(),
            first: vec![false; 1 + usize::from(u16::MAX)],
        };
        for (place, text) in needles.all.iter().enumerate() {
            if text.bytes().all(|byte| byte.is_ascii_digit()) {
                needles.numbers.entry(text.clone()).or_default().push(place);
                continue;
            }
            let start = text.as_bytes().first_chunk().expect("a text of some length");
            needles.starts.entry(*start).or_default().push(place);
            needles.first[pair(start[0], start[1])] = true;
        }
        needles
    }

    /// The places of those that a text holds, in order.
    pub(crate) fn found(&self, text: &str) -> Vec<usize> {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'));
        let mut found: Vec<usize> = words.filter_map(|word| self.numbers.get(word)).flatten().copied().collect();
        let bytes = text.as_bytes();
        for at in 0..bytes.len().saturating_sub(START - 1) {
            if !self.first[pair(bytes[at], bytes[at + 1])] {
                continue;
            }
            let start: &[u8; START] = bytes[at..].first_chunk().expect("so many bytes are left");
            let here = self.starts.get(start).into_iter().flatten();
            found.extend(here.filter(|place| bytes[at..].starts_with(self.all[**place].as_bytes())));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Those that a text holds.
    pub(crate) fn texts(&self, text: &str) -> Vec<&str> {
        self.found(text).into_iter().map(|place| self.all[place].as_str()).collect()
    }
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(u16::from_be_bytes([first, second]))
}

#[test]
fn a_number_is_found_where_it_stands_alone_and_a_text_anywhere() {
    let needles = Needles::new(["300077", "Sem%20de%20Vries", "Sem de Vries", "Semih"].map(str::to_owned).to_vec());
    for (text, found) in [
        ("zoek=300077&taal=nl", vec!["300077"]),
        ("/dossiers/300077", vec!["300077"]),
        ("\"300077\"", vec!["300077"]),
        ("300077", vec!["300077"]),
        ("19:56:47.300077Z", vec![]),
        ("__Host-visit=a300077", vec![]),
        ("9e1-300077-aa", vec![]),
        ("1300077", vec![]),
        ("/zoeken?q=Sem%20de%20Vries", vec!["Sem%20de%20Vries"]),
        ("van Sem de VriesSemih", vec!["Sem de Vries", "Semih"]),
        ("Sem de Vrie", vec![]),
        ("Sem", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(needles.texts(text), found, "{text}");
    }
}
