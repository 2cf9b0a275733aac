//! DUO's *registratieoverzicht* (RO), as DUO's technical description and the institutions write it.

use crate::plan::Skeleton;
use crate::school::{Enrolment, Person, School, Size};
use register::BirthDate;
use time::Date;

/// How the file is written; real files differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoStyle {
    /// `|` (DUO) or `;` (institutions).
    pub separator: char,
    /// `d-m-yyyy` instead of `yyyy-mm-dd`.
    pub day_first: bool,
    /// Every record is padded to thirteen fields; otherwise each has the fields of its own record.
    pub padded: bool,
    /// Lines end with CR LF.
    pub crlf: bool,
}

impl RoStyle {
    /// As DUO describes it.
    pub const DUO: Self = Self { separator: '|', day_first: false, padded: false, crlf: true };
    /// As it comes out of a spreadsheet.
    pub const SHEET: Self = Self { separator: ';', day_first: true, padded: true, crlf: true };
}

/// The record types, in the order in which the trailer counts them.
const COUNTED: [&str; 9] = ["PER", "ISG", "ISP", "ISE", "BPV", "DIP", "AMO", "GEO", "KZD"];

/// The school's RO file in DUO's own style.
pub fn ro_file(school: &School) -> Vec<u8> {
    ro_file_as(school, RoStyle::DUO)
}

/// The same records in a file of another day, over the year before it: the first file of a school, long before the newest.
pub fn ro_file_of(school: &School, day: Date) -> Vec<u8> {
    file(school, RoStyle::DUO, crate::date::years(day, -1), day)
}

/// The school's RO file in a style. The trailer counts what is in the file. Applicants are not in it.
pub fn ro_file_as(school: &School, style: RoStyle) -> Vec<u8> {
    file(school, style, school.since, school.today)
}

fn file(school: &School, style: RoStyle, from: Date, until: Date) -> Vec<u8> {
    let mut out = Records::new(style);
    out.header(&school.brin, from, until);
    for person in &school.people[..school.applicants] {
        out.person(person, &school.provider, &school.teams[person.team].location);
    }
    out.trailer();
    out.text.into_bytes()
}

/// An RO file of at least `records` records (a person is never cut) for benches of an import. People are made one
/// by one, so that only the file itself takes memory.
pub fn ro_lines(seed: u64, today: Date, records: u64) -> Vec<u8> {
    // The teams of one large school; when its places are filled, others follow in the same places.
    let school = Skeleton::new(seed, today, Size { students: 8_000, teams: 200, applicants: 0 });
    let mut out = Records::new(RoStyle::DUO);
    out.header("99ZX", crate::date::years(today, -5), today);
    let mut index = 0;
    while out.counts.iter().sum::<u64>() + 2 < records {
        let person = crate::person::student(&school.frame(), index);
        out.person(&person, "999A101", school.location(person.team));
        index += 1;
    }
    out.trailer();
    out.text.into_bytes()
}

/// The file so far, with the counts for its trailer.
struct Records {
    text: String,
    style: RoStyle,
    counts: [u64; COUNTED.len()],
}

impl Records {
    const fn new(style: RoStyle) -> Self {
        Self { text: String::new(), style, counts: [0; COUNTED.len()] }
    }

    /// One line. The first field is the record type.
    fn line(&mut self, fields: &[&str]) {
        for (at, field) in fields.iter().enumerate() {
            if at > 0 {
                self.text.push(self.style.separator);
            }
            self.text.push_str(field);
        }
        if self.style.padded {
            (fields.len()..13).for_each(|_| self.text.push(self.style.separator));
        }
        self.text.push_str(if self.style.crlf { "\r\n" } else { "\n" });
        if let Some(at) = COUNTED.iter().position(|kind| fields.first() == Some(kind)) {
            self.counts[at] += 1;
        }
    }

    fn header(&mut self, brin: &str, since: Date, today: Date) {
        let (since, today) = (self.date(since), self.date(today));
        self.line(&["VLP", brin, &since, &today, &today]);
    }

    fn trailer(&mut self) {
        let counts = self.counts.map(|count| count.to_string());
        let mut fields = vec!["SLR"];
        fields.extend(counts.iter().map(String::as_str));
        self.line(&fields);
    }

    fn date(&self, date: Date) -> String {
        self.parts(date.year(), date.month().into(), date.day())
    }

    fn some(&self, date: Option<Date>) -> String {
        date.map(|date| self.date(date)).unwrap_or_default()
    }

    /// Unknown parts are written `00` in either order.
    fn parts(&self, year: i32, month: u8, day: u8) -> String {
        let short = |part: u8| if part == 0 { "00".to_owned() } else { part.to_string() };
        if self.style.day_first {
            format!("{}-{}-{year}", short(day), short(month))
        } else {
            format!("{year}-{month:02}-{day:02}")
        }
    }

    fn birth(&self, birth: BirthDate) -> String {
        let (year, month, day) = birth.parts();
        self.parts(year, month, day)
    }

    fn person(&mut self, person: &Person, provider: &str, location: &str) {
        let number = person.person_number.as_str();
        let who = if person.education_number { ["", number] } else { [number, ""] };
        let birth = self.birth(person.birth);
        self.line(&["PER", who[0], who[1], &birth, person.sex.encode_utf8(&mut [0; 4])]);
        for enrolment in &person.enrolments {
            self.enrolment(who, enrolment, provider, location);
        }
    }

    fn enrolment(&mut self, [bsn, onr]: [&str; 2], enrolment: &Enrolment, provider: &str, location: &str) {
        let number = enrolment.number.as_str();
        let (until, reason) = enrolment.left.map_or_else(Default::default, |(until, reason)| {
            // The leading zero of the reason is lost in spreadsheets.
            (self.date(until), if self.style.day_first { reason.to_string() } else { format!("{reason:02}") })
        });
        let (from, planned) = (self.date(enrolment.from), self.date(enrolment.planned));
        self.line(&["ISG", bsn, onr, number, &from, &planned, &until, &reason]);
        for period in &enrolment.periods {
            let (from, level) = (self.date(period.from), format!("MBO-{}", period.programme.level));
            let level = if period.level_given { level.as_str() } else { "" };
            let crebo = period.programme.crebo;
            self.line(&[
                "ISP",
                bsn,
                onr,
                number,
                &from,
                crebo,
                period.leertraject,
                level,
                "J",
                "",
                provider,
                location,
                "",
                "",
            ]);
        }
        for (from, until) in &enrolment.support {
            let (from, until) = (self.date(*from), self.some(*until));
            self.line(&["ISE", bsn, onr, number, &from, &until]);
        }
        for placement in &enrolment.placements {
            let dates = [placement.closed, placement.from, placement.planned].map(|date| self.date(date));
            let (until, hours) = (self.some(placement.until), placement.hours.to_string());
            self.line(&[
                "BPV",
                bsn,
                onr,
                number,
                &placement.number,
                &dates[0],
                &dates[1],
                &dates[2],
                &until,
                &hours,
                &placement.company,
                placement.crebo,
                "",
            ]);
        }
        if let Some(on) = enrolment.diploma {
            self.diploma([bsn, onr], enrolment, on, provider);
        }
    }

    /// A diploma with its exam parts, and a part in another programme. They are counted on import, not kept.
    fn diploma(&mut self, [bsn, onr]: [&str; 2], enrolment: &Enrolment, on: Date, provider: &str) {
        let on = self.date(on);
        let crebo = enrolment.periods.last().map_or("", |period| period.programme.crebo);
        let id = |part: u64| (9_000_000 + self.counts[5] * 10 + part).to_string();
        let ids = [0, 1, 2, 3, 4, 5].map(id);
        self.line(&["DIP", bsn, onr, &ids[0], crebo, &on, "", "J", &enrolment.number, provider]);
        for (at, (part, mark)) in [("3005", "7"), ("3013", "6"), ("3029", "8")].into_iter().enumerate() {
            self.line(&["GEO", bsn, onr, &ids[0], crebo, &ids[at + 1], part, "", mark, "", "", "", ""]);
        }
        self.line(&["KZD", bsn, onr, &ids[0], crebo, &ids[4], "K0138", "", "Behaald", "", "", ""]);
        if self.counts[5].is_multiple_of(9) {
            self.line(&["AMO", bsn, onr, "", "", &ids[5], "C0163", &on, "J", &enrolment.number, provider, "", ""]);
        }
    }
}
