"""Letters where a number must stand: what both models read so may be digits of old style.

`60 ans` in figures of old style comes back as `Go ans`, `1-1-1` as `I-I-I`, from both models, and
sure: no number seems to stand there, so nothing asks of it. The other way round, an elision whose
apostrophe faded is a 1, `de 1 Eglise`. A slanted 1 is a stroke or an A where a dose begins,
`= /comp si crise`, the 5 of a house `$. place de l'Église`, the first of pages `V1`. Zeros that
stand alone are slots run together, `0 0 0 1` is no `000`; signs in a slot's place are a worn digit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from ocr.certainty.judging import DISPUTED
from ocr.page import UNREAD_SIGN, Line, Word

_DIGITS = str.maketrans("GbOoQDIl|!iSBZzg", "6600001111158229")
_LIKE = re.compile(r"\(?(?=.*[GbOoQDIl|!iSBZz])[\dGbOoQDIl|!iSBZzg]{1,3}")
_UNIT = re.compile(r"(?:ans?|mois|kg|cm|mg|ml|mL|jours?|semaines?|gouttes?)\b")
_SLOTS = re.compile(r"(?=.*[IlOo|])[\dIlOo|½](?:-[\dIlOo|½]){2,3}[.,;]?")
_RUN_ON = re.compile(r"\d+,\d(?:-\d){2,3}(?!\d).*")
"""`500,1-0-1`: the strength, then its slots, and no `500,1`."""
_ZEROS = re.compile(r"0{2,4}[.,;]?")
_LED_BY_O = re.compile(r"O[013-9]\d?")
"""`O1` is a day or a part of a telephone number; `O2` is oxygen."""
_SLOT_AND_LENGTH = re.compile(r"([0-4])(\d{1,2})((?:j|mois|sem)\w*)?")
_SLOTS_AND_LENGTH = re.compile(r"(\d(?:[-–]\d){1,2}[-–][0-4])(\d{1,2}(?:(?:j|mois|sem)\w*)?)")
_LENGTH = re.compile(r"(?:j|jrs?|jours?|mois|sem\w*)\b")
_SLOT, _DASH = re.compile(r"[0-9½]"), re.compile(r"[-–—]")
_BARS, _FEWER_SLOTS = frozenset("|!¦"), (2, 3)
_WORN_SLOT = re.compile(r"(\d(?:-\d)+-)[^\w½¼¾]{1,3}")
"""`1-0-:.,`"""
_NO_FACTOR = re.compile(r"0\d|\d{1,2}[./-]\d{4}")
"""Nothing is taken so many times: of `05.01.1945` is left `0 × 01.1945`."""
_DOSE = r"(?:c(?:p|ap|omp|uill)|g(?:[ée]l|tt|outte)|sach|amp|bouff|inh|pulv|suppo|doses?\b)"
_LIKE_ONE = re.compile(r"[/|!\]\[IilA]")
_BEFORE_DOSE = re.compile(_DOSE, re.IGNORECASE)
_GLUED_ONE = re.compile(rf"[/|!]({_DOSE}\w*\W?)", re.IGNORECASE)
_MEASURED_ONE = re.compile(r"[ilI|!](mg|m[lL]|kg|µg|cpr?)[.,]?")
"""`img`, where `1mg` is set in old style."""
_MOMENT = re.compile(r"matin|midi|soir|fois", re.IGNORECASE)
_MEASURE = re.compile(r"\W?(?:[\d.,/]+ ?)?(?:[mµk]?g|m[lL]|M?UI|%|\d+)\)?")
"""Before a stroke that is no 1: `10 mg / comprimé`."""
_LETTER_OF = re.compile(r"vit|h[ée]pat|type|classe|groupe", re.IGNORECASE)
"""Before a letter that is none either: `Vitamine A gouttes`."""
_PAGE_NUMBER = re.compile(r"(?=.*[VIil|])[\dVIil|]{1,2}/?[\dIil|]{1,2}")
_BEFORE_ELISION = frozenset({"de", "à", "a", "et", "sur", "dans", "par", "pour"})
_ELIDED = re.compile(r"[AEÉÈÊIÎOÔUYH][a-zà-ÿ]{2,}")


def doubt_like_digits(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, letters disputed that stand where a number does, and a 1 that may be an l'."""
    return tuple(replace(line, words=tuple(_look(line.words))) for line in lines)


def _look(words: Sequence[Word]) -> Iterator[Word]:
    for place, word in enumerate(words):
        other = _other(words, place)
        if other is None:
            yield word
        else:
            others = tuple(dict.fromkeys((*word.alternatives, other)))
            low = min(word.confidence or 0.0, DISPUTED)
            yield replace(word, confidence=low, alternatives=others)


def _other(words: Sequence[Word], place: int) -> str | None:
    """What else a word may be, None where it is what it seems."""
    text = words[place].text
    before = words[place - 1].text.casefold() if place else ""
    behind = words[place + 1].text if place + 1 < len(words) else ""
    if text == "1" and before in _BEFORE_ELISION and _ELIDED.match(behind):
        return "l'"
    if text == "×" and before[-1:].isdigit() and _NO_FACTOR.match(behind):
        return "5"
    if _RUN_ON.fullmatch(text):
        return text.replace(",", ", ", 1)
    if _ZEROS.fullmatch(text) and not before[-1:].isdigit():
        return " ".join(text.rstrip(".,;"))
    if worn := _WORN_SLOT.fullmatch(text):
        return f"{worn[1]}{UNREAD_SIGN}"
    if run := _slot_and_length(words, place):
        return run
    if "$" in text:
        return text.replace("$", "5")
    if before.rstrip(".:") in ("page", "p") and _PAGE_NUMBER.fullmatch(text):
        return text.replace("V", "1/").translate(_DIGITS)
    if other := _begun_dose(words, place):
        return other
    if glued := _MEASURED_ONE.fullmatch(text):
        return f"1{glued[1]}"
    led = _LED_BY_O.fullmatch(text)
    if led or _SLOTS.fullmatch(text) or (_LIKE.fullmatch(text) and _UNIT.match(behind)):
        return text.translate(_DIGITS)
    return None


def _is_short_of_one(words: Sequence[Word]) -> bool:
    """Whether the doses of a day begin a row, two or three: `| 0 1 0` is `1 0 1 0`, or a rule."""
    slots = list(takewhile(lambda word: _SLOT.fullmatch(word.text), words))
    ended = len(slots) == len(words) or words[len(slots)].text not in _BARS
    return ended and len(slots) in _FEWER_SLOTS


def _slot_and_length(words: Sequence[Word], place: int) -> str | None:
    """The last slot and the length that were read as one: `2 - 0 - 2 - 03 mois`, `1-0-15j`."""
    text, before = words[place].text, [word.text for word in words[max(place - 4, 0) : place]]
    behind = words[place + 1].text if place + 1 < len(words) else ""
    if (whole := _SLOTS_AND_LENGTH.fullmatch(text)) and (
        not text[-1].isdigit() or _LENGTH.match(behind)
    ):
        return f"{whole[1]} {whole[2]}"
    run = _SLOT_AND_LENGTH.fullmatch(text)
    if not run or len(before) < 4:
        return None
    slots = all(map(_SLOT.fullmatch, before[::2])) and all(map(_DASH.fullmatch, before[1::2]))
    told = slots and (run[3] or _LENGTH.match(behind))
    return f"{run[1]} {run[2]}{run[3] or ''}" if told else None


def _begun_dose(words: Sequence[Word], place: int) -> str | None:
    """With a 1, what begins a dose with a stroke or a letter of its shape."""
    text = words[place].text
    before = words[place - 1].text if place else ""
    behind = words[place + 1].text if place + 1 < len(words) else ""
    amid = place > 1 and _SLOT.fullmatch(words[place - 2].text) is not None
    if before in _BARS and not amid and _is_short_of_one(words[place:]):
        return f"1 {text}"
    if glued := _GLUED_ONE.fullmatch(text):
        return None if text[0] == "/" and _MEASURE.fullmatch(before) else f"1{glued[1]}"
    if text in ("|", "!") and _MOMENT.match(behind):
        return "1"
    if not (_LIKE_ONE.fullmatch(text) and _BEFORE_DOSE.match(behind)):
        return None
    if text == "/" and _MEASURE.fullmatch(before):
        return None
    return None if (text == "A" and place) or _LETTER_OF.match(before) else "1"
