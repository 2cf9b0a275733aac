//! What time it is, and chance: handed in by the program, so that tests and demo days can hold them still.

use register::Moment;

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// Now, with the civil date in the Netherlands.
    fn now(&self) -> Moment;
}

/// A clock that stands still: for samples and tests.
#[derive(Debug, Clone, Copy)]
pub struct Still(pub Moment);

impl Clock for Still {
    fn now(&self) -> Moment {
        self.0
    }
}

/// Draws bytes that nobody can guess.
pub trait Chance: Send + Sync + 'static {
    /// 32 of them.
    fn draw(&self) -> [u8; 32];
}

/// Bytes that count up: for samples and tests.
#[derive(Debug, Default)]
pub struct Counting(std::sync::atomic::AtomicU64);

impl Chance for Counting {
    fn draw(&self) -> [u8; 32] {
        let n = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&n.to_le_bytes());
        bytes
    }
}
