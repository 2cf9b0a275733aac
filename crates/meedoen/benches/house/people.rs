//! Who else works at the largest school, and what stands on their lists: a session for each role that there is at a school, and
//! requests, referrals, meetings, weighed adjustments and disputes of an eighth of its files, so that no list is looked at empty.

use super::fill::Busiest;
use super::{Failure, TODAY};
use access::{Action, Actor, Role, Scope};
use meedoen::clock::{Wall, civil};
use register::dispute::{Event, Lodge, Outcome};
use register::exam::{Ask, Decide, Facility, Ground};
use register::tenant::Kind;
use register::{FileId, MembershipId, Moment};
use store::Store;
use store::exam::open_on;
use time::Duration;
use time::macros::date;

/// Somebody who looks.
pub(super) struct Visitor {
    pub(super) role: Role,
    /// The value of the cookie of their session.
    pub(super) session: String,
    /// Addresses that no page leads to, and that are theirs.
    pub(super) seeds: Vec<String>,
}

/// Whoever there is at a school, with something on their lists; and the roles that nobody has here, with why.
pub(super) async fn everyone(store: &Store, busiest: &Busiest) -> Result<(Vec<Visitor>, Vec<String>), Failure> {
    let now = civil(TODAY, 10 * 60);
    let files = files(store, &busiest.care, now).await?;
    let mut visitors = Vec::new();
    for (name, role) in [
        ("coach", Role::Coach),
        ("intaker", Role::Intaker),
        ("care", Role::CareCoordinator),
        ("teacher", Role::Teacher),
    ] {
        visitors.push(Visitor { role, session: busiest.sessions[name].clone(), seeds: Vec::new() });
    }
    let search = store.search_start(&busiest.care, "de", now).await?;
    if let Some(care) = visitors.iter_mut().find(|one| one.role == Role::CareCoordinator) {
        care.seeds.push(format!("/zoeken/{}", search.simple()));
    }
    let (mut nobody, mut office, mut desk) = (Vec::new(), None, None);
    for role in Role::ALL.iter().copied() {
        if visitors.iter().any(|one| one.role == role) {
            continue;
        }
        if !role.works_at(Kind::School) || matches!(role, Role::Trainer | Role::PartnerWorker) {
            nobody.push(format!("{}: not at a school, or not in this version", role.code()));
            continue;
        }
        let scope = match role {
            Role::Student => files.first().map(|one| Scope::Person(one.person)),
            Role::Guardian => guardian(store, &busiest.care, &files, now).await?,
            // What is managed is some teams, never all by itself.
            Role::TeamManager => Some(Scope::Teams(busiest.teams.clone())),
            _ => role.reaches_by_itself(),
        };
        let Some(scope) = scope else {
            nobody.push(format!("{}: nobody of this school is one", role.code()));
            continue;
        };
        let (session, actor) =
            somebody(store, busiest, &format!("{}@bench.example", role.code()), (role, &scope)).await?;
        match role {
            Role::ExamOffice => office = Some(actor),
            Role::DisputeDesk => desk = Some(actor),
            _ => {}
        }
        visitors.push(Visitor { role, session, seeds: Vec::new() });
    }
    let (office, desk) = (office.ok_or("no exam office")?, desk.ok_or("no desk for disputes")?);
    let made = lists(store, busiest, (&office, &desk), &files, now).await?;
    eprintln!("{} visitors; on their lists {made:?}", visitors.len());
    Ok((visitors, nobody))
}

/// A file of the school, and whose it is.
struct Known {
    file: FileId,
    person: register::PersonId,
}

/// An eighth of the files of the school, the first first.
async fn files(store: &Store, care: &Actor, now: Moment) -> Result<Vec<Known>, Failure> {
    let (mut found, mut after, mut most) = (Vec::new(), None, 1);
    while found.len() < most {
        let page = store.file_list(care, Action::ListFiles, after, now).await?;
        most = usize::try_from(page.total)? / 8;
        found.extend(page.rows.iter().map(|row| Known { file: row.file, person: row.person }));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(found)
}

/// A parent of somebody of these files.
async fn guardian(store: &Store, care: &Actor, files: &[Known], now: Moment) -> Result<Option<Scope>, Failure> {
    for one in files.iter().take(400) {
        let view = store.file_view(care, one.file, now).await?;
        if let Some((guardian, ..)) = view.person.guardians.first() {
            return Ok(Some(Scope::Guardian(*guardian)));
        }
    }
    Ok(None)
}

async fn somebody(
    store: &Store,
    busiest: &Busiest,
    email: &str,
    (role, scope): (Role, &Scope),
) -> Result<(String, Actor), Failure> {
    let (tenant, now) = (busiest.tenant, civil(TODAY, 9 * 60));
    let account = store.account_add(email, role.code(), None, now).await?;
    let by = Actor::system(tenant, access::Reason::Demo);
    let membership: MembershipId = store.membership_add(&by, account, role, scope, date!(2023 - 08 - 01), now).await?;
    let session = store.session_start(account, (tenant, membership), Wall::new(Some(TODAY)).now()).await?;
    Ok((session, store.actor(account, tenant, membership, TODAY).await?))
}

/// What was made: how many of each.
#[derive(Debug, Default)]
struct Made {
    exams: usize,
    referrals: usize,
    meetings: usize,
    burdens: usize,
    disputes: usize,
    voices: usize,
}

async fn lists(
    store: &Store,
    busiest: &Busiest,
    (office, desk): (&Actor, &Actor),
    files: &[Known],
    now: Moment,
) -> Result<Made, Failure> {
    let (mut made, care) = (Made::default(), &busiest.care);
    let period = (Some(TODAY + Duration::days(20)), Some(TODAY + Duration::days(30)));
    store.exam_period_add(office, ("Periode 1", period.0, period.1), now).await.map_err(|e| format!("{e:?}"))?;
    for (at, one) in files.iter().enumerate() {
        made.exams += usize::from(exam(store, (care, office), (at, one), now).await?);
        let ask = register::referral::Ask {
            tier: Some(register::referral::Tier::Second),
            question: "Kan iemand meedenken over de stage?".to_owned(),
            agreed_on: Some(TODAY),
        };
        // What does not fit (somebody who left) is not on a list: that is not what is measured here.
        made.referrals += usize::from(store.referral_ask(care, one.file, &ask, now).await.is_ok());
        if at % 4 == 0 {
            let plan = register::meeting::Plan {
                on: Some(TODAY + Duration::days(7)),
                question: "Wat helpt bij de overstap?".to_owned(),
                people: "De student, de slb'er en de zorgcoördinator.".to_owned(),
            };
            made.meetings += usize::from(store.meeting_plan(care, one.file, &plan, now).await.is_ok());
            let given = register::burden::Establish {
                adjustment: "Een tolk bij elke les.".to_owned(),
                works: Some(register::burden::Works::Yes),
                evidence: "Drie weken geprobeerd.".to_owned(),
                price: Some(24_000),
            };
            made.burdens += usize::from(store.burden_establish(care, one.file, &given, now).await.is_ok());
        }
        // Each a student with an account: a tenth of those.
        if at % 10 == 1 {
            let email = format!("student-{at}@bench.example");
            let (_, student) = somebody(store, busiest, &email, (Role::Student, &Scope::Person(one.person))).await?;
            made.disputes += usize::from(dispute(store, (&student, desk), (at, one), now).await?);
            let kind = Some(register::voice::Kind::Missing);
            let said = store.voice_say(&student, one.file, (kind, "Ik mis een rustige plek."), now).await;
            made.voices += usize::from(said.is_ok());
        }
    }
    Ok(made)
}

/// A request for an adapted exam, every second one decided; whether it fitted.
async fn exam(
    store: &Store,
    (care, office): (&Actor, &Actor),
    (at, one): (usize, &Known),
    now: Moment,
) -> Result<bool, Failure> {
    let ask = Ask {
        ground: Some(Ground::Support),
        wanted: vec![Facility::ExtraTime, Facility::QuietRoom],
        why: "Lezen kost meer tijd.".to_owned(),
        exam_on: Some(TODAY + Duration::days(40)),
        ..Ask::default()
    };
    let Ok(exam) = store.exam_ask(care, one.file, &ask, now).await else { return Ok(false) };
    if at % 2 == 0 {
        let view = store.exam(office, exam, now).await?;
        let given = Decide {
            granted: vec![Facility::ExtraTime],
            minutes: Some(30),
            reason: "Dit helpt.".to_owned(),
            from: Some(TODAY),
            until: None,
            enrolment: open_on(&view.enrolled, TODAY).first().copied(),
        };
        let seen = Some(view.request.seen_so_far());
        store.exam_decide(office, exam, (&given, seen), now).await.map_err(|e| format!("{e:?}"))?;
    }
    Ok(true)
}

/// A dispute, or every second time an appeal that is right and names no request; whether it fitted.
async fn dispute(
    store: &Store,
    (student, desk): (&Actor, &Actor),
    (at, one): (usize, &Known),
    now: Moment,
) -> Result<bool, Failure> {
    use register::dispute::Subject;
    let appeal = at % 20 == 1;
    let given = Lodge {
        subject: Some(if appeal { Subject::Exam } else { Subject::CarryingOut }),
        words: "De software zou er zijn, en is er niet.".to_owned(),
        known_on: appeal.then_some(TODAY),
        ..Lodge::default()
    };
    let Ok(id) = store.dispute_lodge(student, one.file, (&given, &[]), now).await else { return Ok(false) };
    if appeal {
        let seen = Some(store.dispute(desk, None, id, now).await?.dispute.seen_so_far());
        let right = (Event::Decide, "De commissie keek niet naar het verslag.", Some(Outcome::Upheld), None);
        store.dispute_step(desk, id, (right, seen), now).await.map_err(|e| format!("{e:?}"))?;
    }
    Ok(true)
}
