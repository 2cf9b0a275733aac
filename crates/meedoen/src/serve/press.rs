//! What `web` wants on paper, as documents for the press. Neither knows the other.

use super::typesetter::Typesetter;
use document::{Block, Cell, Choice, Code, Document, Language, Section, Table, Words};
use web::say::{
    agreement::{AnswerView, LineView, PlaceView, ReplyView},
    document::{
        AdmissionLetter, AgreementSheet, Asked, CardSheet, ClassRow, ClassSheet, DecisionLetter, EvaluationSheet,
        EverythingSheet, InvitationLetter, Measures, Way,
    },
    words::{Lang, T},
};
use web::site::press::{Press, Unmade};

impl Press for Typesetter {
    fn agreement(&self, sheet: &AgreementSheet) -> Result<Vec<u8>, Unmade> {
        self.set(&agreement(sheet))
    }

    fn invitation(&self, letter: &InvitationLetter) -> Result<Vec<u8>, Unmade> {
        self.set(&invitation(letter))
    }

    fn class(&self, sheet: &ClassSheet) -> Result<Vec<u8>, Unmade> {
        self.set(&class(sheet))
    }

    fn decision(&self, letter: &DecisionLetter) -> Result<Vec<u8>, Unmade> {
        self.set(&decision(letter))
    }

    fn admission(&self, letter: &AdmissionLetter) -> Result<Vec<u8>, Unmade> {
        self.set(&admission(letter))
    }

    fn report(&self, report: &publish::report::Report<'_>) -> Result<Vec<u8>, Unmade> {
        self.set(&publish::paper::document(report))
    }

    fn evaluation(&self, sheet: &EvaluationSheet) -> Result<Vec<u8>, Unmade> {
        self.set(&evaluation(sheet))
    }

    fn everything(&self, sheet: &EverythingSheet) -> Result<Vec<u8>, Unmade> {
        self.set(&everything(sheet))
    }

    fn card(&self, sheet: &CardSheet) -> Result<Vec<u8>, Unmade> {
        self.set(&card(sheet))
    }
}

fn agreement(sheet: &AgreementSheet) -> Document {
    let mut blocks = vec![plain(&sheet.from), plain(&sheet.opening)];
    blocks.extend(sheet.what.iter().map(|text| plain(text)));
    let mut sections = vec![measures(sheet.t, &sheet.measures)];
    if !sheet.answers.is_empty() {
        let given = sheet.answers.iter().flat_map(answer);
        let blocks = given.chain(sheet.replies.iter().flat_map(reply)).collect();
        sections.push(Section { heading: sheet.answered.clone(), blocks, sections: Vec::new() });
    }
    let mut last = vec![plain(&sheet.closing)];
    last.extend(sheet.record.as_ref().map(way));
    match &sheet.asked {
        Some(asked) => sections.push(room(asked, last)),
        // Without a heading of its own what closes the letter belongs to nothing above it: it comes first.
        None => blocks.extend(last),
    }
    Document {
        language: language(sheet.t),
        title: sheet.title.clone(),
        heading: sheet.heading.clone(),
        school: sheet.school.clone(),
        mark: None,
        blocks,
        sections,
    }
}

fn card(sheet: &CardSheet) -> Document {
    let mut blocks: Vec<Block> = sheet.words.iter().map(|words| Block::Quote(Words::plain(words))).collect();
    if let Some((found, until)) = &sheet.way {
        blocks.extend([way(found), plain(until)]);
    }
    blocks.extend(sheet.from.iter().map(|text| plain(text)));
    let item = |line: &LineView| {
        let mut words = vec![dutch(sheet.t, &line.text).strong()];
        words.extend(line.details.as_ref().map(|details| dutch(sheet.t, &format!(" {details}"))));
        words
    };
    let place = |place: &PlaceView| Section {
        heading: place.title.clone(),
        blocks: vec![Block::Items(place.lines.iter().map(item).collect())],
        sections: Vec::new(),
    };
    let places: Vec<Section> = sheet.places.iter().map(place).collect();
    let agreed = Section { heading: sheet.agreed.clone(), blocks: Vec::new(), sections: places };
    Document {
        language: language(sheet.t),
        title: sheet.title.clone(),
        heading: sheet.heading.clone(),
        school: sheet.school.clone(),
        mark: None,
        blocks,
        sections: Some(agreed).filter(|section| !section.sections.is_empty()).into_iter().collect(),
    }
}

fn invitation(letter: &InvitationLetter) -> Document {
    let mut blocks = vec![plain(&letter.from), plain(&letter.opening)];
    blocks.extend(letter.what.iter().map(|text| plain(text)));
    let mut steps = vec![Block::Steps(letter.steps.clone()), way(&letter.way)];
    steps.extend(letter.until.iter().chain([&letter.closing]).map(|text| plain(text)));
    Document {
        language: language(letter.t),
        title: letter.title.clone(),
        heading: letter.heading.clone(),
        school: letter.school.clone(),
        mark: None,
        blocks,
        sections: vec![Section { heading: letter.how.clone(), blocks: steps, sections: Vec::new() }],
    }
}

fn class(sheet: &ClassSheet) -> Document {
    let [who, what] = sheet.columns.clone();
    let part = |(title, rows): &(String, Vec<ClassRow>)| {
        let columns = [(who.clone(), 2), (what.clone(), 5)];
        let rows = rows.iter().map(|one| class_row(sheet.t, one)).collect();
        let table = Block::Table(Table::new(columns, rows));
        Section { heading: title.clone(), blocks: vec![table], sections: Vec::new() }
    };
    Document {
        language: language(sheet.t),
        title: sheet.title.clone(),
        heading: sheet.heading.clone(),
        school: sheet.school.clone(),
        mark: None,
        blocks: std::iter::once(&sheet.from).chain(&sheet.lead).map(|text| plain(text)).collect(),
        sections: sheet.parts.iter().map(part).collect(),
    }
}

fn class_row(t: T, row: &ClassRow) -> [Cell; 2] {
    let measure = |(text, details): &(String, Option<String>)| {
        let mut lines = vec![vec![dutch(t, text).strong()]];
        lines.extend(details.as_ref().map(|details| vec![dutch(t, details)]));
        lines
    };
    [vec![vec![Words::plain(&row.who).strong()]], row.what.iter().flat_map(measure).collect()]
}

/// What the school wrote is Dutch, whatever the document is.
fn dutch(t: T, text: &str) -> Words {
    match t.lang() {
        Lang::Nl => Words::plain(text),
        Lang::En => Words::plain(text).spoken(Language::Dutch),
    }
}

/// A decision: each step a part, with what was found.
fn decision(letter: &DecisionLetter) -> Document {
    let mut blocks = vec![plain(&letter.from), plain(&letter.opening)];
    blocks.extend(letter.what.iter().map(|text| plain(text)));
    let (title, heading, school) = (&letter.title, &letter.heading, &letter.school);
    of_steps(letter.t, [title, heading, school], blocks, &letter.steps, &letter.closing)
}

/// How an application ended: why, and what was offered instead.
fn admission(letter: &AdmissionLetter) -> Document {
    let mut blocks = vec![plain(&letter.from), plain(&letter.opening)];
    blocks.extend(letter.what.iter().map(|text| plain(text)));
    let (title, heading, school) = (&letter.title, &letter.heading, &letter.school);
    of_steps(letter.t, [title, heading, school], blocks, &letter.steps, &letter.closing)
}

/// A part of a decision: what it is, and of each thing what was found.
type Step = (String, Vec<(String, String)>);

/// A decision in parts, with what closes it.
fn of_steps(
    t: T,
    [title, heading, school]: [&String; 3],
    blocks: Vec<Block>,
    steps: &[Step],
    closing: &[String],
) -> Document {
    let found = |(what, said): &(String, String)| {
        [Block::Text(vec![Words::plain(what).strong()]), Block::Quote(Words::plain(said))]
    };
    let step = |(heading, rows): &Step| Section {
        heading: heading.clone(),
        blocks: rows.iter().flat_map(found).collect(),
        sections: Vec::new(),
    };
    let mut sections: Vec<Section> = steps.iter().map(step).collect();
    if let Some(last) = sections.last_mut() {
        last.blocks.extend(closing.iter().map(|text| plain(text)));
    }
    Document {
        language: language(t),
        title: title.clone(),
        heading: heading.clone(),
        school: school.clone(),
        mark: None,
        blocks,
        sections,
    }
}

/// An evaluation: what was kept, what the student said, how it goes on.
fn evaluation(sheet: &EvaluationSheet) -> Document {
    let [what, went] = sheet.columns.clone();
    let row = |(measure, went): &(String, String)| {
        [vec![vec![dutch(sheet.t, measure).strong()]], vec![vec![Words::plain(went)]]]
    };
    let table = Block::Table(Table::new([(what, 3), (went, 2)], sheet.rows.iter().map(row).collect()));
    let section = |heading: &String, blocks| Section { heading: heading.clone(), blocks, sections: Vec::new() };
    let mut sections = vec![section(&sheet.kept, vec![table])];
    if let Some((heading, words)) = &sheet.words {
        sections.push(section(heading, vec![Block::Quote(Words::plain(words))]));
    }
    sections.push(section(&sheet.next, sheet.closing.iter().map(|text| plain(text)).collect()));
    let first = [&sheet.from, &sheet.opening].into_iter().chain(&sheet.what);
    Document {
        language: language(sheet.t),
        title: sheet.title.clone(),
        heading: sheet.heading.clone(),
        school: sheet.school.clone(),
        mark: None,
        blocks: first.map(|text| plain(text)).collect(),
        sections,
    }
}

/// Everything about somebody: a part for each room, with what stands in it, and who looked.
fn everything(sheet: &EverythingSheet) -> Document {
    let cell = |(label, said, typed): &web::say::document::Cell| {
        let said = if *typed { dutch(sheet.t, said) } else { Words::plain(said) };
        vec![Words::plain(format!("{label}: ")).strong(), said]
    };
    let item = |(heading, cells): &(Option<String>, Vec<web::say::document::Cell>)| {
        let first = heading.iter().map(|heading| plain(heading)).collect::<Vec<_>>();
        let list = (!cells.is_empty()).then(|| Block::Items(cells.iter().map(cell).collect()));
        first.into_iter().chain(list).collect::<Vec<_>>()
    };
    let room = |(heading, items): &(String, Vec<web::say::document::Entry>)| Section {
        heading: heading.clone(),
        blocks: items.iter().flat_map(item).collect(),
        sections: Vec::new(),
    };
    let mut sections: Vec<Section> = sheet.rooms.iter().map(room).collect();
    if let Some((heading, columns, rows)) = &sheet.looks
        && !rows.is_empty()
    {
        let [when, who, what] = columns.clone();
        let row = |row: &[String; 3]| row.clone().map(|text| vec![vec![Words::plain(text)]]);
        let table = Block::Table(Table::new([(when, 2), (who, 3), (what, 5)], rows.iter().map(row).collect()));
        sections.push(Section { heading: heading.clone(), blocks: vec![table], sections: Vec::new() });
    }
    Document {
        language: language(sheet.t),
        title: sheet.title.clone(),
        heading: sheet.heading.clone(),
        school: sheet.school.clone(),
        mark: None,
        blocks: std::iter::once(&sheet.from).chain(&sheet.what).map(|text| plain(text)).collect(),
        sections,
    }
}

/// The measures: a part for each place, with a table.
fn measures(t: T, measures: &Measures) -> Section {
    let [what, who, when] = measures.columns.clone();
    let place = |place: &PlaceView| {
        let columns = [(what.clone(), 5), (who.clone(), 3), (when.clone(), 3)];
        let rows = place.lines.iter().map(|line| row(t, line)).collect();
        let table = Block::Table(Table::new(columns, rows));
        Section { heading: place.title.clone(), blocks: vec![table], sections: Vec::new() }
    };
    let sections = measures.places.iter().map(place).collect();
    Section { heading: measures.heading.clone(), blocks: Vec::new(), sections }
}

fn row(t: T, line: &LineView) -> [Cell; 3] {
    let mut what = vec![vec![dutch(t, &line.text).strong()]];
    what.extend(line.details.as_ref().map(|details| vec![dutch(t, details)]));
    [what, vec![vec![dutch(t, &line.who)]], vec![vec![Words::plain(&line.period)]]]
}

fn answer(given: &AnswerView) -> Vec<Block> {
    let mut first = vec![Words::plain(&given.answer).strong(), Words::plain(format!(", {}, {}", given.who, given.on))];
    first.extend(given.noted.as_ref().map(|noted| Words::plain(format!(" ({noted})"))));
    let mut blocks = vec![Block::Text(first)];
    blocks.extend(given.words.as_ref().map(|words| Block::Quote(Words::plain(words))));
    blocks.extend(given.waits.as_ref().map(|text| plain(text)));
    if let Some((said, why)) = &given.taken_back {
        blocks.push(plain(said));
        blocks.extend((!why.is_empty()).then(|| Block::Quote(Words::plain(why))));
    }
    blocks
}

fn reply(reply: &ReplyView) -> [Block; 2] {
    [plain(&reply.by), Block::Quote(Words::plain(&reply.words))]
}

/// Room to answer with a pen, and what closes the letter.
fn room(asked: &Asked, last: Vec<Block>) -> Section {
    let choice = |(text, room): &(String, bool)| Choice { text: text.clone(), room: *room };
    let mut blocks = vec![plain(&asked.how), Block::Choices(asked.choices.iter().map(choice).collect())];
    let signs = asked.signs.iter();
    blocks
        .extend(signs.map(|s| Block::Sign(vec![Words::plain(format!("{} ", s.label)), Words::plain(&s.who).strong()])));
    blocks.extend(last);
    Section { heading: asked.heading.clone(), blocks, sections: Vec::new() }
}

fn way(way: &Way) -> Block {
    Block::Code(Code { what: way.what.clone(), alt: way.alt.clone(), address: way.address.clone() })
}

fn plain(text: &str) -> Block {
    Block::Text(vec![Words::plain(text)])
}

const fn language(t: T) -> Language {
    match t.lang() {
        Lang::Nl => Language::Dutch,
        Lang::En => Language::English,
    }
}
