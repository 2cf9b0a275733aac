//! A small measurement with answers, for tests: 40 schools, a question on a scale, one of several options, and a text.

use monitor::answers::Answers;
use monitor::book::{Made, make};
use monitor::folder::{Folder, Reading, Texts};
use monitor::report::Block;

const MEASUREMENT: &str = "year = 2026\nstudy_year = \"2025-2026\"\nname = { nl = \"Proef\", en = \"Trial\" }\nstate = { is = \"draft\" }\n\
    [[respondents]]\nid = \"school\"\nname = { nl = \"scholen & meer\", en = \"schools\" }\nhow = \"all\"\n";
const ASKED: &str = "of = [\"school\"]\nname = { nl = \"Vragen\", en = \"Questions\" }\n[[items]]\nid = \"help\"\n\
    text = { nl = \"Is er hulp <altijd>?\", en = \"Is there help?\" }\n\
    levels = [[\"1\", \"Nooit\", \"Never\"], [\"2\", \"Vaak\", \"Often\"], [\"8\", \"Weet niet\", \"Do not know\"]]\n\
    [[items]]\nid = \"which\"\ntext = { nl = \"Welke?\", en = \"Which?\" }\n\
    options = [[\"coach\", \"coach\", \"coach\"], [\"time\", \"tijd\", \"time\"]]\nasked = [{ item = \"help\", in = [\"2\"] }]\n\
    [[items]]\nid = \"many\"\ntext = { nl = \"Hoeveel?\", en = \"How many?\" }\nnumber = { low = 0, high = 9 }\n";
const TABLES: &str = "[[tables]]\nid = \"T1\"\ntitle = { nl = \"Hulp\", en = \"Help\" }\nbase = { nl = \"wie antwoordde\", en = \"who answered\" }\n\
    item = \"help\"\ncolumns = [{ label = { nl = \"Nu\", en = \"Now\" }, of = \"school\" }]\n\
    [[tables]]\nid = \"T2\"\ntitle = { nl = \"Welke\", en = \"Which\" }\nbase = { nl = \"wie hulp krijgt\", en = \"who has help\" }\n\
    item = \"which\"\ncolumns = [{ label = { nl = \"%\", en = \"%\" }, of = \"school\" }]\n";
/// What the text of the report is.
const TEXT: &str = "# Hulp\n\nIntro.\n\nBij {de meeste = T1 : Vaak} scholen is er hulp.\n\n## Welke\n\n- Tijd: {T2 : tijd}%.\n- Meer.\n\n{table T1}\n";

/// The folder after some changes of its texts, and the answers of so many schools: never, often, do not know.
pub(crate) fn varied(changes: &[(&str, &str, &str)], [never, often, unknown]: [usize; 3]) -> (Folder, Answers) {
    let texts = [("measurement.toml", MEASUREMENT), ("questionnaires/all.toml", ASKED), ("tables.toml", TABLES)];
    let mut texts: Texts = texts.map(|(file, text)| (file.to_owned(), text.to_owned())).into();
    for (file, from, to) in changes {
        let text = texts.entry((*file).to_owned()).or_default();
        assert!(text.contains(from), "{file}: {from}");
        *text = text.replacen(from, to, 1);
    }
    let reading = Reading::of(&texts);
    assert_eq!(reading.problems, []);
    let mut school = Answers::made("school", never + often + unknown);
    school.put("help", [vec![1; never], vec![2; often], vec![3; unknown]].concat());
    let option = |ticked: usize| [vec![0; never], vec![2; ticked], vec![1; often - ticked], vec![0; unknown]].concat();
    school.put_many("which", vec![option(10), option(19)]);
    (reading.folder.unwrap(), school)
}

/// The folder, its book, and the text that was read against it.
pub(crate) fn sample(synthetic: bool) -> (Folder, Made, Vec<Block>) {
    let (folder, school) = varied(&[], [8, 25, 7]);
    let made = make(&folder, None, &[school], synthetic, 1).unwrap();
    let source = monitor::read::Source { file: "report/1.md", text: TEXT };
    let blocks = monitor::report::read(source, &folder, &made, |_| 0).unwrap();
    (folder, made, blocks)
}
