//! What the law asks of facts as they are stored: one case for each point, read back through the store and the page's view.

use super::path::{line, needs_support};
use super::school::{School, Someone, TODAY, at};
use crate::SaveError;
use crate::agreement::propose::NewVersion;
use crate::file::view::FileView;
use crate::policy::{Put, SetBy, SettingRow};
use access::{Actor, Role, Scope};
use register::agreement::{Answer, Status, Subject};
use register::clearance::{Because, Clearance, Reason};
use register::duty::DutyKind;
use register::intake::HoldIntake;
use register::law::State;
use register::law::calendar::{self, Entry};
use register::period::Period;
use register::policy::{Name, Refused};
use register::statutory::Ground;
use register::{ApplicationId, Moment};
use time::macros::date;
use time::{Date, Duration};

/// Somebody who applied, with who works on it.
struct Case<'a> {
    school: &'a School,
    who: Someone,
    application: ApplicationId,
    intaker: Actor,
    student: Actor,
}

impl<'a> Case<'a> {
    async fn new(school: &'a School, born: Date) -> Self {
        let team = school.team("Zorg").await;
        let who = school.person("de Vries", born).await;
        school.in_team(who.person, team, date!(2023 - 08 - 01), None).await;
        let application = school.applied(who.person, Some(team), date!(2026 - 08 - 01), "received").await;
        let intaker = school.member(Role::Intaker, Scope::School).await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        school.settle().await;
        Self { school, who, application, intaker, student }
    }

    async fn view(&self, minute: i64) -> FileView {
        self.school.store.file_view(&self.intaker, self.who.file, at(minute)).await.unwrap()
    }

    /// Assessed, proposed and agreed by the student, at these minutes.
    async fn agrees(&self, minute: i64) {
        let store = &self.school.store;
        let held = store.intake_hold(&self.intaker, self.application, 1, &needs_support(), at(1)).await.unwrap();
        let subjects = vec![Subject::Application(self.application)];
        let new = NewVersion { based_on: held.version, subjects, lines: vec![line("Extra tijd", "25%")] };
        let (version, _) = store.agreement_propose(&self.intaker, self.who.file, new, at(2)).await.unwrap();
        store.agreement_answer(&self.student, version, Answer::Agreed, at(minute)).await.unwrap();
    }

    /// The student system says so of the application.
    async fn told(&self, participant: Option<&str>, decided: Option<Moment>, hour: bool) {
        let mut tx = self.school.store.begin().await.unwrap();
        run!(
            tx,
            "UPDATE application SET participant = $3, decided_on = $4, decided_at = $5 WHERE tenant_id = $1 AND application_id = $2",
            self.school.tenant.0,
            self.application.0,
            participant,
            decided.map(|moment| moment.day),
            decided.filter(|_| hour).map(|moment| moment.at)
        )
        .unwrap();
        tx.commit().await.unwrap();
        self.school.settle().await;
    }

    /// The application became an enrolment that begins on a day.
    async fn enrolled(&self, from: Date) {
        let enrolment = self.school.enrolled(self.who.person, from, None).await;
        let mut tx = self.school.store.begin().await.unwrap();
        run!(
            tx,
            "UPDATE application SET status = 'enrolled', enrolment_id = $3 WHERE tenant_id = $1 AND application_id = $2",
            self.school.tenant.0,
            self.application.0,
            enrolment.0
        )
        .unwrap();
        tx.commit().await.unwrap();
        self.school.settle().await;
    }

    /// What is due, for who sees the whole school.
    async fn due(&self, minute: i64) -> Vec<DutyKind> {
        let care = self.school.member(Role::CareCoordinator, Scope::School).await;
        let work = self.school.store.workbench(&care, &Default::default(), at(minute)).await.unwrap();
        work.rows.iter().map(|row| row.duty.kind).collect()
    }
}

/// Whether the one enrolment came after the agreements that the law asks.
fn respects(view: &FileView) -> bool {
    let [(_, finding)] = view.before.as_slice() else { panic!("{:?}", view.before) };
    !matches!(finding.state(date!(2030 - 01 - 01)), State::Overdue | State::MetLate)
}

crate::on_both! {
    /// The law speaks of the enrolment that is decided. On one day the hour decides where both are known; else it is before.
    async fn agreed_on_the_day_of_the_decision_counts_by_the_hour_where_it_is_known(store) {
        for (code, decided, hour, respected) in
            [("98AA", 5, true, false), ("98AB", 5, false, true), ("98AC", 30, true, true)]
        {
            let school = School::new(&store, code).await;
            let case = Case::new(&school, date!(2008 - 03 - 01)).await;
            case.agrees(20).await;
            case.told(None, Some(at(decided)), hour).await;
            case.enrolled(date!(2026 - 08 - 01)).await;
            let view = case.view(40).await;
            assert_eq!(respects(&view), respected, "{code}");
            school.assert_projection().await;
        }
    }

    /// Agreed before the first day and after the decision: too late, and nothing is owed any more.
    async fn the_decision_comes_before_the_first_day(store) {
        let school = School::new(&store, "98BA").await;
        let case = Case::new(&school, date!(2008 - 03 - 01)).await;
        case.agrees(20).await;
        case.enrolled(date!(2026 - 08 - 01)).await;
        assert!(respects(&case.view(30).await), "nobody said when it was decided: the first day counts");
        let yesterday = Moment { at: at(0).at - Duration::days(1), day: TODAY - Duration::days(1) };
        case.told(None, Some(yesterday), false).await;
        let view = case.view(31).await;
        assert!(!respects(&view));
        assert!(case.due(32).await.is_empty());
    }

    /// 8.1.3a is about students and vavo students of funded schools; what nobody said frees nobody.
    async fn other_educatie_and_schools_that_are_not_funded_are_asked_nothing(store) {
        for (code, participant, kind, free) in [
            ("98CA", None, None, false),
            ("98CB", Some("vavo_student"), None, false),
            ("98CC", Some("educatie_deelnemer"), None, true),
            ("98CD", Some("something else"), None, false),
            ("98CE", None, Some("non_funded_provider"), true),
            ("98CF", None, Some("roc"), false),
        ] {
            let school = School::new(&store, code).await;
            if let Some(kind) = kind {
                let mut tx = store.begin().await.unwrap();
                run!(
                    tx,
                    "INSERT INTO policy_setting (tenant_id, name, begins, value) VALUES ($1, 'kind_of_school', $2, $3)",
                    school.tenant.0,
                    date!(2023 - 08 - 01),
                    kind
                )
                .unwrap();
                tx.commit().await.unwrap();
            }
            let case = Case::new(&school, date!(2008 - 03 - 01)).await;
            case.told(participant, None, false).await;
            let clearance = case.view(1).await.clearances[0].1;
            let given = clearance == Clearance::Given { because: Because::OutOfScope };
            assert_eq!(given, free, "{code}: {clearance:?}");
            assert_eq!(case.due(2).await.is_empty(), free, "{code}");
        }
    }

    /// Sixteen when they agreed; fifteen since the birth date was corrected. What was agreed stays readable as it was, and the
    /// law asks a parent, for whom a new proposal is made.
    async fn a_birth_date_that_is_corrected_asks_a_parent_and_leaves_what_was_agreed(store) {
        let school = School::new(&store, "98DA").await;
        let case = Case::new(&school, date!(2010 - 05 - 12)).await;
        case.agrees(20).await;
        assert!(matches!(case.view(21).await.clearances[0].1, Clearance::Given { because: Because::Agreed { .. } }));
        assert!(case.due(22).await.is_empty());
        let mut tx = store.begin().await.unwrap();
        run!(
            tx,
            "UPDATE person SET birth_day = 13 WHERE tenant_id = $1 AND person_id = $2",
            school.tenant.0,
            case.who.person.0
        )
        .unwrap();
        tx.commit().await.unwrap();
        school.settle().await;
        let view = case.view(23).await;
        assert!(matches!(view.clearances[0].1, Clearance::Withheld { reason: Reason::GuardianMissing { .. }, .. }));
        let version = view.agreement.as_ref().and_then(|agreement| agreement.latest()).unwrap();
        assert_eq!((version.status, version.agreed_on().map(|on| on.day)), (Status::InForce, Some(TODAY)));
        assert_eq!(case.due(24).await, [DutyKind::Agree]);
        school.assert_projection().await;
    }

    /// What a school sets holds from its day, is refused where the law says otherwise, and stays readable when it is corrected.
    async fn a_school_sets_its_own_terms_and_what_was_set_stays_readable(store) {
        let school = School::new(&store, "98EA").await;
        let by = Actor::system(school.tenant, access::Reason::Command);
        let case = Case::new(&school, date!(2008 - 03 - 01)).await;
        // Support is needed, and the ground is not known: the law asks nothing, the school may.
        let unknown = HoldIntake { ground: Some(Ground::Unknown), ..needs_support() };
        store.intake_hold(&case.intaker, case.application, 1, &unknown, at(1)).await.unwrap();
        assert!(case.due(2).await.is_empty());
        let since = Period::since(date!(2026 - 01 - 01));
        let put = |name, typed, period| Put { name, typed: Some(typed), period, based_on: None };
        store.policy_put(&by, put(Name::AgreeWithoutGround, "yes", since), at(3)).await.unwrap();
        assert!(case.due(3).await.is_empty(), "the files are owed it still");
        // Killed here. Whoever starts the program finishes it, once.
        store.policies_settle(TODAY).await.unwrap();
        store.policies_settle(TODAY).await.unwrap();
        assert_eq!(case.due(4).await, [DutyKind::Agree], "written anew with it");
        school.assert_projection().await;
        let ended = Period::between(date!(2026 - 01 - 01), date!(2026 - 05 - 11));
        store.policy_set(&by, put(Name::AgreeWithoutGround, "yes", ended), at(5)).await.unwrap();
        assert!(case.due(6).await.is_empty(), "ended yesterday");
        school.assert_projection().await;
        let refused = store.policy_set(&by, put(Name::AbsenceWeeks, "5", since), at(7)).await;
        let Err(SaveError::Refused(Refused::Contradicts(contradicts))) = refused else { panic!("{refused:?}") };
        assert_eq!(contradicts.against.cite, "WEB 9.2.1");
        store.policy_set(&by, put(Name::AbsenceWeeks, "3", since), at(8)).await.unwrap();
        let read = store.policy_settings(&by).await.unwrap().last();
        // Two people, one after the other, both with the page of before: the second is told.
        let weeks = |typed| Put { based_on: Some(read), ..put(Name::AbsenceWeeks, typed, since) };
        store.policy_set(&by, weeks("2"), at(9)).await.unwrap();
        let meanwhile = store.policy_set(&by, weeks("1"), at(10)).await;
        assert!(matches!(meanwhile, Err(SaveError::Refused(Refused::SetMeanwhile))), "{meanwhile:?}");
        store.policy_set(&by, put(Name::AbsenceWeeks, "3", since), at(11)).await.unwrap();
        // What was never so is taken back, and stays readable.
        let early = Period::since(date!(2025 - 08 - 01));
        store.policy_set(&by, put(Name::AbsenceWeeks, "1", early), at(12)).await.unwrap();
        let never = Put { typed: None, ..put(Name::AbsenceWeeks, "", early) };
        store.policy_set(&by, never, at(13)).await.unwrap();
        let again = store.policy_set(&by, never, at(14)).await;
        assert!(matches!(again, Err(SaveError::Refused(Refused::NothingThere))), "{again:?}");
        let told = store.policy_settings(&by).await.unwrap();
        let says = |row: &SettingRow| (row.number, row.name.clone(), row.value.clone(), row.period.until);
        let told: Vec<_> = told.history.iter().map(says).collect();
        let row = |number, name: &str, value: Option<&str>, until| (number, name.to_owned(), value.map(str::to_owned), until);
        assert_eq!(
            told,
            [
                row(1, "agree_without_ground", Some("yes"), None),
                row(2, "agree_without_ground", Some("yes"), Some(date!(2026 - 05 - 11))),
                row(3, "absence_weeks", Some("3"), None),
                row(4, "absence_weeks", Some("2"), None),
                row(5, "absence_weeks", Some("3"), None),
                row(6, "absence_weeks", Some("1"), None),
                row(7, "absence_weeks", None, None),
            ]
        );
        let mut tx = store.begin().await.unwrap();
        let policy = crate::policy::load(&mut tx, school.tenant).await.unwrap();
        assert_eq!((policy.terms.absence_weeks(TODAY), policy.terms.absence_weeks(date!(2025 - 12 - 31))), (3, 4));
        run!(
            tx,
            "INSERT INTO policy_setting (tenant_id, name, begins, value) VALUES ($1, 'exam_days_ahead', $2, '90')",
            school.tenant.0,
            date!(2026 - 01 - 01)
        )
        .unwrap();
        let policy = crate::policy::load(&mut tx, school.tenant).await.unwrap();
        let terms = policy.terms;
        assert_eq!((terms.exam_days_ahead(TODAY), terms.absence_weeks(TODAY)), (35, 3), "one holds nothing, the other holds");
        drop(tx);
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }

    /// Enrolled with a need of which the ground was not known. On the next day it is: where it arose, agreements are made and
    /// nothing is late; where it was mistyped they were due before the enrolment. The file says which.
    async fn what_was_mistyped_before_the_enrolment_is_no_need_that_arose_after_it(store) {
        for (code, corrects, overdue) in [("98GA", false, false), ("98GB", true, true)] {
            let school = School::new(&store, code).await;
            let case = Case::new(&school, date!(2008 - 03 - 01)).await;
            let unknown = HoldIntake { ground: Some(Ground::Unknown), ..needs_support() };
            store.intake_hold(&case.intaker, case.application, 1, &unknown, at(1)).await.unwrap();
            case.enrolled(TODAY).await;
            assert!(case.due(2).await.is_empty(), "the law asks nothing while the ground is not known");
            let tomorrow = Moment { at: at(3).at + Duration::days(1), day: TODAY + Duration::days(1) };
            let care = school.member(Role::CareCoordinator, Scope::School).await;
            let view = case.view(3).await;
            let yes = HoldIntake { corrects, ..needs_support() };
            store.assess(&care, case.who.file, view.version, &yes, tomorrow).await.unwrap();
            let view = store.file_view(&care, case.who.file, tomorrow).await.unwrap();
            assert_eq!(view.statutory.as_ref().unwrap().as_ref().unwrap().corrects, corrects);
            let [(duty, why)] = view.duties.as_slice() else { panic!("{:?}", view.duties) };
            assert_eq!((duty.kind == DutyKind::Agree, duty.is_overdue(tomorrow.day)), (overdue, overdue), "{code}");
            let arose = why.iter().any(|reason| reason.fact == "need_arose_on");
            assert_eq!((arose, respects(&view)), (!overdue, !overdue), "{code}: {why:?}");
            let work = store.workbench(&care, &Default::default(), tomorrow).await.unwrap();
            assert_eq!(work.rows.iter().map(|row| row.duty).collect::<Vec<_>>(), [*duty], "{code}: on the list too");
        }
    }

    /// A school that asks a parent's answer below 18: the agreements of somebody of 17 wait for a parent, who reads the measures
    /// and answers, and not what the student said. At 18 nobody else answers.
    async fn a_school_asks_a_parent_to_answer_until_the_age_that_it_set(store) {
        for (name, born, parent_asked) in [("98HA", date!(2008 - 09 - 03), true), ("98HB", date!(2008 - 05 - 12), false)] {
            let school = School::new(&store, name).await;
            let by = Actor::system(school.tenant, access::Reason::Command);
            let case = Case::new(&school, born).await;
            let guardian = school.guardian(case.who.person, true).await;
            let parent = school.member(Role::Guardian, Scope::Guardian(guardian)).await;
            let put = |typed| Put {
                name: Name::ParentAnswersBelow,
                typed: Some(typed),
                period: Period::since(date!(2026 - 01 - 01)),
                based_on: None,
            };
            store.policy_set(&by, put("18"), at(1)).await.unwrap();
            case.agrees(20).await;
            let view = case.view(21).await;
            let version = view.agreement.as_ref().unwrap().latest().unwrap().clone();
            let waits = version.status == Status::Offered;
            assert_eq!(waits, parent_asked, "{name}");
            assert_eq!(case.due(22).await.is_empty(), !parent_asked, "{name}");
            let answered = store.agreement_answer(&parent, version.id, Answer::Agreed, at(23)).await;
            assert_eq!(answered.is_ok(), parent_asked, "{name}: {answered:?}");
            let mine = store.mine(&parent, at(24)).await;
            assert!(!mine.is_ok_and(|mine| mine.need.is_some()), "not the student's own words");
            assert_eq!(case.view(25).await.agreement.unwrap().latest().unwrap().status, Status::InForce, "{name}");
            school.assert_projection().await;
        }
    }

    /// What a school reads of its calendar counts from there on: the exam committee has a week more to answer. A newer file ends
    /// what it says otherwise, the same file twice is read once, and all of it stays readable.
    async fn a_school_counts_by_the_calendar_that_it_read(store) {
        let school = School::new(&store, "98FA").await;
        let by = Actor::system(school.tenant, access::Reason::Command);
        let put = |name, typed| Put {
            name,
            typed: Some(typed),
            period: Period::since(date!(2026 - 01 - 01)),
            based_on: None,
        };
        store.policy_set(&by, put(Name::ExamAnswerWorkingDays, "10"), at(1)).await.unwrap();
        store.policy_set(&by, put(Name::HolidayClosureCounts, "no"), at(2)).await.unwrap();
        let due = async || {
            let settings = store.policy_settings(&by).await.unwrap();
            let mut facts = register::law::Facts::default();
            facts.exam.made_on = Some(date!(2026 - 10 - 12));
            facts.school.terms = settings.terms;
            facts.school.holiday_weeks = settings.calendar.holiday_weeks;
            register::law::r18_exam::judge(&facts, &settings.calendar.days).unwrap().due_on()
        };
        assert_eq!(due().await, Some(date!(2026 - 10 - 26)));
        let file = |text: &str| register::law::calendar::read_entries(text).unwrap();
        let autumn = file("2026-10-17;2026-10-25;herfst;besluit van 3 maart 2026\n2026-10-30;equated;extra;Stb. 1");
        assert_eq!(store.calendar_changes(&by, &autumn).await.unwrap().add.len(), 2);
        assert_eq!(due().await, Some(date!(2026 - 10 - 26)), "only looked at");
        store.calendar_read(&by, &autumn, at(3)).await.unwrap();
        assert_eq!(due().await, Some(date!(2026 - 11 - 03)), "a week that is closed, and a day");
        let again = store.calendar_read(&by, &autumn, at(4)).await.unwrap();
        assert_eq!((again.add.len(), again.end.len(), again.same), (0, 0, 2));
        store.calendar_read(&by, &file("2026-10-10;2026-10-18;herfst;nieuw besluit"), at(5)).await.unwrap();
        let told = store.calendar_rows(&by).await.unwrap();
        assert!(told.iter().all(|row| row.read.0 == SetBy::Command), "who read it");
        let told: Vec<_> = told.iter().map(|row| (row.entry.from, row.ended.is_some())).collect();
        assert_eq!(
            told,
            [(date!(2026 - 10 - 10), false), (date!(2026 - 10 - 17), true), (date!(2026 - 10 - 30), false)]
        );
        assert_eq!(due().await, Some(date!(2026 - 11 - 02)), "the week of the request itself is closed now");
        let other = School::new(&store, "98FB").await;
        assert!(store.calendar(other.tenant).await.unwrap().holiday_weeks.is_empty(), "of no other school");
        // By hand: moved back, by name; the same again is nothing; what was moved meanwhile is told; and ended.
        let admin = school.member(Role::Administrator, Scope::None).await;
        let back = file("2026-10-17;2026-10-25;herfst;toch").remove(0);
        let put = async |number, entry: Option<&Entry>, minute| {
            store.calendar_put(&admin, Some(number), entry.cloned(), at(minute)).await
        };
        assert_eq!(put(3, Some(&back), 6).await.unwrap().end, Some(3));
        assert_eq!(put(3, Some(&back), 7).await.unwrap(), Default::default(), "sent twice");
        assert_eq!(due().await, Some(date!(2026 - 11 - 03)));
        let other = file("2026-10-24;2026-11-01;herfst;nog anders").remove(0);
        assert!(matches!(put(3, Some(&other), 8).await, Err(SaveError::Refused(calendar::Refused::Gone))));
        let rows = store.calendar_rows(&by).await.unwrap();
        let (number, who) = rows.iter().find(|row| row.entry == back).map(|row| (row.number, row.read.0.clone())).unwrap();
        assert!(matches!(who, SetBy::Account(account, _) if Some(account) == admin.account()));
        put(number, None, 9).await.unwrap();
        assert_eq!(due().await, Some(date!(2026 - 10 - 26)), "as without it");
        let coach = school.member(Role::Coach, Scope::Own).await;
        let refused = store.calendar_put(&coach, Some(number), None, at(10)).await;
        assert!(matches!(refused, Err(SaveError::Store(crate::StoreError::NotFound))));
        assert!(matches!(store.audit_verify(school.tenant, None).await.unwrap(), crate::audit::Verdict::Whole { .. }));
    }
}
