use super::*;
use proptest::prelude::*;

/// Call name, given names, initials, infix, family name.
fn names(parts: [&str; 5]) -> Names {
    let some = |text: &str| (!text.is_empty()).then(|| Personal::new(text.to_owned()));
    let [call, given, initials, infix, family] = parts;
    Names { call: some(call), given: some(given), initials: some(initials), infix: some(infix), family: some(family) }
}

fn finds(typed: &str, keys: &BTreeSet<String>) -> bool {
    Sought::new(typed).unwrap().finds(keys)
}

/// Who each of these finds, and who none of them does.
#[test]
fn people_are_found_as_people_type() {
    let born = BirthDate::from_parts(2008, 3, 12);
    type Case = ([&'static str; 5], &'static str, &'static [&'static str], &'static [&'static str]);
    let cases: [Case; 7] = [
        (
            ["Sanne", "Susanne Maria Johanna", "S.M.J.", "", "Huisman"],
            "0012345",
            &[
                "Sanne Huisman",
                "Huisman, Sanne",
                "Huisman,Sanne",
                "huis san",
                "s h",
                "Maria",
                "maria huisman",
                "JOHANNA",
                "S.M.J. Huisman",
                "SMJ Huisman",
                "s.m. huisman",
                "12345",
                "0012345",
                "0012345 sanne",
                "00 sanne",
                "000012345",
                "12-03-2008",
                "12-3-2008",
                "12/3/08",
                "12.03.2008",
                "2008-03-12",
                "12032008",
                "120308",
                "12 maart 2008",
                "12 mrt 08",
                "12 March 2008",
                "12 3 2008",
                "3-2008",
                "2008",
                "sanne 12-3-2008",
                "12-3-2008, huisman",
                "  Sanne\u{a0}Huisman ",
                "“Sanne”",
            ],
            &[
                "Sanne Huismans",
                "anne",
                "uisman",
                "12346",
                "13-03-2008",
                "3-3-2008",
                "Sanne Jansen",
                "isman sanne",
                "4-2008",
            ],
        ),
        (
            ["Anna", "", "", "van den", "Berg"],
            "",
            &[
                "den berg",
                "Berg",
                "van den Berg",
                "Anna van den Berg",
                "berg, anna van den",
                "vandenberg",
                "Vandenb",
                "anna berg",
                "v d b",
            ],
            &["van der Berg", "bergen", "anna denn"],
        ),
        (
            ["Daan", "", "", "'t", "Hof"],
            "",
            &["'t Hof", "’t hof", "t Hof", "Hof", "`t Hof", "thof", "hof 't"],
            &["et hof"],
        ),
        (
            ["Bo", "", "", "van 't", "Hof-Dağ"],
            "",
            &["van't Hof", "van 't hof", "dag", "Dağ", "hof-d", "hof dag bo"],
            &["dag hofs"],
        ),
        (
            ["Sean", "", "", "", "O\u{2bc}Neill"],
            "",
            &["o neill", "O'Neill", "oneill", "neill", "O'N", "o’neill sean"],
            &["eill"],
        ),
        (
            ["José", "", "", "", "Cafe\u{301} Ĳsbrand"],
            "S-12/7",
            &["jose", "JOSÉ", "Jose\u{301}", "cafe", "ijs", "Ĳsb", "s-12/7", "s12", "S-12"],
            &["y"],
        ),
        (["Иван", "", "", "", "Ильин"], "", &["иван", "ИЛЬ"], &["ivan"]),
    ];
    for (parts, number, found, not) in cases {
        let birth = born.filter(|_| parts[0] == "Sanne");
        let keys = keys(&names(parts), Some(number).filter(|number| !number.is_empty()), birth);
        for typed in found {
            assert!(finds(typed, &keys), "{typed:?} denies {parts:?}: {keys:?}");
        }
        for typed in not {
            assert!(!finds(typed, &keys), "{typed:?} finds {parts:?}: {keys:?}");
        }
    }
}

#[test]
fn nothing_finds_nobody_and_who_is_unknown_is_found_by_what_is_known() {
    for typed in ["", "  ", "'", "-", ",", "\u{200b}"] {
        assert!(Sought::new(typed).unwrap().readings().is_empty(), "{typed:?}");
    }
    assert!(keys(&Names::default(), None, None).is_empty());
    // DUO brings people without names.
    let of_duo = keys(&Names::default(), None, BirthDate::from_parts(2008, 3, 0));
    assert!(finds("3-2008", &of_duo) && finds("2008", &of_duo) && !finds("12-3-2008", &of_duo));
}

#[test]
fn what_says_nothing_more_is_no_word_and_nine_are_too_many() {
    let read = |typed: &str| Sought::new(typed).map(|sought| sought.readings().to_vec());
    assert_eq!(read("an anna a"), Ok(vec![vec!["anna".to_owned()]]));
    assert_eq!(read("a b c d e f g h").unwrap()[0].len(), MOST_WORDS);
    assert_eq!(read("a b c d e f g h i"), Err(TooManyWords));
    assert_eq!(read("a a a a a a a a a").unwrap()[0], ["a"]);
    assert_eq!(read("12-3-08").unwrap(), [vec!["12308"], vec!["20080312"], vec!["19080312"]]);
    assert!(!format!("{:?}", Sought::new("Sanne").unwrap()).contains("anne"));
}

/// A part of a name: one to three words, with what stands in and between them.
fn part() -> impl Strategy<Value = String> {
    proptest::collection::vec("[A-Za-zÀ-ÖØ-öø-ž]{1,8}", 1..4).prop_flat_map(|words| {
        let marks = proptest::collection::vec(prop_oneof![Just(" "), Just("-"), Just("'"), Just("’"), Just(" '")], 3);
        marks.prop_map(move |marks| {
            words.iter().zip(marks).map(|(word, mark)| format!("{word}{mark}")).collect::<String>()
        })
    })
}

proptest! {
    /// The law: some beginnings of words of a name, in any order, composed or not, in capitals or not, with or without the
    /// marks, find the person.
    #[test]
    fn any_beginnings_in_any_order_find(
        parts in [part(), part(), part(), part()],
        chosen in proptest::collection::vec((any::<prop::sample::Index>(), 1_usize..9, any::<bool>()), 1..6),
    ) {
        use unicode_normalization::UnicodeNormalization;
        let [call, given, infix, family] = &parts;
        let keys = keys(&names([call.as_str(), given.as_str(), "", infix.as_str(), family.as_str()]), None, None);
        let all: Vec<&str> = parts.iter().flat_map(|part| part.split([' ', '-', '\'', '’'])).filter(|w| !w.is_empty()).collect();
        let typed: Vec<String> = chosen.iter().map(|(which, length, decomposed)| {
            let beginning: String = which.get(&all).chars().take(*length).collect();
            if *decomposed { beginning.nfd().collect() } else { beginning.to_uppercase() }
        }).collect();
        // A text may be all months and digits by chance; letters only are drawn here.
        prop_assert!(finds(&typed.join(" "), &keys), "{typed:?} denies {keys:?}");
    }

    /// Who is found has, for every word, a key that begins with it: told by looking at all keys, one by one.
    #[test]
    fn nobody_else_is_found(parts in [part(), part(), part(), part()], typed in "[a-z]{1,3}( [a-z]{1,3}){0,2}") {
        let [call, given, infix, family] = &parts;
        let keys = keys(&names([call.as_str(), given.as_str(), "", infix.as_str(), family.as_str()]), None, None);
        let all = typed.split(' ').all(|word| keys.iter().any(|key| key.starts_with(word)));
        prop_assert_eq!(finds(&typed, &keys), all);
    }

    #[test]
    fn whatever_is_typed_is_read_or_refused(typed in "\\PC{0,60}|[0-9 ./-]{0,20}") {
        if let Ok(sought) = Sought::new(&typed) {
            prop_assert!(sought.readings().len() <= 6);
            prop_assert!(sought.readings().iter().all(|words| (1..=MOST_WORDS).contains(&words.len())));
        }
    }
}
