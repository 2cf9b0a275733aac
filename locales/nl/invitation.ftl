# Uitnodigingen: voor wie uitnodigt, en voor wie een link opent.
invitations-title = Uitnodigingen
invitations-waiting = { $count ->
    [0] Er wacht geen uitnodiging op antwoord.
    [one] Er wacht 1 uitnodiging op antwoord.
   *[other] Er wachten { $count } uitnodigingen op antwoord.
}
invitation-open = Wacht op antwoord
invitation-ended = Te laat
invitation-used = Aangenomen
invitation-withdrawn = Ingetrokken
invitation-renewed = Er is een nieuwe
invitation-when-open = De link is van { $made } en werkt tot en met { $until }.
invitation-when-closed = De link is van { $made } en ging dicht op { $on }.
invitation-when-ended = De link is van { $made } en werkte tot { $until }.
invitation-renew = Maak een nieuwe link
invitation-renew-of = Maak een nieuwe link voor { $name }
invitation-renew-mail = Mail een nieuwe link
invitation-renew-mail-of = Mail een nieuwe link: { $name }
invitation-withdraw = Trek in
invitation-withdraw-of = Trek in: de uitnodiging van { $name }
notice-invitation-withdrawn = De uitnodiging is ingetrokken. De link werkt niet meer.
invite-title = Iemand uitnodigen
invite-lead = Je maakt een link voor een collega. Met die link kiest je collega zelf een wachtwoord. De rol begint als de link is gebruikt. Een student of ouder nodig je uit vanuit het dossier.
invite-name-hint = Zo zien collega's en studenten de naam.
invite-email-hint = Hiermee logt je collega in.
invite-teams = Voor welke teams?
invite-teams-hint = Alleen voor een studieloopbaanbegeleider, intaker, docent of teammanager. Kies je niets? Dan geldt de rol voor de eigen studenten of voor de hele school.
invite-from = Vanaf wanneer?
invite-from-hint = Vul je niets in? Dan begint de rol zodra de link is gebruikt.
invite-language = In welke taal?
invite-language-nl = Nederlands
invite-language-en = Engels
invite-way = Hoe krijgt je collega de link?
invite-way-mail = Per mail
invite-way-mail-hint = De mail gaat vanzelf weg.
invite-way-paper = Ik geef de link zelf
invite-way-paper-hint = Je ziet de link één keer. Je geeft hem zelf aan je collega.
notice-invited = De uitnodiging is gemaakt. De mail staat klaar.
invitation-mail-waiting = De mail staat klaar.
invitation-mail-sent = De mail is verstuurd.
invitation-mail-failed = De mail kwam niet aan. Klopt het adres?
invitees-by-mail = Nodig uit per mail
invitees-by-mail-of = Nodig uit per mail: { $name }
invitees-by-hand = Maak een link op papier
invitees-by-hand-of = Maak een link op papier: { $name }
invitees-english = In het Engels
invite-button = Nodig uit
error-invite-name = Vul de naam in, in gewone letters.
error-invite-role = Kies een rol.
error-invite-team = Kies een team dat er nu is.
error-invite-no-teams = Bij deze rol kies je geen team.
error-invite-from-past = Kies vandaag of een dag daarna.
error-invite-disabled = Dit account staat uit. Zet het eerst weer aan.
error-invite-has-role = Deze persoon heeft die rol al.
error-invite-open = Deze persoon is al uitgenodigd. Is de link kwijt? Maak dan een nieuwe bij de uitnodigingen.
error-invite-no-address = Er is geen e-mailadres bekend. Zet het in het studentensysteem en lees de lijst opnieuw in.
error-invite-other-address = In het studentensysteem staat nu een ander e-mailadres. Trek deze uitnodiging in en nodig opnieuw uit.
error-invite-own-child = Dit e-mailadres is van de student zelf. Geef de ouder een eigen adres in het studentensysteem.
error-invite-left = Deze persoon is hier niet meer, of mag niets van het dossier zien.
error-invite-closed = Deze uitnodiging is al gebruikt, ingetrokken of vervangen.
issued-title = De link is klaar
issued-once = Deze link zie je maar één keer. Schrijf hem over, of druk deze bladzijde af.
issued-what = Waarvoor
issued-password = Een nieuw wachtwoord
issued-link = De link
issued-how = Geef de link alleen aan de persoon die hier staat. Wie de link heeft, kan hem gebruiken. Hij werkt één keer.
issued-back = Terug
invitees-title = Toegang tot Meedoen
invitees-lead = Met Meedoen leest een student zelf de afspraken en geeft antwoord. Een ouder kan dat ook, zolang de student daar jong genoeg voor is.
invitees-has = Kan inloggen
invitees-choose = Kies wie je wilt uitnodigen.
link-title-role = Je bent uitgenodigd
link-title-password = Kies een nieuw wachtwoord
link-lead-role = { $school } nodigt je uit voor Meedoen. Je rol wordt: { $role }.
link-lead-password = { $school } gaf je een link om een nieuw wachtwoord te kiezen voor Meedoen.
link-email = Hiermee log je in
link-ends = De link werkt tot
link-password = Nieuw wachtwoord
link-password-hint = Kies { $least } tekens of meer. Drie of vier losse woorden zijn goed te onthouden.
link-again = Hetzelfde wachtwoord, nog een keer
link-give = Je hebt al een account. Vul het wachtwoord in dat je al hebt.
link-confirm = Je bent al ingelogd. Je krijgt deze rol erbij.
link-button-role = Neem de uitnodiging aan
link-button-password = Bewaar het wachtwoord
link-other = Deze link is voor { $email }, maar er is nu iemand anders ingelogd. Log eerst uit. Open daarna de link opnieuw.
link-over-ended = Deze link werkt niet meer: hij is te oud. Vraag je school om een nieuwe.
link-over-used = Deze link is al gebruikt. Deed je dat zelf? Dan kun je inloggen. Deed iemand anders het? Zeg het dan meteen tegen je school.
link-over-withdrawn = Je school heeft deze link ingetrokken. Vraag je school wat er is.
link-over-renewed = Er is een nieuwere link. Gebruik die.
link-by-mail = Met deze link kun je geen wachtwoord kiezen, omdat je ook bij een andere school hoort. Vraag die school om een wachtwoord.
link-not-now = Dit kan nu niet. Misschien hoor je niet meer bij deze school, of heb je nu een ander e-mailadres. Vraag je school om hulp.
error-password-choose = Kies een wachtwoord.
error-password-short = Dit wachtwoord is te kort. Kies { $least } tekens of meer.
error-password-long = Dit wachtwoord is te lang. Kies { $most } tekens of minder.
error-password-common = Dit wachtwoord is te makkelijk te raden. Kies drie of vier woorden die niets met elkaar te maken hebben.
error-password-again = Dit is niet hetzelfde wachtwoord. Vul het nog een keer in.
error-link-password = Dit wachtwoord hoort niet bij dit account. Probeer het nog eens.
notice-welcome = Welkom bij Meedoen. Je bent ingelogd.
notice-password-chosen = Je nieuwe wachtwoord is bewaard. Log ermee in.
notice-role-later = Gelukt. Je rol begint later. Log dan in.
invitations-lost = Uitnodigingen die niet aankwamen
invitations-lost-lead = Maak van elke uitnodiging een link op papier, en geef die zelf. Dan gaat hij van deze lijst.
unreached-title = Uitnodigingen die niet aankwamen
unreached-lead = De mail naar deze mensen kwam niet aan. Geef de link op papier, of vraag een ander adres.
unreached-none = Alle uitnodigingen kwamen aan.
unreached-total = { $count ->
    [one] 1 uitnodiging kwam niet aan.
   *[other] { $count } uitnodigingen kwamen niet aan.
}
unreached-student = De student zelf
unreached-parent = Een ouder of verzorger
unreached-when = Uitgenodigd op { $on }
work-unreached = { $count ->
    [one] 1 uitnodiging kwam niet aan
   *[other] { $count } uitnodigingen kwamen niet aan
}
