//! The vocabulary of measures: what people who need something say, in Dutch and English, and never why they need it. There is no
//! word for a condition here, so none can be counted.

use crate::codes;

codes! {
    /// What a measure has to do with. A phrase and a measure are each read into some of these.
    pub enum Concept {
        /// Tests and exams.
        Exam = "exam",
        /// More time.
        Time = "time",
        /// Quiet.
        Quiet = "quiet",
        /// A room or a place.
        Room = "room",
        /// Being read to by software.
        ReadAloud = "read_aloud",
        /// Large print.
        Large = "large",
        /// Timetable, hours and days.
        Timetable = "timetable",
        /// From home.
        Online = "online",
        /// Planning and overview.
        Plan = "plan",
        /// A talk.
        Talk = "talk",
        /// Every week, with one person.
        Weekly = "weekly",
        /// Guidance.
        Guidance = "guidance",
        /// Explanation.
        Explain = "explain",
        /// The material beforehand.
        Before = "before",
        /// A break.
        Break = "break",
        /// A computer in the place of a pen.
        Computer = "computer",
        /// A building that one can get into.
        Access = "access",
        /// The placement.
        Workplace = "workplace",
        /// Tasks.
        Tasks = "tasks",
        /// Help with what is around school.
        Social = "social",
        /// Something adapted.
        Adapted = "adapted",
        /// Lessons and class.
        Class = "class",
    }
}

impl Concept {
    /// How much it tells: what stands in many measures tells little.
    pub(super) const fn weight(self) -> i32 {
        match self {
            Self::Room | Self::Class | Self::Adapted => 1,
            Self::Exam | Self::Talk | Self::Guidance => 3,
            Self::Time
            | Self::Quiet
            | Self::ReadAloud
            | Self::Large
            | Self::Timetable
            | Self::Online
            | Self::Plan
            | Self::Weekly
            | Self::Explain
            | Self::Before
            | Self::Break
            | Self::Computer
            | Self::Access
            | Self::Workplace
            | Self::Tasks
            | Self::Social => 4,
        }
    }

    /// How words of it begin; with `=` in front: the whole word. In compounds a beginning of five letters or more is found
    /// anywhere. Folded: small letters without marks.
    pub(super) const fn stems(self) -> &'static [&'static str] {
        match self {
            Self::Exam => {
                &["toets", "examen", "exam", "tentamen", "proefwerk", "=test", "tests", "=proeve", "overhoring"]
            }
            Self::Time => &["=tijd", "tijdverleng", "langer", "=time", "longer", "verlenging", "tijdnood"],
            Self::Quiet => &[
                "rust", "=stil", "=stille", "stilte", "prikkel", "quiet", "=apart", "aparte", "kalm", "geluid",
                "lawaai", "=druk", "drukte", "=drukke", "concentr", "herrie", "silent", "noise",
            ],
            Self::Room => &["ruimte", "kamer", "lokaal", "lokalen", "=room", "rooms", "=plek", "plekje", "=place"],
            Self::ReadAloud => &[
                "voorlees",
                "voorlez",
                "voorgelezen",
                "leest",
                "=lezen",
                "=lees",
                "aloud",
                "reading",
                "=read",
                "luister",
                "audio",
                "gesproken",
                "spraak",
            ],
            Self::Large => {
                &["groot", "=grote", "groter", "vergro", "letter", "=large", "larger", "=print", "=klein", "kleine"]
            }
            Self::Timetable => &[
                "rooster",
                "=uren",
                "=uur",
                "=dag",
                "dagen",
                "=kort",
                "korte",
                "=later",
                "=minder",
                "timetable",
                "schedule",
                "deeltijd",
                "=halve",
                "hours",
                "=shorter",
                "=fewer",
                "ochtend",
                "vrije",
            ],
            Self::Online => &[
                "online",
                "=thuis",
                "thuisonderwijs",
                "=huis",
                "afstand",
                "=home",
                "digitaal",
                "remote",
                "livestream",
                "videobellen",
            ],
            Self::Plan => &[
                "=plan",
                "plann",
                "overzicht",
                "agenda",
                "organis",
                "structuur",
                "huiswerk",
                "deadline",
                "verget",
                "=vergeet",
                "studievaardig",
                "homework",
                "overview",
                "schoolwerk",
            ],
            Self::Talk => &[
                "gesprek",
                "=praten",
                "=praat",
                "=talk",
                "talks",
                "coach",
                "mentor",
                "=slb",
                "bespreken",
                "luisterend",
            ],
            Self::Weekly => &["=week", "wekelijks", "weekly", "=vast", "=vaste", "regelmatig", "iedere", "=elke"],
            Self::Guidance => {
                &["traject", "begeleid", "counsel", "guidance", "ondersteun", "support", "=hulp", "=help"]
            }
            Self::Explain => &[
                "uitleg",
                "uitgelegd",
                "uitleggen",
                "explan",
                "explain",
                "=snap",
                "snappen",
                "begrijp",
                "bijles",
                "=stap",
                "herhal",
                "langzamer",
                "instructie",
            ],
            Self::Before => &[
                "vooraf",
                "tevoren",
                "beforehand",
                "powerpoint",
                "=sheets",
                "samenvatting",
                "material",
                "aantekening",
                "=stof",
                "lesstof",
                "=slides",
                "voorbereid",
            ],
            Self::Break => {
                &["pauze", "=break", "breaks", "timeout", "=even", "weglopen", "=uitstap", "afkoel", "=leave"]
            }
            Self::Computer => {
                &["laptop", "computer", "typen", "tablet", "=ipad", "schrijven", "toetsenbord", "=type", "typing"]
            }
            Self::Access => &[
                "rolstoel",
                "=lift",
                "=trap",
                "trappen",
                "traplop",
                "toegankelijk",
                "drempel",
                "stairs",
                "wheelchair",
                "=lopen",
                "krukken",
                "gebouw",
                "elevator",
                "=toilet",
                "rollator",
            ],
            Self::Workplace => {
                &["stage", "=bpv", "leerbedrijf", "leerwerk", "werkplek", "placement", "workplace", "bedrijf", "intern"]
            }
            Self::Tasks => &["taken", "=taak", "task", "opdracht"],
            Self::Social => &[
                "maatschappelijk",
                "=geld",
                "geldzorg",
                "schuld",
                "problem",
                "thuissituatie",
                "=ouders",
                "=social",
                "=zorgen",
                "hulpverlen",
                "financ",
                "=gezin",
                "ruzie",
                "worries",
                "money",
                "budget",
            ],
            Self::Adapted => &["aangepast", "aanpass", "adapt"],
            Self::Class => &["=les", "lessen", "klas", "=class", "classes", "lesson", "docent"],
        }
    }
}
