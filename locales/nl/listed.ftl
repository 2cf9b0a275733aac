# De lijsten van buiten de school: waar ze vandaan komen en wat ze zeggen.
listed-title = Lijsten van buiten
listed-lead = Sommige namen komen van buiten de school. Hier zie je waar ze vandaan komen, en van wanneer ze zijn.
listed-programmes = Opleidingen
listed-municipalities = Gemeenten
listed-holidays = Vakanties en vrije dagen
listed-holds = Geldt vandaag: { $now }. Eerder of later: { $other }. Vervangen: { $replaced }.
listed-instead-programmes = Jullie lazen nog geen lijst in. Tot dan gelden de namen die Meedoen zelf kent.
listed-instead-municipalities = Jullie lazen nog geen lijst in. Tot dan staat er wat in jullie eigen bestand staat.
listed-instead-holidays = Jullie vulden nog niets in. Tot dan gelden de vrije dagen van heel Nederland.
listed-rows = { $count ->
    [one] 1 regel
   *[other] { $count } regels
}
listed-bring = Lees een nieuwe lijst in
listed-list-lead = Van elke regel zie je vanaf wanneer hij geldt, wie hem inlas en wat de bron is.
listed-tabs = Wat je ziet
listed-stand-now = Geldt vandaag
listed-stand-later = Komt nog
listed-stand-past = Voorbij
listed-stand-replaced = Vervangen
listed-stand-known = Van Meedoen zelf
listed-stand-unknown = Op geen lijst
listed-search = Zoek een naam, een code of een bron
listed-find = Zoek
listed-none = Hier staat niets.
listed-none-found = Niets gevonden. Probeer een deel van de naam of de code.
listed-unknown-lead = Dit staat in jullie eigen bestanden, maar op geen lijst. Controleer het daar, of lees een nieuwe lijst in.
listed-unknown-none = Alles uit jullie bestanden is bekend.
listed-region = Regio: { $region }
listed-into = Opvolger: { $name }
listed-ended = Vervangen: { $by }
manage-lists = Lijsten van buiten: opleidingen, gemeenten en vakanties
listed-companies = Leerbedrijven
listed-companies-lead = Bedrijven waar studenten stage lopen, en waarvoor SBB ze erkent. De lijst komt uit een bestand dat jullie zelf inlezen.
listed-companies-none = Jullie lazen nog geen lijst in. Tot dan kijkt wie een stage opschrijft zelf bij SBB.
listed-companies-total = { $count ->
    [one] Eén bedrijf.
   *[other] { $count } bedrijven.
}
listed-companies-look = Zoek dit bedrijf
listed-companies-where = Waar
listed-companies-places = Plekken
listed-companies-recognised = Erkend voor:
listed-companies-recognised-none = De lijst noemt dit bedrijf voor geen enkele opleiding als erkend.
listed-companies-not-there = Dit bedrijf staat niet op de lijst. Dat is geen nee: kijk bij SBB.
