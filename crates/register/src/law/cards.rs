//! Each rule in a line: what `docs/law.md` prints, and what a page shows beside an article.

use super::{Basis, LAWS, Rule};
use crate::duty::DutyKind;
use std::fmt::Write;

/// What a rule says, in a line.
#[derive(Debug, Clone, Copy)]
pub struct Card {
    /// Which.
    pub rule: Rule,
    /// The articles it rests on.
    pub cites: &'static [&'static str],
    /// What it asks, or whether what may be done.
    pub asks: &'static str,
    /// Who acts.
    pub who: &'static str,
    /// By when.
    pub term: &'static str,
    /// Since when the law says so, where that is known and matters.
    pub since: &'static str,
    /// What is a reading, and whose.
    pub reading: &'static str,
    /// What is guidance or policy, and whose.
    pub guidance: &'static str,
}

macro_rules! card {
    ($rule:ident, [$($cite:literal),+ $(,)?], $asks:literal, $who:literal, $term:literal, $since:literal, $reading:literal, $guidance:literal) => {
        Card { rule: Rule::$rule, cites: &[$($cite),+], asks: $asks, who: $who, term: $term, since: $since, reading: $reading, guidance: $guidance }
    };
}

/// Every rule.
pub const CARDS: &[Card] = &[
    card!(
        R1,
        ["WEB 8.0.1(1)", "WEB 8.0.1(3)", "WEB 9.1.16"],
        "apply for a programme that starts with the school year",
        "applicant",
        "1 April; a weekend does not move it",
        "1 August 2017",
        "that a start in August or September is one \"with the school year\"; that 1 April is a date and not the end of a term",
        "-"
    ),
    card!(
        R2,
        ["WEB 8.0.3(4)"],
        "tell the municipality of an applicant under 27 without a basic qualification",
        "school",
        "as soon as possible",
        "under 27 since 1 January 2026",
        "that the age on the day of the application counts",
        "-"
    ),
    card!(
        R3,
        ["WEB 8.0.4(4)", "WEB 8.1.1c(3)(c)(2)"],
        "may a negative study choice advice be a ground to refuse: no",
        "school",
        "-",
        "1 August 2017",
        "-",
        "-"
    ),
    card!(
        R4,
        [
            "WEB 8.1.1c(2)",
            "WEB 8.1.1c(3)",
            "WEB 8.1.1c(3a)",
            "WEB 8.1.1c(5)",
            "WEB 8.1.1b(1)",
            "WEB 8.1.1b(2)",
            "WEB 8.1.1(3)",
            "Wgbh/cz 5b(1)",
        ],
        "may admission be refused: only on a ground of the list",
        "school",
        "reply before 1 July",
        "1 August 2017",
        "late and still under the qualification duty is no ground; three school years are whole ones, 1 August to 31 July",
        "-"
    ),
    card!(R5, ["WEB 8.1.1c(4)"], "offer another programme", "roc", "with the refusal", "-", "-", "-"),
    card!(
        R6,
        ["WEB 8.1.1(1c)"],
        "make the enrolment decision known in writing with reasons, under 18 to the parents too",
        "school (private)",
        "with the decision",
        "-",
        "that no day is set, so it is never overdue",
        "-"
    ),
    card!(
        R7,
        ["WEB 8.1.3a(1)", "WEB 11.1.2(1)"],
        "assess whether extra support is needed",
        "school",
        "before the enrolment",
        "1 August 2023",
        "that not assessing is a missing duty and no refusal; the same day counts as before",
        "-"
    ),
    card!(
        R8,
        ["WEB 8.1.3a(2)", "WEB 8.1.1(2)", "WEB 11.1.2(1)"],
        "enrol only after written agreements, where support is needed because of a handicap or chronic illness",
        "school, with the student",
        "before the enrolment",
        "1 August 2023",
        "agreements are for one enrolment; not for schools that are not funded; on one day the hour decides where it is known",
        "-"
    ),
    card!(
        R9,
        ["WEB 8.1.3a(3)", "WEB 1.1.1"],
        "evaluate the agreements together on whether they work",
        "school and student",
        "31 July of each school year",
        "1 August 2023",
        "a part of a year counts as a year; nothing is owed for who left within it",
        "-"
    ),
    card!(
        R10,
        ["WEB 8.1.3a(4)"],
        "agree on a need that arises after the enrolment",
        "school, with the student",
        "none: never overdue by law",
        "1 August 2023",
        "what was there and was told later, although asked, is treated as arisen when told",
        "-"
    ),
    card!(
        R11,
        ["WEB 8.1.3a(2)"],
        "when is there an agreement: both sides, in writing",
        "student; under 16 a parent too",
        "-",
        "1 August 2023",
        "that a parent of an adult binds nobody",
        "Steunpunt Passend Onderwijs: from 16 a student agrees alone, by the age when the agreements are recorded"
    ),
    card!(
        R12,
        [
            "WEB 7.5.1(3)",
            "WEB 7.5.1(4)",
            "WEB 7.5.1(6)",
            "WEB 7.5.4(3)",
            "WEB 7.5.5(1)",
            "WEB 7.5.7(2)",
            "WEB 7.5.7(5)",
            "WEB 7.5.8",
            "WEB 8.1.7a(5)",
            "ATW 1(1)"
        ],
        "objection, appeal, dispute",
        "student; school; chair of the committee",
        "six weeks to object, two to appeal; ten weeks to decide, four when urgent, on an appeal four after those two, which it may extend once by two, urgent or not; one for the chair, not on an appeal",
        "1 August 2023",
        "a dispute about agreements is lodged as an objection, so the same terms hold; the term begins the day after (Awb 6:8); an appeal that came too late is decided four weeks after it came",
        "-"
    ),
    card!(
        R15,
        ["WEB 8.1.7a(1)", "WEB 8.1.7a(2)", "WEB 7.2.4a(3)"],
        "give study advice; end an enrolment only with it and only after facilities and a written warning with a term",
        "school",
        "one school year: after 3 and by 4 months; longer: after 9 months, by the end of the first year",
        "-",
        "for a start in the course of a year the first year ends a year later; agreements not kept at all are no facilities",
        "-"
    ),
    card!(
        R16,
        ["WEB 8.1.7c(1)", "WEB 8.1.7d(2)", "WEB 8.1.7d(4)", "Leerplichtwet 18(1)"],
        "suspend; remove",
        "school",
        "two weeks; eight weeks of search; four weeks to decide on an objection",
        "-",
        "-",
        "-"
    ),
    card!(
        R17,
        ["Wgbh/cz 2(1)", "Wgbh/cz 10(2)"],
        "may an adjustment be refused: only after two steps, with the reason",
        "school",
        "-",
        "-",
        "the two steps, from the parliamentary history (Kamerstukken II 2001/02, 28169, 3)",
        "-"
    ),
    card!(
        R18,
        ["WEB 7.4.5"],
        "answer a request for an adapted exam",
        "exam committee",
        "none by law",
        "-",
        "-",
        "the school's own term in working days"
    ),
    card!(
        R19,
        ["WEB 7.2.8(2)", "WEB 7.2.8(4)", "WEB 7.2.9(1)"],
        "start a placement only on an agreement of three parties, at a recognised company",
        "school",
        "before the placement",
        "-",
        "-",
        "-"
    ),
    card!(
        R20,
        ["Leerplichtwet 3(1)", "Leerplichtwet 4a(1)", "Leerplichtwet 4b", "WEB 8.1.1(3)"],
        "compulsory education, then the qualification duty; bbl only after the first",
        "parents and the young person",
        "end of the school year of 16, or twelve full years; to 18",
        "-",
        "a birthday on 1 August falls in the new school year",
        "-"
    ),
    card!(
        R21,
        ["Leerplichtwet 21a(2)", "WRO 12(3)"],
        "report sixteen hours of unauthorised absence in four lesson weeks",
        "head of the school",
        "none by law",
        "-",
        "only under 18 without a basic qualification (also DUO's)",
        "Inspectie: five working days"
    ),
    card!(
        R22,
        ["WEB 9.2.1", "WEB 9.2.2(1)", "WEB 11.1.13", "WRO 12(3)"],
        "report four weeks without education and without a valid reason, under 27",
        "school",
        "at that moment",
        "under 27 since 1 January 2026",
        "holiday weeks do not lengthen it",
        "a shorter period that the school sets"
    ),
    card!(
        R23,
        ["WEB 8.1.7(2)", "WEB 8.1.7(3)", "WEB 8.1.7(5)", "WEB 8.1.7(6)", "WEB 8.1.7(9)", "WEB 8.1.7(11)"],
        "ask why, establish the reason, report to the Minister (entree, level 2, vavo)",
        "school",
        "third working day after 4 weeks; fifth after 8, lengthened by holiday weeks",
        "-",
        "a working day is Monday to Friday and no holiday",
        "-"
    ),
    card!(
        R24,
        ["WEB 8.1.5(3)", "WEB 8.1.5a(3)"],
        "may the fund support a student who fell behind",
        "school",
        "-",
        "-",
        "looking after someone, or being a young mother, is a family circumstance",
        "-"
    ),
    card!(
        R25,
        ["WEB 9.2.12(2)", "WEB 9.2.12(3)", "WEB 9.2.12(4)", "WEB 9.2.12(7)"],
        "offer career guidance to students and graduates of entree and of level 2 at school",
        "school",
        "one year after the diploma",
        "1 January 2026",
        "\"aansluitend\" is within three months; a year from 29 February ends on 28 February",
        "-"
    ),
    card!(
        R26,
        ["WEB 9.2.13(2)", "WEB 9.2.13(3)", "WEC 14e"],
        "ask the municipality only with consent; then make a transition document",
        "school",
        "none by law",
        "1 January 2026",
        "that the adult graduate gets it too",
        "-"
    ),
    card!(
        R33,
        ["AVG 12(3)", "Regulation 1182/71 3(4)"],
        "answer a request for access",
        "school",
        "one month, three when extended",
        "25 May 2018",
        "-",
        "EDPB: counted by Regulation 1182/71"
    ),
    card!(
        R34,
        ["Jeugdwet 1.1"],
        "youth help to 18; to 23 for what began or was decided before",
        "municipality of residence",
        "18th, 23rd birthday; half a year to begin again",
        "-",
        "-",
        "planning from 17 and a half is advice"
    ),
    Card {
        rule: Rule::Promised,
        cites: &[],
        asks: "reply to who asks for something else or says no; see to it that a proposal is answered; \
               look into a measure that does not work in three of the latest five lessons; look again at a point of attention on its day",
        who: "school",
        term: "none",
        since: "-",
        reading: "-",
        guidance: "the school's own: the page on which somebody answers, or teaches, says so",
    },
];

/// Whether work lists show what a rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lists {
    /// They do, as work of these kinds, until it is done.
    Shown(&'static [DutyKind]),
    /// They do as part of another rule.
    Within(Rule),
    /// It is a verdict on an act, asked when somebody is about to act, and no work by itself.
    Verdict(&'static str),
    /// They do not: this is not stored, so that it could not be found, or never left the list.
    NotStored(&'static str),
    /// They do, on a page of its own.
    Apart(&'static str),
}

/// Every rule, and whether work lists show it. A room that stores what is missing moves its line.
pub const LISTS: &[(Rule, Lists)] = &[
    (
        Rule::R1,
        Lists::NotStored(
            "an enrolment elsewhere that study advice ended (8.0.1(3)); nobody at school has to act on it",
        ),
    ),
    (Rule::R2, Lists::NotStored("the highest diploma, and that the municipality was told")),
    (Rule::R3, Lists::Verdict("the study choice advice")),
    (
        Rule::R4,
        Lists::Verdict("years and diplomas elsewhere; a refusal keeps its ground, of the closed list of the law"),
    ),
    (
        Rule::R5,
        Lists::Apart("`/intake/{application}/besluit`: a refusal keeps its ground and its reason, and is a letter"),
    ),
    (
        Rule::R6,
        Lists::Apart(
            "`/intake`, until a decision stands and who applied was told of it; on which day and by which means is kept with it",
        ),
    ),
    (Rule::R7, Lists::Shown(&[DutyKind::Assess])),
    (Rule::R8, Lists::Shown(&[DutyKind::Agree])),
    (
        Rule::R9,
        Lists::Apart("`/evaluaties`, by school year; until it is held, its day stands on the file as what comes"),
    ),
    (Rule::R10, Lists::Shown(&[DutyKind::AgreeLater])),
    (Rule::R11, Lists::Within(Rule::R8)),
    (
        Rule::R12,
        Lists::Apart(
            "`/geschillen`, of the desk for disputes, until it is closed and who brought it was told; appeals about study advice, and objections about something else, are not stored",
        ),
    ),
    (Rule::R15, Lists::NotStored("warnings and study advice")),
    (Rule::R16, Lists::NotStored("suspensions and removals")),
    (
        Rule::R17,
        Lists::Apart(
            "`/zorg/belasting`, until it is decided; what was established and weighed is kept with it, by measure",
        ),
    ),
    (
        Rule::R18,
        Lists::Apart(
            "`/examens`, of the exam office, until it is decided and the student was told; the student reads its term at `/mijn/examens`",
        ),
    ),
    (
        Rule::R19,
        Lists::Apart(
            "`/stages`: a placement that begins soon or runs until school, student and company signed, one of which the company is not recognised any more or that lies outside the enrolment until it ended, and one that DUO's file names until somebody wrote down what it says",
        ),
    ),
    (Rule::R20, Lists::NotStored("full school years and the highest diploma")),
    (Rule::R21, Lists::NotStored("hours of absence")),
    (Rule::R22, Lists::Shown(&[DutyKind::ReportAbsence])),
    (Rule::R23, Lists::NotStored("absence and its reason, and student finance")),
    (Rule::R24, Lists::Verdict("the circumstance of who fell behind")),
    (Rule::R25, Lists::Shown(&[DutyKind::OfferGuidance])),
    (Rule::R26, Lists::Shown(&[DutyKind::HandOver])),
    (
        Rule::R33,
        Lists::NotStored(
            "requests for access; a look that somebody says was not right has a list of its own, with the privacy officer",
        ),
    ),
    (Rule::R34, Lists::NotStored("youth help, on purpose: the municipality arranges it")),
    (Rule::Promised, Lists::Shown(&[DutyKind::Reply, DutyKind::Await, DutyKind::Mend, DutyKind::LookAgain])),
];

/// `docs/law.md`.
pub fn print() -> String {
    let mut text = String::from(
        "# The law as it is built in\n\nPrinted from `register::law::cards`; a test holds it. Each rule is a file in \
         `crates/register/src/law/`, with its boundary cases in a table. A *reading* is ours where the words leave room; \
         *guidance* and *policy* bind nobody else.\n\n## Laws read\n\n| cited as | law | version read |\n| --- | --- | --- |\n",
    );
    for law in LAWS {
        let _ = writeln!(text, "| {} | {} | {} |", law.short, law.name, law.version);
    }
    text.push_str("\nTexts were read in the public corpus `MinBZK/regelrecht-corpus`, a machine-made copy of wetten.overheid.nl. Days of decrees under ATW 3(3) are from a second source.\n");
    text.push_str("\n## Rules\n\n| rule | articles | what | who | term | since | reading | guidance or policy |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for card in CARDS {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            card.rule.code(),
            card.cites.join("; "),
            card.asks,
            card.who,
            card.term,
            card.since,
            card.reading,
            card.guidance
        );
    }
    text.push_str("\n## On work lists\n\nA list shows what can be found with stored facts *and* leaves the list when it is done (`register::duty`). For the rest this is not stored yet, or asked of an act.\n\n| rule | on lists |\n| --- | --- |\n");
    for (rule, lists) in LISTS {
        let what = match lists {
            Lists::Shown(kinds) => {
                let kinds: Vec<String> = kinds.iter().map(|kind| format!("`{}`", kind.code())).collect();
                format!("yes: {}", kinds.join(", "))
            }
            Lists::Within(other) => format!("yes, as part of {}", other.code()),
            Lists::Verdict(facts) => format!("asked of an act; not stored: {facts}"),
            Lists::NotStored(facts) => format!("not stored: {facts}"),
            Lists::Apart(page) => format!("shown on a page of its own: {page}"),
        };
        let _ = writeln!(text, "| {} | {what} |", rule.code());
    }
    text.push_str("\n## How firmly\n\n");
    for basis in Basis::ALL {
        let what = match basis {
            Basis::Law => "the words of a law, or a reading of them that the table names",
            Basis::Guidance => "of an authority or a sector body, where the law is silent",
            Basis::Policy => "a school's own choice, within the law",
        };
        let _ = writeln!(text, "- `{}`: {what}.", basis.code());
    }
    text.push_str("\n## A school's own terms\n\nA setting that contradicts the law is refused with the article (`register::law::OwnTerms`).\n\n| setting | default | refused |\n| --- | --- | --- |\n");
    for (setting, default, refused) in OWN {
        let _ = writeln!(text, "| {setting} | {default} | {refused} |");
    }
    text.push_str("\n## Not decided here\n\nWhat to do when the only adjustment that works is a disproportionate burden. Whether 1 April moves in a weekend (here it does not). An agreement made in July, and a student who does not come to the evaluation: attempts can be recorded, and are no evaluation. R13, R14, R27 to R32, R35 and R36 are about a school as a whole, and not computed for a person. Of R13 the offer says when it was told and since when it stands in the OER ([0033](decisions/0033-offer.md)); for R27 and R28 the map of partners asks for the talks with a municipality ([0035](decisions/0035-partners.md)).\n");
    text
}

const OWN: &[(&str, &str, &str)] = &[
    ("an exam request comes so many days before the exam", "35", "more than 70 (Wgbh/cz 2)"),
    ("the exam committee answers in so many working days", "none", "0, or more than 40 (Wgbh/cz 2)"),
    ("holiday weeks count for that", "yes", "-"),
    ("how long an adapted exam stays agreed", "to the end of the enrolment", "-"),
    ("who decides on it, in order", "the exam committee", "a chain that does not end with it (WEB 7.4.5)"),
    ("what must be shown", "nothing where the need is known, else a statement of an expert", "-"),
    ("below which age a parent answers agreements too", "16", "below 16 (guidance), above 18 (WEB 8.1.3a(2))"),
    ("absence of so many weeks is reported", "4", "0, or more than 4 (WEB 9.2.1)"),
    ("arrangements are there so many months after the start", "none", "-"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_one_card() {
        let cards: Vec<Rule> = CARDS.iter().map(|card| card.rule).collect();
        assert_eq!(cards, Rule::ALL);
    }

    #[test]
    fn every_rule_says_whether_lists_show_it_and_every_kind_of_work_is_of_a_rule() {
        let rules: Vec<Rule> = LISTS.iter().map(|(rule, _)| *rule).collect();
        assert_eq!(rules, Rule::ALL);
        let shown = |lists: &Lists| if let Lists::Shown(kinds) = lists { kinds.to_vec() } else { Vec::new() };
        let kinds: Vec<DutyKind> = LISTS.iter().flat_map(|(_, lists)| shown(lists)).collect();
        assert_eq!(kinds, DutyKind::ALL);
    }

    /// To print it again: `LAW_MD=write cargo test -p register the_document_is_the_code`.
    #[test]
    fn the_document_is_the_code() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/law.md");
        if std::env::var("LAW_MD").is_ok_and(|what| what == "write") {
            std::fs::write(file, print()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(file).unwrap_or_default(), print());
    }
}
