//! What was typed is not lost: two people with one form open, and a session that ends meanwhile.

use crate::fixture::{Visitor, own_house};
use crate::forms::{Fields, again, all_forms, send, summary};
use crate::html::{Form, forms, plain};
use crate::rights::{World, parameters};
use access::Action;
use web::site::guard::csrf;
use web::site::route::{Gate, Method};

/// The page with a form, and the form.
async fn open(visitor: &Visitor<'_>, path: &str, action: &str) -> Form {
    let page = visitor.get(path).await;
    let found = forms(&page.body).into_iter().find(|form| form.action == action);
    found.unwrap_or_else(|| panic!("no form for {action} on {path}: {} {}", page.status, page.body))
}

/// Two people have the same form open. The second to save sees the clash and both texts; the first text stays until
/// the second person, who has read it, saves again.
#[test]
fn who_saves_second_sees_both_texts() {
    const FIRST: &str = "Eerst & vooral: een <rustige> plek.";
    const SECOND: &str = "Ten tweede: meer \"tijd\" bij toetsen.";
    let house = own_house(false);
    house.run(async {
        let world = World::new(house).await;
        let (coach, care) = (house.actor("coach").await, house.actor("care_coordinator").await);
        let both = world.home.iter().find(|file| {
            let may = |actor| world.reaches(actor, Action::ProposeAgreement, file);
            may(&coach) && may(&care) && file.versions.is_empty()
        });
        let file = both.expect("a file that both work on").file;
        let (coach, care) = (house.sign_in("coach").await, house.sign_in("care_coordinator").await);
        for (path, query) in [("behoefte", ""), ("afspraken/nieuw", "?leeg=1")] {
            let action = format!("/dossiers/{file}/{path}");
            let (first, second) = (format!("{FIRST} {path}"), format!("{SECOND} {path}"));
            let page = format!("{action}{query}");
            let (mine, theirs) = (open(&coach, &page, &action).await, open(&care, &page, &action).await);
            let saved = send(&coach, &action, &mine.completed(&first)).await;
            assert_eq!(saved.status, 303, "{action}: {:?} {}", summary(&saved), saved.body);
            let clash = send(&care, &action, &theirs.completed(&second)).await;
            assert_eq!(clash.status, 409, "{action}");
            let shown = plain(&clash.body);
            assert!(shown.contains(&first) && shown.contains(&second), "{action}: {shown}");
            assert!(!plain(&coach.get(&format!("/dossiers/{file}")).await.body).contains(&second), "nothing was saved");
            let again = forms(&clash.body).into_iter().find(|form| form.action == action).expect("the form again");
            let meant = send(&care, &action, &again.completed(&second)).await;
            assert_eq!(meant.status, 303, "{action}: {:?}", summary(&meant));
            assert!(plain(&coach.get(&format!("/dossiers/{file}")).await.body).contains(&second), "{action}");
        }
    });
}

/// A session ends while somebody types: what they typed comes back to them, and to nobody else.
#[test]
fn what_was_typed_when_a_session_ended_comes_back_to_its_owner() {
    let house = own_house(false);
    house.run(async {
        let world = World::new(house).await;
        let (mut wrong, mut kept) = (Vec::new(), 0);
        for found in all_forms(&world).await {
            let action = found.form.action.clone();
            let email = house.account(found.role).email;
            let late = house.sign_in_long_ago(&email, found.role).await;
            // A colleague finds back what they typed on this page themselves.
            let text = &format!("Ik wil graag een rustige plek & <tijd>, {}.", found.role);
            let typed = |name: &str| found.form.fields.iter().any(|f| f.name == name && f.is_typed());
            let token = late.token().await;
            let fields: Fields = found
                .form
                .sent()
                .into_iter()
                .map(|(n, v)| match n.as_str() {
                    csrf::FIELD => (n, token.clone()),
                    name if typed(name) => (n, text.to_owned()),
                    _ => (n, v),
                })
                .collect();
            // Who signs in has no session yet, and a form that is kept nowhere asks for none.
            let keeps_nothing = world.routes.iter().any(|r| r.gate == Gate::PublicNoToken && fits(r.path, &action));
            if action == "/inloggen" || keeps_nothing {
                continue;
            }
            let tried = format!("{} {action}", found.role);
            let sent = send(&late, &action, &fields).await;
            let Some(to) = sent.location.clone().filter(|_| sent.status == 303) else {
                wrong.push(format!("{tried}: {}", sent.status));
                continue;
            };
            // What needs no account is done, whoever was signed in.
            if to == action && world.routes.iter().any(|r| r.gate == Gate::Public && fits(r.path, &action)) {
                continue;
            }
            let path = to.strip_prefix("/inloggen?naar=").unwrap_or("").to_owned();
            if path.is_empty() {
                wrong.push(format!("{tried}: leads to {to}"));
                continue;
            }
            // Somebody else who may see the same page.
            for other in
                ["coach", "intaker", "care_coordinator", "student", "guardian"].iter().filter(|o| **o != found.role)
            {
                let page = house.sign_in(other).await.get(&path).await;
                if plain(&page.body).contains(text.as_str()) {
                    wrong.push(format!("{tried}: {other} reads what was typed"));
                }
            }
            let page = house.sign_in(found.role).await.get(&path).await;
            if page.status == 404 {
                wrong.push(format!("{tried}: after signing in, {path} is not there"));
            }
            if path != action {
                if house.sign_in(found.role).await.get(&action).await.status == 200 {
                    wrong.push(format!("{tried}: leads to {path} and not back"));
                }
                continue;
            }
            let names = fields.iter().map(|(name, _)| name.as_str()).filter(|name| typed(name));
            let back = again(&page.body, &action, names);
            for (name, value) in fields.iter().filter(|(name, _)| typed(name)) {
                let again = back.as_ref().and_then(|form| form.value(name)).unwrap_or_default();
                if again != value {
                    wrong.push(format!("{tried}: {name} came back as {again:?}"));
                } else {
                    kept += 1;
                }
            }
        }
        // Also who signs out late, or searches late, finds a page afterwards.
        for route in world.routes.iter().filter(|r| r.method == Method::Post && parameters(r.path).is_empty()) {
            if matches!(route.gate, Gate::Public | Gate::PublicNoToken) {
                continue;
            }
            for role in ["coach", "privacy_officer"] {
                let late = house.sign_in_long_ago(&house.account(role).email, role).await;
                let sent = late.post(route.path, &[("zoek", "x")]).await;
                let path = sent.location.as_deref().and_then(|to| to.strip_prefix("/inloggen?naar=")).unwrap_or("/");
                let page = house.sign_in(role).await.get(path).await;
                let may = match route.gate {
                    Gate::Needs(action) => access::may_ever(access::Role::from_code(role).unwrap(), action),
                    _ => true,
                };
                if may && page.status == 404 {
                    wrong.push(format!("{role} late at {}: after signing in, {path} is not there", route.path));
                }
            }
        }
        assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
        eprintln!("{kept} fields came back");
    });
}

/// Whether a path is one of a route: `/mail/{mail}` is each mail's.
fn fits(route: &str, path: &str) -> bool {
    let (route, path): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), path.split('/').collect());
    route.len() == path.len() && route.iter().zip(path).all(|(part, one)| part.starts_with('{') || *part == one)
}
