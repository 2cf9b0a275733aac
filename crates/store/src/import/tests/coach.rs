//! A coach whom the file names before there is an account.

use super::students::{import, zoe};
use super::*;
use access::{Action, Role, Scope};

crate::on_both! {
    async fn a_coach_who_is_added_after_the_import_sees_their_students_at_once(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        import(&store, &actor, vec![zoe()], "2026-02-10").await.unwrap();
        let account = store.account_add("Coach@School.example", "Coach", None, now("2026-02-11")).await.unwrap();
        let by = Actor::system(tenant, access::Reason::Command);
        let (from, at) = (day("2026-02-11"), now("2026-02-11"));
        let membership = store.membership_add(&by, account, Role::Coach, &Scope::Own, from, at).await.unwrap();
        let coach = store.actor(account, tenant, membership, day("2026-02-11")).await.unwrap();
        let page = store.file_list(&coach, Action::ListFiles, None, now("2026-02-11")).await.unwrap();
        assert_eq!(page.rows.len(), 1);
        assert!(store.file_view(&coach, page.rows[0].file, now("2026-02-11")).await.is_ok());
    }

    /// A list that goes on naming the coach of before does not undo a hand-over; one that names somebody else does.
    async fn a_hand_over_outlives_a_list_that_still_names_the_coach_of_before(store) {
        let (tenant, actor) = school(&store, "27DV").await;
        import(&store, &actor, vec![zoe()], "2026-02-10").await.unwrap();
        let by = Actor::system(tenant, access::Reason::Command);
        let at = now("2026-02-11");
        let mut people = Vec::new();
        for email in ["coach@school.example", "nieuw@school.example"] {
            let account = store.account_add(email, "Coach", None, at).await.unwrap();
            let from = day("2026-02-11");
            let membership = store.membership_add(&by, account, Role::Coach, &Scope::Own, from, at).await.unwrap();
            people.push((account, store.actor(account, tenant, membership, from).await.unwrap()));
        }
        let [(old, was), (new, is)] = people.as_slice() else { panic!() };
        let count = async |who: &Actor, on: &str| {
            store.file_list(who, Action::ListFiles, None, now(on)).await.unwrap().rows.len()
        };
        store.handover(&by, (*old, *new), day("2026-02-20"), at).await.unwrap();
        // Before its day and after it, the same list again.
        for (on, expected) in [("2026-02-12", (1, 0)), ("2026-02-21", (0, 1))] {
            let mut again = zoe();
            // Something of her changed, so that the list is not the one that was read.
            again.groups = if on == "2026-02-12" { vec!["ZV1A"] } else { vec!["ZV1B"] };
            import(&store, &actor, vec![again], on).await.unwrap();
            assert_eq!((count(was, on).await, count(is, on).await), expected, "{on}");
        }
        assert_eq!((count(was, "2026-02-20").await, count(is, "2026-02-20").await), (0, 1));
        let mut other = zoe();
        other.coach = Some("ander@school.example");
        import(&store, &actor, vec![other], "2026-02-22").await.unwrap();
        assert_eq!((count(was, "2026-02-22").await, count(is, "2026-02-22").await), (0, 0));
    }

    /// The same of a team to which somebody was let go.
    async fn a_move_outlives_a_list_that_still_names_the_team_of_before(store) {
        use crate::moving::{Asked, To};
        let (tenant, actor) = school(&store, "27DV").await;
        let beside = || Student {
            line: 3,
            student_number: "s1002",
            family_name: "Jansen",
            numbers: vec![],
            team: Some("Techniek"),
            applications: vec![],
            ..zoe()
        };
        import(&store, &actor, vec![zoe(), beside()], "2026-02-10").await.unwrap();
        let by = Actor::system(tenant, access::Reason::Command);
        let (from, at) = (day("2026-02-11"), now("2026-02-11"));
        let account = store.account_add("zorg@school.example", "Zorg", None, at).await.unwrap();
        let (role, scope) = (Role::CareCoordinator, Scope::School);
        let membership = store.membership_add(&by, account, role, &scope, from, at).await.unwrap();
        let coordinator = store.actor(account, tenant, membership, from).await.unwrap();
        let teams = store.teams(&by, from).await.unwrap();
        let team = |called: &str| teams.iter().find(|(_, name)| name == called).unwrap().0;
        let (zorg, techniek) = (team("Zorg"), team("Techniek"));
        let count = async |of: register::TeamId, on: &str| {
            store.moves_choose(&coordinator, of, (None, None), now(on)).await.unwrap().rows.len()
        };
        assert_eq!((count(zorg, "2026-02-11").await, count(techniek, "2026-02-11").await), (1, 1));
        let view = store.moves_choose(&coordinator, zorg, (None, None), at).await.unwrap();
        let asked = Asked {
            team: zorg,
            from: None,
            to: To::Team(techniek),
            day: day("2026-02-20"),
            reason: register::moving::Reason::Place,
            files: &[view.rows[0].file.file],
            seen: Some(view.seen),
        };
        store.move_students(&coordinator, &asked, at).await.unwrap();
        // Before its day and after it, the same list again.
        for (on, group, expected) in [("2026-02-12", "ZV1A", (1, 1)), ("2026-02-21", "ZV1B", (0, 2))] {
            let again = Student { groups: vec![group], ..zoe() };
            import(&store, &actor, vec![again, beside()], on).await.unwrap();
            assert_eq!((count(zorg, on).await, count(techniek, on).await), expected, "{on}");
        }
        let other = Student { team: Some("Horeca"), ..zoe() };
        import(&store, &actor, vec![other, beside()], "2026-02-22").await.unwrap();
        assert_eq!((count(zorg, "2026-02-22").await, count(techniek, "2026-02-22").await), (0, 1), "a third is meant");
    }
}
