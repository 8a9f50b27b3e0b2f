"""A dose for an occasion that is named needs no rhythm; any other dose without one is asked."""

import pytest

from tests.extraction.reading import line, reasons

MISSING = ("dosageInstruction", "missing-posology")


@pytest.mark.parametrize(
    ("text", "occasion"),
    [
        ("Amoxicilline 1 g : 2 cp 1 heure avant l'intervention", "1 heure avant l'intervention"),
        ("Akynzeo 1 gélule 1h avant la chimio", "1h avant la chimio"),
        ("Neulasta 6 mg : 1 inj SC 24h après la chimio", "24h après la chimio"),
        ("Ventoline 100 µg 2 bouffées 15 min avant l'effort", "15 min avant l'effort"),
        ("Nautamine 1 cp 1/2 h avant le voyage", "1/2 h avant le voyage"),
        ("Lovenox 4000 UI 1 inj 12 h avant le vol", "12 h avant le vol"),
        ("Augmentin 1 g 1 sachet après le soin", "après le soin"),
        ("Imodium 2 mg 1 gél après chaque selle liquide, max 8/j", "après chaque selle liquide"),
        ("Norlevo 1,5 mg : 1 cp le plus tôt possible", "le plus tôt possible"),
    ],
)
def test_a_dose_for_an_occasion_is_whole(text: str, occasion: str) -> None:
    medication = line(text)
    assert medication.review == ()
    (dosage,) = medication.dosage_instruction
    assert [note.text for note in dosage.additional_instruction] == [occasion]
    assert dosage.dose_and_rate


@pytest.mark.parametrize(
    "text",
    [
        "Amoxicilline 1 g : 2 cp",
        "Levothyrox 75 µg 1 cp avant",
        "Doliprane 1 g 1 cp avec un grand verre d'eau",
        "Amoxicilline 1 g avant l'intervention",
        "Shingrix 1 inj IM, à renouveler à 2 mois",
        "Lasilix 40 mg 1 cp au long cours",
    ],
)
def test_a_dose_of_which_nobody_says_when_is_asked(text: str) -> None:
    assert MISSING in reasons(line(text))


def test_an_occasion_beside_another_dose_does_not_hide_it() -> None:
    medication = line("Atarax 25 mg 2 cp la veille au soir et 1 cp 1 h avant l'intervention")
    assert medication.review
