//! Asking a student whether somebody outside the school may have the document, and what a yes or a no sets off: the mail with the link
//! goes in the transaction of the last yes that was needed, and a no ends the sharing in its own.

use super::load::{noted, of_file};
use super::on::on;
use crate::db::Tx;
use crate::file::facts::Loaded;
use crate::file::key;
use crate::file::save::{SaveError, Saving};
use crate::share::change::{allowed, asked, own, stop};
use crate::share::row::{numbered, of_file as shares_of};
use crate::{Store, StoreError, mail};
use access::{Action, Actor};
use register::email::EmailAddress;
use register::mail::State as Mailed;
use register::seen::Seen;
use register::share::{self, Draft, Known, Share, State, Terms};
use register::transition::{self, AskRefusal, Asked, Consenter, Given, Kind, Refusal, Route, Said, Side, What, Yes};
use register::{AccountId, BirthDate, FileId, Moment, TenantId};
use time::{Date, OffsetDateTime};

sql! {
    MAIL = "SELECT state FROM outbox WHERE tenant_id = $1 AND share_id = $2 AND kind = 'share'";
    /// The newest first: a year of them is few.
    OPENED = "SELECT used_at FROM share_code WHERE tenant_id = $1 AND share_id = $2 AND used_at IS NOT NULL ORDER BY number DESC LIMIT 25";
}

/// Somebody outside the school who is to have the document, or had it.
#[derive(Debug, Clone)]
pub struct Handed {
    /// Of which route of the file.
    pub route: u32,
    /// What was asked, and what was said to it.
    pub asked: Asked,
    /// Who they are, until when, and whether it was stopped.
    pub share: Share,
    /// Where it stands.
    pub state: State,
    /// Whose yes is there, or is waited for.
    pub yes: Yes,
    /// How the mail with the link went.
    pub mail: Option<Mailed>,
    /// When they came in to read it, the newest first.
    pub opened: Vec<OffsetDateTime>,
}

/// Where the sharing stands: over, too, where what it rests on is gone, a diploma or a yes that is needed by now.
fn stands(share: &Share, reads: bool, today: Date) -> State {
    match share.state(today) {
        State::Open if !reads => State::Over,
        state @ (State::Waits | State::Open | State::Over | State::Stopped) => state,
    }
}

/// Everybody outside the school who was to have the document of these routes, the first first.
pub(super) async fn handed(
    tx: &mut Tx,
    (tenant, loaded): (TenantId, &Loaded),
    routes: &[Route],
    today: Date,
) -> Result<Vec<Handed>, StoreError> {
    let asks: Vec<(&Route, Asked)> =
        routes.iter().flat_map(|route| route.asks().into_iter().map(move |asked| (route, asked))).collect();
    let mut all = Vec::with_capacity(asks.len());
    if asks.is_empty() {
        return Ok(all);
    }
    let keys = key::open(tx, tenant, loaded.file).await?;
    for (route, asked) in asks {
        let share = numbered(tx, (tenant, loaded.file), asked.share, &keys).await?;
        let state = row!(tx, (String,), MAIL, tenant.0, share.id.0)?;
        let opened = rows!(tx, (OffsetDateTime,), OPENED, tenant.0, share.id.0)?;
        let reads = asked.reads(loaded.birth, on(loaded, route, today), today);
        all.push(Handed {
            route: route.number,
            yes: asked.yes(loaded.birth, today),
            state: stands(&share, reads, today),
            mail: state.and_then(|(code,)| Mailed::from_code(&code)),
            opened: opened.into_iter().map(|(at,)| at).collect(),
            asked,
            share,
        });
    }
    Ok(all)
}

/// Since when the student is asked, and has not answered: of the newest route, while it goes on. Also where a parent said yes before the
/// student was sixteen, and where no link went yet though nobody's yes is waited for any more: a yes sends it.
pub(crate) async fn waiting(
    tx: &mut Tx,
    tenant: TenantId,
    (file, birth): (FileId, Option<BirthDate>),
    today: Date,
) -> Result<Vec<Date>, StoreError> {
    let newest = of_file(tx, tenant, file).await?.pop().filter(|route| route.ended().is_none());
    let asks: Vec<(Asked, Yes)> = newest
        .iter()
        .flat_map(Route::asks)
        .filter(|asked| !asked.refused())
        .map(|asked| {
            let yes = asked.yes(birth, today);
            (asked, yes)
        })
        .filter(|(_, yes)| match yes {
            Yes::Waits(who) => who.contains(&Consenter::Graduate),
            Yes::Given(_) => true,
            Yes::No => false,
        })
        .collect();
    let mut days = Vec::with_capacity(asks.len());
    if asks.is_empty() {
        return Ok(days);
    }
    let keys = key::open(tx, tenant, file).await?;
    for (asked, yes) in asks {
        let share = numbered(tx, (tenant, file), asked.share, &keys).await?;
        let waits = match share.state(today) {
            State::Waits => true,
            State::Open => matches!(yes, Yes::Waits(_)),
            State::Over | State::Stopped => false,
        };
        if waits {
            days.push(share.made.day);
        }
    }
    Ok(days)
}

/// Whether what is said to a question can still be: it was not stopped, and its last day did not go by.
pub(super) async fn can_be_said(
    saving: &mut Saving<'_>,
    tenant: TenantId,
    (route, given): (&Route, &Given),
    today: Date,
) -> Result<(), SaveError<Refusal>> {
    let asked = given.about.filter(|_| given.kind == Kind::Allow).and_then(|place| route.asked(place));
    let Some(asked) = asked else { return Ok(()) };
    let file = saving.reached.file.file;
    let keys = key::open(&mut saving.tx, tenant, file).await?;
    let share = numbered(&mut saving.tx, (tenant, file), asked.share, &keys).await?;
    match share.state(today) {
        State::Waits | State::Open => Ok(()),
        State::Over | State::Stopped => Err(SaveError::Refused(Refusal::NotThere)),
    }
}

/// What came of a question, held against what was shown: as of everything that is noted.
fn met_ask(
    route: &Route,
    seen: Option<Seen>,
    came: Result<Terms, share::Refusal>,
) -> Result<Terms, SaveError<AskRefusal>> {
    let twice = |refusal: &AskRefusal| *refusal == AskRefusal::Terms(share::Refusal::Twice);
    let meanwhile = AskRefusal::Route(Refusal::Meanwhile);
    Seen::met(seen, route.seen_so_far(), came.map_err(AskRefusal::Terms), twice, meanwhile).map_err(SaveError::Refused)
}

/// Does what the last thing that was noted of a route sets off.
pub(super) async fn sets_off(
    saving: &mut Saving<'_>,
    tenant: TenantId,
    route: &Route,
    by: AccountId,
    now: Moment,
) -> Result<(), StoreError> {
    let Some(entry) = route.entries.last() else { return Ok(()) };
    let (file, birth) = (saving.reached.file.file, saving.reached.file.birth);
    let (ends, opens): (Vec<Asked>, Option<Asked>) = match entry.what {
        What::Allow(place, _, Said::No, _) => (route.asked(place).into_iter().collect(), None),
        What::Allow(place, _, Said::Yes, _) => {
            let given = |asked: &Asked| matches!(asked.yes(birth, now.day), Yes::Given(_));
            (Vec::new(), route.asked(place).filter(given))
        }
        // A no to the municipality is one to whoever reads it there.
        What::Consent(_, Said::No, _) if route.yes(birth, now.day) == Yes::No => {
            (route.asks().into_iter().filter(|asked| asked.to.is_municipal()).collect(), None)
        }
        // Who is not guided any more is asked nothing any more; what they said yes to is theirs to stop.
        What::End(_) => {
            let open = |asked: &Asked| !asked.refused() && !matches!(asked.yes(birth, now.day), Yes::Given(_));
            (route.asks().into_iter().filter(open).collect(), None)
        }
        _ => return Ok(()),
    };
    let keys = key::open(&mut saving.tx, tenant, file).await?;
    for asked in ends {
        let share = numbered(&mut saving.tx, (tenant, file), asked.share, &keys).await?;
        if matches!(share.state(now.day), State::Waits | State::Open) {
            stop(&mut saving.tx, tenant, share.id, by, now).await?;
        }
    }
    if let Some(asked) = opens {
        let share = numbered(&mut saving.tx, (tenant, file), asked.share, &keys).await?;
        // An address whose text was erased is none.
        let reached = EmailAddress::new(share.terms.email.reveal()).is_ok();
        if reached && share.state(now.day) == State::Waits {
            allowed(&mut saving.tx, tenant, &share, now).await?;
        }
    }
    Ok(())
}

impl Store {
    /// Asks the student whether somebody outside the school may have the document of a route, by its number in the file. Nothing goes
    /// to anybody before the yes.
    pub async fn transition_ask(
        &self,
        actor: &Actor,
        file: FileId,
        (number, to, draft, seen): (u32, &str, &Draft, Option<Seen>),
        now: Moment,
    ) -> Result<(), SaveError<AskRefusal>> {
        let tenant = actor.tenant();
        let by = actor.account().ok_or(StoreError::NotFound)?;
        let mut saving = self.saving(actor, Action::GuideTransition, file, None, now).await?;
        let all = of_file(&mut saving.tx, tenant, file).await?;
        let mut route = all.into_iter().find(|one| one.number == number).ok_or(StoreError::NotFound)?;
        let keys = key::open(&mut saving.tx, tenant, file).await?;
        let shares = shares_of(&mut saving.tx, tenant, file, &keys).await?;
        let known = Known {
            shares: &shares,
            own: &own(&mut saving.tx, tenant, &saving.reached).await?,
            holds: false,
            mail: mail::on(&mut saving.tx, now).await?,
        };
        let terms = met_ask(&route, seen, share::ask(draft, known, now.day))?;
        let next = u32::try_from(shares.len()).unwrap_or(u32::MAX).saturating_add(1);
        let given = Given { about: Some(next), day: Some(terms.until), code: to.to_owned(), ..Given::of(Kind::Ask) };
        let on = on(&saving.reached.file, &route, now.day);
        let entry = transition::note(&route, &given, (by, Side::School), on, now)
            .map_err(|refusal| SaveError::Refused(AskRefusal::Route(refusal)))?;
        asked(&mut saving.tx, (tenant, file, route.number), shares.len(), &terms, (by, now)).await?;
        route.entries.push(entry);
        noted(&mut saving.tx, tenant, file, &route).await?;
        let about = format!("{} {}", route.id, Kind::Ask.code());
        saving.written().await?.commit(about).await?;
        Ok(())
    }
}
