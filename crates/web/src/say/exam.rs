//! An adapted exam in words, the form that asks it, and made-up ones; the rules bring those where they stand.

use super::{
    application::programme,
    form::{Choice, Errors, Field, Input, Opt, day},
    format, people,
    reader::Reader,
    telling,
    words::T,
};
use register::{
    AccountId, EnrolmentId, ExamId, FileId, Personal, VersionId,
    agreement::Answerer,
    exam::{
        Ask, Asker, Decide, Decision, Event, ExamPeriod, Facility, Frame, Ground, MAX_OTHER, MAX_WORDS, Matter, Part,
        Request, Stand, Status, Terms, Wrong, annulled, appeal_until, ask, decide, seen, tell, turn,
    },
    intake::talk::Means,
    law::{Calendar, Evidence, Validity},
    programme::{Crebo, Programmes},
};
use store::{
    agreement::names::Names,
    exam::{Arranged, Enrolled, ExamView, ExamsOf},
};
use time::{Date, Duration};
use uuid::Uuid;

/// Where it stands.
pub fn status(t: T, status: Status) -> String {
    t.get(match status {
        Status::Asked => "exam-status-asked",
        Status::Granted => "exam-status-granted",
        Status::Partly => "exam-status-partly",
        Status::Refused => "exam-status-refused",
        Status::Again => "exam-status-again",
        Status::Withdrawn => "exam-status-withdrawn",
        Status::Ended => "exam-status-ended",
    })
}

/// On which list it stands.
pub fn stand(t: T, stand: Stand) -> String {
    t.get(match stand {
        Stand::Asked => "exam-status-asked",
        Stand::ToTell => "exam-stand-to-tell",
        Stand::Granted => "exam-status-granted",
        Stand::Partly => "exam-status-partly",
        Stand::Refused => "exam-status-refused",
        Stand::Withdrawn => "exam-status-withdrawn",
        Stand::Ended => "exam-status-ended",
    })
}

/// Why it is asked.
pub fn ground(t: T, reader: Reader, ground: Ground) -> String {
    match ground {
        Ground::Support => t.get("exam-ground-support"),
        Ground::Passing => t.get("exam-ground-passing"),
        Ground::Language => {
            t.get(reader.of("exam-ground-language", "exam-ground-language-own", "exam-ground-language-parent"))
        }
    }
}

/// An enrolment: since when, and for which programme, by its name.
pub fn enrolment(t: T, list: &Programmes, one: &Enrolled, today: Date) -> String {
    match one.programme {
        Some(_) => {
            let called = programme(t, list, one.programme, today);
            t.say("exam-enrolment-of").arg("from", one.from).arg("programme", called).to_string()
        }
        None => t.say("exam-enrolment").arg("from", one.from).to_string(),
    }
}

/// What is adapted.
pub fn facility(t: T, facility: Facility) -> String {
    t.get(match facility {
        Facility::ExtraTime => "exam-facility-extra_time",
        Facility::QuietRoom => "exam-facility-quiet_room",
        Facility::Spoken => "exam-facility-spoken",
        Facility::LargePrint => "exam-facility-large_print",
        Facility::SpellChecker => "exam-facility-spell_checker",
        Facility::Laptop => "exam-facility-laptop",
        Facility::Dictionary => "exam-facility-dictionary",
        Facility::Other => "exam-facility-other",
    })
}

/// Some of them, each as people read it: with minutes where those are known, and the other one in its own words.
pub fn facilities(t: T, all: &[Facility], minutes: Option<u16>, other: Option<&Personal<String>>) -> Vec<String> {
    let one = |one: &Facility| match (one, minutes, other) {
        (Facility::ExtraTime, Some(minutes), _) => {
            t.say("exam-minutes").arg("minutes", usize::from(minutes)).to_string()
        }
        (Facility::Other, _, Some(words)) => t.stored(words.reveal()),
        _ => facility(t, *one),
    };
    all.iter().map(one).collect()
}

/// In short, for a line of a list.
pub fn short(t: T, all: &[Facility]) -> String {
    all.iter().map(|one| facility(t, *one)).collect::<Vec<_>>().join(", ")
}

/// Until when one can appeal, and where: from the day on which the student was told, else as long after that.
pub fn appeal(t: T, matter: Matter<'_>, calendar: &Calendar) -> String {
    match appeal_until(matter, calendar) {
        Some(until) => t.say("exam-appeal").arg("until", until).to_string(),
        None => t.get("exam-appeal-untold"),
    }
}

/// From when till when a decision holds: with the enrolment that it is for it ends too; one that is for none goes on.
pub fn holds(t: T, decision: &Decision, enrolled: &[Enrolled]) -> String {
    let ended = |id| enrolled.iter().find(|one| one.id == id).and_then(|one| one.until);
    match decision.last_day(ended) {
        Some(until) => t.say("exam-holds-until").arg("from", decision.from).arg("until", until).to_string(),
        None if decision.enrolment.is_none() => t.say("exam-holds-on").arg("from", decision.from).to_string(),
        None => t.say("exam-holds").arg("from", decision.from).to_string(),
    }
}

/// Of what does not hold on each day of a period: on which days it does.
pub fn part_of(t: T, period: &ExamPeriod, one: &Arranged) -> Option<String> {
    let until = one.until.map_or(period.until, |until| until.min(period.until));
    (one.from > period.from || until < period.until)
        .then(|| t.say("exam-holds-until").arg("from", one.from).arg("until", until).to_string())
}

/// A decision, as people read it.
pub struct Decided {
    /// Who and when.
    pub by: String,
    /// What is granted, each in words.
    pub granted: Vec<String>,
    /// What is not.
    pub not: Vec<String>,
    /// Why.
    pub reason: String,
    /// From when till when; `None` where nothing is granted.
    pub holds: Option<String>,
    /// For which enrolment, where there is more than one.
    pub enrolment: Option<String>,
    /// That the student was told, or was not; `None` for a parent who reads what is granted only.
    pub told: Option<String>,
}

/// A request, as people read it.
pub struct Card {
    /// Its identifier.
    pub id: String,
    /// What stands, for who takes it back or ends it.
    pub stand: String,
    /// 1 for the first of its file.
    pub number: u32,
    /// What is asked.
    pub wanted: Vec<String>,
    /// Where it stands.
    pub status: String,
    /// Something is granted.
    pub granted: bool,
    /// A decision is owed.
    pub waits: bool,
    /// It can be taken back.
    pub withdraw: bool,
    /// What was decided can be ended.
    pub end: bool,
    /// How what is granted, and what is not, is called for who reads it.
    pub labels: [String; 2],
    /// Who asked, and when.
    pub asked: String,
    /// Why.
    pub ground: String,
    /// In words.
    pub why: String,
    /// What else is known: the exam, the term, what must be shown.
    pub facts: Vec<String>,
    /// The decisions, the last first.
    pub decided: Vec<Decided>,
    /// Until when the last can be appealed, while it stands: also where all was granted, on terms.
    pub appeal: Option<String>,
    /// What was looked at again, taken back or ended, with why.
    pub turns: Vec<(String, Option<String>)>,
}

/// What a request is read with.
pub struct Around<'a> {
    /// Who reads it.
    pub reader: Reader,
    /// Those of the school who did something, by name.
    pub names: &'a Names,
    /// The enrolments of the student.
    pub enrolled: &'a [Enrolled],
    /// What their programmes are called.
    pub programmes: &'a Programmes,
    /// By what terms are counted.
    pub calendar: &'a Calendar,
}

impl<'a> Around<'a> {
    /// The page of one request.
    pub fn view(view: &'a ExamView) -> Self {
        Self {
            reader: Reader::School,
            names: &view.names,
            enrolled: &view.enrolled,
            programmes: &view.programmes,
            calendar: &view.calendar,
        }
    }

    /// The pages of a file.
    pub fn of(reader: Reader, of: &'a ExamsOf) -> Self {
        Self { reader, names: &of.names, enrolled: &of.enrolled, programmes: &of.programmes, calendar: &of.calendar }
    }
}

/// A request in words. `today`: what is late is said.
pub fn card(t: T, request: &Request, around: &Around<'_>, today: Date) -> Card {
    let &Around { reader, names, enrolled, programmes, calendar } = around;
    let by = |account: AccountId| names.get(&account).map_or("", |name| name.reveal().as_str());
    let asked = match request.by {
        Asker::Own(Answerer::Student) => t
            .say(reader.of("exam-asked-student", "exam-asked-student-own", "exam-asked-student-parent"))
            .arg("on", request.at.day)
            .to_string(),
        Asker::Own(Answerer::Guardian(_)) => t.say("exam-asked-guardian").arg("on", request.at.day).to_string(),
        Asker::School => t.say("exam-asked-by").arg("by", by(request.account)).arg("on", request.at.day).to_string(),
    };
    let mut facts = Vec::new();
    facts.extend(request.dutch_since.map(|since| t.say("exam-dutch-since").arg("on", since).to_string()));
    facts.extend(request.exam_on.map(|on| t.say("exam-on").arg("on", on).to_string()));
    let waits = request.status.waits();
    if waits {
        facts.push(match request.due {
            Some(due) if due < today => t.say("exam-due-late").arg("by", due).to_string(),
            Some(due) => t.say("exam-due").arg("by", due).to_string(),
            None => t.get("exam-no-term"),
        });
    }
    match request.seen {
        Some((account, at)) => facts.push(t.say("exam-seen").arg("by", by(account)).arg("on", at.day).to_string()),
        None if waits && request.ground != Ground::Language => facts.push(t.get(match request.evidence {
            Evidence::None => "exam-show-none",
            Evidence::UnlessKnown => "exam-show-unless-known",
            Evidence::ExpertStatement => "exam-show-statement",
        })),
        None => {}
    }
    let other = request.other.as_ref();
    let decided = |one: &Decision| {
        let not: Vec<Facility> = request.wanted.iter().copied().filter(|what| !one.granted.contains(what)).collect();
        Decided {
            by: t.say("exam-decided").arg("by", by(one.by)).arg("on", one.at.day).to_string(),
            granted: facilities(t, &one.granted, one.minutes, other),
            not: facilities(t, &not, None, other),
            reason: t.stored(one.reason.reveal()),
            holds: (!one.granted.is_empty()).then(|| holds(t, one, enrolled)),
            enrolment: (one.enrolment.filter(|_| enrolled.len() > 1))
                .and_then(|id| enrolled.iter().find(|other| other.id == id))
                .map(|of| t.say("exam-for-enrolment").arg("what", enrolment(t, programmes, of, today)).to_string()),
            told: match (reader, one.told) {
                (Reader::School, told) => Some(telling::said(t, told)),
                (Reader::Student, Some(told)) => Some(t.say("exam-told-own").arg("on", told.on).to_string()),
                (Reader::Parent, Some(told)) if !one.reason.reveal().is_empty() => {
                    Some(t.say("exam-told-parent").arg("on", told.on).to_string())
                }
                (Reader::Student | Reader::Parent, _) => None,
            },
        }
    };
    // A parent who reads what is granted and nothing of why has no part in it.
    let part = |matter: &Matter<'_>| match matter {
        Matter::Decision(one) => !one.reason.reveal().is_empty(),
        Matter::Turn(_) => true,
    };
    let appeal = request.appealable().filter(part).map(|matter| appeal(t, matter, calendar));
    Card {
        id: request.id.to_string(),
        stand: request.turned_so_far().code(),
        number: request.number,
        wanted: facilities(t, &request.wanted, None, other),
        status: status(t, request.status),
        granted: request.holds(),
        waits,
        withdraw: request.status.on(Event::Withdraw).is_some(),
        end: request.status.on(Event::End).is_some(),
        labels: [
            t.get(reader.of("exam-granted", "exam-granted-own", "exam-granted-parent")),
            t.get(reader.of("exam-not-granted", "exam-not-granted-own", "exam-not-granted-parent")),
        ],
        asked,
        ground: ground(t, reader, request.ground),
        why: t.stored(request.why.reveal()),
        facts,
        decided: request.decisions.iter().rev().map(decided).collect(),
        appeal,
        turns: (request.turns.iter())
            .map(|turn| {
                let key = match turn.event {
                    Event::Revise => "exam-turn-revise",
                    Event::Annul => reader.of("exam-turn-annul", "exam-turn-annul-own", "exam-turn-annul-parent"),
                    Event::Restore => "exam-turn-restore",
                    Event::End if turn.by_school() => "exam-turn-end-school",
                    Event::End => "exam-turn-end",
                    Event::Withdraw | Event::Grant | Event::GrantPart | Event::Refuse => "exam-turn-withdraw",
                };
                let mut said = t.say(key).arg("on", turn.at.day).to_string();
                if reader == Reader::School && matches!(request.untold(), Some(Matter::Turn(one)) if one == turn) {
                    said = format!("{said} {}", t.get("told-not"));
                }
                (said, turn.why.as_ref().map(|why| t.stored(why.reveal())))
            })
            .collect(),
    }
}

/// Names of the fields of the form that asks.
const GROUND: &str = "reden";
const SINCE: &str = "sinds";
const WANTED: &str = "wat";
const OTHER: &str = "anders";
const ABOUT: &str = "afspraak";
const WHY: &str = "waarom";
const EXAM: &str = "examen";

/// The form that asks.
pub struct AskForm {
    /// Why.
    pub ground: Choice,
    /// Since when there was education in Dutch.
    pub since: Field,
    /// What.
    pub wanted: Choice,
    /// The other adaptation.
    pub other: Field,
    /// Which measure of the agreement; absent where there is none about exams.
    pub about: Option<Choice>,
    /// What makes it needed.
    pub why: Field,
    /// The day of the first exam.
    pub exam: Field,
}

/// A measure of an agreement, as it stands in a form.
fn measure((version, at): (VersionId, u32)) -> String {
    format!("{version}-{at}")
}

fn read_measure(typed: &str) -> Option<(VersionId, u32)> {
    let (version, at) = typed.split_once('-')?;
    Some((version.parse().ok()?, at.parse().ok()?))
}

impl AskForm {
    /// The form, as it was filled in.
    pub fn new(t: T, reader: Reader, offered: &[(VersionId, u32, String)], input: &Input, errors: &Errors) -> Self {
        let ask = |school, student, parent| t.get(reader.of(school, student, parent));
        let grounds = Ground::ALL.iter().map(|one| Opt::new(one.code(), ground(t, reader, *one))).collect();
        let wanted = Facility::ALL.iter().map(|one| Opt::new(one.code(), facility(t, *one))).collect();
        let mut measures: Vec<Opt> =
            offered.iter().map(|(version, at, text)| Opt::new(measure((*version, *at)), text)).collect();
        measures.push(Opt::new("", t.get("exam-ask-about-none")));
        let about = Choice::new(ABOUT, t.get("exam-ask-about"), measures);
        Self {
            ground: Choice::new(GROUND, t.get("exam-ask-ground"), grounds)
                .hint(t.get("exam-ask-ground-hint"))
                .filled(t, input, errors),
            since: Field::text(SINCE, ask("exam-ask-since", "exam-ask-since-own", "exam-ask-since-parent"))
                .hint(t.get("exam-ask-since-hint"))
                .optional()
                .filled(t, input, errors),
            wanted: Choice::new(
                WANTED,
                ask("exam-ask-wanted", "exam-ask-wanted-own", "exam-ask-wanted-parent"),
                wanted,
            )
            .filled(t, input, errors),
            other: Field::text(OTHER, t.get("exam-ask-other")).optional().filled(t, input, errors),
            about: (!offered.is_empty()).then(|| about.filled_or(t, input, errors, "")),
            why: Field::text(WHY, ask("exam-ask-why", "exam-ask-why-own", "exam-ask-why-parent"))
                .hint(t.get("exam-ask-why-hint"))
                .not_here(t.get("assess-words-not-here"))
                .rows(3)
                .filled(t, input, errors),
            exam: Field::text(EXAM, ask("exam-ask-exam", "exam-ask-exam-own", "exam-ask-exam-parent"))
                .hint(t.get("exam-ask-exam-hint"))
                .optional()
                .filled(t, input, errors),
        }
    }

    /// Reads the form.
    pub fn parse(input: &Input) -> (Ask, Errors) {
        let mut errors = Errors::none();
        let wanted = input.all(WANTED).filter_map(Facility::from_code).collect();
        let ground = Ground::from_code(input.text(GROUND));
        let given = Ask {
            ground,
            // Who asks for another reason may have typed a day first and chosen after.
            dutch_since: (ground == Some(Ground::Language)).then(|| day(input, SINCE, &mut errors)).flatten(),
            wanted,
            other: input.raw(OTHER).to_owned(),
            about: read_measure(input.text(ABOUT)),
            why: input.raw(WHY).to_owned(),
            exam_on: day(input, EXAM, &mut errors),
        };
        (given, errors)
    }

    /// Adds what the rules found wrong, beside the fields, in their order.
    pub fn wrong(t: T, parts: Vec<(Part, Wrong)>, errors: Errors) -> Errors {
        let field = |part| match part {
            Part::Ground => GROUND,
            Part::DutchSince => SINCE,
            Part::Other => OTHER,
            Part::Why => WHY,
            Part::ExamOn => EXAM,
            Part::Wanted
            | Part::Granted
            | Part::Minutes
            | Part::Reason
            | Part::From
            | Part::Until
            | Part::Enrolment => WANTED,
        };
        wrong(t, parts, errors, field).in_order(&[GROUND, SINCE, WANTED, OTHER, ABOUT, WHY, EXAM])
    }

    /// Too many requests wait already.
    pub fn full() -> Errors {
        Errors::one(WANTED, "error-exam-too-many-open")
    }

    /// Everything that can be wrong, for samples.
    pub fn samples_of_errors() -> Errors {
        let mut errors = Errors::one(GROUND, "error-exam-ground");
        errors.add_with(SINCE, "error-exam-six-years", vec![("on", "1 september 2026".to_owned())]);
        errors.add(WANTED, "error-exam-language");
        errors.add(OTHER, "error-exam-other");
        errors.add(WHY, "error-exam-why");
        errors.add(EXAM, "error-exam-past");
        errors
    }
}

/// Adds what the rules found wrong, at the field of each part. A field that is wrong already is not told twice.
pub fn wrong(t: T, parts: Vec<(Part, Wrong)>, mut errors: Errors, field: impl Fn(Part) -> &'static str) -> Errors {
    for (part, wrong) in parts {
        let at = field(part);
        if errors.fields().any(|known| known == at) {
            continue;
        }
        let on = |day: Date| vec![("on", format::date(t.lang(), day))];
        match wrong {
            Wrong::Field(problem) => {
                let max = if part == Part::Other { MAX_OTHER } else { MAX_WORDS };
                let missing = match part {
                    Part::Ground => "error-exam-ground",
                    Part::DutchSince => "error-exam-since",
                    Part::Wanted | Part::Granted => "error-exam-wanted",
                    Part::Other => "error-exam-other",
                    Part::Why => "error-exam-why",
                    Part::Minutes => "error-exam-minutes",
                    Part::Reason => "error-exam-reason",
                    Part::ExamOn | Part::From | Part::Until => "error-exam-from",
                    Part::Enrolment => "error-exam-enrolment",
                };
                errors.extend(Errors::text(at, problem, missing, max));
            }
            Wrong::Past => errors.add(at, "error-exam-past"),
            Wrong::Before if part == Part::DutchSince => errors.add(at, "error-exam-since-future"),
            Wrong::Before => errors.add(at, "error-exam-backwards"),
            Wrong::SixYears(day) if part == Part::DutchSince => {
                errors.add_with(at, "error-exam-six-years", on(day));
            }
            Wrong::SixYears(day) => errors.add_with(at, "error-exam-language-until", on(day)),
            Wrong::SchoolYear(day) => errors.add_with(at, "error-exam-year-until", on(day)),
            Wrong::NotForLanguage => errors.add(at, "error-exam-language"),
            Wrong::TooMany(most) => errors.add_with(at, "error-exam-too-many", vec![("most", most.to_string())]),
            Wrong::NotAsked => errors.add(at, "error-exam-not-asked"),
        }
    }
    errors
}

const STAFF: AccountId = people::staff();
const OFFICE: AccountId = AccountId(Uuid::from_u128(6));

/// How far a made-up request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The student asked.
    Asked,
    /// A coach asked, and what must be shown was not seen.
    ToShow,
    /// On the ground of language.
    Language,
    /// It waits too long.
    Late,
    /// All of it.
    Granted,
    /// A part.
    Partly,
    /// Nothing.
    Refused,
    /// It was looked at again.
    Again,
    /// Who asked took it back.
    Withdrawn,
    /// It is not needed any more.
    Ended,
    /// The school ended it, and told the student.
    Stopped,
    /// The school took back what the student asked, and told them.
    TakenBack,
    /// It was decided, and nobody told the student.
    Untold,
    /// The committee of appeal annulled it.
    Annulled,
}

/// The file of the samples.
pub const fn file() -> FileId {
    FileId(Uuid::from_u128(1))
}

/// One that came so far.
pub fn request(state: State, n: u128) -> Option<Request> {
    let now = people::now();
    let language = state == State::Language;
    let given = Ask {
        ground: Some(if language { Ground::Language } else { Ground::Support }),
        dutch_since: language.then(|| now.day - Duration::days(700)),
        wanted: if language {
            vec![Facility::ExtraTime, Facility::Dictionary]
        } else {
            vec![Facility::ExtraTime, Facility::QuietRoom, Facility::Other]
        },
        other: "Een pauze na elk uur".to_owned(),
        about: None,
        why: people::ASKED.to_owned(),
        exam_on: Some(now.day + Duration::days(40)),
    };
    let evidence = if state == State::ToShow { Evidence::ExpertStatement } else { Evidence::UnlessKnown };
    let due = if state == State::Late { now.day - Duration::days(3) } else { now.day + Duration::days(14) };
    let asker = if state == State::ToShow { Asker::School } else { Asker::Own(Answerer::Student) };
    let terms = Terms { due: Some(due), evidence };
    let asked = ask(&[], ExamId(Uuid::from_u128(n)), &given, (asker, STAFF), terms, now).ok()?;
    let granted = match state {
        State::Asked | State::ToShow | State::Language | State::Late => return Some(asked),
        State::Withdrawn => return turn(&asked, Event::Withdraw, ("", false), STAFF, now).ok(),
        State::TakenBack => {
            let back = turn(&asked, Event::Withdraw, (people::ASKED, true), OFFICE, now).ok()?;
            return tell(&back, (Some(Means::Paper), Some(now.day)), OFFICE, now).ok();
        }
        State::Refused => Vec::new(),
        State::Partly | State::Annulled => vec![Facility::ExtraTime],
        State::Granted | State::Again | State::Ended | State::Stopped | State::Untold => asked.wanted.clone(),
    };
    let given = Decide {
        granted,
        minutes: Some(30),
        reason: people::ASKED.to_owned(),
        from: Some(now.day),
        until: (state == State::Partly).then(|| now.day + Duration::days(300)),
        enrolment: None,
    };
    let asked = seen(&asked, OFFICE, now).ok()?;
    let of: Vec<_> = enrolled().iter().map(|one| one.id).take(1).collect();
    let frame = Frame { validity: Validity::Enrolment, enrolments: &of };
    let decided = decide(&asked, &given, frame, OFFICE, now).ok()?;
    if state == State::Untold {
        return Some(decided);
    }
    let decided = tell(&decided, (Some(Means::Paper), Some(now.day)), OFFICE, now).ok()?;
    match state {
        State::Annulled => {
            let said = Personal::new(people::ASKED.to_owned());
            annulled(&decided, &said, now.day + Duration::days(14), OFFICE, now)
        }
        State::Again => turn(&decided, Event::Revise, (people::ASKED, true), OFFICE, now).ok(),
        State::Ended => turn(&decided, Event::End, ("", false), STAFF, now).ok(),
        State::Stopped => {
            let ended = turn(&decided, Event::End, (people::ASKED, true), OFFICE, now).ok()?;
            tell(&ended, (Some(Means::Paper), Some(now.day)), OFFICE, now).ok()
        }
        _ => Some(decided),
    }
}

fn names() -> Names {
    let names = [(STAFF, "Noor van der Wetering-Bakker"), (OFFICE, "Fatima Bouali")];
    names.map(|(account, name)| (account, Personal::new(name.to_owned()))).into()
}

/// Two enrolments.
pub fn enrolled() -> Vec<Enrolled> {
    let from = people::now().day - Duration::days(400);
    let one = |n: u128, from, until| Enrolled {
        id: EnrolmentId(Uuid::from_u128(n)),
        number: n.to_string(),
        programme: Crebo::parse("25655"),
        from,
        until,
    };
    vec![one(1, from, None), one(2, from + Duration::days(200), None)]
}

/// The same, as the exam office reads it.
pub fn view(state: State) -> Option<ExamView> {
    let request = request(state, 1)?;
    Some(ExamView {
        person: people::person(None),
        school: "Voorbeeld College".to_owned(),
        measure: Some("Extra tijd bij toetsen en examens.".to_owned()),
        validity: Validity::Enrolment,
        ahead: Some(people::now().day - Duration::days(1)),
        enrolled: enrolled(),
        programmes: Programmes::default(),
        calendar: Calendar::dutch().clone(),
        by_mail: state == State::Untold,
        names: names(),
        request,
    })
}

/// Some of one file.
pub fn of_file(states: &[State]) -> ExamsOf {
    let requests = (1..).zip(states).filter_map(|(n, state)| {
        let request = request(*state, n)?;
        Some(Request { number: u32::try_from(n).ok()?, ..request })
    });
    ExamsOf {
        file: file(),
        person: people::person(None),
        requests: requests.collect(),
        offered: vec![(people::version_id(1), 2, "Extra tijd bij toetsen en examens.".to_owned())],
        enrolled: enrolled(),
        programmes: Programmes::default(),
        calendar: Calendar::dutch().clone(),
        held: states.is_empty(),
        names: names(),
    }
}
