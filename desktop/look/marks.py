"""The four states of a field: shape, colours and name, told apart without colours too."""

from dataclasses import dataclass

from desktop.look.themes import worn_theme
from ordonnancier.review.sheet import State
from prescription.language import say


@dataclass(frozen=True, slots=True)
class Mark:
    """How a state is shown: a shape, its ground and ink as `#rrggbb`, its name."""

    shape: str
    colour: str
    ink: str
    name: str


def mark_of(state: State) -> Mark:
    """The mark of a state in the theme that is worn."""
    theme = worn_theme()
    match state:
        case State.SURE:
            return Mark("✓", theme.sure, theme.sure_ink, say(fr="sûr", en="sure"))
        case State.TO_CHECK:
            return Mark("?", theme.check, theme.check_ink, say(fr="à vérifier", en="to check"))
        case State.MISSING:
            name = say(fr="absent ou non compris", en="missing or not understood")
            return Mark("!", theme.missing, theme.missing_ink, name)
        case State.CONFIRMED:
            name = say(fr="confirmé", en="confirmed")
            return Mark("✓✓", theme.confirmed, theme.confirmed_ink, name)
