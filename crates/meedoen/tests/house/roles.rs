//! What is given can be taken back: roles, teams, accounts and passwords, by the commands, with the reach and the
//! sessions that hang on them; and each leaves its event.

use crate::commands::{Folder, installed, run, run_with};
use crate::fixture::{House, own_house};
use access::{Actor, Reason, Role, Scope};
use register::TenantId;
use store::{Keys, Store};
use web::signin::DEMO_PASSWORD as PASSWORD;

/// The codes of the events of a chain after a number, with what they are about.
async fn events(store: &Store, tenant: TenantId, after: i64) -> Vec<(String, String)> {
    let all = store::testing::audited(store, tenant, after).await;
    all.into_iter().map(|e| (e.payload.action.clone(), e.payload.about.clone().unwrap_or_default())).collect()
}

/// Those of people and commands: a migration vouches for what it found, and that is an event too.
fn codes(events: &[(String, String)]) -> Vec<&str> {
    let ours = |code: &&str| access::Change::from_code(code).is_some() || *code == "manage_accounts";
    events.iter().map(|(code, _)| code.as_str()).filter(ours).collect()
}

pub(crate) async fn opened(folder: &Folder) -> Store {
    let keys = Keys::parse(&std::fs::read_to_string(folder.path().join("meedoen.key")).unwrap()).unwrap();
    Store::open(&format!("sqlite:{}", folder.path().join("meedoen.sqlite").display()), keys).await.unwrap()
}

#[tokio::test]
async fn what_a_command_gives_a_command_takes_back() {
    const NOOR: [&str; 2] = ["--email", "noor@school.example"];
    let folder = installed();
    let owned = |args: Vec<&str>| args.into_iter().map(str::to_owned).collect::<Vec<String>>();
    let role = |verb, more: &[&str]| {
        owned([&["user", verb][..], &NOOR, &["--institution", "27DV", "--role", "care_coordinator"], more].concat())
    };
    let who = |verb| owned([&["user", verb][..], &NOOR].concat());
    let today = meedoen::clock::now().day.to_string();
    for (args, input, code, says) in [
        (role("end", &[]), "", 1, "no account with that e-mail address"),
        (role("add", &["--name", "Noor", "--password-stdin"]), "paarse fiets wortel\n", 0, "Added an account"),
        (role("teams", &["--team", "Nergens"]), "", 1, "no team named Nergens"),
        (role("end", &["--last-day", "2020-01-01"]), "", 2, "today or later"),
        (role("end", &[]), "", 0, "Ended the role care_coordinator at 27DV"),
        (role("end", &[]), "", 1, "does not hold that role"),
        // The same day, and again until the end of it.
        (role("add", &["--name", "Noor"]), "", 0, "was there already"),
        (role("end", &["--last-day", &today]), "", 0, "ends after"),
        (role("add", &["--name", "Noor"]), "", 1, "has that role already"),
        (role("end", &[]), "", 0, "Ended the role"),
        (who("enable"), "", 1, "not disabled"),
        (who("disable"), "", 0, "Disabled the account"),
        (who("disable"), "", 1, "disabled already"),
        (role("add", &["--name", "Noor"]), "", 1, "user enable"),
        (who("password"), "zomervakantie2026\n", 2, "easy to guess"),
        (who("password"), "groene trein lampje\n", 0, "stays so"),
        (who("enable"), "", 0, "can sign in again"),
        (role("add", &["--name", "Noor"]), "", 0, "with the role care_coordinator"),
    ] {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let (got, out, err) = run_with(&folder, &args, input);
        assert_eq!(got, code, "{args:?}: {out}{err}");
        assert!((out.clone() + &err).contains(says), "{args:?}: {out}{err}");
        assert!(input.is_empty() || !(out + &err).contains(input.trim()), "a password is never repeated");
    }
    let listed = |more: &[&str]| run(&folder, &[&["user", "list", "--institution", "27DV"][..], more].concat());
    let (code, out, err) = listed(&["--json"]);
    let rows: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
    assert_eq!((code, rows.as_array().unwrap().len()), (0, 1), "{out}");
    assert_eq!((&rows[0]["role"], &rows[0]["holds"]), (&"care_coordinator".into(), &true.into()));
    assert_eq!(listed(&["--past"]).1.lines().count(), 3, "who had what stays known");

    let store = opened(&folder).await;
    let school = store.tenant_by_code("27DV").await.unwrap().tenant;
    let of_school = events(&store, school, 0).await;
    assert_eq!(
        codes(&of_school),
        [
            "add_school",
            "give_role",
            "end_role",
            "give_role",
            "end_role",
            "end_role",
            "disable_account",
            "set_password",
            "enable_account",
            "give_role",
            "manage_accounts",
            "manage_accounts"
        ]
    );
    let of_house = events(&store, TenantId::INSTALLATION, 0).await;
    // Whose account it is, is told there too: its digest is in that chain.
    let mut told = vec!["add_key", "add_school", "add_account", "disable_account", "set_password", "enable_account"];
    assert_eq!(codes(&of_house), told);
    for (_, about) in of_school.iter().chain(&of_house) {
        assert!(!about.contains("Noor") && !about.contains('@'), "codes and identifiers only: {about}");
    }
    store.close().await;

    // A key that was added is noticed by the next command, once.
    assert_eq!(run(&folder, &["key", "rotate"]).0, 0);
    for _ in 0..2 {
        assert_eq!(run(&folder, &["institution", "list"]).0, 0);
    }
    let store = opened(&folder).await;
    let all = events(&store, TenantId::INSTALLATION, 0).await;
    told.push("add_key");
    assert_eq!(codes(&all), told);
    store.close().await;
    let (code, out, err) = run(&folder, &["audit", "verify", "--data"]);
    assert_eq!(code, 0, "{out}{err}");
}

/// An actor who types commands.
fn command(house: &House) -> Actor {
    Actor::system(house.tenant, Reason::Command)
}

/// On a site that runs, over both databases: out with the next request, and in again when it is given again.
fn taken_back_at_once(postgres: bool) {
    let house = own_house(postgres);
    house.run(async {
        let now = house.now();
        let by = command(house);
        // A role.
        let email = house.account("care_coordinator").email;
        let Actor::Member(care) = house.actor("care_coordinator").await else { panic!() };
        let file = house.file(0).await;
        let path = format!("/dossiers/{file}");
        let browser = house.sign_in("care_coordinator").await;
        assert_eq!(browser.get(&path).await.status, 200);
        house.store.membership_end(&by, care.membership, None, now).await.unwrap();
        for _ in 0..2 {
            let page = browser.get(&path).await;
            assert_eq!(page.status, 303, "the next request");
            assert!(page.location.unwrap().starts_with("/inloggen"));
        }
        // What was being typed is kept for its owner.
        let late = browser.post(&format!("{path}/behoefte"), &[("woorden", "een rustige plek")]).await;
        assert_eq!(late.status, 303);
        let again = house.store.membership_add(&by, care.account, Role::CareCoordinator, &Scope::School, now.day, now);
        again.await.unwrap();
        let browser = house.sign_in_as(&email, "care_coordinator").await;
        assert!(browser.get(&format!("{path}/behoefte")).await.has("een rustige plek"));

        // Teams: what the old ones reached is gone, what the new ones reach is there.
        let Actor::Member(intaker) = house.actor("intaker").await else { panic!() };
        let browser = house.sign_in("intaker").await;
        assert!(browser.get("/intake").await.has("/intake/"));
        let nobody = Scope::Teams(Vec::new());
        let moved = house.store.membership_move(&by, intaker.membership, &nobody, now).await.unwrap();
        assert_eq!(browser.get("/intake").await.status, 303, "a session of the membership before");
        assert!(house.store.actor(intaker.account, house.tenant, intaker.membership, now.day).await.is_err());
        let browser = house.sign_in("intaker").await;
        assert!(!browser.get("/intake").await.has("href=\"/intake/"));
        house.store.membership_move(&by, moved, &Scope::School, now).await.unwrap();
        assert!(house.sign_in("intaker").await.get("/intake").await.has("href=\"/intake/"));

        // An account, and a password.
        let email = house.account("coach").email;
        let account = house.store.account_by_email(&email).await.unwrap().unwrap().account;
        let browser = house.sign_in("coach").await;
        house.store.account_disable(account, now).await.unwrap();
        assert_eq!(browser.get("/account").await.status, 303);
        let manage = house.sign_in("administrator").await.get("/beheer").await;
        let listed =
            manage.body.split("<li").find(|row| row.contains(&email)).expect("who is disabled is still listed");
        assert!(listed.contains("Account staat uit"), "{listed}");
        house.store.account_enable(account, now).await.unwrap();
        assert_eq!(browser.get("/account").await.status, 303, "a session that ended stays ended");
        let (one, two) = (house.sign_in("coach").await, house.sign_in("coach").await);
        let hash = web::site::password::hash("groene trein lampje", &web::site::password::Cost::TESTS).unwrap();
        let before = house.store.account_by_email(&email).await.unwrap().unwrap().password_hash.unwrap();
        house.store.account_set_password(account, &hash, now).await.unwrap();
        assert_eq!((one.get("/account").await.status, two.get("/account").await.status), (303, 303));
        let place = house.store.memberships(account, now.day).await.unwrap();
        let place = (place[0].tenant, place[0].membership);
        assert!(
            house.store.sign_in(account, &before, place, now).await.unwrap().is_none(),
            "it was replaced meanwhile"
        );
        let visitor = house.visitor();
        let old = visitor.post("/inloggen", &[("email", &email), ("wachtwoord", PASSWORD)]).await;
        assert_eq!(old.status, 422);
        let new = visitor.post("/inloggen", &[("email", &email), ("wachtwoord", "groene trein lampje")]).await;
        assert_eq!(new.status, 303, "{}", new.body);
        let whole = house.store.audit_verify(house.tenant, None).await.unwrap();
        assert!(matches!(whole, store::audit::Verdict::Whole { .. }), "{whole:?}");
    });
}

#[test]
fn what_is_taken_back_is_gone_with_the_next_request_on_sqlite() {
    taken_back_at_once(false);
}

#[test]
fn what_is_taken_back_is_gone_with_the_next_request_on_postgres() {
    taken_back_at_once(true);
}

/// Nobody is student and guardian of one file, whichever came first.
#[test]
fn a_student_is_never_their_own_guardian() {
    let house = own_house(false);
    house.run_tampering(async {
        let (now, by) = (house.now(), command(house));
        let child = house.store.person_by_number(house.tenant, &house.school.people[1].number).await.unwrap();
        let parent = &house.school.people[1].guardians[0].email;
        let guardian = house.store.guardians_at(house.tenant, child, parent).await.unwrap()[0].0;
        let give = async |email: &str, role, scope: Scope| {
            let account = match house.store.account_by_email(email).await.unwrap() {
                Some(known) => known.account,
                None => house.store.account_add(email, "Iemand", None, now).await.unwrap(),
            };
            house.store.membership_add(&by, account, role, &scope, now.day, now).await.map(drop)
        };
        let refused = |said: Result<(), store::StoreError>, what: &str| {
            let error = said.expect_err(what).to_string();
            assert!(error.contains("guardian"), "{what}: {error}");
        };
        // The demo's guardian answers for this child already.
        refused(give(parent, Role::Student, Scope::Person(child)).await, "a guardian becomes the student");
        let sql = format!("UPDATE person SET email = '{}'", parent.to_uppercase());
        store::testing::tamper(&house.store, &sql).await;
        let Actor::Member(held) = house.actor_of(parent, "guardian").await else { panic!() };
        house.store.membership_end(&by, held.membership, None, now).await.unwrap();
        refused(give(parent, Role::Guardian, Scope::Guardian(guardian)).await, "one address for both");
        give(parent, Role::Student, Scope::Person(child)).await.unwrap();
        refused(give(parent, Role::Guardian, Scope::Guardian(guardian)).await, "a student becomes the guardian");
    });
}

/// Who may be given a file is what the register knows: a student by their own address, a guardian by theirs, and of two
/// guardians at one address the one whose name it is.
#[tokio::test]
async fn a_file_is_given_to_whom_the_register_knows() {
    let folder = installed();
    let store = opened(&folder).await;
    let school = demo::School::plan(7, crate::fixture::TODAY, demo::Size { students: 60, teams: 3, applicants: 12 });
    meedoen::demo_school::fill(&store, &school, web::site::password::Cost::TESTS, None, &|_| ()).await.unwrap();
    // Nobody's account yet, with one guardian, made two at one address.
    let at = (2..school.people.len()).find(|at| {
        let person = &school.people[*at];
        person.guardians.len() == 2 && person.guardians[0].name.full() != person.guardians[1].name.full()
    });
    let person = &school.people[at.expect("somebody with two guardians")];
    let tenant = store.tenant_by_code(&school.brin).await.unwrap().tenant;
    let child = store.person_by_number(tenant, &person.number).await.unwrap();
    let shared = "Thuis@gezin.example";
    let sql = format!("UPDATE guardian SET email = '{shared}' WHERE person_id = x'{}'", child.0.simple());
    store::testing::tamper(&store, &sql).await;
    store.close().await;
    let (one, two) = (person.guardians[0].name.full(), person.guardians[1].name.full());
    let other = person.email.replace('@', "x@");
    let add = |role: &str, flag: &str, email: &str, name: &str| {
        let args = ["user", "add", "--institution", &school.brin, "--role", role, flag, &person.number];
        run(&folder, &[&args[..], &["--email", email, "--name", name]].concat())
    };
    for (role, flag, email, name, code, says) in [
        ("student", "--student", other.as_str(), "Iemand", 1, "another e-mail address for this student"),
        ("guardian", "--guardian-of", other.as_str(), "Iemand", 1, "no guardian with that e-mail address"),
        ("guardian", "--guardian-of", "thuis@gezin.example", "Iemand anders", 1, "several guardians"),
        ("guardian", "--guardian-of", "THUIS@gezin.example", two.as_str(), 0, "role guardian"),
        ("guardian", "--guardian-of", "thuis@gezin.example", one.as_str(), 1, "one person's"),
    ] {
        let (got, out, err) = add(role, flag, email, name);
        assert_eq!(got, code, "{role} {name}: {out}{err}");
        assert!((out.clone() + &err).contains(says), "{role} {name}: {out}{err}");
    }
    // The role that was given reaches the guardian whose name it is.
    let store = opened(&folder).await;
    let account = store.account_find(shared).await.unwrap().unwrap().account;
    let choices = store.memberships(account, meedoen::clock::now().day).await.unwrap();
    let Actor::Member(member) =
        store.actor(account, tenant, choices[0].membership, meedoen::clock::now().day).await.unwrap()
    else {
        panic!()
    };
    let named = store.guardians_at(tenant, child, shared).await.unwrap();
    let meant = named.iter().find(|(_, name)| *name == two).unwrap().0;
    assert_eq!((choices.len(), member.scope), (1, Scope::Guardian(meant)));
    store.close().await;
}
