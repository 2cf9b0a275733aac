//! Many schools at once, for the bench of lists and search.

use crate::school::{School, Size};
use time::Date;

/// How many schools and files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Schools.
    pub tenants: u32,
    /// Files (students and applicants) of all schools together.
    pub files: u32,
    /// Files of the largest school, which comes first.
    pub largest: u32,
}

impl Shape {
    /// What the bench asks: 55 schools, the largest with 8,000 files, 80,000 in all.
    pub const BENCH: Self = Self { tenants: 55, files: 80_000, largest: 8_000 };

    /// Files of each school, largest first; together exactly [`Shape::files`] as long as 60 fit in each.
    pub fn sizes(self) -> Vec<u32> {
        let rest = self.tenants.saturating_sub(1);
        let mut sizes = vec![if rest == 0 { self.files } else { self.largest }];
        let mut left = self.files.saturating_sub(self.largest);
        // Straight down: the second school is about three times as large as the last.
        for at in 0..rest {
            let weight = |n: u32| u64::from(3 * rest - 2 * n);
            let weights: u64 = (at..rest).map(weight).sum();
            let size = (u64::from(left) * weight(at) / weights.max(1)) as u32;
            sizes.push(size.max(60));
            left = left.saturating_sub(size);
        }
        sizes
    }
}

/// The schools of a shape, made one by one as they are asked for. Each is whole: it has its own files, accounts and
/// lived history like the demo school, and addresses under a domain of its own (`coach@98ab.demo.example`).
pub fn large(seed: u64, today: Date, shape: Shape) -> impl Iterator<Item = School> {
    shape.sizes().into_iter().zip(0_u64..).map(move |(files, at)| {
        let applicants = files / 10;
        let size = Size { students: files - applicants, teams: files / 30, applicants };
        let (letter, next) = ((b'A' + (at / 26 % 26) as u8) as char, (b'A' + (at % 26) as u8) as char);
        School::named(
            seed.wrapping_add(at),
            today,
            size,
            &format!("Voorbeeldschool {}", at + 1),
            &format!("98{letter}{next}"),
        )
    })
}
