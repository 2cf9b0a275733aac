//! Asking for an adapted exam, reading what came of it, and taking it back: by the student, a guardian who answers for them, or
//! who works with them.

use super::load::{Wrote, add, changed, new_id, of_file, one, school};
use crate::agreement::load::Texts;
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::key;
use crate::file::reach::{Reached, guardian_of, own_file, reach};
use crate::file::save::SaveError;
use crate::file::view::PersonView;
use crate::mail::{News, tell, tell_role};
use crate::membership::vacant;
use crate::voice::hold;
use crate::{Store, StoreError, calendar, programme};
use access::{Action, Actor, Role};
use register::agreement::{Agreement, Answerer};
use register::exam::{self, Ask, Asker, Event, Refusal, Request, Terms};
use register::law::Calendar;
use register::programme::{Crebo, Programmes};
use register::seen::Seen;
use register::{AccountId, EnrolmentId, ExamId, FileId, Moment, TenantId, VersionId};
use std::collections::BTreeSet;
use time::Date;

/// An enrolment, as a decision names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// Which.
    pub id: EnrolmentId,
    /// Its number, unique within the student.
    pub number: String,
    /// The programme of its newest period.
    pub programme: Option<Crebo>,
    /// Its first day.
    pub from: Date,
    /// The last day as it was.
    pub until: Option<Date>,
}

/// The enrolments of a file, but for those that a newer import no longer holds.
pub(super) fn enrolled(reached: &Reached) -> Vec<Enrolled> {
    let held = reached.file.enrolments.iter().filter(|one| !one.withdrawn);
    held.map(|one| Enrolled {
        id: one.id,
        number: one.number.clone(),
        programme: reached.file.programme_of(one.id).as_deref().and_then(Crebo::parse),
        from: one.from,
        until: one.until,
    })
    .collect()
}

/// The requests of a file, for who works with the student.
#[derive(Debug, Clone)]
pub struct ExamsOf {
    /// Which file.
    pub file: FileId,
    /// Whose.
    pub person: PersonView,
    /// The requests, the first first.
    pub requests: Vec<Request>,
    /// The measures of the agreement in force that are about exams.
    pub offered: Vec<(VersionId, u32, String)>,
    /// The enrolments of the student.
    pub enrolled: Vec<Enrolled>,
    /// What their programmes are called.
    pub programmes: Programmes,
    /// By what terms are counted.
    pub calendar: Calendar,
    /// Somebody has the role of the exam office: what is asked lands with them.
    pub held: bool,
    /// Those of the school who did something, by name.
    pub names: Names,
}

/// The requests of a student, for themselves or a parent.
#[derive(Debug, Clone)]
pub struct OwnExams {
    /// What there is.
    pub all: ExamsOf,
    /// Whether the reader can ask; a parent who only reads cannot.
    pub asks: bool,
    /// Whether the reader can appeal.
    pub appeals: bool,
    /// Whether the reader is a guardian.
    pub guardian: bool,
    /// The school.
    pub school: String,
}

/// The agreement, with the measures readable and nothing of what anybody answered.
pub(super) async fn measures(
    tx: &mut Tx,
    tenant: TenantId,
    reached: &Reached,
) -> Result<Option<Agreement>, StoreError> {
    let (file, stored) = (reached.file.file, &reached.file.stored);
    if stored.is_empty() {
        return Ok(None);
    }
    let keys = key::open(tx, tenant, file).await?;
    Ok(stored.agreements(Texts::Measures(&keys))?.remove(&file))
}

async fn all_of(
    tx: &mut Tx,
    tenant: TenantId,
    reached: &Reached,
    file: FileId,
    today: Date,
) -> Result<ExamsOf, StoreError> {
    let requests = of_file(tx, tenant, file).await?;
    let people: BTreeSet<AccountId> = requests.iter().flat_map(Request::people).collect();
    Ok(ExamsOf {
        file,
        person: PersonView::of(&reached.file, today)?,
        offered: exam::offered_on(measures(tx, tenant, reached).await?.as_ref(), today),
        enrolled: enrolled(reached),
        programmes: programme::of_codes(tx, tenant, reached.file.crebos()).await?,
        calendar: calendar::load(tx, tenant).await?.days,
        held: vacant::held(tx, tenant, Role::ExamOffice, today).await?,
        names: names(tx, people).await?,
        requests,
    })
}

/// Begins a change: the file is held, and the actor may do this to it. No next version of the file is taken: nobody's form clashes
/// because an exam is asked or decided.
pub(super) async fn held(
    store: &Store,
    actor: &Actor,
    action: Action,
    file: FileId,
    now: Moment,
) -> Result<(Tx, Reached), StoreError> {
    let mut tx = store.begin().await?;
    hold(&mut tx, actor.tenant(), file).await?;
    let reached = match action {
        Action::SayYourself => own(&mut tx, actor, action, file, now).await?,
        _ => reach(&mut tx, actor, action, file, now.day).await?,
    };
    Ok((tx, reached))
}

/// One's own file, by the address of a page: any other is not there.
pub(super) async fn own(
    tx: &mut Tx,
    actor: &Actor,
    action: Action,
    file: FileId,
    now: Moment,
) -> Result<Reached, StoreError> {
    if own_file(tx, actor, action).await? != file {
        return Err(StoreError::NotFound);
    }
    reach(tx, actor, action, file, now.day).await
}

/// Whether somebody reads what is agreed, and nothing that was said of it: a parent of somebody of sixteen, or whom an adult allows.
pub(super) fn measures_only(actor: &Actor, reached: &Reached) -> bool {
    guardian_of(actor).is_some() && !reached.allows(actor, Action::SayYourself)
}

impl Store {
    /// The requests of a file, for who works with the student.
    pub async fn exams_of(&self, actor: &Actor, file: FileId, now: Moment) -> Result<ExamsOf, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, Action::AskExam, file, now.day).await?;
        let mut all = all_of(&mut tx, actor.tenant(), &reached, file, now.day).await?;
        // That it was annulled, or that this does not hold any more, is said; what was said in the appeal is for the student and the exam committee.
        let turns = all.requests.iter_mut().flat_map(|one| &mut one.turns);
        turns.filter(|turn| matches!(turn.event, Event::Annul | Event::Restore)).for_each(|turn| turn.why = None);
        let deed = Deed::new(actor, Action::AskExam, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(all)
    }

    /// A student's own requests.
    pub async fn exams_own(&self, actor: &Actor, file: FileId, now: Moment) -> Result<OwnExams, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let action = Action::SeeOwnAgreement;
        let reached = own(&mut tx, actor, action, file, now).await?;
        let mut all = all_of(&mut tx, actor.tenant(), &reached, file, now.day).await?;
        let (guardian, asks) = (guardian_of(actor).is_some(), reached.allows(actor, Action::SayYourself));
        if measures_only(actor, &reached) {
            all.requests.retain(Request::holds);
            all.requests.iter_mut().for_each(Request::leave_measure);
        }
        let school = school(&mut tx, actor.tenant()).await?;
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(OwnExams { all, asks, appeals: reached.allows(actor, Action::LodgeDispute), guardian, school })
    }

    /// Asks, for a student with whom one works, or for oneself: who asks follows from the right to.
    pub async fn exam_ask(
        &self,
        actor: &Actor,
        file: FileId,
        given: &Ask,
        now: Moment,
    ) -> Result<ExamId, SaveError<Refusal>> {
        let tenant = actor.tenant();
        let (action, asker) = asks(actor);
        let (mut tx, reached) = held(self, actor, action, file, now).await?;
        let known = of_file(&mut tx, tenant, file).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let counted = calendar::load(&mut tx, tenant).await?;
        let own = &reached.policy.terms;
        let due = exam::answer_by(own, &counted, now.day, given.exam_on);
        let terms = Terms { due, evidence: own.exam_evidence(now.day) };
        // What does not stand in the agreement is not carried out.
        let offered = exam::offered_on(measures(&mut tx, tenant, &reached).await?.as_ref(), now.day);
        let stands = |about: &(VersionId, u32)| offered.iter().any(|(version, at, _)| (*version, *at) == *about);
        let given = Ask { about: given.about.filter(stands), ..given.clone() };
        let new = exam::ask(&known, new_id(), &given, (asker, by), terms, now).map_err(SaveError::Refused)?;
        add(&mut tx, tenant, file, &new).await?;
        let news = News { student: asker == Asker::School, coaches: asker != Asker::School, by };
        let paths = (format!("/mijn/examens/{file}"), format!("/dossiers/{file}/examens"));
        tell(&mut tx, tenant, &reached.file, news, &paths, now).await?;
        tell_role(&mut tx, tenant, Role::ExamOffice, ("/examens", by), now).await?;
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(new.id);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(new.id)
    }

    /// Takes a request back, or ends what was granted: for a student with whom one works (then with why), or for oneself. `seen`: what
    /// stood when the form was made.
    pub async fn exam_take_back(
        &self,
        actor: &Actor,
        file: FileId,
        (id, event, why, seen): (ExamId, Event, &str, Option<Seen>),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let tenant = actor.tenant();
        let (action, asker) = asks(actor);
        let (mut tx, reached) = held(self, actor, action, file, now).await?;
        let known = one(&mut tx, tenant, file, id).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        // Only the exam office looks at a decision again, and only the desk for disputes says what was annulled.
        if matches!(event, Event::Revise | Event::Annul | Event::Restore) {
            return Err(StoreError::NotFound.into());
        }
        let owed = asker == Asker::School;
        let came = exam::turn(&known, event, (why, owed), by, now);
        let twice = |one: &Refusal| *one == Refusal::Twice;
        let met = Seen::met(seen, known.turned_so_far(), came, twice, Refusal::Meanwhile);
        let mut after = met.map_err(SaveError::Refused)?;
        let news = News { student: asker == Asker::School, coaches: asker != Asker::School, by };
        let paths = (format!("/mijn/examens/{file}"), format!("/dossiers/{file}/examens"));
        if tell(&mut tx, tenant, &reached.file, news, &paths, now).await?.reached(&reached.file) {
            after = exam::told_by_mail(&after, by, now);
        }
        changed(&mut tx, (tenant, file), &after, Wrote::Turn, now).await?;
        let about = format!("{id} {}", after.status.code());
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(about);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// By which right somebody asks, and as who.
fn asks(actor: &Actor) -> (Action, Asker) {
    match actor.role() {
        Some(access::Role::Guardian) => {
            // A guardian without a child behind them is stopped by the right itself.
            let answerer = guardian_of(actor).map_or(Answerer::Student, Answerer::Guardian);
            (Action::SayYourself, Asker::Own(answerer))
        }
        Some(access::Role::Student) => (Action::SayYourself, Asker::Own(Answerer::Student)),
        _ => (Action::AskExam, Asker::School),
    }
}
