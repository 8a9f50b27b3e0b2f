"""The lexicon: what its rows become, and how names are found in it."""

import pickle

import pytest

from extraction.drugs.lexicon import Lexicon, build_lexicon, load_lexicon
from extraction.drugs.strengths import write_strength
from extraction.resources import read_rows

SUBSTANCES = """
# a comment
substance;atc;synonyms;list
morphine;N02AA01;sulfate de morphine;stupéfiant
amoxicilline;J01CA04;;I
acide clavulanique;;;
acide acétylsalicylique;B01AC06|N02BA01;aspirine|AAS;
"""
PRODUCTS = """
name;substances;form;strengths;list;secured
Skenan LP;morphine;gélule;10 mg|30 mg;stupéfiant;oui
Augmentin;amoxicilline|acide clavulanique;comprimé;500 mg/62,5 mg;I;
Augmentin;amoxicilline|acide clavulanique;sachet;1 g/125 mg;I;
"""
GENERICS = """
name;substances;form;strengths;list;secured
Amoxicilline/acide clavulanique;amoxicilline|acide clavulanique;sachet;1 g/125 mg;I;
"""


@pytest.fixture
def small() -> Lexicon:
    return build_lexicon(
        substances=read_rows(SUBSTANCES.splitlines()),
        products=read_rows(PRODUCTS.splitlines()),
        generics=read_rows(GENERICS.splitlines()),
        laboratories=["Biogaran"],
    )


def test_one_name_gathers_its_forms_and_strengths(small: Lexicon) -> None:
    (augmentin,) = small.find("AUGMENTIN")
    assert augmentin.forms == ("comprimé", "sachet")
    assert [write_strength(s) for s in augmentin.strengths] == ["500 mg/62,5 mg", "1 g/125 mg"]


@pytest.mark.parametrize(
    "written", ["acide acétylsalicylique", "ASPIRINE", "aas", "Acide Acetyl-salicylique"]
)
def test_a_substance_is_found_under_its_synonyms(small: Lexicon, written: str) -> None:
    (drug,) = small.find(written)
    assert drug.substances == ("acide acétylsalicylique",)
    assert drug.atc == ("B01AC06", "N02BA01")


@pytest.mark.parametrize(
    ("written", "name"),
    [("ASPIRINE", "aspirine"), ("AAS", "acide acétylsalicylique"),
     ("Sulfate de morphine", "morphine")],
)  # fmt: skip
def test_a_name_stays_unless_it_is_short_or_a_salt(small: Lexicon, written: str, name: str) -> None:
    assert [drug.name for drug in small.find(written)] == [name]


def test_inn_names_are_in_lower_case(small: Lexicon) -> None:
    (drug,) = small.find("amoxicilline/acide clavulanique")
    assert drug.name == "amoxicilline/acide clavulanique"


def test_a_release_is_part_of_the_name_and_can_be_left_out(small: Lexicon) -> None:
    assert small.find("skenan") == ()
    assert [drug.name for drug in small.bases["skenan"]] == ["Skenan"]
    assert small.find("Skenan L.P.")[0].products[0].secured


def test_the_lexicon_travels_between_processes(small: Lexicon) -> None:
    sent = pickle.loads(pickle.dumps(small))  # noqa: S301 - our own bytes
    assert sent.find("augmentin") == small.find("augmentin")


def test_the_lexicon_of_the_program_knows_common_drugs() -> None:
    lexicon = load_lexicon()
    for name in ("Doliprane", "Kardégic", "amoxicilline", "Lévothyrox", "metformine"):
        assert lexicon.find(name), name
    assert lexicon.forms["comprimé"].dose_units == ("comprimé",)
    assert "biogaran" in lexicon.laboratories
    assert load_lexicon() is lexicon


def test_an_inn_listed_among_the_brands_is_one_drug() -> None:
    head = "name;substances;form;strengths;list;secured"
    lexicon = build_lexicon(
        substances=read_rows(["substance;atc;synonyms;list", "ofloxacine;J01MA01;;I"]),
        products=read_rows([head, "Ofloxacine;ofloxacine;gouttes auriculaires;0,3 %;I;"]),
        generics=read_rows([head, "ofloxacine;ofloxacine;comprimé;200 mg;I;"]),
    )
    (drug,) = lexicon.find("ofloxacine")
    assert drug.name == "ofloxacine"
    assert drug.forms == ("gouttes auriculaires", "comprimé")
