//! The desk as a file for a spreadsheet: semicolons and a mark in front, so that what schools use opens it with one click.

use super::page::pile_key;
use crate::{
    say::{
        csv::{MARK, row},
        duty::DutyView,
        law,
        person::listed,
        words::T,
    },
    site::problem::Problem,
};
use access::Role;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use register::duty::Due;
use store::workbench::Workbench;
use time::Date;

/// The file, with its day in its name.
pub(super) fn file(t: T, role: Role, work: &Workbench, today: Date) -> Result<Response, Problem> {
    let name = format!("attachment; filename=\"{}-{today}.csv\"", t.get("work-file"));
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, table(t, role, work, today)).into_response())
}

fn table(t: T, role: Role, work: &Workbench, today: Date) -> String {
    let mut out = MARK.to_owned();
    row(
        &mut out,
        [
            t.get("work-column-name"),
            t.get("work-column-number"),
            t.get("work-column-team"),
            t.get("work-column-coach"),
            t.get("work-column-pile"),
            t.get("work-column-task"),
            t.get("work-column-why"),
            t.get("work-column-due"),
            t.get("work-column-since"),
            t.get("work-column-owner"),
            t.get("work-column-law"),
        ],
    );
    for line in &work.rows {
        let name = listed(t, line.name.as_ref(), line.student_number.as_ref(), line.born);
        let duty =
            DutyView::new(t, role, line.file, &name, &line.duty, today).owned_by(t, role, &line.duty, &line.coaches);
        let due = match line.duty.due {
            Due::By(day) => day.to_string(),
            Due::NoTerm => String::new(),
        };
        let number = line.student_number.as_ref().map(|number| number.reveal().clone()).unwrap_or_default();
        row(
            &mut out,
            [
                name,
                number,
                line.teams.join(", "),
                line.coaches.join(", "),
                t.get(pile_key(line.pile)),
                duty.task,
                duty.short,
                due,
                line.since.map(|day| day.to_string()).unwrap_or_default(),
                duty.owner,
                law::why(t, &line.duty),
            ],
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    #[test]
    fn every_line_of_the_desk_is_a_row_with_a_cell_for_each_heading() {
        let t = T::new(Lang::Nl);
        let work = super::super::samples::work();
        let text = table(t, Role::CareCoordinator, &work, crate::say::people::now().day);
        let lines: Vec<&str> = text.trim_start_matches(MARK).lines().collect();
        assert_eq!(lines.len(), work.rows.len() + 1);
        assert!(lines.iter().all(|line| line.split("\";\"").count() == 11), "{text}");
    }
}
