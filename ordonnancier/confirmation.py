"""From the JSON of `read` to prescriptions a human answers for: nothing else enters a register."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NoReturn

from ordonnancier.sample import refuse_sample
from ordonnancier.wording import review_in_words
from prescription.json import RecordError, from_json
from prescription.language import Fault, counted_en, counted_fr, say
from prescription.record import Document, Draft, Prescription, Source


def load_documents(text: str) -> tuple[Document, ...]:
    """The documents of `read`, as JSON or JSON lines. Raises Fault when there is none."""
    try:
        documents = tuple(from_json(Document, value) for value in _values(text))
    except (ValueError, RecursionError) as error:
        place = str(error) if isinstance(error, RecordError) else "JSON"
        raise Fault(
            fr=f"Ce n'est pas une fiche donnée par « ordonnancier read --format json » ({place}).",
            en=f'This is no record given by "ordonnancier read --format json" ({place}).',
        ) from None
    if not any(document.prescriptions for document in documents):
        raise Fault(
            fr="Cette fiche ne contient aucune ordonnance.",
            en="This record holds no prescription.",
        )
    return documents


def confirm(
    document: Document, *, confirmed_by: str | None, reviewed_by: str | None
) -> Iterator[tuple[Prescription, Source]]:
    """The document's prescriptions, confirmed now by the person named.

    `reviewed_by` looked at every point to check; `confirmed_by` may only answer for a prescription
    without any. Raises Fault otherwise. The points stay in the record: they tell what was checked.
    """
    refuse_sample(document.source)
    person = (reviewed_by or confirmed_by or "").strip()
    for draft in document.prescriptions:
        points = tuple(_points(draft))
        if points and not reviewed_by:
            told = "".join(f"\n- {point}" for point in points)
            raise Fault(
                fr=f"{document.source.name} n'est pas enregistrée, "
                f"{counted_fr(len(points), 'point(s)')} à "
                "comparer avec le papier ; cela fait, recommencez avec --reviewed-by VOTRE-NOM."
                + told,
                en=f"{document.source.name} is not recorded, "
                f"{counted_en(len(points), 'point(s)')} to compare "
                "with the paper; that done, run it again with --reviewed-by YOUR-NAME." + told,
            )
        if not person:
            raise Fault(
                fr="Rien n'entre dans le registre sans le nom de qui a vérifié : donnez "
                "--confirmed-by ou --reviewed-by.",
                en="Nothing enters the register without the name of who checked it: give "
                "--confirmed-by or --reviewed-by.",
            )
        yield Prescription(draft, person, datetime.now(UTC)), document.source


def _points(draft: Draft) -> Iterator[str]:
    """What is to be checked, each point with the drug it belongs to."""
    yield from map(review_in_words, draft.review)
    for line in draft.medications:
        name = line.medication.name or line.medication.text
        for review in line.review:
            words = review_in_words(review, line.dosage_instruction)
            yield say(fr=f"{name} : {words}", en=f"{name}: {words}")


def _values(text: str) -> Iterator[Any]:
    """Every JSON value of the text, those of an array one by one."""
    decoder = json.JSONDecoder(parse_float=Decimal, parse_constant=_refuse)
    text = text.removeprefix("\ufeff")
    position = len(text) - len(text.lstrip())
    while position < len(text):
        value, position = decoder.raw_decode(text, position)
        yield from value if isinstance(value, list) else [value]
        while position < len(text) and text[position].isspace():
            position += 1


def _refuse(name: str) -> NoReturn:
    raise RecordError(f"{name} is no number of a record")
