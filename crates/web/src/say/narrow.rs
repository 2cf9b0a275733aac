//! How a list is narrowed: numbers on top that are links, and a form with what can be chosen. Both keep the rest of what
//! was chosen, and all of it stands in the address: codes and opaque identifiers, never a name.

use super::{
    form::{Choice, Opt},
    words::T,
};
use register::{AccountId, TeamId};
use std::fmt::Write;
use store::file::within::Choices;

/// A number that leads to what it counts.
pub struct Tab {
    /// What is counted.
    pub label: String,
    /// How many there are, where that is known.
    pub count: Option<i64>,
    /// To the list of them.
    pub href: String,
    /// It is the list that is shown.
    pub current: bool,
}

impl Tab {
    /// The number as it is written in a language: `1.355`.
    pub fn shown(&self, t: &T) -> Option<String> {
        self.count.map(|count| t.number(count as f64, 0))
    }
}

/// The form that narrows a list.
pub struct Narrow {
    /// Where the list is.
    pub action: &'static str,
    /// What the form does not ask and the address keeps.
    pub kept: Vec<(&'static str, String)>,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// What is chosen in it, in words.
    pub chosen: Vec<String>,
}

impl Narrow {
    /// A form for a list, with what the address keeps.
    pub fn new(action: &'static str, kept: Vec<(&'static str, String)>) -> Self {
        let kept = kept.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        Self { action, kept, choices: Vec::new(), chosen: Vec::new() }
    }

    /// Adds a choice between options that are there, with a label and what chooses nothing (`words`). With none to choose
    /// between, nothing is asked. What was chosen and is not there any more stays in sight: the list goes by it.
    #[must_use]
    pub fn choice(mut self, t: T, name: &str, words: [&str; 2], mut options: Vec<Opt>, chosen: &str) -> Self {
        if options.len() < 2 && chosen.is_empty() {
            return self;
        }
        if !chosen.is_empty() && options.iter().all(|option| option.value != chosen) {
            options.push(Opt::new(chosen, t.get("narrow-gone")));
        }
        self.chosen.extend(options.iter().filter(|option| option.value == chosen).map(|option| option.label.clone()));
        let [label, all] = words.map(|key| t.get(key));
        options.insert(0, Opt::new("", all));
        self.choices.push(Choice::new(name, label, options).chosen(chosen));
        self
    }

    /// Adds the choice of a team.
    #[must_use]
    pub fn team(self, t: T, choices: &Choices, chosen: Option<TeamId>) -> Self {
        let options = choices.teams.iter().map(|(team, name)| Opt::new(team.to_string(), name)).collect();
        let chosen = chosen.map(|team| team.to_string()).unwrap_or_default();
        self.choice(t, "team", ["narrow-team", "narrow-all-teams"], options, &chosen)
    }

    /// Adds the choice of a coach.
    #[must_use]
    pub fn coach(self, t: T, choices: &Choices, chosen: Option<AccountId>) -> Self {
        let options = choices.coaches.iter().map(|(coach, name)| Opt::new(coach.to_string(), name)).collect();
        let chosen = chosen.map(|coach| coach.to_string()).unwrap_or_default();
        self.choice(t, "coach", ["narrow-coach", "narrow-all-coaches"], options, &chosen)
    }
}

/// Which of a list a page shows, where it does not show all: the first, the last, and how many there are.
pub fn place_of(t: T, before: i64, shown: usize, total: i64) -> Option<String> {
    let last = before + shown as i64;
    let part = shown > 0 && (before > 0 || last < total);
    part.then(|| t.say("list-place").arg("first", before + 1).arg("last", last).arg("count", total).to_string())
}

/// An address with what was chosen. What is empty is left out.
pub fn address(path: &str, asked: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    for (name, value) in asked.iter().filter(|(_, value)| !value.is_empty()) {
        let mark = if out.contains('?') { '&' } else { '?' };
        // Writing to a string does not fail.
        let _ = write!(out, "{mark}{name}={value}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;
    use uuid::Uuid;

    #[test]
    fn an_address_keeps_what_was_chosen_and_nothing_else() {
        assert_eq!(address("/werk", &[]), "/werk");
        assert_eq!(address("/werk", &[("stand", "late"), ("team", ""), ("na", "x")]), "/werk?stand=late&na=x");
    }

    #[test]
    fn a_page_says_which_it_shows_where_there_are_more() {
        let t = T::new(Lang::En);
        for (before, shown, total, says) in [
            (0, 25, 60, Some("You see 1 to 25 of 60.")),
            (50, 10, 60, Some("You see 51 to 60 of 60.")),
            (0, 25, 25, None),
            (0, 0, 0, None),
            (60, 0, 60, None),
        ] {
            assert_eq!(place_of(t, before, shown, total).as_deref(), says, "{before} {shown} {total}");
        }
    }

    #[test]
    fn nothing_is_asked_where_there_is_nothing_to_choose() {
        let t = T::new(Lang::Nl);
        let team = |n: u128, name: &str| (TeamId(Uuid::from_u128(n)), name.to_owned());
        let choices = |teams| Choices { teams, coaches: Vec::new() };
        let narrow = |choices: &Choices, chosen| {
            Narrow::new("/werk", Vec::new()).team(t, choices, chosen).coach(t, choices, None)
        };
        assert!(narrow(&choices(vec![team(1, "Zorg")]), None).choices.is_empty());
        let two = narrow(&choices(vec![team(1, "Zorg"), team(2, "Auto")]), Some(TeamId(Uuid::from_u128(2))));
        assert_eq!((two.choices.len(), two.choices[0].options.len()), (1, 3));
        assert_eq!(two.chosen, ["Auto"]);
    }

    #[test]
    fn what_was_chosen_and_is_gone_stays_in_sight() {
        let t = T::new(Lang::Nl);
        let gone = Narrow::new("/werk", Vec::new()).team(t, &Choices::default(), Some(TeamId(Uuid::from_u128(9))));
        let (choice, label) = (&gone.choices[0], t.get("narrow-gone"));
        assert_eq!(
            choice.options.iter().map(|option| option.label.as_str()).collect::<Vec<_>>(),
            ["Alle teams", &label]
        );
        assert!(choice.is_chosen(&choice.options[1]) && gone.chosen == [label]);
    }
}
