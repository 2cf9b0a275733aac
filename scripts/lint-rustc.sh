#!/usr/bin/env bash
# What cargo calls in the place of rustc for the crates of this house, when a script asks for it (lib.sh, `lint_while_building`): clippy
# reads each crate while it builds it, and rustdoc reads what a library says of itself. Each apart would go over everything once more.
set -euo pipefail
clippy-driver "$@"

# $1 is rustc; what follows is what it was asked.
library='' tests='' keep=()
args=("${@:2}")
for ((at = 0; at < ${#args[@]}; at++)); do
  arg="${args[at]}" next="${args[at + 1]:-}"
  case "$arg" in
    --test) tests=1 ;;
    --crate-type) [ "$next" != lib ] || library=1; keep+=("$arg" "$next"); at=$((at + 1)) ;;
    # How code is made, and where it goes, is not asked of rustdoc.
    -C | --out-dir) case "$next" in metadata=*) keep+=("$arg" "$next") ;; esac; at=$((at + 1)) ;;
    --emit=* | -Copt-level=*) ;;
    *) keep+=("$arg") ;;
  esac
done
if [ -n "$library" ] && [ -z "$tests" ]; then
  rustdoc "${keep[@]}" -D warnings -o "$MEEDOEN_DOCUMENTATION"
fi
