//! What can be wrong in a students file.

use thiserror::Error;

/// A problem or warning in a students file. Its `field` is the heading as it stands in the file.
pub type Problem = crate::Problem<ProblemKind>;

/// What is wrong. `Display` is the message for the user: Dutch, B1, without any value from a row.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ProblemKind {
    /// Nothing in it.
    #[error("Het bestand is leeg.")]
    EmptyFile,
    /// Headings, but no student.
    #[error("Onder de kolomkoppen staan geen studenten.")]
    NoRows,
    /// Not a workbook that can be read.
    #[error("Het bestand is niet te lezen. Bewaar het opnieuw als Excel-bestand (.xlsx) of als CSV UTF-8.")]
    Unreadable,
    /// A workbook from before 2007.
    #[error("Dit is een oud Excel-bestand (.xls). Bewaar het als .xlsx.")]
    OldExcel,
    /// Bytes that are no UTF-8.
    #[error("Hier staan tekens die niet te lezen zijn. Bewaar het bestand als CSV UTF-8.")]
    InvalidUtf8,
    /// No heading is known. They are not listed: the first row may be a student.
    #[error("Geen van de kolomkoppen is bekend. De eerste rij moet de namen van de kolommen bevatten.")]
    NoHeadings,
    /// A required field has no column.
    #[error(
        "De kolom {wanted} is verplicht en staat niet in het bestand. Gevonden kolommen: {found}. Pas zo nodig de koppeling aan."
    )]
    NoColumn {
        /// The heading that the mapping names, or the default one.
        wanted: String,
        /// The headings of the file.
        found: String,
    },
    /// Two columns with one heading.
    #[error("Deze kolomkop staat twee keer in het bestand.")]
    HeadingTwice,
    /// Warning: the school's mapping names a column that is not there.
    #[error("Deze kolom staat in de koppeling, maar niet in het bestand.")]
    MappedColumnAbsent,
    /// Warning: a column that the mapping does not name.
    #[error("Deze kolom wordt niet gelezen: hij staat niet in de koppeling.")]
    ColumnIgnored,
    /// A filled cell without a heading above it.
    #[error("Deze rij heeft meer cellen dan er kolomkoppen zijn.")]
    TooManyCells,
    /// A required cell is empty.
    #[error("Dit veld moet gevuld zijn.")]
    Missing,
    /// Too long, or with line breaks or control characters.
    #[error("De tekst is te lang of bevat een regeleinde of ander stuurteken.")]
    Text,
    /// Not a date.
    #[error("Dit is geen bestaande datum. Schrijf jjjj-mm-dd of d-m-jjjj.")]
    ImpossibleDate,
    /// Not a birth date.
    #[error("Dit is geen bestaande datum. Schrijf jjjj-mm-dd of d-m-jjjj. Een onbekende dag of maand is 00.")]
    ImpossibleBirthDate,
    /// Not an e-mail address.
    #[error("Dit is geen e-mailadres.")]
    Email,
    /// The value has another shape than the field asks.
    #[error("De waarde klopt niet. Verwacht: {expected}.")]
    Format {
        /// The shape, in Dutch.
        expected: &'static str,
    },
    /// A formula of the sheet gave an error.
    #[error("De formule in deze cel geeft een fout.")]
    FormulaError,
    /// The same student number twice.
    #[error("Dit studentnummer staat ook op regel {first}.")]
    Duplicate {
        /// The line on which it stands first.
        first: u32,
    },
    /// Programme, application date: one without the other.
    #[error("Opleiding en aanmelddatum horen bij elkaar: vul ze allebei in of laat ze allebei leeg.")]
    HalfApplication,
    /// A guardian without a name.
    #[error("Bij deze ouder ontbreekt de naam.")]
    GuardianWithoutName,
    /// Warning: whether a guardian has authority is not said.
    #[error("Het gezag van deze ouder is niet ingevuld. De ouder kan dan niet antwoorden op afspraken.")]
    AuthorityUnknown,
    /// Warning: seven or eight digits.
    #[error("Dit nummer heeft minder dan 9 cijfers. Misschien zijn nullen aan het begin weggevallen.")]
    ShortNumber,
}

impl ProblemKind {
    /// A stable code for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EmptyFile => "empty-file",
            Self::NoRows => "no-rows",
            Self::Unreadable => "unreadable",
            Self::OldExcel => "old-excel",
            Self::InvalidUtf8 => "invalid-utf8",
            Self::NoHeadings => "no-headings",
            Self::NoColumn { .. } => "no-column",
            Self::HeadingTwice => "heading-twice",
            Self::MappedColumnAbsent => "mapped-column-absent",
            Self::ColumnIgnored => "column-ignored",
            Self::TooManyCells => "too-many-cells",
            Self::Missing => "missing",
            Self::Text => "text",
            Self::ImpossibleDate => "impossible-date",
            Self::ImpossibleBirthDate => "impossible-birth-date",
            Self::Email => "email",
            Self::Format { .. } => "format",
            Self::FormulaError => "formula-error",
            Self::Duplicate { .. } => "duplicate",
            Self::HalfApplication => "half-application",
            Self::GuardianWithoutName => "guardian-without-name",
            Self::AuthorityUnknown => "authority-unknown",
            Self::ShortNumber => "short-number",
        }
    }
}
