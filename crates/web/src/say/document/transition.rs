//! The *overgangsdocument* (WEB 9.2.13(3)): what a municipality that goes on with a graduate needs to know, and nothing else.
//! What was agreed and what was done; never what somebody has.

use super::decision::DecisionLetter;
use crate::say::{
    agreement::{line, staff},
    person::{call_name, name},
    transition::code,
    words::T,
};
use register::transition::{Means, Receiver};
use store::transition::HandoverView;
use time::Date;

impl DecisionLetter {
    /// What stands in it; `None` where there is no route.
    pub fn of_transition(t: T, found: &HandoverView, today: Date) -> Option<Self> {
        let (view, route) = (&found.view, found.view.routes.last()?);
        let leaving = view.of.iter().find(|one| one.enrolment == route.enrolment)?;
        let guide = staff(t, &view.names, route.guide());
        let (opening, why) = match found.to {
            Receiver::Municipality | Receiver::Graduate | Receiver::Parents => ("bridge-opening", "bridge-why"),
            Receiver::Doorstroompunt => ("bridge-opening-doorstroompunt", "bridge-why-yes"),
            Receiver::NextSchool => ("bridge-opening-next-school", "bridge-why-yes"),
        };
        let mut who = vec![(t.get("bridge-name"), name(t, &view.person))];
        who.extend(leaving.diploma_on().map(|on| (t.get("bridge-diploma"), t.date(on))));
        if let Some((means, words)) = route.reach().filter(|(means, _)| *means != Means::Never) {
            let how = code(t, means.code());
            let how = words.map_or(how.clone(), |words| format!("{how}: {}", words.reveal()));
            who.push((t.get("bridge-reach"), how));
        }
        let mut way: Vec<(String, String)> = Vec::new();
        way.extend(
            route
                .wish()
                .and_then(|entry| entry.words.as_ref())
                .map(|words| (t.get("bridge-wish"), t.stored(words.reveal()))),
        );
        way.extend(route.steps().iter().map(|step| {
            let how = step.closed.map_or_else(|| t.get("bridge-open"), |how| code(t, how.code()));
            let what = step.words.map(|words| t.stored(words.reveal())).unwrap_or_default();
            (t.say("bridge-step").arg("who", code(t, step.doer.code())).arg("how", how).to_string(), what)
        }));
        if let Some((outcome, on, words)) = route.outcome() {
            let what = t.say("transition-outcome").arg("what", code(t, outcome.code())).arg("on", on).to_string();
            let words = words.map(|words| format!(" {}", words.reveal())).unwrap_or_default();
            way.push((t.get("bridge-outcome"), format!("{what}{words}")));
        }
        let measures = found.measures.iter().map(|one| {
            let said = line(t, one);
            let details = said.details.map(|details| format!(" {details}")).unwrap_or_default();
            (said.text, format!("{} {}{details}", said.who, said.period))
        });
        let measures: Vec<(String, String)> = measures.collect();
        let mut steps = vec![(t.get("bridge-who"), who)];
        if !measures.is_empty() {
            steps.push((t.get("bridge-measures"), measures));
        }
        if !way.is_empty() {
            steps.push((t.get("bridge-way"), way));
        }
        Some(Self {
            t,
            title: t.get("bridge-title"),
            heading: t.say("bridge-heading").arg("name", name(t, &view.person)).to_string(),
            school: found.school.clone(),
            from: t.say("letter-from").arg("school", &found.school).arg("on", today).to_string(),
            opening: t.get(opening),
            what: vec![t.say(why).arg("name", call_name(t, &view.person)).to_string(), t.get("bridge-only")],
            steps,
            closing: vec![
                t.say("bridge-copy").arg("name", call_name(t, &view.person)).to_string(),
                t.say("bridge-ask").arg("name", guide).to_string(),
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{
        transition::handover,
        words::{Lang, MISSING},
    };

    #[test]
    fn it_says_what_was_agreed_and_done_and_its_title_names_nobody() {
        for t in Lang::ALL.map(T::new) {
            let (found, today) = handover();
            let letter = DecisionLetter::of_transition(t, &found, today).unwrap();
            assert!(!letter.title.contains("Annemarie") && letter.heading.contains("Annemarie"));
            assert_eq!(letter.steps.len(), 3);
            let all = letter.steps.iter().flat_map(|(title, rows)| {
                std::iter::once(title).chain(rows.iter().flat_map(|(what, said)| [what, said]))
            });
            let all: Vec<&String> = all.chain(&letter.what).chain(&letter.closing).collect();
            assert!(all.iter().all(|text| !text.contains(MISSING)));
            assert!(all.iter().any(|text| text.contains("06 12345678")), "as they chose");
            // Notes of contacts, and why something takes longer, are no business of the municipality.
            assert!(all.iter().all(|text| !text.contains("verhuizing") && !text.contains("om tien uur")));
            let mut never = found;
            never.view.routes[0].entries.retain(|entry| !matches!(entry.what, register::transition::What::Reach(_)));
            let letter = DecisionLetter::of_transition(t, &never, today).unwrap();
            let told =
                |(_, rows): &(String, Vec<(String, String)>)| rows.iter().any(|(_, said)| said.contains("06 12"));
            assert!(!letter.steps.iter().any(told), "who chose nothing is reached by nothing");
        }
    }
}
