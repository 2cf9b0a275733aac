//! A made-up measurement that shows every state of the pages.

use ::monitor::folder::Reading;
use ::monitor::shown::Library;

const MEASUREMENT: &str = r#"
year = 2024
study_year = "2023-2024"
name = { nl = "Proefmeting", en = "Trial" }
[state]
is = "public"
day = 2024-12-20
by = "Iemand"
[[respondents]]
id = "institution"
name = { nl = "instellingen", en = "institutions" }
population = 55
asked = 55
answered = 46
how = "all"
fpc = true
named = ["instellingen"]
[[respondents]]
id = "student"
name = { nl = "studenten", en = "students" }
answered = 1500
how = "sample"
weighted = true
named = ["studenten"]
[[themes]]
name = { nl = "Ondersteuning", en = "Support" }
tables = ["B1", "B2", "B3", "B4", "F1"]
"#;

const FILES: [(&str, &str); 5] = [
    (
        "B1",
        r#"title = "Aanbod van ondersteuning"
unit = "percent"
source = "Bron: instellingen"
sums = "down"
columns = [{ label = "2022", base = "23" }, { label = "2024", base = "44" }]
rows = [["Meestal wel", "26", "48"], ["Soms", "74", "27"], ["Nooit", "-", ""]]
"#,
    ),
    (
        "B2",
        r#"title = "Ondersteuning die afgesproken is, en hoe vaak dat in alle lessen van een opleiding gebeurt"
unit = "percent"
source = "Bron: instellingen en studenten"
weighted = true
sums = "no"
columns = [
  { group = "Instellingen", label = "BOL", base = "42-44" },
  { group = "Instellingen", label = "BBL", base = "43" },
  { group = "Studenten", label = "Alle", base = "1.234" },
  { label = "2022", base = "33" },
  { label = "Samen", base = "84", pooled = true },
]
[[groups]]
label = "Op school"
rows = [["Begeleiding door iemand van school die daar tijd voor heeft", "35", "49", "16", "-", "2"], ["Toetsing", "9", "9", "9", "9", "9"]]
[[groups]]
label = "Op het leerbedrijf"
many = true
base = ["40", "40", "900", "30", "70"]
rows = [["Begeleiding", "50", "50", "50", "50", "50"]]
"#,
    ),
    (
        "B3",
        r#"title = "Aantallen"
unit = "count"
source = "Bron: instellingen"
sums = "no"
columns = [{ label = "Alle" }]
rows = [["Een", "7"]]
"#,
    ),
    (
        "B4",
        r#"title = "Over de jaren"
unit = "percent"
source = "Bron: instellingen"
sums = "down"
columns = [
  { label = "2018", base = "49" },
  { label = "2022", base = "35", broken = { nl = "De vraag was anders.", en = "The question was another." } },
  { label = "2024", base = "44" },
]
rows = [["Meestal wel", "63", "60", "55"], ["Soms", "25", "29", "27"], ["Nooit", "", "11", "18"], ["Altijd", "-", "-", "-"]]
"#,
    ),
    (
        "F1",
        r#"title = "Een figuur waarvan alleen de titel er nog is"
unit = "percent"
source = "Bron: instellingen"
sums = "no"
lost = true
columns = [{ label = "2024", base = "44" }]
"#,
    ),
];

const ENGLISH: &[(&str, &str)] = &[("Meestal wel", "Mostly yes"), ("Nooit", "Never")];

const QUANTITIES: &str = r#"
[[documents]]
id = "brief"
name = { nl = "Een brief", en = "A letter" }
year = 2020
[[documents]]
id = "wet"
name = { nl = "Een wet", en = "An act" }
year = 2023
day = 2023-08-01
[[quantities]]
id = "derde"
document = "brief"
place = "§ 1"
year = 2019
value = "een derde"
of = { nl = "instellingen", en = "institutions" }
base = "44"
counts = { nl = "doen dat", en = "do so" }
[[quantities]]
id = "tien"
document = "brief"
place = "§ 2"
year = 2019
value = "10%"
of = { nl = "instellingen", en = "institutions" }
counts = { nl = "doen dat niet", en = "do not" }
[[quantities]]
id = "figuur"
document = "brief"
place = "§ 3"
year = 2024
value = "een kwart"
of = { nl = "scholen", en = "schools" }
base = "44"
counts = { nl = "geven hulp", en = "give help" }
about = "F1"
"#;

const TIES: &str = r#"
[[tie]]
text = "Bij # lukt het"
cells = ["B1 : Meestal wel : 2024"]
[[tie]]
text = "dat is #"
from = "B1 : Meestal wel : 2022"
to = "B1 : Meestal wel : 2024"
"#;

const INDICATORS: &str = r#"
[[indicators]]
id = "een"
name = { nl = "Een doel", en = "An aim" }
definition = { nl = "Instellingen die dat doen.", en = "Institutions that do so." }
version = 2
optimum = 100
reconstructed = true
values = [
  { year = 2022, quantity = "tien", rest = true },
  { year = 2024, cell = "B1 : Meestal wel : 2024", broken = { nl = "De vraag was anders.", en = "The question was another." }, note = { nl = "Let op.", en = "Mind." } },
]
[[indicators]]
id = "twee"
name = { nl = "Nog een doel", en = "Another aim" }
definition = { nl = "Instellingen die dat ook doen.", en = "Institutions that do so too." }
version = 1
optimum = 100
values = [{ year = 2024 }]
"#;

const FINDINGS: &str = r#"
[[findings]]
kind = "text_table"
place = "§ 1"
says = "ruim de helft"
about = { nl = "Instellingen die dat doen", en = "Institutions that do so" }
cells = ["B1 : Meestal wel : 2024"]
[[findings]]
kind = "not_significant"
place = "§ 1"
says = "gestegen"
about = { nl = "Instellingen over de jaren", en = "Institutions over the years" }
cells = ["B1 : Meestal wel : 2022", "B1 : Meestal wel : 2024"]
[[findings]]
kind = "text_table"
place = "§ 2"
says = "een even groot deel"
about = { nl = "Twee groepen", en = "Two groups" }
cells = ["B1 : Soms : 2022", "B1 : Soms : 2024"]
[[findings]]
kind = "text_table"
place = "§ 2"
says = "60 procent"
about = { nl = "Wie antwoord gaf", en = "Who answered" }
cells = ["B1 : N : 2022", "B1 : N : 2024"]
ratio = true
[[findings]]
kind = "text_table"
place = "§ 2"
says = "56"
about = { nl = "Wie gevraagd is", en = "Who was asked" }
cells = ["B1 : N : 2024"]
holds = { nl = "dat dit iets anders is", en = "that this is something else" }
[[findings]]
kind = "text_text"
place = "§ 3"
says = "vijf"
about = { nl = "Gesprekken", en = "Talks" }
holds = { nl = "dat het er vier waren", en = "that there were four" }
"#;

const AGENDA: &str = r#"
[[lines]]
id = "a"
name = { nl = "Aanmelden", en = "Applying" }
[[actions]]
line = "a"
what = { nl = "Iets verbeteren", en = "Improving something" }
who = ["Iemand", "Nog iemand"]
told = [["brief", "running"], ["wet", "done"]]
due = { nl = "einde van 2022", en = "end of 2022" }
motions = ["31 524, nr. 1"]
indicators = ["een"]
[[actions]]
line = "a"
what = { nl = "Nog iets", en = "Something else" }
who = ["Iemand"]
told = [["brief", "refused"]]
"#;

const QUESTIONNAIRE: &str = r#"
of = ["institution"]
name = { nl = "Vragen", en = "Questions" }
reconstructed = true
[[items]]
id = "managed"
text = { nl = "Lukt het?", en = "Does it work?" }
levels = [["1", "Meestal wel", "Mostly yes"], ["2", "Soms", "Sometimes"], ["3", "Nooit", "Never"]]
"#;

const TABLES: &str = r#"
[[tables]]
id = "B1"
title = { nl = "Aanbod van ondersteuning", en = "Support" }
base = { nl = "wie antwoordde", en = "who answered" }
item = "managed"
columns = [{ label = { nl = "{year}", en = "{year}" }, of = "institution", compare = "2022" }]
"#;

/// It.
pub(super) fn library() -> Library {
    let mut texts: ::monitor::folder::Texts = FILES
        .iter()
        .enumerate()
        .map(|(at, (id, rest))| {
            let kind = if id.starts_with('F') { "figure" } else { "table" };
            let text = format!("id = \"{id}\"\nkind = \"{kind}\"\npage = {}\n{rest}", at + 1);
            (format!("published/{id}.toml"), text)
        })
        .collect();
    texts.insert("measurement.toml".to_owned(), MEASUREMENT.to_owned());
    texts.insert("quantities.toml".to_owned(), QUANTITIES.to_owned());
    texts.insert("ties.toml".to_owned(), TIES.to_owned());
    texts.insert("indicators.toml".to_owned(), INDICATORS.to_owned());
    texts.insert("findings.toml".to_owned(), FINDINGS.to_owned());
    texts.insert("agenda.toml".to_owned(), AGENDA.to_owned());
    texts.insert("questionnaires/institution.toml".to_owned(), QUESTIONNAIRE.to_owned());
    texts.insert("tables.toml".to_owned(), TABLES.to_owned());
    // Translated in part: what is left shows how a page says so. A folder like that is refused, so that the words are put in
    // after it was read.
    let mut reading = Reading::of(&texts);
    if let Some(folder) = &mut reading.folder {
        folder.english = ::monitor::english::English::some(ENGLISH);
    }
    Library::of([reading])
}
