//! The receipt of a dispute, on paper: that and on which day the desk received it, and what happens by when (WEB 7.5.1).

use super::decision::DecisionLetter;
use crate::say::{
    dispute as words,
    person::{call_name, name},
    words::T,
};
use register::{
    dispute::{Status, Subject},
    law::Urgency,
};
use store::dispute::DisputeView;

impl DecisionLetter {
    /// The receipt of a dispute.
    pub fn of_dispute(t: T, view: &DisputeView) -> Self {
        let dispute = &view.dispute;
        let owed = dispute.owed(&view.calendar.days);
        let mut brought = vec![
            (t.get("dispute-letter-subject"), words::subject(t, dispute.subject)),
            (t.get("dispute-letter-words"), t.stored(dispute.words.reveal())),
        ];
        brought.extend(dispute.wish.as_ref().map(|wish| (t.get("dispute-letter-wish"), t.stored(wish.reveal()))));
        brought
            .extend(dispute.urgent_words.as_ref().map(|why| (t.get("dispute-letter-urgent"), t.stored(why.reveal()))));
        let mut terms = vec![(t.get("dispute-letter-received"), t.date(dispute.at.day))];
        terms.extend(owed.say_by.map(|day| (t.get("dispute-letter-say-by"), t.date(day))));
        let decides =
            if dispute.subject == Subject::Exam { "dispute-letter-decide-by-exam" } else { "dispute-letter-decide-by" };
        terms.extend(owed.decide_by.map(|day| (t.get(decides), t.date(day))));
        let attached: Vec<String> = view.shown.iter().map(|one| words::shown(t, one).title).collect();
        if !attached.is_empty() {
            terms.push((t.get("dispute-letter-attached"), attached.join(". ")));
        }
        let mut what = vec![t.say("dispute-letter-text").arg("on", dispute.at.day).to_string()];
        let urgent = dispute.subject.can_be_urgent();
        what.extend((urgent && dispute.urgency == Urgency::Yes).then(|| t.get("dispute-letter-is-urgent")));
        what.extend((!urgent && dispute.status == Status::Open).then(|| words::cannot_wait(t)));
        let (to, heading) = match &view.parent {
            Some(parent) => (parent.reveal().clone(), "dispute-letter-heading-parent"),
            None => (call_name(t, &view.person), "dispute-letter-heading"),
        };
        Self {
            t,
            title: t.get("dispute-letter-title"),
            heading: t.say(heading).arg("name", name(t, &view.person)).to_string(),
            school: view.school.clone(),
            from: t.say("letter-from").arg("school", &view.school).arg("on", dispute.at.day).to_string(),
            // To who brought it: a parent is not their child.
            opening: t.say("letter-opening").arg("name", to).to_string(),
            what,
            steps: vec![(t.get("dispute-letter-brought"), brought), (t.get("dispute-letter-terms"), terms)],
            closing: vec![t.get("dispute-route-help"), t.get("dispute-letter-closing")],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{
        dispute::{State, view},
        words::{Lang, MISSING},
    };

    #[test]
    fn a_receipt_says_when_it_was_received_and_what_happens_by_when() {
        for t in Lang::ALL.map(T::new) {
            for (state, terms) in [
                (State::Brought, 2),
                (State::Urgent, 3),
                (State::Late, 2),
                (State::Decision, 3),
                (State::Decided, 1),
                (State::OfParent, 2),
                (State::Appeal, 3),
            ] {
                let view = view(state).unwrap();
                let letter = DecisionLetter::of_dispute(t, &view);
                assert!(!letter.title.contains("Annemarie") && letter.heading.contains("Annemarie"));
                assert_eq!(letter.steps[1].1.len(), terms, "{state:?}");
                assert_eq!(
                    letter.opening.contains("Wilhelmina"),
                    state == State::OfParent,
                    "{state:?}: {}",
                    letter.opening
                );
                assert!(letter.what[0].contains(&t.date(view.dispute.at.day)));
                let provisional = letter.what.iter().any(|said| said.contains(register::law::r12_dispute::PROVISIONAL));
                assert_eq!(provisional, state == State::Appeal, "{state:?}: {:?}", letter.what);
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
