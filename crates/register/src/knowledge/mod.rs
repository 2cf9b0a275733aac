//! Who of the staff knows what, and whom to ask (*kennisboom*); and what worked elsewhere (*goede praktijk*). About what colleagues
//! can do, never about a student. `docs/decisions/0037-knowledge.md`.

mod nobody;
mod practice;
#[cfg(test)]
mod tests;

pub use nobody::{Telling, names_in, telling};
pub use practice::{
    MAX_TEXT, MAX_WHERE, Practice, PracticeDraft, PracticeField, PracticeRefusal, PracticeWrong, Standing, Tried,
    check, holds,
};

use crate::offer::Concept;
use crate::{AccountId, KnowledgeId, TeamId, codes, field};
use time::{Date, Duration};

/// The most characters of what one can ask.
pub const MAX_WORDS: usize = 300;
/// The most characters of when somebody can be reached, and of the name of a function.
pub const MAX_LINE: usize = 200;
/// How long it is believed that something still is so: then it is asked again.
const FRESH: Duration = Duration::days(365);

codes! {
    /// The branches of the tree, in the order in which a team meets them.
    pub enum Branch {
        /// In the lessons.
        Lessons = "lessons",
        /// Tests and exams.
        Exams = "exams",
        /// Aids.
        Aids = "aids",
        /// Guidance.
        Guidance = "guidance",
        /// The building.
        Building = "building",
        /// The workplace.
        Workplace = "workplace",
    }
}

/// On which branch a subject is. The subjects are the vocabulary of measures, in which no cause has a word; one of its words says
/// nothing by itself, and is no subject.
pub const fn branch(subject: Concept) -> Option<Branch> {
    match subject {
        Concept::Class
        | Concept::Explain
        | Concept::Before
        | Concept::Break
        | Concept::Quiet
        | Concept::Timetable
        | Concept::Online => Some(Branch::Lessons),
        Concept::Exam | Concept::Time => Some(Branch::Exams),
        Concept::ReadAloud | Concept::Large | Concept::Computer => Some(Branch::Aids),
        Concept::Plan | Concept::Talk | Concept::Weekly | Concept::Guidance | Concept::Social => Some(Branch::Guidance),
        Concept::Access | Concept::Room => Some(Branch::Building),
        Concept::Workplace | Concept::Tasks => Some(Branch::Workplace),
        Concept::Adapted => None,
    }
}

/// The subjects of a branch, in order.
pub fn subjects(of: Branch) -> impl Iterator<Item = Concept> {
    Concept::ALL.iter().copied().filter(move |subject| branch(*subject) == Some(of))
}

/// The subjects that a phrase in one's own words is about. Nothing of the phrase is kept.
pub fn sought(phrase: &str) -> (Vec<Concept>, usize) {
    let asked = crate::offer::read(phrase, &[]);
    let about = asked.concepts.into_iter().filter(|concept| branch(*concept).is_some()).collect();
    (about, asked.unknown)
}

codes! {
    /// Where it stands that somebody knows something.
    pub enum Status {
        /// A colleague was asked, and did not answer yet: nobody else sees it.
        Asked = "asked",
        /// They say so themselves.
        Shown = "shown",
        /// Their manager, or who works on policy, says so too.
        Confirmed = "confirmed",
        /// It is taken out. What was typed is erased.
        Out = "out",
    }
}

codes! {
    /// What can happen to it.
    pub enum Event {
        /// The colleague says yes, or says it anew.
        Say = "say",
        /// The colleague says that it still is so.
        Still = "still",
        /// Somebody who looks after it says so too.
        Confirm = "confirm",
        /// It is taken out: by the colleague, or by who looks after it.
        Leave = "leave",
    }
}

impl Status {
    /// Where an event leads; `None` where it cannot happen.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            // What is said anew is what nobody confirmed yet.
            (Self::Asked | Self::Shown | Self::Confirmed, Event::Say) | (Self::Shown, Event::Still) => {
                Some(Self::Shown)
            }
            (Self::Confirmed, Event::Still) | (Self::Shown | Self::Confirmed, Event::Confirm) => Some(Self::Confirmed),
            (Self::Asked | Self::Shown | Self::Confirmed, Event::Leave) => Some(Self::Out),
            (Self::Asked, Event::Still | Event::Confirm) => None,
            (Self::Out, Event::Say | Event::Still | Event::Confirm | Event::Leave) => None,
        }
    }
}

/// Who knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// A colleague.
    Colleague(AccountId),
    /// A function, whoever has it: in Dutch and in English.
    Function(String, String),
}

/// That somebody knows something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub id: KnowledgeId,
    /// About what.
    pub subject: Concept,
    /// Who.
    pub whom: Whom,
    /// For which team; absent: for the whole school.
    pub team: Option<TeamId>,
    /// Where it stands.
    pub status: Status,
    /// What one can ask.
    pub words: Option<String>,
    /// When and how they can be reached; absent while they did not say.
    pub reachable: Option<String>,
    /// On which day it was last said to be so.
    pub said_on: Option<Date>,
}

/// What somebody fills in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// About what.
    pub subject: Option<Concept>,
    /// For which team.
    pub team: Option<TeamId>,
    /// What one can ask.
    pub words: String,
    /// When and how.
    pub reachable: String,
}

/// What is kept of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// About what.
    pub subject: Concept,
    /// For which team.
    pub team: Option<TeamId>,
    /// What one can ask.
    pub words: Option<String>,
    /// When and how.
    pub reachable: String,
}

codes! {
    /// The fields, in the order of the form.
    pub enum Field {
        /// About what.
        Subject = "subject",
        /// For which team.
        Team = "team",
        /// What one can ask.
        Words = "words",
        /// When and how.
        Reachable = "reachable",
        /// Which colleague: an address.
        Colleague = "colleague",
        /// Which function.
        Who = "who",
        /// The same in English.
        WhoEn = "who_en",
    }
}

/// What can be wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// As with any text.
    Text(field::Problem),
    /// It may lead to one student.
    Telling(Telling),
    /// There is no such team today.
    NoTeam,
    /// No colleague of this school has that address.
    NoColleague,
}

/// Why nothing changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Fields are wrong.
    Fields(Vec<(Field, Wrong)>),
    /// It stands otherwise than when the form was made.
    Changed,
    /// It stands there already: for this colleague, subject and team.
    There(KnowledgeId),
    /// This cannot be done with what stands so.
    Not(Status),
    /// Nobody confirms what they say themselves.
    Own,
}

impl Draft {
    /// Checks it against the teams of today.
    ///
    /// # Errors
    /// Every problem, in the order of the fields.
    pub fn check(&self, teams: &[TeamId]) -> Result<Said, Vec<(Field, Wrong)>> {
        let mut wrong = Vec::new();
        let subject = self.subject.filter(|subject| branch(*subject).is_some());
        if subject.is_none() {
            wrong.push((Field::Subject, Wrong::Text(field::Problem::Missing)));
        }
        if self.team.is_some_and(|team| !teams.contains(&team)) {
            wrong.push((Field::Team, Wrong::NoTeam));
        }
        let words = field::optional_text(&self.words, MAX_WORDS).unwrap_or_else(|problem| {
            wrong.push((Field::Words, Wrong::Text(problem)));
            None
        });
        if let Some(found) = words.as_deref().and_then(telling) {
            wrong.push((Field::Words, Wrong::Telling(found)));
        }
        // A colleague's own number or address may stand here: that is what it is for.
        let reachable = field::text(&self.reachable, MAX_LINE).map_err(|problem| {
            wrong.push((Field::Reachable, Wrong::Text(problem)));
        });
        match (subject, reachable) {
            (Some(subject), Ok(reachable)) if wrong.is_empty() => {
                Ok(Said { subject, team: self.team, words, reachable })
            }
            _ => Err(wrong),
        }
    }
}

/// What a colleague is asked about: the subject, and the team of which it is.
pub type Asked = (Concept, Option<TeamId>);

impl Draft {
    /// What a colleague is asked about: the rest is theirs to say.
    ///
    /// # Errors
    /// As [`Draft::check`].
    pub fn ask(&self, teams: &[TeamId]) -> Result<Asked, Vec<(Field, Wrong)>> {
        // Of what they alone can say nothing is asked here, so nothing of it is wrong.
        let asked = Self { words: String::new(), reachable: "-".to_owned(), ..self.clone() };
        asked.check(teams).map(|said| (said.subject, said.team))
    }
}

/// Whether nobody says the same already. `known`: what stands of the same colleague, or of functions.
///
/// # Errors
/// [`Refusal::There`].
pub fn once(known: &[Entry], whom: &Whom, subject: Concept, team: Option<TeamId>) -> Result<(), Refusal> {
    let same = |whom: &Whom, other: &Whom| match (whom, other) {
        (Whom::Colleague(one), Whom::Colleague(two)) => one == two,
        (Whom::Function(one, _), Whom::Function(two, _)) => one.to_lowercase() == two.to_lowercase(),
        (Whom::Colleague(_), Whom::Function(..)) | (Whom::Function(..), Whom::Colleague(_)) => false,
    };
    let there = known.iter().find(|entry| {
        entry.status != Status::Out && entry.subject == subject && entry.team == team && same(&entry.whom, whom)
    });
    there.map_or(Ok(()), |entry| Err(Refusal::There(entry.id)))
}

/// Before which day it was said that is long ago: for who counts in the database what [`Entry::is_old`] says of each.
pub fn old_before(today: Date) -> Date {
    today.saturating_sub(FRESH)
}

impl Entry {
    /// Where an event by somebody leads. Whoever says it of themselves does not confirm it.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn step(&self, event: Event, by: AccountId) -> Result<Status, Refusal> {
        let own = self.whom == Whom::Colleague(by);
        if event == Event::Confirm && own {
            return Err(Refusal::Own);
        }
        self.status.on(event).ok_or(Refusal::Not(self.status))
    }

    /// Whether it is long ago that somebody said that this is so: it is asked again, and readers are told.
    pub fn is_old(&self, today: Date) -> bool {
        self.said_on.is_some_and(|on| on < old_before(today))
    }
}

/// The subjects of which nobody knows anything, by branch: what is missing has a name. `known`: the subjects that somebody knows.
pub fn gaps(known: &[Concept]) -> Vec<Concept> {
    let all = Branch::ALL.iter().flat_map(|branch| subjects(*branch));
    all.filter(|subject| !known.contains(subject)).collect()
}
