//! A made-up desk and a made-up period.

use crate::say::{dispute, exam, people};
use register::{
    DisputeId, ExamId, ExamPeriodId, Personal,
    dispute::{Back, Dispute, Event, step},
    exam::{ExamPeriod, Facility, Ground, Stand, Status},
};
use store::{
    dispute::{BackPage, BackRow, BackView},
    exam::{Arranged, ArrangedList, ExamMore, ExamPage, ExamRow, PeriodView},
    file::within::Choices,
};
use time::Duration;
use uuid::Uuid;

/// A page of requests.
pub(super) fn exams() -> ExamPage {
    let today = people::now().day;
    let row = |n: u128, name: Option<&str>, ground, days: Option<i64>| ExamRow {
        id: ExamId(Uuid::from_u128(n)),
        file: people::row(n, name),
        on: today,
        more: ExamMore {
            ground,
            wanted: vec![Facility::ExtraTime, Facility::Dictionary],
            asked: today - Duration::days(5),
            due: days.map(|days| today + Duration::days(days)),
            exam: days.map(|days| today + Duration::days(days + 30)),
            status: if n == 2 { Status::Again } else { Status::Asked },
            to_tell: n == 2,
        },
    };
    let rows = vec![
        row(1, Some("Bo Li"), Ground::Support, Some(-2)),
        row(2, Some("Annemarie-Louise van der Schoot-Wijnbergen"), Ground::Language, Some(4)),
        row(3, None, Ground::Passing, None),
    ];
    ExamPage {
        next: rows.last().map(|row| row.id),
        rows,
        before: 25,
        counts: vec![(Stand::Asked, 61), (Stand::ToTell, 3), (Stand::Granted, 1200), (Stand::Refused, 3)],
        choices: Choices::default(),
    }
}

/// Some periods.
pub(super) fn periods() -> Vec<ExamPeriod> {
    let today = people::now().day;
    let period = |n: u128, name: &str, from: i64, until: i64| ExamPeriod {
        id: ExamPeriodId(Uuid::from_u128(n)),
        name: name.to_owned(),
        from: today + Duration::days(from),
        until: today + Duration::days(until),
    };
    vec![period(2, "Periode 2", 60, 72), period(1, "Periode 1", -4, 8)]
}

/// A period with its list.
pub(super) fn period(rows: &[(u128, Option<&str>)], more: bool) -> Option<PeriodView> {
    let today = people::now().day;
    let row = |(n, name): &(u128, Option<&str>)| Arranged {
        exam: ExamId(Uuid::from_u128(*n)),
        file: people::row(*n, *name),
        granted: vec![Facility::ExtraTime, Facility::QuietRoom, Facility::Other],
        minutes: Some(30),
        other: Some(Personal::new("Een pauze na elk uur".to_owned())),
        from: today,
        until: (*n == 1).then(|| today + Duration::days(200)),
    };
    let rows: Vec<Arranged> = rows.iter().map(row).collect();
    Some(PeriodView {
        school: "Voorbeeld College".to_owned(),
        period: periods().pop()?,
        list: ArrangedList {
            total: if more { 140 } else { rows.len() as i64 },
            students: if more { 120 } else { rows.len() as i64 },
            next: rows.last().filter(|_| more).map(|row| row.exam),
            rows,
        },
    })
}

/// A page of what came back from appeals.
pub(super) fn appeals() -> BackPage {
    let today = people::now().day;
    let row = |n: u128, name: Option<&str>, days: i64| BackRow {
        id: DisputeId(Uuid::from_u128(n)),
        file: people::row(n, name),
        on: today + Duration::days(days),
        more: (),
    };
    let rows = vec![
        row(1, Some("Bo Li"), -2),
        row(2, Some("Annemarie-Louise van der Schoot-Wijnbergen"), 12),
        row(3, None, 40),
    ];
    BackPage {
        next: None,
        rows,
        before: 0,
        counts: vec![(Back::Owed, 3), (Back::Changed, 1), (Back::Done, 2)],
        choices: Choices::default(),
    }
}

/// One of it, that stands there.
pub(super) fn appeal(back: Back) -> Option<BackView> {
    let (now, right) = (people::now(), dispute::view(dispute::State::AgeUnknown)?);
    let does = |one: &Dispute, event| step(one, event, (people::ASKED, None), people::staff(), now).ok();
    let brought = match back {
        Back::Owed => right.dispute,
        Back::Changed => does(&right.dispute, Event::Reopen)?,
        Back::Done => does(&right.dispute, Event::TakeUp)?,
    };
    let requests: Vec<_> = exam::request(exam::State::Refused, 3).into_iter().collect();
    Some(BackView {
        person: people::person(None),
        id: brought.id,
        back: brought.back()?,
        on: brought.back_on(&right.calendar.days)?,
        annuls: brought.annuls(),
        course: brought.of_committee().cloned().collect(),
        chosen: if back == Back::Done { requests.iter().map(|one| one.id).collect() } else { Vec::new() },
        requests,
        names: [(people::staff(), Personal::new("Noor van der Wetering-Bakker".to_owned()))]
            .into_iter()
            .chain(right.names)
            .collect(),
        stand: brought.seen_so_far(),
    })
}
