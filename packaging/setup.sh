#!/bin/sh
# Brings a fresh machine to where the project runs: system packages (by apt, each only when it is
# missing), a virtual environment in .venv, the locked requirements, the project itself.
# Safe to run again: what stands is left alone. `--fonts` adds the fonts that made-up prescriptions
# are printed in; `--with PACKAGE...` adds packages of Debian that one command needs.
set -eu
cd "$(dirname "$0")/.."

say() {
    case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
        fr* | FR*) printf '%s\n' "$1" >&2 ;;
        *) printf '%s\n' "$2" >&2 ;;
    esac
}

# A bar separates the names a package has on different releases.
PACKAGES="tesseract-ocr tesseract-ocr-fra fonts-dejavu-core fonts-liberation
libglib2.0-0|libglib2.0-0t64 libgl1 libegl1 libdbus-1-3 libfontconfig1 libxkbcommon0
sane-utils libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"

case "${1:-}" in
--fonts)
    fonts=$(grep -v '^[#]' resources/synthetic/fonts.csv | cut -d ';' -f 4 | sort -u | grep fonts-)
    PACKAGES="$PACKAGES $fonts"
    ;;
--with)
    shift
    PACKAGES="$PACKAGES $*"
    ;;
esac

installed() {
    for name in $(printf '%s' "$1" | tr '|' ' '); do
        if dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed; then
            return 0
        fi
    done
    return 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        say "Il faut les droits d'administrateur pour : $*. Lancez cette commande, puis recommencez." \
            "Administrator rights are needed for: $*. Run this command, then try again."
        exit 1
    fi
}

refreshed=no
apt_install() {
    if [ "$refreshed" = no ]; then
        as_root apt-get update -qq
        refreshed=yes
    fi
    say "Installation par apt :$*" "Installing with apt:$*"
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

install_system_packages() {
    missing=""
    for package in $PACKAGES; do
        installed "$package" || missing="$missing ${package%%|*}"
    done
    # shellcheck disable=SC2086 # a list of package names
    [ -z "$missing" ] || apt_install $missing
}

require_tesseract() {
    if ! tesseract --list-langs 2>/dev/null | grep -qx fra; then
        say "Installez Tesseract 5 avec ses données françaises (fra) et les bibliothèques OpenGL, EGL et xkbcommon, puis recommencez." \
            "Install Tesseract 5 with its French data (fra) and the OpenGL, EGL and xkbcommon libraries, then try again."
        exit 1
    fi
}

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
            2>/dev/null; then
            printf '%s' "$name"
            return
        fi
    done
}

make_environment() {
    python=$(find_python)
    if [ -z "$python" ] && [ "$apt" = yes ]; then
        apt_install python3 python3-venv
        python=$(find_python)
    fi
    if [ -z "$python" ]; then
        say "Il faut Python 3.11, 3.12, 3.13 ou 3.14 : installez-le, puis recommencez." \
            "Python 3.11, 3.12, 3.13 or 3.14 is needed: install it, then try again."
        exit 1
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        if [ "$apt" = yes ]; then
            apt_install "python$version-venv"
        else
            say "Installez le module venv de Python $version, puis recommencez." \
                "Install Python $version's venv module, then try again."
            exit 1
        fi
    fi
    "$python" -m venv --clear .venv
}

install_project() {
    say "Installation des bibliothèques dans .venv (une minute environ)…" \
        "Installing the libraries in .venv (about a minute)…"
    pip=".venv/bin/python -m pip --disable-pip-version-check --quiet"
    $pip install --only-binary :all: --require-hashes --requirement requirements.lock
    $pip install --no-deps --no-build-isolation --editable .
}

apt=no
if command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1; then
    apt=yes
    install_system_packages
fi
require_tesseract

# The stamp holds what the environment was made from: a change makes it anew.
wanted=$(cat requirements.lock pyproject.toml packaging/setup.sh | cksum)
if [ "$(cat .venv/.ready 2>/dev/null)" != "$wanted" ] || ! .venv/bin/python -c '' 2>/dev/null; then
    .venv/bin/python -m pip --version >/dev/null 2>&1 || make_environment
    install_project
    printf '%s\n' "$wanted" >.venv/.ready
    say "Prêt." "Ready."
fi
