//! Codes and identifiers of the RO, each with its check.
//!
//! They are the file's words, not the register's: `register::programme` has its own types, and the store translates.

use serde::Serialize;

/// *Geslacht*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Gender {
    /// `V`
    Female,
    /// `M`
    Male,
    /// `O`: unknown or not stated.
    Unknown,
}

/// *Leertraject*: the learning pathway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Leertraject {
    /// School-based.
    Bol,
    /// School-based, part-time; existed until 2023-07-31.
    BolDt,
    /// Work-based.
    Bbl,
    /// Other education.
    Ovo,
    /// External candidate: exams only.
    Ex,
    /// Other education, third pathway.
    Odt,
}

/// *Niveau*, MBO-1 to MBO-4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Niveau {
    /// Entry training.
    Mbo1,
    /// Basic vocational.
    Mbo2,
    /// Vocational.
    Mbo3,
    /// Middle management or specialist.
    Mbo4,
}

/// *RedenUitschrijving*: why an enrolment ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum RedenUitschrijving {
    /// 01
    Diploma,
    /// 02
    OwnRequest,
    /// 03
    OtherInstitution,
    /// 04
    NoLongerAppeared,
    /// 05
    Died,
    /// 06
    Other,
    /// 07
    Removed,
    /// 08
    Administrative,
    /// 09
    LostFunding,
    /// 10
    FinishedWithoutDiploma,
}

macro_rules! codes {
    ($type:ident: $($text:literal $(| $also:literal)* => $variant:ident),+ $(,)?) => {
        impl $type {
            /// Every value, in the order of the codes.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The value of a code; `None` when the code is unknown.
            pub fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($text $(| $also)* => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// The code as DUO writes it.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }
    };
}

codes!(Gender: "V" => Female, "M" => Male, "O" => Unknown);
codes!(Leertraject: "BOL" => Bol, "BOL_DT" => BolDt, "BBL" => Bbl, "OVO" => Ovo, "EX" => Ex, "ODT" => Odt);
codes!(Niveau: "MBO-1" => Mbo1, "MBO-2" => Mbo2, "MBO-3" => Mbo3, "MBO-4" => Mbo4);
codes!(RedenUitschrijving:
    "01" | "1" => Diploma, "02" | "2" => OwnRequest, "03" | "3" => OtherInstitution, "04" | "4" => NoLongerAppeared,
    "05" | "5" => Died, "06" | "6" => Other, "07" | "7" => Removed, "08" | "8" => Administrative,
    "09" | "9" => LostFunding, "10" => FinishedWithoutDiploma,
);

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident, $check:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub struct $name<'a>(&'a str);

        impl<'a> $name<'a> {
            /// Checks the shape.
            pub fn new(text: &'a str) -> Option<Self> {
                let check: fn(&[u8]) -> bool = $check;
                check(text.as_bytes()).then_some(Self(text))
            }

            /// The text as it stands in the file.
            pub const fn as_str(self) -> &'a str {
                self.0
            }
        }
    )+};
}

identifiers! {
    /// BRIN of an institution: two digits, two letters.
    Brin, |b| matches(b, "nnAA");
    /// *Opleidingcode*: a programme's CREBO.
    Crebo, |b| matches(b, "nnnnn");
    /// *LeerbedrijfID*: a recognised company.
    LeerbedrijfId, |b| matches(b, "nnnnnnnnn");
    /// *Onderwijsaanbieder*: RIO code of an education provider, `nnnAnnn`.
    Onderwijsaanbieder, |b| b.get(3) == Some(&b'A') && matches(b, "nnnAnnn");
    /// *Onderwijslocatie*: RIO code of a location, `nnnXnnn`.
    Onderwijslocatie, |b| b.get(3) == Some(&b'X') && matches(b, "nnnAnnn");
    /// *CodeKeuzedeel*: an optional part, a letter and four digits.
    Keuzedeel, |b| matches(b, "Annnn");
    /// A sequence number (*Inschrijvingvolgnummer*, *Volgnummer*): `1`, `C3`; unique within its parent.
    Sequence, |b| word(b, 20);
    /// A short code that DUO describes elsewhere (*LocatiecodeVSV*, *Leerroute*, *Leerroutefase*): kept, not explained.
    Word, |b| word(b, 20);
}

/// Compares with a pattern: `n` is a digit, `A` a capital.
fn matches(bytes: &[u8], pattern: &str) -> bool {
    bytes.len() == pattern.len()
        && bytes
            .iter()
            .zip(pattern.bytes())
            .all(|(b, p)| if p == b'n' { b.is_ascii_digit() } else { b.is_ascii_uppercase() })
}

/// Letters, digits, `-` and `_`.
fn word(bytes: &[u8], longest: usize) -> bool {
    (1..=longest).contains(&bytes.len()) && bytes.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for one in Leertraject::ALL {
            assert_eq!(Leertraject::from_code(one.code()), Some(*one));
        }
        for one in Niveau::ALL {
            assert_eq!(Niveau::from_code(one.code()), Some(*one));
        }
        for one in RedenUitschrijving::ALL {
            assert_eq!(RedenUitschrijving::from_code(one.code()), Some(*one));
            assert_eq!(RedenUitschrijving::from_code(one.code().trim_start_matches('0')), Some(*one));
        }
        for unknown in ["", "0", "11", "001", "bol", "BOL ", "MBO-5", "MBO1"] {
            assert_eq!(RedenUitschrijving::from_code(unknown), None);
            assert_eq!(Leertraject::from_code(unknown), None);
            assert_eq!(Niveau::from_code(unknown), None);
        }
    }

    #[test]
    fn identifiers_have_a_shape() {
        assert!(Brin::new("27DV").is_some() && Brin::new("27dv").is_none() && Brin::new("2DV").is_none());
        assert!(Crebo::new("25655").is_some() && Crebo::new("2565").is_none() && Crebo::new("2565A").is_none());
        assert!(LeerbedrijfId::new("100018965").is_some() && LeerbedrijfId::new("10001896").is_none());
        assert!(Onderwijsaanbieder::new("100A501").is_some() && Onderwijsaanbieder::new("100X501").is_none());
        assert!(Onderwijslocatie::new("101X591").is_some() && Onderwijslocatie::new("101A591").is_none());
        assert!(Keuzedeel::new("K0067").is_some() && Keuzedeel::new("0067").is_none());
        assert!(Sequence::new("C3").is_some() && Sequence::new("").is_none() && Sequence::new("C 3").is_none());
    }
}
