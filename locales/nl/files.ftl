# Dossiers vinden: lijst, zoeken, aanmeldingen.
files-title = Dossiers
files-yours = Jouw studenten
files-total = { $count ->
    [one] 1 dossier.
   *[other] { $count } dossiers.
}
files-tabs = Dossiers op een rij
files-all = Alle
files-due = Met iets te doen
files-all-kinds = Met of zonder werk
files-none-chosen = Er is geen dossier dat past bij wat je koos: { $chosen }. Kies iets anders, of kijk bij alle.
files-empty = Er zijn nog geen dossiers die je mag zien. Ze komen vanzelf zodra een student bij jou hoort.
file-due = Er is iets te doen
student-number = Studentnummer { $number }
list-from-start = Terug naar het begin van de lijst
search-title = Zoeken
search-field = Zoek een student
search-hint = Een stukje van de naam, in welke volgorde ook. Of het studentnummer, of de geboortedatum.
search-button = Zoek
search-found = { $count ->
    [0] Niemand gevonden
    [one] 1 student gevonden
   *[other] { $count } studenten gevonden
}
search-nothing = Bij de studenten die jij mag zien is er niemand die bij alles past wat je typte. Probeer minder: een stukje van één naam.
search-more = We laten er { $count } zien. Er zijn er meer: typ ook een stukje van de andere naam, of de geboortedatum.
search-choose-to-purge = Kies van wie je een tekst wilt wissen. Je kunt het dossier zelf niet lezen.
error-search-empty = Typ een stukje van een naam, een studentnummer of een geboortedatum.
error-search-many = Dit zijn te veel woorden. Typ er hooguit acht.
error-search-long = Dit is te lang voor een naam. Typ alleen de naam of het studentnummer.
intake-list-title = Aanmeldingen
intake-tabs = Aanmeldingen op een rij
intake-to-do = Nu te doen
intake-nothing-to-do = Er is nu niets te doen.
intake-ended = Afgelopen
intake-side = Aangemeld
intake-all-sides = Voor en na 1 april
intake-side-in-time = Uiterlijk 1 april
intake-side-late = Na 1 april
intake-side-unbound = 1 april telt hier niet
intake-side-unknown = Niet bekend
intake-side-count = { $side } ({ $count })
intake-open = Open
intake-total = { $count ->
    [one] 1 aanmelding.
   *[other] { $count } aanmeldingen.
}
intake-none-chosen = Er is geen aanmelding die past bij wat je koos: { $chosen }. Kies iets anders, of kijk bij wat open is.
intake-list-empty = Er zijn geen aanmeldingen. Zodra er een binnenkomt, staat die hier.
intake-with = Intake houden met { $name }
intake-again-with = De intake van { $name } openen
application-status-received = Nog geen intake
application-status-intake_held = Intake gehouden
application-status-enrolled = Ingeschreven
application-status-withdrawn = Teruggetrokken
application-status-not_admitted = Niet toegelaten
programme-named = { $name } ({ $crebo })
programme-ended = { $name } ({ $crebo }, liep tot en met { $until })
programme-replaced = { $name } ({ $crebo }, liep tot en met { $until }, nu { $next })
programme-code = Opleiding { $crebo } (de naam is niet bekend)
programme-unknown = Opleiding nog niet bekend
applied-on = Aangemeld op { $day }
starts-on = Begint op { $day }
