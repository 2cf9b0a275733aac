# Studenten die naar een andere coach of een ander team gaan.
move-title = Laat studenten naar een ander gaan
move-title-of = Laat studenten naar een ander gaan: { $team }
move-lead = Kies wie er gaat, naar wie, en vanaf welke dag. Elke student hoort het, en de coaches ook.
move-which-team = Van welk team?
move-whose = Van welke coach?
move-with = Heeft afspraken
move-who = Wie gaat er?
move-to = Naar wie?
move-to-hint = Kies eerst een coach als je naar een andere coach wilt.
move-team = team { $team }
move-reason = Waarom?
move-reason-room = de ander heeft meer tijd
move-reason-fits = de ander doet dit werk vaker
move-reason-asked = daar is om gevraagd
move-reason-leaves = de vorige gaat weg, of is er lang niet
move-reason-place = er komt een andere klas, opleiding of plek
move-reason-wrong = het stond hier niet goed
move-from = Vanaf welke dag?
move-from-hint = Laat dit leeg voor vandaag.
move-do = Laat ze gaan
move-no-students = Hier zijn geen studenten.
move-changed = Iemand liet net ook studenten gaan. Kijk hoe het nu is, en kies daarna opnieuw.
move-more = Laat meer studenten gaan
went-title = Wie naar een ander ging
went-title-of = Wie naar een ander ging: { $team }
went-lead = Hier lees je wie er ging, en wat je nog kunt doen.
move-made-title = Wat er is geregeld
move-made-none = Er is nog niets geregeld.
move-made-before = Wat eerder is geregeld
move-made-newest = Naar wat het laatst is geregeld
move-made = { $many ->
    [one] Eén student van { $from } naar { $to }, vanaf { $on }.
   *[other] { $many } studenten van { $from } naar { $to }, vanaf { $on }.
}
move-why = Waarom: { $why }.
move-noted = { $by } regelde dit op { $on }.
move-mailed = Van de { $all } kregen er { $many } een mail. De rest leest het op de eigen pagina: zeg het ook zelf.
move-mailed-all = Iedereen kreeg een mail.
move-undone = Dit is op { $on } weer terug gegaan.
move-undo = Draai dit terug
move-undo-of = Draai dit terug: { $went }
move-came-title = Wie er naar dit team kwam
move-came-lead = Een ander regelde dit. Klopt het niet? Zeg het dan tegen wie het regelde, of laat ze weer gaan.
move-early-title = Wie ging er in de eerste maanden?
move-early-total = { $many ->
    [0] Niemand ging in de eerste 120 dagen naar een andere coach of een ander team.
    [one] Eén student ging in de eerste 120 dagen naar een andere coach of een ander team.
   *[other] { $many } studenten gingen in de eerste 120 dagen naar een andere coach of een ander team.
}
move-early-began = Begon op { $on }.
move-early-went = Van { $from } naar { $to }, op { $on }.
move-early-left-title = Wie uit dit team ging
move-early-left = { $many ->
    [one] Eén student ging naar team { $team }
   *[other] { $many } studenten gingen naar team { $team }
}
move-open-title = Wie kan er nog gaan?
move-open = { $many ->
    [one] Eén student is net begonnen. De eerste 120 dagen zijn voorbij op { $on }.
   *[other] { $many } studenten zijn net begonnen. Voor de laatste zijn de eerste 120 dagen voorbij op { $on }.
}
move-open-none = Niemand is hier net begonnen. Daarna kan een student ook nog gaan.
move-coach-title = Wie er kwam en wie er ging
move-coach-lead = Dit is voor jou geregeld. Wie er bij jou komt, staat vanaf die dag in je lijst.
move-coach-list = Naar je lijst
move-coach-came = Naar jou
move-coach-none-came = Er kwam niemand bij.
move-coach-went = Van jou naar een ander
move-coach-none-went = Er ging niemand weg.
move-own-title = Wie er voor jou is
move-own-title-guardian = Wie er voor { $name } is
move-own-none = Je coach en je team zijn niet door school veranderd.
move-own-none-guardian = De coach en het team van { $name } zijn niet door school veranderd.
move-own-coach = Vanaf { $on } is { $to } je coach. Dat was { $from }.
move-own-coach-guardian = Vanaf { $on } is { $to } de coach van { $name }. Dat was { $from }.
move-own-team = Vanaf { $on } zit je in team { $to }. Dat was { $from }.
move-own-team-guardian = Vanaf { $on } zit { $name } in team { $to }. Dat was { $from }.
move-own-wrong = Klopt dit niet, of wil je iets anders? Zeg het op je eigen pagina.
move-own-back = Naar je eigen pagina
mine-coach-text = Kwam er een andere coach of een ander team?
mine-coach-link = Lees wie er nu is
error-move-nobody = Kies wie er gaat.
error-move-to = Kies naar wie ze gaan.
error-move-other = Dit kan hier niet. Kies een andere coach of een ander team.
error-move-why = Kies waarom.
error-move-far = Kies een dag binnen een jaar.
notice-moved = Het is geregeld. De studenten en de coaches horen het.
notice-moved-back = Het is teruggedraaid. De studenten en de coaches horen het.
notice-moved-gone = Dit kon niet meer terug. Kijk hieronder hoe het nu is.
look-move_students = Liet studenten naar een andere coach of een ander team gaan, of keek wie er kan gaan
# Klassen van wie begint.
classes-title = Klassen die beginnen
classes-title-of = Klassen die beginnen: { $team }
classes-lead = Hier staan aantallen. Je ziet hoe je een afspraak over de klassen kunt verdelen.
classes-begin = { $many ->
    [0] Er begint hier nu niemand.
    [one] Er begint hier één student.
   *[other] Er beginnen hier { $many } studenten.
}
classes-none = Wij weten nog niet in welke klas zij zitten.
classes-now = Zo zijn de klassen nu
classes-class = Klas
classes-with = Met deze afspraak
classes-spread = Als je spreidt
classes-gather = Als je bij elkaar zet
classes-spread-go = { $many ->
    [0] Dit is al goed gespreid.
    [one] Wil je spreiden? Dan ruilt één student van klas.
   *[other] Wil je spreiden? Dan ruilen { $many } studenten van klas.
}
classes-gather-go = { $many ->
    [0] Wie dit heeft, zit al bij elkaar.
    [one] Wil je ze bij elkaar? Dan ruilt één student van klas.
   *[other] Wil je ze bij elkaar? Dan ruilen { $many } studenten van klas.
}
classes-measures = Kijk per afspraak
classes-measure = { $what } (bij { $many })
classes-where = De klassen maak je in het systeem van school. Een student met twee klassen telt bij elke klas.
