"""How many packs a posology uses, told from a reference of made-up files."""

from pathlib import Path

import pytest

from ordonnancier.capture import capture_text
from ordonnancier.reference.importing import import_reference
from ordonnancier.review.packs import say_packs
from tests.ordonnancier.official_files import Row, cis_of, write_files

KNOWN = (
    ("DOLIPRANE 500 mg, comprimé", "comprimé", "500 mg", ("16 comprimé(s)", "100 comprimé(s)")),
    ("DOLIPRANE 1000 mg, gélule", "gélule", "1000 mg", ("8 gélule(s)",)),
    ("AMOXICILLINE BIOGARAN 500 mg, gélule", "gélule", "500 mg", ("12 gélule(s)", "30 gélule(s)")),
)
"""Label, form, strength, what each pack holds."""


def add_known(made: dict[str, list[Row]]) -> None:
    for number, (label, form, strength, packs) in enumerate(KNOWN, start=200):
        inn = "AMOXICILLINE" if "AMOX" in label else "PARACÉTAMOL"
        drug = [*made["CIS_bdpm.txt"][0]]
        drug[:3] = [cis_of(number), label, form]
        made["CIS_bdpm.txt"].append(drug)
        held = [cis_of(number), form, f"{number:05}", inn, strength, f"un(e) {form}", "SA", "1"]
        made["CIS_COMPO_bdpm.txt"].append(held)
        for place, pack in enumerate(packs):
            row = [*made["CIS_CIP_bdpm.txt"][0]]
            row[:3] = [cis_of(number), f"{4_000_000 + number}", f"plaquette(s) de {pack}"]
            row[6] = f"34009{number:05}{place:03}"
            made["CIS_CIP_bdpm.txt"].append(row)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("known")
    import_reference(write_files(folder / "files", add_known), folder / "reference.sqlite")
    return folder / "reference.sqlite"


@pytest.mark.parametrize(
    ("line", "packs"),
    [
        ("Doliprane 500 mg, comprimé : 1 cp x3/j 7j", "2 boîtes de 16"),
        ("Doliprane 500 mg, comprimé : 1 cp x3/j 5j", "1 boîte de 16"),
        ("Doliprane 1000 mg, gélule : 1 gél x3/j 7j", "3 boîtes de 8"),
        ("Amoxicilline 500 mg, gélule : 1 gél x3/j 6j", "2 boîtes de 12 ou 1 boîte de 30"),
        ("Amoxicilline 500 mg, gélule : 1 gél x2/j 5j", "1 boîte de 12"),
        # What is not known is not told: the strength, the length, another unit, another drug.
        ("Doliprane : 1 cp x3/j 7j", ""),
        ("Doliprane 500 mg, comprimé : 1 cp x3/j", ""),
        ("Doliprane 500 mg, comprimé : 1 sachet x3/j 7j", ""),
        ("Doliprane 300 mg, comprimé : 1 cp x3/j 7j", ""),
        ("Kardegic 75 mg, sachet : 1 sachet/j 30 jours", ""),
    ],
)
def test_packs_are_told_where_the_reference_knows_them(
    known: Path, monkeypatch: pytest.MonkeyPatch, line: str, packs: str
) -> None:
    monkeypatch.setenv("ORDONNANCIER_REFERENCE", str(known))
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    (draft,) = capture_text(line).prescriptions
    assert say_packs(draft.medications[0]) == packs
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    words = {"boîtes": "boxes", "boîte": "box", "de": "of", "ou": "or"}
    english = " ".join(words.get(word, word) for word in packs.split())
    assert say_packs(draft.medications[0]) == english


def test_without_a_reference_no_pack_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORDONNANCIER_REFERENCE", str(tmp_path / "absent.sqlite"))
    (draft,) = capture_text("Doliprane 500 mg, comprimé : 1 cp x3/j 7j").prescriptions
    assert say_packs(draft.medications[0]) == ""
