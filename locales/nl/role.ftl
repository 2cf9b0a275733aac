# Namen van rollen. De codes staan in de crate access.
role-student = Student
role-guardian = Ouder of verzorger
role-teacher = Docent
role-coach = Studieloopbaanbegeleider
role-intaker = Intaker
role-care_coordinator = Zorgcoördinator
role-trajectory_counsellor = Trajectbegeleider
role-workplace_coach = Stagebegeleider
role-trainer = Praktijkopleider
role-team_manager = Teammanager
role-policy_officer = Beleidsmedewerker
role-partner_worker = Medewerker van gemeente of jeugdhulp
role-researcher = Onderzoeker
role-exam_office = Examenbureau
role-dispute_desk = Loket voor geschillen
role-administrator = Functioneel beheerder
role-privacy_officer = Privacy officer
