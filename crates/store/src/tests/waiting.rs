//! Each thing that waits for somebody, or that they have to know, writes a mail to who it is for: a link, and not to who did it.

use super::path::needs_support;
use super::school::{School, Someone, TODAY, at};
use crate::Store;
use crate::agreement::propose::NewVersion;
use access::{Actor, Role, Scope};
use register::agreement::{Answer, Kept, Line, LineDraft, Subject};
use register::catalogue::{Level, MeasureKind, Place};
use register::mail::Answer as Taken;
use register::meeting::{Consenter, Draft, Minutes, Plan};
use register::statutory::Ground;
use register::voice::Kind;
use register::{AccountId, Moment, VersionId};
use time::Duration;
use time::macros::date;

/// The same hour, so many days later.
fn days(many: i64) -> Moment {
    Moment { at: at(30).at + Duration::days(many), day: TODAY + Duration::days(many) }
}

/// What is due is sent: where each link leads, and to whom.
async fn sent(store: &Store, now: Moment) -> Vec<(String, AccountId)> {
    store.mail_pass(now).await.unwrap();
    let mut all = Vec::new();
    while let Some(mail) = store.mail_take(now).await.unwrap() {
        let to = store.account_by_email(mail.to.reveal()).await.unwrap().unwrap().account;
        store.mail_note(&mail, Taken::Taken, Some("250"), now).await.unwrap();
        all.push((mail.path.reveal().clone(), to));
    }
    all.sort_unstable();
    all
}

async fn proposed(
    store: &Store,
    (coach, who): (&Actor, &Someone),
    enrolment: register::EnrolmentId,
    now: Moment,
) -> VersionId {
    let line = LineDraft {
        kind: Some(MeasureKind::AdaptedExam),
        text: "Extra tijd".into(),
        who: "het examenbureau".into(),
        place: Some(Place::Exam),
        from: Some(TODAY),
        level: Some(Level::Extra),
        ..LineDraft::default()
    };
    let based_on = store.file_view(coach, who.file, now).await.unwrap().version;
    let subjects = vec![Subject::Enrolment(enrolment)];
    let new = NewVersion { based_on, subjects, lines: vec![Line::new(line).unwrap()] };
    store.agreement_propose(coach, who.file, new, now).await.unwrap().0
}

crate::on_both! {
    async fn each_thing_that_waits_on_an_agenda_writes_a_mail(store) {
        let school = School::new(&store, "46AB").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let care = school.member(Role::CareCoordinator, Scope::School).await;
        let intaker = school.member(Role::Intaker, Scope::School).await;
        let typist = school.member(Role::Intaker, Scope::School).await;
        // Eighteen, and an applicant.
        let who = school.person("Aalders", date!(2008 - 03 - 01)).await;
        let new = school.person("Bos", date!(2005 - 03 - 01)).await;
        let application = school.applied(new.person, None, TODAY + Duration::days(150), "received").await;
        for one in [&who, &new] {
            school.coached(one.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
        }
        school.enrolled(who.person, date!(2023 - 08 - 01), None).await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        let applicant = school.member(Role::Student, Scope::Person(new.person)).await;
        school.settle().await;
        let [own, guide, asker, comes] = [&student, &coach, &intaker, &applicant].map(|one| one.account().unwrap());
        let file = who.file;
        assert!(sent(&store, at(1)).await.is_empty());

        // A meeting asks the student's yes; what was decided lies with a colleague; it is called off.
        let plan = |on: i64| Plan {
            on: Some(TODAY + Duration::days(on)),
            question: "Hoe houdt zij de stage vol?".to_owned(),
            people: "De student en de slb’er".to_owned(),
        };
        let meeting = store.meeting_plan(&care, file, &plan(7), at(2)).await.unwrap();
        assert_eq!(sent(&store, at(2)).await, [("/mijn/zorg".to_owned(), own)], "a meeting asks for a yes");
        store.meeting_agree(&care, meeting, (Some(Consenter::Student), Some(TODAY)), at(3)).await.unwrap();
        assert!(sent(&store, days(7)).await.is_empty(), "the yes is there: nothing waits for the student");
        let decides = |words: &str, owner: AccountId| Draft {
            words: words.to_owned(),
            owner: Some(owner),
            due: Some(TODAY + Duration::days(30)),
        };
        let held = Minutes {
            on: Some(TODAY + Duration::days(7)),
            people: "De student, de slb’er en een ouder".to_owned(),
            notes: "Alleen voor het team.".to_owned(),
            decisions: vec![
                decides("Belt het leerbedrijf.", guide),
                decides("Belt de ouders.", guide),
                decides("Vraagt een laptop.", care.account().unwrap()),
            ],
        };
        store.meeting_hold(&care, meeting, &held, days(7)).await.unwrap();
        let list = ("/zorg/besluiten".to_owned(), guide);
        assert_eq!(sent(&store, days(7)).await, std::slice::from_ref(&list), "one mail, and none to who wrote it down");
        let laptop = store.decisions(&care, true, None, days(7)).await.unwrap().rows[0].id;
        store.decision_give(&care, laptop, guide, days(7)).await.unwrap();
        assert_eq!(sent(&store, days(7)).await, [list], "it is given to somebody else");
        // Mail is set up for who passed by today.
        assert!(sent(&store, days(8)).await.is_empty());
        let second = store.meeting_plan(&care, file, &plan(15), days(8)).await.unwrap();
        assert_eq!(sent(&store, days(8)).await, [("/mijn/zorg".to_owned(), own)]);
        store.meeting_cancel(&care, second, "Niet nodig.", days(8)).await.unwrap();
        assert_eq!(sent(&store, days(8)).await, [("/mijn/zorg".to_owned(), own)], "it is off");

        // What somebody says waits for an answer, and the answer for who said it.
        let said = store.voice_say(&student, file, (Some(Kind::Missing), "Ik mis rust."), days(8)).await.unwrap();
        let waits = format!("/dossiers/{file}/gezegd/{said}");
        assert_eq!(sent(&store, days(8)).await, [(waits, guide)], "an answer is owed");
        store.voice_answer(&coach, file, said, "We kijken ernaar.", days(8)).await.unwrap();
        assert_eq!(sent(&store, days(8)).await, [(format!("/mijn/zeggen/{file}"), own)], "there is an answer");

        // What the previous school wrote is typed over: who applied reads it, and who asked for it looks at it.
        let given = register::transfer::Ask {
            school: "Het Lyceum".to_owned(),
            consent: Some(Consenter::Student),
            given_on: Some(TODAY),
        };
        store.transfer_ask(&intaker, application, &given, days(8)).await.unwrap();
        assert!(sent(&store, days(8)).await.is_empty());
        let typed = register::transfer::Typed {
            helped: "Rust.".to_owned(),
            not_helped: String::new(),
            needed: "Meer tijd.".to_owned(),
        };
        store.transfer_receive(&typist, application, &typed, days(8)).await.unwrap();
        let review = format!("/intake/{application}/overdracht");
        assert_eq!(sent(&store, days(8)).await, [(review, asker), ("/mijn/aanmelding".to_owned(), comes)]);
    }

    /// The question opens after ten school days, and its mail waits as long; who answered before it left, or whose agreement is
    /// over, is not asked.
    async fn whether_it_happens_is_asked_by_mail_once_it_opens(store) {
        let school = School::new(&store, "46AC").await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        store.mail_pass(at(0)).await.unwrap();
        let mut all = Vec::new();
        for name in ["Aalders", "Bakker", "Ceder"] {
            let who = school.person(name, date!(2008 - 03 - 01)).await;
            school.coached(who.person, coach.account().unwrap(), date!(2023 - 08 - 01), None).await;
            let enrolment = school.enrolled(who.person, date!(2025 - 08 - 01), None).await;
            let student = school.member(Role::Student, Scope::Person(who.person)).await;
            school.settle().await;
            let form = register::intake::HoldIntake { ground: Some(Ground::Yes), ..needs_support() };
            store.assess(&coach, who.file, 1, &form, at(1)).await.unwrap();
            let own = student.account().unwrap();
            let withdrawn = proposed(&store, (&coach, &who), enrolment, at(2)).await;
            let page = |version: VersionId| (format!("/mijn/afspraken/{version}"), own);
            assert_eq!(sent(&store, at(2)).await, [page(withdrawn)]);
            store.agreement_withdraw(&coach, withdrawn, "Voor een andere student.", at(3)).await.unwrap();
            assert_eq!(sent(&store, at(3)).await, [page(withdrawn)], "a proposal is withdrawn");
            let version = proposed(&store, (&coach, &who), enrolment, at(4)).await;
            assert_eq!(sent(&store, at(4)).await, [page(version)]);
            store.agreement_answer(&student, version, Answer::Agreed, at(5)).await.unwrap();
            assert!(sent(&store, at(5)).await.is_empty(), "it is too early to ask");
            all.push((student, own, version));
        }
        let [(asked, own, first), (quick, _, answered), (_, gone, ended)] = all.as_slice() else { panic!("three") };
        // As the page says it: more than ten days, for there are two weekends in ten school days.
        let from = store.happens_view(asked, *first, at(6)).await.unwrap().from.unwrap();
        let opens = (from - TODAY).whole_days();
        assert!(opens >= 14, "{from}");
        assert!(sent(&store, days(opens - 1)).await.is_empty(), "not yet");
        store.agreement_end(&coach, *ended, ("Niet meer nodig.", true), days(opens - 1)).await.unwrap();
        let over = (format!("/mijn/afspraken/{ended}"), *gone);
        assert_eq!(sent(&store, days(opens - 1)).await, [over], "an agreement ended");
        store.happens_answer(quick, *answered, (0, Kept::Entirely), "Helemaal", days(opens)).await.unwrap();
        assert_eq!(sent(&store, days(opens)).await, [(format!("/mijn/gebeurt/{first}"), *own)], "who is asked, alone");
        assert!(sent(&store, days(opens + 20)).await.is_empty(), "once");
    }
}
