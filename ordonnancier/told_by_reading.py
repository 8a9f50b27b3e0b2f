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


def _translated(kind: str, text: str) -> str | None:
    for pattern, english in _sentences(kind):
        if match := pattern.fullmatch(text):
            return say(fr=text, en=english.format(*match.groups()))
    return None


@cache
def _sentences(kind: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    with (RESOURCES / "translations" / "reviews.en.toml").open("rb") as stream:
        sentences: dict[str, str] = tomllib.load(stream)[kind]
    return tuple(
        (re.compile("(.+)".join(map(re.escape, french.split("{}")))), english)
        for french, english in sentences.items()
    )
