//! `meedoen demo`: a school with made-up people, made once and then kept.

mod accounts;
mod args;
mod card;
mod care;
mod cast;
mod disputes;
mod exams;
mod folder;
mod intake;
mod knowledge;
mod lessons;
mod mailed;
mod make;
mod offer;
mod outside;
mod partners;
mod play;
mod to_work;
mod workplace;

pub use args::DemoArgs;
pub use make::{BODY, fill, size};
pub use play::Played;

use crate::monitor::Shelf;
use crate::outcome::{Outcome, Run, Trouble, note, say};
use crate::serve::{Bounds, Site, Typesetter, is_demo, listen};
use web::signin::DEMO_PASSWORD;

/// Makes the demo school where there is none, and serves it.
pub async fn run(args: DemoArgs) -> Run {
    if !args.listen.ip().is_loopback() {
        let message =
            "a demo has passwords that everybody knows, so it listens on this computer only, such as 127.0.0.1:8080";
        return Err(Trouble::usage(message));
    }
    // The port first: a mistake in it should not cost the time of making a school.
    let taken = if args.only_make { None } else { Some(listen(args.listen).await?) };
    let at = folder::ready(&args).await?;
    let store = at.open().await?;
    if !is_demo(&store).await? {
        return Err(Trouble::usage(format!("{} holds a database that is not a demo", args.data.display())));
    }
    let accounts = store.demo_accounts(crate::clock::now().day).await?;
    let Some((listener, address)) = taken else {
        store.close().await;
        return Ok(Outcome::Done);
    };
    let (monitor, press) = (crate::monitor::library(None)?, Typesetter::new(args.press));
    // A demo that an older version made has none.
    let research = args.data.join(folder::RESEARCH);
    let measured = Shelf::open(Some(research.as_path()).filter(|dir| dir.is_dir()))?;
    let site = Site { demo: true, day: args.today, monitor, measured, address: address.parse().ok(), press };
    if args.json {
        // Every path of the site: who looks at all pages knows which ones there are.
        let routes = site.clone().routes(store.clone())?;
        let paths: std::collections::BTreeSet<&str> = routes.declared().iter().map(|route| route.path).collect();
        say(serde_json::json!({"address": address, "accounts": accounts::json(&accounts), "paths": paths}));
    } else {
        say(format_args!("\nThe demo school is open at {address}\n"));
        accounts::table(&accounts).iter().for_each(say);
        say(format_args!("\nThe password of all of them: {DEMO_PASSWORD}"));
        note("Ctrl-C stops it. The data stay.");
    }
    site.serve(store, listener, Bounds::new(None)).await
}
