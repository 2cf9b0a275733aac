//! What holds of every rule, whatever the facts: drawn at random, a thousand times each.

use super::*;
use crate::statutory::Ground;
use proptest::prelude::*;
use time::{Date, Duration, macros::date};

/// A source of choices from one seed, so that a failure prints the one number that repeats it.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        // Numerical Recipes' linear congruence: enough to mix facts, and nothing hangs on its quality.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn day(&mut self) -> Option<Date> {
        let days = i64::try_from(self.next() % 1500).unwrap();
        (!self.next().is_multiple_of(4)).then(|| date!(2024 - 01 - 01) + Duration::days(days))
    }

    fn flag(&mut self) -> Option<bool> {
        [None, Some(true), Some(false), Some(true)][usize::try_from(self.next() % 4).unwrap()]
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        let at = usize::try_from(self.next()).unwrap() % (all.len() + 1);
        all.get(at).copied()
    }

    fn count(&mut self, below: u64) -> Option<i32> {
        (!self.next().is_multiple_of(4)).then(|| i32::try_from(self.next() % below).unwrap())
    }

    fn version(&mut self) -> Version {
        Version {
            number: self.count(3),
            statutory: self.flag(),
            offered_on: self.day(),
            in_writing: self.flag(),
            student: self.day().map(When::day).into_iter().collect(),
            parent: self.day().map(When::day).into_iter().collect(),
            in_force_from: self.day(),
            until: self.flag().and_then(|_| self.day()),
            superseded_on: self.day(),
            superseded_by: self.count(3),
            covers: self.pick(&["E1", "E2"]).map(|id| vec![id.to_owned()]),
            institution: self.pick(&["A", "B"]).map(str::to_owned),
            not_kept: self.flag() == Some(false),
            waits_for: None,
        }
    }

    fn enrolment(&mut self, id: &str) -> Enrolment {
        Enrolment {
            id: Some(id.to_owned()),
            institution: self.pick(&["A", "B"]).map(str::to_owned),
            enrolled: self.day().map(When::day),
            last_day: self.day(),
        }
    }

    fn facts(&mut self) -> Facts {
        let mut facts = Facts::default();
        let birth = self.day().map(|day| day - Duration::days(365 * i64::try_from(13 + self.next() % 17).unwrap()));
        facts.person = Person {
            birth: birth.and_then(|day| crate::BirthDate::from_parts(day.year(), day.month().into(), day.day())),
            participant: self.pick(Participant::ALL),
            diploma: self.pick(Diploma::ALL),
            school_years: self.count(14),
            qualification_duty: self.flag(),
            ground: self.pick(Ground::ALL),
            needs: self.pick(Needs::ALL),
            circumstance: self.pick(Circumstance::ALL),
        };
        facts.school.provider = self.pick(Provider::ALL);
        facts.school.private = self.flag();
        facts.school.holiday_weeks = self.day().into_iter().collect();
        facts.programme = Programme {
            kind: self.pick(Kind::ALL),
            leerweg: self.pick(Leerweg::ALL),
            starts_on: self.day(),
            years: self.count(4).map(f64::from),
            continuous_route: self.next().is_multiple_of(8),
            sets_demands: self.next().is_multiple_of(8),
        };
        facts.application = Application {
            applied_on: self.day(),
            terminated_on: self.day(),
            limited: self.flag(),
            years_enrolled: self.count(9).map(f64::from),
            diplomas: self.count(2),
            last_day: self.day(),
            entree_lately: self.count(3),
            other_applied_on: self.day(),
            confirmation: Some(Confirmation {
                asked_on: self.day(),
                told_in_writing: self.flag(),
                replied_on: self.day(),
            }),
            refused_on: self.day(),
            refused_for: self.pick(RefusedFor::ALL),
            offered_on: self.day(),
            burden_tested: self.flag(),
        };
        facts.intake = self.flag().map(|_| {
            vec![Intake {
                held_on: self.day(),
                assessed: self.flag(),
                found_no_need: false,
                compulsory: self.flag(),
                took_part: self.flag(),
                advised: self.flag() == Some(true),
            }]
        });
        facts.agreements = (0..self.next() % 3).map(|_| self.version()).collect();
        facts.enrolments = (0..self.next() % 3).map(|at| self.enrolment(if at == 0 { "E1" } else { "E2" })).collect();
        facts.wanted = self.flag().map(|_| self.enrolment("E2"));
        facts.evaluations = self
            .day()
            .map(|held_on| Evaluation { held_on, with_student: self.flag(), on_effectiveness: self.flag() })
            .into_iter()
            .collect();
        facts.school_year = self.day().map(SchoolYear::of);
        facts.need = Need {
            arose_on: self.day(),
            existed_since: self.day(),
            disclosed_on: self.day(),
            waived_on: self.flag().filter(|no| !no).and_then(|_| self.day()),
        };
        facts.decision = Some(Decision {
            on: self.day(),
            in_writing: self.flag(),
            with_reasons: self.flag(),
            to_student: self.flag() == Some(true),
            to_parents: self.flag() == Some(true),
        });
        facts.dispute = Dispute {
            about: self.pick(About::ALL),
            decision_known_on: self.day(),
            received_on: self.day(),
            urgency: self.pick(Urgency::ALL),
            extended: self.flag(),
        };
        facts.advice = StudyAdvice {
            given_on: self.day(),
            too_little_progress: self.flag(),
            circumstances_weighed: self.flag(),
            facilities_provided: self.flag(),
            warning: Some(Warning { given_on: self.day(), in_writing: self.flag(), term_until: self.day() }),
        };
        facts.removal = Removal {
            suspended_from: self.day(),
            suspended_through: self.day(),
            removal_pending: self.flag(),
            sought_since: self.day(),
            found: self.flag(),
            can_be_shown: self.flag(),
        };
        facts.adjustment = Adjustment { established: self.flag(), weighed: self.flag(), reason_given: self.flag() };
        facts.exam = ExamRequest { made_on: self.day(), decided_on: self.day() };
        facts.absence = Absence {
            weeks: self
                .day()
                .map(|starts| vec![Week { starts, lessons: true, hours: f64::from(self.count(20).unwrap_or(0)) }]),
            sixteenth_hour_on: self.day(),
            without_reason_since: self.day(),
            reasoned: self.flag() == Some(true),
            since: self.day(),
            still: self.flag(),
            returned_on: self.day(),
            ill: self.flag() == Some(true),
            doctor_statement: self.flag(),
            funded_by_state: self.flag(),
        };
        facts.leaving = Leaving {
            diploma_on: self.day(),
            left_on: self.day(),
            follow_on_from: self.day(),
            offered_on: self.day(),
            agrees: self.flag(),
            municipality_since: self.day(),
            document_on: self.day(),
        };
        facts.access = AccessRequest { received_on: self.day(), extended: self.flag() };
        facts.youth_help = YouthHelp {
            kind: self.pick(YouthHelpKind::ALL),
            began_on: self.day(),
            ended_on: self.day(),
            uninterrupted: self.flag(),
            must_go_on: self.flag(),
            decided_before_18: self.flag(),
            must_resume_on: self.day(),
        };
        facts
    }
}

fn drawn() -> impl Strategy<Value = (Facts, Date, Date)> {
    any::<u64>().prop_map(|seed| {
        let mut draw = Draw(seed);
        let facts = draw.facts();
        let mut day = || draw.day().unwrap_or(date!(2026 - 11 - 02));
        (facts, day(), day())
    })
}

/// Which questions take today into the rule itself, because an act happens on a day, or years of school are counted to it.
fn looks_at_today(question: Question, facts: &Facts) -> bool {
    match question {
        Question::QualificationDuty => facts.person.school_years.is_some(),
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn nothing_contradicts_itself_and_what_is_overdue_has_a_term((facts, today, _) in drawn()) {
        for question in Question::ALL {
            let Ok(ruling) = question.ask(&facts, Calendar::dutch(), today) else { continue };
            let state = ruling.standing().map(|standing| standing.state(today));
            if let Ruling::Judged(verdict) = &ruling {
                // "Did it break the gate?" is the one question whose yes is bad news.
                if verdict.allowed && *question != Question::GateBroken {
                    prop_assert!(!matches!(state, Some(State::Blocked | State::Overdue)), "{}: {verdict:?}", question.code());
                }
            }
            if state == Some(State::Overdue) {
                prop_assert!(question.day(&ruling).is_some(), "{}: overdue without a term", question.code());
            }
            if state == Some(State::NotApplicable) && matches!(ruling, Ruling::Found(..)) {
                prop_assert!(ruling.allowed() != Some(true), "{}: owed and not applicable", question.code());
            }
            let known = LAWS.iter().any(|law| ruling.source().cite.starts_with(law.short));
            prop_assert!(known || ruling.source().basis == Basis::Policy, "{}", ruling.source().cite);
        }
    }

    #[test]
    fn a_term_does_not_move_when_only_today_does((facts, today, later) in drawn()) {
        for question in Question::ALL {
            let ask = |day| question.ask(&facts, Calendar::dutch(), day);
            let (Ok(Ruling::Found(one, _)), Ok(Ruling::Found(other, _))) = (ask(today), ask(later)) else { continue };
            if !looks_at_today(*question, &facts) {
                prop_assert_eq!(one, other, "{}", question.code());
            }
        }
    }

    #[test]
    fn a_state_changes_by_itself_on_the_day_that_was_named((facts, today, _) in drawn()) {
        for question in Question::ALL {
            let Ok(ruling) = question.ask(&facts, Calendar::dutch(), today) else { continue };
            let Some(standing) = ruling.standing() else { continue };
            let turns = standing.turns_on(today);
            let until = turns.unwrap_or(today + Duration::days(400));
            let mut day = today;
            while day < until {
                prop_assert_eq!(standing.state(day), standing.state(today), "{} {}", question.code(), day);
                day += Duration::DAY;
            }
            if let Some(turns) = turns {
                prop_assert_ne!(standing.state(turns), standing.state(today), "{}", question.code());
            }
        }
    }

    /// A fact about one enrolment changes another only where the rule names others: R1(3), R4, R15 and R25. Every question
    /// about one programme, with agreements that name it, is answered as before when an earlier enrolment comes to light,
    /// with agreements of its own, in order.
    #[test]
    fn one_enrolment_does_not_hear_of_another((mut facts, today, _) in drawn(), seed in any::<u64>()) {
        let mut draw = Draw(seed);
        let enrolled = draw.day().unwrap_or(today);
        let ours = Enrolment { enrolled: Some(When::day(enrolled)), ..draw.enrolment("E1") };
        facts.enrolments = vec![ours];
        facts.wanted = facts.wanted.map(|_| draw.enrolment("E1")).or_else(|| Some(draw.enrolment("E1")));
        facts.agreements.retain(|version| version.covers.as_deref() == Some(&["E1".to_owned()]));
        let mut with_other = facts.clone();
        let earlier = enrolled - Duration::days(1 + i64::from(draw.count(900).unwrap_or(0)));
        with_other.enrolments.push(Enrolment {
            id: Some("E2".to_owned()), institution: None, enrolled: Some(When::day(earlier)), last_day: draw.day(),
        });
        let student = vec![When::day(earlier - Duration::days(30))];
        let parent = student.clone();
        with_other.agreements.insert(0, Version {
            statutory: Some(true), in_writing: Some(true), student, parent, covers: Some(vec!["E2".to_owned()]), ..Version::default()
        });
        for question in Question::ALL {
            let ask = |facts: &Facts| question.ask(facts, Calendar::dutch(), today);
            let before = ask(&facts);
            if before.as_ref().is_ok_and(|ruling| NAMES_OTHERS.contains(&ruling.rule())) {
                continue;
            }
            prop_assert_eq!(before, ask(&with_other), "{}", question.code());
        }
    }
}

/// The rules that name other enrolments; how, see below.
const NAMES_OTHERS: &[Rule] = &[Rule::R1, Rule::R4, Rule::R15, Rule::R25];

/// Correcting a fact, by a name for who reads a failure.
type Correct = fn(&mut Facts);

fn later(day: &mut Option<Date>) {
    *day = day.map(|day| day + Duration::days(400));
}

/// Every date that a rule can look at.
const DATES: &[(&str, Correct)] = &[
    ("birth", |f| {
        let later = f.person.birth.map(|birth| birth.latest() + Duration::days(400));
        f.person.birth = later.and_then(|day| crate::BirthDate::from_parts(day.year(), day.month().into(), day.day()));
    }),
    ("applied", |f| later(&mut f.application.applied_on)),
    ("starts", |f| later(&mut f.programme.starts_on)),
    ("last enrolment's last day", |f| later(&mut f.application.last_day)),
    ("refused", |f| later(&mut f.application.refused_on)),
    ("offered another", |f| later(&mut f.application.offered_on)),
    ("the other one applied", |f| later(&mut f.application.other_applied_on)),
    ("asked to confirm", |f| {
        if let Some(asked) = &mut f.application.confirmation {
            later(&mut asked.asked_on);
        }
    }),
    ("intake", |f| f.intake.iter_mut().flatten().for_each(|talk| later(&mut talk.held_on))),
    ("agreed", |f| {
        for version in &mut f.agreements {
            let answers = version.student.iter_mut().chain(&mut version.parent);
            answers.for_each(|when| *when = When::day(when.day + Duration::days(400)));
        }
    }),
    ("enrolled", |f| {
        for enrolment in &mut f.enrolments {
            enrolment.enrolled = enrolment.enrolled.map(|when| When::day(when.day + Duration::days(400)));
            later(&mut enrolment.last_day);
        }
    }),
    ("school year", |f| f.school_year = f.school_year.map(|year| SchoolYear::of(year.last() + Duration::DAY))),
    ("need", |f| later(&mut f.need.arose_on)),
    ("decided", |f| {
        if let Some(decision) = &mut f.decision {
            later(&mut decision.on);
        }
    }),
    ("decision known", |f| later(&mut f.dispute.decision_known_on)),
    ("objection received", |f| later(&mut f.dispute.received_on)),
    ("advice", |f| later(&mut f.advice.given_on)),
    ("warned until", |f| {
        if let Some(warning) = &mut f.advice.warning {
            later(&mut warning.term_until);
        }
    }),
    ("suspended through", |f| later(&mut f.removal.suspended_through)),
    ("sought since", |f| later(&mut f.removal.sought_since)),
    ("exam asked", |f| later(&mut f.exam.made_on)),
    ("absent since", |f| {
        later(&mut f.absence.since);
        later(&mut f.absence.without_reason_since);
    }),
    ("sixteenth hour", |f| later(&mut f.absence.sixteenth_hour_on)),
    ("diploma", |f| later(&mut f.leaving.diploma_on)),
    ("municipality goes on", |f| later(&mut f.leaving.municipality_since)),
    ("access asked", |f| later(&mut f.access.received_on)),
    ("youth help began", |f| later(&mut f.youth_help.began_on)),
    ("youth help ended", |f| later(&mut f.youth_help.ended_on)),
];

/// Questions that no date answers: the law says yes or no whatever the day.
const NO_DATE: &[Question] = &[
    Question::MayRefuseAdjustment,
    Question::MayRefuseNegativeAdvice,
    Question::MayRefuseNoSupport,
    Question::MayRefuseUnsuitable,
    Question::MayStartPlacement,
];

/// Every rule: a date that is corrected is judged anew, and the ruling of before is a value that says what it said, with its
/// facts. Of every question but the few above some date moves the answer.
#[test]
fn a_corrected_date_recomputes_and_the_earlier_ruling_stays() {
    let today = date!(2026 - 11 - 02);
    for question in Question::ALL {
        let ask = |facts: &Facts| question.ask(facts, Calendar::dutch(), today);
        let moved = (0..1500_u64).any(|seed| {
            let facts = Draw(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)).facts();
            let earlier = ask(&facts);
            let moves = |(_, correct): &(&str, Correct)| {
                let mut corrected = facts.clone();
                correct(&mut corrected);
                ask(&corrected) != earlier
            };
            let moved = DATES.iter().any(moves);
            assert_eq!(earlier, ask(&facts), "{}: what was found stays", question.code());
            moved
        });
        assert_eq!(moved, !NO_DATE.contains(question), "{}", question.code());
    }
}

/// The rules that ask whether support is needed on the ground. For them what was judged at the enrolment decides, which
/// `duty::tests::breach` tries on files: here a judgment has no day.
const ON_JUDGMENT: &[Rule] = &[Rule::R7, Rule::R8, Rule::R9, Rule::R10, Rule::R11, Rule::R17];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// Every other rule: what is judged of somebody, and corrected, makes no breach disappear, nor anything else.
    #[test]
    fn correcting_a_judgment_never_makes_a_breach_disappear((facts, today, _) in drawn(), seed in any::<u64>()) {
        let mut draw = Draw(seed);
        let mut corrected = facts.clone();
        corrected.person.ground = draw.pick(Ground::ALL);
        corrected.person.needs = draw.pick(Needs::ALL);
        corrected.need.waived_on = draw.day();
        for talk in corrected.intake.iter_mut().flatten() {
            talk.found_no_need = !talk.found_no_need && talk.assessed.is_some();
        }
        for question in Question::ALL {
            let ask = |facts: &Facts| question.ask(facts, Calendar::dutch(), today);
            let (before, now) = (ask(&facts), ask(&corrected));
            let on_judgment = |ruling: &Result<Ruling, Missing>| {
                ruling.as_ref().is_ok_and(|ruling| ON_JUDGMENT.contains(&ruling.rule()))
            };
            if !on_judgment(&before) && !on_judgment(&now) {
                prop_assert_eq!(before, now, "{}", question.code());
            }
        }
    }
}

/// The rules that do name other enrolments, and how.
#[test]
fn rules_that_name_other_enrolments_hear_of_them() {
    let mut facts = testing::applicant();
    facts.person.qualification_duty = Some(false);
    facts.programme.starts_on = Some(date!(2027 - 08 - 01));
    facts.application.applied_on = Some(date!(2027 - 06 - 01));
    let before = r01_application::judge(&facts).unwrap();
    facts.application.terminated_on = Some(date!(2027 - 05 - 20));
    assert_ne!(before, r01_application::judge(&facts).unwrap(), "R1(3): ended elsewhere");

    facts.application.years_enrolled = Some(6.0);
    facts.application.diplomas = Some(0);
    facts.application.last_day = Some(date!(2026 - 07 - 31));
    let refuse = |facts: &Facts| r04_admission::may_refuse_six_years(facts, date!(2027 - 06 - 01)).unwrap().allowed;
    assert!(refuse(&facts), "R4: years elsewhere");
    facts.application.last_day = Some(date!(2020 - 07 - 31));
    assert!(!refuse(&facts));

    // R15(3) ends one enrolment and forbids the same programme again: R4 counts the terminations.
    let thrice = |n| {
        r04_admission::may_refuse_three_terminations(&facts, n, date!(2021 - 06 - 01)).map(|verdict| verdict.allowed)
    };
    assert_ne!(thrice(2), thrice(3));

    facts.programme.kind = Some(Kind::Entree);
    facts.leaving.diploma_on = Some(date!(2026 - 07 - 03));
    let before = r25_guidance::judge(&facts).unwrap();
    facts.leaving.follow_on_from = Some(date!(2026 - 08 - 31));
    assert_ne!(before, r25_guidance::judge(&facts).unwrap(), "R25: enrolled onwards");
}
