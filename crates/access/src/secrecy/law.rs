//! Why an answer is what it is, and the article that says so.

register::codes! {
    /// A reason.
    pub enum Why {
        /// Below 16 a parent with authority stands for the child.
        Representative = "representative",
        /// The school tells parents of a minor how their child is doing.
        Progress = "progress",
        /// From 16 the student decides about their own.
        Sixteen = "sixteen",
        /// An adult is told of themselves, and nobody else is.
        Grown = "grown",
        /// The age is not known, and the answer hangs on it.
        AgeUnknown = "age_unknown",
        /// A parent without authority asks for important facts: the school weighs that.
        NoAuthority = "no_authority",
        /// It is needed for somebody's task.
        Task = "task",
        /// It is needed for special guidance, by who is bound to secrecy.
        Guidance = "guidance",
        /// It is not needed for somebody's task.
        NotNeeded = "not_needed",
        /// It is about health: only with a clear yes.
        Health = "health",
        /// A company is told nothing about health.
        Company = "company",
        /// Nobody but the student's yes gives a ground to tell it.
        Permission = "permission",
        /// That yes is in force.
        Given = "given",
        /// An adaptation is asked of who holds the exams.
        Exam = "exam",
        /// Which data go to a next school is specified by decree.
        Transfer = "transfer",
        /// Absence of a minor is reported.
        Truancy = "truancy",
        /// Absence of an early leaver is reported.
        EarlyLeaving = "early_leaving",
        /// The municipality continues support only with a yes.
        Aftercare = "aftercare",
        /// Where somebody may not be safe, it may be told without a yes.
        Safety = "safety",
        /// The public prosecutor must demand it, in writing; of health only with the leave of a judge.
        Demand = "demand",
        /// It was recorded for support, and for nothing else.
        Purpose = "purpose",
        /// Nobody needs to know which illness it is.
        Cause = "cause",
        /// It does not come with one's task.
        NotYours = "not_yours",
        /// What is one's own, one tells as one likes.
        Own = "own",
    }
}

impl Why {
    /// The article. `BW` and `Sv` are the civil code and the code of criminal procedure.
    pub const fn article(self) -> &'static str {
        match self {
            Self::Representative | Self::Sixteen => "UAVG 5(1)",
            Self::Progress | Self::Grown => "WEB 7.1.5",
            Self::AgeUnknown => "AVG 5(1)(d)",
            Self::NoAuthority => "BW 1:377c",
            Self::Task | Self::NotNeeded => "AVG 5(1)(c)",
            Self::Guidance => "UAVG 30(2)(a), 30(4)",
            Self::Health => "AVG 9(2)(a)",
            Self::Company | Self::Cause => "AVG 9(1)",
            Self::Permission | Self::Given => "AVG 6(1)(a)",
            Self::Exam => "Wgbh/cz 2",
            Self::Transfer => "WEB 2.5.5a(9)",
            Self::Truancy => "Lpw 21a(2)",
            Self::EarlyLeaving => "WEB 9.2.1, 9.2.2",
            Self::Aftercare => "WEB 9.2.13(2)",
            Self::Safety => "Wmo 2015 5.2.6",
            Self::Demand => "Sv 126nd, 126nf",
            Self::Purpose => "AVG 5(1)(b)",
            Self::NotYours => "UAVG 30(4)",
            Self::Own => "AVG 2(2)(c)",
        }
    }

    /// The day from which the text held that this was held against; `None`: it is cited from general knowledge, and was not read.
    /// `docs/decisions/0037-knowledge.md` says where each was read.
    pub const fn read(self) -> Option<&'static str> {
        match self {
            Self::Progress | Self::Grown | Self::Transfer | Self::Truancy | Self::EarlyLeaving | Self::Aftercare => {
                Some("2026-08-01")
            }
            Self::Guidance | Self::NotYours => Some("2026-09-01"),
            Self::Exam | Self::Safety => Some("2026-01-01"),
            Self::NoAuthority => Some("2025-07-05"),
            Self::Demand => Some("2010-04-01"),
            // UAVG 5(1) was not among what was read of that law, and the European ones are not in the corpus.
            Self::Representative
            | Self::Sixteen
            | Self::AgeUnknown
            | Self::Task
            | Self::NotNeeded
            | Self::Health
            | Self::Company
            | Self::Cause
            | Self::Permission
            | Self::Given
            | Self::Purpose
            | Self::Own => None,
        }
    }
}
