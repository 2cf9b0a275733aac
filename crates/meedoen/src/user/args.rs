//! What can be asked about people who can sign in.

use access::Role;
use clap::{Args, Subcommand};

/// `meedoen user`.
#[derive(Debug, Clone, Subcommand)]
pub enum UserCommand {
    /// Add a person, or another role of one
    ///
    /// Without --password-stdin a new person cannot sign in yet. How far a role reaches follows from it: a coach their
    /// own students (as imported by e-mail address), an intaker the named teams or the school, a care coordinator, trajectory
    /// counsellor, administrator or privacy officer the school, a student themselves, a guardian their child.
    Add(UserAddArgs),
    /// Invite somebody: prints a link, with which they choose a password and begin the role
    ///
    /// Nothing is given before the link is used. It opens once, for 30 days. Whoever has an account already takes the role
    /// up with the password they have. How far the role reaches follows as with `user add`.
    Invite(InviteArgs),
    /// List who was invited, and whether they took it up
    Invitations(InvitationsArgs),
    /// Make an invitation anew: prints a new link, and the one of before opens nothing more
    Renew(InvitationArgs),
    /// Take an invitation back
    Withdraw(InvitationArgs),
    /// Print a link with which an account chooses a password: a first one, or a new one
    ///
    /// It opens once, for 3 days. An account that has to do with another school too cannot use it: whoever has the link
    /// would have that school as well.
    Link(LinkArgs),
    /// List who has which role, from when, until when
    ///
    /// A look at people's accounts: it leaves an audit event.
    List(UserListArgs),
    /// End a role: at once, or after a last day
    ///
    /// The sessions that use it end, and what it reached is out of reach with the next request. The same role can be
    /// given again with `user add`. A later --last-day than it has extends it, and so does --no-last-day.
    End(UserEndArgs),
    /// Let a role reach other teams from now on
    ///
    /// The teams named here take the place of those before; without --team the role reaches what it reaches by itself
    /// (a coach their own students, an intaker the school). Its sessions end.
    Teams(UserTeamsArgs),
    /// Hand the students of one coach over to another, from a day; with --dry-run say in numbers what would happen
    ///
    /// All students whom the coach has on that day or later. A list of the student system that still names the coach of
    /// before does not undo it. Prints what takes it back.
    HandOver(HandOverArgs),
    /// List what a coach handed over, with what takes it back
    HandOvers(UserAt),
    /// Take a hand-over back: from today, or from its first day where that is to come
    HandBack(HandBackArgs),
    /// List who has a role and is not on the school's own list of staff
    ///
    /// As of the newest list that was read in (`meedoen import staff`). No role ends by a list: end it (`user end`), or say
    /// that it stays (`user keep`).
    Unlisted(UnlistedArgs),
    /// Say of a role that the list of staff lacks that it stays
    Keep(KeepArgs),
    /// Say when each session of an account at a school was last used
    Sessions(UserAt),
    /// End every session of an account at a school
    SignOut(UserAt),
    /// Disable an account: its sessions end and it cannot sign in, at any school
    Disable(UserWho),
    /// Enable an account that was disabled
    Enable(UserWho),
    /// Set a new password, read from the first line of standard input, and end every session of the account
    Password(UserWho),
}

impl UserCommand {
    /// Whether a password is read from standard input.
    pub const fn takes_password(&self) -> bool {
        match self {
            Self::Add(args) => args.password_stdin,
            Self::Password(_) => true,
            Self::List(_)
            | Self::End(_)
            | Self::Teams(_)
            | Self::Disable(_)
            | Self::Enable(_)
            | Self::Invite(_)
            | Self::Invitations(_)
            | Self::Renew(_)
            | Self::Withdraw(_)
            | Self::HandOver(_)
            | Self::HandBack(_)
            | Self::HandOvers(_)
            | Self::Unlisted(_)
            | Self::Keep(_)
            | Self::Sessions(_)
            | Self::SignOut(_)
            | Self::Link(_) => false,
        }
    }
}

/// An account.
#[derive(Debug, Clone, Args)]
pub struct UserWho {
    /// E-mail address of the account
    #[arg(long)]
    pub email: String,
}

/// An account at a school.
#[derive(Debug, Clone, Args)]
pub struct UserAt {
    /// E-mail address of the account
    #[arg(long)]
    pub email: String,
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
}

/// `meedoen user unlisted`.
#[derive(Debug, Clone, Args)]
pub struct UnlistedArgs {
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
    /// Those of whom somebody said that the role stays
    #[arg(long)]
    pub kept: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `meedoen user keep`.
#[derive(Debug, Clone, Args)]
pub struct KeepArgs {
    /// E-mail address of the account
    #[arg(long)]
    pub email: String,
    /// The role
    #[arg(long, value_parser = parse_role)]
    pub role: Role,
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
    /// It is to be decided after all
    #[arg(long)]
    pub undo: bool,
}

/// In which language somebody is written to.
#[derive(Debug, Clone, Copy)]
pub struct InLanguage(pub register::invitation::Language);

impl std::str::FromStr for InLanguage {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        register::invitation::Language::from_code(text).map(Self).ok_or_else(|| "expected nl or en".to_owned())
    }
}

/// `meedoen user invite`.
#[derive(Debug, Clone, Args)]
pub struct InviteArgs {
    /// E-mail address to sign in with
    #[arg(long)]
    pub email: String,
    /// Name as colleagues and students see it
    #[arg(long)]
    pub name: String,
    /// Role, such as coach, intaker, care_coordinator, administrator, student or guardian
    #[arg(long, value_parser = parse_role)]
    pub role: Role,
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
    /// Team the role reaches; give it again for more
    #[arg(long, value_name = "NAME")]
    pub team: Vec<String>,
    /// For the role student: their student number
    #[arg(long, value_name = "NUMBER")]
    pub student: Option<String>,
    /// For the role guardian: the child's student number
    #[arg(long, value_name = "NUMBER")]
    pub guardian_of: Option<String>,
    /// From when the role holds [default: the day on which the link is used]
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse_day)]
    pub from: Option<time::Date>,
    /// The last day on which the role holds [default: it goes on]; after it the link opens nothing
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse_day)]
    pub last_day: Option<time::Date>,
    /// In which language they are written to: nl or en
    #[arg(long, value_name = "LANGUAGE", default_value = "nl")]
    pub language: InLanguage,
    /// Send the link by mail (`meedoen mail send`) instead of printing it
    #[arg(long)]
    pub mail: bool,
    /// Where the site is
    #[command(flatten)]
    pub site: crate::site::SiteArgs,
}

/// `meedoen user invitations`.
#[derive(Debug, Clone, Args)]
pub struct InvitationsArgs {
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
    /// With students and guardians
    #[arg(long)]
    pub students: bool,
    /// Only those that nobody took up and whose mail did not arrive, of students and guardians too
    #[arg(long)]
    pub lost: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `meedoen user renew` and `meedoen user withdraw`.
#[derive(Debug, Clone, Args)]
pub struct InvitationArgs {
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
    /// Which: what `meedoen user invitations` prints first
    #[arg(long)]
    pub id: String,
    /// Where the site is
    #[command(flatten)]
    pub site: crate::site::SiteArgs,
}

/// `meedoen user link`.
#[derive(Debug, Clone, Args)]
pub struct LinkArgs {
    /// E-mail address of the account
    #[arg(long)]
    pub email: String,
    /// School (its BRIN) where the account has a role
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
    /// In which language they are written to: nl or en
    #[arg(long, value_name = "LANGUAGE", default_value = "nl")]
    pub language: InLanguage,
    /// Send the link by mail (`meedoen mail send`) instead of printing it
    #[arg(long)]
    pub mail: bool,
    /// Where the site is
    #[command(flatten)]
    pub site: crate::site::SiteArgs,
}

/// `meedoen user list`.
#[derive(Debug, Clone, Args)]
pub struct UserListArgs {
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
    /// With students and guardians
    #[arg(long)]
    pub students: bool,
    /// With roles that have ended
    #[arg(long)]
    pub past: bool,
    /// Only one role; of students and guardians it needs no --students
    #[arg(long, value_parser = parse_role)]
    pub role: Option<Role>,
    /// Only whose name or e-mail address has this in it
    #[arg(long, value_name = "TEXT")]
    pub find: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `meedoen user end`.
#[derive(Debug, Clone, Args)]
pub struct UserEndArgs {
    /// E-mail address of the account
    #[arg(long)]
    pub email: String,
    /// The role to end
    #[arg(long, value_parser = parse_role)]
    pub role: Role,
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
    /// For a guardian of several students: of which one
    #[arg(long, value_name = "NUMBER")]
    pub guardian_of: Option<String>,
    /// The last day on which the role holds, today or later [default: it ends at once]
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse_day)]
    pub last_day: Option<time::Date>,
    /// The role has a last day: it has none any more
    #[arg(long, conflicts_with = "last_day")]
    pub no_last_day: bool,
}

/// `meedoen user teams`.
#[derive(Debug, Clone, Args)]
pub struct UserTeamsArgs {
    /// E-mail address of the account
    #[arg(long)]
    pub email: String,
    /// The role
    #[arg(long, value_parser = parse_role)]
    pub role: Role,
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
    /// Team the role reaches; give it again for more
    #[arg(long, value_name = "NAME")]
    pub team: Vec<String>,
}

/// `meedoen user hand-over`.
#[derive(Debug, Clone, Args)]
pub struct HandOverArgs {
    /// E-mail address of the coach of before
    #[arg(long, value_name = "EMAIL")]
    pub from: String,
    /// E-mail address of the coach who takes the students over
    #[arg(long, value_name = "EMAIL")]
    pub to: String,
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
    /// The first day with the new coach, today or later [default: today]
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse_day)]
    pub day: Option<time::Date>,
    /// Say what would happen, and do nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `meedoen user hand-back`.
#[derive(Debug, Clone, Args)]
pub struct HandBackArgs {
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
    /// What `meedoen user hand-over` printed
    #[arg(long, value_name = "ID")]
    pub id: register::HandoverId,
}

/// `meedoen user add`.
#[derive(Debug, Clone, Args)]
pub struct UserAddArgs {
    /// E-mail address to sign in with
    #[arg(long)]
    pub email: String,
    /// Name as colleagues and students see it
    #[arg(long)]
    pub name: String,
    /// Role, such as coach, intaker, care_coordinator, administrator, student or guardian
    #[arg(long, value_parser = parse_role)]
    pub role: Role,
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
    /// Team the role reaches; give it again for more
    #[arg(long, value_name = "NAME")]
    pub team: Vec<String>,
    /// For the role student: their student number
    #[arg(long, value_name = "NUMBER")]
    pub student: Option<String>,
    /// For the role guardian: the child's student number
    #[arg(long, value_name = "NUMBER")]
    pub guardian_of: Option<String>,
    /// From when the role holds, such as 2026-09-15 [default: today]
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse_day)]
    pub from: Option<time::Date>,
    /// The last day on which the role holds [default: it goes on]
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse_day)]
    pub last_day: Option<time::Date>,
    /// Read the password (12 characters or more) from the first line of standard input
    #[arg(long)]
    pub password_stdin: bool,
}

/// Reads a role by its code.
fn parse_role(code: &str) -> Result<Role, String> {
    Role::from_code(code).ok_or_else(|| {
        let all: Vec<_> = Role::ALL.iter().map(|role| role.code()).collect();
        format!("the roles are {}", all.join(", "))
    })
}
