//! What a mail says: in one language, as text and as HTML. Nothing about a person but their address and a link: not a name,
//! not a role, not what it is about. Who it was not meant for learns that a school wrote, and no more.

use super::words::{Lang, T};
use askama::Template;
use register::{invitation::Language, mail::Kind};

/// A mail as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The subject.
    pub subject: String,
    /// The text, for who reads mail without HTML.
    pub plain: String,
    /// The same as HTML: no picture, no style of others, nothing that tells that it was opened.
    pub html: String,
}

/// The HTML of a mail.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<!doctype html>\n<html lang=\"{{ lang }}\">\n<head><meta charset=\"utf-8\"><title>{{ subject }}</title></head>\n\
<body>\n{% for line in before %}<p>{{ line }}</p>\n{% endfor %}<p><a href=\"{{ link }}\">{{ link }}</a></p>\n\
{% for line in after %}<p>{{ line }}</p>\n{% endfor %}{% if let Some((words, link)) = decline %}<p>{{ words }} <a href=\"{{ link }}\">{{ link }}</a></p>\n{% endif %}</body>\n</html>\n"
)]
struct Html<'a> {
    lang: &'a str,
    subject: &'a str,
    before: &'a [String],
    link: &'a str,
    after: &'a [String],
    decline: Option<(String, &'a str)>,
}

/// Writes a mail of a school; `link` is whole: `https://...`, and so is `decline`, where its receiver asks for no more of them;
/// `code`: what lets them in, where the mail brings that.
///
/// # Errors
/// When the HTML cannot be made.
pub fn write(
    kind: Kind,
    language: Language,
    school: &str,
    link: &str,
    decline: Option<&str>,
    code: Option<&str>,
) -> Result<Written, askama::Error> {
    let t = T::new(match language {
        Language::Dutch => Lang::Nl,
        Language::English => Lang::En,
    });
    let said = |key| t.say(key).arg("school", school).to_string();
    let (subject, before, after) = match kind {
        Kind::Invitation => (
            said("mail-invitation-subject"),
            vec![t.get("mail-hello"), said("mail-invitation-text"), t.get("mail-open")],
            vec![t.get("mail-invitation-once"), said("mail-not-you")],
        ),
        Kind::Password => (
            said("mail-password-subject"),
            vec![t.get("mail-hello"), said("mail-password-text"), t.get("mail-open")],
            vec![t.get("mail-password-once"), said("mail-not-you")],
        ),
        Kind::Proposal => (
            said("mail-proposal-subject"),
            vec![t.get("mail-hello"), said("mail-proposal-text"), t.get("mail-open")],
            vec![said("mail-not-you")],
        ),
        Kind::Reminder => (
            t.get("mail-reminder-subject"),
            vec![t.get("mail-hello"), said("mail-reminder-text"), t.get("mail-open")],
            vec![said("mail-not-you")],
        ),
        Kind::News => (
            t.get("mail-news-subject"),
            vec![t.get("mail-hello"), said("mail-news-text"), t.get("mail-open")],
            vec![said("mail-not-you")],
        ),
        Kind::Application => (
            t.get("mail-application-subject"),
            vec![t.get("mail-hello"), said("mail-application-text"), t.get("mail-open")],
            vec![said("mail-not-you")],
        ),
        Kind::Talk => (
            t.get("mail-talk-subject"),
            vec![t.get("mail-hello"), said("mail-talk-text"), t.get("mail-open")],
            vec![said("mail-not-you")],
        ),
        Kind::Evaluation => (
            t.get("mail-evaluation-subject"),
            vec![t.get("mail-hello"), said("mail-evaluation-text"), t.get("mail-open")],
            vec![said("mail-not-you")],
        ),
        Kind::Happens => (
            t.get("mail-happens-subject"),
            vec![t.get("mail-hello"), said("mail-happens-text"), t.get("mail-open")],
            vec![said("mail-not-you")],
        ),
        Kind::Share => (
            said("mail-share-subject"),
            vec![t.get("mail-hello"), said("mail-share-text"), t.get("mail-open")],
            vec![t.get("mail-share-once"), said("mail-not-you")],
        ),
        Kind::Code => (
            t.get("mail-code-subject"),
            vec![
                t.get("mail-hello"),
                t.say("mail-code-text").arg("code", code.unwrap_or_default()).to_string(),
                t.get("mail-code-page"),
            ],
            vec![said("mail-not-you")],
        ),
    };
    let decline = decline.map(|link| (t.get("mail-proposal-decline"), link));
    let asked = decline.iter().flat_map(|(words, link)| [words.clone(), (*link).to_owned()]);
    let lines: Vec<String> =
        before.iter().cloned().chain([link.to_owned()]).chain(after.iter().cloned()).chain(asked).collect();
    let html =
        Html { lang: t.lang().code(), subject: &subject, before: &before, link, after: &after, decline }.render()?;
    Ok(Written { plain: format!("{}\n", lines.join("\n\n")), html, subject })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::MISSING;

    #[test]
    fn every_mail_is_written_in_both_languages_with_its_link_and_nobody_in_it() {
        let link = "https://meedoen.school.example/uitnodiging/abc_-123?taal=en&x=1";
        for kind in Kind::ALL {
            let mut subjects = Vec::new();
            for language in Language::ALL {
                let decline = kind.may_be_declined().then_some("https://meedoen.school.example/mail/xyz");
                let code = (*kind == Kind::Code).then_some("012345");
                let mail = write(*kind, *language, "ROC <Noord> & Co", link, decline, code).unwrap();
                for text in [&mail.plain, &mail.html] {
                    assert_eq!(text.contains("/mail/xyz"), decline.is_some(), "{text}");
                    assert_eq!(text.contains("012345"), code.is_some(), "{text}");
                }
                assert!(mail.plain.contains(link), "{mail:?}");
                assert!(mail.html.contains("abc_-123") && mail.html.contains(&format!("lang=\"{}\"", language.code())));
                // The name of a school is text, whatever stands in it.
                assert!(mail.plain.contains("ROC <Noord> & Co") && !mail.html.contains("<Noord>"), "{}", mail.html);
                for text in [&mail.subject, &mail.plain, &mail.html] {
                    assert!(!text.contains(MISSING) && !text.contains('{'), "{text}");
                }
                assert!(!mail.subject.contains('\n') && mail.subject.chars().count() < 100, "{}", mail.subject);
                for stranger in ["<img", "<script", "style=", "http://"] {
                    assert!(!mail.html.contains(stranger), "{stranger}");
                }
                subjects.push(mail.subject);
            }
            assert_ne!(subjects[0], subjects[1]);
        }
    }
}
