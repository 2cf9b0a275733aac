//! From a few answers to what the law says: the answers become facts, and the rules of `register::law` are asked, the same
//! that judge a file.

use register::{
    BirthDate, codes,
    law::{Actor, Calendar, Enrolment, Facts, Intake, Needs, Question, Rule, Ruling, SchoolYear, State, Version, When},
    statutory::Ground,
};
use time::{Date, Duration};

codes! {
    /// Who asks.
    pub(super) enum Who {
        /// Someone who wants to be enrolled.
        Applicant = "applicant",
        /// Someone who is enrolled.
        Student = "student",
        /// A parent of a student.
        Parent = "parent",
    }
}

codes! {
    /// How old the student is.
    pub(super) enum Age {
        /// Under 16.
        Under16 = "under_16",
        /// 16 or 17.
        From16 = "16_17",
        /// 18 or older.
        Adult = "adult",
    }
}

codes! {
    /// Yes, no, or not known.
    pub(super) enum Needed {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// Not known.
        Unknown = "unknown",
    }
}

codes! {
    /// How far agreements are.
    pub(super) enum Agreements {
        /// Nothing proposed.
        None = "none",
        /// Proposed, not answered.
        Offered = "offered",
        /// In writing, and agreed.
        Agreed = "agreed",
    }
}

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Case {
    pub(super) who: Who,
    pub(super) age: Age,
    pub(super) ground: Needed,
    pub(super) needed: Needed,
    pub(super) agreements: Agreements,
}

/// One thing that the law says: the key of its sentence, the day in it, and the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) key: &'static str,
    pub(super) day: Option<Date>,
    pub(super) article: &'static str,
}

impl Case {
    /// What the law says on a day, the most pressing first.
    pub(super) fn told(self, today: Date) -> Vec<Told> {
        let facts = self.facts(today);
        let ask = |question: Question| {
            let ruling = question.ask(&facts, Calendar::dutch(), today).ok()?;
            let day = question.day(&ruling);
            Some((ruling, day))
        };
        let told = |key, day, ruling: &Ruling| Told { key, day, article: ruling.source().cite };
        let mut all = Vec::new();
        if self.who == Who::Student {
            all.extend(ask(Question::AgreementsStillDue).map(|(ruling, _)| told(later(&ruling, today), None, &ruling)));
        } else {
            all.extend(ask(Question::MayEnrol).map(|(ruling, _)| told(enrol(&ruling, today), None, &ruling)));
            all.extend(ask(Question::MayRefuseNoSupport).map(|(ruling, _)| told("rights-refuse", None, &ruling)));
        }
        let age = match self.age {
            Age::Under16 => "rights-age-parent",
            Age::From16 => "rights-age-alone",
            Age::Adult => "rights-age-adult",
        };
        // That who is of age answers alone is the law; from which age before that, guidance.
        let article = if self.age == Age::Adult { "WEB 8.1.3a(2)" } else { register::guardian::GUIDANCE };
        all.push(Told { key: age, day: None, article });
        if let Some((ruling, Some(day))) = ask(Question::EvaluationOfYear) {
            all.push(told("rights-evaluate", Some(day), &ruling));
        }
        if let Some((ruling, _)) = ask(Question::MayRefuseAdjustment)
            && ruling.allowed() == Some(false)
        {
            all.push(told("rights-adjust", None, &ruling));
        }
        if self.needed != Needed::No
            && let Some((ruling, Some(day))) = ask(Question::DisputeDecisionBy)
        {
            all.push(told("rights-dispute", Some(day), &ruling));
        }
        if let Some((ruling, Some(day))) = ask(Question::AccessAnswerBy) {
            all.push(told("rights-access", Some(day), &ruling));
        }
        all
    }

    /// The answers as facts. A dispute and a request are taken as lodged today, so that their days can be said.
    fn facts(self, today: Date) -> Facts {
        let mut facts = Facts::default();
        let years = match self.age {
            Age::Under16 => 15,
            Age::From16 => 17,
            Age::Adult => 20,
        };
        let day = if today.month() == time::Month::February { today.day().min(28) } else { today.day() };
        facts.person.birth = BirthDate::from_parts(today.year() - years, today.month().into(), day);
        facts.person.ground = Some(match self.ground {
            Needed::Yes => Ground::Yes,
            Needed::No => Ground::No,
            Needed::Unknown => Ground::Unknown,
        });
        facts.person.needs = Some(match self.needed {
            Needed::Yes => Needs::Yes,
            Needed::No => Needs::No,
            Needed::Unknown => Needs::Unknown,
        });
        let yesterday = today.saturating_sub(Duration::DAY);
        // Who does not know whether support is needed was not assessed, as far as this page can tell.
        facts.intake = Some(match self.needed {
            Needed::Unknown => Vec::new(),
            Needed::Yes | Needed::No => {
                vec![Intake { held_on: Some(yesterday), assessed: Some(true), ..Intake::default() }]
            }
        });
        let answers = if self.agreements == Agreements::Agreed { vec![When::day(yesterday)] } else { Vec::new() };
        if self.agreements != Agreements::None {
            facts.agreements.push(Version {
                statutory: Some(true),
                in_writing: Some(true),
                offered_on: Some(yesterday),
                student: answers.clone(),
                parent: answers,
                ..Version::default()
            });
        }
        if self.who == Who::Student {
            let enrolled = Some(When::day(today.saturating_sub(Duration::days(60))));
            facts.enrolments.push(Enrolment { enrolled, ..Enrolment::default() });
            // When the need came up was not asked: what is said holds whenever it did.
            facts.need.arose_on = Some(yesterday);
            facts.school_year = Some(SchoolYear::of(today));
        }
        facts.dispute.received_on = Some(today);
        facts.access.received_on = Some(today);
        facts
    }
}

/// The sentence on enrolling.
fn enrol(ruling: &Ruling, today: Date) -> &'static str {
    let state = ruling.standing().map(|standing| standing.state(today));
    match (ruling.allowed(), state, ruling.actor()) {
        (Some(true), Some(State::Met), _) => "rights-enrol-agreed",
        (Some(true), ..) => "rights-enrol-free",
        _ if ruling.rule() == Rule::R7 => "rights-enrol-assess",
        (_, _, Actor::Student) => "rights-enrol-answer",
        (_, _, Actor::Parent) => "rights-enrol-parent",
        _ => "rights-enrol-propose",
    }
}

/// The sentence on agreements for who is enrolled.
fn later(ruling: &Ruling, today: Date) -> &'static str {
    let state = ruling.standing().map(|standing| standing.state(today));
    match (state, ruling.actor()) {
        (Some(State::Met | State::MetLate), _) => "rights-later-agreed",
        (Some(State::NotApplicable) | None, _) => "rights-later-free",
        (_, Actor::Student | Actor::Parent) => "rights-later-answer",
        _ => "rights-later-propose",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn keys(who: Who, age: Age, needed: Needed, ground: Needed, agreements: Agreements) -> Vec<&'static str> {
        let case = Case { who, age, ground, needed, agreements };
        case.told(date!(2026 - 11 - 02)).into_iter().map(|told| told.key).collect()
    }

    #[test]
    fn the_first_sentence_is_the_one_that_presses() {
        use Agreements::{Agreed, Offered};
        use Needed::{No, Unknown, Yes};
        use Who::{Applicant, Parent, Student};
        for (what, who, age, needed, ground, agreements, first) in [
            ("nothing proposed", Applicant, Age::Adult, Yes, Yes, Agreements::None, "rights-enrol-propose"),
            ("proposed", Applicant, Age::Adult, Yes, Yes, Offered, "rights-enrol-answer"),
            ("agreed", Applicant, Age::Adult, Yes, Yes, Agreed, "rights-enrol-agreed"),
            ("agreed, 15", Parent, Age::Under16, Yes, Yes, Agreed, "rights-enrol-agreed"),
            ("not needed", Applicant, Age::Adult, No, Yes, Agreements::None, "rights-enrol-free"),
            ("needed, on no ground", Applicant, Age::Adult, Yes, No, Agreements::None, "rights-enrol-free"),
            ("nobody knows", Applicant, Age::Adult, Unknown, Unknown, Agreements::None, "rights-enrol-assess"),
            ("enrolled, nothing proposed", Student, Age::Adult, Yes, Yes, Agreements::None, "rights-later-propose"),
            ("enrolled, proposed", Student, Age::Adult, Yes, Yes, Offered, "rights-later-answer"),
            ("enrolled, agreed", Student, Age::Adult, Yes, Yes, Agreed, "rights-later-agreed"),
            ("enrolled, not needed", Student, Age::Adult, No, Yes, Agreements::None, "rights-later-free"),
        ] {
            assert_eq!(keys(who, age, needed, ground, agreements)[0], first, "{what}");
        }
    }

    #[test]
    fn need_is_never_a_ground_to_refuse_and_the_evaluation_is_of_agreements() {
        for who in [Who::Applicant, Who::Parent] {
            assert!(keys(who, Age::Adult, Needed::Yes, Needed::Yes, Agreements::None).contains(&"rights-refuse"));
        }
        let student = |agreements| keys(Who::Student, Age::Adult, Needed::Yes, Needed::Yes, agreements);
        assert!(student(Agreements::Agreed).contains(&"rights-evaluate"));
        assert!(!student(Agreements::None).contains(&"rights-evaluate"), "nothing to evaluate");
        let other = keys(Who::Student, Age::Adult, Needed::Yes, Needed::No, Agreements::None);
        assert!(!other.contains(&"rights-adjust"), "Wgbh/cz is about handicap and chronic illness");
    }

    /// Every answer there can be, on days on which terms end oddly: always something is said, with an article.
    #[test]
    fn every_case_is_told_something_with_its_article() {
        for today in [date!(2028 - 02 - 29), date!(2026 - 12 - 24), date!(2027 - 07 - 31)] {
            for who in Who::ALL {
                for age in Age::ALL {
                    for needed in Needed::ALL {
                        for ground in Needed::ALL {
                            for agreements in Agreements::ALL {
                                let case = Case {
                                    who: *who,
                                    age: *age,
                                    ground: *ground,
                                    needed: *needed,
                                    agreements: *agreements,
                                };
                                let told = case.told(today);
                                assert!(
                                    told.len() >= 3 && told.iter().all(|told| !told.article.is_empty()),
                                    "{case:?}"
                                );
                            }
                        }
                    }
                }
            }
        }
    }
}
