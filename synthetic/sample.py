"""The sample prescription of the repository: `python -m synthetic.sample` draws it again.

Everything on it is made up. The phone numbers belong to the ranges reserved for fiction.
"""

import hashlib
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from prescription.dosage import (
    CodeableConcept,
    Dosage,
    DoseAndRate,
    EventTiming,
    PeriodUnit,
    Quantity,
    Ratio,
    Repeat,
    Timing,
)
from prescription.json import dump
from prescription.record import (
    DispenseRequest,
    Document,
    Draft,
    Gender,
    Medication,
    MedicationRequest,
    Patient,
    Prescriber,
    Source,
    Substitution,
    SubstitutionReason,
)
from synthetic.cases.identifiers import make_am, make_rpps
from synthetic.chance import seeded
from synthetic.datasets.placing import place_on_page
from synthetic.pages.fonts import find_family
from synthetic.pages.marks import BLACK_INK, sign, stamp
from synthetic.pages.sheet import HEADER, Ink, Part, Sheet

DPI = 200
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sample"
IMAGE_NAME, TRUTH_NAME = "ordonnance.png", "ordonnance.json"

_DAY = PeriodUnit.D
_MONTHS, _DAYS = Quantity(Decimal(3), "mo"), Quantity(Decimal(5), "d")
_NUMBERS = seeded("ordonnance")
RPPS = make_rpps(_NUMBERS)
AM = make_am(_NUMBERS, "44")

# Each medication as printed, line by line; what it means stands in `_requests`, in the same order.
_LINES = (
    ("BISOPROLOL 2,5 mg, comprimé : 1 comprimé le matin pendant 3 mois",),
    ("Atorvastatine 40 mg cp 1 cp/j le soir QSP 3 mois AR 2 fois",),
    ("METFORMINE 850 mg, comprimé", "1-0-1 QSP 3 mois"),
    (
        "LEVOTHYROX 75 microgrammes, comprimé : 1 comprimé le matin 30 minutes avant",
        "le petit déjeuner, QSP 3 mois - NS (MTE)",
    ),
    ("FUROSÉMIDE 40 mg, comprimé", "1 comprimé le matin et 1/2 comprimé à midi pendant 3 mois"),
    (
        "DOLIPRANE 1000 mg, comprimé : 1 comprimé toutes les 6 heures si douleur,",
        "sans dépasser 3 par jour, pendant 5 jours",
    ),
    (
        "Carbocistéine 50 mg/mL, solution buvable",
        "15 mL matin, midi et soir pendant 5 jours",
    ),
)
_OTHER = "Bilan biologique : HbA1c, créatininémie, ionogramme sanguin, TSH dans 3 mois"


def draw_sample() -> tuple[bytes, Document]:
    """The PNG file and its truth; the same bytes every time."""
    sheet = Sheet(DPI)
    _draw_letterhead(sheet)
    bottom = _draw_body(sheet)
    _draw_end(sheet, bottom)
    data = io.BytesIO()
    sheet.image.convert("L").quantize(16).save(data, "PNG", optimize=True)
    draft = place_on_page(_draft(), sheet.words, 1)
    digest = hashlib.sha256(data.getvalue()).hexdigest()
    return data.getvalue(), Document(Source(IMAGE_NAME, digest, 1), (draft,))


def write_sample(folder: Path = FOLDER) -> None:
    """Write both files into `folder`."""
    image, truth = draw_sample()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / IMAGE_NAME).write_bytes(image)
    (folder / TRUTH_NAME).write_text(dump(truth, indent=2) + "\n", encoding="utf-8")


def _draw_letterhead(sheet: Sheet) -> None:
    serif, sans = find_family("Liberation Serif"), find_family("Liberation Sans")
    name, small = Ink(serif, 16, bold=True), Ink(sans, 9)
    for y, text, ink in (
        (22.0, "Dr Hélène ROUX", name),
        (28.5, "Médecine générale", Ink(serif, 12, italic=True)),
        (34.0, "Diplômée de la faculté de médecine de Nantes", small),
        (38.6, "Conventionnée secteur 1 - Carte Vitale", small),
    ):
        sheet.write(18, y, text, ink)
    y = 20.0
    for text in (
        "Cabinet médical des Tilleuls",
        "14, rue des Tilleuls",
        "44000 NANTES",
        "Tél. : 02 61 91 12 34",
        "cabinet.tilleuls@exemple.fr",
    ):
        sheet.write(192, y, text, small, align="right")
        y += 4.65
    for x, label, number in ((18, "RPPS", RPPS), (118, "AM", AM)):
        sheet.code128(x, 48, number)
        sheet.write(x, 60.5, f"N° {label} : {number}", small)
    sheet.rule((18, 65), (192, 65), 0.4)
    body = Ink(sans, 11)
    sheet.write(192, 74, "Nantes, le 12 mars 2026", body, align="right")
    sheet.write(18, 84, "Mme DURAND Jeanne", body.strong())
    sheet.write(18, 90, "Née le 12/03/1956 (70 ans) - Poids : 62 kg", body)


def _draw_body(sheet: Sheet) -> float:
    body = Ink(find_family("Liberation Sans"), 11)
    sheet.write(105, 104, "ORDONNANCE", body.larger(2).strong(), align="centre")
    y = 116.0
    for number, lines in enumerate(_LINES):
        for place, text in enumerate(lines):
            x = 22 if place == 0 else 27
            sheet.write(x, y, text, body, Part("medication", number))
            y += 5.6
        y += 4.4
    sheet.write(22, y + 2, _OTHER, body, Part("other"))
    return y + 2


def _draw_end(sheet: Sheet, bottom: float) -> None:
    sans = find_family("Liberation Sans")
    stamp_ink = Ink(sans, 9, colour=(70, 70, 70))
    lines = ("Dr Hélène ROUX", "Médecine générale", "14, rue des Tilleuls", "44000 NANTES")
    stamp(sheet, 100, bottom + 12, lines, stamp_ink)
    sign(sheet, seeded("signature", 3), (146, bottom + 10, 44, 22), BLACK_INK)
    foot = Ink(sans, 8)
    sheet.rule((18, 280), (192, 280), 0.2)
    for y, text in (
        (284.5, "Membre d'une association agréée : le règlement par chèque est accepté."),
        (288.5, "En cas d'urgence, appelez le 15. Page 1/1"),
    ):
        sheet.write(105, y, text, foot, HEADER, align="centre")


def _draft() -> Draft:
    return Draft(
        authored_on=date(2026, 3, 12),
        prescriber=Prescriber("Dr Hélène ROUX", "Médecine générale", RPPS, AM),
        patient=Patient(
            "DURAND Jeanne",
            date(1956, 3, 12),
            Gender.FEMALE,
            Quantity(Decimal(70), "a"),
            Quantity(Decimal(62), "kg"),
        ),
        medications=tuple(_requests()),
    )


def _requests() -> Iterator[MedicationRequest]:
    tablet, three_months = "comprimé", DispenseRequest(expected_supply_duration=_MONTHS)
    morning, evening = EventTiming.MORN, EventTiming.EVE
    yield _request(
        Medication(
            "BISOPROLOL", "bisoprolol", ("bisoprolol",), "C07AB07", None, _mg("2.5"), tablet
        ),
        _dosage("1 comprimé le matin pendant 3 mois", "1", tablet, (morning,), _MONTHS),
    )
    yield _request(
        Medication(
            "Atorvastatine", "atorvastatine", ("atorvastatine",), "C10AA05", None, _mg("40"), tablet
        ),
        _dosage("1 cp/j le soir", "1", tablet, (evening,)),
        dispense=DispenseRequest(expected_supply_duration=_MONTHS, number_of_repeats_allowed=2),
    )
    yield _request(
        Medication(
            "METFORMINE", "metformine", ("metformine",), "A10BA02", None, _mg("850"), tablet
        ),
        _dosage("1-0-1", "1", tablet, (morning, evening)),
        dispense=three_months,
    )
    before_breakfast = "1 comprimé le matin 30 minutes avant le petit déjeuner"
    yield _request(
        Medication(
            "LEVOTHYROX",
            "Levothyrox",
            ("lévothyroxine",),
            "H03AA01",
            None,
            (Ratio(Quantity(Decimal(75), "µg")),),
            tablet,
        ),
        _dosage(before_breakfast, "1", tablet, (EventTiming.ACM,), offset=30),
        dispense=three_months,
        substitution=Substitution(False, SubstitutionReason.MTE),
    )
    yield _request(
        Medication("FUROSÉMIDE", "furosémide", ("furosémide",), "C03CA01", None, _mg("40"), tablet),
        _dosage("1 comprimé le matin", "1", tablet, (morning,), _MONTHS),
        _dosage("1/2 comprimé à midi pendant 3 mois", "0.5", tablet, (EventTiming.NOON,), _MONTHS),
    )
    yield _request(
        Medication(
            "DOLIPRANE", "Doliprane", ("paracétamol",), "N02BE01", None, _mg("1000"), tablet
        ),
        _every_six_hours(tablet),
    )
    yield _request(
        Medication(
            "Carbocistéine",
            "carbocistéine",
            ("carbocistéine",),
            "R05CB03",
            None,
            (Ratio(Quantity(Decimal(50), "mg"), Quantity(Decimal(1), "mL")),),
            "solution buvable",
        ),
        _dosage(
            "15 mL matin, midi et soir pendant 5 jours",
            "15",
            "mL",
            (morning, EventTiming.NOON, evening),
            _DAYS,
        ),
    )


def _request(
    medication: Medication,
    *dosages: Dosage,
    dispense: DispenseRequest | None = None,
    substitution: Substitution | None = None,
) -> MedicationRequest:
    return MedicationRequest(
        "",
        medication,
        dosage_instruction=dosages,
        dispense_request=dispense,
        substitution=substitution,
    )


def _mg(value: str) -> tuple[Ratio, ...]:
    return (Ratio(Quantity(Decimal(value), "mg")),)


def _dosage(
    text: str,
    dose: str,
    unit: str,
    when: tuple[EventTiming, ...],
    bounds: Quantity | None = None,
    offset: int | None = None,
) -> Dosage:
    repeat = Repeat(
        bounds_duration=bounds,
        frequency=len(when),
        period=Decimal(1),
        period_unit=_DAY,
        when=when,
        offset=offset,
    )
    quantity = Quantity(Decimal(dose), unit)
    return Dosage(text=text, timing=Timing(repeat), dose_and_rate=(DoseAndRate(quantity),))


def _every_six_hours(unit: str) -> Dosage:
    repeat = Repeat(bounds_duration=_DAYS, frequency=1, period=Decimal(6), period_unit=PeriodUnit.H)
    return Dosage(
        text=(
            "1 comprimé toutes les 6 heures si douleur, sans dépasser 3 par jour, pendant 5 jours"
        ),
        as_needed_codeable_concept=CodeableConcept("si douleur"),
        timing=Timing(repeat),
        dose_and_rate=(DoseAndRate(Quantity(Decimal(1), unit)),),
        max_dose_per_period=Ratio(Quantity(Decimal(3), unit), Quantity(Decimal(1), "d")),
    )


if __name__ == "__main__":
    write_sample()
