# De klas: wat een docent in de les doet, voor wie, en of dat lukt.
nav-lessons = Klas
groups-title = Mijn klassen
groups-lead = Kies een klas. Je ziet wat je in de les doet, en voor wie.
groups-none = Op de lijst van personeel staat nu geen klas bij jou.
groups-none-how = Geef je wel les? Vraag de beheerder om de lijst bij te werken.
class-tab = Klas
class-lead = { $count ->
    [0] Het is { $day }.
    [one] Het is { $day }. Je doet iets voor 1 student.
   *[other] Het is { $day }. Je doet iets voor { $count } studenten.
}
class-each_lesson = In elke les
class-at_test = Bij een toets
class-none = Voor deze klas is er vandaag niets afgesproken voor in de les of bij een toets.
class-new = Nieuw sinds { $from }
class-substitute = Neemt iemand je les over?
class-substitute-how = Geef de lijst mee op papier. Er staat alleen op wat er gebeurt en voor wie.
class-paper-nl = Maak de lijst in het Nederlands (PDF)
class-paper-en = Maak de lijst in het Engels (PDF)
class-print = { $school }. Alleen voor wie deze les geeft. Gooi dit papier daarna weg, zo dat niemand het leest.
class-file = klas
class-sheet-title = Klas { $group }: wat doe je in de les?
class-sheet-lead = Deze lijst is voor wie vandaag les geeft. School heeft dit met deze studenten afgesproken.
class-sheet-keep = Laat de lijst niet liggen. Gooi haar na de les weg, zo dat niemand haar leest.
class-sheet-who = Voor wie?
class-sheet-what = Wat doe je?
mark-worked = Gelukt
mark-not-worked = Niet gelukt
mark-take-back = Toch niets zeggen
mark-said = { $what }, { $at }
lesson-changed = Dit is niet opgeslagen: voor deze student geldt nu iets anders. Hieronder staat wat er nu is afgesproken.
class-promise = Lukt iets in drie van de laatste vijf lessen niet? Dan gaat de slb'er het na.
# Wat docenten zeggen, voor wie met het dossier werkt.
told-tab = In de les
told-title = Hoe gaat het in de les met { $name }?
told-lead = Docenten zeggen na een les of het gelukt is wat jullie hebben afgesproken.
told-none = Er is nu niets afgesproken voor in de les of bij een toets.
told-nothing = Hierover is nog niets gezegd.
told-count = { $worked } keer gelukt, { $failed } keer niet.
told-failing = Lukt niet sinds { $day }
told-looked = { $by } ging dit na op { $day }. Wat docenten daarvoor zeiden, telt niet meer mee.
told-lesson = { $day }, { $group }, { $by }
told-how = Praat met de docent en met de student. Is er iets anders nodig? Doe dan een nieuw voorstel.
told-looked-into = Ik ging dit na
told-propose = Nieuw voorstel
notice-lesson-looked = Opgeschreven. Wat docenten tot nu toe zeiden, telt niet meer mee.
file-lessons = Hoe gaat het in de les?
