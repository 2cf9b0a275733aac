//! How the answers of a group stand for the people they are of: weights and finite populations.

use crate::answers::Answers;
use crate::folder::Folder;
use crate::questionnaire::{self, Answer};
use crate::weights::{Classes, Weights};
use survey::design::{Design, Spec};
use survey::weighting::{Limits, Margin, Rounds, rake, trim};
use survey::{Factor, Numeric, Reason, Refusal};

/// How a group was weighted, for who reads the tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighted {
    /// The group.
    pub of: String,
    /// How many answered.
    pub n: usize,
    /// How many the weights add up to.
    pub population: u32,
    /// How much wider margins are through unequal weights alone: n Σw² / (Σw)² (Kish). Where few are in a category, to one decimal.
    pub design_effect: f64,
    /// The number of answers of equal weight that would be as sure.
    pub effective_n: f64,
    /// The lowest and the highest weight, the mean being 1; none where few are in a category: beside a target it tells how few.
    pub range: Option<(f64, f64)>,
    /// How many weights were cut off; none where they are few, or few are in a category.
    pub trimmed: Option<usize>,
    /// Each category that was weighted to.
    pub margins: Vec<Share>,
}

impl Weighted {
    /// With how many decimals the design effect is told.
    pub const fn decimals(&self) -> usize {
        if self.range.is_some() { 2 } else { 1 }
    }
}

/// A category that was weighted to, in percent. What it was is withheld of all categories of a question of which one has few people:
/// they make 100, and which others the book withholds is not known here.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// The question.
    pub item: String,
    /// The code of the answer.
    pub code: String,
    /// What it should be.
    pub target: f64,
    /// Among who answered; none where it is withheld.
    pub before: Option<f64>,
    /// After weighting; none where it is withheld.
    pub after: Option<f64>,
}

/// The design of a group; with its weights, where they are weighted.
///
/// # Errors
/// The engine's: a population smaller than who answered, margins that contradict one another or the answers.
pub fn of(folder: &Folder, answers: &Answers) -> Result<(Design, Option<Weighted>), Refusal> {
    let rows = answers.rows;
    if let Some(weights) = folder.weights.iter().find(|weights| weights.of == answers.of) {
        let each = match &weights.classes {
            None => vec![f64::from(weights.population) / rows.max(1) as f64; rows],
            Some(classes) => by_class(folder, answers, (weights.population, classes))?,
        };
        let spec = Spec { rows, weights: Some(Numeric::new("the weights", each)), ..Spec::default() };
        return weighted(folder, answers, weights, Design::new(spec)?);
    }
    let group = folder.measurement.respondents.iter().find(|group| group.id == answers.of);
    let population = group.filter(|group| group.fpc).and_then(|group| group.population);
    let fpc = population.map(|population| Numeric::new("population", vec![f64::from(population); rows]));
    Ok((Design::new(Spec { rows, fpc: fpc.into_iter().collect(), ..Spec::default() })?, None))
}

/// Weights by class of non-response: who answered stands for who were asked in their class (Oh and Scheuren 1983). Intervals take
/// them as they are, and do not know that how many answered in a class is chance.
fn by_class(folder: &Folder, answers: &Answers, (population, classes): (u32, &Classes)) -> Result<Vec<f64>, Refusal> {
    let about = |reason, message: String, remedy: &str| Refusal::new(reason, message, remedy).about(&classes.item);
    let item = questionnaire::of(&folder.questionnaires, &answers.of).and_then(|all| all.item(&classes.item));
    let (Some(Answer::One(levels)), Some(places)) = (item.map(|item| &item.answer), answers.one(&classes.item)) else {
        let remedy = "Put the column in the file of answers.";
        return Err(about(Reason::Missing, "there are no answers to weight by".to_owned(), remedy));
    };
    let place = |code: &str| levels.iter().position(|level| level.code == code).map_or(0, |at| at + 1);
    let all: f64 = classes.asked.iter().map(|(_, asked)| f64::from(*asked)).sum();
    let mut of_place = vec![None; levels.len() + 1];
    for (code, asked) in &classes.asked {
        let answered = places.iter().filter(|at| usize::from(**at) == place(code)).count();
        if answered == 0 {
            let message = format!("{asked} of \"{code}\" were asked and none answered, so nobody can stand for them");
            return Err(about(Reason::NotDefined, message, "Join the class with a like one."));
        }
        if answered > *asked as usize {
            let message = format!("{answered} of \"{code}\" answered, and {asked} were asked");
            return Err(about(Reason::Totals, message, "Count in weights.toml who were asked, not who answered."));
        }
        of_place[place(code)] = Some(f64::from(*asked) / answered as f64 * f64::from(population) / all);
    }
    let weight = |(row, at): (usize, &u8)| {
        of_place.get(usize::from(*at)).copied().flatten().ok_or_else(|| {
            let remedy = "Give each person a class that was asked: take an answer that the sample has of all.";
            about(Reason::Missing, format!("row {} is in no class that was asked", row + 1), remedy)
        })
    };
    places.iter().enumerate().map(weight).collect()
}

fn weighted(
    folder: &Folder,
    answers: &Answers,
    weights: &Weights,
    before: Design,
) -> Result<(Design, Option<Weighted>), Refusal> {
    let margins = margins(folder, answers, weights)?;
    let raked = |design: &Design| {
        if margins.is_empty() { Ok(design.clone()) } else { rake(design, &margins, Rounds::default()) }
    };
    let mut design = raked(&before)?;
    let mut trimmed = 0;
    if let Some(most) = weights.most {
        let mean = design.weights().iter().sum::<f64>() / answers.rows.max(1) as f64;
        trimmed = design.weights().iter().filter(|weight| **weight > most * mean).count();
        if trimmed > 0 {
            let limits = Limits { lower: f64::NEG_INFINITY, upper: most * mean, strict: true };
            design = raked(&trim(&design, limits)?)?;
        }
    }
    let all = design.weights();
    let (sum, squares) = (all.iter().sum::<f64>(), all.iter().map(|weight| weight * weight).sum::<f64>());
    let (n, mean) = (all.len() as f64, sum / all.len().max(1) as f64);
    let lowest = all.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = all.iter().copied().fold(0.0, f64::max);
    let met =
        |weights: &[f64]| margins.iter().flat_map(|margin| survey::weighting::met(margin, weights)).collect::<Vec<_>>();
    let population = f64::from(weights.population);
    let (hidden, few) = few(folder, answers, weights, &margins);
    let shares = met(before.weights()).into_iter().zip(met(all)).map(|(before, after)| {
        let shown = !hidden.contains(&after.variable);
        Share {
            target: 100.0 * after.total / population,
            before: shown.then_some(100.0 * before.found / population),
            after: shown.then_some(100.0 * after.found / sum),
            item: after.variable,
            code: after.level,
        }
    });
    let effect = n * squares / (sum * sum);
    // Of few the last decimals would tell how few.
    let design_effect = if few { (10.0 * effect).round() / 10.0 } else { effect };
    let least = folder.measurement.least as usize;
    let how = Weighted {
        of: weights.of.clone(),
        n: all.len(),
        population: weights.population,
        design_effect,
        effective_n: n / design_effect,
        range: (!few).then_some((lowest / mean, highest / mean)),
        trimmed: Some(trimmed).filter(|trimmed| !few && !(1..least).contains(trimmed)),
        margins: shares.collect(),
    };
    Ok((design, Some(how)))
}

/// The questions that were weighted to of which a category has fewer people than are told of; and whether there are such, classes
/// included.
fn few(folder: &Folder, answers: &Answers, weights: &Weights, margins: &[Margin]) -> (Vec<String>, bool) {
    let least = folder.measurement.least as usize;
    let small = |codes: &[u8]| {
        let mut counts = [0_usize; 256];
        codes.iter().for_each(|code| counts[usize::from(*code)] += 1);
        counts[1..].iter().any(|many| (1..least).contains(many))
    };
    let hidden = |item: &&str| answers.one(item).is_some_and(small);
    let items = margins.iter().map(|margin| margin.factor.name.as_str());
    let items: Vec<String> = items.filter(hidden).map(str::to_owned).collect();
    let classes = weights.classes.as_ref().is_some_and(|classes| hidden(&classes.item.as_str()));
    let few = classes || !items.is_empty();
    (items, few)
}

/// The margins of a group as the engine takes them: shares of the population as counts.
fn margins(folder: &Folder, answers: &Answers, weights: &Weights) -> Result<Vec<Margin>, Refusal> {
    let mut made = Vec::with_capacity(weights.margins.len());
    for margin in &weights.margins {
        let item = questionnaire::of(&folder.questionnaires, &answers.of).and_then(|all| all.item(&margin.item));
        let (Some(Answer::One(levels)), Some(places)) = (item.map(|item| &item.answer), answers.one(&margin.item))
        else {
            let remedy = "Put the column in the file of answers.";
            return Err(Refusal::new(Reason::Missing, "there are no answers to weight by", remedy).about(&margin.item));
        };
        let code = |place: &u8| place.checked_sub(1).map_or(Factor::MISSING, u32::from);
        let factor = Factor {
            name: margin.item.clone(),
            levels: levels.iter().map(|level| level.code.clone()).collect(),
            codes: places.iter().map(code).collect(),
        };
        // Shares in whole percent may make 99 or 101: the population is one.
        let sum: f64 = margin.shares.iter().map(|(_, share)| share).sum();
        let total = |(code, share): &(String, f64)| (code.clone(), share / sum * f64::from(weights.population));
        made.push(Margin { factor, totals: margin.shares.iter().map(total).collect() });
    }
    Ok(made)
}
