#!/usr/bin/env bash
# Is everything formatted? (`cargo fmt --all` formats it.)
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_rust
say "format"
cargo fmt --all --check
cargo fmt --manifest-path press/Cargo.toml --check
