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
from prescription.record import Document


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
    Raises Fault.
    """
    if place.is_dir():
        samples = _pages(place)
        return map(_as_text, samples) if as_text else samples
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
            sample = Sample(name, from_json(Document, value), text=row["text"], groups=group)
        yield sample


def _as_text(sample: Sample) -> Sample:
    draft = sample.truth.prescriptions
    lines = [line.text for part in draft for line in part.medications]
    others = [item.text for part in draft for item in part.other_items]
    return Sample(sample.name, sample.truth, text="\n".join(lines + others), groups=sample.groups)


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
