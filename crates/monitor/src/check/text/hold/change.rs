//! Claims of change and difference: their direction, and whether they are more than chance.

use super::{Holding, exact, kind};
use crate::check::finding::{Finding, Kind, Where, dutch};
use crate::check::table::differ;
use crate::check::test;
use crate::check::text::quantity::Says;
use crate::check::text::word::{ABOUT, Way};
use crate::published::Place;
use crate::tie::Operand;

impl Holding<'_> {
    /// The count behind a share of which the base is known, with that base.
    fn count(&self, operand: &Operand) -> Option<(Place, (u32, u32))> {
        let at = self.told(operand)?;
        let number = exact(&self.quantities[at])?;
        let place = *self.bases.get(&at)?;
        let base = place.base(self.tables())?;
        Some((place, (base.nearest(number.value), base.min)))
    }

    /// A comparison with what the text says itself: wrong where no two values that the words leave room for bear it out. It is
    /// tested where the base of both is in print, else nothing is known of a base.
    pub(super) fn compare_told(&self, at: usize, from: &Operand, to: &Operand) -> Option<Finding> {
        let (first, second) = (self.known(from)?, self.known(to)?);
        let Says::Way(way) = self.quantities[at].says else { return Some(self.unlike(at, &[first, second])) };
        let apart = (second.span.low - first.span.high).max(first.span.low - second.span.high);
        let holds = match way {
            Way::Up => second.span.high > first.span.low,
            Way::Down => second.span.low < first.span.high,
            Way::Equal => apart <= ABOUT,
            // How far apart is more than chance, nobody can say without a base.
            Way::Alike => true,
        };
        let says = self.phrase(&self.quantities[at]);
        let also = vec![first.place, second.place];
        if holds {
            let ((a, one), (b, two)) = (self.count(from)?, self.count(to)?);
            let tested = test::Change::of(one, two);
            let claims = matches!(way, Way::Up | Way::Down) && differ(self.folder, self.who, a, b);
            return (claims && !tested.significant()).then(|| self.chance(at, also, tested));
        }
        let shown = format!("{} and {}", first.shown, second.shown);
        let message = format!("the text says \"{says}\"; it went from {} to {}", first.shown, second.shown);
        Some(self.finding(at, kind(&[from.clone(), to.clone()]), also, shown, message))
    }

    /// A claim of change or difference that may be chance.
    fn chance(&self, at: usize, also: Vec<Where>, tested: test::Change) -> Finding {
        let says = self.phrase(&self.quantities[at]);
        let message = format!("\"{says}\" is within its margin: {tested}, two-sided at 5%, as independent samples");
        self.finding(at, Kind::NotSignificant, also, tested.to_string(), message)
    }

    /// Two cells: the direction that the word says, and whether the difference is more than chance.
    pub(super) fn compare(&self, at: usize, from: Place, to: Place) -> Option<Finding> {
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
            Way::Equal if change.abs() > ABOUT => {
                clash(format!("the text says \"{says}\"; {shown} are {} points apart", dutch(change.abs())))
            }
            Way::Alike if tested.as_ref().is_some_and(test::Change::significant) => {
                clash(format!("the text says \"{says}\"; {shown} differ significantly"))
            }
            Way::Up | Way::Down => Some(self.chance(at, also, tested.filter(|tested| !tested.significant())?)),
            Way::Equal | Way::Alike => None,
        }
    }
}
