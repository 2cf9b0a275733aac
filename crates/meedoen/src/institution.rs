//! `meedoen institution`: the schools that live in one database.

use crate::config::At;
use crate::outcome::{Outcome, Run, Trouble, say};
use clap::Subcommand;
use store::{Store, StoreError, tenant::TenantRow};

/// `meedoen institution`.
#[derive(Debug, Clone, Subcommand)]
pub enum InstitutionCommand {
    /// Add a school, with the starter catalogue of measures
    Add {
        /// Code in DUO's register: two digits and two letters, such as 27DV
        #[arg(long, value_name = "BRIN")]
        code: String,
        /// Name as people know it
        #[arg(long)]
        name: String,
    },
    /// List the schools
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Runs `meedoen institution`.
pub async fn run(at: &At, what: InstitutionCommand) -> Run {
    match what {
        InstitutionCommand::Add { code, name } => {
            let code = parse_code(&code)?;
            let name = &register::text::name(&name).map_err(|error| Trouble::usage(format!("--name: {error}")))?;
            let store = at.open().await?;
            store.tenant_add(code.as_str(), name, crate::clock::now()).await?;
            store.close().await;
            say(format_args!("Added {} ({name}), with the starter catalogue of measures.", code.as_str()));
        }
        InstitutionCommand::List { json } => {
            let store = at.open().await?;
            let all = store.tenants().await?;
            store.close().await;
            if json {
                let rows: Vec<_> = all.iter().map(|t| serde_json::json!({"code": t.code, "name": t.name})).collect();
                say(serde_json::Value::from(rows));
            } else if all.is_empty() {
                say("There is no school yet: `meedoen institution add --code BRIN --name NAME`.");
            } else {
                all.iter().for_each(|t| say(format_args!("{}  {}", t.code, t.name)));
            }
        }
    }
    Ok(Outcome::Done)
}

/// A school by its code, or what to do about it.
pub async fn find(store: &Store, code: &str) -> Run<TenantRow> {
    let code = parse_code(code)?;
    store.tenant_by_code(code.as_str()).await.map_err(|error| match error {
        StoreError::NotFound => Trouble::failed(format!(
            "there is no institution {0} here: `meedoen institution add --code {0} --name NAME` adds it",
            code.as_str()
        )),
        other => other.into(),
    })
}

fn parse_code(code: &str) -> Run<register::tenant::Brin> {
    let typed = register::text::line(code).unwrap_or_default();
    register::tenant::Brin::parse(&typed.to_uppercase())
        .ok_or_else(|| Trouble::usage("a BRIN is two digits and two letters, such as 27DV"))
}
