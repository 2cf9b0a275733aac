# The lists of the outside world: where they come from and what they say.
listed-title = Lists of the outside world
listed-lead = Some names come from outside the school. Here you see where they come from, and from when they are.
listed-programmes = Programmes
listed-municipalities = Municipalities
listed-holidays = Holidays and free days
listed-holds = Holds today: { $now }. Earlier or later: { $other }. Replaced: { $replaced }.
listed-instead-programmes = You have not read in a list yet. Until then the names that Meedoen knows hold.
listed-instead-municipalities = You have not read in a list yet. Until then you see what your own file says.
listed-instead-holidays = You have not entered anything yet. Until then the free days of all of the Netherlands hold.
listed-rows = { $count ->
    [one] 1 line
   *[other] { $count } lines
}
listed-bring = Import a new list
listed-list-lead = Of each line you see from when it holds, who read it in and what its source is.
listed-tabs = What you see
listed-stand-now = Holds today
listed-stand-later = Still to come
listed-stand-past = Past
listed-stand-replaced = Replaced
listed-stand-known = From Meedoen itself
listed-stand-unknown = On no list
listed-search = Look for a name, a code or a source
listed-find = Search
listed-none = There is nothing here.
listed-none-found = Nothing found. Try a part of the name or the code.
listed-unknown-lead = Your own files say this, and no list knows it. Check it there, or import a new list.
listed-unknown-none = Everything in your files is known.
listed-region = Region: { $region }
listed-into = Successor: { $name }
listed-ended = Replaced: { $by }
manage-lists = Lists of the outside world: programmes, municipalities and holidays
listed-companies = Companies for placements
listed-companies-lead = Companies where students learn at work, and for what SBB recognises them. The list comes from a file that you bring in.
listed-companies-none = You brought in no list yet. Until then, whoever writes a placement down looks at SBB.
listed-companies-total = { $count ->
    [one] One company.
   *[other] { $count } companies.
}
listed-companies-look = Look for this company
listed-companies-where = Where
listed-companies-places = Places
listed-companies-recognised = Recognised for:
listed-companies-recognised-none = The list names this company as recognised for no programme at all.
listed-companies-not-there = This company is not on the list. That is no "no": look at SBB.
