"""What a whole line tells of a dose without saying it: the ear that is meant."""

from collections.abc import Sequence
from dataclasses import replace

from extraction.grammar.chart import Chart
from extraction.posology.dosage import Made
from extraction.spelling.matching import fold
from prescription.dosage import CodeableConcept

EARS = {
    "œil droit": "oreille droite",
    "œil gauche": "oreille gauche",
    "les deux yeux": "les deux oreilles",
}


def name_the_ear(chart: Chart, made: Sequence[Made]) -> list[Made]:
    """`Oflocet auriculaire 1 unidose x 2/j OD`: `OD` is an ear where drops are for ears."""
    words = fold(chart.given)
    if "auric" not in words and "oreille" not in words:
        return list(made)
    return [_in_the_ear(one) for one in made]


def _in_the_ear(one: Made) -> Made:
    site = one.dosage.site
    if site is None or site.text not in EARS:
        return one
    return replace(one, dosage=replace(one.dosage, site=CodeableConcept(EARS[site.text])))
