//! What was agreed, as people read it: grouped by where it happens, every code a word.

use super::{format, person::call_name, words::T};
use register::{
    AccountId, Personal,
    agreement::{Answer, Answerer, Channel, Difference, Evaluation, Given, Line, Reply, Status, Version, compare},
    catalogue::{Level, MeasureKind, Place},
};
use store::{agreement::names::Names, file::view::PersonView};
use time::Date;

/// One measure, in words.
pub struct LineView {
    /// What is done.
    pub text: String,
    /// What is particular for this student.
    pub details: Option<String>,
    /// Who does it.
    pub who: String,
    /// From when till when.
    pub period: String,
    /// Its kind.
    pub kind: String,
    /// Basic or extra.
    pub level: String,
}

/// The measures of one place.
pub struct PlaceView {
    /// Where, in words.
    pub title: String,
    /// What is done there.
    pub lines: Vec<LineView>,
}

/// What a proposal changes, as the one who answers reads it.
pub struct ChangesView {
    /// Against what: what holds now, or the proposal before.
    pub against: String,
    /// What is new.
    pub new: Vec<LineView>,
    /// What becomes different: as it is, and as it becomes.
    pub changed: Vec<(LineView, LineView)>,
    /// What goes on as it is.
    pub stays: Vec<LineView>,
    /// What is not there any more.
    pub gone: Vec<LineView>,
}

/// What a version changes against one before it. `helper` names who does it.
pub fn changes(t: T, version: &Version, before: &Version, today: Date, helper: &Helpers<'_>) -> ChangesView {
    let against = if before.in_force(today) { "changes-against-holds" } else { "changes-against-proposal" };
    let against = t.say(against).arg("number", before.number).to_string();
    let mut all = ChangesView { against, new: Vec::new(), changed: Vec::new(), stays: Vec::new(), gone: Vec::new() };
    let say = |one: &Line| helper.named(t, line(t, one));
    for difference in compare(&before.lines, &version.lines) {
        match difference {
            Difference::New(line) => all.new.push(say(line)),
            Difference::Changed { old, new } => all.changed.push((say(old), say(new))),
            Difference::Stays(line) => all.stays.push(say(line)),
            Difference::Gone(line) => all.gone.push(say(line)),
        }
    }
    all
}

/// Who "the coach" of a measure is, by name.
pub struct Helpers<'a>(pub &'a [Personal<String>]);

impl Helpers<'_> {
    /// The line with the coach's name behind the word. What was typed stays as it was typed.
    fn named(&self, t: T, line: LineView) -> LineView {
        let coach = line.who.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("coach"));
        if !coach || self.0.is_empty() {
            return line;
        }
        let names: Vec<&str> = self.0.iter().map(|name| name.reveal().as_str()).collect();
        let who = t.say("line-who-named").arg("who", &line.who).arg("names", names.join(", ")).to_string();
        LineView { who, ..line }
    }
}

/// The measures, grouped by place, with the coach by name.
pub fn by_place_named(t: T, lines: &[Line], helper: &Helpers<'_>) -> Vec<PlaceView> {
    let named = |group: PlaceView| PlaceView {
        lines: group.lines.into_iter().map(|line| helper.named(t, line)).collect(),
        ..group
    };
    by_place(t, lines).into_iter().map(named).collect()
}

/// The one period that all measures have, in words.
pub fn one_period(t: T, lines: &[Line]) -> Option<String> {
    let first = lines.first()?;
    let same = lines.iter().all(|line| (line.from, line.until) == (first.from, first.until));
    same.then(|| t.say("period-all").arg("period", lower(&period(t, first.from, first.until))).to_string())
}

/// A sentence as part of another: its first letter small.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Where, in words.
pub fn place(t: T, place: Place) -> String {
    t.get(&format!("place-{}", place.code()))
}

/// The kind of measure, in words.
pub fn kind(t: T, kind: MeasureKind) -> String {
    t.get(&format!("kind-{}", kind.code()))
}

/// Basic or extra, in words.
pub fn level(t: T, level: Level) -> String {
    t.get(&format!("level-{}", level.code()))
}

/// Where a version stands, in words.
pub fn status(t: T, status: Status) -> String {
    t.get(&format!("version-status-{}", status.code()))
}

/// From when till when, in words.
pub fn period(t: T, from: Date, until: Option<Date>) -> String {
    match until {
        Some(until) => t.say("period-closed").arg("from", from).arg("until", until).to_string(),
        None => t.say("period-open").arg("from", from).to_string(),
    }
}

/// One measure, in words.
pub fn line(t: T, line: &Line) -> LineView {
    let details = line.details.reveal();
    LineView {
        text: t.stored(&line.text),
        details: (!details.is_empty()).then(|| t.stored(details)),
        who: t.stored(&line.who),
        period: period(t, line.from, line.until),
        kind: kind(t, line.kind),
        level: level(t, line.level),
    }
}

/// The measures, grouped by place, in the order of the places.
pub fn by_place(t: T, lines: &[Line]) -> Vec<PlaceView> {
    let groups = Place::ALL.iter().map(|&at| PlaceView {
        title: place(t, at),
        lines: lines.iter().filter(|l| l.place == at).map(|l| line(t, l)).collect(),
    });
    groups.filter(|group| !group.lines.is_empty()).collect()
}

/// An answer, in words.
pub struct AnswerView {
    /// Who gave it.
    pub who: String,
    /// What was answered.
    pub answer: String,
    /// The day on which it was given.
    pub on: String,
    /// Who wrote it down, when, and how it reached the school, when it was not given here.
    pub noted: Option<String>,
    /// In the answerer's own words.
    pub words: Option<String>,
    /// How it is meant.
    pub tone: Tone,
    /// It was never given: who took it back and when, and why.
    pub taken_back: Option<(String, String)>,
    /// A spoken yes: it waits to be confirmed.
    pub waits: Option<String>,
}

/// An answer, in words. `name` says who an answerer is, `names` who of the school did something.
pub fn answer(t: T, given: &Given, names: &Names, name: impl Fn(Answerer) -> String) -> AnswerView {
    let words = given.answer.words().map(|words| t.stored(words.reveal())).filter(|words| !words.is_empty());
    let noted = given.noted().map(|noted| {
        t.say("answer-noted")
            .arg("channel", channel(t, noted.channel))
            .arg("by", staff(t, names, noted.by))
            .arg("on", given.at.day)
            .to_string()
    });
    let taken_back = given.taken_back.as_ref().map(|taken| {
        let said = t.say("answer-taken-back").arg("by", staff(t, names, taken.by)).arg("on", taken.at.day).to_string();
        (said, t.stored(taken.why.reveal()))
    });
    let waits = given.is_spoken_yes() && given.taken_back.is_none();
    AnswerView {
        who: name(given.by),
        answer: t.get(&format!("answer-{}", given.answer.code())),
        on: format::date(t.lang(), given.when().day),
        noted,
        words,
        tone: match given.answer {
            _ if given.taken_back.is_some() => Tone::Plain,
            Answer::Agreed if waits => Tone::Due,
            Answer::Agreed => Tone::Ok,
            Answer::NotAgreed { .. } | Answer::ChangeAsked { .. } => Tone::Asks,
        },
        taken_back,
        waits: waits.then(|| t.get("answer-spoken-waits")),
    }
}

/// What the school replied, in words.
pub struct ReplyView {
    /// Who, and when.
    pub by: String,
    /// Why nothing changes.
    pub words: String,
}

/// What the school replied to a version, in words.
pub fn replies(t: T, version: &Version, names: &Names) -> Vec<ReplyView> {
    let one = |reply: &Reply| ReplyView {
        by: t.say("reply-by").arg("by", staff(t, names, reply.by)).arg("on", reply.at.day).to_string(),
        words: t.stored(reply.words.reveal()),
    };
    version.replies.iter().map(one).filter(|reply| !reply.words.is_empty()).collect()
}

/// An evaluation, in words.
pub struct EvaluationView {
    /// 1 for the first of its version.
    pub number: u32,
    /// "Evaluatie van 3 februari 2027".
    pub title: String,
    /// Who wrote it down, and when.
    pub by: String,
    /// Each measure, and whether it was kept.
    pub kept: Vec<(String, String)>,
    /// What the student said.
    pub words: Option<String>,
    /// What comes of it.
    pub outcome: String,
    /// That it was taken back, and why.
    pub taken_back: Option<(String, String)>,
}

/// The evaluations of a version, in words, newest first.
pub fn evaluations(t: T, version: &Version, names: &Names) -> Vec<EvaluationView> {
    let one = |one: &Evaluation| EvaluationView {
        number: one.number,
        title: t.say("evaluation-of").arg("on", one.held_on).to_string(),
        by: t.say("evaluation-by").arg("by", staff(t, names, one.by)).arg("on", one.at.day).to_string(),
        kept: version
            .lines
            .iter()
            .zip(&one.kept)
            .map(|(line, kept)| (t.stored(&line.text), t.get(&format!("kept-{}", kept.code()))))
            .collect(),
        words: one.words.as_ref().map(|words| t.stored(words.reveal())).filter(|words| !words.is_empty()),
        outcome: t.get(&format!("outcome-{}", one.outcome.code())),
        taken_back: one.taken_back.as_ref().map(|taken| {
            let by = staff(t, names, taken.by);
            let said = t.say("evaluation-taken-back").arg("by", by).arg("on", taken.at.day).to_string();
            (said, t.stored(taken.why.reveal()))
        }),
    };
    version.evaluations.iter().rev().map(one).collect()
}

/// That the school withdrew a version, or that school and student ended it, by whom and when; and why, where the reader may
/// read that.
pub fn closed(t: T, version: &Version, names: &Names) -> Option<(String, Option<String>)> {
    let closed = version.closed.as_ref()?;
    let key = if version.status == Status::Withdrawn { "closed-withdrawn" } else { "closed-ended" };
    let said = t.say(key).arg("by", staff(t, names, closed.by)).arg("on", closed.at.day).to_string();
    let why = t.stored(closed.why.reveal());
    Some((said, (!why.is_empty()).then_some(why)))
}

/// How an answer came, in words.
pub fn channel(t: T, channel: Channel) -> String {
    t.get(&format!("channel-{}", channel.code()))
}

/// Someone of the school by name.
pub fn staff(t: T, names: &Names, account: AccountId) -> String {
    names.get(&account).map_or_else(|| t.get("staff-unknown"), |name| name.reveal().clone())
}

/// Who an answerer is.
pub fn answerer(t: T, person: &PersonView, by: Answerer) -> String {
    match by {
        Answerer::Student => call_name(t, person),
        Answerer::Guardian(id) => {
            let found = person.guardians.iter().find(|(guardian, ..)| *guardian == id);
            found.map_or_else(|| t.get("answer-by-guardian"), |(_, name, _)| name.reveal().clone())
        }
    }
}

/// How a version is meant: decides colour and icon of its badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It holds.
    Ok,
    /// It waits for someone.
    Due,
    /// It is past its day.
    Late,
    /// It asks something of the school: no error, and nobody's fault.
    Asks,
    /// It is past.
    Plain,
}

/// How a status is meant.
pub const fn tone(status: Status) -> Tone {
    match status {
        Status::InForce => Tone::Ok,
        Status::Offered => Tone::Due,
        Status::NotAgreed | Status::ChangeAsked => Tone::Asks,
        Status::Superseded | Status::Replaced | Status::Ended | Status::Lapsed | Status::Withdrawn => Tone::Plain,
    }
}

/// What a version is called: a proposal as long as it was not agreed, and from then on agreements. `proposal` and `agreed`
/// are the keys for either.
pub const fn called(version: &Version, proposal: &'static str, agreed: &'static str) -> &'static str {
    if version.status.was_agreed() { agreed } else { proposal }
}

/// "Voorstel 2 van 12 mei 2026: wacht op antwoord", "Afspraken (versie 2) van 12 mei 2026: geldt nu".
pub fn version_label(t: T, version: &Version, today: Date) -> String {
    t.say(called(version, "version-label", "version-label-agreed"))
        .arg("number", version.number)
        .arg("on", version.proposed.day)
        .arg("status", status(t, version.status_on(today)))
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    #[test]
    fn a_coach_has_a_name_and_an_examiner_has_none() {
        let (t, coach) = (T::new(Lang::Nl), [Personal::new("Sander Kuipers".to_owned())]);
        let who = |who: &str, coaches: &[Personal<String>]| {
            let line = LineView { who: who.into(), ..line(t, &crate::say::people::lines()[0]) };
            Helpers(coaches).named(t, line).who
        };
        for (said, coaches, expected) in [
            ("je coach", &coach[..], "je coach: Sander Kuipers"),
            ("Coach en docent", &coach[..], "Coach en docent: Sander Kuipers"),
            ("je coach", &[], "je coach"),
            ("het examenbureau", &coach[..], "het examenbureau"),
            ("de coachingspool", &coach[..], "de coachingspool"),
        ] {
            assert_eq!(who(said, coaches).replace(['\u{2068}', '\u{2069}'], ""), expected, "{said}");
        }
    }

    #[test]
    fn every_code_has_words_in_both_languages() {
        for t in Lang::ALL.map(T::new) {
            assert!(Place::ALL.iter().all(|p| !place(t, *p).contains(crate::say::words::MISSING)));
            assert!(MeasureKind::ALL.iter().all(|k| t.has(&format!("kind-{}", k.code()))));
            assert!(Level::ALL.iter().all(|l| t.has(&format!("level-{}", l.code()))));
            assert!(Status::ALL.iter().all(|s| t.has(&format!("version-status-{}", s.code()))));
            assert!(Channel::ALL.iter().all(|c| t.has(&format!("channel-{}", c.code()))));
            assert!(["agreed", "not_agreed", "change_asked"].iter().all(|a| t.has(&format!("answer-{a}"))));
        }
    }
}
