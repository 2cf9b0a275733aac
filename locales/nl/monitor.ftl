# De Monitor: wat er om de twee jaar gemeten wordt. Openbaar, zonder account.
monitor-title = Monitor passend onderwijs mbo
monitor-lead = Krijgen studenten op het mbo de ondersteuning die ze nodig hebben? Dat wordt om de twee jaar gemeten. Hier staat wat eruit kwam, en hoe zeker dat is.
monitor-nothing = Er is nog geen meting die iedereen mag zien.
monitor-of = Dit is de meting van { $year }. De vragen gingen over schooljaar { $study }.
monitor-how = De tabellen staan hier zoals ze in het rapport zijn gedrukt. Wij hebben er marges bij gezet, en wat er veranderd is.
monitor-wrong-count = { $count ->
    [one] In 1 tabel klopt iets niet in druk. Dat staat bij die tabel.
   *[other] In { $count } tabellen en figuren klopt iets niet in druk. Dat staat bij die tabel of figuur.
}
monitor-wrong-badge = { $count ->
    [one] 1 opmerking
   *[other] { $count } opmerkingen
}
monitor-who = Wie gaven antwoord?
monitor-answered = { $answered } van de { $asked } ({ $percent }%)
monitor-answered-unknown = Het is niet bekend hoeveel.
monitor-lost = waarde niet overgeleverd
monitor-lost-text = In het rapport is dit een plaatje. De getallen erin zijn niet bewaard. Daarom staan hier alleen de titel, wie het gevraagd is en hoeveel antwoord gaven.
monitor-files = Zelf met de cijfers werken
monitor-files-text = Bij elke tabel staan de cijfers ook als bestand.
monitor-files-all = Alle tabellen van { $year } in één bestand (JSON)
monitor-other = De meting van { $year }
monitor-printed = In het rapport van { $year } op bladzijde { $page }.
monitor-unit-percent = De getallen zijn percentages.
monitor-unit-count = De getallen zijn aantallen.
monitor-unit-mean = De getallen zijn gemiddelden.
monitor-blank = niet gedrukt
monitor-base = N is hoeveel er deze vraag beantwoordden. Een streepje in de tabel betekent 0.
monitor-base-of = { $n } gaven antwoord
monitor-base-none = Hoeveel er antwoord gaven, is niet gedrukt.
monitor-cell = { $row }, { $column }
monitor-sure = Hoe zeker is dit?
monitor-margin = Onder elk percentage staat een marge van 95%. Stel dat dit een aselecte steekproef was. Dan ligt het echte percentage in 19 van de 20 keer daartussen. Wie meedeed, koos dat zelf. Daarom kan het echte percentage ook daarbuiten liggen.
monitor-margin-fpc = Bij instellingen is de marge kleiner, omdat bijna alle { $n } meededen.
monitor-margin-least = De antwoorden zijn gewogen. De echte marge is daardoor groter dan hier staat.
monitor-margin-range = Waar N een reeks is, is gerekend met het laagste getal.
monitor-margin-none-count = Bij aantallen staat geen marge.
monitor-margin-none-response = Hier staat geen marge: deze tabel gaat over wie er meededen, niet over wat ze antwoordden.
monitor-margin-none-pooled = Een kolom die antwoorden van meer kolommen samen telt, heeft geen marge: wie twee keer antwoordde, telt twee keer.
monitor-rounding = Percentages zijn afgerond op hele getallen; een half gaat omhoog. Daarom kan een kolom 99 of 101 zijn.
monitor-question-heading = Wat was de vraag?
monitor-question = { $group }: { $text }
monitor-question-reconstructed = De vragenlijst is niet overgeleverd. Dit is in onze woorden wat er gevraagd is.
monitor-asked-heading = Wie is het gevraagd?
monitor-asked = { $group }: { $answered } van de { $asked } deden mee.
monitor-asked-unknown = { $group }. Hoeveel er gevraagd zijn, is niet bekend.
monitor-changed = Wat veranderde er?
monitor-broken = Dit is niet te vergelijken met de vorige meting.
monitor-change = Van { $from } naar { $to }
monitor-points = Verschil in procentpunten
monitor-significant = Meer dan toeval?
monitor-significant-yes = Ja
monitor-significant-no = Nee, dit kan toeval zijn
monitor-change-how = We toetsen tweezijdig op 5%, met z over de samengevoegde aantallen. We doen alsof de metingen los van elkaar staan en alsof wie antwoordde door loting is gekozen. Omdat we veel verschillen toetsen, is er ook weleens een "ja" door toeval.
monitor-how-heading = Hoe is dit gemaakt?
monitor-how-printed = De getallen zijn overgetypt uit het rapport van { $year }, bladzijde { $page }.
monitor-how-weighted = { $group }: de antwoorden zijn in het rapport gewogen.
monitor-how-unweighted = { $group }: de antwoorden zijn niet gewogen.
monitor-how-chosen-all = Iedereen is gevraagd.
monitor-how-chosen-sample = Er is een deel gevraagd.
monitor-told-heading = Wat zegt het rapport hierover?
monitor-told-named = De tekst van het rapport noemt deze getallen:
monitor-told-compared = De tekst vergelijkt:
monitor-told-besides = Dit staat alleen in de tekst, hier in onze woorden:
monitor-told-with = { $from } met { $to }
monitor-wrong-heading = Wat klopt hier niet?
monitor-wrong-text = Dit vond ons programma in de gedrukte tabel. We hebben niets verbeterd: de getallen staan hierboven zoals ze gedrukt zijn.
monitor-wrong-sum = Bij { $where } tellen de percentages op tot { $says }. Door afronden alleen kan dat niet.
monitor-wrong-impossible = { $where }: { $says } kan niet. Geen enkel aantal van de { $n } is afgerond dit percentage.
monitor-wrong-over = { $where }: { $says } kan niet. Meer dan 100 procent is er niet.
monitor-wrong-base = Dezelfde mensen kregen deze vragen, maar het aantal antwoorden verschilt en het rapport zegt niet waarom: { $holds }.
monitor-wrong-table = { $where }: de ene tabel zegt { $says }, en { $table } zegt over hetzelfde { $holds }.
monitor-wrong-part = { $part } is een deel van { $whole }, maar is groter: { $says } tegen { $holds }.
monitor-wrong-source = De bron noemt een groep die dit niet geweest kan zijn: { $n } antwoorden past bij een andere groep.
monitor-claim-count = { $count ->
    [one] 1 uitspraak in de tekst van het rapport past niet bij de cijfers.
   *[other] { $count } uitspraken in de tekst van het rapport passen niet bij de cijfers.
}
monitor-claim-which = Bekijk welke
monitor-claim-heading = Wat in de tekst van het rapport niet past
monitor-claim-lead = Dit vond ons programma in de tekst van het rapport. Tussen aanhalingstekens staat het woord of getal uit die tekst. De rest zeggen we in onze eigen woorden.
monitor-claim-text = Dit zegt de tekst van het rapport hierover, en het past niet bij de cijfers:
monitor-claim-table = In de tabel staat { $holds }.
monitor-claim-two = In de tabel staan { $from } en { $to }.
monitor-claim-ratio = In de tabel is het { $part } van de { $whole }, en dat is { $percent }%.
monitor-claim-elsewhere = Ergens anders in de tekst staat { $holds }.
monitor-claim-chance = Dat kan toeval zijn: { $from } van de { $n } tegen { $to } van de { $m } (z = { $z }).
monitor-figure-bars = Staven met een marge. De tabel hieronder geeft dezelfde getallen.
monitor-figure-stack = Staven in stukken: een stuk voor elk antwoord. De tabel hieronder geeft dezelfde getallen.
monitor-figure-trend = Lijnen over de jaren. De tabel hieronder geeft dezelfde getallen.
monitor-figure-flags = Staven: een staaf voor elke meting. De tabel hieronder geeft dezelfde getallen.
monitor-flags = Hoe staat het ervoor?
monitor-flags-text = Dit zijn de hoofddoelen. Bij elk doel is 100% het beste.
monitor-flags-aim = Doel
monitor-flags-break = breuk
monitor-flags-not = niet gemeten
monitor-flags-reconstructed = door ons teruggezocht
monitor-flags-how = In het rapport staan deze cijfers in een plaatje dat niet bewaard is. Wij hebben ze teruggezocht in de tekst en de tabellen. Tussen twee cijfers met een breuk mag je niet vergelijken: de vraag was anders.
monitor-since = Wat veranderde sinds de vorige meting?
monitor-since-tested = We konden { $count } cijfers met de vorige meting vergelijken.
monitor-since-count = { $count ->
    [0] Bij geen daarvan is het verschil groter dan toeval.
    [one] Bij 1 daarvan is het verschil groter dan toeval.
   *[other] Bij { $count } daarvan is het verschil groter dan toeval.
}
monitor-since-chance = { $count ->
    [one] Ook als er niets veranderd is, komt dat voor: bij zo'n 1 cijfer.
   *[other] Ook als er niets veranderd is, komt dat voor: bij zo'n { $count } cijfers.
}
monitor-since-row = Cijfer
monitor-since-from = Eerst
monitor-since-to = Nu
monitor-since-doubt = In deze tabel klopt iets niet in druk.
monitor-since-flag-yes = { $flag }: van { $from } naar { $to }. Dat is meer dan toeval.
monitor-since-flag-no = { $flag }: van { $from } naar { $to }. Dat kan toeval zijn.
monitor-sources-link = Alle { $count } cijfers uit de teksten van rapport en brieven
monitor-sources-title = Cijfers uit de teksten
monitor-sources-lead = Veel cijfers staan niet in een tabel, maar in een zin in een brief of rapport. Hier staan ze bij elkaar, met wat ze tellen in onze eigen woorden.
monitor-sources-value = Cijfer
monitor-sources-counts = Wie en wat
monitor-sources-year = Jaar
monitor-sources-place = Waar het staat
agenda-title = Wat er beloofd is: de verbeteragenda
agenda-lead = In 2020 beloofden het ministerie en anderen om passend onderwijs in het mbo te verbeteren. Hier staat wat, wie, voor wanneer en hoe ver het was.
agenda-known = Hoe ver het is, staat hier zoals de brieven van 2020 en 2022 en de nota van 2023 het zeiden. Wat er daarna gebeurde, weten we nog niet.
agenda-who = Wie
agenda-due = Voor wanneer
agenda-told = Verteld in
agenda-motions = Gevraagd door de Tweede Kamer
agenda-flags = Moet helpen bij
agenda-status-planned = beloofd
agenda-status-agreed = afgesproken
agenda-status-running = loopt
agenda-status-done = gedaan
agenda-status-refused = gebeurt niet

# Een tekst en een tabel plakken, en zien wat niet past.
paste-title = Past de tekst bij de tabel?
paste-lead = Plak een tekst in het Nederlands en een tabel. Je ziet welke getallen en woorden, zoals "ruim een kwart", bij geen getal in de tabel passen.
paste-text = De tekst
paste-text-hint = Een stuk uit een rapport, een brief of een bericht.
paste-table = De tabel
paste-table-hint = Kopieer hem uit een spreadsheet of van een pagina. Elke rij op een eigen regel.
paste-ask = Kijk wat past
paste-kept = We bewaren niets van wat je plakt.
paste-found = Dit staat er in de tekst
paste-nothing = Er staat geen getal of woord in de tekst dat we kennen.
paste-line = Regel { $line }:
paste-means = Dat betekent { $means }%.
paste-fits = Past bij { $numbers }.
paste-fits-none = Dit past bij geen getal in de tabel.
paste-compares = Dit vergelijkt twee getallen. Kijk zelf welke.
paste-look = Past iets? Dan kan het nog over een andere rij gaan. Kijk dat zelf na.
error-paste-empty = Plak hier iets.
error-paste-long = Dit is te lang. Plak ten hoogste 50.000 tekens.
error-paste-no-number = We zien geen getal in de tabel. Plak een tabel met getallen.
