//! A crowd at the door: connections that say nothing, say half of something, or never stop saying it. Whoever asks for a
//! page is let in all the same, and nothing of the crowd stays.

use crate::commands::{Folder, installed, meedoen};
use meedoen::serve::{Bounds, serve_on};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

/// Longer than any of it may take; a test that gets here has found something.
const TOO_LONG: Duration = Duration::from_secs(60);

/// The real program, with as many files as it is given.
struct Serving {
    child: Child,
    address: String,
    _folder: Folder,
}

impl Serving {
    fn start(files: u32, args: &[&str]) -> Self {
        let folder = installed();
        let program = meedoen(&folder);
        let mut command = std::process::Command::new("sh");
        command.arg("-c").arg(format!("ulimit -n {files}; exec \"$0\" \"$@\"")).arg(program.get_program());
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(args).current_dir(folder.path());
        for (name, _) in program.get_envs() {
            command.env_remove(name);
        }
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit_once("http://").expect("says where it listens").1.to_owned();
        Self { child, address, _folder: folder }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(TOO_LONG)).unwrap();
        stream
    }

    /// The status of the page to sign in.
    fn asks(&self) -> String {
        let mut stream = self.connect();
        stream.write_all(b"GET /inloggen HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        first_line(&mut stream)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn first_line(stream: &mut TcpStream) -> String {
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).expect("an answer in time");
    line.trim().to_owned()
}

#[test]
fn a_crowd_that_says_nothing_keeps_nobody_out() {
    // As many files as the service was gone with, and more connections than it has files.
    let serving = Serving::start(256, &[]);
    // A form that never comes: begun first, answered when the others are done.
    let mut slow = serving.connect();
    slow.write_all(
        b"POST /inloggen HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 40\r\n\r\ncsrf=",
    )
    .unwrap();
    let mut crowd = Vec::new();
    for round in 0..3 {
        for n in 0..140 {
            let mut one = serving.connect();
            // Nothing, half a header, or a page and then nothing.
            match n % 3 {
                0 => {}
                1 => one.write_all(b"GET /inloggen HTTP/1.1\r\nHost: x\r\nX-Half: ").unwrap(),
                _ => one.write_all(b"GET /inloggen HTTP/1.1\r\nHost: x\r\n\r\n").unwrap(),
            }
            crowd.push(one);
        }
        for _ in 0..5 {
            assert_eq!(serving.asks(), "HTTP/1.1 200 OK", "round {round}, with {} others", crowd.len());
        }
    }
    // The first of the crowd have made room: they are closed.
    let mut rest = Vec::new();
    let gone = crowd[0].read_to_end(&mut rest);
    assert!(gone.is_ok() || gone.is_err_and(|e| e.kind() == std::io::ErrorKind::ConnectionReset));
    assert_eq!(first_line(&mut slow), "HTTP/1.1 408 Request Timeout");
    drop(crowd);
    for _ in 0..20 {
        assert_eq!(serving.asks(), "HTTP/1.1 200 OK");
    }
}

/// Requests that run are never cut off to make room: then one waits.
#[tokio::test]
async fn who_is_being_served_stays_and_the_next_one_waits() {
    let site = axum::Router::new()
        .route(
            "/slow",
            axum::routing::get(|| async {
                tokio::time::sleep(Duration::from_millis(700)).await;
                "slow"
            }),
        )
        .route("/", axum::routing::get(|| async { "quick" }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let bounds = Bounds { connections: 3, silence: Duration::from_millis(400), whole: Duration::from_secs(30) };
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(serve_on(listener, site, bounds, async { drop(stopped.await) }));
    let get = |path: &str| {
        let url = format!("http://{address}{path}");
        tokio::spawn(async move {
            let client = reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap();
            client.get(url).send().await.unwrap().text().await.unwrap()
        })
    };
    let slow: Vec<_> = (0..3).map(|_| get("/slow")).collect();
    let quick: Vec<_> = (0..3).map(|_| get("/")).collect();
    for one in slow {
        assert_eq!(one.await.unwrap(), "slow");
    }
    for one in quick {
        assert_eq!(one.await.unwrap(), "quick");
    }
    // Silent, with nobody waiting: closed all the same.
    let silent = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(TOO_LONG)).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).map(|_| answer)
    });
    assert!(silent.await.unwrap().is_ok(), "closed");
    // Told to stop, it answers what it was asked.
    let last = get("/slow");
    tokio::time::sleep(Duration::from_millis(200)).await;
    stop.send(()).unwrap();
    assert_eq!(last.await.unwrap(), "slow");
    serving.await.unwrap();
}
