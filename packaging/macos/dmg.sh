#!/bin/sh
# Make the disk image from PyInstaller's application. Untested: no Mac was at hand. Document types and names are in
# packaging/postil.spec.
#
#   python3 packaging/package.py --fast && packaging/macos/dmg.sh
#
# For other people's Macs it has to be signed first: codesign --deep --options runtime --sign "Developer ID …".
set -eu

cd "$(dirname "$0")/../../build/package"
version=$(dist/postil/postil --version | cut -d' ' -f2)
rm -rf dmg
mkdir dmg
cp -R dist/Postil.app dmg/
ln -s /Applications dmg/Applications
hdiutil create -volname "Postil $version" -srcfolder dmg -format ULMO -ov "out/Postil-$version.dmg"
