//! Invitations: a link of one's own, with which somebody begins to use Meedoen, or chooses a new password.
//!
//! A link opens once, for a while, and what it gives is given when it is taken up: nothing before. Whoever holds a link
//! holds what it gives. So a link that a colleague may have had in hands never opens an account that has to do with
//! another school: see [`step`].

use crate::codes;
use std::ops::Add;
use time::{Duration, OffsetDateTime};

codes! {
    /// What a link gives.
    pub enum Kind {
        /// A role at a school.
        Role = "role",
        /// A password of one's own choice.
        Password = "password",
    }
}

codes! {
    /// How a link comes to whom it is for.
    pub enum Way {
        /// By mail: only who reads that mailbox has it.
        Mail = "mail",
        /// Handed over, on paper or otherwise: who handed it over has had it too.
        Paper = "paper",
    }
}

codes! {
    /// In which language somebody is written to.
    pub enum Language {
        /// Dutch.
        Dutch = "nl",
        /// English.
        English = "en",
    }
}

codes! {
    /// How an invitation was closed.
    pub enum Closed {
        /// It was taken up.
        Used = "used",
        /// The school took it back.
        Withdrawn = "withdrawn",
        /// A newer one took its place.
        Renewed = "renewed",
    }
}

/// Where an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It waits to be taken up.
    Open,
    /// Nobody took it up in time.
    Ended,
    /// It was closed.
    Closed(Closed),
}

impl State {
    /// Its stable code, for who reads a list by a program.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Ended => "ended",
            Self::Closed(closed) => closed.code(),
        }
    }
}

/// Where an invitation stands at a moment. The last instant of its time is past.
pub fn state(closed: Option<Closed>, ends: OffsetDateTime, now: OffsetDateTime) -> State {
    match closed {
        Some(closed) => State::Closed(closed),
        None if now < ends => State::Open,
        None => State::Ended,
    }
}

/// When a link that is made now ends. A letter and a holiday fit in a month; who asked for a password waits for it.
pub fn ends(kind: Kind, now: OffsetDateTime) -> OffsetDateTime {
    now.add(match kind {
        Kind::Role => Duration::days(30),
        Kind::Password => Duration::days(3),
    })
}

codes! {
    /// Why somebody is not invited, or an invitation is not changed.
    pub enum Refusal {
        /// The account is disabled.
        Disabled = "disabled",
        /// The account has that role already.
        HasRole = "has_role",
        /// The same person has the same invitation open: it can be renewed.
        Open = "open",
        /// The register has no address of them.
        NoAddress = "no_address",
        /// The register has another address of them.
        OtherAddress = "other_address",
        /// The address is the student's own, or the account is the student's: nobody answers for themselves as a guardian.
        OwnChild = "own_child",
        /// They left the school, or are no guardian any more.
        Left = "left",
        /// A researcher is invited by no school, and by a research body nobody else.
        NotHere = "not_here",
        /// It was taken up, withdrawn or renewed already.
        Closed = "closed",
    }
}

/// What whoever opens a link is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To choose a password.
    ChoosePassword,
    /// For the password that the account has.
    GivePassword,
    /// To say yes: they are signed in to the account it is for.
    Confirm,
    /// To sign out first: somebody else is signed in here.
    SignOut,
    /// To ask for the link by mail: this one was in other hands, and the account has to do with another school.
    ByMail,
}

/// The account that a link is for, as far as it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    /// It has a password.
    pub has_password: bool,
    /// It has, or had, a role at another school.
    pub elsewhere: bool,
}

/// What whoever opens a link is asked. `signed_in`: whether somebody is signed in here, and whether in this account.
///
/// A link never takes an account over: where there is a password already, a role is taken up with it. And who has made or
/// printed a link at one school cannot choose the password of somebody who works at another.
pub const fn step(kind: Kind, way: Way, account: Known, signed_in: Option<bool>) -> Step {
    match (kind, way, signed_in) {
        (_, _, Some(false)) => Step::SignOut,
        (Kind::Role, _, Some(true)) if account.has_password => Step::Confirm,
        (Kind::Role, _, _) if account.has_password => Step::GivePassword,
        (_, Way::Paper, _) if account.elsewhere => Step::ByMail,
        (Kind::Role | Kind::Password, _, _) => Step::ChoosePassword,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn what_whoever_opens_a_link_is_asked() {
        use {Kind::Password, Kind::Role, Way::Mail, Way::Paper};
        let new = Known::default();
        let has = Known { has_password: true, elsewhere: false };
        let both = Known { has_password: true, elsewhere: true };
        let elsewhere = Known { has_password: false, elsewhere: true };
        for (what, kind, way, account, signed_in, expected) in [
            ("a new student with a letter", Role, Paper, new, None, Step::ChoosePassword),
            ("a new colleague by mail", Role, Mail, new, None, Step::ChoosePassword),
            ("a coach who becomes a parent too", Role, Paper, has, None, Step::GivePassword),
            ("the same, who is signed in", Role, Paper, has, Some(true), Step::Confirm),
            ("a forwarded link", Role, Mail, has, Some(false), Step::SignOut),
            ("a new student, on a computer where a teacher works", Role, Paper, new, Some(false), Step::SignOut),
            ("somebody of another school", Role, Paper, both, None, Step::GivePassword),
            ("somebody of another school who has no password yet", Role, Paper, elsewhere, None, Step::ByMail),
            ("the same, by mail", Role, Mail, elsewhere, None, Step::ChoosePassword),
            ("a password that was forgotten", Password, Paper, has, None, Step::ChoosePassword),
            (
                "the same, of somebody of two schools: the letter is not enough",
                Password,
                Paper,
                both,
                None,
                Step::ByMail,
            ),
            ("the same, by mail", Password, Mail, both, None, Step::ChoosePassword),
            ("a new password, while signed in", Password, Mail, has, Some(true), Step::ChoosePassword),
            ("a new password, on another's computer", Password, Mail, has, Some(false), Step::SignOut),
        ] {
            assert_eq!(step(kind, way, account, signed_in), expected, "{what}");
        }
    }

    /// Whatever else: no link on paper chooses the password of an account that another school knows, and no invitation for
    /// a role replaces a password.
    #[test]
    fn no_link_takes_an_account_over() {
        for kind in Kind::ALL {
            for way in Way::ALL {
                for (has_password, elsewhere, signed_in) in
                    (0..12).map(|n| (n & 1 == 1, n & 2 == 2, [None, Some(true), Some(false)][n >> 2]))
                {
                    let chosen =
                        step(*kind, *way, Known { has_password, elsewhere }, signed_in) == Step::ChoosePassword;
                    assert!(!(chosen && *way == Way::Paper && elsewhere), "{kind:?} {way:?}");
                    assert!(!(chosen && *kind == Kind::Role && has_password), "{kind:?} {way:?}");
                }
            }
        }
    }

    #[test]
    fn an_invitation_is_open_until_it_is_closed_or_its_time_is_past() {
        let now = datetime!(2026-11-29 12:00 UTC);
        let later = ends(Kind::Role, now);
        assert_eq!(later, datetime!(2026-12-29 12:00 UTC));
        assert_eq!(ends(Kind::Password, now), datetime!(2026-12-02 12:00 UTC));
        for (closed, at, expected) in [
            (None, now, State::Open),
            (None, later - Duration::SECOND, State::Open),
            (None, later, State::Ended),
            (Some(Closed::Used), now, State::Closed(Closed::Used)),
            (Some(Closed::Withdrawn), later, State::Closed(Closed::Withdrawn)),
        ] {
            assert_eq!(state(closed, later, at), expected, "{closed:?} {at}");
        }
    }
}
