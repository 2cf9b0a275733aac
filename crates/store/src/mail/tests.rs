//! One mail to one sender, noted once, and gone when it is done; on both databases.

use crate::agreement::propose::NewVersion;
use crate::invitation::{NewInvitation, Proof, Under};
use crate::tests::path::{line, needs_support};
use crate::tests::school::{School, at};
use crate::{SaveError, Store, StoreError, testing};
use access::{Action, Actor, Reason, Role, Scope};
use register::Moment;
use register::agreement::{Answer as Answered, OnPaperRefusal, Subject};
use register::email::EmailAddress;
use register::invitation::{Language, Way};
use register::mail::{Answer, Kind, LEASE, State, TRIED};
use std::collections::BTreeSet;
use time::Duration;
use time::macros::date;

fn invited(email: &str) -> NewInvitation {
    NewInvitation {
        email: EmailAddress::new(email).unwrap(),
        name: "Noor de Wit".to_owned(),
        role: Role::CareCoordinator,
        scope: Scope::School,
        from: None,
        until: None,
        language: Language::English,
        way: Way::Mail,
    }
}

fn later(by: Duration) -> Moment {
    let at = at(0).at + by;
    Moment { at, day: at.date() }
}

/// How every mail stands, and whether what it says is still there.
async fn stands(store: &Store) -> Vec<(String, bool, i64)> {
    let mut tx = store.begin_reading().await.unwrap();
    rows!(
        tx,
        (String, bool, i64),
        "SELECT state, body IS NOT NULL, tries FROM outbox WHERE kind <> 'reminder' ORDER BY made_at, message_id"
    )
    .unwrap()
}

crate::on_both! {
    async fn a_mail_is_handed_to_one_sender_and_gone_when_it_is_taken(store) {
        let school = School::new(&store, "27DV").await;
        let by = Actor::system(school.tenant, Reason::Command);
        assert!(store.mail_take(at(0)).await.unwrap().is_none());
        let issued = store.invite(&by, &invited("Noor@school.example"), at(1)).await.unwrap();
        // Two passes at once.
        let (one, two) = tokio::join!(store.mail_take(at(2)), store.mail_take(at(2)));
        let (one, two) = (one.unwrap(), two.unwrap());
        assert!(one.is_some() != two.is_some(), "one of two has it");
        let mail = one.or(two).unwrap();
        assert_eq!((mail.kind, mail.language, mail.school.as_str()), (Kind::Invitation, Language::English, "Testschool"));
        assert_eq!(mail.to.reveal(), "Noor@school.example");
        assert_eq!(mail.path.reveal(), &crate::invitation::path(issued.token.reveal(), Language::English));
        assert!(!mail.reference().contains('@') && !format!("{mail:?}").contains("Noor"));
        assert_eq!(store.mail_note(&mail, Answer::Taken, Some("250"), at(3)).await.unwrap(), State::Sent);
        assert_eq!(stands(&store).await, [("sent".to_owned(), false, 1)]);
        assert!(store.mail_take(later(Duration::days(2))).await.unwrap().is_none(), "sent once");
        // It came back, once; a second report says nothing new, and other references are nobody's.
        assert!(store.mail_bounced(&mail.reference(), Some("5.1.1 <noor@school.example>"), at(4)).await.unwrap());
        assert!(!store.mail_bounced(&mail.reference(), None, at(5)).await.unwrap());
        for other in ["", "x", "a.b", &mail.reference().replace('.', ""), &mail.reference().to_uppercase().replace("0", "1")] {
            assert!(!store.mail_bounced(other, None, at(5)).await.unwrap(), "{other}");
        }
        let mut tx = store.begin_reading().await.unwrap();
        let answer = row!(tx, (String,), "SELECT answer FROM outbox").unwrap();
        assert_eq!(answer, Some(("5.1.1.".to_owned(),)), "digits, and no address");
    }

    /// Stopped between handing over and noting: nobody else has it while the lease lasts, and then it is handed over again,
    /// with the same reference.
    async fn who_was_stopped_before_noting_hands_it_over_again(store) {
        let school = School::new(&store, "27DV").await;
        let by = Actor::system(school.tenant, Reason::Command);
        store.invite(&by, &invited("noor@school.example"), at(0)).await.unwrap();
        let first = store.mail_take(at(0)).await.unwrap().unwrap();
        assert!(store.mail_take(later(LEASE - Duration::SECOND)).await.unwrap().is_none());
        let second = store.mail_take(later(LEASE)).await.unwrap().unwrap();
        assert_eq!(second.reference(), first.reference());
        store.mail_note(&second, Answer::Taken, None, later(LEASE)).await.unwrap();
        // The first one wakes up: what was noted stands.
        store.mail_note(&first, Answer::Never, None, later(LEASE)).await.unwrap();
        assert_eq!(stands(&store).await, [("sent".to_owned(), false, 2)]);
    }

    async fn what_is_not_taken_is_tried_with_growing_pauses_and_then_given_up(store) {
        let school = School::new(&store, "27DV").await;
        let by = Actor::system(school.tenant, Reason::Command);
        store.invite(&by, &invited("noor@school.example"), at(0)).await.unwrap();
        let (mut tries, mut moments) = (0, Vec::new());
        for minute in 0..(TRIED.whole_minutes() + 10) {
            let now = later(Duration::minutes(minute));
            if let Some(mail) = store.mail_take(now).await.unwrap() {
                tries += 1;
                moments.push(minute);
                store.mail_note(&mail, Answer::Later, Some("451"), now).await.unwrap();
            }
        }
        assert_eq!(moments[..5], [0, 5, 20, 80, 320], "{moments:?}");
        assert_eq!(*moments.last().unwrap(), TRIED.whole_minutes(), "{moments:?}");
        assert_eq!(stands(&store).await, [("given_up".to_owned(), false, tries)]);
        // A server that is away costs no try.
        store.invite(&by, &invited("bo@school.example"), at(0)).await.unwrap();
        let mail = store.mail_take(at(0)).await.unwrap().unwrap();
        assert_eq!(store.mail_give_back(&mail, at(0)).await.unwrap(), State::Waiting);
        assert_eq!(stands(&store).await[1], ("waiting".to_owned(), true, 0));
        let mail = store.mail_take(at(0)).await.unwrap().expect("due at once");
        // Nor does a setting that is wrong, for however long: what waits goes on waiting.
        let long = later(TRIED + TRIED);
        store.mail_put_back(&mail, long).await.unwrap();
        assert_eq!(stands(&store).await[1], ("waiting".to_owned(), true, 0));
        let mail = store.mail_take(long).await.unwrap().expect("due at once");
        assert_eq!(store.mail_give_back(&mail, long).await.unwrap(), State::GivenUp, "away for longer than it is tried");
    }

    async fn what_is_no_more_is_not_written_about(store) {
        let school = School::new(&store, "27DV").await;
        let by = Actor::system(school.tenant, Reason::Command);
        let withdrawn = store.invite(&by, &invited("a@school.example"), at(0)).await.unwrap();
        store.invitation_withdraw(&by, Under::Accounts, withdrawn.invitation, at(1)).await.unwrap();
        let used = store.invite(&by, &invited("b@school.example"), at(2)).await.unwrap();
        store.take_up(used.token.reveal(), Proof::Chosen("h"), at(3)).await.unwrap();
        let renewed = store.invite(&by, &invited("c@school.example"), at(4)).await.unwrap();
        let anew = store.invitation_renew(&by, Under::Accounts, renewed.invitation, None, at(5)).await.unwrap();
        let mail = store.mail_take(at(6)).await.unwrap().unwrap();
        assert!(mail.path.reveal().contains(anew.token.reveal()), "the newest link only");
        store.mail_note(&mail, Answer::Taken, None, at(6)).await.unwrap();
        assert!(store.mail_take(at(7)).await.unwrap().is_none());
        let states: Vec<String> = stands(&store).await.into_iter().map(|(state, kept, _)| { assert!(!kept); state }).collect();
        assert_eq!(states, ["withdrawn", "withdrawn", "withdrawn", "sent"]);
        // And the administrator reads how it went.
        let listed = store.invitations(&by, false, at(8)).await.unwrap();
        let of = |email: &str| listed.iter().find(|one| one.email.reveal() == email && one.id == anew.invitation).and_then(|one| one.mail);
        assert_eq!(of("c@school.example"), Some(State::Sent));
    }
}

crate::on_both! {
    /// Whoever must answer and can sign in is written to in the transaction of the proposal, once mail is set up; who asks for no
    /// more of them gets none, and who asks for them again does.
    async fn a_proposal_writes_to_whoever_must_answer(store) {
        let school = School::new(&store, "27DV").await;
        // Under 16: a parent answers too.
        let anna = school.person("de Vries", date!(2011 - 03 - 01)).await;
        let application = school.applied(anna.person, None, date!(2026 - 08 - 01), "received").await;
        let parent = school.guardian(anna.person, true).await;
        let intaker = school.member(Role::Intaker, Scope::School).await;
        let student = school.member(Role::Student, Scope::Person(anna.person)).await;
        school.member(Role::Guardian, Scope::Guardian(parent)).await;
        school.settle().await;
        let view = store.file_view(&intaker, anna.file, at(1)).await.unwrap();
        let held = store.intake_hold(&intaker, application, view.version, &needs_support(), at(2)).await.unwrap();
        let mut version = held.version;
        let mut propose = async |minutes: i64| {
            let subjects = vec![Subject::Application(application)];
            let new = NewVersion { based_on: version, subjects, lines: vec![line("Extra tijd", "25%")] };
            let (id, after) = store.agreement_propose(&intaker, anna.file, new, at(minutes)).await.unwrap();
            version = after.version;
            store.agreement_version(&intaker, Action::ViewAgreement, id, at(minutes)).await.unwrap()
        };
        assert!(propose(3).await.told.is_empty(), "mail is not set up: nobody is told by it");
        assert!(!store.mail_is_on(at(4)).await.unwrap());
        store.mail_pass(at(4)).await.unwrap();
        assert!(store.mail_is_on(at(5)).await.unwrap());
        let told = propose(5).await.told;
        let untold = async |minutes: i64| {
            let desk = store.workbench(&intaker, &Default::default(), at(minutes)).await.unwrap();
            desk.rows.iter().map(|row| row.untold).collect::<Vec<_>>()
        };
        assert_eq!(untold(5).await, [false], "whoever is asked is told by mail");
        let whom: BTreeSet<_> = told.iter().map(|told| told.guardian).collect();
        assert_eq!((told.len(), whom), (2, BTreeSet::from([None, Some(parent)])));
        assert!(told.iter().all(|told| told.state == State::Waiting));
        // Overtaken before it was sent: nobody is led to what is no more.
        let newest = propose(6).await;
        let mut mails = Vec::new();
        while let Some(mail) = store.mail_take(at(7)).await.unwrap() {
            assert_eq!(mail.path.reveal(), &format!("/mijn/afspraken/{}", newest.version.id));
            mails.push(mail);
        }
        assert_eq!(mails.len(), 2, "the newest only");
        // Whoever reads the mail asks for no more of them: one account, and not the other; twice is once.
        let (account, tokens) = (student.account().unwrap(), mails.iter().map(|mail| {
            mail.decline.as_ref().unwrap().reveal().trim_start_matches("/mail/").to_owned()
        }).collect::<Vec<_>>());
        for token in &tokens {
            assert!(!store.mail_declined(token).await.unwrap());
            store.mail_decline(token, true, at(8)).await.unwrap();
            store.mail_decline(token, true, at(9)).await.unwrap();
            assert!(store.mail_declined(token).await.unwrap());
        }
        assert!(store.declines_mail(account).await.unwrap());
        assert!(matches!(store.mail_declined("x").await, Err(StoreError::NotFound)));
        assert!(propose(10).await.told.is_empty());
        assert_eq!(untold(10).await, [true], "somebody has to tell them");
        // Signed in, one has them again.
        store.decline_mail(&student, false, at(11)).await.unwrap();
        assert_eq!(propose(12).await.told.iter().map(|told| told.guardian).collect::<Vec<_>>(), [None]);
        // Sent before, and asked for no more by its link since: what was said stands.
        assert_eq!(stands(&store).await.iter().filter(|(state, ..)| state == "waiting").count(), 3, "two leased, one new");
        let proof = store.audit_verify_data(register::TenantId::INSTALLATION, None).await.unwrap();
        assert!(proof.is_whole(), "{proof:?}");
        let events = testing::audited(&store, register::TenantId::INSTALLATION, 0).await;
        let count = events.iter().filter(|event| event.payload.action == "set_mail").count();
        assert_eq!(count, 3, "both by their links, one of them again: each once");
    }

    /// Who has not answered after a term is written to once more, and not who has, or wants none. What went on paper was told.
    async fn who_does_not_answer_is_asked_once_more_and_paper_tells_too(store) {
        let school = School::new(&store, "27DV").await;
        let bo = school.person("Bakker", date!(2008 - 03 - 01)).await;
        let application = school.applied(bo.person, None, date!(2026 - 08 - 01), "received").await;
        let intaker = school.member(Role::Intaker, Scope::School).await;
        let student = school.member(Role::Student, Scope::Person(bo.person)).await;
        let other = school.member(Role::Coach, Scope::Own).await;
        school.settle().await;
        let view = store.file_view(&intaker, bo.file, at(1)).await.unwrap();
        store.intake_hold(&intaker, application, view.version, &needs_support(), at(2)).await.unwrap();
        let propose = async |now: Moment| {
            store.mail_pass(now).await.unwrap();
            // An answer takes the next version of the file too.
            let version = store.file_view(&intaker, bo.file, now).await.unwrap().version;
            let subjects = vec![Subject::Application(application)];
            let new = NewVersion { based_on: version, subjects, lines: vec![line("Extra tijd", "25%")] };
            store.agreement_propose(&intaker, bo.file, new, now).await.unwrap().0
        };
        let day = |n: i64| later(Duration::days(n));
        let taken = async |n: i64| {
            let mut kinds = Vec::new();
            while let Some(mail) = store.mail_take(day(n)).await.unwrap() {
                store.mail_note(&mail, Answer::Taken, Some("250"), day(n)).await.unwrap();
                kinds.push((mail.kind, mail.decline.is_some(), mail.reference()));
            }
            kinds
        };
        propose(day(0)).await;
        assert_eq!(taken(0).await.iter().map(|(kind, ..)| *kind).collect::<Vec<_>>(), [Kind::Proposal]);
        assert!(taken(6).await.is_empty(), "not yet");
        let again = taken(7).await;
        assert_eq!(again.iter().map(|(kind, may, _)| (*kind, *may)).collect::<Vec<_>>(), [(Kind::Reminder, true)]);
        assert!(taken(40).await.is_empty(), "once");

        // The mail comes back: somebody tells them, until a letter has gone.
        let second = propose(day(1)).await;
        let first = taken(1).await.remove(0);
        assert!(store.mail_bounced(&first.2, Some("5.1.1"), day(1)).await.unwrap());
        let untold = async || {
            let desk = store.workbench(&intaker, &Default::default(), day(1)).await.unwrap();
            desk.rows.iter().map(|row| row.untold).collect::<Vec<_>>()
        };
        assert_eq!(untold().await, [true]);
        let hidden = store.agreement_on_paper(&other, second, (None, Some(day(1).day)), day(1)).await;
        assert!(matches!(hidden, Err(SaveError::Store(StoreError::NotFound))), "{hidden:?}");
        let early = store.agreement_on_paper(&intaker, second, (None, Some(day(0).day)), day(1)).await;
        assert!(matches!(early, Err(SaveError::Refused(OnPaperRefusal::OtherDay))), "{early:?}");
        for _ in 0..2 {
            let sent = store.agreement_on_paper(&intaker, second, (None, Some(day(1).day)), day(1)).await.unwrap();
            assert_eq!(sent.on_paper.iter().map(|one| (one.guardian, one.on)).collect::<Vec<_>>(), [(None, day(1).day)]);
        }
        assert_eq!(untold().await, [false]);

        // Who answered is not asked again; nor who wants no mail; nor anybody of a school that wants none sent.
        store.agreement_answer(&student, second, Answered::ChangeAsked { words: "Anders".to_owned().into() }, day(2)).await.unwrap();
        assert!(taken(9).await.is_empty());
        propose(day(10)).await;
        assert_eq!(taken(10).await.len(), 1);
        store.decline_mail(&student, true, day(11)).await.unwrap();
        assert!(taken(20).await.is_empty());
        store.decline_mail(&student, false, day(21)).await.unwrap();
        let by = Actor::system(school.tenant, Reason::Command);
        let period = register::Period::since(day(21).day);
        let put = crate::policy::Put {
            name: register::policy::Name::RemindAfterDays,
            typed: Some("0"),
            period,
            based_on: None,
        };
        store.policy_put(&by, put, day(21)).await.unwrap();
        propose(day(22)).await;
        assert_eq!(taken(22).await.len(), 1);
        assert!(taken(60).await.is_empty());
        let proof = store.audit_verify_data(school.tenant, None).await.unwrap();
        assert!(proof.proven > 0, "{proof:?}");
    }
}

crate::on_both! {
    /// Who is in a talk is written to when it is planned, moved or called off, and when it was written down how they looked back;
    /// not about what changed before the mail left.
    async fn what_becomes_of_a_talk_is_written_to_who_is_in_it(store) {
        let school = School::new(&store, "27DV").await;
        let bo = school.person("Bakker", date!(2008 - 03 - 01)).await;
        let enrolment = school.enrolled(bo.person, date!(2025 - 08 - 01), None).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let student = school.member(Role::Student, Scope::Person(bo.person)).await;
        // Somebody of eighteen answers alone: a parent is in no talk of theirs.
        let parent = school.guardian(bo.person, true).await;
        school.member(Role::Guardian, Scope::Guardian(parent)).await;
        school.settle().await;
        let form = register::intake::HoldIntake { ground: Some(register::statutory::Ground::Yes), ..needs_support() };
        let view = store.assess(&care, bo.file, 1, &form, at(1)).await.unwrap();
        let subjects = vec![Subject::Enrolment(enrolment)];
        // In force on the day on which they look back, and for long after it.
        let line = register::agreement::LineDraft {
            kind: Some(register::catalogue::MeasureKind::AdaptedExam),
            text: "Extra tijd".into(),
            who: "het examenbureau".into(),
            place: Some(register::catalogue::Place::Exam),
            from: Some(at(0).day),
            level: Some(register::catalogue::Level::Extra),
            ..register::agreement::LineDraft::default()
        };
        let lines = vec![register::agreement::Line::new(line).unwrap()];
        let new = NewVersion { based_on: view.version, subjects, lines };
        let (version, _) = store.agreement_propose(&care, bo.file, new, at(2)).await.unwrap();
        store.agreement_answer(&student, version, Answered::Agreed, at(3)).await.unwrap();
        let plan = async |days: i64, minute: i64| {
            let day = Some(at(0).day + Duration::days(days));
            let draft = register::agreement::PlanDraft { day, ..Default::default() };
            store.evaluation_plan(&care, version, &draft, at(minute)).await.unwrap();
        };
        let taken = async |minute: i64| {
            let mut all = Vec::new();
            while let Some(mail) = store.mail_take(at(minute)).await.unwrap() {
                store.mail_note(&mail, Answer::Taken, Some("250"), at(minute)).await.unwrap();
                all.push((mail.kind, mail.path.reveal().clone(), mail.decline.is_some()));
            }
            all
        };
        let talk = || (Kind::Talk, "/mijn".to_owned(), true);
        plan(5, 4).await;
        store.mail_pass(at(5)).await.unwrap();
        assert!(taken(5).await.is_empty(), "mail was not set up when it was planned");
        assert!(store.evaluation_plan_back(&care, bo.file, at(6)).await.unwrap());
        assert!(taken(6).await.is_empty(), "who was told of no talk is not told that it is off");
        plan(6, 7).await;
        plan(7, 8).await;
        assert_eq!(taken(9).await, [talk()], "moved before the mail left: one mail, and the student's alone");
        plan(8, 10).await;
        assert_eq!(taken(11).await, [talk()], "moved");
        let off = at(0).day + Duration::days(8);
        assert!(store.evaluation_plan_back(&care, bo.file, at(12)).await.unwrap());
        assert_eq!(taken(13).await, [talk()], "called off");
        assert_eq!(store.mine(&student, at(13)).await.unwrap().called_off, Some(off), "and their page says so");

        let held = register::agreement::Talk {
            held_on: Some(at(0).day),
            with_student: Some(true),
            kept: vec![Some(register::agreement::Kept::Mostly)],
            words: String::new(),
            outcome: Some(register::agreement::Outcome::GoesOn),
        };
        store.agreement_evaluate(&care, version, &held, at(14)).await.unwrap();
        store.agreement_evaluation_back(&care, version, 1, "Niet zo.", at(15)).await.unwrap();
        assert!(taken(16).await.is_empty(), "taken back before the mail left");
        store.agreement_evaluate(&care, version, &held, at(17)).await.unwrap();
        assert_eq!(taken(18).await, [(Kind::Evaluation, format!("/mijn/afspraken/{version}"), true)]);
        store.decline_mail(&student, true, at(19)).await.unwrap();
        plan(9, 20).await;
        assert!(taken(21).await.is_empty(), "who wants no mail gets none");
        // The fixtures lay down people beside the events; what was done with the file is proven.
        let proof = store.audit_verify_data(school.tenant, None).await.unwrap();
        assert!(proof.proven > 0 && proof.faults.iter().all(|fault| fault.kind != "file"), "{proof:?}");
    }
}

/// What a mail says stands in no file in clear, and not at all once it was sent.
#[tokio::test]
async fn a_link_that_waits_stands_in_no_file() {
    let folder = std::env::temp_dir().join(format!("meedoen-mail-{}", crate::fresh::id().simple()));
    std::fs::create_dir(&folder).unwrap();
    let store = Store::open(&format!("sqlite:{}", folder.join("db").display()), testing::keys()).await.unwrap();
    store.migrate(at(0)).await.unwrap();
    let school = School::new(&store, "27DV").await;
    let by = Actor::system(school.tenant, Reason::Command);
    let issued = store.invite(&by, &invited("noor@school.example"), at(1)).await.unwrap();
    store.close().await;
    let token = issued.token.reveal().as_bytes();
    assert_eq!(crate::keeping::tests::holding(&folder, token), Vec::<std::path::PathBuf>::new());
    std::fs::remove_dir_all(&folder).unwrap();
}

crate::on_both! {
    /// A decision is told by a mail; one that comes back, is refused, or is not wanted any more told nothing.
    async fn what_a_mail_told_that_did_not_arrive_is_owed_again(store) {
        use crate::dispute::Listed as Disputes;
        use crate::exam::Listed as Exams;
        use register::dispute::{Event, Lodge, Stand as Handled, Subject};
        use register::exam::{Ask, Decide, Facility, Ground, Stand};
        use register::intake::talk::{Means, Plan};
        use register::seen::Seen;
        let school = School::new(&store, "27DV").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let office = school.member(Role::ExamOffice, Scope::School).await;
        let desk = school.member(Role::DisputeDesk, Scope::School).await;
        let intaker = school.member(Role::Intaker, Scope::School).await;
        let who = school.person("Aalders", date!(2006 - 03 - 01)).await;
        school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        school.enrolled(who.person, date!(2023 - 08 - 01), None).await;
        let starts = crate::tests::school::TODAY + Duration::days(150);
        let application = school.applied(who.person, None, starts, "received").await;
        school.settle().await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        store.mail_pass(at(1)).await.unwrap();
        let ask = |wanted| Ask {
            ground: Some(Ground::Support),
            wanted: vec![wanted],
            why: "Lezen kost tijd.".to_owned(),
            ..Ask::default()
        };
        let no = Decide { reason: "Nee.".to_owned(), ..Decide::default() };
        let exam = store.exam_ask(&student, who.file, &ask(Facility::Spoken), at(1)).await.unwrap();
        store.exam_decide(&office, exam, (&no, Some(Seen::of(0, 0))), at(2)).await.unwrap();
        let brought = Lodge { subject: Some(Subject::Making), words: "Er is niets.".to_owned(), ..Lodge::default() };
        let dispute = store.dispute_lodge(&student, who.file, (&brought, &[]), at(3)).await.unwrap();
        store.dispute_step(&desk, dispute, ((Event::Settle, "Het komt er.", None, None), Some(Seen::of(0, 0))), at(4)).await.unwrap();
        let plan = Plan {
            day: Some(starts - Duration::days(100)),
            hour: None,
            place: "Lokaal 1.12".to_owned(),
            with: intaker.account(),
        };
        store.intake_plan(&intaker, application, &plan, at(5)).await.unwrap();
        let stands = async || {
            let exams = store.exams(&office, &Exams::of(Stand::ToTell), at(9)).await.unwrap().rows.len();
            let disputes = store.disputes(&desk, &Disputes::of(Handled::ToTell), at(9)).await.unwrap().rows.len();
            let talk = store.intake_talks(&intaker, application, at(9)).await.unwrap();
            (exams, disputes, talk.newest().unwrap().told.map(|told| told.means))
        };
        assert_eq!(stands().await, (0, 0, Some(Means::Mail)), "each was told by mail");
        // The mails of the coach, the office and the desk told nobody anything; those of the student did.
        let mut theirs = Vec::new();
        while let Some(mail) = store.mail_take(at(6)).await.unwrap() {
            let to = store.account_by_email(mail.to.reveal()).await.unwrap().unwrap().account;
            if Some(to) == student.account() {
                theirs.push(mail);
            } else {
                store.mail_note(&mail, Answer::Never, Some("550"), at(6)).await.unwrap();
            }
        }
        assert_eq!((theirs.len(), stands().await), (3, (0, 0, Some(Means::Mail))));
        // One is refused, one comes back, one is tried too long.
        store.mail_note(&theirs[0], Answer::Never, Some("550"), at(7)).await.unwrap();
        assert_eq!(stands().await, (1, 0, Some(Means::Mail)));
        store.mail_note(&theirs[1], Answer::Taken, Some("250"), at(7)).await.unwrap();
        assert!(store.mail_bounced(&theirs[1].reference(), Some("5.1.1"), at(8)).await.unwrap());
        assert_eq!(stands().await, (1, 1, Some(Means::Mail)));
        store.mail_note(&theirs[2], Answer::Later, None, later(TRIED + Duration::hours(1))).await.unwrap();
        assert_eq!(stands().await, (1, 1, None));
        // It is told again, on paper; a second report of the same mail changes nothing of that.
        let seen = store.exam(&office, exam, at(9)).await.unwrap().request.seen_so_far();
        let paper = (Some(Means::Paper), Some(crate::tests::school::TODAY));
        store.exam_told(&office, exam, (paper, Some(seen)), at(9)).await.unwrap();
        assert!(!store.mail_bounced(&theirs[0].reference(), None, at(9)).await.unwrap());
        assert_eq!(stands().await.0, 0);
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }
}
