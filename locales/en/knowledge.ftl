# Who knows what, and what worked elsewhere.
nav-knowledge = Knowledge
knowledge-title = Who knows what?
knowledge-title-of = Who knows about { $what }?
knowledge-lead = Here you see whom you can ask. Your colleagues say themselves what they know.
knowledge-seek = What do you need help with?
knowledge-seek-hint = Use your own words. For example: reading aloud at a test. Name no student.
knowledge-seek-kept = We do not keep what you type.
knowledge-found = This is about: { $what }
knowledge-found-none = We do not know what you look for. Say it in other words, or look in the whole list.
knowledge-write = Say what you know
knowledge-write-lead = Then your colleagues can find you. You take it out when you want.
knowledge-ask = Ask a colleague
knowledge-ask-lead = Ask whether a colleague knows about this. Others see it only once they say yes.
knowledge-ask-send = Ask
knowledge-whole = See the whole tree
knowledge-own-title = What you know
knowledge-own-asked = { $name } asks whether you know about this.
knowledge-own-said = You said this on { $on }.
knowledge-own-old = You said this on { $on }. Is it still so?
knowledge-yes = Yes, say when you are there
knowledge-no = No, I do not know this
knowledge-change = Change
knowledge-still = It is still so
knowledge-leave = Take out
knowledge-asked-title = What you asked
knowledge-asked-of = { $name } said neither yes nor no yet.
knowledge-unask = Ask no more
knowledge-gaps = What nobody knows
knowledge-gaps-lead = Nobody says anything about these yet. Do you know something? Then say so.
knowledge-nobody = Nobody yet.
knowledge-more = { $many ->
    [one] One more colleague knows about { $what }
   *[other] { $many } more colleagues know about { $what }
}
knowledge-leaf = { $many ->
    [0] { $what } (nobody)
   *[other] { $what } ({ $many })
}
knowledge-team = team { $team }
knowledge-every-team = whole school
knowledge-colleague = a colleague
knowledge-confirmed = { $name } said on { $on } that this is so.
knowledge-confirm = This is so
knowledge-old = This is of { $on }. Ask whether it is still so.
knowledge-subject = About what?
knowledge-for-team = For whom?
knowledge-words = What can one ask?
knowledge-words-hint = For example: how to arrange a quiet place.
knowledge-not-here = Write nothing about one student. Give no name, no number and no illness.
knowledge-reachable = When and how?
knowledge-reachable-hint = For example: on Tuesdays, in room 2.14. Or: call 026 123 45 67.
knowledge-who = Is it no colleague, but a function? Which?
knowledge-who-hint = For example: the support desk. Leave it empty if it is you.
knowledge-who-en = That function in English
knowledge-colleague-field = Which colleague?
knowledge-colleague-hint = The e-mail address with which your colleague signs in.
knowledge-save = Save
knowledge-branch-lessons = In class
knowledge-branch-exams = Tests and exams
knowledge-branch-aids = Aids
knowledge-branch-guidance = Help and talks
knowledge-branch-building = The building
knowledge-branch-workplace = The placement
knowledge-changed = Somebody has just changed this. See what is there now, and do it again then.
knowledge-there = This is there already. Change what is there.
knowledge-own = You said this yourself. Somebody else can say that it is so.
knowledge-gone = This was taken out already.
error-knowledge-subject = Choose what it is about.
error-knowledge-team = Choose a team from the list.
error-knowledge-words = Write down what one can ask.
error-knowledge-reachable = Write down when and how.
error-knowledge-number = There is a long number here. Take it out: it may be a student’s.
error-knowledge-address = There is an e-mail address here. Take it out: it may be a student’s.
error-knowledge-colleague = We know no colleague with this address at this school.
error-knowledge-who = Write down which function it is.
error-knowledge-who-en = Write the function in English too.
notice-knowledge-said = This is there now.
notice-knowledge-asked = The question waits for your colleague.
notice-knowledge-still = You said that this is still so.
notice-knowledge-confirmed = It now says that this is so.
notice-knowledge-out = This is gone.
practice-title = What worked
practice-title-of = What worked for: { $what }
practice-lead = Here colleagues tell what worked for them. Nothing here is about a student.
practice-write = Write down what worked for you
practice-write-lead = Tell briefly what you did and what came of it. After a year we ask whether it is still so.
practice-all = See all
practice-elsewhere = Read what worked for colleagues
practice-again = Is this still so?
practice-found = This worked
practice-none = There is nothing here yet.
practice-by = { $name } wrote this on { $on }.
practice-old = This held until { $on }. Nobody said after that that it still does.
practice-too = This worked for us too
practice-not-too = It did not work for us after all
practice-too-many = { $many ->
    [one] This worked for one colleague too.
   *[other] This worked for { $many } colleagues too.
}
practice-teams = several teams
practice-change = Change or end
practice-end = Take out
practice-end-title = Is this no longer so?
practice-why = Why is it no longer so?
practice-why-hint = Your colleagues do not read it any more after that.
practice-next = Read on
practice-subjects = By subject
practice-measure = With which measure?
practice-no-measure = none
practice-text = What did you do, and what came of it?
practice-text-hint = Write briefly, in plain words, in Dutch.
practice-text-en = The same in English
practice-nobody = There is no name of a student in this
practice-nobody-hint = Tick this if a word looks like a name but is none.
practice-team = In which team?
practice-programme = In which programme?
practice-level = At which level?
practice-level-entree = entry level
practice-level-2 = level 2
practice-level-3 = level 3
practice-level-4 = level 4
practice-level-several = several levels
practice-gone = This was ended already.
practice-own = You wrote this yourself. Somebody else can say that it worked there too.
error-practice-text = Write down what you did.
error-practice-measure = Choose a measure from the list.
error-practice-level = Choose a level.
error-practice-names = This looks like a name: { $names }. Take it out, or tick that it is no student.
error-practice-why = Write down why it is no longer so.
notice-practice-written = Your colleagues can read this now.
notice-practice-ended = This is gone.
notice-practice-too = It now says that it worked for you too.
notice-practice-not-too = It no longer says that.
notice-practice-still = You said that this is still so. In a year we ask again.
work-knowledge = { $count ->
    [one] A colleague asks whether you know something.
   *[other] Colleagues ask about { $count } things whether you know them.
}
look-share_knowledge = Read or wrote what colleagues know
look-keep_knowledge = Asked a colleague something, or said that it is so
look-see_workload = Saw how much work a team has
concern-grant-managed_teams = . May do this with numbers of one's own teams, not in a file.
work-knowledge-old = { $count ->
    [one] 1 thing that you know was said a year ago. Is it still so?
   *[other] { $count } things that you know were said a year ago. Are they still so?
}
work-practices-old = { $count ->
    [one] 1 good practice of yours is a year old. Does it still work like that?
   *[other] { $count } good practices of yours are a year old. Do they still work like that?
}
