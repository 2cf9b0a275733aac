//! What each quantity word means, in percent. `docs/monitor-check.md` prints these definitions; a test holds the two
//! together.

use super::span::Span;

/// What a word in front of a share or number does to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Over it, by at most 5 points: `ruim`, `iets meer dan`.
    JustOver,
    /// Under it, by at most 5 points: `bijna`, `iets minder dan`.
    JustUnder,
    /// At most 3 points from it: `circa`, `ongeveer`, `zo'n`.
    About,
    /// Over it, however far: `meer dan`.
    Over,
    /// Under it, however far: `minder dan`.
    Under,
    /// It or more: `ten minste`, `minstens`.
    AtLeast,
    /// It or less: `hooguit`, `maximaal`.
    AtMost,
    /// Nothing but its tone: `slechts`, `nog eens`.
    Tone,
}

impl Before {
    /// What it does, in words.
    pub const fn means(self) -> &'static str {
        match self {
            Self::JustOver => "more than it, by at most 5 points",
            Self::JustUnder => "less than it, by at most 5 points",
            Self::About => "at most 3 points from it",
            Self::Over => "more than it",
            Self::Under => "less than it",
            Self::AtLeast => "it or more",
            Self::AtMost => "it or less",
            Self::Tone => "it",
        }
    }
}

/// Words in front of a share or number, the longest first.
pub const BEFORE: &[(&str, Before)] = &[
    ("iets meer dan", Before::JustOver),
    ("iets minder dan", Before::JustUnder),
    ("nog eens bijna", Before::JustUnder),
    ("nog eens ruim", Before::JustOver),
    ("iets boven", Before::JustOver),
    ("iets onder", Before::JustUnder),
    ("ten minste", Before::AtLeast),
    ("ten hoogste", Before::AtMost),
    ("meer dan", Before::Over),
    ("minder dan", Before::Under),
    ("nog eens", Before::Tone),
    ("ruim", Before::JustOver),
    ("dik", Before::JustOver),
    ("bijna", Before::JustUnder),
    ("krap", Before::JustUnder),
    ("circa", Before::About),
    ("ongeveer", Before::About),
    ("zo'n", Before::About),
    ("rond", Before::About),
    ("grofweg", Before::About),
    ("tenminste", Before::AtLeast),
    ("minstens", Before::AtLeast),
    ("minimaal", Before::AtLeast),
    ("hooguit", Before::AtMost),
    ("hoogstens", Before::AtMost),
    ("maximaal", Before::AtMost),
    ("slechts", Before::Tone),
    ("maar liefst", Before::Tone),
];

/// How far `ruim` and `bijna` reach, in points.
pub const JUST: f64 = 5.0;
/// How far `circa` reaches to either side, in points.
pub const ABOUT: f64 = 3.0;
/// How far a fraction in words reaches to either side, in points.
pub const FRACTION: f64 = 2.5;

/// What a value means behind a word. `half` is how far it was rounded by itself; `top` the highest value there is.
pub fn meant(before: Option<Before>, value: f64, half: f64, top: f64) -> Span {
    // In a count, a point is a hundredth of it.
    let point = if top > 100.0 { value / 100.0 } else { 1.0 };
    match before {
        None | Some(Before::Tone) => Span { below: true, ..Span::around(value, half) },
        Some(Before::JustOver) => Span::over(value, value + JUST * point),
        Some(Before::JustUnder) => Span::under(value - JUST * point, value),
        Some(Before::About) => Span::around(value, ABOUT * point),
        Some(Before::Over) => Span::over(value, top),
        Some(Before::Under) => Span::under(0.0, value),
        Some(Before::AtLeast) => Span::closed(value, top),
        Some(Before::AtMost) => Span::closed(0.0, value),
    }
}

/// Fractions in words, in percent.
pub const FRACTIONS: &[(&str, f64)] = &[
    ("drie kwart", 75.0),
    ("driekwart", 75.0),
    ("drie vierde", 75.0),
    ("een kwart", 25.0),
    ("een vierde", 25.0),
    ("twee derde", 200.0 / 3.0),
    ("tweederde", 200.0 / 3.0),
    ("een derde", 100.0 / 3.0),
    ("de helft", 50.0),
    ("een vijfde", 20.0),
    ("twee vijfde", 40.0),
    ("drie vijfde", 60.0),
    ("vier vijfde", 80.0),
    ("een zesde", 100.0 / 6.0),
    ("een achtste", 12.5),
    ("een tiende", 10.0),
];

/// A word that names a share by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The words, longest first in the list.
    pub words: &'static str,
    /// What it means, in percent.
    pub span: Span,
    /// Whether it always states a share; others do where they are tied.
    pub always: bool,
}

const fn share(words: &'static str, span: Span, always: bool) -> Share {
    Share { words, span, always }
}

/// Words that name a share.
pub const SHARES: &[Share] = &[
    share("de overgrote meerderheid", Span::closed(65.0, 100.0), true),
    share("overgrote meerderheid", Span::closed(65.0, 100.0), true),
    share("grote meerderheid", Span::closed(65.0, 100.0), true),
    share("ruime meerderheid", Span::closed(60.0, 100.0), true),
    share("verreweg de meeste", Span::closed(65.0, 100.0), true),
    share("veruit de meeste", Span::closed(65.0, 100.0), true),
    share("overgrote deel", Span::closed(65.0, 100.0), true),
    share("vrijwel alle", Span::closed(90.0, 100.0), true),
    share("nagenoeg alle", Span::closed(90.0, 100.0), true),
    share("bijna alle", Span::closed(90.0, 100.0), true),
    share("vrijwel niemand", Span::closed(0.0, 5.0), true),
    share("vrijwel geen", Span::closed(0.0, 5.0), true),
    share("bijna niemand", Span::closed(0.0, 5.0), true),
    share("slechts een enkele", Span::closed(0.0, 5.0), true),
    share("een enkele", Span::closed(0.0, 5.0), false),
    share("enkele gevallen", Span::closed(0.0, 10.0), false),
    share("een klein deel", Span::closed(0.0, 25.0), false),
    share("klein deel", Span::closed(0.0, 25.0), false),
    share("de meeste", Span::over(50.0, 100.0), true),
    share("meerderheid", Span::over(50.0, 100.0), true),
    share("merendeel", Span::over(50.0, 100.0), true),
    share("grootste deel", Span::over(50.0, 100.0), true),
    share("minderheid", Span::under(0.0, 50.0), true),
    share("meestal", Span::over(50.0, 100.0), false),
    share("veelal", Span::over(50.0, 100.0), false),
    share("meeste", Span::over(50.0, 100.0), false),
];

/// Which way something goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It became more, or is more than the other.
    Up,
    /// It became less, or is less than the other.
    Down,
    /// It did not change much, or differs little.
    Alike,
    /// As large: at most 3 points apart.
    Equal,
}

impl Way {
    /// What it says, in words.
    pub const fn means(self) -> &'static str {
        match self {
            Self::Up => "more than before, or than the other",
            Self::Down => "less than before, or than the other",
            Self::Alike => "no significant difference",
            Self::Equal => "at most 3 points apart",
        }
    }
}

/// A word that compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compare {
    /// The words, longest first in the list.
    pub words: &'static str,
    /// Which way.
    pub way: Way,
    /// When it states something by itself; otherwise where it is tied.
    pub when: When,
}

/// When a comparing word is a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// In a sentence about another measurement or year.
    OverTime,
    /// Where it is tied.
    Tied,
}

const fn compare(words: &'static str, way: Way, when: When) -> Compare {
    Compare { words, way, when }
}

/// Words that compare.
pub const COMPARES: &[Compare] = &[
    compare("een even groot deel", Way::Equal, When::Always),
    compare("even groot deel", Way::Equal, When::Always),
    compare("even groot", Way::Equal, When::Tied),
    compare("evenveel", Way::Equal, When::OverTime),
    compare("redelijk overeen", Way::Equal, When::OverTime),
    compare("positieve ontwikkeling", Way::Up, When::OverTime),
    compare("positieve ontwikkelingen", Way::Up, When::Tied),
    compare("stijgende lijn", Way::Up, When::Always),
    compare("dalende lijn", Way::Down, When::Always),
    compare("gestegen", Way::Up, When::Always),
    compare("steeg", Way::Up, When::Always),
    compare("gedaald", Way::Down, When::Always),
    compare("daalde", Way::Down, When::Always),
    compare("toegenomen", Way::Up, When::OverTime),
    compare("afgenomen", Way::Down, When::OverTime),
    compare("toename", Way::Up, When::OverTime),
    compare("afname", Way::Down, When::OverTime),
    compare("stijging", Way::Up, When::OverTime),
    compare("daling", Way::Down, When::OverTime),
    compare("verbetering", Way::Up, When::OverTime),
    compare("verslechtering", Way::Down, When::OverTime),
    compare("iets positiever", Way::Up, When::Tied),
    compare("positiever", Way::Up, When::OverTime),
    compare("iets kritischer", Way::Down, When::Tied),
    compare("kritischer", Way::Down, When::Tied),
    compare("steeds beter", Way::Up, When::OverTime),
    compare("beter", Way::Up, When::Tied),
    compare("veel minder vaak", Way::Down, When::Tied),
    compare("minder vaak", Way::Down, When::OverTime),
    compare("minder goed", Way::Down, When::Tied),
    compare("veel mindere mate", Way::Down, When::Tied),
    compare("mindere mate", Way::Down, When::Tied),
    compare("beperkter", Way::Down, When::Tied),
    compare("minder", Way::Down, When::Tied),
    compare("steeds meer", Way::Up, When::Tied),
    compare("fors meer", Way::Up, When::OverTime),
    compare("meer instellingen", Way::Up, When::OverTime),
    compare("meer mboinstellingen", Way::Up, When::OverTime),
    compare("meer studenten", Way::Up, When::OverTime),
    compare("meer tweedejaars", Way::Up, When::OverTime),
    compare("meer", Way::Up, When::Tied),
    compare("vaker", Way::Up, When::OverTime),
    compare("hoger", Way::Up, When::OverTime),
    compare("lager", Way::Down, When::OverTime),
    compare("groter", Way::Up, When::OverTime),
    compare("kleiner", Way::Down, When::OverTime),
    compare("in lijn met", Way::Alike, When::OverTime),
    compare("vergelijkbaar", Way::Alike, When::OverTime),
    compare("stabiel", Way::Alike, When::OverTime),
    compare("gelijk gebleven", Way::Alike, When::Always),
];

/// Words that make a sentence one about another measurement or year.
pub const TIME: &[&str] =
    &["meting", "metingen", "vorige", "voorgaande", "eerdere", "jaren", "voorheen", "opzichte", "tijd", "gestegen"];

/// Nouns that are counted: people, institutions, teams, programmes, municipalities.
pub const COUNTED: &[&str] = &[
    "studenten",
    "student",
    "eerstejaars",
    "tweedejaars",
    "deelnemers",
    "jongeren",
    "ouders",
    "docenten",
    "instellingen",
    "mboinstellingen",
    "mboscholen",
    "scholen",
    "opleidingen",
    "teams",
    "onderwijsteams",
    "opleidingsteams",
    "gemeenten",
    "g4gemeenten",
    "g32gemeenten",
    "g32",
    "opleidingsmanagers",
    "teammanagers",
    "managers",
    "beleidsmedewerkers",
    "respondenten",
    "focusgroepen",
    "thuiszitters",
    "zorgcoördinatoren",
    "begeleiders",
    "werkgevers",
    "leerbedrijven",
];
