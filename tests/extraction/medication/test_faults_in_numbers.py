"""What one fault of typing or reading leaves of a number, a unit or a link: asked, never sure."""

import pytest

from tests.extraction.reading import line, reasons


@pytest.mark.parametrize(
    "text",
    [
        "Doliprane 1000 mg 1 cp x3l/j si fièvre",
        "Paracétamol 1 g comp : 1 cp A/j pdt 10 jrs",
        "Métoclopramide 10 mg/2 mL 1 amp IV18 h, 5 jrs",
        "Orocal Vitamine D3 500 mg400 UI comprimé : 1 par jour",
        "Orocal Vitamine D3 500 mg1400 UI comprimé : 1 par jour",
        "Azithromycine 15 mgg, collyre : 1 goutte matin et soir 3 jours",
        "Soolantra 10 mg g crème : 1 appl/j le soir",
        "Ventoline 100u g 2 bouffées si besoin",
        "Vismed unidoses : 1 goutte à 6 fois/jour dans les deux yeux",
        "Fucidine 2 % crème à 3 applications par jour 7 jours",
        "Lamaline gélules : 2 gel x 3 à /j si douleur",
        "Lamaline gélules : 2 gel x 3 à 5j si douleur",
        "Novonorm 1 mg 1 cp avant chaque repas (31j)",
        "Smecta 3 5achets par jour 3 jours",
        "Cardensiel 1,25 : 1/2 cp matin et 12 cp soir",
        "Ramipril 2,5 cp le matin",
        "Coumadine 5 mg : cp 1/4 le soir",
        "Doliprane 500 mg → cp 4 fois par jour",
        "Bisoprolol 5 mg : cp Ie matin",
        "Salbutamol 100 µg 2 bouffées toutes les h si gêne",
        "Trelegy Ellipta 92/55/22 : 1 inhalation / h",
        "Duphalac 10 g 715 ml : 2 sachets par jour",
        "Scopolamine 0,5 mg 2 ml : 1 amp SC toutes les 8 h",
        "Céfixime 100 mg/5 ml : 8 mg/kg/j en prises",
        "Doliprane 2,4 % : 1 dose-poids toutes les heures si fièvre",
        "Novonorm 1 mg 1 cp avant chaque repas (3j)",
        "Vitamine B12 1000 µg : 1 amp IM/j x 7 j puis 1/sem x 4 sem puis 1mois à vie",
        "Skenan LP 30 mg : gel à 8h et 20h",
        "Levothyrox 75 µg → comp. chaque matin",
        "Mirtazapine 15 mg, cp ..... à 2 comp. au coucher",
        "Eludril : à 3 bains de bouche par jour",
        "Duphalac 10 g|15 ml : 2 sachets par jour",
        "Azithromycine 15 mglg, collyre 1 goutte matin et soir",
        "Coumadine 2, 5 mg le soir",
        "Nicorette 2 mg gomme 1 gomme si envie, max 121j",
        "Doliprane 1g x 424h",
        "Locoid 0,1 % appliquer 1 soir sur , x 10 j sur les lésions",
        "Paracétamol 1 g : 1 cp toutes les 6 h en cas de douleurs durée Bj",
        "Advil 400 mg : 1 cp et soir pendant les repas 5 jours",
        "Bisoprolol 5 mg | 1 matin\n| 0\nmidi | 1 soir",
        "Bisoprolol 5 mg 1 matin\n| 0",
        "Temodal 250 mg 1 gél/j 5 jours, à renouveler tous les 28 jours",
        "Levothyrox 25 : 1 cp du lundi samedi + 1/2 cp le dimanche",
        "Levothyrox 25 : 1 cp du lundi au samedi + 1 cp le dimanche",
    ],
)
def test_what_a_fault_leaves_is_asked(text: str) -> None:
    assert reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Doliprane 1 g 1 cp à raison de 3 fois par jour",
        "Doliprane 1 g 1 cp deux à 3 fois par jour",
        "Vismed : 1 goutte 4 à 6 fois/jour dans les deux yeux",
        "Toplexil 1 c à c/j",
        "Timoptol 0,25 % 1 gtte OD /j",
        "Métoclopramide 10 mg/2 mL 1 amp IV 18 h",
        "Ciloxan 1 goutte / h",
        "Kétoprofène 100 mg amp 2 ml 1 amp IM/j",
        "Amoxicilline 1 g cp 2 fois par jour",
        "Coumadine 2 mg : 2 cp lun mer ven, 1 cp les autres jours",
        "Levothyrox 25 : 1 cp matin du lundi au vendredi et 1 cp le soir samedi et dimanche",
        "Losartan 50rng 1 cp/j",
        "Ramipril 2, 5 mg 1 cp/j",
        "Doliprane 1g x 24h",
        "Advil 400 mg : 1 cp matin et soir pendant les repas 5 jours",
        "Bisoprolol 5 mg 1 matin\n1/2",
        "Skenan LP 30 mg gel à 8h et 20h",
        "Novonorm 1 mg 1 cp avant chaque repas (5 jours)",
        "Levothyrox 75 1 cp/j à vie, QSP 3 mois",
        "Acupan buvable 1 ampoule 4 fois par jour",
        "Procuta 40 mg 1 cap/j au repas",
        "Notézine 100 mg 1 cp x 3/j 21 jours",
        "Oropivalone 1 pastille x 4/j 5 jours",
        "Doliprane 1 g 1 cp 3 fois par jour contre la douleur",
        "Zopiclone 7,5 mg 1 cp au coucher pour dormir",
        "Levothyrox 100 mcg cp 1 - 0 - 0 3 mois à vie",
        "Levothyrox 25 1 cp du lundi à samedi, 1/2 le dimanche",
        "Spasfon 2 cp avant les repas (21 jours)",
    ],
)
def test_sound_numbers_are_not_asked(text: str) -> None:
    assert not line(text).review


@pytest.mark.parametrize(
    "text",
    [
        "Débridat enfant 8 mois : 1 dose 3 fois par jour",
        "Zymad 4 gouttes/j nourrisson 2 mois",
        "Débridat 1 dose x 3/j (bébé 6 mois)",
    ],
)
def test_a_childs_age_may_look_like_a_length(text: str) -> None:
    assert ("dosageInstruction", "ambiguous-posology") in reasons(line(text))


def test_a_length_told_of_a_child_is_not_asked() -> None:
    medication = line("Zymad enfant 4 gouttes/j pendant 18 mois")
    assert not medication.review


@pytest.mark.parametrize(
    "text",
    [
        "Cortancyl 20 mg 3 cp/j 3 jours puis 2 cp/j 3 jours puis 1 cp/j 3 jours le matin",
        "Cortancyl 20 mg\n3 cp/j 3 jours\npuis 2 cp/j 3 jours\npuis 1 cp/j 3 jours\nle matin",
    ],
)
def test_a_moment_behind_the_last_step_may_be_of_all(text: str) -> None:
    medication = line(text)
    assert len(medication.dosage_instruction) == 3
    assert all(d.timing and d.timing.repeat.when for d in medication.dosage_instruction)
    assert ("dosageInstruction", "ambiguous-posology") in reasons(medication)


@pytest.mark.parametrize("moment", ["le so ir", "le soi r", "so ir"])
def test_a_short_moment_cut_in_two_is_put_together(moment: str) -> None:
    (dosage,) = line(f"Imovane 7,5 mg 1 cp {moment} pdt 20 j").dosage_instruction
    assert dosage.timing
    assert dosage.timing.repeat.when == ("EVE",)


def test_a_cure_taken_up_again_is_no_rhythm() -> None:
    medication = line("Xeloda 500 4 cp matin et soir 14 jours, à reprendre toutes les 3 semaines")
    repeat = medication.dosage_instruction[0].timing.repeat  # type: ignore[union-attr]
    assert (repeat.frequency, repeat.period, repeat.period_unit) == (2, 1, "d")
    assert ("dosageInstruction", "ambiguous-posology") in reasons(medication)
