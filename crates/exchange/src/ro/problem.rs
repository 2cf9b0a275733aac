//! What can be wrong in an RO file.

use crate::problem::{InEnglish, shape_in_english};
use register::birth::{OLDEST, YOUNGEST};
use thiserror::Error;

/// A problem or warning in an RO file.
pub type Problem = crate::Problem<ProblemKind>;

/// What is wrong. `Display` is the message for the user: Dutch, B1, without any value from the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ProblemKind {
    /// No bytes, or blank lines only.
    #[error("Het bestand is leeg.")]
    EmptyFile,
    /// No VLP in the file.
    #[error("Het bestand heeft geen voorlooprecord (VLP). Daardoor is de instelling niet bekend.")]
    NoHeader,
    /// The same header, trailer, person, enrolment, period, support period or placement stands on an earlier line.
    #[error("Dit record staat dubbel in het bestand. Het staat ook op regel {first}.")]
    Duplicate {
        /// The line on which it stands first.
        first: u32,
    },
    /// Bytes that are no UTF-8.
    #[error("Deze regel bevat tekens die niet te lezen zijn. Bewaar het bestand als UTF-8.")]
    InvalidUtf8,
    /// A first field that is none of the eleven types.
    #[error("Deze recordsoort is niet bekend.")]
    UnknownRecord,
    /// A known type followed by another separator.
    #[error("Het scheidingsteken is niet goed. Gebruik ; of |.")]
    Separator,
    /// A filled field after the last one of the record.
    #[error("Deze regel heeft meer velden dan bij deze recordsoort horen.")]
    TooManyFields,
    /// A field that must be filled is empty, or the line stops before it.
    #[error("Dit veld moet gevuld zijn.")]
    Missing,
    /// Not a date, or one that does not exist.
    #[error("Dit is geen bestaande datum. Schrijf jjjj-mm-dd of d-m-jjjj.")]
    ImpossibleDate,
    /// Not a birth date.
    #[error("Dit is geen bestaande datum. Schrijf jjjj-mm-dd of d-m-jjjj. Een onbekende dag of maand is 00.")]
    ImpossibleBirthDate,
    /// A birth date that nobody in a school's register can have.
    #[error("Deze geboortedatum kan niet. Een student is ten minste {} en ten hoogste {} jaar oud.", YOUNGEST, OLDEST)]
    ImpossibleAge,
    /// The file was made on a day that is still to come.
    #[error("Deze datum ligt in de toekomst.")]
    FutureDate,
    /// The end lies before the begin.
    #[error("Deze datum ligt voor {begin}.")]
    EndBeforeBegin {
        /// Official name of the field with the begin.
        begin: &'static str,
    },
    /// The value has another shape than the field asks.
    #[error("De waarde klopt niet. Verwacht: {expected}.")]
    Format {
        /// The shape, in Dutch.
        expected: &'static str,
    },
    /// A code that is not in the list.
    #[error("Deze code is niet bekend. Bekend zijn: {known}.")]
    UnknownCode {
        /// The list, in Dutch.
        known: &'static str,
    },
    /// None or both of BSN and ONR.
    #[error("Vul het burgerservicenummer of het onderwijsnummer in: precies een van de twee.")]
    NotExactlyOneNumber,
    /// No PER in the file for this person number.
    #[error("Bij dit record staat geen persoon (PER) in het bestand.")]
    NoPerson,
    /// No ISG in the file for this person and sequence number.
    #[error("Bij dit record staat geen inschrijving (ISG) in het bestand.")]
    NoEnrolment,
    /// Warning: no SLR in the file.
    #[error("Het bestand heeft geen sluitrecord (SLR). Het is misschien niet compleet.")]
    NoTrailer,
    /// Warning: the trailer states another number.
    #[error("Volgens het sluitrecord zijn er {stated} records. In het bestand staan er {found}.")]
    TrailerDiffers {
        /// What the trailer states.
        stated: u64,
        /// How many lines of the type there are.
        found: u64,
    },
    /// Warning: seven or eight digits.
    #[error("Dit nummer heeft minder dan 9 cijfers. Misschien zijn nullen aan het begin weggevallen.")]
    ShortNumber,
}

impl ProblemKind {
    /// A stable code for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::EmptyFile => "empty-file",
            Self::NoHeader => "no-header",
            Self::Duplicate { .. } => "duplicate",
            Self::InvalidUtf8 => "invalid-utf8",
            Self::UnknownRecord => "unknown-record",
            Self::Separator => "separator",
            Self::TooManyFields => "too-many-fields",
            Self::Missing => "missing",
            Self::ImpossibleDate => "impossible-date",
            Self::ImpossibleBirthDate => "impossible-birth-date",
            Self::ImpossibleAge => "impossible-age",
            Self::FutureDate => "future-date",
            Self::EndBeforeBegin { .. } => "end-before-begin",
            Self::Format { .. } => "format",
            Self::UnknownCode { .. } => "unknown-code",
            Self::NotExactlyOneNumber => "not-exactly-one-number",
            Self::NoPerson => "no-person",
            Self::NoEnrolment => "no-enrolment",
            Self::NoTrailer => "no-trailer",
            Self::TrailerDiffers { .. } => "trailer-differs",
            Self::ShortNumber => "short-number",
        }
    }
}

impl InEnglish for ProblemKind {
    fn english(&self) -> String {
        let said = match self {
            Self::EmptyFile => "The file is empty.",
            Self::NoHeader => "The file has no header (VLP). So it is not known of which institution it is.",
            Self::Duplicate { first } => {
                return format!("This record stands twice in the file. It stands on line {first} too.");
            }
            Self::InvalidUtf8 => "This line holds characters that cannot be read. Save the file as UTF-8.",
            Self::UnknownRecord => "This type of record is not known.",
            Self::Separator => "The separator is not right. Use ; or |.",
            Self::TooManyFields => "This line has more fields than its type of record has.",
            Self::Missing => "This field must be filled.",
            Self::ImpossibleDate => "This date does not exist. Write yyyy-mm-dd or d-m-yyyy.",
            Self::ImpossibleBirthDate => {
                "This date does not exist. Write yyyy-mm-dd or d-m-yyyy. An unknown day or month is 00."
            }
            Self::ImpossibleAge => {
                return format!(
                    "This birth date cannot be. A student is at least {YOUNGEST} and at most {OLDEST} years old."
                );
            }
            Self::FutureDate => "This date is in the future.",
            Self::EndBeforeBegin { begin } => return format!("This date is before {begin}."),
            Self::Format { expected } => {
                return format!("The value is not right. Expected: {}.", shape_in_english(expected));
            }
            Self::UnknownCode { known } => return format!("This code is not known. Known are: {known}."),
            Self::NotExactlyOneNumber => {
                "Fill in the citizen service number or the education number: just one of the two."
            }
            Self::NoPerson => "There is no person (PER) in the file with this record.",
            Self::NoEnrolment => "There is no enrolment (ISG) in the file with this record.",
            Self::NoTrailer => "The file has no trailer (SLR). It may not be whole.",
            Self::TrailerDiffers { stated, found } => {
                return format!("The trailer says that there are {stated} records. There are {found} in the file.");
            }
            Self::ShortNumber => "This number has fewer than 9 digits. Zeros at the beginning may have been lost.",
        };
        said.to_owned()
    }
}
