"""What each row of a page is, looked at alone: a drug, posology, a note, header, something else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import DrugMatch, find_drugs, match_drug
from extraction.drugs.vocabulary import is_prescription_word
from extraction.posology.repairs import repair
from extraction.sheet.clauses import Led, drug_after_clause, ends_another
from extraction.sheet.cues import (
    STRENGTH,
    goes_on,
    is_dosed,
    is_header,
    is_hours,
    is_intake,
    is_labelled,
    is_note,
    is_of_one_drug,
    is_title,
    other_subject,
    tells_intake,
)
from extraction.sheet.entry import SURE_SHARE, Entry, Kind, is_evident
from extraction.sheet.former_lists import asks_of_row, is_past, leads_on
from extraction.sheet.last_length import lasts
from extraction.sheet.moment_titles import heads_moments
from extraction.sheet.naming import announces, in_brackets, introduces, says_no_more
from extraction.sheet.new_words import is_dosed_next, is_formed_next, is_new_word
from extraction.sheet.one_row import share
from extraction.sheet.orders import (
    STOPPED,
    is_relayed,
    last_sentence,
    takes_anothers_place,
    words_of_replacement,
)
from extraction.sheet.posology_words import posology_share
from extraction.sheet.rows import Row
from extraction.sheet.scopes import find_scope, may_hold
from extraction.sheet.several_drugs import besides, cut_apart, is_held_back
from extraction.sheet.zones import zone_before, zone_heading
from extraction.spelling.matching import fold
from ocr.page import UNREAD_SIGN

_NUMBER = re.compile(r"\d|\b(?:un|deux|trois|six|douze)\b")
_BULLET = re.compile(
    r"\s*(?:\|(?= ?\d{1,2} ?[).°:/\]{}!] ?(?!\d))|"
    r"[(\[]?\d{1,2} ?[).°:/,;\]{}!] ?(?!\d)|\d{1,2} ?- (?!\d)|(?!5-fluoro)\d{1,2}-(?=[a-z]{4})|"
    r"\d{1,2}\. ?(?!\d)|[a-h]\) ?|"
    r"n[°o] ?\d{1,2} ?[:.\-)]? ?|[\-•*·–—>→■□▪●○◦+«»©®=~_.:]+ ?|[eo°] (?=[a-z]{4}))+"
)
_NUMBERED = re.compile(r"\(?\d{1,2}[).] (?=[a-z])")
_FIRST_WORD = re.compile(rf"[a-z0-9œ|][a-z0-9œ|{UNREAD_SIGN}]*")
_MENTION = re.compile(
    r"\W{0,2}(?:Q\.?S\.?P\.? ?\d{1,2} ?[a-z]{1,7}|N\.?S\.?|N\.?R\.?|"
    r"(?:O?\.?A)?\.?R\.? ?[x:]? ?\d{1,2} ?x?|"
    r"A\.?R\.? ?: ?[Oo]ui)"
    r"\W{0,2}"
)
_FEW_LETTERS, _TYPED = 6, 0.8
_READ, _UNREAD_SHARE = 0.1, 0.9
MOST_WORDS = 250
"""A row of more words is no printed row: it is kept word for word and not read."""
_MOST_SPOKEN_OF = 6
_PACK_OF = re.compile(r"\W*\d+ ?(?:boites?|btes?|paquets?|lots?) d[e']")  # 1 boîte de masques
_LIKELY = 0.85
_CUT_APART, _SHORT_NAME = 0.8, 3


def classify(row: Row, lexicon: Lexicon, above: Sequence[DrugMatch] = ()) -> Iterator[Entry]:
    """The row's entry, or several when it names several drugs; `above` were named before it."""
    if row.cell or len(row.words) > MOST_WORDS:
        yield Entry(row, Kind.POSOLOGY if row.cell else Kind.OTHER)
        return
    text, folded = row.text, fold(row.text)
    zone, drugs = zone_heading(folded), find_drugs(text, lexicon)
    head = zone_before(folded, drugs)
    if head is not None:
        # `Hors ALD : Doliprane 1 g x3/j`
        cut = len(text[: head[1]].split())
        yield Entry(replace(row, words=row.words[:cut]), Kind.HEADING, zone=head[0])
        yield from classify(replace(row, words=row.words[cut:]), lexicon, above)
        return
    if zone is not None and not _prescribes(folded, drugs):
        yield Entry(row, Kind.HEADING, zone=zone)
        return
    titled = (is_title(folded) or heads_moments(row)) and not is_labelled(folded)
    if (titled and not _tells_amount(text)) or is_hours(folded):
        yield Entry(row, Kind.HEADER)
        return
    if not above and _NUMBERED.match(folded) and lasts(folded):
        # `1) Pendant 3 mois` above the drugs
        yield Entry(replace(row, words=row.words[1:]), Kind.POSOLOGY)
        return
    yield from _classify_words(row, lexicon, drugs, above)


def _prescribes(folded: str, drugs: Sequence[DrugMatch]) -> bool:
    """Whether a row that names a zone also tells an intake: `Kardegic 75 1/j hors ALD`."""
    return tells_intake(folded) or any(is_evident(folded[m.end :]) for m in drugs)


def _classify_words(
    row: Row, lexicon: Lexicon, drugs: Sequence[DrugMatch], above: Sequence[DrugMatch]
) -> Iterator[Entry]:
    """The entries of a row that is neither heading nor title."""
    text, folded = row.text, fold(row.text)
    scope = find_scope(text, drugs[:_MOST_SPOKEN_OF])
    if scope is not None and may_hold(scope, text, above):
        yield Entry(row, Kind.NOTE, drugs[0] if scope.first else None, scope=scope)
        return
    match = _prescribed_drug(text, folded, drugs[:_MOST_SPOKEN_OF])
    match = None if match is not None and _is_guess(row, match) else match
    if match is not None and takes_anothers_place(folded, match.start):
        # `Arrêt du ramipril, remplacé par valsartan 80 mg`
        cut = len(text[: match.start].split())
        yield Entry(replace(row, words=row.words[:cut]), Kind.OTHER)
        yield from classify(replace(row, words=row.words[cut:]), lexicon)
    elif match is not None and ends_another(folded, match, lower=text[:1].islower()):
        # `1 sachet le midi + Tahor 20 mg 1 cp le soir`, below the drug of the sachet
        cut = len(text[: match.start].split())
        yield Entry(replace(row, words=row.words[:cut]), Kind.POSOLOGY)
        yield from classify(replace(row, words=row.words[cut:]), lexicon)
    elif match is not None:
        yield from _named(row, match, drugs, lexicon)
    elif led := drug_after_clause(folded, bullet_end(folded), drugs[:_MOST_SPOKEN_OF]):
        yield from _led(row, led, drugs, lexicon)
    elif (pack := _PACK_OF.match(folded)) and other_subject(folded[pack.end() :]) == "devices":
        yield Entry(row, Kind.OTHER)
    elif is_note(meant := fold(repair(text).text)):
        of_one = Kind.POSOLOGY if is_of_one_drug(meant) else Kind.NOTE
        yield Entry(row, Kind.UNSURE if _is_scrap(row) else of_one)
    elif is_labelled(folded):
        yield Entry(row, Kind.POSOLOGY)
    elif goes_on(folded) and not is_evident(folded):
        yield Entry(row, Kind.UNSURE)
    elif is_header(folded) and not is_dosed(meant):
        yield Entry(row, Kind.HEADER, spoken=bool(other_subject(folded)))
    elif (other_subject(folded) and other_subject(meant)) or any(
        STOPPED.search(folded, 0, m.start) for m in drugs
    ):
        yield Entry(row, Kind.OTHER)
    else:
        similar = match_drug(text, lexicon, start_of(row))
        yield _undecided(row, folded, meant, similar)


def _named(
    row: Row, match: DrugMatch, drugs: Sequence[DrugMatch], lexicon: Lexicon
) -> Iterator[Entry]:
    """The entries of a row that names the drugs it prescribes.

    `Sous Kardegic 75 1/j et Tahor 20 1/j`: the first bears the words before it itself. `Puis
    Kardegic 75 1/j`, `± Tramadol 50 mg`: it is asked when, or whether, the first one is taken.
    """
    text, folded = row.text, fold(row.text)
    whole = match_drug(text, lexicon, match.start) or match
    longer = match_drug(text, lexicon, bullet_end(folded))
    if longer is not None and longer.start < whole.start and longer.end >= whole.end:
        whole = longer
    before = folded[: whole.start]
    past = is_past(before)
    former, leads = past or asks_of_row(before), past or leads_on(before)
    said = (text[: whole.start].strip(" ,;:"),) if former or leads else ()
    for i, entry in enumerate(share(cut_apart(row, whole, drugs, lexicon))):
        asked = said and (former if i else leads)
        yield replace(entry, asked=(*said, *entry.asked)) if asked else entry


def _led(row: Row, led: Led, drugs: Sequence[DrugMatch], lexicon: Lexicon) -> Iterator[Entry]:
    """The entries of a row whose drug stands behind a clause, the drug to be asked about."""
    text, match = row.text, led.match
    cut = len(text[: match.start].split())
    asked = text[: match.start].strip(" ,;:/-–—")
    if led.apart and text[match.start - 1] == " ":
        yield Entry(replace(row, words=row.words[:cut]), Kind.OTHER)
        row = replace(row, words=row.words[cut:])
        drugs = find_drugs(row.text, lexicon)
        match = drugs[0]
    of_all = is_past(fold(asked))
    for i, entry in enumerate(share(cut_apart(row, match, drugs, lexicon))):
        yield entry if i and not of_all else replace(entry, asked=(asked, *entry.asked))


def _is_scrap(row: Row) -> bool:
    """Whether `ns` or `A NS`, as signatures are misread, is no mention that anyone typed.

    Alone, or in a row of which hardly a letter was read with confidence.
    """
    unread = [word for word in row.words if word.confidence is not None and word.confidence < _READ]
    said = sum(map(str.isalnum, row.text))
    if sum(map(str.isalnum, "".join(word.text for word in unread))) > _UNREAD_SHARE * said:
        return True
    sure = all(word.confidence is None or word.confidence >= _TYPED for word in row.words)
    few = sum(map(str.isalnum, row.text)) < _FEW_LETTERS
    return few and not (sure and _MENTION.fullmatch(row.text.strip()))


def _is_guess(row: Row, match: DrugMatch) -> bool:
    """Whether `TNT` was made out of a signature: few letters, none of the row read, no dose."""
    unread = all(w.confidence is not None and w.confidence < _READ for w in row.words)
    return unread and match.end - match.start <= _SHORT_NAME and not is_intake(fold(row.text))


def _tells_amount(text: str) -> bool:
    """Whether a row is a note with a number, although it begins like a title."""
    meant = fold(repair(text).text)
    return _NUMBER.search(meant) is not None and is_note(meant)


def start_of(row: Row) -> int:
    """Where a row's own words begin, after its number in a table, or its bullet."""
    return len(row.words[0].text) + 1 if row.counted else bullet_end(fold(row.text))


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
        evident = is_evident(rest) or posology_share(folded) >= SURE_SHARE
        if other_subject(before) or (not evident and _is_of_another(folded, match)):
            return None
        if not is_dosed(rest) and is_header(f"{folded[: match.start]} {rest}"):
            return None  # `Méthadone AP-HP`: hospitals stand in names of drugs too
        if introduces(before) and (evident or says_no_more(besides(match, drugs, folded))):
            return match
        inside = text[start : start + 1].islower() or text[start : start + 1] == "("
        held_back = inside and is_held_back(before)
        if is_intake(rest) and is_evident(rest) and not held_back:
            return match
        if announces(before) and not evident and says_no_more(rest):
            return match
        if in_brackets(text, match) and not match.candidates[0].drug.generic:
            return match
    return None


def _is_of_another(folded: str, match: DrugMatch) -> bool:
    """Whether a row speaks of no medication; `Oxygène liquide` names one, though also a device."""
    subject = other_subject(folded)
    if subject == "devices" and other_subject(folded[match.start : match.end]):
        subject = other_subject(f"{folded[: match.start]} {folded[match.end :]}")
    return subject is not None


def _undecided(row: Row, folded: str, meant: str, similar: DrugMatch | None) -> Entry:
    """A row without exact drug name: posology, a misread or unknown drug, or unsure."""
    share = posology_share(meant)
    first = _FIRST_WORD.search(folded, start_of(row))
    word = row.text[slice(*first.span())] if first else ""
    if similar is not None and similar.candidates[0].score >= _CUT_APART:
        # A name that OCR cut apart may begin like an everyday word: `TEL MISARTAN`.
        word = "".join(row.text[similar.start : similar.end].split())
    named = is_new_word(word, similar) and (row.counted or not _begins_with_number(meant))
    evident = is_intake(meant) and (bool(STRENGTH.search(meant)) or share >= SURE_SHARE)
    likely = similar is not None and similar.candidates[0].score >= _LIKELY
    evident = evident or (likely and bool(re.search(r"\d", meant)))
    dosed = first and named and word[0].isupper() and is_dosed_next(meant, first.end())
    if first and named and (evident or dosed or is_formed_next(meant, first.end())):
        return Entry(row, Kind.DRUG, similar, evident=evident)
    another_subject = named and word[0].isupper()
    if (share >= SURE_SHARE or STRENGTH.search(meant)) and not another_subject:
        return Entry(row, Kind.POSOLOGY)
    return Entry(row, Kind.UNSURE, similar)


def _begins_with_number(meant: str) -> bool:
    """`lgél le matin` is one capsule once its first letter is read as the digit it was."""
    number = re.match(r"\d+([a-z]*)", meant[bullet_end(meant) :])
    return number is not None and (not number[1] or is_prescription_word(number[1]))
