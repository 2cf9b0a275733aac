# Wat de functioneel beheerder ziet.
manage-title = Beheer
manage-imports = Ingelezen gegevens
manage-imports-how = Inlezen gebeurt op de server, met de opdracht meedoen import.
manage-imports-none = Er is nog niets ingelezen.
manage-people = Wie heeft welke rol
manage-people-how = Een collega erbij? Nodig die uit. Een rol beëindigen of een account uitzetten gebeurt op de server, met de opdracht meedoen user.
manage-people-none = Er zijn nog geen accounts.
manage-ended = Voorbij
scope-own = Eigen studenten
scope-teams = Een of meer teams
scope-school = De hele school
scope-person = Zichzelf
scope-guardian = Eigen kind
scope-none = Niemand
import-kind-ro = Registratieoverzicht van DUO
import-kind-students = Lijst uit het studentensysteem
import-by-command = Ingelezen op de server
import-by-account = Ingelezen in Meedoen
manage-disabled = Account staat uit
import-state-unfinished = Nog niet af
import-state-overtaken = Ingehaald door een later bestand
manage-todo-nothing = Je hebt niets te doen. Alles wat is ingelezen, is af. Komt er een nieuw bestand? Lees het dan in.
manage-todo-import = Lees de gegevens van de school in. Er is nog niets.
manage-todo-unfinished = { $count ->
    [one] Eén bestand is niet helemaal ingelezen. Lees het opnieuw in: het gaat verder waar het bleef.
   *[other] { $count } bestanden zijn niet helemaal ingelezen. Lees ze opnieuw in: dat gaat verder waar het bleef.
}
