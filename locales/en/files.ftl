# Finding files: list, search, applications.
files-title = Files
files-yours = Your students
files-total = { $count ->
    [one] 1 file.
   *[other] { $count } files.
}
files-tabs = Files, counted
files-all = All
files-due = With something to do
files-all-kinds = With or without work
files-none-chosen = No file fits what you chose: { $chosen }. Choose something else, or look at all.
files-empty = There are no files yet that you may see. They come by themselves as soon as a student belongs to you.
file-due = There is something to do
student-number = Student number { $number }
list-from-start = Back to the start of the list
search-title = Search
search-field = Find a student
search-hint = A bit of the name, in any order. Or the student number, or the birth date.
search-button = Search
search-found = { $count ->
    [0] Nobody found
    [one] 1 student found
   *[other] { $count } students found
}
search-nothing = Among the students you may see, nobody fits all that you typed. Try less: a bit of one name.
search-more = We show { $count }. There are more: type a bit of the other name too, or the birth date.
search-choose-to-purge = Choose whose text you want to erase. You cannot read the file itself.
error-search-empty = Type a bit of a name, a student number or a birth date.
error-search-many = These are too many words. Type eight at most.
error-search-long = This is too long for a name. Type only the name or the student number.
intake-list-title = Applications
intake-tabs = Applications, counted
intake-to-do = To do now
intake-nothing-to-do = There is nothing to do now.
intake-ended = Ended
intake-side = Applied
intake-all-sides = Before and after 1 April
intake-side-in-time = By 1 April
intake-side-late = After 1 April
intake-side-unbound = 1 April does not count here
intake-side-unknown = Not known
intake-side-count = { $side } ({ $count })
intake-open = Open
intake-total = { $count ->
    [one] 1 application.
   *[other] { $count } applications.
}
intake-none-chosen = No application fits what you chose: { $chosen }. Choose something else, or look at what is open.
intake-list-empty = There are no applications. As soon as one comes in, it will be here.
intake-with = Hold the intake with { $name }
intake-again-with = Open the intake of { $name }
application-status-received = No intake yet
application-status-intake_held = Intake held
application-status-enrolled = Enrolled
application-status-withdrawn = Withdrawn
application-status-not_admitted = Not admitted
programme-named = { $name } ({ $crebo })
programme-ended = { $name } ({ $crebo }, ran until { $until })
programme-replaced = { $name } ({ $crebo }, ran until { $until }, now { $next })
programme-code = Programme { $crebo } (its name is not known)
programme-unknown = Programme not known yet
applied-on = Applied on { $day }
starts-on = Begins on { $day }
