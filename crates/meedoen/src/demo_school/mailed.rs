//! Mail of a demo: handed over to nobody.

use crate::outcome::Run;
use register::Moment;
use store::Store;

/// Hands over the next mail to nobody: its path, and the code in it.
pub(super) async fn mailed(store: &Store, now: Moment) -> Run<Option<(String, Option<String>)>> {
    let Some(mail) = store.mail_take(now).await? else { return Ok(None) };
    store.mail_note(&mail, register::mail::Answer::Taken, Some("250"), now).await?;
    Ok(Some((mail.path.reveal().clone(), mail.code.map(|code| code.reveal().clone()))))
}
