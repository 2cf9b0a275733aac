use super::*;
use proptest::prelude::*;

fn one(facts: &str) -> Value {
    let file = format!(r#"[{{"id": "x", "facts": {facts}}}]"#);
    answer(&read(file.as_bytes()).unwrap()[0])
}

#[test]
fn what_is_not_understood_is_named_and_never_guessed() {
    for (what, facts, key, value) in [
        (
            "an unknown key",
            r#"{"question_code": "access_answer_by", "today": "2027-02-01", "colour": "red"}"#,
            "colour",
            json!("red"),
        ),
        (
            "an unknown key below another",
            r#"{"question_code": "access_answer_by", "today": "2027-02-01", "programme": {"colour": 1}}"#,
            "programme.colour",
            json!(1),
        ),
        (
            "an unknown word",
            r#"{"question_code": "access_answer_by", "today": "2027-02-01", "participant": "wizard"}"#,
            "participant",
            json!("wizard"),
        ),
        (
            "a word in capitals",
            r#"{"question_code": "access_answer_by", "today": "2027-02-01", "participant": "Student"}"#,
            "participant",
            json!("Student"),
        ),
        (
            "a day that does not exist",
            r#"{"question_code": "access_answer_by", "today": "2027-02-29"}"#,
            "today",
            json!("2027-02-29"),
        ),
        (
            "a day written otherwise",
            r#"{"question_code": "access_answer_by", "today": "01-02-2027"}"#,
            "today",
            json!("01-02-2027"),
        ),
        (
            "a number where a day belongs",
            r#"{"question_code": "access_answer_by", "today": 20270201}"#,
            "today",
            json!(20_270_201),
        ),
        (
            "null where something belongs",
            r#"{"question_code": "access_answer_by", "today": "2027-02-01", "birth_date": null}"#,
            "birth_date",
            json!(null),
        ),
        (
            "a word in a list",
            r#"{"question_code": "may_start_placement", "today": "2027-02-01", "placement_agreement": {"signed_by": ["student", "mayor"]}}"#,
            "placement_agreement.signed_by[]",
            json!("mayor"),
        ),
        (
            "a list where one belongs",
            r#"{"question_code": "access_answer_by", "today": "2027-02-01", "birth_date": ["2009-01-01"]}"#,
            "birth_date",
            json!(["2009-01-01"]),
        ),
        (
            "fewer than none",
            r#"{"question_code": "access_answer_by", "today": "2027-02-01", "diplomas_obtained": -1}"#,
            "diplomas_obtained",
            json!(-1),
        ),
        (
            "a key twice: neither of the two is meant",
            r#"{"question_code": "access_answer_by", "today": "2027-02-01", "today": "2027-03-01"}"#,
            "today",
            json!("twice"),
        ),
        (
            "a key twice below another",
            r#"{"question_code": "access_answer_by", "today": "2027-02-01", "programme": {"years": 1, "years": 2}}"#,
            "years",
            json!("twice"),
        ),
        (
            "an unknown question",
            r#"{"question_code": "may_fly", "today": "2027-02-01"}"#,
            "question_code",
            json!("may_fly"),
        ),
        ("no question", r#"{"today": "2027-02-01"}"#, "question_code", json!(null)),
        ("no day", r#"{"question_code": "access_answer_by"}"#, "today", json!(null)),
        (
            "a fact that is needed",
            r#"{"question_code": "access_answer_by", "today": "2027-02-01"}"#,
            "request_received_on",
            json!(null),
        ),
        ("no facts", "null", "facts", json!(null)),
    ] {
        assert_eq!(one(facts), json!({"id": "x", "error": {"key": key, "value": value}}), "{what}");
    }
}

#[test]
fn a_case_that_is_not_understood_leaves_the_others_alone() {
    let file = br#"{"cases": [
        {"facts": {"question_code": "may_fly", "today": "2027-02-01"}},
        {"id": 7, "expect": "anything", "facts": {"question_code": "access_answer_by", "today": "2027-02-01",
          "request_received_on": "2027-01-31", "extended": false}}]}"#;
    let answers: Vec<Value> = read(file).unwrap().iter().map(answer).collect();
    assert_eq!(answers[0]["id"], Value::Null);
    assert_eq!(answers[0]["error"]["key"], "question_code");
    assert_eq!(
        answers[1],
        json!({
            "id": 7, "state": "due", "due_date": "2027-03-01", "until": null, "actor": "institution", "allowed": null,
            "recipients": null, "municipality": null, "article": "AVG 12(3)",
            "because": ["received on: 2027-01-31", "months: 1"],
        })
    );
}

#[test]
fn a_file_without_a_list_is_no_file_of_cases() {
    for text in ["", "{", "7", "{}", r#"{"cases": 7}"#] {
        assert!(read(text.as_bytes()).is_err(), "{text}");
    }
    assert_eq!(read(b"[]"), Ok(vec![]));
}

/// Every key of the format with every value it may have, alone beside a question that needs it or not: it is understood.
#[test]
fn every_key_and_word_of_the_format_is_understood() {
    for (path, shapes) in key::KEYS {
        for shape in *shapes {
            let values: Vec<Value> = match shape {
                key::Shape::Day => vec![json!("2026-10-05")],
                key::Shape::Moment => vec![json!("2026-10-05T10:05")],
                key::Shape::Flag => vec![json!(true), json!(false)],
                key::Shape::Count | key::Shape::Number => vec![json!(0), json!(3)],
                key::Shape::Null => vec![Value::Null],
                key::Shape::Word(words) => words.iter().map(|word| json!(word)).collect(),
                key::Shape::Text => vec![json!("E1")],
                key::Shape::Crebo => vec![json!("25655")],
                key::Shape::Municipality => vec![json!("GM0361")],
                key::Shape::SchoolYear => vec![json!("2026-2027")],
            };
            for value in values {
                let mut facts = value.clone();
                for part in path.rsplit('.') {
                    facts = match part.strip_suffix("[]") {
                        Some(name) => json!({ name: [facts] }),
                        None => json!({ part: facts }),
                    };
                }
                assert_eq!(key::check("", &facts), Ok(()), "{path} {value}");
            }
        }
    }
}

#[test]
fn hours_order_what_falls_on_one_day() {
    let case = |agreed: &str, enrolled: &str| {
        one(&format!(
            r#"{{"question_code": "gate_respected", "today": "2026-08-10", "birth_date": "2007-06-06",
            "statutory_ground": "yes", "needs_extra_support": "yes",
            "enrolments": [{{"id": "E1", "enrolled_at": "{enrolled}"}}],
            "agreements": [{{"version": 1, "kind": "statutory", "in_writing": true,
              "answers": [{{"by": "student", "answer": "agreed", "at": "{agreed}"}}]}}]}}"#
        ))["state"]
            .clone()
    };
    assert_eq!(case("2026-08-01T10:05", "2026-08-01T14:30"), "met");
    assert_eq!(case("2026-08-01T16:10", "2026-08-01T09:00"), "met_late");
    assert_eq!(case("2026-08-01", "2026-08-01T09:00"), "met");
}

proptest! {
    #[test]
    fn any_bytes_are_cases_or_a_reason(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes).map(|entries| entries.iter().map(answer).collect::<Vec<_>>());
    }

    /// Facts of the right shape in any mixture: an answer or a key, and never a stumble.
    #[test]
    fn any_facts_are_answered(
        picks in proptest::collection::vec((0..key::KEYS.len(), 0u16..4000), 0..40),
        question in 0..Question::ALL.len(),
    ) {
        let facts = made(&picks, Question::ALL[question].code());
        let given = json!([{ "id": 1, "facts": facts }]);
        let entries = read(given.to_string().as_bytes()).unwrap();
        let said = answer(&entries[0]);
        prop_assert!(said.get("error").is_some() || said.get("article").is_some());
    }
}

/// Facts with these keys, each with a value that it may have.
fn made(picks: &[(usize, u16)], question: &str) -> Value {
    let mut facts = json!({ "question_code": question, "today": "2027-02-01" });
    for (at, seed) in picks {
        let (path, shapes) = key::KEYS[*at];
        if path.starts_with("question") || path == "today" || shapes.is_empty() {
            continue;
        }
        let shape = shapes[usize::from(*seed) % shapes.len()];
        let day = Date::from_julian_day(2_461_000 + i32::from(*seed)).unwrap();
        let value = match shape {
            key::Shape::Day => json!(day.to_string()),
            key::Shape::Moment => json!(format!("{day}T{:02}:00", seed % 24)),
            key::Shape::Flag => json!(seed % 3 != 0),
            key::Shape::Count | key::Shape::Number => json!(seed % 20),
            key::Shape::Null => Value::Null,
            key::Shape::Word(words) => json!(words[usize::from(*seed / 7) % words.len()]),
            key::Shape::Text => json!("A"),
            key::Shape::Crebo => json!("25655"),
            key::Shape::Municipality => json!("GM0361"),
            key::Shape::SchoolYear => json!("2026-2027"),
        };
        put(&mut facts, path, value);
    }
    facts
}

/// Puts a value at a path, in the one item of each list on the way.
fn put(at: &mut Value, path: &str, value: Value) {
    let (part, rest) = path.split_once('.').map_or((path, None), |(part, rest)| (part, Some(rest)));
    let name = part.strip_suffix("[]");
    let Some(fields) = at.as_object_mut() else { return };
    let place = fields.entry(name.unwrap_or(part)).or_insert_with(|| match name {
        Some(_) => json!([]),
        None => json!({}),
    });
    match (name, rest) {
        (Some(_), Some(rest)) => {
            let Some(list) = place.as_array_mut() else { return };
            if list.is_empty() {
                list.push(json!({}));
            }
            put(&mut list[0], rest, value);
        }
        (Some(_), None) => {
            if let Some(list) = place.as_array_mut() {
                list.push(value);
            }
        }
        (None, Some(rest)) => put(place, rest, value),
        (None, None) => *place = value,
    }
}

#[test]
fn a_key_twice_spoils_its_own_case_only() {
    let good = r#"{"id": "b", "facts": {"question_code": "access_answer_by", "today": "2027-02-01", "received_on": "2027-01-04"}, "note": {"x": 1, "x": 2}}"#;
    let file = format!(r#"[{{"id": "a", "id": "c", "facts": {{}}}}, {good}]"#);
    let entries = read(file.as_bytes()).unwrap();
    assert!(matches!(&entries[0].case, Err(NotUnderstood { key, .. }) if key == "id"));
    // What is beside id and facts is not read, whatever it says.
    assert!(!matches!(&entries[1].case, Err(NotUnderstood { value, .. }) if *value == json!("twice")));
    assert_eq!(read(br#"{"cases": [], "cases": []}"#), Err(Unreadable::NoList));
}
