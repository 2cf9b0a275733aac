//! A list of staff: what it begins, what it leaves alone, and that no role ends by it; on both databases.

use super::{counts, number};
use crate::import::{Ending, ImportError, Kind, StaffIncoming, StaffLine, StaffProblem, StaffStep as Step};
use crate::tests::school::{School, TODAY, at};
use crate::unlisted::{Gone, UnlistedAsked};
use crate::{SaveError, Store};
use access::{Actor, Reason, Role, Scope};
use register::email::EmailAddress;
use register::group::GroupName;
use register::invitation::Way;
use register::team::TeamName;
use register::{Moment, Personal};
use time::Duration;

fn line(line: u32, name: &str, email: &str, role: Role, teams: &[&str], groups: &[&str]) -> StaffLine {
    StaffLine {
        line,
        name: Personal::new(name.to_owned()),
        email: EmailAddress::new(email).unwrap(),
        role,
        teams: teams.iter().map(|team| TeamName::new(team).unwrap()).collect(),
        groups: groups.iter().map(|group| GroupName::new(group).unwrap()).collect(),
    }
}

fn list(nth: u8, lines: Vec<StaffLine>) -> StaffIncoming {
    StaffIncoming { sha256: [nth; 32], has_groups: true, lines }
}

async fn group(school: &School, name: &str) {
    let mut tx = school.store.begin().await.unwrap();
    let sql = "INSERT INTO lesson_group (tenant_id, group_id, name, begins) VALUES ($1, $2, $3, $4)";
    run!(tx, sql, school.tenant.0, crate::fresh::id(), name, TODAY).unwrap();
    tx.commit().await.unwrap();
}

const GROUPS: &str = "SELECT COUNT(*) FROM staff_group WHERE tenant_id = $1 AND ends IS NULL";
const ROLES: &str = "SELECT COUNT(*) FROM membership WHERE tenant_id = $1 AND ended_at IS NULL AND ends IS NULL";
const UNFINISHED: &str = "SELECT COUNT(*) FROM import_run WHERE tenant_id = $1 AND state = 'unfinished'";
const DONE: &str = "SELECT COUNT(*) FROM import_run WHERE tenant_id = $1 AND kind = 'staff' AND state = 'done'";

/// The address of somebody's account.
async fn admin_address(store: &Store, actor: &Actor) -> String {
    let mut tx = store.begin_reading().await.unwrap();
    let sql = "SELECT email FROM account WHERE account_id = $1";
    row!(tx, (String,), sql, actor.account().unwrap().0).unwrap().unwrap().0
}

crate::on_both! {
    /// By mail, and on paper whose address mail came back from before.
    async fn who_is_new_is_invited_by_mail_where_mail_arrives(store) {
        let school = School::new(&store, "27DV").await;
        let by = Actor::system(school.tenant, Reason::Command);
        store.audit_take_stock(at(0)).await.unwrap();
        let people = |nth| {
            list(nth, vec![
                line(2, "Noor de Wit", "noor@school.example", Role::CareCoordinator, &[], &[]),
                line(3, "Bo Li", "bo@school.example", Role::CareCoordinator, &[], &[]),
            ])
        };
        let first = people(1);
        let plan = store.plan_staff(&by, &first, at(1)).await.unwrap();
        let done = store.apply_staff(&by, &plan, None, Way::Mail, at(1)).await.unwrap();
        assert!(done.invited.len() == 2 && done.invited.iter().all(|one| one.way == Way::Mail));
        let mail = store.mail_take(at(2)).await.unwrap().unwrap();
        let lost = mail.to.reveal().clone();
        store.mail_note(&mail, register::mail::Answer::Never, Some("550"), at(2)).await.unwrap();
        assert_eq!(store.invitations_lost_count(&by).await.unwrap(), 1);
        assert_eq!(store.invitations_lost(&by, at(3)).await.unwrap()[0].email.reveal(), &lost);
        for one in &done.invited {
            let under = crate::invitation::Under::Accounts;
            store.invitation_withdraw(&by, under, one.invitation, at(4)).await.unwrap();
        }
        assert_eq!(store.invitations_lost_count(&by).await.unwrap(), 0, "nobody waits for it any more");
        let second = people(2);
        let plan = store.plan_staff(&by, &second, at(5)).await.unwrap();
        let done = store.apply_staff(&by, &plan, None, Way::Mail, at(5)).await.unwrap();
        for one in &done.invited {
            let expected = if one.email.reveal() == &lost { Way::Paper } else { Way::Mail };
            assert_eq!(one.way, expected, "{}", one.email.reveal());
        }
    }

    async fn a_list_begins_and_no_role_ends_by_it(store) {
        let school = School::new(&store, "27DV").await;
        let by = Actor::system(school.tenant, Reason::Command);
        let [care, build] = [school.team("Zorg").await, school.team("Bouw").await];
        store.audit_take_stock(at(0)).await.unwrap();
        let noor = store.account_add("noor@school.example", "Noor de Wit", Some("h"), at(0)).await.unwrap();
        let bo = store.account_add("bo@school.example", "Bo Li", Some("h"), at(0)).await.unwrap();
        store.membership_add(&by, noor, Role::Intaker, &Scope::Teams(vec![care]), TODAY, at(0)).await.unwrap();
        store.membership_add(&by, bo, Role::Administrator, &Scope::School, TODAY, at(0)).await.unwrap();
        let file = list(1, vec![
            line(2, "noor DE wit", "NOOR@school.example", Role::Intaker, &["zorg"], &[]),
            line(3, "Noor de Wit", "noor@school.example", Role::Coach, &[], &[]),
            line(4, "Kees Nieuw", "kees@school.example", Role::Intaker, &["Zorg", "BOUW"], &[]),
        ]);
        let plan = store.plan_staff(&by, &file, at(1)).await.unwrap();
        assert_eq!(plan.summary.problems, []);
        assert_eq!(plan.summary.steps, [(2, Step::There), (3, Step::Give), (4, Step::Invite)]);
        // The list is without its administrator: shown, and nothing more.
        let absent: Vec<_> = plan.summary.absent.iter().map(|one| (one.email.reveal().as_str(), one.role)).collect();
        assert_eq!(absent, [("bo@school.example", Role::Administrator)]);
        let done = store.apply_staff(&by, &plan, None, Way::Paper, at(2)).await.unwrap();
        assert_eq!((done.invited.len(), done.given), (1, 1));
        // The same file again changes nothing; half of it would have been finished so.
        let again = store.plan_staff(&by, &file, at(3)).await.unwrap();
        assert_eq!(again.summary.steps, [(2, Step::There), (3, Step::There), (4, Step::Invited)]);
        let repeated = store.apply_staff(&by, &again, None, Way::Paper, at(4)).await.unwrap();
        assert_eq!((repeated.invited.len(), repeated.given), (0, 0));
        // An old plan, in a second tab, neither.
        let old = store.apply_staff(&by, &plan, None, Way::Paper, at(4)).await.unwrap();
        assert_eq!((old.invited.len(), old.given), (0, 0));
        // A list of nobody ends nobody's role.
        let nobody = list(2, Vec::new());
        let empty = store.plan_staff(&by, &nobody, at(5)).await.unwrap();
        assert_eq!(empty.summary.absent.len(), 3);
        store.apply_staff(&by, &empty, None, Way::Paper, at(5)).await.unwrap();
        assert_eq!(number(&store, ROLES, school.tenant).await, 3);
        // Other teams than the role has: told, and not done.
        let other = list(3, vec![line(2, "Noor de Wit", "noor@school.example", Role::Intaker, &["Bouw"], &[])]);
        let plan = store.plan_staff(&by, &other, at(6)).await.unwrap();
        assert_eq!(plan.summary.steps, [(2, Step::OtherTeams)]);
        store.apply_staff(&by, &plan, None, Way::Paper, at(6)).await.unwrap();
        assert_eq!(number(&store, ROLES, school.tenant).await, 3);
        // What was invited gives what the list says.
        let link = done.invited[0].token.reveal().clone();
        let taken = store.take_up(&link, crate::invitation::Proof::Chosen("h"), at(8)).await.unwrap();
        let (tenant, membership) = taken.place.unwrap();
        let Actor::Member(kees) = store.actor(taken.account, tenant, membership, TODAY).await.unwrap() else { panic!() };
        let Scope::Teams(teams) = kees.scope else { panic!("{:?}", kees.scope) };
        assert!(teams.len() == 2 && teams.contains(&care) && teams.contains(&build));
        // Four files; the old plan is a run that was there.
        assert_eq!((number(&store, DONE, school.tenant).await, number(&store, UNFINISHED, school.tenant).await), (4, 0));
        let proof = store.audit_verify_data(school.tenant, None).await.unwrap();
        assert!(proof.is_whole(), "{proof:?}");
    }

    /// Whoever has a role and is not on the list waits until the role ends, somebody says that it stays, or a later list names
    /// them; with the students who need another coach first.
    async fn whom_a_list_lacks_waits_until_it_is_decided(store) {
        let school = School::new(&store, "27DV").await;
        let by = Actor::system(school.tenant, Reason::Command);
        let admin = school.member(Role::Administrator, Scope::School).await;
        let mut roles = Vec::new();
        for (email, name, role) in [
            ("noor@school.example", "Noor de Wit", Role::Coach),
            ("bo@school.example", "Bo Li", Role::Intaker),
            ("sem@school.example", "Sem Vos", Role::Coach),
        ] {
            let account = store.account_add(email, name, Some("h"), at(0)).await.unwrap();
            let scope = role.reaches_by_itself().unwrap();
            let membership = store.membership_add(&by, account, role, &scope, TODAY, at(0)).await.unwrap();
            roles.push((account, membership));
        }
        let student = school.person("de Vries", time::macros::date!(2008 - 03 - 01)).await;
        school.coached(student.person, roles[0].0, TODAY, None).await;
        let care = school.team("Zorg").await;
        store.audit_take_stock(at(0)).await.unwrap();
        let read = async |nth, lines: Vec<StaffLine>, now: Moment| {
            let file = list(nth, lines);
            let plan = store.plan_staff(&by, &file, now).await.unwrap();
            store.apply_staff(&by, &plan, None, Way::Paper, now).await.unwrap();
        };
        let shown = async |kept: bool, day| {
            let asked = UnlistedAsked { kept, ..UnlistedAsked::default() };
            let found = store.unlisted(&admin, &asked, day).await.unwrap();
            assert_eq!(store.unlisted_count(&admin, day).await.unwrap(), found.open, "a number is that of its list");
            assert_eq!(found.rows.len() as i64, if kept { found.kept } else { found.open });
            let mut rows: Vec<_> = found.rows.iter().map(|row| (row.name.reveal().clone(), row.students)).collect();
            rows.sort();
            rows
        };
        let is = |all: &[(&str, i64)]| all.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect::<Vec<_>>();
        let sem = || line(2, "Sem Vos", "sem@school.example", Role::Coach, &[], &[]);
        let noor = || line(3, "Noor de Wit", "noor@school.example", Role::Coach, &[], &[]);
        // Looked at and not read in: nothing waits.
        let looked = list(1, vec![sem()]);
        store.plan_staff(&by, &looked, at(1)).await.unwrap();
        assert_eq!(shown(false, TODAY).await, []);
        read(1, vec![sem()], at(1)).await;
        let test = store.account_find(&admin_address(&store, &admin).await).await.unwrap().unwrap().name;
        let three = [("Bo Li", 0), ("Noor de Wit", 1), (test.as_str(), 0)];
        assert_eq!(shown(false, TODAY).await, { let mut all = is(&three); all.sort(); all });
        let coaches = UnlistedAsked { role: Some(Role::Coach), ..UnlistedAsked::default() };
        assert_eq!(store.unlisted(&admin, &coaches, TODAY).await.unwrap().open, 1, "of one role");
        // Said twice it is said once, by name; the next list that lacks them leaves it so.
        let Actor::Member(me) = &admin else { panic!() };
        for _ in 0..2 {
            store.unlisted_decide(&admin, me.membership, true, at(2)).await.unwrap();
            store.unlisted_decide(&admin, roles[0].1, true, at(2)).await.unwrap();
        }
        read(2, vec![sem()], at(3)).await;
        assert_eq!(shown(false, TODAY).await, is(&[("Bo Li", 0)]));
        let kept = store.unlisted(&admin, &UnlistedAsked { kept: true, ..UnlistedAsked::default() }, TODAY).await.unwrap();
        let (who, on) = kept.rows[0].decided.clone().unwrap();
        assert!(matches!(who, crate::by::SetBy::Account(account, _) if account == me.account) && on == TODAY);
        // Moved to other teams it is the same question, with its answer.
        let moved = store.membership_move(&admin, roles[0].1, &Scope::Teams(vec![care]), at(3)).await.unwrap();
        let kept = store.unlisted(&admin, &UnlistedAsked { kept: true, ..UnlistedAsked::default() }, TODAY).await.unwrap();
        assert!(kept.rows.iter().any(|row| row.membership == moved));
        roles[0].1 = moved;
        // After all; and a role that ends is nobody's question any more.
        store.unlisted_decide(&admin, roles[0].1, false, at(4)).await.unwrap();
        assert_eq!(shown(false, TODAY).await, is(&[("Bo Li", 0), ("Noor de Wit", 1)]));
        store.membership_end(&admin, roles[1].1, None, at(5)).await.unwrap();
        assert_eq!(shown(false, TODAY).await, is(&[("Noor de Wit", 1)]));
        let gone = store.unlisted_decide(&admin, roles[1].1, true, at(5)).await;
        assert!(matches!(gone, Err(SaveError::Refused(Gone))), "{gone:?}");
        // A later list names them: nothing is left, and a page of before says so; the list after that lacks them anew.
        read(3, vec![sem(), noor()], at(6)).await;
        assert_eq!(shown(false, TODAY).await, []);
        let gone = store.unlisted_decide(&admin, roles[0].1, true, at(6)).await;
        assert!(matches!(gone, Err(SaveError::Refused(Gone))), "{gone:?}");
        let later = Moment { day: TODAY + Duration::days(9), ..at(7) };
        read(4, vec![sem()], later).await;
        let found = store.unlisted(&admin, &UnlistedAsked::default(), later.day).await.unwrap();
        assert_eq!(found.rows.iter().map(|row| row.since).collect::<Vec<_>>(), [later.day], "anew, and undecided");
        assert_eq!(found.rows[0].decided, None);
        let proof = store.audit_verify_data(school.tenant, None).await.unwrap();
        assert!(proof.is_whole(), "{proof:?}");
        // Only who manages accounts, and only of their own school.
        let coach = school.member(Role::Coach, Scope::Own).await;
        assert!(store.unlisted_count(&coach, TODAY).await.is_err());
        let other = Actor::system(School::new(&store, "28DV").await.tenant, Reason::Command);
        assert_eq!(store.unlisted_count(&other, later.day).await.unwrap(), 0);
        let theirs = store.unlisted_decide(&other, roles[0].1, true, later).await;
        assert!(matches!(theirs, Err(SaveError::Refused(Gone))), "{theirs:?}");
    }

    async fn what_stands_against_a_line_is_named_and_nothing_is_done(store) {
        let school = School::new(&store, "27DV").await;
        let other = School::new(&store, "28DV").await;
        let by = Actor::system(school.tenant, Reason::Command);
        school.team("Zorg").await;
        // Written otherwise, from before names had one form: it is not said which.
        group(&school, "ZW1A").await;
        group(&school, "zw1a").await;
        let account = async |email: &str, of: &School| {
            let id = store.account_add(email, "Noor de Wit", None, at(0)).await.unwrap();
            let command = Actor::system(of.tenant, Reason::Command);
            store.membership_add(&command, id, Role::Coach, &Scope::Own, TODAY, at(0)).await.unwrap();
            id
        };
        let off = account("uit@school.example", &school).await;
        store.account_disable(off, at(0)).await.unwrap();
        account("noor@school.example", &school).await;
        account("elders@school.example", &other).await;
        for (row, expected) in [
            (line(2, "Kees", "kees@school.example", Role::Intaker, &["Nergens"], &[]), &[StaffProblem::Team][..]),
            (line(2, "Kees", "kees@school.example", Role::Teacher, &["Weg"], &["WEG"]), &[StaffProblem::Team, StaffProblem::Group]),
            (line(2, "Kees", "kees@school.example", Role::Teacher, &[], &["Zw1A"]), &[StaffProblem::Group]),
            (line(2, "Kees", "kees@school.example", Role::Administrator, &["Zorg"], &[]), &[StaffProblem::NoTeams]),
            (line(2, "Kees", "kees@school.example", Role::Student, &[], &[]), &[StaffProblem::NoStaff]),
            (line(2, "Kees", "kees@school.example", Role::Researcher, &[], &[]), &[StaffProblem::NoStaff]),
            (line(2, "Noor de Wit", "uit@school.example", Role::Intaker, &[], &[]), &[StaffProblem::Disabled]),
            (line(2, "Iemand anders", "noor@school.example", Role::Intaker, &[], &[]), &[StaffProblem::OtherName]),
            // Has the role: strange, and no reason to stop. An account of another school is nobody's here.
            (line(2, "N. de Wit", "noor@school.example", Role::Coach, &[], &[]), &[]),
            (line(2, "Iemand anders", "elders@school.example", Role::Coach, &[], &[]), &[]),
        ] {
            let file = list(1, vec![row.clone()]);
            let plan = store.plan_staff(&by, &file, at(1)).await.unwrap();
            assert_eq!(plan.summary.problems.iter().map(|(_, what)| *what).collect::<Vec<_>>(), expected, "{row:?}");
            let strange = row.name.reveal() == "N. de Wit";
            assert_eq!(plan.summary.other_names, if strange { vec![2] } else { vec![] }, "{row:?}");
            if !expected.is_empty() {
                assert!(store.apply_staff(&by, &plan, None, Way::Paper, at(1)).await.is_err());
                assert_eq!(number(&store, DONE, school.tenant).await + number(&store, UNFINISHED, school.tenant).await, 0);
            }
        }
        let twice = list(1, vec![
            line(2, "Kees", "kees@school.example", Role::Coach, &[], &[]),
            line(3, "Kees", "KEES@school.example", Role::Coach, &[], &[]),
        ]);
        let plan = store.plan_staff(&by, &twice, at(1)).await.unwrap();
        assert_eq!(plan.summary.problems, [(3, StaffProblem::Twice)]);
        let imports = Actor::system(school.tenant, Reason::Import);
        assert!(store.plan_staff(&imports, &twice, at(1)).await.is_err(), "who only imports students gives no roles");
    }

    async fn who_teaches_what_follows_the_list(store) {
        let school = School::new(&store, "27DV").await;
        let by = Actor::system(school.tenant, Reason::Command);
        for name in ["ZW1A", "ZW1B", "ZW1C"] {
            group(&school, name).await;
        }
        store.audit_take_stock(at(0)).await.unwrap();
        let teacher = |groups: &[&str]| line(2, "Zoë Öz", "zoe@school.example", Role::Teacher, &[], groups);
        let later = |days: i64| Moment { at: at(0).at + Duration::days(days), day: TODAY + Duration::days(days) };
        let first = list(1, vec![teacher(&["zw1a", "ZW1B"]), line(3, "Zoë Öz", "ZOE@school.example", Role::Coach, &[], &["ZW1C"])]);
        let plan = store.plan_staff(&by, &first, later(0)).await.unwrap();
        assert_eq!(plan.summary.groups, counts(3, 0, 0, 0));
        store.apply_staff(&by, &plan, None, Way::Paper, later(0)).await.unwrap();
        assert_eq!(number(&store, GROUPS, school.tenant).await, 3);
        // The same file an hour later, and a list without the column, change nothing.
        for file in [first.clone(), StaffIncoming { has_groups: false, ..list(2, vec![teacher(&[])]) }, list(3, vec![])] {
            let plan = store.plan_staff(&by, &file, later(0)).await.unwrap();
            assert!(!plan.summary.groups.changed());
            store.apply_staff(&by, &plan, None, Way::Paper, later(0)).await.unwrap();
            assert_eq!(number(&store, GROUPS, school.tenant).await, 3);
        }
        // One group of three is more than 5%: refused whole, unless somebody says how many.
        let fewer = list(4, vec![teacher(&["ZW1A", "ZW1B"])]);
        let plan = store.plan_staff(&by, &fewer, later(7)).await.unwrap();
        assert_eq!(plan.summary.ends, [Ending { kind: Kind::Taught, open: 3, ending: 1, lines: vec![2] }]);
        assert!(plan.summary.silent.is_empty(), "it stands on a line");
        let refused = store.apply_staff(&by, &plan, None, Way::Paper, later(7)).await;
        assert!(matches!(refused, Err(ImportError::TooMuchEnds(_))), "{refused:?}");
        assert_eq!(number(&store, GROUPS, school.tenant).await, 3);
        store.apply_staff(&by, &plan, Some(1), Way::Paper, later(7)).await.unwrap();
        assert_eq!(number(&store, GROUPS, school.tenant).await, 2);
        // Who is not on the list at all teaches none of its groups; the role is not asked.
        let others = list(5, vec![line(2, "Bo Li", "bo@school.example", Role::Teacher, &[], &["ZW1C"])]);
        let plan = store.plan_staff(&by, &others, later(7)).await.unwrap();
        assert_eq!(plan.summary.groups, counts(1, 0, 0, 2));
        let silent: Vec<_> =
            plan.summary.silent.iter().map(|one| (one.email.reveal().as_str(), one.groups.as_slice())).collect();
        assert_eq!(silent, [("zoe@school.example", &["ZW1A".to_owned(), "ZW1B".to_owned()][..])], "who has no line is named");
        assert!(store.apply_staff(&by, &plan, None, Way::Paper, later(7)).await.is_err(), "as any that ends too much");
        assert_eq!(number(&store, GROUPS, school.tenant).await, 2);
        // It goes on as if it never ended, and an account shows what is taught today.
        let plan = store.plan_staff(&by, &first, later(8)).await.unwrap();
        assert_eq!(plan.summary.groups, counts(1, 0, 2, 0));
        store.apply_staff(&by, &plan, None, Way::Paper, later(8)).await.unwrap();
        assert_eq!(number(&store, "SELECT COUNT(*) FROM staff_group WHERE tenant_id = $1", school.tenant).await, 3);
        let zoe = store.account_add("Zoe@School.example", "Zoë Öz", None, later(8)).await.unwrap();
        store.membership_add(&by, zoe, Role::Teacher, &Scope::None, later(8).day, later(8)).await.unwrap();
        assert_eq!(store.account_view(&by, zoe, later(8)).await.unwrap().groups, ["ZW1A", "ZW1B", "ZW1C"]);
        let proof = store.audit_verify_data(school.tenant, None).await.unwrap();
        assert!(proof.is_whole(), "{proof:?}");
    }
}
