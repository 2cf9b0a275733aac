//! The page on which a file is brought, with what was brought before.

use super::words::{FILE, KIND, SOURCE};
use crate::{
    say::{
        agreement,
        form::{Choice, Errors, Field, Input, Opt, Summary},
        format,
        words::T,
    },
    site::{importer::What, shell::Shell},
};
use askama::Template;
use store::imports::ImportRow;

/// An import of before.
struct Before {
    kind: String,
    when: String,
    about: Option<String>,
    by: String,
    /// Why it is not simply done.
    state: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "import/bring.html")]
pub struct BringPage {
    t: T,
    shell: Shell,
    summary: Summary,
    kind: Choice,
    file: Field,
    /// Where a list of the outside world comes from.
    source: Field,
    /// A file of before was looked at and waits, or is being carried out.
    waits: bool,
    before: Vec<Before>,
}

impl BringPage {
    pub(super) fn new(shell: Shell, before: &[ImportRow], waits: bool, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let options = What::ALL.iter().map(|what| {
            let (kind, hint) = (format!("import-kind-{}", what.code()), format!("import-hint-{}", what.code()));
            Opt::new(what.code(), t.get(&kind)).hint(t.get(&hint))
        });
        let row = |row: &ImportRow| Before {
            kind: t.get(&format!("import-kind-{}", row.kind)),
            when: format::date_time(t.lang(), format::dutch_clock(row.imported_at)),
            about: row.from.map(|from| agreement::period(t, from, row.until)),
            by: match &row.by_name {
                Some(name) => t.say("import-by-account").arg("name", name.reveal().as_str()).to_string(),
                None => t.get("import-by-command"),
            },
            state: (row.state != "done").then(|| t.get(&format!("import-state-{}", row.state))),
        };
        let shell = shell.crumb(t.get("manage-title"), "/beheer");
        Self {
            t,
            summary: errors.summary(t),
            kind: Choice::new(KIND, t.get("import-kind"), options.collect()).filled(t, input, errors),
            file: Field::text(FILE, t.get("import-file")).hint(t.get("import-file-hint")).filled(t, input, errors),
            source: Field::text(SOURCE, t.get("import-source"))
                .optional()
                .hint(t.get("import-source-hint"))
                .filled(t, input, errors),
            waits,
            before: before.iter().map(row).collect(),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}
