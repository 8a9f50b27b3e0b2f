"""`Matin`, `Si douleur :`, `Œil droit :`, `A arrêter :` above drugs, and what each lends them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extraction.sheet.columns import titled_columns
from extraction.sheet.cues import is_dosed, tells_intake
from extraction.sheet.entry import Entry, Kind
from extraction.sheet.layout import Block, Layout
from extraction.sheet.section import OWN_WORDS, About, Section, section_of
from extraction.spelling.matching import fold

_MANY = re.compile(
    r"\b(?:[2-9]|deux|trois|quatre) ?(?:/ ?(?:j|24)|fois|x\b)|\bx ?[2-9]|\btoutes les\b|/ ?\d+ ?h"
)
"""A rhythm that one moment cannot have."""
_DAILY = re.compile(r"/ ?j\b|/ ?jour|\b(?:par|chaque) jour|\bfois\b|\btoutes les\b")
"""A rhythm of days below a weekday: every day, or that one alone?"""
_DOUBTFUL = frozenset({About.STOPPED, About.UNCLEAR})
_FEWEST_CAPITALS = 4
_TITLES = re.compile(
    r"(?:prises? )?(?:(?:matin|midi|gouter|soir|coucher|nuit|lever|reveil)s?\W*){2,}$"
)
"""`Matin Midi Soir` may be the titles of columns that a text does not keep apart."""
_COUNTED = re.compile(
    r"\W*(?:\d|½|¼|¾|une?\b|deux\b|trois\b)[\d,./]* ?"
    r"(?:cp|comp|gel|sach|gout|gtt|bouff|inj|appl|amp)"
)
_STEPS = re.compile(r"\b(?:puis|ensuite)\b")


def find_sections(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, rows that head the drugs below as sections.

    A drug stands right below a heading. Without a colon, a row is one above the first drug, or
    where such a row of its kind stands there, and no drug stands above the last of them.
    """
    drugs = [i for i, e in enumerate(entries) if e.kind is Kind.DRUG and not _heads(e)]
    found = {i: section for i in range(len(entries)) if (section := _at(entries, i)) is not None}
    if not drugs or not found:
        return list(entries)
    kinds = {section.about for i, section in found.items() if i < drugs[0]}
    if any(i > drugs[-1] for i, e in enumerate(entries) if _about(e) in kinds):
        kinds.clear()
    placed = list(entries)
    for i, section in found.items():
        ends = section.about is About.PLAIN and bool(kinds & _DOUBTFUL)
        if section.colon or section.about in kinds or ends or _leads_on(entries, i, section):
            placed[i] = replace(entries[i], kind=Kind.SECTION, match=None, section=section)
            kinds.add(section.about)
    return placed


def _heads(entry: Entry) -> bool:
    return entry.match is None and section_of(entry.row.text) is not None


def _about(entry: Entry) -> About | None:
    section = None if entry.row.cell else section_of(entry.row.text)
    return section.about if section is not None and not section.colon else None


def _at(entries: Sequence[Entry], i: int) -> Section | None:
    """The section that entry `i` heads, a drug right below it."""
    entry, below = entries[i], entries[i + 1 : i + 2]
    exact = entry.kind is Kind.DRUG and entry.match is not None and entry.match.exact
    if exact or entry.row.cell or entry.kind in (Kind.HEADING, Kind.NOTE, Kind.WRAPPED):
        return None
    section = section_of(entry.row.text)
    if section is not None and section.colon and _doses_above(entries, i):
        return None
    if section is not None and i and _ends_steps(entries[i - 1], section):
        # `arrêt` below `1 cp le matin 5 j`
        lower = entry.row.text.lstrip()[:1].islower()
        section = None if lower else replace(section, about=About.UNCLEAR)
    stops = section is not None and section.colon and section.about is About.STOPPED
    if section is not None and stops and below and below[0].kind is not Kind.DRUG:
        # `Antécédents :`, a row that tells them, then drugs: of which time is to be asked.
        return replace(section, about=About.UNCLEAR)
    if not below or below[0].kind is not Kind.DRUG or _heads(below[0]):
        return None
    if _heads_cells(entries, i):
        return None
    if section is not None and entry.kind is Kind.HEADER:
        # `Le 12 mars 2026`, `Patient :`
        return section if section.about in OWN_WORDS or section.about is About.STOPPED else None
    return section


def _doses_above(entries: Sequence[Entry], i: int) -> bool:
    """Whether a row is the dose of a drug right above that has none; a speck made its colon."""
    folded = fold(entries[i].row.text)
    above = entries[i - 1] if i else None
    waits = above is not None and above.kind is Kind.DRUG and not tells_intake(fold(above.row.text))
    return waits and _COUNTED.match(folded) is not None and is_dosed(folded)


def _heads_cells(entries: Sequence[Entry], i: int) -> bool:
    """Whether a row titles the columns of a table below: `Traitement  Matin  Midi  Soir`."""
    under = entries[i + 2 : i + 3]
    return bool(under) and under[0].row.cell and bool(titled_columns(entries[i].row))


def _ends_steps(above: Entry, section: Section) -> bool:
    """Whether one word that stops stands right below a dose, and no colon behind it."""
    stops = section.about is About.STOPPED and not section.colon
    return stops and above.kind is Kind.POSOLOGY and " " not in section.text


def _leads_on(entries: Sequence[Entry], i: int, section: Section) -> bool:
    """Whether a row between two drugs leads to the second: `et si besoin`, `SI BESOIN`."""
    if section.about is About.FOLLOWING or section.about in _DOUBTFUL:
        return True
    if len(re.sub(r"\W", "", section.text)) < _FEWEST_CAPITALS:
        # `OD` is written so wherever it stands.
        return False
    capitals = entries[i].row.text.isupper() and not entries[i - 1].row.text.isupper()
    return section.about is About.TIME or (capitals and section.about in OWN_WORDS)


def lend_sections(layout: Layout) -> None:
    """What its section tells, put behind each drug's posology, or asked where that is not sure."""
    _ask_between(layout)
    first: set[int] = set()
    for block in layout.medications:
        section = block.section
        if section is None or section.about in (About.NOTHING, About.PLAIN):
            continue
        later = id(section) in first
        first.add(id(section))
        _lend(block, section, later=later)


def _ask_between(layout: Layout) -> None:
    """`Si besoin` in a row of its own, as a sentence begins: of the drug above, or of the next?

    So is an eye, `OD`.
    """
    for above, below in pairwise(layout.medications):
        last = above.rows[-1]
        if len(above.rows) < 2 or last.cell or not last.text[:1].isupper():
            continue
        section = section_of(last.text)
        if section is not None and section.about in (About.CONDITION, About.SITE):
            above.asked.append(section.text)
            below.asked.append(section.text)


def _lend(block: Block, section: Section, *, later: bool) -> None:
    own = OWN_WORDS.get(section.about)
    text = fold(" ".join(row.text for row in block.rows))
    if own is None:
        block.asked.append(section.text)
        return
    if re.search(own, text):
        return
    unsure = later and section.about in (About.CONDITION, About.WEEKDAY)
    unsure = unsure or (section.about is About.WEEKDAY and _DAILY.search(text) is not None)
    many = section.about is About.MOMENT and _MANY.search(text) is not None
    listed = re.search(r"[,/+]|\bet\b", fold(section.text)) is not None
    titled = section.about is About.MOMENT and not listed and _TITLES.match(fold(section.text))
    unsure = unsure or bool(titled)
    if many or unsure or _STEPS.search(text) or any(row.cell for row in block.rows):
        block.asked.append(section.text)
    if many or any(row.cell for row in block.rows):
        return
    dosed = [i for i, row in enumerate(block.rows) if tells_intake(fold(row.text))]
    at = dosed[-1] if dosed else 0
    row = block.rows[at]
    block.rows[at] = replace(row, after=f"{row.after} , {_words(section)}")


def _words(section: Section) -> str:
    """The heading's words as a posology says them: `Traitement si besoin` is `si besoin`."""
    words = section.text.lower()
    if section.about is About.CONDITION:
        found = re.search(r"\b(?:si|s.il|en cas|a la demande|à la demande|au besoin)\b.*", words)
        return found[0] if found else words
    if section.about is About.WEEKDAY and not re.match(r"les?\b|tous|chaque", words):
        return f"le {words}"
    if section.about is About.MOMENT:
        words = re.sub(r"^(?=\d)", "à ", words)
        return re.sub(r"^(?:prises?|traitements?|médicaments?)? ?(?:du |de la )?", "", words)
    return re.sub(r"^(?:traitements?|à prendre|a prendre) ", "", words)
