//! Imports on both databases.
