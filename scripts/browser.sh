#!/usr/bin/env bash
# The browser tests and the pictures: Debian's Chromium, driven by playwright-core.
#
#   scripts/browser.sh test [FILE...]   the harness's own test, every page, every journey
#   scripts/browser.sh pictures [...]   a picture of each page, into e2e/pictures/
#
# MEEDOEN_BIN names a program that is already built; otherwise this builds one.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_node

find_chromium() {
  local name path
  for name in "${CHROMIUM:-}" /usr/bin/chromium chromium chromium-browser google-chrome-stable google-chrome; do
    [ -n "$name" ] || continue
    path="$(command -v "$name" 2>/dev/null)" || continue
    # Ubuntu's /usr/bin/chromium-browser may be a note that a snap is wanted: only one that answers counts.
    if "$path" --version >/dev/null 2>&1; then
      export CHROMIUM="$path"
      return 0
    fi
  done
  return 1
}
if ! find_chromium; then
  if can_install; then apt_install chromium || true; fi
  find_chromium || fail "Chromium is missing: install it with: sudo apt-get install chromium (or name one in CHROMIUM=/path)"
fi

# What is installed is compared with the lock, so that a pull is enough to get the right version.
if ! cmp -s e2e/package-lock.json e2e/node_modules/.meedoen-lock; then
  say "npm packages of the browser tests"
  (cd e2e && npm ci --no-audit --no-fund </dev/null) || fail "npm packages are missing: run: cd e2e && npm ci"
  cp e2e/package-lock.json e2e/node_modules/.meedoen-lock
fi

if [ -z "${MEEDOEN_BIN:-}" ]; then
  need_rust
  say "building the program"
  cargo build --package meedoen --locked
  MEEDOEN_BIN="$(target_dir)/debug/meedoen"
fi
export MEEDOEN_BIN

# A document is asked for in a journey.
need_press

# Databases, browser profiles: all of it in one folder that is gone afterwards.
MEEDOEN_E2E_DIR="$(scratch e2e)"
export MEEDOEN_E2E_DIR
trap 'stop_apart; rm -rf "$MEEDOEN_E2E_DIR"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

mode="${1:-test}"
[ $# -eq 0 ] || shift
case "$mode" in
  test)
    say "browser"
    files=("$@")
    [ $# -gt 0 ] || files=(e2e/harness.test.mjs e2e/pages-*.test.mjs e2e/journeys/*.test.mjs)
    # Two files at a time, each with a browser, a server and a school of its own: one of them leaves a processor half idle.
    run_apart node --test --test-reporter="${MEEDOEN_REPORTER:-tap}" --test-concurrency=2 "${files[@]}"
    ;;
  pictures)
    say "pictures"
    run_apart node e2e/pictures.mjs "$@"
    ;;
  *) fail "usage: scripts/browser.sh test [FILE...] | pictures" ;;
esac
