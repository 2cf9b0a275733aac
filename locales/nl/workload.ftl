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
workload-divide-lead = Dit is een voorstel, en er verandert niets. Vraag de beheerder om studenten over te dragen.
workload-divide-none = Wij hebben geen voorstel. Er is niemand met te veel werk, of er is nergens plek.
workload-move = { $many ->
    [one] Eén student van { $from } naar { $to }
   *[other] { $many } studenten van { $from } naar { $to }
}
workload-say = Hoeveel kan er bij?
workload-who = Van wie?
workload-many = Hoeveel studenten met afspraken?
workload-many-hint = Laat dit leeg als je het niet meer weet.
workload-teams = De teams
workload-none = Je hebt hier geen team.
workload-next = Meer teams
error-workload-who = Kies het team of een coach.
error-workload-many = Vul een heel getal in, van 0 tot { $most }.
notice-workload-said = Dit staat er nu.
