//! Answers in one byte a row: what a table reads fastest.

use crate::column::Factor;
use crate::refusal::{Place, Reason, Refusal};
use std::borrow::Cow;
use std::sync::Arc;

/// A factor in one byte a row: 0 where nothing was answered, else the place of the level, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codes<'a> {
    name: String,
    levels: Vec<String>,
    labels: Option<Arc<Labels>>,
    rows: Cow<'a, [u8]>,
}

/// How a table shows an item or a break.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels {
    /// The question.
    pub text: String,
    /// One a level, in their order.
    pub levels: Vec<String>,
    /// Who is in the base, in words.
    pub base: String,
}

impl<'a> Codes<'a> {
    /// The most levels that fit beside "nothing".
    pub const MOST: usize = 255;

    /// Packs a factor.
    ///
    /// # Errors
    /// [`Reason::Shape`] for more than 255 levels, or for a row whose code has no level.
    pub fn pack(factor: &Factor) -> Result<Codes<'static>, Refusal> {
        let most = level_count(&factor.name, &factor.levels)?;
        let mut rows = Vec::with_capacity(factor.codes.len());
        for (row, code) in factor.codes.iter().enumerate() {
            rows.push(match u8::try_from(*code) {
                _ if *code == Factor::MISSING => 0,
                Ok(code) if code < most => code + 1,
                _ => return Err(without_level(&factor.name, row, *code)),
            });
        }
        Ok(Codes { name: factor.name.clone(), levels: factor.levels.clone(), labels: None, rows: Cow::Owned(rows) })
    }

    /// Takes rows that are packed already, without copying them.
    ///
    /// # Errors
    /// As [`Codes::pack`].
    pub fn packed(name: &str, levels: &[&str], rows: &'a [u8]) -> Result<Self, Refusal> {
        let levels: Vec<String> = levels.iter().map(|level| (*level).to_owned()).collect();
        let most = level_count(name, &levels)?;
        if rows.iter().fold(0, |high, code| high.max(*code)) > most
            && let Some((row, code)) = rows.iter().enumerate().find(|(_, code)| **code > most)
        {
            return Err(without_level(name, row, u32::from(*code)));
        }
        Ok(Self { name: name.to_owned(), levels, labels: None, rows: Cow::Borrowed(rows) })
    }

    /// Takes codes that fit their levels.
    pub(crate) const fn made(name: String, levels: Vec<String>, rows: Cow<'a, [u8]>) -> Self {
        Self { name, levels, labels: None, rows }
    }

    /// The same with what tables show of it; without, they show names, and levels as they are coded.
    #[must_use]
    pub fn labelled(mut self, labels: Labels) -> Self {
        self.labels = Some(Arc::new(labels));
        self
    }

    /// What tables show of it, where that was given.
    pub fn labels(&self) -> Option<&Labels> {
        self.labels.as_deref()
    }

    /// What tables show as its question.
    pub fn title(&self) -> &str {
        self.labels().map_or(&self.name, |labels| &labels.text)
    }

    /// What tables show of each level.
    pub fn level_labels(&self) -> &[String] {
        self.labels().map_or(&self.levels, |labels| &labels.levels)
    }

    /// What messages call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its levels: the code of the first is 1.
    pub fn levels(&self) -> &[String] {
        &self.levels
    }

    /// One code a row.
    pub fn rows(&self) -> &[u8] {
        &self.rows
    }

    /// The same answers without these levels: who chose one answered nothing.
    pub(super) fn leaving_out(&self, out: &[bool]) -> Self {
        let left = |code: &u8| {
            let out = code.checked_sub(1).and_then(|place| out.get(usize::from(place))).copied().unwrap_or(false);
            if out { 0 } else { *code }
        };
        Self { rows: Cow::Owned(self.rows.iter().map(left).collect()), ..self.clone() }
    }

    /// The same answers in another order of rows.
    pub(super) fn with_rows<'b>(&self, rows: Cow<'b, [u8]>) -> Codes<'b> {
        Codes { name: self.name.clone(), levels: self.levels.clone(), labels: self.labels.clone(), rows }
    }
}

fn level_count(name: &str, levels: &[String]) -> Result<u8, Refusal> {
    u8::try_from(levels.len()).map_err(|_| {
        Refusal::new(
            Reason::Shape,
            format!("it has {} levels; a table takes at most {}", levels.len(), Codes::MOST),
            "Take levels together, or make it a numeric column.",
        )
        .about(name)
    })
}

fn without_level(name: &str, row: usize, code: u32) -> Refusal {
    Refusal::new(Reason::Shape, format!("code {code} has no level"), "List every level that a row uses.")
        .about(name)
        .at(Place::Row(row.saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(levels: usize, codes: &[u32]) -> Factor {
        Factor { name: "q".into(), levels: (0..levels).map(|l| l.to_string()).collect(), codes: codes.to_vec() }
    }

    #[test]
    fn a_missing_answer_is_0_and_levels_count_from_1() {
        let codes = Codes::pack(&factor(3, &[0, Factor::MISSING, 2])).unwrap();
        assert_eq!(codes.rows(), [1, 0, 3]);
        assert_eq!(Codes::pack(&factor(255, &[254])).unwrap().rows(), [255]);
    }

    #[test]
    fn a_code_without_level_names_its_row_and_256_levels_do_not_fit() {
        let refusal = Codes::pack(&factor(3, &[0, 3])).unwrap_err();
        assert_eq!((refusal.variable.as_deref(), refusal.place), (Some("q"), Some(Place::Row(2))));
        assert_eq!(Codes::pack(&factor(256, &[0])).unwrap_err().reason, Reason::Shape);
        assert_eq!(Codes::packed("q", &["a"], &[0, 1, 2]).unwrap_err().place, Some(Place::Row(3)));
    }
}
