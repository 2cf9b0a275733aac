//! Held against what the schema of DDI-Codebook 2.5 says of the elements that are used here: which may stand in which, in what
//! order, which have to, which only once, which attributes they have, and that names are there once and point to something.
//!
//! Source: `codebook.xsd` of DDI 2.5, DDI Alliance, 17 January 2012 (namespace `ddi:codebook:2_5`), read type by type on 30 November
//! 2026. Of the attributes that every element may have (`GLOBALS`) only those that are used stand here. The elements of Dublin Core
//! that a citation may end with are not used.

use crate::sample::sample;
use std::collections::BTreeSet;

/// An element, what may stand in it in this order (`xs:sequence`; `*` before it: in any order, among text), and attributes.
const SCHEMA: &[(&str, &[&str], &[&str])] = &[
    ("codeBook", &["docDscr", "stdyDscr", "fileDscr", "dataDscr", "otherMat"], &["xmlns", "version", "xml:lang"]),
    ("docDscr", &["citation", "guide", "docStatus", "docSrc", "controlledVocabUsed", "notes"], &[]),
    (
        "stdyDscr",
        &[
            "citation",
            "studyAuthorization",
            "stdyInfo",
            "studyDevelopment",
            "method",
            "dataAccs",
            "othrStdyMat",
            "notes",
        ],
        &[],
    ),
    (
        "citation",
        &["titlStmt", "rspStmt", "prodStmt", "distStmt", "serStmt", "verStmt", "biblCit", "holdings", "notes"],
        &[],
    ),
    ("titlStmt", &["titl", "subTitl", "altTitl", "parTitl", "IDNo"], &[]),
    ("titl", &["*"], &[]),
    ("parTitl", &["*"], &["xml:lang"]),
    ("prodStmt", &["producer", "copyright", "prodDate", "prodPlac", "software", "fundAg", "grantNo"], &[]),
    ("software", &["*"], &["version", "date"]),
    ("verStmt", &["version", "verResp", "notes"], &[]),
    ("version", &["*"], &["date", "type"]),
    ("anlyUnit", &["*"], &[]),
    ("universe", &["*"], &["clusion", "level"]),
    ("method", &["dataColl", "notes", "anlyInfo", "stdyClas", "dataProcessing", "codingInstructions"], &[]),
    (
        "dataColl",
        &[
            "timeMeth",
            "dataCollector",
            "collectorTraining",
            "frequenc",
            "sampProc",
            "sampleFrame",
            "targetSampleSize",
            "deviat",
            "collMode",
            "resInstru",
            "instrumentDevelopment",
            "sources",
            "collSitu",
            "actMin",
            "ConOps",
            "weight",
            "cleanOps",
        ],
        &[],
    ),
    ("sampProc", &["*"], &[]),
    ("weight", &["*"], &[]),
    ("anlyInfo", &["respRate", "EstSmpErr", "dataAppr"], &[]),
    ("respRate", &["*"], &[]),
    ("dataAccs", &["setAvail", "useStmt", "notes"], &[]),
    ("useStmt", &["confDec", "specPerm", "restrctn", "contact", "citReq", "deposReq", "conditions", "disclaimer"], &[]),
    ("restrctn", &["*"], &[]),
    ("disclaimer", &["*"], &[]),
    ("dimensns", &["caseQnty", "varQnty", "logRecL", "recPrCas", "recNumTot"], &[]),
    ("caseQnty", &["*"], &[]),
    ("varQnty", &["*"], &[]),
    ("sumStat", &["*"], &["type", "wgtd", "wgt-var", "weight"]),
    ("catStat", &["*"], &["type", "wgtd", "wgt-var", "weight"]),
    ("valrng", &["item", "range", "key", "notes"], &[]),
    ("range", &[], &["min", "max"]),
    ("notes", &["*"], &[]),
    (
        "stdyInfo",
        &["studyBudget", "subject", "abstract", "sumDscr", "qualityStatement", "notes", "exPostEvaluation"],
        &[],
    ),
    (
        "sumDscr",
        &[
            "timePrd",
            "collDate",
            "nation",
            "geogCover",
            "geogUnit",
            "geoBndBox",
            "boundPoly",
            "anlyUnit",
            "universe",
            "dataKind",
        ],
        &[],
    ),
    ("timePrd", &["*"], &["event", "date", "cycle"]),
    ("nation", &["*"], &["abbr"]),
    ("fileDscr", &["fileTxt", "locMap", "notes"], &["ID"]),
    (
        "fileTxt",
        &[
            "fileName",
            "fileCitation",
            "fileCont",
            "fileStrc",
            "dimensns",
            "fileType",
            "format",
            "filePlac",
            "dataChck",
            "ProcStat",
            "dataMsng",
            "software",
            "verStmt",
        ],
        &[],
    ),
    ("fileName", &["*"], &[]),
    ("fileCont", &["*"], &[]),
    ("dataDscr", &["varGrp", "nCubeGrp", "var", "nCube", "notes"], &[]),
    (
        "var",
        &[
            "location",
            "labl",
            "imputation",
            "security",
            "embargo",
            "respUnit",
            "anlysUnit",
            "qstn",
            "valrng",
            "invalrng",
            "undocCod",
            "universe",
            "TotlResp",
            "sumStat",
            "txt",
            "stdCatgry",
            "catgryGrp",
            "catgry",
            "codInstr",
            "verStmt",
            "concept",
            "derivation",
            "varFormat",
            "geoMap",
            "catLevel",
            "notes",
        ],
        &["ID", "name", "files", "intrvl"],
    ),
    ("labl", &["*"], &["xml:lang"]),
    ("qstn", &["*", "preQTxt", "qstnLit", "postQTxt", "forward", "backward", "ivuInstr"], &[]),
    ("preQTxt", &["*"], &[]),
    ("qstnLit", &["*"], &["xml:lang"]),
    ("catgry", &["catValu", "labl", "txt", "catStat", "mrow"], &[]),
    ("catValu", &["*"], &[]),
    ("varFormat", &["*"], &["type", "formatname", "schema", "category"]),
];

/// By element, what is said of its children.
type Of = [(&'static str, &'static [&'static str])];

/// What has to stand in an element. (In `valrng` an `item` will do as well, which is not used here.)
const MUST: &Of = &[
    ("codeBook", &["stdyDscr"]),
    ("stdyDscr", &["citation"]),
    ("citation", &["titlStmt"]),
    ("titlStmt", &["titl"]),
    ("valrng", &["range"]),
];

/// What may stand in an element once: all others may be repeated.
const ONCE: &Of = &[
    ("docDscr", &["citation", "guide", "docStatus"]),
    ("citation", &["titlStmt", "rspStmt", "prodStmt", "distStmt", "biblCit"]),
    ("titlStmt", &["titl"]),
    ("prodStmt", &["copyright"]),
    ("verStmt", &["version", "verResp"]),
    ("stdyInfo", &["qualityStatement"]),
    ("sumDscr", &["geoBndBox", "boundPoly"]),
    ("method", &["anlyInfo", "stdyClas"]),
    ("dataColl", &["sources"]),
    ("useStmt", &["confDec", "specPerm", "restrctn", "citReq", "deposReq", "conditions", "disclaimer"]),
    ("fileDscr", &["locMap"]),
    (
        "fileTxt",
        &[
            "fileName",
            "fileCitation",
            "fileCont",
            "fileStrc",
            "dimensns",
            "fileType",
            "format",
            "filePlac",
            "ProcStat",
            "dataMsng",
            "verStmt",
        ],
    ),
    ("valrng", &["key"]),
    ("var", &["imputation", "security", "embargo", "respUnit", "anlysUnit", "TotlResp", "derivation", "varFormat"]),
    ("catgry", &["catValu", "mrow"]),
];

/// Attributes that an element has to have.
const HAS: &Of = &[("var", &["name"]), ("sumStat", &["type"])];

/// What a table says of an element.
fn said(table: &'static Of, name: &str) -> &'static [&'static str] {
    table.iter().find(|(known, _)| *known == name).map(|(_, all)| *all).unwrap_or_default()
}

/// What is wrong with an element of these children.
fn lacking(name: &str, children: &[&str]) -> Vec<String> {
    let many = |wanted: &str| children.iter().filter(|child| **child == wanted).count();
    let none = said(MUST, name).iter().filter(|child| many(child) == 0).map(|child| format!("no {child} in {name}"));
    let more = said(ONCE, name).iter().filter(|child| many(child) > 1).map(|child| format!("{child} twice in {name}"));
    none.chain(more).collect()
}

fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag.split_once(' ').map_or("", |(_, rest)| rest);
    while let Some((name, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').expect("a quote that is closed");
        found.push((name.trim(), value));
        rest = after;
    }
    found
}

/// What is wrong with a document.
fn wrong(text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let (mut ids, mut refers): (BTreeSet<&str>, Vec<&str>) = (BTreeSet::new(), Vec::new());
    // Open elements, each with the place in its sequence that was reached, and what stood in it.
    let mut open: Vec<(&str, usize, Vec<&str>)> = Vec::new();
    let body = text.split_once("?>").map_or(text, |(_, body)| body);
    for part in body.split('<').skip(1) {
        let (tag, words) = part.split_once('>').expect("a tag that is closed");
        if let Some(name) = tag.strip_prefix('/') {
            let closed = open.pop();
            if let Some((opened, _, children)) = &closed {
                wrong.extend(lacking(opened, children));
            }
            if closed.as_ref().is_none_or(|(opened, ..)| *opened != name) {
                wrong.push(format!("{name} closes {closed:?}"));
            }
        } else {
            let name = tag.split([' ', '/']).next().unwrap_or_default();
            let Some((_, _, known)) = SCHEMA.iter().find(|(known, ..)| *known == name) else {
                wrong.push(format!("{name} is no element"));
                continue;
            };
            match open.last_mut() {
                None if name != "codeBook" => wrong.push(format!("{name} is no root")),
                None => {}
                Some((parent, reached, children)) => {
                    children.push(name);
                    let inside =
                        SCHEMA.iter().find(|(known, ..)| known == parent).map_or(&[][..], |(_, inside, _)| *inside);
                    match inside.iter().position(|child| *child == name) {
                        None => wrong.push(format!("{name} in {parent}")),
                        Some(at) if at < *reached && inside[0] != "*" => {
                            wrong.push(format!("{name} too late in {parent}"))
                        }
                        Some(at) => *reached = at,
                    }
                }
            }
            let own = attributes(tag.trim_end_matches('/'));
            let there = |wanted: &str| own.iter().any(|(attribute, _)| *attribute == wanted);
            wrong.extend(said(HAS, name).iter().filter(|it| !there(it)).map(|it| format!("no {it} on {name}")));
            for (attribute, value) in own {
                match attribute {
                    _ if !known.contains(&attribute) => wrong.push(format!("{attribute} on {name}")),
                    // xs:ID, an NCName.
                    "ID" => {
                        let sound = value.starts_with(|it: char| it.is_alphabetic() || it == '_')
                            && value.chars().all(|it| it.is_alphanumeric() || "._-".contains(it));
                        if !sound || !ids.insert(value) {
                            wrong.push(format!("ID {value}"));
                        }
                    }
                    "files" => refers.push(value),
                    "intrvl" if !["contin", "discrete"].contains(&value) => wrong.push(format!("intrvl {value}")),
                    "clusion" if !["I", "E"].contains(&value) => wrong.push(format!("clusion {value}")),
                    "type" if name == "sumStat" => {
                        let known =
                            ["mean", "medn", "mode", "vald", "invd", "min", "max", "stdev", "other"].contains(&value);
                        wrong.extend((!known).then(|| format!("type {value} of {name}")));
                    }
                    "type" if name == "catStat" => {
                        let known = ["freq", "percent", "crosstab", "other"].contains(&value);
                        wrong.extend((!known).then(|| format!("type {value} of {name}")));
                    }
                    "type" if !["numeric", "character"].contains(&value) => wrong.push(format!("type {value}")),
                    "version" if name == "codeBook" && value != "2.5" => wrong.push(format!("version {value}")),
                    "xmlns" if value != "ddi:codebook:2_5" => wrong.push(format!("xmlns {value}")),
                    _ => {}
                }
            }
            if tag.ends_with('/') {
                wrong.extend(lacking(name, &[]));
            } else {
                open.push((name, 0, Vec::new()));
            }
        }
        let in_text = open.last().and_then(|(name, ..)| SCHEMA.iter().find(|(known, ..)| known == name));
        if !words.trim().is_empty() && in_text.is_none_or(|(_, inside, _)| inside.first() != Some(&"*")) {
            wrong.push(format!("text \"{}\" in {:?}", words.trim(), open.last()));
        }
    }
    wrong.extend(refers.iter().filter(|id| !ids.contains(*id)).map(|id| format!("no {id}")));
    wrong
}

#[test]
fn the_codebook_is_as_its_schema_says() {
    let (folder, made, _) = sample(true);
    let text = super::codebook(&folder, &made, ("0f1e", "0.1.0"));
    assert_eq!(wrong(&text), [""; 0], "{text}");
    // A column of the microdata each, as they stand there: the row, a question, two options, a number.
    let named = |part: &str| part.split(" name=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let names: Vec<String> = text.split("<var ID=").skip(1).filter_map(named).collect();
    assert_eq!(names, ["id", "help", "which_coach", "which_time", "many"]);
    let rows = crate::microdata::csv(&folder, &monitor::answers::Answers::made("school", 0)).unwrap();
    assert_eq!(rows.lines().next().map(str::to_owned), Some(names.join(",")));
    assert!(text.contains("(synthetisch)") && text.contains("<catValu>8</catValu><labl>Weet niet</labl>"), "{text}");
    // What an archive asks beside the columns: version, program, who, how chosen and weighted, and who may have the rows.
    for part in [
        "<version>0f1e</version>",
        "<software version=\"0.1.0\">",
        "<universe clusion=\"I\">scholen &amp; meer</universe>",
        "<sampProc>scholen &amp; meer: all</sampProc>",
        "<weight>scholen &amp; meer: niet gewogen</weight>",
        "minder dan 5 mensen",
        "Niemand gaf deze antwoorden",
        "<labl xml:lang=\"en\">Do not know</labl>",
        "<qstnLit xml:lang=\"en\">Is there help?</qstnLit>",
        "<range min=\"0\" max=\"9\"/>",
        "<varQnty>5</varQnty>",
        "<fileName>school.synthetic.csv</fileName>",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // The test sees what is wrong.
    for (from, to, expected) in [
        ("<labl>", "<lable>", "lable is no element"),
        ("<varFormat type=\"character\"", "<labl/><varFormat type=\"character\"", "labl too late in var"),
        ("intrvl=\"discrete\"", "intrvl=\"ordinal\"", "intrvl ordinal"),
        ("files=\"F_school\"", "files=\"F_other\"", "no F_other"),
        ("<dataDscr>", "<dataDscr>text", "text \"text\" in"),
        ("ID=\"F_school\"", "ID=\"1 school\"", "ID 1 school"),
        ("<titl>Proef (synthetisch)</titl>", "", "no titl in titlStmt"),
        ("<range min=\"0\" max=\"9\"/>", "", "no range in valrng"),
        ("<catValu>", "<catValu/><catValu>", "catValu twice in catgry"),
        ("<varFormat type=\"character\"/>", "<varFormat/><varFormat/>", "varFormat twice in var"),
        (" name=\"help\"", "", "no name on var"),
        ("clusion=\"I\"", "clusion=\"all\"", "clusion all"),
    ] {
        let found = wrong(&text.replacen(from, to, 1));
        assert!(found.iter().any(|it| it.starts_with(expected)), "{to}: {found:?}");
    }
}

/// A code is whatever stands in a file of answers; an `xs:ID` is not.
#[test]
fn every_code_gives_a_name_of_its_own() {
    let (mut folder, made, _) = sample(true);
    let items = folder.questionnaires.iter_mut().flat_map(|all| &mut all.items);
    for item in items.filter(|item| item.id == "which") {
        if let monitor::questionnaire::Answer::Many(options) = &mut item.answer {
            options
                .iter_mut()
                .zip(["50+ jaar", "50.2b..20.jaar"])
                .for_each(|(option, code)| option.code = code.to_owned());
        }
    }
    let text = super::codebook(&folder, &made, ("0f1e", "0.1.0"));
    assert_eq!(wrong(&text), [""; 0], "{text}");
    assert!(text.contains("<var ID=\"V_school_which_50.2b..20.jaar\" name=\"which_50+ jaar\""), "{text}");
    for (one, other) in [(("a_b", "c"), ("a", "b_c")), (("a", "é"), ("a", ".e9.")), (("a.5f.b", "c"), ("a_b", "c"))] {
        let whole = |(group, column): (&str, &str)| format!("V_{}_{}", super::of(group), super::id(column));
        assert_ne!(whole(one), whole(other));
    }
}

/// 40 schools: 8, 25 and 7 on the question; of the 25 asked on, 10 ticked the one option and 19 the other; nobody gave a number.
#[test]
fn beside_the_rows_every_column_and_code_is_counted_and_in_public_nothing_is() {
    let (folder, made, _) = sample(true);
    let public = super::codebook(&folder, &made, ("0f1e", "0.1.0"));
    for counted in ["caseQnty", "sumStat", "catStat", ">25<", ">40<"] {
        assert!(!public.contains(counted), "{counted}: {public}");
    }
    let mut rows = monitor::answers::Answers::made("school", 40);
    rows.put("help", [vec![1; 8], vec![2; 25], vec![3; 7]].concat());
    let option = |ticked: usize| [vec![0; 8], vec![2; ticked], vec![1; 25 - ticked], vec![0; 7]].concat();
    rows.put_many("which", vec![option(10), option(19)]);
    let text = super::counted(&folder, &rows, false, ("0f1e", "0.1.0"));
    assert_eq!(wrong(&text), [""; 0], "{text}");
    assert!(text.contains("<fileName>school.csv</fileName>"), "{text}");
    assert!(text.contains("<dimensns><caseQnty>40</caseQnty><varQnty>5</varQnty></dimensns>"), "{text}");
    let of = |name: &str| {
        let (_, rest) = text.split_once(&format!(" name=\"{name}\" ")).unwrap();
        rest.split_once("</var>").unwrap().0.to_owned()
    };
    let numbers = |name: &str, tag: &str| -> Vec<usize> {
        let own = of(name);
        own.split(&format!("<{tag} type="))
            .skip(1)
            .map(|part| part.split_once('>').unwrap().1.split_once('<').unwrap().0.parse().unwrap())
            .collect()
    };
    for (name, sums, each) in [
        ("id", [40, 0], vec![]),
        ("help", [40, 0], vec![8, 25, 7]),
        ("which_coach", [25, 15], vec![15, 10]),
        ("which_time", [25, 15], vec![6, 19]),
        ("many", [0, 40], vec![]),
    ] {
        assert_eq!((numbers(name, "sumStat"), numbers(name, "catStat")), (sums.to_vec(), each), "{name}");
    }
    // The test sees what is wrong.
    let found = wrong(&text.replacen("\"vald\"", "\"valid\"", 1));
    assert!(found.iter().any(|it| it.contains("type valid of sumStat")), "{found:?}");
}
