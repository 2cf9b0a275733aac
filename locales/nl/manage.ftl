# Wat de functioneel beheerder ziet.
manage-title = Beheer
manage-imports = Ingelezen gegevens
manage-imports-how = Studenten, inschrijvingen en medewerkers komen uit bestanden van de school.
manage-imports-none = Er is nog niets ingelezen.
manage-people = Wie heeft welke rol
manage-people-how = Kies een naam om een rol te geven of te beëindigen. Een collega erbij? Nodig die uit.
manage-people-none = Niemand gevonden.
manage-ended = Voorbij
scope-own = Eigen studenten
scope-teams = Een of meer teams
scope-school = De hele school
scope-person = Zichzelf
scope-guardian = Eigen kind
scope-none = Niemand
manage-disabled = Account staat uit
manage-todo-nothing = Je hebt niets te doen. Alles wat is ingelezen, is af. Komt er een nieuw bestand? Lees het dan in.
manage-todo-import = Lees de gegevens van de school in. Er is nog niets.
manage-todo-unfinished = { $count ->
    [one] Eén bestand is niet helemaal ingelezen. Lees het opnieuw in: het gaat verder waar het bleef.
   *[other] { $count } bestanden zijn niet helemaal ingelezen. Lees ze opnieuw in: dat gaat verder waar het bleef.
}
manage-search = Naam of e-mailadres
manage-every-role = Elke rol
manage-past = Ook rollen die voorbij zijn
manage-find = Zoek
tab-account = Account
account-no-password = Heeft nog geen wachtwoord
account-elsewhere = Dit account hoort ook bij een andere school. Aanzetten en uitzetten doet de beheerder van de server.
account-own = Je eigen account kun je niet uitzetten: dan kan niemand het weer aanzetten.
account-roles = Rollen
account-roles-none = Dit account heeft hier geen rol gehad.
end-lead = Dit gaat over { $name }, in de rol { $role }. Wat de rol liet zien, is daarna niet meer te zien.
end-when = Wanneer stopt de rol?
end-now = Nu meteen
end-after = Na een laatste dag
end-open = De rol krijgt geen laatste dag meer
end-last = Laatste dag
end-over = Deze rol is al voorbij.
end-lasts = De laatste dag is nu { $on }.
end-save = Bewaar dit
error-end-when = Kies wanneer de rol stopt.
error-end-both = Kies nu meteen, of vul een laatste dag in. Niet allebei.
error-end-again = Deze rol begint daarna nog eens. Beëindig eerst die.
account-role-end = Beëindig deze rol
account-role-end-of = Beëindig de rol { $role }
account-role-last = Verander wanneer deze rol stopt
account-role-last-of = Verander wanneer de rol { $role } stopt
account-groups = Lesgroepen
account-groups-how = Zo staat het op de lijst van medewerkers.
account-give = Geef een rol
account-from-hint = Vul je niets in? Dan begint de rol vandaag.
account-in = Nu ingelogd
account-in-none = Niemand is nu met dit account ingelogd bij deze school.
account-sign-out = Log overal uit
account-password = Maak een link om een wachtwoord te kiezen
account-password-mail = Mail een link om een wachtwoord te kiezen
account-off = Zet het account uit
account-on = Zet het account weer aan
notice-role-given = De rol is gegeven.
notice-role-ended = De rol is beëindigd.
notice-role-last = De laatste dag van de rol is bewaard.
notice-role-extended = De rol is verlengd.
notice-role-open = De rol is verlengd. Er is geen laatste dag meer.
notice-signed-out-there = Dit account is hier uitgelogd.
notice-account-off = Het account staat uit. Inloggen kan niet meer.
notice-account-on = Het account staat weer aan.
notice-link-refused = Voor dit account kan nu geen link worden gemaakt.
manage-todo-calendar = De vakanties van jullie school staan nog niet in de kalender. Met die weken telt Meedoen termijnen.
manage-todo-calendar-link = Vul de kalender
notice-link-mailed = De mail met de link staat klaar. Hij gaat vanzelf weg.
handover-title = Studenten overdragen
handover-lead = { $count ->
    [one] { $name } begeleidt één student, nu of later.
   *[other] { $name } begeleidt { $count } studenten, nu of later.
}
handover-none = { $name } begeleidt geen studenten, nu niet en later niet.
handover-to = Wie neemt ze over?
handover-from = Vanaf welke dag?
handover-from-hint = Vul je niets in? Dan is het vandaag.
handover-look = Kijk wat er gebeurt
handover-plan = { $count ->
    [one] Vanaf { $day } gaat één student naar { $name }.
   *[other] Vanaf { $day } gaan { $count } studenten naar { $name }.
}
handover-had = { $count ->
    [one] Eén van hen had die slb'er al.
   *[other] { $count } van hen hadden die slb'er al.
}
handover-list = Pas het ook aan in het studentsysteem. Noemt een lijst nog de oude slb'er? Dan blijft gelden wat je hier doet.
handover-sure = Draag over
handover-again = Er is intussen iets anders. Kijk nog eens wat er gebeurt.
handover-made = Dit is overgedragen
handover-line = { $count ->
    [one] Vanaf { $day } naar { $name }: één student.
   *[other] Vanaf { $day } naar { $name }: { $count } studenten.
}
handover-undo = Draai terug
handover-undo-of = Draai terug: naar { $name }
error-handover-to = Kies wie de studenten overneemt.
error-handover-coach = Kies iemand die hier dan slb'er is.
error-handover-nobody = Er is op die dag niemand om over te dragen.
notice-handed-over = De studenten zijn overgedragen.
notice-handed-back = De studenten zijn terug bij hun slb'er van eerst.
manage-todo-lost = { $count ->
    [one] 1 uitnodiging kwam niet aan. Geef de link op papier.
   *[other] { $count } uitnodigingen kwamen niet aan. Geef de links op papier.
}
account-role-teams-of = Kies andere teams: { $role }
moved-title = Andere teams
moved-lead = Voor welke teams werkt { $name } als { $role }? Dit geldt vanaf nu.
moved-hint = Kies je niets? Dan geldt de rol voor de eigen studenten of voor de hele school.
moved-save = Bewaar
moved-not = Bij deze rol horen geen teams, of de rol is voorbij.
moved-meanwhile = Niet bewaard. De rol is intussen veranderd of gestopt. Kijk bij het account wat er nu staat.
notice-role-moved = De teams van deze rol zijn bewaard.
by-account = { $name }, op { $on }
by-command = Op de server, op { $on }
manage-todo-vacant = Niemand heeft de rol { $role }. Wat studenten daar brengen, leest nu niemand. Geef iemand die rol.
manage-todo-vacant-waits = { $count ->
    [0] Niemand heeft de rol { $role }. Geef iemand die rol.
    [one] Niemand heeft de rol { $role }. Er wacht 1 vraag. Geef iemand die rol.
   *[other] Niemand heeft de rol { $role }. Er wachten { $count } vragen. Geef iemand die rol.
}
