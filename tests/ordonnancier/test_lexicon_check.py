"""The comparison of the lexicon with the official files, on small files of the same shape."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from ordonnancier.lexicon.check import main, name_coverage, substance_coverage
from ordonnancier.lexicon.disagreements import find_disagreements
from ordonnancier.reference.lexicon_tables import Tables, load_tables
from ordonnancier.reference.official import read_amounts, read_official

LEXICON = {
    "substances-t.csv": """substance;atc;synonyms;list
metformine;A10BA02;;I
gliclazide;A10BB09;;I
amoxicilline;J01CA04;;I
acide clavulanique;J01CR02;clavulanate de potassium;I
""",
    "products-t.csv": """name;substances;form;strengths;list;secured
Glucophage;metformine;comprimé;500 mg|850 mg;I;
Diamicron LP;gliclazide;comprimé;30 mg;I;
Augmentin;amoxicilline|acide clavulanique;suspension buvable;100 mg/12,5 mg/mL;I;
""",
    "products-withdrawn-t.csv": """name;substances;form;strengths;list;secured
Glucinan;metformine;comprimé;850 mg;I;
""",
    "generics-t.csv": """name;substances;form;strengths;list;secured
metformine;metformine;comprimé;500 mg|850 mg|1000 mg;I;
""",
    "forms.csv": """form;written;dose_units;route
comprimé;comprimé|comprimé pelliculé;comprimé;orale
suspension buvable;suspension buvable|poudre pour suspension buvable;dose;orale
solution injectable;solution injectable;injection;
""",
    "laboratories.csv": "laboratory\nBiogaran\nTeva\n",
    "differences.csv": "name;form;difference;reason\n",
}
TABLET = "comprimé pelliculé"
DRUGS = (
    (
        "60000001",
        "GLUCOPHAGE 500 mg, comprimé pelliculé",
        TABLET,
        "METFORMINE (CHLORHYDRATE DE)",
        "0,5 g",
    ),
    (
        "60000002",
        "GLUCOPHAGE 850 mg, comprimé pelliculé",
        TABLET,
        "CHLORHYDRATE DE METFORMINE",
        "850 mg",
    ),
    ("60000003", "METFORMINE TEVA 1 000 mg, comprimé pelliculé", TABLET, "METFORMINE", "1 000 mg"),
    ("60000004", "DIAMICRON 30 mg, comprimé à libération modifiée", TABLET, "GLICLAZIDE", "30 mg"),
)
AUGMENTIN = "AUGMENTIN 100 mg/12,50 mg par ml ENFANTS, poudre pour suspension buvable"


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    folder = tmp_path / "lexicon"
    folder.mkdir()
    for name, text in LEXICON.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def bdpm(tmp_path: Path) -> Path:
    folder = tmp_path / "bdpm"
    folder.mkdir()
    write_official(folder, DRUGS)
    return folder


@pytest.fixture
def openmedic(tmp_path: Path) -> Path:
    folder = tmp_path / "openmedic"
    folder.mkdir()
    (folder / "drug_name_weights_2025.csv").write_text(
        "nom,boites_est,nb_cip13\nGLUCOPHAGE,60,2\nMETFORMINE BIOGARAN,30,1\nOZEMPIC,10,3\n"
    )
    (folder / "substance_weights_2025.csv").write_text(
        "substances,boites_est\nCHLORHYDRATE DE METFORMINE,90\nMETFORMINE + SITAGLIPTINE,10\n"
    )
    return folder


def write_official(folder: Path, drugs: tuple[tuple[str, ...], ...], listed: str = "I") -> None:
    """The four official files, with their encoding and line ends."""
    names, held, conditions = [], [], []
    for cis, label, form, substance, strength in drugs:
        names.append(
            f"{cis}\t{label}\t{form}\torale\tAutorisation active\tProcédure nationale"
            "\tCommercialisée\t01/01/2000\t\t\t MAKER\tNon"
        )
        held.append(f"{cis}\tcomprimé\t00001\t{substance}\t{strength}\tun comprimé\tSA\t1")
        conditions.append(f"{cis}\tliste {listed}")
    names.append(
        f"60000009\t{AUGMENTIN}\tpoudre pour suspension buvable\torale\tAutorisation active\t"
        "Procédure nationale\tCommercialisée\t01/01/2000\t\t\t MAKER\tNon"
    )
    held.append("60000009\tpoudre\t1\tAMOXICILLINE TRIHYDRATÉE\t2,0 g\t20 mL\tSA\t1")
    held.append("60000009\tpoudre\t2\tCLAVULANATE DE POTASSIUM\t0,250 g\t20 mL\tSA\t2")
    conditions.append(f"60000009\tliste {listed}")
    for name, lines in (
        ("CIS_bdpm.txt", names),
        ("CIS_COMPO_bdpm.txt", held),
        ("CIS_CPD_bdpm.txt", conditions),
    ):
        (folder / name).write_bytes(("\r\n".join(lines) + "\r\n").encode("cp1252"))


def change(lexicon: Path, file: str, old: str, new: str) -> Tables:
    path = lexicon / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return load_tables(lexicon)


def kinds(tables: Tables, bdpm: Path) -> list[tuple[str, str, str]]:
    return [(d.name, d.kind, d.text) for d in find_disagreements(tables, read_official(bdpm))]


def test_salts_units_and_word_order_are_no_disagreement(lexicon: Path, bdpm: Path) -> None:
    assert kinds(load_tables(lexicon), bdpm) == []


def test_a_strength_that_is_not_marketed_is_told(lexicon: Path, bdpm: Path) -> None:
    tables = change(lexicon, "products-t.csv", "500 mg|850 mg", "500 mg|580 mg|850 mg")
    assert kinds(tables, bdpm) == [("Glucophage", "strength", "580 mg")]


def test_a_marketed_strength_that_is_lacking_is_told(lexicon: Path, bdpm: Path) -> None:
    tables = change(lexicon, "products-t.csv", "500 mg|850 mg", "500 mg")
    assert kinds(tables, bdpm) == [
        ("Glucophage", "missing", "GLUCOPHAGE 850 mg, comprimé pelliculé")
    ]


def test_the_concentration_of_a_combination_is_compared_part_by_part(
    lexicon: Path, bdpm: Path
) -> None:
    tables = change(lexicon, "products-t.csv", "100 mg/12,5 mg/mL", "100 mg/125 mg/mL")
    assert ("Augmentin", "strength", "100 mg/125 mg/1 mL") in kinds(tables, bdpm)


def test_another_substance_is_told(lexicon: Path, bdpm: Path) -> None:
    tables = change(lexicon, "products-t.csv", "Diamicron LP;gliclazide", "Diamicron LP;metformine")
    assert [(name, kind) for name, kind, _ in kinds(tables, bdpm)] == [
        ("Diamicron LP", "substance")
    ]


def test_another_form_is_told(lexicon: Path, bdpm: Path) -> None:
    tables = change(
        lexicon, "products-t.csv", "metformine;comprimé", "metformine;solution injectable"
    )
    found = [(name, kind) for name, kind, _ in kinds(tables, bdpm)]
    assert found == [("Glucophage", "form"), *[("Glucophage", "missing form")] * 2]


def test_another_list_is_told(lexicon: Path, bdpm: Path) -> None:
    write_official(bdpm, DRUGS, listed="II")
    assert ("Glucophage", "list", "II") in kinds(load_tables(lexicon), bdpm)


def test_a_name_that_left_the_market_is_told_until_it_stands_among_the_withdrawn(
    lexicon: Path, bdpm: Path
) -> None:
    tables = change(lexicon, "products-t.csv", "Glucophage;", "Glucinan;")
    assert ("Glucinan", "name", "") in kinds(tables, bdpm)


def test_a_withdrawn_name_that_is_marketed_again_is_told(lexicon: Path, bdpm: Path) -> None:
    back = ("60000005", "GLUCINAN 850 mg, comprimé", "comprimé", "METFORMINE", "850 mg")
    write_official(bdpm, (*DRUGS, back))
    assert ("Glucinan", "marketed", "GLUCINAN 850 mg, comprimé") in kinds(
        load_tables(lexicon), bdpm
    )


def test_a_known_difference_is_silent(lexicon: Path, bdpm: Path) -> None:
    change(lexicon, "products-t.csv", "500 mg|850 mg", "500 mg")
    header = "name;form;difference;reason\n"
    tables = change(
        lexicon, "differences.csv", header, f"{header}Glucophage;comprimé;missing;a reason\n"
    )
    assert kinds(tables, bdpm) == []


def test_coverage_counts_boxes(lexicon: Path, openmedic: Path) -> None:
    tables = load_tables(lexicon)
    by_name = name_coverage(tables, openmedic)
    assert (by_name.share, by_name.missing) == (0.9, (("OZEMPIC", 10),))
    assert substance_coverage(tables, openmedic).share == 0.9


@pytest.mark.parametrize(
    ("label", "amounts"),
    [
        (
            "LOVENOX 4 000 UI (40 mg)/0,4 ml, solution",
            [("4000", "UI"), ("40", "mg"), ("0.4", "mL")],
        ),
        ("PREVISCAN 20 mg", [("20", "mg")]),
        ("BETNEVAL 0,1 POUR CENT, crème", [("0.1", "%")]),
        ("VENTOLINE 100 microgrammes/dose", [("100", "µg"), ("1", "dose")]),
        ("MAG 2, poudre", []),
    ],
)
def test_the_quantities_of_a_label(label: str, amounts: list[tuple[str, str]]) -> None:
    assert [(str(q.value), q.unit) for q in read_amounts(label)] == amounts


def test_the_command_tells_coverage_and_fails_on_disagreement(
    bdpm: Path, openmedic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    result = CliRunner().invoke(main, [str(bdpm), str(openmedic)])
    assert result.exit_code == 1
    assert "disagreements" in result.output
    assert "by name: 100.00%" in result.output


def test_a_missing_official_file_is_one_sentence(
    bdpm: Path, openmedic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    (bdpm / "CIS_COMPO_bdpm.txt").unlink()
    result = CliRunner().invoke(main, [str(bdpm), str(openmedic)])
    assert result.exit_code == 1
    assert "CIS_COMPO_bdpm.txt" in result.output
    assert "manque" in result.output


def test_the_lexicon_agrees_with_the_official_files(checking_material: Path) -> None:
    reference = checking_material / "reference"
    tables = load_tables()
    assert find_disagreements(tables, read_official(reference / "bdpm")) == ()
    assert substance_coverage(tables, reference / "openmedic").share >= 0.98
    assert name_coverage(tables, reference / "openmedic").share >= 0.96
