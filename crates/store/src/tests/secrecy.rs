//! What an answer to "what may I tell whom" hangs on: the age of that day, and what is in force. Asking is a look.

use super::school::{School, at};
use super::shares::agreed;
use crate::StoreError;
use access::secrecy::{Age, Consent};
use access::{Action, Role, Scope};
use register::share::{Draft, Purpose};
use time::Duration;

crate::on_both! {
    async fn what_is_in_force_counts_and_what_was_stopped_does_not(store) {
        let school = School::new(&store, "43DA").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let (file, _, student) = agreed(&school, &coach).await;
        // Born on 1 March 2008.
        let known = store.secrecy(&coach, file, at(5)).await.unwrap();
        assert_eq!((known.age, known.given.as_slice()), (Age::Adult, &[][..]));
        assert!(known.may_share && known.may_refer);
        store.mail_pass(at(5)).await.unwrap();
        let draft = Draft {
            name: "Fatima el Idrissi".into(),
            organisation: "Bakkerij Voorbeeld".into(),
            email: "f.elidrissi@bakkerij.example".into(),
            purpose: Some(Purpose::Placement),
            until: Some(at(5).day),
            agreed: true,
            english: false,
        };
        let share = store.share(&coach, file, &draft, at(6)).await.unwrap();
        assert_eq!(store.secrecy(&coach, file, at(7)).await.unwrap().given, [Consent::Placement]);
        let tomorrow = register::Moment { at: at(7).at + Duration::DAY, day: at(7).day.next_day().unwrap() };
        assert!(store.secrecy(&coach, file, tomorrow).await.unwrap().given.is_empty(), "its last day went by");
        store.share_stop(&student, Action::SeeOwnShares, share, at(8)).await.unwrap();
        assert!(store.secrecy(&coach, file, at(9)).await.unwrap().given.is_empty(), "the student stopped it");

        // Who has nothing to do with the file is told nothing of it; who asks is seen by the student, and not what was asked.
        let other = school.member(Role::Coach, Scope::Own).await;
        for who in [&other, &student, &school.member(Role::Teacher, Scope::None).await] {
            let hidden = store.secrecy(who, file, at(10)).await;
            assert!(matches!(hidden, Err(StoreError::NotFound)), "{hidden:?}");
        }
        let looks = store.looks(&student, None, at(11)).await.unwrap().looks.rows;
        let asked = looks.iter().filter(|look| look.action == Some(Action::AskWhatToTell.into()));
        assert_eq!(asked.filter(|look| look.by == coach.account()).count(), 4);
    }
}
