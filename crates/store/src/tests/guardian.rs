//! What a parent reads is turned on and off by the student as far as it is theirs to decide, at once, and what was decided
//! stays.

use super::school::{School, at};
use crate::{SaveError, StoreError};
use access::{Role, Scope};
use register::guardian::AllowRefusal;
use time::macros::date;

crate::on_both! {
    async fn turned_on_and_off_at_once(store) {
        let school = School::new(&store, "42AE").await;
        let adult = school.person("Aalders", date!(2000 - 03 - 01)).await;
        let minor = school.person("Bakker", date!(2009 - 03 - 01)).await;
        let (parent, kin) = (school.guardian(adult.person, false).await, school.guardian(minor.person, true).await);
        let student = school.member(Role::Student, Scope::Person(adult.person)).await;
        let young = school.member(Role::Student, Scope::Person(minor.person)).await;
        let mother = school.member(Role::Guardian, Scope::Guardian(parent)).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        school.settle().await;

        assert!(store.mine(&mother, at(1)).await.is_err(), "from 18 nothing without the student");
        for (on, expected) in [(true, true), (true, true), (false, false), (false, false), (true, true)] {
            match store.guardian_allow(&student, adult.file, parent, on, at(2)).await {
                Ok(()) | Err(SaveError::Refused(AllowRefusal::Already)) => {}
                other => panic!("{other:?}"),
            }
            assert_eq!(store.mine(&mother, at(3)).await.is_ok(), expected, "at once: {on}");
        }
        let own = store.guardians_own(&student, adult.file, at(4)).await.unwrap();
        let decided: Vec<bool> = own.decided.iter().map(|one| one.allowed).collect();
        assert_eq!(decided, [true, false, true], "the last first; what was so already is no decision");

        // At 16 and 17 the school tells a parent with authority: that is not the student's yet.
        let refused = store.guardian_allow(&young, minor.file, kin, false, at(5)).await;
        assert!(matches!(refused, Err(SaveError::Refused(AllowRefusal::NotTheirs))), "{refused:?}");

        // Nobody decides for another, and no parent of another is there.
        for (who, file, guardian) in
            [(&young, adult.file, parent), (&mother, adult.file, parent), (&coach, adult.file, parent), (&student, adult.file, kin)]
        {
            let found = store.guardian_allow(who, file, guardian, false, at(6)).await;
            assert!(matches!(found, Err(SaveError::Store(StoreError::NotFound))), "{found:?}");
        }
        assert!(store.guardians_own(&coach, adult.file, at(6)).await.is_err());
        let whole = store.audit_verify(school.tenant, None).await.unwrap();
        assert!(matches!(whole, crate::audit::Verdict::Whole { .. }));
    }

    /// A parent of three students: one account, a role for each child; what is done in one is done for that child alone.
    async fn a_parent_of_three_acts_for_one_child_at_a_time(store) {
        use register::dispute::{Lodge, Subject};
        let school = School::new(&store, "42AF").await;
        let by = access::Actor::system(school.tenant, access::Reason::Command);
        let account = store.account_add("drie@school.example", "Een ouder", None, at(0)).await.unwrap();
        let (mut children, mut parents) = (Vec::new(), Vec::new());
        for (name, born) in [("Aalders", date!(2011 - 03 - 01)), ("Bakker", date!(2012 - 03 - 01)), ("Cornelissen", date!(2013 - 03 - 01))] {
            let child = school.person(name, born).await;
            let kin = school.guardian(child.person, true).await;
            let scope = Scope::Guardian(kin);
            let membership = store.membership_add(&by, account, Role::Guardian, &scope, date!(2023 - 08 - 01), at(0)).await.unwrap();
            let twice = store.membership_add(&by, account, Role::Guardian, &scope, date!(2023 - 08 - 01), at(0)).await;
            assert!(twice.is_err(), "a parent of one child once");
            children.push(child);
            parents.push(store.actor(account, school.tenant, membership, at(0).day).await.unwrap());
        }
        school.settle().await;
        assert_eq!(store.memberships(account, at(0).day).await.unwrap().len(), 3);
        let given = Lodge { subject: Some(Subject::Making), words: "Er zijn geen afspraken.".to_owned(), ..Lodge::default() };
        for (nth, parent) in parents.iter().enumerate() {
            assert_eq!(store.mine(parent, at(1)).await.unwrap().file, children[nth].file);
            for (other, child) in children.iter().enumerate() {
                let read = store.disputes_own(parent, child.file, at(1)).await;
                assert_eq!(read.is_ok(), nth == other, "{nth} of {other}");
            }
        }
        store.dispute_lodge(&parents[1], children[1].file, (&given, &[]), at(2)).await.unwrap();
        let elsewhere = store.dispute_lodge(&parents[1], children[0].file, (&given, &[]), at(2)).await;
        assert!(matches!(elsewhere, Err(SaveError::Store(StoreError::NotFound))), "{elsewhere:?}");
        for (nth, parent) in parents.iter().enumerate() {
            let own = store.disputes_own(parent, children[nth].file, at(3)).await.unwrap();
            assert_eq!(own.disputes.len(), usize::from(nth == 1), "of the second child, and of no other");
        }
        let whole = store.audit_verify(school.tenant, None).await.unwrap();
        assert!(matches!(whole, crate::audit::Verdict::Whole { .. }));
    }
}
