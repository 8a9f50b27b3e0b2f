"""Orders about drugs: to start one, to stop one, to take one instead of another."""

import re

from extraction.drugs.mentions import DrugMatch
from extraction.sheet.cues import is_dosed, tells_intake

STARTED = re.compile(
    r"\W*(?:reprise|reprendre|poursuite|poursuivre|continuer|continuation|introduction|introduire|"
    r"debut|debuter|instauration|majoration|majorer|augmentation|renouvellement|relais|changement|"
    r"remplacer|passer|passage|ajout|ajouter|rajouter|associer|prevoir|penser|donner|utiliser|"
    r"(?:(?:merci|priere) de )?delivrer|vous (?:prendrez|pouvez prendre))\b[^:;.]{0,20}?"
    r"\b(?:de la|de l'|du|de|d'|le|la|par|pour|au?)? ?$"
)
"""What may stand before the name of a drug that is prescribed."""
STOPPED = re.compile(
    r"\b(?:arret\w*|stop\w*|suspendre|allergi\w*|intoleran\w*|contre-?indi\w*|remplacement|"
    r"au lieu|a la place|ne (?:pas|plus)|pas de|jamais|eviter|dosage d\w*|antecedents?|"
    r"distance|interactions?|surdosages?|taux d\w*)\b|\bpas d'"
)
"""What stands before a drug that is not to be taken."""
_REPLACED_BY = re.compile(
    r"\b(?:remplacer?\w* (?:par|le par)|relais (?:par|avec)?|debuter|introduire|commencer|mettre|"
    r"passer? (?:a|au|sous)|au profit d[eu]|switch (?:par|pour)|"
    r"(?:[,;.:]|et|mais|puis) (?:prendre|continuer|garder)|a la place :?)"
    r"[ :]*(?:du |de |le |la )?$|(?:->|=>|→|-->) ?$"
)
"""`Arrêt du ramipril, remplacé par …`: what is stopped stands before, what is taken behind."""
_RELAYED = re.compile(
    r"\b(?:relais|relayer|remplacer?|remplacement|passage|passer|switch\w*|changement|changer)\b"
    r"[^;.:]*\w[^;.:]*\b(?:par|a|au|vers|pour) (?:du |le |la |de )?$|"
    r"\w[^;.:]*\bremplacee?s? par (?:du |le |la )?$"
)
"""`Relais du Lovenox par …`, `Passer de l'Amlor à …`."""

_STRENGTH = re.compile(r"\W*(\d+(?:[.,]\d+)?)")


_SENTENCE = re.compile(r"[.;] +(?=[a-z])")


def last_sentence(before: str, rest: str) -> str:
    """The folded words before a name, from the last sentence on when the name is dosed.

    `Ne plus prendre X. Ramipril 5 mg 1 cp` orders two things.
    """
    if not (is_dosed(rest) and tells_intake(rest)):
        return before
    ends = [m.end() for m in _SENTENCE.finditer(before + "x")]
    return before[ends[-1] :] if ends else before


def is_relayed(folded: str, end: int) -> bool:
    """Whether the words before a drug's name at `end` put it in the place of another."""
    return bool(_RELAYED.search(folded, 0, end))


def takes_anothers_place(folded: str, start: int) -> bool:
    """Whether the words before a name at `start` speak of the drug that it replaces."""
    stopped = STOPPED.search(folded, 0, start) is not None
    return folded[start - 1 : start] == " " and (stopped or is_relayed(folded, start))


def words_of_replacement(before: str) -> str | None:
    """The folded words before a name that bring it in for a stopped drug; None when none do."""
    replaced = _REPLACED_BY.search(before)
    if replaced is None or STOPPED.search(before, replaced.end()):
        return None
    return before[replaced.start() :]


def names_other_strength(folded: str, first: DrugMatch, other: DrugMatch) -> bool:
    """`Xarelto 15 mg 1 cp x 2/j 21 jours puis Xarelto 20 mg 1 cp/j` are two products.

    So are those of two sentences.
    """
    one, two = (_STRENGTH.match(folded, match.end) for match in (first, other))
    between, rest = folded[first.end : other.start], folded[other.end :]
    dosed = is_dosed(between) and tells_intake(between) and is_dosed(rest) and tells_intake(rest)
    apart = bool(re.search(r"[.;] *$", between))
    return dosed and one is not None and two is not None and (apart or one[1] != two[1])
