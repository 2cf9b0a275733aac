//! The record types of the RO and what each holds.

use std::fmt;

use register::BirthDate;
use time::Date;

use super::codes::{
    Brin, Crebo, Gender, Keuzedeel, LeerbedrijfId, Leertraject, Niveau, Onderwijsaanbieder, Onderwijslocatie,
    RedenUitschrijving, Sequence, Word,
};
use crate::PersonNumber;

/// A record type. The first nine are counted in the trailer, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordType {
    /// Person.
    Per,
    /// Enrolment.
    Isg,
    /// Period of an enrolment.
    Isp,
    /// Extra support within an enrolment.
    Ise,
    /// Placement in a company.
    Bpv,
    /// Diploma; counted only.
    Dip,
    /// Part of a programme, certificate; counted only.
    Amo,
    /// Generic exam part; counted only.
    Geo,
    /// Optional part; counted only.
    Kzd,
    /// Header.
    Vlp,
    /// Trailer.
    Slr,
}

impl RecordType {
    /// The nine that the trailer counts, in its order.
    pub const COUNTED: [Self; 9] =
        [Self::Per, Self::Isg, Self::Isp, Self::Ise, Self::Bpv, Self::Dip, Self::Amo, Self::Geo, Self::Kzd];

    /// The code in the first field.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Per => "PER",
            Self::Isg => "ISG",
            Self::Isp => "ISP",
            Self::Ise => "ISE",
            Self::Bpv => "BPV",
            Self::Dip => "DIP",
            Self::Amo => "AMO",
            Self::Geo => "GEO",
            Self::Kzd => "KZD",
            Self::Vlp => "VLP",
            Self::Slr => "SLR",
        }
    }

    pub(super) const fn from_code(code: [u8; 3]) -> Option<Self> {
        Some(match &code {
            b"PER" => Self::Per,
            b"ISG" => Self::Isg,
            b"ISP" => Self::Isp,
            b"ISE" => Self::Ise,
            b"BPV" => Self::Bpv,
            b"DIP" => Self::Dip,
            b"AMO" => Self::Amo,
            b"GEO" => Self::Geo,
            b"KZD" => Self::Kzd,
            b"VLP" => Self::Vlp,
            b"SLR" => Self::Slr,
            _ => return None,
        })
    }

    /// Official names of the fields, in order. Of the counted types only the first three are read.
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Vlp => &["Recordsoort", "BRIN", "DatumBeginPeriode", "DatumEindePeriode", "DatumAanmaak"],
            Self::Per => &["Recordsoort", "Burgerservicenummer", "Onderwijsnummer", "Geboortedatum", "Geslacht"],
            Self::Isg => &[
                "Recordsoort",
                "Burgerservicenummer",
                "Onderwijsnummer",
                "Inschrijvingvolgnummer",
                "DatumInschrijving",
                "DatumUitschrijvingGepland",
                "DatumUitschrijvingWerkelijk",
                "RedenUitschrijving",
            ],
            Self::Isp => &[
                "Recordsoort",
                "Burgerservicenummer",
                "Onderwijsnummer",
                "Inschrijvingvolgnummer",
                "DatumBegin",
                "Opleidingcode",
                "Leertraject",
                "Niveau",
                "IndicatieBekostigbaar",
                "LocatiecodeVSV",
                "Onderwijsaanbieder",
                "Onderwijslocatie",
                "Leerroute",
                "Leerroutefase",
            ],
            Self::Ise => &[
                "Recordsoort",
                "Burgerservicenummer",
                "Onderwijsnummer",
                "Inschrijvingvolgnummer",
                "DatumBegin",
                "DatumEind",
            ],
            Self::Bpv => &[
                "Recordsoort",
                "Burgerservicenummer",
                "Onderwijsnummer",
                "Inschrijvingvolgnummer",
                "Volgnummer",
                "Afsluitdatum",
                "DatumBegin",
                "DatumEindGepland",
                "DatumEindWerkelijk",
                "Omvang",
                "LeerbedrijfID",
                "Opleidingcode",
                "CodeKeuzedeel",
            ],
            Self::Dip | Self::Amo | Self::Geo | Self::Kzd => &["Recordsoort", "Burgerservicenummer", "Onderwijsnummer"],
            Self::Slr => &["Recordsoort", "PER", "ISG", "ISP", "ISE", "BPV", "DIP", "AMO", "GEO", "KZD"],
        }
    }
}

/// What a reader hands over: a good record of one of the five types that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record<'a> {
    /// PER
    Person(Person<'a>),
    /// ISG
    Enrolment(Enrolment<'a>),
    /// ISP
    Period(Period<'a>),
    /// ISE
    Support(Support<'a>),
    /// BPV
    Placement(Placement<'a>),
}

/// Which of the two registers a person number is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberKind {
    /// *Burgerservicenummer*.
    Bsn,
    /// *Onderwijsnummer*, for who has no BSN.
    Onr,
}

/// Identity of a person within the file: exactly one of BSN and ONR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonKey<'a> {
    /// Which number.
    pub kind: NumberKind,
    /// The number as it stands in the file.
    pub number: PersonNumber<'a>,
}

/// Identity of an enrolment within the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnrolmentKey<'a> {
    /// Whose.
    pub person: PersonKey<'a>,
    /// *Inschrijvingvolgnummer*, unique within the person.
    pub sequence: Sequence<'a>,
}

/// VLP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header<'a> {
    /// The institution.
    pub brin: Brin<'a>,
    /// First day of the period that the file covers.
    pub from: Date,
    /// Last day of it.
    pub to: Date,
    /// Day on which DUO made the file.
    pub created: Date,
}

/// PER.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Person<'a> {
    /// Identity.
    pub key: PersonKey<'a>,
    /// The day, or the day and month, may be unknown.
    pub birth_date: BirthDate,
    /// As registered.
    pub gender: Option<Gender>,
}

impl fmt::Debug for Person<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Person([personal])")
    }
}

/// ISG.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enrolment<'a> {
    /// Identity.
    pub key: EnrolmentKey<'a>,
    /// *DatumInschrijving*.
    pub begin: Date,
    /// *DatumUitschrijvingGepland*.
    pub planned_end: Option<Date>,
    /// *DatumUitschrijvingWerkelijk*.
    pub end: Option<Date>,
    /// *RedenUitschrijving*.
    pub reason: Option<RedenUitschrijving>,
}

/// ISP: what someone is enrolled for from `begin` until the next period or the end of the enrolment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period<'a> {
    /// Of which enrolment; with `begin` the identity.
    pub enrolment: EnrolmentKey<'a>,
    /// *DatumBegin*.
    pub begin: Date,
    /// *Opleidingcode*.
    pub crebo: Crebo<'a>,
    /// *Leertraject*.
    pub leertraject: Leertraject,
    /// *Niveau*, often empty.
    pub niveau: Option<Niveau>,
    /// *IndicatieBekostigbaar*.
    pub fundable: Option<bool>,
    /// *LocatiecodeVSV*.
    pub vsv_location: Option<Word<'a>>,
    /// *Onderwijsaanbieder*.
    pub provider: Option<Onderwijsaanbieder<'a>>,
    /// *Onderwijslocatie*.
    pub location: Option<Onderwijslocatie<'a>>,
    /// *Leerroute*.
    pub route: Option<Word<'a>>,
    /// *Leerroutefase*.
    pub route_phase: Option<Word<'a>>,
}

/// ISE: extra support was registered with DUO.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Support<'a> {
    /// Of which enrolment; with `begin` the identity.
    pub enrolment: EnrolmentKey<'a>,
    /// *DatumBegin*.
    pub begin: Date,
    /// *DatumEind*, the last day itself included; absent while it goes on.
    pub end: Option<Date>,
}

/// BPV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement<'a> {
    /// Of which enrolment; with `sequence` the identity.
    pub enrolment: EnrolmentKey<'a>,
    /// *Volgnummer*.
    pub sequence: Sequence<'a>,
    /// *Afsluitdatum*: when the contract was signed.
    pub signed: Option<Date>,
    /// *DatumBegin*.
    pub begin: Date,
    /// *DatumEindGepland*.
    pub planned_end: Option<Date>,
    /// *DatumEindWerkelijk*.
    pub end: Option<Date>,
    /// *Omvang* in hours.
    pub hours: Option<u32>,
    /// *LeerbedrijfID*.
    pub company: Option<LeerbedrijfId<'a>>,
    /// *Opleidingcode*.
    pub crebo: Option<Crebo<'a>>,
    /// *CodeKeuzedeel*.
    pub optional_part: Option<Keuzedeel<'a>>,
}
