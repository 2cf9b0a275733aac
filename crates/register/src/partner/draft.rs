//! An entry as it is typed, and what is wrong with it.

use super::{Agreed, Domain, Entry, Form, Kind, MAX_LINE, MAX_NAME, Payer, Under, Vision, Weekday};
use crate::email::EmailAddress;
use crate::field::{self, Problem};
use crate::municipality::{Code, Municipalities};
use crate::{AccountId, codes, text};
use time::Date;

/// The longest list of places or locations, in characters.
const MAX_LIST: usize = 2000;
/// No age of a student is higher.
const OLDEST: u8 = 99;
/// More students than any school has.
const MOST: u32 = 100_000;

codes! {
    /// Fields of the form, in its order.
    pub enum Field {
        /// The organisation.
        Name = "name",
        /// What it is.
        Kind = "kind",
        /// What they do.
        What = "what",
        /// For which domains.
        Domains = "domains",
        /// Under which law.
        Under = "under",
        /// From which age.
        FromAge = "from_age",
        /// Below which age.
        BelowAge = "below_age",
        /// For who lives in which municipalities.
        Places = "places",
        /// For who lives in which region.
        Region = "region",
        /// At which locations.
        Sites = "sites",
        /// Who pays.
        Payers = "payers",
        /// How they work together.
        Forms = "forms",
        /// On which days.
        Days = "days",
        /// A shared address.
        Address = "address",
        /// A shared number.
        Phone = "phone",
        /// When they can be reached.
        Reachable = "reachable",
        /// How many students a year.
        Reach = "reach",
        /// When something was agreed.
        AgreedOn = "agreed_on",
        /// A shared vision.
        Vision = "vision",
        /// The OOGO.
        Oogo = "oogo",
        /// The plan for the young.
        Plan = "plan",
        /// Who looks after it.
        Owner = "owner",
    }
}

/// What can be wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Missing, too long, or no text.
    Text(Problem),
    /// No whole number that can be.
    NoNumber,
    /// Nobody is of such an age: it begins where it ends, or later.
    NoAges,
    /// The list does not know the municipality on this line.
    UnknownPlace(usize),
    /// No list of municipalities was read.
    NoList,
    /// No municipality of the list is in this region.
    UnknownRegion,
    /// Not an address.
    NoAddress,
    /// An address that somebody has for themselves.
    Private,
    /// Not agreed yet.
    ToCome,
    /// Somebody who cannot look after it.
    NoOwner,
    /// It is on the map already.
    Twice,
}

/// What is wrong, by field, in the order of the form.
pub type Problems = Vec<(Field, Wrong)>;

/// What is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// The organisation.
    pub name: String,
    /// What it is.
    pub kind: Option<Kind>,
    /// What they do.
    pub what: String,
    /// For which domains.
    pub domains: Vec<Domain>,
    /// Under which law.
    pub under: Option<Under>,
    /// From which age.
    pub from_age: String,
    /// Below which age.
    pub below_age: String,
    /// Municipalities: one on a line, or with commas between; names or codes.
    pub places: String,
    /// A region.
    pub region: String,
    /// Locations: one on a line, or with commas between.
    pub sites: String,
    /// Who pays.
    pub payers: Vec<Payer>,
    /// How they work together.
    pub forms: Vec<Form>,
    /// On which days.
    pub days: Vec<Weekday>,
    /// A shared address.
    pub address: String,
    /// A shared number.
    pub phone: String,
    /// When they can be reached.
    pub reachable: String,
    /// How many students a year.
    pub reach: String,
    /// When something was agreed.
    pub agreed_on: Option<Date>,
    /// A shared vision.
    pub vision: Option<Vision>,
    /// The OOGO.
    pub oogo: Option<Date>,
    /// The plan for the young.
    pub plan: Option<Date>,
    /// Who looks after it.
    pub owner: Option<AccountId>,
}

/// The parts of a list that is typed: lines, or what stands between commas.
fn parts(typed: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in text::lines(typed).split(['\n', ',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        if !found.iter().any(|one| text::key(one) == text::key(part)) {
            found.push(part.to_owned());
        }
    }
    found
}

/// Reads a form, and gathers what is wrong.
struct Reading(Problems);

impl Reading {
    fn said<V>(&mut self, field: Field, found: Result<V, Wrong>) -> Option<V> {
        found.map_err(|wrong| self.0.push((field, wrong))).ok()
    }

    fn text(&mut self, field: Field, typed: &str, max: usize) -> Option<String> {
        self.said(field, field::text(typed, max).map_err(Wrong::Text))
    }

    fn optional(&mut self, field: Field, typed: &str, max: usize) -> Option<String> {
        self.said(field, field::optional_text(typed, max).map_err(Wrong::Text)).flatten()
    }

    fn number(&mut self, field: Field, typed: &str, most: u32) -> Option<u32> {
        let typed = self.optional(field, typed, MAX_NAME)?;
        self.said(field, typed.parse().ok().filter(|number| *number <= most).ok_or(Wrong::NoNumber))
    }

    fn age(&mut self, field: Field, typed: &str) -> Option<u8> {
        self.number(field, typed, u32::from(OLDEST)).and_then(|age| u8::try_from(age).ok())
    }

    fn places(&mut self, typed: &str, list: &Municipalities, today: Date) -> Vec<Code> {
        let Some(typed) = self.optional(Field::Places, typed, MAX_LIST) else { return Vec::new() };
        if list.is_empty() {
            self.0.push((Field::Places, Wrong::NoList));
            return Vec::new();
        }
        let mut codes: Vec<Code> = Vec::new();
        for (at, part) in parts(&typed).iter().enumerate() {
            let Some(meant) = list.named(part, today) else {
                self.0.push((Field::Places, Wrong::UnknownPlace(at.saturating_add(1))));
                return Vec::new();
            };
            if !codes.contains(&meant.municipality.code) {
                codes.push(meant.municipality.code.clone());
            }
        }
        codes
    }

    fn region(&mut self, typed: &str, list: &Municipalities, today: Date) -> Option<String> {
        let typed = self.optional(Field::Region, typed, MAX_NAME)?;
        let known = list.regions(today).into_keys().find(|one| text::key(one) == text::key(&typed)).map(str::to_owned);
        let wrong = if list.is_empty() { Wrong::NoList } else { Wrong::UnknownRegion };
        self.said(Field::Region, known.ok_or(wrong))
    }

    /// A shared address: none where they have none, and can be called.
    fn address(&mut self, typed: &str, phone: &str) -> Option<String> {
        let found = match EmailAddress::new(typed) {
            Ok(address) if crate::offer::private(&address) => Err(Wrong::Private),
            Ok(address) => Ok(address.as_str().to_owned()),
            Err(_) if !text::lines(typed).is_empty() => Err(Wrong::NoAddress),
            Err(_) if text::lines(phone).is_empty() => Err(Wrong::Text(Problem::Missing)),
            Err(_) => Ok(String::new()),
        };
        self.said(Field::Address, found)
    }
}

impl Draft {
    /// Reads the form. `owners`: who can look after it; `others`: what stands on the map beside it.
    ///
    /// # Errors
    /// What is wrong, by field; a field once.
    pub fn check<'o>(
        &self,
        list: &Municipalities,
        owners: &[AccountId],
        others: impl IntoIterator<Item = &'o Entry>,
        today: Date,
    ) -> Result<(Entry, AccountId), Problems> {
        use Field as F;
        let missing = Wrong::Text(Problem::Missing);
        let mut reading = Reading(Vec::new());
        let name = reading.text(F::Name, &self.name, MAX_NAME);
        let kind = reading.said(F::Kind, self.kind.ok_or(missing));
        let what = reading.text(F::What, &self.what, MAX_LINE);
        if self.domains.is_empty() {
            reading.0.push((F::Domains, missing));
        }
        let under = reading.said(F::Under, self.under.ok_or(missing));
        let from_age = reading.age(F::FromAge, &self.from_age);
        let below_age = reading.age(F::BelowAge, &self.below_age);
        if let (Some(from), Some(below)) = (from_age, below_age)
            && from >= below
        {
            reading.0.push((F::BelowAge, Wrong::NoAges));
        }
        let places = reading.places(&self.places, list, today);
        let region = reading.region(&self.region, list, today);
        let sites = reading.optional(F::Sites, &self.sites, MAX_LIST).map(|typed| parts(&typed)).unwrap_or_default();
        let address = reading.address(&self.address, &self.phone);
        let phone = reading.optional(F::Phone, &self.phone, MAX_NAME);
        let reachable = reading.text(F::Reachable, &self.reachable, MAX_LINE);
        let reach = reading.number(F::Reach, &self.reach, MOST);
        if self.agreed_on.is_some_and(|on| on > today) {
            reading.0.push((F::AgreedOn, Wrong::ToCome));
        }
        let owner = reading.said(F::Owner, self.owner.ok_or(missing));
        if owner.is_some_and(|owner| !owners.contains(&owner)) {
            reading.0.push((F::Owner, Wrong::NoOwner));
        }
        if let Some(name) = &name {
            let same = |other: &Entry| {
                text::key(&other.name) == text::key(name)
                    && what.as_ref().is_some_and(|what| text::key(&other.what) == text::key(what))
            };
            if others.into_iter().any(same) {
                reading.0.push((F::Name, Wrong::Twice));
            }
        }
        let in_order = |mut wrong: Problems| {
            wrong.sort_by_key(|(field, _)| *field);
            wrong.dedup_by_key(|(field, _)| *field);
            wrong
        };
        match (name, kind, what, under, address, reachable, owner) {
            (Some(name), Some(kind), Some(what), Some(under), Some(address), Some(reachable), Some(owner))
                if reading.0.is_empty() =>
            {
                let agreed = Agreed { on: self.agreed_on, vision: self.vision, oogo: self.oogo, plan: self.plan };
                let entry = Entry {
                    name,
                    kind,
                    what,
                    domains: ordered(Domain::ALL, &self.domains),
                    under,
                    from_age,
                    below_age,
                    places,
                    region,
                    sites,
                    payers: ordered(Payer::ALL, &self.payers),
                    forms: ordered(Form::ALL, &self.forms),
                    days: ordered(Weekday::ALL, &self.days),
                    address,
                    phone,
                    reachable,
                    reach,
                    agreed,
                };
                Ok((entry, owner))
            }
            (..) => Err(in_order(reading.0)),
        }
    }
}

/// What was chosen, once each, in the order of the list.
fn ordered<V: Copy + PartialEq>(all: &[V], chosen: &[V]) -> Vec<V> {
    all.iter().copied().filter(|one| chosen.contains(one)).collect()
}

impl Entry {
    /// As if it had been typed. `names`: what its municipalities are called today.
    pub fn to_draft(&self, owner: AccountId, names: &[String]) -> Draft {
        let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        Draft {
            name: self.name.clone(),
            kind: Some(self.kind),
            what: self.what.clone(),
            domains: self.domains.clone(),
            under: Some(self.under),
            from_age: number(self.from_age.map(u32::from)),
            below_age: number(self.below_age.map(u32::from)),
            places: names.join("\n"),
            region: self.region.clone().unwrap_or_default(),
            sites: self.sites.join("\n"),
            payers: self.payers.clone(),
            forms: self.forms.clone(),
            days: self.days.clone(),
            address: self.address.clone(),
            phone: self.phone.clone().unwrap_or_default(),
            reachable: self.reachable.clone(),
            reach: number(self.reach),
            agreed_on: self.agreed.on,
            vision: self.agreed.vision,
            oogo: self.agreed.oogo,
            plan: self.agreed.plan,
            owner: Some(owner),
        }
    }
}
