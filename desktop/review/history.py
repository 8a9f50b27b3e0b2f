"""The sheet in hand: what was changed in it, undone, offered once."""

from dataclasses import replace

from ordonnancier.review.place import Heading, Part, Place
from ordonnancier.review.sheet import Sheet
from prescription.record import ReviewReason

Moment = tuple[Sheet, Place | None]
"""A sheet, and the field that was in hand when it was changed."""


class History:
    """A sheet with those before it and those that undo left behind."""

    def __init__(self, sheet: Sheet | None = None) -> None:
        self.sheet = sheet
        self._past: list[Moment] = []
        self._future: list[Moment] = []
        self._offered: set[Place] = set()
        self._warned: set[tuple[Place, str]] = set()
        # What was typed before the register was locked waits for an Enter of its own.
        self._restored = frozenset(sheet.typed if sheet else ())

    def resume(self, sheet: Sheet) -> bool:
        """Take up again the prescription that was left; False when it is another one now."""
        if sheet != self.sheet:
            return False
        self._offered.clear()
        self._warned.clear()
        self._restored = frozenset(sheet.typed)
        return True

    def change(self, sheet: Sheet, place: Place | None) -> None:
        """A change made in `place` gives another sheet."""
        if self.sheet is not None:
            self._past.append((self.sheet, place))
        self._future.clear()
        self.sheet = sheet

    def undo(self) -> Place | None:
        """Give back the sheet before the last change; the field it was made in, None for none."""
        return self._step(self._past, self._future)

    def redo(self) -> Place | None:
        """Take the change that was undone again; the field it is made in, None for none."""
        return self._step(self._future, self._past)

    def offer(self, place: Place) -> str:
        """What was read for an empty field, told once: its emptiness is not agreed to; else ""."""
        if self.sheet is None or place in self._offered:
            return ""
        read = self.sheet.unconfirmed_text(place)
        if read:
            self._offered.add(place)
        return read

    def warns(self, place: Place) -> bool:
        """Whether a dose that nobody takes stands there, told once: one Enter does not keep it."""
        if self.sheet is None:
            return False
        here = (place, self.sheet.text(place))
        asked = any(r.reason is ReviewReason.DOSE_IMPLAUSIBLE for r in self.sheet.reviews(place))
        if not asked or here in self._warned:
            return False
        self._warned.add(here)
        return True

    @property
    def typed(self) -> list[Place]:
        """The fields in which something was typed since the sheet was taken in hand."""
        typed = self.sheet.typed if self.sheet else ()
        return [place for place in typed if place not in self._restored]

    def _step(self, source: list[Moment], target: list[Moment]) -> Place | None:
        if not source or self.sheet is None:
            return None
        sheet, place = source.pop()
        target.append((self.sheet, place))
        self.sheet = replace(sheet, typed={})
        return place if place in self.sheet.places else self._nearest(place)

    def _nearest(self, gone: Place | None) -> Place:
        """The drug where a line was that is there no more; a field of the heading without any."""
        last = len(self.sheet.current.medications) - 1 if self.sheet else -1
        line = gone.line if gone is not None and gone.line is not None else 0
        return Place(Part.DRUG, min(line, last)) if last >= 0 else Place(Heading.AUTHORED_ON)
