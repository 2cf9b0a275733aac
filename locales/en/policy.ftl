# The terms and choices that the law leaves to a school.
policy-title = Own terms and choices
policy-lead = The law leaves some things to the school. Here is what you chose, from when, and who did so.
policy-change = Change
policy-then = and then
policy-history = Everything that was set
policy-taken-back = Taken back
policy-otherwise = Did you set nothing? Then this holds:
policy-from = From which day?
policy-from-hint = Do you choose a day on which something began already? Then this takes its place.
policy-until = Until which day?
policy-until-hint = Empty: until you choose something else.
policy-save = Save
policy-take-back = Take back
policy-take-back-what = Take it back if it should never have stood here. Does it just end? Then fill in the last day.
policy-meanwhile = Not saved. Somebody else changed something meanwhile. See below what stands there now, and save again.
tab-term = An own term
notice-policy-set = Saved. The work lists follow by themselves.
notice-policy-taken-back = Taken back. The work lists follow by themselves.
error-policy-missing = Choose something, or fill it in.
error-policy-value = This does not fit here. Fill in a whole number, without words.
error-policy-weeks = Fill in 1, 2, 3 or 4 weeks. The law allows nothing else ({ $article }).
error-policy-ahead = Fill in 70 days at most. Otherwise hardly anybody can ask for an adjustment. The law gives a right to it ({ $article }).
error-policy-answer = Fill in 1 to 40 working days. Otherwise the answer comes too late to help ({ $article }).
error-policy-committee = Choose an exam committee too: it decides ({ $article }).
error-policy-law = This is not allowed ({ $article }).
policy-value-yes = Yes
policy-value-no = No
policy-value-roc = Roc
policy-value-beroepscollege = Beroepscollege
policy-value-non_funded_provider = School that is not paid for by the state
policy-value-enrolment = To the end of the enrolment
policy-value-programme = Until the student changes programme
policy-value-school_year = One school year
policy-value-none = Nothing
policy-value-unless_known = Nothing if it is known already, else a statement of an expert
policy-value-expert_statement = A statement of an expert
policy-value-coach = The coach
policy-value-support_team = The support team
policy-value-local_exam_committee = The exam committee of the location
policy-value-exam_committee = The exam committee of the school
policy-name-agree_without_ground = Agreements without disability or illness
policy-hint-agree_without_ground = Do you also make agreements when extra support is not needed because of a disability or chronic illness?
policy-default-agree_without_ground = No.
policy-name-inform_guardians_at_16 = Parents of students of 16 and 17
policy-hint-inform_guardians_at_16 = May a parent with authority read which measures there are?
policy-default-inform_guardians_at_16 = Yes.
policy-name-report_without_ground = Reporting other agreements to DUO too
policy-hint-report_without_ground = Do you also report agreements to DUO that are not needed because of a disability or chronic illness?
policy-default-report_without_ground = No. Only agreements because of a disability or chronic illness.
policy-name-answer_within_days = Answer to what a student says themselves
policy-hint-answer_within_days = Within how many days does a student get an answer?
policy-default-answer_within_days = 14 days.
policy-amount-answer_within_days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
policy-name-kind_of_school = Kind of school
policy-hint-kind_of_school = Not every rule holds for every school.
policy-default-kind_of_school = A school that is paid for by the state.
policy-name-exam_days_ahead = Adapted exam: asking in time
policy-hint-exam_days_ahead = How many days before the exam does a student ask for an adjustment?
policy-default-exam_days_ahead = 35 days before.
policy-amount-exam_days_ahead = { $n ->
    [one] 1 day before
   *[other] { $n } days before
}
policy-name-exam_answer_working_days = Adapted exam: the answer
policy-hint-exam_answer_working_days = In how many working days does the exam committee answer?
policy-default-exam_answer_working_days = No term.
policy-amount-exam_answer_working_days = { $n ->
    [one] In 1 working day
   *[other] In { $n } working days
}
policy-name-holiday_closure_counts = Adapted exam: holidays
policy-hint-holiday_closure_counts = Do working days go on counting in the school's holidays?
policy-default-holiday_closure_counts = Yes.
policy-name-exam_validity = Adapted exam: how long it holds
policy-hint-exam_validity = How long does it stand, once it was granted?
policy-default-exam_validity = To the end of the enrolment.
policy-name-exam_approvers = Adapted exam: who decides
policy-hint-exam_approvers = Choose everyone who looks at it. The last is an exam committee.
policy-default-exam_approvers = The exam committee of the school.
policy-name-exam_evidence = Adapted exam: what somebody shows
policy-hint-exam_evidence = Never ask for a diagnosis.
policy-default-exam_evidence = Nothing if it is known already, else a statement of an expert.
policy-name-absence_weeks = Reporting absence
policy-hint-absence_weeks = After how many weeks without education does the school report it? This is about students of 18 and older.
policy-default-absence_weeks = After 4 weeks.
policy-amount-absence_weeks = { $n ->
    [one] After 1 week
   *[other] After { $n } weeks
}
policy-name-arranged_within_months = Support arranged
policy-hint-arranged_within_months = Within how many months after the start is everything arranged?
policy-default-arranged_within_months = No term.
policy-amount-arranged_within_months = { $n ->
    [one] Within 1 month
   *[other] Within { $n } months
}
policy-asked-today = Does somebody ask today? Then there is an answer on { $day } at the latest.
policy-name-parent_answers_below = Under which age a parent answers too
policy-hint-parent_answers_below = Under 16 is advice to schools; the law names no age. A parent of a student of 16 or 17 reads the measures only.
policy-default-parent_answers_below = Under 16.
policy-value-16 = Under 16
policy-value-17 = Under 17
policy-value-18 = Under 18
policy-group-agreements = Agreements and parents
policy-group-exams = Adapted exams
policy-group-school = Absence and school
policy-not-set = You set nothing. Then this holds.
policy-ask-agree_without_ground = Do you also make agreements where there is no disability or chronic illness?
policy-ask-inform_guardians_at_16 = Does a parent with authority read the measures of a student of 16 or 17?
policy-ask-report_without_ground = Do you also report to DUO what was agreed without a disability or illness?
policy-ask-answer_within_days = Within how many days does a student get an answer?
policy-ask-kind_of_school = What kind of school are you?
policy-ask-exam_days_ahead = How many days before an exam does a student ask for an adaptation?
policy-ask-exam_answer_working_days = How soon does the exam committee answer?
policy-ask-holiday_closure_counts = Do those working days go on counting in your holidays?
policy-ask-exam_validity = How long does an adapted exam stay agreed?
policy-ask-exam_approvers = Who decides on an adapted exam?
policy-ask-exam_evidence = What does a student show with such a request?
policy-ask-absence_weeks = After how many weeks without education do you report it (18 and older)?
policy-ask-arranged_within_months = How soon after the start is all support arranged?
policy-ask-parent_answers_below = Until which age does a parent answer too?
policy-group-care = Second and third line
policy-name-second_line_places = Places in the second line
policy-hint-second_line_places = How many students can the support team help at once? When it is full, a student goes on the waiting list.
policy-default-second_line_places = No limit.
policy-amount-second_line_places = { $n ->
    [one] 1 student at once
   *[other] { $n } students at once
}
policy-ask-second_line_places = How many students does the second line help at once?
policy-name-third_line_places = Places in the third line
policy-hint-third_line_places = How many students can have help from outside the school at once?
policy-default-third_line_places = No limit.
policy-amount-third_line_places = { $n ->
    [one] 1 student at once
   *[other] { $n } students at once
}
policy-ask-third_line_places = How many students does the third line help at once?
policy-name-remind_after_days = Reminding of a proposal
policy-hint-remind_after_days = After how many days without an answer does one more mail go?
policy-default-remind_after_days = One more mail goes after 7 days.
policy-amount-remind_after_days = { $n ->
    [0] Never
    [one] After 1 day
   *[other] After { $n } days
}
policy-ask-remind_after_days = After how many days without an answer does one more mail go? Choose 0 for never.
policy-name-confirm_partners_months = Checking the map of local services
policy-hint-confirm_partners_months = After how many months does somebody check whether an entry of the map is still right?
policy-default-confirm_partners_months = After 6 months.
policy-amount-confirm_partners_months = { $n ->
    [one] After 1 month
   *[other] After { $n } months
}
policy-ask-confirm_partners_months = After how many months do you check the map of local services?
