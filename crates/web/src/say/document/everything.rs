//! Everything that is held about a student and that they read, on paper.

use crate::say::{format, looks, words::T};
use store::everything::{Everything, Is, Item, Room, Told};

/// A cell: a label, what stands there, and whether somebody typed it (what the school wrote is Dutch, whatever the document is).
pub type Cell = (String, String, bool);

/// Everything, in words.
pub struct EverythingSheet {
    /// The words of its language.
    pub t: T,
    /// What it is called. Names nobody.
    pub title: String,
    /// What stands above it.
    pub heading: String,
    /// The school.
    pub school: String,
    /// School and day.
    pub from: String,
    /// What it is, and whom to tell that it is wrong: sentences.
    pub what: Vec<String>,
    /// Each room in which something stands: its heading, and its items, each with a heading where there are more.
    pub rooms: Vec<(String, Vec<(Option<String>, Vec<Cell>)>)>,
    /// Who looked: the heading, the columns, and the rows.
    pub looks: Option<(String, [String; 3], Vec<[String; 3]>)>,
}

/// How the words of codes begin. A code of which nobody has words stands as it is: it comes from DUO or from the school.
const PREFIXES: &[&str] = &[
    "answer-{}",
    "application-status-{}",
    "burden-element-{}",
    "burden-outcome-{}",
    "burden-works-{}",
    "channel-{}",
    "decision-{}",
    "ground-{}",
    "kept-{}",
    "kind-{}",
    "level-{}",
    "meeting-consent-{}",
    "meeting-status-{}",
    "outcome-{}",
    "own-closed-{}",
    "own-concern-{}",
    "own-dated-{}",
    "own-invitation-{}",
    "own-mark-{}",
    "own-participant-{}",
    "own-plan-{}",
    "own-purged-{}",
    "own-turn-{}",
    "own-voice-{}",
    "own-way-{}",
    "place-{}",
    "referral-do-{}",
    "referral-status-{}",
    "referral-tier-{}",
    "role-{}",
    "share-purpose-{}",
    "version-status-{}",
    "voice-{}",
    "went-{}",
];

/// A code in words, whose words begin so.
fn code(t: T, prefix: &str, code: &str) -> String {
    let known = PREFIXES.iter().any(|one| one.strip_suffix("{}") == Some(prefix));
    let key = format!("{prefix}{code}");
    if known && t.has(&key) { t.get(&key) } else { code.to_owned() }
}

/// The label of a column. Of what was weighed, and what was found then, the place is which time it was.
fn label(t: T, table: &str, column: &str) -> String {
    match (table, column) {
        ("burden_round" | "burden_finding", "place") => t.get("own-column-round"),
        _ => t.get(&format!("own-column-{}", column)),
    }
}

impl EverythingSheet {
    /// What stands in it.
    pub fn new(t: T, all: &Everything) -> Self {
        let name = all.name.as_ref().map_or_else(|| t.get("everything-name-unknown"), |name| name.reveal().clone());
        let (title, heading) = if all.parent {
            ("everything-title", "everything-heading-parent")
        } else {
            ("everything-title", "everything-heading")
        };
        let filled = all.rooms.iter().filter(|(_, items)| !items.is_empty());
        Self {
            t,
            title: t.get(title),
            heading: t.say(heading).arg("name", name).to_string(),
            school: all.school.clone(),
            from: t.say("letter-from").arg("school", &all.school).arg("on", all.made.day).to_string(),
            what: vec![
                t.say("everything-what").arg("on", all.made.day).to_string(),
                t.get("everything-wrong"),
                t.get("everything-not"),
            ],
            rooms: filled
                .map(|(room, items)| (t.get(&format!("own-room-{}", room.table)), cells(t, all, room, items)))
                .collect(),
            looks: all.looks.as_ref().map(|found| {
                let row = |group: looks::Group| {
                    let acts: Vec<String> = group.acts.iter().map(|(what, when)| format!("{what} ({when})")).collect();
                    let who =
                        if group.roles.is_empty() { group.who } else { format!("{} ({})", group.who, group.roles) };
                    [group.day, who, acts.join(". ")]
                };
                let columns =
                    ["everything-looks-when", "everything-looks-who", "everything-looks-what"].map(|key| t.get(key));
                let rows = looks::groups(t, found).others.into_iter().map(row).collect();
                (t.get("everything-looks"), columns, rows)
            }),
        }
    }
}

fn cells(t: T, all: &Everything, room: &Room, items: &[Item]) -> Vec<(Option<String>, Vec<Cell>)> {
    let of = items.len();
    let one = |(at, item): (usize, &Item)| {
        let heading =
            (of > 1).then(|| t.say("everything-item").arg("n", at.saturating_add(1)).arg("of", of).to_string());
        let cell = |(column, is, told): &(&'static str, Is, Told)| {
            let (said, typed) = said(t, all, *is, told)?;
            (!said.is_empty()).then(|| (label(t, room.table, column), said, typed))
        };
        (heading, item.iter().filter_map(cell).collect())
    };
    items.iter().enumerate().map(one).collect()
}

/// What a cell says, and whether somebody typed it; `None` where nothing stands there.
fn said(t: T, all: &Everything, is: Is, told: &Told) -> Option<(String, bool)> {
    let plain = |text: String| Some((text, false));
    match (told, is) {
        (Told::Nothing, _) => None,
        (Told::Code(codes), Is::Codes(prefix)) => {
            let each = codes.split(',').map(|one| if one.is_empty() { "-".to_owned() } else { code(t, prefix, one) });
            plain(each.collect::<Vec<_>>().join(", "))
        }
        (Told::Code(one), Is::Code(prefix)) => plain(code(t, prefix, one)),
        (Told::Code(one), _) => plain(one.clone()),
        (Told::Words(words), _) => Some((t.stored(words.reveal()), true)),
        (Told::Text(text), _) => Some((text.clone(), true)),
        (Told::Number(number), _) => plain(number.to_string()),
        (Told::Yes(yes), _) => plain(t.get(if *yes { "everything-yes" } else { "everything-no" })),
        (Told::Day(day), _) => plain(t.date(*day)),
        (Told::At(at), _) => plain(format::date_time(t.lang(), format::dutch_clock(*at))),
        (Told::Staff(id) | Told::Parent(id) | Told::Named(_, id), _) => plain(all.named(*id).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::{Lang, MISSING};
    use store::everything::ROOMS;

    /// Every code that a column of these can hold, told by the rules and not by the list of rooms.
    fn codes() -> Vec<(&'static str, Vec<&'static str>)> {
        use register::{
            agreement, application, burden, catalogue, concern, correction, invitation, law, lesson, meeting, referral,
            share, statutory, voice,
        };
        macro_rules! all {
            ($($prefix:literal: $of:path),+ $(,)?) => { vec![$(($prefix, <$of>::ALL.iter().map(|one| one.code()).collect())),+] };
        }
        all! {
            "application-status-": application::Status,
            "burden-element-": burden::Element,
            "burden-outcome-": burden::Outcome,
            "burden-works-": burden::Works,
            "channel-": agreement::Channel,
            "decision-": meeting::Doing,
            "ground-": statutory::Ground,
            "kept-": agreement::Kept,
            "kind-": catalogue::MeasureKind,
            "level-": catalogue::Level,
            "meeting-consent-": meeting::Consenter,
            "meeting-status-": meeting::Status,
            "outcome-": agreement::Outcome,
            "own-closed-": invitation::Closed,
            "own-concern-": concern::Status,
            "own-dated-": correction::Dated,
            "own-invitation-": invitation::Kind,
            "own-mark-": lesson::Mark,
            "own-participant-": law::Participant,
            "own-plan-": agreement::PlanEnd,
            "own-purged-": store::file::purge::PurgeReason,
            "own-turn-": burden::Event,
            "own-voice-": voice::Status,
            "own-way-": invitation::Way,
            "place-": catalogue::Place,
            "referral-do-": referral::Event,
            "referral-status-": referral::Status,
            "referral-tier-": referral::Tier,
            "role-": access::Role,
            "share-purpose-": share::Purpose,
            "version-status-": agreement::Status,
            "voice-": voice::Kind,
            "went-": agreement::Went,
        }
    }

    #[test]
    fn every_room_column_and_code_has_words_in_both_languages() {
        let codes = codes();
        for t in Lang::ALL.map(T::new) {
            for room in ROOMS {
                assert!(t.has(&format!("own-room-{}", room.table)), "{}", room.table);
                for (column, is) in room.columns {
                    assert!(!label(t, room.table, column).contains(MISSING), "{}.{column}", room.table);
                    let (Is::Code(prefix) | Is::Codes(prefix)) = is else { continue };
                    // What was answered is no list of codes of its own.
                    let of = codes.iter().find(|(one, _)| one == prefix).map(|(_, of)| of.clone());
                    let of = of.unwrap_or_else(|| {
                        assert_eq!(*prefix, "answer-", "{}.{column}: which codes?", room.table);
                        vec!["agreed", "not_agreed", "change_asked"]
                    });
                    for one in of {
                        assert!(code(t, prefix, one) != one, "{}.{column}: {prefix}{one}", room.table);
                    }
                }
            }
            for lead in ["version", "enrolment"] {
                assert!(!label(t, "", lead).contains(MISSING));
            }
        }
    }
}
