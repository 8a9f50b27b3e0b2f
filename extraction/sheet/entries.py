"""What each row of a page is, looked at alone: a drug, posology, a note, header, something else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import DrugMatch, find_drugs, match_drug
from extraction.drugs.vocabulary import is_everyday_word, is_prescription_word
from extraction.posology.repairs import repair
from extraction.sheet.cues import (
    STRENGTH,
    is_dosed,
    is_header,
    is_hours,
    is_intake,
    is_note,
    is_title,
    other_subject,
    posology_share,
    zone_heading,
)
from extraction.sheet.moment_titles import heads_moments
from extraction.sheet.new_words import is_new_word
from extraction.sheet.orders import (
    STARTED,
    STOPPED,
    is_relayed,
    last_sentence,
    names_other_strength,
    takes_anothers_place,
    words_of_replacement,
)
from extraction.sheet.rows import Row
from extraction.spelling.matching import fold
from prescription.record import Zone

_NUMBER = re.compile(r"\d|\b(?:un|deux|trois|six|douze)\b")
_BULLET = re.compile(
    r"\s*(?:\(?\d{1,2} ?[).°:/,;\]] ?(?!\d)|\d{1,2} ?- (?!\d)|(?!5-fluoro)\d{1,2}-(?=[a-z]{4})|"
    r"\d{1,2}\. ?(?!\d)|[a-h]\) ?|"
    r"n[°o] ?\d{1,2} ?[:.\-)]? ?|[\-•*·–—>→■□▪●○◦+«»©®=~_.:]+ ?|[eo°] (?=[a-z]{4}))+"
)
_PREFIX_WORD = re.compile(r"[a-zœæ]+|\d+")
_HELD_BACK = re.compile(
    r"(?:\b(?:avec|sous|dans|sur|de|du|des|d|sans|par|au|aux|a|l|contre|malgre|apres|avant|et)"
    r"(?: (?:la|le|les|un|une))?\W*|\bdans [\d., ]+ ?(?:ml|l|cc) )$"
)
_HALF_OF_ONE = re.compile(r"(?:mg|g|µg) ?/ ?$")
"""`Codéine 30 mg / paracétamol 500 mg` is one drug."""
_OF = re.compile(r"\b(?:de |d')$")
_BARE_STRENGTH = re.compile(r"\W{0,2}\d")
_NEXT_ITEM = re.compile(r"[,;.+] ?(?:et )?$|\bet $")
_LISTED = re.compile(r" ?[,;+] ?")
_MENTION = re.compile(r"\W{0,2}(?:N\.?S\.?|N\.?R\.?|A\.?R\.? ?[x:]? ?\d{1,2} ?x?)\W{0,2}")
_FEW_LETTERS, _TYPED = 6, 0.8
_FORM_NEXT = re.compile(
    r"[a-z '\-]{0,20}?\W+(?:cp[rs]?|comprimes?|gelules?|gel|sachets?|sirop|creme|pommade|"
    r"collyre|gouttes|suppositoires?|ovules?|patchs?|ampoules?|spray|inhalation|solution|"
    r"suspension|capsules?)(?![a-z])"
)
_RELAY = re.compile(r"\b(?:puis|ensuite|relais) $")
MOST_WORDS = 250
"""A row of more words is no printed row: it is kept word for word and not read."""
_MOST_SPOKEN_OF = 6
_PACK_OF = re.compile(r"\W*\d+ ?(?:boites?|btes?|paquets?|lots?) d[e']")  # 1 boîte de masques
_LIKELY = 0.85
_CUT_APART = 0.8
_SURE_SHARE = 0.5


class Kind(Enum):
    """What one row is."""

    HEADER = auto()
    HEADING = auto()
    DRUG = auto()
    POSOLOGY = auto()
    NOTE = auto()
    OTHER = auto()
    UNSURE = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """A row and what it is.

    `match` tells the drug of a DRUG row, None when nothing is like it; `evident` that the row
    itself holds a strength or posology, not a name alone; `spoken` that a HEADER row also speaks
    of what is no medication.
    """

    row: Row
    kind: Kind
    match: DrugMatch | None = None
    zone: Zone | None = None
    evident: bool = False
    spoken: bool = False


def classify(row: Row, lexicon: Lexicon) -> Iterator[Entry]:
    """The row's entry, or several when it names several drugs."""
    if row.cell or len(row.words) > MOST_WORDS:
        yield Entry(row, Kind.POSOLOGY if row.cell else Kind.OTHER)
        return
    text, folded = row.text, fold(row.text)
    zone = zone_heading(folded)
    if zone is not None:
        yield Entry(row, Kind.HEADING, zone=zone)
        return
    if ((is_title(folded) or heads_moments(row)) and not _tells_amount(text)) or is_hours(folded):
        yield Entry(row, Kind.HEADER)
        return
    drugs = find_drugs(text, lexicon)
    match = _prescribed_drug(text, folded, drugs[:_MOST_SPOKEN_OF])
    if match is not None and takes_anothers_place(folded, match.start):
        # `Arrêt du ramipril, remplacé par valsartan 80 mg`
        cut = len(text[: match.start].split())
        yield Entry(replace(row, words=row.words[:cut]), Kind.OTHER)
        yield from classify(replace(row, words=row.words[cut:]), lexicon)
    elif match is not None:
        whole = match_drug(text, lexicon, match.start) or match
        longer = match_drug(text, lexicon, bullet_end(folded))
        if longer is not None and longer.start < whole.start and longer.end >= whole.end:
            whole = longer
        yield from _cut(row, whole, drugs, lexicon)
    elif (pack := _PACK_OF.match(folded)) and other_subject(folded[pack.end() :]) == "devices":
        yield Entry(row, Kind.OTHER)
    elif is_note(meant := fold(repair(text).text)):
        yield Entry(row, Kind.UNSURE if _is_scrap(row) else Kind.NOTE)
    elif is_header(folded) and not is_dosed(meant):
        yield Entry(row, Kind.HEADER, spoken=bool(other_subject(folded)))
    elif (other_subject(folded) and other_subject(meant)) or any(
        STOPPED.search(folded, 0, m.start) for m in drugs
    ):
        yield Entry(row, Kind.OTHER)
    else:
        similar = match_drug(text, lexicon, bullet_end(folded))
        yield _undecided(row, folded, meant, similar)


def _is_scrap(row: Row) -> bool:
    """Whether `ns` or `A NS` alone, as signatures are misread, is no mention that anyone typed."""
    sure = all(word.confidence is None or word.confidence >= _TYPED for word in row.words)
    few = sum(map(str.isalnum, row.text)) < _FEW_LETTERS
    return few and not (sure and _MENTION.fullmatch(row.text.strip()))


def _tells_amount(text: str) -> bool:
    """Whether a row is a note with a number, although it begins like a title."""
    meant = fold(repair(text).text)
    return _NUMBER.search(meant) is not None and is_note(meant)


def bullet_end(folded: str) -> int:
    """Where the words of a folded row begin, after its bullet or number."""
    match = _BULLET.match(folded)
    return match.end() if match else 0


def _prescribed_drug(text: str, folded: str, drugs: Sequence[DrugMatch]) -> DrugMatch | None:
    """The exact drug that the row prescribes, and does not only speak of."""
    start = bullet_end(folded)
    for place, match in enumerate(drugs):
        for later in drugs[place + 1 :]:
            if is_relayed(folded, later.start):
                return later
        rest = folded[match.end :]
        before = last_sentence(folded[start : match.start], rest)
        if STOPPED.search(before):
            instead = words_of_replacement(before)
            if instead is None:
                continue
            before = instead
        evident = _is_evident(rest) or posology_share(folded) >= _SURE_SHARE
        if other_subject(before) or (not evident and other_subject(folded)):
            return None
        if not is_dosed(rest) and is_header(folded):
            return None
        if _introduces(before) and (evident or _says_no_more(rest)):
            return match
        goes_on = text[start : start + 1].islower() or text[start : start + 1] == "("
        held_back = goes_on and _HELD_BACK.search(_OF.sub("", before))
        if is_intake(rest) and _is_evident(rest) and not held_back:
            return match
        if _in_brackets(text, match) and not match.candidates[0].drug.generic:
            return match
    return None


def _in_brackets(text: str, match: DrugMatch) -> bool:
    """`Soluté de réhydratation (Adiaril)`: the brand behind a description in words."""
    return text[match.start - 1] == "(" and text[match.end : match.end + 1] == ")"


def _introduces(before: str) -> bool:
    """Whether nothing but a dose, a form or stray marks stand before the name."""
    words = _PREFIX_WORD.findall(before)
    if len(words) == 1 and len(words[0]) < 3:
        return True
    if STARTED.fullmatch(before):
        return True
    known = all(len(w) < 2 or is_prescription_word(w) or w.isdigit() for w in words)
    return known and not _HELD_BACK.search(_OF.sub("", before))


def _is_evident(rest: str) -> bool:
    """Whether words after a name hold a strength, or are posology with a dose."""
    return bool(_BARE_STRENGTH.match(rest)) or is_dosed(rest)


def _says_no_more(rest: str) -> bool:
    """Whether the words after a name are few or known: a drug alone on its row."""
    words = re.findall(r"[a-zœæ]{2,}", rest)
    unknown = [word for word in words if not is_prescription_word(word)]
    return len(unknown) <= 1


def _undecided(row: Row, folded: str, meant: str, similar: DrugMatch | None) -> Entry:
    """A row without exact drug name: posology, a misread or unknown drug, or unsure."""
    share = posology_share(meant)
    first = re.compile(r"[a-z0-9œ|]+").search(folded, bullet_end(folded))
    word = row.text[slice(*first.span())] if first else ""
    if similar is not None and similar.candidates[0].score >= _CUT_APART:
        # A name that OCR cut apart may begin like an everyday word: `TEL MISARTAN`.
        word = "".join(row.text[similar.start : similar.end].split())
    named = is_new_word(word, similar) and not _begins_with_number(meant)
    evident = is_intake(meant) and (bool(STRENGTH.search(meant)) or share >= _SURE_SHARE)
    likely = similar is not None and similar.candidates[0].score >= _LIKELY
    evident = evident or (likely and bool(re.search(r"\d", meant)))
    if first and named and (evident or _FORM_NEXT.match(meant, first.end())):
        return Entry(row, Kind.DRUG, similar, evident=evident)
    another_subject = named and word[0].isupper()
    if (share >= _SURE_SHARE or STRENGTH.search(meant)) and not another_subject:
        return Entry(row, Kind.POSOLOGY)
    return Entry(row, Kind.UNSURE, similar)


def _begins_with_number(meant: str) -> bool:
    """`lgél le matin` is one capsule once its first letter is read as the digit it was."""
    number = re.match(r"\d+([a-z]*)", meant[bullet_end(meant) :])
    return number is not None and (not number[1] or is_prescription_word(number[1]))


def _cut(
    row: Row, match: DrugMatch, drugs: Sequence[DrugMatch], lexicon: Lexicon
) -> Iterator[Entry]:
    """One entry for each drug that the row prescribes."""
    text, folded = row.text, fold(row.text)
    for other in drugs:
        if other.start < match.end or not _begins_another(folded, match, other):
            continue
        cut = len(text[: other.start].split())
        if text[other.start - 1] != " " or cut == 0:
            continue
        relay = _RELAY.search(folded, 0, other.start)
        cut -= relay is not None
        yield _drug(replace(row, words=row.words[:cut]), match)
        rest = replace(row, words=row.words[cut:])
        moved = match_drug(rest.text, lexicon, len(relay[0]) if relay else 0)
        if moved is not None:
            yield from _cut(rest, moved, find_drugs(rest.text, lexicon), lexicon)
        else:
            yield Entry(rest, Kind.UNSURE)
        return
    yield _drug(row, match)


def _drug(row: Row, match: DrugMatch) -> Entry:
    return Entry(row, Kind.DRUG, match, evident=_is_evident(fold(row.text[match.end :])))


def _begins_another(folded: str, first: DrugMatch, other: DrugMatch) -> bool:
    """Whether `other` is a second prescription on the row and not a remark about the first."""
    same = set(other.candidates[0].drug.substances) & set(first.candidates[0].drug.substances)
    between = folded[first.end : other.start]
    in_brackets = "(" in between.rsplit(")", 1)[-1]
    if _HALF_OF_ONE.search(between):
        return False
    if not between.strip() or in_brackets or STOPPED.search(between):
        return False
    another = other.candidates[0].drug.name != first.candidates[0].drug.name
    if same and not another and names_other_strength(folded, first, other):
        return True
    if same and not (another and is_dosed(between) and _NEXT_ITEM.search(between)):
        # `Oxycontin LP 20 mg 1 cp matin et soir, Oxynorm 5 mg …` are two.
        return False
    if _HELD_BACK.search(_OF.sub("", between)) and not re.search(r"[,;.] ?et $|\bet $", between):
        return False
    rest = folded[other.end :]
    brands = not (first.candidates[0].drug.generic or other.candidates[0].drug.generic)
    listed = brands and _LISTED.fullmatch(between) is not None
    return listed or bool(re.match(r"\W*\d", rest)) or posology_share(rest) >= _SURE_SHARE


def looks_named(entry: Entry) -> bool:
    """Whether an unsure row can be a drug's name: short, with a word that is no everyday word."""
    words = re.findall(r"[a-zœæ]{2,}", fold(entry.row.text))
    return len(words) <= 5 and any(not is_everyday_word(word) for word in words)
