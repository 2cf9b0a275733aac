//! Identifiers: one type per subject, so that a team cannot be passed where a person is meant.
//!
//! They are opaque and say nothing about the subject. Making one needs randomness and a clock, so that is
//! done at the edge (`store`); this crate only names them.

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.as_simple().fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// A school, a research body, or the platform itself. Leads every key of tenant data.
    TenantId
    /// Someone a tenant knows: an applicant, a student.
    PersonId
    /// The support file of one person at one tenant.
    FileId
    /// A request to be admitted to a programme.
    ApplicationId
    /// An enrolment, a fact of the school's student system.
    EnrolmentId
    /// One placement in a company (bpv, stage).
    PlacementId
    /// An agreement: all versions of what was proposed and answered for one file.
    AgreementId
    /// One version of an agreement. What a student answers names this and nothing else.
    VersionId
    /// A concern: somebody says that a look was not right.
    ConcernId
    /// A referral: a student is handed over to the next line of support.
    ReferralId
    /// A meeting of the support team about a student.
    MeetingId
    /// Something that was decided there.
    DecisionId
    /// Something that a student says themselves, to which an answer is owed.
    VoiceId
    /// An adjustment whose burden is weighed.
    BurdenId
    /// A route to work.
    TransitionId
    /// A version of what a school offers.
    OfferId
    /// That somebody of the staff knows something.
    KnowledgeId
    /// What worked elsewhere.
    PracticeId
    /// A request for an adapted exam.
    ExamId
    /// A period in which a school holds exams.
    ExamPeriodId
    /// A dispute about support agreements.
    DisputeId
    /// How an application ended.
    AdmissionId
    /// Advice for another programme.
    AdviceId
    /// What a previous school hands over.
    TransferId
    /// The talk of an intake.
    TalkId
    /// An invitation: a link of one's own.
    InvitationId
    /// An agreement that is shared with somebody outside the school.
    ShareId
    /// An organisation on the map of local services.
    PartnerId
    /// A question that was put to a partner outside the school.
    HandoffId
    /// A link that shows the card of a student.
    CardLinkId
    /// Students of one coach who went to another.
    HandoverId
    /// A parent or other guardian of a person.
    GuardianId
    /// A global account: someone who can sign in.
    AccountId
    /// What an account may do at one tenant, in one role.
    MembershipId
    /// A team of teachers around programmes.
    TeamId
    /// A lesson group.
    GroupId
    /// A measure in the school's catalogue.
    MeasureId
    /// A template: measures that often go together.
    TemplateId
    /// One run of an import.
    ImportId
}

impl TenantId {
    /// Not a school: the installation itself, whose audit chain holds what belongs to no school.
    pub const INSTALLATION: Self = Self(Uuid::nil());
}
