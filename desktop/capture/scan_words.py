"""What scanners call their choices, in the user's language: SANE gives them in English."""

import re

from prescription.language import say

_SPACES = re.compile(r"[\s_-]+")


def say_choice(choice: str) -> str:
    """A way of colouring or a place of the paper; one nobody foresaw as the scanner says it."""
    return _words().get(_SPACES.sub(" ", choice).strip().lower(), choice)


def _words() -> dict[str, str]:
    black = say(fr="Noir et blanc", en="Black and white")
    grey = say(fr="Niveaux de gris", en="Grey")
    colour = say(fr="Couleurs", en="Colour")
    glass = say(fr="Vitre", en="Flatbed")
    feeder = say(fr="Chargeur", en="Feeder")
    back = say(fr="Chargeur, verso", en="Feeder, back side")
    both = say(fr="Chargeur, recto verso", en="Feeder, both sides")
    return {
        "lineart": black,
        "binary": black,
        "black & white": black,
        "halftone": say(fr="Noir et blanc, tramé", en="Black and white, halftone"),
        "gray": grey,
        "grey": grey,
        "grayscale": grey,
        "true gray": grey,
        "color": colour,
        "colour": colour,
        "24bit color": colour,
        "flatbed": glass,
        "document table": glass,
        "normal": say(fr="Normale", en="Normal"),
        "auto": say(fr="Automatique", en="Automatic"),
        "automatic": say(fr="Automatique", en="Automatic"),
        "adf": feeder,
        "adf front": feeder,
        "automatic document feeder": feeder,
        "adf simplex": feeder,
        "adf back": back,
        "adf duplex": both,
        "card front": say(fr="Carte, recto", en="Card, front side"),
        "card back": say(fr="Carte, verso", en="Card, back side"),
        "card duplex": say(fr="Carte, recto verso", en="Card, both sides"),
        "transparency unit": say(fr="Films", en="Transparency"),
        "transparency adapter": say(fr="Films", en="Transparency"),
    }
