//! The table book as an OpenDocument spreadsheet (ODF 1.3): a sheet for each table, and all lines as open data.
//!
//! A writer of our own: a spreadsheet of texts and numbers is one XML file in a zip archive, and `zip` is in the house already.

use crate::book::{base, decimals};
use crate::escape::xml;
use crate::open::{By, Field, HEAD, lines};
use monitor::book::Made;
use monitor::folder::Folder;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

const MANIFEST: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">\
    <manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/>\
    <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\
    <manifest:file-entry manifest:full-path=\"meta.xml\" manifest:media-type=\"text/xml\"/>\
    </manifest:manifest>\n";

/// The file: the same book is the same bytes.
///
/// # Errors
/// The writer's, which writes to memory.
pub fn book(folder: &Folder, made: &Made, by: By<'_>) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // No moment: the first day that the format knows.
    let plain = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let packed = plain.compression_method(CompressionMethod::Deflated);
    // What the file is has to stand first, and not packed.
    archive.start_file("mimetype", plain.compression_method(CompressionMethod::Stored))?;
    archive.write_all(TYPE.as_bytes())?;
    for (name, text) in [
        ("META-INF/manifest.xml", MANIFEST.to_owned()),
        ("content.xml", content(folder, made, by)),
        ("meta.xml", meta(folder, made)),
    ] {
        archive.start_file(name, packed)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn meta(folder: &Folder, made: &Made) -> String {
    let mark = if made.synthetic { " (synthetisch)" } else { "" };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\"><office:meta><dc:title>{}{mark}</dc:title>\
         <dc:language>nl</dc:language></office:meta></office:document-meta>\n",
        xml(&folder.measurement.name.nl)
    )
}

fn content(folder: &Folder, made: &Made, by: By<'_>) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content \
        xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
        xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
        xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.3\">\
        <office:automatic-styles><style:style style:name=\"head\" style:family=\"table-cell\"><style:text-properties \
        fo:font-weight=\"bold\"/></style:style><style:style style:name=\"wide\" style:family=\"table-column\">\
        <style:table-column-properties style:column-width=\"11cm\"/></style:style></office:automatic-styles>\
        <office:body><office:spreadsheet>"
        .to_owned();
    let synthetic = if made.synthetic { " (synthetisch: niemand gaf deze antwoorden)" } else { "" };
    for (plan, table) in folder.plans.iter().zip(&made.tables) {
        open(&mut text, &plan.id, plan.columns.len() + 1);
        row(&mut text, [head(&format!("{}: {}{synthetic}", plan.id, plan.title.nl))]);
        row(&mut text, [string(&plan.base.nl)]);
        row(&mut text, std::iter::once(empty()).chain(plan.columns.iter().map(|column| head(&column.name()))));
        for (label, cells) in plan.rows.iter().zip(&table.cells) {
            let of = |cell: &monitor::book::Cell| (cell.rounded(decimals(folder, plan)), cell.suppressed);
            let cells = cells.iter().map(|cell| match cell.as_ref().map(of) {
                Some((Some(value), _)) => number(value),
                Some((None, true)) => string("*"),
                _ => empty(),
            });
            row(&mut text, std::iter::once(head(&label.name())).chain(cells));
        }
        let bases = (0..plan.columns.len()).map(|column| match base(&table.cells, column) {
            None => string("*"),
            Some((low, high)) if low == high => number(low as f64),
            Some((low, high)) => string(&format!("{low}-{high}")),
        });
        row(&mut text, std::iter::once(head("N")).chain(bases));
        text += "</table:table>";
    }
    open(&mut text, "data", HEAD.len());
    row(&mut text, HEAD.iter().map(|name| head(name)));
    for line in lines(folder, made, by) {
        row(
            &mut text,
            line.iter().map(|field| match field {
                Field::Text(field) => string(field),
                Field::Number(field) => number(*field),
                Field::Nothing => empty(),
            }),
        );
    }
    text + "</table:table></office:spreadsheet></office:body></office:document-content>\n"
}

fn open(text: &mut String, name: &str, columns: usize) {
    let _ = write!(text, "<table:table table:name=\"{}\"><table:table-column table:style-name=\"wide\"/>", xml(name));
    if columns > 1 {
        let _ = write!(text, "<table:table-column table:number-columns-repeated=\"{}\"/>", columns - 1);
    }
}

fn row(text: &mut String, cells: impl IntoIterator<Item = String>) {
    *text += "<table:table-row>";
    cells.into_iter().for_each(|cell| *text += &cell);
    *text += "</table:table-row>";
}

fn string(value: &str) -> String {
    cell("", value)
}

fn head(value: &str) -> String {
    cell(" table:style-name=\"head\"", value)
}

fn cell(style: &str, value: &str) -> String {
    format!("<table:table-cell{style} office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>", xml(value))
}

fn number(value: f64) -> String {
    format!(
        "<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>{value}</text:p></table:table-cell>"
    )
}

fn empty() -> String {
    "<table:table-cell/>".to_owned()
}

#[cfg(test)]
#[path = "ods_tests.rs"]
mod tests;
