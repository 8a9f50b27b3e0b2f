"""Words that lost a letter, or are glued or cut: what is left of them is not taken as sure."""

import pytest

from ordonnancier.capture import capture_text
from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")


@pytest.mark.parametrize(
    "text",
    [
        "Clamoxyl 1000 mg 1 cpr mat midi sir pdt repas 5 j",
        "Inexium 40 mg 0-0-1 SP 8 sem",
        "Bisoprolol 2,5 ms ..... 1 comp le mat",
        "Miansérine, comprimé 10 ms : ½ comprimé le soir",
        "Efferalgan 500 mg comprimé : si fièvre > 38,51 comprimé 4 fois par jour 3 jours",
        "Tercian 25 mg en cas d'angoisse u n à 2 comprimés matin et soir",
        "Nicorette 2 mg 1 gomme en cas d'envie de fu mer",
        "Fumafer 66 mg 1 le matin 2 mois à jeu",
        "Triatec cp r5\n1 le soir QSP 3 mois",
        "Kardegic 75 mg sachet 1 sc 1 fois par jour",
        "Solupred 5 kg, comprimé orodispersible : 1 mg/kg (15 kg) le matin 3 jours",
        "Imodium 2 mg 1 matin midi et soir, en cas de besoin traitement de 5",
        "Lovenox 4000 UI/0,4 mL 1 inj/jour pour 35 g",
        "Tanganil comp 500 mg 2 mat. et soit x 5j",
        "Acupan 20 mg 1 ampoule si besoin pcs plus de 4 par jour",
        "Hydrocortisone cpr 10 mg\n2 pr le matin,1 cp le midi",
        "Hydrocortisone 10 mg eux comp. tous les matins, 1 cp à midi",
        "Tercian 40 mg/mL solution buvable : 5 b 10 gouttes si agitation",
        "Doliprane 24 mg/mL susp buv 1 dose-po ids ttes les 6 h",
        "Ventoline 100 µg : si nécessaire nl à 2 bouffées",
        "Titanoréine crème 2 applications/j 5 NR",
        "Thiamine 250cm g cpr 2-0-0",
        "Doliprane 1b cp : 1cp/6 h 5 j",
        "Paracétamol 1000 mg 1 comp si douleur mad 4/j",
        "Paracétamol 500 mg op\n1 comp 3 fois par jour",
        "Rocéphine 1 g 1 inj IM ven 1 prise",
        "Gliclazide Biogaran 60mi cp 1 cpr au petit déjeuner",
        "Bisoprolol 2,5 mg, crp séc 1 comp. à prendre matin",
        "Euphytose comp 2 cpr peros mar midi soir",
        "Doliprane 500 mg 1 cpr si dl sansdépasseor 3/j",
        "Cardensiel 2,5 mg op = 1 cpr mat",
        "Uvedose amp 100000 mI 1 amp en une prise",
        "Motilium 10 mg 1 cp si besoin pas plusde 3 par jour",
        "Doliprane 1 g 1 cp si douleur dose maxiimale 3 par jour",
        "Spasfon Lyoc 160 mg 1 lyophilisat OP 3 prises/j",
        "Cosopt 20 mg/5 mg par m collyre 1 goutte matin et soir",
        "Seretide Diskus 500/50 : 1 inhalation matin et soir, sc rincer la bouche après",
        "Apokinon 5 mg/ml 0,4 ml SC si blocage nnax 5/j",
    ],
)
def test_the_rest_of_a_word_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Toplexil sirop 1 càs le soir 5 jours",
        "Bisoprolol 2,5 mg 1 cp matin et soir",
        "Doliprane 1 g 1 cp si fièvre > 38,5, 3 fois par jour 3 jours",
        "Fumafer 66 mg 1 le matin à jeun 2 mois",
        "Hémigoxine 0,125 1 cp lun mer ven",
        "Triatec 5 mg 1 cp le soir QSP 3 mois (R 5)",
        "Lovenox 4000 UI 1 inj SC par jour pendant 10 jours",
        "Doliprane 2,4 % 1 dose-poids x4/j (10 kg)",
        "Efferalgan 1 dose-poids x4/j",
        "Hydrocortisone 10 mg 2 cp le matin, 1 cp à midi",
    ],
)
def test_whole_words_are_not_asked(text: str) -> None:
    assert line(text).review == ()


@pytest.mark.parametrize(
    "text",
    [
        "Amikacine 500 mg 1000 g IV en une prise",
        "Amiklin 500 mg 1000 ng IV en une prise",
        "Mébendazole 100 g 1 cp en une prise",
        "Ibuprofène 400 mg 1 dp matin, midi et soir 5 jours",
    ],
)
def test_an_amount_that_nobody_takes_is_asked(text: str) -> None:
    assert ("dosageInstruction[0].doseAndRate", "dose-implausible") in reasons(line(text))


def test_a_mention_glued_to_the_word_before_is_one() -> None:
    medication = line("Ventoline 100 µg 2 bouffées si besoin 1 mois de traitementAR 2 fois")
    assert medication.dispense_request is not None
    assert medication.dispense_request.number_of_repeats_allowed == 2
    timing = medication.dosage_instruction[0].timing
    assert timing is not None
    assert timing.repeat.frequency is None


def test_a_short_name_in_mid_sentence_is_no_drug() -> None:
    medication = line("Doliprane 1 g 1 cp toutes les 6 h traitement dhe 3 jours")
    assert medication.medication.name == "Doliprane"
    assert medication.review


def test_a_misread_unit_is_no_vaccine() -> None:
    medication = line("Avamys 27,5 bcg 2 pulvérisations le matin")
    assert medication.medication.name == "Avamys"


def test_a_dose_at_an_hour_among_kept_words_is_asked() -> None:
    assert ASKED in reasons(line("Normacol lavement 1 flacon à 20h et 1 à 6h avant examen"))


def test_a_dose_before_and_a_dose_behind_the_name_are_asked() -> None:
    parted = capture_text(
        "Parkinane LP 2 mg\n1 gélule le matin Effexor LP 75 mg\n2 gélules le soir\n"
    )
    last = parted.prescriptions[0].medications[-1]
    assert ASKED in reasons(last)
    assert reasons(line("Prendre 1 cp de Lasilix 40 mg le matin")) == set()
