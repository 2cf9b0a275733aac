#!/usr/bin/env bash
# Builds Meedoen and opens a demo school. The first time takes minutes; after that, seconds, and the data stay.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_rust
need_node
say "building (the first time takes some minutes)"
cargo build --profile demo --package meedoen --locked
# The press, which sets documents, is a program apart, and takes minutes the first time: whoever tries the house sees pages first.
if [ -z "${MEEDOEN_PRESS:-}" ]; then
  MEEDOEN_PRESS="$(target_dir)/press/debug/meedoen-press"
  mkdir -p var
  # Behind the demo school: who waits for a page waits for that first.
  (renice -n 19 -p "$BASHPID" >/dev/null 2>&1 || true; unset MEEDOEN_PRESS && need_press) >var/press.log 2>&1 &
  [ -x "$MEEDOEN_PRESS" ] || say "building the press meanwhile: until it is done, a document (PDF) says that it cannot be made (var/press.log)"
  export MEEDOEN_PRESS
fi
say "opening the demo school (its data are in var/demo; Ctrl-C stops)"
exec "$(target_dir)/demo/meedoen" demo --data "$ROOT/var/demo" --listen "${MEEDOEN_LISTEN:-127.0.0.1:8080}" "$@"
