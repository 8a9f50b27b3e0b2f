"""A new passphrase typed twice: what is wrong with it, and the field where that is put right."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from prescription.language import Fault, say
from storage.passphrase import check_new_passphrase


def new_passphrase_wrong(first: QLineEdit, again: QLineEdit) -> tuple[str, QLineEdit] | None:
    """Why the passphrase cannot be taken, and the field to go to."""
    try:
        check_new_passphrase(first.text())
    except Fault as fault:
        return str(fault), first
    if not again.text():
        sentence = say(
            fr="Écrivez la phrase de passe encore une fois.", en="Type the passphrase once again."
        )
        return sentence, again
    if first.text() != again.text():
        return say(fr="Les deux saisies diffèrent.", en="The two entries differ."), again
    return None


def name_missing() -> str:
    """When the user gave no name."""
    return say(
        fr="Indiquez votre nom : le registre garde qui a vérifié.",
        en="Give your name: the register keeps who checked.",
    )


def go_to(edit: QLineEdit | QPlainTextEdit) -> None:
    """Put the cursor where something is missing; a secret there is typed afresh."""
    edit.setFocus()
    if isinstance(edit, QLineEdit):
        edit.selectAll()
