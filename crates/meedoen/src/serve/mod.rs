//! `meedoen serve`: the site over HTTP until it is told to stop.

mod door;
mod press;
mod typesetter;

pub use door::{Bounds, serve as serve_on};
pub use typesetter::{PressAt, Typesetter};

use crate::clock::Wall;
use crate::config::At;
use crate::import::browser::Browser;
use crate::monitor::Shelf;
use crate::outcome::{Outcome, Run, Trouble, note, say};
use clap::Args;
use monitor::shown::Library;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use store::{Store, StoreError};
use time::Date;
use tokio::net::TcpListener;
use web::site::address::Address;
use web::site::app::Supplies;

/// How long requests that run may take to end when the program is told to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// `meedoen serve`.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// Address and port to listen on
    #[arg(long, env = "MEEDOEN_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,
    /// At most this many connections at once [default: 1000, or what the system gives files for]
    #[arg(long, env = "MEEDOEN_CONNECTIONS", value_name = "N", value_parser = parse_connections)]
    pub connections: Option<usize>,
    /// Demo databases only: the day it is, such as 2026-09-15
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse_day)]
    pub today: Option<time::Date>,
    /// Show the measurements of the Monitor in this folder, instead of those within the program
    #[arg(long, env = "MEEDOEN_MEASUREMENTS", value_name = "DIR")]
    pub measurements: Option<PathBuf>,
    /// The measurements of research bodies, for their researchers: DIR/CODE/YEAR, with the answers in `answers` there
    #[arg(long, env = "MEEDOEN_RESEARCH", value_name = "DIR")]
    pub research: Option<PathBuf>,
    /// Where people find the site, an address that begins with https: printed in letters and documents
    #[arg(long, env = "MEEDOEN_ADDRESS", value_name = "URL")]
    pub address: Option<Address>,
    /// Where the press is.
    #[command(flatten)]
    pub press: PressAt,
}

fn parse_connections(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| (1..=100_000).contains(n)).ok_or_else(|| "expected 1 to 100000".to_owned())
}

/// Serves an installation.
pub async fn run(at: &At, args: ServeArgs) -> Run {
    let store = at.open().await?;
    let demo = is_demo(&store).await?;
    check(demo, args.listen, args.today)?;
    let (listener, here) = listen(args.listen).await?;
    say(format_args!("Meedoen listens on {here}"));
    let address = match args.address {
        None if demo => here.parse().ok(),
        None => {
            note("No --address (MEEDOEN_ADDRESS): what is printed leads nobody back to this site.");
            None
        }
        given => given,
    };
    let monitor = crate::monitor::library(args.measurements.as_deref())?;
    let measured = Shelf::open(args.research.as_deref())?;
    let press = Typesetter::new(args.press);
    if !press.program().exists() {
        note(format_args!("There is no {}: no documents can be made (--press names it).", press.program().display()));
    }
    let site = Site { demo, day: args.today, monitor, measured, address, press };
    site.serve(store, listener, Bounds::new(args.connections)).await
}

/// Under which name a database says that it is a demo.
pub(crate) const DEMO: &str = "demo";

/// Whether the people in a database are made up.
///
/// # Errors
/// When the database fails.
pub async fn is_demo(store: &Store) -> Result<bool, StoreError> {
    Ok(store.meta(DEMO).await?.is_some())
}

/// What may not be: made-up people on the network, and a day of one's own choice among real ones.
fn check(demo: bool, listen: SocketAddr, today: Option<Date>) -> Run<()> {
    if demo && !listen.ip().is_loopback() {
        let message = format!(
            "this is a demo database, whose passwords everybody knows: it is served on this computer only, not on {}. \
             Use --listen 127.0.0.1:{}",
            listen.ip(),
            listen.port()
        );
        return Err(Trouble::usage(message));
    }
    if today.is_some() && !demo {
        return Err(Trouble::usage("--today is for demo databases: in a real one, it is the day it is"));
    }
    Ok(())
}

/// Takes the port; the address to open in a browser.
pub async fn listen(at: SocketAddr) -> Run<(TcpListener, String)> {
    let refused = |error| Trouble::usage(format!("cannot listen on {at}: {error} (--listen names another address)"));
    let listener = TcpListener::bind(at).await.map_err(refused)?;
    let bound = listener.local_addr().map_err(refused)?;
    Ok((listener, format!("http://{bound}")))
}

/// How a site is set.
#[derive(Debug, Clone)]
pub struct Site {
    /// Its people are made up, and it speaks plain HTTP on this computer. Anything else stands behind HTTPS.
    pub demo: bool,
    /// The day that is held still, in a demo.
    pub day: Option<Date>,
    /// The measurements of the Monitor that everybody may see ([`crate::monitor::library`]).
    pub monitor: Arc<Library>,
    /// What research bodies measure.
    pub measured: Shelf,
    /// Where people find it, in letters and documents.
    pub address: Option<Address>,
    /// Who sets documents.
    pub press: Typesetter,
}

impl Site {
    /// The routes over a store.
    pub fn routes(self, store: Store) -> Run<web::site::route::Routes> {
        let settings = web::site::app::Settings { demo: self.demo, secure: !self.demo };
        let supplies = Supplies {
            monitor: self.monitor,
            measured: Arc::new(self.measured),
            press: Arc::new(self.press),
            importer: Arc::new(Browser),
            address: self.address,
        };
        Ok(web::routes(web::App::over(store, settings, Wall::new(self.day), Machine, supplies)?))
    }

    /// The pages over a store.
    pub fn router(self, store: Store) -> Run<axum::Router> {
        Ok(self.routes(store)?.finish())
    }

    /// Serves until SIGTERM or Ctrl-C; requests that run may end.
    pub async fn serve(self, store: Store, listener: TcpListener, bounds: Bounds) -> Run {
        let day = self.day;
        self.measured.begin();
        let site = self.router(store.clone())?;
        // What a program left that was killed while it wrote files anew; pages are served meanwhile.
        let (finishing, today) = (store.clone(), Wall::new(day).now().day);
        drop(tokio::spawn(async move {
            if let Err(error) = finishing.policies_settle(today).await {
                tracing::error!(%error, "files of a school are still owed a setting");
            }
        }));
        let (told, mut stopping) = tokio::sync::watch::channel(false);
        let stop = async move {
            stop_signal().await;
            let _ = told.send(true);
        };
        let too_long = async {
            let _ = stopping.wait_for(|told| *told).await;
            tokio::time::sleep(PATIENCE).await;
        };
        tokio::select! {
            () = door::serve(listener, site, bounds, stop) => {}
            () = too_long => tracing::warn!("some requests took too long to end and were cut off"),
        }
        store.close().await;
        note("Meedoen has stopped.");
        Ok(Outcome::Done)
    }
}

/// Ends when the program is asked to stop.
async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}

/// Randomness of the machine.
#[derive(Debug, Clone, Copy)]
pub struct Machine;

impl web::site::clock::Chance for Machine {
    fn draw(&self) -> [u8; 32] {
        // Without randomness no token is safe: better no answer than a token that can be guessed.
        store::fresh::bytes().expect("the operating system gives random bytes")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_demo_stays_on_this_computer_and_a_real_register_has_no_day_of_its_own() {
        let day = Some(date!(2026 - 09 - 15));
        for (demo, listen, today, fine) in [
            (true, "127.0.0.1:8080", None, true),
            (true, "127.0.0.1:8080", day, true),
            (true, "[::1]:8080", None, true),
            (true, "0.0.0.0:8080", None, false),
            (true, "192.168.1.7:8080", None, false),
            (false, "0.0.0.0:8080", None, true),
            (false, "127.0.0.1:8080", day, false),
        ] {
            assert_eq!(check(demo, listen.parse().unwrap(), today).is_ok(), fine, "{demo} {listen} {today:?}");
        }
    }
}
