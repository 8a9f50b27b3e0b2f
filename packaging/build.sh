#!/bin/sh
# `make package`: everything that a machine without network, Python or Tesseract is given, in
# build/package. Debian only; runs again quickly, for what stands is kept.
set -eu
cd "$(dirname "$0")/.."
out=$PWD/build/package
bin=$out/venv/bin
folder=$out/ordonnancier
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH PYTHONDONTWRITEBYTECODE=1

say() { printf '%s\n' "$*" >&2; }

tools() {
    for pair in g++:g++ cmake:cmake ninja:ninja-build eu-strip:elfutils dpkg-deb:dpkg xz:xz-utils \
        rsvg-convert:librsvg2-bin desktop-file-validate:desktop-file-utils; do
        command -v "${pair%%:*}" >/dev/null 2>&1 || missing="${missing:-} ${pair##*:}"
    done
    .venv/bin/python -c 'import pathlib, sysconfig
raise SystemExit(not pathlib.Path(sysconfig.get_path("include"), "Python.h").exists())' ||
        missing="${missing:-} python3-dev"
    [ -z "${missing:-}" ] || packaging/setup.sh --with $missing
}

environment() {
    wanted=$(cksum <packaging/requirements.lock)
    [ "$(cat "$out/.locked" 2>/dev/null)" = "$wanted" ] && return
    say "Libraries and build tools, as locked…"
    rm -rf "$out/venv" && .venv/bin/python -m venv "$out/venv"
    "$bin/pip" install --quiet --only-binary :all: --require-hashes -r packaging/requirements.lock
    printf '%s\n' "$wanted" >"$out/.locked"
}

freeze() {
    say "Freezing…"
    .venv/bin/python -m hatchling build --target wheel --directory "$out/wheel" >/dev/null
    "$bin/pip" install --quiet --no-deps --force-reinstall "$out"/wheel/*.whl
    tessdata=$(dirname "$(find /usr/share -name fra.traineddata | head -n 1)")
    ORDONNANCIER_TESSDATA=$tessdata "$bin/pyinstaller" --noconfirm --log-level ERROR \
        --workpath "$out/work" --distpath "$out" packaging/ordonnancier.spec
    # eu-strip, for binutils' strip breaks libraries that wheels patched.
    find "$folder" -name '*.so*' -type f -exec eu-strip {} \; 2>/dev/null
    ln -sf ordonnancier "$folder/ordonnancier-app"
    "$bin/python" packaging/bill.py "$out/contents.json" "$folder"
}

mkdir -p "$out"
tools
environment
packaging/opencv.sh
freeze
packaging/deb.sh
packaging/kit.sh
du -sm "$folder" | awk '{print "Application folder: " $1 " MB (goal: under 350)"}'
ls -l "$out"/*.deb "$out"/ordonnancier_*.tar | awk '{printf "%s: %.0f MB\n", $NF, $5 / 1e6}'
