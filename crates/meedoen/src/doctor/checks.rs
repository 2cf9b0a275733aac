//! The checks, from the ground up: what rests on something that failed is not tried.

use super::check::Check;
use super::files::private;
use crate::config::At;
use crate::serve::Typesetter;
use access::{Actor, Reason};
use document::{Document, Language};
use std::net::SocketAddr;
use store::{Store, StoreError, ddl};
use web::site::press::Unmade;

/// All of them, as far as they can be run.
pub(super) async fn all(at: &At, listen: SocketAddr, press: Typesetter, data: bool) -> Vec<Check> {
    let mut done = vec![documents(&press)];
    let keys = match at.keys() {
        Ok(keys) => {
            let names: Vec<&str> = keys.names().collect();
            done.push(Check::ok("keys", format!("{} opens; current key {}", at.key_file.display(), names[0])));
            done.push(private("key file", &at.key_file));
            Some(keys)
        }
        Err(trouble) => {
            let remedy = "Put the key file of this installation back, or name it with --key-file";
            done.push(Check::fail("keys", trouble.to_string(), remedy));
            None
        }
    };
    let file = match at.sqlite_file() {
        Ok(Some(file)) if !file.exists() => {
            let found = format!("there is no {}", file.display());
            done.push(Check::fail("database", found, "`meedoen migrate` makes it; --database names another"));
            return done;
        }
        Ok(file) => file,
        Err(trouble) => {
            done.push(Check::fail("database", trouble.to_string(), "--database or MEEDOEN_DATABASE names it"));
            return done;
        }
    };
    // A store is a database with its keys: without them there is nothing more to open.
    let Some(keys) = keys else { return done };
    let store = match Store::open(&at.database, keys).await {
        Ok(store) => store,
        Err(error) => {
            done.push(Check::fail("database", error.to_string(), "Is it running, and may this user open it?"));
            return done;
        }
    };
    done.push(Check::ok("database", format!("{:?} answers", store.engine())));
    if let Some(file) = file {
        done.push(private("data file", file));
    }
    if let Err(error) = inside(&store, listen, data, &mut done).await {
        done.push(Check::fail("database", error.to_string(), "Look in the log of the database"));
    }
    store.close().await;
    done
}

/// Whether documents can be made: one is.
fn documents(press: &Typesetter) -> Check {
    let words = "Meedoen".to_owned();
    let (title, heading, school) = (words.clone(), words.clone(), words);
    let (language, blocks, sections) = (Language::Dutch, Vec::new(), Vec::new());
    let remedy = "Put meedoen-press beside this program, or name it with --press; the rest works without";
    match press.set(&Document { language, title, heading, school, mark: None, blocks, sections }) {
        Ok(_) => Check::ok("documents", format!("{} sets them", press.program().display())),
        Err(Unmade::Away(found) | Unmade::Broken(found)) => Check::warn("documents", found, remedy),
        Err(Unmade::Letters(_)) => Check::warn("documents", "the press has no letters", remedy),
    }
}

/// Whether lists say what the facts give: of each table how many rows do not.
fn lists(school: &str, off: &[(&'static str, u64)]) -> Check {
    if off.is_empty() {
        return Check::ok("lists", format!("{school}: every row is as the facts give it"));
    }
    let rows: Vec<String> = off.iter().map(|(table, rows)| format!("{rows} in {table}")).collect();
    let found = format!("{school}: rows that are not as the facts give them: {}", rows.join(", "));
    let remedy =
        "Run `meedoen audit verify --data`; a save of a file writes its rows anew, and so does an import. Report it";
    Check::fail("lists", found, remedy)
}

/// What is in the database.
async fn inside(store: &Store, listen: SocketAddr, data: bool, done: &mut Vec<Check>) -> Result<(), StoreError> {
    let (version, newest) = (store.schema_version().await?, ddl::newest());
    if version != newest {
        let found = format!("the tables are of version {version}, this program needs {newest}");
        let remedy = if version < newest { "Run `meedoen migrate`" } else { "Install the newer program" };
        done.push(Check::fail("tables", found, remedy));
        return Ok(());
    }
    done.push(Check::ok("tables", format!("version {version}")));
    let refused = store.prepare_all().await?;
    done.push(match refused.first() {
        None => Check::ok("queries", format!("all {} prepare", store::statements().len())),
        Some((name, why)) => {
            let found = format!("{} do not prepare, the first is {name}: {why}", refused.len());
            Check::fail("queries", found, "Somebody changed the tables: restore a backup, and report it")
        }
    });
    let used = store.keys_in_use().await?;
    done.push(if !used.other.is_empty() {
        let found = format!("in the key file is another key of the same name: {}", used.other.join(", "));
        Check::fail("keys in use", found, "This is the key file of another database: put back the one of this one")
    } else if !used.missing.is_empty() {
        let found = format!("not in the key file: {}", used.missing.join(", "));
        Check::fail("keys in use", found, "Put the lines of these keys back, from the copy of the key file")
    } else {
        Check::ok("keys in use", format!("all {} are in the key file, and the same", used.same.len()))
    });
    done.push(match store.purges() {
        Ok(list) => match list.read() {
            Ok(purged) => Check::ok("purges", format!("{} lists {} purged keys", list.path().display(), purged.len())),
            Err(error) => {
                Check::fail("purges", error.to_string(), "Put the list back, from the copy of the key file's folder")
            }
        },
        Err(error) => Check::fail("purges", error.to_string(), "Name the key file with --key-file"),
    });
    done.push(match (crate::serve::is_demo(store).await?, listen.ip().is_loopback()) {
        (true, false) => {
            Check::fail("demo", format!("a demo database is not served on {}", listen.ip()), "--listen 127.0.0.1:8080")
        }
        (true, true) => Check::ok("demo", "a demo: everybody in it is made up, and its passwords are no secret"),
        (false, _) => Check::ok("demo", "not a demo"),
    });
    let remedy = "Run `meedoen backup FILE`, every night, and keep the file elsewhere";
    done.push(match store.last_backup().await? {
        Some(at) => match (crate::clock::now().at - at).whole_days() {
            days @ ..=7 => Check::ok("backup", format!("the last was made {days} days ago, at {at}")),
            days => Check::warn("backup", format!("the last was made {days} days ago"), remedy),
        },
        None => Check::warn("backup", "none was ever made with `meedoen backup`", remedy),
    });
    let (late, now) = (store.mail_late(crate::clock::now()).await?, crate::clock::now());
    done.push(match late.since {
        Some(since) if now.at - since > time::Duration::HOUR => {
            let found = format!("{} mails wait, the oldest since {since}", late.count);
            Check::warn("mail", found, "Let the system's timer run `meedoen mail send`, and see what it says")
        }
        _ => Check::ok("mail", format!("{} wait, none for long", late.count)),
    });
    let schools = store.tenants().await?;
    if schools.iter().all(|one| one.kind != register::tenant::Kind::School) {
        let remedy = "`meedoen institution add --code BRIN --name NAME`";
        done.push(Check::warn("schools", "there is no school yet", remedy));
    }
    for school in schools {
        let actor = Actor::System { tenant: school.tenant, reason: Reason::Command };
        for (kind, began) in store.imports_unfinished(&actor).await? {
            let found =
                format!("{}: an import ({kind}) that began at {began} is under way, or was stopped", school.code);
            done.push(Check::warn("imports", found, "If it was stopped: import the same file again, that finishes it"));
        }
        let head = crate::audit::head_text(&store.audit_head(school.tenant).await?);
        done.push(Check::ok("audit", format!("{} ends at {head} (`meedoen audit verify` proves it)", school.code)));
        if data {
            let off = store.projections_off(school.tenant, crate::clock::now().day).await?;
            done.push(lists(&school.code, &off));
        }
    }
    Ok(())
}
