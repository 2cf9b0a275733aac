//! R10: a need that arises after the enrolment (WEB 8.1.3a(4)).

use super::{Basis, Due, Duty, DutyKind, FileFacts, Who};
use crate::{agreement::Subject, law::Article, policy::Policy};
use time::Date;

pub(super) fn due(_facts: &FileFacts, _policy: &Policy, _today: Date) -> Vec<Duty> {
    let _ = (Basis::Law(Article::AgreeLater), Due::NoTerm, DutyKind::AgreeLater, Who::Coach, Subject::Application);
    Vec::new()
}
