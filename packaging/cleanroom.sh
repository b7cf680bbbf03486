#!/usr/bin/env bash
# Prove the two commands on a machine that has nothing: a Debian 12 with only git, make, python3 and python3-venv is
# put into a folder, the committed state of this checkout is cloned into it, and `make run` and `make test` run there
# as root. Prints the time and the download size of each. Ends as the first command that fails.
#
# usage: [SUITE=trixie] packaging/cleanroom.sh [DIR]
#
# DIR (default: build/cleanroom) is made anew, and removed when all went well. SUITE is another release of Debian.
#
# The registries are reached as on this machine: its mirror, proxy, certificates and index are handed on. Local wheels
# are not, so that the sizes are what a user downloads.
set -euo pipefail

checkout=$(cd "$(dirname "$0")/.." && pwd)
room=$(realpath --canonicalize-missing "${1:-$checkout/build/cleanroom}")
suite=${SUITE:-bookworm}
inside=/root/postil

if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
    echo "The clean room needs root and debootstrap: sudo apt-get install debootstrap, then sudo make deep." >&2
    exit 1
fi

leave() {
    local code=$?
    for place in dev/shm dev/pts dev sys proc; do
        ! mountpoint --quiet "$room/$place" || umount --lazy "$room/$place"
    done
    if [ "$code" = 0 ]; then
        rm -rf --one-file-system "$room"
    else
        echo "The clean room failed; it is left in $room to be looked at." >&2
    fi
}

furnish() {
    local mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 2>/dev/null |
        awk '$2 ~ /^[a-z]+$/ && $3 == "main" { print $1; exit }')
    # shellcheck disable=SC2086 # without a mirror of its own, debootstrap takes its default
    debootstrap --variant=minbase --include=git,make,python3,python3-venv,ca-certificates $suite "$room" ${mirror:-} \
        >"$room.log" 2>&1 || { tail "$room.log" >&2; return 1; }
    rm "$room.log"
    apt-config dump | grep '^Acquire::' >"$room/etc/apt/apt.conf.d/99host" || true
    # What debootstrap fetched is not part of what Postil needs.
    chroot "$room" apt-get clean
    rm -rf "$room"/var/lib/apt/lists/*
    cp --dereference /etc/resolv.conf /etc/hosts "$room/etc/"
    cp --dereference /etc/ssl/certs/ca-certificates.crt "$room/etc/ssl/certs/"
    python3 -m pip config list 2>/dev/null |
        sed -n "s/^global\.\(cert\|index-url\|proxy\|timeout\|trusted-host\)='\(.*\)'$/\1 = \2/p" |
        sed '1i [global]' >"$room/etc/pip.conf"
    mount -t proc proc "$room/proc"
    mount --bind /sys "$room/sys"
    mount --bind /dev "$room/dev"
    mount --bind /dev/pts "$room/dev/pts"
    mount -t tmpfs tmpfs "$room/dev/shm"
    git clone --quiet --no-hardlinks "$checkout" "$room$inside"
}

enter() { # USER COMMAND... with a bare environment, but the way to the registries
    local user=$1 name settings=()
    shift
    for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY \
        PIP_CERT PIP_INDEX_URL PIP_PROXY PIP_TRUSTED_HOST PIP_DEFAULT_TIMEOUT; do
        [ -z "${!name:-}" ] || settings+=("$name=${!name}")
    done
    env --ignore-environment HOME="$([ "$user" = root ] && echo /root || echo /tmp)" LANG=C.UTF-8 \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${settings[@]}" \
        chroot --userspec="$user" "$room" "$@" </dev/null
}

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
rm -rf --one-file-system "$room"
mkdir -p "$(dirname "$room")"
furnish

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
