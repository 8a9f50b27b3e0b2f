"""What the title of a table's column says of the cells below it."""

import re
from dataclasses import replace

from extraction.sheet.moment_titles import HOUR
from extraction.sheet.rows import Row
from extraction.spelling.matching import fold

_LENT = (
    (re.compile(r"petit.?de[ji]|^petit\W*$|^pdj\W*$"), "", " au petit déjeuner,"),
    (re.compile(r"matin|lever|reveil|^m(?:at)?\W*$"), "", " le matin,"),
    (re.compile(r"gouter|apres.midi"), "", " l'après-midi,"),
    (re.compile(r"dejeuner|^de[ji]\W*$"), "", " au déjeuner,"),
    (re.compile(r"midi|^mid?\W*$"), "", " le midi,"),
    (re.compile(r"diner"), "", " au dîner,"),
    (re.compile(r"soir|^s\W*$"), "", " le soir,"),
    (re.compile(r"couch|nuit|^[cn]\W*$"), "", " au coucher,"),
    (re.compile(r"duree"), " pendant ", " "),
    (re.compile(r"qsp"), " QSP ", " "),
    (re.compile(r"q(?:uanti)?te|boites?"), " Qté : ", " "),
    (re.compile(r"renouv"), " AR ", " "),
)
"""What the title of a column lends to its cells: words before and after them."""
_NOTHING = re.compile(r"(?:0|o|-|–|—|/|x?\.*|néant|neant)", re.IGNORECASE)
_SAID = re.compile(
    r"pendant|pdt|a vie|long cours|chronique|jusqu|continu|arret|"
    r"qsp|duree|qte|boite|ar\b|renouv|matin|midi|soir|coucher|nuit"
)
_WHEN = re.compile(
    r"matin|midi|soir|couch|nuit|repas|besoin|lundi|mardi|mercr|jeudi|vendr|samedi|dim"
)
_WORD = re.compile(r"[a-z]{2,}")
_RHYTHM = re.compile(
    r"/ ?[\])]*\d* ?(?:j|h|sem|mois)|par (?:jour|semaine|mois|24)|\d ?x\b|\bx ?\d|\bfois\b|\bsi\b|"
    r"\btou(?:te)?s les\b|\bttes\b|\bchaque\b|\d ?[-–] ?\d ?[-–] ?\d"
)
"""A cell that tells its own rhythm runs across the moments, wherever it begins."""
_SENTENCE = 2
"""Words from which a cell under a moment is a posology that runs across: `1 flacon, si besoin`."""


def with_title(cell: Row, title: str) -> Row:
    """The cell with the words that its column's title lends; silent when it says nothing."""
    for pattern, before, after in (*_clock(title), *_LENT):
        if pattern.search(title):
            if _NOTHING.fullmatch(cell.text.strip()):
                return replace(cell, silent=True)
            told = fold(cell.text)
            if before == "" and (_RHYTHM.search(told) or len(_WORD.findall(told)) >= _SENTENCE):
                return cell
            if not _SAID.search(told):
                return replace(cell, before=before, after=after)
    return cell


def moment_of(title: str) -> str:
    """What the title of a moment says behind the cells below it; nothing for another title."""
    lent = (
        after
        for pattern, before, after in (*_clock(title), *_LENT)
        if not before and pattern.search(title)
    )
    return next(lent, "")


def tells_when(text: str) -> bool:
    """Whether the words of a cell tell a rhythm or a moment themselves: `1 cp/j`, `si douleur`."""
    folded = fold(text)
    return _RHYTHM.search(folded) is not None or _WHEN.search(folded) is not None


def _clock(title: str) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """What `8h` above a column lends."""
    found = HOUR.fullmatch(title)
    return ((HOUR, "", f" à {found[1]}h{found[2] or ''},"),) if found else ()
