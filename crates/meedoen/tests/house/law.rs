//! `meedoen law`, as a school or a lawyer runs it: a file in, answers out, and an exit code that says whether all was
//! understood.

use crate::commands::{Folder, run};
use serde_json::{Value, json};

const UNDERSTOOD: &str = r#"{"id": "a", "facts": {"question_code": "access_answer_by", "today": "2027-02-01",
    "request_received_on": "2027-01-31", "extended": false}}"#;
const NOT: &str = r#"{"id": "b", "facts": {"question_code": "access_answer_by", "today": "2027-02-01",
    "request_received_on": "31-01-2027"}}"#;

fn asked(folder: &Folder, cases: &str) -> (i32, String, String) {
    std::fs::write(folder.path().join("cases.json"), cases).unwrap();
    run(folder, &["law", "cases.json"])
}

fn results(text: &str) -> Value {
    serde_json::from_str::<Value>(text).unwrap()["results"].clone()
}

#[test]
fn cases_of_the_law_are_answered_and_what_is_not_understood_is_named() {
    let folder = Folder::new();
    let (code, out, _) = asked(&folder, &format!("[{UNDERSTOOD}]"));
    let answers = results(&out);
    assert_eq!((code, &answers[0]["due_date"], &answers[0]["state"]), (0, &json!("2027-03-01"), &json!("due")));

    let (code, out, _) = asked(&folder, &format!("[{NOT}, {UNDERSTOOD}]"));
    let answers = results(&out);
    let error = json!({"id": "b", "error": {"key": "request_received_on", "value": "31-01-2027"}});
    assert_eq!((code, &answers[0], &answers[1]["due_date"]), (1, &error, &json!("2027-03-01")));
}

#[test]
fn answers_go_to_a_file_when_asked_and_what_is_no_file_of_cases_is_said() {
    let folder = Folder::new();
    std::fs::write(folder.path().join("cases.json"), format!("[{UNDERSTOOD}]")).unwrap();
    let (code, out, _) = run(&folder, &["law", "cases.json", "--out", "answers.json"]);
    let written = std::fs::read_to_string(folder.path().join("answers.json")).unwrap();
    assert_eq!((code, out.as_str(), &results(&written)[0]["id"]), (0, "", &json!("a")));

    let (code, out, said) = asked(&folder, "{");
    assert!(code == 2 && out.is_empty() && said.contains("not JSON"), "{said}");
    let (code, _, said) = run(&folder, &["law", "nothing.json"]);
    assert!(code == 2 && said.contains("nothing.json"), "{said}");
}

/// Anybody asks, without an account: the answer comes on the page itself, so that no address holds it, and nothing is given to
/// the browser to keep. Whoever leaves a question open is told which.
#[test]
fn what_the_law_says_in_your_case_is_for_anybody_and_kept_nowhere() {
    let house = crate::fixture::house();
    house.run(async {
        let anybody = house.visitor();
        // As a browser sends it from our own page.
        let asked = async |age: &str| {
            let answers =
                [("wie", "applicant"), ("leeftijd", age), ("nodig", "yes"), ("reden", "yes"), ("afspraken", "offered")];
            let fields = answers.map(|(name, value)| (name.to_owned(), value.to_owned()));
            anybody.post_bytes("/rechten", &[("sec-fetch-site", "same-origin")], crate::html::encode(&fields)).await
        };
        for (age, said) in
            [("16_17", "Vanaf 16 jaar geef je zelf antwoord"), ("under_16", "WEB 8.1.3a(2), tekst van 1 augustus 2026")]
        {
            let page = asked(age).await;
            assert!(page.status == 200 && page.has(said), "{age}: {}", page.body);
            assert_eq!((page.location, page.headers.get("set-cookie")), (None, None), "{age}");
            assert_eq!(page.headers.get("cache-control").map(|value| value.as_bytes()), Some(&b"no-store"[..]));
        }
        let open = asked("").await;
        assert!(
            open.status == 422 && open.has("id=\"leeftijd-error\"") && !open.has("id=\"wie-error\""),
            "{}",
            open.body
        );
    });
}
