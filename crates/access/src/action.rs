//! Actions: everything a route or a command can do. Few and uniform; a new page asks first whether one of these fits.

register::codes! {
    /// What someone wants to do.
    pub enum Action {
        /// See the list of files: name, number, team.
        ListFiles = "list_files",
        /// Find files by name or number: name, number, team.
        SearchFiles = "search_files",
        /// Open a file: who, teams, applications, enrolments.
        ViewFile = "view_file",
        /// Read what the student needs, in the student's own words.
        ReadNeed = "read_need",
        /// Record what the student needs.
        RecordNeed = "record_need",
        /// See the statutory facts: ground, assessed, needed, declined.
        SeeStatutoryFacts = "see_statutory_facts",
        /// Record the statutory facts.
        RecordStatutoryFacts = "record_statutory_facts",
        /// See the list of applications.
        ListApplications = "list_applications",
        /// Say for one's team whether it takes in who applied for another programme.
        AnswerAdvice = "answer_advice",
        /// Hold the intake of an application.
        HoldIntake = "hold_intake",
        /// Read the agreement: its versions and answers.
        ViewAgreement = "view_agreement",
        /// Propose a version, take it back, or end the one in force.
        ProposeAgreement = "propose_agreement",
        /// Write down an answer that was given on paper, by mail or spoken, or take such an answer back.
        NoteAnswer = "note_answer",
        /// Say why nothing changes to who asked for something else.
        ReplyToAnswer = "reply_to_answer",
        /// Write down how school and student looked back at a version, or take that back.
        Evaluate = "evaluate",
        /// See who was referred to the next line of support, and where that stands.
        SeeReferrals = "see_referrals",
        /// Ask the next line to take a student over, say what is done until then, or take that back.
        AskReferral = "ask_referral",
        /// Accept a referral, put it on the waiting list, refuse it, or end it.
        AnswerReferral = "answer_referral",
        /// See the meetings about a student, and what was decided there.
        SeeMeetings = "see_meetings",
        /// Plan a meeting about a student, write down the yes, and what was decided; or call it off.
        HoldMeeting = "hold_meeting",
        /// Say that what was decided was done, or is not needed any more.
        DoDecision = "do_decision",
        /// Look into a measure that does not work in the lessons.
        MendMeasure = "mend_measure",
        /// Say before the talk whether one's own agreements, or one's child's, were kept and what should change.
        PrepareEvaluation = "prepare_evaluation",
        /// Read what a student says themselves, and answer it.
        AnswerVoice = "answer_voice",
        /// Note what is kept an eye on, look at that again, or end it.
        KeepPoints = "keep_points",
        /// Write down absence without a valid reason, and what happened since.
        NoteAbsence = "note_absence",
        /// Guide a student to work: the route, what is offered, its steps and contacts, and the document for the municipality.
        GuideTransition = "guide_transition",
        /// Arrange a placement: find a company, write down what was agreed about it, and end it.
        ArrangePlacement = "arrange_placement",
        /// Weigh whether an adjustment is a disproportionate burden, or look at what somebody else weighed.
        WeighBurden = "weigh_burden",
        /// Do what the school does after a dispute that was won or settled, and note that it was done.
        CarryOutRuling = "carry_out_ruling",
        /// Ask for an adapted exam for a student, see what was asked and decided, or take that back.
        AskExam = "ask_exam",
        /// Decide on adapted exams, for the exam committee, and see for whom something is arranged in a period.
        DecideExam = "decide_exam",
        /// Bring a dispute about one's own agreements, or one's child's, see how it goes, or take it back.
        LodgeDispute = "lodge_dispute",
        /// Handle disputes: their terms, what happens and what comes of it.
        HandleDisputes = "handle_disputes",
        /// Invite a student, or a guardian of theirs, to use Meedoen; renew that, or take it back.
        Invite = "invite",
        /// Share an agreement with somebody outside the school, see with whom it is shared, and stop that.
        Share = "share",
        /// Put a question about a student to a partner outside the school, with a yes; see what comes of it, and decide what is to be decided.
        HandOff = "hand_off",
        /// Ask what may be told of a student to whom, with what was agreed to on the file.
        AskWhatToTell = "ask_what_to_tell",
        /// See whether clearance for enrolment is given.
        SeeClearance = "see_clearance",
        /// See what is due.
        SeeWorkbench = "see_workbench",
        /// See one's own file, or one's child's.
        SeeOwnFile = "see_own_file",
        /// Read one's own agreement, or one's child's.
        SeeOwnAgreement = "see_own_agreement",
        /// Answer a version.
        AnswerAgreement = "answer_agreement",
        /// See who looked at one's own file, when and in which role.
        SeeOwnLookLog = "see_own_look_log",
        /// Say oneself what one needs, what should change, what is not kept or what one misses; or withdraw that.
        SayYourself = "say_yourself",
        /// Say yes or no to a meeting about oneself, or about one's child.
        AnswerMeeting = "answer_meeting",
        /// Say yes or no to what a workplace is told about oneself, or about one's child; and take that back.
        AllowTelling = "allow_telling",
        /// Take back one's own yes to a hand-over of the previous school, or that for one's child.
        WithdrawTransfer = "withdraw_transfer",
        /// Let a parent read one's own measures, or no longer, as far as that is the student's to decide.
        AllowGuardian = "allow_guardian",
        /// See who else of the school opened, read or changed a file that one works with.
        SeeLookLog = "see_look_log",
        /// See with whom one's own agreement is shared, and stop that.
        SeeOwnShares = "see_own_shares",
        /// Read the measures that a student let the school share, as somebody outside it.
        SeeShared = "see_shared",
        /// Answer a question that was put to one, as somebody outside the school: that one, and nothing else.
        AnswerHandoff = "answer_handoff",
        /// See one's own card, or one's child's; make a link that shows it, end one, and see when it was opened.
        SeeOwnCard = "see_own_card",
        /// Write what stands on one's own card, or erase it.
        WriteCard = "write_card",
        /// Read the card that a student shows with a link, as whoever holds it.
        SeeCard = "see_card",
        /// Say that a look at one's own file was not right, or take that back.
        RaiseConcern = "raise_concern",
        /// Find out about such a look, and answer.
        HandleConcerns = "handle_concerns",
        /// See what to do in a lesson and for whom, in a group that one teaches.
        SeeClass = "see_class",
        /// Say whether a measure worked in a lesson, or take that back.
        MarkLesson = "mark_lesson",
        /// Manage accounts, memberships and invitations.
        ManageAccounts = "manage_accounts",
        /// Manage the catalogue: measures and templates.
        ManageCatalogue = "manage_catalogue",
        /// See imports and their reports.
        SeeImports = "see_imports",
        /// Hold what was reported to DUO (ISE) against what was agreed: the rows, by student.
        CompareIse = "compare_ise",
        /// Keep what the school offers: its versions, the advice on them, from when they hold, and what is full or stopped.
        KeepOffer = "keep_offer",
        /// Read the map of local services, and say that an entry is not right.
        SeePartners = "see_partners",
        /// Keep the map of local services, and see how many each reaches: numbers, and nobody's.
        KeepPartners = "keep_partners",
        /// See who of the staff knows what and what worked elsewhere, and say what one knows or did oneself.
        ShareKnowledge = "share_knowledge",
        /// Ask a colleague what they know, confirm it, write in a function, and take out what does not hold.
        KeepKnowledge = "keep_knowledge",
        /// See how many students with agreements a team and its coaches have, beside how many they can have, and say the latter.
        SeeWorkload = "see_workload",
        /// Let students of a team whose work one divides go to another coach or team, see who went, and take that back.
        MoveStudents = "move_students",
        /// Write what a team offers of its own into the version that the school is making, and say of what holds whether there is a place.
        KeepTeamOffer = "keep_team_offer",
        /// How many differences there are with DUO in the school: numbers, and nobody's.
        CountIse = "count_ise",
        /// How graduates fare: numbers, and nobody's.
        CountLeavers = "count_leavers",
        /// Run an import.
        RunImport = "run_import",
        /// See who looked at whose file, and prove that the record of it is whole.
        VerifyAudit = "verify_audit",
        /// Erase free text that should not have been written.
        PurgeFreeText = "purge_free_text",
        /// See what is measured: the chain of a measurement, its findings, tables, and files without a row of anybody.
        SeeResearch = "see_research",
        /// Take a file with a row for each person who answered, without a name.
        TakeMicrodata = "take_microdata",
        /// Make everything that is held about a student, for the student who asked for it on paper.
        TakeOut = "take_out",
        /// Switch to another of one's own roles.
        SwitchMembership = "switch_membership",
        /// See one's own account.
        SeeAccount = "see_account",
    }
}

/// What an action is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One file.
    File,
    /// The files of a school as a list: may be asked of the school (the page) and of a file (a row).
    Files,
    /// One lesson group, with what is done in its lessons.
    Group,
    /// The school as a whole, or a research body.
    School,
    /// One's own account.
    Account,
}

impl Action {
    /// What this action is done to.
    pub const fn kind(self) -> Kind {
        match self {
            Self::ListFiles
            | Self::SearchFiles
            | Self::ListApplications
            | Self::AnswerAdvice
            | Self::SeeWorkbench
            | Self::CompareIse
            | Self::MoveStudents
            | Self::SeeReferrals
            | Self::HandOff
            | Self::GuideTransition
            | Self::SeeMeetings
            | Self::WeighBurden
            | Self::CarryOutRuling
            | Self::ArrangePlacement
            | Self::DecideExam
            | Self::HandleDisputes
            | Self::HandleConcerns => Kind::Files,
            Self::ViewFile
            | Self::ReadNeed
            | Self::RecordNeed
            | Self::SeeStatutoryFacts
            | Self::RecordStatutoryFacts
            | Self::HoldIntake
            | Self::ViewAgreement
            | Self::ProposeAgreement
            | Self::NoteAnswer
            | Self::ReplyToAnswer
            | Self::Evaluate
            | Self::AskReferral
            | Self::AnswerReferral
            | Self::HoldMeeting
            | Self::DoDecision
            | Self::MendMeasure
            | Self::AskExam
            | Self::LodgeDispute
            | Self::Invite
            | Self::Share
            | Self::AskWhatToTell
            | Self::SeeClearance
            | Self::SeeOwnFile
            | Self::SeeOwnAgreement
            | Self::AnswerAgreement
            | Self::PrepareEvaluation
            | Self::AnswerVoice
            | Self::KeepPoints
            | Self::NoteAbsence
            | Self::SayYourself
            | Self::AnswerMeeting
            | Self::AllowTelling
            | Self::WithdrawTransfer
            | Self::AllowGuardian
            | Self::SeeOwnLookLog
            | Self::SeeOwnShares
            | Self::SeeShared
            | Self::AnswerHandoff
            | Self::SeeOwnCard
            | Self::WriteCard
            | Self::SeeCard
            | Self::SeeLookLog
            | Self::RaiseConcern
            | Self::TakeOut
            | Self::PurgeFreeText => Kind::File,
            Self::SeeClass | Self::MarkLesson => Kind::Group,
            Self::ManageAccounts
            | Self::ManageCatalogue
            | Self::SeeImports
            | Self::RunImport
            | Self::KeepOffer
            | Self::SeePartners
            | Self::KeepPartners
            | Self::ShareKnowledge
            | Self::KeepKnowledge
            | Self::SeeWorkload
            | Self::KeepTeamOffer
            | Self::CountIse
            | Self::CountLeavers
            | Self::SeeResearch
            | Self::TakeMicrodata
            | Self::VerifyAudit => Kind::School,
            Self::SwitchMembership | Self::SeeAccount => Kind::Account,
        }
    }
}
