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
}
