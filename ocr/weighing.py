"""How much a reading tells: which of two readings of a page is the better one."""

from collections.abc import Iterable, Sequence

from ocr.page import Line
from ocr.print_height import READ


def tells_more(found: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether a second reading tells more than the first, and that with confidence.

    What shows through from the back of a sheet is mirrored: of it letters are read, but none sure.
    """
    gained = weigh_lines(found) - weigh_lines(lines)
    return gained > 0 and gained >= READ * (_count(found) - _count(lines))


def weigh_lines(lines: Iterable[Line]) -> float:
    """How many letters and digits were read, each counted by its confidence."""
    words = (word for line in lines for word in line.words)
    return sum((word.confidence or 0.0) * sum(map(str.isalnum, word.text)) for word in words)


def _count(lines: Iterable[Line]) -> int:
    """How many letters and digits were read."""
    return sum(sum(map(str.isalnum, word.text)) for line in lines for word in line.words)
