//! A questionnaire as the engine reads answers through it.

use super::{Answer, Gate, Item, Questionnaire};
use survey::Refusal;
use survey::codebook::{Asked, Choice, Codebook, Level, Measure, Set, SetBase, Strays, When};

/// The code of an option that was ticked.
pub const TICKED: &str = "1";
/// The code of an option that was shown and left open.
pub const OPEN: &str = "0";

fn asked(gates: &[Gate]) -> Vec<Asked> {
    gates.iter().map(|gate| Asked { item: gate.item.clone(), when: When::Among(gate.among.clone()) }).collect()
}

fn single(item: &Item) -> survey::codebook::Item {
    let mut made = match &item.answer {
        Answer::Number(low, high) => {
            let mut number = survey::codebook::Item::number(&item.id);
            number.measure = Measure::Number { low: *low, high: *high };
            number
        }
        Answer::One(levels) | Answer::Many(levels) => {
            let level = |level: &crate::scale::Level| {
                let made = Level::new(&level.code, &level.label.nl);
                level.score.map_or(made.clone(), |score| made.scored(score))
            };
            survey::codebook::Item::new(&item.id, levels.iter().map(level).collect())
        }
    };
    made.text.clone_from(&item.text.nl);
    made.asked = asked(&item.asked);
    made
}

fn set(item: &Item, options: &[crate::scale::Level]) -> Set {
    let choice = |option: &crate::scale::Level| Choice {
        column: item.column(&option.code),
        label: option.label.nl.clone(),
        shown: Vec::new(),
    };
    Set {
        name: item.id.clone(),
        text: item.text.nl.clone(),
        options: options.iter().map(choice).collect(),
        ticked: vec![TICKED.to_owned()],
        open: vec![OPEN.to_owned()],
        not_shown: Vec::new(),
        missing: Vec::new(),
        asked: asked(&item.asked),
        base: SetBase::Answered,
        strays: Strays::Refuse,
        words: None,
    }
}

impl Questionnaire {
    /// What a file of answers of these respondents may hold. Every answer is in the base here: which leave it, a table says.
    ///
    /// # Errors
    /// The engine's, for what contradicts itself; a questionnaire that was read has none of that.
    pub fn codebook(&self, of: &str) -> Result<Codebook, Refusal> {
        let put = self.items.iter().filter(|item| item.from.is_none() && item.of.iter().any(|who| who == of));
        let (many, one): (Vec<&Item>, Vec<&Item>) = put.partition(|item| matches!(item.answer, Answer::Many(_)));
        let sets = many.iter().map(|item| set(item, item.answer.levels())).collect();
        Codebook::new(one.into_iter().map(single).collect(), sets)
    }
}
