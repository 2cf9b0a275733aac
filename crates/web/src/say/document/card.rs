//! The card of a student, on paper: what helps, in their own words, with the measures that they chose.

use super::Way;
use crate::say::{
    agreement::{self, PlaceView},
    format,
    person::name,
    words::T,
};
use register::agreement::Line;
use store::card::OwnCard;
use time::Date;

/// The card, in words.
pub struct CardSheet {
    /// The words of its language.
    pub t: T,
    /// What it is called. Names nobody.
    pub title: String,
    /// What stands above it.
    pub heading: String,
    /// The school.
    pub school: String,
    /// School and day, and that it says what held then: sentences.
    pub from: Vec<String>,
    /// What helps, in the student's words.
    pub words: Option<String>,
    /// Above the measures.
    pub agreed: String,
    /// The measures, by place. What the school wrote is Dutch, whatever the document is.
    pub places: Vec<PlaceView>,
    /// Where the card of today is read, and until when.
    pub way: Option<(Way, String)>,
}

impl CardSheet {
    /// The card of a day; `None` where there is none. `address`: where the link leads that is shown, if one is.
    pub fn new(t: T, own: &OwnCard, lines: &[Line], address: Option<String>, today: Date) -> Option<Self> {
        let card = own.card.as_ref()?;
        let until = own.shown.as_ref().map(|(link, _)| {
            let at = format::date_time(t.lang(), format::dutch_clock(link.ends));
            t.say("card-until").arg("at", at).to_string()
        });
        let way = |address| Way { what: t.get("card-paper-way"), alt: t.get("card-code"), address };
        Some(Self {
            t,
            title: t.get("card-paper-title"),
            heading: t.say("card-paper-heading").arg("name", name(t, &own.person)).to_string(),
            school: own.school.clone(),
            from: vec![
                t.say("letter-from").arg("school", &own.school).arg("on", today).to_string(),
                t.get("card-paper-today"),
            ],
            words: card.words.as_ref().map(|words| t.stored(words.reveal())),
            agreed: t.get("card-agreed"),
            places: agreement::by_place(t, lines),
            way: address.map(way).zip(until),
        })
    }
}
