"""A length beside or below medications that may be meant for several of them."""

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import eq

from extraction.sheet.cues import tells_intake
from extraction.sheet.layout import Block, Layout
from extraction.spelling.matching import fold

_TIME = r"(?:j|jours?|jrs?|semaines?|sem|mois|ans?)"
_LENGTH = re.compile(
    r"\W*(?:(?:(?:du )?traitement|t\.?t\.?[te]?\.?|trt|trait\.?|duree|totale?|globale?|prevue|"
    r"le tout|a (?:prendre|faire|suivre|poursuivre|continuer))\W*)*"
    r"(?:(?:pendant|pdt|durant|pour|de|sur)\W*)?"
    rf"(?:\d{{1,3}}|une?|deux|trois|quatre|cinq|six|huit|dix|quinze) ?{_TIME}\W*"
    r"(?:(?:puis|et) (?:controle|revoir|stop|arret|reevalu\w+|avis|consult\w+|rdv)\b.*)?"
)
_NUMBERED = re.compile(r"\(?\d{1,2}[).] ")
_UNTIL = re.compile(
    r"\W*jusqu.?(?:au?|aux)\b[^\d]{0,12}(?:\d{1,2}[/. -]\d{1,2}(?:[/. -]\d{2,4})?|"
    r"prochaine? .*|\d{1,2} [a-z]{3,9}(?: \d{4})?)\W*"
)
_OWN = re.compile(
    rf"(?<!/)(?<!/ )\b\d{{1,3}} ?{_TIME}\b|\bqsp\b|\b(?:au long cours|a vie|continu)\b"
)
_EACH = re.compile(
    r"\bpour (?:le )?tou(?:t|s|te|tes)(?: les (?:medicaments|lignes|produits|traitements))?\W*$|"
    rf"\b(?:chacune?s?|(?:de|pour) chaque)\W*$|^\W*durees?\b.*\d ?{_TIME}\b.*\d ?{_TIME}\b"
)
"""At the end of a row of its own: what it says is of every drug above."""
_QSP = "qsp"
_SUPPLIED = re.compile(rf"\W*([a-z0-9$§.]{{3,6}})\W*\d{{1,3}} ?{_TIME}\W*")
_RENEWED = re.compile(r"renouv\w*\W+\w+ ?fois")
_CLOSES = re.compile(
    r"\W*(?:q ?\.?s ?\.?p\b|\w{0,3}renouv\w*|\w*donn\w*ce? val\w*|trait\w* ?\w{0,4} ?\w? ?\d)|"
    r"\W*\d{1,3} ?(?:mo?i? s?|m[a-z]{2,3}|[a-z]?ours?|j[a-z]{2,4})\W*$"
)
_RENEWED_BEHIND = re.compile(
    r"(?<=[\w)])\W+(?:(?:a|et|puis) )?(?:renouv\w*|o?\.?a\.?r\b|a\.r\.|\+ ?(?=\d|une?\b)).*$"
)
"""`pendant 1 mois à renouveler 2 fois`, `3 mois + 3 mois`: what follows the length."""
_OF_PLURAL = re.compile(
    r"\W*(?:ecraser|broyer|piler|mixer|ouvrir|donner|prendre|mettre|couper|avaler|diluer)\w*"
    r"(?: tous)? les (?:comprimes|cps?|gelules|medicaments|traitements|prises)\b(?!.*\bsi\b).*"
)
"""`Écraser les comprimés`, below the last of several drugs."""
_BRACE = re.compile(r"[{}⎬⎫⎭]")
_BRACED = re.compile(r"[{}⎬⎫⎭]\W*(?:(?:pendant|pdt|durant|pour|qsp|x|sur)\W*)?\d")


def ask_braces(layout: Layout) -> None:
    """`} 3 mois` behind one of several drugs: which of them the brace holds is not on its row."""
    told = [r.text for b in layout.medications for r in b.rows if _BRACED.search(fold(r.text))]
    told += [row.text for rows in layout.others for row in rows if _BRACED.search(fold(row.text))]
    if not told or len(layout.medications) == 1:
        return
    for block in layout.medications:
        own = " ".join(_BRACE.split(row.text)[0] for row in block.rows)
        if not _OWN.search(fold(own)):
            block.asked.append(told[0])


def ask_lengths_between(layout: Layout) -> None:
    """`1 le matin, / durant 7j : / Repevax`: a heading, or the end of the drug above it.

    A small letter, or a comma above, tells that a sentence goes on; its own `;` may be misread.
    """
    for above, below in pairwise(layout.medications):
        headed = below.section if below.section is not above.section else None
        named = below.match.start if below.match else 0
        told = headed.text if headed else below.rows[0].text[:named].strip(" :")
        goes_on = above.rows[-1].text.rstrip().endswith(",") or told[:1].islower()
        lacks = not any(_OWN.search(fold(row.text)) for row in above.rows)
        if goes_on and lacks and lasts(fold(told)):
            above.asked.append(told)
            below.asked.append(told)


def ask_misread_supply(layout: Layout) -> None:
    """`OSP 3 mois`, `QSF 1 mois` on a row of its own: a misread `QSP`, of every drug above."""
    rows = [row.text for rows in layout.others for row in rows if _is_nearly_supply(fold(row.text))]
    for block in layout.medications if rows else ():
        if not block.noted and not any(_OWN.search(fold(row.text)) for row in block.rows):
            block.asked.append(rows[0])


def _is_nearly_supply(folded: str) -> bool:
    found = _SUPPLIED.fullmatch(folded)
    seen = found[1].replace(".", "") if found else ""
    return len(seen) == len(_QSP) and sum(map(eq, seen, _QSP)) == len(_QSP) - 1


def ask_stacked_names(layout: Layout) -> None:
    """Names one below the other, then rows of doses: a table read by its columns.

    The rows stand below the last name; which of them is of which drug must be asked.
    """
    for above, below in pairwise(layout.medications):
        name_end = above.match.end if above.match else 0
        bare = len(above.rows) == 1 and not tells_intake(fold(above.rows[0].text[name_end:]))
        rows = [row for row in below.rows[1:] if tells_intake(fold(row.text))]
        own = tells_intake(fold(below.rows[0].text[below.match.end if below.match else 0 :]))
        if bare and not own and len(rows) > 1:
            below.asked.append(rows[0].text)


def ask_last_length(layout: Layout) -> None:
    """`5 jours` on a row of its own below the last of several rows of drugs: for that one or all?

    The last drug has it in any case; the others without a length are asked. Where drugs above
    have rows of their own, the last one has too, unless it is one more than any of them has.
    `7 jours chacun` says that it is of all.
    """
    others = layout.medications[:-1]
    if not others:
        return
    last = layout.medications[-1]
    told = last.rows[-1]
    if len(last.rows) == 1:
        return
    if _OF_PLURAL.fullmatch(fold(told.text)) and not is_set_in(last):
        for block in layout.medications:
            block.asked.append(told.text)
        return
    each = _EACH.search(fold(told.text)) is not None
    slipped = _CLOSES.match(fold(told.text)) and not _LENGTH.fullmatch(fold(told.text))
    slipped = slipped and not (last.noted or is_set_in(last))
    if slipped and not tells_intake(_RENEWED.sub("", fold(told.text))):
        # `Q SP 3 mois`, `15 ours`: what bad ink left of a row for all, no cell of its own.
        each = True
    if not each and (not lasts(fold(told.text)) or is_set_in(last)):
        return
    # `Traitement à poursuivre pendant 1 mois` below a table, whose cells are rows too
    below_grid = not told.cell and any(row.cell for row in last.rows)
    rows_of_own = not below_grid and any(len(block.rows) > 1 for block in others)
    if not each and rows_of_own and not is_one_more(others, last):
        return
    for block in others:
        if (each and not block.noted) or not any(_OWN.search(fold(row.text)) for row in block.rows):
            block.asked.append(told.text)


def lasts(folded: str) -> bool:
    """Whether folded words tell a length, or the last day, and no more than renewals besides.

    The number of a row is none of its words: `3) pendant 3 mois`.
    """
    folded = _NUMBERED.sub("", folded, count=1) if _NUMBERED.match(folded) else folded
    alone = _RENEWED_BEHIND.sub("", folded)
    return bool(_LENGTH.fullmatch(alone) or _UNTIL.fullmatch(folded))


def is_one_more(others: Sequence[Block], last: Block) -> bool:
    """`Bisoprolol 5 mg / 1 cp le matin / Ramipril 5 mg / 1 cp le soir / 3 mois`."""
    told = any(_OWN.search(fold(row.text)) for block in others for row in block.rows[1:])
    return not told and len(last.rows) > min(len(block.rows) for block in others)


def is_set_in(block: Block) -> bool:
    """Whether the last row stands to the right of the first one's beginning: it belongs to it."""
    first, last = block.rows[0].box, block.rows[-1].box
    return first is not None and last is not None and last.x > first.x + first.height / 2
