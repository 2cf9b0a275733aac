//! Asking a partner: what is filled in, and why nothing is sent where that is so.

use super::{Consent, Handoff, LONGEST, Letter, MAX_NAME, MAX_WORDS, Status, anew_on, eighteen};
use crate::email::EmailAddress;
use crate::field::{self, Problem};
use crate::meeting::{Consenter, consenter};
use crate::partner::{Domain, Under};
use crate::{AccountId, BirthDate, HandoffId, Moment, PartnerId, ShareId, codes};
use time::Date;

codes! {
    /// Fields of the form with which one is sent.
    pub enum Field {
        /// Help with what.
        Domain = "domain",
        /// What is told.
        Question = "question",
        /// Who receives it.
        Name = "name",
        /// Their address.
        Email = "email",
        /// The last day of the yes.
        Until = "until",
        /// Whose yes.
        Consenter = "consenter",
    }
}

/// What is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// Help with what.
    pub domain: Option<Domain>,
    /// What is told.
    pub question: String,
    /// Who receives it.
    pub name: String,
    /// Their address, as it was typed.
    pub email: String,
    /// They have none: they get a letter.
    pub paper: bool,
    /// The last day of the yes.
    pub until: Option<Date>,
    /// Whose yes there is.
    pub consenter: Option<Consenter>,
    /// In English, otherwise in Dutch.
    pub english: bool,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Missing, too long, or no text.
    Text(Problem),
    /// Not an address.
    NoAddress,
    /// An address, and a letter: it is one of both.
    Either,
    /// The address of the student or of a parent.
    OwnAddress,
    /// Before today, or later than this day.
    Until(Date),
    /// At this age it is somebody else's yes.
    Whose(Consenter),
    /// The partner does not help with that.
    NotTheirs,
}

/// Why nothing is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendRefusal {
    /// What is wrong with the form: at least one.
    Fields(Vec<(Field, Wrong)>),
    /// The same was asked of them and goes on.
    Twice(HandoffId),
    /// The entry ended: they do not help any more.
    Ended,
    /// Mail is not set up, and no letter was asked for: no link and no code could be sent.
    NoMail,
}

/// What is known when one is sent.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Those of the file.
    pub all: &'a [Handoff],
    /// To which partner.
    pub partner: PartnerId,
    /// With what they help, and under which law.
    pub helps: (&'a [Domain], Under),
    /// Whether they still do.
    pub open: bool,
    /// Mail is set up.
    pub mail: bool,
    /// When the student was born.
    pub birth: Option<BirthDate>,
    /// Where the student lives.
    pub home: Option<&'a str>,
    /// Addresses of the student and of their parents.
    pub own: &'a [EmailAddress],
}

/// What is sent, to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The handoff.
    pub handoff: Handoff,
    /// Who receives it.
    pub name: String,
    /// Their address; `None`: a letter goes.
    pub email: Option<EmailAddress>,
}

/// Reads the form, and says why nothing is sent where that is so.
///
/// # Errors
/// See [`SendRefusal`].
pub fn send(
    draft: &Draft,
    known: Known<'_>,
    (id, share, by): (HandoffId, ShareId, AccountId),
    now: Moment,
) -> Result<Sent, SendRefusal> {
    if !known.open {
        return Err(SendRefusal::Ended);
    }
    if !known.mail && !draft.paper {
        return Err(SendRefusal::NoMail);
    }
    let mut wrong: Vec<(Field, Wrong)> = Vec::new();
    let missing = Wrong::Text(Problem::Missing);
    let domain = match draft.domain {
        Some(domain) if known.helps.0.contains(&domain) => Some(domain),
        Some(_) => {
            wrong.push((Field::Domain, Wrong::NotTheirs));
            None
        }
        None => {
            wrong.push((Field::Domain, missing));
            None
        }
    };
    let question = field::text(&draft.question, MAX_WORDS);
    let name = field::text(&draft.name, MAX_NAME);
    for (field, said) in [(Field::Question, &question), (Field::Name, &name)] {
        if let Err(problem) = said {
            wrong.push((field, Wrong::Text(*problem)));
        }
    }
    let typed = !draft.email.trim().is_empty();
    let email = match EmailAddress::new(&draft.email) {
        _ if draft.paper => {
            if typed {
                Err(Wrong::Either)
            } else {
                Ok(None)
            }
        }
        Ok(email) if known.own.contains(&email) => Err(Wrong::OwnAddress),
        Ok(email) => Ok(Some(email)),
        Err(_) if !typed => Err(missing),
        Err(_) => Err(Wrong::NoAddress),
    };
    let last = now.day.saturating_add(LONGEST);
    let until = match draft.until {
        Some(until) if until < now.day || until > last => Err(Wrong::Until(last)),
        Some(until) => Ok(until),
        None => Err(missing),
    };
    // Whose yes it is goes by the age of today; where nobody knows that, by who said it.
    let consent = match (draft.consenter, consenter(known.birth, now.day)) {
        (None, _) => Err(missing),
        (Some(said), Some(needed)) if said != needed => Err(Wrong::Whose(needed)),
        (Some(said), Some(_) | None) => Ok(said),
    };
    for (field, error) in [
        (Field::Email, email.as_ref().err()),
        (Field::Until, until.as_ref().err()),
        (Field::Consenter, consent.as_ref().err()),
    ] {
        wrong.extend(error.map(|error| (field, *error)));
    }
    let (Some(domain), Ok(question), Ok(name), Ok(email), Ok(until), Ok(consenter)) =
        (domain, question, name, email, until, consent)
    else {
        return Err(SendRefusal::Fields(wrong));
    };
    let same = |one: &&Handoff| one.status.open() && one.partner == known.partner && one.domain == domain;
    if let Some(one) = known.all.iter().find(same) {
        return Err(SendRefusal::Twice(one.id));
    }
    let number = known.all.iter().map(|one| one.number).max().unwrap_or(0).saturating_add(1);
    let handoff = Handoff {
        id,
        number,
        partner: known.partner,
        domain,
        share,
        consent: Consent { by: consenter, until, withdrawn: false, anew_on: anew_on(consenter, known.birth) },
        question: question.into(),
        by,
        at: now,
        home: known.home.map(str::to_owned),
        adult_on: eighteen::birthday(known.birth, now.day),
        prepare_on: eighteen::prepare_on(known.helps.1, known.birth, now.day),
        silent_on: Status::Sent.silent_from(now.day),
        status: Status::Sent,
        seen: false,
        unreached: false,
        gone: false,
        doubted: false,
        letter: draft.paper.then_some(Letter::Owed),
        steps: Vec::new(),
    };
    Ok(Sent { handoff, name, email })
}
