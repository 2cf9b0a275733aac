//! Lists as desks: what is filtered, counted and turned over page by page is what the rules give, told from the facts of
//! each file, one by one. A number is that of its list.

use super::school::{School, TODAY, at};
use crate::Store;
use crate::file::applications;
use crate::file::list::Work;
use crate::file::within::Chosen;
use crate::workbench::{Asked, WorkRow};
use access::{Action, Actor, Role, Scope};
use register::application::Status;
use register::duty::{DutyKind, Pile};
use register::{AccountId, FileId, Moment, TeamId};
use std::collections::{BTreeMap, BTreeSet};
use time::macros::date;
use time::{Date, Duration};

/// Forty people in two teams with two coaches, who applied, are enrolled, or both; some in both teams.
struct Desks {
    school: School,
    teams: [TeamId; 2],
    coaches: [Actor; 2],
    care: Actor,
    /// File, teams, coach.
    people: Vec<(FileId, BTreeSet<TeamId>, AccountId)>,
}

async fn desks(store: &Store) -> Desks {
    let school = School::new(store, "27DV").await;
    let teams = [school.team("Autotechniek").await, school.team("Zorg").await];
    let coaches = [school.member(Role::Coach, Scope::Own).await, school.member(Role::Coach, Scope::Own).await];
    let care = school.member(Role::CareCoordinator, Scope::School).await;
    let began = date!(2026 - 01 - 01);
    let mut people = Vec::new();
    for n in 0..40_usize {
        let someone = school.person(&format!("Jansen {:02}", 40 - n), date!(2006 - 09 - 03)).await;
        let mut of = BTreeSet::from([teams[n % 2]]);
        if n % 7 == 0 {
            of.extend(teams);
        }
        for team in &of {
            school.in_team(someone.person, *team, began, None).await;
        }
        let coach = coaches[n / 3 % 2].account().unwrap();
        school.coached(someone.person, coach, began, None).await;
        // Planned days before, in and after this week: a Tuesday.
        let day = TODAY + Duration::days(n as i64 - 10);
        match n % 4 {
            0 => drop(school.enrolled(someone.person, day, None).await),
            1 => drop(school.applied(someone.person, Some(teams[n % 2]), day, "received").await),
            2 => drop(school.applied(someone.person, Some(teams[n % 2]), day, "intake_held").await),
            _ => {
                school.applied(someone.person, Some(teams[n % 2]), day, "withdrawn").await;
                school.applied(someone.person, Some(teams[n % 2]), day + Duration::days(400), "received").await;
            }
        }
        people.push((someone.file, of, coach));
    }
    school.settle().await;
    Desks { school, teams, coaches, care, people }
}

/// Every page of a desk.
async fn walk(store: &Store, actor: &Actor, asked: Asked, now: Moment) -> Vec<WorkRow> {
    let (mut all, mut asked) = (Vec::new(), asked);
    loop {
        let page = store.workbench(actor, &asked, now).await.unwrap();
        assert!(page.rows.len() <= 25);
        all.extend(page.rows);
        asked.after = page.next;
        if asked.after.is_none() {
            return all;
        }
    }
}

impl Desks {
    /// What is due on all files by the rules, with its pile.
    async fn by_the_rules(&self, today: Date) -> Vec<(FileId, Pile, DutyKind)> {
        let mut tx = self.school.store.begin_reading().await.unwrap();
        let policy = crate::policy::load(&mut tx, self.school.tenant).await.unwrap();
        let all = crate::which::Which::All;
        let files = crate::file::facts::load(&mut tx, self.school.tenant, all, &policy, today).await.unwrap();
        let due = files.iter().flat_map(|file| {
            let due = register::duty::due(&file.duty_facts(), &policy, today);
            due.into_iter().map(|duty| (file.file, Pile::of(&duty, today), duty.kind)).collect::<Vec<_>>()
        });
        due.collect()
    }

    fn fits(&self, file: FileId, chosen: Chosen) -> bool {
        let (_, teams, coach) = self.people.iter().find(|(id, ..)| *id == file).unwrap();
        chosen.team.is_none_or(|team| teams.contains(&team)) && chosen.coach.is_none_or(|one| one == *coach)
    }
}

crate::on_both! {
    /// Every choice of team, coach, pile and kind, for who reaches a school and for who reaches their own: the pages
    /// together are what the rules give, and so is each number. On the day itself and when days went by without a save.
    async fn a_desk_is_what_the_rules_give(store) {
        let desks = desks(&store).await;
        let own = desks.coaches[0].account();
        for today in [TODAY, TODAY + Duration::days(3), TODAY + Duration::days(30)] {
            let now = Moment { day: today, ..at(0) };
            let expected = desks.by_the_rules(today).await;
            for actor in [&desks.care, &desks.coaches[0]] {
                let of_coach = if actor == &desks.care { None } else { own };
                for team in [None, Some(desks.teams[0])] {
                    for coach in [None, desks.coaches[1].account()] {
                        let files = Chosen { team, coach };
                        let fits = |(file, ..): &&(FileId, Pile, DutyKind)| {
                            desks.fits(*file, files) && desks.fits(*file, Chosen { team: None, coach: of_coach })
                        };
                        let mine: Vec<_> = expected.iter().filter(fits).copied().collect();
                        let page = store.workbench(actor, &Asked { files, ..Asked::default() }, now).await.unwrap();
                        assert_eq!(page.count(None, None), mine.len() as i64, "{files:?} on {today}");
                        for pile in Pile::ALL.iter().copied().map(Some).chain([None]) {
                            let of = |one: &&(FileId, Pile, DutyKind)| pile.is_none_or(|s| s == one.1);
                            let wanted: BTreeSet<_> = mine.iter().filter(of).copied().collect();
                            let asked = Asked { files, pile, ..Asked::default() };
                            let found = walk(&store, actor, asked, now).await;
                            assert_eq!(page.count(pile, None), found.len() as i64, "{pile:?} {files:?} on {today}");
                            let shown: BTreeSet<_> =
                                found.iter().map(|row| (row.file, row.pile, row.duty.kind)).collect();
                            assert_eq!(shown, wanted, "{pile:?} {files:?} on {today}");
                        }
                    }
                }
            }
        }
    }

    /// Groups stand together, and in a group the longest overdue first: what a page shows the law of once.
    async fn a_desk_is_sorted_by_pile_kind_and_day(store) {
        let desks = desks(&store).await;
        let rows = walk(&store, &desks.care, Asked::default(), at(0)).await;
        let key = |row: &WorkRow| (row.pile, row.duty.kind, crate::file::duties::due_on(&row.duty).max(if row.pile == Pile::ThisWeek { TODAY.to_string() } else { String::new() }));
        let keys: Vec<_> = rows.iter().map(key).collect();
        assert!(keys.is_sorted(), "{keys:?}");
        assert!(keys.first().unwrap().0 == Pile::Late && rows.len() > 25);
        assert!(rows.iter().all(|row| !row.coaches.is_empty() && !row.teams.is_empty() && row.since.is_some()));
        let whole = store.workbench_whole(&desks.care, &Asked::default(), at(0)).await.unwrap();
        assert_eq!(whole.rows.iter().map(|r| r.file).collect::<Vec<_>>(), rows.iter().map(|r| r.file).collect::<Vec<_>>());
        assert!(whole.next.is_none());
    }

    /// A page goes on behind its last line, also when that line was done in the meantime.
    async fn what_was_done_meanwhile_hides_nothing(store) {
        let desks = desks(&store).await;
        let first = store.workbench(&desks.care, &Asked::default(), at(0)).await.unwrap();
        let last = first.rows.last().unwrap();
        let all = walk(&store, &desks.care, Asked::default(), at(0)).await;
        let rest: Vec<FileId> = all[25..].iter().map(|row| row.file).collect();
        let mut tx = store.begin().await.unwrap();
        crate::file::duties::clear(&mut tx, desks.school.tenant, last.file.0).await.unwrap();
        tx.commit().await.unwrap();
        let second = store.workbench(&desks.care, &Asked { after: first.next, ..Asked::default() }, at(0)).await.unwrap();
        assert_eq!(second.rows.iter().map(|row| row.file).collect::<Vec<_>>(), rest);
        let nobody = first.next.map(|place| crate::workbench::Place { file: FileId(crate::fresh::id()), ..place });
        store.workbench(&desks.care, &Asked { after: nobody, ..Asked::default() }, at(0)).await.unwrap();
    }

    /// Files of a team, of a coach, with work, with work of a kind: the pages together are what was laid down, and the
    /// number is theirs.
    async fn files_are_filtered_and_counted(store) {
        let desks = desks(&store).await;
        let due = desks.by_the_rules(TODAY).await;
        let kinds = DutyKind::ALL.iter().map(|kind| Work::Of(*kind));
        let works: Vec<Work> = [Work::Whatever, Work::Some].into_iter().chain(kinds).collect();
        for team in [None, Some(desks.teams[0]), Some(desks.teams[1])] {
            for coach in [None, desks.coaches[0].account()] {
                for work in &works {
                    let chosen = Chosen { team, coach };
                    let has = |file: &FileId| match work {
                        Work::Whatever => true,
                        Work::Some => due.iter().any(|(on, ..)| on == file),
                        Work::Of(kind) => due.iter().any(|(on, _, one)| on == file && one == kind),
                    };
                    let all = desks.people.iter().map(|(file, ..)| *file).filter(|file| desks.fits(*file, chosen));
                    let expected: BTreeSet<FileId> = all.filter(has).collect();
                    let (mut found, mut after) = (BTreeSet::new(), None);
                    loop {
                        let page = store
                            .file_list_chosen(&desks.care, Action::ListFiles, (chosen, *work), after, at(0))
                            .await
                            .unwrap();
                        assert_eq!(page.total, expected.len() as i64, "{chosen:?} {work:?}");
                        assert_eq!(page.before, found.len() as i64, "{chosen:?} {work:?}");
                        found.extend(page.rows.iter().map(|row| row.file));
                        after = page.next;
                        if after.is_none() {
                            break;
                        }
                    }
                    assert_eq!(found, expected, "{chosen:?} {work:?}");
                }
            }
        }
    }

    /// The coordinator of a whole school, of a team, and the intaker: every application they reach, by status and team,
    /// one line each, and no page without any.
    async fn applications_are_filtered_and_counted(store) {
        let desks = desks(&store).await;
        let scope = || Scope::Teams(vec![desks.teams[0]]);
        let of_team = desks.school.member(Role::CareCoordinator, scope()).await;
        let intaker = desks.school.member(Role::Intaker, scope()).await;
        // Told from how they were laid down.
        let laid = |n: usize| -> Vec<&'static str> {
            match n % 4 {
                0 => vec![],
                1 => vec!["received"],
                2 => vec!["intake_held"],
                _ => vec!["withdrawn", "received"],
            }
        };
        let statuses = [None, Some(Status::Received), Some(Status::IntakeHeld), Some(Status::Withdrawn), Some(Status::Enrolled)];
        for (actor, all) in [(&desks.care, true), (&of_team, false), (&intaker, false)] {
            for status in statuses {
                for team in [None, Some(desks.teams[1])] {
                    let mut expected: BTreeMap<FileId, usize> = BTreeMap::new();
                    for (n, (file, teams, _)) in desks.people.iter().enumerate() {
                        // In hand of the intake of a team is who applied to it; of a coordinator, who is in it.
                        let to = desks.teams[n % 2];
                        let reached = all || (if actor == &intaker { to == desks.teams[0] } else { teams.contains(&desks.teams[0]) });
                        let fits = |laid: &&str| match status {
                            None => ["received", "intake_held"].contains(laid),
                            Some(status) => status.code() == *laid,
                        };
                        let count = laid(n).iter().copied().filter(fits).count();
                        if reached && count > 0 && team.is_none_or(|team| team == to) {
                            expected.insert(*file, count);
                        }
                    }
                    let (mut found, mut after) = (BTreeMap::new(), None);
                    loop {
                        let asked = applications::Asked { status, team, ..Default::default() };
                        let page = store.application_list(actor, asked, after, at(0)).await.unwrap();
                        assert_eq!(page.total, expected.values().sum::<usize>() as i64, "{status:?} {team:?}");
                        assert!(after.is_none() || !page.rows.is_empty(), "an empty page");
                        for row in &page.rows {
                            *found.entry(row.row.file).or_default() += 1;
                        }
                        after = page.next;
                        if after.is_none() {
                            break;
                        }
                    }
                    assert_eq!(found, expected, "{status:?} {team:?}");
                }
            }
        }
    }

    /// What there is to choose from: the teams one works for, and no other school's.
    async fn choices_are_of_who_chooses(store) {
        let desks = desks(&store).await;
        let elsewhere = School::new(&store, "99XX").await;
        elsewhere.team("Elders").await;
        elsewhere.member(Role::Coach, Scope::Own).await;
        let of_team = desks.school.member(Role::CareCoordinator, Scope::Teams(vec![desks.teams[1]])).await;
        let names = |choices: &crate::file::within::Choices| {
            (choices.teams.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>(), choices.coaches.len())
        };
        for (actor, teams, coaches) in [
            (&desks.care, vec!["Autotechniek", "Zorg"], 2),
            (&of_team, vec!["Zorg"], 2),
            (&desks.coaches[0], vec!["Autotechniek", "Zorg"], 0),
        ] {
            let page = store.workbench(actor, &Asked::default(), at(0)).await.unwrap();
            assert_eq!(names(&page.choices), (teams.into_iter().map(str::to_owned).collect(), coaches));
        }
        // A team that one does not work for, or of another school, holds nothing.
        let asked = Asked { files: Chosen { team: Some(desks.teams[0]), coach: None }, ..Asked::default() };
        assert_eq!(store.workbench(&of_team, &asked, at(0)).await.unwrap().count(None, None), {
            // Who is in both teams.
            let both = desks.people.iter().filter(|(_, teams, _)| teams.len() == 2).map(|(file, ..)| *file);
            let both: BTreeSet<FileId> = both.collect();
            desks.by_the_rules(TODAY).await.iter().filter(|(file, ..)| both.contains(file)).count() as i64
        });
    }

    /// Told by hand: seven people, and for each who has a desk the lines on it, with the numbers above it.
    async fn worked_by_hand(store) {
        let school = School::new(&store, "27DV").await;
        let [cars, care] = [school.team("Autotechniek").await, school.team("Zorg").await];
        let coach = school.member(Role::Coach, Scope::Own).await;
        let began = date!(2025 - 08 - 01);
        let mut names = BTreeMap::new();
        for (name, team, coached, what) in [
            // Tuesday 12 May 2026. Enrolled since the law, nobody looked: since the first day.
            ("Ans", cars, true, ("enrolled", date!(2026 - 03 - 02))),
            ("Bea", care, true, ("enrolled", date!(2025 - 09 - 01))),
            // Before the law: nothing is asked.
            ("Cas", cars, true, ("enrolled", date!(2023 - 07 - 31))),
            // This Sunday, next Monday, a day that went by without enrolment: today, and never late.
            ("Daan", cars, false, ("received", date!(2026 - 05 - 17))),
            ("Eva", care, false, ("received", date!(2026 - 05 - 18))),
            ("Fleur", cars, false, ("intake_held", date!(2026 - 05 - 01))),
            // Nothing to decide any more.
            ("Gijs", cars, false, ("withdrawn", date!(2026 - 08 - 01))),
        ] {
            let someone = school.person(name, date!(2006 - 09 - 03)).await;
            school.in_team(someone.person, team, began, None).await;
            if coached {
                school.coached(someone.person, coach.account().unwrap(), began, None).await;
            }
            match what {
                ("enrolled", day) => drop(school.enrolled(someone.person, day, None).await),
                (status, day) => drop(school.applied(someone.person, Some(team), day, status).await),
            }
            names.insert(someone.file, name);
        }
        school.settle().await;
        let of_care = || Scope::Teams(vec![care]);
        let desks = [
            // Who, what lies there in this order, and how much is late, due this week, later.
            (coach, vec!["Bea", "Ans"], [2, 0, 0]),
            (school.member(Role::CareCoordinator, Scope::School).await, vec!["Bea", "Ans", "Fleur", "Daan", "Eva"], [2, 2, 1]),
            (school.member(Role::CareCoordinator, of_care()).await, vec!["Bea", "Eva"], [1, 0, 1]),
            (school.member(Role::TrajectoryCounsellor, of_care()).await, vec!["Bea", "Eva"], [1, 0, 1]),
            // In hand of the intake until 92 days after the first day: Ans is, Bea is not.
            (school.member(Role::Intaker, Scope::School).await, vec!["Ans", "Fleur", "Daan", "Eva"], [1, 2, 1]),
            (school.member(Role::Intaker, of_care()).await, vec!["Eva"], [0, 0, 1]),
        ];
        for (actor, lines, numbers) in &desks {
            let page = store.workbench(actor, &Asked::default(), at(0)).await.unwrap();
            let shown: Vec<&str> = page.rows.iter().map(|row| names[&row.file]).collect();
            assert_eq!(&shown, lines, "{:?}", actor.role());
            let said = [Pile::Late, Pile::ThisWeek, Pile::Later].map(|pile| page.count(Some(pile), None));
            assert_eq!((said, page.count(None, None)), (*numbers, lines.len() as i64), "{:?}", actor.role());
        }
        for role in [Role::Administrator, Role::PrivacyOfficer, Role::Teacher, Role::TeamManager, Role::PolicyOfficer, Role::ExamOffice] {
            let actor = school.member(role, Scope::School).await;
            for whole in [false, true] {
                let asked = Asked::default();
                let found = if whole { store.workbench_whole(&actor, &asked, at(0)).await } else { store.workbench(&actor, &asked, at(0)).await };
                assert!(matches!(found, Err(crate::StoreError::NotFound)), "{role:?}");
            }
        }
    }

    /// What leaves as a file was looked at: one event with everyone in it, also when they fill more than a page.
    async fn a_saved_desk_is_a_look_at_all_of_it(store) {
        let desks = desks(&store).await;
        let whole = store.workbench_whole(&desks.care, &Asked::default(), at(0)).await.unwrap();
        let (_, said, mut subjects) = crate::tests::traces::newest(&store, desks.school.tenant).await;
        let mut shown: Vec<uuid::Uuid> = whole.rows.iter().map(|row| row.person.0).collect();
        for ids in [&mut shown, &mut subjects] {
            ids.sort_unstable();
            ids.dedup();
        }
        assert!(shown.len() > 25 && said == Action::SeeWorkbench.code());
        assert_eq!(subjects, shown);
        // A part of it is a look at that part.
        let files = Chosen { team: Some(desks.teams[0]), coach: None };
        let part = store.workbench_whole(&desks.care, &Asked { files, ..Asked::default() }, at(0)).await.unwrap();
        let (_, _, subjects) = crate::tests::traces::newest(&store, desks.school.tenant).await;
        let of_part: BTreeSet<uuid::Uuid> = part.rows.iter().map(|row| row.person.0).collect();
        assert_eq!(subjects.into_iter().collect::<BTreeSet<_>>(), of_part);
    }
}
