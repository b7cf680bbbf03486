#!/usr/bin/env bash
# Prove the wheel: in a Debian 12 with Python and pipx and nothing else of Postil's, an ordinary user installs it with
# pipx and runs the command, a search and the window. Ends as the first thing that fails.
#
# usage: [SUITE=trixie] packaging/cleanroom_wheel.sh [WHEEL [DIR]]
#
# WHEEL is what `make package` has left by default. DIR (default: build/cleanroom-wheel) is made anew, and removed when
# all went well.
set -euo pipefail

checkout=$(cd "$(dirname "$0")/.." && pwd)
wheel=$(realpath "${1:-"$(find "$checkout/build/package/out" -name 'postil-*.whl' | head -1)"}")
room=$(realpath --canonicalize-missing "${2:-$checkout/build/cleanroom-wheel}")
suite=${SUITE:-bookworm}
# shellcheck source=packaging/room.sh
. "$checkout/packaging/room.sh"

trap leave EXIT
echo "== a Debian $suite with pipx =="
furnish ca-certificates,python3,pipx
cp "$wheel" "$room/tmp/"
chmod a+r "$room"/tmp/*
enter root useradd --create-home --shell /bin/bash reader

echo "== installed by pipx =="
cat >"$room/tmp/user.sh" <<'INSIDE'
set -euo pipefail
export HOME=/home/reader PATH=/home/reader/.local/bin:/usr/bin:/bin
cd "$HOME"
[ "${1:-}" = window ] || {
    pipx install /tmp/postil-*.whl
    postil --version
    postil search 'spring tides' | head -2
    echo "the doctor of a system without Qt's libraries:"
    postil doctor 2>&1 >/dev/null | head -3 || true
    exit
}
Xvfb :5 -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
export DISPLAY=:5
sleep 2
postil --trace "$HOME/trace.jsonl" &
for _ in $(seq 600); do
    ! grep --quiet note_painted "$HOME/trace.jsonl" 2>/dev/null || break
    sleep 0.2
done
grep -E 'window_shown|note_painted' "$HOME/trace.jsonl"
kill %2 %1
INSIDE
enter reader bash /tmp/user.sh

echo "== with the libraries of packaging/system-packages.txt =="
enter root apt-get --quiet=2 update
# Of a package with several names, the one that this release has.
packages=$(sed -n '/^\[window\]$/,/^\[screen\]$/p' "$checkout/packaging/system-packages.txt" | sed 's/#.*//; /^\[/d; s/|/ /g' |
    enter_with_input root bash -c 'while read -ra names; do
        for name in "${names[@]}"; do
            ! apt-cache show "$name" >/dev/null 2>&1 || { echo "$name"; break; }
        done
    done')
# shellcheck disable=SC2086 # a list of words
enter root env DEBIAN_FRONTEND=noninteractive apt-get --quiet=2 --option=Dpkg::Use-Pty=0 install --yes \
    --no-install-recommends $packages xvfb libgl1-mesa-dri >"$room.apt" 2>&1 || { tail "$room.apt" >&2; exit 1; }
rm "$room.apt"
live -c 'setpriv --reuid=reader --regid=reader --init-groups bash /tmp/user.sh window'
echo "The window of the wheel came, with its first note."
