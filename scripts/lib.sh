# Shared by every script here: where things are, and how a missing part is named or installed.
# Sourced, never run.
# shellcheck shell=bash

set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT"

# Some build machines start with HOME unset or pointing at nothing. rustup looks for its toolchain there, npm for its
# cache, Chromium for its profile: fall back on the account's own home, and otherwise on a temporary folder.
if [ ! -d "${HOME:-}" ] || [ ! -w "${HOME:-}" ]; then
  HOME="$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6 || true)"
  if [ ! -d "$HOME" ] || [ ! -w "$HOME" ]; then
    HOME="/tmp/meedoen-home-$(id -u)"
    mkdir -p -m 700 "$HOME"
    [ -O "$HOME" ] || { echo "meedoen: $HOME belongs to someone else; set HOME" >&2; exit 1; }
  fi
  export HOME
fi
command -v cargo >/dev/null 2>&1 || PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
# A HOME that is somebody else's: rustup keeps its toolchain in the account's own.
if command -v cargo >/dev/null 2>&1 && [ -z "${RUSTUP_HOME:-}" ] && ! cargo --version >/dev/null 2>&1; then
  own="$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6 || true)"
  if [ -d "$own/.rustup" ]; then export RUSTUP_HOME="$own/.rustup"; fi
fi

say() { printf '\n== %s\n' "$*"; }

# One line, and an exit status that stops whoever called.
fail() {
  printf 'meedoen: %s\n' "$*" >&2
  exit 1
}

# Debian or Ubuntu, as root: the one place where the scripts may install anything.
can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# apt_install PACKAGE...: quietly, without questions, and without reading our standard input.
apt_install() {
  say "installing $*"
  export DEBIAN_FRONTEND=noninteractive
  if [ -z "${MEEDOEN_APT_FRESH:-}" ]; then
    apt-get update -q </dev/null
    export MEEDOEN_APT_FRESH=1
  fi
  apt-get install -q -y --no-install-recommends -o Dpkg::Options::=--force-confold "$@" </dev/null
}

# need PROGRAM "what to install, with the command" [debian package]
need() {
  command -v "$1" >/dev/null 2>&1 && return 0
  if [ -n "${3:-}" ] && can_install; then apt_install "$3"; fi
  command -v "$1" >/dev/null 2>&1 || fail "$1 is missing: $2"
}

# scratch NAME: makes an empty folder that its caller removes, and says which. In memory where that is large enough: databases wait for
# a disk at every commit, and the tests make thousands of databases.
scratch() {
  local root=/tmp free
  free="$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1 || true)"
  if [ -w /dev/shm ] && [ "${free:-0}" -ge 6000000 ] && [ "$(awk '/^MemAvailable/ {print $2}' /proc/meminfo)" -ge 10000000 ]; then
    root=/dev/shm
  fi
  mktemp -d "$root/meedoen-$1.XXXXXX"
}

need_rust() {
  need cargo "install Rust 1.94 or newer: curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
  need cc "install a C compiler (SQLite is C): sudo apt-get install build-essential" build-essential
}

# lint_while_building: from here on whatever cargo builds of this house is linted as it is built, a warning being an error, and its
# documentation read. Says no where clippy is not beside the compiler.
lint_while_building() {
  command -v clippy-driver >/dev/null 2>&1 && clippy-driver --version >/dev/null 2>&1 || return 1
  MEEDOEN_DOCUMENTATION="$(target_dir)/doc"
  # The words that cargo-clippy itself hands on, with what it puts between them.
  export CLIPPY_ARGS="-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__"
  export RUSTC_WORKSPACE_WRAPPER="$ROOT/scripts/lint-rustc.sh" MEEDOEN_DOCUMENTATION
}

need_node() {
  local hint="install Node.js 20 or newer: sudo apt-get install nodejs npm"
  need node "$hint" nodejs
  need npm "$hint" npm
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] ||
    fail "node $(node --version) is too old: install Node.js 20 or newer (Debian 13, Ubuntu 25.04, or nodesource.com)"
}

# need_press [cargo's arguments]: builds the press, a program apart, and sets MEEDOEN_PRESS.
need_press() {
  [ -z "${MEEDOEN_PRESS:-}" ] || return 0
  local target
  target="$(target_dir)/press"
  say "building the press, which sets documents (the first time takes some minutes)"
  # Its own features, whatever those of the house are.
  cargo build --manifest-path press/Cargo.toml --locked --target-dir "$target"
  export MEEDOEN_PRESS="$target/debug/meedoen-press"
}

# The programs of others that read and judge our documents, for the tests. Sets MEEDOEN_PDFUA.
need_document_readers() {
  need pdfinfo "install poppler: sudo apt-get install poppler-utils" poppler-utils
  [ -z "${MEEDOEN_PDFUA:-}" ] || return 0
  local home version=0.1.3
  home="$(target_dir)/pdfua-$version"
  if [ ! -e "$home/whole" ]; then
    say "pdfua $version"
    need python3 "install Python: sudo apt-get install python3 python3-venv" python3
    python3 -c 'import ensurepip, venv' 2>/dev/null || ! can_install || apt_install python3-venv
    rm -rf "$home"
    python3 -m venv "$home" && "$home/bin/pip" install --quiet --disable-pip-version-check "pdfua==$version" pikepdf==10.18.0 </dev/null ||
      fail "pdfua is missing: it comes from PyPI (python3 -m venv, pip install pdfua==$version)"
    touch "$home/whole"
  fi
  export MEEDOEN_PDFUA="$home/bin/pdfua"
}

# Where cargo puts what it builds, whatever variable or configuration says so.
target_dir() {
  cargo metadata --format-version 1 --no-deps --offline 2>/dev/null |
    node -e 'process.stdout.write(JSON.parse(require("fs").readFileSync(0, "utf8")).target_directory)' 2>/dev/null ||
    printf '%s' "${CARGO_TARGET_DIR:-$ROOT/target}"
}

# run_apart COMMAND...: runs it in a process group of its own and waits, so that whoever traps EXIT can end all of it
# with stop_apart. Sets APART.
APART=""
run_apart() {
  local status=0
  set -m
  "$@" &
  APART=$!
  set +m
  wait "$APART" || status=$?
  return "$status"
}
stop_apart() {
  [ -n "$APART" ] || return 0
  kill -TERM -- "-$APART" 2>/dev/null || true
  wait "$APART" 2>/dev/null || true
  APART=""
}
