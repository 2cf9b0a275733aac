//! Adapted exams over HTTP: asked by a student and by a coach, decided by the exam office with a reason and a term, on the list
//! of a period, for another system, and read by the student with where to object.

use crate::fixture::{House, own_house};
use crate::path::{act, link};
use access::{Role, Scope};

fn asked_decided_and_arranged(house: &'static House) {
    house.run(async {
        let (coach, office) = (house.sign_in("coach").await, house.sign_in("exam_office").await);
        assert!(office.get("/examens").await.has("href=\"/examens/0"), "the demo school lives it");
        let file = link(&coach.get("/dossiers").await, "/dossiers/").to_owned();
        let id = file.trim_start_matches("/dossiers/").to_owned();
        let view = house.store.file_view(&house.actor("coach").await, id.parse().unwrap(), house.now()).await.unwrap();
        let account = house.store.account_add("examen@year.example", "Een student", None, house.now()).await.unwrap();
        house.give(account, Role::Student, &Scope::Person(view.person.person)).await;
        let student = house.sign_in_as("examen@year.example", "student").await;
        let own = link(&student.get("/mijn").await, "/mijn/examens/").to_owned();
        assert_eq!(own, format!("/mijn/examens/{id}"));

        // Nothing: each is said at its field, and what was typed stays.
        let why = "Ik lees langzaam, en in een volle zaal nog langzamer.";
        let empty = student.post(&own, &[("waarom", why), ("examen", "gisteren")]).await;
        assert_eq!(empty.status, 422);
        for field in ["reden", "wat", "examen"] {
            assert!(empty.has(&format!("id=\"{field}-error\"")), "{field}: {}", empty.body);
        }
        assert!(empty.has(why) && empty.has("gisteren"), "{}", empty.body);
        // Language is another thing: what it cannot bring is said, and six years are six years.
        let language = [("reden", "language"), ("sinds", "01-09-2023"), ("wat", "quiet_room"), ("waarom", why)];
        let room = student.post(&own, &language).await;
        assert!(room.status == 422 && room.has("id=\"wat-error\""), "{}", room.body);
        let long = [("reden", "language"), ("sinds", "01-09-2010"), ("wat", "dictionary"), ("waarom", why)];
        let long = student.post(&own, &long).await;
        assert!(long.status == 422 && long.has("id=\"sinds-error\"") && long.has("1 september 2016"), "{}", long.body);
        let ask = [("reden", "support"), ("wat", "extra_time"), ("wat", "quiet_room"), ("waarom", why)];
        for _ in 0..2 {
            let sent = student.post(&own, &ask).await;
            assert_eq!((sent.status, sent.location.as_deref()), (303, Some(own.as_str())), "{}", sent.body);
        }
        let page = student.get(&own).await;
        assert_eq!(page.body.matches(why).count(), 1, "sent twice is one: {}", page.body);
        assert!(page.has("uiterlijk"), "the term of the school: {}", page.body);

        // The coach reads it, and asks too.
        let staff = format!("{file}/examens");
        assert!(coach.get(&file).await.has(&staff) && coach.get(&staff).await.has(why));
        let other = [("reden", "passing"), ("wat", "laptop"), ("waarom", "Schrijven gaat nu niet.")];
        assert_eq!(coach.post(&staff, &other).await.status, 303);

        // The office finds it among what waits, and nothing else of the file.
        let actor = house.actor("exam_office").await;
        let asked = store::exam::Listed::of(register::exam::Stand::Asked);
        let rows = house.store.exams(&actor, &asked, house.now()).await.unwrap().rows;
        let of_file: Vec<_> = rows.iter().filter(|row| row.file.person == view.person.person).collect();
        let mut theirs = None;
        for row in of_file {
            let one = format!("/examens/{}", row.id);
            let read = office.get(&one).await;
            if read.has(why) {
                theirs = Some((one, read));
            }
        }
        let (one, read) = theirs.expect("what the student asked");
        assert!(read.has(why) && !read.has("/dossiers/"), "{}", read.body);
        assert_eq!(office.get(&file).await.status, 404);
        assert_eq!(office.get(&staff).await.status, 404);
        assert_eq!(office.get(&format!("{one}/besluit?in=nl")).await.status, 303, "nothing is decided yet");
        assert_eq!(office.get(&format!("{one}/behoeften")).await.status, 303, "nothing holds yet");
        assert_eq!(act(&office, &one, &[("doe", "gezien")]).await.status, 303);
        assert!(!office.get(&one).await.has("value=\"gezien\""), "it was seen");
        let bad =
            [("doe", "besluit"), ("toe", "extra_time"), ("minuten", "veel"), ("vanaf", "31-02-2026"), ("reden", "Zo.")];
        let bad = act(&office, &one, &bad).await;
        assert!(
            bad.status == 422 && bad.has("id=\"vanaf-error\"") && bad.has("veel") && bad.has("Zo."),
            "{}",
            bad.body
        );
        let reason = "Tijd helpt. Een eigen ruimte is er die week niet.";
        // Who is enrolled twice is asked about with the enrolment that it is for.
        let asks = office.get(&one).await;
        let which = asks.body.split("name=\"inschrijving\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let decide = [
            ("doe", "besluit"),
            ("toe", "extra_time"),
            ("minuten", "30"),
            ("vanaf", "01-09-2026"),
            ("reden", reason),
            ("inschrijving", which.unwrap_or_default()),
        ];
        assert_eq!(act(&office, &one, &decide).await.status, 303);
        assert_eq!(act(&office, &one, &decide).await.status, 303, "sent twice is one");
        let late = act(&office, &one, &[("doe", "besluit"), ("reden", "Toch niet."), ("vanaf", "01-09-2026")]).await;
        assert!(late.status == 409 && late.has("Toch niet."), "{}", late.body);

        // The student reads what is granted, what is not, why, and where to appeal; the two weeks run from the day they were told.
        let page = student.get(&own).await;
        for said in ["30 minuten extra tijd", "Een rustige ruimte", reason, "commissie van beroep", "Dit krijg je niet"]
        {
            assert!(page.has(said), "{said}: {}", page.body);
        }
        assert!(
            page.has("twee weken na de dag waarop je dit besluit kreeg") && !page.has("de student"),
            "{}",
            page.body
        );
        assert!(office.get("/examens?stand=to_tell").await.has(&one), "no mail goes out: it is owed");
        let early = [("doe", "verteld"), ("stand", "1.0"), ("hoe", "paper"), ("gekregen", "14-09-2026")];
        let early = office.post(&one, &early).await;
        assert!(early.status == 422 && early.has("id=\"gekregen-error\"") && early.has("14-09-2026"), "{}", early.body);
        // Another tab showed less: what stands is shown first, and the day that was typed stays.
        let stale = [("doe", "verteld"), ("stand", "0.0"), ("hoe", "paper"), ("gekregen", "15-09-2026")];
        let stale = office.post(&one, &stale).await;
        assert!(stale.status == 409 && stale.has("value=\"15-09-2026\""), "{}", stale.body);
        let told = [("doe", "verteld"), ("stand", "1.0"), ("hoe", "paper"), ("gekregen", "15-09-2026")];
        for _ in 0..2 {
            assert_eq!(office.post(&one, &told).await.status, 303, "sent twice is one");
        }
        assert!(!office.get("/examens?stand=to_tell").await.has(&one), "it was told");
        let other = [("doe", "verteld"), ("stand", "1.0"), ("hoe", "paper"), ("gekregen", "14-09-2026")];
        let other = office.post(&one, &other).await;
        assert!(other.status == 409 && other.has("14-09-2026"), "nothing typed is lost: {}", other.body);
        let page = student.get(&own).await;
        assert!(
            page.has("29 september 2026") && page.has("Je kreeg dit besluit op 15 september 2026"),
            "{}",
            page.body
        );
        // From the decision to an appeal, which is filled in: about what, since when, and the decision for the desk to read.
        let appeal = link(&page, "/mijn/geschil/").to_owned();
        let form = student.get(&appeal).await;
        assert!(appeal.contains("?over=") && form.has("value=\"exam\" checked"), "{}", form.body);
        assert!(form.has("value=\"15-09-2026\"") && form.has("binnen vier weken na die twee weken"), "{}", form.body);
        let exam = appeal.split("?over=").nth(1).unwrap();
        assert!(form.has(&format!("value=\"examen-{exam}\" checked")), "{}", form.body);
        let given = [
            ("wat", "exam"),
            ("woorden", "Een rustige ruimte was er wel."),
            ("bekend", "15-09-2026"),
            ("spoed", "ja"),
            ("waarom", "Maandag is het examen."),
        ];
        let dispute = format!("/mijn/geschil/{id}");
        assert_eq!(student.post(&dispute, &given).await.status, 303);
        let read = student.get(&dispute).await;
        assert!(
            read.has("27 oktober 2026") && read.has("29 september 2026"),
            "four weeks after those two: {}",
            read.body
        );
        assert!(
            !read.has("De voorzitter zegt uiterlijk") && read.body.matches("voorlopige voorziening").count() == 2,
            "an appeal has no urgent way: on the route, and at the appeal: {}",
            read.body
        );
        assert!(coach.get(&staff).await.has(reason));
        // An appeal that is right goes back to the exam office, by a day; the student reads that, and it is decided anew.
        let desk = house.sign_in("dispute_desk").await;
        let actor_desk = house.actor("dispute_desk").await;
        let open = store::dispute::Listed::of(register::dispute::Stand::Open);
        let rows = house.store.disputes(&actor_desk, &open, house.now()).await.unwrap().rows;
        let brought = rows.iter().find(|row| row.file.person == view.person.person).unwrap().id;
        let brought = format!("/geschillen/{brought}");
        let exam_thing = format!("examen-{exam}");
        let attach = (format!("stukken-{}", brought.trim_start_matches("/geschillen/")), exam_thing);
        let number = brought.trim_start_matches("/geschillen/").to_owned();
        let attached =
            act(&student, &dispute, &[("bij", number.as_str()), (attach.0.as_str(), attach.1.as_str())]).await;
        assert_eq!(attached.status, 303, "{}", attached.body);
        let more = [("wat", "extend"), ("woorden", "De deskundige is ziek.")];
        for _ in 0..2 {
            assert_eq!(act(&desk, &brought, &more).await.status, 303, "sent twice is one");
        }
        assert!(!desk.get(&brought).await.has("value=\"extend\""), "once");
        let read = student.get(&dispute).await;
        assert!(read.has("10 november 2026") && read.has("De deskundige is ziek."), "two weeks more: {}", read.body);
        let ruling = "De commissie keek niet naar het verslag.";
        let past = [("wat", "decide"), ("uitkomst", "upheld"), ("woorden", ruling), ("opnieuw", "14-09-2026")];
        let past = act(&desk, &brought, &past).await;
        assert!(past.status == 422 && past.has("id=\"opnieuw-error\"") && past.has(ruling), "{}", past.body);
        let right = [("wat", "decide"), ("uitkomst", "upheld"), ("woorden", ruling), ("opnieuw", "05-10-2026")];
        assert_eq!(act(&desk, &brought, &right).await.status, 303);
        let list = office.get("/examens").await;
        assert!(list.has(&one), "it stands with who decides: {}", list.body);
        let read = office.get(&one).await;
        assert!(read.has(ruling) && read.has("5 oktober 2026") && read.has("value=\"besluit\""), "{}", read.body);
        let page = student.get(&own).await;
        assert!(page.has("Je kreeg in beroep gelijk") && page.has("5 oktober 2026"), "{}", page.body);
        assert!(student.get(&dispute).await.has("uiterlijk op 5 oktober 2026"));
        let read = coach.get(&staff).await;
        assert!(
            read.has("kreeg in beroep gelijk") && !read.has(ruling),
            "a coach reads that, and not why: {}",
            read.body
        );
        assert_eq!(act(&office, &one, &decide).await.status, 303);
        assert!(!office.get("/examens").await.has(&one), "it is done");
        let needs = office.get(&format!("{one}/behoeften")).await;
        let read: serde_json::Value = serde_json::from_str(&needs.body).unwrap();
        assert_eq!(read["assignedNeeds"][0]["code"], "extra_time");
        assert!(read["assignedNeeds"].as_array().unwrap().len() == 1 && !needs.has(why) && !needs.has(reason));

        // A period: wrong, made twice, with its list, as a table and for another system.
        let periods = "/examens/periodes";
        let wrong =
            office.post(periods, &[("naam", "Toetsweek"), ("vanaf", "01-10-2026"), ("tot", "30-09-2026")]).await;
        assert!(wrong.status == 422 && wrong.has("id=\"tot-error\"") && wrong.has("Toetsweek"), "{}", wrong.body);
        for _ in 0..2 {
            let made =
                office.post(periods, &[("naam", "Toetsweek"), ("vanaf", "01-10-2026"), ("tot", "02-10-2026")]).await;
            assert_eq!(made.status, 303, "{}", made.body);
        }
        // On other days that overlap it is another one, which is not made: that is said, and what was typed stays.
        let other =
            office.post(periods, &[("naam", "toetsweek"), ("vanaf", "02-10-2026"), ("tot", "09-10-2026")]).await;
        assert!(other.status == 422 && other.has("id=\"naam-error\"") && other.has("09-10-2026"), "{}", other.body);
        let page = office.get(periods).await;
        assert_eq!(page.body.matches(">Toetsweek<").count(), 1, "{}", page.body);
        let at = page.body.find(">Toetsweek<").unwrap();
        let href = page.body[..at].rsplit("href=\"").next().unwrap().trim_end_matches('"').to_owned();
        let list = office.get(&href).await;
        assert!(list.has(&one) && list.has("30 minuten extra tijd"), "{}", list.body);
        assert!(!list.has(why) && !list.has(reason), "why is nobody's business there");
        let table = office.get(&format!("{href}/tabel")).await;
        assert!(table.has("\"30\"") && !table.has(why), "{}", table.body);
        let needs = office.get(&format!("{href}/behoeften")).await;
        let read: serde_json::Value = serde_json::from_str(&needs.body).unwrap();
        assert!(!read["items"].as_array().unwrap().is_empty());

        // Looked at again, decided anew, and not needed any more.
        assert_eq!(act(&office, &one, &[("doe", "opnieuw"), ("waarom", " ")]).await.status, 422);
        assert_eq!(act(&office, &one, &[("doe", "opnieuw"), ("waarom", "Er kwam ruimte vrij.")]).await.status, 303);
        assert!(office.get(&href).await.has(&one), "what was granted stands until there is another decision");
        assert!(student.get(&own).await.has("30 minuten extra tijd") && office.get("/examens").await.has(&one));
        assert!(student.get(&own).await.has("Er kwam ruimte vrij."));
        let all = [decide[0], decide[1], ("toe", "quiet_room"), decide[2], decide[3], decide[4], decide[5]];
        assert_eq!(act(&office, &one, &all).await.status, 303);
        let page = student.get(&own).await;
        assert!(page.has("commissie van beroep"), "who got everything may disagree with the terms: {}", page.body);
        assert!(office.get("/examens?stand=to_tell").await.has(&one), "another decision is owed anew");
        let number = one.trim_start_matches("/examens/");
        for _ in 0..2 {
            // Three decisions, one annulled and one looked at again.
            assert_eq!(student.post(&own, &[("einde", number), ("stand", "5.0")]).await.status, 303);
        }
        assert!(!office.get(&href).await.has(&one), "what is not needed is not arranged");
        assert!(!office.get(&one).await.has("name=\"doe\""), "over is over");

        // What the school takes back of what the student asked: they read why, get it on paper, and can appeal.
        let spoken = [("reden", "support"), ("wat", "spoken"), ("waarom", "Voorlezen helpt mij.")];
        assert_eq!(student.post(&own, &spoken).await.status, 303);
        let rows = house.store.exams(&actor, &asked, house.now()).await.unwrap().rows;
        let theirs = |row: &&store::exam::ExamRow| {
            row.file.person == view.person.person && row.more.wanted == [register::exam::Facility::Spoken]
        };
        let back = rows.iter().find(theirs).unwrap().id;
        let (page, gone) = (format!("/examens/{back}"), "Dit examen gaat niet door.");
        assert_eq!(act(&office, &page, &[("doe", "terug"), ("waarom", gone)]).await.status, 303);
        assert_eq!(office.post(&page, &told).await.status, 303);
        let read = student.get(&own).await;
        let (paper, appeal) = (format!("{own}/{back}/besluit?in=nl"), format!("?over={back}"));
        assert!(read.has(gone) && read.has(&paper) && read.has(&appeal), "{}", read.body);
        assert_eq!(student.get(&paper).await.status, 200);
        let form = student.get(&format!("{dispute}{appeal}")).await;
        assert!(
            form.has("value=\"15-09-2026\"") && form.has(&format!("value=\"examen-{back}\" checked")),
            "{}",
            form.body
        );

        let admin = house.sign_in("administrator").await;
        assert!(!admin.get("/beheer").await.has("Niemand heeft de rol"), "somebody has each");
        for role in ["coach", "care_coordinator", "administrator", "privacy_officer", "student", "teacher", "guardian"]
        {
            let visitor = house.sign_in(role).await;
            for path in ["/examens", periods, &href, &one, &format!("{href}/tabel"), &format!("{one}/behoeften")] {
                assert_eq!(visitor.get(path).await.status, 404, "{role} {path}");
            }
            assert_eq!(visitor.post(&one, &decide).await.status, 404, "{role}");
        }
        for role in ["student", "guardian", "exam_office", "teacher"] {
            let visitor = house.sign_in(role).await;
            assert_eq!(visitor.get(&own).await.status, 404, "{role}");
            assert_eq!(visitor.post(&own, &ask).await.status, 404, "{role}");
            assert_eq!(visitor.get(&staff).await.status, 404, "{role}");
        }
    });
}

#[test]
fn asked_decided_and_arranged_on_sqlite() {
    asked_decided_and_arranged(own_house(false));
}

#[test]
fn asked_decided_and_arranged_on_postgres() {
    asked_decided_and_arranged(own_house(true));
}
