//! The page of one version: for the student, a guardian, or staff.

use super::load::Texts;
use super::names::{Names, coaches, names, people};
use crate::agenda::Agenda;
use crate::audit::Deed;
use crate::db::Tx;
use crate::file::view::{NeedView, PersonView, assessed, need};
use crate::file::{key, reach};
use crate::mail::{self, Told};
use crate::{Store, StoreError, evaluation, happens, point};
use access::{Action, Actor};
use reach::{Reached, guardian_of, own_file};
use register::agenda::Item;
use register::agreement::{
    Agreement, OnPaper, Plan, Preparation, Status, Version, Waiting, WhoMustAnswer, called_off, planned,
};
use register::happens::Happening;
use register::point::Point;
use register::statutory::Assessed;
use register::{FileId, GuardianId, Moment, Personal, TenantId, VersionId};
use time::Date;
use uuid::Uuid;

sql! {
    FILE = "SELECT a.file_id FROM agreement_version v JOIN agreement a ON a.tenant_id = v.tenant_id AND a.agreement_id = v.agreement_id \
            WHERE v.tenant_id = $1 AND v.version_id = $2";
    SCHOOL = "SELECT name FROM tenant WHERE tenant_id = $1";
}

/// One version with what is needed to read and answer it.
#[derive(Debug, Clone)]
pub struct VersionView {
    /// Which file.
    pub file: FileId,
    /// Who it is about.
    pub person: PersonView,
    /// The version itself, texts opened.
    pub version: Version,
    /// The version in force today, when that is another.
    pub in_force: Option<Version>,
    /// What to read this version against: the version in force, else the one before, where that was answered with a
    /// wish or a no.
    pub before: Option<Version>,
    /// Whether this is the newest version.
    pub newest: bool,
    /// The version that can be answered now, when that is another (a newer one).
    pub offered: Option<VersionId>,
    /// Who must answer today.
    pub who: WhoMustAnswer,
    /// Below which age a parent answered too on the day it was proposed.
    pub below: i32,
    /// Whose answer is missing, while this version is offered.
    pub waits_for: Option<Waiting>,
    /// The people of the school who did something here, by name: proposed, wrote down, took back, replied.
    pub names: Names,
    /// The coaches of today.
    pub coaches: Vec<Personal<String>>,
    /// The school.
    pub school: String,
    /// Whether the actor may write down an answer that was given elsewhere.
    pub may_note: bool,
    /// Whether the actor may say why nothing changes.
    pub may_reply: bool,
    /// Whether the actor may write down how school and student looked back at it.
    pub may_evaluate: bool,
    /// Whether the actor may propose another version.
    pub may_propose: bool,
    /// Whether the actor may share it with somebody outside the school.
    pub may_share: bool,
    /// Whether the actor may answer it.
    pub may_answer: bool,
    /// The guardian the actor is, if they are one.
    pub as_guardian: Option<GuardianId>,
    /// How whoever must answer was told by mail, for who proposes.
    pub told: Vec<Told>,
    /// To whom it went on paper, for who proposes.
    pub on_paper: Vec<OnPaper>,
    /// When the talk is planned in which they look back.
    pub planned: Option<Plan>,
    /// What was prepared for it, as far as the actor sees that.
    pub prepared: Vec<Preparation>,
    /// Of each measure whether the student said that it happens, for who reads what they say.
    pub happens: Vec<Option<Happening>>,
}

/// What a student or guardian finds on their own page.
#[derive(Debug, Clone)]
pub struct Mine {
    /// Which file.
    pub file: FileId,
    /// Who it is about.
    pub person: PersonView,
    /// The agreement, texts opened; `None` when nothing was proposed yet.
    pub agreement: Option<Agreement>,
    /// Who must answer today.
    pub who: WhoMustAnswer,
    /// The people of the school who did something here, by name.
    pub names: Names,
    /// The coaches of today.
    pub coaches: Vec<Personal<String>>,
    /// What the school wrote down of what the student needs; the outer `None` means that the actor does not see it.
    pub need: Option<Option<NeedView>>,
    /// What the school assessed; the outer `None` means that the actor does not see it.
    pub assessed: Option<Option<Assessed>>,
    /// The school.
    pub school: String,
    /// When the talk is planned in which they look back.
    pub planned: Option<Plan>,
    /// On which day to come a talk was planned that was called off, with none in its place.
    pub called_off: Option<Date>,
    /// What the actor prepared for it.
    pub prepared: Option<Preparation>,
    /// Whether the actor may prepare it.
    pub may_prepare: bool,
    /// What school keeps an eye on and has not ended, for who sees the whole of the own file.
    pub points: Vec<Point>,
    /// Whether the actor may say themselves what is needed.
    pub may_say: bool,
    /// Whether it is asked of the actor whether what holds happens, and they can still change what they answered.
    pub happens: Option<bool>,
    /// What waits for the actor, and what came lately.
    pub agenda: Vec<Item>,
    /// Whether the actor decides what parents read.
    pub may_allow: bool,
    /// Whether the actor may answer.
    pub may_answer: bool,
    /// Whether the actor may see who looked.
    pub may_see_looks: bool,
    /// Whether the actor may see with whom it is shared.
    pub may_see_shares: bool,
    /// The guardian the actor is, if they are one.
    pub as_guardian: Option<GuardianId>,
}

/// The file a version belongs to. Who may open it is decided when it is opened.
pub(crate) async fn file_of(tx: &mut Tx, tenant: TenantId, version: VersionId) -> Result<FileId, StoreError> {
    row!(tx, (Uuid,), FILE, tenant.0, version.0)?.map(|(id,)| FileId(id)).ok_or(StoreError::NotFound)
}

pub(crate) async fn school(tx: &mut Tx, tenant: TenantId) -> Result<String, StoreError> {
    row!(tx, (String,), SCHOOL, tenant.0)?.map(|(name,)| name).ok_or(StoreError::NotFound)
}

pub(crate) async fn opened(tx: &mut Tx, actor: &Actor, reached: &Reached) -> Result<Option<Agreement>, StoreError> {
    let (tenant, file) = (actor.tenant(), reached.file.file);
    let file_keys = key::open(tx, tenant, file).await?;
    // A guardian of someone of 16 or 17 is informed of the measures, and with somebody outside the school they are shared, or shown by the student;
    // what the student said is the student's own.
    let outside = matches!(actor, Actor::Outsider(_) | Actor::Bearer(_));
    let informed_only = outside || guardian_of(actor).is_some() && !reached.allows(actor, Action::SeeOwnFile);
    let texts = if informed_only { Texts::Measures(&file_keys) } else { Texts::Open(&file_keys) };
    Ok(reached.file.stored.agreements(texts)?.remove(&file))
}

/// One version of a file that was reached.
pub(crate) async fn show(
    tx: &mut Tx,
    actor: &Actor,
    reached: &Reached,
    version: VersionId,
    now: Moment,
) -> Result<VersionView, StoreError> {
    let tenant = actor.tenant();
    let agreement = opened(tx, actor, reached).await?.ok_or(StoreError::NotFound)?;
    let chosen = agreement.version(version).ok_or(StoreError::NotFound)?.clone();
    let other = |v: &&Version| v.id != version;
    let who = reached.file.who.clone();
    let open = chosen.status == Status::Offered;
    let in_force = agreement.in_force(now.day).filter(other);
    let answered = |v: &&Version| matches!(v.status, Status::ChangeAsked | Status::NotAgreed);
    let before = agreement.versions.iter().rev().find(|v| v.number < chosen.number).filter(answered);
    let may_propose = reached.allows(actor, Action::ProposeAgreement);
    let told = if may_propose { mail::of_version(tx, tenant, version).await? } else { Vec::new() };
    let on_paper = if may_propose { super::paper::of_version(tx, tenant, version).await? } else { Vec::new() };
    Ok(VersionView {
        told,
        on_paper,
        planned: planned(&evaluation::plans(tx, tenant, reached.file.file).await?).cloned(),
        prepared: evaluation::of_viewer(tx, actor, reached, &chosen).await?,
        happens: if reached.allows(actor, Action::AnswerVoice) {
            register::happens::standing(&chosen, &happens::of_version(tx, tenant, reached.file.file, version).await?)
        } else {
            Vec::new()
        },
        file: reached.file.file,
        person: PersonView::of(&reached.file, now.day)?,
        before: in_force.filter(|v| v.number < chosen.number).or(before).cloned(),
        newest: agreement.latest().is_some_and(|latest| latest.id == version),
        names: names(tx, people(std::iter::once(&chosen).chain(in_force))).await?,
        coaches: coaches(tx, reached.file.coaches_on(now.day)).await?,
        in_force: in_force.cloned(),
        offered: agreement.offered().filter(other).map(|v| v.id),
        waits_for: if open { chosen.waits_for(&who) } else { None },
        who,
        below: reached.policy.terms.parent_answers_below(chosen.proposed.day),
        school: school(tx, tenant).await?,
        may_answer: open && reached.allows(actor, Action::AnswerAgreement),
        may_note: reached.allows(actor, Action::NoteAnswer),
        may_reply: reached.allows(actor, Action::ReplyToAnswer),
        may_evaluate: reached.allows(actor, Action::Evaluate),
        may_share: reached.allows(actor, Action::Share),
        may_propose,
        as_guardian: guardian_of(actor),
        version: chosen,
    })
}

impl Store {
    /// One version, for whoever may read it: staff with [`Action::ViewAgreement`], the student and guardians with
    /// [`Action::SeeOwnAgreement`].
    pub async fn agreement_version(
        &self,
        actor: &Actor,
        action: Action,
        version: VersionId,
        now: Moment,
    ) -> Result<VersionView, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let file = file_of(&mut tx, actor.tenant(), version).await?;
        let reached = reach::reach(&mut tx, actor, action, file, now.day).await?;
        let view = show(&mut tx, actor, &reached, version, now).await?;
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(version);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Where a version is that the actor may read, and where it stands today. It shows nothing of it, so it is no look:
    /// for an address that leads on to a page.
    pub async fn agreement_stands(
        &self,
        actor: &Actor,
        action: Action,
        version: VersionId,
        now: Moment,
    ) -> Result<(FileId, Status), StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let file = file_of(&mut tx, actor.tenant(), version).await?;
        let reached = reach::reach(&mut tx, actor, action, file, now.day).await?;
        let agreements = reached.file.stored.agreements(Texts::Closed)?;
        let found = agreements.get(&file).and_then(|agreement| agreement.version(version));
        Ok((file, found.ok_or(StoreError::NotFound)?.status_on(now.day)))
    }

    /// The file of a version, for a page whose address names both.
    pub async fn file_of_version(&self, actor: &Actor, version: VersionId) -> Result<FileId, StoreError> {
        let mut tx = self.begin_reading().await?;
        file_of(&mut tx, actor.tenant(), version).await
    }

    /// The own page of a student, or of a guardian for their child.
    pub async fn mine(&self, actor: &Actor, now: Moment) -> Result<Mine, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let tenant = actor.tenant();
        let action = Action::SeeOwnAgreement;
        let file = own_file(&mut tx, actor, action).await?;
        let reached = reach::reach(&mut tx, actor, action, file, now.day).await?;
        let agreement = opened(&mut tx, actor, &reached).await?;
        let (mut need_there, mut assessed_there, mut points) = (None, None, Vec::new());
        if reached.allows(actor, Action::SeeOwnFile) {
            let keys = key::open(&mut tx, tenant, file).await?;
            need_there = Some(need(&mut tx, tenant, file, &keys).await?);
            assessed_there = Some(assessed(&mut tx, tenant, &reached.file, &keys).await?);
            points = point::load::open(&mut tx, tenant, &reached.file).await?;
        }
        let holds = agreement.as_ref().and_then(|all| all.in_force(now.day));
        let prepared = match holds {
            Some(version) => evaluation::of_viewer(&mut tx, actor, &reached, version).await?.pop(),
            None => None,
        };
        let plans = evaluation::plans(&mut tx, tenant, file).await?;
        let planned = planned(&plans).cloned();
        let may_say = reached.allows(actor, Action::SayYourself);
        let happens = match holds.filter(|_| may_say) {
            Some(version) => happens::open(&mut tx, tenant, file, version, now.day).await?,
            None => None,
        };
        let mut involved = people(agreement.iter().flat_map(|a| &a.versions));
        involved.extend(need_there.iter().flatten().filter_map(|need: &NeedView| need.by));
        let agenda = Agenda {
            agreement: agreement.as_ref(),
            planned: planned.as_ref(),
            prepared: prepared.is_some(),
            happens: happens.filter(|(_, open)| *open > 0).map(|(since, _)| since),
        };
        let agenda = agenda.of(&mut tx, actor, &reached, now.day).await?;
        let mine = Mine {
            file,
            agenda,
            person: PersonView::of(&reached.file, now.day)?,
            names: names(&mut tx, involved).await?,
            coaches: coaches(&mut tx, reached.file.coaches_on(now.day)).await?,
            need: need_there,
            assessed: assessed_there,
            agreement,
            who: reached.file.who.clone(),
            school: school(&mut tx, tenant).await?,
            called_off: called_off(&plans, now.day),
            planned,
            prepared,
            points,
            may_say,
            happens: happens.map(|(_, open)| open > 0),
            may_allow: reached.allows(actor, Action::AllowGuardian),
            may_prepare: reached.allows(actor, Action::PrepareEvaluation),
            may_answer: reached.allows(actor, Action::AnswerAgreement),
            may_see_looks: reached.allows(actor, Action::SeeOwnLookLog),
            may_see_shares: reached.allows(actor, Action::SeeOwnShares),
            as_guardian: guardian_of(actor),
        };
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(mine)
    }
}
