//! A made-up list.

use crate::say::people;
use register::{BurdenId, burden::Stand};
use store::{
    burden::{BurdenPage, BurdenRow},
    file::within::Choices,
};
use uuid::Uuid;

/// A page of them.
pub(super) fn burdens() -> BurdenPage {
    let row = |n: u128, name: Option<&str>| BurdenRow {
        id: BurdenId(Uuid::from_u128(n)),
        file: people::row(n, name),
        on: people::now().day,
        more: (),
    };
    let rows = vec![row(1, Some("Bo Li")), row(2, Some("Annemarie-Louise van der Schoot-Wijnbergen")), row(3, None)];
    BurdenPage {
        next: rows.last().map(|row| row.id),
        rows,
        before: 25,
        counts: vec![
            (Stand::Owed, 2),
            (Stand::Weighing, 3),
            (Stand::Proposed, 61),
            (Stand::Decided, 12),
            (Stand::Withdrawn, 1),
        ],
        choices: Choices::default(),
    }
}
