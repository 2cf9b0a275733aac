//! `indicators.toml`: the flags of the main aims, each with its definition, and where its series breaks.

use crate::problem::Problem;
use crate::published::{Place, Published};
use crate::quantity::Quantities;
use crate::read::{Source, Table};
use crate::relation::place;
use crate::words::Words;

/// A flag.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Such as `extra-at-school`.
    pub id: String,
    /// What it is called.
    pub name: Words,
    /// What it counts, of whom.
    pub definition: Words,
    /// Which version of the definition this is, from 1.
    pub version: u32,
    /// The best that can be, in percent.
    pub optimum: u32,
    /// Its values are not printed as such, but put together from what is.
    pub reconstructed: bool,
    /// A value a measurement, ascending.
    pub values: Vec<Value>,
}

/// The value of a flag in a measurement.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// The measurement.
    pub year: u32,
    /// Where it stands; none when it did not come down to us.
    pub from: Option<Stands>,
    /// It is what that leaves of 100.
    pub rest: bool,
    /// Why it cannot be compared with the value before it.
    pub broken: Option<Words>,
    /// What else has to be known.
    pub note: Option<Words>,
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// In a cell of a printed table.
    Cell(Place),
    /// In a document.
    Quantity(usize),
}

/// Reads `indicators.toml`.
///
/// # Errors
/// What is wrong with it; a cell or quantity that is not there too.
pub fn read(source: Source<'_>, tables: &[Published], quantities: &Quantities) -> Result<Vec<Indicator>, Vec<Problem>> {
    crate::read::read(source, |top| {
        let mut found = Vec::new();
        for table in top.tables("indicators") {
            let optimum = table.whole("optimum").unwrap_or_default();
            if optimum > 100 {
                table.wrong("optimum", format!("{optimum} percent"), "an optimum is at most 100");
            }
            let values: Vec<Value> =
                table.tables("values").iter().map(|value| self::value(value, tables, quantities)).collect();
            if !values.is_sorted_by_key(|value| value.year) {
                table.wrong("values", "the years go up and down", "put the earliest measurement first");
            }
            found.push(Indicator {
                id: table.text("id").unwrap_or_default(),
                name: Words::read(&table, "name").unwrap_or_default(),
                definition: Words::read(&table, "definition").unwrap_or_default(),
                version: table.whole("version").unwrap_or_default(),
                optimum,
                reconstructed: table.flag("reconstructed"),
                values,
            });
            table.finish();
        }
        Some(found)
    })
}

fn value(table: &Table<'_, '_>, tables: &[Published], quantities: &Quantities) -> Value {
    let quantity = table.maybe_text("quantity").and_then(|id| {
        let found = quantities.find(&id);
        if found.is_none() {
            table.wrong("quantity", format!("there is no quantity \"{id}\""), "name one of quantities.toml");
        }
        found.map(Stands::Quantity)
    });
    let cell = if table.has("cell") { place(table, "cell", tables).map(Stands::Cell) } else { None };
    if table.has("quantity") && table.has("cell") {
        table.wrong("cell", "a value stands in a cell or in a document", "keep the one that the flag is made of");
    }
    let value = Value {
        year: table.whole("year").unwrap_or_default(),
        from: quantity.or(cell),
        rest: table.flag("rest"),
        broken: Words::maybe(table, "broken"),
        note: Words::maybe(table, "note"),
    };
    table.finish();
    value
}

impl Value {
    /// The value as it is shown; none when it did not come down to us.
    pub fn say(&self, tables: &[Published], quantities: &Quantities) -> Option<String> {
        let (printed, _) = self.stands(tables, quantities)?;
        if self.rest {
            Some(format!("{}%", crate::check::finding::dutch(self.number(tables, quantities)?)))
        } else {
            Some(printed)
        }
    }

    /// The same in percent; none where it is in words.
    pub fn number(&self, tables: &[Published], quantities: &Quantities) -> Option<f64> {
        let (_, number) = self.stands(tables, quantities)?;
        number.map(|number| if self.rest { 100.0 - number } else { number })
    }

    /// What stands where it points, as printed and as a number.
    fn stands(&self, tables: &[Published], quantities: &Quantities) -> Option<(String, Option<f64>)> {
        match self.from? {
            Stands::Cell(place) => {
                let table = tables.get(place.table)?;
                let cell = table.cell(place.row?, place.column)?;
                Some((format!("{}%", cell.printed.trim_end_matches('%')), cell.value))
            }
            Stands::Quantity(at) => {
                let quantity = quantities.all.get(at)?;
                Some((quantity.value.clone(), quantity.number()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::folder::{Folder, Reading, Texts};

    const MEASUREMENT: &str = "year = 2024\nstudy_year = \"2023-2024\"\nname = { nl = \"a\", en = \"a\" }\n\
        state = { is = \"draft\" }\n[[respondents]]\nid = \"s\"\nname = { nl = \"s\", en = \"s\" }\nhow = \"all\"\n";
    const TABLE: &str = "id = \"B1\"\nkind = \"table\"\npage = 1\ntitle = \"T\"\nunit = \"percent\"\nsums = \"no\"\n\
        columns = [{ label = \"%\", base = \"44\" }]\nrows = [[\"ja\", \"84\"]]\n";
    const QUANTITIES: &str = "[[documents]]\nid = \"d\"\nname = { nl = \"d\", en = \"d\" }\nyear = 2024\n\
        [[quantities]]\nid = \"ten\"\ndocument = \"d\"\nplace = \"p. 1\"\nyear = 2024\nvalue = \"10%\"\n\
        of = { nl = \"a\", en = \"a\" }\ncounts = { nl = \"a\", en = \"a\" }\n\
        [[quantities]]\nid = \"third\"\ndocument = \"d\"\nplace = \"p. 1\"\nyear = 2024\nvalue = \"een derde\"\n\
        of = { nl = \"a\", en = \"a\" }\ncounts = { nl = \"a\", en = \"a\" }\n";

    fn read(values: &str) -> (Folder, Vec<String>) {
        let indicators = format!(
            "[[indicators]]\nid = \"i\"\nname = {{ nl = \"a\", en = \"a\" }}\ndefinition = {{ nl = \"a\", en = \"a\" }}\n\
             version = 1\noptimum = 100\n{values}"
        );
        let texts: Texts = [
            ("measurement.toml", MEASUREMENT),
            ("published/B1.toml", TABLE),
            ("quantities.toml", QUANTITIES),
            ("indicators.toml", &indicators),
        ]
        .map(|(file, text)| (file.to_owned(), text.to_owned()))
        .into();
        let reading = Reading::of(&texts);
        (reading.folder.unwrap(), reading.problems.into_iter().map(|it| it.message).collect())
    }

    #[test]
    fn a_value_is_what_stands_where_it_points() {
        for (value, expected, number) in [
            ("cell = \"B1 : ja\"", Some("84%"), Some(84.0)),
            ("cell = \"B1 : ja\"\nrest = true", Some("16%"), Some(16.0)),
            ("quantity = \"ten\"\nrest = true", Some("90%"), Some(90.0)),
            ("quantity = \"third\"", Some("een derde"), None),
            ("quantity = \"third\"\nrest = true", None, None),
            ("", None, None),
        ] {
            let (folder, problems) = read(&format!("[[indicators.values]]\nyear = 2024\n{value}\n"));
            assert_eq!(problems, [""; 0], "{value}");
            let shown = folder.indicators[0].values[0].say(&folder.published, &folder.quantities);
            assert_eq!(shown.as_deref(), expected, "{value}");
            assert_eq!(folder.indicators[0].values[0].number(&folder.published, &folder.quantities), number, "{value}");
        }
    }

    #[test]
    fn a_value_that_points_to_nothing_is_refused() {
        for (values, expected) in [
            ("[[indicators.values]]\nyear = 2024\nquantity = \"nine\"\n", "there is no quantity \"nine\""),
            (
                "[[indicators.values]]\nyear = 2024\nquantity = \"ten\"\ncell = \"B1 : ja\"\n",
                "a value stands in a cell or in a document",
            ),
            ("[[indicators.values]]\nyear = 2024\n[[indicators.values]]\nyear = 2022\n", "the years go up and down"),
        ] {
            assert_eq!(read(values).1, [expected], "{values}");
        }
        assert!(!read("[[indicators.values]]\nyear = 2024\ncell = \"B1 : nee\"\n").1.is_empty());
    }
}
