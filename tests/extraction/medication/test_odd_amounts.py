"""Amounts that a lost sign or letter leaves behind are asked; those that people take are not."""

import pytest

from tests.extraction.reading import line

ASKED = "ambiguous-posology"


@pytest.mark.parametrize(
    "text",
    [
        # a day in two that lost its letter
        "Dermoval gel : 1 application/j pendant 15 j puis 1 /2",
        "Ventoline 100 µg : 0,5 bouffée matin et soir",
        # half of a capsule that nobody wrote
        "Epitomax 25 mg 1/2 - 0 - 1/2 - 0",
        "Humalog 6-8.6 avant les repas",
        # an m is lost
        "Victoza 6 mg/ml : 0,6 mg/j 1 semaine puis 1,2 g/j",
        # a fraction, or a moment, is lost
        "Diamicron 60 mg : 1 cp et  au petit déjeuner",
        "Sintrom 4 mg 1 et le soir",
        # six
        "Prolia 60 mg SC tous les si mois",
        # 2/j
        "Lynparza 150 mg, 2 cp x 2 1 j",
        "Trelegy Ellipta 1 inhal1j",
        # a day, and then a length
        "Daflon 500: 6 cp/j 4 jours puis 4 cp/ 3 jours",
        "Chibro-Cadron : 1 goutte x6/j 3 j, x4/j 3 j, x3j 3 j, x2/j 3 j",
        # 10h, a length of seven days
        "Modopar 125 : 1 gél à 7h, 10, 13h, 16h, 19h",
        "Tobradex 1 goutte x 4/j 7 j puis x 2/j 7",
        # 35, a slash, seven days
        "Actonel cpr B5, 1 cpr/sem le lundi",
        "Vastarel 35 2 cp matin1soir",
        "Paroex 0,12% : 1 bain de bouche mat7soir",
        "Diclofénac gel 1% 1 noisette 2 j si besoin",
        "Diprosone crème 0,05 % 1 - 0 - 1 durée /j",
        # 2-0-2-0, 1-2 cpr, a maximum, a slash
        "Fluticasone 27,5 mcg spray nasal 20-2-0 par narine",
        "Doliprane 500 mg, |-2cpr 3 prises/j",
        "Doliprane 300 mg 1 suppositoire ttes les 6 h, 3j si fièvre rax 4/j",
        "Énoxaparine 4000 U.I.70,4 mL inj 1 injection SC 1 fois par jour",
        "Transipeg 5,9 g 2sct1j QSP 6 mois",
        # 1 implant, 14
        "Zoladex 10,8 mg implant : | implant SC tous les 3 mois",
        "Abasaglar |4-0-0-10",
        "Abasaglar l4-0-0-10",
        # ends of a range that are too far apart: one is a strength, or misread
        "Augmentin 1-200 mg le matin",
        "Lasilix 1 à 200 mg le matin",
        "Doliprane 500 mg 1-10 cp le matin",
        # 1
        "Aprovel 150 mg\n+ comp matin\nqsp 1 mois",
        "Aprovel 150 mg ° comp matin",
        "Aprovel 150 mg\n. comp matin",
        "Aprovel 150 mg comp + matin",
        # 15
        "Théralène 4 % gouttes : |5 à 20 gouttes au coucher",
    ],
)
def test_what_nobody_takes_is_asked(text: str) -> None:
    asked = {one.reason.value for one in line(text).review}
    assert asked & {ASKED, "repaired-text"}


@pytest.mark.parametrize(
    "text",
    [
        "Dermoval gel : 1 application/j pendant 15 j puis 1 j/2",
        "Lantus 100 UI/ml : 10,5 UI le soir",
        "Victoza 6 mg/ml : 0,6 mg/j 1 semaine puis 1,2 mg/j",
        "Diamicron 60 mg : 1 cp et demi au petit déjeuner",
        "Gaviscon 1 sachet matin et au coucher",
        "Prolia 60 mg SC tous les six mois",
        "Lynparza 150 mg, 2 cp x 2 / j",
        "Théralène 4 % gouttes : 15 à 20 gouttes au coucher",
        "Daflon 500: 6 cp/j 4 jours puis 4 cp/j 3 jours",
        "Cortancyl 5 à 20 mg le matin",
        "Vitamine B12 1 amp IM / 15 j",
        "Magné B6 cp 2 cp/j",
        "Doliprane 1 g 1 cp si douleurs max 3/24h, 3 j",
        "Énoxaparine 4000 U.I./0,4 mL inj 1 injection SC 1 fois par jour",
        "Vastarel 35 1matin1soir",
        "Modopar 125 : 1 gél à 7h, 10h, 13h, 16h, 19h",
        "Lamictal 25 mg/j 15 j puis 50 mg/j 15 j puis 200 mg/j",
    ],
)
def test_what_people_take_is_not(text: str) -> None:
    assert not line(text).review


def test_strokes_between_all_cells_are_no_pale_ones() -> None:
    table = "Médicament | Matin | Midi | Soir\nBisoprolol 5 mg | {} | 0 | 0"
    assert not line(table.format(1)).review
    assert line(table.format("|")).review
