# How much work a team has, in numbers.
nav-workload = Workload
workload-title = How the work is divided
workload-title-of = How the work is divided: { $team }
workload-lead = Here are numbers. You do not see which students they are.
workload-now = How it is now
workload-whose = Whose
workload-students = Students
workload-with = With agreements
workload-capacity = Can have
workload-room = Room
workload-unknown = we do not know
workload-full = full
workload-free = { $many ->
    [one] room for one more
   *[other] room for { $many } more
}
workload-over = { $many ->
    [one] one too many
   *[other] { $many } too many
}
workload-team = The whole team
workload-without = Without a coach
workload-divide = Another way
workload-divide-lead = This is a proposal, and nothing changes. Ask the administrator to hand students over.
workload-divide-none = We have no proposal. Nobody has too much work, or there is room nowhere.
workload-move = { $many ->
    [one] One student from { $from } to { $to }
   *[other] { $many } students from { $from } to { $to }
}
workload-say = How many can there be?
workload-who = Whose?
workload-many = How many students with agreements?
workload-many-hint = Leave this empty if it is not known any more.
workload-teams = The teams
workload-none = You have no team here.
workload-next = More teams
error-workload-who = Choose the team or a coach.
error-workload-many = Fill in a whole number, from 0 to { $most }.
notice-workload-said = This is there now.
