# What is promised and offered no more.
work-promises = { $count ->
    [one] 1 agreement promises something that the school offers no more.
   *[other] { $count } agreements promise something that the school offers no more.
}
promises-title = Promised, but offered no more
promises-lead = The agreement still holds. Agree on something else, or say that the student keeps this. When the agreement changes, the row goes away.
promises-open = Still to look at
promises-kept = The student keeps this
promises-none = There is nothing more to look at.
promises-none-kept = Of nobody it is said that they keep this.
promise-stopped = Stopped on { $on }.
promise-stops = Stops on { $on }.
promise-kept-on = On { $on } somebody said: the student keeps this.
promise-do-keep-short = The student keeps this
promise-do-keep = The student keeps this: { $name }
promise-do-again-short = Look at this again
promise-do-again = Look at this again for { $name }
notice-promise-none = Choose a row of the list.
notice-promise-kept = Saved: the student keeps this.
notice-promise-again = This row is back with what you still look at.
notice-promise-already = That was done already, or the agreement changed meanwhile.
offer-promises = Promised, but offered no more
offer-promises-lead = Who works with the student looks at the agreement. You only see how many there are.
offer-promises-since = Since
offer-promises-all = Promised now to
offer-promises-kept = Keep it
offer-promises-again = offered again from { $on }
offer-few-hidden = too few to say
offer-what-at = { $what } ({ $at })
offer-leaving = This goes and is promised
