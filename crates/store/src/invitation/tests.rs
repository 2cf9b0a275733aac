//! What a link gives, to whom, how often, and how it is taken back; on both databases.

use super::{Issued, NewInvitation, Proof, TakeRefusal, Under, Whom};
use crate::tests::school::{School, TODAY, at};
use crate::{SaveError, Store, StoreError};
use access::{Actor, Reason, Role, Scope};
use register::email::EmailAddress;
use register::invitation::{Closed, Language, Refusal, State, Step, Way};
use register::{GuardianId, Moment, PersonId};
use time::Duration;
use time::macros::date;

fn new(email: &str, role: Role, scope: Scope) -> NewInvitation {
    NewInvitation {
        email: EmailAddress::new(email).unwrap(),
        name: "Noor de Wit".to_owned(),
        role,
        scope,
        from: None,
        until: None,
        language: Language::Dutch,
        way: Way::Paper,
    }
}

fn days(days: i64) -> Moment {
    let at = at(0).at + Duration::days(days);
    Moment { at, day: at.date() }
}

/// The address that the student system has of somebody.
async fn address(school: &School, person: PersonId, email: Option<&str>) {
    let mut tx = school.store.begin().await.unwrap();
    let sql = "UPDATE person SET email = $3 WHERE tenant_id = $1 AND person_id = $2";
    run!(tx, sql, school.tenant.0, person.0, email).unwrap();
    tx.commit().await.unwrap();
}

async fn address_of_guardian(school: &School, guardian: GuardianId, email: &str) {
    let mut tx = school.store.begin().await.unwrap();
    let sql = "UPDATE guardian SET email = $3 WHERE tenant_id = $1 AND guardian_id = $2";
    run!(tx, sql, school.tenant.0, guardian.0, email).unwrap();
    tx.commit().await.unwrap();
}

/// Who has which password, as signing in asks it.
async fn password(store: &Store, email: &str) -> Option<String> {
    store.account_by_email(email).await.unwrap().and_then(|found| found.password_hash)
}

async fn whole(school: &School) {
    for chain in [school.tenant, register::TenantId::INSTALLATION] {
        let proof = school.store.audit_verify_data(chain, None).await.unwrap();
        assert!(proof.is_whole(), "{proof:?}");
    }
}

fn token(issued: &Issued) -> &str {
    issued.token.reveal()
}

crate::on_both! {
    async fn a_link_gives_a_role_once_and_nothing_before(store) {
        let school = School::new(&store, "27DV").await;
        let by = Actor::system(school.tenant, Reason::Command);
        let [care, build] = [school.team("Zorg").await, school.team("Bouw").await];
        store.audit_take_stock(at(0)).await.unwrap();
        let scope = Scope::Teams(vec![care, build]);
        let issued = store.invite(&by, &new("Noor@School.example", Role::Intaker, scope), at(1)).await.unwrap();
        assert_eq!((issued.role, issued.school.as_str()), (Some(Role::Intaker), "Testschool"));
        assert!(store.account_find("noor@school.example").await.unwrap().is_none(), "nothing before");
        assert!(matches!(store.link("something else", at(2)).await, Err(StoreError::NotFound)));

        let link = store.link(token(&issued), at(2)).await.unwrap();
        assert_eq!((link.state, link.step(None)), (State::Open, Step::ChoosePassword));
        assert!(store.link(token(&issued), at(3)).await.is_ok(), "looking uses nothing up");

        // Two at once: one account, one role.
        let (one, two) = tokio::join!(
            store.take_up(token(&issued), Proof::Chosen("hash-1"), at(4)),
            store.take_up(token(&issued), Proof::Chosen("hash-2"), at(4)),
        );
        let won = if one.is_ok() { "hash-1" } else { "hash-2" };
        let (one, two) = if one.is_ok() { (one, two) } else { (two, one) };
        let taken = one.unwrap();
        let used = TakeRefusal::State(State::Closed(Closed::Used));
        assert!(matches!(two, Err(SaveError::Refused(why)) if why == used), "{two:?}");
        let again = store.take_up(token(&issued), Proof::Chosen("hash-3"), at(5)).await;
        assert!(matches!(again, Err(SaveError::Refused(why)) if why == used), "{again:?}");
        assert_eq!(password(&store, "noor@school.example").await.as_deref(), Some(won));

        let held = store.memberships(taken.account, TODAY).await.unwrap();
        assert_eq!(held.iter().map(|one| one.role).collect::<Vec<_>>(), [Role::Intaker]);
        let (tenant, membership) = taken.place.unwrap();
        let Actor::Member(member) = store.actor(taken.account, tenant, membership, TODAY).await.unwrap() else { panic!() };
        let Scope::Teams(teams) = member.scope else { panic!("{:?}", member.scope) };
        assert!(teams.len() == 2 && teams.contains(&care) && teams.contains(&build));
        let listed = store.invitations(&by, false, at(6)).await.unwrap();
        assert_eq!(listed.iter().map(|one| one.state).collect::<Vec<_>>(), [State::Closed(Closed::Used)]);
        whole(&school).await;
    }

    async fn what_is_taken_back_renewed_or_late_opens_nothing(store) {
        let school = School::new(&store, "27DV").await;
        let by = Actor::system(school.tenant, Reason::Command);
        store.audit_take_stock(at(0)).await.unwrap();
        let invitation = new("noor@school.example", Role::CareCoordinator, Scope::School);
        let first = store.invite(&by, &invitation, at(0)).await.unwrap();
        // The same again, however it is written, and two clicks at once.
        let same = new("NOOR@school.example", Role::CareCoordinator, Scope::School);
        let again = store.invite(&by, &same, at(1)).await;
        assert!(matches!(again, Err(SaveError::Refused(Refusal::Open))), "{again:?}");
        let two = new("bo@school.example", Role::CareCoordinator, Scope::School);
        let (one, other) = tokio::join!(store.invite(&by, &two, at(1)), store.invite(&by, &two, at(1)));
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");

        let second = store.invitation_renew(&by, Under::Accounts, first.invitation, None, at(2)).await.unwrap();
        let refused = |how| TakeRefusal::State(State::Closed(how));
        let taken = store.take_up(token(&first), Proof::Chosen("h"), at(3)).await;
        assert!(matches!(taken, Err(SaveError::Refused(why)) if why == refused(Closed::Renewed)), "{taken:?}");
        let renewed = store.invitation_renew(&by, Under::Accounts, first.invitation, None, at(3)).await;
        assert!(matches!(renewed, Err(SaveError::Refused(Refusal::Closed))), "{renewed:?}");

        store.invitation_withdraw(&by, Under::Accounts, second.invitation, at(4)).await.unwrap();
        let twice = store.invitation_withdraw(&by, Under::Accounts, second.invitation, at(4)).await;
        assert!(matches!(twice, Err(SaveError::Refused(Refusal::Closed))), "{twice:?}");
        let taken = store.take_up(token(&second), Proof::Chosen("h"), at(5)).await;
        assert!(matches!(taken, Err(SaveError::Refused(why)) if why == refused(Closed::Withdrawn)), "{taken:?}");

        // A month: the last instant is past. Who was invited in vain is invited anew.
        let third = store.invite(&by, &invitation, days(1)).await.unwrap();
        let late = store.take_up(token(&third), Proof::Chosen("h"), days(31)).await;
        assert!(matches!(late, Err(SaveError::Refused(TakeRefusal::State(State::Ended)))), "{late:?}");
        let fourth = store.invite(&by, &invitation, days(31)).await.unwrap();
        store.take_up(token(&fourth), Proof::Chosen("h"), days(32)).await.unwrap();
        let has = store.invite(&by, &invitation, days(33)).await;
        assert!(matches!(has, Err(SaveError::Refused(Refusal::HasRole))), "{has:?}");
        // Another school knows nothing of it.
        let other = Actor::system(School::new(&store, "28DV").await.tenant, Reason::Command);
        let theirs = store.invitation_withdraw(&other, Under::Accounts, fourth.invitation, at(4)).await;
        assert!(matches!(theirs, Err(SaveError::Store(StoreError::NotFound))), "{theirs:?}");
        assert!(store.invitations(&other, true, at(5)).await.unwrap().is_empty());
        whole(&school).await;
    }

    /// A role with a last day is taken up with it; after that day the link opens nothing, and nobody makes it anew as it was.
    async fn a_role_with_a_last_day_is_given_through_that_day(store) {
        let school = School::new(&store, "27DV").await;
        let by = Actor::system(school.tenant, Reason::Command);
        store.audit_take_stock(at(0)).await.unwrap();
        let last = TODAY + Duration::days(5);
        let short = |email| NewInvitation { until: Some(last), ..new(email, Role::CareCoordinator, Scope::School) };
        let issued = store.invite(&by, &short("noor@school.example"), at(0)).await.unwrap();
        let taken = store.take_up(token(&issued), Proof::Chosen("h"), days(5)).await.unwrap();
        assert_eq!(store.memberships(taken.account, last).await.unwrap().len(), 1, "the last day counts whole");
        assert!(store.memberships(taken.account, last + Duration::DAY).await.unwrap().is_empty());
        let missed = store.invite(&by, &short("bo@school.example"), at(0)).await.unwrap();
        assert_eq!(store.link(token(&missed), days(5)).await.unwrap().state, State::Open);
        assert_eq!(store.link(token(&missed), days(6)).await.unwrap().state, State::Ended, "before its own month is over");
        let late = store.take_up(token(&missed), Proof::Chosen("h"), days(6)).await;
        assert!(matches!(late, Err(SaveError::Refused(TakeRefusal::State(State::Ended)))), "{late:?}");
        let anew = store.invitation_renew(&by, Under::Accounts, missed.invitation, None, days(6)).await;
        assert!(matches!(anew, Err(SaveError::Refused(Refusal::Closed))), "{anew:?}");
        let backwards = NewInvitation { from: Some(last + Duration::DAY), ..short("cas@school.example") };
        assert!(store.invite(&by, &backwards, at(1)).await.is_err(), "it ends before it begins");
        whole(&school).await;
    }

    /// Whose password it is decides: a link gives a role to an account, and never the account to whoever holds the link.
    async fn an_account_is_never_taken_over_by_a_link(store) {
        let (school, other) = (School::new(&store, "27DV").await, School::new(&store, "28DV").await);
        let [by, by_other] = [&school, &other].map(|school| Actor::system(school.tenant, Reason::Command));
        store.audit_take_stock(at(0)).await.unwrap();
        let email = "noor@school.example";
        let account = store.account_add(email, "Noor", Some("own"), at(0)).await.unwrap();
        store.membership_add(&by, account, Role::Coach, &Scope::Own, TODAY, at(0)).await.unwrap();
        let issued = store.invite(&by_other, &new(email, Role::Coach, Scope::Own), at(1)).await.unwrap();
        let link = store.link(token(&issued), at(2)).await.unwrap();
        let bo = store.account_add("bo@school.example", "Bo", Some("bo"), at(1)).await.unwrap();
        assert_eq!(
            [None, Some(account), Some(bo)].map(|here| link.step(here)),
            [Step::GivePassword, Step::Confirm, Step::SignOut]
        );
        for (proof, expected) in [
            (Proof::Chosen("taken over"), TakeRefusal::Step(Step::GivePassword)),
            (Proof::SignedIn(bo), TakeRefusal::Step(Step::SignOut)),
            (Proof::Password(account, "not this one"), TakeRefusal::Password),
            (Proof::Password(bo, "bo"), TakeRefusal::Password),
        ] {
            let taken = store.take_up(token(&issued), proof, at(3)).await;
            assert!(matches!(taken, Err(SaveError::Refused(why)) if why == expected), "{proof:?}: {taken:?}");
        }
        store.take_up(token(&issued), Proof::Password(account, "own"), at(4)).await.unwrap();
        assert_eq!(password(&store, email).await.as_deref(), Some("own"));

        // Of somebody of two schools no link on paper chooses the password; one by mail does. Sessions end with it.
        let session = store.session_start(account, (school.tenant, role_at(&store, account, &school).await), at(5)).await.unwrap();
        let language = Language::Dutch;
        let paper = store.password_link(&by_other, account, (language, Way::Paper), at(6)).await.unwrap();
        let taken = store.take_up(token(&paper), Proof::Chosen("taken over"), at(7)).await;
        assert!(matches!(taken, Err(SaveError::Refused(TakeRefusal::Step(Step::ByMail)))), "{taken:?}");
        let mail = store.password_link(&by_other, account, (language, Way::Mail), at(8)).await.unwrap();
        let renewed = store.take_up(token(&paper), Proof::Chosen("x"), at(8)).await;
        assert!(matches!(renewed, Err(SaveError::Refused(TakeRefusal::State(State::Closed(Closed::Renewed))))));
        assert!(store.signed_in(&session, at(9)).await.unwrap().is_some());
        store.take_up(token(&mail), Proof::Chosen("new"), at(9)).await.unwrap();
        assert_eq!(password(&store, email).await.as_deref(), Some("new"));
        assert!(store.signed_in(&session, at(10)).await.unwrap().is_none(), "whoever knew the old one is out");
        // Who works elsewhere only gets no link here.
        let theirs = store.password_link(&by_other, bo, (language, Way::Mail), at(11)).await;
        assert!(matches!(theirs, Err(SaveError::Store(StoreError::NotFound))), "{theirs:?}");
        let open = (school.tenant, role_at(&store, account, &school).await);
        let session = store.session_start(account, open, at(11)).await.unwrap();
        store.account_disable(account, at(12)).await.unwrap();
        let disabled = store.password_link(&by, account, (language, Way::Mail), at(13)).await;
        assert!(matches!(disabled, Err(SaveError::Refused(Refusal::Disabled))), "{disabled:?}");
        store.account_enable(account, at(14)).await.unwrap();
        assert!(store.signed_in(&session, at(15)).await.unwrap().is_none(), "what was open before does not open again");
        whole(&school).await;
    }

    async fn who_works_with_a_file_invites_whom_it_is_about(store) {
        let school = School::new(&store, "27DV").await;
        let team = school.team("Zorg").await;
        let anna = school.person("de Vries", date!(2011 - 03 - 01)).await;
        let bert = school.person("Bakker", date!(2005 - 03 - 01)).await;
        school.applied(anna.person, Some(team), date!(2026 - 08 - 01), "received").await;
        let (kin, stranger) = (school.guardian(anna.person, true).await, school.guardian(anna.person, false).await);
        let coach = school.member(Role::Coach, Scope::Own).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        school.settle().await;
        let way = (Language::Dutch, Way::Paper);
        let invite = |by: &Actor, file, whom, minute| {
            let (store, by) = (store.clone(), by.clone());
            async move { store.invite_to_file(&by, file, whom, way, at(minute)).await }
        };
        for file in [anna.file, bert.file] {
            let out = invite(&coach, file, Whom::Student, 1).await;
            assert!(matches!(out, Err(SaveError::Store(StoreError::NotFound))), "not this coach's: {out:?}");
            assert!(matches!(store.invitees(&coach, file, at(1)).await, Err(StoreError::NotFound)));
        }
        // No address; an address that is the child's own; no authority; somebody who is here no more.
        let none = invite(&care, anna.file, Whom::Student, 2).await;
        assert!(matches!(none, Err(SaveError::Refused(Refusal::NoAddress))), "{none:?}");
        address(&school, anna.person, Some("Anna@home.example")).await;
        address_of_guardian(&school, kin, "anna@HOME.example").await;
        let own = invite(&care, anna.file, Whom::Guardian(kin), 3).await;
        assert!(matches!(own, Err(SaveError::Refused(Refusal::OwnChild))), "{own:?}");
        address_of_guardian(&school, kin, "ouder@home.example").await;
        let sees_nothing = invite(&care, anna.file, Whom::Guardian(stranger), 3).await;
        assert!(matches!(sees_nothing, Err(SaveError::Refused(Refusal::Left))), "{sees_nothing:?}");
        address(&school, bert.person, Some("bert@home.example")).await;
        let left = invite(&care, bert.file, Whom::Student, 3).await;
        assert!(matches!(left, Err(SaveError::Refused(Refusal::Left))), "{left:?}");

        let student = invite(&care, anna.file, Whom::Student, 4).await.unwrap();
        let parent = invite(&care, anna.file, Whom::Guardian(kin), 5).await.unwrap();
        let seen = store.invitees(&care, anna.file, at(6)).await.unwrap();
        let shown: Vec<_> = seen.iter().map(|one| (one.whom, one.has_role, one.newest.as_ref().map(|i| i.state))).collect();
        assert_eq!(shown, [(Whom::Student, false, Some(State::Open)), (Whom::Guardian(kin), false, Some(State::Open))]);
        // Of another file it is not there.
        let elsewhere = store.invitation_withdraw(&care, Under::File(bert.file), student.invitation, at(6)).await;
        assert!(matches!(elsewhere, Err(SaveError::Store(StoreError::NotFound))), "{elsewhere:?}");

        // The student system has another address by now: the link of before opens nothing, and uses nothing up.
        address(&school, anna.person, Some("anders@home.example")).await;
        let other = store.take_up(token(&student), Proof::Chosen("h"), at(7)).await;
        assert!(matches!(other, Err(SaveError::Refused(TakeRefusal::NotNow(Refusal::OtherAddress)))), "{other:?}");
        let renewed = store.invitation_renew(&care, Under::File(anna.file), student.invitation, None, at(7)).await;
        assert!(matches!(renewed, Err(SaveError::Refused(Refusal::OtherAddress))), "{renewed:?}");
        address(&school, anna.person, Some("anna@home.example")).await;
        let taken = store.take_up(token(&student), Proof::Chosen("h"), at(8)).await.unwrap();
        let (tenant, membership) = taken.place.unwrap();
        let actor = store.actor(taken.account, tenant, membership, TODAY).await.unwrap();
        assert!(matches!(&actor, Actor::Member(member) if member.scope == Scope::Person(anna.person)), "{actor:?}");
        // With the student's own account nobody becomes the guardian, whatever the invitation says.
        store.take_up(token(&parent), Proof::Chosen("h"), at(9)).await.unwrap();
        let seen = store.invitees(&care, anna.file, at(10)).await.unwrap();
        assert!(seen.iter().all(|one| one.has_role));
        // The student reads who invited them and their parent.
        let looks = store.looks(&actor, None, at(11)).await.unwrap();
        let invited = looks.looks.rows.iter().filter(|look| look.role == Some(Role::CareCoordinator)).count();
        assert!(invited >= 2, "{invited}");
        whole_of_links(&store, &school).await;
    }

    /// A coach whom an import named by address, and who takes up an invitation, sees their students.
    async fn a_coach_who_takes_up_an_invitation_sees_their_students(store) {
        let school = School::new(&store, "27DV").await;
        let anna = school.person("de Vries", date!(2008 - 03 - 01)).await;
        school.enrolled(anna.person, date!(2025 - 08 - 01), None).await;
        let mut tx = store.begin().await.unwrap();
        let sql = "INSERT INTO person_coach (tenant_id, person_id, email_key, begins) VALUES ($1, $2, $3, $4)";
        run!(tx, sql, school.tenant.0, anna.person.0, "noor@school.example", date!(2025 - 08 - 01)).unwrap();
        tx.commit().await.unwrap();
        school.settle().await;
        let by = Actor::system(school.tenant, Reason::Command);
        let issued = store.invite(&by, &new("Noor@school.example", Role::Coach, Scope::Own), at(1)).await.unwrap();
        let taken = store.take_up(token(&issued), Proof::Chosen("h"), at(2)).await.unwrap();
        let (tenant, membership) = taken.place.unwrap();
        let coach = store.actor(taken.account, tenant, membership, TODAY).await.unwrap();
        assert!(store.file_view(&coach, anna.file, at(3)).await.is_ok());
        assert!(store.invitation_of(token(&issued)).await == issued.invitation);
    }
}

/// The chain is whole; the facts were laid down by the test itself and are not all vouched for.
async fn whole_of_links(store: &Store, school: &School) {
    let verdict = store.audit_verify(school.tenant, None).await.unwrap();
    assert!(matches!(verdict, crate::audit::Verdict::Whole { .. }), "{verdict:?}");
}

async fn role_at(store: &Store, account: register::AccountId, school: &School) -> register::MembershipId {
    let held = store.memberships(account, TODAY).await.unwrap();
    held.into_iter().find(|one| one.tenant == school.tenant).unwrap().membership
}
