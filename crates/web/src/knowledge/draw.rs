//! The tree as a drawing: a trunk, branches, and a leaf for each subject, filled where somebody knows it. The list below it says the
//! same, so the drawing is hidden from who hears the page.

/// From one branch to the next.
const BRANCH: u32 = 28;
/// From one leaf to the next.
const LEAF: u32 = 22;

/// A leaf.
pub(super) struct Leaf {
    /// How far down.
    pub(super) y: u32,
    /// What it says.
    pub(super) label: String,
    /// Nobody knows it.
    pub(super) gap: bool,
}

/// A branch with its leaves.
pub(super) struct Drawn {
    /// How far down.
    pub(super) y: u32,
    /// What it says.
    pub(super) label: String,
    /// How far down its last leaf is.
    pub(super) end: u32,
    /// Its leaves.
    pub(super) leaves: Vec<Leaf>,
}

/// The whole drawing.
pub(super) struct Drawing {
    /// How high it is.
    pub(super) height: u32,
    /// How far down the trunk goes.
    pub(super) trunk: u32,
    /// Its branches.
    pub(super) branches: Vec<Drawn>,
}

/// Lays out branches, each with its leaves: what a leaf says, and whether nobody knows it.
pub(super) fn drawing(of: Vec<(String, Vec<(String, bool)>)>) -> Drawing {
    let (mut y, mut branches) = (14, Vec::with_capacity(of.len()));
    let mut trunk = y;
    for (label, leaves) in of {
        let (at, mut end) = (y, y);
        trunk = at;
        let leaves: Vec<Leaf> = leaves
            .into_iter()
            .map(|(label, gap)| {
                end += LEAF;
                Leaf { y: end, label, gap }
            })
            .collect();
        y = end + BRANCH;
        branches.push(Drawn { y: at, label, end, leaves });
    }
    Drawing { height: y, trunk, branches }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_drawn_over_something_else() {
        let leaves = |many: usize| (0..many).map(|at| (at.to_string(), at == 0)).collect();
        let found = drawing(vec![("a".into(), leaves(3)), ("b".into(), leaves(0)), ("c".into(), leaves(1))]);
        let all: Vec<u32> = found
            .branches
            .iter()
            .flat_map(|one| [one.y].into_iter().chain(one.leaves.iter().map(|leaf| leaf.y)))
            .collect();
        assert!(all.windows(2).all(|two| two[1] >= two[0] + LEAF), "{all:?}");
        assert_eq!((found.trunk, found.branches[2].y), (136, 136), "the trunk ends at the last branch");
        assert!(found.height > *all.last().unwrap());
        assert_eq!(found.branches[1].end, found.branches[1].y, "a bare branch has no line down");
    }
}
