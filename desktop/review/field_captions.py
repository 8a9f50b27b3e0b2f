"""What the fields under review are called, in the order they are shown."""

from ordonnancier.review.place import Heading, Part
from prescription.language import say


def heading_captions() -> tuple[tuple[Heading, str], ...]:
    """Those of the prescription itself."""
    return (
        (Heading.AUTHORED_ON, say(fr="&Date", en="&Date")),
        (Heading.PATIENT, say(fr="Pa&tient", en="Pa&tient")),
        (Heading.BIRTH_DATE, say(fr="&Né(e) le", en="&Born on")),
        (Heading.RPPS, say(fr="RPP&S", en="RPP&S")),
        (Heading.PRESCRIBER, say(fr="P&rescripteur", en="P&rescriber")),
    )


def line_captions() -> tuple[tuple[Part, str], ...]:
    """Those of one medication."""
    return (
        (Part.DRUG, say(fr="&Médicament", en="&Medication")),
        (Part.STRENGTH, say(fr="D&osage et forme", en="Stre&ngth and form")),
        (Part.POSOLOGY, say(fr="Poso&logie", en="D&osage")),
        (Part.SUPPLY, say(fr="Dél&ivrance", en="Supp&ly and repeats")),
        (Part.ZONE, say(fr="&Zone", en="&Zone")),
    )
