//! What a workplace is told: measures that the student chose, and the student's own words, to one trainer, until a day. The student
//! says yes, or a parent of one below 16, and takes it back at once and without a reason. It ends with the placement.
//!
//! The trainer reads by a share ([`crate::share`]) that is made when the yes is there, and never before.

use super::Workplace;
use crate::agreement::{Line, LineContent, Version};
use crate::email::EmailAddress;
use crate::field::{self, FieldProblem, Problem};
use crate::meeting::Consenter;
use crate::{AccountId, Moment, Personal, ShareId, VersionId, codes};
use time::Date;

/// The most characters of own words.
pub const MAX_OWN: usize = 1_000;

codes! {
    /// Where it stands.
    pub enum State {
        /// The student was asked.
        Asked = "asked",
        /// The student said yes, and it is shared.
        Agreed = "agreed",
        /// The student said no, took the yes back, or the school took the question back.
        Stopped = "stopped",
        /// Its last day went by, or the placement ended.
        Over = "over",
    }
}

codes! {
    /// Fields of the form.
    pub enum Field {
        /// Who is told.
        Name = "name",
        /// Their address.
        Email = "email",
        /// Until when.
        Until = "until",
        /// What is told.
        What = "what",
        /// The student's own words.
        Own = "own",
    }
}

/// What is filled in.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Who is told.
    pub name: String,
    /// Their address, as it was typed.
    pub email: String,
    /// The last day; `None` when it is no date.
    pub until: Option<Date>,
    /// The version that they were shown, which must be the one in force: places in another are other lines.
    pub version: Option<VersionId>,
    /// Which lines of it, by their place.
    pub lines: Vec<usize>,
    /// The student's own words.
    pub own: String,
    /// The trainer is written to in English.
    pub english: bool,
}

/// What a workplace is told, or is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// 1 for the first of its file.
    pub number: u32,
    /// Of which placement.
    pub of: u32,
    /// Who is told.
    pub name: Personal<String>,
    /// Their address.
    pub email: Personal<String>,
    /// In English.
    pub english: bool,
    /// The last day.
    pub until: Date,
    /// Which version, and which of its lines.
    pub version: VersionId,
    /// The places of those lines.
    pub lines: Vec<usize>,
    /// The student's own words; may be empty.
    pub own: Personal<String>,
    /// When it was asked, and by whom.
    pub asked: (Moment, AccountId),
    /// When somebody said yes, who, and with which share the trainer reads it.
    pub agreed: Option<(Moment, AccountId, ShareId)>,
    /// From which day a yes of a parent is asked of the student anew: the 16th birthday. `None` of the student's own.
    pub anew_on: Option<Date>,
    /// When it was stopped, and by whom.
    pub stopped: Option<(Moment, AccountId)>,
}

impl Told {
    /// Where it stands on a day, with its placement.
    pub fn state(&self, of: &Workplace, today: Date) -> State {
        match (self.stopped, self.agreed) {
            (Some(_), _) => State::Stopped,
            (None, _) if today > self.until.min(of.last()) => State::Over,
            (None, Some(_)) if self.anew_on.is_none_or(|on| today < on) => State::Agreed,
            (None, Some(_) | None) => State::Asked,
        }
    }

    /// What is read of it on a day: of the lines that were chosen those that run, in the words that were agreed, as far as the version in
    /// force has them so and lets them run too. A line that was changed since is another one, to which nobody said yes.
    pub fn reads<'v>(&self, chosen: &'v Version, in_force: Option<&Version>, today: Date) -> Vec<&'v Line> {
        let Some(now) = in_force else { return Vec::new() };
        let runs = |line: &LineContent| line.from <= today && line.until.is_none_or(|until| today <= until);
        let same = |one: &LineContent, other: &LineContent| {
            (one.kind, &one.text, &one.details, &one.who, one.place)
                == (other.kind, &other.text, &other.details, &other.who, other.place)
        };
        let holds = |line: &&Line| runs(line) && now.lines.iter().any(|other| same(line, other) && runs(other));
        self.lines.iter().filter_map(|at| chosen.lines.get(*at)).filter(holds).collect()
    }
}

/// Why it is not asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is wrong with the form: at least one.
    #[error("it is not whole")]
    Fields(Vec<FieldProblem<Field>>),
    /// The address is none.
    #[error("no address")]
    NoAddress,
    /// The last day is before today, or after the last day of the placement.
    #[error("until {0} at the latest")]
    Until(Date),
    /// The placement is over.
    #[error("the placement is over")]
    Over,
    /// Something else is in force than what they were shown.
    #[error("another version is in force")]
    Meanwhile,
    /// The same was asked about the same person: it was sent twice.
    #[error("number {0} is the same")]
    Already(u32),
    /// Something else is asked about the same person, or told them: that is to be stopped first.
    #[error("number {0} is about the same person")]
    Told(u32),
}

/// Asks to tell somebody at a workplace something.
///
/// # Errors
/// The first [`Refusal`] that applies.
pub fn ask(
    known: &[Told],
    of: &Workplace,
    in_force: Option<&Version>,
    draft: &Draft,
    by: AccountId,
    now: Moment,
) -> Result<Told, Refusal> {
    if !of.open(now.day) && of.last() < now.day {
        return Err(Refusal::Over);
    }
    if draft.version != in_force.map(|version| version.id) {
        return Err(Refusal::Meanwhile);
    }
    let mut problems = Vec::new();
    let mut wrong = |field, problem| problems.push(FieldProblem::new(field, problem));
    let name = field::text(&draft.name, crate::share::LONGEST_NAME).map_err(|why| wrong(Field::Name, why)).ok();
    if draft.email.trim().is_empty() {
        wrong(Field::Email, Problem::Missing);
    }
    if draft.until.is_none() {
        wrong(Field::Until, Problem::Missing);
    }
    let own = field::optional_text(&draft.own, MAX_OWN).map_err(|why| wrong(Field::Own, why)).ok();
    let count = in_force.map_or(0, |version| version.lines.len());
    let mut lines: Vec<usize> = draft.lines.iter().copied().filter(|at| *at < count).collect();
    lines.sort_unstable();
    lines.dedup();
    if lines.is_empty() {
        wrong(Field::What, Problem::Missing);
    }
    let (Some(name), Some(own), Some(until), Some(version), true) =
        (name, own, draft.until, in_force, problems.is_empty())
    else {
        return Err(Refusal::Fields(problems));
    };
    let email = EmailAddress::new(&draft.email).map_err(|_| Refusal::NoAddress)?;
    if until < now.day || until > of.last() {
        return Err(Refusal::Until(of.last()));
    }
    let open = |one: &&Told| {
        one.of == of.number
            && matches!(one.state(of, now.day), State::Asked | State::Agreed)
            && EmailAddress::new(one.email.reveal()).is_ok_and(|other| other == email)
    };
    if let Some(one) = known.iter().find(open) {
        let asked = (&name, &own.clone().unwrap_or_default(), until, version.id, &lines, draft.english);
        let stands = (one.name.reveal(), one.own.reveal(), one.until, one.version, &one.lines, one.english);
        return Err(if asked == stands { Refusal::Already(one.number) } else { Refusal::Told(one.number) });
    }
    Ok(Told {
        number: known.iter().map(|one| one.number).max().unwrap_or_default().saturating_add(1),
        of: of.number,
        name: name.into(),
        email: email.as_str().to_owned().into(),
        english: draft.english,
        until,
        version: version.id,
        lines,
        own: own.unwrap_or_default().into(),
        asked: (now, by),
        agreed: None,
        anew_on: None,
        stopped: None,
    })
}

/// Why a yes is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum YesRefusal {
    /// It is somebody else's to say.
    #[error("of {0:?}")]
    Whose(Option<Consenter>),
    /// There is one.
    #[error("agreed already")]
    Already,
    /// It was stopped, or is over.
    #[error("it stands otherwise")]
    Stands(State),
}

/// Whether this person's yes counts: the student's from 16, a parent's below. Where nobody knows how old the student is, nobody's.
///
/// # Errors
/// Why not.
pub fn may_agree(
    one: &Told,
    of: &Workplace,
    needed: Option<Consenter>,
    guardian: bool,
    today: Date,
) -> Result<(), YesRefusal> {
    match one.state(of, today) {
        State::Agreed => return Err(YesRefusal::Already),
        state @ (State::Stopped | State::Over) => return Err(YesRefusal::Stands(state)),
        State::Asked => {}
    }
    match (needed, guardian) {
        (Some(Consenter::Student), false) | (Some(Consenter::Guardian), true) => Ok(()),
        (Some(Consenter::Student), true) | (Some(Consenter::Guardian), false) | (None, _) => {
            Err(YesRefusal::Whose(needed))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::LineDraft;
    use crate::fixtures::{account_id, at, day, line, line_draft, version_id};
    use crate::workplace::fixture;

    fn version(lines: Vec<Line>) -> Version {
        use crate::agreement::Status;
        Version {
            id: version_id(1),
            number: 1,
            subjects: Vec::new(),
            proposed: at("2026-02-01"),
            proposed_by: account_id(),
            lines,
            status: Status::InForce,
            status_since: at("2026-02-01"),
            answers: Vec::new(),
            replies: Vec::new(),
            evaluations: Vec::new(),
            closed: None,
        }
    }

    fn draft() -> Draft {
        Draft {
            name: "K. Bakker".into(),
            email: "k.bakker@bedrijf.example".into(),
            until: Some(day("2026-05-01")),
            version: Some(version_id(1)),
            lines: vec![0],
            own: String::new(),
            english: false,
        }
    }

    #[test]
    fn what_is_told_is_chosen_and_no_longer_than_the_placement() {
        let of = fixture("2026-02-01", "2026-06-30");
        let holds = version(vec![line(None), line(None)]);
        let missing = |field| Some(Refusal::Fields(vec![FieldProblem::new(field, Problem::Missing)]));
        let last = Some(Refusal::Until(day("2026-06-30")));
        type Change = fn(&mut Draft);
        let cases: [(&str, Change, Option<Refusal>); 11] = [
            ("as it should be", |_| {}, None),
            ("the last day", |d| d.until = Some(day("2026-06-30")), None),
            ("a day longer", |d| d.until = Some(day("2026-07-01")), last.clone()),
            ("yesterday", |d| d.until = Some(day("2026-02-28")), last),
            ("nothing", |d| d.lines.clear(), missing(Field::What)),
            ("what is not there", |d| d.lines = vec![2], missing(Field::What)),
            ("nobody", |d| d.name = " ".into(), missing(Field::Name)),
            ("nowhere", |d| d.email.clear(), missing(Field::Email)),
            ("half an address", |d| d.email = "k@".into(), Some(Refusal::NoAddress)),
            ("another version", |d| d.version = Some(version_id(2)), Some(Refusal::Meanwhile)),
            ("no version", |d| d.version = None, Some(Refusal::Meanwhile)),
        ];
        for (what, change, expected) in cases {
            let mut draft = draft();
            change(&mut draft);
            let asked = ask(&[], &of, Some(&holds), &draft, account_id(), at("2026-03-01"));
            assert_eq!(asked.err(), expected, "{what}");
        }
        let first = ask(&[], &of, Some(&holds), &draft(), account_id(), at("2026-03-01")).unwrap();
        let capitals = Draft { email: "K.Bakker@BEDRIJF.example".into(), ..draft() };
        let again = ask(std::slice::from_ref(&first), &of, Some(&holds), &capitals, account_id(), at("2026-03-02"));
        assert_eq!(again.err(), Some(Refusal::Already(1)));
        let more = Draft { lines: vec![0, 1], ..draft() };
        let more = ask(std::slice::from_ref(&first), &of, Some(&holds), &more, account_id(), at("2026-03-02"));
        assert_eq!(more.err(), Some(Refusal::Told(1)), "what is asked otherwise does not vanish");
        let over = ask(&[], &of, Some(&holds), &draft(), account_id(), at("2026-07-01"));
        assert_eq!(over.err(), Some(Refusal::Over));
        let nothing = ask(&[], &of, None, &draft(), account_id(), at("2026-03-01"));
        assert_eq!(nothing.err(), Some(Refusal::Meanwhile), "nothing holds any more");
        let never = Draft { version: None, ..draft() };
        let nothing = ask(&[], &of, None, &never, account_id(), at("2026-03-01"));
        assert_eq!(nothing.err(), missing(Field::What), "nothing holds");
    }

    #[test]
    fn the_yes_is_the_students_from_16_and_a_parents_below() {
        let of = fixture("2026-02-01", "2026-06-30");
        let holds = version(vec![line(None)]);
        let one = ask(&[], &of, Some(&holds), &draft(), account_id(), at("2026-03-01")).unwrap();
        let (student, parent) = (Some(Consenter::Student), Some(Consenter::Guardian));
        for (needed, guardian, counts) in [
            (student, false, true),
            (student, true, false),
            (parent, true, true),
            (parent, false, false),
            (None, false, false),
            (None, true, false),
        ] {
            let may = may_agree(&one, &of, needed, guardian, day("2026-03-02"));
            assert_eq!(may.is_ok(), counts, "{needed:?} {guardian}");
        }
        let mut agreed = one.clone();
        agreed.agreed = Some((at("2026-03-02"), account_id(), ShareId(uuid::Uuid::nil())));
        // A parent said yes, and the student turns 16 on 1 April: from that day it is asked of the student.
        let parents = Told { anew_on: Some(day("2026-04-01")), ..agreed.clone() };
        let anew = |needed, guardian| may_agree(&parents, &of, needed, guardian, day("2026-04-01"));
        assert_eq!(anew(student, false), Ok(()));
        assert_eq!(anew(student, true), Err(YesRefusal::Whose(student)));
        let mut stopped = agreed.clone();
        stopped.stopped = Some((at("2026-03-03"), account_id()));
        let mut ended = of.clone();
        let end = crate::workplace::end(
            &of,
            Some(day("2026-03-10")),
            Some(crate::workplace::Reason::Stops),
            account_id(),
            at("2026-03-10"),
        );
        ended.ended = Some(end.unwrap());
        for (told, of, on, expected) in [
            (&one, &of, "2026-05-01", State::Asked),
            (&agreed, &of, "2026-05-01", State::Agreed),
            (&agreed, &of, "2026-05-02", State::Over),
            (&agreed, &ended, "2026-03-10", State::Agreed),
            (&agreed, &ended, "2026-03-11", State::Over),
            (&stopped, &of, "2026-03-03", State::Stopped),
            (&parents, &of, "2026-03-31", State::Agreed),
            (&parents, &of, "2026-04-01", State::Asked),
            (&parents, &of, "2026-05-02", State::Over),
        ] {
            assert_eq!(told.state(of, day(on)), expected, "{on}");
        }
        let late = may_agree(&one, &ended, student, false, day("2026-03-11"));
        assert_eq!(late, Err(YesRefusal::Stands(State::Over)), "the placement ended while the question waited");
    }

    #[test]
    fn of_what_was_chosen_that_is_read_which_holds_unchanged() {
        let of = fixture("2026-02-01", "2026-06-30");
        let first = version(vec![line(Some("2026-04-01")), line(None)]);
        let both = Draft { lines: vec![1, 0, 1], ..draft() };
        let one = ask(&[], &of, Some(&first), &both, account_id(), at("2026-03-01")).unwrap();
        assert_eq!(one.lines, [0, 1]);
        let changed = |change: fn(&mut LineDraft)| {
            let mut draft = line_draft();
            change(&mut draft);
            version(vec![Line::new(draft).unwrap()])
        };
        for (now, on, many, what) in [
            (Some(&first), "2026-04-01", 2, "both hold"),
            (Some(&first), "2026-04-02", 1, "one is past its day"),
            (Some(&first), "2025-12-31", 0, "they are yet to begin"),
            (None, "2026-03-02", 0, "nothing holds any more"),
            (Some(&version(Vec::new())), "2026-03-02", 0, "a new version without it"),
            (Some(&changed(|_| {})), "2026-03-02", 2, "a new version with the same"),
            (Some(&changed(|d| d.until = Some(day("2026-03-01")))), "2026-03-02", 0, "a new version cut it short"),
            (Some(&changed(|d| d.from = Some(day("2026-03-03")))), "2026-03-02", 0, "a new version begins it later"),
            (Some(&changed(|d| d.who = "de docent".into())), "2026-03-02", 0, "somebody else does it"),
        ] {
            assert_eq!(one.reads(&first, now, day(on)).len(), many, "{what}");
        }
    }
}
