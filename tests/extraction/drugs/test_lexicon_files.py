"""The lexicon's files hold together: what a pharmacist edits by hand must not break in silence."""

import re
from collections import Counter
from pathlib import Path

import pytest

from extraction.drugs.lexicon import load_lexicon
from extraction.drugs.strengths import parse_strength
from extraction.resources import read_rows, read_rules
from extraction.rules.forms import DOSE_UNIT_OF_FORM, FORMS
from extraction.spelling.matching import fold
from prescription.resources import RESOURCES

FOLDER = RESOURCES / "lexicon"
PRODUCT = ["name", "substances", "form", "strengths", "list", "secured"]
COLUMNS = {
    "substances-": ["substance", "atc", "synonyms", "list"],
    "products-": PRODUCT,
    "generics-": PRODUCT,
    "forms.": ["form", "written", "dose_units", "route"],
    "laboratories.": ["laboratory"],
    "combinations.": ["substances", "atc"],
    "dose_limits.": ["substance", "max_daily", "unit", "population", "source", "date"],
    "differences.": ["name", "form", "difference", "reason"],
}
AMOUNTS = {"mg", "g", "µg", "mL", "UI", "MUI", "U", "mmol", "%", "IR", "SQ-HDM", "SQ-T", "SQ-Bet"}
PER = {"g", "mL", "µL", "L", "h", "dose", "pression"}
ATC = re.compile(r"[ABCDGHJLMNPRSV]\d{2}(?:[A-Z](?:[A-Z](?:\d{2})?)?)?")
FILES = sorted(FOLDER.glob("*.csv"))


def rows(prefix: str) -> list[dict[str, str]]:
    return [
        row
        for file in FILES
        if file.name.startswith(prefix)
        for row in read_rows(file.read_text(encoding="utf-8").splitlines())
    ]


def several(field: str) -> list[str]:
    return field.split("|") if field else []


def products() -> list[dict[str, str]]:
    return rows("products-") + rows("generics-")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_line_has_the_columns_of_its_file(file: Path) -> None:
    columns = [names for prefix, names in COLUMNS.items() if file.name.startswith(prefix)]
    assert columns, f"{file.name} is not a file of the lexicon"
    lines = [n for n in file.read_text(encoding="utf-8").splitlines() if not n.startswith("#")]
    assert lines[0].split(";") == columns[0]
    assert not [line for line in lines[1:] if len(line.split(";")) != len(columns[0])]
    assert not [line for line in lines if line != line.strip() or "; " in line or " ;" in line]


def test_every_substance_is_named_once_in_lower_case_with_an_atc_code() -> None:
    names = Counter(fold(row["substance"]) for row in rows("substances-"))
    assert not [name for name, count in names.items() if count > 1]
    for row in rows("substances-"):
        assert row["substance"]
        assert several(row["atc"]), f"{row['substance']} has no ATC code"
        assert all(ATC.fullmatch(code) for code in several(row["atc"])), row
        assert row["list"] in ("", "I", "II", "stupéfiant"), row


def test_a_synonym_never_names_another_substance() -> None:
    names = {fold(row["substance"]) for row in rows("substances-")}
    for row in rows("substances-"):
        taken = {fold(synonym) for synonym in several(row["synonyms"])} & names
        assert taken <= {fold(row["substance"])}, row


def test_every_product_is_made_of_known_substances_in_a_known_form() -> None:
    substances = {row["substance"] for row in rows("substances-")}
    forms = {row["form"] for row in rows("forms.")}
    for row in products():
        assert row["name"]
        assert several(row["substances"]), row
        assert set(several(row["substances"])) <= substances, row
        assert row["form"] in forms, row
        assert row["list"] in ("", "I", "II", "stupéfiant"), row
        assert row["secured"] in ("", "oui"), row


def test_every_strength_is_read_in_units_of_its_kind() -> None:
    for row in products():
        count = len(several(row["substances"]))
        for written in several(row["strengths"]):
            strength = parse_strength(written, count)
            assert strength, row
            for ratio in strength:
                assert ratio.numerator.value > 0, row
                assert ratio.numerator.unit in AMOUNTS, row
                assert ratio.denominator is None or ratio.denominator.unit in PER, row


def test_no_strength_stands_twice_in_a_row() -> None:
    for row in products():
        strengths = several(row["strengths"])
        assert len(strengths) == len(set(strengths)), row


@pytest.mark.parametrize("prefix", ["products-", "generics-"])
def test_a_name_has_one_row_for_each_form(prefix: str) -> None:
    found = Counter((fold(row["name"]), row["form"], row["substances"]) for row in rows(prefix))
    assert not [key for key, count in found.items() if count > 1]


def test_a_way_of_writing_means_one_form() -> None:
    written = Counter(fold(w) for row in rows("forms.") for w in several(row["written"]))
    assert not [way for way, count in written.items() if count > 1]
    for row in rows("forms."):
        assert row["form"] in several(row["written"]), row
        assert several(row["dose_units"]), row


def test_forms_written_for_each_other_are_forms_that_are_read() -> None:
    known = {row["form"] for row in rows("forms.")} | FORMS.keys()
    assert {form for row in read_rules("forms_alike.toml")["rows"] for form in row} <= known
    assert DOSE_UNIT_OF_FORM.keys() <= known


def test_every_combination_is_of_known_substances_and_stands_once() -> None:
    substances = {row["substance"] for row in rows("substances-")}
    found = Counter(frozenset(several(row["substances"])) for row in rows("combinations."))
    assert not [names for names, count in found.items() if count > 1]
    for row in rows("combinations."):
        assert len(several(row["substances"])) > 1, row
        assert set(several(row["substances"])) <= substances, row
        assert ATC.fullmatch(row["atc"]), row


@pytest.mark.parametrize(
    ("name", "atc"),
    [("Augmentin", "J01CR02"), ("Coveram", "C09BB04"), ("Kardégic", "B01AC06")],
)
def test_a_name_has_the_atc_code_of_what_it_holds(name: str, atc: str) -> None:
    assert [drug.atc[:1] for drug in load_lexicon().find(name)] == [(atc,)]


def test_makers_are_named_once() -> None:
    makers = Counter(fold(row["laboratory"]) for row in rows("laboratories."))
    assert not [name for name, count in makers.items() if count > 1]


def test_every_difference_is_about_a_row_and_gives_its_reason() -> None:
    known = {row["name"] for row in products()}
    kinds = {"name", "substance", "form", "strength", "missing", "missing form", "list", "secured"}
    for row in rows("differences."):
        assert row["name"] in known, row
        assert row["difference"] in kinds, row
        assert row["reason"], row


def test_the_lexicon_is_large_enough_to_be_useful_alone() -> None:
    assert len(rows("substances-")) >= 900
    assert len({fold(row["name"]) for row in rows("products-")}) >= 2000


@pytest.mark.parametrize(
    ("name", "form", "strength"),
    [
        ("Lévothyrox", "comprimé", "75 µg"),
        ("Kardégic", "sachet", "75 mg"),
        ("Lasilix Faible", "comprimé", "20 mg"),
        ("Lovenox", "solution injectable", "4000 UI/0,4 mL"),
        ("Uvédose", "ampoule", "100000 UI"),
        ("Daivobet", "gel", "50 µg/0,5 mg/g"),
        ("Lantus", "stylo", "100 UI/mL"),
        ("Cotareg", "comprimé", "160 mg/12,5 mg"),
        ("Augmentin", "comprimé", "500 mg/62,5 mg"),
        ("Ventoline", "inhalation", "100 µg/dose"),
    ],
)
def test_a_name_doctors_write_has_its_strength(name: str, form: str, strength: str) -> None:
    drugs = load_lexicon().find(name)
    assert len(drugs) == 1
    wanted = parse_strength(strength, len(drugs[0].substances))
    assert wanted in [s for p in drugs[0].products if p.form == form for s in p.strengths]
