"""The words of one block: the drug's name and the instruction as it was meant."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import DrugMatch, find_drugs
from extraction.drugs.release import with_release
from extraction.drugs.strengths import units_left_out
from extraction.drugs.vocabulary import is_everyday_word
from extraction.posology.misread_words import Repair
from extraction.posology.repairs import RepairedText, repair
from extraction.sheet.layout import Block
from extraction.sheet.rows import next_starts, words_at
from extraction.spelling.matching import fold
from extraction.values import value
from ocr.page import Word, surround
from prescription.dosage import Quantity
from prescription.record import Box, Reading

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\S+")
_JOINT = "\n"
"""What stands between the pieces of an instruction."""
_PART = r"\d+(?:[.,]\d+)?(?: ?(?:mg|g|µg)(?![a-z]))?"
_BARE_COMBINATION = re.compile(
    rf"\W{{0,3}}(?:[a-z]+\W{{1,3}})?((?:{_PART} ?[/+] ?)+\d+(?:[.,]\d+)?)"
    r"(?![\d/]|[.,]\d)(?! ?(?:(?:[mµun]?g|mcg|microg|u|u\.i|ui|ml|m\.?u\.?i)(?![a-z])|%|"
    r"micro ?gr|milligr|gramme|unite|million))"
)
"""Numbers of a combination right after the name or a word behind it: `cp 50/1000`, `1 g/125`."""
_NUMBER = re.compile(r"\d+(?:,\d+)?")
_RESTATED = re.compile(r" ?\d[\d.,/ ]*(?:mg|g|µg)?\)", re.IGNORECASE)
"""A strength told twice: `Amlodipine 5 mg (Amlor 5)`."""
_ONE = re.compile(r"[ÎÍÏîíìïIil]")
"""A slender 1 alone in a table's cell, as it is misread."""
_PIECE = re.compile(r"[^/+\s](?:[^/+]*[^/+\s])?")
_TRAILING = re.compile(r"(?:[ ;,+/&]| -)+$")
_MAY_TRAIL = frozenset(" ;,+/&-\n")
_LABEL = re.compile(r":\s*$")
_HOUR = re.compile(r"\W*\d{1,2} ?(?:[hH]|heures)(?: ?\d\d)?\W*[:=→-]\W*")
_WHEN = re.compile(
    r"\d ?h(?:eures?)?\b|\b(?:matin|midi|soir|coucher|nuit|reveil|lever|gouter|repas|dejeuner|"
    r"diner|fois|jours?)\b|\d ?[x/]|[x/] ?\d|\d ?- ?\d"
)
_RELAY = re.compile(r"\W*(?:puis|ensuite|relais)(?: par| avec)?\W*", re.IGNORECASE)
"""What leads from the medication before to this one."""


@value
class Wording:
    """The words of a block, rows apart by newlines, and where the drug's name stands.

    `instruction` is made of the `pieces` (offsets) that are neither bullet nor name; `following`
    tells where the word behind each word begins.
    """

    text: str
    words: tuple[Word, ...]
    page: int
    name: tuple[int, int]
    pieces: tuple[tuple[int, int], ...]
    instruction: RepairedText
    match: DrugMatch | None
    following: tuple[int, ...]

    @property
    def written_name(self) -> str:
        """The drug's name as it is printed."""
        parts = self.match.parts if self.match else None
        names = parts.names if parts else (self.name,)
        return " + ".join(" ".join(self.text[start:end].split()) for start, end in names)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the block's text of a span of the instruction as the grammar saw it."""
        start, end = self.instruction.locate(start, end)
        return self._in_block(start), self._in_block(max(end - 1, start)) + (end > start)

    def reading(
        self, field: str, start: int, end: int, rule: str
    ) -> tuple[Reading, tuple[Word, ...]]:
        """The evidence of a field that was read from a span of the block's text, and its words."""
        words = self.words_at(start, end)
        known = [w.confidence for w in words if w.confidence is not None]
        one = Reading(
            field,
            " ".join(self.text[start:end].split()),
            rule,
            self.page,
            surround([w.box for w in words]),
            min(known) if known else None,
        )
        return one, words

    def box_of(self, start: int, end: int) -> Box | None:
        """Around the words that a span of the block's text falls on."""
        return surround([word.box for word in self.words_at(start, end)])

    def words_at(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that a span of the block's text falls on."""
        return words_at(self.words, self.following, start, end)

    def _in_block(self, offset: int) -> int:
        for start, end in self.pieces:
            if offset <= end - start:
                return start + offset
            offset -= end - start + len(_JOINT)
        return self.pieces[-1][1]


def word_block(block: Block, lexicon: Lexicon) -> Wording:
    """The wording of a block of rows."""
    text = "\n".join(row.text for row in block.rows)
    words = tuple(chain.from_iterable([row.words for row in block.rows]))
    match = block.match
    releases: tuple[tuple[int, int], ...] = ()
    if match is None:
        name = unknown_name(text, block.start, lexicon)
    else:
        match, releases = with_release(match, text, lexicon)
        name = match.start, match.end
    pieces, at, led = [], block.start, ""
    cuts = sorted((*releases, *_other_names(text, name[1], match, lexicon)))
    for start, end in (name, *cuts):
        if start < at:
            continue
        if re.search(r"\w\w|\d", text[at:start]) and not _RELAY.fullmatch(text[at:start]):
            pieces.append((at, start))
        at = end
    pieces.append((at, len(text)))
    if len(pieces) > 1 and pieces[0][1] <= name[0]:
        # `Si échec : …`, `2 gélules d'Amoxicilline 500 le soir`: strength and dose come first.
        pieces.append(pieces.pop(0))
        led = _led_by(text[slice(*pieces[-1])], text[name[1] :])
    given = _JOINT.join(text[start:end] for start, end in pieces)
    trailing = _TRAILING.search(given) if given[-1:] in _MAY_TRAIL else None
    ends = [Repair(*trailing.span(), "")] if trailing else []
    start = len(given) - (pieces[-1][1] - pieces[-1][0])
    ends += [Repair(start, start, led)] if led else []
    lent = (*_lent(block, pieces), *_lent_unit(given, match), *_lent_strength(pieces, match))
    instruction = repair(given, (*ends, *_closed(text, given), *lent))
    page, following = block.rows[0].page, tuple(next_starts(words))
    return Wording(text, words, page, name, tuple(pieces), instruction, match, following)


def _led_by(label: str, behind: str) -> str:
    """What is put before `1 fois par mois :` or `8h :` where it goes behind the instruction.

    It is no part of the row that ends a block of several rows. An hour is one where nothing else
    tells when.
    """
    hour = "à " if _HOUR.fullmatch(label) and not _WHEN.search(fold(behind)) else ""
    return f", {hour}" if "\n" in behind and _LABEL.search(label) else hour


def _closed(text: str, given: str) -> Iterator[Repair]:
    """The bracket that closes one which was cut out with the name: `LITHIUM (TERALITHE LP 400)`.

    Alone behind a number it would be a misread `j`.
    """
    if ")" not in given or text.count("(") != text.count(")"):
        return
    depth = 0
    for at, sign in enumerate(given):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth < 0:
            yield Repair(at, at + 1, " ")
            return


def _other_names(
    text: str, after: int, match: DrugMatch | None, lexicon: Lexicon
) -> Iterator[tuple[int, int]]:
    """Other names of the same drug that stand in brackets or begin a row of their own."""
    if match is None or not match.exact or not ("(" in text or "\n" in text):
        return
    substances = set(match.candidates[0].drug.substances)
    for other in find_drugs(text, lexicon):
        if other.start < after or set(other.candidates[0].drug.substances) != substances:
            continue
        opened = text[other.start - 1] == "("
        closing = _RESTATED.match(text, other.end) if opened else None
        if closing and not _numbers(closing[0]) <= _numbers(text[after : other.start]):
            closing = None
        closed = closing.end() if closing else other.end + (text[other.end : other.end + 1] == ")")
        if opened or text[other.start - 1] == "\n":
            yield other.start - opened, closed


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text.replace(".", ",")))


def unknown_name(text: str, start: int, lexicon: Lexicon) -> tuple[int, int]:
    """Where the name of an unknown drug stands: the words before number, form and posology."""
    end = start
    for word in _WORD.finditer(text, start):
        folded = fold(word[0])
        known = is_everyday_word(folded) or folded in lexicon.written_forms
        if not word[0].isalpha() or (known and end > start) or "\n" in text[end : word.start()]:
            break
        end = word.end()
    return start, end


def _lent(block: Block, pieces: Sequence[tuple[int, int]]) -> Iterator[Repair]:
    """What the titles of a table's columns say of its cells, written into the instruction."""
    at = 0
    for row in block.rows:
        start, end = _in_pieces(at, pieces), _in_pieces(at + len(row.text), pieces)
        at += len(row.text) + 1
        if row.silent and start is not None and end is not None:
            yield Repair(start, end, "")
        elif row.after and start is not None and end is not None and _ONE.fullmatch(row.text):
            yield Repair(start, end, "1", matters=True)
        if row.before and start is not None:
            yield Repair(start, start, row.before)
        if row.after and end is not None:
            yield Repair(end, end, row.after)


def _lent_unit(instruction: str, match: DrugMatch | None) -> Iterator[Repair]:
    """`Innovair 100/6`, `Fosavance 70/5600`: bare numbers have the marketed combination's units."""
    bare = _BARE_COMBINATION.match(fold(instruction))
    if bare is None or match is None or not match.exact:
        return
    written = [*_PIECE.finditer(instruction, *bare.span(1))]
    parts = [_part(piece[0]) for piece in written]
    units = units_left_out(parts, (s for c in match.candidates for s in c.drug.strengths))
    for i, (piece, part, unit) in enumerate(zip(written, parts, units, strict=False)):
        # One unit for all is read from the last.
        if part.unit is None and (i == len(units) - 1 or len(set(units)) > 1):
            yield Repair(piece.end(), piece.end(), f" {unit}")


def _lent_strength(pieces: Sequence[tuple[int, int]], match: DrugMatch | None) -> Iterator[Repair]:
    """The strengths that stand among the names of a combination, put before the last one."""
    if match is not None and match.parts is not None:
        start, end = (_in_pieces(at, pieces) for at in (match.end, match.parts.end))
        if start is not None and end is not None:
            yield Repair(start, end, f" {match.parts.strength}")


def _part(written: str) -> Quantity:
    folded = fold(written).strip()
    number = folded.rstrip("mgµ ")
    unit = folded[len(number) :].strip()
    return Quantity(Decimal(number.replace(",", ".")), unit or None)


def _in_pieces(offset: int, pieces: Sequence[tuple[int, int]]) -> int | None:
    """The offset into the instruction of an offset into the block's text."""
    at = 0
    for start, end in pieces:
        if start <= offset <= end:
            return at + offset - start
        at += end - start + len(_JOINT)
    return None
