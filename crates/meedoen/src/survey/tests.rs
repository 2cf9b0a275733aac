//! Tests.

use super::answer::Answer;
use super::design::Frame;
use super::refused::Refused;
use exchange::cases::Estimator;

fn unbuilt() -> Result<Answer, Refused> {
    Err(Refused::new("not built yet", "wait"))
}
pub(super) fn chisq(_: &[String], _: Option<&str>, _: &Frame<'_>) -> Result<Answer, Refused> {
    unbuilt()
}
pub(super) fn gof(_: &str, _: &[f64], _: Option<&str>, _: &Frame<'_>) -> Result<Answer, Refused> {
    unbuilt()
}
pub(super) fn ttest(_: &Estimator, _: &str, _: Option<&str>, _: f64, _: &Frame<'_>) -> Result<Answer, Refused> {
    unbuilt()
}
pub(super) fn ranktest(_: &str, _: &str, _: Option<&str>, _: &Frame<'_>) -> Result<Answer, Refused> {
    unbuilt()
}
pub(super) fn alpha(_: &[String], _: &Frame<'_>) -> Result<Answer, Refused> {
    unbuilt()
}
