#!/usr/bin/env bash
# The tests that cargo runs: rules, properties, both databases, HTTP, and the examples in the documentation.
#
#   scripts/rust.sh          everything
#   scripts/rust.sh unit     without the tests of the whole program
#   scripts/rust.sh http     only those: the real program, over HTTP
#   scripts/rust.sh all ARGUMENTS...   handed on to the runner
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_rust
need_node
part="${1:-all}"
[ $# -eq 0 ] || shift

if [ "$part" != unit ]; then
  need_press
  need_document_readers
fi

if [ -z "${MEEDOEN_TEST_POSTGRES:-}" ]; then exec scripts/postgres.sh run "$0" "$part" "$@"; fi

# Whatever the tests put in the temporary folder goes with it.
TMPDIR="$(scratch tests)"
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 143' TERM INT HUP

# nextest is quicker, and is used where it is installed; nothing needs it.
if cargo nextest --version >/dev/null 2>&1; then
  # One more than there are processors: a test waits for a database or a process a good part of its time.
  export NEXTEST_TEST_THREADS="${NEXTEST_TEST_THREADS:-$(($(nproc) + 1))}"
  say "tests ($part), cargo nextest"
  case "$part" in
    unit) filter=(-E 'not (package(meedoen) and kind(test))') ;;
    http) filter=(-E 'package(meedoen) and kind(test)') ;;
    *) filter=() ;;
  esac
  cargo nextest run --workspace --locked --no-fail-fast --no-tests=pass "${filter[@]}" "$@"
else
  say "tests ($part), cargo test"
  case "$part" in
    unit) cargo test --workspace --exclude meedoen --locked --no-fail-fast --tests "$@" ;;
    http) cargo test --package meedoen --locked --no-fail-fast --tests "$@" ;;
    *) cargo test --workspace --locked --no-fail-fast --tests --examples "$@" ;;
  esac
fi
if [ "$part" = all ] && [ $# -eq 0 ]; then
  say "the press"
  cargo test --manifest-path press/Cargo.toml --locked --target-dir "$(target_dir)/press" --quiet
fi
if [ "$part" != http ]; then
  say "examples in the documentation"
  cargo test --workspace --locked --doc --quiet
fi
