"""A number, a letter or a dash that a line lost: what is left may read well, and is asked."""

import pytest

from prescription.dosage import EventTiming
from tests.extraction.reading import line, reasons


@pytest.mark.parametrize(
    "text",
    [
        # The number before the unit
        "Doliprane 500 mg ..... cp ttes les 6-8h (3/j max) selon douleur",
        "Kardégic 75mg : sach midi au repas qsp 6 mois",
        "Pravastatine 40 mg : cpr. couch renouvelable 3x",
        "Cordarone 200 mg : cp sauf dimanche x 6 mois",
        "Advil 400 mg : cpé mat midi soir pdt repas 3j",
        "Macrogol 4000 10 g\nsachets matin QSP 15 j",
        "Optimizette 75 µg prendre cp tous les matins pour 12 mois",
        "Nicotine gomme 4 mg : | gomme si envie 1 bte",
        "Actiskenan 5 mg : gélule de cinq milligrammes toutes les quatre heures si douleur",
        # How many intakes
        "Seresta 50 mg : 1 comprimé si angoisse, max 1 par prise et par jour",
        "Ventoline 100 µg/dose\n2 bouffées si besoin (8j max)",
        "Acupan 1 ampoule si la douleur persiste pas pl us de 4 par jour sur un sucre",
        "Resitune 75mg 1cpé7j qsp 6 mois",
        "Advil 400 mg, comprimé\n1 comprimé voie orale prises par jour pendant 5 jours",
        "Primpéran 10 mg, comprimé\nprendre 1 comprimé prises/jour durant 2 jours",
        "Spasfon cpr 80mg - 2 x 37j si spasmes 6/j max",
        # The lower end of a range
        "Tercian 40mg/mL - -10 gouttes couch, x 15 jrs",
        "Tercian 40mg/mL : -10 gouttes au coucher",
        "Mupirocine 2 % pommade : 2 applications par jour, sur les lésions T à 9 j",
        "Forlax 10 g\nà 2 sachets/j, 1 mois de traitement",
        # The first moment, the first cell
        "Fucidine 2 % = 1 appl + soir x 7j",
        "Tanganil 500 mg, cp - 2 - 2 - 0 pour 5j",
        "Serc 8 mg cp : - 2 - 2 - 0 x 1 mois",
        "Transipeg 5,9g sachet = -2sct per os le matin 1 mois",
        "Zophren comprimé 8 mg : | 0 1 0 durée 3j",
        # The number of days, or of hours
        "Locoid 0,1 % : J1 à J8 : 1 appl soir puis J9 à J16 : 1 appl 1 soir sur puis stop",
        "Différine crème : appliquer un soir sur durant 3 mois",
        "Hélicidine, sirop 15 mL 3 fois/j, si toux sèche jours",
        "Otipax 4 gttes x3/j dans l'oreille droite B jours",
        "Diprosone crème 1 appl/j le soir sur plaques jours puis 1 j/2 pendant 10 jours",
        "Héparine calcique 5000 UI toutes les heures",
        "Morphine 5 mg toutes les heures",
    ],
)
def test_what_a_line_lost_is_asked(text: str) -> None:
    assert reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Oméprazole 20 mg, gélule : 1 le matin",
        "Oméprazole 20 mg\ngélule gastro-résistante, 1 le matin",
        "Advil 400 mg 1 comprimé trois prises par jour",
        "Solupred 5 mg 1 comprimé sept prises par jour",
        "Doliprane 1 g 1 cp si pas de gaz max 3/j",
        "Advil 400 mg, comprimé\n1 comprimé voie orale 3 prises par jour pendant 5 jours",
        "- Tercian 40mg/mL\n-10 gouttes au coucher",
        "Tanganil 500 mg cp - 2-2-0 pour 5j",
        "Tanganil 500 mg, cp - 2 - 2 - 2 - 0 pour 5j",
        "Tanganil 500 mg : 2 - 2 - 0 pour 5j",
        "Zophren 8 mg | 1 | 0 | 1 | 3 j",
        "Locoid 0,1 % : 1 appl 1 soir sur 2 pendant 8 jours",
        "Héparine sodique 500 UI/h en continu",
        "Fucidine 2 % = 1 appl matin + soir x 7j",
        "Hélicidine, sirop 15 mL 3 fois/j, si toux plusieurs jours",
        "Doliprane 1 g 1 cp x3/j, si fièvre de 3 jours",
        "Diprosone crème 1 appl tous les jours sur les plaques",
        "Ciloxan 1 goutte toutes les heures",
    ],
)
def test_whole_lines_are_not_asked(text: str) -> None:
    assert not line(text).review


@pytest.mark.parametrize("text", ["max . 4/j", "max. 4/j", "max : 4/j"])
def test_a_dot_behind_max_is_its_own(text: str) -> None:
    (dosage,) = line(f"Doliprane comp 1000 mg = 1 cp 4 x / j pdt 3 jrs {text}").dosage_instruction
    assert dosage.max_dose_per_period is not None
    assert dosage.max_dose_per_period.numerator.value == 4


@pytest.mark.parametrize("mention", ["Q SP", "q sp", "QS P", "QQSP", "QSSP", "QSP"])
def test_a_torn_qsp_is_what_is_supplied(mention: str) -> None:
    read = line(f"Triatec 5 mg 1 cp le matin {mention} 3 mois")
    assert read.dispense_request is not None
    assert read.dispense_request.expected_supply_duration is not None
    assert not read.review


def test_a_torn_verb_is_no_moment() -> None:
    (dosage,) = line(
        "Nitriderm TTS 10 mg/24 h, 1 patch le matin, à en lever le soir"
    ).dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat.when == (EventTiming.MORN,)


@pytest.mark.parametrize("cells", ["0 - 0\n- 1", "0 - 0 -\n1", "0-0\n-1"])
def test_cells_that_two_rows_share_stay_one(cells: str) -> None:
    whole = line("montélukast 5 mg, comprimé\n0 - 0 - 1 durée : 3 mois")
    parted = line(f"montélukast 5 mg, comprimé\n{cells} durée : 3 mois")
    assert parted.review or [d.timing for d in parted.dosage_instruction] == [
        d.timing for d in whole.dosage_instruction
    ]


@pytest.mark.parametrize("glued", ["pour5 mL", "par5 mL", "pour 5 mL", "/5 mL"])
def test_a_glued_volume_is_part_of_the_strength(glued: str) -> None:
    read = line(f"Clamoxyl 250 mg {glued}, poudre pour suspension buvable : 1 dose-poids x3/j")
    assert [ratio.denominator for ratio in read.medication.strength] == [
        ratio.denominator for ratio in line("Clamoxyl 250 mg/5 mL").medication.strength
    ]


@pytest.mark.parametrize("glued", ["1 appl1-2/j", "1 appl 1-2/j"])
def test_a_number_glued_to_a_unit_is_no_letter(glued: str) -> None:
    (dosage,) = line(f"Dexeryl : {glued} pdt 1 mois").dosage_instruction
    repeat = dosage.timing.repeat if dosage.timing else None
    assert repeat is not None
    assert (repeat.frequency, repeat.frequency_max) == (1, 2)
