//! Keys that may be absent.

use super::CaseProblem;
use super::json::Object;

/// The texts of a key that may be absent.
pub(crate) fn texts(object: &Object<'_>, key: &str) -> Result<Vec<String>, CaseProblem> {
    object.get(key).map_or_else(|| Ok(Vec::new()), |node| node.texts())
}

/// A flag that may be absent.
pub(crate) fn flag(object: &Object<'_>, key: &str, absent: bool) -> Result<bool, CaseProblem> {
    object.get(key).map_or(Ok(absent), |node| node.flag())
}

/// A number that may be absent.
pub(crate) fn number(object: &Object<'_>, key: &str) -> Result<Option<f64>, CaseProblem> {
    object.get(key).map(|node| node.number()).transpose()
}

/// One word out of a list, without regard to capitals; `absent` where the key is not there.
pub(crate) fn word<T: Copy>(
    object: &Object<'_>,
    key: &str,
    words: &[(&str, T)],
    absent: Option<T>,
) -> Result<T, CaseProblem> {
    let node = match (object.get(key), absent) {
        (None, Some(absent)) => return Ok(absent),
        (None, None) => object.need(key)?,
        (Some(node), _) => node,
    };
    let text = node.text()?;
    words.iter().find(|(word, _)| word.eq_ignore_ascii_case(&text)).map(|(_, value)| *value).ok_or_else(|| {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        node.wrong(format!("{text:?} is not known here"), format!("use one of: {}", known.join(", ")))
    })
}
