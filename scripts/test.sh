#!/usr/bin/env bash
# Everything CI runs, in the order in which a mistake shows soonest. The last lines are the browser tests' own summary.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_rust
need_node
started=$SECONDS
step() {
  local begin=$SECONDS
  "$@"
  printf -- '-- %s: %s s\n' "$*" "$((SECONDS - begin))"
}
step scripts/fmt.sh
step scripts/lint.sh
step scripts/rust.sh all
printf -- '-- before the browser: %s s\n' "$((SECONDS - started))"
# cargo built the program for the HTTP tests: the browser meets that same one.
program="$(target_dir)/debug/meedoen"
if [ -x "$program" ]; then export MEEDOEN_BIN="$program"; fi
exec scripts/browser.sh test
