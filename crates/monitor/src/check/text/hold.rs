//! Holds what a text states against the cells it is tied to.

use super::quantity::{Quantity, Says};
use super::span::Span;
use super::statement::{Statements, Untied, quote};
use super::token::Token;
use super::word::Way;
use crate::check::finding::{Finding, Kind, Where, dutch};
use crate::check::table::{Who, differ};
use crate::check::test;
use crate::folder::Folder;
use crate::published::{Place, Published, Unit};
use crate::tie::{Held, Operand, Piece, Tie};
use std::collections::{BTreeMap, BTreeSet};

struct Holding<'a> {
    folder: &'a Folder,
    who: &'a Who,
    file: &'a str,
    tokens: &'a [Token],
    quantities: &'a [Quantity],
    named: BTreeMap<&'a str, usize>,
}

/// Holds every tied quantity, and lists the others.
pub(super) fn hold(
    folder: &Folder,
    who: &Who,
    file: &str,
    tokens: &[Token],
    quantities: &[Quantity],
) -> (Vec<Finding>, Statements) {
    let starts: BTreeMap<usize, usize> =
        quantities.iter().enumerate().map(|(at, quantity)| (quantity.from, at)).collect();
    let matched: Vec<(usize, &Tie)> = folder
        .ties
        .iter()
        .flat_map(|tie| places(tie, tokens, quantities, &starts).into_iter().map(move |quantity| (quantity, tie)))
        // A word leaves room for some count of nearly any base: to hold it against one would say nothing.
        .filter(|(at, tie)| !matches!(tie.held, Held::Share(_)) || exact(&quantities[*at]).is_some())
        .collect();
    let mut named = BTreeMap::new();
    for (quantity, tie) in &matched {
        if let Some(name) = &tie.name {
            named.entry(name.as_str()).or_insert(*quantity);
        }
    }
    let holding = Holding { folder, who, file, tokens, quantities, named };
    let (mut found, mut tied, mut wrong) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for (at, tie) in &matched {
        let clashes = holding.against(*at, tie);
        // A quantity that others are held against is tied as well.
        tied.insert(*at);
        if !clashes.is_empty() {
            wrong.insert(*at);
        }
        for clash in clashes {
            if !found.contains(&clash) {
                found.push(clash);
            }
        }
    }
    for (word, number) in holding.bracketed() {
        tied.extend([word, number]);
        if let Some(clash) = holding.apart(word, number) {
            wrong.insert(word);
            found.push(clash);
        }
    }
    found.sort_by_key(|it: &Finding| (it.at.line, it.kind));
    let states = |at: &usize| quantities[*at].states || tied.contains(at);
    let all: Vec<usize> = (0..quantities.len()).filter(states).collect();
    let untied = all.iter().filter(|at| !tied.contains(at)).map(|at| {
        let quantity = &quantities[*at];
        Untied { line: quantity.line, quote: quote(tokens, quantity) }
    });
    let statements =
        Statements { found: all.len(), tied: tied.len(), hold: tied.len() - wrong.len(), untied: untied.collect() };
    (found, statements)
}

/// The quantities that a tie is about: each place where its fragment stands.
fn places(tie: &Tie, tokens: &[Token], quantities: &[Quantity], starts: &BTreeMap<usize, usize>) -> Vec<usize> {
    let mut found = Vec::new();
    for begin in 0..tokens.len() {
        let (mut at, mut here) = (begin, None);
        let fits = tie.pieces.iter().all(|piece| match piece {
            Piece::Word(word) => {
                at += 1;
                tokens.get(at - 1).is_some_and(|token| token.word == *word)
            }
            Piece::Here | Piece::Other => match starts.get(&at).or_else(|| {
                // The article before it may belong to the fragment or to the quantity.
                let article = tokens.get(at).is_some_and(|token| ["de", "het", "een"].contains(&token.word.as_str()));
                starts.get(&(at + 1)).filter(|_| article)
            }) {
                Some(quantity) => {
                    if *piece == Piece::Here {
                        here = Some(*quantity);
                    }
                    at = quantities[*quantity].to;
                    true
                }
                None => false,
            },
        });
        if let (true, Some(here)) = (fits, here) {
            found.push(here);
        }
    }
    found
}

/// A number that something is held against: what it can be, what is printed, and how far that was rounded.
#[derive(Debug, Clone)]
struct Known {
    span: Span,
    printed: f64,
    half: f64,
    shown: String,
    place: Where,
}

impl Holding<'_> {
    fn tables(&self) -> &[Published] {
        &self.folder.published
    }

    fn known(&self, operand: &Operand) -> Option<Known> {
        match operand {
            Operand::Place(place) => self.printed(*place),
            Operand::Named(name) => {
                let quantity = &self.quantities[*self.named.get(name.as_str())?];
                let (Says::Share { span, number } | Says::Count { span, number }) = quantity.says else { return None };
                let printed = number.map_or((span.low + span.high) / 2.0, |number| number.value);
                let half = number.map_or((span.high - span.low) / 2.0, |number| number.half);
                let place = Where::line(self.file, quantity.line);
                Some(Known { span, printed, half, shown: self.phrase(quantity), place })
            }
        }
    }

    fn printed(&self, place: Place) -> Option<Known> {
        let table = self.tables().get(place.table)?;
        let printed = place.value(self.tables())?;
        let at = Where::place(self.tables(), place);
        let Some(row) = place.row else {
            let base = place.base(self.tables())?;
            let span = Span::closed(f64::from(base.min), f64::from(base.max));
            return Some(Known { span, printed, half: 0.0, shown: base.to_string(), place: at });
        };
        let cell = table.cell(row, place.column)?;
        let (span, half) = match (table.unit, table.base(row, place.column)) {
            (Unit::Count, _) => (Span::closed(printed, printed), 0.0),
            (_, base) => {
                let half = 0.5 / 10f64.powi(i32::try_from(cell.decimals()).unwrap_or(0));
                let counts = base.filter(|_| !table.weighted).map(|base| base.counts(printed, cell.decimals()));
                let shares: Vec<f64> =
                    counts.unwrap_or_default().iter().map(|(k, n)| 100.0 * f64::from(*k) / f64::from(*n)).collect();
                let low = shares.iter().copied().fold(f64::INFINITY, f64::min);
                let high = shares.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                (if low <= high { Span::closed(low, high) } else { Span::around(printed, half) }, half)
            }
        };
        Some(Known { span, printed, half, shown: cell.printed.clone(), place: at })
    }

    /// Words for a share with the number that stands for it in brackets: `de meeste instellingen (52%)`.
    fn bracketed(&self) -> Vec<(usize, usize)> {
        let pairs = self.quantities.windows(2).enumerate().filter(|(_, pair)| {
            let [word, number] = pair else { return false };
            let token = &self.tokens[number.from];
            matches!(word.says, Says::Share { number: None, .. })
                && matches!(number.says, Says::Share { .. })
                && token.raw.starts_with('(')
                && token.sentence == self.tokens[word.from].sentence
                && number.from - word.to <= 2
                // Nothing else stands in the brackets, and no other phrase between.
                && self.tokens[number.to - 1].ends
                && !(word.to + 1..number.from).any(|at| self.tokens[at - 1].ends)
        });
        pairs.map(|(at, _)| (at, at + 1)).collect()
    }

    /// A word that does not mean the number behind it.
    fn apart(&self, word: usize, number: usize) -> Option<Finding> {
        let (Says::Share { span, .. }, Says::Share { span: meant, .. }) =
            (self.quantities[word].says, self.quantities[number].says)
        else {
            return None;
        };
        if span.meets(meant) {
            return None;
        }
        let shown = self.phrase(&self.quantities[number]);
        let says = self.phrase(&self.quantities[word]);
        let message = format!("the text says \"{says}\"{}, and \"{shown}\" behind it", self.meaning(word));
        let also = vec![Where::line(self.file, self.quantities[number].line)];
        Some(self.finding(word, Kind::TextText, also, shown, message))
    }

    fn phrase(&self, quantity: &Quantity) -> String {
        let words: Vec<&str> = self.tokens[quantity.from..quantity.to].iter().map(|token| token.raw.as_str()).collect();
        words.join(" ").trim_matches(|it: char| "().,;:!?".contains(it)).to_owned()
    }

    fn finding(&self, at: usize, kind: Kind, also: Vec<Where>, holds: String, message: String) -> Finding {
        let quantity = &self.quantities[at];
        let says = self.phrase(quantity);
        Finding { kind, at: Where::line(self.file, quantity.line), also, says, holds, message }
    }

    /// What is wrong with a quantity by one of its ties.
    fn against(&self, at: usize, tie: &Tie) -> Vec<Finding> {
        match &tie.held {
            Held::Nothing => Vec::new(),
            Held::Sum { of, rest } => {
                let mut found: Vec<Finding> = self.sum(at, of, *rest).into_iter().collect();
                found.extend(of.iter().filter_map(|operand| self.stage(at, tie, operand)));
                found
            }
            Held::Ratio(part, whole) => self.ratio(at, part, whole).into_iter().collect(),
            Held::Share(base) => self.share(at, *base).into_iter().collect(),
            Held::Compare { from: Operand::Place(from), to: Operand::Place(to) } => {
                self.compare(at, *from, *to).into_iter().collect()
            }
            Held::Compare { from, to } => self.compare_told(at, from, to).into_iter().collect(),
        }
    }

    fn sum(&self, at: usize, of: &[Operand], rest: bool) -> Option<Finding> {
        let known: Vec<Known> = of.iter().filter_map(|operand| self.known(operand)).collect();
        let kind = kind(of);
        if known.len() < of.len() || known.is_empty() {
            // A quantity that is named but not in this text says nothing.
            let blank = of.iter().find_map(|operand| match operand {
                Operand::Place(place) if self.printed(*place).is_none() => Some(*place),
                _ => None,
            })?;
            let also = vec![Where::place(self.tables(), blank)];
            return Some(self.finding(at, kind, also, String::new(), "the cell is blank in print".to_owned()));
        }
        let whole = |value: f64| if rest { 100.0 - value } else { value };
        let printed = whole(known.iter().map(|it| it.printed).sum());
        let (low, high): (f64, f64) =
            (known.iter().map(|it| it.span.low).sum(), known.iter().map(|it| it.span.high).sum());
        let span = if rest { Span::closed(100.0 - high, 100.0 - low) } else { Span::closed(low, high) };
        let half: f64 = known.iter().map(|it| it.half).sum();
        let holds = match self.quantities[at].says {
            Says::Way(_) => return Some(self.unlike(at, &known)),
            Says::Share { number: Some(number), .. } | Says::Count { number: Some(number), .. } => {
                // One cell is repeated as it is printed; of several, each may be off by half a unit.
                let room = if known.len() == 1 { half.max(number.half) } else { half.max(number.half) - 1e-9 };
                (printed - number.value).abs() < room.max(0.25)
            }
            Says::Share { span: meant, .. } | Says::Count { span: meant, .. } => meant.meets(span),
        };
        if holds {
            return None;
        }
        let terms: Vec<&str> = known.iter().map(|it| it.shown.as_str()).collect();
        let shown = match (terms.len(), rest) {
            (1, false) => terms[0].to_owned(),
            (_, false) => format!("{} = {}", terms.join(" + "), dutch(printed)),
            (_, true) => format!("100 - {} = {}", terms.join(" - "), dutch(printed)),
        };
        let message =
            format!("the text says \"{}\"{}; it is {shown}", self.phrase(&self.quantities[at]), self.meaning(at));
        Some(self.finding(at, kind, known.into_iter().map(|it| it.place).collect(), shown, message))
    }

    /// What a word means, for the message.
    fn meaning(&self, at: usize) -> String {
        match self.quantities[at].says {
            Says::Share { span, number: None } => format!(", which means {span}%"),
            Says::Count { span, number: None } => format!(", which means {span}"),
            _ => String::new(),
        }
    }

    /// A comparing word where a share or count is expected, or the other way about.
    fn unlike(&self, at: usize, known: &[Known]) -> Finding {
        let shown: Vec<&str> = known.iter().map(|it| it.shown.as_str()).collect();
        let also = known.iter().map(|it| it.place.clone()).collect();
        let message =
            format!("\"{}\" is not what the cell says: {}", self.phrase(&self.quantities[at]), shown.join(", "));
        self.finding(at, Kind::TextTable, also, shown.join(", "), message)
    }

    fn ratio(&self, at: usize, part: &Operand, whole: &Operand) -> Option<Finding> {
        let (a, b) = (self.known(part)?, self.known(whole)?);
        let share = 100.0 * a.printed / b.printed;
        let holds = match self.quantities[at].says {
            Says::Share { number: Some(number), .. } => (share - number.value).abs() <= number.half + 1e-9,
            Says::Share { span, number: None } => span.meets(Span::closed(share, share)),
            Says::Count { .. } | Says::Way(_) => false,
        };
        if holds {
            return None;
        }
        let shown = format!("{} of {} = {}%", a.shown, b.shown, dutch(share));
        let message = format!("the text says \"{}\"{}; {shown}", self.phrase(&self.quantities[at]), self.meaning(at));
        Some(self.finding(at, kind(&[part.clone(), whole.clone()]), vec![a.place, b.place], shown, message))
    }

    /// A percentage that no whole count of its base gives.
    fn share(&self, at: usize, place: Place) -> Option<Finding> {
        let number = exact(&self.quantities[at])?;
        let base = place.base(self.tables())?;
        let decimals = if number.half < 0.5 { 1 } else { 0 };
        if !base.counts(number.value, decimals).is_empty() {
            return None;
        }
        let says = self.phrase(&self.quantities[at]);
        let message = format!("the text says \"{says}\", and no whole count of {base} gives that");
        let also = vec![Where::place(self.tables(), place)];
        Some(self.finding(at, Kind::TextTable, also, base.to_string(), message))
    }

    /// A comparison with what the text says itself: wrong where no two values that the words leave room for bear it out. It is
    /// not tested, because nothing is known of a base.
    fn compare_told(&self, at: usize, from: &Operand, to: &Operand) -> Option<Finding> {
        let (first, second) = (self.known(from)?, self.known(to)?);
        let Says::Way(way) = self.quantities[at].says else { return Some(self.unlike(at, &[first, second])) };
        let apart = (second.span.low - first.span.high).max(first.span.low - second.span.high);
        let holds = match way {
            Way::Up => second.span.high > first.span.low,
            Way::Down => second.span.low < first.span.high,
            Way::Equal => apart <= super::word::ABOUT,
            // How far apart is more than chance, nobody can say without a base.
            Way::Alike => true,
        };
        if holds {
            return None;
        }
        let says = self.phrase(&self.quantities[at]);
        let shown = format!("{} and {}", first.shown, second.shown);
        let message = format!("the text says \"{says}\"; it went from {} to {}", first.shown, second.shown);
        Some(self.finding(at, kind(&[from.clone(), to.clone()]), vec![first.place, second.place], shown, message))
    }

    /// A text that calls a column a sample while its heading says population, or another stage.
    fn stage(&self, at: usize, tie: &Tie, operand: &Operand) -> Option<Finding> {
        let Operand::Place(place @ Place { row: None, .. }) = operand else { return None };
        let heading = self.tables().get(place.table)?.columns.get(place.column)?.name().to_lowercase();
        let stages = ["populatie", "steekproef", "respons"];
        let printed = stages.iter().find(|stage| heading.contains(*stage))?;
        let words = tie.pieces.iter().filter_map(|piece| match piece {
            Piece::Word(word) => Some(word),
            _ => None,
        });
        let said = words.into_iter().find_map(|word| stages.iter().find(|stage| word.contains(*stage)))?;
        (said != printed).then(|| {
            let message = format!("the text calls it {said}, the table {printed}");
            self.finding(at, Kind::TextTable, vec![Where::place(self.tables(), *place)], (*printed).to_owned(), message)
        })
    }

    fn compare(&self, at: usize, from: Place, to: Place) -> Option<Finding> {
        let (first, second) = (self.printed(from)?, self.printed(to)?);
        let also = vec![first.place.clone(), second.place.clone()];
        let shown = format!("{} and {}", first.shown, second.shown);
        let says = self.phrase(&self.quantities[at]);
        let Says::Way(way) = self.quantities[at].says else { return Some(self.unlike(at, &[first, second])) };
        let change = second.printed - first.printed;
        let tested = differ(self.folder, self.who, from, to).then(|| test::change(self.tables(), from, to)).flatten();
        let clash = |message: String| Some(self.finding(at, Kind::TextTable, also.clone(), shown.clone(), message));
        match way {
            Way::Up if change <= 0.0 => {
                clash(format!("the text says \"{says}\"; it went from {} to {}", first.shown, second.shown))
            }
            Way::Down if change >= 0.0 => {
                clash(format!("the text says \"{says}\"; it went from {} to {}", first.shown, second.shown))
            }
            Way::Equal if change.abs() > super::word::ABOUT => {
                clash(format!("the text says \"{says}\"; {shown} are {} points apart", dutch(change.abs())))
            }
            Way::Alike if tested.as_ref().is_some_and(test::Change::significant) => {
                clash(format!("the text says \"{says}\"; {shown} differ significantly"))
            }
            Way::Up | Way::Down => {
                let tested = tested.filter(|tested| !tested.significant())?;
                let message =
                    format!("\"{says}\" is within its margin: {tested}, two-sided at 5%, as independent samples");
                Some(self.finding(at, Kind::NotSignificant, also, tested.to_string(), message))
            }
            Way::Equal | Way::Alike => None,
        }
    }
}

/// A percentage that is said to be just this.
const fn exact(quantity: &Quantity) -> Option<super::number::Number> {
    match quantity.says {
        Says::Share { number, .. } => number,
        Says::Count { .. } | Says::Way(_) => None,
    }
}

/// Which kind of clash it is when something does not hold against these.
fn kind(of: &[Operand]) -> Kind {
    if of.iter().any(|operand| matches!(operand, Operand::Place(_))) { Kind::TextTable } else { Kind::TextText }
}
