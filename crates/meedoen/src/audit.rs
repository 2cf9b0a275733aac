//! `meedoen audit verify`: proving the chains.

use crate::cli::AuditCommand;
use crate::config::At;
use crate::outcome::{Outcome, Run, Trouble, say};
use serde_json::{Value, json};
use store::audit::{Head, Verdict};
use store::tenant::TenantRow;

/// Runs `meedoen audit`.
pub async fn run(at: &At, what: AuditCommand) -> Run {
    let AuditCommand::Verify { institution, expect, json } = what;
    let store = at.open().await?;
    let schools = match institution {
        Some(code) => vec![crate::institution::find(&store, &code).await?],
        None => store.tenants().await?,
    };
    if schools.is_empty() && !json {
        say("There is no school yet, so there is nothing to prove.");
    }
    let mut whole = true;
    let mut rows: Vec<Value> = Vec::new();
    for school in &schools {
        let verdict = store.audit_verify(school.tenant, expect.as_ref()).await?;
        whole &= matches!(verdict, Verdict::Whole { .. });
        if json {
            rows.push(as_json(school, &verdict));
        } else {
            say(in_words(school, &verdict));
        }
    }
    store.close().await;
    if json {
        say(Value::from(rows));
    }
    Ok(if whole { Outcome::Done } else { Outcome::Found })
}

fn in_words(school: &TenantRow, verdict: &Verdict) -> String {
    let code = &school.code;
    match verdict {
        Verdict::Whole { head, erased: 0 } => format!("{code}: whole. Head: {}", head_text(head)),
        Verdict::Whole { head, erased } => {
            format!("{code}: whole ({erased} events emptied by retention). Head: {}", head_text(head))
        }
        Verdict::Broken { seq, what } => format!("{code}: BROKEN at event {seq}: {what}"),
    }
}

fn as_json(school: &TenantRow, verdict: &Verdict) -> Value {
    match verdict {
        Verdict::Whole { head, erased } => {
            json!({"institution": school.code, "whole": true, "head": head_text(head), "erased": erased})
        }
        Verdict::Broken { seq, what } => {
            json!({"institution": school.code, "whole": false, "event": seq, "problem": what})
        }
    }
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
