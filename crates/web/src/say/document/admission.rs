//! A decision on an application, on paper.

use crate::say::{
    admission as words, advice,
    application::programme,
    person::{call_name, name},
    words::T,
};
use register::admission::{Admission, Kind, chosen};
use register::advice::goes_on;
use store::admission::AdmissionView;

/// A decision on an application, in words.
pub struct AdmissionLetter {
    /// The words of its language.
    pub t: T,
    /// What it is called. Names nobody.
    pub title: String,
    /// What stands above it.
    pub heading: String,
    /// The school.
    pub school: String,
    /// School and day.
    pub from: String,
    /// To whom.
    pub opening: String,
    /// What was decided: sentences.
    pub what: Vec<String>,
    /// Its parts: what each is, and what stands in it.
    pub steps: Vec<(String, Vec<(String, String)>)>,
    /// Where and until when one can object, and whom to ask.
    pub closing: Vec<String>,
}

impl AdmissionLetter {
    /// Of which decision a letter is made: the one that holds; or the one that somebody was told of and holds no more, until they know.
    pub fn of(view: &AdmissionView) -> Option<&Admission> {
        match view.standing() {
            Some(one) => Some(one).filter(|one| one.outcome.is_decision()),
            None => view.unrecalled(),
        }
    }

    /// What stands in it; `None` where the school decided nothing that holds, and told of nothing that does not.
    pub fn new(t: T, view: &AdmissionView) -> Option<Self> {
        let one = Self::of(view)?;
        if view.standing().is_none() {
            return Some(Self::gone(t, view, one));
        }
        let by = view.names.get(&one.by).map_or("", |name| name.reveal().as_str());
        // The day of a letter is that on which it goes.
        let day = one.told.map_or(one.at.day, |told| told.at.day);
        let refused = one.outcome.kind() == Kind::Refuse;
        let applied = programme(t, &view.programmes, view.application.programme, day);
        let what = if refused { "admission-letter-refused" } else { "admission-letter-enrolled" };
        let mut rows = vec![(t.get("assess-applied-for"), applied)];
        rows.push((t.get("assess-applied-on"), t.date(view.application.applied_on)));
        rows.push((t.get("admission-decided-on"), t.date(one.at.day)));
        let ground = words::rests_on(t, one.outcome).map(|ground| (t.get("admission-ground"), ground));
        let mut reasons: Vec<(String, String)> = ground.into_iter().collect();
        reasons.push((t.get("admission-reasons"), t.stored(one.reason.reveal())));
        reasons.extend(one.offer.as_ref().map(|offer| (t.get("admission-offered"), t.stored(offer.reveal()))));
        // What stands of the advice for another programme; of what a team said no to nobody is told here.
        let stands = view.advice.iter().filter(|one| refused && one.status.advises());
        let goes_on = goes_on(view.application.status, chosen(&view.all, view.application.id));
        let named = (&view.programmes, view.teams.as_slice());
        reasons.extend(stands.map(|one| (t.get("advice-letter"), advice::said(t, one, named, goes_on, day))));
        let until = match view.object_until {
            Some(until) => t.say("admission-letter-until").arg("until", until).to_string(),
            None => t.get("admission-letter-weeks"),
        };
        let mut closing = vec![t.get("admission-letter-route"), until];
        if refused {
            closing.push(t.get("admission-letter-need"));
            closing.push(t.get("admission-letter-guide"));
        }
        closing.push(t.say("letter-closing").arg("by", by).to_string());
        // What they were told before, and holds no more.
        let told = |old: &&Admission| old.number < one.number && old.told.is_some() && old.outcome.is_decision();
        let replaces = (view.all.iter().rev().find(told))
            .map(|old| t.say("admission-letter-replaces").arg("on", old.at.day).to_string());
        Some(Self {
            t,
            title: t.get("admission-letter-title"),
            heading: t.say("admission-letter-heading").arg("name", name(t, &view.person)).to_string(),
            school: view.school.clone(),
            from: t.say("letter-from").arg("school", &view.school).arg("on", day).to_string(),
            opening: t.say("letter-opening").arg("name", call_name(t, &view.person)).to_string(),
            what: std::iter::once(t.get(what)).chain(replaces).collect(),
            steps: vec![(t.get("admission-letter-about"), rows), (t.get("admission-letter-why"), reasons)],
            closing,
        })
    }

    /// That a decision that was told holds no more, and nothing came in its place.
    fn gone(t: T, view: &AdmissionView, one: &Admission) -> Self {
        let (why, by, day) = match &one.turn {
            Some((why, by, at)) => (Some(t.stored(why.reveal())), *by, at.day),
            None => (None, one.by, one.at.day),
        };
        let by = view.names.get(&by).map_or("", |name| name.reveal().as_str());
        let applied = programme(t, &view.programmes, view.application.programme, day);
        let rows = vec![
            (t.get("assess-applied-for"), applied),
            (t.get("assess-applied-on"), t.date(view.application.applied_on)),
            (t.get("admission-decided-on"), t.date(one.at.day)),
        ];
        let reasons = why.into_iter().map(|why| (t.get("admission-reasons"), why)).collect();
        Self {
            t,
            title: t.get("admission-letter-title"),
            heading: t.say("admission-letter-heading").arg("name", name(t, &view.person)).to_string(),
            school: view.school.clone(),
            from: t.say("letter-from").arg("school", &view.school).arg("on", day).to_string(),
            opening: t.say("letter-opening").arg("name", call_name(t, &view.person)).to_string(),
            what: vec![
                t.say("admission-letter-gone").arg("on", one.at.day).to_string(),
                t.get("admission-letter-open"),
            ],
            steps: vec![(t.get("admission-letter-about"), rows), (t.get("admission-letter-why"), reasons)],
            closing: vec![t.say("letter-closing").arg("by", by).to_string()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{
        admission::{State, view},
        words::{Lang, MISSING},
    };

    #[test]
    fn a_letter_is_of_a_decision_that_holds_and_its_title_names_nobody() {
        for t in Lang::ALL.map(T::new) {
            for state in [State::Clear, State::Waits, State::Chose, State::Back] {
                assert!(AdmissionLetter::new(t, &view(state).unwrap()).is_none(), "{state:?}");
            }
            for (state, rows, says) in [
                (State::Enrolled, [3, 1], 3),
                (State::Guided, [3, 3], 5),
                (State::Refused, [3, 4], 5),
                (State::Recalled, [3, 1], 1),
            ] {
                let letter = AdmissionLetter::new(t, &view(state).unwrap()).unwrap();
                assert!(!letter.title.contains("Annemarie") && letter.heading.contains("Annemarie"));
                assert_eq!(letter.steps.iter().map(|(_, rows)| rows.len()).collect::<Vec<_>>(), rows);
                assert_eq!(letter.closing.len(), says);
                let rows = letter.steps.iter().flat_map(|(title, rows)| {
                    std::iter::once(title).chain(rows.iter().flat_map(|(what, said)| [what, said]))
                });
                let all =
                    [&letter.from, &letter.opening].into_iter().chain(&letter.what).chain(&letter.closing).chain(rows);
                assert!(all.into_iter().all(|text| !text.contains(MISSING)));
            }
        }
    }
}
