//! The questionnaires as DDI-Codebook 2.5 (ddialliance.org): what each column of the microdata means, for archives.

use crate::escape::xml;
use monitor::folder::Folder;
use monitor::questionnaire::{Answer, Item};
use std::fmt::Write;

/// The document.
pub fn codebook(folder: &Folder, synthetic: bool) -> String {
    let measurement = &folder.measurement;
    let title = format!("{}{}", xml(&measurement.name.nl), if synthetic { " (synthetisch)" } else { "" });
    let title_en = format!("{}{}", xml(&measurement.name.en), if synthetic { " (synthetic)" } else { "" });
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<codeBook xmlns=\"ddi:codebook:2_5\" version=\"2.5\" xml:lang=\"nl\">\n\
         <docDscr><citation><titlStmt><titl>{title}</titl></titlStmt></citation></docDscr>\n\
         <stdyDscr><citation><titlStmt><titl>{title}</titl><parTitl xml:lang=\"en\">{title_en}</parTitl></titlStmt></citation>\n\
         <stdyInfo><sumDscr><timePrd>{}</timePrd><nation abbr=\"NL\">Nederland</nation></sumDscr></stdyInfo></stdyDscr>\n",
        xml(&measurement.study_year)
    );
    let groups: Vec<(&str, &monitor::questionnaire::Questionnaire)> = measurement
        .respondents
        .iter()
        .filter_map(|group| Some((group.id.as_str(), monitor::questionnaire::of(&folder.questionnaires, &group.id)?)))
        .collect();
    for (group, questionnaire) in &groups {
        let _ = writeln!(
            text,
            "<fileDscr ID=\"F_{group}\"><fileTxt><fileName>{group}.csv</fileName><fileCont>{}</fileCont></fileTxt></fileDscr>",
            xml(&questionnaire.name.nl)
        );
    }
    text += "<dataDscr>\n";
    for (group, questionnaire) in &groups {
        for item in
            questionnaire.items.iter().filter(|item| item.from.is_none() && item.of.iter().any(|of| of == group))
        {
            match &item.answer {
                Answer::Many(options) => {
                    for option in options {
                        let label = format!("{}: {}", item.text.nl, option.label.nl);
                        let ticked = [("0", "niet aangekruist"), ("1", "aangekruist")];
                        text += &variable(group, &item.column(&option.code), (&label, item), &ticked);
                    }
                }
                answer => {
                    let levels: Vec<(&str, &str)> =
                        answer.levels().iter().map(|level| (level.code.as_str(), level.label.nl.as_str())).collect();
                    text += &variable(group, &item.id, (&item.text.nl, item), &levels);
                }
            }
        }
    }
    text + "</dataDscr>\n</codeBook>\n"
}

fn variable(group: &str, column: &str, (label, item): (&str, &Item), levels: &[(&str, &str)]) -> String {
    let (kind, format) = if levels.is_empty() { ("contin", "numeric") } else { ("discrete", "character") };
    let mut text = format!(
        "<var ID=\"V_{group}_{0}\" name=\"{0}\" files=\"F_{group}\" intrvl=\"{kind}\">\n<labl>{1}</labl>\n<qstn><qstnLit>{2}</qstnLit>",
        xml(column),
        xml(label),
        xml(&item.text.nl)
    );
    for gate in &item.asked {
        let _ = write!(text, "<preQTxt>Alleen na {}: {}</preQTxt>", xml(&gate.item), xml(&gate.among.join(", ")));
    }
    text += "</qstn>\n";
    for (code, label) in levels {
        let _ = writeln!(text, "<catgry><catValu>{}</catValu><labl>{}</labl></catgry>", xml(code), xml(label));
    }
    let _ = writeln!(text, "<varFormat type=\"{format}\"/>\n</var>");
    text
}

#[cfg(test)]
#[path = "ddi_tests.rs"]
mod tests;
