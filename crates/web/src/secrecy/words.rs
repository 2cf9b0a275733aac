//! Answers in words: what, whether, why with the article, and what to do next.

use crate::say::{form::Opt, law, words::T};
use access::{
    Role,
    secrecy::{Age, Answer, Consent, Next, Question, Recipient, Topic, Verdict, answer},
};
use register::law::cards::CARDS;
use store::secrecy::Known;

/// How an answer looks: an icon and a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// It may.
    Yes,
    /// It may when somebody says yes, or the officer does.
    Ask,
    /// It may not.
    No,
}

/// The answer about one thing.
pub(super) struct Told {
    /// About what.
    pub(super) about: String,
    /// The answer in short.
    pub(super) verdict: String,
    pub(super) tone: Tone,
    /// Why, and the article.
    pub(super) why: String,
    pub(super) article: String,
    /// What to do next, and where, if that is a page.
    pub(super) next: String,
    pub(super) href: Option<String>,
}

/// To whom.
pub(super) fn recipient(t: T, to: Recipient) -> String {
    t.get(&format!("secrecy-to-{}", to.code()))
}

/// What somebody said yes to.
pub(super) fn given(t: T, one: Consent) -> String {
    t.get(&format!("secrecy-given-{}", one.code()))
}

/// How old a student can be.
pub(super) fn ages(t: T) -> Vec<Opt> {
    Age::ALL.iter().map(|age| Opt::new(age.code(), t.get(&format!("secrecy-age-{}", age.code())))).collect()
}

/// Whose yes it is.
pub(super) const fn whose(age: Age) -> &'static str {
    match age {
        Age::Under16 => "secrecy-whose-parent",
        Age::Minor | Age::Adult | Age::From27 => "secrecy-whose-student",
        Age::Unknown => "secrecy-whose-unknown",
    }
}

/// The answers for one recipient, about everything there is to tell. `known`: where it is about one student.
pub(super) fn answers(t: T, by: Role, to: Recipient, age: Age, given: &[Consent], known: Option<&Known>) -> Vec<Told> {
    let one = |about: &Topic| told(t, *about, answer(Question { by, about: *about, to }, age, given), known);
    Topic::ALL.iter().map(one).collect()
}

fn told(t: T, about: Topic, answer: Answer, known: Option<&Known>) -> Told {
    let Answer { verdict, why, next } = answer;
    Told {
        about: t.get(&format!("secrecy-about-{}", about.code())),
        verdict: t.get(&format!("secrecy-verdict-{}", verdict.code())),
        tone: match verdict {
            Verdict::Yes | Verdict::Agreed => Tone::Yes,
            Verdict::OnlyIfAgreed | Verdict::AskOfficer => Tone::Ask,
            Verdict::No => Tone::No,
        },
        why: t.get(&format!("secrecy-why-{}", why.code())),
        article: article(t, why.article()),
        next: t.get(&format!("secrecy-next-{}", next.code())),
        href: known.and_then(|known| page(next, known)),
    }
}

/// An article with the text of it that was read: of what no rule of the register rests on, no text was.
fn article(t: T, cited: &str) -> String {
    if CARDS.iter().any(|card| card.cites.contains(&cited)) { law::cite(t, cited) } else { law::unread(t, cited) }
}

/// Where that is done, for who may.
fn page(next: Next, known: &Known) -> Option<String> {
    let at = |may: bool, room: &str| may.then(|| format!("/dossiers/{}/{room}", known.file));
    match next {
        Next::Share => at(known.may_share, "delen"),
        Next::Refer => at(known.may_refer, "doorverwijzen"),
        Next::AskExam => at(known.may_ask_exam, "examens"),
        // What the student does on their own page, and what is done by word of mouth.
        Next::TellWhatIsNeeded
        | Next::AskStudent
        | Next::AllowParent
        | Next::Coach
        | Next::Officer
        | Next::FindAge
        | Next::Code
        | Next::Card => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::{Lang, MISSING};
    use access::secrecy::Why;

    #[test]
    fn everything_that_can_be_asked_or_answered_has_words() {
        for t in Lang::ALL.map(T::new) {
            let mut all: Vec<String> = Recipient::ALL.iter().map(|one| recipient(t, *one)).collect();
            all.extend(Consent::ALL.iter().map(|one| given(t, *one)));
            all.extend(ages(t).into_iter().map(|one| one.label));
            all.extend(
                Age::ALL.iter().flat_map(|one| [t.get(whose(*one)), t.get(&format!("secrecy-is-{}", one.code()))]),
            );
            all.extend(Topic::ALL.iter().map(|one| t.get(&format!("secrecy-about-{}", one.code()))));
            all.extend(Verdict::ALL.iter().map(|one| t.get(&format!("secrecy-verdict-{}", one.code()))));
            all.extend(Why::ALL.iter().map(|one| t.get(&format!("secrecy-why-{}", one.code()))));
            all.extend(Next::ALL.iter().map(|one| t.get(&format!("secrecy-next-{}", one.code()))));
            for said in all {
                assert!(!said.is_empty() && !said.contains(MISSING), "{said}");
            }
        }
    }
}
