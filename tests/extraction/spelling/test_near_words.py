"""Slips and bad ink in words that tell when, how often or which way: asked, never sure."""

import pytest

from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")


@pytest.mark.parametrize(
    "text",
    [
        "Singulair 4 mg 1 cp à croquer le osir 3 mois",
        "Pecfent 100 µg 1 pulv dans une narine si accès maax 4/j",
        "Lexomil ¼ de cp si angoisse usqu'à 3 fois par jour",
        "Phosphoneuros 50 gttes matin et sir",
        "Doliprane 100 1 supppo toutes les 6 h",
        "Magné B6 2-2-21 mois",
        "Amoxicilline 500 mg-5ml 1 c à mesure x 3 par jour 6 jours",
        "Fragmine 5000 UI 10 jours",
        "Sumatriptan 50 mg 1 cp si crise, max 2/j 8/mois",
        "Doliprane 1 g 1 cp si fièvremas : 3/j",
        "Ventoline 2 bouffées avec chambre qd'inhalation",
        "Kardégic 75 1 apm",
    ],
)
def test_what_is_nearly_a_word_of_the_rhythm_is_asked(text: str) -> None:
    assert {field for field, _ in reasons(line(text))} & {"dosageInstruction"}


def test_a_need_misread_as_a_route_is_asked() -> None:
    text = "Atropine 0,25 mg 2 gttes /4h sl encombrement"
    assert ("dosageInstruction", "unread-text") in reasons(line(text))


def test_a_second_length_behind_then_is_no_second_dose() -> None:
    request = line("Capécitabine 500 mg 4 cp matin et soir 14 jours puis 7 jours")
    assert len(request.dosage_instruction) == 1
    assert ("dosageInstruction", "unread-text") in reasons(request)


def test_spoons_of_a_capsule_are_asked() -> None:
    assert ("dosageInstruction[0].doseAndRate", "dose-implausible") in reasons(
        line("Ofev 150 mg 1 cas x2/j au repas")
    )


@pytest.mark.parametrize(
    "text",
    [
        "Singulair 4 mg 1 cp à croquer le soir 3 mois",
        "Crestor 10 mg 1 cp le soir AR 2 fios",
        "Spasfon 80 mg 2 cp 3 fois par jour si maux de ventre",
        "Doliprane 100 mg 1 suppo toutes les 6 h",
        "Primalan sirop 1 càm de 2,5 ml le soir 7j",
        "Seroplex 20 mg/ml 10 gouttes le soir",
        "Lasilix 40 mg 1 cp le matin pendant 1 à 3 mois",
        "Cortancyl 20 mg 2 cp le matin 5 jours puis 1 cp le matin 5 jours",
    ],
)
def test_words_written_in_full_are_not_asked(text: str) -> None:
    assert line(text).review == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Ganfort 1 goutte ds chq œil le soir", "Ganfort 1 goutte dans chaque œil le soir"),
        ("Répaglinide 2 mg 1 cp av chaq. repas", "Répaglinide 2 mg 1 cp avant chaque repas"),
        ("Forxiga 1O rng 1 cp/j", "Forxiga 10 mg 1 cp/j"),
        ("Aténolol 1OO rng ½ cp/j", "Aténolol 100 mg ½ cp/j"),
        (
            "Oméprazole 20 mg 1 gél avant le petitdéjeuner",
            "Oméprazole 20 mg 1 gél avant le petit déjeuner",
        ),
        (
            "Uvédose 100 000 UI 1 ampoule tous les trimestres",
            "Uvédose 100 000 UI 1 ampoule tous les 3 mois",
        ),
    ],
)
def test_an_abbreviation_or_a_known_slip_is_read_as_it_was_meant(written: str, meant: str) -> None:
    seen, right = line(written), line(meant)
    assert seen.review == ()
    assert seen.medication.strength == right.medication.strength
    timings = [
        [(d.timing, d.site is None) for d in one.dosage_instruction] for one in (seen, right)
    ]
    assert timings[0] == timings[1] != []


def test_an_afternoon_among_other_moments_and_an_abbreviation_of_its_own_are_read() -> None:
    assert line("Kardégic 75 1 matin 1 apm 1 soir").review == ()
    assert line("Ventoline 2 bouffées avec chambre d'inhalation qd").review == ()


def test_a_unit_that_lost_its_last_letter_is_asked() -> None:
    assert reasons(line("Toplexil sirop 15 mi le soir"))
