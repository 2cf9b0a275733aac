#!/usr/bin/env bash
# A private PostgreSQL for one test run.
#
#   scripts/postgres.sh run COMMAND...   starts it, runs COMMAND with MEEDOEN_TEST_POSTGRES set, stops it again
#   scripts/postgres.sh start            starts it and prints two lines to `eval`: the address and the folder
#   scripts/postgres.sh stop DIR         stops the one in DIR and removes DIR
#
# It listens on a random loopback port and on a socket in its own temporary folder, trusts whoever connects, and never
# syncs: it lives for minutes and holds nothing real. PostgreSQL refuses to run as root, so root hands it to another user.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

PG_BIN=""

# The folder with initdb, pg_ctl and postgres: on the PATH, or where Debian hides it (newest first).
find_postgres() {
  local dir dirs=()
  if command -v initdb >/dev/null 2>&1; then dirs+=("$(dirname "$(readlink -f "$(command -v initdb)")")"); fi
  while IFS= read -r dir; do dirs+=("$dir"); done < <(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -rV)
  for dir in "${dirs[@]}"; do
    if [ -x "$dir/initdb" ] && [ -x "$dir/pg_ctl" ] && [ -x "$dir/postgres" ]; then
      PG_BIN="$dir"
      return 0
    fi
  done
  return 1
}

ensure_postgres() {
  find_postgres && return 0
  if can_install; then
    # Debian starts a cluster of its own on installation. We want the programs only.
    apt_install postgresql-common
    sed -i -E 's/^#?\s*create_main_cluster\s*=.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
    apt_install postgresql
    find_postgres && return 0
  fi
  fail "PostgreSQL is missing: install it with: sudo apt-get install postgresql"
}

# Runs a command as the user who owns the cluster: ourselves, unless we are root.
as_owner() {
  local dir=$1
  shift
  if [ "$(id -u)" != 0 ]; then
    (cd "$dir" && "$@")
  else
    local uid gid
    uid="$(stat -c %u "$dir")" gid="$(stat -c %g "$dir")"
    (cd "$dir" && HOME="$dir" setpriv --reuid="$uid" --regid="$gid" --clear-groups "$@")
  fi
}

start() {
  ensure_postgres >&2 # our standard output is read by whoever starts us
  # Not $TMPDIR: a socket's path may be 107 bytes at most, and the other user must be able to reach it.
  local dir port try user=nobody
  dir="$(scratch pg)"
  chmod 700 "$dir"
  if [ "$(id -u)" = 0 ]; then
    command -v setpriv >/dev/null 2>&1 || fail "setpriv is missing: install it with: apt-get install util-linux"
    if getent passwd postgres >/dev/null; then user=postgres; fi
    chown "$user:$(id -g "$user")" "$dir"
  fi
  as_owner "$dir" "$PG_BIN/initdb" -D "$dir/data" -U meedoen --auth=trust -E UTF8 --locale=C --no-sync >"$dir/initdb.log" 2>&1 || {
    cat "$dir/initdb.log" >&2
    rm -rf "$dir"
    fail "initdb failed"
  }
  for try in 1 2 3 4 5 6 7 8; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    # A port in use is the usual reason to fail here: try another.
    if as_owner "$dir" "$PG_BIN/pg_ctl" -D "$dir/data" -w -t 60 -s -l "$dir/log" -o "-h 127.0.0.1 -p $port -k $dir -F \
      -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" start >/dev/null 2>&1 </dev/null; then
      printf 'MEEDOEN_TEST_POSTGRES=postgres://meedoen@127.0.0.1:%s/postgres\nMEEDOEN_PG_DIR=%s\n' "$port" "$dir"
      return 0
    fi
  done
  tail -20 "$dir/log" >&2 || true
  rm -rf "$dir"
  fail "PostgreSQL did not start"
}

stop() {
  local dir=$1
  case "$dir" in /tmp/meedoen-pg.* | /dev/shm/meedoen-pg.*) ;; *) fail "not a folder of ours: $dir" ;; esac
  [ -d "$dir" ] || return 0
  find_postgres && as_owner "$dir" "$PG_BIN/pg_ctl" -D "$dir/data" -s -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$dir"
}

run() {
  local settings
  settings="$(start)"
  eval "$settings"
  trap 'stop_apart; stop "$MEEDOEN_PG_DIR"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  export MEEDOEN_TEST_POSTGRES
  run_apart "$@"
}

case "${1:-}" in
  start) start ;;
  stop) stop "${2:?which folder}" ;;
  run)
    shift
    if [ -n "${MEEDOEN_TEST_POSTGRES:-}" ]; then exec "$@"; fi # one is running already
    run "$@"
    ;;
  *) fail "usage: scripts/postgres.sh run COMMAND... | start | stop DIR" ;;
esac
