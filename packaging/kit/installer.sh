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
read -r id release architecture <systeme
here=$(. /etc/os-release && printf '%s %s' "$ID" "${VERSION_CODENAME:-}")
[ "$here $(dpkg --print-architecture)" = "$id $release $architecture" ] ||
    refuse "Ce kit est fait pour $id $release ($architecture), pas pour cette machine ($here). Rien n'a été installé." \
        "This kit is made for $id $release ($architecture), not for this machine ($here). Nothing was installed."
[ "$(id -u)" -eq 0 ] ||
    refuse "Il faut les droits d'administrateur : sudo sh $0 (ou, sans sudo : su -c 'sh $0')." \
        "Administrator rights are needed: sudo sh $0 (or, without sudo: su -c 'sh $0')."

lists=$(mktemp -d)
trap 'rm -rf "$lists"' EXIT
mkdir -p "$lists/lists/partial" "$lists/cache/archives/partial"
# A link, for apt's lists know no way to write every path. What it installs is in SHA256SUMS too.
ln -s "$PWD/paquets" "$lists/paquets"
printf 'deb [trusted=yes] file:%s/paquets ./\n' "$lists" >"$lists/kit.list"
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
