//! One pass over what is due.
//!
//! A mail is taken under a lease, handed over, and noted. Whoever is stopped between handing over and noting has not noted
//! it: after the lease it is handed over again, with the same Message-ID. So a mail may come twice, and none is lost.

use super::hand::{Connection, Said};
use super::settings::{SendArgs, Settings};
use crate::clock::Wall;
use crate::config::At;
use crate::outcome::{Outcome, Run, Trouble, note, say};
use crate::serve::is_demo;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use register::Moment;
use register::mail::{Answer, State};
use store::Store;
use store::mail::Mail;
use web::say::mail::write;

/// RFC 3834: so that nobody's answering machine answers.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// RFC 2369: so that mail programs show where to ask for no more of them.
#[derive(Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// What a pass did.
#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    sent: usize,
    later: usize,
    refused: usize,
    broken: usize,
}

/// Runs `meedoen mail send`.
pub(super) async fn run(at: &At, args: &SendArgs) -> Run {
    let settings = Settings::of(args)?;
    let store = at.open().await?;
    match (is_demo(&store).await?, args.today) {
        (true, _) if !settings.is_here() => {
            return Err(Trouble::usage(
                "this is a demo database: its mail goes to a mail server on this computer only",
            ));
        }
        (false, Some(_)) => {
            return Err(Trouble::usage("--today is for demo databases: in a real one, it is the day it is"));
        }
        (true, _) | (false, None) => {}
    }
    let clock = Wall::new(args.today);
    store.mail_pass(clock.now()).await?;
    let passed = pass(&store, &settings, clock).await;
    store.close().await;
    let (count, ended) = passed?;
    let Count { sent, later, refused, broken } = count;
    say(format_args!("{sent} sent, {later} tried again later, {refused} refused for good."));
    if broken > 0 {
        note(format_args!("{broken} could not be read with this key file: put the right one back."));
    }
    match ended {
        Ended::Done => {}
        Ended::Away(why) => {
            note(format_args!("The mail server cannot be reached ({why}). The rest waits for the next pass."))
        }
        Ended::Wrong(why) => return Err(Trouble::usage(format!("{why}. What waits goes on waiting"))),
    }
    Ok(if refused > 0 { Outcome::Found } else { Outcome::Done })
}

/// How a pass ended.
enum Ended {
    Done,
    Away(String),
    Wrong(String),
}

async fn pass(store: &Store, settings: &Settings, clock: Wall) -> Run<(Count, Ended)> {
    let (mut count, mut open) = (Count::default(), None);
    let ended = loop {
        let mail = match store.mail_take(clock.now()).await {
            Ok(Some(mail)) => mail,
            Ok(None) => break Ended::Done,
            // One that does not open keeps no other waiting: it is taken, and nobody's until its lease ends.
            Err(store::StoreError::SealBroken | store::StoreError::KeyMissing(_)) => {
                count.broken += 1;
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let said;
        (open, said) = offer(open, settings, &mail, clock.now()).await?;
        match said {
            Said::Answer(answer, code) => match store.mail_note(&mail, answer, code.as_deref(), clock.now()).await? {
                State::Sent => count.sent += 1,
                State::Waiting => count.later += 1,
                State::Refused | State::GivenUp | State::Bounced | State::Withdrawn => count.refused += 1,
            },
            Said::Away(why) => {
                if store.mail_give_back(&mail, clock.now()).await? == State::GivenUp {
                    count.refused += 1;
                } else {
                    count.later += 1;
                }
                break Ended::Away(why);
            }
            Said::Wrong(why) => {
                store.mail_put_back(&mail, clock.now()).await?;
                break Ended::Wrong(why);
            }
        }
    };
    if let Some(open) = open {
        // Whatever it says, what was noted stands.
        let _ = tokio::task::spawn_blocking(move || Connection::close(open)).await;
    }
    Ok((count, ended))
}

/// Offers a mail over the connection that is open, or a new one. It blocks, so not where others run.
async fn offer(
    open: Option<Connection>,
    settings: &Settings,
    mail: &Mail,
    now: Moment,
) -> Run<(Option<Connection>, Said)> {
    let Ok(to) = mail.to.reveal().trim().parse::<lettre::Address>() else {
        // No mail server has to say that this is none.
        return Ok((open, Said::Answer(Answer::Never, Some("5.1.3".into()))));
    };
    let bytes = message(settings, mail, to.clone(), now)?;
    let settings = settings.clone();
    let done = tokio::task::spawn_blocking(move || {
        let mut connection = match open.map_or_else(|| Connection::open(&settings), Ok) {
            Ok(connection) => connection,
            Err(said) => return (None, said),
        };
        match connection.hand(&settings.sender.email, &to, &bytes) {
            said @ Said::Answer(..) => (Some(connection), said),
            // A connection on which something broke carries nothing more.
            said => (None, said),
        }
    });
    done.await.map_err(|error| Trouble::failed(format!("handing over stopped: {error}")))
}

/// The mail as it goes over the line.
fn message(settings: &Settings, mail: &Mail, to: lettre::Address, now: Moment) -> Run<Vec<u8>> {
    let failed = |error: &dyn std::fmt::Display| Trouble::failed(format!("a mail cannot be written: {error}"));
    let link = format!("{}{}", settings.site, mail.path.reveal());
    let decline = mail.decline.as_ref().map(|path| format!("{}{}", settings.site, path.reveal()));
    let code = mail.code.as_ref().map(|code| code.reveal().as_str());
    let written = write(mail.kind, mail.language, &mail.school, &link, decline.as_deref(), code)
        .map_err(|error| failed(&error))?;
    let host = settings.site.split_once("://").map_or("localhost", |(_, host)| host);
    let host = host.split(':').next().unwrap_or("localhost");
    let mut message = Message::builder();
    if let Some(decline) = decline {
        message = message.header(ListUnsubscribe(format!("<{decline}>")));
    }
    let message = message
        .from(settings.sender.clone())
        .to(Mailbox::new(None, to))
        .subject(written.subject)
        .message_id(Some(format!("<{}@{host}>", mail.reference())))
        .date(now.at.into())
        .header(AutoSubmitted)
        .multipart(MultiPart::alternative_plain_html(written.plain, written.html))
        .map_err(|error| failed(&error))?;
    Ok(message.formatted())
}
