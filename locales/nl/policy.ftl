# De termijnen en keuzes die de wet aan een school laat.
policy-title = Eigen termijnen en keuzes
policy-lead = De wet laat sommige dingen aan de school over. Hier staat wat jullie kozen, vanaf wanneer, en wie dat deed.
policy-change = Verander
policy-then = en dan
policy-history = Alles wat is ingesteld
policy-taken-back = Teruggenomen
policy-otherwise = Stelden jullie niets in? Dan geldt:
policy-from = Vanaf welke dag?
policy-from-hint = Kies je een dag waarop al iets begon? Dan komt dit ervoor in de plaats.
policy-until = Tot en met welke dag?
policy-until-hint = Leeg: tot jullie iets anders kiezen.
policy-save = Bewaar
policy-take-back = Neem terug
policy-take-back-what = Neem het terug als het nooit zo had mogen staan. Stopt het gewoon? Vul dan de laatste dag in.
policy-meanwhile = Niet bewaard. Iemand anders veranderde intussen iets. Kijk hieronder wat er nu staat, en bewaar opnieuw.
tab-term = Een eigen termijn
notice-policy-set = Bewaard. De werklijsten passen zich vanzelf aan.
notice-policy-taken-back = Teruggenomen. De werklijsten passen zich vanzelf aan.
error-policy-missing = Kies of vul iets in.
error-policy-value = Dit past hier niet. Vul een heel getal in, zonder woorden.
error-policy-weeks = Vul 1, 2, 3 of 4 weken in. Iets anders staat de wet niet toe ({ $article }).
error-policy-ahead = Vul hoogstens 70 dagen in. Anders kan bijna niemand nog een aanpassing vragen. De wet geeft recht daarop ({ $article }).
error-policy-answer = Vul 1 tot en met 40 werkdagen in. Anders komt het antwoord te laat om te helpen ({ $article }).
error-policy-committee = Kies ook een examencommissie: die beslist ({ $article }).
error-policy-law = Dit mag niet ({ $article }).
policy-value-yes = Ja
policy-value-no = Nee
policy-value-roc = Roc
policy-value-beroepscollege = Beroepscollege
policy-value-non_funded_provider = School zonder geld van de overheid
policy-value-enrolment = Tot het einde van de inschrijving
policy-value-programme = Tot de student van opleiding verandert
policy-value-school_year = Eén schooljaar
policy-value-none = Niets
policy-value-unless_known = Niets als het al bekend is, anders een verklaring van een deskundige
policy-value-expert_statement = Een verklaring van een deskundige
policy-value-coach = De slb'er
policy-value-support_team = Het ondersteuningsteam
policy-value-local_exam_committee = De examencommissie van de locatie
policy-value-exam_committee = De examencommissie van de school
policy-name-agree_without_ground = Afspraken zonder handicap of ziekte
policy-hint-agree_without_ground = Maken jullie ook afspraken als de extra ondersteuning niet komt door een handicap of chronische ziekte?
policy-default-agree_without_ground = Nee.
policy-name-inform_guardians_at_16 = Ouders van studenten van 16 en 17
policy-hint-inform_guardians_at_16 = Mag een ouder met gezag lezen welke maatregelen er zijn?
policy-default-inform_guardians_at_16 = Ja.
policy-name-report_without_ground = Ook andere afspraken melden aan DUO
policy-hint-report_without_ground = Melden jullie ook afspraken aan DUO die niet komen door een handicap of chronische ziekte?
policy-default-report_without_ground = Nee. Alleen afspraken door een handicap of chronische ziekte.
policy-name-answer_within_days = Antwoord op wat een student zelf zegt
policy-hint-answer_within_days = Binnen hoeveel dagen krijgt een student antwoord?
policy-default-answer_within_days = 14 dagen.
policy-amount-answer_within_days = { $n ->
    [one] 1 dag
   *[other] { $n } dagen
}
policy-name-kind_of_school = Soort school
policy-hint-kind_of_school = Niet elke regel geldt voor elke school.
policy-default-kind_of_school = Een school die geld krijgt van de overheid.
policy-name-exam_days_ahead = Aangepast examen: op tijd vragen
policy-hint-exam_days_ahead = Hoeveel dagen voor het examen vraagt een student om een aanpassing?
policy-default-exam_days_ahead = 35 dagen ervoor.
policy-amount-exam_days_ahead = { $n ->
    [one] 1 dag ervoor
   *[other] { $n } dagen ervoor
}
policy-name-exam_answer_working_days = Aangepast examen: antwoord
policy-hint-exam_answer_working_days = Binnen hoeveel werkdagen antwoordt de examencommissie?
policy-default-exam_answer_working_days = Geen termijn.
policy-amount-exam_answer_working_days = { $n ->
    [one] Binnen 1 werkdag
   *[other] Binnen { $n } werkdagen
}
policy-name-holiday_closure_counts = Aangepast examen: vakanties
policy-hint-holiday_closure_counts = Lopen de werkdagen door in de vakantie van school?
policy-default-holiday_closure_counts = Ja.
policy-name-exam_validity = Aangepast examen: hoelang het geldt
policy-hint-exam_validity = Hoelang blijft staan wat er is toegezegd?
policy-default-exam_validity = Tot het einde van de inschrijving.
policy-name-exam_approvers = Aangepast examen: wie beslist
policy-hint-exam_approvers = Kies iedereen die ernaar kijkt. De laatste is een examencommissie.
policy-default-exam_approvers = De examencommissie van de school.
policy-name-exam_evidence = Aangepast examen: wat iemand laat zien
policy-hint-exam_evidence = Vraag nooit om een diagnose.
policy-default-exam_evidence = Niets als het al bekend is, anders een verklaring van een deskundige.
policy-name-absence_weeks = Verzuim melden
policy-hint-absence_weeks = Na hoeveel weken zonder onderwijs meldt school dat? Dit gaat over studenten van 18 of ouder.
policy-default-absence_weeks = Na 4 weken.
policy-amount-absence_weeks = { $n ->
    [one] Na 1 week
   *[other] Na { $n } weken
}
policy-name-arranged_within_months = Ondersteuning geregeld
policy-hint-arranged_within_months = Binnen hoeveel maanden na de start is alles geregeld?
policy-default-arranged_within_months = Geen termijn.
policy-amount-arranged_within_months = { $n ->
    [one] Binnen 1 maand
   *[other] Binnen { $n } maanden
}
policy-asked-today = Vraagt iemand het vandaag? Dan is er uiterlijk op { $day } antwoord.
policy-name-parent_answers_below = Tot welke leeftijd een ouder ook antwoordt
policy-hint-parent_answers_below = Tot 16 is het advies aan scholen, in de wet staat geen leeftijd. Een ouder van een student van 16 of 17 leest alleen de maatregelen.
policy-default-parent_answers_below = Tot 16 jaar.
policy-value-16 = Tot 16 jaar
policy-value-17 = Tot 17 jaar
policy-value-18 = Tot 18 jaar
policy-group-agreements = Afspraken en ouders
policy-group-exams = Aangepaste examens
policy-group-school = Verzuim en school
policy-not-set = Jullie stelden niets in. Dan geldt dit.
policy-ask-agree_without_ground = Maken jullie ook afspraken als er geen handicap of chronische ziekte is?
policy-ask-inform_guardians_at_16 = Leest een ouder met gezag de maatregelen van een student van 16 of 17?
policy-ask-report_without_ground = Melden jullie ook aan DUO wat is afgesproken zonder handicap of ziekte?
policy-ask-answer_within_days = Binnen hoeveel dagen krijgt een student antwoord?
policy-ask-kind_of_school = Wat voor school zijn jullie?
policy-ask-exam_days_ahead = Hoeveel dagen voor een examen vraagt een student om een aanpassing?
policy-ask-exam_answer_working_days = Hoe snel antwoordt de examencommissie?
policy-ask-holiday_closure_counts = Lopen die werkdagen door in jullie vakantie?
policy-ask-exam_validity = Hoelang blijft een aangepast examen staan?
policy-ask-exam_approvers = Wie beslist over een aangepast examen?
policy-ask-exam_evidence = Wat laat een student zien bij zo’n verzoek?
policy-ask-absence_weeks = Na hoeveel weken zonder onderwijs melden jullie dat (18 jaar en ouder)?
policy-ask-arranged_within_months = Hoe snel na de start is alle ondersteuning geregeld?
policy-ask-parent_answers_below = Tot welke leeftijd antwoordt een ouder ook?
policy-group-care = Tweede en derde lijn
policy-name-second_line_places = Plaatsen in de tweede lijn
policy-hint-second_line_places = Hoeveel studenten kan het ondersteuningsteam tegelijk helpen? Is het vol, dan komt een student op de wachtlijst.
policy-default-second_line_places = Geen grens.
policy-amount-second_line_places = { $n ->
    [one] 1 student tegelijk
   *[other] { $n } studenten tegelijk
}
policy-ask-second_line_places = Hoeveel studenten helpt de tweede lijn tegelijk?
policy-name-third_line_places = Plaatsen in de derde lijn
policy-hint-third_line_places = Hoeveel studenten kunnen tegelijk hulp krijgen van buiten school?
policy-default-third_line_places = Geen grens.
policy-amount-third_line_places = { $n ->
    [one] 1 student tegelijk
   *[other] { $n } studenten tegelijk
}
policy-ask-third_line_places = Hoeveel studenten helpt de derde lijn tegelijk?
policy-name-remind_after_days = Herinneren aan een voorstel
policy-hint-remind_after_days = Na hoeveel dagen zonder antwoord gaat er nog één mail?
policy-default-remind_after_days = Na 7 dagen gaat er nog één mail.
policy-amount-remind_after_days = { $n ->
    [0] Nooit
    [one] Na 1 dag
   *[other] Na { $n } dagen
}
policy-ask-remind_after_days = Na hoeveel dagen zonder antwoord gaat er nog één mail? Kies 0 voor nooit.
policy-name-confirm_partners_months = De sociale kaart nakijken
policy-hint-confirm_partners_months = Na hoeveel maanden kijkt iemand na of een plek op de kaart nog klopt?
policy-default-confirm_partners_months = Na 6 maanden.
policy-amount-confirm_partners_months = { $n ->
    [one] Na 1 maand
   *[other] Na { $n } maanden
}
policy-ask-confirm_partners_months = Na hoeveel maanden kijken jullie de sociale kaart na?
