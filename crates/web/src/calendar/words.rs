//! A region in words.

use crate::say::words::T;
use register::law::calendar::Region;

/// Where the pages are.
pub(super) const PATH: &str = "/beheer/kalender";

/// A region.
pub(super) fn region(t: T, region: Region) -> String {
    t.get(match region {
        Region::North => "calendar-region-north",
        Region::Middle => "calendar-region-middle",
        Region::South => "calendar-region-south",
    })
}
