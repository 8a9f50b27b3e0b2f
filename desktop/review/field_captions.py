"""What the fields under review are called, in the order they are shown."""

from ordonnancier.review.place import Heading, Part
from prescription.language import say


def heading_captions() -> tuple[tuple[Heading, str], ...]:
    """Those of the prescription itself."""
    return (
        (Heading.AUTHORED_ON, say(fr="&Date", en="&Date")),
        (Heading.PATIENT, say(fr="&Patient", en="&Patient")),
        (Heading.BIRTH_DATE, say(fr="Né(e) &le", en="&Born on")),
        (Heading.PRESCRIBER, say(fr="P&rescripteur", en="P&rescriber")),
        (Heading.RPPS, say(fr="RPP&S", en="RPP&S")),
    )


def line_captions() -> tuple[tuple[Part, str], ...]:
    """Those of one medication."""
    return (
        (Part.DRUG, say(fr="&Médicament", en="&Medication")),
        (Part.STRENGTH, say(fr="Dosage et &forme", en="Strength and &form")),
        (Part.POSOLOGY, say(fr="P&osologie", en="D&osage")),
        (Part.SUPPLY, say(fr="Déli&vrance", en="Supply and repe&ats")),
    )
