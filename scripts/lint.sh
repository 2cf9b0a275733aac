#!/usr/bin/env bash
# Clippy over everything; a warning is an error. cargo-deny too, where it is installed.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_rust
need_node
if [ -n "${MEEDOEN_DOCUMENTATION:-}" ]; then
  say "clippy and documentation, while building"
  cargo build --workspace --all-targets --locked
  cargo build --manifest-path press/Cargo.toml --all-targets --locked --target-dir "$(target_dir)/press"
else
  say "clippy"
  cargo clippy --workspace --all-targets --locked -- -D warnings
  cargo clippy --manifest-path press/Cargo.toml --all-targets --locked --target-dir "$(target_dir)/press" -- -D warnings
  say "documentation"
  RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --lib --locked --quiet
fi
if command -v cargo-deny >/dev/null 2>&1; then
  say "cargo deny"
  cargo deny --all-features check licenses bans sources
  (cd press && cargo deny --config ../deny.toml check licenses bans sources)
fi
say "documents and scripts"
# Each dependency of the workspace has its reason written down.
while IFS= read -r name; do
  grep -q "^| \`$name\` |" docs/decisions/0002-dependencies.md ||
    fail "$name has no row in docs/decisions/0002-dependencies.md: say in one line why it is here"
done < <(
  sed -n '/^# From the shelf/,/^\[workspace.lints/p' Cargo.toml | sed -nE 's/^([a-z0-9_-]+) = .*/\1/p'
  sed -n '/^\[dependencies/,/^\[lints/p' press/Cargo.toml | sed -nE '/^document = /d; s/^([a-z0-9_-]+) = .*/\1/p'
)
# A link between documents leads somewhere.
node scripts/links.mjs
for script in scripts/*.sh .ci/run; do bash -n "$script"; done
