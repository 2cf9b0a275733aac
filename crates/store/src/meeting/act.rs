//! Planning a meeting, the yes it needs, and writing down what was decided.

use super::load::{add, agreed, closed, disagreed, file_of, new_decision, new_id, of_file, one};
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::facts::Loaded;
use crate::file::reach::reach;
use crate::file::save::{SaveError, Saving};
use crate::file::view::PersonView;
use crate::mail::{News, tell, tell_colleague};
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::meeting::{self, Consenter, Meeting, Minutes, Plan, Refusal};
use register::{AccountId, FileId, MeetingId, Moment, Personal, TenantId};
use std::collections::BTreeSet;
use time::Date;
use uuid::Uuid;

sql! {
    /// Who of the support team works for the whole school.
    TEAM = "SELECT DISTINCT a.account_id, a.name FROM membership m CROSS JOIN account a WHERE m.tenant_id = $1 AND m.role = $2 \
            AND m.scope = 'school' AND m.begins <= $3 AND (m.ends IS NULL OR m.ends >= $3) AND m.ended_at IS NULL \
            AND a.account_id = m.account_id ORDER BY a.name, a.account_id";
}

/// A meeting, as who works with the student reads it.
#[derive(Debug, Clone)]
pub struct MeetingView {
    /// On which file.
    pub file: FileId,
    /// Who it is about.
    pub person: PersonView,
    /// The meeting.
    pub meeting: Meeting,
    /// Those who did something or have to, by name.
    pub names: Names,
    /// Whose yes it needs today; `None` where nobody knows how old the student is.
    pub needed: Option<Consenter>,
    /// Whether there is a yes today.
    pub agreed: bool,
    /// Who can do what is decided.
    pub owners: Vec<(AccountId, Personal<String>)>,
    /// Whether the reader plans and writes down meetings.
    pub may_hold: bool,
}

/// Who can do what is decided about a student: the coaches of today, and the support team.
pub(super) async fn owners(
    tx: &mut Tx,
    tenant: TenantId,
    file: &Loaded,
    today: Date,
) -> Result<Vec<(AccountId, Personal<String>)>, StoreError> {
    let mut out: Vec<(AccountId, Personal<String>)> = names(tx, file.coaches_on(today)).await?.into_iter().collect();
    out.sort_by(|(_, one), (_, other)| one.cmp(other));
    for role in ["care_coordinator", "trajectory_counsellor"] {
        let team = rows!(tx, (Uuid, String), TEAM, tenant.0, role, today)?;
        out.extend(team.into_iter().map(|(account, name)| (AccountId(account), Personal::new(name))));
    }
    let mut seen = BTreeSet::new();
    out.retain(|(account, _)| seen.insert(*account));
    Ok(out)
}

/// The meetings of a file as the student reads them: what was decided, and not the notes. Those are of who works with them.
pub(crate) async fn of_student(tx: &mut Tx, tenant: TenantId, file: FileId) -> Result<Vec<Meeting>, StoreError> {
    let mut meetings = of_file(tx, tenant, file).await?;
    for one in meetings.iter_mut().filter(|one| one.status == meeting::Status::Held) {
        one.notes = None;
    }
    Ok(meetings)
}

/// Where who does something reads what was decided.
pub(super) const DECISIONS: &str = "/zorg/besluiten";

/// The student, and who answers for them, hear of a meeting about them: that it asks for a yes, or that it is off.
async fn told(saving: &mut Saving<'_>, (tenant, by): (TenantId, AccountId), now: Moment) -> Result<(), StoreError> {
    let news = News { student: true, coaches: false, by };
    let paths = ("/mijn/zorg".to_owned(), String::new());
    tell(&mut saving.tx, tenant, &saving.reached.file, news, &paths, now).await?;
    Ok(())
}

impl Store {
    /// Whom a meeting would be about, for who plans one.
    pub async fn meeting_form(&self, actor: &Actor, file: FileId, now: Moment) -> Result<PersonView, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, Action::HoldMeeting, file, now.day).await?;
        let person = PersonView::of(&reached.file, now.day)?;
        let deed = Deed::new(actor, Action::HoldMeeting, reached.decision).to([person.person]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(person)
    }

    /// Plans a meeting about a student.
    pub async fn meeting_plan(
        &self,
        actor: &Actor,
        file: FileId,
        given: &Plan,
        now: Moment,
    ) -> Result<MeetingId, SaveError<Refusal>> {
        let tenant = actor.tenant();
        let mut saving = self.saving(actor, Action::HoldMeeting, file, None, now).await?;
        let known = of_file(&mut saving.tx, tenant, file).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let new = meeting::plan(&known, new_id(), given, by, now).map_err(SaveError::Refused)?;
        add(&mut saving.tx, tenant, file, &new).await?;
        told(&mut saving, (tenant, by), now).await?;
        saving.written().await?.commit(new.id.to_string()).await?;
        Ok(new.id)
    }

    /// One meeting. The look is in the audit.
    pub async fn meeting(&self, actor: &Actor, id: MeetingId, now: Moment) -> Result<MeetingView, StoreError> {
        let tenant = actor.tenant();
        let mut tx = self.begin_snapshot().await?;
        let file = file_of(&mut tx, tenant, id).await?;
        let reached = reach(&mut tx, actor, Action::SeeMeetings, file, now.day).await?;
        let meeting = one(&mut tx, tenant, file, id).await?;
        let birth = reached.file.birth;
        let people: BTreeSet<AccountId> = meeting.staff().collect();
        let view = MeetingView {
            file,
            person: PersonView::of(&reached.file, now.day)?,
            names: names(&mut tx, people).await?,
            needed: meeting::consenter(birth, now.day),
            agreed: meeting.consent(birth, now.day).is_some(),
            owners: owners(&mut tx, tenant, &reached.file, now.day).await?,
            may_hold: reached.allows(actor, Action::HoldMeeting),
            meeting,
        };
        let deed = Deed::new(actor, Action::SeeMeetings, reached.decision).to([view.person.person]).about(id);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// A change to a meeting: its file is held.
    async fn changing<'a>(
        &self,
        actor: &'a Actor,
        id: MeetingId,
        now: Moment,
    ) -> Result<(Saving<'a>, Meeting, AccountId), StoreError> {
        let tenant = actor.tenant();
        let mut reading = self.begin_reading().await?;
        let file = file_of(&mut reading, tenant, id).await?;
        drop(reading);
        let mut saving = self.saving(actor, Action::HoldMeeting, file, None, now).await?;
        let known = one(&mut saving.tx, tenant, file, id).await?;
        Ok((saving, known, actor.account().ok_or(StoreError::NotFound)?))
    }

    /// Writes down whose yes there is, and on which day it was given.
    pub async fn meeting_agree(
        &self,
        actor: &Actor,
        id: MeetingId,
        given: (Option<Consenter>, Option<Date>),
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let (mut saving, known, by) = self.changing(actor, id, now).await?;
        let after = meeting::agree(&known, given, saving.reached.file.birth, by, now).map_err(SaveError::Refused)?;
        let file = saving.reached.file.file;
        agreed(&mut saving.tx, actor.tenant(), file, &after).await?;
        Ok(saving.written().await?.commit(format!("{id} agree")).await?)
    }

    /// Writes down that a yes was taken back.
    pub async fn meeting_disagree(&self, actor: &Actor, id: MeetingId, now: Moment) -> Result<(), SaveError<Refusal>> {
        let (mut saving, known, by) = self.changing(actor, id, now).await?;
        let after = meeting::disagree(&known, by, now).map_err(SaveError::Refused)?;
        let file = saving.reached.file.file;
        disagreed(&mut saving.tx, (actor.tenant(), file), &after, (by, now)).await?;
        Ok(saving.written().await?.commit(format!("{id} disagree")).await?)
    }

    /// Calls a meeting off.
    pub async fn meeting_cancel(
        &self,
        actor: &Actor,
        id: MeetingId,
        why: &str,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let (mut saving, known, by) = self.changing(actor, id, now).await?;
        let after = meeting::cancel(&known, why, by, now).map_err(SaveError::Refused)?;
        let file = saving.reached.file.file;
        closed(&mut saving.tx, actor.tenant(), file, &after).await?;
        told(&mut saving, (actor.tenant(), by), now).await?;
        Ok(saving.written().await?.commit(format!("{id} cancelled")).await?)
    }

    /// Writes down a meeting that was held: who was there, and what was decided.
    pub async fn meeting_hold(
        &self,
        actor: &Actor,
        id: MeetingId,
        given: &Minutes,
        now: Moment,
    ) -> Result<(), SaveError<Refusal>> {
        let (mut saving, known, by) = self.changing(actor, id, now).await?;
        let tenant = actor.tenant();
        let owners = owners(&mut saving.tx, tenant, &saving.reached.file, now.day).await?;
        let owners: Vec<AccountId> = owners.into_iter().map(|(account, _)| account).collect();
        let birth = saving.reached.file.birth;
        let after =
            meeting::hold(&known, given, (birth, &owners), new_decision, by, now).map_err(SaveError::Refused)?;
        let file = saving.reached.file.file;
        closed(&mut saving.tx, tenant, file, &after).await?;
        let whose: BTreeSet<AccountId> = after.decisions.iter().map(|one| one.owner).collect();
        for owner in whose {
            tell_colleague(&mut saving.tx, tenant, owner, (DECISIONS, by), now).await?;
        }
        Ok(saving.written().await?.commit(format!("{id} held")).await?)
    }
}
