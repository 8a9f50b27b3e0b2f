#!/bin/sh
# The Debian package of the frozen folder, with what a desktop expects of an application.
set -eu
cd "$(dirname "$0")/.."
out=$PWD/build/package
bin=$out/venv/bin
version=$("$bin/python" -c 'from importlib.metadata import version; print(version("ordonnancier"))')
architecture=$(dpkg --print-architecture)
day=$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)
root=$out/deb
share=$root/usr/share

rm -rf "$root"
mkdir -p "$root/DEBIAN" "$root/opt" "$root/usr/bin" "$share/applications" "$share/metainfo" \
    "$share/mime/packages" "$share/icons/hicolor/scalable/apps" "$share/icons/hicolor/128x128/apps" \
    "$share/doc/ordonnancier" "$share/man/man1" "$share/man/fr/man1"

cp -a "$out/ordonnancier" "$root/opt/ordonnancier"
ln -s /opt/ordonnancier/ordonnancier /opt/ordonnancier/ordonnancier-app "$root/usr/bin/"
cp packaging/debian/ordonnancier.desktop "$share/applications/"
cp packaging/debian/ordonnancier.xml "$share/mime/packages/"
sed "s/@VERSION@/$version/; s/@DATE@/$day/" packaging/debian/ordonnancier.metainfo.xml \
    >"$share/metainfo/org.ordonnancier.Ordonnancier.metainfo.xml"
cp resources/icons/ordonnancier.svg "$share/icons/hicolor/scalable/apps/"
rsvg-convert resources/icons/ordonnancier.svg -o "$share/icons/hicolor/128x128/apps/ordonnancier.png"
cp packaging/debian/copyright CHANGELOG.md "$share/doc/ordonnancier/"
"$bin/python" packaging/guide_pdf.py docs/guide.fr.md "$share/doc/ordonnancier/guide.fr.pdf"
LC_ALL=C.UTF-8 "$bin/python" packaging/manual.py "$share/man/man1" "$day"
LC_ALL=fr_FR.UTF-8 LANGUAGE=fr "$bin/python" packaging/manual.py "$share/man/fr/man1" "$day"
gzip -9n "$share"/man/man1/*.1 "$share"/man/fr/man1/*.1 "$share/doc/ordonnancier/CHANGELOG.md"

glibc=$(dpkg-query -W -f='${Version}' libc6 | cut -d - -f 1)
cat >"$root/DEBIAN/control" <<EOT
Package: ordonnancier
Version: $version
Architecture: $architecture
Maintainer: The Ordonnancier authors <ordonnancier@localhost>
Installed-Size: $(du -sk "$root" | cut -f 1)
Depends: libc6 (>= $glibc), fontconfig-config, fonts-dejavu-core
Recommends: sane-utils, shared-mime-info, desktop-file-utils
Section: science
Priority: optional
Description: turns paper prescriptions into checked records, offline
 Ordonnancier reads a scanned or photographed prescription, understands every
 line by rules, says plainly what it is not sure of, and keeps what a human
 confirmed in one encrypted register. It needs no network, ever.
EOT
chmod -R u+rwX,go+rX,go-w "$root"
find "$root" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +
rm -f "$out"/*.deb
dpkg-deb --root-owner-group -Zzstd -z12 --build "$root" "$out" >/dev/null
