"""Answers for the dialogs that choose files: no random key writes anywhere else."""

import random
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from tests.desktop.driving import SAMPLE


class FileAnswers:
    """Chooses a file of `folder`, or none; nothing more to read once `is_full`."""

    def __init__(self, chance: random.Random, folder: Path, is_full: Callable[[], bool]) -> None:
        self._random = chance
        self._folder = folder
        self._is_full = is_full
        # The queue takes a file in once: as many files as it may hold.
        self._pages = [folder / "pages" / f"page-{number}.png" for number in range(8)]
        self._pages[0].parent.mkdir()
        for number, page in enumerate(self._pages):
            page.write_bytes(SAMPLE.read_bytes() + b"\n" * number)

    def answer(self, put: Callable[[type, str, object], None]) -> None:
        """Take the dialogs' place; `put` sets an attribute of a class."""
        put(QFileDialog, "getSaveFileName", self.save_name)
        put(QFileDialog, "getOpenFileNames", self.open_names)
        put(QFileDialog, "getOpenFileName", self.open_name)
        put(QFileDialog, "getExistingDirectory", self.folder_name)

    def save_name(self, *_: object, **__: object) -> tuple[str, str]:
        """A file to write to, or none."""
        name = self._folder / f"out-{self._random.randrange(10)}"
        return (str(name) if self._random.random() < 0.5 else "", "")

    def open_names(self, *_: object, **__: object) -> tuple[list[str], str]:
        """A file to read, or none."""
        page = self._random.choice(self._pages)
        chosen = str(self._random.choice((page, self._folder / "absent.png")))
        return [] if self._is_full() else [chosen], ""

    def open_name(self, *_: object, **__: object) -> tuple[str, str]:
        """A file to read, or none."""
        return (str(self._random.choice(("", str(SAMPLE)))), "")

    def folder_name(self, *_: object, **__: object) -> str:
        """A folder, or none."""
        return str(self._folder) if self._random.random() < 0.5 else ""
