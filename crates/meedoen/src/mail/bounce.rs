//! Mail that came back.

use crate::config::At;
use crate::outcome::{Outcome, Run, Trouble, say};
use std::io::Read;
use std::path::Path;

/// The largest file of reports, in bytes: a mailbox of a year is smaller.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Runs `meedoen mail bounce`.
pub(super) async fn run(at: &At, file: &Path) -> Run {
    let bytes = read(file)?;
    let found = exchange::bounce::read(&bytes);
    let store = at.open().await?;
    let (mut noted, mut unknown) = (0, 0);
    for report in &found.reports {
        if store.mail_bounced(&report.reference, report.status.as_deref(), crate::clock::now()).await? {
            noted += 1;
        } else {
            unknown += 1;
        }
    }
    store.close().await;
    let (messages, other) = (found.messages, found.other);
    say(format_args!(
        "{messages} messages: {noted} mails came back, {unknown} were known to have or are not of this database, \
         {other} were something else."
    ));
    Ok(Outcome::Done)
}

fn read(file: &Path) -> Run<Vec<u8>> {
    let cannot = |error: std::io::Error| Trouble::usage(format!("cannot read {}: {error}", file.display()));
    let mut bytes = Vec::new();
    let input: Box<dyn Read> = if file == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(file).map_err(cannot)?)
    };
    input.take(LARGEST + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Trouble::usage(format!("{} is larger than 64 MiB: give it in pieces", file.display())));
    }
    Ok(bytes)
}
