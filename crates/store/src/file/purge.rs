//! Erasing the free text of a file that should not have been written, such as a diagnosis.
//!
//! The keys that sealed it are destroyed, so the text is gone here and in every backup made after; and in those made
//! before, because the list beside the key file names them ([`crate::keeping::purges`]). That it happened, who did it and
//! why stays in the audit; what it said is nowhere.

use super::{drafts, key, reach::reach};
use crate::audit::Deed;
use crate::keeping::purges::{Purged, destroy};
use crate::{Store, StoreError};
use access::{Action, Actor};
use register::{FileId, Moment, Personal, codes};

codes! {
    /// Why a text is erased.
    pub enum PurgeReason {
        /// It says something about health that has no place here: a diagnosis, a medicine, a treatment.
        Health = "health",
        /// It is about somebody else.
        SomeoneElse = "someone_else",
        /// It is in the wrong file.
        WrongFile = "wrong_file",
        /// The person asked for it (GDPR article 17).
        Asked = "asked",
    }
}

/// Whose text would be erased: no more than the privacy officer needs to be sure.
#[derive(Debug, Clone)]
pub struct PurgeView {
    /// Which file.
    pub file: FileId,
    /// Their name; `None` when no names were imported yet.
    pub name: Option<Personal<String>>,
    /// The school's own number.
    pub student_number: Option<Personal<String>>,
    /// Teams of today.
    pub teams: Vec<String>,
    /// Whether there is text to erase.
    pub has_text: bool,
}

impl Store {
    /// Whose text would be erased, for the page that asks to confirm it.
    pub async fn purge_view(&self, actor: &Actor, file: FileId, now: Moment) -> Result<PurgeView, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, Action::PurgeFreeText, file, now.day).await?;
        let has_text = !key::open(&mut tx, actor.tenant(), file).await?.numbers().is_empty();
        let deed = Deed::new(actor, Action::SearchFiles, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        // Not the whole person: a birth date that nobody can have must not keep anybody from erasing.
        let name = reached.file.names.names().display().map(Personal::new);
        let (student_number, teams) = (reached.file.student_number.clone(), reached.file.team_names(now.day));
        Ok(PurgeView { file, name, student_number, teams, has_text })
    }

    /// Erases the free text of a file for good, also what was typed about it and never sent.
    ///
    /// # Errors
    /// [`StoreError::Purges`] when the list beside the key file cannot be written: then nothing is erased.
    pub async fn purge_free_text(
        &self,
        actor: &Actor,
        file: FileId,
        reason: PurgeReason,
        now: Moment,
    ) -> Result<(), StoreError> {
        // Takes the file's next version too: a form that still holds the text clashes, instead of writing it back.
        let mut saving = self.saving(actor, Action::PurgeFreeText, file, None, now).await?;
        let numbers = key::open(&mut saving.tx, actor.tenant(), file).await?.numbers();
        let one = |number| Purged {
            at: now.at,
            tenant: actor.tenant(),
            file,
            number,
            account: actor.account(),
            reason: reason.code().to_owned(),
        };
        let purged: Vec<Purged> = numbers.into_iter().map(one).collect();
        destroy(&mut saving.tx, &purged).await?;
        let person = saving.reached.file.person();
        drafts::erase(&mut saving.tx, actor.tenant(), (file, person)).await?;
        // A card without its words shows nothing, so no link leads to it any more.
        crate::card::load::erase(&mut saving.tx, actor.tenant(), file, actor.account(), now).await?;
        let saved = saving.written().await?;
        // On disk before the commit: a purge that the database has and the list has not could come back with a backup.
        self.keys.purges()?.add(&purged)?;
        saved.commit(format!("{file} {}", reason.code())).await?;
        self.scrub_if_owed().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::school::{School, TODAY, at};
    use access::{Member, Role, Scope};
    use time::macros::date;

    crate::on_both! {
        /// The privacy officer sees who it is, erases once, and nobody else gets that far.
        async fn only_the_privacy_officer_erases_and_it_is_in_the_audit(store) {
            let school = School::new(&store, "27DV").await;
            let someone = school.person("Wit", date!(2008 - 09 - 03)).await;
            let mut tx = store.begin().await.unwrap();
            let key = key::open_or_make(&mut tx, school.tenant, someone.file).await.unwrap();
            let spot = crate::seal::Spot::need(1);
            let sealed = key.seal(spot, "te veel").unwrap();
            crate::file::scope::refresh_many(&mut tx, school.tenant, &[someone.person], TODAY).await.unwrap();
            tx.told.forget();
            tx.commit().await.unwrap();
            let account = store.account_add("p@school.example", "P", None, at(0)).await.unwrap();
            let actor = |role| {
                let membership = register::MembershipId(uuid::Uuid::nil());
                Actor::Member(Member { account, membership, tenant: school.tenant, role, scope: Scope::School })
            };
            let (officer, coach) = (actor(Role::PrivacyOfficer), actor(Role::CareCoordinator));
            let reason = PurgeReason::Health;
            let refused = store.purge_free_text(&coach, someone.file, reason, at(1)).await;
            assert!(matches!(refused, Err(StoreError::NotFound)));
            assert!(store.purge_view(&officer, someone.file, at(1)).await.unwrap().has_text);
            store.purge_free_text(&officer, someone.file, reason, at(2)).await.unwrap();
            assert!(!store.purge_view(&officer, someone.file, at(3)).await.unwrap().has_text);
            let mut tx = store.begin_reading().await.unwrap();
            let keys = key::open(&mut tx, school.tenant, someone.file).await.unwrap();
            assert_eq!(keys.read(spot, &sealed), key::Reading::Purged);
            tx.commit().await.unwrap();
            let verdict = store.audit_prove(&officer, at(4)).await.unwrap();
            assert!(matches!(verdict, crate::audit::Verdict::Whole { .. }), "{verdict:?}");
            assert!(store.audit_prove(&coach, at(5)).await.is_err());
            assert!(store.imports(&coach).await.is_err());
            assert_eq!(store.imports(&actor(Role::Administrator)).await.unwrap().len(), 1);
        }

        /// What a team was typing about an applicant whose text is erased goes, though its page holds no identifier; not what is about
        /// a file of no advice, on another page, or of another school.
        async fn what_a_team_was_answering_about_an_applicant_goes_too(store) {
            use register::advice::Draft;
            let school = School::new(&store, "27DV").await;
            let (ours, theirs) = (school.team("Zorg").await, school.team("Keuken").await);
            let intaker = school.member(Role::Intaker, Scope::Teams(vec![ours])).await;
            let cook = school.member(Role::Intaker, Scope::Teams(vec![theirs])).await;
            let officer = school.member(Role::PrivacyOfficer, Scope::School).await;
            let who = school.person("Wit", date!(2005 - 09 - 03)).await;
            let other = school.person("Zwart", date!(2005 - 09 - 04)).await;
            let id = school.applied(who.person, Some(ours), TODAY + time::Duration::days(150), "received").await;
            school.settle().await;
            let stranger = School::new(&store, "27DW").await.member(Role::Intaker, Scope::School).await;
            let (cook, stranger) = (cook.account().unwrap(), stranger.account().unwrap());
            let programme = register::programme::Crebo::parse("25180");
            let given = Draft { programme, team: Some(theirs), words: "Kleine groep.".to_owned() };
            store.advice_give(&intaker, id, &given, at(1)).await.unwrap();
            let page = "/intake/gevraagd";
            for (owner, route) in [(cook, page), (cook, "/x"), (stranger, page)] {
                assert!(store.draft_keep(owner, route, "antwoord=Te+veel.", None, at(2)).await.unwrap());
            }
            store.purge_free_text(&officer, other.file, PurgeReason::Health, at(3)).await.unwrap();
            assert!(store.draft(cook, page).await.unwrap().is_some(), "nobody was asked about them");
            store.purge_free_text(&officer, who.file, PurgeReason::Health, at(4)).await.unwrap();
            assert_eq!(store.draft(cook, page).await.unwrap(), None);
            for (owner, route) in [(cook, "/x"), (stranger, page)] {
                assert!(store.draft(owner, route).await.unwrap().is_some(), "{route}");
            }
        }

        /// One's own pages have no identifier in their address: what the student and their parents were typing there goes, and not what
        /// others were.
        async fn what_was_typed_on_ones_own_pages_goes_too(store) {
            let school = School::new(&store, "27DV").await;
            let officer = school.member(Role::PrivacyOfficer, Scope::School).await;
            let who = school.person("Wit", date!(2010 - 09 - 03)).await;
            let other = school.person("Zwart", date!(2010 - 09 - 04)).await;
            let guardian = school.guardian(who.person, true).await;
            school.settle().await;
            let account = async |role, scope| school.member(role, scope).await.account().unwrap();
            let student = account(Role::Student, Scope::Person(who.person)).await;
            let parent = account(Role::Guardian, Scope::Guardian(guardian)).await;
            let stranger = account(Role::Student, Scope::Person(other.person)).await;
            let own = ["/mijn", "/mijn/zeggen", "/mijn/looks?van=1"];
            let kept = [(stranger, "/mijn/zeggen"), (student, "/account")];
            for (owner, route) in own.iter().flat_map(|route| [(student, *route), (parent, *route)]).chain(kept) {
                assert!(store.draft_keep(owner, route, "woorden=Te+veel.", None, at(1)).await.unwrap());
            }
            store.purge_free_text(&officer, who.file, PurgeReason::Health, at(2)).await.unwrap();
            for (owner, route) in own.iter().flat_map(|route| [(student, *route), (parent, *route)]) {
                assert_eq!(store.draft(owner, route).await.unwrap(), None, "{route}");
            }
            for (owner, route) in kept {
                assert!(store.draft(owner, route).await.unwrap().is_some(), "{route}");
            }
        }
    }
}
