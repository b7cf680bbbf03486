# Bare Debians in a folder, for the scripts that source this: they set `room`, its folder, and `suite`, the release.
# shellcheck shell=bash disable=SC2154
#
# The registries are reached as on this machine: its mirror, proxy, certificates and index are handed on. Local wheels
# are not, so that the sizes are what a user downloads.

if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
    echo "The clean room needs root and debootstrap: sudo apt-get install debootstrap, then sudo make deep." >&2
    exit 1
fi

leave() { # at exit: take the room away, unless something failed in it
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

furnish() { # PACKAGES, separated by commas, beside Debian's smallest set
    local mirror
    rm -rf --one-file-system "$room"
    mkdir -p "$(dirname "$room")"
    mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 2>/dev/null |
        awk '$2 ~ /^[a-z]+$/ && $3 == "main" { print $1; exit }')
    # shellcheck disable=SC2086 # without a mirror of its own, debootstrap takes its default
    debootstrap --variant=minbase --include="$1" "$suite" "$room" ${mirror:-} \
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
}

enter_with_input() { # USER COMMAND... with a bare environment, but the way to the registries
    local user=$1 name settings=()
    shift
    for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY \
        PIP_CERT PIP_INDEX_URL PIP_PROXY PIP_TRUSTED_HOST PIP_DEFAULT_TIMEOUT; do
        [ -z "${!name:-}" ] || settings+=("$name=${!name}")
    done
    env --ignore-environment HOME="$([ "$user" = root ] && echo /root || echo /tmp)" LANG=C.UTF-8 \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${settings[@]}" \
        chroot --userspec="$user" "$room" "$@"
}

enter() { # USER COMMAND... the same, with nothing to read
    enter_with_input "$@" </dev/null
}

live() { # SCRIPT [ARGUMENT...], by root in the room as on a computer of its own: no network, and no way out of the folder
    # A chroot may not make user namespaces, which Chromium's sandbox is made of; so the room becomes the root.
    unshare --mount --pid --net --ipc --uts --fork --kill-child bash -eu -c '
        mount --make-rprivate /
        mount --rbind "$0" "$0"
        cd "$0"
        mkdir -p old
        pivot_root . old
        mount -t proc proc /proc
        mount -t tmpfs tmpfs /run
        umount --lazy /old
        ip link set lo up 2>/dev/null || true
        hostname room
        exec env --ignore-environment PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/root bash -eu "$@"
    ' "$room" "$@" </dev/null
}
