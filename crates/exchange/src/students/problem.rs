//! What can be wrong in a students file.

use crate::problem::{InEnglish, shape_in_english};
use register::birth::{OLDEST, YOUNGEST};
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
    /// A workbook that asks a password.
    #[error("Dit Excel-bestand is beveiligd met een wachtwoord. Bewaar het zonder wachtwoord.")]
    Encrypted,
    /// Unpacked it would be larger than any school's list.
    #[error("Dit Excel-bestand is te groot of niet heel. Bewaar het opnieuw, met alleen het blad met de lijst.")]
    TooLarge,
    /// All sheets are hidden, or are no worksheets.
    #[error("Dit Excel-bestand heeft geen zichtbaar blad. Maak het blad met de lijst zichtbaar.")]
    NoVisibleSheet,
    /// More than one sheet may be meant.
    #[error("Het is niet duidelijk welk blad bedoeld is: {sheets}. Verberg of verwijder de andere bladen.")]
    WhichSheet {
        /// The names of the visible sheets with something on them.
        sheets: Box<str>,
    },
    /// Text in another encoding than this format has, as Excel's "Unicode text".
    #[error("Dit is geen CSV UTF-8 (maar waarschijnlijk Unicode-tekst, UTF-16). Bewaar het bestand als CSV UTF-8.")]
    Utf16,
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
        wanted: Box<str>,
        /// The headings of the file.
        found: Box<str>,
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
    /// A row with fewer cells than there are headings.
    #[error("Deze regel heeft {found} cellen, en er zijn {expected} kolommen. Misschien is de regel afgebroken.")]
    TooFewCells {
        /// Cells of the row.
        found: usize,
        /// Columns, up to the last heading.
        expected: usize,
    },
    /// A quote that does not close on its line, or with text after the one that closes.
    #[error("Een aanhalingsteken klopt niet: een cel die ermee begint, moet er op dezelfde regel mee eindigen.")]
    Quote,
    /// Warning: the last line has no end.
    #[error("Na deze regel stopt het bestand zonder regeleinde. Controleer of het bestand compleet is.")]
    NoLineEnd,
    /// An area of merged cells among the students.
    #[error("Hier zijn cellen samengevoegd. Alleen de eerste is dan gevuld. Splits de cellen en vul ze allemaal.")]
    MergedCells,
    /// A required cell is empty.
    #[error("Dit veld moet gevuld zijn.")]
    Missing,
    /// Too long, or with control characters.
    #[error("De tekst is te lang of bevat een stuurteken, zoals een tab.")]
    Text,
    /// A line break within a value.
    #[error("In deze cel staat een regeleinde. Zet alles op één regel. Meer lesgroepen: scheid ze met een komma.")]
    LineBreak,
    /// Letters that another program did not read well.
    #[error("In deze cel staan verminkte tekens. Maak het bestand opnieuw, als CSV UTF-8 of .xlsx.")]
    Damaged,
    /// Not a date.
    #[error("Dit is geen bestaande datum. Schrijf jjjj-mm-dd of d-m-jjjj.")]
    ImpossibleDate,
    /// Not a birth date.
    #[error("Dit is geen bestaande datum. Schrijf jjjj-mm-dd of d-m-jjjj. Een onbekende dag of maand is 00.")]
    ImpossibleBirthDate,
    /// A birth date that no student or applicant can have.
    #[error("Deze geboortedatum kan niet. Een student is ten minste {} en ten hoogste {} jaar oud.", YOUNGEST, OLDEST)]
    ImpossibleAge,
    /// An application on a day that is still to come.
    #[error("Deze datum ligt in de toekomst.")]
    FutureDate,
    /// A date with a time of day.
    #[error("In deze cel staat behalve een datum ook een tijd. Vul alleen de datum in.")]
    TimeOfDay,
    /// A number with decimals, or one with more digits than a spreadsheet keeps.
    #[error(
        "Dit getal is niet heel, of heeft meer dan 15 cijfers. Maak de cel op als tekst en vul de waarde opnieuw in."
    )]
    NotWhole,
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
    /// A formula whose outcome is not in the file.
    #[error(
        "De uitkomst van de formule in deze cel staat niet in het bestand. Open het in Excel en bewaar het opnieuw."
    )]
    FormulaWithoutValue,
    /// The same student number twice, and not the same student. Zeros in front do not count.
    #[error("Dit studentnummer staat ook op regel {first}, met andere gegevens.")]
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
            Self::Encrypted => "encrypted",
            Self::TooLarge => "too-large",
            Self::NoVisibleSheet => "no-visible-sheet",
            Self::WhichSheet { .. } => "which-sheet",
            Self::Utf16 => "utf-16",
            Self::InvalidUtf8 => "invalid-utf8",
            Self::NoHeadings => "no-headings",
            Self::NoColumn { .. } => "no-column",
            Self::HeadingTwice => "heading-twice",
            Self::MappedColumnAbsent => "mapped-column-absent",
            Self::ColumnIgnored => "column-ignored",
            Self::TooManyCells => "too-many-cells",
            Self::TooFewCells { .. } => "too-few-cells",
            Self::Quote => "quote",
            Self::NoLineEnd => "no-line-end",
            Self::MergedCells => "merged-cells",
            Self::Missing => "missing",
            Self::Text => "text",
            Self::LineBreak => "line-break",
            Self::Damaged => "damaged",
            Self::ImpossibleDate => "impossible-date",
            Self::ImpossibleBirthDate => "impossible-birth-date",
            Self::ImpossibleAge => "impossible-age",
            Self::FutureDate => "future-date",
            Self::TimeOfDay => "time-of-day",
            Self::NotWhole => "not-whole",
            Self::Email => "email",
            Self::Format { .. } => "format",
            Self::FormulaError => "formula-error",
            Self::FormulaWithoutValue => "formula-without-value",
            Self::Duplicate { .. } => "duplicate",
            Self::HalfApplication => "half-application",
            Self::GuardianWithoutName => "guardian-without-name",
            Self::AuthorityUnknown => "authority-unknown",
            Self::ShortNumber => "short-number",
        }
    }

    /// Whether it is about a whole row, which was not read.
    pub(super) const fn is_a_row(&self) -> bool {
        matches!(self, Self::TooFewCells { .. } | Self::Quote)
    }
}

impl InEnglish for ProblemKind {
    fn english(&self) -> String {
        let said = match self {
            Self::EmptyFile => "The file is empty.",
            Self::NoRows => "There are no students below the headings.",
            Self::Unreadable => "The file cannot be read. Save it again as an Excel file (.xlsx) or as CSV UTF-8.",
            Self::OldExcel => "This is an old Excel file (.xls). Save it as .xlsx.",
            Self::Encrypted => "This Excel file has a password. Save it without one.",
            Self::TooLarge => {
                "This Excel file is too large or not whole. Save it again, with the sheet of the list only."
            }
            Self::NoVisibleSheet => "This Excel file has no visible sheet. Make the sheet with the list visible.",
            Self::WhichSheet { sheets } => {
                return format!("It is not clear which sheet is meant: {sheets}. Hide or delete the other sheets.");
            }
            Self::Utf16 => "This is no CSV UTF-8 (but probably Unicode text, UTF-16). Save the file as CSV UTF-8.",
            Self::InvalidUtf8 => "There are characters here that cannot be read. Save the file as CSV UTF-8.",
            Self::NoHeadings => "None of the headings is known. The first row must hold the names of the columns.",
            Self::NoColumn { wanted, found } => {
                return format!(
                    "The column {wanted} must be there and is not in the file. Columns found: {found}. Say which column is which \
                     if needed."
                );
            }
            Self::HeadingTwice => "This heading stands twice in the file.",
            Self::MappedColumnAbsent => "This column was said to be there, and is not in the file.",
            Self::ColumnIgnored => "This column is not read: nobody said what it is.",
            Self::TooManyCells => "This row has more cells than there are headings.",
            Self::TooFewCells { found, expected } => {
                return format!(
                    "This line has {found} cells, and there are {expected} columns. It may have been cut off."
                );
            }
            Self::Quote => "A quote is wrong: a cell that begins with one must end with one on the same line.",
            Self::NoLineEnd => "The file stops after this line without a line end. Check whether it is whole.",
            Self::MergedCells => "Cells were merged here. Only the first is filled then. Split them and fill them all.",
            Self::Missing => "This field must be filled.",
            Self::Text => "The text is too long or holds a control character, such as a tab.",
            Self::LineBreak => {
                "There is a line break in this cell. Put all on one line. Several groups: put a comma between them."
            }
            Self::Damaged => "There are damaged characters in this cell. Make the file again, as CSV UTF-8 or .xlsx.",
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
            Self::TimeOfDay => "There is a time beside the date in this cell. Fill in the date only.",
            Self::NotWhole => {
                "This number is not whole, or has more than 15 digits. Format the cell as text and fill it in again."
            }
            Self::Email => "This is no e-mail address.",
            Self::Format { expected } => {
                return format!("The value is not right. Expected: {}.", shape_in_english(expected));
            }
            Self::FormulaError => "The formula in this cell gives an error.",
            Self::FormulaWithoutValue => {
                "The outcome of the formula in this cell is not in the file. Open it in Excel and save it again."
            }
            Self::Duplicate { first } => {
                return format!("This student number stands on line {first} too, with other data.");
            }
            Self::HalfApplication => "Programme and application date go together: fill in both or neither.",
            Self::GuardianWithoutName => "The name of this parent is missing.",
            Self::AuthorityUnknown => {
                "Whether this parent has authority is not filled in. Then they cannot answer agreements."
            }
            Self::ShortNumber => "This number has fewer than 9 digits. Zeros at the beginning may have been lost.",
        };
        said.to_owned()
    }
}
