//! What the exam committee decided, on paper; and the list of an exam period, for who holds the exams.

use super::class::{ClassRow, ClassSheet};
use super::decision::DecisionLetter;
use crate::say::{
    exam as words,
    person::{call_name, listed, name},
    words::T,
};
use register::exam::{Facility, Status};
use store::exam::{Arranged, ExamView, PeriodView};
use time::Date;

impl DecisionLetter {
    /// A decision on an adapted exam, or what the school ended or took back itself; `None` while there is neither.
    pub fn of_exam(t: T, view: &ExamView) -> Option<Self> {
        let request = &view.request;
        let letter = request.letter()?;
        let (decision, closed) = (request.decision(), request.closed_by_school());
        let by = view.names.get(&letter.by()).map_or("", |name| name.reveal().as_str());
        let other = request.other.as_ref();
        let list = |all: &[Facility], minutes| words::facilities(t, all, minutes, other).join(". ");
        let mut asked = vec![(t.get("exam-letter-wanted"), list(&request.wanted, None))];
        asked.push((t.get("exam-letter-why"), t.stored(request.why.reveal())));
        asked.extend(request.exam_on.map(|on| (t.get("exam-letter-exam"), t.date(on))));
        let (mut what, mut steps) = (Vec::new(), vec![(t.get("exam-letter-asked"), asked)]);
        let mut less = closed.is_some();
        if let Some(decision) = decision {
            let not: Vec<Facility> =
                request.wanted.iter().copied().filter(|one| !decision.granted.contains(one)).collect();
            what.push(t.get(match (decision.granted.is_empty(), not.is_empty()) {
                (true, _) => "exam-letter-refused",
                (false, true) => "exam-letter-granted",
                (false, false) => "exam-letter-partly",
            }));
            let own = request.status == Status::Ended && closed.is_none();
            what.extend(own.then(|| t.get("exam-letter-ended")));
            what.extend((request.status == Status::Again).then(|| t.get("exam-letter-again")));
            let mut decided = Vec::new();
            if !decision.granted.is_empty() {
                decided.push((t.get("exam-granted-own"), list(&decision.granted, decision.minutes)));
                decided.push((t.get("exam-letter-term"), words::holds(t, decision, &view.enrolled)));
            }
            decided.extend((!not.is_empty()).then(|| (t.get("exam-not-granted-own"), list(&not, None))));
            decided.push((t.get("exam-reason"), t.stored(decision.reason.reveal())));
            steps.push((t.get("exam-letter-decision"), decided));
            less |= !not.is_empty();
        }
        if let Some(turn) = closed {
            let key = if decision.is_some() { "exam-letter-ended-school" } else { "exam-letter-withdrawn-school" };
            what.push(t.say(key).arg("on", turn.at.day).to_string());
            let why = turn.why.as_ref().map(|why| (t.get("exam-reason"), t.stored(why.reveal())));
            steps.push((t.get("exam-letter-closed"), why.into_iter().collect()));
        }
        let mut closing = Vec::new();
        // Who got everything may disagree with how: for how long, or how many minutes.
        closing.extend(request.appealable().map(|matter| words::appeal(t, matter, &view.calendar)));
        closing.extend(less.then(|| t.get("exam-letter-anew")));
        closing.push(t.get("exam-letter-level"));
        closing.push(t.say("letter-closing").arg("by", by).to_string());
        Some(Self {
            t,
            title: t.get("exam-letter-title"),
            heading: t.say("exam-letter-heading").arg("name", name(t, &view.person)).to_string(),
            school: view.school.clone(),
            from: t.say("letter-from").arg("school", &view.school).arg("on", letter.since()).to_string(),
            opening: t.say("letter-opening").arg("name", call_name(t, &view.person)).to_string(),
            what,
            steps,
            closing,
        })
    }
}

impl ClassSheet {
    /// The list of an exam period: who, and what is arranged for them.
    pub fn of_period(t: T, view: &PeriodView, day: Date) -> Self {
        let period = &view.period;
        let row = |one: &Arranged| ClassRow {
            who: listed(t, one.file.name.as_ref(), one.file.student_number.as_ref(), one.file.born),
            what: words::facilities(t, &one.granted, one.minutes, one.other.as_ref())
                .into_iter()
                .chain(words::part_of(t, period, one))
                .map(|what| (what, None))
                .collect(),
        };
        let rows: Vec<ClassRow> = view.list.rows.iter().map(row).collect();
        let lead = if rows.is_empty() { "exam-period-none" } else { "exam-sheet-lead" };
        let days = t.say("exam-period-days").arg("from", period.from).arg("until", period.until).to_string();
        Self {
            t,
            title: t.say("exam-period-title").arg("name", &period.name).to_string(),
            heading: t.say("exam-period-title").arg("name", &period.name).to_string(),
            school: view.school.clone(),
            from: t.say("letter-from").arg("school", &view.school).arg("on", day).to_string(),
            lead: vec![days, t.get(lead), t.get("class-sheet-keep")],
            columns: [t.get("class-sheet-who"), t.get("exam-column-what")],
            parts: if rows.is_empty() { Vec::new() } else { vec![(t.get("exam-sheet-part"), rows)] },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{
        exam::{State, view},
        words::{Lang, MISSING},
    };

    #[test]
    fn a_letter_is_of_a_decision_and_says_where_to_appeal() {
        for t in Lang::ALL.map(T::new) {
            for state in [State::Asked, State::Withdrawn] {
                assert!(DecisionLetter::of_exam(t, &view(state).unwrap()).is_none(), "{state:?}");
            }
            for (state, rows, closing) in [
                (State::Granted, vec![3, 3], 3),
                (State::Untold, vec![3, 3], 3),
                (State::Again, vec![3, 3], 3),
                (State::Partly, vec![3, 4], 4),
                (State::Refused, vec![3, 2], 4),
                (State::Ended, vec![3, 3], 2),
                (State::Stopped, vec![3, 3, 1], 4),
                (State::TakenBack, vec![3, 1], 4),
            ] {
                let letter = DecisionLetter::of_exam(t, &view(state).unwrap()).unwrap();
                assert!(!letter.title.contains("Annemarie") && letter.heading.contains("Annemarie"));
                assert_eq!(letter.steps.iter().map(|(_, rows)| rows.len()).collect::<Vec<_>>(), rows, "{state:?}");
                assert_eq!(letter.closing.len(), closing, "{state:?}");
                let told =
                    letter.closing[0].contains(&t.date(crate::say::people::now().day + time::Duration::weeks(2)));
                let runs = !matches!(state, State::Untold | State::Ended);
                assert_eq!(told, runs, "{state:?}: the term runs from the day on which they were told");
                let school = matches!(state, State::Stopped | State::TakenBack);
                let last = &letter.steps.last().unwrap().1.last().unwrap().1;
                assert!(
                    !school || *last == t.stored(crate::say::people::ASKED),
                    "{state:?}: why the school did it: {last}"
                );
                let needless = letter.what.contains(&t.get("exam-letter-ended"));
                assert_eq!(needless, state == State::Ended, "{state:?}: only a student says that it is not needed");
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
