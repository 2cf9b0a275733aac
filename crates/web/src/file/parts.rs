//! The parts of a file's page, from what the store gives to words.

use crate::say::{
    agreement::{self, AnswerView, PlaceView, Tone},
    application::{programme, what},
    clearance::ClearanceView,
    format, law,
    words::T,
};
use access::Action;
use register::{
    FileId, Moment,
    agreement::{Answerer, Status, Subject, Version, written_before},
    application,
    enrolment::{self, Enrolment},
    law::Article,
    programme::Crebo,
    statutory::{Assessed, Outcome},
    voice::Voice,
};
use store::{
    file::view::{FileView, NeedView, PersonView},
    municipality::Home,
};
use time::Date;

/// What the student needs, in their own words.
pub(super) struct Need {
    pub(super) words: String,
    pub(super) on: String,
}

impl Need {
    pub(super) fn new(t: T, need: &NeedView) -> Self {
        Self { words: t.stored(need.words.reveal()), on: t.say("file-recorded-on").arg("day", need.on.day).to_string() }
    }
}

/// The statutory facts.
pub(super) struct Facts {
    pub(super) ground: String,
    pub(super) needed: String,
    /// What the student said when they declined it, and when.
    pub(super) declined: Option<(String, String)>,
    pub(super) on: String,
}

impl Facts {
    pub(super) fn new(t: T, assessed: &Assessed) -> Self {
        let declined = match &assessed.outcome {
            Outcome::ExtraSupport { declined: Some(declined) } => {
                Some((t.say("file-declined-on").arg("day", declined.on).to_string(), t.stored(declined.words.reveal())))
            }
            _ => None,
        };
        Self {
            ground: t.get(&format!("ground-{}", assessed.ground.code())),
            needed: t.get(if assessed.needs_support() { "assess-yes" } else { "assess-no" }),
            declined,
            on: t
                .say(if assessed.corrects { "file-corrected-on" } else { "file-recorded-on" })
                .arg("day", assessed.on.day)
                .to_string(),
        }
    }
}

/// An application, with whether it may become an enrolment.
pub(super) struct Applied {
    pub(super) what: String,
    pub(super) status: String,
    pub(super) open: bool,
    /// To the intake.
    pub(super) href: Option<String>,
    pub(super) clearance: Option<ClearanceView>,
}

/// Where the student lives: as the student system wrote it, and what that is today.
pub(super) fn home(t: T, home: &Home) -> String {
    let written = home.written.reveal().clone();
    let name = match &home.now {
        Some((now, true)) => t.say("home-merged").arg("written", written).arg("now", now).to_string(),
        Some((now, false)) => now.clone(),
        None if home.unknown => t.say("home-unknown").arg("written", written).to_string(),
        None => written,
    };
    match &home.region {
        Some(region) => t.say("home-region").arg("name", name).arg("region", region).to_string(),
        None => name,
    }
}

/// What a previous school handed over: which school, and what it wrote, with what the student says of it.
pub(super) fn handed(t: T, one: &register::transfer::Transfer) -> (String, Vec<(String, String)>) {
    let mut rows = Vec::new();
    let mut add = |key: &str, text: Option<&register::Personal<String>>| {
        rows.extend(text.map(|text| (t.get(key), t.stored(text.reveal()))));
    };
    if let Some(came) = &one.content {
        add("transfer-helped", Some(&came.helped));
        add("transfer-not-helped", came.not_helped.as_ref());
        add("transfer-needed", Some(&came.needed));
    }
    add("transfer-says", one.seen.as_ref().and_then(|seen| seen.words.as_ref()));
    (t.stored(one.school.reveal()), rows)
}

/// Every application.
pub(super) fn applied(t: T, view: &FileView, name: &str, today: Date) -> Vec<Applied> {
    let one = |a: &application::Application| Applied {
        what: what(t, &view.programmes, a, today),
        status: t.get(&format!("application-status-{}", a.status.code())),
        open: a.status.is_open(),
        href: (a.status.is_open() && view.may(Action::HoldIntake)).then(|| format!("/intake/{}", a.id)),
        clearance: view
            .clearances
            .iter()
            .find(|(subject, ..)| *subject == Subject::Application(a.id))
            .map(|(_, clearance, why)| ClearanceView::new(t, name, clearance, why)),
    };
    view.applications.iter().map(one).collect()
}

/// An enrolment, with whether agreements were in writing before it.
pub(super) struct Enrolled {
    pub(super) what: String,
    pub(super) period: String,
    pub(super) status: String,
    pub(super) active: bool,
    /// Whether agreements were in writing before it, and the sentence with both dates. `None`: nothing asks it.
    pub(super) before: Option<(bool, String)>,
}

/// Every enrolment.
pub(super) fn enrolled(t: T, view: &FileView, today: Date) -> Vec<Enrolled> {
    let one = |(e, crebo): &(Enrolment, Option<String>)| {
        let status = e.status_on(today);
        Enrolled {
            what: programme(t, &view.programmes, crebo.as_deref().and_then(Crebo::parse), today),
            period: agreement::period(t, e.from, e.until),
            status: t.get(&format!("enrolment-status-{}", status.code())),
            active: status == enrolment::Status::Active,
            before: if e.withdrawn { None } else { before(t, view, e) },
        }
    };
    view.enrolments.iter().map(one).collect()
}

/// "Agreed in writing before enrolment": what the law finds. "No" is said only where the law asked it at that enrolment: not
/// of a need that arose later, of what only the school's policy asks, or of an enrolment from before the law. What was
/// agreed in time is said also where nothing asked it.
fn before(t: T, view: &FileView, enrolment: &Enrolment) -> Option<(bool, String)> {
    let (_, finding) = view.before.iter().find(|(id, _)| *id == enrolment.id)?;
    let agreed = agreed_on(view, enrolment);
    let enrolled = enrolment.from;
    let says = |key: &'static str, agreed: Date| t.say(key).arg("agreed", agreed).arg("enrolled", enrolled).to_string();
    match finding.standing.course().map(|course| course.done) {
        Some(Some(done)) if done.late => Some((false, says("file-before-no", done.on))),
        Some(Some(done)) => Some((true, says("file-before-yes", done.on))),
        Some(None) => Some((false, t.say("file-before-none").arg("enrolled", enrolled).to_string())),
        None => agreed.filter(|on| written_before(*on, enrolled)).map(|on| (true, says("file-before-yes", on))),
    }
}

/// The first day on which something was agreed for an enrolment, or for an application that became it.
fn agreed_on(view: &FileView, enrolment: &Enrolment) -> Option<Date> {
    let became = view.applications.iter().filter(|a| a.became == Some(enrolment.id));
    let subjects: Vec<Subject> =
        became.map(|a| Subject::Application(a.id)).chain([Subject::Enrolment(enrolment.id)]).collect();
    let versions = view.agreement.iter().flat_map(|a| &a.versions);
    let for_it = versions.filter(|version| subjects.iter().any(|subject| version.is_for(*subject)));
    for_it.filter_map(Version::agreed_on).map(|at| at.day).min()
}

/// A version of the agreement.
pub(super) struct VersionView {
    pub(super) title: String,
    pub(super) href: String,
    pub(super) status: String,
    pub(super) tone: Tone,
    pub(super) proposed: String,
    /// The measures, of the versions that matter now: in force, or waiting for an answer.
    pub(super) places: Vec<PlaceView>,
    pub(super) count: usize,
    pub(super) answers: Vec<AnswerView>,
}

/// Every version, newest first.
pub(super) fn versions(t: T, view: &FileView, name: &str, today: Date) -> Vec<VersionView> {
    let versions = view.agreement.iter().flat_map(|a| &a.versions).rev();
    let one = |version: &Version| {
        let status = version.status_on(today);
        let matters = matches!(status, Status::InForce | Status::Offered | Status::ChangeAsked | Status::NotAgreed);
        VersionView {
            title: t.say("file-version").arg("number", version.number).to_string(),
            href: format!("/dossiers/{}/afspraken/{}", view.file, version.id),
            status: agreement::status(t, status),
            tone: agreement::tone(status),
            proposed: t.say("file-proposed-on").arg("day", version.proposed.day).to_string(),
            places: if matters { agreement::by_place(t, &version.lines) } else { Vec::new() },
            count: version.lines.len(),
            answers: version
                .answers
                .iter()
                .map(|a| agreement::answer(t, a, &view.names, |by| answerer(t, &view.person, name, by)))
                .collect(),
        }
    };
    versions.map(one).collect()
}

/// Who an answerer is.
pub(super) fn answerer(t: T, person: &PersonView, name: &str, by: Answerer) -> String {
    match by {
        Answerer::Student => name.to_owned(),
        Answerer::Guardian(id) => {
            let found = person.guardians.iter().find(|(guardian, ..)| *guardian == id);
            found.map_or_else(|| t.get("file-a-guardian"), |(_, name, _)| name.reveal().clone())
        }
    }
}

/// Something that the student said themselves: what and when, where it stands, and its address.
pub(super) fn voice(t: T, file: FileId, one: &Voice) -> (String, String, String) {
    use register::voice::Status;
    let kind = t.get(&format!("voice-{}", one.kind.code()));
    let stands = match one.status {
        Status::Open => t.say("voice-due").arg("by", one.due).to_string(),
        Status::Withdrawn | Status::Answered => {
            let key = if one.status == Status::Answered { "voice-file-answered" } else { "voice-withdrawn" };
            t.say(key).arg("on", one.closed.map_or(one.at.day, |(at, _)| at.day)).to_string()
        }
    };
    let what = t.say("voice-said").arg("kind", kind).arg("on", one.at.day).to_string();
    (what, stands, format!("/dossiers/{file}/gezegd/{}", one.id))
}

/// When someone was born, and how old that makes them.
pub(super) fn born(t: T, person: &PersonView, now: Moment) -> Option<String> {
    let birth = person.birth?;
    let date = format::birth(t.lang(), birth);
    Some(t.say("assess-age").arg("date", date).arg("age", birth.age_on(now.day)).to_string())
}

/// That there are no agreements; and the law, where it asks them before an enrolment that has yet to come.
pub(super) fn no_agreements(t: T, view: &FileView) -> String {
    let open = view.applications.iter().any(|application| application.status.is_open());
    if open && view.statutory.iter().flatten().any(Assessed::asks_agreement_by_law) {
        return t.say("file-agreement-first").arg("article", law::article(t, Article::Agree)).to_string();
    }
    t.get("file-agreement-none")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{people, words::Lang};
    use register::{EnrolmentId, statutory::Ground};
    use time::macros::date;

    /// Somebody enrolled on a day, with or without agreements of 12 May 2026, for what was found that day.
    fn enrolled(ground: Ground, agreed: bool, from: Date) -> FileView {
        let mut view = if agreed { people::agreed() } else { people::assessed(ground) };
        let (id, person) = (EnrolmentId(uuid::Uuid::from_u128(6)), view.person.person);
        for application in &mut view.applications {
            application.status = application::Status::Enrolled;
            application.became = Some(id);
        }
        let enrolment = Enrolment {
            id,
            person,
            number: "1".into(),
            from,
            planned_until: None,
            until: None,
            reason: None,
            withdrawn: false,
        };
        view.enrolments = vec![(enrolment, None)];
        people::standing(view)
    }

    #[test]
    fn a_red_no_stands_only_where_the_law_asked() {
        let t = T::new(Lang::Nl);
        for (ground, agreed, from, expected) in [
            // The law asked it: in time (the same day is in time), late, and not at all.
            (Ground::Yes, true, date!(2026 - 05 - 13), Some(true)),
            (Ground::Yes, true, date!(2026 - 05 - 12), Some(true)),
            (Ground::Yes, true, date!(2026 - 05 - 11), Some(false)),
            (Ground::Yes, false, date!(2026 - 05 - 11), Some(false)),
            // Before the law; without the ground: nothing to say no to.
            (Ground::Yes, false, date!(2023 - 07 - 31), None),
            (Ground::Yes, true, date!(2023 - 07 - 31), None),
            (Ground::No, false, date!(2026 - 05 - 11), None),
            (Ground::Unknown, false, date!(2026 - 05 - 11), None),
        ] {
            let view = enrolled(ground, agreed, from);
            let said = before(t, &view, &view.enrolments[0].0).map(|(holds, _)| holds);
            assert_eq!(said, expected, "{} {agreed} {from}", ground.code());
        }
        // Who does not see what the law finds reads nothing of it.
        let hidden = FileView { before: Vec::new(), ..enrolled(Ground::Yes, false, date!(2026 - 05 - 11)) };
        assert!(before(t, &hidden, &hidden.enrolments[0].0).is_none());
    }
}
