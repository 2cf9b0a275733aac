//! The tables that imports write.

use time::Date;
use uuid::Uuid;

/// The SQL of this subject.
pub(super) fn sql() -> Vec<(&'static str, &'static str)> {
    [
        Person::SQL,
        Identifier::SQL,
        Guardian::SQL,
        InTeam::SQL,
        InGroup::SQL,
        Coached::SQL,
        Enrolment::SQL,
        Period::SQL,
        Support::SQL,
        Placement::SQL,
    ]
    .concat()
}

imported! {
    /// Everything that is kept of a person. A text that a list of students brings stands under the code of its kind.
    #[derive(Default)]
    Person: person of person_id
    key { person_id: Uuid }
    value {
        given_names: Option<String>,
        initials: Option<String>,
        call_name: Option<String>,
        infix: Option<String>,
        family_name: Option<String>,
        birth_year: Option<i64>,
        birth_month: Option<i64>,
        birth_day: Option<i64>,
        email: Option<String>,
        municipality: Option<String>,
        student_number: Option<String>,
        sort_key: String,
        import_id: Uuid,
        names_import_id: Option<Uuid>,
    }
}

imported! {
    /// A number by which a person is known.
    Identifier: identifier of person_id
    key { kind: String, key_id: String, value: Vec<u8> }
    value { person_id: Uuid }
}

imported! {
    /// A guardian. What the student allows them is not the file's to say, and so no column here.
    Guardian: guardian of person_id
    key { guardian_id: Uuid }
    value {
        person_id: Uuid,
        name: String,
        email: Option<String>,
        authority: bool,
        begins: Date,
        ends: Option<Date>,
        import_id: Option<Uuid>,
    }
}

imported! {
    /// Being in a team.
    InTeam: person_team of person_id
    key { person_id: Uuid, team_id: Uuid, begins: Date }
    value { ends: Option<Date>, import_id: Option<Uuid>, handed_team_id: Option<Uuid> }
}

imported! {
    /// Being in a lesson group.
    InGroup: person_group of person_id
    key { person_id: Uuid, group_id: Uuid, begins: Date }
    value { ends: Option<Date>, import_id: Option<Uuid> }
}

imported! {
    /// Having a coach: known by e-mail address, and by account where there is one.
    Coached: person_coach of person_id
    key { person_id: Uuid, email_key: String, begins: Date }
    value { account_id: Option<Uuid>, ends: Option<Date>, import_id: Option<Uuid>, handed_from: Option<String> }
}

imported! {
    /// An enrolment (ISG), known by person and number.
    Enrolment: enrolment of person_id
    key { enrolment_id: Uuid }
    value {
        person_id: Uuid,
        number: String,
        begins: Date,
        planned_end: Option<Date>,
        ended: Option<Date>,
        leaving_reason: Option<String>,
        import_id: Uuid,
        withdrawn_by: Option<Uuid>,
    }
}

imported! {
    /// What an enrolment was for (ISP), known by its first day.
    Period: enrolment_period of enrolment_id
    key { enrolment_id: Uuid, begins: Date }
    value {
        crebo: Option<String>,
        pathway: Option<String>,
        level: Option<String>,
        fundable: Option<bool>,
        absence_location: Option<String>,
        provider: Option<String>,
        location: Option<String>,
        route: Option<String>,
        route_phase: Option<String>,
        import_id: Uuid,
        withdrawn_by: Option<Uuid>,
    }
}

imported! {
    /// Support as reported to DUO (ISE), known by its first day.
    Support: support_period of enrolment_id
    key { enrolment_id: Uuid, begins: Date }
    value { ends: Option<Date>, import_id: Uuid, withdrawn_by: Option<Uuid> }
}

imported! {
    /// A placement (BPV), known by its number.
    Placement: placement of enrolment_id
    key { enrolment_id: Uuid, sequence: String }
    value {
        signed_on: Option<Date>,
        begins: Date,
        planned_end: Option<Date>,
        ended: Option<Date>,
        hours: Option<i64>,
        company_code: Option<String>,
        crebo: Option<String>,
        optional_part: Option<String>,
        import_id: Uuid,
        withdrawn_by: Option<Uuid>,
    }
}
