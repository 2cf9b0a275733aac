//! What turned out to be otherwise, in the browser: a judgement that corrects the one before it, and a date that a list of
//! the student system corrects. What stood there before can still be read.

use crate::fixture::{house, own_house};
use crate::path::applicant;
use access::{Actor, Reason};
use demo::Story;
use register::import::texts::Texts;
use store::import::{Columns, Student, StudentsIncoming};

/// The box is there once something was judged; ticked, it says that this corrects; refused, it stays ticked; left alone, what
/// is saved is a change of its own day.
#[test]
fn a_judgement_says_whether_it_corrects_the_one_before() {
    let house = house();
    house.run(async {
        let (file, application, _) = applicant(house, 3).await;
        let intaker = house.sign_in("intaker").await;
        let at = format!("/intake/{application}");
        let judged = async |ground: &str, words: &str, corrects: bool| {
            let page = intaker.get(&at).await;
            let version = page.value("versie").unwrap().to_owned();
            let mut fields = vec![("versie", version.as_str()), ("woorden", words), ("nodig", "ja")];
            fields.extend((!ground.is_empty()).then_some(("grond", ground)));
            fields.extend(corrects.then_some(("verbetert", "ja")));
            (page, intaker.post(&at, &fields).await)
        };
        let stands = async || {
            let view = house.store.file_view(&house.actor("intaker").await, file, house.now()).await.unwrap();
            view.statutory.flatten().map(|assessed| (assessed.ground.code(), assessed.corrects))
        };
        let (first, saved) = judged("unknown", "Ik heb rust nodig.", false).await;
        assert!(saved.status == 303 && !first.has("name=\"verbetert\""), "there is nothing to correct yet");
        assert_eq!(stands().await, Some(("unknown", false)));

        let (again, refused) = judged("", "Ik heb rust nodig.", true).await;
        assert!(again.has("name=\"verbetert\"") && !checked(&again.body), "asked, and not ticked by itself");
        assert!(refused.status == 422 && checked(&refused.body), "{}", refused.body);
        let (_, saved) = judged("yes", "Ik heb rust nodig.", true).await;
        assert_eq!((saved.status, stands().await), (303, Some(("yes", true))));
        let page = intaker.get(&format!("/dossiers/{file}")).await;
        assert!(page.has("Dit verbetert wat er eerder stond."), "{}", page.body);

        let (_, saved) = judged("no", "Ik heb rust en tijd nodig.", false).await;
        assert_eq!((saved.status, stands().await), (303, Some(("no", false))), "a change of its own day");
        assert!(!intaker.get(&format!("/dossiers/{file}")).await.has("Dit verbetert"));
    });
}

/// Whether the box that says so is ticked.
fn checked(page: &str) -> bool {
    page.split("<input").any(|tag| {
        let tag = tag.split('>').next().unwrap_or_default();
        tag.contains("name=\"verbetert\"") && tag.contains("checked")
    })
}

/// A list corrects a birth date: the file says what was known, what is known, and by what; nobody who may not see what it
/// hangs on sees it.
#[test]
fn a_corrected_birth_date_can_be_read_on_the_file() {
    let house = own_house(false);
    house.run(async {
        let place = house.school.people.iter().position(|one| one.story != Story::New && one.application.is_none());
        let place = place.expect("somebody who is enrolled");
        let person = &house.school.people[place];
        let file = house.file(place).await;
        let care = house.sign_in("care_coordinator").await;
        let at = format!("/dossiers/{file}");
        assert!(!care.get(&at).await.has("Verbeterde data"));
        let (year, month, day) = person.birth.parts();
        let birth = register::BirthDate::from_parts(year - 1, month, day).unwrap();
        let row = Student {
            line: 2,
            student_number: &person.number,
            texts: Texts::default(),
            family_name: &person.name.family,
            birth,
            numbers: Vec::new(),
            team: None,
            groups: Vec::new(),
            coach: None,
            guardians: Vec::new(),
            applications: Vec::new(),
        };
        let columns = Columns {
            texts: Default::default(),
            team: false,
            groups: false,
            coach: false,
            guardians: false,
            both_guardians: false,
            guardian_emails: false,
            starts_on: false,
        };
        let list = StudentsIncoming { sha256: [9; 32], mapping: "{}", columns, rows: vec![row] };
        let import = Actor::system(house.tenant, Reason::Import);
        let outcome = house.store.import_students(&import, &list, None, house.now(), &mut |_, _, _| {}).await.unwrap();
        assert_eq!(outcome.counts.persons.updated, 1);
        let page = care.get(&at).await;
        let (was, is) = (format!("{year} en is nu "), format!("{}.", year - 1));
        assert!(page.has("Verbeterde data") && page.has(&was) && page.has(&is), "{}", page.body);
        assert!(page.has("Op 15 september 2026 verbeterde een lijst uit het studentsysteem:"), "{}", page.body);
    });
}
