//! Nothing about a student is forgotten: a new table or column decides. Who reads what of it, on both databases.

use super::read::spot;
use super::rooms::ELSEWHERE;
use super::{Is, ROOMS, schema};
use crate::StoreError;
use crate::table::{self, Type, tables};
use crate::tests::path::needs_support;
use crate::tests::school::{School, TODAY, at};
use access::{Role, Scope};
use register::burden::Element;
use register::voice::Kind;
use serde_json::Value;
use std::collections::BTreeSet;
use time::Duration;
use time::macros::date;
use uuid::Uuid;

/// Columns that lead from a row to somebody.
const LEADS: &[&str] = &[
    "person_id",
    "file_id",
    "version_id",
    "agreement_id",
    "application_id",
    "enrolment_id",
    "guardian_id",
    "concern_id",
    "referral_id",
    "handoff_id",
    "meeting_id",
    "burden_id",
    "exam_id",
    "dispute_id",
    "talk_id",
    "admission_id",
    "advice_id",
    "transfer_id",
    "share_id",
    "invitation_id",
    "account_id",
    "membership_id",
];

#[test]
fn every_table_that_leads_to_somebody_is_told_or_says_why_not() {
    let leads: BTreeSet<&str> = tables()
        .iter()
        .filter(|table| table.columns.iter().any(|column| LEADS.contains(&column.name.as_str())))
        .map(|table| table.name.as_str())
        .collect();
    let told: Vec<&str> =
        ROOMS.iter().map(|room| room.table).chain(ELSEWHERE.iter().map(|(table, _)| *table)).collect();
    let once: BTreeSet<&str> = told.iter().copied().collect();
    assert_eq!(told.len(), once.len(), "a table stands in one of the two lists");
    let missing: Vec<_> = leads.difference(&once).collect();
    let gone: Vec<_> = once.difference(&leads).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "does the student read {missing:?}? Say it in `everything::rooms`. And {gone:?} lead to nobody"
    );
    assert!(ELSEWHERE.iter().all(|(_, why)| why.len() > 10));
}

/// Columns of tables that are told, and are not told themselves: why.
const WITHHELD: &[(&str, &str, &str)] = &[
    ("person_coach", "email_key", "the coach is told by name"),
    ("person_coach", "handed_from", "the coach of before has a row of their own"),
    ("guardian_allowance", "said_by", "the student's own account"),
    ("date_correction", "said_by", "a file of the school"),
    ("happening", "said_by", "the student's own account, or a parent's who answers"),
    ("voice", "said_by", "their own account"),
    ("concern", "raised_by", "their own account"),
    ("statutory", "corrects", "how the school counts it: what holds is the last row"),
    ("agreement_answer", "answered_by", "the student where no parent is named"),
    ("meeting", "closed_by", "who wrote that down"),
    ("burden", "status", "only what was decided is told"),
    ("burden", "stand", "on which list of school: what was decided, and since when it is there, are told"),
    ("exam_request", "order_on", "how lists order it: what is owed, and since when it stands so, are told"),
    ("exam_request", "stand", "on which list of the exam office: where it stands is told"),
    ("exam_request", "to_tell", "that it is owed: once they were told, that is told"),
    ("exam_request", "holds_from", "of the decision, which is told"),
    ("exam_request", "holds_until", "of the decision, which is told"),
    ("dispute", "lodged_by", "the student's own account, or a parent's who answers"),
    ("dispute", "stand", "on which list of the desk: where it stands is told"),
    ("dispute", "to_tell", "that it is owed: once they were told, that is told"),
    ("dispute", "back", "on which list of the exam office: what was decided, and what that office said, are told"),
    ("dispute", "back_on", "how that list orders it: by when it is decided anew is told"),
    ("dispute", "todo", "on which list of who coordinates: what the school does, and that it was done, are told"),
    ("dispute", "todo_on", "how that list orders it: by when it is done is told"),
    ("dispute", "order_on", "how lists order it: what is owed, and since when it stands so, are told"),
    ("admission", "was", "where the application stood: for when this is taken back"),
    ("point_look", "look", "which look it was: the order of the list"),
    ("workplace", "last_on", "the last day that is known, which is told"),
    ("workplace", "owed", "what lists go by: that another place is to be found follows from why it ended"),
    ("workplace_told", "version_id", "which lines is told by their place"),
    ("workplace_told", "english", "in which language somebody else is written to"),
    ("workplace_told", "agreed_by", "the student's own account, or a parent's who answers"),
    ("workplace_told", "stopped_by", "the student, a parent or school: the share says who stopped it"),
    ("workplace_report", "own", "whether school wrote it: who wrote it is told by name"),
    ("workplace_report", "decided_by", "the student's own account, or a parent's who answers"),
    ("workplace_report_step", "place", "which step it was: the order of the list"),
    ("workplace_provision", "place", "which step it was: the order of the list"),
    ("share", "language", "in which language somebody else is written to"),
    ("share", "waits", "whether a yes is waited for: the question and each yes stand with the way to work"),
    ("share", "route", "of which way to work: the question stands there, with the number of the share"),
    ("handoff", "adult_on", "the 18th birthday: computed from the birth date, until the school decided on it"),
    ("handoff", "prepare_on", "half a year before that birthday, until what comes after is arranged"),
    ("handoff", "silent_on", "from when somebody of the school asks how it stands: what was heard and done is told"),
    ("handoff", "letter", "whether a letter has to go: that it was made and went is told, step by step"),
    ("handoff", "seen", "whether the school read the answer: what it did then is told"),
    ("card", "written_by", "the student's own account"),
    ("card_link", "key_name", "of which key of the school its secret is made"),
    ("card_link", "made_by", "the student's own account, or a parent's who answers"),
    ("card_link", "ended_by", "the student's own account, a parent's who answers, or of who erased the card"),
    ("card_look", "looked_on", "its moment is told"),
    ("invitation", "email_key", "the address stands beside it"),
    ("invitation", "role", "of a student there is one"),
    ("invitation", "scope", "of a student there is one"),
    ("invitation", "begins", "the role itself is told"),
    ("invitation", "ends", "the role itself is told"),
    ("invitation", "language", "of the mail"),
    ("invitation", "open_key", "that there is one at a time"),
    ("membership", "scope", "of a student there is one"),
    ("date_correction", "was_at", "the hour of a date that is told"),
    ("date_correction", "became_at", "the hour of a date that is told"),
    ("evaluation_plan", "ended_at", "its day is told"),
    ("transition", "contact_on", "computed from the plans and contacts, which are told"),
    ("transition", "step_on", "computed from the steps, which are told"),
    ("transition", "met_on", "computed from the contacts, which are told"),
    ("transition", "refused", "computed from each yes and no, which are told"),
    ("person", "sort_key", "computed from the names"),
];

#[test]
fn every_column_of_what_is_told_is_told_or_says_why_not() {
    let order = ["number", "place", "sequence", "withdrawn_by"];
    let mut found = BTreeSet::new();
    for room in ROOMS {
        let table = tables().iter().find(|table| table.name == room.table).expect(room.table);
        let told: BTreeSet<&str> = room.columns.iter().map(|(column, _)| *column).collect();
        let wrong: Vec<_> = told.iter().filter(|column| table.place(column).is_none()).collect();
        assert!(wrong.is_empty(), "{}: no such columns: {wrong:?}", room.table);
        for column in table.columns.iter().map(|column| column.name.as_str()).filter(|column| !told.contains(column)) {
            // An identifier says nothing, a moment is the day that is told, and the order is that of the list.
            let day = |column: &str| {
                let stem = column.strip_suffix("_at").or_else(|| column.strip_suffix("_on"));
                let days = |stem: &str| ["recorded", "noted", "planned", "marked"].contains(&stem);
                stem.is_some_and(|stem| told.contains(format!("{stem}_on").as_str()) || days(stem))
            };
            let silent = column.ends_with("_id")
                || column.ends_with("_hash")
                || order.contains(&column)
                || day(column)
                || column == "handed_account";
            let listed = WITHHELD.iter().any(|(of, one, _)| (*of, *one) == (room.table, column));
            if listed {
                found.insert((room.table, column));
            } else if !silent {
                panic!("does the student read {}.{column}? Say it in `everything::rooms`, or say why not", room.table);
            }
        }
    }
    let listed: BTreeSet<_> = WITHHELD.iter().map(|(table, column, _)| (*table, *column)).collect();
    assert_eq!(listed, found, "what is withheld is there, and is told nowhere");
}

/// What is sealed is told as words, and it is known where it stands.
#[test]
fn every_sealed_column_of_what_is_told_is_opened() {
    let element = Element::ALL[0].code();
    for room in ROOMS {
        let table = table::find(room.table).expect(room.table);
        let lead = [table::Value::Null, table::Value::Uuid(Uuid::nil()), table::Value::Int(1)];
        let cells = room.columns.iter().map(|(column, _)| match *column {
            "element" => table::Value::Text(element.to_owned()),
            _ => table::Value::Null,
        });
        let row: Vec<table::Value> = lead.into_iter().chain(cells).collect();
        for (column, is) in room.columns {
            let place = table.place(column).expect(column);
            let sealed = table.columns[place].of == Type::Bytea;
            assert_eq!(sealed, *is == Is::Words, "{}.{column}", room.table);
            assert!(!sealed || spot(room, column, &row).is_some(), "{}.{column}: in which row?", room.table);
        }
        let (veiled, rows) = room.veiled;
        let told = |column: &&str| room.columns.iter().any(|(one, _)| one == column);
        assert!(veiled.iter().all(told) && veiled.is_empty() == rows.is_empty(), "{}", room.table);
    }
}

#[test]
fn the_schema_in_the_documentation_is_that_of_the_code() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/everything.schema.json");
    if std::env::var_os("MEEDOEN_WRITE_DOCS").is_some() {
        std::fs::write(&path, schema()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == schema(),
        "docs/everything.schema.json: write it with MEEDOEN_WRITE_DOCS=1 cargo test -p store everything"
    );
}

/// Holds a value to a schema, as far as ours goes: types, constants, choices, required and no other properties.
fn hold(value: &Value, schema: &Value, at: &str) {
    if let Some(only) = schema.get("const") {
        assert_eq!(value, only, "{at}");
    }
    if let Some(choices) = schema.get("enum").and_then(Value::as_array) {
        assert!(choices.contains(value), "{at}: {value}");
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(some) => some.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let is = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    assert!(types.is_empty() || types.contains(&is), "{at}: {is}, and not {types:?}");
    if let Value::Array(items) = value {
        items.iter().enumerate().for_each(|(n, item)| hold(item, &schema["items"], &format!("{at}[{n}]")));
    }
    if let Value::Object(fields) = value {
        for (name, field) in fields {
            let of = &schema["properties"][name];
            assert!(!of.is_null(), "{at}.{name} is in no schema");
            hold(field, of, &format!("{at}.{name}"));
        }
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        assert!(required.iter().filter_map(Value::as_str).all(|name| fields.contains_key(name)), "{at}: {required:?}");
    }
}

/// What stands in a column of a room, row by row.
fn words(json: &Value, room: &str, column: &str) -> Vec<String> {
    let rows = json[room].as_array().cloned().unwrap_or_default();
    rows.iter().map(|row| row[column].as_str().unwrap_or_default().to_owned()).collect()
}

crate::on_both! {
    async fn each_reads_what_is_theirs(store) {
        let school = School::new(&store, "27DV").await;
        // Fifteen, and seventeen.
        let child = school.person("Aalders", date!(2011 - 03 - 01)).await;
        let older = school.person("Bakker", date!(2009 - 03 - 01)).await;
        let parent = school.guardian(child.person, true).await;
        let informed = school.guardian(older.person, true).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let officer = school.member(Role::PrivacyOfficer, Scope::School).await;
        let student = school.member(Role::Student, Scope::Person(child.person)).await;
        let mother = school.member(Role::Guardian, Scope::Guardian(parent)).await;
        let father = school.member(Role::Guardian, Scope::Guardian(informed)).await;
        for person in [child.person, older.person] {
            school.enrolled(person, date!(2025 - 08 - 01), None).await;
        }
        school.settle().await;
        for of in [child.file, older.file] {
            store.assess(&care, of, 1, &needs_support(), at(1)).await.unwrap();
        }
        store.voice_say(&student, child.file, (Some(Kind::Missing), "Ik mis een rustige plek."), at(2)).await.unwrap();
        store.voice_say(&mother, child.file, (Some(Kind::Need), "Zij heeft rust nodig."), at(3)).await.unwrap();
        let voice = store.voices(&care, crate::file::within::Chosen::default(), None, at(4)).await.unwrap().rows;
        for row in &voice {
            store.voice_answer(&care, child.file, row.voice, "Die plek is er maandag.", at(4)).await.unwrap();
        }

        crate::testing::tamper(&store, "UPDATE person SET email = 'bo@post.example', municipality = 'GM0363'").await;
        let own = store.everything(&student, at(5)).await.unwrap();
        let json = own.json();
        let schema: Value = serde_json::from_str(&schema()).unwrap();
        hold(&json, &schema, "$");
        let need = register::intake::HoldIntake { ..needs_support() };
        assert_eq!(words(&json, "need", "words"), std::slice::from_ref(&need.words), "what was typed is opened");
        assert_eq!(words(&json, "voice", "words"), ["Ik mis een rustige plek."], "and not what the mother said");
        assert_eq!(words(&json, "voice", "answer"), ["Die plek is er maandag."]);
        assert_eq!(words(&json, "person", "family_name"), ["Aalders"]);
        assert_eq!(json["guardian"].as_array().unwrap().len(), 1);
        assert!(json["statutory"].as_array().unwrap().len() == 1 && json["enrolment"].as_array().unwrap().len() == 1);
        let looked = words(&json, "looks", "what");
        assert!(looked.contains(&"record_statutory_facts".to_owned()) || looked.contains(&"record_need".to_owned()), "{looked:?}");
        assert!(!json.to_string().contains("Bakker"), "nobody else's");

        let hers = store.everything(&mother, at(6)).await.unwrap().json();
        hold(&hers, &schema, "$");
        assert_eq!(words(&hers, "voice", "words"), ["Zij heeft rust nodig."]);
        assert_eq!(words(&hers, "need", "words"), [need.words], "she answers, and so she reads it");
        assert!(hers.get("guardian_allowance").is_none() && hers["read_by"] == "parent");

        // From sixteen a parent is told of the measures, and of nothing that was said; not how the student is reached, or where they live.
        for one in [&json["person"][0], &hers["person"][0]] {
            assert!(one["email"] == "bo@post.example" && !one["municipality"].is_null(), "{one}");
        }
        let his = store.everything(&father, at(7)).await.unwrap().json();
        let rooms: BTreeSet<&str> = his.as_object().unwrap().keys().map(String::as_str).collect();
        let measures = [
            "format", "school", "made_on", "read_by", "person", "guardian", "agreement_version", "agreement_line",
            "membership", "promise_kept",
        ];
        assert_eq!(rooms, measures.into_iter().collect(), "{his}");
        assert!(his["person"][0]["email"].is_null() && his["person"][0]["municipality"].is_null(), "{his}");

        // On paper: the same, by the privacy officer alone; and the student reads that it was made.
        let paper = store.everything_of(&officer, child.file, at(8)).await.unwrap().json();
        for room in ROOMS {
            assert_eq!(paper[room.table], json[room.table], "{}", room.table);
        }
        for who in [&care, &student, &mother, &father] {
            assert!(matches!(store.everything_of(who, child.file, at(9)).await, Err(StoreError::NotFound)));
        }
        assert!(store.everything(&care, at(9)).await.is_err() && store.everything(&officer, at(9)).await.is_err());
        let again = store.everything(&student, at(10)).await.unwrap().json();
        assert!(words(&again, "looks", "what").contains(&"take_out".to_owned()));
    }

    async fn what_was_asked_decided_disputed_and_noted_is_opened(store) {
        use register::dispute::{Event, Lodge, Subject, Thing};
        use register::seen::Seen;
        use register::exam::{Ask, Decide, Event as Turned, Facility, Ground};
        use register::point::{Outcome, Said};
        let school = School::new(&store, "27DW").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let office = school.member(Role::ExamOffice, Scope::School).await;
        let desk = school.member(Role::DisputeDesk, Scope::School).await;
        // Seventeen.
        let who = school.person("Aalders", date!(2009 - 03 - 01)).await;
        let informed = school.guardian(who.person, true).await;
        school.coached(who.person, coach.account().unwrap(), date!(2025 - 08 - 01), None).await;
        school.enrolled(who.person, date!(2025 - 08 - 01), None).await;
        school.settle().await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        let father = school.member(Role::Guardian, Scope::Guardian(informed)).await;
        let ask = Ask {
            ground: Some(Ground::Support),
            wanted: vec![Facility::Spoken, Facility::Other],
            other: "Een pauze na elk uur".to_owned(),
            why: "Lezen kost mij veel tijd.".to_owned(),
            ..Ask::default()
        };
        let exam = store.exam_ask(&student, who.file, &ask, at(1)).await.unwrap();
        let no = Decide { reason: "Dit examen toetst lezen.".to_owned(), ..Decide::default() };
        store.exam_decide(&office, exam, (&no, Some(Seen::of(0, 0))), at(2)).await.unwrap();
        let lodge = Lodge {
            subject: Some(Subject::CarryingOut),
            words: "De voorleessoftware is er niet.".to_owned(),
            wish: "Dat die er wel is.".to_owned(),
            urgent: true,
            urgent_words: "Volgende week is het examen.".to_owned(),
            ..Lodge::default()
        };
        let dispute = store.dispute_lodge(&student, who.file, (&lodge, &[Thing::Exam(exam)]), at(3)).await.unwrap();
        store.dispute_step(&desk, dispute, ((Event::Hear, "Op 20 mei.", None, None), Some(Seen::of(0, 0))), at(4)).await.unwrap();
        store.exam_turn(&office, exam, (Turned::Revise, "Er is meer bekend.", Some(Seen::of(1, 0))), at(5)).await.unwrap();
        let look_on = Some(TODAY + Duration::days(20));
        store.point_note(&coach, who.file, ("Vraag hoe de week begint.", look_on), at(6)).await.unwrap();
        store.point_note(&coach, who.file, ("Dit gaat over een ander.", look_on), at(7)).await.unwrap();
        store.point_look(&coach, who.file, (2, Said::End(Outcome::Mistaken)), at(8)).await.unwrap();

        let own = store.everything(&student, at(9)).await.unwrap().json();
        hold(&own, &serde_json::from_str(&schema()).unwrap(), "$");
        for (room, column, said) in [
            ("exam_request", "why", "Lezen kost mij veel tijd."),
            ("exam_request", "other", "Een pauze na elk uur"),
            ("exam_decision", "reason", "Dit examen toetst lezen."),
            ("exam_turn", "why", "Er is meer bekend."),
            ("dispute", "words", "De voorleessoftware is er niet."),
            ("dispute", "wish", "Dat die er wel is."),
            ("dispute", "urgent_words", "Volgende week is het examen."),
            ("dispute_step", "words", "Op 20 mei."),
            ("dispute_attached", "kind", "exam"),
        ] {
            assert_eq!(words(&own, room, column), [said], "{room}.{column}");
        }
        assert!(own["exam_request"][0]["version"].is_null(), "it carries out no measure: {own}");
        assert_eq!(own["dispute_attached"][0]["thing"], own["exam_request"][0]["number"]);
        assert_eq!(words(&own, "point", "words"), ["Vraag hoe de week begint.", ""], "of somebody else nothing is told");
        assert_eq!(words(&own, "point_look", "outcome"), ["mistaken"]);

        let his = store.everything(&father, at(10)).await.unwrap().json();
        let theirs = ["exam_request", "exam_decision", "exam_turn", "dispute", "dispute_step", "dispute_attached", "point", "point_look"];
        assert!(theirs.iter().all(|room| his.get(room).is_none()), "{his}");
    }

    async fn what_came_of_an_application_is_told_as_on_its_page(store) {
        use register::admission::{Draft, Ground, Kind, Where};
        use register::intake::talk::{Event, Means, Plan, Written};
        use register::meeting::Consenter;
        use register::transfer::{Ask, Event as Turned, Typed};
        let school = School::new(&store, "27DX").await;
        let intaker = school.member(Role::Intaker, Scope::School).await;
        let who = school.person("Aalders", date!(2005 - 03 - 01)).await;
        let id = school.applied(who.person, None, TODAY + Duration::days(150), "received").await;
        school.settle().await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        let schema: Value = serde_json::from_str(&schema()).unwrap();

        let plan = Plan { day: Some(TODAY), hour: None, place: "Lokaal 1.12".to_owned(), with: intaker.account() };
        store.intake_plan(&intaker, id, &plan, at(1)).await.unwrap();
        store.intake_turn(&intaker, id, (Event::Miss, "Niet afgebeld."), at(2)).await.unwrap();
        store.intake_turn(&intaker, id, (Event::TakeBack, "Zat in de kantine."), at(3)).await.unwrap();
        let (facts, steps) = ("Wil de zorg in.".to_owned(), "Loopt een dag mee.".to_owned());
        store.intake_report(&intaker, id, &Written { held_on: Some(TODAY), facts, steps }, at(4)).await.unwrap();
        let ask = Ask { school: "Het Lyceum".to_owned(), consent: Some(Consenter::Student), given_on: Some(TODAY) };
        store.transfer_ask(&intaker, id, &ask, at(5)).await.unwrap();
        let typed = Typed { helped: "Rust.".to_owned(), not_helped: String::new(), needed: "Meer tijd.".to_owned() };
        store.transfer_receive(&intaker, id, &typed, at(6)).await.unwrap();
        store.transfer_seen(&intaker, id, (Some(TODAY), Some(false), "Ook een vaste plek."), at(7)).await.unwrap();
        let no = Draft {
            kind: Some(Kind::Refuse),
            ground: Some(Ground::PriorEducation),
            reason: "Daarom.".to_owned(),
            ..Draft::default()
        };
        let shown = async |now| (id, store.admission(&intaker, id, now).await.unwrap().stand());
        store.admission_decide(&intaker, shown(at(8)).await, &no, at(8)).await.unwrap();
        store.admission_onward(&intaker, shown(at(9)).await, (Some(Where::OtherMbo), false, "Mevrouw De Boer."), at(9)).await.unwrap();

        let own = store.everything(&student, at(10)).await.unwrap().json();
        hold(&own, &schema, "$");
        for (room, column, said) in [
            ("intake_talk", "place", ["Lokaal 1.12"].as_slice()),
            ("intake_turn", "why", ["Niet afgebeld.", "Zat in de kantine."].as_slice()),
            ("intake_report", "facts", ["Wil de zorg in."].as_slice()),
            ("intake_report", "steps", ["Loopt een dag mee."].as_slice()),
            ("transfer", "school", ["Het Lyceum"].as_slice()),
            ("transfer", "helped", ["Rust."].as_slice()),
            ("transfer", "said", ["Ook een vaste plek."].as_slice()),
            ("admission", "reason", [].as_slice()),
            ("admission_onward", "words", [].as_slice()),
        ] {
            assert_eq!(words(&own, room, column), said, "{room}.{column}");
        }
        assert_eq!(own["transfer"][0]["is_right"], false);
        assert_eq!(own["intake_talk"][0]["application_id"], own["application"][0]["applied_on"], "of which application");

        // Once it was told; and after the yes was taken back nobody reads what the previous school told.
        let told = register::admission::Telling { means: Some(Means::Paper), parents: false, minor: None };
        store.admission_told(&intaker, shown(at(11)).await, told, at(11)).await.unwrap();
        store.transfer_end(&intaker, id, (Turned::Withdraw, "Wil het niet meer."), at(12)).await.unwrap();
        let own = store.everything(&student, at(13)).await.unwrap().json();
        hold(&own, &schema, "$");
        assert_eq!(words(&own, "admission", "reason"), ["Daarom."]);
        assert_eq!(words(&own, "admission_onward", "words"), ["Mevrouw De Boer."]);
        assert_eq!(words(&own, "transfer", "school"), ["Het Lyceum"]);
        assert_eq!(words(&own, "transfer", "why"), ["Wil het niet meer."]);
        for column in ["helped", "needed", "said", "is_right", "seen_on", "typed_by"] {
            assert!(own["transfer"][0][column].is_null(), "{column}: {own}");
        }
    }
}
