"""A closing sentence with a second one on its row; last days; rows that begin with a drug."""

import pytest

from extraction.reader import read_prescriptions
from prescription.record import Draft, MedicationRequest
from tests.extraction.reading import read
from tests.extraction.sheet.laid_out import laid_out
from tests.extraction.typewriter import type_page

TWO = "Levothyrox 75 µg : 1 cp le matin\nTramadol 50 mg : 1 gélule si douleur max 4/j\n"


def renewals(draft: Draft) -> list[int | None]:
    requests = (line.dispense_request for line in draft.medications)
    return [request.number_of_repeats_allowed if request else None for request in requests]


def is_asked(line: MedicationRequest, row: str) -> bool:
    return any(review.text and review.text in row for review in line.review)


@pytest.mark.parametrize(
    ("row", "other"),
    [
        ("AR 3 fois. Consultation dans 6 mois.", "Consultation dans 6 mois."),
        ("A.R. 3 fois. Bilan dans 8 jours", "Bilan dans 8 jours"),
        ("A renouveler 3 fois. Prise de sang le matin à jeun.", "Prise de sang le matin à jeun."),
        ("Renouvelable 3 fois ; Revoir avec les résultats", "Revoir avec les résultats"),
        ("AR 3 fois - Contrôle TSH dans 3 mois", "Contrôle TSH dans 3 mois"),
        ("AR 3 fois (revoir dans 6 mois)", "(revoir dans 6 mois)"),
        ("A renouveler 3 fois, Prise de sang dans 1 mois", "Prise de sang dans 1 mois"),
        ("Consultation dans 6 mois. AR 3 fois.", "Consultation dans 6 mois."),
        ("Ordonnance à renouveler 3 fois. Revoir si fièvre.", "Revoir si fièvre."),
        ("OAR 3 fois ; bilan dans 6 mois", "bilan dans 6 mois"),
        ("AR 3 fois, arrêt de travail 3 jours", "arrêt de travail 3 jours"),
    ],
)
def test_a_closing_sentence_holds_for_all_whatever_stands_beside_it(row: str, other: str) -> None:
    draft = read(TWO + row)
    assert renewals(draft) == [3, 3]
    assert other in [item.text for item in draft.other_items]
    assert not any(line.review for line in draft.medications)


@pytest.mark.parametrize(
    "row",
    ["QSP 3 mois. Prochain RDV le 12/03", "Ordonnance pour 3 mois. Revoir à 3 mois.",
     "Traitement pour 3 mois. TSH dans 6 semaines."],
)  # fmt: skip
def test_a_supply_holds_for_all_whatever_stands_beside_it(row: str) -> None:
    for text in (TWO + row, f"{row}\n{TWO}"):
        for line in read(text).medications:
            assert line.dispense_request is not None
            supply = line.dispense_request.expected_supply_duration
            assert supply is not None
            assert supply.value == 3


@pytest.mark.parametrize(
    "row",
    ["Traitement à poursuivre pendant 1 mois. Bilan dans 8 jours.", "1 mois. Revoir si besoin.",
     "A renouveler pendant 6 mois. Bilan à 3 mois.", "QSP 1 mois. Ne pas croquer.",
     "QSP 5 jours. Revoir si fièvre.", "Ne pas arrêter sans avis. AR 3 fois.",
     "Bilan dans 8 jours. Traitement à poursuivre pendant 1 mois.",
     "AR 3 fois et consultation dans 6 mois", "A renouveler 3 fois après bilan",
     "Bilan dans 3 mois AR 2 fois", "AR 2 fois Dr Martin", "AR 3 fois. Cons. dans 6 mois.",
     "Bilan dans 8 jours.\nTraitement à poursuivre pendant 1 mois."],
)  # fmt: skip
def test_what_may_close_the_list_or_end_the_last_line_is_asked_of_the_others(row: str) -> None:
    first, _last = read(TWO + row).medications
    assert is_asked(first, row)


@pytest.mark.parametrize(
    "line",
    ["Doliprane 1 g x3/j. Revoir si fièvre.", "Doliprane 1 g x3/j pendant 5 jours. Revoir à J5.",
     "Doliprane 1 g x3/j, AR 3 fois. Consultation dans 6 mois.",
     "Doliprane 1 g\n1 cp x3/j pendant 5 jours. Revoir si fièvre.",
     "Skenan 100 mg, prendre\ncent milligrammes toutes les douze heures. NON SUBSTITUABLE"],
)  # fmt: skip
def test_the_closing_words_of_a_line_are_its_own(line: str) -> None:
    layout = laid_out(f"Amlor 5 mg 1 le matin\n{line}")
    assert layout.notes == []
    assert layout.medications[0].asked == []
    assert "\n".join(row.text for row in layout.medications[1].rows) == line


def test_a_closing_sentence_amid_the_drugs_is_of_the_one_above() -> None:
    draft = read("Amlor 5 mg 1/j\nAR 3 fois. Contrôle TA dans 1 mois.\nTahor 10 mg 1 le soir")
    assert renewals(draft) == [3, None]


@pytest.mark.parametrize(
    "row",
    ["À poursuivre jusqu'au 15/01/2027", "Traitement jusqu'à la prochaine consultation",
     "À renouveler jusqu'au 15/01/2027", "Ordonnance valable jusqu'au 15 janvier 2027",
     "Revoir dans 6 mois. À poursuivre jusqu'au 15/01/2027."],
)  # fmt: skip
def test_the_last_day_of_the_treatment_is_asked_of_every_line(row: str) -> None:
    assert all(is_asked(line, row) for line in read(TWO + row).medications)


def test_a_last_day_below_each_drug_is_its_own() -> None:
    draft = read(
        "Amlor 5 mg 1 le matin\nÀ poursuivre jusqu'au 15/01/2027\n"
        "Tahor 10 mg 1 le soir\nÀ poursuivre jusqu'au 15/02/2027"
    )
    assert not any(line.review for line in draft.medications)
    assert [line.text.splitlines()[-1][-10:] for line in draft.medications] == [
        "15/01/2027",
        "15/02/2027",
    ]


@pytest.mark.parametrize("blank", ["", "\n"])
@pytest.mark.parametrize(
    "row", ["Traitement à poursuivre pendant 1 mois.", "Traitement pendant 1 mois", "Durée 1 mois"]
)
def test_a_length_below_a_table_is_asked_of_the_lines_without_one(row: str, blank: str) -> None:
    page = type_page(f"""
    Médicament                Posologie                  Durée
    ADVIL 400 mg cp           1 comprimé matin et soir   5 jours
    Éplérénone 25 mg          1 comprimé à midi
    Tahor 80 mg               1 comprimé le soir
{blank}    {row}
""")
    (draft,) = read_prescriptions([page])
    assert [is_asked(line, row) for line in draft.medications] == [False, True, False]


def test_renewals_below_a_table_are_asked_of_a_line_with_a_length_too() -> None:
    page = type_page("""
    Médicament                Posologie                  Durée
    ADVIL 400 mg cp           1 comprimé matin et soir   5 jours
    Tahor 80 mg               1 comprimé le soir
    AR 3 fois
""")
    (draft,) = read_prescriptions([page])
    assert is_asked(draft.medications[0], "AR 3 fois") or renewals(draft) == [3, 3]


@pytest.mark.parametrize(
    ("row", "times"),
    [
        ("Levothyrox AR 3 fois", [3, None]),
        ("- Levothyrox : renouvelable 3 fois. Bilan TSH dans 6 semaines.", [3, None]),
        ("Levothyrox et Tramadol AR 3 fois", [3, 3]),
        ("AR 3 fois sauf Tramadol. Revoir si fièvre.", [3, None]),
        ("Tramadol non renouvelable", [None, 0]),
    ],
)
def test_a_row_that_names_a_line_again_is_no_line_more(row: str, times: list[int | None]) -> None:
    assert renewals(read(TWO + row)) == times


def test_a_drug_named_again_not_to_be_substituted_is_the_line_above() -> None:
    first, second = read(f"{TWO}Levothyrox non substituable").medications
    assert first.substitution is not None
    assert second.substitution is None


@pytest.mark.parametrize(
    "row",
    ["3 mois pour le Levothyrox, 14 jours pour le Stilnox", "Levothyrox : 3 mois",
     "Levothyrox pour 3 mois, Tramadol 14 jours", "Levothyrox AR 3 fois, Tramadol NR",
     "AR 3 fois sauf le Stilnox"],
)  # fmt: skip
def test_what_is_said_of_each_line_by_name_is_asked(row: str) -> None:
    lines = read(TWO + row).medications
    assert [is_asked(line, row) for line in lines] == [True, True]


@pytest.mark.parametrize(
    "row",
    ["Levothyrox 100 µg QSP 3 mois", "Levothyrox 100 QSP 3 mois", "Amlor QSP 3 mois",
     "Amlor non substituable", "Tramadol QSP 5 jours\n1 gélule le soir"],
)  # fmt: skip
def test_a_row_that_may_prescribe_a_drug_stays_a_line(row: str) -> None:
    assert len(read(TWO + row).medications) == 3


@pytest.mark.parametrize(
    "row",
    ["Bas de contention. AR 2 fois.", "Kinésithérapie 10 séances, à renouveler 1 fois",
     "Soins infirmiers, 1 mois, renouvelable 2 fois"],
)  # fmt: skip
def test_renewals_of_what_is_no_drug_are_no_lines(row: str) -> None:
    draft = read(TWO + row)
    assert renewals(draft) == [None, None]
    assert row in [item.text for item in draft.other_items]
    assert not any(line.review for line in draft.medications)


def test_a_closing_sentence_at_the_end_of_a_zone_holds_for_the_zone() -> None:
    draft = read(
        "ALD\nAmlor 5 mg 1/j\nTahor 10 mg 1/j\nAR 3 fois. Bilan dans 3 mois.\n"
        "HORS ALD\nDoliprane 1 g x3/j"
    )
    assert renewals(draft) == [3, 3, None]


def test_a_sentence_that_goes_on_with_the_last_line_is_asked_of_no_other() -> None:
    draft = read("Amlor 5 mg 1/j\nCoumadine 5 mg 1 cp le soir, selon\nINR. renouvelable 2 fois")
    assert [bool(line.review) for line in draft.medications] == [False, True]
