//! Reads the columns of a file through the questionnaire of a group.

use super::layout::{Kind, Layout};
use super::{Answers, Wrong};
use crate::folder::Folder;
use crate::questionnaire::{self, Answer, Item};
use crate::scale::Level;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use survey::codebook::{Codebook, Columns, Narrow, Set, SetBase};
use survey::{Factor, Place, Refusal};

/// The columns of a file by the names that the questionnaire has for them.
struct Named<'a, C> {
    columns: &'a C,
    headings: BTreeMap<String, String>,
}

impl<C: Columns> Columns for Named<'_, C> {
    fn found(&self, name: &str) -> Option<Cow<'_, Factor>> {
        self.columns.found(self.headings.get(name)?)
    }

    fn narrow(&self, name: &str) -> Option<Narrow<'_>> {
        self.columns.narrow(self.headings.get(name)?)
    }
}

/// The most problems that are told of a file.
const MOST: usize = 100;

/// Reads the answers of a group from columns with these headings, laid out so, on so many threads.
///
/// # Errors
/// What is wrong with the file, column by column: at most a hundred problems, each with its first row.
pub fn read<C: Keyed + Sync>(
    folder: &Folder,
    layout: &Layout,
    headings: &[String],
    columns: &C,
    threads: usize,
) -> Result<Answers, Vec<Wrong>> {
    let of = layout.of.as_str();
    let Some(questionnaire) = questionnaire::of(&folder.questionnaires, of) else {
        return Err(vec![wrong("", None, format!("{of} gets no questionnaire"), "write one in questionnaires/")]);
    };
    let (items, linked): (Vec<&Item>, Vec<&Item>) = (questionnaire.items.iter())
        .filter(|item| item.of.iter().any(|who| who == of))
        .partition(|item| item.from.is_none());
    let links: BTreeSet<&str> = linked.iter().filter_map(|item| Some(item.from.as_ref()?.by.as_str())).collect();
    let codebook = match questionnaire.codebook(of) {
        Ok(codebook) => at_home(codebook, layout.kind),
        Err(refusal) => return Err(vec![told(&refusal, layout, &items)]),
    };
    let mut found = Vec::new();
    let known = known(&items, layout);
    for heading in headings {
        let expected = known.contains_key(heading) || *heading == layout.key || links.contains(heading.as_str());
        if !expected && !layout.ignores(heading) {
            let remedy = "take it out, map it in answers.toml, or name it under `ignore` there";
            found.push(wrong(heading, None, "nobody asked for this column".to_owned(), remedy));
        }
    }
    let mut answers = Answers { of: of.to_owned(), ..Answers::default() };
    for link in links {
        match columns.found(link) {
            Some(column) => drop(answers.links.insert(link.to_owned(), column.into_owned())),
            None => {
                let remedy = "put in it the key of who it is, as their own file has it";
                found.push(wrong(link, None, "there is no such column, which names somebody else".to_owned(), remedy));
            }
        }
    }
    let named_by_others = |item: &Item| item.from.as_ref().is_some_and(|from| from.of == of);
    // Of a small population who answered now and before is counted.
    let found_again = folder.measurement.respondents.iter().any(|group| group.id == of && group.fpc);
    if found_again || folder.questionnaires.iter().flat_map(|one| &one.items).any(named_by_others) {
        answers.keys = columns.found(&layout.key).map(Cow::into_owned);
    }
    let named = Named { columns, headings: known.into_iter().map(|(theirs, own)| (own, theirs)).collect() };
    let own_keys = || keys(columns, &layout.key);
    let coded = std::thread::scope(|scope| {
        // Whether all are told apart is found out beside it.
        let beside = (threads > 1).then(|| std::thread::Builder::new().spawn_scoped(scope, own_keys));
        let coded = in_threads(&items, threads, &|item| code(&codebook, &named, item));
        let told = beside.and_then(|begun| begun.ok()?.join().ok());
        found.extend(told.unwrap_or_else(own_keys));
        coded
    });
    for (item, coded) in items.iter().zip(coded) {
        match coded {
            Ok(Coded::One(places)) => drop(answers.one.insert(item.id.clone(), Arc::new(places))),
            Ok(Coded::Many(options)) => drop(answers.many.insert(item.id.clone(), options)),
            Ok(Coded::Number(values)) => drop(answers.numbers.insert(item.id.clone(), values)),
            Err(refusal) => found.push(told(&refusal, layout, &items)),
        }
    }
    if !found.is_empty() {
        found.sort();
        found.dedup();
        found.truncate(MOST);
        return Err(found);
    }
    leave_out(&mut answers, layout.least);
    Ok(answers)
}

fn wrong(column: &str, row: Option<usize>, message: String, remedy: &str) -> Wrong {
    Wrong { column: column.to_owned(), row, message, remedy: remedy.to_owned() }
}

/// What of the file's headings is which column of the questionnaire.
fn known(items: &[&Item], layout: &Layout) -> BTreeMap<String, String> {
    let mut known = BTreeMap::new();
    for item in items {
        match &item.answer {
            Answer::Many(options) => {
                for option in options {
                    known.insert(layout.heading(&item.id, Some(&option.code)), item.column(&option.code));
                }
            }
            Answer::One(_) | Answer::Number(..) => drop(known.insert(layout.heading(&item.id, None), item.id.clone())),
        }
    }
    known
}

/// The codebook as the makers of a file write answers.
fn at_home(codebook: Codebook, kind: Kind) -> Codebook {
    if kind != Kind::LimeSurvey {
        return codebook;
    }
    // LimeSurvey writes Y for what was ticked, nothing for what was not, N/A for what was not shown.
    let theirs = |set: &Set| Set {
        ticked: vec!["Y".to_owned()],
        open: vec!["N".to_owned()],
        not_shown: vec!["N/A".to_owned()],
        base: SetBase::Asked,
        ..set.clone()
    };
    let sets = codebook.sets().iter().map(theirs).collect();
    let items = codebook.items().iter().cloned().map(|mut item| {
        item.missing = vec!["N/A".to_owned()];
        item
    });
    Codebook::new(items.collect(), sets).unwrap_or(codebook)
}

/// Columns in which people are told apart.
pub trait Keyed: Columns {
    /// Rows of a column, from 1, without a value, or with the value of an earlier row: at most so many. None where there is no
    /// such column.
    fn repeated(&self, name: &str, most: usize) -> Option<Vec<(usize, Option<usize>)>> {
        let found = self.found(name)?;
        let mut first: Vec<Option<usize>> = vec![None; found.levels.len()];
        let mut repeated = Vec::new();
        for (row, code) in (1..).zip(&found.codes) {
            match first.get_mut(*code as usize) {
                None => repeated.push((row, None)),
                Some(Some(other)) => repeated.push((row, Some(*other))),
                Some(slot) => *slot = Some(row),
            }
            if repeated.len() >= most {
                break;
            }
        }
        Some(repeated)
    }
}

impl Keyed for Vec<Factor> {}

/// People without a key, or with the key of another.
fn keys(columns: &impl Keyed, key: &str) -> Vec<Wrong> {
    let Some(repeated) = columns.repeated(key, MOST) else {
        let remedy = "give each person a number in it, or name the column that has one under `key` in answers.toml";
        return vec![wrong(key, None, "the file has no such column, which tells people apart".to_owned(), remedy)];
    };
    let told = |(row, other): (usize, Option<usize>)| match other {
        None => wrong(key, Some(row), "this row has no key".to_owned(), "give each person a number of their own"),
        Some(other) => {
            let remedy = "keep one of the two rows, or correct the key";
            wrong(key, Some(row), format!("the same key as row {other}"), remedy)
        }
    };
    repeated.into_iter().map(told).collect()
}

enum Coded {
    One(Vec<u8>),
    Many(Vec<Vec<u8>>),
    Number(Vec<f64>),
}

fn code(codebook: &Codebook, columns: &impl Columns, item: &Item) -> Result<Coded, Refusal> {
    match &item.answer {
        Answer::One(_) => Ok(Coded::One(codebook.packed(columns, &item.id)?)),
        Answer::Many(_) => {
            let options = codebook.options(columns, &item.id)?;
            Ok(Coded::Many(options.iter().map(|option| option.rows().to_vec()).collect()))
        }
        Answer::Number(..) => Ok(Coded::Number(codebook.numeric(columns, &item.id)?.values)),
    }
}

/// Does something with each item, on so many threads, whichever is free; the answers in the order of the items.
fn in_threads<T: Send>(items: &[&Item], threads: usize, of: &(dyn Fn(&Item) -> T + Sync)) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        while let Some((at, item)) = Some(next.fetch_add(1, Relaxed)).and_then(|at| Some((at, items.get(at)?))) {
            made.push((at, of(item)));
        }
        made
    };
    let mut made: BTreeMap<usize, T> = std::thread::scope(|scope| {
        let start = |_| std::thread::Builder::new().spawn_scoped(scope, work);
        let others: Vec<_> = (1..threads).map(start).collect();
        let own = work();
        let others = others.into_iter().filter_map(|begun| begun.ok()?.join().ok());
        others.flatten().chain(own).collect()
    });
    // Items of a thread that did not end are coded here.
    (0..items.len()).filter_map(|at| made.remove(&at).or_else(|| items.get(at).map(|item| of(item)))).collect()
}

/// A refusal of the engine, in the words of the file: with its headings, and with the code where a label was written.
fn told(refusal: &Refusal, layout: &Layout, items: &[&Item]) -> Wrong {
    let variable = refusal.variable.clone().unwrap_or_default();
    let row = if let Some(Place::Row(row)) = refusal.place { Some(row) } else { None };
    let (heading, levels) = items
        .iter()
        .find_map(|item| match &item.answer {
            Answer::Many(options) => {
                let option = options.iter().find(|option| item.column(&option.code) == variable)?;
                Some((layout.heading(&item.id, Some(&option.code)), &[][..]))
            }
            answer => (item.id == variable).then(|| (layout.heading(&item.id, None), answer.levels())),
        })
        .unwrap_or((variable, &[][..]));
    let label = levels.iter().find(|level: &&Level| {
        [&level.label.nl, &level.label.en].iter().any(|label| refusal.message.contains(&format!("{label:?}")))
    });
    let label = label.filter(|_| refusal.message.contains("is not declared"));
    let remedy = label.map_or_else(
        || refusal.remedy.clone(),
        |level| format!("this is a label: write its code, {}, and do so for the other answers", level.code),
    );
    Wrong { column: heading, row, message: refusal.message.clone(), remedy }
}

/// So many rows are counted together: what is counted then stays near the processor, question after question.
const BLOCK: usize = 8_192;

/// How many questions each of some rows answered, as far as it takes to know that all answered enough.
fn answered(answers: &Answers, rows: Range<usize>, least: u32) -> Vec<u16> {
    let mut answered = vec![0_u16; rows.len()];
    let add = |answered: &mut [u16], one: &[u8]| {
        let each = answered.iter_mut().zip(one);
        each.for_each(|(slot, place)| *slot = slot.saturating_add(u16::from(*place > 0)));
        answered.iter().fold(u16::MAX, |low, count| low.min(*count))
    };
    for places in answers.one.values() {
        if u32::from(add(&mut answered, places.get(rows.clone()).unwrap_or_default())) >= least {
            return answered;
        }
    }
    for options in answers.many.values() {
        let mut any = vec![0_u8; rows.len()];
        for option in options {
            any.iter_mut().zip(option.get(rows.clone()).unwrap_or_default()).for_each(|(any, code)| *any |= *code);
        }
        add(&mut answered, &any);
    }
    for values in answers.numbers.values() {
        let there: Vec<u8> =
            values.get(rows.clone()).unwrap_or_default().iter().map(|value| u8::from(!value.is_nan())).collect();
        add(&mut answered, &there);
    }
    answered
}

/// Leaves out who answered fewer questions than they must: an open page is no answer to anything.
fn leave_out(answers: &mut Answers, least: u32) {
    let all = answers.one.values().map(|places| places.len()).chain(answers.many.values().flatten().map(Vec::len));
    let rows = all.chain(answers.numbers.values().map(Vec::len)).next().unwrap_or(0);
    let mut enough = Vec::with_capacity(rows);
    for from in (0..rows).step_by(BLOCK) {
        enough.extend(answered(answers, from..rows.min(from + BLOCK), least).iter().map(|n| u32::from(*n) >= least));
    }
    answers.left_out = enough.iter().filter(|enough| !**enough).count();
    answers.rows = rows - answers.left_out;
    if answers.left_out == 0 {
        return;
    }
    fn kept<T>(values: &mut Vec<T>, enough: &[bool]) {
        let mut row = enough.iter();
        values.retain(|_| row.next().copied().unwrap_or_default());
    }
    answers.one.values_mut().for_each(|values| kept(Arc::make_mut(values), &enough));
    answers.many.values_mut().flatten().for_each(|values| kept(values, &enough));
    answers.numbers.values_mut().for_each(|values| kept(values, &enough));
    answers.links.values_mut().chain(&mut answers.keys).for_each(|column| kept(&mut column.codes, &enough));
}
