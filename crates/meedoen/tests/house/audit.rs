//! The audit chain, proved and broken through the program itself.

use crate::commands::{installed, run};
use access::{Role, Scope};
use meedoen::clock::now;
use store::{Keys, Store};

/// Somebody looks at their work list, so that there is something to prove.
async fn looks(store: &Store, times: usize) {
    let tenant = store.tenant_by_code("27DV").await.unwrap().tenant;
    let now = now();
    let account = match store.account_by_email("a@b.example").await.unwrap() {
        Some(known) => known.account,
        None => store.account_add("a@b.example", "A", None, now).await.unwrap(),
    };
    let held = store.memberships(account, now.day).await.unwrap();
    let membership = match held.first() {
        Some(choice) => choice.membership,
        None => {
            let by = access::Actor::system(tenant, access::Reason::Command);
            store.membership_add(&by, account, Role::Coach, &Scope::Own, now.day, now).await.unwrap()
        }
    };
    let actor = store.actor(account, tenant, membership, now.day).await.unwrap();
    for _ in 0..times {
        store.workbench(&actor, &Default::default(), now).await.unwrap();
    }
}

#[tokio::test]
async fn a_whole_chain_is_proved_and_a_broken_one_found() {
    let folder = installed();
    let keys = || Keys::parse(&std::fs::read_to_string(folder.path().join("meedoen.key")).unwrap()).unwrap();
    let address = format!("sqlite:{}", folder.path().join("meedoen.sqlite").display());
    let store = Store::open(&address, keys()).await.unwrap();
    looks(&store, 3).await;
    let (code, out, err) = run(&folder, &["audit", "verify"]);
    assert_eq!(code, 0, "{out}{err}");
    let head = |out: &str| {
        let line = out.lines().find(|line| line.starts_with("27DV: whole. Head: ")).unwrap_or_else(|| panic!("{out}"));
        line.rsplit(' ').next().unwrap().to_owned()
    };
    let head = head(&out);
    let (seq, _) = head.split_once(':').filter(|(_, hex)| hex.len() == 64).unwrap();
    assert!(seq.parse::<u32>().unwrap() >= 3 && out.contains("installation: whole."), "{out}");
    looks(&store, 2).await;
    let expect = ["audit", "verify", "--institution", "27DV", "--head", &head];
    assert_eq!(run(&folder, &expect).0, 0, "a head written down earlier is still in the chain");
    let (code, out, _) = run(&folder, &["audit", "verify", "--json"]);
    let rows: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &rows[0]["institution"], &rows[0]["whole"]), (0, &"27DV".into(), &true.into()));
    assert_eq!(run(&folder, &["audit", "verify", "--head", &head]).0, 2, "a head is of one school");

    // Somebody with the database cuts the end off, head and all.
    let school = "tenant_id = (SELECT tenant_id FROM tenant)";
    store::testing::tamper(&store, &format!("DELETE FROM audit_subject WHERE seq > 2 AND {school}")).await;
    store::testing::tamper(&store, &format!("DELETE FROM audit_event WHERE seq > 2 AND {school}")).await;
    let second = format!("(SELECT hash FROM audit_event WHERE seq = 2 AND {school})");
    store::testing::tamper(&store, &format!("UPDATE audit_head SET seq = 2, hash = {second} WHERE {school}")).await;
    assert_eq!(run(&folder, &["audit", "verify"]).0, 0, "nothing in the database itself tells");
    let (code, out, _) = run(&folder, &expect);
    assert_eq!(code, 1);
    assert!(out.contains("27DV: BROKEN at event 2") && out.contains("cut off"), "{out}");

    store::testing::tamper(
        &store,
        "UPDATE audit_event SET payload = replace(payload, 'coach', 'teacher') WHERE seq = 2 AND tenant_id = (SELECT tenant_id FROM tenant)",
    )
    .await;
    let (code, out, _) = run(&folder, &["audit", "verify", "--json"]);
    let rows: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &rows[0]["whole"], &rows[0]["event"]), (1, &false.into(), &2.into()));
    store.close().await;
}

/// From the first command on, everything that stands in the tables is proven; what changes behind the program is named.
#[tokio::test]
async fn the_data_are_proved_and_what_was_changed_is_named() {
    let folder = installed();
    let keys = || Keys::parse(&std::fs::read_to_string(folder.path().join("meedoen.key")).unwrap()).unwrap();
    let store =
        Store::open(&format!("sqlite:{}", folder.path().join("meedoen.sqlite").display()), keys()).await.unwrap();
    looks(&store, 1).await;
    let (code, out, err) = run(&folder, &["audit", "verify", "--data"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(
        out.contains("27DV: the data are whole: 2 units") && out.contains("installation: the data are whole"),
        "{out}"
    );
    store::testing::tamper(&store, "UPDATE membership SET role = 'care_coordinator', scope = 'school'").await;
    store::testing::tamper(&store, "UPDATE account SET name = 'Piet Geheim'").await;
    assert_eq!(run(&folder, &["audit", "verify"]).0, 0, "the chain itself is whole");
    let (code, out, _) = run(&folder, &["audit", "verify", "--data"]);
    assert_eq!(code, 1, "{out}");
    for said in
        ["27DV: the data are BROKEN: 1 things", "  membership ", "  account ", "changed after the event that wrote it"]
    {
        assert!(out.contains(said), "{said}: {out}");
    }
    assert!(!out.contains("Piet") && !out.contains('@'), "opaque identifiers only: {out}");
    let (code, out, _) = run(&folder, &["audit", "verify", "--data", "--json", "--institution", "installation"]);
    let rows: serde_json::Value = serde_json::from_str(&out).unwrap();
    let fault = &rows[0]["data"]["faults"][0];
    assert_eq!((code, &rows[0]["whole"], &fault["kind"]), (1, &false.into(), &"account".into()));
    store.close().await;
}

/// Old events are erased by a command that first says how many, and the chain still proves.
#[tokio::test]
async fn old_events_are_erased_when_somebody_says_yes() {
    let folder = installed();
    let keys = || Keys::parse(&std::fs::read_to_string(folder.path().join("meedoen.key")).unwrap()).unwrap();
    let store =
        Store::open(&format!("sqlite:{}", folder.path().join("meedoen.sqlite").display()), keys()).await.unwrap();
    looks(&store, 2).await;
    // A chain is keyed, so a test cannot make an event old: what is old is asked of a clock that is ahead.
    let today = now().day;
    let erase = |before: time::Date, more: &[&str]| {
        let before = before.to_string();
        let args = ["audit", "erase", "--institution", "27DV", "--reason", "retention", "--before", &before];
        run(&folder, &[&args[..], more].concat())
    };
    let (code, out, _) = erase(today, &["--yes"]);
    assert!(code == 0 && out.contains("no event of before"), "{out}");
    assert_eq!(erase(today.next_day().unwrap(), &[]).0, 2, "what happens today is not old yet");
    let tenant = store.tenant_by_code("27DV").await.unwrap().tenant;
    let keeper = access::Actor::system(tenant, access::Reason::AuditVerify);
    let tomorrow = meedoen::clock::civil(today.next_day().unwrap(), 0);
    let told = store.audit_erasable(&keeper, tomorrow).await.unwrap();
    assert!(told > 2, "{told}");
    let why = store::audit::EraseReason::Retention;
    assert_eq!(store.audit_erase(&keeper, tomorrow, why, tomorrow).await.unwrap(), told);
    let (code, out, _) = run(&folder, &["audit", "verify", "--data", "--institution", "27DV"]);
    assert!(code == 0 && out.contains(&format!("{told} events erased")), "{out}");
    let nowhere =
        run(&folder, &["audit", "erase", "--institution", "00XX", "--reason", "asked", "--before", "2026-01-01"]);
    assert_ne!(nowhere.0, 0);
    let (code, ..) =
        run(&folder, &["audit", "erase", "--institution", "27DV", "--reason", "tidy", "--before", "2026-01-01"]);
    assert_eq!(code, 2);
    store.close().await;
}
