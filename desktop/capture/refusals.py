"""Why files were not taken into the queue, told in one sentence however many they are."""

from collections.abc import Sequence

from prescription.language import say

Refused = tuple[str, str]
"""The name of a file, and the sentence why it was not taken."""

NAMED = 4
"""Of so many the names are told; of more there is no room at the foot of the window."""


def no_pages_inside() -> str:
    """Why nothing of a folder was taken."""
    return say(
        fr="aucune image et aucun PDF dans ce dossier.", en="no picture and no PDF in this folder."
    )


def told_refused(refused: Sequence[Refused]) -> str:
    """What was not taken, and why, in one sentence."""
    if len(refused) == 1:
        name, sentence = refused[0]
        return say(fr=f"{name} : {sentence}", en=f"{name}: {sentence}")
    reasons = {sentence for _, sentence in refused}
    shared = reasons.pop() if len(reasons) == 1 else ""
    names = [name if shared else f"{name} ({why.rstrip('.')})" for name, why in refused[:NAMED]]
    left = len(refused) - len(names)
    if left:
        others_fr, others_en = ("autre", "other") if left == 1 else ("autres", "others")
        told = say(
            fr=f"{', '.join(names)} et {left} {others_fr}",
            en=f"{', '.join(names)} and {left} {others_en}",
        )
    else:
        told = ", ".join(names)
    count = len(refused)
    return say(
        fr=f"{count} fichiers n'ont pas été pris : {told}{f' : {shared}' if shared else '.'}",
        en=f"{count} files were not taken: {told}{f': {shared}' if shared else '.'}",
    )
