"""Names that are no patient's: in a pharmacy's stamp, or with those of the surgery."""

import re
from collections.abc import Sequence

from extraction.header.parts import Part, above, below

_HOUSE = re.compile(r"\b(?:pharmac|officine|delivree?s? le\b|dispense|secreta|assistant|cadre de)")
_CLOSE = 1.5
"""In heights of a row: paper between the rows of one stamp."""


_STAFF = re.compile(
    r"\b(?:(?<!medecine )internes?|externes?|etudiante?s?|(?:dr |docteur )?junior|"
    r"remplac(?:ante?|eur|euse)|remplacee? par|rempl\.?|collabora(?:teur|trice)s?|assistante?s?|"
    r"secretaires?|secretariat|cadres?(?: (?:de sante|infirmiere?|superieure?))*|"
    r"(?:infirmi(?:er|ere)|ide|idec|idel|ipa)s?(?: (?:coordina\w+|liberale?|diplome\w*|referente?|"
    r"d.etat|en pratique avancee|de (?:nuit|jour|coordination|garde)|du service))*|"
    r"aides?[- ]soignante?s?|sages?[ -]femmes?|kine\w*|masseu\w+(?:[ -]kine\w*)?|dietetici\w+|"
    r"psycholog\w+|orthophonist\w+|ergotherap\w+|pharmacien\w*|preparat\w+|"
    r"medecins?(?: (?:traitant|referente?|coordonnateur|de garde|senior|responsable|remplacante?|"
    r"generaliste|prescripteur))*|praticien\w*(?: hospitali\w+)?|"
    r"chefs? de (?:service|clinique|pole)|cca|ph|senior|direct(?:eur|rice)|coordinat\w+|referente?|"
    r"responsable|prescript(?:eur|rice)|"
    r"tut(?:eur|rice)|curat(?:eur|rice)|mandataire\w*|personne (?:de confiance|a prevenir)|contact|"
    r"accompagnante?|aidante?|mere|pere|fils|fille|epoux|epouse|conjointe?|"
    r"(?:vue?|saisie?|redigee?|imprimee?|validee?|signee?) (?:par|avec)) ?(?:\([a-z]+\))? ?"
    r"(?P<colon>:)? ?$"
)
"""Who is named beside the patient, right before a name; folded."""


def is_of_staff(before: str, part: Part, parts: Sequence[Part]) -> bool:
    """Whether a title stands behind words that tell of another person than the patient.

    `before` is what stands before it in its part; where that is nothing, the part to the left or
    the row above may be a label: `Interne :`.
    """
    if before.strip():
        return _STAFF.search(before) is not None
    at = next(i for i, one in enumerate(parts) if one is part)
    left = [one for one in parts[max(at - 1, 0) : at] if part.line - one.line <= 1]
    label = _STAFF.search(left[0].folded) if left else None
    return label is not None and label["colon"] is not None


def is_of_house(part: Part, parts: Sequence[Part]) -> bool:
    """Whether a name stands right beside words of a pharmacy or of an office."""
    near = [p for p in (*above(parts, part)[:1], *below(parts, part)[:1]) if _touches(p, part)]
    return any(_HOUSE.search(p.folded) for p in (part, *near))


def _touches(one: Part, other: Part) -> bool:
    a, b = one.row.box, other.row.box
    if a is None or b is None or abs(one.line - other.line) > 1:
        return abs(one.line - other.line) <= 1
    return max(a.y, b.y) - min(a.y + a.height, b.y + b.height) < _CLOSE * min(a.height, b.height)
