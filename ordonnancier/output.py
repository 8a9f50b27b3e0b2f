"""Where results go: standard output, or a file that appears whole."""

import importlib
import io
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from prescription.language import Fault
from storage.files import write_replacing

STANDARD_OUTPUT = Path("-")
_WORD = re.compile(r"[^\S\u00a0]*[\S\u00a0]+[^\S\u00a0]*")


def refuse_to_overwrite(files: Iterable[Path], out: Path | None, *, force: bool = False) -> None:
    """Raise Fault when the result would replace one of the files it is made from, or, without
    `force`, any other file; or when a folder stands there.
    """
    if out in (None, STANDARD_OUTPUT):
        return
    if out.is_dir():
        raise Fault(
            fr=f"{out} est un dossier : donnez à --out le nom d'un fichier.",
            en=f"{out} is a folder: give --out the name of a file.",
        )
    if not out.is_file():
        return
    if any(file.exists() and file.samefile(out) for file in files):
        raise Fault(
            fr=f"{out} est aussi un fichier à lire : choisissez un autre nom pour --out.",
            en=f"{out} is also a file to read: choose another name for --out.",
        )
    if not force:
        raise Fault(
            fr=f"{out} existe déjà : choisissez un autre nom, ou --force pour le remplacer.",
            en=f"{out} exists already: choose another name, or --force to replace it.",
        )


@contextmanager
def open_output(out: Path | None, *, for_people: bool = False) -> Iterator[TextIO]:
    """Where the result goes: standard output, or a file that appears whole, for its owner alone.

    UTF-8, except what is written `for_people` on a terminal of another encoding. Raises Fault when
    the place cannot be written to.
    """
    if for_people:
        _keep_guillemets()
    if out is None or out == STANDARD_OUTPUT:
        encoding = (sys.stdout.encoding if for_people else None) or "utf-8"
        with _text(sys.stdout.buffer, encoding, for_people) as stream:
            yield stream
    elif out.exists() and not (out.is_file() or out.is_dir()):
        # A device or a pipe is written to, never replaced.
        with out.open("wb") as device, _text(device, "utf-8") as stream:
            yield stream
    else:
        with write_replacing(out.resolve()) as file, _text(file, "utf-8") as stream:
            yield stream


def _keep_guillemets() -> None:
    """Let no line of a table end between « guillemets » and what they hold.

    Rich takes a no-break space for a space: its one pattern of a word says so.
    """
    wrap = importlib.import_module("rich._wrap")
    setattr(wrap, "re_word", _WORD)  # noqa: B010 - mypy forbids the other way


@contextmanager
def _text(binary: Any, encoding: str, lenient: bool = False) -> Iterator[TextIO]:
    errors = "replace" if lenient else "strict"
    stream = io.TextIOWrapper(binary, encoding, errors, newline="")
    try:
        yield stream
        stream.flush()
    finally:
        stream.detach()
