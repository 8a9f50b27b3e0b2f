"""A slash that was lost turns a rhythm into a length: both are put to the human."""

import pytest

from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")


@pytest.mark.parametrize(
    "text",
    [
        "Spasfon 2 cp 3x7j",
        "Renvela 2,4 g 1 sachet 3 fois7j au cours des repas",
        "Cellcept 500 mg 2 cp 2x7j non substituable",
        "Kardégic 75 mg 1 sachet7j",
        "Delursan 500 mg : 15 mg/kg7j en 3 prises",
        "Fosamax 70 mg 1 cp7sem le lundi",
        "Céliprolol 200 mg 1 cp 7 j",
        "Céliprolol 200 mg 1 cp 7 j le matin",
        "Céliprolol 200 mg 3 cp 7 j si besoin",
        "Sotalex 80 mg ½ cp x 27j",
        "Spasfon 2 cp x3 j si douleur",
        "Advil Enfants 20 mg/ml : 1 dose kg x3 j au cours des repas",
        "Bactrim Forte : 1 cp x 3 semaine (lundi, mercredi, vendredi)",
        "Spasfon Lyoc 80 mg : 2 cp en cas de douleur, max 6 j",
        "Oxynormoro 5 mg 1 cp toutes les 4h, maxi 6 j",
        "Ixprim 1 à 2 cp toutes les 6h si douleur max 8fj",
        "Imodium 2 mg 2 gélules en une prise puis 1 gélule après chaque selle, max 8 j",
        "Metoject 15 mg/0,30 ml 1 inj SC 1sem le vendredi",
        "Metoject 15 mg/0,30 ml 1 inj SC 1 fois7semaine le lundi",
        "Januvia 100 mg 1 cp 1j",
        "Lamictal 25 mg : 50 mg/j pendant 2 semaines puis 100 mg1j en 2 prises",
        "Pantoprazole 20 mg : 1 j le matin à jeun",
        "Metoject 15 mg stylo 1 inj SC7semaine le vendredi",
        "Vastarel 35 1 cp 2 f 7 jr aux repas",
        "Lovenox 4000 UI 1 inj SC1j jusqu'à reprise de la marche",
        "Vesicare 5 mg 11j sauf le dimanche",
        "Josir LP 0,4 mg\n11j après le repas du soir",
        "Gydrelle crème : 1 appl le soir pendant 3 semaines 2 fois par semaine",
        "Solupred 20 mg 3 cp le matin de l'intervention et les 2 jours suivants",
    ],
)
def test_a_length_that_may_be_a_rhythm_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Solupred 20 mg 3 cp le matin x 3 j",
        "Augmentin 500 mg/62,5 mg cp 2-0-2 x 7 j",
        "Métoclopramide 10 mg 1 cp 3 j si besoin 3/j max",
        "Augmentin 500 mg/62,5 mg cp 2 - 0 - 2 x 7 j",
        "Cortancyl 20 mg : 3 cp 3 j puis 2 cp 3 j puis 1 cp 3 j",
        "Amoxicilline 1 g 1 cp x3/j 7 j",
        "Solupred 20 mg 3 cp le matin pendant 7 jours",
        "Apranax 550 mg 1 cp matin et soir max 5 j",
        "Temesta 1 mg 1/2 cp le soir si besoin, 3 cp/j max 14 j",
        "Zithromax 250 mg 2 cp le premier jour puis 1 cp les 4 jours suivants",
        "Gydrelle crème : 1 appl le soir pendant 3 semaines puis 2 fois par semaine",
    ],
)
def test_a_length_beside_its_rhythm_is_not_asked(text: str) -> None:
    assert reasons(line(text)) == set()
