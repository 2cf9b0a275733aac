//! What was offered and is not any more, or will not be: so that whoever promised it to a student looks at that again.

use super::{Line, same_place};
use crate::{MeasureId, OfferId, TeamId, text::key};
use time::{Date, Duration};

/// How long before it stops somebody is asked to look: long enough to agree on something else.
pub const NOTICE: Duration = Duration::days(92);

/// A line of a version that is decided.
#[derive(Debug, Clone, Copy)]
pub struct Offered<'a> {
    /// Which line of the version.
    pub place: u32,
    /// What it says.
    pub line: &'a Line,
    /// The day on which it stopped.
    pub stopped: Option<Date>,
}

/// A version that is decided.
#[derive(Debug, Clone)]
pub struct Decided<'a> {
    /// Which.
    pub offer: OfferId,
    /// Its first day.
    pub from: Date,
    /// Its lines.
    pub lines: Vec<Offered<'a>>,
}

/// A measure that is not offered from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withdrawn {
    /// The version that offered it last.
    pub offer: OfferId,
    /// The line of it.
    pub place: u32,
    /// The measure.
    pub measure: MeasureId,
    /// For this team only.
    pub team: Option<TeamId>,
    /// The first day without it.
    pub since: Date,
    /// The day from which it is offered again.
    pub again: Option<Date>,
}

/// A line from its first day up to the day on which it is offered no more.
struct Stretch<'a> {
    offer: OfferId,
    place: u32,
    line: &'a Line,
    from: Date,
    end: Option<Date>,
}

impl Stretch<'_> {
    /// Whether it offers the same measure, or one with the same words, to everybody to whom another does. What one location offers says nothing of another.
    fn covers(&self, other: &Self) -> bool {
        let (wide, narrow) = (self.line, other.line);
        (wide.measure == narrow.measure || key(&wide.text) == key(&narrow.text))
            && (wide.team.is_none() || wide.team == narrow.team)
            && (wide.site.is_none() || same_place(wide.site.as_ref(), narrow.site.as_ref()))
    }
}

/// What was offered in decided versions and stops, the first to stop first. Versions follow one another: each ends the one before it.
/// Nothing is said of what another line offers to the same students without a day between.
pub fn withdrawn(versions: &[Decided<'_>]) -> Vec<Withdrawn> {
    let mut versions: Vec<&Decided<'_>> = versions.iter().collect();
    versions.sort_by_key(|version| version.from);
    let stretches: Vec<Stretch<'_>> = (versions.iter().enumerate())
        .flat_map(|(at, version)| {
            let next = versions.get(at + 1).map(|next| next.from);
            version.lines.iter().map(move |one| {
                let last = one.line.until.and_then(Date::next_day);
                let end = [next, last, one.stopped].into_iter().flatten().min();
                let (offer, place, line) = (version.offer, one.place, one.line);
                Stretch { offer, place, line, from: version.from, end: end.map(|end| end.max(version.from)) }
            })
        })
        .collect();
    let mut found: Vec<Withdrawn> = stretches.iter().filter_map(|one| ends(one, &stretches)).collect();
    found.sort_by_key(|one| (one.since, one.offer, one.place));
    found
}

fn ends(one: &Stretch<'_>, all: &[Stretch<'_>]) -> Option<Withdrawn> {
    let since = one.end?;
    let mut same = all.iter().filter(|other| other.covers(one));
    if same.clone().any(|other| other.from <= since && other.end.is_none_or(|end| end > since)) {
        return None;
    }
    let again = same.by_ref().map(|other| other.from).filter(|from| *from > since).min();
    let (measure, team) = (one.line.measure, one.line.team);
    Some(Withdrawn { offer: one.offer, place: one.place, measure, team, since, again })
}
