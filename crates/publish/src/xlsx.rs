//! A table as a workbook: the first sheet as it was printed, the second a line a cell.

use crate::{cells, csv};
use monitor::shown::Shown;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// The file: the same table is the same bytes.
///
/// # Errors
/// The writer's, which writes to memory.
pub fn table(shown: &Shown, table: usize) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Not the moment it is made: the day that the measurement was made public, or else that of the format.
    let day = shown.folder.measurement.state.day.as_deref().unwrap_or("1900-01-01");
    let title = shown.table(table).map_or("", |it| it.title.as_str());
    book.set_properties(
        &DocProperties::new().set_title(title).set_creation_datetime(&ExcelDateTime::parse_from_str(day)?),
    );
    printed(&mut book, shown, table)?;
    lines(&mut book, shown, table)?;
    book.save_to_buffer()
}

fn at(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

fn line(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Title, headings, rows, bases and source, as in print.
fn printed(book: &mut Workbook, shown: &Shown, table: usize) -> Result<(), XlsxError> {
    let Some(of) = shown.table(table) else { return Ok(()) };
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet().set_name(&of.id)?;
    sheet.set_column_width(0, 60)?;
    sheet.write_with_format(0, 0, format!("{}: {}", of.id, of.title), &bold)?;
    for (index, column) in of.columns.iter().enumerate() {
        sheet.write_with_format(2, at(index + 1), column.name(), &bold)?;
    }
    let mut next = 3;
    for row in &of.rows {
        sheet.write_with_format(next, 0, row.name(), &bold)?;
        for (index, cell) in row.cells.iter().enumerate() {
            match cell.value {
                Some(value) => sheet.write(next, at(index + 1), value)?,
                None => sheet.write(next, at(index + 1), cell.printed.as_str())?,
            };
        }
        next += 1;
    }
    sheet.write_with_format(next, 0, "N", &bold)?;
    for (index, column) in of.columns.iter().enumerate() {
        let base = column.base.map_or_else(String::new, |base| base.to_string());
        match base.parse::<u32>() {
            Ok(base) => sheet.write(next, at(index + 1), base)?,
            Err(_) => sheet.write(next, at(index + 1), base)?,
        };
    }
    sheet.write(next + 1, 0, of.source.as_str())?;
    sheet.write(next + 2, 0, format!("Monitor {}, p. {}", shown.folder.measurement.year, of.page))?;
    Ok(())
}

/// The same cells and headings as the CSV.
fn lines(book: &mut Workbook, shown: &Shown, table: usize) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet().set_name("data")?;
    for (index, name) in csv::HEAD.iter().enumerate() {
        sheet.write_with_format(0, at(index), *name, &bold)?;
    }
    let id = shown.table(table).map_or("", |it| it.id.as_str());
    for (index, cell) in cells::of(shown, table).into_iter().enumerate() {
        let row = line(index + 1);
        sheet.write(row, 0, shown.folder.measurement.year)?;
        let texts =
            [(1, Some(id)), (2, cell.row.0), (3, Some(cell.row.1)), (4, cell.column.0), (5, Some(cell.column.1))];
        for (column, text) in texts.into_iter().chain([(7, cell.asked), (10, Some(cell.printed))]) {
            sheet.write(row, column, text.unwrap_or_default())?;
        }
        let numbers = [
            (6, cell.year.map(f64::from)),
            (8, cell.base.map(|base| f64::from(base.min))),
            (9, cell.base.map(|base| f64::from(base.max))),
            (11, cell.value),
            (12, cell.margin.map(|it| it.0)),
            (13, cell.margin.map(|it| it.1)),
            (15, cell.change.and_then(|it| it.from).map(f64::from)),
            (16, cell.change.map(|it| it.points)),
        ];
        for (column, number) in numbers {
            if let Some(number) = number {
                sheet.write(row, column, number)?;
            }
        }
        sheet.write(row, 18, shown.folder.digest.as_str())?;
        sheet.write(row, 19, env!("CARGO_PKG_VERSION"))?;
        for (column, flag) in [(14, cell.margin.map(|it| it.2)), (17, cell.change.map(|it| it.significant))] {
            if let Some(flag) = flag {
                sheet.write(row, column, flag)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use monitor::folder::Reading;
    use monitor::shown::Library;
    use std::io::Cursor;

    fn library() -> Library {
        let measurement = "year = 2024\nstudy_year = \"2023-2024\"\nname = { nl = \"Proef\", en = \"Trial\" }\n\
            [state]\nis = \"public\"\nday = 2024-12-20\nby = \"Iemand\"\n[[respondents]]\nid = \"institution\"\n\
            name = { nl = \"scholen\", en = \"schools\" }\npopulation = 55\nanswered = 46\nhow = \"all\"\nfpc = true\n\
            named = [\"scholen\"]\n";
        let table = "id = \"B1\"\nkind = \"table\"\npage = 9\ntitle = \"=1+1, \\\"met\\\"\"\nunit = \"percent\"\n\
            source = \"Bron: scholen\"\nsums = \"no\"\ncolumns = [{ label = \"2022\", base = \"23\" }, \
            { label = \"2024\", base = \"44\" }]\nrows = [[\"ja, =wel\", \"26\", \"48\"], [\"nee\", \"-\", \"\"]]\n";
        let texts = [("measurement.toml", measurement), ("published/B1.toml", table)];
        let reading = Reading::of(&texts.map(|(file, text)| (file.to_owned(), text.to_owned())).into());
        assert_eq!(reading.problems, []);
        Library::of([reading])
    }

    /// What another program reads is what the CSV says, cell by cell.
    #[test]
    fn the_workbook_says_what_the_csv_says() {
        let library = library();
        let shown = library.newest().unwrap();
        let bytes = super::table(shown, 0).unwrap();
        assert_eq!(bytes, super::table(shown, 0).unwrap(), "the same bytes");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range("data").unwrap();
        let read = sheet.rows().map(|row| {
            row.iter()
                .map(|cell| match cell {
                    Data::Bool(flag) => flag.to_string(),
                    cell => cell.to_string(),
                })
                .collect::<Vec<_>>()
        });
        let text = csv::table(shown, 0).unwrap();
        let mut file = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let expected: Vec<Vec<String>> =
            file.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(read.collect::<Vec<_>>(), expected);
        // 48% of 44 is 21; R: prop.test(21, n*, correct = FALSE) at n* = 44 x 54 / 11.
        assert_eq!(
            expected[2][..18],
            [
                "2024",
                "B1",
                "",
                "ja, =wel",
                "",
                "2024",
                "2024",
                "institution",
                "44",
                "44",
                "48",
                "48",
                "41.2",
                "54.4",
                "false",
                "2022",
                "22",
                "false"
            ]
        );
        assert_eq!(expected[2][18..], [shown.folder.digest.to_string(), env!("CARGO_PKG_VERSION").to_owned()]);
        assert_eq!(expected[3][10..12], ["-", "0"], "a dash is nought");
        assert_eq!(expected[4][10..15], ["", "", "", "", ""], "a blank is nothing");
        let printed = book.worksheet_range("B1").unwrap();
        assert_eq!(printed.get_value((0, 0)).unwrap().to_string(), "B1: =1+1, \"met\"", "a text, no formula");
    }
}
