#!/usr/bin/env bash
# What an ordinary user does with the installed package, and what can go wrong: `cleanroom_package.sh` runs this in the
# clean room, as its root user, on a system without a network. The user is called `reader`.
#
# usage: user.sh alone | desktop
set -euo pipefail

home=/home/reader
library="$home/My notes – Größe 雪"
note="$library/Über Wellen.md"

as_reader() { # COMMAND...
    setpriv --reuid=reader --regid=reader --init-groups env --chdir="$home" HOME="$home" USER=reader LOGNAME=reader \
        XDG_RUNTIME_DIR=/run/user/1000 ${DISPLAY:+DISPLAY="$DISPLAY"} XDG_CURRENT_DESKTOP=GNOME \
        ${DBUS_SESSION_BUS_ADDRESS:+DBUS_SESSION_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS"} "$@"
}

expect() { # CODE WORDS COMMAND...: it ends with CODE and one sentence on standard error that has WORDS in it
    local wanted=$1 words=$2 code=0 said
    shift 2
    said=$(as_reader timeout 60 "$@" 2>&1 >/dev/null) || code=$?
    said=$(grep -v '^postil: \(This system forbids\|As root\)' <<<"$said" || true)
    if [ "$code" != "$wanted" ] || [ "$(wc -l <<<"$said")" != 1 ] || ! grep --quiet "$words" <<<"$said"; then
        printf 'wanted exit code %s and one sentence with "%s"; got %s and:\n%s\n' "$wanted" "$words" "$code" "$said" >&2
        return 1
    fi
    echo "  $said"
}

waited() { # SECONDS COMMAND...: until it succeeds
    local end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$end" ] || { echo "did not happen in time: $*" >&2; return 1; }
        sleep 0.2
    done
}

gone() { # all of the reader's Postil
    waited 60 eval '! pgrep --uid reader postil' || { pgrep --uid reader --list-full postil >&2; return 1; }
}

without() { # LIBRARY COMMAND...: while the system does not have it
    local found
    found=$(find /usr/lib -name "$1")
    mv "$found" /tmp/
    "${@:2}"
    mv "/tmp/$1" "$found"
}

says() { # WORDS COMMAND...: its output has WORDS in it; no pipe, whose reader would leave before the end
    local words=$1
    shift
    [[ "$("$@")" == *"$words"* ]]
}

prepare() {
    install --directory --owner=reader --mode=0700 /run/user /run/user/1000
    chown reader: /run/user/1000
    mkdir -p "$library"
    cat >"$note" <<'NOTE'
---
title: Waves on a shore
tags: [sea]
---
# Waves on a shore

Waves break where the water is about as deep as they are high[1]. Größe and 雪 are words, too.

## References

1. [How waves break](https://example.org/waves)
NOTE
    printf '# Another note\n\nNothing but a lighthouse.\n' >"$library/lighthouse.md"
    chown -R reader: "$library"
}

alone() {
    prepare
    as_reader postil --version
    as_reader postil doctor || true
    as_reader postil doctor --json >/tmp/doctor.json 2>/dev/null || true
    ! grep 'Missing system libraries' /tmp/doctor.json
    says '"path": "lighthouse.md"' as_reader postil search --library "$library" --json lighthouse
    as_reader postil export "$note" --force -o "$home/waves.pdf" --library "$library"
    says %PDF- head -c 5 "$home/waves.pdf"
    echo "searched and exported without a display"
    trouble_without_display
}

trouble_without_display() {
    echo "trouble, one sentence each:"
    expect 3 'There is no display' postil
    expect 3 'display :77 cannot be reached' env DISPLAY=:77 postil
    without libxcb-cursor.so.0 expect 3 'libxcb-cursor.so.0.*apt install libxcb-cursor0' env DISPLAY=:77 postil
    without libnss3.so expect 3 'libnss3.so.*apt install libnss3' env DISPLAY=:77 postil
    without libsqlite3.so.0 expect 3 'libsqlite3.so.0.*apt install libsqlite3-0' postil list
    expect 3 'cannot be' postil list --cache /proc/nowhere
    freeze
    expect 3 'cannot be' env HOME=/tmp/frozen postil list
    as_reader env HOME=/tmp/frozen postil show "$note" >/dev/null
    umount /tmp/frozen
    fill
    expect 3 'cannot be' postil list --cache /tmp/full/cache
    umount /tmp/full
    another_time
}

freeze() { # a home that cannot be written, in /tmp/frozen
    mkdir -p /tmp/frozen
    mount -t tmpfs -o ro,mode=0755 tmpfs /tmp/frozen
}

fill() { # a disk with room for a folder, but for no file, in /tmp/full
    mkdir -p /tmp/full
    mount -t tmpfs -o size=64k,mode=0777 tmpfs /tmp/full
    dd if=/dev/zero of=/tmp/full/filled bs=1k count=60 2>/dev/null
}

another_time() { # settings, catalogue and index of another version, and damaged ones
    local old="$home/old" folder
    search_there() {
        says lighthouse.md as_reader postil search --config "$old" --cache "$old/cache" --library "$library" lighthouse
    }
    install --directory --owner=reader "$old"
    printf '{"theme": 5, "zoom": "big", "once_there_was": true, "library": "/gone"}' >"$old/settings.json"
    chown reader: "$old/settings.json"
    search_there
    folder=$(echo "$old"/cache/libraries/*)
    mv "$folder"/catalogue-*.sqlite "$folder/catalogue-1.sqlite"
    mv "$folder"/index/v* "$folder/index/v1"
    search_there
    [ ! -e "$folder/catalogue-1.sqlite" ] && [ ! -e "$folder/index/v1" ]
    echo "  settings, catalogue and index of another version: read anew, and nothing of the old ones stays"
    find "$old/cache" -name '*.sqlite' -exec sh -c 'echo broken >"$1"' - {} \;
    find "$old/cache" -path '*index/*' -type f -exec sh -c 'echo broken >"$1"' - {} \;
    search_there
    echo "  damaged ones: made anew"
}

title() { # the window's
    as_reader xdotool search --onlyvisible --name '.* — Postil$' getwindowname 2>/dev/null
}

windows() {
    as_reader xdotool search --onlyvisible --class postil 2>/dev/null | wc -l
}

leave_window() { # as a person does; the key may come up when the window is gone
    as_reader xdotool search --onlyvisible --class postil windowactivate --sync
    as_reader xdotool key ctrl+q || true
}

desktop() {
    rm -rf "$home/.config/postil" "$home/.cache/postil"
    prepare
    export DISPLAY=:5
    rm -rf /tmp/.X5-lock /tmp/.X11-unix/X5 # of a run before
    setpriv --reuid=reader --regid=reader --init-groups Xvfb :5 -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
    waited 20 as_reader xdpyinfo
    DBUS_SESSION_BUS_ADDRESS=$(as_reader dbus-daemon --session --fork --print-address)
    export DBUS_SESSION_BUS_ADDRESS
    as_reader openbox >/dev/null 2>&1 &
    says postil.desktop as_reader gio mime text/markdown
    as_reader gtk-launch postil
    waited 60 says 'Start here' title
    echo "gtk-launch: $(title)"
    sandboxed
    as_reader xdg-open "$note"
    waited 60 says 'Waves on a shore' title
    echo "xdg-open: $(title), $(windows) window"
    [ "$(windows)" = 1 ]
    as_reader gio launch /usr/share/applications/postil.desktop "$library"
    sleep 3
    as_reader xdotool search --onlyvisible --class postil windowactivate --sync key ctrl+shift+f
    sleep 1
    as_reader xdotool type --delay 80 lighthouse
    sleep 2
    as_reader xdotool key Return
    sleep 1
    as_reader xdotool key Return
    waited 30 says 'Another note' title
    echo "searched: $(title)"
    as_reader xwd -root -out /tmp/window.xwd
    as_reader postil export lighthouse.md --library "$library" --force -o "$home/lighthouse.pdf"
    says 'Nothing but a lighthouse' pdftotext "$home/lighthouse.pdf" -
    echo "exported: a PDF with its text"
    leave_window
    gone
    trouble_on_the_desktop
}

sandboxed() { # every process that draws a page is filtered, and lives in a user namespace of its own
    local process drawing=0 ours
    ours=$(readlink /proc/self/ns/user)
    ! pgrep --full -- --no-sandbox
    for process in $(pgrep --full 'QtWebEngineProcess.*--type=renderer'); do
        [ "$(readlink "/proc/$process/ns/user")" != "$ours" ]
        grep --quiet '^Seccomp:.2' "/proc/$process/status"
        drawing=$((drawing + 1))
    done
    [ "$drawing" -gt 0 ]
    echo "Chromium's sandbox is on: $drawing renderer with a filter and a user namespace of its own"
}

trouble_on_the_desktop() {
    local library_file
    for library_file in libnss3.so libxcb-cursor.so.0 libsqlite3.so.0; do
        without "$library_file" gets_a_dialog
        gone
        echo "without $library_file, from the desktop: a dialog"
    done
    nothing_is_kept
}

gets_a_dialog() {
    as_reader gtk-launch postil >/dev/null 2>&1 || true
    waited 30 as_reader xdotool search --onlyvisible --class xmessage
    as_reader xdotool search --onlyvisible --class xmessage windowkill
}

nothing_is_kept() { # where nothing can be written, the window opens all the same
    freeze
    as_reader env HOME=/tmp/frozen postil "$note" >/dev/null 2>&1 &
    waited 60 says 'Waves on a shore' title
    leave_window
    gone
    umount /tmp/frozen
    echo "a home that cannot be written: the note is shown"
    fill
    as_reader postil --cache /tmp/full/cache "$note" >/dev/null 2>&1 &
    waited 60 says 'Waves on a shore' title
    leave_window
    gone
    umount /tmp/full
    echo "a disk that is full: the note is shown"
}

"$1"
