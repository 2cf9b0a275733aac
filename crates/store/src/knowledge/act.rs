//! Saying what one knows, asking a colleague, confirming, and taking out.

use super::load::{self, Known};
use super::who::{is_own, keeps, reached};
use crate::audit::{Deed, UnitKind, allowed};
use crate::db::Tx;
use crate::{SaveError, Store, StoreError, fresh};
use access::{Action, Actor};
use register::knowledge::{Draft, Entry, Event, Field, MAX_LINE, Refusal, Said, Status, Whom, Wrong, once};
use register::offer::Concept;
use register::{AccountId, KnowledgeId, Moment, TeamId, TenantId, field};
use uuid::Uuid;

sql! {
    /// One after another: the school's row is held meanwhile.
    HOLD = "UPDATE tenant SET name = name WHERE tenant_id = $1";
    ADD = "INSERT INTO knowledge (tenant_id, knowledge_id, subject, account_id, who, who_en, team_id, status, words, reachable, said_on, \
           asked_by, changes, noted_at, noted_on, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, $13, $14, $15)";
    SAY = "UPDATE knowledge SET subject = $3, team_id = $4, who = $5, who_en = $6, status = $7, words = $8, reachable = $9, said_on = $10, \
           confirmed_by = NULL, confirmed_on = NULL, changes = changes + 1, noted_at = $11, noted_on = $10, noted_by = $12 \
           WHERE tenant_id = $1 AND knowledge_id = $2";
    STILL = "UPDATE knowledge SET said_on = $3, changes = changes + 1, noted_at = $4, noted_on = $3, noted_by = $5 \
             WHERE tenant_id = $1 AND knowledge_id = $2";
    CONFIRM = "UPDATE knowledge SET status = 'confirmed', said_on = $3, confirmed_by = $5, confirmed_on = $3, changes = changes + 1, \
               noted_at = $4, noted_on = $3, noted_by = $5 WHERE tenant_id = $1 AND knowledge_id = $2";
    /// What was typed goes: it was there to be found, and is not any more.
    LEAVE = "UPDATE knowledge SET status = 'out', words = NULL, reachable = NULL, who = CASE WHEN who IS NULL THEN NULL ELSE '-' END, \
             who_en = CASE WHEN who_en IS NULL THEN NULL ELSE '-' END, changes = changes + 1, noted_at = $4, noted_on = $3, noted_by = $5 \
             WHERE tenant_id = $1 AND knowledge_id = $2";
    /// Of students and of other schools nothing is said.
    COLLEAGUE = "SELECT a.account_id FROM account a CROSS JOIN membership m WHERE a.email_key = $2 AND a.disabled_at IS NULL \
                 AND m.tenant_id = $1 AND m.account_id = a.account_id AND m.role NOT IN ('student', 'guardian') AND m.ended_at IS NULL \
                 AND m.begins <= $3 AND (m.ends IS NULL OR m.ends >= $3) LIMIT 1";
}

type Saved<T> = Result<T, SaveError<Refusal>>;

fn fields(wrong: Vec<(Field, Wrong)>) -> SaveError<Refusal> {
    SaveError::Refused(Refusal::Fields(wrong))
}

fn not(refusal: Refusal) -> SaveError<Refusal> {
    SaveError::Refused(refusal)
}

fn entries(known: Vec<Known>) -> Vec<Entry> {
    known.into_iter().map(|one| one.entry).collect()
}

/// Who writes, under which action.
struct Writer<'a> {
    actor: &'a Actor,
    action: Action,
    by: AccountId,
    now: Moment,
}

impl<'a> Writer<'a> {
    fn new(actor: &'a Actor, action: Action, now: Moment) -> Result<Self, StoreError> {
        allowed(actor, action)?;
        Ok(Self { actor, action, by: actor.account().ok_or(StoreError::NotFound)?, now })
    }

    fn tenant(&self) -> TenantId {
        self.actor.tenant()
    }

    async fn teams(&self, tx: &mut Tx) -> Result<Vec<TeamId>, StoreError> {
        let all = crate::offer::teams_of(tx, self.tenant(), self.now.day).await?;
        Ok(all.into_iter().map(|(team, _)| team).collect())
    }

    /// One that is there for the writer, as it was when the form was made.
    async fn held(&self, tx: &mut Tx, (id, was): (KnowledgeId, i64)) -> Saved<Known> {
        let known = load::one(tx, self.tenant(), id).await?;
        if !reached(self.actor, &known.entry) {
            return Err(StoreError::NotFound.into());
        }
        if known.changes != was {
            return Err(not(Refusal::Changed));
        }
        Ok(known)
    }

    async fn add(&self, tx: &mut Tx, whom: &Whom, said: Added) -> Result<KnowledgeId, StoreError> {
        let id = KnowledgeId(fresh::id());
        let (account, who, who_en) = match whom {
            Whom::Colleague(account) => (Some(account.0), None, None),
            Whom::Function(who, who_en) => (None, Some(who.as_str()), Some(who_en.as_str())),
        };
        let (tenant, subject, team) = (self.tenant().0, said.subject.code(), said.team.map(|team| team.0));
        let (status, words, reachable) = (said.status.code(), said.words.as_deref(), said.reachable.as_deref());
        let on = said.reachable.as_ref().map(|_| self.now.day);
        let asked = (said.status == Status::Asked).then_some(self.by.0);
        let (at, day, by) = (self.now.at, self.now.day, self.by.0);
        run!(
            tx, ADD, tenant, id.0, subject, account, who, who_en, team, status, words, reachable, on, asked, at, day,
            by
        )?;
        Ok(id)
    }

    /// Says anew what stands: the same colleague or function, with other words.
    async fn say(&self, tx: &mut Tx, known: &Known, whom: &Whom, said: &Said) -> Saved<()> {
        let status = known.entry.step(Event::Say, self.by).map_err(not)?;
        let (who, who_en) = match whom {
            Whom::Colleague(_) => (None, None),
            Whom::Function(who, who_en) => (Some(who.as_str()), Some(who_en.as_str())),
        };
        let (id, subject, team) = (known.entry.id.0, said.subject.code(), said.team.map(|team| team.0));
        let (words, reachable) = (said.words.as_deref(), said.reachable.as_str());
        let (at, day, by) = (self.now.at, self.now.day, self.by.0);
        let (tenant, status) = (self.tenant().0, status.code());
        run!(tx, SAY, tenant, id, subject, team, who, who_en, status, words, reachable, day, at, by)?;
        Ok(())
    }

    async fn done(&self, mut tx: Tx, id: KnowledgeId, what: &str) -> Result<KnowledgeId, StoreError> {
        tx.wrote(self.tenant(), UnitKind::Policy, [self.tenant().0]);
        let deed = Deed::new(self.actor, self.action, allowed(self.actor, self.action)?);
        tx.audit(deed.about(format!("knowledge {id} {what}")), self.now).await?;
        tx.commit().await?;
        Ok(id)
    }
}

/// What is written of a new one.
struct Added {
    subject: Concept,
    team: Option<TeamId>,
    status: Status,
    words: Option<String>,
    reachable: Option<String>,
}

impl Added {
    fn of(said: Said) -> Self {
        let reachable = Some(said.reachable);
        Self { subject: said.subject, team: said.team, status: Status::Shown, words: said.words, reachable }
    }
}

impl Store {
    /// A colleague says what they know, says yes to what they were asked, or says it anew. `which`: what stands, and how often it was
    /// changed when the form was made.
    pub async fn knowledge_say(
        &self,
        actor: &Actor,
        which: Option<(KnowledgeId, i64)>,
        given: &Draft,
        now: Moment,
    ) -> Saved<KnowledgeId> {
        let writer = Writer::new(actor, Action::ShareKnowledge, now)?;
        let (tenant, whom) = (writer.tenant(), Whom::Colleague(writer.by));
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0)?;
        let held = match which {
            Some(which) => {
                let known = writer.held(&mut tx, which).await?;
                if !is_own(actor, &known.entry) {
                    return Err(StoreError::NotFound.into());
                }
                Some(known)
            }
            None => None,
        };
        let said = given.check(&writer.teams(&mut tx).await?).map_err(fields)?;
        let mut others = entries(load::own(&mut tx, tenant, writer.by).await?);
        others.retain(|entry| held.as_ref().is_none_or(|known| known.entry.id != entry.id));
        once(&others, &whom, said.subject, said.team).map_err(not)?;
        let id = match &held {
            Some(known) => {
                writer.say(&mut tx, known, &whom, &said).await?;
                known.entry.id
            }
            None => writer.add(&mut tx, &whom, Added::of(said)).await?,
        };
        Ok(writer.done(tx, id, Event::Say.code()).await?)
    }

    /// A colleague is asked whether they know something: only they and who looks after it see that.
    pub async fn knowledge_ask(&self, actor: &Actor, email: &str, given: &Draft, now: Moment) -> Saved<KnowledgeId> {
        let writer = Writer::new(actor, Action::KeepKnowledge, now)?;
        let tenant = writer.tenant();
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0)?;
        let mut wrong = Vec::new();
        let asked = given.ask(&writer.teams(&mut tx).await?).map_err(|found| wrong.extend(found));
        let key = register::email::EmailAddress::new(email).map(|address| address.key().to_owned()).unwrap_or_default();
        let colleague = row!(tx, (Uuid,), COLLEAGUE, tenant.0, key.as_str(), now.day)?;
        if colleague.is_none() {
            wrong.push((Field::Colleague, Wrong::NoColleague));
        }
        if asked.as_ref().is_ok_and(|(_, team)| !access::teams(actor, Action::KeepKnowledge).has(*team)) {
            wrong.push((Field::Team, Wrong::NoTeam));
        }
        let (Ok((subject, team)), Some((account,)), true) = (asked, colleague, wrong.is_empty()) else {
            return Err(fields(wrong));
        };
        let whom = Whom::Colleague(AccountId(account));
        once(&entries(load::own(&mut tx, tenant, AccountId(account)).await?), &whom, subject, team).map_err(not)?;
        // Who asks themselves says it.
        if account == writer.by.0 {
            return Err(not(Refusal::Own));
        }
        let added = Added { subject, team, status: Status::Asked, words: None, reachable: None };
        let id = writer.add(&mut tx, &whom, added).await?;
        Ok(writer.done(tx, id, "ask").await?)
    }

    /// A function is written in, or said anew: whoever has it can be asked.
    pub async fn knowledge_function(
        &self,
        actor: &Actor,
        which: Option<(KnowledgeId, i64)>,
        (who, who_en): (&str, &str),
        given: &Draft,
        now: Moment,
    ) -> Saved<KnowledgeId> {
        let writer = Writer::new(actor, Action::KeepKnowledge, now)?;
        let tenant = writer.tenant();
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0)?;
        let held = match which {
            Some(which) => {
                let known = writer.held(&mut tx, which).await?;
                if matches!(known.entry.whom, Whom::Colleague(_)) || !keeps(actor, &known.entry) {
                    return Err(StoreError::NotFound.into());
                }
                Some(known)
            }
            None => None,
        };
        let mut wrong = Vec::new();
        let said = given.check(&writer.teams(&mut tx).await?).map_err(|found| wrong.extend(found));
        let mut name =
            |typed: &str, of| field::text(typed, MAX_LINE).map_err(|problem| wrong.push((of, Wrong::Text(problem))));
        let (who, who_en) = (name(who, Field::Who), name(who_en, Field::WhoEn));
        if said.as_ref().is_ok_and(|said| !access::teams(actor, Action::KeepKnowledge).has(said.team)) {
            wrong.push((Field::Team, Wrong::NoTeam));
        }
        let (Ok(said), Ok(who), Ok(who_en), true) = (said, who, who_en, wrong.is_empty()) else {
            return Err(fields(wrong));
        };
        let whom = Whom::Function(who, who_en);
        let mut others = entries(load::functions(&mut tx, tenant).await?);
        others.retain(|entry| held.as_ref().is_none_or(|known| known.entry.id != entry.id));
        once(&others, &whom, said.subject, said.team).map_err(not)?;
        let id = match &held {
            Some(known) => {
                writer.say(&mut tx, known, &whom, &said).await?;
                known.entry.id
            }
            None => writer.add(&mut tx, &whom, Added::of(said)).await?,
        };
        Ok(writer.done(tx, id, "function").await?)
    }

    /// It still is so, somebody else says so too, or it is taken out.
    pub async fn knowledge_step(
        &self,
        actor: &Actor,
        which: (KnowledgeId, i64),
        event: Event,
        now: Moment,
    ) -> Saved<KnowledgeId> {
        // Whoever looks after it does this as such; of what one says oneself one needs no more than to share it.
        let mut writer = Writer::new(actor, Action::ShareKnowledge, now)?;
        let mut tx = self.begin().await?;
        run!(tx, HOLD, writer.tenant().0)?;
        let known = writer.held(&mut tx, which).await?;
        let own = is_own(actor, &known.entry);
        if !own {
            writer.action = Action::KeepKnowledge;
        }
        let function = matches!(known.entry.whom, Whom::Function(..));
        match event {
            // That it still is so is said by the one who says it; of a function by who looks after it.
            Event::Still if !own && !function => return Err(StoreError::NotFound.into()),
            Event::Say => return Err(StoreError::NotFound.into()),
            Event::Still | Event::Confirm | Event::Leave => {}
        }
        known.entry.step(event, writer.by).map_err(not)?;
        let (tenant, id) = (writer.tenant().0, known.entry.id.0);
        let text = match event {
            Event::Confirm => CONFIRM,
            Event::Leave => LEAVE,
            Event::Still | Event::Say => STILL,
        };
        run!(tx, text, tenant, id, now.day, now.at, writer.by.0)?;
        Ok(writer.done(tx, known.entry.id, event.code()).await?)
    }
}
