//! What comes back to the exam office from an appeal and stands on no request (`register::dispute::Back`): a list by student, one of it
//! with what that office reads of the appeal and nothing else, and what it says it does.

use super::act::{guardian, met};
use super::load::{file_of, of_file, one, stepped};
use crate::agreement::names::{Names, names};
use crate::audit::{self, Deed};
use crate::db::Tx;
use crate::exam::{self, Back as Returned};
use crate::file::reach::{Reached, reach};
use crate::file::save::SaveError;
use crate::file::standing::{self, Place, Reads, Standing};
use crate::file::view::PersonView;
use crate::mail::{News, tell, tell_role};
use crate::voice::hold;
use crate::{Store, StoreError, calendar};
use access::{Action, Actor, Role};
use register::dispute::{self, Back, Dispute, Event, Part, Refusal, Step};
use register::exam::{Event as Turned, Request};
use register::field::Problem;
use register::seen::Seen;
use register::{AccountId, DisputeId, ExamId, Moment, Personal, TenantId};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use time::Date;

sql! {
    WAIT = "SELECT COUNT(*) FROM dispute WHERE tenant_id = $1 AND back IN ('owed', 'changed')";
}

static LIST: LazyLock<Standing> = LazyLock::new(|| {
    let (table, id, day) = ("dispute", "dispute_id", "back_on");
    Standing::by(&Place { name: "store::dispute::back", table, id, day, more: &[] }, "back")
});

/// Every text of the list, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    LIST.sql()
}

/// What a reader chose of the list.
pub type BackListed = standing::Listed<Back, DisputeId>;

/// An appeal in the list.
pub type BackRow = standing::StandingRow<DisputeId>;

/// One page of it.
pub type BackPage = standing::StandingPage<Back, DisputeId>;

/// What came back from an appeal, as the exam office reads it. What the student brought is not in it.
#[derive(Debug, Clone)]
pub struct BackView {
    /// Who it is about.
    pub person: PersonView,
    /// Which.
    pub id: DisputeId,
    /// On which list it stands.
    pub back: Back,
    /// By when the exam committee decides anew, else since when it stands there.
    pub on: Date,
    /// The appeal is right, and that stands: a request can be decided anew.
    pub annuls: bool,
    /// What was decided, what changed that, and what the office said; the first first.
    pub course: Vec<Step>,
    /// The student's requests that can be decided anew, or were chosen before.
    pub requests: Vec<Request>,
    /// Those that the office chose.
    pub chosen: Vec<ExamId>,
    /// Those who did something, by name.
    pub names: Names,
    /// What stands: what the office says is about that.
    pub stand: Seen,
}

/// What the exam office says is decided anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anew {
    /// Nothing was chosen.
    Unsaid,
    /// None of the requests: it is done otherwise.
    Otherwise,
    /// This request.
    Request(ExamId),
}

/// Which requests the office said are decided anew, and are.
fn chosen(dispute: &Dispute, requests: &[Request]) -> Vec<ExamId> {
    let moments = dispute.taken_up();
    let theirs = |request: &&Request| {
        let last = request.turns.last();
        last.is_some_and(|turn| turn.event == Turned::Annul && moments.contains(&turn.at))
    };
    requests.iter().filter(theirs).map(|request| request.id).collect()
}

/// Whether a request can be decided anew, or was chosen (`chosen`).
fn may_be(request: &Request, chosen: &[ExamId]) -> bool {
    request.appealable().is_some() || chosen.contains(&request.id)
}

/// That nothing was chosen, beside whatever else is wrong.
fn open(came: Result<Dispute, Refusal>) -> Refusal {
    let missing = (Part::Subject, Problem::Missing);
    match came {
        Ok(_) => Refusal::Parts(vec![missing]),
        Err(Refusal::Parts(parts)) => Refusal::Parts(std::iter::once(missing).chain(parts).collect()),
        Err(refusal) => refusal,
    }
}

/// What happened to an appeal brings it back to the exam office: who has that role is told that there is something to do.
pub(super) async fn told_office(
    tx: &mut Tx,
    tenant: TenantId,
    (before, after): (&Dispute, &Dispute),
    by: AccountId,
    now: Moment,
) -> Result<(), StoreError> {
    let news = after.steps.len() > before.steps.len() && after.back() != before.back();
    match after.back().filter(|_| news) {
        Some(Back::Owed | Back::Changed) => tell_role(tx, tenant, Role::ExamOffice, ("/examens/beroep", by), now).await,
        Some(Back::Done) | None => Ok(()),
    }
}

/// Undoes what these moments annulled, for the reason that was given.
pub(super) async fn undone(
    tx: &mut Tx,
    (tenant, reached): (TenantId, &Reached),
    (moments, kept): (&[Moment], Option<ExamId>),
    why: &Personal<String>,
    (by, now): (AccountId, Moment),
) -> Result<(), StoreError> {
    let (file, counted) = (reached.file.file, calendar::load(tx, tenant).await?);
    let back = Returned { place: (tenant, file), own: &reached.policy.terms, calendar: &counted, by, now };
    for request in exam::load::of_file(tx, tenant, file).await? {
        if kept != Some(request.id) {
            exam::restored(tx, &request, (moments, why), &back).await?;
        }
    }
    Ok(())
}

impl Store {
    /// How many wait for the exam office to say what it does. Nobody is named.
    pub async fn disputes_back_wait(&self, actor: &Actor) -> Result<i64, StoreError> {
        audit::allowed(actor, Action::DecideExam)?;
        let mut tx = self.begin_reading().await?;
        Ok(row!(tx, (i64,), WAIT, actor.tenant().0)?.unwrap_or_default().0)
    }

    /// What came back to the exam office of a school. Who is shown is looked at.
    pub async fn disputes_back(&self, actor: &Actor, asked: &BackListed, now: Moment) -> Result<BackPage, StoreError> {
        let reads = Reads { status: Back::from_code, id: DisputeId, more: |_| Some(()) };
        let chosen = (asked.files, asked.status.code(), asked.after.map(|after| after.0));
        LIST.page(self, (actor, Action::DecideExam), chosen, reads, now).await
    }

    /// One of it. The look is in the audit.
    pub async fn dispute_back(&self, actor: &Actor, id: DisputeId, now: Moment) -> Result<BackView, StoreError> {
        let (tenant, action) = (actor.tenant(), Action::DecideExam);
        let mut tx = self.begin_snapshot().await?;
        let file = file_of(&mut tx, tenant, id).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let dispute = one(&mut tx, tenant, file, id).await?;
        let counted = calendar::load(&mut tx, tenant).await?;
        let back = dispute.back().zip(dispute.back_on(&counted.days)).ok_or(StoreError::NotFound)?;
        let requests = exam::load::of_file(&mut tx, tenant, file).await?;
        let chosen = chosen(&dispute, &requests);
        let course: Vec<Step> = dispute.of_committee().cloned().collect();
        let people: BTreeSet<AccountId> =
            course.iter().filter(|step| !step.event.is_own()).map(|step| step.by).collect();
        let view = BackView {
            person: PersonView::of(&reached.file, now.day)?,
            id,
            back: back.0,
            on: back.1,
            annuls: dispute.annuls(),
            requests: requests.into_iter().filter(|one| may_be(one, &chosen)).collect(),
            chosen,
            names: names(&mut tx, people).await?,
            stand: dispute.seen_so_far(),
            course,
        };
        let deed = Deed::new(actor, action, reached.decision).to([view.person.person]).about(id);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// The exam office says what it does with what came back: which request is decided anew, or that it is done otherwise; in words that
    /// who brought the appeal reads. Said anew, another choice takes the place of the one before. Where there is something to choose, it
    /// is not left open ([`Part::Subject`]).
    pub async fn dispute_take_up(
        &self,
        actor: &Actor,
        id: DisputeId,
        (anew, words, seen): (Anew, &str, Option<Seen>),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let (tenant, action) = (actor.tenant(), Action::DecideExam);
        let mut reading = self.begin_reading().await?;
        let file = file_of(&mut reading, tenant, id).await?;
        drop(reading);
        let mut tx = self.begin().await?;
        hold(&mut tx, tenant, file).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let known = of_file(&mut tx, tenant, file).await?.into_iter().find(|one| one.id == id && one.back().is_some());
        let known = known.ok_or(StoreError::NotFound)?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let requests = exam::load::of_file(&mut tx, tenant, file).await?;
        let before = chosen(&known, &requests);
        // Only while the appeal is right there is something to decide anew.
        let about = match anew {
            Anew::Request(exam) if known.annuls() => Some(exam),
            Anew::Request(_) | Anew::Otherwise | Anew::Unsaid => None,
        };
        let unsaid = anew == Anew::Unsaid && known.annuls() && requests.iter().any(|one| may_be(one, &before));
        let came = dispute::step(&known, Event::TakeUp, (words, None), by, now);
        let came = if unsaid { Err(open(came)) } else { came };
        let came = came.map_err(|refusal| match refusal {
            // The same words about another request are no form that was sent twice.
            Refusal::Twice if known.annuls() && !before.iter().copied().eq(about) => Refusal::SaidAlready,
            refusal => refusal,
        });
        let mut after = met(&known, seen, came).map_err(SaveError::Refused)?;
        let went = {
            let news = News { student: true, coaches: false, by };
            tell(&mut tx, tenant, &reached.file, news, &(format!("/mijn/geschil/{file}"), String::new()), now).await?
        };
        if went.reached_one(guardian(&after)) {
            after = dispute::told_by_mail(&after, by, now);
        }
        if let Some(why) = after.steps.last().and_then(|step| step.words.as_ref()) {
            undone(&mut tx, (tenant, &reached), (&known.taken_up(), about), why, (by, now)).await?;
        }
        if let (Some(about), Some((_, ruling))) = (about, known.outcome())
            && !before.contains(&about)
        {
            let counted = calendar::load(&mut tx, tenant).await?;
            let (place, within) = ((tenant, file), (&reached.policy.terms, &counted));
            // It was ended, or asked anew, since they looked: then there is something else to choose.
            if !exam::annulled(&mut tx, place, about, ruling, within, by, now).await? {
                return Err(SaveError::Refused(Refusal::Meanwhile));
            }
        }
        let counted = calendar::load(&mut tx, tenant).await?;
        stepped(&mut tx, (tenant, file), &after, &counted.days, now).await?;
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]);
        tx.audit(deed.about(format!("{id} {}", Event::TakeUp.code())), now).await?;
        tx.commit().await?;
        Ok(())
    }
}
