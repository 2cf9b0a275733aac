//! Who may find whose file, told a second time and in other words: from what a test laid down itself, by date and by
//! role, as the product promises it. Nothing here calls the policy or the queries that it judges.

use super::school::{School, Someone, TODAY};
use register::{AccountId, FileId, GuardianId, PersonId, TeamId};
use time::macros::date;
use time::{Date, Duration, Month};

/// From a first to a last day, both counted; no last day when it goes on.
pub(super) type Days = (Date, Option<Date>);

/// A parent, as laid down.
#[derive(Debug, Clone)]
pub(super) struct Kin {
    pub(super) id: GuardianId,
    pub(super) authority: bool,
    pub(super) days: Days,
    /// The student lets them see the measures.
    pub(super) granted: Option<Days>,
}

/// All that a test laid down about one student.
pub(super) struct Laid {
    pub(super) someone: Someone,
    pub(super) name: String,
    pub(super) born: Date,
    pub(super) teams: Vec<(TeamId, Days)>,
    pub(super) coaches: Vec<(AccountId, Days)>,
    /// To which team, and whether the school can still decide on it.
    pub(super) applications: Vec<(Option<TeamId>, bool)>,
    /// From when till when, and whether the student system took it back.
    pub(super) enrolments: Vec<(Days, bool)>,
    pub(super) kin: Vec<Kin>,
    /// Who of the support team said yes to a referral that is not ended.
    pub(super) taken: Vec<AccountId>,
}

/// Somebody who asks.
#[derive(Debug, Clone)]
pub(super) enum Asks {
    /// A coach, whatever the scope: the students they coach today.
    Coach(AccountId),
    /// An intaker of some teams, or of all (`None`).
    Intaker(Option<Vec<TeamId>>),
    /// A care coordinator or trajectory counsellor, likewise; and whom they took over.
    Caseload(AccountId, Option<Vec<TeamId>>),
    /// One without teams: the students they coach, and whom they took over.
    OwnLine(AccountId),
    /// The privacy officer of the whole school.
    Privacy,
    /// Staff whose room is not built, or who never sees a file.
    Nobody,
    /// The student.
    Student(PersonId),
    /// A parent.
    Parent(GuardianId),
}

/// What they ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The list of files, and opening one.
    Files,
    /// The list of applications.
    Applications,
    /// Finding by name.
    Search,
    /// As a student or parent: the measures agreed.
    Measures,
    /// As a student or parent: the whole file, and answering.
    OwnFile,
}

fn holds((first, last): Days) -> bool {
    first <= TODAY && last.is_none_or(|last| TODAY <= last)
}

/// The birthday in a year; who was born on 29 February has it on 1 March in other years.
fn birthday(born: Date, years: i32) -> Date {
    born.replace_year(born.year() + years)
        .unwrap_or_else(|_| Date::from_calendar_date(born.year() + years, Month::March, 1).unwrap())
}

impl Laid {
    fn is(&self, years: i32) -> bool {
        birthday(self.born, years) <= TODAY
    }

    pub(super) fn teams_now(&self) -> Vec<TeamId> {
        self.teams.iter().filter(|(_, days)| holds(*days)).map(|(team, _)| *team).collect()
    }

    pub(super) fn coached_by(&self, account: AccountId) -> bool {
        self.coaches.iter().any(|(coach, days)| *coach == account && holds(*days))
    }

    /// In hand of the intake: an application that is open, and an enrolment until its ninety-second day.
    pub(super) fn in_hand(&self, teams: Option<&[TeamId]>) -> bool {
        let ours = |team: &TeamId| teams.is_none_or(|teams| teams.contains(team));
        let open =
            self.applications.iter().any(|(team, open)| *open && (teams.is_none() || team.as_ref().is_some_and(ours)));
        let new = self.enrolments.iter().any(|((first, last), taken_back)| {
            !taken_back && last.is_none_or(|last| TODAY <= last) && TODAY - *first <= Duration::days(92)
        });
        open || new && (teams.is_none() || self.teams_now().iter().any(ours))
    }

    /// Nobody looked yet what they need, and somebody must: they applied and the school can still decide, or they are
    /// enrolled, or will be, since the law asks it.
    pub(super) fn waits_for_a_look(&self) -> bool {
        let enrolled = self.enrolments.iter().any(|((first, last), taken_back)| {
            !taken_back && last.is_none_or(|last| TODAY <= last) && *first >= date!(2023 - 08 - 01)
        });
        self.applications.iter().any(|(_, open)| *open) || enrolled
    }

    fn parent_reads(&self, parent: GuardianId, informed_at_16: bool, what: What) -> bool {
        self.kin.iter().filter(|kin| kin.id == parent && holds(kin.days)).any(|kin| {
            let child = !self.is(16);
            let allowed = kin.granted.is_some_and(holds);
            match what {
                What::OwnFile => child && kin.authority,
                What::Measures if child => kin.authority,
                // Sixteen and seventeen: who has no authority stays outside, whatever was allowed.
                What::Measures if !self.is(18) => kin.authority && (informed_at_16 || allowed),
                What::Measures => allowed,
                _ => false,
            }
        })
    }

    /// Whether they may find this student.
    pub(super) fn found_by(&self, who: &Asks, what: What, informed_at_16: bool) -> bool {
        match (who, what) {
            (Asks::Coach(account), What::Files | What::Search) => self.coached_by(*account),
            (Asks::Intaker(teams), What::Files | What::Search | What::Applications) => self.in_hand(teams.as_deref()),
            (Asks::Caseload(_, None), What::Files | What::Search | What::Applications) => true,
            (Asks::Caseload(account, Some(teams)), What::Files | What::Search | What::Applications) => {
                self.teams_now().iter().any(|team| teams.contains(team)) || self.taken.contains(account)
            }
            (Asks::OwnLine(account), What::Files | What::Search | What::Applications) => {
                self.coached_by(*account) || self.taken.contains(account)
            }
            (Asks::Privacy, What::Search) => true,
            (Asks::Student(person), What::Measures | What::OwnFile) => *person == self.someone.person,
            (Asks::Parent(parent), what) => self.parent_reads(*parent, informed_at_16, what),
            _ => false,
        }
    }
}

impl School {
    /// A parent with days, authority and what the student allows.
    pub(super) async fn kin(&self, person: PersonId, kin: Kin) -> Kin {
        let id = self.guardian(person, kin.authority).await;
        let mut tx = self.store.begin().await.unwrap();
        let (from, until) = kin.days;
        let (granted, ended) = kin.granted.map_or((None, None), |(from, until)| (Some(from), until));
        run!(
            tx,
            "UPDATE guardian SET begins = $3, ends = $4, granted_on = $5, grant_ended_on = $6 \
             WHERE tenant_id = $1 AND guardian_id = $2",
            self.tenant.0,
            id.0,
            from,
            until,
            granted,
            ended
        )
        .unwrap();
        tx.commit().await.unwrap();
        Kin { id, ..kin }
    }

    /// A referral to a line, as it stands after somebody answered it.
    pub(super) async fn referred(&self, file: FileId, line: &str, status: &str, by: AccountId) {
        let mut tx = self.store.begin().await.unwrap();
        let since = TODAY.midnight().assume_utc();
        let id = crate::fresh::id();
        run!(
            tx,
            "INSERT INTO referral (tenant_id, file_id, number, referral_id, tier, asked_by, asked_at, asked_on, question, status, \
             status_on, bridged) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $8, FALSE)",
            self.tenant.0,
            file.0,
            1_i64,
            id,
            line,
            by.0,
            since,
            TODAY,
            vec![0_u8],
            status
        )
        .unwrap();
        if matches!(status, "accepted" | "ended") {
            run!(
                tx,
                "INSERT INTO referral_step (tenant_id, file_id, number, place, event, stepped_at, stepped_on, stepped_by) \
                 VALUES ($1, $2, $3, 1, 'accept', $4, $5, $6)",
                self.tenant.0,
                file.0,
                1_i64,
                since,
                TODAY,
                by.0
            )
            .unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// The school decides something for itself, from a day on.
    pub(super) async fn decides(&self, name: &str, from: Date, value: &str) {
        let mut tx = self.store.begin().await.unwrap();
        run!(
            tx,
            "INSERT INTO policy_setting (tenant_id, name, begins, value) VALUES ($1, $2, $3, $4)",
            self.tenant.0,
            name,
            from,
            value
        )
        .unwrap();
        tx.commit().await.unwrap();
    }
}
