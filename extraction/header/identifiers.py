"""Numbers that identify a prescriber, an establishment or a patient, with their check digits."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from extraction.spelling.matching import fold

_DIGITS = {"o": "0", "l": "1", "i": "1", "|": "1", "s": "5", "b": "8", "z": "2"}
_RUN = r"[\doliszb|](?:[ .\-]?[\doliszb|]){{{0},{1}}}(?![\da-z])"
_RPPS_LABEL = re.compile(r"\br\.? ?p\.? ?p\.? ?s\b\.?[^\da-z|]*(?:n[°o]?[^\da-z|]*)?" +
                         f"({_RUN.format(8, 13)})")  # fmt: skip
_RPPS_BARE = re.compile(r"(?<![\d/.,+\-])[18]\d{10}(?![\d/.,])")
_AM_LABEL = re.compile(
    r"\b(?:a\.?m\b\.?|adeli|assurance maladie|am/adeli|identifiant am|conventionn?ement|"
    r"n[°o] ?(?:de )?facturation|n[°o] ?prat(?:icien)?|n[°o]? ?a\.?m\b)"
    r"[^\da-z|]*(?:n[°o]?[^\da-z|]*)?" + f"({_RUN.format(8, 8)})"
)
_FINESS_LABEL = re.compile(
    r"\bfiness(?:\s*(?:geographique|juridique|et|ej))?\b[^\da-z|]*(?:n[°o]?[^\da-z|]*)?"
    + f"({_RUN.format(8, 8)})"
)
_NIR = re.compile(
    r"(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[ab]) ?\d{3} ?\d{3}"
    r"(?: ?[/-]? ?(?:cle ?:? ?)?\d{2})(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number found in a text: `kind` is `rpps`, `am`, `finess` or `nir`; `valid` its check."""

    kind: str
    value: str
    start: int
    end: int
    valid: bool


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """Every identifier of the text; digits that OCR took for letters are put right."""
    folded = fold(text)
    found = [
        _identifier("rpps", m, 1, is_rpps(_digits(m[1]))) for m in _RPPS_LABEL.finditer(folded)
    ]
    taken = {f.end for f in found}
    found += [
        _identifier("rpps", m, 0, True)
        for m in _RPPS_BARE.finditer(folded)
        if is_rpps(m[0]) and m.end() not in taken
    ]
    for kind, pattern in (("am", _AM_LABEL), ("finess", _FINESS_LABEL)):
        found += [
            _identifier(kind, m, 1, len(_digits(m[1])) == 9) for m in pattern.finditer(folded)
        ]
    found += [
        Identifier("nir", value := re.sub(r"\W|cle", "", m[0]).upper(), m.start(), m.end(),
                   is_nir(value))
        for m in _NIR.finditer(folded)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda f: f.start))


def is_rpps(digits: str) -> bool:
    """Eleven digits whose last is the Luhn check digit."""
    return len(digits) == 11 and digits.isdecimal() and passes_luhn(digits)


def passes_luhn(digits: str) -> bool:
    """ISO/IEC 7812's check: every second digit from the right doubled, the sum a multiple of 10."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_nir(number: str) -> bool:
    """Thirteen digits and a key, 97 less the number modulo 97; 2A counts as 19, 2B as 18."""
    body = number[:-2].upper().replace("2A", "19").replace("2B", "18")
    if len(number) != 15 or not (body + number[-2:]).isdecimal():
        return False
    return int(number[-2:]) == 97 - int(body) % 97


def _identifier(kind: str, match: re.Match[str], group: int, valid: bool) -> Identifier:
    return Identifier(kind, _digits(match[group]), match.start(), match.end(), valid)


def _digits(written: str) -> str:
    return "".join(_DIGITS.get(c, c) for c in written if c.isalnum() or c == "|")


CHECKS: dict[str, tuple[int, Callable[[str], bool]]] = {"rpps": (11, is_rpps), "nir": (15, is_nir)}
"""The numbers that carry check digits: how long they are, and whether one passes."""
