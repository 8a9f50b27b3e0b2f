#!/bin/sh
# Installe Ordonnancier sans réseau, à partir de ce dossier. Rien n'est touché avant que tout ait
# été vérifié. / Installs Ordonnancier without network; nothing is touched before all is verified.
set -eu
cd "$(dirname "$0")"

say() {
    case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
    fr* | FR*) printf '%s\n' "$1" >&2 ;;
    *) printf '%s\n' "$2" >&2 ;;
    esac
}

refuse() {
    say "$1" "$2"
    exit 1
}

sha256sum --check --quiet --strict SHA256SUMS >/dev/null 2>&1 ||
    refuse "Ce kit est incomplet ou abîmé : recopiez-le sur la clé, puis recommencez. Rien n'a été installé." \
        "This kit is incomplete or damaged: copy it to the stick again, then try again. Nothing was installed."
listed=$(wc -l <SHA256SUMS)
present=$(find . -type f ! -name SHA256SUMS | wc -l)
[ "$listed" -eq "$present" ] ||
    refuse "Ce kit contient un fichier de trop : recopiez-le. Rien n'a été installé." \
        "This kit holds a file too many: copy it again. Nothing was installed."

read -r id release architecture <systeme
here=$(. /etc/os-release && printf '%s %s' "$ID" "${VERSION_CODENAME:-}")
[ "$here $(dpkg --print-architecture)" = "$id $release $architecture" ] ||
    refuse "Ce kit est fait pour $id $release ($architecture), pas pour cette machine ($here). Rien n'a été installé." \
        "This kit is made for $id $release ($architecture), not for this machine ($here). Nothing was installed."
[ "$(id -u)" -eq 0 ] ||
    refuse "Il faut les droits d'administrateur : sudo $0" "Administrator rights are needed: sudo $0"

lists=$(mktemp -d)
trap 'rm -rf "$lists"' EXIT
mkdir -p "$lists/lists/partial" "$lists/cache/archives/partial"
# apt must read the folder as the user it drops to; the kit was verified above.
printf 'deb [trusted=yes] file:%s ./\n' "$(printf %s "$PWD/paquets" | sed 's/ /%20/g')" >"$lists/kit.list"
chmod -R a+rX "$lists"
from_kit() {
    DEBIAN_FRONTEND=noninteractive apt-get --quiet=2 --yes --no-install-recommends \
        -o "Dir::Etc::SourceList=$lists/kit.list" -o Dir::Etc::SourceParts=/dev/null \
        -o "Dir::State::Lists=$lists/lists" -o "Dir::Cache=$lists/cache" \
        -o APT::Sandbox::User=root "$@"
}
from_kit update >"$lists/log" 2>&1 && from_kit install ordonnancier sane-utils >>"$lists/log" 2>&1 || {
    sed -n '/^[EW]:/p' "$lists/log" >&2
    refuse "L'installation a échoué ; rien de vos données n'a changé." \
        "The installation failed; nothing of your data has changed."
}
say "Ordonnancier est installé : cherchez-le dans le menu des applications, ou tapez ordonnancier-app. Le guide : guide.pdf" \
    "Ordonnancier is installed: look for it in the menu of applications, or type ordonnancier-app. The guide: guide.pdf"
