//! Which guardian of a student a file means: the same as one who is known, or somebody else.
//!
//! Rights hang on the answer: an account acts for a guardian. To take two people for one hands one's rights to the other;
//! to take one for two locks a parent out, which a school can mend. So nobody is known by one attribute: an address may be
//! of both parents, or the student's own, and two fathers may have one name.

use crate::email::EmailAddress;
use crate::person::fold;
use std::collections::BTreeMap;

/// A guardian as one file or another names them.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Full name.
    pub name: &'a str,
    /// E-mail address, if known.
    pub email: Option<&'a str>,
}

/// Whether two addresses are one mailbox.
pub fn same_address(one: &str, other: &str) -> bool {
    let key = |email: &str| EmailAddress::new(email).ok();
    key(one).is_some_and(|one| key(other) == Some(one))
}

/// Whether a guardian's address is the student's own: then who reads it may be the student, and an account with that
/// address must not answer for the guardian.
pub fn is_the_students(student: Option<&str>, guardian: Option<&str>) -> bool {
    matches!((student, guardian), (Some(one), Some(other)) if same_address(one, other))
}

/// How to address people, which is no part of a name.
const TITLES: &[&str] = &["dhr", "mevr", "mw", "meneer", "mevrouw"];

/// Whether two names can be one person's: every word of the shorter is a word of the longer, or its first letter; one
/// whole word at least.
pub fn may_be_one(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        fold(name).split(' ').filter(|word| !word.is_empty() && !TITLES.contains(word)).map(str::to_owned).collect()
    };
    let (mut short, mut long) = (words(one), words(other));
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    // Whole words first, so that a letter does not take the place of one.
    let whole = |word: &String, long: &mut Vec<String>| {
        long.iter().position(|other| other == word).map(|at| long.remove(at)).is_some()
    };
    let before = short.len();
    short.retain(|word| word.chars().count() == 1 || !whole(word, &mut long));
    let found = before - short.len();
    let initial = |word: &String, long: &mut Vec<String>| {
        let letter = |other: &String| other.chars().next() == word.chars().next();
        let one_is_a_letter = |other: &String| word.chars().count() == 1 || other.chars().count() == 1;
        long.iter().position(|other| letter(other) && one_is_a_letter(other)).map(|at| long.remove(at)).is_some()
    };
    short.retain(|word| !initial(word, &mut long));
    short.is_empty() && found > 0
}

/// A way in which two can be the same.
type Way<'a> = &'a dyn Fn(&Named<'_>, &Named<'_>) -> bool;

/// For each guardian that a file names, the place of the one who is the same among those known of this student; `None` for
/// somebody new. Give those who are guardians now before those who were.
///
/// In this order, and nobody twice: the same name and address; the same name, when it is one person's on both sides; the
/// same address and a name that can be the same person's, when there is one on both sides.
pub fn who(known: &[Named<'_>], named: &[Named<'_>]) -> Vec<Option<usize>> {
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    let name = |one: &Named<'_>, other: &Named<'_>| fold(one.name) == fold(other.name);
    let address = |one: &Named<'_>, other: &Named<'_>| match (one.email, other.email) {
        (Some(one), Some(other)) => same_address(one, other),
        _ => false,
    };
    for (at, new) in named.iter().enumerate() {
        let both =
            |old: &Named<'_>| name(old, new) && (address(old, new) || old.email.is_none() && new.email.is_none());
        let free = |place: &usize| !found.values().any(|taken| taken == place);
        if let Some(place) = (0..known.len()).filter(free).find(|place| both(&known[*place])) {
            found.insert(at, place);
        }
    }
    let similar = |one: &Named<'_>, other: &Named<'_>| address(one, other) && may_be_one(one.name, other.name);
    let ways: [Way<'_>; 2] = [&name, &similar];
    for same in ways {
        let left: Vec<usize> = (0..named.len()).filter(|at| !found.contains_key(at)).collect();
        let free: Vec<usize> = (0..known.len()).filter(|place| !found.values().any(|taken| taken == place)).collect();
        for at in &left {
            let places: Vec<usize> = free.iter().copied().filter(|place| same(&known[*place], &named[*at])).collect();
            if let [place] = places[..]
                && left.iter().filter(|other| same(&known[place], &named[**other])).count() == 1
            {
                found.insert(*at, place);
            }
        }
    }
    (0..named.len()).map(|at| found.get(&at).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `A. Berg <a@x.example>`, or a name alone.
    fn named(text: &str) -> Named<'_> {
        match text.split_once(" <") {
            Some((name, email)) => Named { name, email: Some(email.trim_end_matches('>')) },
            None => Named { name: text, email: None },
        }
    }

    #[test]
    fn two_people_are_told_apart_and_one_is_known_again() {
        for (what, known, file, expected) in [
            ("nobody is known", &[][..], &["A. Berg <a@x.nl>"][..], &[None][..]),
            ("the same", &["A. Berg <a@x.nl>"], &["a. berg <A@X.nl>"], &[Some(0)]),
            (
                "two, in other columns",
                &["A. Berg <a@x.nl>", "B. Dağ <b@x.nl>"],
                &["B. Dağ <b@x.nl>", "A. Berg <a@x.nl>"],
                &[Some(1), Some(0)],
            ),
            (
                "two at one address, in other columns",
                &["A. Berg <h@x.nl>", "B. Dağ <h@x.nl>"],
                &["B. Dağ <h@x.nl>", "A. Berg <h@x.nl>"],
                &[Some(1), Some(0)],
            ),
            ("one of two at one address", &["A. Berg <h@x.nl>", "B. Dağ <h@x.nl>"], &["B. Dağ <h@x.nl>"], &[Some(1)]),
            ("another address", &["A. Berg <a@x.nl>"], &["A. Berg <a@y.nl>"], &[Some(0)]),
            ("an address at last", &["A. Berg"], &["A. Berg <a@x.nl>"], &[Some(0)]),
            (
                "addresses changed hands",
                &["A. Berg <a@x.nl>", "B. Dağ <b@x.nl>"],
                &["A. Berg <b@x.nl>", "B. Dağ <a@x.nl>"],
                &[Some(0), Some(1)],
            ),
            ("somebody else at the address", &["A. Berg <h@x.nl>"], &["B. Dağ <h@x.nl>"], &[None]),
            ("the other parent at the address", &["A. Berg <h@x.nl>"], &["B. Berg <h@x.nl>"], &[None]),
            ("written in full", &["A. van der Berg <a@x.nl>"], &["Mw. Anna van der Berg <a@x.nl>"], &[Some(0)]),
            ("a name that is both of theirs", &["A. Berg <h@x.nl>", "B. Berg <h@x.nl>"], &["Berg <h@x.nl>"], &[None]),
            ("a name alone that two have", &["A. Berg <a@x.nl>", "A. Berg <b@x.nl>"], &["A. Berg"], &[None]),
            (
                "one name, two people",
                &["A. Berg <a@x.nl>", "A. Berg <b@x.nl>"],
                &["A. Berg <b@x.nl>", "A. Berg <a@x.nl>"],
                &[Some(1), Some(0)],
            ),
        ] {
            let known: Vec<_> = known.iter().map(|text| named(text)).collect();
            let file: Vec<_> = file.iter().map(|text| named(text)).collect();
            assert_eq!(who(&known, &file), expected, "{what}");
        }
    }

    #[test]
    fn names_that_can_be_one_persons() {
        for (one, other, expected) in [
            ("A. Berg", "Anna Berg", true),
            ("Berg, A. van der", "A. van der Berg", true),
            ("A.M. Berg", "A. Berg", true),
            ("Dhr. A. Berg", "A. Berg", true),
            ("Berg", "A. Berg", true),
            ("A. Berg", "B. Berg", false),
            ("Anna Berg", "Bert Berg", false),
            ("A. Berg", "A. Visser", false),
            ("A.", "B.", false),
            ("A.", "A.", false),
            ("", "A. Berg", false),
        ] {
            assert_eq!(may_be_one(one, other), expected, "{one} / {other}");
            assert_eq!(may_be_one(other, one), expected, "{other} / {one}");
        }
    }

    #[test]
    fn an_address_may_be_the_students_own() {
        assert!(is_the_students(Some("Zoe@x.example"), Some(" zoe@X.example")));
        assert!(!is_the_students(Some("zoe@x.example"), Some("a@x.example")));
        assert!(!is_the_students(None, None) && !is_the_students(Some("a@x.example"), None));
    }
}
