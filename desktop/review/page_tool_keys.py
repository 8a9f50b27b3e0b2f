"""What arranging pages offers: words and keys of each tool, for its buttons and the help."""

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from prescription.language import say


@dataclass(frozen=True, slots=True)
class PageTool:
    """A tool by its name in the program; what stands on its button, and its keys."""

    id: str
    words: str
    keys: QKeySequence

    @property
    def told_keys(self) -> str:
        """The keys as the user's platform and language write them."""
        return self.keys.toString(QKeySequence.SequenceFormat.NativeText)


def page_tools() -> tuple[PageTool, ...]:
    """Every tool, in the order of the buttons."""
    named = (
        ("turn-left", say(fr="⟲ Tourner", en="⟲ Turn"), "Ctrl+Left"),
        ("turn-right", say(fr="⟳ Tourner", en="⟳ Turn"), "Ctrl+Right"),
        ("up", say(fr="↑ Monter", en="↑ Up"), "Ctrl+Up"),
        ("down", say(fr="↓ Descendre", en="↓ Down"), "Ctrl+Down"),
        ("split", say(fr="✂ Couper avant", en="✂ Split before"), "Ctrl+K"),
        ("join", say(fr="Joindre à la précédente", en="Join to previous"), "Ctrl+J"),
        ("take-out", say(fr="Retirer la page", en="Take out"), "Delete"),
        ("replace", say(fr="Remplacer la page…", en="Replace…"), "Ctrl+R"),
        ("add-next", say(fr="Ajouter la suivante", en="Add the next one"), "Ctrl+N"),
        ("halve", say(fr="✂ Couper en deux", en="✂ Cut in two"), "Ctrl+M"),
        ("crop", say(fr="Recadrer", en="Crop"), "Ctrl+B"),
        ("undo", say(fr="Défaire", en="Undo"), "Ctrl+Z"),
    )
    return tuple(PageTool(name, words, QKeySequence(keys)) for name, words, keys in named)


def how_to_frame() -> str:
    """What the keys do while a page has a frame to crop it by."""
    return say(
        fr="Les flèches déplacent les bords du haut et de gauche du cadre, Maj+flèches ceux du bas "
        "et de droite ; Entrée recadre, Échap laisse la page comme elle est.",
        en="The arrows move the top and left sides of the frame, Shift+arrows the bottom and right "
        "ones; Enter crops, Esc leaves the page as it is.",
    )
