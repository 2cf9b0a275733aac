# Wie een rol heeft en niet op de lijst van medewerkers staat.
unlisted-title = Niet op de lijst van medewerkers
unlisted-lead = Deze collega's hebben een rol, maar staan niet op jullie laatste lijst. Is iemand weg? Stop de rol dan hier.
unlisted-tabs = Wat je ziet
unlisted-open = Beslis nog
unlisted-kept = Houdt de rol
unlisted-none = Iedereen met een rol staat op de lijst, of er is al over beslist.
unlisted-none-kept = Van niemand is gezegd dat de rol blijft.
unlisted-since = Niet op de lijst sinds { $on }
unlisted-until = De rol stopt na { $on }
unlisted-decided = Laatst beslist: { $by }
unlisted-end = Stop de rol
unlisted-hand-over = { $count ->
    [one] Draag 1 student over
   *[other] Draag { $count } studenten over
}
unlisted-keep = Houdt de rol
unlisted-reconsider = Toch beslissen
unlisted-gone = Hier hoeft niets meer. De rol stopte, of een nieuwe lijst noemt deze collega weer.
notice-unlisted-kept = Deze collega houdt de rol.
notice-unlisted-open = Over deze rol moet je nu weer beslissen.
manage-todo-unlisted = { $count ->
    [one] 1 rol is van iemand die niet op de lijst van medewerkers staat.
   *[other] { $count } rollen zijn van mensen die niet op de lijst van medewerkers staan.
}
import-absent-page = Bekijk wie niet op de lijst staat
