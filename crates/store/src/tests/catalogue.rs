//! Changing the catalogue of a school, on both databases: what can be chosen on a day, in which order, and who changed what.

use super::school::{School, TODAY, at};
use crate::catalogue::Whole;
use crate::{SaveError, Store, StoreError, testing};
use access::{Actor, Role, Scope};
use register::catalogue::{CatalogueRefusal, MeasureContent, TemplateContent};
use register::{MeasureId, Period};
use time::{Date, macros::date};

const NEXT_YEAR: Date = date!(2026 - 08 - 01);

fn since(day: Date) -> Period {
    Period::since(day)
}

async fn whole(store: &Store, admin: &Actor) -> Whole {
    store.catalogue_whole(admin).await.unwrap()
}

/// What can be chosen on a day, in order.
async fn offered(store: &Store, admin: &Actor, day: Date) -> Vec<String> {
    let catalogue = store.catalogue(admin.tenant(), day).await.unwrap();
    catalogue.measures.into_iter().map(|measure| measure.text).collect()
}

/// What a template offers on a day.
async fn in_template(store: &Store, admin: &Actor, day: Date) -> Vec<String> {
    let catalogue = store.catalogue(admin.tenant(), day).await.unwrap();
    let text = |id: &MeasureId| catalogue.measures.iter().find(|m| m.id == *id).map(|m| m.text.clone());
    catalogue.templates[0].measures.iter().filter_map(text).collect()
}

async fn played(store: &Store, code: &str) {
    let school = School::new(store, code).await;
    let admin = school.member(Role::Administrator, Scope::School).await;
    let coach = school.member(Role::Coach, Scope::Own).await;
    assert!(matches!(store.catalogue_whole(&coach).await, Err(StoreError::NotFound)), "not there for who may not");
    let before = whole(store, &admin).await;
    let first = before.templates[0].measures[0];
    let old = before.measure(first).unwrap().clone();
    let other = || MeasureContent { text: "Anders gezegd.".into(), ..old.content() };
    let read = before.stamp_of_measure(first).unwrap();

    // Other words from next school year: until then the old ones, in the template too.
    let base = Some((first, read.clone()));
    let new = store.measure_save(&admin, base.clone(), (other(), since(NEXT_YEAR)), 1, at(1)).await.unwrap();
    assert_ne!(new, first);
    assert!(offered(store, &admin, TODAY).await.contains(&old.text));
    assert!(!offered(store, &admin, TODAY).await.contains(&"Anders gezegd.".to_owned()));
    assert_eq!(offered(store, &admin, NEXT_YEAR).await[0], "Anders gezegd.", "and in the place that was chosen");
    let then = in_template(store, &admin, NEXT_YEAR).await;
    assert_eq!(in_template(store, &admin, TODAY).await[0], old.text);
    assert_eq!((then[0].as_str(), then.contains(&old.text)), ("Anders gezegd.", false));
    assert_eq!(then.len(), before.templates[0].measures.len(), "each measure once on a day");

    // Two tabs: the second saw what is no longer so.
    let again = store.measure_save(&admin, base, (other(), since(NEXT_YEAR)), 1, at(2)).await;
    assert!(matches!(again, Err(SaveError::Refused(CatalogueRefusal::Changed))), "{again:?}");
    assert_eq!(whole(store, &admin).await.measures.len(), before.measures.len() + 1, "nothing came twice");

    // A new measure and a new template with it; the order of both.
    let fresh = MeasureContent { text: "Een vaste plek.".into(), ..old.content() };
    let id = store.measure_save(&admin, None, (fresh, since(TODAY)), usize::MAX, at(3)).await.unwrap();
    assert_eq!(offered(store, &admin, TODAY).await.last().map(String::as_str), Some("Een vaste plek."));
    let content = |name: &str| TemplateContent {
        name: name.into(),
        name_en: name.into(),
        measures: vec![id],
        period: since(TODAY),
    };
    let template = store.template_save(&admin, None, content("Plek"), 1, at(4)).await.unwrap();
    assert_eq!(in_template(store, &admin, TODAY).await, ["Een vaste plek."]);
    let stands = whole(store, &admin).await.stamp_of_template(template).unwrap();
    let was = Some((template, stands));
    store.template_save(&admin, was.clone(), content("Vaste plek"), 2, at(5)).await.unwrap();
    let names: Vec<String> = whole(store, &admin).await.templates.into_iter().map(|one| one.name).collect();
    assert_eq!(names[1], "Vaste plek", "{names:?}");
    let late = store.template_save(&admin, was, content("Te laat"), 1, at(6)).await;
    assert!(matches!(late, Err(SaveError::Refused(CatalogueRefusal::Changed))));

    // Of another school nothing is there.
    let elsewhere = School::new(store, &format!("{code}X")).await;
    let stranger = elsewhere.member(Role::Administrator, Scope::School).await;
    let theirs = store.measure_save(&stranger, Some((first, read)), (other(), since(TODAY)), 1, at(7)).await;
    assert!(matches!(theirs, Err(SaveError::Store(StoreError::NotFound))));
    let borrowed = store.template_save(&stranger, None, content("Geleend"), 1, at(8)).await;
    assert!(matches!(borrowed, Err(SaveError::Store(StoreError::NotFound))), "a measure of another school");
    let proof = store.audit_verify_data(school.tenant, None).await.unwrap();
    let told = testing::audited(store, school.tenant, 0).await;
    let changes = told.iter().filter(|event| event.payload.action == "manage_catalogue").count();
    assert_eq!(changes, 4, "each change that was taken is told, and no other");
    // The school of the test was laid down without events; what is changed in its catalogue is told.
    assert!(proof.faults.iter().all(|fault| fault.kind != "catalogue"), "{proof:?}");
}

#[tokio::test]
async fn what_a_school_changes_holds_from_its_day_on_sqlite() {
    played(&testing::sqlite().await, "27KA").await;
}

#[tokio::test]
async fn what_a_school_changes_holds_from_its_day_on_postgres() {
    played(&testing::postgres().await, "27KB").await;
}
