# A class: what a teacher does in a lesson, for whom, and whether that works.
nav-lessons = Class
groups-title = My classes
groups-lead = Choose a class. You see what you do in the lesson, and for whom.
groups-none = The list of staff has no class for you now.
groups-none-how = Do you teach one? Ask the administrator to bring the list up to date.
class-tab = Class
class-lead = { $count ->
    [0] It is { $day }.
    [one] It is { $day }. You do something for 1 student.
   *[other] It is { $day }. You do something for { $count } students.
}
class-each_lesson = In every lesson
class-at_test = At a test
class-none = Nothing was agreed for the lessons or tests of this class today.
class-new = New since { $from }
class-substitute = Does somebody take over your lesson?
class-substitute-how = Give them the list on paper. It says only what is done and for whom.
class-paper-nl = Make the list in Dutch (PDF)
class-paper-en = Make the list in English (PDF)
class-print = { $school }. Only for who teaches this lesson. Destroy this paper afterwards, so that nobody reads it.
class-file = class
class-sheet-title = Class { $group }: what do you do in the lesson?
class-sheet-lead = This list is for who teaches today. School agreed this with these students.
class-sheet-keep = Do not leave the list behind. Destroy it after the lesson, so that nobody reads it.
class-sheet-who = For whom?
class-sheet-what = What do you do?
mark-worked = It worked
mark-not-worked = It did not work
mark-take-back = Say nothing after all
mark-said = { $what }, { $at }
lesson-changed = This was not saved: something else holds for this student now. Below is what is agreed now.
class-promise = Does something fail in three of the latest five lessons? Then the coach looks into it.
# What teachers say, for who works with the file.
told-tab = In class
told-title = How does it go in class with { $name }?
told-lead = After a lesson teachers say whether what you agreed worked.
told-none = Nothing is agreed now for lessons or tests.
told-nothing = Nothing was said of this yet.
told-count = { $worked } times it worked, { $failed } times it did not.
told-failing = Does not work since { $day }
told-looked = { $by } looked into this on { $day }. What teachers said before no longer counts.
told-lesson = { $day }, { $group }, { $by }
told-how = Talk with the teacher and with the student. Is something else needed? Make a new proposal.
told-looked-into = I looked into this
told-propose = New proposal
notice-lesson-looked = Written down. What teachers said until now no longer counts.
file-lessons = How does it go in class?
