//! The side of whose card it is: writing and erasing it, making links that show it and ending them, and reading when they were
//! opened. A parent who answers for the student sees the same, and writes nothing.

use super::load::{card, end_all, erase, hold, holding, links, write};
use crate::agreement::names::{Names, names};
use crate::agreement::view::opened;
use crate::audit::Deed;
use crate::file::key;
use crate::file::reach::{Reached, guardian_of, own_file, reach};
use crate::file::view::PersonView;
use crate::keys::Purpose;
use crate::{SaveError, Store, StoreError, fresh};
use access::{Action, Actor};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use register::agreement::{Agreement, Answerer};
use register::card::link::open;
use register::card::{self as rules, Card, Draft, Link, OpenRefusal, State, Term, WriteRefusal};
use register::{AccountId, CardLinkId, FileId, Moment, Personal};

sql! {
    SCHOOL = "SELECT name FROM tenant WHERE tenant_id = $1";
    ADD = "INSERT INTO card_link (tenant_id, file_id, number, link_id, token_hash, key_name, term, made_at, made_on, made_by, ends_at) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    /// Only one that goes on is ended: of two who end it at once, one does.
    END = "UPDATE card_link SET ended_at = $4, ended_on = $5, ended_by = $6 \
           WHERE tenant_id = $1 AND file_id = $2 AND link_id = $3 AND ended_at IS NULL";
    OF_FILE = "SELECT number FROM card_link WHERE tenant_id = $1 AND file_id = $2 AND link_id = $3";
}

/// A card, for whose it is.
#[derive(Debug, Clone)]
pub struct OwnCard {
    /// Which file.
    pub file: FileId,
    /// Whose it is.
    pub person: PersonView,
    /// Their school.
    pub school: String,
    /// The card, where there is one.
    pub card: Option<Card>,
    /// The agreement that its measures come from, where something holds.
    pub agreement: Option<Agreement>,
    /// The links to it, the newest first.
    pub links: Vec<Link>,
    /// Who opened one, and who made or ended one, by name.
    pub names: Names,
    /// The reader is a parent.
    pub guardian: bool,
    /// The reader writes on it.
    pub may_write: bool,
    /// The reader makes links.
    pub may_open: bool,
    /// The link that was asked for and that opens, with its secret.
    pub shown: Option<(Link, Personal<String>)>,
}

/// Whether a link is for the actor to make.
fn may_open(actor: &Actor, reached: &Reached, now: Moment) -> bool {
    let by = guardian_of(actor).map_or(Answerer::Student, Answerer::Guardian);
    rules::opens(reached.file.birth, by, now.day)
}

impl Store {
    /// The card of the actor, or of their child; with the secret of the link that they want to show.
    /// `at`: the file that the address of a page names; any other is not there.
    pub async fn card_own(
        &self,
        actor: &Actor,
        (at, show): (Option<FileId>, Option<CardLinkId>),
        now: Moment,
    ) -> Result<OwnCard, StoreError> {
        let (tenant, action) = (actor.tenant(), Action::SeeOwnCard);
        let mut tx = self.begin_snapshot().await?;
        let file = own_file(&mut tx, actor, action).await?;
        if at.is_some_and(|at| at != file) {
            return Err(StoreError::NotFound);
        }
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let keys = key::open(&mut tx, tenant, file).await?;
        let mut found = links(&mut tx, tenant, file, now).await?;
        found.reverse();
        let shown = found.iter().find(|(link, _)| Some(link.id) == show && link.state(now.at) == State::Open);
        let shown = match shown {
            // A key that is gone makes no secret any more: the link still opens for who has it, and a new one can be made.
            Some((link, name)) if self.keys.names().any(|one| one == name) => {
                Some((link.clone(), Personal::new(self.card_secret(name, link.id)?)))
            }
            Some(_) | None => None,
        };
        let links: Vec<Link> = found.into_iter().map(|(link, _)| link).collect();
        let looked = links.iter().flat_map(|link| link.looks.iter().filter_map(|look| look.by));
        let made = links.iter().flat_map(|link| std::iter::once(link.by).chain(link.ended.map(|(_, by)| by)));
        let people: std::collections::BTreeSet<AccountId> = looked.chain(made).collect();
        let own = OwnCard {
            file,
            person: PersonView::of(&reached.file, now.day)?,
            school: row!(tx, (String,), SCHOOL, tenant.0)?.map(|(name,)| name).ok_or(StoreError::NotFound)?,
            card: card(&mut tx, tenant, file, &keys).await?,
            agreement: holding(opened(&mut tx, actor, &reached).await?, &reached, now.day),
            names: names(&mut tx, people).await?,
            links,
            guardian: guardian_of(actor).is_some(),
            may_write: reached.allows(actor, Action::WriteCard),
            may_open: may_open(actor, &reached, now),
            shown,
        };
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(own)
    }

    /// Writes the card. Whether there was something to write: sent twice, it stands there.
    pub async fn card_write(
        &self,
        actor: &Actor,
        file: FileId,
        draft: &Draft,
        now: Moment,
    ) -> Result<bool, SaveError<WriteRefusal>> {
        let (tenant, action) = (actor.tenant(), Action::WriteCard);
        let mut tx = self.begin().await?;
        if own_file(&mut tx, actor, action).await? != file {
            return Err(StoreError::NotFound.into());
        }
        hold(&mut tx, tenant, file).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let keys = key::open(&mut tx, tenant, file).await?;
        let known = card(&mut tx, tenant, file, &keys).await?;
        let agreement = holding(opened(&mut tx, actor, &reached).await?, &reached, now.day);
        let saved = rules::write(known.as_ref(), draft, (agreement.as_ref(), now.day), by, now);
        let Some(saved) = saved.map_err(SaveError::Refused)? else { return Ok(false) };
        write(&mut tx, tenant, file, &saved).await?;
        let about = format!("{file} {}", saved.number);
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(about);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Erases the card, and ends every link to it.
    pub async fn card_erase(&self, actor: &Actor, file: FileId, now: Moment) -> Result<(), StoreError> {
        let (tenant, action) = (actor.tenant(), Action::WriteCard);
        let mut tx = self.begin().await?;
        if own_file(&mut tx, actor, action).await? != file {
            return Err(StoreError::NotFound);
        }
        hold(&mut tx, tenant, file).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let keys = key::open(&mut tx, tenant, file).await?;
        // Twice: it is gone already.
        if card(&mut tx, tenant, file, &keys).await?.is_none() {
            return Ok(());
        }
        erase(&mut tx, tenant, file, actor.account(), now).await?;
        let about = format!("{file} erased");
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(about);
        tx.audit(deed, now).await?;
        tx.commit().await
    }

    /// Makes a link that shows the card.
    pub async fn card_link_make(
        &self,
        actor: &Actor,
        term: Option<Term>,
        now: Moment,
    ) -> Result<CardLinkId, SaveError<OpenRefusal>> {
        let (tenant, action) = (actor.tenant(), Action::SeeOwnCard);
        let mut tx = self.begin().await?;
        let file = own_file(&mut tx, actor, action).await?;
        hold(&mut tx, tenant, file).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let keys = key::open(&mut tx, tenant, file).await?;
        let known = card(&mut tx, tenant, file, &keys).await?;
        let before: Vec<Link> = links(&mut tx, tenant, file, now).await?.into_iter().map(|(link, _)| link).collect();
        let id = CardLinkId(fresh::id());
        let may = may_open(actor, &reached, now);
        let made = open(id, term, (known.as_ref(), &before), may, by, now).map_err(SaveError::Refused)?;
        let key = self.keys.current();
        let hash = crate::invitation::hash(&self.card_secret(key, id)?);
        let (number, term) = (i64::from(made.number), made.term.code());
        run!(tx, ADD, tenant.0, file.0, number, id.0, hash, key, term, now.at, now.day, by.0, made.ends)?;
        let about = format!("card link {id} {term}");
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(about);
        tx.audit(deed, now).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Ends a link, or with `None` all of them: whoever opens it from now on reads nothing. Ended twice, it is ended once.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a link that is not to this card.
    pub async fn card_link_end(&self, actor: &Actor, link: Option<CardLinkId>, now: Moment) -> Result<(), StoreError> {
        let (tenant, action) = (actor.tenant(), Action::SeeOwnCard);
        let mut tx = self.begin().await?;
        let file = own_file(&mut tx, actor, action).await?;
        hold(&mut tx, tenant, file).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let about = match link {
            Some(link) => {
                row!(tx, (i64,), OF_FILE, tenant.0, file.0, link.0)?.ok_or(StoreError::NotFound)?;
                if run!(tx, END, tenant.0, file.0, link.0, now.at, now.day, by.0)? == 0 {
                    return Ok(());
                }
                format!("card link {link} ended")
            }
            None => {
                end_all(&mut tx, tenant, file, Some(by), now).await?;
                "card links ended".to_owned()
            }
        };
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(about);
        tx.audit(deed, now).await?;
        tx.commit().await
    }

    /// The secret of a link: computed from the key file, so that a copy of the database opens nothing.
    fn card_secret(&self, key: &str, link: CardLinkId) -> Result<String, StoreError> {
        let parts: [&[u8]; 2] = [b"card link", link.0.as_bytes()];
        Ok(URL_SAFE_NO_PAD.encode(self.keys.mac(key, Purpose::CardLink, &parts)?))
    }
}
