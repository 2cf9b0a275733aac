# Wat is beloofd en niet meer wordt geboden.
work-promises = { $count ->
    [one] 1 afspraak belooft iets dat school niet meer biedt.
   *[other] { $count } afspraken beloven iets dat school niet meer biedt.
}
promises-title = Beloofd, maar niet meer geboden
promises-lead = De afspraak geldt nog. Spreek iets anders af, of zeg dat de student dit houdt. Verandert de afspraak, dan gaat de regel hier weg.
promises-open = Nog te bekijken
promises-kept = De student houdt dit
promises-none = Er is niets meer te bekijken.
promises-none-kept = Van niemand is gezegd dat die dit houdt.
promise-stopped = Gestopt op { $on }.
promise-stops = Stopt op { $on }.
promise-kept-on = Op { $on } is gezegd: de student houdt dit.
promise-do-keep-short = De student houdt dit
promise-do-keep = De student houdt dit: { $name }
promise-do-again-short = Bekijk dit opnieuw
promise-do-again = Bekijk dit opnieuw voor { $name }
notice-promise-none = Kies een regel van de lijst.
notice-promise-kept = Bewaard: de student houdt dit.
notice-promise-again = Deze regel staat weer bij wat je nog bekijkt.
notice-promise-already = Dat is al gedaan, of de afspraak is intussen veranderd.
offer-promises = Beloofd, maar niet meer geboden
offer-promises-lead = Wie met de student werkt, bekijkt de afspraak. Jij ziet alleen hoeveel het er zijn.
offer-promises-since = Sinds
offer-promises-all = Nu beloofd aan
offer-promises-kept = Houden het
offer-promises-again = vanaf { $on } weer geboden
offer-few-hidden = te weinig om te noemen
offer-what-at = { $what } ({ $at })
offer-leaving = Dit valt weg en is beloofd
