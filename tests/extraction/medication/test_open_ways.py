"""Lines that a second reader would take in another way are asked; the others are read right."""

from decimal import Decimal

import pytest

from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")


@pytest.mark.parametrize(
    "text",
    [
        "Kardegic 75 l le midi",
        "Nitriderm 10 mg 1 patch 8h-20h",
        "Doliprane 1 g 1 cp soit le matin soit le soir",
        "Doliprane 1 g 1 cp le matin soit le soir",
        "Cardensiel 2,5 mg 0,5 cp matin, soit traitement de 3 mois",
        "Doliprane 1 g 1 cp matin, (midi) et soir",
        "Doliprane 1 g 1 cp matin et soir en alternance",
        "Clarithromycine cp 500ml : 1 comp. x2/j, durée 10j",
        "Triatec 5 ms cpr : 1 cpr 2x/j",
        "Salbutamol 2,5 mg en nébulisation x 3 sur 1h puis toutes les 4h",
        "Bi-Profénid 1 cp mar/soir au repas 5 jrs",
        "Doliprane 1000 mg : 1 cp ttes les 6h si dlrmax 4/j",
        "Spasfon 80 2 cp si spasmes mx 6/24h",
        "Doliprane 1 g 1 cp toutes les 6 h si dl (ax 3/j)",
        "Triatec 2,5mg, matin + soit 1 mois",
        "Fosamax 70 mg, 1 cp 1x/sem (luni)",
        "Doliprane 1 g 1 cp toutes les 6h 2 prises",
        "Seresta 10 1 cp si angoisse jamais le matin",
        "Doliprane 1 g 1 cp si douleur double dose le soir",
        "Doliprane 1 g 1 cp x3/j si douleur week-end seulement",
        "Lantus 12 UI le soir si glycémie normale moitié si basse",
        "Tahor 10 1 cp le soir avant l'effort double dose",
        "Tahor 10 1 cp le soir plutôt le matin",
        "Seresta 10 1 cp le soir, la nuit",
        "Lasilix 40 mg 1 1/2 - - si poids > 70 kg",
        "Seresta 10 1 matin 1 soir 1 mois 1/2 matin 1/2 soir 1 mois",
        "Seresta 10 1 cp pendant 3 mois 0,5",
        "Doliprane 1000 1 cp x3/j demi-dose 5 jours",
        "Seresta 10 1 cp au coucher, le soir",
        "Levothyrox 75 1 cp au réveil, le matin",
        "Skenan LP trente deux gélules matin et soir",
        "Lovenox 4000 10 seringues 1 inj/j",
        "Nicopatch 21 28 patchs 1 par jour",
        "Dexeryl 3 tubes 1 application par jour",
        "Keppra 500 mg matin et soir, soit 2 g/j",
        "Lasilix 40 mg 3 cp/j : 2 matin 1 midi",
        "Lasilix 40 1/j (2 si oedèmes)",
        "Kardegic 75 1/j (2 le 1er jour)",
        "Previscan 3/4 - 3/4 - 1/2 en alternance",
        "Innovair 100/6 2 bouffées matin et soir et si besoin",
        "Ventoline 2 bouffées 4 x/j + si besoin",
        "Doliprane 1 g 1 cp matin, midi si besoin et soir",
        "Monuril 1 sachet dose unique, à renouveler à J3 si besoin",
        "Seresta 10 1 le soir x 15",
        "Amoxicilline 500 mg 6 jours",
        "Ezétimibe 10 mg cpr pendant 28 jours",
        "Ezétimibe 10 mg comprimé\ndurée : 28 jours",
        "Lasilix 40 mg 2 mois",
        "Dexafree 1 goutte x 6 puis -1 par semaine",
        "Prednisone 20 mg 2 cp/j - 1/2 cp tous les 3 jours",
        "Zyban LP 150 2 cp/j espacés de 8h",
        "Doliprane 1 g 4 gélules par jour, respecter 6 h entre 2 prises",
        "Lomexin ovule 1 le soir, crème 1 app/j",
        "Sterdex 1 app le soir - 1 app/sem",
        "Doliprane 1 g 1 cp par jour max 3/j",
        "Indocollyre 1 goutte 4/j commencer la veille de l'intervention 1 mois",
        "Zophren 8 mg 1 cp 2 fois par jour à débuter le jour de la cure pendant 3 jours",
        "Zophren 8 mg 1 cp x2/j à débuter le jour de la cure pendant une durée de 3 jours",
        "Doliprane 1 g ce soir puis 1 g x 3/j",
        "Solupred 20 mg 3 cp ce matin puis 2 cp/j 3 j",
        "Adiaril 1 sachet dans 200 mL d'eau à proposer toutes les 15 min",
        "Doliprane 1 g : 1 cp matin et soir (midi si besoin)",
        "Doliprane 1 g 1 cp matin et soir, midi si douleur",
        "Doliprane 1 g 1 cp matin (et midi si besoin) et soir",
        "Doliprane 1 g 1 cp matin, soir et midi si besoin",
        "Doliprane 1 g 1 cp à 8h et 20h (14h si besoin)",
        "Seresta 10 1 cp le matin, le soir si angoisse",
        "Gaviscon 1 sachet après chaque repas et au coucher",
        "Atropine 1 % 1 goutte x2/j OD 5 jours avant la consultation",
        "Doliprane 1 g 1 cp/j une semaine par mois",
        "Zymad 1 ampoule 3 mois par an",
        "Abilify 5 mg puis 10 mg/j",
        "Dupixent 300 mg 2 injections SC 3 jours puis 1 injection toutes les 2 semaines",
        "Zithromax 250 2 cp puis 1 cp/j 4 j",
        "Primperan 10 mg 1 cp si nausées, intervalle de 6 heures enre 2 prises",
    ],
)
def test_what_can_be_taken_in_two_ways_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Ramipril 5 ml 1/j",
        "Xalatan 1 flacon le soir",
        "Hextril 1 flacon 3 bains de bouche par jour",
    ],
)
def test_a_unit_that_nobody_takes_of_the_drug_is_asked(text: str) -> None:
    assert [r for r in line(text).review if r.reason == "dose-implausible"]


@pytest.mark.parametrize(
    ("text", "most", "unit"),
    [
        ("Oxynorm 5 mg toutes les 4 h si besoin max 6/24h", 30, "mg"),
        ("Doliprane 500 mg toutes les 6 h si besoin max 6/j", 3000, "mg"),
        ("Doliprane 1 g si besoin max 3/j", 3, "g"),
        ("Actiskenan 5 mg 1 gél si douleur max 6/j", 6, "gélule"),
    ],
)
def test_a_bare_maximum_counts_intakes(text: str, most: int, unit: str) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.max_dose_per_period is not None
    numerator = dosage.max_dose_per_period.numerator
    assert (numerator.value, numerator.unit) == (Decimal(most), unit)


@pytest.mark.parametrize(
    "text",
    [
        "Imodium 1 gél après chaque selle, maximum 6 par jour pendant 2 jours",
        "Mitosyl 1 appl à chaque change 5 j",
        "Natispray 1 bouffée avant chaque effort 3 mois",
    ],
)
def test_an_occasion_with_a_length_is_not_once_a_day(text: str) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat.frequency is None
    assert dosage.timing.repeat.bounds_duration is not None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Amoxicilline 1 g 1 cp x2/j jusqu'à lundi", "jusqu'à lundi"),
        ("Solupred 20 2 cp/j à partir de jeudi", "à partir de jeudi"),
        ("Luteran 5 1 cp/j du 11e au 25e jour", "du 11e au 25e jour"),
        ("Clomid 50 1 cp/j J2 à J6", "J2 à J6"),
    ],
)
def test_when_it_begins_or_ends_is_kept_in_words(text: str, kept: str) -> None:
    (dosage,) = line(text).dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat.day_of_week == ()
    assert kept in [note.text for note in dosage.additional_instruction]


def test_going_back_to_a_dose_is_the_next_step() -> None:
    first, second = line("Lasilix 40 2 cp le matin pdt 3 j puis revenir à 1 cp").dosage_instruction
    doses = [d.dose_and_rate[0].dose_quantity for d in (first, second)]
    assert [q.value for q in doses if q] == [2, 1]


@pytest.mark.parametrize(
    "text",
    [
        "2 gélules d'Amoxicilline 500 mg matin et soir pendant 5 jours",
        "Pendant 5 jours, Amoxicilline 500 mg 2 gélules matin et soir",
        "Matin et soir : Amoxicilline 500 2 gélules pendant 5 jours",
    ],
)
def test_words_before_the_drug_are_read_behind_its_strength(text: str) -> None:
    medication = line(text)
    (dosage,) = medication.dosage_instruction
    assert medication.review == ()
    assert [r.numerator.value for r in medication.medication.strength] == [500]
    quantity = dosage.dose_and_rate[0].dose_quantity
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (Decimal(2), "gélule")
    assert dosage.timing is not None
    assert [w.value for w in dosage.timing.repeat.when] == ["MORN", "EVE"]


@pytest.mark.parametrize("tail", [", si spasmes", ", durée 5j si spasmes"])
def test_a_condition_behind_a_comma_or_a_length_for_all_is_shown_for_every_dose(tail: str) -> None:
    found = line(f"Spasfon 80 mg cp 2 le matin, 2 le midi, 1 le soir{tail}")
    told = [d.as_needed_codeable_concept for d in found.dosage_instruction]
    assert [concept and concept.text for concept in told] == ["si spasmes"] * 2
    assert ASKED in reasons(found)


@pytest.mark.parametrize(
    "text",
    [
        "Doliprane 1 g 1 cp toutes les 6 h par jour",
        "Doliprane 1 g 1 cp toutes les 8 heures /jour",
        "Oroken 200 mg 2 cp/j toutes les 12 h",
        "Doliprane 1 g 1 cp 1 fois par jour toutes les 8 h",
        "Doliprane 1 g 1 cp 3 fois par jour en 2 prises",
        "Doliprane 1 g 1 cp dose unique 3 fois par jour",
        "Doliprane 1 g 1 cp dose unique toutes les 6 h",
        "Doliprane 1 g 1 cp matin et soir en 2 prises",
        "Tégrétol 200 mg 4 cp par jour en 3 prises",
        "Doliprane 1 g 1 cp le matin aux 3 repas",
        "Doliprane 1 g 1 cp tous les 2 jours tous les jours",
        "Granocyte 341 inj SC/j",
        "Rocaltrol 0,251/j",
        "Acupan 1 ampoule toutes les 6 h, x 6 ampoules/24h",
        "Ascabiol 1 application 24h puis ricer, à renouveler à J8",
        "Prograf l 2-0-2",
        "Cutacnyl 51 app le soir",
        "Atarax 25½ à 1 le soir",
        "Oestrodose 0,06 % gel 2-0-0",
        "Rhinocort 641 pulv x 2",
        "Lévothyrox S0 : 1 cp et demi le matin",
        "Lovenox SC, le soir, 1 injection, par jour, 4000 UI, pendant 10 jours",
    ],
)
def test_words_that_contradict_each_other_or_lose_their_meaning_are_asked(text: str) -> None:
    assert reasons(line(text))


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("Cortancyl 20 mg 2 cp en une prise un jour sur deux", (1, 2, "d")),
        ("Décapeptyl LP 11,25 mg 1 injection unique tous les 3 mois", (1, 3, "mo")),
        ("Kardegic 75 mg 1 sachet le midi /24h", (1, 1, "d")),
        ("Doliprane 1 g 1 cp chaque jour toutes les 8 h", (1, 8, "h")),
        ("Optilova 1 cp par jour 28 j/28", (1, 1, "d")),
        ("Colchimax 1 cp 2xjr", (2, 1, "d")),
        ("Durogesic 25 µg/h 1 patch tous les trois jours (72h)", (1, 3, "d")),
        ("Modopar 125 1 cp à 6h, 1/2 cp à 10h", (1, 1, "d")),
    ],
)
def test_how_often_is_read_though_said_twice_or_in_parts(
    text: str, often: tuple[int, int, str]
) -> None:
    timing = line(text).dosage_instruction[0].timing
    assert timing is not None
    repeat = timing.repeat
    assert repeat.period is not None
    assert repeat.period_unit is not None
    assert (repeat.frequency, int(repeat.period), repeat.period_unit.value) == often
    assert len(repeat.time_of_day) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Doliprane 1 g 1 cp matin, midi, soir si besoin",
        "Doliprane 1 g 1 cp matin, midi et soir si besoin",
        "Doliprane 1 g 1 cp le matin et le soir si douleur",
        "Doliprane 1 g 1 cp à 8h, 14h et 20h si douleur",
        "Movicol 1 sachet par jour si arrêt des selles",
        "Doliprane 1 g 1 cp x3/j si fièvre ou douleur persistante",
        "Movicol 1 sachet par jour si besoin seulement",
        "Metformine 850 1 cp matin et soir de préférence aux repas",
        "Kardegic 75 1 sachet par jour de préférence le matin",
        "Atropine 1 % 1 goutte x2/j OD pendant 5 jours avant la consultation",
    ],
)
def test_a_need_behind_a_list_and_a_length_told_as_one_are_sure(text: str) -> None:
    assert line(text).review == ()


def test_a_moment_more_or_less_is_asked() -> None:
    assert ("dosageInstruction", "unread-text") in reasons(line("Doliprane 1 g 1 cp matin ± soir"))


def test_one_monday_in_two_is_every_two_weeks() -> None:
    found = line("Humira 40 mg : 1 stylo SC un lundi sur 2")
    timing = found.dosage_instruction[0].timing
    assert timing is not None
    repeat = timing.repeat
    assert (repeat.frequency, repeat.period, repeat.period_unit) == (1, Decimal(2), "wk")
    assert list(repeat.day_of_week) == ["mon"]
    assert found.review == ()


def test_a_bare_number_before_a_change_is_asked() -> None:
    assert line("Abilify 5 puis 10 mg/j").review


@pytest.mark.parametrize(
    "text",
    [
        "Doliprane 1 g soit 1 cp matin",
        "Doliprane 1 g 1 cp x 3/j soit matin midi et soir",
        "Doliprane 1 g 1 cp (matin) 1 cp (soir)",
        "Doliprane 1 g 1 cp x2/j (matin et soir)",
    ],
)
def test_words_and_brackets_that_leave_no_choice_are_not_asked(text: str) -> None:
    assert line(text).review == ()


def test_a_letter_cut_off_a_unit_is_no_gram_and_is_asked() -> None:
    medication = line("Tobramycine 0,3 % instiller 1 g outte matin et soir qsp 7 jours")
    assert medication.dosage_instruction[0].dose_and_rate[0].dose_quantity is not None
    assert medication.dosage_instruction[0].dose_and_rate[0].dose_quantity.unit == "goutte"
    assert ("dosageInstruction[0].doseAndRate", "repaired-text") in reasons(medication)
