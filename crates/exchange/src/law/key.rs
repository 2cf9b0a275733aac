//! The keys of worked cases, and what each may hold. A closed list: what is not on it is not understood.

use register::law::SchoolYear;
use serde_json::Value;
use time::{Date, Time, macros::format_description};

/// What a value may look like.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    /// `2026-08-01`.
    Day,
    /// `2026-08-01T14:30`.
    Moment,
    /// True or false.
    Flag,
    /// A whole number from 0.
    Count,
    /// A number from 0.
    Number,
    /// Null: known to be none.
    Null,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Whatever was written.
    Text,
    /// Five digits.
    Crebo,
    /// `GM0361`.
    Municipality,
    /// `2026-2027`.
    SchoolYear,
}

use Shape::{Count, Crebo, Day, Flag, Moment, Municipality, Null, Number, SchoolYear as Year, Text, Word};

/// Every key below `facts`, with `[]` after a list, and the shapes that its value may have.
pub(super) const KEYS: &[(&str, &[Shape])] = &[
    ("question", &[Text]),
    ("question_code", &[Text]),
    ("absent_from", &[Day]),
    ("absent_without_valid_reason_from", &[Day, Null]),
    ("adjustment_asked", &[Text]),
    ("advice", &[Null]),
    ("advice.given_on", &[Day]),
    ("agreements[]", &[]),
    ("agreements[].answers[]", &[]),
    ("agreements[].answers[].answer", &[Word(&["agreed"])]),
    ("agreements[].answers[].at", &[Day, Moment]),
    ("agreements[].answers[].by", &[Word(&["parent", "student"])]),
    ("agreements[].changes", &[Text]),
    ("agreements[].channel", &[Word(&["mail", "oral", "portal"])]),
    ("agreements[].covers_enrolments[]", &[Text]),
    ("agreements[].in_force_from", &[Day]),
    ("agreements[].in_writing", &[Flag]),
    ("agreements[].institution", &[Text]),
    ("agreements[].kept", &[Word(&["not at all"])]),
    ("agreements[].kind", &[Word(&["policy", "statutory"])]),
    ("agreements[].offered_on", &[Day]),
    ("agreements[].signature", &[Null]),
    ("agreements[].superseded_by", &[Count]),
    ("agreements[].superseded_on", &[Day]),
    ("agreements[].version", &[Count]),
    ("applied_on", &[Day]),
    ("birth_date", &[Day]),
    ("bsa_termination_of_other_programme_on", &[Day]),
    ("burden_test_done", &[Flag]),
    ("capacity_limit", &[Flag]),
    ("circumstance", &[Word(&["handicap_or_chronic_illness", "jonge moeder", "mantelzorg"])]),
    ("circumstances_weighed", &[Flag]),
    ("company_recognised", &[Flag]),
    ("confirmation.asked_on", &[Day]),
    ("confirmation.replied_on", &[Day, Null]),
    ("confirmation.told_in_writing_that_reply_is_condition", &[Flag]),
    ("covered_by_wsf_or_wtos", &[Flag]),
    ("currently_enrolled_at", &[Null]),
    ("decision.in_writing", &[Flag]),
    ("decision.on", &[Day]),
    ("decision.reasons_given", &[Flag]),
    ("decision.sent_to[]", &[Word(&["student"])]),
    ("decision_made_known_on", &[Day]),
    ("deregistered_on", &[Day]),
    ("diploma_on", &[Day, Null]),
    ("diplomas_obtained", &[Count]),
    ("enrolments[]", &[]),
    ("enrolments[].deregistered_on", &[Day]),
    ("enrolments[].enrolled_at", &[Moment]),
    ("enrolments[].enrolled_on", &[Day]),
    ("enrolments[].id", &[Text]),
    ("enrolments[].institution", &[Text]),
    ("enrolments[].programme", &[Crebo]),
    ("entree_enrolments_in_past_two_school_years", &[Count]),
    ("evaluations[]", &[]),
    ("evaluations[].held_on", &[Day]),
    ("evaluations[].on_effectiveness", &[Flag]),
    ("evaluations[].student_took_part", &[Flag]),
    ("evaluations[].version", &[Count]),
    ("exam_request.decided_on", &[Null]),
    ("exam_request.made_on", &[Day]),
    ("extended", &[Flag]),
    ("facilities_provided", &[Flag]),
    ("follow_on_enrolment", &[Null]),
    ("follow_on_enrolment.enrolled_on", &[Day]),
    ("follow_on_enrolment.programme.kind", &[Word(&["vak"])]),
    ("follow_on_enrolment.programme.leerweg", &[Word(&["BOL"])]),
    ("follow_on_enrolment.programme.level", &[Number]),
    ("full_school_years_attended", &[Count]),
    ("graduate_agrees", &[Flag]),
    ("handed_to_committee_on", &[Day]),
    ("highest_diploma", &[Word(&["mbo-1 (entree)", "none", "vmbo"])]),
    ("holiday_weeks[]", &[Day]),
    ("home_municipality", &[Municipality]),
    ("institution.denomination", &[Word(&["private"])]),
    ("institution.kind", &[Word(&["non_funded_provider", "roc"])]),
    ("insufficient_progress", &[Flag]),
    ("intake[]", &[]),
    ("intake[].advice", &[Word(&["negative"])]),
    ("intake[].applicant_took_part", &[Flag]),
    ("intake[].asked_for_data", &[Flag]),
    ("intake[].compulsory", &[Flag]),
    ("intake[].held_on", &[Day]),
    (
        "intake[].outcome",
        &[Word(&["no extra support needed", "no need for extra support known", "student said no support was needed"])],
    ),
    ("intake[].student_declined_to_share", &[Flag]),
    ("intake[].support_need_assessed", &[Flag]),
    ("kwalificatieplichtig", &[Flag]),
    ("last_day_of_enrolment", &[Day]),
    ("meets_entry_requirements", &[Flag]),
    ("municipality_continues_since", &[Day]),
    ("need_arose_on", &[Day]),
    ("need_disclosed_on", &[Day]),
    ("need_existed_since", &[Day]),
    ("needs_extra_support", &[Word(&["no", "unknown", "yes"])]),
    ("offer_made_on", &[Day, Null]),
    ("other_applicant.applied_on", &[Day]),
    ("other_applicant.motivation_test", &[Word(&["better"])]),
    ("participant", &[Word(&["educatie_deelnemer", "student", "vavo_student"])]),
    (
        "placement_agreement.has[]",
        &[Word(&["dates_and_hours", "early_ending", "guidance", "qualification_part_and_assessment"])],
    ),
    ("placement_agreement.signed_by[]", &[Word(&["company", "institution", "student"])]),
    ("posted_on", &[Day]),
    ("programme.designated_for_extra_demands_8_2_2a", &[Flag]),
    ("programme.duration_years", &[Number]),
    ("programme.kind", &[Word(&["basisberoeps", "entree", "middenkader", "nt2", "specialisten", "vak", "vavo"])]),
    ("programme.leerweg", &[Word(&["BBL", "BOL"])]),
    ("programme.level", &[Number]),
    ("programme.route", &[Word(&["doorlopende_leerroute_vmbo_mbo"])]),
    ("programme.starts_on", &[Day]),
    ("reason.dated_doctor_statement", &[Flag]),
    ("reason.kind", &[Word(&["illness"])]),
    ("reason_given", &[Null, Text]),
    ("received_by_faciliteit_on", &[Day]),
    ("refusal_ground", &[Word(&["late application", "no reply before 1 July"])]),
    ("refused_on", &[Day]),
    ("removal_procedure", &[Flag]),
    ("request_received_on", &[Day]),
    ("returned_on", &[Day]),
    ("school_municipality", &[Municipality]),
    ("school_policy.career_guidance_also_for[]", &[]),
    ("school_policy.exam_request_answer_working_days", &[Count]),
    ("school_policy.exam_request_days_ahead", &[Count]),
    ("school_policy.holiday_closure_counts", &[Flag]),
    ("school_policy.shorter_absence_period_weeks", &[Null, Count]),
    ("school_year", &[Year]),
    ("search_for_other_school.demonstrable", &[Flag]),
    ("search_for_other_school.found", &[Flag]),
    ("search_for_other_school.since", &[Day]),
    ("sixteenth_hour_on", &[Day]),
    ("statutory_ground", &[Word(&["no", "unknown", "yes"])]),
    ("step1_effective_adjustment_established", &[Flag]),
    ("step2_burden_weighed", &[Flag]),
    ("still_absent", &[Flag]),
    (
        "subject",
        &[Word(&[
            "appeal against the advice of 8.1.7a",
            "dispute about carrying out support agreements",
            "dispute about making support agreements",
            "objection against a refusal of admission",
            "objection against a written decision",
        ])],
    ),
    ("suspension.from", &[Day]),
    ("suspension.through", &[Day]),
    ("today", &[Day]),
    ("transition_document_made_on", &[Null]),
    ("urgent", &[Flag, Word(&["asked"])]),
    ("wanted_enrolment.id", &[Text]),
    ("wanted_enrolment.institution", &[Text]),
    ("wanted_enrolment.programme", &[Crebo]),
    ("warning.given_on", &[Day]),
    ("warning.in_writing", &[Flag]),
    ("warning.term_until", &[Day, Null]),
    ("weeks[].lesson_week", &[Flag]),
    ("weeks[].unauthorised_hours", &[Number]),
    ("weeks[].week_starts", &[Day]),
    ("years_enrolled_in_vocational_programmes", &[Number]),
    ("youth_help.began_on", &[Day]),
    ("youth_help.continuation_found_necessary", &[Flag]),
    ("youth_help.decided_necessary_before_18", &[Flag]),
    ("youth_help.ended_on", &[Day]),
    ("youth_help.first_asked_on", &[Day]),
    ("youth_help.kind", &[Word(&["1 (psychosocial)", "3 (personal care)"])]),
    ("youth_help.resumption_found_necessary_on", &[Day]),
    ("youth_help.uninterrupted", &[Flag]),
];

/// A day as it is written: ten characters, and a day that exists.
pub(super) fn day(text: &str) -> Option<Date> {
    let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let day = Date::parse(text, format_description!("[year]-[month]-[day]")).ok().filter(|_| plain)?;
    // The edges leave room to count on from a day.
    (1900..=2200).contains(&day.year()).then_some(day)
}

/// A day and its hour.
pub(super) fn moment(text: &str) -> Option<(Date, Time)> {
    let (date, hour) = text.split_once('T')?;
    let hour = [
        Time::parse(hour, format_description!("[hour]:[minute]")),
        Time::parse(hour, format_description!("[hour]:[minute]:[second]")),
    ];
    Some((day(date)?, hour.into_iter().find_map(Result::ok)?))
}

impl Shape {
    fn fits(self, value: &Value) -> bool {
        let text = value.as_str();
        match self {
            Self::Day => text.is_some_and(|text| day(text).is_some()),
            Self::Moment => text.is_some_and(|text| moment(text).is_some()),
            Self::Flag => value.is_boolean(),
            Self::Count => value.as_u64().is_some_and(|count| count <= 10_000),
            Self::Number => value.as_f64().is_some_and(|number| (0.0..=10_000.0).contains(&number)),
            Self::Null => value.is_null(),
            Self::Word(words) => text.is_some_and(|text| words.contains(&text)),
            Self::Text => text.is_some(),
            Self::Crebo => text.is_some_and(|text| text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit())),
            Self::Municipality => text
                .and_then(|text| text.strip_prefix("GM"))
                .is_some_and(|number| number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit())),
            Self::SchoolYear => text.is_some_and(|text| SchoolYear::parse(text).is_some()),
        }
    }
}

/// What is not understood: where, and what stands there.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("not understood: {key} = {value}")]
pub struct NotUnderstood {
    /// The key, with the keys that lead to it.
    pub key: String,
    /// Its value; null where it is missing and needed.
    pub value: Value,
}

/// Holds everything below a value against the list.
///
/// # Errors
/// The first key that is not on it, or whose value is none it may have.
pub(super) fn check(path: &str, value: &Value) -> Result<(), NotUnderstood> {
    let known = KEYS.iter().find(|(key, _)| *key == path);
    let leads_on =
        |mark: &str| KEYS.iter().any(|(key, _)| key.strip_prefix(path).is_some_and(|rest| rest.starts_with(mark)));
    let not = || NotUnderstood { key: path.to_owned(), value: value.clone() };
    match value {
        Value::Object(fields) if path.is_empty() || leads_on(".") => {
            let under = |key: &String| if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            fields.iter().try_for_each(|(key, value)| check(&under(key), value))
        }
        Value::Array(items) if leads_on("[]") => items.iter().try_for_each(|item| check(&format!("{path}[]"), item)),
        _ if known.is_some_and(|(_, shapes)| shapes.iter().any(|shape| shape.fits(value))) => Ok(()),
        _ => Err(not()),
    }
}
