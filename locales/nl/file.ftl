# De pagina van een dossier.
file-number = Studentnummer
file-team = Team
file-guardian = Ouder of verzorger
file-guardian-authority = Heeft gezag
file-guardian-other = Heeft geen gezag
file-propose = Voorstel voor afspraken maken
file-record = Opschrijven wat nodig is
file-duties = Te doen
file-applications = Aanmeldingen
file-open-intake = Naar de intake
file-enrolments = Inschrijvingen
file-before = Afspraken opgeschreven voor de inschrijving?
file-before-yes = Eens op { $agreed }, ingeschreven op { $enrolled }.
file-before-no = Pas eens op { $agreed }. De inschrijving was al op { $enrolled }.
file-before-none = Er zijn nog geen afspraken. De inschrijving was op { $enrolled }.
file-need = Wat is er nodig, in eigen woorden
file-need-unknown = Nog niet opgeschreven.
file-recorded-on = Opgeschreven op { $day }
file-facts = Wat de wet wil weten
file-facts-unknown = Nog niet bekeken.
file-declined = Wil dit niet
file-declined-on = Gezegd op { $day }
file-agreement = Afspraken
file-agreement-none = Er zijn nog geen afspraken.
file-agreement-first = Er zijn nog geen afspraken. Maak ze voor de inschrijving (WEB 8.1.3a).
file-version = Versie { $number }
file-proposed-on = Voorstel van { $day }
file-measures = { $count ->
    [one] 1 maatregel
   *[other] { $count } maatregelen
}
file-a-guardian = een ouder of verzorger
file-timeline = Hoe het ging
event-applied = aangemeld
event-enrolled = inschrijving begint
event-left = inschrijving stopt
event-need = opgeschreven wat er nodig is
event-proposed = voorstel gedaan (versie { $number })
event-agreed = { $name } is het eens met versie { $number }
event-not-agreed = { $name } is het niet eens met versie { $number }
event-change-asked = { $name } vraagt een verandering van versie { $number }
enrolment-status-planned = Begint nog
enrolment-status-active = Loopt nu
enrolment-status-ended = Afgelopen
enrolment-status-withdrawn = Niet meer in de gegevens van DUO
