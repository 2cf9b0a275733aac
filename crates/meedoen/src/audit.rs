//! `meedoen audit`: proving the chains, and erasing what old events say.

use crate::config::At;
use crate::outcome::{Outcome, Run, Trouble, say};
use access::{Actor, Reason};
use clap::Subcommand;
use register::TenantId;
use serde_json::{Value, json};
use store::audit::{EraseReason, Fault, Head, Proof, Verdict};
use time::Date;

/// `meedoen audit`.
#[derive(Debug, Clone, Subcommand)]
pub enum AuditCommand {
    /// Prove that no look and no change was altered, removed or put in
    ///
    /// Proves the chain of each school, and of the installation itself (accounts and schools). With --data the tables are
    /// held against it too: an answer, a role or a name that was changed behind the program's back is found, as are rows
    /// that were put in or deleted. What is no fact is not held: the list of companies, and what is computed of facts
    /// (`meedoen doctor --data` looks at that; SECURITY.md names each). People may go on working meanwhile.
    ///
    /// Prints the head of each chain as SEQ:HEX. Written down elsewhere (paper will do) and given back with --head, it
    /// also proves that nothing was cut off since: whoever cuts the end off a chain, or puts back an old copy of the
    /// whole database, is found by that alone. Exit code 1 when something is broken.
    Verify {
        /// Only this school; `installation` for the installation's own chain
        #[arg(long, value_name = "BRIN")]
        institution: Option<String>,
        /// Hold the tables against the chain as well; reads every row once
        #[arg(long)]
        data: bool,
        /// A head written down earlier, of the chain named with --institution
        #[arg(long, alias = "expect", value_name = "SEQ:HEX", requires = "institution", value_parser = parse_head)]
        head: Option<Head>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Erase what old events say: who looked at whom, and who changed what
    ///
    /// For what a school keeps no longer, or what somebody asked to be forgotten. That something happened stays in the
    /// chain, and the chain still proves; what it was, by whom and about whom is gone for good, also for the students who
    /// could read it. An event says how many were erased and why. Nothing is erased from a chain that is broken. Without
    /// --yes it only says what would be erased.
    Erase {
        /// School (its BRIN)
        #[arg(long, value_name = "BRIN")]
        institution: String,
        /// Erase events of before this day
        #[arg(long, value_name = "DATE", value_parser = crate::clock::parse_day)]
        before: Date,
        /// Why: `retention` (the school keeps them no longer) or `asked` (somebody asked to be forgotten)
        #[arg(long, value_name = "REASON", value_parser = parse_reason)]
        reason: EraseReason,
        /// Erase them: this cannot be undone
        #[arg(long)]
        yes: bool,
    },
}

/// How the installation's own chain is called, where schools are called by their code.
const INSTALLATION: &str = "installation";

/// How many things that are wrong are printed of one chain.
const SHOWN: usize = 20;

/// Runs `meedoen audit`.
pub async fn run(at: &At, what: AuditCommand) -> Run {
    match what {
        AuditCommand::Verify { institution, data, head, json } => verify(at, institution, data, head, json).await,
        AuditCommand::Erase { institution, before, reason, yes } => erase(at, &institution, before, reason, yes).await,
    }
}

/// Runs `meedoen audit erase`: what it would erase, and with `yes` erases it.
async fn erase(at: &At, institution: &str, before: Date, reason: EraseReason, yes: bool) -> Run {
    let now = crate::clock::now();
    if before > now.day {
        return Err(Trouble::usage("--before is a day to come: what happens today is not old yet"));
    }
    let before = crate::clock::civil(before, 0);
    let store = at.open().await?;
    let school = crate::institution::find(&store, institution).await?;
    let actor = Actor::system(school.tenant, Reason::AuditVerify);
    let (code, day) = (&school.code, before.day);
    let done = match yes {
        true => store.audit_erase(&actor, before, reason, now).await,
        false => store.audit_erasable(&actor, before).await,
    };
    store.close().await;
    say(match (done?, yes) {
        (0, _) => format!("{code}: no event of before {day} says anything any more"),
        (events, false) => format!("{code}: {events} events of before {day} would be erased for good: add --yes"),
        (events, true) => format!("{code}: {events} events of before {day} were erased, and an event says so"),
    });
    Ok(Outcome::Done)
}

/// Reads a reason to erase.
fn parse_reason(text: &str) -> Result<EraseReason, String> {
    EraseReason::from_code(text).ok_or_else(|| "expected retention or asked".to_owned())
}

/// Runs `meedoen audit verify`.
async fn verify(at: &At, institution: Option<String>, data: bool, head: Option<Head>, json: bool) -> Run {
    let store = at.open().await?;
    let own = (INSTALLATION.to_owned(), TenantId::INSTALLATION);
    let chains: Vec<(String, TenantId)> = match institution {
        Some(code) if code == INSTALLATION => vec![own],
        Some(code) => {
            let school = crate::institution::find(&store, &code).await?;
            vec![(school.code, school.tenant)]
        }
        None => {
            let schools = store.tenants().await?.into_iter().map(|school| (school.code, school.tenant));
            schools.chain(std::iter::once(own)).collect()
        }
    };
    let mut whole = true;
    let mut rows: Vec<Value> = Vec::new();
    for (code, chain) in chains {
        let proof = match data {
            true => store.audit_verify_data(chain, head.as_ref()).await?,
            false => {
                let chain = store.audit_verify(chain, head.as_ref()).await?;
                Proof { chain, since: None, proven: 0, faults: Vec::new() }
            }
        };
        whole &= proof.is_whole();
        if json {
            rows.push(as_json(&code, &proof, data));
        } else {
            say(in_words(&code, &proof, data));
        }
    }
    store.close().await;
    if json {
        say(Value::from(rows));
    }
    Ok(if whole { Outcome::Done } else { Outcome::Found })
}

/// One chain in words: a line, and one more for each thing of the data that is wrong.
fn in_words(code: &str, proof: &Proof, data: bool) -> String {
    let (head, erased) = match &proof.chain {
        Verdict::Broken { seq, what } => return format!("{code}: BROKEN at event {seq}: {what}"),
        Verdict::Whole { head, erased } => (head_text(head), *erased),
    };
    let erased = if erased == 0 { String::new() } else { format!(" ({erased} events erased, by events that say so)") };
    let mut text = format!("{code}: whole{erased}. Head: {head}");
    if !data {
        return text;
    }
    let count = proof.faults.len();
    match (proof.since, count) {
        (_, 1..) => {
            text.push_str(&format!("\n{code}: the data are BROKEN: {count} things are not as their events say"))
        }
        (Some(since), 0) => {
            text.push_str(&format!(
                "\n{code}: the data are whole: {} units, proven from event {since} on",
                proof.proven
            ));
        }
        (None, 0) => text.push_str(&format!("\n{code}: there are no data to prove yet")),
    }
    for fault in proof.faults.iter().take(SHOWN) {
        let id = fault.id.map(|id| format!(" {id}")).unwrap_or_default();
        let seq = fault.seq.map(|seq| format!(" (event {seq})")).unwrap_or_default();
        text.push_str(&format!("\n  {}{id}: {}{seq}", fault.kind, fault.what));
    }
    if count > SHOWN {
        text.push_str(&format!("\n  and {} more", count - SHOWN));
    }
    text
}

fn as_json(code: &str, proof: &Proof, data: bool) -> Value {
    let mut json = match &proof.chain {
        Verdict::Whole { head, erased } => {
            json!({"institution": code, "whole": proof.is_whole(), "head": head_text(head), "erased": erased})
        }
        Verdict::Broken { seq, what } => {
            json!({"institution": code, "whole": false, "event": seq, "problem": what})
        }
    };
    if data && matches!(proof.chain, Verdict::Whole { .. }) {
        let fault =
            |fault: &Fault| json!({"kind": fault.kind, "id": fault.id, "event": fault.seq, "problem": fault.what});
        let faults: Vec<Value> = proof.faults.iter().map(fault).collect();
        json["data"] = json!({"proven": proof.proven, "since": proof.since, "faults": faults});
    }
    json
}

/// A head as people write it down.
pub fn head_text(head: &Head) -> String {
    let hash: String = head.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}:{hash}", head.seq)
}

/// Reads a head that was written down.
pub fn parse_head(text: &str) -> Result<Head, String> {
    let wrong = || Trouble::usage("expected SEQ:HEX, as `meedoen audit verify` prints it").to_string();
    let (seq, hex) = text.trim().split_once(':').ok_or_else(wrong)?;
    let seq = seq.parse().ok().filter(|seq: &i64| *seq >= 0).ok_or_else(wrong)?;
    let digits: Option<Vec<u8>> = hex.chars().map(|c| c.to_digit(16).map(|d| d as u8)).collect();
    let digits = digits.filter(|digits| digits.len() == 64).ok_or_else(wrong)?;
    Ok(Head { seq, hash: digits.chunks(2).map(|pair| pair[0] * 16 + pair[1]).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_reads_back_as_it_was_printed() {
        let head = Head { seq: 41, hash: (0..32).map(|n| n * 8).collect() };
        assert_eq!(parse_head(&head_text(&head)), Ok(head.clone()));
        assert_eq!(parse_head(&head_text(&head).to_uppercase()), Ok(head));
        for wrong in ["", "41", "41:", "41:00", "-1:00", "x:00"] {
            assert!(parse_head(wrong).is_err(), "{wrong}");
        }
    }
}
