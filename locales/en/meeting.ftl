# Meetings of the support team, and what was decided there.
meetings-title = Meetings
meetings-lead = Here are the meetings of the support team about a student.
meetings-none = There is nothing here.
meetings-total = { $count ->
    [one] 1 meeting.
   *[other] { $count } meetings.
}
meetings-late = Write down what was decided
meeting-status-planned = Planned
meeting-status-held = Held
meeting-status-cancelled = Called off
tab-meeting-plan = Plan a meeting
meeting-plan-title = A meeting about { $name }
meeting-plan-lead = Plan a meeting of the support team. The student or a parent says yes first.
meeting-plan-day = On which day?
meeting-plan-question = What is it about?
meeting-student-reads = The student can read this.
meeting-plan-people = Whom do you ask to be there?
meeting-plan-people-hint = Always ask the student.
meeting-plan-send = Plan the meeting
tab-meeting = Meeting
meeting-title = A meeting about { $name }
meeting-agreed = There is a yes. The meeting can go on.
meeting-no-consent = There is no yes yet. Without a yes the meeting does not go on.
meeting-to-minutes = Write down what was decided
meeting-question = What it is about
meeting-asked = Who is asked to be there
meeting-people = Who was there
meeting-consents = Who said yes
meeting-consented = { $who } said yes on { $on }. Written down by { $by }.
meeting-consent-back = That was taken back on { $on }.
meeting-decided = What was decided
meeting-notes = Notes
meeting-written = Written down by { $by } on { $on }.
meeting-consent = Can the meeting go on?
meeting-consent-text = Is the student 16 or older? Then the student says so. For a younger student a parent does.
meeting-consent-who = Who said yes?
meeting-consent-student = The student
meeting-consent-guardian = A parent
meeting-consent-day = On which day?
meeting-do-agree = Write down the yes
meeting-do-disagree = The yes was taken back
meeting-cancel = Does it not go on?
meeting-why = Why not?
meeting-do-cancel = Call the meeting off
tab-meeting-minutes = Report of the meeting
meeting-minutes-title = What was decided about { $name }?
meeting-minutes-lead = The student reads what was decided. Each decision comes on the list of who does it.
meeting-minutes-day = On which day was it?
meeting-minutes-people = Who was there?
meeting-minutes-notes = Notes for who works with the student
meeting-minutes-notes-hint = The student does not read these notes on their own page, and may ask for them.
meeting-minutes-send = Save it
meeting-decision = Decision { $n }
meeting-decision-what = What will you do?
meeting-decision-who = Who does it?
meeting-decision-due = By which day?
decisions-title = What was decided and is still to be done
decisions-lead = This was decided at a meeting.
decisions-mine = Show only what I do
decisions-all = Show what everybody does
decisions-none = There is nothing left to do.
decisions-total = { $count ->
    [one] 1 thing to do.
   *[other] { $count } things to do.
}
decisions-late = Late
decision-open = To be done
decision-done = Done
decision-dropped = Not needed any more
decision-who = { $name } does this by { $by }.
decision-do-done = Done: { $name }
decision-do-dropped = Not needed any more: { $name }
decision-do-done-short = Done
decision-do-dropped-short = Not needed any more
error-meeting-day = Fill in on which day it is.
error-meeting-question = Write down what it is about.
error-meeting-people = Write down who is there.
error-meeting-too-far = This day is more than a year away. Is the year right?
error-meeting-consent-day = Fill in on which day the yes was said.
error-meeting-consent-who = Choose who said yes.
error-meeting-consent-student = The student was 16 or older then and says yes themselves.
error-meeting-consent-guardian = The student was not 16 yet then. A parent says yes.
error-meeting-why = Write down why it does not go on.
error-meeting-no-consent = There is no yes for that day. Write that down first.
error-meeting-decision = Write down what you will do.
error-meeting-owner = Choose who does it.
error-meeting-due = Fill in by which day.
error-meeting-due-before = This day is before the meeting.
notice-meeting-planned = The meeting is planned.
notice-meeting-agreed = The yes is written down.
notice-meeting-disagreed = The yes was taken back. The meeting does not go on like this.
notice-meeting-cancelled = The meeting is called off.
notice-meeting-held = The report is saved. Each decision is on the list of who does it.
notice-decision-done = That is done.
notice-decision-dropped = That is not needed any more.
notice-decision-closed = That was closed already.
notice-decision-none = Choose what is done.
file-meeting = Plan a meeting
own-meeting = Meeting of { $on }
work-decisions = { $count ->
    [one] At a meeting 1 thing was decided that you do.
   *[other] At a meeting { $count } things were decided that you do.
}
