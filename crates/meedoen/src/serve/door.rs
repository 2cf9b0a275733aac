//! The door: how many connections at once, and how long one may be silent.
//!
//! There are as many places as the system gives files for. When all are taken, whoever has been silent longest goes, so
//! that somebody who says what they want is always let in: a crowd of idle connections makes room for itself. Requests
//! that run are never cut off for another.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tower::ServiceExt;

/// What a connection may take.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// How many at once.
    pub connections: usize,
    /// Until the headers of the first or the next request are in: also how long one may stay idle.
    pub silence: Duration,
    /// In all. What is asked is answered, then the connection is closed; a browser or proxy opens another.
    pub whole: Duration,
}

/// How long a request that runs at the end of [`Bounds::whole`] may take to end, reading its answer included.
const GRACE: Duration = Duration::from_secs(30);
/// So long after its last answer, or its beginning, a connection may be asked to make room: what was answered is on its
/// way by then.
const SETTLED: Duration = Duration::from_millis(500);
/// The largest head of a request, in bytes, and as much of an answer as waits for a slow reader.
const BUFFER: usize = 64 * 1024;
/// Files that are kept for the database, the log and the listener.
const RESERVED: usize = 96;
/// More than this at once is no school.
const MOST: usize = 1000;

impl Bounds {
    /// As many connections as were asked for, at most what the system gives files for.
    pub fn new(asked: Option<usize>) -> Self {
        let files = std::fs::read_to_string("/proc/self/limits").ok().and_then(|text| open_files(&text));
        let possible = files.unwrap_or(256).saturating_sub(RESERVED).max(16);
        Self {
            connections: asked.unwrap_or(MOST).min(possible),
            silence: Duration::from_secs(15),
            whole: Duration::from_secs(10 * 60),
        }
    }
}

/// How many files a process may have open, as Linux tells it.
fn open_files(limits: &str) -> Option<usize> {
    let line = limits.lines().find(|line| line.starts_with("Max open files"))?;
    line.split_whitespace().nth(3).map(|soft| soft.parse().unwrap_or(usize::MAX))
}

/// What every connection knows of the door.
struct Door {
    site: Router,
    bounds: Bounds,
    places: Arc<Semaphore>,
    /// Somebody waits for a place: whoever has been silent longest hears it first.
    crowd: Notify,
    stopping: watch::Receiver<bool>,
}

/// Serves until `stop` ends, and then until every request that runs has ended.
pub async fn serve(listener: TcpListener, site: Router, bounds: Bounds, stop: impl Future<Output = ()>) {
    let (told, stopping) = watch::channel(false);
    let places = Arc::new(Semaphore::new(bounds.connections));
    let door = Arc::new(Door { site, bounds, places, crowd: Notify::new(), stopping });
    let mut stop = std::pin::pin!(stop);
    loop {
        // First a place, then somebody to give it to: who waits does so in the queue of the system.
        let next = async {
            let (stream, peer) = accept(&listener, &door).await;
            (place(&door).await, stream, peer)
        };
        let (place, stream, peer) = tokio::select! { () = &mut stop => break, next = next => next };
        if let Some(place) = place {
            tokio::spawn(connection(Arc::clone(&door), stream, peer, place));
        }
    }
    drop(listener);
    let _ = told.send(true);
    let all = u32::try_from(bounds.connections).unwrap_or(u32::MAX);
    let _ = door.places.acquire_many(all).await;
}

/// The next connection. When the system has no file left for it, somebody silent makes room.
async fn accept(listener: &TcpListener, door: &Door) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) => {
                // One that went away before it was let in is nobody's fault.
                if !matches!(error.kind(), std::io::ErrorKind::ConnectionAborted | std::io::ErrorKind::ConnectionReset)
                {
                    tracing::warn!(%error, "cannot accept a connection");
                    door.crowd.notify_one();
                    sleep(Duration::from_millis(100)).await;
                }
            }
        }
    }
}

/// A place for a connection; asks whoever is silent to go while there is none.
async fn place(door: &Door) -> Option<OwnedSemaphorePermit> {
    if let Ok(place) = Arc::clone(&door.places).try_acquire_owned() {
        return Some(place);
    }
    tracing::debug!("every place is taken");
    loop {
        door.crowd.notify_one();
        if let Ok(place) = timeout(Duration::from_millis(50), Arc::clone(&door.places).acquire_owned()).await {
            // A call that nobody heard is not for somebody later.
            let _ = timeout(Duration::ZERO, door.crowd.notified()).await;
            return place.ok();
        }
    }
}

/// One connection, from its first byte to its last.
async fn connection(door: Arc<Door>, stream: TcpStream, peer: SocketAddr, place: OwnedSemaphorePermit) {
    let _ = stream.set_nodelay(true);
    let (busy, mut state) = watch::channel(false);
    let site = door.site.clone();
    let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        let (site, running) = (site.clone(), Running::begin(&busy));
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            let answer = site.oneshot(request).await;
            drop(running);
            answer
        }
    });
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(door.bounds.silence)
        .max_buf_size(BUFFER)
        .serve_connection(TokioIo::new(stream), service);
    let mut serving = std::pin::pin!(serving);
    let mut stopping = door.stopping.clone();
    let mut end = std::pin::pin!(sleep(door.bounds.whole));
    let mut ending = false;
    let mut since = Instant::now();
    loop {
        let silent = !*state.borrow_and_update();
        let settled = silent && since.elapsed() >= SETTLED;
        tokio::select! {
            // Over: also when it said nothing for too long, or nonsense. That is no news.
            _ = serving.as_mut() => break,
            changed = state.changed() => {
                if changed.is_err() {
                    break;
                }
                since = Instant::now();
            }
            () = sleep_until(since + SETTLED), if silent && !settled => {}
            () = door.crowd.notified(), if settled => break,
            () = end.as_mut() => {
                if ending { break }
                ending = true;
                serving.as_mut().graceful_shutdown();
                end.as_mut().reset(Instant::now() + GRACE);
            }
            told = stopping.wait_for(|told| *told), if !ending => {
                let _ = told;
                ending = true;
                serving.as_mut().graceful_shutdown();
                end.as_mut().reset(Instant::now() + GRACE);
            }
        }
    }
    drop(place);
}

/// A request that runs, on the connection it came by.
struct Running(watch::Sender<bool>);

impl Running {
    fn begin(busy: &watch::Sender<bool>) -> Self {
        busy.send_replace(true);
        Self(busy.clone())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.send_replace(false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_no_more_places_than_files() {
        let limits = |soft: &str| {
            format!("Limit    Soft Limit   Hard Limit   Units\nMax open files            {soft}    4096     files\n")
        };
        assert_eq!(open_files(&limits("256")), Some(256));
        assert_eq!(open_files(&limits("unlimited")), Some(usize::MAX));
        assert_eq!(open_files("nothing of the kind"), None);
        let bounds = Bounds::new(Some(7));
        assert_eq!(bounds.connections, 7);
        assert!((16..=MOST).contains(&Bounds::new(None).connections));
    }
}
