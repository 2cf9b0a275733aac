# Names of roles. The codes are in the crate access.
role-student = Student
role-guardian = Parent or guardian
role-teacher = Teacher
role-coach = Study coach
role-intaker = Intake officer
role-care_coordinator = Care coordinator
role-trajectory_counsellor = Support counsellor
role-workplace_coach = Work placement coach
role-trainer = Workplace trainer
role-team_manager = Team manager
role-policy_officer = Policy officer
role-partner_worker = Municipal or youth-care worker
role-researcher = Researcher
role-exam_office = Exam office
role-dispute_desk = Desk for disputes
role-administrator = Functional administrator
role-privacy_officer = Privacy officer
