# The work list, and what there is to do.
work-title = What do I have to do?
work-empty = You have nothing to do. Good.
work-empty-turns = On { $on } something changes by itself for one of your students. Then there may be something here.
work-empty-next = As soon as there is something to do for one of your students, it will be here.
work-no-more = There is nothing after what you just saw.
work-from-start = Start at the top
work-late = Overdue
work-this-month = This month
work-later = Later
work-no-term = Without a term
list-next = Next
name-unknown = name unknown
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
law-agree-later = The law says: make agreements as well when someone needs extra support only after the enrolment, because of a disability or chronic illness ({ $article }).
law-evaluate = The law says: look with the student at whether the agreements work, every school year, on 31 July at the latest ({ $article }).
law-dispute = A student who cannot agree with the school on making, changing or carrying out the agreements can report a dispute ({ $article }).
law-inform = The law says: the school tells students what support there is ({ $article }).
law-policy = Your school has decided it so. It does not follow from what we know now about a disability or chronic illness.
duty-agree-again = { $name } wants something else: make a new proposal
duty-reply = { $name } wants something else: make a new proposal, or explain why not
duty-since = Waiting since { $day }
law-promise = We promise this to who answers: the school answers back. The law names no term here.
