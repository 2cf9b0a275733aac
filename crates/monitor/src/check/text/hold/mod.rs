//! Holds what a text states against the cells it is tied to.

mod change;

use super::context;
use super::quantity::{Quantity, Says};
use super::span::Span;
use super::statement::{Statements, Untied, quote};
use super::token::Token;
use crate::check::finding::{Finding, Kind, Where, dutch};
use crate::check::table::Who;
use crate::folder::Folder;
use crate::published::{Base, Place, Published, Unit};
use crate::tie::{Held, Operand, Piece, Tie};
use std::collections::{BTreeMap, BTreeSet};

struct Holding<'a> {
    folder: &'a Folder,
    who: &'a Who,
    file: &'a str,
    tokens: &'a [Token],
    quantities: &'a [Quantity],
    named: BTreeMap<&'a str, usize>,
    /// The base that a share is of, where that is all that is known of it.
    bases: BTreeMap<usize, Place>,
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
    let mut matched: Vec<(usize, &Tie)> = folder
        .ties
        .iter()
        .flat_map(|tie| places(tie, tokens, quantities, &starts).into_iter().map(move |quantity| (quantity, tie)))
        // A word leaves room for some count of nearly any base: to hold it against one would say nothing.
        .filter(|(at, tie)| !matches!(tie.held, Held::Share(_)) || exact(&quantities[*at]).is_some())
        .collect();
    let drawn = context::ties(folder, who, tokens, quantities, &matched);
    matched.extend(drawn.iter().map(|(at, tie)| (*at, tie)));
    let (mut named, mut bases) = (BTreeMap::new(), BTreeMap::new());
    for (quantity, tie) in &matched {
        if let Held::Share(base) = tie.held {
            bases.insert(*quantity, base);
        }
        if let Some(name) = &tie.name {
            named.entry(name.as_str()).or_insert(*quantity);
        }
    }
    let holding = Holding { folder, who, file, tokens, quantities, named, bases };
    let (mut found, mut tied, mut wrong) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for (at, tie) in &matched {
        let clashes = holding.against(*at, tie);
        // A quantity that others are held against is tied as well.
        tied.insert(*at);
        tied.extend(told(&tie.held));
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
            Operand::Named(_) | Operand::Told(_) => {
                let quantity = &self.quantities[self.told(operand)?];
                let (Says::Share { span, number } | Says::Count { span, number }) = quantity.says else { return None };
                let printed = number.map_or((span.low + span.high) / 2.0, |number| number.value);
                let half = number.map_or((span.high - span.low) / 2.0, |number| number.half);
                let place = Where::line(self.file, quantity.line);
                Some(Known { span, printed, half, shown: self.phrase(quantity), place })
            }
        }
    }

    /// Which quantity of the text an operand is.
    fn told(&self, operand: &Operand) -> Option<usize> {
        match operand {
            Operand::Place(_) => None,
            Operand::Named(name) => self.named.get(name.as_str()).copied(),
            Operand::Told(at) => Some(*at),
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
                // `een klein deel van de onderwijsteams (16%)`: of whom may stand between.
                && number.from - word.to <= if self.tokens[word.to].word == "van" { 4 } else { 2 }
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
            Held::Within(cell) => self.within(at, *cell).into_iter().collect(),
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

    /// A percentage of those whom a cell counts: wrong where no whole count of them gives it, and none of all who answered
    /// either, whom the words may mean as well.
    fn within(&self, at: usize, place: Place) -> Option<Finding> {
        let number = exact(&self.quantities[at])?;
        let (base, cell) = (place.base(self.tables())?, self.printed(place)?);
        let decimals = if number.half < 0.5 { 1 } else { 0 };
        let counts = base.counts(cell.printed, if cell.half < 0.5 { 1 } else { 0 });
        let gives = |of: Base| !of.counts(number.value, decimals).is_empty();
        if gives(base) || counts.is_empty() || counts.iter().any(|(k, _)| *k > 0 && gives(Base::of(*k))) {
            return None;
        }
        let says = self.phrase(&self.quantities[at]);
        let (k, n) = counts[0];
        let message = format!("the text says \"{says}\" of them, and no whole count of {k} (of {n}) gives that");
        Some(self.finding(at, Kind::TextTable, vec![cell.place], format!("{k} of {n}"), message))
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
}

/// The quantities of the text that something is held against by what stands around it.
fn told(held: &Held) -> Vec<usize> {
    let of: Vec<&Operand> = match held {
        Held::Sum { of, .. } => of.iter().collect(),
        Held::Ratio(a, b) | Held::Compare { from: a, to: b } => vec![a, b],
        Held::Nothing | Held::Share(_) | Held::Within(_) => Vec::new(),
    };
    of.into_iter().filter_map(|operand| if let Operand::Told(at) = operand { Some(*at) } else { None }).collect()
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
