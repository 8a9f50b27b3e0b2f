"""Which dose is of which eye, ear or part of the skin."""

import pytest

from tests.extraction.reading import line, read, reasons


def doses_and_places(text: str) -> list[tuple[str, str]]:
    """For each dosage: how often, and where."""
    found = []
    for dosage in line(text).dosage_instruction:
        repeat = dosage.timing.repeat if dosage.timing else None
        often = ",".join(w.value for w in repeat.when) or str(repeat.frequency) if repeat else ""
        found.append((often, dosage.site.text if dosage.site else ""))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Maxidrol collyre : OG 1 goutte 4 fois par jour, OD 1 goutte 2 fois par jour",
            [("4", "œil gauche"), ("2", "œil droit")],
        ),
        (
            "Azopt œil droit 1 goutte matin et soir, œil gauche 1 goutte le soir",
            [("MORN,EVE", "œil droit"), ("EVE", "œil gauche")],
        ),
        (
            "Azopt : OD matin et soir 1 gtte, OG le soir 1 gtte",
            [("MORN,EVE", "œil droit"), ("EVE", "œil gauche")],
        ),
        (
            "Azopt : OD 1 gtte le matin 2 gttes le soir ; OG 1 gtte le soir",
            [("MORN", "œil droit"), ("EVE", "œil droit"), ("EVE", "œil gauche")],
        ),
        (
            "Diprosone crème : sur le visage 1 appl le soir, sur le corps 1 appl matin et soir",
            [("EVE", "visage"), ("MORN,EVE", "corps")],
        ),
        (
            "Azyter 1 gtte x4/j OD 7 j, 1 gtte x2/j OG 7 j",
            [("4", "œil droit"), ("2", "œil gauche")],
        ),
        (
            "Azopt ODG 1 goutte le matin, 2 gouttes le soir",
            [("MORN", "les deux yeux"), ("EVE", "les deux yeux")],
        ),
    ],
)
def test_each_dose_has_the_place_that_is_written_with_it(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert doses_and_places(text) == expected
    assert line(text).review == ()


def test_each_eye_is_treated_at_the_same_time_unless_told() -> None:
    together = line("Azyter OD 1 gtte x4/j 7 j, OG 1 gtte x2/j 7 j").dosage_instruction
    assert [d.sequence for d in together] == [1, 1]
    steps = line("Azyter 1 gtte x4/j OD 7 j puis 1 gtte x2/j OG 7 j").dosage_instruction
    assert [d.sequence for d in steps] == [1, 2]


def test_steps_of_one_eye_before_the_other_are_asked() -> None:
    request = line("Tobradex OD 1 gtte x4/j 7j puis x2/j 7j, OG 1 gtte x2/j")
    assert [d.site.text for d in request.dosage_instruction if d.site] == [
        "œil droit", "œil droit", "œil gauche",
    ]  # fmt: skip
    assert any(r.field == "dosageInstruction" for r in request.review)


def test_a_rhythm_of_the_other_eye_is_taken_at_once() -> None:
    found = line("Tobradex 1 gtte x 4 OD pendant 7 j, x 2 OG 15 j")
    assert [d.sequence for d in found.dosage_instruction] == [1, 1]
    assert found.review == ()


def test_a_step_that_goes_to_the_other_eye_without_puis_is_asked() -> None:
    found = line("Tobradex 1 gtte x 4/j OD 7 j, x 3/j OD 7 j, x 2/j OG 7 j")
    assert EYE in reasons(found)
    assert line("Polydexa 4 gttes x3/j oreille droite 7 j puis oreille gauche 7 j").review == ()


@pytest.mark.parametrize("eye", ["OD", "OG", "ODG"])
def test_an_eye_behind_a_name_is_no_part_of_it(eye: str) -> None:
    request = line(f"Azopt {eye} 1 goutte matin et soir")
    assert request.medication.name == "Azopt"
    assert request.review == ()


EYE = ("dosageInstruction", "ambiguous-posology")


@pytest.mark.parametrize(
    "heading",
    [
        "Collyres post-opératoires OEIL DROIT",
        "Chirurgie de la cataracte œil gauche",
        "Traitement de l'œil opéré",
        "Dans les deux yeux",
    ],
)
@pytest.mark.parametrize("below", [False, True])
def test_an_eye_named_outside_the_lines_is_asked_of_drops_without_one(
    heading: str, below: bool
) -> None:
    lines = "TOBRADEX : 1 goutte 4 x/j pendant 7 jours\nINDOCOLLYRE : 1 goutte 3x/j pendant 1 mois"
    draft = read(f"{lines}\n\n{heading}" if below else f"{heading}\n{lines}")
    for request in draft.medications:
        assert EYE in reasons(request) or all(d.site for d in request.dosage_instruction)


def test_tablets_and_drops_with_their_own_eye_are_not_asked() -> None:
    page = "Chirurgie de la cataracte œil gauche\nTOBRADEX : 1 goutte 4 x/j œil gauche 7 jours\n"
    medications = read(f"{page}DOLIPRANE 1 g : 1 cp si douleur").medications
    assert not any(request.review for request in medications)
