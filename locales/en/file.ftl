# The page of a file.
file-number = Student number
file-team = Team
file-guardian = Parent or guardian
file-guardian-authority = Has legal authority
file-guardian-other = Has no legal authority
file-propose = Make a proposal for agreements
file-record = Write down what is needed
file-duties = To do
file-applications = Applications
file-open-intake = To the intake
file-enrolments = Enrolments
file-before = Agreements in writing before the enrolment?
file-before-yes = Agreed on { $agreed }, enrolled on { $enrolled }.
file-before-no = Agreed only on { $agreed }. The enrolment was already on { $enrolled }.
file-before-none = There are no agreements yet. The enrolment was on { $enrolled }.
file-need = What is needed, in one's own words
file-need-unknown = Not written down yet.
file-recorded-on = Written down on { $day }
file-facts = What the law wants to know
file-facts-unknown = Not assessed yet.
file-declined = Does not want this
file-declined-on = Said on { $day }
file-agreement = Agreements
file-agreement-none = There are no agreements yet.
file-agreement-first = There are no agreements yet. Make them before the enrolment (WEB 8.1.3a).
file-version = Version { $number }
file-proposed-on = Proposed on { $day }
file-measures = { $count ->
    [one] 1 measure
   *[other] { $count } measures
}
file-a-guardian = a parent or guardian
file-timeline = How it went
event-applied = applied
event-enrolled = enrolment begins
event-left = enrolment ends
event-need = written down what is needed
event-proposed = proposal made (version { $number })
event-agreed = { $name } agrees to version { $number }
event-not-agreed = { $name } does not agree to version { $number }
event-change-asked = { $name } asks for a change of version { $number }
enrolment-status-planned = Has yet to begin
enrolment-status-active = Runs now
enrolment-status-ended = Over
enrolment-status-withdrawn = No longer in DUO's data
