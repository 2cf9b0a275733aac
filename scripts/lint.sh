#!/usr/bin/env bash
# Clippy over everything; a warning is an error. cargo-deny too, where it is installed.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_rust
need_node
say "clippy"
cargo clippy --workspace --all-targets --locked -- -D warnings
if command -v cargo-deny >/dev/null 2>&1; then
  say "cargo deny"
  cargo deny --all-features check licenses bans sources
fi
for script in scripts/*.sh .ci/run; do bash -n "$script"; done
