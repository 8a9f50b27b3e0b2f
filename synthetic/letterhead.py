"""What a page says besides its medications: prescriber, practice, patient, date, foot."""

from dataclasses import dataclass
from datetime import date
from random import Random

from prescription.record import Patient, Prescriber
from synthetic.cases.people import (
    Person,
    Practitioner,
    describe_patient,
    describe_prescriber,
    draw_first_name,
    draw_phone,
    draw_surname,
)
from synthetic.words.numbers import in_digits

_MONTHS = (  # noqa: SIM905 - easier to read so
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
).split(" ")
_TITLES = (
    "Ancien interne des hôpitaux",
    "Ancien chef de clinique - assistant",
    "Diplômé de la faculté de médecine de {town}",
    "D.U. de mésothérapie",
    "D.U. d'échographie",
    "Sur rendez-vous",
    "Consultations sur rendez-vous",
    "Conventionné secteur 1",
    "Conventionné secteur 2 OPTAM",
    "Membre d'une association agréée",
    "Visites à domicile le matin",
    "Du lundi au vendredi, 8 h 30 - 12 h et 14 h - 19 h",
)
_PRACTICES = (
    "Cabinet médical",
    "Maison de santé pluriprofessionnelle",
    "Maison médicale {street_name}",
    "Centre médical {town}",
    "Cabinet de groupe",
    "Pôle de santé",
)
_HOSPITALS = (
    "CENTRE HOSPITALIER DE {town}",
    "CENTRE HOSPITALIER UNIVERSITAIRE DE {town}",
    "CLINIQUE DES CÈDRES",
    "POLYCLINIQUE SAINT-ROCH",
    "HÔPITAL PRIVÉ DU PARC",
    "GROUPE HOSPITALIER DE {town}",
)
_FEET = (
    "Membre d'une association agréée : le règlement des honoraires par chèque est accepté.",
    "En cas d'urgence, composez le 15 ou le 112.",
    "En l'absence du médecin, appelez le 15.",
    "Ordonnance établie selon les articles R. 5132-3 et suivants du code de la santé publique.",
    "Les informations sont traitées conformément à la loi Informatique et Libertés.",
    "Merci d'apporter cette ordonnance à chaque consultation.",
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The printed words around the body, and the record they mean.

    `name` and `specialty` lead the letterhead, `titles` follow; `address` ends with the town;
    `numbers` are (label, digits) pairs; `staff` are colleagues of a hospital's margin.
    """

    name: str
    specialty: str
    titles: tuple[str, ...]
    practice: str
    address: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]
    patient_lines: tuple[str, ...]
    date_line: str
    title: str
    foot: tuple[str, ...]
    staff: tuple[str, ...]
    prescriber: Prescriber
    patient: Patient
    town: str


def draw_letterhead(
    practitioner: Practitioner, person: Person, authored: date, random: Random, *, hospital: bool
) -> Letterhead:
    """Chooses what is printed and how."""
    name, record_name = _draw_prescriber_name(practitioner, random)
    printed = {"rpps", "specialty"} if random.random() < 0.92 else {"specialty"}
    printed |= {"am"} if not hospital and random.random() < 0.75 else set()
    printed |= {"finess"} if hospital and random.random() < 0.8 else set()
    numbers = [
        (label, digits)
        for key, label, digits in (
            ("rpps", random.choice(("RPPS", "N° RPPS", "RPPS")), practitioner.rpps),
            (
                "am",
                random.choice(("AM", "N° AM", "N° Assurance Maladie")),
                practitioner.am,
            ),
            ("finess", random.choice(("FINESS", "N° FINESS")), practitioner.finess),
        )
        if key in printed
    ]
    patient_lines, patient = _draw_patient(person, random)
    place = practitioner.place
    words = {"town": place.town, "street_name": place.street.partition(", ")[2]}
    practice = random.choice(_HOSPITALS if hospital else _PRACTICES).format(**words)
    practice = practice.upper() if hospital else practice
    titles = random.sample(_TITLES, random.choice((0, 1, 2, 2, 3)))
    return Letterhead(
        name,
        practitioner.printed_specialty,
        tuple(t.format(**words) for t in titles),
        practice if hospital or random.random() < 0.6 else "",
        _draw_address(practitioner, random),
        tuple(numbers),
        patient_lines,
        _draw_date_line(authored, place.town, random),
        random.choice(("ORDONNANCE", "Ordonnance", "ORDONNANCE MÉDICALE", "", "")),
        tuple(random.sample(_FEET, random.choice((0, 1, 1, 2)))),
        tuple(f"Dr {draw_first_name(random)} {draw_surname(random).upper()}" for _ in range(7)),
        describe_prescriber(practitioner, record_name, frozenset(printed)),
        patient,
        place.town,
    )


def _draw_prescriber_name(practitioner: Practitioner, random: Random) -> tuple[str, str]:
    """As printed, and as the record gives it: `Docteur` becomes `Dr`."""
    last = practitioner.last.upper()
    full = random.choice(
        (
            f"{practitioner.first} {last}",
            f"{practitioner.first} {last}",
            f"{practitioner.first} {practitioner.last}",
            f"{last} {practitioner.first}",
        )
    )
    if not practitioner.title:
        return full, full
    long = {"Dr": "Docteur", "Pr": "Professeur"}[practitioner.title]
    printed = f"{random.choice((practitioner.title, long))} {full}"
    return printed, f"{practitioner.title} {full}"


def _draw_address(practitioner: Practitioner, random: Random) -> tuple[str, ...]:
    place = practitioner.place
    town = place.town.upper() if random.random() < 0.6 else place.town
    phone = practitioner.phone.replace(" ", random.choice((" ", " ", ".")))
    lines = [place.street, f"{place.postal} {town}"]
    lines.append(random.choice(("Tél. : {}", "Tél : {}", "Téléphone : {}", "{}")).format(phone))
    if random.random() < 0.3:
        lines.append(f"Fax : {draw_phone(place, random)}")
    if random.random() < 0.4:
        last = practitioner.last.lower().replace(" ", "").replace("é", "e").replace("è", "e")
        lines.append(f"cabinet.{last}@exemple.fr")
    return tuple(lines)


def write_date(day: date, random: Random) -> str:
    """`12/03/2026`, `12 mars 2026`, `12.03.26`, `1er mars 2026` …"""
    first = "1er" if day.day == 1 else str(day.day)
    return random.choice(
        (
            f"{day:%d/%m/%Y}",
            f"{day:%d/%m/%Y}",
            f"{day:%d/%m/%y}",
            f"{day:%d.%m.%Y}",
            f"{day:%d-%m-%Y}",
            f"{first} {_MONTHS[day.month - 1]} {day.year}",
            f"{first} {_MONTHS[day.month - 1]} {day.year}",
        )
    )


def _draw_date_line(authored: date, town: str, random: Random) -> str:
    shape = random.choice(
        (
            "{t}, le {d}",
            "{t}, le {d}",
            "Le {d}",
            "Le {d}",
            "Date : {d}",
            "Fait à {t}, le {d}",
            "{d}",
        )
    )
    return shape.format(t=town, d=write_date(authored, random))


def _draw_patient(person: Person, random: Random) -> tuple[tuple[str, ...], Patient]:
    child = person.age_months < 15 * 12
    first, last = person.first, person.last.upper()
    gendered = not child and random.random() < 0.8
    civility = ""
    if gendered:
        civility = random.choice(("Mme", "Madame") if person.female else ("M.", "Monsieur", "Mr"))
    elif child:
        civility = random.choice(("Enfant", "", "Enfant"))
    name = random.choice((f"{last} {first}", f"{first} {last}"))
    labelled = random.random() < 0.2
    if labelled:
        lines = [random.choice((f"Patient : {civility} {name}", f"Patient(e) : {civility} {name}"))]
    else:
        lines = [f"{civility} {name}"]
    printed = {"gender"} if gendered else set()
    details: list[str] = []
    if random.random() < 0.75:
        printed.add("birth")
        verb = random.choice(
            ("Née le", "née le", "Date de naissance :")
            if person.female
            else ("Né le", "né le", "Date de naissance :")
        )
        details.append(f"{verb} {write_date(person.born, random)}")
        if not gendered and verb.lower().startswith("né"):
            printed.add("gender")
    if random.random() < (0.7 if "birth" not in printed else 0.5):
        printed.add("age")
        unit = "mois" if person.age.unit == "mo" else "ans" if person.age.value > 1 else "an"
        age = f"{person.age.value} {unit}"
        details.append(f"({age})" if details else age)
    if random.random() < (0.8 if child else 0.15):
        printed.add("weight")
        weight = in_digits(person.weight.value)
        details.append(random.choice((f"Poids : {weight} kg", f"{weight} kg", f"Poids {weight}kg")))
    if random.random() < 0.08:
        printed.add("height")
        details.append(f"Taille : {in_digits(person.height.value)} cm")
    lines += _spread(details, random)
    if random.random() < 0.12:
        printed.add("nir")
        lines.append(f"N° SS : {_space_nir(person.nir)}")
    record = describe_patient(person, name, frozenset(printed))
    return tuple(" ".join(line.split()) for line in lines), record


def _spread(details: list[str], random: Random) -> list[str]:
    """The details on one line, or one below the other."""
    if not details:
        return []
    if random.random() < 0.65:
        return [random.choice((" - ", "  ", ", ")).join(details)]
    return details


def _space_nir(nir: str) -> str:
    cuts = ((0, 1), (1, 3), (3, 5), (5, 7), (7, 10), (10, 13), (13, 15))
    return " ".join(nir[a:b] for a, b in cuts)
