# ISE: extra support as DUO has it, beside what was agreed.
nav-policy = Policy
ise-title = Extra support at DUO
ise-lead = The school reports to DUO who gets extra support, and for how long (ISE). Is that what was agreed?
ise-not-read = No file of DUO has been read yet. So there is nothing to compare.
ise-school = The whole school
ise-as-of = Compared through { $day }. That is how far the newest file of DUO goes. What began later does not count yet.
ise-none = There is no difference.
ise-reported-only = Reported, not agreed
ise-reported-only-what = DUO knows of support, but there are no agreements. Find out which of the two is right.
ise-agreed-only = Agreed, not reported
ise-agreed-only-what = There are agreements, but DUO does not know of them. They are still to be reported.
ise-dates = Other days
ise-dates-what = Both are there, but the first or the last day is different.
ise-yours = Your students
ise-none-of-yours = There is no difference for your students.
ise-total = { $count ->
    [one] 1 difference.
   *[other] { $count } differences.
}
ise-enrolment = Enrolment { $number }
ise-reported = Reported to DUO:
ise-agreed = Agreed:
ise-nothing = nothing
ise-how = How was this counted?
ise-how-counted = Agreements count while they are in force and the law asks them ({ $article }). The school can choose to count others too.
ise-how-ends = A last day that is still to come is no end yet.
ise-how-mended = Correct what is wrong in the student system. Whoever runs the server makes a list with numbers for it. Is it right? Then the difference is gone when the next file of DUO has been read.
