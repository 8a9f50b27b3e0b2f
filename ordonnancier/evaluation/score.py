"""Many results added up: shares, precision and recall, calibration."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ordonnancier.evaluation.compare import LineResult, Outcome
from ordonnancier.evaluation.fields import FIELDS

BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 1.0)
"""Edges of the reliability table."""


@dataclass(slots=True)
class Tally:
    """Counts over lines; a share is between 0 and 1, None where there is nothing to count."""

    pages: int = 0
    failed_pages: int = 0
    seconds: float = 0.0
    lines: int = 0
    entirely_right: int = 0
    accepted: int = 0
    silent_errors: int = 0
    lost: int = 0
    invented: int = 0
    wrong_characters: int = 0
    characters: int = 0
    wrong_numbers: int = 0
    numbers: int = 0
    outcomes: dict[str, Counter[Outcome]] = field(
        default_factory=lambda: {name: Counter() for name in FIELDS}
    )
    reliability: list[list[int]] = field(default_factory=lambda: [[0, 0] for _ in BINS[1:]])

    def add_page(self, results: Iterable[LineResult], seconds: float) -> None:
        """Count a page that was read in `seconds`."""
        self.pages += 1
        self.seconds += seconds
        for result in results:
            self._add_line(result)

    def add_failure(self, results: Iterable[LineResult]) -> None:
        """Count a page that could not be read: all its lines are lost."""
        self.failed_pages += 1
        self.add_page(results, 0.0)

    def _add_line(self, result: LineResult) -> None:
        self.lines += not result.invented
        self.lost += result.lost
        self.invented += result.invented
        self.entirely_right += result.entirely_right
        self.accepted += result.accepted
        self.silent_errors += result.silent_error
        wrong, total = result.characters
        self.wrong_characters += wrong
        self.characters += total
        wrong, total = result.numbers
        self.wrong_numbers += wrong
        self.numbers += total
        for name, outcome in result.outcomes.items():
            self.outcomes[name][outcome] += 1
        if result.found is not None and result.found.confidence is not None:
            at = sum(result.found.confidence >= edge for edge in BINS[1:-1])
            self.reliability[at][0] += 1
            self.reliability[at][1] += result.entirely_right

    def summary(self) -> dict[str, Any]:
        """Every figure by name, ready for JSON."""
        read = self.lines - self.lost + self.invented
        return {
            "pages": self.pages,
            "failedPages": self.failed_pages,
            "lines": self.lines,
            "entirelyRight": _share(self.entirely_right, self.lines),
            "silentErrors": _share(self.silent_errors, self.lines),
            "silentErrorCount": self.silent_errors,
            "accepted": _share(self.accepted, read),
            "lostLines": self.lost,
            "inventedLines": self.invented,
            "characterError": _share(self.wrong_characters, self.characters),
            "numberError": _share(self.wrong_numbers, self.numbers),
            "secondsPerPage": _share(self.seconds, self.pages - self.failed_pages),
            "fields": {name: self._field(name) for name in FIELDS},
            "calibration": [
                {
                    "from": low,
                    "to": high,
                    "lines": lines,
                    "entirelyRight": _share(right, lines),
                }
                for low, high, (lines, right) in zip(BINS, BINS[1:], self.reliability, strict=False)
            ],
        }

    def _field(self, name: str) -> dict[str, Any]:
        counts = self.outcomes[name]
        right, wrong = counts[Outcome.RIGHT], counts[Outcome.WRONG]
        precision = _share(right, right + wrong + counts[Outcome.INVENTED])
        recall = _share(right, right + wrong + counts[Outcome.MISSED])
        both = (precision or 0.0) + (recall or 0.0)
        f1 = 2 * (precision or 0.0) * (recall or 0.0) / both if both else None
        outcomes = {outcome.value: counts[outcome] for outcome in Outcome}
        return {"precision": precision, "recall": recall, "f1": f1, **outcomes}


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
