//! The questionnaires as DDI-Codebook 2.5 (ddialliance.org), for archives: what was measured of whom, how people were chosen and
//! weighted, who may have the rows, and what each column of the microdata means, in Dutch and in English.

use crate::escape::xml;
use crate::open::By;
use monitor::book::Made;
use monitor::folder::Folder;
use monitor::measurement::Respondents;
use monitor::questionnaire::{Answer, Item, Questionnaire};
use monitor::words::Words;
use std::fmt::Write;

/// The document. `by`: the digest of texts and answers, and the version of the program.
pub fn codebook(folder: &Folder, made: &Made, by: By<'_>) -> String {
    let groups: Vec<(&Respondents, &Questionnaire)> = folder
        .measurement
        .respondents
        .iter()
        .filter_map(|group| Some((group, monitor::questionnaire::of(&folder.questionnaires, &group.id)?)))
        .collect();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<codeBook xmlns=\"ddi:codebook:2_5\" version=\"2.5\" xml:lang=\"nl\">\n\
         <docDscr>{}</docDscr>\n{}",
        citation(folder, made, by),
        study(folder, made, &groups, by)
    );
    for (group, questionnaire) in &groups {
        let columns: usize = items(questionnaire, &group.id).map(|item| item.columns().len()).sum();
        let _ = writeln!(
            text,
            "<fileDscr ID=\"F_{0}\"><fileTxt><fileName>{0}.csv</fileName><fileCont>{1}</fileCont>\
             <dimensns><varQnty>{columns}</varQnty></dimensns></fileTxt></fileDscr>",
            group.id,
            xml(&questionnaire.name.nl)
        );
    }
    text += "<dataDscr>\n";
    for (group, questionnaire) in &groups {
        for item in items(questionnaire, &group.id) {
            text += &variables(&group.id, item);
        }
    }
    text + "</dataDscr>\n</codeBook>\n"
}

/// The questions of a group that stand in its microdata.
fn items<'a>(questionnaire: &'a Questionnaire, group: &'a str) -> impl Iterator<Item = &'a Item> {
    questionnaire.items.iter().filter(move |item| item.from.is_none() && item.of.iter().any(|of| of == group))
}

/// Title, the program that made it, and which version of texts and answers it is of.
fn citation(folder: &Folder, made: &Made, (digest, program): By<'_>) -> String {
    let name = &folder.measurement.name;
    let (mark, mark_en) = if made.synthetic { (" (synthetisch)", " (synthetic)") } else { ("", "") };
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
fn study(folder: &Folder, made: &Made, groups: &[(&Respondents, &Questionnaire)], by: By<'_>) -> String {
    let mut text = format!(
        "<stdyDscr>{}\n<stdyInfo><sumDscr><timePrd>{}</timePrd><nation abbr=\"NL\">Nederland</nation>",
        citation(folder, made, by),
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
                let diagnostics = made.weighted.iter().find(|it| it.of == group.id);
                let diagnostics = diagnostics.map_or_else(String::new, |it| {
                    format!("; designeffect {:.2}, effectieve n {:.0}", it.design_effect, it.effective_n)
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
        if made.synthetic { "<disclaimer>Niemand gaf deze antwoorden.</disclaimer>" } else { "" }
    );
    text
}

/// The columns of a question.
fn variables(group: &str, item: &Item) -> String {
    match &item.answer {
        Answer::Many(options) => {
            let ticked = [("0", ["niet aangekruist", "not ticked"]), ("1", ["aangekruist", "ticked"])]
                .map(|(code, [nl, en])| (code.to_owned(), Words { nl: nl.to_owned(), en: en.to_owned() }));
            let of = |option: &monitor::scale::Level| {
                let label = Words {
                    nl: format!("{}: {}", item.text.nl, option.label.nl),
                    en: format!("{}: {}", item.text.en, option.label.en),
                };
                variable(group, &item.column(&option.code), (&label, item), &ticked)
            };
            options.iter().map(of).collect()
        }
        answer => {
            let levels: Vec<(String, Words)> =
                answer.levels().iter().map(|level| (level.code.clone(), level.label.clone())).collect();
            variable(group, &item.id, (&item.text, item), &levels)
        }
    }
}

/// A label in both languages.
fn labels(words: &Words) -> String {
    format!("<labl>{}</labl><labl xml:lang=\"en\">{}</labl>", xml(&words.nl), xml(&words.en))
}

fn variable(group: &str, column: &str, (label, item): (&Words, &Item), levels: &[(String, Words)]) -> String {
    let (kind, format) = if levels.is_empty() { ("contin", "numeric") } else { ("discrete", "character") };
    let mut text = format!(
        "<var ID=\"V_{group}_{0}\" name=\"{0}\" files=\"F_{group}\" intrvl=\"{kind}\">\n{1}\n<qstn>",
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
    for (code, label) in levels {
        let _ = writeln!(text, "<catgry><catValu>{}</catValu>{}</catgry>", xml(code), labels(label));
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
