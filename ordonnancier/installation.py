"""What the main job needs, what of it stands on this machine, and what mends the rest."""

import calendar
import importlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from ordonnancier.places import usual_register
from prescription.language import Fault, say
from prescription.resources import RESOURCES

_TESSERACT_COMMANDS = {
    "apt-get": "apt-get install -y tesseract-ocr tesseract-ocr-fra",
    "dnf": "dnf install -y tesseract tesseract-langpack-fra",
    "pacman": "pacman -S tesseract tesseract-data-fra",
    "zypper": "zypper install tesseract-ocr tesseract-ocr-traineddata-french",
    "brew": "brew install tesseract tesseract-lang",
    "winget": "winget install --id UB-Mannheim.TesseractOCR",
}
OLD_BACKUP_DAYS = 7
_MONTHS = list(calendar.month_name)
_WITHOUT_SUDO = {"brew", "winget"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the installation: `found` describes it, None when it is missing or broken.

    Without a `needed` part the main job, from picture to record, cannot run. `problem` is what
    a broken part complains of, `mend` is the command that brings it.
    """

    name: str
    found: str | None
    needed: bool = True
    problem: str | None = None
    mend: str | None = None


def inspect_installation() -> Iterator[Part]:
    """Every part, found or missing; never raises."""
    yield _part("Tesseract", _tesseract_version, _tesseract_command())
    yield _part(
        say(fr="Tesseract, français (fra)", en="Tesseract, French (fra)"),
        _french_data,
        _tesseract_command(),
    )
    yield _part("SQLCipher", _sqlcipher_version, _pip_command("sqlcipher3"))
    yield _library("OpenCV", "cv2", "opencv-python-headless")
    yield _library("NumPy", "numpy", "numpy")
    yield _library("Pillow", "PIL.Image", "pillow")
    yield _library("pdfium", "pypdfium2", "pypdfium2")
    yield _library("RapidFuzz", "rapidfuzz", "rapidfuzz")
    yield _part(
        "Argon2 (cryptography)",
        _argon2_version,
        _pip_command("cryptography"),
    )
    # Only its files are looked for: the command line never loads Qt.
    yield _part(
        say(fr="Qt, pour l'application", en="Qt, for the desktop"),
        lambda: version("PySide6-Essentials"),
        _pip_command("PySide6-Essentials"),
        needed=False,
    )
    yield _part(
        say(fr="Lexique des médicaments", en="Lexicon of drugs"),
        _lexicon,
        f"git -C {RESOURCES.parent} checkout -- resources"
        if (RESOURCES.parent / ".git").exists()
        else _pip_command("ordonnancier"),
    )
    yield _part(
        say(fr="Référence officielle (BDPM)", en="Official reference (BDPM)"),
        _reference,
        "ordonnancier reference import …",
        needed=False,
    )
    yield from _register()


def _register() -> Iterator[Part]:
    """The usual register of this user, if there is one, and how old its last backup is."""
    from storage.backup import marked_backup

    path = usual_register()
    if not path.exists():
        return
    last = marked_backup(path)
    found = say(
        fr="jamais sauvegardé : « ordonnancier register backup »",
        en='never backed up: "ordonnancier register backup"',
    )
    if last is not None:
        days = (datetime.now(UTC) - last).days
        found = say(fr=f"sauvegardé il y a {days} j", en=f"backed up {days} days ago")
        if days >= OLD_BACKUP_DAYS:
            found += say(
                fr=", c'est vieux : « ordonnancier register backup »",
                en=', that is old: "ordonnancier register backup"',
            )
    yield Part(say(fr="Registre", en="Register"), found, needed=False)


def _part(name: str, find: Callable[[], str], mend: str, *, needed: bool = True) -> Part:
    try:
        return Part(name, find(), needed)
    except (Fault, PackageNotFoundError):
        return Part(name, None, needed, mend=mend)
    except Exception as error:  # noqa: BLE001, RUF100 - whatever fails, the part is of no use
        return Part(name, None, needed, str(error) or type(error).__name__, mend)


def _library(name: str, module: str, distribution: str) -> Part:
    def find() -> str:
        importlib.import_module(module)
        return version(distribution)

    return _part(name, find, _pip_command(distribution))


def _tesseract_version() -> str:
    from ocr.tesseract.engine import engine

    return f"{engine().version()}, {engine().name}"


def _french_data() -> str:
    from ocr.tesseract.engine import engine

    languages = engine().languages()
    if "fra" not in languages:
        raise Fault(fr="Les données françaises manquent.", en="The French data is missing.")
    return say(fr="langues : ", en="languages: ") + ", ".join(languages)


def _sqlcipher_version() -> str:
    return str(importlib.import_module("storage.vault").cipher_version())


def _argon2_version() -> str:
    # An older cryptography has no Argon2id.
    importlib.import_module("cryptography.hazmat.primitives.kdf.argon2")
    return version("cryptography")


def _lexicon() -> str:
    from extraction.drugs.lexicon import load_embedded_lexicon

    names = {name for several in load_embedded_lexicon().names.values() for name in several}
    brands = sum(not name.generic for name in names)
    substances = len({substance for name in names for substance in name.substances})
    return say(
        fr=f"{_lexicon_date()} : {brands} noms de marque, {substances} substances",
        en=f"{_lexicon_date()}: {brands} brand names, {substances} substances",
    )


def _reference() -> str:
    from extraction.drugs.reference import read_status
    from ordonnancier.reference.notice import reference_notice

    status = read_status()
    if status is None:
        return say(
            fr="aucune importée : le lexique ci-dessus est utilisé",
            en="none imported: the lexicon above is used",
        )
    names, notice = status.counts["names"], reference_notice()
    old = say(fr=f" ; {notice.fr}", en=f"; {notice.en}") if notice else ""
    return (
        say(
            fr=f"{status.newest:%Y-%m} : {names} noms commercialisés",
            en=f"{status.newest:%Y-%m}: {names} marketed names",
        )
        + old
    )


def _lexicon_date() -> str:
    readme = (RESOURCES / "lexicon" / "README.md").read_text(encoding="utf-8")
    found = re.search(r"\*\*Date\*\*: (\w+) (\d{4})", readme)
    if not found or found[1] not in _MONTHS:
        return say(fr="sans date", en="undated")
    return f"{found[2]}-{_MONTHS.index(found[1]):02}"


def _tesseract_command() -> str:
    for tool, command in _TESSERACT_COMMANDS.items():
        if shutil.which(tool):
            root = tool in _WITHOUT_SUDO or (hasattr(os, "geteuid") and os.geteuid() == 0)
            return command if root else f"sudo {command}"
    return _TESSERACT_COMMANDS["apt-get"]


def _pip_command(distribution: str) -> str:
    return f"{sys.executable} -m pip install --force-reinstall {distribution}"
