//! The same table as a file.

use super::picture::picture;
use crate::say::{measured::made_of, words::T};
use crate::site::problem::Problem;
use ::monitor::shown::Shown;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};

/// A form of open data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A line a cell.
    Csv,
    /// All that is known.
    Json,
    /// A workbook.
    Xlsx,
    /// The picture of the table.
    Svg,
}

impl Form {
    /// All of them, in the order in which they are offered.
    pub(super) const ALL: [Self; 4] = [Self::Csv, Self::Json, Self::Xlsx, Self::Svg];

    /// How an address ends.
    pub(super) const fn tail(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Json => ".json",
            Self::Xlsx => ".xlsx",
            Self::Svg => ".svg",
        }
    }

    /// What people call it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Xlsx => "XLSX",
            Self::Svg => "SVG",
        }
    }

    const fn kind(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::Svg => "image/svg+xml",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// Takes the form off a name: `B2.1.csv` is `B2.1` as CSV.
    pub(super) fn split(name: &str) -> (&str, Option<Self>) {
        let found = Self::ALL.into_iter().find_map(|form| name.strip_suffix(form.tail()).map(|rest| (rest, form)));
        found.map_or((name, None), |(rest, form)| (rest, Some(form)))
    }
}

fn file(name: &str, form: Form, bytes: Vec<u8>) -> Response {
    let named = format!("attachment; filename=\"monitor-{name}{}\"", form.tail());
    // Public, and the same for everybody until the next version of the program.
    let kept = "public, max-age=3600".to_owned();
    let headers = [
        (header::CONTENT_TYPE, form.kind().to_owned()),
        (header::CONTENT_DISPOSITION, named),
        (header::CACHE_CONTROL, kept),
    ];
    (headers, bytes).into_response()
}

/// A picture that lies in a folder of its own says what it was made of, too: on its page that stands beside it.
fn based(picture: String, made: &str) -> String {
    let more = format!("<metadata>{}</metadata></svg>", publish::escape::xml(made));
    picture.strip_suffix("</svg>").map(|open| format!("{open}{more}")).unwrap_or(picture)
}

/// A table.
///
/// # Errors
/// A writer that fails, which writes to memory; a picture of a table that has none.
pub(super) fn table(t: T, shown: &Shown, table: usize, form: Form) -> Result<Response, Problem> {
    let broken = |error: &dyn std::fmt::Display| Problem::Broken(format!("{}: {error}", form.name()));
    let bytes = match form {
        Form::Csv => publish::csv::table(shown, table).map_err(|error| broken(&error))?.into_bytes(),
        Form::Json => publish::json::table(shown, table).to_string().into_bytes(),
        Form::Xlsx => publish::xlsx::table(shown, table).map_err(|error| broken(&error))?,
        Form::Svg => {
            let drawn = picture(t, shown, table).ok_or(Problem::NotFound)?;
            based(drawn, &made_of(t, &shown.folder.digest)).into_bytes()
        }
    };
    let id = shown.table(table).map_or("", |it| it.id.as_str());
    Ok(file(&format!("{}-{id}", shown.folder.measurement.year), form, bytes))
}

/// All tables of a measurement.
pub(super) fn whole(shown: &Shown) -> Response {
    let tables = (0..shown.folder.published.len()).map(|table| publish::json::table(shown, table));
    let all = serde_json::Value::Array(tables.collect()).to_string();
    file(&shown.folder.measurement.year.to_string(), Form::Json, all.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn the_dot_of_a_table_is_no_form() {
        for (name, expected) in [
            ("B2.1", ("B2.1", None)),
            ("B2.1.csv", ("B2.1", Some(Form::Csv))),
            ("F5.5a.xlsx", ("F5.5a", Some(Form::Xlsx))),
            ("2024.json", ("2024", Some(Form::Json))),
            (".csv", ("", Some(Form::Csv))),
            ("B2.csv.pdf", ("B2.csv.pdf", None)),
        ] {
            assert_eq!(Form::split(name), expected, "{name}");
        }
    }
}
