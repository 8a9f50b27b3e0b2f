"""What a letter tells of the past is asked: what was taken on admission, what was stopped."""

import pytest

from prescription.record import MedicationRequest
from tests.extraction.reading import read


def told(request: MedicationRequest) -> list[str | None]:
    """The words that make it open whether, or how, the drug is taken."""
    return [one.text for one in request.review if one.reason.value == "ambiguous-posology"]


@pytest.mark.parametrize(
    "words",
    [
        "Il recevait à l'entrée :",
        "Traitement à l'entrée :",
        "Elle était traitée par",
        "La patiente prenait",
        "Elle avait reçu",
        "Mme DURAND était sous",
        "Son traitement associait",
        "Le traitement à domicile comportait :",
        "Traité depuis 2010 par",
        "Avant son hospitalisation :",
    ],
)
def test_every_drug_of_a_sentence_in_the_past_is_asked_with_its_words(words: str) -> None:
    page = f"{words} Amlodipine 10 mg 1 cp le matin, Bisoprolol 5 mg 1 cp le matin.\n"
    page += "Ramipril 5 mg 1 cp le matin\nBisoprolol 2,5 mg 1 cp le soir"
    medications = read(page).medications
    assert [line.medication.name for line in medications] == [
        "amlodipine",
        "bisoprolol",
        "ramipril",
        "bisoprolol",
    ]
    asked = words.strip(" :")
    assert [told(line) for line in medications] == [[asked], [asked], [], []]


def test_a_sentence_is_followed_over_its_rows_to_its_end() -> None:
    page = "Il recevait Amlodipine 10 mg 1 cp le matin,\nBisoprolol 5 mg 1 cp le matin et\n"
    page += "Atorvastatine 20 mg 1 cp le soir.\nRamipril 5 mg 1 cp le matin"
    assert [bool(told(line)) for line in read(page).medications] == [True, True, True, False]


@pytest.mark.parametrize("current", ["Traitement de sortie :", "Je prescris :", "Ordonnance"])
def test_a_list_behind_a_colon_is_asked_up_to_the_next_heading(current: str) -> None:
    page = "Traitement à l'entrée : Amlodipine 10 mg 1 cp le matin\n"
    page += "Bisoprolol 5 mg 1 cp le matin\n"
    page += f"{current}\nRamipril 5 mg 1 cp le matin\nAtorvastatine 20 mg 1 cp le soir"
    assert [bool(told(line)) for line in read(page).medications] == [True, True, False, False]


@pytest.mark.parametrize(
    "heading",
    [
        "Il recevait à l'entrée :",
        "La patiente prenait à domicile",
        "Mme DURAND était traitée à domicile par :",
        "Elle avait reçu avant son hospitalisation :",
    ],
)
def test_so_is_a_list_below_such_words(heading: str) -> None:
    page = f"{heading}\nAmlodipine 10 mg 1 cp le matin\nBisoprolol 5 mg 1 cp le matin\n"
    page += "Traitement de sortie :\nRamipril 5 mg 1 cp le matin"
    assert [bool(told(line)) for line in read(page).medications] == [True, True, False]


@pytest.mark.parametrize(
    "words", ["Traitement :", "Traitement habituel :", "Poursuivre", "Je prescris ce jour :"]
)
def test_words_of_a_prescription_are_no_past(words: str) -> None:
    page = f"{words} Amlodipine 10 mg 1 cp le matin\nBisoprolol 5 mg 1 cp le matin,\n"
    assert [told(line) for line in read(f"{page}Ramipril 5 mg 1 cp le soir").medications] == [
        []
    ] * 3


LIST = "Amlodipine 10 mg 1 cp le matin\nRamipril 5 mg 1 cp le matin\n"


@pytest.mark.parametrize(
    "row",
    [
        "L'amlodipine a été arrêtée en raison d'œdèmes.",
        "Nous avons constaté des œdèmes, l'amlodipine a donc été suspendue.",
        "Modifications : arrêt de l'amlodipine",
        "STOP Amlodipine",
        "Bisoprolol introduit, amlodipine arrêtée, aspirine poursuivie",
        "L'amlodipine n'a pas été reprise.",
        "L'amlodipine a été arrêtée\npendant le séjour.",
    ],
)
def test_a_drug_that_another_row_tells_was_stopped_is_asked_and_stays(row: str) -> None:
    for page in (f"{row}\n\n{LIST}", f"{LIST}\n{row}\n"):
        lines = [m for m in read(page).medications if "10 mg" in m.text or "5 mg" in m.text]
        amlodipine, ramipril = lines
        assert any("mlodipine" in (words or "") for words in told(amlodipine))
        assert not ramipril.review


@pytest.mark.parametrize(
    "row",
    [
        "Ne pas arrêter l'amlodipine sans avis médical.",
        "Le bisoprolol a été arrêté, l'amlodipine poursuivie.",
        "Arrêt du tabac conseillé.",
        "Arrêt de travail de 5 jours.",
    ],
)
def test_other_rows_of_stopping_ask_no_line(row: str) -> None:
    lines = [m for m in read(f"{row}\n\n{LIST}").medications if "mg" in m.text]
    assert [told(line) for line in lines] == [[], []]
