//! Why something has to be done, in one human sentence with the article behind it.

use crate::say::words::T;
use register::{duty::Basis, law::Article};

/// The sentence of what a duty rests on.
pub fn basis(t: T, basis: Basis) -> String {
    match basis {
        Basis::Policy => t.get("law-policy"),
        Basis::Promise => t.get("law-promise"),
        Basis::Law(article) => t.say(key(article)).arg("article", article.code()).to_string(),
    }
}

const fn key(article: Article) -> &'static str {
    match article {
        Article::Assess => "law-assess",
        Article::Agree => "law-agree",
        Article::AgreeLater => "law-agree-later",
        Article::Evaluate => "law-evaluate",
        Article::Dispute => "law-dispute",
        Article::Inform => "law-inform",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::{Lang, MISSING};

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
