//! Where a link leads to.

pub(super) use crate::site::here::here as of;
