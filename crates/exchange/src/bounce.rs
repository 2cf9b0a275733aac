//! Mail that came back: reports of mail servers (RFC 3464), one message or a mailbox of them (mbox, RFC 4155).
//!
//! A report names the mail it is about by the reference that stood in its Message-ID. Only what ours looks like is read, and
//! of a report only whether it failed for good and the digits of its status: the rest is somebody else's text, and holds
//! addresses.

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

/// A mail of ours that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What the mail is known by: two identifiers with a dot between them.
    pub reference: String,
    /// The status, such as `5.1.1`; digits and dots.
    pub status: Option<String>,
}

/// What a file of reports held.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Read {
    /// Mails that came back, each once.
    pub reports: Vec<Report>,
    /// Messages in it.
    pub messages: usize,
    /// Of those: no report that a mail of ours failed for good (a delay, an answer from somebody who is away, other mail).
    pub other: usize,
}

/// Reads one message, or a mailbox of messages. Any bytes: what is no report is counted as another message.
pub fn read(bytes: &[u8]) -> Read {
    let mut read = Read::default();
    for message in split(bytes) {
        read.messages += 1;
        match report(message) {
            Some(report) if read.reports.contains(&report) => {}
            Some(report) => read.reports.push(report),
            None => read.other += 1,
        }
    }
    read
}

/// The messages of a mailbox; a file that does not begin as one is one message.
fn split(bytes: &[u8]) -> Vec<&[u8]> {
    if !bytes.starts_with(b"From ") {
        return if bytes.iter().all(u8::is_ascii_whitespace) { Vec::new() } else { vec![bytes] };
    }
    let mut starts = vec![0];
    // A line that begins so, after an empty one.
    for at in memchr::memmem::find_iter(bytes, b"\nFrom ") {
        let before = &bytes[..at];
        if before.ends_with(b"\n") || before.ends_with(b"\n\r") {
            starts.push(at + 1);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    let whole = starts.iter().zip(ends).map(|(from, to)| &bytes[*from..to]);
    // Without its first line, which is the mailbox's.
    whole.map(|message| memchr::memchr(b'\n', message).map_or(&[][..], |end| &message[end + 1..])).collect()
}

fn report(bytes: &[u8]) -> Option<Report> {
    let message = MessageParser::default().parse(bytes)?;
    let (mut failed, mut status, mut reference) = (false, None, None);
    for part in &message.parts {
        let kind = part.content_type().map(|kind| (kind.ctype().to_lowercase(), kind.subtype().map(str::to_lowercase)));
        let kind = kind.as_ref().map(|(of, sub)| (of.as_str(), sub.as_deref().unwrap_or_default()));
        match kind {
            Some(("message", "delivery-status" | "global-delivery-status")) => {
                let text = String::from_utf8_lossy(part.contents()).into_owned();
                failed |= fields(&text, "action").any(|action| action.eq_ignore_ascii_case("failed"));
                status = status.or_else(|| fields(&text, "status").find_map(digits));
            }
            Some(("message" | "text", "rfc822-headers" | "global-headers")) => {
                let text = String::from_utf8_lossy(part.contents()).into_owned();
                let found = fields(&text, "message-id").find_map(ours);
                reference = reference.or(found);
            }
            _ => {}
        }
        if let PartType::Message(original) = &part.body {
            reference = reference.or_else(|| named(original));
        }
    }
    failed.then_some(Report { reference: reference?, status })
}

fn named(message: &Message<'_>) -> Option<String> {
    message.message_id().and_then(ours)
}

/// The values of a field, whatever its capitals.
fn fields<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    text.lines().filter_map(move |line| {
        let (found, value) = line.split_once(':')?;
        found.trim().eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// A status: three numbers, of which the first says that it failed.
fn digits(text: &str) -> Option<String> {
    let text = text.split_whitespace().next()?;
    let numbers: Vec<&str> = text.split('.').collect();
    let right = numbers.len() == 3
        && numbers.iter().all(|n| (1..=3).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()));
    right.then(|| text.to_owned())
}

/// The reference in a Message-ID of ours: `<32 hex . 32 hex @ host>`.
fn ours(text: &str) -> Option<String> {
    let (reference, _) = text.trim().trim_start_matches('<').split_once('@')?;
    let (message, school) = reference.split_once('.')?;
    let id = |part: &str| part.len() == 32 && part.bytes().all(|b| b.is_ascii_hexdigit());
    (id(message) && id(school)).then(|| reference.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFERENCE: &str = "0193aaaaaaaa7000800000000000000a.0193bbbbbbbb7000800000000000000b";

    /// As Postfix writes one (RFC 3464, appendix E), with the headers of the original or all of it.
    fn bounce(action: &str, original: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mail.school.example\r\nTo: meedoen@school.example\r\nSubject: Undelivered Mail Returned to Sender\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b1\"\r\n\r\n\
             --b1\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nI'm sorry. <Wim.Weg@thuis.example>: unknown\r\n\r\n\
             --b1\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.school.example\r\n\r\n\
             Final-Recipient: rfc822; wim.weg@thuis.example\r\nAction: {action}\r\nStatus: 5.1.1\r\n\
             Diagnostic-Code: smtp; 550 5.1.1 <wim.weg@thuis.example>: unknown\r\n\r\n--b1\r\n{original}\r\n--b1--\r\n"
        )
    }

    fn headers(id: &str) -> String {
        format!(
            "Content-Type: text/rfc822-headers\r\n\r\nSubject: Uitnodiging\r\nMessage-ID: <{id}@meedoen.school.example>\r\n"
        )
    }

    fn whole(id: &str) -> String {
        format!(
            "Content-Type: message/rfc822\r\n\r\nMessage-Id: <{id}@meedoen.school.example>\r\nSubject: Uitnodiging\r\n\r\nHallo,\r\n"
        )
    }

    #[test]
    fn a_report_names_our_mail_or_is_another_message() {
        let ours = Some(REFERENCE);
        for (what, text, expected) in [
            ("headers only", bounce("failed", &headers(REFERENCE)), ours),
            ("the whole original", bounce("Failed", &whole(REFERENCE)), ours),
            ("capitals in the reference", bounce("failed", &headers(&REFERENCE.to_uppercase())), ours),
            ("line ends of Unix", bounce("failed", &headers(REFERENCE)).replace("\r\n", "\n"), ours),
            ("a delay", bounce("delayed", &headers(REFERENCE)), None),
            ("it was delivered after all", bounce("delivered", &whole(REFERENCE)), None),
            ("somebody else's mail", bounce("failed", &headers("20261129.1234@elsewhere")), None),
            ("too short to be ours", bounce("failed", &headers("0193.0193")), None),
            ("no original", bounce("failed", "Content-Type: text/plain\r\n\r\nniets"), None),
            (
                "no report: away",
                format!("Subject: Afwezig\r\nIn-Reply-To: <{REFERENCE}@x>\r\n\r\nIk ben er niet.\r\n"),
                None,
            ),
            ("bytes", "\u{0}\u{1}--b1".to_owned(), None),
        ] {
            let read = read(text.as_bytes());
            let found: Vec<&str> = read.reports.iter().map(|report| report.reference.as_str()).collect();
            assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{what}");
            assert_eq!((read.messages, read.other), (1, usize::from(expected.is_none())), "{what}");
            assert!(read.reports.iter().all(|report| report.status.as_deref() == Some("5.1.1")), "{what}");
        }
        for empty in ["", "\n\n"] {
            assert_eq!(read(empty.as_bytes()), Read::default());
        }
    }

    #[test]
    fn a_mailbox_is_its_messages_and_a_report_counts_once() {
        let (one, other) = (bounce("failed", &headers(REFERENCE)), bounce("delayed", &headers(REFERENCE)));
        // A line of text that begins as a mailbox's does, but stands after another line, is no new message.
        let talk = "Subject: Hoi\n\nHallo,\nFrom hier is alles goed.\n";
        let from = "From MAILER-DAEMON Sun Nov 29 12:00:00 2026\n";
        let mailbox = [&one, &other, talk, &one].map(|text| format!("{from}{text}\n")).concat();
        let read = read(mailbox.as_bytes());
        assert_eq!((read.messages, read.other, read.reports.len()), (4, 2, 1), "{read:?}");
    }

    #[test]
    fn a_status_is_digits_and_nothing_that_a_server_wrote() {
        for (text, expected) in [
            ("5.1.1", Some("5.1.1")),
            ("5.1.10 (bad mailbox wim@thuis.example)", Some("5.1.10")),
            ("5.1", None),
            ("wim@thuis.example", None),
            ("", None),
        ] {
            assert_eq!(digits(text).as_deref(), expected, "{text}");
        }
    }
}
