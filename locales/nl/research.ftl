# Onderzoek: wat een onderzoeksbureau meet, voor wie het meet.
nav-research = Onderzoek
research-title = Onderzoek
research-lead = Dit zijn de metingen van { $body }. Je ziet hoe ver ze zijn, wat er niet klopt en wat eruit komt.
research-none = Er is hier nog geen meting. De beheerder van de server zet hem in de map van jullie bureau.
research-public = Wat iedereen van de Monitor ziet
research-measurement = Meting { $year }
research-synthetic = Synthetisch: niemand gaf deze antwoorden
research-synthetic-mark = synthetisch
research-synthetic-text = Niemand gaf deze antwoorden. Ze zijn gemaakt om te laten zien hoe een meting gaat. Gebruik de cijfers nergens voor.
research-state-draft = Deze meting is een concept.
research-state-approved = Deze meting is goedgekeurd.
research-state-public = Deze meting is openbaar.
research-state-by = Dat besloot { $by } op { $day }.
research-making = Deze meting wordt nu doorgerekend
research-making-how = Dat duurt even. Laad de pagina straks opnieuw. Verandert er een bestand van de meting, dan begint het rekenen opnieuw.
research-unreadable = Deze meting is niet te lezen
research-chain = Hoe ver is het?
research-read = Gelezen
research-read-done = { $count ->
    [one] 1 antwoord gelezen
   *[other] { $count } antwoorden gelezen
}
research-weighed = Gewogen
research-weighed-done = { $count ->
    [0] Geen groep wordt gewogen
    [one] 1 groep gewogen
   *[other] { $count } groepen gewogen
}
research-tabulated = Getabelleerd
research-tabulated-done = { $count ->
    [one] 1 tabel gemaakt
   *[other] { $count } tabellen gemaakt
}
research-compared = Vergeleken
research-compared-unused = De antwoorden van { $year } zijn niet gebruikt
research-reported = Rapport
research-reported-done = { $count ->
    [0] Er is nog geen tekst
    [one] De tekst klopt met de tabellen: 1 stuk
   *[other] De tekst klopt met de tabellen: { $count } stukken
}
research-checked = Gecontroleerd
research-checked-done = { $count ->
    [0] Niets gevonden
    [one] 1 bevinding
   *[other] { $count } bevindingen
}
research-waits = Wacht
research-stopped = Gestopt
research-who = Wie gaven antwoord?
research-group = Groep
research-asked = Gevraagd
research-too-little = Te weinig ingevuld
research-no-answers = geen antwoorden
research-unknown = niet bekend
research-who-how = N is hoeveel er zijn. De n is hoeveel antwoorden meetellen. Wie te weinig invulde, telt niet mee.
research-weights = Hoe is er gewogen?
research-weights-how = Een gewicht is naar verhouding: het gemiddelde is 1. Het designeffect zegt hoeveel de variantie groeit door ongelijke gewichten. De effectieve n is hoeveel gelijke antwoorden net zo zeker zijn.
research-weights-withheld = Een sterretje is een getal dat we niet tonen. Het zou verraden hoe weinig mensen een antwoord gaven.
research-deff = Designeffect
research-neff = Effectieve n
research-lowest = Laagste gewicht
research-highest = Hoogste gewicht
research-trimmed = Afgekapte gewichten
research-targets = Waarnaar gewogen is, in procenten
research-item = Vraag
research-answer = Antwoord
research-target = Doel
research-before = Voor de weging
research-after = Na de weging
research-choose-heading = Zelf een tabel kiezen
research-choose-text = Kies een vraag, en waarnaar je die wilt uitsplitsen. Voor cellen van weinig mensen gelden dezelfde regels als in het rapport.
research-choose = Een tabel van { $group }
research-no-choice = Er valt niets te kiezen
research-by = Uitsplitsen naar
research-by-nothing = Niet uitsplitsen
research-show = Toon de tabel
research-tables = Tabellen van het rapport
research-findings = Wat vond de controle?
research-findings-how = Hier staat wat botst. De controle verbetert niets. Kijk in het bestand, op de regel die erbij staat.
research-finding = Bevinding
research-place = Plaats
research-says = Daar staat
research-holds = Elders staat
research-kind-folder = Een tekst van de meting klopt niet
research-kind-sum = Percentages tellen niet op tot 100
research-kind-impossible = Een percentage dat niet kan
research-kind-base = Aantallen antwoorden verschillen
research-kind-table-table = Twee tabellen over hetzelfde
research-kind-part = Een deel groter dan het geheel
research-kind-source = Een bron die niet past
research-kind-text-table = De tekst past niet bij de tabel
research-kind-text-text = De tekst spreekt zichzelf tegen
research-kind-chance = Een verschil dat toeval kan zijn
research-files = Bestanden
research-files-how = Het rapport, het tabellenboek, open data en het codeboek (DDI). Er staat niets over één persoon in.
research-microdata = Microdata
research-microdata-how = Een rij voor elk antwoord, zonder naam. Deze bestanden zijn niet openbaar. We schrijven op wie ze ophaalt.
research-report-says = Wat zegt het rapport hierover?
research-how = Hoe is dit gemaakt?
research-base = Basis: { $base }.
research-question = Vraag ({ $item }): { $text }
research-left-out = Telt niet mee in de basis: { $answers }.
research-pooled = Een kolom telt antwoorden op meer vragen op. De n telt dan antwoorden: wie twee keer antwoordde, telt twee keer. Daarom is er geen interval.
research-design-weighted = { $group }: gewogen. Het designeffect is { $deff }, de effectieve n is { $neff }. De intervallen rekenen met de gewichten.
research-design-fpc = { $group }: niet gewogen. De intervallen rekenen mee dat het er { $n } zijn.
research-design-plain = { $group }: niet gewogen. De intervallen gelden als dit een aselecte steekproef was.
research-all-n = { $group }: in totaal { $n } antwoorden. Wie niet in de n zit, ontbreekt: niet gevraagd, niet ingevuld of buiten de basis.
research-nobody = Niemand zit in de noemer van kolom { $column }. Daarom staat daar niets.
research-interval = Onder elk percentage staat het betrouwbaarheidsinterval van 95%. De n is ongewogen.
research-rounded-together = De percentages van een kolom zijn samen afgerond, zodat ze optellen tot 100. Een kolom met een sterretje is cel voor cel afgerond.
research-whole-printed = Ook kleine cellen staan er: deze tabel is al eerder gedrukt.
research-whole-synthetic = Ook kleine cellen staan er: niemand gaf deze antwoorden.
research-withheld = Een sterretje is een cel die we niet tonen. Het gaat om weinig mensen, of de cel zou zo'n cel verraden.
research-withheld-cell = niet getoond
research-empty-cell = geen
research-higher = hoger dan { $columns }
research-higher-how = Achter "hoger dan" staan letters van kolommen. Het verschil is getoetst op 5%, volgens Holm.
research-broken = Niet te vergelijken met { $before }. { $why }
research-change = { $row }, vergeleken met { $before }: van { $from } naar { $to }, z = { $z }. { $verdict }
research-change-answers = { $row }, vergeleken met de antwoorden van { $before }: van { $from } (n = { $n }), { $points } punten verschil. { $verdict }
research-change-real = Dat is meer dan toeval.
research-change-chance = Dat kan toeval zijn.
research-change-how = Is van vroeger alleen druk over, dan is getoetst met hele aantallen, alsof de metingen los van elkaar staan.
measured-made = Gemaakt van meting { $digest } met Meedoen { $version }. Verandert er een letter of een antwoord, dan is het een andere meting.
error-research-item = Kies een vraag uit de lijst.
error-research-by = Kies waarnaar je uitsplitst uit de lijst.
error-research-two-breaks = Deze vraag is zelf een uitsplitsing. Kies "Niet uitsplitsen".
