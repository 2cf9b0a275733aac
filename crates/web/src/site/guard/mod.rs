//! What stands between a request and its page: limits, forged forms, headers, the log, panics.

pub mod csrf;
pub mod enter;
mod frame;
mod headers;
mod panics;
pub mod upload;

pub(crate) use frame::frame;
pub(crate) use headers::headers;
pub use panics::quiet_panics;
