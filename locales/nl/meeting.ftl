# Overleg van het ondersteuningsteam, en wat daar is besloten.
meetings-title = Overleg
meetings-lead = Hier staan de gesprekken van het ondersteuningsteam over een student.
meetings-none = Er staat hier niets.
meetings-total = { $count ->
    [one] 1 overleg.
   *[other] { $count } keer overleg.
}
meetings-late = Schrijf op wat er is besloten
meeting-status-planned = Gepland
meeting-status-held = Gehouden
meeting-status-cancelled = Afgezegd
tab-meeting-plan = Overleg plannen
meeting-plan-title = Overleg over { $name }
meeting-plan-lead = Plan een gesprek van het ondersteuningsteam. De student of een ouder zegt eerst ja.
meeting-plan-day = Op welke dag?
meeting-plan-question = Waar gaat het over?
meeting-student-reads = De student leest dit terug.
meeting-plan-people = Wie vraag je erbij?
meeting-plan-people-hint = Vraag de student er altijd bij.
meeting-plan-send = Plan het overleg
tab-meeting = Overleg
meeting-title = Overleg over { $name }
meeting-agreed = Er is een ja. Het overleg kan doorgaan.
meeting-no-consent = Er is nog geen ja. Zonder ja gaat het overleg niet door.
meeting-to-minutes = Schrijf op wat er is besloten
meeting-question = Waar het over gaat
meeting-asked = Wie erbij wordt gevraagd
meeting-people = Wie erbij was
meeting-consents = Wie ja zei
meeting-consented = { $who } zei ja op { $on }. Opgeschreven door { $by }.
meeting-consent-back = Dat is teruggenomen op { $on }.
meeting-decided = Wat er is besloten
meeting-notes = Notities
meeting-written = Opgeschreven door { $by } op { $on }.
meeting-consent = Mag het overleg doorgaan?
meeting-consent-text = Is de student 16 of ouder? Dan zegt de student het zelf. Bij een jongere student zegt een ouder het.
meeting-consent-who = Wie zei ja?
meeting-consent-student = De student
meeting-consent-guardian = Een ouder
meeting-consent-day = Op welke dag?
meeting-do-agree = Schrijf de ja op
meeting-do-disagree = De ja is teruggenomen
meeting-cancel = Gaat het niet door?
meeting-why = Waarom niet?
meeting-do-cancel = Zeg het overleg af
tab-meeting-minutes = Verslag van het overleg
meeting-minutes-title = Wat is er besloten over { $name }?
meeting-minutes-lead = De student leest wat er is besloten. Elk besluit komt op de lijst van wie het doet.
meeting-minutes-day = Op welke dag was het?
meeting-minutes-people = Wie was erbij?
meeting-minutes-notes = Notities voor wie met de student werkt
meeting-minutes-notes-hint = De student leest deze notities niet op de eigen pagina, en mag ze wel opvragen.
meeting-minutes-send = Leg het vast
meeting-decision = Besluit { $n }
meeting-decision-what = Wat gaan jullie doen?
meeting-decision-who = Wie doet het?
meeting-decision-due = Voor welke dag?
decisions-title = Wat er is besloten en nog moet
decisions-lead = Dit is op een overleg besloten.
decisions-mine = Toon alleen wat ik doe
decisions-all = Toon wat iedereen doet
decisions-none = Er is niets meer te doen.
decisions-total = { $count ->
    [one] 1 ding te doen.
   *[other] { $count } dingen te doen.
}
decisions-late = Te laat
decision-open = Nog te doen
decision-done = Gedaan
decision-dropped = Niet meer nodig
decision-who = { $name } doet dit voor { $by }.
decision-do-done = Gedaan: { $name }
decision-do-dropped = Niet meer nodig: { $name }
decision-do-done-short = Gedaan
decision-do-dropped-short = Niet meer nodig
error-meeting-day = Vul in op welke dag het is.
error-meeting-question = Schrijf op waar het over gaat.
error-meeting-people = Schrijf op wie erbij is.
error-meeting-too-far = Deze dag is meer dan een jaar weg. Klopt het jaar?
error-meeting-consent-day = Vul in op welke dag er ja is gezegd.
error-meeting-consent-who = Kies wie ja zei.
error-meeting-consent-student = De student was toen 16 of ouder en zegt zelf ja.
error-meeting-consent-guardian = De student was toen nog geen 16. Een ouder zegt ja.
error-meeting-why = Schrijf op waarom het niet doorgaat.
error-meeting-no-consent = Voor die dag is er geen ja. Schrijf die eerst op.
error-meeting-decision = Schrijf op wat jullie gaan doen.
error-meeting-owner = Kies wie het doet.
error-meeting-due = Vul in voor welke dag.
error-meeting-due-before = Deze dag ligt voor het overleg.
notice-meeting-planned = Het overleg staat gepland.
notice-meeting-agreed = De ja staat erbij.
notice-meeting-disagreed = De ja is teruggenomen. Het overleg gaat zo niet door.
notice-meeting-cancelled = Het overleg is afgezegd.
notice-meeting-held = Het verslag staat erin. Elk besluit staat op de lijst van wie het doet.
notice-decision-done = Dat is gedaan.
notice-decision-dropped = Dat is niet meer nodig.
notice-decision-closed = Dat was al klaar.
notice-decision-none = Kies wat er klaar is.
file-meeting = Plan een overleg
own-meeting = Overleg van { $on }
work-decisions = { $count ->
    [one] Op een overleg is 1 ding besloten dat jij doet.
   *[other] Op een overleg zijn { $count } dingen besloten die jij doet.
}
