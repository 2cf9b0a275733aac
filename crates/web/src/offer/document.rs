//! `/aanbod/{school}.pdf`: what a school offers, on paper, as the page says it.

use super::{
    gathered::places,
    view::{LineView, included, since, told},
};
use crate::{
    say::{document::DecisionLetter, words::T},
    site::{app::App, press::saved, problem::Problem},
};
use axum::response::Response;
use store::offer::PublicOffer;
use time::Date;

/// What stands in it: a part for each place, and in it whom to ask and what each line says.
fn letter(t: T, found: &PublicOffer, today: Date) -> Option<DecisionLetter> {
    let kept = found.now.as_ref()?;
    let steps = places(t, kept.lines.iter(), &found.teams, today).into_iter().map(|place| {
        let rows = place.desks.into_iter().flat_map(|desk| {
            let ask = [Some(format!("{}, {}. {}", desk.who, desk.address, desk.reachable)), desk.how];
            let ask = (t.get("offer-who"), sentences(ask));
            let line = move |line: LineView| {
                let until = line.until.map(|until| t.say("offer-until-day").arg("day", until).to_string());
                let how = (!line.how.is_empty()).then_some(line.how);
                let said = [Some(format!("{}: {}", line.kind, line.level)), Some(line.capacity), line.full, how, until];
                (line.what, sentences(said))
            };
            [ask].into_iter().chain(desk.lines.into_iter().map(line))
        });
        (place.title, rows.collect())
    });
    let heading = t.say("offer-of-school").arg("school", &found.school.name).to_string();
    Some(DecisionLetter {
        t,
        title: heading.clone(),
        heading,
        school: found.school.name.clone(),
        from: since(t, kept),
        opening: t.get("offer-words"),
        what: told(t, found.told).into_iter().map(|(_, words)| words).chain([included(t, kept)]).collect(),
        steps: steps.collect(),
        closing: vec![t.get("offer-paper-more")],
    })
}

/// A made-up one, for who looks at documents.
pub fn paper_sample(t: T) -> Option<DecisionLetter> {
    let mut found = super::samples::public();
    found.school.name = "Voorbeeld College".to_owned();
    letter(t, &found, super::samples::today())
}

/// A piece of text as a sentence.
fn ended(text: String) -> String {
    if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") }
}

fn sentences(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().map(ended).collect::<Vec<String>>().join(" ")
}

pub(super) async fn paper(app: &App, t: T, found: &PublicOffer, today: Date) -> Result<Response, Problem> {
    let letter = letter(t, found, today).ok_or(Problem::NotFound)?;
    let called = format!("aanbod-{}", found.school.code);
    // Anybody may ask for it: it waits in no queue, so that whoever waits for a letter does not wait for this. The page says the same.
    let made = app.press.make_if_free(move |press| press.decision(&letter)).await;
    saved(made.ok_or(Problem::NoPress)?, &called)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        offer::samples,
        say::words::{Lang, MISSING},
    };

    #[test]
    fn paper_says_every_line_that_is_offered_and_none_that_stopped() {
        let (found, today) = (samples::public(), samples::today());
        for t in Lang::ALL.map(T::new) {
            let letter = letter(t, &found, today).unwrap();
            let rows: Vec<_> = letter.steps.iter().flat_map(|(_, rows)| rows).collect();
            assert!(rows.iter().all(|(what, said)| !what.contains(MISSING) && said.ends_with(['.', '!', '?'])));
            let whom = |row: &&&(String, String)| row.1.contains('@');
            let asked = rows.iter().filter(whom).count();
            assert_eq!(asked, letter.steps.len(), "whom to ask stands once in each place");
            let offered = found.now.as_ref().unwrap().lines.iter().filter(|one| one.offered(today)).count();
            assert_eq!(rows.len() - asked, offered);
        }
        let none = PublicOffer { now: None, ..found };
        assert!(letter(T::default(), &none, today).is_none());
    }
}
