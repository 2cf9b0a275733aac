//! `/onderzoek/2026`: how far a measurement is, what is wrong with it, and what came of it.

use super::{
    at::{PATH, address, answers},
    chain::{self, End, Step},
};
use crate::{
    say::{
        measured::{made_of, words},
        words::T,
    },
    site::{
        measured::{Held, Stands},
        page::Page,
        shell::Shell,
    },
};
use ::monitor::book::design::Weighted;
use ::monitor::check::Finding;
use ::monitor::folder::Folder;
use ::monitor::measurement::Step as How;
use ::monitor::questionnaire;
use ::monitor::research::{Research, Stage};
use access::Role;
use askama::Template;
use publish::files::{File, Micro};
use time::{Date, Month};

/// The page.
#[derive(Template)]
#[template(path = "research/measurement.html")]
pub struct MeasurementPage {
    t: T,
    shell: Shell,
    title: String,
    making: bool,
    /// Why its folder cannot be read.
    unreadable: Option<String>,
    made: Option<Made>,
}

/// Of a measurement that could be read.
struct Made {
    name: Option<String>,
    state: Option<String>,
    synthetic: bool,
    steps: Vec<Step>,
    groups: Vec<Group>,
    weights: Vec<Weight>,
    findings: Vec<Found>,
    choices: Vec<(String, String)>,
    /// Why nothing can be chosen.
    no_choice: Vec<String>,
    tables: Vec<(String, String)>,
    files: Vec<(String, String)>,
    microdata: Vec<(String, String)>,
    basis: String,
}

/// Who were asked, and who answered.
struct Group {
    name: String,
    population: String,
    asked: String,
    n: String,
    left_out: String,
}

/// How a group was weighted.
struct Weight {
    name: String,
    n: String,
    population: String,
    design_effect: String,
    effective_n: String,
    /// An asterisk, as these and shares, where it would tell of few people.
    lowest: String,
    highest: String,
    trimmed: String,
    /// Whether something is left out.
    withheld: bool,
    shares: Vec<[String; 5]>,
}

/// Something that clashes.
struct Found {
    kind: String,
    place: String,
    /// Labels of a table, in Dutch.
    cell: String,
    says: String,
    holds: String,
    /// What is wrong with the folder, as the command says it.
    message: Option<String>,
}

impl MeasurementPage {
    pub(super) fn new(shell: Shell, held: &Held) -> Self {
        let t = shell.t;
        let (making, unreadable, made) = match &held.stands {
            Stands::Making => (true, None, None),
            Stands::Unreadable(why) => (false, Some(why.clone()), None),
            Stands::Made(research) => (false, None, Some(Made::new(t, held.year, research))),
        };
        Self {
            title: t.say("research-measurement").arg("year", held.year.to_string()).to_string(),
            making,
            unreadable,
            made,
            shell: shell.crumb(t.get("research-title"), PATH),
            t,
        }
    }
}

impl Made {
    fn new(t: T, year: u16, research: &Research) -> Self {
        let here = address(year);
        let folder = research.folder.as_ref();
        let groups = folder.map(|folder| groups(t, folder, research)).unwrap_or_default();
        let link = |kind: &str, name: &str| (format!("{here}/{kind}/{name}"), name.to_owned());
        let booked = research.book.done().is_some();
        let reported = research.report.done().is_some();
        let mut files: Vec<(String, String)> = Vec::new();
        if booked && reported {
            files.push(link("bestanden", super::files::PAPER));
        }
        let offered = File::ALL.into_iter().filter(|file| booked && (reported || *file != File::Page));
        files.extend(offered.map(|file| link("bestanden", file.name())));
        let micro = answers(research).iter().flat_map(|one| {
            // The address is that of the answers, whoever gave them; what is read is the name under which it is saved.
            Micro::ALL.into_iter().map(|file| {
                let address = format!("{here}/microdata/{}{}", one.of, file.tail());
                (address, file.name(&one.of, research.synthetic))
            })
        });
        Self {
            name: folder.map(|folder| words(t, &folder.measurement.name).to_owned()),
            state: folder.map(|folder| state(t, folder)),
            synthetic: research.synthetic,
            steps: chain::steps(t, research),
            groups,
            weights: research
                .weighed
                .done()
                .into_iter()
                .flatten()
                .filter_map(|it| Some(weight(t, folder?, it)))
                .collect(),
            findings: research.findings.iter().map(|found| finding(t, found)).collect(),
            choices: choices(t, &here, research),
            no_choice: match &research.choices {
                Stage::Stopped(why) => why.clone(),
                Stage::Waits | Stage::Done(_) => Vec::new(),
            },
            tables: folder
                .into_iter()
                .filter(|_| booked)
                .flat_map(|folder| &folder.plans)
                .map(|plan| (format!("{here}/tabel/{}", plan.id), format!("{}: {}", plan.id, words(t, &plan.title))))
                .collect(),
            files,
            microdata: micro.collect(),
            basis: made_of(t, &research.digest),
        }
    }
}

/// Whether it may be shown, since when and by whom.
fn state(t: T, folder: &Folder) -> String {
    let state = &folder.measurement.state;
    let how = t.get(match state.is {
        How::Draft => "research-state-draft",
        How::Approved => "research-state-approved",
        How::Public => "research-state-public",
    });
    let (Some(day), Some(by)) = (state.day.as_deref().and_then(day), &state.by) else { return how };
    format!("{how} {}", t.say("research-state-by").arg("day", day).arg("by", by.as_str()))
}

/// A day as folders write it: `2024-12-20`.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) =
        (parts.next()?.parse().ok()?, parts.next()?.parse::<u8>().ok()?, parts.next()?.parse().ok()?);
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

fn groups(t: T, folder: &Folder, research: &Research) -> Vec<Group> {
    let known = |n: Option<u32>| n.map_or_else(|| t.get("research-unknown"), |n| t.number(f64::from(n), 0));
    let group = |it: &::monitor::measurement::Respondents| {
        let read = answers(research).iter().find(|one| one.of == it.id);
        let count =
            |of: fn(&::monitor::answers::Answers) -> usize| read.map_or_else(String::new, |one| t.count(of(one)));
        Group {
            name: words(t, &it.name).to_owned(),
            population: known(it.population),
            asked: known(it.asked),
            n: read.map_or_else(|| t.get("research-no-answers"), |one| t.count(one.rows)),
            left_out: count(|one| one.left_out),
        }
    };
    folder.measurement.respondents.iter().map(group).collect()
}

fn weight(t: T, folder: &Folder, it: &Weighted) -> Weight {
    let groups = &folder.measurement.respondents;
    let name = groups.iter().find(|group| group.id == it.of).map_or(it.of.as_str(), |group| words(t, &group.name));
    let asked = questionnaire::of(&folder.questionnaires, &it.of);
    let withheld = || "*".to_owned();
    let percent = |value: Option<f64>| value.map_or_else(withheld, |value| t.number(value, 1));
    let weight = |value: Option<f64>| value.map_or_else(withheld, |value| t.number(value, 2));
    let share = |share: &::monitor::book::design::Share| {
        let item = asked.and_then(|all| all.item(&share.item));
        let level = item.and_then(|item| item.answer.levels().iter().find(|level| level.code == share.code));
        let label = level.map_or(share.code.as_str(), |level| words(t, &level.label));
        [share.item.clone(), label.to_owned(), t.number(share.target, 1), percent(share.before), percent(share.after)]
    };
    Weight {
        name: name.to_owned(),
        n: t.count(it.n),
        population: t.number(f64::from(it.population), 0),
        design_effect: t.number(it.design_effect, it.decimals()),
        effective_n: t.number(it.effective_n, 0),
        lowest: weight(it.range.map(|range| range.0)),
        highest: weight(it.range.map(|range| range.1)),
        trimmed: it.trimmed.map_or_else(withheld, |trimmed| t.count(trimmed)),
        withheld: it.range.is_none() || it.trimmed.is_none(),
        shares: it.margins.iter().map(share).collect(),
    }
}

fn finding(t: T, found: &Finding) -> Found {
    let at = &found.at;
    let place = at.line.map_or_else(|| at.file.clone(), |line| format!("{}:{line}", at.file));
    let cell = [&at.table, &at.row, &at.column].into_iter().flatten().cloned().collect::<Vec<_>>().join(" : ");
    let folder = found.kind == ::monitor::check::Kind::Folder;
    Found {
        kind: chain::kind(t, found.kind),
        place,
        cell,
        says: found.says.clone(),
        holds: found.holds.clone(),
        message: folder.then(|| found.message.clone()),
    }
}

/// The groups of which tables can be chosen.
fn choices(t: T, here: &str, research: &Research) -> Vec<(String, String)> {
    let (Some(choices), Some(folder)) = (research.choices.done(), &research.folder) else { return Vec::new() };
    let groups = folder.measurement.respondents.iter();
    let groups = groups.filter(|group| choices.all.iter().any(|choice| choice.of == group.id));
    groups.map(|group| (format!("{here}/kiezen/{}", group.id), words(t, &group.name).to_owned())).collect()
}

impl Page for MeasurementPage {
    const NAME: &'static str = "research/measurement";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |held: &Held| {
            let path = address(held.year);
            Self::new(Shell::sample_as(t, Role::Researcher, &path), held)
        };
        let names = ["usual", "real", "stopped", "no-answers", "unreadable", "making"];
        names.into_iter().zip(&super::samples::all()).map(|(name, held)| (name, page(held))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    fn page(lang: Lang, state: &str) -> String {
        let found = MeasurementPage::samples(T::new(lang)).into_iter().find(|(name, _)| *name == state);
        found.unwrap().1.render().unwrap()
    }

    #[test]
    fn a_day_is_written_one_way() {
        assert_eq!(day("2024-12-20"), Date::from_calendar_date(2024, Month::December, 20).ok());
        for text in ["", "2024-13-01", "2024-02-30", "20 december", "2024-12"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn the_fields_own_words_stand_there_with_their_numbers() {
        let page = page(Lang::Nl, "real");
        for words in ["Designeffect", "Effectieve n", "Laagste gewicht"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        // 70% should be bol, and 36 of 72 are: weights of .7 / .5 and .3 / .5, so n Σw² / (Σw)² = (1,4² + 0,6²) / 2.
        assert!(page.contains(">1,16<") && page.contains(">1,40<") && page.contains(">0,60<"), "{page}");
    }

    #[test]
    fn what_would_tell_of_few_people_is_an_asterisk() {
        let all = super::super::samples::all();
        let research = super::super::samples::made(&all, 1).unwrap();
        let (folder, told) = (research.folder.as_ref().unwrap(), &research.weighed.done().unwrap()[0]);
        let t = T::new(Lang::Nl);
        assert!(!weight(t, folder, told).withheld);
        let mut few = told.clone();
        (few.range, few.trimmed) = (None, None);
        few.margins.iter_mut().for_each(|share| (share.before, share.after) = (None, None));
        let shown = weight(t, folder, &few);
        assert!(shown.withheld);
        assert_eq!((&*shown.lowest, &*shown.highest, &*shown.trimmed), ("*", "*", "*"));
        assert_eq!(shown.shares[0], ["track", "bol", "70,0", "*", "*"]);
    }

    #[test]
    fn what_stopped_is_told_and_what_waits_is_not_called_done() {
        let stopped = page(Lang::Nl, "stopped");
        assert!(stopped.contains("Gestopt") && stopped.contains("nobody with a weight"), "{stopped}");
        assert!(!stopped.contains("/bestanden/"), "nothing was made: {stopped}");
        let waits = page(Lang::En, "no-answers");
        assert!(waits.contains("It waits") && !waits.contains("/microdata/"), "{waits}");
        assert!(page(Lang::Nl, "unreadable").contains("niet te lezen"));
        assert!(page(Lang::Nl, "making").contains("doorgerekend"));
    }

    #[test]
    fn microdata_are_called_what_they_are_saved_as() {
        let (made_up, real) = (page(Lang::Nl, "usual"), page(Lang::Nl, "real"));
        let link = |year: u16, name: &str| format!("/onderzoek/{year}/microdata/student.csv\">{name}</a>");
        assert!(made_up.contains(&link(2026, "student.synthetic.csv")), "{made_up}");
        assert!(real.contains(&link(2024, "student.csv")), "{real}");
    }

    #[test]
    fn answers_of_before_that_were_not_used_are_told_with_why() {
        let real = page(Lang::Nl, "real");
        assert!(real.contains("De antwoorden van 2022 zijn niet gebruikt"), "{real}");
        assert!(real.contains("2022/answers/school.csv: column help, row 3"), "{real}");
        assert!(page(Lang::En, "real").contains("The answers of 2022 were not used"));
        assert!(!page(Lang::Nl, "usual").contains("niet gebruikt"));
    }

    #[test]
    fn answers_that_nobody_gave_are_called_so() {
        assert!(page(Lang::Nl, "usual").contains("Niemand gaf deze antwoorden"));
        assert!(!page(Lang::Nl, "real").contains("Niemand gaf deze antwoorden"));
    }
}
