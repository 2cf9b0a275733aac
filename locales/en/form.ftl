# What all forms share.
form-optional = (optional)
form-error = Error:
form-choose = Choose …
form-date-placeholder = dd-mm-yyyy
form-summary = { $count ->
    [one] There is 1 thing to correct
   *[other] There are { $count } things to correct
}
error-date-missing = Enter a date, for example 1-9-2026.
error-date-unreadable = Write the date as day, month and year, for example 1-9-2026.
error-date-no-such-day = There is no such day. Please check the date.
form-kept = What you typed
