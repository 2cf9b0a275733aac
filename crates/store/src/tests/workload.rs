//! What a team carries, on both databases: counted by coach, with what was said of how many there can be.

use super::school::{School, TODAY, at};
use crate::workload::{Carried, SayRefusal};
use crate::{SaveError, StoreError, fresh};
use access::{Role, Scope};
use time::macros::date;

crate::on_both! {
    async fn students_are_counted_by_coach_and_team(store) {
        let school = School::new(&store, "46WL").await;
        let (ours, theirs) = (school.team("Zorg").await, school.team("Bouw").await);
        let manager = school.member(Role::TeamManager, Scope::Teams(vec![ours])).await;
        let policy = school.member(Role::PolicyOfficer, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await.account().unwrap();
        let since = date!(2025 - 08 - 01);
        // Five students: three of ours with the coach, one of those with agreements; one of ours without a coach, with agreements; one
        // of theirs.
        let mut agreed_of = Vec::new();
        for (n, team, coached, agreed) in
            [(0, ours, true, true), (1, ours, true, false), (2, ours, true, false), (3, ours, false, true), (4, theirs, true, true)]
        {
            let student = school.person(&format!("Student{n}"), date!(2008 - 01 - 01)).await;
            school.in_team(student.person, team, since, None).await;
            if coached {
                school.coached(student.person, coach, since, None).await;
            }
            if agreed {
                agreed_of.push(student.file);
            }
        }
        school.settle().await;
        for file in agreed_of {
            let (agreement, version) = (fresh::id(), fresh::id());
            let mut tx = store.begin().await.unwrap();
            let sql = "INSERT INTO agreement (tenant_id, agreement_id, file_id) VALUES ($1, $2, $3)";
            run!(tx, sql, school.tenant.0, agreement, file.0).unwrap();
            let sql = "INSERT INTO agreement_version (tenant_id, version_id, agreement_id, number, status, status_at, status_on, \
                       proposed_at, proposed_on, proposed_by) VALUES ($1, $2, $3, 1, 'in_force', $4, $5, $4, $5, $6)";
            run!(tx, sql, school.tenant.0, version, agreement, at(0).at, TODAY, coach.0).unwrap();
            tx.told.forget();
            tx.commit().await.unwrap();
        }

        let found = store.workload(&manager, ours, TODAY).await.unwrap();
        let carried = |students, with, capacity| Carried { students, with, capacity, minutes: None };
        assert_eq!(found.team.carried, carried(4, 2, None), "not known is not none");
        assert_eq!(found.coaches.iter().map(|(id, _, has)| (*id, *has)).collect::<Vec<_>>(), [(coach, carried(3, 1, None))]);
        assert_eq!(found.without, carried(1, 1, None));
        assert!(matches!(store.workload(&manager, theirs, TODAY).await, Err(StoreError::NotFound)));
        assert_eq!(store.workloads(&manager, None, TODAY).await.unwrap().0.len(), 1);
        let all = store.workloads(&policy, None, TODAY).await.unwrap().0;
        let named: Vec<_> = all.iter().map(|one| (one.name.as_str(), one.carried.with)).collect();
        assert_eq!(named, [("Bouw", 1), ("Zorg", 2)]);

        // Said of the team and of a coach; of before when something was said meanwhile; taken back.
        store.workload_say(&manager, (ours, 0), None, (Some(10), None), at(1)).await.unwrap();
        let late = store.workload_say(&manager, (ours, 0), Some(coach), (Some(2), None), at(2)).await;
        assert!(matches!(late, Err(SaveError::Refused(SayRefusal::Changed))));
        store.workload_say(&manager, (ours, 1), Some(coach), (Some(2), None), at(3)).await.unwrap();
        store.workload_say(&manager, (ours, 1), Some(coach), (Some(2), None), at(3)).await.unwrap();
        let stranger = school.member(Role::Coach, Scope::Own).await.account().unwrap();
        let nobody = store.workload_say(&manager, (ours, 2), Some(stranger), (Some(2), None), at(4)).await;
        assert!(matches!(nobody, Err(SaveError::Refused(SayRefusal::NoCoach))));
        let other = store.workload_say(&manager, (theirs, 0), None, (Some(2), None), at(4)).await;
        assert!(matches!(other, Err(SaveError::Store(StoreError::NotFound))));
        let found = store.workload(&policy, ours, TODAY).await.unwrap();
        assert_eq!((found.said, found.team.carried.capacity, found.coaches[0].2.capacity), (2, Some(10), Some(2)));
        store.workload_say(&manager, (ours, 2), None, (None, None), at(5)).await.unwrap();
        let found = store.workload(&manager, ours, TODAY).await.unwrap();
        assert_eq!((found.team.carried.capacity, found.coaches[0].2.capacity), (None, Some(2)));

        // In hours: beside the students, and what is not said is not none. What one student asks is said for the whole school.
        store.workload_say(&manager, (ours, 3), Some(coach), (Some(2), Some(0)), at(6)).await.unwrap();
        let found = store.workload(&manager, ours, TODAY).await.unwrap();
        assert_eq!((found.team.carried.minutes, found.coaches[0].2.minutes), (None, Some(0)));
        assert_eq!(store.workload_norm(&manager).await.unwrap(), crate::workload::Norm::default());
        let not = store.workload_norm_say(&manager, 0, Some(30), at(7)).await;
        assert!(matches!(not, Err(SaveError::Store(StoreError::NotFound))), "of one team, and not of the school");
        store.workload_norm_say(&policy, 0, Some(30), at(7)).await.unwrap();
        store.workload_norm_say(&policy, 0, Some(30), at(8)).await.unwrap();
        let late = store.workload_norm_say(&policy, 0, Some(45), at(9)).await;
        assert!(matches!(late, Err(SaveError::Refused(SayRefusal::Changed))));
        let norm = store.workload_norm(&manager).await.unwrap();
        assert_eq!((norm.minutes, norm.said, norm.by.map(|(on, _)| on)), (Some(30), 1, Some(TODAY)));
        store.workload_norm_say(&policy, 1, None, at(10)).await.unwrap();
        assert_eq!(store.workload_norm(&manager).await.unwrap().minutes, None, "taken back it is not known");
    }
}
