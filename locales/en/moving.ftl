# Students who go to another coach or another team.
move-title = Let students go to another
move-title-of = Let students go to another: { $team }
move-lead = Choose who goes, to whom, and from which day. Each student is told, and so are the coaches.
move-which-team = Of which team?
move-whose = Of which coach?
move-with = Has agreements
move-who = Who goes?
move-to = To whom?
move-to-hint = Choose a coach first if you want another coach.
move-team = team { $team }
move-reason = Why?
move-reason-room = the other has more time
move-reason-fits = the other does this work more often
move-reason-asked = somebody asked for it
move-reason-leaves = the one before leaves, or is away for long
move-reason-place = there is another class, programme or place
move-reason-wrong = it was not right here
move-from = From which day?
move-from-hint = Leave this empty for today.
move-do = Let them go
move-no-students = There are no students here.
move-changed = Somebody just let students go too. See how it is now, and then choose again.
move-more = Let more students go
went-title = Who went to another
went-title-of = Who went to another: { $team }
went-lead = Here you read who went, and what you can still do.
move-made-title = What was arranged
move-made-none = Nothing was arranged yet.
move-made-before = What was arranged earlier
move-made-newest = To what was arranged last
move-made = { $many ->
    [one] One student from { $from } to { $to }, from { $on }.
   *[other] { $many } students from { $from } to { $to }, from { $on }.
}
move-why = Why: { $why }.
move-noted = { $by } arranged this on { $on }.
move-mailed = Of the { $all }, { $many } got a mail. The others read it on their own page: tell them yourself too.
move-mailed-all = Everybody got a mail.
move-undone = This was taken back on { $on }.
move-undo = Take this back
move-undo-of = Take this back: { $went }
move-came-title = Who came to this team
move-came-lead = Somebody else arranged this. Is it not right? Then say so to who arranged it, or let them go again.
move-early-title = Who went in the first months?
move-early-total = { $many ->
    [0] Nobody went to another coach or team in the first 120 days.
    [one] One student went to another coach or team in the first 120 days.
   *[other] { $many } students went to another coach or team in the first 120 days.
}
move-early-began = Began on { $on }.
move-early-went = From { $from } to { $to }, on { $on }.
move-early-left-title = Who left this team
move-early-left = { $many ->
    [one] One student went to team { $team }
   *[other] { $many } students went to team { $team }
}
move-open-title = Who can still go?
move-open = { $many ->
    [one] One student has just begun. The first 120 days are over on { $on }.
   *[other] { $many } students have just begun. For the last of them the first 120 days are over on { $on }.
}
move-open-none = Nobody has just begun here. A student can go later too.
move-coach-title = Who came and who went
move-coach-lead = This was arranged for you. Whoever comes to you stands on your list from that day.
move-coach-list = To your list
move-coach-came = To you
move-coach-none-came = Nobody came.
move-coach-went = From you to another
move-coach-none-went = Nobody went.
move-own-title = Who is there for you
move-own-title-guardian = Who is there for { $name }
move-own-none = School did not change your coach or your team.
move-own-none-guardian = School did not change the coach or the team of { $name }.
move-own-coach = From { $on } { $to } is your coach. Before it was { $from }.
move-own-coach-guardian = From { $on } { $to } is the coach of { $name }. Before it was { $from }.
move-own-team = From { $on } you are in team { $to }. Before it was { $from }.
move-own-team-guardian = From { $on } { $name } is in team { $to }. Before it was { $from }.
move-own-wrong = Is this not right, or do you want something else? Say so on your own page.
move-own-back = To your own page
mine-coach-text = Is there another coach or another team?
mine-coach-link = Read who is there now
error-move-nobody = Choose who goes.
error-move-to = Choose to whom they go.
error-move-other = This cannot be done here. Choose another coach or another team.
error-move-why = Choose why.
error-move-far = Choose a day within a year.
notice-moved = It is arranged. The students and the coaches are told.
notice-moved-back = It was taken back. The students and the coaches are told.
notice-moved-gone = This could not be taken back any more. See below how it is now.
look-move_students = Let students go to another coach or team, or looked who can go
# Classes of who begins.
classes-title = Classes that begin
classes-title-of = Classes that begin: { $team }
classes-lead = Here are numbers. You see how an agreed measure can be divided over the classes.
classes-begin = { $many ->
    [0] Nobody begins here now.
    [one] One student begins here.
   *[other] { $many } students begin here.
}
classes-none = We do not know yet in which class they are.
classes-now = How the classes are now
classes-class = Class
classes-with = With this measure
classes-spread = When spread
classes-gather = When gathered
classes-spread-go = { $many ->
    [0] This is spread well already.
    [one] Do you want to spread it? Then one student changes class with another.
   *[other] Do you want to spread it? Then { $many } students change class with others.
}
classes-gather-go = { $many ->
    [0] Who has this is together already.
    [one] Do you want them together? Then one student changes class with another.
   *[other] Do you want them together? Then { $many } students change class with others.
}
classes-measures = Look by measure
classes-measure = { $what } (with { $many })
classes-where = Classes are made in the system of the school. A student with two classes counts in each.
