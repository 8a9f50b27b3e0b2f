"""Headings above drugs: moments, days, conditions, places, stops hold for the drugs below them."""

import pytest

from extraction.reader import read_prescriptions
from ocr.page import Page
from prescription.dosage import DayOfWeek, EventTiming
from prescription.record import Draft, MedicationRequest, ReviewReason


def read(text: str) -> Draft:
    (draft,) = read_prescriptions([Page.from_text(text)])
    return draft


def names(draft: Draft) -> list[str | None]:
    return [request.medication.name for request in draft.medications]


def is_as_needed(request: MedicationRequest) -> bool:
    (dosage,) = request.dosage_instruction
    return bool(dosage.as_needed_boolean or dosage.as_needed_codeable_concept)


def asked(request: MedicationRequest) -> list[str | None]:
    return [r.text for r in request.review if r.reason is ReviewReason.AMBIGUOUS_POSOLOGY]


@pytest.mark.parametrize(
    ("monday", "wednesday"), [("LUNDI", "MERCREDI"), ("Le lundi :", "Le mercredi :")]
)
def test_a_weekday_holds_for_the_drugs_below(monday: str, wednesday: str) -> None:
    draft = read(f"{monday}\nMethotrexate 2,5 mg 6 cp\n{wednesday}\nSpeciafoldine 5 mg 2 cp")
    days = [m.dosage_instruction[0].timing.repeat.day_of_week for m in draft.medications]  # type: ignore[union-attr]
    assert days == [(DayOfWeek.MON,), (DayOfWeek.WED,)]
    assert [item.text for item in draft.other_items] == [monday, wednesday]


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("En cas de douleur :\nDoliprane 1 g x3/j", [True]),
        ("SI BESOIN\nDoliprane 1 g 1 cp x3/j\nIxprim 1 cp x3/j", [True, True]),
        (
            "En systématique :\nDoliprane 1 g x3/j\nSi besoin :\nActiskenan 5 mg 1 gel/4 h",
            [False, True],
        ),
        ("Kardegic 75 1/j\net si besoin\nDoliprane 1 g x3/j", [False, None]),
        ("Amoxicilline 1 g x2/j\nSi échec :\nAugmentin 1 g x3/j", [False, True]),
        ("Au coucher :\nStilnox 10 mg 1/2 cp\nSi besoin :\nDoliprane 1 g x3/j", [False, True]),
        ("Midi :\nKardegic 75 1\nSi douleur :\nDoliprane 1 g", [False, True]),
        ("Doliprane 1 g x3/j\nsi besoin\nKardegic 75 1/j", [True, False]),
    ],
)
def test_a_condition_holds_for_the_drugs_below_or_is_asked(
    text: str, needed: list[bool | None]
) -> None:
    for request, expected in zip(read(text).medications, needed, strict=True):
        if expected is None:
            assert asked(request)
        else:
            assert is_as_needed(request) is expected


def test_only_the_first_drug_below_a_condition_is_sure() -> None:
    first, second = read("Si douleur :\nDoliprane 1 g x3/j\nKardegic 75 1/j").medications
    assert first.review == ()
    assert asked(second) == ["Si douleur"]


def test_meals_hold_for_the_drug_below() -> None:
    (request,) = read("Aux repas :\nMetformine 1000 1 cp matin et soir").medications
    timing = request.dosage_instruction[0].timing
    assert timing is not None
    assert timing.repeat.when == (EventTiming.CM, EventTiming.CV)


@pytest.mark.parametrize(
    ("heading", "site"), [("Œil droit :", "œil droit"), ("ODG", "les deux yeux")]
)
def test_an_eye_holds_for_the_drug_below(heading: str, site: str) -> None:
    (request,) = read(f"{heading}\nXalatan 1 goutte le soir").medications
    dosage = request.dosage_instruction[0]
    assert dosage.site is not None
    assert dosage.site.text == site


def test_a_length_with_a_colon_holds_for_all_below() -> None:
    draft = read("Pendant 7 jours :\nDoliprane 1 g x3/j\nIxprim 1 cp x3/j")
    bounds = [m.dosage_instruction[0].timing.repeat.bounds_duration for m in draft.medications]  # type: ignore[union-attr]
    assert [str(b.value) for b in bounds if b] == ["7", "7"]


@pytest.mark.parametrize(
    "heading",
    [
        "Semaine 1 :",
        "1er mois",
        "Jour 1 à 5",
        "Avant l'opération :",
        "Les jours de dialyse :",
        "J1-J5 :",
        "En relais :",
        "Douleurs :",
        "A partir du 12/03 :",
        "Jours pairs",
        "Sauf le dimanche",
        "A diminuer progressivement",
        "Uniquement la nuit",
    ],
)
def test_a_heading_no_rule_lends_is_asked(heading: str) -> None:
    for request in read(f"{heading}\nDoliprane 1 g x3/j").medications:
        assert asked(request) == [heading.strip(" :")]


@pytest.mark.parametrize(
    "lead", ["puis dans 1 mois", "puis", "Ensuite :", "sinon", "ou", "à défaut :"]
)
def test_what_leads_to_the_next_drug_is_asked_there_alone(lead: str) -> None:
    above, here, below = read(f"Kardegic 75 1/j\n{lead}\nTahor 40 1/j\nAmlor 5 1/j").medications
    assert (asked(above), asked(here), asked(below)) == ([], [lead.strip(" :")], [])
    assert len(above.dosage_instruction) == 1


@pytest.mark.parametrize(
    "heading",
    [
        "STOP :",
        "A ARRETER :",
        "Traitements arrêtés :",
        "Traitement arrêté :",
        "Arrêt de :",
        "Ne plus prendre :",
        "Ancien traitement :",
        "Arrêter",
        "Suspendre :",
        "Contre-indications :",
        "Traitement antérieur :",
    ],
)
def test_drugs_below_a_stop_are_not_prescribed_until_the_next_heading(heading: str) -> None:
    draft = read(
        f"{heading}\nPlavix 75 1/j\nTahor 40\n1 cp le soir\nTraitement habituel :\nAmlor 5 1/j"
    )
    assert names(draft) == ["Amlor"]
    told = {item.text for item in draft.other_items}
    assert {heading, "Plavix 75 1/j", "Tahor 40", "1 cp le soir"} <= told
    assert "Plavix 75 1/j" in [r.text for r in draft.review if r.field == "otherItems"]


@pytest.mark.parametrize(
    "heading", ["Antalgique :", "HTA :", "Pour le cœur :", "Traitement habituel :"]
)
def test_a_heading_that_tells_no_posology_asks_nothing(heading: str) -> None:
    (request,) = read(f"{heading}\nAmlor 5 mg 1/j").medications
    assert request.review == ()


def test_a_moment_above_a_rhythm_of_its_own_is_asked() -> None:
    (request,) = read("Midi :\nDoliprane 1 g x3/j").medications
    assert asked(request) == ["Midi"]


@pytest.mark.parametrize(
    "heading",
    ["Ne pas arrêter :", "Arrêt du tabac :", "Prendre :", "Poursuivre :", "Tous les jours :"],
)
def test_a_heading_to_go_on_prescribes_and_asks_nothing(heading: str) -> None:
    (request,) = read(f"{heading}\nAmlor 5 mg 1/j").medications
    assert request.review == ()


@pytest.mark.parametrize(
    "heading",
    [
        "TRAITEMENT INTRODUIT PENDANT L'HOSPITALISATION",
        "Traitements modifiés au cours du séjour",
        "Traitement personnel à reprendre",
    ],
)
def test_what_a_hospital_began_or_changed_is_prescribed_and_parts_two_drugs(heading: str) -> None:
    above = "TRAITEMENT HABITUEL À POURSUIVRE\n• Gaviscon : 1 sachet x3/j pendant 30 j"
    draft = read(f"{above}\n{heading}\n• Amlor 5 mg : 1 gélule le matin pendant 1 mois")
    assert [request.review for request in draft.medications] == [(), ()]
    assert heading in [item.text for item in draft.other_items]


def test_a_drug_below_a_moment_is_not_asked_for_the_next_one() -> None:
    draft = read("Traitement du matin :\nKardegic 75 1\nTraitement du soir :\nTahor 40 1")
    assert [m.review for m in draft.medications] == [(), ()]


def test_a_clock_holds_for_the_drugs_below() -> None:
    draft = read("8h :\nKardegic 75 1 sachet\n20h :\nTahor 40 1 cp")
    times = [m.dosage_instruction[0].timing.repeat.time_of_day for m in draft.medications]  # type: ignore[union-attr]
    assert [len(one) for one in times] == [1, 1]
    assert times[0] != times[1]


@pytest.mark.parametrize(
    "text",
    [
        "Antécédents :\nHTA, diabète\nAmlor 5 1/j",
        "LUNDI\nMethotrexate 2,5 mg 6 cp\nAmlor 5 1 gélule le matin",
        "Lundi\nAmlor 5 1/j",
    ],
)
def test_how_far_a_heading_holds_is_asked(text: str) -> None:
    assert asked(read(text).medications[-1])


def test_allergies_above_a_title_ask_nothing_below_it() -> None:
    draft = read("Allergies :\nPénicilline\nTraitement :\nPyostacine 500 2 cp x2/j")
    assert [m.review for m in draft.medications] == [()]


def test_a_condition_alone_between_two_drugs_is_asked_of_both() -> None:
    draft = read("Doliprane 1 g 1 cp x3/j\nSi besoin\nSpasfon 2 cp x3/j")
    assert [asked(request) for request in draft.medications] == [["Si besoin"], ["Si besoin"]]
    draft = read("Doliprane 1 g 1 cp x3/j\nsi besoin\nSpasfon 2 cp x3/j")
    assert [is_as_needed(request) for request in draft.medications] == [True, False]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("TRAITEMENT À L'ENTRÉE", "TRAITEMENT DE SORTIE"),
        ("Ttt à l'admission", "Ttt de sortie"),
        ("Traitement habituel avant hospitalisation", "Traitement à la sortie"),
        ("Traitement reçu aux urgences", "Traitement à domicile"),
        ("Traitement pendant l'hospitalisation :", "Ordonnance de sortie :"),
    ],
)
def test_what_was_taken_before_is_asked_and_what_is_taken_now_is_not(before: str, now: str) -> None:
    draft = read(f"{before}\nTahor 40 mg 1 cp/j\n{now}\nTahor 80 mg 1 cp/j")
    former, present = draft.medications
    assert asked(former) == [before.strip(" :")]
    assert asked(present) == []


def test_an_entry_below_the_discharge_is_asked_too() -> None:
    draft = read(
        "TRAITEMENT DE SORTIE\nTahor 80 mg 1 cp/j\nTRAITEMENT D'ENTREE\nKardegic 75 1 sachet/j"
    )
    assert [bool(asked(m)) for m in draft.medications] == [False, True]


def test_lettered_zones_are_zones() -> None:
    draft = read("A) Traitement ALD\nMetformine 1000 1 cp x2/j\nB) Hors ALD\nDoliprane 1 g 1 cp/j")
    assert [m.zone for m in draft.medications] == ["ald", "intercurrent"]


@pytest.mark.parametrize("head", ["Ttt ALD", "ALD 30", "ALD n°8 :", "ALD exonérante", "Volet ALD"])
def test_short_heads_of_a_zone_open_it(head: str) -> None:
    draft = read(f"{head}\nMetformine 1000 1 cp x2/j\nTtt hors ALD :\nDoliprane 1 g 1 cp/j")
    assert [m.zone for m in draft.medications] == ["ald", "intercurrent"]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("MATIN\nBisoprolol 5 mg 1 cp\nSOI R\nTahor 40 mg 1 cp", "SOI R"),
        (
            "Ttt ALD\nBisoprolol 5 mg 1 cp/j\nSans napport ALD\nDoliprane 1 g 1 cp/j",
            "Sans napport ALD",
        ),
    ],
)
def test_a_heading_that_bad_ink_hid_is_asked_of_the_drugs_below(text: str, row: str) -> None:
    _above, below = read(text).medications
    assert row in asked(below)


@pytest.mark.parametrize("row", ["OEILDROIT", "Durée du traitement : 1 moi s"])
def test_a_heading_or_a_closing_row_that_was_not_read_is_told(row: str) -> None:
    draft = read(f"{row}\nTobradex 1 goutte x 4/j\nAzopt 1 goutte x 2/j\n{row}")
    assert row in [r.text for r in draft.review]


def test_a_dose_with_a_speck_behind_it_heads_no_drugs() -> None:
    draft = read("DICLOFENAC LP 75 mg\n1 comprimé matin et soir 2 semaines:\nRamipril 5 mg 1 cp/j")
    assert names(draft) == ["diclofénac LP", "ramipril"]
    assert draft.medications[0].dosage_instruction[0].dose_and_rate
    assert not draft.other_items


def test_a_numbered_length_above_the_drugs_is_of_all_of_them() -> None:
    found = read("1) Pendant 3 mois\n2) Doliprane 1 g x3/j\n3) Ixprim 1 cp x3/j")
    assert names(found) == ["Doliprane", "Ixprim"]
    repeats = [r.dosage_instruction[0].timing.repeat for r in found.medications]  # type: ignore[union-attr]
    assert [one.bounds_duration and one.bounds_duration.value for one in repeats] == [3, 3]
    below = read("1) Doliprane 1 g x3/j\n2) Ixprim 1 cp x3/j\n3) pendant 3 mois")
    assert all(one.review for one in below.medications)
