//! `meedoen import companies`: the list of companies where students learn.

use super::show;
use crate::config::At;
use crate::institution;
use crate::outcome::{Outcome, Run, Trouble, note, say};
use access::{Actor, Reason};
use clap::Args;
use exchange::companies::Found;
use std::collections::BTreeSet;
use std::path::PathBuf;
use store::company::CompanyChanges;

/// `meedoen import companies`.
#[derive(Debug, Clone, Args)]
pub struct CompaniesArgs {
    /// The file: CSV or XLSX, with the columns Leerbedrijf, Naam, Straat, Postcode, Plaats, Crebo, Erkend van, Erkend tot
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Only read, compare and report
    #[arg(long)]
    pub dry_run: bool,
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
    /// Where it comes from, such as "SBB, leerbedrijven, november 2026"
    #[arg(long, value_name = "TEXT")]
    pub source: String,
}

/// How many lines are left out: one that is wrong in two columns is one line.
pub(super) fn left_out(read: &Found) -> usize {
    read.wrong.iter().map(|problem| problem.line).collect::<BTreeSet<_>>().len()
}

/// Runs it.
pub async fn run(at: &At, args: &CompaniesArgs) -> Run {
    let source = register::text::name(&args.source).map_err(|why| Trouble::usage(format!("--source: {why}")))?;
    let bytes = std::fs::read(&args.file)
        .map_err(|error| Trouble::usage(format!("cannot read {}: {error}", args.file.display())))?;
    let read = exchange::companies::read(&bytes);
    say(format_args!("{}: {} bedrijven", args.file.display(), read.companies.len()));
    show::list("probleem", "problemen", &read.problems);
    // Each is named: it is to be mended in the file.
    for problem in &read.wrong {
        say(format_args!("  overgeslagen: {problem}"));
    }
    show::list("waarschuwing", "waarschuwingen", &read.warnings);
    if !read.problems.is_empty() {
        note("Er is niets ingelezen: dit is geen lijst van leerbedrijven.");
        return Ok(Outcome::Found);
    }
    let left_out = left_out(&read);
    let store = at.open().await?;
    let school = institution::find_school(&store, &args.institution).await?;
    let by = Actor::system(school.tenant, Reason::Import);
    let changes = if args.dry_run {
        store.companies_changes(&by, &read.companies, left_out).await
    } else {
        let file = (read.companies.as_slice(), source.as_str());
        store.companies_read(&by, file, left_out, crate::clock::now(), &mut |_, _| {}).await
    };
    store.close().await;
    let CompanyChanges { add, change, same, withdrawn, left_out } = changes?;
    say(format_args!(
        "  {add} nieuw, {change} gewijzigd, {same} gelijk, {withdrawn} erkenningen vervallen, {left_out} regels overgeslagen"
    ));
    if args.dry_run {
        note("Dit was een proef: er is niets geschreven.");
    }
    Ok(if left_out > 0 { Outcome::Found } else { Outcome::Done })
}
