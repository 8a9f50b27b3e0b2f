"""Lines that were not read, and lines that are no medication."""

from collections.abc import Sequence

from desktop.review.review_panel import ReviewPanel
from extraction.drugs.lexicon import load_lexicon
from ordonnancier.review.place import Heading, Part, Place
from ordonnancier.review.sheet import Sheet
from prescription.record import PageWord


class LineChanges:
    """Changes the lines of the sheet that a panel shows, at the line in hand."""

    def __init__(self, panel: ReviewPanel) -> None:
        self._panel = panel

    def add(self) -> None:
        """A medication that was not read, behind the line in hand."""
        sheet = self._held()
        if sheet is not None:
            at = self._panel.line
            if _is_empty(sheet, at):
                # It waits to be written: another one would wait for nothing.
                self._panel.go_to(Place(Part.DRUG, at))
                return
            self._panel.change(sheet.add_line(at))
            self._panel.go_to(Place(Part.DRUG, at + 1))

    def add_words(self, words: Sequence[PageWord]) -> None:
        """The medications that stand in words of the page, behind the line in hand."""
        if not self._panel.takes_changes or not self._panel.commit():
            return
        sheet, at = self._panel.sheet, self._panel.line
        if sheet is not None:
            self._panel.change(sheet.add_words(at, words, load_lexicon()))
            self._panel.go_to(Place(Part.DRUG, at + 1))

    def remove(self) -> None:
        """The line in hand is no medication."""
        sheet = self._held()
        if sheet is not None and sheet.current.medications:
            at = self._panel.line
            self._panel.change(sheet.remove_line(at))
            there = Place(Part.DRUG, min(at, len(sheet.current.medications) - 2))
            self._panel.go_to(there if there.line != -1 else Place(Heading.AUTHORED_ON))

    def _held(self) -> Sheet | None:
        """The sheet with what was typed in it; None while it takes no change."""
        if not self._panel.takes_changes:
            return None
        self._panel.hold()
        return self._panel.sheet


def _is_empty(sheet: Sheet, at: int) -> bool:
    """Whether nothing was written yet in a line that was added."""
    if at < 0 or any(place.line == at for place in sheet.typed):
        return False
    return sheet.current.medications[at] == sheet.add_line(at).current.medications[at + 1]
