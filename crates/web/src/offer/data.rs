//! The same as data: JSON with a schema, CSV, and the map of public pages for search engines.

use super::place::{PUBLIC, keep};
use crate::{
    say::csv,
    site::{app::App, problem::Problem},
};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use register::Moment;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use store::offer::{Kept, Placed, PublicOffer};
use time::{Date, format_description::well_known::Rfc3339};

/// A form of what a school offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// On paper.
    Pdf,
    /// A row a line.
    Csv,
    /// All that is public.
    Json,
}

impl Form {
    const ALL: [Self; 3] = [Self::Pdf, Self::Csv, Self::Json];

    /// How an address ends.
    pub(super) const fn tail(self) -> &'static str {
        match self {
            Self::Pdf => ".pdf",
            Self::Csv => ".csv",
            Self::Json => ".json",
        }
    }

    /// What people call it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Csv => "CSV",
            Self::Json => "JSON",
        }
    }

    /// Takes the form off a name.
    pub(super) fn split(name: &str) -> (&str, Option<Self>) {
        let found = Self::ALL.into_iter().find_map(|form| name.strip_suffix(form.tail()).map(|rest| (rest, form)));
        found.map_or((name, None), |(rest, form)| (rest, Some(form)))
    }
}

fn sent(kind: &'static str, name: Option<String>, bytes: Vec<u8>) -> Response {
    let mut response =
        ([(header::CONTENT_TYPE, kind.to_owned()), (header::CACHE_CONTROL, keep())], bytes).into_response();
    let named = name.and_then(|name| format!("attachment; filename=\"{name}\"").parse().ok());
    if let Some(named) = named {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, named);
    }
    response
}

/// What is offered on a day. A line for a team that ended is not.
fn offered<'a>(found: &'a PublicOffer, kept: &'a Kept, day: Date) -> impl Iterator<Item = &'a Placed> {
    let there = move |one: &&Placed| one.line.team.is_none_or(|team| found.teams.iter().any(|(id, _)| *id == team));
    kept.lines.iter().filter(move |one| one.offered(day)).filter(there)
}

fn team<'a>(found: &'a PublicOffer, one: &Placed) -> Option<&'a str> {
    let team = one.line.team?;
    found.teams.iter().find(|(id, _)| *id == team).map(|(_, name)| name.as_str())
}

fn version(found: &PublicOffer, kept: &Kept, today: Date) -> Value {
    let (from, decided) = kept.offer.decided().unzip();
    let day = from.map_or(today, |from| from.max(today));
    let line = |one: &Placed| {
        let line = &one.line;
        json!({
            "line": one.place,
            "kind": line.kind.code(),
            "what": { "nl": line.text, "en": line.text_en },
            "level": line.level.code(),
            "location": line.site.as_ref().map(|site| json!({ "name": site.name, "town": site.town })),
            "team": team(found, one),
            "capacity": line.capacity,
            "state": one.mark().code(),
            "contact": { "nl": line.who, "en": line.who_en, "address": line.address },
            "reachable": { "nl": line.reachable, "en": line.reachable_en },
            "how": { "nl": line.how, "en": line.how_en },
            "until": line.until.map(|day| day.to_string()),
        })
    };
    json!({
        "number": kept.offer.number,
        "from": from.map(|day| day.to_string()),
        "decided": decided.map(|day| day.to_string()),
        "lines": offered(found, kept, day).map(line).collect::<Vec<_>>(),
    })
}

/// What a school offers, as JSON or CSV.
pub(super) fn file(found: &PublicOffer, form: Form, now: Moment) -> Response {
    let name = Some(format!("aanbod-{}{}", found.school.code, form.tail()));
    match form {
        Form::Csv => sent("text/csv; charset=utf-8", name, table(found, now.day).into_bytes()),
        Form::Json | Form::Pdf => sent("application/json", name, whole(found, now).to_string().into_bytes()),
    }
}

fn whole(found: &PublicOffer, now: Moment) -> Value {
    let today = now.day;
    json!({
        "$schema": format!("{PUBLIC}/schema.json"),
        "as_of": now.at.format(&Rfc3339).ok(),
        "school": { "code": found.school.code, "name": found.school.name },
        "in_force": found.now.as_ref().map(|kept| version(found, kept, today)),
        "announced": found.next.iter().map(|kept| version(found, kept, today)).collect::<Vec<_>>(),
    })
}

/// What the columns of the table are called: `docs/how-to/use-the-offer-as-data.md`.
const COLUMNS: [&str; 20] = [
    "version",
    "from",
    "line",
    "kind",
    "what_nl",
    "what_en",
    "level",
    "location",
    "town",
    "team",
    "capacity",
    "state",
    "contact_nl",
    "contact_en",
    "address",
    "reachable_nl",
    "reachable_en",
    "how_nl",
    "how_en",
    "until",
];

fn table(found: &PublicOffer, today: Date) -> String {
    let mut out = csv::MARK.to_owned();
    csv::row(&mut out, COLUMNS.map(str::to_owned));
    for kept in found.now.iter().chain(&found.next) {
        let from = kept.offer.decided().map(|(from, _)| from);
        for one in offered(found, kept, from.map_or(today, |from| from.max(today))) {
            let line = &one.line;
            let (site, town) = line.site.as_ref().map_or_else(Default::default, |s| (s.name.clone(), s.town.clone()));
            csv::row(
                &mut out,
                [
                    kept.offer.number.to_string(),
                    from.map(|day| day.to_string()).unwrap_or_default(),
                    one.place.to_string(),
                    line.kind.code().to_owned(),
                    line.text.clone(),
                    line.text_en.clone(),
                    line.level.code().to_owned(),
                    site,
                    town,
                    team(found, one).unwrap_or_default().to_owned(),
                    line.capacity.map(|many| many.to_string()).unwrap_or_default(),
                    one.mark().code().to_owned(),
                    line.who.clone(),
                    line.who_en.clone(),
                    line.address.clone(),
                    line.reachable.clone(),
                    line.reachable_en.clone(),
                    line.how.clone(),
                    line.how_en.clone(),
                    line.until.map(|day| day.to_string()).unwrap_or_default(),
                ],
            );
        }
    }
    out
}

/// The schema of the JSON.
pub(super) async fn schema() -> Response {
    sent("application/schema+json", None, include_bytes!("schema.json").to_vec())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The public pages: those that are always there, and a page for each school that offers something and each team that a line names.
pub(super) async fn sitemap(State(app): State<App>) -> Result<Response, Problem> {
    // A map has whole addresses: without the address of the site there is none.
    let address = app.address.as_ref().ok_or(Problem::NotFound)?;
    let today = app.clock.now().day;
    let (schools, lines) = app.store.offer_findable(today).await?;
    let fixed = ["/", PUBLIC, "/rechten", "/monitor", "/agenda"].map(str::to_owned);
    let of = schools.iter().map(|school| format!("{PUBLIC}/{}", school.code));
    // The pages of the teams that a line names today, or in what is announced.
    let mut teams: BTreeSet<_> = lines.iter().filter_map(|line| Some((line.school, line.team?))).collect();
    for (tenant, team) in app.store.offer_announced_teams(today).await? {
        teams.extend(schools.iter().position(|school| school.tenant == tenant).map(|at| (at, team)));
    }
    let teams = teams.into_iter().filter_map(|(at, team)| Some(format!("{PUBLIC}/{}/{team}", schools.get(at)?.code)));
    let all = fixed.into_iter().chain(of).chain(teams);
    let urls: String = all.map(|path| format!("<url><loc>{}</loc></url>\n", escaped(&address.of(&path)))).collect();
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{urls}</urlset>\n"
    );
    Ok(sent("application/xml", None, text.into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offer::samples;

    /// The properties that an object of the schema asks for, held against what is written.
    fn holds(schema: &Value, root: &Value, value: &Value, at: &str) {
        let schema = match schema.get("$ref").and_then(Value::as_str) {
            Some(name) => &root["$defs"][name.trim_start_matches("#/$defs/")],
            None => schema.get("oneOf").map_or(schema, |either| {
                &root["$defs"][either[0]["$ref"].as_str().unwrap().trim_start_matches("#/$defs/")]
            }),
        };
        if let Some(items) = schema.get("items") {
            value
                .as_array()
                .unwrap_or_else(|| panic!("{at}: a list"))
                .iter()
                .for_each(|one| holds(items, root, one, at));
        }
        if let Some(known) = schema.get("enum").and_then(Value::as_array) {
            assert!(known.contains(value), "{at}: {value} is not in the schema");
        }
        let (Some(properties), Some(object)) = (schema.get("properties").and_then(Value::as_object), value.as_object())
        else {
            return;
        };
        let (told, written): (BTreeSet<_>, BTreeSet<_>) = (properties.keys().collect(), object.keys().collect());
        assert_eq!(told, written, "{at}");
        let required: BTreeSet<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        // The name of the schema itself need not be there.
        let always: BTreeSet<&str> =
            written.iter().map(|name| name.as_str()).filter(|name| *name != "$schema").collect();
        assert_eq!(required, always, "{at}: what is always there is required");
        for (name, inner) in properties {
            holds(inner, root, &object[name], &format!("{at}.{name}"));
        }
    }

    #[test]
    fn what_is_written_is_what_the_schema_tells() {
        let schema: Value = serde_json::from_str(include_str!("schema.json")).unwrap();
        let written = whole(&samples::public(), samples::now());
        holds(&schema, &schema, &written, "");
        assert!(!written["in_force"]["lines"].as_array().unwrap().is_empty());
        assert!(!written["announced"].as_array().unwrap().is_empty());
        let kinds = &schema["$defs"]["line"]["properties"]["kind"]["enum"];
        let codes: Vec<&str> = register::catalogue::MeasureKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(*kinds, json!(codes));
    }

    #[test]
    fn a_row_a_line_and_what_stopped_or_ends_before_it_begins_is_left_out() {
        let found = samples::public();
        let text = table(&found, samples::today());
        let rows: Vec<Vec<&str>> = text.split_terminator("\r\n").map(|row| row.split(';').collect()).collect();
        // What they are called; 21 lines of version 2, which holds, and 9 of version 9, which is announced; of each one is left out.
        assert_eq!(rows.len(), 1 + 20 + 8);
        let has = |version: &str, line: &str| rows.iter().any(|row| (row[0], row[2]) == (version, line));
        assert!(has("\"2\"", "\"4\"") && !has("\"2\"", "\"3\""), "line 3 stopped");
        assert!(has("\"9\"", "\"3\"") && !has("\"9\"", "\"4\""), "the last day of line 4 is before version 9 begins");
    }

    #[test]
    fn every_column_is_told_to_who_uses_them() {
        let told = include_str!("../../../../docs/how-to/use-the-offer-as-data.md");
        for column in COLUMNS {
            assert!(told.contains(&format!("`{column}`")), "{column}");
        }
    }

    #[test]
    fn a_form_is_taken_off_a_name() {
        for (name, expected) in [
            ("27DV", ("27DV", None)),
            ("27DV.json", ("27DV", Some(Form::Json))),
            ("27DV.csv", ("27DV", Some(Form::Csv))),
            ("27DV.pdf", ("27DV", Some(Form::Pdf))),
            ("27DV.xls", ("27DV.xls", None)),
        ] {
            assert_eq!(Form::split(name), expected);
        }
    }
}
