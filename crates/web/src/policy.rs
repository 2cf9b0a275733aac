//! The names of `access` that pages use. Placeholders until that room has landed: this file then becomes `pub use`.

/// Who someone is in a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A student or applicant.
    Student,
    /// Holds intakes.
    Intaker,
    /// Coaches students (slb'er).
    Coach,
    /// Manages accounts and settings.
    Administrator,
}

impl Role {
    /// All roles.
    pub const ALL: &[Self] = &[Self::Student, Self::Intaker, Self::Coach, Self::Administrator];

    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Student => "student",
            Self::Intaker => "intaker",
            Self::Coach => "coach",
            Self::Administrator => "administrator",
        }
    }
}

/// What a route does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// See what is due.
    SeeWork,
    /// See one's own file.
    SeeOwnFile,
}

/// Whether a role can ever do this, to anyone.
pub const fn may_ever(role: Role, action: Action) -> bool {
    match action {
        Action::SeeWork => matches!(role, Role::Intaker | Role::Coach),
        Action::SeeOwnFile => matches!(role, Role::Student),
    }
}
