//! Where things about a student stand, and which of them they read: one line for each table. A table about people that is in
//! neither list fails a test, so whoever adds one decides.

/// How rows lead to the student.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// They name the person.
    Person,
    /// They name the file.
    File,
    /// They name a version of the agreement.
    Version,
    /// They are of the agreement.
    Agreement,
    /// They name an enrolment.
    Enrolment,
}

/// Who reads rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// The student, and every parent who reads the measures.
    Measures,
    /// The student, and a parent who answers for them.
    Answering,
    /// The student alone.
    Student,
    /// Who said it: the student where the column names no parent, else that parent.
    Said(&'static str),
    /// Whom it is about: a parent reads their own, and the student all of them.
    Parents(&'static str),
    /// Whose account the column names.
    Account(&'static str),
    /// Whose role it is: that of the student, or of the parent.
    Role,
}

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    /// A text, a number, a day, a moment, yes or no: as the schema says.
    Plain,
    /// A code, whose words begin so; with a bar between where it is of one list or of another.
    Code(&'static str),
    /// Codes with commas between, whose words begin so.
    Codes(&'static str),
    /// Text that is sealed.
    Words,
    /// An account of the school: by name.
    Staff,
    /// A parent: by name.
    Parent,
    /// A team, or a lesson group: by name.
    Named(&'static str),
    /// What was attached to a dispute: by its number. Which kind it is stands beside it.
    Thing,
    /// An application: by the day on which it was made.
    Applied,
    /// A programme by its code, to be shown by name.
    Programme,
}

/// Which row sealed text stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// None is sealed.
    None,
    /// By its number in the file.
    Number,
    /// By its version, and this column.
    OfVersion(&'static str),
    /// By what the parent row of this table is known by, and its own place.
    Below(&'static str, &'static str),
    /// By the burden, and the place of its element in the round.
    Element,
}

/// A table with things about a student.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Its name: what it is called in the file that leaves.
    pub table: &'static str,
    /// How its rows lead to the student.
    pub of: Of,
    /// Who reads them.
    pub reads: Reads,
    /// Which of its rows, where not all.
    pub only: &'static str,
    /// Where its sealed text stands.
    pub seal: Seal,
    /// In which order.
    pub order: &'static str,
    /// What of it is told.
    pub columns: &'static [(&'static str, Is)],
    /// Columns of which nothing is told in some rows, and in which.
    pub veiled: (&'static [&'static str], &'static str),
}

const fn room(
    table: &'static str,
    of: Of,
    reads: Reads,
    order: &'static str,
    columns: &'static [(&'static str, Is)],
) -> Room {
    Room { table, of, reads, only: "", seal: Seal::None, order, columns, veiled: (&[], "") }
}

impl Room {
    const fn sealed(self, seal: Seal) -> Self {
        Self { seal, ..self }
    }

    const fn only(self, only: &'static str) -> Self {
        Self { only, ..self }
    }

    const fn veiled(self, columns: &'static [&'static str], rows: &'static str) -> Self {
        Self { veiled: (columns, rows), ..self }
    }
}

use Is::{Applied, Code, Codes, Named, Parent, Plain, Programme, Staff, Thing, Words};

/// The school decided, and told the student on paper; what it is still weighing is its own.
const DECIDED: &str = "t.status = 'decided'";
const OF_DECIDED: &str = "EXISTS (SELECT 1 FROM burden b WHERE b.tenant_id = t.tenant_id AND b.file_id = t.file_id AND b.number = t.number AND b.status = 'decided')";
const STILL_KNOWN: &str = "t.withdrawn_by IS NULL";

/// A decision on an application is read once it was told; what an applicant chose is their own.
const TOLD: &str = "(t.told IS NOT NULL OR t.kind = 'chose')";
const OF_TOLD: &str = "EXISTS (SELECT 1 FROM admission a WHERE a.tenant_id = t.tenant_id AND a.file_id = t.file_id AND a.number = t.number AND (a.told IS NOT NULL OR a.kind = 'chose'))";

/// What was advised with a decision that was not told would give that away.
const GIVES_NOTHING_AWAY: &str = "NOT EXISTS (SELECT 1 FROM admission a WHERE a.tenant_id = t.tenant_id AND a.file_id = t.file_id AND a.application_id = t.application_id AND a.status = 'standing' AND a.kind <> 'chose' AND a.told IS NULL AND a.decided_at <= t.advised_at)";

/// Of a decision that was not told, neither that there is one nor which.
const UNTOLD: &str = "t.status <> 'enrolled' AND EXISTS (SELECT 1 FROM support_file f CROSS JOIN admission a WHERE f.tenant_id = t.tenant_id AND f.person_id = t.person_id AND a.tenant_id = t.tenant_id AND a.file_id = f.file_id AND a.application_id = t.application_id AND a.status = 'standing' AND a.kind <> 'chose' AND a.told IS NULL)";

/// After a yes was taken back nobody reads what a previous school told, nor what was said of it.
const HANDED: &[&str] = &[
    "helped",
    "not_helped",
    "needed",
    "typed_by",
    "typed_on",
    "seen_on",
    "is_right",
    "said",
    "seen_by",
    "seen_noted_on",
];
const NO_YES: &str = "t.status = 'withdrawn'";

/// What was noted by mistake may be about somebody else. That it stood there is told.
const MISTAKEN: &str = "EXISTS (SELECT 1 FROM point_look l WHERE l.tenant_id = t.tenant_id AND l.file_id = t.file_id AND l.number = t.number AND l.outcome = 'mistaken')";

/// Every table with things about a student that they read. A table is a paragraph here, and would be a page otherwise.
#[rustfmt::skip]
pub const ROOMS: &[Room] = &[
    room("person", Of::Person, Reads::Measures, "t.person_id", &[
        ("given_names", Plain), ("initials", Plain), ("call_name", Plain), ("infix", Plain), ("family_name", Plain),
        ("birth_year", Plain), ("birth_month", Plain), ("birth_day", Plain), ("email", Plain), ("municipality", Plain),
        ("student_number", Plain),
    ]),
    room("person_team", Of::Person, Reads::Answering, "t.begins, t.team_id", &[
        ("team_id", Named("team")), ("begins", Plain), ("ends", Plain),
    ]),
    room("person_group", Of::Person, Reads::Answering, "t.begins, t.group_id", &[
        ("group_id", Named("lesson_group")), ("begins", Plain), ("ends", Plain),
    ]),
    room("person_coach", Of::Person, Reads::Answering, "t.begins, t.email_key", &[
        ("account_id", Staff), ("begins", Plain), ("ends", Plain),
    ]),
    room("guardian", Of::Person, Reads::Parents("guardian_id"), "t.name, t.guardian_id", &[
        ("name", Plain), ("email", Plain), ("authority", Plain), ("granted_on", Plain), ("grant_ended_on", Plain),
        ("begins", Plain), ("ends", Plain),
    ]),
    room("guardian_allowance", Of::File, Reads::Student, "t.number", &[
        ("guardian_id", Parent), ("allowed", Plain), ("said_on", Plain),
    ]),
    room("application", Of::Person, Reads::Answering, "t.applied_on, t.application_id", &[
        ("crebo", Programme), ("team_id", Named("team")), ("applied_on", Plain), ("starts_on", Plain),
        ("status", Code("application-status-")), ("decided_on", Plain), ("participant", Code("own-participant-")),
    ]).veiled(&["status", "decided_on"], UNTOLD),
    room("intake_talk", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("application_id", Applied), ("on_day", Plain), ("hour", Plain), ("place", Words),
        ("held_with", Staff), ("planned_on", Plain), ("planned_by", Staff), ("status", Code("own-talk-")),
        ("status_on", Plain), ("told", Code("talk-means-")), ("told_on", Plain), ("told_by", Staff),
    ]).sealed(Seal::Number),
    room("intake_report", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("held_on", Plain), ("facts", Words), ("steps", Words), ("written_on", Plain),
        ("written_by", Staff),
    ]).sealed(Seal::Below("intake_talk", "talk_id")),
    room("intake_turn", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("event", Code("own-talk-turn-")), ("why", Words), ("turned_on", Plain), ("turned_by", Staff),
    ]).sealed(Seal::Below("intake_talk", "talk_id")),
    room("transfer", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("application_id", Applied), ("school", Words), ("consent", Code("transfer-consent-")),
        ("given_on", Plain), ("asked_on", Plain), ("asked_by", Staff), ("status", Code("transfer-status-")),
        ("status_on", Plain), ("helped", Words), ("not_helped", Words), ("needed", Words), ("typed_on", Plain),
        ("typed_by", Staff), ("seen_on", Plain), ("is_right", Plain), ("said", Words), ("seen_noted_on", Plain),
        ("seen_by", Staff), ("why", Words), ("ended_on", Plain), ("ended_by", Staff),
    ]).sealed(Seal::Number).veiled(HANDED, NO_YES),
    room("admission", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("application_id", Applied), ("kind", Code("admission-kind-")),
        ("rests_on", Code("admission-ground-|admission-choice-")), ("reason", Words), ("offer", Words),
        ("decided_on", Plain), ("decided_by", Staff),
        ("status", Code("admission-status-")), ("told", Code("talk-means-")), ("told_on", Plain), ("told_by", Staff),
        ("parents", Plain), ("minor", Plain), ("why", Words), ("turned_on", Plain), ("turned_by", Staff),
        ("recalled", Code("talk-means-")), ("recalled_on", Plain), ("recalled_by", Staff),
    ]).sealed(Seal::Number).only(TOLD),
    room("advice", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("application_id", Applied), ("crebo", Programme), ("team_id", Named("team")), ("words", Words),
        ("advised_on", Plain), ("advised_by", Staff), ("status", Code("advice-status-")), ("status_on", Plain),
        ("reply", Words), ("answered_on", Plain), ("answered_by", Staff), ("why", Words), ("ended_on", Plain),
        ("ended_by", Staff),
    ]).sealed(Seal::Number).only(GIVES_NOTHING_AWAY),
    room("admission_onward", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("goes_to", Code("admission-where-")), ("declined", Plain), ("words", Words),
        ("noted_on", Plain), ("noted_by", Staff),
    ]).sealed(Seal::Below("admission", "admission_id")).only(OF_TOLD),
    room("enrolment", Of::Person, Reads::Answering, "t.begins, t.number", &[
        ("number", Plain), ("begins", Plain), ("planned_end", Plain), ("ended", Plain), ("leaving_reason", Plain),
    ]).only(STILL_KNOWN),
    room("enrolment_period", Of::Enrolment, Reads::Answering, "e.number, t.begins", &[
        ("begins", Plain), ("crebo", Programme), ("pathway", Plain), ("level", Plain), ("fundable", Plain),
        ("absence_location", Plain), ("provider", Plain), ("location", Plain), ("route", Plain), ("route_phase", Plain),
    ]).only(STILL_KNOWN),
    room("support_period", Of::Enrolment, Reads::Answering, "e.number, t.begins", &[
        ("begins", Plain), ("ends", Plain),
    ]).only(STILL_KNOWN),
    room("placement", Of::Enrolment, Reads::Answering, "e.number, t.sequence", &[
        ("signed_on", Plain), ("begins", Plain), ("planned_end", Plain), ("ended", Plain), ("hours", Plain),
        ("company_code", Plain), ("crebo", Programme), ("optional_part", Plain),
    ]).only(STILL_KNOWN),
    room("date_correction", Of::Person, Reads::Answering, "t.number", &[
        ("dated", Code("own-dated-")), ("was", Plain), ("became", Plain), ("corrected_on", Plain),
    ]),
    room("intake", Of::File, Reads::Answering, "t.number", &[
        ("held_on", Plain), ("account_id", Staff),
    ]),
    room("need", Of::File, Reads::Answering, "t.number", &[
        ("words", Words), ("recorded_on", Plain), ("account_id", Staff),
    ]).sealed(Seal::Number),
    room("statutory", Of::File, Reads::Answering, "t.number", &[
        ("ground", Code("ground-")), ("extra_support", Plain), ("declined_words", Words), ("declined_on", Plain),
        ("assessed_on", Plain), ("account_id", Staff),
    ]).sealed(Seal::Number),
    room("agreement_version", Of::Agreement, Reads::Measures, "t.number", &[
        ("number", Plain), ("status", Code("version-status-")), ("status_on", Plain), ("proposed_on", Plain),
        ("proposed_by", Staff),
    ]),
    room("agreement_line", Of::Version, Reads::Measures, "v.number, t.position", &[
        ("position", Plain), ("kind", Code("kind-")), ("text", Plain), ("text_typed", Words), ("details", Words),
        ("who", Plain), ("who_typed", Words), ("place", Code("place-")), ("level", Code("level-")), ("begins", Plain),
        ("ends", Plain),
    ]).sealed(Seal::OfVersion("position")),
    room("agreement_answer", Of::Version, Reads::Answering, "v.number, t.number", &[
        ("number", Plain), ("guardian_id", Parent), ("answer", Code("answer-")), ("words", Words),
        ("channel", Code("channel-")), ("answered_on", Plain), ("noted_by", Staff), ("noted_on", Plain),
    ]).sealed(Seal::OfVersion("number")),
    room("agreement_taken_back", Of::Version, Reads::Answering, "v.number, t.number", &[
        ("number", Plain), ("why", Words), ("taken_on", Plain), ("taken_by", Staff),
    ]).sealed(Seal::OfVersion("number")),
    room("agreement_reply", Of::Version, Reads::Answering, "v.number, t.number", &[
        ("words", Words), ("replied_on", Plain), ("replied_by", Staff),
    ]).sealed(Seal::OfVersion("number")),
    room("agreement_on_paper", Of::Version, Reads::Answering, "v.number, t.number", &[
        ("guardian_id", Parent), ("sent_on", Plain), ("noted_by", Staff),
    ]),
    room("agreement_closed", Of::Version, Reads::Answering, "v.number, t.number", &[
        ("why", Words), ("closed_on", Plain), ("closed_by", Staff),
    ]).sealed(Seal::OfVersion("number")),
    room("agreement_evaluation", Of::Version, Reads::Answering, "v.number, t.number", &[
        ("number", Plain), ("held_on", Plain), ("kept", Codes("kept-")), ("words", Words), ("outcome", Code("outcome-")),
        ("noted_on", Plain), ("noted_by", Staff),
    ]).sealed(Seal::OfVersion("number")),
    room("agreement_evaluation_back", Of::Version, Reads::Answering, "v.number, t.number", &[
        ("number", Plain), ("why", Words), ("taken_on", Plain), ("taken_by", Staff),
    ]).sealed(Seal::OfVersion("number")),
    room("promise_kept", Of::File, Reads::Measures, "t.number", &[
        ("what", Plain), ("kept_on", Plain), ("kept_by", Staff), ("again_on", Plain), ("again_by", Staff),
    ]),
    room("evaluation_plan", Of::File, Reads::Answering, "t.number", &[
        ("planned_for", Plain), ("hour", Plain), ("place", Words), ("planned_on", Plain), ("planned_by", Staff),
        ("ended", Code("own-plan-")), ("ended_on", Plain),
    ]).sealed(Seal::Number),
    room("evaluation_preparation", Of::File, Reads::Said("guardian_id"), "t.prepared_on, t.number", &[
        ("went", Codes("went-")), ("words", Words), ("wish", Words), ("prepared_on", Plain),
    ]).sealed(Seal::OfVersion("number")),
    room("happening", Of::File, Reads::Answering, "t.said_on, t.position, t.number", &[
        ("position", Plain), ("kept", Code("kept-")), ("said_on", Plain),
    ]),
    room("lesson_mark", Of::File, Reads::Answering, "t.day, t.position, t.number", &[
        ("position", Plain), ("day", Plain), ("group_id", Named("lesson_group")), ("mark", Code("own-mark-")),
    ]),
    room("lesson_looked", Of::File, Reads::Answering, "t.looked_on, t.position, t.number", &[
        ("position", Plain), ("looked_on", Plain), ("looked_by", Staff),
    ]),
    room("point", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("words", Words), ("noted_on", Plain), ("noted_by", Staff), ("first_on", Plain),
        ("look_on", Plain),
    ]).sealed(Seal::Number).veiled(&["words"], MISTAKEN),
    room("point_look", Of::File, Reads::Answering, "t.number, t.look", &[
        ("number", Plain), ("looked_on", Plain), ("looked_by", Staff), ("look_on", Plain),
        ("outcome", Code("own-point-")),
    ]),
    room("workplace", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("company_name", Plain), ("company_code", Plain), ("crebo", Programme), ("begins", Plain), ("until_on", Plain),
        ("days", Plain), ("hours", Plain), ("guidance", Words), ("part", Words), ("early_ending", Plain),
        ("recognised", Code("own-known-")), ("signed_school", Plain), ("signed_student", Plain), ("signed_company", Plain),
        ("instead", Plain), ("ended", Plain), ("ended_reason", Code("workplace-reason-")), ("ended_on", Plain), ("ended_by", Staff),
        ("noted_on", Plain), ("noted_by", Staff),
    ]).sealed(Seal::Number),
    room("workplace_provision", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("kind", Code("workplace-provision-")), ("status", Code("workplace-provided-")), ("since_on", Plain),
        ("noted_on", Plain), ("noted_by", Staff), ("taken_on", Plain), ("taken_by", Staff),
    ]),
    room("workplace_told", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("workplace", Plain), ("name", Words), ("email", Words), ("own", Words), ("until_on", Plain),
        ("asked_on", Plain), ("asked_by", Staff), ("agreed_on", Plain), ("stopped_on", Plain),
    ]).sealed(Seal::Number),
    room("workplace_told_line", Of::File, Reads::Answering, "t.number, t.position", &[
        ("number", Plain), ("position", Plain),
    ]),
    room("workplace_report", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("workplace", Plain), ("words", Words), ("noted_on", Plain), ("noted_by", Staff),
        ("college", Plain), ("police", Plain), ("decided_on", Plain),
    ]).sealed(Seal::Number),
    room("workplace_report_step", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("event", Code("sbb-event-")), ("happened_on", Plain), ("words", Words),
        ("noted_on", Plain), ("noted_by", Staff),
    ]).sealed(Seal::Number),
    room("workplace_look", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("workplace", Plain), ("look_on", Plain), ("student", Words), ("trainer_there", Plain),
        ("trainer", Words), ("school_there", Plain), ("school", Words), ("noted_on", Plain), ("noted_by", Staff),
        ("taken_on", Plain), ("taken_by", Staff),
    ]).sealed(Seal::Number).veiled(&["student", "trainer", "school"], "t.taken_on IS NOT NULL"),
    room("workplace_look_kept", Of::File, Reads::Answering, "t.number, t.position", &[
        ("number", Plain), ("position", Plain), ("kept", Code("look-kept-")),
    ]),
    room("voice", Of::File, Reads::Said("guardian_id"), "t.number", &[
        ("kind", Code("voice-")), ("words", Words), ("said_on", Plain), ("due_on", Plain), ("status", Code("own-voice-")),
        ("closed_on", Plain), ("closed_by", Staff), ("answer", Words),
    ]).sealed(Seal::Number),
    room("referral", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("tier", Code("referral-tier-")), ("asked_by", Staff), ("asked_on", Plain), ("question", Words),
        ("agreed_on", Plain), ("status", Code("referral-status-")), ("status_on", Plain), ("bridged", Plain),
    ]).sealed(Seal::Number),
    room("referral_step", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("event", Code("referral-do-")), ("stepped_on", Plain), ("stepped_by", Staff), ("words", Words),
    ]).sealed(Seal::Below("referral", "referral_id")),
    room("meeting", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("planned_for", Plain), ("on_day", Plain), ("planned_by", Staff), ("question", Words),
        ("people", Words), ("status", Code("meeting-status-")), ("closed_on", Plain), ("present", Words), ("notes", Words),
    ]).sealed(Seal::Number),
    room("meeting_consent", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("consenter", Code("meeting-consent-")), ("given_on", Plain), ("noted_by", Staff),
        ("withdrawn_on", Plain), ("withdrawn_by", Staff),
    ]),
    room("meeting_decision", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("words", Words), ("owner_id", Staff), ("due_on", Plain), ("status", Code("decision-")),
        ("closed_on", Plain), ("closed_by", Staff),
    ]).sealed(Seal::Below("meeting", "meeting_id")),
    room("burden", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("adjustment", Words), ("works", Code("burden-works-")), ("evidence", Words), ("price", Plain),
        ("admitted", Plain), ("asked_by", Staff), ("asked_on", Plain), ("status_on", Plain),
    ]).sealed(Seal::Number).only(DECIDED),
    room("burden_round", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("place", Plain), ("outcome", Code("burden-outcome-")), ("reason", Words), ("weighed_on", Plain),
        ("weighed_by", Staff), ("agrees", Plain), ("second", Words), ("second_on", Plain), ("second_by", Staff),
    ]).sealed(Seal::Below("burden", "burden_id")).only(OF_DECIDED),
    room("burden_finding", Of::File, Reads::Answering, "t.number, t.place, t.element", &[
        ("number", Plain), ("place", Plain), ("element", Code("burden-element-")), ("heavy", Plain), ("words", Words),
    ]).sealed(Seal::Element).only(OF_DECIDED),
    room("burden_turn", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("event", Code("own-turn-")), ("why", Words), ("done_on", Plain), ("turned_on", Plain),
        ("turned_by", Staff),
    ]).sealed(Seal::Below("burden", "burden_id")).only(OF_DECIDED),
    room("exam_request", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("wanted", Codes("exam-facility-")), ("other", Words), ("position", Plain),
        ("ground", Code("exam-ground-")), ("dutch_since", Plain), ("why", Words), ("exam_on", Plain), ("own", Plain),
        ("guardian_id", Parent), ("asked_on", Plain), ("asked_by", Staff), ("due_on", Plain),
        ("evidence", Code("own-evidence-")), ("seen_on", Plain), ("seen_by", Staff), ("status", Code("exam-status-")),
    ]).sealed(Seal::Number),
    room("exam_decision", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("granted", Codes("exam-facility-")), ("minutes", Plain), ("reason", Words),
        ("holds_from", Plain), ("holds_until", Plain), ("decided_on", Plain), ("decided_by", Staff),
        ("told", Code("talk-means-")), ("told_on", Plain), ("told_by", Staff),
    ]).sealed(Seal::Below("exam_request", "exam_id")),
    room("exam_turn", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("event", Code("own-exam-turn-")), ("why", Words), ("turned_on", Plain), ("turned_by", Staff),
        ("told", Code("talk-means-")), ("told_on", Plain), ("told_by", Staff),
    ]).sealed(Seal::Below("exam_request", "exam_id")),
    room("dispute", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("subject", Code("dispute-subject-")), ("words", Words), ("wish", Words), ("known_on", Plain),
        ("urgency", Code("own-urgent-")), ("urgent_words", Words), ("guardian_id", Parent), ("lodged_on", Plain),
        ("status", Code("dispute-status-")), ("due_on", Plain),
    ]).sealed(Seal::Number),
    room("dispute_step", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("event", Code("dispute-event-")), ("outcome", Code("dispute-outcome-")), ("words", Words),
        ("again_by", Plain), ("stepped_on", Plain), ("stepped_by", Staff), ("told", Code("talk-means-")), ("told_on", Plain),
        ("told_by", Staff), ("age", Code("own-age-")), ("parents", Code("talk-means-")), ("parents_on", Plain), ("parents_by", Staff),
    ]).sealed(Seal::Below("dispute", "dispute_id")),
    room("dispute_attached", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("kind", Code("own-attached-")), ("thing", Thing), ("attached_on", Plain), ("taken_on", Plain),
    ]),
    room("absence", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("since_on", Plain), ("qualified", Plain), ("noted_on", Plain), ("noted_by", Staff),
    ]),
    room("absence_turn", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("event", Code("own-absence-")), ("on_day", Plain), ("turned_on", Plain), ("turned_by", Staff),
    ]),
    room("transition", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("opened_on", Plain), ("opened_by", Staff), ("status", Code("transition-status-")),
        ("status_on", Plain), ("guide_id", Staff), ("offered_on", Plain), ("reply", Code("transition-code-")),
        ("outcome", Code("transition-code-")), ("municipality_on", Plain), ("given_on", Plain), ("stretched_on", Plain),
    ]),
    room("transition_entry", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("place", Plain), ("kind", Code("transition-kind-")), ("about", Plain), ("on_day", Plain),
        ("code", Code("transition-code-")), ("said", Code("transition-said-")), ("account_id", Staff), ("words", Words),
        ("noted_on", Plain), ("noted_by", Staff),
    ]).sealed(Seal::Below("transition", "transition_id")),
    room("share", Of::File, Reads::Answering, "t.number", &[
        ("name", Words), ("organisation", Words), ("email", Words), ("purpose", Code("share-purpose-")), ("until_on", Plain),
        ("made_on", Plain), ("made_by", Staff), ("stopped_on", Plain), ("stopped_by", Staff), ("closed_on", Plain),
    ]).sealed(Seal::Number),
    room("handoff", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("domain", Code("partner-domain-")), ("consenter", Code("meeting-consent-")), ("question", Words),
        ("sent_by", Staff), ("sent_on", Plain), ("home", Plain), ("status", Code("handoff-status-")), ("status_on", Plain),
        ("started_on", Plain),
    ]).sealed(Seal::Number),
    room("handoff_step", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("event", Code("handoff-do-")), ("stepped_on", Plain), ("stepped_by", Staff), ("words", Words),
    ]).sealed(Seal::Below("handoff", "handoff_id")),
    room("card", Of::File, Reads::Answering, "t.number", &[
        ("words", Words), ("written_on", Plain),
    ]).sealed(Seal::Number),
    room("card_measure", Of::File, Reads::Answering, "t.version_id, t.position", &[
        ("position", Plain),
    ]),
    room("card_link", Of::File, Reads::Answering, "t.number", &[
        ("number", Plain), ("term", Code("card-term-")), ("made_on", Plain), ("ends_at", Plain), ("ended_on", Plain),
    ]),
    room("card_look", Of::File, Reads::Answering, "t.number, t.place", &[
        ("number", Plain), ("looked_at", Plain), ("looked_by", Staff),
    ]),
    room("concern", Of::File, Reads::Account("raised_by"), "t.number", &[
        ("number", Plain), ("looker_id", Staff), ("looked_on", Plain), ("raised_on", Plain), ("words", Words),
        ("status", Code("own-concern-")), ("closed_on", Plain), ("closed_by", Staff), ("answer", Words),
    ]).sealed(Seal::Number),
    room("concern_correction", Of::File, Reads::Account("(SELECT c.raised_by FROM concern c WHERE c.tenant_id = t.tenant_id AND c.file_id = t.file_id AND c.number = t.number)"), "t.number, t.place", &[
        ("number", Plain), ("status", Code("own-concern-")), ("corrected_on", Plain), ("corrected_by", Staff), ("answer", Words),
    ]).sealed(Seal::Below("concern", "concern_id")),
    room("membership", Of::Person, Reads::Role, "t.begins, t.membership_id", &[
        ("role", Code("role-")), ("begins", Plain), ("ends", Plain), ("ended_at", Plain),
    ]),
    room("invitation", Of::Person, Reads::Student, "t.invited_at, t.invitation_id", &[
        ("kind", Code("own-invitation-")), ("way", Code("own-way-")), ("email", Plain), ("name", Plain), ("invited_by", Staff),
        ("invited_at", Plain), ("ends_at", Plain), ("closed", Code("own-closed-")), ("closed_at", Plain),
    ]),
    room("purge", Of::File, Reads::Answering, "t.number", &[
        ("purged_at", Plain), ("account_id", Staff), ("reason", Code("own-purged-")),
    ]),
];

/// Tables with the rows of a school that are about people and are told of nobody, or elsewhere: why.
pub(super) const ELSEWHERE: &[(&str, &str)] = &[
    (
        "identifier",
        "a number of the student in clear stands with the person; the others are hashes that lead nowhere back",
    ),
    (
        "account",
        "with what somebody signs in: their name and address, which are on their own account page and on the invitation",
    ),
    ("session", "where somebody is signed in now, for a day; it is on their own account page"),
    ("search_key", "beginnings of the names and the number that stand with the person"),
    ("support_file", "the identifier of the file, and how often it was saved"),
    ("file_key", "keys that seal the words which are told"),
    ("file_scope", "computed from the facts that are told: on whose lists the file stands"),
    ("file_duty", "computed from the facts that are told: what the school has to do"),
    ("file_evaluation", "computed from the facts that are told: on which list of evaluations the file stands"),
    ("intake_owed", "computed from the facts that are told: what the intake has to do"),
    ("intake_timely", "computed from the facts that are told: whether somebody applied by 1 April"),
    ("lesson_tally", "computed from what teachers said, which is told"),
    ("agreement", "leads from the file to its versions"),
    ("agreement_subject", "leads from a version to applications and enrolments, which are told"),
    ("date_correction_finding", "what rules found by a date of before: computed; the dates themselves are told"),
    ("membership_team", "of roles of people of the school"),
    ("invitation_team", "of roles of people of the school"),
    ("unlisted_role", "of roles of people of the school"),
    (
        "share_code",
        "codes that open a link for an hour; with whom is shared is told, and who read it stands in who looked",
    ),
    ("outbox", "mail that leads to what is told; what it says is gone once it left"),
    ("draft", "what somebody was typing and did not send: theirs, and gone in a day"),
    ("name_search", "what people of the school looked for, for a day; that they saw somebody stands in who looked"),
    ("audit_subject", "who looked is told, as far as the chain proves it"),
    ("knowledge", "what people of the school know: about no student"),
    ("practice_too", "what people of the school said of what worked for them: about no student"),
    ("capacity", "how much work people of the school can have: about no student"),
];
