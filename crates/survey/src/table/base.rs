//! What a group of a book is before anyone answers.

use super::layout::Layout;
use crate::column::Domain;
use crate::comparison::Answers;
use crate::design::Design;

/// What a group is before anyone answers.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Base {
    /// Rows with a weight.
    pub(super) rows: u64,
    /// Clusters less strata among them.
    pub(super) df: f64,
    /// What one of its population adds to a share of it; 0 where it is not finite ([`Answers::unit`]).
    pub(super) unit: f64,
}

impl Base {
    pub(super) fn of(design: &Design, inside: &Domain) -> Self {
        let bare = Self { rows: design.sampled(inside) as u64, df: design.degrees_of_freedom(inside), unit: 0.0 };
        bare.of_finite(design, || inside.clone())
    }

    /// With what one of its population counts, where that is finite.
    pub(super) fn of_finite(self, design: &Design, inside: impl FnOnce() -> Domain) -> Self {
        if design.is_finite() { Self { unit: Answers::of(design, &inside()).unit, ..self } } else { self }
    }
}

/// Rows and degrees of freedom of each group: its clusters less its strata, among rows with a weight.
pub(super) fn bases(layout: &Layout, codes: &[u8], groups: usize) -> Vec<Base> {
    let mut bases = vec![Base::default(); groups + 1];
    let mut in_cluster = vec![usize::MAX; groups + 1];
    let mut in_stratum = vec![usize::MAX; groups + 1];
    let (mut cluster, mut ends) = (0, layout.ends.iter().map(|end| *end as usize).peekable());
    for piece in &layout.pieces {
        for row in piece.rows.clone() {
            if ends.peek().is_none_or(|end| *end <= row) {
                ends.next();
                cluster += 1;
            }
            let group = codes.get(row).map_or(0, |group| usize::from(*group));
            let (Some(base), Some(in_cluster), Some(in_stratum)) =
                (bases.get_mut(group), in_cluster.get_mut(group), in_stratum.get_mut(group))
            else {
                continue;
            };
            if layout.weights.get(row).is_some_and(|weight| *weight > 0.0) {
                base.rows += 1;
                base.df +=
                    f64::from(u8::from(*in_cluster != cluster)) - f64::from(u8::from(*in_stratum != piece.stratum));
                (*in_cluster, *in_stratum) = (cluster, piece.stratum);
            }
        }
    }
    bases.split_off(1)
}
