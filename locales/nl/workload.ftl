# Hoeveel werk een team heeft, in aantallen.
nav-workload = Verdeling
workload-title = Hoe het werk is verdeeld
workload-title-of = Hoe het werk is verdeeld: { $team }
workload-lead = Hier staan aantallen. Je ziet niet om welke studenten het gaat.
workload-now = Zo is het nu
workload-whose = Van wie
workload-students = Studenten
workload-with = Met afspraken
workload-capacity = Kan er hebben
workload-room = Plek
workload-unknown = weten wij niet
workload-full = vol
workload-free = { $many ->
    [one] nog plek voor één
   *[other] nog plek voor { $many }
}
workload-over = { $many ->
    [one] één te veel
   *[other] { $many } te veel
}
workload-team = Het hele team
workload-without = Zonder coach
workload-divide = Zo kan het ook
workload-divide-lead = Dit is een voorstel: er verandert nog niets.
workload-divide-none = Wij hebben geen voorstel. Er is niemand met te veel werk, of er is nergens plek.
workload-move = { $many ->
    [one] Eén student van { $from } naar { $to }
   *[other] { $many } studenten van { $from } naar { $to }
}
workload-go = Laat studenten naar een ander gaan
workload-went = Lees wie er ging
workload-classes = Kijk naar klassen die beginnen
workload-go-who = Wie met de studenten werkt, laat ze gaan: de zorgcoördinator van het team.
workload-time = Uren per week
workload-hours-both = { $asked } nodig, { $has } beschikbaar
workload-hours-asked = { $asked } nodig, hoeveel er is weten wij niet
workload-hours-has = { $has } beschikbaar, hoeveel er nodig is weten wij niet
workload-hours = Hoeveel uur per week is er?
workload-hours-hint = Bijvoorbeeld 7,5.
workload-norm = Eén student met afspraken kost { $hours } uur per week. Dat zei { $by } op { $on }.
workload-norm-none = School zei niet hoeveel tijd één student met afspraken kost. Daarom zeggen de uren nog niets over de plek.
workload-norm-title = Hoeveel tijd kost één student?
workload-norm-field = Hoeveel uur per week kost één student met afspraken?
workload-norm-hint = Dit geldt voor de hele school. Laat dit leeg als je het niet meer weet.
workload-say = Hoeveel kan er bij?
workload-who = Van wie?
workload-many = Hoeveel studenten met afspraken?
workload-many-hint = Blijft het zo? Laat het leeg. Laat beide leeg als je het niet meer weet.
workload-teams = De teams
workload-none = Je hebt hier geen team.
workload-next = Meer teams
error-workload-who = Kies het team of een coach.
error-workload-many = Vul een heel getal in, van 0 tot { $most }.
error-workload-hours = Vul uren in, van 0 tot { $most }. Schrijf een half uur als 0,5.
error-workload-norm = Vul meer dan 0 uur in, en niet meer dan { $most }. Schrijf een half uur als 0,5.
notice-workload-said = Dit staat er nu.
