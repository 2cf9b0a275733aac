//! What happened since: a history that the store plays through its real commands.
//!
//! Every act lies before today and in the order in which it can happen. Nothing here decides a rule: whether a
//! guardian must answer too is asked of the birth date, the rest follows from each person's [`Story`].

use crate::data::{ADJUSTED, CHANGES, DECLINES, NEEDS, OWN, PROPOSALS, REFUSALS};
use crate::date::{between, days, working};
use crate::rng::Rng;
use crate::school::{Person, School, Story};
use time::Date;

/// Something somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// About whom, as a position in [`School::people`].
    pub person: usize,
    /// The day, before today.
    pub on: Date,
    /// Minutes after midnight in the Netherlands. Acts about one person never share a moment.
    pub minute: u16,
    /// Who did it.
    pub by: By,
    /// What was done.
    pub what: What,
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A member of staff (intaker or coach), as a position in [`School::staff`].
    Staff(usize),
    /// The person the act is about.
    Student,
    /// One of the person's guardians, by position.
    Guardian(usize),
}

/// What was done. Versions count from 1 within a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A need was recorded in the student's own words.
    Need {
        /// The words.
        words: String,
    },
    /// The statutory facts were recorded.
    Assess {
        /// `yes`, `no` or `unknown`.
        ground: &'static str,
        /// Extra support is needed.
        extra: bool,
        /// The student does not want it, in these words.
        declined: Option<&'static str>,
    },
    /// A version was proposed.
    Propose {
        /// The number of the version.
        version: u8,
        /// Code of a starter template of `register::catalogue`, if one was used.
        template: Option<&'static str>,
        /// The lines.
        lines: Vec<Line>,
    },
    /// A version was answered.
    Answer {
        /// The number of the version.
        version: u8,
        /// The answer.
        answer: Answer,
        /// The words that go with it (a change asked always has them).
        words: Option<&'static str>,
    },
}

/// One measure of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Code of a starter measure of `register::catalogue`.
    pub measure: &'static str,
    /// Other words than the catalogue's, when the measure was made to fit.
    pub text: Option<&'static str>,
    /// First day.
    pub from: Date,
    /// Last day, if there is one.
    pub until: Option<Date>,
}

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Agreed.
    Agreed,
    /// Not agreed.
    NotAgreed,
    /// Change asked.
    ChangeAsked,
}

/// Everything that happened at a school, oldest first.
pub fn lived(school: &School) -> Vec<Act> {
    let mut acts = Vec::new();
    for (at, person) in school.people.iter().enumerate() {
        let rng = Rng::of(school.seed, "lived", at as u64);
        let mut life = Life::new(school, at, person, rng);
        life.tell();
        acts.append(&mut life.acts);
    }
    // Stable: acts about one person keep their order.
    acts.sort_by_key(|act| (act.on, act.minute, act.person));
    acts
}

/// One person's history while it is being told.
struct Life<'a> {
    person: &'a Person,
    at: usize,
    rng: Rng,
    today: Date,
    /// First day of the enrolment the story is about, or the start that an applicant waits for.
    start: Date,
    /// Last day of that enrolment, where known.
    end: Option<Date>,
    intaker: By,
    coach: By,
    kind: &'static str,
    version: u8,
    acts: Vec<Act>,
}

impl<'a> Life<'a> {
    fn new(school: &School, at: usize, person: &'a Person, mut rng: Rng) -> Self {
        let last = person.enrolments.last();
        let start = match (last, person.application) {
            (Some(enrolment), _) => enrolment.from,
            (None, Some(application)) => application.starts_on,
            (None, None) => school.next_start,
        };
        let intaker = By::Staff(school.teams[person.team].intaker);
        // The two people behind demo accounts have needs with a full proposal.
        let kind = match at {
            0 => "reading",
            1 => "overview",
            _ => rng.pick(&PROPOSALS).need,
        };
        Self {
            person,
            at,
            rng,
            today: school.today,
            start,
            end: last.map(|e| e.planned),
            intaker,
            coach: person.coach.map_or(intaker, By::Staff),
            kind,
            version: 0,
            acts: Vec::new(),
        }
    }

    fn tell(&mut self) {
        let intake = self.intake();
        let (intaker, coach) = (self.intaker, self.coach);
        match self.person.story {
            Story::New | Story::Unassessed => {}
            Story::NoNeed => self.no_need(intake),
            Story::Basic => {
                let ground = *self.rng.pick(&["no", "unknown"]);
                self.needed(intake, intaker, ground, None);
                self.agree(intake, intaker);
            }
            Story::Recorded => self.needed(intake, intaker, "yes", None),
            Story::Declined => {
                let words = self.rng.pick(&DECLINES).1;
                self.needed(intake, intaker, "yes", Some(words));
            }
            Story::Overdue | Story::Waiting => {
                self.needed(intake, intaker, "yes", None);
                self.propose(days(intake, 4), intaker);
            }
            Story::Refused => {
                self.needed(intake, intaker, "yes", None);
                self.propose(days(intake, 4), intaker);
                let words = self.rng.pick(&REFUSALS).1;
                self.answer(days(intake, 9), Answer::NotAgreed, Some(words));
            }
            Story::Late => {
                self.needed(intake, intaker, "yes", None);
                self.propose(days(intake, 4), intaker);
                let after = self.rng.between(10, 60);
                self.agreed(days(self.start, after));
            }
            Story::ChangeAsked if self.person.application.is_some() => {
                self.needed(intake, intaker, "yes", None);
                self.propose(days(intake, 4), intaker);
                self.change(days(intake, 8));
            }
            Story::Agreed | Story::Changed | Story::Renewing | Story::ChangeAsked => {
                self.needed(intake, intaker, "yes", None);
                self.agree(intake, intaker);
                self.second();
            }
            Story::Arisen | Story::ArisenWaiting | Story::ArisenAgreed => {
                self.no_need(intake);
                let here = between(self.start, self.today);
                let after = self.rng.between(25, 25 + (here - 60).max(1));
                let arose = days(self.start, after);
                self.needed(arose, coach, "yes", None);
                match self.person.story {
                    Story::ArisenWaiting => self.propose(days(arose, 5), coach),
                    Story::ArisenAgreed => self.agree(arose, coach),
                    _ => {}
                }
            }
        }
    }

    /// The day of the intake: weeks before the start, or between the application and today.
    fn intake(&mut self) -> Date {
        match self.person.application {
            Some(application) => days(application.applied_on, self.rng.between(5, 12)),
            None => days(self.start, -self.rng.between(28, 115)),
        }
    }

    /// Assessed before each enrolment: nothing extra needed.
    fn no_need(&mut self, intake: Date) {
        let ground = ["no", "unknown", "yes"][self.rng.weighted(&[850, 100, 50])];
        if let [first, _, ..] = self.person.enrolments.as_slice() {
            let before = days(first.from, -self.rng.between(28, 115));
            self.act(before, self.intaker, What::Assess { ground, extra: false, declined: None });
        }
        self.act(intake, self.intaker, What::Assess { ground, extra: false, declined: None });
    }

    /// A need in the student's words, and the facts.
    fn needed(&mut self, on: Date, by: By, ground: &'static str, declined: Option<&'static str>) {
        let kind = self.kind;
        let fitting: Vec<&'static str> = NEEDS.iter().filter(|(of, _)| *of == kind).map(|(_, words)| *words).collect();
        // Nobody says it in one sentence, and hardly anybody in the same two.
        let first = *self.rng.pick(&fitting);
        let pool: &[&'static str] = if self.rng.permille(600) { &fitting } else { &OWN };
        let more = *self.rng.pick(pool);
        let words = if more == first { first.to_owned() } else { format!("{first} {more}") };
        self.act(on, by, What::Need { words });
        self.act(on, by, What::Assess { ground, extra: true, declined });
    }

    /// A proposal some days later, and its answers.
    fn agree(&mut self, since: Date, by: By) {
        self.propose(days(since, 4), by);
        let after = self.rng.between(6, 20);
        self.agreed(days(since, after));
    }

    /// What follows on an agreed first version, by story.
    fn second(&mut self) {
        if !matches!(self.person.story, Story::Changed | Story::Renewing | Story::ChangeAsked) {
            return;
        }
        let changed = self.person.story == Story::Changed;
        let here = between(self.start, self.today);
        let on =
            if changed { days(self.start, (here / 2).max(15)) } else { days(self.today, -self.rng.between(5, 12)) };
        self.propose(on, self.coach);
        match self.person.story {
            Story::Changed => self.agreed(days(on, 5)),
            Story::ChangeAsked => self.change(days(on, 2)),
            _ => {}
        }
    }

    /// A new version: the measures that fit the need, sometimes one of them made to fit. A later version always has
    /// one measure more, so that there is something to compare.
    fn propose(&mut self, on: Date, by: By) {
        let kind = self.kind;
        let Some(proposal) = PROPOSALS.iter().find(|p| p.need == kind) else { return };
        self.version += 1;
        let adjust = self.version > 1 || self.rng.permille(350);
        let from = self.start.max(on);
        let until = self.end.filter(|end| *end > from && self.rng.permille(650));
        let more = (self.version > 1).then_some(&"extra_explanation");
        let lines = proposal.measures.iter().chain(more).map(|measure| {
            let text = ADJUSTED.iter().find(|(of, _)| adjust && of == measure).map(|(_, text)| *text);
            Line { measure, text, from, until }
        });
        let what = What::Propose { version: self.version, template: proposal.template, lines: lines.collect() };
        self.act(on, by, what);
    }

    fn agreed(&mut self, on: Date) {
        self.answer(on, Answer::Agreed, None);
    }

    fn change(&mut self, on: Date) {
        let words = self.rng.pick(&CHANGES).1;
        self.answer(on, Answer::ChangeAsked, Some(words));
    }

    /// The student answers; under 16 the first guardian with authority answers a day later as well.
    fn answer(&mut self, on: Date, answer: Answer, words: Option<&'static str>) {
        let version = self.version;
        self.act(on, By::Student, What::Answer { version, answer, words });
        let guardian = self.person.guardians.iter().position(|g| g.authority);
        // The day on which the student answered in the end.
        let on = self.acts.last().map_or(on, |act| act.on);
        let young = |day: Date| self.person.birth.age_on(day) < 16;
        if let Some(at) = guardian.filter(|_| answer == Answer::Agreed && young(on)) {
            // From the sixteenth birthday on the law leaves nothing to answer: then on the same day still.
            let next = Some(days(on, 1)).filter(|day| young(*day)).unwrap_or(on);
            self.act(next, By::Guardian(at), What::Answer { version, answer, words: None });
        }
    }

    /// Adds an act: on a working day before today, and after what went before.
    fn act(&mut self, on: Date, by: By, what: What) {
        // Students and guardians answer in the weekend too.
        let on = if matches!(by, By::Staff(_)) { working(on) } else { on };
        let on = on.min(days(self.today, -1));
        let (on, minute) = match self.acts.last() {
            Some(last) if on <= last.on => (last.on, last.minute + self.rng.between(3, 25) as u16),
            _ => (on, self.rng.between(510, 930) as u16),
        };
        self.acts.push(Act { person: self.at, on, minute, by, what });
    }
}
