//! The questionnaires as DDI-Codebook 2.5 (ddialliance.org), for archives: what was measured of whom, how people were chosen and
//! weighted, who may have the rows, and what each column of the microdata means, in Dutch and in English.

use crate::escape::xml;
use crate::microdata;
use crate::open::By;
use monitor::answers::Answers;
use monitor::book::Made;
use monitor::book::design::Weighted;
use monitor::folder::Folder;
use monitor::measurement::Respondents;
use monitor::questionnaire::{Answer, Item, Questionnaire};
use monitor::words::Words;
use std::fmt::Write;

/// The document that everybody may have: it counts nobody. `by`: the digest of texts and answers, and the version of the program.
pub fn codebook(folder: &Folder, made: &Made, by: By<'_>) -> String {
    document(folder, (made.synthetic, &made.weighted), by, None)
}

/// The document that lies beside the rows of one group, for who may have those: with how many have a value of each column, how many
/// none, and how often each code stands there. The rows are as they are handed out: anonymised.
pub fn counted(folder: &Folder, rows: &Answers, synthetic: bool, by: By<'_>) -> String {
    document(folder, (synthetic, &[]), by, Some(rows))
}

fn document(folder: &Folder, (synthetic, weighted): (bool, &[Weighted]), by: By<'_>, rows: Option<&Answers>) -> String {
    let groups: Vec<(&Respondents, &Questionnaire)> = folder
        .measurement
        .respondents
        .iter()
        .filter(|group| rows.is_none_or(|rows| rows.of == group.id))
        .filter_map(|group| Some((group, monitor::questionnaire::of(&folder.questionnaires, &group.id)?)))
        .collect();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<codeBook xmlns=\"ddi:codebook:2_5\" version=\"2.5\" xml:lang=\"nl\">\n\
         <docDscr>{}</docDscr>\n{}",
        citation(folder, synthetic, by),
        study(folder, (synthetic, weighted), &groups, by)
    );
    for (group, questionnaire) in &groups {
        // With the number of the row.
        let columns = 1 + items(questionnaire, &group.id).map(|item| item.columns().len()).sum::<usize>();
        let _ = writeln!(
            text,
            "<fileDscr ID=\"F_{0}\"><fileTxt><fileName>{3}</fileName><fileCont>{1}</fileCont>\
             <dimensns>{2}<varQnty>{columns}</varQnty></dimensns></fileTxt></fileDscr>",
            of(&group.id),
            xml(&questionnaire.name.nl),
            rows.map_or_else(String::new, |rows| format!("<caseQnty>{}</caseQnty>", rows.rows)),
            xml(&microdata::file_name(&group.id, synthetic))
        );
    }
    text += "<dataDscr>\n";
    for (group, questionnaire) in &groups {
        text += &number(&group.id, rows);
        for item in items(questionnaire, &group.id) {
            text += &variables(&group.id, item, rows);
        }
    }
    text + "</dataDscr>\n</codeBook>\n"
}

/// The questions of a group that stand in its microdata.
fn items<'a>(questionnaire: &'a Questionnaire, group: &'a str) -> impl Iterator<Item = &'a Item> {
    questionnaire.items.iter().filter(move |item| item.from.is_none() && item.of.iter().any(|of| of == group))
}

/// A text as a part of an `xs:ID`, which holds letters, digits, `-`, `_` and `.` only: anything else by its number between points,
/// so that two texts stay two. Codes of options are whatever stands in a file of answers, `50+ jaar` too.
fn id(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for it in text.chars() {
        if it.is_ascii_alphanumeric() || "-_".contains(it) {
            made.push(it);
        } else {
            let _ = write!(made, ".{:x}.", u32::from(it));
        }
    }
    made
}

/// The same of a group, which a `_` parts from the column.
fn of(group: &str) -> String {
    id(group).replace('_', ".5f.")
}

/// Title, the program that made it, and which version of texts and answers it is of.
fn citation(folder: &Folder, synthetic: bool, (digest, program): By<'_>) -> String {
    let name = &folder.measurement.name;
    let (mark, mark_en) = if synthetic { (" (synthetisch)", " (synthetic)") } else { ("", "") };
    format!(
        "<citation><titlStmt><titl>{}{mark}</titl><parTitl xml:lang=\"en\">{}{mark_en}</parTitl></titlStmt>\
         <prodStmt><software version=\"{}\">Meedoen</software></prodStmt>\
         <verStmt><version>{}</version></verStmt></citation>",
        xml(&name.nl),
        xml(&name.en),
        xml(program),
        xml(digest)
    )
}

/// What was measured of whom, how, and who may have the rows.
fn study(
    folder: &Folder,
    (synthetic, weighted): (bool, &[Weighted]),
    groups: &[(&Respondents, &Questionnaire)],
    by: By<'_>,
) -> String {
    let mut text = format!(
        "<stdyDscr>{}\n<stdyInfo><sumDscr><timePrd>{}</timePrd><nation abbr=\"NL\">Nederland</nation>",
        citation(folder, synthetic, by),
        xml(&folder.measurement.study_year)
    );
    for (group, _) in groups {
        let _ = write!(text, "<anlyUnit>{}</anlyUnit>", xml(&group.name.nl));
    }
    for (group, _) in groups {
        let all = group.population.map_or_else(String::new, |all| format!(" (N = {all})"));
        let _ = write!(text, "<universe clusion=\"I\">{}{all}</universe>", xml(&group.name.nl));
    }
    text += "</sumDscr></stdyInfo>\n<method><dataColl>";
    for (group, _) in groups {
        let asked = group.asked.map_or_else(String::new, |asked| format!(" ({asked} gevraagd)"));
        let _ = write!(text, "<sampProc>{}: {}{asked}</sampProc>", xml(&group.name.nl), xml(&group.how));
    }
    for (group, _) in groups {
        let how = folder.weights.iter().find(|weights| weights.of == group.id).map_or_else(
            || "niet gewogen".to_owned(),
            |weights| {
                let by: Vec<&str> = weights.margins.iter().map(|margin| margin.item.as_str()).collect();
                let diagnostics = weighted.iter().find(|it| it.of == group.id);
                let diagnostics = diagnostics.map_or_else(String::new, |it| {
                    format!("; designeffect {:.*}, effectieve n {:.0}", it.decimals(), it.design_effect, it.effective_n)
                });
                format!("gewogen naar {} op {}{diagnostics}", weights.population, by.join(", "))
            },
        );
        let _ = write!(text, "<weight>{}: {}</weight>", xml(&group.name.nl), xml(&how));
    }
    text += "</dataColl>";
    let rates: Vec<String> = groups
        .iter()
        .filter_map(|(group, _)| {
            let (answered, asked) = (group.answered?, group.asked?);
            Some(format!("<respRate>{}: {answered} van {asked}</respRate>", xml(&group.name.nl)))
        })
        .collect();
    if !rates.is_empty() {
        let _ = write!(text, "<anlyInfo>{}</anlyInfo>", rates.concat());
    }
    let _ = write!(
        text,
        "</method>\n<dataAccs><useStmt><restrctn>De rijen zijn niet openbaar. Waar minder dan {} mensen delen waarnaar gewogen of \
         uitgesplitst is, is dat weggelaten.</restrctn>{}</useStmt></dataAccs></stdyDscr>\n",
        folder.measurement.least,
        if synthetic { "<disclaimer>Niemand gaf deze antwoorden.</disclaimer>" } else { "" }
    );
    text
}

/// The column that the rows begin with.
fn number(group: &str, rows: Option<&Answers>) -> String {
    let label = Words {
        nl: "Nummer van de rij; zegt niets van wie het is".to_owned(),
        en: "Number of the row; says nothing of whose it is".to_owned(),
    };
    format!(
        "<var ID=\"V_{0}_id\" name=\"id\" files=\"F_{0}\" intrvl=\"discrete\">\n{1}\n{2}<varFormat type=\"numeric\"/>\n</var>\n",
        of(group),
        labels(&label),
        rows.map_or_else(String::new, |rows| sums(rows.rows, 0))
    )
}

/// How many rows have a value of a column, and how many none.
fn sums(valid: usize, invalid: usize) -> String {
    format!("<sumStat type=\"vald\">{valid}</sumStat><sumStat type=\"invd\">{invalid}</sumStat>\n")
}

/// The columns of a question.
fn variables(group: &str, item: &Item, rows: Option<&Answers>) -> String {
    match &item.answer {
        Answer::Many(options) => {
            let ticked = [("0", ["niet aangekruist", "not ticked"]), ("1", ["aangekruist", "ticked"])]
                .map(|(code, [nl, en])| (code.to_owned(), Words { nl: nl.to_owned(), en: en.to_owned() }));
            let of = |(at, option): (usize, &monitor::scale::Level)| {
                let label = Words {
                    nl: format!("{}: {}", item.text.nl, option.label.nl),
                    en: format!("{}: {}", item.text.en, option.label.en),
                };
                let counts = rows.map(|rows| {
                    let places = rows.many(&item.id).and_then(|all| all.get(at)).map_or(&[][..], Vec::as_slice);
                    Counts::of(places, ticked.len(), rows.rows)
                });
                variable(group, &item.column(&option.code), (&label, item), &ticked, counts)
            };
            options.iter().enumerate().map(of).collect()
        }
        answer => {
            let levels: Vec<(String, Words)> =
                answer.levels().iter().map(|level| (level.code.clone(), level.label.clone())).collect();
            let counts = rows.map(|rows| match answer {
                Answer::Number(..) => Counts::of_numbers(rows.numbers(&item.id).unwrap_or_default(), rows.rows),
                Answer::One(_) | Answer::Many(_) => {
                    Counts::of(rows.one(&item.id).unwrap_or_default(), levels.len(), rows.rows)
                }
            });
            variable(group, &item.id, (&item.text, item), &levels, counts)
        }
    }
}

/// A label in both languages.
fn labels(words: &Words) -> String {
    format!("<labl>{}</labl><labl xml:lang=\"en\">{}</labl>", xml(&words.nl), xml(&words.en))
}

/// How many rows have a value of a column, how many none, and how many each.
struct Counts {
    valid: usize,
    invalid: usize,
    each: Vec<usize>,
}

impl Counts {
    /// Of places in a list, from 1; 0 is no value.
    fn of(places: &[u8], levels: usize, rows: usize) -> Self {
        let mut each = vec![0; levels];
        for place in places {
            if let Some(slot) = usize::from(*place).checked_sub(1).and_then(|at| each.get_mut(at)) {
                *slot += 1;
            }
        }
        let valid = each.iter().sum();
        Self { valid, invalid: rows.saturating_sub(valid), each }
    }

    fn of_numbers(values: &[f64], rows: usize) -> Self {
        let valid = values.iter().filter(|value| !value.is_nan()).count();
        Self { valid, invalid: rows.saturating_sub(valid), each: Vec::new() }
    }
}

fn variable(
    group: &str,
    column: &str,
    (label, item): (&Words, &Item),
    levels: &[(String, Words)],
    counts: Option<Counts>,
) -> String {
    let (kind, format) = if levels.is_empty() { ("contin", "numeric") } else { ("discrete", "character") };
    let mut text = format!(
        "<var ID=\"V_{0}_{1}\" name=\"{2}\" files=\"F_{0}\" intrvl=\"{kind}\">\n{3}\n<qstn>",
        of(group),
        id(column),
        xml(column),
        labels(label),
    );
    for gate in &item.asked {
        let _ = write!(text, "<preQTxt>Alleen na {}: {}</preQTxt>", xml(&gate.item), xml(&gate.among.join(", ")));
    }
    let _ = writeln!(
        text,
        "<qstnLit>{}</qstnLit><qstnLit xml:lang=\"en\">{}</qstnLit></qstn>",
        xml(&item.text.nl),
        xml(&item.text.en)
    );
    if let Answer::Number(low, high) = &item.answer {
        let _ = writeln!(text, "<valrng><range min=\"{low}\" max=\"{high}\"/></valrng>");
    }
    if let Some(Counts { valid, invalid, .. }) = &counts {
        text += &sums(*valid, *invalid);
    }
    for (at, (code, label)) in levels.iter().enumerate() {
        let many = counts.as_ref().and_then(|counts| counts.each.get(at));
        let many = many.map_or_else(String::new, |many| format!("<catStat type=\"freq\">{many}</catStat>"));
        let _ = writeln!(text, "<catgry><catValu>{}</catValu>{}{many}</catgry>", xml(code), labels(label));
    }
    let _ = writeln!(text, "<varFormat type=\"{format}\"/>");
    if let Some(why) = &item.broken {
        let _ = writeln!(text, "<notes>Niet te vergelijken met de vorige meting: {}</notes>", xml(&why.nl));
    }
    text + "</var>\n"
}

#[cfg(test)]
#[path = "ddi_tests.rs"]
mod tests;
