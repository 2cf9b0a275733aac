# Research: what a research body measures, for those who measure.
nav-research = Research
research-title = Research
research-lead = These are the measurements of { $body }. You see how far they are, what is wrong and what comes out.
research-none = There is no measurement here yet. Whoever runs the server puts it in the folder of your research body.
research-public = What everybody sees of the Monitor
research-measurement = Measurement { $year }
research-synthetic = Synthetic: nobody gave these answers
research-synthetic-mark = synthetic
research-synthetic-text = Nobody gave these answers. They were made to show how a measurement goes. Use the figures for nothing.
research-state-draft = This measurement is a draft.
research-state-approved = This measurement is approved.
research-state-public = This measurement is public.
research-state-by = { $by } decided so on { $day }.
research-making = This measurement is being computed now
research-making-how = That takes a while. Load the page again in a moment. When a file of the measurement changes, computing begins again.
research-unreadable = This measurement cannot be read
research-chain = How far is it?
research-read = Read
research-read-done = { $count ->
    [one] 1 answer read
   *[other] { $count } answers read
}
research-weighed = Weighed
research-weighed-done = { $count ->
    [0] No group is weighted
    [one] 1 group weighted
   *[other] { $count } groups weighted
}
research-tabulated = Tabulated
research-tabulated-done = { $count ->
    [one] 1 table made
   *[other] { $count } tables made
}
research-compared = Compared
research-compared-unused = The answers of { $year } were not used
research-reported = Report
research-reported-done = { $count ->
    [0] There is no text yet
    [one] The text fits the tables: 1 part
   *[other] The text fits the tables: { $count } parts
}
research-checked = Checked
research-checked-done = { $count ->
    [0] Nothing found
    [one] 1 finding
   *[other] { $count } findings
}
research-waits = It waits
research-stopped = Stopped
research-who = Who answered?
research-group = Group
research-asked = Asked
research-too-little = Answered too little
research-no-answers = no answers
research-unknown = not known
research-who-how = N is how many there are. The n is how many answers count. Who answered too little does not count.
research-weights = How was it weighted?
research-weights-how = A weight is a ratio: the mean is 1. The design effect says how much the variance grows through unequal weights. The effective n is how many equal answers would be as sure.
research-weights-withheld = An asterisk is a number that we do not show. It would tell how few people gave an answer.
research-deff = Design effect
research-neff = Effective n
research-lowest = Lowest weight
research-highest = Highest weight
research-trimmed = Weights cut off
research-targets = What it was weighted to, in percent
research-item = Question
research-answer = Answer
research-target = Target
research-before = Before weighting
research-after = After weighting
research-choose-heading = Choose a table yourself
research-choose-text = Choose a question, and what to break it down by. For cells of few people the rules are those of the report.
research-choose = A table of { $group }
research-no-choice = Nothing can be chosen
research-by = Break down by
research-by-nothing = Do not break down
research-show = Show the table
research-tables = Tables of the report
research-findings = What did the check find?
research-findings-how = This is what clashes. The check corrects nothing. Look in the file, at the line beside it.
research-finding = Finding
research-place = Place
research-says = It says
research-holds = Elsewhere
research-kind-folder = A text of the measurement is wrong
research-kind-sum = Percentages do not add up to 100
research-kind-impossible = A percentage that cannot be
research-kind-base = Numbers of answers differ
research-kind-table-table = Two tables about the same
research-kind-part = A part larger than its whole
research-kind-source = A source that does not fit
research-kind-text-table = The text does not fit the table
research-kind-text-text = The text contradicts itself
research-kind-chance = A difference that may be chance
research-files = Files
research-files-how = The report, the table book, open data and the codebook (DDI). Nothing in them is about one person.
research-microdata = Microdata
research-microdata-how = A row for each answer, without a name. These files are not public. It is written down who takes them.
research-report-says = What does the report say about it?
research-how = How was this made?
research-base = Base: { $base }.
research-question = Question ({ $item }): { $text }
research-left-out = Does not count in the base: { $answers }.
research-pooled = A column adds up answers to several questions. Its n counts answers: who answered twice counts twice. So there is no interval.
research-design-weighted = { $group }: weighted. The design effect is { $deff }, the effective n is { $neff }. Intervals take the weights into account.
research-design-fpc = { $group }: not weighted. Intervals know that there are { $n } of them.
research-design-plain = { $group }: not weighted. Intervals hold as if this was a simple random sample.
research-all-n = { $group }: { $n } answers in all. Who is not in the n is missing: not asked, not answered or outside the base.
research-nobody = Nobody is in the base of column { $column }. So nothing stands there.
research-interval = Below each percentage is the confidence interval of 95%. The n is unweighted.
research-rounded-together = The percentages of a column are rounded together, so that they add up to 100. A column with an asterisk is rounded cell by cell.
research-whole-printed = Small cells are shown as well: this table was printed before.
research-whole-synthetic = Small cells are shown as well: nobody gave these answers.
research-withheld = An asterisk is a cell that is not shown. It is about few people, or would give away such a cell.
research-withheld-cell = withheld
research-empty-cell = none
research-higher = higher than { $columns }
research-higher-how = After "higher than" stand letters of columns. The difference was tested at 5%, by Holm.
research-broken = Not to be compared with { $before }. { $why }
research-change = { $row }, compared with { $before }: from { $from } to { $to }, z = { $z }. { $verdict }
research-change-answers = { $row }, compared with the answers of { $before }: from { $from } (n = { $n }), a difference of { $points } points. { $verdict }
research-change-real = That is more than chance.
research-change-chance = That may be chance.
research-change-how = Where only print is left of the past, the test uses whole counts, as if the measurements were independent.
measured-made = Made of measurement { $digest } with Meedoen { $version }. When a letter or an answer changes, it is another measurement.
error-research-item = Choose a question from the list.
error-research-by = Choose what to break down by from the list.
error-research-two-breaks = This question is a break itself. Choose "Do not break down".
