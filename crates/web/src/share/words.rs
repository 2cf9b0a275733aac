//! A share as people read it, the same for the school and for the student.

use crate::say::{agreement, format, partner, words::T};
use register::{
    ShareId,
    mail::State as Mailed,
    share::{Purpose, State},
};
use store::share::{Shared, SharedWith};
use time::Date;

/// Somebody with whom it is shared, or was.
pub(super) struct With {
    pub(super) id: ShareId,
    pub(super) name: String,
    pub(super) organisation: String,
    pub(super) email: String,
    pub(super) purpose: String,
    pub(super) open: bool,
    /// Where it stands.
    pub(super) stands: String,
    /// By whom and when it began, and until when.
    pub(super) when: String,
    /// Who stopped it, and when.
    pub(super) stopped: Option<String>,
    /// When they last came in, or that they did not yet.
    pub(super) opened: String,
    /// The mail did not arrive.
    pub(super) failed: bool,
    /// It is over, because it is asked of the student anew.
    pub(super) anew: bool,
    /// What is asked of them, where it is shared for that.
    pub(super) asked: Option<Asked>,
}

/// What is asked of a partner, and what came of it.
pub(super) struct Asked {
    pub(super) status: String,
    pub(super) question: String,
    pub(super) steps: Vec<(String, Option<String>)>,
}

/// What a share is for.
pub(super) fn purpose(t: T, purpose: Purpose) -> String {
    t.get(match purpose {
        Purpose::Placement => "share-purpose-placement",
        Purpose::Municipality => "share-purpose-municipality",
        Purpose::NextSchool => "share-purpose-next_school",
        Purpose::Help => "share-purpose-help",
        Purpose::Handover => "share-purpose-handover",
    })
}

/// Everybody with whom it is shared, or was.
pub(super) fn all(t: T, shared: &Shared, today: Date) -> Vec<With> {
    shared.with.iter().map(|one| with(t, shared, one, today)).collect()
}

fn with(t: T, shared: &Shared, one: &SharedWith, today: Date) -> With {
    let (share, terms) = (&one.share, &one.share.terms);
    let state = share.state(today);
    let by = agreement::staff(t, &shared.names, share.by);
    let text = |text: &register::Personal<String>| t.stored(text.reveal());
    With {
        id: share.id,
        name: text(&terms.name),
        organisation: text(&terms.organisation),
        email: if terms.email.reveal().is_empty() { t.get("share-by-letter") } else { text(&terms.email) },
        purpose: purpose(t, terms.purpose),
        open: matches!(state, State::Open | State::Waits),
        stands: t.get(match state {
            State::Waits => "share-waits",
            State::Open => "share-open",
            State::Over => "share-over",
            State::Stopped => "share-stopped",
        }),
        when: t
            .say(if share.waits { "share-asked" } else { "share-when" })
            .arg("by", by)
            .arg("on", share.made.day)
            .arg("until", terms.until)
            .to_string(),
        stopped: share.stopped.map(|(at, by)| {
            t.say("share-stopped-by").arg("by", agreement::staff(t, &shared.names, by)).arg("on", at.day).to_string()
        }),
        opened: match one.opened {
            None if share.waits => t.get("share-no-link"),
            None => t.get("share-never-opened"),
            Some(at) => {
                t.say("share-opened").arg("at", format::date_time(t.lang(), format::dutch_clock(at))).to_string()
            }
        },
        asked: shared.handoffs.iter().find(|asked| asked.share == share.id).map(|asked| Asked {
            status: t
                .say("handoffs-status")
                .arg("status", partner::stands(t, asked.status))
                .arg("on", asked.since())
                .to_string(),
            question: t.stored(asked.question.reveal()),
            steps: partner::steps(t, asked, &shared.names, &text(&terms.organisation)),
        }),
        anew: share.is_asked_anew(today),
        failed: matches!(one.mail, Some(Mailed::Refused | Mailed::GivenUp | Mailed::Bounced)),
    }
}

/// Shares for samples: one that goes on, one whose mail came back, one that is over, one that was stopped, and one that is asked of the
/// student anew.
pub(super) fn sample(some: bool) -> Shared {
    use crate::say::people;
    use register::{
        AccountId,
        invitation::Language,
        share::{Share, Terms},
    };
    use time::Duration;
    let (now, view) = (people::now(), people::version(&[people::Step::Offer, people::Step::Yes], false, 1));
    let by = view.names.keys().next().copied().unwrap_or(AccountId(uuid::Uuid::nil()));
    let one = |n: u128, until: i64, stopped: bool, mail, opened: bool| SharedWith {
        share: Share {
            id: ShareId(uuid::Uuid::from_u128(n)),
            terms: Terms {
                name: "Wilhelmina van der Wetering-Bakker".to_owned().into(),
                organisation: "Arbeidsmarktregio Voorbeeldgemeenten".to_owned().into(),
                email: "wilhelmina.van.der.wetering-bakker@gemeente.example".to_owned().into(),
                purpose: [Purpose::Placement, Purpose::Municipality, Purpose::NextSchool][n as usize % 3],
                until: now.day.saturating_add(Duration::days(until)),
                language: Language::Dutch,
            },
            made: now,
            by,
            stopped: stopped.then_some((now, by)),
            closed: None,
            waits: false,
            anew_on: None,
        },
        mail: Some(mail),
        opened: opened.then_some(now.at),
    };
    let helps = SharedWith { share: partner::help_share(), mail: Some(Mailed::Sent), opened: Some(now.at) };
    let mut young = one(5, 90, false, Mailed::Sent, true);
    young.share.anew_on = Some(now.day);
    let with = [
        helps,
        one(1, 90, false, Mailed::Sent, true),
        one(2, 90, false, Mailed::Bounced, false),
        one(3, -1, false, Mailed::Sent, true),
        one(4, 90, true, Mailed::Sent, false),
        young,
    ];
    Shared {
        file: view.file,
        person: view.person,
        handoffs: partner::handoff(&[register::handoff::Event::Queue]).into_iter().collect(),
        with: if some { with.to_vec() } else { Vec::new() },
        names: view.names,
        coaches: view.coaches,
        holds: true,
        mail: true,
    }
}
