# De werklijst, en wat er te doen is.
work-title = Wat moet ik doen?
work-empty = Je hebt niets te doen. Mooi.
work-empty-turns = Op { $on } verandert er vanzelf iets bij een van je studenten. Dan kan hier iets bij komen.
work-empty-next = Zodra er iets te doen is voor een van je studenten, staat het hier.
work-no-more = Er is niets meer na wat je net zag.
work-from-start = Begin bovenaan
work-late = Te laat
work-this-month = Deze maand
work-later = Later
work-no-term = Zonder termijn
list-next = Volgende
name-unknown = naam onbekend
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
law-agree = De wet zegt: eerst de afspraken opschrijven, dan inschrijven ({ $article }).
law-agree-later = De wet zegt: maak ook afspraken als iemand pas na de inschrijving ondersteuning nodig heeft ({ $article }).
law-evaluate = De wet zegt: bekijk de afspraken elk schooljaar samen ({ $article }).
law-dispute = Wie het niet eens wordt met de school, kan een geschil melden ({ $article }).
law-inform = De wet zegt: de school vertelt studenten welke ondersteuning er is ({ $article }).
law-policy = De wet vraagt dit niet. Jullie school heeft het zo afgesproken.
duty-agree-again = { $name } wil iets anders: doe een nieuw voorstel
duty-reply = { $name } wil iets anders: doe een nieuw voorstel, of leg uit waarom niet
duty-since = Wacht sinds { $day }
law-promise = Dat beloven we aan wie antwoord geeft: school antwoordt terug. De wet noemt hier geen termijn.
