//! Cards for samples and for tests of paper, by what stands on them.

use super::people::{self, Step};
use register::{
    AccountId, CardLinkId, Moment, Personal,
    agreement::{Line, LineDraft},
    card::{Card, Chosen, Link, Look, Term},
};
use store::card::{CardReading, OwnCard};
use time::Duration;
use uuid::Uuid;

const WORDS: &str = "Zeg mij de dag ervoor wat we gaan doen.\nEen rustige plek aan de kant helpt.\nAls ik even naar de gang \
    loop, kom ik vanzelf terug. Je hoeft niets te vragen.";

/// What there is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// No card.
    Nothing,
    /// A card with words and measures, and no link.
    Card,
    /// The same, with a link that is shown.
    Shown,
    /// The same, with links in each state.
    Links,
    /// A card of which the measures left.
    Left,
    /// The card of somebody of 15.
    Young,
    /// The same, for their parent.
    Guardian,
}

fn link(number: u32, term: Term, looks: usize, ended: bool) -> Link {
    let now = people::now();
    let by = people::names().keys().next().copied().unwrap_or(AccountId(Uuid::nil()));
    let made = Moment { at: now.at - Duration::hours(i64::from(number)), day: now.day };
    let look = |n: usize| Look { at: now, by: n.is_multiple_of(2).then_some(by) };
    Link {
        id: CardLinkId(Uuid::from_u128(u128::from(number))),
        number,
        term,
        made,
        by,
        ends: made.at + term.lasts(),
        ended: ended.then_some((now, by)),
        looks: (0..looks).map(look).collect(),
    }
}

/// A card, for whose it is.
pub fn own(of: Of) -> OwnCard {
    let now = people::now();
    let view = people::version(&[Step::Offer, Step::Yes], false, 1);
    let young = matches!(of, Of::Young | Of::Guardian);
    let mut agreement = people::agreement(&[Step::Offer, Step::Yes], &people::who(false));
    // Those of the samples begin after the summer; on a card stands what holds today.
    let today = |line: &Line| Line::new(LineDraft { from: Some(now.day), ..line.to_draft() }).ok();
    for version in &mut agreement.versions {
        version.lines = version.lines.iter().filter_map(today).collect();
    }
    let chosen = [0, 1].map(|position| Chosen { version: view.version.id, position });
    let by = AccountId(Uuid::nil());
    let card = Card { number: 1, words: Some(Personal::new(WORDS.into())), chosen: chosen.to_vec(), written: now, by };
    let shown = link(1, Term::Lesson, 0, false);
    OwnCard {
        file: view.file,
        person: people::person(people::born(young)),
        school: view.school,
        card: (of != Of::Nothing).then_some(card),
        agreement: (of != Of::Left).then_some(agreement),
        links: match of {
            Of::Nothing | Of::Card | Of::Left => Vec::new(),
            Of::Shown | Of::Young | Of::Guardian => vec![shown.clone()],
            Of::Links => vec![
                link(4, Term::Week, 12, false),
                link(3, Term::Day, 1, false),
                link(8, Term::Lesson, 2, false),
                link(2, Term::Day, 100, false),
                link(1, Term::Day, 0, true),
            ],
        },
        names: view.names,
        guardian: of == Of::Guardian,
        may_write: of != Of::Guardian,
        may_open: of != Of::Young,
        shown: (of == Of::Shown).then(|| (shown, Personal::new("token".into()))),
    }
}

/// A card, for whoever opens it.
pub fn reading(measures: bool) -> CardReading {
    let view = people::version(&[Step::Offer, Step::Yes], false, 1);
    CardReading {
        person: view.person,
        school: view.school,
        words: Some(Personal::new(WORDS.into())),
        lines: if measures { view.version.lines } else { Vec::new() },
        ends: people::now().at + Duration::hours(3),
    }
}
