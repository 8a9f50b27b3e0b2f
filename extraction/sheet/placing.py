"""Row by row of a page: to which part of the layout each entry goes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extraction.drugs.mentions import DrugMatch
from extraction.sheet.bounds import Bounds, bounds, closes, closes_zone
from extraction.sheet.cues import (
    DOSED,
    is_intake,
    is_title,
    speaks_of_whole,
)
from extraction.sheet.entries import start_of
from extraction.sheet.entry import Entry, Kind
from extraction.sheet.going_on import is_far, may_go_on
from extraction.sheet.layout import Block, Layout, Note
from extraction.sheet.naming import names_a_form
from extraction.sheet.own_notes import ends_like_others, is_own_note, tells_as_much
from extraction.sheet.persons import Persons
from extraction.sheet.posology_words import posology_share
from extraction.sheet.rows import Row, left_of, share_height
from extraction.sheet.section import OWN_WORDS, About, Section
from extraction.sheet.unfinished import is_unfinished
from extraction.spelling.matching import compact, fold
from prescription.record import Zone

CONTINUES = re.compile(
    r"\s*(?:[(\[a-zà-ÿœ]|A |À |Au |En |Si |Voie|Ne |Sans |Puis |Prendre|Avaler|Max|Pendant|Par |"
    r"Jusqu|Avant|Après|Pour |Le |La |Les |Dans |Sur |NS\b|MTE|EFG|CIF|SI |PUIS|PENDANT|VOIE|"
    r"Arr[eê]t|Ensuite|Quantit|Qt[eé]|Nb |Nombre de b|Selon |Suivant |Tant que |Avec |"
    r"ODG\b|(?:SC|IM|IV|PO)\b|O\.?[DG]\b|"
    r"\+ ?[\d½¼¾]|\d{1,2} ?(?:min(?:utes?)?|mn|h|heures?) (?:avant|apr[eè]s)\b)"
)
"""How a row begins that goes on with the one above."""
_SAID = re.compile(r"[^\W_]")
_NUMBER_ALONE = re.compile(r"\W*[½¼¾]\W*|\W*\d+(?:[.,]\d+)? ?(?:mg|g|µg|ml|ui|UI)?\W*")
_SHORT_NUMBER = re.compile(r"\W*(\d{1,2}|\d ?/ ?\d|[½¼¾])\W*")
_FEWEST_LETTERS = 2
_SPOKEN = 0.6
"""Share of posology's words from which a row in lower case goes on with a medication."""
_MOST_HEADING = 5
_ALD = re.compile(r"\bald\b")


@dataclass(slots=True)
class Placer:
    """Puts the pages of one prescription into its layout, keeping what goes on between rows.

    `current` is the medication that the next rows may belong to, `loose` a number alone below it,
    `doubted` a row that may be a heading of its own, misread: the next drugs are asked.
    """

    layout: Layout = field(default_factory=Layout)
    zone: Zone | None = None
    current: Block | None = None
    after_other: bool = False
    loose: str = ""
    section: Section | None = None
    doubted: str = ""
    persons: Persons = field(default_factory=Persons)

    def place_page(self, entries: Sequence[Entry]) -> None:
        """Put the entries of the next page where they belong."""
        edges = bounds(entries, bool(self.layout.medications))
        letterhead: set[str] = set()
        for i, entry in enumerate(entries):
            if entry.kind is Kind.HEADER and is_title(fold(entry.row.text)):
                self.section = None
            if entry.kind is Kind.WRAPPED:
                self._go_on(entry)
            elif entry.kind is Kind.HEADING:
                self.layout.header.append(entry.row)
                self.zone, self.section, self.current, self.doubted = entry.zone, None, None, ""
            elif entry.kind is Kind.SECTION:
                self._open_section(entry)
            elif i > edges.first and entry.spoken:
                self._put_aside(entry, apart=entry.kind is not Kind.HEADER)
            elif self._is_outside(i, entry, edges, letterhead):
                self._meet_header(entry.row, amid=edges.first < i < edges.last)
                letterhead.add(compact(entry.row.text))
            elif entry.kind is Kind.NOTE:
                at_end = i > edges.last or closes(entries, i) or closes_zone(entries, i)
                self._place_note(entry, at_end)
            else:
                self._place_in_body(entry)

    def _is_outside(self, i: int, entry: Entry, edges: Bounds, letterhead: set[str]) -> bool:
        """Whether a row is of the header, or of the footer."""
        plain = entry.kind in (Kind.UNSURE, Kind.POSOLOGY)
        goes_on = self.current is not None and _belongs(entry)
        if i <= edges.top or entry.kind is Kind.HEADER:
            return True
        if edges.top >= 0 and i < edges.first and plain and not goes_on:
            return True
        if i <= edges.last or entry.kind in (Kind.DRUG, Kind.NOTE):
            return False
        return compact(entry.row.text) in letterhead or (i > edges.bottom and plain)

    def _go_on(self, entry: Entry) -> None:
        """A row goes where the row above it went, in whose sentence it goes on."""
        if self.current is not None:
            self.current.rows.append(entry.row)
        elif self.after_other:
            self.layout.others[-1].append(entry.row)
        else:
            self._put_aside(entry)

    def _meet_header(self, row: Row, *, amid: bool) -> None:
        """A row of the header; amid the drugs it may name whom the next are for, or be a dose."""
        self.layout.header.append(row)
        self.persons.meet(row.text, amid=amid)
        number = _SHORT_NUMBER.fullmatch(row.text)
        counts = number is not None and number[1] == str(len(self.layout.medications) + 1)
        if self.current is not None and amid and number is not None and not counts:
            # `50` or `1/2` below `Levothyrox 75 / 1 le matin`
            self.current.asked.append(row.text)
        elif self.current is not None and number is not None:
            # A number that counts the drugs is asked too where a dose goes on below it.
            self.loose = row.text

    def _place_in_body(self, entry: Entry) -> None:
        row, current = entry.row, self.current
        if entry.kind is not Kind.DRUG and _may_head(entry, self.section):
            self.doubted = row.text
        if not row.cell and _is_scrap(row, current):
            self.layout.others.append([row])
            return
        alone = entry.kind is Kind.POSOLOGY and not self.after_other
        formed = entry.kind is Kind.POSOLOGY and names_a_form(row.text)
        stopped = self.section is not None and self.section.about is About.STOPPED
        if stopped and (entry.kind is Kind.DRUG or self.after_other):
            self._put_aside(entry)
        elif entry.kind is Kind.DRUG:
            self._begin(row, entry.match, entry.section)
            self.layout.medications[-1].asked += entry.asked
        elif current is not None and current.is_dosed and formed:
            self._begin(row, None)
        elif current is not None and is_far(entry, current):
            self._put_aside(entry)
        elif current is not None and _is_left(entry, current):
            self.layout.header.append(row)
        elif current is not None and (_belongs(entry) or _ends_row(entry, current.rows[-1])):
            current.rows.append(row)
            # `3` between `Imurel 50 mg` and `comprimés le soir`
            current.asked += [self.loose] if self.loose else []
            self.loose = ""
        elif alone and DOSED.search(fold(row.text)):
            self._begin(row, None)
        else:
            self._put_aside(entry)

    def _open_section(self, entry: Entry) -> None:
        """The next drugs stand below a heading; a drug above without an intake is asked too."""
        section, current = entry.section, self.current
        self.layout.sections.append(entry.row)
        open_too = self.section is not None and self.section.about not in (
            About.NOTHING,
            About.PLAIN,
        )
        if section is not None and section.about is About.NOTHING and open_too:
            # `Cœur :` below `Matin :` may end it or not.
            section = replace(section, about=About.UNCLEAR)
        unsure = section is not None and section.about is About.TIME and not section.colon
        unsure = unsure or (current is not None and not current.is_dosed)
        if section is not None and current is not None and unsure and not open_too:
            current.asked.append(section.text)
        self.section, self.current, self.doubted = section, None, ""

    def _begin(self, row: Row, match: DrugMatch | None, heading: Section | None = None) -> None:
        self.current = Block([row], match, self.zone, start_of(row))
        self.current.section = heading or self.section
        self.current.asked += [told for told in (self.persons.other, self.doubted) if told]
        if self.section is not None and self.section.about is About.FOLLOWING:
            self.section = None
        self.layout.medications.append(self.current)
        self.after_other, self.loose = False, ""

    def _put_aside(self, entry: Entry, *, apart: bool = False) -> None:
        """A row that is no medication, with the item above when it goes on with it.

        One `apart` goes on with nothing: it was cut from a sentence that closes the list.
        """
        if apart:
            self.layout.others.append([entry.row])
            self.current, self.after_other = None, True
            return
        if self.current is not None and _NUMBER_ALONE.fullmatch(entry.row.text):
            # `100` below `Levothyrox 75 / 1 le matin`
            self.current.asked.append(entry.row.text)
        elif self.current is not None and (
            may_go_on(entry, self.current) or is_unfinished(self.current.rows[-1])
        ):
            self.current.asked.append(entry.row.text)
        goes_on = self.after_other and entry.kind is Kind.UNSURE and entry.row.text[0].islower()
        if goes_on:
            self.layout.others[-1].append(entry.row)
        else:
            self.layout.others.append([entry.row])
        self.current, self.after_other = None, True

    def _place_note(self, entry: Entry, at_end: bool) -> None:
        """A note of one medication goes to it; one for several of them is kept apart."""
        row, current, medications = entry.row, self.current, self.layout.medications
        if entry.scope is not None:
            self.layout.notes.append(Note(row, scope=entry.scope))
            return
        spoken = speaks_of_whole(fold(row.text))
        if current is None and self.after_other and medications and not (at_end or spoken):
            # `QSP 1 mois` amid the drugs, below a row that nobody understood
            medications[-1].asked.append(row.text)
            if row.text.rstrip().endswith(":"):
                self.doubted = row.text
            self.layout.others.append([row])
            return
        whole = current is None or spoken
        others = [b for b in medications if b is not current and b.zone == self.zone]
        if not whole and current is not None and not is_own_note(current, others, row):
            apart = current.rows[-1].block != row.block or current.rows[-1].page != row.page
            alone = not any(block.noted for block in others)
            whole = at_end and (apart or (alone and not current.noted)) and bool(others)
            if whole and not apart and ends_like_others(current, others, row):
                whole = False
                for block in others:
                    block.asked += [] if tells_as_much(block, row) else [row.text]
        if whole or current is None:
            zone = self.zone if medications else None
            self.layout.notes.append(Note(row, zone, after=len(medications)))
        else:
            current.rows.append(row)
            current.noted = True


def _may_head(entry: Entry, section: Section | None) -> bool:
    """`Sans napport ALD`, `SOI R` below `MATIN`: a heading that bad ink hid."""
    folded = fold(entry.row.text)
    if len(folded.split()) > _MOST_HEADING or entry.row.cell:
        return False
    if _ALD.search(folded) and not is_intake(folded):
        return True
    told = section is not None and section.about in OWN_WORDS
    plain = entry.kind is Kind.UNSURE and not CONTINUES.match(entry.row.text)
    return told and plain and _SAID.search(folded) is not None and not folded[:1].isdigit()


def _belongs(entry: Entry) -> bool:
    if entry.kind is Kind.POSOLOGY:
        return True
    text = entry.row.text
    if entry.kind is Kind.OTHER and text[0].islower() and not entry.row.cell:
        # `… une gélule à dix` / `milligrammes toutes les douze heures, délivrance fractionnée`
        return posology_share(fold(text)) >= _SPOKEN
    return entry.kind is Kind.UNSURE and bool(CONTINUES.match(entry.row.text))


def _is_left(entry: Entry, current: Block) -> bool:
    dosed = _belongs(entry) and is_intake(fold(entry.row.text))
    return left_of(entry.row, current.rows[0]) and not dosed


def _is_scrap(row: Row, current: Block | None) -> bool:
    """Whether a row is a speck, or one misread letter beside a medication: it ends nothing."""
    first = _SAID.search(row.text)
    if first is None:
        return True
    alone = first[0].isalpha() and _SAID.search(row.text, first.end()) is None
    return (
        alone
        and row.box is not None
        and current is not None
        and share_height(row, current.rows[-1])
    )


def _ends_row(entry: Entry, before: Row) -> bool:
    """Whether unclear words stand right of a medication's: a cell that was read badly."""
    a, b = entry.row.box, before.box
    if entry.kind is not Kind.UNSURE or a is None or b is None:
        return False
    said = sum(map(str.isalnum, entry.row.text)) >= _FEWEST_LETTERS
    return said and a.x >= b.x + b.width and share_height(entry.row, before)
