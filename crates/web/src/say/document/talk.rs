//! The letter for the talk of an intake: when and where, what to bring, who may come along, and that telling about support is one's own
//! choice.

use super::decision::DecisionLetter;
use crate::say::{
    application::programme,
    intake,
    person::{call_name, name},
    words::T,
};
use register::intake::talk::{Status, Talk};
use store::intake::TalkView;

impl DecisionLetter {
    /// The talk that somebody is invited to: the one that is planned.
    pub fn talk(view: &TalkView) -> Option<&Talk> {
        view.newest().filter(|talk| talk.status == Status::Planned)
    }

    /// What stands in it; `None` while no talk is planned.
    pub fn of_talk(t: T, view: &TalkView) -> Option<Self> {
        let talk = Self::talk(view)?;
        let by = |account| view.names.get(&account).map_or("", |name| name.reveal().as_str());
        // The day of a letter is that on which it was planned so.
        let day = talk.at.day;
        let applied = programme(t, &view.programmes, view.application.programme, day);
        let know = vec![
            (t.get("talk-letter-bring"), t.get("talk-letter-bring-text")),
            (t.get("talk-letter-along"), t.get("talk-letter-along-text")),
            (t.get("talk-letter-support"), t.get("talk-letter-support-text")),
        ];
        Some(Self {
            t,
            title: t.get("talk-letter-title"),
            heading: t.say("talk-letter-heading").arg("name", name(t, &view.person)).to_string(),
            school: view.school.clone(),
            from: t.say("letter-from").arg("school", &view.school).arg("on", day).to_string(),
            opening: t.say("letter-opening").arg("name", call_name(t, &view.person)).to_string(),
            what: vec![t.get("talk-letter-what")],
            steps: vec![
                (
                    t.get("talk-letter-when"),
                    vec![
                        (t.get("assess-applied-for"), applied),
                        (t.get("talk-letter-day"), intake::when(t, talk.day, talk.hour)),
                        (t.get("talk-place"), t.stored(talk.place.reveal())),
                        (t.get("talk-with"), by(talk.with).to_owned()),
                    ],
                ),
                (t.get("talk-letter-know"), know),
            ],
            closing: vec![t.get("talk-letter-cannot"), t.say("letter-closing").arg("by", by(talk.with)).to_string()],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{
        intake::{State, view},
        words::{Lang, MISSING},
    };
    use register::intake::timely::Timely;

    #[test]
    fn a_letter_is_of_a_talk_to_come_and_its_title_names_nobody() {
        for t in Lang::ALL.map(T::new) {
            for state in [State::None, State::Held, State::Reported, State::Missed, State::Cancelled] {
                let view = view(state, Timely::Unbound, true).unwrap();
                assert!(DecisionLetter::of_talk(t, &view).is_none(), "{state:?}");
            }
            let letter = DecisionLetter::of_talk(t, &view(State::Planned, Timely::Unbound, true).unwrap()).unwrap();
            assert!(!letter.title.contains("Annemarie") && letter.heading.contains("Annemarie"));
            assert_eq!(letter.steps.iter().map(|(_, rows)| rows.len()).collect::<Vec<_>>(), [4, 3]);
            assert!(letter.steps[0].1[1].1.contains("9:30") && letter.steps[0].1[2].1.contains("1.12"));
            let rows = letter.steps.iter().flat_map(|(title, rows)| {
                std::iter::once(title).chain(rows.iter().flat_map(|(what, said)| [what, said]))
            });
            let all =
                [&letter.from, &letter.opening].into_iter().chain(&letter.what).chain(&letter.closing).chain(rows);
            assert!(all.into_iter().all(|text| !text.contains(MISSING) && !text.is_empty()));
        }
    }
}
