//! The map of local services (*sociale kaart*): who around the school helps, whom, where and how, and what was agreed with them
//! (R27, R28; WEB 9.1.20). One entry is one kind of help of one organisation.
//!
//! An entry is true as long as somebody looks after it: it has an owner at school and a day on which it was last confirmed, and asks
//! to be confirmed again. Whom it is for is decided in `can_help`, which says no only where it knows.

mod can_help;
mod draft;
#[cfg(test)]
mod tests;

pub use can_help::{Answer, Asked, Student, Verdict, Why, who_can_help};
pub use draft::{Draft, Field, Problems, Wrong};

use crate::law::calendar::months_after;
use crate::municipality::Code;
use crate::{AccountId, Moment, PartnerId, codes};
use time::{Date, Duration};

/// The most characters of a name.
pub const MAX_NAME: usize = 120;
/// The most characters of a line of text.
pub const MAX_LINE: usize = 500;
/// How many months an entry counts as confirmed where a school set nothing: people and money move with the school year and the calendar
/// year.
pub const CONFIRM_AFTER_MONTHS: u16 = 6;
/// How long before a talk with a municipality it asks to be prepared for.
pub const TALKS_AHEAD: Duration = Duration::days(30);
/// The longest that it can be set to: what nobody looked at for two years is a guess.
pub const CONFIRM_AT_MOST: u16 = 24;

codes! {
    /// What an organisation is.
    pub enum Kind {
        /// A municipality.
        Municipality = "municipality",
        /// A region of municipalities.
        Region = "region",
        /// Youth care.
        YouthCare = "youth_care",
        /// Care for adults.
        AdultCare = "adult_care",
        /// *Doorstroompunt* (RMC): who left school early, or nearly did (WEB 9.2.4).
        EarlyLeaving = "early_leaving",
        /// Something else.
        Other = "other",
    }
}

codes! {
    /// The seven domains of life (*leefgebieden*). The Monitor of 2024 names five in its text (figure 5.3); housing and daily life are
    /// the other two of Movisie's list, as far as that is known.
    pub enum Domain {
        /// How somebody feels.
        Mental = "mental",
        /// School and work.
        Learning = "learning",
        /// People around somebody.
        Social = "social",
        /// Money.
        Money = "money",
        /// The body.
        Physical = "physical",
        /// A place to live.
        Housing = "housing",
        /// Managing daily life.
        Daily = "daily",
    }
}

codes! {
    /// Under which law help is given, as far as it ends with an age (Jeugdwet 1.1; R34).
    pub enum Under {
        /// Youth help of kind 1: psychosocial.
        Psychosocial = "psychosocial",
        /// Of kind 2: taking part and managing on one's own.
        Participation = "participation",
        /// Of kind 3: personal care.
        PersonalCare = "personal_care",
        /// Foster care.
        Foster = "foster",
        /// Another law, or none.
        Other = "other",
    }
}

codes! {
    /// Who pays (Monitor 2024, figure 5.2).
    pub enum Payer {
        /// The municipality.
        Municipality = "municipality",
        /// Municipalities of a region together.
        Region = "region",
        /// Money for youth help.
        YouthHelp = "youth_help",
        /// Money against early leaving.
        EarlyLeaving = "early_leaving",
        /// A health insurer.
        Insurer = "insurer",
        /// A grant that ends.
        Grant = "grant",
        /// The school.
        School = "school",
        /// Somebody else.
        Other = "other",
    }
}

codes! {
    /// How they work together with the school (Monitor 2024, figure 5.4).
    pub enum Form {
        /// At school on fixed days.
        FixedDays = "fixed_days",
        /// They join the support team.
        SupportTeam = "support_team",
        /// By appointment.
        Appointment = "appointment",
        /// One team of both.
        OneTeam = "one_team",
        /// Otherwise.
        Other = "other",
    }
}

codes! {
    /// A day of the week on which they are at school.
    pub enum Weekday {
        /// Monday.
        Monday = "mon",
        /// Tuesday.
        Tuesday = "tue",
        /// Wednesday.
        Wednesday = "wed",
        /// Thursday.
        Thursday = "thu",
        /// Friday.
        Friday = "fri",
    }
}

codes! {
    /// Whether school and partner share a vision (Monitor 2024, table B5.2). Not filled in is not known.
    pub enum Vision {
        /// They do.
        Yes = "yes",
        /// In part.
        Partly = "partly",
        /// They do not.
        No = "no",
    }
}

codes! {
    /// A talk of the school with a municipality or a region (R27, R28).
    pub enum Talk {
        /// The *OOGO* (WEB 9.1.20).
        Oogo = "oogo",
        /// About the municipality's plan for the young (*jeugdplan*).
        Plan = "plan",
    }
}

impl Talk {
    /// Whether its day asks to be looked at: it comes within a month, or it is more than a year ago and the next one has no day. A day
    /// that nobody filled in is not known, and asks nothing.
    pub fn asks(on: Date, today: Date) -> bool {
        let soon = today..=today.saturating_add(TALKS_AHEAD);
        soon.contains(&on) || months_after(on, 12) < today
    }
}

/// What was agreed with a municipality or a region.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agreed {
    /// On which day.
    pub on: Option<Date>,
    /// A shared vision.
    pub vision: Option<Vision>,
    /// When municipality and school last sat together by law (OOGO, WEB 9.1.20), or will.
    pub oogo: Option<Date>,
    /// When they spoke of the municipality's plan for the young (*jeugdplan*), or will.
    pub plan: Option<Date>,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The organisation.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// What they do, in plain words.
    pub what: String,
    /// For which domains of life; at least one.
    pub domains: Vec<Domain>,
    /// Under which law.
    pub under: Under,
    /// From which age.
    pub from_age: Option<u8>,
    /// Below which age.
    pub below_age: Option<u8>,
    /// For who lives in one of these; with no region either: wherever somebody lives.
    pub places: Vec<Code>,
    /// For who lives in this region.
    pub region: Option<String>,
    /// At which locations of the school; none: at all.
    pub sites: Vec<String>,
    /// Who pays; none: not known.
    pub payers: Vec<Payer>,
    /// How they work together.
    pub forms: Vec<Form>,
    /// On which days they are at school.
    pub days: Vec<Weekday>,
    /// A shared address, never somebody's own: people leave, the help does not. Empty where they have none, and are called.
    pub address: String,
    /// A shared number.
    pub phone: Option<String>,
    /// When they can be reached.
    pub reachable: String,
    /// How many students a year, as they say; `None` when nobody knows.
    pub reach: Option<u32>,
    /// What was agreed.
    pub agreed: Agreed,
}

codes! {
    /// What happens to an entry.
    pub enum Event {
        /// It is put on the map.
        Add = "add",
        /// It says something else.
        Change = "change",
        /// The owner confirms that it is so.
        Confirm = "confirm",
        /// Somebody says that it is not so (any more): a contact who left, a number that rings out.
        Doubt = "doubt",
        /// It ends, with a reason.
        End = "end",
        /// It was ended by mistake.
        Reopen = "reopen",
    }
}

codes! {
    /// Where an entry stands.
    pub enum Status {
        /// On the map.
        Open = "open",
        /// Not any more.
        Ended = "ended",
    }
}

impl Status {
    /// What becomes of it.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Open, Event::Change | Event::Confirm | Event::Doubt) => Some(Self::Open),
            (Self::Open, Event::End) => Some(Self::Ended),
            (Self::Ended, Event::Reopen) => Some(Self::Open),
            (Self::Open, Event::Add | Event::Reopen)
            | (Self::Ended, Event::Add | Event::Change | Event::Confirm | Event::Doubt | Event::End) => None,
        }
    }
}

impl Event {
    /// Whether it needs words.
    pub const fn needs_words(self) -> bool {
        match self {
            Self::Doubt | Self::End => true,
            Self::Add | Self::Change | Self::Confirm | Self::Reopen => false,
        }
    }
}

/// Something that happened to an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// What.
    pub event: Event,
    /// When.
    pub on: Date,
    /// By whom.
    pub by: AccountId,
    /// Why, or what is not so.
    pub words: Option<String>,
}

/// An entry as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// Which.
    pub id: PartnerId,
    /// What it says.
    pub entry: Entry,
    /// Who at school looks after it.
    pub owner: AccountId,
    /// On which day it was last confirmed.
    pub confirmed: Date,
    /// From which day it asks to be confirmed: as it is stored, at the latest and whatever was set; with the school's own term after
    /// [`Partner::asking`].
    pub asks: Date,
    /// Where it stands.
    pub status: Status,
    /// How often it was changed: a form carries it.
    pub changes: i64,
}

impl Partner {
    /// The same, asking after so many months: the term of today counts for what was confirmed before it was set too.
    #[must_use]
    pub fn asking(self, months: u16) -> Self {
        Self { asks: self.asks.min(months_after(self.confirmed, months)), ..self }
    }

    /// Whether it asks to be confirmed on a day.
    pub fn asks_on(&self, today: Date) -> bool {
        match self.status {
            Status::Open => self.asks <= today,
            Status::Ended => false,
        }
    }

    /// The talks of which the day asks to be looked at, and that day.
    pub fn talks(&self, today: Date) -> Vec<(Talk, Date)> {
        let agreed = &self.entry.agreed;
        let all = [(Talk::Oogo, agreed.oogo), (Talk::Plan, agreed.plan)];
        let asks = all.into_iter().filter_map(|(talk, on)| Some((talk, on?))).filter(|(_, on)| Talk::asks(*on, today));
        if self.status == Status::Open { asks.collect() } else { Vec::new() }
    }

    /// Whether something of it is to be looked at on a day.
    pub fn owed_on(&self, today: Date) -> bool {
        self.asks_on(today) || !self.talks(today).is_empty()
    }
}

/// The days between which a talk asks today, for who counts in the database what [`Talk::asks`] says of each: through the first it is more
/// than a year ago, from today through the second it is soon.
pub fn talks_between(today: Date) -> (Date, Date) {
    (confirmed_by(today.saturating_sub(Duration::DAY), 12), today.saturating_add(TALKS_AHEAD))
}

/// The last day on which what asks by itself today was confirmed: for who counts in the database what [`Partner::asking`] says of each.
pub fn confirmed_by(today: Date, months: u16) -> Date {
    let early = today.saturating_sub(Duration::days(31 * i64::from(months)));
    let days = std::iter::successors(Some(early), |day| day.next_day());
    days.take_while(|day| months_after(*day, months) <= today).last().unwrap_or(early)
}

/// What happens to the days of an entry: when it was last confirmed, and from when it asks at the latest, whatever a school sets. A
/// doubt asks at once; a change is a confirmation, since whoever changes it read it.
pub fn dates(before: (Date, Date), event: Event, now: Moment) -> (Date, Date) {
    match event {
        Event::Add | Event::Change | Event::Confirm | Event::Reopen => {
            (now.day, months_after(now.day, CONFIRM_AT_MOST))
        }
        Event::Doubt => (before.0, now.day.min(before.1)),
        Event::End => before,
    }
}
