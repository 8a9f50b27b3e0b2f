"""Pieces of a sentence with their class, and the words they become."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

LABELS = (
    "DRUG",
    "STRENGTH",
    "FORM",
    "DOSE",
    "FREQUENCY",
    "DURATION",
    "ROUTE",
    "CONDITION",
    "REPEATS",
)

VERBS = ("prendre ", "appliquer ", "inhaler ", "instiller ", "mettre ", "coller ")
"""What may stand before a dose, and is none of it."""
_AFTER = " à prendre"


class Segment(NamedTuple):
    """Words that mean one thing; `label` is one of LABELS or empty, `before` what precedes it.

    A `before` without a space glues the segment to the one before it (`1 cp` + `/j`).
    """

    text: str
    label: str = ""
    before: str = " "
    after: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word between spaces; `label` is a BIO tag (`B-DOSE`, `I-DOSE`, `O`)."""

    text: str
    label: str = "O"


def join_segments(segments: Sequence[Segment]) -> str:
    """The sentence; what would stand before its first segment is left out."""
    parts = []
    for place, segment in enumerate(segments):
        before = segment.before if place else segment.before.lstrip(" ,.-")
        parts.append(f"{before}{segment.text}{segment.after}")
    return "".join(parts)


def split_verb(amount: str) -> list[Segment]:
    """A dose in words as segments: the verb that comes with it has no label."""
    verb = next((verb for verb in VERBS if amount.startswith(verb)), "")
    dose = amount.removeprefix(verb).removesuffix(_AFTER)
    segments = [Segment(verb.strip())] if verb else []
    segments.append(Segment(dose, "DOSE"))
    return [*segments, Segment(_AFTER.strip())] if amount.endswith(_AFTER) else segments


def split_words(segments: Sequence[Segment]) -> tuple[Word, ...]:
    """The sentence's words; a word made of several segments takes the first label in it."""
    text = join_segments(segments)
    owners: list[int] = []
    for place, segment in enumerate(segments):
        before = segment.before if place else segment.before.lstrip(" ,.-")
        owners += [-1] * len(before) + [place] * len(segment.text) + [-1] * len(segment.after)
    words: list[Word] = []
    previous = -1
    start = 0
    for raw in text.split(" "):
        held = [o for o in owners[start : start + len(raw)] if o >= 0 and segments[o].label]
        start += len(raw) + 1
        if not raw:
            continue
        owner = held[0] if held else -1
        label = "O"
        if held:
            label = ("I-" if owner == previous else "B-") + segments[owner].label
        words.append(Word(raw, label))
        previous = owner
    return tuple(words)
