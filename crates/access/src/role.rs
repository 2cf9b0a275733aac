//! Roles: listed once, here, with the codes under which memberships, audit rows and documents name them.

register::codes! {
    /// A role at a school. A session acts in one role at a time; who has two, switches.
    pub enum Role {
        /// (Aspirant-)student.
        Student = "student",
        /// Parent or other guardian.
        Guardian = "guardian",
        /// Docent.
        Teacher = "teacher",
        /// Slb'er, loopbaancoach.
        Coach = "coach",
        /// Intaker.
        Intaker = "intaker",
        /// Zorgcoördinator.
        CareCoordinator = "care_coordinator",
        /// Trajectbegeleider.
        TrajectoryCounsellor = "trajectory_counsellor",
        /// Bpv-begeleider.
        WorkplaceCoach = "workplace_coach",
        /// Praktijkopleider, in a company.
        Trainer = "trainer",
        /// Team manager.
        TeamManager = "team_manager",
        /// Policy officer.
        PolicyOfficer = "policy_officer",
        /// Municipal or youth-care worker.
        PartnerWorker = "partner_worker",
        /// Researcher of the Monitor.
        Researcher = "researcher",
        /// Exam office.
        ExamOffice = "exam_office",
        /// Functional administrator.
        Administrator = "administrator",
        /// Privacy officer.
        PrivacyOfficer = "privacy_officer",
    }
}
