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
law-agree = De wet zegt: is er extra ondersteuning nodig door een handicap of chronische ziekte? Schrijf dan eerst de afspraken op, en schrijf daarna in ({ $article }).
law-agree-later = De wet zegt: maak ook afspraken als iemand pas na de inschrijving extra ondersteuning nodig heeft door een handicap of chronische ziekte ({ $article }).
law-evaluate = De wet zegt: bekijk elk schooljaar samen met de student of de afspraken werken, uiterlijk op 31 juli ({ $article }).
law-dispute = Een student die het niet eens wordt met de school over het maken, veranderen of uitvoeren van de afspraken, kan een geschil melden ({ $article }).
law-inform = De wet zegt: de school vertelt studenten welke ondersteuning er is ({ $article }).
law-policy = Jullie school heeft het zo afgesproken. Het volgt niet uit wat we nu weten over een handicap of chronische ziekte.
duty-agree-again = { $name } wil iets anders: doe een nieuw voorstel
duty-reply = { $name } wil iets anders: doe een nieuw voorstel, of leg uit waarom niet
duty-since = Wacht sinds { $day }
law-promise = Dat beloven we aan wie antwoord geeft: school antwoordt terug. De wet noemt hier geen termijn.
