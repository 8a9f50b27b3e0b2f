"""What the reader is not sure of is told, with its reason."""

from dataclasses import replace
from decimal import Decimal

import pytest

from extraction.reader import read_prescriptions
from ocr.page import UNREAD_SIGN, Line, Page, Word
from prescription.dosage import Quantity
from prescription.record import Box, ReviewReason
from tests.extraction.reading import line, reasons
from tests.extraction.typewriter import type_page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zorglubix 50 mg 1 cp matin et soir", ("medication.name", "unknown-drug")),
        ("Doliprxne 1 cp matin et soir", ("medication.name", "ambiguous-drug")),
        ("Doliprane (ibuprofène) 400 mg 1 cp x3/j", ("medication.name", "ambiguous-drug")),
        ("Lasilx 40 mg 1 cp le matin", ("medication.name", "repaired-text")),
        ("Kardegic 15 mg 1 sachet/j", ("medication.strength", "strength-not-marketed")),
        ("Kardegic 75 mg suppositoire 1/j", ("medication.form", "form-not-marketed")),
        ("Doliprane 1 g cp 4 cp x4/j", ("dosageInstruction", "dose-implausible")),
        ("Doliprane 1 g gélule : 1 comprimé x3/j",
         ("dosageInstruction[0].doseAndRate", "dose-implausible")),
        ("Doliprane 1000 mg", ("dosageInstruction", "missing-posology")),
        ("Levothyrox 75 1 cp 5 j sur 7 pdt 4 sem", ("dosageInstruction", "ambiguous-posology")),
        ("Solupred 20 mg 1 mg/kg/j 60 mg/j", ("dosageInstruction", "ambiguous-posology")),
        ("Forlax 10 g 1 sachet/j si pas de selles pendant 3 jours",
         ("dosageInstruction", "ambiguous-posology")),
        ("Plavix 75 mg 1 cp/j, ne pas interrompre avant 6 mois",
         ("dosageInstruction", "ambiguous-posology")),
        ("Tahor 10 mg 1 cp/j ne jamais interrompre avant 1 an",
         ("dosageInstruction", "ambiguous-posology")),
        ("Roaccutane 20 mg 1 gél/j ne pas s'exposer au soleil 1 mois",
         ("dosageInstruction", "ambiguous-posology")),
        ("Roaccutane 20 mg 1 gél/j, éviter le soleil 3 semaines",
         ("dosageInstruction", "ambiguous-posology")),
        ("Lexomil 6 mg ½ cp matin et :", ("dosageInstruction", "ambiguous-posology")),
        ("Doliprane 1 g 1 cp x3/j pendant 5 jours à",
         ("dosageInstruction", "ambiguous-posology")),
        ("Doliprane 1000mg cpr lep si DL", ("dosageInstruction", "unread-text")),
        ("Spasfon 80 mg cp tgel si douleur", ("dosageInstruction", "unread-text")),
        ("Advil 400 mg 1 cp x3/j ne pas dépasser 5 jours",
         ("dosageInstruction", "ambiguous-posology")),
        ("Imovane 7,5 mg 1 cp au coucher, sans dépasser 4 semaines",
         ("dosageInstruction", "ambiguous-posology")),
        ("Bisoprolol 2,5 mg l cp le matin", ("dosageInstruction[0].doseAndRate", "repaired-text")),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_told(text: str, expected: tuple[str, str]) -> None:
    medication = line(text)
    assert expected in reasons(medication)
    assert medication.confidence is not None
    assert medication.confidence < 0.9


@pytest.mark.parametrize(
    "text",
    [
        "Inexium 20 mg 1 gél le matin ne pas croquer 7 jours",
        "Tahor 10 mg 1 cp/j pendant 6 mois, ne pas interrompre",
        "Tahor 10 mg 1 cp/j, ne pas interrompre, 6 mois",
        "Advil 400 mg 1 cp x3/j 5 jours max",
        "Doliprane 1 g 1 cp x3/j 5 jours, pas d'alcool",
        "Doliprane 1 g 1 cp x3/j pendant 5 jours.",
        "Doliprane 1 g 1 cp matin et soir 5 j -",
    ],
)
def test_a_length_that_is_plain_is_read_with_nothing_asked(text: str) -> None:
    medication = line(text)
    (dosage,) = medication.dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat.bounds_duration is not None
    assert medication.review == ()


@pytest.mark.parametrize(
    "text",
    [
        "Durogésic 25 µg/h 1 patch 28 jours",
        "Uvédose 100000 UI 1 ampoule pendant 3 mois",
        "Ozempic 0,5 mg 1 injection pendant 1 mois",
        "Tobrex 1 goutte dans les deux yeux pendant 7 jours",
        "Ventoline 2 bouffées pendant 5 jours",
        "Amoxicilline 500 mg/5 mL 1 dose-poids pendant 6 jours",
        "Uvédose 100000 UI 1 ampoule à prendre tous zes 3 mois",
    ],
)
def test_a_rhythm_nobody_wrote_is_not_made_up(text: str) -> None:
    """A patch is changed every third day, a drop given eight times a day, or both once a day."""
    medication = line(text)
    (dosage,) = medication.dosage_instruction
    assert dosage.timing is not None
    assert dosage.timing.repeat.frequency is None
    assert "missing-posology" in {reason for _, reason in reasons(medication)}


@pytest.mark.parametrize(
    "text",
    [
        "Pivalone 1 % 1 pulvérisation le matin et le soir par narine pendant",
        "Diprosone crème 1 application par jour sur le visage durant",
        "Levothyrox 75 µg 1 cp le matin pendant 6 mois au long cours AR lois",
        "Biafine 1 application par jour sur le visage, renouvelable S fois",
    ],
)
def test_a_length_or_a_renewal_cut_off_is_asked_about(text: str) -> None:
    assert ("dosageInstruction", "unread-text") in reasons(line(text))


def test_the_marketed_strengths_nearest_in_digits_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    (review,) = (
        r
        for r in line("Kardegic 15 mg 1 sachet/j").review
        if r.reason is ReviewReason.STRENGTH_NOT_MARKETED
    )
    assert review.text is not None
    assert "à 15 mg, mais à 75 mg, 160 mg" in review.text


def test_the_candidates_of_a_doubtful_name_are_named() -> None:
    (review,) = (r for r in line("prednisolne 20 mg 1 cp/j").review if r.field == "medication.name")
    assert review.text is not None
    assert "prednisone" in review.text
    assert "prednisolone" in review.text


@pytest.mark.parametrize(
    "text",
    ["Amlodipine 5O mg 1 cp/j", "Doliprane 10OO mg 1 cp x3/j pendant S jours", "Levothyrox 7S µg"],
)
def test_no_digit_is_put_right_in_silence_unless_the_reference_confirms_it(text: str) -> None:
    medication = line(text)
    drug = medication.medication
    confirmed = drug.strength and ("medication.strength", "strength-not-marketed") not in reasons(
        medication
    )
    assert medication.review or confirmed


def test_faint_digits_are_told() -> None:
    words = [
        Word(w, Box(i * 100, 0, 90, 30), 0.3 if w == "2" else 0.96)
        for i, w in enumerate(["Doliprane", "500", "mg", "2", "gélules", "matin", "et", "soir"])
    ]
    (draft,) = read_prescriptions([Page(1, (Line(tuple(words)),), 2000, 100)])
    (medication,) = draft.medications
    (review,) = medication.review
    assert review.field == "dosageInstruction[0].doseAndRate"
    assert review.reason is ReviewReason.LOW_OCR_CONFIDENCE
    assert review.box == Box(300, 0, 190, 30)


@pytest.mark.parametrize(("confidence", "asked"), [(0.0, True), (0.9, False)])
def test_ink_that_became_a_word_of_no_weight_is_told(confidence: float, asked: bool) -> None:
    """A signature over `QSP 1 mois` was read as A."""
    words = [
        Word(w, Box(i * 100, 0, 90, 30), confidence if w == "A" else 0.96)
        for i, w in enumerate(["1", "-", "Triatec", "2,5", "mg", "1", "cp", "le", "matin", "A"])
    ]
    (draft,) = read_prescriptions([Page(1, (Line(tuple(words)),), 2000, 100)])
    (medication,) = draft.medications
    told = [(r.reason, r.box) for r in medication.review]
    assert told == asked * [(ReviewReason.UNREAD_TEXT, Box(900, 0, 90, 30))]


def test_a_sign_that_was_not_read_is_told() -> None:
    medication = line(f"Bisoprolol 2,5 mg 1 {UNREAD_SIGN} comprimé le matin")
    assert any(r.reason is ReviewReason.UNREAD_TEXT for r in medication.review)


@pytest.mark.parametrize("strength", ["850", "1000"])
def test_a_faint_strength_that_only_the_reference_can_mean_is_sure(strength: str) -> None:
    drawing = f"Metformine {strength} mg comprimé\n1 comprimé matin et soir"
    page = type_page(drawing)
    lines = tuple(
        Line(tuple(replace(w, confidence=0.6 if w.text == strength else 0.95) for w in row.words))
        for row in page.lines
    )
    (draft,) = read_prescriptions([replace(page, lines=lines)])
    (medication,) = draft.medications
    assert ("medication.strength", "low-ocr-confidence") not in reasons(medication)


def test_a_faint_strength_that_could_be_another_is_told() -> None:
    words = [
        Word(w, Box(i * 100, 0, 90, 30), 0.6 if w == "10" else 0.96)
        for i, w in enumerate(["Crestor", "10", "mg", "1", "comprimé", "le", "soir"])
    ]
    (draft,) = read_prescriptions([Page(1, (Line(tuple(words)),), 2000, 100)])
    assert ("medication.strength", "low-ocr-confidence") in reasons(draft.medications[0])


@pytest.mark.parametrize(
    "text",
    [
        "Fentanyl patch 12 µg/h : changer tous les 3 j",
        "DEXERYL crème : 1 application",
        "DOLIPRANE 1000 mg comprimé",
    ],
)
def test_a_line_that_tells_no_rhythm_is_never_sure(text: str) -> None:
    (draft,) = read_prescriptions([Page.from_text(text)])
    assert "missing-posology" in {r.reason for r in draft.medications[0].review}


@pytest.mark.parametrize(
    "text",
    [
        "VENTOLINE 100 µg 2 bouffées en cas de crise",
        "LEVOTHYROX 75 µg 1 cp le matin",
        "UVEDOSE 100 000 UI 1 ampoule en une prise",
    ],
)
def test_a_line_that_tells_a_rhythm_or_a_reason_has_its_posology(text: str) -> None:
    (draft,) = read_prescriptions([Page.from_text(text)])
    assert "missing-posology" not in {r.reason for r in draft.medications[0].review}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ELIQUIS 5 2/j", "ambiguous-posology"),
        ("CLAMOXYL 250 mg/5 mL 1 cm x 3/j", "ambiguous-posology"),
        ("COUMADINE 5 mg 1 cp/j, 1,5 cp le mardi et jeudi", "ambiguous-posology"),
        ("PRÉVISCAN 20 mg 3/4 cp par jour et 1 cp le dimanche", "ambiguous-posology"),
        ("DOLIPRANE 1 g 1 cp 6 fois par jour", "dose-implausible"),
        ("XARELTO 20 mg 1 cp matin et soir", "dose-implausible"),
    ],
)
def test_what_a_pharmacist_would_ask_about_is_asked(text: str, reason: str) -> None:
    (draft,) = read_prescriptions([Page.from_text(text)])
    assert reason in {r.reason for r in draft.medications[0].review}


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("Inexium 20 mg : 7 comprimé chaque matin", True),
        ("Inexium 20 mg : 1 comprimés chaque matin", True),
        ("Inexium 20 mg : 1 comprimé chaque matin pendant 7 jour", True),
        ("Inexium 20 mg : 1 comprimé chaque matin pendant 7 jours", False),
        ("Inexium 20 mg : 2 cp chaque matin pendant 7 jours", False),
    ],
)
def test_a_printed_number_that_its_word_contradicts_is_asked(printed: str, asked: bool) -> None:
    (draft,) = read_prescriptions([type_page(f"Dr Anne PETIT\nle 12/03/2026\n\n{printed}\n")])
    found = reasons(draft.medications[0])
    assert (("dosageInstruction", "low-ocr-confidence") in found) == asked


@pytest.mark.parametrize("rhythm", ["chaque jour", "tous les jours"])
def test_a_number_each_day_is_counted_not_dropped(rhythm: str) -> None:
    (dosage,) = line(f"AMLODIPINE 5 mg cp : 2 {rhythm}").dosage_instruction
    (dose,) = dosage.dose_and_rate
    assert dose.dose_quantity is not None
    assert dose.dose_quantity == Quantity(Decimal(2), "comprimé")
    assert line(f"FLECAINIDE LP 150 mg gél : 7 {rhythm}").review


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Haldol 2 mg/mIl : 10 gouttes matin et soir", "medication.strength"),
        ("Haldol 2 mg /m|l sol buv 10 gouttes le soir", "medication.strength"),
        ("Augmentin 500 mg/62,S mg 1 cp x 3/j", "medication.strength"),
        ("Doliprane 500 xq mg 1 cp x 3/j", "medication.strength"),
        ("Doliprane 1 g 1 cp zzz matin et soir", "dosageInstruction"),
        ("Previscan 20 mg zz 1/2 cp le soir", "dosageInstruction"),
    ],
)
def test_words_not_understood_are_told_of_the_field_they_stand_in(text: str, field: str) -> None:
    unread = [r.field for r in line(text).review if r.reason is ReviewReason.UNREAD_TEXT]
    assert unread[:1] == [field]


def test_a_posology_that_is_open_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    def why(text: str) -> list[str | None]:
        reviews = line(text).review
        return [r.text for r in reviews if r.reason is ReviewReason.AMBIGUOUS_POSOLOGY]

    both = ["0,5 comprimé, le matin\n5,5 comprimés, le matin"]
    assert why("Cortancyl 5 1/2 cp le matin") == both
    (told,) = why("Coumadine 5 mg 1 cp/j, 1,5 cp le mardi et jeudi")
    assert told == "la dose de certains jours remplace celle des autres, ou s'y ajoute."
