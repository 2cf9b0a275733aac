//! The lists beside the code (`data/*.txt`), read once. A line that starts with `#` is a comment.

use std::sync::LazyLock;

/// The cells of every line, split at `|` and trimmed.
fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('|').map(str::trim).collect())
}

fn cell(row: &[&'static str], at: usize) -> &'static str {
    row.get(at).copied().unwrap_or_default()
}

/// A municipality with its CBS code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Municipality {
    /// `GM` and four digits.
    pub code: &'static str,
    /// The name as CBS writes it.
    pub name: &'static str,
}

pub(crate) static MUNICIPALITIES: LazyLock<Vec<Municipality>> = LazyLock::new(|| {
    rows(include_str!("../data/municipalities.txt"))
        .map(|r| Municipality { code: cell(&r, 0), name: cell(&r, 1) })
        .collect()
});

/// Team name, prefix of its groups, and its programmes as (crebo, level).
pub(crate) struct TeamRow {
    pub(crate) name: &'static str,
    pub(crate) prefix: &'static str,
    pub(crate) programmes: Vec<(&'static str, u8)>,
}

pub(crate) static TEAMS: LazyLock<Vec<TeamRow>> = LazyLock::new(|| {
    rows(include_str!("../data/teams.txt"))
        .map(|r| TeamRow {
            name: cell(&r, 0),
            prefix: cell(&r, 1),
            programmes: cell(&r, 2)
                .split(',')
                .filter_map(|part| part.split_once(':'))
                .filter_map(|(crebo, level)| Some((crebo, level.parse().ok()?)))
                .collect(),
        })
        .collect()
});

/// The names of one origin.
pub(crate) struct Origin {
    pub(crate) women: Vec<&'static str>,
    pub(crate) men: Vec<&'static str>,
    pub(crate) families: Vec<&'static str>,
    pub(crate) weight: u32,
}

/// How often an origin is drawn, in the order of `family.txt`. A guess at today's mbo, nothing to quote.
const WEIGHTS: [u32; 13] = [560, 45, 70, 90, 55, 35, 30, 50, 15, 15, 15, 10, 10];

pub(crate) static ORIGINS: LazyLock<Vec<Origin>> = LazyLock::new(|| {
    let list = |names: &'static str| names.split(',').map(str::trim).collect::<Vec<_>>();
    let section = |text: &'static str, head: &str| {
        text.lines().find_map(|line| line.strip_prefix(head)?.strip_prefix(": ")).map(list).unwrap_or_default()
    };
    let given = include_str!("../data/given.txt");
    include_str!("../data/family.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(": "))
        .zip(WEIGHTS)
        .map(|((origin, families), weight)| Origin {
            women: section(given, &format!("{origin} f")),
            men: section(given, &format!("{origin} m")),
            families: list(families),
            weight,
        })
        .collect()
});

/// Names of well-known people that must not come out.
pub(crate) static KNOWN: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| rows(include_str!("../data/known.txt")).map(|r| cell(&r, 0)).collect());

/// What is proposed for one kind of need.
pub(crate) struct Proposal {
    pub(crate) need: &'static str,
    pub(crate) template: Option<&'static str>,
    pub(crate) measures: Vec<&'static str>,
}

pub(crate) static PROPOSALS: LazyLock<Vec<Proposal>> = LazyLock::new(|| {
    rows(include_str!("../data/proposals.txt"))
        .map(|r| Proposal {
            need: cell(&r, 0),
            template: Some(cell(&r, 1)).filter(|code| !code.is_empty()),
            measures: cell(&r, 2).split(',').collect(),
        })
        .collect()
});

/// What students say: (kind of need or measure it belongs to, sentence).
pub(crate) type Words = Vec<(&'static str, &'static str)>;

fn words(kind: &str) -> Words {
    rows(include_str!("../data/words.txt")).filter(|r| cell(r, 0) == kind).map(|r| (cell(&r, 1), cell(&r, 2))).collect()
}

pub(crate) static NEEDS: LazyLock<Words> = LazyLock::new(|| words("need"));
/// What goes with any need.
pub(crate) static OWN: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| words("own").into_iter().map(|(_, sentence)| sentence).collect());
pub(crate) static CHANGES: LazyLock<Words> = LazyLock::new(|| words("change"));
pub(crate) static REFUSALS: LazyLock<Words> = LazyLock::new(|| words("refuse"));
pub(crate) static DECLINES: LazyLock<Words> = LazyLock::new(|| words("decline"));
pub(crate) static ADJUSTED: LazyLock<Words> = LazyLock::new(|| words("adjust"));

/// Codes of the seventeen roles, each with one demo account, in the order of [`crate::accounts`].
pub const ROLES: [&str; 17] = [
    "student",
    "guardian",
    "teacher",
    "coach",
    "intaker",
    "care_coordinator",
    "trajectory_counsellor",
    "workplace_coach",
    "trainer",
    "team_manager",
    "policy_officer",
    "partner_worker",
    "researcher",
    "exam_office",
    "administrator",
    "privacy_officer",
    "dispute_desk",
];

#[cfg(test)]
mod tests {
    use super::*;
    use register::programme::Crebo;

    #[test]
    fn every_team_teaches_programmes_that_exist() {
        assert_eq!(TEAMS.len(), 40);
        for team in TEAMS.iter() {
            assert!(!team.programmes.is_empty(), "{}", team.name);
            for (crebo, level) in &team.programmes {
                let code = Crebo::parse(crebo).expect("five digits");
                assert!(Crebo::known().iter().any(|(known, _)| *known == code), "{crebo}");
                assert!((1..=4).contains(level), "{crebo}");
            }
        }
    }

    #[test]
    fn every_origin_has_names() {
        assert_eq!(ORIGINS.len(), WEIGHTS.len());
        for origin in ORIGINS.iter() {
            assert!(origin.women.len() > 5 && origin.men.len() > 5 && origin.families.len() > 5);
        }
    }

    #[test]
    fn every_need_has_a_proposal() {
        assert!(NEEDS.len() >= 40);
        assert!(NEEDS.iter().all(|(kind, _)| PROPOSALS.iter().any(|p| p.need == *kind)));
        for (what, pool) in [("change", &CHANGES), ("refuse", &REFUSALS), ("decline", &DECLINES), ("adjust", &ADJUSTED)]
        {
            assert!(pool.len() >= 4, "{what}");
        }
    }

    /// A short net, not a proof: the words are few enough to read.
    #[test]
    fn nobody_names_a_diagnosis() {
        let said = include_str!("../data/words.txt").lines().skip(1).collect::<String>().to_lowercase();
        for word in [
            "dyslexi", "adhd", "autis", "depress", "ziekte", "stoornis", "syndroom", "epilep", "handicap", "diagnose",
            "medic",
        ] {
            assert!(!said.contains(word), "{word}");
        }
    }
}
