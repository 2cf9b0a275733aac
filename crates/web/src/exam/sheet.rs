//! `/examens/periodes/{period}/lijst` and `.../tabel`: the list of a period on paper, and as a file for a spreadsheet.

use super::place::PERIODS;
use crate::{
    say::{
        csv::{MARK, row},
        document::ClassSheet,
        exam as words,
        form::Input,
        format::date_typed,
        person::listed,
        words::{Lang, T},
    },
    site::{
        app::App,
        press::saved,
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
    },
};
use axum::{
    extract::{Path, RawQuery, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use register::{ExamPeriodId, exam::Facility};
use store::exam::PeriodView;

pub(super) async fn paper(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(period): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let input = Input::parse(query.unwrap_or_default().as_bytes()).ok_or(Problem::BadRequest)?;
    let (period, now): (ExamPeriodId, _) = (id(&period)?, app.clock.now());
    let known = app.store.exam_periods(&actor).await?.into_iter().any(|one| one.id == period);
    let Some(t) = Lang::from_code(input.text("in")).map(T::new).filter(|_| known) else {
        // Without a language it is asked on the page of the period.
        return if known {
            Ok(Redirect::to(&format!("{PERIODS}/{period}")).into_response())
        } else {
            Err(Problem::NotFound)
        };
    };
    let view = app.store.exam_period(&actor, period, (None, true), now).await?;
    let sheet = ClassSheet::of_period(t, &view, now.day);
    saved(app.press.make(move |press| press.class(&sheet)).await, &t.get("exam-period-file"))
}

pub(super) async fn table(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(period): Path<String>,
) -> Result<Response, Problem> {
    let view = app.store.exam_period(&actor, id(&period)?, (None, true), app.clock.now()).await?;
    let name = format!("attachment; filename=\"{}.csv\"", shell.t.get("exam-period-file"));
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, csv(shell.t, &view)).into_response())
}

fn csv(t: T, view: &PeriodView) -> String {
    let mut out = MARK.to_owned();
    let heads = [
        "exam-column-name",
        "exam-column-number",
        "exam-column-team",
        "exam-column-what",
        "exam-column-minutes",
        "exam-column-from",
        "exam-column-until",
    ];
    row(&mut out, heads.map(|head| t.get(head)));
    for one in &view.list.rows {
        let minutes = one.minutes.filter(|_| one.granted.contains(&Facility::ExtraTime));
        row(
            &mut out,
            [
                listed(t, one.file.name.as_ref(), one.file.student_number.as_ref(), one.file.born),
                one.file.student_number.as_ref().map(|number| number.reveal().clone()).unwrap_or_default(),
                one.file.teams.join(", "),
                words::facilities(t, &one.granted, None, one.other.as_ref()).join(", "),
                minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
                date_typed(one.from),
                one.until.map(date_typed).unwrap_or_default(),
            ],
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_student_is_a_row_and_why_is_nowhere() {
        let t = T::new(Lang::Nl);
        let view = super::super::samples::period(&[(1, Some("=Bo Li")), (2, None)], false).unwrap();
        let text = csv(t, &view);
        let lines: Vec<&str> = text.trim_start_matches(MARK).lines().collect();
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| line.split("\";\"").count() == 7), "{text}");
        assert!(lines[1].starts_with("\"'=Bo Li\";\"2026001\"") && lines[1].contains("\";\"30\";\""), "{text}");
        assert!(lines[1].contains("Een pauze na elk uur"), "{text}");
    }
}
