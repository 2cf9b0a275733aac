//! A made-up desk.

use crate::say::people;
use register::{
    DisputeId,
    dispute::{Stand, Subject},
    law::Urgency,
};
use store::{
    dispute::{DisputeMore, DisputePage, DisputeRow},
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
        counts: vec![(Stand::Open, 61), (Stand::ToTell, 1), (Stand::Settled, 2), (Stand::Decided, 12)],
        choices: Choices::default(),
    }
}
