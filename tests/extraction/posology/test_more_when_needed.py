"""A dose when needed beside the regular one: one more, another one, or one to leave out."""

import pytest

from tests.extraction.reading import line, reasons

ASKED = ("dosageInstruction", "ambiguous-posology")


@pytest.mark.parametrize(
    "text",
    [
        "Symbicort 200/6 : 1 inhalation x2/j + 1 si besoin (max 8/j)",
        "Innovair 100/6 2 bouffées matin et soir + 1 à la demande",
        "Actiskenan 5 mg 1 gél/4h + 1 si besoin",
    ],
)
def test_one_more_when_needed_adds_to_the_regular_dose(text: str) -> None:
    found = line(text)
    regular, more = found.dosage_instruction
    assert (regular.as_needed_boolean, more.as_needed_boolean) == (None, True)
    assert found.review == ()


@pytest.mark.parametrize(
    "text", ["Doliprane 1 g 1 cp x2/j, 2 si besoin", "Lasilix 40 1 cp/j + 1/2 si oedème"]
)
def test_another_dose_when_needed_may_replace_the_regular_one(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "rest",
    [
        ", arrêt du soir si TA basse",
        ", arrêt du midi",
        " (stop le midi)",
        " (stop le midi si TA basse)",
        ", supprimer midi si déshydratation",
        ", on arrête si oedèmes",
        ", éventuellement à midi",
        " ; éventuellement 1/2 au coucher",
        " évt midi",
        ", à sauter si pas de repas",
    ],
)
def test_what_may_be_left_out_or_added_is_no_intake_and_is_asked(rest: str) -> None:
    found = line(f"Bisoprolol 5 mg 1 cp matin et soir{rest}")
    (dosage,) = found.dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat.when == ("MORN", "EVE")
    assert dosage.as_needed_codeable_concept is None
    assert ("dosageInstruction", "unread-text") in reasons(found)


@pytest.mark.parametrize(
    "text",
    [
        "Hyperium 1 mg 1 cp matin et soir retirer le soir si hypotension",
        "Nitriderm 10 mg/24 h 1 patch à 8 h, à enlever le soir si céphalées",
    ],
)
def test_the_need_of_taking_off_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Bisoprolol 5 mg 1 cp/j, si FC < 50 suspendre",
        "Doliprane 1 g 1 cp x3/j si besoin, si fièvre > 3 jours reconsulter",
        "Actiskenan 5 mg 1 gél toutes les 4h SB, si plus de 4 prises/j majorer Skenan",
    ],
)
def test_a_need_of_leaving_off_changing_or_calling_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize("need", ["si arrêt des selles", "si crise", "si douleur intense"])
def test_a_plain_need_stays_sure(need: str) -> None:
    assert line(f"Spasfon Lyoc 2 lyocs {need} max 6/j").review == ()


def test_a_patch_taken_off_every_evening_and_a_plain_stop_are_sure() -> None:
    assert line("Nitriderm 10 mg/24 h 1 patch à 8 h, à retirer à 20 h").review == ()
    assert line("Solupred 20 mg 2 cp le matin 5 jours puis arrêt").review == ()


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Bisoprolol 5 mg : 1 cp le matin\nsi TA < 10 : 1/2 cp", "0.5"),
        ("Lantus\n20 UI le soir\nsi glycémie à jeun > 1,3 : 22 UI", "22"),
    ],
)
def test_a_need_in_a_row_of_its_own_is_of_the_dose_behind_it(text: str, second: str) -> None:
    found = line(text)
    usual, needed = found.dosage_instruction
    assert usual.as_needed_codeable_concept is None
    dose = needed.dose_and_rate[0].dose_quantity
    assert dose is not None
    assert (str(dose.value), needed.as_needed_codeable_concept is None) == (second, False)
    assert ASKED in reasons(found)


@pytest.mark.parametrize(
    "text",
    [
        "Lasilix 40 1 cp le matin, à prendre le midi si sortie",
        "Doliprane 1 g 1 cp le matin, et le soir si douleur",
        "Pariet 20 mg 1/j à reprendre si récidive",
        "Mopral 20 mg 1 gél/j 1 mois, à poursuivre si symptômes",
        "Doliprane 1 g 1 cp matin et midi ; le soir seulement si douleur",
        "Seresta 10 1 cp le soir renouvelable une fois dans la nuit",
        "Doliprane 1 g 1 cp à 8h et à 20h et à midi si besoin",
    ],
)
def test_an_intake_apart_from_the_others_is_asked(text: str) -> None:
    assert ASKED in reasons(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Doliprane 1 g 1 cp à 8h, 14h et 20h si besoin",
        "Doliprane 1 g 1 cp matin et soir à prendre si douleur",
        "Seresta 10 1 cp le soir à renouveler 1 fois",
    ],
)
def test_a_need_of_the_whole_list_is_read(text: str) -> None:
    assert line(text).review == ()


@pytest.mark.parametrize(
    "text",
    [
        "Imodium 2 mg 1 gél si selles > 3/j",
        "Lasilix 40 mg 1 cp si prise de poids > 2 kg/semaine",
    ],
)
def test_what_a_need_is_measured_by_is_no_rhythm(text: str) -> None:
    read = line(text)
    (dosage,) = read.dosage_instruction
    assert dosage.timing is None
    assert dosage.as_needed_codeable_concept is not None
    assert text.endswith(dosage.as_needed_codeable_concept.text or "nothing")
    assert not read.review


@pytest.mark.parametrize("words", ["si douleur <3/j", "si besoin ≤ 3/j"])
def test_a_sign_before_a_number_a_day_is_asked(words: str) -> None:
    assert line(f"Spasfon 80 mg 1 cp {words}").review


@pytest.mark.parametrize(
    "words", ["dans la limite de 4/j", "limité à 4 par jour", "jamais plus de 4/j"]
)
def test_the_most_a_day_in_other_words(words: str) -> None:
    read = line(f"Spasfon 80 mg 1 cp si douleur, {words}")
    limit = read.dosage_instruction[0].max_dose_per_period
    assert limit is not None
    assert limit.numerator.value == 4
    assert not read.review
