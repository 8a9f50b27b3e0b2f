"""Rows below a drug: its days, hours and length stay with it, another drug's dose does not."""

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Page
from prescription.french import describe_dosages
from prescription.record import Draft


def read(text: str) -> Draft:
    (draft,) = read_prescriptions([Page.from_text(text)])
    return draft


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "PREVISCAN 20 mg\nLu Me Ve : 3/4 cp\nMa Je Sa Di : 1/2 cp",
            "0,75 comprimé, le lundi, le mercredi et le vendredi ; en même temps "
            "0,5 comprimé, le mardi, le jeudi, le samedi et le dimanche",
        ),
        ("Pyostacine 500 2 cp x 3/j\n8 jrs", "2 comprimés, 3 fois par jour, pendant 8 jours"),
        (
            "Zophren 8mg 1 cp matin et soir J1 à\nJ3",
            "1 comprimé, le matin et le soir, pendant 3 jours",
        ),
        ("Xalatan 1 gtte le soir\nODG, QSP 3 mois", "1 goutte, le soir, dans les deux yeux"),
        ("Triflucan 200 mg 1 gél/j\nJ1 à J14", "1 gélule, 1 fois par jour, pendant 14 jours"),
        ("Modopar 125 1 gél à 7h\n10h30\n14h", "1 gélule, à 7 h, 10 h 30 et 14 h"),
        (
            "Levothyrox 50 1 cp le matin\n20 minutes avant le petit-déjeuner",
            "1 comprimé, 20 min avant le petit déjeuner",
        ),
    ],
)
def test_rows_that_go_on_are_read_with_the_drug_above(text: str, told: str) -> None:
    (medication,) = read(text).medications
    assert describe_dosages(medication.dosage_instruction) == told


@pytest.mark.parametrize("between", [" + ", ", ", " et "])
def test_a_dose_before_another_drug_is_of_the_drug_above(between: str) -> None:
    draft = read(f"Zytiga 500 mg\n2 cp le matin{between}Prednisone 5 mg 1 cp matin et soir")
    told = [describe_dosages(m.dosage_instruction) for m in draft.medications]
    assert told == ["2 comprimés, le matin", "1 comprimé, le matin et le soir"]


def test_doses_of_two_kinds_on_one_line_are_asked() -> None:
    (medication,) = read("Oméprazole 20 mg 1 gél/j, 1 cp 3 fois/j").medications
    assert medication.review


def test_the_end_of_a_row_may_name_the_next_drug() -> None:
    draft = read("Oméprazole 20 mg\n1 gél/j. Paracétamol 1 g\n1 cp 3 fois/j")
    told = [describe_dosages(m.dosage_instruction) for m in draft.medications]
    assert told == ["1 gélule, 1 fois par jour", "1 comprimé, 3 fois par jour"]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Risperdalconsta LP 37,5 mg 1 inj IM/mois\nCMP\npendant 3 mois", "pendant 3 mois"),
    ],
)
def test_a_dose_or_a_length_left_out_is_told(text: str, row: str) -> None:
    draft = read(text)
    assert row in [review.text for review in draft.review if review.field == "otherItems"]


@pytest.mark.parametrize("text", ["AUGMENTIN 1 G/125 1 SACHET X3/J", "EXFORGE 10 MG/160 1 CP/J"])
def test_a_combination_in_capitals_is_read(text: str) -> None:
    (medication,) = read(text).medications
    assert len(medication.medication.strength) == 2


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("[ALD] Metformine 1000 mg 1 cp le matin", "ald"),
        ("[HORS ALD] Paracétamol 1 g 1 cp si douleur", "intercurrent"),
        ("Kardegic 75 1 sachet/j (ALD)", "ald"),
        ("Kardegic 75 1 sachet/j", None),
    ],
)
def test_the_zone_written_on_a_line_is_that_of_the_line(text: str, zone: str | None) -> None:
    (medication,) = read(text).medications
    assert medication.zone == zone
    assert medication.review == ()


@pytest.mark.parametrize("text", ["1 comprimé(s) le soir", "1 cp(s) le soir"])
def test_a_plural_in_brackets_is_no_word(text: str) -> None:
    (medication,) = read(f"Atorvastatine 40 mg : {text}, pendant 3 Mois(s)").medications
    (dosage,) = medication.dosage_instruction
    assert dosage.additional_instruction == ()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("et\nsoir + ", "1 comprimé, le matin et le soir"),
        ("\net soir, ", "1 comprimé, le matin et le soir"),
        ("\net soir. ", "1 comprimé, le matin et le soir"),
        ("\n1 soir - ", "1 comprimé, le matin et le soir"),
        ("et\nsoir en continu, ", "1 comprimé, le matin et le soir, en continu"),
    ],
)
def test_a_moment_before_another_drug_is_of_the_drug_above(words: str, told: str) -> None:
    draft = read(f"Lamictal 100 mg 1 cp matin {words}Keppra 500 mg 1 cp au coucher")
    doses = [describe_dosages(m.dosage_instruction) for m in draft.medications]
    assert doses == [told, "1 comprimé, au coucher"]


@pytest.mark.parametrize(
    "row",
    [
        "à jeun, selon tacrolémie NON SUBSTITUABLE",
        "J21, cycle de 28 jours",
        "IVL pendant 10 jours",
    ],
)
def test_a_row_of_an_intake_that_is_set_aside_is_asked(row: str) -> None:
    (medication,) = read(f"Advagraf 1 mg : 4 gélules le matin\n{row}").medications
    assert medication.review


@pytest.mark.parametrize(
    "row",
    [
        "Régime pauvre en graisses",
        "HbAlc dans 3 mois",
        "RDV dans 3 mois",
        "Kinésithérapie 10 séances",
        "Pas de tabac 48 h, alimentation froide",
        "Arrêt de travail 3 jours",
    ],
)
def test_a_row_of_something_else_leaves_the_drug_above_sure(row: str) -> None:
    draft = read(f"Tahor 20 mg 1 cp le soir\n{row}\nKardegic 75 mg 1 sachet le midi")
    assert [medication.review for medication in draft.medications] == [(), ()]


@pytest.mark.parametrize(
    "text", ["Apranax 550 mg 1 matin\n1\nsoir", "Bactrim Forte 1-0-1\n14\njours"]
)
def test_a_number_on_a_row_of_its_own_is_asked(text: str) -> None:
    (medication,) = read(text).medications
    assert medication.review


def test_a_numbered_list_stays_a_list() -> None:
    draft = read("1 - Stilnox 10 mg 1 cp au coucher\n2 - Kardegic 75 mg 1 sachet/j")
    assert [medication.review for medication in draft.medications] == [(), ()]


def test_a_brand_with_a_count_that_nothing_else_explains_is_told() -> None:
    draft = read("Moviprep = 1sct 1 seule pr ise")
    assert "Moviprep = 1sct 1 seule pr ise" in [review.text for review in draft.review]


@pytest.mark.parametrize(
    "row",
    [
        "IBUPROFÈN EEG 400 mg cpr 1 comp matin/soir, 7 jrs de traitement",
        "Ta ngnil, cp 500 mg - 1 1 1 0 durant 7 j",
        "PA RACvTAMOL 1 gr = 1 cp. per os/8 h x 5 j max 3/j",
        "pa racétlmol 24mg/ml = 15mg/kg (16 kg)/6h 5j si T > 38,5",
        "VENTOLIEN 100 microgrammes aérosol, 2 à 4 bouffées si t oux, chambre d'inhalation",
        "DEXERYLcr ..... appliquer mat",
        "ta lprazolam 0,25 mgcp 1/2 - 1/2 - 1 - 0 druée 15j",
        "1 crp matin, midi etsoir 5 j due traitemetn",
        "METEOSPASMYL (alvérine/si méticone) capsule mlle, 1 cypsule i spasmes",
        "VNTOLbNE 2 loufzf si crise, Qté : 1",
        "AMOXICILLIN EEG gel 4 gelfules 3 fois par jour",
    ],
)
def test_a_strength_a_dose_and_a_rhythm_are_told_whatever_the_row_speaks_of(row: str) -> None:
    quotes = [(review.text or "").partition(" …") for review in read(row).review]
    # A long row is quoted to the end of a word, with dots.
    assert row in [begun + row[len(begun) :] if dots else begun for begun, dots, _ in quotes]
    assert all(row[len(begun)].isspace() for begun, dots, _ in quotes if dots)


def test_a_name_that_begins_like_a_telephone_is_a_drug() -> None:
    row = "Telmisartan 80 m g, ocmprimé"
    (medication,) = read(f"{row}\n1-0-0, QSP trois mois, à renouveler 1x").medications
    assert medication.medication.name == "telmisartan"
    assert "medication.strength" in [review.field for review in medication.review]


@pytest.mark.parametrize(
    "text",
    [
        "Normaol lavement adultes\n1 flacon dose unique 1 boîte",
        "mésalzine suppo =\n0-0-0-1 pdt 1 mois",
        "Adiaris\n1 sct 3 j SB",
        "Xanax cp 0,25mg\n1/2 - 1/2 - 1/2, 1 kois de traitement",
        "OUJEO 300U I/ml stclo\n14 U s/c à 22h qsp 3 mos",
    ],
)
def test_the_intake_of_a_drug_whose_name_was_not_read_is_told(text: str) -> None:
    assert text.splitlines()[-1] in [review.text for review in read(text).review]


@pytest.mark.parametrize(
    "text",
    [
        "10 séances de kinésithérapie, 2 fois par semaine",
        "NFS, plaquettes tous les 15 jours",
        "Bas de contention classe 2, 2 paires",
        "Contrôle glycémie à jeun 1,2 g/L le matin",
        "Boire 1,5 L d'eau par jour",
        "2 visites par jour, matin et soir, 5 jours",
        "Prendre la tension matin et soir 3 jours",
        "Appeler au 01 02 03 04 05 le matin",
        "Cholestérol 2,1 g/l",
    ],
)
def test_a_row_of_no_drug_is_not_told(text: str) -> None:
    draft = read(f"Doliprane 1 g 1 cp x3/j 5 jours\n{text}")
    assert [review for review in draft.review if review.field == "otherItems"] == []
    assert len(draft.medications) == 1
