"""What reading a page writes into a review of its own: sentences, not words of the page."""

import re
import tomllib
from functools import cache

from prescription.language import say
from prescription.resources import RESOURCES

_TO_COME = re.compile(r"(?:le )?\d\d/\d\d/\d{4} (?:est dans le futur|is in the future)")
"""A day of which the program says something (`ordonnancier.review.to_come`)."""


def told_by_reading(field: str, text: str) -> str | None:
    """The sentence in the user's language; None where `text` is words of the page.

    What is said of a whole page is looked for in reviews of the field `page` alone: `en haut` may
    be the words of another.
    """
    if _TO_COME.fullmatch(text):
        return text
    return _translated("page" if field == "page" else "line", text)


def told_as_a_whole(text: str) -> str | None:
    """The same for sentences that tell the reason themselves: two patients on one page."""
    return _translated("whole", text)


def told_again(text: str) -> str:
    """A sentence about a line in the user's language, whichever it was told in before."""
    for pair in _said():
        for told in pair:
            if match := _pattern(told).fullmatch(text):
                fr, en = (one.format(*match.groups()) for one in pair)
                return say(fr=fr, en=en)
    return text


def _translated(kind: str, text: str) -> str | None:
    for pattern, english in _sentences(kind):
        if match := pattern.fullmatch(text):
            return say(fr=text, en=english.format(*match.groups()))
    return None


@cache
def _sentences(kind: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(french), english) for french, english in _table(kind).items())


@cache
def _said() -> tuple[tuple[str, str], ...]:
    return tuple(_table("said").items())


def _table(kind: str) -> dict[str, str]:
    with (RESOURCES / "translations" / "reviews.en.toml").open("rb") as stream:
        sentences: dict[str, str] = tomllib.load(stream)[kind]
    return sentences


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile("(.+)".join(map(re.escape, sentence.split("{}"))))
