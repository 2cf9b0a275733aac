//! The catalogue over HTTP: an administrator changes it, a coach chooses from it, and what was agreed stays.

use crate::fixture::own_house;
use crate::path::{fields, link};

#[test]
fn what_an_administrator_writes_is_what_coaches_choose_from() {
    let house = own_house(false);
    house.run(async {
        let admin = house.sign_in("administrator").await;
        let list = admin.get("/beheer/maatregelen").await;
        assert!(admin.get("/beheer").await.has("href=\"/beheer/maatregelen\"") && list.status == 200, "{}", list.body);
        // A new one: looked at first, which saves nothing.
        let mut typed = vec![
            ("wat", "Je mag een koptelefoon op."),
            ("engels", "You may wear headphones."),
            ("wie", "je coach"),
            ("soort", "aids"),
            ("waar", "class"),
            ("niveau", "basic"),
            ("van", "15-9-2026"),
            ("tot", ""),
            ("plek", "1"),
        ];
        let new = "/beheer/maatregelen/nieuw";
        let looked = admin.post(new, &[&typed[..], &[("doe", "kijk")]].concat()).await;
        assert!(looked.status == 200 && looked.has("Zo leest de student het"), "{}", looked.body);
        assert!(!admin.get("/beheer/maatregelen").await.has("koptelefoon"), "nothing is saved by looking");
        typed[7].1 = "14-9-2026";
        let refused = admin.post(new, &typed).await;
        assert!(
            refused.status == 422 && refused.has("id=\"tot-error\"") && refused.has("koptelefoon"),
            "{}",
            refused.body
        );
        typed[7].1 = "";
        assert_eq!(admin.post(new, &typed).await.status, 303);
        let list = admin.get("/beheer/maatregelen").await;
        let first = link(&list, "/beheer/maatregelen/0").to_owned();
        assert!(admin.get(&first).await.has("koptelefoon"), "it comes first, as was asked");

        // Changed in two tabs: the second is told, and keeps what was typed.
        let form = fields(&admin.get(&first).await);
        let with = |words: &str| -> Vec<(String, String)> {
            let put = |(n, v): &(String, String)| (n.clone(), if n == "wat" { words.to_owned() } else { v.clone() });
            form.iter().map(put).collect()
        };
        let send = |sent: Vec<(String, String)>| {
            let (admin, first) = (&admin, first.clone());
            async move {
                let pairs: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                admin.post(&first, &pairs).await
            }
        };
        assert_eq!(send(with("Je mag oordoppen in.")).await.status, 303);
        let late = send(with("Je mag muziek aan.")).await;
        assert!(late.status == 409 && late.has("Je mag muziek aan.") && late.has("Iemand anders"), "{}", late.body);

        let coach = house.sign_in("coach").await;
        let file = house.file(0).await;
        let begin = coach.get(&format!("/dossiers/{file}/afspraken/nieuw")).await;
        assert!(begin.has("Je mag oordoppen in.") && !begin.has("koptelefoon"), "{}", begin.body);
        assert_eq!(coach.get("/beheer/maatregelen").await.status, 404);
    });
}
