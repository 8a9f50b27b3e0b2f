"""The worst lines with their picture, as one HTML page that needs nothing else."""

import base64
import heapq
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ordonnancier.evaluation.compare import LineResult, Outcome
from ordonnancier.evaluation.fields import CRITICAL
from prescription.json import to_json
from prescription.language import say
from prescription.record import MedicationRequest

MARGIN = 12
"""Pixels of the page around the line."""

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Shown:
    """A line, the page's name, and its picture where there is one."""

    page: str
    result: LineResult
    crop: bytes | None


def badness(result: LineResult) -> tuple[bool, bool, int, float]:
    """What hurts most sorts highest: silent errors, then lost lines, then wrong fields."""
    wrong = [name for name, outcome in result.outcomes.items() if outcome is not Outcome.RIGHT]
    confidence = result.found.confidence if result.found else None
    return (
        result.silent_error,
        result.lost or result.invented,
        sum(3 if name in CRITICAL else 1 for name in wrong),
        confidence or 0.0,
    )


class Worst:
    """Keeps the `most` worst lines met; memory does not grow with the pages."""

    def __init__(self, most: int = 20) -> None:
        self._most = most
        self._heap: list[tuple[tuple[bool, bool, int, float], int, Shown]] = []
        self._met = 0

    def add(
        self, page: str, results: Iterable[LineResult], pictures: Callable[[], tuple[Picture, ...]]
    ) -> None:
        """Meet the lines of a page; `pictures` is called only when one of them is kept."""
        for result in results:
            rank = badness(result)
            if not any(rank[:3]) or (len(self._heap) == self._most and rank <= self._heap[0][0]):
                continue
            self._met += 1
            crop = crop_line(pictures(), result.expected or result.found)
            heapq.heappush(self._heap, (rank, self._met, Shown(page, result, crop)))
            if len(self._heap) > self._most:
                heapq.heappop(self._heap)

    def html(self) -> str:
        """The page, worst line first."""
        title = say(fr="Les lignes les plus mal lues", en="The lines that were read worst")
        rows = "\n".join(_section(shown) for _, _, shown in sorted(self._heap, reverse=True))
        return (
            f"<!doctype html>\n<meta charset='utf-8'>\n<title>{title}</title>\n"
            f"<style>{STYLE}</style>\n<h1>{title}</h1>\n{rows}\n"
        )


STYLE = """
body { font: 15px/1.4 sans-serif; margin: 2em auto; max-width: 70em; color: #222; }
section { border-top: 1px solid #bbb; padding: 1em 0; }
img { max-width: 100%; border: 1px solid #ddd; }
table { border-collapse: collapse; } td, th { padding: 2px 1em 2px 0; text-align: left; }
pre { white-space: pre-wrap; background: #f5f5f5; padding: .5em; }
.silent { color: #b00020; font-weight: bold; }
"""


def crop_line(pictures: tuple[Picture, ...], line: MedicationRequest | None) -> bytes | None:
    """The line's part of its page as PNG; None without a box or a picture."""
    if line is None or line.box is None or not 1 <= (line.page or 1) <= len(pictures):
        return None
    page = pictures[(line.page or 1) - 1]
    height, width = page.shape[:2]
    x, y, w, h = line.box
    left, top = max(0, x - MARGIN), max(0, y - MARGIN)
    right, bottom = min(width, x + w + MARGIN), min(height, y + h + MARGIN)
    if left >= right or top >= bottom:
        return None
    stream = io.BytesIO()
    Image.fromarray(page[top:bottom, left:right]).save(stream, "PNG")
    return stream.getvalue()


def _section(shown: Shown) -> str:
    result = shown.result
    note = (
        f"<span class='silent'>{say(fr='erreur muette', en='silent error')}</span>"
        if result.silent_error
        else ""
    )
    picture = ""
    if shown.crop:
        data = base64.b64encode(shown.crop).decode()
        picture = f"<p><img alt='' src='data:image/png;base64,{data}'></p>"
    faults = "".join(
        f"<tr><td>{name}<td>{outcome.value}"
        for name, outcome in result.outcomes.items()
        if outcome is not Outcome.RIGHT
    )
    return (
        f"<section><h2>{escape(shown.page)} {note}</h2>{picture}<table>{faults}</table>"
        f"<h3>{say(fr='Sur la page', en='On the page')}</h3>{_line(result.expected)}"
        f"<h3>{say(fr='Lu', en='Read')}</h3>{_line(result.found)}</section>"
    )


def _line(line: MedicationRequest | None) -> str:
    if line is None:
        return "<pre>–</pre>"
    return f"<pre>{escape(json.dumps(to_json(line), ensure_ascii=False, indent=1))}</pre>"
