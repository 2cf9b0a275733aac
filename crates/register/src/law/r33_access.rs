//! R33: a request for access to one's own data is answered within one month after receipt, three where the school said
//! within that month that it takes longer (AVG 12(3)). Counted by Regulation 1182/71, as the European data protection board
//! does: not by the Algemene termijnenwet.

use super::calendar::{Calendar, Counting, Length};
use super::{Actor, Facts, Finding, Missing, Rule, Source, Standing};

/// By when the request is answered.
///
/// # Errors
/// When it was received is not known.
pub fn judge(facts: &Facts, calendar: &Calendar) -> Result<Finding, Missing> {
    let received = facts.access.received_on.ok_or(Missing("request_received_on"))?;
    let months = if facts.access.extended == Some(true) { 3 } else { 1 };
    let by = calendar.end(received, Length::Months(months), Counting::Regulation);
    Ok(Finding::new(Rule::R33, Source::law("AVG 12(3)"), Actor::Institution, Standing::by(by))
        .because("received_on", received)
        .because("months", i32::from(months)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::testing::*;

    #[test]
    fn a_month_or_three_by_the_european_rules() {
        for (what, received, extended, today, expected) in [
            ("ends on a Sunday", "2027-01-31", false, "2027-02-01", "due 2027-03-01"),
            ("a day late", "2027-01-31", false, "2027-03-02", "overdue 2027-03-01"),
            ("three months", "2027-01-29", true, "2027-02-01", "due 2027-04-29"),
            ("three months, on 30 April", "2027-01-31", true, "2027-02-01", "due 2027-04-30"),
            ("on Christmas Day, then Boxing Day and a Sunday", "2026-11-25", false, "2026-12-01", "due 2026-12-28"),
            ("on an equated Friday: none for Europe", "2027-04-07", false, "2027-04-08", "due 2027-05-07"),
            ("on King's Day", "2027-03-27", false, "2027-03-28", "due 2027-04-28"),
        ] {
            let mut facts = applicant();
            facts.access.received_on = Some(day(received));
            facts.access.extended = Some(extended);
            assert_eq!(told(&judge(&facts, Calendar::dutch()).unwrap(), today), expected, "{what}");
        }
    }
}
