# Dossiers vinden: lijst, zoeken, aanmeldingen.
files-title = Dossiers
files-yours = Jouw studenten
files-total = De school heeft { $count } dossiers.
files-empty = Er zijn nog geen dossiers die je mag zien. Ze komen vanzelf zodra een student bij jou hoort.
file-due = Er is iets te doen
student-number = Studentnummer { $number }
list-from-start = Terug naar het begin van de lijst
search-title = Zoeken
search-field = Zoek een student
search-hint = Een naam of een studentnummer. Een begin van een naam is genoeg.
search-button = Zoek
search-found = { $count ->
    [0] Niemand gevonden
    [one] 1 student gevonden
   *[other] { $count } studenten gevonden
}
search-nothing = Er is niemand met deze naam of dit nummer bij de studenten die jij mag zien. Probeer een stukje van de naam.
search-more = We laten de eerste { $count } zien. Er zijn er meer: typ meer letters van de naam.
search-choose-to-erase = Kies van wie je een tekst wilt wissen. Je kunt het dossier zelf niet lezen.
error-search-empty = Typ een naam of een studentnummer.
error-search-long = Dit is te lang voor een naam. Typ alleen de naam of het studentnummer.
intake-list-title = Aanmeldingen
intake-list-empty = Er zijn geen aanmeldingen. Zodra er een binnenkomt, staat die hier.
intake-with = Intake houden met { $name }
intake-again-with = De intake van { $name } openen
application-status-received = Nog geen intake
application-status-intake_held = Intake gehouden
application-status-enrolled = Ingeschreven
application-status-withdrawn = Teruggetrokken
application-status-not_admitted = Niet toegelaten
programme-named = Opleiding { $crebo }
programme-unknown = Opleiding niet bekend
applied-on = Aangemeld op { $day }
starts-on = Begint op { $day }
