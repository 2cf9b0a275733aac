//! The exam office: one request, what was seen, and what the committee decided.

use super::ask::{Enrolled, enrolled, held, measures, measures_only, own};
use super::load::{Wrote, changed, file_of, one, school};
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::reach::{Reached, reach};
use crate::file::save::SaveError;
use crate::file::view::PersonView;
use crate::mail::{News, tell, would_reach};
use crate::{Store, StoreError, calendar, programme};
use access::{Action, Actor};
use register::exam::{self, Decide, Event, Frame, Refusal, Request, Status};
use register::intake::talk::Means;
use register::law::calendar::SchoolCalendar;
use register::law::{Calendar, OwnTerms, Validity};
use register::programme::Programmes;
use register::seen::Seen;
use register::{AccountId, EnrolmentId, ExamId, FileId, Moment, TenantId};
use std::collections::BTreeSet;
use time::Date;

/// A request, as the exam office reads it.
#[derive(Debug, Clone)]
pub struct ExamView {
    /// Who it is about.
    pub person: PersonView,
    /// The school.
    pub school: String,
    /// The request.
    pub request: Request,
    /// The measure of the agreement that it carries out, in words.
    pub measure: Option<String>,
    /// How long the school decides for.
    pub validity: Validity,
    /// Until when the school wanted to hear of this exam.
    pub ahead: Option<Date>,
    /// The enrolments of the student.
    pub enrolled: Vec<Enrolled>,
    /// What their programmes are called.
    pub programmes: Programmes,
    /// By what terms are counted.
    pub calendar: Calendar,
    /// The student can be told by mail.
    pub by_mail: bool,
    /// Those who did something, by name.
    pub names: Names,
}

/// The enrolments that a decision of a day can be for.
pub fn open_on(enrolled: &[Enrolled], day: Date) -> Vec<EnrolmentId> {
    enrolled.iter().filter(|one| one.until.is_none_or(|until| until >= day)).map(|one| one.id).collect()
}

/// A request with what a reader of it is told beside it.
async fn view_of(
    tx: &mut Tx,
    tenant: TenantId,
    reached: &Reached,
    request: Request,
    now: Moment,
) -> Result<ExamView, StoreError> {
    let today = now.day;
    let people: BTreeSet<AccountId> = request.people().collect();
    let own = &reached.policy.terms;
    // Of the agreement only the measure that it carries out.
    let agreement = if request.about.is_some() { measures(tx, tenant, reached).await? } else { None };
    let line = request.about.and_then(|(version, at)| {
        let version = agreement.as_ref()?.version(version)?;
        version.lines.get(usize::try_from(at).ok()?.checked_sub(1)?)
    });
    Ok(ExamView {
        person: PersonView::of(&reached.file, today)?,
        school: school(tx, tenant).await?,
        measure: line.map(|line| line.text.clone()),
        validity: own.exam_validity(today),
        ahead: request.exam_on.map(|exam| exam::may_be_asked_until(own, request.at.day, exam)),
        enrolled: enrolled(reached),
        programmes: programme::of_codes(tx, tenant, reached.file.crebos()).await?,
        calendar: calendar::load(tx, tenant).await?.days,
        by_mail: would_reach(tx, tenant, &reached.file, now).await?.reached(&reached.file),
        names: names(tx, people).await?,
        request,
    })
}

impl Store {
    /// Whether there is a letter of a request that is there for an actor, and whether something is granted that holds: the exam
    /// office, or (`of`) on their own file. Shows nothing of it, and so is no look.
    pub async fn exam_status(
        &self,
        actor: &Actor,
        of: Option<FileId>,
        id: ExamId,
        now: Moment,
    ) -> Result<(bool, bool), StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let file = file_of(&mut tx, tenant, id).await?;
        match of {
            Some(of) if of != file => return Err(StoreError::NotFound),
            Some(_) => own(&mut tx, actor, Action::SeeOwnAgreement, file, now).await?,
            None => reach(&mut tx, actor, Action::DecideExam, file, now.day).await?,
        };
        let request = one(&mut tx, tenant, file, id).await?;
        Ok((request.letter().is_some(), request.holds()))
    }

    /// One request. The look is in the audit.
    pub async fn exam(&self, actor: &Actor, id: ExamId, now: Moment) -> Result<ExamView, StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let file = file_of(&mut tx, tenant, id).await?;
        let reached = reach(&mut tx, actor, Action::DecideExam, file, now.day).await?;
        let request = one(&mut tx, tenant, file, id).await?;
        let view = view_of(&mut tx, tenant, &reached, request, now).await?;
        let deed = Deed::new(actor, Action::DecideExam, reached.decision).to([view.person.person]).about(id);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// One of a student's own requests, for the decision on paper.
    pub async fn exam_own(&self, actor: &Actor, file: FileId, id: ExamId, now: Moment) -> Result<ExamView, StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let action = Action::SeeOwnAgreement;
        let reached = own(&mut tx, actor, action, file, now).await?;
        if measures_only(actor, &reached) {
            return Err(StoreError::NotFound);
        }
        let request = one(&mut tx, tenant, file, id).await?;
        let view = view_of(&mut tx, tenant, &reached, request, now).await?;
        self.looked(tx, Deed::new(actor, action, reached.decision).to([view.person.person]).about(id), now).await?;
        Ok(view)
    }

    /// One change to a request: its file is held. Of what is decided or turned the student and their coach hear by mail; where
    /// that reached them, that is how they were told. Of what was told nobody hears again.
    async fn exam_change(
        &self,
        actor: &Actor,
        id: ExamId,
        wrote: Wrote,
        change: impl FnOnce(&Request, &Change<'_>) -> Result<Request, Refusal>,
        now: Moment,
    ) -> Result<Status, SaveError<Refusal>> {
        let tenant = actor.tenant();
        let mut reading = self.begin_reading().await?;
        let file = file_of(&mut reading, tenant, id).await?;
        drop(reading);
        let (mut tx, reached) = held(self, actor, Action::DecideExam, file, now).await?;
        let known = one(&mut tx, tenant, file, id).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let counted = calendar::load(&mut tx, tenant).await?;
        let enrolments = open_on(&enrolled(&reached), now.day);
        let frame = Frame { validity: reached.policy.terms.exam_validity(now.day), enrolments: &enrolments };
        let within = Change { frame, own: &reached.policy.terms, calendar: &counted, by };
        let mut after = change(&known, &within).map_err(SaveError::Refused)?;
        let paths = (format!("/mijn/examens/{file}"), format!("/dossiers/{file}/examens"));
        let news = match wrote {
            Wrote::Seen => None,
            Wrote::Decision | Wrote::Turn => Some(News { student: true, coaches: true, by }),
            // By mail goes that there is news, and only now.
            Wrote::Told => told_now(&known, &after).then_some(News { student: true, coaches: false, by }),
        };
        if let Some(news) = news {
            let went = tell(&mut tx, tenant, &reached.file, news, &paths, now).await?;
            match (wrote, went.reached(&reached.file)) {
                (Wrote::Told, false) => return Err(SaveError::Refused(Refusal::NoMail)),
                (Wrote::Decision | Wrote::Turn, true) => after = exam::told_by_mail(&after, by, now),
                (Wrote::Told, true) | (Wrote::Decision | Wrote::Turn, false) | (Wrote::Seen, _) => {}
            }
        }
        changed(&mut tx, (tenant, file), &after, wrote, now).await?;
        let about = format!("{id} {}", after.status.code());
        let deed = Deed::new(actor, Action::DecideExam, reached.decision).to([reached.file.person()]).about(about);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(after.status)
    }

    /// Notes that what must be shown was seen. `seen`: what stood when the form was made, as of all that follows.
    pub async fn exam_seen(
        &self,
        actor: &Actor,
        id: ExamId,
        seen: Option<Seen>,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let note = |known: &Request, within: &Change<'_>| met(known, seen, exam::seen(known, within.by, now));
        self.exam_change(actor, id, Wrote::Seen, note, now).await.map(|_| ())
    }

    /// Records what the committee decided; what that is.
    pub async fn exam_decide(
        &self,
        actor: &Actor,
        id: ExamId,
        (given, seen): (&Decide, Option<Seen>),
        now: Moment,
    ) -> Result<Status, SaveError<Refusal>> {
        let decide = |known: &Request, within: &Change<'_>| {
            met(known, seen, exam::decide(known, given, within.frame, within.by, now))
        };
        self.exam_change(actor, id, Wrote::Decision, decide, now).await
    }

    /// Looks at a decision again, takes a request back, or ends what was granted, with why.
    pub async fn exam_turn(
        &self,
        actor: &Actor,
        id: ExamId,
        (event, why, seen): (Event, &str, Option<Seen>),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        // Only the desk for disputes says what was annulled, and that this does not hold any more.
        if matches!(event, Event::Annul | Event::Restore) {
            return Err(StoreError::NotFound.into());
        }
        let turn = |known: &Request, within: &Change<'_>| {
            let mut after = met(known, seen, exam::turn(known, event, (why, true), within.by, now))?;
            if event == Event::Revise {
                after.due = exam::due_anew(known, within.own, within.calendar, now.day);
            }
            Ok(after)
        };
        self.exam_change(actor, id, Wrote::Turn, turn, now).await.map(|_| ())
    }

    /// Notes that the student was told what they have yet to be told: on paper on a day, or by a mail that goes now.
    pub async fn exam_told(
        &self,
        actor: &Actor,
        id: ExamId,
        (given, seen): ((Option<Means>, Option<Date>), Option<Seen>),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let told = |known: &Request, within: &Change<'_>| met(known, seen, exam::tell(known, given, within.by, now));
        self.exam_change(actor, id, Wrote::Told, told, now).await.map(|_| ())
    }
}

/// What came of a change, where what was shown stands.
fn met(known: &Request, seen: Option<Seen>, came: Result<Request, Refusal>) -> Result<Request, Refusal> {
    Seen::met(seen, known.seen_so_far(), came, |one| *one == Refusal::Twice, Refusal::Meanwhile)
}

/// What a change is made within.
struct Change<'a> {
    frame: Frame<'a>,
    own: &'a OwnTerms,
    calendar: &'a SchoolCalendar,
    by: AccountId,
}

/// Whether what was just told goes by mail.
fn told_now(before: &Request, after: &Request) -> bool {
    let means = |request: &Request| {
        let decisions = request.decisions.iter().map(|one| one.told);
        decisions
            .chain(request.turns.iter().map(|one| one.told))
            .flatten()
            .filter(|told| told.means == Means::Mail)
            .count()
    };
    means(after) > means(before)
}
