//! Who can help this student here: of every entry yes, no, or not known, with the reason for each.
//!
//! What is not known is never read as no: a birth date of which the month is missing, a home that the list does not know, a
//! municipality that was split. Whoever asks reads what to find out.

use super::{Domain, Entry};
use crate::municipality::{Municipalities, Municipality};
use crate::{BirthDate, codes, text};
use time::Date;

codes! {
    /// An answer.
    pub enum Answer {
        /// They can.
        Yes = "yes",
        /// Somebody has to find out.
        Unknown = "unknown",
        /// They cannot.
        No = "no",
    }
}

codes! {
    /// What an answer rests on.
    pub enum Why {
        /// They help with this.
        DomainFits = "domain_fits",
        /// They help with something else.
        DomainOther = "domain_other",
        /// Every age.
        AnyAge = "any_age",
        /// The age of that day fits.
        AgeFits = "age_fits",
        /// Too young on that day.
        TooYoung = "too_young",
        /// Too old on that day.
        TooOld = "too_old",
        /// The birth date is not known, or not precisely enough.
        AgeUnknown = "age_unknown",
        /// Wherever somebody lives.
        AnyHome = "any_home",
        /// For who lives there.
        HomeFits = "home_fits",
        /// For who lives in a municipality that was merged into this one.
        HomeMerged = "home_merged",
        /// For who lives elsewhere.
        HomeOther = "home_other",
        /// Nobody said where the student lives.
        HomeUnknown = "home_unknown",
        /// The list of municipalities does not know the name of the home.
        HomeNotListed = "home_not_listed",
        /// A municipality of the entry is not on the list any more, and nothing took its place: the entry must be looked at.
        PlaceGone = "place_gone",
        /// The list does not say in which region the home is.
        RegionUnknown = "region_unknown",
        /// At every location.
        AnySite = "any_site",
        /// At this location.
        SiteFits = "site_fits",
        /// At other locations.
        SiteOther = "site_other",
        /// At some locations, and nobody said where the student is.
        SiteUnknown = "site_unknown",
    }
}

impl Why {
    /// Which answer it makes.
    pub const fn answer(self) -> Answer {
        match self {
            Self::DomainFits
            | Self::AnyAge
            | Self::AgeFits
            | Self::AnyHome
            | Self::HomeFits
            | Self::HomeMerged
            | Self::AnySite
            | Self::SiteFits => Answer::Yes,
            Self::AgeUnknown
            | Self::HomeUnknown
            | Self::HomeNotListed
            | Self::PlaceGone
            | Self::RegionUnknown
            | Self::SiteUnknown => Answer::Unknown,
            Self::DomainOther | Self::TooYoung | Self::TooOld | Self::HomeOther | Self::SiteOther => Answer::No,
        }
    }
}

/// What is known of a student.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Student<'a> {
    /// Where they live, as the student system writes it: a name, or a code.
    pub home: Option<&'a str>,
    /// When they were born.
    pub birth: Option<BirthDate>,
}

/// What is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked<'a> {
    /// Help with what; `None`: with anything.
    pub domain: Option<Domain>,
    /// At which location of the school; `None` when nobody said.
    pub site: Option<&'a str>,
}

/// What is said of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether they can help.
    pub answer: Answer,
    /// Why: of the kind of help where that was asked, of age, home and location.
    pub why: Vec<Why>,
}

/// Of each entry, in their order, whether they can help a student on a day.
pub fn who_can_help<'e>(
    entries: impl IntoIterator<Item = &'e Entry>,
    student: Student<'_>,
    asked: Asked<'_>,
    list: &Municipalities,
    day: Date,
) -> Vec<Verdict> {
    let of = |entry: &Entry| {
        let mut why: Vec<Why> = asked.domain.map(|domain| of_domain(entry, domain)).into_iter().collect();
        why.extend([age(entry, student.birth, day), home(entry, student.home, list, day), site(entry, asked.site)]);
        let has = |answer| why.iter().any(|one| one.answer() == answer);
        let answer = match (has(Answer::No), has(Answer::Unknown)) {
            (true, _) => Answer::No,
            (false, true) => Answer::Unknown,
            (false, false) => Answer::Yes,
        };
        Verdict { answer, why }
    };
    entries.into_iter().map(of).collect()
}

fn of_domain(entry: &Entry, domain: Domain) -> Why {
    if entry.domains.contains(&domain) { Why::DomainFits } else { Why::DomainOther }
}

/// The eldest and the youngest that somebody can be on a day.
fn ages(birth: BirthDate, day: Date) -> (i32, i32) {
    let first = birth.earliest();
    let eldest = BirthDate::from_parts(first.year(), first.month().into(), first.day());
    (birth.age_on(day), eldest.map_or_else(|| birth.age_on(day), |eldest| eldest.age_on(day)))
}

fn age(entry: &Entry, birth: Option<BirthDate>, day: Date) -> Why {
    if entry.from_age.is_none() && entry.below_age.is_none() {
        return Why::AnyAge;
    }
    let Some(birth) = birth else { return Why::AgeUnknown };
    let one = |age: i32| match (entry.from_age, entry.below_age) {
        (Some(from), _) if age < i32::from(from) => Why::TooYoung,
        (_, Some(below)) if age >= i32::from(below) => Why::TooOld,
        (Some(_) | None, Some(_) | None) => Why::AgeFits,
    };
    let (youngest, eldest) = ages(birth, day);
    let found = one(youngest);
    // A year that is known and a day that is not: only where it makes no difference is it known.
    if (youngest..=eldest).all(|age| one(age) == found) { found } else { Why::AgeUnknown }
}

fn home(entry: &Entry, home: Option<&str>, list: &Municipalities, day: Date) -> Why {
    if entry.places.is_empty() && entry.region.is_none() {
        return Why::AnyHome;
    }
    let Some(home) = home else { return Why::HomeUnknown };
    let Some(lives) = list.named(home, day).map(|meant| meant.municipality) else { return Why::HomeNotListed };
    let mut gone = false;
    for place in &entry.places {
        match list.called(place, day) {
            Some(meant) if meant.municipality.code == lives.code => {
                return if meant.merged { Why::HomeMerged } else { Why::HomeFits };
            }
            Some(_) => {}
            None => gone = true,
        }
    }
    match of_region(entry.region.as_deref(), lives) {
        Some(Why::HomeOther) | None if gone => Why::PlaceGone,
        Some(why) => why,
        None => Why::HomeOther,
    }
}

fn of_region(region: Option<&str>, lives: &Municipality) -> Option<Why> {
    let region = text::key(region?);
    Some(match lives.region.as_deref() {
        None => Why::RegionUnknown,
        Some(of) if text::key(of) == region => Why::HomeFits,
        Some(_) => Why::HomeOther,
    })
}

fn site(entry: &Entry, site: Option<&str>) -> Why {
    if entry.sites.is_empty() {
        return Why::AnySite;
    }
    let Some(site) = site else { return Why::SiteUnknown };
    let key = text::key(site);
    if entry.sites.iter().any(|one| text::key(one) == key) { Why::SiteFits } else { Why::SiteOther }
}
