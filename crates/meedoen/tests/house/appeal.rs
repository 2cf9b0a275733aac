//! An appeal about an exam that names no request, over HTTP: it stands with the exam office by student until that office says what it
//! does, and again when the appeal changes. And forms of the exam office and the desk that were made before something happened: what
//! stands now is shown first, and nothing that was typed is lost.

use crate::fixture::{House, own_house};
use crate::path::{act, link};
use access::{Role, Scope};

fn what_came_back_stands_with_the_exam_office(house: &'static House) {
    house.run(async {
        let (coach, office) = (house.sign_in("coach").await, house.sign_in("exam_office").await);
        let (desk, second) = (house.sign_in("dispute_desk").await, house.sign_in("dispute_desk").await);
        assert!(office.get("/examens/beroep").await.has("href=\"/examens/beroep/0"), "the demo school lives it");
        let file = link(&coach.get("/dossiers").await, "/dossiers/").to_owned();
        let id = file.trim_start_matches("/dossiers/").to_owned();
        let view = house.store.file_view(&house.actor("coach").await, id.parse().unwrap(), house.now()).await.unwrap();
        let account = house.store.account_add("beroep@year.example", "Een student", None, house.now()).await.unwrap();
        house.give(account, Role::Student, &Scope::Person(view.person.person)).await;
        let student = house.sign_in_as("beroep@year.example", "student").await;
        let (own, brings) = (format!("/mijn/examens/{id}"), format!("/mijn/geschil/{id}"));
        let ask = [("reden", "support"), ("wat", "spoken"), ("waarom", "Voorlezen helpt mij bij een examen.")];
        assert_eq!(student.post(&own, &ask).await.status, 303);
        let actor = house.actor("exam_office").await;
        let asked = store::exam::Listed::of(register::exam::Stand::Asked);
        let rows = house.store.exams(&actor, &asked, house.now()).await.unwrap().rows;
        let theirs = |row: &&store::exam::ExamRow| {
            row.file.person == view.person.person && row.more.wanted == [register::exam::Facility::Spoken]
        };
        let exam = rows.iter().find(theirs).unwrap().id;
        let one = format!("/examens/{exam}");
        let asks = office.get(&one).await;
        let which = asks.body.split("name=\"inschrijving\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let no =
            [("doe", "besluit"), ("reden", "Dit examen toetst lezen."), ("inschrijving", which.unwrap_or_default())];

        // Two tabs of the exam office: the second is of before the first, and keeps what was typed.
        let before = asks.value("stand").expect("what is shown goes with what is done").to_owned();
        assert_eq!(act(&office, &one, &no).await.status, 303);
        let late = [("doe", "opnieuw"), ("waarom", "Wij zagen het verslag niet."), ("stand", before.as_str())];
        let late = office.post(&one, &late).await;
        assert!(late.status == 409 && late.has("Wij zagen het verslag niet."), "{}", late.body);
        assert!(late.has("Dit examen toetst lezen."), "what was decided meanwhile is read: {}", late.body);
        let bare = office.post(&one, &[("doe", "opnieuw"), ("waarom", "Zonder meer.")]).await;
        assert!(bare.status == 409 && bare.has("Zonder meer."), "a form that shows nothing acts on nothing");

        // An appeal, about what was told on paper: no request is attached.
        let words = "Ik kreeg op papier te horen dat voorlezen niet mag.";
        let lodge = [("wat", "exam"), ("woorden", words), ("bekend", "15-09-2026")];
        assert_eq!(student.post(&brings, &lodge).await.status, 303);
        let actor = house.actor("dispute_desk").await;
        let open = store::dispute::Listed::of(register::dispute::Stand::Open);
        let rows = house.store.disputes(&actor, &open, house.now()).await.unwrap().rows;
        let number = rows.iter().find(|row| row.file.person == view.person.person).unwrap().id;
        let (brought, back) = (format!("/geschillen/{number}"), format!("/examens/beroep/{number}"));
        assert_eq!(office.get(&back).await.status, 404, "while it is handled there is nothing");

        // Two people of the desk, of whom the second did not read what the first did.
        let shown = second.get(&brought).await.value("stand").expect("what is shown").to_owned();
        assert_eq!(act(&desk, &brought, &[("wat", "hear"), ("woorden", "Op maandag om 10 uur.")]).await.status, 303);
        let ruling = "De commissie schreef niet op waarom.";
        let decide = [("wat", "decide"), ("uitkomst", "upheld"), ("woorden", ruling), ("opnieuw", "05-10-2026")];
        let stale: Vec<_> = decide.iter().copied().chain([("stand", shown.as_str())]).collect();
        let late = second.post(&brought, &stale).await;
        assert!(late.status == 409 && late.has(ruling) && late.has("05-10-2026"), "{}", late.body);
        assert!(late.has("Op maandag om 10 uur."), "what happened meanwhile is read: {}", late.body);
        assert_eq!(act(&second, &brought, &decide).await.status, 303);
        let read = desk.get(&brought).await;
        assert!(read.has("Het staat nu bij het examenbureau") && !read.has("value=\"take_up\""), "{}", read.body);

        // It stands on the list of the exam office, with what was decided and not with what was brought.
        assert!(office.get("/examens").await.has("href=\"/examens/beroep\""));
        assert!(office.get("/examens/beroep").await.has(&back));
        let read = office.get(&back).await;
        assert!(read.has(ruling) && read.has("5 oktober 2026") && read.has(&one), "{}", read.body);
        assert!(!read.has(words) && !read.has("/dossiers/") && !read.has("Op maandag om 10 uur."), "{}", read.body);
        let said = "De commissie beslist op vrijdag over het voorlezen.";
        let empty = act(&office, &back, &[("woorden", said)]).await;
        assert!(empty.status == 422 && empty.has("id=\"over-error\"") && empty.has(said), "{}", empty.body);
        let silent = act(&office, &back, &[("over", "geen"), ("woorden", " ")]).await;
        assert!(silent.status == 422 && silent.has("id=\"woorden-error\""), "{}", silent.body);
        let about = exam.to_string();
        let takes = [("over", about.as_str()), ("woorden", said)];
        for _ in 0..2 {
            assert_eq!(act(&office, &back, &takes).await.status, 303, "sent twice is one");
        }
        let stale = [("over", "geen"), ("woorden", "Toch niet."), ("stand", "1.0")];
        let stale = office.post(&back, &stale).await;
        assert!(stale.status == 409 && stale.has("Toch niet.") && stale.has(said), "{}", stale.body);
        assert!(!office.get("/examens/beroep").await.has(&back) && office.get("/examens").await.has(&one));
        assert!(office.get("/examens/beroep?stand=done").await.has(&back), "and can be said anew");
        assert_eq!(student.get(&brings).await.body.matches(said).count(), 1, "who brought it reads what happens");
        assert!(student.get(&own).await.has("Je kreeg in beroep gelijk"));

        // Taken up again: the old decision holds, the student reads that, and it is on the list of what changed.
        let why = "De uitspraak ging over een ander examen.";
        assert_eq!(act(&desk, &brought, &[("wat", "reopen"), ("woorden", why)]).await.status, 303);
        assert!(!office.get("/examens").await.has(&one), "there is nothing to decide anew");
        let page = student.get(&own).await;
        assert!(page.has("Niet toegekend") && page.has("Dit geldt weer zoals het was"), "{}", page.body);
        let staff = coach.get(&format!("{file}/examens")).await;
        assert!(staff.has("Dit geldt weer zoals het was") && !staff.has(why), "a coach reads that, and not why");
        assert!(office.get("/examens/beroep?stand=changed").await.has(&back));
        let read = office.get(&back).await;
        assert!(read.has(why) && !read.has("name=\"over\""), "there is nothing to choose: {}", read.body);
        assert_eq!(act(&office, &back, &[("woorden", "Gelezen.")]).await.status, 303);
        assert!(!office.get("/examens/beroep?stand=changed").await.has(&back));

        for role in
            ["coach", "care_coordinator", "administrator", "privacy_officer", "dispute_desk", "student", "teacher"]
        {
            let visitor = house.sign_in(role).await;
            for path in ["/examens/beroep", &back] {
                assert_eq!(visitor.get(path).await.status, 404, "{role} {path}");
            }
            assert_eq!(visitor.post(&back, &takes).await.status, 404, "{role}");
        }
    });
}

#[test]
fn what_came_back_stands_with_the_exam_office_on_sqlite() {
    what_came_back_stands_with_the_exam_office(own_house(false));
}

#[test]
fn what_came_back_stands_with_the_exam_office_on_postgres() {
    what_came_back_stands_with_the_exam_office(own_house(true));
}
