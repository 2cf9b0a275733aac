//! Why something has to be done, in one human sentence with the article behind it.

use crate::say::words::T;
use register::{
    duty::{Basis, Duty, DutyKind},
    law::{Article, Law, TextVersion},
};

/// The sentence of what a duty rests on.
pub fn basis(t: T, basis: Basis) -> String {
    match basis {
        Basis::Policy => t.get("law-policy"),
        Basis::Promise => t.get("law-promise"),
        Basis::Law(rests_on) => t.say(key(rests_on)).arg("article", article(t, rests_on)).to_string(),
    }
}

/// The sentence of why a duty is there.
pub fn why(t: T, duty: &Duty) -> String {
    match duty.kind {
        DutyKind::Mend => t.get("law-promise-mend"),
        DutyKind::LookAgain => t.get("law-promise-look-again"),
        _ => basis(t, duty.basis),
    }
}

/// An article as a page cites it: law, article, and which text of it was read.
pub fn article(t: T, article: Article) -> String {
    cite(t, article.code())
}

/// The same, of whatever a rule rests on; of guidance, whose it is.
pub fn cite(t: T, cite: &str) -> String {
    match Law::of(cite).map(|law| law.version) {
        Some(TextVersion::Of(day)) => t.say("law-cite").arg("cite", cite).arg("day", day).to_string(),
        Some(TextVersion::NotRead) => unread(t, cite),
        None => t.get("law-cite-guidance"),
    }
}

/// The same, of an article whose text nobody read for this program.
pub fn unread(t: T, cite: &str) -> String {
    t.say("law-cite-unread").arg("cite", cite).to_string()
}

const fn key(article: Article) -> &'static str {
    match article {
        Article::Assess => "law-assess",
        Article::Agree => "law-agree",
        Article::AgreeLater => "law-agree-later",
        Article::Report => "law-report",
        Article::Guide => "law-guide",
        Article::HandOver => "law-hand-over",
        Article::Evaluate => "law-evaluate",
        Article::Dispute => "law-dispute",
        Article::Inform => "law-inform",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::{Lang, MISSING};

    /// All that rules rest on: each law with the text that was read, and guidance by whose it is.
    #[test]
    fn whatever_is_cited_says_which_text_was_read() {
        for t in Lang::ALL.map(T::new) {
            for one in register::law::cards::CARDS.iter().flat_map(|card| card.cites) {
                let said = cite(t, one);
                assert!(said.starts_with(one) && said.len() > one.len() && !said.contains(MISSING), "{said}");
                let TextVersion::Of(day) = Law::of(one).unwrap().version else { continue };
                assert!(said.ends_with(&t.date(day)), "{said}");
            }
            let guidance = cite(t, register::guardian::GUIDANCE);
            assert!(guidance.contains("Steunpunt Passend Onderwijs"), "{guidance}");
        }
    }

    #[test]
    fn every_article_is_a_sentence_that_names_it() {
        for t in Lang::ALL.map(T::new) {
            for article in Article::ALL {
                let sentence = basis(t, Basis::Law(*article));
                assert!(sentence.contains(article.code()) && !sentence.contains(MISSING), "{sentence}");
            }
            assert!([Basis::Policy, Basis::Promise].iter().all(|one| !basis(t, *one).contains(MISSING)));
        }
    }
}
