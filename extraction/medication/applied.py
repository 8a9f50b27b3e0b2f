"""Drugs of which nobody writes how much: a cream is applied."""

from functools import cache

from extraction.drugs.lexicon import DrugName
from extraction.resources import read_rules
from prescription.dosage import Dosage
from prescription.record import Medication


def needs_no_amount(medication: Medication, drug: DrugName | None, dosage: Dosage) -> bool:
    """`Fucidine crème matin et soir`: whether the line tells all that is to be told.

    Gels that are dosed (hormones) belong to other groups of the ATC classification.
    """
    rule = _applied()
    forms = {medication.form} if medication.form else set(drug.forms if drug else ())
    known = bool(forms) and forms <= rule["forms"]
    grouped = (medication.atc or "").startswith(tuple(rule["atc"]))
    often = dosage.timing is not None and dosage.timing.repeat.frequency is not None
    return drug is not None and known and grouped and often and not dosage.dose_and_rate


@cache
def _applied() -> dict[str, frozenset[str]]:
    rows: dict[str, list[str]] = read_rules("applied.toml")["applied"]
    return {key: frozenset(values) for key, values in rows.items()}
