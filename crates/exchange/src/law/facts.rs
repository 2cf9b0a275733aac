//! From the JSON of a case to facts. What is read here was held against the list of keys before.

use super::NotUnderstood;
use super::key::{day, moment};
use register::law::{
    About, Absence, AccessRequest, Adjustment, Application, Chosen, Circumstance, Confirmation, Decision, Diploma,
    Dispute, Enrolment, Evaluation, ExamRequest, Facts, Intake, Kind, Leaving, Leerweg, Need, Needs, OwnTerms,
    Participant, Person, PlacementAgreement, Programme, Provider, RefusedFor, Removal, School, SchoolYear, Setting,
    StudyAdvice, Urgency, Version, Warning, Week, When, YouthHelp, YouthHelpKind,
};
use register::{BirthDate, Period, statutory::Ground};
use serde_json::Value;
use time::Date;

/// A place in the JSON.
#[derive(Debug, Clone, Copy)]
struct At<'a>(&'a Value);

impl<'a> At<'a> {
    fn get(self, path: &str) -> Option<&'a Value> {
        path.split('.').try_fold(self.0, |value, key| value.get(key))
    }

    fn has(self, path: &str) -> bool {
        self.get(path).is_some_and(|value| !value.is_null())
    }

    fn text(self, path: &str) -> Option<&'a str> {
        self.get(path)?.as_str()
    }

    fn day(self, path: &str) -> Option<Date> {
        day(self.text(path)?)
    }

    fn flag(self, path: &str) -> Option<bool> {
        self.get(path)?.as_bool()
    }

    fn count(self, path: &str) -> Option<i32> {
        i32::try_from(self.get(path)?.as_u64()?).ok()
    }

    fn number(self, path: &str) -> Option<f64> {
        self.get(path)?.as_f64()
    }

    /// A word of a list, by its code.
    fn word<T>(self, path: &str, from_code: impl Fn(&str) -> Option<T>) -> Option<T> {
        from_code(self.text(path)?)
    }

    fn list(self, path: &str) -> Option<Vec<At<'a>>> {
        Some(self.get(path)?.as_array()?.iter().map(At).collect())
    }

    /// Whether a list holds a word.
    fn holds(self, path: &str, word: &str) -> bool {
        self.list(path).is_some_and(|list| list.iter().any(|item| item.0.as_str() == Some(word)))
    }

    fn days(self, path: &str) -> Vec<Date> {
        self.list(path).unwrap_or_default().into_iter().filter_map(|item| day(item.0.as_str()?)).collect()
    }
}

/// A day, or a day with its hour. Hours of one file are all of the Netherlands, so that they can be compared.
fn when(text: &str) -> Option<When> {
    match moment(text) {
        Some((day, hour)) => Some(When { day, at: Some(day.with_time(hour).assume_utc()) }),
        None => day(text).map(When::day),
    }
}

/// The facts of a case.
pub(super) fn read(given: &Value) -> Result<Facts, NotUnderstood> {
    let at = At(given);
    Ok(Facts {
        person: person(at),
        school: school(at)?,
        programme: programme(at),
        application: application(at),
        intake: at.list("intake").map(|talks| talks.into_iter().map(intake).collect()),
        agreements: at.list("agreements").unwrap_or_default().into_iter().map(version).collect(),
        enrolments: at.list("enrolments").unwrap_or_default().into_iter().map(enrolment).collect(),
        wanted: at.has("wanted_enrolment").then(|| wanted(at)),
        evaluations: at.list("evaluations").unwrap_or_default().into_iter().filter_map(evaluation).collect(),
        school_year: at.word("school_year", SchoolYear::parse),
        need: Need {
            arose_on: at.day("need_arose_on"),
            existed_since: at.day("need_existed_since"),
            disclosed_on: at.day("need_disclosed_on"),
            waived_on: None,
        },
        decision: at.has("decision").then(|| decision(at)),
        dispute: dispute(at),
        advice: advice(at),
        removal: removal(at),
        adjustment: Adjustment {
            established: at.flag("step1_effective_adjustment_established"),
            weighed: at.flag("step2_burden_weighed"),
            reason_given: at.get("reason_given").map(|reason| !reason.is_null()),
        },
        exam: ExamRequest { made_on: at.day("exam_request.made_on"), decided_on: at.day("exam_request.decided_on") },
        placement: at.has("placement_agreement").then(|| placement(at)),
        absence: absence(at),
        leaving: leaving(at),
        access: AccessRequest { received_on: at.day("request_received_on"), extended: at.flag("extended") },
        youth_help: youth_help(at),
        by_policy: false,
    })
}

fn person(at: At<'_>) -> Person {
    Person {
        birth: at.day("birth_date").and_then(|day| BirthDate::from_parts(day.year(), day.month().into(), day.day())),
        participant: at.word("participant", Participant::from_code),
        diploma: at.word("highest_diploma", Diploma::from_code),
        school_years: at.count("full_school_years_attended"),
        qualification_duty: at.flag("kwalificatieplichtig"),
        ground: at.word("statutory_ground", Ground::from_code),
        needs: at.word("needs_extra_support", Needs::from_code),
        circumstance: at.word("circumstance", Circumstance::from_code),
    }
}

/// The school. Its own terms are held against the law here as anywhere.
fn school(at: At<'_>) -> Result<School, NotUnderstood> {
    let number = |key: &str| at.get(&format!("school_policy.{key}")).and_then(Value::as_u64);
    let mut settings = Vec::new();
    let mut set = |key: &str, setting: Setting| {
        setting.check().map_err(|_| NotUnderstood {
            key: format!("school_policy.{key}"),
            value: at.get(&format!("school_policy.{key}")).cloned().unwrap_or_default(),
        })?;
        settings.push((Period::since(Date::MIN), Chosen { value: setting, by: None }));
        Ok(())
    };
    let small = |number: u64| u16::try_from(number).unwrap_or(u16::MAX);
    if let Some(days) = number("exam_request_answer_working_days") {
        set("exam_request_answer_working_days", Setting::ExamAnswerWorkingDays(small(days)))?;
    }
    if let Some(days) = number("exam_request_days_ahead") {
        set("exam_request_days_ahead", Setting::ExamDaysAhead(small(days)))?;
    }
    if let Some(counts) = at.flag("school_policy.holiday_closure_counts") {
        set("holiday_closure_counts", Setting::HolidayClosureCounts(counts))?;
    }
    // Not shorter than four weeks is no shorter period: the four of the law hold (WEB 9.2.1).
    if let Some(weeks) = number("shorter_absence_period_weeks").and_then(|weeks| u8::try_from(weeks).ok())
        && weeks < 4
    {
        set("shorter_absence_period_weeks", Setting::AbsenceWeeks(weeks))?;
    }
    Ok(School {
        provider: at.word("institution.kind", Provider::from_code),
        private: at.text("institution.denomination").map(|denomination| denomination == "private"),
        holiday_weeks: at.days("holiday_weeks"),
        terms: OwnTerms::new(settings).unwrap_or_default(),
    })
}

fn programme(at: At<'_>) -> Programme {
    Programme {
        kind: at.word("programme.kind", Kind::from_code),
        leerweg: at.word("programme.leerweg", Leerweg::from_code),
        starts_on: at.day("programme.starts_on"),
        years: at.number("programme.duration_years"),
        continuous_route: at.has("programme.route"),
        sets_demands: at.flag("programme.designated_for_extra_demands_8_2_2a") == Some(true),
    }
}

fn application(at: At<'_>) -> Application {
    Application {
        applied_on: at.day("applied_on"),
        terminated_on: at.day("bsa_termination_of_other_programme_on"),
        limited: at.flag("capacity_limit"),
        years_enrolled: at.number("years_enrolled_in_vocational_programmes"),
        diplomas: at.count("diplomas_obtained"),
        last_day: at.day("last_day_of_enrolment"),
        entree_lately: at.count("entree_enrolments_in_past_two_school_years"),
        other_applied_on: at.day("other_applicant.applied_on"),
        confirmation: at.has("confirmation").then(|| Confirmation {
            asked_on: at.day("confirmation.asked_on"),
            told_in_writing: at.flag("confirmation.told_in_writing_that_reply_is_condition"),
            replied_on: at.day("confirmation.replied_on"),
        }),
        refused_on: at.day("refused_on"),
        refused_for: at.word("refusal_ground", RefusedFor::from_code),
        offered_on: at.day("offer_made_on"),
        burden_tested: at.flag("burden_test_done"),
    }
}

fn intake(at: At<'_>) -> Intake {
    Intake {
        held_on: at.day("held_on"),
        assessed: at.flag("support_need_assessed"),
        found_no_need: at.text("outcome") == Some("no extra support needed"),
        compulsory: at.flag("compulsory"),
        took_part: at.flag("applicant_took_part"),
        advised: at.has("advice"),
    }
}

fn version(at: At<'_>) -> Version {
    let answers = at.list("answers").unwrap_or_default();
    let by = |who: &str| {
        answers
            .iter()
            .filter(|answer| answer.text("by") == Some(who) && answer.text("answer") == Some("agreed"))
            .filter_map(|answer| when(answer.text("at")?))
            .collect()
    };
    // Where only the channel is known: what goes through the portal or by mail is in writing, what is said is not.
    let by_channel = at.text("channel").map(|channel| channel != "oral");
    Version {
        number: at.count("version"),
        statutory: at.text("kind").map(|kind| kind == "statutory"),
        offered_on: at.day("offered_on"),
        in_writing: at.flag("in_writing").or(by_channel),
        student: by("student"),
        parent: by("parent"),
        in_force_from: at.day("in_force_from"),
        superseded_on: at.day("superseded_on"),
        superseded_by: at.count("superseded_by"),
        covers: at
            .list("covers_enrolments")
            .map(|names| names.into_iter().filter_map(|name| name.0.as_str().map(str::to_owned)).collect()),
        institution: at.text("institution").map(str::to_owned),
        not_kept: at.text("kept") == Some("not at all"),
        until: None,
        waits_for: None,
    }
}

fn enrolment(at: At<'_>) -> Enrolment {
    Enrolment {
        id: at.text("id").map(str::to_owned),
        institution: at.text("institution").map(str::to_owned),
        enrolled: at.text("enrolled_at").or_else(|| at.text("enrolled_on")).and_then(when),
        last_day: at.day("deregistered_on"),
    }
}

fn wanted(at: At<'_>) -> Enrolment {
    Enrolment {
        id: at.text("wanted_enrolment.id").map(str::to_owned),
        institution: at.text("wanted_enrolment.institution").map(str::to_owned),
        ..Enrolment::default()
    }
}

fn evaluation(at: At<'_>) -> Option<Evaluation> {
    Some(Evaluation {
        held_on: at.day("held_on")?,
        with_student: at.flag("student_took_part"),
        on_effectiveness: at.flag("on_effectiveness"),
    })
}

fn decision(at: At<'_>) -> Decision {
    Decision {
        on: at.day("decision.on"),
        in_writing: at.flag("decision.in_writing"),
        with_reasons: at.flag("decision.reasons_given"),
        to_student: at.holds("decision.sent_to", "student"),
        to_parents: at.holds("decision.sent_to", "parents"),
    }
}

fn dispute(at: At<'_>) -> Dispute {
    let urgency = at.get("urgent").map(|urgent| match urgent {
        Value::Bool(true) => Urgency::Yes,
        Value::Bool(false) => Urgency::No,
        _ => Urgency::Asked,
    });
    Dispute {
        about: at.word("subject", About::from_code),
        decision_known_on: at.day("decision_made_known_on"),
        received_on: at.day("received_by_faciliteit_on"),
        urgency,
        extended: at.flag("extended"),
    }
}

fn advice(at: At<'_>) -> StudyAdvice {
    StudyAdvice {
        given_on: at.day("advice.given_on"),
        too_little_progress: at.flag("insufficient_progress"),
        circumstances_weighed: at.flag("circumstances_weighed"),
        facilities_provided: at.flag("facilities_provided"),
        warning: at.has("warning").then(|| Warning {
            given_on: at.day("warning.given_on"),
            in_writing: at.flag("warning.in_writing"),
            term_until: at.day("warning.term_until"),
        }),
    }
}

fn removal(at: At<'_>) -> Removal {
    Removal {
        suspended_from: at.day("suspension.from"),
        suspended_through: at.day("suspension.through"),
        removal_pending: at.flag("removal_procedure"),
        sought_since: at.day("search_for_other_school.since"),
        found: at.flag("search_for_other_school.found"),
        can_be_shown: at.flag("search_for_other_school.demonstrable"),
    }
}

fn placement(at: At<'_>) -> PlacementAgreement {
    let signed = |who| at.holds("placement_agreement.signed_by", who);
    let has = |what| at.holds("placement_agreement.has", what);
    PlacementAgreement {
        by_institution: signed("institution"),
        by_student: signed("student"),
        by_company: signed("company"),
        dates_and_hours: has("dates_and_hours"),
        guidance: has("guidance"),
        part_and_assessment: has("qualification_part_and_assessment"),
        early_ending: has("early_ending"),
        recognised: at.flag("company_recognised"),
    }
}

fn absence(at: At<'_>) -> Absence {
    let week = |at: At<'_>| {
        Some(Week {
            starts: at.day("week_starts")?,
            // A week is one of lessons unless it says otherwise.
            lessons: at.flag("lesson_week").unwrap_or(true),
            hours: at.number("unauthorised_hours").unwrap_or(0.0),
        })
    };
    Absence {
        weeks: at.list("weeks").map(|weeks| weeks.into_iter().filter_map(week).collect()),
        sixteenth_hour_on: at.day("sixteenth_hour_on"),
        without_reason_since: at.day("absent_without_valid_reason_from"),
        reasoned: at.get("absent_without_valid_reason_from").is_some_and(Value::is_null),
        since: at.day("absent_from"),
        still: at.flag("still_absent"),
        returned_on: at.day("returned_on"),
        ill: at.text("reason.kind") == Some("illness"),
        doctor_statement: at.flag("reason.dated_doctor_statement"),
        funded_by_state: at.flag("covered_by_wsf_or_wtos"),
    }
}

fn leaving(at: At<'_>) -> Leaving {
    Leaving {
        diploma_on: at.day("diploma_on"),
        left_on: at.day("deregistered_on"),
        follow_on_from: at.day("follow_on_enrolment.enrolled_on"),
        offered_on: at.day("offer_made_on"),
        agrees: at.flag("graduate_agrees"),
        municipality_since: at.day("municipality_continues_since"),
        document_on: at.day("transition_document_made_on"),
    }
}

fn youth_help(at: At<'_>) -> YouthHelp {
    YouthHelp {
        kind: at.word("youth_help.kind", YouthHelpKind::from_code),
        began_on: at.day("youth_help.began_on"),
        ended_on: at.day("youth_help.ended_on"),
        uninterrupted: at.flag("youth_help.uninterrupted"),
        must_go_on: at.flag("youth_help.continuation_found_necessary"),
        decided_before_18: at.flag("youth_help.decided_necessary_before_18"),
        must_resume_on: at.day("youth_help.resumption_found_necessary_on"),
    }
}
