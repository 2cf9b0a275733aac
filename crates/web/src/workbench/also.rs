//! What is owed and has a list of its own: the desk says how much there is, and leads there.

use crate::say::words::T;
use access::{Action, Actor, Role, may_ever};
use register::{Moment, duty::Evaluating, transition::List};
use store::{Store, StoreError, knowledge::Owed};

/// How much there is on each such list, of those whom the reader reaches.
#[derive(Debug, Clone, Default)]
pub(super) struct Also {
    /// What was decided at a meeting and is still to be done by the reader.
    pub(super) decisions: i64,
    /// Meetings to come of which a yes was taken back, and none stands.
    pub(super) lost: i64,
    /// Who waits for the next line without help until then, and was asked for by the reader.
    pub(super) unbridged: i64,
    /// Questions to the next line that the reader may answer, and that have no answer.
    pub(super) to_answer: i64,
    /// Who was asked for by the reader, and not taken by the next line: nothing followed yet.
    pub(super) refused: i64,
    /// What students said that waits for an answer, and of how much that is late.
    pub(super) voices: (i64, i64),
    /// How many stand on each list of evaluations.
    pub(super) evaluations: Vec<(Evaluating, i64)>,
    /// Agreements that promise what the school offers no more.
    pub(super) promises: i64,
    /// Invitations that did not arrive.
    pub(super) unreached: i64,
    /// Placements that failed, for which another place is to be found.
    pub(super) workplaces: i64,
    /// Of how many handoffs something is to be decided.
    pub(super) handoffs: i64,
    /// How many entries of the map the reader has to confirm.
    pub(super) partners: i64,
    /// Adjustments that come by a decision and are not there yet.
    pub(super) burdens: i64,
    /// Adjustments that a colleague weighed, where the reader is the one who looks too.
    pub(super) seconds: i64,
    /// Adjustments that the reader weighed and got back.
    pub(super) returned: i64,
    /// What the school still has to do after disputes.
    pub(super) todos: i64,
    /// What colleagues ask whether the reader knows it, and what the reader said or wrote a year ago.
    pub(super) knowledge: Owed,
    /// What waits at the intake, for who holds intakes.
    pub(super) intake: i64,
    /// How many stand on each list of who is on the way to work. Whose begins is a duty, and on the desk already.
    pub(super) routes: Vec<(List, i64)>,
}

impl Also {
    /// Counts what is on the lists that a role has; the others are not asked, so that a role with fewer lists has a desk too.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(super) async fn read(store: &Store, actor: &Actor, role: Role, now: Moment) -> Result<Self, StoreError> {
        let may = |action| may_ever(role, action);
        let mut also = Self {
            voices: store.voices_owed(actor, now).await?,
            evaluations: store.evaluations_owed(actor, now).await?,
            promises: store.promises_owed(actor, now).await?,
            ..Self::default()
        };
        if may(Action::SeeMeetings) {
            also.decisions = store.decisions_owed(actor, now).await?;
            also.lost = store.meetings_without_yes(actor, now).await?;
        }
        if may(Action::SeeReferrals) {
            also.unbridged = store.referrals_unbridged(actor, now).await?;
            also.refused = store.referrals_refused(actor, now).await?;
        }
        if may(Action::AnswerReferral) {
            also.to_answer = store.referrals_to_answer(actor, now).await?;
        }
        if may(Action::HandOff) {
            also.handoffs = store.handoffs_owed(actor, now).await?;
        }
        if may(Action::WeighBurden) {
            also.burdens = store.burdens_owed(actor, now).await?;
            (also.seconds, also.returned) = store.burdens_to_weigh(actor, now).await?;
        }
        if may(Action::CarryOutRuling) {
            also.todos = store.dispute_todos_owed(actor, now).await?;
        }
        if may(Action::KeepPartners) {
            also.partners = store.partners_owed(actor, now.day).await?;
        }
        if may(Action::Invite) {
            also.unreached = store.unreached_count(actor, now).await?;
        }
        if may(Action::ArrangePlacement) {
            also.workplaces = store.workplaces_owed_count(actor, now).await?;
        }
        if may(Action::ShareKnowledge) {
            also.knowledge = store.knowledge_owed(actor, now.day).await?;
        }
        if may(Action::GuideTransition) {
            also.routes = store.transitions_owed(actor, now).await?;
        }
        if may(Action::HoldIntake) {
            let owed: i64 = store.intake_owed(actor, now).await?.iter().map(|(_, count)| count).sum();
            // What other programmes ask stands on that page too.
            also.intake = owed.saturating_add(store.advice_asked_count(actor).await?);
        }
        Ok(also)
    }

    /// Sentences with the address of the list, what somebody waits for first. Of nothing nothing is said.
    pub(super) fn lines(&self, t: T) -> Vec<(String, String)> {
        let on = |list| self.evaluations.iter().find(|(of, _)| *of == list).map_or(0, |(_, count)| *count);
        let counted = |key, count: i64| t.say(key).arg("count", count).to_string();
        let (voices, late) = self.voices;
        let mut said = counted("work-voices", voices);
        if late > 0 {
            said = format!("{said} {}", counted("work-voices-late", late));
        }
        let route = |list| self.routes.iter().find(|(of, _)| *of == list).map_or(0, |(_, count)| *count);
        let routes = |list: List| format!("/naar-werk?lijst={}", list.code());
        let list = |list: Evaluating| format!("/evaluaties?lijst={}", list.code());
        let line = |key, count, href: &str| (count, counted(key, count), href.to_owned());
        let all = [
            (voices, said, "/gezegd".to_owned()),
            line("work-unreached", self.unreached, "/uitnodigingen"),
            line("work-intake", self.intake, "/intake"),
            line("work-workplaces", self.workplaces, "/stages"),
            line("work-decisions", self.decisions, "/zorg/besluiten"),
            line("work-lost", self.lost, "/zorg/overleg"),
            line("work-to-answer", self.to_answer, "/zorg"),
            line("work-refused", self.refused, "/zorg?stand=refused&van=mij"),
            line("work-unbridged", self.unbridged, "/zorg?stand=waiting&van=mij"),
            line("work-burden-seconds", self.seconds, "/zorg/belasting?stand=proposed"),
            line("work-burden-returned", self.returned, "/zorg/belasting?stand=weighing"),
            line("work-burdens", self.burdens, "/zorg/belasting?stand=owed"),
            line("work-todos", self.todos, "/zorg/na-geschil"),
            line("work-promises", self.promises, "/werk/aanbod"),
            line("work-handoffs", self.handoffs, "/verwijzingen"),
            line("work-partners", self.partners, "/partners"),
            line("work-route-decide", route(List::Decide), &routes(List::Decide)),
            line("work-route-contact", route(List::Contact), &routes(List::Contact)),
            line("work-route-lost", route(List::Lost), &routes(List::Lost)),
            line("work-missed", on(Evaluating::Missed), &list(Evaluating::Missed)),
            line("work-stops", on(Evaluating::Stops), &list(Evaluating::Stops)),
            line("work-evaluations", on(Evaluating::Owed), "/evaluaties"),
            line("work-knowledge", self.knowledge.asked, "/kennis"),
            line("work-knowledge-old", self.knowledge.old, "/kennis"),
            line("work-practices-old", self.knowledge.practices, "/kennis/praktijk"),
        ];
        all.into_iter().filter(|(count, ..)| *count > 0).map(|(_, said, href)| (said, href)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::{Lang, MISSING};

    #[test]
    fn each_list_is_said_once_with_its_number_and_none_that_is_empty() {
        let also = Also {
            decisions: 1,
            lost: 7,
            unbridged: 2,
            to_answer: 17,
            refused: 18,
            voices: (4, 3),
            evaluations: vec![
                (Evaluating::Owed, 61),
                (Evaluating::Held, 30),
                (Evaluating::Missed, 5),
                (Evaluating::Stops, 6),
            ],
            promises: 12,
            unreached: 8,
            handoffs: 3,
            partners: 10,
            intake: 9,
            workplaces: 3,
            knowledge: Owed { asked: 12, old: 18, practices: 19 },
            burdens: 14,
            seconds: 15,
            returned: 16,
            todos: 19,
            routes: vec![(List::Contact, 15), (List::Lost, 16), (List::Decide, 17)],
        };
        for t in Lang::ALL.map(T::new) {
            assert!(Also::default().lines(t).is_empty());
            let lines = also.lines(t);
            let numbers = [
                "4", "8", "9", "3", "1", "7", "17", "18", "2", "15", "16", "14", "19", "12", "3", "10", "17", "15",
                "16", "5", "6", "61", "12", "18", "19",
            ];
            assert_eq!(lines.len(), numbers.len());
            for ((said, href), number) in lines.iter().zip(numbers) {
                assert!(said.contains(number) && !said.contains(MISSING) && href.starts_with('/'), "{said}");
            }
            assert!(lines[0].0.contains('3'), "how much of it is late");
            let on_time = Also { voices: (4, 0), ..Also::default() }.lines(t);
            assert!(!on_time[0].0.contains('0'), "nothing is late, so nothing is said of that");
        }
    }
}
