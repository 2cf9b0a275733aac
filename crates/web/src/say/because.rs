//! "Omdat": the facts that led to a duty or a clearance, in words, in the order in which the article asks for them.

use crate::say::words::T;
use register::law::{Because, Value};

/// Why, in short sentences after each other. `None` where nothing is said.
pub fn because(t: T, reasons: &[Because]) -> Option<String> {
    if reasons.is_empty() {
        return None;
    }
    let mut all = t.get("because-why");
    for reason in reasons {
        all.push(' ');
        all.push_str(&sentence(t, reason));
    }
    Some(all)
}

fn sentence(t: T, reason: &Because) -> String {
    let key = format!("because-{}", reason.key());
    let say = t.say(&key);
    match reason.value {
        Value::Day(day) => say.arg("day", day).to_string(),
        Value::Count(count) => say.arg("count", count).to_string(),
        Value::Is(_) | Value::Code(_) | Value::NotSaid => say.to_string(),
    }
}

/// What several duties have in common as their reason: what is the same for each of them.
pub fn shared<'a>(mut each: impl Iterator<Item = &'a [Because]>) -> Vec<Because> {
    let first = each.next().unwrap_or_default().to_vec();
    each.fold(first, |both, next| both.into_iter().filter(|reason| next.contains(reason)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::{Lang, MISSING};
    use register::duty::REASONS;
    use time::macros::date;

    /// `register` holds that its rules give no other reasons than these.
    #[test]
    fn every_reason_is_a_short_sentence() {
        for t in Lang::ALL.map(T::new) {
            for reason in REASONS {
                let said = sentence(t, reason);
                assert!(!said.contains(MISSING) && said.ends_with('.'), "{said}");
                assert!(said.split(' ').count() <= 15, "short: {said}");
            }
        }
        assert_eq!(because(T::new(Lang::Nl), &[]), None);
    }

    #[test]
    fn facts_are_told_in_the_order_of_the_article() {
        let day = |fact, on| Because { fact, value: Value::Day(on) };
        let none = Because { fact: "agreed_on", value: Value::NotSaid };
        let needed = Because { fact: "needs_extra_support_on_the_ground", value: Value::Is(true) };
        let reasons = [needed, day("enrolled_on", date!(2026 - 08 - 01)), none];
        let said = because(T::new(Lang::Nl), &reasons).unwrap();
        assert_eq!(
            said,
            "Waarom? Er is extra ondersteuning nodig door een handicap of chronische ziekte. \
             De inschrijving is vanaf 1 augustus 2026. Niet iedereen die moet antwoorden, is het eens."
        );
        let other = [needed, day("enrolled_on", date!(2026 - 09 - 01)), none];
        assert_eq!(shared([&reasons[..], &other[..]].into_iter()), [needed, none]);
        assert_eq!(shared([&reasons[..]].into_iter()), reasons);
        assert_eq!(shared(std::iter::empty()), []);
    }
}
