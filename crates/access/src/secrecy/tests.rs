//! What the law says, case by case: the expectation is written from the article, and not from the rule.

use super::{Age, Answer, Consent, Next, Question, Recipient, Topic, Verdict, Why, answer};
use crate::Role;

fn ask(by: Role, about: Topic, to: Recipient, age: Age, given: &[Consent]) -> Answer {
    answer(Question { by, about, to }, age, given)
}

/// By topic and recipient, the answer for a coach; of each the text that it was written from stands beside it.
#[test]
fn what_the_law_says() {
    use Age::{Adult, From27, Minor, Under16, Unknown};
    use Recipient as R;
    use Topic as T;
    use Verdict::{AskOfficer, No, OnlyIfAgreed, Yes};
    type Case = (T, R, &'static [Age], Verdict, &'static str, &'static str);
    let cases: &[Case] = &[
        // UAVG 5(1): below sixteen the consent of the legal representative takes the place of the child's.
        (T::Measure, R::Parent, &[Under16], Yes, "UAVG 5(1)", "the representative of a child knows what they agree to"),
        (T::Need, R::Parent, &[Under16], Yes, "UAVG 5(1)", "and what it is for"),
        (T::Evaluation, R::Parent, &[Under16], Yes, "UAVG 5(1)", "and how it went"),
        (T::Measure, R::Parent, &[Minor], OnlyIfAgreed, "UAVG 5(1)", "from sixteen it is the student's"),
        (T::Need, R::Parent, &[Minor], OnlyIfAgreed, "UAVG 5(1)", "from sixteen it is the student's"),
        // WEB 7.1.5: progress is reported to the parents, or to the student once adult.
        (T::Results, R::Parent, &[Under16, Minor], Yes, "WEB 7.1.5", "parents of a minor are told of progress"),
        (T::Absence, R::Parent, &[Under16, Minor], Yes, "WEB 7.1.5", "and that a child is not there"),
        (T::Results, R::Parent, &[Adult, From27], OnlyIfAgreed, "WEB 7.1.5", "an adult is told themselves"),
        (T::Ground, R::Parent, &[Adult], OnlyIfAgreed, "WEB 7.1.5", "an adult decides"),
        (T::Results, R::Parent, &[Unknown], AskOfficer, "AVG 5(1)(d)", "what hangs on an age needs that age"),
        // BW 1:377c: who has informs a parent without authority of important facts, if they ask, unless the child's interest forbids.
        (T::Results, R::OtherParent, &[Under16, Minor], AskOfficer, "BW 1:377c", "that is weighed"),
        (T::Results, R::OtherParent, &[Adult], OnlyIfAgreed, "WEB 7.1.5", "a parent of an adult has no such right"),
        // AVG 5(1)(c): no more than is needed for the purpose.
        (T::Measure, R::Team, Age::ALL, Yes, "AVG 5(1)(c)", "who carries it out must know what"),
        (T::Need, R::Team, Age::ALL, OnlyIfAgreed, "AVG 5(1)(c)", "and need not know why"),
        (T::Results, R::OtherTeam, Age::ALL, No, "AVG 5(1)(c)", "who has no task with it needs none of it"),
        (T::Measure, R::OtherTeam, Age::ALL, OnlyIfAgreed, "AVG 5(1)(c)", "unless the student wants that"),
        // UAVG 30(2)(a) and (4): schools, as far as special guidance needs it, by who is bound to secrecy.
        (T::Need, R::SupportTeam, Age::ALL, Yes, "UAVG 30(2)(a), 30(4)", "special guidance"),
        (T::Ground, R::SupportTeam, Age::ALL, Yes, "UAVG 30(2)(a), 30(4)", "special guidance"),
        // Wgbh/cz 2: an adaptation is made for who needs it; the committee decides on exams.
        (T::Measure, R::ExamOffice, Age::ALL, Yes, "Wgbh/cz 2", "who adapts an exam must know how"),
        (T::Ground, R::ExamOffice, Age::ALL, OnlyIfAgreed, "AVG 9(2)(a)", "health only with a clear yes"),
        (T::Absence, R::ExamOffice, Age::ALL, No, "AVG 5(1)(c)", "not needed for an exam"),
        // AVG 9(1): health is told to nobody without an exception; a company has none.
        (T::Ground, R::Trainer, Age::ALL, No, "AVG 9(1)", "a company is told nothing about health"),
        (T::Measure, R::Trainer, Age::ALL, OnlyIfAgreed, "AVG 6(1)(a)", "consent for one purpose"),
        // WEB 2.5.5a(9): data for guidance, as specified by decree, which was not found: so nobody says yes on its own.
        (T::Results, R::NextSchool, Age::ALL, AskOfficer, "WEB 2.5.5a(9)", "which data is in the decree"),
        (T::Need, R::NextSchool, Age::ALL, OnlyIfAgreed, "AVG 9(2)(a)", "health only with a clear yes"),
        // Lpw 21a(2), WEB 9.2.1 and 9.2.2: absence is reported, of minors and of early leavers below 27.
        (T::Absence, R::Municipality, &[Under16, Minor], Yes, "Lpw 21a(2)", "sixteen hours in four weeks"),
        (T::Absence, R::Municipality, &[Adult], Yes, "WEB 9.2.1, 9.2.2", "four weeks, below 27"),
        (T::Absence, R::Municipality, &[From27], OnlyIfAgreed, "AVG 6(1)(a)", "no duty any more"),
        (T::Absence, R::Municipality, &[Unknown], AskOfficer, "AVG 5(1)(d)", "it hangs on the age"),
        // WEB 9.2.13(2): the municipality is asked to continue support only with consent.
        (T::Measure, R::Municipality, Age::ALL, OnlyIfAgreed, "WEB 9.2.13(2)", "only with consent"),
        (T::Need, R::Care, Age::ALL, OnlyIfAgreed, "AVG 9(2)(a)", "health only with a clear yes"),
        // Wmo 2015 5.2.6: who knows by profession may tell Veilig Thuis without consent.
        (T::Need, R::SafeHome, Age::ALL, Yes, "Wmo 2015 5.2.6", "without consent, where that is needed"),
        // Sv 126nd and 126nf: the police get what is demanded, health with an order of the judge.
        (T::Measure, R::Police, Age::ALL, AskOfficer, "Sv 126nd, 126nf", "only what is demanded"),
        // AVG 5(1)(b): for the purpose for which it was collected.
        (T::Absence, R::Anyone, Age::ALL, No, "AVG 5(1)(b)", "it is there for support"),
        (T::Cause, R::Team, Age::ALL, No, "AVG 9(1)", "nobody needs to know which illness it is"),
    ];
    for (about, to, ages, verdict, article, why) in cases {
        for age in *ages {
            let found = ask(Role::Coach, *about, *to, *age, &[]);
            let case = format!("{} to {} at {}: {why}", about.code(), to.code(), age.code());
            assert_eq!((found.verdict, found.why.article()), (*verdict, *article), "{case}");
        }
    }
}

/// A yes counts for what it was given for, and for nothing beside it.
#[test]
fn a_yes_counts_for_what_it_was_given_for() {
    use Consent as C;
    use Recipient as R;
    use Topic as T;
    for (given, to, covers) in [
        (C::ParentReads, R::Parent, &[T::Measure][..]),
        (C::Placement, R::Trainer, &[T::Measure]),
        (C::Municipality, R::Municipality, &[T::Measure]),
        (C::NextSchool, R::NextSchool, &[T::Measure]),
        (C::CareReferral, R::Care, &[T::Need]),
        (C::ExamRequest, R::ExamOffice, &[T::Need, T::Ground]),
    ] {
        for other in R::ALL {
            for about in T::ALL {
                let with = ask(Role::Coach, *about, *other, Age::Adult, &[given]);
                let without = ask(Role::Coach, *about, *other, Age::Adult, &[]);
                let case = format!("{} for {} to {}", given.code(), about.code(), other.code());
                if *other == to && covers.contains(about) {
                    assert_eq!((with.verdict, without.verdict), (Verdict::Agreed, Verdict::OnlyIfAgreed), "{case}");
                } else {
                    assert_eq!(with, without, "{case}");
                }
            }
        }
    }
    let unknown = ask(Role::Coach, T::Measure, R::Parent, Age::Unknown, &[C::ParentReads]);
    assert_eq!(unknown.verdict, Verdict::Agreed, "the student said yes, however old they are");
}

/// Which illness it is, nobody is told by the school, but where somebody may not be safe.
#[test]
fn the_cause_is_told_by_nobody_of_the_school() {
    for to in Recipient::ALL.iter().filter(|to| !matches!(to, Recipient::SafeHome | Recipient::Police)) {
        for age in Age::ALL {
            for by in [Role::Coach, Role::Teacher, Role::CareCoordinator] {
                let found = ask(by, Topic::Cause, *to, *age, &[Consent::Placement, Consent::CareReferral]);
                assert_eq!(found.verdict, Verdict::No, "{by:?} to {}", to.code());
            }
        }
    }
}

/// Who does not come by something in their task leaves it to who does; for safety nobody waits.
#[test]
fn who_asks_makes_a_difference() {
    for (by, about, comes_by) in [
        (Role::Teacher, Topic::Measure, true),
        (Role::Teacher, Topic::Need, false),
        (Role::WorkplaceCoach, Topic::Ground, false),
        (Role::Trainer, Topic::Measure, true),
        (Role::Trainer, Topic::Results, false),
        (Role::TeamManager, Topic::Measure, false),
        (Role::ExamOffice, Topic::Evaluation, false),
        (Role::Administrator, Topic::Measure, false),
        (Role::PolicyOfficer, Topic::Absence, false),
        (Role::Researcher, Topic::Results, false),
        (Role::CareCoordinator, Topic::Evaluation, true),
        (Role::PrivacyOfficer, Topic::Need, true),
    ] {
        let found = ask(by, about, Recipient::SupportTeam, Age::Adult, &[]);
        assert_eq!(found.why != Why::NotYours, comes_by, "{by:?} {}", about.code());
        assert!(comes_by || (found.verdict, found.next) == (Verdict::No, Next::Coach));
        assert_eq!(ask(by, about, Recipient::SafeHome, Age::Under16, &[]).verdict, Verdict::Yes, "{by:?}");
    }
    for by in [Role::Student, Role::Guardian] {
        let own = ask(by, Topic::Cause, Recipient::Anyone, Age::Unknown, &[]);
        assert_eq!((own.verdict, own.why), (Verdict::Yes, Why::Own), "{by:?}");
    }
}

/// An age that is not known is no age: it never gives a yes that an age would have to give, and never a no.
#[test]
fn an_unknown_age_is_no_age() {
    for by in Role::ALL {
        for to in Recipient::ALL {
            for about in Topic::ALL {
                let unknown = ask(*by, *about, *to, Age::Unknown, &[]);
                let known = Age::ALL.iter().filter(|age| **age != Age::Unknown);
                let all: Vec<Answer> = known.map(|age| ask(*by, *about, *to, *age, &[])).collect();
                let same = all.iter().all(|one| *one == all[0]);
                let expected = if same { all[0].verdict } else { Verdict::AskOfficer };
                assert_eq!(unknown.verdict, expected, "{by:?} {} {}", about.code(), to.code());
            }
        }
    }
}

#[test]
fn an_age_is_what_the_law_asks() {
    for (years, age) in [
        (Some(12), Age::Under16),
        (Some(15), Age::Under16),
        (Some(16), Age::Minor),
        (Some(17), Age::Minor),
        (Some(18), Age::Adult),
        (Some(26), Age::Adult),
        (Some(27), Age::From27),
        (Some(61), Age::From27),
        (None, Age::Unknown),
    ] {
        assert_eq!(Age::of(years), age, "{years:?}");
    }
}

/// What is cited from general knowledge is all of the AVG, and UAVG 5(1). Who reads one of those articles says so here and in the decision.
#[test]
fn what_was_not_read_is_known_not_to_be() {
    for why in Why::ALL {
        let unread = why.article().starts_with("AVG ") || why.article() == "UAVG 5(1)";
        assert_eq!(why.read().is_none(), unread, "{why:?}: {}", why.article());
    }
}
