//! Students who go to another coach or team: who has them on which day, who is told, how it is taken back, and what a list of the student
//! system does to it; on both databases.

use super::school::{School, Someone, TODAY, at};
use crate::moving::{Asked, To};
use crate::{SaveError, StoreError};
use access::{Action, Actor, Role, Scope};
use register::moving::{Reason, Refusal, What};
use register::seen::Seen;
use register::{AccountId, FileId, HandoverId, Moment, TeamId};
use time::macros::date;
use time::{Date, Duration};

const DAY: Date = date!(2026 - 06 - 01);

async fn reached(school: &School, actor: &Actor, day: Date) -> usize {
    let mut now = at(0);
    now.day = day;
    school.store.file_list(actor, Action::ListFiles, None, now).await.unwrap().rows.len()
}

/// A team with some students of one coach, who began on a day.
async fn students(school: &School, team: TeamId, coach: &Actor, began: Date, many: usize) -> Vec<Someone> {
    let mut all = Vec::new();
    for n in 0..many {
        let someone = school.person(&format!("Vries{n}"), date!(2008 - 03 - 01)).await;
        school.enrolled(someone.person, began, None).await;
        school.in_team(someone.person, team, began, None).await;
        school.coached(someone.person, coach.account().unwrap(), began, None).await;
        all.push(someone);
    }
    all
}

/// Lets students go today, as somebody who was just shown how it stands.
async fn goes(
    school: &School,
    by: &Actor,
    (team, from, to): (TeamId, Option<AccountId>, To),
    (files, made, undone): (&[FileId], usize, usize),
    minute: i64,
) -> Result<HandoverId, SaveError<Refusal>> {
    let seen = Some(Seen::of(made, undone));
    let asked = Asked { team, from, to, day: TODAY, reason: Reason::Room, files, seen };
    Ok(school.store.move_students(by, &asked, at(minute)).await?.id)
}

crate::on_both! {
    async fn some_students_go_to_another_coach_and_back(store) {
        let school = School::new(&store, "27DV").await;
        let (ours, theirs) = (school.team("Zorg").await, school.team("Bouw").await);
        let old = school.member(Role::Coach, Scope::Own).await;
        let new = school.member(Role::Coach, Scope::Own).await;
        let coordinator = school.member(Role::CareCoordinator, Scope::Teams(vec![ours])).await;
        let other = school.member(Role::CareCoordinator, Scope::Teams(vec![theirs])).await;
        let manager = school.member(Role::TeamManager, Scope::Teams(vec![ours])).await;
        let people = students(&school, ours, &old, date!(2026 - 03 - 01), 4).await;
        school.settle().await;
        let (from, to) = (old.account(), new.account().unwrap());

        // Whom the coordinator reads are the students of the team; a manager reads numbers, and another's team is not there.
        let view = store.moves_choose(&coordinator, ours, (from, None), at(0)).await.unwrap();
        assert_eq!((view.rows.len(), view.coaches.len(), view.teams.len(), view.seen), (4, 1, 1, Seen::of(0, 0)));
        for who in [&manager, &other, &old] {
            let hidden = store.moves_choose(who, ours, (from, None), at(0)).await;
            assert!(matches!(hidden, Err(StoreError::NotFound)));
        }
        let elsewhere = store.moves_choose(&coordinator, theirs, (None, None), at(0)).await;
        assert!(matches!(elsewhere, Err(StoreError::NotFound)));

        // What cannot be, says so.
        let three: Vec<FileId> = people[..3].iter().map(|one| one.file).collect();
        let asked = Asked {
            team: ours, from, to: To::Coach(to), day: DAY, reason: Reason::Room, files: &three, seen: Some(Seen::of(0, 0)),
        };
        for (wrong, why) in [
            (Asked { files: &[], ..asked.clone() }, Refusal::Nobody),
            (Asked { day: date!(2026 - 05 - 11), ..asked.clone() }, Refusal::Past),
            (Asked { day: date!(2027 - 05 - 14), ..asked.clone() }, Refusal::Far),
            (Asked { to: To::Coach(old.account().unwrap()), ..asked.clone() }, Refusal::Same),
            (Asked { to: To::Coach(manager.account().unwrap()), ..asked.clone() }, Refusal::NoOther),
            (Asked { to: To::Team(ours), ..asked.clone() }, Refusal::Same),
            (Asked { from: None, ..asked.clone() }, Refusal::NoOther),
            (Asked { seen: None, ..asked.clone() }, Refusal::Changed),
            (Asked { from: Some(to), ..asked.clone() }, Refusal::Changed),
        ] {
            let not = store.move_students(&coordinator, &wrong, at(1)).await;
            assert!(matches!(&not, Err(SaveError::Refused(found)) if *found == why), "{why:?}: {not:?}");
        }
        for who in [&manager, &other, &old] {
            let not = store.move_students(who, &asked, at(1)).await;
            assert!(matches!(not, Err(SaveError::Store(StoreError::NotFound))));
        }

        // Three of four go, from a day; twice is once, also from another tab with another day.
        let done = store.move_students(&coordinator, &asked, at(2)).await.unwrap();
        assert_eq!((done.students, done.mailed), (3, 0), "mail is not set up: nobody is told by mail");
        for again in [asked.clone(), Asked { day: TODAY, ..asked.clone() }] {
            let twice = store.move_students(&coordinator, &again, at(3)).await;
            assert!(matches!(twice, Err(SaveError::Refused(Refusal::Changed))));
        }
        let before = DAY.previous_day().unwrap();
        assert_eq!((reached(&school, &old, before).await, reached(&school, &new, before).await), (4, 0));
        assert_eq!((reached(&school, &old, DAY).await, reached(&school, &new, DAY).await), (1, 3));
        school.assert_projection().await;
        assert!(store.audit_verify_data(school.tenant, None).await.is_ok());

        // The team, both coaches and the student read it: with the reason, and no names for the coaches.
        let page = store.moves_of_team(&coordinator, ours, (None, None), at(4)).await.unwrap();
        let one = &page.made[0];
        assert_eq!((one.what, one.students, one.mailed, one.since, one.reason, one.undone),
            (What::Coach, 3, 0, DAY, Reason::Room, None));
        assert_eq!((page.early.total, page.early.open), (0, 4), "nobody went yet, and all began less than 120 days ago");
        for (who, came, went) in [(&new, 1, 0), (&old, 0, 1)] {
            let (to_me, from_me) = store.moves_of_coach(who, TODAY).await.unwrap();
            assert_eq!((to_me.len(), from_me.len()), (came, went));
        }
        let student = school.member(Role::Student, Scope::Person(people[0].person)).await;
        let (_, own) = store.moves_own(&student, at(5)).await.unwrap();
        assert_eq!(own.iter().map(|one| (one.what, one.since, one.reason)).collect::<Vec<_>>(),
            [(What::Coach, DAY, Some(Reason::Room))]);
        let stays = school.member(Role::Student, Scope::Person(people[3].person)).await;
        assert!(store.moves_own(&stays, at(5)).await.unwrap().1.is_empty());

        // Taken back before the day: nothing happened, for anybody; once.
        let theirs_not = store.move_undo(&other, (ours, done.id), at(6)).await;
        assert!(matches!(theirs_not, Err(SaveError::Store(StoreError::NotFound))));
        store.move_undo(&coordinator, (ours, done.id), at(6)).await.unwrap();
        let twice = store.move_undo(&coordinator, (ours, done.id), at(7)).await;
        assert!(matches!(twice, Err(SaveError::Refused(Refusal::Gone))));
        for day in [TODAY, before, DAY] {
            assert_eq!((reached(&school, &old, day).await, reached(&school, &new, day).await), (4, 0), "{day}");
        }
        let page = store.moves_of_team(&coordinator, ours, (None, None), at(8)).await.unwrap();
        assert_eq!(page.made[0].undone, Some(TODAY), "that it was arranged stays, with when it was taken back");
        school.assert_projection().await;
        assert!(store.audit_verify_data(school.tenant, None).await.is_ok());
    }

    async fn students_go_to_another_team_and_who_went_early_is_counted(store) {
        let school = School::new(&store, "27DV").await;
        let (ours, theirs) = (school.team("Zorg").await, school.team("Bouw").await);
        let coach = school.member(Role::Coach, Scope::Own).await;
        let coordinator = school.member(Role::CareCoordinator, Scope::Teams(vec![ours])).await;
        let other = school.member(Role::CareCoordinator, Scope::Teams(vec![theirs])).await;
        let people = students(&school, ours, &coach, date!(2026 - 03 - 01), 3).await;
        // Who began last year is in no first months.
        students(&school, ours, &coach, date!(2025 - 08 - 01), 1).await;
        school.settle().await;
        let files: Vec<FileId> = people[..2].iter().map(|one| one.file).collect();
        let asked = Asked {
            team: ours, from: None, to: To::Team(theirs), day: TODAY, reason: Reason::Place, files: &files,
            seen: Some(Seen::of(0, 0)),
        };
        let done = store.move_students(&coordinator, &asked, at(1)).await.unwrap();
        assert_eq!((reached(&school, &coordinator, TODAY).await, reached(&school, &other, TODAY).await), (2, 2));
        assert_eq!(reached(&school, &coach, TODAY).await, 4, "the coach stays");
        school.assert_projection().await;
        assert!(store.audit_verify_data(school.tenant, None).await.is_ok());

        // Of whom one does not reach any more one reads how many went where; who has them now reads who came.
        let mut tomorrow = at(60);
        tomorrow.day = TODAY.next_day().unwrap();
        let left = store.moves_of_team(&coordinator, ours, (None, None), tomorrow).await.unwrap().early;
        assert_eq!((left.total, left.rows.len(), left.left), (0, 0, vec![("Bouw".to_owned(), 2)]));
        assert_eq!((left.open, left.until), (1, Some(date!(2026 - 06 - 29))), "one who just began is left");
        let page = store.moves_of_team(&other, theirs, (None, None), tomorrow).await.unwrap();
        assert_eq!((page.made.len(), page.came.len(), page.came[0].reason), (0, 1, Reason::Place), "why they came");
        let came = page.early;
        assert_eq!((came.total, came.rows.len()), (2, 2));
        let went: Vec<_> = came.rows[0].went.iter().map(|(what, from, to, on)| {
            (*what, from.reveal().clone(), to.reveal().clone(), *on)
        }).collect();
        assert_eq!(went, [(What::Team, "Zorg".to_owned(), "Bouw".to_owned(), TODAY)]);

        // Who let them go takes it back, though they are in another team now.
        store.move_undo(&coordinator, (ours, done.id), tomorrow).await.unwrap();
        assert_eq!((reached(&school, &coordinator, tomorrow.day).await, reached(&school, &other, tomorrow.day).await), (4, 0));
        school.assert_projection().await;
        assert!(store.audit_verify_data(school.tenant, None).await.is_ok());
    }

    async fn classes_that_begin_are_counted_by_measure(store) {
        let school = School::new(&store, "27DV").await;
        let (ours, theirs) = (school.team("Zorg").await, school.team("Bouw").await);
        let coach = school.member(Role::Coach, Scope::Own).await;
        let coordinator = school.member(Role::CareCoordinator, Scope::Teams(vec![ours])).await;
        let manager = school.member(Role::TeamManager, Scope::Teams(vec![ours])).await;
        let people = students(&school, ours, &coach, date!(2026 - 08 - 01), 3).await;
        // Who has been there since last year begins no more.
        let old = students(&school, ours, &coach, date!(2025 - 08 - 01), 1).await;
        let (first, second) = (school.group("VZ1A").await, school.group("VZ1B").await);
        for (one, group) in [(&people[0], first), (&people[1], first), (&people[2], second), (&old[0], first)] {
            school.in_group(one.person, group, date!(2026 - 05 - 01), None).await;
        }
        school.settle().await;
        let view = store.classes_of_team(&coordinator, (ours, None), TODAY).await.unwrap();
        assert_eq!((view.students, view.measures.len(), view.chosen), (3, 0, None));
        let classes: Vec<_> = view.classes.iter().map(|one| (one.name.as_str(), one.students, one.with)).collect();
        assert_eq!(classes, [("VZ1A", 2, 0), ("VZ1B", 1, 0)]);
        // A measure that nobody has is no choice.
        let nobody = register::MeasureId(crate::fresh::id());
        assert_eq!(store.classes_of_team(&coordinator, (ours, Some(nobody)), TODAY).await.unwrap().chosen, None);
        for (who, team) in [(&coordinator, theirs), (&manager, ours), (&coach, ours)] {
            assert!(matches!(store.classes_of_team(who, (team, None), TODAY).await, Err(StoreError::NotFound)));
        }
    }
    /// More than stand on a page: the list goes on, and what stands on the last page is taken back as well.
    async fn what_was_arranged_goes_on_after_a_page_and_is_taken_back_there(store) {
        use crate::moving::MADE_PAGE;
        let school = School::new(&store, "27DV").await;
        let (ours, theirs) = (school.team("Zorg").await, school.team("Bouw").await);
        let old = school.member(Role::Coach, Scope::Own).await;
        let new = school.member(Role::Coach, Scope::Own).await;
        let coordinator = school.member(Role::CareCoordinator, Scope::Teams(vec![ours])).await;
        let other = school.member(Role::CareCoordinator, Scope::Teams(vec![theirs])).await;
        let people = students(&school, ours, &old, date!(2026 - 03 - 01), 2).await;
        school.settle().await;
        let (from, to) = (old.account(), new.account().unwrap());
        let move_one = async |at_minute: i64, file: FileId, (made, undone): (usize, usize)| {
            let asked = Asked {
                team: ours, from, to: To::Coach(to), day: DAY, reason: Reason::Room, files: &[file],
                seen: Some(Seen::of(made, undone)),
            };
            store.move_students(&coordinator, &asked, at(at_minute)).await.unwrap().id
        };
        // One that stays, and then as many as fill a page, each taken back but the last.
        let first = move_one(1, people[0].file, (0, 0)).await;
        let mut last = first;
        let mut minute = 2;
        for n in 0..MADE_PAGE {
            last = move_one(minute, people[1].file, (n + 1, n)).await;
            if n + 1 < MADE_PAGE {
                store.move_undo(&coordinator, (ours, last), at(minute + 1)).await.unwrap();
            }
            minute += 2;
        }
        let page = store.moves_of_team(&coordinator, ours, (None, None), at(minute)).await.unwrap();
        assert_eq!((page.made.len(), page.made[0].id), (MADE_PAGE, last), "the newest first");
        assert!(page.made.iter().all(|one| one.id != first));
        let next = store.moves_of_team(&coordinator, ours, (page.more, None), at(minute)).await.unwrap();
        assert_eq!(next.made.iter().map(|one| (one.id, one.undone)).collect::<Vec<_>>(), [(first, None)]);
        assert_eq!((next.more, next.early.open), (None, page.early.open), "what else is on the page is the same");
        let elsewhere = store.moves_of_team(&other, theirs, (page.more, None), at(minute)).await;
        assert!(matches!(elsewhere, Err(StoreError::NotFound)), "it is no place in another's list");
        store.move_undo(&coordinator, (ours, first), at(minute + 1)).await.unwrap();
        let next = store.moves_of_team(&coordinator, ours, (page.more, None), at(minute + 2)).await.unwrap();
        assert_eq!(next.made[0].undone, Some(TODAY));
    }
    /// Whom somebody else let go since stays where that one let them go; and nobody gets students back at will, or whom they had.
    async fn taking_back_is_of_who_is_still_where_they_were_put(store) {
        let school = School::new(&store, "27DV").await;
        let (ours, theirs, far) = (school.team("Zorg").await, school.team("Bouw").await, school.team("Haven").await);
        let old = school.member(Role::Coach, Scope::Own).await;
        let new = school.member(Role::Coach, Scope::Own).await;
        let third = school.member(Role::Coach, Scope::Own).await;
        let coordinator = school.member(Role::CareCoordinator, Scope::Teams(vec![ours])).await;
        let other = school.member(Role::CareCoordinator, Scope::Teams(vec![theirs])).await;
        let beyond = school.member(Role::CareCoordinator, Scope::Teams(vec![far])).await;
        let people = students(&school, ours, &old, date!(2026 - 03 - 01), 3).await;
        // The last has two coaches.
        school.coached(people[2].person, third.account().unwrap(), date!(2026 - 03 - 01), None).await;
        school.settle().await;
        let files: Vec<FileId> = people.iter().map(|one| one.file).collect();
        let coach = |from: &Actor, to: &Actor| (ours, from.account(), To::Coach(to.account().unwrap()));
        let have = async || {
            [reached(&school, &old, TODAY).await, reached(&school, &new, TODAY).await, reached(&school, &third, TODAY).await]
        };
        let gone = |done: Result<(), SaveError<Refusal>>| matches!(done, Err(SaveError::Refused(Refusal::Gone)));

        // Two go to another coach, and one of those goes on to a third: taking the first back is of the other alone.
        let both = goes(&school, &coordinator, coach(&old, &new), (&files[..2], 0, 0), 1).await.unwrap();
        let on = goes(&school, &coordinator, coach(&new, &third), (&files[..1], 1, 0), 2).await.unwrap();
        assert_eq!(have().await, [1, 1, 2]);
        store.move_undo(&coordinator, (ours, both), at(3)).await.unwrap();
        assert_eq!(have().await, [2, 0, 2], "who went on stays with the third");
        store.move_undo(&coordinator, (ours, on), at(4)).await.unwrap();
        assert_eq!(have().await, [2, 1, 1], "and comes back to whom they had before that");
        let same = goes(&school, &coordinator, coach(&old, &third), (&files[2..], 2, 2), 5).await;
        assert!(matches!(same, Err(SaveError::Refused(Refusal::Same))), "they are with the other already: {same:?}");

        // The same of teams, by who divides the work of each.
        let teams = async || {
            let [ours, theirs, far] = [&coordinator, &other, &beyond];
            [reached(&school, ours, TODAY).await, reached(&school, theirs, TODAY).await, reached(&school, far, TODAY).await]
        };
        let both = goes(&school, &coordinator, (ours, None, To::Team(theirs)), (&files[..2], 2, 2), 6).await.unwrap();
        goes(&school, &other, (theirs, None, To::Team(far)), (&files[..1], 0, 0), 7).await.unwrap();
        assert_eq!(teams().await, [1, 1, 1]);
        store.move_undo(&coordinator, (ours, both), at(8)).await.unwrap();
        assert_eq!(teams().await, [2, 0, 1], "who went on stays in the third team");
        let one = goes(&school, &coordinator, (ours, None, To::Team(theirs)), (&files[1..2], 3, 3), 9).await.unwrap();
        goes(&school, &other, (theirs, None, To::Team(far)), (&files[1..2], 1, 0), 10).await.unwrap();
        assert!(gone(store.move_undo(&coordinator, (ours, one), at(11)).await), "nobody is left to come back");
        assert_eq!(teams().await, [1, 0, 2]);

        school.assert_projection().await;

        // A month after its first day it is taken back no more.
        let last = goes(&school, &coordinator, (ours, None, To::Team(theirs)), (&files[2..], 4, 3), 12).await.unwrap();
        let later = |many: i64| Moment { at: at(30).at + Duration::days(many), day: TODAY + Duration::days(many) };
        assert!(gone(store.move_undo(&coordinator, (ours, last), later(32)).await));
        store.move_undo(&coordinator, (ours, last), later(31)).await.unwrap();
        assert!(store.audit_verify_data(school.tenant, None).await.is_ok());
    }
}
