//! `meedoen setting`: the terms that the law leaves to a school, each with from, until and who set it.

use crate::config::At;
use crate::institution;
use crate::outcome::{Outcome, Run, Trouble, say};
use access::{Actor, Reason};
use clap::Subcommand;
use register::period::Period;
use register::policy::Name;
use store::SaveError;
use store::policy::{Put, SetBy};
use time::Date;

/// `meedoen setting`.
#[derive(Debug, Clone, Subcommand)]
pub enum SettingCommand {
    /// Set one of a school's own terms; again from the same day corrects it, with --until it ends
    Set {
        /// The school (BRIN)
        #[arg(long, value_name = "BRIN")]
        institution: String,
        /// What: `meedoen setting names` lists them
        #[arg(long)]
        name: String,
        /// To what
        #[arg(long)]
        value: String,
        /// The first day on which it holds (YYYY-MM-DD)
        #[arg(long, value_name = "DAY", value_parser = crate::setting::day)]
        from: Date,
        /// The last day on which it holds
        #[arg(long, value_name = "DAY", value_parser = crate::setting::day)]
        until: Option<Date>,
    },
    /// Take back what was set from a day: it was never so
    TakeBack {
        /// The school (BRIN)
        #[arg(long, value_name = "BRIN")]
        institution: String,
        /// What: `meedoen setting names` lists them
        #[arg(long)]
        name: String,
        /// The first day of what is taken back (YYYY-MM-DD)
        #[arg(long, value_name = "DAY", value_parser = crate::setting::day)]
        from: Date,
    },
    /// List what was set at a school, by whom and when
    List {
        /// The school (BRIN)
        #[arg(long, value_name = "BRIN")]
        institution: String,
    },
    /// List what can be set, and to what
    Names,
}

/// A day as it is typed.
pub fn day(text: &str) -> Result<Date, String> {
    let format = time::macros::format_description!("[year]-[month]-[day]");
    Date::parse(text.trim(), format).map_err(|_| "a day is written YYYY-MM-DD, such as 2026-08-01".to_owned())
}

fn named(name: &str) -> Result<Name, Trouble> {
    Name::from_code(name.trim())
        .ok_or_else(|| Trouble::usage("there is no such setting; `meedoen setting names` lists them"))
}

/// Runs `meedoen setting`.
pub async fn run(at: &At, what: SettingCommand) -> Run {
    match what {
        SettingCommand::Set { institution, name, value, from, until } => {
            let name = named(&name)?;
            let store = at.open().await?;
            let school = institution::find_school(&store, &institution).await?;
            let by = Actor::system(school.tenant, Reason::Command);
            let put = Put { name, typed: Some(&value), period: Period { from, until }, based_on: None };
            let set = store.policy_set(&by, put, crate::clock::now()).await;
            store.close().await;
            let value = set.map_err(|error| match error {
                SaveError::Store(error) => error.into(),
                SaveError::Refused(refused) => Trouble::usage(format!("--value {value}: {refused}")),
            })?;
            let until = until.map_or_else(String::new, |day| format!(" through {day}"));
            say(format_args!("{}: {} is {value} from {from}{until}.", school.code, name.code()));
        }
        SettingCommand::TakeBack { institution, name, from } => {
            let name = named(&name)?;
            let store = at.open().await?;
            let school = institution::find_school(&store, &institution).await?;
            let by = Actor::system(school.tenant, Reason::Command);
            let put = Put { name, typed: None, period: Period::since(from), based_on: None };
            let taken = store.policy_set(&by, put, crate::clock::now()).await;
            store.close().await;
            taken.map_err(|error| match error {
                SaveError::Store(error) => error.into(),
                SaveError::Refused(refused) => Trouble::usage(format!("{} from {from}: {refused}", name.code())),
            })?;
            say(format_args!("{}: {} from {from} is taken back.", school.code, name.code()));
        }
        SettingCommand::List { institution } => {
            let store = at.open().await?;
            let school = institution::find_school(&store, &institution).await?;
            let by = Actor::system(school.tenant, Reason::Command);
            let all = store.policy_settings(&by).await?.history;
            store.close().await;
            if all.is_empty() {
                say(format_args!("{} set nothing: what the law or guidance says holds.", school.code));
            }
            for row in all {
                let until = row.period.until.map_or_else(|| "-".to_owned(), |day| day.to_string());
                let (from, on) = (row.period.from, row.at.day);
                let value = row.value.as_deref().unwrap_or("taken back");
                let by = match &row.by {
                    SetBy::Command => "command".to_owned(),
                    SetBy::Account(account, _) => account.to_string(),
                };
                say(format_args!("{}  {value}  {from}  {until}  set on {on} by {by}", row.name));
            }
        }
        SettingCommand::Names => {
            Name::ALL.iter().for_each(|name| say(format_args!("{}  {}", name.code(), name.expects())))
        }
    }
    Ok(Outcome::Done)
}
