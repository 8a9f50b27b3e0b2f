"""Marks of a line that was struck out, or of words in it: `~~Kardegic 75 1/j~~`."""

import re

_STROKES = "\u0335\u0336\u0337\u0338"
"""What Unicode lays over the letter before."""
_OVERLAID = re.compile(f"[{_STROKES}]")
_MARKED = re.compile(rf"~{{2,}}|[{_STROKES}]|</?(?:s|del|strike)>", re.IGNORECASE)
_AROUND = re.compile(
    r"\s*(?:(?P<sign>[-–—=~/#x_])(?P=sign)+\s*[^\W_].*[^\W_][)%.]?\s*(?P=sign){2,}|"
    r"[-–—~][^\W\d_].*[^\W_][-–—~]|~.*[^\W_]\s*~)\s*",
    re.IGNORECASE,
)
"""A row between two lines of signs, or between strokes that touch its words.

A rule behind the last word alone closes a line (`1 cp/j ------`), a bullet stands before it alone.
"""


def is_struck(text: str) -> bool:
    """Whether a row may be struck out, or hold words that are."""
    return bool(_MARKED.search(text) or _AROUND.fullmatch(text))


def without_strokes(text: str) -> str:
    """The words below the strokes."""
    return _OVERLAID.sub("", text)
