"""Looking once for what every pattern needs passes over no text that a pattern would repair."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.posology import repairs
from extraction.posology.repairs import repair
from extraction.spelling import confusions

LOOKS = (
    (confusions, "_SUSPECT_DIGIT"),
    (confusions, "_SUSPECT_LETTER"),
    (repairs, "_SUSPECT_NUMBER"),
    (repairs, "_SUSPECT_MARK"),
    (repairs, "_SUSPECT_UNIT"),
)
PIECES = (
    "l I | O o S s B 0 1 2 12 Q i . , - – / ] ! ( ) ' ’ mg ml mL UI Ul u.l U1 m1 mI rng pg ig p9 q"
    " MUl MU1"
    " g h j jours mois cp ep gél caps comp inj amp sachet es e a M V D DG G rnin cas de fois 1j /j"
    " aux si T matin soir lundi pdt qsp pendant bain x ½ é @ ¦ £ _ ler"
    " G b $ Z t } 00 % 6p Top Lep L' comprimé gsp GSP asp m9 Î Q.5.P à J7 mor"
    " m ma max axi ax xi Q.SP Q:S.P QSP ,; trois et soi y lcpé bouffées /mil mg/mil"
    " si dir di dlr St sl 51 5i douleur besoin fièvre frs irs lois par"
    " A À cpr + : ou Uf/mL g/1 µ 9 pat jour trois ; /"
)
TEXTS = st.lists(
    st.sampled_from(PIECES.split()) | st.sampled_from([" ", " ", "  ", "\n"]), max_size=10
).map("".join)


@given(TEXTS)
def test_a_quick_look_passes_over_no_repair(text: str) -> None:
    quick = repair(text)
    with pytest.MonkeyPatch.context() as every_pattern:
        for module, look in LOOKS:
            every_pattern.setattr(module, look, re.compile(""))
        every_pattern.setattr(repairs, "_is_suspect", lambda *_: True)
        assert repair(text) == quick


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("lO mg", "10 mg"),
        ("l cp", "1 cp"),
        ("5O0 mg", "500 mg"),
        ("pdt Tjours", "pdt 7 jours"),
        ("x3/jaux repas", "x3/j aux repas"),
        ("30 rnin", "30 min"),
        ("2,O %", "2,0 %"),
        ("pendant G mois", "pendant 6 mois"),
        ("durant $ jours", "durant 5 jours"),
        ("S00 mg", "500 mg"),
        ("qsp Z mois", "qsp 2 mois"),
        ("pour t mois", "pour 1 mois"),
        ("crème } %", "crème 1 %"),
        ("O-0-1", "0-0-1"),
        ("Q-Q-1", "0-0-1"),
        ("1-Q-Q-1", "1-0-0-1"),
        ("1/26pr le soir", "1/2cpr le soir"),
        ("= Top matin", "= 1cp matin"),
        ("Acpr si migraine", "1cpr si migraine"),
        ("L'comprimé", "1 comprimé"),
        ("gsp 3 mois", "qsp 3 mois"),
        ("asp 3 mois", "qsp 3 mois"),
        ("1 -o - 0", "1 -0 - 0"),
        ("1 comprimé à 9hetà21h", "1 comprimé à 9h et à 21h"),
        ("1 comprimé à 9 het a 21h", "1 comprimé à 9 h et à 21h"),
        ("J1 àJ7", "J1 à J7"),
        ("3 mor", "3 mois"),
        ("| ou 2 unidoses", "1 ou 2 unidoses"),
        ("..... + cp le matin", "..... 4 cp le matin"),
        ("+ à 6 fois par jour", "4 à 6 fois par jour"),
        ("100 Uf/mL", "100 UI/mL"),
        ("1,50 à 2 g/1.", "1,50 à 2 g/l."),
        ("10 g/1 dose", "10 g/1 dose"),
        ("22 µ 9", "22 µg"),
        ("500 µg/50 p8", "500 µg/50 µg"),
        ("3 pat jour", "3 par jour"),
        ("durée : trois]", "durée : trois j"),
        ("4 comp /;", "4 comp /j"),
        ("QSP 3 : mois", "QSP 3 mois"),
    ],
)
def test_what_the_quick_look_must_see_is_repaired(text: str, meant: str) -> None:
    assert repair(text).text == meant
