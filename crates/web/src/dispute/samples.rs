//! A made-up desk.

use crate::say::{dispute as words, people};
use register::{
    DisputeId,
    dispute::{Stand, Subject, Todo},
    law::Urgency,
};
use store::{
    dispute::{DisputeMore, DisputePage, DisputeRow, TodoPage, TodoRow, TodoView},
    file::within::Choices,
};
use time::Duration;
use uuid::Uuid;

/// A page of disputes.
pub(super) fn disputes() -> DisputePage {
    let today = people::now().day;
    let row = |n: u128, name: Option<&str>, subject, urgency, days: i64| DisputeRow {
        id: DisputeId(Uuid::from_u128(n)),
        file: people::row(n, name),
        on: today,
        more: DisputeMore {
            subject,
            urgency,
            lodged: today - Duration::days(9),
            due: Some(today + Duration::days(days)),
            to_tell: n == 3,
        },
    };
    let rows = vec![
        row(1, Some("Bo Li"), Subject::CarryingOut, Urgency::Yes, -2),
        row(2, Some("Annemarie-Louise van der Schoot-Wijnbergen"), Subject::Exam, Urgency::Asked, 3),
        row(3, None, Subject::Making, Urgency::No, 50),
    ];
    DisputePage {
        next: rows.last().map(|row| row.id),
        rows,
        before: 25,
        counts: vec![
            (Stand::Open, 61),
            (Stand::ToTell, 1),
            (Stand::ToPlan, 4),
            (Stand::Settled, 2),
            (Stand::Decided, 12),
        ],
        choices: Choices::default(),
    }
}

/// A page of what the school does after disputes.
pub(super) fn todos() -> TodoPage {
    let today = people::now().day;
    let row = |n: u128, name: Option<&str>, days: i64| TodoRow {
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
    TodoPage {
        next: None,
        rows,
        before: 0,
        counts: vec![(Todo::Owed, 3), (Todo::Done, 2)],
        choices: Choices::default(),
    }
}

/// One of it, that stands there.
pub(super) fn todo(todo: Todo) -> Option<TodoView> {
    let view = words::view(match todo {
        Todo::Owed => words::State::Planned,
        Todo::Done => words::State::Done,
    })?;
    Some(TodoView {
        person: view.person,
        id: view.dispute.id,
        todo: view.dispute.todo()?,
        on: view.dispute.todo_on()?,
        course: view.dispute.of_todo().cloned().collect(),
        names: view.names,
        stand: view.dispute.seen_so_far(),
    })
}
