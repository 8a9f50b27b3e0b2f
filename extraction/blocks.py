"""Which rows of the pages are header, medications, notes for all of them, or something else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from extraction.cues import (
    STRENGTH,
    is_header,
    is_note,
    is_title,
    other_subject,
    posology_share,
    speaks_of_whole,
    zone_heading,
)
from extraction.drugs import DrugMatch, find_drugs, match_drug
from extraction.lexicon import Lexicon
from extraction.matching import fold
from extraction.rows import Row
from extraction.spelling import is_prescription_word, repair
from extraction.tables import unfold_tables
from prescription.record import Zone

_BULLET = re.compile(
    r"\s*(?:\(?\d{1,2} ?[).°:/] ?(?!\d)|\d{1,2} ?- (?!\d)|\d{1,2}\. ?(?!\d)|[a-h]\) ?|"
    r"n[°o] ?\d{1,2} ?[:.\-)]? ?|[\-•*·–—>→■□▪●○◦+«»©®=~_.:]+ ?|[eo°] (?=[a-z]{4}))+"
)
_PREFIX_WORD = re.compile(r"[a-zœæ]+|\d+")
_CONTINUES = re.compile(
    r"\s*(?:[(\[a-z]|A |À |Au |En |Si |Voie|Ne |Sans |Puis |Prendre|Avaler|Max|Pendant|Par |Jusqu|"
    r"Avant|Après|Pour |Le |La |Les |Dans |Sur |NS\b|MTE|SI |PUIS|PENDANT|VOIE|Arr[eê]t|Ensuite)"
)
_HELD_BACK = re.compile(r"(?:\b(?:avec|sous|de|du|des|d|sans|par|au|aux|a|l|si|contre)\W*)$")
_VERB = re.compile(r"[a-z]{2,}(?:er|ez|ir|ant)")
_FORM_NEXT = re.compile(
    r"[a-z '\-]{0,20}?\W+(?:cp[rs]?|comprimes?|gelules?|gel|sachets?|sirop|creme|pommade|"
    r"collyre|gouttes|suppositoires?|ovules?|patchs?|ampoules?|spray|inhalation|solution|suspension|capsules?)(?![a-z])"
)
_DOSE = re.compile(r"\d|\b(?:une?|deux|trois|demi|appl\w*|inj\w*)\b")


class Kind(Enum):
    """What one row is, looked at alone."""

    HEADER = auto()
    HEADING = auto()
    DRUG = auto()
    POSOLOGY = auto()
    NOTE = auto()
    OTHER = auto()
    UNSURE = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """A row and what it is; `match` tells the drug of a DRUG row, None when nothing is like it."""

    row: Row
    kind: Kind
    match: DrugMatch | None = None
    zone: Zone | None = None


@dataclass(slots=True)
class Block:
    """The rows of one medication, the first of them naming the drug."""

    rows: list[Row]
    match: DrugMatch | None
    zone: Zone | None
    noted: bool = False


@dataclass(slots=True)
class Layout:
    """Every row of one prescription in exactly one of four places.

    `notes` hold for every medication of their zone (None: for all) without a word of its own.
    """

    header: list[Row] = field(default_factory=list)
    medications: list[Block] = field(default_factory=list)
    others: list[Row] = field(default_factory=list)
    notes: list[tuple[Row, Zone | None]] = field(default_factory=list)


def lay_out(pages: Sequence[Sequence[Row]], lexicon: Lexicon) -> Layout:
    """The layout of the pages of one prescription."""
    layout = Layout()
    zone: Zone | None = None
    for rows in pages:
        unfolded = unfold_tables(rows, lexicon)
        entries = _settle([e for row in unfolded for e in _classify(row, lexicon)])
        zone = _place(entries, layout, zone)
    _settle_notes(layout)
    return layout


def _classify(row: Row, lexicon: Lexicon) -> Iterator[Entry]:
    """The row's entry, or several when it names several drugs."""
    if row.is_cell:
        yield Entry(row, Kind.POSOLOGY)
        return
    text, folded = row.text, fold(row.text)
    meant = fold(repair(text).text)
    zone = zone_heading(folded)
    if zone is not None:
        yield Entry(row, Kind.HEADING, zone=zone)
        return
    if is_title(folded):
        yield Entry(row, Kind.HEADER)
        return
    match = _drug_at_start(text, folded, lexicon)
    if match is not None and match.exact and _is_prescribed(folded, match):
        yield from _cut(row, match, lexicon)
        return
    if is_note(meant):
        yield Entry(row, Kind.NOTE)
    elif is_header(folded) and not STRENGTH.search(meant):
        yield Entry(row, Kind.HEADER)
    elif other_subject(folded):
        yield Entry(row, Kind.OTHER)
    else:
        yield _undecided(row, folded, meant, match)


def _undecided(row: Row, folded: str, meant: str, match: DrugMatch | None) -> Entry:
    """A row without exact drug name: posology, a misread or unknown drug, or unsure."""
    start = bullet_end(folded)
    share = posology_share(meant)
    first = re.compile(r"[a-z0-9œ|]+").search(folded, start)
    word = first[0] if first else ""
    new_word = len(word) > 3 and not word.isdigit() and not is_prescription_word(word)
    if new_word and match is None and _VERB.fullmatch(word):
        new_word = False
    evidence = bool(STRENGTH.search(meant)) or (share >= 0.5 and bool(_DOSE.search(meant)))
    named = bool(first) and _FORM_NEXT.match(meant, first.end() if first else 0)
    if new_word and (evidence or named):
        return Entry(row, Kind.DRUG, match)
    if share >= 0.5 or (STRENGTH.search(meant) and not new_word):
        return Entry(row, Kind.POSOLOGY)
    return Entry(row, Kind.UNSURE, match)


def _drug_at_start(text: str, folded: str, lexicon: Lexicon) -> DrugMatch | None:
    start = bullet_end(folded)
    match = match_drug(text, lexicon, start)
    if match is not None and match.exact:
        return match
    for inside in find_drugs(text, lexicon):
        prefix = folded[start : inside.start]
        words = _PREFIX_WORD.findall(prefix)
        junk = len(words) == 1 and len(words[0]) < 3
        if junk or (
            all(len(w) < 2 or is_prescription_word(w) or w.isdigit() for w in words)
            and not other_subject(prefix)
            and not _HELD_BACK.search(prefix[:-3] if prefix.endswith(("de ", "d'")) else prefix)
        ):
            return inside
        break
    return match


def _is_prescribed(folded: str, match: DrugMatch) -> bool:
    """Whether a row that names a drug prescribes it, and does not only speak of it."""
    rest = folded[match.end :]
    evidence = bool(STRENGTH.search(rest)) or posology_share(folded) >= 0.5
    before = folded[: match.start]
    if is_header(folded) and not evidence:
        return False
    if other_subject(before) or (other_subject(folded) and not evidence):
        return False
    words = re.findall(r"[a-zœæ]{2,}", rest)
    return evidence or len(words) <= 1 or all(is_prescription_word(w) for w in words)


def _cut(row: Row, match: DrugMatch, lexicon: Lexicon) -> Iterator[Entry]:
    """One entry for each drug that the row prescribes."""
    text, folded = row.text, fold(row.text)
    for other in find_drugs(text, lexicon):
        if other.start < match.end or not _begins_another(folded, match, other):
            continue
        cut = len(text[: other.start].split())
        if text[other.start - 1] != " " or cut == 0:
            continue
        yield Entry(Row(row.page, row.words[:cut], row.block), Kind.DRUG, match)
        rest = Row(row.page, row.words[cut:], row.block)
        moved = match_drug(rest.text, lexicon)
        if moved is not None:
            yield from _cut(rest, moved, lexicon)
        else:
            yield Entry(rest, Kind.UNSURE)
        return
    yield Entry(row, Kind.DRUG, match)


def _begins_another(folded: str, first: DrugMatch, other: DrugMatch) -> bool:
    """Whether `other` is a second prescription on the row and not a remark about the first."""
    same = set(other.candidates[0].drug.substances) & set(first.candidates[0].drug.substances)
    between = folded[first.end : other.start]
    if (
        not between.strip()
        or same
        or "(" in between.rsplit(")", 1)[-1]
        or _HELD_BACK.search(between)
    ):
        return False
    rest = folded[other.end :]
    return bool(re.match(r"\W*\d", rest)) or posology_share(rest) >= 0.5


def bullet_end(folded: str) -> int:
    """Where the words of a folded row begin, after its bullet or number."""
    match = _BULLET.match(folded)
    return match.end() if match else 0


def _settle(entries: list[Entry]) -> list[Entry]:
    """Unsure rows become drugs when a posology stands below them."""
    settled: list[Entry] = []
    for i, entry in enumerate(entries):
        below = entries[i + 1] if i + 1 < len(entries) else None
        if entry.kind is Kind.UNSURE and below is not None and below.kind is Kind.POSOLOGY:
            folded = fold(entry.row.text)
            words = re.findall(r"[a-zœæ]{2,}", folded)
            unknown = [w for w in words if not is_prescription_word(w)]
            dosed = _DOSE.search(fold(below.row.text))
            above = settled[-1].kind if settled else None
            follows = above in (Kind.DRUG, Kind.POSOLOGY) and _CONTINUES.match(entry.row.text)
            if unknown and len(words) <= 5 and dosed and not follows:
                entry = Entry(entry.row, Kind.DRUG, entry.match)
        settled.append(entry)
    return settled


def _place(entries: Sequence[Entry], layout: Layout, zone: Zone | None) -> Zone | None:
    """Put the entries of one page where they belong; the zone its last row stands in."""
    drugs = [i for i, e in enumerate(entries) if e.kind is Kind.DRUG]
    heads = [i for i, e in enumerate(entries) if e.kind is Kind.HEADER]
    starts = [*drugs, *(i for i, e in enumerate(entries) if e.kind is Kind.HEADING)]
    if not starts and layout.medications:
        starts = [i for i, e in enumerate(entries) if e.kind is Kind.POSOLOGY]
    first = min(starts, default=len(entries))
    top = max((i for i in heads if i < first), default=-1)
    last = max(drugs, default=first)
    bottom = min((i for i in heads if i > last), default=len(entries))
    current: Block | None = layout.medications[-1] if layout.medications else None
    if top >= 0 and current is not None and first < len(entries):
        current = current if entries[first].kind is Kind.POSOLOGY else None
    for i, entry in enumerate(entries):
        row = entry.row
        if entry.kind is Kind.HEADING:
            layout.header.append(row)
            zone, current = entry.zone, None
        elif i <= top or entry.kind is Kind.HEADER or (top >= 0 and i < first and _plain(entry)):
            layout.header.append(row)
        elif entry.kind is Kind.DRUG:
            current = Block([row], entry.match, zone)
            layout.medications.append(current)
        elif entry.kind is Kind.NOTE:
            ends = i > last or _closes_zone(entries, i)
            _place_note(entry, layout, current, zone, ends)
        elif i > bottom and _plain(entry):
            layout.header.append(row)
        elif current is not None and _belongs(entry):
            current.rows.append(row)
        else:
            layout.others.append(row)
            current = None
    return zone


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


def _place_note(
    entry: Entry, layout: Layout, current: Block | None, zone: Zone | None, at_end: bool
) -> None:
    whole = current is None or speaks_of_whole(fold(entry.row.text))
    if not whole and current is not None:
        apart = current.rows[-1].block != entry.row.block or current.rows[-1].page != entry.row.page
        others = [b for b in layout.medications if b is not current and b.zone == zone]
        alone = not any(block.noted for block in others)
        whole = at_end and (apart or (alone and not current.noted)) and bool(others)
    if whole or current is None:
        layout.notes.append((entry.row, zone if layout.medications else None))
    else:
        current.rows.append(entry.row)
        current.noted = True


def _settle_notes(layout: Layout) -> None:
    """A note of a prescription with one medication is that medication's own."""
    if len(layout.medications) == 1:
        last = layout.medications[0].rows[-1]
        own = [note for note in layout.notes if note[0].page >= last.page]
        layout.notes = [note for note in layout.notes if note not in own]
        layout.medications[0].rows.extend(row for row, _ in own)
