"""Numbers of which a digit became a sign or a letter: the rest of them is not taken as sure."""

import pytest

from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")


@pytest.mark.parametrize(
    "text",
    [
        "Lantus Solostar !8 U SC à 22h",
        "Tresiba 100 UI/ml stylo : '6 UI SC à 22h",
        "Toujeo 300 unités/mL : |8 unités à 21h00",
        "Cortancyl 20 mg : 60 mg/j pdt 7 jours, 4D mg/j pdt 7 jours",
        "Tercian 40 mg/mL : 1D gttes matin - 10 gttes midi - 25 gttes coucher",
        "Levothyrox 75 µg : 1 cp 3D min avant le petit-déjeuner",
        "Levothyrox 75 µg : 1 cp le matin, 2D minutes avant le petit-déjeuner",
        "Nébivolol 5 mg 1f2 cp le matin",
        "Rimifon i50 mg cp : 2 cp le matin",
        "Bisoprolol z,5 mg cpr 1-0-0-0",
        "Dédrogyl 3 gttes/j jusqu'à /8 mois",
        "Acupan 1 amp sur un sucre x A/j",
        "Acupan 1 amp sur un sucre A fois par jour",
        "Paracétamol 1 g 1 cp toutes les si heures",
        "Dupixent 300 mg : 2 injections SC à JI puis 1 injection SC toutes les 2 semaines",
        "Célestène gouttes 0,05 % : 10 goutteskg le matin 3 jours",
        "Pantoprazole 40 mg !cp avant le petit déjeuner",
        "Josir LP 0,4 mg '/j après le repas du soir",
        "Movicol ' à 2 sachets par jour selon transit",
        "Atarax 25 ½ à ' le soir si démangeaisons",
        "Lasilix 40 : ' matin + ½ midi",
        "Lasilix 40 : / matin + ½ midi",
        "Lyrica 75 mg gel / matin et soir",
        "Lyrica 75 / matin et 2 le soir",
        "Lévétiracétam 250 mg cp Matin 2 / Midi D / Soir 3",
        "Exacyl 500 mg 2 cp x 3/j pendant les règles 15 j max)",
        "Urapidil LP 60 mg 1 gel x 2 18h-20h)",
        "Forlax 10 g à 2 sachets le matin",
        "Spasfon 2 cp 13/j si douleur",
        "Tobradex collyre 1 gtte 41/j OD 1 semaine",
        "Tixtar 550 : 10-1-0 cp",
        "Copaxone 40 mg7mL : 1 seringue SC 3 fois par semaine",
        "Lovenox 4000 UI70,4 mL : 1 injection SC par jour pendant 10 jours",
        "Metoject 15 mg0,3 mL, 1 injection SC le lundi",
        "Epipen 0,30 mg(0,3 mL : 1 injection IM si choc",
        "Exelon 4,6 mg24 h : 1 patch par jour",
        "Toujeo 300 Ufml stylo : 22 U le soir",
        "Laroxyl 40 mg/mL gouttes : 5 gouttes le soir 3 jours puis 1() gouttes le soir",
        "Levothyrox 88 µg 1 cp le matin 3D mn av pt dej",
        "Lasilix 40 : 2 le matin / à midi",
        "Zyloric 200 mg : ! ap. le déj.",
        "Stromectol 3 mg : A cp en une prise",
        "Tamoxifène 2D 1 par jour pdt 5 ans",
        "Stilnox 10 : 1/2 au coucher, /4 jrs",
        "Diprosone crème 1x/j 5j puis 21/sem 15j",
        "Importal 10 g 2 sachets par jour au petit d6j",
        "Tahor 80 mg cp : 1 cp le soir, QSP 1 mois, AR 1! fois",
        "Protopic 0,1 % pommade 2 fois/semaine 1lundi et jeudi)",
        "Clarelux mousse 1 noisette matin et soir z semaines",
        "Indocollyre 0,1 % : 1 gtte OD x 4/j, à poursuivre ' mois",
        "Exacyl 1 g110 mL 1 amp buv 3x/j",
        "Lantus 0-0-0.24 UI",
        "Symbicort 200/6 : i inhalation matin et soir, + 1 inhalation si besoin",
        "Forxiga 1D, un par jour, trois mois",
        "Arixtra z,5 : 1 inj/j 45 jours",
        "Furosémide 40 mg : 2 comprimés à 8h et 1 comprimé à /4h",
        "Scoburen 20 mg/mL : 1 ampoule SC toutes les 8 b",
        "Fucidine 2 % crème 1 appl 2 fois par jour s à 7 jours",
        "Doliprane 1 g 1 cp toutes les 6h sans dépasser 49/j",
        "Pylera 3 gélules matin, midi, soir (après repas1 et au coucher",
        "Ventoline 100 µgldose : 2 bouffées si gêne",
        "Rhinofluimucil 2 pulv 3-41/j chaque narine 5 j",
        "Stelara 90 mg ' ser SC toutes les 8 sem",
    ],
)
def test_the_rest_of_a_number_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Lantus Solostar 18 U SC à 22h",
        "Spasfon 2 cp x3/j",
        "Spasfon (80 mg) 2 cp 3 fois par jour",
        "Paracétamol 2,4 % : 1 dose-poids (28kg) toutes les 6 h",
        "Laroscorbine C500 mg 1 cp/j",
        "Zithromax 250 mg 2 cp J1 puis 1 cp/j 4 jours",
        "Lovenox 4000 UI/0,4 mL (0,4 ml) 1 injection SC par jour",
        "Novorapid 10-12-14 UI avant les repas",
        "Amlor 5 mg 1 gélule/matin",
        "Ramipril5mg 1cp/j 3mois",
        "Xanax 0,25 mg 1 cp à 8h, 1 cp à 20h",
        "Kaléorid LP 600 2 cp l'après-midi",
        "Bisoprolol 2,5 mg cp matin : 1, soir : 1",
        "Kayexalate 15 g 1 cuillère à mesure par jour",
        "Locapred 0,1 % crème à appliquer matin, soir pendant 7 jours",
        "Hydroxyzine 25 mg, cp\nle soir 1 comprimé pendant 15 jours",
        "Tadalafil 10 mg, comprimé\n1/2 comprimé si nécessaire",
    ],
)
def test_whole_numbers_are_not_asked(text: str) -> None:
    assert reasons(line(text)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Aerius 5 mg cp/j",
        "Oxynorm 5 mg gel /4h si douleur, maxi 6/j",
        "Ramipril 5 mg : comprimé le matin pendant 3 mois",
        "Cardensiel 2,5 mg - comprimé par jour le matin",
        "Seresta 50 mg : comprimé si angoisse",
        "Dépakine Chrono 500 mg : cp matin et 2 cp soir",
        "Risperdal 1 mg cp matin 2 cp soir",
        "Warfarine 2 mg : 2 comprimés lundi ; comprimé et demi les autres jours",
        "Zithromax 250 mg : 2 cp le premier jour puis cp par jour les 4 jours suivants",
        "Divalcote 500 mg : cp le matin et 2 cp le soir, au milieu des repas",
        "Lyrica 25 mg : 1 gél matin et soir 3 j puis matin 2 soir",
        "Diamicron 60 : cp ½ au petit déjeuner",
    ],
)
def test_a_unit_that_lost_its_number_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Vitamine B12 1000 µg 1 ampoule IM par nnois",
        "Ozempic 0,5 mg : 1 injection sous-cutanée par 5emaine, le dimanche",
        "Uvédose 100 000 UI 1 ampoule tous les mxis",
    ],
)
def test_a_rhythm_of_unknown_words_is_asked(text: str) -> None:
    assert reasons(line(text))


def test_a_bracket_inside_a_word_is_a_j() -> None:
    seen = line("Procuta 20 mg 1 capsule au dé]euner pendant 28 ]ours")
    meant = line("Procuta 20 mg 1 capsule au déjeuner pendant 28 jours")
    timings = [[d.timing for d in one.dosage_instruction] for one in (seen, meant)]
    assert timings[0] == timings[1] != []
    assert seen.review == ()


@pytest.mark.parametrize("written", ["NS lMTE)", "NS (MTEj", "NS (MTE)"])
def test_a_bracket_of_the_reason_for_no_substitution_may_be_misread(written: str) -> None:
    one = line(f"Cellcept 500 mg 2 cp x 2/j {written}")
    assert one.substitution is not None
    assert (one.substitution.allowed, one.substitution.reason) == (False, "MTE")
    assert one.review == ()
