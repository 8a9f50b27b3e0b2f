"""Importing the official drug files: what is tolerated, what is refused, what comes out."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from extraction.drugs.reference import read_additions, read_products, read_status
from extraction.spelling.matching import compact
from ordonnancier.reference.importing import import_reference
from prescription.language import Fault
from tests.ordonnancier.official_files import (
    BRANDS,
    DRUGS,
    Row,
    as_bytes,
    cis_of,
    tables,
    write_files,
)

Tables = dict[str, list[Row]]


def test_a_drug_comes_out_with_all_that_the_files_say_of_it(imported: Path) -> None:
    drugs = read_products(compact("Zorvaline"), path=imported)
    assert [drug.strength for drug in drugs] == ["100 mg", "25 mg", "50 mg", "75 mg"]
    drug = drugs[-1]
    assert (drug.name, drug.form, drug.routes) == ("Zorvaline", "comprimé", ("orale",))
    assert drug.substances == ("substancéine 0",)
    assert drug.cis == cis_of(8)
    assert [(pack.size, pack.marketed) for pack in drug.packs] == [
        ("30 comprimés", True), ("90 comprimés", True),
    ]  # fmt: skip
    assert drug.packs[0].cip13 == "3400900008030"
    assert (drug.list, drug.secured) == ("stupéfiant", True)
    assert drug.conditions == (
        "prescription en toutes lettres sur ordonnance sécurisée", "stupéfiants",
    )  # fmt: skip
    assert drug.marketed


def test_a_drug_without_a_code_has_that_of_its_substance(imported: Path) -> None:
    codes = {d.cis: (d.atc, d.atc_from) for d in read_products("zorvaline", path=imported)}
    assert codes[cis_of(0)] == ("N02BA01", "file")
    assert codes[cis_of(12)] == ("N02BA01", "substance")
    assert {drug.atc for drug in read_products("quimatec", path=imported)} == {None}


def test_names_that_the_lexicon_lacks_are_added_to_it(imported: Path) -> None:
    added = {row["name"]: row for row in read_additions(imported)["products"]}
    assert set(BRANDS) <= set(added)
    assert added["Zorvaline"]["strengths"].split("|") == ["100 mg", "25 mg", "50 mg", "75 mg"]


def test_status_tells_the_rows_and_the_date_of_the_files(imported: Path) -> None:
    status = read_status(imported)
    assert status is not None
    assert status.files == {name: len(rows) for name, rows in tables().items()}
    assert status.counts["drugs"] == DRUGS
    assert status.newest == date(2026, 5, 15)
    assert not status.is_old(date(2026, 11, 1))
    assert status.is_old(date(2026, 11, 20))


def test_a_second_import_tells_what_changed(tmp_path: Path, place: Path) -> None:
    import_reference(write_files(tmp_path / "one"), place)

    def change(made: Tables) -> None:
        for row in made["CIS_bdpm.txt"]:
            row[1] = row[1].replace("NOVAMOLAQ", "BREMIDOL").replace("ZORVALINE 25", "ZORVALINE 30")
        for row in made["CIS_COMPO_bdpm.txt"]:
            if row[0] == cis_of(0):
                row[4] = "30 mg"
        made["CIS_bdpm.txt"].sort(key=lambda row: row[1])

    changes = import_reference(write_files(tmp_path / "two", change), place).changes
    assert changes is not None
    assert (changes.names_added, changes.names_removed, changes.strengths) == (1, 1, 2)


# What is tolerated ------------------------------------------------------------


def spoil_quotes(made: Tables) -> None:
    for row in made["CIS_COMPO_bdpm.txt"][::7]:
        row[3] = f'"{row[3]}"'
    made["CIS_bdpm.txt"][3][1] = f'"{made["CIS_bdpm.txt"][3][1]}'


def add_orphans(made: Tables) -> None:
    made["CIS_GENER_bdpm.txt"].append(["900", "PERDU 10 mg - EGARE 10 mg", "69999999", "0", "1"])
    made["CIS_CPD_bdpm.txt"].insert(5, ["69999999", "liste I"])


def break_a_row(made: Tables) -> None:
    made["CIS_CPD_bdpm.txt"].insert(9, [])
    made["CIS_CIP_bdpm.txt"].insert(9, ["suite d'un libellé"])


@pytest.mark.parametrize("change", [spoil_quotes, add_orphans, break_a_row])
def test_stray_quotes_orphans_and_broken_rows_change_nothing(
    tmp_path: Path, place: Path, imported: Path, change: object
) -> None:
    assert callable(change)
    import_reference(write_files(tmp_path / "files", change), place)
    for brand in BRANDS:
        assert read_products(compact(brand), path=place) == read_products(
            compact(brand), path=imported
        )


def test_any_encoding_will_do(tmp_path: Path, place: Path, imported: Path) -> None:
    folder = write_files(tmp_path / "files")
    for name, encoding in (("CIS_bdpm.txt", "utf-8-sig"), ("CIS_CIP_bdpm.txt", "cp1252")):
        (folder / name).write_bytes(as_bytes(name, tables()[name], encoding))
    import_reference(folder, place)
    assert read_products("zorvaline", path=place) == read_products("zorvaline", path=imported)


@pytest.mark.parametrize("name", sorted(tables()))
def test_an_added_column_is_told_and_ignored(
    tmp_path: Path, place: Path, imported: Path, name: str
) -> None:
    def add_column(made: Tables) -> None:
        for row in made[name]:
            row.insert(1, "nouveauté")

    done = import_reference(write_files(tmp_path / "files", add_column), place)
    assert [notice.en for notice in done.notices if name in notice.en]
    assert read_products("quimatec", path=place) == read_products("quimatec", path=imported)


@pytest.mark.parametrize("name", sorted(tables()))
def test_columns_in_another_order_are_told_by_their_content(
    tmp_path: Path, place: Path, imported: Path, name: str
) -> None:
    def turn_round(made: Tables) -> None:
        made[name] = [row[::-1] for row in made[name]]

    done = import_reference(write_files(tmp_path / "files", turn_round), place)
    assert [notice.fr for notice in done.notices if name in notice.fr and "place" in notice.fr]
    assert read_products("ostravix", path=place) == read_products("ostravix", path=imported)


def test_a_file_without_the_column_it_needs_is_named(tmp_path: Path, place: Path) -> None:
    def drop(made: Tables) -> None:
        made["CIS_COMPO_bdpm.txt"] = [row[:6] + row[7:] for row in made["CIS_COMPO_bdpm.txt"]]

    with pytest.raises(Fault) as refused:
        import_reference(write_files(tmp_path / "files", drop), place)
    assert refused.value.en.startswith('CIS_COMPO_bdpm.txt: the column "nature"')
    assert not place.exists()


def test_optional_files_may_be_missing_and_that_is_said(tmp_path: Path, place: Path) -> None:
    folder = write_files(tmp_path / "files")
    for name in ("CIS_CIP_bdpm.txt", "CIS_GENER_bdpm.txt", "CIS_CPD_bdpm.txt", "CIS_MITM.txt"):
        (folder / name).unlink()
    done = import_reference(folder, place)
    assert len(done.notices) == 4
    drug = read_products("zorvaline", path=place)[0]
    assert (drug.strength, drug.packs, drug.list, drug.conditions) == ("100 mg", (), None, ())


def test_a_needed_file_that_is_missing_is_named(tmp_path: Path, place: Path) -> None:
    folder = write_files(tmp_path / "files")
    (folder / "CIS_COMPO_bdpm.txt").unlink()
    with pytest.raises(Fault, match=r"CIS_COMPO_bdpm\.txt is missing"):
        import_reference(folder, place)


def test_a_zip_does_as_well_as_a_folder(tmp_path: Path, place: Path, imported: Path) -> None:
    archive = tmp_path / "bdpm.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        for file in write_files(tmp_path / "files").iterdir():
            written.write(file, f"bdpm/{file.name.upper()}")
    import_reference(archive, place)
    assert read_products("brelludan", path=place) == read_products("brelludan", path=imported)


# What is refused --------------------------------------------------------------


def test_the_official_files_are_imported(checking_material: Path, place: Path) -> None:
    status = import_reference(checking_material / "reference" / "bdpm", place).status
    assert status.files == {
        "CIS_CIP_bdpm.txt": 20903, "CIS_COMPO_bdpm.txt": 32389, "CIS_CPD_bdpm.txt": 28151,
        "CIS_GENER_bdpm.txt": 10704, "CIS_MITM.txt": 7711, "CIS_bdpm.txt": 15848,
    }  # fmt: skip
    drugs = [d for d in read_products("kardegic", path=place) if d.strength == "75 mg"]
    assert {drug.atc for drug in drugs} == {"B01AC06"}
    assert "30 sachets" in {pack.size for drug in drugs for pack in drug.packs}
