"""Which rows of the pages are header, medications, notes for all of them, or something else."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extraction.cues import DOSED, is_intake, is_title, speaks_of_whole
from extraction.drugs import DrugMatch, exact_drug
from extraction.entries import Entry, Kind, bullet_end, classify, looks_named
from extraction.lexicon import Lexicon
from extraction.matching import compact, fold
from extraction.rows import Row, spoken_columns_of
from extraction.tables import unfold_tables
from prescription.record import Zone

_CONTINUES = re.compile(
    r"\s*(?:[(\[a-zà-ÿœ]|A |À |Au |En |Si |Voie|Ne |Sans |Puis |Prendre|Avaler|Max|Pendant|Par |"
    r"Jusqu|Avant|Après|Pour |Le |La |Les |Dans |Sur |NS\b|MTE|EFG|CIF|SI |PUIS|PENDANT|VOIE|"
    r"Arr[eê]t|Ensuite)"
)
_MAY_GO_ON = (Kind.DRUG, Kind.UNSURE, Kind.POSOLOGY)
_LOOK_AHEAD = 3
"""Rows in which a posology may follow, rows of a letterhead beside it left out."""
_NUMBER = re.compile(r"\s*(\d{1,2}) +(?=[^\W\d])")


@dataclass(slots=True)
class Block:
    """The rows of one medication, the first of them naming the drug.

    `start` is the offset in the first row where its words begin, after bullet or number.
    """

    rows: list[Row]
    match: DrugMatch | None
    zone: Zone | None = None
    start: int = 0
    noted: bool = False


@dataclass(slots=True)
class Layout:
    """Every row of one prescription in exactly one of four places.

    `notes` hold for every medication of their zone (None: for all) without a word of its own.
    """

    header: list[Row] = field(default_factory=list)
    medications: list[Block] = field(default_factory=list)
    others: list[list[Row]] = field(default_factory=list)
    notes: list[tuple[Row, Zone | None]] = field(default_factory=list)


def lay_out(pages: Sequence[Sequence[Row]], lexicon: Lexicon) -> Layout:
    """The layout of the pages of one prescription."""
    layout = Layout()
    zone: Zone | None = None
    for rows in pages:
        unfolded = [part for row in unfold_tables(rows, lexicon) for part in _columns(row)]
        letterhead = {compact(row.text) for row in layout.header}
        entries = [e for row in unfolded for e in _classify(row, lexicon, letterhead)]
        entries = _settle(_join_names(entries, lexicon))
        zone = _place(entries, layout, zone)
    _settle_notes(layout)
    _settle_numbers(layout)
    return layout


def _columns(row: Row) -> Sequence[Row]:
    whole = row.cell or is_title(fold(row.text))
    return (row,) if whole else spoken_columns_of(row)


def _classify(row: Row, lexicon: Lexicon, letterhead: set[str]) -> Iterable[Entry]:
    """The row's entries; a row of the header of an earlier page is one here too."""
    if compact(row.text) in letterhead:
        return [Entry(row, Kind.HEADER)]
    return classify(row, lexicon)


def _join_names(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    """Names that go on in the next row, and rows that only repeat the drug's other name."""
    joined = list(entries)
    for i in range(len(joined) - 1):
        entry, after = joined[i], joined[i + 1]
        if entry.kind not in (Kind.DRUG, Kind.UNSURE) or after.kind not in _MAY_GO_ON:
            continue
        whole = _across(entry.row, after, lexicon)
        if whole is not None:
            joined[i] = replace(entry, kind=Kind.DRUG, match=whole)
        if whole is not None or _repeats(entry, after):
            joined[i + 1] = replace(after, kind=Kind.POSOLOGY, match=None)
    return joined


def _across(row: Row, after: Entry, lexicon: Lexicon) -> DrugMatch | None:
    """The drug whose exact name begins in the row and ends in the next one."""
    own = after.match is not None and after.match.exact and after.row.text[0] != "("
    if after.row.cell or own:
        return None
    text = f"{row.text}\n{after.row.text}"
    whole = exact_drug(text.replace("\n", " "), lexicon, bullet_end(fold(row.text)))
    return whole if whole is not None and whole.end > len(row.text) + 1 else None


def _repeats(entry: Entry, after: Entry) -> bool:
    """`(paracétamol)` under `DOLIPRANE 1 g`: the same substance and no strength of its own."""
    one, other = entry.match, after.match
    if one is None or other is None or not one.exact or not other.exact:
        return False
    substances = (set(m.candidates[0].drug.substances) for m in (one, other))
    return next(substances) == next(substances) and not after.evident


def _settle(entries: list[Entry]) -> list[Entry]:
    """Unsure rows become drugs when a posology stands below them."""
    settled: list[Entry] = []
    for i, entry in enumerate(entries):
        following = entries[i + 1 : i + 1 + _LOOK_AHEAD]
        below = next((e for e in following if not _stands_left(e, entry)), None)
        if below is not None and below.kind is Kind.POSOLOGY:
            dosed = is_intake(fold(below.row.text))
            above = settled[-1].kind if settled else None
            follows = above in (Kind.DRUG, Kind.POSOLOGY) and _CONTINUES.match(entry.row.text)
            unnamed = entry.kind is Kind.UNSURE and looks_named(entry) and not follows
            if dosed and (unnamed or entry.kind is Kind.DRUG):
                entry = replace(entry, kind=Kind.DRUG, evident=True)
        settled.append(entry)
    return settled


def _stands_left(entry: Entry, other: Entry) -> bool:
    """Whether a row of a letterhead stands in a column left of the other row."""
    return entry.kind is Kind.HEADER and _left_of(entry.row, other.row)


def _place(entries: Sequence[Entry], layout: Layout, zone: Zone | None) -> Zone | None:
    """Put the entries of one page where they belong; the zone its last row stands in."""
    first, top, last, bottom = _bounds(entries, bool(layout.medications))
    after_other = False
    letterhead: set[str] = set()
    current: Block | None = layout.medications[-1] if layout.medications else None
    for i, entry in enumerate(entries):
        row = entry.row
        if entry.kind is Kind.HEADING:
            layout.header.append(row)
            zone, current = entry.zone, None
        elif i > first and entry.spoken:
            layout.others.append([row])
            current, after_other = None, True
            continue
        elif i <= top or entry.kind is Kind.HEADER or _above(i, first, top, entry, current):
            layout.header.append(row)
            letterhead.add(compact(row.text))
        elif entry.kind is Kind.DRUG:
            current = Block([row], entry.match, zone, bullet_end(fold(row.text)))
            layout.medications.append(current)
        elif entry.kind is Kind.NOTE:
            ends = i > last or _closes_zone(entries, i)
            _place_note(row, layout, current, zone, ends)
        elif i > last and (compact(row.text) in letterhead or (i > bottom and _plain(entry))):
            layout.header.append(row)
        elif current is not None and _belongs(entry):
            current.rows.append(row)
        elif current is not None and _left_of(row, current.rows[0]):
            layout.header.append(row)
        elif entry.kind is Kind.POSOLOGY and not after_other and DOSED.search(fold(row.text)):
            current = Block([row], None, zone, bullet_end(fold(row.text)))
            layout.medications.append(current)
        else:
            if after_other and entry.kind is Kind.UNSURE and row.text[0].islower():
                layout.others[-1].append(row)
            else:
                layout.others.append([row])
            current, after_other = None, True
            continue
        after_other = False
    return zone


def _bounds(entries: Sequence[Entry], continued: bool) -> tuple[int, int, int, int]:
    """First row of the body, last row of the header, last drug, first row of the footer.

    On a page that goes on a posology is as good as a drug.
    """
    count = len(entries)
    heads = [i for i, e in enumerate(entries) if e.kind is Kind.HEADER]
    body = (Kind.DRUG, Kind.POSOLOGY) if continued else (Kind.DRUG,)
    named = [i for i, e in enumerate(entries) if e.kind in body]
    evident = [i for i in named if entries[i].evident or entries[i].kind is Kind.POSOLOGY]
    starts = evident + [i for i, e in enumerate(entries) if e.kind is Kind.HEADING]
    first = min(starts or named, default=count)
    top = max((i for i in heads if i < first), default=-1)
    first = min((i for i in (*named, *starts) if i > top), default=count)
    last = max((i for i in named if i > top), default=first)
    return first, top, last, min((i for i in heads if i > last), default=count)


def _above(i: int, first: int, top: int, entry: Entry, current: Block | None) -> bool:
    """Whether a row between header and first drug goes on with the header."""
    goes_on = current is not None and _belongs(entry)
    return top >= 0 and i < first and _plain(entry) and not goes_on


def _closes_zone(entries: Sequence[Entry], i: int) -> bool:
    """Whether only notes stand between entry `i` and the heading of the next zone."""
    following = next((e.kind for e in entries[i:] if e.kind is not Kind.NOTE), None)
    return following is Kind.HEADING


def _plain(entry: Entry) -> bool:
    return entry.kind in (Kind.UNSURE, Kind.POSOLOGY)


def _belongs(entry: Entry) -> bool:
    if entry.kind is Kind.POSOLOGY:
        return True
    return entry.kind is Kind.UNSURE and bool(_CONTINUES.match(entry.row.text))


def _left_of(row: Row, other: Row) -> bool:
    """Whether a row stands in a column of its own, to the left of the other."""
    a, b = row.box, other.box
    return a is not None and b is not None and a.x + a.width + 2 * a.height < b.x


def _place_note(
    row: Row, layout: Layout, current: Block | None, zone: Zone | None, at_end: bool
) -> None:
    """A note of one medication goes to it; one for all of them is kept apart."""
    whole = current is None or speaks_of_whole(fold(row.text))
    others = [b for b in layout.medications if b is not current and b.zone == zone]
    if not whole and current is not None and not _goes_on(current, others, row):
        apart = current.rows[-1].block != row.block or current.rows[-1].page != row.page
        alone = not any(block.noted for block in others)
        whole = at_end and (apart or (alone and not current.noted)) and bool(others)
    if whole or current is None:
        layout.notes.append((row, zone if layout.medications else None))
    else:
        current.rows.append(row)
        current.noted = True


def _goes_on(block: Block, others: Sequence[Block], row: Row) -> bool:
    """Whether a row belongs to the block by its place.

    After a comma, set in under the drug, or in its block where every drug has a block of its own.
    """
    before, first = block.rows[-1], block.rows[0].box
    if before.text.rstrip().endswith((",", "-", "(", ":")):
        return True
    if row.box is None or first is None or before.block != row.block:
        return False
    own_blocks = all(other.rows[0].block != row.block for other in others)
    return own_blocks or row.box.x > first.x + first.height / 2


def _settle_notes(layout: Layout) -> None:
    """A note of a prescription with one medication is that medication's own."""
    if len(layout.medications) == 1:
        last = layout.medications[0].rows[-1]
        own = [note for note in layout.notes if note[0].page >= last.page]
        layout.notes = [note for note in layout.notes if note not in own]
        layout.medications[0].rows.extend(row for row, _ in own)


def _settle_numbers(layout: Layout) -> None:
    """`1 AMLOR …`, `2 CRESTOR …`: numbers that count the medications are no doses."""
    found = [_NUMBER.match(block.rows[0].text) for block in layout.medications]
    numbers = [int(m[1]) for m in found if m is not None]
    if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
        for block, match in zip(layout.medications, found, strict=True):
            block.start = match.end() if match else block.start
