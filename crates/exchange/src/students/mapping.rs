//! Which column holds what.

use std::collections::BTreeMap;

use register::import::absence::Kind;
use register::text;
use serde::{Deserialize, Serialize};

use super::cells::{Cell, Cells, Places, Table};
use super::problem::{Problem, ProblemKind};

macro_rules! fields {
    ($($variant:ident $code:literal $heading:literal [$($also:literal),*] $(($kind:ident))?)+) => {
        /// A field that Meedoen knows. Its code is stable: a school's mapping is stored with it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Field {
            $(#[doc = $heading] #[serde(rename = $code)] $variant,)+
        }

        impl Field {
            /// All fields, in the order of the default headings.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The heading in the default mapping.
            pub const fn default_heading(self) -> &'static str {
                match self { $(Self::$variant => $heading),+ }
            }

            /// Which text of a person it holds; `None` for what is more than a text.
            pub fn text(self) -> Option<Kind> {
                match self { $(Self::$variant => [$(Kind::$kind)?].first().copied()),+ }
            }

            /// Other headings that schools use, as [`plain`] makes them.
            const fn also(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($also),*]),+ }
            }
        }
    };
}

fields! {
    StudentNumber "student_number" "Studentnummer" ["studentnr", "leerlingnummer", "stamnummer", "deelnemernummer"]
    GivenNames "given_names" "Voornamen" ["voornaam", "officielevoornamen"] (GivenNames)
    Initials "initials" "Voorletters" ["initialen"] (Initials)
    CallName "call_name" "Roepnaam" [] (CallName)
    Tussenvoegsel "tussenvoegsel" "Tussenvoegsel" ["voorvoegsel", "voorvoegsels", "tussenvoegsels"] (Infix)
    FamilyName "family_name" "Achternaam" ["familienaam", "geslachtsnaam"]
    BirthDate "birth_date" "Geboortedatum" ["gebdatum"]
    Email "email" "E-mail" ["emailadres", "mailadres", "mail"] (Email)
    Municipality "municipality" "Woongemeente" ["gemeente", "gemeentecode"] (Municipality)
    PersonNumber "person_number" "Persoonsnummer" ["bsn", "burgerservicenummer", "persoonsgebondennummer", "onderwijsnummer"]
    Team "team" "Team" ["onderwijsteam", "opleidingsteam"]
    Groups "groups" "Lesgroepen" ["lesgroep", "groepen", "groep", "klas", "klassen"]
    Coach "coach" "Coach" ["coachemail", "mentor", "slber", "studieloopbaanbegeleider"]
    Guardian1Name "guardian1_name" "Ouder 1 naam" ["ouder1", "verzorger1naam"]
    Guardian1Email "guardian1_email" "Ouder 1 e-mail" ["ouder1emailadres", "verzorger1email"]
    Guardian1Authority "guardian1_authority" "Ouder 1 gezag" ["verzorger1gezag"]
    Guardian2Name "guardian2_name" "Ouder 2 naam" ["ouder2", "verzorger2naam"]
    Guardian2Email "guardian2_email" "Ouder 2 e-mail" ["ouder2emailadres", "verzorger2email"]
    Guardian2Authority "guardian2_authority" "Ouder 2 gezag" ["verzorger2gezag"]
    Programme "programme" "Opleiding" ["crebo", "crebocode", "opleidingcode", "opleidingscode"]
    AppliedOn "applied_on" "Aangemeld op" ["aanmelddatum", "datumaanmelding"]
    StartsOn "starts_on" "Start op" ["startdatum", "datumstart"]
    DecidedOn "decided_on" "Besloten op" ["besluitdatum", "datumbesluit", "datuminschrijfbesluit", "inschrijfbesluit"]
    Participant "participant" "Soort deelnemer" ["deelnemersoort", "soortstudent"]
}

impl Field {
    /// Without these three a student cannot be found again.
    pub const REQUIRED: [Self; 3] = [Self::StudentNumber, Self::FamilyName, Self::BirthDate];

    /// The field with a code; `None` when there is none.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.code() == code)
    }
}

/// Which heading holds which field, at one school. As JSON: `{"student_number": "Studentnummer", ...}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping(BTreeMap<Field, String>);

/// Every field under its default heading.
impl Default for Mapping {
    fn default() -> Self {
        Self(Field::ALL.iter().map(|field| (*field, field.default_heading().to_owned())).collect())
    }
}

impl Mapping {
    /// The headings that are known by themselves: the default ones and common others, whatever their capitals, spaces
    /// and hyphens. A field takes the first heading that fits.
    pub fn from_headings<S: AsRef<str>>(headings: &[S]) -> Self {
        let fits = |field: Field, heading: &str| {
            let heading = plain(heading);
            heading == plain(field.default_heading()) || field.also().contains(&heading.as_str())
        };
        let find = |field: Field| headings.iter().map(AsRef::as_ref).find(|heading| fits(field, heading));
        Self(Field::ALL.iter().filter_map(|field| Some((*field, find(*field)?.trim().to_owned()))).collect())
    }

    /// The heading of a field.
    pub fn heading(&self, field: Field) -> Option<&str> {
        self.0.get(&field).map(String::as_str)
    }

    /// Says under which heading a field stands.
    pub fn set(&mut self, field: Field, heading: impl Into<String>) {
        self.0.insert(field, heading.into());
    }

    /// Says that a field is not read.
    pub fn remove(&mut self, field: Field) {
        self.0.remove(&field);
    }

    /// Fields and headings.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &str)> {
        self.0.iter().map(|(field, heading)| (*field, heading.as_str()))
    }

    /// Whether a row holds the headings of all fields that must be there, by this mapping or by themselves.
    pub(super) fn knows(&self, row: &Cells<'_>) -> bool {
        let headings: Vec<&str> = row
            .iter()
            .filter_map(|(_, cell)| match cell {
                Cell::Text(text) => Some(&**text),
                Cell::Lines(text) => Some(text.as_str()),
                Cell::Date(_) | Cell::Bad(_) => None,
            })
            .collect();
        let known = Self::from_headings(&headings);
        Field::REQUIRED.iter().all(|field| {
            let named = self.heading(*field).is_some_and(|wanted| headings.iter().any(|heading| same(heading, wanted)));
            named || known.heading(*field).is_some()
        })
    }

    /// Finds the columns in a file. Gives warnings beside them, or the problems that make reading useless.
    pub(super) fn locate(&self, table: &Table<'_>) -> Result<(Columns, Vec<Problem>), Vec<Problem>> {
        let (line, places) = (table.line, &table.places);
        let (mut problems, mut warnings) = (Vec::new(), Vec::new());
        let mut found = BTreeMap::new();
        for (field, wanted) in self.iter() {
            let mut columns = places.headings.iter().filter(|(_, heading)| same(heading, wanted));
            match (columns.next(), columns.next()) {
                (Some((column, _)), None) => {
                    found.insert(field, *column);
                }
                (Some(_), Some((column, _))) => {
                    problems.push(places.problem(line, Some(*column), ProblemKind::HeadingTwice));
                }
                // A default heading that is absent is a field that the school does not have.
                (None, _) if wanted != field.default_heading() && !Field::REQUIRED.contains(&field) => {
                    warnings.push(places.absent(line, wanted, ProblemKind::MappedColumnAbsent));
                }
                (None, _) => {}
            }
        }
        let names: Vec<&str> = places.headings.iter().map(|(_, heading)| heading.as_str()).collect();
        if found.is_empty() && problems.is_empty() && Self::from_headings(&names).0.is_empty() {
            return Err(vec![places.problem(line, None, ProblemKind::NoHeadings)]);
        }
        for field in Field::REQUIRED {
            let wanted = self.heading(field).unwrap_or(field.default_heading());
            if !found.contains_key(&field) && !names.iter().any(|heading| same(heading, wanted)) {
                let shown: Vec<&str> = names.iter().copied().filter(|heading| is_heading(heading)).collect();
                let kind = ProblemKind::NoColumn { wanted: wanted.into(), found: shown.join(", ").into() };
                problems.push(places.absent(line, wanted, kind));
            }
        }
        if problems.is_empty() && table.rows.is_empty() && table.broken.is_empty() {
            problems.push(places.problem(line, None, ProblemKind::NoRows));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let ignored = places.headings.iter().filter(|(column, _)| !found.values().any(|known| known == column));
        for (column, _) in ignored.filter(|(_, heading)| is_heading(heading)) {
            warnings.push(places.problem(line, Some(*column), ProblemKind::ColumnIgnored));
        }
        let columns = Columns { mapping: self.clone(), found, places: places.clone() };
        for guardian in [Field::Guardian1Name, Field::Guardian2Name] {
            let authority =
                if guardian == Field::Guardian1Name { Field::Guardian1Authority } else { Field::Guardian2Authority };
            if columns.has(guardian) && !columns.has(authority) {
                warnings.push(columns.problem(line, authority, ProblemKind::AuthorityUnknown));
            }
        }
        Ok((columns, warnings))
    }
}

/// Where the fields stand in one file.
pub(super) struct Columns {
    mapping: Mapping,
    found: BTreeMap<Field, usize>,
    pub(super) places: Places,
}

impl Columns {
    pub(super) fn column(&self, field: Field) -> Option<usize> {
        self.found.get(&field).copied()
    }

    pub(super) fn has(&self, field: Field) -> bool {
        self.found.contains_key(&field)
    }

    pub(super) fn fields(&self) -> impl Iterator<Item = Field> {
        self.found.keys().copied()
    }

    /// Whether some field reads a column.
    pub(super) fn reads(&self, column: usize) -> bool {
        self.found.values().any(|known| *known == column)
    }

    /// A problem with a field: in its column, or with the heading that should be there.
    pub(super) fn problem(&self, line: u32, field: Field, kind: ProblemKind) -> Problem {
        match self.column(field) {
            Some(column) => self.places.problem(line, Some(column), kind),
            None => {
                let wanted = self.mapping.heading(field).unwrap_or(field.default_heading());
                self.places.absent(line, wanted, kind)
            }
        }
    }
}

/// Whether two headings are one.
fn same(a: &str, b: &str) -> bool {
    text::key(a) == text::key(b)
}

/// Letters and digits in lower case.
fn plain(heading: &str) -> String {
    text::key(heading).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// False for what is more likely a value in a file without headings: an address, a number, a date.
fn is_heading(text: &str) -> bool {
    !text.contains('@') && text.chars().filter(char::is_ascii_digit).count() < 4 && text.chars().count() <= 60
}
