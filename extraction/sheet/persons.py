"""Headings that name whom the drugs below are for: a second patient on one sheet is asked about."""

import re
from dataclasses import dataclass

from extraction.spelling.matching import fold

_TITLES = {"m": "m", "mr": "m", "monsieur": "m", "mme": "f", "mlle": "f", "madame": "f"} | {
    "mademoiselle": "f", "enfant": "child", "bebe": "child", "l'enfant": "child"
}  # fmt: skip
_NAMED = re.compile(
    r"\W*(?:pour )?(?P<title>l'enfant|[a-z]+)\b\.?"
    r"(?P<name>(?:[ \-'.]+(?!ne\b|nee\b|age)[a-z]+){0,4})(?P<rest>.*)"
)
_ALONE = re.compile(r"[ ,(]*(?:\d{1,2} ?(?:ans|mois|kg)[ ,)]*)*\W*")


@dataclass(slots=True)
class Persons:
    """The first person named above drugs; `other` is the heading of another one named later."""

    title: str = ""
    names: frozenset[str] = frozenset()
    other: str = ""

    def meet(self, text: str, *, amid: bool) -> None:
        """A row of the header; `amid` tells that drugs stand above and below it."""
        found = _NAMED.fullmatch(fold(text))
        title = _TITLES.get(found["title"]) if found else None
        if found is None or title is None:
            return
        names = frozenset(re.findall(r"[a-z]{2,}", found["name"]))
        if not self.title:
            self.title, self.names = title, names
        elif (amid or text.rstrip().endswith(":")) and _ALONE.fullmatch(found["rest"]):
            same = title == self.title and (names <= self.names or self.names <= names)
            self.other = "" if same else text.strip(" :")
