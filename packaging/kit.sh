#!/bin/sh
# The kit for a machine without network: the package, all it depends on, checksums, an installer
# that verifies before it touches anything, and the guide. One archive, to be carried on a stick.
set -eu
cd "$(dirname "$0")/.."
out=$PWD/build/package
package=$(ls "$out"/*.deb)
. /etc/os-release
name=$(basename "$package" .deb)_${ID}-${VERSION_CODENAME}
kit=$out/$name
depot=$kit/paquets

rm -rf "$kit"
mkdir -p "$depot/partial"
cp "$package" "$depot/"
# All of it, down to the C library: the machine's own may be older, and exact versions go together.
# The installer takes from here only what is missing.
apt-get --quiet=2 --yes --download-only --no-install-recommends \
    -o Dir::State::status=/dev/null -o "Dir::Cache::archives=$depot" -o Debug::NoLocking=1 \
    install "$package" sane-utils libsane1 >/dev/null
rm -rf "$depot/partial" "$depot/lock"
(
    cd "$depot"
    for file in *.deb; do
        dpkg-deb -f "$file"
        printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' "$file" "$(stat -c %s "$file")" \
            "$(sha256sum "$file" | cut -d ' ' -f 1)"
    done >Packages
)
printf '%s\n' "$ID $VERSION_CODENAME $(dpkg --print-architecture)" >"$kit/systeme"
cp packaging/kit/installer.sh packaging/kit/LISEZMOI.txt "$kit/"
cp "$out/deb/usr/share/doc/ordonnancier/guide.fr.pdf" "$kit/guide.pdf"
cp "$out/ordonnancier/bill.cdx.json" "$kit/"
(cd "$kit" && find . -type f ! -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort |
    xargs -d '\n' sha256sum >SHA256SUMS)
rm -f "$out"/ordonnancier_*.tar
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
    -C "$out" -cf "$out/$name.tar" "$name"
rm -rf "$kit"
