//! What an audit event says was done: an action that was decided, or a change to who may come in.

use crate::Action;

register::codes! {
    /// What is done to schools, keys, accounts, roles and sessions: not to a file, and with no grant of its own.
    pub enum Change {
        /// The installation was told something about itself, such as that it is a demo.
        SetInstallation = "set_installation",
        /// A school was added.
        AddSchool = "add_school",
        /// A research body was added.
        AddResearchBody = "add_research_body",
        /// A school set a term of its own, or ended one.
        SetPolicy = "set_policy",
        /// A key was added to the key file; noticed when the program started with it.
        AddKey = "add_key",
        /// An account was added.
        AddAccount = "add_account",
        /// An account was disabled: it cannot sign in.
        DisableAccount = "disable_account",
        /// An account that was disabled may sign in again.
        EnableAccount = "enable_account",
        /// An account got a password, by the one who manages accounts.
        SetPassword = "set_password",
        /// An account got a role.
        GiveRole = "give_role",
        /// A role was ended, at once or on a day to come.
        EndRole = "end_role",
        /// A role holds longer than it did: until a later day, or without a last one.
        ExtendRole = "extend_role",
        /// A role reaches other teams from now on.
        MoveRole = "move_role",
        /// Somebody whom the list of staff lacks keeps their role, or is to be decided on after all.
        KeepRole = "keep_role",
        /// Students of one coach went to another, or a hand-over was taken back.
        HandOver = "hand_over",
        /// Somebody was invited to a role by who manages accounts.
        MakeInvitation = "make_invitation",
        /// An invitation was made anew: the link of before opens nothing.
        RenewInvitation = "renew_invitation",
        /// An invitation was taken back.
        WithdrawInvitation = "withdraw_invitation",
        /// A link was made with which an account chooses a password.
        MakeLink = "make_password_link",
        /// Somebody took up an invitation, or chose a password with a link.
        TakeUpInvitation = "take_up_invitation",
        /// Somebody said that they want no mail that is not needed to come in, or want it again.
        SetMail = "set_mail",
        /// A mail with which somebody was told what was decided did not arrive: they are to be told.
        MissMail = "miss_mail",
        /// The register was backed up.
        BackUp = "back_up",
        /// The register was filled from a backup.
        Restore = "restore",
        /// A purge that an older copy of the register did not have was done again.
        PurgeAgain = "purge_again",
        /// Somebody signed in.
        SignIn = "sign_in",
        /// Somebody tried to sign in and was not let in.
        RefuseSignIn = "refuse_sign_in",
        /// Somebody signed out.
        SignOut = "sign_out",
        /// Somebody ended a session of their own on another device.
        EndSession = "end_session",
        /// Somebody who is signed in went on in another of their roles.
        SwitchRole = "switch_role",
        /// The facts were vouched for as they stood: for the first time, or after a migration changed them.
        TakeStock = "take_stock",
        /// What old events say was erased.
        EraseEvents = "erase_events",
    }
}

/// What an audit event says was done. Whoever reads events has words for each: the compiler and a test ask for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Event {
    /// An action on a file, a school or one's own account.
    Action(Action),
    /// A change to who may come in.
    Change(Change),
}

impl Event {
    /// Every event there is.
    pub fn all() -> impl Iterator<Item = Self> {
        let actions = Action::ALL.iter().copied().map(Self::Action);
        actions.chain(Change::ALL.iter().copied().map(Self::Change))
    }

    /// The stable code: no action and change share one.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Action(action) => action.code(),
            Self::Change(change) => change.code(),
        }
    }

    /// The event with this code, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Action::from_code(code).map(Self::Action).or_else(|| Change::from_code(code).map(Self::Change))
    }
}

impl From<Action> for Event {
    fn from(action: Action) -> Self {
        Self::Action(action)
    }
}

impl From<Change> for Event {
    fn from(change: Change) -> Self {
        Self::Change(change)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_names_one_event() {
        for event in Event::all() {
            assert_eq!(Event::from_code(event.code()), Some(event), "two events share {}", event.code());
        }
        assert_eq!(Event::from_code("fly"), None);
        let named = |event: Event| Event::all().any(|one| one == event);
        assert!(named(Action::ViewFile.into()) && named(Change::SignIn.into()), "a list of nothing shares no code");
    }
}
