"""Fields of a drug in two columns without a colon, their names small and grey."""

from decimal import Decimal

import pytest

from extraction.reader import read_prescriptions
from prescription.dosage import EventTiming, Quantity
from prescription.record import Draft
from tests.extraction.typewriter import type_page

CARDS = """
    FOSAMAX 70 mg - comprimé pelliculé
    Posologie          1 comprimé par semaine
    Durée              1 mois

    MOVICOL - sachet
    {posology}          1 sachet le matin
    {length}              3 mois
    Renouvellement     non renouvelable

    ARICEPT 5 mg - cp
    Posologie          1 comprimé le soir
    Durée              1 mois
"""


def read(posology: str = "Posologie", length: str = "Durée") -> Draft:
    (draft,) = read_prescriptions(
        [type_page(CARDS.format(posology=f"{posology:9}", length=f"{length:5}"), by_column=True)]
    )
    return draft


def test_the_values_are_those_of_the_drug_above() -> None:
    fosamax, movicol, aricept = read().medications
    assert [
        dosage.timing.repeat.bounds_duration
        for medication in (fosamax, movicol, aricept)
        for dosage in medication.dosage_instruction
        if dosage.timing is not None and dosage.timing.repeat is not None
    ] == [Quantity(Decimal(n), "mo") for n in (1, 3, 1)]
    assert movicol.dispense_request is not None
    assert movicol.dispense_request.number_of_repeats_allowed == 0
    assert aricept.dispense_request is None
    assert (fosamax.review, aricept.review) == ((), ())
    assert read().other_items == ()


def test_a_misread_name_loses_no_value_and_is_asked() -> None:
    draft = read(posology="Pésc'cgie", length="Du:<e")
    fosamax, movicol, _ = draft.medications
    (dosage,) = movicol.dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat is not None
    assert dosage.timing.repeat.when == (EventTiming.MORN,)
    assert movicol.review
    assert fosamax.review == ()


def test_a_drug_in_the_column_of_the_names_stays_a_drug() -> None:
    drawing = CARDS.format(posology="Posologie", length="Durée") + (
        "    Kardegic           1 sachet le midi\n"
    )
    (draft,) = read_prescriptions([type_page(drawing)])
    assert [m.medication.name for m in draft.medications][-1] == "Kardégic"


NAMED = """
    {label:11}  KARDEGIC 75 mg, poudre
    Posologie    1 sachet le midi
    Durée        3 mois

    {label:11}  {other}
    Posologie    1 comprimé le soir
    Durée        7 jours
"""


@pytest.mark.parametrize("label", ["Médicament", "Spécialité", "Produit :", "Mé'licannt"])
def test_the_drug_stands_in_a_field_too(label: str) -> None:
    drawing = NAMED.format(label=label, other="ZOPICLONE 7,5 mg")
    (draft,) = read_prescriptions([type_page(drawing, by_column=True)])
    assert [m.medication.name for m in draft.medications] == ["Kardégic", "zopiclone"]
    timings = [m.dosage_instruction[0].timing for m in draft.medications]
    assert [timing and timing.repeat.when for timing in timings] == [
        (EventTiming.NOON,),
        (EventTiming.EVE,),
    ]


@pytest.mark.parametrize("label", ["Médicament", "Produit :"])
def test_a_drug_that_nobody_lists_in_its_field_is_asked(label: str) -> None:
    drawing = NAMED.format(label=label, other="XYLOBRAN 40 mg")
    (draft,) = read_prescriptions([type_page(drawing, by_column=True)])
    (line,) = (m for m in draft.medications if "XYLOBRAN" in m.text)
    assert line.review
