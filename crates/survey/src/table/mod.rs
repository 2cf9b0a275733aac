//! A whole table book in one call.
