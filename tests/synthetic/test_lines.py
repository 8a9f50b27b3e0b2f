"""Lines as text with their truth."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from prescription.dosage import EventTiming, Quantity
from prescription.json import from_json, to_json
from prescription.record import MedicationRequest
from synthetic.cases.facts import load_products, read_strength
from synthetic.cases.people import draw_person
from synthetic.cases.planned import PlannedLine
from synthetic.cases.rhythm import read_timing
from synthetic.cases.situations import Situation, load_situations
from synthetic.cases.treatment import draw_treatment
from synthetic.chance import seeded
from synthetic.datasets.variety import count_variety
from synthetic.lines import make_lines
from synthetic.words.numbers import in_words
from synthetic.words.phrases import STYLES, load_phrases
from synthetic.words.phrasing import phrase_line


def test_the_same_seed_gives_the_same_lines() -> None:
    first, again = (list(make_lines(200, 7, damaged=True)) for _ in range(2))
    assert first == again
    assert first[:50] == list(make_lines(50, 7, damaged=True))
    assert [line.text for line in make_lines(50, 8)] != [line.text for line in make_lines(50, 7)]


def test_a_fifth_of_the_lines_is_damaged_on_request() -> None:
    lines = list(make_lines(1000, 1, damaged=True))
    harmed = [line for line in lines if line.damage]
    assert 120 < len(harmed) < 280
    assert any(line.text != line.truth.text for line in harmed)
    assert all(line.text == line.truth.text for line in lines if not line.damage)


def test_lines_vary_like_people() -> None:
    lines = list(make_lines(2000, 3))
    assert len({line.text for line in lines}) > 1700
    assert len({line.truth.medication.name for line in lines}) > 200
    assert len({line.situation for line in lines}) > 60


def test_every_truth_survives_the_record_and_names_its_drug() -> None:
    for line in make_lines(500, 4):
        truth = line.truth
        written = json.loads(json.dumps(to_json(truth)), parse_float=Decimal)
        assert from_json(MedicationRequest, written) == truth
        assert truth.medication.text.split()[0] in line.text
        assert truth.medication.name
        assert truth.dosage_instruction


def test_the_truth_says_nothing_that_the_words_do_not() -> None:
    phrases = load_phrases()
    for line in make_lines(3000, 6):
        for dosage in line.truth.dosage_instruction:
            spoken = [c.text for c in dosage.additional_instruction]
            if dosage.as_needed_codeable_concept:
                spoken.append(dosage.as_needed_codeable_concept.text)
            assert all(text in line.text for text in spoken)
            if dosage.route:
                ways = [text for _, text in phrases[f"route.{dosage.route.text}"]]
                assert any(way in line.text for way in ways), line.text
            if dosage.site:
                places = [t for m, f in phrases.items() if m.startswith("site.") for _, t in f]
                assert any(place in line.text for place in places), line.text
            repeat = dosage.timing.repeat if dosage.timing else None
            if repeat and repeat.bounds_duration and line.style != "l":
                count = repeat.bounds_duration.value
                assert str(count) in line.text or in_words(int(count)) in line.text, line.text
        dispense = line.truth.dispense_request
        if dispense and dispense.number_of_repeats_allowed:
            assert str(dispense.number_of_repeats_allowed) in line.text


def test_there_is_variety_enough() -> None:
    variety = count_variety()
    assert variety.fragments >= 400
    assert variety.situations >= 60
    assert variety.specialties >= 15
    assert variety.layouts >= 10
    assert variety.fonts >= 12
    assert variety.points == (8.0, 14.0)
    fragments = [row for meaning in load_phrases().values() for row in meaning]
    assert len(fragments) == variety.fragments + variety.other_lines


def test_a_verb_is_no_dose() -> None:
    situations = load_situations()
    for number in range(2000):
        random = seeded("verb", number)
        for planned in draw_treatment(random.choice(situations), random):
            line = phrase_line(planned, random.choice("op"), random)
            words = [word for section in line.sections for word in section.words]
            assert not any(word.text == "prendre" and word.label != "O" for word in words), (
                line.text
            )


@pytest.mark.parametrize("situation", load_situations(), ids=lambda s: s.name)
def test_every_situation_can_be_drawn_and_said_in_every_style(situation: Situation) -> None:
    for number in range(6):
        random = seeded("situation", situation.name, number)
        for planned in draw_treatment(situation, random):
            for style in STYLES[:-1]:
                assert phrase_line(planned, style, random).text
    for other in situation.others:
        assert f"other.{other}" in load_phrases()


def test_meaning_and_words_agree() -> None:
    product = load_products()["doliprane"]
    (line,) = (ln for s in load_situations() if s.name == "arthrose" for ln in s.lines[:1])
    assert product in [c.product for c in line.choices]
    planned = _planned("doliprane", "1000 mg", "MNE")
    texts = {phrase_line(planned, "p", seeded("agree", n)).text for n in range(200)}
    assert any("matin, midi et soir" in text for text in texts)
    assert any("1-1-1" in text or "1 - 1 - 1" in text for text in texts)
    assert not any("coucher" in text for text in texts)


def test_secured_drugs_are_written_in_full_letters() -> None:
    planned = replace(_planned("skenan", "10 mg", "ME"), secured=True)
    texts = [phrase_line(planned, "o", seeded("letters", n)).text for n in range(30)]
    assert all("une gélule" in text for text in texts)
    assert any("dix milligrammes" in text for text in texts)


def _planned(key: str, strength: str, timing: str) -> PlannedLine:
    situation = load_situations()[0]
    (first, *_) = draw_treatment(situation, seeded("any"))
    repeat = read_timing(timing)
    product = load_products()[key]
    dosage = first.dosages[0]
    assert dosage.timing is not None
    assert repeat is not None
    given = replace(
        dosage.dose_and_rate[0], dose_quantity=Quantity(Decimal(1), product.unit), dose_range=None
    )
    dosage = replace(
        dosage,
        sequence=1,
        timing=replace(dosage.timing, repeat=repeat),
        dose_and_rate=(given,),
        max_dose_per_period=None,
    )
    return PlannedLine(product, read_strength(strength), (dosage,))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "un"),
        (15, "quinze"),
        (21, "vingt et un"),
        (28, "vingt-huit"),
        (70, "soixante-dix"),
        (71, "soixante et onze"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (99, "quatre-vingt-dix-neuf"),
        (325, "trois cent vingt-cinq"),
        (50000, "cinquante mille"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert in_words(number) == words


def test_patients_of_every_age_have_a_name_and_a_plausible_weight() -> None:
    today = date(2026, 11, 3)
    for years in range(100):
        for number, gender in enumerate("FM"):
            random = seeded("age", years, number)
            person = draw_person((years, years), gender, today, random)
            assert person.first
            assert person.born <= today
            assert Decimal(3) < person.weight.value < Decimal(150)
            whole = today.year - person.born.year
            whole -= (today.month, today.day) < (person.born.month, person.born.day)
            assert whole == years


def test_the_notation_of_rhythms() -> None:
    morning_evening = read_timing("c:ME")
    assert morning_evening is not None
    assert morning_evening.when == (EventTiming.CM, EventTiming.CV)
    assert morning_evening.frequency == 2
    every = read_timing("q6-8h")
    assert every is not None
    assert [every.period, every.period_max] == [Decimal(6), Decimal(8)]
    assert read_timing("none") is None
    with pytest.raises(ValueError, match="no rhythm"):
        read_timing("soir")


def test_strengths_of_the_table() -> None:
    combination = read_strength("500 mg/62,5 mg")
    assert [r.numerator.value for r in combination] == [500, Decimal("62.5")]
    (concentration,) = read_strength("250 mg/5 mL")
    assert concentration.denominator == Quantity(Decimal(5), "mL")
    by_millilitre = read_strength("100 mg/12,5 mg par mL")
    assert len(by_millilitre) == 2
    assert by_millilitre[1].denominator == Quantity(Decimal(1), "mL")


def test_steps_keep_their_dose_when_it_equals_the_strength() -> None:
    seen = 0
    for line in make_lines(12000, 21):
        steps = line.truth.dosage_instruction
        doses = [d.dose_and_rate[0].dose_quantity for d in steps if d.dose_and_rate]
        if len(steps) < 3 or steps[-1].sequence < 3 or len(set(doses)) < 2:
            continue
        seen += 1
        for dose in doses:
            assert dose is not None
            whole = f"{dose.value.normalize():f}"
            halves = ("1/2", "½", "demi", "0,5", "0.5")
            written = (whole, in_words(int(dose.value)), *(halves if dose.value < 1 else ()))
            assert any(text in line.text.split(maxsplit=1)[1] for text in written), line.text
    assert seen > 20


def test_numbers_at_moments_never_stand_for_a_dose_by_weight() -> None:
    for line in make_lines(6000, 22):
        by_weight = any(
            given.dose_quantity and "/kg" in (given.dose_quantity.unit or "")
            for dosage in line.truth.dosage_instruction
            for given in dosage.dose_and_rate
        )
        assert not by_weight or not re.search(r"\b\d ?- ?\d ?- ?\d", line.text), line.text


@pytest.mark.parametrize(
    "kind",
    [
        r"puis (arrêt|stop)",
        r"J1,? (et )?J8",
        r"J1 à J\d",
        r"en alternance",
        r"(selon|adapter).*g/[lL]",
        r"d'emblée",
        r"appliquer (le )?(matin|soir|mat\b)",
        r"\bIV[LD]?\b",
        r"\bIM\b",
        r"\bSC\b",
        r"\d+ kg\)",
        r"à retirer",
        r"12 ?h",
        r"à (20|21|22) ?h",
        r"1 soir",
        r"sauf (le )?dimanche|du lundi au",
        r"(OD|OG|œil D|œil droit)",
        r"(par|/|chaque) ?narine",
        r"oreille (droite|gauche|D|G)",
        r"(par |/) ?24 ?h",
        r"une \w+ à \w+ milligrammes",
        r"(?<![\d,/]) 1 (le )?(soir|matin)",
        r"\.{5}",
        r"sur (quarante-huit|48|24) ?h|(?:pdt|pendant|durée|x|:) \d+ ?h\b",
    ],
)
def test_kinds_of_writing_come_up(kind: str, many_lines: tuple[str, ...]) -> None:
    assert any(re.search(kind, text) for text in many_lines)


@pytest.fixture(scope="module")
def many_lines() -> tuple[str, ...]:
    """The texts of enough lines to meet every kind of writing."""
    return tuple(line.text for line in make_lines(9000, 23))


def test_a_day_of_the_week_in_the_truth_is_on_the_paper() -> None:
    days = {
        "mon": "lun",
        "tue": "mar",
        "wed": "mer",
        "thu": "jeu",
        "fri": "ven",
        "sat": "sam",
        "sun": "dim",
    }
    for line in make_lines(9000, 24):
        for dosage in line.truth.dosage_instruction:
            named = dosage.timing.repeat.day_of_week if dosage.timing else ()
            spanned = "du lun" in line.text or "sauf" in line.text
            assert spanned or all(days[day] in line.text for day in named), line.text
