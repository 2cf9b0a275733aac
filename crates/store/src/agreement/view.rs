//! The page of one version: for the student, a guardian, or staff.

use super::load::Texts;
use crate::db::Tx;
use crate::file::view::PersonView;
use crate::file::{key, reach};
use crate::{Store, StoreError};
use access::{Action, Actor};
use reach::{Reached, own_file};
use register::agreement::{Agreement, Version, Waiting, WhoMustAnswer};
use register::{AccountId, FileId, GuardianId, Moment, Personal, TenantId, VersionId};
use uuid::Uuid;

sql! {
    FILE = "SELECT a.file_id FROM agreement_version v JOIN agreement a ON a.tenant_id = v.tenant_id AND a.agreement_id = v.agreement_id \
            WHERE v.tenant_id = $1 AND v.version_id = $2";
    SCHOOL = "SELECT name FROM tenant WHERE tenant_id = $1";
    ACCOUNT_NAME = "SELECT name FROM account WHERE account_id = $1";
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
    /// The version that can be answered now, when that is another (a newer one).
    pub offered: Option<VersionId>,
    /// Who must answer today.
    pub who: WhoMustAnswer,
    /// Whose answer is missing, while this version is offered.
    pub waits_for: Option<Waiting>,
    /// Who proposed it.
    pub proposed_by: Personal<String>,
    /// The school.
    pub school: String,
    /// Whether the actor may answer it.
    pub may_answer: bool,
    /// The guardian the actor is, if they are one.
    pub as_guardian: Option<GuardianId>,
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
    /// The school.
    pub school: String,
    /// Whether the actor may answer.
    pub may_answer: bool,
    /// Whether the actor may see who looked.
    pub may_see_looks: bool,
    /// The guardian the actor is, if they are one.
    pub as_guardian: Option<GuardianId>,
}

/// The file a version belongs to. Who may open it is decided when it is opened.
pub(crate) async fn file_of(tx: &mut Tx, tenant: TenantId, version: VersionId) -> Result<FileId, StoreError> {
    row!(tx, (Uuid,), FILE, tenant.0, version.0)?.map(|(id,)| FileId(id)).ok_or(StoreError::NotFound)
}

fn guardian_of(actor: &Actor) -> Option<GuardianId> {
    match actor {
        Actor::Member(member) => match member.scope {
            access::Scope::Guardian(guardian) => Some(guardian),
            access::Scope::Own
            | access::Scope::Teams(_)
            | access::Scope::School
            | access::Scope::Person(_)
            | access::Scope::None => None,
        },
        Actor::System { .. } => None,
    }
}

/// The name an account is known by.
pub(crate) async fn account_name(tx: &mut Tx, account: AccountId) -> Result<Personal<String>, StoreError> {
    let found = row!(tx, (String,), ACCOUNT_NAME, account.0)?;
    Ok(found.map(|(name,)| name).unwrap_or_default().into())
}

async fn school(tx: &mut Tx, tenant: TenantId) -> Result<String, StoreError> {
    row!(tx, (String,), SCHOOL, tenant.0)?.map(|(name,)| name).ok_or(StoreError::NotFound)
}

async fn opened(tx: &mut Tx, actor: &Actor, reached: &Reached) -> Result<Option<Agreement>, StoreError> {
    let (tenant, file) = (actor.tenant(), reached.file.file);
    let file_keys = key::open(tx, tenant, file).await?;
    // A guardian of someone of 16 or 17 is informed of the measures; what the student said is the student's own.
    let informed_only = guardian_of(actor).is_some() && !reached.allows(actor, Action::AnswerAgreement);
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
    let open = chosen.status == register::agreement::Status::Offered;
    Ok(VersionView {
        file: reached.file.file,
        person: PersonView::of(&reached.file, now.day)?,
        in_force: agreement.in_force(now.day).filter(other).cloned(),
        offered: agreement.offered().filter(other).map(|v| v.id),
        waits_for: if open { chosen.waits_for(&who) } else { None },
        who,
        proposed_by: account_name(tx, chosen.proposed_by).await?,
        school: school(tx, tenant).await?,
        may_answer: open && reached.allows(actor, Action::AnswerAgreement),
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
        let about = Some(version.to_string());
        self.looked(tx, actor, action, reached.decision, &[reached.file.person()], about, now).await?;
        Ok(view)
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
        let mine = Mine {
            file,
            person: PersonView::of(&reached.file, now.day)?,
            agreement: opened(&mut tx, actor, &reached).await?,
            who: reached.file.who.clone(),
            school: school(&mut tx, tenant).await?,
            may_answer: reached.allows(actor, Action::AnswerAgreement),
            may_see_looks: reached.allows(actor, Action::SeeOwnLookLog),
            as_guardian: guardian_of(actor),
        };
        let about = Some(file.to_string());
        self.looked(tx, actor, action, reached.decision, &[reached.file.person()], about, now).await?;
        Ok(mine)
    }
}
