"""Rows that prescribe several drugs, cut into one entry for each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import DrugMatch, find_drugs, match_drug
from extraction.sheet.cues import STRENGTH, is_dosed, tells_intake
from extraction.sheet.entry import SURE_SHARE, Entry, Kind, is_evident
from extraction.sheet.one_row import lead_before
from extraction.sheet.orders import STOPPED, names_other_strength
from extraction.sheet.posology_words import posology_share
from extraction.sheet.rows import Row
from extraction.spelling.matching import fold
from extraction.spelling.words import load_words

_HELD_BACK = re.compile(
    r"(?:\b(?:avec|sous|dans|sur|de|du|des|d|sans|par|au|aux|a|l|contre|malgre|apres|avant|et)"
    r"(?: (?:la|le|les|un|une))?\W*|\bdans [\d., ]+ ?(?:ml|l|cc) )$"
)
_OF = re.compile(r"\b(?:de |d')$")
_HALF_OF_ONE = re.compile(r"(?:mg|g|µg) ?/ ?$")
"""`Codéine 30 mg / paracétamol 500 mg` is one drug."""
_NEXT_ITEM = re.compile(r"[,;.+] ?(?:et )?$|\bet $")
_ITEM_ENDS = re.compile(r"[,;.+] ?$")
_NAME_ONLY = re.compile(r"\W*(?:lp\W*)?(?:\([^)]*\))?\W*")
"""What stands behind a name at the end of a row whose posology is in the next one."""
_LISTED = re.compile(r" ?[,;+] ?")
_LEAD = re.compile(
    r"\b(puis|ensuite|relais) $|(?<=\s)\(?\d{1,2} ?[.)°:]+ $|(?<=\s)n[°o] ?\d{1,2} ?[:.)]? ?$"
)
"""Words and list numbers before a name that are the next item's."""
_CONDITION = re.compile(
    r"(?<![^\s;,.])(?:(?:et|ou|puis) )?(?:si|s.il|en cas d.?|en l.absence d.?)\b[^,;.:]{1,40}: ?$|"
    r"\b(?:(?:et|ou|puis) )?(?:(?:si|en cas d.?) ?(?:(?:echec|inefficac\w+|insuffisan\w+|"
    r"pas suffisant|pas d.amelioration)|(?:allergi|intoleran)\w+)|sinon|a defaut)[ ,]+$"
)
"""On what condition the drug behind is taken, whatever the one before is: `si échec …`."""

_OPEN = re.compile(r"(?<=[,;.] )(?:(?:et|ou) )?(?:si|en cas d.?)\b[^,;.:]{1,40} $")
"""`…, si fièvre Doliprane`: of the drug behind where the row begins so, else of either one."""
_BESIDE = re.compile(
    r"(?:\((?:et |\+ ?)?(?:avec|associe\w*(?: (?:a|au|avec))?|sous|protege\w* par)|"
    r"(?<=[,;.+] )(?:et )?(?:a )?(?:proteg\w*|protection(?: gastrique)?|couverture|couvrir|"
    r"associe\w*|en association) ?(?:par|avec|a|au|:)) ?(?:du |de la |de l'|des |d')?$"
)
"""`(avec Diffu K 1 gél/j)`, `, protéger par Mopral 20 mg 1/j`: one drug more, with its own dose."""
_ONE = r"(?:\d{1,2}(?: ?/ ?\d)?|[½¼¾]|une?|deux|trois|demi)"
_UNIT = (
    r"(?:cp[rs]?|comprimes?|comp|gelules?|gel|sachets?|sach|ampoules?|amp|gouttes?|gttes?|gtt|"
    r"bouffees?|bouff|injections?|inj|suppos?|suppositoires?|cuilleres?|doses?|capsules?|caps)"
)
_COUNTED = re.compile(
    rf"(?:(?<=[,;.+:] )|(?<=\bet )){_ONE} ?{_UNIT}\.? (?:de |d')?$|"
    rf"(?:(?<=[,;.+:] )|(?<=\bet )){_ONE} $"
)
"""`1 cp d'Aldactone`, `…, 1 Kardegic 75`: a dose before a name is the dose of that drug."""
_FIRST = re.compile(rf"^\W*(?:[a-z' ]+ ?: ?)?{_ONE} ?(?:{_UNIT}\.? (?:de |d')?)?$")
"""The same before the first name of the row, whatever heading leads to it."""
_OFTEN = re.compile(r"\b(?:tou(?:te)?s les|chaque|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)")
_WORD = re.compile(r"[a-z]{2,}")
_BEGINS = re.compile(r"\W*(?:\d{1,2}\W+)?(?:si|en cas)\b")


def is_held_back(before: str) -> bool:
    """Whether the folded words before a name only speak of it: `avec du …`, `dans 100 ml de …`."""
    return _HELD_BACK.search(_OF.sub("", before)) is not None


def cut_apart(
    row: Row, match: DrugMatch, drugs: Sequence[DrugMatch], lexicon: Lexicon
) -> Iterator[Entry]:
    """One entry for each drug that the row prescribes."""
    text, folded = row.text, fold(row.text)
    for other in drugs:
        if other.start < match.end or not _begins_another(folded, match, other):
            continue
        lead = _CONDITION.search(folded, match.end, other.start)
        either = _OPEN.search(folded, match.end, other.start)
        if lead is None and either and _BEGINS.match(folded):
            lead = either
        asked = (lead or either or [""])[0].strip(" :,")
        asked = asked or _instead(folded[match.end : other.start], lexicon)
        order = _LEAD.search(folded, match.end, other.start)
        beside = _BESIDE.search(folded, match.end, other.start)
        asked = asked or (beside[0].strip(" (,;.+:") if beside else "")
        # `Xarelto 15 mg … 21 j puis Xarelto 20 mg`: the second is not taken beside the first.
        asked = asked or (order[1] if order and order[1] else "")
        lead = lead or order or beside
        start = lead.start() if lead else _lead(text, folded, match, other)
        at = len(text[:start].split())
        if text[start - 1] != " " or at == 0:
            continue
        before = _drug(replace(row, words=row.words[:at]), match)
        yield replace(before, asked=(asked,)) if either and not lead else before
        rest = replace(row, words=row.words[at:])
        moved = match_drug(rest.text, lexicon, other.start - start)
        if moved is None:
            yield Entry(rest, Kind.UNSURE)
            return
        following = cut_apart(rest, moved, find_drugs(rest.text, lexicon), lexicon)
        yield replace(next(following), asked=(asked,) if asked else ())
        yield from following
        return
    yield _drug(row, match)


def _lead(text: str, folded: str, match: DrugMatch, other: DrugMatch) -> int:
    """Where the heading or the dose begins that stands before the other name and is of it."""
    counted = _COUNTED.search(folded, match.end, other.start)
    end = counted.start() if counted else other.start
    heading = lead_before(text, match.end, end)
    if heading is None and counted and not _FIRST.search(folded[: match.start]):
        return other.start
    return end if heading is None else heading


def _instead(between: str, lexicon: Lexicon) -> str:
    """Words between two names that have one dose alone: `Tahor 40 remplace Crestor 10, 1 cp/j`."""
    if tells_intake(between) or _OFTEN.search(between):
        return ""
    known = load_words().posology | load_words().units | lexicon.written_forms.keys()
    words = _WORD.findall(STRENGTH.sub(" ", between))
    other = any(w == "ou" or (w not in known and w not in lexicon.laboratories) for w in words)
    return " ".join(between.split()) if other else ""


def _drug(row: Row, match: DrugMatch) -> Entry:
    return Entry(row, Kind.DRUG, match, evident=is_evident(fold(row.text[match.end :])))


def _begins_another(folded: str, first: DrugMatch, other: DrugMatch) -> bool:
    """Whether `other` is a second prescription on the row and not a remark about the first."""
    same = set(other.candidates[0].drug.substances) & set(first.candidates[0].drug.substances)
    between = folded[first.end : other.start]
    in_brackets = "(" in between.rsplit(")", 1)[-1]
    if _HALF_OF_ONE.search(between):
        return False
    if not in_brackets and _CONDITION.search(between) and is_evident(folded[other.end :]):
        return True
    if _is_beside(folded, first, other):
        return True
    if not between.strip() or in_brackets or STOPPED.search(between):
        return False
    another = other.candidates[0].drug.name != first.candidates[0].drug.name
    if same and not another and names_other_strength(folded, first, other):
        return True
    if same and not (another and is_dosed(between) and _NEXT_ITEM.search(between)):
        # `Oxycontin LP 20 mg 1 cp matin et soir, Oxynorm 5 mg …` are two.
        return False
    if is_held_back(between) and not re.search(r"[,;.] ?et $|\bet $", between):
        return False
    rest = folded[other.end :]
    if is_dosed(between) and _ITEM_ENDS.search(between) and _NAME_ONLY.fullmatch(rest):
        # `Uvedose 1 amp tous les 3 mois, Venlafaxine LP (Effexor LP)` / `37,5 mg 0-0-1`
        return True
    brands = not (first.candidates[0].drug.generic or other.candidates[0].drug.generic)
    listed = brands and _LISTED.fullmatch(between) is not None
    return listed or bool(re.match(r"\W*\d", rest)) or posology_share(rest) >= SURE_SHARE


def _is_beside(folded: str, first: DrugMatch, other: DrugMatch) -> bool:
    """Whether another drug is given along with a first one that is dosed, with a dose of its own.

    `(avec Kardegic 75)` and `(avec Diffu K 1 gél/j si K < 3,5)` alike end where the bracket does.
    """
    between, rest = folded[first.end : other.start], folded[other.end :]
    same = set(other.candidates[0].drug.substances) & set(first.candidates[0].drug.substances)
    if same or not is_dosed(between) or _BESIDE.search(between) is None:
        return False
    own, _, behind = rest.partition(")") if "(" in between.rsplit(")", 1)[-1] else (rest, "", "")
    return is_evident(own) and not behind.strip(" .,;")


def besides(match: DrugMatch, drugs: Sequence[DrugMatch], folded: str) -> str:
    """What stands behind a name, its substance left out: `Levemir Flexpen (insuline détémir)`."""
    named = set(match.candidates[0].drug.substances)
    for other in drugs:
        if other.start >= match.end and named & set(other.candidates[0].drug.substances):
            folded = folded[: other.start] + " " * (other.end - other.start) + folded[other.end :]
    return folded[match.end :]
