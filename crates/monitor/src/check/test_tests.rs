use super::*;

/// By hand: p = 27/67, se = sqrt(p (1 - p) (1/23 + 1/44)) = 0.12621, difference 0.21640.
#[test]
fn a_printed_change_is_tested_from_whole_counts() {
    for (from, to, z) in [
        ((6, 23), (21, 44), "1,71"),
        ((7, 23), (5, 44), "-1,93"),
        ((11, 33), (37, 44), "4,55"),
        ((20, 44), (20, 44), "0"),
        ((0, 20), (0, 30), "0"),
    ] {
        let change = Change::of(from, to);
        assert_eq!(dutch(change.z), z, "{from:?} {to:?}");
        assert_eq!(change.significant(), z == "4,55");
    }
}
