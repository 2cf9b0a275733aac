#!/usr/bin/env bash
# Measures, and prints each number beside the last committed result.
#
#   scripts/bench.sh               every `[[bench]]` of the workspace
#   scripts/bench.sh NAME...       only these
#   scripts/bench.sh --save ...    and writes what it found to benches/results/NAME.json, to be committed
#
# `survey` can be held against a loop of your own in the same run: SURVEY_DUMP=FILE writes its data, and SURVEY_KERNEL=PROGRAM
# is then run on them in between, as PROGRAM FILE THREADS; it prints one JSON object.
#
# A bench here is a program without a harness (`harness = false`) whose last line on standard output is one JSON object.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
case "${1:-}" in -h | --help) exec sed -n '2,/^source/{/^source/d;s/^#\{0,1\} \{0,1\}//p}' "$0" ;; esac
need_rust
need_node
say "benches"
exec node scripts/bench.mjs "$@"
