//! What somebody outside the school reads: the measures that hold today. Every look is an event that names them, which the
//! student reads.

use super::row::{by_token, school};
use crate::agreement::names::coaches;
use crate::agreement::view::opened;
use crate::audit::Deed;
use crate::card::load::holding;
use crate::db::Tx;
use crate::file::key;
use crate::file::reach::reach;
use crate::file::view::PersonView;
use crate::transition::HandoverView;
use crate::transition::document;
use crate::{Store, StoreError};
use crate::{handoff, workplace};
use access::{Action, Actor, Outsider};
use register::agreement::{Agreement, Line, Version};
use register::handoff::Handoff;
use register::share::{Purpose, Share, State};
use register::workplace::told::{State as Telling, Told};
use register::{FileId, Moment, PersonId, Personal, TenantId};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

sql! {
    VISIT = "SELECT visit_ends FROM share_code WHERE tenant_id = $1 AND share_id = $2 AND visit_hash = $3 AND visit_ends > $4";
    PERSON = "SELECT person_id FROM support_file WHERE tenant_id = $1 AND file_id = $2";
}

/// What is shared, as it is today.
#[derive(Debug, Clone)]
pub struct Reading {
    /// With whom, for what and until when.
    pub share: Share,
    /// By which school.
    pub school: String,
    /// Whose it is.
    pub person: PersonView,
    /// The handoff that it is for, where it is for one: that is read then, and no measure.
    pub handoff: Option<Handoff>,
    /// The document of the way to work, where it is for that: that is read then.
    pub bridge: Option<HandoverView>,
    /// What holds today, measures only; `None` when nothing does. Of what a workplace is told, those that were chosen.
    pub version: Option<Version>,
    /// What a workplace is told in the student's own words.
    pub own: Option<Personal<String>>,
    /// The coaches of today: whom to ask.
    pub coaches: Vec<Personal<String>>,
    /// When one must come in again.
    pub ends: OffsetDateTime,
}

/// Of what a workplace is told: the chosen measures that still hold, and nothing else of the version; with the student's own words.
fn chosen(told: &Told, all: &Agreement, today: Date) -> (Option<Version>, Option<Personal<String>>) {
    let own = Some(told.own.clone()).filter(|own| !own.reveal().is_empty());
    let shown = all.version(told.version).and_then(|version| {
        let read: Vec<Line> = told.reads(version, all.in_force(today), today).into_iter().cloned().collect();
        (!read.is_empty()).then(|| Version { lines: read, ..version.clone() })
    });
    (shown, own)
}

/// Whoever has the link of a share.
async fn outsider(tx: &mut Tx, (tenant, file): (TenantId, FileId), share: &Share) -> Result<Actor, StoreError> {
    let (person,) = row!(tx, (Uuid,), PERSON, tenant.0, file.0)?.ok_or(StoreError::NotFound)?;
    let name = share.terms.name.clone();
    Ok(Actor::Outsider(Outsider { share: share.id, tenant, person: PersonId(person), name }))
}

/// Whether a share ended before its day: with a workplace, with the placement, with the agreement or with the enrolment; of the
/// document of the way to work, with a yes or a diploma that it needs.
pub(super) async fn ended(
    tx: &mut Tx,
    (tenant, file): (TenantId, FileId),
    share: &Share,
    now: Moment,
) -> Result<bool, StoreError> {
    let today = now.day;
    if share.terms.purpose == Purpose::Handover {
        let actor = outsider(tx, (tenant, file), share).await?;
        let reached = reach(tx, &actor, Action::SeeShared, file, today).await?;
        return Ok(document::of_share(tx, &actor, &reached, share.id, now).await?.is_none());
    }
    let Some((told, of)) = workplace::told::of_share(tx, tenant, file, share.id).await? else { return Ok(false) };
    let actor = outsider(tx, (tenant, file), share).await?;
    let reached = reach(tx, &actor, Action::SeeShared, file, today).await?;
    let all = opened(tx, &actor, &reached).await?;
    Ok(told.state(&of, today) != Telling::Agreed || holding(all, &reached, today).is_none())
}

/// Whoever came in with a code, and what they came for.
pub(crate) struct Visitor {
    /// The share.
    pub(crate) share: Share,
    /// Of which file.
    pub(crate) file: FileId,
    /// Who they are.
    pub(crate) actor: Actor,
    /// When one must come in again.
    pub(crate) ends: OffsetDateTime,
}

/// Who came in with a code; `None` when nobody did, or no more.
///
/// # Errors
/// [`StoreError::NotFound`] for a link that was never made.
pub(crate) async fn visitor(tx: &mut Tx, token: &str, visit: &str, now: Moment) -> Result<Option<Visitor>, StoreError> {
    let row = by_token(tx, token).await?;
    let (tenant, file, id) = (row.tenant(), row.file(), row.share_id);
    let held = crate::invitation::hash(visit);
    let Some((ends,)) = row!(tx, (OffsetDateTime,), VISIT, tenant.0, id, held, now.at)? else { return Ok(None) };
    let keys = key::open(tx, tenant, file).await?;
    let share = row.share(&keys)?;
    if share.state(now.day) != State::Open {
        return Ok(None);
    }
    let actor = outsider(tx, (tenant, file), &share).await?;
    Ok(Some(Visitor { share, file, actor, ends }))
}

impl Store {
    /// What is shared, for whoever came in with a code; `None` when nobody did, or no more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a link that was never made.
    pub async fn share_read(&self, token: &str, visit: &str, now: Moment) -> Result<Option<Reading>, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let Some(Visitor { share, file, actor, ends }) = visitor(&mut tx, token, visit, now).await? else {
            return Ok(None);
        };
        let tenant = actor.tenant();
        let reached = reach(&mut tx, &actor, Action::SeeShared, file, now.day).await?;
        let bridge = match share.terms.purpose {
            Purpose::Handover => {
                let found = document::of_share(&mut tx, &actor, &reached, share.id, now).await?;
                // It ended with the diploma, or with a yes.
                let Some(found) = found else { return Ok(None) };
                Some(found)
            }
            Purpose::Placement | Purpose::Municipality | Purpose::NextSchool | Purpose::Help => None,
        };
        let all = opened(&mut tx, &actor, &reached).await?;
        let (version, own) = match workplace::told::of_share(&mut tx, tenant, file, share.id).await? {
            Some((told, of)) if told.state(&of, now.day) == Telling::Agreed => {
                match holding(all, &reached, now.day) {
                    Some(all) => chosen(&told, &all, now.day),
                    // It ended with the agreement, or with the enrolment.
                    None => return Ok(None),
                }
            }
            // It ended with the placement.
            Some(_) => return Ok(None),
            None => match share.terms.purpose {
                // A placement is in an enrolment, and ends with it.
                Purpose::Placement => {
                    let all = holding(all, &reached, now.day);
                    (all.and_then(|all| all.in_force(now.day).cloned()), None)
                }
                Purpose::Municipality | Purpose::NextSchool => {
                    (all.and_then(|all| all.in_force(now.day).cloned()), None)
                }
                Purpose::Help | Purpose::Handover => (None, None),
            },
        };
        let reading = Reading {
            school: school(&mut tx, tenant).await?,
            person: PersonView::of(&reached.file, now.day)?,
            handoff: handoff::load::of_share(&mut tx, (tenant, file), share.id).await?,
            bridge,
            version,
            own,
            coaches: coaches(&mut tx, reached.file.coaches_on(now.day)).await?,
            ends,
            share,
        };
        let about = format!("share {}", reading.share.id);
        let deed = Deed::new(&actor, Action::SeeShared, reached.decision).to([reached.file.person()]).about(about);
        self.looked(tx, deed, now).await?;
        Ok(Some(reading))
    }
}
