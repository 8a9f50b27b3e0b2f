"""Where on the body a dose is given."""

import re
from collections.abc import Sequence, Set

from extraction.grammar.chart import Chart, Node
from prescription.dosage import CodeableConcept

PLACE = re.compile(
    r"(?:(?:sur|dans|au niveau d[eu]s?) +)?(?:(?:les?|la) +|l['’] *)?(?=\S)",
    re.IGNORECASE,
)
"""What stands before the name of a place: `sur le visage`, `au niveau du genou`."""
PLACES = frozenset({"site", "body_site"})
SIDES = {"d": "droit", "dt": "droit", "dte": "droite", "g": "gauche", "gche": "gauche"}
SIDE = re.compile(r" (d|dt|dte|g|gche)$", re.IGNORECASE)


def places_lead(kinds: Sequence[str], doses: Set[str]) -> bool:
    """`OG 1 goutte x 4, OD 1 goutte x 2` against `1 goutte x 4 OG, 1 goutte x 2 OD`.

    What stands between a place and its dose may say when: `OD : le soir 1 goutte`.
    """
    order = [kind for kind in kinds if kind in PLACES or kind in doses]
    places = [i for i, kind in enumerate(order) if kind in PLACES]
    dosed = all(order[i + 1 : i + 2] and order[i + 1] in doses for i in places)
    return len(places) > 1 and places[0] == 0 and dosed


def site_of(chart: Chart, sites: Sequence[Node]) -> CodeableConcept | None:
    """Where on the body, in words without `sur le`; a side in full: `genou g` is `genou gauche`."""
    if not sites:
        return None
    if sites[0].kind == "site":
        return CodeableConcept(sites[0].value)
    words = chart.words(sites[0]).strip("()[] ")
    opening = PLACE.match(words)
    place = words[opening.end() if opening else 0 :]
    return CodeableConcept(SIDE.sub(lambda m: f" {SIDES[m[1].lower()]}", place))
