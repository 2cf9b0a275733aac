//! Person numbers that nobody has.

/// The weighted sum of the check on nine digits (weights 9 to 2, then -1), modulo 11.
///
/// 0 is a valid burgerservicenummer; 5 is what an onderwijsnummer leaves. `None` when it is not nine digits.
pub fn elfproef(number: &str) -> Option<i32> {
    if number.len() != 9 {
        return None;
    }
    let mut sum = 0;
    for (at, byte) in number.bytes().enumerate() {
        let digit = i32::from(byte.is_ascii_digit().then(|| byte - b'0')?);
        sum += if at == 8 { -digit } else { digit * (9 - at as i32) };
    }
    Some(sum.rem_euclid(11))
}

/// The person number of the `index`-th person of a school: nine digits that fail the check of the
/// burgerservicenummer and of the onderwijsnummer, so that no real person can be hit. Unique within a school.
pub(crate) fn person_number(seed: u64, index: u32) -> String {
    // 48 271 has no factor in common with 10^8, so that the eight digits do not repeat.
    let prefix = (seed % 100_000_000 + (u64::from(index) + 1) * 48_271) % 100_000_000;
    // Two neighbouring last digits cannot both be valid, and at most two of ten are; three tries are enough.
    for last in [index % 10, (index + 3) % 10, (index + 7) % 10] {
        let number = format!("{prefix:08}{last}");
        if !matches!(elfproef(&number), Some(0 | 5)) {
            return number;
        }
    }
    format!("{prefix:08}0")
}

#[cfg(test)]
mod tests {
    use super::{elfproef, person_number};

    #[test]
    fn the_check_knows_a_valid_number() {
        // 111222333 is the test number in Dutch government documentation.
        for (number, left) in [("111222333", Some(0)), ("123456782", Some(0)), ("12345678", None), ("12345678x", None)]
        {
            assert_eq!(elfproef(number), left, "{number}");
        }
    }

    #[test]
    fn no_number_can_be_real_and_none_repeats() {
        for seed in [0, 1, 42, u64::MAX] {
            let mut seen = std::collections::BTreeSet::new();
            for index in 0..30_000 {
                let number = person_number(seed, index);
                assert!(!matches!(elfproef(&number), Some(0 | 5) | None), "{number}");
                assert!(seen.insert(number));
            }
        }
    }
}
