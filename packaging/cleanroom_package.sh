#!/usr/bin/env bash
# Prove the Debian package on a computer that has never seen Python: a Debian 12 with nothing but its smallest set is put
# into a folder, the package is installed there with apt, and an ordinary user starts it from the desktop, opens a note,
# searches, exports, and gets into trouble; then it is removed. Ends as the first thing that fails.
#
# usage: [SUITE=trixie] packaging/cleanroom_package.sh [PACKAGE [DIR]]
#
# PACKAGE is what `make package` has left by default. DIR (default: build/cleanroom-package) is made anew, and removed when all went well.
set -euo pipefail

checkout=$(cd "$(dirname "$0")/.." && pwd)
package=$(realpath "${1:-"$(find "$checkout/build/package/out" -name 'postil_*.deb' | head -1)"}")
room=$(realpath --canonicalize-missing "${2:-$checkout/build/cleanroom-package}")
suite=${SUITE:-bookworm}
# shellcheck source=packaging/room.sh
. "$checkout/packaging/room.sh"

apt() { # QUIETLY
    enter root env DEBIAN_FRONTEND=noninteractive apt-get --quiet=2 --option=Dpkg::Use-Pty=0 "$@" >"$room.apt" 2>&1 ||
        { tail -20 "$room.apt" >&2; return 1; }
    rm -f "$room.apt"
}

trap leave EXIT
echo "== a Debian $suite with its smallest set =="
furnish ca-certificates
apt update
before=$(du -sx --block-size=1000000 "$room" | cut -f1)
cp "$package" "$room/tmp/postil.deb"
apt install --yes --no-install-recommends /tmp/postil.deb
apt clean
after=$(du -sx --block-size=1000000 "$room" | cut -f1)
size=$(enter root dpkg-query --show --showformat='${Installed-Size}' postil)
packed=$(stat --format=%s "$package")
echo "package $((packed / 1000000)) MB, installed $((size * 1024 / 1000000)) MB, with all it depends on $((after - before)) MB"

cp "$checkout/packaging/cleanroom_user.sh" "$room/tmp/user.sh"
echo "== with what it depends on, and nothing else =="
enter root useradd --create-home --shell /bin/bash reader
live /tmp/user.sh alone

echo "== with a desktop =="
apt install --yes --no-install-recommends appstream at-spi2-core dbus dbus-x11 desktop-file-utils fonts-dejavu-core \
    hicolor-icon-theme libgl1-mesa-dri libglib2.0-bin libgtk-3-bin lintian man-db openbox poppler-utils shared-mime-info \
    x11-apps x11-utils xdg-utils xdotool xvfb
enter root desktop-file-validate /usr/share/applications/postil.desktop
enter root appstreamcli validate --no-net /usr/share/metainfo/org.postil.postil.metainfo.xml
enter root man --warnings -E UTF-8 -l -Tutf8 -Z /usr/share/man/man1/postil.1.gz >/dev/null
live /tmp/user.sh desktop

echo "== lintian =="
enter root lintian --allow-root --fail-on error --tag-display-limit 0 /tmp/postil.deb

echo "== removed =="
enter root dpkg -L postil | sort >"$room.files"
apt remove --yes postil
left=$(while read -r file; do [ -d "$room$file" ] || [ ! -e "$room$file" ] || echo "$file"; done <"$room.files")
rm "$room.files"
found=$(find "$room" -xdev \( -path "$room/proc" -o -path "$room/var/lib/dpkg" -o -path "$room/var/log" \
    -o -path "$room/home/reader" -o -path "$room/tmp" -o -path "$room/var/cache/apt" \) -prune -o -iname '*postil*' -print)
known=$(grep --files-with-matches --recursive --ignore-case postil "$room/usr/share/applications" \
    "$room/usr/share/mime" "$room/usr/share/icons/hicolor" "$room/etc" 2>/dev/null || true)
[ -z "$left$found$known" ] || { echo "left behind: $left $found $known" >&2; exit 1; }
[ -s "$room/home/reader/.config/postil/settings.json" ]
echo "Nothing is left of it; the user's settings are where they were."

echo "== not too big: at most 130 MB, installed at most 390 MB =="
[ $((packed / 1000000)) -le 130 ] && [ $((size * 1024 / 1000000)) -le 390 ]
