//! Columns of a file as the engine takes them: as a codebook declares them, else as they are found.

use crate::read::CaseProblem;
use crate::read::places::Places;
use crate::read::table::{Column, How, MISSING};
use crate::read::{Condition, Operator, Rules, Scalar, Table};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;
use survey::codebook::{Codebook, Columns};
use survey::{Factor, Numeric};

/// A file that was read, with what its columns may hold.
#[derive(Debug, Clone)]
pub(crate) struct Data {
    table: Table,
    codebook: Option<Arc<Codebook>>,
    /// The columns that the codebook declares: they are kept as text.
    declared: BTreeSet<String>,
}

impl Columns for Data {
    fn found(&self, name: &str) -> Option<Cow<'_, Factor>> {
        let column = self.declared.get(name).and_then(|name| self.table.column(name).ok())?;
        Some(Cow::Owned(texts(name, column)))
    }
}

impl Data {
    /// Reads these columns, and those that it takes to read them through the codebook.
    pub(crate) fn read(
        bytes: &[u8],
        names: &BTreeSet<String>,
        rules: Rules,
        codebook: Option<Arc<Codebook>>,
    ) -> Result<Self, CaseProblem> {
        let behind = |codebook: &Arc<Codebook>| -> BTreeSet<String> {
            names.iter().flat_map(|name| codebook.behind(name)).map(str::to_owned).collect()
        };
        let declared = codebook.as_ref().map(behind).unwrap_or_default();
        let found = if rules == Rules::R && codebook.is_none() { How::AsR } else { How::Careful };
        let table = Table::read_as(bytes, |name| match (declared.contains(name), names.contains(name)) {
            (true, _) => Some(How::Verbatim),
            (false, true) => Some(found),
            (false, false) => None,
        })?;
        Ok(Self { table, codebook, declared })
    }

    pub(crate) const fn rows(&self) -> usize {
        self.table.rows()
    }

    /// Whether the data have a column, and only one of that name; a set is none, and needs its options.
    pub(crate) fn has(&self, name: &str) -> Result<(), CaseProblem> {
        match self.codebook.as_ref().and_then(|codebook| codebook.set(name)) {
            Some(set) => set.options.iter().try_for_each(|option| self.table.column(&option.column).map(|_| ())),
            None => self.table.column(name).map(|_| ()),
        }
    }

    pub(crate) fn codebook(&self) -> Option<&Codebook> {
        self.codebook.as_deref()
    }

    /// The codebook, where it declares this column.
    fn declares(&self, name: &str) -> Option<&Codebook> {
        self.codebook().filter(|codebook| codebook.item(name).is_some())
    }

    /// Whether the levels of a column are words: those that no row has may be a slip.
    pub(crate) fn is_words(&self, name: &str) -> Result<bool, CaseProblem> {
        Ok(self.is_declared(name) || matches!(self.table.column(name)?, Column::Texts { .. }))
    }

    /// Whether the codebook says which levels a column has.
    pub(crate) fn is_declared(&self, name: &str) -> bool {
        self.codebook().is_some_and(|codebook| {
            codebook.item(name).is_some_and(|item| !item.levels().is_empty()) || codebook.set_of(name).is_some()
        })
    }

    /// Whether a condition holds, row by row. Of a column that the codebook declares, every level counts, those outside
    /// the base too, and order is that of scores.
    pub(crate) fn holds(&self, condition: &Condition) -> Result<Vec<bool>, CaseProblem> {
        let name = condition.var.as_str();
        let Some(codebook) = self.declares(name) else {
            return Ok(condition.holds(self.table.column(name)?));
        };
        let ordered = matches!(condition.op, Operator::Less | Operator::AtMost | Operator::More | Operator::AtLeast);
        let is_number = codebook.item(name).is_some_and(|item| item.levels().is_empty());
        if ordered || is_number {
            return Ok(condition.holds(&Column::Numbers(codebook.numeric(self, name)?.values)));
        }
        let Factor { levels, codes, .. } = codebook.coded(self, name)?;
        if let Some(unknown) = condition.values.iter().map(Scalar::label).find(|value| !levels.contains(value)) {
            return Err(CaseProblem::new(
                format!("design.domain: {name} has no level {unknown:?}"),
                format!("name a level by its code, one of: {}", levels.join(", ")),
            ));
        }
        Ok(condition.holds(&Column::Texts { levels, codes: Places::of(&codes) }))
    }
}

fn texts(name: &str, column: &Column) -> Factor {
    let (levels, mut codes) = column.categories();
    if MISSING != Factor::MISSING {
        codes.iter_mut().filter(|code| **code == MISSING).for_each(|code| *code = Factor::MISSING);
    }
    Factor { name: name.to_owned(), levels, codes }
}

/// A column of numbers.
pub(crate) fn numeric(data: &Data, name: &str) -> Result<Numeric, CaseProblem> {
    if let Some(codebook) = data.declares(name) {
        return Ok(codebook.numeric(data, name)?);
    }
    if data.is_declared(name) {
        let option = factor(data, name)?;
        let value = |code: &u32| if *code == Factor::MISSING { f64::NAN } else { f64::from(*code) };
        return Ok(Numeric::new(name, option.codes.iter().map(value).collect()));
    }
    let column = data.table.column(name)?;
    if let Column::Numbers(values) = column {
        return Ok(Numeric::new(name, values.clone()));
    }
    let (row, text) = column.first_text().unwrap_or_default();
    Err(CaseProblem::new(
        format!("{name}, row {}: {text:?} is not a number, and numbers are needed here", row + 1),
        "name a column of numbers; what is missing is an empty field",
    ))
}

/// Columns of numbers.
pub(crate) fn numerics(data: &Data, names: &[String]) -> Result<Vec<Vec<f64>>, CaseProblem> {
    names.iter().map(|name| Ok(numeric(data, name)?.values)).collect()
}

/// A column of categories.
pub(crate) fn factor(data: &Data, name: &str) -> Result<Factor, CaseProblem> {
    if let Some(codebook) = data.codebook().filter(|_| data.is_declared(name)) {
        if codebook.item(name).is_some() {
            return Ok(codebook.factor(data, name)?);
        }
        if let Some(set) = codebook.set_of(name) {
            let options = codebook.options(data, &set.name)?;
            if let Some(option) = options.iter().find(|option| option.name() == name) {
                let code = |code: &u8| code.checked_sub(1).map_or(Factor::MISSING, u32::from);
                let codes = option.rows().iter().map(code).collect();
                return Ok(Factor { name: name.to_owned(), levels: option.levels().to_vec(), codes });
            }
        }
    }
    if data.declares(name).is_some() {
        let values = numeric(data, name)?.values;
        return Ok(texts(name, &Column::Numbers(values)));
    }
    Ok(texts(name, data.table.column(name)?))
}

/// Columns of categories.
pub(crate) fn factors(data: &Data, names: &[String]) -> Result<Vec<Factor>, CaseProblem> {
    names.iter().map(|name| factor(data, name)).collect()
}
