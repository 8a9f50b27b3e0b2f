"""Sentences that close a list and share a row with others: `AR 3 fois. Bilan dans 1 mois.`

Each stands for itself as if it had a row of its own; where the row cannot be cut so, what closes
the list is asked of every line.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from operator import itemgetter

from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import DrugMatch, find_drugs
from extraction.posology.repairs import repair
from extraction.sheet.cues import is_intake, is_note, other_subject, tells_intake
from extraction.sheet.entries import classify
from extraction.sheet.entry import Kind
from extraction.sheet.last_length import lasts
from extraction.sheet.layout import Block, Layout
from extraction.sheet.own_notes import OWN_LENGTH, OWN_RENEWAL
from extraction.sheet.rows import Row
from extraction.sheet.scopes import TIMES, find_scope, may_hold
from extraction.sheet.unfinished import is_unfinished
from extraction.spelling.matching import fold

_MAY_CLOSE = re.compile(
    r"renouv|\bq\.?s\.?p|\bo?\.?a\.? ?r\b|\b[an]\.?r\b|\bn\.?s\b|substitu|generique|\bmois\b|jour|"
    r"sem|\bvalable|jusqu|traitement|poursui"
)
_MARKS = frozenset("-–—;/|•")
_ABBREVIATED = re.compile(r"\W*(?:[^\W\d]\.)+|(?:dr|pr|mme|mr?|cons|prof|n)\.", re.IGNORECASE)
"""`A.R.`, `Dr.`: no end of a sentence."""
_FULL_STOP = re.compile(r"[.;!]\)?$")
_MOMENT = re.compile(r"\b(?:matin|midi|soir)\b")
_RENEWED_TIMES = re.compile(
    r"(?:renouv\w*|\b(?:o\.?)?a\.?r\b\.?)\W*(?:\d{1,2}|une?|deux|trois|quatre|cinq|six)"
    r"(?: ?(?:fois|x)\b|\W*$)"
)
_OF_TREATMENT = re.compile(
    r"\b(?:traitements?|t\.?t\.?t|trt|ordonnance|prescription|poursui\w+|continuer)\b"
)
_OF_RENEWAL = re.compile(r"renouv|\bo?ar\b|\ba\.r\.|\bnr\b|\br ?\d")
_SUBSTITUTION = re.compile(r"substitu|\bn\.?s\b|generique")
_CONDITION = re.compile(r"\b(?:si|en cas|sauf)\b")
_LASTS_ALONE = re.compile(r"^(?!.*(?:renouv|\bo?ar\b|\ba\.r\.|\bnr\b|substitu|generique)).*\d")
"""`QSP 5 jours. Revoir si fièvre.` may be the last drug's own: what is renewed is the sheet."""
_ADVICE = frozenset({"advice", "courtesy"})
_OF_THE_SHEET = _ADVICE | {None, "laboratory", "imaging"}
_OPEN_END = re.compile(r"(?:\b(?:selon|si|en cas|entre)|\b[dl]')$")
_MOST_WORDS = 40


def cut_closing(
    row: Row, above: Sequence[DrugMatch], below: Sequence[Row], lexicon: Lexicon
) -> tuple[Row, ...]:
    """The row, or its sentences where some close the list and all others are of no medication.

    `above` are the drugs named before it, `below` the rows of the page under it: a row amid the
    drugs is of the one above it.
    """
    parts = _sentences(row) if above or below else (row,)
    if len(parts) == 1:
        return (row,)
    closing = [_closes(part.text, above, lexicon) for part in parts]
    if not any(closing) or all(closing):
        return (row,)
    for i, (part, closes) in enumerate(zip(parts, closing, strict=True)):
        subject = None if closes else other_subject(fold(part.text))
        if not closes and (subject is None or (subject not in _ADVICE and not any(closing[:i]))):
            # `Bas de contention. AR 2 fois.`: what is renewed may be the item.
            return (row,)
        if part.text.rstrip().endswith(",") and not (closes and is_note(fold(part.text))):
            # The next sentence would go on with a row that ends in a comma.
            return (row,)
    if _LASTS_ALONE.search(fold(row.text)) and _CONDITION.search(fold(row.text)):
        return (row,)
    if above and _goes_on(below, lexicon):
        return (row,)
    return _together(parts, closing) or (row,)


_TORN_CELLS = re.compile(
    r"(?=.*[\d½¼¾a-z])(?=.*[|a-z])(?!.*\d{3})[\d½¼¾/|,; ]*"
    r"(?:(?:(?:le|au|a) )?(?:matin|midi|soir|coucher|nuit)[\d½¼¾/|,; ]*)*"
)
"""What is left of a table's row: strokes, numbers and moments; a number alone counts pages."""


def ask_closing(layout: Layout, lexicon: Lexicon) -> None:
    """Ask every line of what may close the list and stands in a row of the last drug or of none.

    The last drug has it in its own words; nobody has what stands in a row of no medication.
    """
    if len(layout.medications) < 2:
        return
    *others, last = layout.medications
    named = [block.match for block in layout.medications if block.match]
    for before, row in pairwise(last.rows):
        # A note alone has its place by where it stands.
        if not (_is_open(before) or is_note(fold(row.text))):
            _ask(others, row, _told(row, named, lexicon))
    if (below := _below_name(last)) and _closes(below.text, named, lexicon):
        _ask(others, below, [below])
    for row in (row for rows in layout.others for row in rows):
        if other_subject(TIMES.sub("", fold(row.text))) not in _OF_THE_SHEET:
            continue  # `Kinésithérapie, 10 séances, à renouveler 1 fois`
        told = _told(row, named, lexicon)
        if not any(_OF_RENEWAL.search(fold(part.text)) for part in told):
            alone = [row] if not told and _closes(row.text, named, lexicon) else told
            told = [part for part in alone if _OF_TREATMENT.search(fold(part.text))]
        # `INR. AR 2` below a line that ends in `selon` is its own.
        open_ = [b for b in layout.medications if _OPEN_END.search(fold(b.rows[-1].text))]
        _ask(open_ or layout.medications, row, told)
    for row in layout.header:
        # `AR 3 fois Dr Martin`
        _ask(layout.medications, row, [row] if _RENEWED_TIMES.search(fold(row.text)) else [])


def ask_torn_cells(layout: Layout) -> None:
    """Ask the last drug of cells torn from its table, which stand below it as rows of nobody.

    `| 0`, `midi | 1 soir` below `Bisoprolol 5 mg | 1 matin`.
    """
    if not layout.medications:
        return
    last = layout.medications[-1]
    end = last.rows[-1]
    for row in layout.header:
        apart = row.page != end.page or (row.box and end.box and row.box.y <= end.box.y)
        if not apart and _TORN_CELLS.fullmatch(fold(row.text)):
            last.asked.append(row.text)


def _is_open(row: Row) -> bool:
    """Whether a row ends in mid-sentence: `1 cp le soir, selon`."""
    return is_unfinished(row) or _OPEN_END.search(fold(row.text)) is not None


def _told(row: Row, named: Sequence[DrugMatch], lexicon: Lexicon) -> list[Row]:
    """The sentences of a row that close the list; all of it where nothing parts them from others.

    `AR 3 fois et consultation dans 6 mois`.
    """
    folded, parts = fold(row.text), _sentences(row)
    told = [part for part in parts if _closes(part.text, named, lexicon)] if len(parts) > 1 else []
    others = other_subject(TIMES.sub("", folded))
    mixed = others and _RENEWED_TIMES.search(folded) and not _is_dose(folded)
    return told or ([row] if mixed else [])


def _ask(blocks: Sequence[Block], row: Row, told: Sequence[Row]) -> None:
    """Ask the lines that do not say of themselves what the sentences tell."""
    for block in blocks:
        own = fold(" ".join(one.text for one in block.rows))
        if any(not _says_itself(own, fold(part.text)) for part in told):
            block.asked += [] if row.text in block.asked else [row.text]


def _below_name(block: Block) -> Row | None:
    """What stands below the name in a table's first cell: the line's own, or below the grid."""
    first, top = block.rows[0], block.rows[0].words[0].box
    if top is None or not any(row.cell for row in block.rows):
        return None
    foot = top.y + top.height
    words = tuple(word for word in first.words if word.box is not None and word.box.y > foot)
    return replace(first, words=words) if words else None


def _says_itself(own: str, told: str) -> bool:
    if _OF_RENEWAL.search(told):
        return OWN_RENEWAL.search(own) is not None
    if _SUBSTITUTION.search(told):
        return _SUBSTITUTION.search(own) is not None
    return OWN_LENGTH.search(own) is not None


def _sentences(row: Row) -> tuple[Row, ...]:
    """The parts of a row between full stops, semicolons, dashes, commas and brackets.

    One part where the row tells an intake, whose end is the drug's own.
    """
    folded = fold(row.text)
    if row.cell or len(row.words) > _MOST_WORDS or not _MAY_CLOSE.search(folded):
        return (row,)
    starts = [0]
    for i, (word, after) in enumerate(zip(row.words, row.words[1:], strict=False), 1):
        if i == 1 and word.text in _MARKS:
            continue  # a bullet
        ends = _FULL_STOP.search(word.text) and not _ABBREVIATED.fullmatch(word.text)
        mark = word.text in _MARKS or word.text[-1:] == ","
        if ends or mark or after.text[:1] == "(":
            starts.append(i)
    if len(starts) == 1:
        return (row,)
    bounds = zip(starts, [*starts[1:], len(row.words)], strict=True)
    parts = tuple(replace(row, words=row.words[a:b]) for a, b in bounds)
    dosed = any(_is_dose(fold(part.text)) for part in parts)
    return (row,) if dosed else parts


def _is_dose(folded: str) -> bool:
    folded = _MOMENT.sub("", folded) if other_subject(folded) else folded
    return is_intake(TIMES.sub("", folded))


def _closes(text: str, above: Sequence[DrugMatch], lexicon: Lexicon) -> bool:
    """Whether a sentence tells nothing but supply, renewals, substitution or a length."""
    folded = fold(text).strip(" .;,-–—/|•()")
    if other_subject(folded) and not is_note(folded):
        return False
    meant = fold(repair(folded).text)
    if is_note(meant) or lasts(folded):
        return True
    scope = find_scope(text, find_drugs(text, lexicon))
    return scope is not None and may_hold(scope, text, above)


def _goes_on(below: Sequence[Row], lexicon: Lexicon) -> bool:
    """Whether a row further down, above the next zone, names a drug or tells a dose."""
    for entry in (entry for row in below for entry in classify(row, lexicon)):
        if entry.kind is Kind.HEADING:
            return False
        dosed = entry.kind is Kind.POSOLOGY and tells_intake(fold(entry.row.text))
        if dosed or entry.kind is Kind.DRUG:
            return True
    return False


def _together(parts: Sequence[Row], closing: Sequence[bool]) -> tuple[Row, ...]:
    """The parts, neighbours of one sort together (`QSP 1 mois, AR 2 fois`); none if they say more.

    Two closing rows beside each other would not stand below the drugs.
    """
    joined: list[Row] = []
    for closes, group in groupby(zip(closing, parts, strict=True), key=itemgetter(0)):
        rows = [part for _, part in group]
        whole = replace(rows[0], words=tuple(word for row in rows for word in row.words))
        if closes and len(rows) > 1 and not is_note(fold(whole.text)):
            return ()
        joined.append(whole)
    return tuple(joined)
