"""Rows outside every medication that tell all the same of a drug being taken."""

import re
from collections.abc import Iterable, Iterator

from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import DrugMatch, find_drugs, match_drug
from extraction.posology.instruction import read_instruction
from extraction.posology.repairs import repair
from extraction.sheet.clauses import is_taken
from extraction.sheet.cues import is_header, other_subject
from extraction.sheet.entries import MOST_WORDS, bullet_end
from extraction.sheet.new_words import is_new_word
from extraction.sheet.rows import Row
from extraction.sheet.struck import without_strokes
from extraction.spelling.matching import fold
from prescription.record import Review, ReviewReason

_MOST_ROWS = 80
_MOST_READ = 24
"""Rows that are read for a dose: it takes longer than looking for words."""
_FIRST_WORD = re.compile(r"[^\W\d_][\w'’-]{2,}")
_LONG_NAME = 7
_IN_BLOOD = ("A12", "B03", "B05", "V", "H", "C10")
"""ATC groups of what is also measured in blood: minerals, iron, glucose, hormones, fats."""
_NEARLY = 0.85
"""How much of a name must agree before a row that was no drug's is told."""
_DIGIT = re.compile(r"[\d½¼¾]")
_MOST_LETTERS = 80
_DOSE = re.compile(
    r"(?:\d|½|¼|¾|\bune?|\bdeux|\bdemie?) ?"
    r"(?:cp[rs]?|comp(?:rimes?|s)?|gel(?:ule)?s?|sach(?:et)?s?|gtte?s?|gouttes?|bouff(?:ee)?s?|"
    r"supp(?:ositoire|o)?s?|caps(?:ule)?s?|ovules?|lyocs?|amp(?:oule)?s?|im|sc|iv)\b|"
    r"(?<![\d,.])[1-4] ?x ?[1-6](?! ?(?:cm|mm)|[\d,.])"
)
_STRENGTH = re.compile(
    r"\d ?(?:[mµ]?g|mcg|microgrammes?|milligrammes?|grammes?|m?ui|ml|%)"
    r"(?:(?![a-z])|(?=cp|comp|gel|sach|amp|inj|sol|susp))(?! ?/ ?d?l\b)|"
    r"\b(?:milli|micro)grammes?\b"
)
_FORM = re.compile(
    r"\b(?:cp[rs]?|comprimes?|gelules?|sachets?|sirop|creme|pommade|collyre|solution|suspension|"
    r"aerosol|spray|gouttes|ampoules?|patchs?|suppositoires?|ovules?|lyophilisat|seringues?|"
    r"capsules?|lavements?|pastilles?|gommes?|appliquer|inhaler|instiller|pulveriser)\b"
)
_COUNTED = re.compile(
    r"(?<![\d,./])(?:\d{1,2}|[½¼¾]|une?|deux|trois|quatre|demie?) ?(?:cp[rs]?|comp(?:rimes?|s)?|"
    r"e?gel(?:ule)?s?|elules?|sach(?:et)?s?|sct|bouff(?:ee)?s?|g?outtes?|gtte?s?|unidoses?|appl\w*|"
    r"pulv\w*|amp(?:oule)?s?|supp\w*|lyocs?|capsules?|flacons?|lavements?|ovules?|seringues?|"
    r"inj(?:ections?)?|patch(?:e?s)?|pastilles?|gommes?|ui?|unites?)\b|"
    r"(?<![\d,./])(?:[0-4½¼¾]|[13]/[24])(?: ?- ?(?:[0-4½¼¾]|[13]/[24])){2,3}(?![\d/-]|[.,]\d).*"
    r"(?:\d ?(?:j|jours?|jrs?|sem\w*|mois)|\bqsp|\brenouvel\w*|\bmois|\btraitement)\b"
)
_OFTEN = re.compile(
    r"\b(?:matin|mat|midi|soir|coucher)\b|/ ?\d{0,2} ?[jh]\b|\b(?:par|chaque) jour\b|\d ?fois\b|"
    r"\btoutes les\b|\bx ?\d ?/|\d ?x ?/|\b\d{1,3} ?(?:j|jours?|jrs?|sem\w*|mois)\b|"
    r"(?<!\d )\bx ?[1-6]\b(?! ?(?:[cm]?m\b|[\d,.]))|"
    r"\b(?:avant|pendant|apres|aux|chaque) (?:les? )?repas\b|"
    r"\ba la demande\b|\bdose unique\b|\bune seule prise\b|\bqsp\b|\ba \d{1,2} ?h\b|"
    r"(?<![\d,.])[0-4½](?: ?[-/.] ?[0-4½]| [0-4½]){2,3}(?![\d/-]|[.,]\d)"
)
_SLOT = r"(?:\d|½|¼|¾|[13]/[24])"
_TAKEN = re.compile(
    rf"\W*(?:{_SLOT}(?: ?[-/.]? ?{_SLOT}){{2,3}}|(?:\d ?[½¼¾]|{_SLOT}) "
    r"(?:si|en cas|le|au|a|chaque|tous|toutes|mat(?:in)?|midi|soir|coucher)\b.*|"
    rf"{_SLOT}(?: ?- ?{_SLOT}){{2,3}} ?\W? ?(?:pdt|pendant|pour|durant|x|qsp)? ?"
    r"\d{1,3} ?(?:j|jours?|jrs?|sem\w*|mois)\b.*|"
    rf"\d{{1,2}} ?(?:h(?: ?\d\d)?|:\d\d) ?(?::|=|→|-+>) ?{_SLOT}.{{0,12}}|"
    r"(?:l\.?p\.?|l\.?m\.?|x\.?[lr]\.?)\b.{0,3})\W*"
)
"""`1 0 1`, `1/2 si somnolence`, `LP`: what may go on with the drug above."""
_NEEDED = re.compile(
    r"(?: [a-z]+)?\W+(?:s\.?b\.?|au besoin|a la demande|si \w+|en cas d\W?e? ?[\w '’]{3,30}|"
    r"a volonte|ad lib\w*|idem|comme (?:avant|d.habitude|precedemment)|en application\w*.{0,20})\W*"
)
"""`Lotriderm si besoin`: what may stand behind a name, no dose told."""
_NEEDED_NEXT = re.compile(r"\W*(?:si besoin|s\.?b\b|au besoin|a la demande)")
_LENGTH = re.compile(
    r"\W*(?:(?:pendant|pdt|durant|duree|x|pour) ?:? ?|[a-z]{3,6} ?: ?(?=\d))?(?:\d{1,3} ?)?"
    r"(?:jours?|jrs?|j|semaines?|sem|mois)(?:\(s\))?\W*"
    r"(?:(?:x|\+|puis|et|ar|r) ?\W*[\w '’]{0,24}\W*)?"
)


_DAY_OR_MOMENT = re.compile(
    r"\W*(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|matin|midi|soir|coucher|nuit)\W*"
    rf"(?:\d{{1,2}}[.,]?\d?|{_SLOT}) ?(?:[a-z]{{1,10}})?\W*"
)
"""`Jeudi 1/2`, `Soir : 8 UI`: a row of a timetable whose drug was lost above it."""
_CLOSING = re.compile(
    r"\W*\d{1,3} ?(?:mo?i? s?|m[a-z]{2,3}|[a-z]?ours?|j[a-z]{2,4})\W*|.{0,16}\bvalables?\W*\d.*|"
    r".{0,12}\b\w*renouvel\w*\W*\d.*|"
    r"\W*(?:duree|qsp|q\.?s\.?p|(?:a )?renouvel\w*|(?:traitement|ttt?) (?:pour|de|pendant))\b.*\d.*"
)
_TREATED = re.compile(
    r"\W*(?:(?:traitements?|medicaments?|medication|tt[te]?s?|trts?)\W+(?:\w+ ){0,2}"
    r"(?:(?:arret|stopp|suspend|interromp|habituel|actuel|personnel|ancien|anterieur|chronique)\w*|"
    r"(?:en cours|de fond|au long cours|a (?:arreter|stopper|poursuivre|continuer|conserver)))|"
    r"(?:arret|stop|suspension|arreter|stopper|suspendre|poursuivre|continuer)\b"
    r"(?! (?:de travail|maladie|du travail)))\b[^:]{0,20}:\W*[a-z]{3}"
)
"""What tells of drugs that are stopped or go on, their names behind it."""
_COUNT_FIRST = re.compile(
    r"\W*(?:\d{1,2}|[½¼¾]|une?) (?!fois|seances?|visites?|passages?)[a-z]{2,}"
)
_COUNT_NEXT = re.compile(r"\W*\d{1,2} ?[a-z]")
_PLACE = re.compile(r"\W*(?:(?:oe?il|œil|oreille|narine) ?(?:dro ?it ?e?|gau ?ch ?e)|les ?yeux)\W*")
"""What stands for all or for the next drugs, and was read as neither."""


_REPEATS = re.compile(
    r"""[\s.,|–—-]*(?:["”″〃‟»¨]|['’´′]{2}|,,|//|\b(?:bis|idem)\b)[\s"”″〃‟»¨'’´′.,|/–—-]*""",
    re.IGNORECASE,
)
"""`"`, `idem`, alone on a row: what stands above is prescribed once more, or goes on."""
_PRINTED = 0.6
"""The confidence from which a mark is none of the specks of a fax."""


def left_out_doubts(rows: Iterable[Row], field: str, lexicon: Lexicon) -> Iterator[Review]:
    """A doubt for each row too long to be read, with a drug and its intake, or with a dose alone.

    `Arrêt : Plavix 75 1/j` is no prescription, `et le reste : 1/2 cp` may go on with the drug
    above: no such line may leave unseen.
    """
    for i, row in enumerate(rows):
        long = len(row.words) > MOST_WORDS
        told = i < _MOST_ROWS and (_tells_a_drug(row, lexicon) or _doses(row))
        # Other items are shown beside the lines, the header's rows are not.
        told = told or (_tells_treatment(row) if field == "headerItems" else _repeats(row))
        if long or told or (i < _MOST_READ and _may_prescribe(row)):
            yield Review(field, ReviewReason.UNREAD_TEXT, _quoted(row.text), row.box, row.page)


def _tells_treatment(row: Row) -> bool:
    """`Traitement arrêté : Tahor, Plavix`, `Traitement habituel : Kardégic` above the drugs."""
    return _TREATED.match(fold(row.text)) is not None


def _repeats(row: Row) -> bool:
    printed = all(w.confidence is None or w.confidence >= _PRINTED for w in row.words)
    return printed and _REPEATS.fullmatch(row.text) is not None


def _quoted(text: str) -> str:
    """The beginning of a row, ended at a word and with dots where more of it stands there."""
    if len(text) <= _MOST_LETTERS:
        return text
    begun, _, cut = text[:_MOST_LETTERS].rpartition(" ")
    return f"{begun or cut} …"


def _doses(row: Row) -> bool:
    """Whether a row counts what is taken, says how long or goes on with a name, no more."""
    folded = fold(without_strokes(row.text))
    if _sounds_taken(folded):
        return True
    told = _DOSE.search(folded) or _LENGTH.fullmatch(folded) or _TAKEN.fullmatch(folded)
    told = told or _CLOSING.fullmatch(folded) or _PLACE.fullmatch(folded)
    told = told or _DAY_OR_MOMENT.fullmatch(folded)
    return told is not None and other_subject(folded) is None


def _sounds_taken(folded: str) -> bool:
    """Whether a row tells two of strength, form and dose, or one of them and when it is taken.

    They are a drug's, whatever else the row speaks of, and however its name is spelt.
    """
    told = sum(bool(one.search(folded)) for one in (_STRENGTH, _FORM, _COUNTED))
    if told > 1 or (told == 1 and _OFTEN.search(folded) is not None):
        return True
    # `1 crp matin, midi etsoir 5 j`: a count of something, and twice how often.
    return _COUNT_FIRST.match(folded) is not None and len(_OFTEN.findall(folded)) > 1


def _may_prescribe(row: Row) -> bool:
    """Whether a row begins with a word nobody knows and goes on with a dose and its rhythm.

    `Okedi 75 2 hs`: a drug that no list has, and whose intake no cue tells. Or with a need alone.
    """
    text = without_strokes(row.text)
    folded = fold(text)
    first = _FIRST_WORD.match(text, bullet_end(folded))
    if first is None or not is_new_word(first[0], None):
        return False
    needed = first[0][0].isupper() and _NEEDED.fullmatch(folded, first.end()) is not None
    if not (needed or _DIGIT.search(text, first.end())):
        return False
    if other_subject(folded) is not None or is_header(folded):
        return False
    if needed:
        return True
    told = read_instruction(repair(text[first.end() :]).text)
    return any(
        dosage.dose_and_rate
        and (dosage.timing or dosage.as_needed_boolean or dosage.as_needed_codeable_concept)
        for dosage in told.dosages
    )


def _tells_a_drug(row: Row, lexicon: Lexicon) -> bool:
    text = without_strokes(row.text)
    folded = fold(text)
    found = [(match, folded[match.end :]) for match in find_drugs(text, lexicon)]
    if any(is_taken(rest) or _NEEDED_NEXT.match(rest) for _, rest in found):
        return True
    begins = bullet_end(folded)
    if not found and _OFTEN.search(folded) and _DIGIT.search(text):
        return _is_nearly_a_drug(text, begins, lexicon)
    subject = other_subject(folded) if found else None
    if found and _begins_with_name(found[0][0], text, begins) and subject is None:
        return True
    # `Bétadine jaune : 1 flacon ; compresses`: a brand among devices.
    if subject == "devices" and any(match.exact and _is_brand(match) for match, _ in found):
        return True
    # `Moviprep = 1 sct 1 seule pr ise`: a brand and a count, in words that nobody can read.
    counted = [rest for match, rest in found if _is_brand(match) and _COUNT_NEXT.match(rest)]
    return bool(counted)


def _begins_with_name(match: DrugMatch, text: str, begins: int) -> bool:
    """`Météospasmyl capsule mlle, 1 cypsule i spasmes`: the words behind it are past reading.

    `Potassium 4,2` is a result.
    """
    long = match.end - match.start >= _LONG_NAME
    measured = any(code.startswith(_IN_BLOOD) for code in match.candidates[0].drug.atc)
    named = _is_brand(match) or (match.exact and long and not measured)
    return match.start == begins and named and _DIGIT.search(text, match.end) is not None


def _is_nearly_a_drug(text: str, begins: int, lexicon: Lexicon) -> bool:
    """`AMOXICILLIN EEG gel 4 gelfules 3 fois par jour`, whatever else its words speak of."""
    match = match_drug(text, lexicon, begins)
    if match is None or match.start != begins or match.end - begins < _LONG_NAME:
        return False
    return match.candidates[0].score >= _NEARLY


def _is_brand(match: DrugMatch) -> bool:
    return match.exact and not match.candidates[0].drug.generic
