//! A decision on an adjustment that may be a disproportionate burden, on paper.

use super::decision::DecisionLetter;
use crate::say::{
    burden,
    person::{call_name, name},
    words::T,
};
use store::burden::BurdenView;

impl DecisionLetter {
    /// What stands in it; `None` while nothing is decided.
    pub fn of_burden(t: T, view: &BurdenView) -> Option<Self> {
        let (one, round) = (&view.burden, view.burden.decision()?);
        let second = round.second.as_ref()?;
        let by = |account| view.names.get(&account).map_or("", |name| name.reveal().as_str());
        let price = t.say("burden-euros").arg("price", one.price).to_string();
        Some(Self {
            t,
            title: t.get("burden-letter-title"),
            heading: t.say("burden-letter-heading").arg("name", name(t, &view.person)).to_string(),
            school: view.school.clone(),
            from: t.say("letter-from").arg("school", &view.school).arg("on", second.at.day).to_string(),
            opening: t.say("letter-opening").arg("name", call_name(t, &view.person)).to_string(),
            what: vec![
                burden::outcome(t, round.outcome),
                t.say("burden-letter-decided").arg("by", by(round.by)).arg("second", by(second.by)).to_string(),
            ],
            steps: [
                (
                    t.get("burden-letter-first"),
                    vec![
                        (t.get("burden-adjustment"), t.stored(one.adjustment.reveal())),
                        (t.get("burden-works"), burden::works(t, one.works)),
                        (t.get("burden-evidence"), t.stored(one.evidence.reveal())),
                        (t.get("burden-price"), price),
                    ],
                ),
                (
                    t.get("burden-letter-second"),
                    (round.findings.iter())
                        .map(|found| {
                            let said = format!("{}. {}", burden::heavy(t, found.heavy), t.stored(found.words.reveal()));
                            (burden::element(t, found.element), said)
                        })
                        .chain([(t.get("burden-reason"), t.stored(round.reason.reveal()))])
                        .collect(),
                ),
            ]
            .to_vec(),
            closing: vec![t.get("burden-letter-route"), t.say("letter-closing").arg("by", by(round.by)).to_string()],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{
        burden::{State, view},
        words::{Lang, MISSING},
    };

    #[test]
    fn a_letter_is_of_a_decision_and_its_title_names_nobody() {
        for t in Lang::ALL.map(T::new) {
            for state in [State::Established, State::Proposed, State::Withdrawn] {
                assert!(DecisionLetter::of_burden(t, &view(state, false).unwrap()).is_none(), "{state:?}");
            }
            let letter = DecisionLetter::of_burden(t, &view(State::Decided, false).unwrap()).unwrap();
            assert!(!letter.title.contains("Annemarie") && letter.heading.contains("Annemarie"));
            assert_eq!(letter.steps.iter().map(|(_, rows)| rows.len()).collect::<Vec<_>>(), [4, 6]);
            let rows = letter.steps.iter().flat_map(|(title, rows)| {
                std::iter::once(title).chain(rows.iter().flat_map(|(what, said)| [what, said]))
            });
            let all =
                [&letter.from, &letter.opening].into_iter().chain(&letter.what).chain(&letter.closing).chain(rows);
            assert!(all.into_iter().all(|text| !text.contains(MISSING)));
        }
    }
}
