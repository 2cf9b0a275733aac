# Wat alle formulieren delen.
form-optional = (hoeft niet)
form-error = Fout:
form-choose = Kies …
form-date-placeholder = dd-mm-jjjj
form-summary = { $count ->
    [one] Er is nog 1 ding dat niet klopt
   *[other] Er zijn nog { $count } dingen die niet kloppen
}
error-date-missing = Vul een datum in, bijvoorbeeld 1-9-2026.
error-date-unreadable = Schrijf de datum als dag, maand en jaar, bijvoorbeeld 1-9-2026.
error-date-no-such-day = Deze dag bestaat niet. Kijk de datum nog eens na.
form-kept = Wat je typte
