//! Invitations at the shell: what the pages do, in the same words of the store.

use super::args::{InvitationArgs, InvitationsArgs, InviteArgs, LinkArgs};
use super::reach::{Named, reach};
use super::who::{command, find};
use crate::outcome::{Run, Trouble};
use register::email::EmailAddress;
use register::invitation::{Refusal, Way};
use register::text;
use serde_json::{Value, json};
use store::invitation::{Invited, Issued, NewInvitation, Under, path};
use store::{SaveError, Store};

/// Invites somebody to a role; the link, to hand over.
pub(super) async fn invite(store: &Store, args: &InviteArgs) -> Run<String> {
    let email = EmailAddress::new(&args.email).map_err(|_| Trouble::usage("that is not an e-mail address"))?;
    let name = text::name(&args.name).map_err(|error| Trouble::usage(format!("--name: {error}")))?;
    let school = crate::institution::find(store, &args.institution).await?;
    let named = Named {
        email: email.as_str(),
        role: args.role,
        team: &args.team,
        student: args.student.as_deref(),
        guardian_of: args.guardian_of.as_deref(),
    };
    let scope = reach(store, school.tenant, &named, &name).await?;
    let now = crate::clock::now();
    if args.from.is_some_and(|day| day < now.day) {
        return Err(Trouble::usage("--from is today or later"));
    }
    if args.last_day.is_some_and(|day| day < args.from.unwrap_or(now.day)) {
        return Err(Trouble::usage("--last-day is today or later, and not before --from"));
    }
    let (role, from, until, language) = (args.role, args.from, args.last_day, args.language.0);
    let new = NewInvitation { email, name, role, scope, from, until, language, way: way(args.mail) };
    let issued = store.invite(&command(&school), &new, now).await.map_err(trouble)?;
    Ok(said(&issued, args.site.site.as_deref()))
}

/// Makes a link with which an account chooses a password.
pub(super) async fn link(store: &Store, args: &LinkArgs) -> Run<String> {
    let school = crate::institution::find(store, &args.institution).await?;
    let found = find(store, &args.email).await?;
    let (how, now) = ((args.language.0, way(args.mail)), crate::clock::now());
    let issued =
        store.password_link(&command(&school), found.account, how, now).await.map_err(|error| match error {
            SaveError::Store(store::StoreError::NotFound) => {
                Trouble::failed("this account has no role at that school; `meedoen user list` lists who has what")
            }
            other => trouble(other),
        })?;
    Ok(said(&issued, args.site.site.as_deref()))
}

/// Lists invitations.
pub(super) async fn list(store: &Store, args: &InvitationsArgs) -> Run<String> {
    let school = crate::institution::find(store, &args.institution).await?;
    let (by, now) = (command(&school), crate::clock::now());
    let all = match args.lost {
        true => store.invitations_lost(&by, now).await?,
        false => store.invitations(&by, args.students, now).await?,
    };
    Ok(if args.json {
        Value::from(all.iter().map(as_json).collect::<Vec<_>>()).to_string()
    } else if all.is_empty() {
        if args.lost { "Every invitation arrived." } else { "Nobody was invited here." }.into()
    } else {
        all.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

/// Makes an invitation anew.
pub(super) async fn renew(store: &Store, args: &InvitationArgs) -> Run<String> {
    let (school, id) = (crate::institution::find(store, &args.institution).await?, of(args)?);
    let issued = store.invitation_renew(&command(&school), Under::Accounts, id, None, crate::clock::now()).await;
    Ok(said(&issued.map_err(trouble)?, args.site.site.as_deref()))
}

/// Takes an invitation back.
pub(super) async fn withdraw(store: &Store, args: &InvitationArgs) -> Run<String> {
    let (school, id) = (crate::institution::find(store, &args.institution).await?, of(args)?);
    let done = store.invitation_withdraw(&command(&school), Under::Accounts, id, crate::clock::now()).await;
    done.map_err(trouble)?;
    Ok("Withdrew the invitation: its link opens nothing more.".into())
}

fn of(args: &InvitationArgs) -> Run<register::InvitationId> {
    args.id.trim().parse().map_err(|_| Trouble::usage("--id is what `meedoen user invitations` prints first"))
}

const fn way(mail: bool) -> Way {
    if mail { Way::Mail } else { Way::Paper }
}

fn said(issued: &Issued, site: Option<&str>) -> String {
    if issued.way == Way::Mail {
        return format!(
            "A mail is ready; `meedoen mail send` hands it over. Its link opens once, until {}.",
            issued.ends
        );
    }
    let link = format!("{}{}", site.unwrap_or_default(), path(issued.token.reveal(), issued.language));
    let whole = if site.is_some() { "" } else { "\nPut the address of the site before it, or name it with --address." };
    format!("{link}\nOpens once, until {}. Whoever has it can use it: it is not shown again.{whole}", issued.ends)
}

fn line(one: &Invited) -> String {
    let role = one.role.map_or("password", access::Role::code);
    format!(
        "{}  {:24} {:9} {:40} {}  (made {}, until {})",
        one.id,
        role,
        one.state.code(),
        one.email.reveal(),
        one.name.reveal(),
        one.invited_at.date(),
        one.ends.date()
    )
}

fn as_json(one: &Invited) -> Value {
    json!({
        "id": one.id.to_string(), "role": one.role.map(access::Role::code), "state": one.state.code(),
        "email": one.email.reveal(), "name": one.name.reveal(), "made": one.invited_at.unix_timestamp(),
        "until": one.ends.unix_timestamp(), "mail": one.mail.map(register::mail::State::code),
    })
}

/// Why somebody is not invited, in words for the person at the shell.
fn trouble(error: SaveError<Refusal>) -> Trouble {
    let refusal = match error {
        SaveError::Store(error) => return error.into(),
        SaveError::Refused(refusal) => refusal,
    };
    Trouble::failed(match refusal {
        Refusal::Disabled => "this account is disabled; `meedoen user enable` lets it in again",
        Refusal::HasRole => "this account has that role already",
        Refusal::NotHere => "a researcher works at a research body, and everybody else at a school",
        Refusal::Open => {
            "this person was invited already and can still answer; `meedoen user renew` makes a new link, and \
             `meedoen user withdraw` takes it back"
        }
        Refusal::NoAddress => "the register has no e-mail address; it comes with `meedoen import students`",
        Refusal::OtherAddress => {
            "the register has another e-mail address by now: withdraw this invitation, and invite at that address"
        }
        Refusal::OwnChild => {
            "this address is the student's own: give the guardian an address of their own in the student system and \
             import again"
        }
        Refusal::Left => "this person is here no more, or may see nothing of the file",
        Refusal::Closed => "that invitation was taken up, withdrawn or renewed already",
    })
}
