# De werklijst, en wat er te doen is.
work-title = Wat moet ik doen?
work-empty = Je hebt niets te doen. Mooi.
work-empty-but = In de tabel staat nu niets. Wat je nog doet, staat hierboven.
work-empty-turns = Op { $on } verandert er vanzelf iets bij een van je studenten. Dan kan hier iets bij komen.
work-empty-next = Zodra er iets te doen is voor een van je studenten, staat het hier.
work-none = Hier is niets te doen. Je koos: { $chosen }. Kies iets anders, of kijk bij alles.
work-from-start = Begin bovenaan
work-tabs = Werk op een rij
work-all = Alles
work-late = Te laat
work-this-week = Deze week
work-later = Later
work-no-term = Zonder termijn
work-waiting = Wacht op antwoord
work-total = { $count ->
    [one] 1 taak.
   *[other] { $count } taken.
}
work-printed = Dit is de lijst van { $day }.
work-save = Bewaar als bestand (CSV)
work-file = werk
work-kind = Soort werk
work-all-kinds = Al het werk
work-kind-counted = { $kind } ({ $count })
work-kind-assess = Bekijken wat nodig is
work-kind-agree = Afspraken maken
work-kind-agree-later = Afspraken maken over iets nieuws
work-kind-reply = Reageren op wie iets anders wil
work-kind-await = Om een antwoord vragen
work-kind-mend = Nagaan wat in de les niet lukt
work-kind-look-again = Opnieuw kijken naar een aandachtspunt
work-column-name = Wie
work-column-number = Studentnummer
work-column-team = Team
work-column-coach = Slb'er
work-column-pile = Hoe het staat
work-column-task = Wat je doet
work-column-why = Waarom
work-column-due = Wanneer
work-column-since = Wacht sinds
work-column-owner = Van wie
work-column-law = Waar het staat
narrow-button = Laat zien
narrow-team = Team
narrow-all-teams = Alle teams
narrow-coach = Slb'er
narrow-all-coaches = Alle slb'ers
narrow-gone = wat je koos is hier niet meer
narrow-nothing = Laat alles zien
owner-you = jij
owner-no-coach = geen slb'er
owner-intake = intake
owner-student = student
owner-guardian = ouder
duty-short-assess = nog niet bekeken
duty-short-agree = nog geen afspraken
duty-short-agree-later = iets nieuws, nog geen afspraken
duty-short-ask = voorstel wacht op antwoord
duty-short-tell = Er ging geen mail: vertel het zelf
duty-short-reply = wil iets anders
duty-short-mend = lukt niet in de les
duty-short-look-again = aandachtspunt: opnieuw kijken
duty-button-assess = Bekijken
duty-button-agree = Voorstel maken
duty-button-ask = Antwoord vragen
duty-button-agree-again = Nieuw voorstel
duty-button-reply = Reageren
duty-button-mend = Nagaan
duty-button-look-again = Kijk opnieuw
list-next = Volgende
list-place = Je ziet { $first } tot en met { $last } van { $count }.
list-past-the-end = Hierna komt niets meer. Begin bovenaan om alles te zien.
name-unknown = naam onbekend
nameless-number = naam onbekend, studentnummer { $number }
nameless-born = naam onbekend, geboren { $on }
duty-assess = Bekijk of { $name } extra ondersteuning nodig heeft
duty-agree = Maak afspraken met { $name }
duty-ask-student = Vraag { $name } om het voorstel te lezen en te antwoorden
duty-ask-guardian = Vraag een ouder van { $name } om te antwoorden
duty-by = Uiterlijk { $day }
duty-no-term = Geen termijn
duty-late = { $days ->
    [one] 1 dag te laat
   *[other] { $days } dagen te laat
}
law-assess = De wet zegt: de school bekijkt voor de inschrijving of iemand extra ondersteuning nodig heeft ({ $article }).
law-agree = De wet zegt: is er extra ondersteuning nodig door een handicap of chronische ziekte? Schrijf dan eerst de afspraken op, en schrijf daarna in ({ $article }).
law-agree-later = Heeft iemand pas na de inschrijving extra ondersteuning nodig door een handicap of chronische ziekte? Dan zegt de wet: maak ook afspraken ({ $article }).
law-evaluate = De wet zegt: bekijk elk schooljaar samen met de student of de afspraken werken, uiterlijk op 31 juli ({ $article }).
law-dispute = Student en school kunnen het oneens zijn over het maken, veranderen of uitvoeren van de afspraken. Dan kan de student een geschil melden ({ $article }).
law-inform = De wet zegt: de school vertelt studenten welke ondersteuning er is ({ $article }).
law-policy = Jullie school heeft het zo afgesproken. Het volgt niet uit wat we nu weten over een handicap of chronische ziekte.
duty-agree-again = { $name } wil iets anders: doe een nieuw voorstel
duty-reply = { $name } wil iets anders: doe een nieuw voorstel, of leg uit waarom niet
duty-mend = Ga na waarom een maatregel voor { $name } in de les niet lukt
duty-look-again = Kijk opnieuw naar een aandachtspunt voor { $name }
duty-since = Wacht sinds { $day }
law-promise = Dat beloven we aan wie antwoord geeft: school antwoordt terug. De wet noemt hier geen termijn.
law-promise-mend = Dat beloven we aan docenten: lukt iets vaker niet, dan gaat de slb'er het na. Er is geen termijn.
law-promise-look-again = Dat beloven we aan de student: op die dag kijkt iemand opnieuw.
# Waar iets staat: de wet, het artikel, en welke tekst we lazen.
law-cite = { $cite }, tekst van { $day }
law-cite-unread = { $cite }, tekst niet nagelezen
law-cite-guidance = Steunpunt Passend Onderwijs, pagina over de wet van 1 augustus 2023
# Waarom iets moet, of mag: de feiten, in de volgorde van het artikel.
because-why = Waarom?
because-needs_extra_support_on_the_ground-yes = Er is extra ondersteuning nodig door een handicap of chronische ziekte.
because-needs_support_by_policy-yes = Er is extra ondersteuning nodig.
because-enrolled_on-day = De inschrijving is vanaf { $day }.
because-enrolled_on-not_said = Er is nog geen inschrijving.
because-need_arose_later-no = De ondersteuning was al nodig voor de inschrijving.
because-need_arose_on-day = Dat bleek op { $day }, na de inschrijving.
because-agreed_on-day = Iedereen was het eens op { $day }.
because-agreed_on-not_said = Niet iedereen die moet antwoorden, is het eens.
because-agreements_end_on-day = De laatste dag van die afspraken is { $day }.
because-assessed_on-day = Op { $day } is bekeken wat er nodig is.
because-assessed_on-not_said = Er is hiervoor nog niet bekeken wat er nodig is.
because-asked_on-day = Op { $day } vroeg iemand om iets anders, of zei nee.
because-failing_since-day = Docenten zeggen sinds { $day } dat iets niet lukt.
because-look_again_on-day = Er staat dat iemand op { $day } opnieuw kijkt.
because-waits_since-day = Het voorstel wacht sinds { $day }.
because-waits_for-student = De student moet nog antwoorden.
because-waits_for-parent = Een ouder of verzorger moet nog antwoorden.
because-participant-student = Het gaat om een student.
because-participant-vavo_student = Het gaat om een vavo-student.
because-participant-educatie_deelnemer = Het gaat om iemand in andere educatie.
because-funded-yes = De school krijgt geld van de overheid.
because-funded-no = De school krijgt geen geld van de overheid.
because-law_in_force-no = De wet vraagt dit pas sinds 1 augustus 2023.
because-ground-yes = Er is een handicap of chronische ziekte.
because-ground-no = Er is geen handicap of chronische ziekte genoemd.
because-ground-unknown = Of er een handicap of chronische ziekte is, is niet bekend.
because-ground-not_said = Of er een handicap of chronische ziekte is, is niet gevraagd.
because-needs_extra_support-yes = Er is extra ondersteuning nodig.
because-needs_extra_support-no = Er is geen extra ondersteuning nodig.
because-needs_extra_support-not_said = Of er extra ondersteuning nodig is, is niet bekeken.
because-waived_on-day = De student wil die niet, en zei dat op { $day }.
work-voices = { $count ->
    [one] Studenten zeiden 1 ding waar nog geen antwoord op is.
   *[other] Studenten zeiden { $count } dingen waar nog geen antwoord op is.
}
work-voices-late = { $count ->
    [one] Bij 1 daarvan is het te laat.
   *[other] Bij { $count } daarvan is het te laat.
}
work-evaluations = { $count ->
    [one] Met 1 student moet dit schooljaar nog een evaluatie.
   *[other] Met { $count } studenten moet dit schooljaar nog een evaluatie.
}
work-missed = { $count ->
    [one] Met 1 student is vorig schooljaar de evaluatie overgeslagen.
   *[other] Met { $count } studenten is vorig schooljaar de evaluatie overgeslagen.
}
work-stops = { $count ->
    [one] Bij 1 student is de ondersteuning niet meer nodig. Laat de afspraken eindigen.
   *[other] Bij { $count } studenten is de ondersteuning niet meer nodig. Laat de afspraken eindigen.
}
work-lost = { $count ->
    [one] Van 1 overleg is de ja teruggenomen. Zeg het tegen wie erbij zou zijn.
   *[other] Van { $count } keer overleg is de ja teruggenomen. Zeg het tegen wie erbij zou zijn.
}
