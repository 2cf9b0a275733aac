//! What a file would do, what is wrong with it, or what became of it.

use super::words::{BY_MAIL, COLUMN, MORE, MOST, PATH, SHOWN, WHICH, counts, ending, step};
use crate::{
    say::{
        calendar,
        form::{Check, Errors, Field, Input, Summary},
        format,
        words::{Lang, T},
    },
    site::{
        importer::{Found, Kept, Plan, StaffDone, Stands, What, Words},
        shell::Shell,
    },
};
use askama::Template;
use register::law::calendar::Entry;
use store::company::CompanyChanges;
use store::{
    calendar::CalendarPlan,
    import::{StaffStep, StaffSummary},
    listed::ListChanges,
};

/// The page.
#[derive(Template)]
#[template(path = "import/look.html")]
pub struct LookPage {
    t: T,
    shell: Shell,
    summary: Summary,
    here: &'static str,
    look: &'static str,
    which: (&'static str, String),
    kind: String,
    part: Part,
}

/// What the page says.
enum Part {
    /// What was found in the file, and a form when it may be carried out.
    Shown(Box<Shown>),
    /// It is being carried out.
    Runs(String),
    /// It was; with what came of it, and whether links are to be handed over; of a list, where it stands.
    Carried(Option<(String, bool)>, Option<&'static str>),
    /// It was not, or not wholly.
    Failed,
}

struct Shown {
    /// It is shown again, because something came between.
    again: bool,
    covers: Option<String>,
    problems: Listed,
    warnings: Listed,
    /// What it would do; nothing when there are problems.
    plan: Option<Planned>,
    /// Of a list of students, each field: its name in the form, what it asks, and the heading it is read under.
    columns: Vec<(String, String, String)>,
    /// The headings of the file.
    headings: Vec<String>,
}

/// Sentences, and how many more there are.
struct Listed {
    shown: Vec<String>,
    more: Option<String>,
}

struct Planned {
    notes: Vec<String>,
    counts: Vec<(String, String)>,
    ends: Vec<String>,
    /// Who has a role and is not on the list: role, name, address.
    absent: Vec<(String, String, String)>,
    /// How many they are, and how many more than are shown.
    absent_all: String,
    absent_more: Option<String>,
    /// The number that must be given before so much may end.
    most: Option<Field>,
    /// Whether whoever is new is invited by mail, where mail is set up.
    by_mail: Option<Check>,
}

impl LookPage {
    pub(super) fn new(shell: Shell, kept: &Kept, mail: bool, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let part = match &kept.stands {
            Stands::Waits { found, again } => Part::Shown(Box::new(shown(t, (found, mail), *again, input, errors))),
            Stands::Runs(_, 0) => Part::Runs(t.get("import-runs")),
            Stands::Runs(done, all) => Part::Runs(
                t.say("import-runs-at").arg("done", done.to_string()).arg("all", all.to_string()).to_string(),
            ),
            Stands::Carried(staff) => {
                let said = staff.map(|StaffDone { mailed, paper, given }| {
                    let said =
                        t.say("import-done-staff").arg("mailed", mailed.to_string()).arg("paper", paper.to_string());
                    (said.arg("given", given.to_string()).to_string(), paper > 0)
                });
                Part::Carried(said, list_of(kept.what))
            }
            Stands::Failed => Part::Failed,
        };
        let shell = shell.crumb(t.get("manage-title"), "/beheer").crumb(t.get("import-title"), PATH);
        Self {
            t,
            summary: errors.summary(t),
            here: PATH,
            look: MORE,
            which: (WHICH, kept.id.to_string()),
            kind: t.get(&format!("import-kind-{}", kept.what.code())),
            part,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

/// Where a list of the outside world is read.
const fn list_of(what: What) -> Option<&'static str> {
    match what {
        What::Ro | What::Students | What::Staff => None,
        What::Companies => Some("/beheer/lijsten/bedrijven"),
        What::Programmes => Some("/beheer/lijsten/opleidingen"),
        What::Municipalities => Some("/beheer/lijsten/gemeenten"),
        What::Calendar => Some("/beheer/lijsten/vakanties"),
    }
}

/// What was said of the columns: the code of a field, and the heading under which it stands.
pub(super) fn columns(input: &Input) -> Vec<(String, String)> {
    let said = input.pairs().filter_map(|(name, value)| Some((name.strip_prefix(COLUMN)?, value)));
    said.map(|(code, heading)| (code.to_owned(), heading.trim().to_owned())).collect()
}

fn shown(t: T, (found, mail): (&Found, bool), again: bool, input: &Input, errors: &Errors) -> Shown {
    Shown {
        again,
        covers: found.covers.map(|(from, until, made)| {
            let date = |day| format::date(t.lang(), day);
            t.say("import-covers").arg("from", date(from)).arg("until", date(until)).arg("made", date(made)).to_string()
        }),
        problems: listed(t, &found.problems),
        warnings: listed(t, &found.warnings),
        plan: found.plan.as_ref().map(|plan| planned(t, (plan, mail), input, errors)),
        columns: if found.headings.is_empty() {
            Vec::new()
        } else {
            found.columns.iter().map(|one| column(t, one)).collect()
        },
        headings: found.headings.clone(),
    }
}

/// The field in which the heading of a column is said.
fn column(t: T, (code, heading): &(String, String)) -> (String, String, String) {
    (format!("{COLUMN}{code}"), t.get(&format!("import-column-{}", code.as_str())), heading.clone())
}

fn listed(t: T, all: &[Words]) -> Listed {
    let said = |words: &Words| match t.lang() {
        Lang::Nl => words.nl.clone(),
        Lang::En => words.en.clone(),
    };
    let more = all.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| t.say("import-more-lines").arg("count", more.to_string()).to_string());
    Listed { shown: all.iter().take(SHOWN).map(said).collect(), more }
}

fn planned(t: T, (plan, mail): (&Plan, bool), input: &Input, errors: &Errors) -> Planned {
    let (mut notes, mut rows) = (Vec::new(), Vec::new());
    let mut row = |key: &str, words: String| rows.push((t.get(key), words));
    if plan.resumed() {
        notes.push(t.get("import-resumed"));
    }
    match plan {
        Plan::Ro(plan) => {
            if plan.older {
                notes.push(t.get("import-older"));
            }
            if plan.kept_all_the_same > 0 {
                notes.push(t.say("import-kept").arg("count", plan.kept_all_the_same.to_string()).to_string());
            }
            let of = &plan.counts;
            row("import-count-persons", counts(t, &of.persons));
            row("import-count-enrolments", counts(t, &of.enrolments));
            row("import-count-periods", counts(t, &of.periods));
            row("import-count-support", counts(t, &of.support));
            row("import-count-placements", counts(t, &of.placements));
            row("import-count-enrolled", of.enrolled.to_string());
        }
        Plan::Students(plan) => {
            let of = &plan.counts;
            row("import-count-persons", counts(t, &of.persons));
            row("import-count-teams", counts(t, &of.teams));
            row("import-count-groups", counts(t, &of.groups));
            row("import-count-coaches", counts(t, &of.coaches));
            row("import-count-guardians", counts(t, &of.guardians));
            row("import-count-applications", counts(t, &of.applications));
            row("import-count-joined", of.joined.to_string());
            row("import-count-enrolled", of.enrolled.to_string());
        }
        Plan::Staff(plan) => {
            rows.extend(StaffStep::ALL.iter().map(|of| step(t, *of, plan.count(*of))));
            rows.push((t.get("import-count-taught"), counts(t, &plan.groups)));
        }
        Plan::List(changes) => {
            let ListChanges { add, end, same, .. } = changes;
            rows.push((t.get("import-count-list"), lines(t, (*add, *same, *end))));
        }
        Plan::Companies(changes) => {
            let CompanyChanges { add, change, same, withdrawn, left_out } = *changes;
            notes.push(t.say("import-companies-left-out").arg("count", left_out).to_string());
            row("import-companies-add", t.count(add));
            row("import-companies-change", t.count(change));
            row("import-companies-same", t.count(same));
            row("import-companies-withdrawn", t.count(withdrawn));
        }
        Plan::Calendar(CalendarPlan { add, end, same }) => {
            rows.push((t.get("import-count-list"), lines(t, (add.len(), *same, end.len()))));
            rows.extend(add.iter().map(|one| (t.get("import-calendar-new"), holiday(t, one))));
            rows.extend(end.iter().map(|one| (t.get("import-calendar-ended"), holiday(t, one))));
        }
    }
    let absent = match plan {
        Plan::Staff(plan) => absent(t, plan),
        Plan::Ro(_) | Plan::Students(_) | Plan::List(_) | Plan::Calendar(_) | Plan::Companies(_) => Vec::new(),
    };
    let absent_all = t.say("import-absent-count").arg("count", absent.len().to_string()).to_string();
    let more = absent.len().saturating_sub(SHOWN);
    let absent_more = (more > 0).then(|| t.say("import-more-lines").arg("count", more.to_string()).to_string());
    let absent = absent.into_iter().take(SHOWN).collect();
    let needed = plan.needed();
    let field = |needed: usize| {
        let hint = t.say("import-most-hint").arg("count", needed.to_string()).to_string();
        Field::text(MOST, t.get("import-most")).hint(hint).filled(t, input, errors)
    };
    let mut ends: Vec<String> = plan.ends().iter().filter(|one| one.ending > 0).map(|one| ending(t, one)).collect();
    if let Plan::Staff(plan) = plan {
        ends.extend(plan.silent.iter().take(SHOWN).map(|one| silent(t, one)));
        let more = plan.silent.len().saturating_sub(SHOWN);
        ends.extend((more > 0).then(|| t.say("import-more-lines").arg("count", more.to_string()).to_string()));
    }
    if let Plan::List(ListChanges { missing, .. }) = plan {
        ends.extend(missing.iter().map(|code| t.say("import-missing").arg("code", code.as_str()).to_string()));
    }
    let invites = matches!(plan, Plan::Staff(plan) if plan.count(StaffStep::Invite) > 0);
    let by_mail = (mail && invites).then(|| {
        let check = Check::new(BY_MAIL, t.get("import-by-mail")).hint(t.get("import-by-mail-hint"));
        // Ticked until somebody says otherwise.
        if errors.is_empty() { Check { ticked: true, ..check } } else { check.filled(t, input, errors) }
    });
    Planned { notes, counts: rows, ends, absent, absent_all, absent_more, most: needed.map(field), by_mail }
}

/// How many lines of a list come, stay and end.
fn lines(t: T, (new, same, ended): (usize, usize, usize)) -> String {
    let said = t.say("import-counts-list").arg("new", new.to_string()).arg("same", same.to_string());
    said.arg("ended", ended.to_string()).to_string()
}

/// A holiday or a day of a calendar, with who says so.
fn holiday(t: T, entry: &Entry) -> String {
    let (name, days) = (calendar::name(t, entry), calendar::days(t, entry));
    format!("{name}, {days} ({})", entry.source)
}

/// Who is not on the list, with the lesson groups that end by that.
fn silent(t: T, one: &store::import::Silent) -> String {
    let email = one.email.reveal();
    let who = one.name.as_ref().map_or_else(|| email.clone(), |name| format!("{} ({email})", name.reveal()));
    t.say("import-silent").arg("who", who).arg("groups", one.groups.join(", ")).to_string()
}

fn absent(t: T, plan: &StaffSummary) -> Vec<(String, String, String)> {
    let one = |one: &store::import::Absent| (t.role(one.role), one.name.reveal().clone(), one.email.reveal().clone());
    plan.absent.iter().map(one).collect()
}
