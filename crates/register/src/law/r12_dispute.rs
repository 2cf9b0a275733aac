//! R12: objections, appeals and disputes at the *faciliteit* (WEB 7.5.1, 7.5.7, 7.5.8).
//!
//! To lodge: an objection within six weeks, an appeal against study advice or a decision about an exam within two, after the decision was made known
//! (from the next day: Awb 6:8, a reading). What the faciliteit received on which day decides, not what was posted when
//! (7.5.1(6)). To decide: ten weeks after receipt, four where it is urgent or about removal (8.1.7d(4)); on an appeal four weeks
//! after the term to lodge it, which it may extend once by two (7.5.4(3)), of one that came later after its receipt (a reading). Whether an objection is
//! urgent the chair says in one week, when asked; an appeal has no such way (7.5.7(2), last sentence), but a provisional
//! arrangement by the chair of the committee of appeal (7.5.5(1)). A dispute about support agreements is lodged as an objection (7.5.1(3)),
//! so the same terms are taken to hold (a reading). Ends move by the Algemene termijnenwet.

use super::calendar::{Calendar, Counting, Length};
use super::{About, Actor, Facts, Finding, Missing, Participant, Rule, Source, Standing, Urgency};

/// Where an appeal that cannot wait goes: with reasons, to the chair of the committee of appeal, for a provisional arrangement.
pub const PROVISIONAL: &str = "WEB 7.5.5(1)";

fn finding(cite: &'static str, actor: Actor, standing: Standing) -> Finding {
    Finding::new(Rule::R12, Source::law(cite), actor, standing)
}

/// Who cannot come to the faciliteit: these articles hold for students, vavo-students and extranei of funded schools.
fn outside(facts: &Facts, actor: Actor) -> Option<Finding> {
    let none = |cite| Some(finding(cite, actor, Standing::NotApplicable));
    match (facts.is_funded(), facts.participant()) {
        (false, _) => none("WEB 11.1.2(1)"),
        (_, Participant::Educatie) => none("WEB 7.5.1(1)"),
        _ => None,
    }
}

/// Who lodges it.
const fn lodger(about: Option<About>) -> Actor {
    match about {
        Some(About::Refusal) => Actor::Applicant,
        _ => Actor::Student,
    }
}

/// How many weeks there are to bring it: of an appeal two, of anything else six.
const fn weeks_to_lodge(about: Option<About>) -> u16 {
    match about {
        Some(about) if about.is_appeal() => 2,
        Some(_) | None => 6,
    }
}

/// Whether an objection or appeal came in time.
///
/// # Errors
/// When the decision was made known is not known.
pub fn lodged_in_time(facts: &Facts, calendar: &Calendar) -> Result<Finding, Missing> {
    let dispute = facts.dispute;
    let actor = lodger(dispute.about);
    if let Some(none) = outside(facts, actor) {
        return Ok(none);
    }
    let known = dispute.decision_known_on.ok_or(Missing("decision_made_known_on"))?;
    let weeks = weeks_to_lodge(dispute.about);
    let end = calendar.end(known, Length::Weeks(weeks), Counting::TermsAct);
    Ok(finding("WEB 7.5.1(4)", actor, Standing::by(end).done(dispute.received_on))
        .because("made_known_on", known)
        .because("weeks", i32::from(weeks))
        .because("received_on", dispute.received_on))
}

/// Until when the study advice can be appealed (8.1.7a(5)).
///
/// # Errors
/// When the advice was given is not known.
pub fn appeal_until(facts: &Facts, calendar: &Calendar) -> Result<Finding, Missing> {
    if facts.programme.continuous_route || !facts.is_vocational() {
        return Ok(finding("WEB 8.1.7a(5)", Actor::Student, Standing::NotApplicable));
    }
    let known = facts.dispute.decision_known_on.or(facts.advice.given_on).ok_or(Missing("decision_made_known_on"))?;
    let dispute = super::Dispute { about: Some(About::Advice), decision_known_on: Some(known), ..facts.dispute };
    lodged_in_time(&Facts { dispute, ..facts.clone() }, calendar)
}

/// By when the school decides.
///
/// # Errors
/// When the faciliteit received it is not known.
pub fn decide_by(facts: &Facts, calendar: &Calendar) -> Result<Finding, Missing> {
    let actor = Actor::Institution;
    if let Some(none) = outside(facts, actor) {
        return Ok(none);
    }
    let received = facts.dispute.received_on.ok_or(Missing("received_by_faciliteit_on"))?;
    let appeal = facts.dispute.about.is_some_and(About::is_appeal);
    let (weeks, cite) = match (facts.removal.removal_pending, facts.dispute.urgency) {
        (Some(true), _) => (4, "WEB 8.1.7d(4)"),
        (_, Some(Urgency::Yes)) if !appeal => (4, "WEB 7.5.7(5)"),
        _ => (10, "WEB 7.5.8"),
    };
    // An appeal that is not about removal waits for others until the term to bring one is over, urgent or not.
    let appeal = appeal && cite == "WEB 7.5.8";
    let known = facts.dispute.decision_known_on.filter(|_| appeal);
    let term =
        known.map(|known| calendar.end(known, Length::Weeks(weeks_to_lodge(facts.dispute.about)), Counting::TermsAct));
    // Extended it is six weeks in all: what moved the end of four does not count.
    let four = if facts.dispute.extended == Some(true) { 6 } else { 4 };
    let (weeks, cite) = if appeal { (four, "WEB 7.5.4(3)") } else { (weeks, cite) };
    let end = calendar.end(term.unwrap_or(received).max(received), Length::Weeks(weeks), Counting::TermsAct);
    let decided = facts.decision.and_then(|decision| decision.on).filter(|on| *on >= received);
    Ok(finding(cite, actor, Standing::by(end).done(decided))
        .because("received_on", received)
        .because("urgent", facts.dispute.urgency.map(Urgency::code))
        .because("weeks", i32::from(weeks)))
}

/// By when the school decides on an objection against removal: always four weeks (8.1.7d(4)).
///
/// # Errors
/// When it was received is not known.
pub fn decide_on_removal_by(facts: &Facts, calendar: &Calendar) -> Result<Finding, Missing> {
    let removal = super::Removal { removal_pending: Some(true), ..facts.removal };
    let found = decide_by(&Facts { removal, ..facts.clone() }, calendar)?;
    Ok(Finding { rule: Rule::R16, ..found })
}

/// By when the chair says whether it is urgent: an objection, never an appeal (7.5.7(2), last sentence).
///
/// # Errors
/// When it was received is not known.
pub fn say_urgent_by(facts: &Facts, calendar: &Calendar) -> Result<Finding, Missing> {
    let actor = Actor::ChairOfDisputesCommittee;
    if let Some(none) = outside(facts, actor) {
        return Ok(none);
    }
    if facts.dispute.about.is_some_and(About::is_appeal) {
        return Ok(finding("WEB 7.5.7(2)", actor, Standing::NotApplicable).because("appeal", true));
    }
    let cite = "WEB 7.5.7(5)";
    if facts.dispute.urgency == Some(Urgency::No) {
        return Ok(finding(cite, actor, Standing::NotApplicable).because("urgency_asked", false));
    }
    let received = facts.dispute.received_on.ok_or(Missing("received_by_faciliteit_on"))?;
    let end = calendar.end(received, Length::Weeks(1), Counting::TermsAct);
    // That the chair said yes is known; on which day is not, so it is taken as said in time.
    let said = (facts.dispute.urgency == Some(Urgency::Yes)).then_some(received);
    Ok(finding(cite, actor, Standing::by(end).done(said)).because("received_on", received))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::testing::*;

    fn about(about: About, known: Option<&str>, received: Option<&str>) -> Facts {
        let mut facts = applicant();
        facts.dispute.about = Some(about);
        facts.dispute.decision_known_on = known.map(day);
        facts.dispute.received_on = received.map(day);
        facts
    }

    fn urgent(mut facts: Facts, urgency: Urgency) -> Facts {
        facts.dispute.urgency = Some(urgency);
        facts
    }

    #[test]
    fn an_objection_within_six_weeks_and_an_appeal_within_two() {
        use About::{Advice, Decision, Refusal};
        let lodged = |what, known, received| about(what, Some(known), received);
        for (what, facts, today, expected) in [
            ("six weeks", lodged(Decision, "2026-09-01", Some("2026-10-13")), "2026-10-20", "met 2026-10-13"),
            ("a day more", lodged(Decision, "2026-09-01", Some("2026-10-14")), "2026-10-20", "met_late 2026-10-13"),
            (
                "ends on Christmas Day",
                lodged(Decision, "2026-11-13", Some("2026-12-28")),
                "2026-12-28",
                "met 2026-12-28",
            ),
            ("nothing yet, the last day", lodged(Decision, "2026-09-01", None), "2026-10-13", "due 2026-10-13"),
            ("nothing", lodged(Decision, "2026-09-01", None), "2026-10-14", "overdue 2026-10-13"),
            (
                "an applicant has it too",
                lodged(Refusal, "2026-09-01", Some("2026-10-13")),
                "2026-10-20",
                "met 2026-10-13",
            ),
            ("an appeal", lodged(Advice, "2027-06-25", Some("2027-07-09")), "2027-07-10", "met 2027-07-09"),
            (
                "an appeal about an exam",
                lodged(About::Exam, "2026-09-21", Some("2026-10-05")),
                "2026-10-06",
                "met 2026-10-05",
            ),
            (
                "an appeal about an exam, a day late",
                lodged(About::Exam, "2026-09-21", Some("2026-10-06")),
                "2026-10-06",
                "met_late 2026-10-05",
            ),
            (
                "an appeal over a weekend",
                lodged(Advice, "2027-06-26", Some("2027-07-12")),
                "2027-07-12",
                "met 2027-07-12",
            ),
        ] {
            assert_eq!(told(&lodged_in_time(&facts, Calendar::dutch()).unwrap(), today), expected, "{what}");
        }
        assert_eq!(
            lodged_in_time(&about(Decision, None, None), Calendar::dutch()),
            Err(Missing("decision_made_known_on"))
        );
    }

    #[test]
    fn ten_weeks_and_four_where_it_is_urgent_or_removal() {
        use About::{CarryingOut, Decision};
        let received = |on| about(CarryingOut, None, Some(on));
        let removal = |mut facts: Facts| {
            facts.removal.removal_pending = Some(true);
            facts
        };
        for (what, facts, expected) in [
            ("ten weeks, on leap day", received("2027-12-21"), "due 2028-02-29"),
            ("not urgent", urgent(received("2026-09-01"), Urgency::No), "due 2026-11-10"),
            ("asked, not said yet", urgent(received("2026-09-01"), Urgency::Asked), "due 2026-11-10"),
            ("urgent", urgent(received("2026-09-01"), Urgency::Yes), "due 2026-09-29"),
            (
                "urgent, on Christmas Day",
                urgent(about(Decision, None, Some("2026-11-27")), Urgency::Yes),
                "due 2026-12-28",
            ),
            ("removal", removal(received("2027-04-07")), "due 2027-05-10"),
        ] {
            assert_eq!(told(&decide_by(&facts, Calendar::dutch()).unwrap(), "2026-09-02"), expected, "{what}");
        }
        let mut vavo = received("2026-09-01");
        vavo.person.participant = Some(Participant::Vavo);
        assert_eq!(told(&decide_by(&vavo, Calendar::dutch()).unwrap(), "2026-11-11"), "overdue 2026-11-10");
        vavo.person.participant = Some(Participant::Educatie);
        assert_eq!(told(&decide_by(&vavo, Calendar::dutch()).unwrap(), "2026-11-11"), "not_applicable -");
    }

    #[test]
    fn an_appeal_is_decided_four_weeks_after_the_term_to_bring_one_and_two_more_where_it_is_extended() {
        let extended = |mut facts: Facts| {
            facts.dispute.extended = Some(true);
            facts
        };
        let brought = |known: Option<&str>, received| about(About::Exam, known, Some(received));
        for (what, facts, expected) in [
            ("in time", brought(Some("2026-09-21"), "2026-09-24"), "due 2026-11-02"),
            ("on the last day", brought(Some("2026-09-21"), "2026-10-05"), "due 2026-11-02"),
            ("too late", brought(Some("2026-09-21"), "2026-10-12"), "due 2026-11-09"),
            ("nobody knows when it was made known", brought(None, "2026-09-24"), "due 2026-10-22"),
            (
                "urgent changes nothing",
                urgent(brought(Some("2026-09-21"), "2026-09-24"), Urgency::Yes),
                "due 2026-11-02",
            ),
            ("asked", urgent(brought(Some("2026-09-21"), "2026-09-24"), Urgency::Asked), "due 2026-11-02"),
            ("two weeks more", extended(brought(Some("2026-09-21"), "2026-09-24")), "due 2026-11-16"),
            (
                "of a dispute there is no more",
                extended(about(About::Making, None, Some("2026-09-24"))),
                "due 2026-12-03",
            ),
        ] {
            assert_eq!(told(&decide_by(&facts, Calendar::dutch()).unwrap(), "2026-09-25"), expected, "{what}");
        }
    }

    #[test]
    fn the_chair_says_within_a_week_when_asked() {
        let received = |on, urgency| urgent(about(About::Making, None, Some(on)), urgency);
        for (what, facts, today, expected) in [
            ("asked", received("2026-12-01", Urgency::Asked), "2026-12-08", "due 2026-12-08"),
            ("a day late", received("2026-12-01", Urgency::Asked), "2026-12-09", "overdue 2026-12-08"),
            ("over Christmas", received("2026-12-18", Urgency::Asked), "2026-12-20", "due 2026-12-28"),
            ("not asked", received("2026-12-01", Urgency::No), "2026-12-09", "not_applicable -"),
            (
                "asked of an appeal about an exam",
                urgent(about(About::Exam, Some("2026-11-25"), Some("2026-12-01")), Urgency::Asked),
                "2026-12-02",
                "not_applicable -",
            ),
            (
                "asked of an appeal against study advice",
                urgent(about(About::Advice, Some("2026-11-25"), Some("2026-12-01")), Urgency::Asked),
                "2026-12-02",
                "not_applicable -",
            ),
        ] {
            assert_eq!(told(&say_urgent_by(&facts, Calendar::dutch()).unwrap(), today), expected, "{what}");
        }
    }
}
