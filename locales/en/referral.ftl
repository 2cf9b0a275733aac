# Referring: from the first line to the second or the third.
nav-care = Care
referrals-title = Second and third line
referrals-lead = Here you see who has help from the second or third line, and who waits for it.
referrals-first-line = All other files are with the first line.
referrals-also = See also:
referrals-tabs = Where it stands
referrals-asked = No answer yet
referrals-waiting = On the waiting list
referrals-accepted = Being helped
referrals-refused = Not accepted: see what now
referrals-closed = Closed
referrals-line = Line
referrals-all-lines = All lines
referrals-mine = Show only what I asked
referrals-anybody = Show what everybody asked
referrals-none = There is nobody here.
referrals-total = { $count ->
    [one] 1 student.
   *[other] { $count } students.
}
referrals-asked-by = Asked by { $name } on { $on }
referrals-with = With { $name } since { $on }
referrals-place = Place { $n }.
referrals-unbridged = No help until then yet
referral-tier-second = Second line
referral-tier-third = Third line
referral-status-asked = Waits for an answer
referral-status-waiting = On the waiting list
referral-status-accepted = Being helped
referral-status-refused = Not accepted
referral-status-followed = Not accepted, the school went on
referral-status-withdrawn = Withdrawn
referral-status-ended = Done
referral-waits = { $days ->
    [0] Asked on this day.
    [one] Waits for 1 day.
   *[other] Waits for { $days } days.
}
referral-places-open = There is no limit. There are { $taken } now.
referral-places = { $taken } of { $all } places taken.
referral-places-full = Full: { $taken } of { $all } places taken. There is a waiting list.
tab-referral-ask = Refer
referral-ask-title = Refer { $name }
referral-ask-lead = The next line sees whether it can help. Until it says yes, you help the student yourself.
referral-open = See what goes on already
referral-already = A question to this line goes on already. What you typed is still here below.
referral-ask-tier = Whom do you ask for help?
referral-ask-question = What do you ask?
referral-ask-question-hint = Write what the student needs and what you have done so far. The student can read this.
referral-ask-agreed = On which day did { $name } say yes?
referral-ask-agreed-hint = The third line needs this. Is the student not 16 yet? Then a parent says yes.
referral-ask-send = Ask it
tab-referral = Referral
referral-title = Help from a next line for { $name }
referral-no-file-yet = When you say yes, you see the file. You see it until you finish this.
referral-to-file = To the file
referral-unbridged = { $by } looks for help until then. There is nothing yet.
referral-question = What was asked
referral-asked-by = { $line }. Asked by { $by } on { $on }.
referral-agreed-on = The student or a parent said yes on { $on }.
referral-steps = What happened
referral-did-accept = { $by } said yes on { $on }.
referral-did-queue = { $by } put it on the waiting list on { $on }.
referral-did-refuse = { $by } said no on { $on }.
referral-did-meanwhile = { $by } found help until then, on { $on }.
referral-did-withdraw = { $by } withdrew the question on { $on }.
referral-did-end = { $by } finished it on { $on }.
referral-did-follow = { $by } wrote on { $on } what happens now.
referral-did-ask_again = { $by } asked it again on { $on }.
referral-did-resume = { $by } wrote on { $on }: there is something to do after all.
referral-now = What do you do?
referral-what = Choose what happens
referral-do-accept = The next line accepts the student
referral-do-queue = It is full: put the student on the waiting list
referral-do-refuse = The next line does not accept the student
referral-do-meanwhile = There is help until then
referral-do-withdraw = Withdraw the question
referral-do-end = The support is done
referral-do-follow = Write down what happens now
referral-do-ask_again = The question was asked again
referral-do-resume = There is something to do after all
referral-what-now = The next line said no. See what can be done now, and write it down below.
referral-ask-again = Ask it again
referral-words = What do you want to say about it?
referral-words-hint = You must, unless the student is accepted or put on the waiting list. The student can read this.
referral-save = Save it
referral-meanwhile-other = Somebody else was before you. See what stands there now. What you typed is still here.
error-referral-tier = Choose whom you ask for help.
error-referral-question = Write down what you ask.
error-referral-agreed = Fill in on which day the student or a parent said yes. Without a yes it is not allowed.
error-referral-day-to-come = This day is still to come.
error-referral-what = Choose what happens.
error-referral-words = Write down why, or what was arranged.
error-referral-full = There is no place. Put the student on the waiting list.
error-referral-ahead = { $count } students wait longer. Write down why this student goes first.
notice-referral-asked = The question is with the next line.
notice-referral-accepted = The student is accepted.
notice-referral-queued = The student is on the waiting list.
notice-referral-refused = The student is not accepted. Whoever asked sees why.
notice-referral-meanwhile = The help until then stands beside it.
notice-referral-withdrawn = The question is withdrawn.
notice-referral-ended = The support is done.
notice-referral-followed = What happens now stands beside it.
notice-referral-resumed = It is again among what you have to do.
file-refer = Ask help of the second or third line
own-care-title = Who thinks along?
own-care-title-guardian = Who thinks along about { $name }?
own-care-lead = Sometimes the school asks other people for help. Here is what was asked and what happened.
own-care-none = The school has asked nobody else for help.
own-care-wrong = Is something not right, or do you not want this? Tell your coach.
mine-care-link = See who thinks along
work-unbridged = { $count ->
    [one] 1 student waits for the next line. Find help until then.
   *[other] { $count } students wait for the next line. Find help until then.
}
work-to-answer = { $count ->
    [one] 1 question to the next line has no answer yet. You can answer it.
   *[other] { $count } questions to the next line have no answer yet. You can answer them.
}
work-refused = { $count ->
    [one] For 1 student the next line said no. See what can be done now.
   *[other] For { $count } students the next line said no. See what can be done now.
}
