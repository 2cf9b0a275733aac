//! What is asked together says what is asked apart: the same files, loaded for one person, for a page and for many.

use super::school::{School, TODAY};
use crate::file::facts::{self, FACTS, Loaded};
use crate::which::Which;
use crate::{agreement::load::Stored, policy, together};
use access::{Role, Scope};
use register::PersonId;
use time::macros::date;

/// As text, in one order. The agreement as it is stored is kept for one person only.
fn told(mut files: Vec<Loaded>) -> Vec<String> {
    files.iter_mut().for_each(|file| file.stored = Stored::default());
    let mut told: Vec<String> = files.iter().map(|file| format!("{file:?}")).collect();
    told.sort();
    told
}

crate::on_both! {
    async fn a_file_is_the_same_however_it_is_asked(store) {
        let school = School::new(&store, "27DV").await;
        let team = school.team("Zorg").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let full = school.person("Vries", date!(2010 - 03 - 01)).await;
        let bare = school.person("Bakker", date!(2007 - 03 - 01)).await;
        let begins = date!(2025 - 08 - 01);
        school.in_team(full.person, team, begins, None).await;
        school.coached(full.person, coach.account().unwrap(), begins, None).await;
        let enrolment = school.enrolled(full.person, begins, None).await;
        school.says(enrolment, "3", date!(2028 - 07 - 31), None).await;
        school.guardian(full.person, true).await;
        school.settle().await;
        let mut tx = store.begin_snapshot().await.unwrap();
        let policy = policy::load(&mut tx, school.tenant).await.unwrap();
        let mut of = async |which: Which<'_>| {
            let files = facts::load(&mut tx, school.tenant, which, &policy, TODAY).await.unwrap();
            told(files)
        };
        let both: [PersonId; 2] = [full.person, bare.person];
        let apart = of(Which::Many(&both)).await;
        assert_eq!(apart.len(), 2);
        assert_eq!(of(Which::Page(&both)).await, apart);
        let mut one_by_one = of(Which::One(full.person)).await;
        one_by_one.extend(of(Which::One(bare.person)).await);
        one_by_one.sort();
        assert_eq!(one_by_one, apart);
        assert_ne!(apart[0], apart[1]);
    }

    async fn each_text_gets_rows_of_its_own(store) {
        let school = School::new(&store, "27DV").await;
        let someone = school.person("Vries", date!(2010 - 03 - 01)).await;
        let mut tx = store.begin_snapshot().await.unwrap();
        for which in [Which::One(someone.person), Which::Page(&[someone.person])] {
            together::ask(&mut tx, &FACTS, school.tenant, which).await.unwrap();
            let taken: Vec<bool> = FACTS.texts(which).iter().map(|text| tx.ahead.take(text).is_some()).collect();
            let sqlite = matches!(tx.conn, crate::db::Conn::Sqlite(_));
            assert!(taken.len() > 15 && taken.iter().all(|taken| *taken == sqlite), "{taken:?}");
        }
        together::ask(&mut tx, &FACTS, school.tenant, Which::One(someone.person)).await.unwrap();
        tx.ahead.forget();
        let text = FACTS.texts(Which::One(someone.person))[0];
        assert!(tx.ahead.take(text).is_none());
    }
}
