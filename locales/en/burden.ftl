# Disproportionate burden: may the school leave out an adjustment that works?
burdens-title = Too heavy for the school?
burdens-lead = An adjustment that works may only be left out when it is too heavy for the school. Somebody else always looks too.
burdens-since = Since { $on }
burdens-total = { $count ->
    [one] 1 adjustment.
   *[other] { $count } adjustments.
}
burden-status-weighing = To be weighed
burden-status-proposed = Waits for a second look
burden-status-decided = Decided
burden-status-withdrawn = Withdrawn
burden-works-yes = Yes
burden-works-partly = In part
burden-works-no = No
burden-element-size = How large the school is
burden-element-cost = What it costs, and who contributes
burden-element-feasibility = Whether it can be done, technically and in the work
burden-element-finances = What the school can pay
burden-element-alternative = Whether there is something as good nearby
burden-outcome-make = The adjustment is made
burden-outcome-other = Another adjustment is made that works as well
burden-outcome-refuse = The adjustment is not made: it is too heavy for the school
burden-heavy = This makes it heavy
burden-light = This does not make it heavy
tab-burden-begin = Is an adjustment too heavy?
burden-begin-title = Is an adjustment too heavy? { $name }
burden-begin-lead = First see which adjustment works and what it costs. Only then weigh whether it is too heavy.
burden-known = What was asked already
burden-step-one = Step 1: what works, and what does it cost?
burden-ask-adjustment = Which adjustment is it about?
burden-ask-works = Does this adjustment work for the student?
burden-ask-evidence = How do you know?
burden-ask-price = What does it cost?
burden-ask-price-hint = In whole euros, for the whole programme.
burden-begin-send = To step 2
tab-burden = Weighing an adjustment
burden-title = An adjustment for { $name }
burden-adjustment = The adjustment
burden-works = Does it work?
burden-evidence = How we know
burden-price = What it costs
burden-euros = { $price } euros
burden-when = When it is about
burden-admitted = The student is at the school already
burden-applied = The student is not at the school yet
burden-by = Who found it out
burden-established = { $by }, on { $on }
burden-weighed = Weighed by { $by } on { $on }
burden-agreed = { $by } looked at it on { $on } and agrees.
burden-disagreed = { $by } looked at it on { $on } and does not agree.
burden-revised = { $by } looks at it again since { $on }.
burden-withdrew = { $by } withdrew it on { $on }.
burden-reason = Why
burden-waits = Somebody else looks at it before it is a decision.
burden-step-two = Step 2: is it too heavy?
burden-step-two-lead = Look at all five points. Say of each what you found.
burden-found = What did you find? { $what }
burden-ask-outcome = What do you do?
burden-ask-reason = Why?
burden-do-weigh = Put it to somebody else
burden-look = Look at it
burden-ask-agrees = Do you agree?
burden-agrees = Yes, this is our decision
burden-disagrees = No, weigh it again
burden-ask-second = What do you want to say about it?
burden-ask-second-hint = You must when you do not agree.
burden-do-second = Save it
burden-turn = Does something change?
burden-why = Why?
burden-do-revise = Look at the decision again
burden-do-withdraw = Withdraw it
burden-paper-nl = The decision on paper, in Dutch
burden-paper-en = The decision on paper, in English
burden-file = decision-{ $number }
burden-letter-title = Decision on an adjustment
burden-letter-heading = Decision on an adjustment for { $name }
burden-letter-decided = { $by } weighed this. { $second } looked at it too.
burden-letter-first = What works, and what does it cost?
burden-letter-second = Is it too heavy for the school?
burden-letter-route = Do you not agree? Tell the school. You can also turn to the Netherlands Institute for Human Rights.
error-burden-adjustment = Write down which adjustment it is about.
error-burden-works = Choose whether the adjustment works.
error-burden-does-not-work = What does not work is not weighed. First find an adjustment that does.
error-burden-evidence = Write down how you know.
error-burden-price = Fill in what it costs, in whole euros. Does it cost nothing? Then fill in 0.
error-burden-heavy = Choose whether this makes it heavy.
error-burden-found = Write down what you found.
error-burden-outcome = Choose what you do.
error-burden-nothing-heavy = Nothing makes it heavy. Then the adjustment may not be left out.
error-burden-reason = Write down why.
error-burden-agrees = Choose whether you agree.
error-burden-second = Write down why you do not agree.
error-burden-yourself = You weighed this yourself. Somebody else looks at it.
notice-burden-established = Step 1 is done. Now weigh whether it is too heavy.
notice-burden-weighed = Somebody else looks at it now.
notice-burden-decided = It is decided.
notice-burden-sent-back = It is weighed again.
notice-burden-revised = It is looked at again.
notice-burden-withdrawn = It is withdrawn.
file-burden = Is an adjustment too heavy for the school?
burden-stand-owed = To be arranged
burden-owed = The school has to arrange this still.
burden-arranged-since = This was arranged. It is there since { $on }.
burden-arranged = { $by } wrote on { $on }: it is there since { $since }.
burden-unarranged = { $by } wrote on { $on }: it is not there after all.
burden-arrange = Was it arranged?
burden-arrange-lead = It was decided that an adjustment is made. It stays on this list until somebody says here that it is there.
burden-ask-since = Since which day is the adjustment there?
burden-ask-how = Who arranged it, and how?
burden-ask-how-hint = Is it in the agreement? Then say so.
burden-do-arrange = It was arranged
burden-do-unarrange = It was not arranged after all
error-burden-since = Fill in since which day the adjustment is there: from { $first } until today.
error-burden-how = Write down who arranged it, and how.
notice-burden-arranged = It was arranged.
notice-burden-unarranged = It stands on the list of what is to be arranged again.
work-burdens = { $count ->
    [one] 1 adjustment is to be made and was not arranged yet.
   *[other] { $count } adjustments are to be made and were not arranged yet.
}
work-burden-seconds = { $count ->
    [one] A colleague weighed 1 adjustment. Will you look too?
   *[other] A colleague weighed { $count } adjustments. Will you look too?
}
work-burden-returned = { $count ->
    [one] You got 1 adjustment back from a colleague. Weigh it again.
   *[other] You got { $count } adjustments back from a colleague. Weigh them again.
}
