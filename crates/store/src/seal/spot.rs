//! Where sealed text stands: the one list of columns that hold it.

use register::{
    AdmissionId, BurdenId, ConcernId, DisputeId, ExamId, HandoffId, MeetingId, ReferralId, TalkId, TransitionId,
    VersionId,
};
use std::collections::BTreeSet;
use std::fmt;

/// The row a sealed text stands in, within its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// By its number.
    Number(i64),
    /// By the version it belongs to and its number or position.
    OfVersion(VersionId, i64),
    /// By the concern it belongs to and its place.
    OfConcern(ConcernId, i64),
    /// By the referral it belongs to and its place.
    OfReferral(ReferralId, i64),
    /// By the handoff it belongs to and its place.
    OfHandoff(HandoffId, i64),
    /// By the meeting it belongs to and its place.
    OfMeeting(MeetingId, i64),
    /// By the burden it belongs to and its place.
    OfBurden(BurdenId, i64),
    /// By the exam request it belongs to and its place.
    OfExam(ExamId, i64),
    /// By the talk of an intake it belongs to and its place.
    OfTalk(TalkId, i64),
    /// By how an application ended and its place.
    OfAdmission(AdmissionId, i64),
    /// By the dispute it belongs to and its place.
    OfDispute(DisputeId, i64),
    /// By the route it belongs to and its place.
    OfTransition(TransitionId, i64),
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::OfVersion(version, number) => write!(f, "{version} {number}"),
            Self::OfConcern(concern, place) => write!(f, "{concern} {place}"),
            Self::OfReferral(referral, place) => write!(f, "{referral} {place}"),
            Self::OfHandoff(handoff, place) => write!(f, "{handoff} {place}"),
            Self::OfMeeting(meeting, place) => write!(f, "{meeting} {place}"),
            Self::OfBurden(burden, place) => write!(f, "{burden} {place}"),
            Self::OfExam(exam, place) => write!(f, "{exam} {place}"),
            Self::OfTalk(talk, place) => write!(f, "{talk} {place}"),
            Self::OfAdmission(admission, place) => write!(f, "{admission} {place}"),
            Self::OfDispute(dispute, place) => write!(f, "{dispute} {place}"),
            Self::OfTransition(route, place) => write!(f, "{route} {place}"),
        }
    }
}

/// Where in its file a sealed text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Table and column.
    pub column: &'static str,
    /// Which row.
    pub row: Row,
}

/// Declares every spot: what is said there, which row it is, and its column. A table with sealed text is scrubbed because it
/// is named here; a test holds this to what the tables themselves say is sealed.
macro_rules! spots {
    ($($(#[$doc:meta])* $name:ident($($place:ident: $type:ty),+): $row:ident in $column:literal;)+) => {
        impl Spot {
            $(
                $(#[$doc])*
                pub const fn $name($($place: $type),+) -> Self {
                    Self { column: $column, row: Row::$row($($place),+) }
                }
            )+
        }

        /// Every column with text sealed for its spot, after its table.
        const COLUMNS: &[&str] = &[$($column),+];
    };
}

spots! {
    /// What a student needs, in their words.
    need(number: i64): Number in "need.words";
    /// Why support was declined.
    declined(number: i64): Number in "statutory.declined_words";
    /// What is done, as typed.
    line_text(version: VersionId, position: i64): OfVersion in "agreement_line.text_typed";
    /// What is particular for this student.
    line_details(version: VersionId, position: i64): OfVersion in "agreement_line.details";
    /// Who does it, as typed.
    line_who(version: VersionId, position: i64): OfVersion in "agreement_line.who_typed";
    /// The words of an answer.
    answer(version: VersionId, number: i64): OfVersion in "agreement_answer.words";
    /// Why an answer was taken back.
    taken_back(version: VersionId, number: i64): OfVersion in "agreement_taken_back.why";
    /// Why nothing changes.
    reply(version: VersionId, number: i64): OfVersion in "agreement_reply.words";
    /// What the student said when a version was looked back at.
    evaluation(version: VersionId, number: i64): OfVersion in "agreement_evaluation.words";
    /// Why an evaluation was taken back.
    evaluation_back(version: VersionId, number: i64): OfVersion in "agreement_evaluation_back.why";
    /// Why a version was withdrawn or ended.
    closed(version: VersionId, number: i64): OfVersion in "agreement_closed.why";
    /// Where a talk is planned.
    plan_place(number: i64): Number in "evaluation_plan.place";
    /// What somebody says beforehand of how it went.
    preparation(version: VersionId, number: i64): OfVersion in "evaluation_preparation.words";
    /// What they want to change.
    preparation_wish(version: VersionId, number: i64): OfVersion in "evaluation_preparation.wish";
    /// What was noted of a route to work.
    transition(route: TransitionId, place: i64): OfTransition in "transition_entry.words";
    /// What is kept an eye on.
    point(number: i64): Number in "point.words";
    /// What a student says themselves.
    voice(number: i64): Number in "voice.words";
    /// What the school answered to that.
    voice_answer(number: i64): Number in "voice.answer";
    /// What somebody says about a look that was not right.
    concern(number: i64): Number in "concern.words";
    /// What the privacy officer answered.
    concern_answer(number: i64): Number in "concern.answer";
    /// What the privacy officer answered when they corrected an answer; `place` counts the corrections.
    concern_correction(concern: ConcernId, place: i64): OfConcern in "concern_correction.answer";
    /// What the next line is asked.
    referral(number: i64): Number in "referral.question";
    /// What was said about it since.
    referral_step(referral: ReferralId, place: i64): OfReferral in "referral_step.words";
    /// Who guides at a workplace.
    workplace_guidance(number: i64): Number in "workplace.guidance";
    /// What is learned there, and how it is judged.
    workplace_part(number: i64): Number in "workplace.part";
    /// Who at a workplace is told something.
    told_name(number: i64): Number in "workplace_told.name";
    /// Their address.
    told_email(number: i64): Number in "workplace_told.email";
    /// What a student tells there in their own words.
    told_own(number: i64): Number in "workplace_told.own";
    /// What happened at a workplace that looks like discrimination.
    report_words(number: i64): Number in "workplace_report.words";
    /// What SBB did about it.
    report_answer(number: i64): Number in "workplace_report_step.words";
    /// What a partner outside the school is asked.
    handoff(number: i64): Number in "handoff.question";
    /// What was said about it since.
    handoff_step(handoff: HandoffId, place: i64): OfHandoff in "handoff_step.words";
    /// What helps, in the student's words.
    card(number: i64): Number in "card.words";
    /// What a student said of a workplace.
    look_student(number: i64): Number in "workplace_look.student";
    /// What the trainer said.
    look_trainer(number: i64): Number in "workplace_look.trainer";
    /// What who came from school said.
    look_school(number: i64): Number in "workplace_look.school";
    /// With whom an agreement is shared.
    share_name(number: i64): Number in "share.name";
    /// Where they work.
    share_organisation(number: i64): Number in "share.organisation";
    /// The address that their code goes to.
    share_email(number: i64): Number in "share.email";
    /// What a meeting is about.
    meeting(number: i64): Number in "meeting.question";
    /// Who is asked to be there.
    meeting_people(number: i64): Number in "meeting.people";
    /// Who was there.
    meeting_present(number: i64): Number in "meeting.present";
    /// Notes of it, or why it was called off.
    meeting_notes(number: i64): Number in "meeting.notes";
    /// What was decided there.
    meeting_decision(meeting: MeetingId, place: i64): OfMeeting in "meeting_decision.words";
    /// Which adjustment is weighed.
    burden(number: i64): Number in "burden.adjustment";
    /// How it is known whether it works.
    burden_evidence(number: i64): Number in "burden.evidence";
    /// Why what comes of it does.
    burden_reason(burden: BurdenId, round: i64): OfBurden in "burden_round.reason";
    /// What somebody else said of it.
    burden_second(burden: BurdenId, round: i64): OfBurden in "burden_round.second";
    /// What was found of an element.
    burden_finding(burden: BurdenId, place: i64): OfBurden in "burden_finding.words";
    /// Why it was looked at again, or taken back.
    burden_turn(burden: BurdenId, place: i64): OfBurden in "burden_turn.why";
    /// Which other adaptation of an exam is asked.
    exam_other(number: i64): Number in "exam_request.other";
    /// What makes an adapted exam needed.
    exam_why(number: i64): Number in "exam_request.why";
    /// Why it was decided so.
    exam_reason(exam: ExamId, place: i64): OfExam in "exam_decision.reason";
    /// Why it was looked at again, taken back or ended.
    exam_turn(exam: ExamId, place: i64): OfExam in "exam_turn.why";
    /// Where the talk of an intake is.
    talk_place(number: i64): Number in "intake_talk.place";
    /// What was found in it.
    talk_facts(talk: TalkId, place: i64): OfTalk in "intake_report.facts";
    /// What was agreed in it.
    talk_steps(talk: TalkId, place: i64): OfTalk in "intake_report.steps";
    /// Why it does not go on, or why what was said of it was wrong.
    talk_turn(talk: TalkId, place: i64): OfTalk in "intake_turn.why";
    /// Why an application ended so.
    admission_reason(number: i64): Number in "admission.reason";
    /// What was offered instead.
    admission_offer(number: i64): Number in "admission.offer";
    /// Why that was taken back or corrected.
    admission_why(number: i64): Number in "admission.why";
    /// Who guides somebody who was refused, or what they said of it.
    admission_onward(admission: AdmissionId, place: i64): OfAdmission in "admission_onward.words";
    /// Why another programme may fit.
    advice_words(number: i64): Number in "advice.words";
    /// What the team said that was asked.
    advice_reply(number: i64): Number in "advice.reply";
    /// Why that advice was taken back.
    advice_why(number: i64): Number in "advice.why";
    /// Which previous school is asked, and who there.
    transfer_school(number: i64): Number in "transfer.school";
    /// What helped there.
    transfer_helped(number: i64): Number in "transfer.helped";
    /// What did not.
    transfer_not_helped(number: i64): Number in "transfer.not_helped";
    /// What is needed.
    transfer_needed(number: i64): Number in "transfer.needed";
    /// What the applicant says of it.
    transfer_said(number: i64): Number in "transfer.said";
    /// Why it ended so.
    transfer_why(number: i64): Number in "transfer.why";
    /// What happened, as who brings a dispute says it.
    dispute(number: i64): Number in "dispute.words";
    /// What should come of it.
    dispute_wish(number: i64): Number in "dispute.wish";
    /// Why it cannot wait.
    dispute_urgent(number: i64): Number in "dispute.urgent_words";
    /// What the desk says of a step.
    dispute_step(dispute: DisputeId, place: i64): OfDispute in "dispute_step.words";
}

impl Spot {
    /// The column of this name, after its table, where text is sealed for its spot.
    pub(crate) fn column_named(name: &str) -> Option<&'static str> {
        COLUMNS.iter().copied().find(|column| *column == name)
    }
}

/// The tables in which text is sealed for its spot.
pub(crate) fn tables() -> BTreeSet<&'static str> {
    COLUMNS.iter().filter_map(|column| column.split_once('.')).map(|(table, _)| table).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tables say beside a column that it is sealed. Three are sealed apart from any file: what somebody was typing, what
    /// they looked for, and a mail that waits.
    #[test]
    fn every_sealed_column_has_its_spot() {
        let mut said = BTreeSet::new();
        let mut table = String::new();
        for line in crate::ddl::whole_text().lines() {
            if let Some(name) = line.strip_prefix("CREATE TABLE ") {
                table = name.trim_end_matches(" (").to_owned();
            }
            let sealed = line.split_once("--").is_some_and(|(_, comment)| comment.trim_start().starts_with("sealed"));
            if let Some(column) = line.split_whitespace().next().filter(|_| sealed) {
                said.insert(format!("{table}.{column}"));
            }
        }
        let spots = COLUMNS.iter().copied().chain(["draft.body", "name_search.words", "outbox.body"]);
        assert_eq!(said, spots.map(str::to_owned).collect());
        assert!(tables().contains("need") && tables().contains("concern_correction"));
    }
}
