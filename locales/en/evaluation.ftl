# Evaluation: looking back together at whether the agreements work.
nav-evaluations = Evaluations
evaluations-title = Evaluations of this school year
evaluations-lead = Each school year school and student look together at whether the agreements work. That must be done by { $by } ({ $article }).
evaluations-held = { $count ->
    [0] There has been no evaluation this school year yet.
    [one] There was an evaluation with 1 student this school year.
   *[other] There was an evaluation with { $count } students this school year.
}
evaluations-owed = With whom not yet
evaluations-none = There is nobody with whom this is still to be done.
evaluations-total = { $count ->
    [one] 1 student.
   *[other] { $count } students.
}
version-evaluations = Evaluations
version-evaluate = Evaluate together
version-evaluation-back = Take back an evaluation
evaluation-of = Evaluation of { $on }
evaluation-by = Written down by { $by } on { $on }
evaluation-taken-back = Taken back by { $by } on { $on }: this talk was not like that.
kept-not_at_all = Not kept at all
kept-barely = Barely kept
kept-little = Kept a little
kept-mostly = Mostly kept
kept-entirely = Entirely kept
outcome-goes_on = The agreements stay as they are
outcome-changes = Something changes: there will be a new proposal
outcome-stops = The support is not needed any more
tab-evaluate = Evaluation
evaluate-title = Looking back together with { $name }
evaluate-lead = Look at this screen together. Go through each agreement.
evaluate-never-agreed = This proposal was never agreed. There is nothing to evaluate.
evaluate-kept = Was this kept? { $measure }
evaluate-together = Was { $name } there?
evaluate-together-yes = Yes, we looked together
evaluate-together-no = No
evaluate-day = On which day was the talk?
evaluate-words = What does { $name } say about it?
evaluate-words-hint = Write it in the words of the student. The student reads this too.
evaluate-outcome = How does it go on?
evaluate-save = Save the evaluation
evaluation-back-title = Taking back an evaluation
evaluation-back-lead = Do this when the talk was not like that. The evaluation stays readable, with your reason. The student reads it too.
evaluation-back-none = There is no evaluation to take back.
evaluation-back-which = Which evaluation?
evaluation-back-why = Why is it not right?
evaluation-back-save = Take back
notice-evaluation = The evaluation is saved. The student reads it with their own agreements.
notice-evaluation-changes = The evaluation is saved. Change below what becomes different.
notice-evaluation-already = This evaluation stood there already.
notice-evaluation-back = The evaluation is taken back.
error-evaluate-day-missing = Fill in the day of the talk.
error-evaluate-day-to-come = This day is still to come. Write it down when the talk has been held.
error-evaluate-not-in-force = These agreements were in force from { $from } through { $until }. Choose a day in between.
error-evaluate-together-missing = Choose whether the student was there.
error-evaluate-alone = Without the student it is no evaluation. Plan a talk together.
error-evaluate-kept-missing = Choose how well this was kept: { $measure }
error-evaluate-outcome-missing = Choose how it goes on.
error-evaluation-back-which = Choose which evaluation is not right.
error-evaluation-back-why = Write down why the evaluation is not right.
