//! Who can help a student here, and what was asked of whom.

use super::load::{file_of, of_file, one};
use super::numbers;
use crate::agreement::names::{Names, names};
use crate::audit::Deed;
use crate::file::reach::reach;
use crate::file::view::PersonView;
use crate::municipality::{self, Home};
use crate::partner::load as partners;
use crate::share::row::of_file as shares_of;
use crate::{Store, StoreError, mail};
use access::{Action, Actor};
use register::handoff::eighteen::After;
use register::handoff::{Decide, Handoff, decide};
use register::meeting::{Consenter, consenter};
use register::partner::{Asked, Domain, Partner, Status, Student, Verdict, who_can_help};
use register::share::Share;
use register::{FileId, HandoffId, Moment, PartnerId};
use time::Date;

/// Who can help a student here.
#[derive(Debug, Clone)]
pub struct Helpers {
    /// Of which file.
    pub file: FileId,
    /// Who it is about.
    pub person: PersonView,
    /// Where they live.
    pub home: Option<Home>,
    /// The entries that are open, by name, and whether each can help; with how long students wait there.
    pub entries: Vec<(Partner, Verdict, numbers::Reached)>,
    /// Locations of the school that entries name.
    pub sites: Vec<String>,
    /// What was asked already, the newest first, with the name of the partner and what is to be decided.
    pub handoffs: Vec<(Handoff, String, Vec<Decide>)>,
    /// Those who did something, by name.
    pub names: Names,
}

/// What a form needs with which something is asked of a partner.
#[derive(Debug, Clone)]
pub struct SendForm {
    /// On which file.
    pub file: FileId,
    /// Who it is about.
    pub person: PersonView,
    /// Of whom.
    pub partner: Partner,
    /// Whether they can help, as far as is known.
    pub verdict: Verdict,
    /// Whose yes it needs today; `None` where nobody knows how old the student is.
    pub needed: Option<Consenter>,
    /// Mail is set up.
    pub mail: bool,
}

/// A handoff, as who works with the student reads it.
#[derive(Debug, Clone)]
pub struct HandoffView {
    /// On which file.
    pub file: FileId,
    /// Who it is about.
    pub person: PersonView,
    /// The handoff.
    pub handoff: Handoff,
    /// To which partner, as the map says it today.
    pub partner: Partner,
    /// By which share it is read: who receives it, and until when.
    pub share: Share,
    /// What is to be decided.
    pub decide: Vec<Decide>,
    /// Where the student lives now.
    pub home: Option<Home>,
    /// Whether the partner can help today, as far as is known.
    pub verdict: Verdict,
    /// What becomes of the help at 18, and from which day it is over.
    pub after: (After, Option<Date>),
    /// Those who did something, by name.
    pub names: Names,
}

fn written(home: Option<&Home>) -> Option<&str> {
    home.map(|home| home.written.reveal().as_str())
}

impl Store {
    /// Who can help a student here with something, and what was asked already. The look is in the audit.
    pub async fn helpers(
        &self,
        actor: &Actor,
        file: FileId,
        (domain, site): (Option<Domain>, Option<&str>),
        now: Moment,
    ) -> Result<Helpers, StoreError> {
        let (tenant, action) = (actor.tenant(), Action::HandOff);
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let home = municipality::home(&mut tx, tenant, reached.file.person(), now.day).await?;
        let list = municipality::list(&mut tx, tenant).await?;
        let all = partners::all(&mut tx, tenant).await?;
        let handoffs = of_file(&mut tx, tenant, file).await?;
        let mut reach = numbers::by_partner(&mut tx, tenant, now.day).await?;
        let open: Vec<Partner> = all.iter().filter(|one| one.status == Status::Open).cloned().collect();
        let student = Student { home: written(home.as_ref()), birth: reached.file.birth };
        let said = who_can_help(open.iter().map(|one| &one.entry), student, Asked { domain, site }, &list, now.day);
        let mut sites: Vec<String> = open.iter().flat_map(|one| one.entry.sites.iter().cloned()).collect();
        sites.sort();
        sites.dedup_by_key(|site| register::text::key(site));
        let mut entries: Vec<_> = (open.into_iter().zip(said))
            .map(|(one, verdict)| {
                let reached = reach.remove(&one.id).unwrap_or_default();
                (one, verdict, reached)
            })
            .collect();
        // By answer, and then by name: the order of reading.
        entries.sort_by_key(|(_, verdict, _)| verdict.answer);
        let name = |id: PartnerId| all.iter().find(|one| one.id == id).map(|one| one.entry.name.clone());
        let view = Helpers {
            file,
            person: PersonView::of(&reached.file, now.day)?,
            entries,
            sites,
            names: names(&mut tx, handoffs.iter().map(|one| one.by).collect::<std::collections::BTreeSet<_>>()).await?,
            handoffs: (handoffs.into_iter().rev())
                .map(|one| {
                    let todo = decide(one.watch(), written(home.as_ref()), now.day);
                    let name = name(one.partner).unwrap_or_default();
                    (one, name, todo)
                })
                .collect(),
            home,
        };
        let deed = Deed::new(actor, action, reached.decision).to([view.person.person]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }

    /// Whether somebody may ask for help for a student. Shows nothing of them, and so is no look.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for who may not.
    pub async fn handoff_may(&self, actor: &Actor, file: FileId, now: Moment) -> Result<(), StoreError> {
        let mut tx = self.begin_snapshot().await?;
        reach(&mut tx, actor, Action::HandOff, file, now.day).await.map(drop)
    }

    /// What a form needs with which something is asked of a partner. The look is in the audit.
    pub async fn handoff_form(
        &self,
        actor: &Actor,
        file: FileId,
        partner: PartnerId,
        now: Moment,
    ) -> Result<SendForm, StoreError> {
        let (tenant, action) = (actor.tenant(), Action::HandOff);
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let partner = partners::one(&mut tx, tenant, partner).await?;
        let home = municipality::home(&mut tx, tenant, reached.file.person(), now.day).await?;
        let list = municipality::list(&mut tx, tenant).await?;
        let student = Student { home: written(home.as_ref()), birth: reached.file.birth };
        let mut said = who_can_help([&partner.entry], student, Asked::default(), &list, now.day);
        let form = SendForm {
            file,
            person: PersonView::of(&reached.file, now.day)?,
            verdict: said.pop().ok_or(StoreError::NotFound)?,
            partner,
            needed: consenter(reached.file.birth, now.day),
            mail: mail::on(&mut tx, now).await?,
        };
        let deed = Deed::new(actor, action, reached.decision).to([form.person.person]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(form)
    }

    /// One handoff. The look is in the audit.
    pub async fn handoff(&self, actor: &Actor, id: HandoffId, now: Moment) -> Result<HandoffView, StoreError> {
        let (tenant, action) = (actor.tenant(), Action::HandOff);
        let mut tx = self.begin_snapshot().await?;
        let file = file_of(&mut tx, tenant, id).await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let handoff = one(&mut tx, tenant, file, id).await?;
        let partner = partners::one(&mut tx, tenant, handoff.partner).await?;
        let home = municipality::home(&mut tx, tenant, reached.file.person(), now.day).await?;
        let list = municipality::list(&mut tx, tenant).await?;
        let keys = crate::file::key::open(&mut tx, tenant, file).await?;
        let shares = shares_of(&mut tx, tenant, file, &keys).await?;
        let share = shares.into_iter().find(|one| one.id == handoff.share).ok_or(StoreError::NotFound)?;
        let student = Student { home: written(home.as_ref()), birth: reached.file.birth };
        let asked = Asked { domain: Some(handoff.domain), site: None };
        let mut said = who_can_help([&partner.entry], student, asked, &list, now.day);
        let after = After::of(partner.entry.under);
        let people = handoff.people().chain(share.stopped.map(|(_, by)| by));
        let people: std::collections::BTreeSet<_> = people.collect();
        let view = HandoffView {
            file,
            person: PersonView::of(&reached.file, now.day)?,
            decide: decide(handoff.watch(), written(home.as_ref()), now.day),
            verdict: said.pop().ok_or(StoreError::NotFound)?,
            after: (after, reached.file.birth.and_then(|birth| after.ends(birth))),
            names: names(&mut tx, people).await?,
            handoff,
            partner,
            share,
            home,
        };
        let deed = Deed::new(actor, action, reached.decision).to([view.person.person]).about(id);
        self.looked(tx, deed, now).await?;
        Ok(view)
    }
}
