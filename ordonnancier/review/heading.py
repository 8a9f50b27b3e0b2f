"""A field of the heading as a human writes it: date, prescriber, patient."""

from dataclasses import replace
from datetime import date

from extraction.header.identifiers import is_rpps
from ordonnancier.review.place import Heading
from ordonnancier.review.to_come import is_to_come
from ordonnancier.review.typed_date import read_date
from prescription.language import Fault
from prescription.record import Draft, Patient, Prescriber


def write_heading(draft: Draft, heading: Heading, text: str) -> Draft:
    """The draft with one field of its heading as a human wrote it. Raises Fault."""
    words = " ".join(text.split()) or None
    prescriber, patient = draft.prescriber or Prescriber(), draft.patient or Patient()
    match heading:
        case Heading.AUTHORED_ON:
            return replace(draft, authored_on=_written_by_now(_date(words)))
        case Heading.PRESCRIBER:
            prescriber = replace(prescriber, name=words)
        case Heading.RPPS:
            prescriber = replace(prescriber, rpps=_rpps(words))
        case Heading.PATIENT:
            patient = replace(patient, name=words)
        case Heading.BIRTH_DATE:
            patient = replace(patient, birth_date=_in_the_past(_date(words)))
        case Heading.REST:
            return draft
    return replace(
        draft,
        prescriber=prescriber if prescriber != Prescriber() else None,
        patient=patient if patient != Patient() else None,
    )


def _date(words: str | None) -> date | None:
    return None if words is None else read_date(words)


def _written_by_now(issued: date | None) -> date | None:
    """`12/03/2062` was mistyped: no prescription is of a day to come."""
    if issued is not None and is_to_come(issued):
        raise Fault(
            fr=f"Le {issued:%d/%m/%Y} est dans le futur : corrigez la date, ou videz le champ si "
            "elle est imprimée ainsi.",
            en=f"{issued:%d/%m/%Y} is in the future: correct the date, or empty the field if it is "
            "printed like this.",
        )
    return issued


def _in_the_past(born: date | None) -> date | None:
    """`3/4/56` of a birth is of the last century."""
    if born is None or not is_to_come(born):
        return born
    return born.replace(year=born.year - 100)


def _rpps(words: str | None) -> str | None:
    if words is None:
        return None
    digits = words.replace(" ", "")
    if not is_rpps(digits):
        raise Fault(
            fr=f"« {words} » n'est pas un numéro RPPS (onze chiffres, le dernier est une clé de "
            "contrôle) : corrigez-le, ou videz le champ s'il est imprimé ainsi.",
            en=f'"{words}" is no RPPS number (eleven digits, the last is a check digit): correct '
            "it, or empty the field if it is printed like this.",
        )
    return digits
