//! What follows from a dispute that was won or settled (`register::dispute::Todo`): a list of who coordinates the support, by student, one
//! of it with what the school does and nothing else of the dispute, and that it was done or not after all.

use super::act::{guardian, met};
use super::load::{file_of, of_file, one, stepped};
use crate::agreement::names::{Names, names};
use crate::audit::{self, Deed};
use crate::file::reach::reach;
use crate::file::save::SaveError;
use crate::file::scope::kind;
use crate::file::standing::{self, Place, Reads, Standing};
use crate::file::view::PersonView;
use crate::file::within::{Chosen, Texts, Within};
use crate::mail::{News, tell};
use crate::voice::hold;
use crate::{Store, StoreError, calendar};
use access::{Action, Actor};
use register::dispute::{self, Event, Refusal, Step, Todo};
use register::seen::Seen;
use register::{AccountId, DisputeId, Moment};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use time::Date;

static LIST: LazyLock<Standing> = LazyLock::new(|| {
    let (table, id, day) = ("dispute", "dispute_id", "todo_on");
    Standing::by(&Place { name: "store::dispute::todo", table, id, day, more: &[] }, "todo")
});

/// How much is still to be done.
static OWED: LazyLock<Texts> = LazyLock::new(|| {
    let owed = |from: &str| {
        let code = Todo::Owed.code();
        format!("SELECT COUNT(*) FROM {from} w.tenant_id = $1 AND $3 >= '0001-01-01' AND w.todo = '{code}'")
    };
    let whole = format!("dispute w WHERE $2 = '{}' AND $4 = w.tenant_id AND $5 = w.tenant_id AND", kind::SCHOOL);
    Texts::new("store::dispute::todo::OWED", 0, |rows| {
        owed(&format!("{rows} CROSS JOIN dispute w WHERE w.file_id = r.file_id AND"))
    })
    .or_whole(owed(&whole))
});

/// Every text, by name.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    LIST.sql().into_iter().chain(OWED.sql()).collect()
}

/// What a reader chose of the list.
pub type TodoListed = standing::Listed<Todo, DisputeId>;

/// Something to do in the list.
pub type TodoRow = standing::StandingRow<DisputeId>;

/// One page of it.
pub type TodoPage = standing::StandingPage<Todo, DisputeId>;

/// What the school has to do after a dispute. What was brought, and what was decided, is not in it.
#[derive(Debug, Clone)]
pub struct TodoView {
    /// Who it is about.
    pub person: PersonView,
    /// Which.
    pub id: DisputeId,
    /// On which list it stands.
    pub todo: Todo,
    /// By when it is to be done, or when it was.
    pub on: Date,
    /// What the school does, that it was done, or not after all; the first first.
    pub course: Vec<Step>,
    /// Those who did something, by name.
    pub names: Names,
    /// What stands: what is noted is about that.
    pub stand: Seen,
}

impl Store {
    /// How much is still to be done after disputes, of those whom an actor reaches. A number, and nobody's.
    pub async fn dispute_todos_owed(&self, actor: &Actor, now: Moment) -> Result<i64, StoreError> {
        let action = Action::CarryOutRuling;
        audit::allowed(actor, action)?;
        let within = Within::new(actor, action, Chosen::default(), now.day)?;
        let mut tx = self.begin_reading().await?;
        within.count(&mut tx, &OWED, &[]).await
    }

    /// What is to be done after disputes, of those whom an actor reaches. Who is shown is looked at.
    pub async fn dispute_todos(&self, actor: &Actor, asked: &TodoListed, now: Moment) -> Result<TodoPage, StoreError> {
        let reads = Reads { status: Todo::from_code, id: DisputeId, more: |_| Some(()) };
        let chosen = (asked.files, asked.status.code(), asked.after.map(|after| after.0));
        LIST.page(self, (actor, Action::CarryOutRuling), chosen, reads, now).await
    }

    /// One of it. The look is in the audit.
    pub async fn dispute_todo(&self, actor: &Actor, id: DisputeId, now: Moment) -> Result<TodoView, StoreError> {
        let (tenant, action) = (actor.tenant(), Action::CarryOutRuling);
        let mut tx = self.begin_snapshot().await?;
        let file = file_of(&mut tx, tenant, id).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let dispute = one(&mut tx, tenant, file, id).await?;
        let (todo, on) = dispute.todo().zip(dispute.todo_on()).ok_or(StoreError::NotFound)?;
        let course: Vec<Step> = dispute.of_todo().cloned().collect();
        let people: BTreeSet<AccountId> = course.iter().map(|step| step.by).collect();
        let view = TodoView {
            person: PersonView::of(&reached.file, now.day)?,
            id,
            todo,
            on,
            course,
            names: names(&mut tx, people).await?,
            stand: dispute.seen_so_far(),
        };
        let deed = Deed::new(actor, action, reached.decision).to([view.person.person]).about(id);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Notes that it was done, and how; or (`done` is false) not after all, and why. Who brought the dispute reads it.
    pub async fn dispute_todo_step(
        &self,
        actor: &Actor,
        id: DisputeId,
        (done, words, seen): (bool, &str, Option<Seen>),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let (tenant, action) = (actor.tenant(), Action::CarryOutRuling);
        let mut reading = self.begin_reading().await?;
        let file = file_of(&mut reading, tenant, id).await?;
        drop(reading);
        let mut tx = self.begin().await?;
        hold(&mut tx, tenant, file).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let known = of_file(&mut tx, tenant, file).await?.into_iter().find(|one| one.id == id && one.todo().is_some());
        let known = known.ok_or(StoreError::NotFound)?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let event = if done { Event::Done } else { Event::NotDone };
        let came = dispute::step(&known, event, (words, None), by, now);
        let mut after = met(&known, seen, came).map_err(SaveError::Refused)?;
        let news = News { student: true, coaches: false, by };
        let path = (format!("/mijn/geschil/{file}"), String::new());
        let went = tell(&mut tx, tenant, &reached.file, news, &path, now).await?;
        if went.reached_one(guardian(&after)) {
            after = dispute::told_by_mail(&after, by, now);
        }
        let counted = calendar::load(&mut tx, tenant).await?;
        stepped(&mut tx, (tenant, file), &after, &counted.days, now).await?;
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]);
        tx.audit(deed.about(format!("{id} {}", event.code())), now).await?;
        tx.commit().await?;
        Ok(())
    }
}
