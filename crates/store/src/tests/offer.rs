//! What a school offers, on both databases: advised on, decided, read by everybody, marked, and withdrawn while it is promised.

use super::school::{School, TODAY, at};
use crate::offer::{OfferRefusal, Step};
use crate::{SaveError, Store, StoreError, testing};
use access::{Actor, Role, Scope};
use register::offer::{Concept, Level, LineDraft, LineField, Mark, Outcome, Refusal, Status, WhatIsWrong};
use register::{MeasureId, Moment, OfferId};
use time::Duration;

pub(super) fn later(days: i64) -> Moment {
    Moment { at: at(30).at + Duration::days(days), day: TODAY + Duration::days(days) }
}

pub(super) fn line(measure: MeasureId, site: &str) -> LineDraft {
    LineDraft {
        measure: Some(measure),
        level: Some(Level::Extra),
        site: site.into(),
        town: if site.is_empty() { String::new() } else { "Arnhem".into() },
        who: "Het loket".into(),
        who_en: "The desk".into(),
        address: "loket@aanbod.example".into(),
        reachable: "Elke dag.".into(),
        reachable_en: "Every day.".into(),
        how: "Vraag het.".into(),
        how_en: "Ask.".into(),
        ..LineDraft::default()
    }
}

pub(super) async fn stands(store: &Store, policy: &Actor, offer: OfferId, now: Moment) -> (OfferId, i64) {
    let desk = store.offer_desk(policy, now.day).await.unwrap();
    (offer, desk.one(offer).unwrap().changes)
}

pub(super) async fn step(
    store: &Store,
    policy: &Actor,
    offer: OfferId,
    step: Step,
    now: Moment,
) -> Result<(), OfferRefusal> {
    match store.offer_step(policy, stands(store, policy, offer, now).await, &step, now).await {
        Ok(()) => Ok(()),
        Err(SaveError::Refused(refusal)) => Err(refusal),
        Err(SaveError::Store(error)) => panic!("{error}"),
    }
}

crate::on_both! {
    async fn advised_decided_read_and_stopped(store) {
        let school = School::new(&store, "46OF").await;
        let policy = school.member(Role::PolicyOfficer, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let elsewhere = School::new(&store, "46OG").await.member(Role::PolicyOfficer, Scope::School).await;
        assert!(matches!(store.offer_desk(&coach, TODAY).await, Err(StoreError::NotFound)), "not there for who may not");
        assert!(matches!(store.offer_begin(&coach, at(1)).await, Err(SaveError::Store(StoreError::NotFound))));
        let measures = store.catalogue(policy.tenant(), TODAY).await.unwrap().measures;
        let offer = store.offer_begin(&policy, at(1)).await.unwrap();
        let again = store.offer_begin(&policy, at(1)).await;
        assert!(matches!(again, Err(SaveError::Refused(OfferRefusal::Rules(Refusal::Another(id)))) if id == offer), "one at a time");
        let other = store.offer_line_save(&elsewhere, (offer, 0), None, &line(measures[0].id, ""), at(2)).await;
        assert!(matches!(other, Err(SaveError::Store(StoreError::NotFound))), "of another school");

        let empty = step(&store, &policy, offer, Step::Ask { on: Some(TODAY) }, at(2)).await;
        assert_eq!(empty, Err(OfferRefusal::Rules(Refusal::Empty)));
        let first = store.offer_line_save(&policy, (offer, 0), None, &line(measures[0].id, ""), at(3)).await.unwrap();
        let tab = store.offer_line_save(&policy, (offer, 0), None, &line(measures[1].id, ""), at(3)).await;
        assert!(matches!(tab, Err(SaveError::Refused(OfferRefusal::Changed))), "two tabs: the second is told");
        let was = stands(&store, &policy, offer, at(4)).await;
        let twice = store.offer_line_save(&policy, was, None, &line(measures[0].id, ""), at(4)).await;
        let wrong = vec![(LineField::Measure, WhatIsWrong::Twice)];
        assert!(matches!(twice, Err(SaveError::Refused(OfferRefusal::Line(found))) if found == wrong));
        let second = store.offer_line_save(&policy, was, None, &line(measures[0].id, "Velperweg"), at(4)).await.unwrap();
        assert_ne!(first, second);
        step(&store, &policy, offer, Step::Ask { on: Some(TODAY) }, at(6)).await.unwrap();
        let was = stands(&store, &policy, offer, at(6)).await;
        let frozen = store.offer_line_save(&policy, was, None, &line(measures[1].id, ""), at(7)).await;
        assert!(matches!(frozen, Err(SaveError::Refused(OfferRefusal::Rules(Refusal::Not(Status::Asked))))));
        let advice = Step::Advise { on: Some(TODAY), outcome: Some(Outcome::Positive), words: "Ja.".into() };
        step(&store, &policy, offer, advice, at(8)).await.unwrap();
        let code = store.offer_desk(&policy, TODAY).await.unwrap().code;
        let made = store.offer_public(&code, TODAY).await;
        assert!(matches!(made, Err(StoreError::NotFound)), "what is being made is nobody's to read, nor its teams");
        let from = TODAY + Duration::days(10);
        step(&store, &policy, offer, Step::Decide { from: Some(from), reason: String::new() }, at(9)).await.unwrap();

        // It is put in the OER, which is read with it; that changes nothing of what holds from when.
        let early = step(&store, &policy, offer, Step::Include { on: Some(from) }, at(9)).await;
        assert_eq!(early, Err(OfferRefusal::Rules(Refusal::DayAhead)));
        assert_eq!(store.offer_public(&code, TODAY).await.unwrap().next[0].offer.included(), None);
        step(&store, &policy, offer, Step::Include { on: Some(TODAY) }, at(9)).await.unwrap();
        assert_eq!(store.offer_public(&code, TODAY).await.unwrap().next[0].offer.included(), Some(TODAY));

        // Announced until its day, and in force from then on.
        let before = store.offer_public(&code, TODAY).await.unwrap();
        assert_eq!((before.now.is_none(), before.next.len()), (true, 1));
        assert!(store.offer_findable(TODAY).await.unwrap().1.is_empty());
        let then = store.offer_public(&code, from).await.unwrap();
        assert!(before.told.is_none() && then.told.is_some(), "said of what holds, in its school year");
        assert_eq!(store.offer_public(&code, from + Duration::days(366)).await.unwrap().told, None, "not of a past one");
        assert_eq!((then.now.unwrap().lines.len(), then.next.len()), (2, 0));
        assert_eq!(store.offer_findable(from).await.unwrap().1.len(), 2);

        // Full, and stopped with a reason. What stopped nobody finds, and it does not come back by itself.
        let mark = |place, mark, reason: &'static str| {
            let (store, policy) = (&store, &policy);
            async move { store.offer_mark(policy, stands(store, policy, offer, later(11)).await, place, (mark, reason), later(11)).await }
        };
        mark(first, Mark::Full, "").await.unwrap();
        assert!(matches!(mark(first, Mark::Full, "").await, Err(SaveError::Refused(OfferRefusal::Mark(Mark::Full)))), "twice");
        assert!(matches!(mark(second, Mark::Stopped, " ").await, Err(SaveError::Refused(OfferRefusal::Reason(_)))));
        mark(second, Mark::Stopped, "Er is niemand meer.").await.unwrap();
        assert!(matches!(mark(second, Mark::Open, "").await, Err(SaveError::Refused(OfferRefusal::Mark(Mark::Stopped)))));
        let found = store.offer_findable(later(11).day).await.unwrap().1;
        assert_eq!(found.iter().map(|one| one.place).collect::<Vec<_>>(), [first]);
        assert_eq!(store.offer_promised(&policy, measures[0].id, later(11).day).await.unwrap(), 0);

        // A next version is a copy of what is still offered; with nothing changed but words it needs no advice.
        let next = store.offer_begin(&policy, later(12)).await.unwrap();
        assert_eq!(store.offer_desk(&policy, later(12).day).await.unwrap().one(next).unwrap().lines.len(), 1);
        let decide = || Step::Decide { from: Some(later(20).day), reason: String::new() };
        let refused = step(&store, &policy, next, decide(), later(12)).await;
        assert_eq!(refused, Err(OfferRefusal::Rules(Refusal::AdviceFirst)), "a line that stopped and is gone is a change");
        step(&store, &policy, next, Step::Drop { reason: "Toch niet.".into() }, later(13)).await.unwrap();
        let told = testing::audited(&store, school.tenant, 0).await;
        assert!(told.iter().filter(|event| event.payload.action == "keep_offer").count() > 8);
        assert!(store.offer_desk(&elsewhere, TODAY).await.unwrap().all.is_empty());
    }
}

crate::on_both! {
    /// A team that only an announced version names has a page, so it stands in the map of the site.
    async fn teams_of_what_is_announced_have_a_page(store) {
        let school = School::new(&store, "46OQ").await;
        let policy = school.member(Role::PolicyOfficer, Scope::School).await;
        let team = school.team("Zorg").await;
        let measures = store.catalogue(policy.tenant(), TODAY).await.unwrap().measures;
        let offer = store.offer_begin(&policy, at(1)).await.unwrap();
        let (first, last) = (TODAY + Duration::days(10), TODAY + Duration::days(9));
        let of_team = LineDraft { team: Some(team), ..line(measures[0].id, "") };
        store.offer_line_save(&policy, (offer, 0), None, &of_team, at(2)).await.unwrap();
        step(&store, &policy, offer, Step::Ask { on: Some(TODAY) }, at(3)).await.unwrap();
        let advice = Step::Advise { on: Some(TODAY), outcome: Some(Outcome::Positive), words: "Ja.".into() };
        step(&store, &policy, offer, advice, at(4)).await.unwrap();
        assert!(store.offer_announced_teams(TODAY).await.unwrap().is_empty(), "what is being made is nobody's to read");
        step(&store, &policy, offer, Step::Decide { from: Some(first), reason: String::new() }, at(5)).await.unwrap();
        let announced = async |day| store.offer_announced_teams(day).await.unwrap();
        for day in [TODAY, last] {
            let teams = std::collections::BTreeSet::from([(school.tenant, team)]);
            assert_eq!(announced(day).await, teams, "{day}");
            let code = store.offer_desk(&policy, day).await.unwrap().code;
            assert_eq!(store.offer_public(&code, day).await.unwrap().teams.len(), 1, "{day}: it has a page");
        }
        assert!(announced(first).await.is_empty(), "in force by then, and found as such");
        let found = store.offer_findable(first).await.unwrap().1;
        assert_eq!(found.iter().filter_map(|one| one.team).collect::<Vec<_>>(), [team]);
        // A team that ended has no page.
        let mut tx = store.begin().await.unwrap();
        run!(tx, "UPDATE team SET ends = $2 WHERE tenant_id = $1", school.tenant.0, TODAY).unwrap();
        tx.commit().await.unwrap();
        assert!(announced(last).await.is_empty());
    }
}

crate::on_both! {
    async fn what_was_sought_is_counted_by_concept_and_month(store) {
        let school = School::new(&store, "46OH").await;
        let policy = school.member(Role::PolicyOfficer, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let sought = [(school.tenant, vec![Concept::Quiet, Concept::Exam], 2)];
        for _ in 0..3 {
            store.offer_sought(&sought, at(1)).await.unwrap();
        }
        let found = store.offer_in_vain(&policy, TODAY).await.unwrap();
        assert_eq!(found, [(Some(Concept::Exam), 3), (None, 6), (Some(Concept::Quiet), 3)]);
        assert!(store.offer_in_vain(&policy, later(800).day).await.unwrap().is_empty(), "of the last year");
        // 29 February has no day a year before it: its month has a first day.
        store.offer_sought(&[(school.tenant, vec![Concept::Online], 0)], later(300)).await.unwrap();
        let leap = time::macros::date!(2028 - 02 - 29);
        assert_eq!(store.offer_in_vain(&policy, leap).await.unwrap(), [(Some(Concept::Online), 1)]);
        // Two schools in one statement; nothing is none.
        let other = School::new(&store, "46OI").await;
        let two = [school.tenant, other.tenant].map(|tenant| (tenant, vec![Concept::Quiet], 1));
        store.offer_sought(&two, at(2)).await.unwrap();
        store.offer_sought(&[], at(2)).await.unwrap();
        let elsewhere = other.member(Role::PolicyOfficer, Scope::School).await;
        let found = store.offer_in_vain(&elsewhere, TODAY).await.unwrap();
        assert_eq!(found, [(None, 1), (Some(Concept::Quiet), 1)]);
        assert!(matches!(store.offer_in_vain(&coach, TODAY).await, Err(StoreError::NotFound)));
    }
}

crate::on_both! {
    async fn an_address_is_held_against_the_staff_of_the_school_and_nobody_else(store) {
        let (school, other) = (School::new(&store, "46OJ").await, School::new(&store, "46OK").await);
        let policy = school.member(Role::PolicyOfficer, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let elsewhere = other.member(Role::Coach, Scope::Own).await;
        let who = school.person("Aalders", time::macros::date!(2008 - 03 - 01)).await;
        let student = school.member(Role::Student, Scope::Person(who.person)).await;
        store.account_add("niemand@aanbod.example", "Niemand", None, at(1)).await.unwrap();
        let measures = store.catalogue(policy.tenant(), TODAY).await.unwrap().measures;
        let offer = store.offer_begin(&policy, at(1)).await.unwrap();
        let mut cases = vec![("niemand@AANBOD.example".to_owned(), false, "of no school")];
        for (actor, private, what) in
            [(&coach, true, "of this school"), (&elsewhere, false, "of another school"), (&student, false, "of a student")]
        {
            let mut tx = store.begin_reading().await.unwrap();
            let account = actor.account().unwrap();
            let (email,) = row!(tx, (String,), "SELECT email FROM account WHERE account_id = $1", account.0).unwrap().unwrap();
            cases.push((email, private, what));
        }
        for ((address, private, what), measure) in cases.into_iter().zip(&measures) {
            let was = stands(&store, &policy, offer, at(2)).await;
            let draft = LineDraft { address: address.to_uppercase(), ..line(measure.id, "") };
            let saved = store.offer_line_save(&policy, was, None, &draft, at(2)).await;
            let wrong = vec![(LineField::Address, WhatIsWrong::Private)];
            let refused = matches!(saved, Err(SaveError::Refused(OfferRefusal::Line(found))) if found == wrong);
            assert_eq!(refused, private, "{what}");
            let lines = store.offer_desk(&policy, TODAY).await.unwrap().one(offer).unwrap().lines.clone();
            assert_eq!(lines.iter().any(|one| one.line.measure == measure.id), !private, "{what}");
        }
    }
}

crate::on_both! {
    async fn a_team_that_ended_is_neither_found_nor_named(store) {
        let school = School::new(&store, "46OL").await;
        let policy = school.member(Role::PolicyOfficer, Scope::School).await;
        let (stays, ends, silent) = (school.team("Blijft").await, school.team("Stopt").await, school.team("Zwijgt").await);
        let measures = store.catalogue(policy.tenant(), TODAY).await.unwrap().measures;
        let offer = store.offer_begin(&policy, at(1)).await.unwrap();
        for (measure, team) in measures.iter().zip([None, Some(stays), Some(ends)]) {
            let was = stands(&store, &policy, offer, at(2)).await;
            let draft = LineDraft { team, ..line(measure.id, "") };
            store.offer_line_save(&policy, was, None, &draft, at(2)).await.unwrap();
        }
        step(&store, &policy, offer, Step::Ask { on: Some(TODAY) }, at(3)).await.unwrap();
        let advice = Step::Advise { on: Some(TODAY), outcome: Some(Outcome::Positive), words: "Ja.".into() };
        step(&store, &policy, offer, advice, at(4)).await.unwrap();
        step(&store, &policy, offer, Step::Decide { from: Some(TODAY), reason: String::new() }, at(5)).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        run!(tx, "UPDATE team SET ends = $3 WHERE tenant_id = $1 AND team_id = $2", school.tenant.0, ends.0, TODAY).unwrap();
        tx.told.forget();
        tx.commit().await.unwrap();
        let code = store.offer_desk(&policy, TODAY).await.unwrap().code;
        for (days, lines, named) in [(0, 3, vec![stays, ends]), (1, 2, vec![stays])] {
            let day = later(days).day;
            assert_eq!(store.offer_findable(day).await.unwrap().1.len(), lines, "after {days} days");
            let found: Vec<_> = store.offer_public(&code, day).await.unwrap().teams.into_iter().map(|(team, _)| team).collect();
            assert_eq!(found, named, "no line is of {silent}");
        }
    }
}

crate::on_both! {
    async fn a_team_says_of_its_own_lines_whether_there_is_a_place(store) {
        let school = School::new(&store, "46OM").await;
        let policy = school.member(Role::PolicyOfficer, Scope::School).await;
        let coach = school.member(Role::Coach, Scope::Own).await;
        let (ours, theirs) = (school.team("Ons").await, school.team("Hun").await);
        let manager = school.member(Role::TeamManager, Scope::Teams(vec![ours])).await;
        let measures = store.catalogue(policy.tenant(), TODAY).await.unwrap().measures;
        let offer = store.offer_begin(&policy, at(1)).await.unwrap();
        let mut places = Vec::new();
        for (measure, team) in measures.iter().zip([Some(ours), Some(theirs), None]) {
            let was = stands(&store, &policy, offer, at(2)).await;
            let draft = LineDraft { team, ..line(measure.id, "") };
            places.push(store.offer_line_save(&policy, was, None, &draft, at(2)).await.unwrap());
        }
        let (own, other, wide) = (places[0], places[1], places[2]);
        let early = store.team_line_mark(&manager, stands(&store, &policy, offer, at(2)).await, (ours, own, Mark::Full), at(2)).await;
        assert!(matches!(early, Err(SaveError::Refused(OfferRefusal::Rules(Refusal::Not(Status::Draft))))), "it does not hold");
        step(&store, &policy, offer, Step::Ask { on: Some(TODAY) }, at(3)).await.unwrap();
        let advice = Step::Advise { on: Some(TODAY), outcome: Some(Outcome::Positive), words: "Ja.".into() };
        step(&store, &policy, offer, advice, at(4)).await.unwrap();
        step(&store, &policy, offer, Step::Decide { from: Some(TODAY), reason: String::new() }, at(5)).await.unwrap();

        // A line of another team or of the school, stopping one, and whoever writes no lines of the team: it is not there.
        let shown = stands(&store, &policy, offer, at(6)).await;
        for (who, team, place, says, what) in [
            (&manager, ours, other, Mark::Full, "a line of another team"),
            (&manager, ours, wide, Mark::Full, "a line of the school"),
            (&manager, theirs, other, Mark::Full, "another team"),
            (&manager, ours, own, Mark::Stopped, "what stops is said by who keeps the offer"),
            (&manager, ours, 99, Mark::Full, "no line"),
            (&coach, ours, own, Mark::Full, "a coach"),
        ] {
            let refused = store.team_line_mark(who, shown, (team, place, says), at(6)).await;
            assert!(matches!(refused, Err(SaveError::Store(StoreError::NotFound))), "{what}");
        }
        assert_eq!(stands(&store, &policy, offer, at(6)).await, shown, "nothing was written");

        // Twice is once, also from the page as it was; what was read before something changed is not said anew.
        let noted = async || {
            let desk = store.offer_desk(&policy, TODAY).await.unwrap();
            let kept = desk.one(offer).unwrap().lines.iter().find(|one| one.place == own).unwrap().noted.clone();
            kept.iter().map(|noted| noted.mark).collect::<Vec<_>>()
        };
        let before = testing::audited(&store, school.tenant, 0).await.len();
        store.team_line_mark(&manager, shown, (ours, own, Mark::Full), at(7)).await.unwrap();
        store.team_line_mark(&manager, shown, (ours, own, Mark::Full), at(7)).await.unwrap();
        assert_eq!(noted().await, [Mark::Full]);
        let told = testing::audited(&store, school.tenant, 0).await;
        assert_eq!(told.len(), before + 1, "said in the audit, once");
        assert_eq!(told.iter().filter(|event| event.payload.action == "keep_team_offer").count(), 1);
        let old = store.team_line_mark(&manager, shown, (ours, own, Mark::Open), at(8)).await;
        assert!(matches!(old, Err(SaveError::Refused(OfferRefusal::Changed))), "from a page of before");
        let now = stands(&store, &policy, offer, at(8)).await;
        store.team_line_mark(&manager, now, (ours, own, Mark::Open), at(8)).await.unwrap();
        assert_eq!(noted().await, [Mark::Full, Mark::Open]);

        // Who keeps the offer marks all of them; what they stopped does not come back by the team.
        let now = stands(&store, &policy, offer, at(9)).await;
        store.offer_mark(&policy, now, own, (Mark::Stopped, "Er is niemand meer."), at(9)).await.unwrap();
        let now = stands(&store, &policy, offer, at(9)).await;
        let back = store.team_line_mark(&manager, now, (ours, own, Mark::Open), at(9)).await;
        assert!(matches!(back, Err(SaveError::Refused(OfferRefusal::Mark(Mark::Stopped)))));
    }
}
