//! A dispute in words, and made-up ones; the rules bring those where they stand.

use super::{agreement, burden, exam, law, people, reader::Reader, telling, words::T};
use register::{
    AccountId, BirthDate, DisputeId, FileId, GuardianId, Personal,
    agreement::Answerer,
    dispute::{
        Age, Dispute, Event, Lodge, Outcome, Ruling, Stand, Status, Subject, Thing, attach, lodge, planned, ruled,
        step, tell,
    },
    intake::talk::Means,
    law::{Calendar, Urgency, calendar::SchoolCalendar, r12_dispute},
    programme::Programmes,
};
use store::{
    agreement::names::Names,
    dispute::{DisputeView, Offered, OwnDisputes, Shown},
};
use time::{Date, Duration};
use uuid::Uuid;

/// Where it stands.
pub fn status(t: T, status: Status) -> String {
    t.get(match status {
        Status::Open => "dispute-status-open",
        Status::Settled => "dispute-status-settled",
        Status::Decided => "dispute-status-decided",
        Status::Referred => "dispute-status-referred",
        Status::Withdrawn => "dispute-status-withdrawn",
    })
}

/// On which list it stands.
pub fn stand(t: T, stand: Stand) -> String {
    t.get(match stand {
        Stand::Open => "dispute-status-open",
        Stand::ToTell => "dispute-stand-to-tell",
        Stand::ToPlan => "dispute-stand-to-plan",
        Stand::Settled => "dispute-status-settled",
        Stand::Decided => "dispute-status-decided",
        Stand::Referred => "dispute-status-referred",
        Stand::Withdrawn => "dispute-status-withdrawn",
    })
}

/// By when it is decided, and by whom.
pub fn decide_by(t: T, subject: Subject, urgent: bool, by: Date) -> String {
    let key = match (subject, urgent) {
        (Subject::Exam, _) => "dispute-decide-by-exam",
        (Subject::Making | Subject::Changing | Subject::CarryingOut | Subject::Decision, false) => "dispute-decide-by",
        (Subject::Making | Subject::Changing | Subject::CarryingOut | Subject::Decision, true) => {
            "dispute-decide-by-urgent"
        }
    };
    t.say(key).arg("by", by).to_string()
}

/// Where an appeal about an exam goes that cannot wait.
pub fn cannot_wait(t: T) -> String {
    t.say("dispute-cannot-wait").arg("article", law::cite(t, r12_dispute::PROVISIONAL)).to_string()
}

/// What it is about.
pub fn subject(t: T, subject: Subject) -> String {
    t.get(match subject {
        Subject::Making => "dispute-subject-making",
        Subject::Changing => "dispute-subject-changing",
        Subject::CarryingOut => "dispute-subject-carrying-out",
        Subject::Decision => "dispute-subject-decision",
        Subject::Exam => "dispute-subject-exam",
    })
}

/// What comes of it.
pub fn outcome(t: T, reader: Reader, outcome: Outcome) -> String {
    t.get(match outcome {
        Outcome::Upheld => {
            reader.of("dispute-outcome-upheld", "dispute-outcome-upheld-own", "dispute-outcome-upheld-parent")
        }
        Outcome::Partly => {
            reader.of("dispute-outcome-partly", "dispute-outcome-partly-own", "dispute-outcome-partly-parent")
        }
        Outcome::Dismissed => {
            reader.of("dispute-outcome-dismissed", "dispute-outcome-dismissed-own", "dispute-outcome-dismissed-parent")
        }
        Outcome::NotHeard => "dispute-outcome-not-heard",
    })
}

/// What happened.
pub fn event(t: T, reader: Reader, subject: Subject, event: Event) -> String {
    t.get(match event {
        Event::SayUrgent => "dispute-event-say-urgent",
        Event::SayNotUrgent => "dispute-event-say-not-urgent",
        Event::AskUrgent => "dispute-event-ask-urgent",
        Event::Hear => reader.of("dispute-event-hear", "dispute-event-hear-own", "dispute-event-hear-parent"),
        Event::Ask => "dispute-event-ask",
        Event::Propose => "dispute-event-propose",
        Event::Settle => reader.of("dispute-event-settle", "dispute-event-settle-own", "dispute-event-settle-parent"),
        Event::Decide if subject == Subject::Exam => "dispute-event-decide-exam",
        Event::Decide => "dispute-event-decide",
        Event::Refer => "dispute-event-refer",
        Event::Reopen => "dispute-event-reopen",
        Event::Withdraw => "dispute-event-withdraw",
        Event::Extend => "dispute-event-extend",
        Event::TakeUp => "dispute-event-take-up",
        Event::Plan => "dispute-event-plan",
        Event::Done => "dispute-event-done",
        Event::NotDone => "dispute-event-not-done",
    })
}

/// The code of a thing in a form.
pub fn code(thing: Thing) -> String {
    match thing {
        Thing::Version(id) => format!("afspraken-{id}"),
        Thing::Exam(id) => format!("examen-{id}"),
        Thing::Burden(id) => format!("belasting-{id}"),
    }
}

/// Reads that code.
pub fn read_code(typed: &str) -> Option<Thing> {
    let (kind, id) = typed.split_once('-')?;
    match kind {
        "afspraken" => id.parse().ok().map(Thing::Version),
        "examen" => id.parse().ok().map(Thing::Exam),
        "belasting" => id.parse().ok().map(Thing::Burden),
        _ => None,
    }
}

/// What there is to attach: the code, and what it is called.
pub fn options(t: T, offered: &Offered) -> Vec<(String, String)> {
    let versions = offered.versions.iter().map(|one| {
        let label = t.say("dispute-thing-version").arg("number", one.number).arg("on", one.proposed.day).to_string();
        (code(Thing::Version(one.id)), label)
    });
    let exams = offered.exams.iter().map(|one| {
        let label = t.say("dispute-thing-exam").arg("what", exam::short(t, &one.wanted)).to_string();
        (code(Thing::Exam(one.id)), label)
    });
    let burdens = offered.burdens.iter().map(|one| {
        let label = t.say("dispute-thing-burden").arg("what", t.stored(one.adjustment.reveal())).to_string();
        (code(Thing::Burden(one.id)), label)
    });
    versions.chain(exams).chain(burdens).collect()
}

/// A thing that is attached, as people read it: what it is called, and lines of what stands in it.
pub struct ThingView {
    /// What it is called.
    pub title: String,
    /// What stands in it.
    pub lines: Vec<String>,
}

/// What is attached, in words.
pub fn shown(t: T, shown: &Shown) -> ThingView {
    match shown {
        Shown::Version(version) => ThingView {
            title: t
                .say("dispute-thing-version")
                .arg("number", version.number)
                .arg("on", version.proposed.day)
                .to_string(),
            lines: agreement::by_place(t, &version.lines)
                .into_iter()
                .flat_map(|place| place.lines)
                .map(|line| {
                    let more = line.details.into_iter().chain([line.who, line.period]);
                    std::iter::once(line.text)
                        .chain(more)
                        .filter(|part| !part.is_empty())
                        .collect::<Vec<_>>()
                        .join(" · ")
                })
                .collect(),
        },
        Shown::Exam(request) => {
            let (names, programmes, calendar) = (Names::new(), Programmes::default(), Calendar::dutch());
            let around = exam::Around {
                reader: Reader::School,
                names: &names,
                enrolled: &[],
                programmes: &programmes,
                calendar,
            };
            let card = exam::card(t, request, &around, request.at.day);
            let mut lines = vec![card.status];
            for one in card.decided.into_iter().take(1) {
                lines.extend(one.granted);
                lines.extend(one.not.iter().map(|not| t.say("dispute-not").arg("what", not).to_string()));
                lines.push(one.reason);
                lines.extend(one.told);
            }
            // What the school ended or took back itself: that is what it is about then.
            let closed = request.closed_by_school().and(request.last_turn()).map(|(at, _)| at);
            if let Some((said, why)) = closed.and_then(|at| card.turns.into_iter().nth(at)) {
                lines.push(said);
                lines.extend(why);
            }
            ThingView {
                title: t.say("dispute-thing-exam").arg("what", exam::short(t, &request.wanted)).to_string(),
                lines,
            }
        }
        Shown::Burden(one) => ThingView {
            title: t.say("dispute-thing-burden").arg("what", t.stored(one.adjustment.reveal())).to_string(),
            lines: one
                .decision()
                .map(|round| vec![burden::outcome(t, round.outcome), t.stored(round.reason.reveal())])
                .unwrap_or_default(),
        },
    }
}

/// A step, as people read it.
pub struct StepView {
    /// What happened, by whom and when.
    pub title: String,
    /// What came of it.
    pub outcome: Option<String>,
    /// In words.
    pub words: Option<String>,
    /// That who brought it was told, for who told them; and that the parents were.
    pub told: Vec<String>,
    /// What the exam committee does now.
    pub again: Option<String>,
}

/// A dispute, as people read it.
pub struct Card {
    /// Its identifier.
    pub id: String,
    /// 1 for the first of its file.
    pub number: u32,
    /// What it is about.
    pub subject: String,
    /// Where it stands.
    pub status: String,
    /// It is handled.
    pub open: bool,
    /// One can ask to handle it at once.
    pub may_ask: bool,
    /// Who brought it, and when it was received.
    pub received: String,
    /// What happened.
    pub words: String,
    /// What should come of it.
    pub wish: Option<String>,
    /// Why it cannot wait.
    pub urgent: Option<String>,
    /// What is owed by when, and whether it came in time.
    pub terms: Vec<String>,
    /// Something that was owed is late.
    pub late: bool,
    /// What happened since, the last first.
    pub steps: Vec<StepView>,
}

/// A dispute in words.
pub fn card(
    t: T,
    dispute: &Dispute,
    (reader, names): (Reader, &Names),
    calendar: &SchoolCalendar,
    today: Date,
) -> Card {
    let by = |account: AccountId| names.get(&account).map_or("", |name| name.reveal().as_str());
    let received = match dispute.by {
        Answerer::Student => {
            reader.of("dispute-received-student", "dispute-received-student-own", "dispute-received-student-parent")
        }
        Answerer::Guardian(_) => "dispute-received-guardian",
    };
    let owed = dispute.owed(&calendar.days);
    let mut terms = Vec::new();
    terms.extend(owed.lodged.map(|(until, in_time)| {
        let key = if in_time { "dispute-in-time" } else { "dispute-late" };
        t.say(key).arg("until", until).to_string()
    }));
    terms.extend(owed.say_by.map(|day| t.say("dispute-say-by").arg("by", day).to_string()));
    let urgent = dispute.urgency == Urgency::Yes;
    terms.extend(owed.decide_by.map(|day| decide_by(t, dispute.subject, urgent, day)));
    let appeal = dispute.status == Status::Open && !dispute.subject.can_be_urgent();
    terms.extend((appeal && reader != Reader::School).then(|| cannot_wait(t)));
    let step = |step: &register::dispute::Step| {
        let key = if step.event.is_own() { "dispute-step-own" } else { "dispute-step" };
        StepView {
            title: t
                .say(key)
                .arg("what", event(t, reader, dispute.subject, step.event))
                .arg("by", by(step.by))
                .arg("on", step.at.day)
                .to_string(),
            outcome: step.outcome.map(|one| outcome(t, reader, one)),
            words: step.words.as_ref().map(|words| t.stored(words.reveal())),
            told: told(t, reader, step),
            again: again(t, dispute, step),
        }
    };
    Card {
        id: dispute.id.to_string(),
        number: dispute.number,
        subject: subject(t, dispute.subject),
        status: status(t, dispute.status),
        open: dispute.status == Status::Open,
        may_ask: dispute.may(Event::AskUrgent) && dispute.urgency == Urgency::No,
        received: t.say(received).arg("on", dispute.at.day).to_string(),
        words: t.stored(dispute.words.reveal()),
        wish: dispute.wish.as_ref().map(|wish| t.stored(wish.reveal())),
        urgent: dispute.urgent_words.as_ref().map(|words| t.stored(words.reveal())),
        terms,
        late: owed.first().is_some_and(|due| due < today),
        steps: dispute.steps.iter().rev().map(step).collect(),
    }
}

/// That who brought it was told, and the parents where they are owed it; for who told them.
fn told(t: T, reader: Reader, step: &register::dispute::Step) -> Vec<String> {
    if reader != Reader::School || step.event.is_own() {
        return Vec::new();
    }
    let parents = match (step.age, step.parents) {
        (_, Some(told)) => Some(t.say("dispute-parents-told").arg("on", told.on).to_string()),
        (Some(Age::Minor), None) => Some(t.get("dispute-parents-not")),
        (Some(Age::Unknown), None) => Some(t.get("dispute-parents-not-known")),
        (Some(Age::Adult) | None, None) => None,
    };
    std::iter::once(telling::said(t, step.told)).chain(parents).collect()
}

/// That the exam committee decides anew, where that was decided and stands; and by when, where a day was set. Of what the school does, by
/// when that is.
fn again(t: T, dispute: &Dispute, step: &register::dispute::Step) -> Option<String> {
    if step.event == Event::Plan {
        return step.again_by.map(|by| t.say("dispute-plan-by").arg("by", by).to_string());
    }
    let stands = dispute.annuls() && dispute.outcome().is_some_and(|(_, last)| last == step);
    stands.then(|| match step.again_by {
        Some(by) => t.say("dispute-again-by").arg("by", by).to_string(),
        None => t.get("dispute-again"),
    })
}

const STUDENT: AccountId = AccountId(Uuid::from_u128(5));
const DESK: AccountId = AccountId(Uuid::from_u128(6));
const PARENT: AccountId = AccountId(Uuid::from_u128(7));

/// How far a made-up dispute came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It was brought.
    Brought,
    /// It is asked to be handled at once.
    Urgent,
    /// The chair said so, and it is late.
    Late,
    /// Against a decision, too late, with something attached.
    Decision,
    /// Both sides were heard, and something was proposed.
    Course,
    /// Both sides agreed.
    Settled,
    /// It was decided.
    Decided,
    /// It was passed on.
    Referred,
    /// It was taken back.
    Withdrawn,
    /// It was decided, and nobody told who brought it.
    Untold,
    /// An appeal against a decision about an exam.
    Appeal,
    /// A parent brought it.
    OfParent,
    /// An appeal that is right, of who is younger than 18: their parents have yet to be told.
    Annulled,
    /// The same, where nobody knows how old they are.
    AgeUnknown,
    /// The committee of appeal took two weeks more.
    Extended,
    /// It was settled, and it was written down what the school does.
    Planned,
    /// And that was done.
    Done,
}

/// The file of the samples.
pub const fn file() -> FileId {
    FileId(Uuid::from_u128(1))
}

fn offered() -> Offered {
    let versions = people::agreement(&[people::Step::Offer], &people::who(false)).versions;
    let exams = exam::request(exam::State::Refused, 3).into_iter().collect();
    let burdens = burden::burden(burden::State::Decided).into_iter().collect();
    Offered { versions, exams, burdens }
}

/// One that came so far.
pub fn dispute(state: State, n: u128) -> Option<Dispute> {
    let now = people::now();
    let before =
        |days: i64| register::Moment { at: now.at - Duration::days(days), day: now.day - Duration::days(days) };
    let about = match state {
        State::Decision => Subject::Decision,
        State::Appeal | State::Annulled | State::AgeUnknown | State::Extended => Subject::Exam,
        _ => Subject::CarryingOut,
    };
    let urgent = matches!(state, State::Urgent | State::Late);
    let given = Lodge {
        subject: Some(about),
        words: people::WORDS.to_owned(),
        wish: people::ASKED.to_owned(),
        known_on: about.has_term().then(|| now.day - Duration::days(if about == Subject::Exam { 9 } else { 80 })),
        urgent,
        urgent_words: people::ASKED.to_owned(),
    };
    let at = before(if state == State::Late { 40 } else { 6 });
    let by = match state {
        State::OfParent => (Answerer::Guardian(GuardianId(Uuid::from_u128(8))), PARENT),
        _ => (Answerer::Student, STUDENT),
    };
    let new = lodge(&[], DisputeId(Uuid::from_u128(n)), &given, by, at).ok()?;
    let untold = |one: &Dispute, event, outcome| step(one, event, (people::ASKED, outcome), DESK, before(2)).ok();
    let told = (Some(Means::Paper), Some(before(1).day));
    let does = |one: &Dispute, event, outcome| tell(&untold(one, event, outcome)?, told, DESK, now).ok();
    match state {
        State::Brought | State::Urgent | State::OfParent => Some(new),
        State::Appeal => attach(&new, &offered().things(), &offered().things(), at).ok(),
        State::Extended => does(&new, Event::Extend, None),
        State::Annulled | State::AgeUnknown => {
            let whole = attach(&new, &offered().things(), &offered().things(), at).ok()?;
            // With a decision on an exam, and without any.
            let whole = if state == State::Annulled { whole } else { new };
            let birth = BirthDate::from_parts(now.day.year() - 17, 1, 1).filter(|_| state == State::Annulled);
            let set = (state == State::Annulled).then(|| now.day + Duration::days(14));
            let decided = untold(&whole, Event::Decide, Some(Outcome::Upheld))?;
            tell(&ruled(decided, Ruling { again_by: set, birth }).ok()?, told, DESK, now).ok()
        }
        State::Untold => untold(&new, Event::Decide, Some(Outcome::Upheld)),
        State::Late => does(&new, Event::SayUrgent, None),
        State::Decision => attach(&new, &offered().things(), &offered().things(), at).ok(),
        State::Course => does(&does(&new, Event::Hear, None)?, Event::Propose, None),
        State::Settled => does(&new, Event::Settle, None),
        State::Planned | State::Done => {
            let plan = untold(&does(&new, Event::Settle, None)?, Event::Plan, None)?;
            let planned = planned(plan, Some(now.day + Duration::days(14))).ok()?;
            let told = tell(&planned, told, DESK, now).ok()?;
            if state == State::Planned {
                return Some(told);
            }
            step(&told, Event::Done, (people::ASKED, None), DESK, now).ok()
        }
        State::Decided => does(&does(&new, Event::Hear, None)?, Event::Decide, Some(Outcome::Partly)),
        State::Referred => does(&new, Event::Refer, None),
        State::Withdrawn => step(&new, Event::Withdraw, ("", None), STUDENT, now).ok(),
    }
}

fn names() -> Names {
    [(DESK, Personal::new("Fatima Bouali".to_owned()))].into()
}

fn calendar() -> SchoolCalendar {
    SchoolCalendar { days: Calendar::dutch().clone(), holiday_weeks: Vec::new() }
}

/// The same, as the desk reads it.
pub fn view(state: State) -> Option<DisputeView> {
    let dispute = dispute(state, 1)?;
    let there = offered();
    let shown = if dispute.things().next().is_some() {
        let versions = there.versions.into_iter().map(Shown::Version);
        let exams = there.exams.into_iter().map(Shown::Exam);
        versions.chain(exams).chain(there.burdens.into_iter().map(Shown::Burden)).collect()
    } else {
        Vec::new()
    };
    Some(DisputeView {
        person: people::person(None),
        school: "Voorbeeld College".to_owned(),
        shown,
        names: names(),
        calendar: calendar(),
        parent: (state == State::OfParent).then(|| Personal::new("Wilhelmina Wijnbergen".to_owned())),
        by_mail: state == State::Untold,
        dispute,
    })
}

/// Some of one file.
pub fn own(states: &[State], guardian: bool) -> OwnDisputes {
    let disputes = (1..).zip(states).filter_map(|(n, state)| {
        let dispute = dispute(*state, n)?;
        Some(Dispute { number: u32::try_from(n).ok()?, ..dispute })
    });
    OwnDisputes {
        file: file(),
        person: people::person(None),
        school: "Voorbeeld College".to_owned(),
        disputes: disputes.collect(),
        offered: offered(),
        names: names(),
        calendar: calendar(),
        guardian,
        held: !states.is_empty(),
    }
}
