# Wie weet wat, en wat werkte er bij een ander.
nav-knowledge = Kennis
knowledge-title = Wie weet wat?
knowledge-title-of = Wie weet iets van { $what }?
knowledge-lead = Hier zie je wie je iets kunt vragen. Je collega’s zeggen zelf wat ze weten.
knowledge-seek = Waar zoek je hulp bij?
knowledge-seek-hint = Gebruik je eigen woorden. Bijvoorbeeld: voorlezen bij een toets. Noem geen student.
knowledge-seek-kept = Wij bewaren niet wat je typt.
knowledge-found = Dit gaat over: { $what }
knowledge-found-none = Wij weten niet wat je zoekt. Zeg het eens anders, of kijk in de hele lijst.
knowledge-write = Zeg wat jij weet
knowledge-write-lead = Je collega’s kunnen jou dan vinden. Je haalt het weg als je dat wilt.
knowledge-ask = Vraag een collega
knowledge-ask-lead = Vraag of een collega hier iets van weet. Pas als die ja zegt, zien anderen het.
knowledge-ask-send = Vraag het
knowledge-whole = Bekijk de hele boom
knowledge-own-title = Wat jij weet
knowledge-own-asked = { $name } vraagt of jij hier iets van weet.
knowledge-own-said = Jij zei dit op { $on }.
knowledge-own-old = Jij zei dit op { $on }. Klopt het nog?
knowledge-yes = Ja, zeg wanneer je er bent
knowledge-no = Nee, dit weet ik niet
knowledge-change = Pas aan
knowledge-still = Het klopt nog
knowledge-leave = Haal weg
knowledge-asked-title = Wat je vroeg
knowledge-asked-of = { $name } zei nog geen ja of nee.
knowledge-unask = Vraag het niet meer
knowledge-gaps = Wat niemand weet
knowledge-gaps-lead = Van deze dingen zegt nog niemand iets. Weet jij ervan? Zeg het dan.
knowledge-nobody = Nog niemand.
knowledge-more = { $many ->
    [one] Nog één collega weet iets van { $what }
   *[other] Nog { $many } collega’s weten iets van { $what }
}
knowledge-leaf = { $many ->
    [0] { $what } (niemand)
   *[other] { $what } ({ $many })
}
knowledge-team = team { $team }
knowledge-every-team = hele school
knowledge-colleague = een collega
knowledge-confirmed = { $name } zei op { $on } dat dit klopt.
knowledge-confirm = Dit klopt
knowledge-old = Dit is van { $on }. Vraag of het nog klopt.
knowledge-subject = Waarvan?
knowledge-for-team = Voor wie?
knowledge-words = Wat kun je vragen?
knowledge-words-hint = Bijvoorbeeld: hoe je een rustige plek regelt.
knowledge-not-here = Schrijf niets over één student. Noem geen naam, geen nummer en geen ziekte.
knowledge-reachable = Wanneer en hoe kan het?
knowledge-reachable-hint = Bijvoorbeeld: op dinsdag, in lokaal 2.14. Of: bel 026 123 45 67.
knowledge-who = Is het geen collega, maar een functie? Welke?
knowledge-who-hint = Bijvoorbeeld: het loket voor hulp. Laat het leeg als jij het bent.
knowledge-who-en = Die functie in het Engels
knowledge-colleague-field = Welke collega?
knowledge-colleague-hint = Het e-mailadres waarmee je collega inlogt.
knowledge-save = Bewaar
knowledge-branch-lessons = In de les
knowledge-branch-exams = Toetsen en examens
knowledge-branch-aids = Hulpmiddelen
knowledge-branch-guidance = Hulp en gesprek
knowledge-branch-building = Het gebouw
knowledge-branch-workplace = De stage
knowledge-changed = Iemand paste dit net aan. Kijk wat er nu staat, en doe het dan opnieuw.
knowledge-there = Dit staat er al. Pas aan wat er staat.
knowledge-own = Dit zei je zelf. Een ander kan zeggen dat het klopt.
knowledge-gone = Dit is al weggehaald.
error-knowledge-subject = Kies waar het over gaat.
error-knowledge-team = Kies een team uit de lijst.
error-knowledge-words = Schrijf op wat je kunt vragen.
error-knowledge-reachable = Schrijf op wanneer en hoe het kan.
error-knowledge-number = Hier staat een lang nummer. Haal het weg: het kan van een student zijn.
error-knowledge-address = Hier staat een e-mailadres. Haal het weg: het kan van een student zijn.
error-knowledge-colleague = Wij kennen geen collega met dit adres op deze school.
error-knowledge-who = Schrijf op welke functie het is.
error-knowledge-who-en = Schrijf de functie ook in het Engels op.
notice-knowledge-said = Dit staat er nu.
notice-knowledge-asked = De vraag staat klaar voor je collega.
notice-knowledge-still = Dit klopt nog, zei je.
notice-knowledge-confirmed = Er staat nu bij dat het klopt.
notice-knowledge-out = Dit is weg.
practice-title = Wat werkte
practice-title-of = Wat werkte bij: { $what }
practice-lead = Hier vertellen collega’s wat bij hen werkte. Er staat niets over een student.
practice-write = Schrijf op wat bij jou werkte
practice-write-lead = Vertel kort wat jullie deden en wat het gaf. Na een jaar vragen wij of het nog klopt.
practice-all = Bekijk alles
practice-elsewhere = Lees wat bij collega’s werkte
practice-again = Klopt dit nog?
practice-found = Dit werkte
practice-none = Er staat hier nog niets.
practice-by = { $name } schreef dit op { $on }.
practice-old = Dit gold tot { $on }. Niemand zei daarna dat het nog klopt.
practice-too = Dit werkte ook bij ons
practice-not-too = Het werkte toch niet bij ons
practice-too-many = { $many ->
    [one] Dit werkte ook bij één collega.
   *[other] Dit werkte ook bij { $many } collega’s.
}
practice-teams = meer teams
practice-change = Pas aan of stop
practice-end = Haal weg
practice-end-title = Klopt dit niet meer?
practice-why = Waarom klopt het niet meer?
practice-why-hint = Je collega’s lezen het daarna niet meer.
practice-next = Lees verder
practice-subjects = Zoek per onderwerp
practice-measure = Bij welke maatregel?
practice-no-measure = geen
practice-text = Wat deden jullie, en wat gaf het?
practice-text-hint = Schrijf kort, in gewone woorden.
practice-text-en = Hetzelfde in het Engels
practice-nobody = Hier staat geen naam van een student in
practice-nobody-hint = Vink dit aan als een woord op een naam lijkt, maar er geen is.
practice-team = In welk team?
practice-programme = Bij welke opleiding?
practice-level = Op welk niveau?
practice-level-entree = entree
practice-level-2 = niveau 2
practice-level-3 = niveau 3
practice-level-4 = niveau 4
practice-level-several = meer niveaus
practice-gone = Dit is al weggehaald.
practice-own = Dit schreef je zelf. Een ander kan zeggen dat het ook daar werkte.
error-practice-text = Schrijf op wat jullie deden.
error-practice-measure = Kies een maatregel uit de lijst.
error-practice-level = Kies een niveau.
error-practice-names = Dit lijkt op een naam: { $names }. Haal het weg, of vink aan dat het geen student is.
error-practice-why = Schrijf op waarom het niet meer klopt.
notice-practice-written = Je collega’s kunnen dit nu lezen.
notice-practice-ended = Dit is weg.
notice-practice-too = Er staat bij dat het ook bij jou werkte.
notice-practice-not-too = Dat staat er niet meer bij.
notice-practice-still = Dit klopt nog, zei je. Over een jaar vragen wij het weer.
work-knowledge = { $count ->
    [one] Een collega vraagt of jij iets weet.
   *[other] Collega’s vragen bij { $count } dingen of jij het weet.
}
look-share_knowledge = Las of schreef wat collega’s weten
look-keep_knowledge = Vroeg een collega iets, of zei dat het klopt
look-see_workload = Zag hoeveel werk een team heeft
concern-grant-managed_teams = . Mag bij aantallen van eigen teams, niet in een dossier.
work-knowledge-old = { $count ->
    [one] 1 ding dat jij weet, is een jaar oud. Klopt het nog?
   *[other] { $count } dingen die jij weet, zijn een jaar oud. Kloppen ze nog?
}
work-practices-old = { $count ->
    [one] 1 goede praktijk van jou is een jaar oud. Werkt het nog zo?
   *[other] { $count } goede praktijken van jou zijn een jaar oud. Werkt het nog zo?
}
