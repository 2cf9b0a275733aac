//! What an administrator does in the browser can be done at the shell, and the other way round: accounts, settings, lists,
//! imports. Read from the text: each function of the store that asks whether its caller may administrate is called by a page and
//! by a command, or stands below with what does the same on the other side.

use super::source::crates;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// What administrators may do.
const ACTIONS: [&str; 4] =
    ["Action::ManageAccounts", "Action::ManageCatalogue", "Action::RunImport", "Action::SeeImports"];

/// What one side does by another function than the other, or does not need: the function, and what there is instead.
const APART: &[(&str, &str)] = &[
    // Giving, switching and setting: a page is refused more, and knows who does it.
    ("account_switch", "account_disable, account_enable: `meedoen user disable` is of an account at every school"),
    (
        "policy_put",
        "policy_set: `meedoen setting set` also writes the files anew, which the page leaves to the background",
    ),
    // What a page shows beside a form; at the shell one list has all of it.
    ("account_view", "holders: `meedoen user list`"),
    ("account_of", "memberships_in: a command names an address and a role"),
    ("staff", "holders: `meedoen user list`"),
    ("holders", "staff, account_view: `/beheer`"),
    ("coaches", "account_find: a command names the address of the other coach"),
    ("coached_by", "handover_plan: `meedoen user hand-over --dry-run`"),
    ("teams", "team_by_name: a command names a team"),
    ("roles_vacant", "members: `meedoen user list` says who holds which role"),
    ("unlisted_count", "unlisted: `meedoen user unlisted`"),
    ("invitations_lost_count", "invitations_lost: `meedoen user invitations --lost`"),
    ("lists", "list_shown: `meedoen list show`"),
    ("programmes", "list_shown, list_unknown: `/beheer/lijsten/opleidingen`"),
    ("municipalities", "list_shown, list_unknown: `/beheer/lijsten/gemeenten`"),
    ("imports_unfinished", "imports: `/beheer` counts those that are not finished"),
    // Who looks after the installation.
    ("tenant_add", "no page: a school begins at the shell"),
    ("research_body_add", "no page: a research body begins at the shell"),
    ("set_meta", "no page: a command of the installation"),
    ("notice_keys", "no page: keys are looked after at the shell"),
];

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }
    found
}

fn text(paths: impl IntoIterator<Item = PathBuf>) -> String {
    paths.into_iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// The public functions of the store that ask whether their caller may administrate.
fn administration() -> BTreeSet<String> {
    let is_test =
        |path: &PathBuf| path.components().any(|part| part.as_os_str().to_string_lossy().starts_with("tests"));
    let all = text(files(&crates().join("store/src")).into_iter().filter(|path| !is_test(path)));
    let functions = all.split("\n    pub async fn ").skip(1);
    let asks = |function: &&str| {
        let (body, _) = function.split_once("\n    }\n").unwrap_or((function, ""));
        ACTIONS.iter().any(|action| body.contains(action))
    };
    functions.filter(asks).filter_map(|function| Some(function.split_once(['(', '<'])?.0.to_owned())).collect()
}

#[test]
fn a_page_and_the_shell_can_do_the_same() {
    let browser = crates().join("meedoen/src/import/browser.rs");
    let page = text(files(&crates().join("web/src")).into_iter().chain([browser.clone()]));
    // What makes a demo school is no command of a school.
    let demo = |path: &PathBuf| path.components().any(|part| part.as_os_str() == "demo_school");
    let shell = text(files(&crates().join("meedoen/src")).into_iter().filter(|path| *path != browser && !demo(path)));
    let calls = |text: &str, name: &str| text.contains(&format!(".{name}("));
    let apart: BTreeMap<&str, &str> = APART.iter().copied().collect();
    let administration = administration();
    assert!(administration.len() > 30, "the text of the store was not read: {administration:?}");
    let mut wrong = Vec::new();
    for name in &administration {
        match (calls(&page, name), calls(&shell, name), apart.get(name.as_str())) {
            (true, true, None) | (true, false, Some(_)) | (false, true, Some(_)) => {}
            (true, true, Some(_)) => wrong.push(format!("{name}: both sides have it, and it is listed as apart")),
            (true, false, None) => wrong.push(format!("{name}: a page does it, and no command")),
            (false, true, None) => wrong.push(format!("{name}: a command does it, and no page")),
            (false, false, _) if apart.contains_key(name.as_str()) => {}
            (false, false, _) => wrong.push(format!("{name}: nobody does it")),
        }
    }
    wrong.extend(
        apart.keys().filter(|name| !administration.contains(**name)).map(|name| format!("{name}: is not there")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
