"""Made-up patients and prescribers, from lists of names, towns and streets."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from random import Random

from prescription.dosage import Quantity
from prescription.record import Gender, Patient, Prescriber
from synthetic.cases.identifiers import make_am, make_finess, make_nir, make_rpps
from synthetic.tables import read_resource, read_table


@dataclass(frozen=True, slots=True)
class Place:
    """An address."""

    street: str
    postal: str
    town: str
    department: str
    zone: str


@dataclass(frozen=True, slots=True)
class Practitioner:
    """A prescriber: names apart, all numbers, where they work.

    `specialty` is the table's key, `printed_specialty` how the letterhead gives it.
    """

    first: str
    last: str
    title: str
    specialty: str
    printed_specialty: str
    rpps: str
    am: str
    finess: str
    place: Place
    phone: str
    female: bool


@dataclass(frozen=True, slots=True)
class Person:
    """A patient: everything known, whether printed or not. `age_months` for the very young."""

    first: str
    last: str
    female: bool
    born: date
    age_months: int
    weight: Quantity
    height: Quantity
    nir: str
    place: Place

    @property
    def age(self) -> Quantity:
        """Years, or months before the second birthday."""
        if self.age_months < 24:
            return Quantity(Decimal(self.age_months), "mo")
        return Quantity(Decimal(self.age_months // 12), "a")


# Phone numbers of the ranges reserved for fiction by the regulator (plan de numérotation, 2026).
_PHONES = {"1": "01 99 00", "2": "02 61 91", "3": "03 53 01", "4": "04 65 71", "5": "05 36 49"}
_FEMALE_SHARE = 0.54


def draw_practitioner(specialty: str, random: Random, *, hospital: bool = False) -> Practitioner:
    """A prescriber of that specialty; a `hospital` prints the name of its service."""
    row = next(r for r in read_table("specialties.csv") if r["specialty"] == specialty)
    place = draw_place(random)
    female = random.random() < 0.5 or specialty == "Sage-femme"
    department = {"2A": "20", "2B": "20"}.get(place.department, place.department)
    year = random.randint(1958, 1994)
    return Practitioner(
        _draw_first(female, year, random),
        draw_surname(random),
        "" if not row["title"] else ("Pr" if random.random() < 0.03 else row["title"]),
        specialty,
        row["hospital"] if hospital else random.choice(row["printed"].split("|")),
        make_rpps(random),
        make_am(random, department, row["am"]),
        make_finess(random, department),
        place,
        draw_phone(place, random),
        female,
    )


def draw_person(ages: tuple[int, int], gender: str, today: date, random: Random) -> Person:
    """A patient aged within `ages` (years) on `today`."""
    female = gender == "F" or (gender != "M" and random.random() < _FEMALE_SHARE)
    months = random.randint(max(ages[0] * 12, 1), ages[1] * 12 + 11)
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    day = min(random.randint(1, 28), today.day, monthrange(year, month + 1)[1])
    born = date(year, month + 1, max(day, 1))
    place = draw_place(random)
    nir = make_nir(
        random, female=female, year=born.year, month=born.month, department=place.department
    )
    return Person(
        _draw_first(female, born.year, random),
        draw_surname(random),
        female,
        born,
        months,
        Quantity(_draw_weight(months, female, random), "kg"),
        Quantity(_draw_height(months, female, random), "cm"),
        nir,
        place,
    )


def describe_prescriber(
    practitioner: Practitioner, name: str, printed: frozenset[str]
) -> Prescriber:
    """The record of a prescriber: only the numbers in `printed` (rpps, am, finess, specialty)."""
    return Prescriber(
        name,
        practitioner.printed_specialty if "specialty" in printed else None,
        practitioner.rpps if "rpps" in printed else None,
        practitioner.am if "am" in printed else None,
        practitioner.finess if "finess" in printed else None,
    )


def describe_patient(person: Person, name: str, printed: frozenset[str]) -> Patient:
    """The record of a patient: only what is `printed`.

    That is birth, gender, age, weight, height, nir.
    """
    return Patient(
        name,
        person.born if "birth" in printed else None,
        (Gender.FEMALE if person.female else Gender.MALE) if "gender" in printed else None,
        person.age if "age" in printed else None,
        person.weight if "weight" in printed else None,
        person.height if "height" in printed else None,
        person.nir if "nir" in printed else None,
    )


def draw_place(random: Random) -> Place:
    """An address that does not exist in a town that does."""
    row = random.choice(read_table("towns.csv"))
    street = f"{random.randint(1, 180)}, {random.choice(_rows('streets.txt'))}"
    return Place(street, row["postal"], row["town"], row["department"], row["zone"])


def draw_phone(place: Place, random: Random) -> str:
    """A number of the range reserved for fiction where the place is."""
    digits = f"{random.randint(0, 99):02d} {random.randint(0, 99):02d}"
    return f"{_PHONES[place.zone]} {digits}"


def draw_surname(random: Random) -> str:
    """A surname; now and then a double one."""
    names = _rows("surnames.txt")
    name = random.choice(names)
    return f"{name}-{random.choice(names)}" if random.random() < 0.04 else name


def draw_first_name(random: Random) -> str:
    """Any first name, of a colleague or a secretary."""
    return random.choice(read_table("first_names.csv"))["name"]


@cache
def _rows(name: str) -> tuple[str, ...]:
    return tuple(line for line in read_resource(name).splitlines() if line)


def _draw_first(female: bool, year: int, random: Random) -> str:
    year = min(max(year, 1928), 2025)
    names = [
        row["name"]
        for row in read_table("first_names.csv")
        if row["gender"] == ("F" if female else "M") and int(row["from"]) <= year <= int(row["to"])
    ]
    return random.choice(names)


# Median weights and heights by age, roughly those of the carnet de santé's curves (2018).
_WEIGHTS = ((1, 4.2), (6, 7.6), (12, 9.8), (24, 12.2), (48, 16.5), (84, 23), (120, 32), (168, 50))
_HEIGHTS = ((1, 54), (6, 67), (12, 75), (24, 87), (48, 103), (84, 122), (120, 138), (168, 162))


def _draw_weight(months: int, female: bool, random: Random) -> Decimal:
    median = _interpolate(months, _WEIGHTS, 62 if female else 76)
    value = max(3.2, random.gauss(median, median * (0.09 if months < 168 else 0.17)))
    return Decimal(f"{value:.1f}") if value < 20 else Decimal(round(value))


def _draw_height(months: int, female: bool, random: Random) -> Decimal:
    median = _interpolate(months, _HEIGHTS, 163 if female else 176)
    return Decimal(round(random.gauss(median, median * 0.04)))


def _interpolate(months: int, curve: tuple[tuple[float, float], ...], adult: float) -> float:
    if months >= 204:
        return adult
    points = (*curve, (204, adult))
    for (low, light), (high, heavy) in pairwise(points):
        if months <= high:
            return light + (heavy - light) * max(0, months - low) / (high - low)
    return adult
