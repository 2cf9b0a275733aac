# The Monitor: what is measured every two years. Public, without an account.
monitor-title = Monitor of extra support in mbo
monitor-lead = Do students in mbo get the support they need? That is measured every two years. Here is what came out, and how sure it is.
monitor-nothing = There is no measurement yet that everybody may see.
monitor-of = This is the measurement of { $year }. The questions were about school year { $study }.
monitor-how = The tables stand here as they were printed in the report. We added margins, and what changed. The words are our translation.
monitor-wrong-count = { $count ->
    [one] In 1 table something in print is wrong. The table says what.
   *[other] In { $count } tables and figures something in print is wrong. The table or figure says what.
}
monitor-wrong-badge = { $count ->
    [one] 1 remark
   *[other] { $count } remarks
}
monitor-who = Who answered?
monitor-answered = { $answered } of { $asked } ({ $percent }%)
monitor-answered-unknown = It is not known how many.
monitor-lost = value not preserved
monitor-lost-text = In the report this is a picture. The numbers in it were not kept. So there is only the title, who was asked and how many answered.
monitor-files = Work with the figures yourself
monitor-files-text = Each table also has its figures as a file.
monitor-files-all = All tables of { $year } in one file (JSON)
monitor-other = The measurement of { $year }
monitor-printed = In the report of { $year } on page { $page }.
monitor-unit-percent = The numbers are percentages.
monitor-unit-count = The numbers are counts.
monitor-unit-mean = The numbers are means.
monitor-blank = not printed
monitor-base = N is how many answered this question. A dash in the table is 0.
monitor-base-of = { $n } answered
monitor-base-none = How many answered is not printed.
monitor-cell = { $row }, { $column }
monitor-sure = How sure is this?
monitor-margin = Below each percentage is a margin of 95%. Suppose that this was a simple random sample. Then the real percentage lies within it 19 times out of 20. Whoever took part chose to. So the real percentage may lie outside it as well.
monitor-margin-fpc = For institutions the margin is smaller, because nearly all { $n } took part.
monitor-margin-least = The answers are weighted. The real margin is wider than what stands here.
monitor-margin-range = Where N is a range, the lowest number was used.
monitor-margin-none-count = Counts have no margin.
monitor-margin-none-response = There is no margin here: this table is about who took part, not about what they answered.
monitor-margin-none-pooled = A column that counts answers of several columns together has no margin: who answered twice counts twice.
monitor-rounding = Percentages are rounded to whole numbers; a half goes up. So a column may be 99 or 101.
monitor-question-heading = What was the question?
monitor-question = { $group }: { $text }
monitor-question-reconstructed = The questionnaire did not come down to us. This is what was asked, in our words.
monitor-asked-heading = Who was asked?
monitor-asked = { $group }: { $answered } of { $asked } took part.
monitor-asked-unknown = { $group }. How many were asked is not known.
monitor-changed = What changed?
monitor-broken = This cannot be compared with the measurement before.
monitor-change = From { $from } to { $to }
monitor-points = Difference in percentage points
monitor-significant = More than chance?
monitor-significant-yes = Yes
monitor-significant-no = No, this may be chance
monitor-change-how = The test is two-sided at 5%, with z over the pooled counts. It treats the measurements as independent, and who answered as drawn at random. Because many differences are tested, some "yes" is chance as well.
monitor-how-heading = How was this made?
monitor-how-printed = The numbers were copied from the report of { $year }, page { $page }.
monitor-how-weighted = { $group }: the answers were weighted in the report.
monitor-how-unweighted = { $group }: the answers were not weighted.
monitor-how-chosen-all = Everybody was asked.
monitor-how-chosen-sample = A part was asked.
monitor-told-heading = What does the report say about this?
monitor-told-named = The text of the report names these numbers:
monitor-told-compared = The text compares:
monitor-told-besides = This stands in the text only, here in our words:
monitor-told-with = { $from } with { $to }
monitor-wrong-heading = What is wrong here?
monitor-wrong-text = This is what our program found in the printed table. Nothing was corrected: the numbers stand above as they were printed.
monitor-wrong-sum = In { $where } the percentages add up to { $says }. Rounding alone cannot do that.
monitor-wrong-impossible = { $where }: { $says } cannot be. No count out of { $n } is rounded to this percentage.
monitor-wrong-over = { $where }: { $says } cannot be. There is no more than 100 percent.
monitor-wrong-base = The same people were asked these questions. But the number of answers differs, and the report does not say why: { $holds }.
monitor-wrong-table = { $where }: one table says { $says }, and { $table } says { $holds } about the same.
monitor-wrong-part = { $part } is a part of { $whole }, but it is larger: { $says } against { $holds }.
monitor-wrong-source = The source names a group that this cannot have been: { $n } answers fits another group.
monitor-claim-count = { $count ->
    [one] 1 claim in the text of the report does not fit the figures.
   *[other] { $count } claims in the text of the report do not fit the figures.
}
monitor-claim-which = See which
monitor-claim-heading = What in the text of the report does not fit
monitor-claim-lead = This is what our program found in the text of the report. Between quotation marks stands the word or number of that text, in Dutch. The rest is in our own words.
monitor-claim-text = The text of the report says this about it, and it does not fit the figures:
monitor-claim-table = The table has { $holds }.
monitor-claim-two = The table has { $from } and { $to }.
monitor-claim-ratio = In the table it is { $part } of { $whole }, which is { $percent }%.
monitor-claim-elsewhere = Elsewhere the text says { $holds }.
monitor-claim-chance = That may be chance: { $from } of { $n } against { $to } of { $m } (z = { $z }).
monitor-figure-bars = Bars with a margin. The table below gives the same numbers.
monitor-figure-stack = Bars in pieces: a piece for each answer. The table below gives the same numbers.
monitor-figure-trend = Lines over the years. The table below gives the same numbers.
monitor-figure-flags = Bars: one for each measurement. The table below gives the same numbers.
monitor-flags = How do things stand?
monitor-flags-text = These are the main aims. For each of them 100% is best.
monitor-flags-aim = Aim
monitor-flags-break = break
monitor-flags-not = not measured
monitor-flags-reconstructed = put together by us
monitor-flags-how = In the report these figures are in a picture that was not kept. We found them in its text and tables. Two figures with a break between them cannot be compared: the question was another.
monitor-since = What changed since the measurement before?
monitor-since-tested = We could compare { $count } figures with the measurement before.
monitor-since-count = { $count ->
    [0] Of none of them the difference is more than chance.
    [one] Of 1 of them the difference is more than chance.
   *[other] Of { $count } of them the difference is more than chance.
}
monitor-since-chance = { $count ->
    [one] That happens even if nothing changed: with about 1 figure.
   *[other] That happens even if nothing changed: with about { $count } figures.
}
monitor-since-row = Figure
monitor-since-from = Before
monitor-since-to = Now
monitor-since-doubt = Something in print about this table is wrong.
monitor-since-flag-yes = { $flag }: from { $from } to { $to }. That is more than chance.
monitor-since-flag-no = { $flag }: from { $from } to { $to }. That may be chance.
monitor-sources-link = All { $count } figures from the texts of report and letters
monitor-sources-title = Figures from the texts
monitor-sources-lead = Many figures stand in no table, but in a sentence of a letter or report. Here they are together, with what they count in our own words.
monitor-sources-value = Figure
monitor-sources-counts = Who and what
monitor-sources-year = Year
monitor-sources-place = Where it stands
agenda-title = What was promised: the improvement agenda
agenda-lead = In 2020 the ministry and others promised to improve support in mbo. Here is what, who, for when and how far it was.
agenda-known = How far it is stands here as the letters of 2020 and 2022 and the note of 2023 said. What happened since we do not know yet.
agenda-who = Who
agenda-due = For when
agenda-told = Told in
agenda-motions = Asked by parliament
agenda-flags = Should help with
agenda-status-planned = promised
agenda-status-agreed = agreed
agenda-status-running = going on
agenda-status-done = done
agenda-status-refused = will not happen

# Paste a text and a table, and see what does not fit.
paste-title = Does the text fit the table?
paste-lead = Paste a text in Dutch and a table. You see which numbers and words, such as "ruim een kwart", fit no number in the table.
paste-text = The text
paste-text-hint = A piece of a report, a letter or a news item.
paste-table = The table
paste-table-hint = Copy it from a spreadsheet or a page. Each row on a line of its own.
paste-ask = See what fits
paste-kept = We keep nothing of what you paste.
paste-found = This is what the text says
paste-nothing = There is no number or word in the text that we know.
paste-line = Line { $line }:
paste-means = That means { $means }%.
paste-fits = Fits { $numbers }.
paste-fits-none = This fits no number in the table.
paste-compares = This compares two numbers. See for yourself which.
paste-look = Does something fit? It may still be about another row. Look for yourself.
error-paste-empty = Paste something here.
error-paste-long = This is too long. Paste at most 50,000 characters.
error-paste-no-number = We see no number in the table. Paste a table with numbers.
