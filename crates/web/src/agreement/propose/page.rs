//! The two pages of a proposal: where to begin, and its lines.

use super::{
    begin::{subject_code, subjects},
    lines::{self, LineForm},
};
use crate::{
    say::{
        agreement::{self, AnswerView, PlaceView, answerer, version_label},
        application::programme,
        form::{Choice, Errors, Field, Input, Opt, Summary},
        person::{call_name, name},
        words::{Lang, T},
    },
    site::shell::Shell,
};
use askama::Template;
use register::{
    agreement::{Status, Subject, Version},
    catalogue::{Level, MeasureKind, Template as Offered},
    programme::Crebo,
};
use store::{catalogue::Catalogue, file::view::FileView};
use time::Date;

/// Where to begin.
#[derive(Template)]
#[template(path = "agreement/begin.html")]
pub struct BeginPage {
    t: T,
    shell: Shell,
    title: String,
    /// Address of this page.
    here: String,
    /// An application or enrolment is there to make agreements for.
    possible: bool,
    again: Vec<AgainView>,
    templates: Vec<TemplateView>,
    kinds: Vec<KindView>,
}

/// An earlier version to go on from.
struct AgainView {
    label: String,
    href: String,
    answers: Vec<AnswerView>,
}

/// A template to choose.
struct TemplateView {
    label: String,
    href: String,
    measures: Vec<String>,
}

/// Measures of one kind.
struct KindView {
    title: String,
    /// `id`, code and words of each.
    measures: Vec<(String, String, String)>,
}

/// What is done, in the language of the reader.
fn text(t: T, measure: &register::catalogue::Measure) -> String {
    if t.lang() == Lang::En { measure.text_en.clone() } else { measure.text.clone() }
}

fn framed(shell: Shell, view: &FileView) -> (Shell, String) {
    let t = shell.t;
    let whole = name(t, &view.person);
    let title = t.say("propose-title").arg("name", &whole).to_string();
    let shell = shell.crumb(t.get("assess-crumb-files"), "/dossiers");
    (shell.crumb(&whole, format!("/dossiers/{}", view.file)), title)
}

fn here(view: &FileView) -> String {
    format!("/dossiers/{}/afspraken/nieuw", view.file)
}

fn answers(t: T, view: &FileView, version: &Version) -> Vec<AnswerView> {
    version
        .answers
        .iter()
        .map(|given| agreement::answer(t, given, &view.names, |by| answerer(t, &view.person, by)))
        .collect()
}

impl BeginPage {
    /// The page.
    pub fn new(shell: Shell, file: &FileView, catalogue: &Catalogue, today: Date) -> Self {
        let t = shell.t;
        let (shell, title) = framed(shell, file);
        let here = here(file);
        let agreement = file.agreement.as_ref();
        let mut earlier: Vec<&Version> = agreement.and_then(|a| a.latest()).into_iter().collect();
        earlier.extend(agreement.and_then(|a| a.in_force(today)).filter(|v| !earlier.iter().any(|e| e.id == v.id)));
        let again = earlier.into_iter().map(|version| AgainView {
            label: t
                .say(agreement::called(version, "propose-again", "propose-again-agreed"))
                .arg("number", version.number)
                .arg("status", agreement::status(t, version.status_on(today)))
                .to_string(),
            href: format!("{here}?versie={}", version.id),
            answers: answers(t, file, version),
        });
        // One of which every measure ended offers nothing, and leads nowhere.
        let offers = |template: &&Offered| {
            template.measures.iter().any(|id| catalogue.measures.iter().any(|measure| measure.id == *id))
        };
        let templates = catalogue.templates.iter().filter(offers).map(|template| TemplateView {
            label: if t.lang() == Lang::En { template.name_en.clone() } else { template.name.clone() },
            href: format!("{here}?sjabloon={}", template.id),
            measures: template
                .measures
                .iter()
                .filter_map(|id| catalogue.measures.iter().find(|m| m.id == *id))
                .map(|m| text(t, m))
                .collect(),
        });
        let kinds = MeasureKind::ALL.iter().map(|&kind| KindView {
            title: agreement::kind(t, kind),
            measures: (catalogue.measures.iter().enumerate())
                .filter(|(_, m)| m.kind == kind)
                .map(|(at, m)| (format!("maatregel-{at}"), m.id.to_string(), text(t, m)))
                .collect(),
        });
        Self {
            t,
            title,
            possible: !subjects(file, today).is_empty(),
            again: again.collect(),
            templates: templates.collect(),
            kinds: kinds.filter(|kind| !kind.measures.is_empty()).collect(),
            here,
            shell,
        }
    }
}

/// The lines of a proposal.
#[derive(Template)]
#[template(path = "agreement/propose.html")]
pub struct ProposePage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    /// Address of this page.
    here: String,
    called: String,
    need: Option<String>,
    /// What was answered to the newest version, when that asks for a new one.
    answers: Vec<AnswerView>,
    /// A proposal that is not answered yet drops when this one is sent.
    drops: Option<u32>,
    clash: Option<ClashView>,
    lines: Vec<LineForm>,
    /// The days and the level of all lines that have none of their own.
    from: Field,
    until: Field,
    level: Choice,
    /// What the student will read, as far as it is filled in.
    preview: Vec<PlaceView>,
    /// The one period of all of it.
    period: Option<String>,
    add: Choice,
    /// More than one thing this can be for.
    subjects: Option<Choice>,
    /// The one thing this is for: code and words.
    subject: Option<(String, String)>,
    version: i64,
}

/// Somebody saved first: the newest version as it is now.
struct ClashView {
    label: Option<String>,
    places: Vec<PlaceView>,
    answers: Vec<AnswerView>,
}

/// A form to show.
pub struct Shown<'a> {
    /// What was typed, or what to begin with.
    pub input: &'a Input,
    /// What is wrong with it.
    pub errors: &'a Errors,
    /// Somebody saved first.
    pub clash: bool,
    /// The line that was just added.
    pub fresh: Option<usize>,
}

impl ProposePage {
    /// The page.
    pub fn new(shell: Shell, file: &FileView, catalogue: &Catalogue, shown: &Shown<'_>, today: Date) -> Self {
        let t = shell.t;
        let (shell, title) = framed(shell, file);
        let shell = shell.keeping();
        let here = here(file);
        let Shown { input, errors, clash, fresh } = *shown;
        let latest = file.agreement.as_ref().and_then(|a| a.latest());
        let asks = latest.filter(|v| matches!(v.status, Status::ChangeAsked | Status::NotAgreed));
        let offered = latest.filter(|v| v.status == Status::Offered);
        let possible = subjects(file, today);
        let options: Vec<Opt> =
            possible.iter().map(|s| Opt::new(subject_code(*s), subject_words(t, file, *s, today))).collect();
        let single = if options.len() == 1 { options.first().cloned() } else { None };
        let all = Choice { chosen: options.iter().map(|o| o.value.clone()).collect(), ..Choice::default() };
        let several = (options.len() > 1).then(|| {
            Choice { chosen: all.chosen, ..Choice::new("voor", t.get("propose-for"), options) }
                .hint(t.get("propose-for-hint"))
                .filled(t, input, errors)
        });
        let readable = lines::readable(input);
        let mut levels = vec![Opt::new("", t.get("propose-level-each"))];
        levels.extend(Level::ALL.iter().map(|&one| Opt::new(one.code(), agreement::level(t, one))));
        let measures = catalogue.measures.iter().map(|m| Opt::new(m.id.to_string(), text(t, m)));
        let own = Opt::new("", t.get("propose-add-own"));
        Self {
            t,
            summary: errors.summary(t),
            title,
            called: call_name(t, &file.person),
            need: file.need.as_ref().and_then(Option::as_ref).map(|need| t.stored(need.words.reveal())),
            answers: asks.map(|version| answers(t, file, version)).unwrap_or_default(),
            drops: offered.map(|version| version.number),
            clash: clash.then(|| ClashView {
                label: latest.map(|version| version_label(t, version, today)),
                places: latest.map(|version| agreement::by_place(t, &version.lines)).unwrap_or_default(),
                answers: latest.map(|version| answers(t, file, version)).unwrap_or_default(),
            }),
            lines: LineForm::all(t, input, errors, fresh),
            from: Field::text(lines::ALL_FROM, t.get("propose-from")).filled(t, input, errors),
            until: Field::text(lines::ALL_UNTIL, t.get("propose-until")).optional().filled(t, input, errors),
            level: Choice::new(lines::ALL_LEVEL, t.get("propose-level"), levels).filled_or(t, input, errors, ""),
            period: agreement::one_period(t, &readable),
            preview: agreement::by_place(t, &readable),
            add: Choice {
                error: errors.for_field(t, "erbij"),
                ..Choice::new("erbij", t.get("propose-add"), std::iter::once(own).chain(measures).collect())
            }
            .chosen(""),
            subjects: several,
            subject: single.map(|only| (only.value, only.label)),
            version: file.version,
            here,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl ProposePage {
    /// The same page, based on an older version of the file: what was saved meanwhile must still be seen.
    #[must_use]
    pub fn based_on(mut self, version: i64) -> Self {
        self.version = version;
        self
    }
}

/// What a version is for, in words.
fn subject_words(t: T, file: &FileView, subject: Subject, today: Date) -> String {
    match subject {
        Subject::Application(id) => {
            let crebo = file.applications.iter().find(|a| a.id == id).and_then(|a| a.programme);
            t.say("subject-application").arg("programme", programme(t, &file.programmes, crebo, today)).to_string()
        }
        Subject::Enrolment(id) => {
            let crebo = file.enrolments.iter().find(|(e, _)| e.id == id).and_then(|(_, crebo)| crebo.as_deref());
            let crebo = crebo.and_then(Crebo::parse);
            t.say("subject-enrolment").arg("programme", programme(t, &file.programmes, crebo, today)).to_string()
        }
    }
}
