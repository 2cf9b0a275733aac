# Doorverwijzen: van de eerste lijn naar de tweede of de derde.
nav-care = Zorg
referrals-title = Tweede en derde lijn
referrals-lead = Hier zie je wie hulp krijgt van de tweede of derde lijn, en wie daarop wacht.
referrals-first-line = Alle andere dossiers zijn bij de eerste lijn.
referrals-also = Kijk ook bij:
referrals-tabs = Waar het staat
referrals-asked = Nog geen antwoord
referrals-waiting = Op de wachtlijst
referrals-accepted = In begeleiding
referrals-refused = Niet aangenomen: kijk wat nu
referrals-closed = Afgesloten
referrals-line = Lijn
referrals-all-lines = Alle lijnen
referrals-mine = Toon alleen wat ik vroeg
referrals-anybody = Toon wat iedereen vroeg
referrals-none = Er staat hier niemand.
referrals-total = { $count ->
    [one] 1 student.
   *[other] { $count } studenten.
}
referrals-asked-by = Gevraagd door { $name } op { $on }
referrals-with = Bij { $name } sinds { $on }
referrals-place = Plek { $n }.
referrals-unbridged = Nog geen hulp tot dan
referral-tier-second = Tweede lijn
referral-tier-third = Derde lijn
referral-status-asked = Wacht op antwoord
referral-status-waiting = Op de wachtlijst
referral-status-accepted = In begeleiding
referral-status-refused = Niet aangenomen
referral-status-followed = Niet aangenomen, school ging verder
referral-status-withdrawn = Ingetrokken
referral-status-ended = Afgerond
referral-waits = { $days ->
    [0] Gevraagd op deze dag.
    [one] Wacht 1 dag.
   *[other] Wacht { $days } dagen.
}
referral-places-open = Er is geen grens. Nu zijn het er { $taken }.
referral-places = { $taken } van { $all } plaatsen bezet.
referral-places-full = Vol: { $taken } van { $all } plaatsen bezet. Er is een wachtlijst.
tab-referral-ask = Doorverwijzen
referral-ask-title = { $name } doorverwijzen
referral-ask-lead = De volgende lijn kijkt of die kan helpen. Tot die ja zegt, help jij de student zelf.
referral-open = Bekijk wat er al loopt
referral-already = Er loopt al een vraag aan deze lijn. Wat je typte staat hieronder nog.
referral-ask-tier = Wie vraag je om hulp?
referral-ask-question = Wat vraag je?
referral-ask-question-hint = Schrijf wat de student nodig heeft en wat jullie al deden. De student leest dit terug.
referral-ask-agreed = Op welke dag zei { $name } ja?
referral-ask-agreed-hint = Dit moet bij de derde lijn. Is de student nog geen 16? Dan zegt een ouder ja.
referral-ask-send = Vraag het
tab-referral = Doorverwijzing
referral-title = Hulp van een volgende lijn voor { $name }
referral-no-file-yet = Zeg je ja, dan zie je het dossier. Je ziet het tot je dit afrondt.
referral-to-file = Naar het dossier
referral-unbridged = { $by } zoekt hulp voor de tijd tot dan. Er staat nog niets.
referral-question = Wat er is gevraagd
referral-asked-by = { $line }. Gevraagd door { $by } op { $on }.
referral-agreed-on = De student of een ouder zei ja op { $on }.
referral-steps = Wat er gebeurde
referral-did-accept = { $by } zei ja op { $on }.
referral-did-queue = { $by } zette het op de wachtlijst op { $on }.
referral-did-refuse = { $by } zei nee op { $on }.
referral-did-meanwhile = { $by } vond hulp voor de tijd tot dan, op { $on }.
referral-did-withdraw = { $by } trok de vraag in op { $on }.
referral-did-end = { $by } rondde het af op { $on }.
referral-did-follow = { $by } schreef op { $on } wat er nu gebeurt.
referral-did-ask_again = { $by } vroeg het op { $on } opnieuw.
referral-did-resume = { $by } schreef op { $on }: er is toch nog iets te doen.
referral-now = Wat doe je?
referral-what = Kies wat er gebeurt
referral-do-accept = De volgende lijn neemt de student aan
referral-do-queue = Het is vol: zet de student op de wachtlijst
referral-do-refuse = De volgende lijn neemt de student niet aan
referral-do-meanwhile = Er is hulp voor de tijd tot dan
referral-do-withdraw = Trek de vraag in
referral-do-end = De begeleiding is klaar
referral-do-follow = Schrijf op wat er nu gebeurt
referral-do-ask_again = De vraag is opnieuw gesteld
referral-do-resume = Er is toch nog iets te doen
referral-what-now = De volgende lijn zei nee. Kijk wat er nu kan, en schrijf dat hieronder op.
referral-ask-again = Vraag het opnieuw
referral-words = Wat wil je erbij zeggen?
referral-words-hint = Dit moet, behalve als de student wordt aangenomen of op de wachtlijst komt. De student leest dit terug.
referral-save = Leg het vast
referral-meanwhile-other = Iemand anders was je voor. Kijk wat er nu staat. Wat je typte staat er nog.
error-referral-tier = Kies wie je om hulp vraagt.
error-referral-question = Schrijf op wat je vraagt.
error-referral-agreed = Vul in op welke dag de student of een ouder ja zei. Zonder ja mag het niet.
error-referral-day-to-come = Deze dag moet nog komen.
error-referral-what = Kies wat er gebeurt.
error-referral-words = Schrijf op waarom, of wat er is geregeld.
error-referral-full = Er is geen plaats. Zet de student op de wachtlijst.
error-referral-ahead = { $count } studenten wachten al langer. Schrijf op waarom deze student voorgaat.
notice-referral-asked = De vraag staat bij de volgende lijn.
notice-referral-accepted = De student is aangenomen.
notice-referral-queued = De student staat op de wachtlijst.
notice-referral-refused = De student is niet aangenomen. Wie het vroeg, ziet waarom.
notice-referral-meanwhile = De hulp voor de tijd tot dan staat erbij.
notice-referral-withdrawn = De vraag is ingetrokken.
notice-referral-ended = De begeleiding is afgerond.
notice-referral-followed = Wat er nu gebeurt, staat erbij.
notice-referral-resumed = Het staat weer bij wat je nog moet doen.
file-refer = Vraag hulp van de tweede of derde lijn
own-care-title = Wie denkt er mee?
own-care-title-guardian = Wie denkt er mee over { $name }?
own-care-lead = Soms vraagt school hulp aan andere mensen. Hier staat wat er is gevraagd en wat er gebeurde.
own-care-none = School heeft niemand anders om hulp gevraagd.
own-care-wrong = Klopt er iets niet, of wil je dit niet? Zeg het tegen je slb’er.
mine-care-link = Bekijk wie er meedenkt
work-unbridged = { $count ->
    [one] 1 student wacht op de volgende lijn. Zoek hulp voor de tijd tot dan.
   *[other] { $count } studenten wachten op de volgende lijn. Zoek hulp voor de tijd tot dan.
}
work-to-answer = { $count ->
    [one] 1 vraag aan de volgende lijn heeft nog geen antwoord. Jij kan die beantwoorden.
   *[other] { $count } vragen aan de volgende lijn hebben nog geen antwoord. Jij kan ze beantwoorden.
}
work-refused = { $count ->
    [one] Voor 1 student zei de volgende lijn nee. Kijk wat er nu kan.
   *[other] Voor { $count } studenten zei de volgende lijn nee. Kijk wat er nu kan.
}
