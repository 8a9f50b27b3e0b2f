"""Words and signs that join two things of which one is lost are asked; whole ones are not."""

import pytest

from tests.extraction.reading import line, read

ASKED = "ambiguous-posology"


@pytest.mark.parametrize(
    "text",
    [
        "Rivotril gouttes 5 gttes soir puis + 1 / 3 j",
        "Lantus 10 UI le soir puis +2 UI tous les 3 jours",
        # the next moment is lost
        "AMOXICILLINE 500 mg : 1 gélule matin et pendant 7 jours",
        "AMOXICILLINE 500 mg : 1 gélule matin, midi + pdt 7 jours",
        "AMOXICILLINE 500 mg : 1 gélule matin et 7 jours",
        "AMOXICILLINE 500 mg : 1 gélule à 8h, 12h et QSP 7 jours",
        "XALATAN 1 goutte le soir et dans chaque œil",
        # the one before it
        "DEPAKINE 200 mg/ml : 25 mg/kg et soir",
        "LASILIX 40 mg et midi",
        # the lower end of a range
        "CHLORURE DE SODIUM, 1 unidose -6/j par narine qsp 7 jrs",
        "SPASFON 2 cp -3 x/j",
        # the dash between two numbers
        "AMOXICILLINE 500 mg : 1 gélule matin et soir 1012 jrs",
        "AMOXICILLINE 500 mg : 1 gélule matin et soir pendant 57 jours",
        "AMOXICILLINE 500 mg : 1 gélule matin et soir pendant 710 j",
        "DAFLON 500 mg : 1 cp matin et soir pendant 68 semaines",
        # how many of them
        "HELICIDINE 10 % 15 mL matin, midi et soir si toux pour jrs",
        "DOLIPRANE 1 g 1 cp 3/j si fièvre mois",
        # the number before the unit
        "paracétamol comp 1000 mg - cpr./6 h",
        # what was 4, a dash between days, a second dose, whole ones, the morning, 40 mg, a comma
        "Acupan 20 mg 1 amp sur un sucre x /j",
        "Valium 10 mg 1 cp x4/j J1~J2, x3/j J3-J4",
        "Fluconazole 50 mg 2 gél J1 puis /j 14 j",
        "Imeth 10 mg : cp + 1/2 le lundi",
        "Amoxicilline 1 g -M-S 7 j",
        "Ventoline -2 bouf si gêne",
        "Lasilix A0 : 1 cp si prise de poids > 2 kg",
        "Ferrostrane 0,68 % : 25 ml matin et 2,5 ml soir 2 mois",
        "Colchicine 1 mg 1 cp 2j 2 jours puis 1/j",
        "Indocollyre 1 gtte x3/j OD débuter la veille de l'opération' 1 mois",
        "Dépakine 500 mg J1, 2 cp J2",
        # the dose of a moment
        "Dépakote 500 mg : mat 2 coucher",
        "Dépakote 500 mg : le matin 2 le soir",
        "Lysanxia 10 : (matin) 1 (soir)",
        "Lysanxia 10 mg : 2 (matin) (soir)",
        "Lysanxia 10 mg : matin = , soir = 1",
        "Lysanxia 10 mg : matin : soir : 1",
        "Lexomil 1/4 matin, 1/4 midi, soir",
        # the hours between the intakes, or their number
        "ZELITREX 500 mg 1 cp 2x/j /8h 7 jrs",
        "DOLIPRANE 1 g 1 cp 3 fois par jour toutes les 6 h",
    ],
)
def test_a_lost_partner_is_asked(text: str) -> None:
    assert ASKED in {one.reason.value for one in line(text).review}


@pytest.mark.parametrize(
    "text",
    [
        "AMOXICILLINE 500 mg : 1 gélule matin et soir pendant 7 jours",
        "AMOXICILLINE 500 mg : 1 gélule matin et soir, QSP 7 jours",
        "DEPAKINE 200 mg/ml : 25 mg/kg matin et soir",
        "SPASFON 2 cp - 3 x/j",
        "DAFLON 500 mg : 1 cp matin et soir pendant 45 jours",
        "DAFLON 500 mg : 1 cp matin et soir pendant 56 jours",
        "DAFLON 500 mg : 1 cp matin et soir pendant 24 mois",
        "DAFLON 500 mg : 1 cp matin et soir pendant 120 jours",
        "DAFLON 500 mg : 1 cp matin et soir pendant 365 jours",
        "AMOXICILLINE 500 mg 1 gél 3 fois par jour toutes les 8h",
        "DOLIPRANE 1 g 1 cp 4 fois par jour, toutes les 4 h",
        "NICORETTE 15 mg/16h 1 patch 1/j",
        "Acupan 20 mg 1 amp sur un sucre 4 x /j",
        "Valium 10 mg 1 cp x4/j J1-J2, x3/j J3-J4",
        "Dépakine 500 mg 1 cp J1, 2 cp J2",
        "Dépakine 500 mg J1 1 cp, J2 2 cp",
        "Durogesic 25 µg/h 1 patch tous les 3 j 28 jours",
        "Ventoline - 2 bouf si gêne",
        "Rispéridone 0,5 mg le matin et 1 mg le soir",
        "Dépakote 500 mg : matin 2, soir 1",
        "Lysanxia 10 mg : 2 (matin) 1 (soir)",
        "Lexomil 1/4 matin, 1/4 midi et soir",
        "Lasilix 40 mg 1 cp le matin 30 min avant le petit déjeuner",
        "DOLIPRANE 1 g 1 cp 3/j si règles douloureuses le mois",
    ],
)
def test_what_is_whole_is_not_asked(text: str) -> None:
    assert not line(text).review


def test_a_word_cut_behind_a_route_is_told() -> None:
    cut = line("DOLIPRANE 24 mg/mL 1 dose po ids (poids 8 kg)/6h 3 jrs")
    assert any(one.reason.value == "unread-text" for one in cut.review)


def test_a_long_name_above_a_posology_is_a_drug_however_its_form_is_cut() -> None:
    name = "AMOXICILLINE/ACIDE CLAVULANIQUE VIATRIS sus pension buvable"
    found = read(f"{name}\n3 x par jour une dose poids pendant 10 jours").medications
    assert [one.medication.name for one in found] == ["amoxicilline/acide clavulanique"]
    assert found[0].review
