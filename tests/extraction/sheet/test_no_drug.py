"""A page that prescribes no drug: what it asks for is its body, not its letterhead."""

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Line, Page, Word
from prescription.record import Box

HEAD = """Dr Anne PETIT
Consultations sur rendez-vous
12 rue des Lilas, 35000 RENNES
Rennes, le 03/03/2026
Madame Claire DUVAL, née le 05/06/1979
"""


@pytest.mark.parametrize(
    "rows",
    [
        ["Faire pratiquer :", "- NFS plaquettes", "- Ionogramme, créatinine", "- TSH", "- ECBU"],
        ["Bilan sanguin", "NFS", "Anti-TPO", "TSH"],
        ["10 séances de kinésithérapie du genou droit"],
        ["Bas de contention classe 2 : 2 paires"],
        ["Radiographie du poignet gauche face et profil"],
    ],
)
@pytest.mark.parametrize("foot", ["Signature", "Dr Anne PETIT", "RPPS 10003456782\nTél : 02 40"])
def test_what_a_page_without_a_drug_asks_for_is_its_body(rows: list[str], foot: str) -> None:
    text = HEAD + "\n".join(rows) + f"\n{foot}\n"
    (draft,) = read_prescriptions([Page.from_text(text)])
    assert not draft.medications
    told = " / ".join(item.text for item in draft.other_items)
    assert all(row.strip(" -:") in told for row in rows if row != "Faire pratiquer :")
    assert "rendez-vous" not in told
    assert draft.patient is not None
    assert draft.patient.name == "Claire DUVAL"
    assert str(draft.authored_on) == "2026-03-03"


@pytest.mark.parametrize(
    ("above", "below"),
    [("Clairance : 38 ml/min", ""), ("", "Seringues 5 ml, aiguilles"), ("DFG 45", "")],
)
def test_what_was_measured_and_empty_syringes_are_no_medication(above: str, below: str) -> None:
    rows = [above, "Coltramyl 4 mg/2 ml 1 ampoule IM 2 fois par jour 3 jours", below]
    (draft,) = read_prescriptions([Page.from_text("\n".join(filter(None, rows)))])
    (request,) = draft.medications
    assert request.medication.name == "Coltramyl"
    assert request.review == ()
    assert (above or below) in [item.text for item in (*draft.other_items, *draft.header_items)]


def test_the_footer_below_an_empty_zone_is_no_drug() -> None:
    text = (
        "Prescriptions relatives au traitement de l'affection de longue durée reconnue\n"
        "Metformine 1 g 1 cp x2/j\n"
        "Prescriptions SANS RAPPORT avec l'affection de longue durée\n"
        "(MALADIES INTERCURRENTES)\n"
        "En cas d'urgence, composez le 15 ou le 112.\n"
    )
    (draft,) = read_prescriptions([Page.from_text(text)])
    assert [line.medication.name for line in draft.medications] == ["metformine"]


@pytest.mark.parametrize("code", ["N° 4L7EZ5ASX36T", "4L7EZ5ASX36T", "N° : 8K2B7Q1M"])
def test_the_number_of_a_sheet_is_no_drug(code: str) -> None:
    (draft,) = read_prescriptions([Page.from_text(f"{code}\n{HEAD}\nDoliprane 1 g x3/j")])
    assert [line.medication.name for line in draft.medications] == ["Doliprane"]


def test_whom_to_call_beside_a_dose_hides_no_dose() -> None:
    text = "Glucagen 1 injection si malaise et appeler le 15\nDoliprane 1 g x3/j"
    (draft,) = read_prescriptions([Page.from_text(text)])
    first, second = draft.medications
    assert first.dosage_instruction[0].dose_and_rate
    assert second.medication.name == "Doliprane"


@pytest.mark.parametrize(("confidence", "drugs"), [(0.05, 1), (0.9, 2)])
def test_a_short_name_made_out_of_a_signature_is_no_drug(confidence: float, drugs: int) -> None:
    rows = [("Doliprane 1 g 1 cp x3/j", 0.95), ("TNT Liane", confidence)]
    page = Page(
        1,
        tuple(
            Line(
                tuple(
                    Word(text, Box(100 + 90 * k, 100 + 80 * row, 80, 30), sure)
                    for k, text in enumerate(words.split())
                ),
                row,
            )
            for row, (words, sure) in enumerate(rows)
        ),
        1200,
        400,
    )
    (draft,) = read_prescriptions([page])
    assert len(draft.medications) == drugs


@pytest.mark.parametrize(
    "row",
    [
        "• BETADINE jaune : 1 flacon ; compresses stériles : 2 bt ; sparadrap",
        "Bétadine jaune : 1 flacon ; compresses",
        "Bétadine jaune, compresses",
        "Compresses stériles, Bétadine, sparadrap",
    ],
)
def test_a_brand_among_devices_is_told(row: str) -> None:
    (draft,) = read_prescriptions([Page.from_text(f"Doliprane 1 g x 3/j\n{row}")])
    assert row in [item.text for item in draft.other_items]
    assert row in [doubt.text for doubt in draft.review]


@pytest.mark.parametrize("row", ["Compresses stériles : 2 boîtes", "Accu-Chek, bandelettes"])
def test_devices_alone_are_not_told(row: str) -> None:
    (draft,) = read_prescriptions([Page.from_text(f"Doliprane 1 g x 3/j\n{row}")])
    assert draft.review == ()


@pytest.mark.parametrize("heading", ["Bilan :", "Bilan sanguin : NFS", "Faire NFS, CRP"])
def test_substances_below_analyses_are_analysed(heading: str) -> None:
    rows = f"Doliprane 1 g x 3/j\n{heading}\nCalcium\nMagnésium"
    (draft,) = read_prescriptions([Page.from_text(rows)])
    assert [m.medication.name for m in draft.medications] == ["Doliprane"]
    assert [item.text for item in draft.other_items][-2:] == ["Calcium", "Magnésium"]


@pytest.mark.parametrize(
    ("rows", "drug"),
    [
        ("NFS\nMagnésium\n1 cp x3/j", "magnésium"),
        ("NFS\nFer 80 mg 1 cp/j", "fer"),
        ("NFS, CRP\nAmoxicilline", "amoxicilline"),
        ("NFS\nLevothyrox", "Levothyrox"),
    ],
)
def test_drugs_below_analyses_stay_drugs(rows: str, drug: str) -> None:
    (draft,) = read_prescriptions([Page.from_text(rows)])
    assert [m.medication.name for m in draft.medications] == [drug]
