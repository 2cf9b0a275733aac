# The work list, and what there is to do.
work-title = What do I have to do?
work-empty = You have nothing to do. Good.
work-empty-but = There is nothing in the table now. What you still have to do is above.
work-empty-turns = On { $on } something changes by itself for one of your students. Then there may be something here.
work-empty-next = As soon as there is something to do for one of your students, it will be here.
work-none = There is nothing to do here. You chose: { $chosen }. Choose something else, or look at all of it.
work-from-start = Start at the top
work-tabs = Work, counted
work-all = All
work-late = Overdue
work-this-week = This week
work-later = Later
work-no-term = Without a term
work-waiting = Waiting for an answer
work-total = { $count ->
    [one] 1 task.
   *[other] { $count } tasks.
}
work-printed = This is the list of { $day }.
work-save = Save as a file (CSV)
work-file = work
work-kind = Kind of work
work-all-kinds = All work
work-kind-counted = { $kind } ({ $count })
work-kind-assess = Finding out what is needed
work-kind-agree = Making agreements
work-kind-agree-later = Making agreements about something new
work-kind-reply = Replying to who wants something else
work-kind-await = Asking for an answer
work-kind-mend = Looking into what does not work in class
work-kind-look-again = Looking again at a point of attention
work-column-name = Who
work-column-number = Student number
work-column-team = Team
work-column-coach = Coach
work-column-pile = How it stands
work-column-task = What you do
work-column-why = Why
work-column-due = When
work-column-since = Waiting since
work-column-owner = Whose
work-column-law = Where it says so
narrow-button = Show
narrow-team = Team
narrow-all-teams = All teams
narrow-coach = Coach
narrow-all-coaches = All coaches
narrow-gone = what you chose is not here any more
narrow-nothing = Show everything
owner-you = you
owner-no-coach = no coach
owner-intake = intake
owner-student = student
owner-guardian = parent
duty-short-assess = not looked into yet
duty-short-agree = no agreements yet
duty-short-agree-later = something new, no agreements yet
duty-short-ask = proposal waits for an answer
duty-short-tell = No mail went: tell it yourself
duty-short-reply = wants something else
duty-short-mend = does not work in class
duty-short-look-again = point of attention: look again
duty-button-assess = Look into it
duty-button-agree = Make a proposal
duty-button-ask = Ask for an answer
duty-button-agree-again = New proposal
duty-button-reply = Reply
duty-button-mend = Look into it
duty-button-look-again = Look again
list-next = Next
list-place = You see { $first } to { $last } of { $count }.
list-past-the-end = Nothing comes after this. Start at the top to see all of it.
name-unknown = name unknown
nameless-number = name unknown, student number { $number }
nameless-born = name unknown, born { $on }
duty-assess = Find out whether { $name } needs extra support
duty-agree = Make agreements with { $name }
duty-ask-student = Ask { $name } to read the proposal and answer it
duty-ask-guardian = Ask a parent of { $name } to answer
duty-by = By { $day }
duty-no-term = No term
duty-late = { $days ->
    [one] 1 day overdue
   *[other] { $days } days overdue
}
law-assess = The law says: before the enrolment, the school finds out whether someone needs extra support ({ $article }).
law-agree = The law says: is extra support needed because of a disability or chronic illness? Then first agreements in writing, and after that the enrolment ({ $article }).
law-agree-later = Does somebody need extra support only after the enrolment, because of a disability or chronic illness? Then the law says: make agreements too ({ $article }).
law-evaluate = The law says: look every school year with the student at whether the agreements work, by 31 July ({ $article }).
law-dispute = Student and school may disagree on making, changing or carrying out the agreements. Then the student can report a dispute ({ $article }).
law-inform = The law says: the school tells students what support there is ({ $article }).
law-policy = Your school has decided it so. It does not follow from what we know now about a disability or chronic illness.
duty-agree-again = { $name } wants something else: make a new proposal
duty-reply = { $name } wants something else: make a new proposal, or explain why not
duty-mend = Find out why a measure for { $name } does not work in class
duty-look-again = Look again at a point of attention for { $name }
duty-since = Waiting since { $day }
law-promise = We promise this to who answers: the school answers back. The law names no term here.
law-promise-mend = That is what we promise teachers: what fails more often is looked into by the coach. There is no term.
law-promise-look-again = That is what we promise the student: somebody looks again on that day.
# Where it says so: the law, the article, and which text we read.
law-cite = { $cite }, text of { $day }
law-cite-unread = { $cite }, text not read
law-cite-guidance = Steunpunt Passend Onderwijs, page on the law of 1 August 2023
# Why something must be done, or may: the facts, in the order of the article.
because-why = Why?
because-needs_extra_support_on_the_ground-yes = Extra support is needed because of a disability or chronic illness.
because-needs_support_by_policy-yes = Extra support is needed.
because-enrolled_on-day = The enrolment is from { $day }.
because-enrolled_on-not_said = There is no enrolment yet.
because-need_arose_later-no = The support was needed before the enrolment already.
because-need_arose_on-day = That showed on { $day }, after the enrolment.
because-agreed_on-day = Everyone agreed on { $day }.
because-agreed_on-not_said = Not everyone who must answer agrees.
because-agreements_end_on-day = The last day of that agreement is { $day }.
because-assessed_on-day = On { $day } somebody looked at what is needed.
because-assessed_on-not_said = Nobody has looked yet at what is needed for this.
because-asked_on-day = On { $day } somebody asked for something else, or said no.
because-failing_since-day = Teachers say since { $day } that something does not work.
because-look_again_on-day = It says that somebody looks again on { $day }.
because-waits_since-day = The proposal has been waiting since { $day }.
because-waits_for-student = The student has yet to answer.
because-waits_for-parent = A parent or guardian has yet to answer.
because-participant-student = It is about a student.
because-participant-vavo_student = It is about a vavo student.
because-participant-educatie_deelnemer = It is about somebody in other adult education.
because-funded-yes = The school is paid for by the state.
because-funded-no = The school is not paid for by the state.
because-law_in_force-no = The law asks this only since 1 August 2023.
because-ground-yes = There is a disability or chronic illness.
because-ground-no = No disability or chronic illness was named.
because-ground-unknown = Whether there is a disability or chronic illness is not known.
because-ground-not_said = Whether there is a disability or chronic illness was not asked.
because-needs_extra_support-yes = Extra support is needed.
because-needs_extra_support-no = No extra support is needed.
because-needs_extra_support-not_said = Nobody looked at whether extra support is needed.
because-waived_on-day = The student does not want it, and said so on { $day }.
work-voices = { $count ->
    [one] Students said 1 thing that has no answer yet.
   *[other] Students said { $count } things that have no answer yet.
}
work-voices-late = { $count ->
    [one] For 1 of them it is late.
   *[other] For { $count } of them it is late.
}
work-evaluations = { $count ->
    [one] 1 student is still owed an evaluation this school year.
   *[other] { $count } students are still owed an evaluation this school year.
}
work-missed = { $count ->
    [one] With 1 student last school year's evaluation was skipped.
   *[other] With { $count } students last school year's evaluation was skipped.
}
work-stops = { $count ->
    [one] 1 student needs the support no longer. Let the agreement end.
   *[other] { $count } students need the support no longer. Let the agreement end.
}
work-lost = { $count ->
    [one] The yes to 1 meeting was taken back. Tell those who were to be there.
   *[other] The yes to { $count } meetings was taken back. Tell those who were to be there.
}
