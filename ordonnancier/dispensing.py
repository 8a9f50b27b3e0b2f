"""From a prescription to the lines of the ordonnancier: which drugs are listed, and what is said.

What an entry must say: code de la santé publique, R.5132-9 (read November 2026).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from extraction.drugs.lexicon import Product, load_lexicon
from extraction.medication.limits import highest_dose
from extraction.spelling.matching import compact
from ordonnancier.wording import strength_in_french
from prescription.french import describe_quantity
from prescription.language import Fault
from prescription.record import Draft, Medication, MedicationRequest
from storage.entries import Entry
from storage.ordonnancier import Dispensing, Listing, OrdonnancierEntry

_STRICTEST = (Listing.NARCOTIC, Listing.LIST_I, Listing.LIST_II)
_SWALLOWED = frozenset({"comprimé", "gélule", "capsule"})


@dataclass(frozen=True, slots=True)
class Handover:
    """What the prescription does not say of a dispensing.

    `quantities` (in words) and `listings` are by line, from 1, and come before what the line and
    the lexicon say. `lines` names the lines handed over; empty for all that are listed.
    """

    dispensed_on: date
    prescriber_address: str
    patient_address: str
    lines: tuple[int, ...] = ()
    quantities: Mapping[int, str] = field(default_factory=dict)
    listings: Mapping[int, Listing] = field(default_factory=dict)
    hospital: str | None = None
    service: str | None = None


def listing_of(request: MedicationRequest) -> Listing | None:
    """The list of a line's drug by the lexicon: the strictest of what it may be, or None."""
    products = _products(request.medication)
    meant = _in_form(products, request) or products
    lists = {product.list for product in meant}
    return next((listing for listing in _STRICTEST if listing.value in lists), None)


def _products(medication: Medication) -> list[Product]:
    """What is sold under a name; `Skenan` is sold as `Skenan LP` alone.

    A name that the lexicon does not have goes by its substances, when they were recognised.
    """
    lexicon = load_lexicon()
    name = medication.name or medication.text
    names = lexicon.find(name) or lexicon.bases.get(compact(name), ())
    if not names and medication.name and len(medication.substances) == 1:
        names = lexicon.find(medication.substances[0])
    elif not names and medication.name:
        names = lexicon.combinations.get(frozenset(medication.substances), ())
    return [product for drug in names for product in drug.products]


def _in_form(products: Sequence[Product], request: MedicationRequest) -> list[Product]:
    """Those in the written form (`comprimé effervescent` is sold as `comprimé`).

    Without one, those in the form the doses are counted in: `1 comprimé` is no ampoule.
    """
    form = request.medication.form
    if found := [p for p in products if form and p.form and f"{form} ".startswith(f"{p.form} ")]:
        return found
    doses = {dose.unit for one in request.dosage_instruction if (dose := highest_dose(one))}
    # Prescribers write these for each other.
    forms = doses | _SWALLOWED if doses & _SWALLOWED else doses
    return [p for p in products if p.form in forms]


def listed_lines(draft: Draft) -> dict[int, Listing]:
    """The lines with a listed drug, from 1, each with its list."""
    found = {position: listing_of(line) for position, line in enumerate(draft.medications, start=1)}
    return {position: listing for position, listing in found.items() if listing}


def entered_before(
    entry: Entry, entered: Sequence[OrdonnancierEntry]
) -> dict[int, OrdonnancierEntry]:
    """The lines of an entry that stand in the ordonnancier, each with where it was entered last.

    `entered` are the lines for this entry and for those it replaces. A correction may have moved
    the lines of the prescription: what was entered before it is known by its drug.
    """
    requests = enumerate(entry.prescription.content.medications, start=1)
    drugs = {line: describe_drug(request) for line, request in requests}
    return {
        line: one
        for one in entered
        for line, drug in drugs.items()
        if (line == one.dispensing.line and one.prescription == entry.number)
        or (drug == one.dispensing.drug and one.prescription != entry.number)
    }


def refuse_entered_since(
    handover: Handover,
    shown: Mapping[int, OrdonnancierEntry],
    now: Mapping[int, OrdonnancierEntry],
) -> None:
    """Raise Fault for a drug that was entered since it was asked what is handed over.

    `shown` and `now` are `entered_before` then and now: a renewal is of what was shown.
    """
    for line, entered in now.items():
        meant = not handover.lines or line in handover.lines
        if meant and (line not in shown or shown[line].number != entered.number):
            raise Fault(
                fr=f"« {entered.dispensing.drug} » est inscrit entre-temps, n° {entered.number} : "
                "rien n'a été inscrit de plus.",
                en=f'"{entered.dispensing.drug}" was entered meanwhile, no. {entered.number}: '
                "nothing more was entered.",
            )


def unknown_lines(draft: Draft) -> tuple[int, ...]:
    """The lines, from 1, whose drug the lexicon does not have: nobody can tell their list."""
    return tuple(
        position
        for position, line in enumerate(draft.medications, start=1)
        if not _products(line.medication)
    )


def lines_to_enter(draft: Draft) -> dict[int, Listing | None]:
    """The lines with a listed drug, from 1; None for one unknown, that may be of any list."""
    lines = {**dict.fromkeys(unknown_lines(draft)), **listed_lines(draft)}
    return dict(sorted(lines.items()))


def dispensings_of(draft: Draft, handover: Handover) -> tuple[Dispensing, ...]:
    """The lines to enter.

    Raises Fault when something that the law asks for is not known, or the date cannot be.
    """
    refuse_impossible_date(draft, handover.dispensed_on)
    listings = {**listed_lines(draft), **handover.listings}
    lines = handover.lines or tuple(sorted(listings))
    _refuse_gaps(draft, lines, listings, handover)
    return tuple(_dispensing(draft, line, listings[line], handover) for line in lines)


def named(draft: Draft) -> tuple[str, str]:
    """Who prescribed and for whom; the law asks for both. Raises Fault."""
    prescriber = draft.prescriber and draft.prescriber.name
    patient = draft.patient and draft.patient.name
    if not prescriber or not patient:
        raise Fault(
            fr="L'ordonnancier demande les noms du prescripteur et du patient : corrigez d'abord "
            "l'ordonnance.",
            en="The ordonnancier asks for the names of prescriber and patient: correct the "
            "prescription first.",
        )
    return prescriber, patient


def refuse_impossible_date(draft: Draft, dispensed_on: date) -> None:
    """Raise Fault for a dispensing in the future, or before its prescription was written."""
    if dispensed_on > datetime.now().astimezone().date():
        raise Fault(
            fr=f"Délivré le {dispensed_on:%d/%m/%Y} : cette date est dans le futur.",
            en=f"Dispensed on {dispensed_on:%d/%m/%Y}: this date is in the future.",
        )
    written = draft.authored_on
    if written is not None and dispensed_on < written:
        raise Fault(
            fr=f"Délivré le {dispensed_on:%d/%m/%Y} : l'ordonnance n'est écrite que le "
            f"{written:%d/%m/%Y}.",
            en=f"Dispensed on {dispensed_on:%d/%m/%Y}: the prescription was written only on "
            f"{written:%d/%m/%Y}.",
        )


def corrected_line(draft: Draft, before: Dispensing, handover: Handover) -> Dispensing:
    """What takes the place of a line of the ordonnancier, of the same drug.

    The names are those of `draft`, its prescription as it stands now; the quantity is that of the
    line. Raises Fault.
    """
    refuse_impossible_date(draft, handover.dispensed_on)
    prescriber, patient = named(draft)
    return replace(
        before,
        dispensed_on=handover.dispensed_on,
        quantity=handover.quantities[before.line],
        prescriber=prescriber,
        prescriber_address=handover.prescriber_address,
        patient=patient,
        patient_address=handover.patient_address,
    )


def _refuse_gaps(
    draft: Draft, lines: Sequence[int], listings: Mapping[int, Listing], handover: Handover
) -> None:
    """Raise Fault for what these lines lack, all of it at once."""
    for line in lines:
        if not 1 <= line <= len(draft.medications):
            raise Fault(
                fr=f"Cette ordonnance n'a pas de ligne {line}.",
                en=f"This prescription has no line {line}.",
            )
    gaps = []
    if unlisted := [line for line in lines if line not in listings]:
        fr, en = _lines_in_words(unlisted)
        gaps.append(
            Fault(
                fr=f"{fr} : médicament d'aucune liste connue, dites de laquelle.",
                en=f"{en}: drug of no list known, say of which.",
            )
        )
    if uncounted := [line for line in lines if not _quantity(draft, line, handover)]:
        fr, en = _lines_in_words(uncounted)
        options = " ".join(f'--quantity "{line}=1 boîte"' for line in uncounted)
        gaps.append(
            Fault(
                fr=f"{fr} : la quantité délivrée n'est pas écrite, donnez-la avec {options}.",
                en=f"{en}: the quantity handed over is not written, give it with {options}.",
            )
        )
    if gaps:
        raise Fault(fr=" ".join(gap.fr for gap in gaps), en=" ".join(gap.en for gap in gaps))


def _lines_in_words(lines: Sequence[int]) -> tuple[str, str]:
    told = ", ".join(map(str, lines))
    return (
        (f"Lignes {told}", f"Lines {told}") if len(lines) > 1 else (f"Ligne {told}", f"Line {told}")
    )


def _dispensing(draft: Draft, line: int, listing: Listing, handover: Handover) -> Dispensing:
    prescriber, patient = named(draft)
    return Dispensing(
        line=line,
        listing=listing,
        dispensed_on=handover.dispensed_on,
        drug=describe_drug(draft.medications[line - 1]),
        quantity=_quantity(draft, line, handover),
        prescriber=prescriber,
        prescriber_address=handover.prescriber_address,
        patient=patient,
        patient_address=handover.patient_address,
        hospital=handover.hospital,
        service=handover.service,
    )


def describe_drug(request: MedicationRequest) -> str:
    """The drug with its strength and form, in French."""
    drug = request.medication
    parts = (drug.name or drug.text, strength_in_french(drug.strength), drug.form)
    return ", ".join(part for part in parts if part)


def _quantity(draft: Draft, line: int, handover: Handover) -> str:
    """What was handed over of a line, in words; empty where neither tells."""
    request = draft.medications[line - 1].dispense_request
    written = describe_quantity(request.quantity) if request and request.quantity else ""
    return handover.quantities.get(line) or written
