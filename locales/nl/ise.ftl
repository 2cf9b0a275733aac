# ISE: extra ondersteuning zoals DUO die kent, naast wat is afgesproken.
nav-policy = Beleid
ise-title = Extra ondersteuning bij DUO
ise-lead = De school meldt aan DUO wie extra ondersteuning krijgt, en hoe lang (ISE). Klopt dat met wat is afgesproken?
ise-not-read = Er is nog geen bestand van DUO ingelezen. Daarom valt er nog niets te vergelijken.
ise-school = De hele school
ise-as-of = Vergeleken tot en met { $day }. Zo ver gaat het laatste bestand van DUO. Wat daarna begon, telt nog niet mee.
ise-none = Er is geen verschil.
ise-reported-only = Gemeld, niet afgesproken
ise-reported-only-what = DUO weet van ondersteuning, maar er zijn geen afspraken. Zoek uit welke van de twee klopt.
ise-agreed-only = Afgesproken, niet gemeld
ise-agreed-only-what = Er zijn afspraken, maar DUO weet er niet van. Meld dit nog.
ise-dates = Andere dagen
ise-dates-what = Beide zijn er, maar de eerste of de laatste dag is anders.
ise-yours = Jouw studenten
ise-none-of-yours = Bij jouw studenten is er geen verschil.
ise-total = { $count ->
    [one] 1 verschil.
   *[other] { $count } verschillen.
}
ise-enrolment = Inschrijving { $number }
ise-reported = Gemeld aan DUO:
ise-agreed = Afgesproken:
ise-nothing = niets
ise-how = Hoe is dit geteld?
ise-how-counted = Afspraken tellen mee als ze gelden en de wet erom vraagt ({ $article }). De school kan kiezen dat ook andere afspraken meetellen.
ise-how-ends = Een laatste dag die nog moet komen, telt nog niet als einde.
ise-how-mended = Verbeter wat niet klopt in het studentsysteem. De beheerder van de server maakt daarvoor een lijst met nummers. Klopt het? Dan is het verschil weg als het volgende bestand van DUO is ingelezen.
