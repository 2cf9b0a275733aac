#!/usr/bin/env bash
# Builds Meedoen and opens a demo school. The first time takes minutes; after that, seconds, and the data stay.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_rust
need_node
say "building (the first time takes some minutes)"
cargo build --profile demo --package meedoen --locked
need_press
say "opening the demo school (its data are in var/demo; Ctrl-C stops)"
exec "$(target_dir)/demo/meedoen" demo --data "$ROOT/var/demo" --listen "${MEEDOEN_LISTEN:-127.0.0.1:8080}" "$@"
