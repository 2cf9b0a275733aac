//! Hours, as the page of the work reads and shows them. What nobody said is not known, and never none.

use crate::say::{
    form::{Errors, Field, Input},
    words::T,
};
use register::workload::asked;
use store::workload::{Carried, Norm};

/// How often something was said of it when the form was made.
pub(super) const WAS: &str = "was";
/// What one student asks of a week, in hours.
pub(super) const NORM: &str = "norm";

/// The form with what a student asks of a week.
pub(super) struct NormForm {
    pub(super) was: String,
    pub(super) field: Field,
}

/// Minutes, in hours as people write them.
fn in_hours(t: T, minutes: u32) -> String {
    let decimals = match (minutes % 60, u64::from(minutes) * 100 / 60 % 10) {
        (0, _) => 0,
        (_, 0) => 1,
        _ => 2,
    };
    t.number(f64::from(minutes) / 60.0, decimals)
}

/// What is asked of a week and how much there is. What nobody said is not known, and never none.
pub(super) fn time(t: T, carried: Carried, norm: Option<u32>) -> String {
    match (asked(carried.with, norm), carried.minutes) {
        (Some(asked), Some(has)) => {
            t.say("workload-hours-both").arg("asked", in_hours(t, asked)).arg("has", in_hours(t, has)).to_string()
        }
        (Some(asked), None) => t.say("workload-hours-asked").arg("asked", in_hours(t, asked)).to_string(),
        (None, Some(has)) => t.say("workload-hours-has").arg("has", in_hours(t, has)).to_string(),
        (None, None) => t.get("workload-unknown"),
    }
}

impl NormForm {
    pub(super) fn new(t: T, norm: &Norm, input: &Input, errors: &Errors) -> Self {
        let stands = norm.minutes.map(|minutes| in_hours(t, minutes)).unwrap_or_default();
        let was = if input.has(NORM) { input.text(WAS).to_owned() } else { norm.said.to_string() };
        let field = Field::text(NORM, t.get("workload-norm-field")).hint(t.get("workload-norm-hint"));
        Self { was, field: field.value(stands).optional().filled(t, input, errors) }
    }
}

/// What a student asks of a week, who said so and when.
pub(super) fn norm_said(t: T, norm: &Norm) -> String {
    match (norm.minutes, &norm.by) {
        (Some(minutes), Some((on, by))) => {
            let said = t.say("workload-norm").arg("hours", in_hours(t, minutes)).arg("on", *on);
            said.arg("by", by.reveal().as_str()).to_string()
        }
        (None, _) | (Some(_), None) => t.get("workload-norm-none"),
    }
}

/// How many students and how much time there can be: what was left empty beside what was typed stays, and where nothing was typed it is
/// not known any more.
pub(super) fn kept(
    typed: (Option<u32>, Option<u32>),
    stands: (Option<u32>, Option<u32>),
) -> (Option<u32>, Option<u32>) {
    match typed {
        (None, None) => (None, None),
        (many, time) => (many.or(stands.0), time.or(stands.1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_empty_beside_something_stays_and_two_empty_fields_are_not_known() {
        let stands = (Some(10), Some(450));
        for (typed, expected) in [
            ((None, None), (None, None)),
            ((Some(8), None), (Some(8), Some(450))),
            ((None, Some(0)), (Some(10), Some(0))),
            ((Some(8), Some(60)), (Some(8), Some(60))),
        ] {
            assert_eq!(kept(typed, stands), expected, "{typed:?}");
        }
    }

    #[test]
    fn hours_are_said_as_people_write_them_and_what_is_not_known_is_said() {
        let t = T::default();
        let said = [0, 30, 45, 60, 450, 20].map(|minutes| in_hours(t, minutes));
        assert_eq!(said, ["0", "0,5", "0,75", "1", "7,5", "0,33"]);
        let carried = |minutes| Carried { students: 5, with: 2, capacity: None, minutes };
        for (minutes, norm, expected) in [
            (Some(450), Some(45), "1,5 nodig, 7,5 beschikbaar"),
            (Some(0), Some(45), "1,5 nodig, 0 beschikbaar"),
            (None, Some(45), "1,5 nodig, hoeveel er is weten wij niet"),
            (Some(450), None, "7,5 beschikbaar, hoeveel er nodig is weten wij niet"),
            (None, None, "weten wij niet"),
        ] {
            assert_eq!(time(t, carried(minutes), norm), expected);
        }
    }
}
