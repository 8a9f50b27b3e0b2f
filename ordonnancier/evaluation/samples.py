"""What there is to measure on: a corpus of pages, or lines of text, each with its truth."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from prescription.json import from_json
from prescription.language import Fault
from prescription.record import Document, Zone
from synthetic.pages.bodies import ZONE_TITLES

_TABLES = frozenset({"table", "cells"})
_CHART = "chart"
"""The layout with a column for each moment."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One document to read and what stands in it.

    `file` is the picture or PDF; `text` stands in its place where there is none. `groups` are the
    names under which it is counted beside `all`.
    """

    name: str
    truth: Document
    file: Path | None = None
    text: str | None = None
    groups: tuple[str, ...] = ()


def load_samples(place: Path, *, as_text: bool = False) -> Iterator[Sample]:
    """The samples of a corpus folder (`ordonnancier synth`), or of a file of JSON lines.

    A JSON line is what `parse --jsonl` answers, with the `text` beside it: `{"id": …, "text": …,
    "prescriptions": […]}`. `as_text` gives the words that stand on a page instead of its picture.

    A zone belongs to a place on the page, not to the words of a line: where the truth has one, the
    text is given under the heading that opens the zone on paper. Pages whose columns carry the
    meaning (one for each moment of the day) say it in no sequence of words: `as_text` leaves them
    out. Raises Fault.
    """
    if place.is_dir():
        samples = _pages(place)
        if as_text:
            return (_as_text(sample) for sample in samples if _CHART not in sample.groups)
        return samples
    return _lines(place)


def _pages(folder: Path) -> Iterator[Sample]:
    index = folder / "index.jsonl"
    if not index.is_file():
        raise Fault(
            fr=f"{folder} n'est pas un corpus : « ordonnancier synth » en fait un.",
            en=f'{folder} is no corpus: "ordonnancier synth" makes one.',
        )
    for row in _json_lines(index):
        with _naming(folder):
            truth = json.loads((folder / row["truth"]).read_text("utf-8"), parse_float=Decimal)
            document = from_json(Document, truth["document"])
            groups = (truth["degradation"], truth["layout"])
            sample = Sample(row["file"], document, file=folder / row["file"], groups=groups)
        yield sample


def _lines(file: Path) -> Iterator[Sample]:
    for number, row in enumerate(_json_lines(file), 1):
        with _naming(file):
            name = str(row.get("id", number))
            source = {"name": name, "sha256": "", "pages": 1}
            value = {"source": source, "prescriptions": row["prescriptions"]}
            group = (str(row["group"]),) if "group" in row else ()
            document = from_json(Document, value)
            text = _under_heading(row["text"], document)
            sample = Sample(name, document, text=text, groups=group)
        yield sample


def _under_heading(text: str, document: Document) -> str:
    """The text below the heading of the one zone that all its lines belong to.

    As it is when they belong to none or to several, or when it names the zone itself.
    """
    zones = {line.zone for draft in document.prescriptions for line in draft.medications}
    (zone,) = zones if len(zones) == 1 else (None,)
    named = "affection" in text.casefold() or "ALD" in text
    return text if zone is None or named else f"{_heading(zone)}\n{text}"


def _as_text(sample: Sample) -> Sample:
    rows: list[str] = []
    for draft in sample.truth.prescriptions:
        for zone in (None, *ZONE_TITLES):
            lines = [
                _in_one_row(line.text, sample) for line in draft.medications if line.zone is zone
            ]
            rows += [_heading(zone), *lines] if zone and lines else lines
        rows += [item.text for item in draft.other_items]
    return Sample(sample.name, sample.truth, text="\n".join(rows), groups=sample.groups)


def _in_one_row(text: str, sample: Sample) -> str:
    """A line of a table as its row: cells side by side, not below each other."""
    return " ".join(text.split()) if _TABLES & set(sample.groups) else text


def _heading(zone: Zone) -> str:
    """What opens the zone on paper, in one line."""
    return " ".join(ZONE_TITLES[zone])


def _json_lines(file: Path) -> Iterator[dict[str, Any]]:
    with _naming(file), file.open(encoding="utf-8") as stream:
        lines = [json.loads(line, parse_float=Decimal) for line in stream if line.strip()]
    yield from lines


@contextmanager
def _naming(place: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError):
        raise _unreadable(place) from None


def _unreadable(place: Path) -> Fault:
    return Fault(
        fr=f"{place} ne contient pas de vérité lisible.", en=f"{place} holds no readable truth."
    )
