#!/bin/sh
# Tries the kit as a clinic would: a bare Debian that has no network interface at all, nothing
# installed on it but what the smallest Debian has. Root is needed (chroot, a network namespace).
# Every line that it prints after "ok" was seen, not assumed; the first fault ends it.
set -eu
cd "$(dirname "$0")/.."
out=$PWD/build/package
kit=$(ls "$out"/ordonnancier_*.tar)
bare=$out/bare
display=97
phrase="quatre chevaux bleus dorment"

[ "$(id -u)" -eq 0 ] || { echo "The smoke test needs root: sudo make smoke" >&2; exit 1; }
packaging/setup.sh --with debootstrap xvfb xdotool util-linux
. /etc/os-release

say() { printf '%s\n' "$*"; }
ok() { printf 'ok   %s\n' "$*"; }
fail() { printf 'FAIL %s\n' "$*"; exit 1; }

mirror=$(apt-get indextargets --format '$(SITE)' "Codename: $VERSION_CODENAME" 2>/dev/null | head -n 1)
[ -f "$out/bare.tar" ] || {
    say "Making a bare $ID $VERSION_CODENAME…"
    rm -rf "$bare"
    debootstrap --variant=minbase "$VERSION_CODENAME" "$bare" ${mirror:+"$mirror"} >"$out/bare.log" 2>&1 ||
        { tail -n 3 "$out/bare.log"; fail "debootstrap"; }
    tar -C "$bare" -cf "$out/bare.tar" .
}
rm -rf "$bare" && mkdir -p "$bare" && tar -C "$bare" -xf "$out/bare.tar"

Xvfb ":$display" -screen 0 1366x768x24 -nolisten tcp >/dev/null 2>&1 &
screen=$!
mkdir -p "$bare/tmp/.X11-unix"
until [ -S "/tmp/.X11-unix/X$display" ]; do sleep 0.2; done
mount --bind /tmp/.X11-unix "$bare/tmp/.X11-unix"
mount -t proc proc "$bare/proc"
mount --bind /dev "$bare/dev"
leave() {
    umount "$bare/tmp/.X11-unix" "$bare/proc" "$bare/dev" 2>/dev/null || true
    kill "$screen" 2>/dev/null || true
}
trap leave EXIT

# In the bare machine, without any interface; a command is given as one word.
inside() {
    unshare --net chroot "$bare" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
        HOME=/root DISPLAY=":$display" sh -c "$1"
}
as_user() { inside "su pharmacie -s /bin/sh -c 'cd && $1'"; }

[ "$(inside 'cat /proc/net/dev' | grep -c :)" -le 1 ] || fail "there is a network interface"
ok "no network interface but loopback, and that one down"
inside 'command -v python3 tesseract' >/dev/null && fail "the machine is not bare"
ok "neither Python nor Tesseract"

mkdir "$bare/cle" && tar -C "$bare/cle" -xf "$kit" --strip-components=1
printf x >>"$bare/cle/guide.pdf"
inside 'sh /cle/installer.sh' >/dev/null 2>&1 && fail "a damaged kit was installed"
inside 'test -e /opt/ordonnancier' && fail "a damaged kit left something"
ok "a damaged kit is refused, nothing touched"
tar -C "$bare/cle" -xf "$kit" --strip-components=1
inside 'sh /cle/installer.sh' || fail "installer"
inside 'useradd --create-home pharmacie'
ok "installed"

as_user 'ordonnancier doctor' | tail -n 1
as_user 'ordonnancier doctor' >/dev/null || fail "doctor"
ok "doctor finds all it needs"
as_user 'LANG=fr_FR.UTF-8 ordonnancier read --help' | grep -q Lit || fail "no French on the command line"
as_user 'ordonnancier read --help' | grep -q Reads || fail "no English on the command line"
ok "it speaks French and English"
[ -f "$bare/usr/share/man/fr/man1/ordonnancier-register-create.1.gz" ] || {
    # The smallest Debian leaves manuals out; the package holds them.
    dpkg-deb -c "$out"/ordonnancier_*.deb | grep -q man/fr/man1/ordonnancier-register-create.1.gz ||
        fail "no manual of the commands"
}
ok "the manual of every command"
cp resources/sample/ordonnance.png "$bare/home/pharmacie/"
as_user 'ordonnancier read ordonnance.png --format json' >"$out/smoke.json" || fail "read"
.venv/bin/python packaging/same_reading.py "$out/smoke.json" || fail "the sample is read otherwise"
ok "the sample is read as from the source tree"

as_user "printf %s \"$phrase\" >phrase"
register() { as_user "ordonnancier register $* --passphrase-fd 3 3<phrase"; }
register create r.ordonnancier --admin Anne || fail "register create"
cp "$out/smoke.json" "$bare/home/pharmacie/fiche.json"
register add r.ordonnancier fiche.json --confirmed-by Anne --reviewed-by Anne || fail "register add"
register list r.ordonnancier | grep -q DURAND || fail "register list"
ok "a register is written and reopened"
register export r.ordonnancier --csv r.csv || fail "export"
grep -q DURAND "$bare/home/pharmacie/r.csv" || fail "the export is empty"
ok "exported"
register recovery-sheet r.ordonnancier fiche.pdf || fail "recovery sheet"
[ -s "$bare/home/pharmacie/fiche.pdf" ] || fail "the recovery sheet is empty"
ok "the recovery sheet is a PDF"

start=$(date +%s%N)
as_user 'ordonnancier-app' &
DISPLAY=":$display" timeout 30 xdotool search --sync --onlyvisible --name Ordonnancier >/dev/null || fail "window"
say "     window visible after $((($(date +%s%N) - start) / 1000000)) ms (goal: under 2000)"
ok "the window opens"
inside 'for p in /proc/[0-9]*; do case $(readlink $p/exe) in */ordonnancier) kill ${p#/proc/};; esac; done' || true

inside 'man -V' >/dev/null 2>&1 || true
inside 'DEBIAN_FRONTEND=noninteractive apt-get -qq -y remove ordonnancier' >/dev/null 2>&1 || fail "remove"
inside 'test -e /opt/ordonnancier -o -e /usr/bin/ordonnancier' && fail "the program is still there"
inside 'test -s /home/pharmacie/r.ordonnancier -a -s /home/pharmacie/r.ordonnancier.keys' || fail "data lost"
ok "uninstalled; the register is where it was"
say "Folder: $(du -sm "$out/ordonnancier" | cut -f 1) MB (goal: under 350), kit: $(du -m "$kit" | cut -f 1) MB"
