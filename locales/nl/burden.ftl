# Onevenredige belasting: mag school een aanpassing weglaten die werkt?
burdens-title = Te zwaar voor school?
burdens-lead = Een aanpassing die werkt, mag alleen wegblijven als die te zwaar is voor school. Iemand anders kijkt altijd mee.
burdens-since = Sinds { $on }
burdens-total = { $count ->
    [one] 1 aanpassing.
   *[other] { $count } aanpassingen.
}
burden-status-weighing = Nog af te wegen
burden-status-proposed = Wacht op een tweede blik
burden-status-decided = Besloten
burden-status-withdrawn = Ingetrokken
burden-works-yes = Ja
burden-works-partly = Voor een deel
burden-works-no = Nee
burden-element-size = Hoe groot de school is
burden-element-cost = Wat het kost, en wie er meebetaalt
burden-element-feasibility = Of het kan, in de techniek en in het werk
burden-element-finances = Wat de school kan betalen
burden-element-alternative = Of er iets in de buurt is dat net zo goed is
burden-outcome-make = De aanpassing komt er
burden-outcome-other = Er komt een andere aanpassing die net zo goed werkt
burden-outcome-refuse = De aanpassing komt er niet: die is te zwaar voor school
burden-heavy = Dit maakt het zwaar
burden-light = Dit maakt het niet zwaar
tab-burden-begin = Is een aanpassing te zwaar?
burden-begin-title = Is een aanpassing te zwaar? { $name }
burden-begin-lead = Kijk eerst welke aanpassing werkt en wat die kost. Daarna pas weeg je af of die te zwaar is.
burden-known = Wat er al is gevraagd
burden-step-one = Stap 1: wat werkt, en wat kost het?
burden-ask-adjustment = Om welke aanpassing gaat het?
burden-ask-works = Werkt deze aanpassing voor de student?
burden-ask-evidence = Hoe weten jullie dat?
burden-ask-price = Wat kost het?
burden-ask-price-hint = In hele euro’s, voor de hele opleiding.
burden-begin-send = Naar stap 2
tab-burden = Een aanpassing afwegen
burden-title = Een aanpassing voor { $name }
burden-adjustment = De aanpassing
burden-works = Werkt het?
burden-evidence = Hoe we dat weten
burden-price = Wat het kost
burden-euros = { $price } euro
burden-when = Wanneer het speelt
burden-admitted = De student zit al op school
burden-applied = De student zit nog niet op school
burden-by = Wie het uitzocht
burden-established = { $by }, op { $on }
burden-weighed = Afgewogen door { $by } op { $on }
burden-agreed = { $by } keek mee op { $on } en is het ermee eens.
burden-disagreed = { $by } keek mee op { $on } en is het er niet mee eens.
burden-revised = { $by } kijkt opnieuw sinds { $on }.
burden-withdrew = { $by } trok het in op { $on }.
burden-reason = Waarom
burden-waits = Iemand anders kijkt mee voor het een besluit is.
burden-step-two = Stap 2: is het te zwaar?
burden-step-two-lead = Kijk naar alle vijf de punten. Zeg bij elk punt wat jullie vonden.
burden-found = Wat vonden jullie? { $what }
burden-ask-outcome = Wat doen jullie?
burden-ask-reason = Waarom?
burden-do-weigh = Leg het voor aan iemand anders
burden-look = Kijk mee
burden-ask-agrees = Ben je het ermee eens?
burden-agrees = Ja, zo besluiten we
burden-disagrees = Nee, weeg het opnieuw af
burden-ask-second = Wat wil je erbij zeggen?
burden-ask-second-hint = Dit moet als je het er niet mee eens bent.
burden-do-second = Leg het vast
burden-turn = Verandert er iets?
burden-why = Waarom?
burden-do-revise = Kijk opnieuw naar het besluit
burden-do-withdraw = Trek het in
burden-paper-nl = Het besluit op papier
burden-paper-en = Het besluit op papier, in het Engels
burden-file = besluit-{ $number }
burden-letter-title = Besluit over een aanpassing
burden-letter-heading = Besluit over een aanpassing voor { $name }
burden-letter-decided = { $by } woog dit af. { $second } keek mee.
burden-letter-first = Wat werkt, en wat kost het?
burden-letter-second = Is het te zwaar voor school?
burden-letter-route = Ben je het er niet mee eens? Zeg het tegen school. Je kunt ook naar het College voor de Rechten van de Mens.
error-burden-adjustment = Schrijf op om welke aanpassing het gaat.
error-burden-works = Kies of de aanpassing werkt.
error-burden-does-not-work = Wat niet werkt, wegen jullie niet af. Zoek eerst een aanpassing die wel werkt.
error-burden-evidence = Schrijf op hoe jullie dat weten.
error-burden-price = Vul in wat het kost, in hele euro’s. Kost het niets? Vul dan 0 in.
error-burden-heavy = Kies of dit het zwaar maakt.
error-burden-found = Schrijf op wat jullie vonden.
error-burden-outcome = Kies wat jullie doen.
error-burden-nothing-heavy = Niets maakt het zwaar. Dan mag de aanpassing niet wegblijven.
error-burden-reason = Schrijf op waarom.
error-burden-agrees = Kies of je het ermee eens bent.
error-burden-second = Schrijf op waarom je het er niet mee eens bent.
error-burden-yourself = Jij woog dit zelf af. Iemand anders kijkt mee.
notice-burden-established = Stap 1 is klaar. Weeg nu af of het te zwaar is.
notice-burden-weighed = Iemand anders kijkt nu mee.
notice-burden-decided = Het is besloten.
notice-burden-sent-back = Het wordt opnieuw afgewogen.
notice-burden-revised = Er wordt opnieuw naar gekeken.
notice-burden-withdrawn = Het is ingetrokken.
file-burden = Is een aanpassing te zwaar voor school?
burden-stand-owed = Nog te regelen
burden-owed = School moet dit nog regelen.
burden-arranged-since = Dit is geregeld. Het is er sinds { $on }.
burden-arranged = { $by } schreef op { $on }: dit is er sinds { $since }.
burden-unarranged = { $by } schreef op { $on }: dit is er toch niet.
burden-arrange = Is het geregeld?
burden-arrange-lead = Er is besloten dat er een aanpassing komt. Die blijft op deze lijst staan tot iemand hier zegt dat die er is.
burden-ask-since = Sinds welke dag is de aanpassing er?
burden-ask-how = Wie regelde het, en hoe?
burden-ask-how-hint = Staat het in de afspraken? Zet dat er dan bij.
burden-do-arrange = Het is geregeld
burden-do-unarrange = Het is toch niet geregeld
error-burden-since = Vul in sinds welke dag de aanpassing er is: van { $first } tot en met vandaag.
error-burden-how = Schrijf op wie het regelde, en hoe.
notice-burden-arranged = Het is geregeld.
notice-burden-unarranged = Het staat weer op de lijst van wat jullie nog moeten regelen.
work-burdens = { $count ->
    [one] Er komt 1 aanpassing die nog niet is geregeld.
   *[other] Er komen { $count } aanpassingen die nog niet zijn geregeld.
}
work-burden-seconds = { $count ->
    [one] Een collega woog 1 aanpassing. Kijk jij ook?
   *[other] Een collega woog { $count } aanpassingen. Kijk jij ook?
}
work-burden-returned = { $count ->
    [one] Je kreeg 1 aanpassing terug van een collega. Weeg die opnieuw.
   *[other] Je kreeg { $count } aanpassingen terug van een collega. Weeg ze opnieuw.
}
