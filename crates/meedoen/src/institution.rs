//! `meedoen institution`: the schools that live in one database, and the research bodies that measure.

use crate::config::At;
use crate::outcome::{Outcome, Run, Trouble, say};
use clap::Subcommand;
use register::tenant::{BodyCode, Brin, Kind};
use store::{Store, StoreError, tenant::TenantRow};

/// `meedoen institution`.
#[derive(Debug, Clone, Subcommand)]
pub enum InstitutionCommand {
    /// Add a school, with the starter catalogue of measures; or a research body, with nothing
    ///
    /// At a research body everybody is a researcher (`meedoen user add --role researcher`): they see what is measured, and no
    /// file of anybody. At a school nobody is.
    Add {
        /// Of a school the code in DUO's register: two digits and two letters, such as 27DV. Of a research body 2 to 16
        /// letters, digits and hyphens, beginning with a letter: its folder in `meedoen serve --research` is called so
        #[arg(long, value_name = "CODE")]
        code: String,
        /// Name as people know it
        #[arg(long)]
        name: String,
        /// It is a research body
        #[arg(long)]
        research: bool,
    },
    /// List the schools and research bodies
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Runs `meedoen institution`.
pub async fn run(at: &At, what: InstitutionCommand) -> Run {
    match what {
        InstitutionCommand::Add { code, name, research } => {
            let name = &register::text::name(&name).map_err(|error| Trouble::usage(format!("--name: {error}")))?;
            let now = crate::clock::now();
            if research {
                let code = body_code(&code).ok_or_else(|| Trouble::usage(NO_BODY))?;
                let store = at.open().await?;
                store.research_body_add(&code, name, now).await?;
                store.close().await;
                say(format_args!("Added the research body {} ({name}).", code.as_str()));
            } else {
                let code = brin(&code).ok_or_else(|| Trouble::usage(NO_BRIN))?;
                let store = at.open().await?;
                store.tenant_add(code.as_str(), name, now).await?;
                store.close().await;
                say(format_args!("Added {} ({name}), with the starter catalogue of measures.", code.as_str()));
            }
        }
        InstitutionCommand::List { json } => {
            let store = at.open().await?;
            let all = store.tenants().await?;
            store.close().await;
            if json {
                let row = |t: &TenantRow| serde_json::json!({"code": t.code, "name": t.name, "kind": t.kind.code()});
                say(serde_json::Value::from(all.iter().map(row).collect::<Vec<_>>()));
            } else if all.is_empty() {
                say("There is no school yet: `meedoen institution add --code BRIN --name NAME`.");
            } else {
                for one in &all {
                    let what = if one.kind == Kind::Research { "  (research body)" } else { "" };
                    say(format_args!("{}  {}{what}", one.code, one.name));
                }
            }
        }
    }
    Ok(Outcome::Done)
}

/// A school or a research body by its code, or what to do about it.
pub async fn find(store: &Store, code: &str) -> Run<TenantRow> {
    let (code, how) = match (brin(code), body_code(code)) {
        (Some(code), _) => (code.to_string(), ""),
        (None, Some(code)) => (code.as_str().to_owned(), " --research"),
        (None, None) => return Err(Trouble::usage(format!("{NO_BRIN}; {NO_BODY}"))),
    };
    store.tenant_by_code(&code).await.map_err(|error| match error {
        StoreError::NotFound => Trouble::failed(format!(
            "there is no institution {code} here: `meedoen institution add --code {code} --name NAME{how}` adds it"
        )),
        other => other.into(),
    })
}

/// A school by its code, or what to do about it: where students are, a research body has nothing.
pub async fn find_school(store: &Store, code: &str) -> Run<TenantRow> {
    if brin(code).is_none() {
        return Err(Trouble::usage(NO_BRIN));
    }
    find(store, code).await
}

const NO_BRIN: &str = "a BRIN is two digits and two letters, such as 27DV";
const NO_BODY: &str = "the code of a research body has 2 to 16 letters, digits and hyphens, and begins with a letter";

fn typed(code: &str) -> String {
    register::text::line(code).unwrap_or_default().to_uppercase()
}

fn brin(code: &str) -> Option<Brin> {
    Brin::parse(&typed(code))
}

fn body_code(code: &str) -> Option<BodyCode> {
    BodyCode::parse(&typed(code))
}
