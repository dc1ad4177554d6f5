#!/usr/bin/env bash
# A day in the field, told by the real programs: one office, three replicas, no network for most of it.
#
# Needs the folder of the built programs in BIN; asks nothing; leaves nothing running and nothing behind.
# Ends non-zero as soon as something is not as promised.
set -euo pipefail

BIN=${BIN:?the folder of feltbog and feltbog-office}
HERE=$(cd "$(dirname "$0")" && pwd)
DATA=Examples/data
cd "$HERE/../.."
BIN=$(cd "$BIN" && pwd)
WORK=$(mktemp -d "${TMPDIR:-/tmp}/field-day.XXXXXX")
OFFICE_PID=
PORT=0
export LANG=C.UTF-8 TZ=Europe/Copenhagen NO_COLOR=1
unset LC_ALL LC_MESSAGES FELTBOG_REPLICA FELTBOG_OFFICE_DATA || true

# --- how the story is told -------------------------------------------------------------------

chapter() { printf '\n== %s\n' "$*"; }
tell() { printf '\n%s\n' "$(printf '%s' "$*" | tr '\n' ' ' | fold -s -w 110)"; }
fail() {
    printf '\nNOT AS PROMISED: %s\n' "$*" >&2
    exit 1
}
promise() { # what, expected, actual
    [ "$2" = "$3" ] || fail "$1: expected $2, found $3"
    printf '   ok: %s (%s)\n' "$1" "$3"
}
indent() { sed 's/^/   /'; }

# feltbog with one person's replica, shown as it is typed.
as() { # replica, words…
    local who=$1
    shift
    printf '\n%s$ feltbog' "$who"
    local word
    for word in "$@"; do
        case $word in
        feltbog1-*) printf ' feltbog1-…' ;;
        *[!A-Za-z0-9æøåÆØÅ./=_-]* | '') printf " '%s'" "$word" ;;
        *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    "$BIN/feltbog" "$@" --replica "$WORK/$who.sqlite" 2>&1 | indent
}
ask() { # replica, words… : quietly, as JSON
    local who=$1
    shift
    "$BIN/feltbog" "$@" --json --replica "$WORK/$who.sqlite" 2>"$WORK/err" || {
        cat "$WORK/err" >&2
        fail "feltbog $* ended with an error"
    }
}
office() { "$BIN/feltbog-office" "$@" --data "$WORK/office"; }

# As `as`, for a command that is to end with this exit code.
as_ending() { # exit code, replica, words…
    local expected=$1 status=0
    shift
    as "$@" || status=$?
    [ "$status" = "$expected" ] || fail "feltbog ${*:2} ended with $status, not $expected"
    printf '   (exit code %s)\n' "$status"
}
# Lines typed at a stall: standard input.
desk() { # replica, words…
    local who=$1
    shift
    printf '\n%s$ feltbog signup desk «%s» %s\n' "$who" "$EVENT" "$*"
    "$BIN/feltbog" signup desk "$EVENT" "$@" --replica "$WORK/$who.sqlite" 2>&1 | indent
}
hide_invites() { sed 's/feltbog1-[a-z0-9-]*/feltbog1-…/'; }

# One value of a flat JSON object.
value() { sed -n 's/.*[{,]"'"$1"'":\("[^"]*"\|[^,}]*\).*/\1/p' | head -n 1 | tr -d '"'; }
# How many objects of a JSON list have this key.
count() { { grep -o "\"$1\":" || true; } | wc -l | tr -d ' '; }
sum() { # key, files…
    local total=0 file
    for file in "${@:2}"; do total=$((total + $(value "$1" <"$file"))); done
    echo "$total"
}
# The digests of a report or of `doctor`, one line a scope.
digests() { grep -o '"[a-z0-9-]*":{"rows":[0-9]*,"sum":"[0-9a-f]*"}' | grep -v '"all-rows"' | sort; }

start_office() {
    rm -f "$WORK/port"
    "$BIN/feltbog-office" serve --data "$WORK/office" --listen "127.0.0.1:$PORT" \
        --port-file "$WORK/port" --grace 2 >"$WORK/office.out" 2>"$WORK/office.err" &
    OFFICE_PID=$!
    local tries=0
    until [ -s "$WORK/port" ]; do
        kill -0 "$OFFICE_PID" 2>/dev/null || {
            cat "$WORK/office.err" >&2
            fail 'the office did not start'
        }
        tries=$((tries + 1))
        [ "$tries" -lt 600 ] || fail 'the office did not say where it listens'
        sleep 0.05
    done
    PORT=$(cat "$WORK/port")
    printf '\n(the office is open at 127.0.0.1:%s)\n' "$PORT"
}
stop_office() {
    kill -TERM "$OFFICE_PID"
    wait "$OFFICE_PID" || fail 'the office did not close in good order'
    OFFICE_PID=
    printf '\n(the office is closed)\n'
}
leave() {
    local status=$?
    if [ -n "$OFFICE_PID" ]; then
        kill -KILL "$OFFICE_PID" 2>/dev/null || true
        wait "$OFFICE_PID" 2>/dev/null || true
    fi
    rm -rf "$WORK"
    exit "$status"
}
trap leave EXIT
trap 'exit 130' INT TERM

invite() { # member, role, more…
    office invite --member "$1" --role "$2" --address "127.0.0.1:$PORT" "${@:3}" 2>/dev/null
}

# --- the story -------------------------------------------------------------------------------

source "$HERE/story.sh"
