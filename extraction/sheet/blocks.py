"""Which rows of the pages are header, medications, notes for all of them, or something else."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import DrugMatch, exact_drug
from extraction.resources import read_rules
from extraction.sheet.amid_drugs import ask_amid_drugs, part_by_headings
from extraction.sheet.captions import read_captions
from extraction.sheet.closing import ask_closing, ask_torn_cells, cut_closing
from extraction.sheet.cues import (
    is_intake,
    is_title,
    other_subject,
    speaks_of_whole,
    tells_intake,
)
from extraction.sheet.dated_rows import is_day_and_hour, join_broken_dates
from extraction.sheet.entries import bullet_end, classify
from extraction.sheet.entry import Entry, Kind
from extraction.sheet.fields import with_fields
from extraction.sheet.former_lists import ask_former_lists
from extraction.sheet.last_length import (
    ask_braces,
    ask_last_length,
    ask_lengths_between,
    ask_misread_supply,
    ask_stacked_names,
)
from extraction.sheet.layout import Layout
from extraction.sheet.moment_titles import heads_moments
from extraction.sheet.naming import looks_named
from extraction.sheet.placing import CONTINUES, Placer
from extraction.sheet.rows import Row, is_of_letterhead, left_of, share_height, spoken_columns_of
from extraction.sheet.ruled_tables import unfold_ruled
from extraction.sheet.section_headings import find_sections, lend_sections
from extraction.sheet.stopped_elsewhere import ask_stopped
from extraction.sheet.tables import unfold_tables
from extraction.sheet.wrapping import join_wrapped
from extraction.spelling.matching import compact, fold

_MAY_GO_ON = (Kind.DRUG, Kind.UNSURE, Kind.POSOLOGY)
_LOOK_AHEAD = 3
"""Rows in which a posology may follow, rows of a letterhead beside it left out."""
_OWN_FORM = re.compile(
    r"\b(?:cp[rs]?|comprimes?|gelules?|sachets?|sirop|creme|pommade|gel|collyre|gouttes|suppos?|"
    r"suppositoires?|ovules?|patchs?|ampoules?|spray|aerosol|si|en cas)\b"
)
"""`Primperan suppo si vomissements` below `Primperan 10 1 cp x3/j` is another product of it."""
_LABORATORY = "laboratory"
_JOINED = re.compile(r"[+/&-] ?\n|\n[+/&-]")
"""Where the second INN of a combination may begin in a row of its own."""
_EVERY = re.compile(r"\btoutes les\b|/ ?\d+ ?h\b")
_STROKED = re.compile(r"\s*\d{1,2} ?/ ?(?=[^\W\d])")
_NUMBER = re.compile(r"\s*(\d{1,2}) +(?=[^\W\d])")


def lay_out(pages: Sequence[Sequence[Row]], lexicon: Lexicon) -> Layout:
    """The layout of the pages of one prescription."""
    placer = Placer()
    layout = placer.layout
    for rows in pages:
        whole = with_fields(unfold_tables([*unfold_ruled(rows)], lexicon), lexicon)
        unfolded = [part for row in whole for part in _columns(row)]
        letterhead = {compact(row.text) for row in layout.header}
        entries: list[Entry] = []
        above = [block.match for block in layout.medications if block.match]
        body = [*join_broken_dates(unfolded)]
        for i, row in enumerate(body):
            parts = cut_closing(row, above, body[i + 1 :], lexicon)
            found = [e for part in parts for e in _classify(part, lexicon, letterhead, above)]
            entries += [_apart(entry) for entry in found] if len(parts) > 1 else found
            above += [entry.match for entry in found if entry.match]
        named = read_captions(_join_names(entries, lexicon))
        settled = ask_former_lists(_settle(join_wrapped(named)))
        placer.place_page(find_sections(settled))
    _settle_notes(layout)
    part_by_headings(layout)
    _settle_numbers(layout)
    ask_last_length(layout)
    ask_braces(layout)
    ask_misread_supply(layout)
    ask_stacked_names(layout)
    ask_lengths_between(layout)
    ask_amid_drugs(layout)
    ask_closing(layout, lexicon)
    ask_torn_cells(layout)
    lend_sections(layout)
    ask_stopped(layout, lexicon)
    return layout


def _apart(entry: Entry) -> Entry:
    """`bilan dans 1 mois`, cut from a sentence that closes the list: it goes on with no drug."""
    return replace(entry, spoken=True) if entry.kind in (Kind.OTHER, Kind.UNSURE) else entry


def _columns(row: Row) -> Sequence[Row]:
    # Words of a text have no box that could stand apart from another.
    whole = row.cell or row.whole or row.words[0].box is None or is_title(fold(row.text))
    whole = whole or heads_moments(row)
    return (row,) if whole else spoken_columns_of(row)


def _classify(
    row: Row, lexicon: Lexicon, letterhead: set[str], above: Sequence[DrugMatch]
) -> Iterable[Entry]:
    """The row's entries; a row of the header of an earlier page is one here too."""
    if letterhead and compact(row.text) in letterhead:
        return [Entry(row, Kind.HEADER)]
    dated = not above and is_day_and_hour(fold(row.text))
    if not row.cell and (dated or is_of_letterhead(row.text)):
        return [Entry(row, Kind.HEADER)]
    return classify(row, lexicon, above)


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
    text = f"{row.text}\n{after.row.text}"
    if after.row.cell or (own and not _JOINED.search(text)):
        return None
    whole = exact_drug(text.replace("\n", " "), lexicon, bullet_end(fold(row.text)))
    if whole is None or whole.end <= len(row.text) + 1 or (own and whole.parts is None):
        return None
    return whole


def _repeats(entry: Entry, after: Entry) -> bool:
    """`(paracétamol)` under `DOLIPRANE 1 g`: the same substance and no strength of its own."""
    one, other = entry.match, after.match
    if one is None or other is None or not one.exact or not other.exact:
        return False
    same_name = one.candidates[0].drug.name == other.candidates[0].drug.name
    own_form = same_name and _OWN_FORM.search(fold(after.row.text[other.end :]))
    above = fold(entry.row.text)
    if own_form and (tells_intake(above) or _EVERY.search(above)):
        return False
    substances = (set(m.candidates[0].drug.substances) for m in (one, other))
    return next(substances) == next(substances) and not after.evident


def _settle(entries: list[Entry]) -> list[Entry]:
    """Unsure rows become drugs when a posology stands below them; analyses do not."""
    settled: list[Entry] = []
    analysed = False
    for i, entry in enumerate(entries):
        begins = entry.scope is None or entry.scope.first
        if entry.kind is Kind.NOTE and entry.match and begins and _is_dosed_below(entries, i):
            # `Doliprane QSP 5 jours` with `1 g si fièvre` in the next row
            entry = replace(entry, kind=Kind.DRUG, scope=None)
        following = entries[i + 1 : i + 1 + _LOOK_AHEAD]
        below = next((e for e in following if not _stands_left(e, entry)), None)
        if below is not None and below.kind is Kind.POSOLOGY:
            dosed = is_intake(fold(below.row.text))
            above = settled[-1].kind if settled else None
            follows = above in (Kind.DRUG, Kind.POSOLOGY) and CONTINUES.match(entry.row.text)
            unnamed = entry.kind is Kind.UNSURE and looks_named(entry) and not follows
            unnamed = unnamed and not _is_in_margin(entry.row, below.row, settled)
            if dosed and (unnamed or entry.kind is Kind.DRUG):
                entry = replace(entry, kind=Kind.DRUG, evident=True)
        if analysed and _is_bare_substance(entry):
            entry = replace(entry, kind=Kind.OTHER, match=None)
        else:
            analysed = entry.kind is Kind.OTHER and _asks_analyses(entry)
        settled.append(entry)
    return settled


def _asks_analyses(entry: Entry) -> bool:
    return other_subject(fold(entry.row.text)) == _LABORATORY


def _is_bare_substance(entry: Entry) -> bool:
    """`Calcium` below `Bilan : NFS`: what laboratories measure, without dose or posology."""
    if entry.kind is not Kind.DRUG or entry.match is None or entry.evident:
        return False
    name = entry.row.text[entry.match.start : entry.match.end]
    return fold(name) in _analysed() and compact(name) == compact(entry.row.text)


@cache
def _analysed() -> frozenset[str]:
    return frozenset(map(fold, read_rules("words.toml")["analysed"].split()))


def _is_dosed_below(entries: Sequence[Entry], i: int) -> bool:
    below = entries[i + 1 : i + 2]
    return any(e.kind is Kind.POSOLOGY and is_intake(fold(e.row.text)) for e in below)


def _is_in_margin(row: Row, dose: Row, above: Sequence[Entry]) -> bool:
    """Whether a row is of a column left of the drugs: beside a dose that stands below its drug.

    `Contactologie` in a letterhead down the left side, beside `1 goutte matin et soir`.
    """
    drug = next((entry.row for entry in reversed(above) if entry.kind is Kind.DRUG), None)
    if drug is None or drug.box is None or dose.box is None or not share_height(row, dose):
        return False
    aligned = abs(drug.box.x - dose.box.x) < dose.box.height
    return aligned and left_of(row, drug) and left_of(row, dose)


def _stands_left(entry: Entry, other: Entry) -> bool:
    """Whether a row of a letterhead stands in a column left of the other row."""
    return entry.kind is Kind.HEADER and left_of(entry.row, other.row)


def _settle_notes(layout: Layout) -> None:
    """A note of a prescription with one medication is that medication's own.

    `Ordonnance à renouveler 2 fois` stays what it says of itself.
    """
    if len(layout.medications) == 1:
        last = layout.medications[0].rows[-1]
        below = [note for note in layout.notes if note.row.page >= last.page]
        own = [note for note in below if not speaks_of_whole(fold(note.row.text))]
        layout.notes = [note for note in layout.notes if note not in own]
        layout.medications[0].rows.extend(note.row for note in own)


def _settle_numbers(layout: Layout) -> None:
    """`1 AMLOR …`, `2 CRESTOR …`: numbers that count the medications are no doses."""
    found = [_NUMBER.match(block.rows[0].text) for block in layout.medications]
    numbers = [int(m[1]) for m in found if m is not None]
    if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
        for block, match in zip(layout.medications, found, strict=True):
            block.start = match.end() if match else block.start
    _settle_strokes(layout)


def _settle_strokes(layout: Layout) -> None:
    """`1/ AMLOR`, `21 CRESTOR`: where lines are counted `1/`, a stroke may be read as a 1."""
    if not any(_STROKED.match(block.rows[0].text) for block in layout.medications):
        return
    for number, block in enumerate(layout.medications, 1):
        match = re.match(rf"\s*{number}[1Il|!] +(?=[^\W\d])", block.rows[0].text)
        if match:
            block.start = match.end()
