//! What holds whatever the file: drawn at random.

use super::*;
use crate::{
    ApplicationId, EnrolmentId, Period,
    agreement::Waiting,
    application::Status,
    fixtures::*,
    period::Timeline,
    statutory::{Assessed, Ground, History},
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A source of choices from one seed, so that a failure prints the one number that repeats it.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn yes(&mut self, in_: u64) -> bool {
        self.below(in_) == 0
    }

    /// From before the law until years after it.
    fn day(&mut self) -> Date {
        day("2022-06-01") + time::Duration::days(i64::try_from(self.below(150) * 11).unwrap())
    }

    fn end(&mut self, from: Date) -> Option<Date> {
        self.yes(3).then(|| self.day().max(from))
    }

    fn subjects(&mut self) -> Vec<Subject> {
        let application = |id| Subject::Application(ApplicationId(Uuid::from_u128(id)));
        let enrolment = |id| Subject::Enrolment(EnrolmentId(Uuid::from_u128(id)));
        let all = [application(1), application(11), enrolment(2), enrolment(12)];
        let some: Vec<Subject> = all.into_iter().filter(|_| self.yes(2)).collect();
        if some.is_empty() { vec![enrolment(2)] } else { some }
    }

    fn assessed(&mut self) -> Assessed {
        let on = self.day().to_string();
        let assessed = match self.below(6) {
            0 | 1 => needs(Ground::Yes, &on),
            2 => needs(Ground::Unknown, &on),
            3 => needs_nothing(Ground::Yes, &on),
            4 => declines(&on),
            _ => needs(Ground::No, &on),
        };
        Assessed { corrects: self.yes(3), ..assessed }
    }

    fn facts(&mut self) -> FileFacts {
        let mut facts = FileFacts::default();
        for id in [1u128, 11] {
            if self.yes(2) {
                continue;
            }
            facts.applications.push(ApplicationFacts {
                id: ApplicationId(Uuid::from_u128(id)),
                applied_on: self.day(),
                starts_on: self.yes(2).then(|| self.day()),
                status: if self.yes(3) { Status::Enrolled } else { Status::IntakeHeld },
                decided: self.yes(3).then(|| crate::law::When::day(self.day())),
                participant: self.yes(4).then_some(crate::law::Participant::Educatie),
            });
        }
        for id in [2u128, 12] {
            if self.yes(3) {
                continue;
            }
            let from = self.day();
            let became = self.yes(2).then(|| ApplicationId(Uuid::from_u128(id - 1)));
            facts.enrolments.push(EnrolmentFacts {
                id: EnrolmentId(Uuid::from_u128(id)),
                from,
                until: self.end(from),
                withdrawn: self.yes(8),
                applications: became.into_iter().collect(),
            });
        }
        facts.statutory = History::new((0..self.below(4)).map(|_| self.assessed()).collect());
        for _ in 0..self.below(3) {
            let on = self.day();
            let until = self.end(on);
            facts.agreement.agreed.push(AgreedFact::once(self.subjects(), when(&on.to_string()), until));
        }
        let (version, subjects, since) = (version_id(1), self.subjects(), self.day());
        let waiting = if self.yes(2) { Waiting::Student } else { Waiting::Guardian };
        match self.below(4) {
            0 => facts.agreement.open = Some(OpenFact { version, subjects, waiting, since }),
            1 => facts.agreement.asked = Some(AskedFact { version, subjects, since }),
            _ => {}
        }
        facts
    }

    fn policy(&mut self) -> Policy {
        let setting = |draw: &mut Self| {
            let from = draw.day();
            (Period { from, until: draw.end(from) }, !draw.yes(3))
        };
        let settings = (0..self.below(3)).map(|_| setting(self)).collect();
        Policy { agree_without_ground: Timeline::new(settings), ..Policy::default() }
    }
}

fn file() -> impl Strategy<Value = (FileFacts, Policy)> {
    any::<u64>().prop_map(|seed| {
        let mut draw = Draw(seed);
        (draw.facts(), draw.policy())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// A work list is written along to the next turning day, and no further: there it is written anew.
    #[test]
    fn nothing_turns_on_a_day_that_was_not_named((facts, policy) in file()) {
        let named = turning_days(&facts, &policy);
        let found = findings(&facts, &policy);
        let starts: Vec<Date> = facts.applications.iter().filter_map(|application| application.starts_on).collect();
        // Before a start that went by: at once, whichever day it is.
        let on = |today: Date| {
            let moves = |duty: &Duty| matches!(duty.subject, Subject::Application(_)) && duty.due == Due::By(today);
            let still = |duty: Duty| if moves(&duty) { Duty { due: Due::By(Date::MIN), ..duty } } else { duty };
            let mut duties: Vec<Duty> = due_of(&found, today).into_iter().map(still).collect();
            duties.sort_by(most_pressing);
            duties
        };
        let mut yesterday = day("2022-06-01");
        let mut before = on(yesterday);
        while yesterday < day("2027-06-01") {
            let today = yesterday.next_day().unwrap();
            let now = on(today);
            if !named.contains(&today) && !starts.contains(&today) {
                prop_assert_eq!(&before, &now, "{}", today);
            }
            (yesterday, before) = (today, now);
        }
    }

    /// What is due says by whom and on what it rests; what is overdue was due by a day that went by; nothing is said twice.
    #[test]
    fn what_is_due_is_whole_and_said_once((facts, policy) in file()) {
        let today = day("2026-11-02");
        let duties = due(&facts, &policy, today);
        for (at, duty) in duties.iter().enumerate() {
            prop_assert!(duty.due != Due::By(today) || !duty.is_overdue(today));
            prop_assert!(!(duty.basis == Basis::Policy && duty.is_overdue(today)), "a policy sets no term");
            let twice = |other: &Duty| (other.kind, other.subject) == (duty.kind, duty.subject);
            prop_assert!(!duties[at + 1..].iter().any(twice), "{:?}", duties);
        }
    }

    /// Every duty says why, in facts that a page has words for; so does what the law says on enrolling.
    #[test]
    fn every_duty_says_why_in_facts_that_are_listed((facts, policy) in file()) {
        let known: BTreeSet<String> = REASONS.iter().map(crate::law::Because::key).collect();
        let found = findings(&facts, &policy);
        for today in [day("2023-07-01"), day("2024-09-01"), day("2026-11-02")] {
            for found in &found {
                let of = crate::law::cards::LISTS.iter().find(|(rule, _)| *rule == found.finding.rule);
                let shown = matches!(of, Some((_, crate::law::cards::Lists::Shown(kinds))) if kinds.contains(&found.kind));
                prop_assert!(shown, "docs/law.md does not say that lists show {:?}", found.kind);
            }
            for duty in due_of(&found, today) {
                let why = because(&found, &duty, today);
                prop_assert!(!why.is_empty(), "{duty:?}");
                for reason in why {
                    prop_assert!(known.contains(&reason.key()), "{}", reason.key());
                    let by_law = reason.fact == "needs_extra_support_on_the_ground";
                    prop_assert!(!(by_law && duty.basis == Basis::Policy), "a policy asks whatever the ground");
                }
            }
            for application in &facts.applications {
                let asked = Case::of(&facts, &policy).applicant(application);
                for reason in crate::law::r08_agree_first::may_enrol(&asked, today).because {
                    prop_assert!(known.contains(&reason.key()), "{}", reason.key());
                }
            }
        }
    }

    /// A date that is corrected is computed anew; what was found before is a value that its keeper still has.
    #[test]
    fn a_corrected_date_recomputes_and_the_earlier_findings_stay((facts, policy) in file(), days in 1i64..400) {
        let earlier = findings(&facts, &policy);
        let mut corrected = facts.clone();
        for enrolment in &mut corrected.enrolments {
            enrolment.from += time::Duration::days(days);
        }
        let _ = findings(&corrected, &policy);
        prop_assert_eq!(earlier, findings(&facts, &policy));
    }
}
