"""Help: what to do, what the signs say, and every key there is."""

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from desktop.actions import Actions, wanted_menus
from desktop.look.keys import keys_of
from desktop.look.marks import mark_of
from desktop.review.page_tool_keys import how_to_frame, page_tools
from ordonnancier.review.sheet import State
from prescription.language import say


class HelpPage(QWidget):
    """One page to read; its keys are those the actions have now."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._text = QTextBrowser()
        self._text.setAccessibleName(say(fr="Aide", en="Help"))
        column = QVBoxLayout(self)
        column.addWidget(self._text)
        self.renew()

    def renew(self) -> None:
        """Write the page again, with the keys of now."""
        self._text.setHtml(_first_steps() + _signs() + _keys(self._actions))

    def focus_text(self) -> None:
        """Let the arrows scroll the page."""
        self._text.setFocus()


def _first_steps() -> str:
    steps = (
        say(
            fr="Faites entrer des pages : scanner, fichiers, glisser-déposer ou coller.",
            en="Bring pages in: scanner, files, drag and drop, or paste.",
        ),
        say(
            fr="Allez de doute en doute ; comparez avec l'extrait agrandi, corrigez en écrivant "
            "comme un médecin (1cp x3/j 7j), confirmez par Entrée.",
            en="Go from doubt to doubt; compare with the enlarged part, correct by writing as a "
            "doctor does (1cp x3/j 7j), confirm with Enter.",
        ),
        say(
            fr="Quand plus rien n'est à vérifier, enregistrez : la suivante s'ouvre.",
            en="When nothing is left to check, record: the next one opens.",
        ),
        say(
            fr="Imprimez la fiche de secours et faites une sauvegarde le premier jour.",
            en="Print the recovery sheet and make a backup on the first day.",
        ),
    )
    title = say(fr="En quatre gestes", en="In four steps")
    return f"<h2>{title}</h2><ol>{''.join(f'<li>{escape(step)}</li>' for step in steps)}</ol>"


def _signs() -> str:
    title = say(fr="Les signes", en="The signs")
    rows = "".join(
        f'<tr><td align="center" style="background:{mark.colour};color:{mark.ink}">'
        f"&nbsp;<b>{mark.shape}</b>&nbsp;</td><td>&nbsp;{escape(mark.name)}</td></tr>"
        for mark in map(mark_of, State)
    )
    return f'<h2>{title}</h2><table cellpadding="4">{rows}</table>'


def _keys(actions: Actions) -> str:
    title = say(fr="Toutes les touches", en="All the keys")
    parts = [f"<h2>{title}</h2>"]
    for menu in wanted_menus():
        rows = [(keys_of(actions, wanted.id), wanted.text) for wanted in menu.action]
        parts.append(_table(menu.text, rows))
    rows = [(tool.told_keys, tool.words) for tool in page_tools()]
    parts.append(_table(actions["arrange"].text(), rows))
    parts.append(f"<p>{escape(how_to_frame())}</p>")
    return "".join(parts)


def _table(name: str, rows: Sequence[tuple[str, str]]) -> str:
    """Keys and what they do, under a name; & marks a letter in a menu, not here."""
    told = "".join(
        f"<tr><td><b>{escape(keys) or '–'}</b>&nbsp;&nbsp;</td>"
        f"<td>{escape(words.replace('&', ''))}</td></tr>"
        for keys, words in rows
    )
    return f'<h3>{escape(name.replace("&", ""))}</h3><table cellpadding="2">{told}</table>'
