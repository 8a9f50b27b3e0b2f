"""What a row of a prescription speaks of, told by its words: header, heading, note, posology."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extraction.resources import read_rules
from extraction.rules.glued import unglued
from extraction.sheet.posology_words import SLOTS, posology_share

_NUMBER = (
    r"(?:\d+(?:[.,]\d+)?|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quatorze|quinze|"
    r"vingt(?:[ -](?:et[ -]un|huit|quatre))?|trente)"
)
_OWN_WORDS = re.compile(r"\d *[-–—/] *\d|\d+ +\d+ +\d|^\W*(?:pendant|pdt|durant)\b")
_OWN_DOSE = re.compile(
    r"(?:\d|\b(?:une?|deux|trois|demie?)\b|[½¼¾]) ?(?:cp|comp|gel|sach|gtt|gout|bouff|inj|appl|amp|"
    r"supp|ovule|patch|caps|pulv|inhal|unid|cuill|lyoc)"
)
_TIME = r"(?:j(?:ours?|rs?)?|sem(?:aines?)?|mois|m|ans?)\b"
_VALID = (
    r"\b(?:validite|valides?|valables?)\b[ :]*(?:pour |pendant |durant |de |une duree de |est )*"
    rf"{_NUMBER} ?{_TIME}"
)
VALIDITY = re.compile(_VALID)
"""How long a prescription is good for, in folded text: neither a supply nor a length."""
_SPAN = re.compile(
    r"(?:\bqsp|\bqs\b|quantite suffisante pour|traitement (?:pour|de|pendant)|\bpour|duree)"
    rf"[ :]*(?:de |du )?(?:traitement (?:de |: ?)?)?{_NUMBER} ?{_TIME}|"
    rf"{_VALID}|"
    r"\bqsp jusqu.au? (?:prochaine?|rdv|rendez|consultation)"
)
_UNTIL = re.compile(
    r"\W*(?:(?:poursuite|suite) d(?:u|es) )?(?:(?:le|ce|meme|ces) )?(?:(?:traitements?|ttt?|trt|"
    r"ordonnance|prescription|tout|duree|validite|valables?|qsp|poursui\w+|continu\w+|renouvel\w*|"
    r"prendre|suivre|garder|maintenir|a|est|le|de|du|identique|inchange)\b\W*)+"
    r"jusqu.?(?:a la|a|aux?) (?:le )?(?:\d{1,2}[/. -]\d{1,2}(?:[/. -]\d{2,4})?|"
    r"\d{1,2}(?:er)? [a-z]{3,9}(?: \d{4})?|(?:fin )?(?:janvier|fevrier|mars|avril|mai|juin|"
    r"juillet|aout|septembre|octobre|novembre|decembre)(?: \d{4})?|"
    r"(?:votre |la |son )?(?:prochaine?|rdv|rendez|consultation|nouvel)\b[^\d:]*"
    r"(?:\d[\d/. -]*)?)\W*"
)
"""`Traitement à poursuivre jusqu'au 15/01/2027`: a last day, which is no length: it is asked."""
_RENEWAL = re.compile(
    r"(?<![\w.])r ?\d{1,2}(?= *(?:$|\)))|\brenouvel\w*|"
    r"\b(?:o\.?)?a\.?r\.?(?![a-z])(?=[ :]*[x\d(]|\W*$| ?: ?oui)|\bn\.?r\b|non renouvelable"
)
_LASTS = re.compile(rf"{_NUMBER} ?{_TIME}")
_SUBSTITUTION = re.compile(
    r"substitu\w*|\bn\.?s\.?\b|\b(?:pas|sans) (?:delivrer |donner )?(?:de )?generiques?"
)
_REASON = re.compile(r"\b(?:m\.?t\.?e|e\.?f\.?g|c\.?i\.?f)\b|marge (?:therapeutique )?etroite")
_WHOLE = re.compile(
    r"\bensemble\b|toute l.ordonnance|tou(?:te)?s les (?:lignes|medicaments|traitements?)|"
    r"ordonnance|l.integralite|le tout\b|\ben tout\b|tout le traitement|ces traitements|totalite"
)
_FILLER = re.compile(
    r"\b(?:pour|pendant|de|du|des|le|la|les|l|a|au|en|et|ou|ne|pas|non|fois|x|cette|toute?s?|sur|soit|"
    r"ordonnance|traitements?|ensemble|prescriptions?|medicaments?|mois|jours?|j|semaines?|si|besoin|"
    r"necessaire|n|est|sont|peut|etre|lignes?|mte|efg|cif|expressement|total\w*|totale|qsp|qs|duree|o?ar|nr|ns|renouvel\w*|"
    r"substitu\w*|ces|tout|tous|un|une|deux|trois|quatre|cinq|six|douze|faire|tel|quel|identique\w*|nb|quantite|suffisante|chaque|chacune?|periodes?|par|pdt|durant|ans?|max\w*|prendre|suivre|fos|fis|foi|fios|ois|fosi|foix|moi|mos|mis|mios|nois|mols|jous|jors|sortie|domicile|retour|medicales?|medicamenteu\w+|poursuivre|continuer|delivrer|nombre|nbre|oui|ordo|validite|valides?|valables?|jusqu|prochaine?|rdv|rendez|vous|consultation|autorises?|possibles?|prevus?|accordes?|merci|svp|priere|veuillez|pharmaciens?|generiques?)\b"
)
_TO_TAKE = re.compile(r"\b(?:prendre|suivre|poursuivre|continuer|delivrer)\b")
_TIMES_RENEWED = re.compile(rf"\brenouvel\w*\W+{_NUMBER} ?fois")
_CH = r"(?<!(?:19|20)\d\d )ch(?!\. ?\d)"  # `1947 Ch. 243` is a room behind a birth
_UNIT = rf"(?:mg|g|µg|ug|mcg|ng|ml|l|ui|u\.i|mui|meq|mmol|{_CH}|dh|%|unites?)(?![a-z])"
# A pattern that begins with the digit it looks for is searched soonest.
STRENGTH = re.compile(rf"\d(?<![\d,.].)[\d ]*(?:[.,]\d+)? ?(?:{_UNIT})")
"""A number with a unit of strength, in folded text."""
# On secured prescriptions doses are written in words.
_SPELLED_STRENGTH = re.compile(
    rf"(?!\d)(?:{_NUMBER}|quarante|cinquante|soixante|cents?|mille)[ -](?:milli|micro)?grammes?\b"
)
DOSED = re.compile(r"\d|\b(?:une?|deux|trois|demi|appl\w*|inj\w*)\b")
"""A number or what counts as one, in folded text."""
_TITLE_WORD = re.compile(r"[a-z]{2,}")
_WEEKDAY = re.compile(r"\b(?:lun|mar|mercre|jeu|vendre|same)di\b")
_CLOCK = re.compile(r"\d(?<![\w/].)\d? ?h(?: ?[03]0)?\b")
_SHORT_NUMBER = re.compile(r"\W*\d{1,2}\W*")
_FROM_TO = re.compile(r"\d{1,2} ?h(?: ?\d{2})? ?(?:-|–|a|/) ?\d{1,2} ?h")
_INTAKE = re.compile(
    r"(?:\d|\b(?:une?|deux|trois|demie?)\b|[½¼¾]) ?(?:cp|comp|gel|sach|gtt|gout|bouff|inj|appl|amp|"
    r"supp|ovule|dose|patch|caps|pulv|inhal|unid|cuill|lyoc|c\.? ?a|fois|prises?|x\b|x ?\d|/ ?j)|"
    rf"{SLOTS}|\bx ?\d|\d *[-–] *\d *[-–] *\d|"
    r"\b(?:matin|midi|soir|coucher|repas)\b|par jour|/ ?j\b"
)
_OF_INTAKE = re.compile(
    r"\bj ?\d{1,2}\b|\d ?(?:h|j|jours?|jrs?|jous|sem|semaines?|mois|fois|x)\b|"
    r"\b(?:matin|midi|soir|coucher|repas|dejeuner|diner|jeun|besoin|pendant|pdt|max\w*|"
    r"per os|iv[dl]?|sc|im|substitu\w*|renouvel\w*)\b|\bqsp|\bar ?\d|"
    r"\d ?(?:cp[rs]?|comp\w*|gel\w*|sach\w*|gtte?s?|gouttes?|boites?|btes?)\b"
)
_NUMBER_TO_CALL = re.compile(
    r"\b(?:compose[rz]|appele[rz]|contacte[rz]|faites|joindre|telephone[rz]) (?:(?:le|au) )?"
    r"(?:15|18|112|114|116 ?117|samu)\b"
)
"""`composez le 15 ou le 112`: no dose."""
_CODE = re.compile(r"\W*(?:n[°o]\W*)?(?=(?:[a-z]*\d+[a-z]+){2})[a-z\d]{8,}\W*")
"""`N° 4L7EZ5ASX36T`: letters and digits that take turns, alone on their row."""
_WHEN_TO_CONSULT = re.compile(
    r"^\W*(?:si|en cas d\w*|en l absence d\w*|devant)\b.*"
    r"\b(?:reconsulter|consulter|rappeler|appeler|revenir|revoir|contacter|urgences)\b"
)
"""`Si persistance de la fièvre après 48 h, reconsulter`: no condition of the drug above."""
_BUT_FOR_ONE = re.compile(
    r"^\W*(?:sauf|excepte|hormis) (?!(?:les?|la|si|en|au|aux|avis|pour|chez|dimanche|samedi|lundi|"
    r"mardi|mercredi|jeudi|vendredi|le) ?)(?:pour )?[a-z]{4}.*\b(?:ar|renouvel\w*|qsp|nr)\b"
)
"""`sauf Brilique AR 11`, below what holds for all lines: of a line further up."""
MOMENTS = frozenset(
    {"matin", "midi", "soir", "coucher", "mat", "mid", "couch", "gouter", "reveil", "lever", "nuit"}
    | {"petit", "dej", "dei", "dejeuner", "diner", "pdj", "petit-dej", "petit-dei"}
)
"""Moments that columns are titled with, folded."""
_GOES_ON = re.compile(
    rf"(?:^|\bet |^puis )(?:et )?(?:le |la |au )(?:{'|'.join(MOMENTS)})\b|\bet soir\b"
)
_BESIDE = frozenset(["du", "de", "et", "en", "le", "la", "ma", "mi", "so", "co", "par", "nb"])
_SURE = 0.65
_MAY_END_A_POSOLOGY = frozenset(
    {"laboratory", "imaging", "physiotherapy", "devices", "advice", "nursing"}
)


@dataclass(frozen=True, slots=True)
class _Patterns:
    header: re.Pattern[str]
    columns: re.Pattern[str]
    titles: re.Pattern[str]
    continuation: re.Pattern[str]
    labels: re.Pattern[str]
    other: tuple[tuple[str, re.Pattern[str]], ...]


def is_title(folded: str) -> bool:
    """Whether the row is a title or a row of column titles and nothing else."""
    return bool(_patterns().titles.search(folded)) or is_column_titles(folded)


@lru_cache(maxsize=16384)
def is_column_title(folded: str) -> bool:
    """Whether one word is the title of a table's column."""
    return bool(_patterns().columns.fullmatch(folded.strip(" .:/")))


@lru_cache(maxsize=256)
def is_column_titles(folded: str) -> bool:
    """Whether the row is made of titles of columns.

    Moments alone are none: `matin et soir`, `prises au petit déjeuner` go on with a posology; nor
    is `et le soir, QSP`, broken off before its number.
    """
    if re.search(r"\d", folded := _CLOCK.sub(" ", folded)) or _GOES_ON.search(folded):
        return False
    words = [word for word in _TITLE_WORD.findall(folded) if word not in _BESIDE]
    titles = [word for word in words if is_column_title(word)]
    alone = MOMENTS.issuperset(titles) or "au" in words
    return not alone and 2 <= len(titles) >= 0.7 * len(words)


@lru_cache(maxsize=256)
def other_subject(folded: str) -> str | None:
    """What a row speaks of that is no medication (`laboratory`, `nursing`, `devices`, …).

    A posology may end in such a word (`1 cp par jour selon INR`): then it is none.
    """
    consult = _WHEN_TO_CONSULT.search(folded) and not tells_intake(folded)
    if consult or _BUT_FOR_ONE.match(folded):
        return "advice"
    for subject, pattern in _patterns().other:
        match = pattern.search(folded)
        if match and not (subject in _MAY_END_A_POSOLOGY and is_dosed(folded[: match.start()])):
            return subject
    return None


def goes_on(folded: str) -> bool:
    """Whether a row goes on by its first words with the drug above, whatever else it names."""
    return _patterns().continuation.match(folded) is not None


def is_labelled(folded: str) -> bool:
    """Whether a row is a field of the drug above, its name and a colon first: `Fréquence : 1/j`."""
    return ":" in folded and _patterns().labels.match(folded) is not None


@lru_cache(maxsize=256)
def is_dosed(folded: str) -> bool:
    """Whether a text holds a strength, or is posology with a dose."""
    folded = unglued(folded)
    if _CODE.fullmatch(folded):
        return False
    if STRENGTH.search(folded) or _SPELLED_STRENGTH.search(folded):
        return True
    if _NUMBER_TO_CALL.search(folded) and not tells_intake(folded):
        return False
    return posology_share(folded) >= _SURE and bool(DOSED.search(folded))


@lru_cache(maxsize=256)
def is_header(folded: str) -> bool:
    """Whether the row holds words of letterheads, identities or signatures."""
    return bool(_patterns().header.search(unglued(folded)))


def is_hours(folded: str) -> bool:
    """Whether the row tells when a surgery is open, or holds nothing but a short number."""
    open_hours = _FROM_TO.search(folded) and _WEEKDAY.search(folded)
    return bool(open_hours or _SHORT_NUMBER.fullmatch(folded))


def is_intake(folded: str) -> bool:
    """Whether a text holds a strength or tells of doses or how often: more than days alone."""
    return bool(STRENGTH.search(folded) or _SPELLED_STRENGTH.search(folded)) or tells_intake(folded)


@lru_cache(maxsize=256)
def tells_intake(folded: str) -> bool:
    """Whether a text tells of doses or how often: a strength alone does not count."""
    return _INTAKE.search(unglued(folded)) is not None


def has_word_of_intake(folded: str) -> bool:
    """Whether a row holds any word of when, how often, how long or how a drug is taken."""
    return _OF_INTAKE.search(unglued(folded)) is not None


def is_note(folded: str) -> bool:
    """Whether the row only tells supply, renewals or substitution, with no dose of its own."""
    if _UNTIL.fullmatch(folded):
        return True
    whole = _WHOLE.search(folded) and _LASTS.search(folded)
    if not (
        whole or _SPAN.search(folded) or _RENEWAL.search(folded) or _SUBSTITUTION.search(folded)
    ):
        return False
    if (_OWN_WORDS.search(folded) and not whole) or _OWN_DOSE.search(folded):
        return False
    if _TO_TAKE.search(folded) and tells_intake(_TIMES_RENEWED.sub("", folded)):
        # `1 cp à prendre/jour, QSP 3 mois`
        return False
    rest = re.sub(r"[\W\d]+", "", _FILLER.sub("", re.sub(r"\d+", " ", folded)))
    return len(rest) <= 2


def is_of_one_drug(folded: str) -> bool:
    """Whether a note gives a reason that one drug has: `NS - MTE`, `renouvelable 1 fois NS MTE`."""
    return bool(_REASON.search(folded)) and not speaks_of_whole(folded)


def says_nothing_new(folded: str) -> bool:
    """Whether words of a note, such as `le tout`, say no more than that it holds for all."""
    told = _RENEWAL.search(folded) or _SUBSTITUTION.search(folded) or _SPAN.search(folded)
    return not told and not re.search(r"\w", _FILLER.sub("", _WHOLE.sub("", folded)))


def speaks_of_whole(folded: str) -> bool:
    """Whether a note says itself that it holds for the whole prescription."""
    return bool(_WHOLE.search(folded))


@cache
def _patterns() -> _Patterns:
    headings = read_rules("headings.toml")
    other = read_rules("not_medication.toml")
    return _Patterns(
        header=_words(headings["header"]["cues"]),
        columns=_any(headings["columns"]["words"]),
        titles=_any(headings["titles"]["patterns"]),
        continuation=_any([rf"\W*(?:{p})" for p in headings["continuation"]["patterns"]]),
        labels=re.compile(rf"\W*(?:{'|'.join(headings['labels']['patterns'])}) ?:(?! *$)"),
        other=tuple((subject, _words(cues)) for subject, cues in other.items()),
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns))


def _words(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?<![a-z])(?:" + "|".join(patterns) + r")(?![a-z])")
