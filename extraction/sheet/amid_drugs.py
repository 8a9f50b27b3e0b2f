"""Rows of a length, a supply, renewals or substitution that stand amid the drugs, alone.

`Pour 5 jours :` heads the drugs below it up to the next such heading. `QSP 1 mois à renouveler
5 fois`, further drugs below, closes those above it or is of the last of them: that is asked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.sheet.cues import is_note, speaks_of_whole
from extraction.sheet.last_length import is_one_more, is_set_in, lasts
from extraction.sheet.layout import Block, Layout, Note
from extraction.sheet.own_notes import OWN_LENGTH, OWN_RENEWAL, is_own_note
from extraction.sheet.rows import Row
from extraction.sheet.section import About
from extraction.sheet.unfinished import is_unfinished
from extraction.spelling.matching import fold

_LISTED = re.compile(r"\W*(?:[a-e]|[1-9]|i{1,3}|iv)\W? ?[).:/°-]\W*(?=[a-z])")
"""`A) Pour 1 mois`, `2/ Non renouvelable`."""
_BEGUN = re.compile(r"[^\w]*[A-ZÀ-Þ\d]")
"""A small letter may go on with the drug above, a speck behind it read as a colon."""
_ENDS = re.compile(r":\W*$")
_NUMBER = re.compile(r"\b(?:pour|pendant|qsp|de) ?\d+$", re.IGNORECASE)
"""`quantité suffisante pour 1` / `mois. renouvelable 5 fois`."""
_BUT = re.compile(r"\b(?:sauf|excepte|hormis|a l.exception)\b")
_MAY_END = frozenset({About.NOTHING, About.PLAIN, About.UNCLEAR, About.FOLLOWING})
"""What a heading is about that ends another one; moments or needs stand below one."""
_SUBSTITUTION = re.compile(r"substitu|\bn\.?s\b|generique")
_RENEWAL = re.compile(r"renouv|\bo?a\.?r\b|\bn\.?r\b")


def part_by_headings(layout: Layout) -> None:
    """Give each heading amid the drugs to those below it, and end the one above there.

    They are sure where one stands above all drugs, all tell the same kind of thing and no other
    heading parts the drugs; else every line is asked.
    """
    drugs = layout.medications
    heads = {note.after: note for note in layout.notes if _may_head(note.row) and not note.scope}
    between: dict[int, Row] = {}
    for i, block in enumerate(drugs[:-1], 1):
        last = block.rows[-1]
        if len(block.rows) > 1 and _is_heading(last):
            block.rows.pop()
            between[i] = last
    whole = heads.get(0)
    if not between:
        _ask_below_others(drugs, whole)
        return
    kinds = {_kind(row) for row in (*between.values(), *([whole.row] if whole else []))}
    begun = all(_BEGUN.match(row.text) for row in between.values())
    parted = len({(block.zone, id(block.section)) for block in drugs}) > 1
    sure = whole is not None and len(kinds) == 1 and begun and not parted
    starts = sorted(between)
    if whole is not None and sure:
        at = layout.notes.index(whole)
        layout.notes[at] = replace(whole, lines=frozenset(range(starts[0])))
    for start, end in zip(starts, [*starts[1:], len(drugs)], strict=True):
        row = between[start]
        lines = frozenset(range(start, end))
        layout.notes.append(Note(row, after=start, lines=lines))
        if not sure:
            _ask(drugs, row)


def _ask_below_others(drugs: Sequence[Block], whole: Note | None) -> None:
    """`Renouvelable 5 fois :` / drugs / `Traitement ponctuel :` / drugs: for the last ones too?"""
    for block in drugs if whole else ():
        about = block.section.about if block.section else About.NOTHING
        other = block.section is not drugs[0].section and about in _MAY_END
        if whole and other and not _tells(block, whole.row):
            _ask([block], whole.row)


def ask_amid_drugs(layout: Layout) -> None:
    """Ask the drugs above of what may close them too, further drugs below it."""
    drugs = layout.medications
    if drugs and len(drugs[-1].rows) > 1 and _is_heading(drugs[-1].rows[-1]) and layout.others:
        _ask(drugs[-1:], drugs[-1].rows[-1])
    _ask_exceptions(drugs)
    tops = [note for note in layout.notes if not note.after and note.lines is None]
    titled = {_kind(note.row) for note in tops}
    for i, block in enumerate(drugs[:-1]):
        for row in _closing(block, drugs[:i]):
            _ask([other for other in drugs[:i] if not _tells(other, row)], row)
            if _BEGUN.match(row.text) and _kind(row) in titled:
                # `Pour 3 mois` / drugs / `Pour 5 jours` / drugs
                _ask([block, *(other for other in drugs if not _tells(other, row))], row)
    for note in layout.notes:
        # `Traitement ponctuel :` / `QSP 5 jours` / drugs
        below = drugs[note.after :]
        apart = not below or below[0].zone != note.zone or below[0].rows[0].page != note.row.page
        whole = note.scope is not None or note.lines is not None or speaks_of_whole(_words(note))
        # `Pour 15 jours :` / `Pansements`: it may head what is no drug.
        heads = layout.others and _ENDS.search(_words(note))
        if note.after and (heads or not apart) and not whole:
            _ask([other for other in drugs if not _tells(other, note.row)], note.row)


def _ask_exceptions(drugs: Sequence[Block]) -> None:
    """`Renouvelabie 2 fois sauf paracétamol`, taken for a drug: what the others have is asked."""
    for block in drugs:
        row, named = block.rows[0], block.match.start if block.match else 0
        if _BUT.search(fold(row.text[:named])):
            _ask(drugs, row)


def _closing(block: Block, above: Sequence[Block]) -> Iterator[Row]:
    """The rows of a drug, no last one of all, that by their place may be of others as well."""
    for at, row in enumerate(block.rows):
        folded = fold(row.text)
        if not at or row.cell or not (is_note(folded) or lasts(folded)):
            continue
        upper = replace(block, rows=block.rows[:at])
        whole = replace(block, rows=block.rows[: at + 1])
        goes_on = is_unfinished(upper.rows[-1]) or _NUMBER.search(upper.rows[-1].text)
        if goes_on or is_own_note(upper, above, row) or is_set_in(whole):
            continue
        own_rows = any(len(other.rows) > 1 for other in above)
        if not own_rows or is_one_more(above, whole):
            yield row


def _ask(blocks: Sequence[Block], row: Row) -> None:
    for block in blocks:
        block.asked += [] if row.text in block.asked else [row.text]


def _tells(block: Block, row: Row) -> bool:
    """Whether a drug says of itself all that the row tells."""
    folded = fold(row.text)
    own = fold(" ".join(one.text for one in block.rows))
    told = [
        kind
        for said, kind in (
            (_RENEWAL, OWN_RENEWAL), (_SUBSTITUTION, _SUBSTITUTION), (OWN_LENGTH, OWN_LENGTH),
        )
        if said.search(OWN_RENEWAL.sub(" ", folded) if kind is OWN_LENGTH else folded)
    ]  # fmt: skip
    return bool(told) and all(kind.search(own) for kind in told)


def _is_heading(row: Row) -> bool:
    folded = fold(row.text)
    listed = _LISTED.match(folded)
    words = folded[listed.end() :] if listed else folded
    if row.cell or not (listed or _ENDS.search(folded)):
        return False
    return is_note(words) or lasts(words.strip(" :"))


def _may_head(row: Row) -> bool:
    return _is_heading(row) and not speaks_of_whole(fold(row.text))


def _words(note: Note) -> str:
    return fold(note.row.text)


def _kind(row: Row) -> str:
    folded = fold(row.text)
    if _SUBSTITUTION.search(folded):
        return "substitution"
    return "renewal" if _RENEWAL.search(folded) else "length"
