//! A line of what a school offers: a measure, where, for how many, whom to ask, and how one gets it.

use crate::{
    MeasureId, TeamId,
    catalogue::{Measure, MeasureKind},
    codes,
    email::EmailAddress,
    field::{self, Problem},
    text::key,
};
use time::Date;

/// The most characters of what is said of a line.
pub const MAX_LINE: usize = 500;
/// The most characters of a name.
pub const MAX_NAME: usize = 100;
/// The most students at a time that is no slip of the hand.
const MOST: u32 = 100_000;
/// Where people have mail of their own. No list is whole; these are most of it.
const PRIVATE: [&str; 16] = [
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "hotmail.nl",
    "outlook.com",
    "live.nl",
    "live.com",
    "msn.com",
    "icloud.com",
    "yahoo.com",
    "ziggo.nl",
    "kpnmail.nl",
    "xs4all.nl",
    "home.nl",
    "planet.nl",
    "proton.me",
];

codes! {
    /// Whether a measure is part of what everybody gets. In an offer it can be both: a little of it for everybody, more of it
    /// by agreement.
    pub enum Level {
        /// *Basisondersteuning*.
        Basic = "basic",
        /// *Extra ondersteuning*.
        Extra = "extra",
        /// Both.
        Both = "both",
    }
}

codes! {
    /// What is so of a line of the version in force.
    pub enum Mark {
        /// It can be had.
        Open = "open",
        /// There is no place now.
        Full = "full",
        /// It is not offered any more.
        Stopped = "stopped",
    }
}

impl Mark {
    /// Whether this can follow: what stopped comes back with a next version only. Without it, that version is advised on.
    pub const fn may_become(self, next: Self) -> bool {
        match (self, next) {
            (Self::Open, Self::Full | Self::Stopped) | (Self::Full, Self::Open | Self::Stopped) => true,
            (Self::Open, Self::Open) | (Self::Full, Self::Full) | (Self::Stopped, _) => false,
        }
    }
}

/// What comes of what who writes the lines of a team says of one: whether there is a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByTeam {
    /// It is noted.
    Noted,
    /// It is so already: twice is once.
    Already,
    /// It stopped, and comes back with a next version only.
    Stopped,
    /// It is not theirs to say: a line of the school or of another team, or that one stops.
    NotTheirs,
}

/// A location of the school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// What it is called.
    pub name: String,
    /// In which town.
    pub town: String,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The measure of the catalogue that it offers.
    pub measure: MeasureId,
    /// Its kind.
    pub kind: MeasureKind,
    /// What it is, copied from the catalogue, in Dutch.
    pub text: String,
    /// In English.
    pub text_en: String,
    /// Basic, extra or both.
    pub level: Level,
    /// For a location only.
    pub site: Option<Site>,
    /// For a team only.
    pub team: Option<TeamId>,
    /// To how many students at a time; none: no limit.
    pub capacity: Option<u32>,
    /// Whom to ask: a function.
    pub who: String,
    /// In English.
    pub who_en: String,
    /// A shared address.
    pub address: String,
    /// When they can be reached.
    pub reachable: String,
    /// In English.
    pub reachable_en: String,
    /// How one gets it.
    pub how: String,
    /// In English.
    pub how_en: String,
    /// Until which day, where that is known.
    pub until: Option<Date>,
}

codes! {
    /// The fields of a line.
    pub enum LineField {
        /// The measure.
        Measure = "measure",
        /// Basic, extra or both.
        Level = "level",
        /// The name of the location.
        Site = "site",
        /// Its town.
        Town = "town",
        /// The team.
        Team = "team",
        /// How many.
        Capacity = "capacity",
        /// Whom to ask.
        Who = "who",
        /// In English.
        WhoEn = "who_en",
        /// The address.
        Address = "address",
        /// When reachable.
        Reachable = "reachable",
        /// In English.
        ReachableEn = "reachable_en",
        /// How one gets it.
        How = "how",
        /// In English.
        HowEn = "how_en",
        /// The last day.
        Until = "until",
    }
}

/// What can be wrong with a field of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhatIsWrong {
    /// As with any text.
    Text(Problem),
    /// It cannot be chosen from the catalogue today.
    NotInCatalogue,
    /// There is no such team today.
    NoTeam,
    /// No number, or one that cannot be.
    NoNumber,
    /// No address.
    NoAddress,
    /// Somebody's own.
    Private,
    /// The same measure is in the same place already.
    Twice,
    /// The last day is past.
    Past,
}

/// A field and what is wrong with it.
pub type LineProblem = (LineField, WhatIsWrong);

/// A line as somebody fills it in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineDraft {
    /// The measure.
    pub measure: Option<MeasureId>,
    /// Basic, extra or both.
    pub level: Option<Level>,
    /// The location.
    pub site: String,
    /// Its town.
    pub town: String,
    /// The team.
    pub team: Option<TeamId>,
    /// How many.
    pub capacity: String,
    /// Whom to ask.
    pub who: String,
    /// In English.
    pub who_en: String,
    /// The address.
    pub address: String,
    /// When reachable.
    pub reachable: String,
    /// In English.
    pub reachable_en: String,
    /// How.
    pub how: String,
    /// In English.
    pub how_en: String,
    /// Until when.
    pub until: Option<Date>,
}

impl LineDraft {
    /// Checks it against the measures and teams of today and the other lines of the version.
    ///
    /// # Errors
    /// Every problem, in the order of the fields.
    pub fn check(
        &self,
        measures: &[Measure],
        teams: &[TeamId],
        others: &[Line],
        today: Date,
    ) -> Result<Line, Vec<LineProblem>> {
        use LineField as F;
        use WhatIsWrong as W;
        let mut wrong: Vec<LineProblem> = Vec::new();
        let mut said = |typed: &str, field, max| match field::text(typed, max) {
            Ok(text) => text,
            Err(problem) => {
                wrong.push((field, W::Text(problem)));
                String::new()
            }
        };
        let (who, who_en) = (said(&self.who, F::Who, MAX_NAME), said(&self.who_en, F::WhoEn, MAX_NAME));
        let reachable = said(&self.reachable, F::Reachable, MAX_LINE);
        let reachable_en = said(&self.reachable_en, F::ReachableEn, MAX_LINE);
        let (how, how_en) = (said(&self.how, F::How, MAX_LINE), said(&self.how_en, F::HowEn, MAX_LINE));
        let measure = measures.iter().find(|one| Some(one.id) == self.measure && one.period.contains(today));
        match (measure, self.measure) {
            (Some(_), _) => {}
            (None, None) => wrong.push((F::Measure, W::Text(Problem::Missing))),
            (None, Some(_)) => wrong.push((F::Measure, W::NotInCatalogue)),
        }
        if self.level.is_none() {
            wrong.push((F::Level, W::Text(Problem::Missing)));
        }
        let site = self.read_site(&mut wrong);
        if self.team.is_some_and(|team| !teams.contains(&team)) {
            wrong.push((F::Team, W::NoTeam));
        }
        let capacity = match field::optional_text(&self.capacity, MAX_NAME) {
            Ok(None) => None,
            Ok(Some(typed)) => {
                let number = typed.parse().ok().filter(|number: &u32| (1..=MOST).contains(number));
                number.or_else(|| {
                    wrong.push((F::Capacity, W::NoNumber));
                    None
                })
            }
            Err(problem) => {
                wrong.push((F::Capacity, W::Text(problem)));
                None
            }
        };
        match EmailAddress::new(&self.address) {
            Ok(address) if private(&address) => wrong.push((F::Address, W::Private)),
            Ok(_) => {}
            Err(_) if crate::text::lines(&self.address).is_empty() => {
                wrong.push((F::Address, W::Text(Problem::Missing)));
            }
            Err(_) => wrong.push((F::Address, W::NoAddress)),
        }
        if self.until.is_some_and(|until| until < today) {
            wrong.push((F::Until, W::Past));
        }
        let address = EmailAddress::new(&self.address).map(|address| address.as_str().to_owned()).unwrap_or_default();
        if let (Some(measure), Some(level)) = (measure, self.level) {
            let line = Line {
                measure: measure.id,
                kind: measure.kind,
                text: measure.text.clone(),
                text_en: measure.text_en.clone(),
                level,
                site,
                team: self.team,
                capacity,
                who,
                who_en,
                address,
                reachable,
                reachable_en,
                how,
                how_en,
                until: self.until,
            };
            if others.iter().any(|other| other.same(&line)) {
                wrong.push((F::Measure, W::Twice));
            }
            if wrong.is_empty() {
                return Ok(line);
            }
        }
        wrong.sort_by_key(|(field, _)| *field);
        Err(wrong)
    }

    /// A location has a name and a town, or is none.
    fn read_site(&self, wrong: &mut Vec<LineProblem>) -> Option<Site> {
        use LineField as F;
        let mut one = |typed: &str, field| match field::optional_text(typed, MAX_NAME) {
            Ok(text) => text,
            Err(problem) => {
                wrong.push((field, WhatIsWrong::Text(problem)));
                None
            }
        };
        let (name, town) = (one(&self.site, F::Site), one(&self.town, F::Town));
        match (name, town) {
            (Some(name), Some(town)) => Some(Site { name, town }),
            (None, None) => None,
            (Some(_), None) => {
                wrong.push((F::Town, WhatIsWrong::Text(Problem::Missing)));
                None
            }
            (None, Some(_)) => {
                wrong.push((F::Site, WhatIsWrong::Text(Problem::Missing)));
                None
            }
        }
    }
}

/// Whether an address is one that people have for themselves.
pub(crate) fn private(address: &EmailAddress) -> bool {
    address.key().rsplit_once('@').is_some_and(|(_, domain)| PRIVATE.contains(&domain))
}

/// Whether two locations are one, however they are written.
pub fn same_place(one: Option<&Site>, other: Option<&Site>) -> bool {
    place(one) == place(other)
}

fn place(site: Option<&Site>) -> Option<(String, String)> {
    site.map(|site| (key(&site.name), key(&site.town)))
}

impl Line {
    /// Whether it offers the same in the same place: the same measure, or one with the same words.
    pub fn same(&self, other: &Self) -> bool {
        (self.measure == other.measure || key(&self.text) == key(&other.text))
            && self.team == other.team
            && same_place(self.site.as_ref(), other.site.as_ref())
    }

    /// Whether a team says this otherwise than the whole school does: whoever reads what the team offers reads the team's own line. A line
    /// for one location says nothing of another.
    pub fn replaces(&self, wide: &Self) -> bool {
        let same = self.measure == wide.measure || key(&self.text) == key(&wide.text);
        let here = self.site.is_none() || same_place(self.site.as_ref(), wide.site.as_ref());
        same && here && self.team.is_some() && wide.team.is_none()
    }

    /// Whether whoever reads what a team offers reads this line, of all that are offered: the team's own, and of the whole school what the
    /// team does not say otherwise.
    pub fn read_by_team<'a>(&self, team: TeamId, mut all: impl Iterator<Item = &'a Self>) -> bool {
        match self.team {
            Some(of) => of == team,
            None => !all.any(|own| own.team == Some(team) && own.replaces(self)),
        }
    }

    /// What comes of it where who writes the lines of a team says whether there is a place: of a line of their own they do. What stops is
    /// said by who keeps the offer, because the council advises on it.
    pub fn said_by_team(&self, team: TeamId, stands: Mark, says: Mark) -> ByTeam {
        match (stands, says) {
            _ if self.team != Some(team) => ByTeam::NotTheirs,
            (_, Mark::Stopped) => ByTeam::NotTheirs,
            (Mark::Stopped, Mark::Open | Mark::Full) => ByTeam::Stopped,
            (Mark::Open, Mark::Open) | (Mark::Full, Mark::Full) => ByTeam::Already,
            (Mark::Open, Mark::Full) | (Mark::Full, Mark::Open) => ByTeam::Noted,
        }
    }

    /// What the council advises on, to compare.
    pub(super) fn facts(&self) -> impl Ord + use<> {
        (key(&self.text), self.team, place(self.site.as_ref()), self.level, self.capacity, self.until)
    }

    /// Whether it is offered on a day, as far as its own last day goes.
    pub fn runs(&self, day: Date) -> bool {
        self.until.is_none_or(|until| day <= until)
    }

    /// It as a draft, for a form.
    pub fn to_draft(&self) -> LineDraft {
        let site = self.site.clone();
        LineDraft {
            measure: Some(self.measure),
            level: Some(self.level),
            site: site.as_ref().map(|site| site.name.clone()).unwrap_or_default(),
            town: site.map(|site| site.town).unwrap_or_default(),
            team: self.team,
            capacity: self.capacity.map(|number| number.to_string()).unwrap_or_default(),
            who: self.who.clone(),
            who_en: self.who_en.clone(),
            address: self.address.clone(),
            reachable: self.reachable.clone(),
            reachable_en: self.reachable_en.clone(),
            how: self.how.clone(),
            how_en: self.how_en.clone(),
            until: self.until,
        }
    }
}
