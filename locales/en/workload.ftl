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
workload-divide-lead = This is a proposal: nothing changes yet.
workload-divide-none = We have no proposal. Nobody has too much work, or there is room nowhere.
workload-move = { $many ->
    [one] One student from { $from } to { $to }
   *[other] { $many } students from { $from } to { $to }
}
workload-go = Let students go to another
workload-went = Read who went
workload-classes = Look at classes that begin
workload-go-who = Who works with the students lets them go: the care coordinator of the team.
workload-time = Hours a week
workload-hours-both = { $asked } needed, { $has } there
workload-hours-asked = { $asked } needed, how much there is we do not know
workload-hours-has = { $has } there, how much is needed we do not know
workload-hours = How many hours a week are there?
workload-hours-hint = For example 7.5.
workload-norm = One student with agreements takes { $hours } hours a week. { $by } said so on { $on }.
workload-norm-none = School did not say how much time one student with agreements takes. So the hours say nothing of the room yet.
workload-norm-title = How much time does one student take?
workload-norm-field = How many hours a week does one student with agreements take?
workload-norm-hint = This holds for the whole school. Leave this empty if it is not known any more.
workload-say = How many can there be?
workload-who = Whose?
workload-many = How many students with agreements?
workload-many-hint = Does it stay so? Leave it empty. Leave both empty if it is not known any more.
workload-teams = The teams
workload-none = You have no team here.
workload-next = More teams
error-workload-who = Choose the team or a coach.
error-workload-many = Fill in a whole number, from 0 to { $most }.
error-workload-hours = Fill in hours, from 0 to { $most }. Write half an hour as 0.5.
error-workload-norm = Fill in more than 0 hours, and not more than { $most }. Write half an hour as 0.5.
notice-workload-said = This is there now.
