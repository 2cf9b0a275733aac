# Evaluatie: samen terugkijken of de afspraken werken.
nav-evaluations = Evaluaties
evaluations-title = Evaluaties van dit schooljaar
evaluations-lead = School en student kijken elk schooljaar samen of de afspraken werken. Dat moet uiterlijk { $by } ({ $article }).
evaluations-held = { $count ->
    [0] Dit schooljaar keken jullie nog met niemand terug.
    [one] Dit schooljaar keken jullie met 1 student terug.
   *[other] Dit schooljaar keken jullie met { $count } studenten terug.
}
evaluations-owed = Met wie nog niet
evaluations-none = Er is niemand met wie dit nog moet.
evaluations-total = { $count ->
    [one] 1 student.
   *[other] { $count } studenten.
}
version-evaluations = Evaluaties
version-evaluate = Evalueer samen
version-evaluation-back = Neem een gesprek terug
evaluation-of = Evaluatie van { $on }
evaluation-by = Opgeschreven door { $by } op { $on }
evaluation-taken-back = Teruggenomen door { $by } op { $on }: dit gesprek was niet zo.
kept-not_at_all = Helemaal niet gelukt
kept-barely = Bijna niet gelukt
kept-little = Een beetje gelukt
kept-mostly = Voor het grootste deel gelukt
kept-entirely = Helemaal gelukt
outcome-goes_on = De afspraken blijven zoals ze zijn
outcome-changes = Er verandert iets: er komt een nieuw voorstel
outcome-stops = De ondersteuning is niet meer nodig
tab-evaluate = Evaluatie
evaluate-title = Samen terugkijken met { $name }
evaluate-lead = Kijk samen naar dit scherm. Loop elke afspraak langs.
evaluate-never-agreed = Over dit voorstel is nooit een afspraak gemaakt. Er valt niets terug te kijken.
evaluate-kept = Is dit gelukt? { $measure }
evaluate-together = Was { $name } erbij?
evaluate-together-yes = Ja, we keken samen
evaluate-together-no = Nee
evaluate-day = Op welke dag was het gesprek?
evaluate-words = Wat zegt { $name } er zelf over?
evaluate-words-hint = Schrijf het op in de woorden van de student. De student leest dit terug.
evaluate-outcome = Hoe gaat het verder?
evaluate-save = Bewaar de evaluatie
evaluation-back-title = Een gesprek terugnemen
evaluation-back-lead = Doe dit als het gesprek niet zo was. Het blijft te lezen, met jouw reden erbij. Ook de student leest die.
evaluation-back-none = Er is geen gesprek om terug te nemen.
evaluation-back-which = Welk gesprek?
evaluation-back-why = Waarom klopt het niet?
evaluation-back-save = Neem terug
notice-evaluation = De evaluatie is bewaard. De student leest die bij de eigen afspraken.
notice-evaluation-changes = De evaluatie is bewaard. Pas hieronder aan wat er verandert.
notice-evaluation-already = Deze evaluatie stond er al.
notice-evaluation-back = De evaluatie is teruggenomen.
error-evaluate-day-missing = Vul de dag van het gesprek in.
error-evaluate-day-to-come = Deze dag moet nog komen. Schrijf het op als het gesprek is geweest.
error-evaluate-not-in-force = Deze afspraken golden van { $from } tot en met { $until }. Kies een dag daarin.
error-evaluate-together-missing = Kies of de student erbij was.
error-evaluate-alone = Zonder de student is het geen evaluatie. Plan een gesprek samen.
error-evaluate-kept-missing = Kies hoe goed dit is gelukt: { $measure }
error-evaluate-outcome-missing = Kies hoe het verder gaat.
error-evaluation-back-which = Kies welk gesprek niet klopt.
error-evaluation-back-why = Schrijf op waarom het niet klopt.
