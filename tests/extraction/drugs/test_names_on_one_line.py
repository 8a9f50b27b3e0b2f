"""Several names on one line: two drugs, or one drug explained by its substance."""

import pytest

from tests.extraction.reading import line, read, reasons


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fer : Tardyferon 80 mg 1 cp/j", "Tardyferon"),
        ("Potassium : Diffu-K 2 gél x3/j", "Diffu-K"),
        ("Vitamine D : Uvedose 1 ampoule par mois", "Uvédose"),
        ("Lithium : Teralithe 250 2 cp/j", "Téralithe"),
        ("Vitamine D : 1 ampoule par mois", "vitamine D"),
    ],
)
def test_the_brand_behind_its_substance_is_the_drug(text: str, name: str) -> None:
    medication = line(text)
    assert medication.medication.name == name
    assert medication.review == ()


def test_a_brand_behind_another_substance_is_asked_about() -> None:
    medication = line("Amoxicilline : Kardegic 75 1 sachet/j")
    assert ("medication.name", "ambiguous-drug") in reasons(medication)


def test_two_brands_of_one_substance_with_a_dose_each_are_two_medications() -> None:
    draft = read("Oxycontin LP 20 mg 1 cp matin et soir, Oxynorm 5 mg 1 gél si douleur, max 6/j")
    found = [m.medication.name for m in draft.medications]
    assert found == ["Oxycontin LP", "Oxynorm"]


def test_another_name_offered_instead_is_no_second_medication() -> None:
    draft = read("Doliprane 1 g 1 cp x3/j, ou Efferalgan 1 g")
    assert len(draft.medications) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Xarelto 15 mg 1 cp 2x/j 21 j puis Xarelto 20 mg 1 cp/j",
        "Effexor LP 37,5 mg 1 gél/j 7 j puis Effexor LP 75 mg 1 gél/j",
        "Lovenox 4000 UI 1 inj/j 10 j, relais Kardegic 75 mg 1 sachet/j",
    ],
)
def test_what_follows_another_drug_on_its_row_is_asked_when_it_begins(text: str) -> None:
    first, second = read(text).medications
    assert first.review == ()
    assert [r.reason.value for r in second.review] == ["ambiguous-posology"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lasilix 40 1 cp/j (avec Diffu K 1 gél/j)", ["Lasilix", "Diffu-K"]),
        ("Voltarène 50 1 cp x3/j, protéger par Mopral 20 mg 1/j", ["Voltarène", "Mopral"]),
        ("Tahor 20 1 cp le soir, associé à Kardegic 75 1 sachet/j", ["Tahor", "Kardégic"]),
    ],
)
def test_a_drug_given_along_with_its_own_dose_is_another_line(text: str, names: list[str]) -> None:
    first, second = read(text).medications
    assert [first.medication.name, second.medication.name] == names
    assert len(first.dosage_instruction) == len(second.dosage_instruction) == 1
    assert first.review == ()
    assert ("dosageInstruction", "ambiguous-posology") in reasons(second)


@pytest.mark.parametrize(
    "text",
    [
        "Lasilix 40 1 cp/j (avec Diffu K)",
        "Tahor 20 1 cp le soir (à distance de Levothyrox 75 1 cp/j)",
        "Doliprane 1 g 1 cp x3/j en alternance avec Advil 400 1 cp x3/j",
    ],
)
def test_a_drug_only_spoken_of_is_no_line_and_is_asked(text: str) -> None:
    assert ("medication.name", "ambiguous-drug") in reasons(line(text))
