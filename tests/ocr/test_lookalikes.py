"""Words that no prescription holds as they were read are told by the words around them."""

import pytest

from ocr.page import Word
from ocr.signs.lookalikes import meant
from ocr.signs.near_words import near_word


def told(line: str) -> str:
    """The line with each word as what it stands for."""
    words = [Word(text) for text in line.split()]
    stands_for = (meant(words, k) or near_word(words, k) for k in range(len(words)))
    return " ".join(text or word.text for text, word in zip(stands_for, words, strict=True))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("0 - O - 1 - O pendant 3 mois", "0 - 0 - 1 - 0 pendant 3 mois"),
        ("0 - O0 - 1 - Q", "0 - 0 - 1 - 0"),
        ("() - 1 - 0 - 0", "0 - 1 - 0 - 0"),
        ("prendre Leomprimé matin", "prendre 1comprimé matin"),
        ("Icpé le matin", "1cpé le matin"),
        ("leomp 1x/}", "1comp 1x/j"),
        ("1 inj/) pdt 3 jrs", "1 inj/j pdt 3 jrs"),
        ("J1 à 37", "J1 à J7"),
        ("de J1 à 310, puis", "de J1 à J10, puis"),
        ("0,25 mg/mit, collyre", "0,25 mg/ml, collyre"),
        ("0,25 mg{ml collyre", "0,25 mg/ml collyre"),
        ("24 mg/mt,, 1 dose", "24 mg/ml, 1 dose"),
        ("stylo 100 uilmL puis 100 ui/mil", "stylo 100 ui/mL puis 100 ui/ml"),
        ("filgrastim 30 MUV/0,5 mL", "filgrastim 30 MUI/0,5 mL"),
        ("si fièvre (max 4/)) 5j", "si fièvre (max 4/j) 5j"),
        ("matin, soir durée : 15. jours", "matin, soir durée : 15 jours"),
        ("matin, soir durée : 15.jours", "matin, soir durée : 15jours"),
        ("DIAMICRON LM 3omg cp", "DIAMICRON LM 30mg cp"),
        ("stylo o,7smg puis 1omg/ml", "stylo 0,75mg puis 10mg/ml"),
        ("Voltarène $o mg comp", "Voltarène 50 mg comp"),
        ("Triatec 1 0 0 ‘0", "Triatec 1 0 0 0"),
        ("DEXERYL : rappl 1-2/j", "DEXERYL : 1appl 1-2/j"),
        ("cpr 500mg tepr. 2x/j", "cpr 500mg 1cpr. 2x/j"),
        ("DOLIPRANE 1000 mg epr", "DOLIPRANE 1000 mg cpr"),
        ("comprimé .......... Lau matin", "comprimé .......... 1au matin"),
        ("1-0-0, OSP 6 mois", "1-0-0, QSP 6 mois"),
        ("VENOFER 100mg/5mil inj", "VENOFER 100mg/5ml inj"),
        ("Filgrastim 30 MUI/0,5 mi seringue", "Filgrastim 30 MUI/0,5 ml seringue"),
        ("Efferalgan 30 mg/mlL, solution", "Efferalgan 30 mg/ml, solution"),
        ("1 injection {M dose unique", "1 injection IM dose unique"),
        ("1 amp !V/sem", "1 amp !V/sem"),
        ("1cpr 2 fois par jour pdt 3 mais", "1cpr 2 fois par jour pdt 3 mois"),
        ("14 unités 4 21h", "14 unités à 21h"),
        ("14 unités 4 21 h", "14 unités à 21 h"),
        ("2 % - 3 app//, 5j", "2 % - 3 appl/j, 5j"),
        ("Zymad 10 OOOUI/ml", "Zymad 10 000UI/ml"),
        ("durée s j", "durée 5 j"),
        ("6 UI si > 2,50 g/1", "6 UI si > 2,50 g/l"),
        ("4 U de 2 à 2,50 gi,", "4 U de 2 à 2,50 g/l,"),
        ("1 dose-polds ttes les 6h", "1 dose-poids ttes les 6h"),
        ("comprimé $oo mg/62,5 mg", "comprimé 500 mg/62,5 mg"),
        ("tous les soirs gsp 1 mois", "tous les soirs qsp 1 mois"),
        ("1gtte œil droit tes les 12h", "1gtte œil droit ttes les 12h"),
        ("1 comp mal et soir", "1 comp mat et soir"),
        ("1 unidose par narine si hes", "1 unidose par narine si bes"),
        ("2 houffées le soir", "2 bouffées le soir"),
        ("100 mL de NaCI 0,9 %", "100 mL de NaCl 0,9 %"),
        ("4 fois/jour, de JT à JS", "4 fois/jour, de J1 à J5"),
        ("1 cp toutes les & h si douleur", "1 cp toutes les 8 h si douleur"),
        ("1 cp ttes les Bh, durée : Z mois", "1 cp ttes les 8h, durée : 2 mois"),
        (
            "APROVEL 150 mg, comprimé : / comprimé le matin",
            "APROVEL 150 mg, comprimé : 1 comprimé le matin",
        ),
        ("1 cp toutes les G heures puis G bouffées", "1 cp toutes les 6 heures puis 6 bouffées"),
        (
            "2 fois par jour, pendant une durée de / jours",
            "2 fois par jour, pendant une durée de 7 jours",
        ),
        ("Dexeryl, crème : L'application le matin", "Dexeryl, crème : 1application le matin"),
        ("Lasilix 6@mg puis 1©0 mg", "Lasilix 60mg puis 100 mg"),
        ("le ler jour puis $ mg et Smg", "le 1er jour puis 5 mg et 5mg"),
        ("100 U.I./m1I, stylo", "100 U.I./ml, stylo"),
        ("4 UT le matin et 6 Ul le soir", "4 UI le matin et 6 UI le soir"),
        ("Azyter 15mg/9", "Azyter 15mg/g"),
        ("Rovamycine 3 MUL cp", "Rovamycine 3 MUI cp"),
        ("Humalog 12 U1 midi", "Humalog 12 UI midi"),
        ("Lantus 100U1/mIl stylo", "Lantus 100UI/ml stylo"),
        ("Lantus 100 UL/mL stylo", "Lantus 100 UI/mL stylo"),
    ],
)
def test_what_only_a_digit_or_a_unit_may_be_is_one(read: str, printed: str) -> None:
    assert told(read) == printed


@pytest.mark.parametrize(
    "line",
    [
        "Docteur O Martin",
        "vitamine B12 - O. Durand",
        "Leroy comprimé",
        "1 cp/j (max 3/j)",
        "6) Amlor",
        "38 à 39 °C",
        "J1 à J37",
        "de 3 à 37 semaines",
        "250 mg/5 mL",
        "125 mg/9 mL",
        "perfusion 10 mg/min",
        "375 mg/m²",
        "4 U le matin",
        "service UL",
        "100 U.I./mL stylo",
        "100UI/ml, stylo",
        "1 à 2. Doliprane 1 g",
        "2 fois par jour le 15. Revoir",
        "si mal de gorge",
        "solution S mg",
        "omg",
        "Lau Martin",
        "mal au ventre le soir",
        "selon tes besoins",
        "Dr JT Martin",
        "matin & soir",
        "contact@mg.fr @mg",
        "pénicilline G injection, 1 cp / jour, L'application doit",
        "40 mg / comprimé, 1 cp / jour",
        "vitamine B, 1 mois",
        "B. Haas, 1 cp & 2 gél",
        "RCP le 12/03",
        "1 dose-poids, 2 g/l, 3 g 1 fois",
        "prendre 1 ou 2 mais jamais 3",
        "1 cp 4 fois par jour puis 4 h",
        "durant 3 mois, 2 mots",
        "Dr s. Jouve",
    ],
)
def test_what_may_stand_on_paper_stays(line: str) -> None:
    assert told(line) == line
