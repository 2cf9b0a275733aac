//! Asking the student whether somebody outside the school may have the document, and who was asked for: the same list on the page of
//! who guides and on that of the student.

use super::{form::NoteForm, words};
use crate::say::{
    form::{Check, Choice, Errors, Field, Input, Opt},
    format,
    sharing::{EMAIL, ENGLISH, NAME, ORGANISATION, UNTIL},
    transition::code,
    words::T,
};
use register::{
    ShareId,
    mail::State as Mailed,
    share::State,
    transition::{Kind, Receiver, Yes},
};
use store::transition::{Handed, RouteView};

/// Who is to have it.
pub(super) const TO: &str = "ontvanger";

/// Who was asked for, what was said to that, and who came in when.
pub(super) struct Outside {
    pub(super) id: ShareId,
    pub(super) title: String,
    pub(super) who: String,
    pub(super) stands: String,
    pub(super) waits: bool,
    pub(super) open: bool,
    pub(super) when: String,
    /// Whose yes is there, or is waited for.
    pub(super) yes: Option<String>,
    pub(super) opened: Vec<String>,
    /// The mail with the link did not arrive.
    pub(super) failed: bool,
    /// What can be said to it.
    pub(super) form: Option<NoteForm>,
}

/// Everybody who was asked for of a route, the newest first. `typed`: what was sent, where something can be said to it.
pub(super) fn outside(t: T, view: &RouteView, number: u32, typed: Option<(&Input, &Errors)>) -> Vec<Outside> {
    view.handed.iter().rev().filter(|one| one.route == number).map(|one| of(t, view, one, typed)).collect()
}

fn of(t: T, view: &RouteView, one: &Handed, typed: Option<(&Input, &Errors)>) -> Outside {
    let (share, terms) = (&one.share, &one.share.terms);
    let by = crate::say::agreement::staff(t, &view.names, share.by);
    let came = |at: &time::OffsetDateTime| {
        t.say("bridge-came").arg("at", format::date_time(t.lang(), format::dutch_clock(*at))).to_string()
    };
    let (waits, open) = (one.state == State::Waits, one.state == State::Open);
    // It was read, and a yes that is needed by now is not there: of who became sixteen.
    let ended = share.waits || share.stopped.is_some() || share.closed.is_some();
    let lacks = one.state == State::Over && !ended && matches!(one.yes, Yes::Waits(_));
    Outside {
        id: share.id,
        title: t.stored(terms.name.reveal()),
        who: format!("{}, {}", code(t, one.asked.to.code()), t.stored(terms.organisation.reveal())),
        stands: t.get(match one.state {
            State::Waits => "share-waits",
            State::Open => "share-open",
            State::Over => "share-over",
            State::Stopped => "share-stopped",
        }),
        waits,
        open,
        when: t.say("share-asked").arg("by", by).arg("on", share.made.day).arg("until", terms.until).to_string(),
        yes: match &one.yes {
            Yes::Waits(_) if !waits && !lacks => None,
            yes => Some(words::allowed(t, yes)),
        },
        opened: match (one.opened.is_empty(), open) {
            (true, true) => vec![t.get("share-never-opened")],
            (true, false) => Vec::new(),
            (false, _) => one.opened.iter().map(came).collect(),
        },
        failed: open && matches!(one.mail, Some(Mailed::Refused | Mailed::GivenUp | Mailed::Bounced)),
        form: typed.filter(|_| waits || lacks).map(|typed| NoteForm::new(t, Kind::Allow, Some(one.asked.place), typed)),
    }
}

/// The form that asks.
pub(super) struct AskForm {
    pub(super) open: bool,
    pub(super) to: Choice,
    pub(super) name: Field,
    pub(super) organisation: Field,
    pub(super) email: Field,
    pub(super) until: Field,
    pub(super) english: Check,
}

impl AskForm {
    /// The form, with what was typed and what is wrong with it.
    pub(super) fn new(t: T, (input, errors): (&Input, &Errors)) -> Self {
        let options = Receiver::OUTSIDE.iter().map(|to| Opt::new(to.code(), code(t, to.code()))).collect();
        let names = [TO, NAME, ORGANISATION, EMAIL, UNTIL];
        let typed = names.iter().any(|name| !input.raw(name).trim().is_empty());
        Self {
            open: typed || errors.fields().any(|said| names.contains(&said)),
            to: Choice::new(TO, t.get("bridge-ask-to"), options).filled(t, input, errors),
            name: Field::text(NAME, t.get("share-name")).filled(t, input, errors),
            organisation: Field::text(ORGANISATION, t.get("share-organisation"))
                .hint(t.get("share-organisation-hint"))
                .filled(t, input, errors),
            email: Field::email(EMAIL, t.get("share-email")).hint(t.get("share-email-hint")).filled(t, input, errors),
            until: Field::text(UNTIL, t.get("share-until")).hint(t.get("share-until-hint")).filled(t, input, errors),
            english: Check::new(ENGLISH, t.get("share-english")).filled(t, input, errors),
        }
    }
}
