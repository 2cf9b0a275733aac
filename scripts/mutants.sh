#!/usr/bin/env bash
# Measures the tests themselves: changes one thing in the rules at a time, and asks whether a test of that room fails.
#
#   scripts/mutants.sh              the rooms of rules: access and register
#   scripts/mutants.sh --change     what was changed since main, in any room
#   scripts/mutants.sh ARGUMENTS... handed on to cargo-mutants (`--iterate` tries only what was not caught before)
#
# Not part of CI: it builds each room some four hundred times. What survives is named with its reason in docs/mutants.md;
# one that is not named there is an error, and so is any in access and 3% or more in register.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
case "${1:-}" in -h | --help) exec sed -n '2,/^source/{/^source/d;s/^#\{0,1\} \{0,1\}//p}' "$0" ;; esac
need_rust
need_node
cargo mutants --version >/dev/null 2>&1 || fail "cargo-mutants is missing: install it with: cargo install --locked cargo-mutants"
out="$(target_dir)/mutants"
mkdir -p "$out"
what=(--package access --package register)
if [ "${1:-}" = --change ]; then
  shift
  git diff main... >"$out/change.diff"
  what=(--in-diff "$out/change.diff")
fi
say "mutants: ${what[*]}"
# A mutant that survives is an exit status of 2, and one that hangs 3: both are judged below.
cargo mutants "${what[@]}" --output "$out" --no-shuffle "$@" || { status=$?; [ "$status" -le 3 ] && [ "$status" -ne 1 ] || fail "cargo-mutants did not get to its end"; }
exec node scripts/mutants.mjs "$out/mutants.out" docs/mutants.md
