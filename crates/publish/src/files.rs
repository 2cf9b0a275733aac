//! The files of a report, each under its name: what the command writes and a page offers is the same list.

use crate::report::{self, Report};
use crate::{book, ddi, microdata, ods, open, sav};
use monitor::answers::Answers;
use monitor::folder::Folder;

/// A file without a row of anybody. (The report on paper needs a press, and stands beside these.)
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum File {
    /// The report as a page.
    Page,
    /// The table book as a workbook.
    Xlsx,
    /// The same for LibreOffice.
    Ods,
    /// A line a cell.
    Csv,
    /// All that is known of each cell.
    Json,
    /// What that looks like.
    Schema,
    /// What was asked, as DDI-Codebook.
    Codebook,
}

impl File {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] = [Self::Page, Self::Xlsx, Self::Ods, Self::Csv, Self::Json, Self::Schema, Self::Codebook];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Page => "index.html",
            Self::Xlsx => "tables.xlsx",
            Self::Ods => "tables.ods",
            Self::Csv => "tables.csv",
            Self::Json => "tables.json",
            Self::Schema => "tables.schema.json",
            Self::Codebook => "codebook.xml",
        }
    }

    /// Its media type.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Page => "text/html; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json | Self::Schema => "application/json",
            Self::Codebook => "application/xml",
        }
    }

    /// The file of a name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|file| file.name() == name)
    }

    /// Its bytes.
    ///
    /// # Errors
    /// A writer's, which writes to memory: the name of the file and what it says.
    pub fn make(self, report: &Report<'_>) -> Result<Vec<u8>, String> {
        let by = (report.digest, report.version);
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", self.name());
        Ok(match self {
            Self::Page => report::html(report).into_bytes(),
            Self::Xlsx => open::xlsx(report.folder, report.made, by).map_err(|error| failed(&error))?,
            Self::Ods => ods::book(report.folder, report.made, by).map_err(|error| failed(&error))?,
            Self::Csv => open::csv(report.folder, report.made, by).map_err(|error| failed(&error))?.into_bytes(),
            Self::Json => format!("{}\n", report::tables(report)).into_bytes(),
            Self::Schema => format!("{}\n", book::schema()).into_bytes(),
            Self::Codebook => ddi::codebook(report.folder, report.made, by).into_bytes(),
        })
    }
}

/// A file with a row for each person who answered, or with what stands in those: for researchers, and for nobody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Micro {
    /// In codes.
    Csv,
    /// For SPSS, with labels.
    Sav,
    /// What its columns mean, and how often each code stands there, as DDI-Codebook.
    Codebook,
}

impl Micro {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Sav, Self::Codebook];

    /// How its name ends where its address is meant: that begins with the group, whoever gave the answers.
    pub const fn tail(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Sav => ".sav",
            Self::Codebook => ".xml",
        }
    }

    /// The name under which it is saved. Where nobody gave the rows, that of a CSV says so; the others say it in themselves.
    pub fn name(self, group: &str, synthetic: bool) -> String {
        match self {
            Self::Csv => microdata::file_name(group, synthetic),
            Self::Sav | Self::Codebook => format!("{group}{}", self.tail()),
        }
    }

    /// Its media type.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Sav => "application/x-spss-sav",
            Self::Codebook => "application/xml",
        }
    }

    /// Its bytes: anonymised by the rule of the measurement. `synthetic`: nobody gave the answers; `by`: the digest of texts and
    /// answers, and the version of the program.
    ///
    /// # Errors
    /// The writer's, which writes to memory.
    pub fn make(
        self,
        folder: &Folder,
        answers: &Answers,
        (synthetic, by): (bool, open::By<'_>),
    ) -> Result<Vec<u8>, String> {
        let kept = answers.anonymised(folder);
        match self {
            Self::Csv => {
                microdata::csv(folder, &kept).map(String::into_bytes).map_err(|error| format!("microdata: {error}"))
            }
            Self::Sav => Ok(sav::sav(folder, &kept, synthetic)),
            Self::Codebook => Ok(ddi::counted(folder, &kept, synthetic, by).into_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_file() {
        for file in File::ALL {
            assert_eq!(File::find(file.name()), Some(file));
        }
        assert_eq!(File::find("report.pdf"), None);
    }

    /// Of each file of rows: where nobody gave them, its name says so, or what stands in it.
    #[test]
    fn rows_that_nobody_gave_say_so_wherever_they_lie() {
        let (folder, ..) = crate::sample::sample(true);
        let answers = Answers::made("school", 3);
        for file in Micro::ALL {
            let marked = |synthetic: bool| {
                let bytes = file.make(&folder, &answers, (synthetic, ("0f1e", "0.1.0"))).unwrap();
                let inside = bytes.windows(7).any(|own| own.eq_ignore_ascii_case(b"synthet"));
                inside || file.name("school", synthetic).contains("synthetic")
            };
            assert_eq!((marked(true), marked(false)), (true, false), "{file:?}");
        }
        for (file, synthetic, expected) in [
            (Micro::Csv, true, "school.synthetic.csv"),
            (Micro::Csv, false, "school.csv"),
            (Micro::Sav, true, "school.sav"),
            (Micro::Codebook, true, "school.xml"),
        ] {
            assert_eq!(file.name("school", synthetic), expected);
        }
    }
}
