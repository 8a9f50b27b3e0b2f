"""The free fonts made-up pages are set in, found in the system's font folders."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from PIL import ImageFont

from prescription.language import Fault
from synthetic.tables import read_table

FREE_TYPE = ImageFont.Layout.BASIC
_MISSING = "\uffff"


@dataclass(frozen=True, slots=True)
class Family:
    """One family: `kind` is sans, serif, mono, narrow or hand; files are names, not paths.

    `scale` enlarges a font that is drawn small for its size.
    """

    name: str
    kind: str
    weight: int
    package: str
    regular: str
    bold: str
    italic: str
    scale: float


@dataclass(frozen=True, slots=True)
class Font:
    """A face at a size in pixels."""

    file: str
    size: int

    def face(self) -> ImageFont.FreeTypeFont:
        """The face Pillow draws with. Raises Fault when the font is not installed."""
        return _face(self.file, self.size)

    def for_text(self, text: str) -> "Font":
        """This font, or Liberation Sans when this one lacks a character of `text`."""
        if all(_has(self.file, character) for character in text):
            return self
        return Font("LiberationSans-Regular.ttf", self.size)


@cache
def load_families() -> tuple[Family, ...]:
    """Every family of the data file, installed or not."""
    return tuple(
        Family(
            row["name"],
            row["kind"],
            int(row["weight"]),
            row["package"],
            row["regular"],
            row["bold"],
            row["italic"],
            float(row["scale"]),
        )
        for row in read_table("fonts.csv")
    )


@cache
def installed_families() -> tuple[Family, ...]:
    """The families whose files this machine has. Raises Fault when none of a kind needed is."""
    found = tuple(f for f in load_families() if {f.regular, f.bold, f.italic} <= _files().keys())
    if not any(f.kind != "hand" for f in found) or "LiberationSans-Regular.ttf" not in _files():
        raise _not_installed()
    return found


def find_family(name: str) -> Family:
    """The family of that name. Raises Fault when it is not installed."""
    for family in load_families():
        if family.name == name:
            if family.regular not in _files():
                raise _not_installed()
            return family
    raise ValueError(f"no family is called {name}")


def draw_family(random: Random, kinds: Sequence[str]) -> Family:
    """An installed family of one of `kinds`, by weight; of any printed kind when there is none."""
    families = [f for f in installed_families() if f.kind in kinds]
    families = families or [f for f in installed_families() if f.kind != "hand"]
    return random.choices(families, [f.weight for f in families])[0]


def _not_installed() -> Fault:
    command = "sudo apt-get install " + " ".join(sorted({f.package for f in load_families()}))
    return Fault(
        fr=f"Il manque des polices de caractères pour dessiner les pages : {command}",
        en=f"Fonts to draw the pages with are missing: {command}",
    )


@cache
def _files() -> dict[str, Path]:
    home = Path.home()
    data = os.environ.get("XDG_DATA_HOME", "")
    folders = [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".fonts",
        Path(data) / "fonts" if data else home / ".local/share/fonts",
    ]
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.[ot]tf")) if folder.is_dir() else ():
            found.setdefault(path.name, path)
    return found


@cache
def _face(file: str, size: int) -> ImageFont.FreeTypeFont:
    path = _files().get(file)
    if path is None:
        raise _not_installed()
    return ImageFont.truetype(path, size, layout_engine=FREE_TYPE)


@cache
def _has(file: str, character: str) -> bool:
    if character.isspace():
        return True
    face = _face(file, 32)
    mask, none = face.getmask(character), face.getmask(_MISSING)
    if mask.getbbox() is None:
        return False
    return mask.size != none.size or bytes(mask) != bytes(none)
