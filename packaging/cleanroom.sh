#!/usr/bin/env bash
# Prove the two commands on a machine that has nothing: a Debian 12 with only git, make, python3 and python3-venv is
# put into a folder, the committed state of this checkout is cloned into it, and `make run` and `make test` run there
# as root. Prints the time and the download size of each. Ends as the first command that fails.
#
# usage: [SUITE=trixie] packaging/cleanroom.sh [DIR]
#
# DIR (default: build/cleanroom) is made anew, and removed when all went well. SUITE is another release of Debian.
set -euo pipefail

checkout=$(cd "$(dirname "$0")/.." && pwd)
room=$(realpath --canonicalize-missing "${1:-$checkout/build/cleanroom}")
suite=${SUITE:-bookworm}
inside=/root/postil

# shellcheck source=packaging/room.sh
. "$checkout/packaging/room.sh"

downloaded() { # in bytes, by this machine, since it started
    awk '/:/ && !/ lo:/ { sub(/.*:/, ""); sum += $1 } END { printf "%.0f", sum }' /proc/net/dev
}

measured() { # COMMAND, run by root in the clone
    local start=$SECONDS before
    before=$(downloaded)
    echo "== $* =="
    enter root sh -c "cd $inside && $*"
    echo "== $*: $((SECONDS - start)) s, $((($(downloaded) - before) / 1000000)) MB downloaded =="
}

trap leave EXIT
furnish git,make,python3,python3-venv,ca-certificates
git clone --quiet --no-hardlinks "$checkout" "$room$inside"

echo "== without the right to install, the exact command is printed =="
chmod a+rx "$room/root"
if said=$(enter nobody python3 $inside/packaging/prepare.py 2>&1); then
    echo "make run went on without its system packages" >&2
    exit 1
fi
echo "$said"
grep --quiet '^  sudo apt-get update && sudo apt-get install --yes' <<<"$said"

measured make run
measured make test
