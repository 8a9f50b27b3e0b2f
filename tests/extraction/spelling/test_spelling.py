"""Repairs of OCR and typing, what must stay as it is, and the way back to the page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.drugs.vocabulary import is_prescription_word
from extraction.posology.misread_words import Repair
from extraction.posology.repairs import repair


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("1 cp rnatin et soir", "1 cp matin et soir"),
        ("1 cornprimé", "1 comprimé"),
        ("1 comprirné le 5oir", "1 comprimé le soir"),
        ("1 gé1ule", "1 gélule"),
        ("2 sachcts", "2 sachets"),
        ("3 fois par jonr", "3 fois par jour"),
        ("1 cuilère à café", "1 cuillère à café"),
        ("500 rng", "500 mg"),
        ("100 Ul", "100 UI"),
        ("1,5 MUL/250 mg", "1,5 MUI/250 mg"),
        ("5 rnL", "5 mL"),
        ("20my cp", "20mg cp"),
        ("100 UI/m£", "100 UI/mL"),
        ("pendant 7 jouis", "pendant 7 jours"),
        ("matinetsoir", "matin et soir"),
        ("2 cpmatin", "2 cp matin"),
        ("3 foisparjour", "3 fois par jour"),
        ("1 com primé", "1 comprimé"),
        ("1 cp mat in", "1 cp matin"),
        ("au coucber", "au coucher"),
        ("pendant 5 joiirs", "pendant 5 jours"),
        ("ge1 2 %", "gel 2 %"),
        ("20 mg ep 1 le soir", "20 mg cp 1 le soir"),
        ("1 géliile le soir", "1 gélule le soir"),
        ("toutes Ies 6 h", "toutes les 6 h"),
        ("1 inj lM", "1 inj IM"),
        ("1 app|ication", "1 application"),
        ("1 goutte 0DG", "1 goutte ODG"),
        ("1cpx3/jaux repas", "1cpx3/j aux repas"),
        ("en casde douleur", "en cas de douleur"),
        ("28jde traitement", "28j de traitement"),
        ("Q$P 3 mois", "QSP 3 mois"),
        ("14 mg/24 b, patch", "14 mg/24 h, patch"),
        ("100 Ul/mIi", "100 UI/mL"),
        ("dose unlque", "dose unique"),
        ("uncomprimé le soir", "un comprimé le soir"),
        ("du lundi auvendredi", "du lundi au vendredi"),
        ("1 ampouleSC", "1 ampoule SC"),
        ("à enleverle soir", "à enlever le soir"),
        ("2 perssions", "2 pressions"),
        ("si gênemax 8/j", "si gêne max 8/j"),
        ("ma× 8/j", "max 8/j"),
        ("x4/j si dir maxi 4/j", "x4/j si dlr maxi 4/j"),
        ("2 cps si di", "2 cps si dl"),
        ("3 mg/mil, 1 goutte", "3 mg/mL, 1 goutte"),
        ("Q.SP, trois mois", "QSP trois mois"),
        ("QSP ,; 3 mois", "QSP 3 mois"),
    ],
)
def test_letters_are_put_right_in_silence(seen: str, meant: str) -> None:
    repaired = repair(seen)
    assert repaired.text == meant
    assert not any(one.matters for one in repaired.repairs)


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("5O0 mg", "500 mg"),
        (" l50 1-0-0", " 150 1-0-0"),
        (" l8 U le soir", " 18 U le soir"),
        ("37,5 mgl2 mL", "37,5 mg/2 mL"),
        ("20MG L GELULE", "20MG 1 GELULE"),
        ("40MG l GELULE", "40MG 1 GELULE"),
        ("5O0mg", "500mg"),
        ("0.S mg", "0.5 mg"),
        ("O,5 mg", "0,5 mg"),
        ("l cp matin", "1 cp matin"),
        ("l le matin", "1 le matin"),
        ("I matin et soir", "1 matin et soir"),
        ("lcp matin", "1cp matin"),
        ("Icpr/j durée 3 mois", "1cpr/j durée 3 mois"),
        ("lcp/jour", "1cp/jour"),
        ("l0mg/j", "10mg/j"),
        ("I comprimé", "1 comprimé"),
        ("| gélule", "1 gélule"),
        ("1O jours", "10 jours"),
        ("pendant Tjours", "pendant 7 jours"),
        ("pendant / jours", "pendant 7 jours"),
        ("3 cp/)", "3 cp/j"),
        ("3 cpi)", "3 cp/j"),
        ("x3lj", "x3/j"),
        ("75 pg", "75 µg"),
        ("S00 mg", "500 mg"),
        ("1 - @ - O x 1 mois", "1 - 0 - 0 x 1 mois"),
        ("1-O-1", "1-0-1"),
        ("pendant 15)", "pendant 15j"),
        ("durée 7}", "durée 7j"),
        ("durée : 7]", "durée : 7j"),
        ("0,25 mg1mL", "0,25 mg/mL"),
        ("1 q x 3/j", "1 g x 3/j"),
        ("1e matin", "le matin"),
        ("quinse jours", "quinze jours"),
        ("l/2 cp", "1/2 cp"),
        ("I/4 cp le soir", "1/4 cp le soir"),
        ("lO mg", "10 mg"),
        ("lOO µg", "100 µg"),
        ("S mg", "5 mg"),
        ("so mg", "50 mg"),
        ("soo mg", "500 mg"),
        ("io µg", "10 µg"),
        ("pdt S jours", "pdt 5 jours"),
        ("l g", "1 g"),
        ("100 OOO Ul", "100 000 UI"),
        ("5OOmg/5ml", "500mg/5ml"),
        ("pdt1Ojours", "pdt10jours"),
        ("1 cp à l2 h", "1 cp à 12 h"),
        ("l bain de bouche", "1 bain de bouche"),
        ("l-0-l", "1-0-1"),
        ("l - O - l", "1 - 0 - 1"),
        ("3 fois1j", "3 fois/j"),
        ("pdt 10i", "pdt 10j"),
        ("QSP ] mois", "QSP 1 mois"),
        ("1 gélule, St douleur", "1 gélule, si douleur"),
        ("x3/j 51 fièvre", "x3/j si fièvre"),
        ("st besoin", "si besoin"),
        ("durée 7 frs", "durée 7 jrs"),
        ("2 lois par jour", "2 fois par jour"),
        ("G bouffées toutes les 4 h", "6 bouffées toutes les 4 h"),
        ("matin et soi prendre", "matin et soir prendre"),
        ("cp 1 y, 1 cp x2/j", "cp 1 g, 1 cp x2/j"),
        ("lcpé x1/j", "1cpé x1/j"),
        ("si gêne m axi 8/j", "si gêne maxi 8/j"),
        ("1 g élule", "1 gélule"),
        ("1 c omprimé", "1 comprimé"),
        ("au petit d éjeuner", "au petit déjeuner"),
    ],
)
def test_digits_and_units_are_put_right_and_told(seen: str, meant: str) -> None:
    repaired = repair(seen)
    assert repaired.text == meant
    assert any(one.matters for one in repaired.repairs)


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("4 mg/0,4 mi collyre", "4 mg/0,4 mL collyre"),
        ("500 mg/200 ui, ep : 1", "500 mg/200 ui, cp : 1"),
    ],
)
def test_units_that_nothing_else_is_like_are_put_right(seen: str, meant: str) -> None:
    assert repair(seen).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "1 cp matin, midi et soir pendant 5 jours si douleur, max 3/j",
        "appliquer sur les mains et le visage",
        "pas plus de 4 par jour, sinon consulter",
        "1 L par jour",
        "2 l/24h",
        "2 l par jour",
        "vitamine B12 1000 µg",
        "1-0-1 puis 1-0-0",
        "(1 cp x 3/j)",
        "parfois, surtout le soir",
        "enfin, demain matin",
        "dans un verre d'eau",
        "sans dépasser 4 g/j",
        "Solostar FlexPen Turbuhaler",
        "1/2 cp le soir",
        "100 000 UI",
        "de 8h à 20h",
        "01/02/2026",
        "Page 1/1",
        "1/2 cp",
        "renouvelé 3 fois",
        "2 quantités",
        "si diarrhées ou nausée",
        "si irritation",
        "vitamine D3, T4, B12",
        "20 mg / 12,5 mg",
        "L de soluté",
        "1 cp sl si besoin",
        "Q.S.P. 1 mois",
        "QSP : 3 mois",
        "il y a 2 jours",
        "matin et soir",
        "2 sl le matin, 51 ans",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert repair(text).text == text


def test_a_word_that_could_be_two_stays() -> None:
    assert repair("jans nourriture").text.startswith("jans")


def test_a_repair_leads_back_to_the_words_of_the_page() -> None:
    repaired = repair("l cp rnatin pendant Tjours")
    at = repaired.text.index("matin")
    start, end = repaired.locate(at, at + len("matin"))
    assert repaired.original[start:end] == "rnatin"
    at = repaired.text.index("7 jours")
    start, end = repaired.locate(at, at + len("7 jours"))
    assert repaired.original[start:end] == "Tjours"


def test_given_repairs_come_first() -> None:
    text = "1\n3 mois"
    repaired = repair(text, [Repair(1, 1, " le matin,"), Repair(2, 2, "pendant ")])
    assert repaired.text == "1 le matin,\npendant 3 mois"
    at = repaired.text.index("le matin")
    assert repaired.locate(0, at + len("le matin")) == (0, 1)


def test_misread_everyday_words_are_known_for_what_they_are() -> None:
    assert is_prescription_word("rnatin")
    assert is_prescription_word("cornprime")
    assert not is_prescription_word("doliprane")


@settings(max_examples=300, deadline=None)
@given(st.text("0O1lI|5S8Bmgrnatincpdjou/.,() \n½é'", max_size=60))
def test_every_span_of_a_repaired_text_lies_in_the_original(text: str) -> None:
    repaired = repair(text)
    ends = range(0, len(repaired.text) + 1, 3)
    for start in ends:
        for end in (e for e in ends if e >= start):
            first, last = repaired.locate(start, end)
            assert 0 <= first <= last <= len(text)
    assert repaired.locate(0, len(repaired.text)) == (0, len(text)) or not repaired.text


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_a_repair(text: str) -> None:
    assert repair(text).original == text


@pytest.mark.parametrize(
    "text",
    [
        "quand follicule > 18 mm",
        "si réponse insuffisante",
        "si elle tousse",
        "terrain allergique",
        "compote de pommes",
        "plaie de 5 millimètres",
        "à cet endroit",
        "tournée de l'infirmière",
        "ne pas toucher",
        "sucer des glaçons",
        "purée",
    ],
)
def test_words_of_the_language_stay_as_they_are(text: str) -> None:
    assert repair(text).text == text


@pytest.mark.parametrize(
    ("seen", "meant"),
    [("1 cp malin et soir", "1 cp matin et soir"), ("position couchée", "position coucher")],
)
def test_a_word_of_the_language_taken_for_a_misread_one_is_told(seen: str, meant: str) -> None:
    repaired = repair(seen)
    assert repaired.text == meant
    assert [one.matters for one in repaired.repairs] == [True]
