//! `.../behoeften`: what is granted as `assignedNeeds` of OEAPI v6 (`Person`), for the system that plans exams: of one student, or
//! of a period. Codes are those of `personalNeed`, and `x-` for what that list does not know.

use super::place::PATH;
use crate::{
    say::{
        exam as words,
        format::dutch_clock,
        words::{Lang, T},
    },
    site::{
        app::App,
        problem::{Problem, id},
        session::Acting,
    },
};
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use register::{ExamId, Personal, exam::Facility};
use serde_json::{Value, json};
use time::{Date, Duration, OffsetDateTime, Time, UtcOffset, format_description::well_known::Rfc3339};

pub(super) async fn of_one(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(exam): Path<String>,
) -> Result<Response, Problem> {
    let (exam, now): (ExamId, _) = (id(&exam)?, app.clock.now());
    let back = || Ok(Redirect::to(&format!("{PATH}/{exam}")).into_response());
    if !app.store.exam_status(&actor, None, exam, now).await?.1 {
        return back();
    }
    let view = app.store.exam(&actor, exam, now).await?;
    let request = &view.request;
    // It was ended at that moment.
    let Some(decision) = request.decision().filter(|_| request.holds()) else { return back() };
    let ended = |id| view.enrolled.iter().find(|one| one.id == id).and_then(|one| one.until);
    let days = (decision.from, decision.last_day(ended));
    let assigned = needs(&decision.granted, decision.minutes, request.other.as_ref(), days);
    let person = person(view.person.name.as_ref(), view.person.student_number.as_ref(), assigned);
    Ok(answer(&person))
}

pub(super) async fn of_period(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(period): Path<String>,
) -> Result<Response, Problem> {
    let view = app.store.exam_period(&actor, id(&period)?, (None, true), app.clock.now()).await?;
    let mut people: Vec<(register::PersonId, Value)> = Vec::new();
    for one in &view.list.rows {
        let more = needs(&one.granted, one.minutes, one.other.as_ref(), (one.from, one.until));
        // Who has two decisions is one person: lists are by name, so they stand together.
        let last = people.last_mut().filter(|(person, _)| *person == one.file.person);
        match last.and_then(|(_, said)| said["assignedNeeds"].as_array_mut()) {
            Some(needs) => needs.extend(more),
            None => {
                people.push((one.file.person, person(one.file.name.as_ref(), one.file.student_number.as_ref(), more)))
            }
        }
    }
    let items: Vec<Value> = people.into_iter().map(|(_, person)| person).collect();
    Ok(answer(&json!({ "items": items })))
}

fn answer(value: &Value) -> Response {
    let name = "attachment; filename=\"assigned-needs.json\"";
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CONTENT_DISPOSITION, name)];
    (headers, value.to_string()).into_response()
}

/// What of a `Person` is told: who it is, and what is granted.
fn person(name: Option<&Personal<String>>, number: Option<&Personal<String>>, needs: Vec<Value>) -> Value {
    json!({
        "primaryCode": { "codeType": "student_number", "code": number.map(|number| number.reveal()) },
        "displayName": name.map(|name| name.reveal()),
        "assignedNeeds": needs,
    })
}

/// Each of what is granted, in both languages, from the first moment of the first day until the last day is over.
fn needs(
    granted: &[Facility],
    minutes: Option<u16>,
    other: Option<&Personal<String>>,
    (from, until): (Date, Option<Date>),
) -> Vec<Value> {
    let said = |one: &Facility, lang| words::facilities(T::new(lang), &[*one], minutes, other).join(", ");
    let over = until.and_then(Date::next_day);
    let need = |one: &Facility| {
        json!({
            "code": one.need(),
            "description": [
                { "language": "nl-NL", "value": said(one, Lang::Nl) },
                { "language": "en-GB", "value": said(one, Lang::En) },
            ],
            "startDateTime": begins(from),
            "endDateTime": over.map(begins),
        })
    };
    granted.iter().map(need).collect()
}

/// The moment on which a day begins in the Netherlands.
fn begins(day: Date) -> String {
    let utc = OffsetDateTime::new_utc(day, Time::MIDNIGHT);
    // Clocks are put back or forward at three or two at night: what holds at noon the day before holds at midnight.
    let noon = utc - Duration::hours(12);
    let ahead = (dutch_clock(noon).assume_utc() - noon).whole_seconds();
    let offset = i32::try_from(ahead).ok().and_then(|ahead| UtcOffset::from_whole_seconds(ahead).ok());
    let there = day.with_time(Time::MIDNIGHT).assume_offset(offset.unwrap_or(UtcOffset::UTC));
    there.format(&Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_day_begins_at_midnight_of_the_netherlands() {
        for (day, expected) in [
            (date!(2026 - 09 - 15), "2026-09-15T00:00:00+02:00"),
            (date!(2026 - 12 - 24), "2026-12-24T00:00:00+01:00"),
            // Summer time ends in the night of this day, and begins in that of the other.
            (date!(2026 - 10 - 25), "2026-10-25T00:00:00+02:00"),
            (date!(2026 - 10 - 26), "2026-10-26T00:00:00+01:00"),
            (date!(2027 - 03 - 28), "2027-03-28T00:00:00+01:00"),
            (date!(2027 - 03 - 29), "2027-03-29T00:00:00+02:00"),
        ] {
            assert_eq!(begins(day), expected);
        }
    }

    #[test]
    fn what_is_granted_has_a_code_of_the_standard_words_in_two_languages_and_a_term() {
        let other = Personal::new("Een pauze".to_owned());
        let days = (date!(2026 - 09 - 15), Some(date!(2027 - 07 - 31)));
        let found = needs(&[Facility::ExtraTime, Facility::Other], Some(30), Some(&other), days);
        let codes: Vec<&str> = found.iter().filter_map(|need| need["code"].as_str()).collect();
        assert_eq!(codes, ["extra_time", "x-other"]);
        assert_eq!(found[0]["description"][0]["language"], "nl-NL");
        assert!(found[0]["description"][0]["value"].as_str().unwrap().contains("30"));
        assert_eq!(found[1]["description"][1]["value"], "Een pauze");
        assert_eq!(found[0]["endDateTime"], "2027-08-01T00:00:00+02:00", "the last day counts");
        let open = needs(&[Facility::Spoken], None, None, (days.0, None));
        assert!(open[0]["endDateTime"].is_null() && open[0]["code"] == "spoken");
    }
}
