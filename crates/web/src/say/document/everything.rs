//! Everything that is held about a student and that they read, on paper.

use crate::say::{application::programme, format, looks, words::T};
use register::programme::Crebo;
use store::everything::{Everything, Is, Item, Room, Told};

/// A cell: a label, what stands there, and whether somebody typed it (what the school wrote is Dutch, whatever the document is).
pub type Cell = (String, String, bool);

/// One thing that is held: its heading where there are more of its kind, and its cells.
pub type Entry = (Option<String>, Vec<Cell>);

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
    pub rooms: Vec<(String, Vec<Entry>)>,
    /// Who looked: the heading, the columns, and the rows.
    pub looks: Option<(String, [String; 3], Vec<[String; 3]>)>,
}

/// How the words of codes begin. A code of which nobody has words stands as it is: it comes from DUO or from the school.
const PREFIXES: &[&str] = &[
    "admission-choice-{}",
    "admission-ground-{}",
    "admission-kind-{}",
    "admission-status-{}",
    "admission-where-{}",
    "advice-status-{}",
    "answer-{}",
    "application-status-{}",
    "burden-element-{}",
    "burden-outcome-{}",
    "burden-works-{}",
    "card-term-{}",
    "channel-{}",
    "decision-{}",
    "dispute-event-{}",
    "dispute-outcome-{}",
    "dispute-status-{}",
    "dispute-subject-{}",
    "exam-facility-{}",
    "exam-ground-{}",
    "exam-status-{}",
    "ground-{}",
    "kept-{}",
    "kind-{}",
    "level-{}",
    "look-kept-{}",
    "meeting-consent-{}",
    "meeting-status-{}",
    "outcome-{}",
    "own-absence-{}",
    "own-age-{}",
    "own-attached-{}",
    "own-closed-{}",
    "own-concern-{}",
    "own-dated-{}",
    "own-evidence-{}",
    "own-exam-turn-{}",
    "own-invitation-{}",
    "own-known-{}",
    "own-mark-{}",
    "own-participant-{}",
    "own-plan-{}",
    "own-point-{}",
    "own-purged-{}",
    "own-talk-{}",
    "own-talk-turn-{}",
    "own-turn-{}",
    "own-urgent-{}",
    "own-voice-{}",
    "own-way-{}",
    "place-{}",
    "handoff-do-{}",
    "handoff-status-{}",
    "partner-domain-{}",
    "referral-do-{}",
    "referral-status-{}",
    "referral-tier-{}",
    "role-{}",
    "sbb-event-{}",
    "share-purpose-{}",
    "talk-means-{}",
    "transfer-consent-{}",
    "transfer-status-{}",
    "transition-code-{}",
    "transition-kind-{}",
    "transition-said-{}",
    "transition-status-{}",
    "version-status-{}",
    "voice-{}",
    "went-{}",
    "workplace-provided-{}",
    "workplace-provision-{}",
    "workplace-reason-{}",
];

/// A code in words, whose words begin so; in one way or another where a bar stands between. Words of pages write dashes where a
/// code has underscores.
fn code(t: T, prefixes: &str, code: &str) -> String {
    let known = |prefix: &&str| PREFIXES.iter().any(|one| one.strip_suffix("{}") == Some(*prefix));
    let ways = [code.to_owned(), code.replace('_', "-")];
    let mut keys =
        prefixes.split('|').filter(known).flat_map(|prefix| ways.iter().map(move |way| format!("{prefix}{way}")));
    keys.find(|key| t.has(key)).map_or_else(|| code.to_owned(), |key| t.get(&key))
}

/// The label of a column: the same for all tables, but where a name means something else. Of what was weighed, and what was found
/// then, the place is which time it was; a ground of an exam is a reason, and its evidence is shown; what was handed over was read;
/// a committee decides anew by a day.
fn label(t: T, table: &str, column: &str) -> String {
    match (table, column) {
        ("burden_round" | "burden_finding", "place") => t.get("own-column-round"),
        ("exam_request", "ground") => t.get("own-column-reason"),
        ("exam_request", "evidence") => t.get("own-column-show"),
        ("dispute_step", "again_by") => t.get("own-column-anew_by"),
        ("absence", "since_on") => t.get("own-column-away_on"),
        ("transfer", "seen_on") => t.get("own-column-read_on"),
        ("transfer", "seen_by") => t.get("own-column-noted_by"),
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
        // What is no code is shown as it came.
        (Told::Programme(code), _) => plain(match Crebo::parse(code) {
            Some(crebo) => programme(t, &all.programmes, Some(crebo), all.made.day),
            None => code.clone(),
        }),
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
            admission, advice, agreement, application, burden, card, catalogue, concern, correction, dispute, exam,
            handoff, intake, invitation, law, lesson, meeting, partner, point, referral, share, statutory, transfer,
            transition, voice, workplace,
        };
        macro_rules! all {
            ($($prefix:literal: $of:path),+ $(,)?) => { vec![$(($prefix, <$of>::ALL.iter().map(|one| one.code()).collect())),+] };
        }
        all! {
            "admission-choice-": admission::Choice,
            "admission-ground-": admission::Ground,
            "admission-kind-": admission::Kind,
            "admission-status-": admission::Status,
            "admission-where-": admission::Where,
            "advice-status-": advice::Status,
            "application-status-": application::Status,
            "burden-element-": burden::Element,
            "burden-outcome-": burden::Outcome,
            "burden-works-": burden::Works,
            "channel-": agreement::Channel,
            "decision-": meeting::Doing,
            "dispute-event-": dispute::Event,
            "dispute-outcome-": dispute::Outcome,
            "dispute-status-": dispute::Status,
            "dispute-subject-": dispute::Subject,
            "exam-facility-": exam::Facility,
            "exam-ground-": exam::Ground,
            "card-term-": card::Term,
            "exam-status-": exam::Status,
            "ground-": statutory::Ground,
            "handoff-do-": handoff::Event,
            "handoff-status-": handoff::Status,
            "kept-": agreement::Kept,
            "kind-": catalogue::MeasureKind,
            "level-": catalogue::Level,
            "look-kept-": workplace::look::Kept,
            "meeting-consent-": meeting::Consenter,
            "meeting-status-": meeting::Status,
            "outcome-": agreement::Outcome,
            "own-age-": dispute::Age,
            "own-closed-": invitation::Closed,
            "own-concern-": concern::Status,
            "own-dated-": correction::Dated,
            "own-evidence-": law::Evidence,
            "own-exam-turn-": exam::Event,
            "own-invitation-": invitation::Kind,
            "own-known-": register::company::Known,
            "own-mark-": lesson::Mark,
            "own-participant-": law::Participant,
            "own-plan-": agreement::PlanEnd,
            "own-point-": point::Outcome,
            "own-purged-": store::file::purge::PurgeReason,
            "own-talk-": intake::talk::Status,
            "own-talk-turn-": intake::talk::Event,
            "own-turn-": burden::Event,
            "own-urgent-": law::Urgency,
            "own-voice-": voice::Status,
            "own-way-": invitation::Way,
            "place-": catalogue::Place,
            "partner-domain-": partner::Domain,
            "referral-do-": referral::Event,
            "referral-status-": referral::Status,
            "referral-tier-": referral::Tier,
            "role-": access::Role,
            "sbb-event-": workplace::report::Event,
            "share-purpose-": share::Purpose,
            "talk-means-": intake::talk::Means,
            "transfer-consent-": meeting::Consenter,
            "transfer-status-": transfer::Status,
            "own-absence-": register::absence::Event,
            "transition-kind-": transition::Kind,
            "transition-said-": transition::Said,
            "transition-status-": transition::Status,
            "version-status-": agreement::Status,
            "voice-": voice::Kind,
            "went-": agreement::Kept,
            "workplace-provided-": workplace::provision::Status,
            "workplace-provision-": workplace::provision::Kind,
            "workplace-reason-": workplace::Reason,
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
                    let (Is::Code(prefixes) | Is::Codes(prefixes)) = is else { continue };
                    for prefix in prefixes.split('|') {
                        let of = codes.iter().find(|(one, _)| *one == prefix).map(|(_, of)| of.clone());
                        // What was answered, and what was attached, are no lists of codes of their own.
                        let of = of.unwrap_or_else(|| match prefix {
                            "answer-" => vec!["agreed", "not_agreed", "change_asked"],
                            "own-attached-" => vec!["version", "exam", "burden"],
                            "transition-code-" => register::transition::codes(),
                            _ => panic!("{}.{column}: {prefix}: which codes?", room.table),
                        });
                        for one in of {
                            assert!(code(t, prefixes, one) != one, "{}.{column}: {prefix}{one}", room.table);
                        }
                    }
                }
            }
            for lead in ["version", "enrolment"] {
                assert!(!label(t, "", lead).contains(MISSING));
            }
        }
    }
}
