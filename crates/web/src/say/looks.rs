//! Who looked, as people read it: one group for each person and day, others first, one's own apart.

use super::{format, words::T};
use access::{Action, Event, Role};
use register::AccountId;
use std::collections::BTreeSet;
use store::looks::Look;
use time::Date;

/// What somebody did on a day.
pub struct Group {
    /// Who.
    pub who: String,
    /// In which roles; empty for oneself and for the system.
    pub roles: String,
    /// The day, in words.
    pub day: String,
    /// What was done, newest first: what, and at what time.
    pub acts: Vec<(String, String)>,
    /// The newest event of it: what a concern names.
    pub seq: i64,
    /// By whom and on which day, to find a concern by. `None` for the system and for what was erased.
    pub key: Option<(AccountId, Date)>,
    /// Where one says that this is not right.
    pub report: Option<String>,
    /// It was said already.
    pub reported: bool,
}

/// Looks, grouped.
#[derive(Default)]
pub struct Groups {
    /// By others, the newest first.
    pub others: Vec<Group>,
    /// By the reader.
    pub own: Vec<Group>,
}

/// The civil day of an instant, in the Netherlands.
pub fn day_of(at: time::OffsetDateTime) -> Date {
    format::dutch_clock(at).date()
}

/// Groups looks, which come newest first.
pub fn groups(t: T, looks: &[Look]) -> Groups {
    let mut found = Groups::default();
    let mut rest: Vec<&Look> = looks.iter().collect();
    while let Some(first) = rest.first().copied() {
        let (day, name) = (day_of(first.at), first.name.as_ref().map(|name| name.reveal()));
        let same = |look: &&Look| {
            (look.by, day_of(look.at), look.name.as_ref().map(|n| n.reveal()), look.action.is_none(), somebody(look))
                == (first.by, day, name, first.action.is_none(), somebody(first))
        };
        let (ours, others): (Vec<&Look>, Vec<&Look>) = rest.into_iter().partition(same);
        rest = others;
        let group = group(t, &ours, day);
        if first.own { found.own.push(group) } else { found.others.push(group) }
    }
    found
}

/// Whether it is a look at a card by somebody who was not signed in: a person without a name, and not the system.
fn somebody(look: &Look) -> bool {
    look.name.is_none() && look.action == Some(Event::Action(Action::SeeCard))
}

fn group(t: T, looks: &[&Look], day: Date) -> Group {
    let first = looks.first();
    let own = first.is_some_and(|look| look.own);
    let roles: BTreeSet<Role> = looks.iter().filter_map(|look| look.role).collect();
    let roles: Vec<String> = roles.into_iter().map(|role| t.role(role)).collect();
    let mut acts: Vec<(Option<Event>, Vec<String>)> = Vec::new();
    for look in looks {
        let time = format::time(format::dutch_clock(look.at));
        match acts.iter_mut().find(|(what, _)| *what == look.action) {
            Some((_, times)) => times.push(time),
            None => acts.push((look.action, vec![time])),
        }
    }
    Group {
        who: match first {
            Some(look) if look.own => t.get("looks-you"),
            Some(Look { name: Some(name), .. }) => name.reveal().clone(),
            Some(look) if somebody(look) => t.get("looks-somebody"),
            // The system has no name; a look that retention erased has no action either.
            Some(look) if look.action.is_some() => t.get("looks-system"),
            _ => t.get("looks-erased"),
        },
        roles: if own { String::new() } else { roles.join(", ") },
        day: t.date(day),
        acts: acts.into_iter().map(|(what, times)| act(t, what, &times)).collect(),
        seq: first.map_or(0, |look| look.seq),
        key: first.and_then(|look| look.by).map(|by| (by, day)),
        report: None,
        reported: false,
    }
}

/// What was done, and when: a few times by the clock, many as from and until.
fn act(t: T, what: Option<Event>, times: &[String]) -> (String, String) {
    let said = what.map(|what| t.get(&format!("look-{}", what.code()))).unwrap_or_default();
    let when = match times {
        [] => String::new(),
        [one] => one.clone(),
        // A page that was loaded again within the minute is not said as if it were another moment.
        [one, rest @ ..] if rest.iter().all(|time| time == one) => {
            t.say("looks-times-at").arg("count", times.len()).arg("at", one).to_string()
        }
        [last, .., first] if times.len() > 3 => {
            t.say("looks-times").arg("count", times.len()).arg("from", first).arg("until", last).to_string()
        }
        some => some.iter().rev().map(String::as_str).collect::<Vec<_>>().join(", "),
    };
    (said, when)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::{Lang, MISSING};
    use time::{OffsetDateTime, macros::datetime};
    use uuid::Uuid;

    fn look(seq: i64, at: OffsetDateTime, by: Option<u128>, role: Option<Role>, action: Option<Action>) -> Look {
        Look {
            seq,
            at,
            by: by.map(|by| AccountId(Uuid::from_u128(by))),
            name: by.map(|by| register::Personal::new(format!("Persoon {by}"))),
            role,
            action: action.map(Event::Action),
            own: by == Some(9),
        }
    }

    #[test]
    fn one_group_for_a_person_and_a_day_and_ones_own_apart() {
        let (coach, intaker) = (Some(Role::Coach), Some(Role::Intaker));
        let looks = [
            look(9, datetime!(2026-09-15 22:30 UTC), Some(1), coach, Some(Action::ViewFile)),
            look(8, datetime!(2026-09-15 21:59 UTC), Some(1), intaker, Some(Action::HoldIntake)),
            look(7, datetime!(2026-09-15 10:00 UTC), Some(9), Some(Role::Student), Some(Action::SeeOwnAgreement)),
            look(6, datetime!(2026-09-15 9:00 UTC), Some(2), coach, Some(Action::ViewFile)),
            look(5, datetime!(2026-09-15 8:00 UTC), Some(1), coach, Some(Action::ViewFile)),
            look(4, datetime!(2026-09-15 7:00 UTC), None, None, Some(Action::RunImport)),
            look(3, datetime!(2026-09-15 6:00 UTC), None, None, None),
            look(2, datetime!(2026-09-15 5:00 UTC), None, None, Some(Action::SeeCard)),
        ];
        let t = T::new(Lang::Nl);
        let found = groups(t, &looks);
        let told: Vec<(&str, &str, &str, i64, usize)> = found
            .others
            .iter()
            .map(|g| (g.who.as_str(), g.roles.as_str(), g.day.as_str(), g.seq, g.acts.len()))
            .collect();
        // After midnight in the Netherlands is the next day, whatever the hour in UTC.
        assert_eq!(
            told,
            [
                ("Persoon 1", t.role(Role::Coach).as_str(), "16 september 2026", 9, 1),
                (
                    "Persoon 1",
                    format!("{}, {}", t.role(Role::Coach), t.role(Role::Intaker)).as_str(),
                    "15 september 2026",
                    8,
                    2
                ),
                ("Persoon 2", t.role(Role::Coach).as_str(), "15 september 2026", 6, 1),
                (t.get("looks-system").as_str(), "", "15 september 2026", 4, 1),
                (t.get("looks-erased").as_str(), "", "15 september 2026", 3, 1),
                // Whoever opened a card without signing in is no system.
                (t.get("looks-somebody").as_str(), "", "15 september 2026", 2, 1),
            ]
        );
        assert_eq!(found.own.len(), 1);
        assert_eq!(found.own[0].who, t.get("looks-you"));
        assert_eq!(found.others[3].key, None, "nobody says that an import was not right");
    }

    #[test]
    fn many_times_are_from_and_until() {
        let t = T::new(Lang::Nl);
        let times = |times: &[&str]| {
            let times: Vec<String> = times.iter().map(|time| (*time).to_owned()).collect();
            act(t, Some(Event::Action(Action::ViewFile)), &times).1.replace(['\u{2068}', '\u{2069}'], "")
        };
        assert_eq!(times(&["11:00"]), "11:00");
        assert_eq!(times(&["11:00", "10:00", "09:00"]), "09:00, 10:00, 11:00");
        assert_eq!(times(&["11:00", "11:00", "11:00"]), "11:00 (3 keer)");
        assert_eq!(times(&["11:00", "11:00", "10:00"]), "10:00, 11:00, 11:00");
        assert_eq!(times(&["12:00", "11:00", "10:00", "09:00"]), "4 keer, van 09:00 tot 12:00");
    }

    #[test]
    fn every_event_has_words_for_the_one_it_is_about() {
        for t in Lang::ALL.map(T::new) {
            for event in Event::all() {
                let said = act(t, Some(event), &[]).0;
                assert!(!said.is_empty() && !said.contains(MISSING), "{}", event.code());
            }
        }
    }
}
