//! Names as they occur in the mbo, combined at random.

use crate::data::{KNOWN, ORIGINS, Origin};
use crate::rng::Rng;

/// A person's name in the parts that a Dutch student system keeps apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// All given names.
    pub given: String,
    /// `A.B.`
    pub initials: String,
    /// The name the person goes by.
    pub call: String,
    /// `van der`; empty when there is none.
    pub infix: String,
    /// The family name without infix.
    pub family: String,
}

impl Name {
    /// `Sanne van der Meer`.
    pub fn full(&self) -> String {
        format!("{} {}", self.call, self.surname())
    }

    /// `van der Meer`.
    pub fn surname(&self) -> String {
        if self.infix.is_empty() { self.family.clone() } else { format!("{} {}", self.infix, self.family) }
    }

    /// Whether this happens to be the name of somebody well known.
    pub(crate) fn is_known(&self) -> bool {
        let (full, first) = (self.full(), self.given.split(' ').next().unwrap_or_default());
        let formal = format!("{first} {}", self.surname());
        KNOWN.iter().any(|known| *known == full || *known == formal)
    }

    /// A name for a woman, or for a man. `family`: the surname of a relative, to share it.
    pub(crate) fn draw(rng: &mut Rng, woman: bool, family: Option<&Self>) -> Self {
        let mut name = Self::once(rng, woman, family);
        // With a few hundred well-known combinations in millions, the second try nearly always helps; the call name
        // of the last try is never well known.
        for _ in 0..8 {
            if !name.is_known() {
                return name;
            }
            name = Self::once(rng, woman, None);
        }
        name.family.push_str("-Zilverdam");
        name
    }

    fn once(rng: &mut Rng, woman: bool, relative: Option<&Self>) -> Self {
        let weights: Vec<u32> = ORIGINS.iter().map(|o| o.weight).collect();
        let origin = &ORIGINS[rng.weighted(&weights)];
        let given = given(rng, origin, woman);
        // One in ten has a family name of another origin than the given name.
        let house = if rng.permille(100) { &ORIGINS[rng.weighted(&weights)] } else { origin };
        let mut surname = (*rng.pick(&house.families)).to_owned();
        if rng.permille(25) {
            surname = format!("{surname}-{}", rng.pick(&ORIGINS[0].families));
        }
        let (infix, family) = match relative {
            Some(relative) => (relative.infix.clone(), relative.family.clone()),
            None => split(&surname),
        };
        let call = match given.split_once(' ') {
            Some((_, second)) if rng.permille(250) => second.split(' ').next().unwrap_or(second).to_owned(),
            Some((first, _)) => first.to_owned(),
            None => given.clone(),
        };
        Self { initials: initials(&given), given, call, infix, family }
    }
}

/// One to three given names.
fn given(rng: &mut Rng, origin: &Origin, woman: bool) -> String {
    let pool = if woman { &origin.women } else { &origin.men };
    let mut given = (*rng.pick(pool)).to_owned();
    for _ in 0..rng.weighted(&[680, 250, 70]) {
        let next = *rng.pick(pool);
        if !given.contains(next) {
            given = format!("{given} {next}");
        }
    }
    given
}

/// The words before the first capital are the infix.
fn split(surname: &str) -> (String, String) {
    let words: Vec<&str> = surname.split(' ').collect();
    let small = words.iter().take_while(|w| !w.chars().next().is_some_and(char::is_uppercase)).count();
    (words[..small].join(" "), words[small..].join(" "))
}

/// `Jan-Willem IJsbrand` gives `J.W.IJ.`.
fn initials(given: &str) -> String {
    given
        .split([' ', '-'])
        .filter_map(|word| match word.strip_prefix("IJ") {
            Some(_) => Some("IJ.".to_owned()),
            None => word.chars().next().map(|first| format!("{}.", first.to_uppercase())),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Name, initials, split};
    use crate::rng::Rng;

    #[test]
    fn parts_of_a_surname() {
        for (surname, before, family) in [
            ("de Vries", "de", "Vries"),
            ("van 't Hof", "van 't", "Hof"),
            ("'t Hart", "'t", "Hart"),
            ("van der Valk Bouman", "van der", "Valk Bouman"),
            ("El Amrani", "", "El Amrani"),
            ("Évora", "", "Évora"),
            ("de Wit-van den Berg", "de", "Wit-van den Berg"),
        ] {
            assert_eq!(split(surname), (before.to_owned(), family.to_owned()));
        }
        assert_eq!(initials("Jan-Willem IJsbrand Élise"), "J.W.IJ.É.");
    }

    #[test]
    fn nobody_well_known_comes_out() {
        let mut rng = Rng::of(3, "names", 0);
        let names: Vec<Name> = (0..20_000).map(|n| Name::draw(&mut rng, n % 2 == 0, None)).collect();
        assert!(names.iter().all(|n| !n.is_known() && !n.given.is_empty() && !n.family.is_empty()));
        assert!(names.iter().any(|n| n.full().chars().count() > 35), "long names must occur");
        assert!(names.iter().any(|n| n.infix == "van 't"));
    }
}
