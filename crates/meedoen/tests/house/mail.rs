//! Mail over a real connection: a mail server of the test's own, with a certificate made here, and the real program.

use crate::commands::{Folder, installed, meedoen, run, run_with};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::thread;

/// A mail as the server got it.
#[derive(Debug, Clone)]
struct Letter {
    from: String,
    to: String,
    data: String,
    secret: bool,
    signed_in: bool,
}

impl Letter {
    fn header(&self, name: &str) -> &str {
        let start = format!("{name}: ");
        self.data.lines().find_map(|line| line.strip_prefix(&start)).unwrap_or_default().trim()
    }
}

/// How connections begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begin {
    Clear,
    Starttls,
    Tls,
}

/// What is done when a mail was handed over and before it is said that it was taken.
type Before = Arc<dyn Fn(&Letter) + Send + Sync>;

struct Server {
    address: SocketAddr,
    authority: String,
    got: Arc<Mutex<Vec<Letter>>>,
}

impl Server {
    fn start(begin: Begin, before: Before) -> Self {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let config = config.with_no_client_auth().with_single_cert(vec![made.cert.der().clone()], key).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (address, got) = (listener.local_addr().unwrap(), Arc::new(Mutex::new(Vec::new())));
        let (config, kept) = (Arc::new(config), Arc::clone(&got));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (config, kept, before) = (Arc::clone(&config), Arc::clone(&kept), Arc::clone(&before));
                // A client that goes away ends its own connection only.
                thread::spawn(move || drop(talk(stream, begin, &config, &kept, &before)));
            }
        });
        Self { address, authority: made.cert.pem(), got }
    }

    fn got(&self) -> Vec<Letter> {
        self.got.lock().unwrap().clone()
    }
}

trait Line: Read + Write + Send {}
impl<T: Read + Write + Send> Line for T {}

fn secret(stream: TcpStream, config: &Arc<ServerConfig>) -> Box<dyn Line> {
    Box::new(StreamOwned::new(ServerConnection::new(Arc::clone(config)).unwrap(), stream))
}

/// One connection. Whom a mail is for says what becomes of it: `weg@` is refused, `later@` not taken now.
fn talk(
    stream: TcpStream,
    begin: Begin,
    config: &Arc<ServerConfig>,
    got: &Mutex<Vec<Letter>>,
    before: &Before,
) -> std::io::Result<()> {
    let twin = stream.try_clone()?;
    let mut is_secret = begin == Begin::Tls;
    let first: Box<dyn Line> = if is_secret { secret(stream, config) } else { Box::new(stream) };
    let mut line = BufReader::new(first);
    let (mut from, mut to, mut signed_in) = (String::new(), String::new(), false);
    line.get_mut().write_all(b"220 mail.school.example\r\n")?;
    loop {
        let mut text = String::new();
        if line.read_line(&mut text)? == 0 {
            return Ok(());
        }
        let upper = text.to_uppercase();
        let between = |text: &str| text.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
        let answer = if upper.starts_with("EHLO") {
            match (begin, is_secret) {
                (Begin::Starttls, false) => "250-mail.school.example\r\n250 STARTTLS",
                _ => "250-mail.school.example\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN",
            }
        } else if upper.starts_with("STARTTLS") {
            line.get_mut().write_all(b"220 go on\r\n")?;
            (line, is_secret) = (BufReader::new(secret(twin.try_clone()?, config)), true);
            continue;
        } else if upper.starts_with("AUTH PLAIN") {
            // "\0meedoen\0paarse fiets wortel"
            signed_in = text.contains("AG1lZWRvZW4AcGFhcnNlIGZpZXRzIHdvcnRlbA==");
            if signed_in { "235 2.7.0 in" } else { "535 5.7.8 no" }
        } else if upper.starts_with("MAIL FROM") {
            from = between(&text);
            if from.starts_with("niemand") { "550 5.7.1 not this sender" } else { "250 2.1.0 fine" }
        } else if upper.starts_with("RCPT TO") {
            to = between(&text);
            match to.split('@').next() {
                Some("weg") => "550 5.1.1 unknown",
                Some("later") => "451 4.7.1 greylisted",
                _ => "250 2.1.5 fine",
            }
        } else if upper.starts_with("DATA") {
            line.get_mut().write_all(b"354 go on\r\n")?;
            let mut data = String::new();
            loop {
                let mut piece = String::new();
                if line.read_line(&mut piece)? == 0 {
                    return Ok(());
                }
                if piece == ".\r\n" {
                    break;
                }
                data.push_str(piece.strip_prefix('.').unwrap_or(&piece));
            }
            let letter = Letter { from: from.clone(), to: to.clone(), data, secret: is_secret, signed_in };
            before(&letter);
            got.lock().unwrap().push(letter);
            "250 2.0.0 taken"
        } else if upper.starts_with("QUIT") {
            line.get_mut().write_all(b"221 2.0.0 bye\r\n")?;
            return Ok(());
        } else {
            "250 2.0.0 fine"
        };
        line.get_mut().write_all(format!("{answer}\r\n").as_bytes())?;
        line.get_mut().flush()?;
    }
}

const SITE: &str = "https://meedoen.school.example";

fn quietly() -> Before {
    Arc::new(|_| ())
}

/// The arguments of a pass over a server, with its certificate and a password in the folder.
fn send(folder: &Folder, server: &Server, tls: &str) -> Vec<String> {
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("ca.pem"), &server.authority).unwrap();
    std::fs::write(path("password"), "paarse fiets wortel\nnot this line\n").unwrap();
    std::fs::set_permissions(path("password"), std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let at = format!("localhost:{}", server.address.port());
    let args = ["mail", "send", "--address", SITE, "--smtp-server", &at, "--smtp-tls", tls, "--smtp-ca", "ca.pem"];
    let who = ["--smtp-sender", "Meedoen <meedoen@school.example>", "--smtp-user", "meedoen"];
    let secret = ["--smtp-password-file", "password"];
    args.iter().chain(&who).chain(&secret).map(|arg| (*arg).to_owned()).collect()
}

fn pass(folder: &Folder, args: &[String]) -> (i32, String, String) {
    run(folder, &args.iter().map(String::as_str).collect::<Vec<_>>())
}

fn invite(folder: &Folder, email: &str, more: &[&str]) {
    let args = ["user", "invite", "--mail", "--email", email, "--name", "Noor de Wit", "--role", "administrator"];
    let (code, out, err) = run(folder, &[&args[..], &["--institution", "27DV"], more].concat());
    assert_eq!(code, 0, "{out}{err}");
    assert!(!out.contains("/uitnodiging/"), "a link that goes by mail is shown to nobody: {out}");
}

/// How each invitation's mail stands, by address.
fn mails(folder: &Folder) -> Vec<(String, String)> {
    let (_, out, err) = run(folder, &["user", "invitations", "--institution", "27DV", "--json"]);
    let rows: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
    let text = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let mut all: Vec<_> = rows.as_array().unwrap().iter().map(|row| (text(row, "email"), text(row, "mail"))).collect();
    all.sort();
    all
}

#[test]
fn a_pass_hands_over_what_waits_and_notes_what_the_server_says() {
    for (begin, tls) in [(Begin::Starttls, "starttls"), (Begin::Tls, "tls")] {
        let (folder, server) = (installed(), Server::start(begin, quietly()));
        let args = send(&folder, &server, tls);
        let (code, out, err) = pass(&folder, &args);
        assert_eq!(code, 0, "nothing waits: {out}{err}");
        invite(&folder, "noor@school.example", &["--language", "en"]);
        invite(&folder, "weg@school.example", &[]);
        invite(&folder, "later@school.example", &[]);
        let (code, out, err) = pass(&folder, &args);
        assert!(
            code == 1 && out.contains("1 sent, 1 tried again later, 1 refused for good"),
            "{tls}: {code} {out}{err}"
        );
        let got = server.got();
        let [letter] = got.as_slice() else { panic!("{got:?}") };
        assert!(letter.secret && letter.signed_in, "{letter:?}");
        assert_eq!((letter.from.as_str(), letter.to.as_str()), ("meedoen@school.example", "noor@school.example"));
        assert_eq!(letter.header("Auto-Submitted"), "auto-generated");
        assert!(letter.header("Content-Type").starts_with("multipart/alternative"), "{}", letter.data);
        assert!(letter.header("Message-ID").ends_with("@meedoen.school.example>"), "{}", letter.data);
        assert!(
            !letter.header("Date").is_empty() && letter.header("Subject").contains("Invitation"),
            "{}",
            letter.data
        );
        // Lines may be broken on the way.
        let whole = letter.data.replace("=\r\n", "").replace("=3D", "=");
        assert!(whole.contains(&format!("{SITE}/uitnodiging/")) && whole.contains("?taal=en"), "{whole}");
        for personal in ["Noor de Wit", "Noor", "administrator", "Administrator"] {
            assert!(!letter.data.contains(personal), "nothing about a person: {personal}: {}", letter.data);
        }
        let state = |email: &str, state: &str| (email.to_owned(), state.to_owned());
        let noted = [
            state("later@school.example", "waiting"),
            state("noor@school.example", "sent"),
            state("weg@school.example", "refused"),
        ];
        assert_eq!(mails(&folder), noted);
        let (code, out, _) = pass(&folder, &args);
        assert!(code == 0 && out.contains("0 sent, 0 tried again later"), "nothing twice: {out}");
        assert_eq!(server.got().len(), 1);

        // It came back after all: a report by another server, and one that is not ours.
        let id = letter.header("Message-ID");
        let report = format!(
            "MIME-Version: 1.0\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n\
             Reporting-MTA: dns; x\n\nAction: failed\nStatus: 5.1.1\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {id}\n\n--b--\n"
        );
        let box_of_two = format!(
            "From x Sun Nov 29 12:00:00 2026\n{report}\nFrom y Sun Nov 29 12:00:00 2026\nSubject: Hoi\n\nHoi\n"
        );
        let (code, out, err) = run_with(&folder, &["mail", "bounce", "-"], &box_of_two);
        assert!(
            code == 0 && out.contains("2 messages: 1 mails came back") && out.contains("1 were something else"),
            "{out}{err}"
        );
        assert!(mails(&folder).contains(&state("noor@school.example", "bounced")));
        let (_, out, _) = run_with(&folder, &["mail", "bounce", "-"], &report);
        assert!(out.contains("0 mails came back"), "noted once: {out}");
        assert_eq!(run(&folder, &["mail", "bounce", "nergens.eml"]).0, 2);
    }
}

/// What is set wrong refuses nobody's mail, and neither does a server that is away.
#[test]
fn wrong_settings_and_a_server_that_is_away_lose_nothing() {
    let (folder, server) = (installed(), Server::start(Begin::Starttls, quietly()));
    let args = send(&folder, &server, "starttls");
    invite(&folder, "noor@school.example", &[]);
    let with = |name: &str, value: &str| {
        let mut args = args.clone();
        let at = args.iter().position(|arg| arg == name).unwrap();
        value.clone_into(&mut args[at + 1]);
        args
    };
    let without = |name: &str| {
        let mut args = args.clone();
        let at = args.iter().position(|arg| arg == name).unwrap();
        args.drain(at..at + 2);
        args
    };
    let other = Server::start(Begin::Starttls, quietly());
    std::fs::write(folder.path().join("other.pem"), &other.authority).unwrap();
    std::fs::write(folder.path().join("open"), "paarse fiets wortel\n").unwrap();
    std::fs::set_permissions(folder.path().join("open"), std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let away = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for (what, args, code, says) in [
        ("no site", without("--address"), 2, "--address"),
        ("no server", without("--smtp-server"), 2, "--smtp-server"),
        ("no sender", without("--smtp-sender"), 2, "--smtp-sender"),
        ("a user without a password", without("--smtp-password-file"), 2, "--smtp-password-file"),
        ("a password that others can read", with("--smtp-password-file", "open"), 2, "chmod 600"),
        ("another password", with("--smtp-user", "iemand"), 2, "signing in (535)"),
        ("a sender that is refused", with("--smtp-sender", "niemand@school.example"), 2, "the sender (550)"),
        ("a certificate of somebody else", with("--smtp-ca", "other.pem"), 2, "What waits goes on waiting"),
        (
            "in clear to another computer",
            {
                let mut args = with("--smtp-tls", "none");
                let at = args.iter().position(|arg| arg == "--smtp-server").unwrap();
                args[at + 1] = "smtp.school.example".to_owned();
                args
            },
            2,
            "links are keys",
        ),
        ("away", with("--smtp-server", &format!("localhost:{away}")), 0, "cannot be reached"),
    ] {
        let (got, out, err) = pass(&folder, &args);
        assert!(got == code && (out.clone() + &err).contains(says), "{what}: {got} {out}{err}");
        assert!(!(out + &err).contains("paarse"), "{what}: a password is never repeated");
        assert_eq!(mails(&folder), [("noor@school.example".to_owned(), "waiting".to_owned())], "{what}");
    }
    assert!(server.got().is_empty());
    let (code, out, err) = pass(&folder, &args);
    assert!(code == 0 && out.contains("1 sent"), "and then it goes: {out}{err}");
    // On this computer it may go in clear.
    let clear = Server::start(Begin::Clear, quietly());
    invite(&folder, "bo@school.example", &[]);
    let at = format!("localhost:{}", clear.address.port());
    let plain = [
        "mail",
        "send",
        "--address",
        SITE,
        "--smtp-server",
        &at,
        "--smtp-tls",
        "none",
        "--smtp-sender",
        "a@school.example",
    ];
    let (code, out, err) = run(&folder, &plain);
    assert!(code == 0 && out.contains("1 sent") && !clear.got()[0].secret, "{out}{err}");
}

#[test]
fn two_passes_at_once_send_nothing_twice() {
    let slowly: Before = Arc::new(|_| thread::sleep(std::time::Duration::from_millis(20)));
    let (folder, server) = (installed(), Server::start(Begin::Starttls, slowly));
    let args = send(&folder, &server, "starttls");
    for n in 0..12 {
        invite(&folder, &format!("n{n}@school.example"), &[]);
    }
    let start = || meedoen(&folder).args(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let both = [start(), start()].map(|child| child.wait_with_output().unwrap());
    for output in &both {
        assert_eq!(output.status.code(), Some(0), "{output:?}");
    }
    let mut to: Vec<String> = server.got().into_iter().map(|letter| letter.to).collect();
    to.sort();
    let sent = to.len();
    to.dedup();
    assert_eq!((sent, to.len()), (12, 12), "{to:?}");
}

/// Killed when the server had the mail and had not said so: the lease keeps others away for a while, and then it is handed
/// over again under the same name. Twice is what can happen; lost is what cannot.
#[test]
fn a_pass_that_is_killed_between_handing_over_and_noting_loses_nothing() {
    let child = Arc::new(Mutex::new(None::<u32>));
    let of_server = Arc::clone(&child);
    let kill: Before = Arc::new(move |_| {
        if let Some(pid) = of_server.lock().unwrap().take() {
            std::process::Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap();
            thread::sleep(std::time::Duration::from_millis(200));
        }
    });
    let (folder, server) = (installed(), Server::start(Begin::Starttls, kill));
    let args = send(&folder, &server, "starttls");
    invite(&folder, "noor@school.example", &[]);
    {
        let mut killed = child.lock().unwrap();
        let started = meedoen(&folder).args(&args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        *killed = Some(started.id());
        drop(killed);
        let ended = { started }.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), None, "it was killed: {ended:?}");
    }
    assert_eq!(mails(&folder), [("noor@school.example".to_owned(), "waiting".to_owned())]);
    let (code, out, _) = pass(&folder, &args);
    assert!(code == 0 && out.contains("0 sent"), "the lease: {out}");
    // Ten minutes on.
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let store = crate::roles::opened(&folder).await;
        store::testing::tamper(&store, "UPDATE outbox SET leased_until = '2020-01-01 00:00:00Z'").await;
        store.close().await;
    });
    let (code, out, err) = pass(&folder, &args);
    assert!(code == 0 && out.contains("1 sent"), "{out}{err}");
    let ids: Vec<String> = server.got().iter().map(|letter| letter.header("Message-ID").to_owned()).collect();
    assert!(ids.len() == 2 && ids[0] == ids[1], "the same mail, under the same name: {ids:?}");
    assert_eq!(mails(&folder), [("noor@school.example".to_owned(), "sent".to_owned())]);
}
