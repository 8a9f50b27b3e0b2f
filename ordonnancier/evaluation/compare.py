"""One page: the lines that stand on it, paired with the lines that were read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ordonnancier.evaluation.fields import CRITICAL, FIELDS, same_drug
from prescription.record import Document, MedicationRequest

ALIKE = 45.0
"""Below this likeness (0 to 100) two lines are not the same line read badly."""

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Outcome(StrEnum):
    """What became of a field."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"
    INVENTED = "invented"


@dataclass(frozen=True, slots=True)
class LineResult:
    """A line of the truth and the line read for it; one side is None for a lost or invented line.

    `outcomes` names each field that either side holds.
    """

    expected: MedicationRequest | None
    found: MedicationRequest | None
    outcomes: dict[str, Outcome]

    @property
    def lost(self) -> bool:
        """Whether the line stands on the page and was not read."""
        return self.found is None

    @property
    def invented(self) -> bool:
        """Whether the line was read and does not stand on the page."""
        return self.expected is None

    @property
    def entirely_right(self) -> bool:
        """Whether every field is right."""
        both = self.expected is not None and self.found is not None
        return both and all(outcome is Outcome.RIGHT for outcome in self.outcomes.values())

    @property
    def accepted(self) -> bool:
        """Whether the line promises that nobody need look."""
        return self.found is not None and not self.found.review

    @property
    def silent_error(self) -> bool:
        """Whether something that can hurt is wrong under an empty review."""
        wrong = any(
            self.outcomes.get(field, Outcome.RIGHT) is not Outcome.RIGHT for field in CRITICAL
        )
        return self.accepted and (wrong or self.invented)

    @property
    def characters(self) -> tuple[int, int]:
        """Characters wrong, and characters of the truth; (0, 0) without a pair."""
        if self.expected is None or self.found is None:
            return (0, 0)
        expected = _spaced(self.expected.text)
        return (Levenshtein.distance(expected, _spaced(self.found.text)), len(expected))

    @property
    def numbers(self) -> tuple[int, int]:
        """Number tokens of the truth that were not read, and all of them; (0, 0) without a pair."""
        if self.expected is None or self.found is None:
            return (0, 0)
        expected = NUMBER.findall(self.expected.text)
        left = NUMBER.findall(self.found.text)
        wrong = 0
        for number in expected:
            if number in left:
                left.remove(number)
            else:
                wrong += 1
        return (wrong, len(expected))


def compare_documents(expected: Document, found: Document) -> list[LineResult]:
    """Every line of either document, paired by likeness of their text."""
    return compare_lines(_lines(expected), _lines(found))


def compare_lines(
    expected: Sequence[MedicationRequest], found: Sequence[MedicationRequest]
) -> list[LineResult]:
    """Pair the lines, likest first, each once; what is left over is lost or invented."""
    likeness = sorted(
        (
            (-fuzz.ratio(truth.text, line.text), abs(i - j), i, j)
            for i, truth in enumerate(expected)
            for j, line in enumerate(found)
        ),
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, _, i, j in likeness:
        if i not in pairs and j not in taken and -score >= ALIKE:
            pairs[i] = j
            taken.add(j)
    results = [
        compare_line(truth, found[pairs[i]] if i in pairs else None)
        for i, truth in enumerate(expected)
    ]
    results += [compare_line(None, line) for j, line in enumerate(found) if j not in taken]
    return results


def compare_line(expected: MedicationRequest | None, found: MedicationRequest | None) -> LineResult:
    """The outcome of every field that either side holds."""
    outcomes = {
        name: outcome for name in FIELDS if (outcome := _outcome(name, expected, found)) is not None
    }
    return LineResult(expected, found, outcomes)


def _outcome(
    name: str, expected: MedicationRequest | None, found: MedicationRequest | None
) -> Outcome | None:
    value = FIELDS[name]
    true_value = value(expected) if expected is not None else None
    read_value = value(found) if found is not None else None
    if true_value is None:
        return None if read_value is None else Outcome.INVENTED
    if read_value is None:
        return Outcome.MISSED
    if name == "drug" and expected is not None and found is not None:
        return Outcome.RIGHT if same_drug(expected, found) else Outcome.WRONG
    return Outcome.RIGHT if true_value == read_value else Outcome.WRONG


def _lines(document: Document) -> list[MedicationRequest]:
    return [line for draft in document.prescriptions for line in draft.medications]


def _spaced(text: str) -> str:
    return " ".join(text.split())
