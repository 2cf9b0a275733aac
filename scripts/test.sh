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
# One pass in the place of three: what is built for the tests is linted, and its documentation read, on the way.
lint_while_building || true
# The press is built behind the lints: a compiler is minutes on one crate alone, and leaves a processor idle. Whether it was built is
# asked, and said, where it is needed.
mkdir -p "$(target_dir)"
nice -n 19 cargo build --manifest-path press/Cargo.toml --locked --target-dir "$(target_dir)/press" --quiet >"$(target_dir)/press.log" 2>&1 &
press=$!
trap 'kill "$press" 2>/dev/null || true' EXIT
step scripts/fmt.sh
step scripts/lint.sh
step scripts/rust.sh all
printf -- '-- before the browser: %s s\n' "$((SECONDS - started))"
wait "$press" || true
# cargo built the program for the HTTP tests: the browser meets that same one.
program="$(target_dir)/debug/meedoen"
if [ -x "$program" ]; then export MEEDOEN_BIN="$program"; fi
exec scripts/browser.sh test
